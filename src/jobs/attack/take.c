// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What the figures say. A count narrows its unknown to what is printed; a share ties it to
 * another: 10.8 % of 212 people, to one decimal, are 10.75 to 10.85 of every hundred, which
 * is 23. The number of people behind a figure is a count wherever it stands. A pay figure
 * says besides that there are as many people as are needed to publish one.
 */
#include "facts.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

/** What the functions here share. */
struct taking {
    struct pg_attack_cells *cells;
    struct pg_attack_facts *facts;
    bool keeps_minimum; /**< no published pay figure is of fewer than the minimum */
};

static void narrow(struct taking *taking, const struct pg_attack_fact *fact, size_t cell,
                   enum pg_attack_quantity quantity, double lo, double hi)
{
    size_t unknown = pg_attack_unknown_of(taking->cells, cell, quantity);

    if (!taking->cells->failed &&
        !pg_attack_narrow(&taking->cells->system, unknown, lo, hi))
        pg_attack_note(taking->facts->findings,
                       "line %zu contradicts another figure (%s); it is left aside",
                       fact->figure->line, taking->cells->system.unknowns[unknown].name);
}

static void take_count(struct taking *taking, const struct pg_attack_fact *fact)
{
    const struct pg_attack_figure *figure = fact->figure;
    enum pg_attack_quantity quantity = fact->measure->quantity;
    struct pg_attack_cell *cell = &taking->cells->cells[fact->cell];
    enum pg_attack_print print = PG_ATTACK_UNPRINTED;

    if (figure->state == PG_ATTACK_ABSENT)
        return;
    if (figure->state == PG_ATTACK_HIDDEN)
        print = PG_ATTACK_WITHHELD;
    else if (figure->state == PG_ATTACK_RANGE)
        print = figure->lo <= 0 ? PG_ATTACK_OR_FEWER : PG_ATTACK_AS_RANGE;
    else
        print = PG_ATTACK_PRINTED_EXACTLY;
    cell->is_seen[quantity] = true;
    if (print > cell->print[quantity])
        cell->print[quantity] = (uint8_t)print;
    narrow(taking, fact, fact->cell, quantity,
           figure->state == PG_ATTACK_HIDDEN ? 0 : fmax(0, figure->lo),
           figure->state == PG_ATTACK_HIDDEN ? INFINITY : figure->hi);
}

// ---------------------------------------------------------------- shares

// The cell without the group that the figure is of, or with another group in its place.
static size_t base_of(struct taking *taking, const struct pg_attack_fact *fact,
                      uint32_t group)
{
    struct pg_attack_condition conditions[PG_ATTACK_MOST_CONDITIONS];
    size_t n = 0;

    for (size_t i = 0; i < fact->n; i++) {
        if (fact->conditions[i].characteristic != fact->characteristic)
            conditions[n++] = fact->conditions[i];
        else if (group != PG_ATTACK_ALL)
            conditions[n++] = (struct pg_attack_condition){fact->characteristic, group};
    }
    return pg_attack_cell_of(taking->cells, fact->population, conditions, n);
}

// part / base lies between two percentages.
static void relate_share(struct taking *taking, const struct pg_attack_fact *fact,
                         size_t base, enum pg_attack_quantity of_base)
{
    struct pg_attack_cells *cells = taking->cells;
    const struct pg_attack_figure *figure = fact->figure;
    size_t part = pg_attack_unknown_of(cells, fact->cell, fact->measure->quantity);
    size_t whole = pg_attack_unknown_of(cells, base, of_base);
    // The base of bonus shares leaves out people whose bonus cannot be read.
    bool has_upper_only = fact->measure->what == PG_ATTACK_IS_SHARE_OF_GROUP &&
                          fact->measure->quantity == PG_ATTACK_BONUS &&
                          figure->is_provisional;

    if (cells->failed ||
        (figure->state != PG_ATTACK_EXACT && figure->state != PG_ATTACK_RANGE))
        return;
    const char *text =
        pg_arena_printf(&cells->arena, "the share of %s: %g to %g %%",
                        cells->system.unknowns[part].name, fmax(0, figure->lo), figure->hi);
    pg_attack_relate(&cells->system, -INFINITY, 0, text);
    pg_attack_term(&cells->system, part, 1);
    pg_attack_term(&cells->system, whole, -fmin(100, figure->hi) / 100);
    if (figure->lo <= 0 || has_upper_only)
        return;
    pg_attack_relate(&cells->system, 0, INFINITY, text);
    pg_attack_term(&cells->system, part, 1);
    pg_attack_term(&cells->system, whole, -figure->lo / 100);
}

