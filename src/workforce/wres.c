// SPDX-License-Identifier: GPL-3.0-or-later
/* The metrics of the Social Care WRES, the NHS WRES and the WDES, each with its direction.
 */
#include "wres.h"

#include <math.h>

static const struct metric metrics[] = {
#define PG_METRIC(standard, number, title, kind, what, is_reversed)                        \
    {number, title, what, STANDARD_##standard, KIND_##kind, is_reversed},
#include "metrics.def"
#undef PG_METRIC
};

void pg_wres_put_words(const struct standard_of *of, const struct metric *metric,
                       const char *title, const char *direction)
{
    pg_workforce_put_text(of->workforce, of->table, metric->number);
    pg_workforce_put_text(of->workforce, of->table, title);
    pg_workforce_put_text(of->workforce, of->table, direction);
}

enum { N_WITH_FINDING = 9 }; // cells of a row after its words

void pg_wres_put_nothing(const struct standard_of *of, const char *why)
{
    for (int i = 0; i + 1 < N_WITH_FINDING; i++)
        pg_workforce_put_none(of->table);
    pg_workforce_put_text(of->workforce, of->table, why);
}

void pg_wres_put_value(const struct standard_of *of, struct pg_fraction value,
                       enum pg_value_kind kind, const struct pg_likelihood *found,
                       const size_t *on)
{
    pg_workforce_put_fraction(of->workforce, of->table, value, on);
    pg_workforce_as(of->table, kind);
    pg_workforce_put_text(of->workforce, of->table,
                          kind == PG_VALUE_PERCENT  ? "percent"
                          : kind == PG_VALUE_POINTS ? "percentage points"
                                                    : "relative likelihood");
    pg_workforce_put_number(of->workforce, of->table, found != NULL ? found->lower : NAN,
                            on);
    pg_workforce_put_number(of->workforce, of->table, found != NULL ? found->upper : NAN,
                            on);
}

const char *pg_wres_against(struct pg_workforce *workforce, struct pg_fraction share,
                            struct pg_fraction other)
{
    char text[48], of_other[48];

    return pg_arena_printf(&workforce->arena, "%s %% against %s %%",
                           pg_document_round(share, PG_VALUE_PERCENT, text),
                           pg_document_round(other, PG_VALUE_PERCENT, of_other));
}

bool pg_wres_has_question(struct pg_str text)
{
    for (size_t i = 0; i < sizeof metrics / sizeof metrics[0]; i++) {
        if (metrics[i].kind == KIND_SURVEY && pg_str_same(text, metrics[i].what))
            return true;
    }
    return false;
}

// ---------------------------------------------------------------- bands

// "5.2 points above the workforce (20.1 %)".
static const char *apart(struct pg_workforce *workforce, struct pg_fraction share,
                         struct pg_fraction of_all)
{
    struct pg_fraction points = pg_apart(share, of_all);
    char text[48], all[48];

    if (points.den == 0)
        return "nobody who disclosed";
    pg_document_round(points, PG_VALUE_POINTS, text);
    pg_document_round(of_all, PG_VALUE_PERCENT, all);
    if (text[strspn(text, "0.")] == '\0')
        return pg_arena_printf(&workforce->arena, "the same as the workforce (%s %%)", all);
    return pg_arena_printf(&workforce->arena, "%s points %s the workforce (%s %%)",
                           text + (text[0] == '-'), text[0] == '-' ? "below" : "above",
                           all);
}

static void put_band(const struct standard_of *of, const struct metric *metric, size_t e)
{
    struct pg_workforce *workforce = of->workforce;
    const struct pg_axis *axis = &workforce->axes[of->axis];
    const char *name = workforce->places[PG_PLACE_GRADE].groups[e];
    size_t s = workforce->n_snapshots - 1, d = PG_PLACE_GRADE;
    size_t n = pg_count_of(workforce, s, of->axis, axis->watched, d, e);
    size_t other = pg_count_of(workforce, s, of->axis, axis->against, d, e);
    size_t all_n = pg_count_of(workforce, s, of->axis, axis->watched, 0, PG_ALL);
    size_t all_other = pg_count_of(workforce, s, of->axis, axis->against, 0, PG_ALL);
    double known = (double)workforce->counts[n] + workforce->counts[other];
    struct pg_fraction share = pg_share_of_two(workforce, n, other);

    pg_wres_put_words(of, metric,
                      pg_arena_printf(&workforce->arena, "%s: %s", metric->title, name),
                      "share in %, of people who disclosed");
    pg_workforce_put_count(workforce, of->table, n);
    pg_workforce_put_number(workforce, of->table, known, PG_ON(n, other));
    pg_workforce_put_count(workforce, of->table, other);
    pg_workforce_put_number(workforce, of->table, known, PG_ON(n, other));
    pg_wres_put_value(of, share, PG_VALUE_PERCENT, NULL, PG_ON(n, other));
    pg_workforce_put_finding(
        workforce, of->table,
        apart(workforce, share, pg_share_of_two(workforce, all_n, all_other)),
        PG_ON(n, other, all_n, all_other));
    pg_workforce_about(workforce, of->table, of->axis, d, e);
}

static void put_bands(const struct standard_of *of, const struct metric *metric)
{
    struct pg_workforce *workforce = of->workforce;
    const struct pg_place *grade = &workforce->places[PG_PLACE_GRADE];
    size_t latest = workforce->n_snapshots - 1;

    if (!workforce->has_place[PG_PLACE_GRADE]) {
        pg_wres_put_words(of, metric, metric->title, "share in %");
        pg_wres_put_nothing(of, "no data: a column of pay bands, [workforce] grade");
        return;
    }
    for (size_t e = 0; e < grade->n_groups; e++) {
        if (workforce
                ->counts[pg_count_of(workforce, latest, 0, PG_ALL, PG_PLACE_GRADE, e)] > 0)
            put_band(of, metric, e);
    }
}

// ---------------------------------------------------------------- events

// The group of a place whose people at the latest date are just those regulated.
static bool find_regulated_place(const struct pg_workforce *workforce, size_t *d, size_t *e)
{
    const struct pg_snapshot *latest = &workforce->snapshots[workforce->n_snapshots - 1];

    for (*d = 0; *d < PG_N_PLACE_ROLES; ++*d) {
        const uint16_t *group_of = workforce->places[*d].group_of;
        size_t found = PG_ALL;
        bool is_same = workforce->has_place[*d];
        for (size_t i = latest->first; is_same && i < latest->first + latest->n; i++) {
            if (workforce->is_regulated[i] && found == PG_ALL)
                found = group_of[i];
        }
        for (size_t i = latest->first; is_same && i < latest->first + latest->n; i++)
            is_same = workforce->is_regulated[i] == (group_of[i] == found);
        *e = found;
        if (is_same && found != PG_ALL)
            return true;
    }
    return false;
}

// Regulated people of a group at the latest date: the count of their grade, say, or one of
// its own.
static size_t regulated(struct pg_workforce *workforce, size_t a, size_t group)
{
    const struct pg_snapshot *latest = &workforce->snapshots[workforce->n_snapshots - 1];
    size_t n = 0, d, e;

    if (find_regulated_place(workforce, &d, &e))
        return pg_count_of(workforce, workforce->n_snapshots - 1, a, group, d, e);
    for (size_t i = latest->first; i < latest->first + latest->n; i++)
        n += workforce->is_regulated[i] && workforce->axes[a].group_of[i] == group;
    return pg_count_add(workforce, n);
}

static enum pg_event event_called(const char *word)
{
    return strcmp(word, "appointed") == 0      ? PG_EVENT_APPOINTED
           : strcmp(word, "disciplinary") == 0 ? PG_EVENT_DISCIPLINARY
           : strcmp(word, "capability") == 0   ? PG_EVENT_CAPABILITY
           : strcmp(word, "training") == 0     ? PG_EVENT_TRAINING
           : strcmp(word, "leaver") == 0       ? PG_EVENT_LEAVER
                                               : PG_EVENT_FITNESS;
}

// Of whom the people of an event are a part: those shortlisted, regulated, or in post.
static size_t base_of(struct pg_workforce *workforce, enum pg_event event, size_t a,
                      size_t group)
{
    if (event == PG_EVENT_APPOINTED)
        return pg_event_count(workforce, PG_EVENT_SHORTLISTED, a, group, PG_ALL);
    if (event == PG_EVENT_FITNESS)
        return regulated(workforce, a, group);
    return pg_count_of(workforce, workforce->n_snapshots - 1, a, group, 0, PG_ALL);
}

static const char *direction_of(struct pg_workforce *workforce, const struct pg_axis *axis,
                                bool is_reversed, bool is_good)
{
    const char *group = axis->groups[axis->watched], *other = axis->groups[axis->against];

    return pg_arena_printf(&workforce->arena, "%s \xC3\xB7 %s; %s 1 is adverse to %s",
                           is_reversed ? other : group, is_reversed ? group : other,
                           is_good != is_reversed ? "below" : "above", group);
}

// Which way a likelihood points; its den is above 0.
static enum pg_verdict way_of(struct pg_fraction value, bool is_reversed, bool is_good)
{
    int side = pg_fraction_compare(value, (struct pg_fraction){1, 1});

    if (side == 0)
        return PG_VERDICT_EQUAL;
    return (side < 0) == (is_good != is_reversed) ? PG_VERDICT_ADVERSE
                                                  : PG_VERDICT_NOT_ADVERSE;
}

static void put_event(const struct standard_of *of, const struct metric *metric)
{
    struct pg_workforce *workforce = of->workforce;
    const struct pg_axis *axis = &workforce->axes[of->axis];
    enum pg_event event = event_called(metric->what);
    bool is_good = event == PG_EVENT_APPOINTED || event == PG_EVENT_TRAINING;
    const char *direction = direction_of(workforce, axis, metric->is_reversed, is_good);

    pg_wres_put_words(of, metric, metric->title, direction);
    if (workforce->events == NULL || workforce->events->n_of[event] == 0 ||
        (event == PG_EVENT_FITNESS && workforce->is_regulated == NULL)) {
        pg_wres_put_nothing(
            of, event == PG_EVENT_FITNESS && workforce->is_regulated == NULL
                    ? "no data: nothing says who is regulated ([workforce] regulated)"
                    : "no data: no such events were given");
        return;
    }
    if (!pg_event_is_told(workforce, event, of->axis) ||
        (event == PG_EVENT_APPOINTED &&
         !pg_event_is_told(workforce, PG_EVENT_SHORTLISTED, of->axis))) {
        pg_wres_put_nothing(of, pg_say_not_told(workforce, of->axis));
        return;
    }
    size_t of_group = base_of(workforce, event, of->axis, axis->watched);
    size_t of_other = base_of(workforce, event, of->axis, axis->against);
    size_t n = pg_event_count(workforce, event, of->axis, axis->watched, PG_ALL);
    size_t other = pg_event_count(workforce, event, of->axis, axis->against, PG_ALL);
    bool reversed = metric->is_reversed;
    struct pg_likelihood found =
        reversed
            ? pg_relative_likelihood(workforce->counts[other], workforce->counts[of_other],
                                     workforce->counts[n], workforce->counts[of_group])
            : pg_relative_likelihood(workforce->counts[n], workforce->counts[of_group],
                                     workforce->counts[other], workforce->counts[of_other]);
    // The rest of a stage is protected with the stages, see protect_events.c.
    bool is_stage = event == PG_EVENT_APPOINTED;
    size_t rest = is_stage ? PG_ALL : pg_count_add_rest(workforce, n, of_group);
    size_t rest_other = is_stage ? PG_ALL : pg_count_add_rest(workforce, other, of_other);
    pg_workforce_put_number(workforce, of->table, workforce->counts[n], PG_ON(n, rest));
    pg_workforce_put_count(workforce, of->table, of_group);
    pg_workforce_put_number(workforce, of->table, workforce->counts[other],
                            PG_ON(other, rest_other));
    pg_workforce_put_count(workforce, of->table, of_other);
    const size_t *on = PG_ON(n, of_group, other, of_other, rest, rest_other);
    pg_wres_put_value(of, found.value, PG_VALUE_RATIO, &found, on);
    const char *chance = pg_say_likelihood(&found);
    enum pg_verdict way =
        found.value.den == 0 ? PG_VERDICT_NONE : way_of(found.value, reversed, is_good);
    pg_workforce_put_verdict(workforce, of->table, way,
                             way == PG_VERDICT_NONE
                                 ? chance
                                 : pg_arena_printf(&workforce->arena, "%s; %s",
                                                   pg_document_verdict(way), chance),
                             on);
    if (!pg_event_is_published(workforce, event, of->axis))
        pg_document_withhold_last(of->table, N_WITH_FINDING);
}

// ---------------------------------------------------------------- senior management

// People of a group at the levels of a list; how many levels there are, and of how many of
// them the group may be published.
static size_t people_at(struct pg_workforce *workforce, size_t a, size_t group,
                        const struct pg_name_list *list, size_t *n_levels,
                        size_t *n_published)
{
    const struct pg_place *level = &workforce->places[PG_PLACE_LEVEL];
    size_t parts[PG_MAX_UNION], n = 0;

    *n_published = 0;
    for (size_t e = 0; e < level->n_groups && n < PG_MAX_UNION; e++) {
        size_t all = pg_count_of(workforce, workforce->n_snapshots - 1, 0, PG_ALL,
                                 PG_PLACE_LEVEL, e);
        if (!pg_name_list_has(list, level->groups[e]) || workforce->counts[all] == 0)
            continue;
        parts[n++] =
            pg_count_of(workforce, workforce->n_snapshots - 1, a, group, PG_PLACE_LEVEL, e);
        *n_published += pg_is_published_at(workforce, a, PG_PLACE_LEVEL, e);
    }
    *n_levels = n;
    return pg_count_add_sum(workforce, parts, n,
                            *n_published == n   ? PG_PUBLISHED
                            : *n_published == 0 ? PG_WITHHELD
                                                : PG_WITHHELD_IF_SMALL);
}

static void put_senior_figures(const struct standard_of *of, size_t count, size_t other)
{
    struct pg_workforce *workforce = of->workforce;
    const struct pg_axis *axis = &workforce->axes[of->axis];
    size_t latest = workforce->n_snapshots - 1;
    size_t all = pg_count_of(workforce, latest, of->axis, axis->watched, 0, PG_ALL);
    size_t all_other = pg_count_of(workforce, latest, of->axis, axis->against, 0, PG_ALL);
    struct pg_fraction share = pg_share_of_two(workforce, count, other);
    struct pg_fraction of_all = pg_share_of_two(workforce, all, all_other);
    struct pg_fraction points = pg_apart(share, of_all);
    const char *found =
        points.den == 0
            ? "nobody who disclosed"
            : pg_arena_printf(&workforce->arena, "%s; %s",
                              pg_wres_against(workforce, share, of_all),
                              pg_document_verdict(pg_fraction_sign(points) < 0
                                                      ? PG_VERDICT_ADVERSE
                                                      : PG_VERDICT_NOT_ADVERSE));

    pg_workforce_put_count(workforce, of->table, count);
    pg_workforce_put_number(workforce, of->table,
                            (double)workforce->counts[count] + workforce->counts[other],
                            PG_ON(count, other));
    pg_workforce_put_count(workforce, of->table, all);
    pg_workforce_put_number(workforce, of->table,
                            (double)workforce->counts[all] + workforce->counts[all_other],
                            PG_ON(all, all_other));
    pg_wres_put_value(of, points, PG_VALUE_POINTS, NULL,
                      PG_ON(count, other, all, all_other));
    pg_workforce_put_finding(workforce, of->table, found,
                             PG_ON(count, other, all, all_other));
}

static void put_senior(const struct standard_of *of, const struct metric *metric)
{
    struct pg_workforce *workforce = of->workforce;
    const struct pg_axis *axis = &workforce->axes[of->axis];
    const struct pg_workforce_settings *settings = &workforce->config.workforce;
    const struct pg_name_list *list =
        metric->kind == KIND_BOARD ? &settings->board : &settings->senior;
    size_t n_levels = 0, n_published = 0, count = 0, other = 0;

    pg_wres_put_words(
        of, metric, metric->title,
        pg_arena_printf(&workforce->arena,
                        "share of %s less their share of the workforce, percentage "
                        "points; below 0 is adverse",
                        axis->groups[axis->watched]));
    if (list->n > 0 && workforce->has_place[PG_PLACE_LEVEL]) {
        count =
            people_at(workforce, of->axis, axis->watched, list, &n_levels, &n_published);
        other =
            people_at(workforce, of->axis, axis->against, list, &n_levels, &n_published);
    }
    if (n_levels > 0) {
        put_senior_figures(of, count, other);
        if (n_published == 0)
            pg_document_withhold_row(of->table);
    } else {
        pg_wres_put_nothing(
            of, pg_arena_printf(&workforce->arena,
                                "no data: [workforce] %s = names of management levels",
                                metric->what));
    }
}

// ---------------------------------------------------------------- the standards

static void begin_table(struct standard_of *of, enum standard standard)
{
    static const char *const names[N_STANDARDS] = {"SC_WRES", "NHS_WRES", "WDES"};
    static const char *const titles[N_STANDARDS] = {
        "Social Care Workforce Race Equality Standard (nine metrics)",
        "The same counts arranged as the NHS Workforce Race Equality Standard",
        "The same counts arranged as the Workforce Disability Equality Standard"};
    struct pg_document_table *table = of->table =
        pg_workforce_table(of->workforce, names[standard], titles[standard]);
    const struct pg_axis *axis = &of->workforce->axes[of->axis];

    pg_workforce_note(
        table, "Voluntary, or asked for by Skills for Care or NHS England; not statutory "
               "gender pay gap figures. Undisclosed people are in neither group.");
    pg_workforce_note(
        table,
        "Each metric's direction stands beside it: the standards differ. Intervals of "
        "relative likelihoods: 95 %, Katz's log method.");
    pg_workforce_column(table, "Metric", "metric", PG_VALUE_TEXT, 8, PG_ALL);
    pg_workforce_named_by(table, "What it measures", PG_COLUMN_ITEM, 44);
    pg_workforce_column(table, "Direction", "direction", PG_VALUE_TEXT, 40, PG_ALL);
    pg_workforce_column(
        table,
        pg_arena_printf(&of->workforce->arena, "%s: people", axis->groups[axis->watched]),
        "n", PG_VALUE_COUNT, 12, PG_ALL);
    pg_workforce_column(table, "of people", "of", PG_VALUE_COUNT, 9, PG_ALL);
    pg_workforce_column(
        table,
        pg_arena_printf(&of->workforce->arena, "%s: people", axis->groups[axis->against]),
        "other_n", PG_VALUE_COUNT, 12, PG_ALL);
    pg_workforce_column(table, "of people (compared)", "other_of", PG_VALUE_COUNT, 11,
                        PG_ALL);
    pg_workforce_column(table, "Value", "value", PG_VALUE_RATIO, 10, PG_ALL);
    pg_workforce_column(table, "Unit", "value_unit", PG_VALUE_TEXT, 18, PG_ALL);
    pg_workforce_column(table, "95 % interval from", "interval_lower", PG_VALUE_RATIO, 10,
                        PG_ALL);
    pg_workforce_column(table, "95 % interval to", "interval_upper", PG_VALUE_RATIO, 10,
                        PG_ALL);
    pg_workforce_column(table, "Finding", "finding", PG_VALUE_TEXT, 44, PG_ALL);
}

static void put_metric(const struct standard_of *of, const struct metric *metric)
{
    switch (metric->kind) {
    case KIND_BANDS:
        put_bands(of, metric);
        break;
    case KIND_EVENT:
        put_event(of, metric);
        break;
    case KIND_SURVEY:
        pg_wres_put_survey(of, metric);
        break;
    case KIND_SENIOR:
    case KIND_BOARD:
    default:
        put_senior(of, metric);
    }
}

// The axis of a standard: minority ethnic against white, or disabled against not.
static size_t axis_of(const struct pg_workforce *workforce, enum standard standard)
{
    for (size_t a = 0; a < workforce->n_axes; a++) {
        const struct pg_axis *axis = &workforce->axes[a];
        bool is_it = standard == STANDARD_WDES ? axis->subject == PG_SUBJECT_DISABILITY
                                               : axis->level == PG_LEVEL_WRES &&
                                                     axis->subject == PG_SUBJECT_ETHNICITY;
        if (is_it && pg_is_watched(axis))
            return a;
    }
    return SIZE_MAX;
}

paygap_status pg_add_wres(struct pg_workforce *workforce, paygap_error *err)
{
    const char *name = workforce->config.workforce.survey;
    struct pg_rows survey;
    paygap_status status = pg_rows_of_key(workforce, &survey, "survey", name, err);

    if (status == PAYGAP_OK)
        status = pg_wres_check_survey(workforce, &survey, err);
    if (name == NULL)
        pg_say_missing(
            workforce, "Survey metrics",
            "[workforce] survey = a file of question, group, respondents, experienced");
    for (int standard = 0; status == PAYGAP_OK && standard < N_STANDARDS; standard++) {
        struct standard_of of = {.workforce = workforce,
                                 .survey = &survey,
                                 .axis = axis_of(workforce, (enum standard)standard)};
        if (of.axis == SIZE_MAX) {
            pg_say_missing(workforce, standard == STANDARD_WDES ? "WDES" : "WRES",
                           standard == STANDARD_WDES ? "a column of disability"
                                                     : "a column of ethnicity");
            continue;
        }
        begin_table(&of, (enum standard)standard);
        if (standard == STANDARD_SC_WRES)
            workforce->parts[PG_PART_SC_WRES] = of.table;
        for (size_t i = 0; i < sizeof metrics / sizeof metrics[0]; i++) {
            if ((int)metrics[i].standard == standard)
                put_metric(&of, &metrics[i]);
        }
    }
    pg_rows_free(&survey);
    return status;
}
