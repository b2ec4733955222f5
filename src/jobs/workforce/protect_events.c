// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What is published of counts of events: stages of recruitment by division, other events of
 * the whole workforce. All axes are one system, because their groups are the same people,
 * with those to whom an event did not happen, and with what is told of people in post.
 */
#include "pg_workforce.h"

#include "pg_disclosure.h"

#include <math.h>
#include <stdlib.h>

// Number of a count within those of events.
static size_t cell_of(const struct pg_workforce *workforce, struct pg_event_where where)
{
    return pg_workforce_events_at(workforce, where) - workforce->events->first;
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
            cells[g * (n_columns + 1) + e] = cell_of(
                workforce, (struct pg_event_where){
                               .event = event,
                               .axis = a,
                               .group = pg_workforce_only(g < n_rows ? g : PG_ALL),
                               .division = pg_workforce_only(e < n_columns ? e : PG_ALL)});
    }
    bool added = pg_disclosure_counts_table(counts, cells, n_rows, n_columns);
    free(cells);
    return added;
}

// The totals of an event by two axes are the same people, in every division.
static void add_same(struct pg_counts *counts, const struct pg_workforce *workforce,
                     enum pg_event event, size_t a, size_t b)
{
    size_t n = workforce->events->n_columns;

    for (size_t e = 0; e < n; e++) {
        const struct pg_which division = pg_workforce_only(e + 1 < n ? e : PG_ALL);
        size_t one = cell_of(
            workforce,
            (struct pg_event_where){.event = event, .axis = a, .division = division});
        size_t other = cell_of(
            workforce,
            (struct pg_event_where){.event = event, .axis = b, .division = division});
        if (event <= PG_EVENT_APPOINTED || e + 1 == n)
            pg_disclosure_counts_sum(counts, one, &other, 1);
    }
}

// Events of which there is one line for each group, and no total: the groups of every axis,
// those who did not disclose among them, are the same people.
static bool add_totals(struct pg_counts *counts, const struct pg_workforce *workforce,
                       enum pg_event event)
{
    size_t total = SIZE_MAX;

    for (size_t a = 0; a < workforce->n_axes; a++) {
        const struct pg_event_where all = {.event = event, .axis = a};
        size_t n = workforce->axes[a].n_groups, here;
        if (workforce->events->of_axis[a] == SIZE_MAX)
            continue;
        size_t *parts = malloc((n + 1) * sizeof *parts);
        if (parts == NULL)
            return false;
        here = cell_of(workforce, all);
        for (size_t g = 0; g < n; g++)
            parts[g] = cell_of(workforce, pg_workforce_event_where_of(all, g));
        pg_disclosure_counts_sum(counts, here, parts, n);
        if (total != SIZE_MAX)
            add_same(counts, workforce, event, total, a);
        total = a;
        free(parts);
    }
    return true;
}

// To whom the event did not happen: people in post less those to whom it did. What is told
// of people in post was decided before.
static void add_rest(struct pg_counts *counts, const struct pg_workforce *workforce,
                     enum pg_event event, size_t a, size_t g, size_t whole,
                     struct pg_group_counts *rests)
{
    const struct pg_where people = {.snapshot = pg_workforce_latest(workforce),
                                    .axis = a,
                                    .group = pg_workforce_only(g)};
    const struct pg_event_where events = {.event = event, .axis = a};
    size_t n = pg_workforce_events_at(workforce, pg_workforce_event_where_of(events, g));
    uint32_t in_post = pg_workforce_people_at(workforce, people), few = PG_DISCLOSURE_FEW;

    rests->numbers[g] = SIZE_MAX;
    if (workforce->counts[n] > in_post)
        return;
    size_t rest = pg_disclosure_counts_derive(counts, in_post - workforce->counts[n]);
    size_t parts[] = {n - workforce->events->first, rest};
    pg_disclosure_counts_sum(counts, whole, parts, 2);
    if (workforce->counts[n] == in_post && in_post > 0 && in_post < few)
        pg_disclosure_counts_tells_all(counts, rest);
    rests->numbers[g] = rest;
    rests->values[g] = in_post - workforce->counts[n];
}

static size_t add_told(struct pg_counts *counts, const struct pg_workforce *workforce,
                       struct pg_where people)
{
    size_t of = pg_workforce_count_at(workforce, people);

    return pg_disclosure_counts_told(counts, workforce->counts[of],
                                     workforce->told[of].lower, workforce->told[of].upper);
}

