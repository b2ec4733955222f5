// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Payroll systems work out an hourly rate of their own, some with other weeks in a month
 * than the Regulations have. Where pay, hours and a rate are all there, the two are
 * compared.
 */
#include "pg_pay.h"

#include <math.h>

// Pay, period and hours are all there.
static bool has_pay(const struct pg_table *table, uint32_t row)
{
    return pg_table_has(table, row, PG_ITEM_ORDINARY_PAY) &&
           pg_table_has(table, row, PG_ITEM_PAY_PERIOD) &&
           pg_table_has(table, row, PG_ITEM_WEEKLY_HOURS) && table->weekly_hours[row] > 0;
}

struct pg_rate_comparison pg_pay_compare(const struct pg_pay *pay, enum pg_item item)
{
    const struct pg_table *table = pay->table;
    struct pg_rate_comparison found = {0, 0, 0};
    double sum = 0;

    for (uint32_t row = 0; table->amounts[item] != NULL && row < table->n_rows; row++) {
        if (!pg_pay_is_hourly(pay, row) || !pg_table_has(table, row, item) ||
            pg_table_amount(table, row, item) <= 0 || !has_pay(table, row))
            continue;
        struct pg_fraction week = pg_pay_weekly_pay(pay, row);
        struct pg_fraction hours = pg_pay_hours(table, row);
        double rate = pg_fraction_double(week) * 1e6 / pg_fraction_double(hours);
        double given = (double)pg_table_amount(table, row, item) / 1e6;
        found.n_compared++;
        if (rate <= 0 || fabs(given - rate) <= 0.005 + 1e-9)
            continue;
        found.n_different++;
        sum += 100 * (given / rate - 1);
    }
    found.mean_percent = found.n_different > 0 ? sum / (double)found.n_different : 0;
    return found;
}
