// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Tests of disclosure on counts and sets alone: 160 tables whose fewest cells another
 * program found (tests/data/sdc/SOURCE.md), random larger tables that must be safe all the
 * same, what follows from published sums, and counts in several tables. tests/disclosure
 * attacks whole reports.
 */
#include "pg_disclosure.h"
#include "testing.h"

/* 160 tables with the smallest patterns known, tests/data/sdc/SOURCE.md. */
static const struct sdc_case {
    const char *name;
    size_t rows, columns;
    unsigned threshold, interval, margins, feasible, n_secondary, sum_secondary;
    unsigned values[32];
} sdc_cases[] = {
#define PG_SDC_CASE(name, rows, columns, threshold, interval, margins, feasible, n, sum,   \
                    ...)                                                                   \
    {name, rows, columns, threshold, interval, margins, feasible, n, sum, {__VA_ARGS__}},
#include "data/sdc/tables.def"
};

enum { MAX_SIDE = 41, MAX_TABLE = MAX_SIDE * MAX_SIDE };

/** A table with its totals and what is hidden. */
struct hiding {
    struct pg_count_table table;
    uint32_t counts[MAX_TABLE];
    bool is_fixed[MAX_TABLE], is_hidden[MAX_TABLE], is_primary[MAX_TABLE];
};

static void add_totals(struct hiding *hiding, size_t rows, size_t columns)
{
    size_t width = columns + 1;

    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < columns; j++) {
            uint32_t value = hiding->counts[i * width + j];
            hiding->counts[i * width + columns] += value;
            hiding->counts[rows * width + j] += value;
            hiding->counts[rows * width + columns] += value;
        }
    }
}

static void prepare(struct hiding *hiding, size_t rows, size_t columns, uint32_t threshold,
                    bool margins)
{
    size_t width = columns + 1;

    add_totals(hiding, rows, columns);
    hiding->table = (struct pg_count_table){.n_rows = rows,
                                            .n_columns = columns,
                                            .counts = hiding->counts,
                                            .is_fixed = hiding->is_fixed,
                                            .threshold = threshold};
    for (size_t cell = 0; cell < (rows + 1) * width; cell++) {
        bool is_total = cell / width == rows || cell % width == columns;
        uint32_t value = hiding->counts[cell];
        hiding->is_fixed[cell] = is_total && !margins;
        hiding->is_primary[cell] =
            value > 0 && value < threshold && !hiding->is_fixed[cell];
        hiding->is_hidden[cell] = hiding->is_primary[cell];
    }
}

static void count_secondary(const struct hiding *hiding, unsigned *n, unsigned *sum)
{
    size_t cells = (hiding->table.n_rows + 1) * (hiding->table.n_columns + 1);

    *n = *sum = 0;
    for (size_t cell = 0; cell < cells; cell++) {
        if (!hiding->is_hidden[cell] || hiding->is_primary[cell])
            continue;
        ck_assert_uint_gt(hiding->counts[cell], 0);
        ++*n;
        *sum += hiding->counts[cell];
    }
}

static void check_protected(const struct hiding *hiding)
{
    size_t cells = (hiding->table.n_rows + 1) * (hiding->table.n_columns + 1);
    bool wants_interval = hiding->table.protection == PG_PROTECT_INTERVAL;
    uint64_t threshold = hiding->table.threshold;

    for (size_t cell = 0; cell < cells; cell++) {
        struct pg_count_interval interval;
        if (!hiding->is_primary[cell])
            continue;
        ck_assert(pg_disclosure_table_interval(&hiding->table, hiding->is_hidden, cell,
                                               &interval));
        ck_assert_uint_lt(interval.lowest, interval.highest);
        if (wants_interval) {
            ck_assert_uint_ge(interval.highest, threshold);
            ck_assert_uint_ge(interval.highest - interval.lowest, threshold - 1);
        }
    }
}

