// SPDX-License-Identifier: GPL-3.0-or-later
#include "schemes.h"

#include <stdlib.h>

struct classifier {
    struct pg_classified *out;
    struct pg_arena *arena;
    const struct pg_characteristic *characteristic;
    const struct pg_labels *labels;
    const struct pg_spelling *spellings;
    size_t n_spellings;
    struct pg_recogniser recogniser;
    bool failed; /**< out of memory */
};

static const char *const level_names[PG_N_LEVEL_KINDS] = {"detailed", "broad", "binary",
                                                          "wres"};

unsigned pg_level_bit(struct pg_str name)
{
    for (unsigned i = 0; i < PG_N_LEVEL_KINDS; i++) {
        if (pg_str_same(name, level_names[i]))
            return 1U << i;
    }
    return 0;
}

const char *pg_level_name(enum pg_level_kind kind)
{
    return level_names[kind];
}

// What a label means by [values.NAME]; the label itself if nothing is said of it.
static struct pg_str meaning(const struct classifier *classifier, struct pg_str label)
{
    for (size_t i = 0; i < classifier->n_spellings; i++) {
        if (pg_str_same(label, classifier->spellings[i].spelling))
            return pg_str_of(classifier->spellings[i].meaning);
    }
    return label;
}

static struct pg_str label_at(const struct classifier *classifier, size_t code)
{
    return pg_intern_get(classifier->labels->texts, (uint32_t)code);
}

static const char *kept(struct classifier *classifier, struct pg_str text)
{
    return pg_arena_printf(classifier->arena, "%.*s", (int)text.len, text.ptr);
}

// ---------------------------------------------------------------- which scheme

// A group that is all of its broad group says no more than that.
static bool is_alone_in_broad(const struct pg_recogniser *recogniser, size_t group)
{
    size_t n = 0;

    for (size_t i = 0; i < recogniser->n_groups; i++)
        n += recogniser->groups[i]->broad == recogniser->groups[group]->broad;
    return n == 1;
}

// Rows that a scheme recognises, a group counting more than a broad group alone.
static size_t score(struct classifier *classifier, enum pg_scheme_id scheme,
                    size_t *disclosed)
{
    struct pg_recogniser recogniser;
    size_t sum = 0;

    *disclosed = 0;
    if (!pg_recogniser_make(&recogniser, scheme))
        classifier->failed = true;
    for (size_t code = 1; !classifier->failed && code < classifier->labels->texts->n;
         code++) {
        uint16_t finest =
            pg_recognise(&recogniser, meaning(classifier, label_at(classifier, code)));
        size_t n = classifier->labels->n_rows[code];
        if (finest < recogniser.n_groups)
            sum += is_alone_in_broad(&recogniser, finest) ? n : 2 * n;
        else if (finest < recogniser.n_groups + recogniser.n_broads)
            sum += n;
        if (finest < PG_UNKNOWN_ANSWER || finest == PG_NOT_RECOGNISED)
            *disclosed += n;
    }
    pg_recogniser_free(&recogniser);
    return sum;
}

// The scheme that recognises most; none if it would leave half of the people out.
static enum pg_scheme_id find_scheme(struct classifier *classifier)
{
    enum pg_scheme_id best = PG_SCHEME_NONE;
    size_t most = 0, disclosed;

    for (int i = 0; i < PG_N_SCHEMES; i++) {
        if (pg_schemes[i].is_ethnicity != classifier->out->is_ethnicity)
            continue;
        size_t recognised = score(classifier, (enum pg_scheme_id)i, &disclosed);
        if (disclosed == 0) // nobody answered: the first scheme is as good as any
            return (enum pg_scheme_id)i;
        if (recognised > most && recognised >= disclosed) {
            most = recognised;
            best = (enum pg_scheme_id)i;
        }
    }
    return best;
}

static enum pg_scheme_id choose_scheme(struct classifier *classifier)
{
    const char *key = classifier->characteristic->scheme;
    const char *name = classifier->characteristic->name;

