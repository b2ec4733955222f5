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
bool pg_rank(struct pg_ranking *ranking, double *keys, size_t n, double key_error,
             struct pg_exact exact);
void pg_ranking_free(struct pg_ranking *ranking);

/** The exact value of rank `index`. */
struct pg_fraction pg_ranking_exact(const struct pg_ranking *ranking, size_t index);

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
bool pg_groups_make(struct pg_groups *groups, const struct pg_ranking *ranking,
                    const uint16_t *group_of, size_t n_groups);
void pg_groups_free(struct pg_groups *groups);

/** Members of a group whose rank is below `rank`. */
size_t pg_group_below(struct pg_group group, size_t rank);

/** Two groups as one, its ranks in `ranks`, which has room for both. */
struct pg_group pg_group_union(struct pg_group a, struct pg_group b, uint32_t *ranks);

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
bool pg_mean(struct pg_average *mean, const struct pg_ranking *ranking,
             struct pg_group group);

/** Median: the middle value, or the mean of the two middle values when n is even. */
void pg_median(struct pg_average *median, const struct pg_ranking *ranking,
               struct pg_group group);

/** Digits of a rounded number: an integer, its decimal point still to be set. */
struct pg_digits {
    char text[160];
};

/**
 * value x scale rounded half to even to an integer, if no value within `error` of `value`
 * could round otherwise; false if one could.
 */
bool pg_round_if_safe(double value, double error, double scale, struct pg_digits *digits);

/** num / den x scale rounded half to even; den above 0. */
void pg_round_ratio(uint64_t num, uint64_t den, unsigned scale, struct pg_digits *digits);

/** average x scale, rounded half to even on the exact value. */
void pg_round_average(const struct pg_average *average, unsigned scale,
                      struct pg_digits *digits);

/** A difference as a percentage of its base: 100 (base - other) / base. */
struct pg_gap {
    double value, error; /**< |exact - value| <= error */
};

/** The gap of `other` against `base`, which must be above zero. */
struct pg_gap pg_gap_between(const struct pg_average *base, const struct pg_average *other);

/** The gap x scale, rounded half to even on the exact value. */
void pg_round_gap(const struct pg_average *base, const struct pg_average *other,
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
struct pg_split pg_split_means(const struct pg_average *a, const struct pg_average *b,
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
bool pg_law_of_mean(struct pg_law *law, const struct pg_ranking *ranking,
                    struct pg_group group);
bool pg_law_of_median(struct pg_law *law, const struct pg_ranking *ranking,
                      struct pg_group group);
void pg_law_free(struct pg_law *law);

/** The chance that the gap 100 (base - other) / base of two averages drawn apart is at most
 *  `gap` percent, and the gap that it is at most with chance p. The averages are above 0.
 */
double pg_law_gap_chance(const struct pg_law *base, const struct pg_law *other, double gap);
double pg_law_gap_quantile(const struct pg_law *base, const struct pg_law *other, double p);

/** 95 % percentile interval of the gap. */
struct pg_interval pg_law_percentile_interval(const struct pg_law *base,
                                              const struct pg_law *other);

/** 95 % BCa interval (Efron 1987) about the observed gap. */
struct pg_interval pg_law_bca_interval(const struct pg_law *base,
                                       const struct pg_law *other, double observed,
                                       double acceleration);

/** Sums of the second and third powers of differences from `mean`. */
struct pg_moments {
    double squares, cubes;
};
struct pg_moments pg_moments_of(const struct pg_ranking *ranking, struct pg_group group,
                                double mean);

/** The narrowest pair of members, as far from either end, that holds the median of what the
 *  group is drawn from with at least 95 % (by the binomial); none below 6 members. */
struct pg_interval pg_order_statistic_interval(const struct pg_ranking *ranking,
                                               struct pg_group group);

/** Wilson's 95 % interval of n of `size`, as shares from 0 to 1 (Wilson 1927). */
struct pg_interval pg_wilson(size_t n, size_t size);

/**
 * Around exact arithmetic, on any thread and also one within another: lets GMP, which would
 * abort the process, outlive a failed allocation, and puts its functions back when the last
 * that began has ended. Nothing is changed where the program has given GMP functions of its
 * own. Numbers made in between are cleared before the end.
 */
void pg_exact_begin(void);
void pg_exact_end(void);

#endif