START_TEST(test_the_fewest_cells_are_hidden)
{
    static struct hiding hiding;
    const struct sdc_case *given = &sdc_cases[_i];
    unsigned n, sum;

    memset(&hiding, 0, sizeof hiding); // also where cases share a process
    for (size_t i = 0; i < given->rows; i++) {
        for (size_t j = 0; j < given->columns; j++)
            hiding.counts[i * (given->columns + 1) + j] =
                given->values[i * given->columns + j];
    }
    prepare(&hiding, given->rows, given->columns, given->threshold, given->margins);
    hiding.table.protection = given->interval ? PG_PROTECT_INTERVAL : PG_PROTECT_EXACT;
    enum pg_table_outcome outcome =
        pg_disclosure_table_protect(&hiding.table, hiding.is_hidden);
    ck_assert_msg(outcome == (given->feasible ? PG_TABLE_SAFE : PG_TABLE_IMPOSSIBLE),
                  "%s: outcome %d", given->name, (int)outcome);
    if (!given->feasible)
        return;
    count_secondary(&hiding, &n, &sum);
    ck_assert_msg(n == given->n_secondary && sum == given->sum_secondary,
                  "%s: %u cells of sum %u, best known %u of %u", given->name, n, sum,
                  given->n_secondary, given->sum_secondary);
    check_protected(&hiding);
}
END_TEST

/* [[20 30 25] [18 2 40] [33 27 19]] with 2, 20, 30 and 18 hidden. By hand: with the
 * totals known the four hidden cells move together by d: 2 + d, 30 - d, 18 - d, 20 + d; all
 * are at least 0 for d from -2 to 18. So the 2 lies in 0..20, the 20 in 18..38. */
START_TEST(test_the_interval_of_a_hidden_count)
{
    static struct hiding hiding;
    static const uint32_t values[] = {20, 30, 25, 0, 18, 2, 40, 0, 33, 27, 19};
    struct pg_count_interval interval;

    memcpy(hiding.counts, values, sizeof values);
    prepare(&hiding, 3, 3, 5, false);
    hiding.is_hidden[0] = hiding.is_hidden[1] = hiding.is_hidden[4] = true;
    ck_assert(pg_disclosure_table_interval(&hiding.table, hiding.is_hidden, 5, &interval));
    ck_assert_uint_eq(interval.lowest, 0);
    ck_assert_uint_eq(interval.highest, 20);
    ck_assert(pg_disclosure_table_interval(&hiding.table, hiding.is_hidden, 0, &interval));
    ck_assert_uint_eq(interval.lowest, 18);
    ck_assert_uint_eq(interval.highest, 38);
}
END_TEST

// Random tables beyond what is searched exactly: safe all the same.
static const struct {
    size_t rows, columns;
    unsigned often_small; /**< in a hundred cells */
} large_cases[] = {{25, 40, 5}, {25, 40, 60}, {21, 4, 40}, {12, 9, 30}, {6, 5, 50}};

START_TEST(test_large_tables_are_safe)
{
    static struct hiding hiding;
    size_t rows = large_cases[_i].rows, columns = large_cases[_i].columns;
    uint64_t state = 11 + (uint64_t)_i;

    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < columns; j++) {
            state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
            bool is_small = (state >> 33) % 100 < large_cases[_i].often_small;
            hiding.counts[i * (columns + 1) + j] =
                (uint32_t)((state >> 40) % (is_small ? 6 : 200));
        }
    }
    prepare(&hiding, rows, columns, 5, true);
    hiding.table.protection = PG_PROTECT_INTERVAL;
    enum pg_table_outcome outcome =
        pg_disclosure_table_protect(&hiding.table, hiding.is_hidden);
    ck_assert(outcome == PG_TABLE_SAFE || outcome == PG_TABLE_SAFE_LARGE);
    check_protected(&hiding);
}
END_TEST

// ---------------------------------------------------------------- sets of people

