// SPDX-License-Identifier: GPL-3.0-or-later
#define _XOPEN_SOURCE 700
/* The promise of the public headers: inputs that are bytes, options that are initialised,
 * and a host that is left as it was found. */
#include <paygap/paygap.h>

#include "testing.h"

#include <errno.h>
#include <gmp.h>
#include <gsl/gsl_errno.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>

/** The bytes of a file, and an input of them. */
struct held {
    char *bytes;
    size_t n;
    paygap_io *io;
};

static struct held held_bytes(const char *name, const char *bytes, size_t n)
{
    struct held held = {.n = n};
    FILE *copy = open_memstream(&held.bytes, &held.n);

    ck_assert(copy != NULL);
    fwrite(bytes, 1, n, copy);
    fclose(copy);
    ck_assert_uint_eq(held.n, n);
    ck_assert_int_eq(paygap_io_from_memory(&held.io, name, held.bytes, n, NULL), PAYGAP_OK);
    return held;
}

static char *file_bytes(const char *path, size_t *n)
{
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    FILE *all = open_memstream(&bytes, n);

    ck_assert_ptr_nonnull(file);
    for (int c; (c = fgetc(file)) != EOF;)
        fputc(c, all);
    fclose(all);
    fclose(file);
    return bytes;
}

// A file of the source tree, under a name that no file has.
static struct held held_file(const char *name, const char *path)
{
    char *full = source_path(path);
    size_t n;
    char *bytes = file_bytes(full, &n);
    struct held held = held_bytes(name, bytes, n);

    free(bytes);
    free(full);
    return held;
}

static void let_go(struct held *held)
{
    paygap_io_free(held->io);
    free(held->bytes);
}

static paygap_options options_of(const char *payroll, const paygap_io *const *inputs,
                                 size_t n_inputs)
{
    paygap_options options = PAYGAP_OPTIONS_INIT;

    options.payroll = payroll;
    options.snapshot_date = "2026-03-31";
    options.is_confirmed = true;
    options.inputs = inputs;
    options.n_inputs = n_inputs;
    return options;
}

static void expect_same_figures(const paygap_results *a, const paygap_results *b)
{
    const size_t n = paygap_results_n_figures(a, 0);

    ck_assert_uint_gt(n, 20);
    ck_assert_uint_eq(n, paygap_results_n_figures(b, 0));
    for (size_t i = 0; i < n; i++) {
        const paygap_figure left = paygap_results_figure(a, 0, i);
        const paygap_figure right = paygap_results_figure(b, 0, i);
        ck_assert_str_eq(left.group, right.group);
        ck_assert_str_eq(left.measure, right.measure);
        ck_assert_str_eq(left.published, right.published);
        ck_assert_int_eq(left.has_value, right.has_value);
        ck_assert_uint_eq(left.count, right.count);
        if (left.has_value)
            ck_assert(!(left.value < right.value) && !(left.value > right.value));
    }
    ck_assert_uint_eq(paygap_results_n_warnings(a), paygap_results_n_warnings(b));
}

/* CSV larger than one piece of 256 KiB and smaller, a workbook, UTF-16. */
static const struct {
    const char *path, *name;
} samples[] = {{"samples/council/payroll.csv", "given.csv"},
               {"samples/exports/canonical.csv", "given.csv"},
               {"samples/exports/canonical-utf16.txt", "given.txt"},
               {"samples/exports/canonical.xlsx", "given.xlsx"}};

static paygap_results *results_of(const paygap_options *options)
{
    paygap_results *results;
    paygap_error error;
    const paygap_status status = paygap_run(&results, options, &error);

    ck_assert_msg(status == PAYGAP_OK || status == PAYGAP_PROVISIONAL, "%s: %s",
                  error.source, error.text);
    return results;
}

