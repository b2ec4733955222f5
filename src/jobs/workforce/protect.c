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

// Whether anybody is there at some date: only then there is a row.
static bool is_anybody(const struct pg_workforce *workforce, struct pg_where where)
{
    for (where.snapshot = 0; where.snapshot < workforce->n_snapshots; where.snapshot++) {
        if (pg_workforce_people_at(workforce, where) > 0)
            return true;
    }
    return false;
}

static void know_nobody(struct pg_counts *counts, const struct pg_workforce *workforce,
                        size_t a, size_t g)
{
    const struct pg_where group = {.axis = a, .group = pg_workforce_only(g)};
    bool is_group = is_anybody(workforce, group);

    if (!is_group)
        pg_disclosure_counts_know(counts, within(workforce, group));
    for (size_t d = 0; d < PG_N_PLACES; d++) {
        for (size_t e = 0; pg_workforce_is_counted_at(workforce, a, d) &&
                           e < workforce->places[d].n_groups;
             e++) {
            const struct pg_where place = {.place = d, .of_place = pg_workforce_only(e)};
            if (is_group && is_anybody(workforce, place))
                continue;
            pg_disclosure_counts_know(
                counts, within(workforce, pg_workforce_where_at(group, d, e)));
            if (!is_anybody(workforce, place))
                pg_disclosure_counts_know(counts, within(workforce, place));
        }
    }
}

