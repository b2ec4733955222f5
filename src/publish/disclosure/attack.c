// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The attacker: how small and how large a hidden count can be, given all that is shown, in
 * all tables together. The quantities are the columns of one linear programme and the
 * relations its rows. A pair of columns says how far a quantity lies above and below its
 * true value; both are 0 where it is shown. So the truth is where the solver starts, and it
 * stays a solution when more is hidden: every question starts from the answer to the one
 * before.
 *
 *     a + b = total, of which a = 3 is hidden because it is below T = 5.
 *
 *     b = 7, total = 10 shown   a lies from 3 to 3: it can be worked out. That rests on b
 *                               and on the total; b is cheaper, so to_hide names b.
 *     total = 10 shown          a can be 9: then b is 1, the least of a hidden count. 3 was
 *                               seen before. 9 and 9 - 3 are both at least T, so a is safe,
 *                               and its lower end need not be asked for.
 *
 * What to hide next is read off the prices of the solution: a shown quantity has a price
 * other than 0 if the bound would give way with it. The cheapest is taken, which need not
 * lead to the fewest.
 *
 * Invariant: every solution met agrees with all that is shown, so seen_lowest and
 * seen_highest cannot be ruled out by a reader. Hiding more only widens what is possible,
 * so they stay true.
 *
 * counts.c hides until every small count is safe; prove.c has attackers of its own on the
 * finished marks.
 *
 * Worst case: two runs of the simplex method for a question. Its steps can grow
 * exponentially in theory; starting from the answer before, it takes few. Memory: two
 * columns a quantity, a row a relation, two numbers a term, held by GLPK.
 */
#include "system.h"

#include <glpk.h>
#include <math.h>
#include <setjmp.h>
#include <stdlib.h>

struct pg_attacker {
    struct pg_system *system;
    bool is_stale;  /**< the columns are not those of the marks */
    bool *is_fixed; /**< of each column */
    int *indices;
    double *factors;
    double *seen_lowest, *seen_highest; /**< of each quantity, in solutions met so far */
    glp_prob *programme;
};

struct pg_attacker *pg_disclosure_attacker_make(struct pg_system *system)
{
    size_t n = 2 * system->n_quantities + 2;
    struct pg_attacker *attacker = calloc(1, sizeof *attacker);

    if (attacker == NULL)
        return NULL;
    *attacker =
        (struct pg_attacker){.system = system,
                             .is_stale = true,
                             .is_fixed = calloc(n, sizeof *attacker->is_fixed),
                             .indices = calloc(n, sizeof *attacker->indices),
                             .factors = calloc(n, sizeof *attacker->factors),
                             .seen_lowest = calloc(n, sizeof *attacker->seen_lowest),
                             .seen_highest = calloc(n, sizeof *attacker->seen_highest)};
    if (attacker->is_fixed == NULL || attacker->indices == NULL ||
        attacker->factors == NULL || attacker->seen_lowest == NULL ||
        attacker->seen_highest == NULL) {
        pg_disclosure_attacker_free(attacker);
        return NULL;
    }
    for (size_t i = 0; i < system->n_quantities; i++)
        attacker->seen_lowest[i] = attacker->seen_highest[i] = system->quantities[i].value;
    return attacker;
}

void pg_disclosure_attacker_free(struct pg_attacker *attacker)
{
    if (attacker == NULL)
        return;
    if (attacker->programme != NULL)
        glp_delete_prob(attacker->programme);
    free(attacker->is_fixed);
    free(attacker->indices);
    free(attacker->factors);
    free(attacker->seen_lowest);
    free(attacker->seen_highest);
    free(attacker);
}

void pg_disclosure_attacker_renew(struct pg_attacker *attacker)
{
    attacker->is_stale = true;
}

void pg_disclosure_attackers_end(void)
{
    glp_free_env();
}

