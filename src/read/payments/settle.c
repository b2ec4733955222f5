// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * From kept payments to the employees' columns: begins (index of ids, windows), and at the
 * end adds the payments of each employee. Ordinary pay is one sum. Bonuses of the pay
 * period may relate to periods of different lengths; then the sum of amount over days is
 * kept as a fraction beside the columns (exact_bonus), since no single amount and period
 * says it. Whether a bonus falls into the pay period is decided here, not line by line,
 * because the window of a person may follow from that person's other payments.
 *
 * Invariant: payments are sorted by employee and element, so sums and messages do not
 * depend on the order of the lines. A sum that does not fit makes the item bad, never
 * wrong. n log n for n payments, no further memory.
 */
#include "pg_payments.h"

#include "pg_law.h"

#include <stdlib.h>

// ---------------------------------------------------------------- beginning and end

static uint32_t employer_of(const struct pg_table *table, uint32_t row)
{
    return table->employer < table->n_labels
               ? pg_table_label_code(&table->labels[table->employer], row)
               : 0;
}

// `is_shared`: an id stands under two employers, so that nothing says whose a payment is.
static bool index_ids(struct pg_payments *payments, bool *is_shared)
{
    struct pg_table *table = payments->table;
    size_t begin = 0;

    payments->row_of = malloc((table->n_rows + 1) * sizeof *payments->row_of);
    if (payments->row_of == NULL)
        return false;
    for (uint32_t row = 0; row < table->n_rows; row++) {
        bool is_new;
        struct pg_str id = {table->ids.bytes + begin, table->ids.ends[row] - begin};
        begin = table->ids.ends[row];
        uint32_t number = pg_intern_add(&payments->ids, id, &is_new);
        if (number == PG_INTERN_FULL)
            return false;
        *is_shared |= !is_new && employer_of(table, row) !=
                                     employer_of(table, payments->row_of[number]);
        // Of a person who has changed posts, those of the post that is held.
        bool is_held = !(table->yes[row] & PG_YES_NOT_EMPLOYED);
        if (is_new ||
            (is_held && (table->yes[payments->row_of[number]] & PG_YES_NOT_EMPLOYED) != 0))
            payments->row_of[number] = row;
    }
    return true;
}

// A relevant pay period is as long as its name says and holds the snapshot date.
paygap_status pg_payments_windows_check(const struct pg_payments_wish *wish,
                                        int64_t snapshot_day, const char *config,
                                        paygap_error *err)
{
    for (size_t i = 0; i < wish->n_windows; i++) {
        const struct pg_period_window *of = &wish->windows[i];
        int64_t n_days = of->window.last - of->window.first + 1;
        double days = (double)of->days / (double)PG_MILLION;
        bool is_whole = of->days % PG_MILLION == 0; // months and years differ
        double least = is_whole ? days : days - 3, most = is_whole ? days : days + 1;
        bool is_right = of->window.first <= snapshot_day &&
                        snapshot_day <= of->window.last && (double)n_days >= least &&
                        (double)n_days <= most;
        if (!is_right)
            return pg_fail_at(
                err, PAYGAP_CONFIG, config, 0, 0,
                "the relevant pay period of people paid every %g days must be "
                "as long and hold the snapshot date",
                days);
    }
    return PAYGAP_OK;
}

