// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Binds the columns of a file to the fields of the table, once its header is known, and
 * checks that the figures can be formed from them. Fields come to columns in this order: by
 * the header that [columns] names; by the field's own name, exact spelling before a loose
 * one; by the column that guess.c found; by a constant. What is left may be a pay element,
 * or labels to group people by. A column that nobody asked for is not read.
 *
 *     Employee ID, Gender, Salary, Basic pay, Pay period, Hours per week with [columns]
 *     basic_pay = Salary, weekly_hours = Hours per week
 *
 *     basic_pay takes column 3 and weekly_hours column 6, because the configuration claims
 *     first. employee_id takes 1 and pay_period 5 by their names, loosely. No header is
 *     "sex", so column 2 is taken, which guess.c knows. Column 4 looks like basic_pay, but
 *     that has its column; it is not read.
 *
 * Invariant: a field has at most one column and a column at most one field. Two columns
 * that fit equally well are an error that names both, never a choice. Columns of the table
 * are made here, and only those that the file needs. bindings->read is in the order of the
 * columns, so a row is read from left to right.
 *
 * reader.c calls pg_schema_bind_header() with the first row of each file.
 *
 * Worst case: fields x columns comparisons of short texts, some 30 x 16,384, and the same
 * for wishes and elements; only messages look for the nearest name. Memory: one binding a
 * column.
 */
#include "pg_survey.h"
#include "binding.h"

#include <stdlib.h>

struct match {
    const struct pg_mapping *mapping;
    const char *path;
    const struct pg_row *header;
    size_t column[PG_N_FIELDS]; /**< 1-based; 0 = none */
};

// The pay element that a column holds and that counts; NULL if there is none.
static const struct pg_element_column *element_of(const struct match *match, size_t index)
{
    const struct pg_element_column *element =
        pg_schema_element_column(match->mapping, pg_str_trim(match->header->cells[index]));

    return element != NULL && element->field != PG_FIELD_NONE ? element : NULL;
}

static bool is_given(const struct match *match, enum pg_field field)
{
    return match->column[field] > 0 || match->mapping->constant_of[field] != NULL;
}

static bool is_claimed(const struct match *match, size_t column)
{
    for (int i = 0; i < PG_N_FIELDS; i++) {
        if (match->column[i] == column)
            return true;
    }
    return false;
}

// Header nearest to `name`, for messages; "" if none is near.
static void nearest_header(const struct match *match, const char *name,
                           struct pg_buffer *nearest)
{
    size_t n = match->header->n_cells;
    if (pg_schema_is_headless(match->header->cells, n))
        return;
    char **headers = calloc(n, sizeof *headers);

    for (size_t i = 0; headers != NULL && i < n; i++)
        headers[i] = pg_strdup(match->header->cells[i]);
    for (size_t i = 0; headers != NULL && i < n; i++) {
        if (headers[i] == NULL)
            n = i;
    }
    const char *found =
        headers != NULL ? pg_nearest(name, (const char *const *)headers, n) : NULL;
    if (found != NULL)
        pg_buffer_add_visible(nearest, pg_str_of(found), 40);
    for (size_t i = 0; headers != NULL && i < match->header->n_cells; i++)
        free(headers[i]);
    free(headers);
}

static paygap_status given_twice(const struct match *match, enum pg_field field,
                                 size_t first, size_t second, paygap_error *err)
{
    return pg_fail_at(err, PAYGAP_COLUMN, match->path, match->header->line, second,
                      "columns %zu and %zu are both %s; rename one, or name the right one "
                      "under [columns]",
                      first, second, pg_table_field_name(field));
}

