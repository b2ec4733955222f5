// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Tests of stats: ranking, averages with their error bounds, digits on the boundary, the
 * laws of the bootstrap against all samples of a small group, counted one by one, and what
 * is said of counts and of changes: chances, relative likelihoods, parts, drawn pairs.
 */
#include "exact.h"
#include "testing.h"

#include <math.h>

static struct pg_fraction fraction_at(const void *context, uint32_t member)
{
    return ((const struct pg_fraction *)context)[member];
}

/** A ranking of fractions and the group of all of them. */
struct ranked {
    struct pg_ranking ranking;
    struct pg_groups groups;
};

static size_t count_at(const struct ranked *ranked, size_t rank)
{
    return ranked->ranking.first[rank + 1] - ranked->ranking.first[rank];
}

static struct ranked rank(const struct pg_fraction *values, size_t n)
{
    struct ranked ranked;
    double *keys = malloc((n + 1) * sizeof *keys);
    uint16_t *group_of = calloc(n + 1, sizeof *group_of);

    for (size_t i = 0; i < n; i++)
        keys[i] = pg_fraction_double(values[i]);
    ck_assert(pg_stats_rank(&ranked.ranking, keys, n, 0x1p-51,
                            (struct pg_exact){fraction_at, values}));
    ck_assert(pg_stats_groups_make(&ranked.groups, &ranked.ranking, group_of, 1));
    free(keys);
    free(group_of);
    return ranked;
}

static void free_ranked(struct ranked *ranked)
{
    pg_stats_groups_free(&ranked->groups);
    pg_stats_ranking_free(&ranked->ranking);
}

/* 14, 28/2 and 42/3 are one value; 1/3 + 1/(3 x 10^17) is not 1/3, though no double can
 * tell them apart: 4 distinct values, ascending 1/3, a little more, 14, 20. */
START_TEST(test_equal_fractions_share_a_rank_and_near_ones_do_not)
{
    const int64_t e17 = 100000000000000000;
    const struct pg_fraction values[] = {
        {28, 2}, {e17 + 1, 3 * e17}, {20, 1}, {1, 3}, {42, 3}, {14, 1}, {e17, 3 * e17}};
    struct ranked ranked = rank(values, 7);

    ck_assert_uint_eq(ranked.ranking.n_values, 4);
    ck_assert_uint_eq(count_at(&ranked, 0), 2);
    ck_assert_uint_eq(count_at(&ranked, 1), 1);
    ck_assert_uint_eq(count_at(&ranked, 2), 3);
    ck_assert_uint_eq(ranked.ranking.order[ranked.ranking.first[1]], 1);
    ck_assert_uint_eq(ranked.ranking.order[ranked.ranking.first[3]], 2);
    free_ranked(&ranked);
}
END_TEST

START_TEST(test_negative_values_rank_below_positive_ones)
{
    const struct pg_fraction values[] = {{1, 2}, {-1, 2}, {0, 1}, {-3, 1}};
    struct ranked ranked = rank(values, 4);

    ck_assert_uint_eq(ranked.ranking.order[0], 3);
    ck_assert_uint_eq(ranked.ranking.order[1], 1);
    ck_assert_uint_eq(ranked.ranking.order[3], 0);
    free_ranked(&ranked);
}
END_TEST

/* Groups 0 and 1 of five members by value: 30 10 | 20 10 and one in none. Ranks: 10 is 0,
 * 20 is 1, 30 is 2. */
START_TEST(test_groups_are_sorted_lists_of_ranks)
{
    const struct pg_fraction values[] = {{30, 1}, {20, 1}, {10, 1}, {10, 1}, {99, 1}};
    const uint16_t group_of[] = {0, 1, 0, 1, PG_NO_GROUP};
    struct ranked ranked = rank(values, 5);
    struct pg_groups groups;
    uint32_t merged[4];

    ck_assert(pg_stats_groups_make(&groups, &ranked.ranking, group_of, 2));
    ck_assert_uint_eq(groups.n, 4);
    ck_assert_uint_eq(groups.group[0].n, 2);
    ck_assert_uint_eq(groups.group[0].ranks[0], 0);
    ck_assert_uint_eq(groups.group[0].ranks[1], 2);
    ck_assert_uint_eq(groups.group[1].ranks[1], 1);
    ck_assert_uint_eq(pg_stats_group_below(groups.group[0], 0), 0);
    ck_assert_uint_eq(pg_stats_group_below(groups.group[0], 1), 1);
    ck_assert_uint_eq(pg_stats_group_below(groups.group[0], 3), 2);
    struct pg_group all = pg_stats_group_union(groups.group[0], groups.group[1], merged);
    ck_assert_uint_eq(all.n, 4);
    ck_assert_uint_eq(all.ranks[1], 0);
    ck_assert_uint_eq(all.ranks[3], 2);
    pg_stats_groups_free(&groups);
    free_ranked(&ranked);
}
END_TEST

