// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What the columns of a file look like, from its first 1,000 rows: how many cells are
 * filled, and how many could be a sex, a period, a date, an amount with a point or with a
 * comma. guess.c decides from these counts what each column is. pg_schema_survey_check()
 * then refuses what could be read in two ways: sex in digits, commas that are decimal in
 * some cells and group thousands in others, values below no header, and columns that were
 * recognised by little. All doubts come in one message, so that one answer settles them.
 *
 * Invariant: counts only; no cell is kept but the header, and of a file without a header
 * not even that is shown. Memory: one struct a column; of distinct cells only a few hashes.
 */
#include "pg_survey.h"

#include "pg_law.h"
#include "pg_source.h"

#include <stdlib.h>

enum { ROWS_LOOKED_AT = 1000, MOST_OF_CELL = 200 };

struct surveying {
    struct pg_survey *survey;
    bool has_header;
};

static paygap_status begin(struct pg_survey *survey, const struct pg_row *row,
                           paygap_error *err)
{
    size_t n_bytes = 0;

    for (size_t i = 0; i < row->n_cells; i++)
        n_bytes += row->cells[i].len;
    survey->columns = calloc(row->n_cells + 1, sizeof *survey->columns);
    survey->header = calloc(row->n_cells + 1, sizeof *survey->header);
    survey->header_text = malloc(n_bytes + 1);
    survey->header_line = row->line;
    if (survey->columns == NULL || survey->header == NULL || survey->header_text == NULL)
        return pg_no_memory(err);
    n_bytes = 0;
    bool is_headless = pg_schema_is_headless(row->cells, row->n_cells);
    for (; survey->n_columns < row->n_cells; survey->n_columns++) {
        struct pg_buffer shown = {0};
        struct pg_str cell = pg_str_trim(row->cells[survey->n_columns]);
        struct pg_column_survey *column = &survey->columns[survey->n_columns];
        memcpy(survey->header_text + n_bytes, cell.ptr, cell.len);
        survey->header[survey->n_columns] =
            (struct pg_str){survey->header_text + n_bytes, cell.len};
        n_bytes += cell.len;
        if (!is_headless) // an employee's cells are not shown
            pg_buffer_add_visible(&shown, cell, 60);
        column->header = shown.ptr != NULL ? shown.ptr : pg_strdup(pg_str_of(""));
        column->meaning = PG_MEANING_NONE;
        column->why = PG_WHY_NOTHING;
        if (shown.failed || column->header == NULL)
            return pg_no_memory(err);
    }
    return PAYGAP_OK;
}

static void note_distinct(struct pg_column_survey *column, struct pg_str cell)
{
    uint64_t hash = pg_hash(cell);
    size_t limit = sizeof column->distinct / sizeof column->distinct[0];

    for (size_t i = 0; i < column->n_distinct && i < limit; i++) {
        if (column->distinct[i] == hash)
            return;
    }
    if (column->n_distinct < limit)
        column->distinct[column->n_distinct] = hash;
    if (column->n_distinct <= limit)
        column->n_distinct++;
}

// Numbers that are the days of a usual pay period.
static bool is_usual_period(int64_t days)
{
    static const int usual[] = {
        PG_LAW_WEEK, 2 * PG_LAW_WEEK,  4 * PG_LAW_WEEK,  30000000,  PG_LAW_MONTH, 31000000,
        91000000,    3 * PG_LAW_MONTH, 6 * PG_LAW_MONTH, 365000000, PG_LAW_YEAR};

    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++) {
        if (days == usual[i])
            return true;
    }
    return false;
}

static void note_amount(struct pg_column_survey *column, struct pg_str cell)
{
    int64_t amount;
    bool is_amount = pg_decimal_parse(cell, &amount) != PG_CELL_BAD;

    column->n_amounts += is_amount;
    column->n_hours += is_amount && amount > 0 && amount <= 60 * PG_MILLION;
    column->n_odd_periods += is_amount && !is_usual_period(amount);
    bool is_nonzero = is_amount && amount != 0;
    bool is_either = pg_schema_comma_parse(cell, &amount) != PG_CELL_BAD;
    column->n_nonzero += is_nonzero || (!is_amount && is_either && amount != 0);
    column->n_grouped += is_amount && is_either && memchr(cell.ptr, ',', cell.len) != NULL;
    column->n_points += is_amount && !is_either;
    column->n_commas += !is_amount && is_either;
}

