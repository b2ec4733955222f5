// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Weekly hours from a file of single weeks, the average of regulation 7 for people without
 * normal hours: the twelve latest weeks with hours up to the end of the relevant pay
 * period. Weeks are kept for employees whose weekly hours are blank, sorted by employee and
 * falling day, and the first twelve are added; two rows of one week are one week. The
 * average is kept as a fraction of 12.
 *
 * Invariant: a week that cannot be read makes the hours bad unless twelve later ones are
 * whole; one without a date could be any, so it comes first. Fewer than twelve weeks give
 * no average but a finding. run/payments.c calls pg_payments_weeks_read().
 */
#include "pg_payments.h"

#include "pg_law.h"
#include "pg_survey.h"

#include <stdlib.h>

enum { ID, WEEK_ENDING, HOURS, N_COLUMNS, N_WEEKS = PG_LAW_WEEKS_OF_HOURS, BAD_HOURS = -1 };

/** Hours of one person in one week. */
struct week {
    uint32_t row;
    int32_t day;   /**< on which it ends */
    int64_t hours; /**< millionths; BAD_HOURS = not readable */
};

struct weeks_reader {
    struct pg_payments *payments;
    const struct pg_mapping *mapping;
    const char *path;
    size_t columns[N_COLUMNS];
    struct week *weeks;
    size_t n, capacity;
    bool has_header, no_memory;
    size_t n_open;      /**< people whose hours turn on a pay period that nobody knows */
    uint32_t open_days; /**< length of the pay period of one of them */
};

static paygap_status find_columns(struct weeks_reader *reader, const struct pg_row *header,
                                  paygap_error *err)
{
    static const char *const names[] = {"employee_id", "week_ending", "hours"};
    static const int meanings[] = {PG_MEANING_FIELD_EMPLOYEE_ID, PG_MEANING_DATE_PAID,
                                   PG_MEANING_FIELD_WEEKLY_HOURS};
    struct pg_line_columns wanted = {
        .names = names, .meanings = meanings, .n = N_COLUMNS, .columns = reader->columns};

    PG_TRY(pg_payments_line_columns_find(&wanted, header, reader->path, "hours", err));
    for (int i = 0; i < N_COLUMNS; i++) {
        if (reader->columns[i] == 0)
            return pg_fail_at(err, PAYGAP_COLUMN, reader->path, header->line, 0,
                              "no column %s; hours of single weeks need employee_id, "
                              "week_ending and hours",
                              names[i]);
    }
    return PAYGAP_OK;
}

static struct pg_str cell_of(const struct weeks_reader *reader, const struct pg_row *row,
                             int column)
{
    size_t at = reader->columns[column];

    return at <= row->n_cells ? pg_str_trim(row->cells[at - 1]) : (struct pg_str){"", 0};
}

static bool keep(struct weeks_reader *reader, struct week week)
{
    struct week *grown =
        pg_grown(reader->weeks, reader->n, &reader->capacity, sizeof *grown);

    if (grown == NULL)
        return false;
    reader->weeks = grown;
    grown[reader->n++] = week;
    return true;
}

static void take_week(struct weeks_reader *reader, const struct pg_row *row)
{
    struct pg_payments *payments = reader->payments;
    struct pg_table *table = payments->table;
    struct pg_date date;
    int64_t hours = 0;
    uint32_t of =
        pg_payments_row(payments, cell_of(reader, row, ID), row->line, &reader->no_memory);

    if (of == PG_NO_ROW || pg_table_state(table, of, PG_ITEM_WEEKLY_HOURS) != PG_CELL_BLANK)
        return;
    enum pg_cell_state day = pg_schema_day_parse(cell_of(reader, row, WEEK_ENDING),
                                                 reader->mapping->month_first, &date);
    enum pg_cell_state state = pg_decimal_parse(cell_of(reader, row, HOURS), &hours);
    bool has_day = day == PG_CELL_VALUE;
    bool is_bad = !has_day || state == PG_CELL_BAD || hours < 0 || hours > 168 * PG_MILLION;
    if (is_bad &&
        !pg_table_findings_add(table, of, row->line,
                               reader->columns[day != PG_CELL_VALUE ? WEEK_ENDING : HOURS],
                               PG_FINDING_HOURS_BASIS_BAD, PG_ACTION_OPEN))
        reader->no_memory = true;
    if (!is_bad && hours == 0)
        return;
    // A week without its date could be any of the twelve, so it comes first.
    struct week week = {of, has_day ? (int32_t)pg_date_days(date) : INT32_MAX - 1,
                        is_bad ? BAD_HOURS : hours};
    if (!keep(reader, week))
        reader->no_memory = true;
}

static paygap_status take_row(void *context, const struct pg_row *row, paygap_error *err)
{
    struct weeks_reader *reader = context;

    if (!reader->has_header) {
        reader->has_header = true;
        return find_columns(reader, row, err);
    }
    take_week(reader, row);
    return reader->no_memory ? pg_no_memory(err) : PAYGAP_OK;
}

// By person, the latest week first.
static int by_row_and_day(const void *a, const void *b)
{
    const struct week *left = a, *right = b;

    if (left->row != right->row)
        return left->row < right->row ? -1 : 1;
    return left->day > right->day ? -1 : left->day < right->day;
}

