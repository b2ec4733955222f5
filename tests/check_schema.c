// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Tests of schema: cells to values, headers to fields, and rows to findings. The tables of
 * spellings name the rule that their values come from.
 */
#include "pg_schema.h"
#include "pg_source.h"
#include "pg_survey.h"
#include "testing.h"

/* rule gpg/period-days. Regulation 6(2), (3): week 7, month 30.44, year 365.25 days;
 * quarter 3 x 30.44 = 91.32; half-year 6 x 30.44 = 182.64; 12 months are a year. */
static const struct period_case {
    const char *text;
    enum pg_cell_state state;
    uint32_t millionths;
} period_cases[] = {
    {"weekly", PG_CELL_VALUE, 7000000},
    {"Fortnightly", PG_CELL_VALUE, 14000000},
    {"four-weekly", PG_CELL_VALUE, 28000000},
    {"4 weekly", PG_CELL_VALUE, 28000000},
    {"Lunar month", PG_CELL_VALUE, 28000000},
    {"MONTHLY", PG_CELL_VALUE, 30440000},
    {"calendar month", PG_CELL_VALUE, 30440000},
    {"quarterly", PG_CELL_VALUE, 91320000},
    {"6 months", PG_CELL_VALUE, 182640000},
    {"half-yearly", PG_CELL_VALUE, 182640000},
    {"annual", PG_CELL_VALUE, 365250000},
    {"12 months", PG_CELL_VALUE, 365250000},
    {"1 year", PG_CELL_VALUE, 365250000},
    {"24 months", PG_CELL_VALUE, 730560000},
    {"10", PG_CELL_VALUE, 10000000},
    {"30.44 days", PG_CELL_VALUE, 30440000},
    {"3 weeks", PG_CELL_VALUE, 21000000},
    {"", PG_CELL_BLANK, 0},
    {"0", PG_CELL_BAD, 0},
    {"-7", PG_CELL_BAD, 0},
    {"sometimes", PG_CELL_BAD, 0},
    {"bimonthly", PG_CELL_BAD, 0}, // twice a month, or every second month?
    {"5000", PG_CELL_BAD, 0},
    {"1e2", PG_CELL_BAD, 0},
    {"1-2 weeks", PG_CELL_BAD, 0}, // not twelve weeks
    {"2 8", PG_CELL_BAD, 0},
    {"a very long description of a pay period", PG_CELL_BAD, 0},
};

START_TEST(test_periods_have_their_statutory_length)
{
    const struct period_case *c = &period_cases[_i];
    uint32_t days = 0;
    enum pg_cell_state state =
        pg_schema_duration_parse(pg_str_of(c->text), PG_MAX_BONUS_PERIOD_DAYS, &days);

    ck_assert_msg(state == c->state, "%s", c->text);
    if (state == PG_CELL_VALUE)
        ck_assert_uint_eq(days, c->millionths);
}
END_TEST

START_TEST(test_a_pay_period_is_a_year_at_most)
{
    uint32_t days;

    ck_assert_int_eq(
        pg_schema_duration_parse(pg_str_of("annual"), PG_MAX_PAY_PERIOD_DAYS, &days),
        PG_CELL_VALUE);
    ck_assert_int_eq(
        pg_schema_duration_parse(pg_str_of("2 years"), PG_MAX_PAY_PERIOD_DAYS, &days),
        PG_CELL_BAD);
}
END_TEST

