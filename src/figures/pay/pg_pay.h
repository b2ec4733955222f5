// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * pay: the law about one employee. Works out the hourly pay of every full-pay relevant
 * employee as an exact fraction of a pound, or says why it cannot be worked out.
 */
#ifndef PG_PAY_H
#define PG_PAY_H

#include "pg_base.h"
#include "pg_policy.h"
#include "pg_population.h"
#include "pg_table.h"

struct pg_pay {
    const struct pg_table *table;
    const struct pg_people *people;
    uint8_t *out_of_hourly;         /**< of each row enum pg_reason, leave among them;
                                         PG_REASON_NONE = in the hourly figures, if relevant */
    uint32_t default_bonus_period;  /**< millionths of a day; 0 = none */
    struct pg_row_fractions merged; /**< hourly pay of employees with several posts */
};

/**
 * Decides whose hourly pay can be worked out, and who is in the hourly figures. Adds
 * findings to `table`. PAYGAP_CHOICE, naming lines, if a bonus in the pay period has no
 * bonus period and the policy gives none. The caller frees `pay`, also after an error.
 */
paygap_status pg_pay_decide(struct pg_pay *pay, const struct pg_people *people,
                            struct pg_table *table, const struct pg_policy *policy,
                            const char *path, paygap_error *err);

/** Full-pay relevant employee whose sex and hourly pay are known. */
static inline bool pg_pay_is_hourly(const struct pg_pay *pay, size_t row)
{
    return pg_population_is_relevant(pay->people, row) &&
           pay->out_of_hourly[row] == PG_REASON_NONE;
}

/** Fills in what was done about the findings that reading left open. */
void pg_pay_settle_findings(const struct pg_pay *pay, struct pg_table *table);

/**
 * Hourly pay in pounds, exact, of an employee in the hourly figures:
 * (ordinary pay + bonus x P / B) x 7 / P / H, where P and B are the days of the pay period
 * and of the bonus period and H the weekly hours; or the known hourly rate.
 *
 * @rule   gpg/hourly-pay (SI 2017/172 reg 6(1) steps 3 to 6)
 * @choice a known hourly rate goes before pay and hours
 */
struct pg_fraction pg_pay_rate(const struct pg_pay *pay, uint32_t row);

/** The same within PG_RATE_ERROR of relative error. */
double pg_pay_rate_double(const struct pg_pay *pay, uint32_t row);

/** Eight roundings of 2^-53 at most. */
#define PG_RATE_ERROR 0x1p-50

void pg_pay_free(struct pg_pay *pay);

/* Shared inside pay. */

/** How far a given hourly rate is from the one that pay and hours give. */
struct pg_rate_comparison {
    size_t n_compared;
    size_t n_different;  /**< by more than half a penny */
    double mean_percent; /**< of the given rate above the other, over those that differ */
};

/** Compares the system's own rates of everybody in the hourly figures, or, where `item` is
 *  PG_ITEM_HOURLY_PAY, the known rates in use, with the rates by regulation 6. */
struct pg_rate_comparison pg_pay_compare(const struct pg_pay *pay, enum pg_item item);

/** Weekly hours in millionths, exact. */
struct pg_fraction pg_pay_hours(const struct pg_table *table, uint32_t row);

/** Pay of one week of a post with pay, period and hours, exact. */
struct pg_fraction pg_pay_weekly_pay(const struct pg_pay *pay, uint32_t row);

/** Whether a known hourly rate goes before pay and hours. */
bool pg_pay_has_known_rate(const struct pg_table *table, uint32_t row);

/** Why the hourly pay of one post cannot be worked out; no findings. Pay below zero is a
 *  reason only where the post is the employee's only one: of several, the sum counts. */
enum pg_reason pg_pay_post_reason(const struct pg_pay *pay, uint32_t row,
                                  bool is_one_of_several, bool *needs_choice);

/** Merges the posts of the employee whose first row is `row` into pay->merged. */
enum pg_reason pg_pay_merge_posts(struct pg_pay *pay, const struct pg_people *people,
                                  uint32_t row, bool *needs_choice, bool *out_of_memory);

#endif
