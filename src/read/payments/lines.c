// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Reads a file of payment lines, one row a payment, and decides of each whether it can
 * count. A line has an employee, an element, an amount, and a date or a period. The class
 * of the element says what the amount is; the date or period says whether it belongs to the
 * relevant pay period or to the twelve months. What may count is kept (`paid`); settle.c
 * adds it up once all lines are read, since a window may turn on a later line.
 *
 * Nothing is dropped silently. An element without a class is an error that lists all of
 * them; a payment to nobody in the list is added up and said if it would have counted; a
 * bad amount or date matters only where the payment would have counted, and then spoils
 * that sum.
 *
 * Invariant: the order of the lines does not matter. Memory: 24 bytes a kept payment, and
 * the distinct ids and elements; dates that were read before are remembered, because few
 * differ. run/payments.c calls pg_payments_read().
 */
#include "pg_payments.h"

#include "pg_law.h"
#include "pg_survey.h"
#include "pg_schema.h"

#include <stdio.h>
#include <stdlib.h>

enum { N_CACHED = 64 };

/** A date that was read before: lines repeat a few dates over and over. */
struct cached_date {
    char text[24];
    size_t len;
    enum pg_cell_state state;
    int64_t day;
};

struct lines_reader {
    struct pg_payments *payments;
    const struct pg_mapping *mapping;
    const char *path;
    size_t columns[PG_N_PAYMENT_COLUMNS]; /**< 1-based; 0 = none */
    struct cached_date dates[N_CACHED];
    char header_of_element[64], header_of_amount[64];
    bool has_header, no_memory;
};

/** One line. */
struct line {
    size_t number;
    uint32_t row;
    uint32_t element;
    int64_t amount;
    enum pg_cell_state paid_state;
    int64_t paid; /**< day */
    bool has_period, is_period_bad;
    struct pg_window period;
    uint32_t bonus_period;
};

const char *pg_payments_column_name(enum pg_payment_column column)
{
    static const char *const names[] = {"employee_id", "element",      "amount",
                                        "date_paid",   "period_start", "period_end",
                                        "bonus_period"};

    return names[column];
}

// ---------------------------------------------------------------- header

static paygap_status find_columns(struct lines_reader *reader, const struct pg_row *header,
                                  paygap_error *err)
{
    static const int meanings[PG_N_PAYMENT_COLUMNS] = {
        PG_MEANING_FIELD_EMPLOYEE_ID, PG_MEANING_ELEMENT,      PG_MEANING_ELEMENT_AMOUNT,
        PG_MEANING_DATE_PAID,         PG_MEANING_PERIOD_START, PG_MEANING_PERIOD_END,
        PG_MEANING_FIELD_BONUS_PERIOD};
    const char *names[PG_N_PAYMENT_COLUMNS];
    struct pg_line_columns wanted = {.names = names,
                                     .headers = reader->payments->wish->header_of,
                                     .meanings = meanings,
                                     .n = PG_N_PAYMENT_COLUMNS,
                                     .columns = reader->columns};

    for (int i = 0; i < PG_N_PAYMENT_COLUMNS; i++)
        names[i] = pg_payments_column_name((enum pg_payment_column)i);
    PG_TRY(pg_payments_line_columns_find(&wanted, header, reader->path, "payments", err));
    for (int i = 0; i <= PG_PAYMENT_AMOUNT; i++) {
        if (reader->columns[i] == 0)
            return pg_fail_at(err, PAYGAP_COLUMN, reader->path, header->line, 0,
                              "no column %s of the payments; name it: [payments] %s = its "
                              "header",
                              names[i], names[i]);
    }
    bool has_period = reader->columns[PG_PAYMENT_PERIOD_START] > 0 &&
                      reader->columns[PG_PAYMENT_PERIOD_END] > 0;
    if (reader->columns[PG_PAYMENT_DATE_PAID] > 0 || has_period)
        return PAYGAP_OK;
    return pg_fail_at(
        err, PAYGAP_COLUMN, reader->path, header->line, 0,
        "no column date_paid of the payments; name it: [payments] date_paid = "
        "its header");
}

