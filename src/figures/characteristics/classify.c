// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * From the labels of a column to groups of people: which scheme the labels are of, which
 * group each means, and how the groups of the finest level go together at the coarser ones.
 * It works on distinct labels with their numbers of rows; people are not seen here.
 *
 * Where the configuration names no scheme, each is tried. A row whose label is a group of
 * the scheme counts two, one whose label is only a broad group counts one; the scheme with
 * most wins, the first of equals, if that is at least one for each row with an answer.
 *
 *     Labels Indian 30, White 50, Martian 5. England and Wales 2021 gets 2 x 30 + 50 = 110,
 *     at least 85, and no other gets more. At the finest level these are Indian, "White,
 *     group not given" and Not known. At the broad level they are Asian, White, Not known;
 *     for White British against all others they are All other, Not known, Not known,
 *     because a White person of no stated group belongs to neither.
 *
 * Invariant: every level has Prefer not to say and Not known as its last two groups, and
 * each group of the finest level lies in exactly one group of every level. A label in no
 * group counts as Not known and is listed, so nobody vanishes. Labels of no scheme are
 * taken as they are (as_given.c). run/classes.c and workforce/axes.c call
 * pg_characteristics_classify().
 *
 * Worst case: schemes x labels look-ups of a hash, and one hash table of a scheme's
 * spellings at a time (schemes.c).
 */
#include "classifier.h"

#include <stdlib.h>

static const char *const level_names[PG_N_LEVEL_KINDS] = {"detailed", "broad", "binary",
                                                          "wres"};

unsigned pg_characteristics_level_bit(struct pg_str name)
{
    for (unsigned i = 0; i < PG_N_LEVEL_KINDS; i++) {
        if (pg_str_same(name, level_names[i]))
            return 1U << i;
    }
    return 0;
}

const char *pg_characteristics_level_name(enum pg_level_kind kind)
{
    return level_names[kind];
}

// What a label means by [values.NAME]; the label itself if nothing is said of it.
struct pg_str pg_characteristics_label_meaning(const struct pg_classifier *classifier,
                                               struct pg_str label)
{
    for (size_t i = 0; i < classifier->n_spellings; i++) {
        if (pg_str_same(label, classifier->spellings[i].spelling))
            return pg_str_of(classifier->spellings[i].meaning);
    }
    return label;
}

struct pg_str pg_characteristics_label_at(const struct pg_classifier *classifier,
                                          size_t code)
{
    return pg_intern_get(classifier->labels->texts, (uint32_t)code);
}

const char *pg_characteristics_label_kept(struct pg_classifier *classifier,
                                          struct pg_str text)
{
    return pg_arena_printf(classifier->arena, "%.*s", (int)text.len, text.ptr);
}

// ---------------------------------------------------------------- which scheme

// A group that is all of its broad group says no more than that, where others are not.
static bool is_alone_in_broad(const struct pg_recogniser *recogniser, size_t group)
{
    size_t n = 0;

    if (recogniser->n_broads >= recogniser->n_groups)
        return false;
    for (size_t i = 0; i < recogniser->n_groups; i++)
        n += recogniser->groups[i]->broad == recogniser->groups[group]->broad;
    return n == 1;
}

// Rows that a scheme recognises, a group counting more than a broad group alone.
static size_t score(struct pg_classifier *classifier, enum pg_scheme_id scheme,
                    size_t *disclosed)
{
    struct pg_recogniser recogniser;
    size_t sum = 0;

    *disclosed = 0;
    if (!pg_characteristics_recogniser_make(&recogniser, scheme))
        classifier->failed = true;
    for (size_t code = 1; !classifier->failed && code < classifier->labels->texts->n;
         code++) {
        uint16_t finest = pg_characteristics_recognise(
            &recogniser, pg_characteristics_label_meaning(
                             classifier, pg_characteristics_label_at(classifier, code)));
        size_t n = classifier->labels->n_rows[code];
        if (finest < recogniser.n_groups)
            sum += is_alone_in_broad(&recogniser, finest) ? n : 2 * n;
        else if (finest < recogniser.n_groups + recogniser.n_broads)
            sum += n;
        if (finest < PG_UNKNOWN_ANSWER || finest == PG_NOT_RECOGNISED)
            *disclosed += n;
    }
    pg_characteristics_recogniser_free(&recogniser);
    return sum;
}

// The scheme that recognises most; none if it would leave half of the people out.
static enum pg_scheme_id find_scheme(struct pg_classifier *classifier)
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

static enum pg_scheme_id choose_scheme(struct pg_classifier *classifier)
{
    const char *key = classifier->characteristic->scheme;
    const char *name = classifier->characteristic->name;

    if (key != NULL && !pg_str_same(pg_str_of(key), "auto"))
        return pg_characteristics_scheme_of(key);
    bool has_schemes =
        classifier->out->is_ethnicity || pg_str_same(pg_str_of(name), "disability");
    return has_schemes ? find_scheme(classifier) : PG_SCHEME_NONE;
}

