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
            if (pg_workforce_is_counted_at(workforce, a, (size_t)d))
                next += workforce->axes[a].n_groups * workforce->places[d].n_groups;
        }
    }
    workforce->per_snapshot = next;
}

bool pg_workforce_is_counted_at(const struct pg_workforce *workforce, size_t axis,
                                size_t place)
{
    return workforce->has_place[place] &&
           (place != PG_PLACE_DIVISION_LEVEL || workforce->axes[axis].watched != SIZE_MAX);
}

size_t pg_workforce_count_at(const struct pg_workforce *workforce, struct pg_where where)
{
    size_t base = where.snapshot * workforce->per_snapshot;
    size_t group = where.group.number, of_place = where.of_place.number;

    if (group == 0 && of_place == 0)
        return base;
    if (of_place == 0)
        return base + workforce->of_axis[where.axis] + group - 1;
    if (group == 0)
        return base + workforce->of_place[where.place] + of_place - 1;
    return base + workforce->of_cell[where.axis][where.place] +
           (group - 1) * workforce->places[where.place].n_groups + of_place - 1;
}

uint32_t pg_workforce_people_at(const struct pg_workforce *workforce, struct pg_where where)
{
    return workforce->counts[pg_workforce_count_at(workforce, where)];
}

struct pg_two_counts pg_workforce_two_at(const struct pg_workforce *workforce,
                                         struct pg_where where)
{
    const struct pg_axis *axis = &workforce->axes[where.axis];

    return (struct pg_two_counts){
        .watched =
            pg_workforce_count_at(workforce, pg_workforce_where_of(where, axis->watched)),
        .against =
            pg_workforce_count_at(workforce, pg_workforce_where_of(where, axis->against))};
}

static void count_one(struct pg_workforce *workforce, struct pg_where where)
{
    workforce->counts[pg_workforce_count_at(workforce, where)]++;
}

static void count_person(struct pg_workforce *workforce, size_t snapshot, size_t person)
{
    count_one(workforce, (struct pg_where){.snapshot = snapshot});
    for (size_t a = 0; a < workforce->n_axes; a++) {
        const struct pg_where of = {
            .snapshot = snapshot,
            .axis = a,
            .group = pg_workforce_only(workforce->axes[a].group_of[person])};
        count_one(workforce, of);
        for (size_t d = 0; d < PG_N_PLACES; d++) {
            if (pg_workforce_is_counted_at(workforce, a, d))
                count_one(workforce, pg_workforce_where_at(
                                         of, d, workforce->places[d].group_of[person]));
        }
    }
    for (size_t d = 0; d < PG_N_PLACES; d++) {
        const struct pg_where all = {.snapshot = snapshot};
        if (workforce->has_place[d])
            count_one(workforce,
                      pg_workforce_where_at(all, d, workforce->places[d].group_of[person]));
    }
}

enum { FEW = 4 }; // times the smallest count that is shown

size_t pg_workforce_few_people(const struct pg_workforce *workforce)
{
    return (size_t)FEW * pg_policy_minimum(&workforce->config.policy, PG_MINIMUM_COUNT);
}

// Levels whose holders everybody knows and who were few at some date.
static void find_few_at_open_levels(struct pg_workforce *workforce,
                                    const struct pg_name_list *open)
{
    const struct pg_place *level = &workforce->places[PG_PLACE_LEVEL];
    bool *is_sex_only = workforce->is_sex_only[PG_PLACE_LEVEL];

    for (size_t e = 0; e < level->n_groups; e++) {
        for (size_t s = 0;
             pg_config_name_list_has(open, level->groups[e]) && s < workforce->n_snapshots;
             s++) {
            size_t n = pg_workforce_people_at(
                workforce, (struct pg_where){.snapshot = s,
                                             .place = PG_PLACE_LEVEL,
                                             .of_place = pg_workforce_only(e)});
            is_sex_only[e] |= n > 0 && n < pg_workforce_few_people(workforce);
        }
    }
}

