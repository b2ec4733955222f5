// SPDX-License-Identifier: GPL-3.0-or-later
#include "exact.h"

#include <float.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

/** The distinct values of a group with the number of members on each, for GSL. */
struct weighted {
    double *weights, *values;
    size_t n;
};

static void gather(struct weighted *weighted, const struct pg_average *mean)
{
    const uint32_t *ranks = mean->group.ranks;

    for (size_t i = 0, run; i < mean->n; i += run) {
        for (run = 1; i + run < mean->n && ranks[i + run] == ranks[i]; run++) {
            // members on one value
        }
        weighted->weights[weighted->n] = (double)run;
        weighted->values[weighted->n++] = mean->ranking->value[ranks[i]];
    }
}

bool pg_stats_mean(struct pg_average *mean, const struct pg_ranking *ranking,
                   struct pg_group group)
{
    size_t most = group.n < ranking->n_values ? group.n : ranking->n_values;
    struct weighted weighted = {.weights = malloc((most + 1) * sizeof *weighted.weights),
                                .values = malloc((most + 1) * sizeof *weighted.values)};
    bool made = weighted.weights != NULL && weighted.values != NULL;

    *mean = (struct pg_average){.ranking = ranking, .group = group, .n = group.n};
    if (made && mean->n > 0) {
        gather(&weighted, mean);
        mean->value = gsl_stats_wmean(weighted.weights, 1, weighted.values, 1, weighted.n);
        // Each step of the recurrence rounds at most four times, in long double, numbers no
        // larger than twice the largest value; the result is rounded to double once.
        double least = fabs(weighted.values[0]);
        double largest = fmax(least, fabs(weighted.values[weighted.n - 1]));
        double steps = 8.0 * (double)weighted.n * (double)(LDBL_EPSILON / 2);
        mean->error = largest * (ranking->key_error + steps + DBL_EPSILON);
    }
    free(weighted.weights);
    free(weighted.values);
    return made;
}

// Sum of the values of the members from..to: halves are added so that numbers of equal
// size meet; members on one value are one product.
static void sum(const struct pg_average *mean, size_t from, size_t to, mpq_t total)
{
    const uint32_t *ranks = mean->group.ranks;
    mpq_t upper;

    if (from == to) {
        mpq_set_ui(total, 0, 1);
        return;
    }
    if (ranks[from] == ranks[to - 1]) {
        pg_stats_fraction_to_mpq(pg_stats_ranking_exact(mean->ranking, ranks[from]), total);
        mpz_mul_ui(mpq_numref(total), mpq_numref(total), (unsigned long)(to - from));
        mpq_canonicalize(total);
        return;
    }
    size_t middle = from + (to - from) / 2;
    mpq_init(upper);
    sum(mean, from, middle, total);
    sum(mean, middle, to, upper);
    mpq_add(total, total, upper);
    mpq_clear(upper);
}

void pg_stats_mean_exact(const struct pg_average *mean, mpq_t exact)
{
    sum(mean, 0, mean->n, exact);
    mpz_mul_ui(mpq_denref(exact), mpq_denref(exact), (unsigned long)mean->n);
    mpq_canonicalize(exact);
}
