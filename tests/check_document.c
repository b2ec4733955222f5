// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Documents and their writers: one small document with every kind of cell, state and table,
 * as a workbook that is read back, as lines of data and as JSON; and one whose rows come
 * from a source. What is expected was written by hand from what the headers promise.
 */
#define _XOPEN_SOURCE 700
#include "scene.h"

#include "pg_archive.h"
#include "pg_writers.h"

#include <jansson.h>
#include <math.h>

// ---------------------------------------------------------------- cells

START_TEST(test_cells)
{
    struct pg_document_cell words = pg_document_words(NULL);
    struct pg_document_cell count = pg_document_count(12);
    struct pg_document_cell none = pg_document_number(NAN);
    struct pg_document_cell live = pg_document_formula(count, "=6*2");
    struct pg_document document;

    pg_document_begin(&document);
    ck_assert_str_eq(pg_document_cell_words(&document, &words), "");
    ck_assert_ptr_null(pg_document_cell_words(&document, &count));
    ck_assert_double_eq(count.number, 12);
    ck_assert_str_eq(pg_document_cell_words(&document, &none),
                     "[z]"); // no number, no figure
    ck_assert_str_eq(live.formula, "=6*2");
    ck_assert_double_eq(live.number, 12);
    // Within the firm the number, in publication the range that is told in its place.
    count.kind = PG_VALUE_COUNT;
    pg_document_tell_range(&document, &count, 10, 14);
    ck_assert_ptr_null(pg_document_cell_words(&document, &count));
    document.is_published = true;
    ck_assert_str_eq(pg_document_cell_words(&document, &count), "10 to 14");
    pg_document_tell_range(&document, &count, 0, 5);
    ck_assert_str_eq(pg_document_cell_words(&document, &count), "5 or fewer");
    pg_document_free(&document);
    ck_assert_ptr_null(count.formula);
}
END_TEST

static const struct {
    enum pg_value_state state;
    const char *shorthand;
} states[] = {
    {PG_VALUE_SHOWN, ""}, {PG_VALUE_WITHHELD, "[c]"}, {PG_VALUE_NOT_APPLICABLE, "[z]"}};

START_TEST(test_states)
{
    ck_assert_str_eq(pg_document_shorthand(states[_i].state), states[_i].shorthand);
}
END_TEST

/** Half to even, worked out by hand: 6.25 is between 6.2 and 6.3, and 62 is even. */
static const struct {
    int num, den;
    enum pg_value_kind kind;
    const char *text;
} roundings[] = {
    {25, 4, PG_VALUE_PERCENT, "6.2"},
    {635, 100, PG_VALUE_PERCENT, "6.4"},
    {1, 3, PG_VALUE_POINTS, "0.3"},
    {-1, 100, PG_VALUE_POINTS, "0.0"},
    {-25, 100, PG_VALUE_POINTS, "-0.2"},
    {5, 2, PG_VALUE_COUNT, "2"},
    {7, 2, PG_VALUE_COUNT, "4"},
    {-7, 2, PG_VALUE_PENCE, "-4"},
    {1, 8, PG_VALUE_RATIO, "0.12"},
    {3, 8, PG_VALUE_RATIO, "0.38"},
    {2, 3, PG_VALUE_POUNDS, "0.67"},
    {1, 20000, PG_VALUE_PROBABILITY, "0.0000"},
    {3, 20000, PG_VALUE_PROBABILITY, "0.0002"},
};

START_TEST(test_rounding)
{
    struct pg_fraction value = {roundings[_i].num, roundings[_i].den};
    char text[48];

    ck_assert_str_eq(pg_document_round(value, roundings[_i].kind, text),
                     roundings[_i].text);
    struct pg_document_cell cell = {
        .exact = value, .kind = roundings[_i].kind, .number = 99};
    ck_assert_str_eq(pg_document_round_cell(&cell, text), roundings[_i].text);
}
END_TEST

START_TEST(test_numbers_keep_their_digits)
{
    struct pg_document_cell cell = {.kind = PG_VALUE_NUMBER, .number = 0.0625};
    char text[48];

    ck_assert_str_eq(pg_document_round_cell(&cell, text), "0.0625");
}
END_TEST

START_TEST(test_sides)
{
    for (int kind = 0; kind < PG_N_VALUE_KINDS; kind++) // words first, then numbers
        ck_assert_int_eq(pg_document_value_is_number((enum pg_value_kind)kind),
                         kind >= PG_VALUE_COUNT);
}
END_TEST

// ---------------------------------------------------------------- notes and rows

static const char hundred_and_ten[] =
    "a23456789 b23456789 c23456789 d23456789 e23456789 f23456789 g23456789 h23456789 "
    "i23456789 j23456789 k234567890";