// ---------------------------------------------------------------- levels

struct pg_level *pg_characteristics_start_level(struct pg_classifier *classifier,
                                                enum pg_level_kind kind, size_t n_named)
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
        (struct pg_named_group){.name = "Prefer not to say", .kind = PG_GROUP_DECLINED};
    level->groups[n_named + 1] =
        (struct pg_named_group){.name = "Not known", .kind = PG_GROUP_NOT_KNOWN};
    level->of_finest[out->n_finest - 2] = (uint16_t)n_named;
    level->of_finest[out->n_finest - 1] = (uint16_t)(n_named + 1);
    return level;
}

// Rows in each group of the finest level; NULL when out of memory.
static size_t *rows_of_finest(struct pg_classifier *classifier)
{
    size_t *rows = calloc(classifier->out->n_finest, sizeof *rows);

    if (rows == NULL)
        classifier->failed = true;
    for (size_t code = 0; rows != NULL && code < classifier->labels->texts->n; code++)
        rows[classifier->out->finest_of_label[code]] += classifier->labels->n_rows[code];
    return rows;
}

// Groups and, behind them, people of whom only the broad group is known.
static void add_detailed(struct pg_classifier *classifier)
{
    const struct pg_recogniser *recogniser = &classifier->recogniser;
    size_t n = recogniser->n_groups, n_broads = recogniser->n_broads;
    struct pg_level *level =
        pg_characteristics_start_level(classifier, PG_LEVEL_DETAILED, n + n_broads);
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
        level->groups[i].is_not_given = i >= n;
        if (i < n && recogniser->groups[i]->is_base && rows[i] > most) {
            most = rows[i];
            level->comparator = i;
        }
    }
    free(rows);
}

static void add_broad(struct pg_classifier *classifier)
{
    const struct pg_recogniser *recogniser = &classifier->recogniser;
    size_t n = recogniser->n_groups;
    struct pg_level *level =
        pg_characteristics_start_level(classifier, PG_LEVEL_BROAD, recogniser->n_broads);

    for (size_t i = 0; level != NULL && i < recogniser->n_broads; i++) {
        level->groups[i].name = recogniser->broads[i]->label;
        level->of_finest[n + i] = (uint16_t)i;
        if (recogniser->broads[i]->is_white && level->comparator == PG_NO_COMPARATOR)
            level->comparator = i;
    }
    for (size_t i = 0; level != NULL && i < n; i++)
        level->of_finest[i] = (uint16_t)pg_characteristics_broad_of(recogniser, i);
}

