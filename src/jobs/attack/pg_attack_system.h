// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * A system of unknowns and linear relations, and the interval that it leaves to each.
 *
 * Zero-initialise a system; pg_attack_add_unknown() and pg_attack_relate() for all that is
 * known; pg_attack_propagate(), then pg_attack_solve() with the unknowns that are asked
 * about; pg_attack_argue() for the sums that show an end; pg_attack_system_free().
 */
#ifndef PG_ATTACK_SYSTEM_H
#define PG_ATTACK_SYSTEM_H

#include "pg_base.h"

/** What is asked for; `known_*` is what is printed of it, `lo` and `hi` what follows. */
struct pg_attack_unknown {
    const char *name; /**< in words; borrowed */
    double known_lo, known_hi;
    double lo, hi;
    bool is_whole;
};

struct pg_attack_term {
    size_t unknown;
    double factor;
};

/** lo <= sum of factor x unknown <= hi. */
struct pg_attack_relation {
    size_t first, n; /**< among the terms of the system */
    double lo, hi;
    const char *text; /**< why, of a figure that is no plain sum; NULL = they add up */
};

struct pg_attack_system {
    struct pg_attack_unknown *unknowns;
    size_t n, capacity;
    struct pg_attack_relation *relations;
    size_t n_relations, relations_capacity;
    struct pg_attack_term *terms;
    size_t n_terms, terms_capacity;
    struct pg_attack_index *of_unknown; /**< the relations of each; made when needed */
    bool failed;                        /**< memory has run out */
};

/** An unknown from `lo` on, without an end: 0 to INFINITY if nothing is known. */
size_t pg_attack_add_unknown(struct pg_attack_system *system, const char *name, double lo,
                             double hi, bool is_whole);

/** What is printed of an unknown narrows what is known; false if it contradicts that. */
bool pg_attack_narrow(struct pg_attack_system *system, size_t unknown, double lo,
                      double hi);

/** Begins a relation; its terms follow. */
void pg_attack_relate(struct pg_attack_system *system, double lo, double hi,
                      const char *text);
void pg_attack_term(struct pg_attack_system *system, size_t unknown, double factor);
void pg_attack_system_free(struct pg_attack_system *system);

/** Narrows lo and hi of every unknown by one relation after the other; SIZE_MAX, or a
 *  relation that no numbers fit. */
size_t pg_attack_propagate(struct pg_attack_system *system);

/** Takes all relations of the component of one away, so that what contradicts itself says
 *  nothing; what is printed of its unknowns stays. */
void pg_attack_give_up(struct pg_attack_system *system, size_t relation);

/**
 * An unknown that is asked about. Who needs only to know whether it can be as low as
 * `low_enough` and as high as `high_enough` is told so by a solution, and the ends are then
 * no nearer than that; -INFINITY and INFINITY ask for the ends themselves.
 */
struct pg_attack_question {
    size_t unknown;
    double low_enough, high_enough;
    double least, most; /**< the answer: nothing beyond fits */
    bool is_impossible; /**< no numbers fit its component, so nothing is known */
};

/** Answers the questions, each within its component of the system. PAYGAP_MEMORY. */
paygap_status pg_attack_solve(struct pg_attack_system *system,
                              struct pg_attack_question *questions, size_t n,
                              paygap_error *err);

/**
 * Adds the sums that bound an unknown from above, or from below, by what is printed alone:
 * "36 (A: people) - 27 (A, not disabled: people) = 9". As few relations as reach `claimed`
 * are used; *is_reached says whether they do. PAYGAP_MEMORY.
 */
paygap_status pg_attack_argue(struct pg_attack_system *system, size_t unknown,
                              bool is_upper, double claimed, struct pg_buffer *text,
                              bool *is_reached, paygap_error *err);

/* Shared inside the system. */

struct pg_attack_index {
    size_t *first; /**< of each unknown among `relations`, and one more at the end */
    size_t *relations;
};

/** The relations that each unknown is in; NULL when out of memory. */
const struct pg_attack_index *pg_attack_index_of(struct pg_attack_system *system);

/** Differences up to this are none: relative to the size of numbers above 1. */
double pg_attack_tolerance(double value);

/** The whole numbers within an end that was worked out with rounding. */
double pg_attack_whole_up(double value);
double pg_attack_whole_down(double value);

#endif
