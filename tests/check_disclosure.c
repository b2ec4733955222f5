// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Tests of what is told of counts: 160 tables (tests/data/sdc/SOURCE.md), the worked
 * example of docs/disclosure.md, counts that everybody knows, that are missed, that were
 * told before. What a reader can work out is not asked of the stage itself but of the
 * attacker (pg_attack_system.h), which was written apart from it and whose intervals are
 * tested against another program's. tests/oracle attacks whole reports.
 */
#include "pg_attack_system.h"
#include "pay.h"
#include "pg_disclosure.h"
#include "testing.h"

#include <math.h>

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

enum { MOST_CELLS = 100 };

/** A table with its totals, as the stage and as an attacker see it. */
struct table {
    size_t rows, columns, n;
    uint32_t counts[MOST_CELLS];
    size_t cells[MOST_CELLS];
    struct pg_counts *made;
};

static bool is_total(const struct table *table, size_t cell)
{
    size_t width = table->columns + 1;

    return cell / width == table->rows || cell % width == table->columns;
}

static void fill(struct table *table, size_t rows, size_t columns, const unsigned *values,
                 unsigned threshold)
{
    size_t width = columns + 1;

    *table = (struct table){.rows = rows, .columns = columns, .n = (rows + 1) * width};
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < columns; j++) {
            uint32_t value = values[i * columns + j];
            table->counts[i * width + j] = value;
            table->counts[i * width + columns] += value;
            table->counts[rows * width + j] += value;
            table->counts[rows * width + columns] += value;
        }
    }
    for (size_t i = 0; i < table->n; i++)
        table->cells[i] = i;
    table->made = pg_disclosure_counts_make(table->counts, table->n, threshold);
    ck_assert_ptr_nonnull(table->made);
    ck_assert(pg_disclosure_counts_table(table->made, table->cells, rows, columns));
}

static void relate_line(struct pg_attack_system *system, size_t first, size_t step,
                        size_t n)
{
    pg_attack_relate(system, 0, 0, NULL);
    for (size_t i = 0; i < n; i++)
        pg_attack_term(system, first + i * step, 1);
    pg_attack_term(system, first + n * step, -1);
}

// What an attacker knows: what is told of each cell, or of totals alone.
static void ask(const struct table *table, bool of_totals_alone, size_t cell, double *least,
                double *most)
{
    struct pg_attack_system system = {0};
    size_t width = table->columns + 1;
    paygap_error error = {.status = PAYGAP_OK};

    for (size_t i = 0; i < table->n; i++) {
        struct pg_count_range told = pg_disclosure_counts_range(table->made, i);
        if (of_totals_alone) {
            told.lower = is_total(table, i) ? table->counts[i] : 0;
            told.upper = is_total(table, i) ? (double)table->counts[i] : (double)INFINITY;
        }
        (void)pg_attack_add_unknown(&system, "", told.lower, told.upper, true);
    }
    for (size_t row = 0; row <= table->rows; row++)
        relate_line(&system, row * width, 1, table->columns);
    for (size_t column = 0; column <= table->columns; column++)
        relate_line(&system, column, width, table->rows);
    ck_assert_uint_eq(pg_attack_propagate(&system), SIZE_MAX);
    struct pg_attack_question question = {
        .unknown = cell, .low_enough = -INFINITY, .high_enough = INFINITY};
    ck_assert_int_eq(pg_attack_solve(&system, &question, 1, &error), PAYGAP_OK);
    ck_assert(!question.is_impossible);
    *least = question.least;
    *most = question.most;
    pg_attack_system_free(&system);
}

static void check_range(const struct table *table, size_t cell, double threshold)
{
    struct pg_count_range told = pg_disclosure_counts_range(table->made, cell);
    double upper = told.upper;

    ck_assert_double_ge(table->counts[cell], told.lower);
    ck_assert_double_le(table->counts[cell], upper);
    if (told.lower == upper)
        return;
    ck_assert_double_eq(fmod(told.lower, threshold), 0);
    ck_assert(upper == threshold || fmod(upper + 1, threshold) == 0);
}

// A small count may be 0 or 1, and T; or as much as the totals leave, where they are known.
static void check_small(const struct table *table, size_t cell, double threshold,
                        bool knows_totals)
{
    double least, most, base = 0, cap = INFINITY;

    if (knows_totals)
        ask(table, true, cell, &base, &cap);
    ask(table, false, cell, &least, &most);
    ck_assert_double_ge(most, cap < threshold ? cap : threshold);
    ck_assert_double_le(least, fmax(base, cap < threshold ? 0 : 1));
}