static const struct {
    const char *text;
    enum pg_cell_state state;
    enum pg_sex sex;
} sex_cases[] = {{"M", PG_CELL_VALUE, PG_MEN},        {"f", PG_CELL_VALUE, PG_WOMEN},
                 {"Male", PG_CELL_VALUE, PG_MEN},     {"FEMALE", PG_CELL_VALUE, PG_WOMEN},
                 {"man", PG_CELL_VALUE, PG_MEN},      {"woman", PG_CELL_VALUE, PG_WOMEN},
                 {"men", PG_CELL_VALUE, PG_MEN},      {"Women", PG_CELL_VALUE, PG_WOMEN},
                 {"", PG_CELL_BLANK, PG_SEX_UNKNOWN}, {"X", PG_CELL_BAD, PG_SEX_UNKNOWN},
                 {"1", PG_CELL_BAD, PG_SEX_UNKNOWN},  {"Ma", PG_CELL_BAD, PG_SEX_UNKNOWN}};

START_TEST(test_sex_is_read_but_never_guessed)
{
    enum pg_sex sex = PG_SEX_UNKNOWN;

    ck_assert_int_eq(pg_schema_sex_parse(pg_str_of(sex_cases[_i].text), &sex),
                     sex_cases[_i].state);
    ck_assert_int_eq(sex, sex_cases[_i].sex);
}
END_TEST

/* Written as people and systems write 5 April 2026, but for the last. */
static const struct {
    const char *text;
    bool month_first;
    enum pg_cell_state state;
} day_cases[] = {
    {"2026-04-05", false, PG_CELL_VALUE},
    {"05/04/2026", false, PG_CELL_VALUE},
    {"5/4/26", false, PG_CELL_VALUE},
    {"5-Apr-26", false, PG_CELL_VALUE},
    {"05-APR-2026", false, PG_CELL_VALUE},
    {"5 April 2026", false, PG_CELL_VALUE},
    {"20260405", false, PG_CELL_VALUE},
    {"46117", false, PG_CELL_VALUE},
    {"05.04.2026", false, PG_CELL_VALUE},
    {"2026-04-05T00:00:00", false, PG_CELL_VALUE},
    {"05/04/2026 10:30", false, PG_CELL_VALUE},
    {"04/05/2026", true, PG_CELL_VALUE},
    {"'05/04/2026", false, PG_CELL_VALUE},
    {"", false, PG_CELL_BLANK},
    {"31/02/2026", false, PG_CELL_BAD},
    {"April", false, PG_CELL_BAD},
    {"5", false, PG_CELL_BAD},
    {"04/31/2026", false, PG_CELL_BAD},
};

START_TEST(test_days_are_read_as_they_are_written)
{
    struct pg_date day = {0, 0, 0};

    ck_assert_int_eq(
        pg_schema_day_parse(pg_str_of(day_cases[_i].text), day_cases[_i].month_first, &day),
        day_cases[_i].state);
    if (day_cases[_i].state == PG_CELL_VALUE)
        ck_assert_int_eq(pg_date_compare(day, (struct pg_date){2026, 4, 5}), 0);
}
END_TEST

static const struct {
    const char *text;
    enum pg_cell_state state;
    int64_t millionths;
} comma_cases[] = {
    {"1.234,56", PG_CELL_VALUE, 1234560000},
    {"1 234,56", PG_CELL_VALUE, 1234560000},
    {"1\xC2\xA0"
     "234,5",
     PG_CELL_VALUE, 1234500000},
    {"12,5", PG_CELL_VALUE, 12500000},
    {"-3,25", PG_CELL_VALUE, -3250000},
    {"1.234", PG_CELL_VALUE, 1234000000},
    {"12.5", PG_CELL_BAD, 0},
    {"1,2,3", PG_CELL_BAD, 0},
    {"1.23,4", PG_CELL_BAD, 0},
};

START_TEST(test_decimal_commas)
{
    int64_t amount = 0;

    ck_assert_int_eq(pg_schema_comma_parse(pg_str_of(comma_cases[_i].text), &amount),
                     comma_cases[_i].state);
    if (comma_cases[_i].state == PG_CELL_VALUE)
        ck_assert_int_eq(amount, comma_cases[_i].millionths);
}
END_TEST

/* Which column is read as what; "-" = as nothing. `confirms` = somebody must say it is
 * right. */
