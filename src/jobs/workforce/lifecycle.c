// SPDX-License-Identifier: GPL-3.0-or-later
/* From application to appointment, and what happens to people who work here. */
#include "pg_workforce.h"

static struct pg_fraction rate(const struct pg_workforce *workforce, size_t n, size_t of)
{
    return pg_workforce_percent(workforce->counts[n], workforce->counts[of]);
}

/** Two groups at one step: `n` of `of` people. */
struct step {
    size_t n, of, other_n, other_of; /**< counts */
    size_t same, other_same; /**< counts of the same people elsewhere; PG_ALL = none */
    size_t rest, other_rest; /**< of those to whom it did not happen; PG_ALL = none */
    bool is_chosen;          /**< people are chosen, so that fewer is adverse */
};

static struct pg_likelihood likelihood_of(const struct pg_workforce *workforce,
                                          const struct step *step)
{
    const uint32_t *counts = workforce->counts;

    return pg_stats_relative_likelihood(counts[step->n], counts[step->of],
                                        counts[step->other_n], counts[step->other_of]);
}

// Whether the rate of the group is below 0.8 of the other's, exactly.
static bool is_below_four_fifths(const struct pg_workforce *workforce,
                                 const struct step *step)
{
    const uint32_t *counts = workforce->counts;

    return (double)counts[step->n] * counts[step->other_of] * 5 <
           (double)counts[step->other_n] * counts[step->of] * 4;
}

// `beside`: another step that what is said depends on, with `more`; NULL = none.
static void put_step(struct pg_workforce *workforce, struct pg_document_table *table,
                     const struct step *step, const struct step *beside, const char *more)
{
    struct pg_likelihood found = likelihood_of(workforce, step);
    size_t a = step->n, b = step->of, c = step->other_n, d = step->other_of;
    size_t s = step->same, t = step->other_same, r = step->rest, u = step->other_rest;
    const char *four_fifths = workforce->has_four_fifths && step->is_chosen &&
                                      found.value.den > 0 &&
                                      is_below_four_fifths(workforce, step)
                                  ? "; below four fifths (US rule, as an option)"
                                  : "";
    const struct step *also = beside != NULL ? beside : step;

    const size_t *on = PG_ON(a, b, c, d, s, t, r, u);
    pg_workforce_put_count(workforce, table, b);
    pg_workforce_put_number(workforce, table, workforce->counts[a], PG_ON(a, s, r));
    pg_workforce_made_of(workforce, table, PG_MADE_COUNT, a, PG_ALL, PG_ALL);
    pg_workforce_put_fraction(workforce, table, rate(workforce, a, b), PG_ON(a, b, s, r));
    pg_workforce_made_of(workforce, table, PG_MADE_SHARE, a, b, PG_ALL);
    pg_workforce_put_count(workforce, table, d);
    pg_workforce_put_number(workforce, table, workforce->counts[c], PG_ON(c, t, u));
    pg_workforce_made_of(workforce, table, PG_MADE_COUNT, c, PG_ALL, PG_ALL);
    pg_workforce_put_fraction(workforce, table, rate(workforce, c, d), PG_ON(c, d, t, u));
    pg_workforce_made_of(workforce, table, PG_MADE_SHARE, c, d, PG_ALL);
    pg_workforce_put_fraction(workforce, table, found.value, on);
    pg_workforce_put_number(workforce, table, found.lower, on);
    pg_workforce_put_number(workforce, table, found.upper, on);
    pg_workforce_put_finding(
        workforce, table,
        pg_arena_printf(&workforce->arena, "%s%s%s", pg_workforce_say_likelihood(&found),
                        four_fifths, more),
        PG_ON(a, b, c, d, s, t, r, u, also->n, also->of, also->other_n, also->other_of));
}

enum { N_FIGURES = 9 }; // of a step, before what is found

