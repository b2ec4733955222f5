// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The files of an audit: every cell of the workbook, the manifest, and the same files made
 * again. The payrolls are those of check_audit.c.
 */
#define _XOPEN_SOURCE 700
#include "scene.h"

#include <paygap/paygap.h>

/** An audit made in the folder `out` of a scene. */
struct made {
    struct scene scene;
    char *payroll, *config, *key, *out;
    paygap_options report;
    paygap_audit_options options;
    paygap_error error;
};

static void open_made(struct made *made, const char *data, const char *payroll)
{
    *made = (struct made){.scene = scene_open(data)};
    made->payroll = scene_path(&made->scene, payroll);
    made->config = scene_path(&made->scene, "paygap.ini");
    made->out = scene_path(&made->scene, "out");
    made->report = (paygap_options){.struct_size = sizeof made->report,
                                    .payroll = made->payroll,
                                    .config = made->config,
                                    .is_confirmed = true};
    made->options = (paygap_audit_options)PAYGAP_AUDIT_OPTIONS_INIT;
    made->options.report = &made->report;
}

static paygap_status make(struct made *made)
{
    return paygap_audit(&made->options, made->out, &made->error);
}

static void close_made(struct made *made)
{
    scene_close(&made->scene);
    free(made->payroll);
    free(made->config);
    free(made->key);
    free(made->out);
}

/** Sheets of a workbook that stand in DATA/PART.SHEET.expected, every cell. */
static const struct book {
    const char *data, *payroll, *key;
    const char *workbook, *part;
    paygap_status status;
    const char *sheets[8];
} books[] = {
    {"audit/plain",
     "payroll.csv",
     NULL,
     "out/internal/audit.xlsx",
     "audit",
     PAYGAP_PROVISIONAL,
     {"Guide", "Figures", "Quarters", "Ties", "Employees", "Sensitivity", "Influence",
      "Provenance"}},
    {"audit/plain",
     "payroll.csv",
     "sixteen bytes, or more",
     "out/internal/audit.xlsx",
     "pseudonyms",
     PAYGAP_PROVISIONAL,
     {"Employees"}},
    {"audit/odd",
     "payroll.csv",
     NULL,
     "out/internal/audit.xlsx",
     "audit",
     PAYGAP_PROVISIONAL,
     {"Figures", "Quarters", "Ties", "Employees", "Sensitivity", "Influence"}},
    {"audit/lines",
     "people.csv",
     NULL,
     "out/internal/audit.xlsx",
     "audit",
     PAYGAP_PROVISIONAL,
     {"Employees", "Sensitivity", "Influence", "Provenance"}},
    {"audit/employers",
     "payroll.csv",
     NULL,
     "out/north/internal/audit.xlsx",
     "North",
     PAYGAP_PROVISIONAL,
     {"Guide", "Employees", "Sensitivity", "Influence"}},
    {"audit/employers",
     "payroll.csv",
     NULL,
     "out/south/internal/audit.xlsx",
     "South",
     PAYGAP_PROVISIONAL,
     {"Guide", "Employees", "Sensitivity", "Influence"}},
    {"audit/onerate",
     "payroll.csv",
     NULL,
     "out/internal/audit.xlsx",
     "audit",
     PAYGAP_OK,
     {"Quarters", "Ties"}},
};

static void use_key(struct made *made, const char *key)
{
    scene_put(&made->scene, "key", key);
    made->key = scene_path(&made->scene, "key");
    made->options.pseudonym_key = made->key;
}

START_TEST(test_every_cell_of_the_sheets)
{
    const struct book *book = &books[_i];
    struct made made;

    open_made(&made, book->data, book->payroll);
    if (book->key != NULL)
        use_key(&made, book->key);
    ck_assert_int_eq(make(&made), book->status);
    for (size_t i = 0; i < 8 && book->sheets[i] != NULL; i++) {
        struct text name = {NULL, 0};
        text_add(&name, "%s/%s.%s.expected", book->data, book->part, book->sheets[i]);
        char *text = scene_named(&made.scene,
                                 sheet_text(&made.scene, book->workbook, book->sheets[i]));
        expect_lines(text, name.ptr);
        free(text);
        free(name.ptr);
    }
    close_made(&made);
}
END_TEST

