// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Tests of population: one row and the reasons it must get in either sector, repeated ids
 * and what the employer may choose about them, and what findings say was done.
 */
#include "payroll.h"

#define HEADER "employee_id,employer,sex,hourly_pay,bonus_12_months,full_pay,partner\n"

static const struct {
    const char *row;
    const char *sector;
    enum pg_reason all, hourly, bonus;
} people_cases[] = {
    {"1,,F,10,,yes,", "private", PG_REASON_NONE, PG_REASON_NONE, PG_REASON_NONE},
    {"1,,F,10,,yes,yes", "private", PG_REASON_PARTNER, 0, 0},
    {"1,,F,10,,yes,yes", "public", PG_REASON_NONE, PG_REASON_NONE, PG_REASON_NONE},
    {"1,,F,10,,yes,maybe", "private", PG_REASON_PARTNER_BAD, 0, 0},
    {"1,,F,10,,yes,maybe", "public", PG_REASON_NONE, PG_REASON_NONE, PG_REASON_NONE},
    {"1,,,10,,yes,no", "private", PG_REASON_SEX, 0, 0},
    {"1,,X,10,,yes,no", "private", PG_REASON_SEX, 0, 0},
    {"1,,F,10,5,no,", "private", PG_REASON_NONE, PG_REASON_LEAVE, PG_REASON_NONE},
    {"1,,F,10,abc,yes,", "private", PG_REASON_NONE, PG_REASON_NONE, PG_REASON_BONUS_BAD},
    {"1,,F,10,-5,yes,", "private", PG_REASON_NONE, PG_REASON_NONE, PG_REASON_NONE},
    {"1,,F,10,5,yes,,surplus", "private", PG_REASON_ROW_LONG, 0, 0},
};

START_TEST(test_who_counts_and_why_not)
{
    struct payroll payroll = {.config = {.has_sector = true}};
    char text[400];

    ck_assert(
        pg_policy_set_sector(&payroll.config.policy, pg_str_of(people_cases[_i].sector)));
    snprintf(text, sizeof text, HEADER "%s\n", people_cases[_i].row);
    ck_assert_int_eq(payroll_read(&payroll, text), PAYGAP_OK);
    ck_assert_int_eq(payroll.people.out_of_all[0], people_cases[_i].all);
    ck_assert_int_eq(payroll.pay.out_of_hourly[0], people_cases[_i].hourly);
    ck_assert_int_eq(payroll.people.out_of_bonus[0], people_cases[_i].bonus);
    payroll_free(&payroll);
}
END_TEST

START_TEST(test_a_repeated_id_needs_a_choice_and_names_the_rows)
{
    struct payroll payroll = {.config = {.has_sector = true}};

    ck_assert_int_eq(payroll_read(&payroll, HEADER "7,,F,10,,,\n8,,F,10,,,\n7,,F,10,,,\n"),
                     PAYGAP_CHOICE);
    ck_assert_ptr_nonnull(strstr(payroll.error.text, "rows 2 and 4"));
    ck_assert_ptr_nonnull(strstr(payroll.error.text, "multiple_contracts"));
    payroll_free(&payroll);
}
END_TEST

START_TEST(test_one_id_with_two_employers_is_two_employees)
{
    struct payroll payroll = {.config = {.has_sector = true}};

    ck_assert_int_eq(payroll_read(&payroll, HEADER "7,A,F,10,,,\n7,B,F,10,,,\n"),
                     PAYGAP_OK);
    payroll_free(&payroll);
}
END_TEST

START_TEST(test_separate_posts_count_each)
{
    struct payroll payroll = {.config = {.has_sector = true}};

    payroll.config.policy.multiple_contracts = PG_CONTRACTS_SEPARATE;
    ck_assert_int_eq(payroll_read(&payroll, HEADER "7,,F,10,,yes,\n7,,F,12,,yes,\n"),
                     PAYGAP_OK);
    ck_assert(pg_pay_is_hourly(&payroll.pay, 0) && pg_pay_is_hourly(&payroll.pay, 1));
    payroll_free(&payroll);
}
END_TEST

/* 30 + 12 = 42 pounds of bonus; leave on one post is leave. */
START_TEST(test_merged_posts_share_bonus_and_leave)
{
    struct payroll payroll = {.config = {.has_sector = true}};

    payroll.config.policy.multiple_contracts = PG_CONTRACTS_MERGE;
    ck_assert_int_eq(payroll_read(&payroll, HEADER "7,,F,10,30,yes,\n7,,F,10,12,no,\n"),
                     PAYGAP_OK);
    ck_assert_int_eq(pg_table_amount(&payroll.table, 0, PG_ITEM_BONUS_12), 42 * PG_MILLION);
    ck_assert_int_eq(payroll.pay.out_of_hourly[0], PG_REASON_LEAVE);
    payroll_free(&payroll);
}
END_TEST

#define DATED "employee_id,sex,hourly_pay,bonus_12_months,start_date,end_date\n"

