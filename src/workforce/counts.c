// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Every count of people that some table shows, once: of a snapshot, by group of an axis and
 * of a place. What the tables have in common is protected in common.
 */
#include "pg_workforce.h"

#include "pg_disclosure.h"

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
    return true;
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

size_t pg_count_add_sum(struct pg_workforce *workforce, const size_t *parts, size_t n)
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
    *added = (struct pg_union){.whole = pg_count_add(workforce, sum), .n_parts = n};
    memcpy(added->parts, parts, n * sizeof *parts);
    return added->whole;
}

// ---------------------------------------------------------------- protection

/** Number of a count within its snapshot. */
static size_t within(const struct pg_workforce *workforce, size_t a, size_t g, size_t d,
                     size_t e)
{
    return pg_count_of(workforce, 0, a, g, d, e);
}

static bool add_table(struct pg_counts *counts, const struct pg_workforce *workforce,
                      size_t a, size_t d)
{
    size_t n_rows = workforce->axes[a].n_groups, n_columns = workforce->places[d].n_groups;
    size_t *cells = malloc((n_rows + 1) * (n_columns + 1) * sizeof *cells);

    if (cells == NULL)
        return false;
    for (size_t g = 0; g <= n_rows; g++) {
        for (size_t e = 0; e <= n_columns; e++)
            cells[g * (n_columns + 1) + e] = within(workforce, a, g < n_rows ? g : PG_ALL,
                                                    d, e < n_columns ? e : PG_ALL);
    }
    bool added = pg_counts_table(counts, cells, n_rows, n_columns);
    free(cells);
    return added;
}

// The groups of a finer axis inside one of the coarser are that group, in each place.
static bool add_levels(struct pg_counts *counts, const struct pg_workforce *workforce,
                       size_t a, size_t d, size_t e)
{
    const struct pg_axis *fine = &workforce->axes[a];
    const struct pg_axis *coarse = &workforce->axes[fine->coarser];
    size_t *parts = malloc((fine->n_groups + 1) * sizeof *parts);

    for (size_t k = 0; parts != NULL && k < coarse->n_groups; k++) {
        size_t n = 0;
        for (size_t g = 0; g < fine->n_groups; g++) {
            if (fine->inside[g] == k)
                parts[n++] = within(workforce, a, g, d, e);
        }
        if (n > 0)
            pg_counts_sum(counts, within(workforce, fine->coarser, k, d, e), parts, n);
    }
    free(parts);
    return parts != NULL;
}

// The levels of a division are that division, of each group and of all.
static bool add_divisions(struct pg_counts *counts, const struct pg_workforce *workforce,
                          size_t a, size_t g)
{
    size_t n_divisions = workforce->places[PG_PLACE_DIVISION].n_groups;
    size_t n_levels = workforce->places[PG_PLACE_LEVEL].n_groups;
    size_t *parts = malloc((n_levels + n_divisions + 1) * sizeof *parts);

    for (size_t e = 0; parts != NULL && e < n_divisions; e++) {
        for (size_t l = 0; l < n_levels; l++)
            parts[l] = within(workforce, a, g, PG_PLACE_DIVISION_LEVEL, e * n_levels + l);
        pg_counts_sum(counts, within(workforce, a, g, PG_PLACE_DIVISION, e), parts,
                      n_levels);
    }
    for (size_t l = 0; parts != NULL && l < n_levels; l++) {
        for (size_t e = 0; e < n_divisions; e++)
            parts[e] = within(workforce, a, g, PG_PLACE_DIVISION_LEVEL, e * n_levels + l);
        pg_counts_sum(counts, within(workforce, a, g, PG_PLACE_LEVEL, l), parts,
                      n_divisions);
    }
    free(parts);
    return parts != NULL;
}

