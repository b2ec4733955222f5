// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * A linear programme in deviations from the truth. Each quantity has columns that say how
 * far it lies above and below its true value, and each relation is a row of sum zero; so
 * the truth, all columns 0, is where the solver starts, and is always a solution.
 *
 * What lies within the range already printed costs next to nothing, what stays in the
 * quantity's own block a little, what goes on into the next blocks more: four columns up
 * and four down, whose costs rise, so that the solver fills them in turn. The target is
 * paid for moving so well that it moves as far as it can, up to the goal.
 *
 *     A 3, B 7, both printed "5 or fewer" and "7"; A + B = 10 printed. The goal for A is 5:
 *     A goes up by 2 within its range, B down by 2 within its block of 5 to 9. The witness
 *     is A 5, B 5; who called it then prints B as "5 to 9".
 *
 * Tables of counts are almost networks, whose solutions are whole numbers by themselves. If
 * one is not, a search among whole numbers is begun, and given up after so many nodes.
 *
 * Worst case: columns are eight times the quantities; the simplex method starts from the
 * truth, which is a few steps away.
 */
#include "programme.h"

#include "pg_solver.h"

#include <math.h>
#include <stdlib.h>

enum {
    N_ZONES = 4,       /**< within the range, the own block, T beyond, all the rest */
    N_SIDES = 2,       /**< up, down */
    MOST_NODES = 1000, /**< of a search for whole numbers */
    LARGE = 8000       /**< columns, from which on the dual method is the faster one */
};

/** What the target is paid for a person that it moves: more than all else can cost. */
static const double reward = 1e7;

struct pg_programme {
    struct pg_programmes *shared;
    const struct pg_system *system;
    enum pg_programme_kind kind;
    size_t n;
    size_t *quantities; /**< of the programme */
    int *first_column;  /**< of each quantity of the system; 0 = it has none */
    glp_prob *problem;
    size_t n_nodes; /**< of the search that goes on */
};

bool pg_disclosure_programmes_begin(struct pg_programmes *shared,
                                    const struct pg_system *system)
{
    *shared = (struct pg_programmes){
        .system = system,
        .first = calloc(system->n_quantities + 2, sizeof *shared->first),
        .relations = calloc(system->n_terms + 1, sizeof *shared->relations)};
    if (shared->first == NULL || shared->relations == NULL)
        return false;
    for (size_t i = 0; i < system->n_terms; i++)
        shared->first[system->terms[i].quantity + 2]++;
    for (size_t i = 2; i < system->n_quantities + 2; i++)
        shared->first[i] += shared->first[i - 1];
    for (size_t row = 0; row < system->n_relations; row++) {
        for (size_t t = system->relations[row]; t < system->relations[row + 1]; t++)
            shared->relations[shared->first[system->terms[t].quantity + 1]++] = row;
    }
    return true;
}

void pg_disclosure_programmes_end(struct pg_programmes *shared)
{
    free(shared->first);
    free(shared->relations);
    *shared = (struct pg_programmes){0};
    pg_solver_end();
}

void pg_disclosure_witness_free(struct pg_witness *witness)
{
    free(witness->quantities);
    free(witness->values);
    *witness = (struct pg_witness){0};
}

// ---------------------------------------------------------------- blocks

// From 0 to T, then blocks of T: T to 2 T - 1 and so on. T itself is in two of them.
static double block_lower(double threshold, double value)
{
    return value < threshold ? 0 : floor(value / threshold) * threshold;
}

static double block_upper(double threshold, double value)
{
    return value < threshold ? threshold
                             : floor(value / threshold) * threshold + threshold - 1;
}

void pg_disclosure_blocks(double threshold, double value, double other, double *lower,
                          double *upper)
{
    double low = value < other ? value : other, high = value < other ? other : value;

    *lower = block_lower(threshold, low);
    // T is the end of the first block where something below it is in the range.
    *upper =
        low < threshold && high == threshold ? threshold : block_upper(threshold, high);
}

// ---------------------------------------------------------------- columns

