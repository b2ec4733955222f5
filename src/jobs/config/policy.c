// SPDX-License-Identifier: GPL-3.0-or-later
/* [policy]: what the Regulations leave to the employer. */
#include "keys.h"

#define AT(member) offsetof(struct pg_config, policy.member)

static bool parse_bonus_period(void *days, struct pg_str value)
{
    return pg_schema_duration_parse(value, PG_MAX_BONUS_PERIOD_DAYS, days) == PG_CELL_VALUE;
}

static const struct pg_key_word ties[] = {
    {"exact", PG_TIES_EXACT}, {"penny", PG_TIES_PENNY}, {NULL, 0}};

static const struct pg_key_word contracts[] = {{"error", PG_CONTRACTS_ERROR},
                                               {"merge", PG_CONTRACTS_MERGE},
                                               {"separate", PG_CONTRACTS_SEPARATE},
                                               {NULL, 0}};

#define MINIMUM(key, which)                                                                \
    {                                                                                      \
        .name = (key), .kind = PG_KEY_NUMBER, .offset = AT(minimum[which]), .least = 1,    \
        .most = 1000, .expected = "a whole number from 1 to 1000"                          \
    }

static const struct pg_key rows[] = {
    {.name = "tie_precision",
     .kind = PG_KEY_WORD,
     .offset = AT(tie_precision),
     .words = ties,
     .expected = "exact or penny"},
    {.name = "multiple_contracts",
     .kind = PG_KEY_WORD,
     .offset = AT(multiple_contracts),
     .words = contracts,
     .expected = "error, merge or separate"},
    {.name = "default_bonus_period",
     .kind = PG_KEY_PARSED,
     .offset = AT(default_bonus_period),
     .parse = parse_bonus_period,
     .expected = "a period such as annual, monthly or a number of days"},
    MINIMUM("minimum_publish_ethnicity", PG_MINIMUM_PUBLISH_ETHNICITY),
    MINIMUM("minimum_publish", PG_MINIMUM_PUBLISH),
    MINIMUM("minimum_internal_ethnicity", PG_MINIMUM_INTERNAL_ETHNICITY),
    MINIMUM("minimum_internal", PG_MINIMUM_INTERNAL),
    MINIMUM("minimum_count", PG_MINIMUM_COUNT),
};

static const struct pg_keys keys = PG_KEYS(rows);

paygap_status pg_config_policy_take(struct pg_config *config,
                                    const struct pg_ini_line *line, paygap_error *err)
{
    return pg_config_keys_take(&keys, config, line, err);
}
