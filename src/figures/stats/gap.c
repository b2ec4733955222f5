// SPDX-License-Identifier: GPL-3.0-or-later
#include "exact.h"

#include <float.h>
#include <math.h>

/*
 * With b and o off by at most eb and eo, (b - o) / b is off by at most
 * (eo + |o| eb / b) / (b - eb), to which the roundings of this computation are added.
 */
struct pg_gap pg_stats_gap_between(const struct pg_average *base,
                                   const struct pg_average *other)
{
    double value = 100 * ((base->value - other->value) / base->value);
    double least = base->value - base->error;
    double spread = other->error + fabs(other->value) * base->error / base->value;
    double rounding = (fabs(value) + 200) * 4 * DBL_EPSILON;

    return (struct pg_gap){value, least > 0 ? 100 * spread / least + rounding : INFINITY};
}

void pg_stats_round_gap(const struct pg_average *base, const struct pg_average *other,
                        unsigned scale, struct pg_digits *digits)
{
    struct pg_gap gap = pg_stats_gap_between(base, other);
    mpq_t exact_base, exact;

    if (pg_stats_round_if_safe(gap.value, gap.error, scale, digits))
        return;
    mpq_inits(exact_base, exact, NULL);
    pg_stats_average_exact(base, exact_base);
    pg_stats_average_exact(other, exact);
    mpq_sub(exact, exact_base, exact);
    mpq_div(exact, exact, exact_base);
    pg_stats_round_exact(exact, 100UL * scale, digits);
    mpq_clears(exact_base, exact, NULL);
}
