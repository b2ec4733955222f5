// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * payments: pay that comes as one row for each payment. Each payment is classed by its
 * element and counted by the window it falls into: the relevant pay period, or the twelve
 * months to the snapshot date.
 *
 * Call pg_payments_begin() once the employees are in the table, pg_payments_read() for each
 * file of lines, pg_payments_weeks_read() for the hours of weeks, and pg_payments_settle()
 * at the end.
 */
#ifndef PG_PAYMENTS_H
#define PG_PAYMENTS_H

#include "pg_base.h"
#include "pg_elements.h"
#include "pg_schema.h"
#include "pg_source.h"
#include "pg_table.h"

/** Columns of the file of lines. */
enum pg_payment_column {
    PG_PAYMENT_EMPLOYEE_ID,
    PG_PAYMENT_ELEMENT,
    PG_PAYMENT_AMOUNT,
    PG_PAYMENT_DATE_PAID,
    PG_PAYMENT_PERIOD_START,
    PG_PAYMENT_PERIOD_END,
    PG_PAYMENT_BONUS_PERIOD,
    PG_N_PAYMENT_COLUMNS
};

/** Days from the first to the last, counted from 1970. */
struct pg_window {
    int64_t first, last;
};

/** [payments], [elements] and [hours] of the configuration. */
struct pg_payments_wish {
    bool is_wanted;
    char *file; /**< of lines; NULL = the payroll file has them */
    char *header_of[PG_N_PAYMENT_COLUMNS];
    struct pg_period_window {
        uint32_t days; /**< length of the pay period, millionths of a day */
        struct pg_window window;
    } * windows;
    size_t n_windows;
    struct pg_element_map elements;
    char *hours_file;
};

/** The column of the payroll table that pay of a class belongs to; PG_FIELD_NONE if to
 *  none. */
enum pg_field pg_payments_pay_class_field(enum pg_pay_class class);

void pg_payments_wish_free(struct pg_payments_wish *wish);

const char *pg_payments_column_name(enum pg_payment_column column);

/** An element as the lines have it. */
struct pg_element_use {
    enum pg_pay_class class;
    bool is_unpaid_leave;
    uint32_t bonus_period;
    size_t n_lines, n_below, n_above; /**< lines; below and above zero */
    int64_t total;                    /**< of all its lines, millionths of a pound */
};

/**
 * What a line of salary sacrifice takes off pay. Payrolls write the sacrifice below or
 * above zero: the sign of most lines of the element means "sacrificed", and a line of the
 * other sign gives back. As many of either: the sign of their sum.
 *
 * @choice guidance says only that pay after the sacrifice counts
 */
int64_t pg_payments_sacrificed(const struct pg_element_use *element, int64_t amount);

/** A payment that falls into a window. */
struct pg_paid {
    uint32_t row;
    uint16_t element;
    uint8_t is_in_year;   /**< paid in the twelve months to the snapshot date */
    uint8_t is_in_period; /**< belongs to, or was paid in, the relevant pay period */
    int64_t amount;
    uint32_t bonus_period; /**< millionths of a day; 0 = none, or PG_BAD_PERIOD */
    int32_t day;           /**< of payment */
};

/** A line of the employee that somebody wants explained. */
struct pg_watched_line {
    size_t line;
    uint16_t element;
    int64_t amount;
    int64_t day; /**< of payment */
    bool has_day, has_period;
    bool is_bad;       /**< the amount cannot be read */
    bool is_in_period; /**< of ordinary pay: belongs to the relevant pay period */
    struct pg_window period;
    uint32_t bonus_period; /**< of a bonus: millionths of a day; 0 = none */
};

/** Up to which day the weeks of people with one pay period were looked at. */
struct pg_weeks_end {
    uint32_t days; /**< of the pay period, millionths of a day */
    int64_t last;
    bool is_known; /**< the end of the relevant pay period, not the snapshot date */
    size_t n;      /**< people */
};

enum { PG_MOST_WEEKS_ENDS = 8 };

/** Payments of people who are not in the list, which would count in some figure. */
struct pg_unclaimed {
    size_t n, n_people;
    int64_t pay, bonus;   /**< millionths of a pound; INT64_MAX = beyond all measure */
    bool is_in_period;    /**< one is in the relevant pay period of somebody */
    bool was_paid_before; /**< ordinary pay of an earlier period */
};

struct pg_payments {
    struct pg_weeks_end weeks_ends[PG_MOST_WEEKS_ENDS];
    size_t n_weeks_ends;
    bool is_watching; /**< set before reading: the lines of watched_row are kept */
    uint32_t watched_row;
    struct pg_watched_line *watched;
    size_t n_watched, watched_capacity;
    const struct pg_payments_wish *wish;
    struct pg_table *table;
    struct pg_date snapshot;
    int64_t snapshot_day;
    struct pg_window twelve_months;
    struct pg_intern ids; /**< of the employees */
    uint32_t *row_of; /**< of each id the first row that is employed, or else the first */
    struct pg_intern strangers;
    struct pg_intern unclaimed_ids; /**< of those whose payments would count */
    struct pg_unclaimed *unclaimed; /**< of each such id */
    size_t unclaimed_capacity;
    struct pg_unclaimed without_id;
    size_t n_claimed;       /**< lines of people in the list */
    struct pg_intern names; /**< of elements */
    struct pg_element_use *elements;
    size_t elements_capacity;
    struct pg_paid *paid;
    size_t n_paid, paid_capacity;
    struct pg_own_window {
        struct pg_window window;
        bool is_basic; /**< lines of basic pay say so */
    } * own;           /**< distinct windows of ordinary lines */
    size_t n_own, own_capacity;
    uint16_t *own_of_row; /**< 1-based index into `own`; 0 = none */
    size_t n_lines;
    size_t n_unplaced;      /**< lines whose pay period nobody knows */
    uint32_t unplaced_days; /**< length of the pay period of one of them */
};

