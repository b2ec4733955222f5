// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Tests of the whole run through the public interface alone: two real payrolls against
 * figures in exact fractions that agree with R (tests/data/real_payrolls.def), and small
 * ones for choices, several employers and wrong options.
 */
#define _XOPEN_SOURCE 700
#include <paygap/paygap.h>

#include "testing.h"

#include <gsl/gsl_errno.h>
#include <math.h>

/* What PAYGAP_OPTIONS_INIT sets, for an initialiser that says more. */
#define SIZED .struct_size = sizeof(paygap_options)

enum payroll { houston, montgomery };

static const struct {
    enum payroll payroll;
    const char *group, *measure;
    double value;
} references[] = {
#define REFERENCE(payroll, group, measure, value) {payroll, group, measure, value},
#include "data/real_payrolls.def"
#undef REFERENCE
};

static paygap_measure measure_called(const char *name)
{
    paygap_measure measure = PAYGAP_MEASURE_HEADCOUNT;

    while (measure < PAYGAP_N_MEASURES && strcmp(paygap_measure_name(measure), name) != 0)
        measure++;
    ck_assert_int_lt(measure, PAYGAP_N_MEASURES);
    return measure;
}

static paygap_results *run(const char *payroll, const char *config, paygap_status want)
{
    char *payroll_path = source_path(payroll);
    char *config_path = source_path(config);
    paygap_options options = {SIZED, .payroll = payroll_path, .config = config_path};
    paygap_results *results;
    paygap_error error;
    paygap_status status = paygap_run(&results, &options, &error);

    ck_assert_msg(status == want, "%s: %s", payroll, error.text);
    free(payroll_path);
    free(config_path);
    return results;
}

static size_t n_figures_by_sex(const paygap_results *results)
{
    size_t n = 0;

    for (size_t i = 0; i < paygap_results_n_figures(results, 0); i++) {
        paygap_figure figure = paygap_results_figure(results, 0, i);
        n += strcmp(figure.characteristic, "sex") == 0;
    }
    return n;
}

START_TEST(test_real_payrolls_match_their_reference)
{
    static const char *const files[2][2] = {
        {"samples/houston/houston_employee.csv", "samples/houston/paygap.ini"},
        {"tests/data/montgomery/montgomery_employee_salaries.csv",
         "tests/data/montgomery/paygap.ini"}};

    for (int payroll = houston; payroll <= montgomery; payroll++) {
        paygap_results *results = run(files[payroll][0], files[payroll][1], PAYGAP_OK);
        size_t n = 0;
        for (size_t i = 0; i < sizeof references / sizeof references[0]; i++) {
            paygap_figure figure;
            if ((int)references[i].payroll != payroll)
                continue;
            n++;
            ck_assert(paygap_results_find(results, 0, references[i].group,
                                          measure_called(references[i].measure), &figure));
            ck_assert_int_eq(figure.has_value, !isnan(references[i].value));
            if (figure.has_value)
                ck_assert_double_eq_tol(figure.value, references[i].value, 1e-9);
        }
        ck_assert_uint_eq(n, n_figures_by_sex(results));
        paygap_results_free(results);
    }
}
END_TEST

/* Houston by RACE against White. R 4.2.2, salaries in dollars a year of those with a
 * salary: aggregate(BASE_SALARY ~ RACE, d, mean), the same with median; gap = 100 (white -
 * x) / white. An hour is a 28/1461 x 1/40 of a year's pay: 7 days of 365.25, 40 hours. */
static const struct {
    const char *race;
    size_t n;
    double mean, median, mean_gap, median_gap;
} races[] = {
    {"American Indian or Alaskan Native", 10, 60272.1, 59601, 6.43854696098885,
     4.69939238887112},
    {"Asian/Pacific Islander", 105, 61660.3047619048, 55461, 4.28361201365029,
     11.3191557403262},
    {"Black or African American", 670, 50137.8014925373, 45744.5, 22.1701988179723,
     26.8556124080588},
    {"Hispanic/Latino", 462, 52345.5627705628, 50378, 18.7430517111795, 19.4467540773905},
    {"Others", 2, 51278, 51278, 20.4002483913052, 18.0076750879437},
};

static void expect_by_race(const paygap_results *results, const char *race,
                           const char *measure, double value)
{
    paygap_figure figure;

    ck_assert(paygap_results_find_in(results, 0, "ethnicity", race, measure_called(measure),
                                     &figure));
    ck_assert_double_eq_tol(figure.value, value, 1e-9);
}

START_TEST(test_houston_by_race)
{
    paygap_results *results = run("samples/houston/houston_employee.csv",
                                  "samples/houston/paygap.ini", PAYGAP_OK);
    const char *race = races[_i].race;

    expect_by_race(results, race, "full_pay_headcount", (double)races[_i].n);
    expect_by_race(results, race, "mean_hourly_pay", races[_i].mean * 28 / 1461 / 40);
    expect_by_race(results, race, "median_hourly_pay", races[_i].median * 28 / 1461 / 40);
    expect_by_race(results, race, "mean_hourly_gap", races[_i].mean_gap);
    expect_by_race(results, race, "median_hourly_gap", races[_i].median_gap);
    paygap_results_free(results);
}
END_TEST