/* Regs 10, 12: the bonus of the twelve months was paid to somebody who is still employed:
 * 500 + 0 of A, whose first row is over; 0 + 500 of B, whose last is. C holds no post. */
START_TEST(test_what_a_post_that_is_over_paid_belongs_to_who_is_still_employed)
{
    struct payroll payroll = {
        .config = {.has_sector = true, .mapping = {.snapshot_date = {2026, 4, 5}}}};

    payroll.config.policy.multiple_contracts = PG_CONTRACTS_MERGE;
    ck_assert_int_eq(payroll_read(&payroll, DATED "A,M,10,500,2015-01-01,2025-12-31\n"
                                                  "A,M,10,0,2026-01-01,\n"
                                                  "B,F,10,0,2010-01-01,\n"
                                                  "B,F,10,500,2009-01-01,2025-12-31\n"
                                                  "C,F,10,500,2009-01-01,2025-12-31\n"),
                     PAYGAP_OK);
    const int64_t *bonus = payroll.table.amounts[PG_ITEM_BONUS_12];
    ck_assert_int_eq(bonus[1], 500 * PG_MILLION);
    ck_assert_int_eq(bonus[2], 500 * PG_MILLION);
    ck_assert_int_eq(payroll.people.out_of_all[0], PG_REASON_MERGED);
    ck_assert_int_eq(payroll.people.out_of_all[3], PG_REASON_MERGED);
    ck_assert_int_eq(payroll.people.out_of_all[4], PG_REASON_NOT_EMPLOYED);
    ck_assert_uint_eq(pg_population_main_post(&payroll.people, &payroll.table, 0), 1);
    ck_assert_uint_eq(pg_population_main_post(&payroll.people, &payroll.table, 3), 2);
    payroll_free(&payroll);
}
END_TEST

/* The figures turn on the choice only if the post that is over had a bonus. */
static const struct {
    const char *bonus;
    paygap_status status;
} over_cases[] = {{"0", PAYGAP_OK}, {"", PAYGAP_OK}, {"5", PAYGAP_CHOICE}};

START_TEST(test_a_post_that_is_over_needs_a_choice_if_it_had_a_bonus)
{
    struct payroll payroll = {
        .config = {.has_sector = true, .mapping = {.snapshot_date = {2026, 4, 5}}}};
    char text[300];

    snprintf(text, sizeof text,
             DATED "A,M,10,%s,2015-01-01,2025-12-31\nA,M,10,0,2026-01-01,\n",
             over_cases[_i].bonus);
    ck_assert_int_eq(payroll_read(&payroll, text), over_cases[_i].status);
    payroll_free(&payroll);
}
END_TEST

START_TEST(test_merged_posts_must_agree_on_sex)
{
    struct payroll payroll = {.config = {.has_sector = true}};

    payroll.config.policy.multiple_contracts = PG_CONTRACTS_MERGE;
    ck_assert_int_eq(
        payroll_read(&payroll,
                     HEADER "7,,F,10,,yes,\n7,,M,10,,yes,\n8,,F,10,,yes,\n8,,,10,,yes,\n"),
        PAYGAP_OK);
    ck_assert_int_eq(payroll.people.out_of_all[0], PG_REASON_SEX_CONFLICT);
    ck_assert_int_eq(payroll.people.out_of_all[2],
                     PG_REASON_NONE); // one post leaves it blank
    payroll_free(&payroll);
}
END_TEST

START_TEST(test_findings_say_what_was_done)
{
    struct payroll payroll = {.config = {.has_sector = true}};
    static const enum pg_action want[] = {PG_ACTION_OUT_OF_BONUS, PG_ACTION_OUT_OF_HOURLY,
                                          PG_ACTION_NOT_NEEDED};

    ck_assert_int_eq(payroll_read(&payroll, "sex,hourly_pay,bonus_12_months,full_pay\n"
                                            "F,10,abc,yes\nF,abc,,yes\nF,abc,,no\n"),
                     PAYGAP_OK);
    pg_table_findings_sort(&payroll.table.findings);
    ck_assert_uint_eq(payroll.table.findings.n, 3);
    for (size_t i = 0; i < 3; i++)
        ck_assert_int_eq(payroll.table.findings.items[i].action, want[i]);
    payroll_free(&payroll);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("population");

    add_loop(tc, test_who_counts_and_why_not, people_cases);
    tcase_add_test(tc, test_a_repeated_id_needs_a_choice_and_names_the_rows);
    tcase_add_test(tc, test_one_id_with_two_employers_is_two_employees);
    tcase_add_test(tc, test_separate_posts_count_each);
    tcase_add_test(tc, test_merged_posts_share_bonus_and_leave);
    tcase_add_test(tc, test_merged_posts_must_agree_on_sex);
    tcase_add_test(tc, test_what_a_post_that_is_over_paid_belongs_to_who_is_still_employed);
    add_loop(tc, test_a_post_that_is_over_needs_a_choice_if_it_had_a_bonus, over_cases);
    tcase_add_test(tc, test_findings_say_what_was_done);
    return tc;
}
