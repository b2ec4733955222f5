// SPDX-License-Identifier: GPL-3.0-or-later
/* Which counts of events may be published: stages of recruitment by division, and leavers.
 */
#include "pg_workforce.h"

#include "pg_disclosure.h"

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

// The number of all leavers can be worked out from the appointments of a target: it is
// taken to be shown, and is the sum of the leavers of each group of any axis.
static bool add_leavers(struct pg_counts *counts, const struct pg_workforce *workforce)
{
    size_t first = workforce->events->first, all = pg_workforce_all_leavers(workforce);

    for (size_t a = 0; all != SIZE_MAX && a < workforce->n_axes; a++) {
        const struct pg_event_where leavers = {.event = PG_EVENT_LEAVER, .axis = a};
        size_t n = workforce->axes[a].n_groups;
        if (workforce->events->of_axis[a] == SIZE_MAX)
            continue;
        size_t *parts = malloc((n + 1) * sizeof *parts);
        if (parts == NULL)
            return false;
        for (size_t g = 0; g < n; g++)
            parts[g] = cell_of(workforce, pg_workforce_event_where_of(leavers, g));
        pg_disclosure_counts_sum(counts, all - first, parts, n);
        free(parts);
    }
    return true;
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
    size_t parts[] = {part - first,
                      pg_disclosure_counts_derive(counts, workforce->counts[whole] -
                                                              workforce->counts[part])};
    pg_disclosure_counts_sum(counts, whole - first, parts, 2);
}

static void add_stages(struct pg_counts *counts, const struct pg_workforce *workforce,
                       size_t a)
{
    const struct pg_event_counts *events = workforce->events;
    const size_t groups[] = {workforce->axes[a].watched, workforce->axes[a].against};

    if (events->n_of[PG_EVENT_SHORTLISTED] == 0 && events->n_of[PG_EVENT_APPOINTED] == 0)
        return;
    for (int i = 0; i < 2; i++) {
        for (size_t e = 0; e < events->n_columns; e++) {
            size_t division = e + 1 < events->n_columns ? e : PG_ALL;
            add_stage(counts, workforce, PG_EVENT_APPLIED, PG_EVENT_SHORTLISTED, a,
                      groups[i], division);
            add_stage(counts, workforce, PG_EVENT_SHORTLISTED, PG_EVENT_APPOINTED, a,
                      groups[i], division);
            add_stage(counts, workforce, PG_EVENT_APPLIED, PG_EVENT_APPOINTED, a, groups[i],
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
        // Only recruitment is shown by division; of other events there is one line for each
        // group, and no total.
        for (int event = 0; made && event <= PG_EVENT_APPOINTED; event++) {
            if (events->of_axis[a] != SIZE_MAX && events->n_of[event] > 0)
                made = add_event(counts, workforce, (enum pg_event)event, a);
        }
        if (made && events->of_axis[a] != SIZE_MAX)
            add_stages(counts, workforce, a);
    }
    made = made && add_leavers(counts, workforce);
    paygap_status status =
        made ? pg_disclosure_counts_protect(counts, err) : pg_no_memory(err);
    for (size_t i = 0; status == PAYGAP_OK && i < events->n; i++)
        workforce->hidden[events->first + i] =
            (uint8_t)pg_disclosure_counts_hidden(counts, i);
    pg_disclosure_counts_free(counts);
    return status;
}