static bool add_relations(struct pg_counts *counts, const struct pg_workforce *workforce)
{
    bool made = true;

    for (size_t a = 0; made && a < workforce->n_axes; a++) {
        size_t n_groups = workforce->axes[a].n_groups;
        bool has_levels = workforce->axes[a].coarser != SIZE_MAX;
        if (has_levels)
            made = add_levels(counts, workforce, a, 0, PG_ALL);
        for (size_t d = 0; made && d < PG_N_PLACES; d++) {
            if (!pg_is_counted_at(workforce, a, d))
                continue;
            made = add_table(counts, workforce, a, d);
            bool is_coarser_there =
                has_levels && pg_is_counted_at(workforce, workforce->axes[a].coarser, d);
            for (size_t e = 0;
                 made && is_coarser_there && e < workforce->places[d].n_groups; e++)
                made = add_levels(counts, workforce, a, d, e);
        }
        for (size_t g = 0;
             made && pg_is_counted_at(workforce, a, PG_PLACE_DIVISION_LEVEL) &&
             g < n_groups;
             g++)
            made = add_divisions(counts, workforce, a, g);
    }
    return made;
}

// An axis without any place is a table of one column.
static bool add_lines(struct pg_counts *counts, const struct pg_workforce *workforce)
{
    for (size_t a = 0; a < workforce->n_axes; a++) {
        size_t n = workforce->axes[a].n_groups;
        size_t *parts = malloc((n + 1) * sizeof *parts);
        for (size_t g = 0; parts != NULL && g < n; g++)
            parts[g] = within(workforce, a, g, 0, PG_ALL);
        if (parts != NULL)
            pg_counts_sum(counts, within(workforce, a, PG_ALL, 0, PG_ALL), parts, n);
        free(parts);
        if (parts == NULL)
            return false;
    }
    return true;
}

enum { FEW = 4 }; // times the smallest count that is shown

// Where few people are at an open level: nothing but their sex is said of them, not
// even that nobody is in a group, since that would leave few groups for so few people.
static void hide_open_level(struct pg_counts *counts, const struct pg_workforce *workforce,
                            size_t sex, size_t e)
{
    for (size_t a = 0; a < workforce->n_axes; a++) {
        for (size_t g = 0; a != sex && g < workforce->axes[a].n_groups; g++)
            pg_counts_hide(counts, within(workforce, a, g, PG_PLACE_LEVEL, e));
    }
}

// Men and women at levels whose holders everybody knows, as [workforce] open_levels says.
static void know_open_levels(struct pg_counts *counts, const struct pg_workforce *workforce,
                             size_t snapshot, unsigned threshold)
{
    const char *open = pg_workforce_key(workforce, "open_levels");
    const struct pg_place *level = &workforce->places[PG_PLACE_LEVEL];
    size_t sex = pg_axis_called(workforce, "sex");

    for (size_t e = 0;
         open != NULL && workforce->has_place[PG_PLACE_LEVEL] && e < level->n_groups; e++) {
        if (!pg_is_listed(open, pg_str_of(level->groups[e])))
            continue;
        for (size_t g = 0; sex != SIZE_MAX && g < workforce->axes[sex].n_groups; g++)
            pg_counts_know(counts, within(workforce, sex, g, PG_PLACE_LEVEL, e));
        pg_counts_know(counts, within(workforce, 0, PG_ALL, PG_PLACE_LEVEL, e));
        if (workforce
                ->counts[pg_count_of(workforce, snapshot, 0, PG_ALL, PG_PLACE_LEVEL, e)] <
            FEW * threshold)
            hide_open_level(counts, workforce, sex, e);
    }
}

// Sums of counts of the latest snapshot that are shown by themselves.
static bool add_unions(struct pg_counts *counts, const struct pg_workforce *workforce)
{
    size_t first = (workforce->n_snapshots - 1) * workforce->per_snapshot;

    for (size_t i = 0; i < workforce->n_unions; i++) {
        const struct pg_union *sum = &workforce->unions[i];
        size_t parts[PG_MAX_UNION];
        size_t whole = pg_counts_add(counts, workforce->counts[sum->whole],
                                     &workforce->hidden[sum->whole]);
        for (size_t p = 0; p < sum->n_parts; p++)
            parts[p] = sum->parts[p] - first;
        pg_counts_sum(counts, whole, parts, sum->n_parts);
    }
    return true;
}

static paygap_status protect_snapshot(struct pg_workforce *workforce, size_t snapshot,
                                      unsigned threshold, paygap_error *err)
{
    size_t first = snapshot * workforce->per_snapshot;
    struct pg_counts *counts =
        pg_counts_make(workforce->counts + first, workforce->hidden + first,
                       workforce->per_snapshot, threshold);
    if (counts != NULL)
        know_open_levels(counts, workforce, snapshot, threshold);
    bool made = counts != NULL && add_lines(counts, workforce) &&
                add_relations(counts, workforce) &&
                (snapshot + 1 < workforce->n_snapshots || add_unions(counts, workforce));
    paygap_status status = made ? pg_counts_protect(counts, err) : pg_no_memory(err);

    pg_counts_free(counts);
    return status;
}

