// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Sheets of a workbook in their looks: the formats of each role, rows as high and columns
 * as wide as their text, and tables marked up so that a screen reader finds their headers.
 */
#include "sheets.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

enum { PROSE_WIDTH = 100 };

static lxw_format *add_format(struct pg_book *book, double size)
{
    lxw_format *format = workbook_add_format(book->workbook);

    if (format == NULL) {
        book->failed = true;
        return NULL;
    }
    format_set_font_name(format, "Arial");
    format_set_font_size(format, size);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    return format;
}

// The looks of each role: the theme of the workbook.
static void add_formats(struct pg_book *book)
{
    static const char probability[] = "[<0.00005]\"< 0.0001\";0.0000";
    static const char *const number_formats[PG_N_ROLES] = {[PG_ROLE_COUNT] = "#,##0",
                                                           [PG_ROLE_PERCENT] = "#,##0.0",
                                                           [PG_ROLE_POUNDS] = "#,##0.00",
                                                           [PG_ROLE_PROBABILITY] =
                                                               probability};

    for (int role = 0; role < PG_N_ROLES && !book->failed; role++) {
        double size = role == PG_ROLE_TITLE ? 16 : role == PG_ROLE_HEADING ? 14 : 12;
        lxw_format *format = book->formats[role] = add_format(book, size);
        if (format == NULL)
            return;
        bool header = role == PG_ROLE_TEXT_HEADER || role == PG_ROLE_TEXT_IN_HEADER ||
                      role == PG_ROLE_NUMBER_HEADER;
        bool number = role == PG_ROLE_NUMBER_HEADER || role >= PG_ROLE_COUNT;
        if (header || role == PG_ROLE_TITLE || role == PG_ROLE_HEADING)
            format_set_bold(format);
        if (header || role == PG_ROLE_TEXT || role == PG_ROLE_TEXT_IN ||
            role == PG_ROLE_PROSE)
            format_set_text_wrap(format);
        if (role == PG_ROLE_HEADING)
            format_set_align(format, LXW_ALIGN_VERTICAL_BOTTOM);
        if (role == PG_ROLE_WORD || role == PG_ROLE_TEXT_IN ||
            role == PG_ROLE_TEXT_IN_HEADER)
            format_set_indent(format, 1);
        format_set_align(format, number ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
        if (number_formats[role] != NULL)
            format_set_num_format(format, number_formats[role]);
    }
    format_set_font_color(book->formats[PG_ROLE_LINK], 0x0000FF);
    format_set_underline(book->formats[PG_ROLE_LINK], LXW_UNDERLINE_SINGLE);
}

static void set_properties(struct pg_book *book,
                           const struct pg_book_properties *properties)
{
    // libxlsxwriter takes pointers to text it does not change.
    lxw_doc_properties document = {.title = (char *)properties->title,
                                   .author = (char *)properties->author,
                                   .subject = (char *)properties->subject,
                                   .keywords = (char *)properties->keywords,
                                   .company = (char *)properties->author,
                                   .created =
                                       (time_t)(pg_date_days(properties->created) * 86400)};

    if (workbook_set_properties(book->workbook, &document) != LXW_NO_ERROR ||
        workbook_set_custom_property_string(book->workbook, "Language", "en-GB") !=
            LXW_NO_ERROR)
        book->failed = true;
}

bool pg_writers_book_begin(struct pg_book *book, const char *path,
                           const char *scratch_folder,
                           const struct pg_book_properties *properties,
                           struct pg_workbook_facts *facts)
{
    lxw_workbook_options options = {.constant_memory = properties->is_streamed,
                                    .tmpdir = (char *)scratch_folder};

    *facts = (struct pg_workbook_facts){0};
    *book = (struct pg_book){.facts = facts, .is_streamed = properties->is_streamed};
    book->workbook = workbook_new_opt(path, &options);
    if (book->workbook == NULL)
        return false;
    add_formats(book);
    if (!book->failed)
        set_properties(book, properties);
    return true;
}

paygap_status pg_writers_book_end(struct pg_book *book, paygap_error *err)
{
    lxw_error error = workbook_close(book->workbook);
    int reason = errno;

    book->facts->text_bytes = book->texts.bytes_used;
    pg_intern_free(&book->texts);
    if (error == LXW_ERROR_MEMORY_MALLOC_FAILED || (error == LXW_NO_ERROR && book->failed))
        return pg_no_memory(err);
    if (error != LXW_NO_ERROR)
        return pg_fail(err, PAYGAP_OUTPUT, "could not write the workbook: %s (%s)",
                       strerror(reason), lxw_strerror(error));
    return PAYGAP_OK;
}

// Notes a string as written: libxlsxwriter stores each distinct one once.
static void note_text(struct pg_sheet *sheet, const char *text)
{
    bool is_new;

    sheet->book->facts->n_cells[sheet->index]++;
    if (sheet->book->is_streamed) // texts stand in their cells
        return;
    if (pg_intern_add(&sheet->book->texts, pg_str_of(text), &is_new) == PG_INTERN_FULL)
        sheet->book->failed = true;
}

static void write_text(struct pg_sheet *sheet, lxw_col_t column, const char *text,
                       enum pg_role role)
{
    struct pg_buffer safe = {0};

    if (!pg_utf8_valid(pg_str_of(text))) {
        pg_buffer_add_visible(&safe, pg_str_of(text), 1000);
        text = safe.ptr != NULL ? safe.ptr : "?";
    }
    if (worksheet_write_string(sheet->worksheet, sheet->row, column, text,
                               sheet->book->formats[role]) != LXW_NO_ERROR)
        sheet->book->failed = true;
    else
        note_text(sheet, text);
    pg_buffer_free(&safe);
}

static void write_number(struct pg_sheet *sheet, lxw_col_t column, double number,
                         enum pg_role role)
{
    if (!isfinite(number) ||
        worksheet_write_number(sheet->worksheet, sheet->row, column, number,
                               sheet->book->formats[role]) != LXW_NO_ERROR)
        sheet->book->failed = true;
    sheet->book->facts->n_cells[sheet->index]++;
}

static void write_link(struct pg_sheet *sheet, lxw_col_t column, const char *name)
{
    char target[64];

    snprintf(target, sizeof target, "internal:'%s'!A1", name);
    if (worksheet_write_url_opt(sheet->worksheet, sheet->row, column, target,
                                sheet->book->formats[PG_ROLE_LINK], name,
                                NULL) != LXW_NO_ERROR)
        sheet->book->failed = true;
    note_text(sheet, name);
}

// Lines `text` takes in a column of `width` characters of the default font.
static int lines_of(const char *text, double width, enum pg_role role)
{
    // Arial at 12 points is wider than the font that column widths are counted in.
    size_t per_line =
        (size_t)(width * (role == PG_ROLE_TEXT_HEADER || role == PG_ROLE_NUMBER_HEADER ? 1.0
                          : role == PG_ROLE_PROSE ? 1.06
                                                  : 1.13));
    int lines = 1;
    size_t used = 0;

    while (*text != '\0') {
        size_t word = strcspn(text, " ");
        size_t shown = 0;
        for (size_t i = 0; i < word; i++)
            shown += ((unsigned char)text[i] & 0xC0) != 0x80;
        if (used > 0 && used + 1 + shown > per_line) {
            lines++;
            used = 0;
        }
        used += shown + (used > 0);
        text += word + strspn(text + word, " ");
    }
    return lines;
}

// Programs that open the file do not all work out the height of wrapped rows.
static void set_height(struct pg_sheet *sheet, lxw_row_t row, int lines, enum pg_role role)
{
    double line = role == PG_ROLE_TITLE ? 24 : role == PG_ROLE_HEADING ? 26 : 16.5;

    if (worksheet_set_row(sheet->worksheet, row, line * lines, NULL) != LXW_NO_ERROR)
        sheet->book->failed = true;
}

struct pg_sheet pg_writers_sheet_begin(struct pg_book *book, const char *name,
                                       const char *title)
{
    struct pg_sheet sheet = {.book = book, .name = name, .index = book->facts->n_sheets};

    if (book->facts->n_sheets < PG_MAX_SHEETS)
        sheet.worksheet = workbook_add_worksheet(book->workbook, name);
    if (sheet.worksheet == NULL) {
        book->failed = true;
        return sheet;
    }
    book->facts->n_sheets++;
    worksheet_set_paper(sheet.worksheet, 9); // A4
    worksheet_set_landscape(sheet.worksheet);
    worksheet_fit_to_pages(sheet.worksheet, 1, 0);
    pg_writers_sheet_text(&sheet, PG_ROLE_TITLE, title);
    return sheet;
}

void pg_writers_sheet_prose(struct pg_sheet *sheet)
{
    if (sheet->worksheet != NULL)
        worksheet_set_column(sheet->worksheet, 0, 0, PROSE_WIDTH, NULL);
}

void pg_writers_sheet_text(struct pg_sheet *sheet, enum pg_role role, const char *text)
{
    if (sheet->worksheet == NULL)
        return;
    if (role != PG_ROLE_LINE) {
        int lines = role == PG_ROLE_PROSE ? lines_of(text, PROSE_WIDTH, role) : 1;
        set_height(sheet, sheet->row, lines, role);
        write_text(sheet, 0, text, role);
        sheet->row++;
        return;
    }
    while (*text != '\0' && !sheet->book->failed) {
        size_t len = pg_document_line(text);
        char *line = pg_strdup((struct pg_str){text, len});
        if (line == NULL)
            sheet->book->failed = true;
        else
            write_text(sheet, 0, line, role);
        set_height(sheet, sheet->row, 1, role);
        free(line);
        sheet->row++;
        text += len + (text[len] == ' ');
    }
}

static bool is_number_role(enum pg_role role)
{
    return role == PG_ROLE_COUNT || role == PG_ROLE_PERCENT || role == PG_ROLE_POUNDS ||
           role == PG_ROLE_PROBABILITY || role == PG_ROLE_NUMBER;
}

static enum pg_role header_of(enum pg_role role)
{
    return is_number_role(role)                              ? PG_ROLE_NUMBER_HEADER
           : role == PG_ROLE_TEXT_IN || role == PG_ROLE_WORD ? PG_ROLE_TEXT_IN_HEADER
                                                             : PG_ROLE_TEXT_HEADER;
}

// Values of array formulas can only be numbers, so that one of words is not such a formula.
static void write_formula(struct pg_sheet *sheet, lxw_col_t column, enum pg_role role,
                          const struct pg_book_cell *cell)
{
    lxw_worksheet *to = sheet->worksheet;
    lxw_format *format = sheet->book->formats[role];
    lxw_row_t at = sheet->row;
    lxw_error error =
        cell->text != NULL
            ? worksheet_write_formula_str(to, at, column, cell->formula, format, cell->text)
        : cell->is_array
            ? worksheet_write_array_formula_num(to, at, column, at, column, cell->formula,
                                                format, cell->number)
            : worksheet_write_formula_num(to, at, column, cell->formula, format,
                                          cell->number);

    if (error != LXW_NO_ERROR)
        sheet->book->failed = true;
    sheet->book->facts->n_cells[sheet->index]++;
}

static void write_cell(struct pg_sheet *sheet, lxw_col_t column, enum pg_role role,
                       const struct pg_book_cell *cell)
{
    enum pg_role own = cell->role != 0 ? cell->role : role;

    if (cell->formula != NULL)
        write_formula(sheet, column, own, cell);
    else if (cell->text == NULL)
        write_number(sheet, column, cell->number, own);
    else if (sheet->book->is_streamed && cell->text[0] == '\0')
        return;
    else if (role == PG_ROLE_LINK)
        write_link(sheet, column, cell->text);
    else
        write_text(sheet, column, cell->text,
                   is_number_role(role) ? PG_ROLE_SHORTHAND : role);
}

static bool is_wrapped(enum pg_role role)
{
    return role == PG_ROLE_TEXT || role == PG_ROLE_TEXT_IN;
}

// Lines of the tallest cell of a row; 0 if no column is wrapped.
static int lines_of_row(const struct pg_book_table *table, const struct pg_book_cell *cells)
{
    int most = 0;

    for (size_t i = 0; i < table->n_columns; i++) {
        if (!is_wrapped(table->columns[i].role))
            continue;
        int lines = cells[i].text != NULL
                        ? lines_of(cells[i].text, table->columns[i].width, PG_ROLE_TEXT)
                        : 1;
        most = lines > most ? lines : most;
    }
    return most;
}

void pg_writers_sheet_colour_words(struct pg_sheet *sheet, lxw_col_t column,
                                   lxw_row_t first, lxw_row_t last)
{
    static const struct {
        const char *word;
        lxw_color_t fill, text;
    } colours[] = {{"Red", 0xF4CDC6, 0x801650},
                   {"Amber", 0xFFE8B3, 0x594D00},
                   {"Green", 0xCCE2D8, 0x005A30}};

    for (size_t i = 0; i < sizeof colours / sizeof colours[0]; i++) {
        lxw_format *format = workbook_add_format(sheet->book->workbook);
        if (format == NULL || sheet->worksheet == NULL) {
            sheet->book->failed = true;
            return;
        }
        format_set_bg_color(format, colours[i].fill);
        format_set_font_color(format, colours[i].text);
        lxw_conditional_format rule = {.type = LXW_CONDITIONAL_TYPE_TEXT,
                                       .criteria = LXW_CONDITIONAL_CRITERIA_TEXT_CONTAINING,
                                       .value_string = (char *)colours[i].word,
                                       .format = format};
        if (worksheet_conditional_format_range(sheet->worksheet, first, column, last,
                                               column, &rule) != LXW_NO_ERROR)
            sheet->book->failed = true;
    }
}

// The widths of the columns, and how many lines their headers take.
static int set_columns(struct pg_sheet *sheet, const struct pg_book_table *table)
{
    int most = 1;

    for (size_t i = 0; i < table->n_columns; i++) {
        const struct pg_book_column *column = &table->columns[i];
        int lines = lines_of(column->header, column->width, PG_ROLE_TEXT_HEADER);
        worksheet_set_column(sheet->worksheet, (lxw_col_t)i, (lxw_col_t)i, column->width,
                             NULL);
        most = lines > most ? lines : most;
    }
    return most;
}

enum { MAX_TABLE_COLUMNS = 40 };

void pg_writers_sheet_begin_table(struct pg_sheet *sheet, struct pg_book_table *table)
{
    table->first = sheet->row + table->has_header;
    table->is_marked_up = !sheet->book->is_streamed && table->has_header &&
                          table->n_columns <= MAX_TABLE_COLUMNS;
    if (sheet->worksheet == NULL || !table->has_header)
        return;
    set_height(sheet, sheet->row, set_columns(sheet, table), PG_ROLE_TEXT_HEADER);
    for (size_t i = 0; !table->is_marked_up && i < table->n_columns; i++)
        write_text(sheet, (lxw_col_t)i, table->columns[i].header,
                   header_of(table->columns[i].role));
    if (sheet->book->is_streamed)
        worksheet_freeze_panes(sheet->worksheet, table->first, 0);
    sheet->row++;
}

void pg_writers_sheet_row(struct pg_sheet *sheet, const struct pg_book_table *table,
                          const struct pg_book_cell *cells)
{
    int lines = lines_of_row(table, cells);

    if (sheet->worksheet == NULL)
        return;
    if (lines > 0 || !sheet->book->is_streamed)
        set_height(sheet, sheet->row, lines > 0 ? lines : 1, PG_ROLE_TEXT);
    for (size_t i = 0; i < table->n_columns; i++)
        write_cell(sheet, (lxw_col_t)i, table->columns[i].role, &cells[i]);
    sheet->row++;
}

// Lays a table over its cells; the library writes the header cells.
static void mark_up(struct pg_sheet *sheet, const struct pg_book_table *table)
{
    lxw_table_column headers[MAX_TABLE_COLUMNS] = {{0}};
    lxw_table_column *header_pointers[MAX_TABLE_COLUMNS + 1] = {0};

    for (size_t i = 0; i < table->n_columns; i++) {
        headers[i].header = (char *)table->columns[i].header;
        headers[i].header_format = sheet->book->formats[header_of(table->columns[i].role)];
        header_pointers[i] = &headers[i];
        note_text(sheet, table->columns[i].header);
    }
    lxw_table_options options = {.name = (char *)table->name,
                                 .no_autofilter = LXW_TRUE,
                                 .no_banded_rows = LXW_TRUE,
                                 .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
                                 .style_type_number = 0,
                                 .columns = header_pointers};
    if (worksheet_add_table(sheet->worksheet, table->first - 1, 0, sheet->row - 1,
                            (lxw_col_t)(table->n_columns - 1), &options) != LXW_NO_ERROR)
        sheet->book->failed = true;
}

void pg_writers_sheet_end_table(struct pg_sheet *sheet, const struct pg_book_table *table)
{
    bool is_filtered = sheet->book->is_streamed && table->has_header &&
                       table->has_filters && sheet->row > table->first;

    if (sheet->worksheet == NULL)
        return;
    if (table->is_marked_up)
        mark_up(sheet, table);
    if (is_filtered &&
        worksheet_autofilter(sheet->worksheet, table->first - 1, 0, sheet->row - 1,
                             (lxw_col_t)(table->n_columns - 1)) != LXW_NO_ERROR)
        sheet->book->failed = true;
}

void pg_writers_book_define(struct pg_book *book, const char *name, const char *range)
{
    if (book->workbook == NULL ||
        workbook_define_name(book->workbook, name, range) != LXW_NO_ERROR)
        book->failed = true;
}

struct pg_book_cell pg_writers_text_cell(const char *text)
{
    return (struct pg_book_cell){.text = text};
}
