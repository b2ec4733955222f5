// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Pay gaps over time: the figures by sex of several results.json beside each other, in
 * points and in pence; and with two payrolls why the difference of the means changed.
 */
#include "pay_change.h"

#include "pg_sentences.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>

enum { MOST_YEARS = 8 };

/** The results of one snapshot date. */
struct year {
    json_t *root;
    struct pg_date date;
    const char *label;
};

/** A figure of each year; without a group, men's pay less women's. */
struct measured {
    const char *group, *measure, *title;
};

/** The statutory figures that are followed, by shorter names. */
static const struct followed {
    enum pg_form_place place;
    const char *title;
} gaps[] = {
    {PG_FORM_MEAN_HOURLY_GAP, "Mean hourly gap"},
    {PG_FORM_MEDIAN_HOURLY_GAP, "Median hourly gap"},
    {PG_FORM_MEAN_BONUS_GAP, "Mean bonus gap"},
    {PG_FORM_MEDIAN_BONUS_GAP, "Median bonus gap"},
    {PG_FORM_MEN_BONUS_SHARE, "Men paid a bonus"},
    {PG_FORM_WOMEN_BONUS_SHARE, "Women paid a bonus"},
    {PG_FORM_WOMEN_UPPER_QUARTER, "Women in the upper quarter"},
    {PG_FORM_WOMEN_LOWER_QUARTER, "Women in the lower quarter"},
};

static const struct measured pays[] = {
    {"men", "mean_hourly_pay", "Mean hourly pay, men"},
    {"women", "mean_hourly_pay", "Mean hourly pay, women"},
    {"men", "median_hourly_pay", "Median hourly pay, men"},
    {"women", "median_hourly_pay", "Median hourly pay, women"},
    {NULL, "mean_hourly_pay", "Mean hourly pay, men less women"},
    {NULL, "median_hourly_pay", "Median hourly pay, men less women"},
};

/** A figure of a year, and whether that year's report kept it from publication. */
struct of_year {
    double value;
    bool is_hidden;
    struct pg_fraction published; /**< as that year rounded it; den 0 = not known */
};

static struct pg_fraction digits_of(const char *published)
{
    int64_t millionths;

    return published != NULL &&
                   pg_decimal_parse(pg_str_of(published), &millionths) == PG_CELL_VALUE
               ? (struct pg_fraction){millionths, PG_MILLION}
               : (struct pg_fraction){0, 0};
}

static struct of_year figure_of(const struct year *year, const char *group,
                                const char *measure)
{
    const json_t *figures = json_object_get(year->root, "figures");

    for (size_t i = 0; i < json_array_size(figures); i++) {
        const json_t *figure = json_array_get(figures, i);
        const char *characteristic =
            json_string_value(json_object_get(figure, "characteristic"));
        const char *of = json_string_value(json_object_get(figure, "group"));
        const char *name = json_string_value(json_object_get(figure, "measure"));
        const char *why = json_string_value(json_object_get(figure, "not_published"));
        const char *published = json_string_value(json_object_get(figure, "published"));
        const json_t *value = json_object_get(figure, "value");
        if (characteristic != NULL && of != NULL && name != NULL &&
            strcmp(characteristic, "sex") == 0 && strcmp(of, group) == 0 &&
            strcmp(name, measure) == 0 && json_is_number(value))
            return (struct of_year){json_number_value(value), why != NULL && why[0] != '\0',
                                    digits_of(published)};
    }
    return (struct of_year){.value = NAN};
}

static int by_date(const void *a, const void *b)
{
    return pg_date_compare(((const struct year *)a)->date, ((const struct year *)b)->date);
}

static size_t next_bytes(void *to, size_t n, void *bytes)
{
    return pg_bytes_read(bytes, to, n);
}

