// SPDX-License-Identifier: GPL-3.0-or-later
/* Mistakes about the quarters: where they are cut, and who of people on one rate is where.
 */
#include "mistakes.h"

#include "pg_law.h"
#include "pg_measures.h"

#include <float.h>
#include <gsl/gsl_statistics_double.h>

// A quarter without anybody has no shares.
static void set_quarter(struct pg_fourteen *figures, int quarter, double men, double size)
{
    size_t at = pg_audit_at_quarter(quarter);

    figures->sizes[quarter] = size;
    for (size_t sex = 0; size <= 0 && sex < 2; sex++)
        pg_audit_fourteen_clear(figures, at + sex);
    if (size <= 0)
        return;
    pg_audit_fourteen_set(figures, at, 100 * men / size);
    pg_audit_fourteen_set(figures, at + 1, 100 - 100 * men / size);
}

static bool is_man(const struct pg_basis *basis, size_t place)
{
    return basis->workings->run->table.sex[basis->workings->items[place].row] == PG_MEN;
}

// Quarters of given sizes by the order of the workings: ties stand in the order of the
// file.
static void cut(const struct pg_basis *basis, const size_t sizes[],
                struct pg_fourteen *figures)
{
    size_t place = 0;

    for (int j = 0; j < PG_N_QUARTERS; j++) {
        size_t men = 0;
        for (size_t i = 0; i < sizes[j]; i++)
            men += is_man(basis, place++);
        set_quarter(figures, j, (double)men, (double)sizes[j]);
    }
}

void pg_audit_mistake_file_order(const struct pg_basis *basis, struct pg_fourteen *figures)
{
    size_t sizes[PG_N_QUARTERS];

    pg_law_bands_sizes(basis->workings->report->regime->bands, basis->workings->n_hourly,
                       sizes);
    cut(basis, sizes, figures);
}

// People tied in the order of the file, all men of a rate first, or all women first.
static void one_sex_first(const struct pg_basis *basis, struct pg_fourteen *figures,
                          bool men_first)
{
    const struct pg_working *items = basis->workings->items;
    size_t sizes[PG_N_QUARTERS], n = basis->workings->n_hourly, place = 0;
    double men[PG_N_QUARTERS] = {0};
    int quarter = 0;

    pg_law_bands_sizes(basis->workings->report->regime->bands, n, sizes);
    size_t end = sizes[0];
    for (size_t from = 0, to; from < n; from = to) {
        size_t n_men = 0;
        for (to = from; to < n && items[to].same_rate == items[from].same_rate; to++)
            n_men += is_man(basis, to);
        size_t first_man = men_first ? 0 : to - from - n_men;
        for (size_t i = 0; i < to - from; i++, place++) {
            while (place >= end && quarter + 1 < PG_N_QUARTERS)
                end += sizes[++quarter];
            men[quarter] += i >= first_man && i < first_man + n_men;
        }
    }
    for (int j = 0; j < PG_N_QUARTERS; j++)
        set_quarter(figures, j, men[j], (double)sizes[j]);
}

void pg_audit_mistake_men_first(const struct pg_basis *basis, struct pg_fourteen *figures)
{
    one_sex_first(basis, figures, true);
}

void pg_audit_mistake_women_first(const struct pg_basis *basis, struct pg_fourteen *figures)
{
    one_sex_first(basis, figures, false);
}

// Quarters of everybody up to each of three points of pay; `is_below`: or below it.
static void cut_at(const struct pg_basis *basis, const double points[static 3],
                   bool is_below, struct pg_fourteen *figures)
{
    static const double near = 4 * DBL_EPSILON;
    size_t sizes[PG_N_QUARTERS] = {0};

    for (size_t i = 0; i < basis->workings->n_hourly; i++) {
        double pay = basis->pay[i];
        int j = 0;
        while (j + 1 < PG_N_QUARTERS &&
               (is_below ? pay >= points[j] * (1 - near) : pay > points[j] * (1 + near)))
            j++;
        sizes[j]++;
    }
    cut(basis, sizes, figures);
}

// Everybody at or below a quartile of pay, as a spreadsheet's QUARTILE.INC gives it.
void pg_audit_mistake_cut_points(const struct pg_basis *basis, struct pg_fourteen *figures)
{
    size_t n = basis->workings->n_hourly;
    double points[PG_N_QUARTERS - 1];

    for (int j = 0; n > 0 && j + 1 < PG_N_QUARTERS; j++)
        points[j] = gsl_stats_quantile_from_sorted_data(basis->pay, 1, n, (j + 1) / 4.0);
    if (n > 0)
        cut_at(basis, points, false, figures);
}

static void cut_ranges(const struct pg_basis *basis, bool is_below,
                       struct pg_fourteen *figures)
{
    size_t n = basis->workings->n_hourly;
    double points[PG_N_QUARTERS - 1];

    for (int j = 0; n > 0 && j + 1 < PG_N_QUARTERS; j++)
        points[j] =
            basis->pay[0] + (j + 1) * (basis->pay[n - 1] - basis->pay[0]) / PG_N_QUARTERS;
    if (n > 0)
        cut_at(basis, points, is_below, figures);
}

