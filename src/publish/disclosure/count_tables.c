// SPDX-License-Identifier: GPL-3.0-or-later
/* Tables of counts that share counts with one another, protected together. */
#include "system.h"

#include <stdlib.h>

/** A table that is protected by itself first: that finds most of what must be hidden, and
 *  fast. */
struct table {
    size_t *cells;
    size_t n_rows, n_columns;
};

struct pg_counts {
    struct pg_system system;
    const uint32_t *counts;
    struct table *tables;
    size_t n_tables, capacity;
};

struct pg_counts *pg_disclosure_counts_make(const uint32_t *counts, size_t n,
                                            unsigned threshold)
{
    struct pg_counts *made = calloc(1, sizeof *made);

    if (made == NULL)
        return NULL;
    made->counts = counts;
    made->system.threshold = threshold;
    for (size_t i = 0; i < n; i++)
        (void)pg_disclosure_counts_add(made, counts[i]);
    return made;
}

size_t pg_disclosure_counts_add(struct pg_counts *counts, uint32_t count)
{
    size_t quantity =
        pg_disclosure_system_add(&counts->system, count, counts->system.n_quantities);
    if (!counts->system.failed && count == 0) // a plain zero is shown
        counts->system.quantities[quantity].is_given = true;
    return quantity;
}

void pg_disclosure_counts_know(struct pg_counts *counts, size_t count)
{
    struct pg_quantity *quantity = &counts->system.quantities[count];

    if (counts->system.failed)
        return;
    quantity->is_given = true;
    quantity->is_protected = false;
    quantity->thing = PG_NOTHING; // nothing hides it
}

void pg_disclosure_counts_ignore(struct pg_counts *counts, size_t count)
{
    if (counts->system.failed)
        return;
    counts->system.quantities[count].is_given = true;
    counts->system.quantities[count].is_protected = false;
}

size_t pg_disclosure_counts_derive(struct pg_counts *counts, uint32_t count)
{
    return pg_disclosure_system_add(&counts->system, count, PG_NOTHING);
}

void pg_disclosure_counts_prefer(struct pg_counts *counts, size_t count, double weight)
{
    if (!counts->system.failed)
        counts->system.quantities[count].cost *= weight;
}

void pg_disclosure_counts_withhold(struct pg_counts *counts, size_t count, double most)
{
    struct pg_quantity *quantity = &counts->system.quantities[count];

    if (counts->system.failed || quantity->thing == PG_NOTHING)
        return;
    quantity->is_given = false;
    quantity->least = 0;
    quantity->most = most;
    quantity->enough = most < quantity->enough ? most : quantity->enough;
    quantity->hidden = PG_HIDDEN_SECONDARY;
    quantity->thing = PG_NOTHING; // nothing shows it again
}

void pg_disclosure_counts_sum(struct pg_counts *counts, size_t whole, const size_t *parts,
                              size_t n)
{
    pg_disclosure_system_begin_relation(&counts->system);
    pg_disclosure_system_add_term(&counts->system, whole, -1);
    for (size_t i = 0; i < n; i++)
        pg_disclosure_system_add_term(&counts->system, parts[i], 1);
}

static bool keep_table(struct pg_counts *counts, const size_t *cells, size_t n_rows,
                       size_t n_columns)
{
    size_t n = (n_rows + 1) * (n_columns + 1);
    struct table *grown =
        pg_grown(counts->tables, counts->n_tables, &counts->capacity, sizeof *grown);
    size_t *copy = malloc(n * sizeof *copy);

    if (grown != NULL)
        counts->tables = grown;
    if (grown == NULL || copy == NULL) {
        free(copy);
        return false;
    }
    memcpy(copy, cells, n * sizeof *copy);
    grown[counts->n_tables++] = (struct table){copy, n_rows, n_columns};
    return true;
}

// The line of a table that begins at `first` and steps by `step`, its total last.
static bool add_line(struct pg_counts *counts, const size_t *cells, size_t first,
                     size_t step, size_t n)
{
    size_t *parts = malloc((n + 1) * sizeof *parts), total = cells[first + n * step];
    bool is_whole = total != SIZE_MAX, has_memory = parts != NULL;

    for (size_t i = 0; i < n && has_memory; i++) {
        parts[i] = cells[first + i * step];
        is_whole = is_whole && parts[i] != SIZE_MAX;
    }
    if (is_whole && has_memory)
        pg_disclosure_counts_sum(counts, total, parts, n);
    free(parts);
    return has_memory;
}

