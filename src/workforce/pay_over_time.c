// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Pay gaps over time: the figures by sex of several results.json beside each other, in
 * points and in pence; and with two payrolls why the difference of the means changed.
 */
#include "pay_change.h"

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

static const struct {
    const char *group, *measure, *title;
    bool is_pounds;
} measures[] = {
    {"women", "mean_hourly_gap", "Mean hourly gap", false},
    {"women", "median_hourly_gap", "Median hourly gap", false},
    {"men", "mean_hourly_pay", "Mean hourly pay, men", true},
    {"women", "mean_hourly_pay", "Mean hourly pay, women", true},
    {"men", "median_hourly_pay", "Median hourly pay, men", true},
    {"women", "median_hourly_pay", "Median hourly pay, women", true},
    {"women", "mean_bonus_gap", "Mean bonus gap", false},
    {"women", "median_bonus_gap", "Median bonus gap", false},
    {"men", "bonus_share", "Men paid a bonus", false},
    {"women", "bonus_share", "Women paid a bonus", false},
    {"women", "upper_quarter_share", "Women in the upper quarter", false},
    {"women", "lower_quarter_share", "Women in the lower quarter", false},
};

static double figure_of(const json_t *root, const char *group, const char *measure)
{
    const json_t *figures = json_object_get(root, "figures");

    for (size_t i = 0; i < json_array_size(figures); i++) {
        const json_t *figure = json_array_get(figures, i);
        const char *characteristic =
            json_string_value(json_object_get(figure, "characteristic"));
        const char *of = json_string_value(json_object_get(figure, "group"));
        const char *name = json_string_value(json_object_get(figure, "measure"));
        const json_t *value = json_object_get(figure, "value");
        if (characteristic != NULL && of != NULL && name != NULL &&
            strcmp(characteristic, "sex") == 0 && strcmp(of, group) == 0 &&
            strcmp(name, measure) == 0 && json_is_number(value))
            return json_number_value(value);
    }
    return NAN;
}

static int by_date(const void *a, const void *b)
{
    return pg_date_compare(((const struct year *)a)->date, ((const struct year *)b)->date);
}

static paygap_status read_year(struct pg_workforce *workforce, struct year *year,
                               const char *name, paygap_error *err)
{
    const char *path = pg_workforce_path(workforce, name);
    char text[32];

    year->root = json_load_file(path, 0, NULL);
    const char *date = json_string_value(json_object_get(year->root, "snapshot_date"));
    if (date == NULL || !pg_date_parse(pg_str_of(date), &year->date))
        return pg_fail_at(err, PAYGAP_NOT_A_TABLE, path, 0, 0,
                          "this is no results.json of paygap report");
    year->label = pg_arena_text(&workforce->arena, pg_date_long(year->date, text));
    return PAYGAP_OK;
}

static void put_value(struct pg_workforce *workforce, struct pg_out_table *table,
                      double value)
{
    pg_out_number(workforce, table, value, PG_ALL, PG_ALL, PG_ALL, PG_ALL);
}

static void put_measure(struct pg_workforce *workforce, struct pg_out_table *table,
                        const struct year *years, size_t n, size_t k)
{
    double first = figure_of(years[0].root, measures[k].group, measures[k].measure);
    double before =
        n > 1 ? figure_of(years[n - 2].root, measures[k].group, measures[k].measure) : NAN;
    double last = figure_of(years[n - 1].root, measures[k].group, measures[k].measure);

    pg_out_text(workforce, table, measures[k].title);
    pg_out_text(workforce, table, measures[k].is_pounds ? "pounds an hour" : "percent");
    for (size_t i = 0; i < n; i++)
        put_value(workforce, table,
                  figure_of(years[i].root, measures[k].group, measures[k].measure));
    double factor = measures[k].is_pounds ? 100 : 1;
    put_value(workforce, table, factor * (last - before));
    put_value(workforce, table, factor * (last - first));
    pg_out_text(workforce, table, measures[k].is_pounds ? "pence" : "percentage points");
}