paygap_status pg_payments_begin(struct pg_payments *payments,
                                const struct pg_payments_wish *wish, struct pg_table *table,
                                struct pg_date snapshot, const char *config,
                                paygap_error *err)
{
    *payments = (struct pg_payments){.is_watching = payments->is_watching,
                                     .watched_row = payments->watched_row,
                                     .wish = wish,
                                     .table = table,
                                     .snapshot = snapshot};
    payments->snapshot_day = pg_date_days(snapshot);
    payments->twelve_months = (struct pg_window){
        pg_date_anniversary(snapshot, -PG_LAW_BONUS_YEARS) + 1, payments->snapshot_day};
    payments->own_of_row = calloc(table->n_rows + 1, sizeof *payments->own_of_row);
    bool is_shared = false;
    bool has_memory =
        payments->own_of_row != NULL && index_ids(payments, &is_shared) &&
        (!wish->is_wanted || (pg_table_use_amount(table, PG_ITEM_ORDINARY_PAY) &&
                              pg_table_use_amount(table, PG_ITEM_BONUS) &&
                              pg_table_use_amount(table, PG_ITEM_BONUS_12) &&
                              pg_table_use_column(table, PG_ITEM_BONUS_PERIOD)));
    if (has_memory && is_shared)
        return pg_fail_at(
            err, PAYGAP_CHOICE, config, 0, 0,
            "an employee id stands under two employers, and nothing says "
            "whose payments or hours with that id are; make the ids differ, or "
            "run the employers one by one with files of their own");
    return has_memory ? pg_payments_windows_check(wish, payments->snapshot_day, config, err)
                      : pg_no_memory(err);
}

void pg_payments_free(struct pg_payments *payments)
{
    pg_intern_free(&payments->ids);
    pg_intern_free(&payments->strangers);
    pg_intern_free(&payments->unclaimed_ids);
    free(payments->unclaimed);
    pg_intern_free(&payments->names);
    free(payments->row_of);
    free(payments->elements);
    free(payments->paid);
    free(payments->own);
    free(payments->own_of_row);
    free(payments->watched);
    *payments = (struct pg_payments){0};
}

void pg_payments_wish_free(struct pg_payments_wish *wish)
{
    free(wish->file);
    free(wish->hours_file);
    for (int i = 0; i < PG_N_PAYMENT_COLUMNS; i++)
        free(wish->header_of[i]);
    free(wish->windows);
    pg_payments_element_map_free(&wish->elements);
    *wish = (struct pg_payments_wish){0};
}

uint32_t pg_payments_row_of(const struct pg_payments *payments, uint32_t row)
{
    uint32_t number = pg_intern_find(&payments->ids, pg_table_id(payments->table, row));

    return number != PG_INTERN_FULL ? payments->row_of[number] : row;
}

uint32_t pg_payments_row(struct pg_payments *payments, struct pg_str id, size_t line,
                         bool *no_memory)
{
    bool is_new;
    uint32_t number = pg_intern_find(&payments->ids, id);

    if (number != PG_INTERN_FULL)
        return payments->row_of[number];
    if (pg_intern_add(&payments->strangers, id, &is_new) == PG_INTERN_FULL ||
        (is_new &&
         !pg_table_findings_add(payments->table, PG_NO_ROW, line, 0,
                                PG_FINDING_PAYMENT_STRANGER, PG_ACTION_OUT_OF_ALL)))
        *no_memory = true;
    return PG_NO_ROW;
}

// ---------------------------------------------------------------- into the table

enum pg_field pg_payments_pay_class_field(enum pg_pay_class class)
{
    switch (class) {
    case PG_PAY_BASIC:
    case PG_PAY_SALARY_SACRIFICE:
        return PG_FIELD_BASIC_PAY;
    case PG_PAY_ALLOWANCE:
        return PG_FIELD_ALLOWANCES;
    case PG_PAY_PIECEWORK:
        return PG_FIELD_PIECEWORK_PAY;
    case PG_PAY_LEAVE:
        return PG_FIELD_LEAVE_PAY;
    case PG_PAY_SHIFT_PREMIUM:
        return PG_FIELD_SHIFT_PREMIUM;
    case PG_PAY_BONUS:
        return PG_FIELD_BONUS_IN_PAY_PERIOD;
    default:
        return PG_FIELD_NONE;
    }
}

static void add_amount(struct pg_table *table, uint32_t row, enum pg_item item,
                       int64_t amount)
{
    int64_t *sum = &table->amounts[item][row];

    if (pg_table_state(table, row, item) == PG_CELL_BAD)
        return;
    bool is_over = __builtin_add_overflow(*sum, amount, sum) || *sum >= PG_DECIMAL_LIMIT ||
                   *sum <= -PG_DECIMAL_LIMIT;
    pg_table_set_state(table, row, item, is_over ? PG_CELL_BAD : PG_CELL_VALUE);
}