// What has no row anywhere is known to be nobody.
static void know_unused(struct pg_counts *counts, const struct pg_workforce *workforce)
{
    for (size_t a = 0; a < workforce->n_axes; a++) {
        for (size_t g = 0; g < workforce->axes[a].n_groups; g++)
            know_nobody(counts, workforce, a, g);
    }
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

// That all people of a place have given one answer tells of each, where they are few.
static void add_all_of_few(struct pg_counts *counts, const struct pg_workforce *workforce,
                           size_t snapshot, size_t a, size_t d)
{
    size_t base = snapshot * workforce->per_snapshot;

    for (size_t e = 0; e < workforce->places[d].n_groups; e++) {
        const struct pg_where here = {
            .axis = a, .place = d, .of_place = pg_workforce_only(e)};
        size_t whole = within(workforce, here);
        uint32_t n = workforce->counts[base + whole];
        for (size_t g = 0;
             n > 0 && n < PG_DISCLOSURE_FEW && g < workforce->axes[a].n_groups; g++) {
            size_t cell = within(workforce, pg_workforce_where_of(here, g));
            if (workforce->axes[a].kinds[g] != PG_GROUP_NAMED ||
                workforce->counts[base + cell] != n)
                continue;
            size_t parts[] = {cell, pg_disclosure_counts_derive(counts, 0)};
            pg_disclosure_counts_tells_all(counts, parts[1]);
            pg_disclosure_counts_sum(counts, whole, parts, 2);
        }
    }
}

static void add_all_of_few_anywhere(struct pg_counts *counts,
                                    const struct pg_workforce *workforce, size_t snapshot)
{
    for (size_t a = 0; a < workforce->n_axes; a++) {
        for (size_t d = 0; d < PG_PLACE_DIVISION_LEVEL; d++) {
            if (workforce->axes[a].is_asked && pg_workforce_is_counted_at(workforce, a, d))
                add_all_of_few(counts, workforce, snapshot, a, d);
        }
    }
}

// A count of people that were asked, from which few differ a date later, is told so that it
// may be the same: who has come or gone would be known with the answer.
static void hold_earlier(struct pg_counts *counts, const struct pg_workforce *workforce,
                         size_t snapshot, size_t a, size_t d, unsigned threshold)
{
    size_t base = snapshot * workforce->per_snapshot,
           before = base - workforce->per_snapshot;

    for (size_t e = 0; e < workforce->places[d].n_groups; e++) {
        for (size_t g = 0; g < workforce->axes[a].n_groups; g++) {
            size_t cell =
                within(workforce, (struct pg_where){.axis = a,
                                                    .group = pg_workforce_only(g),
                                                    .place = d,
                                                    .of_place = pg_workforce_only(e)});
            const struct pg_count_range *told = &workforce->told[before + cell];
            double n = workforce->counts[base + cell], by = fabs(n - told->lower);
            if (pg_disclosure_counts_is_exact(*told) && by > 0 && by < threshold)
                pg_disclosure_counts_also(counts, cell, told->lower);
        }
    }
}

static void hold_earlier_anywhere(struct pg_counts *counts,
                                  const struct pg_workforce *workforce, size_t snapshot,
                                  unsigned threshold)
{
    for (size_t a = 0; snapshot > 0 && a < workforce->n_axes; a++) {
        for (size_t d = 0; d < PG_PLACE_DIVISION_LEVEL; d++) {
            if (workforce->axes[a].is_asked &&
                pg_workforce_is_counted_at(workforce, a, d) &&
                workforce->axes[a].subject != PG_SUBJECT_SEX)
                hold_earlier(counts, workforce, snapshot, a, d, threshold);
        }
    }
}

static bool add_sums_at(struct pg_counts *counts, const struct pg_workforce *workforce,
                        size_t snapshot, struct pg_where here, unsigned threshold)
{
    const struct pg_axis *axis = &workforce->axes[here.axis];
    size_t base = snapshot * workforce->per_snapshot;
    struct pg_group_counts of;
    bool made = pg_workforce_group_counts_make(&of, axis);

    for (size_t g = 0; made && g < axis->n_groups; g++) {
        of.numbers[g] = within(workforce, pg_workforce_where_of(here, g));
        of.values[g] = workforce->counts[base + of.numbers[g]];
    }
    made = made && pg_workforce_protect_sums(counts, axis, &of, threshold);
    pg_workforce_group_counts_free(&of);
    return made;
}

// Of every axis but sex, of which everybody knows who is who, wherever groups are counted.
static bool add_sums(struct pg_counts *counts, const struct pg_workforce *workforce,
                     size_t snapshot, unsigned threshold, bool has_cells)
{
    size_t n_places = has_cells ? PG_N_PLACES : PG_PLACE_DIVISION_LEVEL;

    for (size_t a = 0; a < workforce->n_axes; a++) {
        if (workforce->axes[a].subject == PG_SUBJECT_SEX)
            continue;
        bool made = add_sums_at(counts, workforce, snapshot, (struct pg_where){.axis = a},
                                threshold);
        for (size_t d = 0; made && d < n_places; d++) {
            for (size_t e = 0; made && pg_workforce_is_counted_at(workforce, a, d) &&
                               e < workforce->places[d].n_groups;
                 e++) {
                const struct pg_where here = {
                    .axis = a, .place = d, .of_place = pg_workforce_only(e)};
                made = add_sums_at(counts, workforce, snapshot, here, threshold);
            }
        }
        if (!made)
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
    enum { EVERYBODY = 20, OF_ALL = 20, OF_GROUP = 10, OF_SEX = 5 };
    size_t sex = pg_workforce_axis_called(workforce, "sex");

    pg_disclosure_counts_prefer(counts, within(workforce, (struct pg_where){.snapshot = 0}),
                                EVERYBODY);
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

// Whether nobody of the two groups that are compared is there: then there is no row.
static bool has_no_row(const struct pg_workforce *workforce, size_t a, size_t e)
{
    const struct pg_where all = {.snapshot = pg_workforce_latest(workforce), .axis = a};
    const struct pg_where here = pg_workforce_where_at(all, PG_PLACE_DIVISION_LEVEL, e);
    const struct pg_two_counts two = pg_workforce_two_at(workforce, here);

    return workforce->counts[two.watched] + workforce->counts[two.against] == 0;
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
            pg_disclosure_counts_know(counts, all);
        for (size_t a = 0; a < workforce->n_axes; a++) {
            const struct pg_axis *axis = &workforce->axes[a];
            for (size_t g = 0;
                 pg_workforce_is_counted_at(workforce, a, CELL) && g < axis->n_groups;
                 g++) {
                const struct pg_where where = {.axis = a,
                                               .group = pg_workforce_only(g),
                                               .place = CELL,
                                               .of_place = pg_workforce_only(e)};
                bool is_compared = g == axis->watched || g == axis->against;
                if (!has_cells || (is_compared && has_no_row(workforce, a, e)))
                    pg_disclosure_counts_know(counts, within(workforce, where));
                else if (!is_compared)
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

void pg_workforce_count_told(struct pg_workforce *workforce, size_t count,
                             struct pg_count_range range)
{
    workforce->told[count] = range;
    workforce->hidden[count] = (uint8_t)range.why;
}

// What is hidden of a snapshot, and of the sums at the latest.
static void take_hidden(struct pg_workforce *workforce, const struct pg_counts *counts,
                        size_t snapshot)
{
    size_t first = snapshot * workforce->per_snapshot;

    for (size_t i = 0; i < workforce->per_snapshot; i++)
        pg_workforce_count_told(workforce, first + i,
                                pg_disclosure_counts_range(counts, i));
    for (size_t i = 0; snapshot + 1 == workforce->n_snapshots && i < workforce->n_unions;
         i++) {
        const struct pg_union *sum = &workforce->unions[i];
        struct pg_count_range nothing = {0, INFINITY, PG_HIDDEN_SECONDARY};
        pg_workforce_count_told(workforce, sum->whole,
                                sum->withholding == PG_WITHHELD
                                    ? nothing
                                    : pg_disclosure_counts_range(counts, sum->among));
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
        know_unused(counts, workforce);
        know_open_levels(counts, workforce, snapshot);
        withhold_sex_only(counts, workforce, snapshot);
        conceal_cells(counts, workforce, is_latest);
    }
    bool made = counts != NULL && add_lines(counts, workforce) &&
                add_relations(counts, workforce, is_latest) &&
                add_sums(counts, workforce, snapshot, threshold, is_latest);
    if (made) {
        add_all_of_few_anywhere(counts, workforce, snapshot);
        hold_earlier_anywhere(counts, workforce, snapshot, threshold);
    }
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

static bool is_event(const struct pg_workforce *workforce, size_t count)
{
    const struct pg_event_counts *events = workforce->events;

    return events != NULL && count >= events->first && count < events->first + events->n;
}

// Neither of people nor of events: answers of a survey, indicators.
static bool is_other(const struct pg_workforce *workforce, size_t count)
{
    return count >= workforce->n_counts_fixed && count < workforce->n_counts &&
           !is_event(workforce, count);
}

static bool is_rest_of_others(const struct pg_workforce *workforce,
                              const struct pg_rest *rest)
{
    return is_other(workforce, rest->n) && is_other(workforce, rest->of);
}

// Those who did not give an answer are as protected as those who did.
static void add_others(struct pg_counts *counts, const struct pg_workforce *workforce)
{
    size_t first = workforce->n_counts_fixed;

    for (size_t i = 0; i < workforce->n_rests; i++) {
        const struct pg_rest *rest = &workforce->rests[i];
        uint32_t whole = workforce->counts[rest->of], left = workforce->counts[rest->rest];
        pg_disclosure_counts_withhold(counts, rest->rest - first, INFINITY);
        if (!is_rest_of_others(workforce, rest))
            continue;
        size_t parts[] = {rest->n - first, rest->rest - first};
        pg_disclosure_counts_sum(counts, rest->of - first, parts, 2);
        if (left == 0 && whole > 0 && whole < PG_DISCLOSURE_FEW)
            pg_disclosure_counts_tells_all(counts, rest->rest - first);
    }
}

static paygap_status protect_others(struct pg_workforce *workforce, unsigned threshold,
                                    paygap_error *err)
{
    size_t first = workforce->n_counts_fixed, n = workforce->n_counts - first;
    struct pg_counts *counts =
        pg_disclosure_counts_make(workforce->counts + first, n, threshold);
    paygap_status status = PAYGAP_OK;

    for (size_t i = 0; counts != NULL && i < n; i++) {
        if (is_event(workforce, first + i))
            pg_disclosure_counts_know(counts, i);
    }
    if (counts != NULL)
        add_others(counts, workforce);
    status = counts != NULL ? pg_disclosure_counts_protect(counts, err) : pg_no_memory(err);
    for (size_t i = 0; status == PAYGAP_OK && i < n; i++) {
        if (!is_event(workforce, first + i))
            pg_workforce_count_told(workforce, first + i,
                                    pg_disclosure_counts_range(counts, i));
    }
    pg_disclosure_counts_free(counts);
    return status;
}

// What is left of people in post by an event is told by what is told of both.
static void tell_rests(struct pg_workforce *workforce)
{
    for (size_t i = 0; i < workforce->n_rests; i++) {
        const struct pg_rest *rest = &workforce->rests[i];
        const struct pg_count_range *n = &workforce->told[rest->n];
        const struct pg_count_range *of = &workforce->told[rest->of];
        double lower = of->lower - n->upper;
        bool is_exact =
            pg_disclosure_counts_is_exact(*n) && pg_disclosure_counts_is_exact(*of);
        pg_workforce_count_told(
            workforce, rest->rest,
            (struct pg_count_range){lower > 0 ? lower : 0, of->upper - n->lower,
                                    is_exact ? PG_SHOWN : PG_HIDDEN_SECONDARY});
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
    workforce->told = calloc(workforce->n_counts + 1, sizeof *workforce->told);
    if (workforce->hidden == NULL || workforce->told == NULL)
        return pg_no_memory(err);
    PG_TRY(protect_others(workforce, threshold, err));
    PG_TRY(protect_snapshots(workforce, threshold, err));
    PG_TRY(pg_workforce_events_protect(workforce, threshold, err));
    tell_rests(workforce);
    return PAYGAP_OK;
}
