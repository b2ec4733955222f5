// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Linear and integer programmes by GLPK. A programme is made once for a component of the
 * system: its first solution comes from the dual simplex method without an objective, each
 * question after it changes the objective alone and goes on from the last basis. Searches
 * among whole numbers and steps of the simplex method end by their number, never by the
 * clock: what is found is the same on every machine.
 */
#include "programme.h"

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

static void add_columns(struct pg_attack_programme *programme, size_t n, bool is_known)
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

static void put_term(const struct pg_attack_programme *programme, struct row *row,
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

static void add_row(struct pg_attack_programme *programme, struct row *row, size_t r)
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
static bool is_inside(const struct pg_attack_programme *programme, size_t r)
{
    const struct pg_attack_relation *relation = &programme->system->relations[r];

    for (size_t k = 0; k < relation->n; k++) {
        size_t unknown = programme->system->terms[relation->first + k].unknown;
        if (programme->column_of[unknown] == 0)
            return false;
    }
    return true;
}

static bool add_rows(struct pg_attack_programme *programme,
                     const struct pg_attack_index *index, size_t n, bool is_known)
{
    size_t n_relations = programme->system->n_relations;
    bool *is_in = calloc(n_relations + 1, sizeof *is_in);
    struct row row = {calloc(n + 2, sizeof(int)), calloc(n + 2, sizeof(double)), 0, 0};
    bool has_memory = is_in != NULL && row.columns != NULL && row.factors != NULL;

    for (size_t i = 1; i <= n && has_memory; i++) {
        size_t unknown = programme->unknowns[i];
        for (size_t k = index->first[unknown]; k < index->first[unknown + 1]; k++) {
            size_t r = index->relations[k];
            if (!is_in[r] && (!is_known || is_inside(programme, r)))
                add_row(programme, &row, r);
            is_in[r] = true;
        }
    }
    free(is_in);
    free(row.columns);
    free(row.factors);
    return has_memory;
}

paygap_status pg_attack_programme_make(struct pg_attack_programme *programme,
                                       struct pg_attack_system *system,
                                       const size_t *members, size_t n, bool is_known,
                                       paygap_error *err)
{
    const struct pg_attack_index *index = pg_attack_index_of(system);

    *programme = (struct pg_attack_programme){
        .system = system,
        .unknowns = calloc(n + 1, sizeof *programme->unknowns),
        .relations = calloc(system->n_relations + 1, sizeof *programme->relations),
        .column_of = calloc(system->n + 1, sizeof *programme->column_of)};
    if (index == NULL || programme->unknowns == NULL || programme->relations == NULL ||
        programme->column_of == NULL || n == 0)
        return pg_no_memory(err);
    memcpy(programme->unknowns + 1, members, n * sizeof *members);
    glp_term_out(GLP_OFF);
    programme->problem = glp_create_prob();
    glp_add_cols(programme->problem, (int)n);
    add_columns(programme, n, is_known);
    return add_rows(programme, index, n, is_known) ? PAYGAP_OK : pg_no_memory(err);
}

void pg_attack_programme_free(struct pg_attack_programme *programme)
{
    if (programme->problem != NULL)
        glp_delete_prob(programme->problem);
    free(programme->unknowns);
    free(programme->relations);
    free(programme->column_of);
    *programme = (struct pg_attack_programme){.problem = NULL};
}

// ---------------------------------------------------------------- linear

static bool run(struct pg_attack_programme *programme, int method)
{
    glp_smcp how;

    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.meth = method;
    how.it_lim = MOST_STEPS;
    return glp_simplex(programme->problem, &how) == 0;
}

bool pg_attack_programme_begin(struct pg_attack_programme *programme)
{
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
    return programme->is_feasible;
}

bool pg_attack_programme_end(struct pg_attack_programme *programme, size_t unknown,
                             bool is_upper, double *end)
{
    int column = (int)programme->column_of[unknown];
    glp_prob *problem = programme->problem;

    glp_set_obj_dir(problem, is_upper ? GLP_MAX : GLP_MIN);
    glp_set_obj_coef(problem, column, 1);
    bool is_found = run(programme, GLP_PRIMAL) && glp_get_status(problem) == GLP_OPT;
    if (!is_found && glp_get_status(problem) != GLP_UNBND) {
        glp_std_basis(problem);
        is_found = run(programme, GLP_DUALP) && glp_get_status(problem) == GLP_OPT;
    }
    *end = is_found ? glp_get_obj_val(problem) : is_upper ? INFINITY : -INFINITY;
    glp_set_obj_coef(problem, column, 0);
    return is_found;
}

bool pg_attack_programme_is_whole(const struct pg_attack_programme *programme)
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
    double enough;
    bool is_upper;
    int nodes_left;
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

bool pg_attack_programme_search(struct pg_attack_programme *programme, bool is_upper,
                                double enough, int most_nodes, double *end, bool *found)
{
    struct search search = {enough, is_upper, most_nodes};
    glp_prob *problem = programme->problem;
    glp_iocp how;

    for (int i = 1; i <= glp_get_num_cols(problem); i++) {
        if (programme->system->unknowns[programme->unknowns[i]].is_whole)
            glp_set_col_kind(problem, i, GLP_IV);
    }
    glp_init_iocp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.cb_func = watch;
    how.cb_info = &search;
    int status = glp_intopt(problem, &how);
    *found = glp_mip_status(problem) == GLP_OPT || glp_mip_status(problem) == GLP_FEAS;
    *end = *found ? glp_mip_obj_val(problem) : 0;
    return status == 0 && glp_mip_status(problem) == GLP_OPT;
}
