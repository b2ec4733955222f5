// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Means tell pay: a printed mean and its number of people are a sum, and sums can be added
 * and taken from each other, in any number of tables. The reader is taken to know who is in
 * which group. What is wanted: of every nine people or fewer whose sum might be told, other
 * payrolls that fit all printed means, in which they are paid a tenth more, and a tenth
 * less (or the lowest minimum wage).
 *
 *     Departments A and B have 12 and 30 people. Of these 42, grade 1 has 25, grade 2 has
 *     15 and grade 3 has 2. A and B less grades 1 and 2 is 42 - 40 = 2 people, with their
 *     sum of pay: no payroll gives them anything else. Were the mean of A printed to the
 *     pound, 12 x 0.50 could be moved, which is a tenth of what the two are paid.
 *
 * The people are classes (pay_cells.c): nothing printed tells those of one class apart, so
 * a set whose sum could be told is made of whole classes. A linear programme over the
 * classes, in deviations from the truth, moves some dozens of them at once; what is left
 * is asked for one by one, and means are printed more coarsely until it moves. Each
 * solution is kept: it proves that the sets it moves cannot be told, as long as it fits
 * what is printed.
 *
 * Worst case: two programmes for each class of few people, over all classes and cells; in
 * practice each moves many.
 */
#include "pay.h"
#include "pg_solver.h"

#include <math.h>
#include <stdlib.h>

enum {
    FEW = 9,         /**< people whose pay must not be told together */
    N_PER_CLASS = 4, /**< columns: up to a tenth, beyond; down to a tenth, beyond */
    N_PER_CELL = 2 * PG_N_STEPS,
    MOST_UNIONS = 3000,
    TOGETHER = 48 /**< classes that are moved at once */
};

// A little more than what is asked for, since what moves nearly as far will do.
static const double tenth = 0.1005;

enum { TRUTH }; /**< the number of the payroll that is the true one */

/** Some people whose pay must not be told: classes. */
struct target {
    size_t *classes, n;
    double need[2];     /**< how far it must move: down, up */
    size_t moved_by[2]; /**< the payroll that moves it so; PG_NOTHING = none yet */
};

/** A payroll that fits what is printed: how far each class is from the truth. */
struct payroll {
    double *by; /**< NULL: it no longer fits */
};

struct pg_pay_people {
    struct pg_pay_system *pay;
    struct target *targets; /**< the single classes first */
    size_t n_targets, n_singles;
    struct payroll *payrolls; /**< the first is the truth */
    size_t n_payrolls, payrolls_capacity;
    bool may_loosen, is_up;
    size_t asked;             /**< the target asked for; PG_NOTHING = those of `first` */
    size_t first_of_together; /**< single classes asked for together, that have not moved */
    size_t n_together;
    int first_cell, first_gap; /**< column, row */
    int *indices;
    double *factors;
    glp_prob *problem;
    bool is_solved;
};

// ---------------------------------------------------------------- targets

static bool add_target(struct pg_pay_people *people, const size_t *classes, size_t n)
{
    const struct pg_pay_system *pay = people->pay;
    struct target *target = &people->targets[people->n_targets];
    double head = 0, sum = 0;

    *target = (struct target){.classes = calloc(n + 1, sizeof *target->classes), .n = n};
    if (target->classes == NULL)
        return false;
    memcpy(target->classes, classes, n * sizeof *classes);
    for (size_t i = 0; i < n; i++) {
        head += pay->classes[classes[i]].n;
        sum += pay->classes[classes[i]].sum;
    }
    double room = sum - head * pay->floor;
    target->need[true] = tenth * sum;
    target->need[false] = room < tenth * sum ? room : tenth * sum;
    for (int is_up = 0; is_up < 2; is_up++)
        target->moved_by[is_up] = target->need[is_up] > 0 ? PG_NOTHING : TRUTH;
    people->n_targets++;
    return true;
}

static double people_of(const struct pg_pay_system *pay, const size_t *classes, size_t n)
{
    double head = 0;

    for (size_t i = 0; i < n; i++)
        head += pay->classes[classes[i]].n;
    return head;
}

// The classes of a cell that are not in another, which lies within it; 0 if it does not.
static size_t difference(const struct pg_pay_cell *outer, const struct pg_pay_cell *inner,
                         size_t *classes)
{
    size_t n = 0, at = 0;

    for (size_t i = 0; i < outer->n_classes; i++) {
        if (at < inner->n_classes && inner->classes[at] == outer->classes[i])
            at++;
        else
            classes[n++] = outer->classes[i];
    }
    return at == inner->n_classes ? n : 0;
}

