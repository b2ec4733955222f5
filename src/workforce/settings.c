// SPDX-License-Identifier: GPL-3.0-or-later
/* The section [workforce] of the configuration. */
#include "people_parts.h"

#include "pg_source.h"

#include <stdlib.h>

static const char *const known_keys[] = {"division",
                                         "grade",
                                         "level",
                                         "contract",
                                         "cohort",
                                         "leadership",
                                         "senior",
                                         "board",
                                         "regulated",
                                         "events",
                                         "survey",
                                         "benchmarks",
                                         "actions",
                                         "actions_on",
                                         "plan_narrative",
                                         "indicators",
                                         "results",
                                         "payroll",
                                         "payroll_config",
                                         "earlier_payroll",
                                         "earlier_payroll_config",
                                         "payroll_grade",
                                         "false_discovery_rate",
                                         "four_fifths",
                                         "open_levels"};

enum { N_KNOWN_KEYS = sizeof known_keys / sizeof known_keys[0] };

const char *pg_workforce_key(const struct pg_workforce *workforce, const char *key)
{
    for (size_t i = 0; i < workforce->config.n_entries; i++) {
        const struct pg_config_entry *entry = &workforce->config.entries[i];
        if (strcmp(entry->section, "workforce") == 0 &&
            pg_str_same(pg_str_of(entry->key), key))
            return entry->value;
    }
    return NULL;
}

static paygap_status check_keys(const struct pg_workforce *workforce, paygap_error *err)
{
    for (size_t i = 0; i < workforce->config.n_entries; i++) {
        const struct pg_config_entry *entry = &workforce->config.entries[i];
        bool is_known = strcmp(entry->section, "workforce") != 0;
        for (size_t k = 0; k < N_KNOWN_KEYS && !is_known; k++)
            is_known = pg_str_same(pg_str_of(entry->key), known_keys[k]);
        if (is_known)
            continue;
        if (pg_schema_field(pg_str_of(entry->key)) != PG_FIELD_NONE)
            return pg_fail_at(err, PAYGAP_CONFIG, workforce->options->config, 0, 0,
                              "[workforce]: there is no key \"%.60s\"; name the column "
                              "under [columns]: %.60s = its header",
                              entry->key, entry->key);
        const char *nearest = pg_nearest(entry->key, known_keys, N_KNOWN_KEYS);
        return pg_fail_at(err, PAYGAP_CONFIG, workforce->options->config, 0, 0,
                          "[workforce]: there is no key \"%.60s\"%s%s", entry->key,
                          nearest != NULL ? "; perhaps " : "",
                          nearest != NULL ? nearest : "");
    }
    return PAYGAP_OK;
}

paygap_status pg_check_settings(struct pg_workforce *workforce, paygap_error *err)
{
    const char *rate = pg_workforce_key(workforce, "false_discovery_rate");
    const char *four_fifths = pg_workforce_key(workforce, "four_fifths");
    int64_t percent;

    PG_TRY(check_keys(workforce, err));
    workforce->discovery_rate = 0.05;
    if (rate != NULL) {
        if (pg_decimal_parse(pg_str_of(rate), &percent) != PG_CELL_VALUE || percent <= 0 ||
            percent >= 100 * PG_MILLION)
            return pg_fail_at(
                err, PAYGAP_CONFIG, workforce->options->config, 0, 0,
                "[workforce] false_discovery_rate must be a number of percent "
                "above 0 and below 100, such as 5");
        workforce->discovery_rate = (double)percent / 1e8;
    }
    if (four_fifths != NULL &&
        pg_yes_no_parse(pg_str_of(four_fifths), &workforce->has_four_fifths) !=
            PG_CELL_VALUE)
        return pg_fail_at(err, PAYGAP_CONFIG, workforce->options->config, 0, 0,
                          "[workforce] four_fifths must be yes or no");
    return PAYGAP_OK;
}

// ---------------------------------------------------------------- names in the tables