// People in post by group of each axis, as they are told, and that they are all of them.
static bool add_people(struct pg_counts *counts, const struct pg_workforce *workforce,
                       size_t *people[static PG_MAX_AXES])
{
    const struct pg_where all = {.snapshot = pg_workforce_latest(workforce)};
    size_t everybody = add_told(counts, workforce, all);

    for (size_t a = 0; a < workforce->n_axes; a++) {
        size_t n = workforce->axes[a].n_groups;
        if (workforce->events->of_axis[a] == SIZE_MAX)
            continue;
        people[a] = calloc(n + 1, sizeof *people[a]);
        if (people[a] == NULL)
            return false;
        for (size_t g = 0; g < n; g++)
            people[a][g] = add_told(counts, workforce,
                                    (struct pg_where){.snapshot = all.snapshot,
                                                      .axis = a,
                                                      .group = pg_workforce_only(g)});
        pg_disclosure_counts_sum(counts, everybody, people[a], n);
    }
    return true;
}

static bool add_rests(struct pg_counts *counts, const struct pg_workforce *workforce,
                      enum pg_event event, size_t *const people[static PG_MAX_AXES],
                      unsigned threshold)
{
    bool made = true;

    for (size_t a = 0; made && a < workforce->n_axes; a++) {
        const struct pg_axis *axis = &workforce->axes[a];
        struct pg_group_counts rests;
        if (people[a] == NULL)
            continue;
        made = pg_workforce_group_counts_make(&rests, axis);
        for (size_t g = 0; made && g < axis->n_groups; g++)
            add_rest(counts, workforce, event, a, g, people[a][g], &rests);
        made = made && pg_workforce_protect_sums(counts, axis, &rests, threshold);
        pg_workforce_group_counts_free(&rests);
    }
    return made;
}

// Those who did not disclose are what the two groups leave of the total: together a count
// that nobody is to know, although none of them is in a table.
static bool add_sums(struct pg_counts *counts, const struct pg_workforce *workforce,
                     enum pg_event event, size_t a, unsigned threshold)
{
    const struct pg_axis *axis = &workforce->axes[a];
    size_t n = workforce->events->n_columns;
    struct pg_group_counts of;
    bool made = pg_workforce_group_counts_make(&of, axis);

    for (size_t e = 0; made && e < n; e++) {
        const struct pg_event_where here = {.event = event,
                                            .axis = a,
                                            .division =
                                                pg_workforce_only(e + 1 < n ? e : PG_ALL)};
        if (event > PG_EVENT_APPOINTED && e + 1 < n)
            continue;
        for (size_t g = 0; g < axis->n_groups; g++) {
            of.numbers[g] = cell_of(workforce, pg_workforce_event_where_of(here, g));
            of.values[g] = workforce->counts[workforce->events->first + of.numbers[g]];
        }
        made = pg_workforce_protect_sums(counts, axis, &of, threshold);
    }
    pg_workforce_group_counts_free(&of);
    return made;
}

static bool add_all_sums(struct pg_counts *counts, const struct pg_workforce *workforce,
                         enum pg_event event, unsigned threshold)
{
    for (size_t a = 0; a < workforce->n_axes; a++) {
        if (workforce->events->of_axis[a] != SIZE_MAX &&
            !add_sums(counts, workforce, event, a, threshold))
            return false;
    }
    return true;
}

// Only two groups of an axis are in a table, and recruitment alone is there by division.
static void conceal(struct pg_counts *counts, const struct pg_workforce *workforce,
                    enum pg_event event, size_t a)
{
    const struct pg_axis *axis = &workforce->axes[a];
    size_t n_columns = workforce->events->n_columns;
    bool is_stage = event <= PG_EVENT_APPOINTED;

    for (size_t g = 0; g <= axis->n_groups; g++) {
        for (size_t e = 0; e < n_columns; e++) {
            size_t cell =
                cell_of(workforce,
                        (struct pg_event_where){
                            .event = event,
                            .axis = a,
                            .group = pg_workforce_only(g < axis->n_groups ? g : PG_ALL),
                            .division = pg_workforce_only(e + 1 < n_columns ? e : PG_ALL)});
            bool is_printed = (g == axis->watched || g == axis->against) &&
                              (is_stage || e + 1 == n_columns);
            // A reader takes everybody to be a man or a woman where nothing else is said.
            bool is_no_sex = axis->subject == PG_SUBJECT_SEX && g < axis->n_groups &&
                             axis->kinds[g] != PG_GROUP_NAMED &&
                             workforce->counts[workforce->events->first + cell] == 0;
            if ((!is_stage && e + 1 < n_columns) || is_no_sex)
                pg_disclosure_counts_know(counts, cell); // in no table, nor in a sum
            else if (!is_printed)
                pg_disclosure_counts_withhold(counts, cell, INFINITY);
        }
    }
}

/** Two stages of recruitment in a division, the first of which those of the second have
 *  passed too. */
