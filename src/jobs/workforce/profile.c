// SPDX-License-Identifier: GPL-3.0-or-later
/* Who works here and where: profile, disclosure and leadership, at every snapshot date. */
#include "pg_workforce.h"

static void date_columns(struct pg_workforce *workforce, struct pg_document_table *table)
{
    for (size_t s = 0; s < workforce->n_snapshots; s++) {
        const char *label = workforce->snapshots[s].label;
        pg_workforce_column(table, pg_arena_printf(&workforce->arena, "People, %s", label),
                            "headcount", PG_VALUE_COUNT, 12, s);
        pg_workforce_column(table,
                            pg_arena_printf(&workforce->arena, "Share (%%), %s", label),
                            "share", PG_VALUE_PERCENT, 12, s);
    }
}

// Whether anybody is there, at any date.
static bool is_used(const struct pg_workforce *workforce, struct pg_where where)
{
    for (where.snapshot = 0; where.snapshot < workforce->n_snapshots; where.snapshot++) {
        if (pg_workforce_is_there(workforce, where) &&
            pg_workforce_people_at(workforce, where) > 0)
            return true;
    }
    return false;
}

// People and their share of everybody in the same place, at every date.
static void put_dates(struct pg_workforce *workforce, struct pg_document_table *table,
                      struct pg_where where)
{
    for (where.snapshot = 0; where.snapshot < workforce->n_snapshots; where.snapshot++) {
        size_t of = pg_workforce_count_at(workforce, pg_workforce_where_of(where, PG_ALL));
        size_t count = pg_workforce_count_at(workforce, where);
        if (!pg_workforce_is_there(workforce, where)) {
            pg_workforce_put_none(table);
            pg_workforce_put_none(table);
            continue;
        }
        pg_workforce_put_count(workforce, table, count);
        pg_workforce_put_share(workforce, table, count, of);
    }
}

// Shares of the first date and the latest, side by side.
static void draw_trends(struct pg_workforce *workforce,
                        const struct pg_document_table *table)
{
    size_t latest = pg_workforce_latest(workforce);

    if (table == NULL)
        return;
    pg_document_draw(&workforce->document,
                     (struct pg_document_chart){
                         .table = table,
                         .columns = {table->n_columns - 1 - latest, table->n_columns - 1},
                         .names = {workforce->snapshots[0].label,
                                   latest > 0 ? workforce->snapshots[latest].label : NULL},
                         .title = "Share of people who disclosed",
                         .axis_title = "Percent",
                         .category_title = "Group",
                         .description = "Bar chart of the shares in the table above it.",
                         .skips_gaps = true});
}

void pg_workforce_add_trends(struct pg_workforce *workforce)
{
    struct pg_document_table *table = workforce->parts[PG_PART_TRENDS] = pg_workforce_table(
        workforce, "Trends", "Representation over time: share of people who disclosed");

    pg_workforce_note(table,
                      "In percent of people of the two groups that are compared, such as "
                      "minority ethnic and white; who did not disclose is in neither.");
    pg_workforce_named_by(table, "Group", PG_COLUMN_GROUP, 24);
    pg_workforce_named_by(table, "Characteristic", PG_COLUMN_CHARACTERISTIC, 28);
    for (size_t s = 0; s < workforce->n_snapshots; s++)
        pg_workforce_column(table,
                            pg_arena_printf(&workforce->arena, "Share (%%), %s",
                                            workforce->snapshots[s].label),
                            "share_of_disclosed", PG_VALUE_PERCENT, 14, s);
    for (size_t a = 0; a < workforce->n_axes; a++) {
        const struct pg_axis *axis = &workforce->axes[a];
        if (!pg_workforce_is_watched(axis))
            continue;
        pg_workforce_put_text(workforce, table, axis->groups[axis->watched]);
        pg_workforce_put_text(workforce, table, axis->title);
        for (size_t s = 0; s < workforce->n_snapshots; s++) {
            const struct pg_where all = {.snapshot = s, .axis = a};
            const struct pg_two_counts two = pg_workforce_two_at(workforce, all);
            size_t n = two.watched, other = two.against;
            pg_workforce_put_fraction(workforce, table,
                                      pg_workforce_share_of_two(workforce, n, other),
                                      PG_ON(n, other));
            pg_workforce_made_of(workforce, table, PG_MADE_SHARE_OF_SUM, n, other, PG_ALL);
        }
    }
    draw_trends(workforce, table);
}

