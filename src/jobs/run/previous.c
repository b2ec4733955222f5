// SPDX-License-Identifier: GPL-3.0-or-later
/* Figures published last year beside this year's: where a group changed by very few people
 * and its pay is published both times, the difference gives those few away. */
#include "run_parts.h"

#include "pg_source.h"

#include <stdio.h>
#include <stdlib.h>

enum column { CHARACTERISTIC, GROUP, MEASURE, PUBLISHED, N_COLUMNS };

/** What is kept while the earlier file is read. */
struct comparing {
    struct pg_run *run;
    struct pg_report *report;
    size_t columns[N_COLUMNS]; /**< 1-based; 0 = not yet found */
    bool has_header;
    size_t threshold;
    size_t n_found;
    struct pg_buffer groups; /**< the first of them, in words */
    size_t n_strange;        /**< ethnic groups that this report does not have */
    struct pg_buffer strange;
};

static paygap_status find_columns(struct comparing *comparing, const struct pg_row *row,
                                  paygap_error *err)
{
    static const char *const names[N_COLUMNS] = {"characteristic", "group", "measure",
                                                 "published"};

    comparing->has_header = true;
    for (size_t i = 0; i < row->n_cells; i++) {
        for (int k = 0; k < N_COLUMNS; k++) {
            if (pg_str_same(row->cells[i], names[k]))
                comparing->columns[k] = i + 1;
        }
    }
    for (int k = 0; k < N_COLUMNS; k++) {
        if (comparing->columns[k] == 0)
            return pg_fail(err, PAYGAP_NOT_A_TABLE,
                           "the earlier results.csv has no column %s; --previous needs the "
                           "folder of an earlier report",
                           names[k]);
    }
    return PAYGAP_OK;
}

static struct pg_str cell(const struct comparing *comparing, const struct pg_row *row,
                          enum column column)
{
    size_t at = comparing->columns[column] - 1;

    return at < row->n_cells ? row->cells[at] : (struct pg_str){"", 0};
}

static bool is_text(struct pg_str text, const char *other)
{
    return text.len == strlen(other) && memcmp(text.ptr, other, text.len) == 0;
}

static bool is_same_figure(const struct comparing *comparing, const struct pg_row *row,
                           const paygap_figure *figure)
{
    return is_text(cell(comparing, row, MEASURE), figure->measure) &&
           is_text(cell(comparing, row, GROUP), figure->group) &&
           is_text(cell(comparing, row, CHARACTERISTIC), figure->characteristic);
}

static void note(struct comparing *comparing, const paygap_figure *figure)
{
    if (comparing->n_found++ >= 5)
        return;
    pg_buffer_printf(&comparing->groups, "%s%s, ", comparing->n_found > 1 ? "; " : "",
                     figure->characteristic);
    pg_buffer_add_visible(&comparing->groups, pg_str_of(figure->group), 40);
    pg_buffer_printf(&comparing->groups, " (%s)", figure->measure);
}

static void compare(struct comparing *comparing, const struct pg_row *row,
                    const paygap_figure *figure)
{
    int64_t before;
    enum pg_cell_state state = pg_decimal_parse(cell(comparing, row, PUBLISHED), &before);
    bool is_shown =
        !pg_results_figure_shown(comparing->report, figure, PG_PUBLISH).is_hidden;

    if (state != PG_CELL_VALUE || !is_shown || before < 0)
        return;
    uint64_t earlier = (uint64_t)(before / PG_MILLION), now = figure->count;
    uint64_t change = earlier > now ? earlier - now : now - earlier;
    if (change > 0 && change < comparing->threshold)
        note(comparing, figure);
}

static bool is_count(const struct pg_report *report, const paygap_figure *figure)
{
    uint8_t measure = pg_results_report_place(report, figure)->measure;

    return measure == PG_MEASURE_HEADCOUNT || measure == PG_MEASURE_FULL_PAY_HEADCOUNT ||
           measure == PG_MEASURE_BONUS_HEADCOUNT;
}

