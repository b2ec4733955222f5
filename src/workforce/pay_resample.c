// SPDX-License-Identifier: GPL-3.0-or-later
/* Gaps of two payrolls, and how far chance may have moved them: people drawn again. */
#include "pay_change.h"

#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>

enum { REPLICATES = 2000, SEED = 20260405, MEN = 0 };

/** People in the hourly figures of a payroll, of one sex, by pay. */
struct ranking {
    size_t *of; /**< persons */
    size_t n;
};

struct resampling {
    const struct pg_change_person *persons;
    size_t n, n_men;               /**< men are first */
    struct ranking rankings[2][2]; /**< then and now; men and women */
    uint32_t *times;               /**< each person is drawn */
    double *found[PG_N_GAPS];
};

// ---------------------------------------------------------------- one draw

static double median_of(const struct resampling *all, int when, int sex)
{
    const struct ranking *ranking = &all->rankings[when][sex];
    size_t total = 0, passed = 0;
    double lower = NAN;

    for (size_t i = 0; i < ranking->n; i++)
        total += all->times[ranking->of[i]];
    for (size_t i = 0; i < ranking->n; i++) {
        double pay = all->persons[ranking->of[i]].pay[when];
        passed += all->times[ranking->of[i]];
        if (isnan(lower) && passed > (total - 1) / 2)
            lower = pay;
        if (passed > total / 2)
            return (lower + pay) / 2;
    }
    return NAN;
}

static double mean_of(const struct resampling *all, int when, int sex)
{
    const struct ranking *ranking = &all->rankings[when][sex];
    double sum = 0, n = 0;

    for (size_t i = 0; i < ranking->n; i++) {
        double times = all->times[ranking->of[i]];
        sum += times * all->persons[ranking->of[i]].pay[when];
        n += times;
    }
    return n > 0 ? sum / n : NAN;
}

static void gaps_of(const struct resampling *all, int when, double gaps[PG_N_GAPS])
{
    double men = mean_of(all, when, 0), women = mean_of(all, when, 1);
    double median_men = median_of(all, when, 0), median_women = median_of(all, when, 1);

    gaps[PG_GAP_MEAN] = 100 * (men - women) / men;
    gaps[PG_GAP_MEDIAN] = 100 * (median_men - median_women) / median_men;
    gaps[PG_GAP_POUNDS] = men - women;
}

// ---------------------------------------------------------------- all draws

/** What is sorted: a person and the pay. */
struct ranked {
    double pay;
    size_t person;
};

static int by_pay(const void *a, const void *b)
{
    const struct ranked *left = a, *right = b;

    if (left->pay < right->pay || left->pay > right->pay)
        return left->pay < right->pay ? -1 : 1;
    return left->person < right->person ? -1 : left->person > right->person;
}

static bool rank_people(struct resampling *all, int when, int sex)
{
    struct ranking *ranking = &all->rankings[when][sex];
    size_t first = sex == MEN ? 0 : all->n_men, end = sex == MEN ? all->n_men : all->n;
    struct ranked *ranked = malloc((end - first + 1) * sizeof *ranked);

    ranking->of = malloc((end - first + 1) * sizeof *ranking->of);
    for (size_t i = first; i < end && ranked != NULL; i++) {
        if (all->persons[i].is_in[when])
            ranked[ranking->n++] = (struct ranked){all->persons[i].pay[when], i};
    }
    bool made = ranked != NULL && ranking->of != NULL;
    if (made && ranking->n > 0)
        qsort(ranked, ranking->n, sizeof *ranked, by_pay);
    for (size_t i = 0; i < ranking->n && made; i++)
        ranking->of[i] = ranked[i].person;
    free(ranked);
    return made;
}

static void draw(struct resampling *all, gsl_rng *random)
{
    memset(all->times, 0, all->n * sizeof *all->times);
    for (size_t i = 0; i < all->n; i++) {
        size_t first = i < all->n_men ? 0 : all->n_men;
        size_t size = i < all->n_men ? all->n_men : all->n - all->n_men;
        all->times[first + gsl_rng_uniform_int(random, (unsigned long)size)]++;
    }
}

static void end_of(double *found, struct pg_change_gap *gap)
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
                     struct pg_change_gap gaps[PG_N_GAPS])
{
    double then[PG_N_GAPS], now[PG_N_GAPS];

    for (size_t i = 0; i < all->n; i++)
        all->times[i] = 1;
    gaps_of(all, 0, then);
    gaps_of(all, 1, now);
    for (int g = 0; g < PG_N_GAPS; g++)
        gaps[g] = (struct pg_change_gap){.then = then[g], .now = now[g]};
    gsl_rng_set(random, SEED);
    for (int r = 0; r < REPLICATES; r++) {
        draw(all, random);
        gaps_of(all, 0, then);
        gaps_of(all, 1, now);
        for (int g = 0; g < PG_N_GAPS; g++)
            all->found[g][r] = now[g] - then[g];
    }
    for (int g = 0; g < PG_N_GAPS; g++)
        end_of(all->found[g], &gaps[g]);
}

bool pg_change_resample(const struct pg_change_person *persons, size_t n,
                        struct pg_change_gap gaps[PG_N_GAPS])
{
    struct resampling all = {
        .persons = persons, .n = n, .times = malloc((n + 1) * sizeof *all.times)};
    // Not by gsl_rng_alloc(), whose failure would end the process of the host.
    gsl_rng random = {gsl_rng_mt19937, malloc(gsl_rng_mt19937->size)};
    bool made = all.times != NULL && random.state != NULL;

    while (all.n_men < n && persons[all.n_men].sex == MEN)
        all.n_men++;
    for (int g = 0; g < PG_N_GAPS; g++) {
        all.found[g] = malloc(REPLICATES * sizeof *all.found[g]);
        made = made && all.found[g] != NULL;
    }
    for (int i = 0; i < 4; i++)
        made = rank_people(&all, i / 2, i % 2) && made;
    if (made)
        resample(&all, &random, gaps);
    for (int g = 0; g < PG_N_GAPS; g++)
        free(all.found[g]);
    for (int i = 0; i < 4; i++)
        free(all.rankings[i / 2][i % 2].of);
    free(random.state);
    free(all.times);
    return made;
}