static void add_overall(struct pg_workforce *workforce)
{
    struct pg_document_table *table = pg_workforce_table(
        workforce, "Profile", "Profile: who works here, by characteristic");

    pg_workforce_note(table,
                      "Headcount on each date. Shares are of everybody, people who did not "
                      "disclose included.");
    pg_workforce_named_by(table, "Characteristic", PG_COLUMN_CHARACTERISTIC, 26);
    pg_workforce_named_by(table, "Group", PG_COLUMN_GROUP, 40);
    date_columns(workforce, table);
    pg_workforce_put_text(workforce, table, "Everybody");
    pg_workforce_put_text(workforce, table, "Everybody");
    put_dates(workforce, table, (struct pg_where){.snapshot = 0});
    for (size_t a = 0; a < workforce->n_axes; a++) {
        const struct pg_axis *axis = &workforce->axes[a];
        for (size_t g = 0; g < axis->n_groups; g++) {
            const struct pg_where where = {.axis = a, .group = pg_workforce_only(g)};
            if (!is_used(workforce, where))
                continue;
            pg_workforce_put_text(workforce, table, axis->title);
            pg_workforce_put_text(workforce, table, axis->groups[g]);
            put_dates(workforce, table, where);
        }
    }
}

static void add_by_place(struct pg_workforce *workforce, size_t place)
{
    const struct pg_place *of = &workforce->places[place];
    static const char *const sheets[PG_N_PLACE_ROLES] = {
        "Profile_by_grade",    "Profile_by_division", "Profile_by_level",
        "Profile_by_contract", "Profile_by_cohort",   "Profile_by_service"};
    struct pg_document_table *table =
        pg_workforce_table(workforce, sheets[place],
                           pg_arena_printf(&workforce->arena, "Profile by %s", of->name));

    pg_workforce_note(table,
                      "Shares are of everybody in the same row of the first column.");
    pg_workforce_note_open_levels(workforce, table);
    pg_workforce_named_by(table, of->title, PG_COLUMN_CATEGORY, 26);
    pg_workforce_named_by(table, "Characteristic", PG_COLUMN_CHARACTERISTIC, 26);
    pg_workforce_named_by(table, "Group", PG_COLUMN_GROUP, 36);
    date_columns(workforce, table);
    for (size_t e = 0; e < of->n_groups; e++) {
        const struct pg_where here = {.place = place, .of_place = pg_workforce_only(e)};
        if (!is_used(workforce, here))
            continue;
        pg_workforce_put_text(workforce, table, of->groups[e]);
        pg_workforce_put_text(workforce, table, "Everybody");
        pg_workforce_put_text(workforce, table, "Everybody");
        put_dates(workforce, table, here);
        for (size_t a = 0; a < workforce->n_axes; a++) {
            for (size_t g = 0; g < workforce->axes[a].n_groups; g++) {
                const struct pg_where where = {.axis = a,
                                               .group = pg_workforce_only(g),
                                               .place = place,
                                               .of_place = pg_workforce_only(e)};
                // A row that is not there would say that nobody is.
                if (!is_used(workforce,
                             (struct pg_where){.axis = a, .group = pg_workforce_only(g)}))
                    continue;
                pg_workforce_put_text(workforce, table, of->groups[e]);
                pg_workforce_put_text(workforce, table, workforce->axes[a].title);
                pg_workforce_put_text(workforce, table, workforce->axes[a].groups[g]);
                put_dates(workforce, table, where);
                pg_workforce_about(workforce, table, a, place, e);
            }
        }
    }
}

void pg_workforce_add_profile(struct pg_workforce *workforce)
{
    add_overall(workforce);
    for (size_t place = 0; place < PG_N_PLACE_ROLES; place++) {
        if (workforce->has_place[place])
            add_by_place(workforce, place);
    }
}

// ---------------------------------------------------------------- disclosure

// People of an axis, in a place, by kind of answer; a count of its own where it is the sum
// of several groups.
struct answers {
    uint64_t disclosed, declined, not_known;
    size_t first_undisclosed[2]; /**< counts that the rate rests on */
};

