// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What ties the unknowns. Within a cell: people = on full pay + not on full pay = paid a
 * bonus + paid none, on full pay = the four quarters. Between cells: whatever a split makes
 * up of everybody it makes up of the women, of those of grade G1, of their pay too. So for
 * every cell with a condition on a characteristic that has a split there is a sum:
 *
 *     cell    women, Irish
 *     splits  White = British + Irish + Roma;  women + men = all
 *     sums    women, White = women, British + women, Irish + women, Roma
 *             Irish = women, Irish + men, Irish
 *
 * A group that is listed nowhere within others is nobody there, but only if the others are
 * broken down by its characteristic at all, and it by theirs. In doubt it is an unknown.
 */
#include "facts.h"

#include <math.h>
#include <stdio.h>

static bool is_seen(const struct pg_attack_cell *cell)
{
    for (int q = 0; q < PG_N_ATTACK_QUANTITIES; q++) {
        if (cell->is_seen[q])
            return true;
    }
    return false;
}

// ---------------------------------------------------------------- within a cell

static void relate(struct pg_attack_cells *cells, size_t whole, size_t a, size_t b)
{
    pg_attack_relate(&cells->system, 0, 0, NULL);
    pg_attack_term(&cells->system, whole, 1);
    pg_attack_term(&cells->system, a, -1);
    pg_attack_term(&cells->system, b, -1);
}

// headcount = with + without, where one of the two is spoken of.
static void relate_complement(struct pg_attack_cells *cells, size_t cell,
                              enum pg_attack_quantity with, enum pg_attack_quantity without)
{
    const struct pg_attack_cell *at = &cells->cells[cell];

    if (at->unknowns[with] == 0 && at->unknowns[without] == 0)
        return;
    size_t whole = pg_attack_unknown_of(cells, cell, PG_ATTACK_PEOPLE);
    size_t a = pg_attack_unknown_of(cells, cell, with);
    size_t b = pg_attack_unknown_of(cells, cell, without);
    if (!cells->failed)
        relate(cells, whole, a, b);
}

static void relate_quarters(struct pg_attack_cells *cells, size_t cell)
{
    const size_t *unknowns = cells->cells[cell].unknowns;
    bool has_quarter = false;
    size_t quarters[4];

    for (int q = 0; q < 4; q++)
        has_quarter |= unknowns[PG_ATTACK_QUARTER_1 + q] != 0;
    if (!has_quarter)
        return;
    size_t whole = pg_attack_unknown_of(cells, cell, PG_ATTACK_FULL_PAY);
    for (int q = 0; q < 4; q++)
        quarters[q] = pg_attack_unknown_of(
            cells, cell, (enum pg_attack_quantity)(PG_ATTACK_QUARTER_1 + q));
    if (cells->failed)
        return;
    pg_attack_relate(&cells->system, 0, 0, NULL);
    pg_attack_term(&cells->system, whole, 1);
    for (int q = 0; q < 4; q++)
        pg_attack_term(&cells->system, quarters[q], -1);
}

// ---------------------------------------------------------------- who is nobody

/** Keys of a group and a characteristic by which it is broken down. */
struct breakdowns {
    struct pg_intern keys;
    bool failed;
};

static struct pg_str breakdown_key(char key[static 64], uint32_t population,
                                   struct pg_attack_condition of, uint32_t by)
{
    return (struct pg_str){key, (size_t)snprintf(key, 64, "%u|%u=%u|%u", population,
                                                 of.characteristic, of.group, by)};
}

static void note_breakdowns(struct breakdowns *breakdowns,
                            const struct pg_attack_cells *cells)
{
    char key[64];
    bool is_new;

    for (size_t i = 0; i < cells->n; i++) {
        const struct pg_attack_cell *cell = &cells->cells[i];
        for (size_t k = 0; k < 2 && cell->n == 2 && is_seen(cell); k++) {
            struct pg_str text = breakdown_key(key, cell->population, cell->conditions[k],
                                               cell->conditions[1 - k].characteristic);
            breakdowns->failed |=
                pg_intern_add(&breakdowns->keys, text, &is_new) == PG_INTERN_FULL;
        }
    }
}

