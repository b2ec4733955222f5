// SPDX-License-Identifier: GPL-3.0-or-later
#include "config_parts.h"

#include <stdlib.h>

static const struct {
    const char *key;
    size_t longest, offset;
} keys[] = {
#define PG_EMPLOYER_KEY(member, key, longest, column)                                      \
    {key, longest, offsetof(struct pg_employer, member)},
#include "employer_keys.def"
#undef PG_EMPLOYER_KEY
};

enum { N_KEYS = sizeof keys / sizeof keys[0] };

static char **member(struct pg_employer *employer, size_t index)
{
    return (char **)(void *)((char *)employer + keys[index].offset);
}

static const char *nearest_key(const char *word, bool is_named)
{
    const char *names[N_KEYS + 2];
    size_t n = 0;

    for (; n < N_KEYS; n++)
        names[n] = keys[n].key;
    if (!is_named) {
        names[n++] = "sector";
        names[n++] = "snapshot_date";
    }
    return pg_nearest(word, names, n);
}

static size_t characters(const char *text)
{
    size_t n = 0;

    for (; *text != '\0'; text++)
        n += ((unsigned char)*text & 0xC0) != 0x80;
    return n;
}

// Schemes of links have no case.
static bool begins(const char *text, const char *scheme)
{
    size_t len = strlen(scheme);

    return strlen(text) >= len && pg_str_same((struct pg_str){text, len}, scheme);
}

static paygap_status check_value(const struct pg_ini_line *line, size_t longest,
                                 paygap_error *err)
{
    struct pg_date date;

    if (characters(line->value) > longest)
        return pg_fail_at(err, PAYGAP_CONFIG, line->path, line->number, 0,
                          "%s is longer than %zu characters", line->key, longest);
    if (strcmp(line->key, "link") == 0 && !begins(line->value, "https://") &&
        !begins(line->value, "http://"))
        return pg_fail_at(err, PAYGAP_CONFIG, line->path, line->number, 0,
                          "link must begin with https:// or http://");
    if (strcmp(line->key, "date_submitted") == 0 &&
        !pg_date_parse(pg_str_of(line->value), &date))
        return pg_fail_at(err, PAYGAP_CONFIG, line->path, line->number, 0,
                          "date_submitted is not a date such as 2027-03-01");
    return PAYGAP_OK;
}

paygap_status pg_employer_set(struct pg_employer *employer, const struct pg_ini_line *line,
                              bool is_named, paygap_error *err)
{
    for (size_t i = 0; i < N_KEYS; i++) {
        if (strcmp(line->key, keys[i].key) != 0)
            continue;
        if (is_named && strcmp(line->key, "name") == 0)
            return pg_fail_at(err, PAYGAP_CONFIG, line->path, line->number, 0,
                              "the name of this employer is that in the column employer; "
                              "current_name may differ");
        PG_TRY(check_value(line, keys[i].longest, err));
        if (line->value[0] == '\0')
            return PAYGAP_OK;
        *member(employer, i) = pg_strdup(pg_str_of(line->value));
        return *member(employer, i) != NULL ? PAYGAP_OK : pg_no_memory(err);
    }
    return pg_config_unknown(line, "key", line->key, nearest_key(line->key, is_named), err);
}

void pg_employer_free(struct pg_employer *employer)
{
    free(employer->section_name);
    for (size_t i = 0; i < N_KEYS; i++)
        free(*member(employer, i));
}
