// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Cells to values, field by field: sex, yes or no, decimal commas, hours, and for each
 * field what it accepts and expects, for the configuration's checks and messages. Spellings
 * are accepted where they can mean only one thing; a digit for sex, say, means different
 * things in different systems and is left to [values.sex]. Each parser says whether the
 * cell was blank, a value, a rounded value or bad; none of them guesses and none of them
 * reports, which reader.c does.
 */
#include "pg_schema.h"

static bool same_as_any(struct pg_str text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (pg_str_same(text, words[i]))
            return true;
    }
    return false;
}

enum pg_cell_state pg_schema_sex_parse(struct pg_str text, enum pg_sex *sex)
{
    static const char *const men[] = {"M", "male", "man", "men"};
    static const char *const women[] = {"F", "female", "woman", "women"};

    if (text.len == 0)
        return PG_CELL_BLANK;
    if (text.len == 1 && (*text.ptr == 'F' || *text.ptr == 'M')) { // nearly every cell
        *sex = *text.ptr == 'F' ? PG_WOMEN : PG_MEN;
        return PG_CELL_VALUE;
    }
    if (same_as_any(text, men, 4))
        *sex = PG_MEN;
    else if (same_as_any(text, women, 4))
        *sex = PG_WOMEN;
    else
        return PG_CELL_BAD;
    return PG_CELL_VALUE;
}

enum pg_cell_state pg_schema_yes_no_parse(struct pg_str text, bool *yes)
{
    static const char *const yeses[] = {"yes", "y", "true", "1"};
    static const char *const noes[] = {"no", "n", "false", "0"};

    if (text.len == 0)
        return PG_CELL_BLANK;
    if (text.len == 3 && memcmp(text.ptr, "yes", 3) == 0) { // nearly every cell
        *yes = true;
        return PG_CELL_VALUE;
    }
    *yes = same_as_any(text, yeses, 4);
    return *yes || same_as_any(text, noes, 4) ? PG_CELL_VALUE : PG_CELL_BAD;
}

enum pg_cell_state pg_schema_full_pay_parse(struct pg_str text, bool *is_full)
{
    static const char *const full[] = {"full", "full pay", "full rate", "yes"};
    static const char *const reduced[] = {
        "half", "half pay", "nil", "nil pay", "none", "no pay", "unpaid",    "reduced",
        "no",   "smp",      "ssp", "spp",     "sap",  "shpp",   "statutory", "zero"};
    int64_t share;

    if (text.len == 0)
        return PG_CELL_BLANK;
    *is_full = same_as_any(text, full, sizeof full / sizeof full[0]);
    if (*is_full || same_as_any(text, reduced, sizeof reduced / sizeof reduced[0]))
        return PG_CELL_VALUE;
    bool is_percent = text.ptr[text.len - 1] == '%';
    struct pg_str number = pg_str_trim((struct pg_str){text.ptr, text.len - is_percent});
    enum pg_cell_state state = pg_decimal_parse(number, &share);
    if (state == PG_CELL_BAD || state == PG_CELL_BLANK || share < 0 ||
        share > 100 * PG_MILLION)
        return PG_CELL_BAD;
    *is_full = share == 100 * PG_MILLION || (!is_percent && share == PG_MILLION);
    return PG_CELL_VALUE;
}

enum pg_cell_state pg_schema_comma_parse(struct pg_str text, int64_t *millionths)
{
    char swapped[64];
    size_t len = 0;

    if (text.len >= sizeof swapped)
        return PG_CELL_BAD;
    for (size_t i = 0; i < text.len; i++) {
        bool is_hard_space = i + 1 < text.len && memcmp(text.ptr + i, "\xC2\xA0", 2) == 0;
        bool groups = text.ptr[i] == '.' || is_hard_space ||
                      (text.ptr[i] == ' ' && len > 0 && swapped[len - 1] >= '0' &&
                       swapped[len - 1] <= '9');
        swapped[len++] = (char)(groups ? ',' : text.ptr[i] == ',' ? '.' : text.ptr[i]);
        i += is_hard_space;
    }
    return pg_decimal_parse((struct pg_str){swapped, len}, millionths);
}

enum pg_cell_state pg_schema_hours_parse(struct pg_str text, bool has_comma, int32_t *hours)
{
    int64_t millionths;
    enum pg_cell_state state = has_comma ? pg_schema_comma_parse(text, &millionths)
                                         : pg_decimal_parse(text, &millionths);

