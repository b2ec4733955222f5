// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * A table as a CSV file, one line a row. Its rows pass through a table that holds one of
 * them at a time, so that a file of any length takes the memory of a row.
 */
#include "pg_text.h"
#include "pg_writers.h"

// Nothing to quote, and nothing that a spreadsheet would take for a formula.
static bool is_code(const char *text)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _.:/-";

    return text[0] != '-' && text[strspn(text, plain)] == '\0';
}

static void put_cell(const struct pg_document *document,
                     const struct pg_document_cell *cell, FILE *file)
{
    const char *words = pg_document_cell_words(document, cell);
    char text[48];

    if (words == NULL)
        fputs(cell->kind == PG_VALUE_NUMBER ? pg_number_text(cell->number, text)
                                            : pg_document_round_cell(cell, text),
              file);
    else if (pg_document_value_is_number(cell->kind) ||
             (cell->kind == PG_VALUE_WORD && is_code(words)))
        fputs(words, file);
    else
        pg_writers_csv_text(file, words);
}

static void put_row(const struct pg_document_table *table, FILE *file)
{
    for (size_t i = 0; i < table->n_cells; i++) {
        fputs(i > 0 ? "," : "", file);
        put_cell(table->document, &table->cells[i], file);
    }
    fputc('\n', file);
}

bool pg_writers_csv(const struct pg_csv_rows *rows, FILE *file)
{
    struct pg_document document;

    pg_document_begin(&document);
    struct pg_document_table *table = pg_document_new_table(&document);
    pg_document_add_columns(table, rows->columns, rows->n_columns);
    for (size_t i = 0; i < rows->n_columns; i++)
        fprintf(file, "%s%s", i > 0 ? "," : "", rows->columns[i].header);
    fputc('\n', file);
    while (!document.failed && rows->put_next(rows->context, table)) {
        document.failed |= document.arena.failed;
        put_row(table, file);
        table->n_cells = 0;
        pg_arena_free(&document.arena);
    }
    bool is_whole = !document.failed;
    pg_document_free(&document);
    return is_whole;
}