struct pg_attack pg_disclosure_attacker_seen(const struct pg_attacker *attacker,
                                             size_t quantity)
{
    return (struct pg_attack){attacker->seen_lowest[quantity],
                              attacker->seen_highest[quantity], SIZE_MAX};
}

// 1-based columns of a quantity: above its true value, and below it.
static int above(size_t quantity)
{
    return 2 * (int)quantity + 1;
}

static int below(size_t quantity)
{
    return 2 * (int)quantity + 2;
}

static void set_row(struct pg_attacker *attacker, size_t relation)
{
    const struct pg_system *system = attacker->system;
    int n = 0;

    for (size_t t = system->relations[relation]; t < system->relations[relation + 1]; t++) {
        const struct pg_term *term = &system->terms[t];
        attacker->indices[++n] = above(term->quantity);
        attacker->factors[n] = term->factor;
        attacker->indices[++n] = below(term->quantity);
        attacker->factors[n] = -term->factor;
    }
    glp_set_row_bnds(attacker->programme, (int)relation + 1, GLP_FX, 0, 0);
    glp_set_mat_row(attacker->programme, (int)relation + 1, n, attacker->indices,
                    attacker->factors);
}

// From 0 to `most`, or fixed at 0.
static void set_range(struct pg_attacker *attacker, int column, double most)
{
    if (!isfinite(most))
        glp_set_col_bnds(attacker->programme, column, GLP_LO, 0, 0);
    else if (most > 0)
        glp_set_col_bnds(attacker->programme, column, GLP_DB, 0, most);
    else
        glp_set_col_bnds(attacker->programme, column, GLP_FX, 0, 0);
}

static void set_column(struct pg_attacker *attacker, size_t quantity)
{
    const struct pg_quantity *of = &attacker->system->quantities[quantity];
    bool is_fixed = pg_disclosure_is_quantity_shown(attacker->system, quantity);

    attacker->is_fixed[quantity] = is_fixed;
    set_range(attacker, above(quantity), is_fixed ? 0 : of->most - of->value);
    set_range(attacker, below(quantity), is_fixed ? 0 : of->value - of->least);
}

static void build(struct pg_attacker *attacker)
{
    const struct pg_system *system = attacker->system;

    attacker->programme = glp_create_prob();
    if (system->n_relations > 0)
        glp_add_rows(attacker->programme, (int)system->n_relations);
    glp_add_cols(attacker->programme, 2 * (int)system->n_quantities);
    for (size_t i = 0; i < system->n_quantities; i++)
        set_column(attacker, i);
    for (size_t row = 0; row < system->n_relations; row++)
        set_row(attacker, row);
    glp_std_basis(attacker->programme);
}

static void renew(struct pg_attacker *attacker)
{
    if (attacker->programme == NULL)
        build(attacker);
    for (size_t i = 0; i < attacker->system->n_quantities; i++) {
        if (attacker->is_fixed[i] != pg_disclosure_is_quantity_shown(attacker->system, i))
            set_column(attacker, i);
    }
    attacker->is_stale = false;
}

// The solution just found agrees with all that is shown.
static void witness(struct pg_attacker *attacker)
{
    for (size_t i = 0; i < attacker->system->n_quantities; i++) {
        double value = attacker->system->quantities[i].value +
                       glp_get_col_prim(attacker->programme, above(i)) -
                       glp_get_col_prim(attacker->programme, below(i));
        if (value < attacker->seen_lowest[i])
            attacker->seen_lowest[i] = value;
        if (value > attacker->seen_highest[i])
            attacker->seen_highest[i] = value;
    }
}

