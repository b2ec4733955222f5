// SPDX-License-Identifier: GPL-3.0-or-later
/* Every measure of every group of a characteristic. */
#include "pg_measures.h"

#include "pg_law.h"

#include <stdlib.h>

/** What the steps of one breakdown share. */
struct adding {
    struct paygap_results *results;
    struct pg_report *report;
    struct pg_breakdown *breakdown;
    const struct pg_breakdown_people *people;
};

/** Hourly pay or bonus pay: which measures, which people, which words. */
struct pay_kind {
    enum pg_measure mean_pay, median_pay, mean_gap, median_gap, first_bound;
    const struct pg_gap_words *words;
};

static const struct pay_kind hourly_kind = {
    PG_MEASURE_MEAN_HOURLY_PAY,        PG_MEASURE_MEDIAN_HOURLY_PAY,
    PG_MEASURE_MEAN_HOURLY_GAP,        PG_MEASURE_MEDIAN_HOURLY_GAP,
    PG_MEASURE_MEAN_HOURLY_GAP_LOWEST, &pg_part_words};
static const struct pay_kind bonus_kind = {
    PG_MEASURE_MEAN_BONUS_PAY,        PG_MEASURE_MEDIAN_BONUS_PAY,
    PG_MEASURE_MEAN_BONUS_GAP,        PG_MEASURE_MEDIAN_BONUS_GAP,
    PG_MEASURE_MEAN_BONUS_GAP_LOWEST, &pg_bonus_part_words};

static paygap_figure *add(struct adding *adding, struct pg_part_of *part,
                          const char *comparator, enum pg_measure measure)
{
    return pg_results_breakdown_add(adding->results, adding->report, adding->breakdown,
                                    part, comparator, measure);
}

static void add_headcounts(struct adding *adding)
{
    struct pg_breakdown *breakdown = adding->breakdown;
    size_t all = 0;

    for (size_t i = 0; i < breakdown->n_parts; i++)
        all += breakdown->parts[i].headcount;
    for (size_t i = 0; i < breakdown->n_parts; i++) {
        struct pg_part_of *part = &breakdown->parts[i];
        if (part->headcount == 0 || part->is_repeated)
            continue;
        pg_measures_set_count(adding->results, add(adding, part, "", PG_MEASURE_HEADCOUNT),
                              part->headcount);
        pg_measures_set_share(adding->results,
                              add(adding, part, "", PG_MEASURE_WORKFORCE_SHARE),
                              part->headcount, all, "");
        pg_measures_set_count(adding->results,
                              add(adding, part, "", PG_MEASURE_FULL_PAY_HEADCOUNT),
                              part->full_pay);
        pg_measures_set_count(adding->results,
                              add(adding, part, "", PG_MEASURE_BONUS_HEADCOUNT),
                              part->bonus);
        pg_measures_set_share(adding->results,
                              add(adding, part, "", PG_MEASURE_BONUS_SHARE), part->bonus,
                              part->in_bonus, "nobody of the group is in these figures");
    }
}

/*
 * One person makes up most of a sum, or the two highest paid could tell what the third
 * earns: (n, k) = (1, 60 %) and p = 10 % of the rules for totals in official statistics.
 */
bool pg_measures_is_dominated(const struct pg_average *mean)
{
    double sum = mean->value * (double)mean->n;

    if (mean->n < 3)
        return mean->n > 0;
    double first = mean->ranking->value[mean->group.ranks[mean->n - 1]];
    double second = mean->ranking->value[mean->group.ranks[mean->n - 2]];
    return first > 0.6 * sum || sum - first - second < 0.1 * first;
}

bool pg_measures_median_is_one_person(const struct pg_average *median)
{
    const uint32_t *ranks = median->group.ranks;
    size_t middle = median->n / 2;

    if (median->n % 2 == 0)
        return false;
    bool same_below = middle > 0 && ranks[middle - 1] == ranks[middle];
    bool same_above = middle + 1 < median->n && ranks[middle + 1] == ranks[middle];
    return !same_below && !same_above;
}

// A gap, noting whether a median behind it is one person's pay.
static void add_gap(struct adding *adding, struct pg_part_of *part, enum pg_measure measure,
                    const struct pg_average *base, const struct pg_average *other,
                    const struct pg_gap_words *words)
{
    paygap_figure *figure = add(adding, part, part->comparator, measure);

    pg_measures_set_gap(adding->results, figure, base, other, words);
    if (figure != NULL && base->is_median && base->n > 0 && other->n > 0)
        pg_results_report_place(adding->report, figure)->is_one_person =
            pg_measures_median_is_one_person(base) ||
            pg_measures_median_is_one_person(other);
}

/** Averages of those a part is compared with. */
struct base {
    struct pg_average mean, median;
    bool is_known; /**< of the one comparator of all parts */
};

static bool find_base(struct base *base, const struct pg_comparison *comparison,
                      size_t index)
{
    const struct pg_ranking *ranking = comparison->groups->ranking;

    if (base->is_known)
        return true;
    struct pg_group group = pg_measures_compared_with(comparison, index);
    pg_stats_median(&base->median, ranking, group);
    base->is_known = comparison->breakdown->comparator != PG_NO_PART;
    return pg_stats_mean(&base->mean, ranking, group);
}

static bool add_pay_of(struct adding *adding, const struct pay_kind *kind,
                       const struct pg_comparison *comparison, size_t index,
                       struct base *base)
{
    struct pg_part_of *part = &adding->breakdown->parts[index];
    const struct pg_groups *groups = comparison->groups;
    struct pg_average mean, median;