START_TEST(test_names_stand_for_columns_and_quarters)
{
    struct made made;

    open_made(&made, "audit/plain", "payroll.csv");
    ck_assert_int_eq(make(&made), PAYGAP_PROVISIONAL);
    char *names = names_of_workbook(&made.scene, "out/internal/audit.xlsx");
    expect_lines(names, "audit/plain/names.expected");
    free(names);
    close_made(&made);
}
END_TEST

// ---------------------------------------------------------------- the manifest

static void expect_manifest(const struct made *made, const char *expected)
{
    char *text =
        scene_named(&made->scene, scene_text(&made->scene, "out/internal/manifest.json"));

    expect_lines(text, expected);
    free(text);
}

START_TEST(test_the_manifest_of_a_plain_payroll)
{
    struct made made;

    open_made(&made, "audit/plain", "payroll.csv");
    ck_assert_int_eq(make(&made), PAYGAP_PROVISIONAL);
    expect_manifest(&made, "audit/plain/manifest.expected");
    close_made(&made);
}
END_TEST

/* Payment lines, hours of weeks, a key, and a name that a shell would take apart. */
START_TEST(test_the_manifest_of_payment_lines)
{
    static const char *const by[] = {"team", "site"};
    struct made made;

    open_made(&made, "audit/lines", "people.csv");
    use_key(&made, "sixteen bytes, or more");
    made.report.by = by;
    made.report.n_by = 2;
    made.report.wants_intervals = true;
    made.report.seed = 7;
    made.report.replicates = 99;
    made.report.employer = "O'Neill & Co";
    made.report.sector = "private";
    made.report.snapshot_date = "5 April 2026";
    paygap_status status = make(&made);
    ck_assert_msg(status == PAYGAP_PROVISIONAL, "%s", made.error.text);
    expect_manifest(&made, "audit/lines/manifest.expected");
    close_made(&made);
}
END_TEST

/* Two files, and the folder of an earlier report. */
START_TEST(test_the_manifest_of_several_files)
{
    struct made made;

    open_made(&made, "audit/five", "payroll.csv");
    ck_assert_int_eq(make(&made), PAYGAP_OK);
    char *earlier = made.out;
    made.out = scene_path(&made.scene, "later");
    scene_put(&made.scene, "more.csv", "sex,hourly_pay\nF,15\nM,16\n");
    char *file = scene_path(&made.scene, "more.csv");
    const char *const more[] = {file};
    made.report.more = more;
    made.report.n_more = 1;
    made.report.previous = earlier;
    made.report.sheet = "Pay";
    paygap_status status = make(&made);
    ck_assert_msg(status == PAYGAP_OK, "%s", made.error.text);
    char *text =
        scene_named(&made.scene, scene_text(&made.scene, "later/internal/manifest.json"));
    expect_lines(text, "audit/five/manifest.expected");
    free(text);
    free(file);
    free(earlier);
    close_made(&made);
}
END_TEST

/* Nothing gives a date: SOURCE_DATE_EPOCH does, 1 May 2026, and the sector's latest day
 * before it is the snapshot date, 20548 days after 1970 (56 years of 365, 14 leap days, 94
 * days). */
START_TEST(test_a_date_that_nothing_gives)
{
    struct made made;

    ck_assert_int_eq(setenv("SOURCE_DATE_EPOCH", "1777593600", 1), 0);
    open_made(&made, "audit/five", "payroll.csv");
    free(made.config);
    made.config = NULL;
    made.report.config = NULL;
    ck_assert_int_eq(make(&made), PAYGAP_OK);
    char *manifest = scene_text(&made.scene, "out/internal/manifest.json");
    ck_assert_ptr_nonnull(
        strstr(manifest, "\"command\": \"SOURCE_DATE_EPOCH=1775347200 paygap audit "));
    ck_assert_ptr_nonnull(strstr(manifest, "\"snapshot_date_in_force\": \"2026-04-05\""));
    free(manifest);
    close_made(&made);
}
END_TEST

