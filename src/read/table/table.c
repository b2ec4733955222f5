// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The employee table: columns of equal length, each allocated only when a file has it, and
 * for each row a word with two bits an item that say whether it is blank, a value, a
 * rounded value or bad. All columns grow together, by doubling; what is new is not cleared
 * until its row is added, so that no page is touched before it is used. What few rows have
 * (several bonus periods, hours that no column can hold, days of employment) stands in
 * sorted lists beside the columns.
 *
 * Invariant: a NULL column is one that no file has, and its item is blank in every row.
 * Several files are read into one table; first_row of each says which file a row is of.
 * About 56 bytes a person for a usual payroll.
 */
#include "pg_table.h"

#include <stdlib.h>

_Static_assert(PG_N_ITEMS * 2 <= 32, "two bits an item fit the state word");

// Grows one array to `capacity` elements; a NULL array is a column the file does not have.
// What is new is not cleared, so that no page is touched before it is used.
static bool grow(void *array_address, size_t size, size_t capacity)
{
    void *array, *grown;

    memcpy(&array, array_address, sizeof array);
    if (array == NULL)
        return true;
    grown = realloc(array, capacity * size);
    if (grown == NULL)
        return false;
    memcpy(array_address, &grown, sizeof grown);
    return true;
}

static bool start(void *array_address, size_t size, size_t capacity)
{
    void *array;

    memcpy(&array, array_address, sizeof array);
    if (array != NULL)
        return true;
    array = calloc(capacity, size);
    memcpy(array_address, &array, sizeof array);
    return array != NULL;
}

static bool grow_all(struct pg_table *table, size_t capacity)
{
    bool grown = grow(&table->line, sizeof *table->line, capacity) &&
                 grow(&table->states, sizeof *table->states, capacity) &&
                 grow(&table->sex, sizeof *table->sex, capacity) &&
                 grow(&table->yes, sizeof *table->yes, capacity) &&
                 grow(&table->pay_period, sizeof *table->pay_period, capacity) &&
                 grow(&table->bonus_period, sizeof *table->bonus_period, capacity) &&
                 grow(&table->weekly_hours, sizeof *table->weekly_hours, capacity) &&
                 grow(&table->ids.ends, sizeof *table->ids.ends, capacity);

    for (int i = 0; i < PG_N_AMOUNTS && grown; i++)
        grown = grow(&table->amounts[i], sizeof *table->amounts[i], capacity);
    for (int i = 0; i < PG_N_PAY_PARTS && grown; i++)
        grown = grow(&table->parts[i], sizeof *table->parts[i], capacity);
    for (size_t i = 0; i < table->n_labels && grown; i++)
        grown = grow(&table->labels[i].codes, table->labels[i].width, capacity);
    if (grown)
        table->capacity = capacity;
    return grown;
}

enum { FIRST_CAPACITY = 1024 };

static bool start_all(struct pg_table *table)
{
    if (table->capacity > 0)
        return true;
    table->capacity = FIRST_CAPACITY;
    return start(&table->line, sizeof *table->line, table->capacity) &&
           start(&table->states, sizeof *table->states, table->capacity) &&
           start(&table->sex, sizeof *table->sex, table->capacity) &&
           start(&table->yes, sizeof *table->yes, table->capacity);
}

static void clear_row(struct pg_table *table, size_t row)
{
    table->states[row] = 0;
    table->sex[row] = PG_SEX_UNKNOWN;
    table->yes[row] = 0;
    for (int i = 0; i < PG_N_AMOUNTS; i++) {
        if (table->amounts[i] != NULL)
            table->amounts[i][row] = 0;
    }
    for (int i = 0; i < PG_N_PAY_PARTS; i++) {
        if (table->parts[i] != NULL)
            table->parts[i][row] = 0;
    }
    if (table->ids.ends != NULL)
        table->ids.ends[row] = (uint32_t)table->ids.used;
    if (table->pay_period != NULL)
        table->pay_period[row] = 0;
    if (table->bonus_period != NULL)
        table->bonus_period[row] = 0;
    if (table->weekly_hours != NULL)
        table->weekly_hours[row] = 0;
    for (size_t i = 0; i < table->n_labels; i++)
        pg_table_label_clear(&table->labels[i], row);
}

