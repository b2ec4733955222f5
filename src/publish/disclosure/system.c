// SPDX-License-Identifier: GPL-3.0-or-later
#include "system.h"

#include <math.h>
#include <stdlib.h>

size_t pg_disclosure_system_add(struct pg_system *system, double value, size_t thing,
                                double worth)
{
    struct pg_quantity *grown = pg_grown(system->quantities, system->n_quantities,
                                         &system->quantities_capacity, sizeof *grown);

    if (grown == NULL) {
        system->failed = true;
        return 0;
    }
    system->quantities = grown;
    grown[system->n_quantities] =
        (struct pg_quantity){.value = value,
                             .thing = thing,
                             .least = 0,
                             .most = INFINITY,
                             .lower = thing != PG_NOTHING ? value : 0,
                             .upper = thing != PG_NOTHING ? value : INFINITY,
                             .also = value,
                             .worth = worth,
                             .cap = INFINITY,
                             .whole = PG_NOTHING,
                             .rest = PG_NOTHING,
                             .is_protected = true};
    return system->n_quantities++;
}

void pg_disclosure_system_pay(struct pg_system *system, size_t quantity, enum pg_paid paid)
{
    if (!system->failed)
        system->quantities[quantity].paid = paid;
}

void pg_disclosure_system_fix(struct pg_system *system, size_t quantity)
{
    if (system->failed)
        return;
    struct pg_quantity *fixed = &system->quantities[quantity];
    fixed->is_fixed = true;
    fixed->is_protected = false;
    fixed->lower = fixed->upper = fixed->value;
}

void pg_disclosure_system_begin_relation(struct pg_system *system)
{
    size_t *grown = pg_grown(system->relations, system->n_relations + 1,
                             &system->relations_capacity, sizeof *grown);

    if (grown == NULL) {
        system->failed = true;
        return;
    }
    system->relations = grown;
    grown[system->n_relations++] = system->n_terms;
    grown[system->n_relations] = system->n_terms;
}

void pg_disclosure_system_add_term(struct pg_system *system, size_t quantity, double factor)
{
    struct pg_term *grown;

    if (system->failed) // a relation may be missing that the term would belong to
        return;
    grown =
        pg_grown(system->terms, system->n_terms, &system->terms_capacity, sizeof *grown);
    if (grown == NULL) {
        system->failed = true;
        return;
    }
    system->terms = grown;
    grown[system->n_terms++] = (struct pg_term){quantity, factor};
    system->relations[system->n_relations] = system->n_terms;
}

void pg_disclosure_system_free(struct pg_system *system)
{
    free(system->quantities);
    free(system->terms);
    free(system->relations);
    *system = (struct pg_system){0};
}
