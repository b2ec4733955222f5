// SPDX-License-Identifier: GPL-3.0-or-later
/** The steps of disclosure control and what they share. */
#ifndef PG_DISCLOSURE_PARTS_H
#define PG_DISCLOSURE_PARTS_H

#include "pay.h"
#include "ranges.h"
#include "report_system.h"

/** A report while it is decided how each thing is told. */
struct pg_marking {
    struct paygap_results *results;
    struct pg_report *report;
    const struct pg_policy *policy;
    const struct pg_report_system *counts;
};

/** How counts, and the shares of them, are told. False: out of memory. */
bool pg_disclosure_mark_counts(const struct pg_marking *marking);

/** How means, medians, gaps and what rests on them are told. */
bool pg_disclosure_mark_pay(const struct pg_marking *marking,
                            const struct pg_pay_system *pay);

/** Hides pay figures of fewer people than the internal minima from the internal workbook.
 */
void pg_disclosure_mark_internally(struct pg_report *report,
                                   const struct pg_policy *policy);

#endif
