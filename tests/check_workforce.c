// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Tests of workforce that need no files: why the gap changed, what is said of relative
 * likelihoods, and where counts are. The whole report is tested against a second
 * implementation in tests/oracle.
 */
#include "pay_change.h"
#include "people_parts.h"
#include "pg_stats.h"
#include "pg_workforce.h"
#include "testing.h"

/*
 * A man earned 10 then and 12 now, a woman 10 both times, a man who joined has 20. By hand:
 * difference then 10 - 10 = 0; with the rise alone 12 - 10 = 2; with the joiner alone
 * (10 + 20)/2 - 10 = 5; with both (12 + 20)/2 - 10 = 6. The rise adds (2 + (6 - 5))/2 = 1.5
 * on average over the two orders, the joiner (5 + (6 - 2))/2 = 4.5; nothing else anything.
 */
START_TEST(test_shapley_values_are_averages_over_all_orders)
{
    struct pg_change_sums sums = {.n = {{{0}}}};
    double parts[PG_N_CHANGE_EVENTS];

    sums.pay[PG_CHANGE_PAY][0][0] = 10;
    sums.pay[PG_CHANGE_PAY][1][0] = 12;
    sums.pay[PG_CHANGE_PAY][0][1] = sums.pay[PG_CHANGE_PAY][1][1] = 10;
    sums.n[PG_CHANGE_PAY][0][0] = sums.n[PG_CHANGE_PAY][1][0] = 1;
    sums.n[PG_CHANGE_PAY][0][1] = sums.n[PG_CHANGE_PAY][1][1] = 1;
    sums.pay[PG_CHANGE_JOINED][1][0] = 20;
    sums.n[PG_CHANGE_JOINED][1][0] = 1;
    pg_workforce_change_shapley(&sums, parts);
    ck_assert_double_eq_tol(pg_workforce_change_difference(&sums, 0), 0, 1e-12);
    ck_assert_double_eq_tol(pg_workforce_change_difference(&sums, 1U << PG_CHANGE_JOINED),
                            5, 1e-12);
    ck_assert_double_eq_tol(parts[PG_CHANGE_PAY], 1.5, 1e-12);
    ck_assert_double_eq_tol(parts[PG_CHANGE_JOINED], 4.5, 1e-12);
    ck_assert_double_eq_tol(parts[PG_CHANGE_LEFT], 0, 1e-12);
    ck_assert_double_eq_tol(parts[PG_CHANGE_GRADE], 0, 1e-12);
}
END_TEST

/* The parts add up to the change, whatever happened to whom. */
START_TEST(test_shapley_values_add_up_to_the_change)
{
    struct pg_change_sums sums = {.n = {{{0}}}};
    double parts[PG_N_CHANGE_EVENTS], sum = 0;

    for (int event = 0; event < PG_N_CHANGE_EVENTS; event++) {
        for (int sex = 0; sex < 2; sex++) {
            bool was = event != PG_CHANGE_JOINED, is = event != PG_CHANGE_LEFT;
            sums.n[event][0][sex] = was ? 3 + event + sex : 0;
            sums.n[event][1][sex] = is ? 2 + 2 * event : 0;
            sums.pay[event][0][sex] = sums.n[event][0][sex] * (11.37 + event - sex);
            sums.pay[event][1][sex] = sums.n[event][1][sex] * (12.01 + 2 * event - 3 * sex);
        }
    }
    pg_workforce_change_shapley(&sums, parts);
    for (int event = 0; event < PG_N_CHANGE_EVENTS; event++)
        sum += parts[event];
    ck_assert_double_eq_tol(
        sum,
        pg_workforce_change_difference(&sums, (1U << PG_N_CHANGE_EVENTS) - 1) -
            pg_workforce_change_difference(&sums, 0),
        1e-12);
}
END_TEST

/* What is said of a relative likelihood: 10 of 100 against 40 of 100 has an interval below
 * 1, the upper end 0.25 exp(1.96 sqrt(1/10 - 1/100 + 1/40 - 1/100)) = 0.47; with 20 of 100
 * it goes from 0.25 to 1.01. */
static const struct said_case {
    size_t a, n, b, m;
    const char *said;
} said_cases[] = {
    {10, 100, 40, 100, "unlikely to be chance"},
    {40, 100, 10, 100, "unlikely to be chance"},
    {10, 100, 20, 100, "could be chance"},
    {5, 10, 0, 20, "cannot be formed: none in the group it is divided by"},
    {0, 0, 3, 20, "cannot be formed: nobody in one of the groups"},
    {12, 10, 5, 20, "no interval: more events than people"},
};

