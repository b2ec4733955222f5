// SPDX-License-Identifier: GPL-3.0-or-later
#include "suppose.h"

#include "pg_run.h"

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

static const uint32_t month = 30440000, quarter = 91320000, year = 365250000;

// A period of a year of 52 weeks, in millionths of a day: as many months as it has, each
// 364 / 12, so that people paid by the month, the quarter and the year can be tied.
static uint32_t of_52_weeks(uint32_t days)
{
    uint32_t n_months = days == year ? 12 : days / month;

    return days == year || (n_months > 0 && n_months * month == days)
               ? n_months * (364000000 / 12)
               : days;
}

// The length that a mistaken year or quarter gives a period, of pay or of a bonus.
static uint32_t mistaken(uint32_t days, enum pg_suppose what)
{
    if (what == PG_SUPPOSE_QUARTER_121_76)
        return days == quarter ? 121760000 : days;
    return what == PG_SUPPOSE_WEEKS_52 ? of_52_weeks(days) : days;
}

bool pg_suppose_config(struct pg_run *run)
{
    const struct pg_supposition *supposed = run->supposed;
    struct pg_policy *policy = &run->config.policy;
    bool no_memory = false;

    policy->default_bonus_period = mistaken(policy->default_bonus_period, supposed->what);
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
               pg_element_map_add(&run->config.payments.elements, supposed->element,
                                  pg_str_of("allowance"), &no_memory);
    default:
        break;
    }
    return true;
}

static void suppose_periods(struct pg_table *table, size_t row, enum pg_suppose what)
{
    if (table->pay_period != NULL)
        table->pay_period[row] = mistaken(table->pay_period[row], what);
    if (table->bonus_period != NULL)
        table->bonus_period[row] = mistaken(table->bonus_period[row], what);
}

// With the bonus period as long as the pay period, nothing is taken in proportion.
static void suppose_bonus(struct pg_table *table, size_t row, bool is_whole)
{
    if (table->amounts[PG_ITEM_BONUS] == NULL ||
        (!pg_has(table, row, PG_ITEM_BONUS) && is_whole))
        return;
    if (!is_whole) {
        table->amounts[PG_ITEM_BONUS][row] = 0;
        pg_set_state(table, row, PG_ITEM_BONUS, PG_CELL_BLANK);
        return;
    }
    if (table->bonus_period == NULL || table->pay_period == NULL ||
        !pg_has(table, row, PG_ITEM_PAY_PERIOD))
        return;
    table->bonus_period[row] = table->pay_period[row];
    pg_set_state(table, row, PG_ITEM_BONUS_PERIOD, PG_CELL_VALUE);
}

static void suppose_row(struct pg_table *table, size_t row, enum pg_suppose what)
{
    enum pg_cell_state full_pay = pg_state(table, row, PG_ITEM_FULL_PAY);

    switch (what) {
    case PG_SUPPOSE_LEAVE_COUNTS:
        if (full_pay == PG_CELL_VALUE)
            table->yes[row] |= PG_YES_FULL_PAY;
        break;
    case PG_SUPPOSE_BLANK_IS_FULL:
        if (full_pay != PG_CELL_VALUE) {
            pg_set_state(table, row, PG_ITEM_FULL_PAY, PG_CELL_VALUE);
            table->yes[row] |= PG_YES_FULL_PAY;
        }
        break;
    case PG_SUPPOSE_PARTNERS:
        table->yes[row] &= (uint8_t)~PG_YES_PARTNER;
        break;
    case PG_SUPPOSE_NO_KNOWN_RATES:
        pg_set_state(table, row, PG_ITEM_HOURLY_PAY, PG_CELL_BLANK);
        break;
    case PG_SUPPOSE_WHOLE_BONUS:
    case PG_SUPPOSE_NO_BONUS:
        suppose_bonus(table, row, what == PG_SUPPOSE_WHOLE_BONUS);
        break;
    case PG_SUPPOSE_WEEKS_52:
    case PG_SUPPOSE_QUARTER_121_76:
        suppose_periods(table, row, what);
        break;
    case PG_SUPPOSE_SEXES_SWAPPED:
        if (table->sex[row] == PG_MEN || table->sex[row] == PG_WOMEN)
            table->sex[row] = table->sex[row] == PG_MEN ? PG_WOMEN : PG_MEN;
        break;
    default:
        break;
    }
}

bool pg_suppose_table(struct pg_run *run)
{
    struct pg_table *table = &run->table;
    enum pg_suppose what = run->supposed->what;

    if (what == PG_SUPPOSE_WHOLE_BONUS && table->pay_period != NULL &&
        !pg_table_use_column(table, PG_ITEM_BONUS_PERIOD)) // where one is chosen for all
        return false;
    for (size_t row = 0; row < table->n_rows; row++)
        suppose_row(table, row, what);
    if (what == PG_SUPPOSE_WHOLE_BONUS || what == PG_SUPPOSE_NO_BONUS)
        table->exact_bonus.n = 0;
    return true;
}