START_TEST(test_memory_gives_what_the_file_gives)
{
    struct held payroll = held_file(samples[_i].name, samples[_i].path);
    const paygap_io *inputs[] = {payroll.io};
    char *path = source_path(samples[_i].path);
    paygap_io *file;
    ck_assert_int_eq(paygap_io_from_file(&file, path, NULL), PAYGAP_OK);
    const paygap_io *files[] = {file};
    const paygap_options by_path = options_of(path, NULL, 0);
    const paygap_options by_bytes = options_of(samples[_i].name, inputs, 1);
    const paygap_options by_file = options_of(path, files, 1);
    paygap_results *plain = results_of(&by_path), *given = results_of(&by_bytes);
    paygap_results *opened = results_of(&by_file);

    expect_same_figures(plain, given);
    expect_same_figures(plain, opened);
    paygap_results_free(plain);
    paygap_results_free(given);
    paygap_results_free(opened);
    paygap_io_free(file);
    free(path);
    let_go(&payroll);
}
END_TEST

// Gives a byte or two at a time.
struct dribble {
    const char *bytes;
    size_t n;
};

static int64_t read_dribble(void *context, uint64_t at, void *bytes, size_t n)
{
    const struct dribble *dribble = context;
    const size_t start = at < dribble->n ? (size_t)at : dribble->n;
    size_t some = dribble->n - start;

    some = some > 2 ? 1 + at % 2 : some;
    some = some > n ? n : some;
    memcpy(bytes, dribble->bytes + start, some);
    return (int64_t)some;
}

static int64_t size_of_dribble(void *context)
{
    const struct dribble *dribble = context;

    return (int64_t)dribble->n;
}

START_TEST(test_how_much_a_callback_gives_at_a_time_is_no_matter)
{
    struct held payroll = held_file("given", samples[_i].path);
    struct dribble dribble = {payroll.bytes, payroll.n};
    paygap_io slow = PAYGAP_IO_INIT;
    slow.name = "slow";
    slow.context = &dribble;
    slow.read = read_dribble;
    slow.size = size_of_dribble;
    const paygap_io *inputs[] = {&slow, payroll.io};
    const paygap_options at_once = options_of("given", inputs, 2);
    const paygap_options slowly = options_of("slow", inputs, 2);
    paygap_results *a = results_of(&at_once), *b = results_of(&slowly);

    expect_same_figures(a, b);
    paygap_results_free(a);
    paygap_results_free(b);
    let_go(&payroll);
}
END_TEST

/* Women's 9 and 8 are 8.5 on average, 15 % below 10. The configuration is bytes as well,
 * and so are the payment lines that it names: 10 x 37 hours and so on, a week of 37 hours.
 */
START_TEST(test_configuration_and_payment_lines_are_inputs_too)
{
    static const char people[] = "employee_id,sex,pay_period,weekly_hours\n"
                                 "1,M,weekly,37\n2,F,weekly,37\n3,F,weekly,37\n";
    static const char lines[] = "employee_id,element,amount,date_paid\n"
                                "1,Basic Pay,370,2026-04-02\n2,Basic Pay,333,2026-04-02\n"
                                "3,Basic Pay,296,2026-04-02\n";
    static const char ini[] =
        "[employer]\nname = Given\nsector = private\n"
        "[payments]\nfile = lines.csv\nweekly = 2026-03-30 to 2026-04-05\n"
        "[elements]\nBasic Pay = basic\n";
    struct held held[] = {held_bytes("in/people.csv", people, sizeof people - 1),
                          held_bytes("in/lines.csv", lines, sizeof lines - 1),
                          held_bytes("in/paygap.ini", ini, sizeof ini - 1)};
    const paygap_io *inputs[] = {held[0].io, held[1].io, held[2].io};
    paygap_options options = options_of("in/people.csv", inputs, 3);
    options.config = "in/paygap.ini";
    options.snapshot_date = "2026-04-05";
    paygap_results *results = results_of(&options);
    paygap_figure figure;

    ck_assert_str_eq(paygap_results_employer(results, 0), "Given");
    ck_assert(
        paygap_results_find(results, 0, "women", PAYGAP_MEASURE_MEAN_HOURLY_GAP, &figure));
    ck_assert_str_eq(figure.published, "15.0");
    paygap_results_free(results);
    for (size_t i = 0; i < 3; i++)
        let_go(&held[i]);
}
END_TEST

