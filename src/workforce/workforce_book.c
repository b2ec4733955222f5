// SPDX-License-Identifier: GPL-3.0-or-later
/* The workbook a council puts before its members: a cover, contents, a sheet for each
 * table. */
#include "pg_workforce.h"

#include "phrases.h"
#include "xlsx_book.h"

#include <stdlib.h>

static enum pg_role role_of(enum pg_cell_kind kind)
{
    static const enum pg_role roles[] = {
        [PG_CELL_TEXT] = PG_ROLE_TEXT,       [PG_CELL_COUNT] = PG_ROLE_COUNT,
        [PG_CELL_PERCENT] = PG_ROLE_PERCENT, [PG_CELL_POINTS] = PG_ROLE_PERCENT,
        [PG_CELL_RATIO] = PG_ROLE_POUNDS,    [PG_CELL_P] = PG_ROLE_PROBABILITY,
        [PG_CELL_POUNDS] = PG_ROLE_POUNDS,   [PG_CELL_PENCE] = PG_ROLE_COUNT};

    return roles[kind];
}

// Numbers are rounded as they are shown: more digits would tell the counts behind a share.
static struct pg_book_cell shown(const struct pg_book *book,
                                 const struct pg_workforce *workforce,
                                 const struct pg_out_cell *cell)
{
    char text[48];

    if (book->audience == PG_PUBLISH && pg_is_cell_hidden(workforce, cell))
        return pg_text_cell("[c]");
    if (cell->text != NULL)
        return pg_text_cell(cell->text);
    const char *rounded = pg_round_cell(cell, text);
    return (struct pg_book_cell){.number = pg_published_value(rounded),
                                 .role = role_of(cell->kind)};
}

// Whether this audience may see a row of a table; a sheet has one at least.
static bool is_sheet(const struct pg_book *book, const struct pg_workforce *workforce,
                     const struct pg_out_table *table)
{
    for (size_t row = 0; row < pg_out_rows(table); row++) {
        if (book->audience != PG_PUBLISH || pg_is_row_published(workforce, table, row))
            return true;
    }
    return false;
}

static void add_contents(struct pg_book *book, const struct pg_workforce *workforce)
{
    static const struct pg_book_column columns[] = {{"Worksheet", PG_ROLE_LINK, 28},
                                                    {"What it shows", PG_ROLE_TEXT, 90}};
    struct pg_book_cell *cells = calloc(2 * workforce->n_tables + 2, sizeof *cells);
    struct pg_sheet sheet = pg_sheet_begin(book, "Contents", "Contents");

    if (cells == NULL) {
        book->failed = true;
        return;
    }
    pg_sheet_text(&sheet, PG_ROLE_LINE,
                  "This sheet has one table, with a link to each sheet.");
    size_t n = 0;
    for (size_t t = 0; t < workforce->n_tables; t++) {
        if (!is_sheet(book, workforce, &workforce->tables[t]))
            continue;
        cells[2 * n] = pg_text_cell(workforce->tables[t].name);
        cells[2 * n + 1] = pg_text_cell(workforce->tables[t].title);
        n++;
    }
    pg_sheet_table(&sheet, "Contents_table", columns, 2, cells, n);
    free(cells);
}

// A column: text beside numbers stands a little in, numbers have room between them.
static struct pg_book_column look_of(const struct pg_out_table *table, size_t i)
{
    const struct pg_out_column *column = &table->columns[i];
    bool is_text = column->kind == PG_CELL_TEXT;
    bool is_beside = i > 0 && table->columns[i - 1].kind != PG_CELL_TEXT;

    return (struct pg_book_column){
        column->header, is_text && is_beside ? PG_ROLE_TEXT_IN : role_of(column->kind),
        column->width + (is_text ? 0 : 2)};
}

// Whether a row has a number this audience may see at both dates of the chart: a chart
// would draw anything else as 0.
static bool is_drawn(const struct pg_book *book, const struct pg_workforce *workforce,
                     const struct pg_out_table *table, size_t row, const size_t columns[2])
{
    for (int i = 0; i < 2; i++) {
        const struct pg_out_cell *cell = &table->cells[row * table->n_columns + columns[i]];
        if (shown(book, workforce, cell).text != NULL)
            return false;
    }
    return true;
}

// The longest run of rows that can be drawn: the first of them, and how many.
static size_t rows_to_draw(const struct pg_book *book, const struct pg_workforce *workforce,
                           const struct pg_out_table *table, const size_t columns[2],
                           size_t *first)
{
    size_t longest = 0, run = 0;

    for (size_t row = 0; row < pg_out_rows(table); row++) {
        run = is_drawn(book, workforce, table, row, columns) ? run + 1 : 0;
        if (run > longest) {
            longest = run;
            *first = row + 1 - run;
        }
    }
    return longest;
}

