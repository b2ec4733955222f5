// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Several years: each return is joined to the one the employer filed a year before, and a
 * change is a leap when it is among the largest hundredth of the changes of employers of
 * its size.
 */
#include "pg_filed.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>

enum { N_BANDS = 7, LEAST_PAIRS = 100 };

/** What is compared: the two hourly gaps and the share of women on average. */
enum { CHANGE_MEAN, CHANGE_MEDIAN, CHANGE_WOMEN, N_CHANGES };

static const char *const change_names[N_CHANGES] = {
    "mean hourly gap", "median hourly gap", "share of women, on average of the quarters,"};

static bool value_of(const struct pg_return *of, int change, double *value)
{
    if (change != CHANGE_WOMEN) {
        const struct pg_written *gap =
            &of->figures[change == CHANGE_MEAN ? PG_FILED_MEAN_HOURLY
                                               : PG_FILED_MEDIAN_HOURLY];
        *value = gap->value;
        return pg_filed_is_written(gap);
    }
    *value = 0;
    for (int j = 0; j < PG_FILED_QUARTERS; j++)
        *value += of->figures[PG_FILED_WOMEN_LOWER + 2 * j].value / PG_FILED_QUARTERS;
    return pg_filed_has_quarters(of);
}

static bool change_of(const struct pg_filed *filed, const struct pg_return *of, int change,
                      double *moved)
{
    double now, then;

    if (of->before == 0 || !value_of(of, change, &now) ||
        !value_of(&filed->returns[of->before - 1], change, &then))
        return false;
    *moved = now - then;
    return true;
}

// Who an employer is: its number with the service, with Companies House, or its name.
static struct pg_str key_of(const struct pg_return *of, bool by_id, char text[static 220])
{
    const char *key = by_id && of->employer_id[0] != '\0' ? of->employer_id
                      : of->company_number[0] != '\0'     ? of->company_number
                                                          : of->employer;
    const char *kind = key == of->employer_id ? "i" : key == of->company_number ? "c" : "n";

    snprintf(text, 220, "%s%s", kind, key);
    for (char *p = text; *p != '\0'; p++)
        *p = pg_lower(*p);
    return pg_str_of(text);
}

/** The returns of each employer, by their year. */
struct employer_year {
    uint32_t employer;
    int year;
    uint32_t index;
};

static int by_employer(const void *a, const void *b)
{
    const struct employer_year *left = a, *right = b;

    if (left->employer != right->employer)
        return left->employer < right->employer ? -1 : 1;
    if (left->year != right->year)
        return left->year < right->year ? -1 : 1;
    return left->index < right->index ? -1 : left->index > right->index;
}

static bool have_ids(const struct pg_filed *filed)
{
    size_t n = 0;

    for (size_t i = 0; i < filed->n; i++)
        n += filed->returns[i].employer_id[0] != '\0';
    return n == filed->n;
}

static bool join_years(struct pg_filed *filed)
{
    struct employer_year *years = malloc((filed->n + 1) * sizeof *years);
    struct pg_intern employers = {.n = 0};
    bool by_id = have_ids(filed), made = years != NULL;

    for (size_t i = 0; made && i < filed->n; i++) {
        char text[220];
        bool is_new;
        uint32_t number =
            pg_intern_add(&employers, key_of(&filed->returns[i], by_id, text), &is_new);
        made = number != PG_INTERN_FULL;
        years[i] = (struct employer_year){number, pg_filed_certain_year(&filed->returns[i]),
                                          (uint32_t)i};
    }
    if (made && filed->n > 0)
        qsort(years, filed->n, sizeof *years, by_employer);
    for (size_t i = 1; made && i < filed->n; i++) {
        if (years[i].employer == years[i - 1].employer && years[i].year > 0 &&
            years[i].year == years[i - 1].year + 1)
            filed->returns[years[i].index].before = years[i - 1].index + 1;
    }
    pg_intern_free(&employers);
    free(years);
    return made;
}

// What 99 of 100 changes of employers of a size stay within; of all sizes where there are
// too few. INFINITY where there are too few of all.
static double usual_change(const struct pg_filed *filed, int change, int band,
                           double *changes)
{
    size_t n = 0;

    for (size_t i = 0; i < filed->n; i++) {
        double moved;
        if ((band < 0 || filed->returns[i].band == band) &&
            change_of(filed, &filed->returns[i], change, &moved))
            changes[n++] = fabs(moved);
    }
    if (n < LEAST_PAIRS)
        return band < 0 ? INFINITY : usual_change(filed, change, -1, changes);
    gsl_sort(changes, 1, n);
    return changes[n - 1 - n / 100];
}

static void judge_leap(struct pg_filed *filed, size_t index, int change, double usual)
{
    const struct pg_return *of = &filed->returns[index];
    double moved = 0;

    if (change_of(filed, of, change, &moved) && fabs(moved) > usual)
        pg_filed_fail(
            filed, index, PG_CHECK_LEAP,
            "The %s %s by %.1f points from the year before; 99 of 100 employers of "
            "this size stay within %.1f.",
            change_names[change], moved > 0 ? "rose" : "fell", fabs(moved), usual);
}

paygap_status pg_filed_judge_history(struct pg_filed *filed, paygap_error *err)
{
    double *changes = malloc((filed->n + 1) * sizeof *changes);

    if (changes == NULL || !join_years(filed)) {
        free(changes);
        return pg_no_memory(err);
    }
    for (int change = 0; change < N_CHANGES; change++) {
        double usual[N_BANDS];
        for (int band = 0; band < N_BANDS; band++)
            usual[band] = usual_change(filed, change, band, changes);
        for (size_t i = 0; i < filed->n; i++)
            judge_leap(filed, i, change, usual[filed->returns[i].band]);
    }
    free(changes);
    return PAYGAP_OK;
}
