// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * stats: numbers in, numbers out; no idea what pay is. GSL and GMP live here.
 *
 * Members (0 ... n-1) with an exact value each are ranked once; every group of them is then
 * a sorted list of ranks, from which its mean and median follow. A figure is a double with
 * a proven bound on its error; where a digit turns on that bound it is decided by exact
 * arithmetic.
 */
#ifndef PG_STATS_H
#define PG_STATS_H

#include "pg_base.h"

/** The exact value of a member. */
struct pg_exact {
    struct pg_fraction (*at)(const void *context, uint32_t member);
    const void *context;
};

/** Members in ascending order of value, equal values together. */
struct pg_ranking {
    size_t n;
    uint32_t *order;  /**< members */
    size_t n_values;  /**< distinct values */
    uint32_t *first;  /**< n_values + 1 offsets into `order` */
    double *value;    /**< each distinct value, as near as the keys */
    double key_error; /**< relative error of `value` */
    struct pg_exact exact;
};

/**
 * Ranks `n` members by their exact values. `keys` holds each value within `key_error` of
 * relative error and is used up. Equal exact values share a rank, whatever their keys; the
 * result does not depend on the order of the members. False: out of memory.
 */
bool pg_stats_rank(struct pg_ranking *ranking, double *keys, size_t n, double key_error,
                   struct pg_exact exact);
void pg_stats_ranking_free(struct pg_ranking *ranking);

/** The exact value of rank `index`. */
struct pg_fraction pg_stats_ranking_exact(const struct pg_ranking *ranking, size_t index);

/** The members of one group: the rank of each, ascending. */
struct pg_group {
    const uint32_t *ranks;
    size_t n;
};

enum { PG_NO_GROUP = UINT16_MAX };

/** Members divided into groups; the ranks of all groups lie in one array. */
struct pg_groups {
    const struct pg_ranking *ranking;
    size_t n_groups;
    struct pg_group *group;
    uint32_t *ranks;
    size_t n; /**< members in some group */
};

/**
 * Divides the members of `ranking` into `n_groups` groups: `group_of` has the group of each
 * member, PG_NO_GROUP for those in none. Linear in the members. False: out of memory. The
 * caller frees in either case.
 */
bool pg_stats_groups_make(struct pg_groups *groups, const struct pg_ranking *ranking,
                          const uint16_t *group_of, size_t n_groups);
void pg_stats_groups_free(struct pg_groups *groups);

/** Members of a group whose rank is below `rank`. */
size_t pg_stats_group_below(struct pg_group group, size_t rank);

/** Two groups as one, its ranks in `ranks`, which has room for both. */
struct pg_group pg_stats_group_union(struct pg_group a, struct pg_group b, uint32_t *ranks);

/** A mean or median of one group. */
struct pg_average {
    const struct pg_ranking *ranking;
    struct pg_group group;
    size_t n; /**< members of the group; the average exists if above 0 */
    bool is_median;
    double value, error; /**< |exact - value| <= error */
};

/**
 * Arithmetic mean: GSL's weighted mean over the sorted distinct values. Its recurrence
 * errs by at most 4 roundings a step of the size of the largest value, which gives `error`
 * together with the error of the values. False: out of memory.
 */
bool pg_stats_mean(struct pg_average *mean, const struct pg_ranking *ranking,
                   struct pg_group group);

/** Median: the middle value, or the mean of the two middle values when n is even. */
void pg_stats_median(struct pg_average *median, const struct pg_ranking *ranking,
                     struct pg_group group);

/** Digits of a rounded number: an integer, its decimal point still to be set. */
struct pg_digits {
    char text[160];
};

/**
 * value x scale rounded half to even to an integer, if no value within `error` of `value`
 * could round otherwise; false if one could.
 */
bool pg_stats_round_if_safe(double value, double error, double scale,
                            struct pg_digits *digits);

/** num / den x scale rounded half to even; den above 0. */
void pg_stats_round_ratio(uint64_t num, uint64_t den, unsigned scale,
                          struct pg_digits *digits);

/** average x scale, rounded half to even on the exact value. */
void pg_stats_round_average(const struct pg_average *average, unsigned scale,
                            struct pg_digits *digits);

/** A difference as a percentage of its base: 100 (base - other) / base. */
struct pg_gap {
    double value, error; /**< |exact - value| <= error */
};

/** The gap of `other` against `base`, which must be above zero. */
struct pg_gap pg_stats_gap_between(const struct pg_average *base,
                                   const struct pg_average *other);

