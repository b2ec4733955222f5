// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * People who started or left within the relevant pay period. Their pay is of a part of it;
 * the Regulations divide it by the whole all the same, so their hourly pay comes out too
 * low. They are counted as the law says, and said; days_covered can give the days of the
 * period that the pay covers, which then take the place of the period's length.
 */
#include "run_parts.h"

#include <stdlib.h>

enum { LONGEST = 31 }; // days of a pay period whose place is not known

// The relevant pay period of a row, if it is known.
static bool window_of(const struct pg_run *run, uint32_t row, struct pg_window *window)
{
    const struct pg_payments of_period = {.wish = &run->config.payments,
                                          .snapshot = run->config.snapshot_date};

    return run->payments.table != NULL
               ? pg_payments_window_of_row(&run->payments, row, window)
               : pg_payments_window_of_period(&of_period, run->table.pay_period[row],
                                              window);
}

// Whether somebody employed from `first` to `last` (0 = long before, after) was not, or of
// a period whose place is not known may not have been, for all of the pay period.
static bool is_part(struct pg_run *run, const struct pg_row_days *days)
{
    int64_t snapshot = pg_date_days(run->config.snapshot_date);
    uint32_t length = run->table.pay_period[days->row];
    struct pg_window window;

    bool is_known = window_of(run, days->row, &window);
    if (!is_known) {
        int64_t n_days = (length + PG_MILLION - 1) / PG_MILLION;
        if (n_days > LONGEST)
            return false;
        window = (struct pg_window){snapshot - n_days + 1, snapshot + n_days - 1};
    }
    bool found = (days->first != 0 && days->first > window.first) ||
                 (days->last != 0 && days->last < window.last);
    run->part_periods.has_open |= found && !is_known;
    return found;
}

// Days as many as the calendar has in the period, or as its length, cover all of it.
static bool is_covered(const struct pg_run *run, const struct pg_row_days *days)
{
    struct pg_window window;
    int64_t n_days =
        window_of(run, days->row, &window) ? window.last - window.first + 1 : LONGEST;

    return days->covered >= n_days * PG_MILLION ||
           days->covered >= run->table.pay_period[days->row];
}

bool pg_run_settle_days(struct pg_run *run)
{
    struct pg_table *table = &run->table;
    bool added = true;

    run->part_periods.rows = malloc((table->n_days + 1) * sizeof *run->part_periods.rows);
    if (run->part_periods.rows == NULL)
        return false;
    for (size_t i = 0; added && table->pay_period != NULL && i < table->n_days; i++) {
        const struct pg_row_days *days = &table->days[i];
        uint32_t row = days->row;
        if (!pg_table_has(table, row, PG_ITEM_PAY_PERIOD))
            continue;
        if (days->covered == 0 && is_part(run, days))
            run->part_periods.rows[run->part_periods.n++] = row;
        if (days->covered == 0 || is_covered(run, days))
            continue;
        table->pay_period[row] = days->covered;
        added = pg_table_findings_add(table, row, table->line[row],
                                      pg_table_column_of(table, row, PG_FIELD_DAYS_COVERED),
                                      PG_FINDING_DAYS_COVERED, PG_ACTION_KEPT);
    }
    return added;
}

// Whether the pay of a person's row counts; a known rate is not touched by days.
static bool counts(const struct pg_run *run, uint32_t row)
{
    uint32_t main_row = pg_population_main_post(&run->people, &run->table, row);

    return pg_pay_is_hourly(&run->pay, main_row) &&
           !pg_pay_has_known_rate(&run->table, row) &&
           !(run->table.yes[row] & PG_YES_NOT_EMPLOYED);
}

bool pg_run_find_part_periods(struct pg_run *run)
{
    struct pg_table *table = &run->table;
    size_t n = 0;

    for (size_t i = 0; i < run->part_periods.n; i++) {
        uint32_t row = run->part_periods.rows[i];
        if (!counts(run, row))
            continue;
        run->part_periods.rows[n++] = row;
        if (!pg_table_findings_add(table, row, table->line[row], 0, PG_FINDING_PART_PERIOD,
                                   PG_ACTION_KEPT))
            return false;
    }
    run->part_periods.n = n;
    return true;
}
