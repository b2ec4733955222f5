// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What is published of numbers of people, as one system: quantities, what is printed of
 * each, and the relations that are known to hold between them (parts and totals, people on
 * full pay and not, groups and the broader groups they belong to, both sexes).
 *
 * Every quantity is a whole number of people. What is printed of it is a range; both ends
 * are its value where it is printed exactly. A reader knows the ranges and the relations.
 */
#ifndef PG_DISCLOSURE_SYSTEM_H
#define PG_DISCLOSURE_SYSTEM_H

#include "pg_disclosure.h"

/** What the people of a quantity are paid that is averaged: sums of it add up wherever the
 *  quantities do. */
enum pg_paid { PG_PAID_NOTHING, PG_PAID_HOURLY, PG_PAID_BONUS };

struct pg_quantity {
    double value;        /**< the true one */
    size_t thing;        /**< what prints it; PG_NOTHING = nothing does */
    double least, most;  /**< known from its nature; INFINITY: nothing is known */
    double lower, upper; /**< what is printed, or known from its nature */
    double also;         /**< another value that what is printed holds too; that of an
                              earlier publication, else the true one */
    double worth;        /**< of one person by which a reader is left uncertain */
    bool is_fixed;       /**< printed exactly or known, whatever is done */
    bool is_protected;   /**< if it is from 1 to T - 1 it must stay uncertain */
    enum pg_paid paid;
    bool may_be_certain; /**< if what is fixed tells it, it is printed exactly */
    bool has_minimum;    /**< `least` is that of a mean */
    bool lost_minimum;   /**< it need not be known that it reaches that of a mean */
    double cap, base;    /**< no more and no less is possible for what is fixed: it must
                              seem to be as much, and as little, as that */
    size_t whole, rest;  /**< it is told by these: the whole less the rest; PG_NOTHING */
    bool tells_all;      /**< 0 where it would say that everybody of a few is the other */
};

struct pg_term {
    size_t quantity;
    double factor;
};

struct pg_system {
    struct pg_quantity *quantities;
    size_t n_quantities, quantities_capacity;
    struct pg_term *terms;
    size_t n_terms, terms_capacity;
    size_t *relations; /**< first term of each; relation i ends where i + 1 begins */
    size_t n_relations, relations_capacity;
    size_t threshold; /**< T: the smallest count that is printed exactly, but 0 */
    bool failed;      /**< out of memory */
};

void pg_disclosure_system_free(struct pg_system *system);

/** Adds a count, what prints it (PG_NOTHING: it follows from others) and what a person of
 *  it is worth; its number. Failures are kept in the system. */
size_t pg_disclosure_system_add(struct pg_system *system, double value, size_t thing,
                                double worth);

/** The people of a quantity are those who are paid something that is averaged. */
void pg_disclosure_system_pay(struct pg_system *system, size_t quantity, enum pg_paid paid);

/** From now on printed exactly or known, whatever is done, and not protected. */
void pg_disclosure_system_fix(struct pg_system *system, size_t quantity);

/** Begins a relation: a sum of terms that is zero. */
void pg_disclosure_system_begin_relation(struct pg_system *system);
void pg_disclosure_system_add_term(struct pg_system *system, size_t quantity,
                                   double factor);

static inline bool pg_disclosure_is_exact(const struct pg_quantity *quantity)
{
    return quantity->lower == quantity->upper;
}

#endif