static void step_columns(struct pg_document_table *table)
{
    pg_workforce_named_by(table, "Characteristic", PG_COLUMN_CHARACTERISTIC, 24);
    pg_workforce_named_by(table, "Group", PG_COLUMN_GROUP, 18);
    pg_workforce_named_by(table, "Compared with", PG_COLUMN_COMPARATOR, 16);
    pg_workforce_column(table, "Group: of people", "of", PG_VALUE_COUNT, 10, PG_ALL);
    pg_workforce_column(table, "Group: people", "n", PG_VALUE_COUNT, 10, PG_ALL);
    pg_workforce_column(table, "Group: rate (%)", "rate", PG_VALUE_PERCENT, 10, PG_ALL);
    pg_workforce_column(table, "Compared: of people", "other_of", PG_VALUE_COUNT, 12,
                        PG_ALL);
    pg_workforce_column(table, "Compared: people", "other_n", PG_VALUE_COUNT, 12, PG_ALL);
    pg_workforce_column(table, "Compared: rate (%)", "other_rate", PG_VALUE_PERCENT, 12,
                        PG_ALL);
    pg_workforce_column(table, "Relative likelihood (group \xC3\xB7 compared)",
                        "relative_likelihood", PG_VALUE_RATIO, 14, PG_ALL);
    pg_workforce_column(table, "95 % interval from", "interval_lower", PG_VALUE_RATIO, 10,
                        PG_ALL);
    pg_workforce_column(table, "95 % interval to", "interval_upper", PG_VALUE_RATIO, 10,
                        PG_ALL);
    pg_workforce_column(table, "Finding", "finding", PG_VALUE_TEXT, 44, PG_ALL);
}

// What the events do not say is no zero.
static void put_not_told(struct pg_workforce *workforce, struct pg_document_table *table,
                         size_t a)
{
    for (int i = 0; i < N_FIGURES; i++)
        pg_workforce_put_none(table);
    pg_workforce_put_text(workforce, table, pg_workforce_say_not_told(workforce, a));
}

static void put_axis(struct pg_workforce *workforce, struct pg_document_table *table,
                     size_t a)
{
    const struct pg_axis *axis = &workforce->axes[a];

    pg_workforce_put_text(workforce, table, axis->title);
    pg_workforce_put_text(workforce, table, axis->groups[axis->watched]);
    pg_workforce_put_text(workforce, table, axis->groups[axis->against]);
}

// ---------------------------------------------------------------- recruitment

static struct step step_of(const struct pg_workforce *workforce, size_t a, size_t division,
                           enum pg_event from, enum pg_event to)
{
    const struct pg_axis *axis = &workforce->axes[a];
    const struct pg_event_where to_here = {
        .event = to, .axis = a, .division = pg_workforce_only(division)};
    const struct pg_event_where from_here = {
        .event = from, .axis = a, .division = pg_workforce_only(division)};

    return (struct step){
        .n = pg_workforce_events_at(workforce,
                                    pg_workforce_event_where_of(to_here, axis->watched)),
        .of = pg_workforce_events_at(workforce,
                                     pg_workforce_event_where_of(from_here, axis->watched)),
        .other_n = pg_workforce_events_at(
            workforce, pg_workforce_event_where_of(to_here, axis->against)),
        .other_of = pg_workforce_events_at(
            workforce, pg_workforce_event_where_of(from_here, axis->against)),
        .same = PG_ALL,
        .other_same = PG_ALL,
        .rest = PG_ALL, // protected with the stages, see protect_events.c
        .other_rest = PG_ALL,
        .is_chosen = true};
}

/** The stages of recruitment, from one to another. */
static const struct stages {
    enum pg_event from, to;
    const char *title;
} stages[] = {{PG_EVENT_APPLIED, PG_EVENT_SHORTLISTED, "Applied to shortlisted"},
              {PG_EVENT_SHORTLISTED, PG_EVENT_APPOINTED, "Shortlisted to appointed"},
              {PG_EVENT_APPLIED, PG_EVENT_APPOINTED, "Applied to appointed"}};