static const struct {
    const char *more; /**< after the 110 characters above */
    size_t first;     /**< length of the first line */
} notes[] = {
    {"", 110},
    {" and more", 110},
    {"1", 99}, // the last word begins after 99 characters and a space
};

START_TEST(test_lines_of_notes)
{
    char note[160];

    ck_assert_uint_eq(strlen(hundred_and_ten), 110);
    snprintf(note, sizeof note, "%s%s", hundred_and_ten, notes[_i].more);
    ck_assert_uint_eq(pg_document_line(note), notes[_i].first);
}
END_TEST

START_TEST(test_a_line_without_spaces)
{
    char note[201];

    memset(note, 'x', 200);
    note[200] = '\0';
    ck_assert_uint_eq(pg_document_line(note), 200);
    ck_assert_uint_eq(pg_document_line(""), 0);
}
END_TEST

// ---------------------------------------------------------------- a small document

#define BY_DATE(title, name, of_kind)                                                      \
    {                                                                                      \
        .header = (title), .key = (name), .kind = (of_kind), .width = 20, .date = 0        \
    }
#define OF_NO_DATE(title, name, of_kind, of_use)                                           \
    {                                                                                      \
        .header = (title), .key = (name), .kind = (of_kind), .width = 20, .use = (of_use), \
        .date = PG_NO_DATE                                                                 \
    }

enum { WOMEN, MEN };
static const uint8_t hidden[] = {[WOMEN] = 0, [MEN] = 1};

static void add_start(struct pg_document *document)
{
    static const struct pg_document_column columns[] = {
        OF_NO_DATE("Part", NULL, PG_VALUE_LINK, PG_COLUMN_MEASURE),
        OF_NO_DATE("What it shows", NULL, PG_VALUE_TEXT, PG_COLUMN_MEASURE)};

    pg_document_section(document, "Start", "Small", NULL);
    pg_document_say(document, PG_PARAGRAPH_HEADING, "Heading");
    pg_document_say(document, PG_PARAGRAPH_PROSE, "Prose");
    pg_document_add_contents(document, columns);
}

static void put_women(struct pg_document_table *table)
{
    struct pg_document_cell share = pg_document_number(6.25);
    const size_t on = WOMEN;

    share.exact = (struct pg_fraction){25, 4};
    pg_document_put(table, pg_document_words("Women"));
    pg_document_put_on(table, pg_document_count(12), &on, 1);
    pg_document_put_on(table, share, &on, 1);
    pg_document_put(table, pg_document_words(""));
    pg_document_find(table, 0, 3, PG_VERDICT_NOT_BELOW);
}

// 3 men, of whom nothing is published once their number is hidden; then everybody, whose
// number is a formula over the cells above it.
static void put_others(struct pg_document_table *table, size_t first)
{
    const size_t on = MEN;

    pg_document_put(table, pg_document_words("Men"));
    pg_document_put_on(table, pg_document_count(3), &on, 1);
    pg_document_put(table, pg_document_state(PG_VALUE_NOT_APPLICABLE));
    pg_document_put(table, pg_document_words("-"));
    pg_document_put(table, pg_document_words("All"));
    pg_document_put(
        table, pg_document_formula(pg_document_count(15),
                                   pg_document_printf(table->document, "=SUM(B%zu:B%zu)",
                                                      first, first + 1)));
    pg_document_put(table, pg_document_state(PG_VALUE_WITHHELD));
    pg_document_put(table, pg_document_words(""));
}

static struct pg_document_table *add_groups(struct pg_document *document)
{
    static const struct pg_document_column columns[] = {
        OF_NO_DATE("Group", "group", PG_VALUE_WORD, PG_COLUMN_GROUP),
        BY_DATE("People", "people", PG_VALUE_COUNT),
        BY_DATE("Share", "share", PG_VALUE_PERCENT),
        BY_DATE("Finding", "finding", PG_VALUE_VERDICT)};
    struct pg_document_table *table = pg_document_new_table(document);

    pg_document_section(document, "Groups", "Groups of people", "who there is");
    pg_document_say(document, PG_PARAGRAPH_NOTE, "One line");
    pg_document_say(document, PG_PARAGRAPH_NOTE,
                    pg_document_printf(document, "%s and more", hundred_and_ten));
    pg_document_add_columns(table, columns, 4);
    pg_document_place(document, table);
    table->leaves_out = true;
    put_women(table);
    put_others(table, pg_document_first_row(document, table));
    pg_document_draw(document, (struct pg_document_chart){.table = table,
                                                          .columns = {1, 1},
                                                          .names = {"People", NULL},
                                                          .title = "People",
                                                          .axis_title = "Number",
                                                          .category_title = "Group",
                                                          .description = "12, 3 and 15"});
    pg_document_name_column(document, "People", table, 1);
    pg_document_name_cell(document, "Everybody", table, 2, 1);
    return table;
}

