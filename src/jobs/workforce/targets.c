// SPDX-License-Identifier: GPL-3.0-or-later
/* Where targets stand, whether they are on track, and the appointments they need. */
#include "targets.h"

#include <math.h>

static struct pg_measured standing_at(const struct pg_workforce *workforce,
                                      const struct target *target, size_t snapshot)
{
    const struct pg_axis *axis = &workforce->axes[target->axis];
    struct pg_measured found = {.rests_on = {PG_ALL, PG_ALL, PG_ALL, PG_ALL, PG_END}};
    const struct pg_where here = {.snapshot = snapshot,
                                  .axis = target->axis,
                                  .place = target->place,
                                  .of_place = pg_workforce_only(target->of_place)};
    size_t all = pg_workforce_count_at(workforce, here);
    uint64_t undisclosed = 0;
    size_t k = 1;

    for (size_t g = 0; g < axis->n_groups; g++) {
        size_t count = pg_workforce_count_at(workforce, pg_workforce_where_of(here, g));
        if (axis->kinds[g] == PG_GROUP_NAMED)
            continue;
        undisclosed += workforce->counts[count];
        if (k < 3)
            found.rests_on[k++] = count;
    }
    found.rests_on[3] = all;
    uint64_t known = workforce->counts[all] - undisclosed;
    if (target->group == PG_ALL) {
        found.n = known;
        found.of = workforce->counts[all];
    } else {
        found.rests_on[0] =
            pg_workforce_count_at(workforce, pg_workforce_where_of(here, target->group));
        found.n = workforce->counts[found.rests_on[0]];
        found.of = known;
    }
    bool is_there = pg_workforce_is_there(workforce, pg_workforce_where_of(here, 0));
    found.share =
        is_there ? pg_workforce_percent(found.n, found.of) : (struct pg_fraction){0, 0};
    return found;
}

bool pg_workforce_measure_called(const struct pg_workforce *workforce, struct pg_str text,
                                 size_t snapshot, struct pg_measured *measured)
{
    struct target target = {.place = 0};
    struct pg_target_whom whom;

    if (!pg_config_target_whom_read(&whom, text) ||
        !pg_workforce_target_take_whom(workforce, &target, &whom))
        return false;
    *measured = standing_at(workforce, &target, snapshot);
    return true;
}

// Whole years, and the part of a year after the last anniversary.
static struct pg_fraction years_between(struct pg_date a, struct pg_date b)
{
    int years = b.year - a.year;

    if (pg_date_anniversary(a, years) > pg_date_days(b))
        years--;
    int64_t from = pg_date_anniversary(a, years), to = pg_date_anniversary(a, years + 1);
    return (struct pg_fraction){years * (to - from) + pg_date_days(b) - from, to - from};
}

static bool is_level(const struct target *target)
{
    return target->change.den == 0;
}

static bool is_reached(const struct target *target, struct pg_fraction share,
                       struct pg_fraction level)
{
    int side = pg_fraction_compare(share, level);

    return target->is_most ? side <= 0 : side >= 0;
}

// from + change x years, for years / of. Shares are of fewer than 2^32 people, changes of
// millionths, years of days: all of it fits.
static struct pg_fraction along(struct pg_fraction from, struct pg_fraction change,
                                struct pg_fraction years, struct pg_fraction of)
{
    struct pg_fraction part =
        pg_fraction_reduce((struct pg_fraction){years.num * of.den, years.den * of.num});
    struct pg_fraction more = pg_fraction_reduce(
        (struct pg_fraction){-change.num * part.num, change.den * part.den});

    return pg_workforce_apart(from, more);
}

// Where the target would have the share at the latest date. A level that was reached at the
// start is to be kept.
static struct pg_fraction trajectory(const struct pg_workforce *workforce,
                                     struct target *target)
{
    struct pg_date latest = workforce->snapshots[pg_workforce_latest(workforce)].date;
    struct pg_date from = workforce->snapshots[target->from].date;

    static const struct pg_fraction one = {1, 1};
    struct pg_fraction gone = years_between(from, latest);

    target->base = standing_at(workforce, target, target->from).share;
    if (target->base.den == 0)
        return target->base;
    if (!is_level(target)) {
        target->level = along(target->base, target->change, gone, one);
        return target->level;
    }
    struct pg_fraction whole = years_between(from, target->date);
    if (pg_fraction_compare(whole, gone) <= 0 || pg_workforce_fraction_sign(whole) <= 0 ||
        is_reached(target, target->base, target->level))
        return target->level;
    return along(target->base, pg_workforce_apart(target->level, target->base), gone,
                 whole);
}

