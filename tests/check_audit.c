// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The audit: workings, what mistakes make of figures, the story of one employee, published
 * figures put to the test. The payrolls of tests/data/audit are small enough for paper.
 */
#define _XOPEN_SOURCE 700
#include "mistakes.h"
#include "scene.h"
#include "story.h"
#include "verify_parts.h"

#include <math.h>
#include <paygap/paygap.h>

#include "pg_sentences.h"

// ---------------------------------------------------------------- a run, looked into

/** A run that is still whole, the workings of its first report and what mistakes need. */
struct examined {
    struct scene scene;
    char *payroll, *config;
    paygap_options options;
    struct pg_examination examination;
    struct pg_run run;
    struct pg_workings workings;
    struct pg_basis basis;
    paygap_error error;
};

static paygap_status take(void *context, const struct pg_run *run,
                          const struct pg_report *report, const struct pg_slice *slice,
                          paygap_error *err)
{
    struct examined *examined = context;

    (void)err;
    if (examined->workings.items != NULL)
        return PAYGAP_OK;
    ck_assert(pg_audit_workings_make(&examined->workings, run, report, slice));
    ck_assert(pg_audit_basis_make(&examined->basis, &examined->workings));
    return PAYGAP_OK;
}

static void examine(struct examined *examined)
{
    examined->payroll = scene_path(&examined->scene, "payroll.csv");
    examined->config = scene_path(&examined->scene, "paygap.ini");
    examined->options = (paygap_options){
        .payroll = examined->payroll, .config = examined->config, .is_confirmed = true};
    examined->examination = (struct pg_examination){.take = take, .context = examined};
    examined->run = (struct pg_run){.options = &examined->options,
                                    .examination = &examined->examination};
    ck_assert_msg(pg_run_make(&examined->run, &examined->error) == PAYGAP_OK, "%s",
                  examined->error.text);
}

/** Of the payroll of a folder of tests/data/audit. */
static void examine_data(struct examined *examined, const char *name)
{
    *examined = (struct examined){.scene = scene_open(name)};
    examine(examined);
}

/** Of a payroll of known rates given in one line, such as "F10 M12 M12". */
static void examine_rates(struct examined *examined, const char *rates)
{
    struct text payroll = {NULL, 0};

    *examined = (struct examined){.scene = scene_open(NULL)};
    text_add(&payroll, "sex,hourly_pay\n");
    for (const char *p = rates; *p != '\0'; p += strspn(p, " ")) {
        size_t len = strcspn(p, " ");
        text_add(&payroll, "%c,%.*s\n", *p, (int)len - 1, p + 1);
        p += len;
    }
    scene_put(&examined->scene, "payroll.csv", payroll.ptr);
    scene_put(&examined->scene, "paygap.ini", "[employer]\nsnapshot_date = 2026-04-05\n");
    free(payroll.ptr);
    examine(examined);
}

static void done(struct examined *examined)
{
    pg_audit_basis_free(&examined->basis);
    pg_audit_workings_free(&examined->workings);
    pg_run_free(&examined->run);
    scene_close(&examined->scene);
    free(examined->payroll);
    free(examined->config);
}

// ---------------------------------------------------------------- workings

/*
 * tests/data/audit/plain: hourly pay in pounds, in order: a1 400/40 = 10; a13 (200 + 260) /
 * (20 + 20) = 11.5; a2, a3, a4 480/40 = 12; a5 600/40 = 15; a6 (380 + 20 + 80) / 32 = 15;
 * a7 3044 x 7/30.44 / 40 = 17.5; a8 20, known; a9 (800 + 365.25 x 7/365.25) / 40 = 20.175.
 * Quarters of ten people: 3, 2, 3, 2 (guidance: lower, then upper middle). The twelves lie
 * across the first boundary, at places 3, 4, 5.
 */
static const struct {
    uint32_t line, place, same_rate;
    uint8_t first_quarter, last_quarter;
    uint32_t employee;
} plain_workings[] = {
    {2, 1, 1, PG_LOWER, PG_LOWER, 0},
    {14, 2, 2, PG_LOWER, PG_LOWER, 1},
    {3, 3, 3, PG_LOWER, PG_LOWER_MIDDLE, 0},
    {4, 4, 3, PG_LOWER, PG_LOWER_MIDDLE, 0},
    {5, 5, 3, PG_LOWER, PG_LOWER_MIDDLE, 0},
    {6, 6, 4, PG_UPPER_MIDDLE, PG_UPPER_MIDDLE, 0},
    {7, 7, 4, PG_UPPER_MIDDLE, PG_UPPER_MIDDLE, 0},
    {8, 8, 5, PG_UPPER_MIDDLE, PG_UPPER_MIDDLE, 0},
    {9, 9, 6, PG_UPPER, PG_UPPER, 0},
    {10, 10, 7, PG_UPPER, PG_UPPER, 0},
    // Not in the hourly figures, in the order of the file: on leave, a partner, of a sex
    // that is not known, the other post of a13, pay that cannot be read.
    {11, 0, 0, 0, 0, 0},
    {12, 0, 0, 0, 0, 0},
    {13, 0, 0, 0, 0, 0},
    {15, 0, 0, 0, 0, 1},
    {16, 0, 0, 0, 0, 0},
};

START_TEST(test_workings_are_in_order_of_pay_and_then_of_the_file)
{
    struct examined examined;

    examine_data(&examined, "audit/plain");
    ck_assert_uint_eq(examined.workings.n, sizeof plain_workings / sizeof *plain_workings);
    ck_assert_uint_eq(examined.workings.n_hourly, 10);
    for (size_t i = 0; i < examined.workings.n; i++) {
        const struct pg_working *item = &examined.workings.items[i];
        ck_assert_uint_eq(examined.run.table.line[item->row], plain_workings[i].line);
        ck_assert_uint_eq(item->place, plain_workings[i].place);
        ck_assert_uint_eq(item->same_rate, plain_workings[i].same_rate);
        ck_assert_uint_eq(item->first_quarter, plain_workings[i].first_quarter);
        ck_assert_uint_eq(item->last_quarter, plain_workings[i].last_quarter);
        ck_assert_uint_eq(item->employee, plain_workings[i].employee);
    }
    done(&examined);
}
END_TEST

