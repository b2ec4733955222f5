// SPDX-License-Identifier: GPL-3.0-or-later
/* The settings of [workforce] that only the people tables can prove wrong, and its
 * files. */
#include "people_parts.h"

#include "pg_source.h"

#include <stdlib.h>

void pg_workforce_take_settings(struct pg_workforce *workforce)
{
    const struct pg_workforce_settings *settings = &workforce->config.workforce;

    workforce->discovery_rate =
        settings->false_discovery_rate > 0 ? settings->false_discovery_rate : 0.05;
    workforce->has_four_fifths = settings->four_fifths;
}

void pg_workforce_warn_of_minima(struct pg_workforce *workforce)
{
    char text[256];

    for (int i = 0; i < PG_N_MINIMA; i++) {
        const char *said =
            pg_policy_minimum_warning(&workforce->config.policy, (enum pg_minimum)i, text);
        if (said != NULL)
            pg_workforce_say_warning(workforce, "minima", said);
    }
}

// ---------------------------------------------------------------- names in the tables

const char *pg_workforce_column_needed(struct pg_workforce *workforce, const char *key,
                                       const char *header)
{
    const struct pg_rows *latest = &workforce->files[pg_workforce_latest(workforce)];

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

static bool is_level(const struct pg_place *level, const char *name)
{
    for (size_t e = 0; e < level->n_groups; e++) {
        if (pg_str_same(pg_str_of(name), level->groups[e]))
            return true;
    }
    return false;
}

// Every name of a list must be that of a management level.
static paygap_status check_levels(const struct pg_workforce *workforce, const char *key,
                                  const struct pg_name_list *list, paygap_error *err)
{
    const struct pg_place *level = &workforce->places[PG_PLACE_LEVEL];

    for (size_t i = 0; i < list->n; i++) {
        if (is_level(level, list->names[i]))
            continue;
        const char *nearest =
            pg_nearest(list->names[i], level->groups, level->n_groups - 1);
        return pg_fail_at(err, PAYGAP_CONFIG, workforce->options->config, list->line, 0,
                          "[workforce] %s: no people table has the management level "
                          "\"%.60s\"%s%.60s",
                          key, list->names[i], nearest != NULL ? "; perhaps " : "",
                          nearest != NULL ? nearest : "");
    }
    return PAYGAP_OK;
}

paygap_status pg_workforce_check_names(const struct pg_workforce *workforce,
                                       paygap_error *err)
{
    const struct pg_workforce_settings *settings = &workforce->config.workforce;

    if (!workforce->has_place[PG_PLACE_LEVEL])
        return PAYGAP_OK;
    PG_TRY(check_levels(workforce, "leadership", &settings->leadership, err));
    PG_TRY(check_levels(workforce, "senior", &settings->senior, err));
    PG_TRY(check_levels(workforce, "board", &settings->board, err));
    return check_levels(workforce, "open_levels", &settings->open_levels, err);
}

// ---------------------------------------------------------------- values

const char *pg_workforce_path(struct pg_workforce *workforce, const char *name)
{
    return pg_arena_beside(&workforce->arena, workforce->options->config, name);
}

paygap_status pg_workforce_rows_of_key(struct pg_workforce *workforce, struct pg_rows *rows,
                                       const char *key, const char *name, paygap_error *err)
{
    *rows = (struct pg_rows){.n = 0};
    if (name == NULL)
        return PAYGAP_OK;
    struct pg_source source = {.path = pg_workforce_path(workforce, name),
                               .inputs = workforce->config.inputs};
    if (workforce->arena.failed)
        return pg_no_memory(err);
    paygap_status status = pg_workforce_rows_read(rows, &source, err);
    if (status == PAYGAP_OK)
        pg_workforce_warn_of_ragged(workforce, rows);
    if (status == PAYGAP_OPEN && err != NULL) {
        size_t len = strlen(err->text);
        snprintf(err->text + len, sizeof err->text - len, "; [workforce] %s names it", key);
    }
    return status;
}
