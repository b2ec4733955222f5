// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * A document while it is put together. Everything lives in its arena or in arrays of its
 * own; tables and charts are allocated one by one, so that pointers to them stay. What
 * fails sets `failed` and changes nothing else: the caller goes on and asks once.
 */
#include "pg_document.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void pg_document_begin(struct pg_document *document)
{
    *document =
        (struct pg_document){.title = "", .author = "", .subject = "", .keywords = ""};
}

void pg_document_free(struct pg_document *document)
{
    for (size_t i = 0; i < document->n_sections; i++)
        free(document->sections[i].blocks);
    for (size_t i = 0; i < document->n_tables; i++) {
        free(document->tables[i]->columns);
        free(document->tables[i]->cells);
        free(document->tables[i]);
    }
    for (size_t i = 0; i < document->n_charts; i++)
        free(document->charts[i]);
    free(document->sections);
    free(document->tables);
    free(document->charts);
    free(document->names);
    free(document->rests_on);
    pg_arena_free(&document->arena);
    *document = (struct pg_document){.failed = false};
}

const char *pg_document_printf(struct pg_document *document, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    const char *text = pg_arena_vprintf(&document->arena, format, arguments);
    va_end(arguments);
    return text;
}

// ---------------------------------------------------------------- sections

void pg_document_section(struct pg_document *document, const char *name, const char *title,
                         const char *holds)
{
    struct pg_section *grown = pg_grown(document->sections, document->n_sections,
                                        &document->sections_capacity, sizeof *grown);

    if (grown == NULL) {
        document->failed = true;
        return;
    }
    document->sections = grown;
    grown[document->n_sections++] =
        (struct pg_section){.name = name, .title = title, .holds = holds};
}

static void add_block(struct pg_document *document, struct pg_document_block block)
{
    if (document->failed || document->n_sections == 0)
        return;
    struct pg_section *section = &document->sections[document->n_sections - 1];
    struct pg_document_block *grown =
        pg_grown(section->blocks, section->n_blocks, &section->capacity, sizeof *grown);
    if (grown == NULL) {
        document->failed = true;
        return;
    }
    section->blocks = grown;
    grown[section->n_blocks++] = block;
}

void pg_document_say(struct pg_document *document, enum pg_paragraph_role role,
                     const char *text)
{
    add_block(document, (struct pg_document_block){
                            .kind = PG_BLOCK_PARAGRAPH, .role = role, .text = text});
}

// A pointer kept in a list of the document; frees what there is no room for.
static void *keep(struct pg_document *document, void *made, void ***list, size_t *n,
                  size_t *capacity)
{
    void **grown = made != NULL ? pg_grown(*list, *n, capacity, sizeof *grown) : NULL;

    if (grown == NULL) {
        document->failed = true;
        free(made);
        return NULL;
    }
    *list = grown;
    grown[(*n)++] = made;
    return made;
}

struct pg_document_table *pg_document_new_table(struct pg_document *document)
{
    struct pg_document_table *table = calloc(1, sizeof *table);

    if (table != NULL)
        *table = (struct pg_document_table){.document = document};
    return keep(document, table, (void ***)&document->tables, &document->n_tables,
                &document->tables_capacity);
}

void pg_document_place(struct pg_document *document, const struct pg_document_table *table)
{
    if (table != NULL)
        add_block(document,
                  (struct pg_document_block){.kind = PG_BLOCK_TABLE, .table = table});
}

void pg_document_draw(struct pg_document *document, struct pg_document_chart chart)
{
    struct pg_document_chart *kept = malloc(sizeof *kept);

    if (kept != NULL)
        *kept = chart;
    kept = keep(document, kept, (void ***)&document->charts, &document->n_charts,
                &document->charts_capacity);
    if (kept != NULL)
        add_block(document,
                  (struct pg_document_block){.kind = PG_BLOCK_CHART, .chart = kept});
}

static void name_cells(struct pg_document *document, struct pg_document_name name)
{
    struct pg_document_name *grown = pg_grown(document->names, document->n_names,
                                              &document->names_capacity, sizeof *grown);

    if (grown == NULL) {
        document->failed = true;
        return;
    }
    document->names = grown;
    grown[document->n_names++] = name;
}

