// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_workforce.h"

#include "pg_schema.h"
#include "pg_source.h"

#include <stdlib.h>

static paygap_status take_header(struct pg_rows *rows, const struct pg_row *row,
                                 paygap_error *err)
{
    rows->n_columns = row->n_cells;
    rows->headers = calloc(row->n_cells + 1, sizeof *rows->headers);
    rows->texts = calloc(row->n_cells + 1, sizeof *rows->texts);
    rows->codes = calloc(row->n_cells + 1, sizeof *rows->codes);
    if (rows->headers == NULL || rows->texts == NULL || rows->codes == NULL)
        return pg_no_memory(err);
    for (size_t i = 0; i < row->n_cells; i++) {
        rows->headers[i] = pg_strdup(pg_str_trim(row->cells[i]));
        if (rows->headers[i] == NULL)
            return pg_no_memory(err);
    }
    return PAYGAP_OK;
}

static bool grow(struct pg_rows *rows)
{
    size_t capacity = rows->capacity > 0 ? 2 * rows->capacity : 256;
    uint32_t *lines = realloc(rows->lines, capacity * sizeof *lines);

    if (lines == NULL)
        return false;
    rows->lines = lines;
    for (size_t i = 0; i < rows->n_columns; i++) {
        uint32_t *codes = realloc(rows->codes[i], capacity * sizeof *codes);
        if (codes == NULL)
            return false;
        rows->codes[i] = codes;
    }
    rows->capacity = capacity;
    return true;
}

static bool is_blank(const struct pg_row *row)
{
    for (size_t i = 0; i < row->n_cells; i++) {
        if (pg_str_trim(row->cells[i]).len > 0)
            return false;
    }
    return true;
}

// Texts go into published tables: what nobody sees in them is left out, so that two that
// look alike are one group, and what is not UTF-8 is shown as "?".
static bool put_cell(struct pg_rows *rows, size_t column, struct pg_str text, bool is_plain)
{
    struct pg_buffer label = {0}, visible = {0};
    bool is_new;

    if (!is_plain || text.len > 1000) {
        pg_buffer_add_label(&label, text);
        text = pg_str_trim((struct pg_str){label.ptr != NULL ? label.ptr : "", label.len});
        pg_buffer_add_visible(&visible, text, 1000);
        text = (struct pg_str){visible.ptr != NULL ? visible.ptr : "", visible.len};
    }
    uint32_t code = pg_intern_add(&rows->texts[column], text, &is_new);
    rows->codes[column][rows->n] = code;
    bool is_put = !label.failed && !visible.failed && code != PG_INTERN_FULL;
    pg_buffer_free(&label);
    pg_buffer_free(&visible);
    return is_put;
}

// A cell too many with something in it: a separator or a quote is missing somewhere.
static bool is_ragged(const struct pg_rows *rows, const struct pg_row *row)
{
    for (size_t i = rows->n_columns; i < row->n_cells; i++) {
        if (pg_str_trim(row->cells[i]).len > 0)
            return true;
    }
    return false;
}

static paygap_status take_row(void *context, const struct pg_row *row, paygap_error *err)
{
    struct pg_rows *rows = context;

    if (rows->headers == NULL)
        return take_header(rows, row, err);
    if (is_blank(row))
        return PAYGAP_OK;
    if (rows->n == rows->capacity && !grow(rows))
        return pg_no_memory(err);
    rows->lines[rows->n] = (uint32_t)row->line;
    if (is_ragged(rows, row) && rows->n_ragged++ == 0)
        rows->first_ragged = row->line;
    for (size_t i = 0; i < rows->n_columns; i++) {
        struct pg_str text =
            i < row->n_cells ? pg_str_trim(row->cells[i]) : (struct pg_str){"", 0};
        if (!put_cell(rows, i, text, row->is_plain))
            return pg_no_memory(err);
    }
    rows->n++;
    return PAYGAP_OK;
}

paygap_status pg_workforce_rows_read(struct pg_rows *rows, const struct pg_source *source,
                                     paygap_error *err)
{
    struct pg_source_facts facts = {.n_rows = 0};

    *rows = (struct pg_rows){.path = source->path, .name = pg_file_name(source->path)};
    paygap_status status = pg_source_read(source, take_row, rows, &facts, err);
    memcpy(rows->sha256, facts.sha256, sizeof rows->sha256);
    return status;
}

void pg_workforce_rows_free(struct pg_rows *rows)
{
    for (size_t i = 0; i < rows->n_columns; i++) {
        if (rows->headers != NULL)
            free(rows->headers[i]);
        if (rows->texts != NULL)
            pg_intern_free(&rows->texts[i]);
        if (rows->codes != NULL)
            free(rows->codes[i]);
    }
    free(rows->headers);
    free(rows->texts);
    free(rows->codes);
    free(rows->lines);
    *rows = (struct pg_rows){.n = 0};
}

size_t pg_workforce_rows_find(const struct pg_rows *rows, const char *const *headers)
{
    for (; *headers != NULL; headers++) {
        for (size_t i = 0; i < rows->n_columns; i++) {
            if (pg_schema_same_header(pg_str_of(rows->headers[i]), *headers))
                return i;
        }
    }
    return SIZE_MAX;
}

struct pg_str pg_workforce_rows_cell(const struct pg_rows *rows, size_t row, size_t column)
{
    return column < rows->n_columns
               ? pg_intern_get(&rows->texts[column], rows->codes[column][row])
               : (struct pg_str){"", 0};
}
