// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * People of several groups on one rate that lies across quarters, each quarter with so many
 * places: whole people, as near to the same proportion everywhere as can be (regulation
 * 13(2), read for more than two groups). Each cell, a group in a quarter, gets the whole
 * part of its proportional share. Those still to be placed go one by one to the cells with
 * the largest remainders; equal remainders go to the lower quarter first, then by the order
 * of the groups. A cell is passed over if the rest could then no longer be placed.
 *
 *     Three groups of 2 people, 2 places in each of the upper three quarters. Every share
 *     is 2 x 2 / 6 = 2/3, so no whole parts and nine equal remainders.
 *
 *                  lower middle   upper middle   upper
 *     group 1           1              1           -
 *     group 2           1              -           1       passed over in the upper middle
 *     group 3           -              1           1
 *
 *     Had group 2 taken the second place of the upper middle, the upper quarter would want
 *     two people, but only group 3 would have some left, and a cell takes one.
 *
 * Whether the rest can be placed is a question about a network in which each open cell
 * carries one person. By the theorem of the smallest cut the answer is yes if no set of
 * quarters wants more people than the groups can send into it; there are only fifteen such
 * sets.
 *
 * Invariant: before and after each step all the rest can be placed, so the loop ends with
 * nobody left. Each cell holds the floor or the ceiling of its share.
 *
 * quarters.c calls it for each rate that lies across a boundary.
 *
 * Worst case, with G groups: 4 G cells, for each of them 15 sets of quarters over G groups:
 * about 60 x G x G steps. Memory: four cells of 48 bytes a group.
 */
#include "pg_measures.h"

#include <stdlib.h>

/** One group's share of one quarter's places: whole people, and what is left over. */
struct cell {
    size_t group;
    int quarter;
    pg_uint128 remainder; /**< of group x places, in parts of all people on the rate */
    bool is_open;         /**< may still take the one person above its whole share */
};

/** Who is still to be placed after everybody got the whole part of the proportional share.
 */
struct rest {
    struct cell *cells;
    size_t n_cells, n_groups;
    size_t *of_group;
    size_t of_quarter[PG_N_QUARTERS];
    unsigned *open; /**< of each group, the quarters whose cell is open, a bit each */
};

// Falling remainder; equal ones: lower quarter first, then the order of the groups.
static int by_remainder(const void *left, const void *right)
{
    const struct cell *a = left, *b = right;

    if (a->remainder != b->remainder)
        return a->remainder < b->remainder ? 1 : -1;
    if (a->quarter != b->quarter)
        return a->quarter - b->quarter;
    return (a->group > b->group) - (a->group < b->group);
}

static size_t bits(unsigned set)
{
    size_t n = 0;

    for (; set != 0; set &= set - 1)
        n++;
    return n;
}

/*
 * Whether all the rest can be placed in open cells, one person each. Quarters and groups
 * with cells between them are a network in which each cell carries one; by the theorem of
 * the smallest cut everybody has a place if no set of quarters needs more people than the
 * groups can send into it.
 */
static bool can_be_completed(const struct rest *rest)
{
    for (unsigned set = 1; set < 1U << PG_N_QUARTERS; set++) {
        size_t needed = 0, sent = 0;
        for (int j = 0; j < PG_N_QUARTERS; j++)
            needed += set >> j & 1 ? rest->of_quarter[j] : 0;
        for (size_t g = 0; g < rest->n_groups; g++) {
            size_t most = bits(rest->open[g] & set);
            sent += rest->of_group[g] < most ? rest->of_group[g] : most;
        }
        if (sent < needed)
            return false;
    }
    return true;
}

// The whole part of every share; what is left over becomes the cells.
static void place_whole(const size_t *people, const size_t places[PG_N_QUARTERS],
                        size_t (*placed)[PG_N_QUARTERS], struct rest *rest)
{
    size_t total = 0;

    for (int j = 0; j < PG_N_QUARTERS; j++) {
        total += places[j];
        rest->of_quarter[j] = places[j];
    }
    for (size_t g = 0; g < rest->n_groups; g++) {
        rest->of_group[g] = people[g];
        for (int j = 0; j < PG_N_QUARTERS; j++) {
            pg_uint128 ideal = (pg_uint128)people[g] * places[j];
            placed[g][j] = (size_t)(ideal / total);
            rest->of_group[g] -= placed[g][j];
            rest->of_quarter[j] -= placed[g][j];
            if (ideal % total == 0)
                continue;
            rest->open[g] |= 1U << j;
            rest->cells[rest->n_cells++] = (struct cell){g, j, ideal % total, true};
        }
    }
}

static void place_rest(struct rest *rest, size_t (*placed)[PG_N_QUARTERS])
{
    qsort(rest->cells, rest->n_cells, sizeof *rest->cells, by_remainder);
    for (size_t i = 0; i < rest->n_cells; i++) {
        const struct cell *cell = &rest->cells[i];
        rest->open[cell->group] &= ~(1U << cell->quarter);
        if (rest->of_group[cell->group] == 0 || rest->of_quarter[cell->quarter] == 0)
            continue;
        rest->of_group[cell->group]--;
        rest->of_quarter[cell->quarter]--;
        if (can_be_completed(rest)) {
            placed[cell->group][cell->quarter]++;
        } else {
            rest->of_group[cell->group]++;
            rest->of_quarter[cell->quarter]++;
        }
    }
}

bool pg_measures_share_tied_groups(const size_t *people, size_t n_groups,
                                   const size_t places[static PG_N_QUARTERS],
                                   size_t (*placed)[PG_N_QUARTERS])
{
    struct rest rest = {.n_groups = n_groups,
                        .cells = calloc(n_groups * PG_N_QUARTERS + 1, sizeof *rest.cells),
                        .of_group = calloc(n_groups + 1, sizeof *rest.of_group),
                        .open = calloc(n_groups + 1, sizeof *rest.open)};
    bool made = rest.cells != NULL && rest.of_group != NULL && rest.open != NULL;

    if (made) {
        place_whole(people, places, placed, &rest);
        place_rest(&rest, placed);
    }
    free(rest.cells);
    free(rest.of_group);
    free(rest.open);
    return made;
}
