// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_schema.h"

#include <stdio.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool all_digits(struct pg_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (!is_digit(text.ptr[i]))
            return false;
    }
    return text.len > 0;
}

// The number of the `n` digits at `p`.
static int number(const char *p, size_t n)
{
    int value = 0;

    for (size_t i = 0; i < n; i++)
        value = value * 10 + (p[i] - '0');
    return value;
}

// Days as Excel counts them, from 1 March 1900 (61) to 2099.
static bool is_serial(struct pg_str text, struct pg_date *day)
{
    static const int64_t day_0 = -25569; // 30 December 1899, in days from 1970
    int serial = text.len <= 5 ? number(text.ptr, text.len) : 0;

    *day = pg_date_of_days(day_0 + serial);
    return serial >= 61 && serial < 73051;
}

// Without "T10:30:00" or " 00:00:00" at its end.
static struct pg_str without_time(struct pg_str text)
{
    const char *colon = memchr(text.ptr, ':', text.len);

    if (colon == NULL)
        return text;
    size_t n = (size_t)(colon - text.ptr);
    while (n > 0 && is_digit(text.ptr[n - 1]))
        n--;
    if (n > 0 && (text.ptr[n - 1] == 'T' || text.ptr[n - 1] == ' '))
        return pg_str_trim((struct pg_str){text.ptr, n - 1});
    return text;
}

// With the first two parts the other way round, and the century of a two-digit year.
static bool rewrite(struct pg_str text, bool month_first, char out[static 40])
{
    size_t ends[2], n_ends = 0, len = 0;

    for (size_t i = 0; i < text.len && n_ends < 2; i++) {
        bool ends_part = strchr("/-. ", text.ptr[i]) != NULL;
        if (ends_part && i > 0)
            ends[n_ends++] = i;
    }
    if (n_ends < 2 || text.len > 30)
        return false;
    struct pg_str first = {text.ptr, ends[0]};
    struct pg_str second = {text.ptr + ends[0] + 1, ends[1] - ends[0] - 1};
    struct pg_str year = {text.ptr + ends[1] + 1, text.len - ends[1] - 1};
    bool swaps = month_first && all_digits(first) && first.len <= 2 && all_digits(second);
    struct pg_str parts[2] = {swaps ? second : first, swaps ? first : second};
    for (size_t i = 0; i < 2; i++) {
        memcpy(out + len, parts[i].ptr, parts[i].len);
        len += parts[i].len;
        out[len++] = text.ptr[ends[i]];
    }
    bool is_short = year.len == 2 && all_digits(year) && first.len <= 2;
    if (is_short) {
        memcpy(out + len, number(year.ptr, 2) < 50 ? "20" : "19", 2);
        len += 2;
    }
    memcpy(out + len, year.ptr, year.len);
    out[len + year.len] = '\0';
    return true;
}

enum pg_cell_state pg_schema_day_parse(struct pg_str text, bool month_first,
                                       struct pg_date *day)
{
    char rewritten[40];

    text = pg_str_trim(text);
    if (text.len > 0 && *text.ptr == '\'')
        text = (struct pg_str){text.ptr + 1, text.len - 1};
    if (text.len == 0)
        return PG_CELL_BLANK;
    text = without_time(text);
    if (all_digits(text) && text.len == 8) {
        snprintf(rewritten, sizeof rewritten, "%.4s-%.2s-%.2s", text.ptr, text.ptr + 4,
                 text.ptr + 6);
        return pg_date_parse(pg_str_of(rewritten), day) ? PG_CELL_VALUE : PG_CELL_BAD;
    }
    if (all_digits(text))
        return is_serial(text, day) ? PG_CELL_VALUE : PG_CELL_BAD;
    if (!rewrite(text, month_first, rewritten))
        return PG_CELL_BAD;
    return pg_date_parse(pg_str_of(rewritten), day) ? PG_CELL_VALUE : PG_CELL_BAD;
}