enum { MAX_SETS = 8, MAX_ATOMS = 16 };

/** One case of tests/data/sdc/differencing.def, put together from its lines. */
struct diff_case {
    size_t threshold;
    struct pg_people_sets sets;
    const char *names[MAX_SETS];
    bool is_published[MAX_SETS], expects_linear[MAX_SETS];
    uint32_t people[MAX_ATOMS];
    const char *members[MAX_ATOMS];
    size_t n_atoms, n_sets, thresholds[MAX_SETS];
    size_t n_pairs, n_residuals;
    struct {
        const char *a;
        size_t size;
    } pairs[4], residuals[4];
};

static struct diff_case read_case(int wanted)
{
    struct diff_case read = {.threshold = 0};

#define PG_DIFF_CASE(index, name, limit)                                                   \
    if ((index) == wanted)                                                                 \
        read.threshold = (limit);
#define PG_DIFF_SET(index, is_sensitive, name, linear)                                     \
    if ((index) == wanted) {                                                               \
        read.names[read.n_sets] = (name);                                                  \
        read.is_published[read.n_sets] = !(is_sensitive);                                  \
        read.expects_linear[read.n_sets++] = (linear) != 0;                                \
    }
#define PG_DIFF_ATOM(index, n, in)                                                         \
    if ((index) == wanted) {                                                               \
        read.people[read.n_atoms] = (n);                                                   \
        read.members[read.n_atoms++] = (in);                                               \
    }
#define PG_DIFF_PAIR(index, outer, inner, n)                                               \
    if ((index) == wanted) {                                                               \
        read.pairs[read.n_pairs].a = (outer);                                              \
        read.pairs[read.n_pairs++].size = (n);                                             \
    }
#define PG_DIFF_RESIDUAL(index, total, parts, n)                                           \
    if ((index) == wanted) {                                                               \
        read.residuals[read.n_residuals].a = (total);                                      \
        read.residuals[read.n_residuals++].size = (n);                                     \
    }
#include "data/sdc/differencing.def"
    return read;
}

enum { N_DIFF_CASES = 8 };

START_TEST(test_what_follows_from_published_groups)
{
    struct diff_case given = read_case(_i);
    struct pg_small_difference found;

    ck_assert_uint_gt(given.n_sets, 0);
    ck_assert(
        pg_disclosure_sets_make(&given.sets, given.n_sets, given.n_atoms, given.people));
    for (size_t set = 0; set < given.n_sets; set++) {
        given.thresholds[set] = given.threshold;
        for (size_t atom = 0; atom < given.n_atoms; atom++) {
            if (given.members[atom][set] == '1')
                pg_disclosure_sets_put(&given.sets, set, atom);
        }
    }
    struct pg_span *span = pg_disclosure_span_make(&given.sets, given.is_published);
    for (size_t set = 0; set < given.n_sets; set++) {
        if (given.is_published[set])
            continue;
        bool follows = pg_disclosure_span_has(span, set);
        ck_assert_msg(follows == given.expects_linear[set], "%s", given.names[set]);
    }
    bool pair =
        pg_disclosure_small_pair(&given.sets, given.is_published, given.thresholds, &found);
    ck_assert(pair == (given.n_pairs > 0));
    if (pair) {
        ck_assert_str_eq(given.names[found.set], given.pairs[0].a);
        ck_assert_uint_eq(found.n_people, given.pairs[0].size);
    }
    bool residual = pg_disclosure_small_residual(&given.sets, given.is_published, 0,
                                                 given.n_sets, given.threshold, &found);
    ck_assert(residual == (given.n_residuals > 0));
    if (residual)
        ck_assert_uint_eq(found.n_people, given.residuals[0].size);
    pg_disclosure_span_free(span);
    pg_disclosure_sets_free(&given.sets);
}
END_TEST

