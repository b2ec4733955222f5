// SPDX-License-Identifier: GPL-3.0-or-later
#include "nowhere.h"
#include "testing.h"

#include "pg_law.h"
#include "pg_sentences.h"

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

// ---------------------------------------------------------------- regimes

/* rule gpg/snapshot-date. SI 2017/172 reg 1(2): 5 April; SI 2017/353 Sch 1 para 1: 31
 * March. rule gpg/deadline. Reg 2(2): within twelve months that begin with the snapshot
 * date; the service: 5 October 2021 for both snapshot dates of 2020. 29 February is
 * nobody's snapshot date, but somebody may give it: twelve months from there end with
 * February. */
static const struct {
    const char *sector;
    struct pg_date snapshot, deadline;
} deadline_cases[] = {
    {"private", {2026, 4, 5}, {2027, 4, 4}},  {"public", {2026, 3, 31}, {2027, 3, 30}},
    {"private", {2019, 4, 5}, {2020, 4, 4}},  {"private", {2020, 4, 5}, {2021, 10, 5}},
    {"public", {2020, 3, 31}, {2021, 10, 5}}, {"public", {2021, 3, 31}, {2022, 3, 30}},
    {"private", {2024, 2, 29}, {2025, 2, 28}}};

START_TEST(test_the_last_day_to_publish_follows_from_the_snapshot_date)
{
    const struct pg_regime *regime =
        pg_law_regime_find(pg_str_of(deadline_cases[_i].sector));
    const struct pg_date deadline =
        pg_law_regime_deadline(regime, deadline_cases[_i].snapshot);

    ck_assert_int_eq(pg_date_compare(deadline, deadline_cases[_i].deadline), 0);
}
END_TEST

START_TEST(test_each_sector_has_its_snapshot_date)
{
    const struct pg_date april = pg_law_regime_snapshot_date(&pg_uk_private, 2026);
    const struct pg_date march = pg_law_regime_snapshot_date(&pg_uk_public, 2026);

    ck_assert_int_eq(pg_date_compare(april, (struct pg_date){2026, 4, 5}), 0);
    ck_assert_int_eq(pg_date_compare(march, (struct pg_date){2026, 3, 31}), 0);
}
END_TEST

/* SI 2017/172 reg 1(4) leaves partners out and reg 14 asks for a signed statement; Schedule
 * 1 of SI 2017/353 does neither. */
START_TEST(test_the_two_regimes_differ_where_the_instruments_do)
{
    ck_assert_ptr_eq(pg_law_regime_find(pg_str_of("Public")), &pg_uk_public);
    ck_assert_ptr_eq(pg_law_regime_default(), &pg_uk_private);
    ck_assert_ptr_null(pg_law_regime_find(pg_str_of("charity")));
    ck_assert(!pg_uk_private.counts_partners && pg_uk_private.has_signatory);
    ck_assert(pg_uk_public.counts_partners && !pg_uk_public.has_signatory);
    ck_assert(pg_uk_public.is_public_authority && !pg_uk_private.is_public_authority);
}
END_TEST

/* The names of the service (GenderPayGap.Core/Enums.cs); below 250 reporting is voluntary.
 */
static const struct {
    size_t employees;
    const char *name;
    bool is_due;
} size_cases[] = {{0, "Less than 250", false},     {249, "Less than 250", false},
                  {250, "250 to 499", true},       {499, "250 to 499", true},
                  {500, "500 to 999", true},       {999, "500 to 999", true},
                  {1000, "1000 to 4999", true},    {4999, "1000 to 4999", true},
                  {5000, "5000 to 19,999", true},  {19999, "5000 to 19,999", true},
                  {20000, "20,000 or more", true}, {SIZE_MAX, "20,000 or more", true}};

START_TEST(test_an_employer_is_in_the_band_of_its_employees)
{
    const struct pg_size_band *band =
        pg_law_regime_size_band(&pg_uk_private, size_cases[_i].employees);

    ck_assert_str_eq(band->name, size_cases[_i].name);
    ck_assert_int_eq(pg_law_regime_is_due(&pg_uk_private, size_cases[_i].employees),
                     size_cases[_i].is_due);
}
END_TEST

