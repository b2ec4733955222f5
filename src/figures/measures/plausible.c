// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_law.h"
#include "pg_measures.h"

static void warn(struct paygap_results *results, struct pg_report *report, const char *text)
{
    pg_results_pairs_add(results, &report->warnings, "plausible", text, "");
}

static void check_gap(struct paygap_results *results, struct pg_report *report,
                      enum pg_measure measure, const char *name)
{
    const paygap_figure *gap = pg_results_report_find(report, PG_WOMEN, measure);

    if (gap == NULL || !gap->has_value || (gap->value <= 50 && gap->value >= -50))
        return;
    warn(results, report,
         pg_arena_printf(&results->arena,
                         "the %s is %s %%, which few employers have; check the pay, hours "
                         "and bonuses behind it",
                         name, gap->published));
}

static void check_bonus_shares(struct paygap_results *results, struct pg_report *report)
{
    const paygap_figure *men =
        pg_results_report_find(report, PG_MEN, PG_MEASURE_BONUS_SHARE);
    const paygap_figure *women =
        pg_results_report_find(report, PG_WOMEN, PG_MEASURE_BONUS_SHARE);
    const paygap_figure *receivers =
        pg_results_report_find(report, PG_MEN, PG_MEASURE_BONUS_HEADCOUNT);

    if (men == NULL || women == NULL || receivers == NULL)
        return;
    bool known = report->has_bonus_column && report->left_out[PG_LEFT_OUT_OF_BONUS].n == 0;
    if ((!men->has_value || men->value == 0) && (!women->has_value || women->value == 0)) {
        if (known)
            warn(results, report,
                 "nobody was paid a bonus in the twelve months; is that so?");
    } else if ((!men->has_value || men->value == 100) &&
               (!women->has_value || women->value == 100))
        warn(results, report,
             "everybody was paid a bonus in the twelve months; is that so?");
    // 100 n / all is published as 0.0 up to 0.05, the half being rounded to the even digit.
    if (receivers->count > 0 && 2000 * receivers->count <= men->count)
        warn(results, report,
             "some men were paid a bonus, but their share rounds to 0.0; the GOV.UK form "
             "will "
             "refuse the bonus gaps beside it");
}

static void check_quarters(struct paygap_results *results, struct pg_report *report)
{
    if (report->n_full_pay > 0 && report->n_full_pay < 4)
        warn(results, report,
             "fewer than four people are in the hourly figures, so some "
             "quarters are empty");
}

void pg_measures_plausible(struct paygap_results *results, struct pg_report *report,
                           size_t employees)
{
    check_gap(results, report, PG_MEASURE_MEAN_HOURLY_GAP, "mean hourly pay gap");
    check_gap(results, report, PG_MEASURE_MEDIAN_HOURLY_GAP, "median hourly pay gap");
    check_gap(results, report, PG_MEASURE_MEAN_BONUS_GAP, "mean bonus gap");
    check_gap(results, report, PG_MEASURE_MEDIAN_BONUS_GAP, "median bonus gap");
    check_bonus_shares(results, report);
    check_quarters(results, report);
    if (employees < PG_LAW_DUTY)
        warn(results, report, "fewer than 250 employees: reporting is voluntary");
}
