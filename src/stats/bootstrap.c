// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_stats.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>

struct pg_bootstrap {
    gsl_rng *rng;
    uint64_t seed;
    size_t n_replicates;
    double *scratch;
};

struct pg_bootstrap *pg_bootstrap_make(uint64_t seed, size_t n_replicates)
{
    struct pg_bootstrap *bootstrap = calloc(1, sizeof *bootstrap);

    if (bootstrap == NULL)
        return NULL;
    (void)gsl_set_error_handler_off();
    *bootstrap = (struct pg_bootstrap){.rng = gsl_rng_alloc(gsl_rng_taus2),
                                       .seed = seed,
                                       .n_replicates = n_replicates,
                                       .scratch = calloc(n_replicates, sizeof(double))};
    if (bootstrap->rng == NULL || bootstrap->scratch == NULL) {
        pg_bootstrap_free(bootstrap);
        return NULL;
    }
    return bootstrap;
}

void pg_bootstrap_free(struct pg_bootstrap *bootstrap)
{
    if (bootstrap == NULL)
        return;
    if (bootstrap->rng != NULL)
        gsl_rng_free(bootstrap->rng);
    free(bootstrap->scratch);
    free(bootstrap);
}

size_t pg_bootstrap_replicates(const struct pg_bootstrap *bootstrap)
{
    return bootstrap->n_replicates;
}

void pg_bootstrap_begin(struct pg_bootstrap *bootstrap, const char *name)
{
    uint64_t hash = pg_hash(pg_str_of(name)) ^ (bootstrap->seed * 0x9E3779B97F4A7C15);

    gsl_rng_set(bootstrap->rng, (unsigned long)((hash ^ hash >> 32) & 0xFFFFFFFF));
}

/*
 * A resample of a group as counts over cells. Each of the largest and smallest members is a
 * cell of its own; the others are cut into cells of equal numbers, with the mean and the
 * variance of their members. Few distinct values are a cell each, and then nothing is
 * approximated. Otherwise the sum of the members drawn from a cell is taken as normal, with
 * its exact mean and variance; what this leaves out is far below the noise of the sampling.
 */
enum { N_ENDS = 8, N_MIDDLE = 24, MOST_CELLS = 2 * N_ENDS + N_MIDDLE, FEW_MEMBERS = 120 };

struct cells {
    size_t n_members, n;
    double weight[MOST_CELLS], mean[MOST_CELLS], variance[MOST_CELLS];
};

static void add_cell(struct cells *cells, const struct pg_ranking *ranking,
                     const uint32_t *ranks, size_t n)
{
    double sum = 0, squares = 0;

    for (size_t i = 0; i < n; i++)
        sum += ranking->value[ranks[i]];
    double mean = sum / (double)n;
    for (size_t i = 0; i < n; i++) {
        double difference = ranking->value[ranks[i]] - mean;
        squares += difference * difference;
    }
    cells->weight[cells->n] = (double)n;
    cells->mean[cells->n] = mean;
    cells->variance[cells->n++] = squares / (double)n;
}

// A cell for each distinct value; false if there are too many.
static bool cut_by_value(struct cells *cells, const struct pg_ranking *ranking,
                         struct pg_group group)
{
    for (size_t i = 0, run; i < group.n; i += run) {
        for (run = 1; i + run < group.n && group.ranks[i + run] == group.ranks[i]; run++) {
            // members on one value
        }
        if (cells->n == MOST_CELLS)
            return false;
        cells->weight[cells->n] = (double)run;
        cells->mean[cells->n] = ranking->value[group.ranks[i]];
        cells->variance[cells->n++] = 0;
    }
    return true;
}

static void cut(struct cells *cells, const struct pg_ranking *ranking,
                struct pg_group group)
{
    *cells = (struct cells){.n_members = group.n};
    if (cut_by_value(cells, ranking, group))
        return;
    size_t middle = group.n - 2 * (size_t)N_ENDS;
    cells->n = 0;
    for (size_t i = 0; i < N_ENDS; i++)
        add_cell(cells, ranking, group.ranks + i, 1);
    for (size_t i = 0; i < N_MIDDLE; i++) {
        size_t from = N_ENDS + i * middle / N_MIDDLE;
        size_t to = N_ENDS + (i + 1) * middle / N_MIDDLE;
        if (to > from)
            add_cell(cells, ranking, group.ranks + from, to - from);
    }
    for (size_t i = 0; i < N_ENDS; i++)
        add_cell(cells, ranking, group.ranks + group.n - N_ENDS + i, 1);
}

