// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Tests of pay: hourly pay as the exact fraction that regulation 6 gives, worked examples
 * G1 to G8, bonuses in proportion, the reason of everybody who has no rate, and merged
 * posts. Each case is a payroll of a few rows, read as a file would be (payroll.h).
 */
#include "payroll.h"

#define HEADER                                                                             \
    "employee_id,sex,pay_period,ordinary_pay,bonus_in_pay_period,bonus_period,weekly_"     \
    "hours,"                                                                               \
    "hourly_pay,full_pay\n"

/*
 * Worked examples of hourly pay (derived from regulation 6 with exact fractions), G1 to G8
 * and the bonus adjustments; numerator and denominator by hand:
 *   pay x 7 / days / hours, days as hundredths: month 3044, year 36525.
 */
static const struct rate_case {
    const char *name, *row;
    int64_t num, den;
    double shown; /**< as printed with the worked example, 8 decimals */
} rate_cases[] = {
    {"G1 monthly 2,500, 37.5 h", "1,F,monthly,2500,,,37.5,,yes", 2500LL * 700 * 10,
     3044LL * 375, 15.33070521},
    {"G2 weekly 480, 40 h", "1,F,weekly,480,,,40,,yes", 480, 40, 12},
    {"G3 fortnight 1,000, 37.5 h", "1,F,fortnightly,1000,,,37.5,,yes", 5000, 375,
     13.33333333},
    {"G4 four-weekly 1,920, 40 h", "1,F,four-weekly,1920,,,40,,yes", 480, 40, 12},
    {"G5 yearly 30,000, 37.5 h", "1,F,annual,30000,,,37.5,,yes", 30000LL * 700 * 10,
     36525LL * 375, 15.33196441},
    {"G6 monthly 5,000, 35 h", "1,F,monthly,5000,,,35,,yes", 5000LL * 700, 3044LL * 35,
     32.85151117},
    {"G7 quarter 9,132, 35 h", "1,F,quarterly,9132,,,35,,yes", 20, 1, 20},
    // (5000 / 30.44 + 12000 / 365.25) x 7 / 35 = (5000 x 365.25 + 12000 x 30.44) / (5
    // x 30.44 x 365.25); in hundredths (5000 x 36525 + 12000 x 3044) x 100 / (5 x 3044 x
    // 36525)
    {"G8 monthly 5,000 and an annual bonus of 12,000, 35 h",
     "1,F,monthly,5000,12000,annual,35,,yes", (5000LL * 36525 + 12000LL * 3044) * 100,
     5LL * 3044 * 36525, 39.42235306},
    {"a bonus said to be for 12 months is one for a year",
     "1,F,monthly,5000,12000,12 months,35,,yes", (5000LL * 36525 + 12000LL * 3044) * 100,
     5LL * 3044 * 36525, 39.42235306},
    // 100 a week paid to somebody paid monthly counts as 100 a week: 0 + 100 / 40
    {"a weekly bonus is scaled up", "1,F,monthly,0,100,week,40,,yes", 100, 40, 2.5},
    {"a bonus for the pay period is left whole", "1,F,weekly,400,80,weekly,40,,yes", 480,
     40, 12},
    {"a known rate goes before pay and hours", "1,F,weekly,400,,,40,14.10,yes", 1410, 100,
     14.1},
    {"a known rate needs neither pay nor hours", "1,F,,,,,,14.10,yes", 1410, 100, 14.1},
    {"a rate of zero is no known rate", "1,F,weekly,480,,,40,0,yes", 480, 40, 12},
    {"a recovery that leaves pay above zero", "1,F,weekly,-20,500,weekly,40,,yes", 480, 40,
     12},
};

