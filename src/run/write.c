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

static paygap_status could_not_open(struct writing *writing, const char *path)
{
    return pg_outputs_fail(path, pg_platform_reason(), writing->err);
}

static paygap_status write_file(struct writing *writing, const struct pg_report *report,
                                const struct pg_emitter *emitter)
{
    const char *path = NULL;

    PG_TRY(add_file(writing, report, emitter->name, emitter->is_private, &path));
    FILE *file = pg_outputs_open(path);
    if (file == NULL)
        return could_not_open(writing, path);
    bool written = emitter->write(writing->results, report, file);
    paygap_status status = pg_outputs_close(file, path, writing->err);
    return status == PAYGAP_OK && !written ? pg_no_memory(writing->err) : status;
}

/** What the guarded part needs. */
struct workbook {
    const struct paygap_results *results;
    const struct pg_report *report;
    const char *path;
    char *folder;
};

// Writes the workbook and reads it back: the library may say that all is well when its
// disk was full.
static paygap_status write_workbook(void *context, paygap_error *err)
{
    const struct workbook *workbook = context;
    struct pg_workbook_facts facts;
    struct pg_sheet_facts sheets[32];

    PG_TRY(pg_emit_workbook(workbook->results, workbook->report, workbook->path,
                            workbook->folder, &facts, err));
    for (size_t i = 0; i < facts.n_sheets; i++)
        sheets[i] = (struct pg_sheet_facts){facts.n_cells[i]};
    return pg_workbook_check(workbook->path, sheets, facts.n_sheets, facts.text_bytes, err);
}

static char *folder_of(const char *path)
{
    const char *slash = path != NULL ? strrchr(path, '/') : NULL;

    return pg_strdup((struct pg_str){path, slash != NULL ? (size_t)(slash - path) : 0});
}

static paygap_status add_workbook(struct writing *writing, const struct pg_report *report)
{
    struct workbook workbook = {writing->results, report, NULL, NULL};

    PG_TRY(add_file(writing, report, PG_WORKBOOK_NAME, false, &workbook.path));
    workbook.folder = folder_of(workbook.path);
    if (workbook.folder == NULL)
        return pg_no_memory(writing->err);
    paygap_status status = pg_platform_guarded(write_workbook, &workbook, writing->err);
    free(workbook.folder);
    if (status == PAYGAP_OK && !pg_platform_sync(workbook.path))
        return could_not_open(writing, workbook.path);
    return status;
}

static paygap_status write_all(struct writing *writing)
{
    const struct paygap_results *results = writing->results;

    for (size_t i = 0; i < results->n_reports; i++) {
        for (size_t j = 0; j < sizeof emitters / sizeof emitters[0]; j++)
            PG_TRY(write_file(writing, &results->reports[i], emitters[j]));
        PG_TRY(add_workbook(writing, &results->reports[i]));
    }
    if (results->n_reports == 1)
        return PAYGAP_OK;
    const char *path = NULL;
    PG_TRY(add_file(writing, NULL, pg_emit_statutory.name, false, &path));
    FILE *file = pg_outputs_open(path);
    if (file == NULL)
        return could_not_open(writing, path);
    (void)pg_emit_statutory_all(results, file);
    return pg_outputs_close(file, path, writing->err);
}

paygap_status paygap_write(const paygap_results *results, const char *folder,
                           paygap_error *error)
{
    struct writing writing = {.results = results, .err = error};

    if (error != NULL)
        *error = (paygap_error){.status = PAYGAP_OK};
    PG_TRY(pg_outputs_begin(&writing.outputs, folder, error));
    paygap_status status = write_all(&writing);
    if (status != PAYGAP_OK) {
        pg_outputs_abandon(writing.outputs);
        return status;
    }
    return pg_outputs_commit(writing.outputs, error);
}

void paygap_print(const paygap_results *results, FILE *stream, unsigned flags)
{
    pg_emit_text(results, stream, flags);
}