/*
 * Groups A and B in rows P, Q and R, totals last. Everybody knows who the four of P are,
 * and nothing is published of their groups, not even a 0. Were all else shown, P's B would
 * be the total less Q and R; with one B hidden more it would still follow by way of that
 * row's A. So both cells of one row are hidden with them, of the row with the smaller B,
 * and no total.
 */
static const struct {
    uint32_t counts[12];
    bool is_hidden[12];
} open_rows[] = {
    {{3, 1, 4, 30, 10, 40, 30, 20, 50, 63, 31, 94},
     {true, true, false, true, true, false, false, false, false, false, false, false}},
    {{4, 0, 4, 31, 19, 50, 30, 10, 40, 65, 29, 94},
     {true, true, false, false, false, false, true, true, false, false, false, false}},
};

START_TEST(test_nothing_is_said_of_a_row_that_everybody_knows)
{
    static const size_t cells[12] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    paygap_error error = {.status = PAYGAP_OK};
    struct pg_counts *counts = pg_disclosure_counts_make(open_rows[_i].counts, 12, 5);

    ck_assert_ptr_nonnull(counts);
    pg_disclosure_counts_know(counts, 2);
    pg_disclosure_counts_withhold(counts, 0, 4);
    pg_disclosure_counts_withhold(counts, 1, 4);
    ck_assert(pg_disclosure_counts_table(counts, cells, 3, 2));
    ck_assert_int_eq(pg_disclosure_counts_protect(counts, &error), PAYGAP_OK);
    for (size_t i = 0; i < 12; i++)
        ck_assert_msg((pg_disclosure_counts_hidden(counts, i) != PG_SHOWN) ==
                          open_rows[_i].is_hidden[i],
                      "cell %zu", i);
    pg_disclosure_counts_free(counts);
}
END_TEST

/* Of a 2 x 2 table with one small count its row, its column and where these meet are hidden
 * with it. If the second row is missed more, the totals of the first go instead. */
START_TEST(test_a_count_that_is_missed_is_hidden_last)
{
    static const size_t cells[9] = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    static const uint32_t values[9] = {2, 20, 22, 10, 12, 22, 12, 32, 44};
    paygap_error error = {.status = PAYGAP_OK};

    for (int prefers = 0; prefers < 2; prefers++) {
        struct pg_counts *counts = pg_disclosure_counts_make(values, 9, 5);
        ck_assert_ptr_nonnull(counts);
        if (prefers) { // the other row is missed: its total and the first row's go instead
            pg_disclosure_counts_prefer(counts, 3, 100);
            pg_disclosure_counts_prefer(counts, 4, 100);
        }
        ck_assert(pg_disclosure_counts_table(counts, cells, 2, 2));
        ck_assert_int_eq(pg_disclosure_counts_protect(counts, &error), PAYGAP_OK);
        ck_assert_int_ne(pg_disclosure_counts_hidden(counts, 0), PG_SHOWN);
        ck_assert_int_eq(pg_disclosure_counts_hidden(counts, 3) != PG_SHOWN, !prefers);
        ck_assert_int_eq(pg_disclosure_counts_hidden(counts, 4) != PG_SHOWN,
                         !prefers && pg_disclosure_counts_hidden(counts, 1) != PG_SHOWN);
        pg_disclosure_counts_free(counts);
    }
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("disclosure");

    tcase_set_timeout(tc, 60);
    add_loop(tc, test_the_fewest_cells_are_hidden, sdc_cases);
    tcase_add_test(tc, test_the_interval_of_a_hidden_count);
    add_loop(tc, test_large_tables_are_safe, large_cases);
    tcase_add_loop_test(tc, test_what_follows_from_published_groups, 0, N_DIFF_CASES);
    add_loop(tc, test_nothing_is_said_of_a_row_that_everybody_knows, open_rows);
    tcase_add_test(tc, test_a_count_that_is_missed_is_hidden_last);
    return tc;
}
