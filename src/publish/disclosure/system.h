// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The counts of a report as a reader of its published files sees them: quantities, shown or
 * not, and the relations that are known to hold between them (parts and totals, people on
 * full pay and not, groups and the broader groups they belong to, both sexes).
 */
#ifndef PG_DISCLOSURE_SYSTEM_H
#define PG_DISCLOSURE_SYSTEM_H

#include "pg_disclosure.h"

struct pg_quantity {
    double value; /**< the true one; used where it is shown */
    size_t thing; /**< what shows it; PG_NOTHING = nothing ever does */
    enum pg_hidden hidden;
    double least;      /**< known from its nature: a hidden count is at least 1 */
    double most;       /**< INFINITY if nothing is known */
    double cost;       /**< of hiding it: its value, or more if it is missed more */
    double enough;     /**< what the attacker's interval must reach, and its width */
    bool is_protected; /**< hidden or derived, from 1 to T - 1: must stay uncertain */
    bool is_exposed;   /**< that could not be had: it rests on what is known anyway */
    bool is_given;     /**< taken to be known whatever is shown: by sex, or a plain zero */
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
    size_t threshold;
    bool failed; /**< out of memory */
};

/** Makes the system of a report, with what is hidden of it so far. */
bool pg_disclosure_system_make(struct pg_system *system, const struct pg_report *report,
                               const struct pg_policy *policy);
void pg_disclosure_system_free(struct pg_system *system);

/** Adds a count and what shows it; its number. Failures are kept in the system. */
size_t pg_disclosure_system_add(struct pg_system *system, double value, size_t thing);

/** Hides a quantity from now on, unless nothing shows it. */
void pg_disclosure_system_hide(struct pg_system *system, size_t quantity,
                               enum pg_hidden why);

/** Begins a relation: a sum of terms that is zero. */
void pg_disclosure_system_begin_relation(struct pg_system *system);
void pg_disclosure_system_add_term(struct pg_system *system, size_t quantity,
                                   double factor);

/** Hides counts from 1 to T - 1, wherever they stand. */
void pg_disclosure_hide_small_counts(struct pg_system *system);

/** Hides what else gives small counts away. `shows_certain`: shows again what can be worked
 *  out all the same, such as what the law has published by sex. */
paygap_status pg_disclosure_protect_system(struct pg_system *system, bool shows_certain,
                                           paygap_error *err);

static inline bool pg_disclosure_is_quantity_shown(const struct pg_system *system,
                                                   size_t quantity)
{
    const struct pg_quantity *asked = &system->quantities[quantity];

    return asked->is_given || (asked->thing != PG_NOTHING && asked->hidden == PG_SHOWN);
}

/** What can be worked out of one hidden quantity. */
struct pg_attack {
    double lowest, highest;
    size_t to_hide; /**< the shown quantity of least cost that narrows the interval;
                         SIZE_MAX = none that may be hidden */
};

/**
 * An attacker on a system. Every solution met on the way is a set of counts that agrees
 * with all that is shown; so the values seen there are witnesses that a quantity is
 * uncertain, and stay so when more is hidden.
 */
struct pg_attacker;

/** NULL when out of memory. The system must outlive it. */
struct pg_attacker *pg_disclosure_attacker_make(struct pg_system *system);
void pg_disclosure_attacker_free(struct pg_attacker *attacker);

/** Gives back what the solver keeps, once no attacker is left. */
void pg_disclosure_attackers_end(void);

/** To be called when marks have changed. */
void pg_disclosure_attacker_renew(struct pg_attacker *attacker);

/** The values seen so far of a quantity. */
struct pg_attack pg_disclosure_attacker_seen(const struct pg_attacker *attacker,
                                             size_t quantity);

/** Works out the interval of a quantity. PAYGAP_MEMORY or PAYGAP_FAULT on failure. */
paygap_status pg_disclosure_attack_quantity(struct pg_attacker *attacker, size_t quantity,
                                            struct pg_attack *attack, paygap_error *err);

/** Whether the interval leaves a hidden count from 1 to T - 1 uncertain enough. */
bool pg_disclosure_is_uncertain(const struct pg_system *system, size_t quantity,
                                const struct pg_attack *attack);

#endif
