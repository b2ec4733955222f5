// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The bootstrap without sampling: the law of the mean and of the median of n people drawn
 * again with replacement from the n that there are, worked out.
 *
 * Mean. A draw has the characteristic function f(u), the mean of exp(iu pay) over the
 * people; the mean of n draws has f(u/n)^n. Within a window that holds all but some 10^-8
 * of it, that is a Fourier series, which one transform turns into probabilities on a grid.
 * A normal noise of 1/300 of the standard deviation is added, so that the series ends: it
 * blurs the steps of very small groups by that much and changes nothing else that is
 * printed. Of many distinct values neighbours are taken together, with their mean and their
 * variance.
 *
 * Median. The middle draws are order statistics of n draws. Of an odd number the law is the
 * binomial's (as a Beta function); of an even number, with h = n/2 draws up to value i and
 * h from value j on, C(n, h) (F(i)^h - F(i-1)^h) (S(j)^h - S(j+1)^h) for i < j, where F is
 * the share of people up to a value and S from a value on; what is left of the lower one's
 * law is that both middle draws are the same value.
 *
 *     Two people, on 10 and 20. The four draws (10 10), (10 20), (20 10), (20 20) are
 *     equally likely, so the median is 10, 15 or 20 with chances 1/4, 1/2, 1/4. By the
 *     formula, h = 1: C(2, 1) x 1/2 x 1/2 = 1/2 for 15; the lower draw is 10 with chance
 *     3/4, of which 1/2 is used, so 1/4 is left for 10. The mean has the same law here.
 *
 * Invariant: the masses of a law add up to 1 and its values ascend, so up_to ascends to 1.
 *
 * The laws of two groups give the chance that their gap is at most g; its quantiles are
 * found by halving. measures/gap_intervals.c is the caller.
 *
 * Worst case: a mean takes 8,192 terms of 512 values and one transform of 16,384 points, a
 * median some n^(1/2) x 40 pairs of values, a quantile 100 times 2,048 look-ups. Memory:
 * 256 KiB for the series, 48 KiB a law, 24 bytes a distinct value.
 */
#include "pg_stats.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_fft_complex.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdlib.h>

enum {
    GRID = 16384,
    MOST_TERMS = GRID / 2,
    MOST_VALUES = 512,
    KEPT = 2048,
    MANY = 2000,
    MANY_VALUES = 64
};

static const double below_sds = 12, above_sds = 14, noise_sds = 1.0 / 300;
static const double no_chance = 1e-15;

// ---------------------------------------------------------------- values

/** Distinct values of a group, or neighbours together; shares add up to 1. */
struct values {
    double *at, *share, *variance;
    size_t n;
    double mean, sd; /**< of one draw */
};

static bool make_values(struct values *values, size_t most)
{
    values->at = malloc((most + 1) * sizeof *values->at);
    values->share = malloc((most + 1) * sizeof *values->share);
    values->variance = malloc((most + 1) * sizeof *values->variance);
    return values->at != NULL && values->share != NULL && values->variance != NULL;
}

static void free_values(struct values *values)
{
    free(values->at);
    free(values->share);
    free(values->variance);
}

// Distinct values, lowest first; the number of people on each in place of its share.
static void count_values(struct values *values, const struct pg_ranking *ranking,
                         struct pg_group group)
{
    for (size_t i = 0, run; i < group.n; i += run) {
        for (run = 1; i + run < group.n && group.ranks[i + run] == group.ranks[i]; run++) {
            // people on one value
        }
        values->at[values->n] = ranking->value[group.ranks[i]];
        values->variance[values->n] = 0;
        values->share[values->n++] = (double)run;
    }
}

// Values from `first` to before `end` become one, with their mean and variance.
static void merge(struct values *values, size_t first, size_t end, size_t to)
{
    double n = 0, sum = 0, squares = 0;

    for (size_t i = first; i < end; i++) {
        n += values->share[i];
        sum += values->share[i] * values->at[i];
    }
    for (size_t i = first; i < end; i++)
        squares += values->share[i] * gsl_pow_2(values->at[i] - sum / n);
    values->at[to] = sum / n;
    values->variance[to] = squares / n;
    values->share[to] = n;
}

// Neighbours together until there are few; the ends, which matter most, stay apart.
static void thin(struct values *values)
{
    enum { ENDS = 32 };
    size_t n = values->n, middle = n - 2 * (size_t)ENDS, parts = MOST_VALUES - 2 * ENDS;
    size_t to = ENDS;

    if (n <= MOST_VALUES)
        return;
    for (size_t k = 0; k < parts; k++)
        merge(values, ENDS + k * middle / parts, ENDS + (k + 1) * middle / parts, to++);
    for (size_t i = n - ENDS; i < n; i++)
        merge(values, i, i + 1, to++);
    values->n = to;
}