START_TEST(test_small_counts_cannot_be_told)
{
    const struct sdc_case *of = &sdc_cases[_i / 2];
    bool knows_totals = _i % 2 == 1;
    paygap_error error = {.status = PAYGAP_OK};
    struct table table;

    fill(&table, of->rows, of->columns, of->values, of->threshold);
    for (size_t i = 0; i < table.n; i++) {
        if (knows_totals && is_total(&table, i))
            pg_disclosure_counts_know(table.made, i);
    }
    ck_assert_int_eq(pg_disclosure_counts_protect(table.made, &error), PAYGAP_OK);
    for (size_t i = 0; i < table.n; i++) {
        bool is_known = knows_totals && is_total(&table, i);
        check_range(&table, i, of->threshold);
        if (table.counts[i] > 0 && table.counts[i] < of->threshold && !is_known)
            check_small(&table, i, of->threshold, knows_totals);
    }
    pg_disclosure_counts_free(table.made);
}
END_TEST

/* The example of docs/disclosure.md: rows A to D; disabled, not disabled, not known. A's 3
 * is told as 0 to 5, and what must change with it lies in A and in other rows; no total
 * needs to change, so none does. */
START_TEST(test_the_worked_example)
{
    static const unsigned values[12] = {3, 27, 6, 7, 41, 12, 0, 18, 5, 8, 30, 9};
    paygap_error error = {.status = PAYGAP_OK};
    struct table table;

    fill(&table, 4, 3, values, 5);
    for (size_t i = 0; i < table.n; i++)
        pg_disclosure_counts_prefer(table.made, i, is_total(&table, i) ? 10 : 1);
    ck_assert_int_eq(pg_disclosure_counts_protect(table.made, &error), PAYGAP_OK);
    struct pg_count_range told = pg_disclosure_counts_range(table.made, 0);
    ck_assert_double_eq(told.lower, 0);
    ck_assert_double_eq(told.upper, 5);
    ck_assert_int_eq(told.why, PG_HIDDEN_SMALL);
    for (size_t i = 0; i < table.n; i++) {
        check_range(&table, i, 5);
        told = pg_disclosure_counts_range(table.made, i);
        ck_assert(!is_total(&table, i) || told.lower == told.upper);
        ck_assert_double_le(told.upper - told.lower, 5); // no range is wider than a block
    }
    check_small(&table, 0, 5, false);
    pg_disclosure_counts_free(table.made);
}
END_TEST

/* Two groups in three places whose lines add up; at the first place everybody knows that
 * there are four people, and nothing is told of which. Nobody is to learn more of the 3 and
 * the 1 than that: each may be 0 and 4. */
START_TEST(test_nothing_is_said_of_a_row_that_everybody_knows)
{
    static const unsigned values[6] = {3, 1, 30, 10, 30, 20};
    paygap_error error = {.status = PAYGAP_OK};
    struct table table;
    double least, most;

    fill(&table, 3, 2, values, 5);
    pg_disclosure_counts_know(table.made, 2);
    pg_disclosure_counts_withhold(table.made, 0, 4);
    pg_disclosure_counts_withhold(table.made, 1, 4);
    ck_assert_int_eq(pg_disclosure_counts_protect(table.made, &error), PAYGAP_OK);
    for (size_t i = 0; i < 2; i++) {
        ask(&table, false, i, &least, &most);
        ck_assert_double_eq(least, 0);
        ck_assert_double_eq(most, 4);
    }
    pg_disclosure_counts_free(table.made);
}
END_TEST

/* Of a 2 x 2 table with one small count something of its row and of its column must change
 * with it. What is missed most stays exact: the second row, so that the totals of the first
 * row and of the columns give way. */
START_TEST(test_a_count_that_is_missed_is_told_exactly)
{
    static const unsigned values[4] = {2, 20, 10, 12};
    paygap_error error = {.status = PAYGAP_OK};
    struct table table;

    fill(&table, 2, 2, values, 5);
    pg_disclosure_counts_prefer(table.made, 3, 100);
    pg_disclosure_counts_prefer(table.made, 4, 100);
    ck_assert_int_eq(pg_disclosure_counts_protect(table.made, &error), PAYGAP_OK);
    for (size_t i = 3; i < 5; i++) {
        struct pg_count_range told = pg_disclosure_counts_range(table.made, i);
        ck_assert_double_eq(told.lower, told.upper);
    }
    check_small(&table, 0, 5, false);
    pg_disclosure_counts_free(table.made);
}
END_TEST

