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

/** How people in order of pay are put into quarters. */
struct pg_quarter_rule {
    const struct pg_bands *bands; /**< of the regime, PG_N_QUARTERS of them */
    enum pg_tie_precision ties;   /**< when two rates are the same */
};

/**
 * Places `men` of the men + women on one rate over the quarters, which have `places[j]`
 * places for them each (men + women in all): in proportion, by largest remainder, equal
 * remainders to the lower quarter.
 *
 * @rule gpg/quarters/ties (reg 13(2))
 */
void pg_measures_share_tied(size_t men, const size_t places[static PG_N_QUARTERS],
                            size_t men_placed[static PG_N_QUARTERS]);

/** Whether the values of two ranks are one hourly rate: equal, or equal to the penny. */
bool pg_measures_is_same_rate(const struct pg_ranking *ranking, size_t a, size_t b,
                              enum pg_tie_precision ties);

/**
 * Men and women in each quarter of hourly pay, and the people tied across each boundary.
 * False: out of memory.
 *
 * @rule   gpg/quarters (reg 13)
 * @choice rates are the same when equal exactly, or to the penny (tie_precision)
 */
bool pg_measures_quarters(const struct pg_groups *sexes, const struct pg_quarter_rule *rule,
                          struct pg_quarter_counts quarters[static PG_N_QUARTERS],
                          struct pg_boundary boundaries[static PG_N_QUARTERS - 1]);

/**
 * Places the people on one rate, `people[g]` of group g, over the quarters' `places`, whole
 * people: every cell is its proportional share rounded down or up, and the totals of groups
 * and quarters hold. Who is left over goes to cells in order of falling remainder (equal
 * ones: lower quarter first, then group order), passing by a cell whenever the rest could
 * then no longer be placed. False: out of memory.
 *
 * @rule   gpg/quarters/ties, for more than two groups (not in the Regulations)
 */
bool pg_measures_share_tied_groups(const size_t *people, size_t n_groups,
                                   const size_t places[static PG_N_QUARTERS],
                                   size_t (*placed)[PG_N_QUARTERS]);

/** People of each group in each quarter: one ranking of all groups together, ties by
 *  pg_measures_share_tied_groups(). `counts` has a row for each group. False: out of
 * memory. */
bool pg_measures_quarters_of_groups(const struct pg_groups *groups,
                                    const struct pg_quarter_rule *rule,
                                    size_t sizes[static PG_N_QUARTERS],
                                    size_t (*counts)[PG_N_QUARTERS]);

/** Makes 95 % intervals by the law of the bootstrap, without sampling; NULL where none are
 *  wanted. */
struct pg_interval_maker;
/** NULL when out of memory. */
struct pg_interval_maker *pg_measures_interval_maker_make(void);
/** Whether memory has run out since. */
bool pg_measures_interval_maker_failed(const struct pg_interval_maker *maker);
void pg_measures_interval_maker_free(struct pg_interval_maker *maker);
/** Forgets the comparator it met last, whose ranks are no longer there. */
void pg_measures_interval_maker_forget(struct pg_interval_maker *maker);

/** Sets the intervals of a mean gap (BCa) and a median gap (percentile), people resampled
 *  within each of both groups. `maker` and the figures may be NULL. */
void pg_measures_add_gap_intervals(struct pg_interval_maker *maker, paygap_figure *mean_gap,
                                   paygap_figure *median_gap, const struct pg_average *base,
                                   const struct pg_average *other);

/** The intervals of the figures by sex: the gaps, `mean_gap` and the median one after it,
 * and the medians in pounds. */
void pg_measures_add_sex_intervals(
    struct pg_report *report, struct pg_interval_maker *intervals, enum pg_measure mean_gap,
    const struct pg_average *mean_men, const struct pg_average *mean_women,
    const struct pg_average *median_men, const struct pg_average *median_women);

/** Sets the exact order-statistic interval of a median in pounds. */
void pg_measures_add_median_interval(struct pg_interval_maker *maker, paygap_figure *figure,
                                     const struct pg_average *median);

/**
 * Adds the hourly figures: full-pay headcounts, mean and median hourly pay and gaps, counts
 * and shares of the quarters, whose sizes are those of the regime of the report.
 *
 * @rule gpg/mean-hourly-gap (reg 8), gpg/median-hourly-gap (reg 9), gpg/quarters (reg 13)
 */
void pg_measures_hourly_pay(struct paygap_results *results, struct pg_report *report,
                            const struct pg_groups *sexes, enum pg_tie_precision ties,
                            struct pg_interval_maker *intervals);

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
void pg_measures_bonus_pay(struct paygap_results *results, struct pg_report *report,
                           const struct pg_groups *receivers, struct pg_bonus_people people,
                           struct pg_interval_maker *intervals);

/** Adds warnings about figures that the filing service would accept but few employers
 *  have, and about those it would refuse. */
void pg_measures_plausible(struct paygap_results *results, struct pg_report *report,
                           size_t employees);

/** Adds a number of people by sex. */
void pg_measures_count(struct paygap_results *results, struct pg_report *report,
                       enum pg_sex sex, enum pg_measure measure, size_t n);