    if (key != NULL && !pg_str_same(pg_str_of(key), "auto"))
        return pg_scheme_of(key);
    bool has_schemes =
        classifier->out->is_ethnicity || pg_str_same(pg_str_of(name), "disability");
    return has_schemes ? find_scheme(classifier) : PG_SCHEME_NONE;
}

// ---------------------------------------------------------------- levels

static struct pg_level *start_level(struct classifier *classifier, enum pg_level_kind kind,
                                    size_t n_named)
{
    struct pg_classified *out = classifier->out;
    struct pg_level *level = &out->levels[kind];

    *level = (struct pg_level){.name = level_names[kind],
                               .groups = calloc(n_named + 2, sizeof *level->groups),
                               .n_groups = n_named + 2,
                               .of_finest = calloc(out->n_finest, sizeof(uint16_t)),
                               .comparator = PG_NO_COMPARATOR};
    if (level->groups == NULL || level->of_finest == NULL) {
        classifier->failed = true;
        return NULL;
    }
    out->has_level[kind] = true;
    level->groups[n_named] =
        (struct pg_named_group){"Prefer not to say", PG_GROUP_DECLINED};
    level->groups[n_named + 1] = (struct pg_named_group){"Not known", PG_GROUP_NOT_KNOWN};
    level->of_finest[out->n_finest - 2] = (uint16_t)n_named;
    level->of_finest[out->n_finest - 1] = (uint16_t)(n_named + 1);
    return level;
}

// Rows in each group of the finest level; NULL when out of memory.
static size_t *rows_of_finest(struct classifier *classifier)
{
    size_t *rows = calloc(classifier->out->n_finest, sizeof *rows);

    if (rows == NULL)
        classifier->failed = true;
    for (size_t code = 0; rows != NULL && code < classifier->labels->texts->n; code++)
        rows[classifier->out->finest_of_label[code]] += classifier->labels->n_rows[code];
    return rows;
}

// Groups and, behind them, people of whom only the broad group is known.
static void add_detailed(struct classifier *classifier)
{
    const struct pg_recogniser *recogniser = &classifier->recogniser;
    size_t n = recogniser->n_groups, n_broads = recogniser->n_broads;
    struct pg_level *level = start_level(classifier, PG_LEVEL_DETAILED, n + n_broads);
    size_t *rows = rows_of_finest(classifier);
    size_t most = 0;

    if (level == NULL || rows == NULL) {
        free(rows);
        return;
    }
    for (size_t i = 0; i < n + n_broads; i++) {
        level->of_finest[i] = (uint16_t)i;
        level->groups[i].name =
            i < n ? recogniser->groups[i]->label
                  : pg_arena_printf(classifier->arena, "%s, group not given",
                                    recogniser->broads[i - n]->label);
        if (i < n && recogniser->groups[i]->is_base && rows[i] > most) {
            most = rows[i];
            level->comparator = i;
        }
    }
    free(rows);
}

static void add_broad(struct classifier *classifier)
{
    const struct pg_recogniser *recogniser = &classifier->recogniser;
    size_t n = recogniser->n_groups;
    struct pg_level *level = start_level(classifier, PG_LEVEL_BROAD, recogniser->n_broads);

    for (size_t i = 0; level != NULL && i < recogniser->n_broads; i++) {
        level->groups[i].name = recogniser->broads[i]->label;
        level->of_finest[n + i] = (uint16_t)i;
        if (recogniser->broads[i]->is_white && level->comparator == PG_NO_COMPARATOR)
            level->comparator = i;
    }
    for (size_t i = 0; level != NULL && i < n; i++)
        level->of_finest[i] = (uint16_t)pg_broad_of(recogniser, i);
}

