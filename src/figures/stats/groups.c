// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_stats.h"

#include <stdlib.h>

// Gives each group its part of the array of ranks.
static void lay_out(struct pg_groups *groups, const uint16_t *group_of, size_t *next)
{
    for (size_t member = 0; member < groups->ranking->n; member++) {
        if (group_of[member] != PG_NO_GROUP)
            groups->group[group_of[member]].n++;
    }
    for (size_t g = 0; g < groups->n_groups; g++) {
        groups->group[g].ranks = groups->ranks + groups->n;
        next[g] = groups->n;
        groups->n += groups->group[g].n;
    }
}

// Members come in the order of their ranks, so every group's list is sorted.
static void deal(struct pg_groups *groups, const uint16_t *group_of, size_t *next)
{
    const struct pg_ranking *ranking = groups->ranking;

    for (size_t rank = 0; rank < ranking->n_values; rank++) {
        for (uint32_t i = ranking->first[rank]; i < ranking->first[rank + 1]; i++) {
            uint16_t g = group_of[ranking->order[i]];
            if (g != PG_NO_GROUP)
                groups->ranks[next[g]++] = (uint32_t)rank;
        }
    }
}

bool pg_stats_groups_make(struct pg_groups *groups, const struct pg_ranking *ranking,
                          const uint16_t *group_of, size_t n_groups)
{
    size_t *next = calloc(n_groups + 1, sizeof *next);

    *groups = (struct pg_groups){.ranking = ranking,
                                 .n_groups = n_groups,
                                 .group = calloc(n_groups + 1, sizeof *groups->group),
                                 .ranks = malloc((ranking->n + 1) * sizeof *groups->ranks)};
    bool made = next != NULL && groups->group != NULL && groups->ranks != NULL;
    if (made) {
        lay_out(groups, group_of, next);
        deal(groups, group_of, next);
    }
    free(next);
    return made;
}

void pg_stats_groups_free(struct pg_groups *groups)
{
    free(groups->group);
    free(groups->ranks);
    *groups = (struct pg_groups){0};
}

size_t pg_stats_group_below(struct pg_group group, size_t rank)
{
    size_t low = 0, high = group.n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (group.ranks[middle] < rank)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct pg_group pg_stats_group_union(struct pg_group a, struct pg_group b, uint32_t *ranks)
{
    size_t i = 0, j = 0, n = 0;

    while (i < a.n || j < b.n) {
        bool from_a = j == b.n || (i < a.n && a.ranks[i] <= b.ranks[j]);
        ranks[n++] = from_a ? a.ranks[i++] : b.ranks[j++];
    }
    return (struct pg_group){ranks, n};
}
