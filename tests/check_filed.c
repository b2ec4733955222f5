// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Tests of filed: what no workforce can have, on shares worked out by hand and on small
 * workforces tried one by one, and figures in the spellings of true returns.
 */
#include "pg_filed.h"
#include "testing.h"

#include <math.h>
#include <paygap/audit.h>

/** Shares of men in percent, each known to within `half`. */
static void shares(struct pg_share_range ranges[PG_FILED_QUARTERS], const double men[4],
                   double half)
{
    for (int j = 0; j < PG_FILED_QUARTERS; j++)
        ranges[j] = (struct pg_share_range){fmax(0, (men[j] - half) / 100),
                                            fmin(1, (men[j] + half) / 100)};
}

/*
 * By hand. Men 90, 10, 10, 10 %: of every 120 men 90 are in the lower quarter, more than
 * half; of every 280 women 270 are above it. Men 40, 40, 10, 10: 80 of 100 men in the two
 * lower quarters, 180 of 300 women in the two upper. Men 30, 30, 29, 29, to a whole
 * point: 29.5 + 29.5 is below 29.5 + 29.5 at the ends of the ranges, so some workforce has
 * as many men above. Men 10, 10, 40, 40 is the second in reverse: the women are lower.
 */
static const struct apart_case {
    const char *name;
    double men[4], half;
    bool of_women;
    int boundary; /**< 0 = not apart */
} apart_cases[] = {
    {"most men in the lower quarter", {90, 10, 10, 10}, 0.05, false, 1},
    {"most men in the two lower quarters", {40, 40, 10, 10}, 0.05, false, 2},
    {"ranges that meet", {30, 30, 29, 29}, 0.5, false, 0},
    {"9 men each in quarters of 30, 30, 31 and 31", {30, 30, 29, 29}, 0.05, false, 0},
    {"more than one person makes", {33, 33, 29, 29}, 0.05, false, 2},
    {"women lower, men looked at", {10, 10, 40, 40}, 0.05, false, 0},
    {"women lower, women looked at", {10, 10, 40, 40}, 0.05, true, 2},
    {"equal quarters", {50, 50, 50, 50}, 0.05, false, 0},
};

START_TEST(test_medians_are_apart_when_most_men_are_below_and_most_women_above)
{
    const struct apart_case *one = &apart_cases[_i];
    struct pg_share_range ranges[PG_FILED_QUARTERS];

    shares(ranges, one->men, one->half);
    ck_assert_msg(pg_filed_medians_are_apart(ranges, one->of_women) == one->boundary, "%s",
                  one->name);
}
END_TEST

/*
 * 66.7, 0, 0, 100 % of men. With equal quarters of 3: 2, 0, 0, 3 men and 1, 3, 3, 0 women,
 * so 3 of 5 men are in the upper quarter and all women below it: apart. But quarters of 3,
 * 2, 2, 2 have 2, 0, 0, 2 men, of whom half are above any boundary, not more.
 */
START_TEST(test_small_workforces_are_tried_one_by_one)
{
    struct pg_share_range ranges[PG_FILED_QUARTERS];

    shares(ranges, (const double[]){66.7, 0, 0, 100}, 0.05);
    ck_assert_int_eq(pg_filed_medians_are_apart(ranges, true), 0);
}
END_TEST

/*
 * No woman is in the upper quarter; men are exactly 70, 70, 70, 100 %, which only quarters
 * of tens of people have; the upper one may be of one more or less. With 10, 10, 10, 9
 * people a third of the 9 women each is in the others; of 30 men 23 are above the lower
 * quarter, 16 above the next, 9 at the top. The women's mean is at most 1 / (23/30), (2/3)
 * / (16/30) or (1/3) / (9/30) of the men's: 30/23. As a part of the women's the gap is 1 -
 * 23/30 = 7/30. 10 or 11 people at the top make it 7/31 and 7/32, larger quarters come
 * nearer to 70/310.
 */