// Finds the column whose header is `name`; exact spelling goes before a loose match.
static paygap_status find(struct match *match, enum pg_field field, const char *name,
                          paygap_error *err)
{
    size_t exact = 0, loose = 0;

    for (size_t i = 0; i < match->header->n_cells; i++) {
        struct pg_str cell = pg_str_trim(match->header->cells[i]);
        if (!pg_schema_same_header(cell, name) || is_claimed(match, i + 1))
            continue;
        bool is_exact = cell.len == strlen(name) && memcmp(cell.ptr, name, cell.len) == 0;
        if (is_exact && exact > 0)
            return given_twice(match, field, exact, i + 1, err);
        if (!is_exact && loose > 0 && exact == 0)
            return given_twice(match, field, loose, i + 1, err);
        *(is_exact ? &exact : &loose) = i + 1;
    }
    if (exact > 0 && loose > 0 && match->mapping->header_of[field] == NULL)
        return given_twice(match, field, exact, loose, err);
    match->column[field] = exact > 0 ? exact : loose;
    return PAYGAP_OK;
}

// Field that already has the column called `name`; PG_FIELD_NONE if none has.
static enum pg_field taken_by(const struct match *match, const char *name)
{
    for (size_t i = 0; i < match->header->n_cells; i++) {
        if (!pg_schema_same_header(pg_str_trim(match->header->cells[i]), name))
            continue;
        for (int field = 0; field < PG_N_FIELDS; field++) {
            if (match->column[field] == i + 1)
                return (enum pg_field)field;
        }
    }
    return PG_FIELD_NONE;
}

static paygap_status not_in_file(const struct match *match, enum pg_field field,
                                 paygap_error *err)
{
    struct pg_buffer wanted = {0}, nearest = {0};
    enum pg_field taken = taken_by(match, match->mapping->header_of[field]);

    if (taken != PG_FIELD_NONE)
        return pg_fail_at(
            err, PAYGAP_COLUMN, match->path, match->header->line, match->column[taken],
            "[columns] names this column as %s and as %s; it can be one of them",
            pg_table_field_name(taken), pg_table_field_name(field));
    pg_buffer_add_visible(&wanted, pg_str_of(match->mapping->header_of[field]), 40);
    nearest_header(match, match->mapping->header_of[field], &nearest);
    paygap_status status =
        pg_fail_at(err, PAYGAP_COLUMN, match->path, match->header->line, 0,
                   "no column \"%s\", which [columns] names as %s%s%s%s", wanted.ptr,
                   pg_table_field_name(field), nearest.len > 0 ? "; did you mean \"" : "",
                   nearest.len > 0 ? nearest.ptr : "", nearest.len > 0 ? "\"?" : "");
    pg_buffer_free(&wanted);
    pg_buffer_free(&nearest);
    return status;
}

static paygap_status match_fields(struct match *match, paygap_error *err)
{
    for (int i = 0; i < PG_N_FIELDS; i++) { // those the configuration names claim first
        if (match->mapping->header_of[i] == NULL)
            continue;
        PG_TRY(find(match, (enum pg_field)i, match->mapping->header_of[i], err));
        if (match->column[i] == 0)
            return not_in_file(match, (enum pg_field)i, err);
    }
    for (int i = 0; i < PG_N_FIELDS; i++) {
        if (match->mapping->header_of[i] == NULL)
            PG_TRY(
                find(match, (enum pg_field)i, pg_table_field_name((enum pg_field)i), err));
        if (match->column[i] == 0)
            match->column[i] = match->mapping->column_of[i]; // as guessed
        if (match->column[i] > 0 && match->mapping->constant_of[i] != NULL)
            return pg_fail_at(err, PAYGAP_COLUMN, match->path, match->header->line,
                              match->column[i],
                              "%s is a column of the file and also under [constants]; "
                              "remove one of them",
                              pg_table_field_name((enum pg_field)i));
    }
    return PAYGAP_OK;
}

// Headers of the file, for messages.
static void list_headers(const struct match *match, struct pg_buffer *list)
{
    if (pg_schema_is_headless(match->header->cells, match->header->n_cells)) {
        pg_buffer_printf(list, "no headers, this row looks like an employee");
        return;
    }
    for (size_t i = 0; i < match->header->n_cells && list->len < 160; i++) {
        pg_buffer_printf(list, "%s", i > 0 ? ", " : "");
        pg_buffer_add_visible(list, pg_str_trim(match->header->cells[i]), 30);
    }
    if (list->len >= 160)
        pg_buffer_printf(list, ", ...");
}

