// SPDX-License-Identifier: GPL-3.0-or-later
/* Shares, points and likelihoods as fractions of counts, so that each is rounded once; what
 * is said of a likelihood. */
#include "pg_workforce.h"

#include <math.h>

static const struct pg_fraction none = {0, 0};

struct pg_fraction pg_workforce_percent(uint64_t n, uint64_t of)
{
    return of > 0 ? (struct pg_fraction){100 * (pg_int128)n, of} : none;
}

struct pg_fraction pg_workforce_share_of_two(const struct pg_workforce *workforce,
                                             size_t count, size_t other)
{
    uint64_t n = workforce->counts[count], m = workforce->counts[other];

    return pg_workforce_percent(n, n + m);
}

struct pg_fraction pg_workforce_apart(struct pg_fraction a, struct pg_fraction b)
{
    if (a.den == 0 || b.den == 0)
        return none;
    return pg_fraction_reduce(
        (struct pg_fraction){a.num * b.den - b.num * a.den, a.den * b.den});
}

int pg_workforce_fraction_sign(struct pg_fraction a)
{
    return a.num < 0 ? -1 : a.num > 0;
}

double pg_workforce_fraction_number(struct pg_fraction a)
{
    return a.den > 0 ? pg_fraction_double(a) : NAN;
}

const char *pg_workforce_say_likelihood(const struct pg_likelihood *found)
{
    static const char *const lacks[] = {
        [PG_LIKELIHOOD_LACKS_PEOPLE] = "cannot be formed: nobody in one of the groups",
        [PG_LIKELIHOOD_LACKS_CASES] =
            "cannot be formed: none in the group it is divided by",
        [PG_LIKELIHOOD_LACKS_INTERVAL] = "no interval: more events than people"};

    if (found->lacks != PG_LIKELIHOOD_LACKS_NOTHING)
        return lacks[found->lacks];
    if (found->lower > 1 || found->upper < 1)
        return "unlikely to be chance";
    return "could be chance";
}