// Grades, divisions and so on where people of such levels are the half or more.
static void find_same_people(struct pg_workforce *workforce, size_t d, size_t *n_of)
{
    const struct pg_place *level = &workforce->places[PG_PLACE_LEVEL];
    const struct pg_place *place = &workforce->places[d];

    for (size_t s = 0; s < workforce->n_snapshots; s++) {
        const struct pg_snapshot *snapshot = &workforce->snapshots[s];
        memset(n_of, 0, place->n_groups * sizeof *n_of);
        for (size_t i = snapshot->first; i < snapshot->first + snapshot->n; i++)
            n_of[place->group_of[i]] +=
                workforce->is_sex_only[PG_PLACE_LEVEL][level->group_of[i]];
        for (size_t e = 0; e < place->n_groups; e++) {
            size_t n = pg_workforce_people_at(
                workforce, (struct pg_where){.snapshot = s,
                                             .place = d,
                                             .of_place = pg_workforce_only(e)});
            workforce->is_sex_only[d][e] |= n_of[e] > 0 && 2 * n_of[e] >= n;
        }
    }
}

// Where few people are whom everybody knows nothing but their sex is published: even that
// nobody is in a group would say much of them, since it leaves few groups.
static bool find_sex_only(struct pg_workforce *workforce)
{
    const struct pg_name_list *open = &workforce->config.workforce.open_levels;

    if (open->line == 0 || !workforce->has_place[PG_PLACE_LEVEL])
        return true;
    for (size_t d = 0; d < PG_N_PLACES; d++) {
        size_t n = workforce->places[d].n_groups;
        workforce->is_sex_only[d] = calloc(n + 1, sizeof **workforce->is_sex_only);
        if (workforce->is_sex_only[d] == NULL)
            return false;
    }
    find_few_at_open_levels(workforce, open);
    for (size_t d = 0; d < PG_N_PLACES; d++) {
        size_t *n_of = calloc(workforce->places[d].n_groups + 1, sizeof *n_of);
        if (n_of == NULL)
            return false;
        if (workforce->has_place[d] && d != PG_PLACE_LEVEL)
            find_same_people(workforce, d, n_of);
        free(n_of);
    }
    return true;
}

// Whether a place has groups of which nothing but sex is published.
static bool has_sex_only(const struct pg_workforce *workforce, size_t place)
{
    for (size_t e = 0; e < workforce->places[place].n_groups; e++) {
        if (workforce->is_sex_only[place][e])
            return true;
    }
    return false;
}

bool pg_workforce_is_published_at(const struct pg_workforce *workforce, size_t axis,
                                  size_t place, size_t of_place)
{
    if (of_place == PG_ALL || workforce->is_sex_only[place] == NULL ||
        workforce->axes[axis].subject == PG_SUBJECT_SEX)
        return true;
    return !workforce->is_sex_only[place][of_place] &&
           !(workforce->is_left_out[axis] && has_sex_only(workforce, place));
}

bool pg_workforce_people_count(struct pg_workforce *workforce)
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

bool pg_workforce_is_there(const struct pg_workforce *workforce, struct pg_where where)
{
    return (where.group.number == 0 ||
            workforce->axes[where.axis].is_there[where.snapshot]) &&
           (where.of_place.number == 0 ||
            workforce->places[where.place].is_there[where.snapshot]);
}

size_t pg_workforce_count_add(struct pg_workforce *workforce, size_t n)
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

size_t pg_workforce_count_add_rest(struct pg_workforce *workforce, size_t n, size_t of)
{
    uint32_t part = workforce->counts[n], whole = workforce->counts[of];
    struct pg_rest *grown = pg_grown(workforce->rests, workforce->n_rests,
                                     &workforce->rests_capacity, sizeof *grown);

    if (grown == NULL) {
        workforce->out_of_memory = true;
        return PG_ALL;
    }
    workforce->rests = grown;
    if (part > whole)
        return PG_ALL;
    size_t rest = pg_workforce_count_add(workforce, whole - part);
    grown[workforce->n_rests++] = (struct pg_rest){rest, n, of};
    return rest;
}

size_t pg_workforce_count_add_sum(struct pg_workforce *workforce, const size_t *parts,
                                  size_t n, enum pg_withholding withholding)
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
    *added = (struct pg_union){.whole = pg_workforce_count_add(workforce, sum),
                               .n_parts = n,
                               .withholding = withholding};
    memcpy(added->parts, parts, n * sizeof *parts);
    return added->whole;
}