/** Bonus period of a payment that cannot be read. */
#define PG_BAD_PERIOD UINT32_MAX

/** Finds employees by id from now on. PAYGAP_CONFIG if a relevant pay period does not hold
 *  the snapshot date or has another length; PAYGAP_MEMORY. */
paygap_status pg_payments_begin(struct pg_payments *payments,
                                const struct pg_payments_wish *wish, struct pg_table *table,
                                struct pg_date snapshot, const char *config,
                                paygap_error *err);

/**
 * Reads lines. PAYGAP_COLUMN if a column is missing; PAYGAP_CHOICE if there are elements
 * that the map does not have, with their names, counts and totals; else as
 * pg_source_input_read().
 */
paygap_status pg_payments_read(struct pg_payments *payments,
                               const struct pg_mapping *mapping, struct pg_input *input,
                               const char *path, struct pg_source_facts *facts,
                               paygap_error *err);

/**
 * Once all is read: payments of people not in the list, `former` of those who were paid
 * before the pay period and nothing in it, so have likely left, `open` of all others.
 */
void pg_payments_unclaimed(const struct pg_payments *payments, struct pg_unclaimed *open,
                           struct pg_unclaimed *former);

/**
 * Weekly hours of people who have none, from hours worked in single weeks.
 *
 * @rule gpg/twelve-weeks (SI 2017/172 reg 7): the twelve weeks that end with the last
 *       complete week of the relevant pay period; weeks without hours are skipped
 *
 * PAYGAP_CHOICE if nobody says when a relevant pay period ends, and there are weeks after
 * the snapshot date that may belong to it; without such weeks those up to the snapshot date
 * are taken. `weeks_ends` tells what was done.
 */
paygap_status pg_payments_weeks_read(struct pg_payments *payments,
                                     const struct pg_mapping *mapping,
                                     const struct pg_source *source, paygap_error *err);

/** The word of a usual pay period, such as four-weekly; "that period" of any other. */
const char *pg_payments_period_key(uint32_t days);

/** PAYGAP_CONFIG if a relevant pay period of the configuration has not the length that its
 *  name says, or does not hold the snapshot date. */
paygap_status pg_payments_windows_check(const struct pg_payments_wish *wish,
                                        int64_t snapshot_day, const char *config,
                                        paygap_error *err);

/** Puts pay, bonuses and their periods into the table. PAYGAP_CHOICE if a relevant pay
 *  period is not known. */
paygap_status pg_payments_settle(struct pg_payments *payments,
                                 uint32_t default_bonus_period, const char *path,
                                 paygap_error *err);
void pg_payments_free(struct pg_payments *payments);

/**
 * The relevant pay period of a row; false if it is not known.
 *
 * @rule gpg/relevant-pay-period (SI 2017/172 reg 5)
 */
bool pg_payments_window_of_row(const struct pg_payments *payments, uint32_t row,
                               struct pg_window *window);

/** The relevant pay period of everybody paid that often; false if it is not known. */
bool pg_payments_window_of_period(const struct pg_payments *payments, uint32_t days,
                                  struct pg_window *window);

/** Notes the period of a line of ordinary pay that holds the snapshot date. False when out
 *  of memory. */
bool pg_payments_window_note(struct pg_payments *payments, uint32_t row,
                             struct pg_window window, bool is_basic);

/** The row that has the payments of the employee of a row. */
uint32_t pg_payments_row_of(const struct pg_payments *payments, uint32_t row);

/** Row of an employee; PG_NO_ROW, with a finding the first time, if there is none. */
uint32_t pg_payments_row(struct pg_payments *payments, struct pg_str id, size_t line,
                         bool *no_memory);

/** Columns of a file by name, by synonym or by their usual words: what both kinds of lines
 *  need. `columns` gets 1-based columns, 0 = none. */
struct pg_line_columns {
    const char *const *names; /**< canonical */
    char *const *headers;     /**< as configured; NULL members = canonical or usual */
    const int *meanings;      /**< enum pg_meaning of each; PG_MEANING_NONE = none */
    size_t n;
    size_t *columns;
};
paygap_status pg_payments_line_columns_find(const struct pg_line_columns *wanted,
                                            const struct pg_row *header, const char *path,
                                            const char *section, paygap_error *err);

struct pg_column_survey;

/** A column that nobody reads and whose name is that of pay. */
bool pg_payments_says_pay(const struct pg_column_survey *column, struct pg_str header);

/** The same where it holds amounts. */
bool pg_payments_is_unread_pay(const struct pg_column_survey *column, struct pg_str header);

#endif
