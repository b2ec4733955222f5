// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * table: the employee table. One row an employee (or post), one array a column; a column
 * that the file does not have takes no memory. Every item has a state beside its value, so
 * that blank, unreadable and zero stay three different things.
 *
 * Filled row by row by schema: pg_table_add_row(), then the pg_table_set_...() calls. Read
 * through the inline functions below. Findings are the problems of single rows.
 */
#ifndef PG_TABLE_H
#define PG_TABLE_H

#include "pg_base.h"

enum pg_field {
#define PG_FIELD(name, header, holds) PG_FIELD_##name,
#include "fields.def"
#undef PG_FIELD
    PG_N_FIELDS,
    PG_FIELD_NONE = PG_N_FIELDS
};

/** What the pay of a row is made of, each with a state of its own. */
enum pg_item {
    PG_ITEM_ORDINARY_PAY, /**< all parts together: bad if any part is */
    PG_ITEM_BONUS,        /**< in the pay period */
    PG_ITEM_HOURLY_PAY,
    PG_ITEM_BONUS_12,
    PG_ITEM_SYSTEM_RATE, /**< hourly, by the payroll system; compared only */
    PG_N_AMOUNTS,
    PG_ITEM_PAY_PERIOD = PG_N_AMOUNTS,
    PG_ITEM_BONUS_PERIOD,
    PG_ITEM_WEEKLY_HOURS,
    PG_ITEM_SEX,
    PG_ITEM_FULL_PAY,
    PG_ITEM_PARTNER,
    PG_ITEM_EMPLOYER,
    PG_ITEM_EMPLOYED, /**< bad when a date of employment cannot be read */
    PG_ITEM_ROW,      /**< bad when the row has too many cells */
    PG_N_ITEMS
};

enum pg_reason {
#define PG_REASON(name, code, provisional, text) PG_REASON_##name,
#include "reasons.def"
#undef PG_REASON
    PG_N_REASONS
};

enum pg_finding_code {
#define PG_FINDING(name, rule, problem) PG_FINDING_##name,
#include "findings.def"
#undef PG_FINDING
    PG_N_FINDING_CODES
};

enum pg_action {
#define PG_ACTION(name, done) PG_ACTION_##name,
#include "actions.def"
#undef PG_ACTION
    PG_N_ACTIONS
};

struct pg_finding {
    uint32_t row;    /**< of the table; PG_NO_ROW for a row that is not in it */
    uint32_t line;   /**< of the file */
    uint16_t column; /**< 1-based column of the file; 0 = not about a column */
    uint8_t code;    /**< enum pg_finding_code */
    uint8_t action;  /**< enum pg_action */
    uint8_t source;  /**< number of a payroll file, PG_IN_PAYMENTS or PG_IN_HOURS */
};

/** The file that a finding is about: a payroll file by its number, or one of these. */
enum { PG_MAX_FILES = 100, PG_IN_PAYMENTS = 254, PG_IN_HOURS = 255 };

#define PG_NO_ROW UINT32_MAX

/** Values of single rows that do not fit their column, in the order of the rows. */
struct pg_row_fractions {
    struct pg_row_fraction {
        uint32_t row;
        struct pg_fraction value;
    } * items;
    size_t n, capacity;
};

struct pg_findings {
    struct pg_finding *items;
    size_t n, capacity;
};

/** A column of labels: any text, a number for each distinct one. Code 0 is blank. */
struct pg_label_column {
    char *header;
    struct pg_intern labels; /**< label 0 is "" */
    void *codes;             /**< uint8_t or uint16_t each, as `width` says */
    size_t width;
    bool is_dropped; /**< too many distinct labels to group people by */
};

enum { PG_MAX_LABELS = 4095 };

/** The ids of the rows, one after another. */
struct pg_ids {
    char *bytes;
    size_t used, capacity;
    uint32_t *ends;    /**< of each row's id in `bytes` */
    bool is_unordered; /**< some id does not come after the one above it */
};

/** What ordinary pay is made of, where it is kept apart for the audit. */
enum {
    PG_N_PAY_PARTS = 6
}; /**< the five of regulation 3, and their total if given alone */

