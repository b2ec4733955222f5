// SPDX-License-Identifier: GPL-3.0-or-later
/* Men and women inside each group of a characteristic. */
#include "pg_measures.h"

#include <stdio.h>
#include <stdlib.h>

struct sexes {
    struct pg_average mean_men, mean_women, median_men, median_women;
};

static bool average(struct sexes *sexes, const struct pg_groups *hourly, size_t part)
{
    struct pg_group men = hourly->group[part], women = hourly->group[part + 1];

    pg_stats_median(&sexes->median_men, hourly->ranking, men);
    pg_stats_median(&sexes->median_women, hourly->ranking, women);
    return pg_stats_mean(&sexes->mean_men, hourly->ranking, men) &&
           pg_stats_mean(&sexes->mean_women, hourly->ranking, women);
}

static void add_median(struct paygap_results *results, struct pg_report *report,
                       const struct pg_breakdown *breakdown, struct pg_part_of *part,
                       const struct pg_average *median)
{
    paygap_figure *figure = pg_results_breakdown_add(results, report, breakdown, part, "",
                                                     PG_MEASURE_MEDIAN_HOURLY_PAY);

    pg_measures_set_average(results, figure, median);
    if (figure != NULL && median->n > 0)
        pg_results_report_place(report, figure)->is_one_person =
            pg_measures_median_is_one_person(median);
}

static void add_part(struct paygap_results *results, struct pg_report *report,
                     const struct pg_breakdown *breakdown, struct pg_part_of *part,
                     const struct pg_average *mean, const struct pg_average *median)
{
    pg_measures_set_count(results,
                          pg_results_breakdown_add(results, report, breakdown, part, "",
                                                   PG_MEASURE_HEADCOUNT),
                          part->headcount);
    part->is_hourly_dominated = pg_measures_is_dominated(mean);
    pg_measures_set_count(results,
                          pg_results_breakdown_add(results, report, breakdown, part, "",
                                                   PG_MEASURE_FULL_PAY_HEADCOUNT),
                          part->full_pay);
    pg_measures_set_average(results,
                            pg_results_breakdown_add(results, report, breakdown, part, "",
                                                     PG_MEASURE_MEAN_HOURLY_PAY),
                            mean);
    add_median(results, report, breakdown, part, median);
}

static void add_gaps(struct paygap_results *results, struct pg_report *report,
                     const struct pg_breakdown *breakdown, struct pg_part_of *women,
                     const struct sexes *sexes)
{
    static const struct pg_gap_words words = {"no men are in this group's figures",
                                              "no women are in this group's figures",
                                              "the men's figure is zero"};

    pg_measures_set_gap(results,
                        pg_results_breakdown_add(results, report, breakdown, women,
                                                 women->comparator,
                                                 PG_MEASURE_MEAN_HOURLY_GAP),
                        &sexes->mean_men, &sexes->mean_women, &words);
    paygap_figure *figure = pg_results_breakdown_add(
        results, report, breakdown, women, women->comparator, PG_MEASURE_MEDIAN_HOURLY_GAP);
    pg_measures_set_gap(results, figure, &sexes->median_men, &sexes->median_women, &words);
    if (figure != NULL && figure->has_value)
        pg_results_report_place(report, figure)->is_one_person =
            pg_measures_median_is_one_person(&sexes->median_men) ||
            pg_measures_median_is_one_person(&sexes->median_women);
}

static void add_intervals(struct pg_report *report, struct pg_interval_maker *intervals,
                          const struct pg_part_of *men, const struct pg_part_of *women,
                          const struct sexes *sexes)
{
    pg_measures_interval_maker_forget(intervals);
    pg_measures_add_gap_intervals(
        intervals, pg_results_part_figure(report, women, PG_MEASURE_MEAN_HOURLY_GAP),
        pg_results_part_figure(report, women, PG_MEASURE_MEDIAN_HOURLY_GAP),
        &sexes->mean_men, &sexes->mean_women);
    pg_measures_add_median_interval(
        intervals, pg_results_part_figure(report, men, PG_MEASURE_MEDIAN_HOURLY_PAY),
        &sexes->median_men);
    pg_measures_add_median_interval(
        intervals, pg_results_part_figure(report, women, PG_MEASURE_MEDIAN_HOURLY_PAY),
        &sexes->median_women);
}