    if (part->headcount == 0 || part->is_repeated)
        return true;
    if (!pg_stats_mean(&mean, groups->ranking, groups->group[index]))
        return false;
    pg_stats_median(&median, groups->ranking, groups->group[index]);
    bool is_hourly = kind == &hourly_kind;
    *(is_hourly ? &part->is_hourly_dominated : &part->is_bonus_dominated) =
        pg_measures_is_dominated(&mean);
    pg_measures_set_average(adding->results, add(adding, part, "", kind->mean_pay), &mean);
    paygap_figure *figure = add(adding, part, "", kind->median_pay);
    pg_measures_set_average(adding->results, figure, &median);
    if (figure != NULL && median.n > 0)
        pg_results_report_place(adding->report, figure)->is_one_person =
            pg_measures_median_is_one_person(&median);
    pg_measures_add_median_interval(adding->people->intervals, figure, &median);
    if (!pg_measures_is_compared(adding->breakdown, index))
        return true;
    if (!find_base(base, comparison, index))
        return false;
    add_gap(adding, part, kind->mean_gap, &base->mean, &mean, kind->words);
    add_gap(adding, part, kind->median_gap, &base->median, &median, kind->words);
    if (adding->breakdown->comparator == PG_NO_PART)
        pg_measures_interval_maker_forget(
            adding->people->intervals); // everybody else is another
    pg_measures_add_gap_intervals(
        adding->people->intervals,
        pg_results_part_figure(adding->report, part, kind->mean_gap),
        pg_results_part_figure(adding->report, part, kind->median_gap), &base->mean, &mean);
    return true;
}

static bool add_pay(struct adding *adding, const struct pay_kind *kind,
                    const struct pg_groups *groups)
{
    struct pg_comparison comparison;
    struct base base = {.is_known = false};

    pg_measures_interval_maker_forget(adding->people->intervals);
    bool added = pg_measures_comparison_make(&comparison, adding->breakdown, groups);

    for (size_t i = 0; added && i < adding->breakdown->n_parts; i++)
        added = add_pay_of(adding, kind, &comparison, i, &base);
    if (added && comparison.declined.n > 0)
        pg_measures_bounds(adding->results, adding->report, adding->breakdown, &comparison,
                           kind->first_bound);
    pg_measures_comparison_free(&comparison);
    return added;
}

static void add_quarters_of(struct adding *adding, struct pg_part_of *part,
                            const size_t sizes[PG_N_QUARTERS])
{
    for (unsigned j = 0; j < PG_N_QUARTERS; j++)
        pg_measures_set_count(
            adding->results,
            add(adding, part, "", (enum pg_measure)(PG_MEASURE_LOWER_COUNT + j)),
            part->quarters[j]);
    for (unsigned j = 0; j < PG_N_QUARTERS; j++)
        pg_measures_set_share(
            adding->results,
            add(adding, part, "", (enum pg_measure)(PG_MEASURE_LOWER_SHARE + j)),
            part->quarters[j], sizes[j], "nobody in this quarter");
    for (unsigned j = 0; j < PG_N_QUARTERS; j++)
        pg_measures_set_share(
            adding->results,
            add(adding, part, "", (enum pg_measure)(PG_MEASURE_LOWER_OF_GROUP + j)),
            part->quarters[j], part->full_pay, "nobody of the group is in these figures");
}

// A level that others are merged from has been placed already.
static void sum_quarters(const struct adding *adding, size_t (*counts)[PG_N_QUARTERS])
{
    const struct pg_breakdown *finer = adding->people->finer;

    for (size_t i = 0; i < finer->n_parts; i++) {
        size_t part = pg_results_part_inside(finer, i, adding->breakdown);
        for (int j = 0; part != PG_NO_PART && j < PG_N_QUARTERS; j++)
            counts[part][j] += finer->parts[i].quarters[j];
    }
}

static bool add_quarters(struct adding *adding)
{
    struct pg_breakdown *breakdown = adding->breakdown;
    size_t sizes[PG_N_QUARTERS] = {0};
    size_t(*counts)[PG_N_QUARTERS] = calloc(breakdown->n_parts + 1, sizeof *counts);
    bool is_finest = adding->people->finer == NULL;
    const struct pg_quarter_rule rule = {adding->report->regime->bands,
                                         adding->people->ties};
    bool placed = counts != NULL &&
                  (!is_finest || pg_measures_quarters_of_groups(adding->people->hourly,
                                                                &rule, sizes, counts));

    if (placed && !is_finest) {
        pg_law_bands_sizes(rule.bands, adding->people->hourly->n, sizes);
        sum_quarters(adding, counts);
    }
    for (size_t i = 0; placed && i < breakdown->n_parts; i++) {
        memcpy(breakdown->parts[i].quarters, counts[i], sizeof counts[i]);
        if (breakdown->parts[i].headcount > 0 && !breakdown->parts[i].is_repeated)
            add_quarters_of(adding, &breakdown->parts[i], sizes);
    }
    free(counts);
    return placed;
}

bool pg_measures_breakdown(struct paygap_results *results, struct pg_report *report,
                           struct pg_breakdown *breakdown,
                           const struct pg_breakdown_people *people)
{
    struct adding adding = {results, report, breakdown, people};

    for (size_t i = 0; i < breakdown->n_parts; i++) {
        breakdown->parts[i].full_pay = people->hourly->group[i].n;
        breakdown->parts[i].bonus = people->bonus->group[i].n;
    }
    add_headcounts(&adding);
    return add_pay(&adding, &hourly_kind, people->hourly) &&
           add_pay(&adding, &bonus_kind, people->bonus) && add_quarters(&adding);
}
