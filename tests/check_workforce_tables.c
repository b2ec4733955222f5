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

START_TEST(test_what_is_published)
{
    struct made_report report = make_report(scene_open("workforce/little"), true);

    ck_assert_int_eq(report.status, PAYGAP_PROVISIONAL);
    char *tables = table_text(report.shown, NULL);
    expect_lines(tables, "workforce/shown.expected");
    free(tables);
    free_report(&report);
}
END_TEST

/** Sheets of a workbook that stand in FILE.SHEET.expected, every cell. */
static const struct {
    const char *file, *name;
    const char *sheets[8];
} books[] = {
    {"out/publish/workforce.xlsx",
     "publish",
     {"Cover_sheet", "Contents", "Trends", "Profile", "Recruitment", "Under_representation", "Targets", "SC_WRES"}},
    {"out/internal/workforce.xlsx",
     "internal",
     {"Cover_sheet", "Contents", "Trends", "Leadership", "Actions", "Indicators", "Pay_over_time",
      "Why_it_changed"}},
};

START_TEST(test_every_cell_of_the_sheets)
{
    struct made_report report = make_report(scene_open("workforce/little"), true);

    for (size_t b = 0; b < 2; b++) {
        for (size_t i = 0; i < 8; i++) {
            struct text name = {NULL, 0};
            text_add(&name, "workforce/%s.%s.expected", books[b].name, books[b].sheets[i]);
            char *text = sheet_text(&report.scene, books[b].file, books[b].sheets[i]);
            expect_lines(text, name.ptr);
            free(text);
            free(name.ptr);
        }
        char *drawn = names_of_workbook(&report.scene, books[b].file);
        struct text name = {NULL, 0};
        text_add(&name, "workforce/%s.drawn.expected", books[b].name);
        expect_lines(drawn, name.ptr);
        free(drawn);
        free(name.ptr);
    }
    free_report(&report);
}
END_TEST

START_TEST(test_the_same_as_json)
{
    struct made_report report = make_report(scene_open("workforce/bare"), true);

    ck_assert_msg(report.status == PAYGAP_OK, "%s", report.error.text);
    char *text = scene_text(&report.scene, "out/internal/workforce.json");
    expect_lines(text, "workforce/json.expected");
    free(text);
    free_report(&report);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("workforce_tables");

    tcase_set_timeout(tc, 30); // whole runs, and slow ones under valgrind
    tcase_add_test(tc, test_every_cell_of_every_table);
    tcase_add_test(tc, test_what_is_printed);
    tcase_add_test(tc, test_what_is_published);
    tcase_add_test(tc, test_every_cell_of_the_sheets);
    tcase_add_test(tc, test_the_same_as_json);
    return tc;
}