static void take_moments(struct values *values, double n_people)
{
    double mean = 0, variance = 0;

    for (size_t i = 0; i < values->n; i++) {
        values->share[i] /= n_people;
        mean += values->share[i] * values->at[i];
    }
    for (size_t i = 0; i < values->n; i++)
        variance +=
            values->share[i] * (gsl_pow_2(values->at[i] - mean) + values->variance[i]);
    values->mean = mean;
    values->sd = sqrt(variance);
}

// ---------------------------------------------------------------- the law of the mean

/** The window of the series and its coefficients while they are made. */
struct series {
    double low, length, noise, n_people;
    double *terms; /**< GRID complex numbers */
};

static void set_term(struct series *series, size_t k, double real, double imaginary)
{
    series->terms[2 * k] = real;
    series->terms[2 * k + 1] = imaginary;
    if (k == 0)
        return;
    size_t mirrored = GRID - k; // the law is real: the other half is its conjugate
    series->terms[2 * mirrored] = real;
    series->terms[2 * mirrored + 1] = -imaginary;
}

// Of each value the turn of exp(iu value) from one term to the next, and where it stands.
static void begin_turns(const struct values *values, double step, double *turns,
                        double *now)
{
    for (size_t i = 0; i < values->n; i++) {
        double angle = step * (values->at[i] - values->mean);
        turns[2 * i] = cos(angle);
        turns[2 * i + 1] = sin(angle);
        now[2 * i] = 1;
        now[2 * i + 1] = 0;
    }
}

// The characteristic function of one draw less the mean at term k, `step` apart.
static void next_draw(const struct values *values, double u, const double *turns,
                      double *now, double draw[2])
{
    draw[0] = draw[1] = 0;
    for (size_t i = 0; i < values->n; i++) {
        double real = now[2 * i] * turns[2 * i] - now[2 * i + 1] * turns[2 * i + 1];
        double imaginary = now[2 * i] * turns[2 * i + 1] + now[2 * i + 1] * turns[2 * i];
        double share = values->share[i];
        now[2 * i] = real;
        now[2 * i + 1] = imaginary;
        if (values->variance[i] > 0)
            share *= exp(-u * u * values->variance[i] / 2);
        draw[0] += share * real;
        draw[1] += share * imaginary;
    }
}

static bool make_terms(struct series *series, const struct values *values)
{
    double *turns = malloc((values->n + 1) * 2 * sizeof *turns);
    double *now = malloc((values->n + 1) * 2 * sizeof *now);
    double frequency = 2 * M_PI / series->length, step = frequency / series->n_people;
    // Large groups, and those of many values, have no steps that a later term could show.
    bool has_no_steps = series->n_people > MANY || values->n > MANY_VALUES;
    int n_small = 0;

    if (turns != NULL && now != NULL)
        begin_turns(values, step, turns, now);
    set_term(series, 0, 1, 0);
    for (int k = 1; turns != NULL && now != NULL && k < MOST_TERMS; k++) {
        double draw[2];
        next_draw(values, k * step, turns, now, draw);
        double size = pow(hypot(draw[0], draw[1]), series->n_people) *
                      exp(-gsl_pow_2(k * frequency * series->noise) / 2);
        double angle = series->n_people * atan2(draw[1], draw[0]) +
                       k * frequency * (values->mean - series->low);
        set_term(series, (size_t)k, size * cos(angle), size * sin(angle));
        n_small = size < no_chance ? n_small + 1 : 0;
        if (n_small > 200 && has_no_steps)
            break;
    }
    bool made = turns != NULL && now != NULL;
    free(turns);
    free(now);
    return made;
}

// Probabilities of the grid, put together to fewer points.
static void take_grid(struct pg_law *law, const struct series *series)
{
    size_t width = GRID / KEPT;
    double sum = 0;

    for (size_t i = 0; i < KEPT; i++) {
        double mass = 0;
        for (size_t k = i * width; k < (i + 1) * width; k++)
            mass += series->terms[2 * k] / GRID;
        sum += fmax(mass, 0);
        law->mass[i] = fmax(mass, 0);
        law->value[i] = series->low + ((double)(i * width) + (double)(width - 1) / 2) *
                                          series->length / GRID;
        law->up_to[i] = sum;
    }
    for (size_t i = 0; i < KEPT; i++) {
        law->mass[i] /= sum;
        law->up_to[i] /= sum;
    }
    law->n = KEPT;
    law->step = series->length / KEPT;
}

static bool make_law(struct pg_law *law, size_t n)
{
    *law = (struct pg_law){.value = malloc((n + 1) * sizeof *law->value),
                           .mass = malloc((n + 1) * sizeof *law->mass),
                           .up_to = malloc((n + 1) * sizeof *law->up_to)};
    return law->value != NULL && law->mass != NULL && law->up_to != NULL;
}

