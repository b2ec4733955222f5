// SPDX-License-Identifier: GPL-3.0-or-later
/* The tables of a document as JSON: every cell, those that are not published marked. */
#include "pg_writers.h"

#include <jansson.h>

static json_t *cell_of(const struct pg_document *document,
                       const struct pg_document_cell *cell, bool is_out)
{
    json_t *object = json_object();
    const char *words = pg_document_cell_words(document, cell);
    int failures = words != NULL
                       ? json_object_set_new(object, "text", json_string(words))
                       : json_object_set_new(object, "value", json_real(cell->number));

    if (is_out || cell->is_withheld)
        failures += json_object_set_new(object, "not_published", json_true());
    else if (cell->told != NULL)
        failures += json_object_set_new(object, "published_as", json_string(cell->told));
    if (failures == 0)
        return object;
    json_decref(object);
    return NULL;
}

static json_t *row_of(const struct pg_document_table *table,
                      const struct pg_document_cell *read)
{
    json_t *cells = json_array();
    int failures = 0;

    for (size_t i = 0; i < table->n_columns; i++) {
        if (table->columns[i].key != NULL)
            failures += json_array_append_new(
                cells, cell_of(table->document, &read[i], read[0].is_row_withheld));
    }
    if (failures == 0)
        return cells;
    json_decref(cells);
    return NULL;
}

// Adds the rows of a table to a list; 0 if nothing failed.
static int add_rows(json_t *rows, const struct pg_document_table *table)
{
    struct pg_row_reader reader = pg_document_read(table);
    int failures = 0;

    for (size_t row = 0; row < pg_document_rows(table) && failures == 0; row++) {
        const struct pg_document_cell *read = pg_document_row(&reader, row);
        failures += read == NULL || json_array_append_new(rows, row_of(table, read)) != 0;
    }
    pg_document_read_end(&reader);
    return failures;
}

static json_t *table_of(const struct pg_section *section,
                        const struct pg_document_table *table)
{
    json_t *object = json_object(), *columns = json_array(), *rows = json_array();
    int failures = json_object_set_new(object, "part", json_string(section->name));

    failures += json_object_set_new(object, "title", json_string(section->title));
    for (size_t i = 0; i < table->n_columns; i++) {
        const struct pg_document_column *column = &table->columns[i];
        if (column->key != NULL)
            failures += json_array_append_new(
                columns,
                json_pack("{s:s, s:s}", "header", column->header, "key", column->key));
    }
    failures += add_rows(rows, table);
    failures += json_object_set_new(object, "columns", columns);
    failures += json_object_set_new(object, "rows", rows);
    if (failures == 0)
        return object;
    json_decref(object);
    return NULL;
}

json_t *pg_writers_json_tables(const struct pg_document *document)
{
    json_t *tables = json_array();
    int failures = tables == NULL;

    for (size_t s = 0; s < document->n_sections; s++) {
        const struct pg_section *section = &document->sections[s];
        for (size_t i = 0; i < section->n_blocks; i++) {
            if (section->blocks[i].kind == PG_BLOCK_TABLE)
                failures += json_array_append_new(
                    tables, table_of(section, section->blocks[i].table));
        }
    }
    if (failures == 0)
        return tables;
    json_decref(tables);
    return NULL;
}
