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
 * pg_disclosure_control() calls pg_disclosure_control_counts() once the pay figures are
 * marked; count_tables.c does steps 1, 2 and 4 for the tables of the workforce report.
 *
 * Worst case: step 4 asks once for each small count and once for each count that it hides,
 * step 5 once for each mark: at most three questions a count (attack.c). Step 2 has the
 * limits of table_protect.c. Memory: one table at a time, and the system.
 */
#include "parts.h"

#include <stdlib.h>

void pg_disclosure_hide_small_counts(struct pg_system *system)
{
    for (size_t i = 0; i < system->n_quantities; i++) {
        const struct pg_quantity *quantity = &system->quantities[i];
        if (quantity->value > 0 && quantity->value < (double)system->threshold)
            pg_disclosure_system_hide(system, i, PG_HIDDEN_SMALL);
    }
}

/** The system of a report while counts are hidden in it; the report is marked at the end.
 */
struct system_of {
    const struct pg_report *report;
    struct pg_system system;
    size_t *quantity_of; /**< of each thing; PG_NOTHING = none stands for it */
};

// The quantity that stands for a figure of a part; PG_NOTHING if there is none.
static size_t quantity_of(const struct system_of *of, const struct pg_part_of *part,
                          enum pg_measure measure)
{
    size_t thing = pg_results_thing_of_figure(part, measure);

    return thing != PG_NOTHING ? of->quantity_of[thing] : PG_NOTHING;
}

static bool is_hidden(const struct system_of *of, size_t quantity)
{
    return quantity != PG_NOTHING && of->system.quantities[quantity].hidden != PG_SHOWN;
}

/** A table of counts of a breakdown, with the quantities of its cells. */
struct quantity_table {
    struct pg_count_table table;
    uint32_t *counts;
    bool *is_fixed, *is_hidden;
    size_t *quantities; /**< PG_NOTHING = such a cell stays as it is */
    size_t n_cells;
};

static bool table_make(struct quantity_table *made, size_t n_rows, size_t n_columns,
                       uint32_t threshold)
{
    size_t n = (n_rows + 1) * (n_columns + 1);

    *made = (struct quantity_table){.n_cells = n};
    made->counts = calloc(n, sizeof *made->counts);
    made->is_fixed = calloc(n, sizeof *made->is_fixed);
    made->is_hidden = calloc(n, sizeof *made->is_hidden);
    made->quantities = malloc(n * sizeof *made->quantities);
    for (size_t i = 0; made->quantities != NULL && i < n; i++)
        made->quantities[i] = PG_NOTHING;
    made->table = (struct pg_count_table){.n_rows = n_rows,
                                          .n_columns = n_columns,
                                          .counts = made->counts,
                                          .is_fixed = made->is_fixed,
                                          .threshold = threshold,
                                          .protection = PG_PROTECT_INTERVAL};
    return made->counts != NULL && made->is_fixed != NULL && made->is_hidden != NULL &&
           made->quantities != NULL;
}

static void table_free(struct quantity_table *made)
{
    free(made->counts);
    free(made->is_fixed);
    free(made->is_hidden);
    free(made->quantities);
}

// One cell, added to the totals of its row and column.
static void put_cell(struct quantity_table *made, size_t row, size_t column, size_t count,
                     size_t quantity)
{
    size_t width = made->table.n_columns + 1, rows = made->table.n_rows;
    uint32_t n = (uint32_t)count;

    made->counts[row * width + column] = n;
    made->counts[row * width + width - 1] += n;
    made->counts[rows * width + column] += n;
    made->counts[rows * width + width - 1] += n;
    made->quantities[row * width + column] = quantity;
}

