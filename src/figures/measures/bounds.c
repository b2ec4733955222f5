// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * How far a gap could move if the people who did not disclose were known: its lowest and
 * highest value over every way in which they could belong to the groups, and two named
 * scenarios, all of them in the comparator and all of them in the group.
 *
 * For given numbers i and j of them in the comparator and in the group (the rest belong to
 * other groups) the gap is largest when the i best paid are in the comparator and the j
 * worst paid in the group, and smallest the other way round. Adding the best paid in turn
 * raises an average as long as each is above it, so the average rises to one peak and falls
 * after it; in the same way adding the worst paid lowers it to one trough. If peak and
 * trough want some people twice, the best division lies where everybody is used: there each
 * division is tried. So it is from the start where there are no other groups: with two
 * groups, or where everybody else is the comparator, everybody belongs to one of the sides.
 * The bounds are sharp: some assignment reaches them.
 *
 *     Comparator 10 and 20, group 10, undisclosed 5 and 40; there are no other groups.
 *
 *     in the comparator   in the group    means             gap
 *     5 40                -               18.75 and 10       46.7   the first scenario
 *     40                  5               23.33 and 7.5      67.9   the highest
 *     5                   40              11.67 and 25     -114.3   the lowest
 *     -                   5 40            15 and 18.33      -22.2   the second scenario
 *
 * Invariant: `undisclosed` is sorted, and a side is its members with the n lowest or the n
 * highest of them, so a division is two numbers.
 *
 * breakdown.c calls pg_measures_bounds() for each comparison in which somebody did not
 * disclose.
 *
 * Worst case, with m undisclosed and n members: log m averages for a peak, m + 1 for the
 * divisions; an average is one step for means (the sums are at hand) and log n for medians.
 * So m log n for each group. A bound on which a digit turns is formed exactly, over all m +
 * n. Memory: 16 bytes for each undisclosed person, 8 for each member.
 */
#include "pg_measures.h"

#include <math.h>
#include <stdlib.h>

/** One side of a gap: its members, and the undisclosed added from one end. */
struct side {
    const struct pg_ranking *ranking;
    struct pg_group members, undisclosed;
    const long double *sums; /**< of the first k undisclosed, lowest first */
    long double sum;         /**< of the members */
    bool from_top, is_median;
};

// The undisclosed who are added first: `n` from the top or from the bottom.
static struct pg_group added(const struct side *side, size_t n)
{
    struct pg_group undisclosed = side->undisclosed;

    return (struct pg_group){undisclosed.ranks + (side->from_top ? undisclosed.n - n : 0),
                             n};
}

// Rank at `place` of two sorted groups together.
static uint32_t rank_of_two(struct pg_group a, struct pg_group b, size_t place)
{
    size_t low = place > b.n ? place - b.n : 0, high = place < a.n ? place : a.n;

    while (low < high) { // members of a among the first `place`
        size_t middle = low + (high - low) / 2;
        if (a.ranks[middle] < b.ranks[place - middle - 1])
            low = middle + 1;
        else
            high = middle;
    }
    size_t rest = place - low;
    if (low == a.n)
        return b.ranks[rest];
    if (rest == b.n || a.ranks[low] <= b.ranks[rest])
        return a.ranks[low];
    return b.ranks[rest];
}

static void middle_ranks(const struct side *side, size_t n, uint32_t ranks[static 2])
{
    struct pg_group extra = added(side, n);
    size_t all = side->members.n + n;

    ranks[0] = rank_of_two(side->members, extra, (all - 1) / 2);
    ranks[1] = rank_of_two(side->members, extra, all / 2);
}

// The average of a side with `n` undisclosed people added.
static double average(const struct side *side, size_t n)
{
    size_t m = side->undisclosed.n, all = side->members.n + n;
    uint32_t ranks[2];

    if (side->is_median) {
        middle_ranks(side, n, ranks);
        return (side->ranking->value[ranks[0]] + side->ranking->value[ranks[1]]) / 2;
    }
    long double extra = side->from_top ? side->sums[m] - side->sums[m - n] : side->sums[n];
    return (double)((side->sum + extra) / (long double)all);
}

