// SPDX-License-Identifier: GPL-3.0-or-later
#include "exact.h"

#include <math.h>

// The difference of the means over all groups, and the part within them, exactly.
static void split_exactly(const struct pg_average *a, const struct pg_average *b,
                          size_t n_groups, mpq_t total, mpq_t within)
{
    unsigned long n_a = 0, n_b = 0;
    mpq_t mean_a, mean_b, share_a, share_b;

    for (size_t i = 0; i < n_groups; i++) {
        n_a += a[i].n;
        n_b += b[i].n;
    }
    mpq_inits(mean_a, mean_b, share_a, share_b, NULL);
    for (size_t i = 0; i < n_groups; i++) {
        mpq_set_ui(mean_a, 0, 1);
        mpq_set_ui(mean_b, 0, 1);
        if (a[i].n > 0)
            pg_stats_average_exact(&a[i], mean_a);
        if (b[i].n > 0)
            pg_stats_average_exact(&b[i], mean_b);
        mpq_set_ui(share_a, a[i].n, n_a);
        mpq_set_ui(share_b, b[i].n, n_b);
        mpq_canonicalize(share_a);
        mpq_canonicalize(share_b);
        if (a[i].n > 0 && b[i].n > 0) {
            mpq_t shares, difference;
            mpq_inits(shares, difference, NULL);
            mpq_add(shares, share_a, share_b);
            mpq_div_2exp(shares, shares, 1);
            mpq_sub(difference, mean_a, mean_b);
            mpq_mul(difference, difference, shares);
            mpq_add(within, within, difference);
            mpq_clears(shares, difference, NULL);
        }
        mpq_mul(mean_a, mean_a, share_a);
        mpq_mul(mean_b, mean_b, share_b);
        mpq_add(total, total, mean_a);
        mpq_sub(total, total, mean_b);
    }
    mpq_clears(mean_a, mean_b, share_a, share_b, NULL);
}

struct pg_split pg_stats_split_means(const struct pg_average *a, const struct pg_average *b,
                                     size_t n_groups, unsigned scale)
{
    struct pg_split split = {.total = 0};
    long double n_a = 0, n_b = 0, total = 0, within = 0, size = 0;

    for (size_t i = 0; i < n_groups; i++) {
        n_a += (long double)a[i].n;
        n_b += (long double)b[i].n;
    }
    for (size_t i = 0; i < n_groups; i++) {
        long double share_a = (long double)a[i].n / n_a,
                    share_b = (long double)b[i].n / n_b;
        total += share_a * a[i].value - share_b * b[i].value;
        size += share_a * fabs(a[i].value) + share_b * fabs(b[i].value);
        if (a[i].n > 0 && b[i].n > 0)
            within += (share_a + share_b) / 2 * ((long double)a[i].value - b[i].value);
    }
    split.total = (double)total;
    split.within = (double)within;
    double error = (double)size * 1e-12;
    if (pg_stats_round_if_safe(split.total, error, scale, &split.total_digits) &&
        pg_stats_round_if_safe(split.within, error, scale, &split.within_digits))
        return split;
    mpq_t exact_total, exact_within;
    mpq_inits(exact_total, exact_within, NULL);
    split_exactly(a, b, n_groups, exact_total, exact_within);
    pg_stats_round_exact(exact_total, scale, &split.total_digits);
    pg_stats_round_exact(exact_within, scale, &split.within_digits);
    mpq_clears(exact_total, exact_within, NULL);
    return split;
}
