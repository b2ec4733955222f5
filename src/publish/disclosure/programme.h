// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Linear programmes that look for another set of counts which fits what is printed, or
 * comes near it: how much a target can differ from the truth, and what else must.
 */
#ifndef PG_DISCLOSURE_PROGRAMME_H
#define PG_DISCLOSURE_PROGRAMME_H

#include "system.h"

/** What programmes over one system share: which relations a quantity stands in. */
struct pg_programmes {
    const struct pg_system *system;
    size_t *first; /**< of each quantity, among `relations`; n_quantities + 1 */
    size_t *relations;
    bool is_lost; /**< the solver has run out of memory and taken all problems with it */
};

/** False: out of memory. The system must outlive them, and gets no more quantities or
 *  relations. End them in either case, once no programme is left. */
bool pg_disclosure_programmes_begin(struct pg_programmes *shared,
                                    const struct pg_system *system);
void pg_disclosure_programmes_end(struct pg_programmes *shared);

/** How one set of counts differs from the true one. */
struct pg_witness {
    size_t n;
    size_t *quantities;
    double *values; /**< whole, of these quantities; all others are as they are in truth */
    double bound;   /**< no set of counts, whole or not, moves the target beyond this */
};

void pg_disclosure_witness_free(struct pg_witness *witness);

/** A programme over some quantities; all others stay as they are. */
struct pg_programme;

enum pg_programme_kind {
    PG_PROGRAMME_WIDENING, /**< may leave what is printed, at a cost */
    PG_PROGRAMME_WITHIN    /**< keeps within what is printed */
};

/** NULL when out of memory. */
struct pg_programme *pg_disclosure_programme_make(struct pg_programmes *shared,
                                                  const size_t *quantities, size_t n,
                                                  enum pg_programme_kind kind);
void pg_disclosure_programme_free(struct pg_programme *programme);

/** To be called when what is printed of a quantity has changed. */
void pg_disclosure_programme_renew(struct pg_programme *programme, size_t quantity);

/**
 * Moves a quantity of the programme from its true value towards `goal` as far as it goes,
 * at least cost. The witness is the caller's; it is empty (n = 0) if nothing can move, or
 * no whole numbers were found within the limits of the search. PAYGAP_MEMORY.
 */
paygap_status pg_disclosure_programme_solve(struct pg_programme *programme, size_t target,
                                            double goal, struct pg_witness *witness,
                                            paygap_error *err);

/** The aligned blocks of a printed range that hold both the value and another one. */
void pg_disclosure_blocks(double threshold, double value, double other, double *lower,
                          double *upper);

#endif
