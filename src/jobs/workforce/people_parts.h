// SPDX-License-Identifier: GPL-3.0-or-later
/** What is shared while the people tables are read. */
#ifndef PG_WORKFORCE_PEOPLE_PARTS_H
#define PG_WORKFORCE_PEOPLE_PARTS_H

#include "pg_workforce.h"

#include "pg_schema.h"
#include "pg_survey.h"

/** The column whose header says best that it is that of a payroll: sex, start date,
 * employee id; SIZE_MAX if none does. */
size_t pg_workforce_rows_field(const struct pg_rows *rows, enum pg_field field);

/** The same, but where it has the header that [columns] gives the field, that one. */
size_t pg_workforce_rows_wished(const struct pg_workforce *workforce,
                                const struct pg_rows *rows, enum pg_field field);

/** The column of each file with one of these headers (NULL-terminated), SIZE_MAX where it
 * has none; whether any file has one. */
bool pg_workforce_find_columns(const struct pg_workforce *workforce,
                               const char *const *headers,
                               size_t columns[static PG_MAX_SNAPSHOTS]);

/** Notes at which dates the tables have the column; with a title, says at which not. */
void pg_workforce_note_dates(struct pg_workforce *workforce, const char *title,
                             const size_t columns[static PG_MAX_SNAPSHOTS],
                             bool is_there[static PG_MAX_SNAPSHOTS]);

/** The same of a field: the header that [columns] names, where the file has it, else as
 *  pg_workforce_rows_field(). Says so where no file has a header that [columns] names. */
bool pg_workforce_find_field(struct pg_workforce *workforce, enum pg_field field,
                             size_t columns[static PG_MAX_SNAPSHOTS]);

/** A column that may stand elsewhere in each file, as one: texts, the empty one first, and
 * a code for everybody. */
struct pg_joined {
    struct pg_intern texts;
    uint32_t *codes;
};

/** The caller frees in either case; false when out of memory. */
bool pg_workforce_join(const struct pg_workforce *workforce, const size_t *columns,
                       struct pg_joined *joined);
void pg_workforce_joined_free(struct pg_joined *joined);

/** Texts with the number of their rows, most first: `"Gendr" (12), "Sxe" (1)`; n_rows is
 * that of each text, 0 = it is not quoted. Numbers and addresses and, in a column of an
 * axis (NULL: in one that is of no person), what may be somebody's name are counted and not
 * repeated. */
const char *pg_workforce_quoted(struct pg_workforce *workforce,
                                const struct pg_intern *texts, const size_t *n_rows,
                                const struct pg_axis *axis);

/** The header that [columns] or [characteristic.NAME] gives the column of an axis; NULL if
 *  nothing does. */
const char *pg_workforce_header_of_axis(const struct pg_workforce *workforce,
                                        const struct pg_axis *axis);

/** The group of people of whom nobody says what they are. */
uint16_t pg_workforce_not_known_of(const struct pg_axis *axis);

/** What people are: sex, ethnicity and whatever else the tables have. */
paygap_status pg_workforce_people_add_axes(struct pg_workforce *workforce,
                                           paygap_error *err);

/** Where they work: grade, division, level and so on. False when out of memory. */
bool pg_workforce_people_add_places(struct pg_workforce *workforce);

#endif
