// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Rows of text into the table. The first row is bound (header_match.c); every other one
 * becomes one row of the table, cell by cell through its bindings, or is skipped as blank,
 * as a total, as a footer or as the header again, with a finding. What hangs on several
 * cells (bonuses of elements, hours from a year's, leave) is settled at the end of the row,
 * what hangs on several rows (ids, the sign of salary sacrifice) in pg_schema_finish().
 *
 * Invariant: one pass, no allocation for a cell, and a bad cell never stops the reading: it
 * is a finding, its item is bad, and later stages decide whom that leaves out. Cells are
 * read in the order of the columns. Messages hold line and column but never what a cell
 * says.
 */
#include "reader.h"

void pg_schema_reader_find(struct reader *reader, size_t column, enum pg_finding_code code,
                           enum pg_action action)
{
    if (!pg_table_findings_add(reader->table, reader->row, reader->line, column, code,
                               action))
        reader->out_of_memory = true;
}

// One part of ordinary pay: the parts are added, and one bad part makes the whole bad.
static void add_ordinary_pay(struct reader *reader, enum pg_field field,
                             enum pg_cell_state state, int64_t amount)
{
    struct pg_table *table = reader->table;
    enum pg_cell_state before = pg_table_state(table, reader->row, PG_ITEM_ORDINARY_PAY);

    if (state == PG_CELL_BLANK || before == PG_CELL_BAD)
        return;
    if (state != PG_CELL_BAD)
        table->amounts[PG_ITEM_ORDINARY_PAY][reader->row] += amount;
    if (state != PG_CELL_BAD && !pg_table_add_part(table, reader->row, field, amount))
        reader->out_of_memory = true;
    pg_table_set_state(table, reader->row, PG_ITEM_ORDINARY_PAY, state);
}

static void note_bonus(struct reader *reader, const struct pg_element_column *element,
                       enum pg_cell_state state, int64_t amount)
{
    size_t limit = sizeof reader->bonuses / sizeof reader->bonuses[0];

    if (state == PG_CELL_BAD || reader->n_bonuses == limit)
        pg_table_set_state(reader->table, reader->row, PG_ITEM_BONUS, PG_CELL_BAD);
    else if (state != PG_CELL_BLANK)
        reader->bonuses[reader->n_bonuses++] =
            (struct pg_element_bonus){amount, element->bonus_period};
}

// Which sign of salary sacrifice takes off is known when all rows are.
static void note_sacrifice(struct reader *reader, const struct pg_binding *binding,
                           int64_t amount)
{
    struct pg_table *table = reader->table;
    struct pg_sacrifice *grown = amount != 0
                                     ? pg_grown(table->sacrifices, table->n_sacrifices,
                                                &table->sacrifices_capacity, sizeof *grown)
                                     : NULL;

    if (amount == 0)
        return;
    if (grown == NULL) {
        reader->out_of_memory = true;
        return;
    }
    table->sacrifices = grown;
    grown[table->n_sacrifices++] = (struct pg_sacrifice){
        .row = reader->row,
        .element = (uint16_t)(binding->element - reader->mapping->elements),
        .column = (uint16_t)(binding->column < UINT16_MAX ? binding->column : 0),
        .amount = amount};
}

static void read_amount(struct reader *reader, const struct pg_binding *binding,
                        struct pg_str text)
{
    int64_t amount = 0;
    enum pg_cell_state state = binding->has_comma ? pg_schema_comma_parse(text, &amount)
                                                  : pg_decimal_parse(text, &amount);
    enum pg_item item = PG_ITEM_ORDINARY_PAY;

    if (state == PG_CELL_BAD)
        pg_schema_reader_find(reader, binding->column, PG_FINDING_AMOUNT_BAD,
                              PG_ACTION_OPEN);
    if (state == PG_CELL_ROUNDED)
        reader->table->n_rounded++;
    if (binding->element != NULL && binding->element->is_unpaid_leave && amount != 0)
        reader->table->yes[reader->row] |= PG_YES_UNPAID_LEAVE;
    if (binding->element != NULL && binding->element->is_deducted && state != PG_CELL_BAD) {
        note_sacrifice(reader, binding, amount);
        amount = 0;
    }
    switch (binding->field) {
    case PG_FIELD_BONUS_IN_PAY_PERIOD:
        if (binding->element != NULL) {
            note_bonus(reader, binding->element, state, amount);
            return;
        }
        item = PG_ITEM_BONUS;
        break;
    case PG_FIELD_HOURLY_PAY:
        item = PG_ITEM_HOURLY_PAY;
        break;
    case PG_FIELD_SYSTEM_HOURLY_RATE:
        item = PG_ITEM_SYSTEM_RATE;
        break;
    case PG_FIELD_BONUS_12_MONTHS:
        item = PG_ITEM_BONUS_12;
        break;
    default:
        add_ordinary_pay(reader, binding->field, state, amount);
        return;
    }
    reader->table->amounts[item][reader->row] = amount;
    pg_table_set_state(reader->table, reader->row, item, state);
}

static void read_period(struct reader *reader, struct pg_binding *binding,
                        struct pg_str text)
{
    bool is_pay = binding->field == PG_FIELD_PAY_PERIOD;
    struct pg_table *table = reader->table;

    if (text.len != binding->last_len || text.len > sizeof binding->last ||
        memcmp(text.ptr, binding->last, text.len) != 0) {
        uint32_t max_days = is_pay ? PG_MAX_PAY_PERIOD_DAYS : PG_MAX_BONUS_PERIOD_DAYS;
        binding->last_state = pg_schema_duration_parse(text, max_days, &binding->last_days);
        binding->last_len = text.len;
        if (text.len <= sizeof binding->last)
            memcpy(binding->last, text.ptr, text.len);
    }
    if (binding->last_state == PG_CELL_VALUE)
        (is_pay ? table->pay_period : table->bonus_period)[reader->row] =
            binding->last_days;
    pg_table_set_state(table, reader->row,
                       is_pay ? PG_ITEM_PAY_PERIOD : PG_ITEM_BONUS_PERIOD,
                       binding->last_state);
}

static void read_hours(struct reader *reader, const struct pg_binding *binding,
                       struct pg_str text)
{
    int32_t hours = 0;
    enum pg_cell_state state = pg_schema_hours_parse(text, binding->has_comma, &hours);

    if (state == PG_CELL_ROUNDED)
        reader->table->n_rounded++;
    reader->table->weekly_hours[reader->row] = hours;
    pg_table_set_state(reader->table, reader->row, PG_ITEM_WEEKLY_HOURS, state);
}

static void read_sex(struct reader *reader, struct pg_str text)
{
    enum pg_sex sex = PG_SEX_UNKNOWN;
    enum pg_cell_state state = pg_schema_sex_parse(text, &sex);

    reader->table->sex[reader->row] = (uint8_t)sex;
    pg_table_set_state(reader->table, reader->row, PG_ITEM_SEX, state);
}

static void read_yes_no(struct reader *reader, enum pg_item item, uint8_t bit,
                        struct pg_str text)
{
    bool yes = false;
    enum pg_cell_state state = pg_schema_yes_no_parse(text, &yes);

    if (yes)
        reader->table->yes[reader->row] |= bit;
    pg_table_set_state(reader->table, reader->row, item, state);
}

enum { MAX_LABEL = 190 };

// Labels go into published tables: what nobody sees in them is left out, so that two that
// look alike are one group, and what is not UTF-8 is shown as "?".
static void read_label(struct reader *reader, const struct pg_binding *binding,
                       struct pg_str text, bool is_plain)
{
    struct pg_buffer label = {0}, visible = {0};

    if (!is_plain || text.len > MAX_LABEL) {
        pg_buffer_add_label(&label, text);
        text = pg_str_trim((struct pg_str){label.ptr != NULL ? label.ptr : "", label.len});
        pg_buffer_add_visible(&visible, text, MAX_LABEL);
        text = (struct pg_str){visible.ptr != NULL ? visible.ptr : "", visible.len};
    }
    bool has_failed = label.failed || visible.failed;
    if (has_failed || !pg_table_set_label(reader->table, binding->labels, text))
        reader->out_of_memory = true;
    pg_buffer_free(&label);
    pg_buffer_free(&visible);
}

static struct pg_str meaning(const struct reader *reader, enum pg_field field,
                             struct pg_str text)
{
    for (size_t i = 0; i < reader->mapping->n_values; i++) {
        const struct pg_value_map *value = &reader->mapping->values[i];
        if (value->field == field && pg_str_same(text, value->spelling))
            return pg_str_of(value->meaning);
    }
    return text;
}

static void read_id(struct reader *reader, const struct pg_binding *binding,
                    struct pg_str text)
{
    if (text.len == 0)
        pg_schema_reader_find(reader, binding->column, PG_FINDING_ID_BLANK, PG_ACTION_KEPT);
    if (!pg_table_set_id(reader->table, text))
        reader->out_of_memory = true;
}

static void read_cell(struct reader *reader, struct pg_binding *binding, struct pg_str text,
                      bool is_plain)
{
    if (binding->has_values)
        text = meaning(reader, binding->field, text);
    switch (binding->field) {
    case PG_FIELD_EMPLOYEE_ID:
        read_id(reader, binding, text);
        break;
    case PG_FIELD_SEX:
        read_sex(reader, text);
        break;
    case PG_FIELD_PAY_PERIOD:
    case PG_FIELD_BONUS_PERIOD:
        read_period(reader, binding, text);
        break;
    case PG_FIELD_WEEKLY_HOURS:
        read_hours(reader, binding, text);
        break;
    case PG_FIELD_FULL_PAY:
        read_yes_no(reader, PG_ITEM_FULL_PAY, PG_YES_FULL_PAY, text);
        break;
    case PG_FIELD_PARTNER:
        read_yes_no(reader, PG_ITEM_PARTNER, PG_YES_PARTNER, text);
        break;
    case PG_FIELD_START_DATE:
    case PG_FIELD_END_DATE:
        pg_schema_read_employment(reader, binding, text);
        break;
    case PG_FIELD_DAYS_COVERED:
        pg_schema_read_days_covered(reader, binding, text);
        break;
    case PG_FIELD_LEAVE_TYPE:
    case PG_FIELD_LEAVE_PAY_RATE:
        pg_schema_read_leave(reader, binding, text);
        break;
    case PG_FIELD_PIECES_IN_WEEK:
    case PG_FIELD_PIECES_PER_HOUR:
    case PG_FIELD_ANNUAL_HOURS:
    case PG_FIELD_PAID_WEEKS:
        pg_schema_read_hours_basis(reader, binding, text);
        break;
    case PG_FIELD_EMPLOYER:
        read_label(reader, binding, text, is_plain);
        pg_table_set_state(reader->table, reader->row, PG_ITEM_EMPLOYER,
                           text.len > 0 ? PG_CELL_VALUE : PG_CELL_BLANK);
        break;
    case PG_FIELD_NONE:
        read_label(reader, binding, text, is_plain);
        break;
    default:
        read_amount(reader, binding, text);
    }
}

// Some cell that may hold pay is there; a row too short for any does not say "no pay".
static bool has_pay_cell(const struct reader *reader, const struct pg_row *row)
{
    bool has_column = false;

    for (size_t i = 0; i < reader->bindings.n_read; i++) {
        const struct pg_binding *binding = &reader->bindings.read[i];
        bool is_pay = pg_schema_is_amount(binding->field) &&
                      binding->field != PG_FIELD_BONUS_12_MONTHS &&
                      binding->field != PG_FIELD_SYSTEM_HOURLY_RATE &&
                      binding->field != PG_FIELD_BONUS_IN_PAY_PERIOD;
        if (is_pay && binding->column <= row->n_cells)
            return true;
        has_column = has_column || is_pay;
    }
    return !has_column;
}

static void check_length(struct reader *reader, const struct pg_row *row)
{
    for (size_t i = reader->bindings.n_columns; i < row->n_cells; i++) {
        if (pg_str_trim(row->cells[i]).len == 0)
            continue;
        pg_table_set_state(reader->table, reader->row, PG_ITEM_ROW, PG_CELL_BAD);
        pg_schema_reader_find(reader, 0, PG_FINDING_ROW_LONG, PG_ACTION_OUT_OF_ALL);
        return;
    }
    if (row->n_cells >= reader->bindings.n_columns)
        return;
    bool pay_is_cut_off = !has_pay_cell(reader, row);
    if (pay_is_cut_off)
        pg_table_set_state(reader->table, reader->row, PG_ITEM_ORDINARY_PAY, PG_CELL_BAD);
    pg_schema_reader_find(reader, 0, PG_FINDING_ROW_SHORT,
                          pay_is_cut_off ? PG_ACTION_OPEN : PG_ACTION_KEPT);
}

static void check_encoding(struct reader *reader, const struct pg_row *row)
{
    for (size_t i = 0; i < row->n_cells; i++) {
        if (!pg_utf8_valid(row->cells[i]))
            pg_schema_reader_find(reader, i < PG_MAX_COLUMNS ? i + 1 : 0,
                                  PG_FINDING_NOT_UTF8, PG_ACTION_KEPT);
    }
}

// In plain rows only spaces can surround a text, and seldom do.
static struct pg_str trimmed(struct pg_str text, bool is_plain)
{
    bool is_trim = text.len == 0 || (text.ptr[0] > ' ' && text.ptr[text.len - 1] > ' ');

    return is_plain && is_trim ? text : pg_str_trim(text);
}

static void read_cells(struct reader *reader, const struct pg_row *row)
{
    static const struct pg_str blank = {"", 0};
    struct pg_bindings *bindings = &reader->bindings;

    for (size_t i = 0; i < bindings->n_read; i++) {
        struct pg_binding *binding = &bindings->read[i];
        size_t at = binding->column - 1;
        struct pg_str text =
            at < row->n_cells ? trimmed(row->cells[at], row->is_plain) : blank;
        if (text.len > 0 || binding->has_values || binding->field == PG_FIELD_EMPLOYEE_ID)
            read_cell(reader, binding, text, row->is_plain);
    }
    for (size_t i = 0; i < bindings->n_constants; i++)
        read_cell(reader, &bindings->constants[i], bindings->constants[i].constant, false);
    if (bindings->has_element_bonus)
        pg_schema_settle_bonuses(reader);
    if (bindings->has_hours_basis)
        pg_schema_settle_hours(reader);
    if (bindings->has_leave)
        pg_schema_settle_leave(reader);
}

// Where each payment has a row, an employee's first row stands for the employee.
static bool note_employee(struct reader *reader, const struct pg_row *row, bool *is_met)
{
    size_t column = pg_table_column_of(reader->table, PG_NO_ROW, PG_FIELD_EMPLOYEE_ID);
    bool is_new = true;

    if (column == 0 || column > row->n_cells)
        return true;
    if (pg_intern_add(&reader->ids, pg_str_trim(row->cells[column - 1]), &is_new) ==
        PG_INTERN_FULL)
        return false;
    *is_met = !is_new;
    return true;
}

// Notes the first value in a column that must stay empty.
static void watch(const struct reader *reader, const struct pg_row *row)
{
    struct pg_watch *watch = reader->mapping->watch;

    for (size_t i = 0; watch->column == 0 && i < watch->n && i < row->n_cells; i++) {
        struct pg_str cell = pg_str_trim(row->cells[i]);
        int64_t amount = 0;
        struct pg_date day;
        if (!watch->is_watched[i] || cell.len == 0)
            continue;
        enum pg_cell_state state = pg_decimal_parse(cell, &amount);
        bool is_amount =
            (state == PG_CELL_VALUE || state == PG_CELL_ROUNDED) && amount != 0;
        if (!is_amount && pg_schema_day_parse(cell, false, &day) != PG_CELL_VALUE)
            continue;
        watch->column = i + 1;
        watch->line = row->line;
    }
}

static paygap_status take_row(void *context, const struct pg_row *row, paygap_error *err)
{
    struct reader *reader = context;

    if (!reader->has_header) {
        reader->has_header = true;
        PG_TRY(pg_schema_bind_header(&reader->bindings, reader->table, reader->mapping,
                                     reader->path, row, err));
        reader->unread =
            (struct pg_unread_columns){reader->bindings.is_unread, row->n_cells};
        return PAYGAP_OK;
    }
    reader->line = row->line;
    reader->row = PG_NO_ROW;
    bool blank = pg_schema_row_is_blank(row),
         again = pg_schema_row_is_header_again(reader, row);
    if (blank || again || pg_schema_row_is_total(reader, row) ||
        pg_schema_row_is_footer(row)) {
        reader->table->n_blank_rows++;
        pg_schema_reader_find(reader, 0,
                              blank   ? PG_FINDING_ROW_BLANK
                              : again ? PG_FINDING_ROW_HEADER
                                      : PG_FINDING_ROW_TOTAL,
                              PG_ACTION_SKIPPED);
        return reader->out_of_memory ? pg_no_memory(err) : PAYGAP_OK;
    }
    bool is_met = false;
    if (reader->mapping->rows_are_lines && !note_employee(reader, row, &is_met))
        return pg_no_memory(err);
    if (is_met)
        return PAYGAP_OK;
    if (!pg_table_add_row(reader->table, row->line, &reader->row))
        return pg_no_memory(err);
    read_cells(reader, row);
    if (reader->mapping->watch != NULL)
        watch(reader, row);
    if (row->n_cells != reader->bindings.n_columns)
        check_length(reader, row);
    if (!row->is_plain)
        check_encoding(reader, row);
    return reader->out_of_memory ? pg_no_memory(err) : PAYGAP_OK;
}

paygap_status pg_schema_read_input(struct pg_table *table, const struct pg_mapping *mapping,
                                   struct pg_input *input, const char *path,
                                   struct pg_source_facts *facts, paygap_error *err)
{
    struct reader reader = {.table = table, .mapping = mapping, .path = path};
    pg_source_input_leave_unread(input, &reader.unread);
    paygap_status status = pg_source_input_read(input, take_row, &reader, facts, err);

    pg_schema_bindings_free(&reader.bindings);
    pg_intern_free(&reader.ids);
    return status;
}

paygap_status pg_schema_finish(struct pg_table *table, const char *path, paygap_error *err)
{
    if ((table->has_ids && !pg_table_number_ids(table)) ||
        !pg_schema_settle_sacrifices(table))
        return pg_no_memory(err);
    return table->n_rows > 0 ? PAYGAP_OK
                             : pg_fail_at(err, PAYGAP_NOT_A_TABLE, path, 0, 0,
                                          "there is no employee below the header");
}

paygap_status pg_schema_read(struct pg_table *table, const struct pg_mapping *mapping,
                             const struct pg_source *source, struct pg_source_facts *facts,
                             paygap_error *err)
{
    struct pg_input *input;
    paygap_status status = pg_source_input_open(source, &input, err);

    if (status == PAYGAP_OK)
        status = pg_schema_read_input(table, mapping, input, source->path, facts, err);
    pg_source_input_close(input);
    return status == PAYGAP_OK ? pg_schema_finish(table, source->path, err) : status;
}
