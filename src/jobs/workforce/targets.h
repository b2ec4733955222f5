// SPDX-License-Identifier: GPL-3.0-or-later
/** A target of the configuration. */
#ifndef PG_WORKFORCE_TARGETS_H
#define PG_WORKFORCE_TARGETS_H

#include "pg_workforce.h"

struct target {
    const char *name;
    size_t axis, group; /**< group PG_ALL: those who disclosed */
    size_t place, of_place;
    struct pg_fraction level;  /**< percent; of a change a year: at the latest date */
    struct pg_fraction change; /**< points a year; den 0 = a level by a date */
    bool is_most;              /**< the share is to fall: to be no more than the level */
    struct pg_date date;
    struct pg_fraction base; /**< share at the date it is counted from */
    size_t from;             /**< snapshot */
    const char *wrong;       /**< what is not there */
};

/** Finds what a line of [targets] is about. False: `wrong` says what is not there. */
bool pg_workforce_target_find(const struct pg_workforce *workforce, struct target *target,
                              const struct pg_target_wish *wish);

/** The same of "GROUP of CHARACTERISTIC[ at PLACE]" alone. */
bool pg_workforce_target_take_whom(const struct pg_workforce *workforce,
                                   struct target *target,
                                   const struct pg_target_whom *whom);

#endif
