// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_measures.h"

void pg_measures_set_average(struct paygap_results *results, paygap_figure *figure,
                             const struct pg_average *average)
{
    struct pg_digits digits;
    char text[170];

    if (average->n == 0) {
        pg_results_figure_not_applicable(figure, "nobody in this group", 0);
        return;
    }
    pg_stats_round_average(average, 100, &digits);
    pg_results_published(digits.text, 2, text);
    pg_results_figure_set(results, figure, average->value, text, average->n);
}

void pg_measures_set_gap(struct paygap_results *results, paygap_figure *figure,
                         const struct pg_average *base, const struct pg_average *other,
                         const struct pg_gap_words *words)
{
    struct pg_digits digits;
    char text[170];

    if (base->n == 0 || other->n == 0 || !(base->value > 0)) {
        pg_results_figure_not_applicable(figure,
                                         base->n == 0    ? words->no_base
                                         : other->n == 0 ? words->no_other
                                                         : words->base_is_zero,
                                         base->n + other->n);
        return;
    }
    pg_stats_round_gap(base, other, 10, &digits);
    pg_results_published(digits.text, 1, text);
    pg_results_figure_set(results, figure, pg_stats_gap_between(base, other).value, text,
                          base->n + other->n);
}

void pg_measures_average(struct paygap_results *results, struct pg_report *report,
                         enum pg_measure pay_measure, enum pg_measure gap_measure,
                         bool want_gap, const struct pg_average *men,
                         const struct pg_average *women)
{
    static const struct pg_gap_words words = {"no men are in these figures",
                                              "no women are in these figures",
                                              "the men's figure is zero"};

    pg_measures_set_average(
        results, pg_results_report_add(results, report, PG_MEN, pay_measure), men);
    pg_measures_set_average(
        results, pg_results_report_add(results, report, PG_WOMEN, pay_measure), women);
    if (want_gap)
        pg_measures_set_gap(results,
                            pg_results_report_add(results, report, PG_WOMEN, gap_measure),
                            men, women, &words);
}
