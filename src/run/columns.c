// SPDX-License-Identifier: GPL-3.0-or-later
/* How the file was read: its layout, and what each of its columns was taken to be. */
#include "pg_run.h"

#include "pg_platform.h"

struct pg_source pg_run_source(const struct pg_run *run)
{
    const struct pg_config *config = &run->config;
    const char *sheet = run->options->sheet;

    return (struct pg_source){.path = run->options->payroll,
                              .size = pg_platform_file_size(run->options->payroll),
                              .sheet = sheet != NULL ? sheet : config->input.sheet,
                              .delimiter = config->input.delimiter,
                              .encoding = config->input.encoding,
                              .header_line = config->input.header_row};
}

static const char *delimiter_name(char delimiter)
{
    return delimiter == ','    ? "comma"
           : delimiter == ';'  ? "semicolon"
           : delimiter == '\t' ? "tab"
           : delimiter == '|'  ? "vertical bar"
           : delimiter == ' '  ? "space"
                               : "another character";
}

paygap_status pg_run_describe_layout(struct pg_run *run, const struct pg_layout *layout)
{
    struct paygap_results *results = run->results;
    struct pg_pairs *pairs = &results->layout;
    char number[32];

    if (layout->kind == PG_SOURCE_WORKBOOK) {
        struct pg_buffer sheet = {0};
        pg_buffer_add_visible(&sheet, pg_str_of(layout->sheet), 60);
        pg_pairs_add(results, pairs, "format", "Excel workbook", "");
        pg_pairs_add(results, pairs, "sheet", sheet.ptr != NULL ? sheet.ptr : "", "");
        pg_buffer_free(&sheet);
        if (layout->others[0] != '\0')
            pg_pairs_add(results, pairs, "other sheets", layout->others, "");
    } else {
        pg_pairs_add(results, pairs, "format", "CSV", "");
        pg_pairs_add(results, pairs, "encoding", pg_encoding_name(layout->encoding), "");
        pg_pairs_add(results, pairs, "delimiter", delimiter_name(layout->delimiter), "");
        if (layout->quote != '"')
            pg_pairs_add(results, pairs, "quote", "single quotes", "");
    }
    pg_pairs_add(results, pairs, "header row", pg_grouped(layout->header_line, number), "");
    return results->out_of_memory ? PAYGAP_MEMORY : PAYGAP_OK;
}

static const char *wish_of(const struct pg_run *run, size_t column)
{
    for (size_t i = 0; i < run->config.n_characteristics; i++) {
        if (run->wishes[i].column == column)
            return run->wishes[i].name;
    }
    return "";
}

// What is said of a column: why it was taken to be that, or why it was not read.
static const char *note_on(const struct pg_column_survey *column, bool is_read)
{
    if (is_read)
        return column->why > PG_WHY_CANONICAL && column->why < PG_WHY_NOTHING
                   ? pg_why_text(column->why)
                   : "";
    return (int)column->meaning >= PG_N_FIELDS ? pg_meaning_done(column->meaning)
                                               : "not used";
}

void pg_run_describe_columns(struct pg_run *run)
{
    const struct pg_table *table = &run->table;
    struct paygap_results *results = run->results;

    for (size_t i = 0; i < table->n_headers && i < run->survey.n_columns; i++) {
        const struct pg_column_survey *column = &run->survey.columns[i];
        const char *wish = wish_of(run, i + 1);
        bool is_read = column->is_used || wish[0] != '\0';
        pg_pairs_add(results, &results->columns, table->headers[i],
                     wish[0] != '\0'   ? wish
                     : column->is_used ? pg_meaning_name(column->meaning)
                                       : "",
                     note_on(column, is_read));
        results->has_guesses =
            results->has_guesses || (column->is_used && column->why > PG_WHY_CANONICAL);
    }
}
