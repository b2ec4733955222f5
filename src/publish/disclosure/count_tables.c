// SPDX-License-Identifier: GPL-3.0-or-later
/* Tables of counts that share counts with one another, protected together. */
#include "ranges.h"

#include <stdlib.h>

struct pg_counts {
    struct pg_system system;
    struct pg_witnesses witnesses;
};

struct pg_counts *pg_disclosure_counts_make(const uint32_t *counts, size_t n,
                                            unsigned threshold)
{
    struct pg_counts *made = calloc(1, sizeof *made);

    if (made == NULL)
        return NULL;
    made->system.threshold = threshold;
    for (size_t i = 0; i < n; i++)
        (void)pg_disclosure_counts_add(made, counts[i]);
    return made;
}

size_t pg_disclosure_counts_add(struct pg_counts *counts, uint32_t count)
{
    return pg_disclosure_system_add(&counts->system, count, counts->system.n_quantities, 1);
}

void pg_disclosure_counts_know(struct pg_counts *counts, size_t count)
{
    pg_disclosure_system_fix(&counts->system, count);
}

size_t pg_disclosure_counts_derive(struct pg_counts *counts, uint32_t count)
{
    return pg_disclosure_system_add(&counts->system, count, PG_NOTHING, 0);
}

void pg_disclosure_counts_prefer(struct pg_counts *counts, size_t count, double weight)
{
    if (!counts->system.failed)
        counts->system.quantities[count].worth *= weight;
}

void pg_disclosure_counts_withhold(struct pg_counts *counts, size_t count, double most)
{
    if (counts->system.failed)
        return;
    struct pg_quantity *quantity = &counts->system.quantities[count];
    if (quantity->is_fixed)
        return;
    quantity->thing = PG_NOTHING; // nothing prints it
    quantity->most = most;
    quantity->lower = 0;
    quantity->upper = most;
}

size_t pg_disclosure_counts_told(struct pg_counts *counts, uint32_t count, double lower,
                                 double upper)
{
    size_t quantity = pg_disclosure_counts_derive(counts, count);

    if (counts->system.failed)
        return quantity;
    struct pg_quantity *told = &counts->system.quantities[quantity];
    told->is_protected = false;
    told->least = told->lower = lower;
    told->most = told->upper = upper;
    if (lower == upper)
        pg_disclosure_system_fix(&counts->system, quantity);
    return quantity;
}

void pg_disclosure_counts_also(struct pg_counts *counts, size_t count, double value)
{
    if (!counts->system.failed && !counts->system.quantities[count].is_fixed)
        counts->system.quantities[count].also = value;
}

void pg_disclosure_counts_tells_all(struct pg_counts *counts, size_t count)
{
    if (!counts->system.failed)
        counts->system.quantities[count].tells_all = true;
}

void pg_disclosure_counts_sum(struct pg_counts *counts, size_t whole, const size_t *parts,
                              size_t n)
{
    pg_disclosure_system_begin_relation(&counts->system);
    pg_disclosure_system_add_term(&counts->system, whole, -1);
    for (size_t i = 0; i < n; i++)
        pg_disclosure_system_add_term(&counts->system, parts[i], 1);
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
    bool added = true;

    for (size_t row = 0; row <= n_rows && added; row++)
        added = add_line(counts, cells, row * width, 1, n_columns);
    for (size_t column = 0; column <= n_columns && added; column++)
        added = add_line(counts, cells, column, width, n_rows);
    return added;
}

paygap_status pg_disclosure_counts_protect(struct pg_counts *counts, paygap_error *err)
{
    if (counts->system.failed)
        return pg_no_memory(err);
    PG_TRY(pg_disclosure_ranges(&counts->system, &counts->witnesses, err));
    return pg_disclosure_witnesses_check(&counts->witnesses, err);
}

struct pg_count_range pg_disclosure_counts_range(const struct pg_counts *counts,
                                                 size_t count)
{
    const struct pg_quantity *quantity = &counts->system.quantities[count];
    bool is_small =
        quantity->value > 0 && quantity->value < (double)counts->system.threshold;

    return (struct pg_count_range){.lower = quantity->lower,
                                   .upper = quantity->upper,
                                   .why = pg_disclosure_is_exact(quantity) ? PG_SHOWN
                                          : is_small                       ? PG_HIDDEN_SMALL
                                                     : PG_HIDDEN_SECONDARY};
}

bool pg_disclosure_counts_is_exposed(const struct pg_counts *counts, size_t count)
{
    if (!pg_disclosure_is_sensitive(&counts->system, count))
        return false;
    struct pg_goals goals = pg_disclosure_goals(&counts->system, count);
    const struct pg_quantity *quantity = &counts->system.quantities[count];
    return quantity->base > 1 || quantity->base == quantity->cap ||
           counts->witnesses.highest[count].value < goals.high ||
           counts->witnesses.lowest[count].value > goals.low;
}

void pg_disclosure_counts_free(struct pg_counts *counts)
{
    if (counts == NULL)
        return;
    pg_disclosure_witnesses_free(&counts->witnesses);
    pg_disclosure_system_free(&counts->system);
    free(counts);
}
