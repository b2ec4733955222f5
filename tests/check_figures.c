// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Tests of figures: the report of a few rows, formed from const inputs without a run. Each
 * payroll is read as a file would be (payroll.h) and handed over as it was judged.
 */
#include "nowhere.h"
#include "payroll.h"

#include "pg_figures.h"

/** A payroll and what figures are formed from it. */
struct scene {
    struct payroll payroll;
    struct pg_payments payments;
    struct pg_part_periods part_periods;
    struct pg_classes classes;
    struct pg_judged judged;
    struct paygap_results *results; /**< of one report */
};

static void scene_begin(struct scene *scene, const char *text)
{
    struct payroll *payroll = &scene->payroll;

    pg_stats_exact_begin();
    ck_assert_msg(payroll_read(payroll, text) == PAYGAP_OK, "%s", payroll->error.text);
    scene->judged = (struct pg_judged){.policy = &payroll->config.policy,
                                       .mapping = &payroll->config.mapping,
                                       .snapshot_date = payroll->config.snapshot_date,
                                       .table = &payroll->table,
                                       .people = &payroll->people,
                                       .pay = &payroll->pay,
                                       .payments = &scene->payments,
                                       .part_periods = &scene->part_periods,
                                       .classes = &scene->classes};
    scene->results = calloc(1, sizeof *scene->results);
    scene->results->reports = calloc(1, sizeof *scene->results->reports);
    scene->results->n_reports = 1;
    scene->results->reports[0].folder = scene->results->reports[0].employer = "";
}

static void scene_end(struct scene *scene)
{
    paygap_results_free(scene->results);
    pg_figures_free_classes(&scene->classes);
    free(scene->part_periods.rows);
    payroll_free(&scene->payroll);
    pg_stats_exact_end();
}

static const struct pg_report *report_of(struct scene *scene, struct pg_slice slice)
{
    struct pg_report *report = &scene->results->reports[0];

    ck_assert_int_eq(
        pg_figures_report(report, scene->results, &scene->judged, &slice, NULL), PAYGAP_OK);
    return report;
}

#define HEADER "employee_id,sex,hourly_pay,bonus_12_months,full_pay\n"

// Two men, two women of whom one is on leave, and somebody of no known sex.
static const char five[] = HEADER "1,M,20,100,yes\n"
                                  "2,M,10,0,yes\n"
                                  "3,F,12,50,yes\n"
                                  "4,F,40,,no\n"
                                  "5,,30,,yes\n";

/* Men (20 + 10) / 2 = 15, women 12, gap (15 - 12) / 15 = 20 %. A bonus was paid to one of
 * two men and one of two women; its gap is (100 - 50) / 100 = 50 %. */
START_TEST(test_a_report_of_every_row)
{
    struct scene scene = {.payroll.config.has_sector = true};

    scene_begin(&scene, five);
    const struct pg_report *report = report_of(&scene, (struct pg_slice){.n = 5});
    ck_assert_uint_eq(report->n_rows, 5);
    ck_assert_uint_eq(report->n_relevant, 4);
    ck_assert_uint_eq(report->n_known_rates, 3);
    ck_assert_str_eq(pg_results_report_text(report, PG_WOMEN, PG_MEASURE_MEAN_HOURLY_GAP),
                     "20.0");
    ck_assert_str_eq(pg_results_report_text(report, PG_WOMEN, PG_MEASURE_MEAN_BONUS_GAP),
                     "50.0");
    ck_assert_str_eq(pg_results_report_text(report, PG_MEN, PG_MEASURE_BONUS_SHARE),
                     "50.0");
    scene_end(&scene);
}
END_TEST

/* The first man and the first woman alone: (20 - 12) / 20 = 40 %. */
START_TEST(test_a_report_of_some_rows)
{
    static const uint32_t rows[] = {0, 2};
    struct scene scene = {.payroll.config.has_sector = true};

    scene_begin(&scene, five);
    const struct pg_report *report =
        report_of(&scene, (struct pg_slice){.rows = rows, .n = 2});
    ck_assert_uint_eq(report->n_rows, 2);
    ck_assert_str_eq(pg_results_report_text(report, PG_WOMEN, PG_MEASURE_MEAN_HOURLY_GAP),
                     "40.0");
    scene_end(&scene);
}
END_TEST

/* Two of six people are left over. Great Britain: quarters of 2, 1, 2 and 1, so the one man
 * among 13 and 14 pounds is half of the upper middle quarter. Nowhere: 2, 1, 1 and 2, so he
 * is half of the upper one. */
