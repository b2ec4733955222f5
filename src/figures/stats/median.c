// SPDX-License-Identifier: GPL-3.0-or-later
#include "exact.h"

#include <float.h>

// The two middle ranks; the same one when n is odd.
static size_t lower_middle(const struct pg_average *median)
{
    return median->group.ranks[(median->n - 1) / 2];
}

static size_t upper_middle(const struct pg_average *median)
{
    return median->group.ranks[median->n / 2];
}

void pg_stats_median(struct pg_average *median, const struct pg_ranking *ranking,
                     struct pg_group group)
{
    *median = (struct pg_average){
        .ranking = ranking, .group = group, .n = group.n, .is_median = true};
    if (median->n == 0)
        return;
    double lower = ranking->value[lower_middle(median)];
    double upper = ranking->value[upper_middle(median)];
    double size = upper < 0 ? -lower : upper;
    median->value = lower == upper ? lower : (lower + upper) / 2;
    median->error = size * (ranking->key_error + 2 * DBL_EPSILON);
}

static void set_int128(mpz_t integer, pg_int128 value)
{
    bool negative = value < 0;
    pg_uint128 size = negative ? -(pg_uint128)value : (pg_uint128)value;
    uint64_t words[2] = {(uint64_t)size, (uint64_t)(size >> 64)};

    mpz_import(integer, 2, -1, sizeof words[0], 0, 0, words);
    if (negative)
        mpz_neg(integer, integer);
}

void pg_stats_fraction_to_mpq(struct pg_fraction fraction, mpq_t exact)
{
    set_int128(mpq_numref(exact), fraction.num);
    set_int128(mpq_denref(exact), fraction.den);
    mpq_canonicalize(exact);
}

static void median_exact(const struct pg_average *median, mpq_t exact)
{
    mpq_t upper;

    mpq_init(upper);
    pg_stats_fraction_to_mpq(pg_stats_ranking_exact(median->ranking, lower_middle(median)),
                             exact);
    pg_stats_fraction_to_mpq(pg_stats_ranking_exact(median->ranking, upper_middle(median)),
                             upper);
    mpq_add(exact, exact, upper);
    mpq_div_2exp(exact, exact, 1);
    mpq_clear(upper);
}

void pg_stats_average_exact(const struct pg_average *average, mpq_t exact)
{
    if (average->is_median)
        median_exact(average, exact);
    else
        pg_stats_mean_exact(average, exact);
}