static struct answers answers_of(const struct pg_workforce *workforce, size_t snapshot,
                                 size_t a, size_t place, size_t of_place)
{
    const struct pg_axis *axis = &workforce->axes[a];
    struct answers found = {.first_undisclosed = {PG_ALL, PG_ALL}};

    for (size_t g = 0; g < axis->n_groups; g++) {
        size_t count = pg_workforce_count_at(
            workforce, (struct pg_where){.snapshot = snapshot,
                                         .axis = a,
                                         .group = pg_workforce_only(g),
                                         .place = place,
                                         .of_place = pg_workforce_only(of_place)});
        uint32_t n = workforce->counts[count];
        if (axis->kinds[g] == PG_GROUP_NAMED) {
            found.disclosed += n;
            continue;
        }
        bool is_declined = axis->kinds[g] == PG_GROUP_DECLINED;
        *(is_declined ? &found.declined : &found.not_known) += n;
        found.first_undisclosed[is_declined ? 0 : 1] = count;
    }
    return found;
}

// What the disclosed add up to rests on all and on those who did not disclose.
static void put_answers(struct pg_workforce *workforce, struct pg_document_table *table,
                        const struct answers *answers, size_t all)
{
    size_t a = answers->first_undisclosed[0], b = answers->first_undisclosed[1];

    pg_workforce_put_number(workforce, table, (double)answers->disclosed, PG_ON(all, a, b));
    pg_workforce_made_of(workforce, table, PG_MADE_REST, all, a, b);
    pg_workforce_put_number(workforce, table, (double)answers->declined, PG_ON(a));
    if (a != PG_ALL)
        pg_workforce_made_of(workforce, table, PG_MADE_COUNT, a, PG_ALL, PG_ALL);
    pg_workforce_put_number(workforce, table, (double)answers->not_known, PG_ON(b));
    if (b != PG_ALL)
        pg_workforce_made_of(workforce, table, PG_MADE_COUNT, b, PG_ALL, PG_ALL);
    pg_workforce_put_fraction(
        workforce, table, pg_workforce_percent(answers->disclosed, workforce->counts[all]),
        PG_ON(all, a, b));
    pg_workforce_made_of(workforce, table, PG_MADE_SHARE_OF_REST, all, a, b);
}

static void answer_columns(struct pg_document_table *table)
{
    pg_workforce_column(table, "Disclosed", "disclosed", PG_VALUE_COUNT, 12, PG_ALL);
    pg_workforce_column(table, "Prefer not to say", "prefer_not_to_say", PG_VALUE_COUNT, 12,
                        PG_ALL);
    pg_workforce_column(table, "Not known", "not_known", PG_VALUE_COUNT, 12, PG_ALL);
    pg_workforce_column(table, "Disclosure rate (%)", "disclosure_rate", PG_VALUE_PERCENT,
                        14, PG_ALL);
}

static void add_rates_over_time(struct pg_workforce *workforce)
{
    struct pg_document_table *table = pg_workforce_table(
        workforce, "Disclosure", "Disclosure: how complete the records are");

    pg_workforce_note(
        table, "Prefer not to say: asked and declined. Not known: not asked, blank or "
               "unreadable.");
    pg_workforce_named_by(table, "Characteristic", PG_COLUMN_CHARACTERISTIC, 26);
    pg_workforce_named_by(table, "Date", PG_COLUMN_DATE, 18);
    answer_columns(table);
    pg_workforce_column(table, "Change since the date before (percentage points)",
                        "disclosure_rate_change", PG_VALUE_POINTS, 18, PG_ALL);
    for (size_t a = 0; a < workforce->n_axes; a++) {
        if (!workforce->axes[a].is_asked || !workforce->axes[a].is_first_level)
            continue;
        struct pg_fraction before = {0, 0};
        size_t all_then = PG_ALL;
        struct answers then = {.first_undisclosed = {PG_ALL, PG_ALL}};
        for (size_t s = 0; s < workforce->n_snapshots; s++) {
            if (!workforce->axes[a].is_there[s])
                continue;
            size_t all = pg_workforce_count_at(workforce,
                                               (struct pg_where){.snapshot = s, .axis = a});
            struct answers now = answers_of(workforce, s, a, 0, PG_ALL);
            struct pg_fraction rate =
                pg_workforce_percent(now.disclosed, workforce->counts[all]);
            pg_workforce_put_text(workforce, table, workforce->axes[a].title);
            pg_workforce_put_text(workforce, table, workforce->snapshots[s].label);
            put_answers(workforce, table, &now, all);
            pg_workforce_put_fraction(
                workforce, table, pg_workforce_apart(rate, before),
                PG_ON(all, now.first_undisclosed[0], now.first_undisclosed[1], all_then,
                      then.first_undisclosed[0], then.first_undisclosed[1]));
            before = rate;
            all_then = all;
            then = now;
        }
    }
}

