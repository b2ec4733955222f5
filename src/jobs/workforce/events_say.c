// SPDX-License-Identifier: GPL-3.0-or-later
/* What is said of events that are not counted, or not where they happened. */
#include "events.h"

#include <stdlib.h>

// Events of which it is not said whose they are, group by group, belong to neither of the
// groups that are compared.
static void warn_of_untold(const struct reading *reading)
{
    struct pg_workforce *workforce = reading->workforce;

    for (size_t a = 0; a < workforce->n_axes; a++) {
        struct pg_buffer list = {0};
        for (int event = 0;
             event < PG_N_EVENTS && pg_workforce_is_watched(&workforce->axes[a]); event++) {
            enum pg_event of = (enum pg_event)event;
            const struct pg_event_where where = {.event = of, .axis = a};
            size_t unknown = pg_workforce_not_known_of(&workforce->axes[a]);
            uint32_t n = pg_workforce_people_of_events(
                workforce, pg_workforce_event_where_of(where, unknown));
            uint32_t all = pg_workforce_people_of_events(workforce, where);
            if (n > 0 && n < all)
                pg_buffer_printf(&list, "%s%s, %u of %u", list.len > 0 ? "; " : "",
                                 pg_workforce_event_title(of), n, all);
        }
        if (list.ptr != NULL && !list.failed)
            pg_workforce_say_warning(
                workforce, "events",
                pg_arena_printf(&workforce->arena,
                                "some do not say the %s and are in neither group: "
                                "%s",
                                workforce->axes[a].base, list.ptr));
        workforce->out_of_memory |= list.failed;
        pg_buffer_free(&list);
    }
}

static void warn_of_uncertain(const struct reading *reading, const struct unread *unread,
                              const char *why, const char *what)
{
    struct pg_workforce *workforce = reading->workforce;

    if (unread->n > 0)
        pg_workforce_say_warning(
            workforce, "events",
            pg_arena_printf(&workforce->arena,
                            "%zu %s of %.60s %s, the first in line %zu; %s", unread->n,
                            unread->n == 1 ? "row" : "rows", reading->rows.name, why,
                            unread->line, what));
}

static void warn_of_unread(const struct reading *reading, const struct unread *unread,
                           const char *why)
{
    reading->workforce->is_provisional |= unread->n > 0;
    warn_of_uncertain(reading, unread, why, "not counted");
}

// Kinds of event that are not known, and how many rows have each.
static void warn_of_kinds(const struct reading *reading)
{
    const struct pg_rows *rows = &reading->rows;
    struct pg_workforce *workforce = reading->workforce;

    if (reading->not_known.n == 0)
        return;
    const struct pg_intern *texts = &rows->texts[reading->event];
    size_t *n_rows = calloc(texts->n + 1, sizeof *n_rows);
    for (size_t row = 0; n_rows != NULL && row < rows->n; row++) {
        uint32_t code = rows->codes[reading->event][row];
        n_rows[code] += pg_workforce_event_of(pg_intern_get(texts, code)) == PG_N_EVENTS;
    }
    if (n_rows != NULL)
        warn_of_unread(
            reading, &reading->not_known,
            pg_arena_printf(&workforce->arena, "with no event that is known here (%s)",
                            pg_workforce_quoted(workforce, texts, n_rows, NULL)));
    workforce->out_of_memory |= n_rows == NULL;
    free(n_rows);
}

void pg_workforce_events_say(const struct reading *reading, bool is_read)
{
    struct pg_workforce *workforce = reading->workforce;

    if (is_read)
        warn_of_untold(reading);
    if (is_read && reading->rows.n == 0)
        pg_workforce_say_warning(
            workforce, "events",
            pg_arena_printf(&workforce->arena, "there is no row below the header of %.60s",
                            reading->rows.name));
    warn_of_kinds(reading);
    warn_of_unread(reading, &reading->bad_dates,
                   "with a date or a year that is none (a year is written 2026 or "
                   "2025-26)");
    warn_of_unread(reading, &reading->undated,
                   "without a date (where there is a count, a year will do)");
    warn_of_unread(reading, &reading->not_regulated,
                   "with a fitness to practise process of somebody who is not regulated");
    warn_of_unread(reading, &reading->bad_counts,
                   "with a count that is blank or no whole number");
    warn_of_uncertain(reading, &reading->elsewhere,
                      "with a division that no people table has",
                      "counted as of no division");
    warn_of_uncertain(reading, &reading->nobody,
                      "with an employee id that no people table has",
                      "counted by what else the row says");
}
