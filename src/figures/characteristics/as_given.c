// SPDX-License-Identifier: GPL-3.0-or-later
/* Groups of a column whose labels are taken as the file has them. */
#include "classifier.h"

#include <stdlib.h>

/** One group of labels that differ in case and spaces only. */
struct as_given {
    const char *key, *name;
    size_t most;  /**< rows of the spelling that names it */
    size_t index; /**< as first met */
};

static void key_of(struct pg_str label, struct pg_buffer *key)
{
    key->len = 0;
    label = pg_str_trim(label);
    for (size_t i = 0; i < label.len; i++) {
        char c = label.ptr[i];
        if (c == ' ' && i > 0 && label.ptr[i - 1] == ' ')
            continue;
        c = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
        pg_buffer_add(key, &c, 1);
    }
    if (key->len == 0)
        pg_buffer_add(key, "", 0);
}

// Numbers in labels in the order of their size: G2 before G10.
static int natural_order(const char *a, const char *b)
{
    while (*a != '\0' && *b != '\0') {
        size_t m = strspn(a, "0123456789"), n = strspn(b, "0123456789");
        if (m > 0 && n > 0) {
            size_t zeros_a = strspn(a, "0"), zeros_b = strspn(b, "0");
            size_t len_a = m - (zeros_a < m ? zeros_a : m - 1);
            size_t len_b = n - (zeros_b < n ? zeros_b : n - 1);
            int order = len_a != len_b ? (len_a > len_b) - (len_a < len_b)
                                       : memcmp(a + m - len_a, b + n - len_b, len_a);
            if (order != 0)
                return order;
            a += m;
            b += n;
        } else if (*a != *b) {
            return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
        } else {
            a++;
            b++;
        }
    }
    return (*a != '\0') - (*b != '\0');
}

static int by_key(const void *left, const void *right)
{
    const struct as_given *a = left, *b = right;
    int order = natural_order(a->key, b->key);

    return order != 0 ? order : strcmp(a->key, b->key);
}

/** The groups of a column whose labels are taken as they are. */
struct given_groups {
    struct pg_intern keys;
    struct as_given *items;
    uint32_t *of_label; /**< index as first met; UINT32_MAX: no group */
    struct pg_buffer key;
    struct pg_intern names; /**< spellings, as [values] has them */
    size_t *rows_of_name;
    uint32_t *item_of_name;
};

static void take_label(struct pg_classifier *classifier, struct given_groups *given,
                       size_t code)
{
    struct pg_str label = pg_str_trim(pg_characteristics_label_meaning(
        classifier, pg_characteristics_label_at(classifier, code)));
    bool is_new = false, is_new_name = false;

    key_of(label, &given->key);
    uint32_t index =
        given->key.failed
            ? PG_INTERN_FULL
            : pg_intern_add(&given->keys, (struct pg_str){given->key.ptr, given->key.len},
                            &is_new);
    uint32_t name = pg_intern_add(&given->names, label, &is_new_name);
    if (index == PG_INTERN_FULL || name == PG_INTERN_FULL) {
        classifier->failed = true;
        return;
    }
    if (is_new)
        given->items[index] = (struct as_given){
            .key = pg_characteristics_label_kept(classifier, pg_str_of(given->key.ptr)),
            .index = index};
    given->of_label[code] = index;
    given->item_of_name[name] = index;
    given->rows_of_name[name] += classifier->labels->n_rows[code];
}

// A group has the name of its most frequent spelling; of equal ones the first in order.
static void choose_names(struct pg_classifier *classifier, struct given_groups *given)
{
    for (uint32_t i = 0; i < given->names.n; i++) {
        struct as_given *item = &given->items[given->item_of_name[i]];
        const char *name =
            pg_characteristics_label_kept(classifier, pg_intern_get(&given->names, i));
        size_t n = given->rows_of_name[i];
        if (item->name == NULL || n > item->most ||
            (n == item->most && strcmp(name, item->name) < 0)) {
            item->name = name;
            item->most = n;
        }
    }
}

static void name_groups(struct pg_classifier *classifier, struct given_groups *given)
{
    struct pg_classified *out = classifier->out;
    size_t n = given->keys.n;
    uint16_t *place = calloc(n + 1, sizeof *place);

    qsort(given->items, n, sizeof *given->items, by_key);
    out->n_finest = n + 2;
    struct pg_level *level =
        pg_characteristics_start_level(classifier, PG_LEVEL_DETAILED, n);
    if (level != NULL && place != NULL) {
        level->name = "";
        for (size_t i = 0; i < n; i++) {
            place[given->items[i].index] = (uint16_t)i;
            level->of_finest[i] = (uint16_t)i;
            level->groups[i].name = given->items[i].name;
        }
        for (size_t code = 0; code < classifier->labels->texts->n; code++) {
            uint32_t index = given->of_label[code];
            bool is_declined = index == PG_DECLINED_ANSWER;
            out->finest_of_label[code] = is_declined           ? (uint16_t)n
                                         : index == UINT32_MAX ? (uint16_t)(n + 1)
                                                               : place[index];
        }
    }
    classifier->failed = classifier->failed || place == NULL;
    free(place);
}

void pg_characteristics_classify_as_given(struct pg_classifier *classifier)
{
    size_t n_labels = classifier->labels->texts->n;
    struct given_groups given = {
        .items = calloc(n_labels + 1, sizeof *given.items),
        .of_label = calloc(n_labels + 1, sizeof *given.of_label),
        .rows_of_name = calloc(n_labels + 1, sizeof *given.rows_of_name),
        .item_of_name = calloc(n_labels + 1, sizeof *given.item_of_name)};

    classifier->out->scheme_title = "Labels as the file has them";
    classifier->out->scheme_source = "The payroll";
    classifier->failed = given.items == NULL || given.of_label == NULL ||
                         given.rows_of_name == NULL || given.item_of_name == NULL;
    for (size_t code = 0; !classifier->failed && code < n_labels; code++) {
        enum pg_group_kind kind =
            pg_characteristics_answer_kind(pg_characteristics_label_meaning(
                classifier, pg_characteristics_label_at(classifier, code)));
        given.of_label[code] = kind == PG_GROUP_DECLINED ? PG_DECLINED_ANSWER : UINT32_MAX;
        if (kind == PG_GROUP_NAMED)
            take_label(classifier, &given, code);
    }
    if (!classifier->failed) {
        choose_names(classifier, &given);
        name_groups(classifier, &given);
    }
    free(given.rows_of_name);
    free(given.item_of_name);
    pg_intern_free(&given.names);
    pg_intern_free(&given.keys);
    free(given.items);
    free(given.of_label);
    pg_buffer_free(&given.key);
}
