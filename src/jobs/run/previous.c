// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Figures published last year beside this year's: where a group changed by very few people
 * and its pay is published both times, the difference gives those few away.
 *
 * A count of the earlier file may be a number, a range (20 to 24), or withheld. A range
 * that holds the number of this year does not tell whether anybody has come or gone, so
 * numbers alone are compared. A count that is none of these is said, since nothing was
 * compared there.
 */
#include "run_parts.h"

#include "pg_platform.h"
#include "pg_source.h"

#include <stdio.h>
#include <stdlib.h>

enum column {
    CHARACTERISTIC,
    GROUP,
    MEASURE,
    PUBLISHED,
    N_NEEDED,
    STATUS = N_NEEDED, /**< these came later, or may be left out */
    VALUE_LOWER,
    VALUE_UPPER,
    N_COLUMNS
};

/** A count of the earlier report. */
struct earlier {
    enum { SHOWN, WITHHELD, UNREADABLE } kind;
    uint64_t least, most; /**< the same unless it is a range */
};

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
    size_t n_unreadable, unreadable_line; /**< counts; the first of them */
};

static paygap_status find_columns(struct comparing *comparing, const struct pg_row *row,
                                  paygap_error *err)
{
    static const char *const names[N_COLUMNS] = {"characteristic", "group",  "measure",
                                                 "published",      "status", "value_lower",
                                                 "value_upper"};

    comparing->has_header = true;
    for (size_t i = 0; i < row->n_cells; i++) {
        for (int k = 0; k < N_COLUMNS; k++) {
            if (pg_str_same(row->cells[i], names[k]))
                comparing->columns[k] = i + 1;
        }
    }
    for (int k = 0; k < N_NEEDED; k++) {
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
    size_t number = comparing->columns[column];
    bool is_there = number > 0 && number <= row->n_cells;

    return is_there ? row->cells[number - 1] : (struct pg_str){"", 0};
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

static bool read_people(struct pg_str text, uint64_t *people)
{
    int64_t number = -1;

    if (pg_decimal_parse(text, &number) != PG_CELL_VALUE || number < 0 ||
        number % PG_MILLION != 0)
        return false;
    *people = (uint64_t)(number / PG_MILLION);
    return true;
}

static struct earlier read_count(const struct comparing *comparing,
                                 const struct pg_row *row)
{
    struct pg_str status = cell(comparing, row, STATUS);
    struct pg_str published = cell(comparing, row, PUBLISHED);
    struct earlier count = {.kind = UNREADABLE};
    bool is_number = status.len == 0 || is_text(status, "ok") ||
                     is_text(status, "provisional") || is_text(status, "rounded");

    if (is_text(status, "suppressed") || is_text(status, "not_applicable") ||
        (status.len == 0 && is_text(published, "[c]")))
        count.kind = WITHHELD;
    else if (is_number && read_people(published, &count.least))
        count = (struct earlier){SHOWN, count.least, count.least};
    else if (is_text(status, "range") &&
             read_people(cell(comparing, row, VALUE_LOWER), &count.least) &&
             read_people(cell(comparing, row, VALUE_UPPER), &count.most) &&
             count.least <= count.most)
        count.kind = SHOWN;
    return count;
}

static uint64_t difference(uint64_t a, uint64_t b)
{
    return a > b ? a - b : b - a;
}

// A number that few people joined or left is noted where the figure is, so that it is told
// as a range that holds both. From a range of the earlier report nobody learns more than it
// leaves.
static void compare(struct comparing *comparing, struct earlier before,
                    const paygap_figure *figure)
{
    uint64_t change = difference(before.least, figure->count);

    if (before.kind != SHOWN || before.least != before.most || change == 0 ||
        change >= comparing->threshold)
        return;
    struct pg_figure_place *place = pg_results_report_place(comparing->report, figure);
    place->has_earlier = true;
    place->earlier = (uint32_t)before.least;
    note(comparing, figure);
}

static const paygap_measure counts[] = {PAYGAP_MEASURE_HEADCOUNT,
                                        PAYGAP_MEASURE_FULL_PAY_HEADCOUNT,
                                        PAYGAP_MEASURE_BONUS_HEADCOUNT};
enum { N_COUNTS = sizeof counts / sizeof counts[0] };

static bool is_count(struct pg_str measure)
{
    bool is = false;

    for (size_t i = 0; i < N_COUNTS; i++)
        is = is || is_text(measure, paygap_measure_name(counts[i]));
    return is;
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
    if (!is_count(cell(comparing, row, MEASURE)))
        return PAYGAP_OK;
    struct earlier before = read_count(comparing, row);
    if (before.kind == UNREADABLE && comparing->n_unreadable++ == 0)
        comparing->unreadable_line = row->line;
    for (size_t i = 0; i < report->n_figures; i++) {
        if (is_same_figure(comparing, row, &report->figures[i])) {
            compare(comparing, before, &report->figures[i]);
            return PAYGAP_OK;
        }
    }
    note_strange(comparing, row);
    return PAYGAP_OK;
}

static void warn_unreadable(const struct comparing *comparing)
{
    struct paygap_results *results = comparing->run->results;

    if (comparing->n_unreadable > 0)
        pg_results_pairs_add(
            results, &comparing->report->warnings, "previous",
            pg_arena_printf(
                &results->arena,
                "%zu %s of the earlier report cannot be read (publish/results.csv, line "
                "%zu%s) and %s not compared: the number or the status is none that a "
                "report has; take the file as it was written",
                comparing->n_unreadable, comparing->n_unreadable == 1 ? "count" : "counts",
                comparing->unreadable_line,
                comparing->n_unreadable == 1 ? "" : " the first",
                comparing->n_unreadable == 1 ? "is" : "are"),
            "");
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
                "earlier report, so that both reports together could give them away; "
                "but for numbers of men and women they are told as ranges, and their means "
                "more coarsely: %s",
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

// The earlier file is opened here, so that a pipe or a device in its place cannot hold the
// run up; of inputs that were given it is one.
static paygap_status read_previous(struct comparing *comparing, const char *path,
                                   paygap_error *err)
{
    struct pg_inputs inputs = comparing->run->config.inputs;
    struct pg_source_facts facts;
    paygap_io *own = NULL;
    const paygap_io *opened[1];

    if (pg_inputs_find(inputs, path) == NULL && !inputs.are_all) {
        PG_TRY(pg_platform_input_open(&own, path, path, err));
        opened[0] = own;
        inputs = (struct pg_inputs){opened, 1, true};
    }
    struct pg_source source = {.path = path, .inputs = inputs};
    paygap_status status = pg_source_read(&source, take_row, comparing, &facts, err);
    paygap_io_free(own);
    return status;
}

paygap_status pg_run_compare_previous(struct pg_run *run, struct pg_report *report,
                                      paygap_error *err)
{
    struct comparing comparing = {
        .run = run,
        .report = report,
        .threshold = pg_policy_minimum(&run->config.policy, PG_MINIMUM_COUNT)};

    if (run->options->previous == NULL)
        return PAYGAP_OK;
    const char *path = pg_run_previous_path(run, report, &run->results->arena);
    paygap_status status =
        path == NULL ? pg_no_memory(err) : read_previous(&comparing, path, err);
    if (status == PAYGAP_OPEN && err != NULL)
        snprintf(err->text, sizeof err->text,
                 "could not read publish/results.csv in the folder given with --previous; "
                 "it must be a regular file");
    if (status == PAYGAP_OK) {
        warn_unreadable(&comparing);
        warn(&comparing);
    }
    if (comparing.groups.failed)
        run->results->out_of_memory = true;
    pg_buffer_free(&comparing.groups);
    pg_buffer_free(&comparing.strange);
    return status;
}