const char *pg_column_needed(struct pg_workforce *workforce, const char *key)
{
    const char *header = pg_workforce_key(workforce, key);
    const struct pg_rows *latest = &workforce->files[workforce->n_snapshots - 1];

    if (header == NULL)
        return pg_arena_printf(
            &workforce->arena,
            "a column of the people table, or its header as [workforce] %s", key);
    const char *nearest =
        pg_nearest(header, (const char *const *)latest->headers, latest->n_columns);
    return pg_arena_printf(
        &workforce->arena, "a column \"%.60s\", as [workforce] %s says%s%.60s", header, key,
        nearest != NULL ? "; there is one called " : "", nearest != NULL ? nearest : "");
}

static bool is_level(const struct pg_place *level, struct pg_str name)
{
    for (size_t e = 0; e < level->n_groups; e++) {
        if (pg_str_same(name, level->groups[e]))
            return true;
    }
    return false;
}

// Every name of a list must be that of a management level.
static paygap_status check_levels(const struct pg_workforce *workforce, const char *key,
                                  paygap_error *err)
{
    const struct pg_place *level = &workforce->places[PG_PLACE_LEVEL];
    const char *list = pg_workforce_key(workforce, key);
    struct pg_str one;

    while (list != NULL && pg_next_listed(&list, &one)) {
        char name[200];
        if (one.len == 0 || is_level(level, one))
            continue;
        snprintf(name, sizeof name, "%.*s", (int)one.len, one.ptr);
        const char *nearest = pg_nearest(name, level->groups, level->n_groups - 1);
        return pg_fail_at(err, PAYGAP_CONFIG, workforce->options->config, 0, 0,
                          "[workforce] %s: no people table has the management level "
                          "\"%.60s\"%s%.60s",
                          key, name, nearest != NULL ? "; perhaps " : "",
                          nearest != NULL ? nearest : "");
    }
    return PAYGAP_OK;
}

paygap_status pg_check_names(const struct pg_workforce *workforce, paygap_error *err)
{
    if (!workforce->has_place[PG_PLACE_LEVEL])
        return PAYGAP_OK;
    PG_TRY(check_levels(workforce, "leadership", err));
    PG_TRY(check_levels(workforce, "senior", err));
    PG_TRY(check_levels(workforce, "board", err));
    return check_levels(workforce, "open_levels", err);
}

// ---------------------------------------------------------------- values

const char *pg_workforce_path(struct pg_workforce *workforce, const char *name)
{
    return pg_arena_beside(&workforce->arena, workforce->options->config, name);
}

bool pg_next_listed(const char **list, struct pg_str *name)
{
    size_t len = strcspn(*list, ",");

    if (**list == '\0')
        return false;
    *name = pg_str_trim((struct pg_str){*list, len});
    *list += len + ((*list)[len] == ',');
    return true;
}

bool pg_is_listed(const char *list, const char *name)
{
    struct pg_str one;

    while (pg_next_listed(&list, &one)) {
        if (pg_str_same(one, name))
            return true;
    }
    return false;
}

paygap_status pg_rows_of_key(struct pg_workforce *workforce, struct pg_rows *rows,
                             const char *key, paygap_error *err)
{
    const char *name = pg_workforce_key(workforce, key);

    *rows = (struct pg_rows){.n = 0};
    if (name == NULL)
        return PAYGAP_OK;
    struct pg_source source = {.path = pg_workforce_path(workforce, name),
                               .inputs = workforce->config.inputs};
    if (workforce->arena.failed)
        return pg_no_memory(err);
    paygap_status status = pg_rows_read(rows, &source, err);
    if (status == PAYGAP_OK)
        pg_warn_of_ragged(workforce, rows);
    if (status == PAYGAP_OPEN && err != NULL) {
        size_t len = strlen(err->text);
        snprintf(err->text + len, sizeof err->text - len, "; [workforce] %s names it", key);
    }
    return status;
}
