// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_table.h"
#include "testing.h"

static void add_ids(struct pg_table *table, const char *const *ids, size_t n)
{
    uint32_t row;

    ck_assert(pg_table_use_column(table, PG_ITEM_ROW));
    for (size_t i = 0; i < n; i++) {
        ck_assert(pg_table_add_row(table, i + 2, &row));
        ck_assert(pg_table_set_id(table, pg_str_of(ids[i])));
    }
    ck_assert(pg_table_number_ids(table));
}

START_TEST(test_repeated_ids_are_found_in_any_order)
{
    static const char *const ids[] = {"B7", "A1", "", "B7", "A10", "", "A1", "B7"};
    static const uint32_t first[] = {0, 1, 2, 0, 4, 5, 1, 0}; // blank ids are all different
    struct pg_table table = {0};

    add_ids(&table, ids, 8);
    ck_assert_uint_eq(table.n_repeated, 3);
    for (uint32_t row = 0; row < 8; row++)
        ck_assert_uint_eq(pg_table_employee(&table, row), first[row]);
    pg_table_free(&table);
}
END_TEST

START_TEST(test_ascending_ids_are_all_different)
{
    static const char *const ids[] = {"9", "10", "11", "100"};
    struct pg_table table = {0};

    add_ids(&table, ids, 4);
    ck_assert(!table.ids.is_unordered);
    ck_assert_uint_eq(table.n_repeated, 0);
    ck_assert_uint_eq(pg_table_employee(&table, 3), 3);
    pg_table_free(&table);
}
END_TEST

START_TEST(test_blank_unreadable_and_zero_stay_apart)
{
    struct pg_table table = {0};
    uint32_t row;

    ck_assert(pg_table_use_amount(&table, PG_ITEM_HOURLY_PAY));
    for (int i = 0; i < 5000; i++) // over several growths of the columns
        ck_assert(pg_table_add_row(&table, 2, &row));
    pg_table_set_state(&table, 4000, PG_ITEM_HOURLY_PAY, PG_CELL_VALUE);
    pg_table_set_state(&table, 4001, PG_ITEM_HOURLY_PAY, PG_CELL_BAD);
    pg_table_set_state(&table, 4001, PG_ITEM_SEX, PG_CELL_VALUE);
    ck_assert(pg_table_has(&table, 4000, PG_ITEM_HOURLY_PAY));
    ck_assert_int_eq(pg_table_amount(&table, 4000, PG_ITEM_HOURLY_PAY), 0);
    ck_assert_int_eq(pg_table_state(&table, 4001, PG_ITEM_HOURLY_PAY), PG_CELL_BAD);
    ck_assert_int_eq(pg_table_state(&table, 4001, PG_ITEM_SEX), PG_CELL_VALUE);
    ck_assert_int_eq(pg_table_state(&table, 4002, PG_ITEM_HOURLY_PAY), PG_CELL_BLANK);
    pg_table_free(&table);
}
END_TEST

START_TEST(test_labels_beyond_one_byte_keep_their_codes)
{
    struct pg_table table = {0};
    char label[16];
    uint32_t row;
    size_t column = pg_table_add_labels(&table, pg_str_of("Employer"));

    for (int i = 0; i < 2000; i++) {
        ck_assert(pg_table_add_row(&table, 2, &row));
        snprintf(label, sizeof label, "label %d", i % 1000);
        ck_assert(pg_table_set_label(&table, column, pg_str_of(label)));
    }
    for (uint32_t i = 0; i < 2000; i++)
        ck_assert_uint_eq(pg_table_label_code(&table.labels[column], i), i % 1000 + 1);
    pg_table_free(&table);
}
END_TEST

START_TEST(test_a_label_for_almost_everybody_is_dropped)
{
    struct pg_table table = {0};
    char label[16];
    uint32_t row;
    size_t column = pg_table_add_labels(&table, pg_str_of("Name"));

    for (int i = 0; i < PG_MAX_LABELS + 10; i++) {
        ck_assert(pg_table_add_row(&table, 2, &row));
        snprintf(label, sizeof label, "%d", i);
        ck_assert(pg_table_set_label(&table, column, pg_str_of(label)));
    }
    ck_assert(table.labels[column].is_dropped);
    ck_assert_uint_eq(pg_table_label_code(&table.labels[column], 5), 0);
    pg_table_free(&table);
}
END_TEST

START_TEST(test_findings_come_in_the_order_of_the_file)
{
    struct pg_table table = {0};

    ck_assert(
        pg_table_findings_add(&table, 1, 9, 2, PG_FINDING_HOURS_ZERO, PG_ACTION_KEPT));
    ck_assert(pg_table_findings_add(&table, 0, 3, 7, PG_FINDING_SEX_BLANK, PG_ACTION_KEPT));
    ck_assert(pg_table_findings_add(&table, 0, 3, 1, PG_FINDING_ID_BLANK, PG_ACTION_KEPT));
    pg_table_findings_sort(&table.findings);
    ck_assert_uint_eq(table.findings.items[0].column, 1);
    ck_assert_uint_eq(table.findings.items[1].column, 7);
    ck_assert_uint_eq(table.findings.items[2].line, 9);
    pg_table_free(&table);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("table");

    tcase_add_test(tc, test_repeated_ids_are_found_in_any_order);
    tcase_add_test(tc, test_ascending_ids_are_all_different);
    tcase_add_test(tc, test_blank_unreadable_and_zero_stay_apart);
    tcase_add_test(tc, test_labels_beyond_one_byte_keep_their_codes);
    tcase_add_test(tc, test_a_label_for_almost_everybody_is_dropped);
    tcase_add_test(tc, test_findings_come_in_the_order_of_the_file);
    return tc;
}
