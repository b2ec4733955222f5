// SPDX-License-Identifier: GPL-3.0-or-later
/* Reading back what was written: damage of any kind must be seen. */
#include "pg_archive.h"
#include "testing.h"

#include <xlsxwriter.h>

static const struct pg_sheet_facts facts[] = {{3}, {1}};
enum { TEXT_BYTES = 5 + 3 }; // "hello" and "two", each once

static char *write_workbook(void)
{
    char *path = temporary_file("");
    lxw_workbook *workbook = workbook_new(path);
    lxw_worksheet *first = workbook_add_worksheet(workbook, NULL);
    lxw_worksheet *second = workbook_add_worksheet(workbook, NULL);

    worksheet_write_string(first, 0, 0, "hello", NULL);
    worksheet_write_string(first, 1, 0, "hello", NULL);
    worksheet_write_number(first, 2, 0, 1.5, NULL);
    worksheet_write_string(second, 0, 0, "two", NULL);
    ck_assert_int_eq(workbook_close(workbook), LXW_NO_ERROR);
    return path;
}

static char *load(const char *path, size_t *n)
{
    char *bytes = malloc(1 << 20);
    FILE *file = fopen(path, "rb");

    *n = fread(bytes, 1, 1 << 20, file);
    fclose(file);
    return bytes;
}

static paygap_status check_bytes(const char *bytes, size_t n)
{
    char *path = temporary_bytes(bytes, n);
    paygap_status status = pg_archive_workbook_check(path, facts, 2, TEXT_BYTES, NULL);

    remove(path);
    free(path);
    return status;
}

START_TEST(test_a_whole_workbook_passes)
{
    char *path = write_workbook();

    ck_assert_int_eq(pg_archive_workbook_check(path, facts, 2, TEXT_BYTES, NULL),
                     PAYGAP_OK);
    remove(path);
    free(path);
}
END_TEST

START_TEST(test_missing_cells_text_and_sheets_are_seen)
{
    char *path = write_workbook();
    const struct pg_sheet_facts more_cells[] = {{4}, {1}}, more_sheets[] = {{3}, {1}, {0}};
    paygap_error error = {.status = PAYGAP_OK};

    ck_assert_int_eq(pg_archive_workbook_check(path, more_cells, 2, TEXT_BYTES, &error),
                     PAYGAP_OUTPUT);
    ck_assert_ptr_nonnull(strstr(error.text, "not written whole"));
    ck_assert_int_eq(pg_archive_workbook_check(path, more_sheets, 3, TEXT_BYTES, NULL),
                     PAYGAP_OUTPUT);
    ck_assert_int_eq(pg_archive_workbook_check(path, facts, 2, TEXT_BYTES + 1, NULL),
                     PAYGAP_OUTPUT);
    remove(path);
    free(path);
}
END_TEST

START_TEST(test_a_workbook_cut_anywhere_is_seen)
{
    char *path = write_workbook();
    size_t n;
    char *bytes = load(path, &n);

    for (size_t cut = 0; cut < n; cut += 97)
        ck_assert_int_eq(check_bytes(bytes, cut), PAYGAP_OUTPUT);
    remove(path);
    free(path);
    free(bytes);
}
END_TEST

/* Any byte of the packed contents changed: the checksum of the part no longer agrees. */
START_TEST(test_changed_contents_are_seen)
{
    char *path = write_workbook();
    size_t n;
    char *bytes = load(path, &n);
    size_t seen = 0, tried = 0;

    for (size_t at = 60; at < n / 2; at += 101, tried++) {
        bytes[at] ^= 0x55;
        seen += check_bytes(bytes, n) == PAYGAP_OUTPUT;
        bytes[at] ^= 0x55;
    }
    ck_assert_uint_gt(tried, 20);
    ck_assert_uint_ge(seen * 10, tried * 9); // but for names and times in local headers
    remove(path);
    free(path);
    free(bytes);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("archive");

    tcase_add_test(tc, test_a_whole_workbook_passes);
    tcase_add_test(tc, test_missing_cells_text_and_sheets_are_seen);
    tcase_add_test(tc, test_a_workbook_cut_anywhere_is_seen);
    tcase_add_test(tc, test_changed_contents_are_seen);
    return tc;
}
