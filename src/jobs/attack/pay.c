// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Sums of pay. A mean of 17.30, printed to the penny, of n people says that their pay adds
 * up to 17.295 n at least and 17.305 n at most, whether n is known or not. Nobody is paid
 * less an hour than the lowest minimum wage. A gap ties two sums where the numbers of
 * people are known; where one of the two means is printed it bounds the other:
 *
 *     gap 7.6 %, mean of men 18.31    mean of women (1 - 0.0765) x 18.305 to (1 - 0.0755)
 * x 18.315
 *
 * A gap may have been worked out from means as they are or as they are printed; ends are
 * wide enough for both.
 */
#include "facts.h"

#include "pg_law.h"

#include <math.h>

// Pounds an hour below which nobody is paid on that day; 0 if none is known.
static double lowest_wage(const char *date)
{
    static const enum pg_law_series wages[] = {
        PG_SERIES_LIVING_WAGE, PG_SERIES_MINIMUM_WAGE_21, PG_SERIES_MINIMUM_WAGE_18,
        PG_SERIES_MINIMUM_WAGE_UNDER_18, PG_SERIES_MINIMUM_WAGE_APPRENTICE};
    struct pg_date day = {0};
    int lowest = 0;

    if (!pg_date_parse(pg_str_of(date), &day))
        return 0;
    for (size_t i = 0; i < sizeof wages / sizeof wages[0]; i++) {
        const struct pg_law_row *row = pg_law_in_force(wages[i], day);
        if (row != NULL && (lowest == 0 || row->value < lowest))
            lowest = row->value;
    }
    return lowest / 100.0;
}

// lo x people <= sum <= hi x people.
static void relate_mean(struct pg_attack_cells *cells, size_t cell, int kind, double lo,
                        double hi, const char *text)
{
    size_t sum = pg_attack_unknown_of(
        cells, cell, (enum pg_attack_quantity)(PG_ATTACK_HOURLY_SUM + kind));
    size_t people =
        pg_attack_unknown_of(cells, cell, kind == 0 ? PG_ATTACK_FULL_PAY : PG_ATTACK_BONUS);

    if (cells->failed)
        return;
    if (!isinf(lo)) {
        pg_attack_relate(&cells->system, 0, INFINITY, text);
        pg_attack_term(&cells->system, sum, 1);
        pg_attack_term(&cells->system, people, -lo);
    }
    if (!isinf(hi)) {
        pg_attack_relate(&cells->system, -INFINITY, 0, text);
        pg_attack_term(&cells->system, sum, 1);
        pg_attack_term(&cells->system, people, -hi);
    }
}

static void relate_sum(struct pg_attack_cells *cells, size_t cell, int kind)
{
    const struct pg_attack_cell at = cells->cells[cell];
    static const char *const kinds[] = {"hourly pay", "bonus"};

    if (at.unknowns[PG_ATTACK_HOURLY_SUM + kind] == 0)
        return;
    if (at.has_mean[kind])
        relate_mean(cells, cell, kind, at.mean[kind] - at.half[kind],
                    at.mean[kind] + at.half[kind],
                    pg_arena_printf(&cells->arena, "the mean %s of %s, %.2f to within %g",
                                    kinds[kind], pg_attack_people_of(cells, cell),
                                    at.mean[kind], at.half[kind]));
    else if (kind == 0)
        relate_mean(cells, cell, kind, lowest_wage(cells->populations[at.population].date),
                    INFINITY, "the lowest minimum wage");
}

// ---------------------------------------------------------------- gaps

/** A cell's people whose pay is compared, and their sum. */
struct side {
    size_t cell, people, sum;
    bool is_exact;
    double n;
};

static struct side side_of(struct pg_attack_cells *cells, size_t cell, int kind)
{
    enum pg_attack_quantity people = kind == 0 ? PG_ATTACK_FULL_PAY : PG_ATTACK_BONUS;
    struct side side = {
        cell, pg_attack_unknown_of(cells, cell, people),
        pg_attack_unknown_of(cells, cell,
                             (enum pg_attack_quantity)(PG_ATTACK_HOURLY_SUM + kind)),
        false, 0};

    if (cells->failed)
        return side;
    const struct pg_attack_unknown *at = &cells->system.unknowns[side.people];
    side.is_exact = at->lo == at->hi && at->lo > 0;
    side.n = at->lo;
    return side;
}

// lo <= mean of a + factor x mean of b <= hi, for known numbers of people.
static void relate_sides(struct pg_attack_cells *cells, struct side a, struct side b,
                         double factor, double lo, double hi, const char *text)
{
    pg_attack_relate(&cells->system, lo, hi, text);
    pg_attack_term(&cells->system, a.sum, 1 / a.n);
    pg_attack_term(&cells->system, b.sum, factor / b.n);
}

// The bounds of the mean of one side by the printed mean of the other.
static void bound_by_mean(struct pg_attack_cells *cells, const struct pg_attack_fact *fact,
                          int kind, const char *text)
{
    const struct pg_attack_cell group = cells->cells[fact->cell];
    const struct pg_attack_cell other = cells->cells[fact->comparator];
    double least = 1 - fact->figure->hi / 100, most = 1 - fact->figure->lo / 100;

    if (other.has_mean[kind] && !group.has_mean[kind] && least > 0) {
        double half = other.half[kind];
        relate_mean(cells, fact->cell, kind, least * (other.mean[kind] - half) - half,
                    most * (other.mean[kind] + half) + half, text);
    }
    if (group.has_mean[kind] && !other.has_mean[kind] && least > 0) {
        double half = group.half[kind];
        relate_mean(cells, fact->comparator, kind, (group.mean[kind] - half) / most - half,
                    (group.mean[kind] + half) / least + half, text);
    }
}

