// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Tests of source: bytes to rows. Whatever the encoding, the delimiter and the size of the
 * pieces, the rows and their line numbers must be the same; what is not a table is refused.
 * Numbers and dates of workbooks are as Excel shows them.
 */
#include "pg_source.h"
#include "testing.h"
#include "workbook.h"

/** Rows as text: cells joined by |, rows ended by line number. */
static paygap_status gather(void *context, const struct pg_row *row, paygap_error *err)
{
    struct pg_buffer *text = context;

    (void)err;
    for (size_t i = 0; i < row->n_cells; i++)
        pg_buffer_printf(text, "%s%.*s", i > 0 ? "|" : "", (int)row->cells[i].len,
                         row->cells[i].ptr);
    pg_buffer_printf(text, "@%zu;", row->line);
    return PAYGAP_OK;
}

static paygap_status read_bytes(const char *bytes, size_t n, struct pg_buffer *text,
                                struct pg_source_facts *facts, paygap_error *err)
{
    char *path = temporary_bytes(bytes, n);
    struct pg_source source = {.path = path};
    paygap_status status = pg_source_read(&source, gather, text, facts, err);

    remove(path);
    free(path);
    return status;
}

/* Expected by RFC 4180 read by eye; @n is the physical line on which the row begins. */
static const struct csv_case {
    const char *input, *rows;
} csv_cases[] = {
    {"a,b\n1,2\n", "a|b@1;1|2@2;"},
    {"a,b\r\n1,2\r\n", "a|b@1;1|2@2;"},
    {"a,b\r1,2\r", "a|b@1;1|2@2;"},
    {"a,b\n1,2", "a|b@1;1|2@2;"},
    {"\xEF\xBB\xBF"
     "a,b\n",
     "a|b@1;"},
    {"a\n\n\n1\n", "a@1;1@4;"},
    {"a\r\n\r\n1\r\n", "a@1;1@3;"},
    {"\"x\ny\",b\nc,d\n", "x\ny|b@1;c|d@3;"},
    {"\"x\r\ny\",b\r\nc,d\r\n", "x\r\ny|b@1;c|d@3;"},
    {"\"say \"\"hi\"\"\",b\n", "say \"hi\"|b@1;"},
    {"a,,c\n", "a||c@1;"},
    {"a,\n", "a|@1;"},
    {"5\" nail,b\nc\n", "5\" nail|b@1;c@2;"}, // a stray quote stands for itself
    {"a,Robert \"Bob\" Smith\nc,d\n", "a|Robert \"Bob\" Smith@1;c|d@2;"},
    {" a , b \n", "a|b@1;"},
    {"\" a \",b\n", " a |b@1;"},
};

START_TEST(test_rows_come_with_their_lines)
{
    struct pg_buffer text = {0};
    struct pg_source_facts facts;
    paygap_error error = {.status = PAYGAP_OK};
    const struct csv_case *c = &csv_cases[_i];

    ck_assert_int_eq(read_bytes(c->input, strlen(c->input), &text, &facts, &error),
                     PAYGAP_OK);
    ck_assert_str_eq(text.ptr, c->rows);
    ck_assert_uint_eq(facts.n_bytes, strlen(c->input));
    pg_buffer_free(&text);
}
END_TEST

static const struct bad_case {
    const char *bytes;
    size_t n;
    const char *message;
    size_t line;
} bad_cases[] = {
    {"", 0, "the file is empty", 0},
    {"\xEF\xBB\xBF", 3, "the file is empty", 0},
    {"\n\n", 2, "the file is empty", 0},
    {"a,b\nx,\"open\n1,2\n3,4\n", 20, "never closed", 2},
    {"a,b\n\"x\"y,2\n", 11, "text follows a closing quote", 2},
    {"a\nb\0c\n", 6, "NUL byte", 2},
    {"PK\3\4zip", 7, "damaged or cut off", 0},
    {"\xD0\xCF\x11\xE0 ole", 8, ".xls", 0},
};

START_TEST(test_what_is_not_a_table_is_refused)
{
    struct pg_buffer text = {0};
    struct pg_source_facts facts;
    paygap_error error = {.status = PAYGAP_OK};
    const struct bad_case *c = &bad_cases[_i];

    ck_assert_int_eq(read_bytes(c->bytes, c->n, &text, &facts, &error), PAYGAP_NOT_A_TABLE);
    ck_assert_msg(strstr(error.text, c->message) != NULL, "%s", error.text);
    ck_assert_uint_eq(error.row, c->line);
    pg_buffer_free(&text);
}
END_TEST

