// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Tests of measures: quarters, ties, gaps and bonuses, on the printed examples of GOV.UK
 * and on workforces of a few people whose figures are worked out beside them.
 */
#include "pg_law.h"
#include "pg_measures.h"
#include "testing.h"

/* rule gpg/quarters/sizes. GOV.UK "Making your gender pay gap calculations": 4,445, 4,446
 * and 4,447 people; by hand: 8 = 2+2+2+2, 10 = 3+2+3+2, 1 to 3 people. */
static const struct {
    size_t n, want[4];
} size_cases[] = {{4445, {1112, 1111, 1111, 1111}},
                  {4446, {1112, 1111, 1112, 1111}},
                  {4447, {1112, 1112, 1112, 1111}},
                  {8, {2, 2, 2, 2}},
                  {10, {3, 2, 3, 2}},
                  {3, {1, 1, 1, 0}},
                  {2, {1, 0, 1, 0}},
                  {1, {1, 0, 0, 0}},
                  {0, {0, 0, 0, 0}}};

START_TEST(test_quarters_are_as_equal_as_possible)
{
    size_t sizes[4];

    pg_law_bands_sizes(pg_uk_private.bands, size_cases[_i].n, sizes);
    for (int j = 0; j < 4; j++)
        ck_assert_uint_eq(sizes[j], size_cases[_i].want[j]);
}
END_TEST

/* rule gpg/quarters/ties. The first is GOV.UK's example: 36 women and 4 men, 10 places in
 * the lower and 30 in the lower middle quarter: 1 and 3 men. The second: ideal men
 * 0.8 1.2 1.2 0.8, so one each. The third: 1 man over 1 + 1 places, equal remainders, lower
 * quarter. The fourth: 5 men of 7 over 3 + 4: 2.14 and 2.86, so 2 and 3. */
static const struct {
    size_t men, places[4], want[4];
} tie_cases[] = {{4, {10, 30, 0, 0}, {1, 3, 0, 0}}, {4, {2, 3, 3, 2}, {1, 1, 1, 1}},
                 {1, {0, 1, 1, 0}, {0, 1, 0, 0}},   {5, {3, 4, 0, 0}, {2, 3, 0, 0}},
                 {0, {5, 5, 0, 0}, {0, 0, 0, 0}},   {10, {5, 5, 0, 0}, {5, 5, 0, 0}},
                 {0, {0, 0, 0, 0}, {0, 0, 0, 0}}};

START_TEST(test_people_on_one_rate_are_shared_in_proportion)
{
    size_t placed[4];

    pg_measures_share_tied(tie_cases[_i].men, tie_cases[_i].places, placed);
    for (int j = 0; j < 4; j++)
        ck_assert_uint_eq(placed[j], tie_cases[_i].want[j]);
}
END_TEST

/* The rule for more than two groups, by hand. First: 3 groups of 2, 2 and 1 people over 3 +
 * 2 places: shares 1.2 0.8 | 1.2 0.8 | 0.6 0.4, rounded down 1 0 | 1 0 | 0 0, so one place
 * is left in the lower quarter and two in the lower middle; remainders .2 .8 | .2 .8 | .6
 * .4: the two .8 in the lower middle, then .6. Second: one person each of 4 groups over 2 +
 * 2: all remainders equal, lower quarter first, group order: groups 0 and 1, then 2 and 3.
 * Third: one of group 0 and three of group 1 over 1 + 1 + 2: shares .25 .25 .5 | .75
 * .75 1.5. Cells in order: .75 lower, .75 lower middle, .5 of group 0 in the upper middle
 * (equal remainders: group order); then group 1 has 1 + 1 + 1. */
static const struct {
    size_t n_groups, people[4], places[4], want[4][4];
} group_tie_cases[] = {
    {3, {2, 2, 1}, {3, 2, 0, 0}, {{1, 1}, {1, 1}, {1, 0}}},
    {4, {1, 1, 1, 1}, {2, 2, 0, 0}, {{1, 0}, {1, 0}, {0, 1}, {0, 1}}},
    {2, {1, 3}, {1, 1, 2, 0}, {{0, 0, 1}, {1, 1, 1}}},
};