// Whether nobody meets the conditions: both are broken down by the other, and it is not
// listed.
static bool is_nobody(const struct breakdowns *breakdowns, uint32_t population,
                      const struct pg_attack_condition *conditions, size_t n)
{
    char key[64];

    for (size_t k = 0; k < 2 && n == 2; k++) {
        struct pg_str text =
            breakdown_key(key, population, conditions[k], conditions[1 - k].characteristic);
        if (pg_intern_find(&breakdowns->keys, text) == PG_INTERN_FULL)
            return false;
    }
    return n == 2;
}

// ---------------------------------------------------------------- between cells

/** A split among the people who meet other conditions. */
struct context {
    struct pg_attack_cells *cells;
    const struct breakdowns *breakdowns;
    struct pg_attack_split split;
    struct pg_attack_condition others[PG_ATTACK_MOST_CONDITIONS];
    size_t n;
};

// The cell of a group of the split in the context; PG_ATTACK_ALL: without the group.
static size_t cell_in(const struct context *context, uint32_t group, bool is_made)
{
    struct pg_attack_condition conditions[PG_ATTACK_MOST_CONDITIONS];
    size_t n = context->n;

    memcpy(conditions, context->others, n * sizeof *conditions);
    if (group != PG_ATTACK_ALL &&
        !pg_attack_condition_add(conditions, &n, context->split.characteristic, group))
        return SIZE_MAX;
    return is_made
               ? pg_attack_cell_of(context->cells, context->split.population, conditions, n)
               : pg_attack_cell_find(context->cells, context->split.population, conditions,
                                     n);
}

static bool is_empty_in(const struct context *context, uint32_t group)
{
    struct pg_attack_condition conditions[PG_ATTACK_MOST_CONDITIONS];
    size_t n = context->n, cell = cell_in(context, group, false);

    if (cell != SIZE_MAX && is_seen(&context->cells->cells[cell]))
        return false;
    memcpy(conditions, context->others, n * sizeof *conditions);
    if (!pg_attack_condition_add(conditions, &n, context->split.characteristic, group))
        return false;
    // Who disclosed is a row of some tables only, never a group that is listed or not.
    for (size_t i = 0; i < n; i++) {
        if (conditions[i].group == context->cells->disclosed)
            return false;
    }
    return is_nobody(context->breakdowns, context->split.population, conditions, n);
}

// Whether a group of the split that is not merely an answer is spoken of in the context.
static bool is_spoken_of(const struct context *context, enum pg_attack_quantity quantity)
{
    const struct pg_attack_cells *cells = context->cells;
    bool is_of_answers = false, is_found = false;

    for (size_t i = 0; i < context->split.n; i++) {
        uint32_t group = context->split.groups[i];
        size_t cell = cell_in(context, group, false);
        is_of_answers |= group == cells->disclosed;
        is_found |=
            cell != SIZE_MAX && cells->cells[cell].is_seen[quantity] &&
            (is_of_answers || (group != cells->declined && group != cells->not_known));
    }
    return is_found;
}

static void relate_quantity(const struct context *context, enum pg_attack_quantity quantity)
{
    struct pg_attack_cells *cells = context->cells;
    const struct pg_attack_split *split = &context->split;
    size_t whole =
        pg_attack_unknown_of(cells, cell_in(context, split->whole, true), quantity);

    if (cells->failed)
        return;
    size_t first = cells->system.n_relations;
    pg_attack_relate(&cells->system, 0, 0, NULL);
    pg_attack_term(&cells->system, whole, 1);
    for (size_t i = 0; i < split->n && !cells->failed; i++) {
        if (is_empty_in(context, split->groups[i]))
            continue;
        size_t cell = cell_in(context, split->groups[i], true);
        size_t part = pg_attack_unknown_of(cells, cell, quantity);
        if (!cells->failed && cells->system.n_relations == first + 1)
            pg_attack_term(&cells->system, part, -1);
    }
}

static void relate_context(const struct context *context)
{
    // Quarters by sex are of men and women alone.
    bool has_quarters =
        context->split.characteristic != context->cells->sex ||
        !context->cells->populations[context->split.population].has_unknown_sex;

    for (int q = 0; q < PG_N_ATTACK_QUANTITIES; q++) {
        bool is_quarter = q >= PG_ATTACK_QUARTER_1 && q <= PG_ATTACK_QUARTER_4;
        if ((!is_quarter || has_quarters) &&
            is_spoken_of(context, (enum pg_attack_quantity)q))
            relate_quantity(context, (enum pg_attack_quantity)q);
    }
}