/** Required columns that are not there. */
struct missing {
    enum pg_field fields[4];
    size_t n;
};

static paygap_status missing(const struct match *match, const struct missing *fields,
                             paygap_error *err)
{
    struct pg_buffer names = {0}, nearest = {0}, headers = {0};
    const char *first = pg_table_field_name(fields->fields[0]);

    for (size_t i = 0; i < fields->n; i++)
        pg_buffer_printf(&names, "%sno column %s%s", i > 0 ? ", " : "",
                         pg_table_field_name(fields->fields[i]),
                         fields->fields[i] == PG_FIELD_PAY_PERIOD
                             ? " (a constant will do: [constants] pay_period = monthly)"
                         : fields->fields[i] == PG_FIELD_BASIC_PAY
                             ? " (or payment lines: [payments] file = lines.csv)"
                             : "");
    nearest_header(match, fields->fields[0] == PG_FIELD_SEX ? "gender" : first, &nearest);
    if (nearest.len == 0)
        nearest_header(match, first, &nearest);
    list_headers(match, &headers);
    paygap_status status =
        pg_fail_at(err, PAYGAP_COLUMN, match->path, match->header->line, 0,
                   "%s; name %s in a configuration file (-c paygap.ini): [columns] %s = "
                   "%s; the file has: %s",
                   names.ptr != NULL ? names.ptr : "", fields->n == 1 ? "it" : "them",
                   first, nearest.len > 0 ? nearest.ptr : "its header",
                   headers.ptr != NULL ? headers.ptr : "");
    pg_buffer_free(&names);
    pg_buffer_free(&nearest);
    pg_buffer_free(&headers);
    return status;
}

static const enum pg_field parts[] = {PG_FIELD_BASIC_PAY, PG_FIELD_ALLOWANCES,
                                      PG_FIELD_PIECEWORK_PAY, PG_FIELD_LEAVE_PAY,
                                      PG_FIELD_SHIFT_PREMIUM};

static paygap_status check_required(const struct match *match, paygap_error *err)
{
    bool has_part = false;
    struct missing absent = {.n = 0};

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (is_given(match, parts[i]) && is_given(match, PG_FIELD_ORDINARY_PAY))
            return pg_fail_at(err, PAYGAP_COLUMN, match->path, match->header->line,
                              match->column[parts[i]],
                              "both ordinary_pay and %s are there: one is the total of the "
                              "other; give the parts or the total",
                              pg_table_field_name(parts[i]));
        has_part = has_part || is_given(match, parts[i]);
    }
    for (size_t i = 0; i < match->header->n_cells; i++)
        has_part = has_part || element_of(match, i) != NULL;
    for (int i = 0; i < PG_N_FIELDS && match->mapping->pays_lines; i++) {
        bool is_pay = i == PG_FIELD_ORDINARY_PAY || i == PG_FIELD_BONUS_IN_PAY_PERIOD ||
                      i == PG_FIELD_BONUS_12_MONTHS;
        for (size_t j = 0; j < sizeof parts / sizeof parts[0]; j++)
            is_pay = is_pay || parts[j] == (enum pg_field)i;
        if (is_pay && is_given(match, (enum pg_field)i))
            return pg_fail_at(
                err, PAYGAP_COLUMN, match->path, match->header->line, match->column[i],
                "pay stands in this column and in payment lines too; keep one "
                "of them: rename the column, or leave out [payments]");
    }
    bool has_rate = is_given(match, PG_FIELD_HOURLY_PAY);
    if (!is_given(match, PG_FIELD_SEX))
        absent.fields[absent.n++] = PG_FIELD_SEX;
    if (!has_rate && !is_given(match, PG_FIELD_PAY_PERIOD))
        absent.fields[absent.n++] = PG_FIELD_PAY_PERIOD;
    if (!has_rate && !has_part && !match->mapping->pays_lines &&
        !is_given(match, PG_FIELD_ORDINARY_PAY))
        absent.fields[absent.n++] = PG_FIELD_BASIC_PAY;
    bool has_hours = match->mapping->has_weeks || is_given(match, PG_FIELD_WEEKLY_HOURS) ||
                     is_given(match, PG_FIELD_ANNUAL_HOURS) ||
                     is_given(match, PG_FIELD_PIECES_IN_WEEK);
    if (!has_rate && !has_hours)
        absent.fields[absent.n++] = PG_FIELD_WEEKLY_HOURS;
    return absent.n > 0 ? missing(match, &absent, err) : PAYGAP_OK;
}