static void note_day(struct pg_column_survey *column, struct pg_str cell)
{
    struct pg_date day;
    bool is_serial = cell.len == 5 && *cell.ptr >= '2' && *cell.ptr <= '5' &&
                     pg_schema_day_parse(cell, false, &day) == PG_CELL_VALUE;

    column->n_serials += is_serial;
    column->n_dates +=
        cell.len > 5 && pg_schema_day_parse(cell, false, &day) == PG_CELL_VALUE;
    column->n_open += pg_schema_is_no_date(cell);
}

static void note_cell(struct pg_column_survey *column, struct pg_str cell)
{
    enum pg_sex sex;
    uint32_t days;
    bool yes;

    if (cell.len == 0)
        return;
    cell.len = cell.len < MOST_OF_CELL ? cell.len : MOST_OF_CELL;
    column->n_filled++;
    column->n_sexes += pg_schema_sex_parse(cell, &sex) == PG_CELL_VALUE;
    column->n_codes_1_2 += cell.len == 1 && *cell.ptr >= '0' && *cell.ptr <= '9';
    bool is_word = *cell.ptr < '0' || *cell.ptr > '9';
    bool is_period = is_word && pg_schema_duration_parse(cell, PG_MAX_PAY_PERIOD_DAYS,
                                                         &days) == PG_CELL_VALUE;
    column->n_periods += is_period && cell.len > 1;
    column->n_period_letters += is_period && cell.len == 1;
    column->n_yes_no += is_word && pg_schema_yes_no_parse(cell, &yes) == PG_CELL_VALUE;
    note_day(column, cell);
    note_amount(column, cell);
    note_distinct(column, cell);
}

static paygap_status take(void *context, const struct pg_row *row, paygap_error *err)
{
    struct surveying *surveying = context;
    struct pg_survey *survey = surveying->survey;

    if (!surveying->has_header) {
        surveying->has_header = true;
        return begin(survey, row, err);
    }
    survey->n_rows++;
    for (size_t i = 0; i < row->n_cells && i < survey->n_columns; i++)
        note_cell(&survey->columns[i], pg_str_trim(row->cells[i]));
    return PAYGAP_OK;
}

paygap_status pg_schema_survey_make(struct pg_survey *survey, struct pg_input *input,
                                    paygap_error *err)
{
    struct surveying surveying = {.survey = survey};

    return pg_source_input_sample(input, ROWS_LOOKED_AT, take, &surveying, err);
}

void pg_schema_survey_free(struct pg_survey *survey)
{
    for (size_t i = 0; i < survey->n_columns; i++)
        free(survey->columns[i].header);
    free(survey->columns);
    free(survey->header);
    free(survey->header_text);
    *survey = (struct pg_survey){0};
}

static const struct pg_column_survey *sex_column(const struct pg_survey *survey)
{
    for (size_t i = 0; i < survey->n_columns; i++) {
        if (survey->columns[i].meaning == PG_MEANING_FIELD_SEX &&
            survey->columns[i].is_used)
            return &survey->columns[i];
    }
    return NULL;
}

static paygap_status check_sex(const struct pg_survey *survey,
                               const struct pg_mapping *mapping, const char *path,
                               paygap_error *err)
{
    const struct pg_column_survey *sex = sex_column(survey);

    if (sex == NULL || sex->n_filled == 0 || 10 * sex->n_codes_1_2 < 9 * sex->n_filled)
        return PAYGAP_OK;
    for (size_t i = 0; i < mapping->n_values; i++) {
        if (mapping->values[i].field == PG_FIELD_SEX)
            return PAYGAP_OK;
    }
    return pg_fail_at(err, PAYGAP_CHOICE, path, survey->header_line,
                      (size_t)(sex - survey->columns) + 1,
                      "sex is coded in digits, which systems use differently; say under "
                      "[values.sex] what they mean, such as 1 = male and 2 = female");
}

const char *pg_schema_unread_note(const struct pg_column_survey *column)
{
    if ((int)column->meaning == PG_FIELD_WEEKLY_HOURS &&
        2 * column->n_hours < column->n_filled)
        return "not used: most of its values are no hours of a week";
    return (int)column->meaning >= PG_N_FIELDS
               ? pg_schema_meaning_done(column->meaning)
               : "not used: another column is, or it does not fit";
}

