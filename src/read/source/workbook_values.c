// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What a number in a workbook cell means and how it is written as text, so that later
 * stages see the same as in a CSV. A number format tells amounts from dates, times and
 * durations. Dates are days since 1900 or 1904, with the 29 February 1900 that Excel
 * believes in. Amounts are rounded to 15 digits, as Excel shows them, by decimal arithmetic
 * on their digits: what a file has beyond is the error of binary fractions (0.1 + 0.2 is
 * stored as 0.30000000000000004), which would otherwise count as an amount with too many
 * decimals. workbook_source.c calls pg_source_add_number() for each numeric cell.
 */
#include "workbook.h"

#include <stdlib.h>

// ---------------------------------------------------------------- number formats

// Passes what a code says literally: "quoted", \x, _x and *x; the place after it.
static const char *pass_literal(const char *p)
{
    if (*p == '"') {
        const char *end = strchr(p + 1, '"');
        return end != NULL ? end + 1 : p + strlen(p);
    }
    if (*p == '\\' || *p == '_' || *p == '*')
        return p[1] != '\0' ? p + 2 : p + 1;
    return NULL;
}

// [h], [mm] and [ss] are elapsed time; [Red], [$-809] and [>100] say nothing of the kind.
static bool is_elapsed(const char *p)
{
    char letter = (char)(p[1] | 0x20);
    size_t i = 1;

    while ((p[i] | 0x20) == letter)
        i++;
    return (letter == 'h' || letter == 'm' || letter == 's') && p[i] == ']';
}

static enum pg_number_kind kind_of_code(const char *code)
{
    bool has_day = false, has_time = false, has_month = false;

    for (const char *p = code; *p != '\0' && *p != ';';) {
        const char *after = pass_literal(p);
        if (after != NULL) {
            p = after;
            continue;
        }
        if (*p == '[') {
            if (is_elapsed(p))
                return PG_KIND_DURATION;
            const char *end = strchr(p, ']');
            p = end != NULL ? end + 1 : p + strlen(p);
            continue;
        }
        char letter = (char)(*p | 0x20);
        has_day = has_day || letter == 'y' || letter == 'd';
        has_time = has_time || letter == 'h' || letter == 's';
        has_month = has_month || letter == 'm';
        p++;
    }
    return has_day || (has_month && !has_time) ? PG_KIND_DATE
           : has_time                          ? PG_KIND_TIME
                                               : PG_KIND_NUMBER;
}

enum pg_number_kind pg_source_number_kind_of(const char *code, unsigned number)
{
    if (code != NULL) {
        bool is_general = pg_str_same(pg_str_of(code), "General");
        return is_general ? PG_KIND_NUMBER : kind_of_code(code);
    }
    if (number == 46)
        return PG_KIND_DURATION;
    if ((number >= 18 && number <= 21) || number == 45 || number == 47)
        return PG_KIND_TIME;
    bool is_date = (number >= 14 && number <= 22) || (number >= 27 && number <= 36) ||
                   (number >= 50 && number <= 58);
    return is_date ? PG_KIND_DATE : PG_KIND_NUMBER;
}

// ---------------------------------------------------------------- decimals

enum { SIGNIFICANT = 15, MAX_DIGITS = 40, MAX_PLAIN_EXPONENT = 40 };

/** 0.digits x 10 to the power of `point`. */
struct digits {
    char digit[MAX_DIGITS + 1];
    int n, point;
    bool is_negative;
};

// Reads 12.5, -1.2E-3 and the like; false if it is no number.
static bool read_digits(struct pg_str text, struct digits *digits)
{
    bool has_point = false, has_digit = false;
    size_t i = 0;

    *digits = (struct digits){.n = 0};
    if (i < text.len && (text.ptr[i] == '-' || text.ptr[i] == '+'))
        digits->is_negative = text.ptr[i++] == '-';
    for (;
         i < text.len && (text.ptr[i] == '.' || (text.ptr[i] >= '0' && text.ptr[i] <= '9'));
         i++) {
        if (text.ptr[i] == '.') {
            if (has_point)
                return false;
            has_point = true;
            continue;
        }
        has_digit = true;
        bool is_leading = digits->n == 0 && text.ptr[i] == '0';
        digits->point += has_point ? (is_leading ? -1 : 0) : !is_leading;
        if (!is_leading && digits->n < MAX_DIGITS)
            digits->digit[digits->n++] = text.ptr[i];
    }
    if (!has_digit)
        return false;
    if (i < text.len && (text.ptr[i] == 'e' || text.ptr[i] == 'E')) {
        int exponent = 0;
        bool is_small = ++i < text.len && text.ptr[i] == '-';
        if (i < text.len && (text.ptr[i] == '-' || text.ptr[i] == '+'))
            i++;
        for (; i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9' && exponent < 1000;
             i++)
            exponent = exponent * 10 + (text.ptr[i] - '0');
        digits->point += is_small ? -exponent : exponent;
    }
    return i == text.len;
}

