// SPDX-License-Identifier: GPL-3.0-or-later
/* Shares, points and likelihoods as fractions of counts, so that each is rounded once. */
#include "pg_workforce.h"

#include <math.h>

static const struct pg_fraction none = {0, 0};

struct pg_fraction pg_percent(uint64_t n, uint64_t of)
{
    return of > 0 ? (struct pg_fraction){100 * (pg_int128)n, of} : none;
}

struct pg_fraction pg_share_of_two(const struct pg_workforce *workforce, size_t count,
                                   size_t other)
{
    uint64_t n = workforce->counts[count], m = workforce->counts[other];

    return pg_percent(n, n + m);
}

struct pg_fraction pg_apart(struct pg_fraction a, struct pg_fraction b)
{
    if (a.den == 0 || b.den == 0)
        return none;
    return pg_fraction_reduce(
        (struct pg_fraction){a.num * b.den - b.num * a.den, a.den * b.den});
}

int pg_fraction_sign(struct pg_fraction a)
{
    return a.num < 0 ? -1 : a.num > 0;
}

double pg_fraction_number(struct pg_fraction a)
{
    return a.den > 0 ? pg_fraction_double(a) : NAN;
}
