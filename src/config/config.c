// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * paygap.ini, one line at a time: ini_lines.c hands on each section and each key with its
 * line, begin_section() and take_line() send it to the part it belongs to. Every section,
 * key and value that is not known is an error with its line and, where there is one, the
 * name that may have been meant; nothing is ignored, because a misspelt choice would change
 * figures silently.
 *
 * Invariant: every entry is kept as it was written, once, for the outputs that print the
 * settings; a key given twice is an error. [workforce] and [targets] are only kept: that
 * report reads them. Values of one field are checked with the parser that reads the cells
 * of its column.
 */
#include "config_parts.h"

#include <stdlib.h>

paygap_status pg_config_refuse(const struct pg_ini_line *line, paygap_error *err,
                               const char *expected)
{
    return pg_fail_at(err, PAYGAP_CONFIG, line->path, line->number, 0, "%s must be %s",
                      line->key, expected);
}

paygap_status pg_config_unknown(const struct pg_ini_line *line, const char *what,
                                const char *name, const char *nearest, paygap_error *err)
{
    struct pg_buffer shown = {0};

    pg_buffer_add_visible(&shown, pg_str_of(name), 60);
    paygap_status status = pg_fail_at(
        err, PAYGAP_CONFIG, line->path, line->number, 0, "unknown %s \"%s\"%s%s%s", what,
        shown.ptr != NULL ? shown.ptr : "", nearest != NULL ? "; did you mean \"" : "",
        nearest != NULL ? nearest : "", nearest != NULL ? "\"?" : "");
    pg_buffer_free(&shown);
    return status;
}

static paygap_status field_of(const struct pg_ini_line *line, const char *name,
                              enum pg_field *field, paygap_error *err)
{
    struct pg_buffer all = {0};

    *field = pg_schema_field(pg_str_of(name));
    if (*field != PG_FIELD_NONE)
        return PAYGAP_OK;
    const char *nearest = pg_schema_nearest_field(name);
    if (nearest != NULL)
        return pg_config_unknown(line, "column", name, nearest, err);
    for (int i = 0; i < PG_N_FIELDS; i++)
        pg_buffer_printf(&all, "%s%s", i > 0 ? ", " : "", pg_field_name((enum pg_field)i));
    paygap_status status = pg_fail_at(err, PAYGAP_CONFIG, line->path, line->number, 0,
                                      "unknown column \"%.40s\"; the columns are %s", name,
                                      all.ptr != NULL ? all.ptr : "");
    pg_buffer_free(&all);
    return status;
}

static paygap_status set_once(char **member, const struct pg_ini_line *line,
                              paygap_error *err)
{
    if (*member != NULL)
        return pg_fail_at(err, PAYGAP_CONFIG, line->path, line->number, 0,
                          "%s is given twice", line->key);
    *member = pg_strdup(pg_str_of(line->value));
    return *member != NULL ? PAYGAP_OK : pg_no_memory(err);
}

static paygap_status take_column(struct pg_config *config, const struct pg_ini_line *line,
                                 paygap_error *err)
{
    enum pg_field field;

    PG_TRY(field_of(line, line->key, &field, err));
    if (line->value[0] == '\0')
        return pg_config_refuse(line, err, "the header of a column in the file");
    config->mapping.is_closed = true;
    return set_once(&config->mapping.header_of[field], line, err);
}

static paygap_status take_constant(struct pg_config *config, const struct pg_ini_line *line,
                                   paygap_error *err)
{
    enum pg_field field;

    PG_TRY(field_of(line, line->key, &field, err));
    if (field == PG_FIELD_EMPLOYEE_ID)
        return pg_config_refuse(line, err, "a column; it cannot be the same for every row");
    bool no_hours =
        field == PG_FIELD_WEEKLY_HOURS &&
        (line->value[0] == '-' || strspn(line->value, "0.") == strlen(line->value));
    if (no_hours || line->value[0] == '\0' ||
        !pg_schema_accepts(field, pg_str_of(line->value)))
        return pg_config_refuse(line, err, pg_schema_expects(field));
    return set_once(&config->mapping.constant_of[field], line, err);
}

static paygap_status not_a_value(const struct pg_ini_line *line, enum pg_field field,
                                 paygap_error *err)
{
    struct pg_buffer shown = {0};

    pg_buffer_add_visible(&shown, pg_str_of(line->value), 60);
    paygap_status status = pg_fail_at(
        err, PAYGAP_CONFIG, line->path, line->number, 0,
        "\"%s\" is not a value that %s can have; it must be %s",
        shown.ptr != NULL ? shown.ptr : "", pg_field_name(field), pg_schema_expects(field));
    pg_buffer_free(&shown);
    return status;
}

