// SPDX-License-Identifier: GPL-3.0-or-later
/* The figures of one report by ethnicity and every other characteristic. */
#include "figures_parts.h"

#include "pg_measures.h"

#include <stdlib.h>

struct breaking {
    const struct pg_judged *judged;
    const struct pg_slice *slice;
    struct paygap_results *results;
    struct pg_report *report;
    struct pg_members *hourly, *bonus;
    const struct pg_class *class;
    size_t axis;
};

static struct pg_breakdown *new_breakdown(struct breaking *breaking, size_t n_parts)
{
    struct pg_report *report = breaking->report;
    struct pg_breakdown *grown = pg_grown(report->breakdowns, report->n_breakdowns,
                                          &report->breakdowns_capacity, sizeof *grown);

    if (grown == NULL)
        return NULL;
    report->breakdowns = grown;
    struct pg_breakdown *breakdown = &grown[report->n_breakdowns++];
    *breakdown =
        (struct pg_breakdown){.characteristic = breaking->class->labels.name,
                              .title = breaking->class->labels.title,
                              .axis = breaking->axis,
                              .is_ethnicity = breaking->class->labels.is_ethnicity,
                              .comparator = PG_NO_PART,
                              .n_finest = breaking->class->labels.n_finest,
                              .n_parts = n_parts,
                              .parts = calloc(n_parts + 1, sizeof *breakdown->parts),
                              .of_finest = malloc((breaking->class->labels.n_finest + 1) *
                                                  sizeof *breakdown->of_finest)};
    return breakdown->parts != NULL && breakdown->of_finest != NULL ? breakdown : NULL;
}

static struct pg_breakdown *new_level(struct breaking *breaking,
                                      const struct pg_level *level, size_t n_parts)
{
    struct pg_breakdown *breakdown = new_breakdown(breaking, n_parts);

    if (breakdown == NULL)
        return NULL;
    breakdown->level = level->name;
    memcpy(breakdown->of_finest, level->of_finest,
           breakdown->n_finest * sizeof *level->of_finest);
    return breakdown;
}

// The same name stands in a breakdown of the same characteristic above.
static bool is_repeated(const struct pg_report *report,
                        const struct pg_breakdown *breakdown, const struct pg_part_of *part)
{
    for (const struct pg_breakdown *other = report->breakdowns; other < breakdown;
         other++) {
        if (other->axis != breakdown->axis || other->kind != breakdown->kind)
            continue;
        for (size_t i = 0; i < other->n_parts; i++) {
            // By sex both rows of a group are there if either sex is.
            size_t n = other->parts[i].headcount;
            n += other->kind == PG_GROUPS_BY_SEX ? other->parts[i ^ 1].headcount : 0;
            if (n > 0 && other->parts[i].name_id == part->name_id)
                return true;
        }
    }
    return false;
}

// Headcounts of the parts: relevant employees, and those whose bonus is known.
static void count_parts(const struct breaking *breaking, struct pg_breakdown *breakdown)
{
    const struct pg_atoms *atoms = &breaking->report->atoms;

    for (size_t i = 0; i < atoms->n; i++) {
        const uint16_t *codes = atoms->codes + i * atoms->n_axes;
        size_t group = breakdown->of_finest[codes[breaking->axis]];
        if (breakdown->kind == PG_GROUPS_BY_SEX && codes[0] == PG_SEX_UNKNOWN)
            continue;
        if (breakdown->kind == PG_GROUPS_BY_SEX)
            group = PG_N_SEXES * group + codes[0];
        breakdown->parts[group].headcount += atoms->headcount[i];
        breakdown->parts[group].in_bonus += atoms->in_bonus[i];
    }
}

// Headcounts, and which of the named parts stand above already.
static void count_and_mark(const struct breaking *breaking, struct pg_breakdown *breakdown)
{
    count_parts(breaking, breakdown);
    for (size_t i = 0; i < breakdown->n_parts; i++)
        breakdown->parts[i].is_repeated =
            is_repeated(breaking->report, breakdown, &breakdown->parts[i]);
}

