// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Gender pay gap reporting in Great Britain: the Equality Act 2010 (Gender Pay Gap
 * Information) Regulations 2017 for the private and voluntary sector, and Schedule 1 to the
 * Equality Act 2010 (Specific Duties and Public Authorities) Regulations 2017.
 */
#include "pg_law.h"

// As the service spells them: 1000 without a comma, 20,000 with one.
static const struct pg_size_band size_bands[] = {{0, "Less than 250"},
                                                 {PG_LAW_DUTY, "250 to 499"},
                                                 {PG_LAW_SIZE_500, "500 to 999"},
                                                 {PG_LAW_SIZE_1000, "1000 to 4999"},
                                                 {PG_LAW_SIZE_5000, "5000 to 19,999"},
                                                 {PG_LAW_SIZE_20000, "20,000 or more"}};

// reg 6(2), (3)
static const struct pg_period periods[] = {{PG_LAW_WEEK, "weekly", "a week"},
                                           {2 * PG_LAW_WEEK, "fortnightly", "a fortnight"},
                                           {4 * PG_LAW_WEEK, "four-weekly", "four weeks"},
                                           {PG_LAW_MONTH, "monthly", "a month"},
                                           {3 * PG_LAW_MONTH, "quarterly", "three months"},
                                           {6 * PG_LAW_MONTH, NULL, "six months"},
                                           {PG_LAW_YEAR, "annual", "a year"}};

// One left over goes to the lower quarter; two to the lower and the upper middle; three to
// all but the upper (GOV.UK guidance on making the calculations).
static const struct pg_bands quarters = {
    .n = PG_LAW_BANDS,
    .names = {{"lower", "lower", "Lower"},
              {"lower_middle", "lower middle", "Lower middle"},
              {"upper_middle", "upper middle", "Upper middle"},
              {"upper", "upper", "Upper"}},
    .takes_one_more = {0, 1U << 0, 1U << 0 | 1U << 2, 1U << 0 | 1U << 1 | 1U << 2}};

// What the two have in common; a twelfth month ends on the day before the snapshot date.
#define OF_THE_UNITED_KINGDOM                                                              \
    .currency = "GBP", .currency_sign = "\xC2\xA3",                                        \
    .deadline = {.months = PG_LAW_DEADLINE,                                                \
                 .days_less = 1,                                                           \
                 .set = PG_SERIES_SET_DEADLINE},                                           \
    .size_bands = size_bands, .n_size_bands = sizeof size_bands / sizeof size_bands[0],    \
    .periods = periods, .n_periods = sizeof periods / sizeof periods[0],                   \
    .bands = &quarters, .figures = pg_form_figures, .n_figures = PG_N_STATUTORY,           \
    .decimals = PG_LAW_DECIMALS

const struct pg_regime pg_uk_private = {
    OF_THE_UNITED_KINGDOM,
    .key = "private",
    .name = "Private or voluntary sector",
    .law = "SI 2017/172",
    .in_short =
        "Private or voluntary sector: SI 2017/172, snapshot date 5 April; partners are "
        "left out of the figures",
    .cited = "Regulations are those of SI 2017/172.\n",
    .snapshot = {PG_LAW_PRIVATE_SNAPSHOT, PG_LAW_PRIVATE_SNAPSHOT},
    .has_signatory = true};

const struct pg_regime pg_uk_public = {
    OF_THE_UNITED_KINGDOM,
    .key = "public",
    .name = "Public authority",
    .law = "SI 2017/353",
    .in_short = "Public authority: SI 2017/353, snapshot date 31 March",
    .cited =
        "Regulations are cited as in SI 2017/172; Schedule 1 of SI 2017/353, for public\n"
        "authorities, has the same rules.\n",
    .snapshot = {PG_LAW_PUBLIC_SNAPSHOT, PG_LAW_PUBLIC_SNAPSHOT},
    .counts_partners = true,
    .is_public_authority = true};