    if (state == PG_CELL_BLANK || state == PG_CELL_BAD)
        return state;
    if (millionths > 168 * PG_MILLION || millionths < -168 * PG_MILLION)
        return PG_CELL_BAD;
    *hours = (int32_t)millionths;
    return state;
}

bool pg_schema_is_amount(enum pg_field field)
{
    switch (field) {
    case PG_FIELD_BASIC_PAY:
    case PG_FIELD_ALLOWANCES:
    case PG_FIELD_PIECEWORK_PAY:
    case PG_FIELD_LEAVE_PAY:
    case PG_FIELD_SHIFT_PREMIUM:
    case PG_FIELD_ORDINARY_PAY:
    case PG_FIELD_BONUS_IN_PAY_PERIOD:
    case PG_FIELD_HOURLY_PAY:
    case PG_FIELD_BONUS_12_MONTHS:
    case PG_FIELD_SYSTEM_HOURLY_RATE:
        return true;
    default:
        return false;
    }
}

bool pg_schema_is_number(enum pg_field field)
{
    return pg_schema_is_amount(field) || field == PG_FIELD_WEEKLY_HOURS ||
           field == PG_FIELD_DAYS_COVERED || field == PG_FIELD_ANNUAL_HOURS ||
           field == PG_FIELD_PAID_WEEKS || field == PG_FIELD_PIECES_IN_WEEK ||
           field == PG_FIELD_PIECES_PER_HOUR;
}

bool pg_schema_is_no_date(struct pg_str text)
{
    static const char *const words[] = {
        "current", "employed", "n/a",     "na",   "none",    "open",          "present",
        "-",       "active",   "ongoing", "null", "in post", "still employed"};

    return same_as_any(text, words, sizeof words / sizeof words[0]);
}

const char *pg_schema_expects(enum pg_field field)
{
    if (pg_schema_is_amount(field))
        return "an amount such as 1234.50";
    switch (field) {
    case PG_FIELD_SEX:
        return "male or female";
    case PG_FIELD_PAY_PERIOD:
    case PG_FIELD_BONUS_PERIOD:
        return "weekly, four-weekly, monthly, annual ... or a number of days";
    case PG_FIELD_WEEKLY_HOURS:
        return "hours above 0 and at most 168";
    case PG_FIELD_FULL_PAY:
    case PG_FIELD_PARTNER:
        return "yes or no";
    case PG_FIELD_START_DATE:
    case PG_FIELD_END_DATE:
        return "a date such as 2026-04-05 or 05/04/2026";
    case PG_FIELD_LEAVE_PAY_RATE:
        return "full, half, nil, statutory or a percentage";
    default:
        return "a text";
    }
}

bool pg_schema_accepts(enum pg_field field, struct pg_str text)
{
    enum pg_sex sex;
    uint32_t days;
    int32_t hours;
    int64_t amount;
    struct pg_date date;
    bool yes;

    if (pg_schema_is_amount(field))
        return pg_decimal_parse(text, &amount) != PG_CELL_BAD;
    switch (field) {
    case PG_FIELD_SEX:
        return pg_schema_sex_parse(text, &sex) != PG_CELL_BAD;
    case PG_FIELD_PAY_PERIOD:
        return pg_schema_duration_parse(text, PG_MAX_PAY_PERIOD_DAYS, &days) != PG_CELL_BAD;
    case PG_FIELD_BONUS_PERIOD:
        return pg_schema_duration_parse(text, PG_MAX_BONUS_PERIOD_DAYS, &days) !=
               PG_CELL_BAD;
    case PG_FIELD_WEEKLY_HOURS:
        return pg_schema_hours_parse(text, false, &hours) != PG_CELL_BAD;
    case PG_FIELD_FULL_PAY:
    case PG_FIELD_PARTNER:
        return pg_schema_yes_no_parse(text, &yes) != PG_CELL_BAD;
    case PG_FIELD_START_DATE:
    case PG_FIELD_END_DATE:
        return pg_schema_day_parse(text, false, &date) != PG_CELL_BAD;
    case PG_FIELD_LEAVE_PAY_RATE:
        return pg_schema_full_pay_parse(text, &yes) != PG_CELL_BAD;
    default:
        return true;
    }
}