// Protects the table and hides in the system what it hides.
static bool protect(struct system_of *of, struct quantity_table *made)
{
    for (size_t i = 0; i < made->n_cells; i++) {
        made->is_fixed[i] = made->quantities[i] == PG_NOTHING;
        made->is_hidden[i] = is_hidden(of, made->quantities[i]);
    }
    enum pg_table_outcome outcome =
        pg_disclosure_table_protect(&made->table, made->is_hidden);
    for (size_t i = 0; i < made->n_cells; i++) {
        if (made->is_hidden[i] && made->quantities[i] != PG_NOTHING)
            pg_disclosure_system_hide(&of->system, made->quantities[i],
                                      PG_HIDDEN_SECONDARY);
    }
    return outcome != PG_TABLE_NO_MEMORY;
}

// Groups by quarter, with the people on full pay as totals of the rows.
static bool protect_quarters(struct system_of *of, const struct pg_breakdown *breakdown)
{
    struct quantity_table made;
    bool done = table_make(&made, breakdown->n_parts, PG_N_QUARTERS,
                           (uint32_t)of->system.threshold);

    for (size_t i = 0; done && i < breakdown->n_parts; i++) {
        const struct pg_part_of *part = &breakdown->parts[i];
        for (unsigned j = 0; j < PG_N_QUARTERS; j++)
            put_cell(&made, i, j, part->quarters[j],
                     quantity_of(of, part, (enum pg_measure)(PG_MEASURE_LOWER_COUNT + j)));
        made.quantities[i * (PG_N_QUARTERS + 1) + PG_N_QUARTERS] =
            quantity_of(of, part, PG_MEASURE_FULL_PAY_HEADCOUNT);
    }
    done = done && protect(of, &made);
    table_free(&made);
    return done;
}

// Groups by answer: disclosed, prefer not to say, not known.
static bool protect_answers(struct system_of *of, const struct pg_breakdown *breakdown)
{
    struct quantity_table made;
    bool done = table_make(&made, breakdown->n_parts, 3, (uint32_t)of->system.threshold);

    for (size_t i = 0; done && i < breakdown->n_parts; i++) {
        const struct pg_part_of *part = &breakdown->parts[i];
        const size_t counts[] = {part->disclosed, part->declined, part->not_known};
        for (unsigned k = 0; k < 3; k++)
            put_cell(&made, i, k, counts[k],
                     quantity_of(of, part, (enum pg_measure)(PG_MEASURE_DISCLOSED + k)));
    }
    done = done && protect(of, &made);
    table_free(&made);
    return done;
}

static bool protect_tables(struct system_of *of)
{
    const struct pg_report *report = of->report;
    bool done = true;

    for (size_t i = PG_SEXES + 1; done && i < report->n_breakdowns; i++) {
        const struct pg_breakdown *breakdown = &report->breakdowns[i];
        if (breakdown->kind == PG_ANSWERS)
            done = protect_answers(of, breakdown);
        else if (breakdown->kind == PG_GROUPS)
            done = protect_quarters(of, breakdown);
    }
    return done;
}

// A person alone in a hidden cell knows it: a line must not hide two ones and nothing else.
static void guard_part(struct system_of *of, const struct pg_part_of *part)
{
    size_t n_hidden = 0, sum = 0, least = SIZE_MAX, more = PG_NOTHING;

    for (unsigned j = 0; j < PG_N_QUARTERS; j++) {
        size_t quantity =
            quantity_of(of, part, (enum pg_measure)(PG_MEASURE_LOWER_COUNT + j));
        size_t n = part->quarters[j];
        if (is_hidden(of, quantity)) {
            n_hidden++;
            sum += n;
        } else if (quantity != PG_NOTHING && n > 0 && n < least) {
            least = n;
            more = quantity;
        }
    }
    if (n_hidden == 2 && sum == 2 && more != PG_NOTHING)
        pg_disclosure_system_hide(&of->system, more, PG_HIDDEN_SECONDARY);
}

static void guard_singletons(struct system_of *of)
{
    const struct pg_report *report = of->report;

    for (size_t i = PG_SEXES + 1; i < report->n_breakdowns; i++) {
        const struct pg_breakdown *breakdown = &report->breakdowns[i];
        for (size_t k = 0; k < breakdown->n_parts && breakdown->kind == PG_GROUPS; k++)
            guard_part(of, &breakdown->parts[k]);
    }
}