/* Mistakes are worked out from averages: men 12, 12, 15, 17.5, 20.175 have the
 * mean 76.675/5 and the median 15; women 10, 11.5, 12, 15, 20 have 68.5/5 and 12. Bonuses
 * of men 200, 300 and 365.25 have the mean 865.25/3, women's 100 and 60 have 80. */
START_TEST(test_the_basis_of_mistakes)
{
    struct examined examined;
    const struct pg_basis *basis = &examined.basis;

    examine_data(&examined, "audit/plain");
    ck_assert_double_eq_tol(basis->mean[0], 76.675 / 5, 1e-9);
    ck_assert_double_eq_tol(basis->mean[1], 68.5 / 5, 1e-9);
    ck_assert_double_eq_tol(basis->median[0], 15, 1e-9);
    ck_assert_double_eq_tol(basis->median[1], 12, 1e-9);
    ck_assert_double_eq_tol(basis->mean_bonus[0], 865.25 / 3, 1e-9);
    ck_assert_double_eq_tol(basis->mean_bonus[1], 80, 1e-9);
    ck_assert_double_eq_tol(basis->median_bonus[0], 300, 1e-9);
    ck_assert_double_eq_tol(basis->median_bonus[1], 80, 1e-9);
    ck_assert_uint_eq(basis->n_hourly[0], 5);
    ck_assert_uint_eq(basis->n_hourly[1], 5);
    ck_assert_uint_eq(basis->n_in_bonus[0], 6);
    ck_assert_uint_eq(basis->n_in_bonus[1], 6);
    ck_assert_uint_eq(basis->n_paid[0], 3);
    ck_assert_uint_eq(basis->n_paid[1], 2);
    ck_assert_double_eq_tol(basis->pay[0], 10, 1e-12);
    ck_assert_double_eq_tol(basis->pay[1], 11.5, 1e-12);
    ck_assert_double_eq_tol(basis->pay[9], 20.175, 1e-12);
    ck_assert_double_eq(basis->right.sizes[PG_LOWER], 3);
    ck_assert_double_eq(basis->right.sizes[PG_LOWER_MIDDLE], 2);
    ck_assert_double_eq(basis->right.sizes[PG_UPPER_MIDDLE], 3);
    ck_assert_double_eq(basis->right.sizes[PG_UPPER], 2);
    done(&examined);
}
END_TEST

static const struct {
    struct pg_fraction value;
    const char *text;
} fractions[] = {
    {{50, 4}, "25/2"},
    {{6, 3}, "2/1"},
    {{0, 7}, "0/1"},
    {{-14, 4}, "-7/2"},
    {{(pg_int128)1000000000000 * 1000000000000, 1}, "1000000000000000000000000/1"},
};

START_TEST(test_fractions_are_said_in_full)
{
    char text[96];

    ck_assert_str_eq(pg_audit_say_fraction(fractions[_i].value, text), fractions[_i].text);
}
END_TEST

// ---------------------------------------------------------------- words of a story

static const struct {
    int64_t millionths;
    const char *text;
} pounds[] = {
    {0, "\xC2\xA3"
        "0.00"},
    {12000000, "\xC2\xA3"
               "12.00"},
    {12300000, "\xC2\xA3"
               "12.30"},
    {12345600, "\xC2\xA3"
               "12.3456"},
    {1234567890123, "\xC2\xA3"
                    "1,234,567.890123"},
    {-5000001, "-\xC2\xA3"
               "5.000001"},
};

START_TEST(test_pounds_have_pence_and_what_is_beyond_them)
{
    char text[48];

    ck_assert_str_eq(pg_audit_story_pounds(pounds[_i].millionths, text), pounds[_i].text);
}
END_TEST

/* Half to even at the sixth decimal: 1/3 = 0.333333|3, 2/3 = 0.666666|7, 2.5 millionths are
 * 2, 3.5 are 4. */
static const struct {
    struct pg_fraction value;
    const char *text;
} values[] = {
    {{1, 3},
     "\xC2\xA3"
     "0.333333"},
    {{2, 3},
     "\xC2\xA3"
     "0.666667"},
    {{5, 2000000},
     "\xC2\xA3"
     "0.000002"},
    {{7, 2000000},
     "\xC2\xA3"
     "0.000004"},
    {{-7, 2},
     "-\xC2\xA3"
     "3.50"},
    {{4000, 2},
     "\xC2\xA3"
     "2,000.00"},
};

START_TEST(test_fractions_of_pounds_are_rounded_to_six_decimals)
{
    char text[48];

    ck_assert_str_eq(pg_audit_story_value(values[_i].value, text), values[_i].text);
}
END_TEST

START_TEST(test_numbers_have_no_needless_zeros)
{
    char text[48];

    ck_assert_str_eq(pg_audit_story_number(40, text), "40");
    ck_assert_str_eq(pg_audit_story_number(37.5, text), "37.5");
    ck_assert_str_eq(pg_audit_story_number(100, text), "100");
    ck_assert_str_eq(pg_audit_story_number(0.25, text), "0.25");
    ck_assert_str_eq(pg_audit_story_number(1.0000004, text), "1");
}
END_TEST

/* Regulation 6(2) and (3): 30.44, 91.32 and 365.25 days. */
static const struct {
    uint32_t days;
    const char *text;
} periods[] = {
    {7000000, "a week"},   {14000000, "a fortnight"},  {28000000, "four weeks"},
    {30440000, "a month"}, {91320000, "three months"}, {182640000, "six months"},
    {365250000, "a year"}, {10000000, "a period"},
};

START_TEST(test_periods_have_names)
{
    struct pg_run run = {.config.policy.regime = &pg_uk_private};
    const struct story story = {.run = &run};

    ck_assert_str_eq(pg_audit_story_period(&story, periods[_i].days), periods[_i].text);
}
END_TEST

