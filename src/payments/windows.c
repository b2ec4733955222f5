// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The relevant pay period of each person: that of the person's own lines, if they say which
 * period they are for; else that of everybody with the same pay period.
 */
#include "pg_payments.h"

static const uint32_t month = 30440000; // millionths of a day

static struct pg_window month_of(struct pg_date date)
{
    struct pg_date first = {date.year, date.month, 1};
    struct pg_date next = {date.month == 12 ? date.year + 1 : date.year,
                           date.month == 12 ? 1 : date.month + 1, 1};

    return (struct pg_window){pg_date_days(first), pg_date_days(next) - 1};
}

static bool window_of_period(const struct pg_payments *payments, uint32_t days,
                             struct pg_window *window)
{
    for (size_t i = 0; i < payments->wish->n_windows; i++) {
        if (payments->wish->windows[i].days == days) {
            *window = payments->wish->windows[i].window;
            return true;
        }
    }
    *window = month_of(payments->snapshot);
    return days == month;
}

bool pg_window_of_row(const struct pg_payments *payments, uint32_t row,
                      struct pg_window *window)
{
    const struct pg_table *table = payments->table;
    uint16_t own = payments->own_of_row[row];

    if (own > 0) {
        *window = payments->own[own - 1].window;
        return true;
    }
    return pg_has(table, row, PG_ITEM_PAY_PERIOD) &&
           window_of_period(payments, table->pay_period[row], window);
}
