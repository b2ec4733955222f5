// SPDX-License-Identifier: GPL-3.0-or-later
#define _XOPEN_SOURCE 700
#include "pg_text.h"
#include "testing.h"

/* Layouts are counted by hand: see the comment at each test. */
static char *shown(struct pg_document *document, bool is_coloured)
{
    const struct pg_text_look look = {
        .is_coloured = is_coloured,
        .is_ascii = true,
        .inset = 2,
        .gaps = {[PG_VALUE_COUNT] = 1, [PG_VALUE_PERCENT] = 2}};
    char *text = NULL;
    size_t n;
    FILE *stream = open_memstream(&text, &n);

    ck_assert(pg_writers_text_finish(document, &look, stream));
    fclose(stream);
    return text;
}

static void put_share(struct pg_document_table *table, const char *name, const char *words,
                      int tenths)
{
    struct pg_document_cell share = pg_document_words(words);

    share.exact = (struct pg_fraction){tenths, tenths > 0 ? 10 : 0};
    pg_writers_text_put(table, name);
    pg_document_put(table, share);
}

/* Columns: 2 + 10, then 2 + 6. The title takes the first 12 characters. A bar has 30
 * blocks: 25 % of them are 7.5, rounded up to 8. What the bars are stands below them, set
 * in by 2: 2 + 10 + 2 + 6 + 2 + 2 = 24 characters from the margin. */
START_TEST(test_a_title_stands_above_its_table_and_bars_beside_it)
{
    static const struct pg_document_column columns[] = {
        {.header = "", .width = 10},
        {.header = "Men %", .kind = PG_VALUE_PERCENT, .width = 6}};
    struct pg_document document;

    pg_document_begin(&document);
    document.title = "Figures";
    pg_writers_text_section(&document, "");
    pg_text_say(&document, "%d employees", 8);
    pg_writers_text_section(&document, "Quarters");
    struct pg_document_table *table = pg_writers_text_table(&document, columns, 2);
    put_share(table, "Upper", "25.0", 250);
    put_share(table, "Lower", "-", 0);
    pg_document_draw(&document, (struct pg_document_chart){.table = table,
                                                           .columns = {1, 1},
                                                           .names = {"men", "women"},
                                                           .is_stacked = true});
    pg_text_note(&document, "A note");
    char *text = shown(&document, false);
    ck_assert_str_eq(text, "Figures\n"
                           "8 employees\n"
                           "\n"
                           "Quarters       Men %\n"
                           "  Upper         25.0  ########......................\n"
                           "  Lower            -\n"
                           "                        # men  . women\n"
                           "  A note\n");
    free(text);
}
END_TEST

/* Eight characters hold five and three dots; two bytes of UTF-8 are one character, and
 * "Rät" leaves five blank. A count has a comma, and 1 + 6 characters. A control character
 * of a name must not reach the terminal. */
START_TEST(test_names_are_cut_and_padded_by_characters)
{
    static const struct pg_document_column columns[] = {
        {.header = "Group", .kind = PG_VALUE_WORD, .width = 8},
        {.header = "People", .kind = PG_VALUE_COUNT, .width = 6}};
    static const char *const names[] = {"R\xC3\xA4t", "B\xC3\xBCrgermeister", "\033[2J"};
    struct pg_document document;

    pg_document_begin(&document);
    pg_writers_text_section(&document, "");
    struct pg_document_table *table = pg_writers_text_table(&document, columns, 2);
    for (size_t i = 0; i < 3; i++) {
        pg_writers_text_put(table, names[i]);
        pg_document_put(table, pg_document_count(1200));
    }
    char *text = shown(&document, false);
    ck_assert_str_eq(text, "  Group    People\n"
                           "  R\xC3\xA4t       1,200\n"
                           "  B\xC3\xBCrge...  1,200\n"
                           "  ?[2J      1,200\n");
    free(text);
}
END_TEST

START_TEST(test_what_is_withheld_is_not_shown_to_the_public)
{
    static const struct pg_document_column columns[] = {
        {.header = "", .width = 4}, {.header = "", .kind = PG_VALUE_COUNT, .width = 4}};
    struct pg_document document;

    pg_document_begin(&document);
    document.is_published = true;
    pg_writers_text_section(&document, "");
    struct pg_document_table *table = pg_writers_text_table(&document, columns, 2);
    for (size_t i = 0; i < 2; i++) {
        pg_writers_text_put(table, i == 0 ? "few" : "out");
        pg_document_put(table, pg_document_count(3));
        pg_document_last(table)->is_withheld = true;
    }
    pg_document_withhold_row(table);
    char *text = shown(&document, false);
    ck_assert_str_eq(text, "  few   [c]\n");
    free(text);
}
END_TEST

/* Bold is switched on before the blank line and off after the title. */
START_TEST(test_titles_are_bold_where_the_screen_has_it)
{
    struct pg_document document;

    pg_document_begin(&document);
    pg_writers_text_section(&document, "");
    pg_text_say(&document, "plain");
    pg_writers_text_section(&document, "Title");
    char *text = shown(&document, true);
    ck_assert_str_eq(text, "plain\n\033[1m\nTitle\n\033[0m");
    free(text);
}
END_TEST

// ---------------------------------------------------------------- CSV

struct rows {
    size_t next;
};

static bool put_next(void *context, struct pg_document_table *table)
{
    static const char *const names[] = {"=1+1", "Smith, Jones"};
    static const char *const codes[] = {"2026-03-31", "-1"};
    struct rows *rows = context;

    if (rows->next == 2)
        return false;
    pg_writers_text_put(table, names[rows->next]);
    pg_writers_text_put(table, codes[rows->next]);
    pg_writers_text_put(table, pg_document_printf(table->document, "-%zu.50", rows->next));
    pg_document_put(table, pg_document_count(1200 * rows->next++));
    return true;
}

/* Guarded as test_text_cells_cannot_be_formulas has it; digits and codes as they are, but
 * for a code that begins as a formula does. */
START_TEST(test_csv_guards_words_and_leaves_digits)
{
    static const struct pg_document_column columns[] = {
        {.header = "name"},
        {.header = "code", .kind = PG_VALUE_WORD},
        {.header = "value", .kind = PG_VALUE_NUMBER},
        {.header = "count", .kind = PG_VALUE_COUNT}};
    struct rows rows = {0};
    char *text = NULL;
    size_t n;
    FILE *file = open_memstream(&text, &n);

    ck_assert(pg_writers_csv(&(struct pg_csv_rows){columns, 4, put_next, &rows}, file));
    fclose(file);
    ck_assert_str_eq(text, "name,code,value,count\n"
                           "\"'=1+1\",2026-03-31,-0.50,0\n"
                           "\"Smith, Jones\",\"'-1\",-1.50,1200\n");
    free(text);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("text");

    tcase_add_test(tc, test_a_title_stands_above_its_table_and_bars_beside_it);
    tcase_add_test(tc, test_names_are_cut_and_padded_by_characters);
    tcase_add_test(tc, test_what_is_withheld_is_not_shown_to_the_public);
    tcase_add_test(tc, test_titles_are_bold_where_the_screen_has_it);
    tcase_add_test(tc, test_csv_guards_words_and_leaves_digits);
    return tc;
}
