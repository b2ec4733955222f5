// SPDX-License-Identifier: GPL-3.0-or-later
/* Pounds, numbers and periods as words. */
#include "story.h"

#include "pg_law.h"

const char *pg_audit_story_pounds(int64_t millionths, char text[static 48])
{
    uint64_t size = millionths < 0 ? -(uint64_t)millionths : (uint64_t)millionths;
    char whole[32], decimals[8];
    size_t len = 6;

    snprintf(decimals, sizeof decimals, "%06llu",
             (unsigned long long)(size % (uint64_t)PG_MILLION));
    while (len > 2 && decimals[len - 1] == '0')
        len--;
    snprintf(text, 48, "%s\xC2\xA3%s.%.*s", millionths < 0 ? "-" : "",
             pg_grouped(size / (uint64_t)PG_MILLION, whole), (int)len, decimals);
    return text;
}

const char *pg_audit_story_value(struct pg_fraction pounds, char text[static 48])
{
    pg_int128 times = PG_MILLION;
    struct pg_fraction least = pg_fraction_reduce(pounds);
    pg_int128 whole = least.num / least.den, rest = least.num % least.den;
    int64_t millionths =
        (int64_t)(whole * times + pg_divide_half_even(rest * times, least.den));

    return pg_audit_story_pounds(millionths, text);
}

const char *pg_audit_story_number(double value, char text[static 48])
{
    snprintf(text, 48, "%.6f", value);
    size_t len = strlen(text);
    while (text[len - 1] == '0')
        text[--len] = '\0';
    if (text[len - 1] == '.')
        text[len - 1] = '\0';
    return text;
}

const char *pg_audit_story_period(const struct story *story, uint32_t days)
{
    const struct pg_period *period =
        pg_law_regime_period(pg_policy_regime(&story->run->config.policy), days);

    return period != NULL ? period->name : "a period";
}
