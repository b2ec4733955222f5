// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Witnesses: sets of counts, other than the true ones, that fit all that is printed. While
 * there is one in which a small count is at most 1 and one in which it is at least T,
 * nobody can tell how small it is. To check them takes additions and comparisons, and no
 * solver.
 */
#ifndef PG_DISCLOSURE_WITNESSES_H
#define PG_DISCLOSURE_WITNESSES_H

#include "programme.h"

/** The highest, or lowest, value of a quantity in a witness. */
struct pg_extreme {
    double value;
    size_t witness; /**< PG_NOTHING: none has another than the true one */
};

struct pg_witnesses {
    const struct pg_system *system;
    struct pg_witness *items; /**< n = 0: no longer one */
    size_t n, capacity;
    struct pg_extreme *highest, *lowest; /**< of each quantity */
};

bool pg_disclosure_witnesses_begin(struct pg_witnesses *witnesses,
                                   const struct pg_system *system);
void pg_disclosure_witnesses_free(struct pg_witnesses *witnesses);

/** Takes a witness over. False: out of memory, and it is freed. */
bool pg_disclosure_witnesses_add(struct pg_witnesses *witnesses,
                                 struct pg_witness *witness);

/** Drops those that no longer fit what is printed of a quantity; how many. The extremes
 *  of others are looked for among those left. */
size_t pg_disclosure_witnesses_drop(struct pg_witnesses *witnesses, size_t quantity);

/** The proof: every relation and every printed range holds in each of them. PAYGAP_FAULT,
 *  if that is not so; PAYGAP_MEMORY. */
paygap_status pg_disclosure_witnesses_check(const struct pg_witnesses *witnesses,
                                            paygap_error *err);

#endif
