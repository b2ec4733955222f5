// SPDX-License-Identifier: GPL-3.0-or-later
/* [employer] and [employer.NAME]: what the filing format says of an employer. */
#include "keys.h"

#include <stdlib.h>

static bool parse_sector(void *config, struct pg_str value)
{
    struct pg_config *into = config;

    into->has_sector = pg_policy_set_sector(&into->policy, value);
    return into->has_sector;
}

static const struct pg_key rows[] = {
#define PG_EMPLOYER_KEY(member, key, longest, column)                                      \
    {.name = (key),                                                                        \
     .kind = PG_KEY_TEXT,                                                                  \
     .offset = offsetof(struct pg_config, employer.member),                                \
     .most = (longest)},
#include "employer_keys.def"
#undef PG_EMPLOYER_KEY
    {.name = "sector",
     .kind = PG_KEY_PARSED,
     .parse = parse_sector,
     .expected = "private or public"},
    {.name = "snapshot_date",
     .kind = PG_KEY_DATE,
     .offset = offsetof(struct pg_config, snapshot_date),
     .expected = "a date such as 2026-04-05"},
};

static const struct pg_keys keys = PG_KEYS(rows);

static const struct pg_key named_rows[] = {
#define PG_EMPLOYER_KEY(member, key, longest, column)                                      \
    {.name = (key),                                                                        \
     .kind = PG_KEY_TEXT,                                                                  \
     .offset = offsetof(struct pg_employer, member),                                       \
     .most = (longest)},
#include "employer_keys.def"
#undef PG_EMPLOYER_KEY
};

static const struct pg_keys named_keys = PG_KEYS(named_rows);

// Schemes of links have no case.
static bool begins(const char *text, const char *scheme)
{
    size_t len = strlen(scheme);

    return strlen(text) >= len && pg_str_same((struct pg_str){text, len}, scheme);
}

static paygap_status check_value(const struct pg_ini_line *line, paygap_error *err)
{
    struct pg_date date;

    if (pg_str_same(pg_str_of(line->key), "link") && !begins(line->value, "https://") &&
        !begins(line->value, "http://"))
        return pg_fail_at(err, PAYGAP_CONFIG, line->path, line->number, 0,
                          "link must begin with https:// or http://");
    if (pg_str_same(pg_str_of(line->key), "date_submitted") &&
        !pg_date_parse(pg_str_of(line->value), &date))
        return pg_fail_at(err, PAYGAP_CONFIG, line->path, line->number, 0,
                          "date_submitted is not a date such as 2027-03-01");
    return PAYGAP_OK;
}

static paygap_status take(const struct pg_keys *of, void *into,
                          const struct pg_ini_line *line, paygap_error *err)
{
    const struct pg_key *key = pg_config_keys_find(of, line->key);

    if (key != NULL && key->kind == PG_KEY_TEXT) {
        PG_TRY(check_value(line, err));
        if (line->value[0] == '\0') // as if the key were not there
            return PAYGAP_OK;
    }
    return pg_config_keys_take(of, into, line, err);
}

paygap_status pg_config_employer_take(struct pg_config *config,
                                      const struct pg_ini_line *line, paygap_error *err)
{
    return take(&keys, config, line, err);
}

static struct pg_employer *employer_called(struct pg_config *config, const char *name)
{
    for (size_t i = 0; i < config->n_employers; i++) {
        if (strcmp(config->employers[i].section_name, name) == 0)
            return &config->employers[i];
    }
    struct pg_employer *grown =
        realloc(config->employers, (config->n_employers + 1) * sizeof *config->employers);
    if (grown == NULL)
        return NULL;
    config->employers = grown;
    struct pg_employer *employer = &config->employers[config->n_employers];
    *employer = (struct pg_employer){.section_name = pg_strdup(pg_str_of(name))};
    if (employer->section_name == NULL)
        return NULL;
    config->n_employers++;
    return employer;
}

paygap_status pg_config_named_employer_take(struct pg_config *config,
                                            const struct pg_ini_line *line,
                                            paygap_error *err)
{
    struct pg_employer *employer =
        employer_called(config, line->section + strlen("employer."));

    if (employer == NULL)
        return pg_no_memory(err);
    if (pg_str_same(pg_str_of(line->key), "name"))
        return pg_fail_at(err, PAYGAP_CONFIG, line->path, line->number, 0,
                          "the name of this employer is that in the column employer; "
                          "current_name may differ");
    return take(&named_keys, employer, line, err);
}

void pg_config_employers_free(struct pg_config *config)
{
    pg_config_keys_free(&keys, config);
    for (size_t i = 0; i < config->n_employers; i++) {
        pg_config_keys_free(&named_keys, &config->employers[i]);
        free(config->employers[i].section_name);
    }
    free(config->employers);
}
