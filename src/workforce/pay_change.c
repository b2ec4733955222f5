// SPDX-License-Identifier: GPL-3.0-or-later
#include "pay_change.h"

#include "pg_run.h"

#include <gsl/gsl_rng.h>
#include <math.h>
#include <paygap/paygap.h>
#include <stdlib.h>

/** One person in both payrolls, or in one of them. */
struct person {
    double pay[2]; /**< hourly, where in the hourly figures */
    bool is_in[2]; /**< the hourly figures of then and now */
    uint8_t sex;   /**< 0 man, 1 woman: of now, else of then */
    uint8_t event; /**< enum pg_change_event */
};

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

static void add_person(struct pg_change_sums *sums, const struct person *person,
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

/** The two runs and their people. */
struct change {
    struct pg_workforce *workforce;
    struct pg_run runs[2];
    paygap_options options[2];
    const char *by[1];
    struct person *persons;
    size_t n;
    bool has_grade;
};

static paygap_status make_run(struct change *change, int when, const char *payroll,
                              paygap_error *err)
{
    static const struct pg_examination examination = {.take = NULL};
    struct pg_workforce *workforce = change->workforce;
    const char *grade = pg_workforce_key(workforce, "payroll_grade");
    const char *config = pg_workforce_key(workforce, when == 0 ? "earlier_payroll_config"
                                                               : "payroll_config");
    paygap_options *options = &change->options[when];

    change->by[0] = grade != NULL ? grade : "Grade";
    options->payroll = pg_workforce_path(workforce, payroll);
    options->config = config != NULL ? pg_workforce_path(workforce, config) : NULL;
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
    for (size_t i = 0; i < run->n_classes; i++) {
        const struct pg_label_column *column = run->classes[i].column;
        if (pg_schema_same_header(pg_str_of(run->classes[i].asked->name), header))
            return pg_intern_get(&column->labels, pg_label_code(column, row));
    }
    return (struct pg_str){"", 0};
}

static bool is_same_text(struct pg_str a, struct pg_str b)
{
    return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

static void set_side(struct person *person, const struct pg_run *run, uint32_t row,
                     int when)
{
    person->is_in[when] = pg_is_hourly(&run->people, row);
    if (person->is_in[when])
        person->pay[when] = pg_pay_rate_double(&run->pay, row);
    if (pg_is_relevant(&run->people, row))
        person->sex = run->table.sex[row] == PG_WOMEN;
}

static void set_event(struct change *change, struct person *person, uint32_t then,
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

static bool match(struct change *change)
{
    struct rows_by_id index;
    bool made = index_ids(change, &index);

    change->persons = made ? calloc(index.ids.n + 1, sizeof *change->persons) : NULL;
    made = change->persons != NULL;
    for (uint32_t i = 0; made && i < index.ids.n; i++) {
        struct person person = {.event = 0};
        for (int when = 0; when < 2; when++) {
            if (index.row[when][i] != PG_NO_ROW)
                set_side(&person, &change->runs[when], index.row[when][i], when);
        }
        set_event(change, &person, index.row[0][i], index.row[1][i]);
        if (person.is_in[0] || person.is_in[1])
            change->persons[change->n++] = person;
    }
    pg_intern_free(&index.ids);
    free(index.row[0]);
    free(index.row[1]);
    return made;
}

// ---------------------------------------------------------------- intervals

enum { REPLICATES = 2000, ALL_EVENTS = (1 << PG_N_CHANGE_EVENTS) - 1 };

static int ascending(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;

    return left < right ? -1 : left > right;
}

// The change of the difference when people are drawn again, each with both years, men and
// women apart; its middle 95 %.
static bool interval_of(const struct change *change, double ends[2])
{
    double *found = malloc(REPLICATES * sizeof *found);
    size_t *of_sex = malloc((change->n + 1) * sizeof *of_sex), n_men = 0, n_found = 0;
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    bool made = found != NULL && of_sex != NULL && random != NULL;

    for (size_t i = 0; made && i < change->n; i++) { // men first
        if (change->persons[i].sex == 0)
            of_sex[n_men++] = i;
    }
    for (size_t i = 0, at = n_men; made && i < change->n; i++) {
        if (change->persons[i].sex != 0)
            of_sex[at++] = i;
    }
    if (made)
        gsl_rng_set(random, 20260405);
    for (int r = 0; made && r < REPLICATES; r++) {
        struct pg_change_sums sums = {.n = {{{0}}}};
        for (size_t i = 0; i < change->n; i++) {
            size_t first = i < n_men ? 0 : n_men,
                   size = i < n_men ? n_men : change->n - n_men;
            size_t drawn = first + gsl_rng_uniform_int(random, (unsigned long)size);
            add_person(&sums, &change->persons[of_sex[drawn]], 1);
        }
        double moved =
            pg_change_difference(&sums, ALL_EVENTS) - pg_change_difference(&sums, 0);
        if (isfinite(moved))
            found[n_found++] = moved;
    }
    ends[0] = ends[1] = NAN;
    if (made && n_found == REPLICATES) {
        qsort(found, n_found, sizeof *found, ascending);
        ends[0] = found[REPLICATES / 40];
        ends[1] = found[REPLICATES - 1 - REPLICATES / 40];
    }
    free(found);
    free(of_sex);
    if (random != NULL)
        gsl_rng_free(random);
    return made;
}

// ---------------------------------------------------------------- the table

// `is_hidden`: what it adds must not be published.
static void put_line(struct pg_workforce *workforce, struct pg_out_table *table,
                     const char *title, size_t people, bool is_hidden, double pounds,
                     const double *ends)
{
    size_t count = people == PG_ALL ? PG_ALL : pg_count_add(workforce, people);
    size_t guard = is_hidden ? pg_count_add(workforce, 1) : PG_ALL;

    pg_out_text(workforce, table, title);
    if (count == PG_ALL)
        pg_out_text(workforce, table, "[z]");
    else
        pg_out_count(workforce, table, count);
    pg_out_number(workforce, table, pounds, count, guard, PG_ALL, PG_ALL);
    pg_out_number(workforce, table, 100 * pounds, count, guard, PG_ALL, PG_ALL);
    for (int i = 0; i < 2; i++) {
        if (ends != NULL)
            pg_out_number(workforce, table, 100 * ends[i], PG_ALL, PG_ALL, PG_ALL, PG_ALL);
        else
            pg_out_text(workforce, table, "[z]");
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

static void add_table(struct change *change, const struct pg_change_sums *sums,
                      const double ends[2])
{
    static const char *const titles[PG_N_CHANGE_EVENTS] = {
        "People who joined", "People who left", "People who returned to or left full pay",
        "People who changed grade", "Pay that changed within a grade"};
    struct pg_workforce *workforce = change->workforce;
    struct pg_out_table *table = pg_out_begin(
        workforce, "Why_it_changed",
        "Why the difference between men's and women's mean hourly pay changed");
    size_t n_of[PG_N_CHANGE_EVENTS] = {0};
    bool is_hidden[PG_N_CHANGE_EVENTS] = {false};
    double parts[PG_N_CHANGE_EVENTS], then = pg_change_difference(sums, 0);
    double now = pg_change_difference(sums, ALL_EVENTS);

    pg_change_shapley(sums, parts);
    pg_out_note(
        table,
        "Men's mean hourly pay less women's, in pounds. The parts are Shapley values: "
        "what each kind of event adds, on average over every order in which they "
        "could have happened; they add up to the change.");
    pg_out_note(
        table,
        change->has_grade
            ? "Interval: 95 %, people drawn again 2,000 times with both their years, "
              "men and women apart."
            : "Without a column of grades every change of pay is within a grade. "
              "Interval: 95 %, people drawn again 2,000 times with both years.");
    pg_out_column(table, "What", "item", PG_CELL_TEXT, 44, PG_ALL);
    pg_out_column(table, "People", "headcount", PG_CELL_COUNT, 10, PG_ALL);
    pg_out_column(table, "Pounds an hour", "pounds", PG_CELL_RATIO, 12, PG_ALL);
    pg_out_column(table, "Pence an hour", "pence", PG_CELL_POINTS, 12, PG_ALL);
    pg_out_column(table, "95 % interval from (pence)", "interval_lower", PG_CELL_POINTS, 13,
                  PG_ALL);
    pg_out_column(table, "95 % interval to (pence)", "interval_upper", PG_CELL_POINTS, 13,
                  PG_ALL);
    put_line(workforce, table, "Difference then", PG_ALL, false, then, NULL);
    hide_small(change, n_of, is_hidden);
    for (int event = 0; event < PG_N_CHANGE_EVENTS; event++)
        put_line(workforce, table, titles[event], n_of[event], is_hidden[event],
                 parts[event], NULL);
    put_line(workforce, table, "Difference now", PG_ALL, false, now, NULL);
    put_line(workforce, table, "Change", PG_ALL, false, now - then, ends);
}

static paygap_status form(struct change *change, paygap_error *err)
{
    struct pg_change_sums sums = {.n = {{{0}}}};
    double ends[2];

    change->has_grade = change->runs[0].n_classes > 0 && change->runs[1].n_classes > 0 &&
                        pg_workforce_key(change->workforce, "payroll_grade") != NULL;
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
    if (!interval_of(change, ends))
        return pg_no_memory(err);
    add_table(change, &sums, ends);
    return PAYGAP_OK;
}

paygap_status pg_add_pay_change(struct pg_workforce *workforce, paygap_error *err)
{
    struct change *change = calloc(1, sizeof *change);

    if (change == NULL)
        return pg_no_memory(err);
    change->workforce = workforce;
    paygap_status status =
        make_run(change, 0, pg_workforce_key(workforce, "earlier_payroll"), err);
    if (status == PAYGAP_OK)
        status = make_run(change, 1, pg_workforce_key(workforce, "payroll"), err);
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