static bool group_members(const struct breaking *breaking,
                          const struct pg_breakdown *breakdown, struct pg_members *members,
                          struct pg_groups *groups)
{
    const struct pg_judged *judged = breaking->judged;
    const uint16_t *finest = breaking->class->finest;

    for (size_t i = 0; i < members->n; i++) {
        uint32_t row = members->rows[i];
        uint16_t group = breakdown->of_finest[finest[row]];
        if (breakdown->kind == PG_GROUPS_BY_SEX)
            group = !pg_population_is_relevant(judged->people, row)
                        ? PG_NO_GROUP
                        : (uint16_t)(PG_N_SEXES * group + judged->table->sex[row]);
        members->group_of[i] = group;
    }
    return pg_stats_groups_make(groups, &members->ranking, members->group_of,
                                breakdown->n_parts);
}

static enum pg_part part_kind(enum pg_group_kind kind)
{
    return kind == PG_GROUP_NAMED      ? PG_PART_NAMED
           : kind == PG_GROUP_DECLINED ? PG_PART_DECLINED
                                       : PG_PART_NOT_KNOWN;
}

// The comparator that was chosen, or the largest group where there is none of it.
static size_t choose_comparator(const struct pg_breakdown *breakdown,
                                const struct pg_level *level,
                                const struct pg_groups *hourly)
{
    size_t largest = PG_NO_PART;
    if (level->comparator == PG_EVERYBODY_ELSE)
        return PG_NO_PART;
    if (level->comparator != PG_NO_COMPARATOR &&
        (level->is_comparator_named || hourly->group[level->comparator].n > 0))
        return level->comparator;
    for (size_t i = 0; i < breakdown->n_parts; i++) {
        if (breakdown->parts[i].kind == PG_PART_NAMED &&
            breakdown->parts[i].headcount > 0 &&
            (largest == PG_NO_PART || hourly->group[i].n > hourly->group[largest].n))
            largest = i;
    }
    return largest;
}

static void name_comparators(struct pg_breakdown *breakdown)
{
    for (size_t i = 0; i < breakdown->n_parts; i++) {
        if (pg_measures_is_compared(breakdown, i))
            breakdown->parts[i].comparator =
                breakdown->comparator == PG_NO_PART
                    ? "everybody else"
                    : breakdown->parts[breakdown->comparator].name;
    }
}

// The first level of the same characteristic, if every group of it lies in one group here.
static const struct pg_breakdown *finer_level(const struct pg_report *report,
                                              const struct pg_breakdown *breakdown)
{
    for (const struct pg_breakdown *finer = report->breakdowns; finer < breakdown;
         finer++) {
        if (finer->axis == breakdown->axis && finer->kind == PG_GROUPS)
            return pg_results_breakdown_refines(finer, breakdown) ? finer : NULL;
    }
    return NULL;
}

static bool add_level(struct breaking *breaking, const struct pg_level *level)
{
    const struct pg_judged *judged = breaking->judged;
    struct pg_report *report = breaking->report;
    struct pg_breakdown *breakdown = new_level(breaking, level, level->n_groups);
    struct pg_groups hourly = {.n = 0}, bonus = {.n = 0};

    if (breakdown == NULL)
        return false;
    for (size_t i = 0; i < level->n_groups; i++) {
        breakdown->parts[i].name = level->groups[i].name;
        breakdown->parts[i].name_id = level->groups[i].name_id;
        breakdown->parts[i].comparator = "";
        breakdown->parts[i].kind = part_kind(level->groups[i].kind);
        breakdown->parts[i].is_not_given = level->groups[i].is_not_given;
    }
    count_and_mark(breaking, breakdown);
    bool added = group_members(breaking, breakdown, breaking->hourly, &hourly) &&
                 group_members(breaking, breakdown, breaking->bonus, &bonus);
    if (added) {
        breakdown->comparator = choose_comparator(breakdown, level, &hourly);
        name_comparators(breakdown);
        struct pg_breakdown_people people = {&hourly, &bonus, judged->policy->tie_precision,
                                             finer_level(report, breakdown),
                                             judged->intervals};
        added = pg_measures_breakdown(breaking->results, report, breakdown, &people);
    }
    pg_stats_groups_free(&hourly);
    pg_stats_groups_free(&bonus);
    return added;
}

