// SPDX-License-Identifier: GPL-3.0-or-later
/* The rows of a table as writers read them: those it holds, or made one at a time. */
#include "pg_document.h"

#include <stdlib.h>

struct pg_row_reader pg_document_read(const struct pg_document_table *table)
{
    struct pg_row_reader reader = {.table = table};

    if (table->source.fill != NULL)
        reader.cells = calloc(table->n_columns + 1, sizeof *reader.cells);
    return reader;
}

static void make_row(struct pg_row_reader *reader, size_t row)
{
    const struct pg_document_table *table = reader->table;

    pg_arena_free(&reader->texts);
    for (size_t i = 0; i < table->n_columns; i++)
        reader->cells[i] = pg_document_words("");
    table->source.fill(table->source.context, row, reader->cells, &reader->texts);
    for (size_t i = 0; i < table->n_columns; i++) {
        if (reader->cells[i].kind == PG_VALUE_TEXT)
            reader->cells[i].kind = table->columns[i].kind;
    }
}

const struct pg_document_cell *pg_document_row(struct pg_row_reader *reader, size_t row)
{
    if (reader->table->source.fill == NULL)
        return pg_document_at(reader->table, row, 0);
    if (reader->cells == NULL)
        return NULL;
    make_row(reader, row);
    return reader->texts.failed ? NULL : reader->cells;
}

void pg_document_read_end(struct pg_row_reader *reader)
{
    free(reader->cells);
    pg_arena_free(&reader->texts);
    reader->cells = NULL;
}