static bool is_seen_uncertain(const struct pg_system *system,
                              const struct pg_attacker *attacker, size_t quantity)
{
    struct pg_attack seen = pg_disclosure_attacker_seen(attacker, quantity);

    return pg_disclosure_is_uncertain(system, quantity, &seen);
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
            PG_TRY(pg_disclosure_attack_quantity(attacker, i, &attack, err));
            if (pg_disclosure_is_uncertain(system, i, &attack))
                break;
            if (attack.to_hide == SIZE_MAX) { // such as what the law has published by sex
                system->quantities[i].is_exposed = true;
                break;
            }
            pg_disclosure_system_hide(system, attack.to_hide, PG_HIDDEN_SECONDARY);
            pg_disclosure_attacker_renew(attacker);
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
        struct pg_attack attack = pg_disclosure_attacker_seen(attacker, i);
        struct pg_quantity *quantity = &system->quantities[i];
        if (quantity->thing == PG_NOTHING || quantity->hidden != PG_HIDDEN_SECONDARY ||
            quantity->is_given || attack.highest - attack.lowest >= 1 - 1e-6)
            continue;
        PG_TRY(pg_disclosure_attack_quantity(attacker, i, &attack, err));
        if (attack.highest - attack.lowest >= 1e-6)
            continue;
        quantity->hidden = PG_SHOWN;
    }
    return PAYGAP_OK;
}

paygap_status pg_disclosure_protect_system(struct pg_system *system, bool shows_certain,
                                           paygap_error *err)
{
    struct pg_attacker *attacker = pg_disclosure_attacker_make(system);
    paygap_status status =
        attacker != NULL ? protect_together(system, attacker, err) : pg_no_memory(err);

    if (status == PAYGAP_OK && shows_certain)
        status = show_certain(system, attacker, err);
    pg_disclosure_attacker_free(attacker);
    return status;
}

// Which quantity stands for each thing of the report; false when out of memory.
static bool index_things(struct system_of *of)
{
    size_t n = pg_results_report_n_things(of->report);

    of->quantity_of = malloc((n + 1) * sizeof *of->quantity_of);
    for (size_t i = 0; of->quantity_of != NULL && i < n; i++)
        of->quantity_of[i] = PG_NOTHING;
    for (size_t i = 0; of->quantity_of != NULL && i < of->system.n_quantities; i++) {
        if (of->system.quantities[i].thing != PG_NOTHING)
            of->quantity_of[of->system.quantities[i].thing] = i;
    }
    return of->quantity_of != NULL;
}

static paygap_status hide_counts(struct system_of *of, paygap_error *err)
{
    pg_disclosure_hide_small_counts(&of->system);
    if (!index_things(of) || !protect_tables(of))
        return pg_no_memory(err);
    guard_singletons(of);
    return pg_disclosure_protect_system(&of->system, true, err);
}

paygap_status pg_disclosure_control_counts(struct pg_report *report,
                                           const struct pg_policy *policy,
                                           paygap_error *err)
{
    struct system_of of = {.report = report};
    paygap_status status = PAYGAP_MEMORY;

    if (pg_disclosure_system_make(&of.system, report, policy))
        status = hide_counts(&of, err);
    for (size_t i = 0; status == PAYGAP_OK && i < of.system.n_quantities; i++) {
        const struct pg_quantity *quantity = &of.system.quantities[i];
        if (quantity->hidden != PG_SHOWN)
            pg_results_report_hide(report, quantity->thing, PG_PUBLISH, quantity->hidden);
    }
    free(of.quantity_of);
    pg_disclosure_system_free(&of.system);
    pg_disclosure_attackers_end();
    return status == PAYGAP_MEMORY ? pg_no_memory(err) : status;
}
