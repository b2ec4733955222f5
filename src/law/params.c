// SPDX-License-Identifier: GPL-3.0-or-later
/* The numbers that change, and what day each was in force. */
#include "pg_law.h"

#include <stdio.h>

static const struct pg_law_row rows[] = {
#define PG_PARAM(name, value, unit, from, until, what, source, checked)
#define PG_SERIES(name, what)
#define PG_DATED(series, value, unit, from, until, source, checked)                        \
    {PG_SERIES_##series, value, PG_LAW_UNIT_##unit, from, until, source},
#include "params.def"
#undef PG_PARAM
#undef PG_SERIES
#undef PG_DATED
};

const struct pg_law_row *pg_law_in_force(enum pg_law_series series, struct pg_date day)
{
    const int on = day.year * 10000 + day.month * 100 + day.day;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const bool is_over = rows[i].until != 0 && rows[i].until < on;
        if (rows[i].series == series && rows[i].from <= on && !is_over)
            return &rows[i];
    }
    return NULL;
}

struct pg_date pg_law_date(int number)
{
    return (struct pg_date){number / 10000, number / 100 % 100, number % 100};
}

const char *pg_law_millionths(int number, char text[static 32])
{
    const int million = (int)PG_MILLION;
    int decimals = 6, rest = number % million;

    while (decimals > 0 && rest % 10 == 0) {
        rest /= 10;
        decimals--;
    }
    if (decimals == 0)
        snprintf(text, 32, "%d", number / million);
    else
        snprintf(text, 32, "%d.%0*d", number / million, decimals, rest);
    return text;
}
