// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Where groups fall short: each division at each level against the own workforce (the
 * hypergeometric distribution: as many people drawn from the workforce without
 * replacement) or a community (the binomial), with the false discovery rate held by
 * Benjamini and Hochberg (1995) over all the cells of a table. What is found does not
 * depend on what is withheld: published is what is found of the cells that may be shown.
 *
 * How many are found moves the bar for each, so what is found of a cell that is shown can
 * tell of one that is not. It is published only if it is the same at either end of what is
 * told of the counts of the others: the more of them are found, the more are.
 */
#include "pg_workforce.h"

#include <math.h>
#include <stdlib.h>

/** A table of tests. */
struct testing {
    struct pg_workforce *workforce;
    size_t place, latest;
    struct pg_rows benchmarks;
};

// The chance of so few or fewer; a share of a community is in percent, den 0 = none.
static double chance(size_t few, size_t n, size_t group, size_t others,
                     struct pg_fraction of_community)
{
    return of_community.den == 0
               ? pg_stats_hypergeometric_chance(few, n, group, others)
               : pg_stats_binomial_chance(few, n, pg_fraction_double(of_community) / 100);
}

// People to reach a share: the least whole number that does, less those there are.
static size_t short_of(struct pg_fraction benchmark, size_t few, size_t known)
{
    pg_int128 whole = 100 * benchmark.den;
    size_t enough = (size_t)((benchmark.num * (pg_int128)known + whole - 1) / whole);

    return enough > few ? enough - few : 0;
}

static void note_test(struct pg_workforce *workforce, struct pg_test test)
{
    struct pg_test *grown = pg_grown(workforce->tests, workforce->n_tests,
                                     &workforce->tests_capacity, sizeof *grown);

    workforce->out_of_memory |= grown == NULL;
    if (grown == NULL)
        return;
    workforce->tests = grown;
    test.row = pg_document_rows(test.table) - 1;
    grown[workforce->n_tests++] = test;
}

// A row for a group of an axis at a place, if anybody there disclosed: its share and how
// likely so few would be.
static void put_test(const struct testing *testing, struct pg_document_table *table,
                     size_t a, size_t e, struct pg_fraction of_community)
{
    struct pg_workforce *workforce = testing->workforce;
    const uint32_t *counts = workforce->counts;
    const struct pg_axis *axis = &workforce->axes[a];
    size_t place = testing->place;
    const struct pg_where all = {.snapshot = testing->latest, .axis = a};
    const struct pg_where here = pg_workforce_where_at(all, place, e);
    const struct pg_two_counts there = pg_workforce_two_at(workforce, here);
    size_t n = there.watched, other = there.against;
    const struct pg_two_counts whole = pg_workforce_two_at(workforce, all);
    size_t all_n = whole.watched, all_other = whole.against;
    size_t few = counts[n], known = few + counts[other];
    size_t group = counts[all_n], others = counts[all_other];
    bool is_own = of_community.den == 0;

    if (known == 0 || group + others == 0)
        return;
    struct pg_fraction benchmark =
        is_own ? pg_workforce_percent(group, group + others) : of_community;
    size_t short_by = short_of(benchmark, few, known);
    size_t on_n = is_own ? all_n : PG_ALL, on_other = is_own ? all_other : PG_ALL;
    const size_t *on = PG_ON(n, other, on_n, on_other);
    pg_workforce_put_text(workforce, table, workforce->places[place].groups[e]);
    pg_workforce_put_text(workforce, table, axis->title);
    pg_workforce_put_text(workforce, table, axis->groups[axis->watched]);
    pg_workforce_put_count(workforce, table, n);
    pg_workforce_put_number(workforce, table, (double)known, PG_ON(n, other));
    pg_workforce_made_of(workforce, table, PG_MADE_SUM, n, other, PG_ALL);
    pg_workforce_put_fraction(workforce, table, pg_workforce_percent(few, known),
                              PG_ON(n, other));
    pg_workforce_made_of(workforce, table, PG_MADE_SHARE_OF_SUM, n, other, PG_ALL);
    pg_workforce_put_wilson(workforce, table, n, other);
    pg_workforce_put_fraction(workforce, table, benchmark, PG_ON(on_n, on_other));
    pg_workforce_background(table);
    pg_workforce_put_number(workforce, table,
                            chance(few, known, group, others, of_community), on);
    pg_workforce_put_number(workforce, table, (double)short_by, on);
    pg_workforce_put_verdict(
        workforce, table, short_by > 0 ? PG_VERDICT_BELOW_BY_CHANCE : PG_VERDICT_NOT_BELOW,
        NULL, on);
    pg_workforce_about(workforce, table, a, place, e);
    note_test(workforce, (struct pg_test){.table = table,
                                          .watched = n,
                                          .against = other,
                                          .all = all_n,
                                          .all_against = all_other,
                                          .of_community = of_community});
}

