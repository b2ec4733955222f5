// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What a workforce report makes of files that are wrong, that lack something or that are
 * spelled otherwise: refusals, what is missing, warnings, and the cells that hang on them.
 */
#define _XOPEN_SOURCE 700
#include "tables.h"

/** A file of a run, in place of or beside those of every run. */
struct file {
    const char *name, *text;
};

/** Six people, women and men, three with and three without a level. */
static const char people[] = "employee_id,sex,ethnicity,disability,division,level,grade\n"
                             "1,F,Indian,Yes,Care,Directors,G1\n"
                             "2,M,Irish,No,Care,Directors,G1\n"
                             "3,F,Indian,No,Care,Heads,G2\n"
                             "4,M,Irish,No,Parks,,G2\n"
                             "5,F,Irish,,Parks,,G10\n"
                             "6,M,,No,Parks,,G10\n";

static struct made_report run(const struct file files[], size_t n)
{
    struct scene scene = scene_open(NULL);
    bool has_people = false;

    for (size_t i = 0; i < n && files[i].name != NULL; i++) {
        has_people |= strncmp(files[i].name, "people", 6) == 0;
        scene_put(&scene, files[i].name, files[i].text);
    }
    if (!has_people)
        scene_put(&scene, "people-2026.csv", people);
    return make_report(scene, false);
}

// ---------------------------------------------------------------- refusals

static const struct refusal {
    struct file files[8];
    paygap_status status;
    size_t row, column;
    const char *text;
} refusals[] = {
#include "data/workforce/refusals.def"
};

START_TEST(test_what_is_refused)
{
    const struct refusal *want = &refusals[_i];
    struct made_report report = run(want->files, 8);

    ck_assert_msg(report.status == want->status, "%s: %d %s\n%s", want->text, report.status,
                  report.error.text, report.printed);
    char *text = scene_named(&report.scene, strdup(report.error.text));
    ck_assert_str_eq(text, want->text);
    ck_assert_uint_eq(report.error.row, want->row);
    ck_assert_uint_eq(report.error.column, want->column);
    free(text);
    free_report(&report);
}
END_TEST

START_TEST(test_no_table_and_too_many)
{
    struct scene scene = scene_open(NULL);
    struct made_report none = make_report(scene, false);

    ck_assert_int_eq(none.status, PAYGAP_USAGE);
    ck_assert_str_eq(none.error.text, "no people table is given");
    free_report(&none);
    scene = scene_open(NULL);
    for (int year = 2013; year <= 2025; year++) {
        char name[32];
        snprintf(name, sizeof name, "people-%d.csv", year);
        scene_put(&scene, name, people);
    }
    struct made_report many = make_report(scene, false);
    ck_assert_int_eq(many.status, PAYGAP_USAGE);
    ck_assert_str_eq(many.error.text, "at most 12 people tables can be compared");
    scene = scene_open(NULL);
    for (int year = 2014; year <= 2025; year++) {
        char name[32];
        snprintf(name, sizeof name, "people-%d.csv", year);
        scene_put(&scene, name, people);
    }
    free_report(&many);
    struct made_report twelve = make_report(scene, false);
    ck_assert_int_eq(twelve.status, PAYGAP_OK);
    free_report(&twelve);
}
END_TEST

static bool has_line(const char *text, const char *line)
{
    size_t len = strlen(line);

    for (const char *at = text; (at = strstr(at, line)) != NULL; at++) {
        if ((at == text || at[-1] == '\n') && (at[len] == '\n' || at[len] == '\0'))
            return true;
    }
    return false;
}

/** A single table whose name does not say its date. */
static const struct {
    const char *option, *config; // snapshot dates
    paygap_status status;
    const char *text;
} dates[] = {
    {"2026-03-31", NULL, PAYGAP_OK, "6 people on 31 March 2026\n"},
    {"2026-02-30", NULL, PAYGAP_USAGE,
     "the snapshot date must be a date such as 2026-03-31"},
    {NULL, "2026-01-31", PAYGAP_OK, "6 people on 31 January 2026\n"},
};

START_TEST(test_the_date_of_a_single_table)
{
    struct scene scene = scene_open(NULL);
    struct text ini = {NULL, 0};
    char *table, *config, *printed = NULL;
    size_t n;

    scene_put(&scene, "staff.csv", people);
    text_add(&ini, "[employer]\nsector = public\n");
    if (dates[_i].config != NULL)
        text_add(&ini, "snapshot_date = %s\n", dates[_i].config);
    scene_put(&scene, "w.ini", ini.ptr);
    table = scene_path(&scene, "staff.csv");
    config = scene_path(&scene, "w.ini");
    const char *const tables[] = {table, table};
    paygap_workforce_options options = {.struct_size = sizeof(paygap_workforce_options),
                                        .people = tables,
                                        .n_people = 1,
                                        .config = config,
                                        .employer = "Any Town",
                                        .snapshot_date = dates[_i].option};
    paygap_error error;
    FILE *stream = open_memstream(&printed, &n);
    paygap_status status = paygap_workforce(&options, NULL, stream, &error);
    fclose(stream);
    ck_assert_int_eq(status, dates[_i].status);
    if (status == PAYGAP_OK) {
        ck_assert_ptr_nonnull(strstr(printed, dates[_i].text));
        ck_assert_ptr_nonnull(strstr(printed, "Workforce equality report: Any Town\n"));
    } else {
        ck_assert_str_eq(error.text, dates[_i].text);
    }
    options.n_people = 2;
    options.snapshot_date = "2026-03-31";
    ck_assert_int_eq(paygap_workforce(&options, NULL, NULL, &error), PAYGAP_USAGE);
    ck_assert_str_eq(error.text, "--snapshot-date is for a single people table; the names "
                                 "of several say their dates");
    free(printed);
    free(ini.ptr);
    free(table);
    free(config);
    scene_close(&scene);
}
END_TEST