void pg_audit_mistake_equal_ranges(const struct pg_basis *basis,
                                   struct pg_fourteen *figures)
{
    cut_ranges(basis, false, figures);
}

void pg_audit_mistake_equal_ranges_below(const struct pg_basis *basis,
                                         struct pg_fourteen *figures)
{
    cut_ranges(basis, true, figures);
}

// Quarters of given sizes, tied people shared as they should be.
static void share_out(const struct pg_basis *basis, const size_t sizes[],
                      struct pg_fourteen *figures)
{
    const struct pg_working *items = basis->workings->items;
    size_t n = basis->workings->n_hourly, end[PG_N_QUARTERS + 1] = {0};
    double men[PG_N_QUARTERS] = {0};

    for (int j = 0; j < PG_N_QUARTERS; j++)
        end[j + 1] = end[j] + sizes[j];
    for (size_t from = 0, to; from < n; from = to) {
        size_t n_men = 0, places[PG_N_QUARTERS], placed[PG_N_QUARTERS];
        for (to = from; to < n && items[to].same_rate == items[from].same_rate; to++)
            n_men += is_man(basis, to);
        for (int j = 0; j < PG_N_QUARTERS; j++) {
            size_t low = from > end[j] ? from : end[j];
            size_t high = to < end[j + 1] ? to : end[j + 1];
            places[j] = high > low ? high - low : 0;
        }
        pg_measures_share_tied(n_men, places, placed);
        for (int j = 0; j < PG_N_QUARTERS; j++)
            men[j] += (double)placed[j];
    }
    for (int j = 0; j < PG_N_QUARTERS; j++)
        set_quarter(figures, j, men[j], (double)sizes[j]);
}

// A quarter of the people rounded up three times, and who is left in the `last` quarter;
// false for too few people.
static bool round_up(const struct pg_basis *basis, enum pg_quarter last,
                     size_t sizes[static PG_N_QUARTERS])
{
    size_t n = basis->workings->n_hourly, up = (n + 3) / 4;

    for (int j = 0; j < PG_N_QUARTERS; j++)
        sizes[j] = j == (int)last ? n - 3 * up : up;
    return 3 * up < n;
}

void pg_audit_mistake_rounded_up(const struct pg_basis *basis, struct pg_fourteen *figures)
{
    size_t sizes[PG_N_QUARTERS];

    if (round_up(basis, PG_UPPER, sizes))
        share_out(basis, sizes, figures);
}

void pg_audit_mistake_rounded_up_in_order(const struct pg_basis *basis,
                                          struct pg_fourteen *figures)
{
    size_t sizes[PG_N_QUARTERS];

    if (round_up(basis, PG_UPPER, sizes))
        cut(basis, sizes, figures);
}

void pg_audit_mistake_rounded_up_from_top(const struct pg_basis *basis,
                                          struct pg_fourteen *figures)
{
    size_t sizes[PG_N_QUARTERS];

    if (round_up(basis, PG_LOWER, sizes))
        share_out(basis, sizes, figures);
}

void pg_audit_mistake_rounded_up_from_top_in_order(const struct pg_basis *basis,
                                                   struct pg_fourteen *figures)
{
    size_t sizes[PG_N_QUARTERS];

    if (round_up(basis, PG_LOWER, sizes))
        cut(basis, sizes, figures);
}

/*
 * The remainder placed otherwise. The Regulations do not forbid most of these: they say
 * only "as equal as possible". But GOV.UK guidance has another placement.
 */
static void place_remainder(const struct pg_basis *basis, struct pg_fourteen *figures,
                            const size_t extra[4][PG_N_QUARTERS])
{
    size_t n = basis->workings->n_hourly, sizes[PG_N_QUARTERS];

    for (int j = 0; j < PG_N_QUARTERS; j++)
        sizes[j] = n / 4 + extra[n % 4][j];
    share_out(basis, sizes, figures);
}

void pg_audit_mistake_remainder_at_top(const struct pg_basis *basis,
                                       struct pg_fourteen *figures)
{
    static const size_t extra[4][PG_N_QUARTERS] = {
        {0, 0, 0, 0}, {0, 0, 0, 1}, {0, 0, 1, 1}, {0, 1, 1, 1}};

    place_remainder(basis, figures, extra);
}

void pg_audit_mistake_remainder_from_below(const struct pg_basis *basis,
                                           struct pg_fourteen *figures)
{
    static const size_t extra[4][PG_N_QUARTERS] = {
        {0, 0, 0, 0}, {1, 0, 0, 0}, {1, 1, 0, 0}, {1, 1, 1, 0}};

    place_remainder(basis, figures, extra);
}

void pg_audit_mistake_remainder_all_at_top(const struct pg_basis *basis,
                                           struct pg_fourteen *figures)
{
    static const size_t extra[4][PG_N_QUARTERS] = {
        {0, 0, 0, 0}, {0, 0, 0, 1}, {0, 0, 0, 2}, {0, 0, 0, 3}};

    place_remainder(basis, figures, extra);
}