// The snapshot at the date of a target, or the last before it.
static size_t last_in_time(const struct pg_workforce *workforce, struct pg_date date)
{
    size_t s = 0;

    while (s + 1 < workforce->n_snapshots &&
           pg_date_compare(workforce->snapshots[s + 1].date, date) <= 0)
        s++;
    return s;
}

/** Where a target stands: at its start, when its time ended or now, and now. */
struct stand {
    struct pg_measured then, in_time, now;
    struct pg_fraction path;
};

static enum pg_verdict finding_of(const struct pg_workforce *workforce,
                                  const struct target *target, const struct stand *stand)
{
    struct pg_date latest = workforce->snapshots[pg_workforce_latest(workforce)].date;

    if (stand->now.share.den == 0 || stand->path.den == 0)
        return PG_VERDICT_NOBODY_DISCLOSED;
    if (is_level(target) && pg_date_compare(target->date, latest) < 0)
        return stand->in_time.share.den > 0 &&
                       is_reached(target, stand->in_time.share, target->level)
                   ? PG_VERDICT_REACHED_IN_TIME
                   : PG_VERDICT_NOT_REACHED_IN_TIME;
    if (is_level(target) && is_reached(target, stand->now.share, target->level))
        return PG_VERDICT_REACHED;
    if (is_level(target) && pg_date_compare(target->date, latest) == 0)
        return PG_VERDICT_NOT_REACHED_IN_TIME;
    return is_reached(target, stand->now.share, stand->path) ? PG_VERDICT_ON_TRACK
                                                             : PG_VERDICT_NOT_ON_TRACK;
}

// A number with no more decimals than it was given.
static const char *plain(struct pg_workforce *workforce, struct pg_fraction given)
{
    double number = fabs(pg_fraction_double(given)), tenths = number * 10;

    return fabs(tenths - round(tenths)) < 1e-6
               ? pg_arena_printf(&workforce->arena, "%.1f", number)
               : pg_arena_printf(&workforce->arena, "%.6g", number);
}

static const char *aim_of(struct pg_workforce *workforce, const struct target *target)
{
    char date[32];

    if (is_level(target))
        return pg_arena_printf(
            &workforce->arena, "%s%s %% by %s", target->is_most ? "at most " : "",
            plain(workforce, target->level), pg_date_long(target->date, date));
    return pg_arena_printf(&workforce->arena, "%s points %s a year from %s",
                           plain(workforce, target->change),
                           pg_workforce_fraction_sign(target->change) < 0 ? "less" : "more",
                           workforce->snapshots[target->from].label);
}

// ---------------------------------------------------------------- appointments

// Leavers a year as a part of the people in post: by the events, else unknown.
static double turnover(const struct pg_workforce *workforce)
{
    const struct pg_event_counts *events = workforce->events;
    size_t all = pg_workforce_count_at(
        workforce, (struct pg_where){.snapshot = pg_workforce_latest(workforce)});

    return events != NULL && events->n_of[PG_EVENT_LEAVER] > 0
               ? (double)events->n_of[PG_EVENT_LEAVER] / workforce->counts[all]
               : NAN;
}

/*
 * People of the group to appoint so that the share is the level at the date: the workforce
 * keeps its size, everybody is as likely to leave, and whoever leaves is replaced. After T
 * years (1 - turnover)^T of the group of now is left; the rest of the level must be
 * appointed.
 */
static void put_appointments(struct pg_workforce *workforce,
                             struct pg_document_table *table, const struct target *target,
                             const struct pg_measured *now)
{
    struct pg_date latest = workforce->snapshots[pg_workforce_latest(workforce)].date;
    double share = pg_workforce_fraction_number(now->share), of = (double)now->of;
    double years =
        is_level(target) ? pg_fraction_double(years_between(latest, target->date)) : 1;
    double level = is_level(target) ? pg_fraction_double(target->level)
                                    : share + pg_fraction_double(target->change);
    double leave = turnover(workforce);
    const size_t *on = now->rests_on;

    if (target->group == PG_ALL || target->is_most || isnan(leave) || isnan(share) ||
        years <= 0) {
        pg_workforce_put_none(table);
        pg_workforce_put_none(table);
        return;
    }
    double stay = pow(1 - fmin(leave, 1), years);
    double wanted = ceil(level / 100 * of - (double)now->n * stay - 1e-9);
    double posts = round(of * (1 - stay));
    size_t leavers = pg_workforce_all_leavers(workforce);
    pg_workforce_put_number(workforce, table, fmax(0, wanted),
                            PG_ON(on[0], on[1], on[2], on[3], leavers));
    pg_workforce_put_number(workforce, table, posts, PG_ON(on[1], on[2], on[3], leavers));
}