// ---------------------------------------------------------------- what is refused

static const struct {
    const char *key; // NULL = no file
    paygap_status status;
    const char *text;
} keys[] = {
    {NULL, PAYGAP_OPEN, "could not read the key: No such file or directory"},
    {"fifteen bytes..", PAYGAP_USAGE,
     "a key of pseudonyms has 16 bytes or more; make one with head -c 32 /dev/urandom > "
     "key"},
    {"sixteen bytes...", PAYGAP_OK, ""},
};

START_TEST(test_keys_of_pseudonyms)
{
    struct made made;

    open_made(&made, "audit/five", "payroll.csv");
    if (keys[_i].key != NULL)
        use_key(&made, keys[_i].key);
    else
        made.options.pseudonym_key = "/tmp/paygap-there-is-no-such-key";
    ck_assert_int_eq(make(&made), keys[_i].status);
    ck_assert_str_eq(made.error.text, keys[_i].text);
    close_made(&made);
}
END_TEST

START_TEST(test_standard_input_is_read_once_only)
{
    struct made made;
    const paygap_published published = {
        .text = {[PAYGAP_STATUTORY_MEAN_HOURLY_GAP] = "1.0"}};

    open_made(&made, "audit/five", "payroll.csv");
    made.report.payroll = "-";
    ck_assert_int_eq(make(&made), PAYGAP_USAGE);
    ck_assert_str_eq(
        made.error.text,
        "an audit reads the payroll several times: give a file, not standard input");
    ck_assert_int_eq(paygap_verify(&made.report, &published, stdout, &made.error),
                     PAYGAP_USAGE);
    ck_assert_str_eq(
        made.error.text,
        "verifying reads the payroll several times: give a file, not standard input");
    close_made(&made);
}
END_TEST

START_TEST(test_what_is_said_while_an_audit_is_made)
{
    struct made made;
    char *said = NULL;
    size_t n;

    open_made(&made, "audit/five", "payroll.csv");
    made.report.messages = open_memstream(&said, &n);
    ck_assert_int_eq(make(&made), PAYGAP_OK);
    fclose(made.report.messages);
    expect_lines(said, "audit/five/said.expected");
    free(said);
    close_made(&made);
}
END_TEST

// ---------------------------------------------------------------- made again

static char *reproduce(struct made *made, const char *manifest, const char *inputs,
                       paygap_status *status)
{
    char *path = scene_path(&made->scene, manifest), *text = NULL;
    size_t n;
    FILE *stream = open_memstream(&text, &n);

    *status = paygap_reproduce(path, inputs, stream, &made->error);
    fclose(stream);
    free(path);
    return scene_named(&made->scene, text);
}

START_TEST(test_the_same_files_again)
{
    struct made made;
    paygap_status status;

    open_made(&made, "audit/plain", "payroll.csv");
    use_key(&made, "sixteen bytes, or more");
    ck_assert_int_eq(make(&made), PAYGAP_PROVISIONAL);
    char *text = reproduce(&made, "out/internal/manifest.json", NULL, &status);
    ck_assert_msg(status == PAYGAP_OK, "%s", made.error.text);
    expect_lines(text, "audit/plain/again.expected");
    free(text);
    close_made(&made);
}
END_TEST

