// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Downloads of the GOV.UK service: the yearly files of all vintages and the comparison of
 * employers, which has women's shares only. Columns are found by their headers.
 */
#include "pg_filed.h"

#include "pg_sentences.h"
#include "pg_source.h"

#include <math.h>
#include <stdlib.h>

enum column {
    COLUMN_EMPLOYER = PG_N_FILED_FIGURES,
    COLUMN_EMPLOYER_ID,
    COLUMN_COMPANY_NUMBER,
    COLUMN_CURRENT_NAME,
    COLUMN_SIZE,
    COLUMN_DUE,
    N_COLUMNS
};

static const char *const headers_after_figures[N_COLUMNS - PG_N_FILED_FIGURES] = {
    "EmployerName", "EmployerId",   "CompanyNumber",
    "CurrentName",  "EmployerSize", "DueDate"};

// Those of the comparison of employers.
static const char *const comparison[N_COLUMNS] = {
    [PG_FILED_MEAN_HOURLY] = "GenderPayGap_HourlyPay_Mean_Percent",
    [PG_FILED_MEDIAN_HOURLY] = "GenderPayGap_HourlyPay_Median_Percent",
    [PG_FILED_MEAN_BONUS] = "GenderPayGap_BonusPay_Mean_Percent",
    [PG_FILED_MEDIAN_BONUS] = "GenderPayGap_BonusPay_Median_Percent",
    [PG_FILED_MEN_BONUS] = "WhoReceivesBonusPay_Men_Percent",
    [PG_FILED_WOMEN_BONUS] = "WhoReceivesBonusPay_Women_Percent",
    [PG_FILED_WOMEN_LOWER] = "WomenInEachPayQuarter_Lower_Percent",
    [PG_FILED_WOMEN_LOWER + 2] = "WomenInEachPayQuarter_LowerMiddle_Percent",
    [PG_FILED_WOMEN_LOWER + 4] = "WomenInEachPayQuarter_UpperMiddle_Percent",
    [PG_FILED_WOMEN_UPPER] = "WomenInEachPayQuarter_Upper_Percent",
    [COLUMN_EMPLOYER] = "EmployerName",
    [COLUMN_SIZE] = "NumberOfEmployees"};

static const char *header_of(int column)
{
    if (column >= PG_N_FILED_FIGURES)
        return headers_after_figures[column - PG_N_FILED_FIGURES];
    return pg_form_figures[pg_law_statutory_place((enum paygap_statutory_figure)column)]
        .column;
}

struct reading {
    struct pg_filed *filed;
    const char *path;
    size_t column_of[N_COLUMNS]; /**< 1-based; 0 = none */
    bool has_header, is_comparison;
    int year;                       /**< by the name of the file; 0 = not known */
    size_t n_returns, n_blank_gaps; /**< returns; those with a blank bonus gap */
};

// From so many returns on it is no chance if none leaves a bonus gap blank.
enum { MANY_RETURNS = 100 };

// Copies of downloads have EmployerName, employer_name or Employer name.
static bool is_header(struct pg_str cell, const char *header)
{
    size_t i = 0;

    for (; *header != '\0'; header++) {
        while (i < cell.len && (cell.ptr[i] == '_' || cell.ptr[i] == ' '))
            i++;
        if (*header == '_')
            continue;
        if (i == cell.len || pg_lower(cell.ptr[i++]) != pg_lower(*header))
            return false;
    }
    return i == cell.len;
}

static size_t find(const struct pg_row *row, const char *header)
{
    for (size_t i = 0; header != NULL && i < row->n_cells; i++) {
        if (is_header(pg_str_trim(row->cells[i]), header))
            return i + 1;
    }
    return 0;
}

static paygap_status take_header(struct reading *reading, const struct pg_row *row,
                                 paygap_error *err)
{
    reading->has_header = true;
    reading->is_comparison = find(row, comparison[PG_FILED_WOMEN_LOWER]) > 0 &&
                             find(row, header_of(PG_FILED_WOMEN_LOWER)) == 0;
    for (int i = 0; i < N_COLUMNS; i++) {
        const char *header = reading->is_comparison ? comparison[i] : header_of(i);
        reading->column_of[i] = find(row, header);
        bool is_needed = i <= COLUMN_EMPLOYER && header != NULL;
        if (is_needed && reading->column_of[i] == 0)
            return pg_fail_at(err, PAYGAP_COLUMN, reading->path, row->line, 0,
                              "no column %s: this is no download of the gender pay gap "
                              "service, which has it",
                              header);
    }
    return PAYGAP_OK;
}

