// SPDX-License-Identifier: GPL-3.0-or-later
/* Shares, points and likelihoods as fractions of counts, so that each is rounded once. */
#include "pg_workforce.h"

#include <inttypes.h>
#include <math.h>

static const int decimals[] = {
    [PG_CELL_COUNT] = 0, [PG_CELL_PERCENT] = 1, [PG_CELL_POINTS] = 1, [PG_CELL_RATIO] = 2,
    [PG_CELL_P] = 4,     [PG_CELL_POUNDS] = 2,  [PG_CELL_PENCE] = 0};

static const struct pg_fraction none = {0, 0};

struct pg_fraction pg_percent(uint64_t n, uint64_t of)
{
    return of > 0 ? (struct pg_fraction){100 * (pg_int128)n, of} : none;
}

struct pg_fraction pg_share_of_two(const struct pg_workforce *workforce, size_t count,
                                   size_t other)
{
    uint64_t n = workforce->counts[count], m = workforce->counts[other];

    return pg_percent(n, n + m);
}

struct pg_fraction pg_apart(struct pg_fraction a, struct pg_fraction b)
{
    if (a.den == 0 || b.den == 0)
        return none;
    return pg_fraction_reduce(
        (struct pg_fraction){a.num * b.den - b.num * a.den, a.den * b.den});
}

int pg_fraction_sign(struct pg_fraction a)
{
    return a.num < 0 ? -1 : a.num > 0;
}

double pg_fraction_number(struct pg_fraction a)
{
    return a.den > 0 ? pg_fraction_double(a) : NAN;
}

// "-0.0" is 0.0.
static const char *without_zero_sign(char *text)
{
    if (text[0] == '-' && strspn(text + 1, "0.") == strlen(text + 1))
        memmove(text, text + 1, strlen(text));
    return text;
}

const char *pg_round_fraction(struct pg_fraction value, enum pg_cell_kind kind,
                              char text[static 48])
{
    uint64_t scale = 1;

    for (int i = 0; i < decimals[kind]; i++)
        scale *= 10;
    pg_int128 units = pg_divide_half_even(value.num * (pg_int128)scale, value.den);
    pg_uint128 size = units < 0 ? -(pg_uint128)units : (pg_uint128)units;
    int len =
        snprintf(text, 48, "%s%" PRIu64, units < 0 ? "-" : "", (uint64_t)(size / scale));
    if (scale > 1)
        snprintf(text + len, (size_t)(48 - len), ".%0*" PRIu64, decimals[kind],
                 (uint64_t)(size % scale));
    return text;
}

const char *pg_round_cell(const struct pg_out_cell *cell, char text[static 48])
{
    if (cell->exact.den > 0)
        return pg_round_fraction(cell->exact, cell->kind, text);
    snprintf(text, 48, "%.*f", decimals[cell->kind], cell->number);
    return without_zero_sign(text);
}
