// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Why the difference between men's and women's mean hourly pay changed between two
 * payrolls. The two payrolls are run in full, people are matched by id, and each person
 * gets the one thing that happened: joined, left, came to or from full pay, changed grade,
 * or none of these, so that any change is of pay within the grade. What a kind of event
 * adds depends on what has happened before it; its part is its Shapley value, the average
 * over every order of the events. The parts add up to the change.
 *
 *     Then a man and a woman on 10. Now the man has 12, and a man on 20 has joined.
 *
 *     difference with             nothing 0     the rise 2     the joiner 5     both 6
 *     the rise      first 2 - 0, last 6 - 5     average 1.5
 *     the joiner    first 5 - 0, last 6 - 2     average 4.5     1.5 + 4.5 = 6
 *
 * The difference needs only sums of pay and numbers of people by event, year and sex, so
 * the 32 sets of events cost the same for any payroll.
 *
 * Invariant: the events are disjoint, and somebody whose sex differs between the payrolls
 * counts as one person who left and one who joined. People are sorted by what happened to
 * them, so that neither sums nor intervals depend on the order of the rows.
 *
 * pg_workforce_add_pay_change() is called where the settings name both payrolls;
 * pay_change_match.c matches, stats has the intervals, pay_change_tables.c the tables. What
 * few people add is hidden, and where just one part is hidden the next smallest goes with
 * it, since the others would tell it.
 *
 * Worst case: two runs; matching is linear, sorting n log n, the intervals 2,000 passes
 * over the people. Memory: both runs whole, and 68 bytes a person.
 */
#include "pay_change_parts.h"

#include <math.h>
#include <stdlib.h>

// ---------------------------------------------------------------- Shapley

double pg_workforce_change_difference(const struct pg_change_sums *sums, unsigned happened)
{
    double mean[2];

    for (int sex = 0; sex < 2; sex++) {
        double pay = 0, n = 0;
        for (unsigned event = 0; event < PG_N_CHANGE_EVENTS; event++) {
            size_t when = (happened >> event) & 1U;
            pay += sums->pay[event][when][sex];
            n += sums->n[event][when][sex];
        }
        mean[sex] = n > 0 ? pay / n : NAN;
    }
    return mean[0] - mean[1];
}

static double difference_of_set(const void *context, unsigned happened)
{
    return pg_workforce_change_difference(context, happened);
}

void pg_workforce_change_shapley(const struct pg_change_sums *sums,
                                 double parts[static PG_N_CHANGE_EVENTS])
{
    pg_stats_shapley(PG_N_CHANGE_EVENTS, (struct pg_set_value){difference_of_set, sums},
                     parts);
}

static void add_person(struct pg_change_sums *sums, const struct pg_change_person *person,
                       double times)
{
    for (int when = 0; when < 2; when++) {
        if (!person->is_in[when])
            continue;
        sums->pay[person->event][when][person->sex] += times * person->pay[when];
        sums->n[person->event][when][person->sex] += times;
    }
}

// ---------------------------------------------------------------- two payrolls

static paygap_status make_run(struct change *change, int when, const char *payroll,
                              paygap_error *err)
{
    static const struct pg_examination examination = {.take = NULL};
    struct pg_workforce *workforce = change->workforce;
    const struct pg_workforce_settings *settings = &workforce->config.workforce;
    const char *grade = settings->payroll_grade;
    const char *config =
        when == 0 ? settings->earlier_payroll_config : settings->payroll_config;
    paygap_options *options = &change->options[when];

    change->by[0] = grade != NULL ? grade : "Grade";
    options->payroll = pg_workforce_path(workforce, payroll);
    options->config = config != NULL ? pg_workforce_path(workforce, config) : NULL;
    options->inputs = workforce->options->inputs;
    options->n_inputs = workforce->options->n_inputs;
    options->is_confirmed = true;
    options->by = change->by;
    options->n_by = grade != NULL ? 1 : 0;
    change->runs[when] = (struct pg_run){.options = options, .examination = &examination};
    PG_TRY(pg_run_make(&change->runs[when], err));
    if (change->runs[when].table.has_ids)
        return PAYGAP_OK;
    return pg_fail_at(err, PAYGAP_COLUMN, payroll, 0, 0,
                      "why the gap changed needs a column employee_id in both payrolls");
}

// Gaps of both payrolls, of men and women with both their years.
static bool resample(const struct change *change, struct pg_paired_gap gaps[PG_N_PAIRED])
{
    struct pg_paired *pairs = calloc(change->n + 1, sizeof *pairs);
    size_t n_men = 0;

    for (size_t i = 0; pairs != NULL && i < change->n; i++) {
        const struct pg_change_person *person = &change->persons[i];
        pairs[i] = (struct pg_paired){.value = {person->pay[0], person->pay[1]},
                                      .is_in = {person->is_in[0], person->is_in[1]}};
        n_men += person->sex == 0;
    }
    bool made = pairs != NULL && pg_stats_resample_pairs(pairs, n_men, change->n, gaps);
    free(pairs);
    return made;
}

static paygap_status form(struct change *change, paygap_error *err)
{
    struct pg_change_sums sums = {.n = {{{0}}}};
    struct pg_paired_gap gaps[PG_N_PAIRED];

    change->has_grade = change->runs[0].classes.n > 0 && change->runs[1].classes.n > 0 &&
                        change->workforce->config.workforce.payroll_grade != NULL;
    if (!pg_workforce_change_match(change))
        return pg_no_memory(err);
    for (size_t i = 0; i < change->n; i++)
        add_person(&sums, &change->persons[i], 1);
    if (isnan(pg_workforce_change_difference(&sums, 0)) ||
        isnan(pg_workforce_change_difference(&sums, PG_ALL_CHANGE_EVENTS))) {
        pg_workforce_say_missing(change->workforce, "Why the pay gap changed",
                                 "men and women in the hourly figures of both payrolls");
        return PAYGAP_OK;
    }
    if (!resample(change, gaps))
        return pg_no_memory(err);
    if (change->n_nameless > 0)
        pg_workforce_say_warning(
            change->workforce, "Why the pay gap changed",
            pg_arena_printf(&change->workforce->arena,
                            "%zu rows of the payrolls have no employee id: each "
                            "is taken as somebody who left or joined",
                            change->n_nameless));
    if (change->n_of_two_sexes > 0)
        pg_workforce_say_warning(
            change->workforce, "Why the pay gap changed",
            pg_arena_printf(&change->workforce->arena,
                            "the sex of %zu %s is another in the second payroll: "
                            "taken as people who left and people who joined",
                            change->n_of_two_sexes,
                            change->n_of_two_sexes == 1 ? "person" : "people"));
    pg_workforce_change_add_tables(change, &sums, gaps);
    return PAYGAP_OK;
}

paygap_status pg_workforce_add_pay_change(struct pg_workforce *workforce, paygap_error *err)
{
    struct change *change = calloc(1, sizeof *change);

    if (change == NULL)
        return pg_no_memory(err);
    change->workforce = workforce;
    paygap_status status =
        make_run(change, 0, workforce->config.workforce.earlier_payroll, err);
    if (status == PAYGAP_OK)
        status = make_run(change, 1, workforce->config.workforce.payroll, err);
    if (status == PAYGAP_OK)
        status = form(change, err);
    for (int when = 0; when < 2; when++) {
        if (change->runs[when].options != NULL)
            pg_run_free(&change->runs[when]);
    }
    free(change->persons);
    free(change);
    return status;
}
