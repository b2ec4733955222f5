// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What the gaps would be without people who started or left within the relevant pay period,
 * whose pay of a part is divided by the whole.
 */
#include "figures_parts.h"

#include "pg_measures.h"

#include <stdlib.h>

// Takes the people out of the groups of members; their number.
static size_t leave_out(const struct pg_judged *judged, struct pg_members *hourly)
{
    const struct pg_part_periods *parts = judged->part_periods;
    bool *is_out = calloc(judged->table->n_rows + 1, sizeof *is_out);
    size_t n = 0;

    if (is_out == NULL)
        return SIZE_MAX;
    for (size_t i = 0; i < parts->n; i++)
        is_out[pg_population_main_post(judged->people, judged->table, parts->rows[i])] =
            true;
    for (size_t i = 0; i < hourly->n; i++) {
        if (hourly->group_of[i] == PG_NO_GROUP || !is_out[hourly->rows[i]])
            continue;
        hourly->group_of[i] = PG_NO_GROUP;
        n++;
    }
    free(is_out);
    return n;
}

static const char *gap_now(const struct pg_report *report, enum pg_measure gap)
{
    const char *text = pg_results_report_text(report, PG_WOMEN, gap);

    return text[0] != '\0' ? text : "none";
}

static const char *gap_without(struct paygap_results *results, const struct pg_average *men,
                               const struct pg_average *women)
{
    static const struct pg_gap_words words = {"", "", ""};
    paygap_figure figure = {.unit = ""};

    pg_measures_set_gap(results, &figure, men, women, &words);
    return figure.has_value ? figure.published : "none";
}

static bool warn(const struct pg_forming *forming, const struct pg_groups *sexes, size_t n)
{
    struct paygap_results *results = forming->results;
    struct pg_report *report = forming->report;
    const struct pg_ranking *ranking = sexes->ranking;
    struct pg_average mean[PG_N_SEXES], median[PG_N_SEXES];
    char text[32];

    for (enum pg_sex sex = PG_MEN; sex < PG_N_SEXES; sex++) {
        if (!pg_stats_mean(&mean[sex], ranking, sexes->group[sex]))
            return false;
        pg_stats_median(&median[sex], ranking, sexes->group[sex]);
    }
    pg_results_pairs_add(
        results, &report->warnings, "part of the pay period",
        pg_arena_printf(
            &results->arena,
            "%s %s started or left within the pay period%s and %s counted as the law says, "
            "with pay of a part divided "
            "by "
            "the whole; without %s the mean hourly gap would be %s (now %s) and the median "
            "%s (now %s). A column days_covered can say how many days the pay covers",
            pg_grouped(n, text), n == 1 ? "person" : "people",
            forming->judged->part_periods->has_open
                ? " (or may have, where nobody says which days it has)"
                : "",
            n == 1 ? "is" : "are", n == 1 ? "this person" : "them",
            gap_without(results, &mean[0], &mean[1]),
            gap_now(report, PG_MEASURE_MEAN_HOURLY_GAP),
            gap_without(results, &median[0], &median[1]),
            gap_now(report, PG_MEASURE_MEDIAN_HOURLY_GAP)),
        "");
    return true;
}

bool pg_figures_warn_part_periods(const struct pg_forming *forming,
                                  struct pg_members *hourly)
{
    struct pg_groups sexes = {.n = 0};

    if (forming->judged->part_periods->n == 0)
        return true;
    bool made = pg_figures_divide_by_sex(&sexes, hourly); // sets who is in which group
    pg_stats_groups_free(&sexes);
    size_t n = made ? leave_out(forming->judged, hourly) : SIZE_MAX;
    if (n == 0 || n == SIZE_MAX)
        return n == 0;
    sexes = (struct pg_groups){.n = 0};
    made = pg_stats_groups_make(&sexes, &hourly->ranking, hourly->group_of, 2) &&
           warn(forming, &sexes, n);
    pg_stats_groups_free(&sexes);
    return made;
}
