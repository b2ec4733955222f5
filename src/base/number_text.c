// SPDX-License-Identifier: GPL-3.0-or-later
/* Numbers as texts whatever the locale, and back. */
#include "pg_base.h"

#include <stdio.h>

const char *pg_number_text(double value, char text[static 40])
{
    snprintf(text, 40, "%.17g", value);
    char *p = text + strspn(text, "-0123456789");
    if (*p != '\0' && *p != 'e' && *p != '.') { // another locale's decimal point
        size_t len = strcspn(p, "0123456789");
        *p = '.';
        memmove(p + 1, p + len, strlen(p + len) + 1);
    }
    return text;
}

const char *pg_one_decimal(double value, char text[static 40])
{
    bool negative = value < 0;
    double tenths = (negative ? -value : value) * 10 + 0.5;
    unsigned long long whole = tenths < 1e17 ? (unsigned long long)tenths : 0;

    snprintf(text, 40, "%s%llu.%llu", negative && whole > 0 ? "-" : "", whole / 10,
             whole % 10);
    return text;
}

double pg_number_of_text(const char *published)
{
    double value = 0, scale = 1;
    bool after_point = false;

    for (const char *p = published; *p != '\0'; p++) {
        if (*p == '.')
            after_point = true;
        if (*p < '0' || *p > '9')
            continue;
        value = value * 10 + (*p - '0');
        scale *= after_point ? 10 : 1;
    }
    return (*published == '-' ? -value : value) / scale;
}