// One split for a characteristic: over the groups of its first level.
static bool is_first_by_sex(const struct pg_report *report,
                            const struct pg_breakdown *breakdown)
{
    for (const struct pg_breakdown *other = report->breakdowns; other < breakdown;
         other++) {
        if (other->kind == PG_GROUPS_BY_SEX && other->axis == breakdown->axis)
            return false;
    }
    return true;
}

// Men and women inside the groups of a level.
static bool add_level_by_sex(struct breaking *breaking, const struct pg_level *level)
{
    struct pg_arena *arena = &breaking->results->arena;
    struct pg_breakdown *breakdown =
        new_level(breaking, level, PG_N_SEXES * level->n_groups);
    struct pg_groups hourly = {.n = 0};

    if (breakdown == NULL)
        return false;
    breakdown->kind = PG_GROUPS_BY_SEX;
    breakdown->characteristic =
        pg_arena_printf(arena, "sex x %s", breaking->class->labels.name);
    breakdown->has_split = is_first_by_sex(breaking->report, breakdown);
    for (size_t i = 0; i < breakdown->n_parts; i++) {
        const struct pg_named_group *group = &level->groups[i / PG_N_SEXES];
        enum pg_sex sex = (enum pg_sex)(i % PG_N_SEXES);
        breakdown->parts[i] = (struct pg_part_of){
            .name = pg_arena_printf(arena, "%s: %s", pg_results_sex_name(sex), group->name),
            .group = group->name,
            .name_id = PG_N_SEXES * group->name_id + sex,
            .comparator = sex == PG_MEN ? "" : breakdown->parts[i - 1].name,
            .kind = part_kind(group->kind)};
    }
    count_and_mark(breaking, breakdown);
    bool added = group_members(breaking, breakdown, breaking->hourly, &hourly) &&
                 pg_measures_by_sex(breaking->results, breaking->report, breakdown, &hourly,
                                    breaking->judged->intervals);
    pg_stats_groups_free(&hourly);
    return added;
}

// ---------------------------------------------------------------- levels

static bool all_reach(const struct breaking *breaking, const struct pg_level *level,
                      size_t minimum, struct pg_buffer *below)
{
    size_t *n = calloc(level->n_groups + 1, sizeof *n);
    bool reach = n != NULL;

    for (size_t i = 0; n != NULL && i < breaking->hourly->n; i++)
        n[level->of_finest[breaking->class->finest[breaking->hourly->rows[i]]]]++;
    for (size_t i = 0; n != NULL && i + 2 < level->n_groups; i++) {
        if (n[i] == 0 || n[i] >= minimum)
            continue;
        reach = false;
        pg_buffer_printf(below, "%s%s", below->len > 0 ? "; " : "", level->groups[i].name);
    }
    free(n);
    return reach;
}

// The most detailed level whose groups all reach the minimum; says what was merged.
static unsigned automatic_level(const struct breaking *breaking, const char **merged)
{
    const struct pg_judged *judged = breaking->judged;
    struct pg_arena *arena = &breaking->results->arena;
    const struct pg_classified *labels = &breaking->class->labels;
    size_t minimum = pg_policy_minimum(judged->policy, labels->is_ethnicity
                                                           ? PG_MINIMUM_PUBLISH_ETHNICITY
                                                           : PG_MINIMUM_PUBLISH);

    *merged = "nothing: every group of the detailed level reaches the minimum";
    for (int kind = PG_LEVEL_DETAILED; kind <= PG_LEVEL_BINARY; kind++) {
        struct pg_buffer below = {0};
        if (!labels->has_level[kind])
            continue;
        bool reach = all_reach(breaking, &labels->levels[kind], minimum, &below);
        if (!reach && kind < PG_LEVEL_BINARY && labels->has_level[PG_LEVEL_BINARY])
            *merged =
                pg_arena_printf(arena, "the %s level has groups below %zu people: %s",
                                pg_characteristics_level_name((enum pg_level_kind)kind),
                                minimum, below.ptr != NULL ? below.ptr : "");
        pg_buffer_free(&below);
        if (reach)
            return 1U << kind;
    }
    return labels->has_level[PG_LEVEL_BINARY] ? 1U << PG_LEVEL_BINARY
                                              : 1U << PG_LEVEL_DETAILED;
}