static double room_up(const struct pg_quantity *of, double threshold,
                      double widths[static N_ZONES])
{
    double own = block_upper(threshold, of->value);

    widths[0] = of->upper - of->value;
    widths[1] = own > of->upper ? own - of->upper : 0;
    widths[2] = threshold;
    widths[3] = INFINITY;
    return of->most - of->value;
}

static double room_down(const struct pg_quantity *of, double threshold,
                        double widths[static N_ZONES])
{
    double own = of->value == threshold ? 0 : block_lower(threshold, of->value);

    widths[0] = of->value - of->lower;
    widths[1] = own < of->lower ? of->lower - own : 0;
    widths[2] = threshold;
    widths[3] = INFINITY;
    return of->value - of->least;
}

static size_t zones_of(const struct pg_programme *programme, const struct pg_quantity *of)
{
    return programme->kind == PG_PROGRAMME_WITHIN || of->thing == PG_NOTHING ? 1 : N_ZONES;
}

static void set_side(struct pg_programme *programme, size_t quantity, int side)
{
    static const double costs[N_ZONES] = {1e-4, 0.25, 0.7, 1.5};
    const struct pg_quantity *of = &programme->system->quantities[quantity];
    double threshold = (double)programme->system->threshold, widths[N_ZONES];
    double room =
        side == 0 ? room_up(of, threshold, widths) : room_down(of, threshold, widths);
    size_t n = zones_of(programme, of);

    for (size_t zone = 0; zone < n; zone++) {
        int column = programme->first_column[quantity] + (int)(side * (int)n + (int)zone);
        double width = widths[zone] < room ? widths[zone] : room;
        pg_solver_bound(programme->problem, column, width);
        glp_set_obj_coef(programme->problem, column, costs[zone] * (of->worth + 0.01));
        room = isfinite(room) ? room - width : isfinite(width) ? room : 0;
    }
}

void pg_disclosure_programme_renew(struct pg_programme *programme, size_t quantity)
{
    if (programme->first_column[quantity] == 0)
        return;
    for (int side = 0; side < N_SIDES; side++)
        set_side(programme, quantity, side);
}

// ---------------------------------------------------------------- making it

static int add_columns(struct pg_programme *programme)
{
    int n = 0;

    for (size_t i = 0; i < programme->n; i++) {
        const struct pg_quantity *of =
            &programme->system->quantities[programme->quantities[i]];
        programme->first_column[programme->quantities[i]] = n + 1;
        n += N_SIDES * (int)zones_of(programme, of);
    }
    if (n > 0)
        glp_add_cols(programme->problem, n);
    return n;
}

static void set_row(struct pg_programme *programme, size_t relation, int row, int *indices,
                    double *factors)
{
    const struct pg_system *system = programme->system;
    int n = 0;

    for (size_t t = system->relations[relation]; t < system->relations[relation + 1]; t++) {
        const struct pg_term *term = &system->terms[t];
        int column = programme->first_column[term->quantity];
        int zones = (int)zones_of(programme, &system->quantities[term->quantity]);
        for (int k = 0; column > 0 && k < N_SIDES * zones; k++) {
            indices[++n] = column + k;
            factors[n] = k < zones ? term->factor : -term->factor;
        }
    }
    glp_set_row_bnds(programme->problem, row, GLP_FX, 0, 0);
    glp_set_mat_row(programme->problem, row, n, indices, factors);
}

// The relations that some quantity of the programme stands in, each once.
static size_t list_relations(const struct pg_programme *programme, size_t *relations,
                             bool *is_listed)
{
    const struct pg_programmes *shared = programme->shared;
    size_t n = 0;

    for (size_t i = 0; i < programme->n; i++) {
        size_t quantity = programme->quantities[i];
        for (size_t k = shared->first[quantity]; k < shared->first[quantity + 1]; k++) {
            size_t relation = shared->relations[k];
            if (!is_listed[relation])
                relations[n++] = relation;
            is_listed[relation] = true;
        }
    }
    return n;
}

