// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * document: what is said to a reader, whatever the form it takes. Sections hold paragraphs,
 * tables and charts in the order in which they are read; a table has columns and cells; a
 * cell is words or a number, shown, withheld or not applicable, and knows the counts that
 * it rests on. Nothing here knows a sheet, a file or a screen: that is for writers.
 *
 * pg_document_begin(), then sections with what they hold, then pg_document_end(); writers
 * read it, any number of times; pg_document_free(). Texts are the caller's and must outlive
 * the document, or are made with pg_document_printf() and live as long as it. What fails
 * for want of memory sets `failed`, which pg_document_end() looks at once; until then all
 * functions may be called and do nothing.
 */
#ifndef PG_DOCUMENT_H
#define PG_DOCUMENT_H

#include "pg_base.h"

// ---------------------------------------------------------------- cells

/** What a value is: how many decimals it has and on which side it stands. */
enum pg_value_kind {
    PG_VALUE_TEXT,        /**< words that may take several lines */
    PG_VALUE_WORD,        /**< a few words on one line */
    PG_VALUE_LINK,        /**< the name of a section, linked to it */
    PG_VALUE_VERDICT,     /**< a short finding beside numbers, aligned as they are */
    PG_VALUE_RAG,         /**< words that may begin with Red, Amber or Green */
    PG_VALUE_COUNT,       /**< whole */
    PG_VALUE_PERCENT,     /**< one decimal */
    PG_VALUE_POINTS,      /**< percentage points, one decimal */
    PG_VALUE_RATIO,       /**< two decimals */
    PG_VALUE_PROBABILITY, /**< four decimals, or that it is less than they can show */
    PG_VALUE_POUNDS,      /**< two decimals */
    PG_VALUE_PENCE,       /**< whole */
    PG_VALUE_NUMBER,      /**< with all its digits */
    PG_N_VALUE_KINDS
};

enum pg_value_state {
    PG_VALUE_SHOWN,
    PG_VALUE_WITHHELD,      /**< [c]: confidential */
    PG_VALUE_NOT_APPLICABLE /**< [z]: there is no such figure */
};

/** What is found; words.c has the English of each. */
enum pg_verdict {
    PG_VERDICT_NONE,
#define PG_VERDICT(name, text) PG_VERDICT_##name,
#include "verdicts.def"
#undef PG_VERDICT
    PG_N_VERDICTS
};

struct pg_document_cell {
    struct pg_fraction
        exact; /**< the number where it is known exactly; den 0 = it is not */
    double number;
    double told_lower, told_upper;
    const char *text;      /**< words; NULL = the number */
    const char *formula;   /**< "=...", of which the value is the result; NULL = none */
    const char *told;      /**< what is published in place of the number: a range in words;
                                NULL = the number */
    size_t first_on, n_on; /**< what it rests on, among `rests_on` of the document */
    enum pg_value_state state;
    enum pg_value_kind kind; /**< that of its column unless it was given another */
    enum pg_verdict verdict;
    bool is_array;        /**< the formula goes over ranges and gives one value */
    bool is_background;   /**< says nothing of its row by itself, such as a benchmark */
    bool is_withheld;     /**< from publication, whatever it rests on */
    bool is_row_withheld; /**< of the first cell: not even the row is published */
};

/** A cell of words, of a number, or of a state without either. */
struct pg_document_cell pg_document_words(const char *text);
struct pg_document_cell pg_document_number(double number);
struct pg_document_cell pg_document_count(size_t n);
struct pg_document_cell pg_document_state(enum pg_value_state state);

/** A cell with a live formula beside its value. What has no formulas shows the value; so
 *  does a published document, whose rows may be fewer than a formula counts on and whose
 *  formulas would tell how a figure comes about. */
struct pg_document_cell pg_document_formula(struct pg_document_cell value,
                                            const char *formula);

