// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_solver.h"

#include <math.h>
#include <setjmp.h>
#include <stddef.h>

static void come_back(void *place)
{
    longjmp(*(jmp_buf *)place, 1);
}

bool pg_solver_run(void (*work)(void *context), void *context)
{
    jmp_buf place;

    if (glp_init_env() > 1) // what follows could not even report its failure
        return false;
    if (setjmp(place) != 0) {
        glp_free_env(); // with all that the library had allocated
        return false;
    }
    glp_error_hook(come_back, &place);
    glp_term_out(GLP_OFF);
    work(context);
    glp_error_hook(NULL, NULL);
    return true;
}

bool pg_solver_optimise(glp_prob *problem, int method)
{
    enum { MOST_STEPS = 100000 };
    glp_smcp parameters;

    glp_init_smcp(&parameters);
    parameters.msg_lev = GLP_MSG_OFF;
    parameters.it_lim = MOST_STEPS;
    parameters.meth = method;
    // From the answer before, and afresh if rounding errors got in the way.
    for (int tries = 0; tries < 2; tries++) {
        if (glp_simplex(problem, &parameters) == 0 && glp_get_status(problem) == GLP_OPT)
            return true;
        glp_std_basis(problem);
    }
    return false;
}

void pg_solver_bound(glp_prob *problem, int column, double most)
{
    if (!isfinite(most))
        glp_set_col_bnds(problem, column, GLP_LO, 0, 0);
    else if (most > 0)
        glp_set_col_bnds(problem, column, GLP_DB, 0, most);
    else
        glp_set_col_bnds(problem, column, GLP_FX, 0, 0);
}

void pg_solver_end(void)
{
    glp_free_env();
}