int64_t pg_payments_sacrificed(const struct pg_element_use *element, int64_t amount)
{
    bool is_below = element->n_below != element->n_above
                        ? element->n_below > element->n_above
                        : element->total < 0;

    return is_below ? -amount : amount;
}

static bool add_ordinary(struct pg_payments *payments, const struct pg_paid *paid)
{
    enum pg_pay_effect effect =
        pg_payments_pay_class_effect(payments->elements[paid->element].class);
    int64_t amount = paid->amount;

    if (effect == PG_EFFECT_DEDUCTED)
        amount = -pg_payments_sacrificed(&payments->elements[paid->element], amount);
    if (effect == PG_EFFECT_ORDINARY || effect == PG_EFFECT_DEDUCTED)
        add_amount(payments->table, paid->row, PG_ITEM_ORDINARY_PAY, amount);
    return (effect != PG_EFFECT_ORDINARY && effect != PG_EFFECT_DEDUCTED) ||
           pg_table_add_part(
               payments->table, paid->row,
               pg_payments_pay_class_field(payments->elements[paid->element].class),
               amount);
}

/** What a person's bonuses in the pay period add up to. */
struct bonus_sum {
    int64_t amount;
    uint32_t period; /**< of all of them; 0 = none given */
    bool is_mixed, lacks_period, has_bad_period, fits;
    struct pg_fraction per_day;
};

static void add_bonus(struct bonus_sum *sum, const struct pg_paid *paid,
                      uint32_t default_period)
{
    uint32_t period = paid->bonus_period > 0 ? paid->bonus_period : default_period;
    bool is_first = sum->period == 0 && !sum->lacks_period;

    if (__builtin_add_overflow(sum->amount, paid->amount, &sum->amount))
        sum->fits = false;
    if (paid->bonus_period == PG_BAD_PERIOD) {
        sum->has_bad_period = true;
        return;
    }
    sum->lacks_period = sum->lacks_period || period == 0;
    if (period == 0)
        return;
    sum->is_mixed = sum->is_mixed || (!is_first && period != sum->period);
    sum->period = is_first ? period : sum->period;
    sum->fits = sum->fits &&
                pg_fraction_add(sum->per_day, (struct pg_fraction){paid->amount, period},
                                &sum->per_day);
}

static bool put_bonus(struct pg_table *table, uint32_t row, const struct bonus_sum *sum)
{
    if (pg_table_state(table, row, PG_ITEM_BONUS) == PG_CELL_BAD)
        return true;
    table->amounts[PG_ITEM_BONUS][row] = sum->amount;
    pg_table_set_state(table, row, PG_ITEM_BONUS, sum->fits ? PG_CELL_VALUE : PG_CELL_BAD);
    if (sum->has_bad_period)
        pg_table_set_state(table, row, PG_ITEM_BONUS_PERIOD, PG_CELL_BAD);
    if (sum->lacks_period || sum->has_bad_period)
        return true; // if blank, the bonus period stays blank: whoever decides on pay asks
                     // for it
    table->bonus_period[row] = sum->period;
    pg_table_set_state(table, row, PG_ITEM_BONUS_PERIOD, PG_CELL_VALUE);
    return !sum->is_mixed || !sum->fits ||
           pg_table_row_fraction_set(&table->exact_bonus, row, sum->per_day);
}

/** Pay periods of people whose window nobody knows. */
struct unknown {
    size_t n;
    uint32_t days;
};

static bool is_paid_in_period(struct pg_payments *payments, const struct pg_paid *paid,
                              struct unknown *unknown)
{
    struct pg_window window;

    if (pg_payments_window_of_row(payments, paid->row, &window))
        return window.first <= paid->day && paid->day <= window.last;
    bool is_near = paid->day > payments->snapshot_day - 367;
    if (is_near && pg_table_has(payments->table, paid->row, PG_ITEM_PAY_PERIOD)) {
        unknown->n++;
        unknown->days = payments->table->pay_period[paid->row];
    }
    return false;
}