START_TEST(test_people_of_many_groups_on_one_rate)
{
    size_t placed[4][4] = {{0}};

    ck_assert(pg_measures_share_tied_groups(group_tie_cases[_i].people,
                                            group_tie_cases[_i].n_groups,
                                            group_tie_cases[_i].places, placed));
    for (size_t g = 0; g < group_tie_cases[_i].n_groups; g++) {
        for (int j = 0; j < 4; j++)
            ck_assert_uint_eq(placed[g][j], group_tie_cases[_i].want[g][j]);
    }
}
END_TEST

/** Men and women on given rates, in pence. */
struct workforce {
    struct pg_fraction rates[8];
    uint32_t men[8], women[8];
    size_t n_rates;
};

struct figures {
    struct paygap_results results;
    struct pg_report report;
};

static struct pg_fraction rate_at(const void *context, uint32_t member)
{
    return *((const struct pg_fraction *const *)context)[member];
}

// Ranks the workforce, one member a person, and measures hourly pay.
static void measure(const struct workforce *workforce, enum pg_tie_precision ties,
                    struct figures *figures)
{
    static const struct pg_fraction *members[10000];
    static double keys[10000];
    static uint16_t sex_of[10000];
    struct pg_ranking ranking;
    struct pg_groups sexes;
    size_t n = 0;

    for (size_t i = 0; i < workforce->n_rates; i++) {
        for (uint32_t k = 0; k < workforce->men[i] + workforce->women[i]; k++) {
            keys[n] = pg_fraction_double(workforce->rates[i]);
            sex_of[n] = k < workforce->men[i] ? PG_MEN : PG_WOMEN;
            members[n++] = &workforce->rates[i];
        }
    }
    ck_assert(
        pg_stats_rank(&ranking, keys, n, 0x1p-51, (struct pg_exact){rate_at, members}));
    ck_assert_uint_eq(ranking.n_values, workforce->n_rates);
    ck_assert(pg_stats_groups_make(&sexes, &ranking, sex_of, 2));
    memset(figures, 0, sizeof *figures);
    ck_assert(pg_results_report_begin(&figures->report));
    figures->report.regime = &pg_uk_private;
    pg_measures_hourly_pay(&figures->results, &figures->report, &sexes, ties, NULL);
    pg_stats_groups_free(&sexes);
    pg_stats_ranking_free(&ranking);
}

static void expect(const struct figures *figures, enum pg_sex sex, enum pg_measure measure,
                   const char *published)
{
    const char *text = pg_results_report_text(&figures->report, sex, measure);

    ck_assert_msg(strcmp(text, published) == 0, "%s %s: %s, expected %s",
                  pg_results_sex_name(sex), pg_results_measure_name(measure), text,
                  published);
}

static void free_figures(struct figures *figures)
{
    free(figures->report.figures);
    free(figures->report.places);
    free(figures->report.breakdowns[PG_SEXES].parts);
    free(figures->report.breakdowns[PG_SEXES].of_finest);
    free(figures->report.breakdowns);
    pg_arena_free(&figures->results.arena);
}

/* GOV.UK "Making your gender pay gap calculations" (Acme Ltd): 4,445 people, the men and
 * women of each quarter as printed there; rates of our own keep the quarters apart. */