START_TEST(test_a_folder_that_is_a_file)
{
    struct scene scene = scene_open(NULL);

    scene_put(&scene, "people-2026.csv", people);
    scene_put(&scene, "out", "a file");
    struct made_report report = make_report(scene, true);
    ck_assert_int_eq(report.status, PAYGAP_OUTPUT);
    ck_assert_ptr_null(report.tidy);
    free_report(&report);
}
END_TEST

/* 400 grades and the blank are too many. Of 44 divisions and levels, with the
 * blanks 45 x 45 = 2,025 cells are more than 2,000. */
static const struct {
    const char *header;
    int n;
    const char *line;
    bool is_said;
} crowds[] = {
    {"sex,grade", 400, "  Grade: needs a column with at most 400 different labels", true},
    {"sex,division,level", 44,
     "warning: Division and level: left out: 2025 cells are more than 2000", true},
    {"sex,religion", 4095,
     "warning: religion or belief: the column has 4096 different values and is left out: "
     "at "
     "most 4095 groups are counted",
     true},
};

START_TEST(test_more_labels_than_can_be_counted)
{
    struct text table = {NULL, 0};
    bool has_levels = strstr(crowds[_i].header, "level") != NULL;

    text_add(&table, "%s\n", crowds[_i].header);
    for (int i = 0; i < crowds[_i].n; i++)
        text_add(&table, has_levels ? "F,d%d,l%d\n" : "F,g%d\n", i, i);
    const struct file files[] = {{"people-2026.csv", table.ptr}};
    struct made_report report = run(files, 1);
    ck_assert_int_eq(report.status, PAYGAP_OK);
    ck_assert_msg(has_line(report.printed, crowds[_i].line) == crowds[_i].is_said, "%s",
                  report.printed);
    free(table.ptr);
    free_report(&report);
}
END_TEST

// ---------------------------------------------------------------- what is said

static const struct said {
    struct file files[8];
    const char *lines[6]; // "!" before a line: it is not printed
} said[] = {
#include "data/workforce/said.def"
};

START_TEST(test_what_is_said)
{
    const struct said *want = &said[_i];
    struct made_report report = run(want->files, 8);

    ck_assert_msg(report.status == PAYGAP_OK || report.status == PAYGAP_PROVISIONAL, "%s",
                  report.error.text);
    for (size_t i = 0; i < 6 && want->lines[i] != NULL; i++) {
        bool is_not = want->lines[i][0] == '!';
        ck_assert_msg(has_line(report.printed, want->lines[i] + is_not) != is_not,
                      "%s:\n%s\n", want->lines[i], report.printed);
    }
    free_report(&report);
}
END_TEST

// ---------------------------------------------------------------- cells

/** A cell of a table, and what a run with these files has there. */
static const struct cell_case {
    struct file files[8];
    struct {
        // "+" before the part: as published; text NULL = there is no such cell
        const char *part, *about, *measure, *text;
    } cells[10];
} cells[] = {
#include "data/workforce/cells.def"
};

START_TEST(test_cells_of_tables)
{
    const struct cell_case *want = &cells[_i];
    struct made_report report = run(want->files, 8);

    ck_assert_msg(report.status == PAYGAP_OK || report.status == PAYGAP_PROVISIONAL, "%s",
                  report.error.text);
    for (size_t i = 0; i < 10 && want->cells[i].part != NULL; i++) {
        bool is_shown = want->cells[i].part[0] == '+';
        char *text =
            cell_text(is_shown ? report.shown : report.tidy, want->cells[i].part + is_shown,
                      want->cells[i].about, want->cells[i].measure);
        bool is_right = text == NULL || want->cells[i].text == NULL
                            ? text == want->cells[i].text
                            : strcmp(text, want->cells[i].text) == 0;
        ck_assert_msg(is_right, "%s, %s, %s: %s, not %s\n", want->cells[i].part,
                      want->cells[i].about, want->cells[i].measure,
                      text != NULL ? text : "none",
                      want->cells[i].text != NULL ? want->cells[i].text : "none");
        free(text);
    }
    free_report(&report);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("workforce_inputs");

    tcase_set_timeout(tc, 30); // whole runs, and slow ones under valgrind
    add_loop(tc, test_what_is_refused, refusals);
    tcase_add_test(tc, test_no_table_and_too_many);
    add_loop(tc, test_the_date_of_a_single_table, dates);
    tcase_add_test(tc, test_a_folder_that_is_a_file);
    add_loop(tc, test_more_labels_than_can_be_counted, crowds);
    add_loop(tc, test_what_is_said, said);
    add_loop(tc, test_cells_of_tables, cells);
    return tc;
}
