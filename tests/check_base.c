// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Tests of base: amounts, fractions, dates, texts, interning, sorting and errors. Most are
 * tables of a text and the value that its digits say; the arithmetic stands beside each
 * table.
 */
#include "pg_base.h"
#include "testing.h"

/* Amounts as payrolls write them; the value is what the digits say, times a million. */
static const struct amount_case {
    const char *text;
    enum pg_cell_state state;
    int64_t millionths;
} amount_cases[] = {
    {"1234.5", PG_CELL_VALUE, 1234500000},
    {"\xC2\xA3"
     "1,234.50",
     PG_CELL_VALUE, 1234500000},
    {"(123.45)", PG_CELL_VALUE, -123450000},
    {"(\xC2\xA3"
     "1,000)",
     PG_CELL_VALUE, -1000000000},
    {"-12.3", PG_CELL_VALUE, -12300000},
    {"-\xC2\xA3"
     "12.30",
     PG_CELL_VALUE, -12300000},
    {"\xC2\xA3 -12.30", PG_CELL_VALUE, -12300000},
    {"12.3-", PG_CELL_VALUE, -12300000},
    {"+7", PG_CELL_VALUE, 7000000},
    {"'0012", PG_CELL_VALUE, 12000000},
    {"  7.5  ", PG_CELL_VALUE, 7500000},
    {".5", PG_CELL_VALUE, 500000},
    {"0", PG_CELL_VALUE, 0},
    {"-0.00", PG_CELL_VALUE, 0},
    {"1,234,567", PG_CELL_VALUE, 1234567000000},
    {"999999999999.999999", PG_CELL_VALUE, 999999999999999999},
    {"1.0000005", PG_CELL_ROUNDED, 1000000}, // a tie goes to the even sixth digit, 0
    {"1.0000015", PG_CELL_ROUNDED, 1000002}, // and here from 1 to 2
    {"1.00000051", PG_CELL_ROUNDED, 1000001},
    {"-1.0000015", PG_CELL_ROUNDED, -1000002},
    {"1.1234560", PG_CELL_VALUE, 1123456},
    {"", PG_CELL_BLANK, 0},
    {"   ", PG_CELL_BLANK, 0},
    {"1,23", PG_CELL_BAD, 0},
    {"12,34,567", PG_CELL_BAD, 0},
    {"1234,567", PG_CELL_BAD, 0},
    {",5", PG_CELL_BAD, 0},
    {"1e3", PG_CELL_BAD, 0},
    {"--1", PG_CELL_BAD, 0},
    {"-(1)", PG_CELL_BAD, 0},
    {"(-1)", PG_CELL_BAD, 0},
    {"(1", PG_CELL_BAD, 0},
    {"-", PG_CELL_BAD, 0},
    {"\xC2\xA3", PG_CELL_BAD, 0},
    {"\xA3"
     "5",
     PG_CELL_BAD, 0}, // a pound sign in Windows-1252
    {"#N/A", PG_CELL_BAD, 0},
    {"nil", PG_CELL_BAD, 0},
    {"\xC2\xA3\xC2\xA3"
     "5",
     PG_CELL_BAD, 0},
    {"1 234", PG_CELL_BAD, 0},
    {"1.2.3", PG_CELL_BAD, 0},
    {"1000000000000", PG_CELL_BAD, 0}, // a million million is too large to be pay
    {"99999999999999999999999", PG_CELL_BAD, 0},
};

START_TEST(test_amounts_are_read_exactly)
{
    const struct amount_case *c = &amount_cases[_i];
    int64_t value = 0;
    enum pg_cell_state state = pg_decimal_parse(pg_str_of(c->text), &value);

    ck_assert_msg(state == c->state, "%s: state %d", c->text, state);
    if (state == PG_CELL_VALUE || state == PG_CELL_ROUNDED)
        ck_assert_msg(value == c->millionths, "%s: %lld", c->text, (long long)value);
}
END_TEST

/* 480 x 7 / 7 / 40 and 1920 x 7 / 28 / 40 are both 12; the others by cross-multiplication
 * in the head: 1/3 < 34/100, -1/2 < 1/3, 7/9 < 8/9. The last pair differs by 1 in 10^36:
 * (10^18 + 1) / 10^18 against 10^18 / (10^18 - 1), larger by 1 / (10^18 (10^18 - 1)). */