static void put_target(struct pg_workforce *workforce, struct pg_document_table *table,
                       struct target *target)
{
    const struct pg_axis *axis = &workforce->axes[target->axis];
    size_t latest = pg_workforce_latest(workforce);
    size_t in_time = is_level(target) ? last_in_time(workforce, target->date) : latest;
    struct stand stand = {.path = trajectory(workforce, target),
                          .then = standing_at(workforce, target, target->from),
                          .in_time = standing_at(workforce, target, in_time),
                          .now = standing_at(workforce, target, latest)};
    const size_t *a = stand.then.rests_on, *b = stand.now.rests_on,
                 *c = stand.in_time.rests_on;

    pg_workforce_put_text(workforce, table, target->name);
    pg_workforce_put_text(workforce, table, axis->title);
    pg_workforce_put_text(workforce, table,
                          target->group == PG_ALL ? "Disclosed"
                                                  : axis->groups[target->group]);
    pg_workforce_put_text(workforce, table,
                          target->of_place == PG_ALL
                              ? "Everybody"
                              : workforce->places[target->place].groups[target->of_place]);
    const char *aim = aim_of(workforce, target);
    pg_workforce_put_text(workforce, table, aim);
    pg_workforce_put_fraction(workforce, table, target->base, a);
    pg_workforce_put_fraction(workforce, table, stand.path, a);
    pg_workforce_put_fraction(workforce, table, stand.now.share, b);
    pg_workforce_put_fraction(workforce, table,
                              pg_workforce_apart(stand.now.share, stand.path),
                              PG_ON(a[0], a[1], a[2], a[3], b[0], b[1], b[2], b[3]));
    pg_workforce_put_verdict(
        workforce, table, finding_of(workforce, target, &stand), NULL,
        PG_ON(a[0], a[1], a[2], a[3], b[0], b[1], b[2], b[3], c[0], c[1], c[2], c[3]));
    put_appointments(workforce, table, target, &stand.now);
}

static void begin_columns(struct pg_document_table *table)
{
    pg_workforce_named_by(table, "Target", PG_COLUMN_ITEM, 34);
    pg_workforce_named_by(table, "Characteristic", PG_COLUMN_CHARACTERISTIC, 24);
    pg_workforce_named_by(table, "Group", PG_COLUMN_GROUP, 20);
    pg_workforce_named_by(table, "Part of the workforce", PG_COLUMN_CATEGORY, 20);
    pg_workforce_column(table, "Aim", "aim", PG_VALUE_TEXT, 30, PG_ALL);
    pg_workforce_column(table, "At the start (%)", "share_at_start", PG_VALUE_PERCENT, 10,
                        PG_ALL);
    pg_workforce_column(table, "Should be now (%)", "trajectory", PG_VALUE_PERCENT, 10,
                        PG_ALL);
    pg_workforce_column(table, "Is now (%)", "share", PG_VALUE_PERCENT, 10, PG_ALL);
    pg_workforce_column(table, "Difference (percentage points)", "difference",
                        PG_VALUE_POINTS, 13, PG_ALL);
    pg_workforce_column(table, "Finding", "finding", PG_VALUE_TEXT, 16, PG_ALL);
    pg_workforce_column(table, "Appointments from the group to arrive in time",
                        "appointments_needed", PG_VALUE_COUNT, 16, PG_ALL);
    pg_workforce_column(table, "of so many appointments at present turnover",
                        "appointments", PG_VALUE_COUNT, 16, PG_ALL);
}

paygap_status pg_workforce_add_targets(struct pg_workforce *workforce, paygap_error *err)
{
    const struct pg_workforce_settings *settings = &workforce->config.workforce;
    struct pg_document_table *table = NULL;

    for (size_t i = 0; i < settings->n_targets; i++) {
        const struct pg_target_wish *wish = &settings->targets[i];
        struct target target;
        if (!pg_workforce_target_find(workforce, &target, wish))
            return pg_config_target_refuse(wish, workforce->options->config, target.wrong,
                                           err);
        if (table == NULL) {
            table = workforce->parts[PG_PART_TARGETS] =
                pg_workforce_table(workforce, "Targets", "Targets: where they stand");
            pg_workforce_note(
                table, "Shares are of people who disclosed. Should be now: on a straight "
                       "line from the first date to the target. Appointments: if the "
                       "workforce keeps its size and leavers go on as in the last year.");
            begin_columns(table);
        }
        put_target(workforce, table, &target);
    }
    if (table == NULL)
        pg_workforce_say_missing(workforce, "Targets",
                                 "a section [targets] of the configuration");
    return PAYGAP_OK;
}