/** A value of each kind, with what is published of it. */
static const struct {
    const char *name;
    enum pg_value_kind kind;
    double number;
    const char *text;
} kinds[] = {{"text", PG_VALUE_TEXT, 0, "some words"},
             {"word", PG_VALUE_WORD, 0, "word"},
             {"verdict", PG_VALUE_VERDICT, 0, "found"},
             {"rag", PG_VALUE_RAG, 0, "Green"},
             {"count", PG_VALUE_COUNT, 1234, NULL},
             {"percent", PG_VALUE_PERCENT, 12.5, NULL},
             {"points", PG_VALUE_POINTS, -0.03125, NULL},
             {"ratio", PG_VALUE_RATIO, 1.5, NULL},
             {"probability", PG_VALUE_PROBABILITY, 0.000030517578125, NULL},
             {"pounds", PG_VALUE_POUNDS, 2.5, NULL},
             {"pence", PG_VALUE_PENCE, 199, NULL},
             {"number", PG_VALUE_NUMBER, 0.0625, NULL},
             {"=sum", PG_VALUE_WORD, 0, "=1+1"}};

enum { N_KINDS = sizeof kinds / sizeof kinds[0] };

static struct pg_document_table *add_kinds(struct pg_document *document)
{
    static const struct pg_document_column columns[] = {
        OF_NO_DATE("Kind", "kind", PG_VALUE_WORD, PG_COLUMN_ITEM),
        OF_NO_DATE("Value", "value", PG_VALUE_TEXT, PG_COLUMN_MEASURE),
        OF_NO_DATE("For the sheet", NULL, PG_VALUE_RAG, PG_COLUMN_MEASURE)};
    struct pg_document_table *table = pg_document_new_table(document);

    pg_document_section(document, "Kinds", "Kinds of values", "each kind");
    pg_document_add_columns(table, columns, 3);
    pg_document_place(document, table);
    for (size_t i = 0; i < N_KINDS; i++) {
        struct pg_document_cell value = kinds[i].text != NULL
                                            ? pg_document_words(kinds[i].text)
                                            : pg_document_number(kinds[i].number);
        value.kind = kinds[i].kind;
        pg_document_put(table, pg_document_words(kinds[i].name));
        pg_document_put(table, value);
        pg_document_put(table, pg_document_words("Red"));
    }
    return table;
}

/** The document, and where its workbook goes. */
struct small {
    struct pg_document document;
    const struct pg_document_table *groups, *kinds;
    struct scene scene;
    char *path;
    struct pg_workbook_facts facts;
    paygap_error error;
};

static void open_small(struct small *small, bool is_published)
{
    static const char *const dates[] = {"2026-03-31"}, *const labels[] = {"March 2026"};
    struct pg_document *document = &small->document;

    *small = (struct small){.scene = scene_open(NULL)};
    small->path = scene_path(&small->scene, "small.xlsx");
    pg_document_begin(document);
    document->title = "Small";
    document->date = (struct pg_date){2026, 3, 31};
    document->dates = dates;
    document->date_labels = labels;
    document->n_dates = 1;
    document->is_published = document->is_rounded = is_published;
    add_start(document);
    small->groups = add_groups(document);
    small->kinds = add_kinds(document);
    ck_assert_int_eq(pg_document_end(document, &small->error), PAYGAP_OK);
    pg_document_withhold(document, hidden);
}

static void write_small(struct small *small)
{
    ck_assert_int_eq(pg_writers_workbook(&small->document, small->path, small->scene.folder,
                                         &small->facts, &small->error),
                     PAYGAP_OK);
}

static void close_small(struct small *small)
{
    pg_document_free(&small->document);
    scene_close(&small->scene);
    free(small->path);
}

static void expect_sheet(const struct small *small, const char *sheet, const char *expected)
{
    char *text = sheet_text(&small->scene, "small.xlsx", sheet);

    expect_text(text, expected);
    free(text);
}

// ---------------------------------------------------------------- as a workbook

START_TEST(test_rows_are_where_the_document_says)
{
    struct small small;

    open_small(&small, false);
    // Title, heading, prose, header, rows: 1 + 1 + 1 + 1, then row 5.
    ck_assert_uint_eq(pg_document_first_row(&small.document, small.document.contents), 5);
    // Title, a note of one line, one of two, header, rows: 1 + 1 + 2 + 1, then row 6.
    ck_assert_uint_eq(pg_document_first_row(&small.document, small.groups), 6);
    ck_assert_uint_eq(pg_document_first_row(&small.document, small.kinds), 3);
    ck_assert_uint_eq(
        pg_document_first_row(&small.document, pg_document_new_table(&small.document)), 0);
    close_small(&small);
}
END_TEST

