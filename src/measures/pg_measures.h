// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * measures: the law about groups. From a ranking of people by pay and the number of men and
 * women on each rate come the figures of regulations 8 to 13.
 */
#ifndef PG_MEASURES_H
#define PG_MEASURES_H

#include "pg_policy.h"
#include "pg_results.h"
#include "pg_stats.h"

/** Men and women at each rank of a ranking. */
struct pg_sexes {
    const struct pg_ranking *ranking;
    const uint32_t *men, *women;
};

/**
 * Sizes of the four quarters, lowest first, for `n` people in order of pay: as equal as
 * possible, the remainder placed as GOV.UK guidance places it.
 *
 * @rule   gpg/quarters/sizes (reg 13(1) step 2, "so far as possible")
 * @unit   n and sizes: full-pay relevant employees
 * @choice one over: lower; two: lower, upper middle; three: all but upper
 */
void pg_quarter_sizes(size_t n, size_t sizes[static PG_N_QUARTERS]);

/**
 * Places `men` of the men + women on one rate over the quarters, which have `places[j]`
 * places for them each (men + women in all): in proportion, by largest remainder, equal
 * remainders to the lower quarter.
 *
 * @rule gpg/quarters/ties (reg 13(2))
 */
void pg_share_tied(size_t men, const size_t places[static PG_N_QUARTERS],
                   size_t men_placed[static PG_N_QUARTERS]);

/**
 * Men and women in each quarter of hourly pay, and the people tied across each boundary.
 *
 * @rule   gpg/quarters (reg 13)
 * @choice rates are the same when equal exactly, or to the penny (tie_precision)
 */
void pg_quarters(const struct pg_sexes *sexes, enum pg_tie_precision ties,
                 struct pg_quarter_counts quarters[static PG_N_QUARTERS],
                 struct pg_boundary boundaries[static PG_N_QUARTERS - 1]);

/**
 * Adds the hourly figures: full-pay headcounts, mean and median hourly pay and gaps, counts
 * and shares of the quarters.
 *
 * @rule gpg/mean-hourly-gap (reg 8), gpg/median-hourly-gap (reg 9), gpg/quarters (reg 13)
 */
void pg_measure_hourly_pay(struct paygap_results *results, struct pg_report *report,
                           const struct pg_sexes *sexes, enum pg_tie_precision ties);

/** Men and women in the bonus figures: relevant employees with a readable bonus. */
struct pg_bonus_people {
    size_t men, women;
};

/**
 * Adds the bonus figures: receivers, share receiving, mean and median bonus and gaps, over
 * people paid a bonus above zero in the twelve months.
 *
 * @rule   gpg/mean-bonus-gap (reg 10), gpg/median-bonus-gap (reg 11), gpg/bonus-share (reg
 * 12)
 * @choice no man had a bonus: no gaps; men had and women had none: both gaps are 100
 */
void pg_measure_bonus_pay(struct paygap_results *results, struct pg_report *report,
                          const struct pg_sexes *receivers, struct pg_bonus_people people);

/** Adds warnings about figures that the filing service would accept but few employers
 *  have, and about those it would refuse. */
void pg_measure_plausible(struct paygap_results *results, struct pg_report *report,
                          size_t employees);

/** Adds a number of people. */
void pg_measure_count(struct paygap_results *results, struct pg_report *report,
                      const char *group, const char *measure, size_t n);

/** Adds n / size as a percentage; if size is 0 there is none, for the reason `if_empty`. */
void pg_measure_share(struct paygap_results *results, struct pg_report *report,
                      const char *group, const char *measure, size_t n, size_t size,
                      const char *if_empty);

/**
 * Adds a pair of figures, mean or median pay of men and of women in pounds, and the gap
 * between them: (men - women) / men x 100.
 *
 * @rule gpg/gap (regs 8 to 11): the men's figure is the base; positive = women lower
 */
void pg_measure_average(struct paygap_results *results, struct pg_report *report,
                        const char *pay_measure, const char *gap_measure, bool want_gap,
                        const struct pg_average *men, const struct pg_average *women);

#endif
