// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Which column is which: by what the headers say, where the cells do not contradict; values
 * alone are evidence only for what the figures cannot do without, sex and pay period.
 *
 * The order matters, because one column changes what another can be. Headers are read first
 * (header_meaning.c); fields that stand by themselves take their best column; then pay, its
 * parts or its total but never both; then the week or month that the pay is of; then a
 * rate, which beside pay and hours is the system's own and only compared; last the fields
 * by values, and the decimal commas.
 *
 *     Staff No; Legal Sex; Pay Frequency; Bonus; Weekly Hours; Basic, with cells such as
 *     2000,25
 *
 *     Synonyms give employee_id, sex, pay_period and basic_pay, its own name weekly_hours.
 *     A plain Bonus is that of the twelve months; beside a bonus period it could be either,
 *     and would be asked about. No cell of the numbers has a point, some only read with a
 *     comma: so commas are decimal in this file.
 *
 * Invariant: the configuration goes before every guess, and where it names columns
 * (is_closed) only what the figures cannot do without is guessed. What rests on little is
 * marked as tied or doubtful, and survey.c asks. read.c, inspect.c and payments.c of run
 * call pg_schema_survey_guess().
 *
 * Worst case: fields x columns looks at counts that the survey has made; no cell is read
 * again.
 */
#include "pg_schema.h"
#include "pg_survey.h"

#include <stdlib.h>

// ---------------------------------------------------------------- one column

// Nearly all of the filled cells.
static bool nearly_all(const struct pg_column_survey *column, size_t n)
{
    return column->n_filled > 0 && 10 * n >= 9 * column->n_filled;
}

// Whether the cells can be what the header says: a name is no pay period.
static bool fits(const struct pg_column_survey *column, enum pg_meaning meaning)
{
    size_t n_numbers = column->n_amounts + column->n_commas;

    if (column->n_filled == 0)
        return true;
    switch (meaning) {
    case PG_MEANING_FIELD_PAY_PERIOD:
        return 2 * (column->n_periods + column->n_period_letters + column->n_amounts) >=
               column->n_filled;
    case PG_MEANING_FIELD_WEEKLY_HOURS: // those of a month are no week's
        return 2 * (column->n_hours + column->n_commas) >= column->n_filled;
    case PG_MEANING_FIELD_HOURLY_PAY:
    case PG_MEANING_FIELD_BASIC_PAY:
    case PG_MEANING_FIELD_ALLOWANCES:
    case PG_MEANING_FIELD_ORDINARY_PAY:
    case PG_MEANING_FIELD_BONUS_12_MONTHS:
    case PG_MEANING_FIELD_BONUS_IN_PAY_PERIOD:
        return 2 * n_numbers >= column->n_filled;
    case PG_MEANING_FIELD_START_DATE:
    case PG_MEANING_FIELD_END_DATE:
        return 2 * (column->n_dates + column->n_serials + column->n_open) >=
               column->n_filled;
    default:
        return true;
    }
}

// ---------------------------------------------------------------- all columns

static bool is_given(const struct pg_mapping *mapping, int field)
{
    return mapping->header_of[field] != NULL || mapping->constant_of[field] != NULL ||
           mapping->column_of[field] > 0;
}

static bool is_part(int field)
{
    return field == PG_FIELD_BASIC_PAY || field == PG_FIELD_ALLOWANCES ||
           field == PG_FIELD_PIECEWORK_PAY || field == PG_FIELD_LEAVE_PAY ||
           field == PG_FIELD_SHIFT_PREMIUM;
}

static void read_headers(struct pg_survey *survey, const struct pg_mapping *mapping)
{
    for (size_t i = 0; i < survey->n_columns; i++) {
        struct pg_column_survey *column = &survey->columns[i];
        struct pg_header_reading reading = pg_schema_header_read(survey->header[i]);
        for (int field = 0; field < PG_N_FIELDS; field++) {
            if (mapping->header_of[field] != NULL &&
                pg_schema_same_header(survey->header[i], mapping->header_of[field]))
                reading = (struct pg_header_reading){(enum pg_meaning)field,
                                                     PG_WHY_CONFIGURED, 0};
        }
        if (reading.why != PG_WHY_CONFIGURED &&
            pg_schema_element_column(mapping, survey->header[i]) != NULL)
            reading = (struct pg_header_reading){PG_MEANING_ELEMENT, PG_WHY_CONFIGURED, 0};
        column->meaning = reading.meaning;
        column->why = reading.why;
        column->rank = reading.rank;
        column->is_used =
            reading.why <= PG_WHY_CANONICAL && (int)reading.meaning < PG_N_FIELDS;
    }
}

