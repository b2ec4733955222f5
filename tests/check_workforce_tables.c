// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Every cell of every table of three workforces of tests/data/workforce: little, 34 people
 * at the end of March 2026, 30 a year before, with events, survey, actions and pay; town,
 * 245 people, of whom most may be counted in public; and open, with eleven directors whom
 * everybody knows, so that nothing but their sex may be published.
 */
#include "tables.h"

/** Workforces, and what their tables are called in tests/data/workforce. */
static const struct {
    const char *data, *tables, *printed;
    paygap_status status;
} workforces[] = {
    {"workforce/little", "workforce/tables.expected", "workforce/printed.expected",
     PAYGAP_PROVISIONAL},
    {"workforce/town", "workforce/town-tables.expected", "workforce/town-printed.expected",
     PAYGAP_OK},
    {"workforce/open", "workforce/open-tables.expected", "workforce/open-printed.expected",
     PAYGAP_OK},
};

START_TEST(test_every_cell_of_every_table)
{
    struct made_report report = make_report(scene_open(workforces[_i].data), false);

    ck_assert_msg(report.status == workforces[_i].status, "%s", report.error.text);
    char *tables = table_text(report.tidy, NULL), *shown = table_text(report.shown, NULL);
    expect_lines(tables, workforces[_i].tables);
    expect_told(shown, tables);
    expect_lines(report.printed, workforces[_i].printed);
    free(tables);
    free(shown);
    free_report(&report);
}
END_TEST

// The widths, title, notes and headers of a sheet: its lines down to the first of several
// cells.
static void add_head(struct text *heads, const struct scene *scene, const char *file,
                     const char *sheet)
{
    char *text = sheet_text(scene, file, sheet);
    const char *line = text;
    bool is_header = false;

    text_add(heads, "[%s]\n", sheet);
    while (*line != '\0' && !is_header) {
        size_t len = strcspn(line, "\n");
        const char *bar = strchr(line, '|');
        is_header = bar != NULL && bar < line + len;
        text_add(heads, "%.*s\n", (int)len, line);
        line += len + (line[len] != '\0');
    }
    free(text);
}

// The heads of all sheets that the contents name, to be freed.
static char *heads_of(const struct scene *scene, const char *file)
{
    char *contents = sheet_text(scene, file, "Contents");
    struct text heads = {NULL, 0};
    char *row = strstr(contents, "\n3:"); // the header of the contents

    for (row = strchr(row + 1, '\n'); row != NULL && row[1] != '\0';
         row = strchr(row + 1, '\n')) {
        char *name = strstr(row, ": A ") + 4;
        char sheet[64];
        snprintf(sheet, sizeof sheet, "%.*s", (int)strcspn(name, " "), name);
        add_head(&heads, scene, file, sheet);
    }
    free(contents);
    return heads.ptr;
}

static void expect_heads(const struct scene *scene, const char *file, const char *expected)
{
    char *text = heads_of(scene, file);

    expect_lines(text, expected);
    free(text);
}

START_TEST(test_titles_notes_and_headers)
{
    struct made_report report = make_report(scene_open("workforce/open"), true);

    expect_heads(&report.scene, "out/publish/workforce.xlsx",
                 "workforce/open-heads.expected");
    free_report(&report);
}
END_TEST

START_TEST(test_the_published_cover)
{
    struct made_report report = make_report(scene_open("workforce/town"), true);
    char *cover = sheet_text(&report.scene, "out/publish/workforce.xlsx", "Cover_sheet");
    char *drawn = names_of_workbook(&report.scene, "out/publish/workforce.xlsx");

    expect_lines(cover, "workforce/town.Cover_sheet.expected");
    expect_lines(drawn, "workforce/town.drawn.expected");
    free(cover);
    free(drawn);
    free_report(&report);
}
END_TEST

/** Sheets of which the publication tells some numbers as ranges. */
static const char *const told[] = {"Trends", "Profile", "Recruitment",
                                   "Under_representation", "SC_WRES"};

// A sheet without the numbers of its rows and the widths of its columns, to be freed.
static char *rows_of(const struct scene *scene, const char *file, const char *sheet)
{
    char *text = sheet_text(scene, file, sheet);
    struct text rows = {NULL, 0};
    const char *line = text;

    while (*line != '\0') {
        size_t len = strcspn(line, "\n");
        const char *colon = strstr(line, ": ");
        if (colon != NULL && colon < line + len && line[0] >= '0' && line[0] <= '9')
            text_add(&rows, "%.*s\n", (int)(line + len - colon - 2), colon + 2);
        line += len + (line[len] != '\0');
    }
    free(text);
    return rows.ptr;
}

static void expect_told_sheets(const struct scene *scene)
{
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
        char *published = rows_of(scene, "out/publish/workforce.xlsx", told[i]);
        char *truth = rows_of(scene, "out/internal/workforce.xlsx", told[i]);
        expect_told(published, truth);
        free(published);
        free(truth);
    }
}

/** Sheets of a workbook that stand in FILE.SHEET.expected, every cell. */
static const struct {
    const char *file, *name;
    const char *sheets[8];
} books[] = {
    {"out/publish/workforce.xlsx", "publish", {"Cover_sheet", "Contents", "Targets"}},
    {"out/internal/workforce.xlsx",
     "internal",
     {"Cover_sheet", "Contents", "Trends", "Leadership", "Actions", "Indicators",
      "Pay_over_time", "Why_it_changed"}},
};

static void expect_sheets(const struct scene *scene, size_t b)
{
    for (size_t i = 0; i < 8 && books[b].sheets[i] != NULL; i++) {
        struct text name = {NULL, 0};
        text_add(&name, "workforce/%s.%s.expected", books[b].name, books[b].sheets[i]);
        char *text = sheet_text(scene, books[b].file, books[b].sheets[i]);
        expect_lines(text, name.ptr);
        free(text);
        free(name.ptr);
    }
    char *drawn = names_of_workbook(scene, books[b].file);
    struct text name = {NULL, 0};
    text_add(&name, "workforce/%s.drawn.expected", books[b].name);
    expect_lines(drawn, name.ptr);
    free(drawn);
    free(name.ptr);
}

/* The files hold what the texts hold, the workbooks every cell of it. */
START_TEST(test_every_cell_of_the_sheets)
{
    struct made_report files = make_report(scene_open("workforce/little"), true);
    struct made_report texts = make_report(scene_open("workforce/little"), false);

    ck_assert_int_eq(files.status, PAYGAP_PROVISIONAL);
    ck_assert_str_eq(files.tidy, texts.tidy);
    ck_assert_str_eq(files.shown, texts.shown);
    ck_assert_str_eq(files.printed, texts.printed);
    for (size_t b = 0; b < 2; b++)
        expect_sheets(&files.scene, b);
    expect_told_sheets(&files.scene);
    expect_heads(&files.scene, "out/internal/workforce.xlsx",
                 "workforce/little-heads.expected");
    free_report(&files);
    free_report(&texts);
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
    add_loop(tc, test_every_cell_of_every_table, workforces);
    tcase_add_test(tc, test_the_published_cover);
    tcase_add_test(tc, test_titles_notes_and_headers);
    tcase_add_test(tc, test_every_cell_of_the_sheets);
    tcase_add_test(tc, test_the_same_as_json);
    return tc;
}
