// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Which counts are hidden: small ones first, then what would give them away.
 *
 *     1  counts from 1 to T - 1, wherever they stand; T is minimum_count;
 *     2  table by table, the fewest further cells (table_protect.c);
 *     3  a third cell where the only two hidden ones of a group are one person each;
 *     4  all tables together: an attacker (attack.c) works out each small count, and while
 *        the interval is too narrow the cheapest count it rests on is hidden;
 *     5  what 2 to 4 hid in vain is shown again: a count that can be worked out all the
 *        same, as one that the law has published by sex, protects nobody.
 *
 *     T = 5, two groups by quarter; the totals of the columns are those of everybody.
 *
 *                  lower  lower middle  upper middle  upper   total
 *     group 1        3*        4*            6          7       20      * hidden in step 1
 *     group 2        7+        6+            9          8       30      + hidden in step 2
 *     everybody     10        10            15         15       50
 *
 *     With the stars alone, 10 - 7 gives the 3. With the crosses the table leaves the 3 and
 *     the 4 anything from 0 to 7. The attacker also knows that a hidden count is at least 1
 *     and finds 1 to 6, which reaches T and is T wide: nothing is left for step 4.
 *
 * Invariant: the mark of a small count is never taken back; step 5 takes back secondary
 * ones.
 *
 * pg_disclosure_control() calls pg_control_counts() once the pay figures are marked;
 * count_tables.c does steps 1, 2 and 4 for the tables of the workforce report.
 *
 * Worst case: step 4 asks once for each small count and once for each count that it hides,
 * step 5 once for each mark: at most three questions a count (attack.c). Step 2 has the
 * limits of table_protect.c. Memory: one table at a time, and the system.
 */
#include "parts.h"

#include <stdlib.h>

uint8_t *pg_hidden_flag(const struct pg_report *report, const struct pg_part_of *part,
                        enum pg_measure measure, enum pg_audience audience)
{
    paygap_figure *figure = pg_part_figure(report, part, measure);

    return figure != NULL ? &pg_report_place(report, figure)->hidden[audience] : NULL;
}

// Counts from 1 to T - 1, wherever they stand.
void pg_hide_small_counts(struct pg_system *system)
{
    for (size_t i = 0; i < system->n_quantities; i++) {
        const struct pg_quantity *quantity = &system->quantities[i];
        if (quantity->hidden != NULL && quantity->value > 0 &&
            quantity->value < (double)system->threshold)
            *quantity->hidden = PG_HIDDEN_SMALL;
    }
}

/** A table of counts of a breakdown, with the flags of its cells. */
struct flagged_table {
    struct pg_count_table table;
    uint32_t *counts;
    bool *is_fixed, *is_hidden;
    uint8_t **flags;
    size_t n_cells;
};

static bool table_make(struct flagged_table *made, size_t n_rows, size_t n_columns,
                       uint32_t threshold)
{
    size_t n = (n_rows + 1) * (n_columns + 1);

    *made = (struct flagged_table){.n_cells = n};
    made->counts = calloc(n, sizeof *made->counts);
    made->is_fixed = calloc(n, sizeof *made->is_fixed);
    made->is_hidden = calloc(n, sizeof *made->is_hidden);
    made->flags = calloc(n, sizeof *made->flags);
    made->table = (struct pg_count_table){.n_rows = n_rows,
                                          .n_columns = n_columns,
                                          .counts = made->counts,
                                          .is_fixed = made->is_fixed,
                                          .threshold = threshold,
                                          .protection = PG_PROTECT_INTERVAL};
    return made->counts != NULL && made->is_fixed != NULL && made->is_hidden != NULL &&
           made->flags != NULL;
}

static void table_free(struct flagged_table *made)
{
    free(made->counts);
    free(made->is_fixed);
    free(made->is_hidden);
    free(made->flags);
}

