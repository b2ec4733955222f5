// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Weekly hours that are not simply in a column. All are exact: what does not fit six
 * decimals is kept as a fraction beside the column.
 */
#include "reader.h"

#include "pg_law.h"

void pg_schema_read_hours_basis(struct reader *reader, const struct pg_binding *binding,
                                struct pg_str text)
{
    int64_t number = 0;
    enum pg_cell_state state = binding->has_comma ? pg_schema_comma_parse(text, &number)
                                                  : pg_decimal_parse(text, &number);

    if (state == PG_CELL_BAD || number < 0 || number > 100000 * PG_MILLION) {
        pg_schema_reader_find(reader, binding->column, PG_FINDING_HOURS_BASIS_BAD,
                              PG_ACTION_KEPT);
        return;
    }
    switch (binding->field) {
    case PG_FIELD_PIECES_IN_WEEK:
        reader->pieces = number;
        break;
    case PG_FIELD_PIECES_PER_HOUR:
        reader->pieces_per_hour = number;
        break;
    case PG_FIELD_ANNUAL_HOURS:
        reader->annual_hours = number;
        break;
    default:
        reader->paid_weeks = number;
    }
}

/*
 * Output work: the pieces of the week over the mean hourly output rate, times 1.2.
 */
static struct pg_fraction hours_of_pieces(const struct reader *reader)
{
    return (struct pg_fraction){(pg_int128)PG_LAW_OUTPUT_WORK * reader->pieces * PG_MILLION,
                                (pg_int128)10 * reader->pieces_per_hour};
}

/*
 * Annual hours over the weeks of a year of the law, both counted in quarters of a day; and
 * where pay for part of a year is spread over all of it, the hours of a week times the paid
 * weeks, spread in the same way.
 *
 * @choice the weeks of a year are those of the year of reg 6
 */
static struct pg_fraction hours_of_year(const struct reader *reader)
{
    enum {
        QUARTER_OF_A_DAY = PG_LAW_DAY / 4,
        WEEK = PG_LAW_WEEK / QUARTER_OF_A_DAY,
        YEAR = PG_LAW_YEAR / QUARTER_OF_A_DAY
    };
    _Static_assert(PG_LAW_YEAR % QUARTER_OF_A_DAY == 0, "a year is of quarters of a day");
    const struct pg_table *table = reader->table;

    if (reader->annual_hours > 0)
        return (struct pg_fraction){(pg_int128)WEEK * reader->annual_hours, YEAR};
    return (struct pg_fraction){(pg_int128)WEEK * table->weekly_hours[reader->row] *
                                    reader->paid_weeks,
                                (pg_int128)YEAR * PG_MILLION};
}

void pg_schema_settle_hours(struct reader *reader)
{
    struct pg_table *table = reader->table;
    bool has_hours = pg_table_has(table, reader->row, PG_ITEM_WEEKLY_HOURS);
    bool is_blank =
        pg_table_state(table, reader->row, PG_ITEM_WEEKLY_HOURS) == PG_CELL_BLANK;
    struct pg_fraction hours = {0, 1};

    if ((has_hours && reader->paid_weeks > 0) || (is_blank && reader->annual_hours > 0))
        hours = hours_of_year(reader);
    else if (is_blank && reader->pieces > 0 && reader->pieces_per_hour > 0)
        hours = hours_of_pieces(reader);
    if (hours.num > 0 && !pg_table_set_hours(table, reader->row, hours))
        reader->out_of_memory = true;
    reader->pieces = reader->pieces_per_hour = 0;
    reader->annual_hours = reader->paid_weeks = 0;
}
