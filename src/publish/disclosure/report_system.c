// SPDX-License-Identifier: GPL-3.0-or-later
/* What the published counts of a report are, and how they add up. */
#include "report_system.h"

#include <stdlib.h>

size_t pg_disclosure_making_thing(struct making *making, double value, size_t thing)
{
    size_t quantity = pg_disclosure_system_add(making->system, value, thing);

    if (!making->system->failed)
        pg_disclosure_system_hide(
            making->system, quantity,
            pg_results_report_hidden(making->report, thing, PG_PUBLISH));
    return quantity;
}

size_t pg_disclosure_making_count(struct making *making, const struct pg_part_of *part,
                                  enum pg_measure measure, size_t n)
{
    size_t thing = pg_results_thing_of_figure(part, measure);
    size_t quantity = pg_disclosure_making_thing(making, (double)n, thing);

    if (thing == PG_NOTHING && !making->system->failed) {
        // A part that stands elsewhere as well, or one with nobody, which has no row.
        making->system->quantities[quantity].is_protected = false;
        making->system->quantities[quantity].is_given = part->headcount == 0;
    }
    return quantity;
}

// A published mean says that its group reaches the minimum.
static void note_minimum(struct making *making, const struct pg_breakdown *breakdown,
                         const struct pg_part_of *part, size_t count, bool is_bonus)
{
    enum pg_measure mean =
        is_bonus ? PG_MEASURE_MEAN_BONUS_PAY : PG_MEASURE_MEAN_HOURLY_PAY;
    struct pg_quantity *quantity = &making->system->quantities[count];
    double least = (double)pg_disclosure_pay_minimum(making->policy, PG_PUBLISH, breakdown);

    if (!making->system->failed &&
        pg_results_is_part_published(making->report, part, mean) &&
        quantity->value >= least && least > quantity->least)
        quantity->least = least;
}

void pg_disclosure_making_rest(struct making *making, size_t whole, size_t part)
{
    struct pg_system *system = making->system;

    if (system->failed)
        return;
    double rest = system->quantities[whole].value - system->quantities[part].value;
    size_t quantity = pg_disclosure_system_add(system, rest, PG_NOTHING);
    pg_disclosure_system_begin_relation(system);
    pg_disclosure_system_add_term(system, whole, 1);
    pg_disclosure_system_add_term(system, part, -1);
    pg_disclosure_system_add_term(system, quantity, -1);
}

static void add_quarters(struct making *making, const struct pg_part_of *part,
                         struct part_of_system *made)
{
    struct pg_system *system = making->system;

    for (unsigned j = 0; j < PG_N_QUARTERS; j++)
        made->quarters[j] = pg_disclosure_making_count(
            making, part, (enum pg_measure)(PG_MEASURE_LOWER_COUNT + j), part->quarters[j]);
    pg_disclosure_system_begin_relation(system);
    pg_disclosure_system_add_term(system, made->full_pay, 1);
    for (unsigned j = 0; j < PG_N_QUARTERS; j++)
        pg_disclosure_system_add_term(system, made->quarters[j], -1);
}

void pg_disclosure_making_part(struct making *making, const struct pg_breakdown *breakdown,
                               const struct pg_part_of *part, struct part_of_system *made,
                               bool has_bonus_and_quarters)
{
    made->headcount =
        pg_disclosure_making_count(making, part, PG_MEASURE_HEADCOUNT, part->headcount);
    made->full_pay = pg_disclosure_making_count(making, part, PG_MEASURE_FULL_PAY_HEADCOUNT,
                                                part->full_pay);
    pg_disclosure_making_rest(making, made->headcount, made->full_pay);
    note_minimum(making, breakdown, part, made->full_pay, false);
    if (!has_bonus_and_quarters)
        return;
    made->bonus =
        pg_disclosure_making_count(making, part, PG_MEASURE_BONUS_HEADCOUNT, part->bonus);
    pg_disclosure_making_rest(making, made->headcount, made->bonus);
    note_minimum(making, breakdown, part, made->bonus, true);
    add_quarters(making, part, made);
}

bool pg_disclosure_system_make(struct pg_system *system, const struct pg_report *report,
                               const struct pg_policy *policy)
{
    struct making making = {
        .policy = policy,
        .system = system,
        .report = report,
        .first_part = calloc(report->n_breakdowns + 1, sizeof *making.first_part)};
    size_t n_parts = 0;

    *system = (struct pg_system){.threshold = pg_policy_minimum(policy, PG_MINIMUM_COUNT)};
    for (size_t i = 0; making.first_part != NULL && i < report->n_breakdowns; i++) {
        making.first_part[i] = n_parts;
        n_parts += report->breakdowns[i].n_parts;
    }
    making.parts = calloc(n_parts + 1, sizeof *making.parts);
    system->failed = making.first_part == NULL || making.parts == NULL;
    if (!system->failed) {
        pg_disclosure_making_everybody(&making);
        pg_disclosure_making_breakdowns(&making);
    }
    free(making.parts);
    free(making.first_part);
    return !system->failed;
}
