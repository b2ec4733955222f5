// SPDX-License-Identifier: GPL-3.0-or-later
/* All files of a run, written beside their places and put there together. */
#include <paygap/paygap.h>

#include "pg_archive.h"
#include "pg_attack.h"
#include "pg_document_data.h"
#include "pg_emit.h"
#include "pg_platform.h"
#include "pg_results.h"
#include "pg_run.h"

#include <stdlib.h>

static const struct pg_emitter *const emitters[] = {
    &pg_emit_statutory, &pg_emit_results_published, &pg_emit_results_internal,
    &pg_emit_json, &pg_emit_findings};

struct writing {
    const struct paygap_results *results;
    struct pg_outputs *outputs;
    struct pg_attack_files published; /**< of the report that is being written */
    const char *folder;
    paygap_error *err;
};

static paygap_status add_file(struct writing *writing, const struct pg_report *report,
                              const char *name, bool is_private, const char **path)
{
    struct pg_buffer full = {0};

    pg_buffer_printf(&full, "%s%s", report != NULL ? report->folder : "", name);
    paygap_status status =
        full.failed
            ? pg_no_memory(writing->err)
            : pg_platform_outputs_add(writing->outputs, full.ptr, is_private,
                                      writing->results->not_over, path, writing->err);
    pg_buffer_free(&full);
    return status;
}

static paygap_status write_file(struct writing *writing, const struct pg_report *report,
                                const struct pg_emitter *emitter)
{
    const char *path = NULL;

    PG_TRY(add_file(writing, report, emitter->name, emitter->is_private, &path));
    FILE *file = pg_platform_outputs_open(path);
    if (file == NULL)
        return pg_platform_outputs_fail(writing->outputs, path, pg_platform_reason(),
                                        writing->err);
    bool written = emitter->write(writing->results, report, file);
    paygap_status status =
        pg_platform_outputs_close(writing->outputs, file, path, writing->err);
    if (emitter == &pg_emit_results_published)
        writing->published.results = path;
    return status == PAYGAP_OK && !written ? pg_no_memory(writing->err) : status;
}

/** What the guarded part needs. */
struct guarded {
    const struct pg_workbook_job *job;
    const char *path;
    const char *scratch; /**< folder for temporary files */
    const char *spare;   /**< path for a second copy */
};

static paygap_status write_and_check(const struct guarded *guarded, const char *path,
                                     paygap_error *err)
{
    struct pg_workbook_facts facts;
    struct pg_sheet_facts sheets[PG_MAX_SHEETS];

    PG_TRY(guarded->job->emit(guarded->job->context, path, guarded->scratch, &facts, err));
    for (size_t i = 0; i < facts.n_sheets; i++)
        sheets[i] = (struct pg_sheet_facts){facts.n_cells[i]};
    return pg_archive_workbook_check(path, sheets, facts.n_sheets, facts.text_bytes, err);
}

// The library may say that all is well when its disk was full or an allocation failed. So
// the workbook is read back, and written twice: what went wrong once makes a difference.
static paygap_status write_guarded(void *context, paygap_error *err)
{
    const struct guarded *guarded = context;

    PG_TRY(write_and_check(guarded, guarded->path, err));
    PG_TRY(write_and_check(guarded, guarded->spare, err));
    if (!pg_platform_same_contents(guarded->path, guarded->spare))
        return pg_no_memory(err);
    (void)pg_platform_remove_file(guarded->spare);
    return PAYGAP_OK;
}

paygap_status pg_run_write_workbook(struct pg_outputs *outputs, const char *path,
                                    const struct pg_workbook_job *job, paygap_error *err)
{
    struct guarded guarded = {job, path, pg_platform_outputs_scratch(outputs),
                              pg_platform_outputs_spare(outputs)};

    PG_TRY(pg_platform_guarded(write_guarded, &guarded, err));
    if (!pg_platform_sync(path))
        return pg_platform_outputs_fail(outputs, path, pg_platform_reason(), err);
    return PAYGAP_OK;
}

static paygap_status emit_workbook(void *context, const char *path, const char *scratch,
                                   struct pg_workbook_facts *facts, paygap_error *err)
{
    return pg_writers_workbook(context, path, scratch, facts, err);
}

static paygap_status add_workbook(struct writing *writing, const struct pg_report *report,
                                  enum pg_audience audience)
{
    bool is_internal = audience == PG_INTERNAL;
    struct pg_document document;
    struct pg_workbook_job job = {emit_workbook, &document};
    const char *path = NULL;
    paygap_status status = pg_emit_document(report, audience, &document, writing->err);

    if (status == PAYGAP_OK)
        status = add_file(writing, report,
                          is_internal ? PG_INTERNAL_WORKBOOK_NAME : PG_WORKBOOK_NAME,
                          is_internal, &path);
    if (status == PAYGAP_OK)
        status = pg_run_write_workbook(writing->outputs, path, &job, writing->err);
    if (!is_internal)
        writing->published.results_book = path;
    pg_document_free(&document);
    return status;
}

// What is learnt for certain. That a count is small or 0 the attacker cannot tell from what
// the totals leave; that small counts may be as large as those leave was proved before.
static size_t count_certain(const struct pg_attack_findings *findings)
{
    size_t n = 0;

    for (size_t i = 0; i < findings->n; i++)
        n += findings->items[i].kind != PG_ATTACK_COUNT || findings->items[i].least >= 1;
    return n;
}

