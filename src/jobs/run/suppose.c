// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * One thing otherwise: a choice that the employer has, or a mistake that is often made.
 * What it would change is never estimated. The run is made again from the file, with the
 * configuration changed before reading (pg_run_suppose_config()) or the table after it
 * (pg_run_suppose_table()), and every later stage works as always. So the answer is exact,
 * ties and rounding included, and needs no second method that could be wrong.
 *
 *     Mistake: a month is 4.33 weeks. 4.33 x 7 = 30.31 days instead of those of the law.
 *     Somebody on 1,000 pounds a month and 37 hours gets 1,000 x 7 / 30.31 / 37 = 6.2418
 *     instead of 6.2152.
 *
 * Invariant: a supposition only puts in values that a file could have held, so no later
 * stage needs to know of it; two may be made at once. The element map is changed, never the
 * amounts of single lines. Worst case: one run for each thing supposed, each with the
 * memory of a run; audit/scenarios.c and audit/verify_search.c decide which are worth it.
 */
#include "pg_suppose.h"

#include "pg_law.h"
#include "run_parts.h"

static void change_class(struct pg_run *run, enum pg_pay_class from, enum pg_pay_class to)
{
    struct pg_element_map *map = &run->config.payments.elements;

    for (size_t i = 0; i < map->n; i++) {
        if (map->items[i].class == from)
            map->items[i].class = to;
    }
}

static void leave_element_out(struct pg_run *run, const char *name)
{
    struct pg_element_map *map = &run->config.payments.elements;

    for (size_t i = 0; i < map->n; i++) {
        if (strcmp(map->items[i].name, name) == 0)
            map->items[i].class = PG_PAY_IGNORE;
    }
}

static const uint32_t month = PG_LAW_MONTH, quarter = 3 * PG_LAW_MONTH, year = PG_LAW_YEAR;

/** Mistaken lengths in millionths of a day; 0 = as it is. A month a twelfth of a year of 52
 *  weeks is a whole number of millionths, so that people paid by the month and by the year
 *  can be tied. */
static const struct lengths {
    enum pg_suppose what;
    uint32_t month, quarter, year;
} mistaken_lengths[] = {
    {PG_SUPPOSE_WEEKS_52, 364000000 / 12, 0, 12 * (364000000 / 12)},
    {PG_SUPPOSE_QUARTER_121_76, 0, 121760000, 0},
    {PG_SUPPOSE_MONTH_4, 28000000, 0, 0},
    {PG_SUPPOSE_MONTH_4_33, 30310000, 0, 0},
    {PG_SUPPOSE_MONTH_4_345, 30415000, 0, 0},
    {PG_SUPPOSE_MONTH_4_OF_52, 28000000, 0, 364000000},
    {PG_SUPPOSE_MONTH_4_33_OF_52, 30310000, 0, 364000000},
    {PG_SUPPOSE_MONTH_4_345_OF_52, 30415000, 0, 364000000},
};

static const struct lengths *lengths_of(enum pg_suppose what)
{
    for (size_t i = 0; i < sizeof mistaken_lengths / sizeof mistaken_lengths[0]; i++) {
        if (mistaken_lengths[i].what == what)
            return &mistaken_lengths[i];
    }
    return NULL;
}

// The length that a mistake gives a period, of pay or of a bonus: months as many as it has.
static uint32_t mistaken(uint32_t days, const struct lengths *lengths)
{
    uint32_t n_months = days / month;
    bool are_months = n_months > 0 && n_months * month == days;

    if (days == quarter && lengths->quarter > 0)
        return lengths->quarter;
    if (days == year && lengths->year > 0)
        return lengths->year;
    return are_months && lengths->month > 0 ? n_months * lengths->month : days;
}

static void mistake_configured(struct pg_run *run, const struct lengths *lengths)
{
    struct pg_element_map *map = &run->config.payments.elements;
    struct pg_policy *policy = &run->config.policy;

    policy->default_bonus_period = mistaken(policy->default_bonus_period, lengths);
    for (size_t i = 0; i < map->n; i++)
        map->items[i].bonus_period = mistaken(map->items[i].bonus_period, lengths);
}

static bool suppose_configured(struct pg_run *run, const struct pg_supposition *supposed)
{
    const struct lengths *lengths = lengths_of(supposed->what);
    struct pg_policy *policy = &run->config.policy;
    bool no_memory = false;

    if (lengths != NULL)
        mistake_configured(run, lengths);
    switch (supposed->what) {
    case PG_SUPPOSE_OTHER_TIES:
        policy->tie_precision =
            policy->tie_precision == PG_TIES_EXACT ? PG_TIES_PENNY : PG_TIES_EXACT;
        break;
    case PG_SUPPOSE_OTHER_CONTRACTS:
        policy->multiple_contracts = policy->multiple_contracts == PG_CONTRACTS_MERGE
                                         ? PG_CONTRACTS_SEPARATE
                                         : PG_CONTRACTS_MERGE;
        break;
    case PG_SUPPOSE_NO_SACRIFICE:
        change_class(run, PG_PAY_SALARY_SACRIFICE, PG_PAY_IGNORE);
        break;
    case PG_SUPPOSE_NO_ELEMENT:
        leave_element_out(run, supposed->element);
        break;
    case PG_SUPPOSE_OVERTIME:
        change_class(run, PG_PAY_OVERTIME, PG_PAY_ALLOWANCE);
        return supposed->element == NULL ||
               pg_payments_element_map_add(&run->config.payments.elements,
                                           supposed->element, pg_str_of("allowance"),
                                           &no_memory);
    default:
        break;
    }
    return true;
}