void pg_stats_law_free(struct pg_law *law)
{
    free(law->value);
    free(law->mass);
    free(law->up_to);
    *law = (struct pg_law){.n = 0};
}

static void set_single(struct pg_law *law, double value)
{
    law->value[0] = value;
    law->mass[0] = law->up_to[0] = 1;
    law->n = 1;
}

static bool solve_mean(struct pg_law *law, const struct values *values, double n_people)
{
    double sd = values->sd / sqrt(n_people);
    double low = values->at[0], high = values->at[values->n - 1];
    struct series series = {.n_people = n_people,
                            .noise = noise_sds * sd,
                            .terms = calloc(2 * (size_t)GRID, sizeof(double))};

    low = fmax(low, values->mean - below_sds * sd) - 10 * series.noise;
    high = fmin(high, values->mean + above_sds * sd) + 10 * series.noise;
    series.low = low;
    series.length = high - low;
    bool made = series.terms != NULL && make_terms(&series, values) &&
                gsl_fft_complex_radix2_forward(series.terms, 1, GRID) == GSL_SUCCESS;
    if (made)
        take_grid(law, &series);
    free(series.terms);
    return made;
}

bool pg_stats_law_of_mean(struct pg_law *law, const struct pg_ranking *ranking,
                          struct pg_group group)
{
    struct values values = {.n = 0};
    bool made = make_law(law, KEPT) && make_values(&values, group.n);

    if (made) {
        count_values(&values, ranking, group);
        thin(&values);
        take_moments(&values, (double)group.n);
        if (values.n == 1 || values.sd <= 1e-12 * fabs(values.mean))
            set_single(law, values.mean);
        else
            made = solve_mean(law, &values, (double)group.n);
    }
    free_values(&values);
    return made;
}

// ---------------------------------------------------------------- the law of the median

/** Values with their probabilities, not yet in order. */
struct atoms {
    struct atom {
        double value, mass;
    } * items;
    size_t n, capacity;
    bool failed;
};

static void add_atom(struct atoms *atoms, double value, double mass)
{
    struct atom *grown =
        mass > 0 ? pg_grown(atoms->items, atoms->n, &atoms->capacity, sizeof *grown)
                 : atoms->items;

    if (mass <= 0)
        return;
    if (grown == NULL) {
        atoms->failed = true;
        return;
    }
    atoms->items = grown;
    grown[atoms->n++] = (struct atom){value, mass};
}

// The chance that the k-th of n draws is at most a value up to which the share is `up_to`.
static double order_chance(double up_to, double k, double n)
{
    return up_to <= 0 ? 0 : up_to >= 1 ? 1 : gsl_cdf_beta_P(up_to, k, n - k + 1);
}

// log(a^h - b^h), of 1 >= a > b >= 0
static double log_power_difference(double a, double b, double h)
{
    return h * log(a) + (b > 0 ? log1p(-pow(b / a, h)) : 0);
}

// `up_to` has the share up to each value, and 0 before the first.
static void add_even(struct atoms *atoms, const struct values *values, const double *up_to,
                     double n)
{
    double h = n / 2, ways = gsl_sf_lnchoose((unsigned)n, (unsigned)(n / 2));

    for (size_t i = 0; i < values->n; i++) {
        double lower = order_chance(up_to[i + 1], h, n) - order_chance(up_to[i], h, n);
        if (lower < no_chance)
            continue;
        double of_i = ways + log_power_difference(up_to[i + 1], up_to[i], h), apart = 0;
        for (size_t j = i + 1; j < values->n; j++) {
            double mass =
                exp(of_i + log_power_difference(1 - up_to[j], 1 - up_to[j + 1], h));
            add_atom(atoms, (values->at[i] + values->at[j]) / 2, mass);
            apart += mass;
            if (exp(of_i + h * log(fmax(1 - up_to[j + 1], 1e-300))) < no_chance)
                break; // all further ones together
        }
        add_atom(atoms, values->at[i], lower - apart);
    }
}

static void add_odd(struct atoms *atoms, const struct values *values, const double *up_to,
                    double n)
{
    for (size_t i = 0; i < values->n; i++)
        add_atom(atoms, values->at[i],
                 order_chance(up_to[i + 1], (n + 1) / 2, n) -
                     order_chance(up_to[i], (n + 1) / 2, n));
}

static int by_value(const void *a, const void *b)
{
    double left = ((const struct atom *)a)->value, right = ((const struct atom *)b)->value;

    return left < right ? -1 : left > right;
}