START_TEST(test_hourly_pay_is_an_exact_fraction)
{
    const struct rate_case *c = &rate_cases[_i];
    struct payroll payroll = {.config = {.has_sector = true}};
    char text[400];

    snprintf(text, sizeof text, HEADER "%s\n", c->row);
    ck_assert_msg(payroll_read(&payroll, text) == PAYGAP_OK, "%s", payroll.error.text);
    ck_assert_msg(pg_pay_is_hourly(&payroll.pay, 0), "%s: left out", c->name);
    struct pg_fraction rate = pg_pay_rate(&payroll.pay, 0);
    ck_assert_msg(pg_fraction_compare(rate, (struct pg_fraction){c->num, c->den}) == 0,
                  "%s", c->name);
    double approximate = pg_pay_rate_double(&payroll.pay, 0);
    ck_assert_double_eq_tol(approximate, c->shown, 5e-9);
    ck_assert_double_eq_tol(approximate, (double)c->num / (double)c->den,
                            approximate * PG_RATE_ERROR);
    payroll_free(&payroll);
}
END_TEST

/*
 * Bonus adjustments of the worked examples (G): amount / days of the bonus period x days of
 * the pay period, 8 decimals as printed there. Paid for one hour a week and nothing else,
 * the adjusted amount is the hourly pay x days of the pay period / 7.
 */
static const struct {
    const char *row;
    double days, adjusted;
} adjustment_cases[] = {
    {"1,F,monthly,,12000,annual,1,,yes", 30.44, 1000.08213552},
    {"1,F,monthly,,12000,12 months,1,,yes", 30.44, 1000.08213552}, // 12 months are a year
    {"1,F,monthly,,3000,quarterly,1,,yes", 30.44, 1000},
    {"1,F,weekly,,3000,quarterly,1,,yes", 7, 229.96057819},
    {"1,F,weekly,,1200,annual,1,,yes", 7, 22.99794661},
    {"1,F,four-weekly,,6000,6 months,1,,yes", 28, 919.84231275},
    {"1,F,monthly,,100,weekly,1,,yes", 30.44, 434.85714286},
};

START_TEST(test_a_bonus_is_taken_in_proportion)
{
    struct payroll payroll = {.config = {.has_sector = true}};
    char text[400];

    snprintf(text, sizeof text, HEADER "%s\n", adjustment_cases[_i].row);
    ck_assert_int_eq(payroll_read(&payroll, text), PAYGAP_OK);
    ck_assert_double_eq_tol(pg_pay_rate_double(&payroll.pay, 0) *
                                adjustment_cases[_i].days / 7,
                            adjustment_cases[_i].adjusted, 5e-9);
    payroll_free(&payroll);
}
END_TEST

/* Reasons in the order in which they are asked; regulations and decisions name them. */
static const struct {
    const char *row;
    enum pg_reason reason;
} reason_cases[] = {
    {"1,F,weekly,480,,,40,,no", PG_REASON_LEAVE},
    {"1,F,weekly,480,,,40,12,no", PG_REASON_LEAVE},
    {"1,F,weekly,480,,,40,,", PG_REASON_FULL_PAY_BLANK},
    {"1,F,weekly,480,,,40,,perhaps", PG_REASON_FULL_PAY_BAD},
    {"1,F,weekly,480,,,40,abc,yes", PG_REASON_RATE_BAD},
    {"1,F,weekly,480,,,40,-1,yes", PG_REASON_RATE_NEGATIVE},
    {"1,F,,,,,,0,yes", PG_REASON_PAY_BLANK},
    {"1,F,weekly,abc,,,40,,yes", PG_REASON_PAY_BAD},
    {"1,F,weekly,480,abc,weekly,40,,yes", PG_REASON_PAY_BAD},
    {"1,F,weekly,,,,40,,yes", PG_REASON_PAY_BLANK},
    {"1,F,weekly,0,,,,,yes", PG_REASON_NOTHING_PAID},
    {"1,F,weekly,-5,,,40,,yes", PG_REASON_PAY_NEGATIVE},
    {"1,F,weekly,10,-80,weekly,40,,yes", PG_REASON_PAY_NEGATIVE},
    {"1,F,,480,,,40,,yes", PG_REASON_PERIOD_BLANK},
    {"1,F,daily-ish,480,,,40,,yes", PG_REASON_PERIOD_BAD},
    {"1,F,weekly,480,,,,,yes", PG_REASON_HOURS_BLANK},
    {"1,F,weekly,480,,,many,,yes", PG_REASON_HOURS_BAD},
    {"1,F,weekly,480,,,169,,yes", PG_REASON_HOURS_BAD},
    {"1,F,weekly,480,,,0,,yes", PG_REASON_HOURS_ZERO},
    {"1,F,weekly,480,,,-40,,yes", PG_REASON_HOURS_NEGATIVE},
    {"1,F,weekly,480,50,sometimes,40,,yes", PG_REASON_BONUS_PERIOD_BAD},
};