// Men's pay less women's, to the penny as each is published: 15.10 less 14.74 is 36p.
static void put_difference(struct pg_workforce *workforce, struct pg_out_table *table,
                           const struct year *years, size_t n, const char *measure,
                           const char *title)
{
    double values[MOST_YEARS] = {0};

    if (n == 0)
        return;
    pg_out_text(workforce, table, title);
    pg_out_text(workforce, table, "pounds an hour");
    for (size_t i = 0; i < n; i++) {
        double men = figure_of(years[i].root, "men", measure);
        double women = figure_of(years[i].root, "women", measure);
        values[i] = (round(men * 100) - round(women * 100)) / 100;
        put_value(workforce, table, values[i]);
    }
    put_value(workforce, table, n > 1 ? 100 * (values[n - 1] - values[n - 2]) : NAN);
    put_value(workforce, table, 100 * (values[n - 1] - values[0]));
    pg_out_text(workforce, table, "pence");
}

static void add_table(struct pg_workforce *workforce, const struct year *years, size_t n)
{
    struct pg_out_table *table =
        pg_out_begin(workforce, "Pay_gaps", "Pay gaps by sex over time");

    pg_out_note(table,
                "From the results.json of each year. Gaps and shares change in percentage "
                "points, pay in pence.");
    pg_out_column(table, "Figure", "item", PG_CELL_TEXT, 40, PG_ALL);
    pg_out_column(table, "Unit", "unit_of_figure", PG_CELL_TEXT, 16, PG_ALL);
    for (size_t i = 0; i < n; i++)
        pg_out_column(table, years[i].label,
                      pg_arena_printf(&workforce->arena, "value_%04d", years[i].date.year),
                      PG_CELL_RATIO, 14, PG_ALL);
    pg_out_column(table, "Change from the year before", "change", PG_CELL_RATIO, 14,
                  PG_ALL);
    pg_out_column(table, "Change from the first", "change_from_first", PG_CELL_RATIO, 14,
                  PG_ALL);
    pg_out_column(table, "Change in", "change_in", PG_CELL_TEXT, 18, PG_ALL);
    for (size_t k = 0; k < sizeof measures / sizeof measures[0]; k++)
        put_measure(workforce, table, years, n, k);
    put_difference(workforce, table, years, n, "mean_hourly_pay",
                   "Mean hourly pay, men less women");
    put_difference(workforce, table, years, n, "median_hourly_pay",
                   "Median hourly pay, men less women");
}

static paygap_status add_results(struct pg_workforce *workforce, const char *list,
                                 paygap_error *err)
{
    struct year years[MOST_YEARS] = {{.root = NULL}};
    paygap_status status = PAYGAP_OK;
    size_t n = 0;

    while (*list != '\0' && status == PAYGAP_OK && n < MOST_YEARS) {
        size_t len = strcspn(list, ",");
        struct pg_str name = pg_str_trim((struct pg_str){list, len});
        if (name.len > 0)
            status = read_year(
                workforce, &years[n++],
                pg_arena_printf(&workforce->arena, "%.*s", (int)name.len, name.ptr), err);
        list += len + (list[len] == ',');
    }
    if (status == PAYGAP_OK && n > 0) {
        qsort(years, n, sizeof *years, by_date);
        add_table(workforce, years, n);
    }
    for (size_t i = 0; i < n; i++)
        json_decref(years[i].root);
    return status;
}

paygap_status pg_add_pay_over_time(struct pg_workforce *workforce, paygap_error *err)
{
    const char *results = pg_workforce_key(workforce, "results");

    if (results != NULL)
        PG_TRY(add_results(workforce, results, err));
    else
        pg_say_missing(workforce, "Pay gaps over time",
                       "[workforce] results = the results.json of this and earlier years");
    if (pg_workforce_key(workforce, "payroll") != NULL &&
        pg_workforce_key(workforce, "earlier_payroll") != NULL)
        return pg_add_pay_change(workforce, err);
    pg_say_missing(workforce, "Why the pay gap changed",
                   "[workforce] payroll and earlier_payroll = the payrolls of both years");
    return PAYGAP_OK;
}