void pg_document_name_column(struct pg_document *document, const char *name,
                             const struct pg_document_table *table, size_t column)
{
    name_cells(document, (struct pg_document_name){name, table, column, PG_ALL_ROWS});
}

void pg_document_name_cell(struct pg_document *document, const char *name,
                           const struct pg_document_table *table, size_t row, size_t column)
{
    name_cells(document, (struct pg_document_name){name, table, column, row});
}

void pg_document_add_contents(struct pg_document *document,
                              const struct pg_document_column columns[static 2])
{
    document->contents = pg_document_new_table(document);
    pg_document_add_columns(document->contents, columns, 2);
    pg_document_place(document, document->contents);
}

paygap_status pg_document_end(struct pg_document *document, paygap_error *err)
{
    for (size_t i = 0; document->contents != NULL && i < document->n_sections; i++) {
        if (document->sections[i].holds == NULL)
            continue;
        pg_document_put(document->contents, pg_document_words(document->sections[i].name));
        pg_document_put(document->contents, pg_document_words(document->sections[i].holds));
    }
    return document->failed || document->arena.failed ? pg_no_memory(err) : PAYGAP_OK;
}

// ---------------------------------------------------------------- tables

void pg_document_add_column(struct pg_document_table *table,
                            struct pg_document_column column)
{
    if (table == NULL)
        return;
    struct pg_document_column *grown =
        pg_grown(table->columns, table->n_columns, &table->columns_capacity, sizeof *grown);
    if (grown == NULL) {
        table->document->failed = true;
        return;
    }
    table->columns = grown;
    grown[table->n_columns++] = column;
}

void pg_document_add_columns(struct pg_document_table *table,
                             const struct pg_document_column *columns, size_t n)
{
    for (size_t i = 0; i < n; i++)
        pg_document_add_column(table, columns[i]);
}

// Notes what a cell rests on; false when out of memory.
static bool rest(struct pg_document *document, struct pg_document_cell *cell,
                 const size_t *on, size_t n_on)
{
    cell->first_on = document->n_rests_on;
    cell->n_on = n_on;
    for (size_t i = 0; i < n_on; i++) {
        size_t *grown = pg_grown(document->rests_on, document->n_rests_on,
                                 &document->rests_on_capacity, sizeof *grown);
        if (grown == NULL)
            return false;
        document->rests_on = grown;
        grown[document->n_rests_on++] = on[i];
    }
    return true;
}

void pg_document_put_on(struct pg_document_table *table, struct pg_document_cell cell,
                        const size_t *on, size_t n_on)
{
    if (table == NULL || table->n_columns == 0)
        return;
    struct pg_document_cell *grown =
        pg_grown(table->cells, table->n_cells, &table->capacity, sizeof *grown);
    if (grown == NULL) {
        table->document->failed = true;
        return;
    }
    table->cells = grown;
    if (!rest(table->document, &cell, on, n_on)) {
        table->document->failed = true;
        return;
    }
    if (cell.kind == PG_VALUE_TEXT)
        cell.kind = table->columns[table->n_cells % table->n_columns].kind;
    grown[table->n_cells++] = cell;
}

void pg_document_put(struct pg_document_table *table, struct pg_document_cell cell)
{
    pg_document_put_on(table, cell, NULL, 0);
}

void pg_document_find(struct pg_document_table *table, size_t row, size_t column,
                      enum pg_verdict verdict)
{
    struct pg_document_cell *cell = pg_document_at(table, row, column);

    cell->verdict = verdict;
    cell->text = pg_document_verdict(verdict);
}

struct pg_document_cell *pg_document_last(struct pg_document_table *table)
{
    return table != NULL && table->n_cells > 0 ? &table->cells[table->n_cells - 1] : NULL;
}

size_t pg_document_rows(const struct pg_document_table *table)
{
    if (table->source.fill != NULL)
        return table->source.n_rows;
    return table->n_columns > 0 ? table->n_cells / table->n_columns : 0;
}

size_t pg_document_column_used(const struct pg_document_table *table,
                               enum pg_column_use use)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        if (table->columns[i].use == use)
            return i;
    }
    return SIZE_MAX;
}