START_TEST(test_a_very_long_cell_is_refused)
{
    size_t n = (size_t)PG_MAX_CELL * 3;
    char *bytes = malloc(n);
    struct pg_buffer text = {0};
    struct pg_source_facts facts;
    paygap_error error = {.status = PAYGAP_OK};

    memset(bytes, 'x', n);
    memcpy(bytes, "a,b\n\"", 5);
    ck_assert_int_eq(read_bytes(bytes, n, &text, &facts, &error), PAYGAP_NOT_A_TABLE);
    ck_assert_ptr_nonnull(strstr(error.text, "longer than 1 MB"));
    ck_assert_uint_eq(error.row, 2);
    free(bytes);
    pg_buffer_free(&text);
}
END_TEST

START_TEST(test_too_many_columns_are_refused)
{
    char *bytes = malloc(40000);
    struct pg_buffer text = {0};
    struct pg_source_facts facts;
    paygap_error error = {.status = PAYGAP_OK};

    memset(bytes, ',', 40000);
    ck_assert_int_eq(read_bytes(bytes, 40000, &text, &facts, &error), PAYGAP_NOT_A_TABLE);
    ck_assert_ptr_nonnull(strstr(error.text, "16,384"));
    free(bytes);
    pg_buffer_free(&text);
}
END_TEST

/* A row that straddles the chunk in which the file is read must come out whole, wherever
 * the chunk ends: rows of 37 bytes over a megabyte meet every offset. */
START_TEST(test_rows_do_not_depend_on_chunks)
{
    struct pg_buffer csv = {0}, text = {0}, want = {0};
    struct pg_source_facts facts;
    paygap_error error = {.status = PAYGAP_OK};

    for (size_t i = 1; i <= 30000; i++) {
        pg_buffer_printf(&csv, "%06zu,\"quoted, \"\"%06zu\"\"\",abcdef\r\n", i, i);
        pg_buffer_printf(&want, "%06zu|quoted, \"%06zu\"|abcdef@%zu;", i, i, i);
    }
    ck_assert_int_eq(read_bytes(csv.ptr, csv.len, &text, &facts, &error), PAYGAP_OK);
    ck_assert(text.len == want.len && memcmp(text.ptr, want.ptr, want.len) == 0);
    pg_buffer_free(&csv);
    pg_buffer_free(&text);
    pg_buffer_free(&want);
}
END_TEST

