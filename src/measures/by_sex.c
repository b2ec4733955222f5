// SPDX-License-Identifier: GPL-3.0-or-later
/* Men and women inside each group of a characteristic. */
#include "pg_measures.h"

#include <stdio.h>

struct sexes {
    struct pg_average mean_men, mean_women, median_men, median_women;
};

static bool average(struct sexes *sexes, const struct pg_groups *hourly, size_t part)
{
    struct pg_group men = hourly->group[part], women = hourly->group[part + 1];

    pg_median(&sexes->median_men, hourly->ranking, men);
    pg_median(&sexes->median_women, hourly->ranking, women);
    return pg_mean(&sexes->mean_men, hourly->ranking, men) &&
           pg_mean(&sexes->mean_women, hourly->ranking, women);
}

static void add_median(struct paygap_results *results, struct pg_report *report,
                       const struct pg_breakdown *breakdown, struct pg_part_of *part,
                       const struct pg_average *median)
{
    paygap_figure *figure = pg_breakdown_add(results, report, breakdown, part, "",
                                             PG_MEASURE_MEDIAN_HOURLY_PAY);

    pg_set_average(results, figure, median);
    if (figure != NULL && median->n > 0)
        pg_report_place(report, figure)->is_one_person = pg_median_is_one_person(median);
}

static void add_part(struct paygap_results *results, struct pg_report *report,
                     const struct pg_breakdown *breakdown, struct pg_part_of *part,
                     const struct pg_average *mean, const struct pg_average *median)
{
    pg_set_count(
        results,
        pg_breakdown_add(results, report, breakdown, part, "", PG_MEASURE_HEADCOUNT),
        part->headcount);
    part->is_hourly_dominated = pg_is_dominated(mean);
    pg_set_count(results,
                 pg_breakdown_add(results, report, breakdown, part, "",
                                  PG_MEASURE_FULL_PAY_HEADCOUNT),
                 part->full_pay);
    pg_set_average(results,
                   pg_breakdown_add(results, report, breakdown, part, "",
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

    pg_set_gap(results,
               pg_breakdown_add(results, report, breakdown, women, women->comparator,
                                PG_MEASURE_MEAN_HOURLY_GAP),
               &sexes->mean_men, &sexes->mean_women, &words);
    paygap_figure *figure = pg_breakdown_add(
        results, report, breakdown, women, women->comparator, PG_MEASURE_MEDIAN_HOURLY_GAP);
    pg_set_gap(results, figure, &sexes->median_men, &sexes->median_women, &words);
    if (figure != NULL && figure->has_value)
        pg_report_place(report, figure)->is_one_person =
            pg_median_is_one_person(&sexes->median_men) ||
            pg_median_is_one_person(&sexes->median_women);
}

static void add_intervals(struct pg_report *report, struct pg_interval_maker *intervals,
                          const struct pg_part_of *men, const struct pg_part_of *women,
                          const struct sexes *sexes)
{
    pg_interval_maker_forget(intervals);
    pg_add_gap_intervals(
        intervals, pg_part_figure(report, women, PG_MEASURE_MEAN_HOURLY_GAP),
        pg_part_figure(report, women, PG_MEASURE_MEDIAN_HOURLY_GAP), &sexes->mean_men,
        &sexes->mean_women);
    pg_add_median_interval(intervals,
                           pg_part_figure(report, men, PG_MEASURE_MEDIAN_HOURLY_PAY),
                           &sexes->median_men);
    pg_add_median_interval(intervals,
                           pg_part_figure(report, women, PG_MEASURE_MEDIAN_HOURLY_PAY),
                           &sexes->median_women);
}

/** The parts of a difference of means, in pounds an hour. */
struct split {
    long double men, women; /**< mean hourly pay over all groups */
    long double within;
    size_t n_men, n_women;
};

static void add_to_split(struct split *split, const struct sexes *sexes)
{
    long double share_men = (long double)sexes->mean_men.n / (long double)split->n_men;
    long double share_women =
        (long double)sexes->mean_women.n / (long double)split->n_women;
    long double men = sexes->mean_men.value, women = sexes->mean_women.value;

    split->men += share_men * men;
    split->women += share_women * women;
    if (sexes->mean_men.n > 0 && sexes->mean_women.n > 0)
        split->within += (share_men + share_women) / 2 * (men - women);
}

// Pounds in whole pence: the parts are rounded so that they total the rounded difference.
static void set_pence(struct paygap_results *results, paygap_figure *figure, double value,
                      long long pence, size_t n)
{
    char digits[32], text[170];

    snprintf(digits, sizeof digits, "%lld", pence);
    pg_published(digits, 2, text);
    pg_figure_set(results, figure, value, text, n);
}

static long long pence_of(double pounds)
{
    struct pg_digits digits;
    long long pence = 0;

    if (!pg_round_if_safe(pounds, 1e-9, 100, &digits))
        (void)pg_round_if_safe(pounds + 1e-8, 1e-12, 100, &digits);
    (void)sscanf(digits.text, "%lld", &pence);
    return pence;
}

static void add_split(struct paygap_results *results, struct pg_report *report,
                      struct pg_breakdown *breakdown, const struct split *split)
{
    static const enum pg_measure measures[] = {
        PG_MEASURE_MEAN_DIFFERENCE, PG_MEASURE_BETWEEN_GROUPS, PG_MEASURE_WITHIN_GROUPS};
    size_t n = split->n_men + split->n_women;
    double total = (double)(split->men - split->women), within = (double)split->within;
    double values[] = {total, total - within, within};
    long long pence[] = {pence_of(total), 0, pence_of(within)};

    pence[1] = pence[0] - pence[2];
    breakdown->whole.name = "women";
    breakdown->whole.comparator = "men";
    for (size_t i = 0; i < 3; i++) {
        paygap_figure *figure = pg_breakdown_add(results, report, breakdown,
                                                 &breakdown->whole, "men", measures[i]);
        if (split->n_men == 0 || split->n_women == 0)
            pg_figure_not_applicable(figure, "one sex only is in these figures", n);
        else
            set_pence(results, figure, values[i], pence[i], n);
    }
}

bool pg_measure_by_sex(struct paygap_results *results, struct pg_report *report,
                       struct pg_breakdown *breakdown, const struct pg_groups *hourly,
                       struct pg_interval_maker *intervals)
{
    struct split split = {.men = 0};

    for (size_t i = 0; i < breakdown->n_parts; i += 2) {
        split.n_men += hourly->group[i].n;
        split.n_women += hourly->group[i + 1].n;
        breakdown->parts[i].full_pay = hourly->group[i].n;
        breakdown->parts[i + 1].full_pay = hourly->group[i + 1].n;
    }
    for (size_t i = 0; i < breakdown->n_parts; i += 2) {
        struct pg_part_of *men = &breakdown->parts[i], *women = &breakdown->parts[i + 1];
        struct sexes sexes;
        if (men->headcount + women->headcount == 0 || men->is_repeated)
            continue;
        if (!average(&sexes, hourly, i))
            return false;
        add_part(results, report, breakdown, men, &sexes.mean_men, &sexes.median_men);
        add_part(results, report, breakdown, women, &sexes.mean_women, &sexes.median_women);
        add_gaps(results, report, breakdown, women, &sexes);
        add_intervals(report, intervals, men, women, &sexes);
        if (split.n_men > 0 && split.n_women > 0)
            add_to_split(&split, &sexes);
    }
    if (breakdown->has_split)
        add_split(results, report, breakdown, &split);
    return true;
}