static const struct fraction_case {
    int64_t a_num, a_den, b_num, b_den;
    int order;
} fraction_cases[] = {
    {480 * 7, 7 * 40, 1920 * 7, 28 * 40, 0},
    {1, 3, 34, 100, -1},
    {-1, 2, 1, 3, -1},
    {-1, 2, -1, 3, -1},
    {0, 5, 0, 7, 0},
    {7, 9, 8, 9, -1},
    {1000000000000000001, 1000000000000000000, 1000000000000000000, 999999999999999999, -1},
};

START_TEST(test_fractions_compare_exactly)
{
    const struct fraction_case *c = &fraction_cases[_i];
    struct pg_fraction a = {c->a_num, c->a_den}, b = {c->b_num, c->b_den};

    ck_assert_int_eq(pg_fraction_compare(a, b), c->order);
    ck_assert_int_eq(pg_fraction_compare(b, a), -c->order);
    // The same fractions blown up beyond 64 bits take the other way through the function.
    const pg_int128 big = (pg_int128)1 << 60;
    struct pg_fraction wide_a = {a.num * big, a.den * big};
    ck_assert_int_eq(pg_fraction_compare(wide_a, b), c->order);
    ck_assert_int_eq(pg_fraction_compare(b, wide_a), -c->order);
}
END_TEST

START_TEST(test_fractions_add_in_lowest_terms)
{
    struct pg_fraction sum; // 1/6 + 3/10 = 5/30 + 9/30 = 14/30 = 7/15

    ck_assert(
        pg_fraction_add((struct pg_fraction){1, 6}, (struct pg_fraction){3, 10}, &sum));
    ck_assert_int_eq((int)sum.num, 7);
    ck_assert_int_eq((int)sum.den, 15);
    const pg_int128 huge = (pg_int128)1 << 120; // 2^240 does not fit
    ck_assert(!pg_fraction_add((struct pg_fraction){1, huge},
                               (struct pg_fraction){1, huge - 1}, &sum));
}
END_TEST

/* Half to even: 2.5 -> 2, 3.5 -> 4, -2.5 -> -2, -3.5 -> -4; otherwise to the nearest. */
static const struct {
    int num, den, want;
} half_cases[] = {{5, 2, 2},   {7, 2, 4},   {-5, 2, -2}, {-7, 2, -4}, {8, 3, 3},
                  {-8, 3, -3}, {1, 3, 0},   {-1, 3, 0},  {1, 2, 0},   {-1, 2, 0},
                  {3, 2, 2},   {-3, 2, -2}, {6, 3, 2}};

START_TEST(test_division_rounds_half_to_even)
{
    ck_assert_int_eq((int)pg_divide_half_even(half_cases[_i].num, half_cases[_i].den),
                     half_cases[_i].want);
}
END_TEST

static const struct {
    const char *text, *iso;
} date_cases[] = {{"2026-04-05", "2026-04-05"},
                  {"05/04/2026", "2026-04-05"},
                  {"5/4/2026", "2026-04-05"},
                  {"5 April 2026", "2026-04-05"},
                  {"5-Apr-2026", "2026-04-05"},
                  {"29/02/2024", "2024-02-29"},
                  {"29/02/2026", NULL},
                  {"29/02/2100", NULL},
                  {"31/04/2026", NULL},
                  {"2026-13-01", NULL},
                  {"05/04/26", NULL},
                  {"April 2026", NULL},
                  {"", NULL},
                  {"2026-04-05 ", "2026-04-05"},
                  {"2026-4-5", NULL},
                  {"5 Avril 2026", NULL}};

START_TEST(test_dates_are_read_day_first)
{
    struct pg_date date;
    char text[32];
    bool read = pg_date_parse(pg_str_of(date_cases[_i].text), &date);

    ck_assert_int_eq(read, date_cases[_i].iso != NULL);
    if (read)
        ck_assert_str_eq(pg_date_iso(date, text), date_cases[_i].iso);
}
END_TEST

/* 1 January 1970 is day 0; 2000-03-01 is day 11017 (30 years of 365 days, 7 leap days of
 * 1972 to 1996, 31 + 29 days of 2000: 10950 + 7 + 60); every day must come back. */
