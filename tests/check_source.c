// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_source.h"
#include "testing.h"

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
    struct pg_digest *digest = pg_digest_begin();

    pg_digest_add(digest, "a", 1);
    pg_digest_add(digest, "bc", 2);
    pg_digest_finish(digest, hexadecimal);
    ck_assert_str_eq(hexadecimal,
                     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    digest = pg_digest_begin();
    pg_digest_finish(digest, hexadecimal);
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

TCase *tests(void)
{
    TCase *tc = tcase_create("source");

    tcase_set_timeout(tc, 60);
    add_loop(tc, test_rows_come_with_their_lines, csv_cases);
    add_loop(tc, test_what_is_not_a_table_is_refused, bad_cases);
    tcase_add_test(tc, test_a_very_long_cell_is_refused);
    tcase_add_test(tc, test_too_many_columns_are_refused);
    tcase_add_test(tc, test_rows_do_not_depend_on_chunks);
    tcase_add_test(tc, test_sha256_of_known_messages);
    tcase_add_test(tc, test_a_missing_file_and_a_folder_cannot_be_opened);
    return tc;
}