START_TEST(test_the_official_example_of_quarters)
{
    const struct workforce acme = {.rates = {{10, 1}, {12, 1}, {15, 1}, {20, 1}},
                                   .men = {187, 110, 298, 750},
                                   .women = {925, 1001, 813, 361},
                                   .n_rates = 4};
    struct figures figures;

    measure(&acme, PG_TIES_EXACT, &figures);
    expect(&figures, PG_MEN, PG_MEASURE_UPPER_SHARE, "67.5");
    expect(&figures, PG_WOMEN, PG_MEASURE_UPPER_SHARE, "32.5");
    expect(&figures, PG_MEN, PG_MEASURE_UPPER_MIDDLE_SHARE, "26.8");
    expect(&figures, PG_WOMEN, PG_MEASURE_UPPER_MIDDLE_SHARE, "73.2");
    expect(&figures, PG_MEN, PG_MEASURE_LOWER_MIDDLE_SHARE, "9.9");
    expect(&figures, PG_WOMEN, PG_MEASURE_LOWER_MIDDLE_SHARE, "90.1");
    expect(&figures, PG_MEN, PG_MEASURE_LOWER_SHARE, "16.8");
    expect(&figures, PG_WOMEN, PG_MEASURE_LOWER_SHARE, "83.2");
    expect(&figures, PG_MEN, PG_MEASURE_FULL_PAY_HEADCOUNT, "1345");
    free_figures(&figures);
}
END_TEST

/* The official means: men's pay sums to 23,550 over 1,345, women's to 46,900 over 3,100;
 * the page prints 13.59 %, exact 13.594274, to one decimal 13.6. Two rates in fractions
 * give these sums: everybody on the mean. */
START_TEST(test_the_official_example_of_a_mean_gap)
{
    const struct workforce acme = {.rates = {{46900, 3100}, {23550, 1345}},
                                   .men = {0, 1345},
                                   .women = {3100, 0},
                                   .n_rates = 2};
    struct figures figures;

    measure(&acme, PG_TIES_EXACT, &figures);
    expect(&figures, PG_WOMEN, PG_MEASURE_MEAN_HOURLY_GAP, "13.6");
    expect(&figures, PG_MEN, PG_MEASURE_MEAN_HOURLY_PAY, "17.51");
    expect(&figures, PG_WOMEN, PG_MEASURE_MEAN_HOURLY_PAY, "15.13");
    free_figures(&figures);
}
END_TEST

/* The official medians: 1,345 men, number 673 on 15; 3,100 women, numbers 1,550 and 1,551
 * on 13 and 15, so 14; (15 - 14) / 15 = 6.67 %, to one decimal 6.7. */
START_TEST(test_the_official_example_of_a_median_gap)
{
    const struct workforce acme = {.rates = {{13, 1}, {15, 1}, {18, 1}},
                                   .men = {600, 145, 600},
                                   .women = {1550, 1550, 0},
                                   .n_rates = 3};
    struct figures figures;

    measure(&acme, PG_TIES_EXACT, &figures);
    expect(&figures, PG_MEN, PG_MEASURE_MEDIAN_HOURLY_PAY, "15.00");
    expect(&figures, PG_WOMEN, PG_MEASURE_MEDIAN_HOURLY_PAY, "14.00");
    expect(&figures, PG_WOMEN, PG_MEASURE_MEDIAN_HOURLY_GAP, "6.7");
    free_figures(&figures);
}
END_TEST

/* One rate, 4 men and 4 women: one of each in every quarter. */
START_TEST(test_everybody_on_one_rate)
{
    const struct workforce one = {
        .rates = {{12, 1}}, .men = {4}, .women = {4}, .n_rates = 1};
    struct figures figures;

    measure(&one, PG_TIES_EXACT, &figures);
    expect(&figures, PG_MEN, PG_MEASURE_LOWER_SHARE, "50.0");
    expect(&figures, PG_WOMEN, PG_MEASURE_UPPER_SHARE, "50.0");
    expect(&figures, PG_WOMEN, PG_MEASURE_MEAN_HOURLY_GAP, "0.0");
    expect(&figures, PG_WOMEN, PG_MEASURE_MEDIAN_HOURLY_GAP, "0.0");
    ck_assert_uint_eq(figures.report.boundaries[1].men, 4);
    ck_assert_uint_eq(figures.report.boundaries[1].men_below, 2);
    free_figures(&figures);
}
END_TEST

/* 12 people: one lowest, ten on one rate (4 men, 6 women), one highest. Places 2 3 3 2: men
 * 1 1 1 1, women 1 2 2 1; with a man lowest and a woman highest: lower 2 men + 1 woman. */
