// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Cells by their conditions. "1|3=7|5=2" is the key of a cell of population 1 whose
 * characteristic 3 is group 7 and whose characteristic 5 is group 2: conditions are sorted,
 * so that `sex x ethnicity` and `ethnicity x sex` are one.
 */
#include "cells.h"

#include <math.h>
#include <stdlib.h>

static const char *const quantity_words[PG_N_ATTACK_QUANTITIES] = {
    "people",
    "on full pay",
    "paid a bonus",
    "not on full pay",
    "paid no bonus",
    "in the lower quarter",
    "in the lower middle quarter",
    "in the upper middle quarter",
    "in the upper quarter",
    "hourly pay in all",
    "bonuses in all"};

static uint32_t name_of(struct pg_attack_cells *cells, struct pg_attack_names *names,
                        const char *name)
{
    char *key = pg_strdup(pg_str_of(name));
    const char **grown = pg_grown(names->shown, names->n, &names->capacity, sizeof *grown);
    bool is_new = false;
    uint32_t number = 0;

    cells->failed |= key == NULL || grown == NULL;
    if (grown != NULL)
        names->shown = grown;
    if (!cells->failed) {
        for (char *p = key; *p != '\0'; p++)
            *p = pg_lower(*p);
        number = pg_intern_add(&names->keys, pg_str_of(key), &is_new);
        cells->failed |= number == PG_INTERN_FULL;
        if (!cells->failed && is_new)
            grown[names->n++] = pg_arena_text(&cells->arena, name);
    }
    free(key);
    return cells->failed ? 0 : number;
}

uint32_t pg_attack_characteristic(struct pg_attack_cells *cells, const char *name)
{
    return name_of(cells, &cells->characteristics, name);
}

uint32_t pg_attack_group(struct pg_attack_cells *cells, const char *name)
{
    return name_of(cells, &cells->groups, name);
}

void pg_attack_cells_begin(struct pg_attack_cells *cells, struct pg_attack_rule rule)
{
    *cells = (struct pg_attack_cells){.rule = rule};
    cells->sex = pg_attack_characteristic(cells, "sex");
    cells->men = pg_attack_group(cells, "men");
    cells->women = pg_attack_group(cells, "women");
    cells->unknown_sex = pg_attack_group(cells, PG_ATTACK_SEX_UNKNOWN);
    cells->disclosed = pg_attack_group(cells, PG_ATTACK_DISCLOSED);
    cells->minority = pg_attack_group(cells, "Minority ethnic");
    cells->declined = pg_attack_group(cells, PG_ATTACK_DECLINED);
    cells->not_known = pg_attack_group(cells, PG_ATTACK_NOT_KNOWN);
}

static void free_names(struct pg_attack_names *names)
{
    pg_intern_free(&names->keys);
    free(names->shown);
}

void pg_attack_cells_free(struct pg_attack_cells *cells)
{
    for (size_t i = 0; i < cells->n_splits; i++)
        free(cells->splits[i].groups);
    free(cells->splits);
    free(cells->rests);
    free(cells->extras);
    free(cells->cells);
    free(cells->populations);
    free(cells->is_asked);
    free_names(&cells->characteristics);
    free_names(&cells->groups);
    pg_intern_free(&cells->keys);
    pg_attack_system_free(&cells->system);
    pg_arena_free(&cells->arena);
    *cells = (struct pg_attack_cells){.n = 0};
}

// ---------------------------------------------------------------- conditions

bool pg_attack_condition_add(struct pg_attack_condition *conditions, size_t *n,
                             uint32_t characteristic, uint32_t group)
{
    size_t at = *n;

    if (*n == PG_ATTACK_MOST_CONDITIONS)
        return false;
    for (; at > 0 && conditions[at - 1].characteristic > characteristic; at--)
        conditions[at] = conditions[at - 1];
    conditions[at] = (struct pg_attack_condition){characteristic, group};
    ++*n;
    return true;
}

/** The longest key: a population and the conditions, ten digits each. */
enum { MOST_KEY = 12 + PG_ATTACK_MOST_CONDITIONS * 24 };

static struct pg_str key_of(char key[static MOST_KEY], uint32_t population,
                            const struct pg_attack_condition *conditions, size_t n)
{
    struct pg_attack_condition sorted[PG_ATTACK_MOST_CONDITIONS];
    size_t n_sorted = 0;
    int len = snprintf(key, MOST_KEY, "%u", population);

    for (size_t i = 0; i < n; i++)
        pg_attack_condition_add(sorted, &n_sorted, conditions[i].characteristic,
                                conditions[i].group);
    for (size_t i = 0; i < n_sorted; i++)
        len += snprintf(key + len, MOST_KEY - (size_t)len, "|%u=%u",
                        sorted[i].characteristic, sorted[i].group);
    return (struct pg_str){key, (size_t)len};
}

