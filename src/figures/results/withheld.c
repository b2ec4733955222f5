// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What is withheld from whom. Figures, totals and numbers of people left out are things; a
 * thing is hidden in one way, pg_results_report_hide(), where a mark only rises and a
 * figure that the law asks for refuses. What rests on hidden counts, as a share does, is
 * hidden with them: that is not marked but asked, so that nothing can be marked in a wrong
 * order.
 */
#include "pg_results.h"

enum { MOST_ON = 3 };

/** The counts that a measure rests on, PG_N_MEASURES at the end. */
struct basis {
    enum pg_measure on[MOST_ON + 1];
};

static struct basis basis_of(enum pg_measure measure)
{
    struct basis none = {{PG_N_MEASURES}};

    if (measure == PG_MEASURE_WORKFORCE_SHARE)
        return (struct basis){{PG_MEASURE_HEADCOUNT, PG_N_MEASURES}};
    if (measure == PG_MEASURE_BONUS_SHARE)
        return (struct basis){
            {PG_MEASURE_BONUS_HEADCOUNT, PG_MEASURE_HEADCOUNT, PG_N_MEASURES}};
    if (measure == PG_MEASURE_DISCLOSURE_RATE)
        return (struct basis){{PG_MEASURE_DISCLOSED, PG_MEASURE_DECLINED,
                               PG_MEASURE_NOT_KNOWN, PG_N_MEASURES}};
    if (measure >= PG_MEASURE_LOWER_SHARE && measure <= PG_MEASURE_UPPER_SHARE)
        return (struct basis){
            {PG_MEASURE_LOWER_COUNT + (measure - PG_MEASURE_LOWER_SHARE), PG_N_MEASURES}};
    if (measure >= PG_MEASURE_LOWER_OF_GROUP && measure <= PG_MEASURE_UPPER_OF_GROUP)
        return (struct basis){
            {PG_MEASURE_LOWER_COUNT + (measure - PG_MEASURE_LOWER_OF_GROUP),
             PG_MEASURE_FULL_PAY_HEADCOUNT, PG_N_MEASURES}};
    return none;
}

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

// Where the mark of a thing stands.
static uint8_t *mark_of(const struct pg_report *report, size_t thing,
                        enum pg_audience audience)
{
    struct pg_report *marked = (struct pg_report *)report;

    if (thing < report->n_figures)
        return &marked->places[thing].hidden[audience];
    thing -= report->n_figures;
    if (thing < PG_N_TOTALS)
        return &marked->hidden[thing];
    thing -= PG_N_TOTALS;
    return &marked->left_out[thing / PG_MAX_LEFT_OUT].items[thing % PG_MAX_LEFT_OUT].hidden;
}

static const struct pg_part_of *part_of(const struct pg_report *report,
                                        const struct pg_figure_place *place)
{
    const struct pg_breakdown *breakdown = &report->breakdowns[place->breakdown];

    return place->part == PG_WHOLE_BREAKDOWN ? &breakdown->whole
                                             : &breakdown->parts[place->part];
}

// The mark of the first hidden count that a published figure rests on.
static enum pg_hidden hidden_below(const struct pg_report *report, size_t figure)
{
    const struct pg_figure_place *place = &report->places[figure];
    struct basis basis = basis_of((enum pg_measure)place->measure);

    for (int i = 0; basis.on[i] != PG_N_MEASURES; i++) {
        size_t on = pg_results_thing_of_figure(part_of(report, place), basis.on[i]);
        enum pg_hidden hidden = on != PG_NOTHING
                                    ? (enum pg_hidden) * mark_of(report, on, PG_PUBLISH)
                                    : PG_SHOWN;
        if (hidden != PG_SHOWN)
            return hidden;
    }
    return PG_SHOWN;
}

enum pg_hidden pg_results_report_hidden(const struct pg_report *report, size_t thing,
                                        enum pg_audience audience)
{
    bool is_figure = thing < report->n_figures;

    if (thing == PG_NOTHING ||
        (is_figure && pg_results_figure_is_statutory(report, &report->figures[thing])))
        return PG_SHOWN;
    if (!is_figure && audience != PG_PUBLISH)
        return PG_SHOWN;
    enum pg_hidden own = (enum pg_hidden) * mark_of(report, thing, audience);
    return own == PG_SHOWN && is_figure && audience == PG_PUBLISH
               ? hidden_below(report, thing)
               : own;
}

void pg_results_report_hide(struct pg_report *report, size_t thing,
                            enum pg_audience audience, enum pg_hidden why)
{
    if (thing == PG_NOTHING ||
        (thing < report->n_figures &&
         pg_results_figure_is_statutory(report, &report->figures[thing])))
        return;
    uint8_t *mark = mark_of(report, thing, audience);
    if (*mark == PG_SHOWN)
        *mark = (uint8_t)why;
}
