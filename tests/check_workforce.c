// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Tests of workforce that need no files: why the gap changed, drawn intervals and relative
 * likelihoods. The whole report is tested against a second implementation in tests/oracle.
 */
#include "pay_change.h"
#include "pg_workforce.h"
#include "testing.h"

#include <math.h>

/*
 * A man earned 10 then and 12 now, a woman 10 both times, a man who joined has 20. By hand:
 * difference then 10 - 10 = 0; with the rise alone 12 - 10 = 2; with the joiner alone
 * (10 + 20)/2 - 10 = 5; with both (12 + 20)/2 - 10 = 6. The rise adds (2 + (6 - 5))/2 = 1.5
 * on average over the two orders, the joiner (5 + (6 - 2))/2 = 4.5; nothing else anything.
 */
START_TEST(test_shapley_values_are_averages_over_all_orders)
{
    struct pg_change_sums sums = {.n = {{{0}}}};
    double parts[PG_N_CHANGE_EVENTS];

    sums.pay[PG_CHANGE_PAY][0][0] = 10;
    sums.pay[PG_CHANGE_PAY][1][0] = 12;
    sums.pay[PG_CHANGE_PAY][0][1] = sums.pay[PG_CHANGE_PAY][1][1] = 10;
    sums.n[PG_CHANGE_PAY][0][0] = sums.n[PG_CHANGE_PAY][1][0] = 1;
    sums.n[PG_CHANGE_PAY][0][1] = sums.n[PG_CHANGE_PAY][1][1] = 1;
    sums.pay[PG_CHANGE_JOINED][1][0] = 20;
    sums.n[PG_CHANGE_JOINED][1][0] = 1;
    pg_change_shapley(&sums, parts);
    ck_assert_double_eq_tol(pg_change_difference(&sums, 0), 0, 1e-12);
    ck_assert_double_eq_tol(pg_change_difference(&sums, 1U << PG_CHANGE_JOINED), 5, 1e-12);
    ck_assert_double_eq_tol(parts[PG_CHANGE_PAY], 1.5, 1e-12);
    ck_assert_double_eq_tol(parts[PG_CHANGE_JOINED], 4.5, 1e-12);
    ck_assert_double_eq_tol(parts[PG_CHANGE_LEFT], 0, 1e-12);
    ck_assert_double_eq_tol(parts[PG_CHANGE_GRADE], 0, 1e-12);
}
END_TEST

/* The parts add up to the change, whatever happened to whom. */
START_TEST(test_shapley_values_add_up_to_the_change)
{
    struct pg_change_sums sums = {.n = {{{0}}}};
    double parts[PG_N_CHANGE_EVENTS], sum = 0;

    for (int event = 0; event < PG_N_CHANGE_EVENTS; event++) {
        for (int sex = 0; sex < 2; sex++) {
            bool was = event != PG_CHANGE_JOINED, is = event != PG_CHANGE_LEFT;
            sums.n[event][0][sex] = was ? 3 + event + sex : 0;
            sums.n[event][1][sex] = is ? 2 + 2 * event : 0;
            sums.pay[event][0][sex] = sums.n[event][0][sex] * (11.37 + event - sex);
            sums.pay[event][1][sex] = sums.n[event][1][sex] * (12.01 + 2 * event - 3 * sex);
        }
    }
    pg_change_shapley(&sums, parts);
    for (int event = 0; event < PG_N_CHANGE_EVENTS; event++)
        sum += parts[event];
    ck_assert_double_eq_tol(sum,
                            pg_change_difference(&sums, (1U << PG_N_CHANGE_EVENTS) - 1) -
                                pg_change_difference(&sums, 0),
                            1e-12);
}
END_TEST

/*
 * Men 10, 20 then and 10, 30 now; women 10, 12 and 10, 12. Means 15 and 11, then 20 and 11:
 * gaps 400/15 % and 45 %, medians the same of two people each. Four pounds and nine.
 */
