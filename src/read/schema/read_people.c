// SPDX-License-Identifier: GPL-3.0-or-later
/* Who is employed, and who is on full pay, where dates and leave have to tell. */
#include "reader.h"

#include <stdlib.h>

// A first or last day that may lie within the pay period.
static void keep_day(struct reader *reader, bool is_first, int32_t day)
{
    struct pg_row_days *days = pg_table_days(reader->table, reader->row);

    if (days != NULL)
        *(is_first ? &days->first : &days->last) = day;
    reader->out_of_memory = reader->out_of_memory || days == NULL;
}

/*
 * Who is employed on the snapshot date: from the first day of employment to the last, both
 * included.
 *
 * @rule gpg/employee (SI 2017/172 reg 1(2))
 */
void pg_schema_read_employment(struct reader *reader, const struct pg_binding *binding,
                               struct pg_str text)
{
    struct pg_table *table = reader->table;
    struct pg_date day;
    if (binding->field == PG_FIELD_END_DATE && pg_schema_is_no_date(text))
        return;
    enum pg_cell_state state =
        pg_schema_day_parse(text, reader->mapping->month_first, &day);

    if (state == PG_CELL_BAD) {
        pg_table_set_state(table, reader->row, PG_ITEM_EMPLOYED, PG_CELL_BAD);
        pg_schema_reader_find(reader, binding->column, PG_FINDING_DATE_BAD,
                              PG_ACTION_OUT_OF_ALL);
    }
    if (state != PG_CELL_VALUE)
        return;
    int64_t number = pg_date_days(day);
    int64_t snapshot = pg_date_days(reader->mapping->snapshot_date);
    bool is_first = binding->field == PG_FIELD_START_DATE;
    if (is_first ? number > snapshot : number < snapshot)
        table->yes[reader->row] |= PG_YES_NOT_EMPLOYED | (is_first ? PG_YES_NOT_BEGUN : 0);
    else if (llabs(number - snapshot) <= PG_MAX_PAY_PERIOD_DAYS)
        keep_day(reader, is_first, (int32_t)number);
}

void pg_schema_read_days_covered(struct reader *reader, const struct pg_binding *binding,
                                 struct pg_str text)
{
    int64_t days = 0;
    enum pg_cell_state state = binding->has_comma ? pg_schema_comma_parse(text, &days)
                                                  : pg_decimal_parse(text, &days);

    if (state == PG_CELL_BLANK)
        return;
    if (state == PG_CELL_BAD || days <= 0 || days > PG_MAX_PAY_PERIOD_DAYS * PG_MILLION) {
        pg_schema_reader_find(reader, binding->column, PG_FINDING_DAYS_COVERED_BAD,
                              PG_ACTION_OUT_OF_HOURLY);
        reader->table->yes[reader->row] |= PG_YES_DAYS_BAD;
        return;
    }
    struct pg_row_days *of_row = pg_table_days(reader->table, reader->row);
    if (of_row != NULL)
        of_row->covered = (uint32_t)days;
    reader->out_of_memory = reader->out_of_memory || of_row == NULL;
}

void pg_schema_read_leave(struct reader *reader, const struct pg_binding *binding,
                          struct pg_str text)
{
    static const char *const none[] = {"none", "no", "n", "not on leave", "false", "0"};
    static const char *const strikes[] = {"strike", "striking", "industrial action"};

    if (binding->field == PG_FIELD_LEAVE_PAY_RATE) {
        reader->leave_rate = pg_schema_full_pay_parse(text, &reader->leave_is_full);
        return;
    }
    reader->leave = PG_CELL_VALUE;
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        if (pg_str_same(text, none[i]))
            reader->leave = PG_CELL_BLANK;
    }
    // Leave of another kind beside it, such as "Maternity; strike on 3 April", is leave.
    bool is_leave_too =
        pg_schema_has_words(text,
                            "maternity paternity adoption parental sick sickness ill "
                            "illness injury bereavement compassionate sabbatical "
                            "carer carers career ssp smp spp hunger holiday",
                            false);
    for (size_t i = 0; i < sizeof strikes / sizeof strikes[0]; i++)
        reader->is_strike |= !is_leave_too && pg_schema_has_words(text, strikes[i], true);
}

/*
 * Full pay where the file has leave and its rate of pay instead of yes and no: whoever is
 * on leave at less than full pay is not a full-pay relevant employee. A strike is not
 * leave.
 *
 * @rule gpg/full-pay (SI 2017/172 reg 1(2))
 */
void pg_schema_settle_leave(struct reader *reader)
{
    struct pg_table *table = reader->table;
    bool has_rate = pg_table_column_of(table, PG_NO_ROW, PG_FIELD_LEAVE_PAY_RATE) > 0;
    bool is_on_leave = !reader->is_strike && (reader->leave == PG_CELL_VALUE ||
                                              reader->leave_rate != PG_CELL_BLANK);
    enum pg_cell_state state = PG_CELL_VALUE;

    if (is_on_leave && reader->leave_rate != PG_CELL_VALUE) {
        state = PG_CELL_BAD;
        pg_schema_reader_find(
            reader,
            pg_table_column_of(table, PG_NO_ROW,
                               has_rate ? PG_FIELD_LEAVE_PAY_RATE : PG_FIELD_LEAVE_TYPE),
            PG_FINDING_LEAVE_RATE_MISSING, PG_ACTION_OUT_OF_HOURLY);
    }
    if (!is_on_leave || (state == PG_CELL_VALUE && reader->leave_is_full))
        table->yes[reader->row] |= PG_YES_FULL_PAY;
    if (reader->is_strike)
        pg_schema_reader_find(reader,
                              pg_table_column_of(table, PG_NO_ROW, PG_FIELD_LEAVE_TYPE),
                              PG_FINDING_STRIKE, PG_ACTION_KEPT);
    pg_table_set_state(table, reader->row, PG_ITEM_FULL_PAY, state);
    reader->is_strike = false;
    reader->leave = reader->leave_rate = PG_CELL_BLANK;
}