/* R> prop.test(n, size, correct = FALSE)$conf.int; all cases are in
 * tests/reference/intervals.csv with the R script beside it. */
static const struct {
    size_t n, size;
    double lower, upper;
} wilson_cases[] = {
    {0, 10, 0, 0.27753279986288915},
    {1, 10, 0.017876213095072892, 0.40415002679523837},
    {5, 10, 0.23659309051256402, 0.76340690948743595},
    {39, 397, 0.072696755343270233, 0.13147738138769036},
    {10, 10, 0.72246720013711085, 1},
    {1856, 2000, 0.91583214084450892, 0.93852686668273866},
};

START_TEST(test_the_interval_of_wilson)
{
    struct pg_interval wilson = pg_stats_wilson(wilson_cases[_i].n, wilson_cases[_i].size);

    ck_assert_double_eq_tol(wilson.lower, wilson_cases[_i].lower, 1e-12);
    ck_assert_double_eq_tol(wilson.upper, wilson_cases[_i].upper, 1e-12);
}
END_TEST

/* R> mean(c(1, 2, 2, 7)); median(c(1, 2, 2, 7)); median(c(1, 2, 7)); mean(c(1, 2, 7))
 * [1] 3, 2, 2, 3.333333 */
static const struct {
    int values[4];
    size_t n;
    double mean, median;
} average_cases[] = {{{1, 2, 2, 7}, 4, 3, 2},
                     {{1, 2, 7}, 3, 10.0 / 3, 2},
                     {{5}, 1, 5, 5},
                     {{1, 2}, 2, 1.5, 1.5},
                     {{9, 9, 9, 9}, 4, 9, 9}};

START_TEST(test_means_and_medians)
{
    struct pg_fraction values[4];
    struct pg_average mean, median;

    for (size_t i = 0; i < average_cases[_i].n; i++)
        values[i] = (struct pg_fraction){average_cases[_i].values[i], 1};
    struct ranked ranked = rank(values, average_cases[_i].n);
    ck_assert(pg_stats_mean(&mean, &ranked.ranking, ranked.groups.group[0]));
    pg_stats_median(&median, &ranked.ranking, ranked.groups.group[0]);
    ck_assert_double_eq_tol(mean.value, average_cases[_i].mean, 1e-14);
    ck_assert_double_eq_tol(median.value, average_cases[_i].median, 1e-14);
    ck_assert_uint_eq(mean.n, average_cases[_i].n);
    free_ranked(&ranked);
}
END_TEST

/* The bound must hold: random rates with ten thousand values, against GMP's exact mean. */
START_TEST(test_the_error_bound_of_the_mean_holds)
{
    enum { N = 10000 };
    struct pg_fraction *values = malloc(N * sizeof *values);
    uint64_t state = 7;

    for (size_t i = 0; i < N; i++) {
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        values[i] = (struct pg_fraction){(int64_t)(state >> 40) + 1,
                                         (int64_t)(state >> 20 & 4095) + 1};
    }
    struct ranked ranked = rank(values, N);
    struct pg_average mean;
    mpq_t exact;
    ck_assert(pg_stats_mean(&mean, &ranked.ranking, ranked.groups.group[0]));
    mpq_init(exact);
    pg_stats_average_exact(&mean, exact);
    double difference = fabs(mpq_get_d(exact) - mean.value);
    ck_assert_msg(difference <= mean.error, "%g > %g", difference, mean.error);
    ck_assert_double_lt(mean.error, mean.value * 1e-7); // and it is of use
    mpq_clear(exact);
    free_ranked(&ranked);
    free(values);
}
END_TEST