static paygap_status read_year(struct pg_workforce *workforce, struct year *year,
                               const char *name, paygap_error *err)
{
    const char *path = pg_workforce_path(workforce, name);
    char text[32];

    struct pg_bytes bytes;
    if (pg_bytes_open(&bytes, workforce->config.inputs, path, NULL) != PAYGAP_OK)
        return pg_fail_at(err, PAYGAP_OPEN, path, 0, 0,
                          "could not open the file, which [workforce] results names: %s",
                          strerror(errno));
    year->root = json_load_callback(next_bytes, &bytes, 0, NULL);
    pg_bytes_close(&bytes);
    const char *date = json_string_value(json_object_get(year->root, "snapshot_date"));
    if (date == NULL || !pg_date_parse(pg_str_of(date), &year->date))
        return pg_fail_at(err, PAYGAP_NOT_A_TABLE, path, 0, 0,
                          "this is no results.json of paygap report");
    year->label = pg_arena_text(&workforce->arena, pg_date_long(year->date, text));
    return PAYGAP_OK;
}

static void put_value(struct pg_workforce *workforce, struct pg_document_table *table,
                      struct of_year figure)
{
    pg_workforce_put_number(workforce, table, figure.value, NULL);
    pg_workforce_exactly(table, figure.published);
    if (figure.is_hidden)
        pg_workforce_withhold(table);
}

static struct of_year less(struct of_year a, struct of_year b)
{
    return (struct of_year){.value = a.value - b.value,
                            .is_hidden = a.is_hidden || b.is_hidden};
}

static void put_gap(struct pg_workforce *workforce, struct pg_document_table *table,
                    const struct year *years, size_t n, const struct followed *gap)
{
    static const struct of_year none = {.value = NAN};
    const struct pg_statutory_figure *figure = &pg_statutory_figures[gap->place];
    struct of_year of[MOST_YEARS] = {{.value = 0}};

    pg_workforce_put_text(workforce, table, gap->title);
    for (size_t i = 0; i < n; i++) {
        of[i] = figure_of(&years[i], pg_results_sex_name(figure->sex),
                          pg_results_measure_name(figure->measure));
        put_value(workforce, table, of[i]);
    }
    put_value(workforce, table, n > 1 ? less(of[n - 1], of[n - 2]) : none);
    put_value(workforce, table, less(of[n - 1], of[0]));
}

static struct of_year rounded_pence(const struct year *year, const char *group,
                                    const char *measure)
{
    struct of_year pay = figure_of(year, group, measure);

    double pounds = pay.published.den > 0 ? pg_fraction_double(pay.published) : pay.value;

    return (struct of_year){.value = round(100 * pounds), .is_hidden = pay.is_hidden};
}

// Whole pence of a year's pay, or of men's less women's, as they are published.
static struct of_year pence_of(const struct year *year, const struct measured *pay)
{
    return pay->group != NULL ? rounded_pence(year, pay->group, pay->measure)
                              : less(rounded_pence(year, "men", pay->measure),
                                     rounded_pence(year, "women", pay->measure));
}

// Changes are those of the pennies that are published: 15.10 less 14.74 is 36p.
static void put_pay(struct pg_workforce *workforce, struct pg_document_table *table,
                    const struct year *years, size_t n, const struct measured *pay)
{
    static const struct of_year none = {.value = NAN};
    struct of_year pence[MOST_YEARS] = {{.value = 0}};

    pg_workforce_put_text(workforce, table, pay->title);
    for (size_t i = 0; i < n; i++) {
        pence[i] = pence_of(&years[i], pay);
        put_value(workforce, table,
                  pay->group != NULL ? figure_of(&years[i], pay->group, pay->measure)
                                     : (struct of_year){.value = pence[i].value / 100,
                                                        .is_hidden = pence[i].is_hidden});
    }
    put_value(workforce, table, n > 1 ? less(pence[n - 1], pence[n - 2]) : none);
    put_value(workforce, table, less(pence[n - 1], pence[0]));
}