static const struct guess_case {
    const char *file, *read_as;
    bool confirms;
} guess_cases[] = {
    {"Employee Number,Gender,Hourly Rate,Quartile\n1,F,10,1\n2,M,11,2\n",
     "employee_id,sex,hourly_pay,-", false},
    {"Emp No,M/F,Pay Frequency,Basic,Contracted Hours,Hourly Rate\n1,F,Weekly,400,40,9\n",
     "employee_id,sex,pay_period,basic_pay,weekly_hours,system_hourly_rate", false},
    {"sex,hourly_pay,Gender\nF,10,M\n", "sex,hourly_pay,-", false}, // canonical headers win
    {"Surname,Geschlecht,hourly_pay\nx,F,10\ny,M,11\n", "-,sex,hourly_pay", true},
    {"Gender,Allowance,Allowance,pay_period,weekly_hours\nF,1,2,weekly,40\n",
     "sex,allowances,-,pay_period,weekly_hours", true},
    {"Gender,Base Rate\nF,10\n", "sex,hourly_pay", true},
    {"Gender,Contracted Hours,Hourly Rate\nF,162.5,10\nM,162.5,11\n", "sex,-,hourly_pay",
     false}, // hours of a month are no week's
    {"Gender,Weekly Ord,Payroll Period,Weekly Hours,Weekly Bonus\nF,400,Monthly,40,10\n",
     "sex,ordinary_pay,-,weekly_hours,bonus_in_pay_period", false},
    {"Sex,Basic Pay,Contracted Hours,Pay Frequency\nF,400,40,M\n",
     "sex,basic_pay,weekly_hours,pay_period", false}, // M is a month under such a header
    {"Emp ID,Gender,Basic Pay (\xC2\xA3),Bonus \xC2\xA3,Hrs per week,Pay "
     "Freq.\n1,F,9,1,40,W\n",
     "employee_id,sex,basic_pay,bonus_12_months,weekly_hours,pay_period", false},
    {"Employee\xC2\xA0No,Sex,Basic\xC2\xA0Pay,Weekly\xC2\xA0Hours,Pay\xC2\xA0Period\n1,F,9,"
     "40,W\n",
     "employee_id,sex,basic_pay,weekly_hours,pay_period", false}, // no-break spaces
    {"\"Legal\nSex\",\"Basic\r\nPay\",\"Contracted\nHours\",Frequency\nF,400,40,W\n",
     "sex,basic_pay,weekly_hours,pay_period", false}, // as Alt+Enter in Excel makes them
};

START_TEST(test_columns_are_recognised)
{
    const struct guess_case *c = &guess_cases[_i];
    char *path = temporary_file(c->file);
    struct pg_source source = {.path = path};
    struct pg_mapping mapping = {.is_closed = false};
    struct pg_survey survey = {.n_columns = 0};
    struct pg_buffer found = {0};
    struct pg_input *input;
    paygap_error error = {.status = PAYGAP_OK};

    ck_assert_int_eq(pg_source_input_open(&source, &input, &error), PAYGAP_OK);
    ck_assert_int_eq(pg_schema_survey_make(&survey, input, &error), PAYGAP_OK);
    ck_assert(pg_schema_survey_guess(&survey, &mapping));
    for (size_t i = 0; i < survey.n_columns; i++)
        pg_buffer_printf(&found, "%s%s", i > 0 ? "," : "",
                         survey.columns[i].is_used
                             ? pg_schema_meaning_name(survey.columns[i].meaning)
                             : "-");
    ck_assert_str_eq(found.ptr, c->read_as);
    ck_assert_int_eq(pg_schema_survey_check(&survey, &mapping, path, false, &error),
                     c->confirms ? PAYGAP_CONFIRM : PAYGAP_OK);
    ck_assert_int_eq(pg_schema_survey_check(&survey, &mapping, path, true, &error),
                     PAYGAP_OK);
    pg_buffer_free(&found);
    pg_schema_survey_free(&survey);
    pg_schema_mapping_free(&mapping);
    pg_source_input_close(input);
    remove(path);
    free(path);
}
END_TEST

