// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Linear and integer programmes by GLPK. A programme is made once for a component of the
 * system: its first solution comes from the dual simplex method without an objective, each
 * question after it changes the objective alone and goes on from the last basis. Searches
 * among whole numbers and steps of the simplex method end by their number, never by the
 * clock: what is found is the same on every machine.
 */
#include "linear.h"

#include "pg_solver.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_STEPS = 50000 };

static int bounds_of(double lo, double hi)
{
    if (isinf(lo) && isinf(hi))
        return GLP_FR;
    if (isinf(hi))
        return GLP_LO;
    if (isinf(lo))
        return GLP_UP;
    return lo < hi ? GLP_DB : GLP_FX;
}

static void add_columns(struct pg_attack_linear *programme, size_t n, bool is_known)
{
    for (size_t i = 0; i < n; i++) {
        size_t unknown = programme->unknowns[i + 1];
        const struct pg_attack_unknown *at = &programme->system->unknowns[unknown];
        double lo = is_known ? at->known_lo : at->lo, hi = is_known ? at->known_hi : at->hi;
        programme->column_of[unknown] = i + 1;
        // Ends that passed each other by the tolerance are one.
        hi = fmax(lo, hi);
        glp_set_col_bnds(programme->problem, (int)i + 1, bounds_of(lo, hi), lo, hi);
    }
}

/** The terms of a row while it is put together. */
struct row {
    int *columns;
    double *factors;
    int n;
    double constant;
};

static void put_term(const struct pg_attack_linear *programme, struct row *row,
                     const struct pg_attack_term *term)
{
    size_t column = programme->column_of[term->unknown];

    if (column == 0) {
        row->constant += term->factor * programme->system->unknowns[term->unknown].lo;
        return;
    }
    row->n++;
    row->columns[row->n] = (int)column;
    row->factors[row->n] = term->factor;
}

static void add_row(struct pg_attack_linear *programme, struct row *row, size_t r)
{
    const struct pg_attack_relation *relation = &programme->system->relations[r];
    int i = glp_add_rows(programme->problem, 1);

    row->n = 0;
    row->constant = 0;
    programme->relations[i] = r;
    for (size_t k = 0; k < relation->n; k++)
        put_term(programme, row, &programme->system->terms[relation->first + k]);
    double lo = relation->lo - row->constant, hi = relation->hi - row->constant;
    glp_set_row_bnds(programme->problem, i, bounds_of(lo, hi), lo, hi);
    glp_set_mat_row(programme->problem, i, row->n, row->columns, row->factors);
}

// Whether all that the relation is about is in the programme.
static bool is_inside(const struct pg_attack_linear *programme, size_t r)
{
    const struct pg_attack_relation *relation = &programme->system->relations[r];

    for (size_t k = 0; k < relation->n; k++) {
        size_t unknown = programme->system->terms[relation->first + k].unknown;
        if (programme->column_of[unknown] == 0)
            return false;
    }
    return true;
}

/** A programme while the library makes it: what may run out of memory and never come back
 *  owns nothing. */
struct making {
    struct pg_attack_linear *programme;
    const struct pg_attack_index *index;
    size_t n;
    bool is_known;
    struct row row;
    bool *is_in; /**< of each relation */
};

static void make(void *context)
{
    struct making *making = context;
    struct pg_attack_linear *programme = making->programme;
    const struct pg_attack_index *index = making->index;

    programme->problem = glp_create_prob();
    glp_add_cols(programme->problem, (int)making->n);
    add_columns(programme, making->n, making->is_known);
    for (size_t i = 1; i <= making->n; i++) {
        size_t unknown = programme->unknowns[i];
        for (size_t k = index->first[unknown]; k < index->first[unknown + 1]; k++) {
            size_t r = index->relations[k];
            if (!making->is_in[r] && (!making->is_known || is_inside(programme, r)))
                add_row(programme, &making->row, r);
            making->is_in[r] = true;
        }
    }
}

// Lets the library work, unless it has lost the problem for want of memory.
static bool let(struct pg_attack_linear *programme, void (*work)(void *context),
                void *context)
{
    if (programme->is_lost)
        return false;
    programme->is_lost = !pg_solver_run(work, context);
    return !programme->is_lost;
}

paygap_status pg_attack_linear_make(struct pg_attack_linear *programme,
                                    struct pg_attack_system *system, const size_t *members,
                                    size_t n, bool is_known, paygap_error *err)
{
    struct making making = {
        .programme = programme,
        .index = pg_attack_index_of(system),
        .n = n,
        .is_known = is_known,
        .row = {calloc(n + 2, sizeof(int)), calloc(n + 2, sizeof(double)), 0, 0},
        .is_in = calloc(system->n_relations + 1, sizeof(bool))};

    *programme = (struct pg_attack_linear){
        .system = system,
        .unknowns = calloc(n + 1, sizeof *programme->unknowns),
        .relations = calloc(system->n_relations + 1, sizeof *programme->relations),
        .column_of = calloc(system->n + 1, sizeof *programme->column_of)};
    bool is_made = making.index != NULL && making.row.columns != NULL &&
                   making.row.factors != NULL && making.is_in != NULL &&
                   programme->unknowns != NULL && programme->relations != NULL &&
                   programme->column_of != NULL && n > 0;
    if (is_made) {
        memcpy(programme->unknowns + 1, members, n * sizeof *members);
        is_made = let(programme, make, &making);
    }
    free(making.row.columns);
    free(making.row.factors);
    free(making.is_in);
    return is_made ? PAYGAP_OK : pg_no_memory(err);
}

