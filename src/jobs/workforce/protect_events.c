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
                     enum pg_event event, size_t a, size_t g)
{
    const struct pg_where people = {.snapshot = pg_workforce_latest(workforce),
                                    .axis = a,
                                    .group = pg_workforce_only(g)};
    const struct pg_event_where events = {.event = event, .axis = a};
    size_t of = pg_workforce_count_at(workforce, people);
    size_t n = pg_workforce_events_at(workforce, pg_workforce_event_where_of(events, g));
    uint32_t in_post = workforce->counts[of], few = PG_DISCLOSURE_FEW;

    if (workforce->counts[n] > in_post)
        return;
    size_t whole = pg_disclosure_counts_told(counts, in_post, workforce->told[of].lower,
                                             workforce->told[of].upper);
    size_t rest = pg_disclosure_counts_derive(counts, in_post - workforce->counts[n]);
    size_t parts[] = {n - workforce->events->first, rest};
    pg_disclosure_counts_sum(counts, whole, parts, 2);
    if (workforce->counts[n] == in_post && in_post > 0 && in_post < few)
        pg_disclosure_counts_tells_all(counts, rest);
}

static void add_rests(struct pg_counts *counts, const struct pg_workforce *workforce,
                      enum pg_event event)
{
    for (size_t a = 0; a < workforce->n_axes; a++) {
        for (size_t g = 0;
             workforce->events->of_axis[a] != SIZE_MAX && g < workforce->axes[a].n_groups;
             g++)
            add_rest(counts, workforce, event, a, g);
    }
}

// Those who did not disclose are what the two groups leave of the total: together a count
// that nobody is to know, although none of them is in a table.
static void add_undisclosed(struct pg_counts *counts, const struct pg_workforce *workforce,
                            enum pg_event event, size_t a, size_t e)
{
    const struct pg_axis *axis = &workforce->axes[a];
    size_t parts[PG_MAX_UNION], n = 0;
    uint32_t sum = 0;

    for (size_t g = 0; g < axis->n_groups && n < PG_MAX_UNION; g++) {
        size_t cell =
            cell_of(workforce, (struct pg_event_where){.event = event,
                                                       .axis = a,
                                                       .group = pg_workforce_only(g),
                                                       .division = pg_workforce_only(e)});
        if (g == axis->watched || g == axis->against)
            continue;
        parts[n++] = cell;
        sum += workforce->counts[workforce->events->first + cell];
    }
    if (n > 1)
        pg_disclosure_counts_sum(counts, pg_disclosure_counts_derive(counts, sum), parts,
                                 n);
}

static void add_all_undisclosed(struct pg_counts *counts,
                                const struct pg_workforce *workforce, enum pg_event event)
{
    size_t n = workforce->events->n_columns;

    for (size_t a = 0; a < workforce->n_axes; a++) {
        for (size_t e = 0; workforce->events->of_axis[a] != SIZE_MAX && e < n; e++) {
            if (event <= PG_EVENT_APPOINTED || e + 1 == n)
                add_undisclosed(counts, workforce, event, a, e + 1 < n ? e : PG_ALL);
        }
    }
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

// Who was not shortlisted or not appointed follows from those who were: a count like
// theirs, and no fewer than nobody.
static void add_stage(struct pg_counts *counts, const struct pg_workforce *workforce,
                      enum pg_event from, enum pg_event to, size_t a, size_t g, size_t e)
{
    size_t first = workforce->events->first;
    size_t whole = pg_workforce_events_at(
        workforce, (struct pg_event_where){.event = from,
                                           .axis = a,
                                           .group = pg_workforce_only(g),
                                           .division = pg_workforce_only(e)});
    size_t part = pg_workforce_events_at(
        workforce, (struct pg_event_where){.event = to,
                                           .axis = a,
                                           .group = pg_workforce_only(g),
                                           .division = pg_workforce_only(e)});

    if (workforce->counts[part] > workforce->counts[whole])
        return;
    size_t n = workforce->counts[whole];
    size_t rest =
        pg_disclosure_counts_derive(counts, (uint32_t)(n - workforce->counts[part]));
    size_t parts[] = {part - first, rest};
    pg_disclosure_counts_sum(counts, whole - first, parts, 2);
    if (n == workforce->counts[part] && n > 0 && n < PG_DISCLOSURE_FEW)
        pg_disclosure_counts_tells_all(counts, rest);
}

static void add_stages(struct pg_counts *counts, const struct pg_workforce *workforce,
                       size_t a)
{
    const struct pg_event_counts *events = workforce->events;

    if (events->n_of[PG_EVENT_SHORTLISTED] == 0 && events->n_of[PG_EVENT_APPOINTED] == 0)
        return;
    for (size_t g = 0; g < workforce->axes[a].n_groups; g++) {
        for (size_t e = 0; e < events->n_columns; e++) {
            size_t division = e + 1 < events->n_columns ? e : PG_ALL;
            add_stage(counts, workforce, PG_EVENT_APPLIED, PG_EVENT_SHORTLISTED, a, g,
                      division);
            add_stage(counts, workforce, PG_EVENT_SHORTLISTED, PG_EVENT_APPOINTED, a, g,
                      division);
            add_stage(counts, workforce, PG_EVENT_APPLIED, PG_EVENT_APPOINTED, a, g,
                      division);
        }
    }
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
            add_stages(counts, workforce, a);
    }
    for (int event = 0; made && event < PG_N_EVENTS; event++) {
        if (events->n_of[event] == 0)
            continue;
        made = add_totals(counts, workforce, (enum pg_event)event);
        add_all_undisclosed(counts, workforce, (enum pg_event)event);
        if (event > PG_EVENT_APPOINTED)
            add_rests(counts, workforce, (enum pg_event)event);
    }
    paygap_status status =
        made ? pg_disclosure_counts_protect(counts, err) : pg_no_memory(err);
    for (size_t i = 0; status == PAYGAP_OK && i < events->n; i++)
        pg_workforce_count_told(workforce, events->first + i,
                                pg_disclosure_counts_range(counts, i));
    pg_disclosure_counts_free(counts);
    return status;
}
