// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_base.h"

#include <stdio.h>

static const char *const months[12] = {"January",   "February", "March",    "April",
                                       "May",       "June",     "July",     "August",
                                       "September", "October",  "November", "December"};

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static bool is_day(struct pg_date date)
{
    static const int lengths[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    if (date.year < 1970 || date.year > 2999 || date.month < 1 || date.month > 12)
        return false;
    int length = lengths[date.month - 1] + (date.month == 2 && is_leap(date.year));
    return date.day >= 1 && date.day <= length;
}

// Reads up to `max` digits at *p.
static bool read_number(const char **p, const char *end, int max, int *value)
{
    int n = 0;

    for (*value = 0; n < max && *p < end && **p >= '0' && **p <= '9'; (*p)++, n++)
        *value = *value * 10 + (**p - '0');
    return n > 0;
}

// Reads a month's name or its first three letters.
static bool read_month(const char **p, const char *end, int *month)
{
    const char *start = *p;

    while (*p < end && ((**p >= 'a' && **p <= 'z') || (**p >= 'A' && **p <= 'Z')))
        (*p)++;
    struct pg_str word = {start, (size_t)(*p - start)};
    for (int i = 0; i < 12; i++) {
        char short_name[4] = {months[i][0], months[i][1], months[i][2], '\0'};
        if (pg_str_same(word, months[i]) || pg_str_same(word, short_name)) {
            *month = i + 1;
            return true;
        }
    }
    return false;
}

static bool take_one_of(const char **p, const char *end, const char *set)
{
    if (*p == end || strchr(set, **p) == NULL)
        return false;
    (*p)++;
    return true;
}

static bool parse_iso(const char *p, const char *end, struct pg_date *date)
{
    return end - p == 10 && read_number(&p, end, 4, &date->year) &&
           take_one_of(&p, end, "-") && read_number(&p, end, 2, &date->month) &&
           take_one_of(&p, end, "-") && read_number(&p, end, 2, &date->day) && p == end;
}

static bool parse_day_first(const char *p, const char *end, struct pg_date *date)
{
    if (!read_number(&p, end, 2, &date->day) || !take_one_of(&p, end, "/-. "))
        return false;
    bool named = p < end && (*p < '0' || *p > '9');
    if (named ? !read_month(&p, end, &date->month) : !read_number(&p, end, 2, &date->month))
        return false;
    const char *year = p + 1;
    return take_one_of(&p, end, "/-. ") && read_number(&p, end, 4, &date->year) &&
           p == end && end - year == 4;
}

bool pg_date_parse(struct pg_str text, struct pg_date *date)
{
    struct pg_str trimmed = pg_str_trim(text);
    const char *end = trimmed.ptr + trimmed.len;

    return (parse_iso(trimmed.ptr, end, date) || parse_day_first(trimmed.ptr, end, date)) &&
           is_day(*date);
}

// Both conversions count in years that begin on 1 March, so that a leap day comes last.
int64_t pg_date_days(struct pg_date date)
{
    int64_t year = date.month > 2 ? date.year : date.year - 1;
    int64_t month = (date.month + 9) % 12;

    return 365 * year + year / 4 - year / 100 + year / 400 + (month * 306 + 5) / 10 +
           date.day - 1 - 719468;
}

struct pg_date pg_date_of_days(int64_t days)
{
    struct pg_date date = {.year = (int)(1970 + (days >= 0 ? days / 366 : days / 365 - 1)),
                           .month = 1,
                           .day = 1};

    while (pg_date_days((struct pg_date){date.year + 1, 1, 1}) <= days)
        date.year++;
    while (date.month < 12 &&
           pg_date_days((struct pg_date){date.year, date.month + 1, 1}) <= days)
        date.month++;
    date.day += (int)(days - pg_date_days(date));
    return date;
}

int64_t pg_date_anniversary(struct pg_date date, int years)
{
    struct pg_date month = {date.year + years, date.month, 1};
    struct pg_date next = pg_date_of_days(pg_date_days(month) + 31);
    int64_t last = pg_date_days((struct pg_date){next.year, next.month, 1}) - 1;
    int64_t day = pg_date_days(month) + date.day - 1;

    return day < last ? day : last;
}

int pg_date_compare(struct pg_date a, struct pg_date b)
{
    int64_t difference = pg_date_days(a) - pg_date_days(b);

    return difference < 0 ? -1 : difference > 0;
}

const char *pg_date_iso(struct pg_date date, char text[static 32])
{
    snprintf(text, 32, "%04d-%02d-%02d", date.year, date.month, date.day);
    return text;
}

const char *pg_date_long(struct pg_date date, char text[static 32])
{
    snprintf(text, 32, "%d %s %d", date.day, months[date.month - 1], date.year);
    return text;
}
