// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The schemes of ethnic groups and of disability, made of schemes.def and disability.def,
 * and the recogniser of one scheme. A recogniser is a hash table of every way to write a
 * group: its code, its label and its variants, each alone and behind each way to write its
 * broad group, all without case, spaces and signs (pg_characteristics_normalise_label()). A
 * label is looked up as it stands, then as an NHS code, then as a code with its meaning
 * behind it ("A - White British").
 *
 * Invariant: the first meaning of a spelling stands, and groups come before broad groups,
 * so a label never becomes less than it says. A new scheme is rows of a .def file and its
 * key in pg_characteristics_scheme_keys().
 */
#include "schemes.h"

#include <stdlib.h>

enum broad_id {
#define PG_SCHEME(id, key, title, source)
#define PG_BROAD(scheme, id, is_white, label, prefixes) BROAD_##scheme##_##id,
#define PG_GROUP(scheme, broad, is_white_british, label, code, variants)
#include "schemes.def"
#include "disability.def"
#undef PG_SCHEME
#undef PG_BROAD
};

#define PG_BROAD(scheme, id, is_white, label, prefixes)

const struct pg_scheme pg_schemes[PG_N_SCHEMES] = {
#define PG_SCHEME(id, key, title, source) {key, title, source, true},
#include "schemes.def"
#undef PG_SCHEME
#define PG_SCHEME(id, key, title, source) {key, title, source, false},
#include "disability.def"
#undef PG_SCHEME
};

