// SPDX-License-Identifier: GPL-3.0-or-later
/* What the published counts of a report are, and how they add up. */
#include "report_system.h"

#include <stdlib.h>

size_t pg_disclosure_making_thing(struct making *making, double value, size_t thing,
                                  double worth)
{
    return pg_disclosure_system_add(making->system, value, thing, worth);
}

// The order of worth: what people are asked about before columns, whole groups before men
// and women inside them, headcounts before what is counted among them.
double pg_disclosure_making_worth(const struct making *making,
                                  const struct pg_breakdown *breakdown, enum pg_worth worth)
{
    static const double of_asked[] = {[PG_WORTH_HEADCOUNT] = 100,
                                      [PG_WORTH_ANSWERS] = 50,
                                      [PG_WORTH_FULL_PAY] = 35,
                                      [PG_WORTH_BONUS] = 25,
                                      [PG_WORTH_QUARTER] = 8};
    static const double of_column[] = {[PG_WORTH_HEADCOUNT] = 60,
                                       [PG_WORTH_ANSWERS] = 5,
                                       [PG_WORTH_FULL_PAY] = 35,
                                       [PG_WORTH_BONUS] = 25,
                                       [PG_WORTH_QUARTER] = 8};
    const double by_sex = 0.08;
    const struct pg_report *report = making->report;
    bool is_column =
        breakdown->axis > 0 && breakdown->axis <= report->n_characteristics &&
        report->characteristics[breakdown->axis - 1].subject == PG_SUBJECT_WORK;
    double value = is_column ? of_column[worth] : of_asked[worth];

    return breakdown->kind == PG_GROUPS_BY_SEX ? by_sex * value : value;
}

static enum pg_worth worth_of(enum pg_measure measure)
{
    switch (pg_results_measure_family(measure)) {
    case PG_FAMILY_HEADCOUNT:
        return PG_WORTH_HEADCOUNT;
    case PG_FAMILY_FULL_PAY:
        return PG_WORTH_FULL_PAY;
    case PG_FAMILY_BONUS:
        return PG_WORTH_BONUS;
    case PG_FAMILY_DISCLOSURE:
        return PG_WORTH_ANSWERS;
    default:
        return PG_WORTH_QUARTER;
    }
}

// A number published before, from which few people differ: both are told.
static void note_earlier(struct making *making, size_t quantity, size_t thing, double whole)
{
    if (making->system->failed || thing == PG_NOTHING)
        return;
    const struct pg_figure_place *place = &making->report->places[thing];
    if (!place->has_earlier)
        return;
    double earlier = whole > 0 ? whole - place->earlier : place->earlier;
    making->system->quantities[quantity].also = earlier > 0 ? earlier : 0;
}

size_t pg_disclosure_making_count(struct making *making,
                                  const struct pg_breakdown *breakdown,
                                  const struct pg_part_of *part, enum pg_measure measure,
                                  size_t n)
{
    size_t thing = pg_results_thing_of_figure(part, measure);
    double worth = pg_disclosure_making_worth(making, breakdown, worth_of(measure));
    size_t quantity = pg_disclosure_making_thing(making, (double)n, thing, worth);

    note_earlier(making, quantity, thing, 0);
    // A part that stands elsewhere as well is protected there; one with nobody has no row,
    // which everybody sees.
    if (thing == PG_NOTHING && !making->system->failed) {
        making->system->quantities[quantity].is_protected = false;
        if (part->headcount == 0 && !part->is_repeated)
            pg_disclosure_system_fix(making->system, quantity);
    }
    return quantity;
}

// A published mean says that its group reaches the minimum.
static void note_minimum(struct making *making, const struct pg_breakdown *breakdown,
                         const struct pg_part_of *part, size_t count, bool is_bonus)
{
    enum pg_measure mean =
        is_bonus ? PG_MEASURE_MEAN_BONUS_PAY : PG_MEASURE_MEAN_HOURLY_PAY;
    double least = (double)pg_disclosure_pay_minimum(making->policy, PG_PUBLISH, breakdown);

    if (making->system->failed || pg_results_thing_of_figure(part, mean) == PG_NOTHING)
        return;
    struct pg_quantity *quantity = &making->system->quantities[count];
    if (quantity->value >= least && least > 0) {
        quantity->least = least;
        quantity->has_minimum = true;
        if (quantity->lower < least && quantity->thing == PG_NOTHING)
            quantity->lower = least;
    }
}

