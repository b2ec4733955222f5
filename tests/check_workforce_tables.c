// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Every cell of every table of the little workforce of tests/data/workforce/little: 34 people
 * at the end of March 2026, 30 a year before, their events, survey, actions and pay.
 */
#include "tables.h"

START_TEST(test_every_cell_of_every_table)
{
    struct made_report report = make_report(scene_open("workforce/little"), true);

    ck_assert_msg(report.status == PAYGAP_PROVISIONAL, "%s", report.error.text);
    char *tables = table_text(report.tidy, NULL);
    expect_lines(tables, "workforce/tables.expected");
    free(tables);
    free_report(&report);
}
END_TEST

START_TEST(test_what_is_printed)
{
    struct made_report report = make_report(scene_open("workforce/little"), false);

    ck_assert_int_eq(report.status, PAYGAP_PROVISIONAL);
    expect_lines(report.printed, "workforce/printed.expected");
    free_report(&report);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("workforce_tables");

    tcase_add_test(tc, test_every_cell_of_every_table);
    tcase_add_test(tc, test_what_is_printed);
    return tc;
}