static unsigned chosen_levels(const struct breaking *breaking, const char **merged)
{
    const struct pg_characteristic *asked = breaking->class->asked;
    unsigned levels = asked->levels, there = 0;

    *merged = "";
    if (asked->is_auto)
        return automatic_level(breaking, merged);
    for (unsigned kind = 0; kind < PG_N_LEVEL_KINDS; kind++)
        there |= breaking->class->labels.has_level[kind] ? 1U << kind : 0;
    levels = levels == 0 ? 1U << PG_LEVEL_DETAILED | 1U << PG_LEVEL_BROAD : levels;
    return (levels & there) != 0 ? levels & there : 1U << PG_LEVEL_DETAILED;
}

static bool add_levels(struct breaking *breaking, unsigned levels, struct pg_buffer *names)
{
    const struct pg_classified *labels = &breaking->class->labels;

    for (unsigned kind = 0; kind < PG_N_LEVEL_KINDS; kind++) {
        if (!(levels >> kind & 1))
            continue;
        pg_buffer_printf(names, "%s%s", names->len > 0 ? ", " : "",
                         labels->levels[kind].name);
        if (!add_level(breaking, &labels->levels[kind]))
            return false;
    }
    for (unsigned kind = 0; kind < PG_N_LEVEL_KINDS; kind++) {
        if ((levels >> kind & 1) && !add_level_by_sex(breaking, &labels->levels[kind]))
            return false;
    }
    return true;
}

// ---------------------------------------------------------------- disclosure

static void count_disclosed(const struct breaking *breaking, const struct pg_class *answers,
                            struct pg_breakdown *breakdown)
{
    const struct pg_atoms *atoms = &breaking->report->atoms;
    size_t n = answers->labels.n_finest;
    size_t axis = (size_t)(answers - breaking->judged->classes->items) + 1;

    for (size_t i = 0; i < atoms->n; i++) {
        const uint16_t *codes = atoms->codes + i * atoms->n_axes;
        struct pg_part_of *part =
            &breakdown->parts[breakdown->of_finest[codes[breaking->axis]]];
        part->headcount += atoms->headcount[i];
        *(codes[axis] == n - 1   ? &part->not_known
          : codes[axis] == n - 2 ? &part->declined
                                 : &part->disclosed) += atoms->headcount[i];
    }
}

// Who disclosed `answers`, inside each group of the class of `breaking`.
static bool add_disclosure(struct breaking *breaking, const struct pg_class *answers)
{
    struct pg_arena *arena = &breaking->results->arena;
    const struct pg_classified *labels = &breaking->class->labels;
    const struct pg_level *level = &labels->levels[PG_LEVEL_DETAILED];
    bool is_whole = answers == breaking->class;
    struct pg_breakdown *breakdown =
        new_breakdown(breaking, is_whole ? 1 : level->n_groups);

    if (breakdown == NULL)
        return false;
    breakdown->kind = PG_ANSWERS;
    breakdown->of_answers = (size_t)(answers - breaking->judged->classes->items) + 1;
    breakdown->within = is_whole ? NULL : breaking->class->labels.name;
    breakdown->level = "";
    breakdown->is_ethnicity = answers->labels.is_ethnicity;
    if (is_whole)
        breakdown->parts[0].name = "everybody";
    else
        breakdown->characteristic = pg_arena_printf(arena, "%s x %s", answers->labels.name,
                                                    breaking->class->labels.name);
    breakdown->title = answers->labels.title;
    for (size_t i = 0; i < labels->n_finest; i++)
        breakdown->of_finest[i] = is_whole ? 0 : level->of_finest[i];
    for (size_t i = 0; !is_whole && i < level->n_groups; i++)
        breakdown->parts[i].name = level->groups[i].name;
    count_disclosed(breaking, answers, breakdown);
    pg_measures_disclosure(breaking->results, breaking->report, breakdown);
    return true;
}

