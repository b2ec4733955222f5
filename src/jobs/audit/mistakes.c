// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What often goes wrong: the list, and what is done to gaps and to finished figures. A
 * figure that a mistake does not touch stays as it is.
 */
#include "mistakes.h"

#include "pg_sentences.h"

#include <math.h>
#include <stdlib.h>

size_t pg_audit_at_quarter(int quarter)
{
    static const size_t men[PG_N_QUARTERS] = {
        PG_FORM_MEN_LOWER_QUARTER, PG_FORM_MEN_LOWER_MIDDLE_QUARTER,
        PG_FORM_MEN_UPPER_MIDDLE_QUARTER, PG_FORM_MEN_UPPER_QUARTER};

    return men[quarter];
}

void pg_audit_fourteen_set(struct pg_fourteen *figures, size_t index, double value)
{
    if (!isfinite(value))
        return;
    figures->value[index] = value;
    figures->text[index] = "?";
}

void pg_audit_fourteen_clear(struct pg_fourteen *figures, size_t index)
{
    figures->value[index] = 0;
    figures->text[index] = "";
}

void pg_audit_fourteen_set_gap(struct pg_fourteen *figures, size_t index, double men,
                               double women)
{
    if (men == 0)
        pg_audit_fourteen_clear(figures, index);
    else if (figures->text[index][0] != '\0')
        pg_audit_fourteen_set(figures, index, 100 * (men - women) / men);
}

// ---------------------------------------------------------------- gaps

static const size_t gaps[] = {PG_FORM_MEAN_HOURLY_GAP, PG_FORM_MEDIAN_HOURLY_GAP,
                              PG_FORM_MEAN_BONUS_GAP, PG_FORM_MEDIAN_BONUS_GAP};

enum { N_GAPS = sizeof gaps / sizeof gaps[0] };

// Half a penny goes up as in a spreadsheet, also where the double lies a little below it.
static double to_penny(double pounds)
{
    return floor(pounds * 100 + 0.5 + 1e-9) / 100;
}

static void pennies_first(const struct pg_basis *basis, struct pg_fourteen *figures)
{
    pg_audit_fourteen_set_gap(figures, PG_FORM_MEAN_HOURLY_GAP, to_penny(basis->mean[0]),
                              to_penny(basis->mean[1]));
    pg_audit_fourteen_set_gap(figures, PG_FORM_MEDIAN_HOURLY_GAP,
                              to_penny(basis->median[0]), to_penny(basis->median[1]));
    if (basis->n_paid[0] == 0 || basis->n_paid[1] == 0)
        return;
    pg_audit_fourteen_set_gap(figures, PG_FORM_MEAN_BONUS_GAP,
                              to_penny(basis->mean_bonus[0]),
                              to_penny(basis->mean_bonus[1]));
    pg_audit_fourteen_set_gap(figures, PG_FORM_MEDIAN_BONUS_GAP,
                              to_penny(basis->median_bonus[0]),
                              to_penny(basis->median_bonus[1]));
}

// All pay divided by all hours, instead of the mean of each person's rate.
static void pay_over_hours(const struct pg_basis *basis, struct pg_fourteen *figures)
{
    const struct pg_run *run = basis->workings->run;
    double pay[2] = {0, 0}, hours[2] = {0, 0};

    for (size_t i = 0; i < basis->workings->n_hourly; i++) {
        uint32_t row = basis->workings->items[i].row;
        enum pg_sex sex = (enum pg_sex)run->table.sex[row];
        if (!pg_table_has(&run->table, row, PG_ITEM_WEEKLY_HOURS))
            return; // somebody's rate has no hours
        double n = pg_fraction_double(pg_pay_hours(&run->table, row)) / 1e6;
        pay[sex] += basis->pay[i] * n;
        hours[sex] += n;
    }
    if (hours[0] > 0 && hours[1] > 0)
        pg_audit_fourteen_set_gap(figures, PG_FORM_MEAN_HOURLY_GAP, pay[0] / hours[0],
                                  pay[1] / hours[1]);
}

// ---------------------------------------------------------------- finished figures