// ---------------------------------------------------------------- documents as data

// The table of a section by its name; the number of its block in *block.
static size_t table_of(const paygap_document *document, const char *name, size_t *block)
{
    for (size_t s = 0; s < paygap_document_n_sections(document); s++) {
        paygap_section section = paygap_document_section(document, s);
        for (*block = 0; *block < section.n_blocks; ++*block) {
            paygap_block found = paygap_document_block(document, s, *block);
            if (strcmp(section.name, name) == 0 && found.kind == PAYGAP_BLOCK_TABLE)
                return s;
        }
    }
    ck_abort_msg("no table in %s", name);
    return 0;
}

/* Ten pounds and nine: the gap is (10 - 9) / 10, 10.0 %; nobody was paid a bonus, so there
 * is no bonus gap. */
START_TEST(test_a_report_is_data)
{
    static const char text[] = "sex,hourly_pay\nM,10\nF,9\n";
    struct held payroll = held_bytes("p.csv", text, sizeof text - 1);
    const paygap_io *inputs[] = {payroll.io};
    paygap_options options = options_of("p.csv", inputs, 1);
    options.snapshot_date = "2026-04-05";
    paygap_results *results = results_of(&options);
    paygap_document *document;
    size_t block;

    ck_assert_int_eq(paygap_report_document(&document, results, 0, PAYGAP_TO_PUBLISH, NULL),
                     PAYGAP_OK);
    ck_assert_str_eq(paygap_document_section(document, 0).name, "Cover");
    size_t section = table_of(document, "Pay_gaps", &block);
    paygap_block table = paygap_document_block(document, section, block);
    ck_assert_uint_eq(table.n_columns, 2);
    ck_assert_uint_eq(table.n_rows, 4);
    ck_assert_str_eq(paygap_document_column(document, section, block, 0).header, "Pay");
    ck_assert_str_eq(paygap_document_cell(document, section, block, 0, 0).words,
                     "Mean hourly pay");
    paygap_cell gap = paygap_document_cell(document, section, block, 0, 1);
    ck_assert(gap.has_number);
    ck_assert_str_eq(gap.text, "10.0");
    ck_assert_double_eq(gap.number, 10);
    paygap_cell none = paygap_document_cell(document, section, block, 2, 1);
    ck_assert(none.is_not_applicable);
    ck_assert_str_eq(none.text, "[z]");
    paygap_document_free(document);
    paygap_document_free(NULL);
    ck_assert_int_eq(paygap_report_document(&document, results, 1, PAYGAP_TO_PUBLISH, NULL),
                     PAYGAP_USAGE);
    ck_assert_ptr_null(document);
    paygap_results_free(results);
    let_go(&payroll);
}
END_TEST

/* Three women of ten: 3 and 7 are told to staff; in public 3 is below five, and with the
 * ten it would follow from 7. */
START_TEST(test_a_workforce_report_is_data)
{
    static const char text[] = "employee_id,sex\n1,F\n2,F\n3,F\n4,M\n5,M\n6,M\n7,M\n"
                               "8,M\n9,M\n10,M\n";
    struct held people = held_bytes("p.csv", text, sizeof text - 1);
    const paygap_io *inputs[] = {people.io};
    const char *names[] = {"p.csv"};
    paygap_workforce_options options = PAYGAP_WORKFORCE_OPTIONS_INIT;
    options.people = names;
    options.n_people = 1;
    options.inputs = inputs;
    options.n_inputs = 1;
    options.snapshot_date = "2026-03-31";

    for (int audience = 0; audience < 2; audience++) {
        paygap_document *document;
        size_t block;
        ck_assert_int_eq(
            paygap_workforce_document(&document, &options, (paygap_audience)audience, NULL),
            PAYGAP_OK);
        size_t section = table_of(document, "Profile", &block);
        paygap_cell women = paygap_document_cell(document, section, block, 1, 2);
        ck_assert_str_eq(paygap_document_cell(document, section, block, 1, 1).words,
                         "Women");
        // 3 + 7 = 10: if the three may be 1 or 5, the seven are 9 or 5, one block of five.
        paygap_cell men = paygap_document_cell(document, section, block, 2, 2);
        bool is_published = audience == PAYGAP_TO_PUBLISH;
        ck_assert_str_eq(is_published ? women.words : women.text,
                         is_published ? "5 or fewer" : "3");
        ck_assert_str_eq(is_published ? men.words : men.text,
                         is_published ? "5 to 9" : "7");
        ck_assert(!women.is_withheld && women.has_number != is_published);
        paygap_document_free(document);
    }
    let_go(&people);
}
END_TEST