static bool add_disclosures(struct breaking *breaking)
{
    const struct pg_judged *judged = breaking->judged;

    for (size_t a = 0; a < judged->classes->n; a++) {
        if (judged->classes->items[a].labels.subject == PG_SUBJECT_WORK)
            continue;
        for (size_t b = 0; b < judged->classes->n; b++) {
            if (b != a && judged->classes->items[b].labels.subject != PG_SUBJECT_WORK)
                continue;
            breaking->class = &judged->classes->items[b];
            breaking->axis = b + 1;
            if (!add_disclosure(breaking, &judged->classes->items[a]))
                return false;
        }
    }
    return true;
}

// ---------------------------------------------------------------- what was read

static bool list_unrecognised(const struct breaking *breaking,
                              struct pg_characteristic_report *of)
{
    const struct pg_classified *labels = &breaking->class->labels;

    of->unrecognised = calloc(labels->n_unrecognised + 1, sizeof *of->unrecognised);
    of->n_unrecognised = calloc(labels->n_unrecognised + 1, sizeof *of->n_unrecognised);
    if (of->unrecognised == NULL || of->n_unrecognised == NULL)
        return false;
    for (size_t i = 0; i < labels->n_unrecognised; i++) {
        of->unrecognised[i] = labels->unrecognised[i].label;
        of->n_unrecognised[i] = labels->unrecognised[i].n;
        of->n_unrecognised_people += labels->unrecognised[i].n;
    }
    of->n_unrecognised_labels = labels->n_unrecognised;
    return true;
}

static void warn_of(const struct breaking *breaking,
                    const struct pg_characteristic_report *of)
{
    struct paygap_results *results = breaking->results;
    struct pg_buffer list = {0};
    char n[32];

    for (size_t i = 0; i < of->n_unrecognised_labels && i < 5; i++) {
        pg_buffer_printf(&list, "%s\"", i > 0 ? ", " : "");
        pg_buffer_add_visible(&list, pg_str_of(of->unrecognised[i]), 40);
        pg_buffer_printf(&list, "\" (%s)", pg_grouped(of->n_unrecognised[i], n));
    }
    if (of->n_unrecognised_labels > 5)
        pg_buffer_printf(&list, " and %zu more", of->n_unrecognised_labels - 5);
    if (of->n_unrecognised_labels > 0)
        pg_results_pairs_add(
            results, &breaking->report->warnings, of->name,
            pg_arena_printf(&results->arena,
                            "%s: labels that %s does not have count as not known: %s; "
                            "say under [values.%s] which group each is",
                            of->title, of->scheme, list.ptr != NULL ? list.ptr : "",
                            of->name),
            "");
    if (of->planned[0] != '\0')
        pg_results_pairs_add(
            results, &breaking->report->warnings, of->name,
            pg_arena_printf(&results->arena, "%s: %s", of->title, of->planned), "");
    if (breaking->class->labels.has_chinese_among_others)
        pg_results_pairs_add(
            results, &breaking->report->warnings, of->name,
            pg_arena_printf(&results->arena,
                            "%s: in this scheme Chinese is not among the Asian groups; "
                            "do not compare Asian or Other with figures by the "
                            "censuses of 2011 or 2021",
                            of->title),
            "");
    if (breaking->class->n_differing > 0)
        pg_results_pairs_add(
            results, &breaking->report->warnings, of->name,
            pg_arena_printf(
                &results->arena,
                "%s: %s employees count as not known, because their posts differ",
                of->title, pg_grouped(breaking->class->n_differing, n)),
            "");
    pg_buffer_free(&list);
}