// Two figures change places.
static void swap(struct pg_fourteen *figures, size_t a, size_t b)
{
    const char *text = figures->text[a];
    double value = figures->value[a];

    figures->text[a] = figures->text[b];
    figures->value[a] = figures->value[b];
    figures->text[b] = text;
    figures->value[b] = value;
}

// With w / m = 1 - gap, (m - w) / w = 1 / (1 - gap) - 1.
static void women_as_base(struct pg_fourteen *figures, const struct pg_mistake *mistake)
{
    (void)mistake;
    for (int i = 0; i < N_GAPS; i++) {
        double ratio = 1 - figures->value[gaps[i]] / 100;
        if (figures->text[gaps[i]][0] != '\0' && ratio > 0)
            pg_audit_fourteen_set(figures, gaps[i], 100 * (1 / ratio - 1));
    }
}

static void sign_reversed(struct pg_fourteen *figures, const struct pg_mistake *mistake)
{
    (void)mistake;
    for (int i = 0; i < N_GAPS; i++)
        figures->value[gaps[i]] = -figures->value[gaps[i]];
}

static void ratio_instead(struct pg_fourteen *figures, const struct pg_mistake *mistake)
{
    (void)mistake;
    for (int i = 0; i < N_GAPS; i++)
        figures->value[gaps[i]] = 100 - figures->value[gaps[i]];
}

static void mean_and_median_swapped(struct pg_fourteen *figures,
                                    const struct pg_mistake *mistake)
{
    (void)mistake;
    swap(figures, PG_FORM_MEAN_HOURLY_GAP, PG_FORM_MEDIAN_HOURLY_GAP);
    swap(figures, PG_FORM_MEAN_BONUS_GAP, PG_FORM_MEDIAN_BONUS_GAP);
}

static void zero_for_no_gap(struct pg_fourteen *figures, const struct pg_mistake *mistake)
{
    (void)mistake;
    for (size_t i = PG_FORM_MEAN_BONUS_GAP; i <= PG_FORM_MEDIAN_BONUS_GAP; i++) {
        if (figures->text[i][0] == '\0')
            pg_audit_fourteen_set(figures, i, 0);
    }
}

static void exchange(struct pg_fourteen *figures, enum pg_quarter a, enum pg_quarter b)
{
    double size = figures->sizes[a];

    figures->sizes[a] = figures->sizes[b];
    figures->sizes[b] = size;
    for (size_t sex = 0; sex < 2; sex++)
        swap(figures, pg_audit_at_quarter((int)a) + sex, pg_audit_at_quarter((int)b) + sex);
}

static void exchanged(struct pg_fourteen *figures, const struct pg_mistake *mistake)
{
    exchange(figures, mistake->quarters[0], mistake->quarters[1]);
}

static void upside_down(struct pg_fourteen *figures, const struct pg_mistake *mistake)
{
    (void)mistake;
    exchange(figures, PG_LOWER, PG_UPPER);
    exchange(figures, PG_LOWER_MIDDLE, PG_UPPER_MIDDLE);
}

// Of all men, how many are in each quarter; likewise of all women.
static void share_of_sex(struct pg_fourteen *figures, const struct pg_mistake *mistake)
{
    (void)mistake;
    for (size_t sex = 0; sex < 2; sex++) {
        double people[PG_N_QUARTERS], all = 0;
        for (int j = 0; j < PG_N_QUARTERS; j++) {
            people[j] =
                figures->value[pg_audit_at_quarter(j) + sex] * figures->sizes[j] / 100;
            all += people[j];
        }
        for (int j = 0; all > 0 && j < PG_N_QUARTERS; j++)
            pg_audit_fourteen_set(figures, pg_audit_at_quarter(j) + sex,
                                  100 * people[j] / all);
    }
}

static void fractions(struct pg_fourteen *figures, const struct pg_mistake *mistake)
{
    (void)mistake;
    for (size_t i = 0; i < PG_N_STATUTORY; i++)
        figures->value[i] /= 100;
}

