// SPDX-License-Identifier: GPL-3.0-or-later
#include "testing.h"

#include "pg_law.h"

/* SI 2017/172 reg 6(2), (3): a week of 7 days, a month of 30.44, a year of 365.25. */
START_TEST(test_periods_are_millionths_of_a_day)
{
    ck_assert_int_eq(PG_LAW_WEEK, 7 * PG_LAW_DAY);
    ck_assert_int_eq(100 * (PG_LAW_MONTH / 100), PG_LAW_MONTH);
    ck_assert_int_eq(PG_LAW_MONTH / 10000, 3044);
    ck_assert_int_eq(PG_LAW_YEAR / 10000, 36525);
}
END_TEST

/* GOV.UK, "National Minimum Wage and National Living Wage rates", and for April 2017
 * SI 2017/465: pence an hour on the day, 0 = no such rate. */
static const struct {
    enum pg_law_series series;
    struct pg_date day;
    int value;
} dated_cases[] = {
    {PG_SERIES_LIVING_WAGE, {2017, 3, 31}, 0},
    {PG_SERIES_LIVING_WAGE, {2017, 4, 1}, 750},
    {PG_SERIES_LIVING_WAGE, {2020, 3, 31}, 821},
    {PG_SERIES_LIVING_WAGE, {2020, 4, 1}, 872},
    {PG_SERIES_LIVING_WAGE, {2024, 4, 5}, 1144},
    {PG_SERIES_LIVING_WAGE, {2026, 4, 5}, 1271},
    {PG_SERIES_LIVING_WAGE_AGE, {2021, 3, 31}, 25},
    {PG_SERIES_LIVING_WAGE_AGE, {2021, 4, 1}, 23},
    {PG_SERIES_LIVING_WAGE_AGE, {2024, 4, 1}, 21},
    {PG_SERIES_MINIMUM_WAGE_21, {2024, 3, 31}, 1018},
    {PG_SERIES_MINIMUM_WAGE_21, {2024, 4, 1}, 0},
    {PG_SERIES_MINIMUM_WAGE_18, {2025, 12, 31}, 1000},
    {PG_SERIES_MINIMUM_WAGE_UNDER_18, {2023, 4, 5}, 528},
    {PG_SERIES_MINIMUM_WAGE_APPRENTICE, {2021, 4, 5}, 430},
    // the GOV.UK service: returns for 2020 were due on 5 October 2021, none of 2019 is late
    {PG_SERIES_SET_DEADLINE, {2019, 4, 5}, 0},
    {PG_SERIES_SET_DEADLINE, {2020, 3, 31}, 20211005},
    {PG_SERIES_SET_DEADLINE, {2020, 4, 5}, 20211005},
    {PG_SERIES_SET_DEADLINE, {2021, 3, 31}, 0},
    {PG_SERIES_NOT_ENFORCED, {2019, 4, 5}, 1},
    {PG_SERIES_NOT_ENFORCED, {2020, 4, 5}, 0},
};

START_TEST(test_a_day_finds_the_row_in_force)
{
    const struct pg_law_row *row =
        pg_law_in_force(dated_cases[_i].series, dated_cases[_i].day);

    ck_assert_int_eq(row != NULL, dated_cases[_i].value != 0);
    if (row != NULL)
        ck_assert_int_eq(row->value, dated_cases[_i].value);
}
END_TEST

START_TEST(test_a_number_of_a_date_is_a_day)
{
    const struct pg_date day = pg_law_date(20211005);

    ck_assert_int_eq(day.year, 2021);
    ck_assert_int_eq(day.month, 10);
    ck_assert_int_eq(day.day, 5);
}
END_TEST

static const struct {
    int number;
    const char *text;
} millionths_cases[] = {{365250000, "365.25"},
                        {7000000, "7"},
                        {30440000, "30.44"},
                        {1, "0.000001"},
                        {50000, "0.05"}};

START_TEST(test_millionths_are_written_without_zeros_at_the_end)
{
    char text[32];

    ck_assert_str_eq(pg_law_millionths(millionths_cases[_i].number, text),
                     millionths_cases[_i].text);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("law");

    tcase_add_test(tc, test_periods_are_millionths_of_a_day);
    add_loop(tc, test_a_day_finds_the_row_in_force, dated_cases);
    tcase_add_test(tc, test_a_number_of_a_date_is_a_day);
    add_loop(tc, test_millionths_are_written_without_zeros_at_the_end, millionths_cases);
    return tc;
}
