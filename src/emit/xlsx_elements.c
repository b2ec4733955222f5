// SPDX-License-Identifier: GPL-3.0-or-later
/* The element audit, in the internal workbook only. */
#include "xlsx_sheets.h"

#include <math.h>
#include <stdlib.h>

static struct pg_book_cell percent(double value)
{
    return isfinite(value) ? (struct pg_book_cell){.number = value} : pg_text_cell("[z]");
}

static void add_row(struct pg_book_cell *cells, const struct pg_element_row *row)
{
    bool is_fixed = row->is_basic; // nobody would class basic pay otherwise

    cells[0] = pg_text_cell(row->name);
    cells[1] = pg_text_cell(row->class);
    cells[2] = pg_text_cell(row->rule);
    cells[3] = pg_count_cell(row->n_lines);
    cells[4] = pg_count_cell(row->women);
    cells[5] = pg_count_cell(row->men);
    cells[6] = (struct pg_book_cell){.number = row->in_period};
    cells[7] =
        is_fixed ? pg_text_cell("[z]") : (struct pg_book_cell){.number = row->in_year};
    cells[8] = percent(row->gap_as_ordinary);
    cells[9] = is_fixed ? pg_text_cell("[z]") : percent(row->gap_as_bonus);
    cells[10] = is_fixed ? pg_text_cell("[z]") : percent(row->gap_left_out);
    cells[11] = is_fixed ? pg_text_cell("[z]") : percent(row->bonus_gap_as_bonus);
    cells[12] = is_fixed ? pg_text_cell("[z]") : percent(row->bonus_gap_otherwise);
}

void pg_add_elements(struct pg_book *book, const struct pg_report *report)
{
    static const struct pg_book_column columns[] = {
        {"Pay element", PG_ROLE_TEXT, 28},
        {"Class", PG_ROLE_TEXT, 16},
        {"Rule", PG_ROLE_TEXT, 40},
        {"Payments in the file", PG_ROLE_COUNT, 12},
        {"Women paid it", PG_ROLE_COUNT, 10},
        {"Men paid it", PG_ROLE_COUNT, 10},
        {"In the pay period (\xC2\xA3)", PG_ROLE_POUNDS, 16},
        {"In the twelve months (\xC2\xA3)", PG_ROLE_POUNDS, 16},
        {"Mean hourly gap if ordinary pay (%)", PG_ROLE_PERCENT, 16},
        {"Mean hourly gap if bonus pay (%)", PG_ROLE_PERCENT, 16},
        {"Mean hourly gap if left out (%)", PG_ROLE_PERCENT, 16},
        {"Mean bonus gap if bonus pay (%)", PG_ROLE_PERCENT, 16},
        {"Mean bonus gap if no bonus (%)", PG_ROLE_PERCENT, 16}};
    enum { N = sizeof columns / sizeof columns[0] };
    struct pg_book_cell *cells = calloc(N * report->n_elements + 1, sizeof *cells);

    if (cells == NULL) {
        book->failed = true;
        return;
    }
    for (size_t i = 0; i < report->n_elements; i++)
        add_row(cells + N * i, &report->elements[i]);
    struct pg_sheet sheet = pg_begin_sheet(book, report, "Element_audit",
                                           "What each pay element adds, and what the gaps "
                                           "would be were it classed otherwise",
                                           pg_one_table);
    pg_sheet_text(&sheet, PG_ROLE_LINE, pg_z_meaning);
    pg_sheet_text(
        &sheet, PG_ROLE_LINE,
        "One element at a time; who is in the figures stays as it is. A bonus "
        "without a period counts as annual here. Women and men: relevant employees "
        "with such a payment in the pay period or the twelve months.");
    pg_sheet_table(&sheet, "Element_audit_table", columns, N, cells, report->n_elements);
    free(cells);
}
