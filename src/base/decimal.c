// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Amounts as payrolls write them, exactly: text in, whole millionths out. Nearly every cell
 * is digits with perhaps a point, and read_simple() reads it in one pass. All else goes by
 * the grammar: an apostrophe, a bracket, a pound sign, a sign on one side, digits in groups
 * of three, a point, decimals.
 *
 *     1234.5         1,234,500,000
 *     (1,234.5)      minus 1,234,500,000: accountants' brackets
 *     12-            minus 12,000,000: a sign behind, as mainframes print it
 *     0.0000015      2, said to be rounded: beyond six decimals half goes to even
 *     1,23           bad: a comma groups threes here; pg_schema_comma_parse() reads decimal
 * ones
 *
 * Invariant: no double is involved, so no amount depends on the machine; a value is below
 * 10^18 millionths, which leaves room to add. Sums of them are exact. Linear in the text,
 * no memory.
 */
#include "pg_base.h"

struct amount {
    uint64_t whole, millionths;
    size_t n_digits;
    bool too_large, past_six, round_up;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// The digits before the point; commas, if any, must group them in threes.
static bool read_whole(const char **p, const char *end, struct amount *amount)
{
    size_t since_comma = 0;
    bool grouped = false;

    for (; *p < end && (is_digit(**p) || **p == ','); (*p)++) {
        if (**p == ',') {
            if (since_comma == 0 || since_comma > 3 || (grouped && since_comma != 3))
                return false;
            grouped = true;
            since_comma = 0;
            continue;
        }
        since_comma++;
        amount->n_digits++;
        amount->whole = amount->whole * 10 + (uint64_t)(**p - '0');
        if (amount->whole >= (uint64_t)(PG_DECIMAL_LIMIT / PG_MILLION))
            amount->too_large = true;
        if (amount->too_large)
            amount->whole = 0;
    }
    return !grouped || since_comma == 3;
}

// The digits after the point: six are kept, what follows decides a rounding half to even.
static void read_decimals(const char **p, const char *end, struct amount *amount)
{
    size_t n = 0;
    int first_beyond = 0;
    bool more_beyond = false;

    for (; *p < end && is_digit(**p); (*p)++, n++) {
        amount->n_digits++;
        if (n < 6)
            amount->millionths = amount->millionths * 10 + (uint64_t)(**p - '0');
        else if (n == 6)
            first_beyond = **p - '0';
        else if (**p != '0')
            more_beyond = true;
    }
    for (size_t i = n; i < 6; i++)
        amount->millionths *= 10;
    amount->past_six = first_beyond > 0 || more_beyond;
    bool odd = amount->millionths % 2 == 1;
    amount->round_up = first_beyond > 5 || (first_beyond == 5 && (more_beyond || odd));
}

// Takes a leading pound sign (UTF-8 C2 A3) and the spaces after it.
static bool skip_pound(const char **p, const char *end)
{
    bool found = end - *p >= 2 && memcmp(*p, "\xC2\xA3", 2) == 0;

    *p += found ? 2 : 0;
    while (found && *p < end && **p == ' ')
        (*p)++;
    return found;
}

static bool take(const char **p, const char *end, char c)
{
    if (*p == end || **p != c)
        return false;
    (*p)++;
    return true;
}

// "1234" or "1234.56", as nearly every cell is: false if it is anything else.
static bool read_simple(struct pg_str text, int64_t *millionths)
{
    static const int64_t scale[] = {1000000, 100000, 10000, 1000, 100, 10, 1};
    int64_t value = 0;
    size_t i = 0, point;

    if (text.len > 16)
        return false;
    for (; i < text.len && is_digit(text.ptr[i]); i++)
        value = value * 10 + (text.ptr[i] - '0');
    point = i;
    if (i == 0 || i > 12)
        return false;
    if (i < text.len && text.ptr[i] == '.') {
        for (i++; i < text.len && is_digit(text.ptr[i]); i++)
            value = value * 10 + (text.ptr[i] - '0');
    }
    size_t decimals = i > point ? i - point - 1 : 0;
    if (i < text.len || decimals > 6 || (i > point && decimals == 0))
        return false;
    *millionths = value * scale[decimals];
    return true;
}

enum pg_cell_state pg_decimal_parse(struct pg_str text, int64_t *millionths)
{
    if (read_simple(text, millionths))
        return PG_CELL_VALUE;

    struct pg_str trimmed = pg_str_trim(text);
    const char *p = trimmed.ptr, *end = p + trimmed.len;
    struct amount amount = {0};

    if (trimmed.len == 0)
        return PG_CELL_BLANK;
    take(&p, end, '\''); // a spreadsheet's mark for "this is text"
    bool bracketed = take(&p, end, '(');
    bool has_pound = skip_pound(&p, end);
    bool negative = take(&p, end, '-');
    bool signed_plus = !negative && !has_pound && take(&p, end, '+');
    if (!has_pound)
        (void)skip_pound(&p, end);
    if (!read_whole(&p, end, &amount))
        return PG_CELL_BAD;
    if (take(&p, end, '.'))
        read_decimals(&p, end, &amount);
    bool trailing = !negative && !signed_plus && !bracketed && take(&p, end, '-');
    if (bracketed && (negative || signed_plus || !take(&p, end, ')')))
        return PG_CELL_BAD;
    if (p != end || amount.n_digits == 0 || amount.too_large)
        return PG_CELL_BAD;
    int64_t magnitude = (int64_t)(amount.whole * (uint64_t)PG_MILLION + amount.millionths +
                                  amount.round_up);
    *millionths = negative || bracketed || trailing ? -magnitude : magnitude;
    return amount.past_six ? PG_CELL_ROUNDED : PG_CELL_VALUE;
}