START_TEST(test_the_mean_gap_is_bounded_without_women_at_the_top)
{
    const struct pg_share_range women[PG_FILED_QUARTERS] = {
        {0.3, 0.3}, {0.3, 0.3}, {0.3, 0.3}, {0, 0}};
    double largest = pg_filed_largest_mean_gap(women, 400);

    ck_assert_double_eq_tol(largest, 7.0 / 30, 1e-12);
    ck_assert(isinf(pg_filed_largest_mean_gap(women, 0)));
}
END_TEST

/* One of 2,500 is 0.04 %, written 0.0; of 400 people a quarter has 100, and one is 1 %. */
START_TEST(test_nobody_of_a_sex_is_known_only_of_small_employers)
{
    struct pg_share_range ranges[PG_FILED_QUARTERS];

    shares(ranges, (const double[]){0, 0, 0, 0}, 0.05);
    ck_assert(pg_filed_is_absent(ranges, 400));
    ck_assert(!pg_filed_is_absent(ranges, 10000));
    ck_assert(!pg_filed_is_absent(ranges, 0));
}
END_TEST

/*
 * 12.3 %: the least number of people with such a share is 57 (7 of 57 is 12.28). So four
 * quarters of 12.3 % take 228 people: some workforce of up to 249 has them, none of up to
 * 220.
 */
START_TEST(test_whole_numbers_of_people_have_the_shares_or_none)
{
    struct pg_share_range ranges[PG_FILED_QUARTERS];

    shares(ranges, (const double[]){12.3, 12.3, 12.3, 12.3}, 0.05);
    ck_assert(pg_filed_some_workforce_has(ranges, 249));
    ck_assert(!pg_filed_some_workforce_has(ranges, 220));
}
END_TEST

/*
 * By hand. 50, 25, 25, 0 % in quarters of 4: men 2, 1, 1, 0, women 2, 3, 3, 4. Middle men
 * (2 and 3 of 4) in quarters 1 and 2, middle women (6 and 7 of 12) in 3 and 3: apart,
 * though exactly half of the men are in the lower quarter and more than half in the two
 * lower ones. With one more in the upper quarter (4, 4, 4, 5): women 7 and 7 of 13 in
 * quarter 3: apart as well.
 *
 * 50, 0, 0, 50 % in quarters of 2: men 1, 0, 0, 1 in quarters 1 and 4; women 1, 2, 2, 1,
 * the middle ones (3 and 4 of 6) in 2 and 3. The lower man is below, the upper one above: a
 * gap of either sign can be.
 */
static const struct middle_case {
    const char *name;
    double men[4], half;
    bool are_apart;
} middle_cases[] = {
    {"middle men in two quarters, both below", {50, 25, 25, 0}, 0.0005, true},
    {"middle men on both sides", {50, 0, 0, 50}, 0.0005, false},
    {"one middle man above", {25, 25, 0, 50}, 0.0005, false},
};

START_TEST(test_two_middle_people_may_stand_in_two_quarters)
{
    const struct middle_case *one = &middle_cases[_i];
    struct pg_share_range ranges[PG_FILED_QUARTERS];

    shares(ranges, one->men, one->half);
    ck_assert_msg((pg_filed_medians_are_apart(ranges, false) > 0) == one->are_apart, "%s",
                  one->name);
}
END_TEST

/* As typed, in copies made by spreadsheets and other programs; each value by eye. */
static const struct written_case {
    const char *text;
    double value, half;
    bool is_blank, is_bad;
} written_cases[] = {
    {"12.3", 12.3, 0.05, false, false},
    {"-3", -3, 0.5, false, false},
    {"13.0%", 13, 0.05, false, false},
    {" 13,0 % ", 13, 0.05, false, false},
    {"-1,234.5", -1234.5, 0.05, false, false},
    {"1234,567", 1234.567, 0.0005, false, false},
    {"\xE2\x88\x92"
     "2.5",
     -2.5, 0.05, false, false},
    {"", 0, 0, true, false},
    {"NA", 0, 0, true, false},
    {"null", 0, 0, true, false},
    {"1,234", 0, 0, false, true},
    {"1.234,5", 0, 0, false, true},
    {"12,34.5", 0, 0, false, true},
    {"1,", 0, 0, false, true},
    {",5", 0, 0, false, true},
    {"--1", 0, 0, false, true},
    {"%", 0, 0, true, false},
    {"1.2.3", 0, 0, false, true},
};