// Atoms in order; of very many, neighbours together. False when out of memory.
static bool take_atoms(struct pg_law *law, struct atoms *atoms)
{
    size_t width = atoms->n / KEPT + 1, n = 0;
    double sum = 0;

    if (!make_law(law, atoms->n / width + 1))
        return false;
    qsort(atoms->items, atoms->n, sizeof *atoms->items, by_value);
    for (size_t i = 0; i < atoms->n; i += width, n++) {
        double mass = 0, total = 0;
        for (size_t k = i; k < i + width && k < atoms->n; k++) {
            mass += atoms->items[k].mass;
            total += atoms->items[k].mass * atoms->items[k].value;
        }
        sum += mass;
        law->mass[n] = mass;
        law->value[n] = width == 1 ? atoms->items[i].value : total / mass;
        law->up_to[n] = sum;
    }
    law->n = n;
    for (size_t i = 0; i < n; i++) {
        law->mass[i] /= sum;
        law->up_to[i] /= sum;
    }
    return true;
}

bool pg_stats_law_of_median(struct pg_law *law, const struct pg_ranking *ranking,
                            struct pg_group group)
{
    struct values values = {.n = 0};
    struct atoms atoms = {.n = 0};
    double *up_to = malloc((group.n + 2) * sizeof *up_to), count = 0;
    bool made = make_values(&values, group.n) && up_to != NULL;

    *law = (struct pg_law){.n = 0};
    if (made) {
        count_values(&values, ranking, group);
        up_to[0] = 0;
        for (size_t i = 0; i < values.n; i++) {
            count += values.share[i];
            up_to[i + 1] = count / (double)group.n;
        }
        (group.n % 2 == 1 ? add_odd : add_even)(&atoms, &values, up_to, (double)group.n);
        made = !atoms.failed && atoms.n > 0 && take_atoms(law, &atoms);
    }
    free(atoms.items);
    free(up_to);
    free_values(&values);
    return made;
}

// ---------------------------------------------------------------- gaps of two laws

// The chance of less than x. Between the points of a grid it rises evenly.
static double chance_below(const struct pg_law *law, double x)
{
    if (law->step > 0) {
        double place = (x - law->value[0]) / law->step + 0.5;
        if (place <= 0)
            return 0;
        size_t i = (size_t)place;
        return i >= law->n ? 1 : law->up_to[i] - law->mass[i] * (1 - (place - (double)i));
    }
    size_t low = 0, high = law->n; // the first value that is not below x
    double near = 1e-12 * fabs(x);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (law->value[middle] < x - near)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? law->up_to[low - 1] : 0;
}

double pg_stats_law_gap_chance(const struct pg_law *base, const struct pg_law *other,
                               double gap)
{
    double ratio = 1 - gap / 100, chance = 0;

    for (size_t i = 0; i < base->n; i++) {
        if (base->mass[i] > no_chance)
            chance += base->mass[i] * (1 - chance_below(other, ratio * base->value[i]));
    }
    return chance;
}

// The lowest value above 0 that has any chance.
static double lowest_of(const struct pg_law *law)
{
    size_t i = 0;

    while (i + 1 < law->n && (law->mass[i] <= no_chance || law->value[i] <= 0))
        i++;
    return law->value[i];
}

double pg_stats_law_gap_quantile(const struct pg_law *base, const struct pg_law *other,
                                 double p)
{
    double most = other->value[other->n - 1] / lowest_of(base);
    double least = lowest_of(other) / base->value[base->n - 1];
    double low = 100 * (1 - most) - 1e-6, high = 100 * (1 - least) + 1e-6;

    for (int i = 0; i < 100 && high - low > 1e-10 * (1 + fabs(low)); i++) {
        double middle = low + (high - low) / 2;
        if (pg_stats_law_gap_chance(base, other, middle) < p)
            low = middle;
        else
            high = middle;
    }
    return high;
}

struct pg_interval pg_stats_law_percentile_interval(const struct pg_law *base,
                                                    const struct pg_law *other)
{
    return (struct pg_interval){pg_stats_law_gap_quantile(base, other, 0.025),
                                pg_stats_law_gap_quantile(base, other, 0.975), true};
}

struct pg_interval pg_stats_law_bca_interval(const struct pg_law *base,
                                             const struct pg_law *other, double observed,
                                             double acceleration)
{
    double below = pg_stats_law_gap_chance(base, other, observed);
    double z0 = gsl_cdf_ugaussian_Pinv(fmin(fmax(below, 1e-9), 1 - 1e-9));
    double z = gsl_cdf_ugaussian_Pinv(0.975), ends[2];

    for (int i = 0; i < 2; i++) {
        double shifted = z0 + (i == 0 ? -z : z);
        double level = gsl_cdf_ugaussian_P(z0 + shifted / (1 - acceleration * shifted));
        ends[i] = pg_stats_law_gap_quantile(base, other, level);
    }
    return (struct pg_interval){ends[0], ends[1], true};
}
