// SPDX-License-Identifier: GPL-3.0-or-later
/* What a file is and how it would be read, for people; inspect_ini.c writes it down. */
#include "pg_inspect.h"

#include <stdlib.h>

// ---------------------------------------------------------------- looking

struct element_pass {
    struct pg_inspection *inspection;
    size_t element, amount; /**< columns, 1-based */
    bool has_header, no_memory;
};

static bool note_element(struct pg_inspection *inspection, struct pg_str name,
                         int64_t amount)
{
    bool is_new;
    uint32_t number = pg_intern_add(&inspection->names, name, &is_new);

    if (number == PG_INTERN_FULL)
        return false;
    if (is_new) {
        struct pg_inspected_element *elements = pg_grown(
            inspection->elements, number, &inspection->elements_capacity, sizeof *elements);
        if (elements == NULL)
            return false;
        inspection->elements = elements;
        elements[number] = (struct pg_inspected_element){0};
    }
    inspection->elements[number].n++;
    (void)__builtin_add_overflow(inspection->elements[number].total, amount,
                                 &inspection->elements[number].total);
    return true;
}

static paygap_status take_element(void *context, const struct pg_row *row,
                                  paygap_error *err)
{
    struct element_pass *pass = context;
    const struct pg_mapping *mapping = &pass->inspection->config.mapping;
    size_t index = pass->amount - 1;
    int64_t amount = 0;

    if (!pass->has_header) {
        pass->has_header = true;
        return PAYGAP_OK;
    }
    if (pass->element > row->n_cells || pg_str_trim(row->cells[pass->element - 1]).len == 0)
        return PAYGAP_OK;
    if (index < row->n_cells && index < mapping->n_commas && mapping->has_comma[index])
        (void)pg_schema_comma_parse(pg_str_trim(row->cells[index]), &amount);
    else if (index < row->n_cells)
        (void)pg_decimal_parse(pg_str_trim(row->cells[index]), &amount);
    return note_element(pass->inspection, pg_str_trim(row->cells[pass->element - 1]),
                        amount)
               ? PAYGAP_OK
               : pg_no_memory(err);
}

static void find_wide_elements(struct pg_inspection *inspection)
{
    const struct pg_survey *survey = &inspection->survey;

    for (size_t i = 0; i < survey->n_columns; i++)
        inspection->n_wide +=
            pg_payments_is_unread_pay(&survey->columns[i], survey->header[i]);
}

// A column of payment lines: as configured, else by its header.
static size_t line_column(const struct pg_inspection *inspection,
                          enum pg_payment_column column, enum pg_meaning meaning)
{
    const char *named = inspection->config.payments.header_of[column];
    const struct pg_survey *survey = &inspection->survey;

    for (size_t i = 0; named != NULL && i < survey->n_columns; i++) {
        if (pg_schema_same_header(survey->header[i], named))
            return i + 1;
    }
    return pg_schema_survey_column(survey, meaning);
}

static paygap_status look(struct pg_inspection *inspection, struct pg_input *input,
                          paygap_error *err)
{
    struct pg_mapping *mapping = &inspection->config.mapping;
    struct element_pass pass = {.inspection = inspection};
    struct pg_source_facts facts;

    inspection->layout = *pg_source_input_layout(input);
    PG_TRY(pg_schema_survey_make(&inspection->survey, input, err));
    if (!pg_schema_survey_guess(&inspection->survey, mapping))
        return pg_no_memory(err);
    pass.element = line_column(inspection, PG_PAYMENT_ELEMENT, PG_MEANING_ELEMENT);
    pass.amount = line_column(inspection, PG_PAYMENT_AMOUNT, PG_MEANING_ELEMENT_AMOUNT);
    inspection->has_lines = pass.element > 0 && pass.amount > 0;
    if (inspection->has_lines && !mapping->pays_lines) {
        // Pay is in the lines: what else looks like it is something else.
        mapping->pays_lines = true;
        memset(mapping->column_of, 0, sizeof mapping->column_of);
        if (!pg_schema_survey_guess(&inspection->survey, mapping))
            return pg_no_memory(err);
    }
    if (!inspection->has_lines) {
        find_wide_elements(inspection);
        return PAYGAP_OK;
    }
    return pg_source_input_read(input, take_element, &pass, &facts, err);
}