static paygap_status read_text(const char *text, const struct pg_mapping *mapping,
                               struct pg_table *table, paygap_error *err)
{
    char *path = temporary_file(text);
    struct pg_source source = {.path = path};
    struct pg_source_facts facts;

    *err = (paygap_error){.status = PAYGAP_OK};
    paygap_status status = pg_schema_read(table, mapping, &source, &facts, err);
    remove(path);
    free(path);
    return status;
}

#define HEADER "employee_id,sex,pay_period,basic_pay,allowances,weekly_hours\n"

START_TEST(test_headers_match_whatever_their_spelling)
{
    static const char *const headers[] = {
        HEADER, "Employee ID,Sex,Pay Period,Basic Pay,Allowances,Weekly Hours\n",
        "EMPLOYEE-ID, SEX ,pay period,BasicPay,allowances,weekly-hours\n",
        ("\xEF\xBB\xBF"
         "employee_id,sex,pay_period,basic_pay,allowances,weekly_hours\r\n"),
        "\"Employee\nID\",sex,\"pay\r\nperiod\",\"basic\npay\",allowances,"
        "\"weekly\rhours\"\n"};
    static const struct pg_mapping no_mapping = {.n_values = 0};
    char text[400];

    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
        struct pg_table table = {0};
        paygap_error error;
        snprintf(text, sizeof text, "%sE1,F,weekly,100.25,20.5,37.5\n", headers[i]);
        ck_assert_int_eq(read_text(text, &no_mapping, &table, &error), PAYGAP_OK);
        ck_assert_uint_eq(table.n_rows, 1);
        // 100.25 + 20.5 = 120.75 pounds
        ck_assert_int_eq(pg_table_amount(&table, 0, PG_ITEM_ORDINARY_PAY), 120750000);
        ck_assert_int_eq(table.weekly_hours[0], 37500000);
        ck_assert_int_eq(table.sex[0], PG_WOMEN);
        pg_table_free(&table);
    }
}
END_TEST

static const struct {
    const char *text, *message;
} column_cases[] = {
    {"employee_id,pay_period,basic_pay,weekly_hours\n1,weekly,1,1\n", "no column sex"},
    {"Gender,pay_period,basic_pay,weekly_hours\nF,weekly,1,1\n", "sex = Gender"},
    {"sex,pay_period,weekly_hours\nF,weekly,1\n", "no column basic_pay"},
    {"sex,basic_pay,weekly_hours\nF,1,1\n", "no column pay_period"},
    {"sex,basic_pay,pay_period\nF,1,weekly\n", "no column weekly_hours"},
    {"sex,Sex,hourly_pay\nF,F,1\n", "are both sex"},
    {"sex,hourly_pay,ordinary_pay,basic_pay\nF,1,1,1\n", "both ordinary_pay and basic_pay"},
    {HEADER, "no employee below the header"},
    {"Ann,F,weekly,400,40\nBob,M,weekly,400,40\n",
     "no headers, this row looks like an employee"},
};

START_TEST(test_missing_and_doubled_columns_are_named)
{
    static const struct pg_mapping no_mapping = {.n_values = 0};
    struct pg_table table = {0};
    paygap_error error;

    ck_assert_int_ne(read_text(column_cases[_i].text, &no_mapping, &table, &error),
                     PAYGAP_OK);
    ck_assert_msg(strstr(error.text, column_cases[_i].message) != NULL, "%s", error.text);
    pg_table_free(&table);
}
END_TEST