/** The gap x scale, rounded half to even on the exact value. */
void pg_stats_round_gap(const struct pg_average *base, const struct pg_average *other,
                        unsigned scale, struct pg_digits *digits);

/** The difference of two means over groups, a - b, and how much of it lies within them. */
struct pg_split {
    double total, within;
    struct pg_digits total_digits, within_digits; /**< x scale, half to even, exact */
};

/**
 * Splits the difference of the means of a and b, both non-empty, over `n_groups` groups
 * with an average each: within = the sum of the mean of both shares x the difference of the
 * averages, over the groups that have both.
 */
struct pg_split pg_stats_split_means(const struct pg_average *a, const struct pg_average *b,
                                     size_t n_groups, unsigned scale);

/** The two ends of an interval, where there is one. */
struct pg_interval {
    double lower, upper;
    bool exists;
};

/**
 * The law of an average of n people drawn again with replacement from a group of n (the
 * bootstrap, without sampling): values, lowest first, and the chance of each. Where `step`
 * is above 0 they are the middles of steps of a grid, over which the law rises evenly.
 */
struct pg_law {
    double *value, *mass, *up_to; /**< up_to: the chance of that value or less */
    size_t n;
    double step;
};

/** The law of the mean, and of the median, of a group that is not empty, in the unit of its
 *  values. False when out of memory; free in either case. */
bool pg_stats_law_of_mean(struct pg_law *law, const struct pg_ranking *ranking,
                          struct pg_group group);
bool pg_stats_law_of_median(struct pg_law *law, const struct pg_ranking *ranking,
                            struct pg_group group);
void pg_stats_law_free(struct pg_law *law);

/** The chance that the gap 100 (base - other) / base of two averages drawn apart is at most
 *  `gap` percent, and the gap that it is at most with chance p. The averages are above 0.
 */
double pg_stats_law_gap_chance(const struct pg_law *base, const struct pg_law *other,
                               double gap);
double pg_stats_law_gap_quantile(const struct pg_law *base, const struct pg_law *other,
                                 double p);

/** 95 % percentile interval of the gap. */
struct pg_interval pg_stats_law_percentile_interval(const struct pg_law *base,
                                                    const struct pg_law *other);

/** 95 % BCa interval (Efron 1987) about the observed gap. */
struct pg_interval pg_stats_law_bca_interval(const struct pg_law *base,
                                             const struct pg_law *other, double observed,
                                             double acceleration);

/** Sums of the second and third powers of differences from `mean`. */
struct pg_moments {
    double squares, cubes;
};
struct pg_moments pg_stats_moments_of(const struct pg_ranking *ranking,
                                      struct pg_group group, double mean);

/** The narrowest pair of members, as far from either end, that holds the median of what the
 *  group is drawn from with at least 95 % (by the binomial); none below 6 members. */
struct pg_interval pg_stats_order_statistic_interval(const struct pg_ranking *ranking,
                                                     struct pg_group group);

/** Wilson's 95 % interval of n of `size`, as shares from 0 to 1 (Wilson 1927). */
struct pg_interval pg_stats_wilson(size_t n, size_t size);

// ---------------------------------------------------------------- chances

/**
 * The chance of `few` or fewer of a group among `n` drawn without replacement from `group`
 * members of it and `others` (the exact hypergeometric test, one-sided): the sum over
 * i <= few of C(group, i) C(others, n - i) / C(group + others, n). 1 where nobody is drawn.
 * From 0 to 1; few <= n <= group + others < 2^32. R: phyper(few, group, others, n). The
 * terms of one tail are summed until they no longer count: at worst `few` of them.
 */
double pg_stats_hypergeometric_chance(size_t few, size_t n, size_t group, size_t others);

/**
 * The chance of `few` or fewer successes in `n` trials that each succeed with chance
 * `share`, from 0 to 1 (the exact binomial test, one-sided): the sum over i <= few of
 * C(n, i) share^i (1 - share)^(n - i). 1 where nothing is tried. From 0 to 1; few <= n <
 * 2^32. R: pbinom(few, n, share). By the incomplete beta function, whatever n is.
 */
double pg_stats_binomial_chance(size_t few, size_t n, double share);

