// SPDX-License-Identifier: GPL-3.0-or-later
/* What can be, but seldom is. */
#include "pg_filed.h"

#include <math.h>

static bool is_value(const struct pg_written *figure, double value)
{
    return pg_filed_is_written(figure) && figure->value == value;
}

static void judge_zero_median(struct pg_filed *filed, size_t index)
{
    const struct pg_return *of = &filed->returns[index];
    struct pg_share_range ranges[PG_FILED_QUARTERS];

    if (!is_value(&of->figures[PG_FILED_MEDIAN_HOURLY], 0) ||
        !pg_filed_share_ranges(of, ranges))
        return;
    bool men_lower = pg_filed_medians_are_apart(ranges, false) > 0;
    if (men_lower || pg_filed_medians_are_apart(ranges, true) > 0)
        pg_filed_fail(filed, index, PG_CHECK_ZERO_MEDIAN_APART,
                      "The median %s is in a lower quarter than the median %s, so a gap of "
                      "nothing needs everybody between them to be on one rate.",
                      men_lower ? "man" : "woman", men_lower ? "woman" : "man");
}

static void judge_equal(struct pg_filed *filed, size_t index, int mean, int median,
                        enum pg_filed_check check)
{
    const struct pg_written *figures = filed->returns[index].figures;
    bool is_plain = figures[mean].value == 0 || figures[mean].value == 100;

    if (pg_filed_is_written(&figures[mean]) &&
        is_value(&figures[median], figures[mean].value) && !is_plain &&
        figures[mean].decimals > 0)
        pg_filed_fail(
            filed, index, check,
            "Mean and median are %.*f %% both; two different averages seldom agree.",
            figures[mean].decimals, figures[mean].value);
}

static void judge_quarters(struct pg_filed *filed, size_t index)
{
    const struct pg_return *of = &filed->returns[index];
    const struct pg_written *women = &of->figures[PG_FILED_WOMEN_LOWER];
    const struct pg_written *mean = &of->figures[PG_FILED_MEAN_HOURLY];
    const struct pg_written *median = &of->figures[PG_FILED_MEDIAN_HOURLY];
    bool is_same = true;

    if (!pg_filed_has_quarters(of))
        return;
    for (size_t j = 1; j < PG_FILED_QUARTERS; j++)
        is_same = is_same && women[2 * j].value == women[0].value;
    if (is_same && women[0].value > 0 && women[0].value < 100)
        pg_filed_fail(filed, index, PG_CHECK_SAME_QUARTERS,
                      "Women are %.*f %% of each of the four quarters.", women[0].decimals,
                      women[0].value);
    double rise = women[6].value - women[0].value;
    double least = fmin(fabs(mean->value), fabs(median->value));
    if (pg_filed_is_written(mean) && pg_filed_is_written(median) &&
        mean->value * median->value > 0 && least >= 5 && fabs(rise) >= 10 &&
        (rise > 0) == (mean->value > 0))
        pg_filed_fail(
            filed, index, PG_CHECK_UPSIDE_DOWN,
            "Women are paid %s on both averages, yet their share %s by %.0f points "
            "from the lower to the upper quarter.",
            mean->value > 0 ? "less" : "more", rise > 0 ? "rises" : "falls", fabs(rise));
}

static void judge_hundreds(struct pg_filed *filed, size_t index)
{
    const struct pg_written *figures = filed->returns[index].figures;
    const struct pg_written *women = &figures[PG_FILED_WOMEN_BONUS];
    bool has_bonus = pg_filed_is_written(women) && women->value > 0;

    if (has_bonus && (is_value(&figures[PG_FILED_MEAN_BONUS], 100) ||
                      is_value(&figures[PG_FILED_MEDIAN_BONUS], 100)))
        pg_filed_fail(
            filed, index, PG_CHECK_BONUS_GAP_100,
            "%.*f %% of women had a bonus, yet a bonus gap of 100 %% says that it "
            "was nothing.",
            women->decimals, women->value);
    if (is_value(&figures[PG_FILED_MEAN_HOURLY], 100) ||
        is_value(&figures[PG_FILED_MEDIAN_HOURLY], 100))
        pg_filed_fail(filed, index, PG_CHECK_HOURLY_GAP_100,
                      "An hourly gap of 100 %% says that women are paid nothing.");
}

static void judge_size(struct pg_filed *filed, size_t index)
{
    const struct pg_return *of = &filed->returns[index];
    struct pg_share_range ranges[PG_FILED_QUARTERS];

    if (of->most > 0 && pg_filed_share_ranges(of, ranges) &&
        !pg_filed_some_workforce_has(ranges, of->most))
        pg_filed_fail(
            filed, index, PG_CHECK_NO_SUCH_SIZE,
            "No whole numbers of men and women in four equal quarters of at most %u "
            "people in all have these shares: the quarters are not equal, or the "
            "size is wrong.",
            (unsigned)of->most);
}

void pg_filed_judge_likely(struct pg_filed *filed, size_t index)
{
    judge_zero_median(filed, index);
    judge_equal(filed, index, PG_FILED_MEAN_HOURLY, PG_FILED_MEDIAN_HOURLY,
                PG_CHECK_MEAN_IS_MEDIAN);
    judge_equal(filed, index, PG_FILED_MEAN_BONUS, PG_FILED_MEDIAN_BONUS,
                PG_CHECK_BONUS_MEAN_IS_MEDIAN);
    judge_quarters(filed, index);
    judge_hundreds(filed, index);
    judge_size(filed, index);
}