bool pg_table_add_row(struct pg_table *table, size_t line, uint32_t *row)
{
    if (!start_all(table) || table->n_rows >= PG_NO_ROW - 1)
        return false;
    if (table->n_rows == table->capacity && !grow_all(table, table->capacity * 2))
        return false;
    *row = (uint32_t)table->n_rows++;
    clear_row(table, *row);
    table->line[*row] = line < UINT32_MAX ? (uint32_t)line : UINT32_MAX;
    return true;
}

bool pg_table_begin_file(struct pg_table *table)
{
    struct pg_table_file *grown =
        realloc(table->files, (table->n_files + 1) * sizeof *grown);

    if (grown == NULL)
        return false;
    table->files = grown;
    grown[table->n_files++] = (struct pg_table_file){.first_row = table->n_rows};
    return true;
}

size_t pg_table_file_of(const struct pg_table *table, size_t row)
{
    size_t file = table->n_files;

    while (file > 1 && row != PG_NO_ROW && table->files[file - 1].first_row > row)
        file--;
    return file > 0 ? file - 1 : 0;
}

size_t pg_table_column_of(const struct pg_table *table, size_t row, enum pg_field field)
{
    return field < PG_N_FIELDS && table->n_files > 0
               ? table->files[pg_table_file_of(table, row)].column_of[field]
               : 0;
}

bool pg_table_add_part(struct pg_table *table, uint32_t row, enum pg_field field,
                       int64_t amount)
{
    int part = (int)field - (int)PG_FIELD_BASIC_PAY;

    if (!table->keeps_parts || part < 0 || part >= PG_N_PAY_PARTS)
        return true;
    if (!start(&table->parts[part], sizeof *table->parts[part], table->capacity))
        return false;
    int64_t *sum = &table->parts[part][row];
    (void)__builtin_add_overflow(*sum, amount, sum); // an overflow is found in the total
    return true;
}

struct pg_row_days *pg_table_days(struct pg_table *table, uint32_t row)
{
    if (table->n_days > 0 && table->days[table->n_days - 1].row == row)
        return &table->days[table->n_days - 1];
    struct pg_row_days *grown =
        pg_grown(table->days, table->n_days, &table->days_capacity, sizeof *grown);
    if (grown == NULL)
        return NULL;
    table->days = grown;
    grown[table->n_days] = (struct pg_row_days){.row = row};
    return &grown[table->n_days++];
}

bool pg_table_use_amount(struct pg_table *table, enum pg_item item)
{
    return start_all(table) &&
           start(&table->amounts[item], sizeof *table->amounts[item], table->capacity);
}

bool pg_table_use_column(struct pg_table *table, enum pg_item item)
{
    if (!start_all(table))
        return false;
    switch (item) {
    case PG_ITEM_ROW:
        return start(&table->ids.ends, sizeof *table->ids.ends, table->capacity);
    case PG_ITEM_PAY_PERIOD:
        return start(&table->pay_period, sizeof *table->pay_period, table->capacity);
    case PG_ITEM_BONUS_PERIOD:
        return start(&table->bonus_period, sizeof *table->bonus_period, table->capacity);
    case PG_ITEM_WEEKLY_HOURS:
        return start(&table->weekly_hours, sizeof *table->weekly_hours, table->capacity);
    default:
        return true;
    }
}

void pg_table_free_headers(struct pg_table *table)
{
    for (size_t i = 0; i < table->n_headers; i++)
        free(table->headers[i]);
    free(table->headers);
    table->headers = NULL;
    table->n_headers = 0;
}

void pg_table_free(struct pg_table *table)
{
    free(table->files);
    free(table->line);
    free(table->states);
    free(table->sex);
    free(table->yes);
    free(table->exact_hours.items);
    free(table->exact_bonus.items);
    free(table->sacrifices);
    free(table->days);
    for (int i = 0; i < PG_N_AMOUNTS; i++)
        free(table->amounts[i]);
    for (int i = 0; i < PG_N_PAY_PARTS; i++)
        free(table->parts[i]);
    free(table->pay_period);
    free(table->bonus_period);
    free(table->weekly_hours);
    for (size_t i = 0; i < table->n_labels; i++) {
        free(table->labels[i].header);
        free(table->labels[i].codes);
        pg_intern_free(&table->labels[i].labels);
    }
    free(table->labels);
    pg_table_free_headers(table);
    pg_table_ids_free(&table->ids);
    free(table->id_of_row);
    free(table->findings.items);
    *table = (struct pg_table){0};
}