START_TEST(test_who_has_no_hourly_pay_has_a_reason)
{
    struct payroll payroll = {.config = {.has_sector = true}};
    char text[400];

    snprintf(text, sizeof text, HEADER "%s\n", reason_cases[_i].row);
    ck_assert_int_eq(payroll_read(&payroll, text), PAYGAP_OK);
    ck_assert_msg(payroll.pay.out_of_hourly[0] == reason_cases[_i].reason, "%s: %s",
                  reason_cases[_i].row,
                  pg_table_reason_code((enum pg_reason)payroll.pay.out_of_hourly[0]));
    ck_assert(pg_population_is_relevant(&payroll.people, 0)); // still in the bonus figures
    payroll_free(&payroll);
}
END_TEST

START_TEST(test_a_bonus_without_a_period_needs_a_choice)
{
    const char *text = HEADER "1,F,weekly,480,50,,40,,yes\n2,M,weekly,480,50,,40,,no\n"
                              "3,M,weekly,480,0,,40,,yes\n";
    struct payroll payroll = {.config = {.has_sector = true}};

    ck_assert_int_eq(payroll_read(&payroll, text), PAYGAP_CHOICE);
    ck_assert_ptr_nonnull(strstr(payroll.error.text, "row 2;")); // rows 3 and 4 need none
    ck_assert_ptr_nonnull(strstr(payroll.error.text, "default_bonus_period"));
    payroll_free(&payroll);

    struct payroll chosen = {.config = {.has_sector = true}};
    chosen.config.policy.default_bonus_period = 7000000; // a week: (480 + 50) / 40 = 13.25
    ck_assert_int_eq(payroll_read(&chosen, text), PAYGAP_OK);
    ck_assert_double_eq_tol(pg_pay_rate_double(&chosen.pay, 0), 13.25, 1e-12);
    payroll_free(&chosen);
}
END_TEST

/* Weekly pay and weekly hours of the posts are added: 480 a week for 40 h and 1,000 a
 * fortnight for 10 h are (480 + 500) / 50 = 19.60; the other posts are not counted again.
 */
START_TEST(test_merged_posts_add_weekly_pay_and_hours)
{
    struct payroll payroll = {.config = {.has_sector = true}};

    payroll.config.policy.multiple_contracts = PG_CONTRACTS_MERGE;
    ck_assert_int_eq(payroll_read(&payroll, HEADER "7,F,weekly,480,,,40,,yes\n"
                                                   "8,M,weekly,400,,,40,,yes\n"
                                                   "7,F,fortnightly,1000,,,10,,yes\n"),
                     PAYGAP_OK);
    ck_assert_int_eq(
        pg_fraction_compare(pg_pay_rate(&payroll.pay, 0), (struct pg_fraction){1960, 100}),
        0);
    ck_assert_int_eq(payroll.people.out_of_all[2], PG_REASON_MERGED);
    ck_assert_double_eq_tol(pg_pay_rate_double(&payroll.pay, 1), 10, 1e-12);
    payroll_free(&payroll);
}
END_TEST