START_TEST(test_a_rate_across_three_boundaries)
{
    const struct workforce twelve = {.rates = {{10, 1}, {12, 1}, {20, 1}},
                                     .men = {1, 4, 0},
                                     .women = {0, 6, 1},
                                     .n_rates = 3};
    struct figures figures;
    static const size_t men[] = {2, 1, 1, 1}, women[] = {1, 2, 2, 2};

    measure(&twelve, PG_TIES_EXACT, &figures);
    for (int j = 0; j < 4; j++) {
        ck_assert_uint_eq(figures.report.quarters[j].men, men[j]);
        ck_assert_uint_eq(figures.report.quarters[j].women, women[j]);
    }
    free_figures(&figures);
}
END_TEST

/* 14.104 and 14.096 are both 14.10 to the penny, but two rates exactly. 4 people: with
 * exact rates the two women come first; to the penny the quarters share 2 men and 2 women.
 */
START_TEST(test_ties_to_the_penny)
{
    const struct workforce four = {.rates = {{14096, 1000}, {14104, 1000}},
                                   .men = {0, 2},
                                   .women = {2, 0},
                                   .n_rates = 2};
    struct figures figures;

    measure(&four, PG_TIES_EXACT, &figures);
    expect(&figures, PG_WOMEN, PG_MEASURE_LOWER_SHARE, "100.0");
    expect(&figures, PG_WOMEN, PG_MEASURE_UPPER_SHARE, "0.0");
    free_figures(&figures);
    measure(&four, PG_TIES_PENNY, &figures);
    expect(&figures, PG_MEN, PG_MEASURE_LOWER_SHARE, "100.0"); // 4 x 0.5, remainders equal
    expect(&figures, PG_MEN, PG_MEASURE_LOWER_MIDDLE_SHARE, "100.0");
    ck_assert_uint_gt(figures.report.n_moved_by_other_ties, 0);
    free_figures(&figures);
}
END_TEST

/* Half to even on exact shares; half away from zero would total 100.1. 13 of 80 is 16.25,
 * 1 of 16 is 6.25, 3 of 16 is 18.75, 7 of 16 is 43.75, 67 of 80 is 83.75. */
static const struct {
    unsigned part, whole;
    const char *digits, *rest;
} share_cases[] = {{13, 80, "162", "838"}, {1, 16, "62", "938"},   {3, 16, "188", "812"},
                   {7, 16, "438", "562"},  {67, 80, "838", "162"}, {1, 8, "125", "875"}};

START_TEST(test_pairs_of_shares_total_one_hundred)
{
    struct pg_digits digits;

    pg_stats_round_ratio(share_cases[_i].part, share_cases[_i].whole, 1000, &digits);
    ck_assert_str_eq(digits.text, share_cases[_i].digits);
    pg_stats_round_ratio(share_cases[_i].whole - share_cases[_i].part,
                         share_cases[_i].whole, 1000, &digits);
    ck_assert_str_eq(digits.text, share_cases[_i].rest);
}
END_TEST

static const struct {
    const char *digits;
    int decimals;
    const char *text;
} published_cases[] = {{"76", 1, "7.6"},     {"-92", 1, "-9.2"},   {"0", 1, "0.0"},
                       {"-0", 1, "0.0"},     {"5", 1, "0.5"},      {"-5", 1, "-0.5"},
                       {"1000", 1, "100.0"}, {"1831", 2, "18.31"}, {"7", 2, "0.07"},
                       {"42", 0, "42"}};

START_TEST(test_published_texts)
{
    char text[80];

    pg_results_published(published_cases[_i].digits, published_cases[_i].decimals, text);
    ck_assert_str_eq(text, published_cases[_i].text);
}
END_TEST

/* The official bonus figures: 1,300 of 1,375 men and 2,000 of 3,125 women, 94.5 and 64.0 %;
 * means 1,650 and 1,490: 9.7 %. Medians 2,300 and 2,225: 3.3 %, checked by the gap alone.
 */
static struct pg_fraction pounds_at(const void *context, uint32_t member)
{
    return (struct pg_fraction){((const int *)context)[member], 1};
}

