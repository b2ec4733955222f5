// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Tests of config: everything that paygap.ini can say, in one file, and what is refused,
 * with the line that the message must name.
 */
#include "pg_config.h"
#include "pg_law.h"
#include "testing.h"

static paygap_status read_text(const char *text, struct pg_config *config,
                               paygap_error *err)
{
    char *path = temporary_file(text);

    *err = (paygap_error){.status = PAYGAP_OK};
    paygap_status status = pg_config_read(config, path, err);
    if (status == PAYGAP_OK)
        status = pg_config_complete(config, path, err);
    remove(path);
    free(path);
    return status;
}

START_TEST(test_everything_the_configuration_can_say)
{
    struct pg_config config = {.has_sector = false};
    paygap_error error;
    const char *text = "\xEF\xBB\xBF; a comment\r\n"
                       "[employer]\r\n"
                       "name = Anytown Council\r\n"
                       "sector = public\n"
                       "snapshot_date = 31 March 2026\n"
                       "address = 1 High Street ; Anytown\n"
                       "link = https://anytown.example/gap\n"
                       "[columns]\n"
                       "  Weekly-Hours = Std: Hrs = total\n"
                       "[constants]\n"
                       "pay_period = annual\n"
                       "[values.sex]\n"
                       "Sex: female = F\n"
                       "[policy]\n"
                       "tie_precision = penny\n"
                       "multiple_contracts = merge\n"
                       "default_bonus_period = annual\n"
                       "[employer.London Borough of Hammersmith and Fulham and more]\n"
                       "company_number = 01234567\n";

    ck_assert_msg(read_text(text, &config, &error) == PAYGAP_OK, "%s", error.text);
    ck_assert_str_eq(config.employer.name, "Anytown Council");
    ck_assert_str_eq(config.employer.address, "1 High Street ; Anytown");
    ck_assert_ptr_eq(config.policy.regime, &pg_uk_public);
    ck_assert_int_eq(config.snapshot_date.day, 31);
    ck_assert_str_eq(config.mapping.header_of[PG_FIELD_WEEKLY_HOURS], "Std: Hrs = total");
    ck_assert_str_eq(config.mapping.constant_of[PG_FIELD_PAY_PERIOD], "annual");
    ck_assert_str_eq(config.mapping.values[0].spelling, "Sex: female");
    ck_assert_int_eq(config.policy.tie_precision, PG_TIES_PENNY);
    ck_assert_int_eq(config.policy.multiple_contracts, PG_CONTRACTS_MERGE);
    ck_assert_uint_eq(config.policy.default_bonus_period, 365250000);
    ck_assert_str_eq(
        pg_config_employer(&config, "London Borough of Hammersmith and Fulham and more")
            ->company_number,
        "01234567");
    ck_assert_ptr_null(pg_config_employer(&config, "Gamma"));
    pg_config_free(&config);
}
END_TEST