START_TEST(test_quarters_are_those_of_the_regime)
{
    static const char six[] = HEADER "1,M,10,,yes\n"
                                     "2,M,11,,yes\n"
                                     "3,F,12,,yes\n"
                                     "4,F,13,,yes\n"
                                     "5,M,14,,yes\n"
                                     "6,F,15,,yes\n";
    static const struct {
        const struct pg_regime *regime;
        const char *upper_middle, *upper;
    } cases[] = {{&pg_uk_public, "50.0", "0.0"}, {&nowhere, "0.0", "50.0"}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct scene scene = {.payroll.config.has_sector = true,
                              .payroll.config.policy.regime = cases[i].regime};
        scene_begin(&scene, six);
        const struct pg_report *report = report_of(&scene, (struct pg_slice){.n = 6});
        ck_assert_str_eq(
            pg_results_report_text(report, PG_MEN, PG_MEASURE_UPPER_MIDDLE_SHARE),
            cases[i].upper_middle);
        ck_assert_str_eq(pg_results_report_text(report, PG_MEN, PG_MEASURE_UPPER_SHARE),
                         cases[i].upper);
        scene_end(&scene);
    }
}
END_TEST

/* In order of pay: 10, 12 and 20 pounds; the one on leave has none. */
START_TEST(test_members_are_ranked_by_hourly_pay)
{
    static const uint32_t want[] = {1, 2, 0};
    const struct pg_slice everybody = {.n = 5};
    struct scene scene = {.payroll.config.has_sector = true};
    struct pg_members members;

    scene_begin(&scene, five);
    ck_assert(pg_figures_rank_hourly(&members, &scene.judged, &everybody));
    ck_assert_uint_eq(members.n, 3);
    for (size_t i = 0; i < members.n; i++)
        ck_assert_uint_eq(members.rows[members.ranking.order[i]], want[i]);
    pg_figures_free_members(&members);
    scene_end(&scene);
}
END_TEST

/* The woman started within the pay period. Without her there are no women and no gap. */
START_TEST(test_the_gap_without_who_started_within_the_period)
{
    struct scene scene = {.payroll.config.has_sector = true};

    scene.part_periods.rows = calloc(1, sizeof *scene.part_periods.rows);
    scene.part_periods.rows[0] = 2;
    scene.part_periods.n = 1;
    scene_begin(&scene, five);
    const struct pg_report *report = report_of(&scene, (struct pg_slice){.n = 5});
    ck_assert_uint_gt(report->warnings.n, 0);
    const char *text = report->warnings.items[0].text;
    ck_assert_msg(strstr(text, "1 person started or left") != NULL, "%s", text);
    ck_assert_msg(strstr(text, "mean hourly gap would be none (now 20.0)") != NULL, "%s",
                  text);
    scene_end(&scene);
}
END_TEST

/* Two posts of employee 7 in different grades: nobody knows hers. 8 and 9 are in one each,
 * and 9 gave none in the other post, which has no say. */
START_TEST(test_posts_that_differ_make_the_group_not_known)
{
    struct scene scene = {.payroll.config.has_sector = true};
    struct pg_config *config = &scene.payroll.config;
    struct pg_label_wish wish = {.name = "grade", .header = "grade"};
    struct pg_arena arena = {0};

    config->policy.multiple_contracts = PG_CONTRACTS_MERGE;
    config->mapping.wishes = &wish;
    config->mapping.n_wishes = 1;
    ck_assert(pg_config_ask_for(config, "grade"));
    scene_begin(&scene, "employee_id,sex,hourly_pay,grade\n"
                        "7,F,10,A\n7,F,10,B\n8,M,10,A\n9,M,10,B\n9,M,10,\n");
    ck_assert(wish.has_labels);
    scene.classes.items = calloc(1, sizeof *scene.classes.items);
    struct pg_class *class = &scene.classes.items[scene.classes.n++];
    class->column = &scene.payroll.table.labels[wish.labels];
    class->asked = &config->characteristics[0];
    ck_assert_int_eq(pg_figures_classify(class, &scene.judged, &arena, NULL), PAYGAP_OK);
    ck_assert_uint_eq(class->labels.n_finest, 4); // A, B, declined, not known
    ck_assert_uint_eq(class->n_differing, 1);
    ck_assert_uint_eq(class->finest[0], 3);
    ck_assert_uint_lt(class->finest[2], 2);
    ck_assert_uint_lt(class->finest[3], 2);
    ck_assert_uint_ne(class->finest[2], class->finest[3]);
    scene_end(&scene);
    pg_arena_free(&arena);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("figures");

    tcase_add_test(tc, test_a_report_of_every_row);
    tcase_add_test(tc, test_a_report_of_some_rows);
    tcase_add_test(tc, test_quarters_are_those_of_the_regime);
    tcase_add_test(tc, test_members_are_ranked_by_hourly_pay);
    tcase_add_test(tc, test_the_gap_without_who_started_within_the_period);
    tcase_add_test(tc, test_posts_that_differ_make_the_group_not_known);
    return tc;
}
