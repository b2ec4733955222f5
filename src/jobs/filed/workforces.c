// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What the shares of the quarters leave possible. Every function here looks at all
 * workforces: quarters of q people each, to some of which one more is added, with whole
 * numbers of men. docs/verify.md states and proves the theorems.
 */
#include "pg_filed.h"

#include <math.h>

// Shares are decimals of a few digits: this is far above what rounding in double does to a
// share times a number of people, and far below the distance of two such shares.
static const double slack = 1e-9;

static const int most_patterns = 15; // of the quarters with one more; all four are q + 1

/** The least and the most people of one sex in each quarter, of so many. */
struct box {
    double size[PG_FILED_QUARTERS], least[PG_FILED_QUARTERS], most[PG_FILED_QUARTERS];
};

static struct pg_share_range range_of(const struct pg_written *share, bool is_rest)
{
    double low = (share->value - share->half) / 100,
           high = (share->value + share->half) / 100;

    return is_rest ? (struct pg_share_range){1 - high, 1 - low}
                   : (struct pg_share_range){low, high};
}

bool pg_filed_share_ranges(const struct pg_return *filed,
                           struct pg_share_range ranges[static PG_FILED_QUARTERS])
{
    if (!pg_filed_has_quarters(filed))
        return false;
    for (int j = 0; j < PG_FILED_QUARTERS; j++) {
        ranges[j] = range_of(&filed->figures[PG_FILED_WOMEN_LOWER + 2 * j], true);
        if (!filed->is_womens_only) {
            struct pg_share_range men =
                range_of(&filed->figures[PG_FILED_MEN_LOWER + 2 * j], false);
            ranges[j].low = fmax(ranges[j].low, men.low);
            ranges[j].high = fmin(ranges[j].high, men.high);
        }
        ranges[j].low = fmax(ranges[j].low, 0);
        ranges[j].high = fmin(ranges[j].high, 1);
        if (ranges[j].low > ranges[j].high + slack)
            return false;
    }
    return true;
}

// Quarters of `q` people and one more where `pattern` has a bit; false if no whole numbers
// of people have the shares.
static bool box_of(const struct pg_share_range *ranges, size_t q, int pattern,
                   struct box *box)
{
    for (int j = 0; j < PG_FILED_QUARTERS; j++) {
        double size = (double)q + ((pattern >> j) & 1);
        box->size[j] = size;
        box->least[j] = fmax(0, ceil(ranges[j].low * size - slack));
        box->most[j] = fmin(size, floor(ranges[j].high * size + slack));
        if (box->least[j] > box->most[j])
            return false;
    }
    return true;
}

static double people(const struct box *box)
{
    double n = 0;

    for (int j = 0; j < PG_FILED_QUARTERS; j++)
        n += box->size[j];
    return n;
}

/*
 * Of `n` people in order of pay, the quarters (1 to 4) of the two in the middle; of an odd
 * number both are one. `below[j]` of them are in the j lowest quarters.
 */
static void middle_quarters(double n, const double below[], int quarters[static 2])
{
    for (int k = 0; k < 2; k++) {
        double place = floor((n + 1 + k) / 2);
        quarters[k] = 1;
        while (quarters[k] < PG_FILED_QUARTERS && below[quarters[k]] < place)
            quarters[k]++;
    }
}

/*
 * Whether both middle men are in lower quarters than the middle women of the same rank, in
 * every workforce of the box with `n_men` men. As many of them as can be in the upper
 * quarters makes that hardest, and leaves the women the lower ones: one case decides.
 */
static bool parts_medians(const struct box *box, double n_men)
{
    double men_below[PG_FILED_QUARTERS + 1] = {0}, women_below[PG_FILED_QUARTERS + 1] = {0};
    double least_below = 0, rest = n_men;
    int men[2], women[2];

    for (int j = 0; j < PG_FILED_QUARTERS; j++)
        least_below += box->least[j];
    men_below[PG_FILED_QUARTERS] = n_men;
    for (int j = PG_FILED_QUARTERS - 1; j > 0; j--) { // the upper quarter first
        least_below -= box->least[j];
        rest -= fmin(box->most[j], rest - least_below);
        men_below[j] = rest;
    }
    for (int j = 0; j < PG_FILED_QUARTERS; j++)
        women_below[j + 1] =
            women_below[j] + box->size[j] - (men_below[j + 1] - men_below[j]);
    double n_women = women_below[PG_FILED_QUARTERS];
    if (n_men == 0 || n_women == 0)
        return true; // nobody to compare: no such gap
    middle_quarters(n_men, men_below, men);
    middle_quarters(n_women, women_below, women);
    return men[0] < women[0] && men[1] < women[1];
}

