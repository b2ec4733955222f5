// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts.h"

#include <math.h>
#include <stdio.h>

// A median that is one person's pay: pounds to 10p, a gap to a whole percent.
static void round_medians(struct paygap_results *results, struct pg_report *report)
{
    for (size_t i = 0; i < report->n_figures; i++) {
        const paygap_figure *figure = &report->figures[i];
        if (!report->places[i].is_one_person || !figure->has_value ||
            pg_results_figure_is_statutory(report, figure))
            continue;
        enum pg_unit unit =
            pg_results_measure_unit((enum pg_measure)report->places[i].measure);
        char text[64];
        if (unit == PG_UNIT_POUNDS)
            snprintf(text, sizeof text, "%.1f0", figure->value + 0.0);
        else
            // Zero added: a value that rounds to minus zero is written without its sign.
            snprintf(text, sizeof text, "%.0f.0", rint(figure->value) + 0.0);
        report->places[i].rounded = pg_arena_text(&results->arena, text);
    }
}

paygap_status pg_disclosure_control(struct paygap_results *results,
                                    struct pg_report *report,
                                    const struct pg_policy *policy, paygap_error *err)
{
    for (int audience = 0; audience < PG_N_AUDIENCES; audience++) {
        PG_TRY(pg_disclosure_control_pay(report, policy, (enum pg_audience)audience, false,
                                         err));
        PG_TRY(pg_disclosure_control_pay(report, policy, (enum pg_audience)audience, true,
                                         err));
    }
    // A published mean tells something of its count, so counts come after pay.
    PG_TRY(pg_disclosure_control_counts(report, policy, err));
    round_medians(results, report);
    return PAYGAP_OK;
}
