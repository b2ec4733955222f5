// SPDX-License-Identifier: GPL-3.0-or-later
/** The system of a report while it is made. */
#ifndef PG_DISCLOSURE_REPORT_SYSTEM_H
#define PG_DISCLOSURE_REPORT_SYSTEM_H

#include "parts.h"

/** The quantities of a part: counts, and the people between them. */
struct part_of_system {
    size_t headcount, full_pay, bonus, quarters[PG_N_QUARTERS];
    size_t disclosed, declined, not_known;
};

struct making {
    const struct pg_policy *policy;
    struct pg_system *system;
    const struct pg_report *report;
    // Of everybody, sex known or not: never shown as such.
    size_t headcount, full_pay, bonus, sizes[PG_N_QUARTERS];
    size_t totals[PG_N_TOTALS];
    size_t unknown_sex[2]; /**< the two reasons that leave somebody out of figures by sex */
    size_t n_unknown_sex;
    size_t known_sizes[PG_N_QUARTERS]; /**< of those of known sex */
    struct part_of_system *parts;      /**< of all breakdowns, in turn: the sexes first */
    size_t *first_part;                /**< of each breakdown */
};

/** The quantity of a thing, as hidden as it is in the report; that of a count of a part. */
size_t pg_disclosure_making_thing(struct making *making, double value, size_t thing);
size_t pg_disclosure_making_count(struct making *making, const struct pg_part_of *part,
                                  enum pg_measure measure, size_t n);

/** All counts of a part, and how they add up. */
void pg_disclosure_making_part(struct making *making, const struct pg_breakdown *breakdown,
                               const struct pg_part_of *part, struct part_of_system *made,
                               bool has_bonus_and_quarters);

/** whole = part + the rest of it, which is never shown: people left out, or without a
 *  bonus. */
void pg_disclosure_making_rest(struct making *making, size_t whole, size_t part);

/** whole = a + b. */
void pg_disclosure_making_sum(struct making *making, size_t whole, size_t a, size_t b);

/** A published share of one decimal: (share - 0.05) whole <= 100 part <= (share + 0.05)
 *  whole. */
void pg_disclosure_making_share(struct making *making, const struct pg_part_of *part,
                                enum pg_measure share, size_t count, size_t whole);

/** The totals, the sexes and everybody; then the breakdowns. */
void pg_disclosure_making_everybody(struct making *making);
void pg_disclosure_making_breakdowns(struct making *making);

#endif