static bool build(struct pg_programme *programme)
{
    size_t n_relations = programme->system->n_relations;
    size_t *relations = calloc(n_relations + 1, sizeof *relations);
    bool *is_listed = calloc(n_relations + 1, sizeof *is_listed);
    int n_columns = add_columns(programme);
    int *indices = calloc((size_t)n_columns + 1, sizeof *indices);
    double *factors = calloc((size_t)n_columns + 1, sizeof *factors);
    bool made =
        relations != NULL && is_listed != NULL && indices != NULL && factors != NULL;

    if (made) {
        size_t n = list_relations(programme, relations, is_listed);
        if (n > 0)
            glp_add_rows(programme->problem, (int)n);
        for (size_t i = 0; i < n; i++)
            set_row(programme, relations[i], (int)i + 1, indices, factors);
        for (size_t i = 0; i < programme->n; i++)
            pg_disclosure_programme_renew(programme, programme->quantities[i]);
        glp_std_basis(programme->problem);
    }
    free(relations);
    free(is_listed);
    free(indices);
    free(factors);
    return made;
}

/** A programme to be built within the solver. */
struct building {
    struct pg_programme *programme;
    bool is_built;
};

static void build_guarded(void *context)
{
    struct building *building = context;

    building->programme->problem = glp_create_prob();
    building->is_built = build(building->programme);
}

struct pg_programme *pg_disclosure_programme_make(struct pg_programmes *shared,
                                                  const size_t *quantities, size_t n,
                                                  enum pg_programme_kind kind)
{
    struct pg_programme *made = calloc(1, sizeof *made);
    struct building building = {made, false};

    if (made == NULL)
        return NULL;
    *made = (struct pg_programme){
        .shared = shared,
        .system = shared->system,
        .kind = kind,
        .n = n,
        .quantities = calloc(n + 1, sizeof *made->quantities),
        .first_column = calloc(shared->system->n_quantities + 1, sizeof(int))};
    bool has_memory =
        !shared->is_lost && made->quantities != NULL && made->first_column != NULL;
    if (has_memory) {
        memcpy(made->quantities, quantities, n * sizeof *quantities);
        shared->is_lost = !pg_solver_run(build_guarded, &building);
    }
    if (!building.is_built) {
        pg_disclosure_programme_free(made);
        return NULL;
    }
    return made;
}

void pg_disclosure_programme_free(struct pg_programme *programme)
{
    if (programme == NULL)
        return;
    if (programme->problem != NULL && !programme->shared->is_lost)
        glp_delete_prob(programme->problem);
    free(programme->quantities);
    free(programme->first_column);
    free(programme);
}

// ---------------------------------------------------------------- asking it

// The target is rewarded for moving one way, up to the goal, and cannot move the other.
static void aim(struct pg_programme *programme, size_t target, double goal)
{
    const struct pg_quantity *of = &programme->system->quantities[target];
    int zones = (int)zones_of(programme, of), first = programme->first_column[target];
    int side = goal > of->value ? 0 : 1;
    double left = fabs(goal - of->value);

    for (int zone = 0; zone < zones; zone++) {
        int column = first + side * zones + zone;
        double most = glp_get_col_ub(programme->problem, column);
        int type = glp_get_col_type(programme->problem, column);
        double width = type == GLP_LO || most > left ? left : type == GLP_FX ? 0 : most;
        pg_solver_bound(programme->problem, column, width);
        glp_set_obj_coef(programme->problem, column, -reward + zone);
        left -= width;
        pg_solver_bound(programme->problem, first + (1 - side) * zones + zone, 0);
    }
}

static double deviation(const struct pg_programme *programme, size_t quantity,
                        bool is_of_search)
{
    int zones = (int)zones_of(programme, &programme->system->quantities[quantity]);
    int first = programme->first_column[quantity];
    double sum = 0;

    for (int k = 0; k < N_SIDES * zones; k++) {
        double at = is_of_search ? glp_mip_col_val(programme->problem, first + k)
                                 : glp_get_col_prim(programme->problem, first + k);
        sum += k < zones ? at : -at;
    }
    return sum;
}