// Whether the (n+1)th undisclosed person would move the average further the same way.
static bool helps(const struct side *side, size_t n)
{
    size_t at = side->from_top ? side->undisclosed.n - 1 - n : n;
    double next = side->ranking->value[side->undisclosed.ranks[at]];

    return side->from_top ? next > average(side, n) : next < average(side, n);
}

// How many make the average as high (from the top) or low (from the bottom) as can be.
static size_t peak(const struct side *side)
{
    size_t low = 0, high = side->undisclosed.n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (helps(side, middle))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/** How many of the undisclosed are in the comparator and in the group. */
struct division {
    size_t in_base, in_group;
};

static struct division extreme(const struct side *base, const struct side *group,
                               bool can_be_neither)
{
    size_t m = base->undisclosed.n;
    struct division best = {peak(base), peak(group)};
    double best_ratio = 0;

    if (can_be_neither && best.in_base + best.in_group <= m)
        return best;
    size_t first = can_be_neither ? m - best.in_group : 0;
    size_t last = can_be_neither ? best.in_base : m;
    for (size_t i = first; i <= last; i++) {
        double ratio = average(group, m - i) / average(base, i);
        bool is_better = base->from_top ? ratio < best_ratio : ratio > best_ratio;
        if (i == first || is_better) {
            best = (struct division){i, m - i};
            best_ratio = ratio;
        }
    }
    return best;
}

// The average as stats knows it: exact where a digit turns on it.
static bool exact_average(const struct side *side, size_t n, uint32_t *ranks,
                          struct pg_average *average)
{
    if (side->is_median) {
        middle_ranks(side, n, ranks);
        pg_stats_median(average, side->ranking, (struct pg_group){ranks, 2});
        return true;
    }
    return pg_stats_mean(average, side->ranking,
                         pg_stats_group_union(side->members, added(side, n), ranks));
}

/** What the bounds of one part are made from. */
struct bounding {
    struct paygap_results *results;
    struct pg_report *report;
    struct pg_breakdown *breakdown;
    const struct pg_comparison *comparison;
    long double *sums;
    uint32_t *base_ranks, *group_ranks;
};

static long double sum_of(const struct pg_ranking *ranking, struct pg_group group)
{
    long double sum = 0;

    for (size_t i = 0; i < group.n; i++)
        sum += ranking->value[group.ranks[i]];
    return sum;
}

// The end of a bound rests on the pay of those who are put on one side: how few they are.
static uint32_t fewest_moved(struct division division, size_t n_undisclosed)
{
    const size_t sides[] = {division.in_base, division.in_group,
                            n_undisclosed - division.in_base - division.in_group};
    size_t fewest = SIZE_MAX;

    for (int i = 0; i < 3; i++)
        fewest = sides[i] > 0 && sides[i] < fewest ? sides[i] : fewest;
    return fewest == SIZE_MAX ? 0 : (uint32_t)fewest;
}

// A rounded gap from averages known to about 15 digits; exact if that is not enough.
static void set_bound(struct bounding *bounding, paygap_figure *figure,
                      const struct side *base, const struct side *group,
                      struct division division)
{
    double base_value = average(base, division.in_base);
    double group_value = average(group, division.in_group);
    double gap = 100 * (base_value - group_value) / base_value;
    double error = (200 + fabs(gap)) * (base->ranking->key_error + 1e-13);
    size_t n = base->members.n + group->members.n + division.in_base + division.in_group;
    struct pg_average exact_base, exact_group;
    struct pg_digits digits;
    char text[170];

    if (!pg_stats_round_if_safe(gap, error, 10, &digits)) {
        if (!exact_average(base, division.in_base, bounding->base_ranks, &exact_base) ||
            !exact_average(group, division.in_group, bounding->group_ranks, &exact_group)) {
            bounding->results->out_of_memory = true;
            return;
        }
        pg_stats_round_gap(&exact_base, &exact_group, 10, &digits);
    }
    pg_results_published(digits.text, 1, text);
    pg_results_figure_set(bounding->results, figure, gap, text, n);
    // A median may be one person's pay: published to a whole percent.
    if (figure == NULL)
        return;
    struct pg_figure_place *place = pg_results_report_place(bounding->report, figure);
    place->is_one_person = base->is_median;
    place->fewest_moved = fewest_moved(division, base->undisclosed.n);
}

// Whether somebody who did not disclose can belong to neither side of a comparison.
static bool has_others(const struct pg_breakdown *breakdown)
{
    size_t n_named = 0;

    for (size_t i = 0; i < breakdown->n_parts; i++)
        n_named +=
            breakdown->parts[i].kind == PG_PART_NAMED && !breakdown->parts[i].is_not_given;
    return breakdown->comparator != PG_NO_PART && n_named > 2;
}

// Lowest, highest, all in the comparator, all in the group: measures in this order.
static void add_bounds(struct bounding *bounding, struct pg_part_of *part,
                       struct side *base, struct side *group, enum pg_measure first)
{
    size_t m = base->undisclosed.n;
    struct division divisions[4] = {{0, 0}, {0, 0}, {m, 0}, {0, m}};

    for (unsigned k = 0; k < 4; k++) {
        base->from_top = k == 1;
        group->from_top = k != 1;
        if (k < 2)
            divisions[k] = extreme(base, group, has_others(bounding->breakdown));
        paygap_figure *figure = pg_results_breakdown_add(
            bounding->results, bounding->report, bounding->breakdown, part,
            part->comparator, (enum pg_measure)((unsigned)first + k));
        set_bound(bounding, figure, base, group, divisions[k]);
    }
}

static void bound_part(struct bounding *bounding, size_t index, enum pg_measure first)
{
    const struct pg_comparison *comparison = bounding->comparison;
    const struct pg_groups *groups = comparison->groups;
    struct side base = {.ranking = groups->ranking,
                        .members = pg_measures_compared_with(comparison, index),
                        .undisclosed = comparison->declined,
                        .sums = bounding->sums};
    struct side group = base;

    group.members = groups->group[index];
    if (base.members.n == 0 || group.members.n == 0)
        return;
    base.sum = sum_of(groups->ranking, base.members);
    group.sum = sum_of(groups->ranking, group.members);
    for (unsigned median = 0; median < 2; median++) {
        base.is_median = group.is_median = median == 1;
        add_bounds(bounding, &bounding->breakdown->parts[index], &base, &group,
                   (enum pg_measure)((unsigned)first + 4 * median));
    }
}

void pg_measures_bounds(struct paygap_results *results, struct pg_report *report,
                        struct pg_breakdown *breakdown,
                        const struct pg_comparison *comparison, enum pg_measure first)
{
    size_t m = comparison->declined.n, n = comparison->groups->n;
    struct bounding bounding = {.results = results,
                                .report = report,
                                .breakdown = breakdown,
                                .comparison = comparison,
                                .sums = calloc(m + 1, sizeof *bounding.sums),
                                .base_ranks = malloc((n + 2) * sizeof(uint32_t)),
                                .group_ranks = malloc((n + 2) * sizeof(uint32_t))};

    if (bounding.sums == NULL || bounding.base_ranks == NULL ||
        bounding.group_ranks == NULL) {
        results->out_of_memory = true;
    } else {
        for (size_t k = 0; k < m; k++)
            bounding.sums[k + 1] =
                bounding.sums[k] +
                comparison->groups->ranking->value[comparison->declined.ranks[k]];
        for (size_t i = 0; i < breakdown->n_parts; i++) {
            if (pg_measures_is_compared(breakdown, i) &&
                breakdown->parts[i].headcount > 0 && !breakdown->parts[i].is_repeated)
                bound_part(&bounding, i, first);
        }
    }
    free(bounding.sums);
    free(bounding.base_ranks);
    free(bounding.group_ranks);
}
