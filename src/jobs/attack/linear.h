// SPDX-License-Identifier: GPL-3.0-or-later
/** Part of a system as a linear programme: some of its unknowns, and the relations between
 *  them. */
#ifndef PG_ATTACK_LINEAR_H
#define PG_ATTACK_LINEAR_H

#include "pg_attack_system.h"

#include <glpk.h>

struct pg_attack_linear {
    const struct pg_attack_system *system;
    glp_prob *problem;
    size_t *unknowns;  /**< of each column, from 1 */
    size_t *relations; /**< of each row, from 1 */
    size_t *column_of; /**< of each unknown of the system; 0 = none */
    bool is_feasible;  /**< the basis is one of numbers that fit */
    bool is_lost;      /**< the library ran out of memory: nothing is found any more */
};

/**
 * Makes a programme of the unknowns of `members` and of the relations that one of them is
 * in. Others are constants at `lo`, as which they must be known; with `is_known` only what
 * is printed bounds the members, and relations with others are left out. PAYGAP_MEMORY.
 */
paygap_status pg_attack_linear_make(struct pg_attack_linear *programme,
                                    struct pg_attack_system *system, const size_t *members,
                                    size_t n, bool is_known, paygap_error *err);

/** Finds numbers that fit; false if none do, or none are found. */
bool pg_attack_linear_begin(struct pg_attack_linear *programme);

/** The largest (or least) value of an unknown; false if it has no end or none is found. */
bool pg_attack_linear_end(struct pg_attack_linear *programme, size_t unknown, bool is_upper,
                          double *end);

/** Whether every whole unknown has a whole number in the solution found last. */
bool pg_attack_linear_is_whole(const struct pg_attack_linear *programme);

/** The same end among whole numbers, by a search of at most `most_nodes` nodes that stops
 *  once `enough` is reached; false if it ends without a proof. If *found, *end is a
 *  solution's value, whether or not it is the best. */
bool pg_attack_linear_search(struct pg_attack_linear *programme, size_t unknown,
                             bool is_upper, double enough, int most_nodes, double *end,
                             bool *found);

void pg_attack_linear_free(struct pg_attack_linear *programme);

#endif