static void begin_years(struct pg_workforce *workforce, struct pg_document_table *table,
                        const struct year *years, size_t n, bool is_pay)
{
    enum pg_value_kind kind = is_pay ? PG_VALUE_PENCE : PG_VALUE_POINTS;
    const char *unit = is_pay ? "pence" : "percentage points";

    pg_workforce_named_by(table, "Figure", PG_COLUMN_ITEM, 40);
    for (size_t i = 0; i < n; i++)
        pg_workforce_column(
            table,
            pg_arena_printf(&workforce->arena, "%s (%s)", years[i].label,
                            is_pay ? "pounds an hour" : "%"),
            pg_arena_printf(&workforce->arena, "value_%04d", years[i].date.year),
            is_pay ? PG_VALUE_POUNDS : PG_VALUE_PERCENT, 16, PG_ALL);
    pg_workforce_column(
        table, pg_arena_printf(&workforce->arena, "Change from the year before (%s)", unit),
        "change", kind, 16, PG_ALL);
    pg_workforce_column(
        table, pg_arena_printf(&workforce->arena, "Change from the first (%s)", unit),
        "change_from_first", kind, 16, PG_ALL);
}

static void add_tables(struct pg_workforce *workforce, const struct year *years, size_t n)
{
    struct pg_document_table *table =
        pg_workforce_table(workforce, "Pay_gaps", "Pay gaps by sex over time");

    pg_workforce_note(table, "From the results.json of each year.");
    begin_years(workforce, table, years, n, false);
    for (size_t k = 0; k < sizeof gaps / sizeof gaps[0]; k++)
        put_gap(workforce, table, years, n, &gaps[k]);
    table = pg_workforce_table(workforce, "Pay_over_time", "Hourly pay by sex over time");
    pg_workforce_note(table, "From the results.json of each year. Changes are between the "
                             "published pennies.");
    begin_years(workforce, table, years, n, true);
    for (size_t k = 0; k < sizeof pays / sizeof pays[0]; k++)
        put_pay(workforce, table, years, n, &pays[k]);
}

// Two results of one year would stand under one key of the tidy file.
static paygap_status check_years(const struct pg_workforce *workforce,
                                 const struct year *years, size_t n, paygap_error *err)
{
    for (size_t i = 1; i < n; i++) {
        if (years[i].date.year == years[i - 1].date.year)
            return pg_fail_at(err, PAYGAP_CONFIG, workforce->options->config,
                              workforce->config.workforce.results.line, 0,
                              "[workforce] results: two of the files are of %d",
                              years[i].date.year);
    }
    return PAYGAP_OK;
}

static paygap_status add_results(struct pg_workforce *workforce,
                                 const struct pg_name_list *results, paygap_error *err)
{
    struct year years[MOST_YEARS] = {{.root = NULL}};
    paygap_status status = PAYGAP_OK;
    size_t n = 0;

    if (results->n > MOST_YEARS)
        return pg_fail_at(err, PAYGAP_CONFIG, workforce->options->config, results->line, 0,
                          "[workforce] results: at most %d files can be compared",
                          MOST_YEARS);
    for (; status == PAYGAP_OK && n < results->n; n++)
        status = read_year(workforce, &years[n], results->names[n], err);
    if (status == PAYGAP_OK && n > 0) {
        qsort(years, n, sizeof *years, by_date);
        status = check_years(workforce, years, n, err);
    }
    if (status == PAYGAP_OK && n > 0)
        add_tables(workforce, years, n);
    for (size_t i = 0; i < n; i++)
        json_decref(years[i].root);
    return status;
}

paygap_status pg_workforce_add_pay_over_time(struct pg_workforce *workforce,
                                             paygap_error *err)
{
    const struct pg_workforce_settings *settings = &workforce->config.workforce;

    if (settings->results.line > 0)
        PG_TRY(add_results(workforce, &settings->results, err));
    else
        pg_workforce_say_missing(
            workforce, "Pay gaps over time",
            "[workforce] results = the results.json of this and earlier years");
    if (settings->payroll != NULL && settings->earlier_payroll != NULL)
        return pg_workforce_add_pay_change(workforce, err);
    pg_workforce_say_missing(
        workforce, "Why the pay gap changed",
        "[workforce] payroll and earlier_payroll = the payrolls of both years");
    return PAYGAP_OK;
}