// ---------------------------------------------------------------- faults

START_TEST(test_messages_give_the_name_of_the_input)
{
    static const char text[] = "sex,hourly_pay\nM,10\nF,\"9\n";
    struct held payroll = held_bytes("somewhere/held.csv", text, sizeof text - 1);
    const paygap_io *inputs[] = {payroll.io};
    const paygap_options options = options_of("somewhere/held.csv", inputs, 1);
    paygap_results *results;
    paygap_error error;

    ck_assert_int_eq(paygap_run(&results, &options, &error), PAYGAP_NOT_A_TABLE);
    ck_assert_ptr_null(results);
    ck_assert_str_eq(error.source, "held.csv");
    ck_assert_uint_eq(error.row, 3);
    let_go(&payroll);
}
END_TEST

/** An input of `n` bytes of a CSV file that misbehaves at `at`, and says a size. */
struct liar {
    size_t n;
    uint64_t at;
    int reason; /**< errno of the failure at `at`; below 0: none is said */
    int64_t size;
    bool is_generous; /**< says to have given more than was asked for */
};

static int64_t read_liar(void *context, uint64_t at, void *bytes, size_t n)
{
    static const char line[] = "sex,hourly_pay\nM,10\nF,9\n";
    const struct liar *liar = context;
    char *to = bytes;
    size_t i = 0;

    if (at >= liar->at) {
        if (liar->is_generous)
            return (int64_t)n + 1;
        errno = liar->reason > 0 ? liar->reason : 0;
        return -1;
    }
    for (; i < n && at + i < liar->n && at + i < liar->at; i++) {
        const uint64_t place = at + i;
        const size_t n_line = sizeof line - 1; // of which the last four stand again
        memcpy(to + i, line + (place < n_line ? place : n_line - 4 + (place - n_line) % 4),
               1);
    }
    return (int64_t)i;
}

static int64_t size_of_liar(void *context)
{
    const struct liar *liar = context;

    return liar->size;
}

enum {
    LONG = 23 + 4 * 150000,
    PIECE = 1 << 18
}; // three pieces of 256 KiB, and whole lines

static const struct {
    struct liar liar;
    const char *message;
} lies[] = {
    {{.n = LONG, .at = 0, .reason = EIO, .size = -1},
     "at byte 0: its read callback failed: "},
    {{.n = LONG, .at = 100, .reason = -1, .size = -1},
     "at byte 100: its read callback failed"},
    {{.n = LONG, .at = PIECE + 7, .reason = EIO, .size = LONG},
     "at byte 262151: its read callback failed: "},
    {{.n = LONG, .at = PIECE + 7, .size = LONG, .is_generous = true},
     "more bytes at byte 262151"},
    {{.n = LONG, .at = UINT64_MAX, .size = LONG + 1}, "fewer bytes than the 600024"},
    {{.n = LONG, .at = UINT64_MAX, .size = LONG - 1}, "more bytes than the 600022"},
    {{.n = LONG, .at = UINT64_MAX, .size = 10}, "more bytes than the 10 "},
    {{.n = 23, .at = UINT64_MAX, .size = 24}, "fewer bytes than the 24 "},
    {{.n = 23, .at = UINT64_MAX, .size = 0}, "more bytes than the 0 "},
};