static void put_notes(const struct testing *testing, struct pg_document_table *table)
{
    struct pg_workforce *workforce = testing->workforce;

    pg_workforce_note(
        table, testing->benchmarks.n > 0
                   ? "Against the community where the benchmark file has the group "
                     "(exact binomial test), otherwise against the own workforce "
                     "(exact hypergeometric test). Of people who disclosed."
                   : "Against the own workforce (exact hypergeometric test). Of people "
                     "who disclosed.");
    pg_workforce_note(
        table,
        pg_arena_printf(&workforce->arena,
                        "Of the cells called under-represented, at most %.0f %% are "
                        "expected to be so by chance (Benjamini and Hochberg, over all "
                        "%zu cells, those that are not published among them). Short "
                        "by: people to reach the benchmark's share.",
                        100 * workforce->discovery_rate, pg_document_rows(table)));
    pg_workforce_note_open_levels(workforce, table);
}

enum { COLUMN_P = 9, COLUMN_FINDING = 11 };

static void begin_columns(struct pg_document_table *table, const char *where)
{
    pg_workforce_named_by(table, where, PG_COLUMN_CATEGORY, 40);
    pg_workforce_named_by(table, "Characteristic", PG_COLUMN_CHARACTERISTIC, 26);
    pg_workforce_named_by(table, "Group", PG_COLUMN_GROUP, 20);
    pg_workforce_column(table, "People of the group", "headcount", PG_VALUE_COUNT, 12,
                        PG_ALL);
    pg_workforce_column(table, "People who disclosed", "disclosed", PG_VALUE_COUNT, 12,
                        PG_ALL);
    pg_workforce_column(table, "Share (%)", "share", PG_VALUE_PERCENT, 10, PG_ALL);
    pg_workforce_wilson_columns(table);
    pg_workforce_column(table, "Benchmark (%)", "benchmark", PG_VALUE_PERCENT, 12, PG_ALL);
    pg_workforce_column(table, "Chance of so few (p)", "p", PG_VALUE_PROBABILITY, 12,
                        PG_ALL);
    pg_workforce_column(table, "Short by (people)", "short_by", PG_VALUE_COUNT, 12, PG_ALL);
    pg_workforce_column(table, "Finding", "finding", PG_VALUE_TEXT, 30, PG_ALL);
}

// What is found of each test of a table. False when out of memory.
static bool settle(struct pg_workforce *workforce, struct pg_document_table *table)
{
    size_t n_rows = pg_document_rows(table);
    double *chances = calloc(n_rows + 1, sizeof *chances);
    bool *is_found = calloc(n_rows + 1, sizeof *is_found);
    bool made = chances != NULL && is_found != NULL;

    for (size_t row = 0; made && row < n_rows; row++)
        chances[row] = pg_document_at(table, row, COLUMN_P)->number;
    made = made &&
           pg_stats_find_discoveries(chances, n_rows, workforce->discovery_rate, is_found);
    for (size_t row = 0; made && row < n_rows; row++) {
        if (is_found[row])
            pg_document_find(table, row, COLUMN_FINDING, PG_VERDICT_UNDER_REPRESENTED);
    }
    free(chances);
    free(is_found);
    return made;
}

static bool is_chance_shown(const struct pg_test *test)
{
    return !pg_document_at(test->table, test->row, 0)->is_row_withheld &&
           !pg_document_at(test->table, test->row, COLUMN_P)->is_withheld;
}

// The least or the greatest chance that fits what is told of the counts of a test: that of
// the fewest of as many others as there may be, or of the most of as few.
static double chance_at_end(const struct pg_workforce *workforce,
                            const struct pg_test *test, bool is_least)
{
    const struct pg_count_range *told = workforce->told;
    struct pg_count_range few = told[test->watched], other = told[test->against];
    struct pg_count_range all = told[test->all], all_other = told[test->all_against];
    bool is_own = test->of_community.den == 0;
    double n = is_least ? few.lower : few.upper;
    double rest = is_least ? other.upper : other.lower;

    if (is_chance_shown(test))
        return pg_document_at(test->table, test->row, COLUMN_P)->number;
    if (pg_document_at(test->table, test->row, 0)->is_row_withheld ||
        !isfinite(few.upper) || !isfinite(other.upper) || n + rest < 1 ||
        (is_own && (!pg_disclosure_counts_is_exact(all) ||
                    !pg_disclosure_counts_is_exact(all_other) || n > all.lower ||
                    rest > all_other.lower)))
        return is_least ? 0 : 1;
    return chance((size_t)n, (size_t)(n + rest), (size_t)all.lower, (size_t)all_other.lower,
                  test->of_community);
}