struct stages {
    enum pg_event from, to;
    size_t axis, division;
};

// Who was not shortlisted or not appointed follows from those who were: a count like
// theirs, and no fewer than nobody.
static void add_stage(struct pg_counts *counts, const struct pg_workforce *workforce,
                      const struct stages *stages, size_t g, struct pg_group_counts *rests)
{
    struct pg_event_where where = {.event = stages->from,
                                   .axis = stages->axis,
                                   .group = pg_workforce_only(g),
                                   .division = pg_workforce_only(stages->division)};
    size_t whole = cell_of(workforce, where);
    where.event = stages->to;
    size_t part = cell_of(workforce, where);
    const uint32_t *values = workforce->counts + workforce->events->first;
    uint32_t n = values[whole];

    rests->numbers[g] = SIZE_MAX;
    if (values[part] > n)
        return;
    size_t rest = pg_disclosure_counts_derive(counts, n - values[part]);
    size_t parts[] = {part, rest};
    pg_disclosure_counts_sum(counts, whole, parts, 2);
    if (n == values[part] && n > 0 && n < PG_DISCLOSURE_FEW)
        pg_disclosure_counts_tells_all(counts, rest);
    rests->numbers[g] = rest;
    rests->values[g] = n - values[part];
}

static bool add_stages(struct pg_counts *counts, const struct pg_workforce *workforce,
                       size_t a, unsigned threshold)
{
    static const enum pg_event pairs[][2] = {{PG_EVENT_APPLIED, PG_EVENT_SHORTLISTED},
                                             {PG_EVENT_SHORTLISTED, PG_EVENT_APPOINTED},
                                             {PG_EVENT_APPLIED, PG_EVENT_APPOINTED}};
    const struct pg_event_counts *events = workforce->events;
    const struct pg_axis *axis = &workforce->axes[a];
    struct pg_group_counts rests;

    if (events->n_of[PG_EVENT_SHORTLISTED] == 0 && events->n_of[PG_EVENT_APPOINTED] == 0)
        return true;
    bool made = pg_workforce_group_counts_make(&rests, axis);
    for (size_t e = 0; made && e < events->n_columns; e++) {
        for (size_t p = 0; made && p < sizeof pairs / sizeof pairs[0]; p++) {
            struct stages stages = {pairs[p][0], pairs[p][1], a,
                                    e + 1 < events->n_columns ? e : PG_ALL};
            for (size_t g = 0; g < axis->n_groups; g++)
                add_stage(counts, workforce, &stages, g, &rests);
            made = pg_workforce_protect_sums(counts, axis, &rests, threshold);
        }
    }
    pg_workforce_group_counts_free(&rests);
    return made;
}

paygap_status pg_workforce_events_protect(struct pg_workforce *workforce,
                                          unsigned threshold, paygap_error *err)
{
    const struct pg_event_counts *events = workforce->events;

    if (events == NULL)
        return PAYGAP_OK;
    struct pg_counts *counts =
        pg_disclosure_counts_make(workforce->counts + events->first, events->n, threshold);
    bool made = counts != NULL;
    for (size_t a = 0; made && a < workforce->n_axes; a++) {
        for (int event = 0; made && events->of_axis[a] != SIZE_MAX && event < PG_N_EVENTS;
             event++)
            conceal(counts, workforce, (enum pg_event)event, a);
        // Recruitment is shown by division.
        for (int event = 0; made && event <= PG_EVENT_APPOINTED; event++) {
            if (events->of_axis[a] != SIZE_MAX && events->n_of[event] > 0)
                made = add_event(counts, workforce, (enum pg_event)event, a);
        }
        if (made && events->of_axis[a] != SIZE_MAX)
            made = add_stages(counts, workforce, a, threshold);
    }
    size_t *people[PG_MAX_AXES] = {NULL};
    made = made && add_people(counts, workforce, people);
    for (int event = 0; made && event < PG_N_EVENTS; event++) {
        if (events->n_of[event] == 0)
            continue;
        made = add_totals(counts, workforce, (enum pg_event)event) &&
               add_all_sums(counts, workforce, (enum pg_event)event, threshold);
        if (made && event > PG_EVENT_APPOINTED)
            made = add_rests(counts, workforce, (enum pg_event)event, people, threshold);
    }
    for (size_t a = 0; a < workforce->n_axes; a++)
        free(people[a]);
    paygap_status status =
        made ? pg_disclosure_counts_protect(counts, err) : pg_no_memory(err);
    for (size_t i = 0; status == PAYGAP_OK && i < events->n; i++)
        pg_workforce_count_told(workforce, events->first + i,
                                pg_disclosure_counts_range(counts, i));
    pg_disclosure_counts_free(counts);
    return status;
}
