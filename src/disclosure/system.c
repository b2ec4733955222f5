// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts.h"

#include <math.h>
#include <stdlib.h>

size_t pg_system_add(struct pg_system *system, double value, uint8_t *hidden)
{
    struct pg_quantity *grown = pg_grown(system->quantities, system->n_quantities,
                                         &system->quantities_capacity, sizeof *grown);

    if (grown == NULL) {
        system->failed = true;
        return 0;
    }
    system->quantities = grown;
    grown[system->n_quantities] = (struct pg_quantity){
        .value = value,
        .hidden = hidden,
        .least = hidden != NULL ? 1 : 0,
        .most = INFINITY,
        .cost = value,
        .enough = (double)system->threshold,
        .is_protected = value > 0 && value < (double)system->threshold};
    return system->n_quantities++;
}

void pg_system_begin_relation(struct pg_system *system)
{
    size_t *grown = pg_grown(system->relations, system->n_relations + 1,
                             &system->relations_capacity, sizeof *grown);

    if (grown == NULL) {
        system->failed = true;
        return;
    }
    system->relations = grown;
    grown[system->n_relations++] = system->n_terms;
    grown[system->n_relations] = system->n_terms;
}

void pg_system_add_term(struct pg_system *system, size_t quantity, double factor)
{
    struct pg_term *grown =
        pg_grown(system->terms, system->n_terms, &system->terms_capacity, sizeof *grown);

    if (grown == NULL || system->failed) {
        system->failed = true;
        return;
    }
    system->terms = grown;
    grown[system->n_terms++] = (struct pg_term){quantity, factor};
    system->relations[system->n_relations] = system->n_terms;
}

/** The quantities of a part: counts, and the people between them. */
struct part_of_system {
    size_t headcount, full_pay, bonus, quarters[PG_N_QUARTERS];
    size_t disclosed, declined, not_known;
};

struct making {
    const struct pg_policy *policy;
    struct pg_system *system;
    struct pg_report *report;
    // Of everybody, sex known or not: never shown as such.
    size_t headcount, full_pay, bonus, sizes[PG_N_QUARTERS];
    size_t totals[PG_N_TOTALS];
    size_t unknown_sex[2]; /**< the two reasons that leave somebody out of figures by sex */
    size_t n_unknown_sex;
    size_t known_sizes[PG_N_QUARTERS]; /**< of those of known sex */
    struct part_of_system men, women;
    struct part_of_system *parts; /**< of all breakdowns, in turn */
    size_t *first_part;           /**< of each breakdown */
};

static uint8_t *flag_of(struct pg_report *report, const struct pg_part_of *part,
                        enum pg_measure measure)
{
    paygap_figure *figure = pg_part_figure(report, part, measure);

    return figure != NULL ? &pg_report_place(report, figure)->hidden[PG_PUBLISH] : NULL;
}

static size_t add_count(struct making *making, const struct pg_part_of *part,
                        enum pg_measure measure, size_t n)
{
    uint8_t *hidden = flag_of(making->report, part, measure);
    size_t quantity = pg_system_add(making->system, (double)n, hidden);

    if (hidden == NULL && !making->system->failed) {
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
    const uint8_t *flag = pg_hidden_flag(
        making->report, part,
        is_bonus ? PG_MEASURE_MEAN_BONUS_PAY : PG_MEASURE_MEAN_HOURLY_PAY, PG_PUBLISH);
    struct pg_quantity *quantity = &making->system->quantities[count];
    double least = (double)pg_pay_minimum(making->policy, PG_PUBLISH, breakdown);

    if (!making->system->failed && flag != NULL && *flag == PG_SHOWN &&
        quantity->value >= least && least > quantity->least)
        quantity->least = least;
}

// whole = part + the rest of it, which is never shown: people left out, or without a bonus.
static void add_rest(struct making *making, size_t whole, size_t part)
{
    struct pg_system *system = making->system;

    if (system->failed)
        return;
    double rest = system->quantities[whole].value - system->quantities[part].value;
    size_t quantity = pg_system_add(system, rest, NULL);
    pg_system_begin_relation(system);
    pg_system_add_term(system, whole, 1);
    pg_system_add_term(system, part, -1);
    pg_system_add_term(system, quantity, -1);
}

static void add_quarters(struct making *making, const struct pg_part_of *part,
                         struct part_of_system *made)
{
    struct pg_system *system = making->system;

