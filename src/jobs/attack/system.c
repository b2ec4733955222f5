// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Unknowns, relations, and what follows from one relation at a time. With 36 = a + 27 + 6
 * the relation leaves a = 36 - 27 - 6 = 3: of each term the others' ends are taken away.
 * This is repeated over the relations of whatever became narrower. Ends of whole numbers
 * are rounded inwards, but never by a hair's breadth of the arithmetic.
 */
#include "pg_attack_system.h"

#include <math.h>
#include <stdlib.h>

double pg_attack_tolerance(double value)
{
    return 1e-6 * fmax(1, fabs(value));
}

double pg_attack_whole_up(double value)
{
    return ceil(value - fmin(pg_attack_tolerance(value), 0.01));
}

double pg_attack_whole_down(double value)
{
    return floor(value + fmin(pg_attack_tolerance(value), 0.01));
}

static void free_index(struct pg_attack_index *index)
{
    if (index == NULL)
        return;
    free(index->first);
    free(index->relations);
    free(index);
}

// The index is of the relations that were there when it was made.
static void forget_index(struct pg_attack_system *system)
{
    free_index(system->of_unknown);
    system->of_unknown = NULL;
}

size_t pg_attack_add_unknown(struct pg_attack_system *system, const char *name, double lo,
                             double hi, bool is_whole)
{
    struct pg_attack_unknown *grown =
        pg_grown(system->unknowns, system->n, &system->capacity, sizeof *system->unknowns);

    if (grown == NULL) {
        system->failed = true;
        return 0;
    }
    system->unknowns = grown;
    forget_index(system);
    grown[system->n] = (struct pg_attack_unknown){name, lo, hi, lo, hi, is_whole};
    return system->n++;
}

bool pg_attack_narrow(struct pg_attack_system *system, size_t unknown, double lo, double hi)
{
    if (unknown >= system->n)
        return true;
    struct pg_attack_unknown *at = &system->unknowns[unknown];
    double new_lo = fmax(lo, at->known_lo), new_hi = fmin(hi, at->known_hi);

    if (new_lo > new_hi)
        return false;
    at->known_lo = at->lo = new_lo;
    at->known_hi = at->hi = new_hi;
    return true;
}

void pg_attack_relate(struct pg_attack_system *system, double lo, double hi,
                      const char *text)
{
    struct pg_attack_relation *grown =
        pg_grown(system->relations, system->n_relations, &system->relations_capacity,
                 sizeof *system->relations);

    if (grown == NULL) {
        system->failed = true;
        return;
    }
    system->relations = grown;
    forget_index(system);
    grown[system->n_relations++] =
        (struct pg_attack_relation){system->n_terms, 0, lo, hi, text};
}

void pg_attack_term(struct pg_attack_system *system, size_t unknown, double factor)
{
    struct pg_attack_term *grown = pg_grown(system->terms, system->n_terms,
                                            &system->terms_capacity, sizeof *system->terms);

    system->failed |= grown == NULL;
    if (grown != NULL)
        system->terms = grown;
    if (system->failed || system->n_relations == 0)
        return;
    struct pg_attack_relation *relation = &system->relations[system->n_relations - 1];
    // Whoever stands on both sides stands in one term: programmes want it so.
    for (size_t i = relation->first; i < relation->first + relation->n; i++) {
        if (grown[i].unknown == unknown) {
            grown[i].factor += factor;
            return;
        }
    }
    grown[system->n_terms++] = (struct pg_attack_term){unknown, factor};
    relation->n++;
}

void pg_attack_system_free(struct pg_attack_system *system)
{
    free(system->unknowns);
    free(system->relations);
    free(system->terms);
    free_index(system->of_unknown);
    *system = (struct pg_attack_system){.n = 0};
}

// ---------------------------------------------------------------- which relation has what

static void fill_index(const struct pg_attack_system *system, struct pg_attack_index *index)
{
    for (size_t i = 0; i < system->n_terms; i++)
        index->first[system->terms[i].unknown + 1]++;
    for (size_t i = 0; i < system->n; i++)
        index->first[i + 1] += index->first[i];
    // Each first[] moves on while its relations are put, and ends where the next begins.
    for (size_t r = 0; r < system->n_relations; r++) {
        const struct pg_attack_relation *relation = &system->relations[r];
        for (size_t i = relation->first; i < relation->first + relation->n; i++)
            index->relations[index->first[system->terms[i].unknown]++] = r;
    }
    for (size_t i = system->n; i > 0; i--)
        index->first[i] = index->first[i - 1];
    index->first[0] = 0;
}

