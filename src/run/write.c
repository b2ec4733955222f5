// SPDX-License-Identifier: GPL-3.0-or-later
/* All files of a run, written beside their places and put there together. */
#include <paygap/paygap.h>

#include "pg_archive.h"
#include "pg_emit.h"
#include "pg_platform.h"
#include "pg_results.h"

#include <stdlib.h>

static const struct pg_emitter *const emitters[] = {
    &pg_emit_statutory, &pg_emit_results_published, &pg_emit_results_internal,
    &pg_emit_json, &pg_emit_findings};

struct writing {
    const struct paygap_results *results;
    struct pg_outputs *outputs;
    paygap_error *err;
};

static paygap_status add_file(struct writing *writing, const struct pg_report *report,
                              const char *name, bool is_private, const char **path)
{
    struct pg_buffer full = {0};

    pg_buffer_printf(&full, "%s%s", report != NULL ? report->folder : "", name);
    paygap_status status =
        full.failed ? pg_no_memory(writing->err)
                    : pg_outputs_add(writing->outputs, full.ptr, is_private,
                                     writing->results->not_over, path, writing->err);
    pg_buffer_free(&full);
    return status;
}

static paygap_status write_file(struct writing *writing, const struct pg_report *report,
                                const struct pg_emitter *emitter)
{
    const char *path = NULL;

    PG_TRY(add_file(writing, report, emitter->name, emitter->is_private, &path));
    FILE *file = pg_outputs_open(path);
    if (file == NULL)
        return pg_outputs_fail(writing->outputs, path, pg_platform_reason(), writing->err);
    bool written = emitter->write(writing->results, report, file);
    paygap_status status = pg_outputs_close(writing->outputs, file, path, writing->err);
    return status == PAYGAP_OK && !written ? pg_no_memory(writing->err) : status;
}

/** What the guarded part needs. */
struct workbook {
    const struct paygap_results *results;
    const struct pg_report *report;
    enum pg_audience audience;
    const char *path;
    const char *scratch; /**< folder for temporary files */
    const char *spare;   /**< path for a second copy */
};

static paygap_status write_and_check(const struct workbook *workbook, const char *path,
                                     paygap_error *err)
{
    struct pg_workbook_facts facts;
    struct pg_sheet_facts sheets[PG_MAX_SHEETS];

    PG_TRY(pg_emit_workbook(workbook->results, workbook->report, workbook->audience, path,
                            workbook->scratch, &facts, err));
    for (size_t i = 0; i < facts.n_sheets; i++)
        sheets[i] = (struct pg_sheet_facts){facts.n_cells[i]};
    return pg_workbook_check(path, sheets, facts.n_sheets, facts.text_bytes, err);
}

// The library may say that all is well when its disk was full or an allocation failed. So
// the workbook is read back, and written twice: what went wrong once makes a difference.
static paygap_status write_workbook(void *context, paygap_error *err)
{
    const struct workbook *workbook = context;

    PG_TRY(write_and_check(workbook, workbook->path, err));
    PG_TRY(write_and_check(workbook, workbook->spare, err));
    if (!pg_platform_same_contents(workbook->path, workbook->spare))
        return pg_no_memory(err);
    (void)pg_platform_remove_file(workbook->spare);
    return PAYGAP_OK;
}

static paygap_status add_workbook(struct writing *writing, const struct pg_report *report,
                                  enum pg_audience audience)
{
    bool is_internal = audience == PG_INTERNAL;
    struct workbook workbook = {.results = writing->results,
                                .report = report,
                                .audience = audience,
                                .scratch = pg_outputs_scratch(writing->outputs),
                                .spare = pg_outputs_spare(writing->outputs)};

    PG_TRY(add_file(writing, report,
                    is_internal ? PG_INTERNAL_WORKBOOK_NAME : PG_WORKBOOK_NAME, is_internal,
                    &workbook.path));
    PG_TRY(pg_platform_guarded(write_workbook, &workbook, writing->err));
    if (!pg_platform_sync(workbook.path))
        return pg_outputs_fail(writing->outputs, workbook.path, pg_platform_reason(),
                               writing->err);
    return PAYGAP_OK;
}

static paygap_status write_all(struct writing *writing)
{
    const struct paygap_results *results = writing->results;

    for (size_t i = 0; i < results->n_reports; i++) {
        for (size_t j = 0; j < sizeof emitters / sizeof emitters[0]; j++)
            PG_TRY(write_file(writing, &results->reports[i], emitters[j]));
        PG_TRY(add_workbook(writing, &results->reports[i], PG_PUBLISH));
        if (paygap_results_has_internal_workbook(results, i))
            PG_TRY(add_workbook(writing, &results->reports[i], PG_INTERNAL));
    }
    if (results->n_reports == 1)
        return PAYGAP_OK;
    const char *path = NULL;
    PG_TRY(add_file(writing, NULL, pg_emit_statutory.name, false, &path));
    FILE *file = pg_outputs_open(path);
    if (file == NULL)
        return pg_outputs_fail(writing->outputs, path, pg_platform_reason(), writing->err);
    bool written = pg_emit_statutory_all(results, file);
    PG_TRY(pg_outputs_close(writing->outputs, file, path, writing->err));
    return written ? PAYGAP_OK : pg_no_memory(writing->err);
}

paygap_status paygap_write(const paygap_results *results, const char *folder,
                           paygap_error *error)
{
    struct writing writing = {.results = results, .err = error};
    size_t failures = pg_buffer_failures();

    if (error != NULL)
        *error = (paygap_error){.status = PAYGAP_OK};
    PG_TRY(pg_outputs_begin(&writing.outputs, folder, error));
    paygap_status status = write_all(&writing);
    if (status == PAYGAP_OK && pg_buffer_failures() != failures)
        status = pg_no_memory(error);
    if (status != PAYGAP_OK) {
        pg_outputs_abandon(writing.outputs);
        return status;
    }
    return pg_outputs_commit(writing.outputs, error);
}

bool paygap_print_mapping(const paygap_results *results, FILE *stream)
{
    return !results->has_guesses || pg_emit_mapping(results, stream);
}

bool paygap_print(const paygap_results *results, FILE *stream, unsigned flags)
{
    size_t failures = pg_buffer_failures();

    return pg_emit_text(results, stream, flags) && pg_buffer_failures() == failures;
}
