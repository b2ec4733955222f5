// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_measures.h"

static const char *const count_measures[PG_N_QUARTERS] = {
    "lower_quarter_count", "lower_middle_quarter_count", "upper_middle_quarter_count",
    "upper_quarter_count"};
static const char *const share_measures[PG_N_QUARTERS] = {
    "lower_quarter_share", "lower_middle_quarter_share", "upper_middle_quarter_share",
    "upper_quarter_share"};

static void add_quarters(struct paygap_results *results, struct pg_report *report)
{
    for (int j = 0; j < PG_N_QUARTERS; j++) {
        const struct pg_quarter_counts *quarter = &report->quarters[j];
        pg_measure_count(results, report, "men", count_measures[j], quarter->men);
        pg_measure_count(results, report, "women", count_measures[j], quarter->women);
        pg_measure_share(results, report, "men", share_measures[j], quarter->men,
                         quarter->size, "nobody in this quarter");
        pg_measure_share(results, report, "women", share_measures[j], quarter->women,
                         quarter->size, "nobody in this quarter");
    }
}

// How many of the eight published shares the other tie rule would change.
static size_t shares_moved(const struct pg_sexes *sexes, const struct pg_report *report,
                           enum pg_tie_precision ties)
{
    struct pg_quarter_counts other[PG_N_QUARTERS];
    struct pg_boundary boundaries[PG_N_QUARTERS - 1];
    size_t moved = 0;

    pg_quarters(sexes, ties == PG_TIES_EXACT ? PG_TIES_PENNY : PG_TIES_EXACT, other,
                boundaries);
    for (int j = 0; j < PG_N_QUARTERS; j++)
        moved += other[j].men != report->quarters[j].men ? 2 : 0;
    return moved;
}

void pg_measure_hourly_pay(struct paygap_results *results, struct pg_report *report,
                           const struct pg_sexes *sexes, enum pg_tie_precision ties)
{
    struct pg_average mean_men, mean_women, median_men, median_women;

    if (!pg_mean(&mean_men, sexes->ranking, sexes->men) ||
        !pg_mean(&mean_women, sexes->ranking, sexes->women)) {
        results->out_of_memory = true;
        return;
    }
    pg_median(&median_men, sexes->ranking, sexes->men);
    pg_median(&median_women, sexes->ranking, sexes->women);
    pg_measure_count(results, report, "men", "full_pay_headcount", mean_men.n);
    pg_measure_count(results, report, "women", "full_pay_headcount", mean_women.n);
    pg_measure_average(results, report, "mean_hourly_pay", "mean_hourly_gap", true,
                       &mean_men, &mean_women);
    pg_measure_average(results, report, "median_hourly_pay", "median_hourly_gap", true,
                       &median_men, &median_women);
    pg_quarters(sexes, ties, report->quarters, report->boundaries);
    add_quarters(results, report);
    report->n_full_pay = sexes->ranking->n;
    report->n_moved_by_other_ties = shares_moved(sexes, report, ties);
}
