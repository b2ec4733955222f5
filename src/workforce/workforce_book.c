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
        [PG_CELL_RATIO] = PG_ROLE_POUNDS,    [PG_CELL_P] = PG_ROLE_NUMBER,
        [PG_CELL_POUNDS] = PG_ROLE_POUNDS};

    return roles[kind];
}

// Numbers are rounded as they are shown: more digits would tell the counts behind a share.
static struct pg_book_cell shown(const struct pg_book *book,
                                 const struct pg_workforce *workforce,
                                 const struct pg_out_cell *cell, enum pg_cell_kind kind)
{
    char text[48];

    if (book->audience == PG_PUBLISH && pg_is_cell_hidden(workforce, cell))
        return pg_text_cell("[c]");
    if (cell->text != NULL)
        return pg_text_cell(cell->text);
    const char *rounded = pg_round_cell(cell->number, kind, text);
    return (struct pg_book_cell){.number = pg_published_value(rounded)};
}

static void add_cover(struct pg_book *book, const struct pg_workforce *workforce)
{
    struct pg_buffer title = {0};
    const struct pg_snapshot *latest = &workforce->snapshots[workforce->n_snapshots - 1];

    pg_buffer_printf(&title, "Workforce equality report: %s, %s", workforce->employer,
                     latest->label);
    book->failed |= title.failed;
    struct pg_sheet sheet =
        pg_sheet_begin(book, "Cover_sheet", title.ptr != NULL ? title.ptr : "");
    pg_buffer_free(&title);
    pg_sheet_prose(&sheet);
    pg_sheet_text(
        &sheet, PG_ROLE_PROSE,
        "Who works here, at which level and in which division, how complete the records "
        "are, where groups are under-represented, and how targets and actions stand. "
        "These figures are voluntary, or belong to the public sector equality duty; none "
        "of "
        "them is a statutory gender pay gap figure.");
    pg_sheet_text(
        &sheet, PG_ROLE_PROSE,
        "Some cells have shorthand. [c] = withheld, because it is of few people or would "
        "give away another that is. [z] = there is no such figure. Small numbers are "
        "protected in all sheets together.");
    for (size_t i = 0; i < workforce->missing.n; i++) {
        struct pg_buffer line = {0};
        if (i == 0)
            pg_sheet_text(&sheet, PG_ROLE_HEADING, "Not in this report, for want of data");
        pg_buffer_printf(&line, "%s: needs %s", workforce->missing.items[i].name,
                         workforce->missing.items[i].text);
        pg_sheet_text(&sheet, PG_ROLE_PROSE, line.ptr != NULL ? line.ptr : "");
        book->failed |= line.failed;
        pg_buffer_free(&line);
    }
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
    for (size_t t = 0; t < workforce->n_tables; t++) {
        cells[2 * t] = pg_text_cell(workforce->tables[t].name);
        cells[2 * t + 1] = pg_text_cell(workforce->tables[t].title);
    }
    pg_sheet_table(&sheet, "Contents_table", columns, 2, cells, workforce->n_tables);
    free(cells);
}

static void add_table(struct pg_book *book, const struct pg_workforce *workforce,
                      const struct pg_out_table *table)
{
    struct pg_book_column columns[PG_MAX_OUT_COLUMNS];
    size_t n_rows = pg_out_rows(table), n = table->n_columns;
    struct pg_book_cell *cells = calloc(n * n_rows + 1, sizeof *cells);
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
        columns[i] = (struct pg_book_column){table->columns[i].header,
                                             role_of(table->columns[i].kind),
                                             table->columns[i].width};
    for (size_t i = 0; i < n * n_rows; i++)
        cells[i] = shown(book, workforce, &table->cells[i], table->columns[i % n].kind);
    snprintf(name, sizeof name, "%s_table", table->name);
    pg_sheet_table(&sheet, name, columns, n, cells, n_rows);
    free(cells);
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
    add_cover(&book, workforce);
    add_contents(&book, workforce);
    for (size_t t = 0; t < workforce->n_tables && !book.failed; t++) {
        if (pg_out_rows(&workforce->tables[t]) > 0)
            add_table(&book, workforce, &workforce->tables[t]);
    }
    return pg_book_end(&book, err);
}
