// SPDX-License-Identifier: GPL-3.0-or-later
/* paygap.ini as a file suggests it, with remarks: to be checked, kept and used next year.
 */
#include "pg_inspect.h"

#include "pg_platform.h"

#include <errno.h>
#include <stdlib.h>

static void put_head(const struct pg_inspection *inspection, const char *path, FILE *file)
{
    const char *name = pg_file_name(inspection->payroll);
    char date[32];

    fprintf(file,
            "# How to read %s, as paygap inspect suggests it. Check it, then run\n"
            "#   paygap report %s -c %s -o out\n"
            "\n"
            "[employer]\n"
            "# name = Your employer\n"
            "# private (also voluntary) or public\n"
            "# sector = private\n",
            name, pg_inspect_is_lines_only(inspection) ? "EMPLOYEES.csv" : name,
            pg_file_name(path));
    struct pg_date snapshot = inspection->config.snapshot_date;
    fprintf(file, "%ssnapshot_date = %s\n", snapshot.year == 0 ? "# " : "",
            snapshot.year == 0 ? "2026-04-05" : pg_date_iso(snapshot, date));
}

static void put_input(const struct pg_inspection *inspection, FILE *file)
{
    const struct pg_layout *layout = &inspection->layout;
    bool is_bytes = layout->encoding == PG_ENCODING_WINDOWS_1252 ||
                    layout->encoding == PG_ENCODING_CP850;

    fputs("\n[input]\n", file);
    if (inspection->sheet != NULL)
        fprintf(file, "sheet = %s\n", inspection->sheet);
    if (layout->kind == PG_SOURCE_CSV && is_bytes)
        fprintf(file, "encoding = %s\n",
                layout->encoding == PG_ENCODING_CP850 ? "cp850" : "windows-1252");
    if (layout->kind == PG_SOURCE_CSV && layout->delimiter != ',')
        fprintf(file, "delimiter = %s\n", pg_source_delimiter_name(layout->delimiter));
    if (layout->n_above > 0)
        fprintf(file, "header_row = %zu\n", layout->header_line);
}

// Whether a configuration file can hold it; line breaks are written as spaces.
static bool can_be_value(struct pg_str header)
{
    if (header.len == 0 || header.len > 120 || !pg_utf8_valid(header))
        return false;
    for (size_t i = 0; i < header.len; i++) {
        unsigned char c = (unsigned char)header.ptr[i];
        if (c < 0x20 && c != '\r' && c != '\n')
            return false;
    }
    return true;
}

static void put_header(FILE *file, struct pg_str header)
{
    for (size_t i = 0; i < header.len; i++) {
        if (header.ptr[i] != '\r')
            putc(header.ptr[i] == '\n' ? ' ' : header.ptr[i], file);
    }
}

static void put_column(const struct pg_survey *survey, size_t index, FILE *file)
{
    const struct pg_column_survey *column = &survey->columns[index];

    if (!can_be_value(survey->header[index]) || column->header[0] == '\0') {
        fprintf(file,
                "# %s is column %zu, whose header no line here can hold: shorten it\n",
                pg_schema_meaning_name(column->meaning), index + 1);
        return;
    }
    if (column->why != PG_WHY_CANONICAL && column->why != PG_WHY_CONFIGURED)
        fprintf(file, "# %s%s\n", pg_schema_why_text(column->why),
                column->is_tied ? "; another column fits as well" : "");
    if (pg_schema_needs_confirming(column))
        fputs("# please check; if it is right, remove the # before it\n# ", file);
    fprintf(file, "%s = ", pg_schema_meaning_name(column->meaning));
    put_header(file, survey->header[index]);
    putc('\n', file);
}

static void put_columns(const struct pg_inspection *inspection, FILE *file)
{
    const struct pg_survey *survey = &inspection->survey;

    fputs("\n[columns]\n", file);
    for (size_t i = 0; i < survey->n_columns; i++) {
        const struct pg_column_survey *column = &survey->columns[i];
        if (column->is_used && (int)column->meaning < PG_N_FIELDS &&
            !pg_inspect_is_element(inspection, i))
            put_column(survey, i, file);
    }
}

static void put_missing(const struct pg_inspection *inspection, FILE *file)
{
    bool has_rate = pg_inspect_has(inspection, PG_FIELD_HOURLY_PAY);
    const struct pg_mapping *mapping = &inspection->config.mapping;

    if (!pg_inspect_has(inspection, PG_FIELD_SEX))
        fputs("# needed:\n# sex = its header\n", file);
    if (!has_rate && !pg_inspect_has_pay(inspection))
        fputs("# needed, or payment lines in a second file (see below):\n"
              "# basic_pay = its header\n",
              file);
    fputs("\n[constants]\n", file);
    for (int i = 0; i < PG_N_FIELDS; i++) {
        if (mapping->constant_of[i] != NULL)
            fprintf(file, "%s = %s\n", pg_table_field_name((enum pg_field)i),
                    mapping->constant_of[i]);
    }
    if (!has_rate && !pg_inspect_has(inspection, PG_FIELD_PAY_PERIOD))
        fputs("# needed, unless there is a column: weekly, four-weekly, monthly ...\n"
              "# pay_period = monthly\n",
              file);
    if (!has_rate && !pg_inspect_has(inspection, PG_FIELD_WEEKLY_HOURS))
        fputs("# needed, unless there is a column or [hours]\n# weekly_hours = 37\n", file);
}

