// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * schema: the one place where text becomes typed columns. A struct pg_mapping says which
 * column of the file is which canonical column, what every row has in common and how
 * spellings are to be read; pg_schema_read() reads a file through it into a table.
 */
#ifndef PG_SCHEMA_H
#define PG_SCHEMA_H

#include "pg_base.h"
#include "pg_table.h"

struct pg_source;
struct pg_input;
struct pg_source_facts;

/** A spelling of the file and what it stands for, for one column. */
struct pg_value_map {
    enum pg_field field; /**< PG_FIELD_NONE: of the characteristic `name` */
    char *name;          /**< NULL unless it is a characteristic */
    char *spelling, *meaning;
};

/** A column of labels that is to be kept, so that people can be grouped by it. */
struct pg_label_wish {
    const char *name;         /**< canonical, e.g. "ethnicity" */
    const char *header;       /**< in the file; NULL = the first of `usual` that is there */
    const char *const *usual; /**< headers with this meaning, NULL-terminated */
    bool is_required;
    size_t column;   /**< found: 1-based column of the file; 0 = not there */
    size_t labels;   /**< found: index of the label column of the table */
    bool has_labels; /**< it is there, from this file or one before */
};

/** A column that holds one pay element, as [elements] has it. */
struct pg_element_column {
    const char *header;    /**< borrowed */
    enum pg_field field;   /**< a part of ordinary pay, PG_FIELD_BONUS_IN_PAY_PERIOD, or
                                PG_FIELD_NONE: left out */
    bool is_unpaid_leave;  /**< takes pay off for leave */
    bool is_deducted;      /**< salary sacrifice, see pg_schema_settle_sacrifices() */
    uint32_t bonus_period; /**< millionths of a day; 0 = none given */
};

/** Columns that must stay empty, as what they seem to be is not read: the first cell of one
 *  that has a date, or an amount other than 0. */
struct pg_watch {
    const bool *is_watched; /**< of each column of the file */
    size_t n;
    size_t line, column; /**< found: 1-based column; 0 = none */
};

struct pg_mapping {
    struct pg_element_column *elements; /**< owned */
    size_t n_elements;
    struct pg_date snapshot_date; /**< who is employed on it is decided as rows are read */
    bool month_first;             /**< dates are written month/day/year */
    enum pg_decimal_mark { PG_MARK_FIND, PG_MARK_POINT, PG_MARK_COMMA } decimal_mark;
    char *header_of[PG_N_FIELDS];   /**< header in the file; NULL = the canonical name */
    char *constant_of[PG_N_FIELDS]; /**< value for every row; NULL = none */
    struct pg_value_map *values;
    size_t n_values;
    size_t column_of[PG_N_FIELDS]; /**< 1-based column guessed for it; 0 = none */
    bool is_guessed[PG_N_FIELDS];  /**< the constant is a guess as well */
    bool pays_lines;               /**< pay comes from payment lines */
    bool has_weeks;                /**< hours come from hours of single weeks */
    bool rows_are_lines;           /**< the file has a row for each payment */
    bool is_closed;                /**< what it does not name is not there */
    bool *has_comma;               /**< of each column: amounts have a decimal comma */
    size_t n_commas;
    struct pg_watch *watch;       /**< borrowed; NULL = none; filled in as rows are read */
    struct pg_label_wish *wishes; /**< borrowed; filled in when the header is read */
    size_t n_wishes;
};

void pg_schema_mapping_free(struct pg_mapping *mapping);

/** The element that a column of that header holds; NULL if it is none. */
const struct pg_element_column *pg_schema_element_column(const struct pg_mapping *mapping,
                                                         struct pg_str header);

/** Forgets what was guessed of one file, before another is read. */
void pg_schema_mapping_forget(struct pg_mapping *mapping);

/**
 * Reads a payroll file into `table`, below the rows that are there (zero-initialised; the
 * caller frees it, also after an error). PAYGAP_COLUMN if a required column is missing,
 * given twice or given both ways; PAYGAP_NOT_A_TABLE if there is no row below the header;
 * else as pg_source_read().
 */
paygap_status pg_schema_read_input(struct pg_table *table, const struct pg_mapping *mapping,
                                   struct pg_input *input, const char *path,
                                   struct pg_source_facts *facts, paygap_error *err);

