// SPDX-License-Identifier: GPL-3.0-or-later
/* [workforce]: columns, levels and files of the workforce report. */
#include "keys.h"

#include <stdlib.h>

#define AT(member) offsetof(struct pg_workforce_settings, member)
#define TEXT(key)                                                                          \
    {                                                                                      \
        .name = #key, .kind = PG_KEY_TEXT, .offset = AT(key)                               \
    }
#define LIST(key)                                                                          \
    {                                                                                      \
        .name = #key, .kind = PG_KEY_LIST, .offset = AT(key)                               \
    }

// Percent; kept as a part of 1.
static bool parse_rate(void *rate, struct pg_str value)
{
    int64_t percent;

    if (pg_decimal_parse(value, &percent) != PG_CELL_VALUE || percent <= 0 ||
        percent >= 100 * PG_MILLION)
        return false;
    *(double *)rate = (double)percent / 1e8;
    return true;
}

static const struct pg_key rows[] = {
    TEXT(division),
    TEXT(grade),
    TEXT(level),
    TEXT(contract),
    TEXT(cohort),
    LIST(leadership),
    LIST(senior),
    LIST(board),
    TEXT(regulated),
    TEXT(events),
    TEXT(survey),
    TEXT(benchmarks),
    TEXT(actions),
    {.name = "actions_on",
     .kind = PG_KEY_DATE,
     .offset = AT(actions_on),
     .expected = "a date such as 2026-06-30"},
    TEXT(plan_narrative),
    TEXT(indicators),
    {.name = "indicators_are_not_people",
     .kind = PG_KEY_YES_NO,
     .offset = AT(indicators_are_not_people),
     .expected = "yes or no"},
    LIST(results),
    TEXT(payroll),
    TEXT(payroll_config),
    TEXT(earlier_payroll),
    TEXT(earlier_payroll_config),
    TEXT(payroll_grade),
    {.name = "false_discovery_rate",
     .kind = PG_KEY_PARSED,
     .offset = AT(false_discovery_rate),
     .parse = parse_rate,
     .expected = "a number of percent above 0 and below 100, such as 5"},
    {.name = "four_fifths",
     .kind = PG_KEY_YES_NO,
     .offset = AT(four_fifths),
     .expected = "yes or no"},
    LIST(open_levels),
};

static const struct pg_keys keys = {rows, sizeof rows / sizeof rows[0], "[workforce] "};

static paygap_status unknown_key(const struct pg_ini_line *line, paygap_error *err)
{
    const char *nearest = pg_config_keys_nearest(&keys, line->key);

    if (pg_schema_field(pg_str_of(line->key)) != PG_FIELD_NONE)
        return pg_fail_at(err, PAYGAP_CONFIG, line->path, line->number, 0,
                          "[workforce]: there is no key \"%.60s\"; name the column "
                          "under [columns]: %.60s = its header",
                          line->key, line->key);
    return pg_fail_at(err, PAYGAP_CONFIG, line->path, line->number, 0,
                      "[workforce]: there is no key \"%.60s\"%s%s", line->key,
                      nearest != NULL ? "; perhaps " : "", nearest != NULL ? nearest : "");
}

paygap_status pg_config_workforce_take(struct pg_config *config,
                                       const struct pg_ini_line *line, paygap_error *err)
{
    return pg_config_keys_find(&keys, line->key) != NULL
               ? pg_config_keys_take(&keys, &config->workforce, line, err)
               : unknown_key(line, err);
}

void pg_config_workforce_settings_free(struct pg_workforce_settings *settings)
{
    pg_config_keys_free(&keys, settings);
    for (size_t i = 0; i < settings->n_targets; i++) {
        free(settings->targets[i].name);
        free(settings->targets[i].text);
    }
    free(settings->targets);
}