// ---------------------------------------------------------------- cells

static struct pg_str cell_of(const struct lines_reader *reader, const struct pg_row *row,
                             enum pg_payment_column column)
{
    size_t at = reader->columns[column];

    return at > 0 && at <= row->n_cells ? pg_str_trim(row->cells[at - 1])
                                        : (struct pg_str){"", 0};
}

static void find(struct lines_reader *reader, const struct line *line,
                 enum pg_payment_column column, enum pg_finding_code code,
                 enum pg_action action)
{
    if (!pg_table_findings_add(reader->payments->table, line->row, line->number,
                               reader->columns[column], code, action))
        reader->no_memory = true;
}

static enum pg_cell_state day_of(struct lines_reader *reader, struct pg_str text,
                                 int64_t *day)
{
    struct cached_date *cached;
    struct pg_date date;

    if (text.len == 0)
        return PG_CELL_BLANK;
    cached = &reader->dates[pg_hash(text) % N_CACHED];
    if (cached->len != text.len || memcmp(cached->text, text.ptr, text.len) != 0) {
        enum pg_cell_state state =
            pg_schema_day_parse(text, reader->mapping->month_first, &date);
        *day = state == PG_CELL_VALUE ? pg_date_days(date) : 0;
        if (text.len > sizeof cached->text)
            return state;
        memcpy(cached->text, text.ptr, text.len);
        cached->len = text.len;
        cached->state = state;
        cached->day = *day;
    }
    *day = cached->day;
    return cached->state;
}

static bool read_amount(struct lines_reader *reader, const struct pg_row *row,
                        struct line *line)
{
    size_t index = reader->columns[PG_PAYMENT_AMOUNT] - 1;
    bool has_comma = index < reader->mapping->n_commas && reader->mapping->has_comma[index];
    struct pg_str text = cell_of(reader, row, PG_PAYMENT_AMOUNT);
    enum pg_cell_state state = has_comma ? pg_schema_comma_parse(text, &line->amount)
                                         : pg_decimal_parse(text, &line->amount);

    if (state == PG_CELL_ROUNDED)
        reader->payments->table->n_rounded++;
    return state == PG_CELL_VALUE || state == PG_CELL_ROUNDED;
}

static void read_dates(struct lines_reader *reader, const struct pg_row *row,
                       struct line *line)
{
    line->paid_state =
        day_of(reader, cell_of(reader, row, PG_PAYMENT_DATE_PAID), &line->paid);
    enum pg_cell_state first =
        day_of(reader, cell_of(reader, row, PG_PAYMENT_PERIOD_START), &line->period.first);
    enum pg_cell_state last =
        day_of(reader, cell_of(reader, row, PG_PAYMENT_PERIOD_END), &line->period.last);
    bool has_both = first == PG_CELL_VALUE && last == PG_CELL_VALUE;
    line->has_period = has_both && line->period.first <= line->period.last;
    line->is_period_bad =
        !line->has_period && (first != PG_CELL_BLANK || last != PG_CELL_BLANK);
}

// The element's number; new ones are looked up in the map.
static bool read_element(struct lines_reader *reader, const struct pg_row *row,
                         struct line *line)
{
    struct pg_payments *payments = reader->payments;
    struct pg_str name = cell_of(reader, row, PG_PAYMENT_ELEMENT);
    bool is_new;

    line->element = pg_intern_add(&payments->names, name, &is_new);
    if (line->element == PG_INTERN_FULL || line->element > UINT16_MAX)
        return false;
    if (!is_new)
        return true;
    struct pg_element_use *elements = pg_grown(
        payments->elements, line->element, &payments->elements_capacity, sizeof *elements);
    if (elements == NULL)
        return false;
    payments->elements = elements;
    const struct pg_element *known =
        pg_payments_element_find(&payments->wish->elements, name);
    elements[line->element] = (struct pg_element_use){
        .class = known != NULL ? known->class : PG_PAY_NONE,
        .bonus_period = known != NULL ? known->bonus_period : 0,
        .is_unpaid_leave = pg_payments_element_is_unpaid_leave(name)};
    return true;
}

