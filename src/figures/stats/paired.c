// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Gaps of two groups then and now, and how far chance may have moved them: members drawn
 * again, each with both its values.
 *
 * Each group is sorted by value once, at either time. A draw is then only how often each
 * member came, and means and medians are read off in one pass over the sorted members.
 *
 * Invariant: the numbers are those of one generator with one seed, and members are drawn in
 * the order in which they are given, so the same members give the same interval on any
 * machine.
 */
#include "pg_stats.h"

#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>

enum { REPLICATES = 2000, SEED = 20260405 };

enum { BASE, OTHER };

/** Members of one group that are in at one time, by value. */
struct ranking {
    size_t *of; /**< members */
    size_t n;
};

struct resampling {
    const struct pg_paired *pairs;
    size_t n, n_base;              /**< those of the base are first */
    struct ranking rankings[2][2]; /**< then and now; base and other */
    uint32_t *times;               /**< each member is drawn */
    double *found[PG_N_PAIRED];
};

// ---------------------------------------------------------------- one draw

static double median_of(const struct resampling *all, int when, int group)
{
    const struct ranking *ranking = &all->rankings[when][group];
    size_t total = 0, passed = 0;
    double lower = NAN;

    for (size_t i = 0; i < ranking->n; i++)
        total += all->times[ranking->of[i]];
    for (size_t i = 0; i < ranking->n; i++) {
        double value = all->pairs[ranking->of[i]].value[when];
        passed += all->times[ranking->of[i]];
        if (isnan(lower) && passed > (total - 1) / 2)
            lower = value;
        if (passed > total / 2)
            return (lower + value) / 2;
    }
    return NAN;
}

static double mean_of(const struct resampling *all, int when, int group)
{
    const struct ranking *ranking = &all->rankings[when][group];
    double sum = 0, n = 0;

    for (size_t i = 0; i < ranking->n; i++) {
        double times = all->times[ranking->of[i]];
        sum += times * all->pairs[ranking->of[i]].value[when];
        n += times;
    }
    return n > 0 ? sum / n : NAN;
}

static void gaps_of(const struct resampling *all, int when, double gaps[PG_N_PAIRED])
{
    double base = mean_of(all, when, BASE), other = mean_of(all, when, OTHER);
    double median_base = median_of(all, when, BASE);
    double median_other = median_of(all, when, OTHER);

    gaps[PG_PAIRED_MEAN] = 100 * (base - other) / base;
    gaps[PG_PAIRED_MEDIAN] = 100 * (median_base - median_other) / median_base;
    gaps[PG_PAIRED_DIFFERENCE] = base - other;
}

// ---------------------------------------------------------------- all draws

/** What is sorted: a member and its value. */
struct ranked {
    double value;
    size_t member;
};

static int by_value(const void *a, const void *b)
{
    const struct ranked *left = a, *right = b;

    if (left->value < right->value || left->value > right->value)
        return left->value < right->value ? -1 : 1;
    return left->member < right->member ? -1 : left->member > right->member;
}

static bool rank_members(struct resampling *all, int when, int group)
{
    struct ranking *ranking = &all->rankings[when][group];
    size_t first = group == BASE ? 0 : all->n_base;
    size_t end = group == BASE ? all->n_base : all->n;
    struct ranked *ranked = malloc((end - first + 1) * sizeof *ranked);

    ranking->of = malloc((end - first + 1) * sizeof *ranking->of);
    for (size_t i = first; i < end && ranked != NULL; i++) {
        if (all->pairs[i].is_in[when])
            ranked[ranking->n++] = (struct ranked){all->pairs[i].value[when], i};
    }
    bool made = ranked != NULL && ranking->of != NULL;
    if (made && ranking->n > 0)
        qsort(ranked, ranking->n, sizeof *ranked, by_value);
    for (size_t i = 0; i < ranking->n && made; i++)
        ranking->of[i] = ranked[i].member;
    free(ranked);
    return made;
}

static void draw(struct resampling *all, gsl_rng *random)
{
    memset(all->times, 0, all->n * sizeof *all->times);
    for (size_t i = 0; i < all->n; i++) {
        size_t first = i < all->n_base ? 0 : all->n_base;
        size_t size = i < all->n_base ? all->n_base : all->n - all->n_base;
        all->times[first + gsl_rng_uniform_int(random, (unsigned long)size)]++;
    }
}

static void find_interval(double *found, struct pg_paired_gap *gap)
{
    bool is_whole = true;

    for (int r = 0; r < REPLICATES; r++)
        is_whole = is_whole && isfinite(found[r]);
    gap->lower = gap->upper = NAN;
    if (!is_whole)
        return;
    gsl_sort(found, 1, REPLICATES);
    gap->lower = found[REPLICATES / 40];
    gap->upper = found[REPLICATES - 1 - REPLICATES / 40];
}

static void resample(struct resampling *all, gsl_rng *random,
                     struct pg_paired_gap gaps[PG_N_PAIRED])
{
    double then[PG_N_PAIRED], now[PG_N_PAIRED];

    for (size_t i = 0; i < all->n; i++)
        all->times[i] = 1;
    gaps_of(all, 0, then);
    gaps_of(all, 1, now);
    for (int g = 0; g < PG_N_PAIRED; g++)
        gaps[g] = (struct pg_paired_gap){.then = then[g], .now = now[g]};
    gsl_rng_set(random, SEED);
    for (int r = 0; r < REPLICATES; r++) {
        draw(all, random);
        gaps_of(all, 0, then);
        gaps_of(all, 1, now);
        for (int g = 0; g < PG_N_PAIRED; g++)
            all->found[g][r] = now[g] - then[g];
    }
    for (int g = 0; g < PG_N_PAIRED; g++)
        find_interval(all->found[g], &gaps[g]);
}

bool pg_stats_resample_pairs(const struct pg_paired *pairs, size_t n_base, size_t n,
                             struct pg_paired_gap gaps[static PG_N_PAIRED])
{
    struct resampling all = {.pairs = pairs,
                             .n = n,
                             .n_base = n_base,
                             .times = malloc((n + 1) * sizeof *all.times)};
    // Not by gsl_rng_alloc(), whose failure would end the process of the host.
    gsl_rng random = {gsl_rng_mt19937, malloc(gsl_rng_mt19937->size)};
    bool made = all.times != NULL && random.state != NULL;

    for (int g = 0; g < PG_N_PAIRED; g++) {
        all.found[g] = malloc(REPLICATES * sizeof *all.found[g]);
        made = made && all.found[g] != NULL;
    }
    for (int i = 0; i < 4; i++)
        made = rank_members(&all, i / 2, i % 2) && made;
    if (made)
        resample(&all, &random, gaps);
    for (int g = 0; g < PG_N_PAIRED; g++)
        free(all.found[g]);
    for (int i = 0; i < 4; i++)
        free(all.rankings[i / 2][i % 2].of);
    free(random.state);
    free(all.times);
    return made;
}