static bool has_values(const struct pg_mapping *mapping, enum pg_field field)
{
    for (size_t i = 0; i < mapping->n_values; i++) {
        if (mapping->values[i].field == field)
            return true;
    }
    return false;
}

static bool has_comma(const struct pg_mapping *mapping, size_t index)
{
    return mapping->decimal_mark == PG_MARK_COMMA ||
           (mapping->decimal_mark == PG_MARK_FIND && index < mapping->n_commas &&
            mapping->has_comma[index]);
}

// Makes the columns of the table that `field` needs.
static bool prepare(struct pg_table *table, struct pg_binding *binding,
                    struct pg_str header)
{
    enum pg_field field = binding->field;

    switch (field) {
    case PG_FIELD_HOURLY_PAY:
        return pg_table_use_amount(table, PG_ITEM_HOURLY_PAY);
    case PG_FIELD_BONUS_IN_PAY_PERIOD:
        return pg_table_use_amount(table, PG_ITEM_BONUS);
    case PG_FIELD_BONUS_12_MONTHS:
        table->has_bonus_12 = true;
        return pg_table_use_amount(table, PG_ITEM_BONUS_12);
    case PG_FIELD_SYSTEM_HOURLY_RATE:
        return pg_table_use_amount(table, PG_ITEM_SYSTEM_RATE);
    case PG_FIELD_PAY_PERIOD:
        return pg_table_use_column(table, PG_ITEM_PAY_PERIOD);
    case PG_FIELD_BONUS_PERIOD:
        return pg_table_use_column(table, PG_ITEM_BONUS_PERIOD);
    case PG_FIELD_WEEKLY_HOURS:
    case PG_FIELD_ANNUAL_HOURS:
    case PG_FIELD_PAID_WEEKS:
    case PG_FIELD_PIECES_IN_WEEK:
    case PG_FIELD_PIECES_PER_HOUR:
        return table->weekly_hours != NULL ||
               pg_table_use_column(table, PG_ITEM_WEEKLY_HOURS);
    case PG_FIELD_FULL_PAY:
        table->has_full_pay = true;
        return true;
    case PG_FIELD_EMPLOYEE_ID:
        table->has_ids = true;
        return pg_table_use_column(table, PG_ITEM_ROW);
    case PG_FIELD_EMPLOYER:
        if (table->employer == SIZE_MAX)
            table->employer = pg_table_add_labels(table, header);
        binding->labels = table->employer;
        return binding->labels != SIZE_MAX;
    default:
        return !pg_schema_is_amount(field) ||
               pg_table_use_amount(table, PG_ITEM_ORDINARY_PAY);
    }
}

static enum pg_field field_of(const struct match *match, size_t column)
{
    for (int i = 0; i < PG_N_FIELDS; i++) {
        if (match->column[i] == column)
            return (enum pg_field)i;
    }
    return PG_FIELD_NONE;
}

// Column that a wish is about: by its header, by its name or by a usual header.
static size_t wished_column(const struct match *match, const struct pg_label_wish *wish)
{
    const char *const named[] = {wish->header != NULL ? wish->header : wish->name, NULL};
    const char *const *lists[] = {named, wish->header != NULL ? NULL : wish->usual};

    for (size_t list = 0; list < 2; list++) {
        for (size_t k = 0; lists[list] != NULL && lists[list][k] != NULL; k++) {
            for (size_t i = 0; i < match->header->n_cells; i++) {
                struct pg_str cell = pg_str_trim(match->header->cells[i]);
                if (pg_schema_same_header(cell, lists[list][k]))
                    return i + 1;
            }
        }
    }
    return 0;
}

