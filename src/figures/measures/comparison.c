// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_measures.h"

#include <stdlib.h>

const struct pg_gap_words pg_part_words = {"nobody of the comparator is in these figures",
                                           "nobody of the group is in these figures",
                                           "the comparator's figure is zero"};
const struct pg_gap_words pg_bonus_part_words = {
    "nobody of the comparator was paid a bonus", "nobody of the group was paid a bonus",
    "the comparator's figure is zero"};

// The parts of one kind of answer together: `named` or not.
static struct pg_group together(const struct pg_breakdown *breakdown,
                                const struct pg_groups *groups, bool named, uint32_t *ranks,
                                uint32_t *scratch)
{
    struct pg_group all = {ranks, 0};

    for (size_t i = 0; i < breakdown->n_parts; i++) {
        if ((breakdown->parts[i].kind == PG_PART_NAMED) != named || groups->group[i].n == 0)
            continue;
        struct pg_group merged = pg_stats_group_union(all, groups->group[i], scratch);
        if (merged.n > 0)
            memcpy(ranks, scratch, merged.n * sizeof *ranks);
        all.n = merged.n;
    }
    return all;
}

bool pg_measures_comparison_make(struct pg_comparison *comparison,
                                 const struct pg_breakdown *breakdown,
                                 const struct pg_groups *groups)
{
    *comparison =
        (struct pg_comparison){.breakdown = breakdown,
                               .groups = groups,
                               .ranks = malloc((groups->n + 1) * sizeof(uint32_t)),
                               .scratch = malloc((groups->n + 1) * sizeof(uint32_t))};
    if (comparison->ranks == NULL || comparison->scratch == NULL)
        return false;
    comparison->declined =
        together(breakdown, groups, false, comparison->ranks, comparison->scratch);
    if (breakdown->comparator == PG_NO_PART)
        comparison->named =
            together(breakdown, groups, true, comparison->ranks + comparison->declined.n,
                     comparison->scratch);
    return true;
}

void pg_measures_comparison_free(struct pg_comparison *comparison)
{
    free(comparison->ranks);
    free(comparison->scratch);
    *comparison = (struct pg_comparison){0};
}

bool pg_measures_is_compared(const struct pg_breakdown *breakdown, size_t part)
{
    return breakdown->parts[part].kind == PG_PART_NAMED && part != breakdown->comparator;
}

struct pg_group pg_measures_compared_with(const struct pg_comparison *comparison,
                                          size_t part)
{
    const struct pg_breakdown *breakdown = comparison->breakdown;
    struct pg_group own = comparison->groups->group[part], all = comparison->named;
    size_t n = 0;

    if (breakdown->comparator != PG_NO_PART)
        return comparison->groups->group[breakdown->comparator];
    for (size_t i = 0, j = 0; i < all.n; i++) {
        if (j < own.n && own.ranks[j] == all.ranks[i])
            j++;
        else
            comparison->scratch[n++] = all.ranks[i];
    }
    return (struct pg_group){comparison->scratch, n};
}
