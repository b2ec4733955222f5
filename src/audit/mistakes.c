// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What often goes wrong, each worked out from the right workings. A figure that a mistake
 * does not touch stays as it is.
 */
#include "mistakes.h"

#include "pg_measures.h"
#include "phrases.h"

#include <float.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

/* Places of the fourteen figures: pg_statutory_figures runs from the upper quarter down. */
enum { MEAN = 8, MEDIAN, MEN_BONUS, WOMEN_BONUS, MEAN_BONUS, MEDIAN_BONUS };

static size_t men_in(int quarter)
{
    return 2 * ((size_t)PG_N_QUARTERS - 1 - (size_t)quarter);
}

// A figure that has a value; its text only says so.
static void set(struct pg_fourteen *figures, size_t index, double value)
{
    if (!isfinite(value))
        return;
    figures->value[index] = value;
    figures->text[index] = "?";
}

static void set_gap(struct pg_fourteen *figures, size_t index, double men, double women)
{
    if (figures->text[index][0] != '\0' && men != 0)
        set(figures, index, 100 * (men - women) / men);
}

static void set_quarter(struct pg_fourteen *figures, int quarter, double men, double size)
{
    if (size <= 0)
        return;
    set(figures, men_in(quarter), 100 * men / size);
    set(figures, men_in(quarter) + 1, 100 - 100 * men / size);
}

// ---------------------------------------------------------------- gaps

// Figure `index` and the one after it change places.
static void swap(struct pg_fourteen *figures, const struct pg_fourteen *right, size_t index)
{
    figures->text[index] = right->text[index + 1];
    figures->text[index + 1] = right->text[index];
    figures->value[index] = right->value[index + 1];
    figures->value[index + 1] = right->value[index];
}

static void women_as_base(const struct pg_basis *basis, struct pg_fourteen *figures)
{
    const double *const men[] = {&basis->mean[0], &basis->median[0], &basis->mean_bonus[0],
                                 &basis->median_bonus[0]};
    const size_t index[] = {MEAN, MEDIAN, MEAN_BONUS, MEDIAN_BONUS};

    for (int i = 0; i < 4; i++) {
        double women = men[i][1];
        if (figures->text[index[i]][0] != '\0' && women > 0)
            set(figures, index[i], 100 * (*men[i] - women) / women);
    }
}

static void sign_reversed(const struct pg_basis *basis, struct pg_fourteen *figures)
{
    const size_t index[] = {MEAN, MEDIAN, MEAN_BONUS, MEDIAN_BONUS};

    (void)basis;
    for (int i = 0; i < 4; i++)
        figures->value[index[i]] = -figures->value[index[i]];
}

static void ratio_instead(const struct pg_basis *basis, struct pg_fourteen *figures)
{
    const size_t index[] = {MEAN, MEDIAN, MEAN_BONUS, MEDIAN_BONUS};

    (void)basis;
    for (int i = 0; i < 4; i++)
        figures->value[index[i]] = 100 - figures->value[index[i]];
}

static void mean_and_median_swapped(const struct pg_basis *basis,
                                    struct pg_fourteen *figures)
{
    swap(figures, &basis->right, MEAN);
    swap(figures, &basis->right, MEAN_BONUS);
}

// Half a penny goes up as in a spreadsheet, also where the double lies a little below it.
static double to_penny(double pounds)
{
    return floor(pounds * 100 + 0.5 + 1e-9) / 100;
}

static void pennies_first(const struct pg_basis *basis, struct pg_fourteen *figures)
{
    set_gap(figures, MEAN, to_penny(basis->mean[0]), to_penny(basis->mean[1]));
    set_gap(figures, MEDIAN, to_penny(basis->median[0]), to_penny(basis->median[1]));
    if (basis->n_paid[0] == 0 || basis->n_paid[1] == 0)
        return;
    set_gap(figures, MEAN_BONUS, to_penny(basis->mean_bonus[0]),
            to_penny(basis->mean_bonus[1]));
    set_gap(figures, MEDIAN_BONUS, to_penny(basis->median_bonus[0]),
            to_penny(basis->median_bonus[1]));
}