static bool has_canonical(const struct pg_survey *survey, int field)
{
    for (size_t i = 0; i < survey->n_columns; i++) {
        if (survey->columns[i].meaning == (enum pg_meaning)field &&
            survey->columns[i].why <= PG_WHY_CANONICAL)
            return true;
    }
    return false;
}

// The best column for a field by its header; a second one as good is a tie.
static void choose_by_header(struct pg_survey *survey, struct pg_mapping *mapping,
                             int field)
{
    unsigned best_rank = UINT32_MAX;
    size_t best = SIZE_MAX, n_best = 0;

    for (size_t i = 0; i < survey->n_columns; i++) {
        struct pg_column_survey *column = &survey->columns[i];
        if (column->meaning != (enum pg_meaning)field || column->is_used ||
            !fits(column, column->meaning))
            continue;
        n_best = column->rank < best_rank ? 1 : n_best + (column->rank == best_rank);
        best = column->rank < best_rank ? i : best;
        best_rank = column->rank < best_rank ? column->rank : best_rank;
    }
    if (best == SIZE_MAX)
        return;
    survey->columns[best].is_used = true;
    survey->columns[best].is_tied = n_best > 1;
    survey->columns[best].is_doubtful =
        best_rank >= 3 ||
        (field == PG_FIELD_PAY_PERIOD && survey->columns[best].n_odd_periods > 0);
    mapping->column_of[field] = best + 1;
}

// Values speak for one column only, or for none.
static void choose_by_values(struct pg_survey *survey, struct pg_mapping *mapping,
                             int field)
{
    size_t found = SIZE_MAX, n = 0;

    for (size_t i = 0; i < survey->n_columns; i++) {
        const struct pg_column_survey *column = &survey->columns[i];
        bool speaks = field == PG_FIELD_SEX          ? nearly_all(column, column->n_sexes)
                      : field == PG_FIELD_PAY_PERIOD ? nearly_all(column, column->n_periods)
                                                     : false;
        bool is_other =
            pg_schema_has_words(survey->header[i], "hours hrs category code", false);
        if (!speaks || is_other || column->is_used || column->why <= PG_WHY_SYNONYM)
            continue;
        found = found == SIZE_MAX ? i : found;
        n++;
    }
    if (n == 0)
        return;
    survey->columns[found].meaning = (enum pg_meaning)field;
    survey->columns[found].why = PG_WHY_VALUES;
    survey->columns[found].is_used = true;
    survey->columns[found].is_tied = n > 1;
    mapping->column_of[field] = found + 1;
}

static bool is_there(const struct pg_survey *survey, const struct pg_mapping *mapping,
                     int field)
{
    return is_given(mapping, field) || has_canonical(survey, field);
}

static bool set_weekly(struct pg_mapping *mapping, enum pg_field field)
{
    mapping->constant_of[field] = pg_strdup(pg_str_of("weekly"));
    mapping->is_guessed[field] = true;
    return mapping->constant_of[field] != NULL;
}

// Pay of a week, whatever the payroll is paid by: its column says so, as that of a bonus
// does.
static bool choose_week(struct pg_survey *survey, struct pg_mapping *mapping)
{
    size_t column = mapping->column_of[PG_FIELD_ORDINARY_PAY];

    if (column == 0 || has_canonical(survey, PG_FIELD_PAY_PERIOD) ||
        mapping->constant_of[PG_FIELD_PAY_PERIOD] != NULL ||
        !pg_schema_has_words(survey->header[column - 1], "weekly", true))
        return true;
    size_t period = mapping->column_of[PG_FIELD_PAY_PERIOD];
    if (period > 0)
        survey->columns[period - 1].is_used = false;
    mapping->column_of[PG_FIELD_PAY_PERIOD] = 0;
    size_t bonus = mapping->column_of[PG_FIELD_BONUS_IN_PAY_PERIOD];
    bool is_weekly_bonus = bonus > 0 && !is_there(survey, mapping, PG_FIELD_BONUS_PERIOD) &&
                           pg_schema_has_words(survey->header[bonus - 1], "weekly", true);
    return set_weekly(mapping, PG_FIELD_PAY_PERIOD) &&
           (!is_weekly_bonus || set_weekly(mapping, PG_FIELD_BONUS_PERIOD));
}

