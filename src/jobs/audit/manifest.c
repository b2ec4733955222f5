// SPDX-License-Identifier: GPL-3.0-or-later
/* manifest.json: what went in, what came out, and the options that make it again. */
#include "pg_audit.h"

#include "pg_platform.h"

#include <jansson.h>
#include <stdlib.h>

static paygap_status note_input(struct pg_manifest *manifest, struct pg_arena *arena,
                                const char *role, const char *path, paygap_error *err)
{
    struct pg_manifest_file *grown =
        realloc(manifest->inputs, (manifest->n_inputs + 1) * sizeof *grown);

    if (grown == NULL)
        return pg_no_memory(err);
    manifest->inputs = grown;
    struct pg_manifest_file *file = &grown[manifest->n_inputs++];
    *file = (struct pg_manifest_file){.name = pg_arena_text(arena, path), .role = role};
    return pg_source_digest_input(manifest->run->config.inputs, path, file->sha256, err);
}

// A file that the configuration names, found beside it.
static paygap_status note_beside(struct pg_manifest *manifest, struct pg_arena *arena,
                                 const char *role, const char *name, paygap_error *err)
{
    if (name == NULL)
        return PAYGAP_OK;
    const char *path = pg_run_beside(manifest->run, name);
    return path != NULL ? note_input(manifest, arena, role, path, err) : pg_no_memory(err);
}

// For a shell: as it is if plain, else in single quotes.
static void add_word(struct pg_buffer *command, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789_-./=:,+@%";

    if (word[0] != '\0' && word[strspn(word, plain)] == '\0') {
        pg_buffer_printf(command, " %s", word);
        return;
    }
    pg_buffer_printf(command, " '");
    for (const char *p = word; *p != '\0'; p++)
        pg_buffer_add(command, *p == '\'' ? "'\\''" : p, *p == '\'' ? 4 : 1);
    pg_buffer_printf(command, "'");
}

static void add_option(struct pg_buffer *command, const char *option, const char *value)
{
    if (value == NULL)
        return;
    pg_buffer_printf(command, " %s", option);
    add_word(command, value);
}

static const char *command_of(const struct pg_manifest *manifest, struct pg_arena *arena)
{
    const struct paygap_options *options = manifest->options->report;
    struct pg_buffer command = {0};
    char number[32];

    // A date that nothing gives comes from the clock, which this variable replaces.
    if (manifest->run->snapshot_is_default)
        pg_buffer_printf(&command, "SOURCE_DATE_EPOCH=%lld ",
                         86400 *
                             (long long)pg_date_days(manifest->run->config.snapshot_date));
    pg_buffer_printf(&command, "paygap audit");
    add_word(&command, options->payroll);
    for (size_t i = 0; i < options->n_more; i++)
        add_word(&command, options->more[i]);
    add_option(&command, "-c", options->config);
    add_option(&command, "--snapshot-date", options->snapshot_date);
    add_option(&command, "--sector", options->sector);
    add_option(&command, "--employer", options->employer);
    for (size_t i = 0; i < options->n_by; i++)
        add_option(&command, "--by", options->by[i]);
    if (options->wants_intervals)
        pg_buffer_printf(&command, " --intervals");
    if (options->seed > 0) {
        snprintf(number, sizeof number, "%llu", (unsigned long long)options->seed);
        add_option(&command, "--seed", number);
    }
    if (options->replicates > 0) {
        snprintf(number, sizeof number, "%u", options->replicates);
        add_option(&command, "--replicates", number);
    }
    add_option(&command, "--previous", options->previous);
    add_option(&command, "--sheet", options->sheet);
    if (options->is_confirmed)
        pg_buffer_printf(&command, " --yes");
    add_option(&command, "--pseudonyms", manifest->options->pseudonym_key);
    pg_buffer_printf(&command, " -o DIR");
    const char *text = pg_arena_text(arena, command.failed ? "" : command.ptr);
    arena->failed |= command.failed;
    pg_buffer_free(&command);
    return text;
}

paygap_status pg_audit_manifest_begin(struct pg_manifest *manifest,
                                      const struct pg_run *run,
                                      const paygap_audit_options *options,
                                      struct pg_arena *arena, paygap_error *err)
{
    const struct pg_payments_wish *payments = &run->config.payments;

    *manifest = (struct pg_manifest){.run = run, .options = options};
    for (size_t i = 0; i < run->n_files; i++)
        PG_TRY(note_input(manifest, arena, "payroll", run->files[i].path, err));
    if (options->report->config != NULL)
        PG_TRY(note_input(manifest, arena, "configuration", options->report->config, err));
    PG_TRY(note_beside(manifest, arena, "payment lines", payments->file, err));
    PG_TRY(note_beside(manifest, arena, "hours of weeks", payments->hours_file, err));
    for (size_t i = 0; options->report->previous != NULL && i < run->results->n_reports;
         i++) {
        const char *path = pg_run_previous_path(run, &run->results->reports[i], arena);
        PG_TRY(path != NULL ? note_input(manifest, arena, "earlier report", path, err)
                            : pg_no_memory(err));
    }
    if (options->pseudonym_key != NULL)
        PG_TRY(
            note_input(manifest, arena, "key of pseudonyms", options->pseudonym_key, err));
    manifest->command = command_of(manifest, arena);
    return arena->failed ? pg_no_memory(err) : PAYGAP_OK;
}

