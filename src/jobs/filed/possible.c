// SPDX-License-Identifier: GPL-3.0-or-later
/* What no workforce can have: each check is a theorem of docs/verify.md. */
#include "pg_filed.h"

#include <math.h>

static const char *const quarter_names[PG_FILED_QUARTERS] = {"lower", "lower middle",
                                                             "upper middle", "upper"};

static const char *const gap_names[] = {"mean hourly gap", "median hourly gap",
                                        "mean bonus gap", "median bonus gap"};

static double most_of(const struct pg_written *figure)
{
    return figure->value + figure->half;
}

static double least_of(const struct pg_written *figure)
{
    return figure->value - figure->half;
}

static void judge_gaps(struct pg_filed *filed, size_t index)
{
    const struct pg_return *of = &filed->returns[index];

    for (int i = PG_FILED_MEAN_HOURLY; i <= PG_FILED_MEDIAN_BONUS; i++) {
        const struct pg_written *gap = &of->figures[i];
        if (pg_filed_is_written(gap) && least_of(gap) > 100)
            pg_filed_fail(
                filed, index, PG_CHECK_GAP_ABOVE_100,
                "A %s of %.*f %% would mean that women are paid less than nothing.",
                gap_names[i], gap->decimals, gap->value);
    }
}

static void judge_share(struct pg_filed *filed, size_t index, int figure, const char *of,
                        const char *what)
{
    const struct pg_written *share = &filed->returns[index].figures[figure];

    if (pg_filed_is_written(share) && (least_of(share) > 100 || most_of(share) < 0))
        pg_filed_fail(filed, index, PG_CHECK_SHARE_OUTSIDE,
                      "A share cannot be %.*f %%, as the return has it for %s %s.",
                      share->decimals, share->value, of, what);
}

static void judge_shares(struct pg_filed *filed, size_t index)
{
    judge_share(filed, index, PG_FILED_MEN_BONUS, "men", "paid a bonus");
    judge_share(filed, index, PG_FILED_WOMEN_BONUS, "women", "paid a bonus");
    for (int j = 0; j < PG_FILED_QUARTERS; j++) {
        int men = PG_FILED_MEN_LOWER + 2 * j;
        const struct pg_written *figures = &filed->returns[index].figures[men];
        char what[40];
        snprintf(what, sizeof what, "in the %s quarter", quarter_names[j]);
        judge_share(filed, index, men, "men", what);
        judge_share(filed, index, men + 1, "women", what);
        if (!pg_filed_is_written(&figures[0]) || !pg_filed_is_written(&figures[1]))
            continue;
        double away = fabs(figures[0].value + figures[1].value - 100);
        double halves =
            0.5 * (pow(10, -figures[0].decimals) + pow(10, -figures[1].decimals));
        if (away > halves + 1e-9)
            pg_filed_fail(
                filed, index, PG_CHECK_PAIR_NOT_100,
                "Men and women make up %.*f %% and %.*f %% of the %s quarter, which "
                "no rounding makes 100 %%.",
                figures[0].decimals, figures[0].value, figures[1].decimals,
                figures[1].value, quarter_names[j]);
    }
}

static const char *below(int boundary)
{
    static const char *const words[] = {"", "in the lower quarter",
                                        "in the two lower quarters",
                                        "in the three lower quarters"};

    return words[boundary];
}

static const char *above(int boundary)
{
    static const char *const words[] = {"", "in the three upper quarters",
                                        "in the two upper quarters",
                                        "in the upper quarter"};

    return words[boundary];
}

static void judge_median(struct pg_filed *filed, size_t index,
                         const struct pg_share_range *ranges)
{
    const struct pg_written *gap = &filed->returns[index].figures[PG_FILED_MEDIAN_HOURLY];
    bool is_positive = pg_filed_is_written(gap) && least_of(gap) > 0;
    bool is_negative = pg_filed_is_written(gap) && most_of(gap) < 0;

    if (!is_positive && !is_negative)
        return;
    int boundary = pg_filed_medians_are_apart(ranges, is_negative);
    if (boundary > 0)
        pg_filed_fail(
            filed, index, PG_CHECK_MEDIAN_AGAINST_QUARTERS,
            "Most of the %s are %s and most of the %s %s. So the median %s cannot be paid "
            "less than the median %s, whatever the number of people; the return says so, "
            "by "
            "a median gap of %.*f %%.",
            is_positive ? "men" : "women", below(boundary), is_positive ? "women" : "men",
            above(boundary), is_positive ? "woman" : "man", is_positive ? "man" : "woman",
            gap->decimals, gap->value);
}

static void mirror(const struct pg_share_range *ranges, struct pg_share_range *mirrored)
{
    for (int j = 0; j < PG_FILED_QUARTERS; j++)
        mirrored[j] = (struct pg_share_range){1 - ranges[j].high, 1 - ranges[j].low};
}

static void judge_mean(struct pg_filed *filed, size_t index,
                       const struct pg_share_range *ranges)
{
    const struct pg_return *of = &filed->returns[index];
    const struct pg_written *gap = &of->figures[PG_FILED_MEAN_HOURLY];
    struct pg_share_range women[PG_FILED_QUARTERS];

    if (!pg_filed_is_written(gap))
        return;
    mirror(ranges, women);
    double highest = 100 * pg_filed_largest_mean_gap(ranges, of->most);
    double of_women = pg_filed_largest_mean_gap(women, of->most);
    double lowest = of_women < 1 ? -100 * of_women / (1 - of_women) : -INFINITY;
    if (least_of(gap) > highest + 1e-6)
        pg_filed_fail(
            filed, index, PG_CHECK_MEAN_AGAINST_QUARTERS,
            "No man is in the upper quarter, so that with these quarters the mean "
            "gap is at most %.1f %%, not %.*f %%.",
            ceil(highest * 10) / 10, gap->decimals, gap->value);
    if (most_of(gap) < lowest - 1e-6)
        pg_filed_fail(
            filed, index, PG_CHECK_MEAN_AGAINST_QUARTERS,
            "No woman is in the upper quarter, so that with these quarters the mean "
            "gap is at least %.1f %%, not %.*f %%.",
            floor(lowest * 10) / 10, gap->decimals, gap->value);
}

static void judge_sexes(struct pg_filed *filed, size_t index,
                        const struct pg_share_range *ranges)
{
    const struct pg_return *of = &filed->returns[index];
    struct pg_share_range women[PG_FILED_QUARTERS];
    bool has_gap = pg_filed_is_written(&of->figures[PG_FILED_MEAN_HOURLY]) ||
                   pg_filed_is_written(&of->figures[PG_FILED_MEDIAN_HOURLY]);

    mirror(ranges, women);
    bool no_men = pg_filed_is_absent(ranges, of->most),
         no_women = pg_filed_is_absent(women, of->most);
    if (has_gap && (no_men || no_women))
        pg_filed_fail(
            filed, index, PG_CHECK_ONE_SEX,
            "No %s is in any quarter of an employer of at most %u people, so there "
            "is nobody to compare; yet the return gives an hourly gap, as the form asks.",
            no_men ? "man" : "woman", (unsigned)of->most);
}

void pg_filed_judge_possible(struct pg_filed *filed, size_t index)
{
    struct pg_share_range ranges[PG_FILED_QUARTERS];

    judge_gaps(filed, index);
    judge_shares(filed, index);
    if (!pg_filed_share_ranges(&filed->returns[index], ranges))
        return;
    judge_median(filed, index, ranges);
    judge_mean(filed, index, ranges);
    judge_sexes(filed, index, ranges);
}
