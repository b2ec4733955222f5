// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Which groups make up a whole. Groups of one characteristic stand in a file one below the
 * other, whatever their level: Irish, ..., White, ..., White British. What tells the levels
 * apart is the comparator of their gaps: Irish and Indian are compared with the same group,
 * Asian with White. Those without a gap (who declined or is not known) belong to every
 * level. Where nothing is compared, all groups are one level.
 *
 * A split is used only if it can be true of what is printed: the headcounts that are its
 * groups' at least are no more than those of the whole at most, and the other way about. In
 * doubt a relation is left out: an attack must never rest on one that is false.
 *
 * Which detailed groups a broad one holds is known of the schemes of ethnic groups by their
 * labels, if all labels of the two levels are labels of one scheme.
 */
#include "facts.h"

#include <math.h>
#include <stdlib.h>

/** A group of a characteristic, with what it is compared with. */
struct member {
    uint32_t group;
    uint32_t level; /**< a group that names its level; PG_ATTACK_ALL = of every level */
};

struct members {
    struct member *items;
    size_t n, capacity;
};

static bool add_member(struct members *members, uint32_t group, uint32_t level)
{
    for (size_t i = 0; i < members->n; i++) {
        if (members->items[i].group == group && members->items[i].level == level)
            return true;
    }
    struct member *grown =
        pg_grown(members->items, members->n, &members->capacity, sizeof *grown);
    if (grown == NULL)
        return false;
    members->items = grown;
    grown[members->n++] = (struct member){group, level};
    return true;
}

// Whether a place of work of one population may be one of the other too: tables of several
// dates are of one file, and a place whose people everybody knows is left out of some.
static bool shares_places(const struct pg_attack_cells *cells, uint32_t a, uint32_t b,
                          uint32_t characteristic)
{
    bool is_asked = characteristic < cells->n_asked && cells->is_asked[characteristic];

    return a == b || (!is_asked && cells->populations[a].has_workforce &&
                      cells->populations[b].has_workforce);
}

// Adds the groups that are compared with none, wherever they stand.
static bool add_others(const struct pg_attack_cells *cells, uint32_t population,
                       uint32_t characteristic, struct members *members)
{
    size_t n_compared = members->n;
    bool has_memory = true;

    for (size_t i = 0; i < cells->n && has_memory; i++) {
        const struct pg_attack_cell *cell = &cells->cells[i];
        uint32_t group = pg_attack_group_in(cell, characteristic);
        bool is_compared = false;
        for (size_t k = 0; k < n_compared; k++)
            is_compared |= members->items[k].group == group;
        if (group != PG_ATTACK_ALL && group != cells->disclosed && !is_compared &&
            shares_places(cells, population, cell->population, characteristic))
            has_memory = add_member(members, group, PG_ATTACK_ALL);
    }
    return has_memory;
}

// The groups of a characteristic at the top of a population, and of what level they are.
static bool find_members(const struct pg_attack_cells *cells,
                         const struct pg_attack_facts *facts, uint32_t population,
                         uint32_t characteristic, struct members *members)
{
    bool has_memory = true;

    for (size_t i = 0; i < facts->n && has_memory; i++) {
        const struct pg_attack_fact *fact = &facts->items[i];
        if (fact->population != population || fact->n != 1 ||
            fact->conditions[0].characteristic != characteristic ||
            fact->comparator == SIZE_MAX)
            continue;
        uint32_t comparator =
            pg_attack_group_in(&cells->cells[fact->comparator], characteristic);
        uint32_t group = fact->conditions[0].group;
        // Broad groups and the level of two may be compared with the same one.
        uint32_t level = group == cells->minority ? group : comparator;
        has_memory = add_member(members, level, level) &&
                     add_member(members, comparator, level) &&
                     add_member(members, group, level);
    }
    return has_memory && add_others(cells, population, characteristic, members);
}

// ---------------------------------------------------------------- putting splits

/** Known ends of the headcount of one condition, or of everybody. */
static void ends_of(const struct pg_attack_cells *cells, uint32_t population,
                    uint32_t characteristic, uint32_t group, double *lo, double *hi)
{
    const struct pg_attack_condition condition = {characteristic, group};
    size_t cell =
        pg_attack_cell_find(cells, population, &condition, group == PG_ATTACK_ALL ? 0 : 1);
    size_t unknown = cell == SIZE_MAX ? 0 : cells->cells[cell].unknowns[PG_ATTACK_PEOPLE];

    *lo = 0;
    *hi = INFINITY;
    if (unknown > 0) {
        *lo = cells->system.unknowns[unknown - 1].known_lo;
        *hi = cells->system.unknowns[unknown - 1].known_hi;
    }
}