// The largest or smallest value of a column; false if the solver fails. It starts from the
// solution before, so little is left to do.
static bool solve(struct pg_attacker *attacker, size_t quantity, int direction,
                  double *value)
{
    glp_smcp parameters;
    glp_prob *programme = attacker->programme;

    glp_init_smcp(&parameters);
    parameters.msg_lev = GLP_MSG_OFF;
    glp_set_obj_dir(programme, direction);
    glp_set_obj_coef(programme, above(quantity), 1);
    glp_set_obj_coef(programme, below(quantity), -1);
    bool solved = glp_simplex(programme, &parameters) == 0;
    int status = solved ? glp_get_status(programme) : GLP_UNDEF;
    if (status == GLP_UNBND)
        *value = direction == GLP_MAX ? INFINITY : -INFINITY;
    else
        *value = attacker->system->quantities[quantity].value + glp_get_obj_val(programme);
    if (status == GLP_OPT)
        witness(attacker);
    return status == GLP_OPT || status == GLP_UNBND;
}

// The shown quantity of least value that the bound just found rests on: one whose price, by
// how much the bound would give way with it, is not 0.
static void find_to_hide(const struct pg_attacker *attacker, struct pg_attack *attack)
{
    const struct pg_system *system = attacker->system;

    for (size_t i = 0; i < system->n_quantities; i++) {
        double value = system->quantities[i].value;
        if (!attacker->is_fixed[i] || system->quantities[i].is_given || value == 0 ||
            fabs(glp_get_col_dual(attacker->programme, above(i))) < 1e-7)
            continue;
        if (attack->to_hide == SIZE_MAX ||
            system->quantities[i].cost < system->quantities[attack->to_hide].cost)
            attack->to_hide = i;
    }
}

// Whether the largest value settles it: too small, or far enough from one that was seen.
static bool is_decided(const struct pg_attacker *attacker, size_t quantity, double highest)
{
    const struct pg_quantity *of = &attacker->system->quantities[quantity];

    return of->is_protected && (highest < of->enough - 1e-6 ||
                                highest - attacker->seen_lowest[quantity] >= of->enough);
}

static bool attack_column(struct pg_attacker *attacker, size_t quantity,
                          struct pg_attack *attack)
{
    bool solved = solve(attacker, quantity, GLP_MAX, &attack->highest);
    if (solved && isfinite(attack->highest))
        find_to_hide(attacker, attack);
    if (solved && is_decided(attacker, quantity, attack->highest))
        attack->lowest = attacker->seen_lowest[quantity];
    else
        solved = solved && solve(attacker, quantity, GLP_MIN, &attack->lowest);
    if (solved && attack->to_hide == SIZE_MAX)
        find_to_hide(attacker, attack);
    glp_set_obj_coef(attacker->programme, above(quantity), 0);
    glp_set_obj_coef(attacker->programme, below(quantity), 0);
    return solved;
}

// GLPK ends the process when it runs out of memory, unless it is brought back from there.
static void come_back(void *place)
{
    longjmp(*(jmp_buf *)place, 1);
}

paygap_status pg_disclosure_attack_quantity(struct pg_attacker *attacker, size_t quantity,
                                            struct pg_attack *attack, paygap_error *err)
{
    jmp_buf place;

    *attack = (struct pg_attack){.to_hide = SIZE_MAX};
    if (glp_init_env() > 1) // what follows could not even report its failure
        return pg_no_memory(err);
    if (setjmp(place) != 0) {
        glp_free_env(); // with all that the library had allocated
        attacker->programme = NULL;
        return pg_no_memory(err);
    }
    glp_error_hook(come_back, &place);
    glp_term_out(GLP_OFF);
    if (attacker->is_stale)
        renew(attacker);
    bool solved = attack_column(attacker, quantity, attack);
    glp_error_hook(NULL, NULL);
    return solved ? PAYGAP_OK
                  : pg_fail(err, PAYGAP_FAULT,
                            "the published counts contradict each other, so they cannot be "
                            "proved safe; please report this");
}

bool pg_disclosure_is_uncertain(const struct pg_system *system, size_t quantity,
                                const struct pg_attack *attack)
{
    double enough = system->quantities[quantity].enough;

    // The quarters' sizes are known to within one, hence one more than the rule asks for.
    return attack->highest >= enough - 1e-6 &&
           attack->highest - attack->lowest >= enough - 1e-6;
}
