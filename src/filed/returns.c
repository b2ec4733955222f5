// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Downloads of the GOV.UK service: the yearly files of all vintages and the comparison of
 * employers, which has women's shares only. Columns are found by their headers.
 */
#include "pg_filed.h"

#include "phrases.h"
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

_Static_assert((int)PG_N_FILED_FIGURES == (int)PG_N_STATUTORY,
               "the figures of the download");

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
    return column < PG_N_FILED_FIGURES ? pg_download_figures[column].header
                                       : headers_after_figures[column - PG_N_FILED_FIGURES];
}

struct reading {
    struct pg_filed *filed;
    const char *path;
    size_t column_of[N_COLUMNS]; /**< 1-based; 0 = none */
    bool has_header, is_comparison;
    int year; /**< by the name of the file; 0 = not known */
};

static size_t find(const struct pg_row *row, const char *header)
{
    for (size_t i = 0; header != NULL && i < row->n_cells; i++) {
        if (pg_str_same(pg_str_trim(row->cells[i]), header))
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

// A number as the service writes it, of any number of decimals.
struct pg_written pg_written_of(struct pg_str text)
{
    struct pg_written figure = {.half = 0.5};
    char copy[40];
    size_t i = 0;

    text = pg_str_trim(text);
    if (text.len == 0)
        return (struct pg_written){.is_blank = true};
    if (text.len >= sizeof copy)
        return (struct pg_written){.is_bad = true};
    memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    bool is_negative = copy[0] == '-';
    size_t n_digits = 0;
    double value = 0, unit = 1;
    bool after_point = false;
    for (i = is_negative; copy[i] != '\0'; i++) {
        if (copy[i] == '.' && !after_point) {
            after_point = true;
            continue;
        }
        if (copy[i] < '0' || copy[i] > '9')
            return (struct pg_written){.is_bad = true};
        n_digits++;
        value = value * 10 + (copy[i] - '0');
        if (after_point) {
            unit *= 10;
            figure.decimals++;
        }
    }
    snprintf(figure.text, sizeof figure.text, "%s", copy);
    figure.value = is_negative && value > 0 ? -value / unit : value / unit;
    figure.half = 0.5 / unit;
    figure.is_bad = n_digits == 0;
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
    static const struct {
        const char *name;
        uint32_t most;
    } bands[] = {{"Less than 250", 249},  {"250 to 499", 499},       {"500 to 999", 999},
                 {"1000 to 4999", 4999},  {"5000 to 19,999", 19999}, {"20,000 or more", 0},
                 {"1,000 to 4,999", 4999}};

    for (size_t i = 0; i < sizeof bands / sizeof bands[0]; i++) {
        if (pg_str_same(size, bands[i].name)) {
            filed->most = bands[i].most;
            filed->band = (uint8_t)(i == 6 ? 4 : i + 1);
        }
    }
}

// The due date is the day after the deadline, a year after the snapshot date: 2024/04/05
// or 05/04/2024. The deadlines of 2020 were put off to the year after next.
static int year_of(struct pg_str due)
{
    char copy[12] = "";
    int a = 0, b = 0, c = 0;

    memcpy(copy, due.ptr, due.len < 10 ? due.len : 10);
    if (sscanf(copy, "%d/%d/%d", &a, &b, &c) != 3)
        return 0;
    int year = a > 31 ? a : c;
    return year > 2016 && year < 2200 ? year - 1 : 0;
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
        if (pg_str_trim(cell(reading, row, i)).len > 0)
            return false;
    }
    return true;
}

// Shares that end in .0 all eight are whole percentages, whatever the form has added.
static void widen_whole_shares(struct pg_return *of)
{
    for (int i = PG_FILED_MEN_LOWER; i < PG_N_FILED_FIGURES; i++) {
        const struct pg_written *share = &of->figures[i];
        if (!share->is_blank && (share->is_bad || share->value != floor(share->value)))
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
        of->figures[i] = pg_written_of(cell(reading, row, i));
    widen_whole_shares(of);
    of->employer = text_of(reading, row, COLUMN_EMPLOYER);
    of->employer_id = text_of(reading, row, COLUMN_EMPLOYER_ID);
    of->company_number = text_of(reading, row, COLUMN_COMPANY_NUMBER);
    of->current_name = text_of(reading, row, COLUMN_CURRENT_NAME);
    set_size(of, pg_str_trim(cell(reading, row, COLUMN_SIZE)));
    of->year = year_of(cell(reading, row, COLUMN_DUE));
    if (of->year == 0)
        of->year = reading->year;
    return PAYGAP_OK;
}

static paygap_status take_row(void *context, const struct pg_row *row, paygap_error *err)
{
    struct reading *reading = context;

    if (!reading->has_header)
        return take_header(reading, row, err);
    return take_return(reading, row, err);
}

paygap_status pg_filed_read(struct pg_filed *filed, const char *path, paygap_error *err)
{
    struct pg_source source = {.path = path, .header_line = 1};
    struct reading reading = {
        .filed = filed, .path = path, .year = year_in(pg_file_name(path))};
    struct pg_source_facts facts;
    const char **grown = realloc(filed->files, (filed->n_files + 1) * sizeof *filed->files);

    if (grown == NULL)
        return pg_no_memory(err);
    filed->files = grown;
    filed->files[filed->n_files++] = pg_arena_text(&filed->arena, pg_file_name(path));
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
    return filed->out_of_memory || filed->arena.failed ? pg_no_memory(err) : PAYGAP_OK;
}
