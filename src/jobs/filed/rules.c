// SPDX-License-Identifier: GPL-3.0-or-later
/* What the GOV.UK service asks of a return, which its form and its integrity checks name.
 */
#include "pg_filed.h"

#include "pg_law.h"

#include <math.h>

static const char *const names[PG_N_FILED_FIGURES] = {"the mean hourly gap",
                                                      "the median hourly gap",
                                                      "the mean bonus gap",
                                                      "the median bonus gap",
                                                      "the share of men paid a bonus",
                                                      "the share of women paid a bonus",
                                                      "men in the lower quarter",
                                                      "women in the lower quarter",
                                                      "men in the lower middle quarter",
                                                      "women in the lower middle quarter",
                                                      "men in the upper middle quarter",
                                                      "women in the upper middle quarter",
                                                      "men in the upper quarter",
                                                      "women in the upper quarter"};

static void judge_missing(struct pg_filed *filed, size_t index)
{
    const struct pg_return *of = &filed->returns[index];
    int n_blank = 0;

    for (int i = 0; i < PG_N_FILED_FIGURES; i++) {
        if (of->figures[i].is_bad)
            pg_filed_fail(filed, index, PG_CHECK_NO_NUMBER,
                          "What stands for %s is no number.", names[i]);
        if (i >= PG_FILED_MEN_LOWER && of->figures[i].is_blank)
            n_blank += !of->is_womens_only || (i - PG_FILED_WOMEN_LOWER) % 2 == 0;
        if (!of->figures[i].is_blank || i >= PG_FILED_MEN_LOWER)
            continue;
        if (i <= PG_FILED_MEDIAN_HOURLY)
            pg_filed_fail(filed, index, PG_CHECK_HOURLY_MISSING, "Blank: %s.", names[i]);
        if (i == PG_FILED_MEN_BONUS || i == PG_FILED_WOMEN_BONUS)
            pg_filed_fail(filed, index, PG_CHECK_BONUS_SHARE_MISSING, "Blank: %s.",
                          names[i]);
    }
    // Only in the years of furlough could the quarters be left out, all of them.
    int year = pg_filed_certain_year(of);
    bool may_opt_out = year == 2020 || year == 2021 || year == 0;
    int all = of->is_womens_only ? PG_FILED_QUARTERS : 2 * PG_FILED_QUARTERS;
    if (n_blank == all && year == 0)
        pg_filed_fail(filed, index, PG_CHECK_QUARTERS_BLANK,
                      "All shares of the quarters are blank, which the service took for "
                      "the snapshot dates of 2020 and 2021 only; no due date says of which "
                      "year the return is.");
    if (n_blank > 0 && (n_blank < all || !may_opt_out))
        pg_filed_fail(filed, index, PG_CHECK_QUARTERS_MISSING,
                      "%d of the %d shares of the quarters %s blank.", n_blank, all,
                      n_blank == 1 ? "is" : "are");
}

/** What bonus gaps of 0 beside a men's bonus share of 0 are. */
enum zero_gaps { ZERO_ARE_GAPS, ZERO_ARE_NONE, ZERO_MAY_BE_NONE };

// The first download, and copies that cannot leave a number blank, write 0 where no bonus
// gap was given.
static enum zero_gaps zero_gaps_of(const struct pg_filed *filed, const struct pg_return *of)
{
    for (int i = PG_FILED_MEAN_BONUS; i <= PG_FILED_MEDIAN_BONUS; i++) {
        if (!pg_filed_is_written(&of->figures[i]) || of->figures[i].value != 0)
            return ZERO_ARE_GAPS;
    }
    if (pg_filed_certain_year(of) == 2017 || filed->never_blank[of->file])
        return ZERO_ARE_NONE;
    return pg_filed_certain_year(of) == 0 ? ZERO_MAY_BE_NONE : ZERO_ARE_GAPS;
}

// Bonus gaps, of which there should be none because no man had a bonus.
static void judge_gaps_without(struct pg_filed *filed, size_t index)
{
    const struct pg_return *of = &filed->returns[index];
    enum zero_gaps zero = zero_gaps_of(filed, of);

    if (zero == ZERO_MAY_BE_NONE)
        pg_filed_fail(
            filed, index, PG_CHECK_ZERO_BONUS_GAPS,
            "No man had a bonus and both bonus gaps are 0. In the returns of the "
            "first year that means that none was given; no due date says of which "
            "year this one is.");
    for (int i = PG_FILED_MEAN_BONUS; zero == ZERO_ARE_GAPS && i <= PG_FILED_MEDIAN_BONUS;
         i++) {
        if (!of->figures[i].is_blank)
            pg_filed_fail(
                filed, index, PG_CHECK_BONUS_GAP_WITHOUT,
                "No man had a bonus, so there is nothing that %s could be measured "
                "against.",
                names[i]);
    }
}