bool pg_disclosure_counts_table(struct pg_counts *counts, const size_t *cells,
                                size_t n_rows, size_t n_columns)
{
    size_t width = n_columns + 1;
    bool added = keep_table(counts, cells, n_rows, n_columns);

    for (size_t row = 0; row <= n_rows && added; row++)
        added = add_line(counts, cells, row * width, 1, n_columns);
    for (size_t column = 0; column <= n_columns && added; column++)
        added = add_line(counts, cells, column, width, n_rows);
    return added;
}

static bool protect_table(struct pg_counts *counts, const struct table *table)
{
    size_t n = (table->n_rows + 1) * (table->n_columns + 1);
    uint32_t *values = calloc(n, sizeof *values), *costs = calloc(n, sizeof *costs);
    bool *is_fixed = calloc(n, sizeof *is_fixed), *is_hidden = calloc(n, sizeof *is_hidden);
    bool *is_primary = calloc(n, sizeof *is_primary);
    bool has_memory = values != NULL && costs != NULL && is_fixed != NULL &&
                      is_hidden != NULL && is_primary != NULL;

    for (size_t i = 0; i < n && has_memory; i++) {
        size_t cell = table->cells[i];
        values[i] = cell != SIZE_MAX ? counts->counts[cell] : 0;
        costs[i] = cell != SIZE_MAX ? (uint32_t)counts->system.quantities[cell].cost : 0;
        is_fixed[i] =
            cell == SIZE_MAX || counts->system.quantities[cell].thing == PG_NOTHING;
        is_hidden[i] =
            cell != SIZE_MAX && counts->system.quantities[cell].hidden != PG_SHOWN;
        is_primary[i] =
            is_hidden[i] && !is_fixed[i] && counts->system.quantities[cell].is_protected;
    }
    struct pg_count_table of_counts = {.n_rows = table->n_rows,
                                       .n_columns = table->n_columns,
                                       .counts = values,
                                       .costs = costs,
                                       .is_fixed = is_fixed,
                                       .is_primary = is_primary,
                                       .threshold = (uint32_t)counts->system.threshold,
                                       .protection = PG_PROTECT_INTERVAL,
                                       .is_quick = true};
    has_memory = has_memory &&
                 pg_disclosure_table_protect(&of_counts, is_hidden) != PG_TABLE_NO_MEMORY;
    for (size_t i = 0; i < n && has_memory; i++) {
        size_t cell = table->cells[i];
        if (cell != SIZE_MAX && is_hidden[i])
            pg_disclosure_system_hide(&counts->system, cell, PG_HIDDEN_SECONDARY);
    }
    free(values);
    free(costs);
    free(is_fixed);
    free(is_hidden);
    free(is_primary);
    return has_memory;
}

paygap_status pg_disclosure_counts_protect(struct pg_counts *counts, paygap_error *err)
{
    if (counts->system.failed)
        return pg_no_memory(err);
    pg_disclosure_hide_small_counts(&counts->system);
    for (size_t i = 0; i < counts->n_tables; i++) {
        if (!protect_table(counts, &counts->tables[i]))
            return pg_no_memory(err);
    }
    paygap_status status = pg_disclosure_protect_system(&counts->system, false, err);
    pg_disclosure_attackers_end();
    return status;
}

enum pg_hidden pg_disclosure_counts_hidden(const struct pg_counts *counts, size_t count)
{
    return counts->system.quantities[count].hidden;
}

bool pg_disclosure_counts_is_exposed(const struct pg_counts *counts, size_t count)
{
    return counts->system.quantities[count].is_exposed;
}

void pg_disclosure_counts_free(struct pg_counts *counts)
{
    if (counts == NULL)
        return;
    for (size_t i = 0; i < counts->n_tables; i++)
        free(counts->tables[i].cells);
    free(counts->tables);
    pg_disclosure_system_free(&counts->system);
    free(counts);
}
