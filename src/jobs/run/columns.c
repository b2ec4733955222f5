// SPDX-License-Identifier: GPL-3.0-or-later
/* How the file was read: its layout, and what each of its columns was taken to be. */
#include "run_parts.h"

struct pg_source pg_run_source(const struct pg_run *run, const char *path)
{
    return pg_config_source(&run->config, run->options->sheet, path);
}

paygap_status pg_run_describe_layout(struct pg_run *run, const struct pg_layout *layout)
{
    struct paygap_results *results = run->results;
    struct pg_pairs *pairs = &results->layout;
    char number[32];

    if (layout->kind == PG_SOURCE_WORKBOOK) {
        struct pg_buffer sheet = {0};
        pg_buffer_add_visible(&sheet, pg_str_of(layout->sheet), 60);
        pg_results_pairs_add(results, pairs, "format", "Excel workbook", "");
        pg_results_pairs_add(results, pairs, "sheet", sheet.ptr != NULL ? sheet.ptr : "",
                             "");
        pg_buffer_free(&sheet);
        if (layout->others[0] != '\0')
            pg_results_pairs_add(results, pairs, "other sheets", layout->others, "");
    } else {
        pg_results_pairs_add(results, pairs, "format", "CSV", "");
        pg_results_pairs_add(results, pairs, "encoding",
                             pg_source_encoding_name(layout->encoding), "");
        pg_results_pairs_add(results, pairs, "delimiter",
                             pg_source_delimiter_name(layout->delimiter), "");
        if (layout->quote != '"')
            pg_results_pairs_add(results, pairs, "quote", "single quotes", "");
    }
    pg_results_pairs_add(results, pairs, "header row",
                         pg_grouped(layout->header_line, number), "");
    return results->out_of_memory ? PAYGAP_MEMORY : PAYGAP_OK;
}

static const char *wish_of(const struct pg_run *run, size_t column)
{
    for (size_t i = 0; i < run->config.n_characteristics; i++) {
        if (run->wishes[i].column == column)
            return run->wishes[i].name;
    }
    return "";
}

// What is said of a column: why it was taken to be that, or why it was not read.
static const char *note_on(const struct pg_column_survey *column, bool is_read)
{
    if (is_read)
        return column->why != PG_WHY_CANONICAL && column->why < PG_WHY_NOTHING
                   ? pg_schema_why_text(column->why)
                   : "";
    return pg_schema_unread_note(column);
}

// Nothing but 0 in the rows that were looked at; what follows is watched.
static bool is_empty(const struct pg_column_survey *column)
{
    return column->n_nonzero == 0 && column->n_amounts == column->n_filled;
}

static bool is_read(const struct pg_run_file *file, int field)
{
    for (size_t i = 0; i < file->survey.n_columns; i++) {
        if (file->survey.columns[i].is_used &&
            (int)file->survey.columns[i].meaning == field)
            return true;
    }
    return false;
}

// Recognised as pay or a bonus, and not read: left out of [columns], or beside another. A
// total makes its parts needless, parts their total, and a known rate any pay.
static bool is_left_aside(const struct pg_run *run, const struct pg_run_file *file,
                          const struct pg_column_survey *column)
{
    bool has_lines = run->config.mapping.pays_lines; // which hold the pay of the period

    if (column->is_used)
        return false;
    switch ((int)column->meaning) {
    case PG_FIELD_BONUS_12_MONTHS:
    case PG_FIELD_BONUS_IN_PAY_PERIOD:
        return true;
    case PG_FIELD_BASIC_PAY:
    case PG_FIELD_ALLOWANCES:
    case PG_FIELD_PIECEWORK_PAY:
    case PG_FIELD_LEAVE_PAY:
    case PG_FIELD_SHIFT_PREMIUM:
        return !has_lines && !is_read(file, PG_FIELD_ORDINARY_PAY) &&
               !is_read(file, PG_FIELD_HOURLY_PAY);
    case PG_FIELD_ORDINARY_PAY:
        return !has_lines && !is_read(file, PG_FIELD_BASIC_PAY) &&
               !is_read(file, PG_FIELD_HOURLY_PAY);
    default:
        return false;
    }
}

// A column that somebody has asked to group people by, or says to be an element.
static bool is_spoken_for(const struct pg_run *run, struct pg_str header)
{
    for (size_t i = 0; i < run->config.n_characteristics; i++) {
        const struct pg_characteristic *asked = &run->config.characteristics[i];
        if (asked->is_asked &&
            pg_schema_same_header(header,
                                  asked->column != NULL ? asked->column : asked->name))
            return true;
    }
    return pg_schema_element_column(&run->config.mapping, header) != NULL ||
           pg_payments_element_find(&run->config.payments.elements, header) != NULL;
}

static bool may_be_unread_pay(const struct pg_run *run, const struct pg_run_file *file,
                              size_t i)
{
    const struct pg_column_survey *column = &file->survey.columns[i];
    struct pg_str header = file->survey.header[i];

    return !is_spoken_for(run, header) &&
           (pg_payments_says_pay(column, header) || is_left_aside(run, file, column));
}