const struct pg_attack_index *pg_attack_index_of(struct pg_attack_system *system)
{
    if (system->of_unknown != NULL)
        return system->of_unknown;
    struct pg_attack_index *index = calloc(1, sizeof *index);
    if (index != NULL) {
        index->first = calloc(system->n + 1, sizeof *index->first);
        index->relations = calloc(system->n_terms + 1, sizeof *index->relations);
    }
    if (index == NULL || index->first == NULL || index->relations == NULL) {
        free_index(index);
        system->failed = true;
        return NULL;
    }
    fill_index(system, index);
    system->of_unknown = index;
    return index;
}

// ---------------------------------------------------------------- propagation

/** Relations that are to be looked at again, in the order in which they came. */
struct queue {
    size_t *relations;
    bool *is_in;
    size_t first, n, capacity;
};

static void enqueue(struct queue *queue, size_t relation)
{
    if (queue->is_in[relation])
        return;
    queue->is_in[relation] = true;
    queue->relations[(queue->first + queue->n++) % queue->capacity] = relation;
}

static size_t dequeue(struct queue *queue)
{
    size_t relation = queue->relations[queue->first];

    queue->first = (queue->first + 1) % queue->capacity;
    queue->n--;
    queue->is_in[relation] = false;
    return relation;
}

/** The least and most that terms come to; infinite ones are counted apart. */
struct reach {
    double least, most;
    size_t n_least_open, n_most_open;
};

static void add_end(double end, double *sum, size_t *n_open)
{
    if (isinf(end))
        ++*n_open;
    else
        *sum += end;
}

static struct reach reach_of(const struct pg_attack_system *system,
                             const struct pg_attack_relation *relation)
{
    struct reach reach = {0, 0, 0, 0};

    for (size_t i = relation->first; i < relation->first + relation->n; i++) {
        const struct pg_attack_term *term = &system->terms[i];
        const struct pg_attack_unknown *at = &system->unknowns[term->unknown];
        bool is_up = term->factor > 0;
        if (term->factor == 0)
            continue;
        add_end(term->factor * (is_up ? at->lo : at->hi), &reach.least,
                &reach.n_least_open);
        add_end(term->factor * (is_up ? at->hi : at->lo), &reach.most, &reach.n_most_open);
    }
    return reach;
}

// The sum of the other terms, where `own` of this one is in `sum`; infinite if one is open.
static double others(double sum, size_t n_open, double own, double infinite)
{
    size_t n_others = n_open - (isinf(own) ? 1 : 0);

    if (n_others > 0)
        return infinite;
    return isinf(own) ? sum : sum - own;
}

// Whether an end moves by so much that it is worth looking on: a sum of pay creeps.
static bool is_progress(double from, double to, bool is_whole)
{
    return isinf(from) || fabs(from - to) > (is_whole ? 0.5 : 1e-4 * fmax(1, fabs(from)));
}

// Takes over narrower ends; whether they moved.
static bool take_ends(struct pg_attack_unknown *at, double lo, double hi)
{
    bool is_moved = false;

    if (at->is_whole) {
        lo = isinf(lo) ? lo : pg_attack_whole_up(lo);
        hi = isinf(hi) ? hi : pg_attack_whole_down(hi);
    } else {
        lo -= isinf(lo) ? 0 : pg_attack_tolerance(lo);
        hi += isinf(hi) ? 0 : pg_attack_tolerance(hi);
    }
    if (lo > at->lo && is_progress(at->lo, lo, at->is_whole)) {
        at->lo = lo;
        is_moved = true;
    }
    if (hi < at->hi && is_progress(at->hi, hi, at->is_whole)) {
        at->hi = hi;
        is_moved = true;
    }
    return is_moved;
}