#define PG_SCHEME(id, key, title, source)
#undef PG_BROAD
#define PG_BROAD(scheme, id, is_white, label, prefixes)                                    \
    {PG_SCHEME_##scheme, BROAD_##scheme##_##id, is_white, label, prefixes},
const struct pg_scheme_broad pg_scheme_broads[] = {
#include "schemes.def"
#include "disability.def"
};
#undef PG_BROAD
#undef PG_GROUP
#define PG_BROAD(scheme, id, is_white, label, prefixes)
#define PG_GROUP(scheme, broad, is_white_british, label, code, variants)                   \
    {PG_SCHEME_##scheme, BROAD_##scheme##_##broad, is_white_british, label, code, variants},
const struct pg_scheme_group pg_scheme_groups[] = {
#include "schemes.def"
#include "disability.def"
};

const size_t pg_n_scheme_broads = sizeof pg_scheme_broads / sizeof pg_scheme_broads[0];
const size_t pg_n_scheme_groups = sizeof pg_scheme_groups / sizeof pg_scheme_groups[0];

enum pg_scheme_id pg_characteristics_scheme_of(const char *key)
{
    for (int i = 0; i < PG_N_SCHEMES; i++) {
        if (pg_str_same(pg_str_of(key), pg_schemes[i].key))
            return (enum pg_scheme_id)i;
    }
    return PG_SCHEME_NONE;
}

static const char *const personal[] = {
    "ethnicity", "disability",     "sexual orientation", "sexuality",
    "religion",  "belief",         "religion or belief", "faith",
    "age",       "age band",       "age group",          "gender identity",
    "trans",     "marital status", "nationality",        "carer",
    "caring",    "pregnancy",      "country of birth",   "first language"};

bool pg_characteristics_is_personal(const char *name)
{
    for (size_t i = 0; i < sizeof personal / sizeof personal[0]; i++) {
        struct pg_buffer a = {0}, b = {0};
        pg_characteristics_normalise_label(pg_str_of(name), &a);
        pg_characteristics_normalise_label(pg_str_of(personal[i]), &b);
        bool same = a.ptr != NULL && b.ptr != NULL && strcmp(a.ptr, b.ptr) == 0;
        pg_buffer_free(&a);
        pg_buffer_free(&b);
        if (same)
            return true;
    }
    return false;
}

bool pg_characteristics_scheme_is_known(const char *key)
{
    return pg_characteristics_scheme_of(key) != PG_SCHEME_NONE ||
           pg_str_same(pg_str_of(key), "none") || pg_str_same(pg_str_of(key), "auto");
}

const char *pg_characteristics_scheme_nearest(const char *word)
{
    const char *names[PG_N_SCHEMES + 2] = {"none", "auto"};

    for (size_t i = 0; i < PG_N_SCHEMES; i++)
        names[i + 2] = pg_schemes[i].key;
    return pg_nearest(word, names, PG_N_SCHEMES + 2);
}

const char *pg_characteristics_scheme_keys(void)
{
    return "ew2021, ew2011, ew2001, nhs, scotland2022, ni2021, disability, none (labels as "
           "they are) or auto";
}

static bool add_spelling(struct pg_recogniser *recogniser, size_t finest)
{
    const struct pg_buffer *text = &recogniser->scratch;
    bool is_new;

    if (text->failed || text->len == 0)
        return !text->failed;
    uint32_t number = pg_intern_add(&recogniser->spellings,
                                    (struct pg_str){text->ptr, text->len}, &is_new);
    if (number == PG_INTERN_FULL)
        return false;
    if (!is_new)
        return true; // the first meaning stands: groups come before broad groups
    uint16_t *grown =
        pg_grown(recogniser->finest_of, number, &recogniser->capacity, sizeof *grown);
    if (grown == NULL)
        return false;
    recogniser->finest_of = grown;
    grown[number] = (uint16_t)finest;
    return true;
}

// The next of the texts that " | " separates; false at the end.
static bool next_of(const char **list, struct pg_str *item)
{
    while (**list == ' ' || **list == '|')
        (*list)++;
    if (**list == '\0')
        return false;
    size_t len = strcspn(*list, "|");
    *item = pg_str_trim((struct pg_str){*list, len});
    *list += len;
    return true;
}

// A spelling alone, and behind each way to write its broad group.
static bool add_with_prefixes(struct pg_recogniser *recogniser,
                              const struct pg_scheme_broad *broad, struct pg_str spelling,
                              size_t finest)
{
    struct pg_buffer own = {0};
    const char *prefixes = broad->prefixes;
    struct pg_str prefix = pg_str_of(broad->label);

    pg_characteristics_normalise_label(spelling, &own);
    pg_characteristics_normalise_label(spelling, &recogniser->scratch);
    bool added = !own.failed && add_spelling(recogniser, finest);
    do {
        pg_characteristics_normalise_label(prefix, &recogniser->scratch);
        pg_buffer_add(&recogniser->scratch, own.ptr != NULL ? own.ptr : "", own.len);
        added = added && add_spelling(recogniser, finest);
    } while (added && next_of(&prefixes, &prefix));
    pg_buffer_free(&own);
    return added;
}

static bool add_group(struct pg_recogniser *recogniser, size_t index)
{
    const struct pg_scheme_group *group = recogniser->groups[index];
    const struct pg_scheme_broad *broad =
        recogniser->broads[pg_characteristics_broad_of(recogniser, index)];
    const char *variants = group->variants;
    struct pg_str variant;

    pg_characteristics_normalise_label(pg_str_of(group->code), &recogniser->scratch);
    bool added = add_spelling(recogniser, index) &&
                 add_with_prefixes(recogniser, broad, pg_str_of(group->label), index);
    while (added && next_of(&variants, &variant))
        added = add_with_prefixes(recogniser, broad, variant, index);
    return added;
}

static bool add_broad(struct pg_recogniser *recogniser, size_t index)
{
    const struct pg_scheme_broad *broad = recogniser->broads[index];
    const char *prefixes = broad->prefixes;
    struct pg_str text = pg_str_of(broad->label);
    bool added;

    do {
        pg_characteristics_normalise_label(text, &recogniser->scratch);
        added = add_spelling(recogniser, recogniser->n_groups + index);
    } while (added && next_of(&prefixes, &text));
    return added;
}

bool pg_characteristics_recogniser_make(struct pg_recogniser *recogniser,
                                        enum pg_scheme_id scheme)
{
    *recogniser = (struct pg_recogniser){.scheme = scheme};
    for (size_t i = 0; i < pg_n_scheme_broads; i++) {
        if (pg_scheme_broads[i].scheme == scheme)
            recogniser->broads[recogniser->n_broads++] = &pg_scheme_broads[i];
    }
    for (size_t i = 0; i < pg_n_scheme_groups; i++) {
        if (pg_scheme_groups[i].scheme == scheme)
            recogniser->groups[recogniser->n_groups++] = &pg_scheme_groups[i];
    }
    bool made = true;
    for (size_t i = 0; made && i < recogniser->n_groups; i++)
        made = add_group(recogniser, i);
    for (size_t i = 0; made && i < recogniser->n_broads; i++)
        made = add_broad(recogniser, i);
    return made;
}

void pg_characteristics_recogniser_free(struct pg_recogniser *recogniser)
{
    pg_intern_free(&recogniser->spellings);
    free(recogniser->finest_of);
    pg_buffer_free(&recogniser->scratch);
    *recogniser = (struct pg_recogniser){0};
}

size_t pg_characteristics_broad_of(const struct pg_recogniser *recogniser, size_t group)
{
    for (size_t i = 0; i < recogniser->n_broads; i++) {
        if (recogniser->broads[i]->id == recogniser->groups[group]->broad)
            return i;
    }
    return 0;
}

static uint16_t look_up(struct pg_recogniser *recogniser, struct pg_str label)
{
    pg_characteristics_normalise_label(label, &recogniser->scratch);
    if (recogniser->scratch.ptr == NULL)
        return PG_NOT_RECOGNISED;
    struct pg_str text = {recogniser->scratch.ptr, recogniser->scratch.len};
    uint32_t number = pg_intern_find(&recogniser->spellings, text);
    return number != PG_INTERN_FULL ? recogniser->finest_of[number] : PG_NOT_RECOGNISED;
}

static char upper(char c)
{
    return (char)(c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c);
}

// The local codes that the Electronic Staff Record adds to a national one.
static bool is_local_code(char first, char second)
{
    static const char *const letters[] = {"CABCDEFGHIJKLMNOPQRSTUVWXY", "GABCDEF",
                                          "LABCDEFGHIJK", "PABCDE", "SABCDE"};

    if (second >= '0' && second <= '9')
        return true;
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++) {
        if (letters[i][0] == first)
            return second != '\0' && strchr(letters[i] + 1, second) != NULL;
    }
    return false;
}

// NHS codes: the first character is the national code, the second a local one; Z is not
// stated and 99 not known (NHS Data Dictionary, ethnic category).
static uint16_t nhs_code(const struct pg_recogniser *recogniser, struct pg_str label)
{
    if (recogniser->scheme != PG_SCHEME_NHS || label.len == 0 || label.len > 2)
        return PG_NOT_RECOGNISED;
    char first = upper(label.ptr[0]),
         second = (char)(label.len == 2 ? upper(label.ptr[1]) : '\0');
    if (first == '9' && second == '9')
        return PG_UNKNOWN_ANSWER;
    if (label.len == 2 && !is_local_code(first, second))
        return PG_NOT_RECOGNISED;
    if (first == 'Z')
        return PG_DECLINED_ANSWER;
    for (size_t i = 0; i < recogniser->n_groups; i++) {
        if (recogniser->groups[i]->code[0] == first)
            return (uint16_t)i;
    }
    return PG_NOT_RECOGNISED;
}

// "A - White British", "A White British": a code before what it means.
static uint16_t code_and_label(struct pg_recogniser *recogniser, struct pg_str label)
{
    size_t len = 0;

    while (len < label.len && len < 3 && label.ptr[len] != ' ' && label.ptr[len] != '-' &&
           label.ptr[len] != ':')
        len++;
    if (len == 0 || len > 2 || len >= label.len)
        return PG_NOT_RECOGNISED;
    uint16_t by_code = nhs_code(recogniser, (struct pg_str){label.ptr, len});
    if (by_code == PG_NOT_RECOGNISED)
        return PG_NOT_RECOGNISED;
    struct pg_str rest = {label.ptr + len, label.len - len};
    uint16_t by_label = look_up(recogniser, rest);
    bool is_answer = by_code >= PG_UNKNOWN_ANSWER;
    if (is_answer)
        return pg_characteristics_answer_kind(rest) != PG_GROUP_NAMED ? by_code
                                                                      : PG_NOT_RECOGNISED;
    // ESR's local groups ("CA White English") have words that the national code does not.
    bool is_local = len == 2 || by_label == PG_NOT_RECOGNISED;
    return by_label == by_code || is_local ? by_code : PG_NOT_RECOGNISED;
}

uint16_t pg_characteristics_recognise(struct pg_recogniser *recogniser, struct pg_str label)
{
    label = pg_str_trim(label);
    uint16_t finest = look_up(recogniser, label);
    bool is_answer = pg_characteristics_answer_kind(label) != PG_GROUP_NAMED;
    if (finest == PG_NOT_RECOGNISED && !is_answer)
        finest = nhs_code(recogniser, label);
    if (finest == PG_NOT_RECOGNISED)
        finest = code_and_label(recogniser, label);
    if (finest != PG_NOT_RECOGNISED)
        return finest;
    switch (pg_characteristics_answer_kind(label)) {
    case PG_GROUP_DECLINED:
        return PG_DECLINED_ANSWER;
    case PG_GROUP_NOT_KNOWN:
        return PG_UNKNOWN_ANSWER;
    default:
        return PG_NOT_RECOGNISED;
    }
}

const char *pg_characteristics_scheme_recognise(const char *scheme, const char *label,
                                                const char **broad)
{
    struct pg_recogniser recogniser;
    const char *group = "";

    *broad = "";
    if (pg_characteristics_recogniser_make(&recogniser,
                                           pg_characteristics_scheme_of(scheme))) {
        uint16_t finest = pg_characteristics_recognise(&recogniser, pg_str_of(label));
        if (finest < recogniser.n_groups) {
            group = recogniser.groups[finest]->label;
            *broad =
                recogniser.broads[pg_characteristics_broad_of(&recogniser, finest)]->label;
        } else if (finest < recogniser.n_groups + recogniser.n_broads) {
            *broad = recogniser.broads[finest - recogniser.n_groups]->label;
        }
    }
    pg_characteristics_recogniser_free(&recogniser);
    return group;
}

const char *const *pg_characteristics_usual_headers(const char *name)
{
    static const char *const ethnicity[] = {"ethnicity",
                                            "ethnic group",
                                            "ethnic origin",
                                            "ethnic category",
                                            "ethnic code",
                                            "ethnic background",
                                            "ethnic origin description",
                                            "race ethnicity",
                                            "race/ethnicity",
                                            NULL};
    static const char *const disability[] = {"disability",        "disabled",
                                             "disability status", "disabled status",
                                             "disability flag",   NULL};
    static const char *const none[] = {NULL};

    if (pg_str_same(pg_str_of(name), ethnicity[0]))
        return ethnicity;
    return pg_str_same(pg_str_of(name), disability[0]) ? disability : none;
}