static paygap_status begin(struct pg_inspection *inspection,
                           const paygap_inspect_options *options, paygap_error *err)
{
    struct pg_config *config = &inspection->config;

    inspection->payroll = options->payroll;
    config->inputs = (struct pg_inputs){options->inputs, options->n_inputs, false};
    PG_TRY(pg_inputs_check(config->inputs, err));
    if (options->payroll == NULL)
        return pg_fail(err, PAYGAP_USAGE, "no payroll file is given");
    if (options->config != NULL)
        PG_TRY(pg_config_read(config, options->config, err));
    config->mapping.pays_lines = config->payments.is_wanted;
    if (!config->payments.is_wanted && !pg_config_bind_elements(config))
        return pg_no_memory(err);
    return PAYGAP_OK;
}

paygap_status pg_inspect(struct pg_inspection *inspection,
                         const paygap_inspect_options *options, paygap_error *err)
{
    struct pg_input *input;

    PG_TRY(begin(inspection, options, err));
    struct pg_source source =
        pg_config_source(&inspection->config, options->sheet, options->payroll);
    paygap_status status = pg_source_input_open(&source, &input, err);
    if (status == PAYGAP_OK)
        status = look(inspection, input, err);
    if (status == PAYGAP_OK && inspection->layout.sheet != NULL) {
        inspection->sheet = pg_strdup(pg_str_of(inspection->layout.sheet));
        inspection->others = pg_strdup(pg_str_of(inspection->layout.others));
        if (inspection->sheet == NULL || inspection->others == NULL)
            status = pg_no_memory(err);
    }
    pg_source_input_close(input);
    return status;
}

void pg_inspect_free(struct pg_inspection *inspection)
{
    pg_config_free(&inspection->config);
    pg_schema_survey_free(&inspection->survey);
    pg_intern_free(&inspection->names);
    free(inspection->elements);
    free(inspection->sheet);
    free(inspection->others);
}

// ---------------------------------------------------------------- showing

static const char *looks_like(const struct pg_column_survey *column)
{
    size_t most = column->n_filled;

    bool is_period = column->is_used && column->meaning == PG_MEANING_FIELD_PAY_PERIOD;
    size_t n_periods = column->n_periods + (is_period ? column->n_period_letters : 0);

    if (most == 0)
        return "empty";
    if (10 * n_periods >= 9 * most)
        return "periods";
    if (10 * column->n_sexes >= 9 * most)
        return "sex";
    if (10 * column->n_dates >= 9 * most)
        return "dates";
    if (10 * (column->n_amounts + column->n_commas) >= 9 * most)
        return column->n_commas > 0 ? "numbers with a comma" : "numbers";
    if (10 * column->n_yes_no >= 9 * most)
        return "yes and no";
    return "text";
}

static bool put_text(FILE *stream, struct pg_str text, int width)
{
    struct pg_buffer shown = {0};
    int columns = 0;

    pg_buffer_add_visible(&shown, text, (size_t)width);
    for (size_t i = 0; i < shown.len; i++)
        columns += ((unsigned char)shown.ptr[i] & 0xC0) != 0x80;
    fprintf(stream, "%s%*s", shown.ptr != NULL ? shown.ptr : "",
            columns < width + 3 ? width + 3 - columns : 1, "");
    bool is_put = !shown.failed;
    pg_buffer_free(&shown);
    return is_put;
}

// Ethnicity and disability are analysed wherever a usual header has them.
static const char *characteristic_of(struct pg_str header)
{
    static const char *const names[] = {"ethnicity", "disability"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *const *usual = pg_characteristics_usual_headers(names[i]);
        for (size_t j = 0; usual[j] != NULL; j++) {
            if (pg_schema_same_header(header, usual[j]))
                return names[i];
        }
    }
    return NULL;
}