// Excel keeps 15 digits; what a file has beyond them is the error of binary fractions.
static void round_digits(struct digits *digits)
{
    if (digits->n > SIGNIFICANT) {
        bool up = digits->digit[SIGNIFICANT] >= '5';
        digits->n = SIGNIFICANT;
        for (int i = SIGNIFICANT; up && i-- > 0;) {
            up = digits->digit[i] == '9';
            digits->digit[i] = (char)(up ? '0' : digits->digit[i] + 1);
        }
        if (up) { // 999... became 1000...
            digits->digit[0] = '1';
            digits->n = 1;
            digits->point++;
        }
    }
    while (digits->n > 0 && digits->digit[digits->n - 1] == '0')
        digits->n--;
}

static void add_digits(struct pg_buffer *text, const struct digits *digits)
{
    if (digits->n == 0) {
        pg_buffer_add(text, "0", 1);
        return;
    }
    if (digits->is_negative)
        pg_buffer_add(text, "-", 1);
    if (digits->point <= 0)
        pg_buffer_add(text, "0.", 2);
    for (int i = digits->point; i < 0; i++)
        pg_buffer_add(text, "0", 1);
    for (int i = 0; i < digits->n || i < digits->point; i++) {
        if (i == digits->point && i > 0)
            pg_buffer_add(text, ".", 1);
        pg_buffer_add(text, i < digits->n ? &digits->digit[i] : "0", 1);
    }
}

// As nearly all numbers are written: digits, perhaps a point, no more than 15 in all.
static bool is_simple(struct pg_str number)
{
    size_t point = SIZE_MAX;

    for (size_t i = 0; i < number.len; i++) {
        if (number.ptr[i] == '.' && point == SIZE_MAX && i > 0)
            point = i;
        else if (number.ptr[i] < '0' || number.ptr[i] > '9')
            return false;
    }
    bool has_zeros = number.len > 1 && number.ptr[0] == '0' && point != 1;
    return number.len > 0 && number.len <= SIGNIFICANT && !has_zeros &&
           (point == SIZE_MAX ||
            (point + 1 < number.len && number.ptr[number.len - 1] != '0'));
}

// ---------------------------------------------------------------- dates

static double value_of(const struct digits *digits)
{
    double value = 0, scale = 1;

    for (int i = 0; i < digits->n; i++)
        value = value * 10 + (digits->digit[i] - '0');
    for (int i = digits->n; i < digits->point; i++)
        value *= 10;
    for (int i = digits->point; i < digits->n; i++)
        scale *= 10;
    return value / scale;
}

// Excel's calendar of 1900 has a 29 February, day 60, that there never was.
static void add_date(struct pg_buffer *text, int64_t serial, bool is_1904)
{
    static const int64_t day_1_of_1900 = -25567, day_0_of_1904 = -24107; // from 1970
    char iso[32];

    if (!is_1904 && serial == 60) {
        pg_buffer_printf(text, "1900-02-29");
        return;
    }
    int64_t days =
        is_1904 ? day_0_of_1904 + serial : day_1_of_1900 - 1 + serial - (serial > 60);
    pg_buffer_printf(text, "%s", pg_date_iso(pg_date_of_days(days), iso));
}

static void add_moment(struct pg_buffer *text, double value, enum pg_number_kind kind,
                       bool is_1904)
{
    int64_t seconds = (int64_t)(value * 86400 + 0.5);
    int64_t day = seconds / 86400, rest = seconds % 86400;
    bool has_date = kind == PG_KIND_DATE || (kind == PG_KIND_TIME && day > 0);
    int hours = (int)(kind == PG_KIND_DURATION ? seconds / 3600 : rest / 3600);

    if (has_date)
        add_date(text, day, is_1904);
    if (has_date && rest == 0)
        return;
    pg_buffer_printf(text, "%s%02d:%02d:%02d", has_date ? "T" : "", hours,
                     (int)(rest / 60 % 60), (int)(rest % 60));
}

void pg_source_add_number(struct pg_buffer *text, struct pg_str number,
                          enum pg_number_kind kind, bool is_1904)
{
    static const double latest = 2958466; // 1 January 10000
    struct digits digits;

    if (kind == PG_KIND_NUMBER && is_simple(number)) {
        pg_buffer_add(text, number.ptr, number.len);
        return;
    }
    if (!read_digits(number, &digits) || digits.point > MAX_PLAIN_EXPONENT ||
        digits.point < -MAX_PLAIN_EXPONENT) {
        pg_buffer_add(text, number.ptr, number.len);
        return;
    }
    bool is_moment = kind != PG_KIND_NUMBER && !digits.is_negative && digits.point <= 7 &&
                     value_of(&digits) < latest;
    if (is_moment) {
        add_moment(text, value_of(&digits), kind, is_1904);
        return;
    }
    round_digits(&digits);
    add_digits(text, &digits);
}
