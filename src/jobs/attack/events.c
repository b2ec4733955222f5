// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What happened to people, by group: rows of a workforce report that count `n` of `of`, and
 * `other_n` of `other_of` of those they are compared with. Those to whom it did not happen
 * are a count like others. Stages follow each other: of
 *
 *     Housing,...,Minority ethnic,White,Applied to shortlisted,of,30    n,12
 *     Housing,...,Minority ethnic,White,Shortlisted to appointed,of,12  n,[c]
 *
 * the n of the one is the `of` of the other, since both are the shortlisted. What happened
 * in the divisions is no more than what happened in all.
 */
#include "facts.h"

#include <math.h>
#include <stdlib.h>

/** Everybody to whom something happened: a count of one group at one place. */
struct happened {
    size_t unknown;
    const char *place; /**< category; "Everybody" or "" of all */
    const char *rest;  /**< the key without the place */
};

struct events {
    struct pg_attack_cells *cells;
    struct pg_attack_findings *findings;
    struct pg_intern keys; /**< of counts: their number is that among `counts` */
    struct happened *counts;
    size_t n, capacity;
};

/** A measure of these rows. */
struct role {
    const char *measure;
    bool is_of, is_other, is_rate;
};

static const struct role *role_of(const char *measure)
{
    static const struct role roles[] = {
        {"of", true, false, false},      {"n", false, false, false},
        {"other_of", true, true, false}, {"other_n", false, true, false},
        {"rate", false, false, true},    {"other_rate", false, true, true}};

    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        if (strcmp(roles[i].measure, measure) == 0)
            return &roles[i];
    }
    return NULL;
}

static const char *text(const struct pg_attack_figure *figure, enum pg_attack_column column)
{
    return figure->texts[column];
}

static bool is_of_all(const char *place)
{
    return place[0] == '\0' || pg_str_same(pg_str_of(place), "everybody");
}

// "applied" of "Applied to shortlisted" for `of`, "shortlisted" for `n`; of what has no
// stages the words themselves, and whether it happened.
static const char *stage_of(struct pg_arena *arena, const char *item, bool is_of)
{
    const char *to = strstr(item, " to ");

    if (to == NULL)
        return pg_arena_printf(arena, "%s: %s", item,
                               is_of ? "all" : "to whom it happened");
    return is_of ? pg_arena_printf(arena, "%.*s", (int)(to - item), item)
                 : pg_arena_text(arena, to + sizeof " to " - 1);
}

static char *lowered(const char *key)
{
    char *low = pg_strdup(pg_str_of(key));

    for (char *p = low; p != NULL && *p != '\0'; p++)
        *p = pg_lower(*p);
    return low;
}

// The count that a row of that role is about; made if it is new. SIZE_MAX: out of memory.
static size_t count_of(struct events *events, const struct pg_attack_figure *figure,
                       const struct role *role, bool is_of)
{
    struct pg_attack_cells *cells = events->cells;
    const char *group =
        text(figure, role->is_other ? PG_ATTACK_COLUMN_COMPARATOR : PG_ATTACK_COLUMN_GROUP);
    const char *place = text(figure, PG_ATTACK_COLUMN_CATEGORY);
    // Rows without groups have two sides all the same.
    if (group[0] == '\0')
        group = role->is_other ? "others" : "group";
    const char *rest = pg_arena_printf(
        &cells->arena, "%s, %s \"%s\", %s", text(figure, PG_ATTACK_COLUMN_PART),
        text(figure, PG_ATTACK_COLUMN_CHARACTERISTIC), group,
        stage_of(&cells->arena, text(figure, PG_ATTACK_COLUMN_ITEM), is_of));
    const char *name =
        pg_arena_printf(&cells->arena, "%s%s%s", rest, is_of_all(place) ? "" : ", ",
                        is_of_all(place) ? "" : place);
    char *key = lowered(pg_arena_printf(&cells->arena, "%u|%s|%s", figure->file,
                                        text(figure, PG_ATTACK_COLUMN_DATE), name));
    bool is_new = false;
    uint32_t number = key != NULL ? pg_intern_add(&events->keys, pg_str_of(key), &is_new)
                                  : PG_INTERN_FULL;
    struct happened *grown =
        pg_grown(events->counts, events->n, &events->capacity, sizeof *grown);
    if (grown != NULL)
        events->counts = grown;
    free(key);
    cells->failed |= number == PG_INTERN_FULL || grown == NULL;
    if (cells->failed)
        return SIZE_MAX;
    if (is_new)
        grown[events->n++] = (struct happened){
            pg_attack_add_unknown(&cells->system, name, 0, INFINITY, true), place, rest};
    return number;
}

static void put_extra(struct pg_attack_cells *cells, size_t unknown,
                      enum pg_attack_print print, bool is_by_law)
{
    for (size_t i = 0; i < cells->n_extras; i++) {
        struct pg_attack_extra *at = &cells->extras[i];
        if (at->unknown == unknown) {
            at->print = print > at->print ? print : at->print;
            return;
        }
    }
    struct pg_attack_extra *grown =
        pg_grown(cells->extras, cells->n_extras, &cells->extras_capacity, sizeof *grown);
    cells->failed |= grown == NULL;
    if (grown == NULL)
        return;
    cells->extras = grown;
    grown[cells->n_extras++] = (struct pg_attack_extra){unknown, print, is_by_law, 0};
}

// That all of a group gave one answer, or had one thing happen to them, is no secret of
// those who applied for a post.
static void compare_with_all(struct pg_attack_cells *cells,
                             const struct pg_attack_figure *figure, size_t unknown,
                             size_t all)
{
    if (strcmp(text(figure, PG_ATTACK_COLUMN_PART), "Recruitment") == 0)
        return;
    for (size_t i = 0; i < cells->n_extras; i++) {
        if (cells->extras[i].unknown == unknown)
            cells->extras[i].of = all + 1;
    }
}

