// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts.h"

#include <stdlib.h>

size_t pg_pay_minimum(const struct pg_policy *policy, enum pg_audience audience,
                      const struct pg_breakdown *breakdown)
{
    bool is_ethnicity = breakdown != NULL && breakdown->is_ethnicity;

    if (audience == PG_PUBLISH)
        return pg_policy_minimum(policy, is_ethnicity ? PG_MINIMUM_PUBLISH_ETHNICITY
                                                      : PG_MINIMUM_PUBLISH);
    return pg_policy_minimum(policy, is_ethnicity ? PG_MINIMUM_INTERNAL_ETHNICITY
                                                  : PG_MINIMUM_INTERNAL);
}

static void add_set(struct pg_pay_sets *made, struct pg_part_of *part,
                    const struct pg_breakdown *breakdown)
{
    size_t set = made->first[made->n_blocks]++;

    made->parts[set] = part;
    made->breakdowns[set] = breakdown;
}

// The sexes of everybody whose sex is known, then the parts of every breakdown.
static void list_sets(struct pg_pay_sets *made, struct pg_report *report, bool is_bonus)
{
    made->n_blocks = 1;
    made->first[1] = 0;
    add_set(made, &report->men, NULL);
    add_set(made, &report->women, NULL);
    for (size_t i = 0; i < report->n_breakdowns; i++) {
        struct pg_breakdown *breakdown = &report->breakdowns[i];
        if (breakdown->is_disclosure || (is_bonus && breakdown->is_by_sex))
            continue;
        made->n_blocks++;
        made->first[made->n_blocks] = made->first[made->n_blocks - 1];
        for (size_t k = 0; k < breakdown->n_parts; k++)
            add_set(made, &breakdown->parts[k], breakdown);
    }
}

static void fill_set(struct pg_pay_sets *made, const struct pg_report *report, size_t set)
{
    const struct pg_breakdown *breakdown = made->breakdowns[set];
    const struct pg_atoms *atoms = &report->atoms;
    size_t index = breakdown != NULL ? (size_t)(made->parts[set] - breakdown->parts)
                                     : (made->parts[set] == &report->men ? 0 : 1);

    for (size_t atom = 0; atom < atoms->n; atom++) {
        const uint16_t *codes = atoms->codes + atom * atoms->n_axes;
        size_t sex = codes[0]; // 0 unknown, 1 men, 2 women
        bool is_in;
        if (breakdown == NULL)
            is_in = sex == index + 1;
        else if (breakdown->is_by_sex)
            is_in = breakdown->of_finest[codes[breakdown->axis]] == index / 2 &&
                    sex == index % 2 + 1;
        else
            is_in = breakdown->of_finest[codes[breakdown->axis]] == index;
        if (is_in)
            pg_sets_put(&made->sets, set, atom);
    }
}

// A part that stands in a level above under the same name is published there.
static size_t twin_of(const struct pg_pay_sets *made, size_t set)
{
    const struct pg_people_sets *sets = &made->sets;

    for (size_t other = 0; other < set; other++) {
        if (made->breakdowns[other] != NULL &&
            strcmp(made->parts[other]->name, made->parts[set]->name) == 0 &&
            memcmp(sets->bits + other * sets->n_words, sets->bits + set * sets->n_words,
                   sets->n_words * sizeof *sets->bits) == 0)
            return made->twin[other];
    }
    return set;
}

bool pg_pay_sets_make(struct pg_pay_sets *made, struct pg_report *report,
                      const struct pg_policy *policy, enum pg_audience audience,
                      bool is_bonus)
{
    size_t most = 3;

    for (size_t i = 0; i < report->n_breakdowns; i++)
        most += report->breakdowns[i].n_parts;
    *made = (struct pg_pay_sets){
        .parts = calloc(most, sizeof *made->parts),
        .breakdowns = calloc(most, sizeof(const struct pg_breakdown *)),
        .thresholds = calloc(most, sizeof *made->thresholds),
        .twin = calloc(most, sizeof *made->twin),
        .is_published = calloc(most, sizeof *made->is_published),
        .first = calloc(report->n_breakdowns + 3, sizeof *made->first)};
    if (made->parts == NULL || made->breakdowns == NULL || made->thresholds == NULL || made->twin == NULL ||
        made->is_published == NULL || made->first == NULL)
        return false;
    list_sets(made, report, is_bonus);
    made->n_listed = made->first[made->n_blocks];
    if (!pg_sets_make(&made->sets, made->n_listed + 1, report->atoms.n,
                      is_bonus ? report->atoms.bonus : report->atoms.full_pay))
        return false;
    for (size_t atom = 0; atom < report->atoms.n; atom++)
        pg_sets_put(&made->sets, made->n_listed, atom);
    made->thresholds[made->n_listed] = pg_pay_minimum(policy, audience, NULL);
    for (size_t set = 0; set < made->n_listed; set++) {
        made->thresholds[set] = pg_pay_minimum(policy, audience, made->breakdowns[set]);
        fill_set(made, report, set);
        made->twin[set] = made->parts[set]->is_repeated ? twin_of(made, set) : set;
    }
    return true;
}

