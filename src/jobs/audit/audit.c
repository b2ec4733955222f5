// SPDX-License-Identifier: GPL-3.0-or-later
/* The whole audit on one screen: a run, what it would be otherwise, and all files. */
#include "pg_audit.h"

#include "pg_emit.h"
#include "pg_platform.h"
#include "reproduce.h"

#include <paygap/paygap.h>
#include <stdlib.h>

/** An audit being made. */
struct audit {
    const paygap_audit_options *options;
    struct pg_run run;
    struct pg_workings *workings; /**< of each report */
    size_t n_workings;
    struct pg_scenarios scenarios;
    struct pg_manifest manifest;
    struct pg_arena arena;
    char key[4096];
    size_t key_len;
};

static paygap_status read_key(struct audit *audit, paygap_error *err)
{
    const char *path = audit->options->pseudonym_key;

    if (path == NULL)
        return PAYGAP_OK;
    const struct paygap_options *report = audit->options->report;
    const struct pg_inputs inputs = {report->inputs, report->n_inputs, false};
    struct pg_bytes bytes;
    PG_TRY(pg_inputs_check(inputs, err));
    if (pg_bytes_open(&bytes, inputs, path, NULL) != PAYGAP_OK)
        return pg_fail_at(err, PAYGAP_OPEN, path, 0, 0, "could not read the key: %s",
                          pg_platform_reason());
    audit->key_len = pg_bytes_read(&bytes, audit->key, sizeof audit->key);
    pg_bytes_close(&bytes);
    if (pg_inputs_find(inputs, path) != NULL)
        PG_TRY(pg_bytes_check(&bytes, err));
    if (audit->key_len < 16)
        return pg_fail_at(err, PAYGAP_USAGE, path, 0, 0,
                          "a key of pseudonyms has 16 bytes or more; make one with "
                          "head -c 32 /dev/urandom > key");
    return PAYGAP_OK;
}

void pg_audit_say(const struct pg_run *run)
{
    FILE *messages = run->options->messages;

    if (messages == NULL)
        return;
    (void)paygap_print_mapping(run->results, messages);
    for (size_t i = 0; i < paygap_results_n_warnings(run->results); i++)
        fprintf(messages, "paygap: warning: %s\n", paygap_results_warning(run->results, i));
}

static paygap_status take_report(void *context, const struct pg_run *run,
                                 const struct pg_report *report,
                                 const struct pg_slice *slice, paygap_error *err)
{
    struct audit *audit = context;
    struct pg_workings *grown =
        realloc(audit->workings, (audit->n_workings + 1) * sizeof *grown);

    if (grown == NULL)
        return pg_no_memory(err);
    audit->workings = grown;
    if (slice->n > PG_MOST_ROWS)
        return pg_fail(err, PAYGAP_USAGE,
                       "the audit workbook holds at most %d rows, which is what a "
                       "spreadsheet can; audit the employers one by one",
                       PG_MOST_ROWS);
    return pg_audit_workings_make(&grown[audit->n_workings++], run, report, slice)
               ? PAYGAP_OK
               : pg_no_memory(err);
}

/** The workbook of one report. */
struct workbook {
    struct audit *audit;
    size_t index;
};

static paygap_status emit(void *context, const char *path, const char *scratch,
                          struct pg_workbook_facts *facts, paygap_error *err)
{
    const struct workbook *workbook = context;
    struct audit *audit = workbook->audit;
    const struct pg_scenarios *scenarios = &audit->scenarios;
    struct pg_audit_book book = {.workings = &audit->workings[workbook->index],
                                 .scenarios = scenarios->items +
                                              workbook->index * scenarios->capacity,
                                 .n_scenarios = scenarios->n,
                                 .manifest = &audit->manifest,
                                 .key = audit->key_len > 0 ? audit->key : NULL,
                                 .key_len = audit->key_len};

    return pg_audit_workbook(&book, path, scratch, facts, err);
}

static paygap_status add_workbooks(struct audit *audit, struct pg_outputs *outputs,
                                   paygap_error *err)
{
    for (size_t i = 0; i < audit->n_workings; i++) {
        struct workbook workbook = {audit, i};
        struct pg_workbook_job job = {emit, &workbook};
        struct pg_buffer name = {0};
        const char *path = NULL;
        pg_buffer_printf(&name, "%sinternal/audit.xlsx", audit->workings[i].report->folder);
        paygap_status status =
            name.failed ? pg_no_memory(err)
                        : pg_platform_outputs_add(outputs, name.ptr, true,
                                                  audit->run.results->not_over, &path, err);
        pg_buffer_free(&name);
        PG_TRY(status);
        PG_TRY(pg_run_write_workbook(outputs, path, &job, err));
    }
    return PAYGAP_OK;
}