static void set_pence(struct paygap_results *results, paygap_figure *figure, double value,
                      long long pence, size_t n)
{
    char digits[32], text[170];

    snprintf(digits, sizeof digits, "%lld", pence);
    pg_results_published(digits, 2, text);
    pg_results_figure_set(results, figure, value, text, n);
}

static long long number(const struct pg_digits *digits)
{
    return strtoll(digits->text, NULL, 10);
}

/** The averages of the groups, as the split needs them. */
struct split_groups {
    struct pg_average *men, *women;
    size_t n, n_men, n_women;
};

// The part between groups is what is left, in pence too: the parts total the difference.
static void add_split(struct paygap_results *results, struct pg_report *report,
                      struct pg_breakdown *breakdown, const struct split_groups *groups)
{
    static const enum pg_measure measures[] = {
        PG_MEASURE_MEAN_DIFFERENCE, PG_MEASURE_BETWEEN_GROUPS, PG_MEASURE_WITHIN_GROUPS};
    size_t n = groups->n_men + groups->n_women;
    bool has_both = groups->n_men > 0 && groups->n_women > 0;
    struct pg_split split = {.total = 0};

    if (has_both)
        split = pg_stats_split_means(groups->men, groups->women, groups->n, 100);
    double values[] = {split.total, split.total - split.within, split.within};
    long long pence[] = {number(&split.total_digits), 0, number(&split.within_digits)};
    pence[1] = pence[0] - pence[2];
    breakdown->whole.name = pg_results_sex_name(PG_WOMEN);
    breakdown->whole.comparator = pg_results_sex_name(PG_MEN);
    for (size_t i = 0; i < 3; i++) {
        paygap_figure *figure =
            pg_results_breakdown_add(results, report, breakdown, &breakdown->whole,
                                     breakdown->whole.comparator, measures[i]);
        if (!has_both)
            pg_results_figure_not_applicable(figure, "one sex only is in these figures", n);
        else
            set_pence(results, figure, values[i], pence[i], n);
    }
}

static bool add_groups(struct paygap_results *results, struct pg_report *report,
                       struct pg_breakdown *breakdown, const struct pg_groups *hourly,
                       struct pg_interval_maker *intervals, struct split_groups *groups)
{
    for (size_t i = 0; i < breakdown->n_parts; i += 2) {
        struct pg_part_of *men = &breakdown->parts[i], *women = &breakdown->parts[i + 1];
        struct sexes sexes;
        men->full_pay = hourly->group[i].n;
        women->full_pay = hourly->group[i + 1].n;
        groups->n_men += men->full_pay;
        groups->n_women += women->full_pay;
        if (!average(&sexes, hourly, i))
            return false;
        groups->men[groups->n] = sexes.mean_men;
        groups->women[groups->n++] = sexes.mean_women;
        if (men->headcount + women->headcount == 0 || men->is_repeated)
            continue;
        add_part(results, report, breakdown, men, &sexes.mean_men, &sexes.median_men);
        add_part(results, report, breakdown, women, &sexes.mean_women, &sexes.median_women);
        add_gaps(results, report, breakdown, women, &sexes);
        add_intervals(report, intervals, men, women, &sexes);
    }
    return true;
}

bool pg_measures_by_sex(struct paygap_results *results, struct pg_report *report,
                        struct pg_breakdown *breakdown, const struct pg_groups *hourly,
                        struct pg_interval_maker *intervals)
{
    struct split_groups groups = {.men = calloc(breakdown->n_parts + 1, sizeof *groups.men),
                                  .women =
                                      calloc(breakdown->n_parts + 1, sizeof *groups.women)};
    bool added = groups.men != NULL && groups.women != NULL &&
                 add_groups(results, report, breakdown, hourly, intervals, &groups);

    if (added && breakdown->has_split)
        add_split(results, report, breakdown, &groups);
    free(groups.men);
    free(groups.women);
    return added;
}
