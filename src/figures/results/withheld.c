// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * How things are told to whom. Figures, totals and numbers of people left out are things; a
 * thing is printed in one way, pg_results_report_print(), which a figure that the law asks
 * for refuses. Who is told within the firm sees everything but pay of very few people.
 */
#include "pg_results.h"

#include <stdlib.h>

size_t pg_results_thing_of_figure(const struct pg_part_of *part, enum pg_measure measure)
{
    return part->figures[measure] > 0 ? part->figures[measure] - 1 : PG_NOTHING;
}

size_t pg_results_thing_of_total(const struct pg_report *report, enum pg_total total)
{
    return report->n_figures + total;
}

size_t pg_results_thing_of_left_out(const struct pg_report *report, enum pg_left_out_of of,
                                    size_t index)
{
    return report->n_figures + PG_N_TOTALS + of * (size_t)PG_MAX_LEFT_OUT + index;
}

size_t pg_results_report_n_things(const struct pg_report *report)
{
    return report->n_figures + PG_N_TOTALS + PG_N_LEFT_OUT * (size_t)PG_MAX_LEFT_OUT;
}

static bool is_statutory(const struct pg_report *report, size_t thing)
{
    return thing < report->n_figures &&
           pg_results_figure_is_statutory(report, &report->figures[thing]);
}

struct pg_printed pg_results_report_printed(const struct pg_report *report, size_t thing,
                                            enum pg_audience audience)
{
    const struct pg_printed exactly = {.as = PG_PRINT_EXACTLY};

    if (thing == PG_NOTHING || is_statutory(report, thing))
        return exactly;
    if (audience == PG_PUBLISH)
        return report->printed != NULL ? report->printed[thing] : exactly;
    if (thing >= report->n_figures || report->places[thing].hidden_internally == PG_SHOWN)
        return exactly;
    return (struct pg_printed){
        .as = PG_PRINT_NOT, .why = (enum pg_hidden)report->places[thing].hidden_internally};
}

bool pg_results_report_print(struct pg_report *report, size_t thing,
                             struct pg_printed printed)
{
    if (thing == PG_NOTHING || is_statutory(report, thing))
        return true;
    if (report->printed == NULL)
        report->printed =
            calloc(pg_results_report_n_things(report) + 1, sizeof *report->printed);
    if (report->printed == NULL)
        return false;
    if (report->printed[thing].as != PG_PRINT_NOT)
        report->printed[thing] = printed;
    return true;
}