void pg_attack_linear_free(struct pg_attack_linear *programme)
{
    if (programme->problem != NULL && !programme->is_lost)
        glp_delete_prob(programme->problem);
    free(programme->unknowns);
    free(programme->relations);
    free(programme->column_of);
    *programme = (struct pg_attack_linear){.problem = NULL};
}

// ---------------------------------------------------------------- linear

static bool run(const struct pg_attack_linear *programme, int method)
{
    glp_smcp how;

    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.meth = method;
    how.it_lim = MOST_STEPS;
    return glp_simplex(programme->problem, &how) == 0;
}

static void begin(void *context)
{
    struct pg_attack_linear *programme = context;
    glp_prob *problem = programme->problem;

    glp_scale_prob(problem, GLP_SF_AUTO);
    glp_adv_basis(problem, 0);
    programme->is_feasible =
        run(programme, GLP_DUALP) && glp_get_prim_stat(problem) == GLP_FEAS;
    if (!programme->is_feasible) {
        // Nothing is called impossible by one method alone.
        glp_std_basis(problem);
        programme->is_feasible =
            run(programme, GLP_PRIMAL) && glp_get_prim_stat(problem) == GLP_FEAS;
    }
}

bool pg_attack_linear_begin(struct pg_attack_linear *programme)
{
    return let(programme, begin, programme) && programme->is_feasible;
}

/** A question for one end of an unknown. */
struct asking {
    struct pg_attack_linear *programme;
    int column;
    bool is_upper;
    double end;
    bool is_found;
};

static void find_end(void *context)
{
    struct asking *asking = context;
    glp_prob *problem = asking->programme->problem;

    glp_set_obj_dir(problem, asking->is_upper ? GLP_MAX : GLP_MIN);
    glp_set_obj_coef(problem, asking->column, 1);
    bool is_found =
        run(asking->programme, GLP_PRIMAL) && glp_get_status(problem) == GLP_OPT;
    if (!is_found && glp_get_status(problem) != GLP_UNBND) {
        glp_std_basis(problem);
        is_found = run(asking->programme, GLP_DUALP) && glp_get_status(problem) == GLP_OPT;
    }
    asking->is_found = is_found;
    if (is_found)
        asking->end = glp_get_obj_val(problem);
    glp_set_obj_coef(problem, asking->column, 0);
}

bool pg_attack_linear_end(struct pg_attack_linear *programme, size_t unknown, bool is_upper,
                          double *end)
{
    struct asking asking = {programme, (int)programme->column_of[unknown], is_upper,
                            is_upper ? INFINITY : -INFINITY, false};
    bool is_found = let(programme, find_end, &asking) && asking.is_found;

    *end = asking.end;
    return is_found;
}

bool pg_attack_linear_is_whole(const struct pg_attack_linear *programme)
{
    for (int i = 1; i <= glp_get_num_cols(programme->problem); i++) {
        double value = glp_get_col_prim(programme->problem, i);
        if (programme->system->unknowns[programme->unknowns[i]].is_whole &&
            fabs(value - round(value)) > pg_attack_tolerance(value))
            return false;
    }
    return true;
}

// ---------------------------------------------------------------- whole numbers

/** A search, and when it ends. */
struct search {
    struct pg_attack_linear *programme;
    int column;
    double enough;
    bool is_upper;
    int nodes_left;
    double end;
    bool is_found, is_proved;
};

static void watch(glp_tree *tree, void *info)
{
    struct search *search = info;
    glp_prob *problem = glp_ios_get_prob(tree);
    int reason = glp_ios_reason(tree);

    if (reason == GLP_ISELECT && search->nodes_left-- <= 0)
        glp_ios_terminate(tree);
    if (reason != GLP_IBINGO)
        return;
    double value = glp_get_obj_val(problem);
    if (search->is_upper ? value >= search->enough - 1e-6 : value <= search->enough + 1e-6)
        glp_ios_terminate(tree);
}

static void search_whole(void *context)
{
    struct search *search = context;
    const struct pg_attack_linear *programme = search->programme;
    glp_prob *problem = programme->problem;
    glp_iocp how;

    for (int i = 1; i <= glp_get_num_cols(problem); i++) {
        if (programme->system->unknowns[programme->unknowns[i]].is_whole)
            glp_set_col_kind(problem, i, GLP_IV);
    }
    glp_init_iocp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.cb_func = watch;
    how.cb_info = search;
    glp_set_obj_coef(problem, search->column, 1);
    int status = glp_intopt(problem, &how);
    search->is_found =
        glp_mip_status(problem) == GLP_OPT || glp_mip_status(problem) == GLP_FEAS;
    search->is_proved = status == 0 && glp_mip_status(problem) == GLP_OPT;
    if (search->is_found)
        search->end = glp_mip_obj_val(problem);
    glp_set_obj_coef(problem, search->column, 0);
}

bool pg_attack_linear_search(struct pg_attack_linear *programme, size_t unknown,
                             bool is_upper, double enough, int most_nodes, double *end,
                             bool *found)
{
    struct search search = {.programme = programme,
                            .column = (int)programme->column_of[unknown],
                            .enough = enough,
                            .is_upper = is_upper,
                            .nodes_left = most_nodes};

    let(programme, search_whole, &search);
    *found = search.is_found && !programme->is_lost;
    *end = search.end;
    return *found && search.is_proved;
}