// Shares of the first date and the latest, side by side.
static void add_trends_chart(struct pg_sheet *sheet, const struct pg_workforce *workforce,
                             const struct pg_out_table *table, lxw_row_t header)
{
    size_t columns[2] = {table->n_columns - workforce->n_snapshots, table->n_columns - 1};
    size_t first = 0;
    size_t n = rows_to_draw(sheet->book, workforce, table, columns, &first);
    bool is_one = columns[0] == columns[1];
    struct pg_book_chart chart = {
        .data_sheet = table->name,
        .first = header + 1 + (lxw_row_t)first,
        .last = header + (lxw_row_t)(first + n),
        .columns = {(lxw_col_t)columns[0], (lxw_col_t)columns[1]},
        .names = {workforce->snapshots[0].label,
                  is_one ? NULL : workforce->snapshots[workforce->n_snapshots - 1].label},
        .title = "Share of people who disclosed",
        .axis_title = "Percent",
        .category_title = "Group",
        .description = "Bar chart of the shares in the table above it."};

    if (n == 0)
        return;
    sheet->row = header + (lxw_row_t)pg_out_rows(table) + 2;
    pg_sheet_chart(sheet, &chart);
}

static void colour_rag(struct pg_sheet *sheet, const struct pg_out_table *table,
                       lxw_row_t header)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        const char *key = table->columns[i].key;
        if (strcmp(key, "rag") == 0 || strcmp(key, "rag_given") == 0)
            pg_sheet_colour_words(sheet, (lxw_col_t)i, header + 1,
                                  header + (lxw_row_t)pg_out_rows(table));
    }
}

// The cells of the rows that this audience may see; their number.
static size_t fill(const struct pg_book *book, const struct pg_workforce *workforce,
                   const struct pg_out_table *table, struct pg_book_cell *cells)
{
    size_t n_rows = 0, n = table->n_columns;

    for (size_t row = 0; row < pg_out_rows(table); row++) {
        if (book->audience == PG_PUBLISH && !pg_is_row_published(workforce, table, row))
            continue;
        for (size_t i = 0; i < n; i++)
            cells[n_rows * n + i] = shown(book, workforce, &table->cells[row * n + i]);
        n_rows++;
    }
    return n_rows;
}

static void note_left_out(struct pg_sheet *sheet, size_t n)
{
    char text[160];

    snprintf(text, sizeof text,
             "Rows left out, since all that they would say is of few people or would give "
             "few away: %zu.",
             n);
    pg_sheet_text(sheet, PG_ROLE_LINE, text);
}

static void add_table(struct pg_book *book, const struct pg_workforce *workforce,
                      const struct pg_out_table *table)
{
    struct pg_book_column columns[PG_MAX_OUT_COLUMNS];
    size_t n = table->n_columns;
    struct pg_book_cell *cells = calloc(table->n_cells + 1, sizeof *cells);
    char name[48];

    if (cells == NULL) {
        book->failed = true;
        return;
    }
    struct pg_sheet sheet = pg_sheet_begin(book, table->name, table->title);
    pg_sheet_text(&sheet, PG_ROLE_LINE,
                  "This sheet has one table. Meaning of [c] and [z]: see the "
                  "cover sheet.");
    for (size_t i = 0; i < table->n_notes; i++)
        pg_sheet_text(&sheet, PG_ROLE_LINE, table->notes[i]);
    for (size_t i = 0; i < n; i++)
        columns[i] = look_of(table, i);
    size_t n_rows = fill(book, workforce, table, cells);
    if (table->leaves_out && n_rows < pg_out_rows(table))
        note_left_out(&sheet, pg_out_rows(table) - n_rows);
    snprintf(name, sizeof name, "%s_table", table->name);
    lxw_row_t header = sheet.row;
    pg_sheet_table(&sheet, name, columns, n, cells, n_rows);
    free(cells);
    colour_rag(&sheet, table, header);
    if (strcmp(table->name, PG_TRENDS) == 0)
        add_trends_chart(&sheet, workforce, table, header);
}

paygap_status pg_workforce_workbook(const struct pg_workforce *workforce,
                                    enum pg_audience audience, const char *path,
                                    const char *scratch_folder,
                                    struct pg_workbook_facts *facts, paygap_error *err)
{
    const struct pg_snapshot *latest = &workforce->snapshots[workforce->n_snapshots - 1];
    struct pg_book_properties properties = {.title = "Workforce equality report",
                                            .author = workforce->employer,
                                            .subject = "Workforce equality information",
                                            .keywords =
                                                "workforce, equality, representation",
                                            .created = latest->date};
    struct pg_book book;

    if (!pg_book_begin(&book, path, scratch_folder, &properties, facts))
        return pg_no_memory(err);
    book.audience = audience;
    pg_workforce_cover(&book, workforce);
    add_contents(&book, workforce);
    for (size_t t = 0; t < workforce->n_tables && !book.failed; t++) {
        if (is_sheet(&book, workforce, &workforce->tables[t]))
            add_table(&book, workforce, &workforce->tables[t]);
    }
    return pg_book_end(&book, err);
}