struct pg_table {
    size_t n_rows, capacity;
    bool keeps_parts; /**< set before reading: keep the parts of ordinary pay */
    int64_t *parts[PG_N_PAY_PARTS]; /**< by field from PG_FIELD_BASIC_PAY; NULL = none */
    uint32_t *line;                 /**< line of the file */
    uint32_t *states;               /**< two bits an item */
    uint8_t *sex;                   /**< enum pg_sex */
    uint8_t *yes;                   /**< PG_YES_...: bits */
    int64_t *amounts[PG_N_AMOUNTS]; /**< millionths of a pound; NULL = no such column */
    uint32_t *pay_period;           /**< millionths of a day */
    uint32_t *bonus_period;         /**< millionths of a day */
    int32_t *weekly_hours;          /**< millionths of an hour */
    struct pg_row_fractions
        exact_hours; /**< millionths of an hour, where they are no whole number */
    struct pg_row_fractions exact_bonus; /**< pounds a day, where bonus periods differ */
    /** Cells of columns of salary sacrifice, which are taken off once it is known which
     *  sign means so. */
    struct pg_sacrifice {
        uint32_t row;
        uint16_t element, column; /**< number of the element; 1-based column of the file */
        int64_t amount;
    } * sacrifices;
    size_t n_sacrifices, sacrifices_capacity;
    struct pg_row_days {
        uint32_t row;
        int32_t first, last; /**< days of employment, from 1970; 0 = long before, after */
        uint32_t covered;    /**< millionths of a day that the pay covers; 0 = all */
    } * days;                /**< of rows of which there is something to say, in order */
    size_t n_days, days_capacity;
    struct pg_label_column *labels;
    size_t n_labels;
    size_t employer; /**< index in `labels` of the employer column, n_labels if none */
    struct pg_ids ids;
    uint32_t *id_of_row; /**< first row with the same id; NULL if no id repeats */
    size_t n_repeated;   /**< rows whose id stands in a row above */
    bool has_ids, has_full_pay, has_bonus_12;
    size_t n_rounded;    /**< amounts with more than six decimals */
    size_t n_blank_rows; /**< skipped: blank, or a total */
    char **headers;      /**< of the columns of the last file, as shown to people */
    size_t n_headers;
    struct pg_table_file {
        size_t first_row;
        uint16_t column_of[PG_N_FIELDS]; /**< 1-based column of the file; 0 = none */
    } * files;                           /**< that the rows come from, in their order */
    size_t n_files;
    struct pg_findings findings;
    uint8_t reading; /**< PG_IN_PAYMENTS or PG_IN_HOURS while these are read, else 0 */
};

enum {
    PG_YES_FULL_PAY = 1,
    PG_YES_PARTNER = 2,
    PG_YES_NOT_EMPLOYED = 4,
    PG_YES_DAYS_BAD = 8,      /**< days covered by the pay cannot be read */
    PG_YES_UNPAID_LEAVE = 16, /**< something is taken off for unpaid leave */
    PG_YES_NOT_BEGUN = 32     /**< employment begins after the snapshot date */
};

/** Makes room for one more row, all items blank; its number in *row. False: no memory. */
bool pg_table_add_row(struct pg_table *table, size_t line, uint32_t *row);

/** Adds a label column; its index, or SIZE_MAX when out of memory. */
size_t pg_table_add_labels(struct pg_table *table, struct pg_str header);

/** Puts `label` in the last row of a label column; false when out of memory. */
bool pg_table_set_label(struct pg_table *table, size_t column, struct pg_str label);

/** Gives the last row its id; false when out of memory. */
bool pg_table_set_id(struct pg_table *table, struct pg_str id);

/** Finds out which rows have the same id, once all are read; blank ids are all different.
 *  False when out of memory. */
bool pg_table_number_ids(struct pg_table *table);
/** The id of a row, until the ids are freed; "" if it has none. */
struct pg_str pg_table_id(const struct pg_table *table, size_t row);
void pg_table_ids_free(struct pg_ids *ids);

