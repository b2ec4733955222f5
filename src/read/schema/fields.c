// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_schema.h"

#include <stdlib.h>

static bool is_separator(struct pg_str text, size_t i)
{
    char c = text.ptr[i];
    bool is_no_break_space = // both of its bytes
        (c == '\xC2' && i + 1 < text.len && text.ptr[i + 1] == '\xA0') ||
        (c == '\xA0' && i > 0 && text.ptr[i - 1] == '\xC2');

    return c == ' ' || c == '_' || c == '-' || c == '\t' || c == '\r' || c == '\n' ||
           is_no_break_space;
}

bool pg_schema_same_header(struct pg_str header, const char *name)
{
    struct pg_str other = pg_str_of(name);
    size_t j = 0;

    for (size_t i = 0; i < header.len; i++) {
        if (is_separator(header, i))
            continue;
        while (j < other.len && is_separator(other, j))
            j++;
        if (j == other.len || pg_lower(header.ptr[i]) != pg_lower(other.ptr[j]))
            return false;
        j++;
    }
    while (j < other.len && is_separator(other, j))
        j++;
    return j == other.len;
}

bool pg_schema_text_has(struct pg_str text, const char *part)
{
    size_t len = strlen(part);

    for (size_t i = 0; i + len <= text.len; i++) {
        if (pg_str_same((struct pg_str){text.ptr + i, len}, part))
            return true;
    }
    return false;
}

enum pg_field pg_schema_field(struct pg_str header)
{
    for (int i = 0; i < PG_N_FIELDS; i++) {
        if (pg_schema_same_header(header, pg_table_field_name((enum pg_field)i)))
            return (enum pg_field)i;
    }
    return PG_FIELD_NONE;
}

const char *pg_schema_nearest_field(const char *word)
{
    const char *names[PG_N_FIELDS];

    for (int i = 0; i < PG_N_FIELDS; i++)
        names[i] = pg_table_field_name((enum pg_field)i);
    return pg_nearest(word, names, PG_N_FIELDS);
}

const struct pg_element_column *pg_schema_element_column(const struct pg_mapping *mapping,
                                                         struct pg_str header)
{
    for (size_t i = 0; i < mapping->n_elements; i++) {
        if (pg_schema_same_header(header, mapping->elements[i].header))
            return &mapping->elements[i];
    }
    return NULL;
}

void pg_schema_mapping_forget(struct pg_mapping *mapping)
{
    for (int i = 0; i < PG_N_FIELDS; i++) {
        mapping->column_of[i] = 0;
        if (!mapping->is_guessed[i])
            continue;
        free(mapping->constant_of[i]);
        mapping->constant_of[i] = NULL;
        mapping->is_guessed[i] = false;
    }
}

void pg_schema_mapping_free(struct pg_mapping *mapping)
{
    for (int i = 0; i < PG_N_FIELDS; i++) {
        free(mapping->header_of[i]);
        free(mapping->constant_of[i]);
    }
    for (size_t i = 0; i < mapping->n_values; i++) {
        free(mapping->values[i].name);
        free(mapping->values[i].spelling);
        free(mapping->values[i].meaning);
    }
    free(mapping->values);
    free(mapping->has_comma);
    free(mapping->elements);
    *mapping = (struct pg_mapping){0};
}
