// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_measures.h"

#include "pg_law.h"

static void add_quarters(struct paygap_results *results, struct pg_report *report)
{
    for (int j = 0; j < PG_N_QUARTERS; j++) {
        const struct pg_quarter_counts *quarter = &report->quarters[j];
        pg_results_report_sex(report, PG_MEN)->quarters[j] = quarter->men;
        pg_results_report_sex(report, PG_WOMEN)->quarters[j] = quarter->women;
        pg_measures_count(results, report, PG_MEN,
                          PG_MEASURE_LOWER_COUNT + (enum pg_measure)j, quarter->men);
        pg_measures_count(results, report, PG_WOMEN,
                          PG_MEASURE_LOWER_COUNT + (enum pg_measure)j, quarter->women);
        pg_measures_share(results, report, PG_MEN,
                          PG_MEASURE_LOWER_SHARE + (enum pg_measure)j, quarter->men,
                          quarter->size, "nobody in this quarter");
        pg_measures_share(results, report, PG_WOMEN,
                          PG_MEASURE_LOWER_SHARE + (enum pg_measure)j, quarter->women,
                          quarter->size, "nobody in this quarter");
    }
}

static void say_share(struct pg_buffer *text, size_t men, size_t size)
{
    struct pg_digits digits;
    char share[170];

    pg_stats_round_ratio(men, size, 1000, &digits);
    pg_results_published(digits.text, 1, share);
    pg_buffer_printf(text, "%s", share);
}

// Which of the eight published shares the other tie rule would change, and to what.
static void compare_ties(struct paygap_results *results, const struct pg_groups *sexes,
                         struct pg_report *report, enum pg_tie_precision ties)
{
    struct pg_quarter_counts other[PG_N_QUARTERS];
    struct pg_boundary boundaries[PG_N_QUARTERS - 1];
    struct pg_buffer text = {0};

    const struct pg_quarter_rule otherwise = {
        report->regime->bands, ties == PG_TIES_EXACT ? PG_TIES_PENNY : PG_TIES_EXACT};

    if (!pg_measures_quarters(sexes, &otherwise, other, boundaries)) {
        results->out_of_memory = true;
        return;
    }
    for (int j = 0; j < PG_N_QUARTERS; j++) {
        if (other[j].men == report->quarters[j].men)
            continue;
        report->n_moved_by_other_ties += 2;
        pg_buffer_printf(&text, "%s%s, men: ", text.len > 0 ? "; " : "",
                         pg_results_quarter_name((enum pg_quarter)j));
        say_share(&text, report->quarters[j].men, report->quarters[j].size);
        pg_buffer_printf(&text, " would be ");
        say_share(&text, other[j].men, other[j].size);
    }
    results->out_of_memory = results->out_of_memory || text.failed;
    report->moved_by_other_ties =
        text.ptr != NULL ? pg_arena_text(&results->arena, text.ptr) : "";
    pg_buffer_free(&text);
}

void pg_measures_hourly_pay(struct paygap_results *results, struct pg_report *report,
                            const struct pg_groups *sexes, enum pg_tie_precision ties,
                            struct pg_interval_maker *intervals)
{
    struct pg_average mean_men, mean_women, median_men, median_women;
    struct pg_group men = sexes->group[PG_MEN], women = sexes->group[PG_WOMEN];
    const struct pg_quarter_rule rule = {report->regime->bands, ties};

    if (!pg_stats_mean(&mean_men, sexes->ranking, men) ||
        !pg_stats_mean(&mean_women, sexes->ranking, women) ||
        !pg_measures_quarters(sexes, &rule, report->quarters, report->boundaries)) {
        results->out_of_memory = true;
        return;
    }
    pg_stats_median(&median_men, sexes->ranking, men);
    pg_stats_median(&median_women, sexes->ranking, women);
    pg_results_report_sex(report, PG_MEN)->full_pay = men.n;
    pg_results_report_sex(report, PG_WOMEN)->full_pay = women.n;
    pg_measures_count(results, report, PG_MEN, PG_MEASURE_FULL_PAY_HEADCOUNT, men.n);
    pg_measures_count(results, report, PG_WOMEN, PG_MEASURE_FULL_PAY_HEADCOUNT, women.n);
    pg_measures_average(results, report, PG_MEASURE_MEAN_HOURLY_PAY,
                        PG_MEASURE_MEAN_HOURLY_GAP, true, &mean_men, &mean_women);
    pg_measures_average(results, report, PG_MEASURE_MEDIAN_HOURLY_PAY,
                        PG_MEASURE_MEDIAN_HOURLY_GAP, true, &median_men, &median_women);
    pg_measures_add_sex_intervals(report, intervals, PG_MEASURE_MEAN_HOURLY_GAP, &mean_men,
                                  &mean_women, &median_men, &median_women);
    add_quarters(results, report);
    report->n_full_pay = sexes->n;
    compare_ties(results, sexes, report, ties);
}