/* Means that are exactly a half at the digit asked for: (1 + 1 + 1 + 2) / 4 = 1.25 rounds
 * to 1.2, (1 + 2 + 2 + 2) / 4 = 1.75 to 1.8; a third of 0.15 is 0.05, to 0.0, and of 0.45
 * is 0.15, to 0.2, though neither is a binary fraction. */
static const struct {
    int num[4];
    int den;
    size_t n;
    const char *tenths;
} rounding_cases[] = {
    {{1, 1, 1, 2}, 1, 4, "12"},      {{1, 2, 2, 2}, 1, 4, "18"},
    {{5, 5, 5}, 100, 3, "0"},        {{0, 15, 30}, 100, 3, "2"},
    {{-1, -1, -1, -2}, 1, 4, "-12"}, {{1251, 1251, 1251, 1251}, 1000, 4, "13"}};

START_TEST(test_published_digits_are_decided_exactly)
{
    struct pg_fraction values[4];
    struct pg_digits digits;
    struct pg_average mean;

    for (size_t i = 0; i < rounding_cases[_i].n; i++)
        values[i] = (struct pg_fraction){rounding_cases[_i].num[i], rounding_cases[_i].den};
    struct ranked ranked = rank(values, rounding_cases[_i].n);
    ck_assert(pg_stats_mean(&mean, &ranked.ranking, ranked.groups.group[0]));
    pg_stats_round_average(&mean, 10, &digits);
    ck_assert_str_eq(digits.text, rounding_cases[_i].tenths);
    free_ranked(&ranked);
}
END_TEST

START_TEST(test_a_digit_in_doubt_is_not_guessed)
{
    struct pg_digits digits;

    ck_assert(!pg_stats_round_if_safe(12.25, 1e-12, 10, &digits));
    ck_assert(!pg_stats_round_if_safe(12.2500000001, 1e-9, 10, &digits));
    ck_assert(pg_stats_round_if_safe(12.2500001, 1e-9, 10, &digits));
    ck_assert_str_eq(digits.text, "123");
    ck_assert(pg_stats_round_if_safe(-0.01, 1e-9, 10, &digits));
    ck_assert_str_eq(digits.text, "0"); // never "-0"
    ck_assert(!pg_stats_round_if_safe(INFINITY, 0, 10, &digits));
    ck_assert(!pg_stats_round_if_safe(NAN, 0, 10, &digits));
}
END_TEST

/* Every sample of n out of n, counted: n^n of them, each as likely as the other. The groups
 * have no, two and three people on one value, and an odd and an even number of people. */
static const struct {
    int values[5];
    size_t n;
} sampled_groups[] = {
    {{7}, 1}, {{10, 20}, 2}, {{3, 5, 11}, 3}, {{10, 12, 12, 20}, 4}, {{4, 9, 9, 9, 31}, 5}};

