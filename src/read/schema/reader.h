// SPDX-License-Identifier: GPL-3.0-or-later
/** What the files that read rows share. */
#ifndef PG_SCHEMA_READER_H
#define PG_SCHEMA_READER_H

#include "binding.h"

struct reader {
    struct pg_table *table;
    const struct pg_mapping *mapping;
    const char *path;
    struct pg_bindings bindings;
    struct pg_unread_columns unread;
    bool has_header, out_of_memory;
    uint32_t row; /**< being read */
    size_t line;
    enum pg_cell_state leave, leave_rate; /**< of the row: is there leave, and its rate */
    bool leave_is_full, is_strike;
    int64_t pieces, pieces_per_hour, annual_hours, paid_weeks; /**< of the row; 0 = none */
    struct pg_element_bonus {
        int64_t amount;
        uint32_t period; /**< 0 = that of the row */
    } bonuses[16];       /**< of the row, from columns of elements */
    size_t n_bonuses;
    struct pg_intern ids; /**< if rows are payments: employees met so far */
};

/** Notes a finding about the row being read. */
void pg_schema_reader_find(struct reader *reader, size_t column, enum pg_finding_code code,
                           enum pg_action action);

void pg_schema_read_employment(struct reader *reader, const struct pg_binding *binding,
                               struct pg_str text);

/** Days of the pay period that the pay covers. What is no number of days leaves the row out
 *  of the hourly figures. */
void pg_schema_read_days_covered(struct reader *reader, const struct pg_binding *binding,
                                 struct pg_str text);
void pg_schema_read_leave(struct reader *reader, const struct pg_binding *binding,
                          struct pg_str text);
void pg_schema_settle_leave(struct reader *reader);

/** Keeps a number that hours are worked out from: pieces, annual hours, paid weeks. */
void pg_schema_read_hours_basis(struct reader *reader, const struct pg_binding *binding,
                                struct pg_str text);

/** Adds up the bonuses of the row that stand in columns of their own. */
void pg_schema_settle_bonuses(struct reader *reader);

/**
 * Works out the weekly hours of the row from them: pieces / mean hourly output rate x 1.2;
 * annual hours, or weekly hours in the paid weeks only, over the 365.25 / 7 weeks of a
 * year.
 *
 * @rule gpg/piecework-hours (SI 2017/172 reg 7; NMW Regulations 2015 Part 5 chapter 4)
 * @rule gpg/annual-hours (SI 2017/172 reg 7)
 */
void pg_schema_settle_hours(struct reader *reader);

bool pg_schema_row_is_header_again(const struct reader *reader, const struct pg_row *row);
bool pg_schema_row_is_total(const struct reader *reader, const struct pg_row *row);

/**
 * Takes the salary sacrifice of all rows off ordinary pay. The sign of most cells of the
 * element means "sacrificed"; a cell of the other sign gives back: it is added, and is a
 * finding. As many of either: the sign of their sum. False when out of memory.
 */
bool pg_schema_settle_sacrifices(struct pg_table *table);

#endif