// White British against all other disclosed; a White person of no stated group is neither.
static void add_binary(struct pg_classifier *classifier)
{
    const struct pg_recogniser *recogniser = &classifier->recogniser;
    size_t n = recogniser->n_groups;
    struct pg_level *level = pg_characteristics_start_level(classifier, PG_LEVEL_BINARY, 2);

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

static void add_wres(struct pg_classifier *classifier)
{
    const struct pg_recogniser *recogniser = &classifier->recogniser;
    size_t n = recogniser->n_groups;
    struct pg_level *level = pg_characteristics_start_level(classifier, PG_LEVEL_WRES, 2);

    if (level == NULL)
        return;
    level->groups[0].name = "White";
    level->groups[1].name = "Minority ethnic";
    level->comparator = 0;
    for (size_t i = 0; i < n + recogniser->n_broads; i++) {
        size_t broad = i < n ? pg_characteristics_broad_of(recogniser, i) : i - n;
        level->of_finest[i] = recogniser->broads[broad]->is_white ? 0 : 1;
    }
}

static int more_rows(const void *left, const void *right)
{
    const struct pg_unrecognised *a = left, *b = right;

    return a->n != b->n ? (a->n < b->n) - (a->n > b->n) : strcmp(a->label, b->label);
}

static void add_unrecognised(struct pg_classifier *classifier, size_t code)
{
    struct pg_classified *out = classifier->out;

    out->is_unrecognised[code] = true;
    out->unrecognised[out->n_unrecognised++] = (struct pg_unrecognised){
        pg_characteristics_label_kept(classifier,
                                      pg_characteristics_label_at(classifier, code)),
        classifier->labels->n_rows[code]};
}

static void classify_by_scheme(struct pg_classifier *classifier, enum pg_scheme_id scheme)
{
    struct pg_classified *out = classifier->out;
    struct pg_recogniser *recogniser = &classifier->recogniser;

    out->scheme_title = pg_schemes[scheme].title;
    out->scheme_source = pg_schemes[scheme].source;
    out->has_chinese_among_others = scheme == PG_SCHEME_EW2001 || scheme == PG_SCHEME_NHS;
    if (!pg_characteristics_recogniser_make(recogniser, scheme)) {
        classifier->failed = true;
        return;
    }
    size_t n = recogniser->n_groups + recogniser->n_broads;
    out->n_finest = n + 2;
    out->finest_of_label[0] = (uint16_t)(n + 1);
    for (size_t code = 1; code < classifier->labels->texts->n; code++) {
        struct pg_str label = pg_characteristics_label_meaning(
            classifier, pg_characteristics_label_at(classifier, code));
        uint16_t finest = pg_characteristics_recognise(recogniser, label);
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

// ---------------------------------------------------------------- comparator

static bool same_label(const char *a, const char *b)
{
    struct pg_buffer left = {0}, right = {0};

    pg_characteristics_normalise_label(pg_str_of(a), &left);
    pg_characteristics_normalise_label(pg_str_of(b), &right);
    bool same = left.ptr != NULL && right.ptr != NULL && left.len > 0 &&
                strcmp(left.ptr, right.ptr) == 0;
    pg_buffer_free(&left);
    pg_buffer_free(&right);
    return same;
}

// The group of a level that the named comparator is, by its name or as a spelling of it.
static size_t named_group(struct pg_classifier *classifier, const struct pg_level *level,
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
    uint16_t finest =
        pg_characteristics_recognise(&classifier->recogniser, pg_str_of(name));
    bool is_group = finest < classifier->recogniser.n_groups;
    bool is_broad = finest < PG_UNKNOWN_ANSWER && !is_group;
    if (is_group && level != &classifier->out->levels[PG_LEVEL_DETAILED])
        return PG_NO_COMPARATOR;
    if (is_broad && level != &classifier->out->levels[PG_LEVEL_BROAD])
        return PG_NO_COMPARATOR;
    return is_group || is_broad ? level->of_finest[finest] : PG_NO_COMPARATOR;
}

static paygap_status no_such_group(const struct pg_classifier *classifier, const char *path,
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

static paygap_status choose_comparators(struct pg_classifier *classifier, const char *path,
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
static const char *title_of(struct pg_classifier *classifier, const char *name)
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

static enum pg_subject subject_of(const char *name)
{
    if (pg_str_same(pg_str_of(name), "ethnicity"))
        return PG_SUBJECT_ETHNICITY;
    if (pg_str_same(pg_str_of(name), "disability"))
        return PG_SUBJECT_DISABILITY;
    return pg_characteristics_is_personal(name) ? PG_SUBJECT_PERSONAL : PG_SUBJECT_WORK;
}

// Equal names get one number, whatever their level; false when out of memory.
static bool number_names(struct pg_classified *out)
{
    struct pg_intern names = {0};
    bool is_full = false;

    for (int kind = 0; kind < PG_N_LEVEL_KINDS; kind++) {
        const struct pg_level *level = &out->levels[kind];
        for (size_t i = 0; i < level->n_groups && !is_full; i++) {
            bool is_new;
            uint32_t id = pg_intern_add(&names, pg_str_of(level->groups[i].name), &is_new);
            level->groups[i].name_id = id;
            is_full = id == PG_INTERN_FULL;
        }
    }
    pg_intern_free(&names);
    return !is_full;
}

paygap_status pg_characteristics_classify(struct pg_classified *out, struct pg_arena *arena,
                                          const struct pg_characteristic *characteristic,
                                          const struct pg_labels *labels,
                                          const struct pg_spelling *spellings,
                                          size_t n_spellings, const char *config_path,
                                          paygap_error *err)
{
    struct pg_classifier classifier = {.out = out,
                                       .arena = arena,
                                       .characteristic = characteristic,
                                       .labels = labels,
                                       .spellings = spellings,
                                       .n_spellings = n_spellings};
    size_t n = labels->texts->n;

    *out = (struct pg_classified){
        .name = pg_arena_text(arena, characteristic->name),
        .subject = subject_of(characteristic->name),
        .finest_of_label = calloc(n + 1, sizeof *out->finest_of_label),
        .is_unrecognised = calloc(n + 1, sizeof *out->is_unrecognised),
        .unrecognised = calloc(n + 1, sizeof *out->unrecognised),
        .n_spellings = n > 0 ? n - 1 : 0};
    if (out->finest_of_label == NULL || out->is_unrecognised == NULL ||
        out->unrecognised == NULL)
        return pg_no_memory(err);
    out->is_ethnicity = out->subject == PG_SUBJECT_ETHNICITY;
    out->title = title_of(&classifier, characteristic->name);
    enum pg_scheme_id scheme = choose_scheme(&classifier);
    if (!classifier.failed && scheme != PG_SCHEME_NONE)
        classify_by_scheme(&classifier, scheme);
    else if (!classifier.failed)
        pg_characteristics_classify_as_given(&classifier);
    paygap_status status = classifier.failed || arena->failed
                               ? pg_no_memory(err)
                               : choose_comparators(&classifier, config_path, err);
    if (status == PAYGAP_OK && !number_names(out))
        status = pg_no_memory(err);
    pg_characteristics_recogniser_free(&classifier.recogniser);
    return status;
}

void pg_characteristics_classified_free(struct pg_classified *classified)
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
