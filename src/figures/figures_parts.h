// SPDX-License-Identifier: GPL-3.0-or-later
/** What the files of figures share: the parts of a report. */
#ifndef PG_FIGURES_PARTS_H
#define PG_FIGURES_PARTS_H

#include "pg_figures.h"

/** A report being formed: what is read, and what is written. */
struct pg_forming {
    const struct pg_judged *judged;
    const struct pg_slice *slice;
    struct paygap_results *results;
    struct pg_report *report;
};

/** Counts the people of each pattern of groups, for everything that rests on counts. False:
 *  out of memory. */
bool pg_figures_count_atoms(const struct pg_forming *forming);

/** Warns of people with a part of the pay period in the hourly figures, and of what the
 *  gaps would be without them. False: out of memory. */
bool pg_figures_warn_part_periods(const struct pg_forming *forming,
                                  struct pg_members *hourly);

/** Adds what each pay element of payment lines does to the figures. False: out of memory.
 */
bool pg_figures_audit_elements(const struct pg_forming *forming);

/** Adds the figures by ethnicity and every other characteristic. Fails only when out of
 *  memory. */
paygap_status pg_figures_break_down(const struct pg_forming *forming,
                                    struct pg_members *hourly, struct pg_members *bonus,
                                    paygap_error *err);

#endif