enum { N_STAGES = sizeof stages / sizeof stages[0] };

// Whether the file has events of both ends.
static bool has_both(const struct pg_workforce *workforce, const struct stages *of)
{
    const size_t *n_of = workforce->events->n_of;

    return n_of[of->from] > 0 && n_of[of->to] > 0;
}

static bool is_told(const struct pg_workforce *workforce, const struct stages *of, size_t a)
{
    return pg_workforce_event_is_told(workforce, of->from, a) &&
           pg_workforce_event_is_told(workforce, of->to, a);
}

// Whether the first of the two stages loses more of the group than the other.
static bool is_worse(struct pg_fraction likelihood, struct pg_fraction other)
{
    static const struct pg_fraction one = {1, 1};

    return likelihood.den > 0 && pg_fraction_compare(likelihood, one) < 0 &&
           other.den > 0 && pg_fraction_compare(likelihood, other) < 0;
}

static void put_funnel(struct pg_workforce *workforce, struct pg_document_table *table,
                       size_t a, size_t division, const char *part)
{
    struct step found[N_STAGES];
    struct pg_fraction likelihood[N_STAGES];
    bool is_whole = true;

    for (int i = 0; i < N_STAGES; i++) {
        found[i] = step_of(workforce, a, division, stages[i].from, stages[i].to);
        likelihood[i] = likelihood_of(workforce, &found[i]).value;
        is_whole = is_whole && has_both(workforce, &stages[i]) &&
                   is_told(workforce, &stages[i], a);
    }
    for (int i = 0; i < N_STAGES; i++) {
        bool says = is_told(workforce, &stages[i], a);
        // A row that is not there would say that nobody is.
        if (!has_both(workforce, &stages[i]) || (!says && division != PG_ALL))
            continue;
        bool is_beside = is_whole && i < 2;
        pg_workforce_put_text(workforce, table, part);
        pg_workforce_put_text(workforce, table, stages[i].title);
        put_axis(workforce, table, a);
        if (says)
            put_step(workforce, table, &found[i], is_beside ? &found[1 - i] : NULL,
                     is_beside && is_worse(likelihood[i], likelihood[1 - i])
                         ? "; this stage loses more of the group"
                         : "");
        else
            put_not_told(workforce, table, a);
    }
}

static void add_recruitment(struct pg_workforce *workforce)
{
    const struct pg_event_counts *events = workforce->events;
    const struct pg_place *division = &workforce->places[PG_PLACE_DIVISION];

    size_t n_whole = 0;
    for (size_t i = 0; i < N_STAGES; i++)
        n_whole += has_both(workforce, &stages[i]);
    if (n_whole < N_STAGES)
        pg_workforce_say_missing(workforce,
                                 n_whole > 0 ? "Some stages of recruitment" : "Recruitment",
                                 "events applied, shortlisted and appointed");
    if (n_whole == 0)
        return;
    struct pg_document_table *table = pg_workforce_table(
        workforce, "Recruitment", "Recruitment: from application to appointment");
    pg_workforce_note(
        table, "The twelve months to the latest snapshot date. Below 1: the group is less "
               "likely to get through. Intervals: Katz's log method; where a count is 0 or "
               "all, half a case is added for the interval.");
    if (table != NULL)
        table->leaves_out = true;
    pg_workforce_named_by(table, "Part of the workforce", PG_COLUMN_CATEGORY, 26);
    pg_workforce_named_by(table, "Stage", PG_COLUMN_ITEM, 26);
    step_columns(table);
    for (size_t a = 0; a < workforce->n_axes; a++) {
        if (events->of_axis[a] == SIZE_MAX)
            continue;
        put_funnel(workforce, table, a, PG_ALL, "Everybody");
        for (size_t e = 0;
             workforce->has_place[PG_PLACE_DIVISION] && e < division->n_groups; e++)
            put_funnel(workforce, table, a, e, division->groups[e]);
    }
}

// ---------------------------------------------------------------- people who work here