// An ethnic group of the earlier report that this one does not have: another scheme,
// perhaps.
static void note_strange(struct comparing *comparing, const struct pg_row *row)
{
    if (!is_text(cell(comparing, row, MEASURE), "headcount") ||
        !is_text(cell(comparing, row, CHARACTERISTIC), "ethnicity") ||
        comparing->n_strange++ >= 3)
        return;
    pg_buffer_printf(&comparing->strange, "%s", comparing->n_strange > 1 ? "; " : "");
    pg_buffer_add_visible(&comparing->strange, cell(comparing, row, GROUP), 40);
}

static paygap_status take_row(void *context, const struct pg_row *row, paygap_error *err)
{
    struct comparing *comparing = context;
    const struct pg_report *report = comparing->report;

    if (!comparing->has_header)
        return find_columns(comparing, row, err);
    for (size_t i = 0; i < report->n_figures; i++) {
        const paygap_figure *figure = &report->figures[i];
        if (is_count(report, figure) && is_same_figure(comparing, row, figure)) {
            compare(comparing, row, figure);
            return PAYGAP_OK;
        }
    }
    note_strange(comparing, row);
    return PAYGAP_OK;
}

static void warn(struct comparing *comparing)
{
    struct paygap_results *results = comparing->run->results;
    struct pg_buffer *groups = &comparing->groups;

    if (comparing->n_strange > 0)
        pg_results_pairs_add(
            results, &comparing->report->warnings, "previous",
            pg_arena_printf(
                &results->arena,
                "the earlier report has %zu ethnic groups that this one has not (%s); "
                "where schemes differ do not compare them: Chinese, for one, is "
                "among Asian groups since 2011, but was not in 2001",
                comparing->n_strange,
                comparing->strange.ptr != NULL ? comparing->strange.ptr : ""),
            "");
    if (comparing->n_found > 5)
        pg_buffer_printf(groups, " and %zu more", comparing->n_found - 5);
    if (comparing->n_found > 0)
        pg_results_pairs_add(
            results, &comparing->report->warnings, "previous",
            pg_arena_printf(
                &results->arena,
                "fewer than %zu people joined or left these groups since the "
                "earlier report, so both reports together can give them away: %s; "
                "merge or leave out the groups before you publish",
                comparing->threshold, groups->ptr != NULL ? groups->ptr : ""),
            "");
}

const char *pg_run_previous_path(const struct pg_run *run, const struct pg_report *report,
                                 struct pg_arena *arena)
{
    const char *path = pg_arena_printf(arena, "%s/%spublish/results.csv",
                                       run->options->previous, report->folder);

    return arena->failed ? NULL : path;
}

paygap_status pg_run_compare_previous(struct pg_run *run, struct pg_report *report,
                                      paygap_error *err)
{
    struct comparing comparing = {
        .run = run,
        .report = report,
        .threshold = pg_policy_minimum(&run->config.policy, PG_MINIMUM_COUNT)};
    struct pg_source_facts facts;

    if (run->options->previous == NULL)
        return PAYGAP_OK;
    struct pg_source source = {.path =
                                   pg_run_previous_path(run, report, &run->results->arena),
                               .inputs = run->config.inputs};
    paygap_status status = source.path == NULL
                               ? pg_no_memory(err)
                               : pg_source_read(&source, take_row, &comparing, &facts, err);
    if (status == PAYGAP_OPEN && err != NULL)
        snprintf(err->text, sizeof err->text,
                 "could not read publish/results.csv in the folder given with --previous");
    if (status == PAYGAP_OK)
        warn(&comparing);
    if (comparing.groups.failed)
        run->results->out_of_memory = true;
    pg_buffer_free(&comparing.groups);
    pg_buffer_free(&comparing.strange);
    return status;
}