size_t pg_attack_cell_find(const struct pg_attack_cells *cells, uint32_t population,
                           const struct pg_attack_condition *conditions, size_t n)
{
    char key[MOST_KEY];
    uint32_t number = pg_intern_find(&cells->keys, key_of(key, population, conditions, n));

    return number == PG_INTERN_FULL ? SIZE_MAX : number;
}

size_t pg_attack_cell_of(struct pg_attack_cells *cells, uint32_t population,
                         const struct pg_attack_condition *conditions, size_t n)
{
    char key[MOST_KEY];
    bool is_new = false;
    struct pg_attack_cell *grown =
        pg_grown(cells->cells, cells->n, &cells->capacity, sizeof *grown);
    uint32_t number =
        pg_intern_add(&cells->keys, key_of(key, population, conditions, n), &is_new);

    if (grown != NULL)
        cells->cells = grown;
    cells->failed |= grown == NULL || number == PG_INTERN_FULL;
    if (cells->failed)
        return SIZE_MAX;
    if (!is_new)
        return number;
    struct pg_attack_cell *cell = &grown[cells->n++];
    *cell = (struct pg_attack_cell){.population = population};
    for (size_t i = 0; i < n; i++)
        pg_attack_condition_add(cell->conditions, &cell->n, conditions[i].characteristic,
                                conditions[i].group);
    return number;
}

size_t pg_attack_unknown_of(struct pg_attack_cells *cells, size_t cell,
                            enum pg_attack_quantity quantity)
{
    if (cells->failed || cell >= cells->n)
        return SIZE_MAX;
    size_t *unknown = &cells->cells[cell].unknowns[quantity];
    if (*unknown == 0)
        *unknown =
            1 + pg_attack_add_unknown(&cells->system, pg_attack_name(cells, cell, quantity),
                                      0, INFINITY, quantity < PG_N_ATTACK_COUNTS);
    cells->failed |= cells->system.failed;
    return *unknown - 1;
}

bool pg_attack_is_by_law(const struct pg_attack_cells *cells,
                         const struct pg_attack_cell *cell)
{
    for (size_t i = 0; i < cell->n; i++) {
        if (cell->conditions[i].characteristic != cells->sex)
            return false;
    }
    return true;
}

uint32_t pg_attack_group_in(const struct pg_attack_cell *cell, uint32_t characteristic)
{
    for (size_t i = 0; i < cell->n; i++) {
        if (cell->conditions[i].characteristic == characteristic)
            return cell->conditions[i].group;
    }
    return PG_ATTACK_ALL;
}

// ---------------------------------------------------------------- names

static void add_conditions(struct pg_attack_cells *cells, const struct pg_attack_cell *cell,
                           struct pg_buffer *name)
{
    for (size_t k = cell->n; k > 0; k--) {
        // Sex is the first characteristic of all and stands last.
        const struct pg_attack_condition *at = &cell->conditions[k - 1];
        const char *group = cells->groups.shown[at->group];
        pg_buffer_printf(name, "%s", k < cell->n ? ", " : "");
        if (at->characteristic == cells->sex)
            pg_buffer_printf(name, "%s", group);
        else
            pg_buffer_printf(name, "%s \"%s\"",
                             cells->characteristics.shown[at->characteristic], group);
    }
    if (cell->n == 0)
        pg_buffer_printf(name, "everybody");
}

static const char *kept(struct pg_attack_cells *cells, struct pg_buffer *name)
{
    cells->failed |= name->failed;
    const char *text = pg_arena_text(&cells->arena, name->ptr != NULL ? name->ptr : "");
    pg_buffer_free(name);
    return text;
}

const char *pg_attack_people_of(struct pg_attack_cells *cells, size_t cell)
{
    struct pg_buffer name = {0};

    add_conditions(cells, &cells->cells[cell], &name);
    return kept(cells, &name);
}

const char *pg_attack_name(struct pg_attack_cells *cells, size_t cell,
                           enum pg_attack_quantity quantity)
{
    struct pg_buffer name = {0};
    uint32_t population = cells->cells[cell].population;

    add_conditions(cells, &cells->cells[cell], &name);
    pg_buffer_printf(&name, ": %s", quantity_words[quantity]);
    if (cells->shows_dates && population < cells->n_populations)
        pg_buffer_printf(&name, ", %s%s", cells->populations[population].date,
                         cells->populations[population].is_workforce ? " workforce" : "");
    return kept(cells, &name);
}
