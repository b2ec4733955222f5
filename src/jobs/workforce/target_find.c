// SPDX-License-Identifier: GPL-3.0-or-later
/* What a line of [targets] means among these people: which axis and group, which place, and
 * which snapshots. How a line is written is read with the configuration. */
#include "targets.h"

static bool is_wrong(struct target *target, const char *why)
{
    target->wrong = why;
    return false;
}

static bool take_place(const struct pg_workforce *workforce, struct target *target,
                       struct pg_str name)
{
    for (size_t d = 0; d < PG_N_PLACE_ROLES; d++) {
        for (size_t e = 0; workforce->has_place[d] && e < workforce->places[d].n_groups;
             e++) {
            if (pg_str_same(name, workforce->places[d].groups[e])) {
                target->place = d;
                target->of_place = e;
                return true;
            }
        }
    }
    return is_wrong(target, "there is no such grade, division, level, contract or cohort");
}

// Who it is about: the axis that has the characteristic and such a group.
static bool take_group(const struct pg_workforce *workforce, struct target *target,
                       struct pg_str group, struct pg_str characteristic)
{
    bool has_axis = false;

    for (size_t a = 0; a < workforce->n_axes; a++) {
        const struct pg_axis *axis = &workforce->axes[a];
        bool is_it = pg_str_same(characteristic, axis->base) ||
                     pg_str_same(characteristic, axis->name) ||
                     pg_str_same(characteristic, axis->title);
        size_t found = is_it ? pg_workforce_group_called(axis, group) : SIZE_MAX;
        bool is_disclosed = is_it && pg_str_same(group, "disclosed");
        has_axis |= is_it;
        if (found == SIZE_MAX && !is_disclosed)
            continue;
        target->axis = a;
        target->group = is_disclosed ? PG_ALL : found;
        return true;
    }
    return is_wrong(target, has_axis ? "the characteristic has no such group"
                                     : "no people table has that characteristic");
}

// The snapshot of a date; n_snapshots if there is none.
static size_t snapshot_on(const struct pg_workforce *workforce, struct pg_date date)
{
    size_t s = 0;

    while (s < workforce->n_snapshots &&
           pg_date_compare(workforce->snapshots[s].date, date) != 0)
        s++;
    return s;
}

// A share can only start at a date at which people were counted.
static bool take_start(const struct pg_workforce *workforce, struct target *target)
{
    if (target->date.year == 0)
        target->date = workforce->snapshots[0].date;
    target->from = snapshot_on(workforce, target->date);
    return target->from < workforce->n_snapshots ||
           is_wrong(target, "the date it is counted from must be that of a people table, "
                            "whose share it starts at");
}

bool pg_workforce_target_take_whom(const struct pg_workforce *workforce,
                                   struct target *target, const struct pg_target_whom *whom)
{
    target->of_place = PG_ALL;
    if (whom->place.len > 0 && !take_place(workforce, target, whom->place))
        return false;
    return take_group(workforce, target, whom->group, whom->characteristic);
}

bool pg_workforce_target_find(const struct pg_workforce *workforce, struct target *target,
                              const struct pg_target_wish *wish)
{
    *target = (struct target){.name = wish->name,
                              .level = wish->level,
                              .change = wish->change,
                              .is_most = wish->is_most,
                              .date = wish->date};
    if (!pg_workforce_target_take_whom(workforce, target, &wish->whom))
        return false;
    if (wish->change.den != 0)
        return take_start(workforce, target);
    return pg_date_compare(target->date, workforce->snapshots[0].date) >= 0 ||
           is_wrong(target, "the date is before that of the first people table");
}
