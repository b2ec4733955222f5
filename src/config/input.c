// SPDX-License-Identifier: GPL-3.0-or-later
/* [input]: how the payroll file is laid out, where that is not to be found out. */
#include "config_parts.h"

#include <stdlib.h>

static bool take_delimiter(struct pg_config *config, const char *value)
{
    static const struct {
        const char *name;
        char delimiter;
    } names[] = {{"auto", 0},   {"comma", ','},        {"semicolon", ';'}, {"tab", '\t'},
                 {"pipe", '|'}, {"vertical bar", '|'}, {"space", ' '}};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (pg_str_same(pg_str_of(value), names[i].name)) {
            config->input.delimiter = names[i].delimiter;
            return true;
        }
    }
    config->input.delimiter = value[0];
    return strlen(value) == 1 && strchr("\"'", value[0]) == NULL;
}

static bool take_header_row(struct pg_config *config, const char *value)
{
    char *end = NULL;
    unsigned long row = value[0] >= '0' && value[0] <= '9' ? strtoul(value, &end, 10) : 0;

    config->input.header_row = row;
    return end != NULL && *end == '\0' && row >= 1 && row <= 64;
}

static bool take_word(struct pg_str value, const char *first, const char *second,
                      int *which)
{
    *which = pg_str_same(value, first) ? 1 : pg_str_same(value, second) ? 2 : 0;
    return *which != 0;
}

paygap_status pg_input_set(struct pg_config *config, const struct pg_ini_line *line,
                           paygap_error *err)
{
    static const char *const keys[] = {"sheet",      "delimiter", "encoding",
                                       "header_row", "decimal",   "dates"};
    struct pg_str value = pg_str_of(line->value);
    int which = 0;

    if (strcmp(line->key, "sheet") == 0) {
        free(config->input.sheet);
        config->input.sheet = pg_strdup(value);
        return config->input.sheet != NULL ? PAYGAP_OK : pg_no_memory(err);
    }
    if (strcmp(line->key, "delimiter") == 0)
        return take_delimiter(config, line->value)
                   ? PAYGAP_OK
                   : pg_config_refuse(line, err, "comma, semicolon, tab, pipe or space");
    if (strcmp(line->key, "encoding") == 0)
        return pg_encoding_of(value, &config->input.encoding)
                   ? PAYGAP_OK
                   : pg_config_refuse(line, err, "utf-8, utf-16, windows-1252 or cp850");
    if (strcmp(line->key, "header_row") == 0)
        return take_header_row(config, line->value)
                   ? PAYGAP_OK
                   : pg_config_refuse(line, err, "the number of a row, from 1 to 64");
    if (strcmp(line->key, "decimal") == 0) {
        bool is_taken = take_word(value, "point", "comma", &which);
        config->mapping.decimal_mark = which == 1 ? PG_MARK_POINT : PG_MARK_COMMA;
        return is_taken ? PAYGAP_OK : pg_config_refuse(line, err, "point or comma");
    }
    if (strcmp(line->key, "dates") == 0) {
        bool is_taken = take_word(value, "day first", "month first", &which);
        config->mapping.month_first = which == 2;
        return is_taken ? PAYGAP_OK
                        : pg_config_refuse(line, err, "day first or month first");
    }
    return pg_config_unknown(line, "key", line->key,
                             pg_nearest(line->key, keys, sizeof keys / sizeof keys[0]),
                             err);
}
