// SPDX-License-Identifier: GPL-3.0-or-later
#include "exact.h"

#include <float.h>
#include <gsl/gsl_statistics_double.h>
#include <stdlib.h>

bool pg_mean(struct pg_average *mean, const struct pg_ranking *ranking,
             const uint32_t *counts)
{
    double *weights = malloc((ranking->n_values + 1) * sizeof *weights);
    double largest = 0;

    *mean = (struct pg_average){.ranking = ranking, .counts = counts};
    if (weights == NULL)
        return false;
    for (size_t i = 0; i < ranking->n_values; i++) {
        weights[i] = counts[i];
        mean->n += counts[i];
        double size = ranking->value[i] < 0 ? -ranking->value[i] : ranking->value[i];
        largest = counts[i] > 0 && size > largest ? size : largest;
    }
    if (mean->n > 0) {
        mean->value = gsl_stats_wmean(weights, 1, ranking->value, 1, ranking->n_values);
        // Each step of the recurrence rounds at most four times, in long double, numbers no
        // larger than twice the largest value; the result is rounded to double once.
        double steps = 8.0 * (double)ranking->n_values * (double)(LDBL_EPSILON / 2);
        mean->error = largest * (ranking->key_error + steps + DBL_EPSILON);
    }
    free(weights);
    return true;
}

// Sum of count x value over the ranks from..to: halves are added so that numbers of equal
// size meet.
static void sum(const struct pg_average *mean, size_t from, size_t to, mpq_t total)
{
    mpq_t upper;

    if (to - from > 1) {
        size_t middle = from + (to - from) / 2;
        mpq_init(upper);
        sum(mean, from, middle, total);
        sum(mean, middle, to, upper);
        mpq_add(total, total, upper);
        mpq_clear(upper);
        return;
    }
    if (from == to || mean->counts[from] == 0) {
        mpq_set_ui(total, 0, 1);
        return;
    }
    pg_fraction_to_mpq(pg_ranking_exact(mean->ranking, from), total);
    mpz_mul_ui(mpq_numref(total), mpq_numref(total), mean->counts[from]);
    mpq_canonicalize(total);
}

void pg_mean_exact(const struct pg_average *mean, mpq_t exact)
{
    sum(mean, 0, mean->ranking->n_values, exact);
    mpz_mul_ui(mpq_denref(exact), mpq_denref(exact), (unsigned long)mean->n);
    mpq_canonicalize(exact);
}