static const struct {
    const char *text, *message;
    size_t line;
} bad_cases[] = {
    {"[employee]\nname = x\n", "did you mean \"employer\"?", 1},
    {"[employer]\nnam = x\n", "did you mean \"name\"?", 2},
    {"[employer]\nsector = charity\n", "private or public", 2},
    {"[employer]\nsnapshot_date = soon\n", "a date such as", 2},
    {"[employer]\nname = a\nname = b\n", "given twice", 3},
    {"[employer]\ncompany_number = 123456789\n", "longer than 8", 2},
    {"[employer]\nlink = www.example.org\n", "https://", 2},
    {"[columns]\nweekly_hour = Hours\n", "did you mean \"weekly_hours\"?", 2},
    {"[columns]\nsex = A\nSex = B\n", "given twice", 3},
    {"[constants]\nsex = unknown\n", "male or female", 2},
    {"[constants]\nemployee_id = 1\n", "cannot be the same", 2},
    {"[values.sex]\nX = other\n", "not a value that sex can have", 2},
    {"[values.gender]\n1 = F\n", "unknown column \"gender\"", 1},
    {"[policy]\ntie_precission = penny\n", "did you mean \"tie_precision\"?", 2},
    {"[policy]\ntie_precision = pound\n", "exact or penny", 2},
    {"[policy]\ndefault_bonus_period = now and then\n", "a period such as", 2},
    {"name = x\n", "before any [section]", 1},
    {"[employer]\njust words\n", "neither [section] nor key = value", 2},
    {"[employer]\nname = Caf\xE9\n", "not UTF-8", 2},
    {"[policy]\ntie_precision = exact\ntie_precision = penny\n", "given twice", 3},
    {"[values.sex]\nX = M\nx = F\n", "given twice", 3},
    {"[constants]\nweekly_hours = 0\n", "above 0 and at most 168", 2},
    {"[employer.A]\nname = B\n", "current_name may differ", 2},
    {"[employer\nname = B\n", "neither [section]", 1},
    {"[values.ethnicty]\nx = White\n", "did you mean \"ethnicity\"?", 1},
    {"[values.ethnicity]\nx =\n", "a group, Prefer not to say or Not known", 2},
    {"[characteristic.ethnicity]\nscheme = ew2012\n", "did you mean \"ew2011\"?", 2},
    {"[characteristic.ethnicity]\nlevel = fine\n", "detailed, broad, binary or wres", 2},
    {"[characteristic.ethnicity]\nlevel = auto, broad\n", "auto or planned-law", 2},
    {"[characteristic.ethnicity]\nlevels = broad\n", "did you mean \"level\"?", 2},
    {"[characteristic.sex]\n", "cannot be grouped by sex", 1},
    {"[characteristic.]\n", "needs a name", 1},
    {"[policy]\nminimum_publish = 0\n", "a whole number from 1 to 1000", 2},
    {"[policy]\nminimum_publish = ten\n", "a whole number from 1 to 1000", 2},
    {"[policy]\nminimum_pubish = 10\n", "did you mean \"minimum_publish\"?", 2},
    // A wrong value of each kind that a key can be, and of those with their own functions.
    {"[characteristic.grade]\ncolumn =\n", "column must be the header of a column", 2},
    {"[input]\nheader_row = 0\n", "header_row must be the number of a row", 2},
    {"[input]\nheader_row = 65\n", "from 1 to 64", 2},
    {"[input]\nheader_row = 1.5\n", "from 1 to 64", 2},
    {"[policy]\nminimum_count = 1001\n", "a whole number from 1 to 1000", 2},
    {"[input]\ndecimal = full stop\n", "decimal must be point or comma", 2},
    {"[input]\ndates = year first\n", "dates must be day first or month first", 2},
    {"[input]\ndelimiter = \"\n", "delimiter must be comma, semicolon, tab", 2},
    {"[input]\nencoding = klingon\n", "encoding must be utf-8, utf-16", 2},
    {"[input]\ndelimeter = tab\n", "did you mean \"delimiter\"?", 2},
    {"[payments]\nfile =\n", "file must be the name of a file or column", 2},
    {"[payments]\nweekly = soon\n", "weekly must be the first and the last day", 2},
    {"[payments]\namont = Amount\n", "did you mean \"amount\"?", 2},
    {"[hours]\nmonthly = 2026-04-30 to 2026-04-01\n", "monthly must be the first and", 2},
    {"[hours]\namount = Amount\n", "unknown key \"amount\"", 2},
    {"[elements]\nPay = profit\n", "Pay must be basic, allowance", 2},
    {"[workforce]\nfour_fifths = maybe\n", "[workforce] four_fifths must be yes or no", 2},
    {"[workforce]\n\nactions_on = soon\n",
     "[workforce] actions_on must be a date such as 2026-06-30", 3},
    {"[workforce]\nfalse_discovery_rate = 0\n", "a number of percent above 0 and", 2},
    {"[workforce]\nfalse_discovery_rate = 100\n", "below 100, such as 5", 2},
    {"[workforce]\ndivison = Team\n", "there is no key \"divison\"; perhaps division", 2},
    {"[workforce]\nsex = Gender\n", "name the column under [columns]: sex = its", 2},
    {"[target]\n", "did you mean \"targets\"?", 1},
    {"[targets]\nA =\n", "[targets] A: there is no comma before the level", 2},
    {"[targets]\nA = women sex, 50 by 2028-03-31\n", "it must begin \"GROUP of", 2},
    {"[targets]\nA = women of sex, 50\n", "it must go on \"LEVEL by DATE\"", 2},
    {"[targets]\nA = women of sex, 101 by 2028-03-31\n", "from 0 to 100", 2},
    {"[targets]\nA = women of sex, 50 by 2028-02-30\n", "one such as 2028-03-31", 2},
    {"[targets]\nA = women of sex, + a year\n", "points a year, such as +1.5", 2},
    {"[targets]\nA = women of sex, +1 a year since 2026-03-31\n", "only \"from\" and", 2},
    {"[targets]\nA = women of sex, 50 by 2028-03-31\nB = women of sex\n", "B: there", 3},
};