static void relate_gap(struct pg_attack_cells *cells, const struct pg_attack_fact *fact)
{
    int kind = fact->measure->quantity == PG_ATTACK_BONUS;
    const struct pg_attack_figure *figure = fact->figure;
    struct side group = side_of(cells, fact->cell, kind);
    struct side other = side_of(cells, fact->comparator, kind);

    if (cells->failed)
        return;
    if (fact->measure->what == PG_ATTACK_IS_DIFFERENCE) {
        if (group.is_exact && other.is_exact)
            relate_sides(cells, other, group, -1, figure->lo, figure->hi,
                         "the difference of the means");
        return;
    }
    const char *text = pg_arena_printf(
        &cells->arena, "the mean %s gap of %s, %.1f %%", kind == 0 ? "hourly pay" : "bonus",
        pg_attack_people_of(cells, fact->cell), figure->value);
    bound_by_mean(cells, fact, kind, text);
    // Statutory gaps are of means as they are, others perhaps of printed ones: pennies of
    // which are less than 0.1 % of a mean. Of means that are loosened the gap is that of
    // the loosened ones.
    if (!group.is_exact || !other.is_exact || figure->half > 0.05 + 1e-9)
        return;
    double slack = pg_attack_is_by_law(cells, &cells->cells[fact->cell]) ? 0 : 0.1;
    relate_sides(cells, group, other, -(1 - (figure->lo - slack) / 100), -INFINITY, 0,
                 text);
    relate_sides(cells, group, other, -(1 - (figure->hi + slack) / 100), 0, INFINITY, text);
}

// ---------------------------------------------------------------- the rest of a cell

// All people but those of a group: their pay is a sum that no row is about.
static void put_rest(struct pg_attack_cells *cells, struct side whole, struct side part,
                     int kind)
{
    double wage =
        kind == 0
            ? lowest_wage(cells->populations[cells->cells[whole.cell].population].date)
            : 0;
    const char *name =
        pg_arena_printf(&cells->arena, "%s but %s", cells->system.unknowns[whole.sum].name,
                        pg_attack_people_of(cells, part.cell));
    struct pg_attack_rest *grown =
        pg_grown(cells->rests, cells->n_rests, &cells->rests_capacity, sizeof *grown);

    cells->failed |= grown == NULL;
    if (grown == NULL)
        return;
    cells->rests = grown;
    size_t sum = pg_attack_add_unknown(&cells->system, name, wage * (whole.n - part.n),
                                       INFINITY, false);
    grown[cells->n_rests++] = (struct pg_attack_rest){sum};
    pg_attack_relate(&cells->system, 0, 0, NULL);
    pg_attack_term(&cells->system, whole.sum, 1);
    pg_attack_term(&cells->system, part.sum, -1);
    pg_attack_term(&cells->system, sum, -1);
}

static void find_rests(struct pg_attack_cells *cells, size_t cell, int kind)
{
    const struct pg_attack_cell at = cells->cells[cell];
    enum pg_attack_quantity people = kind == 0 ? PG_ATTACK_FULL_PAY : PG_ATTACK_BONUS;
    size_t sum = (size_t)PG_ATTACK_HOURLY_SUM + (size_t)kind;

    for (size_t k = 0; k < at.n && at.unknowns[sum] > 0; k++) {
        struct pg_attack_condition others[PG_ATTACK_MOST_CONDITIONS];
        size_t n = 0;
        for (size_t i = 0; i < at.n; i++) {
            if (i != k)
                others[n++] = at.conditions[i];
        }
        size_t whole = pg_attack_cell_find(cells, at.population, others, n);
        // Of two sexes the rest is the other.
        if (at.conditions[k].characteristic == cells->sex || whole == SIZE_MAX ||
            cells->cells[whole].unknowns[sum] == 0 ||
            cells->cells[whole].unknowns[people] == 0)
            continue;
        struct side a = side_of(cells, whole, kind), b = side_of(cells, cell, kind);
        if (a.is_exact && b.is_exact && a.n > b.n && a.n - b.n <= PG_ATTACK_FEW_PAID)
            put_rest(cells, a, b, kind);
    }
}

paygap_status pg_attack_relate_pay(struct pg_attack_cells *cells,
                                   const struct pg_attack_facts *facts, paygap_error *err)
{
    for (size_t i = 0; i < facts->n && !cells->failed; i++) {
        const struct pg_attack_fact *fact = &facts->items[i];
        bool is_gap = fact->measure->what == PG_ATTACK_IS_MEAN_GAP ||
                      fact->measure->what == PG_ATTACK_IS_DIFFERENCE;
        if (is_gap && fact->figure->state == PG_ATTACK_EXACT &&
            fact->comparator != SIZE_MAX)
            relate_gap(cells, fact);
    }
    for (size_t i = 0; i < cells->n && !cells->failed; i++) {
        for (int kind = 0; kind < 2; kind++) {
            relate_sum(cells, i, kind);
            size_t people =
                cells->cells[i].unknowns[kind == 0 ? PG_ATTACK_FULL_PAY : PG_ATTACK_BONUS];
            size_t sum = cells->cells[i].unknowns[PG_ATTACK_HOURLY_SUM + kind];
            // What nobody is paid is nothing.
            if (people > 0 && sum > 0 && cells->system.unknowns[people - 1].hi <= 0)
                (void)pg_attack_narrow(&cells->system, sum - 1, 0, 0);
        }
    }
    for (size_t i = 0, n = cells->n; i < n && !cells->failed; i++) {
        find_rests(cells, i, 0);
        find_rests(cells, i, 1);
    }
    cells->failed |= cells->system.failed;
    return cells->failed ? pg_no_memory(err) : PAYGAP_OK;
}