// ---------------------------------------------------------------- windows

static bool holds(struct pg_window window, int64_t day)
{
    return window.first <= day && day <= window.last;
}

// Whether ordinary pay belongs to the relevant pay period; what does not is dropped, by
// step 2 of regulation 6(1).
static bool is_for_period(struct lines_reader *reader, const struct line *line)
{
    struct pg_payments *payments = reader->payments;
    const struct pg_table *table = payments->table;
    struct pg_window window = {0, 0};
    uint32_t days = pg_table_has(table, line->row, PG_ITEM_PAY_PERIOD)
                        ? table->pay_period[line->row]
                        : 0;
    bool is_known = pg_payments_window_of_period(payments, days, &window);

    if (line->has_period)
        return holds(line->period, payments->snapshot_day) ||
               (is_known && window.first <= line->period.first &&
                line->period.last <= window.last);
    if (!is_known && days > 0 && llabs(line->paid - payments->snapshot_day) <= 60) {
        payments->n_unplaced++;
        payments->unplaced_days = days;
    }
    return is_known && holds(window, line->paid);
}

// Whole calendar months of a period, 0 if there are not just so many. Months from a day
// that the last month does not have end with that month: 29 February to 28 February are
// twelve.
static int64_t months_of(struct pg_window period)
{
    struct pg_date first = pg_date_of_days(period.first);
    struct pg_date last = pg_date_of_days(period.last);
    struct pg_date after = pg_date_of_days(period.last + 1);

    if (first.day == after.day)
        return (after.year - first.year) * 12 + after.month - first.month;
    return after.day == 1 && first.day > last.day
               ? (last.year - first.year) * 12 + last.month - first.month
               : 0;
}

// Whole calendar months, and a year of twelve; else the days, both ends included.
static uint32_t length_of(struct pg_window period)
{
    int64_t n_months = months_of(period);
    int64_t n_days = period.last - period.first + 1;

    if (n_months > 0 && n_months <= 120)
        return n_months == PG_LAW_MONTHS_OF_A_YEAR ? PG_LAW_YEAR
                                                   : (uint32_t)(n_months * PG_LAW_MONTH);
    return n_days > 0 && n_days <= PG_MAX_BONUS_PERIOD_DAYS
               ? (uint32_t)(n_days * PG_MILLION)
               : 0;
}

static uint32_t bonus_period_of(struct lines_reader *reader, const struct pg_row *row,
                                struct line *line)
{
    struct pg_str text = cell_of(reader, row, PG_PAYMENT_BONUS_PERIOD);
    uint32_t days = 0;

    if (text.len > 0 &&
        pg_schema_duration_parse(text, PG_MAX_BONUS_PERIOD_DAYS, &days) == PG_CELL_VALUE)
        return days;
    if (text.len > 0) {
        find(reader, line, PG_PAYMENT_BONUS_PERIOD, PG_FINDING_PAYMENT_PERIOD_BAD,
             PG_ACTION_OPEN);
        return PG_BAD_PERIOD;
    }
    days = reader->payments->elements[line->element].bonus_period;
    return days == 0 && line->has_period ? length_of(line->period) : days;
}

// ---------------------------------------------------------------- lines

static bool keep(struct pg_payments *payments, struct pg_paid paid)
{
    struct pg_paid *grown =
        pg_grown(payments->paid, payments->n_paid, &payments->paid_capacity, sizeof *grown);

    if (grown == NULL)
        return false;
    payments->paid = grown;
    grown[payments->n_paid++] = paid;
    return true;
}

