// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Witnesses are kept as what they differ in from the truth, with the highest and the lowest
 * value that any of them gives each quantity. At the end each is put into every relation,
 * and taken out again: additions and comparisons, whatever solver has found it.
 */
#include "witnesses.h"

#include <math.h>
#include <stdlib.h>

bool pg_disclosure_witnesses_begin(struct pg_witnesses *witnesses,
                                   const struct pg_system *system)
{
    size_t n = system->n_quantities;

    *witnesses = (struct pg_witnesses){.system = system,
                                       .highest = calloc(n + 1, sizeof *witnesses->highest),
                                       .lowest = calloc(n + 1, sizeof *witnesses->lowest)};
    if (witnesses->highest == NULL || witnesses->lowest == NULL)
        return false;
    for (size_t i = 0; i < n; i++)
        witnesses->highest[i] = witnesses->lowest[i] =
            (struct pg_extreme){system->quantities[i].value, PG_NOTHING};
    return true;
}

void pg_disclosure_witnesses_free(struct pg_witnesses *witnesses)
{
    for (size_t i = 0; i < witnesses->n; i++)
        pg_disclosure_witness_free(&witnesses->items[i]);
    free(witnesses->items);
    free(witnesses->highest);
    free(witnesses->lowest);
    *witnesses = (struct pg_witnesses){0};
}

static void note(struct pg_witnesses *witnesses, size_t number)
{
    const struct pg_witness *witness = &witnesses->items[number];

    for (size_t k = 0; k < witness->n; k++) {
        struct pg_extreme at = {witness->values[k], number};
        size_t quantity = witness->quantities[k];
        if (at.value > witnesses->highest[quantity].value)
            witnesses->highest[quantity] = at;
        if (at.value < witnesses->lowest[quantity].value)
            witnesses->lowest[quantity] = at;
    }
}

bool pg_disclosure_witnesses_add(struct pg_witnesses *witnesses, struct pg_witness *witness)
{
    struct pg_witness *grown =
        pg_grown(witnesses->items, witnesses->n, &witnesses->capacity, sizeof *grown);

    if (grown == NULL) {
        pg_disclosure_witness_free(witness);
        return false;
    }
    witnesses->items = grown;
    grown[witnesses->n] = *witness;
    *witness = (struct pg_witness){0};
    note(witnesses, witnesses->n++);
    return true;
}

static bool is_printed(const struct pg_system *system, size_t quantity, double value)
{
    const struct pg_quantity *of = &system->quantities[quantity];

    return value >= of->lower && value <= of->upper && value >= of->least &&
           value <= of->most && (!of->is_fixed || value == of->value);
}

static bool fits(const struct pg_system *system, const struct pg_witness *witness,
                 size_t quantity)
{
    for (size_t k = 0; k < witness->n; k++) {
        if (witness->quantities[k] == quantity)
            return is_printed(system, quantity, witness->values[k]);
    }
    return true;
}

// Sets the extremes that a witness gave back to what the others give.
static void forget(struct pg_witnesses *witnesses, size_t number)
{
    struct pg_witness *dropped = &witnesses->items[number];

    for (size_t k = 0; k < dropped->n; k++) {
        size_t quantity = dropped->quantities[k];
        struct pg_extreme truth = {witnesses->system->quantities[quantity].value,
                                   PG_NOTHING};
        if (witnesses->highest[quantity].witness == number)
            witnesses->highest[quantity] = truth;
        if (witnesses->lowest[quantity].witness == number)
            witnesses->lowest[quantity] = truth;
    }
    pg_disclosure_witness_free(dropped);
}

size_t pg_disclosure_witnesses_drop(struct pg_witnesses *witnesses, size_t quantity)
{
    size_t n = 0;

    for (size_t i = 0; i < witnesses->n; i++) {
        if (fits(witnesses->system, &witnesses->items[i], quantity))
            continue;
        forget(witnesses, i);
        n++;
    }
    for (size_t i = 0; n > 0 && i < witnesses->n; i++)
        note(witnesses, i);
    return n;
}

/** The relations that each quantity stands in, and what is left of each. */
struct checking {
    const struct pg_system *system;
    size_t *first, *terms; /**< of each quantity, among `terms`; terms of the system */
    size_t *relation_of;   /**< of each term */
    double *rests;         /**< of each relation, 0 between witnesses */
};

static bool checking_begin(struct checking *checking, const struct pg_system *system)
{
    *checking = (struct checking){
        .system = system,
        .first = calloc(system->n_quantities + 2, sizeof *checking->first),
        .terms = calloc(system->n_terms + 1, sizeof *checking->terms),
        .relation_of = calloc(system->n_terms + 1, sizeof *checking->relation_of),
        .rests = calloc(system->n_relations + 1, sizeof *checking->rests)};
    if (checking->first == NULL || checking->terms == NULL ||
        checking->relation_of == NULL || checking->rests == NULL)
        return false;
    for (size_t row = 0; row < system->n_relations; row++) {
        for (size_t t = system->relations[row]; t < system->relations[row + 1]; t++)
            checking->relation_of[t] = row;
    }
    for (size_t t = 0; t < system->n_terms; t++)
        checking->first[system->terms[t].quantity + 2]++;
    for (size_t i = 2; i < system->n_quantities + 2; i++)
        checking->first[i] += checking->first[i - 1];
    for (size_t t = 0; t < system->n_terms; t++)
        checking->terms[checking->first[system->terms[t].quantity + 1]++] = t;
    return true;
}

static void checking_end(struct checking *checking)
{
    free(checking->first);
    free(checking->terms);
    free(checking->relation_of);
    free(checking->rests);
}

static void move(struct checking *checking, size_t quantity, double by)
{
    for (size_t k = checking->first[quantity]; k < checking->first[quantity + 1]; k++) {
        size_t term = checking->terms[k];
        checking->rests[checking->relation_of[term]] +=
            checking->system->terms[term].factor * by;
    }
}

static bool is_whole(const struct checking *checking, size_t quantity)
{
    const double tolerance = 1e-6;

    for (size_t k = checking->first[quantity]; k < checking->first[quantity + 1]; k++) {
        if (fabs(checking->rests[checking->relation_of[checking->terms[k]]]) > tolerance)
            return false;
    }
    return true;
}

static double moved(const struct checking *checking, const struct pg_witness *witness,
                    size_t k)
{
    return witness->values[k] - checking->system->quantities[witness->quantities[k]].value;
}

static bool holds(struct checking *checking, const struct pg_witness *witness)
{
    bool fits = true;

    for (size_t k = 0; k < witness->n; k++) {
        fits = fits &&
               is_printed(checking->system, witness->quantities[k], witness->values[k]);
        move(checking, witness->quantities[k], moved(checking, witness, k));
    }
    for (size_t k = 0; fits && k < witness->n; k++)
        fits = is_whole(checking, witness->quantities[k]);
    for (size_t k = 0; k < witness->n; k++)
        move(checking, witness->quantities[k], -moved(checking, witness, k));
    return fits;
}

paygap_status pg_disclosure_witnesses_check(const struct pg_witnesses *witnesses,
                                            paygap_error *err)
{
    struct checking checking;
    bool has_memory = checking_begin(&checking, witnesses->system), fits = true;

    for (size_t i = 0; has_memory && fits && i < witnesses->n; i++)
        fits = holds(&checking, &witnesses->items[i]);
    checking_end(&checking);
    if (!has_memory)
        return pg_no_memory(err);
    return fits ? PAYGAP_OK
                : pg_fail(err, PAYGAP_FAULT,
                          "the published files would let a small count be worked out; "
                          "nothing is written; please report this");
}
