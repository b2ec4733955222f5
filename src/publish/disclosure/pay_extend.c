// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Means tell counts: people times mean adds up wherever people do. So each witness, another
 * set of counts, needs sums of pay that fit all printed means; where there are none, means
 * are printed more coarsely.
 *
 *     Two sites, 20 people at 15.00 and 22 at 18.00; all 42 at 16.57. In a witness one
 *     person more is at the first site and one less at the second: the sums would be
 *     21 x 15 + 21 x 18 = 693, and 42 x 16.57 = 695.94 is not that, to half a penny each.
 *     To 10p the means leave 42 x 0.05 each way, and 693 will do.
 *
 * A linear programme over the sums, the counts being those of the witness: each sum lies
 * within what its mean says, and may leave that at a cost, to where the mean to 10p, to the
 * pound, or none would leave it. What the solution uses is what is printed. The sums found
 * are kept with their witness: while they fit, nothing need be asked again.
 *
 * Worst case: a programme for each witness in which somebody paid is moved, whenever a mean
 * is tried a step finer that its sums do not fit.
 */
#include "pay.h"
#include "pg_solver.h"

#include <math.h>
#include <stdlib.h>

enum {
    N_ZONES = PG_N_STEPS, /**< what each step says of a sum, and no more than the finer */
    N_COLUMNS = 2 * N_ZONES
};

struct pg_pay_extension {
    struct pg_pay_system *pay;
    const struct pg_witnesses *witnesses;
    int *first_column; /**< of each quantity of the system; 0 = it has no sum */
    size_t *cell_of;   /**< of each quantity; PG_NOTHING = no mean of it is printed */
    int first_gap;     /**< row */
    int *disclosed;    /**< first column of each cell of all who disclosed; 0 = none */
    double *values;    /**< of the witness */
    size_t *rows;      /**< relations between sums */
    size_t n_rows;
    int *indices;
    double *factors;
    double **sums;      /**< of the cells, for each witness; NULL = none found yet */
    double *divided_by; /**< the counts that the rows of each gap were made with */
    bool may_loosen;
    glp_prob *problem;
    bool is_solved;
};

static const struct pg_system *system_of(const struct pg_pay_extension *extension)
{
    return &extension->pay->counts->system;
}

// Whether all terms of a relation are of the people who are paid this.
static bool is_of_sums(const struct pg_pay_extension *extension, size_t relation)
{
    const struct pg_system *system = system_of(extension);

    for (size_t t = system->relations[relation]; t < system->relations[relation + 1]; t++) {
        if (system->quantities[system->terms[t].quantity].paid != extension->pay->paid)
            return false;
    }
    return system->relations[relation + 1] > system->relations[relation];
}

static bool begin(struct pg_pay_extension *extension, struct pg_pay_system *pay,
                  const struct pg_witnesses *witnesses)
{
    const struct pg_system *system = &pay->counts->system;
    size_t n = system->n_quantities + 1;

    *extension = (struct pg_pay_extension){
        .pay = pay,
        .witnesses = witnesses,
        .first_column = calloc(n, sizeof *extension->first_column),
        .cell_of = calloc(n, sizeof *extension->cell_of),
        .disclosed = calloc(pay->n_cells + 1, sizeof *extension->disclosed),
        .values = calloc(n, sizeof *extension->values),
        .rows = calloc(system->n_relations + 1, sizeof *extension->rows),
        .sums = calloc(witnesses->n + 1, sizeof(double *)),
        .divided_by = calloc(2 * pay->n_gaps + 1, sizeof(double)),
        .indices = calloc(N_COLUMNS * (n + pay->n_cells), sizeof *extension->indices),
        .factors = calloc(N_COLUMNS * (n + pay->n_cells), sizeof *extension->factors)};
    if (extension->sums == NULL || extension->divided_by == NULL ||
        extension->first_column == NULL || extension->cell_of == NULL ||
        extension->disclosed == NULL || extension->values == NULL ||
        extension->rows == NULL || extension->indices == NULL || extension->factors == NULL)
        return false;
    for (size_t i = 0; i + 1 < n; i++)
        extension->cell_of[i] = PG_NOTHING;
    for (size_t c = 0; c < pay->n_cells; c++) {
        if (pay->cells[c].quantity != PG_NOTHING)
            extension->cell_of[pay->cells[c].quantity] = c;
    }
    for (size_t row = 0; row < system->n_relations; row++) {
        if (is_of_sums(extension, row))
            extension->rows[extension->n_rows++] = row;
    }
    return true;
}