// What is done with a column, as far as it is known without reading all of it.
static const char *read_as(const struct pg_inspection *inspection, size_t index)
{
    const struct pg_column_survey *column = &inspection->survey.columns[index];

    if (column->is_used)
        return pg_schema_meaning_name(column->meaning);
    const char *characteristic = characteristic_of(inspection->survey.header[index]);
    if (characteristic != NULL)
        return characteristic;
    if (inspection->has_lines && ((int)column->meaning == PG_MEANING_ELEMENT ||
                                  (int)column->meaning == PG_MEANING_ELEMENT_AMOUNT ||
                                  (int)column->meaning == PG_MEANING_DATE_PAID ||
                                  (int)column->meaning == PG_MEANING_PERIOD_START ||
                                  (int)column->meaning == PG_MEANING_PERIOD_END))
        return pg_schema_meaning_name(column->meaning);
    return "-";
}

static const char *why_of(const struct pg_column_survey *column, struct pg_str header)
{
    if (!column->is_used && characteristic_of(header) != NULL)
        return "analysed where it is there";
    if (column->is_used && column->is_tied)
        return "another column fits as well: please check";
    if (pg_schema_needs_confirming(column))
        return column->is_doubtful ? "often something else: please check"
                                   : "values of the cells: please check";
    if (column->is_used)
        return pg_schema_why_text(column->why);
    if (pg_payments_is_unread_pay(column, header))
        return "looks like pay, but is not read";
    return pg_schema_unread_note(column);
}

static void print_columns(const struct pg_inspection *inspection, FILE *stream)
{
    const struct pg_survey *survey = &inspection->survey;
    char different[32];

    fprintf(stream, "%-33s%-9s%-11s%-22s%-23s%s\n", "Column", "Filled", "Different",
            "Looks like", "Read as", "Why");
    for (size_t i = 0; i < survey->n_columns; i++) {
        const struct pg_column_survey *column = &survey->columns[i];
        bool is_many = column->n_distinct > 64;
        put_text(stream, pg_str_of(column->header), 30);
        snprintf(different, sizeof different, "%s%zu", is_many ? "over " : "",
                 is_many ? (size_t)64 : column->n_distinct);
        fprintf(stream, "%-9zu%-11s%-22s%-23s%s\n", column->n_filled, different,
                looks_like(column), read_as(inspection, i),
                why_of(column, survey->header[i]));
    }
}

static void print_layout(const struct pg_inspection *inspection, FILE *stream)
{
    const struct pg_layout *layout = &inspection->layout;
    char n[32];

    if (inspection->sheet != NULL)
        fprintf(stream, "Excel workbook, sheet \"%s\"%s%s%s", inspection->sheet,
                inspection->others[0] != '\0' ? " (also: " : "", inspection->others,
                inspection->others[0] != '\0' ? ")" : "");
    else
        fprintf(stream, "CSV, %s, separated by %s",
                pg_source_encoding_name(layout->encoding),
                pg_source_delimiter_name(layout->delimiter));
    fprintf(stream, "; header in row %zu; %s rows looked at\n\n", layout->header_line,
            pg_grouped(inspection->survey.n_rows, n));
}

bool pg_inspect_has(const struct pg_inspection *inspection, enum pg_field field)
{
    const struct pg_mapping *mapping = &inspection->config.mapping;

    if (mapping->constant_of[field] != NULL)
        return true;
    for (size_t i = 0; i < inspection->survey.n_columns; i++) {
        const struct pg_column_survey *column = &inspection->survey.columns[i];
        if (column->is_used && (int)column->meaning == (int)field)
            return true;
    }
    return false;
}

bool pg_inspect_has_pay(const struct pg_inspection *inspection)
{
    static const enum pg_field pay[] = {PG_FIELD_BASIC_PAY,     PG_FIELD_ALLOWANCES,
                                        PG_FIELD_PIECEWORK_PAY, PG_FIELD_LEAVE_PAY,
                                        PG_FIELD_SHIFT_PREMIUM, PG_FIELD_ORDINARY_PAY};

    for (size_t i = 0; i < sizeof pay / sizeof pay[0]; i++) {
        if (pg_inspect_has(inspection, pay[i]))
            return true;
    }
    return inspection->has_lines || inspection->config.mapping.pays_lines ||
           inspection->config.mapping.n_elements > 0;
}