    for (unsigned j = 0; j < PG_N_QUARTERS; j++)
        made->quarters[j] = add_count(
            making, part, (enum pg_measure)(PG_MEASURE_LOWER_COUNT + j), part->quarters[j]);
    pg_system_begin_relation(system);
    pg_system_add_term(system, made->full_pay, 1);
    for (unsigned j = 0; j < PG_N_QUARTERS; j++)
        pg_system_add_term(system, made->quarters[j], -1);
}

static void add_part(struct making *making, const struct pg_breakdown *breakdown,
                     const struct pg_part_of *part, struct part_of_system *made,
                     bool has_bonus_and_quarters)
{
    made->headcount = add_count(making, part, PG_MEASURE_HEADCOUNT, part->headcount);
    made->full_pay = add_count(making, part, PG_MEASURE_FULL_PAY_HEADCOUNT, part->full_pay);
    add_rest(making, made->headcount, made->full_pay);
    note_minimum(making, breakdown, part, made->full_pay, false);
    if (!has_bonus_and_quarters)
        return;
    made->bonus = add_count(making, part, PG_MEASURE_BONUS_HEADCOUNT, part->bonus);
    add_rest(making, made->headcount, made->bonus);
    note_minimum(making, breakdown, part, made->bonus, true);
    add_quarters(making, part, made);
}

// ---------------------------------------------------------------- totals and sexes

static void add_left_out(struct making *making, enum pg_total whole, enum pg_total counted,
                         struct pg_left_out_list *list)
{
    struct pg_system *system = making->system;

    pg_system_begin_relation(system);
    pg_system_add_term(system, making->totals[whole], 1);
    pg_system_add_term(system, making->totals[counted], -1);
    for (size_t i = 0; i < list->n; i++) {
        size_t reason =
            pg_system_add(system, (double)list->items[i].n, &list->items[i].hidden);
        bool is_sex = strncmp(list->items[i].code, "sex_", 4) == 0;
        pg_system_add_term(system, reason, -1);
        if (is_sex && making->n_unknown_sex < 2)
            making->unknown_sex[making->n_unknown_sex++] = reason;
    }
}

// Known whatever is shown, and not protected: the law has it published, or nearly so.
static void give(struct making *making, size_t quantity)
{
    if (making->system->failed)
        return;
    making->system->quantities[quantity].is_given = true;
    making->system->quantities[quantity].is_protected = false;
}

static void add_totals(struct making *making)
{
    struct pg_report *report = making->report;
    struct pg_system *system = making->system;
    const size_t values[PG_N_TOTALS] = {report->n_rows,     report->n_merged,
                                        report->n_people,   report->n_relevant,
                                        report->n_full_pay, report->n_in_bonus};

    for (int i = 0; i < PG_N_TOTALS; i++)
        making->totals[i] = pg_system_add(system, (double)values[i], &report->hidden[i]);
    give(making, making->totals[PG_TOTAL_RELEVANT]);
    give(making, making->totals[PG_TOTAL_FULL_PAY]);
    pg_system_begin_relation(system);
    pg_system_add_term(system, making->totals[PG_TOTAL_ROWS], 1);
    pg_system_add_term(system, making->totals[PG_TOTAL_MERGED], -1);
    pg_system_add_term(system, making->totals[PG_TOTAL_PEOPLE], -1);
    add_left_out(making, PG_TOTAL_PEOPLE, PG_TOTAL_RELEVANT, &report->left_out_of_all);
    add_left_out(making, PG_TOTAL_RELEVANT, PG_TOTAL_FULL_PAY, &report->left_out_of_hourly);
    add_left_out(making, PG_TOTAL_RELEVANT, PG_TOTAL_IN_BONUS, &report->left_out_of_bonus);
}

static void add_sum(struct making *making, size_t whole, size_t a, size_t b)
{
    pg_system_begin_relation(making->system);
    pg_system_add_term(making->system, whole, 1);
    pg_system_add_term(making->system, a, -1);
    pg_system_add_term(making->system, b, -1);
}

// A published share of one decimal: (share - 0.05) whole <= 100 part <= (share + 0.05)
// whole.
static void add_share(struct making *making, const struct pg_part_of *part,
                      enum pg_measure share, size_t count, size_t whole)
{
    struct pg_report *report = making->report;
    struct pg_system *system = making->system;
    const paygap_figure *figure = pg_part_figure(report, part, share);
    const uint8_t *hidden = pg_hidden_flag(report, part, share, PG_PUBLISH);