/* NIST FIPS 180-2 examples: "abc", and the empty message. */
START_TEST(test_sha256_of_known_messages)
{
    char hexadecimal[65];
    struct pg_digest *digest = pg_source_digest_begin();

    pg_source_digest_add(digest, "a", 1);
    pg_source_digest_add(digest, "bc", 2);
    pg_source_digest_finish(digest, hexadecimal);
    ck_assert_str_eq(hexadecimal,
                     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    digest = pg_source_digest_begin();
    pg_source_digest_finish(digest, hexadecimal);
    ck_assert_str_eq(hexadecimal,
                     "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}
END_TEST

START_TEST(test_a_missing_file_and_a_folder_cannot_be_opened)
{
    struct pg_buffer text = {0};
    struct pg_source_facts facts;
    const char *const paths[] = {"/nowhere/payroll.csv", "/tmp"};

    for (int i = 0; i < 2; i++) {
        paygap_error error = {.status = PAYGAP_OK};
        struct pg_source source = {.path = paths[i]};
        ck_assert_int_eq(pg_source_read(&source, gather, &text, &facts, &error),
                         PAYGAP_OPEN);
        ck_assert_ptr_nonnull(strstr(error.text, "could not"));
    }
}
END_TEST

/* Dialects and encodings as exports have them; what is expected is what a reader sees. */
static const struct found_case {
    const char *bytes;
    size_t n;
    const char *rows;
    enum pg_encoding encoding;
    char delimiter;
    size_t above;
} found_cases[] = {
#define BYTES(text) text, sizeof(text) - 1
    {BYTES("a;b;c\n1;2,5;3\n2;3,5;4\n"), "a|b|c@1;1|2,5|3@2;2|3,5|4@3;", PG_ENCODING_FIND,
     ';', 0},
    {BYTES("a\tb\n1\t2\n"), "a|b@1;1|2@2;", PG_ENCODING_FIND, '\t', 0},
    {BYTES("a|b|c\n1|2|3\n"), "a|b|c@1;1|2|3@2;", PG_ENCODING_FIND, '|', 0},
    {BYTES("sep=;\r\na;b\r\n1;2\r\n"), "a|b@2;1|2@3;", PG_ENCODING_FIND, ';', 0},
    {BYTES("'a','b'\n'1,5','x'\n'2,5','y'\n"), "a|b@1;1,5|x@2;2,5|y@3;", PG_ENCODING_FIND,
     ',', 0},
    {BYTES("id,name\n1,caf\xE9\n"), "id|name@1;1|caf\xC3\xA9@2;", PG_ENCODING_WINDOWS_1252,
     ',', 0},
    {BYTES("id,pay\n1,\xA3"
           "5\n"),
     "id|pay@1;1|\xC2\xA3"
     "5@2;",
     PG_ENCODING_WINDOWS_1252, ',', 0},
    {BYTES("id,pay\n1,\x9C"
           "5\n"),
     "id|pay@1;1|\xC2\xA3"
     "5@2;",
     PG_ENCODING_CP850, ',', 0},
    {BYTES("id,name\n1,caf\xC3\xA9\n"), "id|name@1;1|caf\xC3\xA9@2;", PG_ENCODING_UTF8, ',',
     0},
    {BYTES("\xFF\xFE"
           "a\0;\0b\0\n\0"
           "1\0;\0\xE9\0\n\0"),
     "a|b@1;1|\xC3\xA9@2;", PG_ENCODING_UTF16LE, ';', 0},
    {BYTES("\0a\0,\0b\0\n\0"
           "1\0,\0"
           "2\0\n"),
     "a|b@1;1|2@2;", PG_ENCODING_UTF16BE, ',', 0},
    {BYTES("Payroll April\n\nid,sex,pay\n1,F,5\n2,M,6\n"), "id|sex|pay@3;1|F|5@4;2|M|6@5;",
     PG_ENCODING_FIND, ',', 1},
    {BYTES("Run,05/04/2026,,,\n,,,,\nid,sex,pay,hours,period\n1,F,5,6,m\n2,M,6,7,m\n"),
     "id|sex|pay|hours|period@3;1|F|5|6|m@4;2|M|6|7|m@5;", PG_ENCODING_FIND, ',', 2},
    {BYTES("id,sex\n1,F\n"), "id|sex@1;1|F@2;", PG_ENCODING_FIND, ',', 0},
#undef BYTES
};

START_TEST(test_layouts_are_found_out)
{
    const struct found_case *c = &found_cases[_i];
    char *path = temporary_bytes(c->bytes, c->n);
    struct pg_source source = {.path = path};
    struct pg_input *input;
    struct pg_buffer text = {0};
    struct pg_source_facts facts;
    paygap_error error = {.status = PAYGAP_OK};

    ck_assert_int_eq(pg_source_input_open(&source, &input, &error), PAYGAP_OK);
    ck_assert_int_eq(pg_source_input_layout(input)->encoding, c->encoding);
    ck_assert_int_eq(pg_source_input_layout(input)->delimiter, c->delimiter);
    ck_assert_uint_eq(pg_source_input_layout(input)->n_above, c->above);
    ck_assert_int_eq(pg_source_input_sample(input, 1, gather, &text, &error), PAYGAP_OK);
    text.len = 0; // a sample leaves the rows where they are
    ck_assert_int_eq(pg_source_input_read(input, gather, &text, &facts, &error), PAYGAP_OK);
    ck_assert_str_eq(text.ptr, c->rows);
    pg_source_input_close(input);
    pg_buffer_free(&text);
    remove(path);
    free(path);
}
END_TEST

/* A character beyond ASCII that first comes after the bytes that were looked at. */
START_TEST(test_an_encoding_shows_late)
{
    struct pg_buffer bytes = {0}, text = {0};
    struct pg_source_facts facts;
    paygap_error error = {.status = PAYGAP_OK};

    while (bytes.len < 300000)
        pg_buffer_printf(&bytes, "%s", "1,2\n");
    pg_buffer_printf(&bytes, "caf\xE9,2\n");
    ck_assert_int_eq(read_bytes(bytes.ptr, bytes.len, &text, &facts, &error), PAYGAP_OK);
    ck_assert_ptr_nonnull(strstr(text.ptr, "caf\xC3\xA9|2@"));
    pg_buffer_free(&bytes);
    pg_buffer_free(&text);
}
END_TEST

/* Excel shows 15 significant digits; days from 1 January 1900, with a 29 February 1900, or
   from 1 January 1904. 46117 is 5 April 2026: 45292 is 1 January 2024 and 825 days follow.
 */
static const struct number_case {
    const char *number;
    enum pg_number_kind kind;
    bool is_1904;
    const char *shown;
} number_cases[] = {
    {"2500", PG_KIND_NUMBER, false, "2500"},
    {"2300.3499999999999", PG_KIND_NUMBER, false, "2300.35"},
    {"0.1", PG_KIND_NUMBER, false, "0.1"},
    {"1.1000000000000001E-2", PG_KIND_NUMBER, false, "0.011"},
    {"-1.5E3", PG_KIND_NUMBER, false, "-1500"},
    {"123456789012345678", PG_KIND_NUMBER, false, "123456789012346000"},
    {"0.99999999999999999", PG_KIND_NUMBER, false, "1"},
    {"0", PG_KIND_NUMBER, false, "0"},
    {"-0", PG_KIND_NUMBER, false, "0"},
    {"1", PG_KIND_DATE, false, "1900-01-01"},
    {"59", PG_KIND_DATE, false, "1900-02-28"},
    {"60", PG_KIND_DATE, false, "1900-02-29"},
    {"61", PG_KIND_DATE, false, "1900-03-01"},
    {"46117", PG_KIND_DATE, false, "2026-04-05"},
    {"46117.5", PG_KIND_DATE, false, "2026-04-05T12:00:00"},
    {"44655", PG_KIND_DATE, true, "2026-04-05"},
    {"0.4375", PG_KIND_TIME, false, "10:30:00"},
    {"1.5625", PG_KIND_DURATION, false, "37:30:00"},
    {"text", PG_KIND_DATE, false, "text"},
};

START_TEST(test_numbers_of_workbooks)
{
    const struct number_case *c = &number_cases[_i];
    struct pg_buffer text = {0};

    pg_source_add_number(&text, pg_str_of(c->number), c->kind, c->is_1904);
    ck_assert_str_eq(text.ptr, c->shown);
    pg_buffer_free(&text);
}
END_TEST

static const struct format_case {
    const char *code;
    enum pg_number_kind kind;
} format_cases[] = {
    {"General", PG_KIND_NUMBER},
    {"0.00", PG_KIND_NUMBER},
    {"#,##0.00 \"days\"", PG_KIND_NUMBER},
    {"[Red]0.0;[Blue]-0.0", PG_KIND_NUMBER},
    {"0.00E+00", PG_KIND_NUMBER},
    {"dd/mm/yyyy", PG_KIND_DATE},
    {"[$-809]d mmmm yyyy", PG_KIND_DATE},
    {"mmm-yy", PG_KIND_DATE},
    {"h:mm", PG_KIND_TIME},
    {"[h]:mm", PG_KIND_DURATION},
    {"[mm]:ss", PG_KIND_DURATION},
    {"\\d0", PG_KIND_NUMBER},
};

START_TEST(test_formats_tell_dates)
{
    ck_assert_int_eq(pg_source_number_kind_of(format_cases[_i].code, 0),
                     format_cases[_i].kind);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("source");

    tcase_set_timeout(tc, 60);
    add_loop(tc, test_rows_come_with_their_lines, csv_cases);
    add_loop(tc, test_what_is_not_a_table_is_refused, bad_cases);
    add_loop(tc, test_layouts_are_found_out, found_cases);
    add_loop(tc, test_numbers_of_workbooks, number_cases);
    add_loop(tc, test_formats_tell_dates, format_cases);
    tcase_add_test(tc, test_an_encoding_shows_late);
    tcase_add_test(tc, test_a_very_long_cell_is_refused);
    tcase_add_test(tc, test_too_many_columns_are_refused);
    tcase_add_test(tc, test_rows_do_not_depend_on_chunks);
    tcase_add_test(tc, test_sha256_of_known_messages);
    tcase_add_test(tc, test_a_missing_file_and_a_folder_cannot_be_opened);
    return tc;
}