static void take_share(struct taking *taking, const struct pg_attack_fact *fact)
{
    bool is_of_group = fact->measure->what == PG_ATTACK_IS_SHARE_OF_GROUP;
    bool is_of_disclosed = fact->measure->what == PG_ATTACK_IS_SHARE_OF_DISCLOSED;
    uint32_t disclosed = taking->cells->disclosed;
    size_t base = is_of_group
                      ? fact->cell
                      : base_of(taking, fact, is_of_disclosed ? disclosed : PG_ATTACK_ALL);

    // Quarters by sex are of men and women alone, those of groups of everybody; their
    // counts are printed anyway.
    if (base == SIZE_MAX ||
        (!is_of_group &&
         pg_attack_is_by_law(taking->cells, &taking->cells->cells[fact->cell])))
        return;
    relate_share(taking, fact, base, fact->measure->base);
    if (fact->figure->count >= 0 && fact->figure->state != PG_ATTACK_HIDDEN &&
        !is_of_disclosed && !(fact->figure->is_provisional && is_of_group))
        narrow(taking, fact, base, fact->measure->base, fact->figure->count,
               fact->figure->count);
}

// ---------------------------------------------------------------- pay

static bool is_shown(const struct pg_attack_figure *figure)
{
    return figure->state == PG_ATTACK_EXACT || figure->state == PG_ATTACK_RANGE;
}

static size_t people_behind(const struct taking *taking, const struct pg_attack_fact *fact,
                            size_t cell)
{
    return cell < taking->cells->n
               ? taking->cells->cells[cell].unknowns[fact->measure->quantity]
               : 0;
}

// Whether a shown pay figure is of people who are printed to be fewer than the minimum.
static bool breaks_minimum(const struct taking *taking, const struct pg_attack_fact *fact)
{
    size_t cells[2] = {fact->cell, fact->comparator};

    for (int i = 0; i < 2; i++) {
        size_t unknown = people_behind(taking, fact, cells[i]);
        if (unknown > 0 && taking->cells->system.unknowns[unknown - 1].known_hi <
                               taking->cells->rule.minimum_publish)
            return true;
    }
    return false;
}

static bool is_of_pay(const struct pg_attack_fact *fact)
{
    return fact->measure->what >= PG_ATTACK_IS_MEAN &&
           fact->measure->what <= PG_ATTACK_IS_DIFFERENCE;
}

// Statutory figures are published however few people they are of.
static bool is_held_to_minimum(const struct taking *taking,
                               const struct pg_attack_fact *fact)
{
    return is_of_pay(fact) && is_shown(fact->figure) &&
           !pg_attack_is_by_law(taking->cells, &taking->cells->cells[fact->cell]);
}

static void take_minimum(struct taking *taking, const struct pg_attack_fact *fact)
{
    double minimum = taking->keeps_minimum ? taking->cells->rule.minimum_publish : 1;
    enum pg_attack_quantity quantity = fact->measure->quantity;

    narrow(taking, fact, fact->cell, quantity, minimum, INFINITY);
    if (fact->comparator != SIZE_MAX)
        narrow(taking, fact, fact->comparator, quantity, minimum, INFINITY);
}