static int by_row(const void *a, const void *b)
{
    const struct pg_paid *left = a, *right = b;

    if (left->row != right->row)
        return left->row < right->row ? -1 : 1;
    return left->element < right->element ? -1 : left->element > right->element;
}

// More of a person's salary sacrifice is given back in the period than is sacrificed.
static bool find_given_back(struct pg_payments *payments, size_t begin, size_t end)
{
    struct pg_table *table = payments->table;
    uint32_t row = payments->paid[begin].row;

    for (size_t i = begin, next; i < end; i = next) {
        uint16_t number = payments->paid[i].element;
        const struct pg_element_use *element = &payments->elements[number];
        int64_t sum = 0;
        for (next = i; next < end && payments->paid[next].element == number; next++) {
            int64_t amount = pg_payments_sacrificed(element, payments->paid[next].amount);
            if (payments->paid[next].is_in_period &&
                __builtin_add_overflow(sum, amount, &sum))
                sum = 0; // the whole of the pay is then beyond all measure
        }
        if (pg_payments_pay_class_effect(element->class) == PG_EFFECT_DEDUCTED && sum < 0 &&
            !pg_table_findings_add(table, row, table->line[row], 0,
                                   PG_FINDING_SACRIFICE_BACK, PG_ACTION_KEPT))
            return false;
    }
    return true;
}

static bool settle_row(struct pg_payments *payments, size_t begin, size_t end,
                       uint32_t default_period, struct unknown *unknown)
{
    struct bonus_sum sum = {.fits = true, .per_day = {0, 1}};
    bool has_bonus = false;

    if (!find_given_back(payments, begin, end))
        return false;

    for (size_t i = begin; i < end; i++) {
        struct pg_paid *paid = &payments->paid[i];
        bool is_bonus = payments->elements[paid->element].class == PG_PAY_BONUS;
        if (paid->is_in_period && paid->amount != 0 &&
            payments->elements[paid->element].is_unpaid_leave)
            payments->table->yes[paid->row] |= PG_YES_UNPAID_LEAVE;
        if (!is_bonus) {
            if (paid->is_in_period && !add_ordinary(payments, paid))
                return false;
            continue;
        }
        if (paid->is_in_year)
            add_amount(payments->table, paid->row, PG_ITEM_BONUS_12, paid->amount);
        paid->is_in_period = is_paid_in_period(payments, paid, unknown);
        if (!paid->is_in_period)
            continue;
        add_bonus(&sum, paid, default_period);
        has_bonus = true;
    }
    return !has_bonus || put_bonus(payments->table, payments->paid[begin].row, &sum);
}

paygap_status pg_payments_settle(struct pg_payments *payments,
                                 uint32_t default_bonus_period, const char *path,
                                 paygap_error *err)
{
    struct unknown unknown = {payments->n_unplaced, payments->unplaced_days};

    payments->table->reading = 0; // what follows is about the employees
    if (payments->n_paid > 0)
        qsort(payments->paid, payments->n_paid, sizeof *payments->paid, by_row);
    for (size_t begin = 0, end; begin < payments->n_paid; begin = end) {
        for (end = begin; end < payments->n_paid &&
                          payments->paid[end].row == payments->paid[begin].row;)
            end++;
        if (!settle_row(payments, begin, end, default_bonus_period, &unknown))
            return pg_no_memory(err);
    }
    payments->table->has_bonus_12 = true;
    if (unknown.n == 0)
        return PAYGAP_OK;
    return pg_fail_at(err, PAYGAP_CHOICE, path, 0, 0,
                      "the relevant pay period of people paid %s is not known, and %zu of "
                      "their payments turn on it; say under [payments] %s = its first day "
                      "to its last, such as 2026-03-30 to 2026-04-05",
                      pg_payments_period_key(unknown.days), unknown.n,
                      pg_payments_period_key(unknown.days));
}