// How other programs write a cell of which nothing is known.
static bool is_blank(struct pg_str text)
{
    static const char *const words[] = {"", "NA", "N/A", "#N/A", "NaN", "NULL", "None"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (pg_str_same(text, words[i]))
            return true;
    }
    return false;
}

// A decimal comma as a point, commas between thousands away; false if a comma is neither or
// could be either.
static bool settle_comma(char *number)
{
    char *comma = strchr(number, ','), *point = strchr(number, '.');
    size_t n_after = comma != NULL ? strspn(comma + 1, "0123456789") : 0;
    size_t n_before = strspn(number + (number[0] == '-'), "0123456789");

    if (comma == NULL)
        return true;
    if (point == NULL && comma[1 + n_after] == '\0' && (n_after != 3 || n_before > 3)) {
        *comma = '.';
        return n_before > 0 && n_after > 0;
    }
    if (point == NULL && comma[1 + n_after] != ',')
        return false;
    char *to = comma;
    for (const char *from = comma; *from != '\0'; from++) {
        bool is_group = *from == ',' && strspn(from + 1, "0123456789") == 3;
        if (*from == ',' && !is_group)
            return false;
        if (!is_group)
            *to++ = *from;
    }
    *to = '\0';
    return n_before > 0 && n_before <= 3;
}

// Without a percent sign.
static struct pg_str without_percent(struct pg_str text)
{
    text = pg_str_trim(text);
    if (text.len > 0 && text.ptr[text.len - 1] == '%')
        text.len--;
    return pg_str_trim(text);
}

static bool read_digits(struct pg_written *figure)
{
    bool is_negative = figure->text[0] == '-', after_point = false;
    size_t n_digits = 0;
    double value = 0, unit = 1;

    for (const char *p = figure->text + is_negative; *p != '\0'; p++) {
        if (*p == '.' && !after_point) {
            after_point = true;
            continue;
        }
        if (*p < '0' || *p > '9')
            return false;
        n_digits++;
        value = value * 10 + (*p - '0');
        if (after_point) {
            unit *= 10;
            figure->decimals++;
        }
    }
    figure->value = is_negative && value > 0 ? -value / unit : value / unit;
    figure->half = 0.5 / unit;
    return n_digits > 0;
}

struct pg_written pg_filed_written_of(struct pg_str text)
{
    static const char minus[] = "\xE2\x88\x92"; // U+2212, of pages and documents
    struct pg_written figure = {.half = 0.5};

    text = without_percent(text);
    if (is_blank(text))
        return (struct pg_written){.is_blank = true};
    if (text.len >= sizeof figure.text || memchr(text.ptr, '\0', text.len) != NULL)
        return (struct pg_written){.is_bad = true};
    memcpy(figure.text, text.ptr, text.len);
    if (strncmp(figure.text, minus, sizeof minus - 1) == 0) {
        memmove(figure.text + 1, figure.text + sizeof minus - 1,
                text.len - sizeof minus + 2);
        figure.text[0] = '-';
    }
    figure.is_bad = !settle_comma(figure.text) || !read_digits(&figure);
    return figure;
}

static struct pg_str cell(const struct reading *reading, const struct pg_row *row,
                          int column)
{
    size_t at = reading->column_of[column];

    return at > 0 && at <= row->n_cells ? row->cells[at - 1] : (struct pg_str){"", 0};
}

// As it is shown; one apostrophe that guards a formula is no part of it.
static const char *text_of(struct reading *reading, const struct pg_row *row, int column)
{
    struct pg_str text = pg_str_trim(cell(reading, row, column));
    struct pg_buffer shown = {0};

    if (text.len > 1 && text.ptr[0] == '\'' && strchr("=@+-", text.ptr[1]) != NULL) {
        text.ptr++;
        text.len--;
    }
    pg_buffer_add_visible(&shown, text, 200);
    reading->filed->out_of_memory |= shown.failed;
    const char *kept =
        pg_arena_text(&reading->filed->arena, shown.ptr != NULL ? shown.ptr : "");
    pg_buffer_free(&shown);
    return kept;
}

static void set_size(struct pg_return *filed, struct pg_str size)
{
    const struct pg_regime *regime = pg_law_regime_default();
    const bool has_comma = pg_str_same(size, "1,000 to 4,999"); // as its glossary has it

    for (size_t i = 0; i < regime->n_size_bands; i++) {
        const bool is_last = i + 1 == regime->n_size_bands;
        const bool is_spelled_so =
            has_comma && regime->size_bands[i].from == PG_LAW_SIZE_1000;
        if (is_spelled_so || pg_str_same(size, regime->size_bands[i].name)) {
            filed->most = is_last ? 0 : (uint32_t)regime->size_bands[i + 1].from - 1;
            filed->band = (uint8_t)(i + 1);
        }
    }
}

