// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_table.h"

#include <stdlib.h>

size_t pg_table_add_labels(struct pg_table *table, struct pg_str header)
{
    struct pg_label_column column = {.width = 1, .header = pg_strdup(header)};
    bool is_new;
    bool started =
        pg_table_use_column(table, PG_ITEM_EMPLOYER); // so that capacity is known
    struct pg_label_column *grown =
        realloc(table->labels, (table->n_labels + 1) * sizeof *table->labels);

    if (grown != NULL)
        table->labels = grown;
    column.codes = calloc(table->capacity, column.width);
    if (!started || grown == NULL || column.header == NULL || column.codes == NULL ||
        pg_intern_add(&column.labels, (struct pg_str){"", 0}, &is_new) == PG_INTERN_FULL) {
        free(column.header);
        free(column.codes);
        pg_intern_free(&column.labels);
        return SIZE_MAX;
    }
    grown[table->n_labels] = column;
    return table->n_labels++;
}

uint32_t pg_table_label_code(const struct pg_label_column *column, size_t row)
{
    if (column->codes == NULL)
        return 0;
    if (column->width == 1)
        return ((const uint8_t *)column->codes)[row];
    return ((const uint16_t *)column->codes)[row];
}

static void set_code(struct pg_label_column *column, size_t row, uint32_t code)
{
    if (column->codes == NULL)
        return;
    if (column->width == 1)
        ((uint8_t *)column->codes)[row] = (uint8_t)code;
    else
        ((uint16_t *)column->codes)[row] = (uint16_t)code;
}

void pg_table_label_clear(struct pg_label_column *column, size_t row)
{
    set_code(column, row, 0);
}

// From one byte a code to two, when the 257th label is met.
static bool widen(struct pg_table *table, struct pg_label_column *column)
{
    uint16_t *wide = calloc(table->capacity, sizeof *wide);

    if (wide == NULL)
        return false;
    for (size_t i = 0; i + 1 < table->n_rows; i++)
        wide[i] = ((const uint8_t *)column->codes)[i];
    free(column->codes);
    column->codes = wide;
    column->width = sizeof *wide;
    return true;
}

// A column with a label for almost everybody groups nobody; it may also name people.
static void drop(struct pg_label_column *column)
{
    column->is_dropped = true;
    free(column->codes);
    column->codes = NULL;
    pg_intern_free(&column->labels);
}

bool pg_table_set_label(struct pg_table *table, size_t index, struct pg_str label)
{
    struct pg_label_column *column = &table->labels[index];
    size_t row = table->n_rows - 1;
    bool is_new;

    if (column->is_dropped)
        return true;
    uint32_t code = pg_intern_add(&column->labels, label, &is_new);
    if (code == PG_INTERN_FULL)
        return false;
    if (code > PG_MAX_LABELS) {
        drop(column);
        return true;
    }
    if (code > UINT8_MAX && column->width == 1 && !widen(table, column))
        return false;
    set_code(column, row, code);
    return true;
}