static const struct {
    const char *csv;
    paygap_status status;
    const char *group, *measure, *published;
} small_cases[] = {
    {"sex,hourly_pay\nF,10\n", PAYGAP_OK, "women", "mean_hourly_gap", ""},
    {"sex,hourly_pay\nF,10\n", PAYGAP_OK, "women", "lower_quarter_share", "100.0"},
    {"sex,hourly_pay\nF,10\n", PAYGAP_OK, "women", "upper_quarter_share", ""},
    {"sex,hourly_pay\nM,10\nF,9\nF,8\n", PAYGAP_OK, "women", "mean_hourly_gap", "15.0"},
    {"sex,hourly_pay\nM,10\nF,10\n", PAYGAP_OK, "women", "median_hourly_gap", "0.0"},
    {"sex,hourly_pay,full_pay\nM,10,no\nF,10,no\n", PAYGAP_OK, "men", "full_pay_headcount",
     "0"},
    {"sex,hourly_pay,full_pay\nM,10,no\nF,10,no\n", PAYGAP_OK, "women", "mean_hourly_gap",
     ""},
    // somebody's rate is bad: provisional, and the figure is that of the others
    {"sex,hourly_pay\nM,10\nF,9\nF,oops\n", PAYGAP_PROVISIONAL, "women", "mean_hourly_gap",
     "10.0"},
    // (10.25 - 9.225) / 10.25 is exactly 10 %; (8 - 7.002) / 8 = 12.475 %, to 12.5
    {"sex,hourly_pay\nM,10.25\nF,9.225\n", PAYGAP_OK, "women", "mean_hourly_gap", "10.0"},
    {"sex,hourly_pay\nM,8\nF,7.002\n", PAYGAP_OK, "women", "mean_hourly_gap", "12.5"},
    // exactly a half: 10 - 8.775 of 10 is 12.25 %, to even 12.2; 10 - 8.765, 12.35 %,
    // to 12.4
    {"sex,hourly_pay\nM,10\nF,8.775\n", PAYGAP_OK, "women", "mean_hourly_gap", "12.2"},
    {"sex,hourly_pay\nM,10\nF,8.765\n", PAYGAP_OK, "women", "median_hourly_gap", "12.4"},
    {"sex,hourly_pay\nM,10\nF,10.001\n", PAYGAP_OK, "women", "mean_hourly_gap", "0.0"},
};

START_TEST(test_small_payrolls)
{
    char *path = temporary_file(small_cases[_i].csv);
    paygap_options options = {SIZED, .payroll = path, .snapshot_date = "2026-04-05"};
    paygap_results *results;
    paygap_figure figure;

    ck_assert_int_eq(paygap_run(&results, &options, NULL), small_cases[_i].status);
    ck_assert(paygap_results_find(results, 0, small_cases[_i].group,
                                  measure_called(small_cases[_i].measure), &figure));
    ck_assert_str_eq(figure.published, small_cases[_i].published);
    if (!figure.has_value)
        ck_assert_int_eq(figure.status, PAYGAP_FIGURE_NOT_APPLICABLE);
    else
        ck_assert_int_eq(figure.status, small_cases[_i].status == PAYGAP_OK
                                            ? PAYGAP_FIGURE_OK
                                            : PAYGAP_FIGURE_PROVISIONAL);
    paygap_results_free(results);
    remove(path);
    free(path);
}
END_TEST

/* 31 March and 5 April: the latest of the sector that is not after the day given by
 * SOURCE_DATE_EPOCH. 1775347200 is 5 April 2026 00:00 UTC (20548 x 86400, 20548 days after
 * 1 January 1970: 56 years of 365 days, 14 leap days of 1972 to 2024, 31 + 28 + 31 + 4). */
static const struct {
    const char *epoch, *sector, *date;
} snapshot_cases[] = {{"1775347200", "private", "5 April 2026"},
                      {"1775347199", "private", "5 April 2025"},
                      {"1775347199", "public", "31 March 2026"}};

START_TEST(test_the_snapshot_date_defaults_to_the_latest_of_the_sector)
{
    char *path = temporary_file("sex,hourly_pay\nM,10\n");
    paygap_options options = {SIZED, .payroll = path, .sector = snapshot_cases[_i].sector};
    paygap_results *results;
    bool said = false;

    setenv("SOURCE_DATE_EPOCH", snapshot_cases[_i].epoch, 1);
    ck_assert_int_eq(paygap_run(&results, &options, NULL), PAYGAP_OK);
    for (size_t i = 0; i < paygap_results_n_warnings(results); i++)
        said = said ||
               strstr(paygap_results_warning(results, i), snapshot_cases[_i].date) != NULL;
    ck_assert(said);
    paygap_results_free(results);
    remove(path);
    free(path);
}
END_TEST

