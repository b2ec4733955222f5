// SPDX-License-Identifier: GPL-3.0-or-later
/* What of a figure may be seen by whom, once disclosure control has marked it. */
#include "pg_results.h"

bool pg_results_is_part_published(const struct pg_report *report,
                                  const struct pg_part_of *part, enum pg_measure measure)
{
    size_t thing = pg_results_thing_of_figure(part, measure);

    return thing != PG_NOTHING &&
           pg_results_report_hidden(report, thing, PG_PUBLISH) == PG_SHOWN;
}

// The count a figure rests on; PG_N_MEASURES if it is none that is shown as such.
static enum pg_measure count_behind(enum pg_measure measure)
{
    switch (pg_results_measure_family(measure)) {
    case PG_FAMILY_HEADCOUNT:
        return measure == PG_MEASURE_HEADCOUNT ? PG_MEASURE_HEADCOUNT : PG_N_MEASURES;
    case PG_FAMILY_FULL_PAY:
    case PG_FAMILY_HOURLY_PAY:
        return PG_MEASURE_FULL_PAY_HEADCOUNT;
    case PG_FAMILY_BONUS:
        return measure == PG_MEASURE_BONUS_HEADCOUNT ? PG_MEASURE_BONUS_HEADCOUNT
                                                     : PG_N_MEASURES;
    case PG_FAMILY_BONUS_PAY:
        return PG_MEASURE_BONUS_HEADCOUNT;
    case PG_FAMILY_QUARTERS:
        if (measure >= PG_MEASURE_LOWER_OF_GROUP)
            return PG_MEASURE_FULL_PAY_HEADCOUNT;
        return measure < PG_MEASURE_LOWER_SHARE ? measure : PG_N_MEASURES;
    case PG_FAMILY_DISCLOSURE:
        return measure != PG_MEASURE_DISCLOSURE_RATE ? measure : PG_N_MEASURES;
    default:
        return PG_N_MEASURES;
    }
}

// By sex the form's own figures rest on both sexes.
static bool has_count_by_sex(const struct pg_report *report, const paygap_figure *figure,
                             enum pg_measure measure)
{
    enum pg_family family = pg_results_measure_family(measure);
    enum pg_measure behind = count_behind(measure);
    const struct pg_part_of *part = pg_results_report_sex(
        report, (enum pg_sex)pg_results_report_place(report, figure)->part);

    if (family == PG_FAMILY_QUARTERS && behind == PG_N_MEASURES)
        return pg_results_report_hidden(
                   report, pg_results_thing_of_total(report, PG_TOTAL_FULL_PAY),
                   PG_PUBLISH) == PG_SHOWN;
    if (family == PG_FAMILY_HOURLY_GAP || family == PG_FAMILY_BONUS_GAP) {
        behind = family == PG_FAMILY_HOURLY_GAP ? PG_MEASURE_FULL_PAY_HEADCOUNT
                                                : PG_MEASURE_BONUS_HEADCOUNT;
        return pg_results_is_part_published(report, pg_results_report_sex(report, PG_MEN),
                                            behind) &&
               pg_results_is_part_published(report, pg_results_report_sex(report, PG_WOMEN),
                                            behind);
    }
    if (measure == PG_MEASURE_BONUS_SHARE)
        return part->in_bonus == part->headcount &&
               pg_results_is_part_published(report, part, PG_MEASURE_HEADCOUNT);
    return behind != PG_N_MEASURES && pg_results_is_part_published(report, part, behind);
}

static bool has_count(const struct pg_report *report, const paygap_figure *figure)
{
    const struct pg_figure_place *place = pg_results_report_place(report, figure);
    enum pg_measure measure = (enum pg_measure)place->measure;
    enum pg_measure behind = count_behind(measure);

    if (place->breakdown == PG_SEXES)
        return has_count_by_sex(report, figure, measure);
    return place->part != PG_WHOLE_BREAKDOWN && behind != PG_N_MEASURES &&
           pg_results_is_part_published(
               report, &report->breakdowns[place->breakdown].parts[place->part], behind);
}

struct pg_shown pg_results_figure_shown(const struct pg_report *report,
                                        const paygap_figure *figure,
                                        enum pg_audience audience)
{
    const struct pg_figure_place *place = pg_results_report_place(report, figure);
    size_t thing = (size_t)(figure - report->figures);
    bool is_hidden = pg_results_report_hidden(report, thing, audience) != PG_SHOWN;
    const char *text = audience == PG_PUBLISH && place->rounded != NULL ? place->rounded
                                                                        : figure->published;

    return (struct pg_shown){.is_hidden = is_hidden,
                             .has_count = audience == PG_INTERNAL ||
                                          (!is_hidden && has_count(report, figure)),
                             .text = is_hidden || !figure->has_value ? "" : text};
}

const char *pg_results_hidden_reason(enum pg_hidden hidden)
{
    static const char *const reasons[] = {
        "", "not published: too few people (primary)",
        "not published: one or two people make up most of it (primary, dominance)",
        "not published: it would give away a hidden figure (secondary)"};

    return reasons[hidden];
}