const char *pg_document_text_of(const struct pg_document_table *table, size_t row,
                                enum pg_column_use use)
{
    size_t column = pg_document_column_used(table, use);
    const char *text = column != SIZE_MAX ? pg_document_at(table, row, column)->text : NULL;

    return text != NULL ? text : "";
}

const struct pg_document_cell *pg_document_found(const struct pg_document_table *table,
                                                 size_t row)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        const struct pg_document_cell *cell = pg_document_at(table, row, i);
        if (cell->verdict != PG_VERDICT_NONE)
            return cell;
    }
    return NULL;
}

struct pg_document_cell *pg_document_at(const struct pg_document_table *table, size_t row,
                                        size_t column)
{
    return &table->cells[row * table->n_columns + column];
}

// ---------------------------------------------------------------- what is withheld

void pg_document_tell_range(struct pg_document *document, struct pg_document_cell *cell,
                            double lower, double upper)
{
    bool is_few = lower <= 0 && cell->kind == PG_VALUE_COUNT;

    if (lower == upper)
        cell->told = pg_document_printf(document, "%.0f", upper + 0.0);
    else
        cell->told = is_few
                         ? pg_document_printf(document, "%.0f or fewer", upper)
                         : pg_document_printf(document, "%.0f to %.0f", lower + 0.0, upper);
    cell->told_lower = lower;
    cell->told_upper = upper;
}

void pg_document_withhold_last(struct pg_document_table *table, size_t n)
{
    for (size_t i = 0; table != NULL && i < n && i < table->n_cells; i++) {
        struct pg_document_cell *cell = &table->cells[table->n_cells - 1 - i];
        cell->is_withheld |= cell->n_on > 0;
    }
}

void pg_document_withhold_row(struct pg_document_table *table)
{
    if (table == NULL || table->n_cells < table->n_columns)
        return;
    table->cells[table->n_cells - table->n_columns].is_row_withheld = true;
    for (size_t i = 0; i < table->n_columns; i++)
        table->cells[table->n_cells - 1 - i].is_withheld = true;
}

// Whether some cell that rests on something is shown, but for those that say nothing alone;
// or none does, where the row says why there is nothing.
static bool says_something(const struct pg_document_cell *cells, size_t n)
{
    bool rests = false;

    for (size_t i = 0; i < n; i++) {
        rests |= cells[i].n_on > 0;
        if (cells[i].n_on > 0 && !cells[i].is_background && !cells[i].is_withheld)
            return true;
    }
    return !rests;
}

static void withhold_of(const struct pg_document *document, struct pg_document_table *table,
                        const uint8_t *hidden)
{
    for (size_t i = 0; i < table->n_cells; i++) {
        struct pg_document_cell *cell = &table->cells[i];
        for (size_t k = 0; k < cell->n_on && !cell->is_withheld && cell->told == NULL; k++)
            cell->is_withheld = hidden[document->rests_on[cell->first_on + k]] != 0;
    }
    for (size_t row = 0; table->leaves_out && row < pg_document_rows(table); row++) {
        struct pg_document_cell *cells = pg_document_at(table, row, 0);
        cells[0].is_row_withheld |= !says_something(cells, table->n_columns);
    }
}

void pg_document_withhold(struct pg_document *document, const uint8_t *hidden)
{
    for (size_t t = 0; t < document->n_tables; t++) {
        if (document->tables[t]->source.fill == NULL)
            withhold_of(document, document->tables[t], hidden);
    }
}

bool pg_document_shows_cells(const struct pg_document *document,
                             const struct pg_document_cell *row)
{
    return !document->is_published || !row[0].is_row_withheld;
}

bool pg_document_shows_row(const struct pg_document *document,
                           const struct pg_document_table *table, size_t row)
{
    return table->source.fill != NULL ||
           pg_document_shows_cells(document, pg_document_at(table, row, 0));
}

size_t pg_document_rows_shown(const struct pg_document *document,
                              const struct pg_document_table *table)
{
    size_t n = 0;

    for (size_t row = 0; row < pg_document_rows(table); row++)
        n += pg_document_shows_row(document, table, row);
    return n;
}

bool pg_document_shows_cell(const struct pg_document *document,
                            const struct pg_document_cell *cell)
{
    return cell->state != PG_VALUE_WITHHELD &&
           (!document->is_published || !cell->is_withheld);
}
