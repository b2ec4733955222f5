// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_measures.h"

#include <float.h>
#include <math.h>

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

// gap = 100 (men - women) / men, exact, to one decimal place.
static void round_gap_exact(const struct pg_average *men, const struct pg_average *women,
                            struct pg_digits *digits)
{
    mpq_t base, gap;

    mpq_inits(base, gap, NULL);
    pg_average_exact(men, base);
    pg_average_exact(women, gap);
    mpq_sub(gap, base, gap);
    mpq_div(gap, gap, base);
    pg_round_exact(gap, 1000, digits);
    mpq_clears(base, gap, NULL);
}

/*
 * With m and w off by at most em and ew, (m - w) / m is off by at most
 * (ew + |w| em / m) / (m - em), to which the roundings of this computation are added.
 */
static double gap_error(const struct pg_average *men, const struct pg_average *women,
                        double gap)
{
    double least = men->value - men->error;
    double spread = women->error + fabs(women->value) * men->error / men->value;

    if (!(least > 0))
        return INFINITY;
    return 100 * spread / least + (fabs(gap) + 200) * 4 * DBL_EPSILON;
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
    double gap = 100 * ((men->value - women->value) / men->value);
    if (!pg_round_if_safe(gap, gap_error(men, women, gap), 10, &digits))
        round_gap_exact(men, women, &digits);
    pg_published(digits.text, 1, text);
    pg_figure_set(results, figure, gap, text, men->n + women->n);
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
