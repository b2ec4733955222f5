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

static void say_share(struct pg_buffer *text, size_t men, size_t size)
{
    struct pg_digits digits;
    char share[170];

    pg_round_ratio(men, size, 1000, &digits);
    pg_published(digits.text, 1, share);
    pg_buffer_printf(text, "%s", share);
}

// Which of the eight published shares the other tie rule would change, and to what.
static void compare_ties(struct paygap_results *results, const struct pg_sexes *sexes,
                         struct pg_report *report, enum pg_tie_precision ties)
{
    struct pg_quarter_counts other[PG_N_QUARTERS];
    struct pg_boundary boundaries[PG_N_QUARTERS - 1];
    struct pg_buffer text = {0};

    pg_quarters(sexes, ties == PG_TIES_EXACT ? PG_TIES_PENNY : PG_TIES_EXACT, other,
                boundaries);
    for (int j = 0; j < PG_N_QUARTERS; j++) {
        if (other[j].men == report->quarters[j].men)
            continue;
        report->n_moved_by_other_ties += 2;
        pg_buffer_printf(&text, "%s%s, men: ", text.len > 0 ? "; " : "",
                         pg_quarter_name((enum pg_quarter)j));
        say_share(&text, report->quarters[j].men, report->quarters[j].size);
        pg_buffer_printf(&text, " would be ");
        say_share(&text, other[j].men, other[j].size);
    }
    results->out_of_memory = results->out_of_memory || text.failed;
    report->moved_by_other_ties =
        text.ptr != NULL ? pg_arena_text(&results->arena, text.ptr) : "";
    pg_buffer_free(&text);
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
    compare_ties(results, sexes, report, ties);
}
