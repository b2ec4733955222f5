// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Every count of people that some table shows, once: of a snapshot, by group of an axis and
 * of a place.
 */
#include "pg_workforce.h"

#include <stdlib.h>

// Places of a snapshot's counts: everybody, the groups of each axis, those of each place,
// and then the cells of each axis with each place.
static void lay_out(struct pg_workforce *workforce)
{
    size_t next = 1;

    for (size_t a = 0; a < workforce->n_axes; a++) {
        workforce->of_axis[a] = next;
        next += workforce->axes[a].n_groups;
    }
    for (int d = 0; d < PG_N_PLACES; d++) {
        workforce->of_place[d] = next;
        next += workforce->has_place[d] ? workforce->places[d].n_groups : 0;
    }
    for (size_t a = 0; a < workforce->n_axes; a++) {
        for (int d = 0; d < PG_N_PLACES; d++) {
            workforce->of_cell[a][d] = next;
            if (pg_is_counted_at(workforce, a, (size_t)d))
                next += workforce->axes[a].n_groups * workforce->places[d].n_groups;
        }
    }
    workforce->per_snapshot = next;
}

bool pg_is_counted_at(const struct pg_workforce *workforce, size_t axis, size_t place)
{
    return workforce->has_place[place] &&
           (place != PG_PLACE_DIVISION_LEVEL || workforce->axes[axis].watched != SIZE_MAX);
}

size_t pg_count_of(const struct pg_workforce *workforce, size_t snapshot, size_t axis,
                   size_t group, size_t place, size_t of_place)
{
    size_t base = snapshot * workforce->per_snapshot;
    bool all_groups = group == PG_ALL, all_places = of_place == PG_ALL;

    if (all_groups && all_places)
        return base;
    if (all_places)
        return base + workforce->of_axis[axis] + group;
    if (all_groups)
        return base + workforce->of_place[place] + of_place;
    return base + workforce->of_cell[axis][place] +
           group * workforce->places[place].n_groups + of_place;
}

static void count_person(struct pg_workforce *workforce, size_t snapshot, size_t person)
{
    workforce->counts[pg_count_of(workforce, snapshot, 0, PG_ALL, 0, PG_ALL)]++;
    for (size_t a = 0; a < workforce->n_axes; a++) {
        uint16_t group = workforce->axes[a].group_of[person];
        workforce->counts[pg_count_of(workforce, snapshot, a, group, 0, PG_ALL)]++;
        for (size_t d = 0; d < PG_N_PLACES; d++) {
            if (pg_is_counted_at(workforce, a, d))
                workforce->counts[pg_count_of(workforce, snapshot, a, group, d,
                                              workforce->places[d].group_of[person])]++;
        }
    }
    for (size_t d = 0; d < PG_N_PLACES; d++) {
        if (workforce->has_place[d])
            workforce->counts[pg_count_of(workforce, snapshot, 0, PG_ALL, d,
                                          workforce->places[d].group_of[person])]++;
    }
}

enum { FEW = 4 }; // times the smallest count that is shown

size_t pg_few_people(const struct pg_workforce *workforce)
{
    return (size_t)FEW * pg_policy_minimum(&workforce->config.policy, PG_MINIMUM_COUNT);
}

// Levels whose holders everybody knows and who were few at some date: of so few people
// even a 0 would say much, since it leaves few groups for them.
static bool find_sex_only(struct pg_workforce *workforce)
{
    const char *open = pg_workforce_key(workforce, "open_levels");
    const struct pg_place *level = &workforce->places[PG_PLACE_LEVEL];

    if (open == NULL || !workforce->has_place[PG_PLACE_LEVEL])
        return true;
    workforce->is_sex_only = calloc(level->n_groups, sizeof *workforce->is_sex_only);
    for (size_t e = 0; workforce->is_sex_only != NULL && e < level->n_groups; e++) {
        bool is_open = pg_is_listed(open, level->groups[e]);
        for (size_t s = 0; is_open && s < workforce->n_snapshots; s++) {
            size_t n =
                workforce->counts[pg_count_of(workforce, s, 0, PG_ALL, PG_PLACE_LEVEL, e)];
            workforce->is_sex_only[e] |= n > 0 && n < pg_few_people(workforce);
        }
    }
    return workforce->is_sex_only != NULL;
}

bool pg_is_published_at(const struct pg_workforce *workforce, size_t axis, size_t place,
                        size_t of_place)
{
    bool is_level = place == PG_PLACE_LEVEL, is_both = place == PG_PLACE_DIVISION_LEVEL;
    size_t n_levels = workforce->places[PG_PLACE_LEVEL].n_groups;

    if (workforce->is_sex_only == NULL || of_place == PG_ALL || (!is_level && !is_both) ||
        strcmp(workforce->axes[axis].base, "sex") == 0)
        return true;
    return !workforce->is_sex_only[of_place % n_levels];
}

bool pg_people_count(struct pg_workforce *workforce)
{
    lay_out(workforce);
    size_t n = workforce->per_snapshot * workforce->n_snapshots;
    workforce->counts = calloc(n + 1, sizeof *workforce->counts);
    if (workforce->counts == NULL)
        return false;
    workforce->n_counts = workforce->n_counts_fixed = n;
    workforce->counts_capacity = n + 1;
    for (size_t s = 0; s < workforce->n_snapshots; s++) {
        const struct pg_snapshot *snapshot = &workforce->snapshots[s];
        for (size_t i = 0; i < snapshot->n; i++)
            count_person(workforce, s, snapshot->first + i);
    }
    return find_sex_only(workforce);
}

size_t pg_count_add(struct pg_workforce *workforce, size_t n)
{
    uint32_t *grown = pg_grown(workforce->counts, workforce->n_counts,
                               &workforce->counts_capacity, sizeof *grown);

    if (grown == NULL) {
        workforce->out_of_memory = true;
        return 0;
    }
    workforce->counts = grown;
    grown[workforce->n_counts] = (uint32_t)n;
    return workforce->n_counts++;
}

size_t pg_count_add_sum(struct pg_workforce *workforce, const size_t *parts, size_t n,
                        bool is_withheld_if_small)
{
    struct pg_union *grown = pg_grown(workforce->unions, workforce->n_unions,
                                      &workforce->unions_capacity, sizeof *grown);
    size_t sum = 0;

    if (grown == NULL) {
        workforce->out_of_memory = true;
        return 0;
    }
    workforce->unions = grown;
    for (size_t i = 0; i < n; i++)
        sum += workforce->counts[parts[i]];
    struct pg_union *added = &grown[workforce->n_unions++];
    *added = (struct pg_union){.whole = pg_count_add(workforce, sum),
                               .n_parts = n,
                               .is_withheld_if_small = is_withheld_if_small};
    memcpy(added->parts, parts, n * sizeof *parts);
    return added->whole;
}
