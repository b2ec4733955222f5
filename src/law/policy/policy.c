// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The choices that the Regulations leave open: their defaults, their spellings in
 * paygap.ini and the words in which every report states them. Fixed ones are rows of
 * policy.def; those that an employer can switch are formed from struct pg_policy, so that
 * the page "method" of a report says what was done and not what is usual. The sector is a
 * choice of regime; what a regime decides stands in law. Minima of disclosure stand here
 * too, because they are choices as well.
 */
#include "pg_policy.h"

#include "pg_law.h"

#include <stdio.h>

static const struct pg_choice fixed[] = {
#define PG_CHOICE(key, point, choice, why) {key, point, choice, why},
#include "policy.def"
#undef PG_CHOICE
};

enum { N_FIXED = sizeof fixed / sizeof fixed[0], N_SWITCHED = 4 + PG_N_MINIMA };

size_t pg_policy_n_choices(void)
{
    return N_FIXED + N_SWITCHED;
}

static struct pg_choice tie_choice(const struct pg_policy *policy)
{
    bool penny = policy->tie_precision == PG_TIES_PENNY;

    return (struct pg_choice){
        "tie_precision", "When two people are on the same hourly rate",
        penny ? "When their rates are equal to the penny"
              : "When their rates are exactly equal",
        penny ? "Chosen by the employer"
              : "Rates are exact fractions, so pay frequency does not part equal rates"};
}

static struct pg_choice contracts_choice(const struct pg_policy *policy)
{
    static const char *const choices[] = {
        "No employee may have two records",
        "The posts of one employee are merged: weekly pay and weekly hours are added",
        "Each post counts as one employee"};

    return (struct pg_choice){"multiple_contracts", "Employees with more than one contract",
                              choices[policy->multiple_contracts],
                              "GOV.UK guidance lets the employer choose, consistently"};
}

static struct pg_choice bonus_period_choice(const struct pg_policy *policy)
{
    bool given = policy->default_bonus_period > 0;

    return (struct pg_choice){"default_bonus_period",
                              "Bonus in the pay period without a bonus period",
                              given ? "A default period chosen by the employer"
                                    : "Not allowed: every such bonus has its period",
                              "The period moves hourly pay by up to a factor of twelve"};
}

static struct pg_choice sector_choice(const struct pg_policy *policy)
{
    return (struct pg_choice){"sector", "Which regulations apply",
                              pg_policy_regime(policy)->in_short,
                              "The sector of the employer"};
}

static const struct {
    const char *key;
    unsigned people;
    const char *point, *why;
} minima[PG_N_MINIMA] = {
    {"minimum_publish_ethnicity", PG_LAW_PUBLISHED_ETHNIC_GROUP,
     "Smallest ethnic group behind a published pay figure",
     "Guidance of 2023 on ethnicity pay reporting, for publication"},
    {"minimum_publish", PG_LAW_PUBLISHED_GROUP,
     "Smallest other group behind a published pay figure",
     "The planned law on ethnicity and disability says 10"},
    {"minimum_internal_ethnicity", PG_LAW_INTERNAL_ETHNIC_GROUP,
     "Smallest ethnic group behind a pay figure in the internal workbook",
     "Guidance of 2023: 5 to 20 for internal use"},
    {"minimum_internal", PG_LAW_INTERNAL_GROUP,
     "Smallest other group behind a pay figure in the internal workbook",
     "Guidance of 2023: 5 to 20 for internal use"},
    {"minimum_count", PG_LAW_PUBLISHED_COUNT, "Smallest count in a published table, but 0",
     "Common practice of official statistics"}};

const char *pg_policy_minimum_key(enum pg_minimum minimum)
{
    return minima[minimum].key;
}

unsigned pg_policy_minimum(const struct pg_policy *policy, enum pg_minimum minimum)
{
    return policy->minimum[minimum] > 0 ? policy->minimum[minimum] : minima[minimum].people;
}

const char *pg_policy_minimum_warning(const struct pg_policy *policy,
                                      enum pg_minimum minimum, char text[static 256])
{
    unsigned people = pg_policy_minimum(policy, minimum);
    bool is_internal =
        minimum == PG_MINIMUM_INTERNAL || minimum == PG_MINIMUM_INTERNAL_ETHNICITY;

    if (people >= minima[minimum].people)
        return NULL;
    snprintf(text, 256,
             "%s = %u is below %u: %s of single people may be worked out from what is %s",
             minima[minimum].key, people, minima[minimum].people,
             minimum == PG_MINIMUM_COUNT ? "answers" : "the pay",
             is_internal ? "in the internal workbook" : "published");
    return text;
}

static struct pg_choice minimum_choice(const struct pg_policy *policy,
                                       enum pg_minimum minimum, char number[static 32])
{
    snprintf(number, 32, "%u people", pg_policy_minimum(policy, minimum));
    return (struct pg_choice){minima[minimum].key, minima[minimum].point, number,
                              minima[minimum].why};
}

struct pg_choice pg_policy_choice(const struct pg_policy *policy, size_t index,
                                  char number[static 32])
{
    if (index >= 4 && index < N_SWITCHED)
        return minimum_choice(policy, (enum pg_minimum)(index - 4), number);
    switch (index) {
    case 0:
        return sector_choice(policy);
    case 1:
        return tie_choice(policy);
    case 2:
        return contracts_choice(policy);
    case 3:
        return bonus_period_choice(policy);
    default:
        return fixed[index - N_SWITCHED];
    }
}

bool pg_policy_set_sector(struct pg_policy *policy, struct pg_str value)
{
    policy->regime = pg_law_regime_find(value);
    return policy->regime != NULL;
}

const struct pg_regime *pg_policy_regime(const struct pg_policy *policy)
{
    return policy->regime != NULL ? policy->regime : pg_law_regime_default();
}
