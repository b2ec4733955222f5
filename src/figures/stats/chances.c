// SPDX-License-Identifier: GPL-3.0-or-later
/* How likely so few would be by chance, and what many such chances say together. */
#include "pg_stats.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

double pg_stats_hypergeometric_chance(size_t few, size_t n, size_t group, size_t others)
{
    if (n == 0)
        return 1;
    return gsl_cdf_hypergeometric_P((unsigned)few, (unsigned)group, (unsigned)others,
                                    (unsigned)n);
}

double pg_stats_binomial_chance(size_t few, size_t n, double share)
{
    if (n == 0)
        return 1;
    return gsl_cdf_binomial_P((unsigned)few, share, (unsigned)n);
}

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;

    return left < right ? -1 : left > right;
}

// The largest chance that is found; below 0 where none is. Equal chances are found
// together: what the first of them satisfies the last does too.
static double largest_found(const double *sorted, size_t n, double rate)
{
    double largest = -1;

    for (size_t i = 0; i < n; i++) {
        if (sorted[i] <= rate * (double)(i + 1) / (double)n)
            largest = sorted[i];
    }
    return largest;
}

bool pg_stats_find_discoveries(const double *chances, size_t n, double rate, bool *is_found)
{
    double *sorted = malloc((n + 1) * sizeof *sorted);

    if (sorted == NULL)
        return false;
    if (n > 0) {
        memcpy(sorted, chances, n * sizeof *sorted);
        qsort(sorted, n, sizeof *sorted, by_size);
    }
    double largest = largest_found(sorted, n, rate);
    for (size_t i = 0; i < n; i++)
        is_found[i] = chances[i] <= largest;
    free(sorted);
    return true;
}

struct pg_likelihood pg_stats_relative_likelihood(size_t a, size_t of_a, size_t b,
                                                  size_t of_b)
{
    struct pg_likelihood found = {{0, 0}, NAN, NAN, false, PG_LIKELIHOOD_LACKS_NOTHING};
    double z = gsl_cdf_ugaussian_Pinv(0.975);
    double x = (double)a, n = (double)of_a, y = (double)b, m = (double)of_b;

    if (of_a == 0 || of_b == 0 || b == 0) {
        found.lacks =
            of_a == 0 || of_b == 0 ? PG_LIKELIHOOD_LACKS_PEOPLE : PG_LIKELIHOOD_LACKS_CASES;
        return found;
    }
    found.value = (struct pg_fraction){(pg_int128)a * (pg_int128)of_b,
                                       (pg_int128)of_a * (pg_int128)b};
    if (a > of_a || b > of_b) { // what can happen twice to somebody is no part of a whole
        found.lacks = PG_LIKELIHOOD_LACKS_INTERVAL;
        return found;
    }
    if (a == 0 || a == of_a || b == of_b) { // no spread, or an infinite one
        found.is_adjusted = true;
        x += 0.5;
        y += 0.5;
        n += 1;
        m += 1;
    }
    double error = z * sqrt(1 / x - 1 / n + 1 / y - 1 / m);
    double centre = log(x / n / (y / m));
    found.lower = a == 0 ? 0 : exp(centre - error);
    found.upper = exp(centre + error);
    return found;
}
