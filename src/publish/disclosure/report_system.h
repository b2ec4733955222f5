// SPDX-License-Identifier: GPL-3.0-or-later
/** The system of a report while it is made. */
#ifndef PG_DISCLOSURE_REPORT_SYSTEM_H
#define PG_DISCLOSURE_REPORT_SYSTEM_H

#include "system.h"

/** The quantities of a part: counts, and the people between them. */
struct part_of_system {
    size_t headcount, full_pay, bonus, quarters[PG_N_QUARTERS];
    size_t not_full_pay; /**< which is what is printed of full_pay, beside headcount */
    size_t disclosed, declined, not_known;
};

/** What a person of a count is worth to readers, by what is counted. */
enum pg_worth {
    PG_WORTH_HEADCOUNT,
    PG_WORTH_ANSWERS,
    PG_WORTH_FULL_PAY,
    PG_WORTH_BONUS,
    PG_WORTH_QUARTER
};

/** The system of a report, and which quantities are those of its parts. */
struct pg_report_system {
    struct pg_system system;
    struct part_of_system *parts; /**< of all breakdowns, in turn: the sexes first */
    size_t *first_part;           /**< of each breakdown */
    bool
        is_everybody_open; /**< how many there are is not known: some are of no known sex */
};

/** Makes it, everything printed exactly. False: out of memory. Free in either case; the
 *  report must outlive it. */
bool pg_disclosure_report_make(struct pg_report_system *made,
                               const struct pg_report *report,
                               const struct pg_policy *policy);
void pg_disclosure_report_free(struct pg_report_system *made);

/** The quantities of a part of a breakdown. */
const struct part_of_system *pg_disclosure_report_part(const struct pg_report_system *made,
                                                       const struct pg_report *report,
                                                       const struct pg_breakdown *breakdown,
                                                       size_t part);

/** The smallest group behind a pay figure of a breakdown; NULL = of everybody. */
size_t pg_disclosure_pay_minimum(const struct pg_policy *policy, enum pg_audience audience,
                                 const struct pg_breakdown *breakdown);

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

/** The quantity of a thing. */
size_t pg_disclosure_making_thing(struct making *making, double value, size_t thing,
                                  double worth);

/** That of a count of a part, printed by the figure of `measure`. */
size_t pg_disclosure_making_count(struct making *making,
                                  const struct pg_breakdown *breakdown,
                                  const struct pg_part_of *part, enum pg_measure measure,
                                  size_t n);

/** What a person of a count of a breakdown is worth. */
double pg_disclosure_making_worth(const struct making *making,
                                  const struct pg_breakdown *breakdown,
                                  enum pg_worth worth);

/** All counts of a part, and how they add up. */
void pg_disclosure_making_part(struct making *making, const struct pg_breakdown *breakdown,
                               const struct pg_part_of *part, struct part_of_system *made,
                               bool has_bonus_and_quarters);

/** whole = part + the rest of it, such as people without a bonus; what prints the rest, or
 *  PG_NOTHING; its number. */
size_t pg_disclosure_making_rest(struct making *making, size_t whole, size_t part,
                                 size_t thing, double worth);

/** whole = a + b. */
void pg_disclosure_making_sum(struct making *making, size_t whole, size_t a, size_t b);

/** The totals, the sexes and everybody, and whether it is open how many they are; then the
 *  breakdowns. */
bool pg_disclosure_making_everybody(struct making *making);
void pg_disclosure_making_breakdowns(struct making *making);

#endif
