// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * A document as a workbook: each section a sheet, its blocks from the top. A table becomes
 * a marked-up table, or in a streamed document rows below a header that stays in sight; it
 * must begin in the row that the document says, since formulas count on it. A chart is
 * drawn from the cells of a table already written, whose place is remembered. Which rows
 * and cells are seen is the document's to say.
 */
#include "sheets.h"

#include <stdlib.h>

/** Where a table has been written. */
struct place {
    const struct pg_document_table *table;
    const char *sheet;
    lxw_row_t first; /**< of its rows */
};

struct writing {
    const struct pg_document *document;
    struct pg_book book;
    struct place *places;
    size_t n_places;
};

static enum pg_role role_of(enum pg_value_kind kind)
{
    static const enum pg_role roles[PG_N_VALUE_KINDS] = {
        [PG_VALUE_TEXT] = PG_ROLE_TEXT,       [PG_VALUE_WORD] = PG_ROLE_WORD,
        [PG_VALUE_LINK] = PG_ROLE_LINK,       [PG_VALUE_VERDICT] = PG_ROLE_COUNT,
        [PG_VALUE_RAG] = PG_ROLE_TEXT,        [PG_VALUE_COUNT] = PG_ROLE_COUNT,
        [PG_VALUE_PERCENT] = PG_ROLE_PERCENT, [PG_VALUE_POINTS] = PG_ROLE_PERCENT,
        [PG_VALUE_RATIO] = PG_ROLE_POUNDS,    [PG_VALUE_PROBABILITY] = PG_ROLE_PROBABILITY,
        [PG_VALUE_POUNDS] = PG_ROLE_POUNDS,   [PG_VALUE_PENCE] = PG_ROLE_COUNT,
        [PG_VALUE_NUMBER] = PG_ROLE_NUMBER};

    return roles[kind];
}

static bool is_words(enum pg_value_kind kind)
{
    return kind == PG_VALUE_TEXT || kind == PG_VALUE_RAG;
}

// Words beside numbers stand a little in.
static struct pg_book_column look_of(const struct pg_document_table *table, size_t i)
{
    const struct pg_document_column *column = &table->columns[i];
    bool is_beside = i > 0 && pg_document_value_is_number(table->columns[i - 1].kind);

    return (struct pg_book_column){
        column->header,
        is_words(column->kind) && is_beside ? PG_ROLE_TEXT_IN : role_of(column->kind),
        column->width};
}

static struct pg_book_cell shown(const struct pg_document *document,
                                 const struct pg_document_cell *cell)
{
    char text[48];

    if (!pg_document_shows_cell(document, cell))
        return pg_writers_text_cell(pg_document_shorthand(PG_VALUE_WITHHELD));
    const char *words = pg_document_cell_words(document, cell);
    struct pg_book_cell as = {.text = words,
                              .number = cell->number,
                              .role = role_of(cell->kind),
                              .formula = document->is_published ? NULL : cell->formula,
                              .is_array = cell->is_array};
    if (words == NULL && document->is_rounded)
        as.number = pg_number_of_text(pg_document_round_cell(cell, text));
    return as;
}

// The rows that are seen.
static void write_rows(struct writing *writing, struct pg_sheet *sheet,
                       const struct pg_document_table *table,
                       const struct pg_book_table *as)
{
    struct pg_book_cell *cells = calloc(table->n_columns + 1, sizeof *cells);
    struct pg_row_reader reader = pg_document_read(table);
    size_t n_rows = pg_document_rows(table);

    writing->book.failed |= cells == NULL;
    for (size_t row = 0; row < n_rows && !writing->book.failed; row++) {
        const struct pg_document_cell *read = pg_document_row(&reader, row);
        writing->book.failed |= read == NULL;
        if (read == NULL || !pg_document_shows_cells(writing->document, read))
            continue;
        for (size_t i = 0; i < table->n_columns; i++)
            cells[i] = shown(writing->document, &read[i]);
        pg_writers_sheet_row(sheet, as, cells);
    }
    pg_document_read_end(&reader);
    free(cells);
}

