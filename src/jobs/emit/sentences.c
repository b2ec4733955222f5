// SPDX-License-Identifier: GPL-3.0-or-later
/* Sentences about figures, and the list of the statutory ones. */
#include "pg_sentences.h"

const struct pg_statutory_figure pg_statutory_figures[PG_N_STATUTORY] = {
#define PAYGAP_STATUTORY_FIGURE(name, form, sex, measure, title, column)                   \
    [form] = {PG_##sex, PG_MEASURE_##measure, title},
#include <paygap/statutory_figures.def>
#undef PAYGAP_STATUTORY_FIGURE
};

// Tenths of a percent in a text with one decimal.
static long long tenths(const char *published)
{
    long long value = 0;
    bool negative = *published == '-';

    for (; *published != '\0'; published++) {
        if (*published >= '0' && *published <= '9' && value < 100000000000000000LL)
            value = value * 10 + (*published - '0');
    }
    return negative ? -value : value;
}

void pg_emit_say_pence(struct pg_buffer *text, const char *published_gap, const char *pound)
{
    long long pence = (long long)pg_divide_half_even(1000 - tenths(published_gap), 10);
    char pounds[32];

    if (pence >= 100)
        pg_buffer_printf(text, "%s%s.%02lld", pound,
                         pg_grouped((uint64_t)pence / 100, pounds), pence % 100);
    else
        pg_buffer_printf(text, "%lldp", pence);
}

static void say_share(struct pg_buffer *text, const struct pg_statutory_figure *named,
                      const paygap_figure *figure)
{
    const char *group = pg_results_sex_name(named->sex);

    if (named->measure == PG_MEASURE_BONUS_SHARE) {
        pg_buffer_printf(text, "%s%% of %s were paid a bonus in the twelve months.",
                         figure->published, group);
        return;
    }
    enum pg_quarter quarter = (enum pg_quarter)(named->measure - PG_MEASURE_LOWER_SHARE);
    pg_buffer_printf(text, "%s%% of the people in the %s hourly pay quarter are %s.",
                     figure->published, pg_results_quarter_words(quarter), group);
}

static void say_gap(struct pg_buffer *text, const struct pg_regime *regime,
                    const struct pg_statutory_figure *named, const paygap_figure *figure)
{
    bool mean = named->measure == PG_MEASURE_MEAN_HOURLY_GAP ||
                named->measure == PG_MEASURE_MEAN_BONUS_GAP;
    const char *average = mean ? "mean" : "median";
    bool bonus = pg_results_measure_family(named->measure) == PG_FAMILY_BONUS_GAP;
    const char *pay = bonus ? "bonus pay" : "hourly pay";
    long long gap = tenths(figure->published);

    if (gap == 0) {
        bool equal = figure->value == 0;
        pg_buffer_printf(text, "Women's %s %s is %s men's%s.", average, pay,
                         equal ? "equal to" : "the same as",
                         equal ? "" : " to one decimal place");
        return;
    }
    const char *size = figure->published + (gap < 0);
    pg_buffer_printf(text, "Women's %s %s is %s%% %s than men's: women are paid ", average,
                     pay, size, gap > 0 ? "lower" : "higher");
    pg_emit_say_pence(text, figure->published, regime->currency_sign);
    pg_buffer_printf(text, "%s for every %s1 that men are paid.", bonus ? " in bonus" : "",
                     regime->currency_sign);
}

static bool is_gap(enum pg_measure measure)
{
    enum pg_family family = pg_results_measure_family(measure);

    return family == PG_FAMILY_HOURLY_GAP || family == PG_FAMILY_BONUS_GAP;
}

void pg_emit_say_figure(struct pg_buffer *text, const struct pg_report *report,
                        size_t index)
{
    const struct pg_statutory_figure *named = &pg_statutory_figures[index];
    const paygap_figure *figure =
        pg_results_report_find(report, named->sex, named->measure);

    if (figure == NULL || !figure->has_value)
        pg_buffer_printf(text, "%s: cannot be calculated, because %s.", named->title,
                         figure != NULL ? figure->reason : "there is no such figure");
    else if (is_gap(named->measure))
        say_gap(text, report->regime, named, figure);
    else
        say_share(text, named, figure);
}

const char *pg_emit_sector_phrase(const struct pg_report *report)
{
    return report->regime->name;
}