// ---------------------------------------------------------------- the programme

// A sum is its lowest end plus what lies above it; zones above, then zones below.
static int put_terms(struct pg_pay_extension *extension, int n, int first, double factor)
{
    for (int k = 0; k < N_COLUMNS; k++) {
        extension->indices[++n] = first + k;
        extension->factors[n] = k < N_ZONES ? factor : -factor;
    }
    return n;
}

static void add_row(struct pg_pay_extension *extension, int n)
{
    int row = glp_add_rows(extension->problem, 1);

    glp_set_row_bnds(extension->problem, row, GLP_FX, 0, 0);
    glp_set_mat_row(extension->problem, row, n, extension->indices, extension->factors);
}

static void add_relation(struct pg_pay_extension *extension, size_t relation)
{
    const struct pg_system *system = system_of(extension);
    int n = 0;

    for (size_t t = system->relations[relation]; t < system->relations[relation + 1]; t++) {
        size_t quantity = system->terms[t].quantity;
        if (extension->first_column[quantity] == 0)
            extension->first_column[quantity] = glp_add_cols(extension->problem, N_COLUMNS);
        n = put_terms(extension, n, extension->first_column[quantity],
                      system->terms[t].factor);
    }
    add_row(extension, n);
}

static int column_of_cell(struct pg_pay_extension *extension,
                          const struct pg_pay_cell *cell)
{
    int *first = &extension->first_column[cell->quantity];

    if (*first == 0)
        *first = glp_add_cols(extension->problem, N_COLUMNS);
    return *first;
}

// All who disclosed are the named groups, which stand before them.
static void add_disclosed(struct pg_pay_extension *extension, size_t index)
{
    const struct pg_pay_cell *all = &extension->pay->cells[index];
    int n = 0;

    extension->disclosed[index] = glp_add_cols(extension->problem, N_COLUMNS);
    n = put_terms(extension, n, extension->disclosed[index], 1);
    for (size_t i = 0; i < all->breakdown->n_parts; i++) {
        const struct pg_pay_cell *cell =
            &extension->pay->cells[index - all->breakdown->n_parts + i];
        if (all->breakdown->parts[i].kind == PG_PART_NAMED)
            n = put_terms(extension, n, column_of_cell(extension, cell), -1);
    }
    add_row(extension, n);
}

// Rows of which bound_gap() sets the factors: the counts of the witness divide the sums.
static void add_gaps(struct pg_pay_extension *extension)
{
    extension->first_gap = glp_get_num_rows(extension->problem) + 1;
    for (size_t g = 0; g < extension->pay->n_gaps; g++) {
        const struct pg_pay_gap *gap = &extension->pay->gaps[g];
        (void)column_of_cell(extension, &extension->pay->cells[gap->base]);
        (void)column_of_cell(extension, &extension->pay->cells[gap->group]);
        glp_add_rows(extension->problem, 2);
    }
}

static void bound_gap(struct pg_pay_extension *extension, size_t index)
{
    const struct pg_pay_system *pay = extension->pay;
    const struct pg_pay_gap *gap = &pay->gaps[index];
    const struct pg_pay_cell *base = &pay->cells[gap->base];
    const struct pg_pay_cell *group = &pay->cells[gap->group];
    double n_base = extension->values[base->quantity];
    double n_group = extension->values[group->quantity];
    double *made_with = &extension->divided_by[2 * index];
    bool is_printed = pg_disclosure_pay_has_gap(pay, index) && n_base > 0 && n_group > 0;
    bool is_new = is_printed && (made_with[0] != n_base || made_with[1] != n_group);

    for (int k = 0; k < 2; k++) {
        int row = extension->first_gap + 2 * (int)index + k;
        if (is_new) {
            int n = put_terms(extension, 0, column_of_cell(extension, group), 1 / n_group);
            n = put_terms(extension, n, column_of_cell(extension, base),
                          -gap->slopes[k] / n_base);
            glp_set_mat_row(extension->problem, row, n, extension->indices,
                            extension->factors);
        }
        glp_set_row_bnds(extension->problem, row,
                         !is_printed ? GLP_FR
                         : k == 0    ? GLP_LO
                                     : GLP_UP,
                         gap->pounds[k], gap->pounds[k]);
    }
    if (!is_new)
        return;
    made_with[0] = n_base;
    made_with[1] = n_group;
}

