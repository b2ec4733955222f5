// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The attacker: how small and how large a hidden count can be, given all that is shown. What
 * follows step by step is a constant; the other hidden quantities are the columns of one
 * linear programme, the relations that have any its rows.
 */
#include "system.h"

#include <glpk.h>
#include <math.h>
#include <setjmp.h>
#include <stdlib.h>

struct pg_attacker {
    struct pg_system *system;
    bool is_stale;     /**< the programme is not that of the marks */
    size_t *column_of; /**< 1-based column of each quantity; 0 = known */
    size_t *columns;   /**< quantity of each column */
    size_t n_columns;
    size_t *rows; /**< relation of each row */
    size_t n_rows;
    int *indices;
    double *factors;
    double *prices;                 /**< of each quantity */
    double *seen_lowest, *seen_highest; /**< of each quantity, in solutions met so far */
    bool *is_visited;
    glp_prob *programme;
};

struct pg_attacker *pg_attacker_make(struct pg_system *system)
{
    size_t n = system->n_quantities + 2, m = system->n_relations + 1;
    struct pg_attacker *attacker = calloc(1, sizeof *attacker);

    if (attacker == NULL)
        return NULL;
    *attacker = (struct pg_attacker){
        .system = system,
        .is_stale = true,
        .column_of = calloc(n, sizeof *attacker->column_of),
        .columns = calloc(n, sizeof *attacker->columns),
        .rows = calloc(m, sizeof *attacker->rows),
        .indices = calloc(n, sizeof *attacker->indices),
        .factors = calloc(n, sizeof *attacker->factors),
        .prices = calloc(n, sizeof *attacker->prices),
        .seen_lowest = calloc(n, sizeof *attacker->seen_lowest),
        .seen_highest = calloc(n, sizeof *attacker->seen_highest),
        .is_visited = calloc(n, sizeof *attacker->is_visited)};
    if (attacker->column_of == NULL || attacker->columns == NULL ||
        attacker->rows == NULL || attacker->indices == NULL || attacker->factors == NULL ||
        attacker->prices == NULL || attacker->seen_lowest == NULL ||
        attacker->seen_highest == NULL || attacker->is_visited == NULL) {
        pg_attacker_free(attacker);
        return NULL;
    }
    for (size_t i = 0; i < system->n_quantities; i++)
        attacker->seen_lowest[i] = attacker->seen_highest[i] = system->quantities[i].value;
    return attacker;
}

void pg_attacker_free(struct pg_attacker *attacker)
{
    if (attacker == NULL)
        return;
    if (attacker->programme != NULL)
        glp_delete_prob(attacker->programme);
    free(attacker->column_of);
    free(attacker->columns);
    free(attacker->rows);
    free(attacker->indices);
    free(attacker->factors);
    free(attacker->prices);
    free(attacker->seen_lowest);
    free(attacker->seen_highest);
    free(attacker->is_visited);
    free(attacker);
}

void pg_attacker_renew(struct pg_attacker *attacker)
{
    attacker->is_stale = true;
}

void pg_attackers_end(void)
{
    glp_free_env();
}

struct pg_attack pg_attacker_seen(const struct pg_attacker *attacker, size_t quantity)
{
    return (struct pg_attack){attacker->seen_lowest[quantity],
                              attacker->seen_highest[quantity], SIZE_MAX};
}

// The unknown quantities are columns; relations with any of them are rows.
static void collect(struct pg_attacker *attacker)
{
    const struct pg_system *system = attacker->system;

    attacker->n_columns = attacker->n_rows = 0;
    for (size_t i = 0; i < system->n_quantities; i++) {
        attacker->column_of[i] = 0;
        if (system->is_known[i])
            continue;
        attacker->columns[attacker->n_columns++] = i;
        attacker->column_of[i] = attacker->n_columns;
    }
    for (size_t r = 0; r < system->n_relations; r++) {
        bool has_unknown = false;
        for (size_t t = system->relations[r]; t < system->relations[r + 1]; t++)
            has_unknown = has_unknown || !system->is_known[system->terms[t].quantity];
        if (has_unknown)
            attacker->rows[attacker->n_rows++] = r;
    }
}