static void put_sexes(const struct pg_inspection *inspection, FILE *file)
{
    const struct pg_survey *survey = &inspection->survey;

    for (size_t i = 0; i < survey->n_columns; i++) {
        const struct pg_column_survey *column = &survey->columns[i];
        if (!column->is_used || (int)column->meaning != PG_FIELD_SEX ||
            10 * column->n_codes_1_2 < 9 * column->n_filled || column->n_filled == 0)
            continue;
        fputs("\n[values.sex]\n# systems code this differently: look it up, never guess\n"
              "# 1 = male\n# 2 = female\n",
              file);
    }
}

static void put_element(FILE *file, struct pg_str name)
{
    char class[40];
    const char *why;

    if (!can_be_value(name) || memchr(name.ptr, '=', name.len) != NULL)
        return;
    pg_inspect_propose(name, class, &why);
    bool is_open = class[0] == '?';
    fprintf(file, "# %s\n%s", why, is_open ? "# " : "");
    put_header(file, name);
    fprintf(file, " = %s\n", is_open ? "" : class);
}

static void put_payments(const struct pg_inspection *inspection, FILE *file)
{
    static const enum pg_meaning meanings[] = {
        PG_MEANING_ELEMENT, PG_MEANING_ELEMENT_AMOUNT, PG_MEANING_DATE_PAID,
        PG_MEANING_PERIOD_START, PG_MEANING_PERIOD_END};
    static const char *const keys[] = {"element", "amount", "date_paid", "period_start",
                                       "period_end"};
    const struct pg_survey *survey = &inspection->survey;

    fputs("\n[payments]\n", file);
    if (pg_inspect_is_lines_only(inspection))
        fprintf(file,
                "# the employees are in another file, which paygap report is given\n"
                "file = %s\n",
                pg_file_name(inspection->payroll));
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        size_t column = pg_schema_survey_column(survey, meanings[i]);
        if (column == 0 || !can_be_value(survey->header[column - 1]))
            continue;
        fprintf(file, "%s = ", keys[i]);
        put_header(file, survey->header[column - 1]);
        putc('\n', file);
    }
    if (pg_schema_survey_column(survey, PG_MEANING_PERIOD_START) == 0)
        fputs(
            "# the relevant pay periods: those that hold the snapshot date; monthly is its "
            "month\n"
            "# weekly = 2026-03-30 to 2026-04-05\n"
            "# four-weekly = 2026-03-16 to 2026-04-12\n",
            file);
}

// One line of [elements] is about every column of that header.
static bool is_first_of_name(const struct pg_survey *survey, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (survey->header[i].len == survey->header[index].len &&
            memcmp(survey->header[i].ptr, survey->header[index].ptr,
                   survey->header[i].len) == 0)
            return false;
    }
    return true;
}

static void put_elements(const struct pg_inspection *inspection, FILE *file)
{
    const struct pg_survey *survey = &inspection->survey;

    if (!inspection->has_lines && inspection->n_wide < 2)
        return;
    fputs(
        "\n# What each pay element is: basic, allowance, piecework, leave, shift premium,\n"
        "# bonus (bonus annual, bonus monthly ...), overtime, expenses, benefit in kind,\n"
        "# redundancy, pay in lieu, salary sacrifice, arrears or ignore. Check each.\n"
        "[elements]\n",
        file);
    for (uint32_t i = 0; i < inspection->names.n; i++)
        put_element(file, pg_intern_get(&inspection->names, i));
    for (size_t i = 0; i < survey->n_columns && !inspection->has_lines; i++) {
        if (pg_inspect_is_element(inspection, i) && is_first_of_name(survey, i))
            put_element(file, survey->header[i]);
    }
}

static paygap_status cannot_write(const char *path, int reason, paygap_error *err)
{
    return pg_fail_at(err, PAYGAP_OUTPUT, path, 0, 0,
                      reason == EEXIST ? "the file is there already; remove it, or name "
                                         "another: --write FILE (%s)"
                                       : "could not write the file: %s",
                      strerror(reason));
}

paygap_status pg_inspect_write(const struct pg_inspection *inspection, const char *path,
                               paygap_error *err)
{
    FILE *file = fopen(path, "wx");

    if (file == NULL)
        return cannot_write(path, errno, err);
    put_head(inspection, path, file);
    if (!pg_inspect_is_lines_only(inspection)) {
        put_input(inspection, file);
        put_columns(inspection, file);
        put_missing(inspection, file);
        put_sexes(inspection, file);
    }
    if (inspection->has_lines)
        put_payments(inspection, file);
    put_elements(inspection, file);
    bool is_bad = fflush(file) != 0 || ferror(file) != 0;
    int reason = errno;
    if ((fclose(file) != 0 || is_bad)) {
        (void)pg_platform_remove_file(path);
        return cannot_write(path, is_bad ? reason : errno, err);
    }
    return PAYGAP_OK;
}