static int compare_ints(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* Shares of the samples whose sum, and twice whose median, is at most `limit`. */
struct sampled {
    double of_sums, of_medians;
};

static struct sampled count_samples(const int *values, size_t n, double limit)
{
    size_t n_samples = 1, sums = 0, medians = 0;

    for (size_t i = 0; i < n; i++)
        n_samples *= n;
    for (size_t k = 0; k < n_samples; k++) {
        int drawn[5], sum = 0;
        size_t rest = k;

        for (size_t i = 0; i < n; i++, rest /= n) {
            drawn[i] = values[rest % n];
            sum += drawn[i];
        }
        qsort(drawn, n, sizeof *drawn, compare_ints);
        sums += sum <= limit;
        medians += drawn[(n - 1) / 2] + drawn[n / 2] <= limit;
    }
    return (struct sampled){(double)sums / (double)n_samples,
                            (double)medians / (double)n_samples};
}

static double chance_up_to(const struct pg_law *law, double limit)
{
    size_t i = 0;

    while (i < law->n && law->value[i] <= limit)
        i++;
    return i == 0 ? 0 : law->up_to[i - 1];
}

/* Limits lie half way between two sums of whole numbers, so that neither noise nor the grid
 * can carry a sample over one: that of means is 1/300 of the standard deviation wide. */
START_TEST(test_the_laws_of_small_groups_are_those_of_all_samples)
{
    const int *values = sampled_groups[_i].values;
    const size_t n = sampled_groups[_i].n;
    struct pg_fraction fractions[5];
    struct pg_law mean, median;

    for (size_t i = 0; i < n; i++)
        fractions[i] = (struct pg_fraction){values[i], 1};
    struct ranked ranked = rank(fractions, n);
    ck_assert(pg_stats_law_of_mean(&mean, &ranked.ranking, ranked.groups.group[0]));
    ck_assert(pg_stats_law_of_median(&median, &ranked.ranking, ranked.groups.group[0]));
    for (int sum = 0; sum <= 160; sum++) {
        struct sampled all = count_samples(values, n, sum + 0.5);
        ck_assert_double_eq_tol(chance_up_to(&mean, (sum + 0.5) / (double)n), all.of_sums,
                                1e-6);
        ck_assert_double_eq_tol(chance_up_to(&median, (sum + 0.5) / 2), all.of_medians,
                                1e-9);
    }
    pg_stats_law_free(&mean);
    pg_stats_law_free(&median);
    free_ranked(&ranked);
}
END_TEST

/* Medians of {10, 20}: 10, 15, 20 with chances 1/4, 1/2, 1/4; of {8}: 8. The gaps are
 * 100 x (1 - 8/10) = 20, 46.67 and 60, so at most 20 with 1/4, at most 50 with 3/4. */
START_TEST(test_the_law_of_a_gap_is_that_of_both_its_averages)
{
    const struct pg_fraction men[] = {{10, 1}, {20, 1}}, women[] = {{8, 1}};
    struct ranked ranked_men = rank(men, 2), ranked_women = rank(women, 1);
    struct pg_law base, other;

    ck_assert(
        pg_stats_law_of_median(&base, &ranked_men.ranking, ranked_men.groups.group[0]));
    ck_assert(pg_stats_law_of_median(&other, &ranked_women.ranking,
                                     ranked_women.groups.group[0]));
    ck_assert_double_eq_tol(pg_stats_law_gap_chance(&base, &other, 19), 0, 1e-12);
    ck_assert_double_eq_tol(pg_stats_law_gap_chance(&base, &other, 21), 0.25, 1e-12);
    ck_assert_double_eq_tol(pg_stats_law_gap_chance(&base, &other, 50), 0.75, 1e-12);
    ck_assert_double_eq_tol(pg_stats_law_gap_chance(&base, &other, 61), 1, 1e-12);
    ck_assert_double_eq_tol(pg_stats_law_gap_quantile(&base, &other, 0.5),
                            100 * (1 - 8.0 / 15), 1e-6);
    ck_assert_double_eq_tol(pg_stats_law_percentile_interval(&base, &other).lower, 20,
                            1e-6);
    ck_assert_double_eq_tol(pg_stats_law_percentile_interval(&base, &other).upper, 60,
                            1e-6);
    pg_stats_law_free(&base);
    pg_stats_law_free(&other);
    free_ranked(&ranked_men);
    free_ranked(&ranked_women);
}
END_TEST

/*
 * Of five and five, four drawn: none of the first five in C(5,4) = 5 ways of C(10,4) = 210,
 * one in 5 C(5,3) = 50, two in C(5,2) C(5,2) = 100. Fisher's cups of tea, four and four:
 * three or fewer in all ways but one of C(8,4) = 70, none in one. All ten of ten are drawn:
 * certainly five.
 */
static const struct hypergeometric_case {
    size_t few, n, group, others;
    double chance;
} hypergeometric_cases[] = {
    {0, 4, 5, 5, 5.0 / 210}, {1, 4, 5, 5, 55.0 / 210}, {2, 4, 5, 5, 155.0 / 210},
    {4, 4, 5, 5, 1},         {3, 4, 4, 4, 69.0 / 70},  {0, 4, 4, 4, 1.0 / 70},
    {4, 10, 5, 5, 0},        {5, 10, 5, 5, 1},         {0, 0, 5, 5, 1},
    {0, 3, 0, 7, 1},
};

START_TEST(test_the_hypergeometric_chance_of_so_few)
{
    const struct hypergeometric_case *one = &hypergeometric_cases[_i];

    ck_assert_double_eq_tol(
        pg_stats_hypergeometric_chance(one->few, one->n, one->group, one->others),
        one->chance, 1e-12);
}
END_TEST

/* Three coins: no head 1/8, one or none 4/8. Five trials at a fifth: none 0.8^5 = 0.32768,
 * one 5 x 0.2 x 0.8^4 = 0.4096. Shares of 0 and of 1 leave nothing to chance. */
static const struct binomial_case {
    size_t few, n;
    double share, chance;
} binomial_cases[] = {
    {0, 3, 0.5, 0.125},   {1, 3, 0.5, 0.5},     {3, 3, 0.5, 1},
    {0, 5, 0.2, 0.32768}, {1, 5, 0.2, 0.73728}, {0, 5, 0, 1},
    {4, 5, 1, 0},         {5, 5, 1, 1},         {0, 0, 0.5, 1},
};

START_TEST(test_the_binomial_chance_of_so_few)
{
    const struct binomial_case *one = &binomial_cases[_i];

    ck_assert_double_eq_tol(pg_stats_binomial_chance(one->few, one->n, one->share),
                            one->chance, 1e-12);
}
END_TEST

/*
 * The example of Benjamini and Hochberg (1995), section 3.2: 15 chances of which, at 0.05,
 * the four smallest are found, since 0.0095 <= 4 x 0.05 / 15 = 0.0133 and none after it is
 * small enough. Here in another order, which does not matter.
 */
START_TEST(test_the_example_of_benjamini_and_hochberg)
{
    static const double chances[] = {0.3240, 0.0001, 0.4262, 0.0459, 0.0004,
                                     0.5719, 0.0344, 0.6528, 0.0298, 0.0019,
                                     0.7590, 0.0278, 1.0000, 0.0201, 0.0095};
    bool is_found[15];

    ck_assert(pg_stats_find_discoveries(chances, 15, 0.05, is_found));
    for (int i = 0; i < 15; i++)
        ck_assert_int_eq(is_found[i], chances[i] <= 0.0095);
}
END_TEST

/* Of four at 0.05 the limits are 0.0125, 0.025, 0.0375 and 0.05: the fourth, 0.05, is just
 * small enough, so all are found though the second and third alone would not be. Equal
 * chances are found together: 0.03 is above 0.0125 and 0.025, but below 0.0375. */
START_TEST(test_a_larger_chance_carries_smaller_ones_with_it)
{
    static const double rising[] = {0.01, 0.03, 0.045, 0.05},
                        equal[] = {0.03, 0.03, 0.03, 1};
    static const double none[] = {0.2, 0.9, 0.06, 0.3};
    bool is_found[4];

    ck_assert(pg_stats_find_discoveries(rising, 4, 0.05, is_found));
    for (int i = 0; i < 4; i++)
        ck_assert(is_found[i]);
    ck_assert(pg_stats_find_discoveries(equal, 4, 0.05, is_found));
    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(is_found[i], i < 3);
    ck_assert(pg_stats_find_discoveries(none, 4, 0.05, is_found));
    for (int i = 0; i < 4; i++)
        ck_assert(!is_found[i]);
    ck_assert(pg_stats_find_discoveries(none, 0, 0.05, is_found));
}
END_TEST

/*
 * R: katz <- function(a, n, b, m) { s <- sqrt(1/a - 1/n + 1/b - 1/m)
 *      a/n/(b/m) * exp(c(0, -1, 1) * qnorm(.975) * s) }
 * katz(10, 100, 20, 100) = 0.5 0.2466408 1.0136198. With no case: katz(.5, 101, 20.5, 101)
 * has the upper end 0.3978199, the value is 0 and so is the lower end. Everybody of both:
 * katz(10.5, 11, 20.5, 21).
 */
static const struct likelihood_case {
    size_t a, n, b, m;
    double value, lower, upper;
    bool is_adjusted;
    enum pg_likelihood_lacks lacks;
} likelihood_cases[] = {
    {10, 100, 20, 100, 0.5, 0.24664080, 1.01361980, false, PG_LIKELIHOOD_LACKS_NOTHING},
    {0, 100, 20, 100, 0, 0, 0.39781989, true, PG_LIKELIHOOD_LACKS_NOTHING},
    {10, 10, 20, 20, 1, 0.84564895, 1.13066509, true, PG_LIKELIHOOD_LACKS_NOTHING},
    {5, 10, 0, 20, NAN, NAN, NAN, false, PG_LIKELIHOOD_LACKS_CASES},
    {0, 0, 3, 20, NAN, NAN, NAN, false, PG_LIKELIHOOD_LACKS_PEOPLE},
    // 12/10 over 5/20; more events than people
    {12, 10, 5, 20, 4.8, NAN, NAN, false, PG_LIKELIHOOD_LACKS_INTERVAL},
};

START_TEST(test_relative_likelihoods)
{
    const struct likelihood_case *one = &likelihood_cases[_i];
    struct pg_likelihood found =
        pg_stats_relative_likelihood(one->a, one->n, one->b, one->m);

    ck_assert_int_eq(found.lacks, one->lacks);
    ck_assert_int_eq(found.is_adjusted, one->is_adjusted);
    if (isnan(one->value)) {
        ck_assert(found.value.den == 0 && isnan(found.lower) && isnan(found.upper));
        return;
    }
    ck_assert_double_eq_tol(pg_fraction_double(found.value), one->value, 1e-12);
    if (isnan(one->lower)) {
        ck_assert(isnan(found.lower) && isnan(found.upper));
        return;
    }
    ck_assert_double_eq_tol(found.lower, one->lower, 1e-7);
    ck_assert_double_eq_tol(found.upper, one->upper, 1e-7);
}
END_TEST

/* Cost of a runway shared by planes that need it this long (Littlechild and Owen 1973):
 * that of the longest plane of a set. */
static double longest_of(const void *context, unsigned set)
{
    const double *needs = context;
    double longest = 0;

    for (int i = 0; i < 3; i++)
        longest = ((set >> i) & 1U) && needs[i] > longest ? needs[i] : longest;
    return longest;
}

/* Planes that need 6, 9 and 11: all three share the first 6, two the next 3, one the last
 * 2. So 6/3 = 2; 2 + 3/2 = 3.5; 3.5 + 2 = 5.5; together 11. */
START_TEST(test_planes_share_a_runway)
{
    static const double needs[] = {6, 9, 11}, parts_of[] = {2, 3.5, 5.5};
    double parts[3];

    pg_stats_shapley(3, (struct pg_set_value){longest_of, needs}, parts);
    for (int i = 0; i < 3; i++)
        ck_assert_double_eq_tol(parts[i], parts_of[i], 1e-12);
}
END_TEST

// As many as there are pairs of a left and a right glove.
static double pairs_of_gloves(const void *context, unsigned set)
{
    unsigned left = *(const unsigned *)context & set, n_left = 0, n_right = 0;

    for (unsigned i = 0; i < PG_MAX_CAUSES; i++) {
        n_left += (left >> i) & 1U;
        n_right += ((set & ~left) >> i) & 1U;
    }
    return n_left < n_right ? n_left : n_right;
}

/* One left and two right gloves: the left adds 1 unless it comes first, in 4 of 6 orders;
 * either right adds 1 only directly after the left, with the other last, in 1 of 6. */
START_TEST(test_gloves_are_worth_something_in_pairs)
{
    const unsigned left = 1;
    double parts[3];

    pg_stats_shapley(3, (struct pg_set_value){pairs_of_gloves, &left}, parts);
    ck_assert_double_eq_tol(parts[0], 4.0 / 6, 1e-12);
    ck_assert_double_eq_tol(parts[1], 1.0 / 6, 1e-12);
    ck_assert_double_eq_tol(parts[2], 1.0 / 6, 1e-12);
}
END_TEST

/*
 * Men 10, 20 then and 10, 30 now; women 10, 12 and 10, 12. Means 15 and 11, then 20 and 11:
 * gaps 400/15 % and 45 %, medians the same of two people each. Four pounds and nine.
 */
START_TEST(test_gaps_of_two_payrolls)
{
    static const struct pg_paired pairs[] = {{{10, 10}, {true, true}},
                                             {{20, 30}, {true, true}},
                                             {{10, 10}, {true, true}},
                                             {{12, 12}, {true, true}}};
    struct pg_paired_gap gaps[PG_N_PAIRED];

    ck_assert(pg_stats_resample_pairs(pairs, 2, 4, gaps));
    ck_assert_double_eq_tol(gaps[PG_PAIRED_MEAN].then, 400.0 / 15, 1e-9);
    ck_assert_double_eq_tol(gaps[PG_PAIRED_MEAN].now, 45, 1e-9);
    ck_assert_double_eq_tol(gaps[PG_PAIRED_MEDIAN].now, 45, 1e-9);
    ck_assert_double_eq_tol(gaps[PG_PAIRED_DIFFERENCE].then, 4, 1e-9);
    ck_assert_double_eq_tol(gaps[PG_PAIRED_DIFFERENCE].now, 9, 1e-9);
    // Men drawn are 10 10, 10 20 or 20 20: the difference of means moves by 0, 5 or 10, in
    // a quarter, half and quarter of the draws, so the middle 95 % is all of it.
    ck_assert_double_eq_tol(gaps[PG_PAIRED_DIFFERENCE].lower, 0, 1e-9);
    ck_assert_double_eq_tol(gaps[PG_PAIRED_DIFFERENCE].upper, 10, 1e-9);
}
END_TEST

/* Of 40 men and 40 women each with a pay of their own, everybody a pound more: whoever is
 * drawn has both years, so the difference never moves. Drawn apart it would. */
START_TEST(test_people_are_drawn_with_both_years)
{
    struct pg_paired pairs[80];
    struct pg_paired_gap gaps[PG_N_PAIRED];

    for (int i = 0; i < 80; i++)
        pairs[i] = (struct pg_paired){{10 + i, 11 + i}, {true, true}};
    ck_assert(pg_stats_resample_pairs(pairs, 40, 80, gaps));
    ck_assert_double_eq_tol(gaps[PG_PAIRED_DIFFERENCE].lower, 0, 1e-9);
    ck_assert_double_eq_tol(gaps[PG_PAIRED_DIFFERENCE].upper, 0, 1e-9);
}
END_TEST

/* Whoever is absent from a year counts in the other alone: the base has 10 and 20 then, 20
 * and 40 now; the other 12 and 12. Where the other group is nobody's there is no gap. */
START_TEST(test_members_may_be_absent_from_either_time)
{
    static const struct pg_paired pairs[] = {{{10, 0}, {true, false}},
                                             {{20, 20}, {true, true}},
                                             {{0, 40}, {false, true}},
                                             {{12, 12}, {true, true}}};
    struct pg_paired_gap gaps[PG_N_PAIRED];

    ck_assert(pg_stats_resample_pairs(pairs, 3, 4, gaps));
    ck_assert_double_eq_tol(gaps[PG_PAIRED_DIFFERENCE].then, 15 - 12, 1e-9);
    ck_assert_double_eq_tol(gaps[PG_PAIRED_DIFFERENCE].now, 30 - 12, 1e-9);
    // The first member alone is drawn three times in 1 of 27 draws, and nobody is there
    // now.
    ck_assert(isnan(gaps[PG_PAIRED_DIFFERENCE].lower));
    ck_assert(pg_stats_resample_pairs(pairs, 3, 3, gaps));
    ck_assert(isnan(gaps[PG_PAIRED_MEAN].then) && isnan(gaps[PG_PAIRED_MEDIAN].now));
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("stats");

    tcase_add_test(tc, test_equal_fractions_share_a_rank_and_near_ones_do_not);
    tcase_add_test(tc, test_negative_values_rank_below_positive_ones);
    tcase_add_test(tc, test_groups_are_sorted_lists_of_ranks);
    add_loop(tc, test_the_interval_of_wilson, wilson_cases);
    add_loop(tc, test_means_and_medians, average_cases);
    tcase_add_test(tc, test_the_error_bound_of_the_mean_holds);
    add_loop(tc, test_published_digits_are_decided_exactly, rounding_cases);
    tcase_add_test(tc, test_a_digit_in_doubt_is_not_guessed);
    add_loop(tc, test_the_laws_of_small_groups_are_those_of_all_samples, sampled_groups);
    tcase_add_test(tc, test_the_law_of_a_gap_is_that_of_both_its_averages);
    add_loop(tc, test_the_hypergeometric_chance_of_so_few, hypergeometric_cases);
    add_loop(tc, test_the_binomial_chance_of_so_few, binomial_cases);
    tcase_add_test(tc, test_the_example_of_benjamini_and_hochberg);
    tcase_add_test(tc, test_a_larger_chance_carries_smaller_ones_with_it);
    add_loop(tc, test_relative_likelihoods, likelihood_cases);
    tcase_add_test(tc, test_planes_share_a_runway);
    tcase_add_test(tc, test_gloves_are_worth_something_in_pairs);
    tcase_add_test(tc, test_gaps_of_two_payrolls);
    tcase_add_test(tc, test_people_are_drawn_with_both_years);
    tcase_add_test(tc, test_members_may_be_absent_from_either_time);
    return tc;
}