START_TEST(test_dates_and_day_numbers_agree)
{
    ck_assert_int_eq(pg_date_days((struct pg_date){1970, 1, 1}), 0);
    ck_assert_int_eq(pg_date_days((struct pg_date){2000, 3, 1}), 11017);
    for (int64_t day = -25000; day < 50000; day++)
        ck_assert_int_eq(pg_date_days(pg_date_of_days(day)), day);
}
END_TEST

/* From the calendar: 2024 has a 29 February, 2023, 2025 and 2100 have none. */
static const struct {
    struct pg_date date;
    int years;
    const char *iso;
} anniversaries[] = {{{2024, 2, 29}, -1, "2023-02-28"}, {{2024, 2, 29}, 1, "2025-02-28"},
                     {{2024, 2, 29}, 4, "2028-02-29"},  {{2023, 2, 28}, 1, "2024-02-28"},
                     {{2024, 3, 31}, -1, "2023-03-31"}, {{2096, 2, 29}, 4, "2100-02-28"},
                     {{2024, 12, 31}, 1, "2025-12-31"}};

START_TEST(test_anniversaries)
{
    int64_t day = pg_date_anniversary(anniversaries[_i].date, anniversaries[_i].years);
    char text[32];

    ck_assert_str_eq(pg_date_iso(pg_date_of_days(day), text), anniversaries[_i].iso);
}
END_TEST

static const struct {
    const char *bytes;
    bool valid;
} utf8_cases[] = {{"plain", true},
                  {"\xC2\xA3", true},
                  {"\xE2\x82\xAC", true},
                  {"\xF0\x9F\x98\x80", true},
                  {"\xA3", false},             // Latin-1
                  {"\xC0\xAF", false},         // overlong
                  {"\xE0\x80\xAF", false},     // overlong
                  {"\xED\xA0\x80", false},     // surrogate
                  {"\xF4\x90\x80\x80", false}, // beyond U+10FFFF
                  {"\xE2\x82", false},         // cut off
                  {"", true}};

START_TEST(test_utf8_is_validated)
{
    ck_assert_int_eq(pg_utf8_valid(pg_str_of(utf8_cases[_i].bytes)), utf8_cases[_i].valid);
}
END_TEST

START_TEST(test_what_a_terminal_is_shown_is_harmless)
{
    struct pg_buffer shown = {0};

    pg_buffer_add_visible(&shown,
                          pg_str_of("a\033]0;x\007b\xE2\x80\xAE"
                                    "c\xA3\x7F"),
                          60);
    ck_assert_str_eq(shown.ptr, "a?]0;x?b?c??");
    pg_buffer_free(&shown);
    pg_buffer_add_visible(&shown, pg_str_of("abcdef"), 3);
    ck_assert_str_eq(shown.ptr, "abc...");
    pg_buffer_free(&shown);
}
END_TEST

/* A space of no width, a joiner, a mark of direction, a soft hyphen, a byte-order mark and
 * a tag (U+E0041); no-break and ideographic spaces. 0xA3 alone is no UTF-8 and stays. */
START_TEST(test_labels_are_what_is_seen_of_them)
{
    struct pg_buffer label = {0}, shown = {0};
    struct pg_str text = pg_str_of("F\xE2\x80\x8Bi\xE2\x81\xA0n\xE2\x80\x8F"
                                   "a\xC2\xADn\xEF\xBB\xBF"
                                   "c\xF3\xA0\x81\x81"
                                   "e\xC2\xA0G\xE3\x80\x80\xA3");

    pg_buffer_add_label(&label, text);
    ck_assert_str_eq(label.ptr, "Finance G \xA3");
    ck_assert(pg_utf8_has_unseen(text));
    ck_assert(!pg_utf8_has_unseen(pg_str_of("Finance \xC2\xA3")));
    pg_buffer_add_visible(&shown, text, 60);
    ck_assert_str_eq(shown.ptr, "F?i?n?a?n?c?e\xC2\xA0G\xE3\x80\x80?");
    pg_buffer_free(&label);
    pg_buffer_free(&shown);
    pg_buffer_add_label(&label, pg_str_of("\xE2\x80\x8B"));
    ck_assert_str_eq(label.ptr, "");
    pg_buffer_free(&label);
}
END_TEST