// White British against all other disclosed; a White person of no stated group is neither.
static void add_binary(struct classifier *classifier)
{
    const struct pg_recogniser *recogniser = &classifier->recogniser;
    size_t n = recogniser->n_groups;
    struct pg_level *level = start_level(classifier, PG_LEVEL_BINARY, 2);

    if (level == NULL)
        return;
    level->groups[0].name = "White British";
    level->groups[1].name = "All other ethnic groups";
    level->comparator = 0;
    for (size_t i = 0; i < n; i++)
        level->of_finest[i] = recogniser->groups[i]->is_base ? 0 : 1;
    for (size_t i = 0; i < recogniser->n_broads; i++)
        level->of_finest[n + i] = recogniser->broads[i]->is_white ? 3 : 1;
}

static void add_wres(struct classifier *classifier)
{
    const struct pg_recogniser *recogniser = &classifier->recogniser;
    size_t n = recogniser->n_groups;
    struct pg_level *level = start_level(classifier, PG_LEVEL_WRES, 2);

    if (level == NULL)
        return;
    level->groups[0].name = "White";
    level->groups[1].name = "Minority ethnic";
    level->comparator = 0;
    for (size_t i = 0; i < n + recogniser->n_broads; i++) {
        size_t broad = i < n ? pg_broad_of(recogniser, i) : i - n;
        level->of_finest[i] = recogniser->broads[broad]->is_white ? 0 : 1;
    }
}

static int more_rows(const void *left, const void *right)
{
    const struct pg_unrecognised *a = left, *b = right;

    return a->n != b->n ? (a->n < b->n) - (a->n > b->n) : strcmp(a->label, b->label);
}

static void add_unrecognised(struct classifier *classifier, size_t code)
{
    struct pg_classified *out = classifier->out;

    out->is_unrecognised[code] = true;
    out->unrecognised[out->n_unrecognised++] = (struct pg_unrecognised){
        kept(classifier, label_at(classifier, code)), classifier->labels->n_rows[code]};
}

static void classify_by_scheme(struct classifier *classifier, enum pg_scheme_id scheme)
{
    struct pg_classified *out = classifier->out;
    struct pg_recogniser *recogniser = &classifier->recogniser;

    out->scheme_title = pg_schemes[scheme].title;
    out->scheme_source = pg_schemes[scheme].source;
    if (!pg_recogniser_make(recogniser, scheme)) {
        classifier->failed = true;
        return;
    }
    size_t n = recogniser->n_groups + recogniser->n_broads;
    out->n_finest = n + 2;
    out->finest_of_label[0] = (uint16_t)(n + 1);
    for (size_t code = 1; code < classifier->labels->texts->n; code++) {
        struct pg_str label = meaning(classifier, label_at(classifier, code));
        uint16_t finest = pg_recognise(recogniser, label);
        if (finest == PG_NOT_RECOGNISED)
            add_unrecognised(classifier, code);
        out->finest_of_label[code] = finest < n                     ? finest
                                     : finest == PG_DECLINED_ANSWER ? (uint16_t)n
                                                                    : (uint16_t)(n + 1);
    }
    qsort(out->unrecognised, out->n_unrecognised, sizeof *out->unrecognised, more_rows);
    add_detailed(classifier);
    if (pg_schemes[scheme].is_ethnicity && !classifier->failed) {
        add_broad(classifier);
        add_binary(classifier);
        add_wres(classifier);
    }
}

// ---------------------------------------------------------------- labels as they are

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

static void take_label(struct classifier *classifier, struct given_groups *given,
                       size_t code)
{
    struct pg_str label = pg_str_trim(meaning(classifier, label_at(classifier, code)));
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
            .key = kept(classifier, pg_str_of(given->key.ptr)), .index = index};
    given->of_label[code] = index;
    given->item_of_name[name] = index;
    given->rows_of_name[name] += classifier->labels->n_rows[code];
}