/** Numbers the employees once all files are read. PAYGAP_NOT_A_TABLE if there is none. */
paygap_status pg_schema_finish(struct pg_table *table, const char *path, paygap_error *err);

/** All of it for one file that nobody has looked at. */
paygap_status pg_schema_read(struct pg_table *table, const struct pg_mapping *mapping,
                             const struct pg_source *source, struct pg_source_facts *facts,
                             paygap_error *err);

/** The field of that canonical name, case, spaces, _ and - ignored; PG_FIELD_NONE if none.
 */
enum pg_field pg_schema_field(struct pg_str header);

/** Equal but for case, spaces, line breaks, _ and -. */
bool pg_schema_same_header(struct pg_str header, const char *name);

/** Whether a text has the other in it, whatever the case. */
bool pg_schema_text_has(struct pg_str text, const char *part);

/** Canonical name nearest to `word`, or NULL. */
const char *pg_schema_nearest_field(const char *word);

/**
 * Length of a pay or bonus period in millionths of a day: a word of durations.def, "n
 * days", "n weeks", "n months", "n years" or a number of days, up to `max_days`.
 *
 * @rule   gpg/period-days (SI 2017/172 reg 6(2), (3)): week 7, month 30.44, year 365.25
 * @choice n months are n x 30.44 days, but 12 months are one year
 */
enum pg_cell_state pg_schema_duration_parse(struct pg_str text, uint32_t max_days,
                                            uint32_t *days);

enum { PG_MAX_PAY_PERIOD_DAYS = 366, PG_MAX_BONUS_PERIOD_DAYS = 3653 };

/** M F male female man woman men women, any case. */
enum pg_cell_state pg_schema_sex_parse(struct pg_str text, enum pg_sex *sex);

/** yes y true 1 / no n false 0, any case. */
enum pg_cell_state pg_schema_yes_no_parse(struct pg_str text, bool *yes);

/** The rate of pay on leave: full, 100%, 1 / half, nil, SMP, 50%, 0.5 ... */
enum pg_cell_state pg_schema_full_pay_parse(struct pg_str text, bool *is_full);

/**
 * A day: 2026-04-05, 05/04/2026, 5/4/26, 5-Apr-26, 5 April 2026, 20260405, with or without
 * a time of day, or the number of a day as Excel counts them (1900). Two-digit years are
 * 1950 to 2049. With `month_first` 04/05/2026 is 5 April.
 */
enum pg_cell_state pg_schema_day_parse(struct pg_str text, bool month_first,
                                       struct pg_date *day);

/** Hours a week in millionths; beyond 168 either way they are no week's hours. */
enum pg_cell_state pg_schema_hours_parse(struct pg_str text, bool has_comma,
                                         int32_t *hours);

/** An amount with a decimal comma: 1.234,56 or 1 234,56; else as pg_decimal_parse(). */
enum pg_cell_state pg_schema_comma_parse(struct pg_str text, int64_t *millionths);

/** Whether `text` can be read as a value of `field`; text columns take anything. */
bool pg_schema_accepts(enum pg_field field, struct pg_str text);

/** What a value of `field` must be, for messages. */
const char *pg_schema_expects(enum pg_field field);

/** Words that stand for no date: current, n/a and the like. */
bool pg_schema_is_no_date(struct pg_str text);

/** Whether a column with this field holds numbers: amounts, hours, rates. */
bool pg_schema_is_number(enum pg_field field);

/** Whether a column of amounts (pounds) has this field. */
bool pg_schema_is_amount(enum pg_field field);

// ---------------------------------------------------------------- headers and rows

/** Equal but for case and all that is neither letter nor digit, signs of a currency too. */
bool pg_schema_same_letters(struct pg_str header, const char *name);

/** Whether the header has all (or any) of the words, separated by spaces, as whole words.
 *  True for no words if all are asked for. */
bool pg_schema_has_words(struct pg_str header, const char *words, bool all);

/** Whether the last word of the header, which says what its numbers are, is one of the
 * words, separated by spaces. */
bool pg_schema_has_last_word(struct pg_str header, const char *words);

struct pg_row;

/** Whether a row has nothing in it, or is the foot of a table. */
bool pg_schema_row_is_blank(const struct pg_row *row);
bool pg_schema_row_is_footer(const struct pg_row *row);

#endif
