// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * paygap.ini, one line at a time: ini_lines.c hands on each section and each key with its
 * line; the table of sections says what takes them. Every section, key and value that is
 * not known is an error with its line and, where there is one, the name that may have been
 * meant; nothing is ignored, because a misspelt choice would change figures silently.
 *
 * Invariant: every entry is kept as it was written, once, for the outputs that print the
 * settings; a key given twice is an error. Values of one field are checked with the parser
 * that reads the cells of its column.
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

// ---------------------------------------------------------------- sections

static paygap_status begin_nothing(struct pg_config *config, const struct pg_ini_line *line,
                                   paygap_error *err)
{
    (void)config, (void)line, (void)err;
    return PAYGAP_OK;
}

static paygap_status begin_payments(struct pg_config *config,
                                    const struct pg_ini_line *line, paygap_error *err)
{
    config->payments.is_wanted = true;
    return begin_nothing(config, line, err);
}

/** A section of the file. A name that ends in a dot is followed by one of the user's. */
struct section {
    const char *name;
    const char *example; /**< what a name that nobody knows may have been meant as */
    paygap_status (*begin)(struct pg_config *config, const struct pg_ini_line *line,
                           paygap_error *err);
    paygap_status (*take)(struct pg_config *config, const struct pg_ini_line *line,
                          paygap_error *err);
};

static const struct section sections[] = {
    {"employer", "employer", begin_nothing, pg_config_employer_take},
    {"employer.", "employer", begin_nothing, pg_config_named_employer_take},
    {"input", "input", begin_nothing, pg_config_input_take},
    {"payments", "payments", begin_payments, pg_config_payments_take},
    {"elements", "elements", begin_nothing, pg_config_element_take},
    {"hours", "hours", begin_nothing, pg_config_hours_take},
    {"columns", "columns", begin_nothing, pg_config_column_take},
    {"constants", "constants", begin_nothing, pg_config_constant_take},
    {"values.sex", "values.sex", begin_nothing, pg_config_value_take},
    {"values.", "values.ethnicity", pg_config_value_begin, pg_config_value_take},
    {"policy", "policy", begin_nothing, pg_config_policy_take},
    {"workforce", "workforce", begin_nothing, pg_config_workforce_take},
    {"targets", "targets", begin_nothing, pg_config_target_take},
    {"characteristic.", "characteristic.ethnicity", pg_config_characteristic_begin,
     pg_config_characteristic_take},
};

enum { N_SECTIONS = sizeof sections / sizeof sections[0] };

static const struct section *section_called(const char *name)
{
    for (size_t i = 0; i < N_SECTIONS; i++) {
        size_t len = strlen(sections[i].name);
        bool is_named = sections[i].name[len - 1] == '.';
        if (is_named ? strncmp(name, sections[i].name, len) == 0
                     : strcmp(name, sections[i].name) == 0)
            return &sections[i];
    }
    return NULL;
}

static paygap_status unknown_section(const struct pg_ini_line *line, paygap_error *err)
{
    const char *names[N_SECTIONS];

    for (size_t i = 0; i < N_SECTIONS; i++)
        names[i] = sections[i].example;
    return pg_config_unknown(line, "section", line->section,
                             pg_nearest(line->section, names, N_SECTIONS), err);
}

static paygap_status take_line(void *context, const struct pg_ini_line *line,
                               paygap_error *err)
{
    const struct section *section = section_called(line->section);
    bool is_beginning = line->key[0] == '\0' && line->value[0] == '\0';

    if (line->section[0] == '\0' && !is_beginning)
        return pg_fail_at(err, PAYGAP_CONFIG, line->path, line->number, 0,
                          "this key stands before any [section]");
    if (section == NULL)
        return unknown_section(line, err);
    if (is_beginning)
        return section->begin(context, line, err);
    PG_TRY(record(context, line, err));
    return section->take(context, line, err);
}

paygap_status pg_config_read(struct pg_config *config, const char *path, paygap_error *err)
{
    return pg_config_ini_read(config->inputs, path, take_line, config, err);
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
    pg_config_input_free(config);
    pg_payments_wish_free(&config->payments);
    pg_schema_mapping_free(&config->mapping);
    pg_config_employers_free(config);
    pg_config_characteristics_free(config);
    pg_config_workforce_settings_free(&config->workforce);
    for (size_t i = 0; i < config->n_entries; i++) {
        free(config->entries[i].section);
        free(config->entries[i].key);
        free(config->entries[i].value);
    }
    free(config->entries);
    *config = (struct pg_config){0};
}