START_TEST(test_what_is_said_of_relative_likelihoods)
{
    const struct said_case *one = &said_cases[_i];
    struct pg_likelihood found =
        pg_stats_relative_likelihood(one->a, one->n, one->b, one->m);

    ck_assert_str_eq(pg_workforce_say_likelihood(&found), one->said);
}
END_TEST

/*
 * Women, men and not known by two grades, at two dates. The counts of a date are
 * everybody (1), the groups (3), the grades (2), and each group in each grade (6): 12. So
 * the second date begins at 12, its men are 12 + 1 + 1, its second grade is 12 + 4 + 1,
 * men in it 12 + 6 + 1 x 2 + 1.
 */
START_TEST(test_where_a_count_is_leaves_out_what_is_all)
{
    struct pg_workforce *workforce = calloc(1, sizeof *workforce);
    const struct pg_where men = {.snapshot = 1, .group = pg_workforce_only(1)};

    *workforce = (struct pg_workforce){
        .n_snapshots = 2,
        .n_axes = 1,
        .axes = {{.n_groups = 3, .is_there = {true, false}}},
        .places = {[PG_PLACE_GRADE] = {.n_groups = 2, .is_there = {true, true}}},
        .has_place = {[PG_PLACE_GRADE] = true}};
    ck_assert(pg_workforce_people_count(workforce));
    ck_assert_uint_eq(workforce->n_counts, 24);
    ck_assert_uint_eq(pg_workforce_count_at(workforce, (struct pg_where){.snapshot = 1}),
                      12);
    ck_assert_uint_eq(pg_workforce_count_at(workforce, men), 14);
    ck_assert_uint_eq(pg_workforce_count_at(workforce, pg_workforce_where_of(men, PG_ALL)),
                      12);
    ck_assert_uint_eq(
        pg_workforce_count_at(workforce, pg_workforce_where_at(men, PG_PLACE_GRADE, 1)),
        21);
    ck_assert_uint_eq(pg_workforce_count_at(
                          workforce, (struct pg_where){.snapshot = 1,
                                                       .place = PG_PLACE_GRADE,
                                                       .of_place = pg_workforce_only(1)}),
                      17);
    // The second table has no column of sex; everybody needs none.
    ck_assert(!pg_workforce_is_there(workforce, men));
    ck_assert(pg_workforce_is_there(workforce, pg_workforce_where_of(men, PG_ALL)));
    ck_assert_uint_eq(pg_workforce_latest(workforce), 1);
    free(workforce->counts);
    free(workforce);
}
END_TEST

/* Events of one axis behind five other counts: women, men and all of them, by two divisions
 * and all, are 9 counts an event; leavers of the men in the second division are 5 + 9 x
 * their number among the events + 1 x 3 + 1, all men's 5 + 9 x ... + 1 x 3 + 2. */
START_TEST(test_where_events_are_leaves_out_what_is_all)
{
    struct pg_workforce *workforce = calloc(1, sizeof *workforce);
    struct pg_event_counts events = {.first = 5, .n_columns = 3};
    const struct pg_event_where all = {.event = PG_EVENT_LEAVER};
    size_t first = 5 + 9 * (size_t)PG_EVENT_LEAVER;

    workforce->axes[0].n_groups = 2;
    workforce->events = &events;
    ck_assert_uint_eq(
        pg_workforce_events_at(workforce,
                               (struct pg_event_where){.event = PG_EVENT_LEAVER,
                                                       .group = pg_workforce_only(1),
                                                       .division = pg_workforce_only(1)}),
        first + 4);
    ck_assert_uint_eq(
        pg_workforce_events_at(workforce, pg_workforce_event_where_of(all, 1)), first + 5);
    ck_assert_uint_eq(pg_workforce_events_at(workforce, all), first + 8);
    free(workforce);
}
END_TEST

/* Half to even at the decimals of each kind: 12.25 is 12.2, 12.35 is 12.4, 0.005 is 0.00.
 */
static const struct {
    struct pg_fraction value;
    enum pg_value_kind kind;
    const char *text;
} roundings[] = {
    {{1225, 100}, PG_VALUE_PERCENT, "12.2"},
    {{1235, 100}, PG_VALUE_PERCENT, "12.4"},
    {{-1225, 100}, PG_VALUE_POINTS, "-12.2"},
    {{-4, 100}, PG_VALUE_POINTS, "0.0"},
    {{5, 1000}, PG_VALUE_RATIO, "0.00"},
    {{15, 1000}, PG_VALUE_RATIO, "0.02"},
    {{1, 3}, PG_VALUE_PROBABILITY, "0.3333"},
    {{7, 2}, PG_VALUE_COUNT, "4"},
    {{5, 2}, PG_VALUE_PENCE, "2"},
    {{1999, 100}, PG_VALUE_POUNDS, "19.99"},
    {{1000000, 1}, PG_VALUE_COUNT, "1000000"},
};