/* a1 at 404/40 = 10.10: everything that rests on pay differs. */
START_TEST(test_an_input_that_has_changed)
{
    struct made made;
    paygap_status status;

    open_made(&made, "audit/plain", "payroll.csv");
    ck_assert_int_eq(make(&made), PAYGAP_PROVISIONAL);
    char *payroll = scene_text(&made.scene, "payroll.csv");
    memcpy(strstr(payroll, "400"), "404", 3);
    scene_put(&made.scene, "payroll.csv", payroll);
    free(payroll);
    char *text = reproduce(&made, "out/internal/manifest.json", NULL, &status);
    ck_assert_int_eq(status, PAYGAP_DIFFERENT);
    ck_assert_str_eq(made.error.text, "not everything is as the manifest says");
    expect_lines(text, "audit/plain/changed.expected");
    free(text);
    close_made(&made);
}
END_TEST

/** Changes the first text of the manifest that is `was`. */
static void edit_manifest(const struct made *made, const char *was, const char *now)
{
    char *text = scene_text(&made->scene, "out/internal/manifest.json");
    char *at = strstr(text, was);
    struct text edited = {NULL, 0};

    ck_assert_msg(at != NULL, "the manifest has no %s", was);
    text_add(&edited, "%.*s%s%s", (int)(at - text), text, now, at + strlen(was));
    scene_put(&made->scene, "out/internal/manifest.json", edited.ptr);
    free(edited.ptr);
    free(text);
}

/* The inputs in another folder, by their last names; one output nobody makes; made by
 * another version. */
START_TEST(test_inputs_that_were_moved_and_an_output_that_is_missing)
{
    struct made made;
    struct scene moved = scene_open("audit/five");
    paygap_status status;

    open_made(&made, "audit/five", "payroll.csv");
    ck_assert_int_eq(make(&made), PAYGAP_OK);
    edit_manifest(&made, "publish/results.csv", "publish/others.csv");
    edit_manifest(&made, "\"version\": \"" PAYGAP_VERSION, "\"version\": \"0.0.9");
    remove(made.payroll);
    char *text = reproduce(&made, "out/internal/manifest.json", moved.folder, &status);
    ck_assert_int_eq(status, PAYGAP_DIFFERENT);
    text = scene_named(&moved, text);
    expect_lines(text, "audit/five/moved.expected");
    free(text);
    scene_close(&moved);
    close_made(&made);
}
END_TEST

/* Without a folder of inputs they are looked for beside the manifest too. */
START_TEST(test_inputs_beside_the_manifest)
{
    struct made made;
    paygap_status status;

    open_made(&made, "audit/five", "payroll.csv");
    ck_assert_int_eq(make(&made), PAYGAP_OK);
    char *payroll = scene_text(&made.scene, "payroll.csv");
    scene_put(&made.scene, "out/internal/payroll.csv", payroll);
    free(payroll);
    remove(made.payroll);
    char *text = reproduce(&made, "out/internal/manifest.json", NULL, &status);
    ck_assert_msg(status == PAYGAP_OK, "%s", made.error.text);
    ck_assert_ptr_nonnull(strstr(text, "payroll: DIR/out/internal/payroll.csv"));
    free(text);
    close_made(&made);
}
END_TEST