paygap_status pg_audit_manifest_note_outputs(struct pg_manifest *manifest,
                                             const struct pg_outputs *outputs,
                                             paygap_error *err)
{
    size_t n = pg_platform_outputs_n(outputs);
    struct pg_manifest_file *grown =
        realloc(manifest->outputs, (n + 1) * sizeof *manifest->outputs);

    if (grown == NULL)
        return pg_no_memory(err);
    manifest->outputs = grown;
    manifest->n_outputs = 0;
    for (size_t i = 0; i < n; i++) {
        struct pg_manifest_file *file = &grown[i];
        *file = (struct pg_manifest_file){.name = pg_platform_outputs_name(outputs, i),
                                          .role = "output"};
        PG_TRY(
            pg_source_digest_file(pg_platform_outputs_path(outputs, i), file->sha256, err));
        manifest->n_outputs++;
    }
    return PAYGAP_OK;
}

void pg_audit_manifest_free(struct pg_manifest *manifest)
{
    free(manifest->inputs);
    free(manifest->outputs);
    *manifest = (struct pg_manifest){.n_inputs = 0};
}

// ---------------------------------------------------------------- as JSON

static json_t *text_or_null(const char *text)
{
    return text != NULL ? json_string(text) : json_null();
}

// Each value is taken over, also when it cannot be added; failures are counted.
static void set(json_t *object, const char *key, json_t *value, int *failures)
{
    *failures += json_object_set_new(object, key, value) != 0;
}

static json_t *files_of(const struct pg_manifest_file *files, size_t n, int *failures)
{
    json_t *array = json_array();

    for (size_t i = 0; i < n; i++) {
        json_t *object = json_object();
        set(object, "role", json_string(files[i].role), failures);
        set(object, "file", json_string(files[i].name), failures);
        set(object, "sha256", json_string(files[i].sha256), failures);
        *failures += json_array_append_new(array, object) != 0;
    }
    return array;
}

static json_t *options_of(const struct pg_manifest *manifest, int *failures)
{
    const struct paygap_options *options = manifest->options->report;
    json_t *object = json_object(), *by = json_array();
    char date[32];

    set(object, "config", text_or_null(options->config), failures);
    set(object, "employer", text_or_null(options->employer), failures);
    set(object, "sector", text_or_null(options->sector), failures);
    set(object, "snapshot_date", text_or_null(options->snapshot_date), failures);
    set(object, "snapshot_date_in_force",
        json_string(pg_date_iso(manifest->run->config.snapshot_date, date)), failures);
    for (size_t i = 0; i < options->n_by; i++)
        *failures += json_array_append_new(by, json_string(options->by[i])) != 0;
    set(object, "by", by, failures);
    set(object, "intervals", json_boolean(options->wants_intervals), failures);
    set(object, "seed", json_integer((json_int_t)options->seed), failures);
    set(object, "replicates", json_integer((json_int_t)options->replicates), failures);
    set(object, "sheet", text_or_null(options->sheet), failures);
    set(object, "yes", json_boolean(options->is_confirmed), failures);
    set(object, "previous", text_or_null(options->previous), failures);
    set(object, "pseudonyms", text_or_null(manifest->options->pseudonym_key), failures);
    return object;
}

static json_t *left_out_of(const struct pg_left_out_list *list, int *failures)
{
    json_t *object = json_object();

    for (size_t i = 0; i < list->n; i++) {
        if (list->items[i].n > 0)
            set(object, list->items[i].code, json_integer((json_int_t)list->items[i].n),
                failures);
    }
    return object;
}

static json_t *counts_of(const struct pg_manifest *manifest, int *failures)
{
    const struct paygap_results *results = manifest->run->results;
    json_t *array = json_array();

    for (size_t i = 0; i < results->n_reports; i++) {
        const struct pg_report *report = &results->reports[i];
        json_t *object = json_object();
        set(object, "employer", json_string(report->employer), failures);
        set(object, "rows", json_integer((json_int_t)report->n_rows), failures);
        set(object, "used", json_integer((json_int_t)report->n_relevant), failures);
        set(object, "left_out",
            left_out_of(&report->left_out[PG_LEFT_OUT_OF_ALL], failures), failures);
        set(object, "in_hourly_figures", json_integer((json_int_t)report->n_full_pay),
            failures);
        set(object, "left_out_of_hourly_figures",
            left_out_of(&report->left_out[PG_LEFT_OUT_OF_HOURLY], failures), failures);
        *failures += json_array_append_new(array, object) != 0;
    }
    return array;
}

bool pg_audit_manifest_write(const struct pg_manifest *manifest, FILE *file)
{
    json_t *root = json_object();
    int failures = 0;

    set(root, "program", json_string("paygap"), &failures);
    set(root, "version", json_string(PAYGAP_VERSION), &failures);
    set(root, "compiler", json_string("C compiler " __VERSION__), &failures);
    set(root, "command", json_string(manifest->command), &failures);
    set(root, "options", options_of(manifest, &failures), &failures);
    set(root, "inputs", files_of(manifest->inputs, manifest->n_inputs, &failures),
        &failures);
    set(root, "outputs", files_of(manifest->outputs, manifest->n_outputs, &failures),
        &failures);
    set(root, "counts", counts_of(manifest, &failures), &failures);
    bool is_written =
        failures == 0 && (json_dumpf(root, file, JSON_INDENT(2)) == 0 || ferror(file));
    json_decref(root);
    if (is_written)
        fputc('\n', file);
    return is_written;
}