static bool is_target(const struct pg_pay_people *people, const size_t *classes, size_t n)
{
    for (size_t i = people->n_singles; i < people->n_targets; i++) {
        if (people->targets[i].n == n &&
            memcmp(people->targets[i].classes, classes, n * sizeof *classes) == 0)
            return true;
    }
    return false;
}

// Classes in ascending order, if they are several of few people, and new.
static bool add_if_few(struct pg_pay_people *people, const size_t *classes, size_t n)
{
    if (n < 2 || people_of(people->pay, classes, n) > FEW ||
        people->n_targets == people->n_singles + MOST_UNIONS ||
        is_target(people, classes, n))
        return true;
    return add_target(people, classes, n);
}

// Whether a mean may be told, if it is so now or not.
static bool is_told(const struct pg_pay_cell *cell)
{
    return cell->step != PG_STEP_NOT || cell->why == PG_HIDDEN_SECONDARY;
}

// Takes the told cells of a table that lie within a set of classes from it.
static void take_away(const struct pg_pay_system *pay, size_t first, size_t last,
                      bool *is_in)
{
    for (size_t c = first; c < last; c++) {
        const struct pg_pay_cell *cell = &pay->cells[c];
        bool is_within = is_told(cell) && cell->part != PG_NO_PART && cell->n_classes > 0;
        for (size_t i = 0; is_within && i < cell->n_classes; i++)
            is_within = is_in[cell->classes[i]];
        for (size_t i = 0; is_within && i < cell->n_classes; i++)
            is_in[cell->classes[i]] = false;
    }
}

// What the told cells of a table leave of everybody, or of a told cell.
static bool add_rest(struct pg_pay_people *people, const struct pg_pay_cell *of,
                     size_t first, size_t last, bool *is_in, size_t *classes)
{
    const struct pg_pay_system *pay = people->pay;
    size_t n = 0;

    for (size_t k = 0; k < pay->n_classes; k++)
        is_in[k] = of == NULL;
    for (size_t i = 0; of != NULL && i < of->n_classes; i++)
        is_in[of->classes[i]] = true;
    take_away(pay, first, last, is_in);
    for (size_t k = 0; k < pay->n_classes; k++) {
        if (is_in[k])
            classes[n++] = k;
    }
    return add_if_few(people, classes, n);
}

static bool add_rests(struct pg_pay_people *people, size_t *classes, bool *is_in)
{
    const struct pg_pay_system *pay = people->pay;
    bool added = true;

    for (size_t first = 0, last; added && first < pay->n_cells; first = last) {
        const struct pg_breakdown *breakdown = pay->cells[first].breakdown;
        for (last = first; last < pay->n_cells && pay->cells[last].breakdown == breakdown;)
            last++;
        added = add_rest(people, NULL, first, last, is_in, classes);
        for (size_t c = 0; added && c < pay->n_cells; c++) {
            if (is_told(&pay->cells[c]) && (c < first || c >= last))
                added = add_rest(people, &pay->cells[c], first, last, is_in, classes);
        }
    }
    return added;
}

// What a cell leaves of another that it lies in.
static bool add_differences(struct pg_pay_people *people, bool are_told, size_t *classes)
{
    const struct pg_pay_system *pay = people->pay;
    bool added = true;

    for (size_t a = 0; a < pay->n_cells; a++) {
        const struct pg_pay_cell *outer = &pay->cells[a];
        for (size_t b = 0; added && b < pay->n_cells; b++) {
            const struct pg_pay_cell *inner = &pay->cells[b];
            if (inner->n < outer->n && inner->n >= outer->n - FEW &&
                (is_told(outer) && is_told(inner)) == are_told)
                added = add_if_few(people, classes, difference(outer, inner, classes));
        }
    }
    return added;
}

// Those that what is told gives at once come first. A mean that is not told may follow from
// others, as that of the women of a group does from the group's and the men's.
static bool add_unions(struct pg_pay_people *people)
{
    const struct pg_pay_system *pay = people->pay;
    size_t *classes = calloc(pay->n_classes + 1, sizeof *classes);
    bool *is_in = calloc(pay->n_classes + 1, sizeof *is_in);
    bool added = classes != NULL && is_in != NULL && add_rests(people, classes, is_in);

    for (size_t c = 0; added && c < pay->n_cells; c++) {
        if (!is_told(&pay->cells[c]))
            added = add_if_few(people, pay->cells[c].classes, pay->cells[c].n_classes);
    }
    added = added && add_differences(people, true, classes) &&
            add_differences(people, false, classes);
    free(classes);
    free(is_in);
    return added;
}

