// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * [targets]: a level by a date, or a change a year. A line is
 *     NAME = GROUP of CHARACTERISTIC[ at PLACE], [at most ]LEVEL by DATE
 *     NAME = GROUP of CHARACTERISTIC[ at PLACE], +CHANGE a year[ from DATE]
 *     NAME = disclosed of CHARACTERISTIC, LEVEL by DATE
 * where PLACE is the name of a grade, division or level.
 */
#include "targets.h"

#include <math.h>

static bool is_wrong(struct target *target, const char *why)
{
    target->wrong = why;
    return false;
}

// The next word or words up to `end`, without spaces; the rest after it.
static struct pg_str part_before(struct pg_str *text, const char *end)
{
    size_t len = strlen(end);

    for (size_t i = 0; i + len <= text->len; i++) {
        if (!pg_str_same((struct pg_str){text->ptr + i, len}, end))
            continue;
        struct pg_str part = pg_str_trim((struct pg_str){text->ptr, i});
        text->ptr += i + len;
        text->len -= i + len;
        return part;
    }
    return (struct pg_str){"", 0};
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
        size_t found = is_it ? pg_group_called(axis, group) : SIZE_MAX;
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

static bool take_number(struct pg_str text, struct pg_fraction *number)
{
    int64_t millionths;

    text = pg_str_trim(text);
    while (text.len > 0 && (text.ptr[text.len - 1] == '%' || text.ptr[text.len - 1] == ' '))
        text.len--;
    if (text.len > 0 && text.ptr[0] == '+') {
        text.ptr++;
        text.len--;
    }
    bool is_number = text.len > 0 && pg_decimal_parse(text, &millionths) != PG_CELL_BAD;
    *number = (struct pg_fraction){is_number ? millionths : 0, PG_MILLION};
    return is_number;
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

// "+1.5 a year[ from DATE]", a date of one of the people tables.
static bool take_change(const struct pg_workforce *workforce, struct target *target,
                        struct pg_str number, struct pg_str rest)
{
    bool has_from = rest.len > 0;

    target->date = workforce->snapshots[0].date;
    if (!take_number(number, &target->change) ||
        fabs(pg_fraction_double(target->change)) > 100)
        return is_wrong(target,
                        "the change must be a number of points a year, such as +1.5");
    target->is_most = pg_fraction_sign(target->change) < 0;
    if (has_from && (part_before(&rest, "from").len > 0 ||
                     !pg_date_parse(pg_str_trim(rest), &target->date)))
        return is_wrong(target, "after \"a year\" only \"from\" and a date can follow");
    target->from = snapshot_on(workforce, target->date);
    return target->from < workforce->n_snapshots ||
           is_wrong(target, "the date it is counted from must be that of a people table, "
                            "whose share it starts at");
}

static bool take_aim(const struct pg_workforce *workforce, struct target *target,
                     struct pg_str text)
{
    struct pg_str rest = text, number = part_before(&rest, " a year");

    target->change = (struct pg_fraction){0, 0};
    if (number.len > 0)
        return take_change(workforce, target, number, pg_str_trim(rest));
    static const char most[] = "at most ";
    rest = text;
    number = part_before(&rest, " by ");
    if (number.len == 0)
        return is_wrong(target, "it must go on \"LEVEL by DATE\" or \"+CHANGE a year\"");
    target->is_most = number.len > strlen(most) &&
                      pg_str_same((struct pg_str){number.ptr, strlen(most)}, most);
    if (target->is_most)
        number = (struct pg_str){number.ptr + strlen(most), number.len - strlen(most)};
    if (!take_number(number, &target->level) || pg_fraction_sign(target->level) < 0 ||
        pg_fraction_double(target->level) > 100)
        return is_wrong(target, "the level must be a number of percent from 0 to 100");
    if (!pg_date_parse(pg_str_trim(rest), &target->date))
        return is_wrong(target, "the date must be one such as 2028-03-31");
    return pg_date_compare(target->date, workforce->snapshots[0].date) >= 0 ||
           is_wrong(target, "the date is before that of the first people table");
}

// "GROUP of CHARACTERISTIC[ at PLACE]"
bool pg_target_take_whom(const struct pg_workforce *workforce, struct target *target,
                         struct pg_str who)
{
    struct pg_str group = part_before(&who, " of ");
    struct pg_str characteristic = pg_str_trim(who), place = characteristic;
    struct pg_str before = part_before(&place, " at ");

    target->of_place = PG_ALL;
    if (before.len > 0) {
        characteristic = before;
        if (!take_place(workforce, target, pg_str_trim(place)))
            return false;
    }
    return group.len > 0 ? take_group(workforce, target, group, characteristic)
                         : is_wrong(target, "it must begin \"GROUP of CHARACTERISTIC\"");
}

bool pg_target_parse(const struct pg_workforce *workforce, const char *value,
                     struct target *target)
{
    struct pg_str rest = pg_str_of(value), who = part_before(&rest, ",");

    if (who.len == 0)
        return is_wrong(target, "there is no comma before the level or the change");
    return pg_target_take_whom(workforce, target, who) &&
           take_aim(workforce, target, pg_str_trim(rest));
}
