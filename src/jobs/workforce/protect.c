// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Which counts may be published. How they add up, in all tables of a date together, and
 * what everybody knows anyway; then what would give few people away is hidden.
 */
#include "pg_workforce.h"

#include "pg_disclosure.h"

#include <math.h>
#include <stdlib.h>

// Number of a count within its snapshot, whichever that is.
static size_t within(const struct pg_workforce *workforce, struct pg_where where)
{
    where.snapshot = 0;
    return pg_workforce_count_at(workforce, where);
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
            cells[g * (n_columns + 1) + e] = within(
                workforce, (struct pg_where){
                               .axis = a,
                               .group = pg_workforce_only(g < n_rows ? g : PG_ALL),
                               .place = d,
                               .of_place = pg_workforce_only(e < n_columns ? e : PG_ALL)});
    }
    bool added = pg_disclosure_counts_table(counts, cells, n_rows, n_columns);
    free(cells);
    return added;
}

// The groups of a finer axis inside one of the coarser are that group, in each place.
static bool add_levels(struct pg_counts *counts, const struct pg_workforce *workforce,
                       size_t a, size_t d, size_t e)
{
    const struct pg_axis *fine = &workforce->axes[a];
    const struct pg_axis *coarse = &workforce->axes[fine->coarser];
    const struct pg_where here = {.axis = a, .place = d, .of_place = pg_workforce_only(e)};
    const struct pg_where around = {
        .axis = fine->coarser, .place = d, .of_place = pg_workforce_only(e)};
    size_t *parts = malloc((fine->n_groups + 1) * sizeof *parts);

    for (size_t k = 0; parts != NULL && k < coarse->n_groups; k++) {
        size_t n = 0;
        for (size_t g = 0; g < fine->n_groups; g++) {
            if (fine->inside[g] == k)
                parts[n++] = within(workforce, pg_workforce_where_of(here, g));
        }
        if (n > 0)
            pg_disclosure_counts_sum(
                counts, within(workforce, pg_workforce_where_of(around, k)), parts, n);
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
    const struct pg_where of = {.axis = a, .group = pg_workforce_only(g)};
    size_t *parts = malloc((n_levels + n_divisions + 1) * sizeof *parts);

    for (size_t e = 0; parts != NULL && e < n_divisions; e++) {
        for (size_t l = 0; l < n_levels; l++)
            parts[l] = within(workforce, pg_workforce_where_at(of, PG_PLACE_DIVISION_LEVEL,
                                                               e * n_levels + l));
        pg_disclosure_counts_sum(
            counts, within(workforce, pg_workforce_where_at(of, PG_PLACE_DIVISION, e)),
            parts, n_levels);
    }
    for (size_t l = 0; parts != NULL && l < n_levels; l++) {
        for (size_t e = 0; e < n_divisions; e++)
            parts[e] = within(workforce, pg_workforce_where_at(of, PG_PLACE_DIVISION_LEVEL,
                                                               e * n_levels + l));
        pg_disclosure_counts_sum(
            counts, within(workforce, pg_workforce_where_at(of, PG_PLACE_LEVEL, l)), parts,
            n_divisions);
    }
    free(parts);
    return parts != NULL;
}

static bool add_relations_of(struct pg_counts *counts, const struct pg_workforce *workforce,
                             size_t a, bool has_cells)
{
    bool has_levels = workforce->axes[a].coarser != SIZE_MAX;
    bool made = !has_levels || add_levels(counts, workforce, a, 0, PG_ALL);

    for (size_t d = 0; made && d < PG_N_PLACES; d++) {
        if (!pg_workforce_is_counted_at(workforce, a, d) ||
            (d == PG_PLACE_DIVISION_LEVEL && !has_cells))
            continue;
        made = add_table(counts, workforce, a, d);
        bool is_coarser_there = has_levels && pg_workforce_is_counted_at(
                                                  workforce, workforce->axes[a].coarser, d);
        for (size_t e = 0; made && is_coarser_there && e < workforce->places[d].n_groups;
             e++)
            made = add_levels(counts, workforce, a, d, e);
    }
    for (size_t g = 0; made && has_cells &&
                       pg_workforce_is_counted_at(workforce, a, PG_PLACE_DIVISION_LEVEL) &&
                       g < workforce->axes[a].n_groups;
         g++)
        made = add_divisions(counts, workforce, a, g);
    return made;
}

// `has_cells`: each division at each level is shown, which it is at the latest date.
static bool add_relations(struct pg_counts *counts, const struct pg_workforce *workforce,
                          bool has_cells)
{
    for (size_t a = 0; a < workforce->n_axes; a++) {
        if (!add_relations_of(counts, workforce, a, has_cells))
            return false;
    }
    return true;
}

static bool has_table(const struct pg_workforce *workforce, size_t a)
{
    for (size_t d = 0; d < PG_N_PLACES; d++) {
        if (pg_workforce_is_counted_at(workforce, a, d))
            return true;
    }
    return false;
}

// Without any place there is no table whose lines say that groups add up to everybody.
static bool add_lines(struct pg_counts *counts, const struct pg_workforce *workforce)
{
    for (size_t a = 0; a < workforce->n_axes; a++) {
        const struct pg_where all = {.axis = a};
        size_t n = workforce->axes[a].n_groups;
        if (has_table(workforce, a))
            continue;
        size_t *parts = malloc((n + 1) * sizeof *parts);
        for (size_t g = 0; parts != NULL && g < n; g++)
            parts[g] = within(workforce, pg_workforce_where_of(all, g));
        if (parts != NULL)
            pg_disclosure_counts_sum(counts, within(workforce, all), parts, n);
        free(parts);
        if (parts == NULL)
            return false;
    }
    return true;
}

// People of a level at a snapshot whose sex nobody knows.
static size_t of_unknown_sex(const struct pg_workforce *workforce, size_t snapshot,
                             size_t sex, size_t e)
{
    const struct pg_axis *axis = &workforce->axes[sex];
    size_t n = 0;

    for (size_t g = 0; g < axis->n_groups; g++) {
        if (axis->kinds[g] != PG_GROUP_NAMED)
            n += pg_workforce_people_at(
                workforce, (struct pg_where){.snapshot = snapshot,
                                             .axis = sex,
                                             .group = pg_workforce_only(g),
                                             .place = PG_PLACE_LEVEL,
                                             .of_place = pg_workforce_only(e)});
    }
    return n;
}

static void know_sex_at(struct pg_counts *counts, const struct pg_workforce *workforce,
                        size_t sex, size_t d, size_t e)
{
    const struct pg_axis *axis = &workforce->axes[sex];
    const struct pg_where here = {
        .axis = sex, .place = d, .of_place = pg_workforce_only(e)};

    for (size_t g = 0; g < axis->n_groups; g++) {
        if (axis->kinds[g] == PG_GROUP_NAMED)
            pg_disclosure_counts_know(counts,
                                      within(workforce, pg_workforce_where_of(here, g)));
    }
    pg_disclosure_counts_know(counts, within(workforce, here));
}

// Men and women at levels whose holders everybody knows, as [workforce] open_levels says;
// not where somebody is neither, whom that would tell.
static void know_open_levels(struct pg_counts *counts, const struct pg_workforce *workforce,
                             size_t snapshot)
{
    const struct pg_name_list *open = &workforce->config.workforce.open_levels;
    const struct pg_place *level = &workforce->places[PG_PLACE_LEVEL];
    size_t sex = pg_workforce_axis_called(workforce, "sex");

    for (size_t e = 0;
         sex != SIZE_MAX && workforce->has_place[PG_PLACE_LEVEL] && e < level->n_groups;
         e++) {
        if (!pg_config_name_list_has(open, level->groups[e]) ||
            of_unknown_sex(workforce, snapshot, sex, e) > 0)
            continue;
        know_sex_at(counts, workforce, sex, PG_PLACE_LEVEL, e);
        size_t n_levels = level->n_groups;
        bool is_few = workforce->is_sex_only[PG_PLACE_LEVEL][e] &&
                      workforce->has_place[PG_PLACE_DIVISION_LEVEL];
        size_t n = is_few ? workforce->places[PG_PLACE_DIVISION].n_groups : 0;
        for (size_t division = 0; division < n; division++)
            know_sex_at(counts, workforce, sex, PG_PLACE_DIVISION_LEVEL,
                        division * n_levels + e);
    }
}

// What readers look for first is hidden last: headcounts, whole groups, numbers by sex.
static void prefer_headcounts(struct pg_counts *counts,
                              const struct pg_workforce *workforce)
{
    enum { OF_ALL = 20, OF_GROUP = 10, OF_SEX = 5 };
    size_t sex = pg_workforce_axis_called(workforce, "sex");

    pg_disclosure_counts_prefer(counts, within(workforce, (struct pg_where){.snapshot = 0}),
                                OF_ALL);
    for (size_t a = 0; a < workforce->n_axes; a++) {
        for (size_t g = 0; g < workforce->axes[a].n_groups; g++)
            pg_disclosure_counts_prefer(
                counts,
                within(workforce,
                       (struct pg_where){.axis = a, .group = pg_workforce_only(g)}),
                a == sex ? OF_ALL : OF_GROUP);
    }
    for (size_t d = 0; d < PG_N_PLACE_ROLES; d++) {
        for (size_t e = 0; workforce->has_place[d] && e < workforce->places[d].n_groups;
             e++) {
            const struct pg_where here = {
                .axis = sex, .place = d, .of_place = pg_workforce_only(e)};
            pg_disclosure_counts_prefer(counts, within(workforce, here), OF_ALL);
            for (size_t g = 0; sex != SIZE_MAX && g < workforce->axes[sex].n_groups; g++)
                pg_disclosure_counts_prefer(
                    counts, within(workforce, pg_workforce_where_of(here, g)), OF_SEX);
        }
    }
}

// What is not published of the people of a place: each group has from nobody to all.
static void withhold(struct pg_counts *counts, const struct pg_workforce *workforce,
                     size_t snapshot, size_t a, size_t d)
{
    size_t base = snapshot * workforce->per_snapshot;

    for (size_t e = 0;
         pg_workforce_is_counted_at(workforce, a, d) && e < workforce->places[d].n_groups;
         e++) {
        const struct pg_where here = {
            .axis = a, .place = d, .of_place = pg_workforce_only(e)};
        size_t all = within(workforce, here);
        for (size_t g = 0; !pg_workforce_is_published_at(workforce, a, d, e) &&
                           g < workforce->axes[a].n_groups;
             g++)
            pg_disclosure_counts_withhold(counts,
                                          within(workforce, pg_workforce_where_of(here, g)),
                                          workforce->counts[base + all]);
    }
}

static void withhold_sex_only(struct pg_counts *counts,
                              const struct pg_workforce *workforce, size_t snapshot)
{
    for (size_t a = 0; a < workforce->n_axes; a++) {
        for (size_t d = 0; d < PG_N_PLACES; d++)
            withhold(counts, workforce, snapshot, a, d);
    }
}

// Of each division at each level only two groups are in a table, and at the latest date
// alone: a reader does not know the others, not even that they are 0.
static void conceal_cells(struct pg_counts *counts, const struct pg_workforce *workforce,
                          bool has_cells)
{
    enum { CELL = PG_PLACE_DIVISION_LEVEL };

    for (size_t e = 0; workforce->has_place[CELL] && e < workforce->places[CELL].n_groups;
         e++) {
        const struct pg_where everybody = {.place = CELL, .of_place = pg_workforce_only(e)};
        size_t all = within(workforce, everybody);
        if (has_cells)
            pg_disclosure_counts_withhold(counts, all, INFINITY);
        else
            pg_disclosure_counts_ignore(counts, all);
        for (size_t a = 0; a < workforce->n_axes; a++) {
            const struct pg_axis *axis = &workforce->axes[a];
            for (size_t g = 0;
                 pg_workforce_is_counted_at(workforce, a, CELL) && g < axis->n_groups;
                 g++) {
                const struct pg_where where = {.axis = a,
                                               .group = pg_workforce_only(g),
                                               .place = CELL,
                                               .of_place = pg_workforce_only(e)};
                if (!has_cells)
                    pg_disclosure_counts_ignore(counts, within(workforce, where));
                else if (g != axis->watched && g != axis->against)
                    pg_disclosure_counts_withhold(counts, within(workforce, where),
                                                  INFINITY);
            }
        }
    }
}

// Sums of counts of the latest snapshot that are shown by themselves.
static void add_unions(struct pg_counts *counts, struct pg_workforce *workforce,
                       unsigned threshold)
{
    size_t first = pg_workforce_latest(workforce) * workforce->per_snapshot;

    for (size_t i = 0; i < workforce->n_unions; i++) {
        struct pg_union *sum = &workforce->unions[i];
        if (sum->withholding == PG_WITHHELD) // its parts are protected; no table has it
            continue;
        size_t parts[PG_MAX_UNION];
        size_t whole = sum->among =
            pg_disclosure_counts_add(counts, workforce->counts[sum->whole]);
        if (sum->withholding == PG_WITHHELD_IF_SMALL &&
            workforce->counts[sum->whole] < threshold)
            pg_disclosure_counts_withhold(counts, whole, INFINITY);
        for (size_t p = 0; p < sum->n_parts; p++)
            parts[p] = sum->parts[p] - first;
        pg_disclosure_counts_sum(counts, whole, parts, sum->n_parts);
    }
}

static bool is_exposed(const struct pg_workforce *workforce, const struct pg_counts *counts,
                       size_t a)
{
    for (size_t g = 0; g < workforce->axes[a].n_groups; g++) {
        const struct pg_where of = {.axis = a, .group = pg_workforce_only(g)};
        if (pg_disclosure_counts_is_exposed(counts, within(workforce, of)))
            return true;
        for (size_t d = 0; d < PG_N_PLACES; d++) {
            for (size_t e = 0; pg_workforce_is_counted_at(workforce, a, d) &&
                               e < workforce->places[d].n_groups;
                 e++) {
                if (pg_disclosure_counts_is_exposed(
                        counts, within(workforce, pg_workforce_where_at(of, d, e))))
                    return true;
            }
        }
    }
    return false;
}

// Where nobody else is in a group, those must be whom everybody knows: such an axis is left
// out wherever they are apart from others.
static void leave_out_exposed(struct pg_workforce *workforce,
                              const struct pg_counts *counts)
{
    size_t sex = pg_workforce_axis_called(workforce, "sex");

    for (size_t a = 0; a < workforce->n_axes; a++)
        workforce->is_left_out[a] |= a != sex && is_exposed(workforce, counts, a);
}

// What is hidden of a snapshot, and of the sums at the latest.
static void take_hidden(struct pg_workforce *workforce, const struct pg_counts *counts,
                        size_t snapshot)
{
    size_t first = snapshot * workforce->per_snapshot;

    for (size_t i = 0; i < workforce->per_snapshot; i++)
        workforce->hidden[first + i] = (uint8_t)pg_disclosure_counts_hidden(counts, i);
    for (size_t i = 0; snapshot + 1 == workforce->n_snapshots && i < workforce->n_unions;
         i++) {
        const struct pg_union *sum = &workforce->unions[i];
        workforce->hidden[sum->whole] =
            sum->withholding == PG_WITHHELD
                ? PG_HIDDEN_SECONDARY
                : (uint8_t)pg_disclosure_counts_hidden(counts, sum->among);
    }
}

static paygap_status protect_snapshot(struct pg_workforce *workforce, size_t snapshot,
                                      unsigned threshold, paygap_error *err)
{
    size_t first = snapshot * workforce->per_snapshot;
    struct pg_counts *counts = pg_disclosure_counts_make(
        workforce->counts + first, workforce->per_snapshot, threshold);
    bool is_latest = snapshot + 1 == workforce->n_snapshots;
    if (counts != NULL) {
        prefer_headcounts(counts, workforce);
        know_open_levels(counts, workforce, snapshot);
        withhold_sex_only(counts, workforce, snapshot);
        conceal_cells(counts, workforce, is_latest);
    }
    bool made = counts != NULL && add_lines(counts, workforce) &&
                add_relations(counts, workforce, is_latest);
    if (made && is_latest)
        add_unions(counts, workforce, threshold);
    paygap_status status =
        made ? pg_disclosure_counts_protect(counts, err) : pg_no_memory(err);

    if (status == PAYGAP_OK)
        take_hidden(workforce, counts, snapshot);
    if (status == PAYGAP_OK && workforce->is_sex_only[PG_PLACE_LEVEL] != NULL)
        leave_out_exposed(workforce, counts);
    pg_disclosure_counts_free(counts);
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

// Once more when some axis was found to be better left out.
static paygap_status protect_snapshots(struct pg_workforce *workforce, unsigned threshold,
                                       paygap_error *err)
{
    bool was_left_out[PG_MAX_AXES];

    do {
        memcpy(was_left_out, workforce->is_left_out, sizeof was_left_out);
        for (size_t s = 0; s < workforce->n_snapshots; s++)
            PG_TRY(protect_snapshot(workforce, s, threshold, err));
    } while (memcmp(was_left_out, workforce->is_left_out, sizeof was_left_out) != 0);
    return PAYGAP_OK;
}

paygap_status pg_workforce_people_protect(struct pg_workforce *workforce, paygap_error *err)
{
    unsigned threshold = pg_policy_minimum(&workforce->config.policy, PG_MINIMUM_COUNT);

    workforce->hidden = calloc(workforce->n_counts + 1, 1);
    if (workforce->hidden == NULL)
        return pg_no_memory(err);
    protect_others(workforce, threshold);
    PG_TRY(protect_snapshots(workforce, threshold, err));
    return pg_workforce_events_protect(workforce, threshold, err);
}
