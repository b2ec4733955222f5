// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_stats.h"

#include <assert.h>

static size_t size_of_set(unsigned set)
{
    size_t size = 0;

    for (; set > 0; set >>= 1)
        size += set & 1U;
    return size;
}

// size! (n - 1 - size)! / n! = 1 / (n x (n - 1 over size)): the part of all orders of n
// causes in which those of a set of that size, and they alone, come before another.
static double weight_of(size_t n, size_t size)
{
    double sets = 1;

    for (size_t i = 0; i < size; i++)
        sets = sets * (double)(n - 1 - i) / (double)(i + 1);
    return 1 / ((double)n * sets);
}

void pg_stats_shapley(size_t n, struct pg_set_value value, double *parts)
{
    assert(n <= PG_MAX_CAUSES);
    for (unsigned cause = 0; cause < n; cause++) {
        parts[cause] = 0;
        for (unsigned set = 0; set < 1U << n; set++) {
            if ((set >> cause) & 1U)
                continue;
            parts[cause] +=
                weight_of(n, size_of_set(set)) *
                (value.of(value.context, set | 1U << cause) - value.of(value.context, set));
        }
    }
}
