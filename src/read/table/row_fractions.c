// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_table.h"

#include <stdlib.h>

// Index of the first value that is not of a row before `row`.
static size_t place_of(const struct pg_row_fractions *exact, uint32_t row)
{
    size_t low = 0, high = exact->n;

    if (exact->n > 0 && exact->items[exact->n - 1].row < row)
        return exact->n; // as rows come
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (exact->items[middle].row < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool pg_table_row_fraction_set(struct pg_row_fractions *exact, uint32_t row,
                               struct pg_fraction value)
{
    size_t at = place_of(exact, row);

    if (at < exact->n && exact->items[at].row == row) {
        exact->items[at].value = value;
        return true;
    }
    struct pg_row_fraction *items =
        pg_grown(exact->items, exact->n, &exact->capacity, sizeof *items);
    if (items == NULL)
        return false;
    exact->items = items;
    memmove(items + at + 1, items + at, (exact->n - at) * sizeof *items);
    items[at] = (struct pg_row_fraction){row, value};
    exact->n++;
    return true;
}

const struct pg_fraction *pg_table_row_fraction_get(const struct pg_row_fractions *exact,
                                                    uint32_t row)
{
    size_t at = exact->n > 0 ? place_of(exact, row) : 0;

    return at < exact->n && exact->items[at].row == row ? &exact->items[at].value : NULL;
}

bool pg_table_set_hours(struct pg_table *table, uint32_t row, struct pg_fraction hours)
{
    pg_int128 rounded = pg_divide_half_even(hours.num, hours.den);

    if (rounded > (pg_int128)168 * PG_MILLION || rounded == 0) {
        pg_table_set_state(table, row, PG_ITEM_WEEKLY_HOURS, PG_CELL_BAD);
        return true;
    }
    table->weekly_hours[row] = (int32_t)rounded;
    pg_table_set_state(table, row, PG_ITEM_WEEKLY_HOURS, PG_CELL_VALUE);
    return hours.num % hours.den == 0 ||
           pg_table_row_fraction_set(&table->exact_hours, row, pg_fraction_reduce(hours));
}