static bool always_parts_medians(const struct box *box)
{
    double least = 0, most = 0;

    for (int j = 0; j < PG_FILED_QUARTERS; j++) {
        least += box->least[j];
        most += box->most[j];
    }
    bool parts = true;
    size_t n_ways = most >= least ? (size_t)(most - least) + 1 : 0;

    for (size_t k = 0; k < n_ways && parts; k++)
        parts = parts_medians(box, least + (double)k);
    return parts;
}

// The number of people in a quarter from which on boundary `j` parts the medians, by the
// shares alone; INFINITY if it never does.
static double enough_people(const struct pg_share_range *ranges, int j)
{
    double men_below = 0, men_above = 0, women_below = 0, women_above = 0;

    for (int i = 0; i < PG_FILED_QUARTERS; i++) {
        double men = i < j ? ranges[i].low : ranges[i].high;
        *(i < j ? &men_below : &men_above) += men;
        *(i < j ? &women_below : &women_above) += 1 - men;
    }
    if (men_below - men_above <= slack || women_above - women_below <= slack)
        return INFINITY;
    return fmax(men_above / (men_below - men_above),
                women_below / (women_above - women_below));
}

static bool are_always_apart(const struct pg_share_range *ranges, size_t up_to)
{
    struct box box;

    for (size_t q = 1; q <= up_to; q++) {
        for (int pattern = 0; pattern < most_patterns; pattern++) {
            if (box_of(ranges, q, pattern, &box) && !always_parts_medians(&box))
                return false;
        }
    }
    return true;
}

int pg_filed_medians_are_apart(const struct pg_share_range ranges[static PG_FILED_QUARTERS],
                               bool of_women)
{
    static const double too_many = 100000; // people in a quarter: no employer has them
    struct pg_share_range shares[PG_FILED_QUARTERS];
    double enough = INFINITY;
    int boundary = 0;

    for (int j = 0; j < PG_FILED_QUARTERS; j++)
        shares[j] = of_women
                        ? (struct pg_share_range){1 - ranges[j].high, 1 - ranges[j].low}
                        : ranges[j];
    for (int j = 1; j < PG_FILED_QUARTERS; j++) {
        double n = enough_people(shares, j);
        if (n < enough) {
            enough = n;
            boundary = j;
        }
    }
    if (boundary == 0 || enough > too_many)
        return 0;
    return are_always_apart(shares, (size_t)enough + 1) ? boundary : 0;
}

// The part of its sex that is in the quarters from `first` on: at least or at most.
static double part_from(const double inside[], const double outside[], int first)
{
    double from = 0, below = 0;

    for (int j = 0; j < PG_FILED_QUARTERS; j++)
        *(j >= first ? &from : &below) += j >= first ? inside[j] : outside[j];
    return from + below > 0 ? from / (from + below) : 0;
}

static double largest_in_box(const struct box *box)
{
    double others_least[PG_FILED_QUARTERS], others_most[PG_FILED_QUARTERS], largest = 0;

    for (int j = 0; j < PG_FILED_QUARTERS; j++) {
        others_least[j] = box->size[j] - box->most[j];
        others_most[j] = box->size[j] - box->least[j];
    }
    for (int from = 0; from + 1 < PG_FILED_QUARTERS; from++) {
        double own = part_from(box->most, box->least, from);
        double above = part_from(others_least, others_most, from + 1);
        if (own > 0)
            largest = fmax(largest, 1 - above / own);
    }
    return largest;
}

static double largest_quarter(size_t most_people)
{
    return most_people == 0 ? INFINITY : ceil((double)most_people / 4);
}

double
pg_filed_largest_mean_gap(const struct pg_share_range ranges[static PG_FILED_QUARTERS],
                          size_t most_people)
{
    double largest = 0;
    bool is_some = false;
    struct box box;

    if (most_people == 0 || ranges[3].high * largest_quarter(most_people) + slack >= 1)
        return INFINITY;
    for (size_t q = 1; 4 * q <= most_people; q++) {
        for (int pattern = 0; pattern < most_patterns; pattern++) {
            if (!box_of(ranges, q, pattern, &box) || people(&box) > (double)most_people)
                continue;
            largest = fmax(largest, largest_in_box(&box));
            is_some = true;
        }
    }
    return is_some ? largest : INFINITY;
}

bool pg_filed_some_workforce_has(
    const struct pg_share_range ranges[static PG_FILED_QUARTERS], size_t most)
{
    struct box box;

    for (size_t q = most / 4; q >= 1; q--) { // large ones have most shares
        for (int pattern = 0; pattern < most_patterns; pattern++) {
            if (box_of(ranges, q, pattern, &box) && people(&box) <= (double)most)
                return true;
        }
    }
    return false;
}

bool pg_filed_is_absent(const struct pg_share_range ranges[static PG_FILED_QUARTERS],
                        size_t most)
{
    for (int j = 0; j < PG_FILED_QUARTERS; j++) {
        if (most == 0 || ranges[j].high * largest_quarter(most) + slack >= 1)
            return false;
    }
    return true;
}
