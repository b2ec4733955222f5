// SPDX-License-Identifier: GPL-3.0-or-later
#include "reader.h"

/*
 * A row may have several bonuses, each of another period: what they are a day is added up
 * exactly, and kept beside the column where it is not one amount over one period.
 *
 * @rule gpg/bonus-period (SI 2017/172 reg 6(1) step 3)
 */
void pg_schema_settle_bonuses(struct reader *reader)
{
    struct pg_table *table = reader->table;
    uint32_t row = reader->row, first = 0;
    bool of_row = pg_table_state(table, row, PG_ITEM_BONUS_PERIOD) == PG_CELL_VALUE;
    uint32_t period_of_row = of_row ? table->bonus_period[row] : 0;
    struct pg_fraction per_day = {0, 1};
    bool is_mixed = false, lacks_period = false, fits = true;
    int64_t sum = 0;

    for (size_t i = 0; i < reader->n_bonuses; i++) {
        const struct pg_element_bonus *bonus = &reader->bonuses[i];
        uint32_t period = bonus->period > 0 ? bonus->period : period_of_row;
        fits = fits && !__builtin_add_overflow(sum, bonus->amount, &sum);
        lacks_period = lacks_period || period == 0;
        is_mixed = is_mixed || (first > 0 && period != first);
        first = first > 0 ? first : period;
        fits =
            fits && (period == 0 ||
                     pg_fraction_add(per_day, (struct pg_fraction){bonus->amount, period},
                                     &per_day));
    }
    if (reader->n_bonuses > 0 && pg_table_state(table, row, PG_ITEM_BONUS) != PG_CELL_BAD) {
        table->amounts[PG_ITEM_BONUS][row] = sum;
        pg_table_set_state(table, row, PG_ITEM_BONUS, fits ? PG_CELL_VALUE : PG_CELL_BAD);
        if (!lacks_period) {
            table->bonus_period[row] = first;
            pg_table_set_state(table, row, PG_ITEM_BONUS_PERIOD, PG_CELL_VALUE);
        }
        if (is_mixed && !lacks_period && fits &&
            !pg_table_row_fraction_set(&table->exact_bonus, row, per_day))
            reader->out_of_memory = true;
    }
    reader->n_bonuses = 0;
}
