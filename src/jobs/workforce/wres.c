// SPDX-License-Identifier: GPL-3.0-or-later
/* The metrics of the Social Care WRES, the NHS WRES and the WDES, each with its direction.
 */
#include "wres.h"

#include <math.h>

static const struct metric metrics[] = {
#define PG_METRIC(in, no, words, as, from, reversed)                                       \
    {.number = (no),                                                                       \
     .title = (words),                                                                     \
     .what = (from),                                                                       \
     .standard = STANDARD_##in,                                                            \
     .kind = KIND_##as,                                                                    \
     .is_reversed = (reversed)},
#define PG_METRIC_OF_EVENT(in, no, words, of, reversed)                                    \
    {.number = (no),                                                                       \
     .title = (words),                                                                     \
     .event = PG_EVENT_##of,                                                               \
     .standard = STANDARD_##in,                                                            \
     .kind = KIND_EVENT,                                                                   \
     .is_reversed = (reversed)},
#include "metrics.def"
#undef PG_METRIC
#undef PG_METRIC_OF_EVENT
};

void pg_workforce_wres_put_words(const struct standard_of *of, const struct metric *metric,
                                 const char *title, const char *direction)
{
    pg_workforce_put_text(of->workforce, of->table, metric->number);
    pg_workforce_put_text(of->workforce, of->table, title);
    pg_workforce_put_text(of->workforce, of->table, direction);
}

void pg_workforce_wres_put_nothing(const struct standard_of *of, const char *why)
{
    for (int i = 0; i + 1 < PG_WRES_N_CELLS; i++)
        pg_workforce_put_none(of->table);
    pg_workforce_put_text(of->workforce, of->table, why);
}

void pg_workforce_wres_put_value(const struct standard_of *of, struct pg_fraction value,
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

const char *pg_workforce_wres_against(struct pg_workforce *workforce,
                                      struct pg_fraction share, struct pg_fraction other)
{
    char text[48], of_other[48];

    return pg_arena_printf(&workforce->arena, "%s %% against %s %%",
                           pg_document_round(share, PG_VALUE_PERCENT, text),
                           pg_document_round(other, PG_VALUE_PERCENT, of_other));
}

bool pg_workforce_wres_has_question(struct pg_str text)
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
    struct pg_fraction points = pg_workforce_apart(share, of_all);
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
    const char *name = workforce->places[PG_PLACE_GRADE].groups[e];
    size_t d = PG_PLACE_GRADE;
    const struct pg_where all = {.snapshot = pg_workforce_latest(workforce),
                                 .axis = of->axis};
    const struct pg_where here = pg_workforce_where_at(all, d, e);
    const struct pg_two_counts there = pg_workforce_two_at(workforce, here);
    size_t n = there.watched, other = there.against;
    const struct pg_two_counts whole = pg_workforce_two_at(workforce, all);
    size_t all_n = whole.watched, all_other = whole.against;
    double known = (double)workforce->counts[n] + workforce->counts[other];
    struct pg_fraction share = pg_workforce_share_of_two(workforce, n, other);

    pg_workforce_wres_put_words(
        of, metric, pg_arena_printf(&workforce->arena, "%s: %s", metric->title, name),
        "share in %, of people who disclosed");
    pg_workforce_put_count(workforce, of->table, n);
    pg_workforce_put_number(workforce, of->table, known, PG_ON(n, other));
    pg_workforce_put_count(workforce, of->table, other);
    pg_workforce_put_number(workforce, of->table, known, PG_ON(n, other));
    pg_workforce_wres_put_value(of, share, PG_VALUE_PERCENT, NULL, PG_ON(n, other));
    pg_workforce_put_finding(
        workforce, of->table,
        apart(workforce, share, pg_workforce_share_of_two(workforce, all_n, all_other)),
        PG_ON(n, other, all_n, all_other));
    pg_workforce_about(workforce, of->table, of->axis, d, e);
}

static void put_bands(const struct standard_of *of, const struct metric *metric)
{
    struct pg_workforce *workforce = of->workforce;
    const struct pg_place *grade = &workforce->places[PG_PLACE_GRADE];
    size_t latest = pg_workforce_latest(workforce);

    if (!workforce->has_place[PG_PLACE_GRADE]) {
        pg_workforce_wres_put_words(of, metric, metric->title, "share in %");
        pg_workforce_wres_put_nothing(of,
                                      "no data: a column of pay bands, [workforce] grade");
        return;
    }
    for (size_t e = 0; e < grade->n_groups; e++) {
        if (pg_workforce_people_at(workforce,
                                   (struct pg_where){.snapshot = latest,
                                                     .place = PG_PLACE_GRADE,
                                                     .of_place = pg_workforce_only(e)}) > 0)
            put_band(of, metric, e);
    }
}