// ---------------------------------------------------------------- quarters mistaken

/*
 * Men in each quarter, lowest first, when the quarters are cut otherwise. By hand; a rate
 * shared between quarters: men in proportion to the places, the largest remainder first,
 * equal remainders to the lower quarter.
 */
static const char five[] = "F10 M11 F12 M13 F14";
static const char six[] = "F10 M11 F12 M12 F14 M15";
static const char seven[] = "F10 M11 M12 M12 F12 M15 F16";
static const char eight[] = "F10 F11 F12 M13 M14 F15 M16 F17";
static const char ten[] = "F10 F11.5 M12 F12 M12 F15 M15 M17.5 F20 M20.175";
static const char eleven[] = "F10 F10 M12 M12 M12 F12 F12 F12 M13 F14 M15";
static const char women_before[] = "F10 F10 F12 F12 F12 M12 M12 M12 M13 F14 M15";

static const struct cut_case {
    const char *name;
    void (*make)(const struct pg_basis *basis, struct pg_fourteen *figures);
    const char *rates;
    double sizes[4], men[4];
} cuts[] = {
    // One over: the upper quarter has M13 and F14.
    {"one over goes to the top",
     pg_audit_mistake_remainder_at_top,
     five,
     {1, 1, 1, 2},
     {0, 1, 0, 1}},
    // Two over: F12 M12 in the upper middle, F14 M15 in the upper.
    {"two over go to the top",
     pg_audit_mistake_remainder_at_top,
     six,
     {1, 1, 2, 2},
     {0, 1, 1, 1}},
    // Three over: M11 and one twelve; the twelves, 2 men of 3, have 1 place in the lower
    // middle (2 x 1/3 = 0, rest 2) and 2 in the upper middle (2 x 2/3 = 1, rest 1).
    {"three over go to the top",
     pg_audit_mistake_remainder_at_top,
     seven,
     {1, 2, 2, 2},
     {0, 2, 1, 1}},
    {"none over, to the top",
     pg_audit_mistake_remainder_at_top,
     eight,
     {2, 2, 2, 2},
     {0, 1, 1, 1}},
    {"one over goes below",
     pg_audit_mistake_remainder_from_below,
     five,
     {2, 1, 1, 1},
     {1, 0, 1, 0}},
    {"two over go below",
     pg_audit_mistake_remainder_from_below,
     six,
     {2, 2, 1, 1},
     {1, 1, 0, 1}},
    // The twelves: 2 places in the lower middle (2 x 2/3 = 1, rest 1), 1 in the upper
    // middle
    // (0, rest 2), beside M15.
    {"three over go below",
     pg_audit_mistake_remainder_from_below,
     seven,
     {2, 2, 2, 1},
     {1, 1, 2, 0}},
    {"none over, below",
     pg_audit_mistake_remainder_from_below,
     eight,
     {2, 2, 2, 2},
     {0, 1, 1, 1}},
    {"all of one over at the top",
     pg_audit_mistake_remainder_all_at_top,
     five,
     {1, 1, 1, 2},
     {0, 1, 0, 1}},
    // F12 M12: a place in the upper middle and one in the upper; equal rests, so the lower
    // of the two has the man.
    {"all of two over at the top",
     pg_audit_mistake_remainder_all_at_top,
     six,
     {1, 1, 1, 3},
     {0, 1, 1, 1}},
    // The twelves: 1 place in the upper middle (0, rest 2), 2 in the upper (1, rest 1).
    {"all of three over at the top",
     pg_audit_mistake_remainder_all_at_top,
     seven,
     {1, 1, 1, 4},
     {0, 1, 1, 2}},
    {"none over, all at the top",
     pg_audit_mistake_remainder_all_at_top,
     eight,
     {2, 2, 2, 2},
     {0, 1, 1, 1}},
    // A quarter of ten rounded up is three; the last has one. The twelves have place 3 in
    // the lower (0, rest 2), 4 and 5 in the lower middle (1, rest 1); the fifteens 6 and 7,
    // of which the lower has the man.
    {"rounded up, the rest at the top",
     pg_audit_mistake_rounded_up,
     ten,
     {3, 3, 3, 1},
     {1, 2, 1, 1}},
    {"rounded up in order",
     pg_audit_mistake_rounded_up_in_order,
     ten,
     {3, 3, 3, 1},
     {1, 1, 2, 1}},
    // M12 M12 of the twelves in order, or 2 x 2/3 = 1, rest 1.
    {"rounded up of seven", pg_audit_mistake_rounded_up, seven, {2, 2, 2, 1}, {1, 1, 2, 0}},
    {"rounded up of seven in order",
     pg_audit_mistake_rounded_up_in_order,
     seven,
     {2, 2, 2, 1},
     {1, 2, 1, 0}},
    // A lower quarter of 11 - 9 = 2; the twelves, 3 men of 6, half in each middle: rest 3
    // each, so the lower middle has 2 of them.
    {"rounded up from the top",
     pg_audit_mistake_rounded_up_from_top,
     eleven,
     {2, 3, 3, 3},
     {0, 2, 1, 2}},
    {"rounded up from the top in order",
     pg_audit_mistake_rounded_up_from_top_in_order,
     eleven,
     {2, 3, 3, 3},
     {0, 3, 0, 2}},
    // Guidance: 3, 3, 3, 2. In the order of the file M12 is third, M12 M12 F12 follow.
    {"in the order of the file",
     pg_audit_mistake_file_order,
     eleven,
     {3, 3, 3, 2},
     {1, 2, 1, 1}},
    {"in the order of the file, women before",
     pg_audit_mistake_file_order,
     women_before,
     {3, 3, 3, 2},
     {0, 1, 3, 1}},
    {"men first", pg_audit_mistake_men_first, women_before, {3, 3, 3, 2}, {1, 2, 1, 1}},
    {"women first", pg_audit_mistake_women_first, eleven, {3, 3, 3, 2}, {0, 1, 3, 1}},
    // QUARTILE.INC of ten: at 2.25, 4.5 and 6.75 from the first: 12, 13.5, 15 + 0.75 x 2.5
    // =
    // 16.875. Up to 12 there are five, to 13.5 nobody more, to 16.875 the fifteens.
    {"cut at quartiles of pay",
     pg_audit_mistake_cut_points,
     ten,
     {5, 0, 2, 3},
     {2, 0, 1, 2}},
    // Ranges of 10.175/4: up to 12.54375, 15.0875 and 17.63125.
    {"equal ranges of pay", pg_audit_mistake_equal_ranges, ten, {5, 2, 1, 2}, {2, 1, 1, 1}},
    // Points 11, 12 and 13: who stands on one is below it, or above.
    {"equal ranges, the point below",
     pg_audit_mistake_equal_ranges,
     five,
     {2, 1, 1, 1},
     {1, 0, 1, 0}},
    {"equal ranges, the point above",
     pg_audit_mistake_equal_ranges_below,
     five,
     {1, 1, 1, 2},
     {0, 1, 0, 1}},
};