// Keeps what an explanation of the employee's pay needs of a line.
static void watch(struct lines_reader *reader, const struct line *line,
                  const struct pg_paid *paid)
{
    struct pg_payments *payments = reader->payments;
    struct pg_watched_line *grown = pg_grown(payments->watched, payments->n_watched,
                                             &payments->watched_capacity, sizeof *grown);

    if (grown == NULL) {
        reader->no_memory = true;
        return;
    }
    payments->watched = grown;
    grown[payments->n_watched++] =
        (struct pg_watched_line){.line = line->number,
                                 .element = (uint16_t)line->element,
                                 .amount = line->amount,
                                 .day = line->paid,
                                 .has_day = line->paid_state == PG_CELL_VALUE,
                                 .has_period = line->has_period,
                                 .is_in_period = paid->is_in_period,
                                 .period = line->period,
                                 .bonus_period = paid->bonus_period};
}

static void take_bonus(struct lines_reader *reader, const struct pg_row *row,
                       struct line *line, struct pg_paid *paid)
{
    struct pg_payments *payments = reader->payments;

    if (line->paid_state != PG_CELL_VALUE) {
        find(reader, line, PG_PAYMENT_DATE_PAID, PG_FINDING_PAYMENT_DATE_BAD,
             PG_ACTION_OUT_OF_BONUS);
        pg_table_set_state(payments->table, line->row, PG_ITEM_BONUS_12, PG_CELL_BAD);
        pg_table_set_state(payments->table, line->row, PG_ITEM_BONUS, PG_CELL_BAD);
        return;
    }
    if (line->paid < payments->twelve_months.first ||
        line->paid > payments->snapshot_day + 366)
        return;
    paid->is_in_year = holds(payments->twelve_months, line->paid);
    paid->bonus_period = bonus_period_of(reader, row, line);
    if (!keep(payments, *paid))
        reader->no_memory = true;
}

static void take_other(struct lines_reader *reader, struct line *line, struct pg_paid *paid)
{
    struct pg_payments *payments = reader->payments;
    bool is_undated =
        line->is_period_bad || (line->paid_state != PG_CELL_VALUE && !line->has_period);
    bool counts = pg_payments_pay_class_effect(payments->elements[line->element].class) !=
                  PG_EFFECT_LEFT_OUT;

    if (is_undated && counts) {
        find(reader, line, PG_PAYMENT_DATE_PAID, PG_FINDING_PAYMENT_DATE_BAD,
             PG_ACTION_OUT_OF_HOURLY);
        pg_table_set_state(payments->table, line->row, PG_ITEM_ORDINARY_PAY, PG_CELL_BAD);
        return;
    }
    paid->is_in_period = is_for_period(reader, line);
    paid->bonus_period = line->has_period ? length_of(line->period) : 0; // were it a bonus
    // What is no basic pay is kept for the audit: it might have been classed as bonus.
    paid->is_in_year = payments->elements[line->element].class != PG_PAY_BASIC &&
                       line->paid_state == PG_CELL_VALUE &&
                       holds(payments->twelve_months, line->paid);
    if (!paid->is_in_period && !paid->is_in_year)
        return;
    bool is_basic = payments->elements[line->element].class == PG_PAY_BASIC;
    bool is_own = paid->is_in_period && line->has_period && counts &&
                  holds(line->period, payments->snapshot_day);
    if (is_own && !pg_payments_window_note(payments, line->row, line->period, is_basic))
        reader->no_memory = true;
    if (!keep(payments, *paid))
        reader->no_memory = true;
}

