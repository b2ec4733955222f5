// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Where thousands of counts hang together, one small count is made uncertain by some dozens
 * around it. They are found outwards along the relations, the cheapest to move of each
 * first. At the edge are quantities whose other relations hold nobody that could move with
 * them: they cannot move either and are taken out, and so are those that needed them.
 */
#include "near.h"

#include <stdlib.h>
#include <string.h>

bool pg_disclosure_near_begin(struct pg_near *near, const struct pg_programmes *shared)
{
    size_t n = shared->system->n_quantities + 1;
    size_t n_relations = shared->system->n_relations + 1;

    *near = (struct pg_near){.shared = shared,
                             .quantities = calloc(n, sizeof *near->quantities),
                             .is_near = calloc(n, sizeof *near->is_near),
                             .n_of = calloc(n_relations, sizeof *near->n_of),
                             .emptied = calloc(n_relations, sizeof *near->emptied)};
    return near->quantities != NULL && near->is_near != NULL && near->n_of != NULL &&
           near->emptied != NULL;
}

void pg_disclosure_near_end(struct pg_near *near)
{
    free(near->quantities);
    free(near->is_near);
    free(near->n_of);
    free(near->emptied);
    *near = (struct pg_near){.shared = NULL};
}

// How dear it is to change a quantity: what lies in a range already costs nothing.
static double dearness(const struct pg_quantity *of)
{
    return of->thing == PG_NOTHING || !pg_disclosure_is_exact(of) ? 0 : of->worth;
}

static bool may_move(const struct pg_quantity *of, enum pg_programme_kind kind)
{
    return !of->is_fixed && (kind != PG_PROGRAMME_WITHIN || !pg_disclosure_is_exact(of));
}

// The cheapest quantities of a relation that are not in the neighbourhood yet join it.
static size_t join_cheapest(struct pg_near *near, size_t relation,
                            enum pg_programme_kind kind, size_t breadth, size_t n)
{
    const struct pg_system *system = near->shared->system;

    for (size_t k = 0; k < breadth; k++) {
        size_t best = PG_NOTHING;
        for (size_t t = system->relations[relation]; t < system->relations[relation + 1];
             t++) {
            size_t quantity = system->terms[t].quantity;
            const struct pg_quantity *of = &system->quantities[quantity];
            if (!may_move(of, kind) || near->is_near[quantity])
                continue;
            if (best == PG_NOTHING || dearness(of) < dearness(&system->quantities[best]))
                best = quantity;
        }
        if (best == PG_NOTHING)
            break;
        near->is_near[best] = true;
        near->quantities[n++] = best;
    }
    return n;
}

static void count_relations(struct pg_near *near, size_t n)
{
    memset(near->n_of, 0, near->shared->system->n_relations * sizeof *near->n_of);
    for (size_t i = 0; i < n; i++) {
        size_t quantity = near->quantities[i];
        for (size_t k = near->shared->first[quantity];
             k < near->shared->first[quantity + 1]; k++)
            near->n_of[near->shared->relations[k]]++;
    }
}

// A quantity that is alone in a relation leaves; whoever is alone after that, too.
static void leave(struct pg_near *near, size_t quantity, size_t *n_emptied)
{
    near->is_near[quantity] = false;
    for (size_t k = near->shared->first[quantity]; k < near->shared->first[quantity + 1];
         k++) {
        size_t relation = near->shared->relations[k];
        if (--near->n_of[relation] == 1)
            near->emptied[(*n_emptied)++] = relation;
    }
}

static size_t take_out(struct pg_near *near, size_t n)
{
    const struct pg_system *system = near->shared->system;
    size_t n_emptied = 0, left = 0;

    count_relations(near, n);
    for (size_t relation = 0; relation < system->n_relations; relation++) {
        if (near->n_of[relation] == 1)
            near->emptied[n_emptied++] = relation;
    }
    while (n_emptied > 0) {
        size_t relation = near->emptied[--n_emptied];
        for (size_t t = system->relations[relation]; t < system->relations[relation + 1];
             t++) {
            if (near->n_of[relation] > 0 && near->is_near[system->terms[t].quantity])
                leave(near, system->terms[t].quantity, &n_emptied);
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (near->is_near[near->quantities[i]])
            near->quantities[left++] = near->quantities[i];
    }
    return left;
}

size_t pg_disclosure_near_find(struct pg_near *near, size_t target,
                               enum pg_programme_kind kind, size_t breadth, size_t most)
{
    const struct pg_programmes *shared = near->shared;
    size_t n = 1;

    memset(near->is_near, 0, shared->system->n_quantities * sizeof *near->is_near);
    near->quantities[0] = target;
    near->is_near[target] = true;
    for (size_t at = 0; at < n && n < most; at++) {
        size_t quantity = near->quantities[at];
        for (size_t k = shared->first[quantity]; k < shared->first[quantity + 1]; k++)
            n = join_cheapest(near, shared->relations[k], kind, breadth, n);
    }
    n = take_out(near, n);
    return near->is_near[target] ? n : 0;
}