static void check_quarters(const struct pg_fourteen *figures, const struct cut_case *want)
{
    for (int j = 0; j < PG_N_QUARTERS; j++) {
        size_t at = pg_audit_at_quarter(j);
        ck_assert_msg(figures->sizes[j] == want->sizes[j], "%s: quarter %d has %g",
                      want->name, j, figures->sizes[j]);
        ck_assert_int_eq(figures->text[at][0] != '\0', want->sizes[j] > 0);
        ck_assert_int_eq(figures->text[at + 1][0] != '\0', want->sizes[j] > 0);
        if (want->sizes[j] == 0)
            continue;
        double men = 100 * want->men[j] / want->sizes[j];
        ck_assert_msg(fabs(figures->value[at] - men) < 1e-9, "%s: quarter %d has %g %% men",
                      want->name, j, figures->value[at]);
        ck_assert_double_eq_tol(figures->value[at + 1], 100 - men, 1e-9);
    }
}

START_TEST(test_quarters_cut_otherwise)
{
    const struct cut_case *want = &cuts[_i];
    struct examined examined;

    examine_rates(&examined, want->rates);
    struct pg_fourteen figures = examined.basis.right;
    want->make(&examined.basis, &figures);
    check_quarters(&figures, want);
    for (size_t i = PG_FORM_MEAN_HOURLY_GAP; i <= PG_FORM_MEDIAN_BONUS_GAP; i++)
        ck_assert_double_eq(figures.value[i], examined.basis.right.value[i]);
    done(&examined);
}
END_TEST

/* Three times a quarter rounded up leave nobody of five, six or nine for the last. */
START_TEST(test_too_few_people_to_round_up)
{
    static const char *const rates[] = {five, six, "F1 M2 F3 M4 F5 M6 F7 M8 F9"};
    struct examined examined;

    examine_rates(&examined, rates[_i]);
    struct pg_fourteen figures = examined.basis.right;
    pg_audit_mistake_rounded_up(&examined.basis, &figures);
    pg_audit_mistake_rounded_up_in_order(&examined.basis, &figures);
    pg_audit_mistake_rounded_up_from_top(&examined.basis, &figures);
    pg_audit_mistake_rounded_up_from_top_in_order(&examined.basis, &figures);
    for (size_t i = 0; i < 14; i++)
        ck_assert_double_eq(figures.value[i], examined.basis.right.value[i]);
    done(&examined);
}
END_TEST

// ---------------------------------------------------------------- figures mistaken

static const struct pg_mistake *mistake_called(const char *what)
{
    for (size_t i = 0; i < pg_n_mistakes; i++) {
        if (strncmp(pg_mistakes[i].what, what, strlen(what)) == 0)
            return &pg_mistakes[i];
    }
    ck_abort_msg("there is no mistake %s", what);
}

// Two rows are ways of one mistake where they are told in the same words.
START_TEST(test_ways_of_one_mistake_follow_one_another)
{
    for (size_t i = 0; i < pg_n_mistakes; i++) {
        for (size_t j = 0; j < pg_n_mistakes; j++)
            ck_assert_int_eq(pg_audit_mistake_first(i) == pg_audit_mistake_first(j),
                             strcmp(pg_mistakes[i].what, pg_mistakes[j].what) == 0);
    }
}
END_TEST

/** Figures that a mistake changes: a place and what stands there; NAN = no figure. */
struct changed {
    const char *what;
    size_t n;
    struct {
        size_t place;
        double value;
    } figures[8];
};

static void check_changes(const struct pg_fourteen *right, const struct pg_fourteen *found,
                          const struct changed *want)
{
    for (size_t i = 0; i < 14; i++) {
        double value = right->text[i][0] != '\0' ? right->value[i] : NAN;
        for (size_t k = 0; k < want->n; k++)
            value = want->figures[k].place == i ? want->figures[k].value : value;
        ck_assert_msg((found->text[i][0] == '\0') == isnan(value),
                      "%s: figure %zu is there or not", want->what, i);
        ck_assert_msg(isnan(value) || fabs(found->value[i] - value) < 1e-9,
                      "%s: figure %zu is %.9f, not %.9f", want->what, i, found->value[i],
                      value);
    }
}

/*
 * On tests/data/audit/plain. Men's mean 15.335 is 15.34 in pennies, their mean bonus
 * 865.25/3 is 288.42. In the bonus figures are six men and six women: bonuses of everybody
 * 0 0 0 200 300 365.25 and 0 0 0 0 60 100. In the pay period one man of six had 365.25.
 * In the hourly figures three of five men had one and one of five women, 100; all who had
 * one are three men and two women.
 */