paygap_status pg_run_attack(const struct pg_attack_files *files, double minimum_count,
                            double minimum_publish, paygap_error *err)
{
    struct pg_attack_rule rule = {minimum_count, minimum_publish};
    struct pg_attack_findings findings = {0};
    bool is_joint = files->results != NULL && files->workforce != NULL;
    paygap_status status = pg_attack_files(files, rule, &findings, err);

    size_t n = status == PAYGAP_OK ? count_certain(&findings) : 0;
    if (n > 0)
        status = pg_fail(err, PAYGAP_FAULT,
                         "what would be published%s lets %zu %s of few people be worked "
                         "out, so nothing is written; %s",
                         is_joint ? ", together with what another command has put into "
                                    "publish of this folder,"
                                  : "",
                         n, n == 1 ? "number" : "numbers",
                         is_joint ? "make both with the same groups and fewer of them, or "
                                    "publish one of them only, from a folder of its own"
                                  : "fewer groups, levels or columns help; please report "
                                    "this");
    pg_attack_findings_free(&findings);
    return status;
}

const char *pg_run_published_beside(struct pg_buffer *path, const char *folder,
                                    const char *name)
{
    pg_buffer_printf(path, "%s/%s", folder, name);
    return !path->failed && pg_platform_is_regular(path->ptr) ? path->ptr : NULL;
}

// The files as they will be published, read back by somebody who knows nothing else, with
// the workforce report that is published there already.
static paygap_status attack(struct writing *writing, const struct pg_report *report)
{
    struct pg_buffer beside = {0}, name = {0};

    pg_buffer_printf(&name, "%spublish/workforce.csv", report->folder);
    writing->published.workforce =
        name.failed ? NULL : pg_run_published_beside(&beside, writing->folder, name.ptr);
    paygap_status status = pg_run_attack(&writing->published, (double)report->minimum_count,
                                         (double)report->minimum_publish, writing->err);
    writing->published.workforce = NULL;
    pg_buffer_free(&beside);
    pg_buffer_free(&name);
    return status;
}

static paygap_status write_all(struct writing *writing)
{
    const struct paygap_results *results = writing->results;

    for (size_t i = 0; i < results->n_reports; i++) {
        for (size_t j = 0; j < sizeof emitters / sizeof emitters[0]; j++)
            PG_TRY(write_file(writing, &results->reports[i], emitters[j]));
        PG_TRY(add_workbook(writing, &results->reports[i], PG_PUBLISH));
        PG_TRY(attack(writing, &results->reports[i]));
        if (paygap_results_has_internal_workbook(results, i))
            PG_TRY(add_workbook(writing, &results->reports[i], PG_INTERNAL));
    }
    if (results->n_reports == 1)
        return PAYGAP_OK;
    const char *path = NULL;
    PG_TRY(add_file(writing, NULL, pg_emit_statutory.name, false, &path));
    FILE *file = pg_platform_outputs_open(path);
    if (file == NULL)
        return pg_platform_outputs_fail(writing->outputs, path, pg_platform_reason(),
                                        writing->err);
    bool written = pg_emit_statutory_all(results, file);
    PG_TRY(pg_platform_outputs_close(writing->outputs, file, path, writing->err));
    return written ? PAYGAP_OK : pg_no_memory(writing->err);
}

paygap_status paygap_write(const paygap_results *results, const char *folder,
                           paygap_error *error)
{
    return pg_run_write(results, folder, NULL, error);
}

paygap_status pg_run_write(const struct paygap_results *results, const char *folder,
                           const struct pg_more_outputs *more, paygap_error *error)
{
    struct writing writing = {.results = results, .folder = folder, .err = error};
    size_t failures = pg_buffer_failures();

    if (error != NULL)
        *error = (paygap_error){.status = PAYGAP_OK};
    PG_TRY(pg_platform_outputs_begin(&writing.outputs, folder, error));
    paygap_status status = write_all(&writing);
    if (status == PAYGAP_OK && more != NULL)
        status = more->write(more->context, writing.outputs, error);
    if (status == PAYGAP_OK && pg_buffer_failures() != failures)
        status = pg_no_memory(error);
    if (status != PAYGAP_OK) {
        pg_platform_outputs_abandon(writing.outputs);
        return status;
    }
    return pg_platform_outputs_commit(writing.outputs, error);
}

paygap_status paygap_report_document(paygap_document **out,
                                     const struct paygap_results *results, size_t report,
                                     paygap_audience audience, paygap_error *error)
{
    static const struct pg_document_owner nobody = {NULL, NULL};
    struct pg_document document;

    *out = NULL;
    if (error != NULL)
        *error = (paygap_error){.status = PAYGAP_OK};
    if (report >= results->n_reports)
        return pg_fail(error, PAYGAP_USAGE, "there are %zu reports", results->n_reports);
    paygap_status status = pg_emit_document(
        &results->reports[report], audience == PAYGAP_FOR_STAFF ? PG_INTERNAL : PG_PUBLISH,
        &document, error);
    if (status != PAYGAP_OK) {
        pg_document_free(&document);
        return status;
    }
    return pg_document_give(out, &document, nobody, error);
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
