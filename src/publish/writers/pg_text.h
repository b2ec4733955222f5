// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * A document as a screen of text, and a table of it as a CSV file. As all writers they know
 * no document: how a line looks follows from the kinds and widths of columns.
 */
#ifndef PG_TEXT_H
#define PG_TEXT_H

#include "pg_document.h"

#include <stdio.h>

// ---------------------------------------------------------------- on a screen

/** What the screen can show, and how tables are spaced on it. */
struct pg_text_look {
    bool is_coloured;               /**< bold headings, bars in colours */
    bool is_ascii;                  /**< bars of characters that every terminal has */
    size_t inset;                   /**< spaces before notes and the rows of tables */
    uint8_t gaps[PG_N_VALUE_KINDS]; /**< spaces before a column of a kind, if not first */
};

/**
 * Writes the title, then the sections, a blank line before each but the first. Prose begins
 * at the margin. A table that opens its section has the section's title above its first
 * column, which then needs no header. Columns are as wide as they say, in characters; 0 =
 * as wide as each cell. What is too long for a column of words (PG_VALUE_WORD) ends in
 * "..."; other columns make room for it. Of charts only those are drawn that stack two
 * columns and follow their table at once: as a bar at the end of each row, from the exact
 * value of the first column, a percentage; rows without one have no bar. False: out of
 * memory.
 */
bool pg_writers_text(const struct pg_document *document, const struct pg_text_look *look,
                     FILE *stream);

/** The same, after pg_document_end(); frees the document in either case. */
bool pg_writers_text_finish(struct pg_document *document, const struct pg_text_look *look,
                            FILE *stream);

/* What documents for a screen are put together with, shorter than what pg_document.h has:
 * their sections have no names, since nothing is linked to them. */

/** Begins a section; "" = without a title. */
void pg_writers_text_section(struct pg_document *document, const char *title);

/** A paragraph of prose, or a note, in the section begun last. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void
pg_text_say(struct pg_document *document, const char *format, ...);
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void
pg_text_note(struct pg_document *document, const char *format, ...);

/** A table in the section begun last; NULL when out of memory. */
struct pg_document_table *pg_writers_text_table(struct pg_document *document,
                                                const struct pg_document_column *columns,
                                                size_t n);

/** The next cell, of words; those of a whole row, one a column. NULL = blank. */
void pg_writers_text_put(struct pg_document_table *table, const char *text);
void pg_writers_text_put_row(struct pg_document_table *table, const char *const texts[]);

// ---------------------------------------------------------------- as CSV

/** Rows that are made one by one, since all together would take too much memory. */
struct pg_csv_rows {
    const struct pg_document_column *columns; /**< only their headers and kinds matter */
    size_t n_columns;
    /** Puts the cells of the next row; false: there is none. Texts that it makes with
     *  pg_document_printf() live until the next call. */
    bool (*put_next)(void *context, struct pg_document_table *table);
    void *context;
};

/**
 * Writes headers and rows. Numbers have all their digits, counts none after the point;
 * words in a column of numbers are written as they are, all others guarded against
 * spreadsheets that would take them for formulas. In a column of PG_VALUE_WORD, codes and
 * dates go without quotation marks. False: out of memory.
 */
bool pg_writers_csv(const struct pg_csv_rows *rows, FILE *file);

#endif
