// SPDX-License-Identifier: GPL-3.0-or-later
/* 95 % intervals beside gaps and medians. */
#include "pg_measures.h"

#include <math.h>
#include <stdlib.h>

_Static_assert(PG_MEASURE_MEDIAN_HOURLY_PAY + 1 == PG_MEASURE_MEAN_HOURLY_GAP &&
                   PG_MEASURE_MEAN_HOURLY_GAP + 1 == PG_MEASURE_MEDIAN_HOURLY_GAP &&
                   PG_MEASURE_MEDIAN_BONUS_PAY + 1 == PG_MEASURE_MEAN_BONUS_GAP &&
                   PG_MEASURE_MEAN_BONUS_GAP + 1 == PG_MEASURE_MEDIAN_BONUS_GAP,
               "median pay, mean gap and median gap follow each other");

struct pg_interval_maker {
    struct pg_law base_mean, base_median; /**< of the base met last */
    struct pg_group base;
    bool has_base, out_of_memory;
};

struct pg_interval_maker *pg_measures_interval_maker_make(void)
{
    return calloc(1, sizeof(struct pg_interval_maker));
}

void pg_measures_interval_maker_forget(struct pg_interval_maker *maker)
{
    if (maker == NULL)
        return;
    pg_stats_law_free(&maker->base_mean);
    pg_stats_law_free(&maker->base_median);
    maker->has_base = false;
}

void pg_measures_interval_maker_free(struct pg_interval_maker *maker)
{
    pg_measures_interval_maker_forget(maker);
    free(maker);
}

bool pg_measures_interval_maker_failed(const struct pg_interval_maker *maker)
{
    return maker != NULL && maker->out_of_memory;
}

// The laws of the base, which many groups are compared with.
static bool find_base(struct pg_interval_maker *maker, const struct pg_average *base)
{
    if (maker->has_base && maker->base.ranks == base->group.ranks &&
        maker->base.n == base->n)
        return true;
    pg_measures_interval_maker_forget(maker);
    maker->base = base->group;
    maker->has_base =
        pg_stats_law_of_mean(&maker->base_mean, base->ranking, base->group) &&
        pg_stats_law_of_median(&maker->base_median, base->ranking, base->group);
    return maker->has_base;
}

// Influence of each person on the gap, third and second powers over both groups (Davison
// and Hinkley 1997, section 5.3.2).
static double acceleration_of(const struct pg_average *base, const struct pg_average *other)
{
    double b = base->value, o = other->value;
    double n_base = (double)base->n, n_other = (double)other->n;
    struct pg_moments of_base = pg_stats_moments_of(base->ranking, base->group, b);
    struct pg_moments of_other = pg_stats_moments_of(other->ranking, other->group, o);
    double base_scale = 100 * o / (b * b * n_base), other_scale = -100 / (b * n_other);
    double squares = base_scale * base_scale * of_base.squares +
                     other_scale * other_scale * of_other.squares;
    double cubes =
        pow(base_scale, 3) * of_base.cubes + pow(other_scale, 3) * of_other.cubes;

    return squares > 0 ? cubes / (6 * pow(squares, 1.5)) : 0;
}

// Of a gap it is said whether it could be chance.
static void set_interval(paygap_figure *figure, struct pg_interval interval, bool is_gap)
{
    if (!isfinite(interval.lower) || !isfinite(interval.upper))
        return;
    figure->has_interval = interval.exists;
    figure->interval_lower = interval.lower;
    figure->interval_upper = interval.upper;
    if (is_gap && figure->reason[0] == '\0')
        figure->reason = interval.lower <= 0 && interval.upper >= 0
                             ? "could be chance"
                             : "unlikely to be chance";
}

void pg_measures_add_gap_intervals(struct pg_interval_maker *maker, paygap_figure *mean_gap,
                                   paygap_figure *median_gap, const struct pg_average *base,
                                   const struct pg_average *other)
{
    if (maker == NULL || mean_gap == NULL || median_gap == NULL || !mean_gap->has_value ||
        base->n < 2 || other->n < 2)
        return;
    struct pg_law mean = {.n = 0}, median = {.n = 0};
    bool made = find_base(maker, base) &&
                pg_stats_law_of_mean(&mean, other->ranking, other->group) &&
                pg_stats_law_of_median(&median, other->ranking, other->group);
    if (made) {
        set_interval(mean_gap,
                     pg_stats_law_bca_interval(&maker->base_mean, &mean, mean_gap->value,
                                               acceleration_of(base, other)),
                     true);
        set_interval(median_gap,
                     pg_stats_law_percentile_interval(&maker->base_median, &median), true);
    }
    maker->out_of_memory = maker->out_of_memory || !made;
    pg_stats_law_free(&mean);
    pg_stats_law_free(&median);
}

void pg_measures_add_median_interval(struct pg_interval_maker *maker, paygap_figure *figure,
                                     const struct pg_average *median)
{
    if (maker == NULL || figure == NULL || !figure->has_value)
        return;
    struct pg_interval interval =
        pg_stats_order_statistic_interval(median->ranking, median->group);
    if (interval.exists)
        set_interval(figure, interval, false);
}

void pg_measures_add_sex_intervals(
    struct pg_report *report, struct pg_interval_maker *intervals, enum pg_measure mean_gap,
    const struct pg_average *mean_men, const struct pg_average *mean_women,
    const struct pg_average *median_men, const struct pg_average *median_women)
{
    enum pg_measure median_gap = (enum pg_measure)(mean_gap + 1);
    enum pg_measure median_pay = (enum pg_measure)(mean_gap - 1);
    const struct pg_part_of *men = pg_results_report_sex(report, PG_MEN),
                            *women = pg_results_report_sex(report, PG_WOMEN);

    pg_measures_interval_maker_forget(intervals);
    if (mean_men->n > 0 && mean_women->n > 0)
        pg_measures_add_gap_intervals(
            intervals, pg_results_part_figure(report, women, mean_gap),
            pg_results_part_figure(report, women, median_gap), mean_men, mean_women);
    pg_measures_add_median_interval(
        intervals, pg_results_part_figure(report, men, median_pay), median_men);
    pg_measures_add_median_interval(
        intervals, pg_results_part_figure(report, women, median_pay), median_women);
}
