// SPDX-License-Identifier: GPL-3.0-or-later
/** What is shared while the people tables are read. */
#ifndef PG_WORKFORCE_PEOPLE_PARTS_H
#define PG_WORKFORCE_PEOPLE_PARTS_H

#include "pg_workforce.h"

#include "pg_schema.h"
#include "pg_survey.h"

/** A column that may stand elsewhere in each file, as one: texts and a code for everybody.
 */
struct pg_joined {
    struct pg_intern texts;
    uint32_t *codes;
    bool is_there; /**< in some file */
};

/** `columns`: of each file, SIZE_MAX where it has none. The caller frees in either case;
 *  false when out of memory. */
bool pg_join(const struct pg_workforce *workforce, const size_t *columns,
             struct pg_joined *joined);
void pg_joined_free(struct pg_joined *joined);

/** The column of each file with one of these headers (NULL-terminated). */
void pg_find_columns(const struct pg_workforce *workforce, const char *const *headers,
                     size_t columns[static PG_MAX_SNAPSHOTS]);

/** The same by what the header says of a column of the payroll: sex, start date. */
void pg_find_field(const struct pg_workforce *workforce, enum pg_field field,
                   size_t columns[static PG_MAX_SNAPSHOTS]);

/** What people are: sex, ethnicity and whatever else the tables have. */
paygap_status pg_people_add_axes(struct pg_workforce *workforce, paygap_error *err);

/** Where they work: grade, division, level and so on. False when out of memory. */
bool pg_people_add_places(struct pg_workforce *workforce);

#endif