// One cell, added to the totals of its row and column; cells without a flag stay as they
// are.
static void put_cell(struct flagged_table *made, size_t row, size_t column, size_t count,
                     uint8_t *flag)
{
    size_t width = made->table.n_columns + 1, rows = made->table.n_rows;
    uint32_t n = (uint32_t)count;

    made->counts[row * width + column] = n;
    made->counts[row * width + width - 1] += n;
    made->counts[rows * width + column] += n;
    made->counts[rows * width + width - 1] += n;
    made->flags[row * width + column] = flag;
}

// Protects the table and writes what it hides into the flags.
static bool protect(struct flagged_table *made)
{
    for (size_t i = 0; i < made->n_cells; i++) {
        made->is_fixed[i] = made->flags[i] == NULL;
        made->is_hidden[i] = made->flags[i] != NULL && *made->flags[i] != PG_SHOWN;
    }
    enum pg_table_outcome outcome = pg_table_protect(&made->table, made->is_hidden);
    for (size_t i = 0; i < made->n_cells; i++) {
        if (made->is_hidden[i] && made->flags[i] != NULL && *made->flags[i] == PG_SHOWN)
            *made->flags[i] = PG_HIDDEN_SECONDARY;
    }
    return outcome != PG_TABLE_NO_MEMORY;
}

// Groups by quarter, with the people on full pay as totals of the rows.
static bool protect_quarters(struct pg_report *report, const struct pg_breakdown *breakdown,
                             uint32_t threshold)
{
    struct flagged_table made;
    bool done = table_make(&made, breakdown->n_parts, PG_N_QUARTERS, threshold);

    for (size_t i = 0; done && i < breakdown->n_parts; i++) {
        const struct pg_part_of *part = &breakdown->parts[i];
        for (unsigned j = 0; j < PG_N_QUARTERS; j++)
            put_cell(&made, i, j, part->quarters[j],
                     pg_hidden_flag(report, part,
                                    (enum pg_measure)(PG_MEASURE_LOWER_COUNT + j),
                                    PG_PUBLISH));
        made.flags[i * (PG_N_QUARTERS + 1) + PG_N_QUARTERS] =
            pg_hidden_flag(report, part, PG_MEASURE_FULL_PAY_HEADCOUNT, PG_PUBLISH);
    }
    done = done && protect(&made);
    table_free(&made);
    return done;
}

// Groups by answer: disclosed, prefer not to say, not known.
static bool protect_answers(struct pg_report *report, const struct pg_breakdown *breakdown,
                            uint32_t threshold)
{
    struct flagged_table made;
    bool done = table_make(&made, breakdown->n_parts, 3, threshold);

    for (size_t i = 0; done && i < breakdown->n_parts; i++) {
        const struct pg_part_of *part = &breakdown->parts[i];
        const size_t counts[] = {part->disclosed, part->declined, part->not_known};
        for (unsigned k = 0; k < 3; k++)
            put_cell(&made, i, k, counts[k],
                     pg_hidden_flag(report, part,
                                    (enum pg_measure)(PG_MEASURE_DISCLOSED + k),
                                    PG_PUBLISH));
    }
    done = done && protect(&made);
    table_free(&made);
    return done;
}

static bool protect_tables(struct pg_report *report, uint32_t threshold)
{
    bool done = true;

    for (size_t i = PG_SEXES + 1; done && i < report->n_breakdowns; i++) {
        const struct pg_breakdown *breakdown = &report->breakdowns[i];
        if (breakdown->kind == PG_ANSWERS)
            done = protect_answers(report, breakdown, threshold);
        else if (breakdown->kind == PG_GROUPS)
            done = protect_quarters(report, breakdown, threshold);
    }
    return done;
}

