// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The only caller of libxlsxwriter, for this stage alone. Sheets are built from the top: a
 * title, lines of text, tables row by row, charts; looks are roles, never fonts at a call.
 * What would break a workbook (text that is not UTF-8, numbers that are not finite) does
 * not get through.
 */
#ifndef PG_WRITERS_SHEETS_H
#define PG_WRITERS_SHEETS_H

#include "pg_writers.h"

#include <xlsxwriter.h>

enum pg_role {
    PG_ROLE_TITLE,
    PG_ROLE_HEADING,
    PG_ROLE_LINE,    /**< text outside tables, running on to the right */
    PG_ROLE_PROSE,   /**< text outside tables, wrapped in a wide column */
    PG_ROLE_TEXT,    /**< text in a table */
    PG_ROLE_TEXT_IN, /**< the same, a little in from the column before */
    PG_ROLE_WORD,    /**< the same, on one line, a little in from the column before */
    PG_ROLE_LINK,
    PG_ROLE_TEXT_HEADER,
    PG_ROLE_TEXT_IN_HEADER, /**< of TEXT_IN and WORD */
    PG_ROLE_NUMBER_HEADER,
    PG_ROLE_COUNT,
    PG_ROLE_PERCENT,
    PG_ROLE_POUNDS,
    PG_ROLE_PROBABILITY, /**< four decimals, or that it is less than that shows */
    PG_ROLE_NUMBER,      /**< with all its digits */
    PG_ROLE_SHORTHAND,   /**< [z] and the like, aligned as the numbers */
    PG_N_ROLES
};

struct pg_book {
    lxw_workbook *workbook;
    lxw_format *formats[PG_N_ROLES];
    struct pg_intern texts; /**< distinct strings written */
    struct pg_workbook_facts *facts;
    bool is_streamed; /**< rows go to the disk one by one; no tables or charts */
    bool failed;
};

struct pg_sheet {
    struct pg_book *book;
    lxw_worksheet *worksheet;
    const char *name;
    size_t index;
    lxw_row_t row; /**< next to be written */
};

/** A column of a table. */
struct pg_book_column {
    const char *header;
    enum pg_role role; /**< TEXT, LINK, COUNT, PERCENT or POUNDS */
    double width;      /**< characters */
};

/** A cell of a table: a number, or text (also in a column of numbers: shorthand). */
struct pg_book_cell {
    const char *text; /**< NULL: the number */
    double number;
    enum pg_role role;   /**< where it is not that of the column; 0 = it is */
    const char *formula; /**< of which that is the value; NULL = there is none */
    bool is_array;       /**< a formula over ranges that gives one value */
};

/** A table while it is written. */
struct pg_book_table {
    const char *name;
    const struct pg_book_column *columns;
    size_t n_columns;
    bool has_header, has_filters;
    bool is_marked_up; /**< as a table; set when it begins */
    lxw_row_t first;   /**< of its rows; set when it begins */
};

struct pg_book_properties {
    const char *title, *author, *subject, *keywords;
    struct pg_date created;
    bool is_streamed;
};

/** Begins a workbook at `path`. */
bool pg_writers_book_begin(struct pg_book *book, const char *path,
                           const char *scratch_folder,
                           const struct pg_book_properties *properties,
                           struct pg_workbook_facts *facts);

/** Writes the file and frees the book. PAYGAP_OUTPUT or PAYGAP_MEMORY on failure. */
paygap_status pg_writers_book_end(struct pg_book *book, paygap_error *err);

/** Begins a sheet; `name` has letters, digits and _ only. The title goes to A1. */
struct pg_sheet pg_writers_sheet_begin(struct pg_book *book, const char *name,
                                       const char *title);

/** Width of column A for a sheet of prose. */
void pg_writers_sheet_prose(struct pg_sheet *sheet);

/** One cell of text in column A. LINE texts are cut into lines that fit a screen. */
void pg_writers_sheet_text(struct pg_sheet *sheet, enum pg_role role, const char *text);

/* A table: its header, with the widths of its columns, then its rows, then its end. In a
 * streamed book the header and what is above it stay in sight, and empty texts leave their
 * cells empty; otherwise a table of up to 40 columns is marked up as one. In a LINK column
 * the text is the name of a sheet, linked to its cell A1. */
void pg_writers_sheet_begin_table(struct pg_sheet *sheet, struct pg_book_table *table);
void pg_writers_sheet_row(struct pg_sheet *sheet, const struct pg_book_table *table,
                          const struct pg_book_cell *cells);
void pg_writers_sheet_end_table(struct pg_sheet *sheet, const struct pg_book_table *table);

/** Fills the cells of a column that say Red, Amber or Green with that colour. */
void pg_writers_sheet_colour_words(struct pg_sheet *sheet, lxw_col_t column,
                                   lxw_row_t first, lxw_row_t last);

/** Gives a range a name, for formulas. */
void pg_writers_book_define(struct pg_book *book, const char *name, const char *range);

struct pg_book_cell pg_writers_text_cell(const char *text);

/** A bar chart of percentages from a table already written. */
struct pg_book_chart {
    const char *data_sheet; /**< name of the sheet with the table */
    lxw_row_t first, last;  /**< rows of the table */
    lxw_col_t columns[2];   /**< of the series */
    const char *names[2];   /**< of the series; NULL: there is no second */
    const char *title, *axis_title, *category_title, *description;
    bool is_stacked, is_tall;
};

void pg_writers_sheet_chart(struct pg_sheet *sheet, const struct pg_book_chart *chart);

#endif
