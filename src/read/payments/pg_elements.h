// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * elements: what each pay element is. The map comes from [elements]; names are proposals'
 * only evidence, so that nothing is ever classed unasked.
 */
#ifndef PG_ELEMENTS_H
#define PG_ELEMENTS_H

#include "pg_base.h"

enum pg_pay_effect {
    PG_EFFECT_ORDINARY,
    PG_EFFECT_BONUS,
    PG_EFFECT_DEDUCTED,
    PG_EFFECT_LEFT_OUT
};

enum pg_pay_class {
#define PG_PAY_CLASS(name, word, effect, rule) PG_PAY_##name,
#include "pay_classes.def"
#undef PG_PAY_CLASS
    PG_N_PAY_CLASSES,
    PG_PAY_NONE = PG_N_PAY_CLASSES
};

/** An element and what it is. */
struct pg_element {
    char *name;
    enum pg_pay_class class;
    uint32_t bonus_period; /**< millionths of a day; 0 = none given */
};

struct pg_element_map {
    struct pg_element *items;
    size_t n, capacity;
};

const char *pg_payments_pay_class_word(enum pg_pay_class class);
const char *pg_payments_pay_class_rule(enum pg_pay_class class);
enum pg_pay_effect pg_payments_pay_class_effect(enum pg_pay_class class);

/** Reads "basic" or "bonus annual"; false if it is no class, or the period none. */
bool pg_payments_pay_class_parse(struct pg_str text, enum pg_pay_class *class,
                                 uint32_t *bonus_period);

/** Adds an element to the map. PAYGAP_CONFIG is the caller's to report: false if the class
 *  is none. `*no_memory` is set when out of memory. */
bool pg_payments_element_map_add(struct pg_element_map *map, const char *name,
                                 struct pg_str class, bool *no_memory);

/** The element of that name, case and spaces at the ends ignored; NULL if it has none. */
const struct pg_element *pg_payments_element_find(const struct pg_element_map *map,
                                                  struct pg_str name);
void pg_payments_element_map_free(struct pg_element_map *map);

/** Whether an element takes pay off for leave: whoever has it is not on full pay. */
bool pg_payments_element_is_unpaid_leave(struct pg_str name);

/** A proposal by name: class, period ("" = none) and why. PG_PAY_NONE if no word speaks,
 * and then `why` is "", or if the words leave it open. */
struct pg_element_proposal {
    enum pg_pay_class class;
    const char *bonus_period, *why;
};
struct pg_element_proposal pg_payments_element_propose(struct pg_str name);

#endif