/* SI 2017/172 reg 6(2), (3): a fortnight is 2 x 7 days, a quarter 3 x 30.44. */
START_TEST(test_a_period_is_known_by_its_length)
{
    ck_assert_str_eq(pg_law_regime_period(&pg_uk_private, 14000000)->key, "fortnightly");
    ck_assert_str_eq(pg_law_regime_period(&pg_uk_public, 91320000)->name, "three months");
    ck_assert_ptr_null(pg_law_regime_period(&pg_uk_private, 31000000));
}
END_TEST

/* The columns of the public download of the GOV.UK service, in its order
 * (DownloadResult.cs); and the order of its form: quarters from the upper down, hourly
 * gaps, bonus shares, bonus gaps (ReportFigures views). */
static const struct {
    const char *column;
    size_t form;
} figure_cases[] = {
    {"DiffMeanHourlyPercent", 8},   {"DiffMedianHourlyPercent", 9},
    {"DiffMeanBonusPercent", 12},   {"DiffMedianBonusPercent", 13},
    {"MaleBonusPercent", 10},       {"FemaleBonusPercent", 11},
    {"MaleLowerQuartile", 6},       {"FemaleLowerQuartile", 7},
    {"MaleLowerMiddleQuartile", 4}, {"FemaleLowerMiddleQuartile", 5},
    {"MaleUpperMiddleQuartile", 2}, {"FemaleUpperMiddleQuartile", 3},
    {"MaleTopQuartile", 0},         {"FemaleTopQuartile", 1},
};

START_TEST(test_each_figure_has_its_column_and_its_place_on_the_form)
{
    const size_t place = (size_t)_i;
    const struct pg_form_figure *figure = pg_law_regime_figure(&pg_uk_public, place);

    ck_assert_str_eq(figure->column, figure_cases[_i].column);
    ck_assert_ptr_eq(figure, &pg_uk_public.figures[figure_cases[_i].form]);
    ck_assert_uint_eq(pg_law_statutory_place((enum paygap_statutory_figure)_i),
                      figure_cases[_i].form);
}
END_TEST

/* What the title says of sex and average is what the figure is taken from. */
START_TEST(test_titles_are_of_the_figures_taken)
{
    ck_assert_uint_eq(PG_N_STATUTORY, sizeof figure_cases / sizeof figure_cases[0]);
    ck_assert_ptr_null(pg_law_regime_figure(&pg_uk_private, PG_N_STATUTORY));
    for (size_t i = 0; i < PG_N_STATUTORY; i++) {
        const struct pg_statutory_figure *figure = &pg_statutory_figures[i];
        const bool is_gap = strstr(figure->title, "gender pay gap") != NULL;
        const bool is_of_men = strncmp(figure->title, "Men", 3) == 0;
        ck_assert_str_eq(figure->title, pg_form_figures[i].title);
        ck_assert_int_eq(figure->sex, is_of_men ? PG_MEN : PG_WOMEN);
        ck_assert_int_eq(strstr(pg_results_measure_name(figure->measure), "_gap") != NULL,
                         is_gap);
        ck_assert_int_eq(strncmp(pg_results_measure_name(figure->measure), "median", 6) ==
                             0,
                         strncmp(figure->title, "Median", 6) == 0);
    }
}
END_TEST

// ---------------------------------------------------------------- other rules

static const struct pg_bands thirds = {.n = 3,
                                       .takes_one_more = {0, 1U << 1, 1U << 0 | 1U << 2}};

/* GOV.UK for the quarters of Great Britain; the others as above. */
static const struct {
    const struct pg_bands *bands;
    size_t n, sizes[4];
} band_cases[] = {{NULL, 80, {20, 20, 20, 20}},    {NULL, 81, {21, 20, 20, 20}},
                  {NULL, 82, {21, 20, 21, 20}},    {NULL, 83, {21, 21, 21, 20}},
                  {&other_bands, 6, {2, 1, 1, 2}}, {&other_bands, 7, {2, 2, 1, 2}},
                  {&other_bands, 5, {2, 1, 1, 1}}, {&other_bands, 0, {0, 0, 0, 0}},
                  {&thirds, 10, {3, 4, 3, 99}},    {&thirds, 11, {4, 3, 4, 99}}};