static paygap_io io_of_liar(struct liar *liar)
{
    paygap_io io = PAYGAP_IO_INIT;

    io.name = "liar.csv";
    io.context = liar;
    io.read = read_liar;
    io.size = size_of_liar;
    return io;
}

START_TEST(test_what_a_callback_says_is_not_believed)
{
    struct liar liar = lies[_i].liar;
    const paygap_io io = io_of_liar(&liar), *inputs[] = {&io};
    const paygap_options options = options_of("liar.csv", inputs, 1);
    paygap_results *results;
    paygap_error error;

    ck_assert_int_eq(paygap_run(&results, &options, &error), PAYGAP_OPEN);
    ck_assert_ptr_null(results);
    ck_assert_str_eq(error.source, "liar.csv");
    ck_assert_msg(strstr(error.text, lies[_i].message) != NULL, "%s", error.text);
}
END_TEST

START_TEST(test_a_size_that_is_not_known_or_is_right_does)
{
    struct liar liar = {.n = LONG, .at = UINT64_MAX, .size = _i == 0 ? -1 : LONG};
    paygap_io io = io_of_liar(&liar);
    const paygap_io *inputs[] = {&io};
    if (_i == 2)
        io.size = NULL;
    const paygap_options options = options_of("liar.csv", inputs, 1);
    paygap_results *results = results_of(&options);
    paygap_figure figure;

    // one man at 10, and one woman at 9 on line 3 and on each of 150,000 below
    ck_assert(paygap_results_find(results, 0, "women", PAYGAP_MEASURE_HEADCOUNT, &figure));
    ck_assert_str_eq(figure.published, "150001");
    ck_assert(
        paygap_results_find(results, 0, "women", PAYGAP_MEASURE_MEAN_HOURLY_GAP, &figure));
    ck_assert_str_eq(figure.published, "10.0"); // (10 - 9) / 10
    paygap_results_free(results);
}
END_TEST

/** A workbook whose bytes end or fail before the end. */
struct cut {
    struct held whole;
    uint64_t at;
    bool fails;
};

static int64_t read_cut(void *context, uint64_t at, void *bytes, size_t n)
{
    const struct cut *cut = context;
    const size_t n_left = at < cut->at ? (size_t)(cut->at - at) : 0;
    const size_t some = n < n_left ? n : n_left;

    if (some == 0 && cut->fails)
        return -1;
    memcpy(bytes, cut->whole.bytes + (some > 0 ? at : 0), some);
    return (int64_t)some;
}

static int64_t size_of_cut(void *context)
{
    const struct cut *cut = context;

    return (int64_t)cut->whole.n;
}

START_TEST(test_a_workbook_that_cannot_be_read_says_so)
{
    struct cut cut = {.whole = held_file("whole", "samples/exports/canonical.xlsx")};
    paygap_io io = PAYGAP_IO_INIT;
    const paygap_io *inputs[] = {&io};
    paygap_results *results;
    paygap_error error;
    cut.fails = _i == 0;
    cut.at = cut.whole.n - 5;
    io.name = "cut.xlsx";
    io.context = &cut;
    io.read = read_cut;
    io.size = _i < 2 ? size_of_cut : NULL;
    const paygap_options options = options_of("cut.xlsx", inputs, 1);

    ck_assert_int_eq(paygap_run(&results, &options, &error),
                     _i < 2 ? PAYGAP_OPEN : PAYGAP_NOT_A_TABLE);
    ck_assert_str_eq(error.source, "cut.xlsx");
    ck_assert_ptr_nonnull(strstr(error.text, _i == 0   ? "callback failed"
                                             : _i == 1 ? "fewer bytes"
                                                       : "whose size is not known"));
    let_go(&cut.whole);
}
END_TEST