// An event by group of an axis and division, with its totals.
static bool add_event(struct pg_counts *counts, const struct pg_workforce *workforce,
                      enum pg_event event, size_t a)
{
    size_t n_rows = workforce->axes[a].n_groups,
           n_columns = workforce->events->n_columns - 1;
    size_t *cells = malloc((n_rows + 1) * (n_columns + 1) * sizeof *cells);

    if (cells == NULL)
        return false;
    for (size_t g = 0; g <= n_rows; g++) {
        for (size_t e = 0; e <= n_columns; e++)
            cells[g * (n_columns + 1) + e] =
                pg_event_count(workforce, event, a, g < n_rows ? g : PG_ALL,
                               e < n_columns ? e : PG_ALL) -
                workforce->events->first;
    }
    bool added = pg_counts_table(counts, cells, n_rows, n_columns);
    free(cells);
    return added;
}

// The number of all leavers can be worked out from the appointments of a target: it is
// taken to be shown, and is the sum of the leavers of each group of any axis.
static bool add_leavers(struct pg_counts *counts, const struct pg_workforce *workforce)
{
    size_t first = workforce->events->first, all = pg_all_leavers(workforce);

    for (size_t a = 0; all != SIZE_MAX && a < workforce->n_axes; a++) {
        size_t n = workforce->axes[a].n_groups;
        if (workforce->events->of_axis[a] == SIZE_MAX)
            continue;
        size_t *parts = malloc((n + 1) * sizeof *parts);
        if (parts == NULL)
            return false;
        for (size_t g = 0; g < n; g++)
            parts[g] = pg_event_count(workforce, PG_EVENT_LEAVER, a, g, PG_ALL) - first;
        pg_counts_sum(counts, all - first, parts, n);
        free(parts);
    }
    return true;
}

static paygap_status protect_events(struct pg_workforce *workforce, unsigned threshold,
                                    paygap_error *err)
{
    const struct pg_event_counts *events = workforce->events;

    if (events == NULL)
        return PAYGAP_OK;
    struct pg_counts *counts =
        pg_counts_make(workforce->counts + events->first, workforce->hidden + events->first,
                       events->n, threshold);
    bool made = counts != NULL;
    for (size_t a = 0; made && a < workforce->n_axes; a++) {
        // Only recruitment is shown by division; of other events there is one line for each
        // group, and no total.
        for (int event = 0; made && event <= PG_EVENT_APPOINTED; event++) {
            if (events->of_axis[a] != SIZE_MAX && events->n_of[event] > 0)
                made = add_event(counts, workforce, (enum pg_event)event, a);
        }
    }
    made = made && add_leavers(counts, workforce);
    paygap_status status = made ? pg_counts_protect(counts, err) : pg_no_memory(err);
    pg_counts_free(counts);
    return status;
}

// Counts that stand alone, such as answers of a survey, add up to nothing that is shown.
static void protect_others(struct pg_workforce *workforce, unsigned threshold)
{
    const struct pg_event_counts *events = workforce->events;

    for (size_t i = workforce->n_counts_fixed; i < workforce->n_counts; i++) {
        bool is_event =
            events != NULL && i >= events->first && i < events->first + events->n;
        bool is_small = workforce->counts[i] > 0 && workforce->counts[i] < threshold;
        if (!is_event)
            workforce->hidden[i] = is_small ? PG_HIDDEN_SMALL : PG_SHOWN;
    }
}

paygap_status pg_people_protect(struct pg_workforce *workforce, paygap_error *err)
{
    unsigned threshold = pg_policy_minimum(&workforce->config.policy, PG_MINIMUM_COUNT);

    workforce->hidden = calloc(workforce->n_counts + 1, 1);
    if (workforce->hidden == NULL)
        return pg_no_memory(err);
    protect_others(workforce, threshold);
    for (size_t s = 0; s < workforce->n_snapshots; s++)
        PG_TRY(protect_snapshot(workforce, s, threshold, err));
    return protect_events(workforce, threshold, err);
}