static const struct changed worked_out[] = {
    {"averages are rounded to the penny",
     2,
     {{PG_FORM_MEAN_HOURLY_GAP, 100 * (15.34 - 13.70) / 15.34},
      {PG_FORM_MEAN_BONUS_GAP, 100 * (288.42 - 80) / 288.42}}},
    {"the mean is all pay divided by all hours", 0, {{0, 0}}}, // a8 has no hours
    {"bonus averages are over everybody",
     2,
     {{PG_FORM_MEAN_BONUS_GAP, 100 * (865.25 - 160) / 865.25},
      {PG_FORM_MEDIAN_BONUS_GAP, 100}}},
    {"bonus figures are of the bonus of the pay period",
     4,
     {{PG_FORM_MEN_BONUS_SHARE, 100.0 / 6},
      {PG_FORM_WOMEN_BONUS_SHARE, 0},
      {PG_FORM_MEAN_BONUS_GAP, 100},
      {PG_FORM_MEDIAN_BONUS_GAP, 100}}},
    {"all bonus figures are of full-pay",
     4,
     {{PG_FORM_MEN_BONUS_SHARE, 60},
      {PG_FORM_WOMEN_BONUS_SHARE, 20},
      {PG_FORM_MEAN_BONUS_GAP, 100 * (865.25 / 3 - 100) / (865.25 / 3)},
      {PG_FORM_MEDIAN_BONUS_GAP, 100 * (300.0 - 100) / 300}}},
    {"bonus shares are of full-pay relevant employees, receivers too",
     2,
     {{PG_FORM_MEN_BONUS_SHARE, 60}, {PG_FORM_WOMEN_BONUS_SHARE, 20}}},
    {"bonus shares are of full-pay relevant employees, receivers on any",
     2,
     {{PG_FORM_MEN_BONUS_SHARE, 60}, {PG_FORM_WOMEN_BONUS_SHARE, 40}}},
    {"bonus shares are of all people paid",
     2,
     {{PG_FORM_MEN_BONUS_SHARE, 60}, {PG_FORM_WOMEN_BONUS_SHARE, 40}}},
};

START_TEST(test_figures_worked_out_otherwise)
{
    const struct changed *want = &worked_out[_i];
    const struct pg_mistake *mistake = mistake_called(want->what);
    struct examined examined;

    examine_data(&examined, "audit/plain");
    struct pg_fourteen figures = examined.basis.right;
    mistake->make(&examined.basis, &figures);
    check_changes(&examined.basis.right, &figures, want);
    done(&examined);
}
END_TEST

/* Men 20 x 10 h and 10 x 30 h: 500 pounds in 40 hours, 12.50; women 8 x 20 h and 10 x 5 h:
 * 210 in 25, 8.40. Gap 100 x 4.10/12.50 = 32.8, where the mean rates are 15 and 9. */
START_TEST(test_all_pay_over_all_hours)
{
    struct examined examined = {.scene = scene_open(NULL)};

    scene_put(&examined.scene, "payroll.csv",
              "sex,pay_period,basic_pay,weekly_hours\nM,weekly,200,10\nM,weekly,300,30\n"
              "F,weekly,160,20\nF,weekly,50,5\n");
    scene_put(&examined.scene, "paygap.ini", "[employer]\nsnapshot_date = 2026-04-05\n");
    examine(&examined);
    struct pg_fourteen figures = examined.basis.right;
    ck_assert_double_eq_tol(figures.value[PG_FORM_MEAN_HOURLY_GAP], 40, 1e-9);
    mistake_called("the mean is all pay")->make(&examined.basis, &figures);
    check_changes(&examined.basis.right, &figures,
                  &(struct changed){"all pay", 1, {{PG_FORM_MEAN_HOURLY_GAP, 32.8}}});
    done(&examined);
}
END_TEST

/* Nobody had a bonus: mistakes that need one change nothing, and no gap is made. */
START_TEST(test_mistakes_of_bonuses_that_nobody_had)
{
    static const char *const mistakes[] = {
        "averages are rounded to the penny", "all bonus figures are of full-pay",
        "bonus averages are over everybody", "bonus shares are of all people paid"};
    struct examined examined;

    examine_rates(&examined, ten);
    for (size_t i = 0; i < 4; i++) {
        struct pg_fourteen figures = examined.basis.right;
        mistake_called(mistakes[i])->make(&examined.basis, &figures);
        ck_assert_str_eq(figures.text[PG_FORM_MEAN_BONUS_GAP], "");
        ck_assert_str_eq(figures.text[PG_FORM_MEDIAN_BONUS_GAP], "");
        ck_assert_double_eq(figures.value[PG_FORM_MEN_BONUS_SHARE], 0);
        ck_assert_double_eq(figures.value[PG_FORM_WOMEN_BONUS_SHARE], 0);
    }
    done(&examined);
}
END_TEST

/*
 * Finished figures, of quarters of 10, 20, 30 and 40 people with 10, 40, 60 and 70 % men;
 * gaps 20, -25, 100 and none; bonus shares 12.25 and 0.
 */
static struct pg_fourteen finished(void)
{
    struct pg_fourteen figures = {.sizes = {10, 20, 30, 40}};
    static const double men[] = {10, 40, 60, 70};

    for (size_t i = 0; i < 14; i++)
        figures.text[i] = "";
    for (int j = 0; j < 4; j++) {
        pg_audit_fourteen_set(&figures, pg_audit_at_quarter(j), men[j]);
        pg_audit_fourteen_set(&figures, pg_audit_at_quarter(j) + 1, 100 - men[j]);
    }
    pg_audit_fourteen_set(&figures, PG_FORM_MEAN_HOURLY_GAP, 20);
    pg_audit_fourteen_set(&figures, PG_FORM_MEDIAN_HOURLY_GAP, -25);
    pg_audit_fourteen_set(&figures, PG_FORM_MEN_BONUS_SHARE, 12.25);
    pg_audit_fourteen_set(&figures, PG_FORM_WOMEN_BONUS_SHARE, 0);
    pg_audit_fourteen_set(&figures, PG_FORM_MEAN_BONUS_GAP, 100);
    return figures;
}

enum { UPPER, UPPER_MIDDLE = 2, LOWER_MIDDLE = 4, LOWER = 6 };

/*
 * With women's pay as the base a gap of 20 (80 to 100) is 20/80 = 25, one of -25 (125 to
 * 100) is -25/125 = -20; one of 100 has nothing to divide by. Men are 1, 8, 18 and 28 of
 * 55, women 9, 12, 12 and 12 of 45.
 */