// The same of everybody, who are men and women but for those of unknown sex.
static void ends_of_whole(const struct pg_attack_cells *cells,
                          const struct pg_attack_split *split, double *lo, double *hi)
{
    double men_lo, men_hi, women_lo, women_hi;

    ends_of(cells, split->population, split->characteristic, split->whole, lo, hi);
    if (split->whole != PG_ATTACK_ALL || split->characteristic == cells->sex ||
        cells->populations[split->population].has_unknown_sex)
        return;
    ends_of(cells, split->population, cells->sex, cells->men, &men_lo, &men_hi);
    ends_of(cells, split->population, cells->sex, cells->women, &women_lo, &women_hi);
    *lo = fmax(*lo, men_lo + women_lo);
    *hi = fmin(*hi, men_hi + women_hi);
}

// Whether what is printed allows the groups to make up the whole.
static bool is_possible(const struct pg_attack_cells *cells,
                        const struct pg_attack_split *split)
{
    double lo = 0, hi = 0, whole_lo, whole_hi;

    for (size_t i = 0; i < split->n; i++) {
        double group_lo, group_hi;
        ends_of(cells, split->population, split->characteristic, split->groups[i],
                &group_lo, &group_hi);
        lo += group_lo;
        hi += group_hi;
    }
    ends_of_whole(cells, split, &whole_lo, &whole_hi);
    return lo <= whole_hi && hi >= whole_lo;
}

// Takes over a split if it may be true; frees its groups if not.
static void put_split(struct pg_attack_cells *cells, struct pg_attack_split split)
{
    struct pg_attack_split *grown =
        pg_grown(cells->splits, cells->n_splits, &cells->splits_capacity, sizeof *grown);

    cells->failed |= grown == NULL;
    if (grown != NULL)
        cells->splits = grown;
    if (cells->failed || split.n == 0 || !is_possible(cells, &split)) {
        free(split.groups);
        return;
    }
    grown[cells->n_splits++] = split;
}

static bool is_undisclosed(const struct pg_attack_cells *cells, uint32_t group)
{
    return group == cells->declined || group == cells->not_known;
}

/** What a split is made of. */
struct wanted {
    uint32_t population, characteristic, whole;
    uint32_t level; /**< PG_ATTACK_ALL: every group, of whatever level */
    bool has_undisclosed;
};

static void put_level(struct pg_attack_cells *cells, const struct members *members,
                      struct wanted wanted)
{
    struct pg_attack_split split = {wanted.population, wanted.characteristic, wanted.whole,
                                    calloc(members->n + 1, sizeof(uint32_t)), 0};

    cells->failed |= split.groups == NULL;
    for (size_t i = 0; i < members->n && !cells->failed; i++) {
        const struct member *member = &members->items[i];
        bool is_of_level = wanted.level == PG_ATTACK_ALL ||
                           member->level == PG_ATTACK_ALL || member->level == wanted.level;
        if (is_of_level &&
            (wanted.has_undisclosed || !is_undisclosed(cells, member->group)))
            split.groups[split.n++] = member->group;
    }
    put_split(cells, split);
}

// Who disclosed, declined and is not known are everybody.
static void put_answers(struct pg_attack_cells *cells, uint32_t population,
                        uint32_t characteristic)
{
    const struct pg_attack_condition condition = {characteristic, cells->disclosed};
    struct pg_attack_split split = {population, characteristic, PG_ATTACK_ALL,
                                    calloc(3, sizeof(uint32_t)), 3};

    if (split.groups == NULL ||
        pg_attack_cell_find(cells, population, &condition, 1) == SIZE_MAX) {
        cells->failed |= split.groups == NULL;
        free(split.groups);
        return;
    }
    split.groups[0] = cells->disclosed;
    split.groups[1] = cells->declined;
    split.groups[2] = cells->not_known;
    put_split(cells, split);
}

// ---------------------------------------------------------------- groups in groups

/** A label of a scheme of ethnic groups: a broad group, or a group in one. */
struct label {
    int scheme, broad;
    bool is_group, is_white_british;
    const char *text;
};

