// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_measures.h"

static void add_average(struct paygap_results *results, struct pg_report *report,
                        const char *group, const char *measure,
                        const struct pg_average *average)
{
    paygap_figure *figure =
        pg_report_add(results, report, group, "", measure, PG_UNIT_POUNDS);
    struct pg_digits digits;
    char text[170];

    if (average->n == 0) {
        pg_figure_not_applicable(figure, "nobody in this group", 0);
        return;
    }
    pg_round_average(average, 100, &digits);
    pg_published(digits.text, 2, text);
    pg_figure_set(results, figure, average->value, text, average->n);
}

static void add_gap(struct paygap_results *results, struct pg_report *report,
                    const char *measure, const struct pg_average *men,
                    const struct pg_average *women)
{
    paygap_figure *figure =
        pg_report_add(results, report, "women", "men", measure, PG_UNIT_PERCENT);
    struct pg_digits digits;
    char text[170];

    if (men->n == 0 || women->n == 0 || !(men->value > 0)) {
        pg_figure_not_applicable(figure,
                                 men->n == 0     ? "no men are in these figures"
                                 : women->n == 0 ? "no women are in these figures"
                                                 : "the men's figure is zero",
                                 men->n + women->n);
        return;
    }
    pg_round_gap(men, women, 10, &digits);
    pg_published(digits.text, 1, text);
    pg_figure_set(results, figure, pg_gap_between(men, women).value, text,
                  men->n + women->n);
}

void pg_measure_average(struct paygap_results *results, struct pg_report *report,
                        const char *pay_measure, const char *gap_measure, bool want_gap,
                        const struct pg_average *men, const struct pg_average *women)
{
    add_average(results, report, "men", pay_measure, men);
    add_average(results, report, "women", pay_measure, women);
    if (want_gap)
        add_gap(results, report, gap_measure, men, women);
}
