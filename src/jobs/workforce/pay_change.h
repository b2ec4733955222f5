// SPDX-License-Identifier: GPL-3.0-or-later
/** Why the difference of the mean hourly pay of men and women changed between two payrolls.
 */
#ifndef PG_WORKFORCE_PAY_CHANGE_H
#define PG_WORKFORCE_PAY_CHANGE_H

#include "pg_workforce.h"

/** What happened to people between the payrolls; disjoint. */
enum pg_change_event {
    PG_CHANGE_JOINED,
    PG_CHANGE_LEFT,
    PG_CHANGE_FULL_PAY, /**< returned to or left full pay */
    PG_CHANGE_GRADE,
    PG_CHANGE_PAY, /**< within the grade */
    PG_N_CHANGE_EVENTS
};

/** Sums of hourly pay of those to whom one thing happened, then [0] and now [1], by sex:
 *  men, women. */
struct pg_change_sums {
    double pay[PG_N_CHANGE_EVENTS][2][2];
    double n[PG_N_CHANGE_EVENTS][2][2];
};

/** Men's mean less women's when the events whose bits are set have happened; NaN if one sex
 *  is missing. */
double pg_workforce_change_difference(const struct pg_change_sums *sums, unsigned happened);

/** Shapley values of the events: they add up to the change of the difference. */
void pg_workforce_change_shapley(const struct pg_change_sums *sums,
                                 double parts[static PG_N_CHANGE_EVENTS]);

/** One person in both payrolls, or in one of them. */
struct pg_change_person {
    double pay[2]; /**< hourly, then and now, where in the hourly figures */
    bool is_in[2]; /**< the hourly figures of then and now */
    uint8_t sex;   /**< 0 man, 1 woman: of now, else of then */
    uint8_t event; /**< enum pg_change_event */
};

paygap_status pg_workforce_add_pay_change(struct pg_workforce *workforce,
                                          paygap_error *err);

#endif
