// SPDX-License-Identifier: GPL-3.0-or-later
/** What is shared while two payrolls are compared. */
#ifndef PG_WORKFORCE_PAY_CHANGE_PARTS_H
#define PG_WORKFORCE_PAY_CHANGE_PARTS_H

#include "pay_change.h"

#include "pg_run.h"

#include <paygap/paygap.h>

/** For pg_workforce_change_difference(). */
enum { PG_ALL_CHANGE_EVENTS = (1 << PG_N_CHANGE_EVENTS) - 1 };

/** The two runs and their people. */
struct change {
    struct pg_workforce *workforce;
    struct pg_run runs[2];
    paygap_options options[2];
    const char *by[1];
    struct pg_change_person *persons;
    size_t n, n_nameless; /**< people; rows without an id */
    size_t n_of_two_sexes;
    bool has_grade;
};

/** Forms the persons from both runs, men first, in an order that is not that of the rows.
 *  Whoever has no id, or another sex in the second payroll, is of one payroll only. False
 *  when out of memory; the caller frees the persons in either case. */
bool pg_workforce_change_match(struct change *change);

/** Adds both tables; what few people add, or the pay of few, is withheld. */
void pg_workforce_change_add_tables(const struct change *change,
                                    const struct pg_change_sums *sums,
                                    const struct pg_paired_gap gaps[static PG_N_PAIRED]);

#endif