// All pay divided by all hours, instead of the mean of each person's rate.
static void pay_over_hours(const struct pg_basis *basis, struct pg_fourteen *figures)
{
    const struct pg_run *run = basis->workings->run;
    double pay[2] = {0, 0}, hours[2] = {0, 0};

    for (size_t i = 0; i < basis->workings->n_hourly; i++) {
        uint32_t row = basis->workings->items[i].row;
        int sex = run->table.sex[row] == PG_WOMEN;
        if (!pg_has(&run->table, row, PG_ITEM_WEEKLY_HOURS))
            return; // somebody's rate has no hours
        double n = pg_fraction_double(pg_pay_hours(&run->table, row)) / 1e6;
        pay[sex] += basis->pay[i] * n;
        hours[sex] += n;
    }
    if (hours[0] > 0 && hours[1] > 0)
        set_gap(figures, MEAN, pay[0] / hours[0], pay[1] / hours[1]);
}

// ---------------------------------------------------------------- rounding

static bool is_half(double value)
{
    double tenths = fabs(value) * 10;

    return fabs(tenths - floor(tenths) - 0.5) < 1e-9;
}

// Away from zero where the exact value lies half-way; a nudge does that.
static void half_away(const struct pg_basis *basis, struct pg_fourteen *figures)
{
    (void)basis;
    for (size_t i = 0; i < PG_N_STATUTORY; i++) {
        if (figures->text[i][0] != '\0' && is_half(figures->value[i]))
            figures->value[i] += figures->value[i] < 0 ? -1e-6 : 1e-6;
    }
}

static void cut_off(const struct pg_basis *basis, struct pg_fourteen *figures)
{
    (void)basis;
    for (size_t i = 0; i < PG_N_STATUTORY; i++)
        figures->value[i] =
            trunc(figures->value[i] * 10 + (figures->value[i] < 0 ? -1e-9 : 1e-9)) / 10;
}

// ---------------------------------------------------------------- bonus

// Bonuses of everybody of one sex in the bonus figures, those of nothing too.
static size_t all_bonuses(const struct pg_basis *basis, enum pg_sex sex, double *bonus)
{
    const struct pg_run *run = basis->workings->run;
    size_t n = 0;

    for (size_t i = 0; i < basis->workings->n; i++) {
        uint32_t row = basis->workings->items[i].row;
        if (pg_is_in_bonus_figures(&run->people, row) && run->table.sex[row] == sex)
            bonus[n++] = (double)pg_amount(&run->table, row, PG_ITEM_BONUS_12) / 1e6;
    }
    gsl_sort(bonus, 1, n);
    return n;
}

static void bonus_of_everybody(const struct pg_basis *basis, struct pg_fourteen *figures)
{
    double *bonus = malloc((basis->workings->n + 1) * sizeof *bonus);
    double mean[2] = {0, 0}, median[2] = {0, 0};

    for (int sex = 0; bonus != NULL && sex < 2; sex++) {
        size_t n = all_bonuses(basis, sex == 0 ? PG_MEN : PG_WOMEN, bonus);
        if (n > 0) {
            mean[sex] = gsl_stats_mean(bonus, 1, n);
            median[sex] = gsl_stats_median_from_sorted_data(bonus, 1, n);
        }
    }
    set_gap(figures, MEAN_BONUS, mean[0], mean[1]);
    set_gap(figures, MEDIAN_BONUS, median[0], median[1]);
    free(bonus);
}

static void bonus_share_of_full_pay(const struct pg_basis *basis,
                                    struct pg_fourteen *figures)
{
    for (size_t sex = 0; sex < 2; sex++) {
        if (basis->n_hourly[sex] > 0)
            set(figures, MEN_BONUS + sex,
                100 * (double)basis->n_paid[sex] / (double)basis->n_hourly[sex]);
    }
}

// The sheet filtered to full pay, then counted: receivers and all of the hourly figures.
static void bonus_share_within_full_pay(const struct pg_basis *basis,
                                        struct pg_fourteen *figures)
{
    const struct pg_run *run = basis->workings->run;
    double n[2] = {0, 0};

    for (size_t i = 0; i < basis->workings->n_hourly; i++) {
        uint32_t row = basis->workings->items[i].row;
        if (pg_amount(&run->table, row, PG_ITEM_BONUS_12) > 0)
            n[run->table.sex[row] == PG_WOMEN]++;
    }
    for (size_t sex = 0; sex < 2; sex++) {
        if (basis->n_hourly[sex] > 0)
            set(figures, MEN_BONUS + sex, 100 * n[sex] / (double)basis->n_hourly[sex]);
    }
}

