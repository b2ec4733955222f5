// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Two releases of one employer. If a group had 12 people in one and has 13 in the other,
 * and both are printed, somebody has joined it, and who it is may be known: the difference
 * of the two sums is that person's pay. Counts by sex are given by law each year.
 */
#include "facts.h"

#include <math.h>

static bool is_printed(const struct pg_attack_cells *cells, size_t cell, int quantity,
                       double *n)
{
    if (cell == SIZE_MAX || cells->cells[cell].print[quantity] != PG_ATTACK_PRINTED_EXACTLY)
        return false;
    *n = cells->system.unknowns[cells->cells[cell].unknowns[quantity] - 1].known_lo;
    return true;
}

static void compare(struct pg_attack_cells *cells, struct pg_attack_findings *findings,
                    size_t cell, uint32_t later, int quantity)
{
    const struct pg_attack_cell at = cells->cells[cell];
    size_t other = pg_attack_cell_find(cells, later, at.conditions, at.n);
    double before, after;

    if (!is_printed(cells, cell, quantity, &before) ||
        !is_printed(cells, other, quantity, &after))
        return;
    double change = fabs(after - before);
    if (change < 1 || change >= cells->rule.minimum_count)
        return;
    const char *argument = pg_arena_printf(&cells->arena, "%g (%s), %g (%s)", before,
                                           cells->populations[at.population].date, after,
                                           cells->populations[later].date);
    pg_attack_learn(findings, PG_ATTACK_CHANGE,
                    pg_attack_name(cells, cell, (enum pg_attack_quantity)quantity), change,
                    change, argument);
}

paygap_status pg_attack_compare_releases(struct pg_attack_cells *cells,
                                         struct pg_attack_findings *findings,
                                         paygap_error *err)
{
    for (size_t i = 0; i < cells->n; i++) {
        const struct pg_attack_cell cell = cells->cells[i];
        const struct pg_attack_population *its = &cells->populations[cell.population];
        for (uint32_t p = 0; p < cells->n_populations && !pg_attack_is_by_law(cells, &cell);
             p++) {
            const struct pg_attack_population *at = &cells->populations[p];
            bool is_later = at->same_as == p && at->publication != its->publication &&
                            at->is_workforce == its->is_workforce &&
                            strcmp(at->date, its->date) > 0;
            for (int q = 0; q < PG_N_ATTACK_COUNTS && is_later; q++)
                compare(cells, findings, i, p, q);
        }
    }
    return cells->failed || findings->failed ? pg_no_memory(err) : PAYGAP_OK;
}
