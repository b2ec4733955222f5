// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_measures.h"

// Bonus gaps that are not computed from averages: no man had a bonus, or no woman had.
static void add_fixed_gap(struct paygap_results *results, struct pg_report *report,
                          enum pg_measure measure, const struct pg_average *men,
                          const struct pg_average *women)
{
    paygap_figure *figure = pg_results_report_add(results, report, PG_WOMEN, measure);

    if (men->n == 0)
        pg_results_figure_not_applicable(figure, "no man was paid a bonus", women->n);
    else
        pg_results_figure_set(results, figure, 100, "100.0", men->n);
}

static void add_averages(struct paygap_results *results, struct pg_report *report,
                         enum pg_measure pay_measure, enum pg_measure gap_measure,
                         const struct pg_average *men, const struct pg_average *women)
{
    bool computed = men->n > 0 && women->n > 0;

    pg_measures_average(results, report, pay_measure, gap_measure, computed, men, women);
    if (!computed)
        add_fixed_gap(results, report, gap_measure, men, women);
}

void pg_measures_bonus_pay(struct paygap_results *results, struct pg_report *report,
                           const struct pg_groups *receivers, struct pg_bonus_people people,
                           struct pg_interval_maker *intervals)
{
    struct pg_average mean_men, mean_women, median_men, median_women;

    if (!pg_stats_mean(&mean_men, receivers->ranking, receivers->group[PG_MEN]) ||
        !pg_stats_mean(&mean_women, receivers->ranking, receivers->group[PG_WOMEN])) {
        results->out_of_memory = true;
        return;
    }
    pg_stats_median(&median_men, receivers->ranking, receivers->group[PG_MEN]);
    pg_stats_median(&median_women, receivers->ranking, receivers->group[PG_WOMEN]);
    pg_results_report_sex(report, PG_MEN)->bonus = mean_men.n;
    pg_results_report_sex(report, PG_WOMEN)->bonus = mean_women.n;
    pg_measures_count(results, report, PG_MEN, PG_MEASURE_BONUS_HEADCOUNT, mean_men.n);
    pg_measures_count(results, report, PG_WOMEN, PG_MEASURE_BONUS_HEADCOUNT, mean_women.n);
    pg_measures_share(results, report, PG_MEN, PG_MEASURE_BONUS_SHARE, mean_men.n,
                      people.men, "there are no men in the bonus figures");
    pg_measures_share(results, report, PG_WOMEN, PG_MEASURE_BONUS_SHARE, mean_women.n,
                      people.women, "there are no women in the bonus figures");
    add_averages(results, report, PG_MEASURE_MEAN_BONUS_PAY, PG_MEASURE_MEAN_BONUS_GAP,
                 &mean_men, &mean_women);
    add_averages(results, report, PG_MEASURE_MEDIAN_BONUS_PAY, PG_MEASURE_MEDIAN_BONUS_GAP,
                 &median_men, &median_women);
    pg_measures_add_sex_intervals(report, intervals, PG_MEASURE_MEAN_BONUS_GAP, &mean_men,
                                  &mean_women, &median_men, &median_women);
}