static const struct {
    const char *was, *now;
    paygap_status status;
} edits[] = {
    {"\"program\": \"paygap\"", "\"program\": \"gaypap\"", PAYGAP_NOT_A_TABLE},
    {"\"version\"", "\"edition\"", PAYGAP_NOT_A_TABLE},
    {"\"outputs\"", "\"offputs\"", PAYGAP_NOT_A_TABLE},
    {"\"inputs\"", "\"input\"", PAYGAP_NOT_A_TABLE},
    {"\"role\": \"payroll\"", "\"role\": \"papyrus\"", PAYGAP_NOT_A_TABLE},
    {"\"role\": \"payroll\"", "\"rule\": \"payroll\"", PAYGAP_NOT_A_TABLE},
    {"\"command\"", "\"demand\"", PAYGAP_NOT_A_TABLE},
    {"\"snapshot_date_in_force\"", "\"date\"", PAYGAP_NOT_A_TABLE},
    {"\"2026-04-05\"", "\"2026-04-31\"", PAYGAP_NOT_A_TABLE},
    {"\"by\": []", "\"by\": {}", PAYGAP_NOT_A_TABLE},
    {"\"by\": []", "\"by\": [1]", PAYGAP_NOT_A_TABLE},
    {"\"intervals\": false", "\"intervals\": 0", PAYGAP_NOT_A_TABLE},
    {"\"yes\": true", "\"yes\": 1", PAYGAP_NOT_A_TABLE},
    {"\"seed\": 0", "\"seed\": -1", PAYGAP_NOT_A_TABLE},
    {"\"seed\": 0", "\"seed\": \"0\"", PAYGAP_NOT_A_TABLE},
    {"\"seed\": 0,\n    \"replicates\": 0",
     "\"seed\": 4294967295,\n    \"replicates\": 1000000", PAYGAP_OK},
    {"\"seed\": 0", "\"seed\": 4294967296", PAYGAP_NOT_A_TABLE},
    {"\"replicates\": 0", "\"replicates\": 1000001", PAYGAP_NOT_A_TABLE},
    {"\"sheet\": null", "\"sheet\": 1", PAYGAP_NOT_A_TABLE},
    {"\"pseudonyms\": null", "\"pseudonym\": null", PAYGAP_NOT_A_TABLE},
    {"publish/results.csv", "../results.csv", PAYGAP_NOT_A_TABLE},
    {"{", "[", PAYGAP_NOT_A_TABLE},
    {"\"by\": []", "\"by\": [\"sex\"]", PAYGAP_USAGE},
};

/* The seed has no effect on what is made; the command would be another in the workbook, but
 * it is taken from the manifest. */
START_TEST(test_manifests_that_are_none)
{
    struct made made;
    paygap_status status;

    open_made(&made, "audit/five", "payroll.csv");
    ck_assert_int_eq(make(&made), PAYGAP_OK);
    char *right = scene_text(&made.scene, "out/internal/manifest.json");
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        scene_put(&made.scene, "out/internal/manifest.json", right);
        edit_manifest(&made, edits[i].was, edits[i].now);
        free(reproduce(&made, "out/internal/manifest.json", NULL, &status));
        ck_assert_msg(status == edits[i].status, "%s: %d %s", edits[i].now, status,
                      made.error.text);
        if (status == PAYGAP_NOT_A_TABLE)
            ck_assert_str_eq(made.error.text, "this is no manifest.json of paygap audit");
    }
    free(right);
    close_made(&made);
}
END_TEST

START_TEST(test_a_manifest_that_is_not_there)
{
    struct made made;
    paygap_status status;

    open_made(&made, "audit/five", "payroll.csv");
    free(reproduce(&made, "manifest.json", NULL, &status));
    ck_assert_int_eq(status, PAYGAP_OPEN);
    ck_assert_str_eq(made.error.text, "could not read the file: No such file or directory");
    close_made(&made);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("audit_workbook");

    tcase_set_timeout(tc, 30); // whole runs, and slow ones under valgrind
    add_loop(tc, test_every_cell_of_the_sheets, books);
    tcase_add_test(tc, test_names_stand_for_columns_and_quarters);
    tcase_add_test(tc, test_the_manifest_of_a_plain_payroll);
    tcase_add_test(tc, test_the_manifest_of_payment_lines);
    tcase_add_test(tc, test_the_manifest_of_several_files);
    tcase_add_test(tc, test_a_date_that_nothing_gives);
    add_loop(tc, test_keys_of_pseudonyms, keys);
    tcase_add_test(tc, test_standard_input_is_read_once_only);
    tcase_add_test(tc, test_what_is_said_while_an_audit_is_made);
    tcase_add_test(tc, test_the_same_files_again);
    tcase_add_test(tc, test_an_input_that_has_changed);
    tcase_add_test(tc, test_inputs_that_were_moved_and_an_output_that_is_missing);
    tcase_add_test(tc, test_inputs_beside_the_manifest);
    tcase_add_test(tc, test_manifests_that_are_none);
    tcase_add_test(tc, test_a_manifest_that_is_not_there);
    return tc;
}
