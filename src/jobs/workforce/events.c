// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Events of the twelve months to the latest snapshot date, counted by group and division;
 * what may be published of them. events_read.c reads them.
 */
#include "events.h"

#include <stdlib.h>

static const struct {
    const char *title, *spellings;
} events[PG_N_EVENTS] = {
#define PG_EVENT(name, title, spellings) {title, spellings},
#include "events.def"
#undef PG_EVENT
};

const char *pg_workforce_event_title(enum pg_event event)
{
    return events[event].title;
}

enum pg_event pg_workforce_event_of(struct pg_str text)
{
    for (int i = 0; i < PG_N_EVENTS; i++) {
        const char *rest = events[i].spellings;
        while (*rest != '\0') {
            char word[48] = "";
            size_t len = strcspn(rest, "|"), end = len;
            while (end > 0 && rest[end - 1] == ' ')
                end--;
            snprintf(word, sizeof word, "%.*s", (int)end, rest);
            if (pg_schema_same_header(text, word))
                return (enum pg_event)i;
            rest += len + strspn(rest + len, "| ");
        }
    }
    return PG_N_EVENTS;
}

static size_t n_divisions(const struct pg_workforce *workforce)
{
    return workforce->has_place[PG_PLACE_DIVISION]
               ? workforce->places[PG_PLACE_DIVISION].n_groups
               : 1;
}

bool pg_workforce_events_lay_out(struct pg_workforce *workforce)
{
    struct pg_event_counts *counts = calloc(1, sizeof *counts);
    size_t next = 0;

    if (counts == NULL)
        return false;
    workforce->events = counts;
    counts->first = workforce->n_counts;
    counts->n_columns = n_divisions(workforce) + 1;
    for (size_t a = 0; a < workforce->n_axes; a++) {
        counts->of_axis[a] = pg_workforce_is_watched(&workforce->axes[a]) ? next : SIZE_MAX;
        if (counts->of_axis[a] != SIZE_MAX)
            next += PG_N_EVENTS * (workforce->axes[a].n_groups + 1) * counts->n_columns;
    }
    counts->n = next;
    for (size_t i = 0; i < next; i++)
        (void)pg_workforce_count_add(workforce, 0);
    return !workforce->out_of_memory;
}

size_t pg_workforce_events_at(const struct pg_workforce *workforce,
                              struct pg_event_where where)
{
    const struct pg_event_counts *counts = workforce->events;
    size_t n_groups = workforce->axes[where.axis].n_groups;
    size_t group = where.group.number, division = where.division.number;
    size_t row = group == 0 ? n_groups : group - 1;
    size_t column = division == 0 ? counts->n_columns - 1 : division - 1;

    return counts->first + counts->of_axis[where.axis] +
           ((size_t)where.event * (n_groups + 1) + row) * counts->n_columns + column;
}

uint32_t pg_workforce_people_of_events(const struct pg_workforce *workforce,
                                       struct pg_event_where where)
{
    return workforce->counts[pg_workforce_events_at(workforce, where)];
}

size_t pg_workforce_all_leavers(const struct pg_workforce *workforce)
{
    const struct pg_event_counts *counts = workforce->events;

    for (size_t a = 0; counts != NULL && a < workforce->n_axes; a++) {
        if (counts->of_axis[a] != SIZE_MAX)
            return pg_workforce_events_at(
                workforce, (struct pg_event_where){.event = PG_EVENT_LEAVER, .axis = a});
    }
    return SIZE_MAX;
}

bool pg_workforce_event_is_told(const struct pg_workforce *workforce, enum pg_event event,
                                size_t axis)
{
    const struct pg_axis *of = &workforce->axes[axis];
    const struct pg_event_where all = {.event = event, .axis = axis};

    for (size_t g = 0; g < of->n_groups; g++) {
        if (of->kinds[g] == PG_GROUP_NAMED &&
            pg_workforce_people_of_events(workforce, pg_workforce_event_where_of(all, g)) >
                0)
            return true;
    }
    return pg_workforce_people_of_events(workforce, all) == 0;
}

const char *pg_workforce_say_not_told(struct pg_workforce *workforce, size_t axis)
{
    return pg_arena_printf(&workforce->arena, "no data: the events do not say the %s",
                           workforce->axes[axis].base);
}

void pg_workforce_events_count(struct pg_workforce *workforce, struct pg_event_where cell,
                               uint32_t n)
{
    const struct pg_event_where all = {.event = cell.event, .axis = cell.axis};
    struct pg_event_where of_group = all, of_division = all;

    of_group.group = cell.group;
    of_division.division = cell.division;
    workforce->counts[pg_workforce_events_at(workforce, cell)] += n;
    workforce->counts[pg_workforce_events_at(workforce, of_group)] += n;
    workforce->counts[pg_workforce_events_at(workforce, of_division)] += n;
    workforce->counts[pg_workforce_events_at(workforce, all)] += n;
}