/** "[c]", "[z]" or "". */
const char *pg_document_shorthand(enum pg_value_state state);

/** The words of a verdict; "" of none. */
const char *pg_document_verdict(enum pg_verdict verdict);

struct pg_document;

/** What a cell of a document says to a reader in words: its text, that of its state, or the
 *  range that is published in place of its number; NULL = a number. */
const char *pg_document_cell_words(const struct pg_document *document,
                                   const struct pg_document_cell *cell);

/** Gives a cell the range that is published in place of its number: counts and whole
 *  percents. Beside it nothing of the cell is withheld. */
void pg_document_tell_range(struct pg_document *document, struct pg_document_cell *cell,
                            double lower, double upper);

/** Whether numbers of a kind stand on the right. */
bool pg_document_value_is_number(enum pg_value_kind kind);

/** A value with the decimals of its kind, half to even, never "-0.0"; den above 0. Returns
 *  `text`. */
const char *pg_document_round(struct pg_fraction value, enum pg_value_kind kind,
                              char text[static 48]);

/** The number of a cell as it is published. Returns `text`. */
const char *pg_document_round_cell(const struct pg_document_cell *cell,
                                   char text[static 48]);

// ---------------------------------------------------------------- tables

/** What a column is in the tidy file. */
enum pg_column_use {
    PG_COLUMN_MEASURE, /**< numbers and findings: a line of its own each */
    PG_COLUMN_CATEGORY,
    PG_COLUMN_DIMENSION,
    PG_COLUMN_CHARACTERISTIC,
    PG_COLUMN_GROUP,
    PG_COLUMN_COMPARATOR,
    PG_COLUMN_ITEM,
    PG_COLUMN_DATE,
    PG_N_COLUMN_USES
};

#define PG_NO_DATE SIZE_MAX

/** "category", "dimension" ... as files of data have it; "" of a measure. */
const char *pg_document_use_name(enum pg_column_use use);

struct pg_document_column {
    const char *header;
    const char *key; /**< name in files of data; NULL = it is in none */
    enum pg_value_kind kind;
    double width; /**< characters */
    enum pg_column_use use;
    size_t date; /**< of the document, whose numbers these are; PG_NO_DATE = of none */
};

struct pg_document;

/** Rows that are made when they are wanted, of a table too long to be held. */
struct pg_row_source {
    size_t n_rows; /**< all of which a reader may see */
    /** Fills the cells of a row, from 0; they come as empty words. The same row is the same
     *  however often it is wanted. Texts of `texts` live until the next row is made; memory
     *  that runs out is noted as its `failed`. NULL: the table holds its rows. */
    void (*fill)(void *context, size_t row, struct pg_document_cell *cells,
                 struct pg_arena *texts);
    void *context; /**< outlives the document */
};

/** Columns first, then the cells, row by row from left to right, or a source of rows. */
struct pg_document_table {
    struct pg_document *document; /**< whose memory it lives in */
    const char *name; /**< letters, digits and _; NULL = made from its section's */
    struct pg_document_column *columns;
    size_t n_columns, columns_capacity;
    struct pg_document_cell *cells;
    size_t n_cells, capacity;
    struct pg_row_source source;
    bool has_no_header; /**< goes on in the columns of the table before it */
    bool has_filters;   /**< a reader of a streamed document may want some of its rows */
    bool leaves_out;    /**< rows are not published of which all that counts is withheld */
};

/** A bar chart of one or two columns of a table that stands before it and holds its rows.
 */
struct pg_document_chart {
    const struct pg_document_table *table;
    size_t columns[2];
    const char *names[2]; /**< of the series; NULL: there is no second */
    const char *title, *axis_title, *category_title;
    const char *description; /**< in place of the picture */
    size_t most_rows;        /**< rows from the first that are drawn; 0 = all */
    bool is_stacked, is_tall;
    bool skips_gaps; /**< only the longest run of rows that have their numbers */
};