bool pg_schema_has_amounts(const struct pg_column_survey *column)
{
    return column->n_nonzero > 0 &&
           2 * (column->n_amounts + column->n_commas) >= column->n_filled;
}

bool pg_schema_needs_confirming(const struct pg_column_survey *column)
{
    return column->is_used &&
           (column->is_tied || column->is_doubtful || column->why == PG_WHY_VALUES);
}

// Values below no header: an amount with a comma in it may have shifted them.
static paygap_status check_headers(const struct pg_survey *survey, const char *path,
                                   paygap_error *err)
{
    for (size_t i = 1; i < survey->n_columns; i++) {
        const struct pg_column_survey *column = &survey->columns[i];
        if (survey->header[i].len == 0 && survey->n_rows > 1 &&
            2 * column->n_filled >= survey->n_rows)
            return pg_fail_at(
                err, PAYGAP_CONFIRM, path, survey->header_line, i + 1,
                "most rows have a value here, but the column has no header; is "
                "there a comma in an amount without quotes? Mend the export, or "
                "say --yes if the values belong to nothing");
    }
    return PAYGAP_OK;
}

// 2,500 is two thousand five hundred with a decimal point, two and a half with a comma.
static paygap_status check_decimals(const struct pg_survey *survey,
                                    const struct pg_mapping *mapping, const char *path,
                                    paygap_error *err)
{
    for (size_t i = 0; i < survey->n_columns; i++) {
        const struct pg_column_survey *column = &survey->columns[i];
        bool is_mixed = column->n_commas > 0 && column->n_points == 0 &&
                        column->n_grouped > 0 && 10 * column->n_commas > column->n_grouped;
        if (!column->is_used || !is_mixed || mapping->decimal_mark != PG_MARK_FIND ||
            !pg_schema_is_number((enum pg_field)column->meaning))
            continue;
        return pg_fail_at(err, PAYGAP_CHOICE, path, survey->header_line, i + 1,
                          "some commas here look decimal, some look like thousands; say "
                          "[input] decimal = comma, or decimal = point");
    }
    return PAYGAP_OK;
}

static const char *doubt_of(const struct pg_column_survey *column)
{
    return column->is_tied                ? "another column fits as well"
           : column->why == PG_WHY_VALUES ? "by its values alone"
           : column->why == PG_WHY_WORDS  ? "by words of its header"
                                          : "often something else";
}

// All that is doubtful in one message, so that one answer is about all of it.
static paygap_status check_doubts(const struct pg_survey *survey, const char *path,
                                  paygap_error *err)
{
    struct pg_buffer list = {0};
    size_t first = 0, n = 0;

    for (size_t i = 0; i < survey->n_columns; i++) {
        const struct pg_column_survey *column = &survey->columns[i];
        if (!pg_schema_needs_confirming(column))
            continue;
        first = n == 0 ? i : first;
        if (n++ < 8)
            pg_buffer_printf(&list, "%scolumn \"%s\" is read as %s (%s)", n > 1 ? ", " : "",
                             column->header, pg_schema_meaning_name(column->meaning),
                             doubt_of(column));
    }
    paygap_status status =
        n == 0 ? PAYGAP_OK
               : pg_fail_at(err, PAYGAP_CONFIRM, path, survey->header_line, first + 1,
                            "please check: %s; say --yes if that is right, or in a "
                            "configuration file name the right columns, [columns] %s = its "
                            "header, or one value for all under [constants]",
                            list.ptr != NULL ? list.ptr : "",
                            pg_schema_meaning_name(survey->columns[first].meaning));
    pg_buffer_free(&list);
    return status;
}

paygap_status pg_schema_survey_check(const struct pg_survey *survey,
                                     const struct pg_mapping *mapping, const char *path,
                                     bool is_confirmed, paygap_error *err)
{
    PG_TRY(check_sex(survey, mapping, path, err));
    PG_TRY(check_decimals(survey, mapping, path, err));
    if (!is_confirmed)
        PG_TRY(check_headers(survey, path, err));
    return is_confirmed ? PAYGAP_OK : check_doubts(survey, path, err);
}