// A group has the name of its most frequent spelling; of equal ones the first in order.
static void choose_names(struct classifier *classifier, struct given_groups *given)
{
    for (uint32_t i = 0; i < given->names.n; i++) {
        struct as_given *item = &given->items[given->item_of_name[i]];
        const char *name = kept(classifier, pg_intern_get(&given->names, i));
        size_t n = given->rows_of_name[i];
        if (item->name == NULL || n > item->most ||
            (n == item->most && strcmp(name, item->name) < 0)) {
            item->name = name;
            item->most = n;
        }
    }
}

static void name_groups(struct classifier *classifier, struct given_groups *given)
{
    struct pg_classified *out = classifier->out;
    size_t n = given->keys.n;
    uint16_t *place = calloc(n + 1, sizeof *place);

    qsort(given->items, n, sizeof *given->items, by_key);
    out->n_finest = n + 2;
    struct pg_level *level = start_level(classifier, PG_LEVEL_DETAILED, n);
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

static void classify_as_given(struct classifier *classifier)
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
            pg_answer_kind(meaning(classifier, label_at(classifier, code)));
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

// ---------------------------------------------------------------- comparator

static bool same_label(const char *a, const char *b)
{
    struct pg_buffer left = {0}, right = {0};

    pg_normalise_label(pg_str_of(a), &left);
    pg_normalise_label(pg_str_of(b), &right);
    bool same = left.ptr != NULL && right.ptr != NULL && left.len > 0 &&
                strcmp(left.ptr, right.ptr) == 0;
    pg_buffer_free(&left);
    pg_buffer_free(&right);
    return same;
}

// The group of a level that the named comparator is, by its name or as a spelling of it.
static size_t named_group(struct classifier *classifier, const struct pg_level *level,
                          const char *name)
{
    for (size_t i = 0; i + 2 < level->n_groups; i++) {
        if (pg_str_same(pg_str_of(level->groups[i].name), name))
            return i;
    }
    for (size_t i = 0; i + 2 < level->n_groups; i++) {
        if (same_label(level->groups[i].name, name))
            return i;
    }
    if (classifier->recogniser.n_groups == 0)
        return PG_NO_COMPARATOR;
    uint16_t finest = pg_recognise(&classifier->recogniser, pg_str_of(name));
    bool is_group = finest < classifier->recogniser.n_groups;
    bool is_broad = finest < PG_UNKNOWN_ANSWER && !is_group;
    if (is_group && level != &classifier->out->levels[PG_LEVEL_DETAILED])
        return PG_NO_COMPARATOR;
    if (is_broad && level != &classifier->out->levels[PG_LEVEL_BROAD])
        return PG_NO_COMPARATOR;
    return is_group || is_broad ? level->of_finest[finest] : PG_NO_COMPARATOR;
}

static paygap_status no_such_group(const struct classifier *classifier, const char *path,
                                   paygap_error *err)
{
    const struct pg_characteristic *asked = classifier->characteristic;
    const struct pg_level *level = &classifier->out->levels[PG_LEVEL_DETAILED];
    const char **names = calloc(level->n_groups, sizeof *names);
    struct pg_buffer list = {0};

    if (names == NULL)
        return pg_no_memory(err);
    for (size_t i = 0; i + 2 < level->n_groups; i++) {
        names[i] = level->groups[i].name;
        if (list.len < 200)
            pg_buffer_printf(&list, "%s%s", i > 0 ? "; " : "", names[i]);
    }
    const char *nearest = pg_nearest(asked->comparator, names, level->n_groups - 2);
    paygap_status status =
        pg_fail_at(err, PAYGAP_CONFIG, path, asked->line, 0,
                   "comparator \"%.60s\" is no group of %.40s; %s%s%s", asked->comparator,
                   asked->name, nearest != NULL ? "did you mean \"" : "the groups are ",
                   nearest != NULL ? nearest
                   : list.len > 0  ? list.ptr
                                   : "none",
                   nearest != NULL ? "\"?" : "");
    pg_buffer_free(&list);
    free(names);
    return status;
}

static paygap_status choose_comparators(struct classifier *classifier, const char *path,
                                        paygap_error *err)
{
    const struct pg_characteristic *asked = classifier->characteristic;
    bool found = asked->comparison != PG_COMPARE_NAMED;

    for (int kind = 0; kind < PG_N_LEVEL_KINDS; kind++) {
        struct pg_level *level = &classifier->out->levels[kind];
        if (!classifier->out->has_level[kind])
            continue;
        if (asked->comparison == PG_COMPARE_LARGEST)
            level->comparator = PG_NO_COMPARATOR;
        else if (asked->comparison == PG_COMPARE_OTHERS)
            level->comparator = PG_EVERYBODY_ELSE;
        if (asked->comparison != PG_COMPARE_NAMED)
            continue;
        size_t group = named_group(classifier, level, asked->comparator);
        found = found || group != PG_NO_COMPARATOR;
        if (group != PG_NO_COMPARATOR) {
            level->comparator = group;
            level->is_comparator_named = true;
        }
    }
    return found ? PAYGAP_OK : no_such_group(classifier, path, err);
}

// ---------------------------------------------------------------- all together

// "sexual_orientation" as "Sexual orientation"; headers in capitals keep them.
static const char *title_of(struct classifier *classifier, const char *name)
{
    struct pg_buffer title = {0};

    for (size_t i = 0; name[i] != '\0'; i++) {
        char c = (char)(name[i] == '_' ? ' ' : name[i]);
        if (i == 0 && c >= 'a' && c <= 'z')
            c = (char)(c - ('a' - 'A'));
        pg_buffer_add(&title, &c, 1);
    }
    const char *copy = title.ptr != NULL ? pg_arena_text(classifier->arena, title.ptr) : "";
    classifier->failed = classifier->failed || title.failed;
    pg_buffer_free(&title);
    return copy;
}

paygap_status pg_classify(struct pg_classified *out, struct pg_arena *arena,
                          const struct pg_characteristic *characteristic,
                          const struct pg_labels *labels,
                          const struct pg_spelling *spellings, size_t n_spellings,
                          const char *config_path, paygap_error *err)
{
    struct classifier classifier = {.out = out,
                                    .arena = arena,
                                    .characteristic = characteristic,
                                    .labels = labels,
                                    .spellings = spellings,
                                    .n_spellings = n_spellings};
    size_t n = labels->texts->n;

    *out = (struct pg_classified){
        .name = pg_arena_text(arena, characteristic->name),
        .is_ethnicity = pg_str_same(pg_str_of(characteristic->name), "ethnicity"),
        .finest_of_label = calloc(n + 1, sizeof *out->finest_of_label),
        .is_unrecognised = calloc(n + 1, sizeof *out->is_unrecognised),
        .unrecognised = calloc(n + 1, sizeof *out->unrecognised),
        .n_spellings = n > 0 ? n - 1 : 0};
    if (out->finest_of_label == NULL || out->is_unrecognised == NULL ||
        out->unrecognised == NULL)
        return pg_no_memory(err);
    out->title = title_of(&classifier, characteristic->name);
    enum pg_scheme_id scheme = choose_scheme(&classifier);
    if (!classifier.failed && scheme != PG_SCHEME_NONE)
        classify_by_scheme(&classifier, scheme);
    else if (!classifier.failed)
        classify_as_given(&classifier);
    paygap_status status = classifier.failed || arena->failed
                               ? pg_no_memory(err)
                               : choose_comparators(&classifier, config_path, err);
    pg_recogniser_free(&classifier.recogniser);
    return status;
}

void pg_classified_free(struct pg_classified *classified)
{
    for (int i = 0; i < PG_N_LEVEL_KINDS; i++) {
        free(classified->levels[i].groups);
        free(classified->levels[i].of_finest);
    }
    free(classified->finest_of_label);
    free(classified->is_unrecognised);
    free(classified->unrecognised);
    *classified = (struct pg_classified){0};
}
