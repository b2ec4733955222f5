// SPDX-License-Identifier: GPL-3.0-or-later
/* The tables of how far the pay gaps changed, and why. */
#include "pay_change_parts.h"

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
                     const struct pg_paired_gap *gap)
{
    size_t count = people == PG_ALL ? PG_ALL : pg_workforce_count_add(workforce, people);

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
                     const struct pg_paired_gap gaps[PG_N_PAIRED])
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
    for (int g = 0; g < PG_PAIRED_DIFFERENCE; g++) {
        const double row[] = {gaps[g].then, gaps[g].now, gaps[g].now - gaps[g].then,
                              gaps[g].lower, gaps[g].upper};
        pg_workforce_put_text(workforce, table, titles[g]);
        for (int i = 0; i < 5; i++)
            pg_workforce_put_number(workforce, table, row[i], NULL);
    }
}

static void add_table(const struct change *change, const struct pg_change_sums *sums,
                      const struct pg_paired_gap *gap)
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
    double parts[PG_N_CHANGE_EVENTS], then = pg_workforce_change_difference(sums, 0);
    double now = pg_workforce_change_difference(sums, PG_ALL_CHANGE_EVENTS);

    pg_workforce_change_shapley(sums, parts);
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

void pg_workforce_change_add_tables(const struct change *change,
                                    const struct pg_change_sums *sums,
                                    const struct pg_paired_gap gaps[static PG_N_PAIRED])
{
    add_gaps(change->workforce, gaps);
    add_table(change, sums, &gaps[PG_PAIRED_DIFFERENCE]);
}