static void note_end(struct pg_payments *payments, uint32_t days, int64_t last,
                     bool is_known)
{
    size_t i = 0;

    while (i < payments->n_weeks_ends &&
           (payments->weeks_ends[i].days != days || payments->weeks_ends[i].last != last))
        i++;
    if (i == payments->n_weeks_ends && i < PG_MOST_WEEKS_ENDS)
        payments->weeks_ends[payments->n_weeks_ends++] =
            (struct pg_weeks_end){.days = days, .last = last, .is_known = is_known};
    if (i < PG_MOST_WEEKS_ENDS)
        payments->weeks_ends[i].n++;
}

// Weeks [begin, end) of one person after the snapshot date that the relevant pay period may
// hold, where nobody says when that ends.
static bool is_open(const struct weeks_reader *reader, size_t begin, size_t end,
                    uint32_t days)
{
    int64_t snapshot = reader->payments->snapshot_day;
    int64_t latest = snapshot + (days + PG_MILLION - 1) / PG_MILLION - 1;

    for (size_t i = begin; i < end; i++) {
        if (reader->weeks[i].day > snapshot && reader->weeks[i].day <= latest)
            return true;
    }
    return false;
}

// Up to which day weeks count; false if that must be said.
static bool find_end(struct weeks_reader *reader, size_t begin, size_t end, int64_t *last)
{
    struct pg_payments *payments = reader->payments;
    const struct pg_table *table = payments->table;
    uint32_t row = reader->weeks[begin].row;
    bool has_period = pg_table_has(table, row, PG_ITEM_PAY_PERIOD);
    uint32_t days = has_period ? table->pay_period[row] : 0;
    struct pg_window window;
    bool is_known = pg_payments_window_of_row(payments, row, &window);

    *last = is_known ? window.last : payments->snapshot_day;
    if (!is_known && has_period && is_open(reader, begin, end, days)) {
        reader->n_open++;
        reader->open_days = days;
        return false;
    }
    if (has_period)
        note_end(payments, days, *last, is_known);
    return true;
}

// The weeks [begin, end) are of one person.
static void settle_row(struct weeks_reader *reader, size_t begin, size_t end)
{
    struct pg_table *table = reader->payments->table;
    uint32_t row = reader->weeks[begin].row;
    int64_t sum = 0, latest;
    int32_t last = INT32_MAX;
    size_t n = 0;
    bool is_bad = false;

    if (!find_end(reader, begin, end, &latest))
        return;
    for (size_t i = begin; i < end; i++) {
        const struct week *week = &reader->weeks[i];
        bool is_later = week->day > latest && week->day < INT32_MAX - 1;
        if (is_later || (n == N_WEEKS && week->day != last))
            continue;
        if (week->hours == BAD_HOURS) {
            is_bad = true;
            break;
        }
        n += week->day != last; // two rows of one week are one week
        last = week->day;
        sum += week->hours;
    }
    if (is_bad) {
        pg_table_set_state(table, row, PG_ITEM_WEEKLY_HOURS, PG_CELL_BAD);
        return;
    }
    bool is_set =
        n < N_WEEKS
            ? pg_table_findings_add(table, row, table->line[row],
                                    pg_table_column_of(table, row, PG_FIELD_WEEKLY_HOURS),
                                    PG_FINDING_HOURS_FEW_WEEKS, PG_ACTION_KEPT)
            : pg_table_set_hours(table, row, (struct pg_fraction){sum, N_WEEKS});
    reader->no_memory = reader->no_memory || !is_set;
}

paygap_status pg_payments_weeks_read(struct pg_payments *payments,
                                     const struct pg_mapping *mapping,
                                     const struct pg_source *source, paygap_error *err)
{
    const char *path = source->path;
    struct weeks_reader reader = {.payments = payments, .mapping = mapping, .path = path};
    struct pg_source_facts facts;
    paygap_status status = pg_source_read(source, take_row, &reader, &facts, err);

    if (status == PAYGAP_OK && !pg_table_use_column(payments->table, PG_ITEM_WEEKLY_HOURS))
        status = pg_no_memory(err);
    payments->table->reading = 0; // what follows is about the employees
    if (status == PAYGAP_OK && reader.n > 0)
        qsort(reader.weeks, reader.n, sizeof *reader.weeks, by_row_and_day);
    for (size_t begin = 0, end; status == PAYGAP_OK && begin < reader.n; begin = end) {
        for (end = begin;
             end < reader.n && reader.weeks[end].row == reader.weeks[begin].row;)
            end++;
        settle_row(&reader, begin, end);
    }
    free(reader.weeks);
    if (status == PAYGAP_OK && reader.n_open > 0)
        return pg_fail_at(err, PAYGAP_CHOICE, path, 0, 0,
                          "the relevant pay period of people paid %s is not known, and the "
                          "weekly hours of "
                          "%zu of them turn on it; say under [hours] %s = its first day to "
                          "its last, such "
                          "as 2026-03-30 to 2026-04-26",
                          pg_payments_period_key(reader.open_days), reader.n_open,
                          pg_payments_period_key(reader.open_days));
    return status == PAYGAP_OK && reader.no_memory ? pg_no_memory(err) : status;
}