static bool list_targets(struct pg_pay_people *people)
{
    const struct pg_pay_system *pay = people->pay;

    for (size_t k = 0; k < pay->n_classes; k++) {
        if (pay->classes[k].n <= FEW && !add_target(people, &k, 1))
            return false;
    }
    people->n_singles = people->n_targets;
    return add_unions(people);
}

// ---------------------------------------------------------------- the programme

static int column_of(size_t class)
{
    return N_PER_CLASS * (int)class + 1;
}

static int put_class(struct pg_pay_people *people, int n, size_t class, double factor)
{
    for (int k = 0; k < N_PER_CLASS; k++) {
        people->indices[++n] = column_of(class) + k;
        people->factors[n] = k < N_PER_CLASS / 2 ? factor : -factor;
    }
    return n;
}

// What the people of a cell are moved by is what its printed mean leaves.
static void add_cell(struct pg_pay_people *people, size_t index)
{
    const struct pg_pay_cell *cell = &people->pay->cells[index];
    int row = glp_add_rows(people->problem, 1), n = 0;

    for (size_t i = 0; i < cell->n_classes; i++)
        n = put_class(people, n, cell->classes[i], 1);
    for (int k = 0; k < N_PER_CELL; k++) {
        people->indices[++n] = people->first_cell + N_PER_CELL * (int)index + k;
        people->factors[n] = k < PG_N_STEPS ? -1 : 1;
    }
    glp_set_row_bnds(people->problem, row, GLP_FX, 0, 0);
    glp_set_mat_row(people->problem, row, n, people->indices, people->factors);
}

// The mean of one cell less a part of that of another, which is bounded by its gap.
static void add_gap(struct pg_pay_people *people, size_t index)
{
    const struct pg_pay_gap *gap = &people->pay->gaps[index];
    const struct pg_pay_cell *base = &people->pay->cells[gap->base];
    const struct pg_pay_cell *group = &people->pay->cells[gap->group];

    for (int k = 0; k < 2; k++) {
        int row = glp_add_rows(people->problem, 1), n = 0;
        for (size_t i = 0; i < group->n_classes; i++)
            n = put_class(people, n, group->classes[i], 1 / group->n);
        for (size_t i = 0; i < base->n_classes; i++)
            n = put_class(people, n, base->classes[i], -gap->slopes[k] / base->n);
        glp_set_mat_row(people->problem, row, n, people->indices, people->factors);
    }
}

static void bound_gap(struct pg_pay_people *people, size_t index)
{
    const struct pg_pay_gap *gap = &people->pay->gaps[index];
    bool is_printed = pg_disclosure_pay_has_gap(people->pay, index);

    for (int k = 0; k < 2; k++) {
        double truth = people->pay->cells[gap->group].mean -
                       gap->slopes[k] * people->pay->cells[gap->base].mean - gap->pounds[k];
        glp_set_row_bnds(people->problem, people->first_gap + 2 * (int)index + k,
                         !is_printed ? GLP_FR
                         : k == 0    ? GLP_LO
                                     : GLP_UP,
                         -truth, -truth);
    }
}

static void build(struct pg_pay_people *people)
{
    const struct pg_pay_system *pay = people->pay;

    people->problem = glp_create_prob();
    if (pay->n_classes > 0)
        glp_add_cols(people->problem, N_PER_CLASS * (int)pay->n_classes);
    if (pay->n_cells > 0)
        people->first_cell = glp_add_cols(people->problem, N_PER_CELL * (int)pay->n_cells);
    for (size_t c = 0; c < pay->n_cells; c++) {
        if (is_told(&pay->cells[c])) // others never are
            add_cell(people, c);
    }
    people->first_gap = glp_get_num_rows(people->problem) + 1;
    for (size_t g = 0; g < pay->n_gaps; g++)
        add_gap(people, g);
    for (size_t k = 0; k < pay->n_classes; k++) {
        const struct pg_pay_class *class = &pay->classes[k];
        double up = tenth * class->sum, room = class->sum - class->n * pay->floor;
        double down = room < up ? room : up;
        pg_solver_bound(people->problem, column_of(k), up);
        pg_solver_bound(people->problem, column_of(k) + 1, 3 * class->sum);
        pg_solver_bound(people->problem, column_of(k) + 2, down);
        pg_solver_bound(people->problem, column_of(k) + 3, room - down);
    }
    glp_std_basis(people->problem);
}