/** Adds to one part of the ordinary pay of a row, if parts are kept; false when out of
 *  memory. */
bool pg_table_add_part(struct pg_table *table, uint32_t row, enum pg_field field,
                       int64_t amount);

/** What there is to say of the days of the last row; NULL when out of memory. */
struct pg_row_days *pg_table_days(struct pg_table *table, uint32_t row);

/** Reserves a column that the file has; false when out of memory. */
bool pg_table_use_amount(struct pg_table *table, enum pg_item item);
bool pg_table_use_column(struct pg_table *table, enum pg_item item);

/** Gives a row its weekly hours (millionths, above 0), exact also where that is a fraction.
 *  Beyond 168 hours they are bad. False when out of memory. */
bool pg_table_set_hours(struct pg_table *table, uint32_t row, struct pg_fraction hours);

/** Sets or replaces the value of a row; false when out of memory. */
bool pg_table_row_fraction_set(struct pg_row_fractions *exact, uint32_t row,
                               struct pg_fraction value);

/** The value of a row; NULL if it has none. */
const struct pg_fraction *pg_table_row_fraction_get(const struct pg_row_fractions *exact,
                                                    uint32_t row);

void pg_table_free_headers(struct pg_table *table);
void pg_table_free(struct pg_table *table);

static inline enum pg_cell_state pg_table_state(const struct pg_table *table, size_t row,
                                                enum pg_item item)
{
    return (enum pg_cell_state)(table->states[row] >> (2 * item) & 3);
}

static inline void pg_table_set_state(struct pg_table *table, size_t row, enum pg_item item,
                                      enum pg_cell_state state)
{
    uint32_t cleared = table->states[row] & ~(UINT32_C(3) << (2 * item));

    table->states[row] = cleared | (uint32_t)state << (2 * item);
}

/** Number of the file that a row comes from; of the last one for PG_NO_ROW. */
size_t pg_table_file_of(const struct pg_table *table, size_t row);

/** 1-based column of a row's file that holds `field`; 0 if none does. */
size_t pg_table_column_of(const struct pg_table *table, size_t row, enum pg_field field);

/** Begins the rows of another file; false when out of memory. */
bool pg_table_begin_file(struct pg_table *table);

/** A value, exact or rounded to six decimals. */
static inline bool pg_table_has(const struct pg_table *table, size_t row, enum pg_item item)
{
    enum pg_cell_state state = pg_table_state(table, row, item);

    return state == PG_CELL_VALUE || state == PG_CELL_ROUNDED;
}

/** Millionths of a pound; 0 where there is no value. */
static inline int64_t pg_table_amount(const struct pg_table *table, size_t row,
                                      enum pg_item item)
{
    return table->amounts[item] != NULL ? table->amounts[item][row] : 0;
}

/** Code of the label of a row; 0 is blank. */
uint32_t pg_table_label_code(const struct pg_label_column *column, size_t row);

/** Makes the label of a row blank. */
void pg_table_label_clear(struct pg_label_column *column, size_t row);

/** Employee number of a row: equal for the posts of one employee. */
static inline uint32_t pg_table_employee(const struct pg_table *table, size_t row)
{
    return table->id_of_row != NULL ? table->id_of_row[row] : (uint32_t)row;
}

/** Adds a finding about `row` (PG_NO_ROW if it is not in the table) at `line` and `column`
 *  of the file (0 = no column); false when out of memory. */
bool pg_table_findings_add(struct pg_table *table, uint32_t row, size_t line, size_t column,
                           enum pg_finding_code code, enum pg_action action);

/** Puts the findings in the order of the file: line, column, code. */
void pg_table_findings_sort(struct pg_findings *findings);

const char *pg_table_field_name(enum pg_field field);
const char *pg_table_finding_rule(enum pg_finding_code code);
const char *pg_table_finding_problem(enum pg_finding_code code);
const char *pg_table_action_text(enum pg_action action);
const char *pg_table_reason_code(enum pg_reason reason);
const char *pg_table_reason_text(enum pg_reason reason);
bool pg_table_reason_is_provisional(enum pg_reason reason);

#endif