static const struct changed turned[] = {
    {"the difference is divided by the women's",
     2,
     {{PG_FORM_MEAN_HOURLY_GAP, 25}, {PG_FORM_MEDIAN_HOURLY_GAP, -20}}},
    {"the sign of the gaps",
     3,
     {{PG_FORM_MEAN_HOURLY_GAP, -20},
      {PG_FORM_MEDIAN_HOURLY_GAP, 25},
      {PG_FORM_MEAN_BONUS_GAP, -100}}},
    {"women's pay as a percentage",
     3,
     {{PG_FORM_MEAN_HOURLY_GAP, 80},
      {PG_FORM_MEDIAN_HOURLY_GAP, 125},
      {PG_FORM_MEAN_BONUS_GAP, 0}}},
    {"mean and median gap are swapped",
     4,
     {{PG_FORM_MEAN_HOURLY_GAP, -25},
      {PG_FORM_MEDIAN_HOURLY_GAP, 20},
      {PG_FORM_MEAN_BONUS_GAP, NAN},
      {PG_FORM_MEDIAN_BONUS_GAP, 100}}},
    {"a bonus gap of 0.0 is given", 1, {{PG_FORM_MEDIAN_BONUS_GAP, 0}}},
    {"the quarters are upside down",
     8,
     {{UPPER, 10},
      {UPPER + 1, 90},
      {UPPER_MIDDLE, 40},
      {UPPER_MIDDLE + 1, 60},
      {LOWER_MIDDLE, 60},
      {LOWER_MIDDLE + 1, 40},
      {LOWER, 70},
      {LOWER + 1, 30}}},
    {"the lower and the lower middle",
     4,
     {{LOWER, 40}, {LOWER + 1, 60}, {LOWER_MIDDLE, 10}, {LOWER_MIDDLE + 1, 90}}},
    {"the lower and the upper middle",
     4,
     {{LOWER, 60}, {LOWER + 1, 40}, {UPPER_MIDDLE, 10}, {UPPER_MIDDLE + 1, 90}}},
    {"the lower and the upper quarter",
     4,
     {{LOWER, 70}, {LOWER + 1, 30}, {UPPER, 10}, {UPPER + 1, 90}}},
    {"the lower middle and the upper middle",
     4,
     {{LOWER_MIDDLE, 60},
      {LOWER_MIDDLE + 1, 40},
      {UPPER_MIDDLE, 40},
      {UPPER_MIDDLE + 1, 60}}},
    {"the lower middle and the upper quarter",
     4,
     {{LOWER_MIDDLE, 70}, {LOWER_MIDDLE + 1, 30}, {UPPER, 40}, {UPPER + 1, 60}}},
    {"the upper middle and the upper",
     4,
     {{UPPER_MIDDLE, 70}, {UPPER_MIDDLE + 1, 30}, {UPPER, 60}, {UPPER + 1, 40}}},
    {"quarters give the part of each sex",
     8,
     {{LOWER, 100.0 / 55},
      {LOWER_MIDDLE, 800.0 / 55},
      {UPPER_MIDDLE, 1800.0 / 55},
      {UPPER, 2800.0 / 55},
      {LOWER + 1, 900.0 / 45},
      {LOWER_MIDDLE + 1, 1200.0 / 45},
      {UPPER_MIDDLE + 1, 1200.0 / 45},
      {UPPER + 1, 1200.0 / 45}}},
    {"exact halves are rounded up", 1, {{PG_FORM_MEN_BONUS_SHARE, 12.250001}}},
    {"figures are cut off", 1, {{PG_FORM_MEN_BONUS_SHARE, 12.2}}},
};

START_TEST(test_finished_figures_turned)
{
    const struct changed *want = &turned[_i];
    const struct pg_mistake *mistake = mistake_called(want->what);
    struct pg_fourteen right = finished(), figures = right;

    mistake->turn(&figures, mistake);
    check_changes(&right, &figures, want);
}
END_TEST

START_TEST(test_sizes_go_with_the_quarters)
{
    struct pg_fourteen figures = finished();
    const struct pg_mistake *mistake = mistake_called("the lower and the upper middle");

    mistake->turn(&figures, mistake);
    ck_assert_double_eq(figures.sizes[PG_LOWER], 30);
    ck_assert_double_eq(figures.sizes[PG_UPPER_MIDDLE], 10);
    mistake_called("the quarters are upside down")->turn(&figures, NULL);
    ck_assert_double_eq(figures.sizes[PG_UPPER], 30);
    ck_assert_double_eq(figures.sizes[PG_LOWER_MIDDLE], 10);
}
END_TEST

START_TEST(test_all_figures_as_fractions)
{
    struct pg_fourteen right = finished(), figures = right;

    mistake_called("fractions are given")->turn(&figures, NULL);
    for (size_t i = 0; i < 14; i++)
        ck_assert_double_eq_tol(figures.value[i], right.value[i] / 100, 1e-12);
}
END_TEST

/* -12.25 is a half and goes to -12.3, away from zero; -0.05 is cut off to 0; 12.3 that is
 * 12.299999... as a double is 12.3 when it is cut off. */
START_TEST(test_halves_and_cuts_below_zero)
{
    struct pg_fourteen figures = finished();

    pg_audit_fourteen_set(&figures, PG_FORM_MEAN_HOURLY_GAP, -12.25);
    mistake_called("exact halves")->turn(&figures, NULL);
    ck_assert_double_eq_tol(figures.value[PG_FORM_MEAN_HOURLY_GAP], -12.250001, 1e-9);
    pg_audit_fourteen_set(&figures, PG_FORM_MEAN_HOURLY_GAP, -0.05);
    pg_audit_fourteen_set(&figures, PG_FORM_MEDIAN_HOURLY_GAP, 12.3);
    pg_audit_fourteen_set(&figures, PG_FORM_MEAN_BONUS_GAP, -12.3);
    mistake_called("figures are cut off")->turn(&figures, NULL);
    ck_assert_double_eq_tol(figures.value[PG_FORM_MEAN_HOURLY_GAP], 0, 1e-12);
    ck_assert_double_eq_tol(figures.value[PG_FORM_MEDIAN_HOURLY_GAP], 12.3, 1e-12);
    ck_assert_double_eq_tol(figures.value[PG_FORM_MEAN_BONUS_GAP], -12.3, 1e-12);
}
END_TEST