START_TEST(test_fractions_are_rounded_once)
{
    char text[48];

    ck_assert_str_eq(pg_document_round(roundings[_i].value, roundings[_i].kind, text),
                     roundings[_i].text);
}
END_TEST

/* Where the fraction is not known the nearest double is rounded, and "-0.0" is 0.0. */
START_TEST(test_cells_are_rounded)
{
    char text[48];
    struct pg_document_cell cell = {.number = -0.04, .kind = PG_VALUE_POINTS};

    ck_assert_str_eq(pg_document_round_cell(&cell, text), "0.0");
    cell.number = -0.06;
    ck_assert_str_eq(pg_document_round_cell(&cell, text), "-0.1");
    cell.kind = PG_VALUE_COUNT;
    cell.number = 12;
    ck_assert_str_eq(pg_document_round_cell(&cell, text), "12");
    cell.exact = (struct pg_fraction){25, 2};
    ck_assert_str_eq(pg_document_round_cell(&cell, text), "12");
}
END_TEST

START_TEST(test_shares_and_what_lies_between_them)
{
    const struct pg_fraction third = pg_workforce_percent(1, 3),
                             quarter = pg_workforce_percent(1, 4);
    const struct pg_fraction apart =
        pg_workforce_apart(third, quarter); // 100/3 - 25 = 25/3

    ck_assert(apart.num == 25 && apart.den == 3);
    ck_assert_int_eq(pg_workforce_fraction_sign(apart), 1);
    ck_assert_int_eq(pg_workforce_fraction_sign(pg_workforce_apart(quarter, third)), -1);
    ck_assert_int_eq(pg_workforce_fraction_sign(pg_workforce_apart(third, third)), 0);
    ck_assert_double_eq_tol(pg_workforce_fraction_number(apart), 25.0 / 3, 1e-12);
    ck_assert(pg_workforce_percent(0, 0).den == 0 &&
              isnan(pg_workforce_fraction_number(pg_workforce_percent(3, 0))));
    ck_assert(pg_workforce_apart(pg_workforce_percent(1, 0), third).den == 0);
    ck_assert(pg_workforce_apart(third, pg_workforce_percent(1, 0)).den == 0);
}
END_TEST

/* Labels of a file, with the number of their rows: most first, then in the order of their
 * bytes; what may be somebody's name, a number or an address is counted, not repeated. In a
 * column that is of no person a name may stand. */
static const struct quoted_case {
    const char *labels[10];
    size_t n_rows[10];
    bool is_of_axis;
    const char *text;
} quoted_cases[] = {
    {{"b", "a", "c"}, {1, 1, 2}, true, "\"c\" (2), \"a\" (1), \"b\" (1)"},
    {{"ab", "a", ""}, {1, 1, 3}, true, "blank (3), \"a\" (1), \"ab\" (1)"},
    {{"a", "b"}, {0, 1}, true, "\"b\" (1)"},
    {{"Ann Bee", "12", "a@b"},
     {1, 1, 1},
     true,
     "3 that may be a name, a number or an address and are not repeated here"},
    {{"Ann Bee", "-12.50", "x"},
     {1, 1, 1000},
     false,
     "\"x\" (1,000), \"Ann Bee\" (1), and 1 that may be a name, a number or an address and "
     "is "
     "not repeated here"},
    // One word is no name; nor are words in small letters, nor one of a group's name.
    {{"Ann", "ann bee", "Ann bee", "Mixed Bag"},
     {4, 3, 2, 1},
     true,
     "\"Ann\" (4), \"ann bee\" (3), \"Ann bee\" (2), \"Mixed Bag\" (1)"},
    // Nor does a word of three letters stand for a group, though "Oth" is in "Other".
    {{"Oth Man", "Othe Man"},
     {1, 1},
     true,
     "\"Othe Man\" (1), and 1 that may be a name, a number or an address and is not "
     "repeated "
     "here"},
};