/* A count that was 19 is 21 now: blocks that hold both are 15 to 19 and 20 to 24. */
START_TEST(test_what_was_told_before_is_held)
{
    static const uint32_t values[1] = {21};
    paygap_error error = {.status = PAYGAP_OK};
    struct pg_counts *counts = pg_disclosure_counts_make(values, 1, 5);

    ck_assert_ptr_nonnull(counts);
    pg_disclosure_counts_also(counts, 0, 19);
    ck_assert_int_eq(pg_disclosure_counts_protect(counts, &error), PAYGAP_OK);
    struct pg_count_range told = pg_disclosure_counts_range(counts, 0);
    ck_assert_double_eq(told.lower, 15);
    ck_assert_double_eq(told.upper, 24);
    pg_disclosure_counts_free(counts);
}
END_TEST

/* All 12 of a group, and nobody else: that nobody is of another answer must not be told, so
 * the others may be 5, and the 12 are told as a range that holds 7. */
START_TEST(test_all_of_a_small_group_are_not_told)
{
    static const uint32_t values[2] = {12, 12};
    static const size_t parts_of_all[1] = {1};
    paygap_error error = {.status = PAYGAP_OK};
    struct pg_counts *counts = pg_disclosure_counts_make(values, 2, 5);

    ck_assert_ptr_nonnull(counts);
    pg_disclosure_counts_know(counts, 0);
    size_t others = pg_disclosure_counts_derive(counts, 0);
    size_t parts[2] = {parts_of_all[0], others};
    pg_disclosure_counts_tells_all(counts, others);
    pg_disclosure_counts_sum(counts, 0, parts, 2);
    ck_assert_int_eq(pg_disclosure_counts_protect(counts, &error), PAYGAP_OK);
    struct pg_count_range told = pg_disclosure_counts_range(counts, 1);
    ck_assert_double_eq(told.lower, 5);
    ck_assert_double_eq(told.upper, 14);
    pg_disclosure_counts_free(counts);
}
END_TEST

// The double nearest to 32.85 lies above it and is printed as 32.9; that nearest to 0.35
// lies below it (0.34999...) and is printed as 0.3: half a step either side of what is
// printed.
START_TEST(test_the_interval_of_a_mean_is_that_of_its_text)
{
    static const struct {
        double mean;
        enum pg_step step;
        double lower, upper;
    } means[] = {{32.85, PG_STEP_TEN_PENCE, 32.85, 32.95},
                 {0.35, PG_STEP_TEN_PENCE, 0.25, 0.35},
                 {17.5, PG_STEP_POUND, 17.5, 18.5}, // half to even: 18
                 {16.5, PG_STEP_POUND, 15.5, 16.5}, // 16
                 {17.123, PG_STEP_PENNY, 17.115, 17.125},
                 {17.125, PG_STEP_PENNY, 17.125, 17.125}}; // 17.12 or 17.13: both hold it
    double lower, upper;

    pg_disclosure_pay_interval(means[_i].mean, means[_i].step, &lower, &upper);
    ck_assert_double_eq_tol(lower, means[_i].lower, 1e-5);
    ck_assert_double_eq_tol(upper, means[_i].upper, 1e-5);
}
END_TEST

TCase *tests(void)
{
    enum { N_CASES = sizeof sdc_cases / sizeof sdc_cases[0] };
    TCase *tc = tcase_create("disclosure");

    tcase_set_timeout(tc, 60);
    tcase_add_loop_test(tc, test_small_counts_cannot_be_told, 0, 2 * N_CASES);
    tcase_add_test(tc, test_the_worked_example);
    tcase_add_test(tc, test_nothing_is_said_of_a_row_that_everybody_knows);
    tcase_add_test(tc, test_a_count_that_is_missed_is_told_exactly);
    tcase_add_test(tc, test_what_was_told_before_is_held);
    tcase_add_test(tc, test_all_of_a_small_group_are_not_told);
    tcase_add_loop_test(tc, test_the_interval_of_a_mean_is_that_of_its_text, 0, 6);
    return tc;
}