START_TEST(test_sheets_of_prose_and_contents)
{
    struct small small;

    open_small(&small, false);
    write_small(&small);
    expect_sheet(&small, "Start",
                 "widths: *\n"
                 "1: A Small\n"
                 "2: A Heading\n"
                 "3: A Prose\n"
                 "4: A Part | B What it shows\n"
                 "5: A Groups | B who there is\n"
                 "6: A Kinds | B each kind\n");
    close_small(&small);
}
END_TEST

START_TEST(test_the_sheet_of_a_table_for_ourselves)
{
    struct small small;

    open_small(&small, false);
    write_small(&small);
    expect_sheet(
        &small, "Groups",
        "widths: *\n"
        "1: A Groups of people\n"
        "2: A One line\n"
        "3: A a23456789 b23456789 c23456789 d23456789 e23456789 f23456789 g23456789 "
        "h23456789 i23456789 j23456789 k234567890\n"
        "4: A and more\n"
        "5: A Group | B People | C Share | D Finding\n"
        "6: A Women | B 12 | C 6.25 | D not below\n"
        "7: A Men | B 3 | C [z] | D -\n"
        "8: A All | B =SUM(B6:B7) -> 15 | C [c]\n");
    close_small(&small);
}
END_TEST

START_TEST(test_the_sheet_of_a_table_as_published)
{
    struct small small;

    open_small(&small, true);
    write_small(&small);
    // No row of men, of whom all that counts is withheld; 6.25 is 6.2 to one decimal; no
    // formula.
    expect_sheet(&small, "Groups",
                 "widths: *\n"
                 "1: A Groups of people\n"
                 "2: A One line\n"
                 "3: A a23456789*\n"
                 "4: A and more\n"
                 "5: A Group | B People | C Share | D Finding\n"
                 "6: A Women | B 12 | C 6.2 | D not below\n"
                 "7: A All | B 15 | C [c]\n");
    char *names = names_of_workbook(&small.scene, "small.xlsx");
    ck_assert_ptr_null(strstr(names, " = Groups!"));
    free(names);
    close_small(&small);
}
END_TEST

START_TEST(test_the_sheet_of_all_kinds)
{
    struct small small;

    open_small(&small, false);
    write_small(&small);
    expect_sheet(&small, "Kinds",
                 "widths: *\n"
                 "1: A Kinds of values\n"
                 "2: A Kind | B Value | C For the sheet\n"
                 "3: A text | B some words | C Red\n"
                 "4: A word | B word | C Red\n"
                 "5: A verdict | B found | C Red\n"
                 "6: A rag | B Green | C Red\n"
                 "7: A count | B 1234 | C Red\n"
                 "8: A percent | B 12.5 | C Red\n"
                 "9: A points | B -0.03125 | C Red\n"
                 "10: A ratio | B 1.5 | C Red\n"
                 "11: A probability | B 0.000030517578125 | C Red\n"
                 "12: A pounds | B 2.5 | C Red\n"
                 "13: A pence | B 199 | C Red\n"
                 "14: A number | B 0.0625 | C Red\n"
                 "15: A =sum | B =1+1 | C Red\n"); // a text, not a formula
    close_small(&small);
}
END_TEST

START_TEST(test_names_and_what_is_drawn)
{
    struct small small;

    open_small(&small, false);
    write_small(&small);
    char *names = names_of_workbook(&small.scene, "small.xlsx");
    // Rows 6 to 8 of the sheet; the name of the series and its axes as they were given.
    ck_assert_ptr_nonnull(strstr(names, "Everybody = Groups!$B$8\n"));
    ck_assert_ptr_nonnull(strstr(names, "People = Groups!$B$6:$B$8\n"));
    ck_assert_ptr_nonnull(strstr(names, "chart: Groups!$A$6:$A$8\n"));
    ck_assert_ptr_nonnull(strstr(names, "chart: Groups!$B$6:$B$8\n"));
    ck_assert_ptr_nonnull(strstr(names, "chart: Number\n"));
    free(names);
    close_small(&small);
}
END_TEST

static bool take(void *context, const char *bytes, size_t n)
{
    text_add(context, "%.*s", (int)n, bytes);
    return true;
}