// A rate beside pay, hours and a period is the system's own: it is compared, not used.
static void choose_rate(struct pg_survey *survey, struct pg_mapping *mapping, bool has_pay)
{
    bool is_complete = has_pay && is_there(survey, mapping, PG_FIELD_WEEKLY_HOURS) &&
                       is_there(survey, mapping, PG_FIELD_PAY_PERIOD);

    if (is_there(survey, mapping, PG_FIELD_HOURLY_PAY) ||
        (mapping->is_closed && is_complete))
        return;
    choose_by_header(survey, mapping, PG_FIELD_HOURLY_PAY);
    size_t column = mapping->column_of[PG_FIELD_HOURLY_PAY];
    if (column > 0 && has_pay && !is_complete) // then the pay would not be used at all
        survey->columns[column - 1].is_doubtful = true;
    if (column == 0 || !is_complete)
        return;
    mapping->column_of[PG_FIELD_HOURLY_PAY] = 0;
    if (is_there(survey, mapping, PG_FIELD_SYSTEM_HOURLY_RATE)) {
        survey->columns[column - 1].is_used = false;
        return;
    }
    mapping->column_of[PG_FIELD_SYSTEM_HOURLY_RATE] = column;
    survey->columns[column - 1].meaning = PG_MEANING_FIELD_SYSTEM_HOURLY_RATE;
    survey->columns[column - 1].is_doubtful = false; // nothing rests on it
}

static bool has_any_part(const struct pg_survey *survey, const struct pg_mapping *mapping)
{
    for (int field = 0; field < PG_N_FIELDS; field++) {
        if (is_part(field) && is_there(survey, mapping, field))
            return true;
    }
    return false;
}

// The parts of ordinary pay, or their total, never both.
static bool choose_pay(struct pg_survey *survey, struct pg_mapping *mapping)
{
    bool has_total = is_there(survey, mapping, PG_FIELD_ORDINARY_PAY);
    bool has_parts = has_any_part(survey, mapping);

    if (!has_total && !has_parts) {
        choose_by_header(survey, mapping, PG_FIELD_ORDINARY_PAY);
        has_total = mapping->column_of[PG_FIELD_ORDINARY_PAY] > 0;
    }
    if (mapping->is_closed && (has_total || has_parts))
        return true;
    for (int field = 0; field < PG_N_FIELDS && !has_total; field++) {
        if (is_part(field) && !is_there(survey, mapping, field))
            choose_by_header(survey, mapping, field);
    }
    return has_total || has_any_part(survey, mapping);
}

// A plain "Bonus" beside the bonus of the twelve months and a bonus period is that of the
// pay period.
static void choose_plain_bonus(struct pg_survey *survey, struct pg_mapping *mapping)
{
    if (is_there(survey, mapping, PG_FIELD_BONUS_IN_PAY_PERIOD) ||
        !is_there(survey, mapping, PG_FIELD_BONUS_12_MONTHS) ||
        !is_there(survey, mapping, PG_FIELD_BONUS_PERIOD))
        return;
    for (size_t i = 0; i < survey->n_columns; i++) {
        struct pg_column_survey *column = &survey->columns[i];
        if (column->is_used || column->meaning != PG_MEANING_FIELD_BONUS_12_MONTHS)
            continue;
        column->meaning = PG_MEANING_FIELD_BONUS_IN_PAY_PERIOD;
        column->is_used = true;
        mapping->column_of[PG_FIELD_BONUS_IN_PAY_PERIOD] = i + 1;
        return;
    }
}