static void colour_rag(struct pg_sheet *sheet, const struct pg_document_table *table,
                       lxw_row_t first)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        if (table->columns[i].kind == PG_VALUE_RAG)
            pg_writers_sheet_colour_words(sheet, (lxw_col_t)i, first,
                                          first - 1 + (lxw_row_t)pg_document_rows(table));
    }
}

static void write_as(struct writing *writing, struct pg_sheet *sheet,
                     const struct pg_document_table *table, struct pg_book_table *as)
{
    pg_writers_sheet_begin_table(sheet, as);
    if (as->first + 1 != pg_document_first_row(writing->document, table))
        writing->book.failed = true; // formulas would be of other rows
    write_rows(writing, sheet, table, as);
    pg_writers_sheet_end_table(sheet, as);
    writing->places[writing->n_places++] = (struct place){table, sheet->name, as->first};
}

static void write_table(struct writing *writing, struct pg_sheet *sheet,
                        const struct pg_document_table *table)
{
    struct pg_book_column *columns = calloc(table->n_columns + 1, sizeof *columns);
    char name[64];

    if (columns == NULL) {
        writing->book.failed = true;
        return;
    }
    snprintf(name, sizeof name, "%s_table", sheet->name);
    for (size_t i = 0; i < table->n_columns; i++)
        columns[i] = look_of(table, i);
    struct pg_book_table as = {.name = table->name != NULL ? table->name : name,
                               .columns = columns,
                               .n_columns = table->n_columns,
                               .has_header = !table->has_no_header,
                               .has_filters = table->has_filters};
    write_as(writing, sheet, table, &as);
    colour_rag(sheet, table, as.first);
    free(columns);
}

static const struct place *place_of(const struct writing *writing,
                                    const struct pg_document_table *table)
{
    const struct place *place = NULL;

    for (size_t i = 0; i < writing->n_places; i++) {
        if (writing->places[i].table == table)
            place = &writing->places[i];
    }
    return place;
}

// "AK" of column 36, after which the text goes on.
static void add_letters(struct pg_buffer *text, size_t column)
{
    if (column >= 26)
        add_letters(text, column / 26 - 1);
    pg_buffer_printf(text, "%c", (char)('A' + column % 26));
}

// A column of no rows is named as if it had one: no range is empty.
static void define(struct writing *writing, const struct pg_document_name *name)
{
    const struct place *place = place_of(writing, name->table);
    bool is_column = name->row == PG_ALL_ROWS;
    struct pg_buffer range = {0};

    if (place == NULL || writing->document->is_published)
        return;
    size_t first = place->first + 1 + (is_column ? 0 : name->row);
    size_t n_rows = pg_document_rows(name->table);
    pg_buffer_printf(&range, "=%s!$", place->sheet);
    add_letters(&range, name->column);
    pg_buffer_printf(&range, "$%zu", first);
    if (is_column) {
        pg_buffer_printf(&range, ":$");
        add_letters(&range, name->column);
        pg_buffer_printf(&range, "$%zu", first + (n_rows > 0 ? n_rows - 1 : 0));
    }
    if (range.failed)
        writing->book.failed = true;
    else
        pg_writers_book_define(&writing->book, name->name, range.ptr);
    pg_buffer_free(&range);
}

// ---------------------------------------------------------------- charts

// Whether a row has a number to draw in each column: a chart would draw anything else as 0.
static bool is_drawn(const struct pg_document *document,
                     const struct pg_document_chart *chart, size_t row)
{
    for (int i = 0; i < 2; i++) {
        const struct pg_document_cell *cell =
            pg_document_at(chart->table, row, chart->columns[i]);
        if (shown(document, cell).text != NULL)
            return false;
    }
    return true;
}

// The rows that are drawn: the first of them, and how many.
static size_t rows_to_draw(const struct pg_document *document,
                           const struct pg_document_chart *chart, size_t *first)
{
    size_t n = pg_document_rows(chart->table), longest = 0, run = 0;

    *first = 0;
    if (chart->most_rows > 0 && n > chart->most_rows)
        n = chart->most_rows;
    for (size_t row = 0; chart->skips_gaps && row < n; row++) {
        run = is_drawn(document, chart, row) ? run + 1 : 0;
        if (run > longest) {
            longest = run;
            *first = row + 1 - run;
        }
    }
    return chart->skips_gaps ? longest : n;
}