static void set_row(struct pg_attacker *attacker, size_t row)
{
    const struct pg_system *system = attacker->system;
    size_t relation = attacker->rows[row];
    double right = 0;
    int n = 0;

    for (size_t t = system->relations[relation]; t < system->relations[relation + 1]; t++) {
        const struct pg_term *term = &system->terms[t];
        if (system->is_known[term->quantity]) {
            right -= term->factor * system->quantities[term->quantity].value;
        } else {
            attacker->indices[++n] = (int)attacker->column_of[term->quantity];
            attacker->factors[n] = term->factor;
        }
    }
    glp_set_row_bnds(attacker->programme, (int)row + 1, GLP_FX, right, right);
    glp_set_mat_row(attacker->programme, (int)row + 1, n, attacker->indices,
                    attacker->factors);
}

static void build(struct pg_attacker *attacker)
{
    collect(attacker);
    if (attacker->programme != NULL)
        glp_delete_prob(attacker->programme);
    glp_prob *programme = attacker->programme = glp_create_prob();
    if (attacker->n_rows > 0)
        glp_add_rows(programme, (int)attacker->n_rows);
    glp_add_cols(programme, (int)attacker->n_columns);
    for (size_t i = 0; i < attacker->n_columns; i++) {
        const struct pg_quantity *quantity =
            &attacker->system->quantities[attacker->columns[i]];
        bool has_most = isfinite(quantity->most);
        glp_set_col_bnds(programme, (int)i + 1, has_most ? GLP_DB : GLP_LO, quantity->least,
                         has_most ? quantity->most : 0);
    }
    for (size_t row = 0; row < attacker->n_rows; row++)
        set_row(attacker, row);
    glp_adv_basis(programme, 0);
    attacker->is_stale = false;
}

// The solution just found agrees with all that is shown.
static void witness(struct pg_attacker *attacker)
{
    for (size_t i = 0; i < attacker->n_columns; i++) {
        size_t quantity = attacker->columns[i];
        double value = glp_get_col_prim(attacker->programme, (int)i + 1);
        if (value < attacker->seen_lowest[quantity])
            attacker->seen_lowest[quantity] = value;
        if (value > attacker->seen_highest[quantity])
            attacker->seen_highest[quantity] = value;
    }
}

// The largest or smallest value of a column; false if the solver fails. It starts from the
// solution before, so little is left to do.
static bool solve(struct pg_attacker *attacker, int column, int direction, double *value)
{
    glp_smcp parameters;
    glp_prob *programme = attacker->programme;

    glp_init_smcp(&parameters);
    parameters.msg_lev = GLP_MSG_OFF;
    glp_set_obj_dir(programme, direction);
    glp_set_obj_coef(programme, column, 1);
    bool solved = glp_simplex(programme, &parameters) == 0;
    int status = solved ? glp_get_status(programme) : GLP_UNDEF;
    if (status == GLP_UNBND)
        *value = direction == GLP_MAX ? INFINITY : -INFINITY;
    else
        *value = glp_get_obj_val(programme);
    if (status == GLP_OPT)
        witness(attacker);
    return status == GLP_OPT || status == GLP_UNBND;
}

// How much the bound would give way if each known quantity were hidden: its price.
static void find_prices(struct pg_attacker *attacker)
{
    const struct pg_system *system = attacker->system;

    memset(attacker->prices, 0, system->n_quantities * sizeof *attacker->prices);
    for (size_t row = 0; row < attacker->n_rows; row++) {
        double dual = glp_get_row_dual(attacker->programme, (int)row + 1);
        size_t relation = attacker->rows[row];
        if (fabs(dual) < 1e-9)
            continue;
        for (size_t t = system->relations[relation]; t < system->relations[relation + 1];
             t++)
            attacker->prices[system->terms[t].quantity] += system->terms[t].factor * dual;
    }
}