// How far the sum of a cell may move: within what is printed, and at a price to where each
// coarser step would leave it.
static void bound_cell(struct pg_pay_people *people, size_t index)
{
    // What is printed is used if need be, but sparingly: then the payroll fits finer means.
    static const double prices[PG_N_STEPS] = {1e-3, 1, 4, 20};
    const struct pg_pay_cell *cell = &people->pay->cells[index];
    double above = 0, below = 0;

    if (!is_told(cell))
        return;

    for (int zone = 0; zone < PG_N_STEPS; zone++) {
        enum pg_step step = (int)cell->step + zone < PG_STEP_NOT
                                ? cell->step + (enum pg_step)zone
                                : PG_STEP_NOT;
        double lower, upper;
        pg_disclosure_pay_interval(cell->mean, step, &lower, &upper);
        double up = (upper - cell->mean) * cell->n;
        double down = step == PG_STEP_NOT ? INFINITY : (cell->mean - lower) * cell->n;
        bool is_open = zone == 0 || (people->asked != PG_NOTHING && people->may_loosen);
        double more_up = is_open && isfinite(above) && up > above ? up - above : 0;
        double more_down = is_open && isfinite(below) && down > below ? down - below : 0;
        int column = people->first_cell + N_PER_CELL * (int)index + zone;
        double price = prices[zone] * cell->worth / (1 + cell->n);
        pg_solver_bound(people->problem, column, more_up);
        pg_solver_bound(people->problem, column + PG_N_STEPS, more_down);
        glp_set_obj_coef(people->problem, column, price);
        glp_set_obj_coef(people->problem, column + PG_N_STEPS, price);
        above = up > above ? up : above;
        below = down > below ? down : below;
    }
}

// A class is rewarded for moving a way, up to its need, and pays for moving back.
static void reward_class(struct pg_pay_people *people, size_t class, double reward)
{
    int with = column_of(class) + (people->is_up ? 0 : 2);
    int back = column_of(class) + (people->is_up ? 2 : 0);

    glp_set_obj_coef(people->problem, with, -reward);
    glp_set_obj_coef(people->problem, back, reward);
    glp_set_obj_coef(people->problem, back + 1, reward);
}

// The next single classes that have not moved that way are rewarded for it.
static void aim_at_some(struct pg_pay_people *people)
{
    size_t i = people->first_of_together;

    people->n_together = 0;
    for (; i < people->n_singles && people->n_together < TOGETHER; i++) {
        const struct target *target = &people->targets[i];
        if (target->moved_by[people->is_up] != PG_NOTHING)
            continue;
        reward_class(people, target->classes[0], 1 / target->need[people->is_up]);
        people->n_together++;
    }
    people->first_of_together = i;
}

// The classes of one target are rewarded, more than anything can cost.
static void aim_at_one(struct pg_pay_people *people)
{
    const struct target *target = &people->targets[people->asked];
    const double reward = 1e6;

    for (size_t i = 0; i < target->n; i++)
        reward_class(people, target->classes[i], reward / target->need[people->is_up]);
}

static void aim(struct pg_pay_people *people)
{
    for (int column = 1; column < people->first_cell; column++)
        glp_set_obj_coef(people->problem, column, 0);
    for (size_t c = 0; c < people->pay->n_cells; c++)
        bound_cell(people, c);
    for (size_t g = 0; g < people->pay->n_gaps; g++)
        bound_gap(people, g);
    if (people->asked == PG_NOTHING)
        aim_at_some(people);
    else
        aim_at_one(people);
}

static void solve(void *context)
{
    struct pg_pay_people *people = context;

    if (people->problem == NULL)
        build(people);
    aim(people);
    people->is_solved = pg_solver_optimise(people->problem, GLP_PRIMAL);
}

// ---------------------------------------------------------------- what it says

static double moved(const struct target *target, const double *by)
{
    double sum = 0;

    for (size_t i = 0; i < target->n; i++)
        sum += by[target->classes[i]];
    return sum;
}

static double moved_of_cell(const struct pg_pay_cell *cell, const double *by)
{
    double sum = 0;

    for (size_t i = 0; i < cell->n_classes; i++)
        sum += by[cell->classes[i]];
    return sum;
}

