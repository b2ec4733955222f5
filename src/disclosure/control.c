// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts.h"

#include <math.h>
#include <stdio.h>

// A share hides with the counts it is made of.
static void follow(struct pg_report *report, const struct pg_part_of *part,
                   enum pg_measure share, enum pg_measure count)
{
    uint8_t *flag = pg_hidden_flag(report, part, share, PG_PUBLISH);
    const uint8_t *of = pg_hidden_flag(report, part, count, PG_PUBLISH);

    if (flag != NULL && of != NULL && *flag == PG_SHOWN)
        *flag = *of;
}

static void hide_shares(struct pg_report *report, const struct pg_part_of *part)
{
    follow(report, part, PG_MEASURE_WORKFORCE_SHARE, PG_MEASURE_HEADCOUNT);
    follow(report, part, PG_MEASURE_BONUS_SHARE, PG_MEASURE_BONUS_HEADCOUNT);
    follow(report, part, PG_MEASURE_BONUS_SHARE, PG_MEASURE_HEADCOUNT);
    for (unsigned j = 0; j < PG_N_QUARTERS; j++) {
        enum pg_measure count = (enum pg_measure)(PG_MEASURE_LOWER_COUNT + j);
        enum pg_measure of_group = (enum pg_measure)(PG_MEASURE_LOWER_OF_GROUP + j);
        follow(report, part, (enum pg_measure)(PG_MEASURE_LOWER_SHARE + j), count);
        follow(report, part, of_group, count);
        follow(report, part, of_group, PG_MEASURE_FULL_PAY_HEADCOUNT);
    }
    for (unsigned k = 0; k < 3; k++)
        follow(report, part, PG_MEASURE_DISCLOSURE_RATE,
               (enum pg_measure)(PG_MEASURE_DISCLOSED + k));
}

// The law asks for these, whatever the counts behind them.
static void show_statutory(struct pg_report *report)
{
    for (size_t i = 0; i < report->n_figures; i++) {
        if (!pg_figure_is_statutory(report, &report->figures[i]))
            continue;
        report->places[i].hidden[PG_PUBLISH] = PG_SHOWN;
        report->places[i].hidden[PG_INTERNAL] = PG_SHOWN;
    }
}

// A median that is one person's pay: pounds to 10p, a gap to a whole percent.
static void round_medians(struct paygap_results *results, struct pg_report *report)
{
    for (size_t i = 0; i < report->n_figures; i++) {
        const paygap_figure *figure = &report->figures[i];
        if (!report->places[i].is_one_person || !figure->has_value ||
            pg_figure_is_statutory(report, figure))
            continue;
        enum pg_unit unit = pg_measure_unit((enum pg_measure)report->places[i].measure);
        char text[64];
        if (unit == PG_UNIT_POUNDS)
            snprintf(text, sizeof text, "%.1f0", figure->value + 0.0);
        else
            snprintf(text, sizeof text, "%.0f.0", figure->value);
        report->places[i].rounded =
            pg_arena_text(&results->arena, strcmp(text, "-0.0") == 0 ? "0.0" : text);
    }
}

paygap_status pg_disclosure_control(struct paygap_results *results,
                                    struct pg_report *report,
                                    const struct pg_policy *policy, paygap_error *err)
{
    for (int audience = 0; audience < PG_N_AUDIENCES; audience++) {
        PG_TRY(pg_control_pay(report, policy, (enum pg_audience)audience, false, err));
        PG_TRY(pg_control_pay(report, policy, (enum pg_audience)audience, true, err));
    }
    // A published mean tells something of its count, so counts come after pay.
    PG_TRY(pg_control_counts(report, policy, err));
    for (size_t i = 0; i < report->n_breakdowns; i++) {
        for (size_t k = 0; k < report->breakdowns[i].n_parts; k++)
            hide_shares(report, &report->breakdowns[i].parts[k]);
    }
    show_statutory(report);
    round_medians(results, report);
    return PAYGAP_OK;
}