static bool has_month_name(const char *text)
{
    size_t n = 0;

    for (; *text != '\0' && n < 3; text++)
        n = pg_lower(*text) >= 'a' && pg_lower(*text) <= 'z' ? n + 1 : 0;
    return n == 3;
}

/*
 * The year of a due date, however a spreadsheet has written it again: 2024/04/05 00:00:00,
 * 05-04-2024 00:00, 2024-04-05T00:00:00Z, 5-Apr-24, or the number of a day (45387). Only
 * the year is needed: whether day or month comes first does not matter. 0 if there is none.
 */
static int due_year(struct pg_str due)
{
    enum { MOST = 40, DAYS_BEFORE_1970 = 25569 };
    char copy[MOST] = "";
    size_t last = 0;

    memcpy(copy, due.ptr, due.len < MOST - 1 ? due.len : MOST - 1);
    size_t n_of_date = has_month_name(copy) ? 2 : 3;
    const char *p = copy + strcspn(copy, "0123456789");
    for (size_t k = 0; *p != '\0' && k < n_of_date; k++) {
        size_t n_digits = strspn(p, "0123456789");
        long number = n_digits <= 5 ? strtol(p, NULL, 10) : 0;
        p += n_digits;
        if (n_digits == 4)
            return (int)number;
        if (n_digits == 5 && k == 0 && strspn(p, ".0") == strlen(p))
            return pg_date_of_days(number - DAYS_BEFORE_1970).year;
        last = n_digits == 2 && k + 1 == n_of_date ? (size_t)number : 0;
        p += strcspn(p, "0123456789");
    }
    return last > 0 ? 2000 + (int)last : 0;
}

// The due date is the day after the deadline, a year after the snapshot date; that of the
// snapshot dates of 2020 was put off within the same year.
static int year_of(struct pg_str due)
{
    int year = due_year(pg_str_trim(due));

    return year > 2017 && year < 2200 ? year - 1 : 0;
}

// "UK Gender Pay Gap Data - 2023 to 2024.csv": the first of two years that follow.
static int year_in(const char *name)
{
    for (const char *p = name; *p != '\0'; p++) {
        if (strncmp(p, "20", 2) == 0 && strspn(p, "0123456789") == 4)
            return (int)strtol(p, NULL, 10);
    }
    return 0;
}

static bool has_no_figure(const struct reading *reading, const struct pg_row *row)
{
    for (int i = 0; i < PG_N_FILED_FIGURES; i++) {
        if (!is_blank(pg_str_trim(cell(reading, row, i))))
            return false;
    }
    return true;
}

static bool is_whole(const struct pg_written *figure)
{
    return figure->value == floor(figure->value);
}

// The figure without the zeros after its point.
static void shorten(struct pg_written *figure)
{
    size_t len = strlen(figure->text);

    while (figure->decimals > 0 && figure->text[len - 1] == '0') {
        figure->decimals--;
        len -= figure->decimals == 0 ? 2 : 1; // with the point
    }
    figure->text[len] = '\0';
    if (strcmp(figure->text, "-0") == 0)
        memcpy(figure->text, "0", 2);
    figure->half = 0.5;
    for (int i = 0; i < figure->decimals; i++)
        figure->half /= 10;
}

/*
 * Some downloads write every figure with as many decimals as the longest may have: 37.60
 * there is one decimal, and 37.00 none. So where all figures of a return show the same
 * number of decimals, two or more, zeros at the end say nothing; nor do they where all end
 * in .0, which the form has added to whole numbers.
 */
static void drop_padding(struct pg_return *of)
{
    bool are_whole = true;
    int decimals = 0;

    for (int i = 0; i < PG_N_FILED_FIGURES; i++) {
        const struct pg_written *figure = &of->figures[i];
        if (!pg_filed_is_written(figure) || strcmp(figure->text, "0") == 0 ||
            strcmp(figure->text, "100") == 0)
            continue; // what is left out of a 0 or 100 is no sign of precision
        if (figure->decimals == 0 || (decimals > 0 && figure->decimals != decimals))
            return;
        decimals = figure->decimals;
        are_whole = are_whole && is_whole(figure);
    }
    for (int i = 0; i < PG_N_FILED_FIGURES && (decimals > 1 || are_whole); i++) {
        if (pg_filed_is_written(&of->figures[i]))
            shorten(&of->figures[i]);
    }
}