// What payment lines need besides elements and amounts.
static void print_missing_of_lines(const struct pg_inspection *inspection, FILE *stream)
{
    const struct pg_survey *survey = &inspection->survey;
    const struct pg_payments_wish *wish = &inspection->config.payments;
    bool has_period = pg_schema_survey_column(survey, PG_MEANING_PERIOD_START) > 0 &&
                      pg_schema_survey_column(survey, PG_MEANING_PERIOD_END) > 0;
    bool has_date = pg_schema_survey_column(survey, PG_MEANING_DATE_PAID) > 0;

    if (!inspection->has_lines)
        return;
    if (!has_date && wish->header_of[PG_PAYMENT_DATE_PAID] == NULL)
        fputs("  date_paid        needed: [payments] date_paid = its header\n", stream);
    if (!has_period && wish->n_windows == 0)
        fputs("  pay periods      of everybody not paid monthly, if there are such people: "
              "[payments] weekly = first day to last day\n",
              stream);
}

// Sex in digits is nobody's guess.
static bool is_sex_coded(const struct pg_inspection *inspection)
{
    for (size_t i = 0; i < inspection->survey.n_columns; i++) {
        const struct pg_column_survey *column = &inspection->survey.columns[i];
        if (column->is_used && (int)column->meaning == PG_FIELD_SEX &&
            column->n_filled > 0 && 10 * column->n_codes_1_2 >= 9 * column->n_filled)
            return true;
    }
    return false;
}

static void print_missing(const struct pg_inspection *inspection, FILE *stream)
{
    bool has_rate = pg_inspect_has(inspection, PG_FIELD_HOURLY_PAY);
    bool has_hours = pg_inspect_has(inspection, PG_FIELD_WEEKLY_HOURS) ||
                     pg_inspect_has(inspection, PG_FIELD_ANNUAL_HOURS) ||
                     pg_inspect_has(inspection, PG_FIELD_PIECES_IN_WEEK);
    bool has_leave = pg_inspect_has(inspection, PG_FIELD_FULL_PAY) ||
                     pg_inspect_has(inspection, PG_FIELD_LEAVE_TYPE) ||
                     pg_inspect_has(inspection, PG_FIELD_LEAVE_PAY_RATE);
    bool has_bonus = pg_inspect_has(inspection, PG_FIELD_BONUS_12_MONTHS) ||
                     inspection->has_lines || inspection->config.mapping.pays_lines;

    fputs("\nMissing\n", stream);
    if (!pg_inspect_has(inspection, PG_FIELD_SEX))
        fputs("  sex              needed\n", stream);
    if (is_sex_coded(inspection) && inspection->config.mapping.n_values == 0)
        fputs("  [values.sex]     needed: sex is coded in digits, which systems use "
              "differently\n",
              stream);
    if (!has_rate && !pg_inspect_has(inspection, PG_FIELD_PAY_PERIOD))
        fputs("  pay_period       needed; one for all will do: [constants] pay_period = "
              "monthly\n",
              stream);
    if (!has_rate && !pg_inspect_has_pay(inspection))
        fputs(
            "  basic_pay        needed: pay in the relevant pay period, in columns, or as "
            "payment lines in a second file: [payments] file = lines.csv\n",
            stream);
    if (!has_rate && !has_hours)
        fputs("  weekly_hours     needed; one for all will do: [constants] weekly_hours = "
              "37\n",
              stream);
    if (!pg_inspect_has(inspection, PG_FIELD_EMPLOYEE_ID))
        fputs("  employee_id      without it every row counts as one employee\n", stream);
    if (!has_leave)
        fputs(
            "  full_pay         without it everybody is on full pay, nobody on reduced pay "
            "because of leave\n",
            stream);
    if (!has_bonus)
        fputs("  bonus_12_months  without it nobody had a bonus\n", stream);
    print_missing_of_lines(inspection, stream);
}

void pg_inspect_propose(struct pg_str name, char text[static 40], const char **why)
{
    struct pg_element_proposal proposal = pg_payments_element_propose(name);

    *why = proposal.why[0] == '\0' ? "its name says nothing: please decide" : proposal.why;
    snprintf(text, 40, "%s%s%s",
             proposal.class == PG_PAY_NONE ? "?"
                                           : pg_payments_pay_class_word(proposal.class),
             proposal.bonus_period[0] != '\0' ? " " : "", proposal.bonus_period);
}

