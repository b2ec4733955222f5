// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_results.h"

#include "pg_law.h"

#include <stdio.h>

_Static_assert((int)PG_N_QUARTERS == (int)PG_LAW_BANDS, "a quarter is a pay band");

const char *pg_results_quarter_code(enum pg_quarter quarter)
{
    return pg_law_regime_default()->bands->names[quarter].code;
}

const char *pg_results_quarter_words(enum pg_quarter quarter)
{
    return pg_law_regime_default()->bands->names[quarter].words;
}

const char *pg_results_quarter_name(enum pg_quarter quarter)
{
    return pg_law_regime_default()->bands->names[quarter].name;
}

const char *pg_results_sex_name(enum pg_sex sex)
{
    return sex == PG_MEN ? "men" : sex == PG_WOMEN ? "women" : "unknown";
}

const char *pg_results_unit_name(enum pg_unit unit)
{
    static const char *const names[] = {"people", "pounds", "percent"};

    return names[unit];
}

const char *pg_results_figure_status_name(paygap_figure_status status)
{
    static const char *const names[] = {"ok", "provisional", "not_applicable",
                                        "suppressed"};

    return names[status];
}

const char *pg_results_reporting_year(struct pg_date snapshot, char text[static 32])
{
    snprintf(text, 32, "%d-%02d", snapshot.year, (snapshot.year + 1) % 100);
    return text;
}

void pg_results_published(const char *digits, int decimals, char *text)
{
    bool negative = digits[0] == '-' && strspn(digits + 1, "0") != strlen(digits + 1);
    const char *magnitude = digits + (digits[0] == '-');
    int len = (int)strlen(magnitude);
    int whole = len > decimals ? len - decimals : 0;

    text += sprintf(text, "%s%.*s", negative ? "-" : "", whole > 0 ? whole : 1,
                    whole > 0 ? magnitude : "0");
    if (decimals == 0)
        return;
    *text++ = '.';
    for (int i = len; i < decimals; i++)
        *text++ = '0';
    memcpy(text, magnitude + whole, (size_t)(len - whole) + 1);
}
