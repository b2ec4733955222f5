// SPDX-License-Identifier: GPL-3.0-or-later
#define _XOPEN_SOURCE 700
#include "pg_sentences.h"
#include "pg_writers.h"
#include "pg_emit.h"
#include "testing.h"

#include <locale.h>

/* Formula injection (OWASP): a text cell that a spreadsheet would run gets an apostrophe
 * and quotes; plain text and names with an apostrophe of their own do not. */
static const struct {
    const char *text, *cell;
} guard_cases[] = {
    {"=1+1", "\"'=1+1\""},
    {"=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\""},
    {"+44 20 7946 0000", "\"'+44 20 7946 0000\""},
    {"-2+3", "\"'-2+3\""},
    {"@SUM(1+1)", "\"'@SUM(1+1)\""},
    {"\t=1+1", "\"'\t=1+1\""},
    {" =1+1", "\"' =1+1\""},
    {"\xEF\xBC\x9D"
     "1",
     "\"'\xEF\xBC\x9D"
     "1\""},
    {"%0A=1", "\"'%0A=1\""},
    {"'=1+1", "\"'=1+1\""}, // has its apostrophe already
    {"say \"hi\"", "\"say \"\"hi\"\"\""},
    {"Smith, Jones", "\"Smith, Jones\""},
    {"a;b", "\"a;b\""},
    {"Anytown Council", "Anytown Council"},
    {"", ""},
};

START_TEST(test_text_cells_cannot_be_formulas)
{
    char *text = NULL;
    size_t n;
    FILE *file = open_memstream(&text, &n);

    pg_writers_csv_text(file, guard_cases[_i].text);
    fclose(file);
    ck_assert_str_eq(text, guard_cases[_i].cell);
    free(text);
}
END_TEST

/* (100 - gap) pence for every pound, half to even: 86.5 -> 86p, 87.5 -> 88p, over a pound
 * in pounds; as the GOV.UK service prints them. */
static const struct {
    const char *gap, *pence;
} pence_cases[] = {{"13.6", "86p"}, {"-13.6", "GBP 1.14"}, {"13.5", "86p"},
                   {"12.5", "88p"}, {"0.0", "GBP 1.00"},   {"100.0", "0p"},
                   {"6.7", "93p"},  {"-100.0", "GBP 2.00"}};

START_TEST(test_pence_for_every_pound)
{
    struct pg_buffer text = {0};

    pg_emit_say_pence(&text, pence_cases[_i].gap, "GBP ");
    ck_assert_str_eq(text.ptr, pence_cases[_i].pence);
    pg_buffer_free(&text);
}
END_TEST

START_TEST(test_numbers_do_not_follow_the_locale)
{
    char text[40];

    if (setlocale(LC_ALL, "de_DE.UTF-8") == NULL) {
        ck_assert_str_eq(pg_number_text(0.5, text), "0.5"); // not installed: C
        return;
    }
    ck_assert_str_eq(pg_number_text(-1234.5, text), "-1234.5");
    ck_assert(pg_number_of_text("-9.2") == -9.2);
}
END_TEST

static const struct {
    const char *text;
    double value;
} value_cases[] = {
    {"7.6", 7.6}, {"-9.2", -9.2}, {"0.07", 0.07}, {"1200", 1200}, {"100.0", 100}};

START_TEST(test_published_texts_stand_for_the_nearest_double)
{
    ck_assert(pg_number_of_text(value_cases[_i].text) == value_cases[_i].value);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("emit");

    add_loop(tc, test_text_cells_cannot_be_formulas, guard_cases);
    add_loop(tc, test_pence_for_every_pound, pence_cases);
    tcase_add_test(tc, test_numbers_do_not_follow_the_locale);
    add_loop(tc, test_published_texts_stand_for_the_nearest_double, value_cases);
    return tc;
}