// The splits that a cell takes part in by one of its conditions; each context once.
static void relate_condition(struct pg_attack_cells *cells,
                             const struct breakdowns *breakdowns, struct pg_intern *done,
                             const struct pg_attack_cell *cell, size_t condition)
{
    struct context context = {.cells = cells, .breakdowns = breakdowns};
    char key[64];
    bool is_new;

    for (size_t i = 0; i < cell->n; i++) {
        if (i != condition)
            context.others[context.n++] = cell->conditions[i];
    }
    size_t parent = pg_attack_cell_of(cells, cell->population, context.others, context.n);
    for (size_t s = 0; s < cells->n_splits && !cells->failed; s++) {
        context.split = cells->splits[s];
        if (context.split.population != cell->population ||
            context.split.characteristic != cell->conditions[condition].characteristic)
            continue;
        int len = snprintf(key, sizeof key, "%zu|%zu", s, parent);
        cells->failed |= pg_intern_add(done, (struct pg_str){key, (size_t)len}, &is_new) ==
                         PG_INTERN_FULL;
        if (is_new && !cells->failed)
            relate_context(&context);
    }
}

// ---------------------------------------------------------------- two names

// "Ethnicity" of "Ethnicity (minority ethnic)"; PG_ATTACK_ALL if there is no such pair.
static uint32_t plain_name_of(const struct pg_attack_cells *cells, uint32_t characteristic)
{
    const char *name = cells->characteristics.shown[characteristic];
    const char *bracket = strstr(name, " (");

    for (uint32_t c = 0; c < cells->characteristics.n && bracket != NULL; c++) {
        const char *other = cells->characteristics.shown[c];
        if (strlen(other) == (size_t)(bracket - name) &&
            strncmp(other, name, strlen(other)) == 0)
            return c;
    }
    return PG_ATTACK_ALL;
}

// A group of the same name under a characteristic and a coarser one made of it is the same.
static void relate_names(struct pg_attack_cells *cells, size_t i)
{
    const struct pg_attack_cell cell = cells->cells[i];
    struct pg_attack_condition conditions[PG_ATTACK_MOST_CONDITIONS];
    bool is_renamed = false;

    for (size_t k = 0; k < cell.n; k++) {
        uint32_t plain = plain_name_of(cells, cell.conditions[k].characteristic);
        conditions[k] = cell.conditions[k];
        if (plain != PG_ATTACK_ALL)
            conditions[k].characteristic = plain;
        is_renamed |= plain != PG_ATTACK_ALL;
    }
    size_t other = is_renamed
                       ? pg_attack_cell_find(cells, cell.population, conditions, cell.n)
                       : SIZE_MAX;
    if (other == SIZE_MAX || cell.unknowns[PG_ATTACK_PEOPLE] == 0 ||
        cells->cells[other].unknowns[PG_ATTACK_PEOPLE] == 0)
        return;
    pg_attack_relate(&cells->system, 0, 0, NULL);
    pg_attack_term(&cells->system, cell.unknowns[PG_ATTACK_PEOPLE] - 1, 1);
    pg_attack_term(&cells->system, cells->cells[other].unknowns[PG_ATTACK_PEOPLE] - 1, -1);
}

paygap_status pg_attack_relate_cells(struct pg_attack_cells *cells, paygap_error *err)
{
    struct breakdowns breakdowns = {.failed = false};
    struct pg_intern done = {0};

    note_breakdowns(&breakdowns, cells);
    cells->failed |= breakdowns.failed;
    // Cells that are made on the way have parents of their own.
    for (size_t i = 0; i < cells->n && !cells->failed; i++) {
        const struct pg_attack_cell cell = cells->cells[i];
        for (size_t k = 0; k < cell.n && is_seen(&cell); k++)
            relate_condition(cells, &breakdowns, &done, &cell, k);
    }
    for (size_t i = 0; i < cells->n && !cells->failed; i++) {
        relate_complement(cells, i, PG_ATTACK_FULL_PAY, PG_ATTACK_NOT_FULL_PAY);
        relate_complement(cells, i, PG_ATTACK_BONUS, PG_ATTACK_NO_BONUS);
        relate_quarters(cells, i);
        relate_names(cells, i);
    }
    pg_intern_free(&breakdowns.keys);
    pg_intern_free(&done);
    return cells->failed ? pg_no_memory(err) : PAYGAP_OK;
}