static void write_chart(const struct writing *writing, struct pg_sheet *sheet,
                        const struct pg_document_chart *chart)
{
    const struct place *place = place_of(writing, chart->table);
    size_t first, n = rows_to_draw(writing->document, chart, &first);

    if (place == NULL || n == 0)
        return;
    struct pg_book_chart drawn = {
        .data_sheet = place->sheet,
        .first = place->first + (lxw_row_t)first,
        .last = place->first + (lxw_row_t)(first + n - 1),
        .columns = {(lxw_col_t)chart->columns[0], (lxw_col_t)chart->columns[1]},
        .names = {chart->names[0], chart->names[1]},
        .title = chart->title,
        .axis_title = chart->axis_title,
        .category_title = chart->category_title,
        .description = chart->description,
        .is_stacked = chart->is_stacked,
        .is_tall = chart->is_tall};
    pg_writers_sheet_chart(sheet, &drawn);
}

// ---------------------------------------------------------------- sections

static bool is_prose(const struct pg_section *section)
{
    for (size_t i = 0; i < section->n_blocks; i++) {
        if (section->blocks[i].kind == PG_BLOCK_PARAGRAPH &&
            section->blocks[i].role == PG_PARAGRAPH_PROSE)
            return true;
    }
    return false;
}

static void write_section(struct writing *writing, const struct pg_section *section)
{
    static const enum pg_role roles[] = {[PG_PARAGRAPH_NOTE] = PG_ROLE_LINE,
                                         [PG_PARAGRAPH_PROSE] = PG_ROLE_PROSE,
                                         [PG_PARAGRAPH_HEADING] = PG_ROLE_HEADING};
    struct pg_sheet sheet =
        pg_writers_sheet_begin(&writing->book, section->name, section->title);

    if (is_prose(section))
        pg_writers_sheet_prose(&sheet);
    for (size_t i = 0; i < section->n_blocks && !writing->book.failed; i++) {
        const struct pg_document_block *block = &section->blocks[i];
        sheet.row += pg_document_is_apart(section, i);
        if (block->kind == PG_BLOCK_PARAGRAPH)
            pg_writers_sheet_text(&sheet, roles[block->role], block->text);
        else if (block->kind == PG_BLOCK_TABLE)
            write_table(writing, &sheet, block->table);
        else if (!writing->document->is_streamed)
            write_chart(writing, &sheet, block->chart);
    }
}

static size_t count_tables(const struct pg_document *document)
{
    size_t n = 0;

    for (size_t s = 0; s < document->n_sections; s++) {
        for (size_t i = 0; i < document->sections[s].n_blocks; i++)
            n += document->sections[s].blocks[i].kind == PG_BLOCK_TABLE;
    }
    return n;
}

paygap_status pg_writers_workbook(const struct pg_document *document, const char *path,
                                  const char *scratch_folder,
                                  struct pg_workbook_facts *facts, paygap_error *err)
{
    struct pg_book_properties properties = {.title = document->title,
                                            .author = document->author,
                                            .subject = document->subject,
                                            .keywords = document->keywords,
                                            .created = document->date,
                                            .is_streamed = document->is_streamed};
    struct writing writing = {
        .document = document,
        .places = calloc(count_tables(document) + 1, sizeof *writing.places)};

    if (writing.places == NULL ||
        !pg_writers_book_begin(&writing.book, path, scratch_folder, &properties, facts)) {
        free(writing.places);
        return pg_no_memory(err);
    }
    for (size_t i = 0; i < document->n_sections && !writing.book.failed; i++)
        write_section(&writing, &document->sections[i]);
    for (size_t i = 0; i < document->n_names && !writing.book.failed; i++)
        define(&writing, &document->names[i]);
    free(writing.places);
    return pg_writers_book_end(&writing.book, err);
}