static void bonus_share_of_receivers(const struct pg_basis *basis,
                                     struct pg_fourteen *figures)
{
    double all = (double)(basis->n_paid[0] + basis->n_paid[1]);

    for (size_t sex = 0; all > 0 && sex < 2; sex++)
        set(figures, MEN_BONUS + sex, 100 * (double)basis->n_paid[sex] / all);
}

// ---------------------------------------------------------------- quarters

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

static void by_file_order(const struct pg_basis *basis, struct pg_fourteen *figures)
{
    size_t sizes[PG_N_QUARTERS];

    pg_quarter_sizes(basis->workings->n_hourly, sizes);
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

    pg_quarter_sizes(n, sizes);
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

static void men_first(const struct pg_basis *basis, struct pg_fourteen *figures)
{
    one_sex_first(basis, figures, true);
}

static void women_first(const struct pg_basis *basis, struct pg_fourteen *figures)
{
    one_sex_first(basis, figures, false);
}

// Everybody at or below a quartile of pay, as a spreadsheet's QUARTILE.INC gives it.
static void by_cut_point(const struct pg_basis *basis, struct pg_fourteen *figures)
{
    size_t n = basis->workings->n_hourly, sizes[PG_N_QUARTERS] = {0};
    double points[PG_N_QUARTERS];

    if (n == 0)
        return;
    for (int j = 0; j < PG_N_QUARTERS; j++)
        points[j] = gsl_stats_quantile_from_sorted_data(basis->pay, 1, n, (j + 1) / 4.0);
    for (size_t i = 0; i < n; i++) {
        int j = 0;
        while (j + 1 < PG_N_QUARTERS && basis->pay[i] > points[j] * (1 + 4 * DBL_EPSILON))
            j++;
        sizes[j]++;
    }
    cut(basis, sizes, figures);
}

/*
 * The remainder placed otherwise. The Regulations do not forbid these, so they are no
 * mistake in law; but GOV.UK guidance has another placement. Tied people are shared as they
 * should be.
 */
static void place_remainder(const struct pg_basis *basis, struct pg_fourteen *figures,
                            const size_t extra[4][PG_N_QUARTERS])
{
    const struct pg_working *items = basis->workings->items;
    size_t n = basis->workings->n_hourly, end[PG_N_QUARTERS + 1] = {0};
    double men[PG_N_QUARTERS] = {0};

    for (int j = 0; j < PG_N_QUARTERS; j++)
        end[j + 1] = end[j] + n / 4 + extra[n % 4][j];
    for (size_t from = 0, to; from < n; from = to) {
        size_t n_men = 0, places[PG_N_QUARTERS], placed[PG_N_QUARTERS];
        for (to = from; to < n && items[to].same_rate == items[from].same_rate; to++)
            n_men += is_man(basis, to);
        for (int j = 0; j < PG_N_QUARTERS; j++) {
            size_t low = from > end[j] ? from : end[j];
            size_t high = to < end[j + 1] ? to : end[j + 1];
            places[j] = high > low ? high - low : 0;
        }
        pg_share_tied(n_men, places, placed);
        for (int j = 0; j < PG_N_QUARTERS; j++)
            men[j] += (double)placed[j];
    }
    for (int j = 0; j < PG_N_QUARTERS; j++)
        set_quarter(figures, j, men[j], (double)(end[j + 1] - end[j]));
}

static void remainder_at_top(const struct pg_basis *basis, struct pg_fourteen *figures)
{
    static const size_t extra[4][PG_N_QUARTERS] = {
        {0, 0, 0, 0}, {0, 0, 0, 1}, {0, 0, 1, 1}, {0, 1, 1, 1}};

    place_remainder(basis, figures, extra);
}

static void remainder_from_below(const struct pg_basis *basis, struct pg_fourteen *figures)
{
    static const size_t extra[4][PG_N_QUARTERS] = {
        {0, 0, 0, 0}, {1, 0, 0, 0}, {1, 1, 0, 0}, {1, 1, 1, 0}};

    place_remainder(basis, figures, extra);
}

static void remainder_all_at_top(const struct pg_basis *basis, struct pg_fourteen *figures)
{
    static const size_t extra[4][PG_N_QUARTERS] = {
        {0, 0, 0, 0}, {0, 0, 0, 1}, {0, 0, 0, 2}, {0, 0, 0, 3}};

    place_remainder(basis, figures, extra);
}

static void upside_down(const struct pg_basis *basis, struct pg_fourteen *figures)
{
    for (int j = 0; j < PG_N_QUARTERS; j++) {
        for (size_t sex = 0; sex < 2; sex++) {
            size_t to = men_in(j) + sex, from = men_in(PG_N_QUARTERS - 1 - j) + sex;
            figures->text[to] = basis->right.text[from];
            figures->value[to] = basis->right.value[from];
        }
    }
}

// Of all men, how many are in each quarter; likewise of all women.
static void share_of_sex(const struct pg_basis *basis, struct pg_fourteen *figures)
{
    const struct pg_quarter_counts *quarters = basis->workings->report->quarters;

    for (int j = 0; j < PG_N_QUARTERS; j++) {
        if (basis->n_hourly[0] > 0)
            set(figures, men_in(j),
                100 * (double)quarters[j].men / (double)basis->n_hourly[0]);
        if (basis->n_hourly[1] > 0)
            set(figures, men_in(j) + 1,
                100 * (double)quarters[j].women / (double)basis->n_hourly[1]);
    }
}

// ---------------------------------------------------------------- the list

const struct pg_mistake pg_mistakes[] = {
    {"people on reduced pay because of leave are in the hourly figures",
     "reg 1(2): full-pay relevant employees only", PG_SUPPOSE_LEAVE_COUNTS, NULL},
    {"overtime pay counts as ordinary pay", "reg 3(2)(a)", PG_SUPPOSE_OVERTIME, NULL},
    {"bonuses of the pay period are taken whole, not in proportion to their bonus period",
     "reg 6(1) step 3", PG_SUPPOSE_WHOLE_BONUS, NULL},
    {"bonuses of the pay period are left out of hourly pay", "reg 6(1) step 1",
     PG_SUPPOSE_NO_BONUS, NULL},
    {"a year is taken as 52 weeks and a month as a twelfth of it", "reg 6(2), (3)",
     PG_SUPPOSE_WEEKS_52, NULL},
    {"a quarter of a year is taken as 121.76 days, which are four months", "reg 6(2), (3)",
     PG_SUPPOSE_QUARTER_121_76, NULL},
    {"known hourly rates are not used", "a choice of the employer",
     PG_SUPPOSE_NO_KNOWN_RATES, NULL},
    {"equal rates are judged otherwise (exactly or to the penny)",
     "a choice: tie_precision", PG_SUPPOSE_OTHER_TIES, NULL},
    {"posts of one employee are counted otherwise (merged or apart)",
     "a choice: multiple_contracts", PG_SUPPOSE_OTHER_CONTRACTS, NULL},
    {"partners are in the figures", "reg 1(4)", PG_SUPPOSE_PARTNERS, NULL},
    {"people whose full pay is blank are in the hourly figures",
     "reg 1(2): it must be known", PG_SUPPOSE_BLANK_IS_FULL, NULL},
    {"salary sacrifice is not deducted", "guidance: pay after the sacrifice counts",
     PG_SUPPOSE_NO_SACRIFICE, NULL},
    {"men and women are swapped", "regs 8 to 13", PG_SUPPOSE_SEXES_SWAPPED, NULL},
    {"the difference is divided by the women's figure, not the men's", "regs 8 to 11",
     PG_SUPPOSE_NOTHING, women_as_base},
    {"the sign of the gaps is reversed", "regs 8 to 11", PG_SUPPOSE_NOTHING, sign_reversed},
    {"women's pay as a percentage of men's is given instead of the gap", "regs 8 to 11",
     PG_SUPPOSE_NOTHING, ratio_instead},
    {"mean and median gap are swapped", "regs 8 to 11", PG_SUPPOSE_NOTHING,
     mean_and_median_swapped},
    {"averages are rounded to the penny before the gap is formed",
     "rounding belongs to the published figure", PG_SUPPOSE_NOTHING, pennies_first},
    {"the mean is all pay divided by all hours, not the mean of hourly pay", "reg 8",
     PG_SUPPOSE_NOTHING, pay_over_hours},
    {"exact halves are rounded up, away from zero",
     "half to even keeps the shares of a quarter at 100", PG_SUPPOSE_NOTHING, half_away},
    {"figures are cut off after one decimal, not rounded",
     "guidance: rounded to one decimal", PG_SUPPOSE_NOTHING, cut_off},
    {"bonus averages are over everybody, those without a bonus too", "regs 10 and 11",
     PG_SUPPOSE_NOTHING, bonus_of_everybody},
    {"bonus shares are of full-pay relevant employees, receivers too", "reg 12",
     PG_SUPPOSE_NOTHING, bonus_share_within_full_pay},
    {"bonus shares are of full-pay relevant employees, receivers on any pay", "reg 12",
     PG_SUPPOSE_NOTHING, bonus_share_of_full_pay},
    {"bonus shares are of all people paid a bonus, not of each sex", "reg 12",
     PG_SUPPOSE_NOTHING, bonus_share_of_receivers},
    {"people on one rate across a boundary are placed in the order of the file",
     "reg 13(2)", PG_SUPPOSE_NOTHING, by_file_order},
    {"of people on one rate across a boundary men are placed lower", "reg 13(2)",
     PG_SUPPOSE_NOTHING, men_first},
    {"of people on one rate across a boundary women are placed lower", "reg 13(2)",
     PG_SUPPOSE_NOTHING, women_first},
    {"quarters are cut at quartiles of pay, so that they are not equal in number",
     "reg 13(1)", PG_SUPPOSE_NOTHING, by_cut_point},
    {"the remainder goes to the upper quarters one by one",
     "lawful, but guidance: lower, then upper middle, then lower middle",
     PG_SUPPOSE_NOTHING, remainder_at_top},
    {"the remainder goes to the lower quarters one by one",
     "lawful, but guidance: lower, then upper middle, then lower middle",
     PG_SUPPOSE_NOTHING, remainder_from_below},
    {"the whole remainder goes to the upper quarter",
     "guidance; with two or three left over also reg 13(1): as equal as possible",
     PG_SUPPOSE_NOTHING, remainder_all_at_top},
    {"the quarters are upside down", "reg 13", PG_SUPPOSE_NOTHING, upside_down},
    {"quarters give the part of each sex that is in them, not the part of the quarter",
     "reg 13", PG_SUPPOSE_NOTHING, share_of_sex},
};

const size_t pg_n_mistakes = sizeof pg_mistakes / sizeof pg_mistakes[0];

_Static_assert(sizeof pg_mistakes / sizeof pg_mistakes[0] <= PG_MOST_MISTAKES,
               "there is room for each mistake");

// ---------------------------------------------------------------- the basis

static double value_of(const struct pg_report *report, int sex, const char *measure)
{
    const paygap_figure *figure =
        pg_report_find(report, sex == 0 ? "men" : "women", measure);

    return figure != NULL && figure->has_value ? figure->value : 0;
}

bool pg_basis_make(struct pg_basis *basis, const struct pg_workings *workings)
{
    const struct pg_report *report = workings->report;

    *basis = (struct pg_basis){
        .workings = workings, .pay = malloc((workings->n_hourly + 1) * sizeof *basis->pay)};
    if (basis->pay == NULL)
        return false;
    pg_fourteen_of(&basis->right, report);
    for (int sex = 0; sex < 2; sex++) {
        basis->mean[sex] = value_of(report, sex, "mean_hourly_pay");
        basis->median[sex] = value_of(report, sex, "median_hourly_pay");
        basis->mean_bonus[sex] = value_of(report, sex, "mean_bonus_pay");
        basis->median_bonus[sex] = value_of(report, sex, "median_bonus_pay");
        basis->n_hourly[sex] = (size_t)value_of(report, sex, "full_pay_headcount");
        basis->n_paid[sex] = (size_t)value_of(report, sex, "bonus_headcount");
    }
    basis->n_in_bonus[0] = report->men.in_bonus;
    basis->n_in_bonus[1] = report->women.in_bonus;
    for (size_t i = 0; i < workings->n_hourly; i++)
        basis->pay[i] = pg_pay_rate_double(&workings->run->pay, workings->items[i].row);
    return true;
}

void pg_basis_free(struct pg_basis *basis)
{
    free(basis->pay);
    *basis = (struct pg_basis){.pay = NULL};
}
