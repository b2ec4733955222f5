// SPDX-License-Identifier: GPL-3.0-or-later
/* Groups: how they add up to everybody, to broader groups and to themselves by sex. */
#include "report_system.h"

#include <stddef.h>
#include <string.h>

static void add_total_of(struct making *making, const struct pg_breakdown *breakdown,
                         const struct part_of_system *parts, size_t offset, size_t whole)
{
    pg_disclosure_system_begin_relation(making->system);
    pg_disclosure_system_add_term(making->system, whole, 1);
    for (size_t i = 0; i < breakdown->n_parts; i++)
        pg_disclosure_system_add_term(
            making->system,
            *(const size_t *)(const void *)((const char *)&parts[i] + offset), -1);
}

// That nobody of a few people is on full pay tells of each of them: all are on leave.
static void note_all_on_leave(struct making *making, const struct pg_part_of *part,
                              size_t full_pay)
{
    if (!making->system->failed && part->full_pay == 0 && part->headcount > 0 &&
        part->headcount < PG_DISCLOSURE_FEW)
        making->system->quantities[full_pay].tells_all = true;
}

static void add_level(struct making *making, const struct pg_breakdown *breakdown,
                      struct part_of_system *parts)
{
    for (size_t i = 0; i < breakdown->n_parts; i++) {
        pg_disclosure_making_part(making, breakdown, &breakdown->parts[i], &parts[i], true);
        note_all_on_leave(making, &breakdown->parts[i], parts[i].full_pay);
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
    size_t step = sizeof(struct part_of_system),
           n = breakdown->kind == PG_GROUPS_BY_SEX ? PG_N_SEXES : 1;

    for (size_t i = 0; i < breakdown->n_parts; i++) {
        pg_disclosure_system_begin_relation(making->system);
        pg_disclosure_system_add_term(
            making->system, *(const size_t *)(const void *)(wholes + i * step + offset), 1);
        for (size_t k = 0; k < inner->n_parts; k++) {
            size_t group = pg_results_part_inside(inner, k / n, breakdown);
            if (group != PG_NO_PART && group * n + k % n == i)
                pg_disclosure_system_add_term(
                    making->system,
                    *(const size_t *)(const void *)(parts + k * step + offset), -1);
        }
    }
}

static void nest(struct making *making, size_t coarser, size_t finer)
{
    const struct pg_breakdown *breakdown = &making->report->breakdowns[coarser];

    if (!pg_results_breakdown_refines(&making->report->breakdowns[finer], breakdown))
        return;
    add_nesting(making, coarser, finer, offsetof(struct part_of_system, headcount));
    add_nesting(making, coarser, finer, offsetof(struct part_of_system, full_pay));
    if (breakdown->kind == PG_GROUPS_BY_SEX)
        return;
    add_nesting(making, coarser, finer, offsetof(struct part_of_system, bonus));
    for (unsigned j = 0; j < PG_N_QUARTERS; j++)
        add_nesting(making, coarser, finer,
                    offsetof(struct part_of_system, quarters) + j * sizeof(size_t));
}

// The groups of which these are the men and the women: the breakdown made before it.
static size_t same_level(const struct pg_report *report, size_t by_sex)
{
    const struct pg_breakdown *breakdown = &report->breakdowns[by_sex];

    for (size_t i = by_sex; i-- > 0;) {
        const struct pg_breakdown *other = &report->breakdowns[i];
        if (other->axis == breakdown->axis && other->kind == PG_GROUPS &&
            PG_N_SEXES * other->n_parts == breakdown->n_parts &&
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
    size_t unknown[2] = {0, 0};

    for (size_t k = 0; k < 2 && !system->failed; k++) {
        double both = system->quantities[men[k]].value + system->quantities[women[k]].value;
        size_t known = pg_disclosure_system_add(system, both, PG_NOTHING, 0);
        if (!system->failed)
            system->quantities[known].is_protected = false;
        pg_disclosure_making_sum(making, known, men[k], women[k]);
        unknown[k] = pg_disclosure_making_rest(making, wholes[k], known, PG_NOTHING, 0);
        if (k == 0)
            continue;
        pg_disclosure_system_pay(system, known, PG_PAID_HOURLY);
        pg_disclosure_system_pay(system, unknown[k], PG_PAID_HOURLY);
    }
    if (!system->failed &&
        system->quantities[unknown[0]].value >= system->quantities[unknown[1]].value)
        (void)pg_disclosure_making_rest(making, unknown[0], unknown[1], PG_NOTHING, 0);
}

// Whether the groups of a characteristic are what people have answered.
static bool is_answered(const struct pg_report *report,
                        const struct pg_breakdown *breakdown)
{
    return breakdown->axis > 0 && breakdown->axis <= report->n_characteristics &&
           report->characteristics[breakdown->axis - 1].subject != PG_SUBJECT_WORK;
}

// That all men, or women, have given one answer tells of each of them, where they are few:
// those of all other groups are a count that must seem to be there.
static void add_all_of_few(struct making *making, const struct pg_breakdown *breakdown,
                           const struct part_of_system *parts)
{
    struct pg_system *system = making->system;

    for (size_t i = 0; i < breakdown->n_parts && is_answered(making->report, breakdown);
         i++) {
        const struct pg_part_of *whole =
            pg_results_report_sex(making->report, (enum pg_sex)(i % PG_N_SEXES));
        if (breakdown->parts[i].headcount == 0 || whole->headcount >= PG_DISCLOSURE_FEW ||
            breakdown->parts[i].headcount != whole->headcount)
            continue;
        size_t others =
            pg_disclosure_making_rest(making, making->parts[i % PG_N_SEXES].headcount,
                                      parts[i].headcount, PG_NOTHING, 0);
        if (!system->failed)
            system->quantities[others].tells_all = true;
    }
}

static void add_by_sex(struct making *making, size_t index)
{
    const struct pg_report *report = making->report;
    const struct pg_breakdown *breakdown = &report->breakdowns[index];
    struct part_of_system *parts = making->parts + making->first_part[index];
    size_t level = same_level(report, index);
    const struct part_of_system *sexes = &making->parts[making->first_part[PG_SEXES]];

    for (size_t i = 0; i < breakdown->n_parts; i++) {
        const struct pg_part_of *group =
            level != SIZE_MAX ? &report->breakdowns[level].parts[i / PG_N_SEXES] : NULL;
        pg_disclosure_making_part(making, breakdown, &breakdown->parts[i], &parts[i],
                                  false);
        // Of the men and the women of many who are on leave it tells the same.
        if (group == NULL || group->full_pay > 0 || group->headcount < PG_DISCLOSURE_FEW)
            note_all_on_leave(making, &breakdown->parts[i], parts[i].full_pay);
    }
    for (enum pg_sex sex = PG_MEN; sex < PG_N_SEXES; sex++) {
        pg_disclosure_system_begin_relation(making->system);
        pg_disclosure_system_add_term(making->system, sexes[sex].headcount, 1);
        for (size_t i = sex; i < breakdown->n_parts; i += 2)
            pg_disclosure_system_add_term(making->system, parts[i].headcount, -1);
        pg_disclosure_system_begin_relation(making->system);
        pg_disclosure_system_add_term(making->system, sexes[sex].full_pay, 1);
        for (size_t i = sex; i < breakdown->n_parts; i += 2)
            pg_disclosure_system_add_term(making->system, parts[i].full_pay, -1);
    }
    add_all_of_few(making, breakdown, parts);
    for (size_t i = 0; level != SIZE_MAX && i < breakdown->n_parts; i += 2)
        add_group_by_sex(making, &making->parts[making->first_part[level] + i / 2],
                         &parts[i]);
}

// The first breakdown of an axis, by groups; SIZE_MAX if there is none.
static size_t first_level(const struct pg_report *report, size_t axis)
{
    for (size_t i = 0; i < report->n_breakdowns; i++) {
        if (report->breakdowns[i].axis == axis && report->breakdowns[i].kind == PG_GROUPS)
            return i;
    }
    return SIZE_MAX;
}

// Those of an answer in all groups together are a part of the characteristic's own table.
static void add_answers(struct making *making, size_t index, size_t offset,
                        enum pg_part kind)
{
    const struct pg_report *report = making->report;
    const struct pg_breakdown *breakdown = &report->breakdowns[index];
    size_t own = first_level(report, breakdown->of_answers);

    if (own == SIZE_MAX)
        return;
    pg_disclosure_system_begin_relation(making->system);
    for (size_t i = 0; i < report->breakdowns[own].n_parts; i++) {
        if (report->breakdowns[own].parts[i].kind == kind)
            pg_disclosure_system_add_term(
                making->system, making->parts[making->first_part[own] + i].headcount, 1);
    }
    for (size_t i = 0; i < breakdown->n_parts; i++) {
        const struct part_of_system *part = &making->parts[making->first_part[index] + i];
        pg_disclosure_system_add_term(
            making->system, *(const size_t *)(const void *)((const char *)part + offset),
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
        made->disclosed = pg_disclosure_making_count(making, breakdown, part,
                                                     PG_MEASURE_DISCLOSED, part->disclosed);
        made->declined = pg_disclosure_making_count(making, breakdown, part,
                                                    PG_MEASURE_DECLINED, part->declined);
        made->not_known = pg_disclosure_making_count(making, breakdown, part,
                                                     PG_MEASURE_NOT_KNOWN, part->not_known);
        size_t whole = making->headcount;
        if (!is_whole && level != SIZE_MAX &&
            making->report->breakdowns[level].n_parts == breakdown->n_parts)
            whole = making->parts[making->first_part[level] + i].headcount;
        else if (!is_whole)
            continue;
        pg_disclosure_system_begin_relation(making->system);
        pg_disclosure_system_add_term(making->system, whole, 1);
        pg_disclosure_system_add_term(making->system, made->disclosed, -1);
        pg_disclosure_system_add_term(making->system, made->declined, -1);
        pg_disclosure_system_add_term(making->system, made->not_known, -1);
    }
    add_answers(making, index, offsetof(struct part_of_system, declined), PG_PART_DECLINED);
    add_answers(making, index, offsetof(struct part_of_system, not_known),
                PG_PART_NOT_KNOWN);
}

static void add_equal(struct making *making, size_t a, size_t b)
{
    pg_disclosure_system_begin_relation(making->system);
    pg_disclosure_system_add_term(making->system, a, 1);
    pg_disclosure_system_add_term(making->system, b, -1);
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
            if (other->axis != breakdown->axis || other->kind != breakdown->kind)
                continue;
            for (size_t m = 0; m < other->n_parts; m++) {
                if (other->parts[m].is_repeated ||
                    other->parts[m].name_id != breakdown->parts[i].name_id)
                    continue;
                struct part_of_system *here = &making->parts[making->first_part[index] + i];
                struct part_of_system *there = &making->parts[making->first_part[k] + m];
                add_equal(making, here->headcount, there->headcount);
                add_equal(making, here->full_pay, there->full_pay);
            }
        }
    }
}

void pg_disclosure_making_breakdowns(struct making *making)
{
    const struct pg_report *report = making->report;

    for (size_t i = PG_SEXES + 1; i < report->n_breakdowns; i++) {
        const struct pg_breakdown *breakdown = &report->breakdowns[i];
        if (breakdown->kind == PG_ANSWERS) {
            add_disclosure(making, i);
            continue;
        }
        if (breakdown->kind == PG_GROUPS)
            add_level(making, breakdown, making->parts + making->first_part[i]);
        else
            add_by_sex(making, i);
        link_repeated(making, i);
        for (size_t k = 0; k < i; k++) {
            const struct pg_breakdown *other = &report->breakdowns[k];
            if (other->axis == breakdown->axis && other->kind == breakdown->kind) {
                nest(making, i, k);
                break;
            }
        }
    }
}