START_TEST(test_gaps_of_averages)
{
    struct pg_fourteen figures = finished();

    pg_audit_fourteen_set_gap(&figures, PG_FORM_MEAN_HOURLY_GAP, 20, 15); // 100 x 5/20
    ck_assert_double_eq_tol(figures.value[PG_FORM_MEAN_HOURLY_GAP], 25, 1e-12);
    pg_audit_fourteen_set_gap(&figures, PG_FORM_MEDIAN_BONUS_GAP, 20, 15); // there was none
    ck_assert_str_eq(figures.text[PG_FORM_MEDIAN_BONUS_GAP], "");
    pg_audit_fourteen_set_gap(&figures, PG_FORM_MEDIAN_HOURLY_GAP, 0, 15);
    ck_assert_str_eq(figures.text[PG_FORM_MEDIAN_HOURLY_GAP], "");
    ck_assert_double_eq(figures.value[PG_FORM_MEDIAN_HOURLY_GAP], 0);
    pg_audit_fourteen_set(&figures, PG_FORM_MEAN_HOURLY_GAP, NAN);
    ck_assert_double_eq_tol(figures.value[PG_FORM_MEAN_HOURLY_GAP], 25, 1e-12);
}
END_TEST

// ---------------------------------------------------------------- stories

/** Stories that stand one after the other in DATA/stories.expected. */
static const struct storybook {
    const char *data, *payroll;
    const char *employees[24]; // ids; "@LINE" = a line of the file
} storybooks[] = {
    {"audit/plain",
     "payroll.csv",
     {"a1", "a6", "a7", "a8", "a9", "a10", "a11", "a12", "a13", "a14"}},
    {"audit/odd", "payroll.csv", {"o1",  "o2",  "o3",  "o4",  "o5",  "o6",  "o7",  "o8",
                                  "o9",  "o10", "o11", "o13", "o14", "o15", "o16", "o17",
                                  "o18", "o19", "o20", "o21", "o22", "@22"}},
    {"audit/lines", "people.csv", {"p1", "p2", "p3", "p4", "p5", "p6"}},
};

static void tell(const struct scene *scene, const char *payroll, const char *employee,
                 struct text *all)
{
    char *config = scene_path(scene, "paygap.ini"), *path = scene_path(scene, payroll);
    char *story = NULL, *said = NULL;
    size_t n, n_said;
    FILE *stream = open_memstream(&story, &n), *messages = open_memstream(&said, &n_said);
    paygap_options options = {.struct_size = sizeof(paygap_options),
                              .payroll = path,
                              .config = config,
                              .is_confirmed = true,
                              .messages = messages};
    bool is_line = employee[0] == '@';
    paygap_error error;

    paygap_status status =
        paygap_explain(&options, is_line ? NULL : employee,
                       is_line ? strtoul(employee + 1, NULL, 10) : 0, stream, &error);
    fclose(stream);
    fclose(messages);
    ck_assert_msg(status == PAYGAP_OK, "%s: %s", employee, error.text);
    text_add(all, "== %s\n%s-- said\n%s", employee, story, said);
    free(story);
    free(said);
    free(config);
    free(path);
}

START_TEST(test_stories_are_told_step_by_step)
{
    const struct storybook *book = &storybooks[_i];
    struct scene scene = scene_open(book->data);
    struct text all = {NULL, 0}, name = {NULL, 0};

    for (size_t i = 0; book->employees[i] != NULL; i++)
        tell(&scene, book->payroll, book->employees[i], &all);
    text_add(&name, "%s/stories.expected", book->data);
    char *text = scene_named(&scene, all.ptr);
    expect_lines(text, name.ptr);
    free(text);
    free(name.ptr);
    scene_close(&scene);
}
END_TEST

static const struct {
    const char *employee;
    size_t line;
    const char *employer, *text; // text NULL = it is told
} whose[] = {
    {"e1", 0, NULL,
     "several employers have an employee with that id: say which with --employer"},
    {"e1", 0, "South", NULL},
    {"e5", 0, NULL, NULL},
    {"e9", 0, NULL, "there is no employee with that id"},
    {NULL, 77, NULL, "that line of the payroll file is no employee's"},
    {NULL, 2, NULL, NULL},
};

START_TEST(test_whose_story_is_meant)
{
    struct scene scene = scene_open("audit/employers");
    char *payroll = scene_path(&scene, "payroll.csv"),
         *config = scene_path(&scene, "paygap.ini");
    paygap_options options = {.struct_size = sizeof(paygap_options),
                              .payroll = payroll,
                              .config = config,
                              .employer = whose[_i].employer};
    FILE *stream = tmpfile();
    paygap_error error;
    paygap_status status =
        paygap_explain(&options, whose[_i].employee, whose[_i].line, stream, &error);

    ck_assert_int_eq(status, whose[_i].text == NULL ? PAYGAP_OK : PAYGAP_USAGE);
    if (whose[_i].text != NULL)
        ck_assert_str_eq(error.text, whose[_i].text);
    fclose(stream);
    free(payroll);
    free(config);
    scene_close(&scene);
}
END_TEST

/* The only employee is in every quarter there is: the lower one. */
START_TEST(test_a_story_of_one_employee)
{
    struct scene scene = scene_open(NULL);
    struct text all = {NULL, 0};

    scene_put(&scene, "payroll.csv", "employee_id,sex,hourly_pay\n1,F,10\n");
    scene_put(&scene, "paygap.ini", "[employer]\nsnapshot_date = 2026-04-05\n");
    tell(&scene, "payroll.csv", "1", &all);
    ck_assert_ptr_nonnull(
        strstr(all.ptr, "Place 1 of 1 in order of hourly pay; nobody else"));
    ck_assert_ptr_nonnull(strstr(all.ptr, "  Lower          places 1 to 1  <-\n-- said"));
    free(all.ptr);
    scene_close(&scene);
}
END_TEST