static void take_pay(struct taking *taking, const struct pg_attack_fact *fact)
{
    struct pg_attack_cells *cells = taking->cells;
    const struct pg_attack_figure *figure = fact->figure;
    int kind = fact->measure->quantity == PG_ATTACK_BONUS;
    struct pg_attack_cell *cell = &cells->cells[fact->cell];

    if (fact->measure->what == PG_ATTACK_IS_MEAN && figure->state != PG_ATTACK_ABSENT)
        cell->is_seen[PG_ATTACK_HOURLY_SUM + kind] = true;
    if (fact->measure->what == PG_ATTACK_IS_MEAN && figure->state == PG_ATTACK_EXACT) {
        cell->has_mean[kind] = true;
        cell->mean[kind] = figure->value;
        cell->half[kind] = figure->half;
    }
    if (is_held_to_minimum(taking, fact))
        take_minimum(taking, fact);
    if (figure->count < 0 || figure->state == PG_ATTACK_HIDDEN)
        return;
    if (fact->comparator == SIZE_MAX) {
        if (figure->texts[PG_ATTACK_COLUMN_COMPARATOR][0] == '\0')
            narrow(taking, fact, fact->cell, fact->measure->quantity, figure->count,
                   figure->count);
        return;
    }
    size_t a = pg_attack_unknown_of(cells, fact->cell, fact->measure->quantity);
    size_t b = pg_attack_unknown_of(cells, fact->comparator, fact->measure->quantity);
    pg_attack_relate(&cells->system, figure->count, figure->count,
                     "the number of people behind a gap");
    pg_attack_term(&cells->system, a, 1);
    pg_attack_term(&cells->system, b, 1);
}

// ---------------------------------------------------------------- all

// Everybody is whoever disclosed, declined and is not known, where all three are printed.
static void take_everybody(struct taking *taking, const struct pg_attack_fact *fact)
{
    struct pg_attack_cells *cells = taking->cells;
    const uint32_t groups[] = {cells->disclosed, cells->declined, cells->not_known};
    double total = 0;

    if (fact->n != 1 || fact->group != cells->disclosed)
        return;
    for (int i = 0; i < 3; i++) {
        const struct pg_attack_condition condition = {fact->characteristic, groups[i]};
        size_t cell = pg_attack_cell_find(cells, fact->population, &condition, 1);
        size_t unknown =
            cell != SIZE_MAX ? cells->cells[cell].unknowns[PG_ATTACK_PEOPLE] : 0;
        if (unknown == 0 || cells->system.unknowns[unknown - 1].known_lo !=
                                cells->system.unknowns[unknown - 1].known_hi)
            return;
        total += cells->system.unknowns[unknown - 1].known_lo;
    }
    size_t everybody = pg_attack_cell_of(cells, fact->population, NULL, 0);
    narrow(taking, fact, everybody, PG_ATTACK_PEOPLE, total, total);
}

static void take(struct taking *taking, const struct pg_attack_fact *fact)
{
    switch (fact->measure->what) {
    case PG_ATTACK_IS_COUNT:
    case PG_ATTACK_IS_ANSWER:
        take_count(taking, fact);
        break;
    case PG_ATTACK_IS_SHARE_OF_ALL:
    case PG_ATTACK_IS_SHARE_OF_GROUP:
    case PG_ATTACK_IS_SHARE_OF_DISCLOSED:
    case PG_ATTACK_IS_RATE:
        take_share(taking, fact);
        break;
    default:
        take_pay(taking, fact);
        break;
    }
}

paygap_status pg_attack_take_facts(struct pg_attack_cells *cells,
                                   struct pg_attack_facts *facts, paygap_error *err)
{
    struct taking taking = {cells, facts, true};

    // Counts first: they tell whether the minimum is kept.
    for (size_t i = 0; i < facts->n; i++) {
        if (facts->items[i].measure->what == PG_ATTACK_IS_COUNT ||
            facts->items[i].measure->what == PG_ATTACK_IS_ANSWER)
            take(&taking, &facts->items[i]);
    }
    for (size_t i = 0; i < facts->n; i++) {
        const struct pg_attack_fact *fact = &facts->items[i];
        if (is_held_to_minimum(&taking, fact) && breaks_minimum(&taking, fact))
            taking.keeps_minimum = false;
        take_everybody(&taking, fact);
    }
    for (size_t i = 0; i < facts->n && !cells->failed; i++) {
        if (facts->items[i].measure->what != PG_ATTACK_IS_COUNT &&
            facts->items[i].measure->what != PG_ATTACK_IS_ANSWER)
            take(&taking, &facts->items[i]);
    }
    return cells->failed ? pg_no_memory(err) : PAYGAP_OK;
}