// Shares that end in .0 all eight are whole percentages, whatever the form has added.
static void widen_whole_shares(struct pg_return *of)
{
    for (int i = PG_FILED_MEN_LOWER; i < PG_N_FILED_FIGURES; i++) {
        const struct pg_written *share = &of->figures[i];
        if (!share->is_blank && (share->is_bad || !is_whole(share)))
            return;
    }
    for (int i = PG_FILED_MEN_LOWER; i < PG_N_FILED_FIGURES; i++)
        of->figures[i].half = 0.5;
}

static paygap_status take_return(struct reading *reading, const struct pg_row *row,
                                 paygap_error *err)
{
    struct pg_filed *filed = reading->filed;
    if (has_no_figure(reading, row)) { // an employer that has not reported, or a blank row
        filed->n_without++;
        return PAYGAP_OK;
    }
    struct pg_return *grown =
        pg_grown(filed->returns, filed->n, &filed->capacity, sizeof *grown);

    if (grown == NULL)
        return pg_no_memory(err);
    filed->returns = grown;
    struct pg_return *of = &grown[filed->n++];
    *of = (struct pg_return){.is_womens_only = reading->is_comparison,
                             .file = (uint16_t)(filed->n_files - 1),
                             .line = (uint32_t)row->line};
    for (int i = 0; i < PG_N_FILED_FIGURES; i++)
        of->figures[i] = pg_filed_written_of(cell(reading, row, i));
    drop_padding(of);
    widen_whole_shares(of);
    of->employer = text_of(reading, row, COLUMN_EMPLOYER);
    of->employer_id = text_of(reading, row, COLUMN_EMPLOYER_ID);
    of->company_number = text_of(reading, row, COLUMN_COMPANY_NUMBER);
    of->current_name = text_of(reading, row, COLUMN_CURRENT_NAME);
    set_size(of, pg_str_trim(cell(reading, row, COLUMN_SIZE)));
    of->year = year_of(cell(reading, row, COLUMN_DUE));
    of->year_from = of->year != 0        ? PG_YEAR_DUE_DATE
                    : reading->year != 0 ? PG_YEAR_FILE_NAME
                                         : PG_YEAR_UNKNOWN;
    if (of->year == 0)
        of->year = reading->year;
    reading->n_returns++;
    reading->n_blank_gaps += of->figures[PG_FILED_MEAN_BONUS].is_blank ||
                             of->figures[PG_FILED_MEDIAN_BONUS].is_blank;
    return PAYGAP_OK;
}

static paygap_status take_row(void *context, const struct pg_row *row, paygap_error *err)
{
    struct reading *reading = context;

    if (!reading->has_header)
        return take_header(reading, row, err);
    return take_return(reading, row, err);
}

static bool add_file(struct pg_filed *filed, const char *path)
{
    size_t n = filed->n_files + 1;
    const char **files = realloc(filed->files, n * sizeof *files);

    if (files == NULL)
        return false;
    filed->files = files;
    bool *never_blank = realloc(filed->never_blank, n * sizeof *never_blank);
    if (never_blank == NULL)
        return false;
    filed->never_blank = never_blank;
    never_blank[n - 1] = false;
    files[n - 1] = pg_arena_text(&filed->arena, pg_file_name(path));
    filed->n_files = n;
    return true;
}

paygap_status pg_filed_read(struct pg_filed *filed, const char *path, paygap_error *err)
{
    struct pg_source source = {.path = path, .inputs = filed->inputs, .header_line = 1};
    struct reading reading = {
        .filed = filed, .path = path, .year = year_in(pg_file_name(path))};
    struct pg_source_facts facts;
    if (!add_file(filed, path))
        return pg_no_memory(err);
    size_t before = filed->n + filed->n_without;
    paygap_error refused = {.status = PAYGAP_OK};
    paygap_status status = pg_source_read(&source, take_row, &reading, &facts, &refused);
    if (status == PAYGAP_CONFIG) // no row 1, where the header is
        return pg_fail_at(err, PAYGAP_NOT_A_TABLE, path, 0, 0, "the file is empty");
    if (status != PAYGAP_OK) {
        if (err != NULL)
            *err = refused;
        return status;
    }
    if (filed->n + filed->n_without == before)
        return pg_fail_at(err, PAYGAP_NOT_A_TABLE, path, 0, 0,
                          "there is no return below the header");
    filed->never_blank[filed->n_files - 1] =
        reading.n_returns >= MANY_RETURNS && reading.n_blank_gaps == 0;
    return filed->out_of_memory || filed->arena.failed ? pg_no_memory(err) : PAYGAP_OK;
}
