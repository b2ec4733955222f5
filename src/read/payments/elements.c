// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_elements.h"

#include "pg_schema.h"

#include <stdlib.h>

static const struct {
    const char *word;
    enum pg_pay_effect effect;
    const char *rule;
} classes[] = {
#define PG_PAY_CLASS(name, word, effect, rule) {word, PG_EFFECT_##effect, rule},
#include "pay_classes.def"
#undef PG_PAY_CLASS
};

const char *pg_payments_pay_class_word(enum pg_pay_class class)
{
    return class < PG_N_PAY_CLASSES ? classes[class].word : "";
}

const char *pg_payments_pay_class_rule(enum pg_pay_class class)
{
    return class < PG_N_PAY_CLASSES ? classes[class].rule : "";
}

enum pg_pay_effect pg_payments_pay_class_effect(enum pg_pay_class class)
{
    return classes[class].effect;
}

bool pg_payments_pay_class_parse(struct pg_str text, enum pg_pay_class *class,
                                 uint32_t *bonus_period)
{
    static const char bonus[] = "bonus ";
    size_t n = sizeof bonus - 1;

    *bonus_period = 0;
    if (text.len > n && pg_str_same((struct pg_str){text.ptr, n}, bonus)) {
        struct pg_str period = pg_str_trim((struct pg_str){text.ptr + n, text.len - n});
        *class = PG_PAY_BONUS;
        return pg_schema_duration_parse(period, PG_MAX_BONUS_PERIOD_DAYS, bonus_period) ==
               PG_CELL_VALUE;
    }
    for (int i = 0; i < PG_N_PAY_CLASSES; i++) {
        *class = (enum pg_pay_class)i;
        if (pg_schema_same_header(text, classes[i].word))
            return true;
    }
    return false;
}

bool pg_payments_element_map_add(struct pg_element_map *map, const char *name,
                                 struct pg_str class, bool *no_memory)
{
    struct pg_element element;
    struct pg_element *items;

    *no_memory = false;
    if (!pg_payments_pay_class_parse(class, &element.class, &element.bonus_period))
        return false;
    items = pg_grown(map->items, map->n, &map->capacity, sizeof *items);
    if (items != NULL)
        map->items = items;
    element.name = pg_strdup(pg_str_of(name));
    *no_memory = items == NULL || element.name == NULL;
    if (*no_memory) {
        free(element.name);
        return false;
    }
    items[map->n++] = element;
    return true;
}

const struct pg_element *pg_payments_element_find(const struct pg_element_map *map,
                                                  struct pg_str name)
{
    for (size_t i = 0; i < map->n; i++) {
        if (pg_str_same(name, map->items[i].name))
            return &map->items[i];
    }
    return NULL;
}

void pg_payments_element_map_free(struct pg_element_map *map)
{
    for (size_t i = 0; i < map->n; i++)
        free(map->items[i].name);
    free(map->items);
    *map = (struct pg_element_map){0};
}

bool pg_payments_element_is_unpaid_leave(struct pg_str name)
{
    static const char *const words[] = {"unpaid leave",      "unpaid absence",
                                        "leave without pay", "unpaid parental",
                                        "unpaid holiday",    "unpaid sick"};

    if (pg_schema_has_words(name, "strike", true) ||
        pg_schema_has_words(name, "industrial action", true))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (pg_schema_has_words(name, words[i], true))
            return true;
    }
    return false;
}

struct pg_element_proposal pg_payments_element_propose(struct pg_str name)
{
    static const struct {
        const char *words;
        struct pg_element_proposal proposal;
    } known[] = {
#define PG_ELEMENT_WORDS(words, class, period, why) {words, {PG_PAY_##class, period, why}},
#include "element_words.def"
#undef PG_ELEMENT_WORDS
    };

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (pg_schema_has_words(name, known[i].words, true))
            return known[i].proposal;
    }
    return (struct pg_element_proposal){PG_PAY_NONE, "", ""};
}
