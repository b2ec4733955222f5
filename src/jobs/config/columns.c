// SPDX-License-Identifier: GPL-3.0-or-later
/* [columns], [constants] and [values.COLUMN]: how the columns of the file are read. Their
 * keys are columns and spellings, so no table can list them. */
#include "config_parts.h"

#include <stdlib.h>

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
        pg_buffer_printf(&all, "%s%s", i > 0 ? ", " : "",
                         pg_table_field_name((enum pg_field)i));
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

paygap_status pg_config_column_take(struct pg_config *config,
                                    const struct pg_ini_line *line, paygap_error *err)
{
    enum pg_field field;

    PG_TRY(field_of(line, line->key, &field, err));
    if (line->value[0] == '\0')
        return pg_config_refuse(line, err, "the header of a column in the file");
    config->mapping.is_closed = true;
    return set_once(&config->mapping.header_of[field], line, err);
}

paygap_status pg_config_constant_take(struct pg_config *config,
                                      const struct pg_ini_line *line, paygap_error *err)
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
    paygap_status status =
        pg_fail_at(err, PAYGAP_CONFIG, line->path, line->number, 0,
                   "\"%s\" is not a value that %s can have; it must be %s",
                   shown.ptr != NULL ? shown.ptr : "", pg_table_field_name(field),
                   pg_schema_expects(field));
    pg_buffer_free(&shown);
    return status;
}

// As labels of the file are read: without what nobody sees. NULL when out of memory.
static char *label_of(const char *text)
{
    struct pg_buffer label = {0};

    pg_buffer_add_label(&label, pg_str_of(text));
    if (label.failed)
        pg_buffer_free(&label);
    return label.ptr;
}

paygap_status pg_config_value_take(struct pg_config *config, const struct pg_ini_line *line,
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
    value.spelling = label_of(line->key);
    value.meaning = label_of(line->value);
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
