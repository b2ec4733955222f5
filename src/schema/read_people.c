// SPDX-License-Identifier: GPL-3.0-or-later
/* Who is employed, and who is on full pay, where dates and leave have to tell. */
#include "reader.h"

/*
 * Who is employed on the snapshot date: from the first day of employment to the last, both
 * included.
 *
 * @rule gpg/employee (SI 2017/172 reg 1(2))
 */
void pg_read_employment(struct reader *reader, const struct pg_binding *binding,
                        struct pg_str text)
{
    struct pg_table *table = reader->table;
    struct pg_date day;
    if (binding->field == PG_FIELD_END_DATE && pg_is_no_date(text))
        return;
    enum pg_cell_state state = pg_day_parse(text, reader->mapping->month_first, &day);

    if (state == PG_CELL_BAD) {
        pg_set_state(table, reader->row, PG_ITEM_EMPLOYED, PG_CELL_BAD);
        pg_reader_find(reader, binding->column, PG_FINDING_DATE_BAD, PG_ACTION_OUT_OF_ALL);
    }
    if (state != PG_CELL_VALUE)
        return;
    int order = pg_date_compare(day, reader->mapping->snapshot_date);
    if (binding->field == PG_FIELD_START_DATE ? order > 0 : order < 0)
        table->yes[reader->row] |= PG_YES_NOT_EMPLOYED;
}

void pg_read_leave(struct reader *reader, const struct pg_binding *binding,
                   struct pg_str text)
{
    static const char *const none[] = {"none", "no", "n", "not on leave", "false", "0"};

    if (binding->field == PG_FIELD_LEAVE_PAY_RATE) {
        reader->leave_rate = pg_full_pay_parse(text, &reader->leave_is_full);
        return;
    }
    reader->leave = PG_CELL_VALUE;
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        if (pg_str_same(text, none[i]))
            reader->leave = PG_CELL_BLANK;
    }
}

/*
 * Full pay where the file has leave and its rate of pay instead of yes and no: whoever is
 * on leave at less than full pay is not a full-pay relevant employee.
 *
 * @rule gpg/full-pay (SI 2017/172 reg 1(2))
 */
void pg_settle_leave(struct reader *reader)
{
    struct pg_table *table = reader->table;
    bool has_rate = pg_column_of(table, PG_NO_ROW, PG_FIELD_LEAVE_PAY_RATE) > 0;
    bool is_on_leave =
        reader->leave == PG_CELL_VALUE || reader->leave_rate != PG_CELL_BLANK;
    enum pg_cell_state state = PG_CELL_VALUE;

    if (is_on_leave && reader->leave_rate != PG_CELL_VALUE) {
        state = PG_CELL_BAD;
        pg_reader_find(
            reader,
            pg_column_of(table, PG_NO_ROW,
                         has_rate ? PG_FIELD_LEAVE_PAY_RATE : PG_FIELD_LEAVE_TYPE),
            PG_FINDING_LEAVE_RATE_MISSING, PG_ACTION_OUT_OF_HOURLY);
    }
    if (!is_on_leave || (state == PG_CELL_VALUE && reader->leave_is_full))
        table->yes[reader->row] |= PG_YES_FULL_PAY;
    pg_set_state(table, reader->row, PG_ITEM_FULL_PAY, state);
    reader->leave = reader->leave_rate = PG_CELL_BLANK;
}