/**
 * Which of `n` tests are discoveries, so that of these at most `rate` (a part of 1) are
 * expected to be by chance (Benjamini and Hochberg 1995, Journal of the Royal Statistical
 * Society B 57, 289-300): with the chances in ascending order p(1) ... p(n), the k smallest
 * for the largest k with p(k) <= k rate / n. R: p.adjust(chances, "BH") <= rate. Marks each
 * test in `is_found`; the order of the tests does not matter. n log n. False: out of
 * memory.
 */
bool pg_stats_find_discoveries(const double *chances, size_t n, double rate,
                               bool *is_found);

/** Why there is no relative likelihood, or no interval of it. */
enum pg_likelihood_lacks {
    PG_LIKELIHOOD_LACKS_NOTHING,
    PG_LIKELIHOOD_LACKS_PEOPLE,  /**< no value: nobody in one of the groups */
    PG_LIKELIHOOD_LACKS_CASES,   /**< no value: none in the group it is divided by */
    PG_LIKELIHOOD_LACKS_INTERVAL /**< there is more than one case to a member */
};

/** A relative likelihood with its 95 % interval. */
struct pg_likelihood {
    struct pg_fraction value; /**< den 0 where there is none */
    double lower, upper;      /**< NaN where there is none */
    bool is_adjusted;         /**< half a case was added to each, for the interval alone */
    enum pg_likelihood_lacks lacks;
};

/**
 * How many times as likely something is in one group, where `a` of `of_a` are cases, as in
 * another, where `b` of `of_b` are: (a / of_a) / (b / of_b), exactly, of numbers below
 * 2^32. Its interval is that of Katz and others (Biometrics 34, 1978, 469-474), which is
 * even on the logarithm: exp(log value -+ z sqrt(1/a - 1/of_a + 1/b - 1/of_b)) with z the
 * 97.5th percentile of the normal law. Where no or all members of a group are cases that
 * has no width or no end, and half a case is added to each group and one to its members;
 * without a case in the first the lower end is 0.
 */
struct pg_likelihood pg_stats_relative_likelihood(size_t a, size_t of_a, size_t b,
                                                  size_t of_b);

// ---------------------------------------------------------------- changes

enum { PG_MAX_CAUSES = 16 };

/** What results when the causes whose bits are set have come, whatever their order. */
struct pg_set_value {
    double (*of)(const void *context, unsigned set);
    const void *context;
};

/**
 * What each of `n` causes, up to PG_MAX_CAUSES, adds on average over every order in which
 * they could have come (Shapley 1953, A value for n-person games): the sum over the sets S
 * without it of |S|! (n - 1 - |S|)! / n! (value of S with it - value of S). But for
 * rounding, the parts add up to the value of all causes less that of none. The value is
 * asked for n 2^n times.
 */
void pg_stats_shapley(size_t n, struct pg_set_value value, double *parts);

/** A value then [0] and now [1] of one member, who may be absent from either. */
struct pg_paired {
    double value[2];
    bool is_in[2];
};

enum pg_paired_kind {
    PG_PAIRED_MEAN,       /**< gap of the means, in percent of the base's */
    PG_PAIRED_MEDIAN,     /**< gap of the medians, in percent of the base's */
    PG_PAIRED_DIFFERENCE, /**< base's mean less the other's, in the unit of the values */
    PG_N_PAIRED
};

/** A gap then and now, NaN where one group is absent, and the 95 % interval of now - then;
 *  NaN where one group is absent from some draw. */
struct pg_paired_gap {
    double then, now, lower, upper;
};

/**
 * Gaps between a base, the first `n_base` of `n` pairs, and the other group, the rest, and
 * the percentile intervals of their changes (Efron 1979): 2,000 times as many members as
 * each group has are drawn again from it with replacement, each with both its values; the
 * interval goes from the 51st smallest change to the 51st largest. The numbers drawn are
 * always the same, so the same pairs in the same order give the same interval. 2,000 passes
 * over the pairs, whose rankings take 20 bytes each. False: out of memory.
 */
bool pg_stats_resample_pairs(const struct pg_paired *pairs, size_t n_base, size_t n,
                             struct pg_paired_gap gaps[static PG_N_PAIRED]);

/**
 * Around exact arithmetic, on any thread and also one within another: lets GMP, which would
 * abort the process, outlive a failed allocation, and puts its functions back when the last
 * that began has ended. Nothing is changed where the program has given GMP functions of its
 * own. Numbers made in between are cleared before the end.
 */
void pg_stats_exact_begin(void);
void pg_stats_exact_end(void);

#endif