static void add_rates_by_place(struct pg_workforce *workforce)
{
    size_t latest = pg_workforce_latest(workforce);
    struct pg_document_table *table = pg_workforce_table(
        workforce, "Disclosure_by_place",
        pg_arena_printf(&workforce->arena,
                        "Disclosure by division, grade and length of service, %s",
                        workforce->snapshots[latest].label));

    pg_workforce_note_open_levels(workforce, table);
    pg_workforce_named_by(table, "By", PG_COLUMN_DIMENSION, 20);
    pg_workforce_named_by(table, "Part of the workforce", PG_COLUMN_CATEGORY, 30);
    pg_workforce_named_by(table, "Characteristic", PG_COLUMN_CHARACTERISTIC, 26);
    answer_columns(table);
    for (size_t d = 0; d < PG_N_PLACE_ROLES; d++) {
        const struct pg_place *place = &workforce->places[d];
        bool is_there = workforce->has_place[d] && place->is_there[latest];
        for (size_t e = 0; is_there && e < place->n_groups; e++) {
            size_t all = pg_workforce_count_at(
                workforce, (struct pg_where){.snapshot = latest,
                                             .place = d,
                                             .of_place = pg_workforce_only(e)});
            for (size_t a = 0; a < workforce->n_axes && workforce->counts[all] > 0; a++) {
                if (!workforce->axes[a].is_asked || !workforce->axes[a].is_first_level ||
                    !workforce->axes[a].is_there[latest])
                    continue;
                struct answers now = answers_of(workforce, latest, a, d, e);
                pg_workforce_put_text(workforce, table, place->title);
                pg_workforce_put_text(workforce, table, place->groups[e]);
                pg_workforce_put_text(workforce, table, workforce->axes[a].title);
                put_answers(workforce, table, &now, all);
                pg_workforce_about(workforce, table, a, d, e);
            }
        }
    }
}

void pg_workforce_add_disclosure_rates(struct pg_workforce *workforce)
{
    add_rates_over_time(workforce);
    add_rates_by_place(workforce);
}

// ---------------------------------------------------------------- leadership

// What is to be said of a group's share at a level: women below a half, others below their
// share of the workforce. Of people who disclosed.
static void put_flag(struct pg_workforce *workforce, struct pg_document_table *table,
                     size_t a, size_t latest, size_t e)
{
    const struct pg_axis *axis = &workforce->axes[a];
    bool is_sex = axis->subject == PG_SUBJECT_SEX;
    const struct pg_where all = {.snapshot = latest, .axis = a};
    const struct pg_where here = pg_workforce_where_at(all, PG_PLACE_LEVEL, e);
    const struct pg_two_counts there = pg_workforce_two_at(workforce, here);
    size_t n = there.watched, other = there.against;
    const struct pg_two_counts whole = pg_workforce_two_at(workforce, all);
    size_t all_n = whole.watched, all_other = whole.against;
    struct pg_fraction share = pg_workforce_share_of_two(workforce, n, other);
    struct pg_fraction least = is_sex
                                   ? pg_workforce_percent(1, 2)
                                   : pg_workforce_share_of_two(workforce, all_n, all_other);
    struct pg_fraction difference = pg_workforce_apart(share, least);
    bool is_below = pg_workforce_fraction_sign(difference) < 0;
    size_t on_all = is_sex ? PG_ALL : all_n, on_others = is_sex ? PG_ALL : all_other;

    pg_workforce_put_count(workforce, table, n);
    pg_workforce_put_count(workforce, table, other);
    pg_workforce_put_fraction(workforce, table, share, PG_ON(n, other));
    pg_workforce_made_of(workforce, table, PG_MADE_SHARE_OF_SUM, n, other, PG_ALL);
    pg_workforce_put_wilson(workforce, table, n, other);
    pg_workforce_put_fraction(workforce, table, least, PG_ON(on_all, on_others));
    pg_workforce_put_fraction(workforce, table, difference,
                              PG_ON(n, other, on_all, on_others));
    enum pg_verdict verdict = share.den == 0       ? PG_VERDICT_NOBODY_DISCLOSED
                              : is_below && is_sex ? PG_VERDICT_WOMEN_BELOW_HALF
                              : is_below           ? PG_VERDICT_BELOW_WORKFORCE
                                                   : PG_VERDICT_NOT_BELOW;
    pg_workforce_put_verdict(workforce, table, verdict, NULL,
                             PG_ON(n, other, on_all, on_others));
    pg_workforce_about(workforce, table, a, PG_PLACE_LEVEL, e);
}

