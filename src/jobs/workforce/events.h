// SPDX-License-Identifier: GPL-3.0-or-later
/** The file of events while it is read. */
#ifndef PG_WORKFORCE_EVENTS_H
#define PG_WORKFORCE_EVENTS_H

#include "people_parts.h"

/** Persons by id, of the latest table that has them. */
struct ids {
    struct pg_intern names;
    size_t *person;
};

/** Rows of which something cannot be read, and the line of the first. */
struct unread {
    size_t n, line;
};

struct reading {
    struct pg_workforce *workforce;
    struct pg_rows rows;
    struct ids ids;
    size_t event, date, year, count, division;
    size_t id;                     /**< of an employee */
    size_t of_case;                /**< of an application or a case */
    size_t of_axis[PG_MAX_AXES];   /**< column of each axis */
    uint16_t *groups[PG_MAX_AXES]; /**< of each text of that column */
    struct unread not_known, bad_dates, undated, bad_counts,
        not_regulated;               /**< not counted */
    struct unread elsewhere, nobody; /**< counted, but of no division or person */
};

/** The event of a text; PG_N_EVENTS if it is none. */
enum pg_event pg_workforce_event_of(struct pg_str text);

/** Makes the counts of all events, each 0. False when out of memory. */
bool pg_workforce_events_lay_out(struct pg_workforce *workforce);

/** An event of `n` people counts in its cell and in the totals. */
void pg_workforce_events_count(struct pg_workforce *workforce, struct pg_event_where cell,
                               uint32_t n);

/** Says which rows are not counted, or not as they are given. `is_read`: up to the end. */
void pg_workforce_events_say(const struct reading *reading, bool is_read);

#endif