START_TEST(test_inputs_and_options_that_are_not_made_are_refused)
{
    struct liar liar = {.n = LONG, .at = UINT64_MAX, .size = -1};
    const paygap_io good = io_of_liar(&liar);
    paygap_io bad[6] = {good, good, good, good, good, good};
    bad[0].struct_size = 0;
    bad[1].name = NULL;
    bad[2].name = "";
    bad[3].name = "-";
    bad[4].read = NULL; // bad[5] has the name of another
    paygap_results *results;
    paygap_error error;

    for (size_t i = 0; i < 6; i++) {
        const paygap_io *inputs[] = {&good, &bad[i]};
        const paygap_options options = options_of("liar.csv", inputs, 2);
        ck_assert_int_eq(paygap_run(&results, &options, &error), PAYGAP_USAGE);
        ck_assert_ptr_nonnull(strstr(error.text, "input 2 "));
    }
    const paygap_options zero = {.payroll = "liar.csv"};
    ck_assert_int_eq(paygap_run(&results, &zero, &error), PAYGAP_USAGE);
    ck_assert_ptr_nonnull(strstr(error.text, "PAYGAP_OPTIONS_INIT"));
    ck_assert_ptr_null(results);
}
END_TEST

// ---------------------------------------------------------------- the other calls

// What a call prints about the payroll of that name, with these inputs.
static char *printed(paygap_status (*call)(const paygap_options *, FILE *),
                     const paygap_options *options)
{
    char *text = NULL;
    size_t n;
    FILE *stream = open_memstream(&text, &n);

    (void)call(options, stream);
    fclose(stream);
    return text;
}

static paygap_status explain(const paygap_options *options, FILE *stream)
{
    return paygap_explain(options, NULL, 7, stream, NULL);
}

static paygap_status verify(const paygap_options *options, FILE *stream)
{
    const paygap_published published = {
        .text = {[PAYGAP_STATUTORY_MEAN_HOURLY_GAP] = "1.0",
                 [PAYGAP_STATUTORY_MEDIAN_HOURLY_GAP] = "2.0"}};

    return paygap_verify(options, &published, stream, NULL);
}

static paygap_status inspect(const paygap_options *options, FILE *stream)
{
    paygap_inspect_options looked_at = PAYGAP_INSPECT_OPTIONS_INIT;

    looked_at.payroll = options->payroll;
    looked_at.inputs = options->inputs;
    looked_at.n_inputs = options->n_inputs;
    (void)paygap_inspect(&looked_at, stream, NULL);
    return paygap_print_cells(&looked_at, stream, NULL);
}

static paygap_status (*const calls[])(const paygap_options *, FILE *) = {explain, verify,
                                                                         inspect};

/* Each reads the payroll again; what they print names files without their folders. */
START_TEST(test_explain_verify_and_inspect_take_memory)
{
    struct held payroll = held_file("nowhere/payroll.csv", "samples/council/payroll.csv");
    const paygap_io *inputs[] = {payroll.io};
    char *path = source_path("samples/council/payroll.csv");
    const paygap_options by_path = options_of(path, NULL, 0);
    const paygap_options by_bytes = options_of("nowhere/payroll.csv", inputs, 1);
    char *plain = printed(calls[_i], &by_path), *given = printed(calls[_i], &by_bytes);

    ck_assert_uint_gt(strlen(plain), 200);
    ck_assert_str_eq(plain, given);
    free(plain);
    free(given);
    free(path);
    let_go(&payroll);
}
END_TEST

static void expect_same_file(const char *left, const char *right, const char *name)
{
    char paths[2][300];
    size_t n[2];

    snprintf(paths[0], sizeof paths[0], "%s/%s", left, name);
    snprintf(paths[1], sizeof paths[1], "%s/%s", right, name);
    char *a = file_bytes(paths[0], &n[0]), *b = file_bytes(paths[1], &n[1]);
    ck_assert_msg(n[0] == n[1] && memcmp(a, b, n[0]) == 0, "%s differs", name);
    free(a);
    free(b);
}

/* The file is gone when its bytes are read under its name, again and again: so every file
 * is the same, also those that name the payroll. */