static const char *senior_text(const struct pg_workforce *workforce, const char *level)
{
    const struct pg_workforce_settings *settings = &workforce->config.workforce;

    if (pg_config_name_list_has(&settings->leadership, level))
        return "leadership";
    return pg_config_name_list_has(&settings->senior, level) ? "senior management" : "";
}

void pg_workforce_add_leadership(struct pg_workforce *workforce)
{
    const struct pg_place *level = &workforce->places[PG_PLACE_LEVEL];
    size_t latest = pg_workforce_latest(workforce);

    if (!workforce->has_place[PG_PLACE_LEVEL]) {
        pg_workforce_say_missing(
            workforce, "Leadership",
            "a column of management levels: [workforce] level = its header");
        return;
    }
    struct pg_document_table *table = workforce->parts[PG_PART_LEADERSHIP] =
        pg_workforce_table(
            workforce, "Leadership",
            pg_arena_printf(&workforce->arena,
                            "Leadership: who is at each management level, %s",
                            workforce->snapshots[latest].label));
    pg_workforce_note(
        table, "Shares are of people of these two groups; who did not disclose is in "
               "neither. Women are looked at against a half, others against their "
               "share of the whole workforce.");
    pg_workforce_note_open_levels(workforce, table);
    pg_workforce_named_by(table, "Management level", PG_COLUMN_CATEGORY, 28);
    pg_workforce_named_by(table, "Part", PG_COLUMN_ITEM, 20);
    pg_workforce_named_by(table, "Characteristic", PG_COLUMN_CHARACTERISTIC, 26);
    pg_workforce_named_by(table, "Group", PG_COLUMN_GROUP, 20);
    pg_workforce_column(table, "People of the group", "headcount", PG_VALUE_COUNT, 12,
                        PG_ALL);
    pg_workforce_column(table, "People it is compared with", "others", PG_VALUE_COUNT, 15,
                        PG_ALL);
    pg_workforce_column(table, "Share (%)", "share", PG_VALUE_PERCENT, 12, PG_ALL);
    pg_workforce_wilson_columns(table);
    pg_workforce_column(table, "Looked at against (%)", "benchmark", PG_VALUE_PERCENT, 12,
                        PG_ALL);
    pg_workforce_column(table, "Difference (percentage points)", "difference",
                        PG_VALUE_POINTS, 14, PG_ALL);
    pg_workforce_column(table, "Finding", "finding", PG_VALUE_TEXT, 30, PG_ALL);
    for (size_t e = 0; e < level->n_groups; e++) {
        const struct pg_where here = {
            .snapshot = latest, .place = PG_PLACE_LEVEL, .of_place = pg_workforce_only(e)};
        size_t n = pg_workforce_people_at(workforce, here);
        for (size_t a = 0; a < workforce->n_axes && n > 0; a++) {
            const struct pg_axis *axis = &workforce->axes[a];
            if (!pg_workforce_is_watched(axis))
                continue;
            pg_workforce_put_text(workforce, table, level->groups[e]);
            pg_workforce_put_text(workforce, table,
                                  senior_text(workforce, level->groups[e]));
            pg_workforce_put_text(workforce, table, axis->title);
            pg_workforce_put_text(workforce, table, axis->groups[axis->watched]);
            put_flag(workforce, table, a, latest, e);
        }
    }
}