/** Adds n / size as a percentage; if size is 0 there is none, for the reason `if_empty`. */
void pg_measures_share(struct paygap_results *results, struct pg_report *report,
                       enum pg_sex sex, enum pg_measure measure, size_t n, size_t size,
                       const char *if_empty);

/**
 * Adds a pair of figures, mean or median pay of men and of women in pounds, and the gap
 * between them: (men - women) / men x 100.
 *
 * @rule gpg/gap (regs 8 to 11): the men's figure is the base; positive = women lower
 */
void pg_measures_average(struct paygap_results *results, struct pg_report *report,
                         enum pg_measure pay_measure, enum pg_measure gap_measure,
                         bool want_gap, const struct pg_average *men,
                         const struct pg_average *women);

/** The people of a breakdown: its parts are the groups of both rankings. */
struct pg_breakdown_people {
    const struct pg_groups *hourly, *bonus;
    enum pg_tie_precision ties;
    const struct pg_breakdown *finer;    /**< a level whose quarters add up to this one's */
    struct pg_interval_maker *intervals; /**< may be NULL */
};

/**
 * Adds every measure of a breakdown by one characteristic: headcounts, means, medians and
 * gaps of hourly and bonus pay, bonus shares and the quarters, of which one ranking of all
 * full-pay relevant employees is made. The parts have their headcounts already; parts with
 * nobody get no figures. Also the range of each gap over every way in which people who did
 * not disclose could belong to the groups. False: out of memory.
 *
 * @choice a characteristic is split once, at its first level; coarser levels add up
 * @choice undisclosed people stay in headcounts and quarters and out of gaps; each gap is
 *         against the comparator of the breakdown
 */
bool pg_measures_breakdown(struct paygap_results *results, struct pg_report *report,
                           struct pg_breakdown *breakdown,
                           const struct pg_breakdown_people *people);

/**
 * Adds hourly pay of men and women inside each group, the gap there and, if the breakdown
 * says so, how much of the difference of their mean hourly pay lies between and within the
 * groups (Kitagawa 1955): within = sum over groups of the mean of both shares x the
 * difference of their means; between = sum of the mean of both means x the difference of
 * their shares. In a group of one sex its mean stands for both. False: out of memory.
 */
bool pg_measures_by_sex(struct paygap_results *results, struct pg_report *report,
                        struct pg_breakdown *breakdown, const struct pg_groups *hourly,
                        struct pg_interval_maker *intervals);

/** Adds who disclosed, who would rather not say and who is not known, and the disclosure
 * rate with Wilson's interval, for each part that has anybody. */
void pg_measures_disclosure(struct paygap_results *results, struct pg_report *report,
                            struct pg_breakdown *breakdown);

/* Shared by the files of breakdowns. */

/** The people a gap is measured against: a part, or everybody else of the named parts. */
struct pg_comparison {
    const struct pg_breakdown *breakdown;
    const struct pg_groups *groups;
    struct pg_group named;    /**< all named parts together */
    struct pg_group declined; /**< all who did not disclose */
    uint32_t *ranks, *scratch;
};

bool pg_measures_comparison_make(struct pg_comparison *comparison,
                                 const struct pg_breakdown *breakdown,
                                 const struct pg_groups *groups);
void pg_measures_comparison_free(struct pg_comparison *comparison);

/** Whether part `part` has a gap. */
bool pg_measures_is_compared(const struct pg_breakdown *breakdown, size_t part);

/** Whom part `part` is compared with; valid until the next call. */
struct pg_group pg_measures_compared_with(const struct pg_comparison *comparison,
                                          size_t part);

/** One or two people make up most of the sum behind a mean (breakdown.c says when). */
bool pg_measures_is_dominated(const struct pg_average *mean);

/** The median of an odd number is the pay of one person alone. */
bool pg_measures_median_is_one_person(const struct pg_average *median);

extern const struct pg_gap_words pg_part_words, pg_bonus_part_words;

/** Adds the range of the mean and median gap of each part; `first` is the measure of the
 *  lowest mean gap. */
void pg_measures_bounds(struct paygap_results *results, struct pg_report *report,
                        struct pg_breakdown *breakdown,
                        const struct pg_comparison *comparison, enum pg_measure first);

/* Values of figures already added, with their rounded texts; NULL figures are passed by. */

void pg_measures_set_count(struct paygap_results *results, paygap_figure *figure, size_t n);
void pg_measures_set_share(struct paygap_results *results, paygap_figure *figure, size_t n,
                           size_t size, const char *if_empty);
/** An average in pounds. */
void pg_measures_set_average(struct paygap_results *results, paygap_figure *figure,
                             const struct pg_average *average);

/** Why a gap cannot be formed. */
struct pg_gap_words {
    const char *no_base, *no_other, *base_is_zero;
};
void pg_measures_set_gap(struct paygap_results *results, paygap_figure *figure,
                         const struct pg_average *base, const struct pg_average *other,
                         const struct pg_gap_words *words);

#endif
