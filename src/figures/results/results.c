// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Figures and their places. A report is a list of figures; beside each stands its place: of
 * which breakdown, which part and which measure it is, and from whom it is hidden. A part
 * knows the number of its figure of each measure, so that a figure is found without a
 * search and never by its words. The sexes are the first breakdown and are handled like any
 * other.
 *
 * Invariant: figures[i] and places[i] belong together and never move to another index, so
 * other stages keep numbers, not pointers: the arrays grow. A figure starts as not
 * applicable and has a value only once pg_results_figure_set() was called. Texts belong to
 * the arena of the results.
 */
#include "pg_results.h"

#include <stdlib.h>

static const struct {
    const char *name;
    enum pg_unit unit;
    enum pg_family family;
} measures[PG_N_MEASURES] = {
#define PAYGAP_MEASURE(name, text, unit, family) {text, PG_UNIT_##unit, PG_FAMILY_##family},
#include <paygap/measures.def>
#undef PAYGAP_MEASURE
};

const char *pg_results_measure_name(enum pg_measure measure)
{
    return measures[measure].name;
}

enum pg_family pg_results_measure_family(enum pg_measure measure)
{
    return measures[measure].family;
}

enum pg_unit pg_results_measure_unit(enum pg_measure measure)
{
    return measures[measure].unit;
}

// Room for one more figure and its place; false when out of memory.
static bool make_room(struct pg_report *report)
{
    paygap_figure *figures = pg_grown(report->figures, report->n_figures,
                                      &report->figures_capacity, sizeof *figures);

    if (figures == NULL)
        return false;
    report->figures = figures;
    struct pg_figure_place *places = pg_grown(report->places, report->n_figures,
                                              &report->places_capacity, sizeof *places);
    if (places == NULL)
        return false;
    report->places = places;
    return true;
}

static paygap_figure *add(struct paygap_results *results, struct pg_report *report,
                          paygap_figure figure, struct pg_figure_place place)
{
    if (!make_room(report)) {
        results->out_of_memory = true;
        return NULL;
    }
    figure.what = (paygap_measure)place.measure;
    figure.measure = measures[place.measure].name;
    figure.unit = pg_results_unit_name(measures[place.measure].unit);
    figure.published = figure.reason = "";
    figure.status = PAYGAP_FIGURE_NOT_APPLICABLE;
    report->figures[report->n_figures] = figure;
    report->places[report->n_figures] = place;
    return &report->figures[report->n_figures++];
}

bool pg_results_report_begin(struct pg_report *report)
{
    static const uint16_t of_finest[] = {PG_MEN, PG_WOMEN, UINT16_MAX};
    struct pg_breakdown *sexes =
        pg_grown(NULL, 0, &report->breakdowns_capacity, sizeof *sexes);

    if (sexes == NULL)
        return false;
    report->breakdowns = sexes;
    report->n_breakdowns = 1;
    *sexes = (struct pg_breakdown){.kind = PG_GROUPS,
                                   .characteristic = "sex",
                                   .title = "Sex",
                                   .level = "",
                                   .comparator = PG_MEN,
                                   .n_finest = PG_N_SEXES + 1,
                                   .parts = calloc(PG_N_SEXES, sizeof *sexes->parts),
                                   .n_parts = PG_N_SEXES,
                                   .of_finest = malloc(sizeof of_finest)};
    if (sexes->parts == NULL || sexes->of_finest == NULL)
        return false;
    memcpy(sexes->of_finest, of_finest, sizeof of_finest);
    for (enum pg_sex sex = PG_MEN; sex < PG_N_SEXES; sex++)
        sexes->parts[sex] = (struct pg_part_of){
            .name = pg_results_sex_name(sex),
            .comparator = sex == PG_WOMEN ? pg_results_sex_name(PG_MEN) : ""};
    return true;
}

struct pg_part_of *pg_results_report_sex(const struct pg_report *report, enum pg_sex sex)
{
    return &report->breakdowns[PG_SEXES].parts[sex];
}

paygap_figure *pg_results_report_add(struct paygap_results *results,
                                     struct pg_report *report, enum pg_sex sex,
                                     enum pg_measure measure)
{
    enum pg_family family = pg_results_measure_family(measure);
    bool is_gap = family == PG_FAMILY_HOURLY_GAP || family == PG_FAMILY_BONUS_GAP;
    const struct pg_breakdown *sexes = &report->breakdowns[PG_SEXES];