// Narrows the unknown of one term by what the others leave of the relation.
static bool narrow_term(struct pg_attack_system *system,
                        const struct pg_attack_relation *relation, struct reach reach,
                        const struct pg_attack_term *term)
{
    struct pg_attack_unknown *at = &system->unknowns[term->unknown];
    bool is_up = term->factor > 0;
    double own_least = term->factor * (is_up ? at->lo : at->hi);
    double own_most = term->factor * (is_up ? at->hi : at->lo);
    double most_left =
        relation->hi - others(reach.least, reach.n_least_open, own_least, -INFINITY);
    double least_left =
        relation->lo - others(reach.most, reach.n_most_open, own_most, INFINITY);
    double lo = is_up ? least_left / term->factor : most_left / term->factor;
    double hi = is_up ? most_left / term->factor : least_left / term->factor;

    return take_ends(at, lo, hi);
}

static bool narrow_relation(struct pg_attack_system *system,
                            const struct pg_attack_index *index, struct queue *queue,
                            const struct pg_attack_relation *relation)
{
    for (size_t i = relation->first; i < relation->first + relation->n; i++) {
        const struct pg_attack_term *term = &system->terms[i];
        const struct pg_attack_unknown *at = &system->unknowns[term->unknown];
        if (at->lo == at->hi || term->factor == 0 ||
            !narrow_term(system, relation, reach_of(system, relation), term))
            continue;
        if (at->lo > at->hi + pg_attack_tolerance(at->hi))
            return false;
        for (size_t r = index->first[term->unknown]; r < index->first[term->unknown + 1];
             r++)
            enqueue(queue, index->relations[r]);
    }
    struct reach reach = reach_of(system, relation);
    double slack = pg_attack_tolerance(fmax(fabs(reach.least), fabs(reach.most)));
    return (reach.n_least_open > 0 || reach.least <= relation->hi + slack) &&
           (reach.n_most_open > 0 || reach.most >= relation->lo - slack);
}

size_t pg_attack_propagate(struct pg_attack_system *system)
{
    enum { MOST_VISITS = 60 }; // of each relation; ends that creep on are left as they are
    const struct pg_attack_index *index = pg_attack_index_of(system);
    size_t n = system->n_relations;
    struct queue queue = {.relations = calloc(n + 1, sizeof(size_t)),
                          .is_in = calloc(n + 1, sizeof(bool)),
                          .capacity = n + 1};
    size_t impossible = SIZE_MAX;

    system->failed |= queue.relations == NULL || queue.is_in == NULL || index == NULL;
    if (!system->failed) {
        for (size_t r = 0; r < n; r++)
            enqueue(&queue, r);
        for (size_t left = n * MOST_VISITS;
             queue.n > 0 && left > 0 && impossible == SIZE_MAX; left--) {
            size_t r = dequeue(&queue);
            if (!narrow_relation(system, index, &queue, &system->relations[r]))
                impossible = r;
        }
    }
    free(queue.relations);
    free(queue.is_in);
    return impossible;
}

void pg_attack_give_up(struct pg_attack_system *system, size_t relation)
{
    const struct pg_attack_index *index = pg_attack_index_of(system);
    size_t n = system->n_relations;
    struct queue queue = {.relations = calloc(n + 1, sizeof(size_t)),
                          .is_in = calloc(n + 1, sizeof(bool)),
                          .capacity = n + 1};

    system->failed |= queue.relations == NULL || queue.is_in == NULL || index == NULL;
    if (!system->failed)
        enqueue(&queue, relation);
    while (queue.n > 0) {
        struct pg_attack_relation *at = &system->relations[dequeue(&queue)];
        bool is_done = isinf(at->lo) && isinf(at->hi);
        at->lo = -INFINITY;
        at->hi = INFINITY;
        for (size_t i = at->first; i < at->first + at->n && !is_done; i++) {
            size_t u = system->terms[i].unknown;
            struct pg_attack_unknown *unknown = &system->unknowns[u];
            bool is_open = unknown->known_lo < unknown->known_hi;
            unknown->lo = unknown->known_lo;
            unknown->hi = unknown->known_hi;
            for (size_t k = index->first[u]; k < index->first[u + 1] && is_open; k++)
                enqueue(&queue, index->relations[k]);
        }
    }
    free(queue.relations);
    free(queue.is_in);
}