bool pg_run_suppose_config(struct pg_run *run)
{
    for (size_t i = 0; i < run->supposed->n; i++) {
        if (!suppose_configured(run, &run->supposed->items[i]))
            return false;
    }
    return true;
}

static void suppose_periods(struct pg_table *table, size_t row,
                            const struct lengths *lengths)
{
    if (table->pay_period != NULL)
        table->pay_period[row] = mistaken(table->pay_period[row], lengths);
    if (table->bonus_period != NULL)
        table->bonus_period[row] = mistaken(table->bonus_period[row], lengths);
}

// Which number of hours it is does not matter to gaps and quarters.
static void suppose_hours(struct pg_table *table, size_t row)
{
    if (table->weekly_hours != NULL && pg_table_has(table, row, PG_ITEM_WEEKLY_HOURS) &&
        table->weekly_hours[row] > 0)
        table->weekly_hours[row] = (int32_t)(37 * PG_MILLION);
}

// With the bonus period as long as the pay period, nothing is taken in proportion.
static void suppose_bonus(struct pg_table *table, size_t row, bool is_whole)
{
    if (table->amounts[PG_ITEM_BONUS] == NULL ||
        (!pg_table_has(table, row, PG_ITEM_BONUS) && is_whole))
        return;
    if (!is_whole) {
        table->amounts[PG_ITEM_BONUS][row] = 0;
        pg_table_set_state(table, row, PG_ITEM_BONUS, PG_CELL_BLANK);
        return;
    }
    if (table->bonus_period == NULL || table->pay_period == NULL ||
        !pg_table_has(table, row, PG_ITEM_PAY_PERIOD))
        return;
    table->bonus_period[row] = table->pay_period[row];
    pg_table_set_state(table, row, PG_ITEM_BONUS_PERIOD, PG_CELL_VALUE);
}

static void suppose_row(struct pg_table *table, size_t row, enum pg_suppose what)
{
    enum pg_cell_state full_pay = pg_table_state(table, row, PG_ITEM_FULL_PAY);

    switch (what) {
    case PG_SUPPOSE_LEAVE_COUNTS:
        if (full_pay == PG_CELL_VALUE)
            table->yes[row] |= PG_YES_FULL_PAY;
        break;
    case PG_SUPPOSE_BLANK_IS_FULL:
        if (full_pay != PG_CELL_VALUE) {
            pg_table_set_state(table, row, PG_ITEM_FULL_PAY, PG_CELL_VALUE);
            table->yes[row] |= PG_YES_FULL_PAY;
        }
        break;
    case PG_SUPPOSE_PARTNERS:
        table->yes[row] &= (uint8_t)~PG_YES_PARTNER;
        break;
    case PG_SUPPOSE_NO_KNOWN_RATES:
        pg_table_set_state(table, row, PG_ITEM_HOURLY_PAY, PG_CELL_BLANK);
        break;
    case PG_SUPPOSE_WHOLE_BONUS:
    case PG_SUPPOSE_NO_BONUS:
        suppose_bonus(table, row, what == PG_SUPPOSE_WHOLE_BONUS);
        break;
    case PG_SUPPOSE_SAME_HOURS:
        suppose_hours(table, row);
        break;
    case PG_SUPPOSE_SEXES_SWAPPED:
        if (table->sex[row] == PG_MEN || table->sex[row] == PG_WOMEN)
            table->sex[row] = table->sex[row] == PG_MEN ? PG_WOMEN : PG_MEN;
        break;
    default:
        break;
    }
}

static bool suppose_in_table(struct pg_table *table, enum pg_suppose what)
{
    const struct lengths *lengths = lengths_of(what);

    if (what == PG_SUPPOSE_WHOLE_BONUS && table->pay_period != NULL &&
        !pg_table_use_column(table, PG_ITEM_BONUS_PERIOD)) // where one is chosen for all
        return false;
    for (size_t row = 0; row < table->n_rows; row++) {
        if (lengths != NULL)
            suppose_periods(table, row, lengths);
        else
            suppose_row(table, row, what);
    }
    if (what == PG_SUPPOSE_WHOLE_BONUS || what == PG_SUPPOSE_NO_BONUS)
        table->exact_bonus.n = 0;
    if (what == PG_SUPPOSE_SAME_HOURS)
        table->exact_hours.n = 0;
    return true;
}

bool pg_run_suppose_table(struct pg_run *run)
{
    for (size_t i = 0; i < run->supposed->n; i++) {
        if (!suppose_in_table(&run->table, run->supposed->items[i].what))
            return false;
    }
    return true;
}