/* A known rate of 20 for 10 h and 400 a week for 40 h: (200 + 400) / 50 = 12. */
START_TEST(test_a_merged_post_may_have_a_known_rate)
{
    struct payroll payroll = {.config = {.has_sector = true}};

    payroll.config.policy.multiple_contracts = PG_CONTRACTS_MERGE;
    ck_assert_int_eq(payroll_read(&payroll, HEADER "7,F,,,,,10,20,yes\n"
                                                   "7,F,weekly,400,,,40,,yes\n"),
                     PAYGAP_OK);
    ck_assert_int_eq(
        pg_fraction_compare(pg_pay_rate(&payroll.pay, 0), (struct pg_fraction){12, 1}), 0);
    payroll_free(&payroll);
}
END_TEST

/* A post on which nothing was paid adds neither pay nor hours: 480 / 40 = 12. */
START_TEST(test_an_unpaid_post_does_not_dilute_the_others)
{
    struct payroll payroll = {.config = {.has_sector = true}};

    payroll.config.policy.multiple_contracts = PG_CONTRACTS_MERGE;
    ck_assert_int_eq(payroll_read(&payroll, HEADER "7,F,weekly,480,,,40,,yes\n"
                                                   "7,F,monthly,0,,,,,yes\n"
                                                   "7,F,monthly,0,,,10,,yes\n"),
                     PAYGAP_OK);
    ck_assert_int_eq(
        pg_fraction_compare(pg_pay_rate(&payroll.pay, 0), (struct pg_fraction){12, 1}), 0);
    payroll_free(&payroll);
}
END_TEST

/* The total counts, not each post: (500 - 10) / (30 + 5) = 14. */
START_TEST(test_a_negative_post_is_part_of_a_total)
{
    struct payroll payroll = {.config = {.has_sector = true}};

    payroll.config.policy.multiple_contracts = PG_CONTRACTS_MERGE;
    ck_assert_int_eq(payroll_read(&payroll, HEADER "7,F,weekly,500,,,30,,yes\n"
                                                   "7,F,weekly,-10,,,5,,yes\n"
                                                   "8,F,weekly,5,,,30,,yes\n"
                                                   "8,F,weekly,-10,,,5,,yes\n"),
                     PAYGAP_OK);
    ck_assert_int_eq(
        pg_fraction_compare(pg_pay_rate(&payroll.pay, 0), (struct pg_fraction){14, 1}), 0);
    ck_assert_int_eq(payroll.pay.out_of_hourly[2], PG_REASON_PAY_NEGATIVE);
    payroll_free(&payroll);
}
END_TEST

START_TEST(test_the_finding_names_the_post_that_is_wrong)
{
    struct payroll payroll = {.config = {.has_sector = true}};

    payroll.config.policy.multiple_contracts = PG_CONTRACTS_MERGE;
    ck_assert_int_eq(payroll_read(&payroll, HEADER "7,F,weekly,500,,,30,,yes\n"
                                                   "7,F,weekly,100,,,,,yes\n"),
                     PAYGAP_OK);
    ck_assert_uint_eq(payroll.table.findings.n, 1);
    ck_assert_uint_eq(payroll.table.findings.items[0].line, 3);
    payroll_free(&payroll);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("pay");

    add_loop(tc, test_hourly_pay_is_an_exact_fraction, rate_cases);
    add_loop(tc, test_a_bonus_is_taken_in_proportion, adjustment_cases);
    add_loop(tc, test_who_has_no_hourly_pay_has_a_reason, reason_cases);
    tcase_add_test(tc, test_a_bonus_without_a_period_needs_a_choice);
    tcase_add_test(tc, test_merged_posts_add_weekly_pay_and_hours);
    tcase_add_test(tc, test_a_merged_post_may_have_a_known_rate);
    tcase_add_test(tc, test_a_negative_post_is_part_of_a_total);
    tcase_add_test(tc, test_the_finding_names_the_post_that_is_wrong);
    tcase_add_test(tc, test_an_unpaid_post_does_not_dilute_the_others);
    return tc;
}