// ---------------------------------------------------------------- sections

enum pg_paragraph_role {
    PG_PARAGRAPH_NOTE,   /**< beside a table or chart */
    PG_PARAGRAPH_PROSE,  /**< of a section that is read as a page */
    PG_PARAGRAPH_HEADING /**< above other paragraphs */
};

struct pg_document_block {
    enum { PG_BLOCK_PARAGRAPH, PG_BLOCK_TABLE, PG_BLOCK_CHART } kind;
    enum pg_paragraph_role role;
    const char *text;
    const struct pg_document_table *table;
    const struct pg_document_chart *chart;
};

struct pg_section {
    const char *name; /**< letters, digits and _: of a sheet, a part of a file */
    const char *title;
    const char *holds; /**< for the contents; NULL = it is not listed there */
    struct pg_document_block *blocks;
    size_t n_blocks, capacity;
};

/** Cells that formulas call by a name. */
struct pg_document_name {
    const char *name; /**< letters, digits and _ */
    const struct pg_document_table *table;
    size_t column, row; /**< row: PG_ALL_ROWS = all of the column */
};

#define PG_ALL_ROWS SIZE_MAX

struct pg_document {
    struct pg_arena arena;
    const char *title, *author, *subject, *keywords;
    struct pg_date date;
    bool is_published; /**< what is withheld from publication is not shown */
    bool is_rounded;   /**< numbers have no more digits than show */
    bool is_streamed;  /**< too long to be held: written row by row, headers staying in
                            sight; no marked-up tables, no charts */
    const char *const *dates;       /**< "2026-03-31" ..., that columns and rows speak of */
    const char *const *date_labels; /**< the same as cells have them */
    size_t n_dates;
    struct pg_section *sections;
    size_t n_sections, sections_capacity;
    struct pg_document_table **tables;
    size_t n_tables, tables_capacity;
    struct pg_document_chart **charts;
    size_t n_charts, charts_capacity;
    struct pg_document_name *names;
    size_t n_names, names_capacity;
    struct pg_document_table *contents; /**< filled at the end; NULL = there is none */
    size_t *rests_on;                   /**< of one cell after the other */
    size_t n_rests_on, rests_on_capacity;
    bool failed; /**< memory has run out */
};

/** Begins a document; the caller sets its title and so on. */
void pg_document_begin(struct pg_document *document);

/** Fills the contents. PAYGAP_MEMORY if memory ran out since the beginning. */
paygap_status pg_document_end(struct pg_document *document, paygap_error *err);
void pg_document_free(struct pg_document *document);

/** A text that lives as long as the document. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
const char *
pg_document_printf(struct pg_document *document, const char *format, ...);

/** Begins a section; paragraphs, tables and charts go to the one begun last. */
void pg_document_section(struct pg_document *document, const char *name, const char *title,
                         const char *holds);
void pg_document_say(struct pg_document *document, enum pg_paragraph_role role,
                     const char *text);

/** A table that stands nowhere yet; NULL when out of memory, which every function on tables
 *  bears. */
struct pg_document_table *pg_document_new_table(struct pg_document *document);

/** Puts a table, of this document or of one that outlives it, into the section; at most
 * once into a document. */
void pg_document_place(struct pg_document *document, const struct pg_document_table *table);
void pg_document_draw(struct pg_document *document, struct pg_document_chart chart);

/** Gives a column of a table, or one of its cells, a name for formulas. The table is to
 *  stand in a section; a published document has no names. */
void pg_document_name_column(struct pg_document *document, const char *name,
                             const struct pg_document_table *table, size_t column);
void pg_document_name_cell(struct pg_document *document, const char *name,
                           const struct pg_document_table *table, size_t row,
                           size_t column);

/** The table of contents, in the section begun last: links and what the sections hold. */
void pg_document_add_contents(struct pg_document *document,
                              const struct pg_document_column columns[static 2]);