// A part of a workbook as it stands there, to be freed.
static char *part_text(const char *path, const char *part)
{
    struct text text = {NULL, 0};
    struct pg_zip *zip;

    ck_assert_int_eq(pg_archive_zip_open(path, &zip), PG_ZIP_OK);
    size_t entry = pg_archive_zip_find(zip, pg_str_of(part));
    ck_assert_uint_ne(entry, SIZE_MAX);
    ck_assert_int_eq(pg_archive_zip_stream(zip, entry, take, &text), PG_ZIP_OK);
    pg_archive_zip_close(zip);
    return text.ptr;
}

static void expect_part(const char *path, const char *part, const char *piece,
                        bool is_there)
{
    char *text = part_text(path, part);

    ck_assert_msg((strstr(text, piece) != NULL) == is_there, "%s: %s", part, piece);
    free(text);
}

START_TEST(test_tables_are_marked_up)
{
    struct small small;

    open_small(&small, false);
    write_small(&small);
    expect_part(small.path, "xl/tables/table2.xml", "displayName=\"Groups_table\"", true);
    expect_part(small.path, "xl/tables/table2.xml", "ref=\"A5:D8\"", true);
    expect_part(small.path, "xl/worksheets/sheet2.xml", "<pane", false);
    expect_part(small.path, "xl/worksheets/sheet1.xml", "location=\"'Groups'!A1\"", true);
    expect_part(small.path, "xl/worksheets/sheet3.xml", "containsText", true); // Red
    close_small(&small);
}
END_TEST

static paygap_status check_facts(const struct small *small, size_t more, paygap_error *err)
{
    struct pg_sheet_facts sheets[PG_MAX_SHEETS];

    for (size_t i = 0; i < small->facts.n_sheets; i++)
        sheets[i] = (struct pg_sheet_facts){small->facts.n_cells[i] + more};
    return pg_archive_workbook_check(small->path, sheets, small->facts.n_sheets,
                                     small->facts.text_bytes, err);
}

START_TEST(test_facts_are_those_of_the_file)
{
    struct small small;

    open_small(&small, false);
    write_small(&small);
    ck_assert_uint_eq(small.facts.n_sheets, 3);
    // 4 + 4 above, then 4 rows of 4 cells: a header, women, men and all.
    ck_assert_uint_eq(small.facts.n_cells[1], 4 + 4 * 4);
    ck_assert_uint_eq(small.facts.n_cells[2], 1 + 3 * (1 + N_KINDS));
    ck_assert_int_eq(check_facts(&small, 0, &small.error), PAYGAP_OK);
    ck_assert_int_eq(check_facts(&small, 1, &small.error), PAYGAP_OUTPUT);
    close_small(&small);
}
END_TEST

// ---------------------------------------------------------------- as files of data

static char *tidy_text(const struct pg_document *document, bool is_whole)
{
    char *text = NULL;
    size_t size;
    FILE *file = open_memstream(&text, &size);

    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(pg_writers_tidy(document, file), is_whole);
    ck_assert_int_eq(fclose(file), 0);
    return text;
}

#define TIDY_HEADER                                                                        \
    "part,date,category,dimension,characteristic,group,comparator,item,measure,value,"     \
    "value_lower,value_upper,"                                                             \
    "published,unit,status\n"

static const char tidy_kinds[] =
    "Kinds,,,,,,,text,value,,,,some words,text,ok\n"
    "Kinds,,,,,,,word,value,,,,word,text,ok\n"
    "Kinds,,,,,,,verdict,value,,,,found,text,ok\n"
    "Kinds,,,,,,,rag,value,,,,Green,text,ok\n"
    "Kinds,,,,,,,count,value,1234,,,1234,people or number,ok\n"
    "Kinds,,,,,,,percent,value,12.5,,,12.5,percent,ok\n"
    "Kinds,,,,,,,points,value,-0.03125,,,0.0,points,ok\n"
    "Kinds,,,,,,,ratio,value,1.5,,,1.50,number,ok\n"
    "Kinds,,,,,,,probability,value,3.0517578125e-05,,,< 0.0001,probability,ok\n"
    "Kinds,,,,,,,pounds,value,2.5,,,2.50,pounds,ok\n"
    "Kinds,,,,,,,pence,value,199,,,199,pence,ok\n"
    "Kinds,,,,,,,number,value,0.0625,,,0.0625,number,ok\n"
    "Kinds,,,,,,,\"'=sum\",value,,,,\"'=1+1\",text,ok\n";