size_t pg_disclosure_making_rest(struct making *making, size_t whole, size_t part,
                                 size_t thing, double worth)
{
    struct pg_system *system = making->system;

    if (system->failed)
        return 0;
    double rest = system->quantities[whole].value - system->quantities[part].value;
    size_t quantity = pg_disclosure_system_add(system, rest, thing, worth);
    pg_disclosure_system_begin_relation(system);
    pg_disclosure_system_add_term(system, whole, 1);
    pg_disclosure_system_add_term(system, part, -1);
    pg_disclosure_system_add_term(system, quantity, -1);
    return quantity;
}

static void add_quarters(struct making *making, const struct pg_breakdown *breakdown,
                         const struct pg_part_of *part, struct part_of_system *made)
{
    struct pg_system *system = making->system;

    for (unsigned j = 0; j < PG_N_QUARTERS; j++)
        made->quarters[j] = pg_disclosure_making_count(
            making, breakdown, part, (enum pg_measure)(PG_MEASURE_LOWER_COUNT + j),
            part->quarters[j]);
    pg_disclosure_system_begin_relation(system);
    pg_disclosure_system_add_term(system, made->full_pay, 1);
    for (unsigned j = 0; j < PG_N_QUARTERS; j++)
        pg_disclosure_system_add_term(system, made->quarters[j], -1);
}

// People on full pay are printed by their complement: beside a headcount, blocks of those
// who are not leave a narrower range than blocks of those who are.
static void add_full_pay(struct making *making, const struct pg_breakdown *breakdown,
                         const struct pg_part_of *part, struct part_of_system *made)
{
    size_t thing = pg_results_thing_of_figure(part, PG_MEASURE_FULL_PAY_HEADCOUNT);
    double worth = pg_disclosure_making_worth(making, breakdown, PG_WORTH_FULL_PAY);

    made->full_pay =
        pg_disclosure_making_thing(making, (double)part->full_pay, PG_NOTHING, 0);
    if (!making->system->failed)
        making->system->quantities[made->full_pay].is_protected = thing != PG_NOTHING;
    if (part->headcount == 0 && thing == PG_NOTHING && !part->is_repeated)
        pg_disclosure_system_fix(making->system, made->full_pay);
    pg_disclosure_system_pay(making->system, made->full_pay, PG_PAID_HOURLY);
    made->not_full_pay =
        pg_disclosure_making_rest(making, made->headcount, made->full_pay, thing, worth);
    if (making->system->failed)
        return;
    note_earlier(making, made->not_full_pay, thing, (double)part->headcount);
    making->system->quantities[made->full_pay].whole = made->headcount;
    making->system->quantities[made->full_pay].rest = made->not_full_pay;
    if (thing == PG_NOTHING)
        making->system->quantities[made->not_full_pay].is_protected = false;
}

// Whether people are asked what they are.
static bool is_answered(const struct making *making, const struct pg_breakdown *breakdown)
{
    const struct pg_report *report = making->report;

    return breakdown->axis > 0 && breakdown->axis <= report->n_characteristics &&
           report->characteristics[breakdown->axis - 1].subject != PG_SUBJECT_WORK;
}

// The only group of a column is everybody, whom the law tells of. That all of few people
// have given one answer is not to be told.
static void note_only_group(struct making *making, const struct pg_breakdown *breakdown,
                            const struct part_of_system *made)
{
    size_t n = breakdown->kind == PG_GROUPS_BY_SEX ? PG_N_SEXES : 1, n_groups = 0;
    size_t all = 0;

    for (size_t i = 0; i < breakdown->n_parts; i += n) {
        size_t of_group = 0;
        for (size_t k = 0; k < n; k++)
            of_group += breakdown->parts[i + k].headcount;
        n_groups += of_group > 0;
        all += of_group;
    }
    if (n_groups > 1 || making->system->failed ||
        (all < PG_DISCLOSURE_FEW && is_answered(making, breakdown)))
        return;
    struct pg_quantity *quantities = making->system->quantities;
    quantities[made->headcount].may_be_certain = true;
    quantities[made->not_full_pay].may_be_certain = true;
    if (breakdown->kind == PG_GROUPS_BY_SEX)
        return;
    quantities[made->bonus].may_be_certain = true;
    for (unsigned j = 0; j < PG_N_QUARTERS; j++)
        quantities[made->quarters[j]].may_be_certain = true;
}

