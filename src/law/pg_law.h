// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * law: the numbers of the law as data. Each stands once, in params.def, with its unit, its
 * source, the dates on which it was in force and the day on which it was last checked.
 *
 * A number that has not changed is the constant PG_LAW_NAME. One that changes is a series:
 * ask pg_law_in_force() for the row of a day. Nothing here is to be freed.
 */
#ifndef PG_LAW_H
#define PG_LAW_H

#include "pg_base.h"

// ---------------------------------------------------------------- numbers

/** The numbers that have not changed, in the units of params.def. */
enum pg_law_number {
#define PG_PARAM(name, value, unit, from, until, what, source, checked)                    \
    PG_LAW_##name = (value),
#define PG_SERIES(name, what)
#define PG_DATED(series, value, unit, from, until, source, checked)
#include "params.def"
#undef PG_PARAM
#undef PG_SERIES
#undef PG_DATED
};

/** The numbers that change. */
enum pg_law_series {
#define PG_PARAM(name, value, unit, from, until, what, source, checked)
#define PG_SERIES(name, what) PG_SERIES_##name,
#define PG_DATED(series, value, unit, from, until, source, checked)
#include "params.def"
#undef PG_PARAM
#undef PG_SERIES
#undef PG_DATED
    PG_N_LAW_SERIES /**< and no series */
};

enum pg_law_unit {
#define PG_LAW_UNIT(name) PG_LAW_UNIT_##name,
#include "law_units.def"
#undef PG_LAW_UNIT
    PG_N_LAW_UNITS
};

/** A number while it was in force; days are 20170406 for 6 April 2017. */
struct pg_law_row {
    enum pg_law_series series;
    int value;
    enum pg_law_unit unit;
    int from, until; /**< first and last day; until 0 = still in force */
    const char *source;
};

/** The row of a series on a day; NULL if none was in force then. */
const struct pg_law_row *pg_law_in_force(enum pg_law_series series, struct pg_date day);

/** A number of the unit DATE, such as 20211005, as a day. */
struct pg_date pg_law_date(int number);

/** A number in millionths as it is written: 365250000 is "365.25". Returns `text`. */
const char *pg_law_millionths(int number, char text[static 32]);

#endif