START_TEST(test_characteristics_and_minima)
{
    struct pg_config config = {.has_sector = false};
    paygap_error error;
    const char *text = "[characteristic.ethnicity]\ncolumn = RACE\nscheme = none\n"
                       "level = detailed, wres\ncomparator = White\n"
                       "[characteristic.grade]\n"
                       "[values.ethnicity]\nW = White\n"
                       "[policy]\nminimum_publish_ethnicity = 30\nminimum_count = 3\n";

    ck_assert_msg(read_text(text, &config, &error) == PAYGAP_OK, "%s", error.text);
    ck_assert_uint_eq(config.n_characteristics, 3); // and disability, wherever it is
    const struct pg_characteristic *ethnicity = &config.characteristics[0];
    ck_assert_str_eq(ethnicity->column, "RACE");
    ck_assert_str_eq(ethnicity->scheme, "none");
    ck_assert_uint_eq(ethnicity->levels, 1U << PG_LEVEL_DETAILED | 1U << PG_LEVEL_WRES);
    ck_assert_int_eq(ethnicity->comparison, PG_COMPARE_NAMED);
    ck_assert(config.characteristics[1].is_asked);
    ck_assert(!config.characteristics[2].is_asked);
    ck_assert_str_eq(config.mapping.values[0].name, "ethnicity");
    ck_assert_uint_eq(pg_policy_minimum(&config.policy, PG_MINIMUM_PUBLISH_ETHNICITY), 30);
    ck_assert_uint_eq(pg_policy_minimum(&config.policy, PG_MINIMUM_COUNT), 3);
    ck_assert_uint_eq(pg_policy_minimum(&config.policy, PG_MINIMUM_PUBLISH), 10);
    pg_config_free(&config);
}
END_TEST

START_TEST(test_what_the_workforce_report_is_asked_for)
{
    struct pg_config config = {.has_sector = false};
    paygap_error error;
    const char *text = "[workforce]\n"
                       "Grade = Pay band\n"
                       "senior = Director , Head of service,, \n"
                       "\n"
                       "events = events.csv\n"
                       "actions_on = 30 June 2026\n"
                       "false_discovery_rate = 2.5 \n"
                       "four_fifths = Yes\n";

    ck_assert_msg(read_text(text, &config, &error) == PAYGAP_OK, "%s", error.text);
    const struct pg_workforce_settings *settings = &config.workforce;
    ck_assert_str_eq(settings->grade, "Pay band");
    ck_assert_ptr_null(settings->division);
    ck_assert_uint_eq(settings->senior.n, 2);
    ck_assert_uint_eq(settings->senior.line, 3);
    ck_assert_str_eq(settings->senior.names[1], "Head of service");
    ck_assert(pg_config_name_list_has(&settings->senior, "director"));
    ck_assert(!pg_config_name_list_has(&settings->senior, ""));
    ck_assert(!pg_config_name_list_has(&settings->board, "director"));
    ck_assert_uint_eq(settings->board.line, 0);
    ck_assert_str_eq(settings->events, "events.csv");
    ck_assert_int_eq(settings->actions_on.month, 6);
    ck_assert_double_eq_tol(settings->false_discovery_rate, 0.025, 1e-12); // 2.5 / 100
    ck_assert(settings->four_fifths);
    pg_config_free(&config);
}
END_TEST

static bool is_text(struct pg_str text, const char *expected)
{
    return text.len == strlen(expected) && memcmp(text.ptr, expected, text.len) == 0;
}

