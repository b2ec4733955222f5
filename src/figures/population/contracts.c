// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_population.h"

#include <stdlib.h>

static uint32_t employer_of(const struct pg_table *table, size_t row)
{
    return table->employer < table->n_labels
               ? pg_table_label_code(&table->labels[table->employer], row)
               : 0;
}

static bool follows(const struct pg_table *table, uint32_t earlier, uint32_t later)
{
    return later == PG_NO_ROW || employer_of(table, earlier) == employer_of(table, later);
}

// Links the rows of each id, in the order of the file, whoever the employer is. A post that
// is over by the snapshot date is in no link; it leads to the first of those held.
static void link_by_id(const struct pg_table *table, uint32_t *next, uint32_t *first)
{
    for (size_t i = 0; i < table->n_rows; i++)
        first[i] = PG_NO_ROW;
    for (size_t row = table->n_rows; row-- > 0;) {
        next[row] = PG_NO_ROW;
        if (table->yes[row] & PG_YES_NOT_EMPLOYED)
            continue;
        uint32_t employee = pg_table_employee(table, row);
        next[row] = first[employee];
        first[employee] = (uint32_t)row;
    }
}

static void find_held(const struct pg_table *table, const uint32_t *by_id,
                      const uint32_t *first, uint32_t *held)
{
    for (uint32_t row = 0; row < table->n_rows; row++) {
        bool is_over = (table->yes[row] & (PG_YES_NOT_EMPLOYED | PG_YES_NOT_BEGUN)) ==
                       PG_YES_NOT_EMPLOYED;
        held[row] = is_over ? first[pg_table_employee(table, row)] : PG_NO_ROW;
        while (is_over && !follows(table, row, held[row]))
            held[row] = by_id[held[row]];
    }
}

uint32_t *pg_population_posts_link(const struct pg_table *table, uint32_t *held)
{
    uint32_t *by_id = malloc((table->n_rows + 1) * sizeof *by_id);
    uint32_t *next = malloc((table->n_rows + 1) * sizeof *next);
    uint32_t *first = malloc((table->n_rows + 1) * sizeof *first);

    if (by_id != NULL && next != NULL && first != NULL) {
        link_by_id(table, by_id, first);
        find_held(table, by_id, first, held);
        for (uint32_t row = 0; row < table->n_rows; row++) {
            next[row] = by_id[row];
            while (!follows(table, row, next[row]))
                next[row] = by_id[next[row]];
        }
    } else {
        free(next);
        next = NULL;
    }
    free(by_id);
    free(first);
    return next;
}