static paygap_status no_wished_column(const struct match *match,
                                      const struct pg_label_wish *wish, paygap_error *err)
{
    const char *name = wish->header != NULL ? wish->header : wish->name;
    struct pg_buffer wanted = {0}, nearest = {0}, headers = {0};

    pg_buffer_add_visible(&wanted, pg_str_of(name), 40);
    nearest_header(match, name, &nearest);
    list_headers(match, &headers);
    paygap_status status = pg_fail_at(
        err, PAYGAP_COLUMN, match->path, match->header->line, 0,
        "no column \"%s\" to group people by%s%s%s; the file has: %s",
        wanted.ptr != NULL ? wanted.ptr : "", nearest.len > 0 ? "; did you mean \"" : "",
        nearest.len > 0 ? nearest.ptr : "", nearest.len > 0 ? "\"?" : "",
        headers.ptr != NULL ? headers.ptr : "");
    pg_buffer_free(&wanted);
    pg_buffer_free(&nearest);
    pg_buffer_free(&headers);
    return status;
}

// Finds the columns of labels. One that is read as something else, or wished for twice,
// cannot be had; it is an error only if it was asked for by name.
static paygap_status match_wishes(struct match *match, paygap_error *err)
{
    for (size_t i = 0; i < match->mapping->n_wishes; i++) {
        struct pg_label_wish *wish = &match->mapping->wishes[i];
        size_t column = wished_column(match, wish);
        enum pg_field taken = column > 0 ? field_of(match, column) : PG_FIELD_NONE;
        if (column == 0 && wish->is_required)
            return no_wished_column(match, wish, err);
        if (taken != PG_FIELD_NONE && wish->is_required)
            return pg_fail_at(err, PAYGAP_COLUMN, match->path, match->header->line, column,
                              "people cannot be grouped by this column, because it is read "
                              "as %s",
                              pg_table_field_name(taken));
        for (size_t j = 0; j < i && taken == PG_FIELD_NONE; j++) {
            if (column > 0 && match->mapping->wishes[j].column == column)
                return pg_fail_at(err, PAYGAP_COLUMN, match->path, match->header->line,
                                  column, "%.40s and %.40s are the same column of the file",
                                  match->mapping->wishes[j].name, wish->name);
        }
        wish->column = taken == PG_FIELD_NONE ? column : 0;
    }
    return PAYGAP_OK;
}

// Prepares the column of labels that the column at `index` is wished for as, if it is.
static bool bind_labels(struct pg_bindings *bindings, struct pg_table *table,
                        const struct match *match, size_t index, struct pg_str header)
{
    for (size_t i = 0; i < match->mapping->n_wishes; i++) {
        struct pg_label_wish *wish = &match->mapping->wishes[i];
        if (wish->column != index + 1)
            continue;
        if (!wish->has_labels)
            wish->labels = pg_table_add_labels(table, header);
        wish->has_labels = true;
        bindings->read[bindings->n_read++] = (struct pg_binding){
            .field = PG_FIELD_NONE, .column = index + 1, .labels = wish->labels};
        bindings->is_unread[index] = false;
        return wish->labels != SIZE_MAX;
    }
    return true;
}

static bool bind_element(struct pg_bindings *bindings, struct pg_table *table,
                         const struct match *match, size_t index)
{
    const struct pg_element_column *element = element_of(match, index);
    struct pg_binding *binding = &bindings->read[bindings->n_read++];

    *binding = (struct pg_binding){.field = element->field,
                                   .column = index + 1,
                                   .element = element,
                                   .has_comma = has_comma(match->mapping, index)};
    bindings->is_unread[index] = false;
    bindings->has_element_bonus =
        bindings->has_element_bonus || element->field == PG_FIELD_BONUS_IN_PAY_PERIOD;
    return prepare(table, binding, (struct pg_str){"", 0}) &&
           (!bindings->has_element_bonus ||
            pg_table_use_column(table, PG_ITEM_BONUS_PERIOD));
}