START_TEST(test_lines_for_ourselves)
{
    struct small small;
    struct text expected = {NULL, 0};

    open_small(&small, false);
    text_add(&expected, "%s",
             TIDY_HEADER
             "Groups,2026-03-31,,,,Women,,,people,12,,,12,people or number,ok\n"
             "Groups,2026-03-31,,,,Women,,,share,6.25,,,6.2,percent,ok\n"
             "Groups,2026-03-31,,,,Women,,,finding,,,,not below,text,ok\n"
             "Groups,2026-03-31,,,,Men,,,people,3,,,3,people or number,not published\n"
             "Groups,2026-03-31,,,,Men,,,share,,,,\"[z]\",percent,not published\n"
             "Groups,2026-03-31,,,,Men,,,finding,,,,\"'-\",text,not published\n"
             "Groups,2026-03-31,,,,All,,,people,15,,,15,people or number,ok\n"
             "Groups,2026-03-31,,,,All,,,share,,,,\"[c]\",percent,suppressed\n"
             "Groups,2026-03-31,,,,All,,,finding,,,,,text,ok\n");
    text_add(&expected, "%s", tidy_kinds);
    char *text = tidy_text(&small.document, true);
    expect_text(text, expected.ptr);
    free(text);
    free(expected.ptr);
    close_small(&small);
}
END_TEST

START_TEST(test_lines_as_published)
{
    static const char expected[] =
        TIDY_HEADER "Groups,2026-03-31,,,,Women,,,people,12,,,12,people or number,ok\n"
                    "Groups,2026-03-31,,,,Women,,,share,6.2,,,6.2,percent,ok\n"
                    "Groups,2026-03-31,,,,Women,,,finding,,,,not below,text,ok\n"
                    "Groups,2026-03-31,,,,All,,,people,15,,,15,people or number,ok\n";
    struct small small;

    open_small(&small, true);
    char *text = tidy_text(&small.document, true);
    ck_assert_int_eq(strncmp(text, expected, strlen(expected)), 0);
    ck_assert_ptr_null(strstr(text, "Men"));
    free(text);
    close_small(&small);
}
END_TEST

static void expect_json(const struct pg_document *document, size_t index,
                        const char *member, const char *expected)
{
    json_t *tables = pg_writers_json_tables(document);
    char *text = json_dumps(json_object_get(json_array_get(tables, index), member),
                            JSON_COMPACT | JSON_ENCODE_ANY);

    ck_assert_str_eq(text, expected);
    free(text);
    json_decref(tables);
}

START_TEST(test_tables_as_json)
{
    struct small small;

    open_small(&small, false);
    expect_json(&small.document, 0, "part", "\"Start\"");
    expect_json(&small.document, 1, "title", "\"Groups of people\"");
    expect_json(&small.document, 1, "columns",
                "[{\"header\":\"Group\",\"key\":\"group\"},"
                "{\"header\":\"People\",\"key\":\"people\"},"
                "{\"header\":\"Share\",\"key\":\"share\"},"
                "{\"header\":\"Finding\",\"key\":\"finding\"}]");
    expect_json(
        &small.document, 1, "rows",
        "[[{\"text\":\"Women\"},{\"value\":12.0},{\"value\":6.25},{\"text\":\"not below\"}],"
        "[{\"text\":\"Men\",\"not_published\":true},{\"value\":3.0,\"not_published\":true},"
        "{\"text\":\"[z]\",\"not_published\":true},{\"text\":\"-\",\"not_published\":true}],"
        "[{\"text\":\"All\"},{\"value\":15.0},{\"text\":\"[c]\"},{\"text\":\"\"}]]");
    // The third column of Kinds has no key: it is in no file of data.
    expect_json(&small.document, 2, "columns",
                "[{\"header\":\"Kind\",\"key\":\"kind\"},"
                "{\"header\":\"Value\",\"key\":\"value\"}]");
    close_small(&small);
}
END_TEST

// ---------------------------------------------------------------- rows from a source

/** Doubles of 1, 2 and 3; memory runs out in a row of our choice. */
struct doubles {
    size_t first_row; /**< of the sheet */
    size_t fails_at;  /**< SIZE_MAX = nowhere */
    size_t n_filled;
};

static void fill_doubles(void *context, size_t row, struct pg_document_cell *cells,
                         struct pg_arena *texts)
{
    struct doubles *doubles = context;

    doubles->n_filled++;
    texts->failed |= row == doubles->fails_at;
    cells[0] = pg_document_count(row + 1);
    cells[1] =
        pg_document_formula(pg_document_count(2 * (row + 1)),
                            pg_arena_printf(texts, "=A%zu*2", doubles->first_row + row));
    if (row < 2)
        cells[2] = pg_document_words(row == 0 ? "one" : "two words that take two lines");
}