static bool is_whole(const struct pg_programme *programme)
{
    for (size_t i = 0; i < programme->n; i++) {
        double at = deviation(programme, programme->quantities[i], false);
        if (fabs(at - rint(at)) > 1e-6)
            return false;
    }
    return true;
}

static void count_node(glp_tree *tree, void *context)
{
    struct pg_programme *programme = context;

    if (glp_ios_reason(tree) == GLP_ISELECT && ++programme->n_nodes > MOST_NODES)
        glp_ios_terminate(tree);
}

// Whole numbers, where the solution of the programme has fractions.
static bool search_whole(struct pg_programme *programme)
{
    glp_iocp parameters;

    for (int column = 1; column <= glp_get_num_cols(programme->problem); column++)
        glp_set_col_kind(programme->problem, column, GLP_IV);
    glp_init_iocp(&parameters);
    parameters.msg_lev = GLP_MSG_OFF;
    parameters.mip_gap = 1e-5; // costs may be a little higher, the goal is not missed
    parameters.br_tech = GLP_BR_MFV;
    parameters.bt_tech = GLP_BT_DFS; // the first whole numbers that reach the goal will do
    parameters.cb_func = count_node;
    parameters.cb_info = programme;
    programme->n_nodes = 0;
    (void)glp_intopt(programme->problem, &parameters);
    int status = glp_mip_status(programme->problem);
    for (int column = 1; column <= glp_get_num_cols(programme->problem); column++)
        glp_set_col_kind(programme->problem, column, GLP_CV);
    return status == GLP_OPT || status == GLP_FEAS;
}

static bool read_witness(const struct pg_programme *programme, bool is_of_search,
                         struct pg_witness *witness)
{
    size_t n = 0;

    for (size_t i = 0; i < programme->n; i++)
        n += fabs(deviation(programme, programme->quantities[i], is_of_search)) > 0.5;
    *witness = (struct pg_witness){.quantities = calloc(n + 1, sizeof *witness->quantities),
                                   .values = calloc(n + 1, sizeof *witness->values)};
    if (witness->quantities == NULL || witness->values == NULL)
        return false;
    for (size_t i = 0; i < programme->n; i++) {
        size_t quantity = programme->quantities[i];
        double by = rint(deviation(programme, quantity, is_of_search));
        if (by == 0)
            continue;
        witness->quantities[witness->n] = quantity;
        witness->values[witness->n++] = programme->system->quantities[quantity].value + by;
    }
    return true;
}

/** A question to a programme, and its answer. */
struct question {
    struct pg_programme *programme;
    size_t target;
    double goal;
    struct pg_witness *witness;
    bool has_memory;
};

static void ask(void *context)
{
    struct question *question = context;
    struct pg_programme *programme = question->programme;

    double bound = question->goal;
    aim(programme, question->target, question->goal);
    // From the truth: few steps away, and nearer than the answer to another question.
    glp_std_basis(programme->problem);
    int method = glp_get_num_cols(programme->problem) > LARGE ? GLP_DUALP : GLP_PRIMAL;
    if (pg_solver_optimise(programme->problem, method)) {
        bool is_plain = is_whole(programme);
        bound = programme->system->quantities[question->target].value +
                deviation(programme, question->target, false);
        if (is_plain || search_whole(programme))
            question->has_memory = read_witness(programme, !is_plain, question->witness);
    }
    question->witness->bound = bound;
    pg_disclosure_programme_renew(programme, question->target);
}

paygap_status pg_disclosure_programme_solve(struct pg_programme *programme, size_t target,
                                            double goal, struct pg_witness *witness,
                                            paygap_error *err)
{
    struct question question = {programme, target, goal, witness, true};

    *witness = (struct pg_witness){0};
    if (programme->first_column[target] == 0)
        return PAYGAP_OK;
    if (programme->shared->is_lost)
        return pg_no_memory(err);
    programme->shared->is_lost = !pg_solver_run(ask, &question);
    return programme->shared->is_lost || !question.has_memory ? pg_no_memory(err)
                                                              : PAYGAP_OK;
}
