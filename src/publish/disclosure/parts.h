// SPDX-License-Identifier: GPL-3.0-or-later
/** The steps of disclosure control and what they share. */
#ifndef PG_DISCLOSURE_PARTS_H
#define PG_DISCLOSURE_PARTS_H

#include "system.h"

/** Hides counts from publication: primary, then table by table, then all tables together.
 */
paygap_status pg_disclosure_control_counts(struct pg_report *report,
                                           const struct pg_policy *policy,
                                           paygap_error *err);

/** Hides means, medians, gaps and bounds of hourly or of bonus pay from an audience. */
paygap_status pg_disclosure_control_pay(struct pg_report *report,
                                        const struct pg_policy *policy,
                                        enum pg_audience audience, bool is_bonus,
                                        paygap_error *err);

/** The smallest group behind a pay figure of a breakdown; NULL = of everybody. */
size_t pg_disclosure_pay_minimum(const struct pg_policy *policy, enum pg_audience audience,
                                 const struct pg_breakdown *breakdown);

/** Published sets of people of one kind of pay: every part, the sexes first; after them
 *  everybody, who has no figure of their own but whose sum may follow from those of others.
 */
struct pg_pay_sets {
    struct pg_people_sets sets;
    size_t n_listed; /**< sets with figures; everybody is the set of this number */
    const struct pg_part_of **parts;        /**< of each set */
    const struct pg_breakdown **breakdowns; /**< of each set; NULL = everybody */
    size_t *thresholds;
    size_t *twin;       /**< of each set: the one above with the same people, or itself */
    bool *is_chosen;    /**< to be published */
    bool *is_published; /**< that, or its sum follows from those that are */
    size_t *first;      /**< of each breakdown, the sexes being 0: n_blocks + 1 offsets */
    size_t n_blocks;
};

bool pg_disclosure_pay_sets_make(struct pg_pay_sets *made, const struct pg_report *report,
                                 const struct pg_policy *policy, enum pg_audience audience,
                                 bool is_bonus);
void pg_disclosure_pay_sets_free(struct pg_pay_sets *made);

/** What is wrong with a choice of published sets. */
struct pg_pay_leak {
    bool found;
    size_t set;   /**< whose figure can be worked out, or of which too few are left */
    size_t block; /**< where something more is to be hidden */
    size_t to_hide;
};

/** The first leak; PAYGAP_MEMORY or PAYGAP_OK. */
paygap_status pg_disclosure_find_pay_leak(struct pg_pay_sets *made,
                                          struct pg_pay_leak *leak, paygap_error *err);

#endif