static double mean_over_cells(const struct cells *cells, const gsl_rng *rng)
{
    unsigned left = (unsigned)cells->n_members;
    double weight = (double)cells->n_members, sum = 0, variance = 0;

    for (size_t i = 0; i < cells->n && left > 0; i++) {
        double share = cells->weight[i] / weight;
        unsigned n = share >= 1 ? left : gsl_ran_binomial(rng, share, left);
        sum += n * cells->mean[i];
        variance += n * cells->variance[i];
        left -= n;
        weight -= cells->weight[i];
    }
    if (variance > 0)
        sum += sqrt(variance) * gsl_ran_gaussian_ziggurat(rng, 1);
    return sum / (double)cells->n_members;
}

static double mean_of_draws(const struct pg_ranking *ranking, struct pg_group group,
                            const gsl_rng *rng)
{
    double sum = 0;

    for (size_t i = 0; i < group.n; i++)
        sum += ranking->value[group.ranks[gsl_rng_uniform_int(rng, group.n)]];
    return sum / (double)group.n;
}

void pg_bootstrap_means(struct pg_bootstrap *bootstrap, const struct pg_ranking *ranking,
                        struct pg_group group, double *means)
{
    struct cells cells;

    if (group.n > FEW_MEMBERS)
        cut(&cells, ranking, group);
    for (size_t i = 0; i < bootstrap->n_replicates; i++)
        means[i] = group.n > FEW_MEMBERS ? mean_over_cells(&cells, bootstrap->rng)
                                         : mean_of_draws(ranking, group, bootstrap->rng);
}

static double value_at(const struct pg_ranking *ranking, struct pg_group group,
                       double quantile)
{
    size_t place = (size_t)(quantile * (double)group.n);

    return ranking->value[group.ranks[place < group.n ? place : group.n - 1]];
}

// The middle members of n draws lie where the middle of n uniform numbers lies, and those
// are Beta variates; of an even number the upper one is drawn given the lower.
void pg_bootstrap_medians(struct pg_bootstrap *bootstrap, const struct pg_ranking *ranking,
                          struct pg_group group, double *medians)
{
    double n = (double)group.n, k = floor((n + 1) / 2);
    const gsl_rng *rng = bootstrap->rng;

    for (size_t i = 0; i < bootstrap->n_replicates; i++) {
        double lower = gsl_ran_beta(rng, k, n - k + 1);
        medians[i] = value_at(ranking, group, lower);
        if (group.n % 2 == 1)
            continue;
        double rest = pow(gsl_rng_uniform_pos(rng), 1 / (n - k));
        double upper = 1 - (1 - lower) * rest;
        medians[i] = (medians[i] + value_at(ranking, group, upper)) / 2;
    }
}

// Quantile at (R + 1) p, between neighbours in proportion.
static double quantile(const double *sorted, size_t n, double p)
{
    double place = (double)(n + 1) * p - 1;

    if (!(place > 0))
        return sorted[0];
    size_t below = (size_t)place;
    if (below + 1 >= n)
        return sorted[n - 1];
    return sorted[below] + (place - (double)below) * (sorted[below + 1] - sorted[below]);
}

struct pg_interval pg_percentile_interval(struct pg_bootstrap *bootstrap,
                                          const double *replicates)
{
    size_t n = bootstrap->n_replicates;

    memcpy(bootstrap->scratch, replicates, n * sizeof *replicates);
    gsl_sort(bootstrap->scratch, 1, n);
    return (struct pg_interval){quantile(bootstrap->scratch, n, 0.025),
                                quantile(bootstrap->scratch, n, 0.975), true};
}

struct pg_interval pg_bca_interval(struct pg_bootstrap *bootstrap, const double *replicates,
                                   double observed, double acceleration)
{
    size_t n = bootstrap->n_replicates;
    double below = 0, ends[2];

    for (size_t i = 0; i < n; i++)
        below += replicates[i] < observed ? 1 : replicates[i] == observed ? 0.5 : 0;
    double share = fmin(fmax(below / (double)n, 0.5 / (double)n), 1 - 0.5 / (double)n);
    double z0 = gsl_cdf_ugaussian_Pinv(share), z = gsl_cdf_ugaussian_Pinv(0.975);
    memcpy(bootstrap->scratch, replicates, n * sizeof *replicates);
    gsl_sort(bootstrap->scratch, 1, n);
    for (int i = 0; i < 2; i++) {
        double shifted = z0 + (i == 0 ? -z : z);
        double level = gsl_cdf_ugaussian_P(z0 + shifted / (1 - acceleration * shifted));
        ends[i] = quantile(bootstrap->scratch, n, level);
    }
    return (struct pg_interval){ends[0], ends[1], true};
}

struct pg_moments pg_moments_of(const struct pg_ranking *ranking, struct pg_group group,
                                double mean)
{
    struct pg_moments moments = {0, 0};

    for (size_t i = 0; i < group.n; i++) {
        double difference = ranking->value[group.ranks[i]] - mean;
        moments.squares += difference * difference;
        moments.cubes += difference * difference * difference;
    }
    return moments;
}

struct pg_interval pg_order_statistic_interval(const struct pg_ranking *ranking,
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
