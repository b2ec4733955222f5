// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Tests of attack: the systems of tests/data/protection_cases.json, whose intervals were
 * found by integer programming in another program, and small publications written by hand
 * whose sums are shown.
 */
#include "pg_attack_system.h"
#include "testing.h"

#include <jansson.h>
#include <math.h>

// ---------------------------------------------------------------- systems of the prototype

static double number_or(const json_t *value, double otherwise)
{
    return json_is_number(value) ? json_number_value(value) : otherwise;
}

static size_t place_of(const struct pg_attack_system *system, const char *name)
{
    for (size_t i = 0; i < system->n; i++) {
        if (strcmp(system->unknowns[i].name, name) == 0)
            return i;
    }
    ck_abort_msg("no unknown %s", name);
    return 0;
}

static void fill(struct pg_attack_system *system, const json_t *one)
{
    json_t *relations = json_object_get(one, "relations"), *item, *factor;
    size_t i;
    const char *name;

    json_array_foreach(json_object_get(one, "unknowns"), i, item)
    {
        pg_attack_add_unknown(system, json_string_value(json_object_get(item, "name")),
                              number_or(json_object_get(item, "lo"), -INFINITY),
                              number_or(json_object_get(item, "hi"), INFINITY),
                              json_is_true(json_object_get(item, "integer")));
    }
    json_array_foreach(relations, i, item)
    {
        pg_attack_relate(system, number_or(json_object_get(item, "lo"), -INFINITY),
                         number_or(json_object_get(item, "hi"), INFINITY), NULL);
        json_object_foreach(json_object_get(item, "terms"), name, factor)
            pg_attack_term(system, place_of(system, name), json_number_value(factor));
    }
}

// Every hidden unknown of a case has the interval that the file says.
static void check_case(const json_t *one)
{
    const char *id = json_string_value(json_object_get(one, "id"));
    struct pg_attack_system system = {0};
    json_t *item;
    size_t i;

    fill(&system, one);
    ck_assert_msg(pg_attack_propagate(&system) == SIZE_MAX, "%s", id);
    json_array_foreach(json_object_get(one, "hidden"), i, item)
    {
        const json_t *ends = json_object_get(item, "attacker");
        const char *name = json_string_value(json_object_get(item, "name"));
        struct pg_attack_question question = {
            place_of(&system, name), -INFINITY, INFINITY, 0, 0, false};
        ck_assert_int_eq(pg_attack_solve(&system, &question, 1, NULL), PAYGAP_OK);
        double least = number_or(json_array_get(ends, 0), -INFINITY);
        double most = number_or(json_array_get(ends, 1), INFINITY);
        double slack = system.unknowns[question.unknown].is_whole ? 1e-9 : 2e-3;
        ck_assert_msg(question.least == least || fabs(question.least - least) <= slack,
                      "%s, %s: least %g, not %g", id, name, question.least, least);
        ck_assert_msg(question.most == most || fabs(question.most - most) <= slack,
                      "%s, %s: most %g, not %g", id, name, question.most, most);
    }
    pg_attack_system_free(&system);
}

START_TEST(test_hidden_unknowns_have_the_intervals_of_the_cases)
{
    char *path = source_path("tests/data/protection_cases.json");
    json_t *file = json_load_file(path, 0, NULL), *one;
    size_t i;

    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(json_array_size(json_object_get(file, "cases")), 27);
    json_array_foreach(json_object_get(file, "cases"), i, one) check_case(one);
    json_decref(file);
    free(path);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("attack");

    tcase_add_test(tc, test_hidden_unknowns_have_the_intervals_of_the_cases);
    return tc;
}
