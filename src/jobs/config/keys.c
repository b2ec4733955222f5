// SPDX-License-Identifier: GPL-3.0-or-later
/* One line of a section, read by the row of its key. */
#include "keys.h"

#include <stdlib.h>

static void *member_of(const struct pg_key *key, void *into)
{
    return (char *)into + key->offset;
}

const struct pg_key *pg_config_keys_find(const struct pg_keys *keys, const char *name)
{
    for (size_t i = 0; i < keys->n; i++) {
        if (pg_str_same(pg_str_of(name), keys->rows[i].name))
            return &keys->rows[i];
    }
    return NULL;
}

const char *pg_config_keys_nearest(const struct pg_keys *keys, const char *name)
{
    const char *names[PG_MOST_KEYS];
    size_t n = 0;

    for (; n < keys->n && n < PG_MOST_KEYS; n++)
        names[n] = keys->rows[n].name;
    return pg_nearest(name, names, n);
}

// ---------------------------------------------------------------- one kind after the other

static size_t characters(const char *text)
{
    size_t n = 0;

    for (; *text != '\0'; text++)
        n += ((unsigned char)*text & 0xC0) != 0x80;
    return n;
}

static paygap_status take_text(const struct pg_key *key, char **member,
                               const struct pg_ini_line *line, paygap_error *err)
{
    if (key->most > 0 && characters(line->value) > key->most)
        return pg_fail_at(err, PAYGAP_CONFIG, line->path, line->number, 0,
                          "%s is longer than %u characters", line->key, key->most);
    char *copy = pg_strdup(pg_str_of(line->value));
    if (copy == NULL)
        return pg_no_memory(err);
    free(*member);
    *member = copy;
    return PAYGAP_OK;
}

static bool set_number(const struct pg_key *key, unsigned *member, struct pg_str value)
{
    int64_t millionths;

    if (pg_decimal_parse(value, &millionths) != PG_CELL_VALUE ||
        millionths % PG_MILLION != 0 || millionths < key->least * PG_MILLION ||
        millionths > key->most * PG_MILLION)
        return false;
    *member = (unsigned)(millionths / PG_MILLION);
    return true;
}

// Enums without negative values are compatible with unsigned.
static bool set_word(const struct pg_key *key, unsigned *member, struct pg_str value)
{
    for (const struct pg_key_word *word = key->words; word->word != NULL; word++) {
        if (pg_str_same(value, word->word)) {
            *member = word->value;
            return true;
        }
    }
    return false;
}

// The names stay where they stand in one copy of the value, each terminated.
static paygap_status take_list(struct pg_name_list *list, const struct pg_ini_line *line,
                               paygap_error *err)
{
    struct pg_name_list taken = {
        .text = pg_strdup(pg_str_of(line->value)),
        .names = calloc(strlen(line->value) / 2 + 1, sizeof *taken.names),
        .line = line->number};

    if (taken.text == NULL || taken.names == NULL) {
        pg_config_name_list_free(&taken);
        return pg_no_memory(err);
    }
    for (char *rest = taken.text; rest != NULL;) {
        char *end = strchr(rest, ',');
        struct pg_str name = pg_str_trim((struct pg_str){rest, strcspn(rest, ",")});
        char *start = rest + (name.ptr - rest);
        rest = end != NULL ? end + 1 : NULL;
        start[name.len] = '\0';
        if (name.len > 0)
            taken.names[taken.n++] = start;
    }
    pg_config_name_list_free(list);
    *list = taken;
    return PAYGAP_OK;
}

void pg_config_name_list_free(struct pg_name_list *list)
{
    free(list->text);
    free(list->names);
    *list = (struct pg_name_list){.text = NULL};
}

bool pg_config_name_list_has(const struct pg_name_list *list, const char *name)
{
    for (size_t i = 0; i < list->n; i++) {
        if (pg_str_same(pg_str_of(name), list->names[i]))
            return true;
    }
    return false;
}

// ---------------------------------------------------------------- a line

// Whether the value is what its kind expects; of texts and lists, whether it is not blank.
static bool set_value(const struct pg_key *key, void *member, struct pg_str value)
{
    switch (key->kind) {
    case PG_KEY_NUMBER:
        return set_number(key, member, value);
    case PG_KEY_YES_NO:
        return pg_schema_yes_no_parse(value, member) == PG_CELL_VALUE;
    case PG_KEY_WORD:
        return set_word(key, member, value);
    case PG_KEY_DATE:
        return pg_date_parse(value, member);
    case PG_KEY_PARSED:
        return key->parse(member, value);
    case PG_KEY_TEXT:
    case PG_KEY_LIST:
    case PG_KEY_TAKEN:
        break;
    }
    return value.len > 0 || key->expected == NULL;
}

paygap_status pg_config_keys_take(const struct pg_keys *keys, void *into,
                                  const struct pg_ini_line *line, paygap_error *err)
{
    const struct pg_key *key = pg_config_keys_find(keys, line->key);

    if (key == NULL)
        return pg_config_unknown(line, "key", line->key,
                                 pg_config_keys_nearest(keys, line->key), err);
    if (key->kind == PG_KEY_TAKEN)
        return key->take(into, line, err);
    void *member = member_of(key, into);
    if (!set_value(key, member, pg_str_of(line->value)))
        return pg_fail_at(err, PAYGAP_CONFIG, line->path, line->number, 0,
                          "%s%s must be %s", keys->prefix != NULL ? keys->prefix : "",
                          line->key, key->expected);
    if (key->kind == PG_KEY_TEXT)
        return take_text(key, member, line, err);
    return key->kind == PG_KEY_LIST ? take_list(member, line, err) : PAYGAP_OK;
}

void pg_config_keys_free(const struct pg_keys *keys, void *into)
{
    for (size_t i = 0; i < keys->n; i++) {
        void *member = member_of(&keys->rows[i], into);
        if (keys->rows[i].kind == PG_KEY_TEXT)
            free(*(char **)member);
        if (keys->rows[i].kind == PG_KEY_LIST)
            pg_config_name_list_free(member);
    }
}