static bool is_unread_pay(const struct pg_run *run, const struct pg_run_file *file,
                          size_t i)
{
    return may_be_unread_pay(run, file, i) &&
           pg_schema_has_amounts(&file->survey.columns[i]);
}

// Dates of leaving that would not be read: leavers would count as employees.
static bool may_be_unread_leaving(const struct pg_run *run, const struct pg_run_file *file,
                                  size_t i)
{
    const struct pg_column_survey *column = &file->survey.columns[i];
    struct pg_str header = file->survey.header[i];

    return !column->is_used && !is_spoken_for(run, header) &&
           ((int)column->meaning == PG_FIELD_END_DATE || pg_schema_says_leaving(header));
}

static bool is_unread_leaving(const struct pg_run *run, const struct pg_run_file *file,
                              size_t i)
{
    const struct pg_column_survey *column = &file->survey.columns[i];

    return may_be_unread_leaving(run, file, i) && column->n_dates > 0 &&
           2 * (column->n_dates + column->n_open) >= column->n_filled;
}

// A column of a file but the first carries the name of its file.
static const char *header_of(struct pg_run *run, const struct pg_run_file *file, size_t i)
{
    const char *header = file->survey.columns[i].header;

    return file == run->files
               ? pg_arena_text(&run->results->arena, header)
               : pg_arena_printf(&run->results->arena, "%s: %s", file->name, header);
}

void pg_run_describe_columns(struct pg_run *run, const struct pg_run_file *file)
{
    struct paygap_results *results = run->results;

    for (size_t i = 0; i < file->survey.n_columns; i++) {
        const struct pg_column_survey *column = &file->survey.columns[i];
        const struct pg_element_column *element =
            pg_schema_element_column(&run->config.mapping, file->survey.header[i]);
        const char *wish = wish_of(run, i + 1);
        const char *read_as = wish[0] != '\0'   ? wish
                              : column->is_used ? pg_schema_meaning_name(column->meaning)
                                                : "";
        const char *note = note_on(column, read_as[0] != '\0');
        bool is_element = element != NULL && read_as[0] == '\0';
        if (read_as[0] == '\0' && is_unread_pay(run, file, i))
            note = "looks like pay, but is not read";
        if (read_as[0] == '\0' && is_unread_leaving(run, file, i))
            note = "looks like a last day of employment, but is not read";
        if (is_element) {
            bool is_left_out = element->field == PG_FIELD_NONE;
            read_as = is_left_out ? "" : pg_table_field_name(element->field);
            note = is_left_out ? "pay element, left out" : "pay element";
        }
        pg_results_pairs_add(results, &results->columns, header_of(run, file, i), read_as,
                             note);
        results->has_guesses = results->has_guesses || is_element ||
                               (column->is_used && column->why > PG_WHY_CANONICAL);
    }
}

// The first six of the columns that look like pay and are not read; how many there are.
static size_t list_unread_pay(const struct pg_run *run, const struct pg_run_file *file,
                              struct pg_buffer *list)
{
    size_t n = 0;

    for (size_t i = 0; i < file->survey.n_columns; i++) {
        if (!is_unread_pay(run, file, i) || n++ >= 6)
            continue;
        pg_buffer_printf(list, "%s\"%s\"", list->len > 0 ? ", " : "",
                         file->survey.columns[i].header);
    }
    if (n > 6)
        pg_buffer_printf(list, ", ...");
    return n;
}

static paygap_status fail_leaving(const struct pg_run_file *file, size_t line,
                                  size_t column, paygap_error *err)
{
    const char *header = file->survey.columns[column - 1].header;

    return pg_fail_at(
        err, PAYGAP_CHOICE, file->path, line, column,
        "the column \"%s\" holds dates, looks like a last day of employment and "
        "would not be read; name it under [columns]: end_date = %s, or, if it is "
        "something else, say under [elements] %s = ignore",
        header, header, header);
}

static paygap_status check_leaving(const struct pg_run *run, const struct pg_run_file *file,
                                   paygap_error *err)
{
    for (size_t i = 0; i < file->survey.n_columns; i++) {
        if (is_unread_leaving(run, file, i))
            return fail_leaving(file, file->survey.header_line, i + 1, err);
    }
    return PAYGAP_OK;
}

bool pg_run_watch(const struct pg_run *run, const struct pg_run_file *file,
                  bool *is_watched)
{
    bool any = false;

    for (size_t i = 0; i < file->survey.n_columns; i++) {
        const struct pg_column_survey *column = &file->survey.columns[i];
        bool is_pay = is_empty(column) && may_be_unread_pay(run, file, i);
        bool is_leaving = column->n_filled == 0 && may_be_unread_leaving(run, file, i);
        is_watched[i] = is_pay || is_leaving;
        any |= is_watched[i];
    }
    return any;
}