static paygap_status take_value(struct pg_config *config, const struct pg_ini_line *line,
                                paygap_error *err)
{
    struct pg_mapping *mapping = &config->mapping;
    struct pg_value_map value = {.spelling = NULL};

    const char *name = line->section + strlen("values.");
    value.field = pg_schema_field(pg_str_of(name));
    if (value.field == PG_FIELD_NONE && line->value[0] == '\0')
        return pg_config_refuse(line, err, "a group, Prefer not to say or Not known");
    if (value.field != PG_FIELD_NONE &&
        !pg_schema_accepts(value.field, pg_str_of(line->value)))
        return not_a_value(line, value.field, err);
    struct pg_value_map *grown =
        realloc(mapping->values, (mapping->n_values + 1) * sizeof *mapping->values);
    if (grown == NULL)
        return pg_no_memory(err);
    mapping->values = grown;
    value.spelling = pg_strdup(pg_str_of(line->key));
    value.meaning = pg_strdup(pg_str_of(line->value));
    value.name = value.field == PG_FIELD_NONE ? pg_strdup(pg_str_of(name)) : NULL;
    bool has_name = value.field != PG_FIELD_NONE || value.name != NULL;
    if (value.spelling == NULL || value.meaning == NULL || !has_name) {
        free(value.name);
        free(value.spelling);
        free(value.meaning);
        return pg_no_memory(err);
    }
    mapping->values[mapping->n_values++] = value;
    return PAYGAP_OK;
}

static paygap_status unknown_policy(const struct pg_ini_line *line, paygap_error *err)
{
    const char *keys[3 + PG_N_MINIMA] = {"tie_precision", "multiple_contracts",
                                         "default_bonus_period"};

    for (int i = 0; i < PG_N_MINIMA; i++)
        keys[3 + i] = pg_policy_minimum_key((enum pg_minimum)i);
    return pg_config_unknown(line, "key", line->key,
                             pg_nearest(line->key, keys, 3 + PG_N_MINIMA), err);
}

static paygap_status take_policy(struct pg_config *config, const struct pg_ini_line *line,
                                 paygap_error *err)
{
    struct pg_policy *policy = &config->policy;
    struct pg_str value = pg_str_of(line->value);

    for (int i = 0; i < PG_N_MINIMA; i++) {
        if (strcmp(line->key, pg_policy_minimum_key((enum pg_minimum)i)) != 0)
            continue;
        return pg_policy_set_minimum(policy, (enum pg_minimum)i, value)
                   ? PAYGAP_OK
                   : pg_config_refuse(line, err, "a whole number from 1 to 1000");
    }
    if (strcmp(line->key, "tie_precision") == 0)
        return pg_policy_set_tie_precision(policy, value)
                   ? PAYGAP_OK
                   : pg_config_refuse(line, err, "exact or penny");
    if (strcmp(line->key, "multiple_contracts") == 0)
        return pg_policy_set_multiple_contracts(policy, value)
                   ? PAYGAP_OK
                   : pg_config_refuse(line, err, "error, merge or separate");
    if (strcmp(line->key, "default_bonus_period") == 0)
        return pg_duration_parse(value, PG_MAX_BONUS_PERIOD_DAYS,
                                 &policy->default_bonus_period) == PG_CELL_VALUE
                   ? PAYGAP_OK
                   : pg_config_refuse(
                         line, err, "a period such as annual, monthly or a number of days");
    return unknown_policy(line, err);
}

static paygap_status take_employer(struct pg_config *config, const struct pg_ini_line *line,
                                   paygap_error *err)
{
    struct pg_str value = pg_str_of(line->value);

    if (strcmp(line->key, "sector") == 0) {
        config->has_sector = pg_policy_set_sector(&config->policy, value);
        return config->has_sector ? PAYGAP_OK
                                  : pg_config_refuse(line, err, "private or public");
    }
    if (strcmp(line->key, "snapshot_date") == 0)
        return pg_date_parse(value, &config->snapshot_date)
                   ? PAYGAP_OK
                   : pg_config_refuse(line, err, "a date such as 2026-04-05");
    return pg_employer_set(&config->employer, line, false, err);
}

static paygap_status take_named_employer(struct pg_config *config,
                                         const struct pg_ini_line *line, paygap_error *err)
{
    const char *name = line->section + strlen("employer.");

    for (size_t i = 0; i < config->n_employers; i++) {
        if (strcmp(config->employers[i].section_name, name) == 0)
            return pg_employer_set(&config->employers[i], line, true, err);
    }
    struct pg_employer *grown =
        realloc(config->employers, (config->n_employers + 1) * sizeof *config->employers);
    if (grown == NULL)
        return pg_no_memory(err);
    config->employers = grown;
    struct pg_employer *employer = &config->employers[config->n_employers];
    *employer = (struct pg_employer){.section_name = pg_strdup(pg_str_of(name))};
    if (employer->section_name == NULL)
        return pg_no_memory(err);
    config->n_employers++;
    return pg_employer_set(employer, line, true, err);
}