START_TEST(test_figures_are_read_as_people_write_them)
{
    const struct written_case *one = &written_cases[_i];
    struct pg_written figure = pg_filed_written_of(pg_str_of(one->text));

    ck_assert_msg(figure.is_blank == one->is_blank && figure.is_bad == one->is_bad, "%s",
                  one->text);
    if (one->is_blank || one->is_bad)
        return;
    ck_assert_double_eq_tol(figure.value, one->value, 1e-9);
    ck_assert_double_eq_tol(figure.half, one->half, 1e-12);
}
END_TEST

/* The comparison of employers has women's shares only: nothing says what men's are. What is
 * blank was published blank. */
START_TEST(test_published_figures_are_read_by_name_and_freed)
{
    char *path = temporary_file(
        "EmployerName,NumberOfEmployees,GenderPayGap_HourlyPay_Mean_Percent,"
        "GenderPayGap_HourlyPay_Median_Percent,WomenInEachPayQuarter_Lower_Percent,"
        "WomenInEachPayQuarter_LowerMiddle_Percent,WomenInEachPayQuarter_UpperMiddle_"
        "Percent,"
        "WomenInEachPayQuarter_Upper_Percent,WhoReceivesBonusPay_Women_Percent,"
        "WhoReceivesBonusPay_Men_Percent,GenderPayGap_BonusPay_Mean_Percent,"
        "GenderPayGap_BonusPay_Median_Percent\n"
        "Anytown Ltd,250 to 499,7.6,8.4,79.7,68.7,61.9,60.3,0,0,,\n");
    paygap_published published;

    ck_assert_int_eq(paygap_read_published(&published, path, NULL, NULL), PAYGAP_OK);
    ck_assert_str_eq(published.text[PAYGAP_STATUTORY_MEAN_HOURLY_GAP], "7.6");
    ck_assert_str_eq(published.text[PAYGAP_STATUTORY_WOMEN_UPPER_QUARTER], "60.3");
    ck_assert_str_eq(published.text[PAYGAP_STATUTORY_MEDIAN_BONUS_GAP], "");
    ck_assert_ptr_null(published.text[PAYGAP_STATUTORY_MEN_UPPER_QUARTER]);
    paygap_published_free(&published);
    ck_assert_ptr_null(published.text[PAYGAP_STATUTORY_MEAN_HOURLY_GAP]);
    paygap_published_free(&published);
    ck_assert_int_ne(paygap_read_published(&published, "/no/such/file", NULL, NULL),
                     PAYGAP_OK);
    paygap_published_free(&published);
    remove(path);
    free(path);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("filed");

    add_loop(tc, test_medians_are_apart_when_most_men_are_below_and_most_women_above,
             apart_cases);
    tcase_add_test(tc, test_small_workforces_are_tried_one_by_one);
    add_loop(tc, test_two_middle_people_may_stand_in_two_quarters, middle_cases);
    add_loop(tc, test_figures_are_read_as_people_write_them, written_cases);
    tcase_add_test(tc, test_the_mean_gap_is_bounded_without_women_at_the_top);
    tcase_add_test(tc, test_nobody_of_a_sex_is_known_only_of_small_employers);
    tcase_add_test(tc, test_whole_numbers_of_people_have_the_shares_or_none);
    tcase_add_test(tc, test_published_figures_are_read_by_name_and_freed);
    return tc;
}