START_TEST(test_a_mapping_names_columns_constants_and_values)
{
    struct pg_value_map values[] = {{PG_FIELD_SEX, NULL, (char *)"1", (char *)"M"},
                                    {PG_FIELD_SEX, NULL, (char *)"zwei", (char *)"F"}};
    struct pg_mapping mapping = {.values = values, .n_values = 2};
    struct pg_table table = {0};
    paygap_error error;

    mapping.header_of[PG_FIELD_SEX] = (char *)"Geschlecht";
    mapping.header_of[PG_FIELD_BASIC_PAY] = (char *)"Salary";
    mapping.constant_of[PG_FIELD_PAY_PERIOD] = (char *)"annual";
    mapping.constant_of[PG_FIELD_WEEKLY_HOURS] = (char *)"40";
    ck_assert_int_eq(read_text("Salary,Geschlecht,Sex\n1000,1,F\n2000,ZWEI,M\n", &mapping,
                               &table, &error),
                     PAYGAP_OK);
    ck_assert_int_eq(table.sex[0], PG_MEN);
    ck_assert_int_eq(table.sex[1], PG_WOMEN);
    ck_assert_uint_eq(table.pay_period[1], 365250000);
    ck_assert_int_eq(table.weekly_hours[0], 40000000);
    pg_table_free(&table);
}
END_TEST

START_TEST(test_odd_rows_are_findings)
{
    static const struct pg_mapping no_mapping = {.n_values = 0};
    struct pg_table table = {0};
    paygap_error error;
    const char *text =
        HEADER "E1,F,weekly,abc,,37\n"                     // line 2: not an amount
               ",,,,,\n"                                   // line 3: blank
               "E3,F,weekly,1\n"                           // line 4: short
               "E4,F,weekly,1,2,3,4\n"                     // line 5: long
               "E5,F,weekly,1,2,3,,\n"                     // line 6: only blanks beyond
               "E6,F,weekly,1,2,3,\xC3\xA9\xC3\xA9\xE9\n"; // line 7: long, not UTF-8

    ck_assert_int_eq(read_text(text, &no_mapping, &table, &error), PAYGAP_OK);
    ck_assert_uint_eq(table.n_rows, 5);
    ck_assert_uint_eq(table.n_blank_rows, 1);
    pg_table_findings_sort(&table.findings);
    static const struct {
        uint32_t line, column, code;
    } want[] = {{2, 4, PG_FINDING_AMOUNT_BAD}, {3, 0, PG_FINDING_ROW_BLANK},
                {4, 0, PG_FINDING_ROW_SHORT},  {5, 0, PG_FINDING_ROW_LONG},
                {7, 0, PG_FINDING_ROW_LONG},   {7, 7, PG_FINDING_NOT_UTF8}};
    ck_assert_uint_eq(table.findings.n, 6);
    for (size_t i = 0; i < 6; i++) {
        ck_assert_uint_eq(table.findings.items[i].line, want[i].line);
        ck_assert_uint_eq(table.findings.items[i].column, want[i].column);
        ck_assert_uint_eq(table.findings.items[i].code, want[i].code);
    }
    ck_assert_int_eq(pg_table_state(&table, 0, PG_ITEM_ORDINARY_PAY), PG_CELL_BAD);
    pg_table_free(&table);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("schema");

    add_loop(tc, test_periods_have_their_statutory_length, period_cases);
    tcase_add_test(tc, test_a_pay_period_is_a_year_at_most);
    add_loop(tc, test_days_are_read_as_they_are_written, day_cases);
    add_loop(tc, test_decimal_commas, comma_cases);
    add_loop(tc, test_columns_are_recognised, guess_cases);
    add_loop(tc, test_sex_is_read_but_never_guessed, sex_cases);
    tcase_add_test(tc, test_headers_match_whatever_their_spelling);
    add_loop(tc, test_missing_and_doubled_columns_are_named, column_cases);
    tcase_add_test(tc, test_a_mapping_names_columns_constants_and_values);
    tcase_add_test(tc, test_odd_rows_are_findings);
    return tc;
}
