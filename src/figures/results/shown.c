// SPDX-License-Identifier: GPL-3.0-or-later
/* What of a figure may be seen by whom, once disclosure control has marked it. */
#include "pg_results.h"

bool pg_results_is_part_published(const struct pg_report *report,
                                  const struct pg_part_of *part, enum pg_measure measure)
{
    size_t thing = pg_results_thing_of_figure(part, measure);

    return thing != PG_NOTHING &&
           pg_results_report_printed(report, thing, PG_PUBLISH).as != PG_PRINT_NOT;
}

// Whether a number of people is told exactly.
static bool is_exact(const struct pg_report *report, size_t thing)
{
    return thing != PG_NOTHING &&
           pg_results_report_printed(report, thing, PG_PUBLISH).as == PG_PRINT_EXACTLY;
}

static bool is_part_exact(const struct pg_report *report, const struct pg_part_of *part,
                          enum pg_measure measure)
{
    return is_exact(report, pg_results_thing_of_figure(part, measure));
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
        return is_exact(report, pg_results_thing_of_total(report, PG_TOTAL_FULL_PAY));
    if (family == PG_FAMILY_HOURLY_GAP || family == PG_FAMILY_BONUS_GAP) {
        behind = family == PG_FAMILY_HOURLY_GAP ? PG_MEASURE_FULL_PAY_HEADCOUNT
                                                : PG_MEASURE_BONUS_HEADCOUNT;
        return is_part_exact(report, pg_results_report_sex(report, PG_MEN), behind) &&
               is_part_exact(report, pg_results_report_sex(report, PG_WOMEN), behind);
    }
    if (measure == PG_MEASURE_BONUS_SHARE)
        return part->in_bonus == part->headcount &&
               is_part_exact(report, part, PG_MEASURE_HEADCOUNT);
    return behind != PG_N_MEASURES && is_part_exact(report, part, behind);
}

static bool has_count(const struct pg_report *report, const paygap_figure *figure)
{
    const struct pg_figure_place *place = pg_results_report_place(report, figure);
    enum pg_measure measure = (enum pg_measure)place->measure;
    enum pg_measure behind = count_behind(measure);

    if (place->breakdown == PG_SEXES)
        return has_count_by_sex(report, figure, measure);
    return place->part != PG_WHOLE_BREAKDOWN && behind != PG_N_MEASURES &&
           is_part_exact(report, &report->breakdowns[place->breakdown].parts[place->part],
                         behind);
}

struct pg_shown pg_results_figure_shown(const struct pg_report *report,
                                        const paygap_figure *figure,
                                        enum pg_audience audience)
{
    struct pg_printed printed =
        pg_results_report_printed(report, (size_t)(figure - report->figures), audience);
    bool is_told = printed.as != PG_PRINT_NOT && figure->has_value;

    return (struct pg_shown){.as = printed.as,
                             .has_count =
                                 audience == PG_INTERNAL ||
                                 (printed.as != PG_PRINT_NOT && has_count(report, figure)),
                             .lower = printed.lower,
                             .upper = printed.upper,
                             .text = !is_told                         ? ""
                                     : printed.as == PG_PRINT_EXACTLY ? figure->published
                                                                      : printed.text};
}

bool pg_results_has_narrow_interval(const paygap_figure *figure)
{
    const double visible = 0.1; // of a percentage, as it is printed

    return figure->has_interval && figure->what != PAYGAP_MEASURE_DISCLOSURE_RATE &&
           figure->interval_upper - figure->interval_lower < visible;
}

const char *pg_results_printed_reason(const struct pg_printed *printed,
                                      enum pg_audience audience)
{
    static const char *const internal[] = {
        "",
        "not published exactly: too few people",
        "not published exactly: one or two people make up most of it",
        "not published exactly: it would give away another figure",
        "not published exactly: it would tell that a number of people reaches the minimum",
        "not published exactly: with the earlier report it would tell of few people",
        "not published exactly: it is, or rests on, the pay of one person"};

    if (printed->as == PG_PRINT_EXACTLY)
        return "";
    return audience == PG_INTERNAL ? internal[printed->why] : "would reveal small numbers";
}