START_TEST(test_how_targets_are_written)
{
    struct pg_config config = {.has_sector = false};
    paygap_error error;
    const char *text =
        "[targets]\n"
        "Level = Minority ethnic of ethnicity at Head of service, at most 20.5 "
        "% by 31 March 2028\n"
        "Change = women of sex, -1.5 a year from 2025-03-31\n"
        "Start = disclosed of disability, +2 a year\n";

    ck_assert_msg(read_text(text, &config, &error) == PAYGAP_OK, "%s", error.text);
    ck_assert_uint_eq(config.workforce.n_targets, 3);
    const struct pg_target_wish *wish = config.workforce.targets;
    ck_assert_str_eq(wish->name, "Level");
    ck_assert(is_text(wish->whom.group, "Minority ethnic"));
    ck_assert(is_text(wish->whom.characteristic, "ethnicity"));
    ck_assert(is_text(wish->whom.place, "Head of service"));
    ck_assert(wish->is_most && wish->change.den == 0);
    ck_assert_double_eq_tol(pg_fraction_double(wish->level), 20.5, 1e-12);
    ck_assert_int_eq(wish->date.year, 2028);
    ck_assert_uint_eq(wish->line, 2);
    wish++;
    ck_assert_uint_eq(wish->whom.place.len, 0);
    ck_assert(wish->is_most); // less each year
    ck_assert_double_eq_tol(pg_fraction_double(wish->change), -1.5, 1e-12);
    ck_assert_int_eq(wish->date.year, 2025);
    wish++;
    ck_assert(!wish->is_most);
    ck_assert_int_eq(wish->date.year, 0); // from the first date
    pg_config_free(&config);
}
END_TEST

START_TEST(test_every_minimum_of_the_policy_is_a_key)
{
    struct pg_config config = {.has_sector = false};
    paygap_error error;
    char text[100];

    snprintf(text, sizeof text, "[policy]\n%s = 7\n",
             pg_policy_minimum_key((enum pg_minimum)_i));
    ck_assert_msg(read_text(text, &config, &error) == PAYGAP_OK, "%s", error.text);
    ck_assert_uint_eq(pg_policy_minimum(&config.policy, (enum pg_minimum)_i), 7);
    pg_config_free(&config);
}
END_TEST

START_TEST(test_every_column_of_the_payments_is_a_key)
{
    struct pg_config config = {.has_sector = false};
    paygap_error error;
    char text[100];

    snprintf(text, sizeof text, "[payments]\n%s = A header\nFour weekly = %s\n",
             pg_payments_column_name((enum pg_payment_column)_i),
             "2026-03-16 to 2026-04-12");
    ck_assert_msg(read_text(text, &config, &error) == PAYGAP_OK, "%s", error.text);
    ck_assert(config.payments.is_wanted);
    ck_assert_str_eq(config.payments.header_of[_i], "A header");
    ck_assert_uint_eq(config.payments.windows[0].days, 28000000);
    pg_config_free(&config);
}
END_TEST

START_TEST(test_what_is_not_known_is_an_error_with_its_line)
{
    struct pg_config config = {.has_sector = false};
    paygap_error error;

    ck_assert_int_eq(read_text(bad_cases[_i].text, &config, &error), PAYGAP_CONFIG);
    ck_assert_msg(strstr(error.text, bad_cases[_i].message) != NULL, "%s", error.text);
    ck_assert_uint_eq(error.row, bad_cases[_i].line);
    pg_config_free(&config);
}
END_TEST

START_TEST(test_a_line_too_long_for_the_library_is_refused)
{
    struct pg_config config = {.has_sector = false};
    char text[400] = "[employer]\nname = ";
    paygap_error error;

    memset(text + strlen(text), 'x', 300);
    ck_assert_int_eq(read_text(text, &config, &error), PAYGAP_CONFIG);
    ck_assert_ptr_nonnull(strstr(error.text, "too long"));
    pg_config_free(&config);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("config");

    tcase_add_test(tc, test_everything_the_configuration_can_say);
    tcase_add_test(tc, test_characteristics_and_minima);
    tcase_add_test(tc, test_what_the_workforce_report_is_asked_for);
    tcase_add_test(tc, test_how_targets_are_written);
    tcase_add_loop_test(tc, test_every_minimum_of_the_policy_is_a_key, 0, PG_N_MINIMA);
    tcase_add_loop_test(tc, test_every_column_of_the_payments_is_a_key, 0,
                        PG_N_PAYMENT_COLUMNS);
    add_loop(tc, test_what_is_not_known_is_an_error_with_its_line, bad_cases);
    tcase_add_test(tc, test_a_line_too_long_for_the_library_is_refused);
    return tc;
}
