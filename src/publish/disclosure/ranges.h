// SPDX-License-Identifier: GPL-3.0-or-later
/** What is printed of counts, so that no small one can be told. */
#ifndef PG_DISCLOSURE_RANGES_H
#define PG_DISCLOSURE_RANGES_H

#include "witnesses.h"

/**
 * Widens what is printed of counts, at least cost, until every protected count from 1 to
 * T - 1 may be at most 1 and at least T for all that is printed, or as much as what is
 * known whatever is done leaves. Then shows again what can be. The witnesses are the
 * caller's, who frees them in either case. PAYGAP_MEMORY.
 */
paygap_status pg_disclosure_ranges(struct pg_system *system, struct pg_witnesses *witnesses,
                                   paygap_error *err);

/** Whether a count must be uncertain: it is small, or printed as if it might be. */
bool pg_disclosure_is_sensitive(const struct pg_system *system, size_t quantity);

/** The ends that its witnesses must reach: at most the one, at least the other. */
struct pg_goals {
    double low, high;
};
struct pg_goals pg_disclosure_goals(const struct pg_system *system, size_t quantity);

/** Prints a range that holds another value of the quantity as well. */
void pg_disclosure_cover(struct pg_system *system, size_t quantity, double value);

#endif