// ---------------------------------------------------------------- senior management

// People of a group at the levels of a list; how many levels there are, and of how many of
// them the group may be published.
static size_t people_at(struct pg_workforce *workforce, size_t a, size_t group,
                        const struct pg_name_list *list, size_t *n_levels,
                        size_t *n_published)
{
    const struct pg_place *level = &workforce->places[PG_PLACE_LEVEL];
    size_t latest = pg_workforce_latest(workforce);
    size_t parts[PG_MAX_UNION], n = 0;

    *n_published = 0;
    for (size_t e = 0; e < level->n_groups && n < PG_MAX_UNION; e++) {
        const struct pg_where all = {
            .snapshot = latest, .place = PG_PLACE_LEVEL, .of_place = pg_workforce_only(e)};
        const struct pg_where of = {.snapshot = latest,
                                    .axis = a,
                                    .group = pg_workforce_only(group),
                                    .place = PG_PLACE_LEVEL,
                                    .of_place = pg_workforce_only(e)};
        if (!pg_config_name_list_has(list, level->groups[e]) ||
            pg_workforce_people_at(workforce, all) == 0)
            continue;
        parts[n++] = pg_workforce_count_at(workforce, of);
        *n_published += pg_workforce_is_published_at(workforce, a, PG_PLACE_LEVEL, e);
    }
    *n_levels = n;
    return pg_workforce_count_add_sum(workforce, parts, n,
                                      *n_published == n   ? PG_PUBLISHED
                                      : *n_published == 0 ? PG_WITHHELD
                                                          : PG_WITHHELD_IF_SMALL);
}

static void put_senior_figures(const struct standard_of *of, size_t count, size_t other)
{
    struct pg_workforce *workforce = of->workforce;
    const struct pg_where everywhere = {.snapshot = pg_workforce_latest(workforce),
                                        .axis = of->axis};
    const struct pg_two_counts whole = pg_workforce_two_at(workforce, everywhere);
    size_t all = whole.watched, all_other = whole.against;
    struct pg_fraction share = pg_workforce_share_of_two(workforce, count, other);
    struct pg_fraction of_all = pg_workforce_share_of_two(workforce, all, all_other);
    struct pg_fraction points = pg_workforce_apart(share, of_all);
    const char *found =
        points.den == 0
            ? "nobody who disclosed"
            : pg_arena_printf(&workforce->arena, "%s; %s",
                              pg_workforce_wres_against(workforce, share, of_all),
                              pg_document_verdict(pg_workforce_fraction_sign(points) < 0
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
    pg_workforce_wres_put_value(of, points, PG_VALUE_POINTS, NULL,
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

    pg_workforce_wres_put_words(
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
        pg_workforce_wres_put_nothing(
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
        pg_workforce_wres_put_event(of, metric);
        break;
    case KIND_SURVEY:
        pg_workforce_wres_put_survey(of, metric);
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
        if (is_it && pg_workforce_is_watched(axis))
            return a;
    }
    return SIZE_MAX;
}

paygap_status pg_workforce_add_wres(struct pg_workforce *workforce, paygap_error *err)
{
    const char *name = workforce->config.workforce.survey;
    struct pg_rows survey;
    paygap_status status =
        pg_workforce_rows_of_key(workforce, &survey, "survey", name, err);

    if (status == PAYGAP_OK)
        status = pg_workforce_wres_check_survey(workforce, &survey, err);
    if (name == NULL)
        pg_workforce_say_missing(
            workforce, "Survey metrics",
            "[workforce] survey = a file of question, group, respondents, experienced");
    for (int standard = 0; status == PAYGAP_OK && standard < N_STANDARDS; standard++) {
        struct standard_of of = {.workforce = workforce,
                                 .survey = &survey,
                                 .axis = axis_of(workforce, (enum standard)standard)};
        if (of.axis == SIZE_MAX) {
            pg_workforce_say_missing(workforce, standard == STANDARD_WDES ? "WDES" : "WRES",
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
    pg_workforce_rows_free(&survey);
    return status;
}