// An amount that cannot be read matters only where it would have counted.
static void take_bad_amount(struct lines_reader *reader, const struct line *line)
{
    struct pg_payments *payments = reader->payments;
    struct pg_table *table = payments->table;
    enum pg_pay_effect effect =
        pg_payments_pay_class_effect(payments->elements[line->element].class);
    bool is_dated = line->paid_state == PG_CELL_VALUE;
    enum pg_action action = PG_ACTION_NOT_NEEDED;
    struct pg_window window;

    if (effect == PG_EFFECT_BONUS) {
        bool is_in_year = !is_dated || holds(payments->twelve_months, line->paid);
        bool is_in_period = !is_dated ||
                            !pg_payments_window_of_row(payments, line->row, &window) ||
                            holds(window, line->paid);
        if (is_in_year)
            pg_table_set_state(table, line->row, PG_ITEM_BONUS_12, PG_CELL_BAD);
        if (is_in_period)
            pg_table_set_state(table, line->row, PG_ITEM_BONUS, PG_CELL_BAD);
        action = is_in_year     ? PG_ACTION_OUT_OF_BONUS
                 : is_in_period ? PG_ACTION_OUT_OF_HOURLY
                                : PG_ACTION_NOT_NEEDED;
    } else if (effect != PG_EFFECT_LEFT_OUT && is_for_period(reader, line)) {
        pg_table_set_state(table, line->row, PG_ITEM_ORDINARY_PAY, PG_CELL_BAD);
        action = PG_ACTION_OUT_OF_HOURLY;
    }
    find(reader, line, PG_PAYMENT_AMOUNT, PG_FINDING_PAYMENT_AMOUNT_BAD, action);
}

static bool is_for_somebody(const struct pg_payments *payments, const struct line *line)
{
    const struct pg_payments_wish *wish = payments->wish;
    struct pg_window window;

    if (line->has_period && holds(line->period, payments->snapshot_day))
        return true;
    if (line->is_period_bad || (line->paid_state != PG_CELL_VALUE && !line->has_period))
        return true; // nothing says that it is not
    int64_t first = line->has_period ? line->period.first : line->paid;
    int64_t last = line->has_period ? line->period.last : line->paid;
    for (size_t i = 0; i <= wish->n_windows; i++) {
        bool is_known = i < wish->n_windows;
        if (is_known)
            window = wish->windows[i].window;
        else
            (void)pg_payments_window_of_period(payments, 0, &window); // the calendar month
        if (window.first <= first && last <= window.last)
            return true;
    }
    return false;
}

static void add_pounds(int64_t *sum, int64_t amount)
{
    if (__builtin_add_overflow(*sum, amount, sum))
        *sum = INT64_MAX;
}

// What is kept of an id that is not in the list, or of none; NULL when out of memory.
static struct pg_unclaimed *unclaimed_of(struct lines_reader *reader, struct pg_str id)
{
    struct pg_payments *payments = reader->payments;
    bool is_new;

    if (id.len == 0)
        return &payments->without_id;
    uint32_t number = pg_intern_add(&payments->unclaimed_ids, id, &is_new);
    if (number == PG_INTERN_FULL)
        return NULL;
    if (is_new) {
        struct pg_unclaimed *grown = pg_grown(payments->unclaimed, number,
                                              &payments->unclaimed_capacity, sizeof *grown);
        if (grown == NULL)
            return NULL;
        payments->unclaimed = grown;
        grown[number] = (struct pg_unclaimed){0};
    }
    return &payments->unclaimed[number];
}

// A payment of nobody in the list is said, with its pounds, if it would count in a figure:
// in the relevant pay period of somebody, or as a bonus of the twelve months.
static void take_unclaimed(struct lines_reader *reader, const struct pg_row *row,
                           struct pg_str id, struct line *line)
{
    struct pg_payments *payments = reader->payments;
    enum pg_pay_effect effect =
        pg_payments_pay_class_effect(payments->elements[line->element].class);
    bool is_bonus = effect == PG_EFFECT_BONUS;