static void add_doubles(struct pg_document *document, struct doubles *doubles)
{
    static const struct pg_document_column columns[] = {
        OF_NO_DATE("No", "no", PG_VALUE_NUMBER, PG_COLUMN_MEASURE),
        OF_NO_DATE("Double", "double", PG_VALUE_COUNT, PG_COLUMN_MEASURE),
        OF_NO_DATE("Words", "words", PG_VALUE_TEXT, PG_COLUMN_ITEM)};
    struct pg_document_table *table = pg_document_new_table(document);

    pg_document_section(document, "Long", "Long rows", NULL);
    pg_document_say(document, PG_PARAGRAPH_NOTE, "Three rows");
    pg_document_add_columns(table, columns, 3);
    pg_document_place(document, table);
    table->source = (struct pg_row_source){3, fill_doubles, doubles};
    table->has_filters = true;
    doubles->first_row = pg_document_first_row(document, table);
    pg_document_name_column(document, "Doubles", table, 1);
}

// 2 + 4 + 6, below the rows.
static void add_total(struct pg_document *document)
{
    static const struct pg_document_column columns[] = {
        OF_NO_DATE("", NULL, PG_VALUE_WORD, PG_COLUMN_MEASURE),
        OF_NO_DATE("", NULL, PG_VALUE_COUNT, PG_COLUMN_MEASURE)};
    struct pg_document_table *table = pg_document_new_table(document);
    struct pg_document_cell total =
        pg_document_formula(pg_document_count(12), "=SUM(IF(Doubles>0,Doubles))");

    total.is_array = true;
    table->has_no_header = true;
    pg_document_add_columns(table, columns, 2);
    pg_document_place(document, table);
    pg_document_put(table, pg_document_words("Total"));
    pg_document_put(table, total);
    pg_document_name_cell(document, "Total", table, 0, 1);
}

static void open_long(struct small *small, struct doubles *doubles, bool is_streamed)
{
    *small = (struct small){.scene = scene_open(NULL)};
    small->path = scene_path(&small->scene, "small.xlsx");
    pg_document_begin(&small->document);
    small->document.is_streamed = is_streamed;
    add_doubles(&small->document, doubles);
    add_total(&small->document);
    ck_assert_int_eq(pg_document_end(&small->document, &small->error), PAYGAP_OK);
}

static const char long_sheet[] = "widths: *\n"
                                 "1: A Long rows\n"
                                 "2: A Three rows\n"
                                 "3: A No | B Double | C Words\n"
                                 "4: A 1 | B =A4*2 -> 2 | C one\n"
                                 "5: A 2 | B =A5*2 -> 4 | C two words that take two lines\n"
                                 "6: A 3 | B =A6*2 -> 6\n"
                                 "8: A Total | B =SUM(IF(Doubles>0,Doubles)) -> 12\n";

// Empty words are a cell of a marked-up table, but none of a streamed sheet.
START_TEST(test_rows_of_a_source)
{
    struct doubles doubles = {.fails_at = SIZE_MAX};
    struct small small;

    open_long(&small, &doubles, _i == 1);
    write_small(&small);
    expect_sheet(&small, "Long", long_sheet);
    // Title, note, header, three rows and the total.
    ck_assert_uint_eq(small.facts.n_cells[0], 1 + 1 + 3 + 3 * 3 - (_i == 1) + 2);
    ck_assert_uint_eq(doubles.n_filled, 3); // each row once
    char *names = names_of_workbook(&small.scene, "small.xlsx");
    ck_assert_ptr_nonnull(strstr(names, "Doubles = Long!$B$4:$B$6\n"));
    ck_assert_ptr_nonnull(strstr(names, "Total = Long!$B$8\n"));
    free(names);
    ck_assert_int_eq(check_facts(&small, 0, &small.error), PAYGAP_OK);
    close_small(&small);
}
END_TEST

START_TEST(test_a_streamed_sheet)
{
    static const char sheet[] = "xl/worksheets/sheet1.xml";
    struct doubles doubles = {.fails_at = SIZE_MAX};
    struct small small;

    open_long(&small, &doubles, true);
    write_small(&small);
    expect_part(small.path, sheet, "<pane ySplit=\"3\"", true); // three rows in sight
    expect_part(small.path, sheet, "<autoFilter ref=\"A3:C6\"", true);
    expect_part(small.path, sheet, "t=\"array\" ref=\"B8\"", true);
    expect_part(small.path, sheet, "<tablePart", false);
    expect_part(small.path, sheet, "ht=\"33\"", true); // two lines of 16.5 points
    close_small(&small);
}
END_TEST