static void build(struct pg_pay_extension *extension)
{
    extension->problem = glp_create_prob();
    for (size_t i = 0; i < extension->n_rows; i++)
        add_relation(extension, extension->rows[i]);
    for (size_t c = 0; c < extension->pay->n_cells; c++) {
        if (extension->pay->cells[c].quantity == PG_NOTHING)
            add_disclosed(extension, c);
    }
    add_gaps(extension);
}

// The ends of what a step says of a sum, within what is printed of it.
static void ends_of_zone(const struct pg_pay_extension *extension,
                         const struct pg_pay_cell *cell, double n, enum pg_step zone,
                         double *low, double *high)
{
    enum pg_step step = cell != NULL ? cell->step : PG_STEP_NOT;
    double floor = extension->pay->floor, lower, upper;

    pg_disclosure_pay_interval(cell != NULL ? cell->mean : 0,
                               cell != NULL ? zone : PG_STEP_NOT, &lower, &upper);
    if (zone < step) {
        double least, most;
        pg_disclosure_pay_interval(cell != NULL ? cell->mean : 0, step, &least, &most);
        lower = lower > least ? lower : least;
        upper = upper < most ? upper : most;
    }
    *low = (lower > floor ? lower : floor) * n;
    *high = n > 0 ? upper * n : 0;
}

// Bounds of the columns of one sum of `n` people: what its mean says to the penny, and at a
// price what each coarser step would leave. What is printed is used sparingly: sums that
// keep to the truth still fit when means are printed more finely.
static void bound_sum(struct pg_pay_extension *extension, int first,
                      const struct pg_pay_cell *cell, double n)
{
    static const double prices[N_ZONES] = {0, 1, 4, 20};
    const double within = 1e-3;
    glp_prob *problem = extension->problem;
    double low, high, below = 0, above = 0;
    enum pg_step step = cell != NULL ? cell->step : PG_STEP_NOT;

    for (int zone = 0; zone < N_ZONES; zone++) {
        ends_of_zone(extension, cell, n, (enum pg_step)zone, &low, &high);
        if (zone == 0) { // the first column above is the sum itself
            if (isfinite(high))
                glp_set_col_bnds(problem, first, high > low ? GLP_DB : GLP_FX, low, high);
            else
                glp_set_col_bnds(problem, first, GLP_LO, low, 0);
            glp_set_col_bnds(problem, first + N_ZONES, GLP_FX, 0, 0);
        } else {
            bool is_open = zone <= (int)step || extension->may_loosen;
            double up = isfinite(above) && high > above ? high - above : 0;
            double down = low < below ? below - low : 0;
            double price = cell != NULL ? prices[zone] * cell->worth / (1 + cell->n) : 0;
            price = zone <= (int)step ? within * price : price;
            pg_solver_bound(problem, first + zone, is_open ? up : 0);
            pg_solver_bound(problem, first + N_ZONES + zone, is_open ? down : 0);
            glp_set_obj_coef(problem, first + zone, price);
            glp_set_obj_coef(problem, first + N_ZONES + zone, price);
        }
        above = high > above || zone == 0 ? high : above;
        below = low < below || zone == 0 ? low : below;
    }
}

static double people_of_disclosed(const struct pg_pay_extension *extension, size_t index)
{
    const struct pg_pay_cell *all = &extension->pay->cells[index];
    double n = 0;

    for (size_t i = 0; i < all->breakdown->n_parts; i++) {
        if (all->breakdown->parts[i].kind == PG_PART_NAMED)
            n +=
                extension->values[extension->pay->cells[index - all->breakdown->n_parts + i]
                                      .quantity];
    }
    return n;
}