// Whether a payroll fits what is printed of a mean.
static bool fits_cell(const struct pg_pay_cell *cell, const double *by)
{
    const double tolerance = 1e-6;
    double sum = moved_of_cell(cell, by), lower, upper;

    if (cell->step == PG_STEP_NOT || cell->n == 0)
        return true;
    pg_disclosure_pay_interval(cell->mean, cell->step, &lower, &upper);
    return sum <= (upper - cell->mean) * cell->n + tolerance &&
           sum >= (lower - cell->mean) * cell->n - tolerance;
}

static bool fits_gap(const struct pg_pay_system *pay, size_t index, const double *by)
{
    const struct pg_pay_gap *gap = &pay->gaps[index];
    const struct pg_pay_cell *base = &pay->cells[gap->base];
    const struct pg_pay_cell *group = &pay->cells[gap->group];
    const double tolerance = 1e-6;
    double of_base = base->mean + moved_of_cell(base, by) / base->n;
    double of_group = group->mean + moved_of_cell(group, by) / group->n;

    return !pg_disclosure_pay_has_gap(pay, index) ||
           (of_group >= gap->slopes[0] * of_base + gap->pounds[0] - tolerance * of_base &&
            of_group <= gap->slopes[1] * of_base + gap->pounds[1] + tolerance * of_base);
}

static bool fits(const struct pg_pay_system *pay, const double *by)
{
    for (size_t c = 0; c < pay->n_cells; c++) {
        if (!fits_cell(&pay->cells[c], by))
            return false;
    }
    for (size_t g = 0; g < pay->n_gaps; g++) {
        if (!fits_gap(pay, g, by))
            return false;
    }
    return true;
}

// Keeps the payroll just found, and notes which targets it moves that none has moved.
static bool keep(struct pg_pay_people *people)
{
    const double nearly = 0.999;
    struct payroll *grown = pg_grown(people->payrolls, people->n_payrolls,
                                     &people->payrolls_capacity, sizeof *grown);
    size_t number = people->n_payrolls;

    if (grown == NULL)
        return false;
    people->payrolls = grown;
    double *by = grown[number].by = calloc(people->pay->n_classes + 1, sizeof *by);
    if (by == NULL)
        return false;
    people->n_payrolls++;
    for (size_t k = 0; k < people->pay->n_classes; k++)
        by[k] = glp_get_col_prim(people->problem, column_of(k)) +
                glp_get_col_prim(people->problem, column_of(k) + 1) -
                glp_get_col_prim(people->problem, column_of(k) + 2) -
                glp_get_col_prim(people->problem, column_of(k) + 3);
    if (!fits(people->pay, by)) // by rounding errors of the solver
        return true;
    for (size_t i = 0; i < people->n_targets; i++) {
        struct target *target = &people->targets[i];
        double sum = moved(target, by);
        if (target->moved_by[true] == PG_NOTHING && sum >= nearly * target->need[true])
            target->moved_by[true] = number;
        if (target->moved_by[false] == PG_NOTHING && -sum >= nearly * target->need[false])
            target->moved_by[false] = number;
    }
    return true;
}

static double slack_of(const struct pg_pay_people *people, int first)
{
    double sum = 0;

    for (int zone = 0; zone < PG_N_STEPS; zone++)
        sum += glp_get_col_prim(people->problem, first + zone);
    return sum;
}

// Prints each mean as coarsely as the solution needs.
static void loosen(struct pg_pay_people *people)
{
    const double tolerance = 1e-6;

    for (size_t c = 0; c < people->pay->n_cells; c++) {
        struct pg_pay_cell *cell = &people->pay->cells[c];
        int first = people->first_cell + N_PER_CELL * (int)c;
        if (!is_told(cell))
            continue;
        double up = slack_of(people, first);
        double down = slack_of(people, first + PG_N_STEPS);
        enum pg_step step = cell->step;
        for (; step < PG_STEP_NOT; step++) {
            double lower, upper;
            pg_disclosure_pay_interval(cell->mean, step, &lower, &upper);
            if (up - down <= (upper - cell->mean) * cell->n + tolerance &&
                down - up <= (cell->mean - lower) * cell->n + tolerance)
                break;
        }
        if (step != cell->step)
            cell->why = PG_HIDDEN_SECONDARY;
        cell->step = step;
    }
}

static bool ask(struct pg_pay_people *people, size_t target, bool is_up)
{
    people->asked = target;
    people->is_up = is_up;
    if (!pg_solver_run(solve, people))
        return false;
    if (!people->is_solved)
        return true;
    if (target != PG_NOTHING && people->may_loosen)
        loosen(people);
    return keep(people);
}