void pg_pay_sets_free(struct pg_pay_sets *made)
{
    pg_sets_free(&made->sets);
    free(made->parts);
    free(made->breakdowns);
    free(made->thresholds);
    free(made->twin);
    free(made->is_published);
    free(made->first);
    *made = (struct pg_pay_sets){0};
}

static size_t block_of(const struct pg_pay_sets *made, size_t set)
{
    size_t block = 0;

    while (set >= made->first[block + 1])
        block++;
    return block;
}

// The smallest published set of a block, or of any block if that has none; SIZE_MAX if none.
static size_t smallest_published(const struct pg_pay_sets *made, size_t block)
{
    size_t best = SIZE_MAX;

    for (size_t set = made->first[block]; set < made->first[block + 1]; set++) {
        if (made->is_published[set] &&
            (best == SIZE_MAX || made->sets.size[set] < made->sets.size[best]))
            best = set;
    }
    for (size_t set = 0; best == SIZE_MAX && set < made->n_listed; set++) {
        if (made->is_published[set])
            best = set;
    }
    return best;
}

// A hidden set whose sum follows from the published ones.
static bool find_follower(const struct pg_pay_sets *made, struct pg_pay_leak *leak,
                          bool *failed)
{
    for (size_t set = 0; set < made->n_listed && !*failed; set++) {
        if (made->is_published[set] || made->sets.size[set] == 0 ||
            made->sets.size[set] >= made->thresholds[set])
            continue;
        if (!pg_set_follows(&made->sets, made->is_published, set, failed))
            continue;
        leak->set = set;
        leak->block = block_of(made, set);
        leak->to_hide = smallest_published(made, leak->block);
        return true;
    }
    return false;
}

static bool find_difference(const struct pg_pay_sets *made, struct pg_pay_leak *leak)
{
    struct pg_small_difference found;
    bool is_found =
        pg_small_pair(&made->sets, made->is_published, made->thresholds, &found);

    for (size_t block = 0; !is_found && block < made->n_blocks; block++)
        is_found = pg_small_residual(
            &made->sets, made->is_published, made->first[block], made->first[block + 1],
            made->thresholds[made->first[block]], &found);
    if (!is_found)
        return false;
    leak->set = found.set;
    leak->to_hide = found.smallest;
    leak->block = block_of(made, found.smallest);
    return true;
}

// What is published as another set, and whether the sum over everybody follows: from both
// sexes, or from all parts of a breakdown.
static void note_implied(struct pg_pay_sets *made)
{
    size_t everybody = made->n_listed;

    for (size_t set = 0; set < made->n_listed; set++)
        made->is_published[set] = made->is_published[made->twin[set]];
    made->is_published[everybody] = false;
    for (size_t block = 0; block < made->n_blocks; block++) {
        const struct pg_breakdown *breakdown = made->breakdowns[made->first[block]];
        size_t n = 0;
        if (breakdown != NULL && breakdown->is_by_sex)
            continue;
        for (size_t set = made->first[block]; set < made->first[block + 1]; set++)
            n += made->is_published[set] ? made->sets.size[set] : 0;
        if (n > 0 && n == made->sets.size[everybody])
            made->is_published[everybody] = true;
    }
}

paygap_status pg_find_pay_leak(struct pg_pay_sets *made, struct pg_pay_leak *leak,
                               paygap_error *err)
{
    bool failed = false;

    *leak = (struct pg_pay_leak){.found = false};
    note_implied(made);
    leak->found = find_difference(made, leak) || find_follower(made, leak, &failed);
    if (leak->found && leak->to_hide != SIZE_MAX)
        leak->to_hide = made->twin[leak->to_hide];
    return failed ? pg_no_memory(err) : PAYGAP_OK;
}