START_TEST(test_the_nearest_name_is_suggested)
{
    static const char *const names[] = {"employee_id", "sex", "weekly_hours", "full_pay"};

    ck_assert_str_eq(pg_nearest("Weekly Hour", names, 4), "weekly_hours");
    ck_assert_str_eq(pg_nearest("employee-no", names, 4), "employee_id");
    ck_assert_ptr_null(pg_nearest("gender", names, 4));
}
END_TEST

START_TEST(test_interned_texts_keep_their_numbers)
{
    struct pg_intern intern = {0};
    char text[24];
    bool is_new;

    for (int round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < 3000; i++) { // texts of 1 to 20 bytes
            int len = snprintf(text, sizeof text, "%.*s%u", (int)(i % 17),
                               "aaaaaaaaaaaaaaaaa", i);
            struct pg_str str = {text, (size_t)len};
            ck_assert_uint_eq(pg_intern_add(&intern, str, &is_new), i);
            ck_assert_int_eq(is_new, round == 0);
            ck_assert_mem_eq(pg_intern_get(&intern, i).ptr, text, str.len);
        }
    }
    pg_intern_free(&intern);
}
END_TEST

START_TEST(test_radix_sort_orders_and_keeps_equals_in_order)
{
    struct pg_keyed entries;
    uint64_t state = 42;
    enum { N = 5000 };

    ck_assert(pg_keyed_make(&entries, N));
    for (uint32_t i = 0; i < N; i++) {
        state = state * UINT64_C(6364136223846793005) + 1;
        entries.keys[i] = i % 3 == 0 ? state % 7 : state;
        entries.members[i] = i;
    }
    ck_assert(pg_keyed_sort(&entries, N, 64));
    for (uint32_t i = 1; i < N; i++) {
        ck_assert(entries.keys[i - 1] <= entries.keys[i]);
        if (entries.keys[i - 1] == entries.keys[i])
            ck_assert(entries.members[i - 1] < entries.members[i]);
    }
    pg_keyed_free(&entries);
}
END_TEST

START_TEST(test_every_status_has_a_meaning_and_the_documented_exit)
{
    static const int exits[PAYGAP_N_STATUSES] = {0, 1, 1, 2, 2, 2, 2, 2, 3, 3, 4, 5, 5};

    for (int status = 0; status < PAYGAP_N_STATUSES; status++) {
        ck_assert_int_eq(paygap_exit_status((paygap_status)status), exits[status]);
        ck_assert_uint_gt(strlen(paygap_status_meaning((paygap_status)status)), 3);
    }
    ck_assert_int_eq(paygap_exit_status((paygap_status)99), 5);
}
END_TEST

START_TEST(test_the_first_error_wins)
{
    paygap_error error = {.status = PAYGAP_OK};

    pg_fail_at(&error, PAYGAP_OPEN, "/a/folder/payroll.csv", 3, 4, "first %d", 1);
    pg_fail(&error, PAYGAP_FAULT, "second");
    ck_assert_int_eq(error.status, PAYGAP_OPEN);
    ck_assert_str_eq(error.text, "first 1");
    ck_assert_str_eq(error.source, "payroll.csv"); // no folder of the machine
    ck_assert_uint_eq(error.row, 3);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("base");

    add_loop(tc, test_amounts_are_read_exactly, amount_cases);
    add_loop(tc, test_fractions_compare_exactly, fraction_cases);
    tcase_add_test(tc, test_fractions_add_in_lowest_terms);
    add_loop(tc, test_division_rounds_half_to_even, half_cases);
    add_loop(tc, test_dates_are_read_day_first, date_cases);
    tcase_add_test(tc, test_dates_and_day_numbers_agree);
    add_loop(tc, test_anniversaries, anniversaries);
    add_loop(tc, test_utf8_is_validated, utf8_cases);
    tcase_add_test(tc, test_what_a_terminal_is_shown_is_harmless);
    tcase_add_test(tc, test_labels_are_what_is_seen_of_them);
    tcase_add_test(tc, test_the_nearest_name_is_suggested);
    tcase_add_test(tc, test_interned_texts_keep_their_numbers);
    tcase_add_test(tc, test_radix_sort_orders_and_keeps_equals_in_order);
    tcase_add_test(tc, test_every_status_has_a_meaning_and_the_documented_exit);
    tcase_add_test(tc, test_the_first_error_wins);
    return tc;
}
