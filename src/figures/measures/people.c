// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_measures.h"

#include <stdio.h>

void pg_measures_count(struct paygap_results *results, struct pg_report *report,
                       enum pg_sex sex, enum pg_measure measure, size_t n)
{
    pg_measures_set_count(results, pg_results_report_add(results, report, sex, measure), n);
}

void pg_measures_set_count(struct paygap_results *results, paygap_figure *figure, size_t n)
{
    char text[32];

    snprintf(text, sizeof text, "%zu", n);
    pg_results_figure_set(results, figure, (double)n, text, n);
}

void pg_measures_share(struct paygap_results *results, struct pg_report *report,
                       enum pg_sex sex, enum pg_measure measure, size_t n, size_t size,
                       const char *if_empty)
{
    pg_measures_set_share(results, pg_results_report_add(results, report, sex, measure), n,
                          size, if_empty);
}

void pg_measures_set_share(struct paygap_results *results, paygap_figure *figure, size_t n,
                           size_t size, const char *if_empty)
{
    struct pg_digits digits;
    char text[170];

    if (size == 0) {
        pg_results_figure_not_applicable(figure, if_empty, 0);
        return;
    }
    pg_stats_round_ratio(n, size, 1000, &digits);
    pg_results_published(digits.text, 1, text);
    pg_results_figure_set(results, figure, 100 * (double)n / (double)size, text, size);
}
