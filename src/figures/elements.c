// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The element audit: what each pay element adds up to, and what the gaps would be were it
 * classed otherwise. Means are sums over people, so one element moves them by what it adds
 * to each person's hourly pay; who is in the figures is left as it is.
 */
#include "figures_parts.h"

#include "pg_law.h"

#include <math.h>
#include <stdlib.h>

enum { DAYS_OF_A_WEEK = PG_LAW_WEEK / PG_LAW_DAY };

/** How an element can be classed. */
enum { AS_ORDINARY, AS_BONUS, LEFT_OUT, N_CLASSINGS };

struct element_sums {
    size_t people[PG_N_SEXES];
    double in_period, in_year;              /**< pounds */
    double hourly[N_CLASSINGS][PG_N_SEXES]; /**< pounds an hour, added over people */
    double
        bonus[PG_N_SEXES]; /**< of people whose bonus would change: how much, in pounds */
    double n_paid[PG_N_SEXES]; /**< and how many more of them would have been paid one */
};

struct audit {
    const struct pg_judged *judged;
    const struct pg_slice *slice;
    double mean[PG_N_SEXES], n[PG_N_SEXES];             /**< of hourly pay */
    double mean_bonus[PG_N_SEXES], n_bonus[PG_N_SEXES]; /**< of the twelve months */
};

static bool is_in_slice(const struct audit *audit, uint32_t row)
{
    const struct pg_table *table = audit->judged->table;

    return table->employer >= table->n_labels || audit->slice->rows == NULL ||
           pg_table_label_code(&table->labels[table->employer], row) ==
               audit->slice->employer;
}

static void add_hourly(struct audit *audit, struct element_sums *sums,
                       const struct pg_paid *paid, int sex)
{
    static const double year = (double)PG_LAW_YEAR / PG_LAW_DAY;
    const struct pg_table *table = audit->judged->table;
    bool counts = pg_pay_is_hourly(audit->judged->pay, paid->row) &&
                  !pg_pay_has_known_rate(table, paid->row) && table->weekly_hours != NULL &&
                  table->weekly_hours[paid->row] > 0 && paid->is_in_period;

    if (!counts)
        return;
    double hours = table->weekly_hours[paid->row] / 1e6;
    double days = table->pay_period[paid->row] / 1e6;
    double bonus_days = paid->bonus_period > 0 && paid->bonus_period != PG_BAD_PERIOD
                            ? paid->bonus_period / 1e6
                            : year;
    const struct pg_element_use *element =
        &audit->judged->payments->elements[paid->element];
    bool is_deducted = pg_payments_pay_class_effect(element->class) == PG_EFFECT_DEDUCTED;
    double pounds = (double)paid->amount / 1e6;
    double ordinary =
        is_deducted ? -(double)pg_payments_sacrificed(element, paid->amount) / 1e6 : pounds;
    sums->hourly[AS_ORDINARY][sex] += DAYS_OF_A_WEEK * ordinary / days / hours;
    sums->hourly[AS_BONUS][sex] += DAYS_OF_A_WEEK * pounds / bonus_days / hours;
}

// The payments [begin, end) are of one person and one element.
static void add_person(struct audit *audit, struct element_sums *sums, size_t begin,
                       size_t end, bool is_bonus)
{
    const struct pg_payments *payments = audit->judged->payments;
    uint32_t row = payments->paid[begin].row;
    int sex = audit->judged->table->sex[row];
    double year = 0;

    sums->people[sex]++;
    for (size_t i = begin; i < end; i++) {
        const struct pg_paid *paid = &payments->paid[i];
        double pounds = (double)paid->amount / 1e6;
        sums->in_period += paid->is_in_period ? pounds : 0;
        year += paid->is_in_year ? pounds : 0;
        add_hourly(audit, sums, paid, sex);
    }
    sums->in_year += year;
    if (!pg_population_is_in_bonus_figures(audit->judged->people, row))
        return;
    double now = (double)pg_table_amount(audit->judged->table, row, PG_ITEM_BONUS_12) / 1e6;
    double otherwise = is_bonus ? now - year : now + year;
    sums->bonus[sex] += fmax(otherwise, 0) - fmax(now, 0);
    sums->n_paid[sex] += (otherwise > 0.0000005) - (now > 0);
}

static void add_payments(struct audit *audit, struct element_sums *sums)
{
    const struct pg_payments *payments = audit->judged->payments;

    for (size_t begin = 0, end; begin < payments->n_paid; begin = end) {
        const struct pg_paid *first = &payments->paid[begin];
        for (end = begin; end < payments->n_paid && payments->paid[end].row == first->row &&
                          payments->paid[end].element == first->element;)
            end++;
        enum pg_pay_class class = payments->elements[first->element].class;
        if (pg_population_is_relevant(audit->judged->people, first->row) &&
            is_in_slice(audit, first->row))
            add_person(audit, &sums[first->element], begin, end, class == PG_PAY_BONUS);
    }
}

