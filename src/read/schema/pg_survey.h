// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * survey: what the columns of a file look like, and what each of them seems to be. Made
 * from the first rows; nothing in it identifies a person.
 */
#ifndef PG_SURVEY_H
#define PG_SURVEY_H

#include "pg_schema.h"

/** A field of the payroll table, or what else a column of an export can be. */
enum pg_meaning {
#define PG_FIELD(name, header, holds) PG_MEANING_FIELD_##name,
#include "fields.def"
#undef PG_FIELD
#define PG_MEANING(name, is, done) PG_MEANING_##name,
#include "meanings.def"
#undef PG_MEANING
    PG_N_MEANINGS,
    PG_MEANING_NONE = PG_N_MEANINGS
};

/** Why a column is taken to be something; the better reasons first. */
enum pg_why {
    PG_WHY_CONFIGURED,
    PG_WHY_CANONICAL, /**< its header is the canonical one */
    PG_WHY_SYNONYM,   /**< its header is one that exports use */
    PG_WHY_WORDS,     /**< words of its header */
    PG_WHY_VALUES,    /**< what its cells hold */
    PG_WHY_NOTHING
};

/** One column of the file. */
struct pg_column_survey {
    char *header; /**< as shown to people */
    size_t n_filled, n_sexes, n_codes_1_2, n_periods, n_yes_no, n_amounts, n_dates, n_hours;
    size_t n_period_letters; /**< M, W and the like: periods where the header says so */
    size_t n_nonzero;        /**< amounts that are not 0 */
    size_t n_serials;        /**< that could be days as Excel counts them */
    size_t n_open;           /**< words for no date: current, n/a */
    size_t n_odd_periods;    /**< numbers that are no usual pay period in days */
    size_t n_grouped;        /**< amounts with a comma before three digits, such as 2,500 */
    size_t n_commas;         /**< cells that read as amounts only with a decimal comma */
    size_t n_points;         /**< cells that do so only with a decimal point */
    size_t n_distinct;
    uint64_t distinct[64]; /**< hashes of values, until there are too many */
    enum pg_meaning meaning;
    enum pg_why why;
    unsigned rank;    /**< of what its header says, lower for better readings */
    bool is_used;     /**< read, rather than only recognised */
    bool is_doubtful; /**< it often is something else: a contract's pay, gross pay */
    bool is_tied;     /**< another column could be the same as well */
};

struct pg_survey {
    struct pg_column_survey *columns;
    size_t n_columns;
    size_t n_rows; /**< looked at, below the header */
    struct pg_str *header;
    char *header_text;
    size_t header_line;
};

struct pg_input;

/** Looks at the header and the first rows of a file. The caller frees, also after an
 *  error. */
paygap_status pg_schema_survey_make(struct pg_survey *survey, struct pg_input *input,
                                    paygap_error *err);
void pg_schema_survey_free(struct pg_survey *survey);

/**
 * Finds out which column is which and completes `mapping` with the columns that it does not
 * name: by canonical header, by synonym, by words, and, for what the figures cannot do
 * without, by values. A column that has more than one reading for the same reason is tied.
 * False when out of memory.
 */
bool pg_schema_survey_guess(struct pg_survey *survey, struct pg_mapping *mapping);

/**
 * What a person must decide: PAYGAP_CHOICE if sex is coded in digits that [values.sex] does
 * not explain; PAYGAP_CONFIRM, unless it `is_confirmed`, if a column that the figures need
 * is recognised by its values alone, or two columns fit as well.
 */
paygap_status pg_schema_survey_check(const struct pg_survey *survey,
                                     const struct pg_mapping *mapping, const char *path,
                                     bool is_confirmed, paygap_error *err);

/** What a header says. */
struct pg_header_reading {
    enum pg_meaning meaning;
    enum pg_why why;
    unsigned rank; /**< lower for better readings */
};

/** By its canonical form, a synonym or its words. */
struct pg_header_reading pg_schema_header_read(struct pg_str header);

/** Whether a header that names pay says by its last word that its numbers are days, hours,
 *  shares or marks, and no amounts of money: Bonus months, but not Thirteenth month. */
bool pg_schema_says_no_money(struct pg_str header);

/** The same of how much leave there is, or is left: Leave balance. */
bool pg_schema_says_leave_left(struct pg_str header);

/** Whether the words of a header may be of somebody's last day of employment. */
bool pg_schema_says_leaving(struct pg_str header);

/** Whether a row taken for the header looks like an employee: amounts, and no known header.
 *  Its cells must not be shown. */
bool pg_schema_is_headless(const struct pg_str *cells, size_t n);

/** The column whose header best says so, 1-based; 0 if none does. */
size_t pg_schema_survey_column(const struct pg_survey *survey, enum pg_meaning meaning);

/** The column is used, but somebody should confirm what it is. */
bool pg_schema_needs_confirming(const struct pg_column_survey *column);

/** Why a column is not read. */
const char *pg_schema_unread_note(const struct pg_column_survey *column);

/** Whether a column holds amounts, and not only 0. */
bool pg_schema_has_amounts(const struct pg_column_survey *column);

const char *pg_schema_meaning_name(enum pg_meaning meaning);
const char *pg_schema_meaning_done(enum pg_meaning meaning);
const char *pg_schema_why_text(enum pg_why why);

#endif