START_TEST(test_gaps_of_two_payrolls)
{
    static const struct pg_change_person persons[] = {
        {{10, 10}, {true, true}, 0, PG_CHANGE_PAY},
        {{20, 30}, {true, true}, 0, PG_CHANGE_PAY},
        {{10, 10}, {true, true}, 1, PG_CHANGE_PAY},
        {{12, 12}, {true, true}, 1, PG_CHANGE_PAY}};
    struct pg_change_gap gaps[PG_N_GAPS];

    ck_assert(pg_change_resample(persons, 4, gaps));
    ck_assert_double_eq_tol(gaps[PG_GAP_MEAN].then, 400.0 / 15, 1e-9);
    ck_assert_double_eq_tol(gaps[PG_GAP_MEAN].now, 45, 1e-9);
    ck_assert_double_eq_tol(gaps[PG_GAP_MEDIAN].now, 45, 1e-9);
    ck_assert_double_eq_tol(gaps[PG_GAP_POUNDS].then, 4, 1e-9);
    ck_assert_double_eq_tol(gaps[PG_GAP_POUNDS].now, 9, 1e-9);
    // Men drawn are 10 10, 10 20 or 20 20: the difference of means moves by 0, 5 or 10, in
    // a quarter, half and quarter of the draws, so the middle 95 % is all of it.
    ck_assert_double_eq_tol(gaps[PG_GAP_POUNDS].lower, 0, 1e-9);
    ck_assert_double_eq_tol(gaps[PG_GAP_POUNDS].upper, 10, 1e-9);
}
END_TEST

/* Of 40 men and 40 women each with a pay of their own, everybody a pound more: whoever is
 * drawn has both years, so the difference never moves. Drawn apart it would. */
START_TEST(test_people_are_drawn_with_both_years)
{
    struct pg_change_person persons[80];
    struct pg_change_gap gaps[PG_N_GAPS];

    for (int i = 0; i < 80; i++)
        persons[i] = (struct pg_change_person){
            {10 + i, 11 + i}, {true, true}, i >= 40, PG_CHANGE_PAY};
    ck_assert(pg_change_resample(persons, 80, gaps));
    ck_assert_double_eq_tol(gaps[PG_GAP_POUNDS].lower, 0, 1e-9);
    ck_assert_double_eq_tol(gaps[PG_GAP_POUNDS].upper, 0, 1e-9);
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
} likelihood_cases[] = {
    {10, 100, 20, 100, 0.5, 0.24664080, 1.01361980, false},
    {0, 100, 20, 100, 0, 0, 0.39781989, true},
    {10, 10, 20, 20, 1, 0.84564895, 1.13066509, true},
    {5, 10, 0, 20, NAN, NAN, NAN, false},
    {0, 0, 3, 20, NAN, NAN, NAN, false},
    {12, 10, 5, 20, 4.8, NAN, NAN, false}, // 12/10 over 5/20; more events than people
};

START_TEST(test_relative_likelihoods)
{
    const struct likelihood_case *one = &likelihood_cases[_i];
    struct pg_likelihood found = pg_relative_likelihood(one->a, one->n, one->b, one->m);

    ck_assert_int_eq(found.is_adjusted, one->is_adjusted);
    if (isnan(one->value)) {
        ck_assert(found.value.den == 0 && isnan(found.lower) && isnan(found.upper));
        ck_assert_ptr_nonnull(found.lacks);
        return;
    }
    ck_assert_double_eq_tol(pg_fraction_double(found.value), one->value, 1e-12);
    if (isnan(one->lower)) {
        ck_assert(isnan(found.lower) && isnan(found.upper));
        ck_assert_str_eq(pg_say_likelihood(&found), "no interval: more events than people");
        return;
    }
    ck_assert_double_eq_tol(found.lower, one->lower, 1e-7);
    ck_assert_double_eq_tol(found.upper, one->upper, 1e-7);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("workforce");

    tcase_add_test(tc, test_shapley_values_are_averages_over_all_orders);
    tcase_add_test(tc, test_shapley_values_add_up_to_the_change);
    tcase_add_test(tc, test_gaps_of_two_payrolls);
    tcase_add_test(tc, test_people_are_drawn_with_both_years);
    add_loop(tc, test_relative_likelihoods, likelihood_cases);
    return tc;
}