static void bound_all(struct pg_pay_extension *extension)
{
    const struct pg_system *system = system_of(extension);
    const struct pg_pay_cell *cells = extension->pay->cells;

    for (size_t i = 0; i < system->n_quantities; i++) {
        size_t c = extension->cell_of[i];
        if (extension->first_column[i] > 0)
            bound_sum(extension, extension->first_column[i],
                      c != PG_NOTHING ? &cells[c] : NULL, extension->values[i]);
    }
    for (size_t c = 0; c < extension->pay->n_cells; c++) {
        if (extension->disclosed[c] > 0)
            bound_sum(extension, extension->disclosed[c], &cells[c],
                      people_of_disclosed(extension, c));
    }
}

static void solve(void *context)
{
    struct pg_pay_extension *extension = context;

    if (extension->problem == NULL)
        build(extension);
    bound_all(extension);
    for (size_t g = 0; g < extension->pay->n_gaps; g++)
        bound_gap(extension, g);
    extension->is_solved = pg_solver_optimise(extension->problem, GLP_DUALP);
}

// ---------------------------------------------------------------- what it says

static int first_column_of(const struct pg_pay_extension *extension, size_t index)
{
    const struct pg_pay_cell *cell = &extension->pay->cells[index];

    return cell->quantity != PG_NOTHING ? extension->first_column[cell->quantity]
                                        : extension->disclosed[index];
}

// The step whose zone a solution uses of a cell.
static void loosen(struct pg_pay_extension *extension, size_t index)
{
    struct pg_pay_cell *cell = &extension->pay->cells[index];
    int first = first_column_of(extension, index);
    enum pg_step step = cell->step;

    for (int zone = (int)step + 1; zone < N_ZONES && first > 0; zone++) {
        double used = glp_get_col_prim(extension->problem, first + zone) +
                      glp_get_col_prim(extension->problem, first + N_ZONES + zone);
        if (used > 1e-7)
            step = (enum pg_step)zone;
    }
    if (step != cell->step)
        cell->why = PG_HIDDEN_SECONDARY;
    cell->step = step;
}

// What is not known to be safe is not printed.
static void print_none(struct pg_pay_system *pay)
{
    for (size_t c = 0; c < pay->n_cells; c++) {
        if (pay->cells[c].step != PG_STEP_NOT)
            pay->cells[c].why = PG_HIDDEN_SECONDARY;
        pay->cells[c].step = PG_STEP_NOT;
    }
}

static bool keep_sums(struct pg_pay_extension *extension, size_t number)
{
    size_t n = extension->pay->n_cells;
    double **sums = &extension->sums[number];

    if (*sums == NULL)
        *sums = calloc(n + 1, sizeof **sums);
    for (size_t c = 0; *sums != NULL && c < n; c++) {
        int first = first_column_of(extension, c);
        (*sums)[c] = 0;
        for (int k = 0; k < N_COLUMNS && first > 0; k++) {
            double part = glp_get_col_prim(extension->problem, first + k);
            (*sums)[c] += k < N_ZONES ? part : -part;
        }
    }
    return *sums != NULL;
}

// ---------------------------------------------------------------- whether sums fit

static double people_of(const struct pg_pay_extension *extension, size_t index)
{
    const struct pg_pay_cell *cell = &extension->pay->cells[index];

    return cell->quantity != PG_NOTHING ? extension->values[cell->quantity]
                                        : people_of_disclosed(extension, index);
}

static bool fits_cell(const struct pg_pay_extension *extension, size_t index, double sum)
{
    const struct pg_pay_cell *cell = &extension->pay->cells[index];
    const double tolerance = 1e-6;
    double n = people_of(extension, index), lower, upper;

    if (cell->step == PG_STEP_NOT || first_column_of(extension, index) == 0)
        return true;
    pg_disclosure_pay_interval(cell->mean, cell->step, &lower, &upper);
    return sum >= lower * n - tolerance * (1 + n) && sum <= upper * n + tolerance * (1 + n);
}

