// SPDX-License-Identifier: GPL-3.0-or-later
/* The payroll files of a run, one after another, into one table. */
#include "run_parts.h"

#include <stdlib.h>

// Columns that look like pay and were empty so far must be so to the end.
static paygap_status read_table(struct pg_run *run, struct pg_run_file *file,
                                struct pg_input *input, paygap_error *err)
{
    bool *is_watched = calloc(file->survey.n_columns + 1, sizeof *is_watched);
    struct pg_watch watch = {.is_watched = is_watched, .n = file->survey.n_columns};

    if (is_watched == NULL)
        return pg_no_memory(err);
    run->config.mapping.watch = pg_run_watch(run, file, is_watched) ? &watch : NULL;
    paygap_status status = pg_schema_read_input(&run->table, &run->config.mapping, input,
                                                file->path, &file->facts, err);
    run->config.mapping.watch = NULL;
    free(is_watched);
    return status == PAYGAP_OK ? pg_run_check_watched(run, file, &watch, err) : status;
}

static paygap_status read_input(struct pg_run *run, struct pg_run_file *file,
                                struct pg_input *input, paygap_error *err)
{
    struct pg_mapping *mapping = &run->config.mapping;

    pg_schema_mapping_forget(mapping);
    PG_TRY(pg_schema_survey_make(&file->survey, input, err));
    if (!pg_schema_survey_guess(&file->survey, mapping))
        return pg_no_memory(err);
    PG_TRY(pg_run_check_lines(run, file, err));
    PG_TRY(pg_run_check_unread(run, file, err));
    PG_TRY(pg_schema_survey_check(&file->survey, mapping, file->path,
                                  run->options->is_confirmed, err));
    PG_TRY(read_table(run, file, input, err));
    if (run->n_files > 1)
        pg_results_pairs_add(run->results, &run->results->layout, "file", file->name,
                             pg_arena_text(&run->results->arena, file->facts.sha256));
    pg_run_describe_columns(run, file);
    pg_run_warn_marks(run, file);
    return pg_run_describe_layout(run, pg_source_input_layout(input)) == PAYGAP_OK
               ? PAYGAP_OK
               : pg_no_memory(err);
}

static paygap_status read_file(struct pg_run *run, struct pg_run_file *file,
                               paygap_error *err)
{
    struct pg_source source = pg_run_source(run, file->path);
    struct pg_input *input;

    source.progress = run->options->progress;
    source.progress_context = run->options->progress_context;
    paygap_status status = pg_source_input_open(&source, &input, err);
    if (status == PAYGAP_OK)
        status = read_input(run, file, input, err);
    pg_source_input_close(input);
    return status;
}

static bool list_files(struct pg_run *run)
{
    size_t n = 1 + run->options->n_more;

    run->files = calloc(n, sizeof *run->files);
    if (run->files == NULL)
        return false;
    for (; run->n_files < n; run->n_files++) {
        struct pg_run_file *file = &run->files[run->n_files];
        file->path = run->n_files == 0 ? run->options->payroll
                                       : run->options->more[run->n_files - 1];
        file->name = pg_run_name_of(run->results, file->path);
    }
    return true;
}

// Files in which employees have ids and files in which they have none cannot be one
// payroll.
static paygap_status check_ids(const struct pg_run *run, paygap_error *err)
{
    for (size_t i = 1; i < run->n_files; i++) {
        const struct pg_table_file *files = run->table.files;
        bool has_id = files[i].column_of[PG_FIELD_EMPLOYEE_ID] > 0;
        if (has_id != (files[0].column_of[PG_FIELD_EMPLOYEE_ID] > 0))
            return pg_fail_at(
                err, PAYGAP_COLUMN, run->files[i].path, 0, 0,
                "some of the payroll files have a column employee_id and some "
                "do not; name it under [columns]");
    }
    return PAYGAP_OK;
}

static bool has_header(const struct pg_run *run, const char *header)
{
    for (size_t i = 0; i < run->n_files; i++) {
        for (size_t j = 0; j < run->files[i].survey.n_columns; j++) {
            if (pg_schema_same_header(run->files[i].survey.header[j], header))
                return true;
        }
    }
    return false;
}

// A misspelt element would drop its pay.
static paygap_status check_elements(const struct pg_run *run, paygap_error *err)
{
    const struct pg_mapping *mapping = &run->config.mapping;

    for (size_t i = 0; i < mapping->n_elements; i++) {
        if (!has_header(run, mapping->elements[i].header))
            return pg_fail_at(err, PAYGAP_COLUMN, run->options->payroll, 0, 0,
                              "no column \"%.60s\", which [elements] names; for payment "
                              "lines there must be a section [payments]",
                              mapping->elements[i].header);
    }
    return PAYGAP_OK;
}

paygap_status pg_run_read(struct pg_run *run, paygap_error *err)
{
    if (run->options->n_more >= PG_MAX_FILES)
        return pg_fail(err, PAYGAP_USAGE, "more than 100 payroll files are given");
    if (!list_files(run))
        return pg_no_memory(err);
    for (size_t i = 0; i < run->n_files; i++)
        PG_TRY(read_file(run, &run->files[i], err));
    PG_TRY(check_ids(run, err));
    PG_TRY(check_elements(run, err));
    PG_TRY(pg_schema_finish(&run->table, run->options->payroll, err));
    return pg_run_payments(run, err);
}

// Whether a row is of the employer that the options name, where the file says whose it is.
static bool is_of_employer(const struct pg_run *run, uint32_t row)
{
    const struct pg_table *table = &run->table;
    const char *employer = run->options->employer;

    if (employer == NULL || table->employer >= table->n_labels)
        return true;
    const struct pg_label_column *column = &table->labels[table->employer];
    bool is_known = pg_intern_find(&column->labels, pg_str_of(employer)) != PG_INTERN_FULL;
    struct pg_str name = pg_intern_get(&column->labels, pg_table_label_code(column, row));
    return !is_known ||
           (name.len == strlen(employer) && memcmp(name.ptr, employer, name.len) == 0);
}

uint32_t pg_run_find_row(const struct pg_run *run, const char *employee, size_t line)
{
    const struct pg_table *table = &run->table;

    for (uint32_t row = 0; row < table->n_rows; row++) {
        struct pg_str id = employee != NULL ? pg_table_id(table, row) : pg_str_of("");
        bool is_found =
            employee == NULL
                ? table->line[row] == line && pg_table_file_of(table, row) == 0
                : id.len == strlen(employee) && memcmp(id.ptr, employee, id.len) == 0;
        if (is_found && is_of_employer(run, row))
            return row;
    }
    return PG_NO_ROW;
}

void pg_run_free_files(struct pg_run *run)
{
    for (size_t i = 0; i < run->n_files; i++)
        pg_schema_survey_free(&run->files[i].survey);
    free(run->files);
    pg_schema_survey_free(&run->lines.survey);
}