START_TEST(test_labels_are_quoted)
{
    const struct quoted_case *want = &quoted_cases[_i];
    static const char *groups[] = {"Mixed or Multiple", "Other"};
    const struct pg_axis axis = {.n_groups = 2, .groups = groups};
    struct pg_workforce workforce = {.options = NULL};
    struct pg_intern texts = {0};
    bool is_new;

    for (size_t i = 0; i < 10 && want->labels[i] != NULL; i++)
        ck_assert_uint_eq(pg_intern_add(&texts, pg_str_of(want->labels[i]), &is_new), i);
    ck_assert_str_eq(pg_workforce_quoted(&workforce, &texts, want->n_rows,
                                         want->is_of_axis ? &axis : NULL),
                     want->text);
    ck_assert(!workforce.out_of_memory);
    pg_intern_free(&texts);
    pg_arena_free(&workforce.arena);
}
END_TEST

/* Katz: "unlikely to be chance" where the interval leaves out 1: 50 of 100 to 20 of 100
 * is 2.5, 1.61 to 3.87; 20 to 50 the other way; 30 to 20 is 1.5, 0.92 to 2.46. */
static const struct {
    size_t a, b;
    const char *text;
} chances[] = {
    {50, 20, "unlikely to be chance"},
    {20, 50, "unlikely to be chance"},
    {30, 20, "could be chance"},
    {20, 20, "could be chance"},
};

START_TEST(test_what_is_said_of_likelihoods)
{
    struct pg_likelihood found =
        pg_stats_relative_likelihood(chances[_i].a, 100, chances[_i].b, 100);

    ck_assert_str_eq(pg_workforce_say_likelihood(&found), chances[_i].text);
}
END_TEST

START_TEST(test_why_there_is_no_likelihood)
{
    struct pg_likelihood found = pg_stats_relative_likelihood(1, 0, 1, 10);

    ck_assert_str_eq(pg_workforce_say_likelihood(&found),
                     "cannot be formed: nobody in one of the groups");
    found = pg_stats_relative_likelihood(1, 10, 1, 0);
    ck_assert_str_eq(pg_workforce_say_likelihood(&found),
                     "cannot be formed: nobody in one of the groups");
    found = pg_stats_relative_likelihood(1, 10, 0, 10);
    ck_assert_str_eq(pg_workforce_say_likelihood(&found),
                     "cannot be formed: none in the group it is divided by");
}
END_TEST

/* Of six people of one sex in one year: medians of an odd and an even number, where nobody
 * is in the other. Men 10, 20, 60 then: 20; 10, 20 now: 15; women 12 then and 15 now: gaps
 * 40 and 0; means 30 and 15, 12 and 15: 18 and 0. */
START_TEST(test_medians_of_odd_and_even_numbers)
{
    static const struct pg_paired pairs[] = {{{10, 10}, {true, true}},
                                             {{60, 0}, {true, false}},
                                             {{20, 20}, {true, true}},
                                             {{12, 15}, {true, true}}};
    struct pg_paired_gap gaps[PG_N_PAIRED];

    ck_assert(pg_stats_resample_pairs(pairs, 3, 4, gaps));
    ck_assert_double_eq_tol(gaps[PG_PAIRED_MEDIAN].then, 40, 1e-9);
    ck_assert_double_eq_tol(gaps[PG_PAIRED_MEDIAN].now, 0, 1e-9);
    ck_assert_double_eq_tol(gaps[PG_PAIRED_DIFFERENCE].then, 18, 1e-9);
    ck_assert_double_eq_tol(gaps[PG_PAIRED_DIFFERENCE].now, 0, 1e-9);
    // Some draws have only the man who left, and nobody now: there is no interval.
    ck_assert(isnan(gaps[PG_PAIRED_MEAN].lower) && isnan(gaps[PG_PAIRED_MEAN].upper));
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("workforce");

    tcase_add_test(tc, test_shapley_values_are_averages_over_all_orders);
    tcase_add_test(tc, test_shapley_values_add_up_to_the_change);
    add_loop(tc, test_fractions_are_rounded_once, roundings);
    tcase_add_test(tc, test_cells_are_rounded);
    tcase_add_test(tc, test_shares_and_what_lies_between_them);
    add_loop(tc, test_labels_are_quoted, quoted_cases);
    add_loop(tc, test_what_is_said_of_likelihoods, chances);
    tcase_add_test(tc, test_why_there_is_no_likelihood);
    tcase_add_test(tc, test_medians_of_odd_and_even_numbers);
    add_loop(tc, test_what_is_said_of_relative_likelihoods, said_cases);
    tcase_add_test(tc, test_where_a_count_is_leaves_out_what_is_all);
    tcase_add_test(tc, test_where_events_are_leaves_out_what_is_all);
    return tc;
}