static paygap_status bind_column(struct pg_bindings *bindings, struct pg_table *table,
                                 const struct match *match, size_t index, paygap_error *err)
{
    struct pg_buffer header = {0};
    enum pg_field field = field_of(match, index + 1);

    pg_buffer_add_visible(&header, pg_str_trim(match->header->cells[index]), 60);
    struct pg_str shown = {header.ptr != NULL ? header.ptr : "", header.len};
    table->headers[index] = pg_strdup(shown);
    table->n_headers = index + 1;
    bindings->is_unread[index] = field == PG_FIELD_NONE;
    bool prepared = table->headers[index] != NULL && !header.failed;
    if (field != PG_FIELD_NONE) {
        struct pg_binding *binding = &bindings->read[bindings->n_read++];
        *binding = (struct pg_binding){.field = field,
                                       .column = index + 1,
                                       .has_comma = has_comma(match->mapping, index),
                                       .has_values = has_values(match->mapping, field)};
        table->files[table->n_files - 1].column_of[field] = (uint16_t)(index + 1);
        prepared = prepared && prepare(table, binding, shown);
    } else if (element_of(match, index) != NULL) {
        prepared = prepared && bind_element(bindings, table, match, index);
    } else {
        prepared = prepared && bind_labels(bindings, table, match, index, shown);
    }
    pg_buffer_free(&header);
    return prepared ? PAYGAP_OK : pg_no_memory(err);
}

static paygap_status bind_constants(struct pg_bindings *bindings, struct pg_table *table,
                                    const struct match *match, paygap_error *err)
{
    for (int i = 0; i < PG_N_FIELDS; i++) {
        const char *constant = match->mapping->constant_of[i];
        if (constant == NULL)
            continue;
        struct pg_binding *binding = &bindings->constants[bindings->n_constants++];
        *binding =
            (struct pg_binding){.field = (enum pg_field)i, .constant = pg_str_of(constant)};
        if (!prepare(table, binding, pg_str_of(pg_table_field_name((enum pg_field)i))))
            return pg_no_memory(err);
    }
    return PAYGAP_OK;
}

paygap_status pg_schema_bind_header(struct pg_bindings *bindings, struct pg_table *table,
                                    const struct pg_mapping *mapping, const char *path,
                                    const struct pg_row *header, paygap_error *err)
{
    struct match match = {.mapping = mapping, .path = path, .header = header};

    if (table->n_files == 0)
        table->employer = SIZE_MAX;
    if (!pg_table_begin_file(table))
        return pg_no_memory(err);
    PG_TRY(match_fields(&match, err));
    PG_TRY(check_required(&match, err));
    PG_TRY(match_wishes(&match, err));
    bindings->n_columns = header->n_cells;
    bindings->read =
        calloc(PG_N_FIELDS + mapping->n_wishes + header->n_cells, sizeof *bindings->read);
    bindings->is_unread = calloc(header->n_cells, sizeof *bindings->is_unread);
    pg_table_free_headers(table);
    table->headers = calloc(header->n_cells, sizeof *table->headers);
    if (bindings->read == NULL || bindings->is_unread == NULL || table->headers == NULL)
        return pg_no_memory(err);
    for (size_t i = 0; i < header->n_cells; i++) {
        bool is_watched = mapping->watch != NULL && i < mapping->watch->n &&
                          mapping->watch->is_watched[i];
        PG_TRY(bind_column(bindings, table, &match, i, err));
        bindings->is_unread[i] = bindings->is_unread[i] && !is_watched;
    }
    PG_TRY(bind_constants(bindings, table, &match, err));
    bindings->has_hours_basis = is_given(&match, PG_FIELD_ANNUAL_HOURS) ||
                                is_given(&match, PG_FIELD_PAID_WEEKS) ||
                                is_given(&match, PG_FIELD_PIECES_IN_WEEK);
    bindings->has_leave =
        !table->has_full_pay && (is_given(&match, PG_FIELD_LEAVE_TYPE) ||
                                 is_given(&match, PG_FIELD_LEAVE_PAY_RATE));
    table->has_full_pay = table->has_full_pay || bindings->has_leave;
    return PAYGAP_OK;
}

void pg_schema_bindings_free(struct pg_bindings *bindings)
{
    free(bindings->read);
    free(bindings->is_unread);
    *bindings = (struct pg_bindings){0};
}