static double gap(double men, double women)
{
    return men > 0 ? 100 * (men - women) / men : NAN;
}

static int classing_of(enum pg_pay_class class)
{
    switch (pg_payments_pay_class_effect(class)) {
    case PG_EFFECT_ORDINARY:
    case PG_EFFECT_DEDUCTED:
        return AS_ORDINARY;
    case PG_EFFECT_BONUS:
        return AS_BONUS;
    default:
        return LEFT_OUT;
    }
}

static void set_gaps(const struct audit *audit, const struct element_sums *sums, int now,
                     struct pg_element_row *row)
{
    double *gaps[N_CLASSINGS] = {&row->gap_as_ordinary, &row->gap_as_bonus,
                                 &row->gap_left_out};
    double bonus[PG_N_SEXES];

    for (int other = 0; other < N_CLASSINGS; other++) {
        double means[PG_N_SEXES];
        for (int sex = 0; sex < PG_N_SEXES; sex++)
            means[sex] =
                audit->mean[sex] +
                (audit->n[sex] > 0
                     ? (sums->hourly[other][sex] - sums->hourly[now][sex]) / audit->n[sex]
                     : 0);
        *gaps[other] = audit->n[PG_MEN] > 0 && audit->n[PG_WOMEN] > 0
                           ? gap(means[PG_MEN], means[PG_WOMEN])
                           : NAN;
    }
    for (int sex = 0; sex < PG_N_SEXES; sex++) {
        double n = audit->n_bonus[sex] + sums->n_paid[sex];
        double sum = audit->mean_bonus[sex] * audit->n_bonus[sex] + sums->bonus[sex];
        bonus[sex] = n > 0 ? sum / n : NAN;
    }
    double as_it_is = audit->n_bonus[PG_MEN] > 0 && audit->n_bonus[PG_WOMEN] > 0
                          ? gap(audit->mean_bonus[PG_MEN], audit->mean_bonus[PG_WOMEN])
                          : NAN;
    double otherwise = gap(bonus[PG_MEN], bonus[PG_WOMEN]);
    row->bonus_gap_as_bonus = now == AS_BONUS ? as_it_is : otherwise;
    row->bonus_gap_otherwise = now == AS_BONUS ? otherwise : as_it_is;
}

static double value_of(const struct pg_report *report, enum pg_sex sex,
                       enum pg_measure measure, double *n)
{
    const paygap_figure *figure = pg_results_report_find(report, sex, measure);
    bool has_value = figure != NULL && figure->has_value;

    *n = has_value ? (double)figure->count : 0;
    return has_value ? figure->value : 0;
}

static void describe(const struct audit *audit, const struct element_sums *sums,
                     struct pg_arena *arena, struct pg_element_row *rows)
{
    const struct pg_payments *payments = audit->judged->payments;

    for (uint32_t i = 0; i < payments->names.n; i++) {
        const struct pg_element_use *element = &payments->elements[i];
        struct pg_element_row *row = &rows[i];
        struct pg_buffer name = {0};
        pg_buffer_add_visible(&name, pg_intern_get(&payments->names, i), 60);
        row->name = pg_arena_text(arena, name.ptr != NULL ? name.ptr : "");
        pg_buffer_free(&name);
        row->class = pg_payments_pay_class_word(element->class);
        row->rule = pg_payments_pay_class_rule(element->class);
        row->n_lines = element->n_lines;
        row->men = sums[i].people[PG_MEN];
        row->women = sums[i].people[PG_WOMEN];
        row->in_period = sums[i].in_period;
        row->in_year = sums[i].in_year;
        row->is_basic = element->class == PG_PAY_BASIC;
        set_gaps(audit, &sums[i], classing_of(element->class), row);
    }
}

bool pg_figures_audit_elements(const struct pg_forming *forming)
{
    struct audit audit = {.judged = forming->judged, .slice = forming->slice};
    struct pg_report *report = forming->report;
    size_t n = forming->judged->payments->names.n;

    if (n == 0)
        return true;
    for (enum pg_sex sex = PG_MEN; sex < PG_N_SEXES; sex++) {
        audit.mean[sex] = value_of(report, sex, PG_MEASURE_MEAN_HOURLY_PAY, &audit.n[sex]);
        audit.mean_bonus[sex] =
            value_of(report, sex, PG_MEASURE_MEAN_BONUS_PAY, &audit.n_bonus[sex]);
    }
    struct element_sums *sums = calloc(n, sizeof *sums);
    report->elements = calloc(n, sizeof *report->elements);
    if (sums != NULL && report->elements != NULL) {
        add_payments(&audit, sums);
        describe(&audit, sums, &forming->results->arena, report->elements);
        report->n_elements = n;
    }
    free(sums);
    return report->elements != NULL && report->n_elements == n;
}