START_TEST(test_several_employers_are_reported_apart)
{
    char *path =
        temporary_file("employer,sex,hourly_pay\nBeta & Co,M,10\nAlpha,F,8\nAlpha,M,16\n"
                       "Beta & Co,F,9\nBeta/Co,M,1\n");
    paygap_options options = {SIZED, .payroll = path, .snapshot_date = "2026-04-05"};
    paygap_results *results;
    paygap_figure figure;

    ck_assert_int_eq(paygap_run(&results, &options, NULL), PAYGAP_OK);
    ck_assert_uint_eq(paygap_results_n_reports(results), 3);
    ck_assert_str_eq(paygap_results_employer(results, 0), "Alpha");
    ck_assert_str_eq(paygap_results_folder(results, 1), "beta-co/");
    ck_assert_str_eq(paygap_results_folder(results, 2), "beta-co-2/");
    ck_assert(
        paygap_results_find(results, 0, "women", PAYGAP_MEASURE_MEAN_HOURLY_GAP, &figure));
    ck_assert_str_eq(figure.published, "50.0"); // (16 - 8) / 16
    ck_assert(
        paygap_results_find(results, 1, "women", PAYGAP_MEASURE_MEAN_HOURLY_GAP, &figure));
    ck_assert_str_eq(figure.published, "10.0"); // (10 - 9) / 10
    paygap_results_free(results);
    remove(path);
    free(path);
}
END_TEST

/* GOV.UK "Who needs to report" (worked examples C): a job share by two people is two
 * employees; one person with two jobs is one or two, as the employer chooses. */
static const struct {
    const char *csv, *policy, *women;
} headcount_cases[] = {
    {"employee_id,sex,pay_period,basic_pay,weekly_hours\n1,F,monthly,1000,18.5\n"
     "2,F,monthly,1000,18.5\n",
     "", "2"},
    {"employee_id,sex,pay_period,basic_pay,weekly_hours\n1,F,monthly,1000,18.5\n"
     "1,F,monthly,500,10\n",
     "[policy]\nmultiple_contracts = merge\n", "1"},
    {"employee_id,sex,pay_period,basic_pay,weekly_hours\n1,F,monthly,1000,18.5\n"
     "1,F,monthly,500,10\n",
     "[policy]\nmultiple_contracts = separate\n", "2"},
};

START_TEST(test_job_shares_and_second_jobs)
{
    char *path = temporary_file(headcount_cases[_i].csv);
    char *config = temporary_file(headcount_cases[_i].policy);
    paygap_options options = {SIZED, .payroll = path, .config = config,
                              .snapshot_date = "2026-04-05"};
    paygap_results *results;
    paygap_figure figure;

    ck_assert_int_eq(paygap_run(&results, &options, NULL), PAYGAP_OK);
    ck_assert(paygap_results_find(results, 0, "women", PAYGAP_MEASURE_HEADCOUNT, &figure));
    ck_assert_str_eq(figure.published, headcount_cases[_i].women);
    paygap_results_free(results);
    remove(path);
    remove(config);
    free(path);
    free(config);
}
END_TEST

START_TEST(test_wrong_options_are_named)
{
    static const paygap_options wrong[] = {
        {SIZED, .payroll = NULL},
        {SIZED, .payroll = "x.csv", .sector = "charity"},
        {SIZED, .payroll = "x.csv", .snapshot_date = "tomorrow"},
        {SIZED, .payroll = "x.csv", .employer = ""}};
    paygap_results *results;
    paygap_error error;

    for (size_t i = 0; i < 4; i++) {
        ck_assert_int_eq(paygap_run(&results, &wrong[i], &error), PAYGAP_USAGE);
        ck_assert_ptr_null(results);
        ck_assert_uint_gt(strlen(error.text), 10);
    }
}
END_TEST

static size_t n_handled;

static void count_error(const char *reason, const char *file, int line, int number)
{
    (void)reason, (void)file, (void)line, (void)number;
    n_handled++;
}

START_TEST(test_the_error_handler_of_gsl_is_the_hosts)
{
    char *payroll = source_path("samples/council/payroll.csv");
    paygap_options options = {SIZED, .payroll = payroll, .snapshot_date = "2026-03-31",
                              .wants_intervals = true};
    paygap_results *results;

    (void)gsl_set_error_handler(count_error);
    ck_assert_int_eq(paygap_run(&results, &options, NULL), PAYGAP_OK);
    ck_assert(gsl_set_error_handler(NULL) == count_error);
    ck_assert_uint_eq(n_handled, 0);
    paygap_results_free(results);
    free(payroll);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("run");

    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, test_real_payrolls_match_their_reference);
    add_loop(tc, test_houston_by_race, races);
    add_loop(tc, test_small_payrolls, small_cases);
    add_loop(tc, test_the_snapshot_date_defaults_to_the_latest_of_the_sector,
             snapshot_cases);
    add_loop(tc, test_job_shares_and_second_jobs, headcount_cases);
    tcase_add_test(tc, test_several_employers_are_reported_apart);
    tcase_add_test(tc, test_wrong_options_are_named);
    tcase_add_test(tc, test_the_error_handler_of_gsl_is_the_hosts);
    return tc;
}
