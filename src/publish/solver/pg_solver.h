// SPDX-License-Identifier: GPL-3.0-or-later
/** GLPK, which ends the process when it runs out of memory unless it is brought back. */
#ifndef PG_SOLVER_H
#define PG_SOLVER_H

#include <glpk.h>
#include <stdbool.h>

/** Runs `work`, which may call the library. False: the library ran out of memory, and with
 *  it every problem made so far is gone. */
bool pg_solver_run(void (*work)(void *context), void *context);

/** The optimum of a linear programme, from the basis before; false if none was found
 *  within the limit of steps. `method`: GLP_PRIMAL where the objective has changed since,
 *  GLP_DUALP where bounds have. To be called from `work`. */
bool pg_solver_optimise(glp_prob *problem, int method);

/** Bounds of a column: from 0 to `most`, or to no end (INFINITY), or fixed at 0. */
void pg_solver_bound(glp_prob *problem, int column, double most);

/** Gives back what the library keeps, once no problem is left. */
void pg_solver_end(void);

#endif