// ---------------------------------------------------------------- filling a table

void pg_document_add_column(struct pg_document_table *table,
                            struct pg_document_column column);
void pg_document_add_columns(struct pg_document_table *table,
                             const struct pg_document_column *columns, size_t n);

/** The next cell, of the kind of its column unless it has one of its own, and what it rests
 *  on (`n_on` of them). */
void pg_document_put(struct pg_document_table *table, struct pg_document_cell cell);
void pg_document_put_on(struct pg_document_table *table, struct pg_document_cell cell,
                        const size_t *on, size_t n_on);

/** Gives a cell a verdict and its words. */
void pg_document_find(struct pg_document_table *table, size_t row, size_t column,
                      enum pg_verdict verdict);

/** The cell put last; NULL if there is none. */
struct pg_document_cell *pg_document_last(struct pg_document_table *table);

/** The last `n` cells that rest on something are not published. */
void pg_document_withhold_last(struct pg_document_table *table, size_t n);
/** The last row is not published: not even that there is one. */
void pg_document_withhold_row(struct pg_document_table *table);

/** Rows filled so far, or those of its source. */
size_t pg_document_rows(const struct pg_document_table *table);

/** The column of a use; SIZE_MAX if there is none. */
size_t pg_document_column_used(const struct pg_document_table *table,
                               enum pg_column_use use);

/** The text of a row in the column of a use; "" if there is none. */
const char *pg_document_text_of(const struct pg_document_table *table, size_t row,
                                enum pg_column_use use);

/** The cell of a row that has a verdict; NULL if none has. */
const struct pg_document_cell *pg_document_found(const struct pg_document_table *table,
                                                 size_t row);

/** A cell by place, of a table that holds its rows. */
struct pg_document_cell *pg_document_at(const struct pg_document_table *table, size_t row,
                                        size_t column);

// ---------------------------------------------------------------- what is withheld

/** Marks every cell that rests on something hidden (hidden[i] not 0), and the rows of which
 *  nothing that counts is left. */
void pg_document_withhold(struct pg_document *document, const uint8_t *hidden);

/** Whether a reader of the document sees the row (its cells, or by number), and the value
 * of the cell. */
bool pg_document_shows_cells(const struct pg_document *document,
                             const struct pg_document_cell *row);
bool pg_document_shows_row(const struct pg_document *document,
                           const struct pg_document_table *table, size_t row);
/** How many rows of a table a reader of the document sees. */
size_t pg_document_rows_shown(const struct pg_document *document,
                              const struct pg_document_table *table);
bool pg_document_shows_cell(const struct pg_document *document,
                            const struct pg_document_cell *cell);

// ---------------------------------------------------------------- for writers

/** Reads the rows of a table one after the other, wherever they come from. */
struct pg_row_reader {
    const struct pg_document_table *table;
    struct pg_document_cell *cells; /**< of the row that the source made last */
    struct pg_arena texts;
};

struct pg_row_reader pg_document_read(const struct pg_document_table *table);

/** The cells of a row, until the next is read; NULL when out of memory. */
const struct pg_document_cell *pg_document_row(struct pg_row_reader *reader, size_t row);
void pg_document_read_end(struct pg_row_reader *reader);

/** Length of the part of a note that goes on its first line; a space may follow it. */
size_t pg_document_line(const char *note);

/** Whether an empty line parts a block of a section from what stands above it: a table from
 *  a table, and a chart from the table that it draws. */
bool pg_document_is_apart(const struct pg_section *section, size_t block);

/**
 * The row of a sheet in which the rows of a table begin, below its header, where each
 * section is a sheet: its title in row 1, then its blocks one below the other, each
 * paragraph in a row but for notes, which take one for each line. What stands above the
 * table in its section must be complete. 0 = the table stands nowhere.
 */
size_t pg_document_first_row(const struct pg_document *document,
                             const struct pg_document_table *table);

#endif