static void measure_bonus(const int *pounds, size_t n, size_t n_men,
                          struct pg_bonus_people people, struct figures *figures)
{
    double keys[4000];
    uint16_t sex_of[4000];
    struct pg_ranking ranking;
    struct pg_groups sexes;

    for (size_t i = 0; i < n; i++) { // the men first
        keys[i] = pounds[i];
        sex_of[i] = i < n_men ? PG_MEN : PG_WOMEN;
    }
    ck_assert(
        pg_stats_rank(&ranking, keys, n, 0x1p-51, (struct pg_exact){pounds_at, pounds}));
    ck_assert(pg_stats_groups_make(&sexes, &ranking, sex_of, 2));
    memset(figures, 0, sizeof *figures);
    ck_assert(pg_results_report_begin(&figures->report));
    pg_measures_bonus_pay(&figures->results, &figures->report, &sexes, people, NULL);
    pg_stats_groups_free(&sexes);
    pg_stats_ranking_free(&ranking);
}

START_TEST(test_the_official_example_of_bonuses)
{
    static int pounds[3300];
    struct figures figures;

    for (size_t i = 0; i < 3300; i++)
        pounds[i] = i < 1300 ? 1650 : 1490;
    measure_bonus(pounds, 3300, 1300, (struct pg_bonus_people){1375, 3125}, &figures);
    expect(&figures, PG_MEN, PG_MEASURE_BONUS_SHARE, "94.5");
    expect(&figures, PG_WOMEN, PG_MEASURE_BONUS_SHARE, "64.0");
    expect(&figures, PG_WOMEN, PG_MEASURE_MEAN_BONUS_GAP, "9.7");
    free_figures(&figures);
    for (size_t i = 0; i < 3300; i++)
        pounds[i] = i < 1300 ? 2300 : 2225;
    measure_bonus(pounds, 3300, 1300, (struct pg_bonus_people){1375, 3125}, &figures);
    expect(&figures, PG_WOMEN, PG_MEASURE_MEDIAN_BONUS_GAP, "3.3");
    free_figures(&figures);
}
END_TEST

START_TEST(test_bonuses_of_one_sex_only)
{
    const int pounds[] = {500};
    struct figures figures;

    measure_bonus(pounds, 1, 1, (struct pg_bonus_people){4, 4}, &figures);
    expect(&figures, PG_WOMEN, PG_MEASURE_MEAN_BONUS_GAP,
           "100.0"); // the service's own check
    expect(&figures, PG_WOMEN, PG_MEASURE_MEDIAN_BONUS_GAP, "100.0");
    expect(&figures, PG_WOMEN, PG_MEASURE_MEAN_BONUS_PAY, "");
    free_figures(&figures);
    measure_bonus(pounds, 1, 0, (struct pg_bonus_people){4, 4}, &figures);
    expect(&figures, PG_WOMEN, PG_MEASURE_MEAN_BONUS_GAP, ""); // left blank on the form
    expect(&figures, PG_MEN, PG_MEASURE_BONUS_SHARE, "0.0");
    free_figures(&figures);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("measures");

    add_loop(tc, test_quarters_are_as_equal_as_possible, size_cases);
    add_loop(tc, test_people_on_one_rate_are_shared_in_proportion, tie_cases);
    add_loop(tc, test_people_of_many_groups_on_one_rate, group_tie_cases);
    tcase_add_test(tc, test_the_official_example_of_quarters);
    tcase_add_test(tc, test_the_official_example_of_a_mean_gap);
    tcase_add_test(tc, test_the_official_example_of_a_median_gap);
    tcase_add_test(tc, test_everybody_on_one_rate);
    tcase_add_test(tc, test_a_rate_across_three_boundaries);
    tcase_add_test(tc, test_ties_to_the_penny);
    add_loop(tc, test_pairs_of_shares_total_one_hundred, share_cases);
    add_loop(tc, test_published_texts, published_cases);
    tcase_add_test(tc, test_the_official_example_of_bonuses);
    tcase_add_test(tc, test_bonuses_of_one_sex_only);
    return tc;
}
