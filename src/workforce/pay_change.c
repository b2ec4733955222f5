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
 * pg_add_pay_change() is called where the settings name both payrolls; pay_resample.c has
 * the intervals. What few people add is hidden, and where just one part is hidden the next
 * smallest goes with it, since the others would tell it.
 *
 * Worst case: two runs; matching is linear, sorting n log n, the intervals 2,000 passes
 * over the people. Memory: both runs whole, and 24 bytes a person.
 */
#include "pay_change.h"

#include "pg_run.h"

#include <math.h>
#include <paygap/paygap.h>
#include <stdlib.h>

// ---------------------------------------------------------------- Shapley

double pg_change_difference(const struct pg_change_sums *sums, unsigned happened)
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

void pg_change_shapley(const struct pg_change_sums *sums,
                       double parts[static PG_N_CHANGE_EVENTS])
{
    // |S|! (4 - |S|)! / 5! of a set S of the other four events
    static const double weight[] = {1.0 / 5, 1.0 / 20, 1.0 / 30, 1.0 / 20, 1.0 / 5};

    for (unsigned event = 0; event < PG_N_CHANGE_EVENTS; event++) {
        parts[event] = 0;
        for (unsigned set = 0; set < 1U << PG_N_CHANGE_EVENTS; set++) {
            unsigned size = 0;
            if ((set >> event) & 1)
                continue;
            for (unsigned other = 0; other < PG_N_CHANGE_EVENTS; other++)
                size += (set >> other) & 1U;
            parts[event] += weight[size] * (pg_change_difference(sums, set | 1U << event) -
                                            pg_change_difference(sums, set));
        }
    }
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

enum { ALL_EVENTS = (1 << PG_N_CHANGE_EVENTS) - 1 };

/** The two runs and their people. */
struct change {
    struct pg_workforce *workforce;
    struct pg_run runs[2];
    paygap_options options[2];
    const char *by[1];
    struct pg_change_person *persons;
    size_t n, n_nameless; /**< people; rows without an id */
    size_t n_of_two_sexes;
    bool has_grade;
};

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

// The label of a row's grade; "" if there is none.
static struct pg_str grade_of(const struct pg_run *run, const char *header, uint32_t row)
{
    for (size_t i = 0; i < run->classes.n; i++) {
        const struct pg_label_column *column = run->classes.items[i].column;
        if (pg_schema_same_header(pg_str_of(run->classes.items[i].asked->name), header))
            return pg_intern_get(&column->labels, pg_label_code(column, row));
    }
    return (struct pg_str){"", 0};
}

static bool is_same_text(struct pg_str a, struct pg_str b)
{
    return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

static void set_side(struct pg_change_person *person, const struct pg_run *run,
                     uint32_t row, int when)
{
    person->is_in[when] = pg_is_hourly(&run->people, row);
    if (person->is_in[when])
        person->pay[when] = pg_pay_rate_double(&run->pay, row);
    if (pg_is_relevant(&run->people, row))
        person->sex = run->table.sex[row];
}

static void set_event(struct change *change, struct pg_change_person *person, uint32_t then,
                      uint32_t now)
{
    const char *header = change->by[0];

    if (then == PG_NO_ROW)
        person->event = PG_CHANGE_JOINED;
    else if (now == PG_NO_ROW)
        person->event = PG_CHANGE_LEFT;
    else if (person->is_in[0] != person->is_in[1])
        person->event = PG_CHANGE_FULL_PAY;
    else if (change->has_grade && !is_same_text(grade_of(&change->runs[0], header, then),
                                                grade_of(&change->runs[1], header, now)))
        person->event = PG_CHANGE_GRADE;
    else
        person->event = PG_CHANGE_PAY;
}

/** Rows by id. */
struct rows_by_id {
    struct pg_intern ids;
    uint32_t *row[2];
};

static bool is_counted(const struct pg_run *run, uint32_t row)
{
    uint8_t reason = run->people.out_of_all[row];

    return reason != PG_REASON_MERGED && reason != PG_REASON_NOT_EMPLOYED;
}

static bool index_ids(const struct change *change, struct rows_by_id *index)
{
    size_t n = change->runs[0].table.n_rows + change->runs[1].table.n_rows;
    bool is_new, made = true;

    *index = (struct rows_by_id){
        .row = {malloc((n + 1) * sizeof(uint32_t)), malloc((n + 1) * sizeof(uint32_t))}};
    made = index->row[0] != NULL && index->row[1] != NULL;
    for (size_t i = 0; made && i <= n; i++)
        index->row[0][i] = index->row[1][i] = PG_NO_ROW;
    for (int when = 0; made && when < 2; when++) {
        const struct pg_run *run = &change->runs[when];
        for (uint32_t row = 0; made && row < run->table.n_rows; row++) {
            struct pg_str id = pg_table_id(&run->table, row);
            if (id.len == 0 || !is_counted(run, row))
                continue;
            uint32_t number = pg_intern_add(&index->ids, id, &is_new);
            made = number != PG_INTERN_FULL;
            if (made && index->row[when][number] == PG_NO_ROW)
                index->row[when][number] = row;
        }
    }
    return made;
}

static void keep_person(struct change *change, const struct pg_change_person *person)
{
    if (person->is_in[0] || person->is_in[1])
        change->persons[change->n++] = *person;
}

// Whoever has no id is nobody of the other payroll: such a row left or joined.
static void keep_nameless(struct change *change)
{
    for (int when = 0; when < 2; when++) {
        const struct pg_run *run = &change->runs[when];
        for (uint32_t row = 0; row < run->table.n_rows; row++) {
            struct pg_change_person person = {.event = when == 0 ? PG_CHANGE_LEFT
                                                                 : PG_CHANGE_JOINED};
            if (pg_table_id(&run->table, row).len > 0 || !is_counted(run, row))
                continue;
            set_side(&person, run, row, when);
            keep_person(change, &person);
            change->n_nameless++;
        }
    }
}

// The same order whatever that of the rows: sums and intervals do not depend on it.
static int by_what_happened(const void *a, const void *b)
{
    const struct pg_change_person *left = a, *right = b;
    const double of_left[] = {left->sex,      left->event,  left->is_in[0],
                              left->is_in[1], left->pay[0], left->pay[1]};
    const double of_right[] = {right->sex,      right->event,  right->is_in[0],
                               right->is_in[1], right->pay[0], right->pay[1]};

    for (size_t i = 0; i < sizeof of_left / sizeof of_left[0]; i++) {
        if (of_left[i] < of_right[i])
            return -1;
        if (of_left[i] > of_right[i])
            return 1;
    }
    return 0;
}

// Whose sex is another in the second payroll: in each year they count as that payroll says,
// as somebody who left and somebody who joined.
static bool is_of_two_sexes(const struct change *change, uint32_t then, uint32_t now)
{
    const struct pg_run *runs = change->runs;

    return then != PG_NO_ROW && now != PG_NO_ROW && pg_is_relevant(&runs[0].people, then) &&
           pg_is_relevant(&runs[1].people, now) &&
           runs[0].table.sex[then] != runs[1].table.sex[now];
}

static void keep_matched(struct change *change, uint32_t then, uint32_t now)
{
    struct pg_change_person person = {.event = 0};

    if (is_of_two_sexes(change, then, now)) {
        change->n_of_two_sexes++;
        keep_matched(change, then, PG_NO_ROW);
        keep_matched(change, PG_NO_ROW, now);
        return;
    }
    if (then != PG_NO_ROW)
        set_side(&person, &change->runs[0], then, 0);
    if (now != PG_NO_ROW)
        set_side(&person, &change->runs[1], now, 1);
    set_event(change, &person, then, now);
    keep_person(change, &person);
}

static bool match(struct change *change)
{
    size_t most = change->runs[0].table.n_rows + change->runs[1].table.n_rows;
    struct rows_by_id index;
    bool made = index_ids(change, &index);

    change->persons = made ? calloc(most + 1, sizeof *change->persons) : NULL;
    made = change->persons != NULL;
    for (uint32_t i = 0; made && i < index.ids.n; i++)
        keep_matched(change, index.row[0][i], index.row[1][i]);
    if (made) {
        keep_nameless(change);
        qsort(change->persons, change->n, sizeof *change->persons, by_what_happened);
    }
    pg_intern_free(&index.ids);
    free(index.row[0]);
    free(index.row[1]);
    return made;
}

// ---------------------------------------------------------------- the table

// Whether men or women of one of the payrolls are too few for their pay to be published.
static bool is_pay_of_few(const struct change *change)
{
    unsigned least =
        pg_policy_minimum(&change->workforce->config.policy, PG_MINIMUM_PUBLISH);
    size_t n[2][2] = {{0}};

    for (size_t i = 0; i < change->n; i++) {
        const struct pg_change_person *person = &change->persons[i];
        for (int when = 0; when < 2; when++)
            n[when][person->sex] += person->is_in[when];
    }
    return n[0][0] < least || n[0][1] < least || n[1][0] < least || n[1][1] < least;
}

// `is_hidden`: what it adds must not be published.
static void put_line(struct pg_workforce *workforce, struct pg_document_table *table,
                     const char *title, size_t people, bool is_hidden, double pounds,
                     const struct pg_change_gap *gap)
{
    size_t count = people == PG_ALL ? PG_ALL : pg_count_add(workforce, people);

    pg_workforce_put_text(workforce, table, title);
    if (count == PG_ALL)
        pg_workforce_put_none(table);
    else
        pg_workforce_put_count(workforce, table, count);
    for (int unit = 0; unit < 2; unit++) {
        pg_workforce_put_number(workforce, table, unit == 0 ? pounds : 100 * pounds,
                                PG_ON(count));
        if (is_hidden)
            pg_workforce_withhold(table);
    }
    if (gap == NULL) {
        pg_workforce_put_none(table);
        pg_workforce_put_none(table);
        return;
    }
    for (int end = 0; end < 2; end++) {
        pg_workforce_put_number(workforce, table,
                                100 * (end == 0 ? gap->lower : gap->upper), NULL);
        if (is_hidden)
            pg_workforce_withhold(table);
    }
}

// What few people add would tell their pay; and of one hidden part the others would tell
// it, so the next smallest is hidden with it.
static void hide_small(const struct change *change, size_t n_of[PG_N_CHANGE_EVENTS],
                       bool is_hidden[PG_N_CHANGE_EVENTS])
{
    unsigned least =
        pg_policy_minimum(&change->workforce->config.policy, PG_MINIMUM_PUBLISH);
    int n_hidden = 0, next = -1;

    for (size_t i = 0; i < change->n; i++)
        n_of[change->persons[i].event]++;
    for (int event = 0; event < PG_N_CHANGE_EVENTS; event++) {
        is_hidden[event] = n_of[event] > 0 && n_of[event] < least;
        n_hidden += is_hidden[event];
    }
    for (int event = 0; event < PG_N_CHANGE_EVENTS && n_hidden == 1; event++) {
        if (!is_hidden[event] && n_of[event] > 0 && (next < 0 || n_of[event] < n_of[next]))
            next = event;
    }
    if (next >= 0)
        is_hidden[next] = true;
}

// The gaps of both payrolls and how far chance may have moved them.
static void add_gaps(struct pg_workforce *workforce,
                     const struct pg_change_gap gaps[PG_N_GAPS])
{
    static const char *const titles[] = {"Mean hourly pay gap", "Median hourly pay gap"};
    struct pg_document_table *table = pg_workforce_table(
        workforce, "Pay_gap_change", "How far chance may have moved the hourly pay gaps");

    pg_workforce_note(table,
                      "From both payrolls. Interval: 95 %, people drawn again 2,000 times "
                      "with both their years, men and women apart, so the last digit of "
                      "its ends is by chance. An interval that holds 0: the change could "
                      "be chance.");
    pg_workforce_named_by(table, "Figure", PG_COLUMN_ITEM, 30);
    pg_workforce_column(table, "Then (%)", "then", PG_VALUE_PERCENT, 10, PG_ALL);
    pg_workforce_column(table, "Now (%)", "now", PG_VALUE_PERCENT, 10, PG_ALL);
    pg_workforce_column(table, "Change (percentage points)", "change", PG_VALUE_POINTS, 13,
                        PG_ALL);
    pg_workforce_column(table, "95 % interval of the change, from", "interval_lower",
                        PG_VALUE_POINTS, 13, PG_ALL);
    pg_workforce_column(table, "to", "interval_upper", PG_VALUE_POINTS, 10, PG_ALL);
    for (int g = 0; g < PG_GAP_POUNDS; g++) {
        const double row[] = {gaps[g].then, gaps[g].now, gaps[g].now - gaps[g].then,
                              gaps[g].lower, gaps[g].upper};
        pg_workforce_put_text(workforce, table, titles[g]);
        for (int i = 0; i < 5; i++)
            pg_workforce_put_number(workforce, table, row[i], NULL);
    }
}

static void add_table(struct change *change, const struct pg_change_sums *sums,
                      const struct pg_change_gap *gap)
{
    static const char *const titles[PG_N_CHANGE_EVENTS] = {
        "People who joined", "People who left", "People who returned to or left full pay",
        "People who changed grade", "Pay that changed within a grade"};
    struct pg_workforce *workforce = change->workforce;
    struct pg_document_table *table = pg_workforce_table(
        workforce, "Why_it_changed",
        "Why the difference between men's and women's mean hourly pay changed");
    size_t n_of[PG_N_CHANGE_EVENTS] = {0};
    bool is_hidden[PG_N_CHANGE_EVENTS] = {false};
    double parts[PG_N_CHANGE_EVENTS], then = pg_change_difference(sums, 0);
    double now = pg_change_difference(sums, ALL_EVENTS);

    pg_change_shapley(sums, parts);
    pg_workforce_note(
        table,
        "Men's mean hourly pay less women's, in pounds. The parts are Shapley values: "
        "what each kind of event adds, on average over every order in which they "
        "could have happened; they add up to the change, but for rounding.");
    pg_workforce_note(
        table,
        change->has_grade
            ? "Interval: 95 %, people drawn again 2,000 times with both their years, "
              "men and women apart."
            : "Without a column of grades every change of pay is within a grade. "
              "Interval: 95 %, people drawn again 2,000 times with both years.");
    pg_workforce_named_by(table, "What", PG_COLUMN_ITEM, 44);
    pg_workforce_column(table, "People", "headcount", PG_VALUE_COUNT, 10, PG_ALL);
    pg_workforce_column(table, "Pounds an hour", "pounds", PG_VALUE_RATIO, 12, PG_ALL);
    pg_workforce_column(table, "Pence an hour", "pence", PG_VALUE_POINTS, 12, PG_ALL);
    pg_workforce_column(table, "95 % interval from (pence)", "interval_lower",
                        PG_VALUE_POINTS, 13, PG_ALL);
    pg_workforce_column(table, "95 % interval to (pence)", "interval_upper",
                        PG_VALUE_POINTS, 13, PG_ALL);
    bool is_few = is_pay_of_few(change);
    put_line(workforce, table, "Difference then", PG_ALL, is_few, then, NULL);
    hide_small(change, n_of, is_hidden);
    for (int event = 0; event < PG_N_CHANGE_EVENTS; event++)
        put_line(workforce, table, titles[event], n_of[event], is_few || is_hidden[event],
                 parts[event], NULL);
    put_line(workforce, table, "Difference now", PG_ALL, is_few, now, NULL);
    put_line(workforce, table, "Change", PG_ALL, is_few, now - then, gap);
}

static paygap_status form(struct change *change, paygap_error *err)
{
    struct pg_change_sums sums = {.n = {{{0}}}};
    struct pg_change_gap gaps[PG_N_GAPS];

    change->has_grade = change->runs[0].classes.n > 0 && change->runs[1].classes.n > 0 &&
                        change->workforce->config.workforce.payroll_grade != NULL;
    if (!match(change))
        return pg_no_memory(err);
    for (size_t i = 0; i < change->n; i++)
        add_person(&sums, &change->persons[i], 1);
    if (isnan(pg_change_difference(&sums, 0)) ||
        isnan(pg_change_difference(&sums, ALL_EVENTS))) {
        pg_say_missing(change->workforce, "Why the pay gap changed",
                       "men and women in the hourly figures of both payrolls");
        return PAYGAP_OK;
    }
    if (!pg_change_resample(change->persons, change->n, gaps))
        return pg_no_memory(err);
    if (change->n_nameless > 0)
        pg_say_warning(change->workforce, "Why the pay gap changed",
                       pg_arena_printf(&change->workforce->arena,
                                       "%zu rows of the payrolls have no employee id: each "
                                       "is taken as somebody who left or joined",
                                       change->n_nameless));
    if (change->n_of_two_sexes > 0)
        pg_say_warning(
            change->workforce, "Why the pay gap changed",
            pg_arena_printf(&change->workforce->arena,
                            "the sex of %zu %s is another in the second payroll: "
                            "taken as people who left and people who joined",
                            change->n_of_two_sexes,
                            change->n_of_two_sexes == 1 ? "person" : "people"));
    add_gaps(change->workforce, gaps);
    add_table(change, &sums, &gaps[PG_GAP_POUNDS]);
    return PAYGAP_OK;
}

paygap_status pg_add_pay_change(struct pg_workforce *workforce, paygap_error *err)
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