// Moves some dozens of classes at once, all of them in turn.
static bool move_many(struct pg_pay_people *people)
{
    for (int is_up = 0; is_up < 2; is_up++) {
        people->first_of_together = 0;
        do {
            if (!ask(people, PG_NOTHING, is_up))
                return false;
        } while (people->n_together == TOGETHER);
    }
    return true;
}

// What has not moved is asked for by itself. Ends early if nothing may be loosened and one
// does not move.
static bool move_each(struct pg_pay_people *people, bool *are_safe)
{
    for (size_t i = 0; i < people->n_targets; i++) {
        const struct target *target = &people->targets[i];
        for (int is_up = 0; is_up < 2; is_up++) {
            if (target->moved_by[is_up] != PG_NOTHING)
                continue;
            if (!ask(people, i, is_up))
                return false;
            *are_safe = *are_safe && target->moved_by[is_up] != PG_NOTHING;
            if (!people->may_loosen && !*are_safe)
                return true;
        }
    }
    return true;
}

// Sets aside what no longer fits what is printed, and what it moved.
static void review(struct pg_pay_people *people)
{
    for (size_t i = TRUTH + 1; i < people->n_payrolls; i++) {
        if (people->payrolls[i].by == NULL || fits(people->pay, people->payrolls[i].by))
            continue;
        for (size_t k = 0; k < people->n_targets; k++) {
            struct target *target = &people->targets[k];
            for (int is_up = 0; is_up < 2; is_up++) {
                if (target->moved_by[is_up] == i)
                    target->moved_by[is_up] = PG_NOTHING;
            }
        }
    }
}

struct pg_pay_people *pg_disclosure_pay_people_make(struct pg_pay_system *pay)
{
    size_t n = pay->n_classes;
    struct pg_pay_people *people = calloc(1, sizeof *people);

    if (people == NULL)
        return NULL;
    *people = (struct pg_pay_people){
        .pay = pay,
        .targets = calloc(n + MOST_UNIONS + 1, sizeof *people->targets),
        .payrolls = calloc(1, sizeof *people->payrolls),
        .n_payrolls = 1,
        .payrolls_capacity = 1,
        .indices =
            calloc((size_t)2 * N_PER_CLASS * n + N_PER_CELL + 2, sizeof *people->indices),
        .factors =
            calloc((size_t)2 * N_PER_CLASS * n + N_PER_CELL + 2, sizeof *people->factors)};
    if (people->targets != NULL && people->payrolls != NULL && people->indices != NULL &&
        people->factors != NULL && list_targets(people))
        return people;
    pg_disclosure_pay_people_free(people);
    return NULL;
}

void pg_disclosure_pay_people_free(struct pg_pay_people *people)
{
    if (people == NULL)
        return;
    for (size_t i = 0; people->targets != NULL && i < people->n_targets; i++)
        free(people->targets[i].classes);
    for (size_t i = 0; people->payrolls != NULL && i < people->n_payrolls; i++)
        free(people->payrolls[i].by);
    free(people->payrolls);
    free(people->targets);
    free(people->indices);
    free(people->factors);
    free(people);
}

static bool move_all(struct pg_pay_people *people, bool may_loosen, bool *are_safe)
{
    *are_safe = true;
    people->may_loosen = may_loosen;
    review(people);
    return move_many(people) && move_each(people, are_safe);
}

paygap_status pg_disclosure_pay_people_loosen(struct pg_pay_people *people, bool *are_safe,
                                              paygap_error *err)
{
    if (!move_all(people, true, are_safe))
        return pg_no_memory(err);
    // A mean that has just been loosened is no longer what others were moved within.
    review(people);
    for (size_t i = 0; i < people->n_targets; i++)
        *are_safe = *are_safe && people->targets[i].moved_by[true] != PG_NOTHING &&
                    people->targets[i].moved_by[false] != PG_NOTHING;
    return PAYGAP_OK;
}

paygap_status pg_disclosure_pay_people_check(struct pg_pay_people *people, bool *are_safe,
                                             paygap_error *err)
{
    size_t n = people->n_targets;
    struct target *before = calloc(n + 1, sizeof *before);

    if (before == NULL)
        return pg_no_memory(err);
    memcpy(before, people->targets, n * sizeof *before);
    bool has_memory = move_all(people, false, are_safe);
    for (size_t i = 0; !*are_safe && i < n; i++)
        people->targets[i] = before[i]; // what was found before is as good as it was
    free(before);
    return has_memory ? PAYGAP_OK : pg_no_memory(err);
}