static void judge_bonus(struct pg_filed *filed, size_t index)
{
    const struct pg_return *of = &filed->returns[index];
    const struct pg_written *men = &of->figures[PG_FILED_MEN_BONUS];
    const struct pg_written *women = &of->figures[PG_FILED_WOMEN_BONUS];

    if (!pg_filed_is_written(men))
        return;
    if (men->value == 0)
        judge_gaps_without(filed, index);
    for (int i = PG_FILED_MEAN_BONUS; i <= PG_FILED_MEDIAN_BONUS; i++) {
        const struct pg_written *gap = &of->figures[i];
        if (men->value > 0 && gap->is_blank)
            pg_filed_fail(filed, index, PG_CHECK_BONUS_GAP_MISSING,
                          "%.*f %% of men had a bonus, but %s is blank.", men->decimals,
                          men->value, names[i]);
        else if (men->value > 0 && pg_filed_is_written(women) && women->value == 0 &&
                 pg_filed_is_written(gap) && gap->value != 100)
            pg_filed_fail(
                filed, index, PG_CHECK_WOMENS_BONUS_GAP,
                "Men had bonuses and no woman had one, which makes %s 100 %%, not "
                "%.*f %%.",
                names[i], gap->decimals, gap->value);
    }
}

static void judge_pairs(struct pg_filed *filed, size_t index)
{
    const struct pg_return *of = &filed->returns[index];

    for (int i = PG_FILED_MEN_LOWER; i <= PG_FILED_WOMEN_UPPER; i += 2) {
        const struct pg_written *men = &of->figures[i], *women = &of->figures[i + 1];
        double sum = men->value + women->value;
        if (pg_filed_is_written(men) && pg_filed_is_written(women) &&
            fabs(sum - 100) > 1e-9)
            pg_filed_fail(
                filed, index, PG_CHECK_PAIR_SUM,
                "The two shares, of %s and of women there, total %.*f, not 100.", names[i],
                men->decimals > women->decimals ? men->decimals : women->decimals, sum);
    }
}

// The form asks for one decimal and its code refuses a second; yet the service's own data
// show that it took them in a third to a half of the returns of every month from April 2024
// to July 2025. So it is said, and held against nobody.
static void judge_decimals(struct pg_filed *filed, size_t index)
{
    const struct pg_return *of = &filed->returns[index];
    int year = pg_filed_certain_year(of);

    for (int i = 0; i < PG_N_FILED_FIGURES && (year == 0 || year >= 2023); i++) {
        if (pg_filed_is_written(&of->figures[i]) &&
            of->figures[i].decimals > pg_law_regime_default()->decimals) {
            pg_filed_fail(filed, index, PG_CHECK_DECIMALS,
                          "Guidance asks for one decimal; the figure for %s has %d.",
                          names[i], of->figures[i].decimals);
            return;
        }
    }
}

// What the form's pattern and range refuse though it is a number: .5, 12., -9999999999.
static void judge_form(struct pg_filed *filed, size_t index)
{
    const struct pg_return *of = &filed->returns[index];

    for (int i = 0; i < PG_N_FILED_FIGURES; i++) {
        const struct pg_written *figure = &of->figures[i];
        const char *digits = figure->text + (figure->text[0] == '-');
        size_t len = strlen(digits);
        bool is_odd = len > 0 && (digits[0] == '.' || digits[len - 1] == '.');
        if (pg_filed_is_written(figure) && (is_odd || figure->value < -999999999))
            pg_filed_fail(filed, index, PG_CHECK_FORM, "The form does not take %s for %s.",
                          figure->text, names[i]);
    }
}

void pg_filed_judge_rules(struct pg_filed *filed, size_t index)
{
    judge_missing(filed, index);
    judge_bonus(filed, index);
    judge_pairs(filed, index);
    judge_decimals(filed, index);
    judge_form(filed, index);
}