// ---------------------------------------------------------------- several files

/* The same payroll in two files: the second has lines of its own, from 2 on. */
START_TEST(test_a_story_of_the_second_file)
{
    struct scene scene = scene_open(NULL);

    scene_put(&scene, "a.csv", "employee_id,sex,hourly_pay\n1,F,10\n2,M,12\n");
    scene_put(&scene, "b.csv", "employee_id,sex,hourly_pay\n3,F,11\n4,M,12\n");
    char *first = scene_path(&scene, "a.csv"), *second = scene_path(&scene, "b.csv");
    const char *const more[] = {second};
    char *story = NULL;
    size_t n;
    FILE *stream = open_memstream(&story, &n);
    paygap_options options = {.struct_size = sizeof(paygap_options),
                              .payroll = first,
                              .more = more,
                              .n_more = 1,
                              .snapshot_date = "2026-04-05",
                              .sector = "private"};
    paygap_error error;

    ck_assert_int_eq(paygap_explain(&options, "3", 0, stream, &error), PAYGAP_OK);
    fclose(stream);
    ck_assert_ptr_nonnull(strstr(story, "Line 2 of b.csv, employee 3: woman\n"));
    ck_assert_ptr_nonnull(
        strstr(story, "Place 2 of 4 in order of hourly pay; nobody else"));
    free(story);
    free(first);
    free(second);
    scene_close(&scene);
}
END_TEST

// ---------------------------------------------------------------- published figures

/** Figures put to the test, in the order of the download: as one text with commas between,
 *  "-" = not given, nothing = published blank. */
struct published {
    const char *name, *folder, *employer, *figures;
    paygap_status status;
    const char *error;
};

static char *verify(const struct scene *scene, const struct published *published,
                    paygap_error *error, paygap_status *status)
{
    bool has_lines = strcmp(published->folder, "audit/lines") == 0;
    char *payroll = scene_path(scene, has_lines ? "people.csv" : "payroll.csv"),
         *config = scene_path(scene, "paygap.ini");
    char *list = strdup(published->figures), *rest = list, *text = NULL;
    paygap_published figures = {.owned = NULL};
    size_t n;
    FILE *stream = open_memstream(&text, &n);
    paygap_options options = {.struct_size = sizeof(paygap_options),
                              .payroll = payroll,
                              .config = config,
                              .employer = published->employer,
                              .is_confirmed = true};

    for (int i = 0; i < PAYGAP_N_STATUTORY && rest != NULL; i++) {
        char *end = strchr(rest, ',');
        if (end != NULL)
            *end++ = '\0';
        figures.text[i] = strcmp(rest, "-") == 0 ? NULL : rest;
        rest = end;
    }
    *status = paygap_verify(&options, &figures, stream, error);
    fclose(stream);
    free(list);
    free(payroll);
    free(config);
    return text;
}

static const struct published verdicts[] = {
#define VERDICT(name, folder, employer, figures, status, error)                            \
    {name, "audit/" folder, employer, figures, status, error},
#include "data/audit/verdicts.def"
#undef VERDICT
};

START_TEST(test_published_figures_are_put_to_the_test)
{
    const struct published *published = &verdicts[_i];
    struct scene scene = scene_open(published->folder);
    struct text name = {NULL, 0};
    paygap_error error = {.text = ""};
    paygap_status status;
    char *text = verify(&scene, published, &error, &status);

    ck_assert_msg(status == published->status, "%s: %d, %s", published->name, status,
                  error.text);
    ck_assert_str_eq(error.text, published->error);
    text_add(&name, "audit/verdicts/%s.expected", published->name);
    expect_lines(text, name.ptr);
    free(name.ptr);
    free(text);
    scene_close(&scene);
}
END_TEST

static void add_quarter_tests(TCase *tc)
{
    add_loop(tc, test_quarters_cut_otherwise, cuts);
    tcase_add_loop_test(tc, test_too_few_people_to_round_up, 0, 3);
    add_loop(tc, test_figures_worked_out_otherwise, worked_out);
    tcase_add_test(tc, test_all_pay_over_all_hours);
    tcase_add_test(tc, test_mistakes_of_bonuses_that_nobody_had);
    add_loop(tc, test_finished_figures_turned, turned);
    tcase_add_test(tc, test_sizes_go_with_the_quarters);
    tcase_add_test(tc, test_all_figures_as_fractions);
    tcase_add_test(tc, test_halves_and_cuts_below_zero);
    tcase_add_test(tc, test_gaps_of_averages);
}

TCase *tests(void)
{
    TCase *tc = tcase_create("audit");

    tcase_set_timeout(tc, 30); // whole runs, and slow ones under valgrind
    tcase_add_test(tc, test_workings_are_in_order_of_pay_and_then_of_the_file);
    tcase_add_test(tc, test_the_basis_of_mistakes);
    tcase_add_test(tc, test_ways_of_one_mistake_follow_one_another);
    add_loop(tc, test_fractions_are_said_in_full, fractions);
    add_loop(tc, test_pounds_have_pence_and_what_is_beyond_them, pounds);
    add_loop(tc, test_fractions_of_pounds_are_rounded_to_six_decimals, values);
    tcase_add_test(tc, test_numbers_have_no_needless_zeros);
    add_loop(tc, test_periods_have_names, periods);
    add_quarter_tests(tc);
    add_loop(tc, test_stories_are_told_step_by_step, storybooks);
    add_loop(tc, test_whose_story_is_meant, whose);
    tcase_add_test(tc, test_a_story_of_one_employee);
    tcase_add_test(tc, test_a_story_of_the_second_file);
    add_loop(tc, test_published_figures_are_put_to_the_test, verdicts);
    return tc;
}