static bool is_half(double value)
{
    double tenths = fabs(value) * 10;

    return fabs(tenths - floor(tenths) - 0.5) < 1e-9;
}

// Away from zero where the exact value lies half-way; a nudge does that.
static void half_away(struct pg_fourteen *figures, const struct pg_mistake *mistake)
{
    (void)mistake;
    for (size_t i = 0; i < PG_N_STATUTORY; i++) {
        if (figures->text[i][0] != '\0' && is_half(figures->value[i]))
            figures->value[i] += figures->value[i] < 0 ? -1e-6 : 1e-6;
    }
}

static void cut_off(struct pg_fourteen *figures, const struct pg_mistake *mistake)
{
    (void)mistake;
    for (size_t i = 0; i < PG_N_STATUTORY; i++)
        figures->value[i] =
            trunc(figures->value[i] * 10 + (figures->value[i] < 0 ? -1e-9 : 1e-9)) / 10;
}

// ---------------------------------------------------------------- the list

const struct pg_mistake pg_mistakes[] = {
    {"people on reduced pay because of leave are in the hourly figures",
     "reg 1(2): full-pay relevant employees only", .supposed = PG_SUPPOSE_LEAVE_COUNTS},
    {"overtime pay counts as ordinary pay", "reg 3(2)(a)", .supposed = PG_SUPPOSE_OVERTIME},
    {"bonuses of the pay period are taken whole, not in proportion to their bonus period",
     "reg 6(1) step 3", .supposed = PG_SUPPOSE_WHOLE_BONUS},
    {"bonuses of the pay period are left out of hourly pay", "reg 6(1) step 1",
     .supposed = PG_SUPPOSE_NO_BONUS},
    {"a year is taken as 52 weeks and a month as a twelfth of it", "reg 6(2), (3)",
     .supposed = PG_SUPPOSE_WEEKS_52},
    {"a month is taken as 4 weeks", "reg 6(2), (3)", .supposed = PG_SUPPOSE_MONTH_4},
    {"a month is taken as 4 weeks", "reg 6(2), (3)", .supposed = PG_SUPPOSE_MONTH_4_OF_52,
     .is_another_way = true},
    {"a month is taken as 4.33 weeks", "reg 6(2), (3)", .supposed = PG_SUPPOSE_MONTH_4_33},
    {"a month is taken as 4.33 weeks", "reg 6(2), (3)",
     .supposed = PG_SUPPOSE_MONTH_4_33_OF_52, .is_another_way = true},
    {"a month is taken as 4.345 weeks", "reg 6(2), (3)",
     .supposed = PG_SUPPOSE_MONTH_4_345},
    {"a month is taken as 4.345 weeks", "reg 6(2), (3)",
     .supposed = PG_SUPPOSE_MONTH_4_345_OF_52, .is_another_way = true},
    {"a quarter of a year is taken as 121.76 days, which are four months", "reg 6(2), (3)",
     .supposed = PG_SUPPOSE_QUARTER_121_76},
    {"one number of weekly hours is taken for everybody", "reg 7",
     .supposed = PG_SUPPOSE_SAME_HOURS},
    {"known hourly rates are not used", "a choice of the employer",
     .supposed = PG_SUPPOSE_NO_KNOWN_RATES, .lawful = PG_LAWFUL},
    {"equal rates are judged otherwise (exactly or to the penny)",
     "a choice: tie_precision", .supposed = PG_SUPPOSE_OTHER_TIES, .lawful = PG_LAWFUL},
    {"posts of one employee are counted otherwise (merged or apart)",
     "a choice: multiple_contracts", .supposed = PG_SUPPOSE_OTHER_CONTRACTS,
     .lawful = PG_LAWFUL},
    {"partners are in the figures", "reg 1(4)", .supposed = PG_SUPPOSE_PARTNERS},
    {"people whose full pay is blank are in the hourly figures",
     "reg 1(2): it must be known", .supposed = PG_SUPPOSE_BLANK_IS_FULL},
    {"salary sacrifice is not deducted", "guidance: pay after the sacrifice counts",
     .supposed = PG_SUPPOSE_NO_SACRIFICE},
    {"men and women are swapped", "regs 8 to 13", .supposed = PG_SUPPOSE_SEXES_SWAPPED},
    {"the difference is divided by the women's figure, not the men's", "regs 8 to 11",
     .turn = women_as_base},
    {"the sign of the gaps is reversed", "regs 8 to 11", .turn = sign_reversed},
    {"women's pay as a percentage of men's is given instead of the gap", "regs 8 to 11",
     .turn = ratio_instead},
    {"mean and median gap are swapped", "regs 8 to 11", .turn = mean_and_median_swapped},
    {"averages are rounded to the penny before the gap is formed",
     "rounding belongs to the published figure", .make = pennies_first},
    {"the mean is all pay divided by all hours, not the mean of hourly pay", "reg 8",
     .make = pay_over_hours},
    {"bonus averages are over everybody, those without a bonus too", "regs 10 and 11",
     .make = pg_audit_mistake_bonus_of_everybody},
    {"bonus figures are of the bonus of the pay period only",
     "regs 10 to 12: of the twelve months", .make = pg_audit_mistake_bonus_of_period},
    {"all bonus figures are of full-pay relevant employees only",
     "regs 10 to 12: of all relevant employees",
     .make = pg_audit_mistake_bonus_of_full_pay},
    {"bonus shares are of full-pay relevant employees, receivers too", "reg 12",
     .make = pg_audit_mistake_share_within_full_pay},
    {"bonus shares are of full-pay relevant employees, receivers on any pay", "reg 12",
     .make = pg_audit_mistake_share_of_full_pay},
    {"bonus shares are of all people paid a bonus, not of each sex", "reg 12",
     .make = pg_audit_mistake_share_of_receivers},
    {"a bonus gap of 0.0 is given where there is none",
     "regs 10 and 11: nobody's bonus to compare", .turn = zero_for_no_gap},
    {"people on one rate across a boundary are placed in the order of the file",
     "reg 13(2)", .make = pg_audit_mistake_file_order},
    {"of people on one rate across a boundary men are placed lower", "reg 13(2)",
     .make = pg_audit_mistake_men_first},
    {"of people on one rate across a boundary women are placed lower", "reg 13(2)",
     .make = pg_audit_mistake_women_first},
    {"quarters are cut at quartiles of pay, so that they are not equal in number",
     "reg 13(1)", .make = pg_audit_mistake_cut_points},
    {"quarters are four equal ranges of pay, not of people", "reg 13(1)",
     .make = pg_audit_mistake_equal_ranges},
    {"quarters are four equal ranges of pay, not of people", "reg 13(1)",
     .make = pg_audit_mistake_equal_ranges_below, .is_another_way = true},
    {"quarters are of a quarter of the people rounded up, the rest in the last",
     "reg 13(1): as equal as possible", .make = pg_audit_mistake_rounded_up},
    {"quarters are of a quarter of the people rounded up, the rest in the last",
     "reg 13(1): as equal as possible", .make = pg_audit_mistake_rounded_up_in_order,
     .is_another_way = true},
    {"quarters are of a quarter of the people rounded up, the rest in the last",
     "reg 13(1): as equal as possible", .make = pg_audit_mistake_rounded_up_from_top,
     .is_another_way = true},
    {"quarters are of a quarter of the people rounded up, the rest in the last",
     "reg 13(1): as equal as possible",
     .make = pg_audit_mistake_rounded_up_from_top_in_order, .is_another_way = true},
    {"the remainder goes to the upper quarters one by one",
     "lawful, but guidance: lower, then upper middle, then lower middle",
     .make = pg_audit_mistake_remainder_at_top, .lawful = PG_LAWFUL},
    {"the remainder goes to the lower quarters one by one",
     "lawful, but guidance: lower, then upper middle, then lower middle",
     .make = pg_audit_mistake_remainder_from_below, .lawful = PG_LAWFUL},
    {"the whole remainder goes to the upper quarter",
     "guidance; with two or three left over also reg 13(1): as equal as possible",
     .make = pg_audit_mistake_remainder_all_at_top, .lawful = PG_LAWFUL_OF_ONE_OVER},
    {"the quarters are upside down", "reg 13", .turn = upside_down},
    {"the lower and the lower middle quarter are exchanged", "reg 13", .turn = exchanged,
     .quarters = {PG_LOWER, PG_LOWER_MIDDLE}},
    {"the lower and the upper middle quarter are exchanged", "reg 13", .turn = exchanged,
     .quarters = {PG_LOWER, PG_UPPER_MIDDLE}},
    {"the lower and the upper quarter are exchanged", "reg 13", .turn = exchanged,
     .quarters = {PG_LOWER, PG_UPPER}},
    {"the lower middle and the upper middle quarter are exchanged", "reg 13",
     .turn = exchanged, .quarters = {PG_LOWER_MIDDLE, PG_UPPER_MIDDLE}},
    {"the lower middle and the upper quarter are exchanged", "reg 13", .turn = exchanged,
     .quarters = {PG_LOWER_MIDDLE, PG_UPPER}},
    {"the upper middle and the upper quarter are exchanged", "reg 13", .turn = exchanged,
     .quarters = {PG_UPPER_MIDDLE, PG_UPPER}},
    {"quarters give the part of each sex that is in them, not the part of the quarter",
     "reg 13", .turn = share_of_sex},
    {"fractions are given in place of percent", "regs 8 to 13: percent", .turn = fractions},
    {"exact halves are rounded up, away from zero",
     "half to even keeps the shares of a quarter at 100", .turn = half_away,
     .is_last = true, .lawful = PG_LAWFUL},
    {"figures are cut off after one decimal, not rounded",
     "guidance: rounded to one decimal", .turn = cut_off, .is_last = true},
};

