// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The relevant pay period of each person: that of the person's own lines, if they say which
 * period they are for; else that of everybody with the same pay period.
 */
#include "pg_payments.h"

#include "pg_law.h"

static struct pg_window month_of(struct pg_date date)
{
    struct pg_date first = {date.year, date.month, 1};
    struct pg_date next = {date.month == 12 ? date.year + 1 : date.year,
                           date.month == 12 ? 1 : date.month + 1, 1};

    return (struct pg_window){pg_date_days(first), pg_date_days(next) - 1};
}

bool pg_payments_window_of_period(const struct pg_payments *payments, uint32_t days,
                                  struct pg_window *window)
{
    for (size_t i = 0; i < payments->wish->n_windows; i++) {
        if (payments->wish->windows[i].days == days) {
            *window = payments->wish->windows[i].window;
            return true;
        }
    }
    *window = month_of(payments->snapshot);
    return days == PG_LAW_MONTH;
}

bool pg_payments_window_of_row(const struct pg_payments *payments, uint32_t row,
                               struct pg_window *window)
{
    const struct pg_table *table = payments->table;
    uint16_t own = payments->own_of_row[row];
    bool is_known = pg_table_has(table, row, PG_ITEM_PAY_PERIOD) &&
                    pg_payments_window_of_period(payments, table->pay_period[row], window);

    if (own == 0)
        return is_known;
    struct pg_window of_lines = payments->own[own - 1].window;
    bool is_part = is_known && window->first <= of_lines.first &&
                   of_lines.last <= window->last; // a period paid in parts
    if (!is_part)
        *window = of_lines;
    return true;
}

// The window of the lines of a row: from the earliest beginning to the latest end of those
// of basic pay, or of all if no basic pay says. It does not depend on their order.
bool pg_payments_window_note(struct pg_payments *payments, uint32_t row,
                             struct pg_window window, bool is_basic)
{
    uint16_t *own = &payments->own_of_row[row];
    const struct pg_own_window *before = *own > 0 ? &payments->own[*own - 1] : NULL;
    size_t i = 0;

    if (before != NULL && before->is_basic && !is_basic)
        return true;
    if (before != NULL && before->is_basic == is_basic) {
        window.first =
            before->window.first < window.first ? before->window.first : window.first;
        window.last = before->window.last > window.last ? before->window.last : window.last;
    }
    while (i < payments->n_own && (payments->own[i].window.first != window.first ||
                                   payments->own[i].window.last != window.last ||
                                   payments->own[i].is_basic != is_basic))
        i++;
    if (i == payments->n_own) {
        struct pg_own_window *grown =
            i < UINT16_MAX
                ? pg_grown(payments->own, i, &payments->own_capacity, sizeof *grown)
                : NULL;
        if (grown == NULL)
            return false;
        payments->own = grown;
        grown[payments->n_own++] = (struct pg_own_window){window, is_basic};
    }
    *own = (uint16_t)(i + 1);
    return true;
}

const char *pg_payments_period_key(uint32_t days)
{
    const struct pg_period *period = pg_law_regime_period(pg_law_regime_default(), days);

    return period != NULL && period->key != NULL ? period->key : "that period";
}