    read_dates(reader, row, line);
    bool counts = is_bonus
                      ? line->paid_state != PG_CELL_VALUE ||
                            holds(payments->twelve_months, line->paid) ||
                            is_for_somebody(payments, line)
                      : effect != PG_EFFECT_LEFT_OUT && is_for_somebody(payments, line);
    counts = counts && line->amount != 0;
    int64_t last = line->has_period ? line->period.last : line->paid;
    bool is_before = !counts && !is_bonus && effect != PG_EFFECT_LEFT_OUT &&
                     last <= payments->snapshot_day;
    if (!counts && !is_before)
        return;
    struct pg_unclaimed *of = unclaimed_of(reader, id);
    if (of == NULL) {
        reader->no_memory = true;
        return;
    }
    of->was_paid_before |= is_before;
    if (!counts)
        return;
    add_pounds(is_bonus ? &of->bonus : &of->pay, line->amount);
    of->n++;
    of->is_in_period |= !is_bonus || is_for_somebody(payments, line);
    if (id.len == 0 &&
        !pg_table_findings_add(payments->table, PG_NO_ROW, row->line,
                               reader->columns[PG_PAYMENT_EMPLOYEE_ID],
                               PG_FINDING_PAYMENT_ID_BLANK, PG_ACTION_OUT_OF_ALL))
        reader->no_memory = true;
}

void pg_payments_unclaimed(const struct pg_payments *payments, struct pg_unclaimed *open,
                           struct pg_unclaimed *former)
{
    *open = *former = (struct pg_unclaimed){0};
    for (size_t i = 0; i < payments->unclaimed_ids.n; i++) {
        const struct pg_unclaimed *of = &payments->unclaimed[i];
        bool has_left = of->was_paid_before && !of->is_in_period;
        struct pg_unclaimed *to = has_left ? former : open;
        add_pounds(&to->pay, of->pay);
        add_pounds(&to->bonus, of->bonus);
        to->n += of->n;
        to->n_people += of->n > 0;
    }
}

static void take_line(struct lines_reader *reader, const struct pg_row *row)
{
    struct pg_payments *payments = reader->payments;
    struct line line = {.number = row->line};
    struct pg_str id = cell_of(reader, row, PG_PAYMENT_EMPLOYEE_ID);

    if (!read_element(reader, row, &line)) {
        reader->no_memory = true;
        return;
    }
    struct pg_element_use *element = &payments->elements[line.element];
    bool is_amount = read_amount(reader, row, &line);
    element->n_lines++;
    if (is_amount && __builtin_add_overflow(element->total, line.amount, &element->total))
        element->total = INT64_MAX;
    element->n_below += is_amount && line.amount < 0;
    element->n_above += is_amount && line.amount > 0;
    if (element->class == PG_PAY_NONE)
        return; // it will be an error, once all of them are known
    line.row = id.len > 0 ? pg_payments_row(payments, id, row->line, &reader->no_memory)
                          : PG_NO_ROW;
    if (line.row == PG_NO_ROW) {
        take_unclaimed(reader, row, id, &line);
        return;
    }
    payments->n_claimed++;
    read_dates(reader, row, &line);
    bool is_watched = payments->is_watching && line.row == payments->watched_row;
    if (!is_amount) {
        take_bad_amount(reader, &line);
        if (is_watched)
            watch(reader, &line,
                  &(struct pg_paid){.is_in_period = is_for_period(reader, &line)});
        if (is_watched && payments->n_watched > 0)
            payments->watched[payments->n_watched - 1].is_bad = true;
        return;
    }
    struct pg_paid paid = {.row = line.row,
                           .element = (uint16_t)line.element,
                           .amount = line.amount,
                           .day = (int32_t)line.paid};
    if (pg_payments_pay_class_effect(element->class) == PG_EFFECT_BONUS)
        take_bonus(reader, row, &line, &paid);
    else
        take_other(reader, &line, &paid);
    if (is_watched)
        watch(reader, &line, &paid);
}

static bool is_blank(const struct pg_row *row)
{
    for (size_t i = 0; i < row->n_cells; i++) {
        if (pg_str_trim(row->cells[i]).len > 0)
            return false;
    }
    return true;
}

// The header again, as reports print it at the top of each page: the cells of element and
// amount are their headers.
static bool is_header_again(const struct lines_reader *reader, const struct pg_row *row)
{
    struct pg_str element = cell_of(reader, row, PG_PAYMENT_ELEMENT);
    struct pg_str amount = cell_of(reader, row, PG_PAYMENT_AMOUNT);

    return element.len > 0 && amount.len > 0 &&
           pg_str_same(element, reader->header_of_element) &&
           pg_str_same(amount, reader->header_of_amount);
}