enum {
#define PG_SCHEME(id, key, title, source) SCHEME_##id,
#define PG_BROAD(scheme, id, is_white, label, prefixes)
#define PG_GROUP(scheme, broad, is_white_british, label, code, variants)
#include "schemes.def"
#undef PG_SCHEME
#undef PG_BROAD
    N_SCHEMES
};

enum {
#define PG_SCHEME(id, key, title, source)
#define PG_BROAD(scheme, id, is_white, label, prefixes) BROAD_##scheme##_##id,
#include "schemes.def"
#undef PG_BROAD
#undef PG_GROUP
    N_BROADS
};

static const struct label labels[] = {
#define PG_BROAD(scheme, id, is_white, label, prefixes)                                    \
    {SCHEME_##scheme, BROAD_##scheme##_##id, false, false, label},
#define PG_GROUP(scheme, broad, is_white_british, label, code, variants)                   \
    {SCHEME_##scheme, BROAD_##scheme##_##broad, true, is_white_british, label},
#include "schemes.def"
#undef PG_SCHEME
#undef PG_BROAD
#undef PG_GROUP
};

static const struct label *label_of(int scheme, bool is_group, const char *text)
{
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        if (labels[i].scheme == scheme && labels[i].is_group == is_group &&
            pg_str_same(pg_str_of(text), labels[i].text))
            return &labels[i];
    }
    return NULL;
}

// Whether all groups of a level are groups, or broad groups, of a scheme.
static bool is_level_of(const struct pg_attack_cells *cells, const struct members *members,
                        uint32_t level, int scheme, bool is_group)
{
    for (size_t i = 0; i < members->n; i++) {
        const struct member *member = &members->items[i];
        if (member->level == level &&
            label_of(scheme, is_group, cells->groups.shown[member->group]) == NULL)
            return false;
    }
    return true;
}

/** Two levels of a characteristic, and the scheme whose labels they have. */
struct nest {
    uint32_t broad, detailed;
    int scheme;
};

// The groups of the detailed level that lie in one of the broad level.
static void put_inside(struct pg_attack_cells *cells, const struct members *members,
                       struct wanted wanted, struct nest nest)
{
    struct pg_attack_split split = {wanted.population, wanted.characteristic, wanted.whole,
                                    calloc(members->n + 1, sizeof(uint32_t)), 0};
    const struct label *whole =
        label_of(nest.scheme, false, cells->groups.shown[wanted.whole]);

    cells->failed |= split.groups == NULL;
    for (size_t i = 0; i < members->n && !cells->failed; i++) {
        const struct member *member = &members->items[i];
        const struct label *label =
            member->level == nest.detailed
                ? label_of(nest.scheme, true, cells->groups.shown[member->group])
                : NULL;
        if (label != NULL && whole != NULL && label->broad == whole->broad &&
            member->group != wanted.whole)
            split.groups[split.n++] = member->group;
    }
    put_split(cells, split);
}

// Two names of one group: White British, and the label of a census.
static void put_white_british(struct pg_attack_cells *cells, const struct members *members,
                              struct wanted wanted, struct nest nest)
{
    struct pg_attack_split split = {wanted.population, wanted.characteristic,
                                    pg_attack_group(cells, "White British"),
                                    calloc(members->n + 1, sizeof(uint32_t)), 0};
    bool is_there = false;

    cells->failed |= split.groups == NULL;
    for (size_t i = 0; i < members->n && !cells->failed; i++) {
        const struct member *member = &members->items[i];
        const struct label *label =
            label_of(nest.scheme, true, cells->groups.shown[member->group]);
        is_there |= member->group == split.whole;
        if (member->level == nest.detailed && member->group != split.whole &&
            label != NULL && label->is_white_british)
            split.groups[split.n++] = member->group;
    }
    split.n = is_there && split.n == 1 ? 1 : 0;
    put_split(cells, split);
}

static void put_nest(struct pg_attack_cells *cells, const struct members *members,
                     struct wanted wanted, struct nest nest)
{
    for (size_t i = 0; i < members->n; i++) {
        wanted.whole = members->items[i].group;
        if (members->items[i].level == nest.broad)
            put_inside(cells, members, wanted, nest);
    }
    put_white_british(cells, members, wanted, nest);
}

static bool is_level(const struct member *member)
{
    return member->group == member->level;
}

static void put_nested(struct pg_attack_cells *cells, const struct members *members,
                       struct wanted wanted)
{
    for (int scheme = 0; scheme < N_SCHEMES; scheme++) {
        for (size_t i = 0; i < members->n; i++) {
            const struct member *broad = &members->items[i];
            for (size_t k = 0; k < members->n && is_level(broad); k++) {
                const struct member *detailed = &members->items[k];
                if (i != k && is_level(detailed) &&
                    is_level_of(cells, members, broad->level, scheme, false) &&
                    is_level_of(cells, members, detailed->level, scheme, true)) {
                    put_nest(cells, members, wanted,
                             (struct nest){broad->level, detailed->level, scheme});
                    return;
                }
            }
        }
    }
}

// ---------------------------------------------------------------- all

// The groups of a level add up to everybody with those undisclosed, and to all disclosed.
static void put_both_wholes(struct pg_attack_cells *cells, const struct members *members,
                            struct wanted wanted)
{
    wanted.whole = PG_ATTACK_ALL;
    wanted.has_undisclosed = true;
    put_level(cells, members, wanted);
    wanted.whole = cells->disclosed;
    wanted.has_undisclosed = false;
    put_level(cells, members, wanted);
}

static void split_levels(struct pg_attack_cells *cells, const struct members *members,
                         struct wanted wanted)
{
    size_t n_levels = 0;

    for (size_t i = 0; i < members->n && !cells->failed; i++) {
        const struct member *member = &members->items[i];
        if (member->level == PG_ATTACK_ALL || member->group != member->level)
            continue;
        n_levels++;
        wanted.level = member->level;
        put_both_wholes(cells, members, wanted);
    }
    if (n_levels > 1)
        put_nested(cells, members, wanted);
    if (n_levels > 0 || members->n == 0)
        return;
    wanted.level = PG_ATTACK_ALL;
    put_both_wholes(cells, members, wanted);
}

// Whether a group of unknown sex is printed as one.
static bool is_sex_printed(const struct pg_attack_cells *cells, uint32_t population,
                           uint32_t group)
{
    const struct pg_attack_condition condition = {cells->sex, group};
    size_t cell = pg_attack_cell_find(cells, population, &condition, 1);

    return cell != SIZE_MAX && cells->cells[cell].is_seen[PG_ATTACK_PEOPLE];
}

// People of unknown sex are those whom the sexes do not make up, where that is printed, or
// a group of their own; else a reader takes everybody to be a man or a woman, unless the
// figures cannot be true then.
static void split_sexes(struct pg_attack_cells *cells, uint32_t population)
{
    struct members members = {0};
    double lo, hi, men_lo, men_hi, women_lo, women_hi;

    ends_of(cells, population, cells->sex, PG_ATTACK_ALL, &lo, &hi);
    ends_of(cells, population, cells->sex, cells->men, &men_lo, &men_hi);
    ends_of(cells, population, cells->sex, cells->women, &women_lo, &women_hi);
    const uint32_t groups[] = {cells->not_known, cells->declined};
    bool is_printed = is_sex_printed(cells, population, groups[0]) ||
                      is_sex_printed(cells, population, groups[1]);
    bool has_unknown = (lo > men_hi + women_hi || cells->may_be_unknown_sex) && !is_printed;
    cells->populations[population].has_unknown_sex = has_unknown || is_printed;
    for (int i = 0; i < 2; i++)
        cells->failed |= is_sex_printed(cells, population, groups[i]) &&
                         !add_member(&members, groups[i], PG_ATTACK_ALL);
    if (!add_member(&members, cells->men, PG_ATTACK_ALL) ||
        !add_member(&members, cells->women, PG_ATTACK_ALL) ||
        (has_unknown && !add_member(&members, cells->unknown_sex, PG_ATTACK_ALL)))
        cells->failed = true;
    put_level(cells, &members,
              (struct wanted){population, cells->sex, PG_ATTACK_ALL, PG_ATTACK_ALL, true});
    free(members.items);
}

paygap_status pg_attack_find_splits(struct pg_attack_cells *cells,
                                    const struct pg_attack_facts *facts, paygap_error *err)
{
    for (uint32_t population = 0; population < cells->n_populations; population++) {
        if (cells->populations[population].same_as != population)
            continue;
        split_sexes(cells, population);
        for (uint32_t c = 0; c < cells->characteristics.n && !cells->failed; c++) {
            struct members members = {0};
            if (c == cells->sex)
                continue;
            cells->failed |= !find_members(cells, facts, population, c, &members);
            put_answers(cells, population, c);
            split_levels(cells, &members, (struct wanted){population, c, 0, 0, false});
            free(members.items);
        }
    }
    return cells->failed ? pg_no_memory(err) : PAYGAP_OK;
}