// A person alone in a hidden cell knows it: a line must not hide two ones and nothing else.
static void guard_singletons(struct pg_report *report)
{
    for (size_t i = PG_SEXES + 1; i < report->n_breakdowns; i++) {
        const struct pg_breakdown *breakdown = &report->breakdowns[i];
        for (size_t k = 0; k < breakdown->n_parts && breakdown->kind == PG_GROUPS; k++) {
            const struct pg_part_of *part = &breakdown->parts[k];
            size_t n_hidden = 0, sum = 0;
            uint8_t *more = NULL;
            size_t least = SIZE_MAX;
            for (unsigned j = 0; j < PG_N_QUARTERS; j++) {
                uint8_t *flag = pg_hidden_flag(
                    report, part, (enum pg_measure)(PG_MEASURE_LOWER_COUNT + j),
                    PG_PUBLISH);
                size_t n = part->quarters[j];
                if (flag != NULL && *flag != PG_SHOWN) {
                    n_hidden++;
                    sum += n;
                } else if (flag != NULL && n > 0 && n < least) {
                    least = n;
                    more = flag;
                }
            }
            if (n_hidden == 2 && sum == 2 && more != NULL)
                *more = PG_HIDDEN_SECONDARY;
        }
    }
}

static bool is_seen_uncertain(const struct pg_system *system,
                              const struct pg_attacker *attacker, size_t quantity)
{
    struct pg_attack seen = pg_attacker_seen(attacker, quantity);

    return pg_is_uncertain(system, quantity, &seen);
}

// What is left to do when all tables are looked at together: for every count from 1 to T -
// 1 the attacker's interval; as long as it is too narrow, what it rests on is hidden too.
static paygap_status protect_together(struct pg_system *system,
                                      struct pg_attacker *attacker, paygap_error *err)
{
    for (size_t i = 0; i < system->n_quantities; i++) {
        while (system->quantities[i].is_protected &&
               !is_seen_uncertain(system, attacker, i)) {
            struct pg_attack attack;
            PG_TRY(pg_attack_quantity(attacker, i, &attack, err));
            if (pg_is_uncertain(system, i, &attack))
                break;
            if (attack.to_hide == SIZE_MAX) { // such as what the law has published by sex
                system->quantities[i].is_exposed = true;
                break;
            }
            *system->quantities[attack.to_hide].hidden = PG_HIDDEN_SECONDARY;
            pg_attacker_renew(attacker);
        }
    }
    return PAYGAP_OK;
}

// What was hidden for the sake of others but can be worked out all the same protects
// nobody: it is shown.
static paygap_status show_certain(struct pg_system *system, struct pg_attacker *attacker,
                                  paygap_error *err)
{
    for (size_t i = 0; i < system->n_quantities; i++) {
        struct pg_attack attack = pg_attacker_seen(attacker, i);
        uint8_t *hidden = system->quantities[i].hidden;
        if (hidden == NULL || *hidden != PG_HIDDEN_SECONDARY ||
            system->quantities[i].is_given || attack.highest - attack.lowest >= 1 - 1e-6)
            continue;
        PG_TRY(pg_attack_quantity(attacker, i, &attack, err));
        if (attack.highest - attack.lowest >= 1e-6)
            continue;
        *hidden = PG_SHOWN;
    }
    return PAYGAP_OK;
}

paygap_status pg_protect_system(struct pg_system *system, bool shows_certain,
                                paygap_error *err)
{
    struct pg_attacker *attacker = pg_attacker_make(system);
    paygap_status status =
        attacker != NULL ? protect_together(system, attacker, err) : pg_no_memory(err);

    if (status == PAYGAP_OK && shows_certain)
        status = show_certain(system, attacker, err);
    pg_attacker_free(attacker);
    return status;
}

paygap_status pg_control_counts(struct pg_report *report, const struct pg_policy *policy,
                                paygap_error *err)
{
    uint32_t threshold = pg_policy_minimum(policy, PG_MINIMUM_COUNT);
    struct pg_system system;
    paygap_status status = PAYGAP_OK;

    if (!pg_system_make(&system, report, policy)) {
        pg_system_free(&system);
        return pg_no_memory(err);
    }
    pg_hide_small_counts(&system);
    if (!protect_tables(report, threshold))
        status = pg_no_memory(err);
    guard_singletons(report);
    if (status == PAYGAP_OK)
        status = pg_protect_system(&system, true, err);
    pg_system_free(&system);
    pg_attackers_end();
    return status;
}