static paygap_status record(struct pg_config *config, const struct pg_ini_line *line,
                            paygap_error *err)
{
    struct pg_config_entry *grown =
        realloc(config->entries, (config->n_entries + 1) * sizeof *config->entries);

    if (grown == NULL)
        return pg_no_memory(err);
    config->entries = grown;
    for (size_t i = 0; i < config->n_entries; i++) {
        if (strcmp(grown[i].section, line->section) == 0 &&
            pg_str_same(pg_str_of(line->key), grown[i].key))
            return pg_fail_at(err, PAYGAP_CONFIG, line->path, line->number, 0,
                              "%.60s is given twice", line->key);
    }
    struct pg_config_entry *entry = &grown[config->n_entries++];
    entry->section = pg_strdup(pg_str_of(line->section));
    entry->key = pg_strdup(pg_str_of(line->key));
    entry->value = pg_strdup(pg_str_of(line->value));
    return entry->section != NULL && entry->key != NULL && entry->value != NULL
               ? PAYGAP_OK
               : pg_no_memory(err);
}

static paygap_status begin_section(struct pg_config *config, const struct pg_ini_line *line,
                                   paygap_error *err)
{
    static const char *const sections[] = {"employer",
                                           "input",
                                           "payments",
                                           "elements",
                                           "hours",
                                           "columns",
                                           "constants",
                                           "values.sex",
                                           "values.ethnicity",
                                           "policy",
                                           "workforce",
                                           "targets",
                                           "characteristic.ethnicity"};
    enum { N_SECTIONS = sizeof sections / sizeof sections[0] };

    if (strncmp(line->section, "values.", 7) == 0)
        return pg_value_section(config, line, err);
    if (strncmp(line->section, "characteristic.", 15) == 0)
        return pg_characteristic_set(config, line, err);
    if (strncmp(line->section, "employer.", 9) == 0)
        return PAYGAP_OK;
    for (size_t i = 0; i < N_SECTIONS; i++) {
        bool is_it = strcmp(line->section, sections[i]) == 0;
        config->payments.is_wanted =
            config->payments.is_wanted || (is_it && strcmp(sections[i], "payments") == 0);
        if (is_it)
            return PAYGAP_OK;
    }
    return pg_config_unknown(line, "section", line->section,
                             pg_nearest(line->section, sections, N_SECTIONS), err);
}

static paygap_status take_line(void *context, const struct pg_ini_line *line,
                               paygap_error *err)
{
    struct pg_config *config = context;

    if (line->key[0] == '\0' && line->value[0] == '\0')
        return begin_section(config, line, err);
    if (line->section[0] == '\0')
        return pg_fail_at(err, PAYGAP_CONFIG, line->path, line->number, 0,
                          "this key stands before any [section]");
    PG_TRY(record(config, line, err));
    if (strncmp(line->section, "values.", 7) == 0)
        return take_value(config, line, err);
    if (strncmp(line->section, "characteristic.", 15) == 0)
        return pg_characteristic_set(config, line, err);
    if (strncmp(line->section, "employer.", 9) == 0)
        return take_named_employer(config, line, err);
    if (strcmp(line->section, "employer") == 0)
        return take_employer(config, line, err);
    if (strcmp(line->section, "workforce") == 0 || strcmp(line->section, "targets") == 0)
        return PAYGAP_OK; // kept among the entries, for the workforce report
    if (strcmp(line->section, "payments") == 0 || strcmp(line->section, "elements") == 0 ||
        strcmp(line->section, "hours") == 0)
        return pg_payments_set(config, line, err);
    if (strcmp(line->section, "input") == 0)
        return pg_input_set(config, line, err);
    if (strcmp(line->section, "columns") == 0)
        return take_column(config, line, err);
    if (strcmp(line->section, "constants") == 0)
        return take_constant(config, line, err);
    return take_policy(config, line, err);
}

paygap_status pg_config_read(struct pg_config *config, const char *path, paygap_error *err)
{
    return pg_ini_read(config->inputs, path, take_line, config, err);
}

const struct pg_employer *pg_config_employer(const struct pg_config *config,
                                             const char *name)
{
    for (size_t i = 0; i < config->n_employers; i++) {
        if (strcmp(config->employers[i].section_name, name) == 0)
            return &config->employers[i];
    }
    return NULL;
}

void pg_config_free(struct pg_config *config)
{
    free(config->input.sheet);
    pg_payments_wish_free(&config->payments);
    pg_mapping_free(&config->mapping);
    pg_employer_free(&config->employer);
    for (size_t i = 0; i < config->n_employers; i++)
        pg_employer_free(&config->employers[i]);
    free(config->employers);
    pg_characteristics_free(config);
    for (size_t i = 0; i < config->n_entries; i++) {
        free(config->entries[i].section);
        free(config->entries[i].key);
        free(config->entries[i].value);
    }
    free(config->entries);
    *config = (struct pg_config){0};
}