static const char *comparison_text(const struct pg_report *report, size_t breakdown)
{
    const struct pg_breakdown *first = &report->breakdowns[breakdown];

    return first->comparator == PG_NO_PART ? "everybody else who disclosed"
                                           : first->parts[first->comparator].name;
}

// The planned law may differ once it is made, and has a minimum of its own.
static const char *planned_text(const struct breaking *breaking,
                                const struct pg_characteristic_report *of)
{
    enum pg_minimum which =
        of->is_ethnicity ? PG_MINIMUM_PUBLISH_ETHNICITY : PG_MINIMUM_PUBLISH;

    if (!breaking->class->asked->is_planned)
        return "";
    return pg_arena_printf(
        &breaking->results->arena,
        "the levels are those of the planned law as it is read, which is not in force; the "
        "planned law has a minimum of 10 people, this report one of %u",
        pg_policy_minimum(breaking->judged->policy, which));
}

static bool add_characteristic(struct breaking *breaking,
                               struct pg_characteristic_report *of)
{
    const struct pg_classified *labels = &breaking->class->labels;
    struct pg_arena *arena = &breaking->results->arena;
    struct pg_buffer names = {0};

    *of = (struct pg_characteristic_report){.name = labels->name,
                                            .title = labels->title,
                                            .scheme = labels->scheme_title,
                                            .source = labels->scheme_source,
                                            .subject = labels->subject,
                                            .is_ethnicity = labels->is_ethnicity,
                                            .n_spellings = labels->n_spellings,
                                            .first_breakdown =
                                                breaking->report->n_breakdowns};
    unsigned levels = chosen_levels(breaking, &of->merged);
    bool added = list_unrecognised(breaking, of) && add_levels(breaking, levels, &names);
    if (added) {
        of->n_breakdowns = breaking->report->n_breakdowns - of->first_breakdown;
        of->comparator = comparison_text(breaking->report, of->first_breakdown);
        of->levels = pg_arena_text(arena, names.ptr != NULL ? names.ptr : "");
        of->planned = planned_text(breaking, of);
        warn_of(breaking, of);
    }
    pg_buffer_free(&names);
    return added;
}

// Whether bad data keeps people of any sex out of these figures.
static void check_provisional(const struct breaking *breaking)
{
    const struct pg_people *people = breaking->judged->people;
    const uint8_t *out_of_hourly = breaking->judged->pay->out_of_hourly;

    for (size_t i = 0; i < breaking->slice->n; i++) {
        uint32_t row = pg_figures_row_at(breaking->slice, i);
        if (pg_population_is_relevant_of_any_sex(people, row) &&
            (pg_table_reason_is_provisional((enum pg_reason)out_of_hourly[row]) ||
             pg_table_reason_is_provisional((enum pg_reason)people->out_of_bonus[row])))
            breaking->report->is_provisional = true;
    }
}

paygap_status pg_figures_break_down(const struct pg_forming *forming,
                                    struct pg_members *hourly, struct pg_members *bonus,
                                    paygap_error *err)
{
    const struct pg_classes *classes = forming->judged->classes;
    struct pg_report *report = forming->report;
    struct breaking breaking = {.judged = forming->judged,
                                .slice = forming->slice,
                                .results = forming->results,
                                .report = report,
                                .hourly = hourly,
                                .bonus = bonus};

    if (classes->n == 0)
        return PAYGAP_OK;
    report->characteristics = calloc(classes->n, sizeof *report->characteristics);
    if (report->characteristics == NULL)
        return pg_no_memory(err);
    check_provisional(&breaking);
    for (size_t i = 0; i < classes->n; i++) {
        breaking.class = &classes->items[i];
        breaking.axis = i + 1;
        report->n_characteristics = i + 1;
        if (!add_characteristic(&breaking, &report->characteristics[i]))
            return pg_no_memory(err);
    }
    if (!add_disclosures(&breaking))
        return pg_no_memory(err);
    return forming->results->out_of_memory ? pg_no_memory(err) : PAYGAP_OK;
}