    if (figure == NULL || !figure->has_value || *hidden != PG_SHOWN || system->failed ||
        system->quantities[whole].is_given)
        return;
    double tenths = rint(10 * figure->value), n = system->quantities[count].value;
    double of = system->quantities[whole].value;
    double ends[] = {tenths - 0.51, tenths + 0.51};
    for (int i = 0; i < 2; i++) {
        double sign = i == 0 ? 1 : -1;
        size_t slack = pg_system_add(system, sign * (1000 * n - ends[i] * of), NULL);
        if (system->failed)
            return;
        system->quantities[slack].is_protected = false;
        pg_system_begin_relation(system);
        pg_system_add_term(system, count, sign * 1000);
        pg_system_add_term(system, whole, -sign * ends[i]);
        pg_system_add_term(system, slack, -1);
    }
}

// The statutory shares of the quarters give away who of a sex is on full pay and in which
// quarter, so these are taken to be known; headcount and bonus are protected.
static void add_sex(struct making *making, const struct pg_part_of *part,
                    struct part_of_system *made)
{
    made->headcount = add_count(making, part, PG_MEASURE_HEADCOUNT, part->headcount);
    made->full_pay = add_count(making, part, PG_MEASURE_FULL_PAY_HEADCOUNT, part->full_pay);
    made->bonus = add_count(making, part, PG_MEASURE_BONUS_HEADCOUNT, part->bonus);
    give(making, made->full_pay);
    for (unsigned j = 0; j < PG_N_QUARTERS; j++)
        give(making, add_count(making, part, (enum pg_measure)(PG_MEASURE_LOWER_COUNT + j),
                               part->quarters[j]));
    add_rest(making, made->headcount, made->full_pay);
    add_rest(making, made->headcount, made->bonus);
    if (part->in_bonus == part->headcount)
        add_share(making, part, PG_MEASURE_BONUS_SHARE, made->bonus, made->headcount);
}

static void add_sexes(struct making *making)
{
    struct pg_report *report = making->report;

    add_sex(making, &report->men, &making->men);
    add_sex(making, &report->women, &making->women);
    add_sum(making, making->totals[PG_TOTAL_RELEVANT], making->men.headcount,
            making->women.headcount);
    for (unsigned j = 0; j < PG_N_QUARTERS; j++) {
        making->known_sizes[j] =
            pg_system_add(making->system, (double)report->quarters[j].size, NULL);
        give(making, making->known_sizes[j]);
    }
}

static size_t count_unknown_sex(const struct pg_report *report)
{
    size_t n = 0;

    for (size_t i = 0; i < report->atoms.n; i++)
        n += report->atoms.codes[i * report->atoms.n_axes] == 0 ? report->atoms.headcount[i]
                                                                : 0;
    return n;
}

// All are of known sex, which the list of those left out shows: everybody is men and women.
static void add_known_everybody(struct making *making)
{
    struct pg_system *system = making->system;
    double bonus = (double)(making->report->men.bonus + making->report->women.bonus);

    making->headcount = making->totals[PG_TOTAL_RELEVANT];
    making->full_pay = making->totals[PG_TOTAL_FULL_PAY];
    making->bonus = pg_system_add(system, bonus, NULL);
    add_sum(making, making->bonus, making->men.bonus, making->women.bonus);
    memcpy(making->sizes, making->known_sizes, sizeof making->sizes);
}

// everybody = those of known sex + the rest, who are among those left out for their sex.
static void add_unknown(struct making *making, size_t everybody, size_t known)
{
    struct pg_system *system = making->system;

    if (system->failed)
        return;
    double n = system->quantities[everybody].value - system->quantities[known].value;
    double left = 0;
    for (size_t i = 0; i < making->n_unknown_sex; i++)
        left += system->quantities[making->unknown_sex[i]].value;
    size_t unknown = pg_system_add(system, n, NULL);
    size_t others = pg_system_add(system, left - n, NULL);
    if (system->failed)
        return;
    system->quantities[others].is_protected = false;
    pg_system_begin_relation(system);
    pg_system_add_term(system, everybody, 1);
    pg_system_add_term(system, known, -1);
    pg_system_add_term(system, unknown, -1);
    pg_system_begin_relation(system);
    for (size_t i = 0; i < making->n_unknown_sex; i++)
        pg_system_add_term(system, making->unknown_sex[i], 1);
    pg_system_add_term(system, unknown, -1);
    pg_system_add_term(system, others, -1);
}

// Everybody, whatever the sex: those of known sex and the rest.
static void add_everybody(struct making *making)
{
    struct pg_system *system = making->system;
    const struct pg_atoms *atoms = &making->report->atoms;
    size_t headcount = 0, full_pay = 0, bonus = 0;

    for (size_t i = 0; i < atoms->n; i++) {
        headcount += atoms->headcount[i];
        full_pay += atoms->full_pay[i];
        bonus += atoms->bonus[i];
    }
    making->headcount = pg_system_add(system, (double)headcount, NULL);
    making->full_pay = pg_system_add(system, (double)full_pay, NULL);
    making->bonus = pg_system_add(system, (double)bonus, NULL);
    if (system->failed)
        return;
    system->quantities[making->headcount].is_protected = false;
    system->quantities[making->full_pay].is_protected = false;
    system->quantities[making->bonus].is_protected = false;
    // headcount = of known sex + those left out for their sex
    pg_system_begin_relation(system);
    pg_system_add_term(system, making->headcount, 1);
    pg_system_add_term(system, making->totals[PG_TOTAL_RELEVANT], -1);
    for (size_t i = 0; i < making->n_unknown_sex; i++)
        pg_system_add_term(system, making->unknown_sex[i], -1);
    size_t known_bonus = pg_system_add(
        system, (double)(making->report->men.bonus + making->report->women.bonus), NULL);
    add_sum(making, known_bonus, making->men.bonus, making->women.bonus);
    add_unknown(making, making->full_pay, making->totals[PG_TOTAL_FULL_PAY]);
    add_unknown(making, making->bonus, known_bonus);
}

// People in a quarter, whatever their group.
static double size_of_quarter(const struct pg_report *report, unsigned quarter)
{
    const struct pg_breakdown *first = &report->breakdowns[0];
    size_t n = 0;

    for (size_t i = 0; i < first->n_parts; i++)
        n += first->parts[i].quarters[quarter];
    return (double)n;
}

// a - b, which is known to be 0 or 1.
static void add_step(struct making *making, size_t a, size_t b)
{
    struct pg_system *system = making->system;

    if (system->failed)
        return;
    size_t step = pg_system_add(
        system, system->quantities[a].value - system->quantities[b].value, NULL);
    if (system->failed)
        return;
    system->quantities[step].is_protected = false;
    system->quantities[step].most = 1;
    add_sum(making, a, b, step);
}

// Four sizes as equal as possible: lower, upper middle, lower middle, upper, each as large
// as the next or one larger, and the first at most one larger than the last.
static void add_sizes(struct making *making)
{
    struct pg_system *system = making->system;
    size_t *sizes = making->sizes;

    pg_system_begin_relation(system);
    pg_system_add_term(system, making->full_pay, 1);
    for (unsigned j = 0; j < PG_N_QUARTERS && !system->failed; j++) {
        sizes[j] = pg_system_add(system, size_of_quarter(making->report, j), NULL);
        pg_system_add_term(system, sizes[j], -1);
        if (!system->failed)
            system->quantities[sizes[j]].is_protected = false;
    }
    add_step(making, sizes[PG_LOWER], sizes[PG_UPPER_MIDDLE]);
    add_step(making, sizes[PG_UPPER_MIDDLE], sizes[PG_LOWER_MIDDLE]);
    add_step(making, sizes[PG_LOWER_MIDDLE], sizes[PG_UPPER]);
    add_step(making, sizes[PG_LOWER], sizes[PG_UPPER]);
}

// ---------------------------------------------------------------- breakdowns

static void add_total_of(struct making *making, const struct pg_breakdown *breakdown,
                         const struct part_of_system *parts, size_t offset, size_t whole)
{
    pg_system_begin_relation(making->system);
    pg_system_add_term(making->system, whole, 1);
    for (size_t i = 0; i < breakdown->n_parts; i++)
        pg_system_add_term(
            making->system,
            *(const size_t *)(const void *)((const char *)&parts[i] + offset), -1);
}

static void add_level(struct making *making, const struct pg_breakdown *breakdown,
                      struct part_of_system *parts)
{
    for (size_t i = 0; i < breakdown->n_parts; i++) {
        const struct pg_part_of *part = &breakdown->parts[i];
        add_part(making, breakdown, part, &parts[i], true);
        add_share(making, part, PG_MEASURE_WORKFORCE_SHARE, parts[i].headcount,
                  making->headcount);
        for (unsigned j = 0; j < PG_N_QUARTERS; j++)
            add_share(making, part, (enum pg_measure)(PG_MEASURE_LOWER_SHARE + j),
                      parts[i].quarters[j], making->sizes[j]);
    }
    add_total_of(making, breakdown, parts, offsetof(struct part_of_system, headcount),
                 making->headcount);
    add_total_of(making, breakdown, parts, offsetof(struct part_of_system, full_pay),
                 making->full_pay);
    add_total_of(making, breakdown, parts, offsetof(struct part_of_system, bonus),
                 making->bonus);
    for (unsigned j = 0; j < PG_N_QUARTERS; j++)
        add_total_of(making, breakdown, parts,
                     offsetof(struct part_of_system, quarters) + j * sizeof(size_t),
                     making->sizes[j]);
}

// Groups of the first level of the characteristic inside those of a coarser one.
static void add_nesting(struct making *making, size_t coarser, size_t finer, size_t offset)
{
    const struct pg_breakdown *breakdown = &making->report->breakdowns[coarser];
    const struct pg_breakdown *inner = &making->report->breakdowns[finer];
    const char *wholes = (const char *)(making->parts + making->first_part[coarser]);
    const char *parts = (const char *)(making->parts + making->first_part[finer]);
    size_t step = sizeof(struct part_of_system), n = breakdown->is_by_sex ? 2 : 1;

    for (size_t i = 0; i < breakdown->n_parts; i++) {
        pg_system_begin_relation(making->system);
        pg_system_add_term(making->system,
                           *(const size_t *)(const void *)(wholes + i * step + offset), 1);
        for (size_t k = 0; k < inner->n_parts; k++) {
            size_t group = pg_part_inside(inner, k / n, breakdown);
            if (group != PG_NO_PART && group * n + k % n == i)
                pg_system_add_term(
                    making->system,
                    *(const size_t *)(const void *)(parts + k * step + offset), -1);
        }
    }
}

static void nest(struct making *making, size_t coarser, size_t finer)
{
    const struct pg_breakdown *breakdown = &making->report->breakdowns[coarser];

    if (!pg_breakdown_refines(&making->report->breakdowns[finer], breakdown))
        return;
    add_nesting(making, coarser, finer, offsetof(struct part_of_system, headcount));
    add_nesting(making, coarser, finer, offsetof(struct part_of_system, full_pay));
    if (breakdown->is_by_sex)
        return;
    add_nesting(making, coarser, finer, offsetof(struct part_of_system, bonus));
    for (unsigned j = 0; j < PG_N_QUARTERS; j++)
        add_nesting(making, coarser, finer,
                    offsetof(struct part_of_system, quarters) + j * sizeof(size_t));
}

// The breakdown of the same level that is not by sex; SIZE_MAX if there is none.
static size_t same_level(const struct pg_report *report, size_t by_sex)
{
    const struct pg_breakdown *breakdown = &report->breakdowns[by_sex];

    for (size_t i = 0; i < report->n_breakdowns; i++) {
        const struct pg_breakdown *other = &report->breakdowns[i];
        if (other->axis == breakdown->axis && !other->is_by_sex && !other->is_disclosure &&
            2 * other->n_parts == breakdown->n_parts &&
            strcmp(other->level, breakdown->level) == 0)
            return i;
    }
    return SIZE_MAX;
}

// Men and women of a group, and those of unknown sex, who are never shown.
static void add_group_by_sex(struct making *making, const struct part_of_system *whole,
                             const struct part_of_system *sexes)
{
    struct pg_system *system = making->system;
    const size_t wholes[] = {whole->headcount, whole->full_pay};
    const size_t men[] = {sexes[0].headcount, sexes[0].full_pay};
    const size_t women[] = {sexes[1].headcount, sexes[1].full_pay};

    for (size_t k = 0; k < 2 && !system->failed; k++) {
        double both = system->quantities[men[k]].value + system->quantities[women[k]].value;
        size_t known = pg_system_add(system, both, NULL);
        if (!system->failed)
            system->quantities[known].is_protected = false;
        add_sum(making, known, men[k], women[k]);
        add_rest(making, wholes[k], known);
    }
}

static void add_by_sex(struct making *making, size_t index)
{
    struct pg_report *report = making->report;
    const struct pg_breakdown *breakdown = &report->breakdowns[index];
    struct part_of_system *parts = making->parts + making->first_part[index];
    size_t level = same_level(report, index);
    const struct part_of_system *sexes[] = {&making->men, &making->women};

    for (size_t i = 0; i < breakdown->n_parts; i++)
        add_part(making, breakdown, &breakdown->parts[i], &parts[i], false);
    for (size_t sex = 0; sex < 2; sex++) {
        pg_system_begin_relation(making->system);
        pg_system_add_term(making->system, sexes[sex]->headcount, 1);
        for (size_t i = sex; i < breakdown->n_parts; i += 2)
            pg_system_add_term(making->system, parts[i].headcount, -1);
        pg_system_begin_relation(making->system);
        pg_system_add_term(making->system, sexes[sex]->full_pay, 1);
        for (size_t i = sex; i < breakdown->n_parts; i += 2)
            pg_system_add_term(making->system, parts[i].full_pay, -1);
    }
    for (size_t i = 0; level != SIZE_MAX && i < breakdown->n_parts; i += 2)
        add_group_by_sex(making, &making->parts[making->first_part[level] + i / 2],
                         &parts[i]);
}

// The first breakdown of an axis, by groups; SIZE_MAX if there is none.
static size_t first_level(const struct pg_report *report, size_t axis)
{
    for (size_t i = 0; i < report->n_breakdowns; i++) {
        if (report->breakdowns[i].axis == axis && !report->breakdowns[i].is_by_sex &&
            !report->breakdowns[i].is_disclosure)
            return i;
    }
    return SIZE_MAX;
}

// Axis of the characteristic whose answers a disclosure breakdown counts.
static size_t axis_of_answers(const struct pg_report *report,
                              const struct pg_breakdown *disclosure)
{
    for (size_t i = 0; i < report->n_characteristics; i++) {
        if (strcmp(report->characteristics[i].title, disclosure->title) == 0)
            return i + 1;
    }
    return 0;
}

// Those of an answer in all groups together are a part of the characteristic's own table.
static void add_answers(struct making *making, size_t index, size_t offset,
                        enum pg_part kind)
{
    const struct pg_report *report = making->report;
    const struct pg_breakdown *breakdown = &report->breakdowns[index];
    size_t own = first_level(report, axis_of_answers(report, breakdown));