START_TEST(test_bands_are_as_equal_as_can_be)
{
    const struct pg_bands *bands =
        band_cases[_i].bands != NULL ? band_cases[_i].bands : pg_uk_private.bands;
    size_t sizes[4] = {99, 99, 99, 99};

    pg_law_bands_sizes(bands, band_cases[_i].n, sizes);
    for (size_t j = 0; j < 4; j++)
        ck_assert_uint_eq(sizes[j], band_cases[_i].sizes[j]);
}
END_TEST

/* Ireland: 1 June to 1 November, 26 June to 26 November, 30 June to 30 November. Directive
 * (EU) 2023/970 Art. 9: 7 June of the next year. */
START_TEST(test_a_deadline_is_of_months_or_of_a_day_of_the_next_year)
{
    static const struct pg_date from[] = {{2026, 6, 1}, {2026, 6, 26}, {2026, 6, 30}};
    static const struct pg_date to[] = {{2026, 11, 1}, {2026, 11, 26}, {2026, 11, 30}};
    const struct pg_regime fixed = {
        .deadline = {.day_next_year = 607, .set = PG_N_LAW_SERIES}};
    const struct pg_date june =
        pg_law_regime_deadline(&fixed, (struct pg_date){2026, 12, 31});

    for (size_t i = 0; i < 3; i++)
        ck_assert_int_eq(pg_date_compare(pg_law_regime_deadline(&nowhere, from[i]), to[i]),
                         0);
    ck_assert_int_eq(pg_date_compare(june, (struct pg_date){2027, 6, 7}), 0);
}
END_TEST

START_TEST(test_another_regime_has_its_own_sizes_periods_and_figures)
{
    ck_assert_str_eq(pg_law_regime_size_band(&nowhere, 49)->name, "Less than 50");
    ck_assert_str_eq(pg_law_regime_size_band(&nowhere, 50)->name, "50 or more");
    ck_assert(!pg_law_regime_is_due(&nowhere, 49));
    ck_assert(pg_law_regime_is_due(&nowhere, 50));
    ck_assert_str_eq(pg_law_regime_period(&nowhere, 365000000)->name, "a year of 365 days");
    ck_assert_ptr_null(pg_law_regime_period(&nowhere, PG_LAW_YEAR));
    ck_assert_int_eq(pg_law_regime_snapshot_date(&nowhere, 2026).month, 6);
    ck_assert_str_eq(pg_law_regime_figure(&nowhere, 0)->column, "First");
    ck_assert_str_eq(pg_law_regime_figure(&nowhere, 1)->column, "Second");
    ck_assert_ptr_null(pg_law_regime_figure(&nowhere, 2));
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("law");

    tcase_add_test(tc, test_periods_are_millionths_of_a_day);
    add_loop(tc, test_a_day_finds_the_row_in_force, dated_cases);
    tcase_add_test(tc, test_a_number_of_a_date_is_a_day);
    add_loop(tc, test_millionths_are_written_without_zeros_at_the_end, millionths_cases);
    add_loop(tc, test_the_last_day_to_publish_follows_from_the_snapshot_date,
             deadline_cases);
    tcase_add_test(tc, test_each_sector_has_its_snapshot_date);
    tcase_add_test(tc, test_the_two_regimes_differ_where_the_instruments_do);
    add_loop(tc, test_an_employer_is_in_the_band_of_its_employees, size_cases);
    tcase_add_test(tc, test_a_period_is_known_by_its_length);
    add_loop(tc, test_each_figure_has_its_column_and_its_place_on_the_form, figure_cases);
    tcase_add_test(tc, test_titles_are_of_the_figures_taken);
    add_loop(tc, test_bands_are_as_equal_as_can_be, band_cases);
    tcase_add_test(tc, test_a_deadline_is_of_months_or_of_a_day_of_the_next_year);
    tcase_add_test(tc, test_another_regime_has_its_own_sizes_periods_and_figures);
    return tc;
}