paygap_status pg_run_check_watched(const struct pg_run *run, const struct pg_run_file *file,
                                   const struct pg_watch *watch, paygap_error *err)
{
    if (watch->column == 0)
        return PAYGAP_OK;
    if (may_be_unread_leaving(run, file, watch->column - 1))
        return fail_leaving(file, watch->line, watch->column, err);
    return pg_fail_at(
        err, PAYGAP_CHOICE, file->path, watch->line, watch->column,
        "the column \"%s\" looks like pay or a bonus and would not be read; say under "
        "[elements] what it is (ignore if it is none), or name it under [columns]",
        file->survey.columns[watch->column - 1].header);
}

// What is not read is missing from the figures; only somebody who knows can say that it
// should be.
paygap_status pg_run_check_unread(const struct pg_run *run, const struct pg_run_file *file,
                                  paygap_error *err)
{
    struct pg_buffer list = {0};

    PG_TRY(check_leaving(run, file, err));
    size_t n = list_unread_pay(run, file, &list);
    bool has_pay = run->config.mapping.n_elements > 0 || run->config.mapping.pays_lines;
    paygap_status status = PAYGAP_OK;

    for (int field = PG_FIELD_BASIC_PAY; field <= PG_FIELD_ORDINARY_PAY; field++)
        has_pay = has_pay || is_read(file, field);
    has_pay = has_pay || is_read(file, PG_FIELD_HOURLY_PAY);
    if (n >= 3 || (n > 0 && has_pay)) // without any pay, that is what is said
        status = pg_fail_at(
            err, PAYGAP_CHOICE, file->path, file->survey.header_line, 0,
            "%zu %s like pay or a bonus and would not be read: %s; say under [elements] "
            "what each is (ignore if it is none; paygap inspect --write makes a proposal), "
            "or "
            "name it under [columns]",
            n, n == 1 ? "column looks" : "columns look", list.ptr != NULL ? list.ptr : "");
    pg_buffer_free(&list);
    return status;
}

paygap_status pg_run_check_full_pay(struct pg_run *run, paygap_error *err)
{
    size_t n = run->people.n_full_pay_doubts;
    const char *are = n == 1 ? "person has" : "people have";

    if (n == 0)
        return PAYGAP_OK;
    if (!run->table.has_full_pay)
        return pg_fail_at(
            err, PAYGAP_CHOICE, run->options->payroll, 0, 0,
            "%zu %s a deduction for unpaid leave in the pay period, and nothing "
            "says who is on full pay; add a column full_pay, with no for people "
            "who were paid less because of leave",
            n, are);
    pg_results_pairs_add(
        run->results, &run->results->warnings, "full pay",
        pg_arena_printf(&run->results->arena,
                        "%zu %s a deduction for unpaid leave in the pay period and "
                        "counts as on full pay; is that so?",
                        n, are),
        "");
    return PAYGAP_OK;
}

paygap_status pg_run_check_lines(const struct pg_run *run, const struct pg_run_file *file,
                                 paygap_error *err)
{
    const struct pg_survey *survey = &file->survey;
    const struct pg_mapping *mapping = &run->config.mapping;
    size_t element = pg_schema_survey_column(survey, PG_MEANING_ELEMENT);
    size_t amount = pg_schema_survey_column(survey, PG_MEANING_ELEMENT_AMOUNT);
    bool has_pay = mapping->n_elements > 0 || mapping->is_closed;

    for (size_t i = 0; i < survey->n_columns; i++)
        has_pay = has_pay || (survey->columns[i].is_used &&
                              ((int)survey->columns[i].meaning == PG_FIELD_BASIC_PAY ||
                               (int)survey->columns[i].meaning == PG_FIELD_ORDINARY_PAY));
    if (mapping->pays_lines || has_pay || element == 0 || amount == 0)
        return PAYGAP_OK;
    return pg_fail_at(err, PAYGAP_CHOICE, file->path, survey->header_line, element,
                      "the file has a row for each payment: column \"%s\" names the pay "
                      "element, \"%s\" has its amount; say under [payments] and [elements] "
                      "what they are; paygap inspect --write makes a proposal",
                      survey->columns[element - 1].header,
                      survey->columns[amount - 1].header);
}

// Systems mark rows to leave out, and values to replace others, in columns of their own.
void pg_run_warn_marks(struct pg_run *run, const struct pg_run_file *file)
{
    static const char *const words[] = {"exclude", "include", "o/r"};

    for (size_t i = 0; i < file->survey.n_columns; i++) {
        const struct pg_column_survey *column = &file->survey.columns[i];
        bool is_mark = false;
        for (size_t j = 0; j < sizeof words / sizeof words[0]; j++)
            is_mark = is_mark || pg_schema_text_has(file->survey.header[i], words[j]);
        if (!is_mark || column->is_used || column->n_filled == 0)
            continue;
        pg_results_warn_anybody(
            run->results, "marks",
            pg_arena_printf(&run->results->arena,
                            "column \"%s\" marks rows or overrides values and is "
                            "not used: put it into effect in the export",
                            column->header));
    }
}
