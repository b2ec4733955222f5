// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_schema.h"

static bool same_as_any(struct pg_str text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (pg_str_same(text, words[i]))
            return true;
    }
    return false;
}

enum pg_cell_state pg_sex_parse(struct pg_str text, enum pg_sex *sex)
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

enum pg_cell_state pg_yes_no_parse(struct pg_str text, bool *yes)
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

enum pg_cell_state pg_hours_parse(struct pg_str text, int32_t *hours)
{
    int64_t millionths;
    enum pg_cell_state state = pg_decimal_parse(text, &millionths);

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
        return true;
    default:
        return false;
    }
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
    bool yes;

    if (pg_schema_is_amount(field))
        return pg_decimal_parse(text, &amount) != PG_CELL_BAD;
    switch (field) {
    case PG_FIELD_SEX:
        return pg_sex_parse(text, &sex) != PG_CELL_BAD;
    case PG_FIELD_PAY_PERIOD:
        return pg_duration_parse(text, PG_MAX_PAY_PERIOD_DAYS, &days) != PG_CELL_BAD;
    case PG_FIELD_BONUS_PERIOD:
        return pg_duration_parse(text, PG_MAX_BONUS_PERIOD_DAYS, &days) != PG_CELL_BAD;
    case PG_FIELD_WEEKLY_HOURS:
        return pg_hours_parse(text, &hours) != PG_CELL_BAD;
    case PG_FIELD_FULL_PAY:
    case PG_FIELD_PARTNER:
        return pg_yes_no_parse(text, &yes) != PG_CELL_BAD;
    default:
        return true;
    }
}