    return pg_results_breakdown_add(results, report, sexes, &sexes->parts[sex],
                                    is_gap ? sexes->parts[sex].comparator : "", measure);
}

paygap_figure *pg_results_breakdown_add(struct paygap_results *results,
                                        struct pg_report *report,
                                        const struct pg_breakdown *breakdown,
                                        struct pg_part_of *part, const char *comparator,
                                        enum pg_measure measure)
{
    bool is_whole = part == &breakdown->whole;
    struct pg_figure_place place = {.measure = (uint8_t)measure,
                                    .breakdown = (uint16_t)(breakdown - report->breakdowns),
                                    .part = is_whole ? PG_WHOLE_BREAKDOWN
                                                     : (uint16_t)(part - breakdown->parts)};
    paygap_figure *figure = add(results, report,
                                (paygap_figure){.characteristic = breakdown->characteristic,
                                                .group = part->name,
                                                .comparator = comparator},
                                place);

    if (figure != NULL)
        part->figures[measure] = (uint32_t)report->n_figures;
    return figure;
}

size_t pg_results_part_inside(const struct pg_breakdown *finer, size_t part,
                              const struct pg_breakdown *coarser)
{
    for (size_t f = 0; f < finer->n_finest; f++) {
        if (finer->of_finest[f] == part)
            return coarser->of_finest[f];
    }
    return PG_NO_PART;
}

bool pg_results_breakdown_refines(const struct pg_breakdown *finer,
                                  const struct pg_breakdown *coarser)
{
    for (size_t f = 0; f < finer->n_finest; f++) {
        if (pg_results_part_inside(finer, finer->of_finest[f], coarser) !=
            coarser->of_finest[f])
            return false;
    }
    return true;
}

paygap_figure *pg_results_part_figure(const struct pg_report *report,
                                      const struct pg_part_of *part,
                                      enum pg_measure measure)
{
    return part->figures[measure] > 0 ? &report->figures[part->figures[measure] - 1] : NULL;
}

struct pg_figure_place *pg_results_report_place(const struct pg_report *report,
                                                const paygap_figure *figure)
{
    return &report->places[figure - report->figures];
}

void pg_results_figure_set(struct paygap_results *results, paygap_figure *figure,
                           double value, const char *published, size_t count)
{
    if (figure == NULL)
        return;
    figure->value = value + 0.0; // never a negative zero
    figure->has_value = true;
    figure->published = pg_arena_text(&results->arena, published);
    figure->count = count;
    figure->status = PAYGAP_FIGURE_OK;
}

void pg_results_figure_not_applicable(paygap_figure *figure, const char *reason,
                                      size_t count)
{
    if (figure == NULL)
        return;
    figure->reason = reason;
    figure->count = count;
}

void pg_results_report_mark_provisional(struct pg_report *report)
{
    for (size_t i = 0; i < report->n_figures; i++) {
        paygap_figure *figure = &report->figures[i];
        if (figure->status != PAYGAP_FIGURE_OK)
            continue;
        figure->status = PAYGAP_FIGURE_PROVISIONAL;
        figure->reason = "people were left out because their data is bad";
    }
}

const paygap_figure *pg_results_report_find(const struct pg_report *report, enum pg_sex sex,
                                            enum pg_measure measure)
{
    return pg_results_part_figure(report, pg_results_report_sex(report, sex), measure);
}

const char *pg_results_report_text(const struct pg_report *report, enum pg_sex sex,
                                   enum pg_measure measure)
{
    const paygap_figure *figure = pg_results_report_find(report, sex, measure);

    return figure != NULL && figure->has_value ? figure->published : "";
}

bool pg_results_figure_is_statutory(const struct pg_report *report,
                                    const paygap_figure *figure)
{
    const struct pg_figure_place *place = pg_results_report_place(report, figure);
    enum pg_measure measure = (enum pg_measure)place->measure;
    enum pg_family family = pg_results_measure_family(measure);
    bool is_quarter_share =
        measure >= PG_MEASURE_LOWER_SHARE && measure <= PG_MEASURE_UPPER_SHARE;

    return place->breakdown == PG_SEXES &&
           (family == PG_FAMILY_HOURLY_GAP || family == PG_FAMILY_BONUS_GAP ||
            measure == PG_MEASURE_BONUS_SHARE || is_quarter_share);
}

