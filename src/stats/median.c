// SPDX-License-Identifier: GPL-3.0-or-later
#include "exact.h"

#include <float.h>

// Rank of the member at `position` (0-based, lowest first) of the group.
static size_t rank_at(const struct pg_average *median, size_t position)
{
    size_t passed = 0;

    for (size_t i = 0; i < median->ranking->n_values; i++) {
        passed += median->counts[i];
        if (passed > position)
            return i;
    }
    return median->ranking->n_values - 1;
}

void pg_median(struct pg_average *median, const struct pg_ranking *ranking,
               const uint32_t *counts)
{
    *median = (struct pg_average){.ranking = ranking, .counts = counts, .is_median = true};
    for (size_t i = 0; i < ranking->n_values; i++)
        median->n += counts[i];
    if (median->n == 0)
        return;
    double lower = ranking->value[rank_at(median, (median->n - 1) / 2)];
    double upper = ranking->value[rank_at(median, median->n / 2)];
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

void pg_fraction_to_mpq(struct pg_fraction fraction, mpq_t exact)
{
    set_int128(mpq_numref(exact), fraction.num);
    set_int128(mpq_denref(exact), fraction.den);
    mpq_canonicalize(exact);
}

static void median_exact(const struct pg_average *median, mpq_t exact)
{
    mpq_t upper;

    mpq_init(upper);
    pg_fraction_to_mpq(
        pg_ranking_exact(median->ranking, rank_at(median, (median->n - 1) / 2)), exact);
    pg_fraction_to_mpq(pg_ranking_exact(median->ranking, rank_at(median, median->n / 2)),
                       upper);
    mpq_add(exact, exact, upper);
    mpq_div_2exp(exact, exact, 1);
    mpq_clear(upper);
}

void pg_average_exact(const struct pg_average *average, mpq_t exact)
{
    if (average->is_median)
        median_exact(average, exact);
    else
        pg_mean_exact(average, exact);
}