static void keep_header(char header[static 64], struct pg_str cell)
{
    snprintf(header, 64, "%.*s", (int)(cell.len < 63 ? cell.len : 63), cell.ptr);
}

static paygap_status take_row(void *context, const struct pg_row *row, paygap_error *err)
{
    struct lines_reader *reader = context;

    if (!reader->has_header) {
        reader->has_header = true;
        PG_TRY(find_columns(reader, row, err));
        keep_header(reader->header_of_element, cell_of(reader, row, PG_PAYMENT_ELEMENT));
        keep_header(reader->header_of_amount, cell_of(reader, row, PG_PAYMENT_AMOUNT));
        return PAYGAP_OK;
    }
    reader->payments->n_lines++;
    bool has_element = cell_of(reader, row, PG_PAYMENT_ELEMENT).len > 0;
    if (is_header_again(reader, row)) {
        reader->no_memory =
            !pg_table_findings_add(reader->payments->table, PG_NO_ROW, row->line, 0,
                                   PG_FINDING_ROW_HEADER, PG_ACTION_SKIPPED);
    } else if (!has_element && pg_schema_row_is_footer(row)) {
        reader->no_memory =
            !pg_table_findings_add(reader->payments->table, PG_NO_ROW, row->line, 0,
                                   PG_FINDING_ROW_TOTAL, PG_ACTION_SKIPPED);
    } else if (!is_blank(row)) {
        take_line(reader, row);
    }
    return reader->no_memory ? pg_no_memory(err) : PAYGAP_OK;
}

// ---------------------------------------------------------------- elements without a class

static paygap_status check_elements(const struct pg_payments *payments, const char *path,
                                    paygap_error *err)
{
    struct pg_buffer list = {0};
    size_t n = 0;
    char count[32], pounds[32];

    for (uint32_t i = 0; i < payments->names.n; i++) {
        const struct pg_element_use *element = &payments->elements[i];
        if (element->class != PG_PAY_NONE)
            continue;
        if (n++ > 0)
            pg_buffer_printf(&list, ", ");
        pg_buffer_printf(&list, "\"");
        pg_buffer_add_visible(&list, pg_intern_get(&payments->names, i), 40);
        uint64_t whole = (uint64_t)(element->total < 0 ? -element->total : element->total) /
                         (uint64_t)PG_MILLION;
        pg_buffer_printf(&list, "\" (%s payments, %s%s pounds)",
                         pg_grouped(element->n_lines, count), element->total < 0 ? "-" : "",
                         pg_grouped(whole, pounds));
        if (list.len > 700) {
            pg_buffer_printf(&list, ", ...");
            break;
        }
    }
    paygap_status status =
        n == 0 ? PAYGAP_OK
               : pg_fail_at(err, PAYGAP_CHOICE, path, 0, 0,
                            "say under [elements] what these are: %s; paygap inspect "
                            "proposes a class for each",
                            list.ptr != NULL ? list.ptr : "");
    pg_buffer_free(&list);
    return status;
}

paygap_status pg_payments_read(struct pg_payments *payments,
                               const struct pg_mapping *mapping, struct pg_input *input,
                               const char *path, struct pg_source_facts *facts,
                               paygap_error *err)
{
    struct lines_reader *reader = calloc(1, sizeof *reader);

    if (reader == NULL)
        return pg_no_memory(err);
    reader->payments = payments;
    reader->mapping = mapping;
    reader->path = path;
    paygap_status status = pg_source_input_read(input, take_row, reader, facts, err);
    free(reader);
    if (status == PAYGAP_OK)
        status = check_elements(payments, path, err);
    if (status == PAYGAP_OK && payments->n_claimed == 0 && payments->strangers.n > 0)
        return pg_fail_at(err, PAYGAP_CHOICE, path, 0, 0,
                          "no payment is of anybody in the list of employees: the employee "
                          "ids of both must be written alike, such as 000101 or 101");
    return status;
}