void pg_results_pairs_add(struct paygap_results *results, struct pg_pairs *pairs,
                          const char *name, const char *text, const char *why)
{
    struct pg_pair *grown =
        pg_grown(pairs->items, pairs->n, &pairs->capacity, sizeof *grown);

    if (grown == NULL) {
        results->out_of_memory = true;
        return;
    }
    pairs->items = grown;
    pairs->items[pairs->n++] = (struct pg_pair){
        .name = pg_arena_text(&results->arena, name),
        .text = pg_arena_text(&results->arena, text),
        .why = pg_arena_text(&results->arena, why),
    };
}

void pg_results_warn_anybody(struct paygap_results *results, const char *name,
                             const char *text)
{
    const size_t n = results->warnings.n;

    pg_results_pairs_add(results, &results->warnings, name, text, "");
    if (results->warnings.n > n)
        results->warnings.items[n].is_for_anybody = true;
}

void pg_results_left_out_add(struct pg_left_out_list *list, struct pg_left_out left_out)
{
    if (left_out.n > 0 && list->n < PG_MAX_LEFT_OUT)
        list->items[list->n++] = left_out;
}

size_t paygap_results_n_reports(const paygap_results *results)
{
    return results->n_reports;
}

const char *paygap_results_employer(const paygap_results *results, size_t report)
{
    return results->reports[report].employer;
}

const char *paygap_results_folder(const paygap_results *results, size_t report)
{
    return results->reports[report].folder;
}

size_t paygap_results_n_figures(const paygap_results *results, size_t report)
{
    return results->reports[report].n_figures;
}

paygap_figure paygap_results_figure(const paygap_results *results, size_t report,
                                    size_t index)
{
    return results->reports[report].figures[index];
}

const char *paygap_measure_name(paygap_measure measure)
{
    return (unsigned)measure < PAYGAP_N_MEASURES ? measures[measure].name : "";
}

bool paygap_results_find(const paygap_results *results, size_t report, const char *group,
                         paygap_measure measure, paygap_figure *out)
{
    return paygap_results_find_in(results, report, "sex", group, measure, out);
}

bool paygap_results_find_in(const paygap_results *results, size_t report,
                            const char *characteristic, const char *group,
                            paygap_measure measure, paygap_figure *out)
{
    const struct pg_report *of = &results->reports[report];

    for (size_t i = 0; i < of->n_figures; i++) {
        const paygap_figure *figure = &of->figures[i];
        if (figure->what == measure && strcmp(figure->group, group) == 0 &&
            strcmp(figure->characteristic, characteristic) == 0) {
            *out = *figure;
            return true;
        }
    }
    return false;
}

size_t paygap_results_n_warnings(const paygap_results *results)
{
    return results->n_warning_lines;
}

const char *paygap_results_warning(const paygap_results *results, size_t index)
{
    return results->warning_lines[index];
}

static void free_breakdowns(struct pg_report *report)
{
    for (size_t i = 0; i < report->n_breakdowns; i++) {
        free(report->breakdowns[i].parts);
        free(report->breakdowns[i].of_finest);
    }
    free(report->breakdowns);
    for (size_t i = 0; i < report->n_characteristics; i++) {
        free(report->characteristics[i].unrecognised);
        free(report->characteristics[i].n_unrecognised);
    }
    free(report->characteristics);
    free(report->atoms.codes);
    free(report->atoms.headcount);
    free(report->atoms.full_pay);
    free(report->atoms.in_bonus);
    free(report->atoms.bonus);
    free(report->atoms.hourly_sum);
    free(report->atoms.bonus_sum);
}

static void free_report(struct pg_report *report)
{
    free_breakdowns(report);
    free(report->figures);
    free(report->places);
    free(report->printed);
    free(report->findings);
    free(report->elements);
    free(report->warnings.items);
    free(report->choices.items);
}

void paygap_results_free(paygap_results *results)
{
    if (results == NULL)
        return;
    for (size_t i = 0; i < results->n_reports; i++)
        free_report(&results->reports[i]);
    free(results->reports);
    free(results->settings.items);
    free(results->columns.items);
    free(results->layout.items);
    free(results->warnings.items);
    free(results->warning_lines);
    pg_arena_free(&results->arena);
    free(results);
}

bool paygap_results_has_internal_workbook(const paygap_results *results, size_t report)
{
    return report < results->n_reports && (results->reports[report].n_characteristics > 0 ||
                                           results->reports[report].n_elements > 0);
}