static void print_element(FILE *stream, struct pg_str name, const char *n,
                          const char *total)
{
    char class[40];
    const char *why;

    pg_inspect_propose(name, class, &why);
    fputs("  ", stream);
    put_text(stream, name, 32);
    fprintf(stream, "%9s %14s   %-18s%s\n", n, total, class, why);
}

static void print_elements(const struct pg_inspection *inspection, FILE *stream)
{
    const struct pg_survey *survey = &inspection->survey;

    if (!inspection->has_lines && inspection->n_wide < 2)
        return;
    fprintf(
        stream,
        "\nPay elements, as their names suggest; check each\n  %-35s%9s %14s   %-18s%s\n",
        "Element", "Payments", "Total (pounds)", "Class", "Why");
    for (uint32_t i = 0; i < inspection->names.n; i++) {
        const struct pg_inspected_element *element = &inspection->elements[i];
        char n[32], whole[32], total[40];
        uint64_t pounds = (uint64_t)llabs(element->total) / (uint64_t)PG_MILLION;
        snprintf(total, sizeof total, "%s%s", element->total < 0 ? "-" : "",
                 pg_grouped(pounds, whole));
        print_element(stream, pg_intern_get(&inspection->names, i),
                      pg_grouped(element->n, n), total);
    }
    for (size_t i = 0; i < survey->n_columns && !inspection->has_lines; i++) {
        char n[32];
        if (pg_inspect_is_element(inspection, i))
            print_element(stream, survey->header[i],
                          pg_grouped(survey->columns[i].n_filled, n), "");
    }
}

bool pg_inspect_is_element(const struct pg_inspection *inspection, size_t index)
{
    const struct pg_survey *survey = &inspection->survey;
    const struct pg_column_survey *column = &survey->columns[index];
    struct pg_element_proposal proposal =
        pg_payments_element_propose(survey->header[index]);
    bool is_numeric = column->n_filled == 0 ||
                      2 * (column->n_amounts + column->n_commas) >= column->n_filled;
    bool is_free =
        !column->is_used || column->why == PG_WHY_SYNONYM || column->why == PG_WHY_WORDS;
    bool is_total = (int)column->meaning == PG_FIELD_BONUS_12_MONTHS && column->is_used &&
                    pg_inspect_has_digits(survey->header[index]);

    return inspection->n_wide > 1 && is_numeric && is_free && !is_total &&
           (proposal.class != PG_PAY_NONE || proposal.why[0] != '\0') &&
           (int)column->meaning != PG_MEANING_ANNUAL_SALARY &&
           (int)column->meaning != PG_FIELD_BONUS_PERIOD;
}

bool pg_inspect_is_lines_only(const struct pg_inspection *inspection)
{
    return inspection->has_lines && !pg_inspect_has(inspection, PG_FIELD_SEX);
}

bool pg_inspect_has_digits(struct pg_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9')
            return true;
    }
    return false;
}

paygap_status paygap_inspect(const paygap_inspect_options *options, FILE *stream,
                             paygap_error *error)
{
    struct pg_inspection inspection = {.has_lines = false};

    if (error != NULL)
        *error = (paygap_error){.status = PAYGAP_OK};
    PG_TRY(pg_options_check(options->struct_size, sizeof *options,
                            "PAYGAP_INSPECT_OPTIONS_INIT", error));
    paygap_status status = pg_inspect(&inspection, options, error);
    if (status == PAYGAP_OK && options->write_to != NULL)
        status = pg_inspect_write(&inspection, options->write_to, error);
    if (status == PAYGAP_OK) {
        print_layout(&inspection, stream);
        print_columns(&inspection, stream);
        print_elements(&inspection, stream);
        print_missing(&inspection, stream);
        if (options->write_to != NULL)
            fprintf(
                stream, "\nWrote %s: check it, then run  paygap report %s -c %s -o out\n",
                options->write_to,
                pg_inspect_is_lines_only(&inspection) ? "EMPLOYEES.csv" : options->payroll,
                options->write_to);
    }
    pg_inspect_free(&inspection);
    return status;
}
