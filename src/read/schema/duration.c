// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_law.h"
#include "pg_schema.h"

enum unit { DAY, WEEK, MONTH, YEAR };

static const struct {
    const char *spelling;
    int number;
    enum unit unit;
} words[] = {
#define PG_DURATION(spelling, number, unit) {spelling, number, unit},
#include "durations.def"
#undef PG_DURATION
};

static bool is_digit_at(struct pg_str text, size_t i)
{
    return i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9';
}

// Without spaces, _ and -, in lower case; false if it is too long to be a period.
static bool squeeze(struct pg_str text, char squeezed[static 32], size_t *len)
{
    *len = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == ' ' || c == '_' || c == '-') {
            if (is_digit_at(text, i - 1) && is_digit_at(text, i + 1))
                return false; // "1-2 weeks" is not twelve
            continue;
        }
        if (*len == 31)
            return false;
        squeezed[(*len)++] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    squeezed[*len] = '\0';
    return true;
}

static int64_t length(int64_t number_millionths, enum unit unit)
{
    static const int64_t days[] = {PG_LAW_DAY, PG_LAW_WEEK, PG_LAW_MONTH, PG_LAW_YEAR};

    if (unit == MONTH && number_millionths == PG_LAW_MONTHS_OF_A_YEAR * PG_MILLION)
        return length(PG_MILLION, YEAR);
    return number_millionths * days[unit] / PG_MILLION;
}

static bool read_unit(struct pg_str text, enum unit *unit)
{
    static const struct {
        const char *spelling;
        enum unit unit;
    } units[] = {{"", DAY},        {"d", DAY},        {"day", DAY},   {"days", DAY},
                 {"w", WEEK},      {"wk", WEEK},      {"wks", WEEK},  {"week", WEEK},
                 {"weeks", WEEK},  {"m", MONTH},      {"mth", MONTH}, {"mths", MONTH},
                 {"month", MONTH}, {"months", MONTH}, {"y", YEAR},    {"yr", YEAR},
                 {"yrs", YEAR},    {"year", YEAR},    {"years", YEAR}};

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (pg_str_same(text, units[i].spelling)) {
            *unit = units[i].unit;
            return true;
        }
    }
    return false;
}

// "28", "7.5 days", "6 months": a number and, perhaps, a unit.
static bool read_number_and_unit(struct pg_str text, int64_t *days)
{
    size_t digits = 0;
    int64_t number;
    enum unit unit;

    while (digits < text.len && (text.ptr[digits] == '.' ||
                                 (text.ptr[digits] >= '0' && text.ptr[digits] <= '9')))
        digits++;
    struct pg_str rest = {text.ptr + digits, text.len - digits};
    enum pg_cell_state state = pg_decimal_parse((struct pg_str){text.ptr, digits}, &number);
    if ((state != PG_CELL_VALUE && state != PG_CELL_ROUNDED) ||
        number > 5000 * PG_MILLION || !read_unit(rest, &unit))
        return false;
    *days = length(number, unit);
    return true;
}

static bool read_word(struct pg_str text, int64_t *days)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (pg_str_same(text, words[i].spelling)) {
            *days = length(words[i].number * PG_MILLION, words[i].unit);
            return true;
        }
    }
    return false;
}

enum pg_cell_state pg_schema_duration_parse(struct pg_str text, uint32_t max_days,
                                            uint32_t *days)
{
    char squeezed[32];
    size_t len;
    int64_t found = 0;

    if (text.len == 0)
        return PG_CELL_BLANK;
    if (text.ptr[0] == '-' || !squeeze(text, squeezed, &len))
        return PG_CELL_BAD;
    struct pg_str word = {squeezed, len};
    if (!read_word(word, &found) && !read_number_and_unit(word, &found))
        return PG_CELL_BAD;
    if (found <= 0 || found > max_days * PG_MILLION)
        return PG_CELL_BAD;
    *days = (uint32_t)found;
    return PG_CELL_VALUE;
}
