// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Where thousands of counts hang together, one small count is made uncertain by some dozens
 * around it. They are found outwards along the relations: all of a short one, such as the
 * groups of a division; of a long one, such as all divisions, a few, and the same ones for
 * every group, since they have most in common. At the edge are quantities whose other
 * relations hold nobody that could move with them: they cannot move either and are taken
 * out, and so are those that needed them.
 */
#include "near.h"

#include <stdlib.h>
#include <string.h>

enum { SHORT = 16 /**< terms of a relation that joins whole */ };

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

static void join(struct pg_near *near, size_t quantity, size_t *n)
{
    const struct pg_programmes *shared = near->shared;

    near->is_near[quantity] = true;
    near->quantities[(*n)++] = quantity;
    for (size_t k = shared->first[quantity]; k < shared->first[quantity + 1]; k++)
        near->n_of[shared->relations[k]]++;
}

// How many relations of a quantity have somebody near already that could move with it.
static size_t support_of(const struct pg_near *near, size_t quantity)
{
    const struct pg_programmes *shared = near->shared;
    size_t n = 0;

    for (size_t k = shared->first[quantity]; k < shared->first[quantity + 1]; k++)
        n += near->n_of[shared->relations[k]] > 0;
    return n;
}

/** A quantity that may join, and what speaks for it. */
struct candidate {
    size_t quantity, support;
};

// First whom others near can move with, then what costs less, then what has more people,
// some of whom may leave.
static bool is_better(const struct pg_system *system, struct candidate a,
                      struct candidate b)
{
    const struct pg_quantity *one = &system->quantities[a.quantity];
    const struct pg_quantity *other = &system->quantities[b.quantity];

    if (a.support != b.support)
        return a.support > b.support;
    if (dearness(one) != dearness(other))
        return dearness(one) < dearness(other);
    return one->value > other->value;
}

static size_t find_best(const struct pg_near *near, size_t relation,
                        enum pg_programme_kind kind)
{
    const struct pg_system *system = near->shared->system;
    struct candidate best = {PG_NOTHING, 0};

    for (size_t t = system->relations[relation]; t < system->relations[relation + 1]; t++) {
        size_t quantity = system->terms[t].quantity;
        if (!may_move(&system->quantities[quantity], kind) || near->is_near[quantity])
            continue;
        struct candidate next = {quantity, support_of(near, quantity)};
        if (best.quantity == PG_NOTHING || is_better(system, next, best))
            best = next;
    }
    return best.quantity;
}

// Of a short relation all join, of a long one the best, so that there are `breadth`.
static void join_relation(struct pg_near *near, size_t relation,
                          enum pg_programme_kind kind, size_t breadth, size_t *n)
{
    const struct pg_system *system = near->shared->system;
    size_t n_terms = system->relations[relation + 1] - system->relations[relation];
    size_t wanted = n_terms <= SHORT ? n_terms : breadth + 1;

    while (near->n_of[relation] < wanted) {
        size_t best = find_best(near, relation, kind);
        if (best == PG_NOTHING)
            break;
        join(near, best, n);
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
    size_t n = 0;

    memset(near->is_near, 0, shared->system->n_quantities * sizeof *near->is_near);
    memset(near->n_of, 0, shared->system->n_relations * sizeof *near->n_of);
    join(near, target, &n);
    for (size_t at = 0; at < n && n < most; at++) {
        size_t quantity = near->quantities[at];
        for (size_t k = shared->first[quantity]; k < shared->first[quantity + 1]; k++)
            join_relation(near, shared->relations[k], kind, breadth, &n);
    }
    n = take_out(near, n);
    return near->is_near[target] ? n : 0;
}
