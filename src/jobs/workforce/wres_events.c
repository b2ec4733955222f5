// SPDX-License-Identifier: GPL-3.0-or-later
/* Metrics of events: how likely it is for two groups to be appointed, to enter a procedure,
 * to be trained or to leave. */
#include "wres.h"

// The group of a place whose people at the latest date are just those regulated.
static bool find_regulated_place(const struct pg_workforce *workforce, size_t *d, size_t *e)
{
    const struct pg_snapshot *latest =
        &workforce->snapshots[pg_workforce_latest(workforce)];

    for (*d = 0; *d < PG_N_PLACE_ROLES; ++*d) {
        const uint16_t *group_of = workforce->places[*d].group_of;
        size_t found = PG_ALL;
        bool is_same = workforce->has_place[*d];
        for (size_t i = latest->first; is_same && i < latest->first + latest->n; i++) {
            if (workforce->is_regulated[i] && found == PG_ALL)
                found = group_of[i];
        }
        for (size_t i = latest->first; is_same && i < latest->first + latest->n; i++)
            is_same = workforce->is_regulated[i] == (group_of[i] == found);
        *e = found;
        if (is_same && found != PG_ALL)
            return true;
    }
    return false;
}

// Regulated people of a group at the latest date: the count of their grade, say, or one of
// its own.
static size_t regulated(struct pg_workforce *workforce, size_t a, size_t group)
{
    const struct pg_snapshot *latest =
        &workforce->snapshots[pg_workforce_latest(workforce)];
    size_t n = 0, d, e;

    if (find_regulated_place(workforce, &d, &e))
        return pg_workforce_count_at(
            workforce, (struct pg_where){.snapshot = pg_workforce_latest(workforce),
                                         .axis = a,
                                         .group = pg_workforce_only(group),
                                         .place = d,
                                         .of_place = pg_workforce_only(e)});
    for (size_t i = latest->first; i < latest->first + latest->n; i++)
        n += workforce->is_regulated[i] && workforce->axes[a].group_of[i] == group;
    return pg_workforce_count_add(workforce, n);
}

// Of whom the people of an event are a part: those shortlisted, regulated, or in post.
static size_t base_of(struct pg_workforce *workforce, enum pg_event event, size_t a,
                      size_t group)
{
    if (event == PG_EVENT_APPOINTED)
        return pg_workforce_events_at(
            workforce, (struct pg_event_where){.event = PG_EVENT_SHORTLISTED,
                                               .axis = a,
                                               .group = pg_workforce_only(group)});
    if (event == PG_EVENT_FITNESS)
        return regulated(workforce, a, group);
    return pg_workforce_count_at(
        workforce, (struct pg_where){.snapshot = pg_workforce_latest(workforce),
                                     .axis = a,
                                     .group = pg_workforce_only(group)});
}

static const char *direction_of(struct pg_workforce *workforce, const struct pg_axis *axis,
                                bool is_reversed, bool is_good)
{
    const char *group = axis->groups[axis->watched], *other = axis->groups[axis->against];

    return pg_arena_printf(&workforce->arena, "%s \xC3\xB7 %s; %s 1 is adverse to %s",
                           is_reversed ? other : group, is_reversed ? group : other,
                           is_good != is_reversed ? "below" : "above", group);
}

// Which way a likelihood points; its den is above 0.
static enum pg_verdict way_of(struct pg_fraction value, bool is_reversed, bool is_good)
{
    int side = pg_fraction_compare(value, (struct pg_fraction){1, 1});

    if (side == 0)
        return PG_VERDICT_EQUAL;
    return (side < 0) == (is_good != is_reversed) ? PG_VERDICT_ADVERSE
                                                  : PG_VERDICT_NOT_ADVERSE;
}

// Why there is nothing to put in a metric's row; NULL: there is something.
static const char *why_nothing(const struct standard_of *of, enum pg_event event)
{
    struct pg_workforce *workforce = of->workforce;

    if (event == PG_EVENT_FITNESS && workforce->is_regulated == NULL)
        return "no data: nothing says who is regulated ([workforce] regulated)";
    if (workforce->events == NULL || workforce->events->n_of[event] == 0)
        return "no data: no such events were given";
    if (!pg_workforce_event_is_told(workforce, event, of->axis) ||
        (event == PG_EVENT_APPOINTED &&
         !pg_workforce_event_is_told(workforce, PG_EVENT_SHORTLISTED, of->axis)))
        return pg_workforce_say_not_told(workforce, of->axis);
    return NULL;
}

void pg_workforce_wres_put_event(const struct standard_of *of, const struct metric *metric)
{
    struct pg_workforce *workforce = of->workforce;
    const struct pg_axis *axis = &workforce->axes[of->axis];
    const enum pg_event event = metric->event;
    bool is_good = event == PG_EVENT_APPOINTED || event == PG_EVENT_TRAINING;
    const char *direction = direction_of(workforce, axis, metric->is_reversed, is_good);

    pg_workforce_wres_put_words(of, metric, metric->title, direction);
    const char *nothing = why_nothing(of, event);
    if (nothing != NULL) {
        pg_workforce_wres_put_nothing(of, nothing);
        return;
    }
    size_t of_group = base_of(workforce, event, of->axis, axis->watched);
    size_t of_other = base_of(workforce, event, of->axis, axis->against);
    const struct pg_event_where events = {.event = event, .axis = of->axis};
    size_t n = pg_workforce_events_at(workforce,
                                      pg_workforce_event_where_of(events, axis->watched));
    size_t other = pg_workforce_events_at(
        workforce, pg_workforce_event_where_of(events, axis->against));
    bool reversed = metric->is_reversed;
    struct pg_likelihood found =
        reversed ? pg_stats_relative_likelihood(
                       workforce->counts[other], workforce->counts[of_other],
                       workforce->counts[n], workforce->counts[of_group])
                 : pg_stats_relative_likelihood(
                       workforce->counts[n], workforce->counts[of_group],
                       workforce->counts[other], workforce->counts[of_other]);
    // The rest of a stage is protected with the stages, see protect_events.c.
    bool is_stage = event == PG_EVENT_APPOINTED;
    size_t rest = is_stage ? PG_ALL : pg_workforce_count_add_rest(workforce, n, of_group);
    size_t rest_other =
        is_stage ? PG_ALL : pg_workforce_count_add_rest(workforce, other, of_other);
    pg_workforce_put_number(workforce, of->table, workforce->counts[n], PG_ON(n, rest));
    pg_workforce_made_of(workforce, of->table, PG_MADE_COUNT, n, PG_ALL, PG_ALL);
    pg_workforce_put_count(workforce, of->table, of_group);
    pg_workforce_put_number(workforce, of->table, workforce->counts[other],
                            PG_ON(other, rest_other));
    pg_workforce_made_of(workforce, of->table, PG_MADE_COUNT, other, PG_ALL, PG_ALL);
    pg_workforce_put_count(workforce, of->table, of_other);
    const size_t *on = PG_ON(n, of_group, other, of_other, rest, rest_other);
    pg_workforce_wres_put_value(of, found.value, PG_VALUE_RATIO, &found, on);
    const char *chance = pg_workforce_say_likelihood(&found);
    enum pg_verdict way =
        found.value.den == 0 ? PG_VERDICT_NONE : way_of(found.value, reversed, is_good);
    pg_workforce_put_verdict(workforce, of->table, way,
                             way == PG_VERDICT_NONE
                                 ? chance
                                 : pg_arena_printf(&workforce->arena, "%s; %s",
                                                   pg_document_verdict(way), chance),
                             on);
}