static bool fits_gap(const struct pg_pay_extension *extension, size_t index,
                     const double *sums)
{
    const struct pg_pay_gap *gap = &extension->pay->gaps[index];
    const double tolerance = 1e-6;
    double n_base = people_of(extension, gap->base);
    double n_group = people_of(extension, gap->group);

    if (!pg_disclosure_pay_has_gap(extension->pay, index) || n_base <= 0 || n_group <= 0)
        return true;
    double base = sums[gap->base] / n_base, group = sums[gap->group] / n_group;
    return group >= (gap->slopes[0] - tolerance) * base + gap->pounds[0] &&
           group <= (gap->slopes[1] + tolerance) * base + gap->pounds[1];
}

static bool fits(const struct pg_pay_extension *extension, const double *sums)
{
    for (size_t c = 0; c < extension->pay->n_cells; c++) {
        if (!fits_cell(extension, c, sums[c]))
            return false;
    }
    for (size_t g = 0; g < extension->pay->n_gaps; g++) {
        if (!fits_gap(extension, g, sums))
            return false;
    }
    return true;
}

// ---------------------------------------------------------------- for each witness

// Whether somebody who is paid is moved; the counts of the witness.
static bool read_counts(struct pg_pay_extension *extension,
                        const struct pg_witness *witness)
{
    const struct pg_system *system = system_of(extension);
    bool moves = false;

    for (size_t k = 0; k < witness->n && !moves; k++)
        moves = system->quantities[witness->quantities[k]].paid == extension->pay->paid;
    if (!moves)
        return false;
    for (size_t i = 0; i < system->n_quantities; i++)
        extension->values[i] = system->quantities[i].value;
    for (size_t k = 0; k < witness->n; k++)
        extension->values[witness->quantities[k]] = witness->values[k];
    return true;
}

// Finds sums for every witness that has none that fit. *are_all: all have some.
static bool extend(struct pg_pay_extension *extension, bool may_loosen, bool *are_all)
{
    const struct pg_witnesses *witnesses = extension->witnesses;

    extension->may_loosen = may_loosen;
    *are_all = true;
    for (size_t i = 0; i < witnesses->n && *are_all; i++) {
        if (!read_counts(extension, &witnesses->items[i]) ||
            (extension->sums[i] != NULL && fits(extension, extension->sums[i])))
            continue;
        if (!pg_solver_run(solve, extension))
            return false;
        if (!extension->is_solved) {
            *are_all = false;
            continue;
        }
        if (!keep_sums(extension, i))
            return false;
        for (size_t c = 0; may_loosen && c < extension->pay->n_cells; c++)
            loosen(extension, c);
    }
    return true;
}

struct pg_pay_extension *
pg_disclosure_pay_extension_make(struct pg_pay_system *pay,
                                 const struct pg_witnesses *witnesses)
{
    struct pg_pay_extension *extension = calloc(1, sizeof *extension);

    if (extension == NULL || begin(extension, pay, witnesses))
        return extension;
    pg_disclosure_pay_extension_free(extension);
    return NULL;
}

void pg_disclosure_pay_extension_free(struct pg_pay_extension *extension)
{
    if (extension == NULL)
        return;
    for (size_t i = 0; extension->sums != NULL && i < extension->witnesses->n; i++)
        free(extension->sums[i]);
    free((void *)extension->sums);
    free(extension->divided_by);
    free(extension->first_column);
    free(extension->cell_of);
    free(extension->disclosed);
    free(extension->values);
    free(extension->rows);
    free(extension->indices);
    free(extension->factors);
    free(extension);
}

paygap_status pg_disclosure_pay_extension_loosen(struct pg_pay_extension *extension,
                                                 paygap_error *err)
{
    bool are_all;

    if (!extend(extension, true, &are_all))
        return pg_no_memory(err);
    if (!are_all)
        print_none(extension->pay);
    return PAYGAP_OK;
}

paygap_status pg_disclosure_pay_extension_check(struct pg_pay_extension *extension,
                                                bool *are_safe, paygap_error *err)
{
    return extend(extension, false, are_safe) ? PAYGAP_OK : pg_no_memory(err);
}