const size_t pg_n_mistakes = sizeof pg_mistakes / sizeof pg_mistakes[0];

_Static_assert(sizeof pg_mistakes / sizeof pg_mistakes[0] <= PG_MOST_MISTAKES,
               "there is room for each mistake");

size_t pg_audit_mistake_first(size_t way)
{
    while (pg_mistakes[way].is_another_way)
        way--;
    return way;
}

// ---------------------------------------------------------------- the basis

static double value_of(const struct pg_report *report, enum pg_sex sex,
                       enum pg_measure measure)
{
    const paygap_figure *figure = pg_results_report_find(report, sex, measure);

    return figure != NULL && figure->has_value ? figure->value : 0;
}

bool pg_audit_basis_make(struct pg_basis *basis, const struct pg_workings *workings)
{
    const struct pg_report *report = workings->report;

    *basis = (struct pg_basis){
        .workings = workings, .pay = malloc((workings->n_hourly + 1) * sizeof *basis->pay)};
    if (basis->pay == NULL)
        return false;
    pg_audit_fourteen_of(&basis->right, report);
    for (enum pg_sex sex = PG_MEN; sex < PG_N_SEXES; sex++) {
        basis->mean[sex] = value_of(report, sex, PG_MEASURE_MEAN_HOURLY_PAY);
        basis->median[sex] = value_of(report, sex, PG_MEASURE_MEDIAN_HOURLY_PAY);
        basis->mean_bonus[sex] = value_of(report, sex, PG_MEASURE_MEAN_BONUS_PAY);
        basis->median_bonus[sex] = value_of(report, sex, PG_MEASURE_MEDIAN_BONUS_PAY);
        basis->n_hourly[sex] = (size_t)value_of(report, sex, PG_MEASURE_FULL_PAY_HEADCOUNT);
        basis->n_paid[sex] = (size_t)value_of(report, sex, PG_MEASURE_BONUS_HEADCOUNT);
        basis->n_in_bonus[sex] = pg_results_report_sex(report, sex)->in_bonus;
    }
    for (size_t i = 0; i < workings->n_hourly; i++)
        basis->pay[i] = pg_pay_rate_double(&workings->run->pay, workings->items[i].row);
    return true;
}

void pg_audit_basis_free(struct pg_basis *basis)
{
    free(basis->pay);
    *basis = (struct pg_basis){.pay = NULL};
}
