// SPDX-License-Identifier: GPL-3.0-or-later
/* How many people disclosed what they are. */
#include "xlsx_groups.h"

#include <stdlib.h>

static void add_disclosure_row(struct group_table *table,
                               const struct pg_breakdown *breakdown,
                               const struct pg_part_of *part)
{
    const paygap_figure *rate =
        pg_part_figure(table->report, part, PG_MEASURE_DISCLOSURE_RATE);
    struct pg_book_cell cell = pg_shown_cell(table->book, table->report, rate);
    char lower[40], upper[40];

    table->n_rows++;
    pg_groups_cell(table, pg_text_cell(breakdown->title));
    pg_groups_cell(
        table, pg_text_cell(breakdown->within != NULL ? breakdown->within : "everybody"));
    pg_groups_cell(table, pg_text_cell(part->name));
    pg_groups_figure(table, part, PG_MEASURE_DISCLOSED);
    pg_groups_figure(table, part, PG_MEASURE_DECLINED);
    pg_groups_figure(table, part, PG_MEASURE_NOT_KNOWN);
    pg_groups_cell(table, cell);
    if (cell.text != NULL) {
        pg_groups_cell(table, cell);
        pg_groups_cell(table, cell);
        return;
    }
    double ends[] = {pg_published_value(pg_one_decimal(rate->interval_lower, lower)),
                     pg_published_value(pg_one_decimal(rate->interval_upper, upper))};
    pg_groups_cell(table, (struct pg_book_cell){.number = ends[0]});
    pg_groups_cell(table, (struct pg_book_cell){.number = ends[1]});
}

void pg_add_disclosure(struct pg_book *book, const struct pg_report *report)
{
    static const struct pg_book_column columns[] = {
        {"Characteristic", PG_ROLE_TEXT, 20},
        {"Within", PG_ROLE_TEXT, 18},
        {"Group", PG_ROLE_TEXT, 34},
        {"Disclosed", PG_ROLE_COUNT, 12},
        {"Prefer not to say", PG_ROLE_COUNT, 12},
        {"Not known", PG_ROLE_COUNT, 12},
        {"Disclosure rate (%)", PG_ROLE_PERCENT, 14},
        {"Rate from (%) [note 8]", PG_ROLE_PERCENT, 14},
        {"Rate to (%)", PG_ROLE_PERCENT, 12}};
    struct group_table table = {.book = book,
                                .report = report,
                                .columns = columns,
                                .n_columns = sizeof columns / sizeof columns[0]};
    size_t n = 0;

    for (size_t i = 0; i < report->n_breakdowns; i++)
        n += report->breakdowns[i].n_parts;
    table.cells = calloc((n + 1) * PG_GROUPS_MAX_COLUMNS, sizeof *table.cells);
    for (size_t i = 0; table.cells != NULL && i < report->n_breakdowns; i++) {
        const struct pg_breakdown *breakdown = &report->breakdowns[i];
        for (size_t k = 0; breakdown->kind == PG_ANSWERS && k < breakdown->n_parts; k++) {
            if (breakdown->parts[k].headcount > 0)
                add_disclosure_row(&table, breakdown, &breakdown->parts[k]);
        }
    }
    if (table.cells == NULL) {
        book->failed = true;
        return;
    }
    struct pg_sheet sheet =
        pg_begin_sheet(book, report, "Disclosure", "Disclosure rates", pg_one_table);
    pg_sheet_text(
        &sheet, PG_ROLE_LINE,
        "Prefer not to say: asked and declined. Not known: not asked, blank, or not "
        "recognised. The 95% interval is Wilson's.");
    pg_sheet_text(&sheet, PG_ROLE_LINE, pg_notes_place);
    if (table.n_rows == 0)
        pg_sheet_text(&sheet, PG_ROLE_LINE, pg_z_meaning);
    if (table.has_hidden)
        pg_sheet_text(&sheet, PG_ROLE_LINE, pg_c_meaning);
    if (table.n_rows == 0) {
        table.n_rows = 1;
        pg_groups_cell(&table, pg_text_cell("none"));
        for (size_t i = 1; i < table.n_columns; i++)
            pg_groups_cell(&table, pg_text_cell("[z]"));
    }
    pg_sheet_table(&sheet, "Disclosure_table", columns, table.n_columns, table.cells,
                   table.n_rows);
    free(table.cells);
}
