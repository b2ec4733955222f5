// SPDX-License-Identifier: GPL-3.0-or-later
/* [input]: how the payroll file is laid out, where that is not to be found out. */
#include "keys.h"

static bool parse_delimiter(void *delimiter, struct pg_str value)
{
    static const struct {
        const char *name;
        char delimiter;
    } names[] = {{"auto", 0},   {"comma", ','},        {"semicolon", ';'}, {"tab", '\t'},
                 {"pipe", '|'}, {"vertical bar", '|'}, {"space", ' '}};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (pg_str_same(value, names[i].name)) {
            *(char *)delimiter = names[i].delimiter;
            return true;
        }
    }
    if (value.len != 1 || strchr("\"'", value.ptr[0]) != NULL)
        return false;
    *(char *)delimiter = value.ptr[0];
    return true;
}

static bool parse_encoding(void *encoding, struct pg_str value)
{
    return pg_source_encoding_of(value, encoding);
}

static bool parse_order_of_dates(void *month_first, struct pg_str value)
{
    *(bool *)month_first = pg_str_same(value, "month first");
    return *(bool *)month_first || pg_str_same(value, "day first");
}

static const struct pg_key_word marks[] = {
    {"point", PG_MARK_POINT}, {"comma", PG_MARK_COMMA}, {NULL, 0}};

static const struct pg_key rows[] = {
    {.name = "sheet",
     .kind = PG_KEY_TEXT,
     .offset = offsetof(struct pg_config, input.sheet)},
    {.name = "delimiter",
     .kind = PG_KEY_PARSED,
     .offset = offsetof(struct pg_config, input.delimiter),
     .parse = parse_delimiter,
     .expected = "comma, semicolon, tab, pipe or space"},
    {.name = "encoding",
     .kind = PG_KEY_PARSED,
     .offset = offsetof(struct pg_config, input.encoding),
     .parse = parse_encoding,
     .expected = "utf-8, utf-16, windows-1252 or cp850"},
    {.name = "header_row",
     .kind = PG_KEY_NUMBER,
     .offset = offsetof(struct pg_config, input.header_row),
     .least = 1,
     .most = 64,
     .expected = "the number of a row, from 1 to 64"},
    {.name = "decimal",
     .kind = PG_KEY_WORD,
     .offset = offsetof(struct pg_config, mapping.decimal_mark),
     .words = marks,
     .expected = "point or comma"},
    {.name = "dates",
     .kind = PG_KEY_PARSED,
     .offset = offsetof(struct pg_config, mapping.month_first),
     .parse = parse_order_of_dates,
     .expected = "day first or month first"},
};

static const struct pg_keys keys = PG_KEYS(rows);

paygap_status pg_config_input_take(struct pg_config *config, const struct pg_ini_line *line,
                                   paygap_error *err)
{
    return pg_config_keys_take(&keys, config, line, err);
}

void pg_config_input_free(struct pg_config *config)
{
    pg_config_keys_free(&keys, config);
}