// The shown quantity of least value among those a known one was worked out from.
static void find_source(struct pg_attacker *attacker, size_t quantity,
                        struct pg_attack *attack)
{
    const struct pg_system *system = attacker->system;
    size_t relation = system->known_by[quantity];
    double value = system->quantities[quantity].value;

    if (attacker->is_visited[quantity])
        return;
    attacker->is_visited[quantity] = true;
    if (relation == SIZE_MAX) {
        bool may_hide = !system->quantities[quantity].is_given && value > 0;
        if (may_hide && (attack->to_hide == SIZE_MAX ||
                          value < system->quantities[attack->to_hide].value))
            attack->to_hide = quantity;
        return;
    }
    for (size_t t = system->relations[relation]; t < system->relations[relation + 1]; t++)
        find_source(attacker, system->terms[t].quantity, attack);
}

static void forget_visits(struct pg_attacker *attacker)
{
    memset(attacker->is_visited, 0,
           attacker->system->n_quantities * sizeof *attacker->is_visited);
}

// The shown quantity of least value that the bound just found rests on.
static void find_to_hide(struct pg_attacker *attacker, struct pg_attack *attack)
{
    const struct pg_system *system = attacker->system;

    find_prices(attacker);
    forget_visits(attacker);
    for (size_t i = 0; i < system->n_quantities; i++) {
        if (fabs(attacker->prices[i]) > 1e-7 && system->is_known[i])
            find_source(attacker, i, attack);
    }
}

static bool attack_unknown(struct pg_attacker *attacker, size_t quantity,
                           struct pg_attack *attack)
{
    int column = (int)attacker->column_of[quantity];

    bool solved = solve(attacker, column, GLP_MAX, &attack->highest);
    if (solved && isfinite(attack->highest))
        find_to_hide(attacker, attack);
    solved = solved && solve(attacker, column, GLP_MIN, &attack->lowest);
    if (solved && attack->to_hide == SIZE_MAX)
        find_to_hide(attacker, attack);
    glp_set_obj_coef(attacker->programme, column, 0);
    return solved;
}

// GLPK ends the process when it runs out of memory, unless it is brought back from there.
static void come_back(void *place)
{
    longjmp(*(jmp_buf *)place, 1);
}

paygap_status pg_attack_quantity(struct pg_attacker *attacker, size_t quantity,
                                 struct pg_attack *attack, paygap_error *err)
{
    jmp_buf place;

    *attack = (struct pg_attack){.to_hide = SIZE_MAX};
    if (attacker->is_stale)
        pg_system_deduce(attacker->system);
    if (attacker->system->is_known[quantity]) {
        attack->lowest = attack->highest = attacker->system->quantities[quantity].value;
        forget_visits(attacker);
        find_source(attacker, quantity, attack);
        return PAYGAP_OK;
    }
    if (setjmp(place) != 0) {
        glp_free_env(); // with all that the library had allocated
        attacker->programme = NULL;
        return pg_no_memory(err);
    }
    glp_error_hook(come_back, &place);
    glp_term_out(GLP_OFF);
    if (attacker->is_stale)
        build(attacker);
    bool solved = attack_unknown(attacker, quantity, attack);
    glp_error_hook(NULL, NULL);
    return solved ? PAYGAP_OK
                  : pg_fail(err, PAYGAP_FAULT,
                            "the published counts contradict each other, so they cannot be "
                            "proved safe; please report this");
}

bool pg_is_uncertain(const struct pg_system *system, const struct pg_attack *attack)
{
    double threshold = (double)system->threshold;

    // The quarters' sizes are known to within one, hence one more than the rule asks for.
    return attack->highest >= threshold - 1e-6 &&
           attack->highest - attack->lowest >= threshold - 1e-6;
}