static paygap_status add_manifest(struct audit *audit, struct pg_outputs *outputs,
                                  paygap_error *err)
{
    const char *path = NULL;

    PG_TRY(pg_audit_manifest_note_outputs(&audit->manifest, outputs, err));
    PG_TRY(pg_platform_outputs_add(outputs, "internal/manifest.json", true,
                                   audit->run.results->not_over, &path, err));
    FILE *file = pg_platform_outputs_open(path);
    if (file == NULL)
        return pg_platform_outputs_fail(outputs, path, pg_platform_reason(), err);
    bool is_written = pg_audit_manifest_write(&audit->manifest, file);
    PG_TRY(pg_platform_outputs_close(outputs, file, path, err));
    return is_written ? PAYGAP_OK : pg_no_memory(err);
}

static paygap_status add_files(void *context, struct pg_outputs *outputs, paygap_error *err)
{
    struct audit *audit = context;

    PG_TRY(pg_audit_manifest_note_outputs(&audit->manifest, outputs, err));
    PG_TRY(add_workbooks(audit, outputs, err));
    return add_manifest(audit, outputs, err);
}

static paygap_status make(struct audit *audit, const struct pg_audit_again *again,
                          const char *folder, paygap_error *err)
{
    struct pg_examination examination = {.take = take_report, .context = audit};
    struct pg_more_outputs more = {add_files, audit};
    size_t failures = pg_buffer_failures();

    if (again != NULL)
        examination.today = again->today;
    PG_TRY(read_key(audit, err));
    audit->run = (struct pg_run){.options = audit->options->report,
                                 .examination = &examination,
                                 .reads_inputs_only = again != NULL};
    PG_TRY(pg_run_make(&audit->run, err));
    if (again == NULL)
        pg_audit_say(&audit->run);
    PG_TRY(pg_audit_scenarios_make(&audit->scenarios, &audit->run, &audit->arena, err));
    PG_TRY(pg_audit_manifest_begin(&audit->manifest, &audit->run, audit->options,
                                   &audit->arena, err));
    if (again != NULL)
        audit->manifest.command = again->command;
    if (pg_buffer_failures() != failures)
        return pg_no_memory(err);
    if (again != NULL)
        PG_TRY(again->make_folder(again->context, &folder, err));
    PG_TRY(pg_run_write(audit->run.results, folder, &more, err));
    return audit->run.results->is_provisional ? PAYGAP_PROVISIONAL : PAYGAP_OK;
}

paygap_status pg_audit_make(const paygap_audit_options *options,
                            const struct pg_audit_again *again, const char *folder,
                            paygap_error *err)
{
    struct audit *audit = calloc(1, sizeof *audit);

    if (audit == NULL)
        return pg_no_memory(err);
    audit->options = options;
    paygap_status status = make(audit, again, folder, err);
    for (size_t i = 0; i < audit->n_workings; i++)
        pg_audit_workings_free(&audit->workings[i]);
    free(audit->workings);
    free(audit->scenarios.items);
    pg_audit_manifest_free(&audit->manifest);
    pg_run_free(&audit->run);
    pg_arena_free(&audit->arena);
    free(audit);
    return status;
}

paygap_status paygap_audit(const paygap_audit_options *options, const char *folder,
                           paygap_error *error)
{
    if (error != NULL)
        *error = (paygap_error){.status = PAYGAP_OK};
    PG_TRY(pg_options_check(options->struct_size, sizeof *options,
                            "PAYGAP_AUDIT_OPTIONS_INIT", error));
    PG_TRY(pg_options_check(options->report->struct_size, sizeof *options->report,
                            "PAYGAP_OPTIONS_INIT", error));
    if (options->report->payroll != NULL && strcmp(options->report->payroll, "-") == 0)
        return pg_fail(error, PAYGAP_USAGE,
                       "an audit reads the payroll several times: give a file, not "
                       "standard input");
    return pg_audit_make(options, NULL, folder, error);
}
