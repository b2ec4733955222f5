// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * stats: numbers in, numbers out; no idea what pay is. GSL and GMP live here.
 *
 * Members (0 ... n-1) with an exact value each are ranked once; every group of them is then
 * a count for each distinct value, from which its mean and median follow. A figure is a
 * double with a proven bound on its error; where a digit turns on that bound it is decided
 * by exact arithmetic.
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

/** A mean or median of one group: `counts[i]` members have value i. */
struct pg_average {
    const struct pg_ranking *ranking;
    const uint32_t *counts;
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
             const uint32_t *counts);

/** Median: the middle value, or the mean of the two middle values when n is even. */
void pg_median(struct pg_average *median, const struct pg_ranking *ranking,
               const uint32_t *counts);

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

#endif
