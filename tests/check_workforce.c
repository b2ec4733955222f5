// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Tests of workforce that need no files: why the gap changed, what is said of relative
 * likelihoods, and where counts are. The whole report is tested against a second
 * implementation in tests/oracle.
 */
#include "pay_change.h"
#include "pg_workforce.h"
#include "testing.h"

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

/* What is said of a relative likelihood: 10 of 100 against 40 of 100 has an interval below
 * 1, the upper end 0.25 exp(1.96 sqrt(1/10 - 1/100 + 1/40 - 1/100)) = 0.47; with 20 of 100
 * it goes from 0.25 to 1.01. */
static const struct said_case {
    size_t a, n, b, m;
    const char *said;
} said_cases[] = {
    {10, 100, 40, 100, "unlikely to be chance"},
    {40, 100, 10, 100, "unlikely to be chance"},
    {10, 100, 20, 100, "could be chance"},
    {5, 10, 0, 20, "cannot be formed: none in the group it is divided by"},
    {0, 0, 3, 20, "cannot be formed: nobody in one of the groups"},
    {12, 10, 5, 20, "no interval: more events than people"},
};

START_TEST(test_what_is_said_of_relative_likelihoods)
{
    const struct said_case *one = &said_cases[_i];
    struct pg_likelihood found =
        pg_stats_relative_likelihood(one->a, one->n, one->b, one->m);

    ck_assert_str_eq(pg_say_likelihood(&found), one->said);
}
END_TEST

/*
 * Women, men and not known by two grades, at two dates. The counts of a date are
 * everybody (1), the groups (3), the grades (2), and each group in each grade (6): 12. So
 * the second date begins at 12, its men are 12 + 1 + 1, its second grade is 12 + 4 + 1,
 * men in it 12 + 6 + 1 x 2 + 1.
 */
START_TEST(test_where_a_count_is_leaves_out_what_is_all)
{
    struct pg_workforce *workforce = calloc(1, sizeof *workforce);
    const struct pg_where men = {.snapshot = 1, .group = pg_only(1)};

    *workforce = (struct pg_workforce){
        .n_snapshots = 2,
        .n_axes = 1,
        .axes = {{.n_groups = 3, .is_there = {true, false}}},
        .places = {[PG_PLACE_GRADE] = {.n_groups = 2, .is_there = {true, true}}},
        .has_place = {[PG_PLACE_GRADE] = true}};
    ck_assert(pg_people_count(workforce));
    ck_assert_uint_eq(workforce->n_counts, 24);
    ck_assert_uint_eq(pg_workforce_count_at(workforce, (struct pg_where){.snapshot = 1}),
                      12);
    ck_assert_uint_eq(pg_workforce_count_at(workforce, men), 14);
    ck_assert_uint_eq(pg_workforce_count_at(workforce, pg_where_of(men, PG_ALL)), 12);
    ck_assert_uint_eq(pg_workforce_count_at(workforce, pg_where_at(men, PG_PLACE_GRADE, 1)),
                      21);
    ck_assert_uint_eq(
        pg_workforce_count_at(workforce, (struct pg_where){.snapshot = 1,
                                                           .place = PG_PLACE_GRADE,
                                                           .of_place = pg_only(1)}),
        17);
    // The second table has no column of sex; everybody needs none.
    ck_assert(!pg_workforce_is_there(workforce, men));
    ck_assert(pg_workforce_is_there(workforce, pg_where_of(men, PG_ALL)));
    ck_assert_uint_eq(pg_workforce_latest(workforce), 1);
    free(workforce->counts);
    free(workforce);
}
END_TEST

/* Events of one axis behind five other counts: women, men and all of them, by two divisions
 * and all, are 9 counts an event; leavers of the men in the second division are 5 + 9 x
 * their number among the events + 1 x 3 + 1, all men's 5 + 9 x ... + 1 x 3 + 2. */
START_TEST(test_where_events_are_leaves_out_what_is_all)
{
    struct pg_workforce *workforce = calloc(1, sizeof *workforce);
    struct pg_event_counts events = {.first = 5, .n_columns = 3};
    const struct pg_event_where all = {.event = PG_EVENT_LEAVER};
    size_t first = 5 + 9 * (size_t)PG_EVENT_LEAVER;

    workforce->axes[0].n_groups = 2;
    workforce->events = &events;
    ck_assert_uint_eq(
        pg_workforce_events_at(workforce, (struct pg_event_where){.event = PG_EVENT_LEAVER,
                                                                  .group = pg_only(1),
                                                                  .division = pg_only(1)}),
        first + 4);
    ck_assert_uint_eq(pg_workforce_events_at(workforce, pg_event_where_of(all, 1)),
                      first + 5);
    ck_assert_uint_eq(pg_workforce_events_at(workforce, all), first + 8);
    free(workforce);
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("workforce");

    tcase_add_test(tc, test_shapley_values_are_averages_over_all_orders);
    tcase_add_test(tc, test_shapley_values_add_up_to_the_change);
    add_loop(tc, test_what_is_said_of_relative_likelihoods, said_cases);
    tcase_add_test(tc, test_where_a_count_is_leaves_out_what_is_all);
    tcase_add_test(tc, test_where_events_are_leaves_out_what_is_all);
    return tc;
}
