// SPDX-License-Identifier: GPL-3.0-or-later
/* The sheet that says how the labels of each characteristic were read. */
#include "xlsx_sheets.h"

#include <stdlib.h>

/** Rows of the data quality table. */
struct quality_rows {
    struct pg_book_cell *cells;
    size_t n;
};

static void add_quality_row(struct quality_rows *rows, const char *title, const char *point,
                            const char *what, struct pg_book_cell n)
{
    struct pg_book_cell *cells = rows->cells + 4 * rows->n++;

    cells[0] = pg_text_cell(title);
    cells[1] = pg_text_cell(point);
    cells[2] = pg_text_cell(what);
    cells[3] = n;
}

static void add_quality_of(struct pg_book *book, struct quality_rows *rows,
                           const struct pg_characteristic_report *of)
{
    bool is_internal = book->audience == PG_INTERNAL;

    add_quality_row(rows, of->title, "Scheme", of->scheme, pg_count_cell(of->n_spellings));
    add_quality_row(rows, of->title, "Compared with", of->comparator, pg_text_cell("[z]"));
    if (of->merged[0] != '\0')
        add_quality_row(rows, of->title, "Merged by level = auto", of->merged,
                        pg_text_cell("[z]"));
    if (!is_internal) {
        add_quality_row(rows, of->title, "Labels not recognised", "Count as not known",
                        of->n_unrecognised_labels > 0 ? pg_text_cell("[c]")
                                                      : pg_count_cell(0));
        return;
    }
    for (size_t i = 0; i < of->n_unrecognised_labels; i++)
        add_quality_row(rows, of->title, "Label not recognised", of->unrecognised[i],
                        pg_count_cell(of->n_unrecognised[i]));
}

void pg_add_data_quality(struct pg_book *book, const struct pg_report *report)
{
    static const struct pg_book_column columns[] = {
        {"Characteristic", PG_ROLE_TEXT, 22},
        {"Point", PG_ROLE_TEXT, 28},
        {"What", PG_ROLE_TEXT, 70},
        {"Spellings or rows", PG_ROLE_COUNT, 14}};
    struct quality_rows rows = {.n = 0};
    size_t most = 0;

    for (size_t i = 0; i < report->n_characteristics; i++)
        most += 4 + report->characteristics[i].n_unrecognised_labels;
    rows.cells = calloc(4 * most + 4, sizeof *rows.cells);
    if (rows.cells == NULL) {
        book->failed = true;
        return;
    }
    for (size_t i = 0; i < report->n_characteristics; i++)
        add_quality_of(book, &rows, &report->characteristics[i]);
    struct pg_sheet sheet = pg_begin_sheet(book, report, "Data_quality",
                                           "How the labels were read", pg_one_table);
    pg_sheet_text(&sheet, PG_ROLE_LINE, pg_z_meaning);
    if (book->audience == PG_PUBLISH)
        pg_sheet_text(&sheet, PG_ROLE_LINE, pg_c_meaning);
    pg_sheet_table(&sheet, "Data_quality_table", columns, 4, rows.cells, rows.n);
    free(rows.cells);
}