// An event against the people in post. Those who started are, but for those who left again,
// the people of the profile by length of service: what hides the ones hides the others.
static struct step step_in_post(struct pg_workforce *workforce, enum pg_event event,
                                size_t a)
{
    const struct pg_axis *axis = &workforce->axes[a];
    size_t latest = pg_workforce_latest(workforce);
    bool is_same = event == PG_EVENT_STARTER && workforce->has_place[PG_PLACE_SERVICE];

    const struct pg_event_where events = {.event = event, .axis = a};
    const struct pg_where here = {.snapshot = latest, .axis = a};
    size_t n = pg_workforce_events_at(workforce,
                                      pg_workforce_event_where_of(events, axis->watched));
    const struct pg_two_counts there = pg_workforce_two_at(workforce, here);
    size_t of = there.watched, other_of = there.against;
    size_t other_n = pg_workforce_events_at(
        workforce, pg_workforce_event_where_of(events, axis->against));
    size_t started[2] = {PG_ALL, PG_ALL};
    for (int i = 0; is_same && i < 2; i++)
        started[i] = pg_workforce_count_at(
            workforce,
            pg_workforce_where_of(pg_workforce_where_at(here, PG_PLACE_SERVICE, PG_STARTED),
                                  i == 0 ? axis->watched : axis->against));
    return (struct step){
        .n = n,
        .of = of,
        .other_n = other_n,
        .other_of = other_of,
        .same = started[0],
        .other_same = started[1],
        .rest = pg_workforce_count_add_rest(workforce, n, of),
        .other_rest = pg_workforce_count_add_rest(workforce, other_n, other_of),
        .is_chosen = event == PG_EVENT_PROMOTION || event == PG_EVENT_TRAINING};
}

static void add_employees(struct pg_workforce *workforce)
{
    static const enum pg_event kinds[] = {
        PG_EVENT_STARTER,      PG_EVENT_LEAVER,     PG_EVENT_PROMOTION, PG_EVENT_GRIEVANCE,
        PG_EVENT_DISCIPLINARY, PG_EVENT_CAPABILITY, PG_EVENT_TRAINING,  PG_EVENT_FLEXIBLE};
    struct pg_document_table *table = pg_workforce_table(
        workforce, "Employee_lifecycle",
        "Employee lifecycle: starters, leavers, promotions, grievances and more");

    pg_workforce_note(
        table, "The twelve months to the latest snapshot date, against the people in post "
               "on that date.");
    pg_workforce_named_by(table, "Event", PG_COLUMN_ITEM, 34);
    step_columns(table);
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        if (workforce->events->n_of[kinds[k]] == 0) {
            pg_workforce_say_missing(workforce, pg_workforce_event_title(kinds[k]),
                                     "such events in the file");
            continue;
        }
        for (size_t a = 0; a < workforce->n_axes; a++) {
            if (workforce->events->of_axis[a] == SIZE_MAX)
                continue;
            struct step step = step_in_post(workforce, kinds[k], a);
            pg_workforce_put_text(workforce, table, pg_workforce_event_title(kinds[k]));
            put_axis(workforce, table, a);
            if (pg_workforce_event_is_told(workforce, kinds[k], a))
                put_step(workforce, table, &step, NULL, "");
            else
                put_not_told(workforce, table, a);
        }
    }
}

void pg_workforce_add_lifecycle(struct pg_workforce *workforce)
{
    if (workforce->events == NULL)
        return;
    add_recruitment(workforce);
    add_employees(workforce);
    if (workforce->events->n_outside > 0)
        pg_workforce_say_warning(
            workforce, "events",
            pg_arena_printf(&workforce->arena,
                            "%zu %s not of the twelve months to the latest snapshot date "
                            "and %s not counted",
                            workforce->events->n_outside,
                            workforce->events->n_outside == 1 ? "event is" : "events are",
                            workforce->events->n_outside == 1 ? "is" : "are"));
}