    if (own == SIZE_MAX)
        return;
    pg_system_begin_relation(making->system);
    for (size_t i = 0; i < report->breakdowns[own].n_parts; i++) {
        if (report->breakdowns[own].parts[i].kind == kind)
            pg_system_add_term(making->system,
                               making->parts[making->first_part[own] + i].headcount, 1);
    }
    for (size_t i = 0; i < breakdown->n_parts; i++) {
        const struct part_of_system *part = &making->parts[making->first_part[index] + i];
        pg_system_add_term(making->system,
                           *(const size_t *)(const void *)((const char *)part + offset),
                           -1);
    }
}

static void add_disclosure(struct making *making, size_t index)
{
    const struct pg_breakdown *breakdown = &making->report->breakdowns[index];
    size_t level = first_level(making->report, breakdown->axis);
    bool is_whole = breakdown->n_parts == 1;

    for (size_t i = 0; i < breakdown->n_parts; i++) {
        const struct pg_part_of *part = &breakdown->parts[i];
        struct part_of_system *made = &making->parts[making->first_part[index] + i];
        made->disclosed = add_count(making, part, PG_MEASURE_DISCLOSED, part->disclosed);
        made->declined = add_count(making, part, PG_MEASURE_DECLINED, part->declined);
        made->not_known = add_count(making, part, PG_MEASURE_NOT_KNOWN, part->not_known);
        size_t whole = making->headcount;
        if (!is_whole && level != SIZE_MAX &&
            making->report->breakdowns[level].n_parts == breakdown->n_parts)
            whole = making->parts[making->first_part[level] + i].headcount;
        else if (!is_whole)
            continue;
        pg_system_begin_relation(making->system);
        pg_system_add_term(making->system, whole, 1);
        pg_system_add_term(making->system, made->disclosed, -1);
        pg_system_add_term(making->system, made->declined, -1);
        pg_system_add_term(making->system, made->not_known, -1);
    }
    add_answers(making, index, offsetof(struct part_of_system, declined), PG_PART_DECLINED);
    add_answers(making, index, offsetof(struct part_of_system, not_known),
                PG_PART_NOT_KNOWN);
}

static void add_equal(struct making *making, size_t a, size_t b)
{
    pg_system_begin_relation(making->system);
    pg_system_add_term(making->system, a, 1);
    pg_system_add_term(making->system, b, -1);
}

// A part that stands in a level above under the same name has the same people.
static void link_repeated(struct making *making, size_t index)
{
    const struct pg_breakdown *breakdown = &making->report->breakdowns[index];

    for (size_t i = 0; i < breakdown->n_parts; i++) {
        if (!breakdown->parts[i].is_repeated)
            continue;
        for (size_t k = 0; k < index; k++) {
            const struct pg_breakdown *other = &making->report->breakdowns[k];
            if (strcmp(other->characteristic, breakdown->characteristic) != 0)
                continue;
            for (size_t m = 0; m < other->n_parts; m++) {
                if (other->parts[m].is_repeated ||
                    strcmp(other->parts[m].name, breakdown->parts[i].name) != 0)
                    continue;
                struct part_of_system *here = &making->parts[making->first_part[index] + i];
                struct part_of_system *there = &making->parts[making->first_part[k] + m];
                add_equal(making, here->headcount, there->headcount);
                add_equal(making, here->full_pay, there->full_pay);
            }
        }
    }
}

static void add_breakdowns(struct making *making)
{
    const struct pg_report *report = making->report;

    for (size_t i = 0; i < report->n_breakdowns; i++) {
        const struct pg_breakdown *breakdown = &report->breakdowns[i];
        if (!breakdown->is_by_sex && !breakdown->is_disclosure)
            add_level(making, breakdown, making->parts + making->first_part[i]);
        else if (breakdown->is_by_sex)
            add_by_sex(making, i);
        else
            add_disclosure(making, i);
        if (!breakdown->is_disclosure)
            link_repeated(making, i);
        for (size_t k = 0; k < i && !breakdown->is_disclosure; k++) {
            const struct pg_breakdown *other = &report->breakdowns[k];
            if (other->axis == breakdown->axis &&
                other->is_by_sex == breakdown->is_by_sex && !other->is_disclosure) {
                nest(making, i, k);
                break;
            }
        }
    }
}

bool pg_system_make(struct pg_system *system, struct pg_report *report,
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
        add_totals(&making);
        add_sexes(&making);
        if (report->n_breakdowns > 0 && count_unknown_sex(report) == 0) {
            add_known_everybody(&making);
            add_breakdowns(&making);
        } else if (report->n_breakdowns > 0) {
            add_everybody(&making);
            add_sizes(&making);
            add_breakdowns(&making);
        }
    }
    free(making.parts);
    free(making.first_part);
    return !system->failed;
}

void pg_system_free(struct pg_system *system)
{
    free(system->quantities);
    free(system->terms);
    free(system->relations);
    *system = (struct pg_system){0};
}