static void take_count(struct events *events, const struct pg_attack_figure *figure,
                       size_t unknown)
{
    static const enum pg_attack_print prints[] = {[PG_ATTACK_ABSENT] = PG_ATTACK_UNPRINTED,
                                                  [PG_ATTACK_HIDDEN] = PG_ATTACK_WITHHELD,
                                                  [PG_ATTACK_RANGE] = PG_ATTACK_AS_RANGE,
                                                  [PG_ATTACK_EXACT] =
                                                      PG_ATTACK_PRINTED_EXACTLY};
    bool is_by_sex =
        pg_str_same(pg_str_of(text(figure, PG_ATTACK_COLUMN_CHARACTERISTIC)), "sex");
    bool is_number = figure->state == PG_ATTACK_EXACT || figure->state == PG_ATTACK_RANGE;
    enum pg_attack_print print = figure->state == PG_ATTACK_RANGE && figure->lo <= 0
                                     ? PG_ATTACK_OR_FEWER
                                     : prints[figure->state];

    put_extra(events->cells, unknown, print, is_by_sex);
    if (is_number &&
        !pg_attack_narrow(&events->cells->system, unknown, fmax(0, figure->lo), figure->hi))
        pg_attack_note(events->findings,
                       "line %zu contradicts another figure (%s); it is left aside",
                       figure->line, events->cells->system.unknowns[unknown].name);
}

// of = n + those to whom it did not happen; and the rate, where it is printed.
static void tie(struct events *events, const struct pg_attack_figure *figure,
                const struct role *role)
{
    struct pg_attack_cells *cells = events->cells;
    size_t n = count_of(events, figure, role, false);
    size_t of = count_of(events, figure, role, true);
    bool is_by_sex =
        pg_str_same(pg_str_of(text(figure, PG_ATTACK_COLUMN_CHARACTERISTIC)), "sex");

    if (cells->failed)
        return;
    size_t part = events->counts[n].unknown, whole = events->counts[of].unknown;
    // More events than people are printed: then those are not a part of these.
    if (cells->system.unknowns[part].known_lo > cells->system.unknowns[whole].known_hi)
        return;
    if (!role->is_rate) {
        const char *name = pg_arena_printf(&cells->arena, "%s, but not: %s",
                                           cells->system.unknowns[whole].name,
                                           cells->system.unknowns[part].name);
        size_t others = pg_attack_add_unknown(&cells->system, name, 0, INFINITY, true);
        put_extra(cells, others, PG_ATTACK_UNPRINTED, is_by_sex);
        compare_with_all(cells, figure, part, whole);
        pg_attack_relate(&cells->system, 0, 0, NULL);
        pg_attack_term(&cells->system, whole, 1);
        pg_attack_term(&cells->system, part, -1);
        pg_attack_term(&cells->system, others, -1);
        return;
    }
    if (figure->state != PG_ATTACK_EXACT && figure->state != PG_ATTACK_RANGE)
        return;
    pg_attack_relate(&cells->system, -INFINITY, 0, "a rate");
    pg_attack_term(&cells->system, part, 1);
    pg_attack_term(&cells->system, whole, -fmin(100, figure->hi) / 100);
    pg_attack_relate(&cells->system, 0, INFINITY, "a rate");
    pg_attack_term(&cells->system, part, 1);
    pg_attack_term(&cells->system, whole, -fmax(0, figure->lo) / 100);
}

static void take(struct events *events, const struct pg_attack_figure *figure)
{
    const struct role *role = role_of(text(figure, PG_ATTACK_COLUMN_MEASURE));
    const char *part = text(figure, PG_ATTACK_COLUMN_PART);

    // Indicators count anything, not people.
    if (role == NULL || strcmp(part, "Indicators") == 0 ||
        text(figure, PG_ATTACK_COLUMN_ITEM)[0] == '\0')
        return;
    if (!role->is_rate) {
        size_t count = count_of(events, figure, role, role->is_of);
        if (!events->cells->failed)
            take_count(events, figure, events->counts[count].unknown);
    }
    if (!events->cells->failed && !role->is_of)
        tie(events, figure, role);
}

// What happened at the places is no more than what happened in all.
static void add_up(struct events *events)
{
    struct pg_attack_system *system = &events->cells->system;

    for (size_t i = 0; i < events->n; i++) {
        bool has_places = false;
        if (!is_of_all(events->counts[i].place))
            continue;
        for (size_t k = 0; k < events->n; k++) {
            const struct happened *at = &events->counts[k];
            if (is_of_all(at->place) || strcmp(at->rest, events->counts[i].rest) != 0)
                continue;
            if (!has_places) {
                pg_attack_relate(system, 0, INFINITY, NULL);
                pg_attack_term(system, events->counts[i].unknown, 1);
            }
            has_places = true;
            pg_attack_term(system, at->unknown, -1);
        }
    }
}

paygap_status pg_attack_take_events(struct pg_attack_cells *cells,
                                    const struct pg_attack_reading *reading,
                                    struct pg_attack_findings *findings, paygap_error *err)
{
    struct events events = {.cells = cells, .findings = findings};

    for (size_t i = 0; i < reading->n && !cells->failed; i++) {
        if (reading->sources[reading->figures[i].file].is_workforce)
            take(&events, &reading->figures[i]);
    }
    add_up(&events);
    pg_intern_free(&events.keys);
    free(events.counts);
    cells->failed |= cells->system.failed;
    return cells->failed ? pg_no_memory(err) : PAYGAP_OK;
}