// A plain "Bonus" beside a bonus period could be either bonus.
static void doubt_plain_bonus(struct pg_survey *survey, const struct pg_mapping *mapping)
{
    size_t column = mapping->column_of[PG_FIELD_BONUS_12_MONTHS];

    if (column > 0 && survey->columns[column - 1].rank > 1 &&
        is_there(survey, mapping, PG_FIELD_BONUS_PERIOD) &&
        !is_there(survey, mapping, PG_FIELD_BONUS_IN_PAY_PERIOD))
        survey->columns[column - 1].is_doubtful = true;
}

static bool is_decided_later(int field)
{
    return is_part(field) || field == PG_FIELD_ORDINARY_PAY ||
           field == PG_FIELD_HOURLY_PAY || field == PG_FIELD_SYSTEM_HOURLY_RATE;
}

/*
 * A decimal comma only where a whole column has it: no cell reads only with a point.
 * Columns that could be either way follow the file, if all of it is one way.
 */
static bool find_commas(struct pg_survey *survey, struct pg_mapping *mapping)
{
    size_t n_comma_columns = 0, n_point_columns = 0;

    free(mapping->has_comma);
    mapping->has_comma = calloc(survey->n_columns + 1, sizeof *mapping->has_comma);
    if (mapping->has_comma == NULL)
        return false;
    mapping->n_commas = survey->n_columns;
    for (size_t i = 0; i < survey->n_columns; i++) {
        const struct pg_column_survey *column = &survey->columns[i];
        bool votes = column->is_used && (int)column->meaning < PG_N_FIELDS &&
                     pg_schema_is_number((enum pg_field)column->meaning);
        n_comma_columns += votes && column->n_commas > 0 && column->n_points == 0 &&
                           column->n_grouped == 0;
        n_point_columns += votes && (column->n_points > 0 || column->n_grouped > 0);
    }
    for (size_t i = 0; i < survey->n_columns; i++) {
        const struct pg_column_survey *column = &survey->columns[i];
        mapping->has_comma[i] =
            column->n_points == 0 && column->n_grouped == 0 &&
            (column->n_commas > 0 || (n_comma_columns > 0 && n_point_columns == 0));
    }
    return true;
}

// Comes from the payment lines, whatever else the file has.
static bool is_of_lines(int field)
{
    return field == PG_FIELD_BONUS_12_MONTHS || field == PG_FIELD_BONUS_IN_PAY_PERIOD ||
           field == PG_FIELD_BONUS_PERIOD;
}

bool pg_schema_survey_guess(struct pg_survey *survey, struct pg_mapping *mapping)
{
    read_headers(survey, mapping);
    for (int field = 0; field < PG_N_FIELDS; field++) {
        bool is_needed = field == PG_FIELD_SEX || field == PG_FIELD_PAY_PERIOD;
        if (is_decided_later(field) || is_there(survey, mapping, field) ||
            (mapping->pays_lines && is_of_lines(field)))
            continue;
        if (!mapping->is_closed || is_needed)
            choose_by_header(survey, mapping, field);
    }
    if (!mapping->is_closed)
        choose_plain_bonus(survey, mapping);
    doubt_plain_bonus(survey, mapping);
    bool has_pay =
        mapping->pays_lines || mapping->n_elements > 0 || choose_pay(survey, mapping);
    if (!choose_week(survey, mapping))
        return false;
    choose_rate(survey, mapping, has_pay);
    bool has_rate = is_there(survey, mapping, PG_FIELD_HOURLY_PAY);
    if (!is_there(survey, mapping, PG_FIELD_SEX))
        choose_by_values(survey, mapping, PG_FIELD_SEX);
    if (!has_rate && !is_there(survey, mapping, PG_FIELD_PAY_PERIOD))
        choose_by_values(survey, mapping, PG_FIELD_PAY_PERIOD);
    return find_commas(survey, mapping);
}

size_t pg_schema_survey_column(const struct pg_survey *survey, enum pg_meaning meaning)
{
    unsigned best_rank = UINT32_MAX;
    size_t best = 0;

    for (size_t i = 0; i < survey->n_columns; i++) {
        if (survey->columns[i].meaning != meaning)
            continue;
        struct pg_header_reading reading = pg_schema_header_read(survey->header[i]);
        if (reading.meaning != meaning || reading.rank >= best_rank)
            continue;
        best = i + 1;
        best_rank = reading.rank;
    }
    return best;
}
