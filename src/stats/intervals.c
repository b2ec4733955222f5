// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_stats.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

struct pg_interval pg_wilson(size_t n, size_t size)
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