/** The tests of a table, and what is found of them at either end. */
struct settled {
    double *chances;
    bool *if_least, *if_most;
};

static bool settle_ends(const struct pg_workforce *workforce, const struct pg_test *tests,
                        size_t n, const struct settled *settled)
{
    for (int is_least = 0; is_least < 2; is_least++) {
        for (size_t i = 0; i < n; i++)
            settled->chances[i] = chance_at_end(workforce, &tests[i], is_least);
        if (!pg_stats_find_discoveries(settled->chances, n, workforce->discovery_rate,
                                       is_least ? settled->if_least : settled->if_most))
            return false;
    }
    return true;
}

static bool withhold_findings(const struct pg_workforce *workforce,
                              const struct pg_test *tests, size_t n)
{
    struct settled settled = {calloc(n + 1, sizeof(double)), calloc(n + 1, sizeof(bool)),
                              calloc(n + 1, sizeof(bool))};
    bool made =
        settled.chances != NULL && settled.if_least != NULL && settled.if_most != NULL;

    made = made && settle_ends(workforce, tests, n, &settled);
    for (size_t i = 0; made && i < n; i++) {
        if (settled.if_least[i] != settled.if_most[i])
            pg_document_at(tests[i].table, tests[i].row, COLUMN_FINDING)->is_withheld =
                true;
    }
    free(settled.chances);
    free(settled.if_least);
    free(settled.if_most);
    return made;
}

bool pg_workforce_withhold_findings(struct pg_workforce *workforce)
{
    bool made = true;

    for (size_t first = 0, last; first < workforce->n_tests && made; first = last) {
        for (last = first; last < workforce->n_tests &&
                           workforce->tests[last].table == workforce->tests[first].table;)
            last++;
        made = withhold_findings(workforce, workforce->tests + first, last - first);
    }
    return made;
}

static struct pg_document_table *add_table(const struct testing *testing, const char *sheet)
{
    struct pg_workforce *workforce = testing->workforce;
    const struct pg_place *place = &workforce->places[testing->place];
    struct pg_document_table *table = pg_workforce_table(
        workforce, sheet,
        pg_arena_printf(&workforce->arena, "Under-representation by %s, %s", place->name,
                        workforce->snapshots[testing->latest].label));

    if (table == NULL)
        return NULL;
    table->leaves_out = true;
    begin_columns(table, place->title);
    for (size_t a = 0; a < workforce->n_axes; a++) {
        const struct pg_axis *axis = &workforce->axes[a];
        if (!pg_workforce_is_watched(axis))
            continue;
        struct pg_fraction of_community =
            pg_workforce_benchmark_of(&testing->benchmarks, axis);
        for (size_t e = 0; e < place->n_groups; e++)
            put_test(testing, table, a, e, of_community);
    }
    workforce->out_of_memory |= !settle(workforce, table);
    put_notes(testing, table);
    return table;
}

/** Where people are tested, each a table and a family of tests of its own. */
static const struct family {
    size_t place;
    const char *sheet;
    enum pg_workforce_part part; /**< PG_N_WORKFORCE_PARTS = none that is spoken of */
} families[] = {
    {PG_PLACE_DIVISION_LEVEL, "Under_representation", PG_PART_UNDER_BY_DIVISION_LEVEL},
    {PG_PLACE_DIVISION, "Under_representation_division", PG_PART_UNDER_BY_DIVISION},
    {PG_PLACE_LEVEL, "Under_representation_level", PG_N_WORKFORCE_PARTS},
    {PG_PLACE_GRADE, "Under_representation_grade", PG_N_WORKFORCE_PARTS}};

paygap_status pg_workforce_add_representation(struct pg_workforce *workforce,
                                              paygap_error *err)
{
    struct testing testing = {.workforce = workforce,
                              .latest = pg_workforce_latest(workforce)};

    if (!workforce->has_place[PG_PLACE_DIVISION_LEVEL])
        pg_workforce_say_missing(
            workforce, "Under-representation by division and level",
            "columns of divisions and levels: [workforce] division, level");
    paygap_status status =
        pg_workforce_benchmarks_read(workforce, &testing.benchmarks, err);
    for (size_t i = 0; i < sizeof families / sizeof families[0] && status == PAYGAP_OK;
         i++) {
        testing.place = families[i].place;
        if (!workforce->has_place[testing.place])
            continue;
        struct pg_document_table *table = add_table(&testing, families[i].sheet);
        if (families[i].part != PG_N_WORKFORCE_PARTS)
            workforce->parts[families[i].part] = table;
    }
    pg_workforce_rows_free(&testing.benchmarks);
    return status;
}
