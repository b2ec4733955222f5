// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_stats.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

struct pg_interval pg_stats_wilson(size_t n, size_t size)
{
    double z = gsl_cdf_ugaussian_Pinv(0.975);
    double total = (double)size, share = (double)n / total;
    double centre = share + z * z / (2 * total);
    double spread = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total));
    double scale = 1 + z * z / total;
    // At no and at all of them the end is exact, whatever the roundings above.
    double lower = n == 0 ? 0 : (centre - spread) / scale;
    double upper = n == size ? 1 : (centre + spread) / scale;

    return (struct pg_interval){lower, upper, size > 0};
}

struct pg_moments pg_stats_moments_of(const struct pg_ranking *ranking,
                                      struct pg_group group, double mean)
{
    struct pg_moments moments = {0, 0};

    for (size_t i = 0; i < group.n; i++) {
        double difference = ranking->value[group.ranks[i]] - mean;
        moments.squares += difference * difference;
        moments.cubes += difference * difference * difference;
    }
    return moments;
}

struct pg_interval pg_stats_order_statistic_interval(const struct pg_ranking *ranking,
                                                     struct pg_group group)
{
    struct pg_interval none = {0, 0, false};
    unsigned n = (unsigned)group.n;

    if (n < 2 || gsl_cdf_binomial_P(0, 0.5, n) > 0.025)
        return none;
    unsigned low = 1, high = n / 2 + 1; // the largest r with P(B <= r - 1) <= 0.025
    while (high - low > 1) {
        unsigned middle = low + (high - low) / 2;
        if (gsl_cdf_binomial_P(middle - 1, 0.5, n) <= 0.025)
            low = middle;
        else
            high = middle;
    }
    return (struct pg_interval){ranking->value[group.ranks[low - 1]],
                                ranking->value[group.ranks[n - low]], true};
}
