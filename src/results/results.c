// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_results.h"

#include <stdlib.h>

paygap_figure *pg_report_add(struct paygap_results *results, struct pg_report *report,
                             const char *group, const char *comparator, const char *measure,
                             enum pg_unit unit)
{
    paygap_figure *grown = pg_grown(report->figures, report->n_figures,
                                    &report->figures_capacity, sizeof *grown);

    if (grown == NULL) {
        results->out_of_memory = true;
        return NULL;
    }
    report->figures = grown;
    paygap_figure *figure = &report->figures[report->n_figures++];
    *figure = (paygap_figure){.characteristic = "sex",
                              .group = group,
                              .comparator = comparator,
                              .measure = measure,
                              .unit = pg_unit_name(unit),
                              .published = "",
                              .reason = "",
                              .status = PAYGAP_FIGURE_NOT_APPLICABLE};
    return figure;
}

void pg_figure_set(struct paygap_results *results, paygap_figure *figure, double value,
                   const char *published, size_t count)
{
    if (figure == NULL)
        return;
    figure->value = value + 0.0; // never a negative zero
    figure->has_value = true;
    figure->published = pg_arena_text(&results->arena, published);
    figure->count = count;
    figure->status = PAYGAP_FIGURE_OK;
}

void pg_figure_not_applicable(paygap_figure *figure, const char *reason, size_t count)
{
    if (figure == NULL)
        return;
    figure->reason = reason;
    figure->count = count;
}

void pg_report_mark_provisional(struct pg_report *report)
{
    for (size_t i = 0; i < report->n_figures; i++) {
        paygap_figure *figure = &report->figures[i];
        if (figure->status != PAYGAP_FIGURE_OK)
            continue;
        figure->status = PAYGAP_FIGURE_PROVISIONAL;
        figure->reason = "people were left out because their data is bad";
    }
}

const paygap_figure *pg_report_find(const struct pg_report *report, const char *group,
                                    const char *measure)
{
    for (size_t i = 0; i < report->n_figures; i++) {
        const paygap_figure *figure = &report->figures[i];
        if (strcmp(figure->group, group) == 0 && strcmp(figure->measure, measure) == 0)
            return figure;
    }
    return NULL;
}

const char *pg_report_text(const struct pg_report *report, const char *group,
                           const char *measure)
{
    const paygap_figure *figure = pg_report_find(report, group, measure);

    return figure != NULL && figure->has_value ? figure->published : "";
}

void pg_pairs_add(struct paygap_results *results, struct pg_pairs *pairs, const char *name,
                  const char *text, const char *why)
{
    struct pg_pair *grown =
        pg_grown(pairs->items, pairs->n, &pairs->capacity, sizeof *grown);

    if (grown == NULL) {
        results->out_of_memory = true;
        return;
    }
    pairs->items = grown;
    pairs->items[pairs->n++] = (struct pg_pair){pg_arena_text(&results->arena, name),
                                                pg_arena_text(&results->arena, text),
                                                pg_arena_text(&results->arena, why)};
}

void pg_left_out_add(struct pg_left_out_list *list, const char *code, const char *text,
                     bool is_provisional, size_t n)
{
    if (n > 0 && list->n < PG_MAX_LEFT_OUT)
        list->items[list->n++] = (struct pg_left_out){code, text, n, is_provisional};
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

bool paygap_results_find(const paygap_results *results, size_t report, const char *group,
                         const char *measure, paygap_figure *out)
{
    const paygap_figure *figure = pg_report_find(&results->reports[report], group, measure);

    if (figure != NULL)
        *out = *figure;
    return figure != NULL;
}

size_t paygap_results_n_warnings(const paygap_results *results)
{
    return results->n_warning_lines;
}

const char *paygap_results_warning(const paygap_results *results, size_t index)
{
    return results->warning_lines[index];
}

void paygap_results_free(paygap_results *results)
{
    if (results == NULL)
        return;
    for (size_t i = 0; i < results->n_reports; i++) {
        free(results->reports[i].figures);
        free(results->reports[i].findings);
        free(results->reports[i].warnings.items);
        free(results->reports[i].choices.items);
    }
    free(results->reports);
    free(results->settings.items);
    free(results->columns.items);
    free(results->warnings.items);
    free(results->warning_lines);
    pg_arena_free(&results->arena);
    free(results);
}
