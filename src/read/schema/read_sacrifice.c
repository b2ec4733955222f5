// SPDX-License-Identifier: GPL-3.0-or-later
#include "reader.h"

#include <stdlib.h>

/** Cells of one element below and above zero. */
struct signs {
    size_t n_below, n_above;
    double sum;
};

static bool is_taken_off(const struct signs *signs, int64_t amount)
{
    bool is_below =
        signs->n_below != signs->n_above ? signs->n_below > signs->n_above : signs->sum < 0;

    return is_below == (amount < 0);
}

static bool settle(struct pg_table *table, const struct pg_sacrifice *cell,
                   const struct signs *signs)
{
    int64_t amount = cell->amount < 0 ? -cell->amount : cell->amount;
    bool is_off = is_taken_off(&signs[cell->element], cell->amount);
    int64_t *pay = &table->amounts[PG_ITEM_ORDINARY_PAY][cell->row];

    amount = is_off ? -amount : amount;
    if (pg_table_state(table, cell->row, PG_ITEM_ORDINARY_PAY) == PG_CELL_BAD)
        return true;
    if (__builtin_add_overflow(*pay, amount, pay))
        pg_table_set_state(table, cell->row, PG_ITEM_ORDINARY_PAY, PG_CELL_BAD);
    return pg_table_add_part(table, cell->row, PG_FIELD_BASIC_PAY, amount) &&
           (is_off ||
            pg_table_findings_add(table, cell->row, table->line[cell->row], cell->column,
                                  PG_FINDING_SACRIFICE_BACK, PG_ACTION_KEPT));
}

bool pg_schema_settle_sacrifices(struct pg_table *table)
{
    size_t n_elements = 0;
    bool settled = true;

    for (size_t i = 0; i < table->n_sacrifices; i++) {
        size_t number = table->sacrifices[i].element;
        n_elements = number >= n_elements ? number + 1 : n_elements;
    }
    struct signs *signs = calloc(n_elements + 1, sizeof *signs);
    if (signs == NULL)
        return false;
    for (size_t i = 0; i < table->n_sacrifices; i++) {
        const struct pg_sacrifice *cell = &table->sacrifices[i];
        signs[cell->element].n_below += cell->amount < 0;
        signs[cell->element].n_above += cell->amount > 0;
        signs[cell->element].sum += (double)cell->amount;
    }
    for (size_t i = 0; settled && i < table->n_sacrifices; i++)
        settled = settle(table, &table->sacrifices[i], signs);
    table->n_sacrifices = 0;
    free(signs);
    return settled;
}