START_TEST(test_a_source_as_data)
{
    struct doubles doubles = {.fails_at = SIZE_MAX};
    struct small small;

    open_long(&small, &doubles, true);
    char *text = tidy_text(&small.document, true);
    expect_text(
        text, TIDY_HEADER
        "Long,,,,,,,one,no,1,,,1,number,ok\n"
        "Long,,,,,,,one,double,2,,,2,people or number,ok\n"
        "Long,,,,,,,two words that take two lines,no,2,,,2,number,ok\n"
        "Long,,,,,,,two words that take two lines,double,4,,,4,people or number,ok\n"
        "Long,,,,,,,,no,3,,,3,number,ok\n"
        "Long,,,,,,,,double,6,,,6,people or number,ok\n");
    free(text);
    expect_json(&small.document, 0, "rows",
                "[[{\"value\":1.0},{\"value\":2.0},{\"text\":\"one\"}],"
                "[{\"value\":2.0},{\"value\":4.0},"
                "{\"text\":\"two words that take two lines\"}],"
                "[{\"value\":3.0},{\"value\":6.0},{\"text\":\"\"}]]");
    close_small(&small);
}
END_TEST

START_TEST(test_memory_that_runs_out_in_a_row)
{
    struct doubles doubles = {.fails_at = 1};
    struct small small;

    open_long(&small, &doubles, true);
    ck_assert_int_eq(pg_writers_workbook(&small.document, small.path, small.scene.folder,
                                         &small.facts, &small.error),
                     PAYGAP_MEMORY);
    ck_assert_uint_eq(doubles.n_filled, 2); // no row after it
    free(tidy_text(&small.document, false));
    ck_assert_ptr_null(pg_writers_json_tables(&small.document));
    close_small(&small);
}
END_TEST

/* Rows of two cells and what they rest on: WOMEN is shown, MEN is hidden. A row is left out
 * where every cell that rests on something is withheld, whichever cell that is; where none
 * does, the row says why there is nothing. */
static const struct {
    bool is_there[2]; /**< whether the cell rests on something */
    size_t on[2];
    bool is_row_withheld;
} resting_rows[] = {{{true, false}, {MEN}, true},        {{false, true}, {0, MEN}, true},
                    {{true, true}, {MEN, WOMEN}, false}, {{true, true}, {MEN, MEN}, true},
                    {{true, false}, {WOMEN}, false},     {{false, false}, {0}, false}};

START_TEST(test_a_row_that_says_nothing_is_left_out)
{
    static const struct pg_document_column columns[] = {
        OF_NO_DATE("A", "a", PG_VALUE_COUNT, PG_COLUMN_GROUP),
        OF_NO_DATE("B", "b", PG_VALUE_COUNT, PG_COLUMN_GROUP)};
    struct pg_document document;

    pg_document_begin(&document);
    struct pg_document_table *table = pg_document_new_table(&document);
    pg_document_add_columns(table, columns, 2);
    table->leaves_out = true;
    for (size_t i = 0; i < 2; i++)
        pg_document_put_on(table, pg_document_count(7), &resting_rows[_i].on[i],
                           resting_rows[_i].is_there[i]);
    pg_document_withhold(&document, hidden);
    ck_assert_int_eq(pg_document_at(table, 0, 0)->is_row_withheld,
                     resting_rows[_i].is_row_withheld);
    pg_document_free(&document);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("document");

    tcase_add_test(tc, test_cells);
    add_loop(tc, test_states, states);
    add_loop(tc, test_rounding, roundings);
    tcase_add_test(tc, test_numbers_keep_their_digits);
    tcase_add_test(tc, test_sides);
    add_loop(tc, test_lines_of_notes, notes);
    tcase_add_test(tc, test_a_line_without_spaces);
    tcase_add_test(tc, test_rows_are_where_the_document_says);
    tcase_add_test(tc, test_sheets_of_prose_and_contents);
    tcase_add_test(tc, test_the_sheet_of_a_table_for_ourselves);
    tcase_add_test(tc, test_the_sheet_of_a_table_as_published);
    tcase_add_test(tc, test_the_sheet_of_all_kinds);
    tcase_add_test(tc, test_names_and_what_is_drawn);
    tcase_add_test(tc, test_tables_are_marked_up);
    tcase_add_test(tc, test_facts_are_those_of_the_file);
    tcase_add_test(tc, test_lines_for_ourselves);
    tcase_add_test(tc, test_lines_as_published);
    tcase_add_test(tc, test_tables_as_json);
    tcase_add_loop_test(tc, test_rows_of_a_source, 0, 2);
    tcase_add_test(tc, test_a_streamed_sheet);
    tcase_add_test(tc, test_a_source_as_data);
    tcase_add_test(tc, test_memory_that_runs_out_in_a_row);
    add_loop(tc, test_a_row_that_says_nothing_is_left_out, resting_rows);
    return tc;
}