START_TEST(test_an_audit_of_memory_writes_what_that_of_the_file_writes)
{
    static const char *const names[] = {"publish/statutory.csv", "publish/results.csv",
                                        "internal/results.json", "publish/report.xlsx",
                                        "internal/findings.csv", "internal/audit.xlsx",
                                        "internal/manifest.json"};
    char left[] = "/tmp/paygap-left-XXXXXX", right[] = "/tmp/paygap-right-XXXXXX";
    char *folders[2] = {mkdtemp(left), mkdtemp(right)}, command[200];
    struct held sample = held_file("sample", "samples/exports/canonical.csv");
    char *path = temporary_bytes(sample.bytes, sample.n);
    struct held payroll = held_bytes(path, sample.bytes, sample.n);
    const paygap_io *inputs[] = {payroll.io};
    const paygap_options options[2] = {options_of(path, NULL, 0),
                                       options_of(path, inputs, 1)};

    for (size_t i = 0; i < 2; i++) {
        paygap_audit_options audit = PAYGAP_AUDIT_OPTIONS_INIT;
        paygap_error error;
        audit.report = &options[i];
        const paygap_status status = paygap_audit(&audit, folders[i], &error);
        ck_assert_msg(status == PAYGAP_OK || status == PAYGAP_PROVISIONAL, "%s",
                      error.text);
        remove(path);
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        expect_same_file(folders[0], folders[1], names[i]);
    snprintf(command, sizeof command, "rm -r %s %s", left, right);
    ck_assert_int_eq(system(command), 0);
    free(path);
    let_go(&sample);
    let_go(&payroll);
}
END_TEST

START_TEST(test_workforce_and_downloads_take_memory)
{
    static const char people[] = "sex,grade\nF,1\nM,1\nF,2\nM,2\nM,2\n";
    static const char download[] = "not,a,download\n1,2,3\n";
    struct held held[] = {held_bytes("people-2026-03-31.csv", people, sizeof people - 1),
                          held_bytes("returns.csv", download, sizeof download - 1)};
    const paygap_io *inputs[] = {held[0].io, held[1].io};
    const char *tables[] = {"people-2026-03-31.csv"}, *files[] = {"returns.csv"};
    paygap_workforce_options workforce = PAYGAP_WORKFORCE_OPTIONS_INIT;
    paygap_filed_options filed = PAYGAP_FILED_OPTIONS_INIT;
    paygap_error error;
    workforce.people = tables;
    filed.files = files;
    workforce.n_people = filed.n_files = 1;
    workforce.inputs = filed.inputs = inputs;
    workforce.n_inputs = filed.n_inputs = 2;

    const paygap_status status = paygap_workforce(&workforce, NULL, NULL, &error);
    ck_assert_msg(status == PAYGAP_OK, "%s", error.text);
    ck_assert_int_eq(paygap_verify_filed(&filed, stdout, &error), PAYGAP_COLUMN);
    ck_assert_str_eq(error.source, "returns.csv");
    for (size_t i = 0; i < 2; i++)
        let_go(&held[i]);
}
END_TEST

// ---------------------------------------------------------------- the host

static void handle(const char *reason, const char *file, int line, int number)
{
    (void)reason, (void)file, (void)line, (void)number;
}

static void *make(size_t n)
{
    return malloc(n);
}

static void *resize(void *block, size_t before, size_t n)
{
    (void)before;
    return realloc(block, n);
}

static void end(void *block, size_t n)
{
    (void)n;
    free(block);
}

/** What belongs to the process or the thread, and not to the library. */
struct host {
    void *(*make)(size_t);
    void *(*resize)(void *, size_t, size_t);
    void (*end)(void *, size_t);
    gsl_error_handler_t *handler;
    char locale[100];
    sigset_t mask;
    struct sigaction actions[32];
};

static struct host look_at_host(void)
{
    struct host host = {.handler = gsl_set_error_handler(handle)};

    (void)gsl_set_error_handler(host.handler);
    mp_get_memory_functions(&host.make, &host.resize, &host.end);
    snprintf(host.locale, sizeof host.locale, "%s", setlocale(LC_ALL, NULL));
    pthread_sigmask(SIG_SETMASK, NULL, &host.mask);
    for (int i = 1; i < 32; i++)
        sigaction(i, NULL, &host.actions[i]);
    return host;
}

static void expect_same_host(const struct host *before)
{
    const struct host after = look_at_host();

    ck_assert(after.handler == before->handler);
    ck_assert(after.make == before->make);
    ck_assert(after.resize == before->resize);
    ck_assert(after.end == before->end);
    ck_assert_str_eq(after.locale, before->locale);
    for (int i = 1; i < 32; i++) {
        ck_assert_int_eq(sigismember(&after.mask, i), sigismember(&before->mask, i));
        ck_assert(after.actions[i].sa_handler == before->actions[i].sa_handler);
    }
}

/* 0: as a program starts; 1: with functions, a handler, a locale and a mask of its own. */
START_TEST(test_the_host_is_left_as_it_was_found)
{
    char *path = source_path("samples/council/payroll.csv"), *none = temporary_file("");
    paygap_options options = options_of(path, NULL, 0), wrong = options_of(none, NULL, 0);
    char folder[] = "/tmp/paygap-host-XXXXXX", command[100];
    sigset_t some;
    options.wants_intervals = true;
    if (_i == 1) {
        (void)gsl_set_error_handler(handle);
        mp_set_memory_functions(make, resize, end);
        ck_assert_ptr_nonnull(setlocale(LC_ALL, "C.UTF-8"));
        sigemptyset(&some);
        sigaddset(&some, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &some, NULL);
    }
    const struct host before = look_at_host();
    paygap_results *results = results_of(&options);

    expect_same_host(&before);
    ck_assert_int_eq(paygap_write(results, mkdtemp(folder), NULL), PAYGAP_OK);
    expect_same_host(&before);
    paygap_results_free(results);
    ck_assert_int_eq(paygap_run(&results, &wrong, NULL), PAYGAP_NOT_A_TABLE);
    expect_same_host(&before);
    snprintf(command, sizeof command, "rm -r %s", folder);
    ck_assert_int_eq(system(command), 0);
    remove(none);
    free(none);
    free(path);
}
END_TEST

static void *run_often(void *context)
{
    for (int i = 0; i < 20; i++)
        paygap_results_free(results_of(context));
    return NULL;
}

START_TEST(test_the_last_of_several_threads_puts_it_back)
{
    struct held payroll = held_file("given.csv", "samples/exports/canonical.csv");
    const paygap_io *inputs[] = {payroll.io};
    paygap_options options = options_of("given.csv", inputs, 1);
    const struct host before = look_at_host();
    pthread_t threads[4];

    for (size_t i = 0; i < 4; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, run_often, &options), 0);
    for (size_t i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    expect_same_host(&before);
    let_go(&payroll);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("library");

    tcase_set_timeout(tc, 120);
    add_loop(tc, test_memory_gives_what_the_file_gives, samples);
    add_loop(tc, test_how_much_a_callback_gives_at_a_time_is_no_matter, samples);
    tcase_add_test(tc, test_configuration_and_payment_lines_are_inputs_too);
    tcase_add_test(tc, test_a_report_is_data);
    tcase_add_test(tc, test_a_workforce_report_is_data);
    tcase_add_test(tc, test_messages_give_the_name_of_the_input);
    add_loop(tc, test_what_a_callback_says_is_not_believed, lies);
    tcase_add_loop_test(tc, test_a_size_that_is_not_known_or_is_right_does, 0, 3);
    tcase_add_loop_test(tc, test_a_workbook_that_cannot_be_read_says_so, 0, 3);
    tcase_add_test(tc, test_inputs_and_options_that_are_not_made_are_refused);
    add_loop(tc, test_explain_verify_and_inspect_take_memory, calls);
    tcase_add_test(tc, test_an_audit_of_memory_writes_what_that_of_the_file_writes);
    tcase_add_test(tc, test_workforce_and_downloads_take_memory);
    tcase_add_loop_test(tc, test_the_host_is_left_as_it_was_found, 0, 2);
    tcase_add_test(tc, test_the_last_of_several_threads_puts_it_back);
    return tc;
}