// A group that has a row has somebody in it.
static void note_listed(struct making *making, const struct pg_part_of *part,
                        size_t headcount)
{
    if (making->system->failed || part->headcount == 0)
        return;
    struct pg_quantity *quantity = &making->system->quantities[headcount];
    quantity->least = 1;
    if (quantity->lower < 1)
        quantity->lower = 1;
}

void pg_disclosure_making_part(struct making *making, const struct pg_breakdown *breakdown,
                               const struct pg_part_of *part, struct part_of_system *made,
                               bool has_bonus_and_quarters)
{
    made->headcount = pg_disclosure_making_count(making, breakdown, part,
                                                 PG_MEASURE_HEADCOUNT, part->headcount);
    if (breakdown->kind == PG_GROUPS)
        note_listed(making, part, made->headcount);
    add_full_pay(making, breakdown, part, made);
    note_minimum(making, breakdown, part, made->full_pay, false);
    if (!has_bonus_and_quarters) {
        note_only_group(making, breakdown, made);
        return;
    }
    made->bonus = pg_disclosure_making_count(making, breakdown, part,
                                             PG_MEASURE_BONUS_HEADCOUNT, part->bonus);
    pg_disclosure_system_pay(making->system, made->bonus, PG_PAID_BONUS);
    (void)pg_disclosure_making_rest(making, made->headcount, made->bonus, PG_NOTHING, 0);
    note_minimum(making, breakdown, part, made->bonus, true);
    add_quarters(making, breakdown, part, made);
    note_only_group(making, breakdown, made);
}

size_t pg_disclosure_pay_minimum(const struct pg_policy *policy, enum pg_audience audience,
                                 const struct pg_breakdown *breakdown)
{
    bool is_ethnicity = breakdown != NULL && breakdown->is_ethnicity;

    if (audience == PG_PUBLISH)
        return pg_policy_minimum(policy, is_ethnicity ? PG_MINIMUM_PUBLISH_ETHNICITY
                                                      : PG_MINIMUM_PUBLISH);
    return pg_policy_minimum(policy, is_ethnicity ? PG_MINIMUM_INTERNAL_ETHNICITY
                                                  : PG_MINIMUM_INTERNAL);
}

bool pg_disclosure_report_make(struct pg_report_system *made,
                               const struct pg_report *report,
                               const struct pg_policy *policy)
{
    size_t n_parts = 0;

    *made = (struct pg_report_system){
        .system = {.threshold = pg_policy_minimum(policy, PG_MINIMUM_COUNT)},
        .first_part = calloc(report->n_breakdowns + 1, sizeof *made->first_part)};
    for (size_t i = 0; made->first_part != NULL && i < report->n_breakdowns; i++) {
        made->first_part[i] = n_parts;
        n_parts += report->breakdowns[i].n_parts;
    }
    made->parts = calloc(n_parts + 1, sizeof *made->parts);
    if (made->first_part == NULL || made->parts == NULL)
        return false;
    struct making making = {.policy = policy,
                            .system = &made->system,
                            .report = report,
                            .parts = made->parts,
                            .first_part = made->first_part};
    made->is_everybody_open = pg_disclosure_making_everybody(&making);
    pg_disclosure_making_breakdowns(&making);
    return !made->system.failed;
}

void pg_disclosure_report_free(struct pg_report_system *made)
{
    pg_disclosure_system_free(&made->system);
    free(made->parts);
    free(made->first_part);
    *made = (struct pg_report_system){0};
}

const struct part_of_system *pg_disclosure_report_part(const struct pg_report_system *made,
                                                       const struct pg_report *report,
                                                       const struct pg_breakdown *breakdown,
                                                       size_t part)
{
    return &made->parts[made->first_part[breakdown - report->breakdowns] + part];
}
