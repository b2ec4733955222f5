// SPDX-License-Identifier: GPL-3.0-or-later
/* Where people work: the group of each at every place. */
#include "people_parts.h"

#include <stdlib.h>

static const struct {
    const char *name, *title;
    const char *const headers[8];
} roles[PG_N_PLACES] = {
    [PG_PLACE_GRADE] = {"grade",
                        "Grade",
                        {"grade", "pay band", "band", "pay grade", "salary band", NULL}},
    [PG_PLACE_DIVISION] = {"division",
                           "Division",
                           {"division", "directorate", "department", "service area",
                            "service", NULL}},
    [PG_PLACE_LEVEL] = {"level",
                        "Management level",
                        {"management level", "level", "tier", "leadership level", NULL}},
    [PG_PLACE_CONTRACT] = {"contract",
                           "Contract",
                           {"contract", "contract type", "employment type", NULL}},
    [PG_PLACE_COHORT] = {"cohort", "Cohort", {"cohort", "scheme", "programme", NULL}},
    [PG_PLACE_SERVICE] = {"service", "Length of service", {NULL}},
    [PG_PLACE_DIVISION_LEVEL] = {"division and level", "Division and level", {NULL}},
};

// A place with room for its groups and for everybody's; false when out of memory.
static bool begin_place(struct pg_workforce *workforce, size_t role, size_t n_groups)
{
    struct pg_place *place = &workforce->places[role];

    *place = (struct pg_place){
        .name = roles[role].name,
        .title = roles[role].title,
        .n_groups = n_groups,
        .groups = calloc(n_groups, sizeof *place->groups),
        .group_of = calloc(workforce->n_people + 1, sizeof *place->group_of)};
    return place->groups != NULL && place->group_of != NULL;
}

// G2 before G10: runs of digits are compared as numbers.
static int natural(const char *a, const char *b)
{
    while (*a != '\0' && *b != '\0') {
        size_t da = strspn(a, "0123456789"), db = strspn(b, "0123456789");
        if (da > 0 && db > 0 && da < 10 && db < 10) {
            long na = strtol(a, NULL, 10), nb = strtol(b, NULL, 10);
            if (na != nb)
                return na < nb ? -1 : 1;
            a += da;
            b += db;
            continue;
        }
        if (*a != *b)
            return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
        a++;
        b++;
    }
    return *a == *b ? 0 : *a == '\0' ? -1 : 1;
}

static int by_name(const void *a, const void *b)
{
    return natural(*(const char *const *)a, *(const char *const *)b);
}

// The labels in natural order, blank last; the number of each code.
static bool order_labels(struct pg_workforce *workforce, const struct pg_joined *joined,
                         enum pg_place_role role)
{
    struct pg_place *place = &workforce->places[role];
    size_t n = joined->texts.n;

    uint16_t *number = calloc(n + 1, sizeof *number);
    bool made = begin_place(workforce, role, n) && number != NULL;
    for (size_t i = 1; made && i < n; i++) {
        struct pg_str text = pg_intern_get(&joined->texts, (uint32_t)i);
        place->groups[i - 1] =
            pg_arena_printf(&workforce->arena, "%.*s", (int)text.len, text.ptr);
    }
    if (made) {
        qsort(place->groups, n - 1, sizeof *place->groups, by_name);
        place->groups[n - 1] = role == PG_PLACE_LEVEL    ? "No management level"
                               : role == PG_PLACE_COHORT ? "No cohort"
                                                         : "Not given";
    }
    for (size_t i = 0; made && i < n; i++) {
        struct pg_str text = pg_intern_get(&joined->texts, (uint32_t)i);
        number[i] = (uint16_t)(n - 1);
        for (size_t g = 0; g + 1 < n && i > 0; g++) {
            if (strlen(place->groups[g]) == text.len &&
                memcmp(place->groups[g], text.ptr, text.len) == 0)
                number[i] = (uint16_t)g;
        }
    }
    for (size_t i = 0; made && i < workforce->n_people; i++)
        place->group_of[i] = number[joined->codes[i]];
    free(number);
    return made;
}

enum { MOST_LABELS = 400 };

static const char *header_of(const struct pg_workforce_settings *settings,
                             enum pg_place_role role)
{
    const char *const headers[PG_N_PLACES] = {[PG_PLACE_GRADE] = settings->grade,
                                              [PG_PLACE_DIVISION] = settings->division,
                                              [PG_PLACE_LEVEL] = settings->level,
                                              [PG_PLACE_CONTRACT] = settings->contract,
                                              [PG_PLACE_COHORT] = settings->cohort};

    return headers[role];
}

static bool add_place(struct pg_workforce *workforce, enum pg_place_role role)
{
    const char *header = header_of(&workforce->config.workforce, role);
    const char *const named[] = {header, NULL};
    size_t columns[PG_MAX_SNAPSHOTS];
    struct pg_joined joined;

    if (!pg_workforce_find_columns(workforce, header != NULL ? named : roles[role].headers,
                                   columns)) {
        pg_workforce_say_missing(
            workforce, roles[role].title,
            pg_workforce_column_needed(workforce, roles[role].name, header));
        return true;
    }
    bool made = pg_workforce_join(workforce, columns, &joined);
    if (made && joined.texts.n > 1 && joined.texts.n <= MOST_LABELS) {
        made = order_labels(workforce, &joined, role);
        workforce->has_place[role] = made;
        pg_workforce_note_dates(workforce, roles[role].title, columns,
                                workforce->places[role].is_there);
    } else if (made) {
        pg_workforce_say_missing(workforce, roles[role].title,
                                 joined.texts.n > MOST_LABELS
                                     ? "a column with at most 400 different labels"
                                     : "a column that is not blank");
    }
    pg_workforce_joined_free(&joined);
    return made;
}

static void warn_of_starts(struct pg_workforce *workforce, size_t n, const char *one,
                           const char *several)
{
    if (n > 0)
        pg_workforce_say_warning(workforce, "Length of service",
                                 pg_arena_printf(&workforce->arena,
                                                 "%zu start %s and so not given", n,
                                                 n == 1 ? one : several));
}

// Starters of the year before the snapshot date, and the others. Nobody who is there
// started after it, so such a date says nothing.
static bool add_service(struct pg_workforce *workforce)
{
    static const char *const names[] = {"Started in the last year",
                                        "Current staff of over a year", "Not given"};
    struct pg_place *place = &workforce->places[PG_PLACE_SERVICE];
    size_t columns[PG_MAX_SNAPSHOTS], person = 0, n_bad = 0, n_later = 0;

    if (!pg_workforce_find_field(workforce, PG_FIELD_START_DATE, columns))
        return true;
    if (!begin_place(workforce, PG_PLACE_SERVICE, 3))
        return false;
    memcpy(place->groups, names, sizeof names);
    pg_workforce_note_dates(workforce, "start dates", columns, place->is_there);
    for (size_t s = 0; s < workforce->n_snapshots; s++) {
        const struct pg_rows *rows = &workforce->files[s];
        int64_t year_before = pg_date_anniversary(workforce->snapshots[s].date, -1);
        for (size_t row = 0; row < rows->n; row++, person++) {
            struct pg_date start;
            bool is_date =
                pg_schema_day_parse(pg_workforce_rows_cell(rows, row, columns[s]),
                                    workforce->config.mapping.month_first,
                                    &start) == PG_CELL_VALUE;
            bool is_later =
                is_date && pg_date_compare(start, workforce->snapshots[s].date) > 0;
            n_bad += !is_date && pg_workforce_rows_cell(rows, row, columns[s]).len > 0;
            n_later += is_later;
            place->group_of[person] = !is_date || is_later                ? 2
                                      : pg_date_days(start) > year_before ? PG_STARTED
                                                                          : 1;
        }
    }
    warn_of_starts(workforce, n_bad, "date is no date", "dates are no date");
    warn_of_starts(workforce, n_later, "date is after the date of its table",
                   "dates are after the date of their table");
    workforce->has_place[PG_PLACE_SERVICE] = true;
    return true;
}

enum { MOST_CELLS = 2000 };

// Division and level together, as one place.
static bool add_division_level(struct pg_workforce *workforce)
{
    const struct pg_place *division = &workforce->places[PG_PLACE_DIVISION];
    const struct pg_place *level = &workforce->places[PG_PLACE_LEVEL];
    struct pg_place *place = &workforce->places[PG_PLACE_DIVISION_LEVEL];
    bool is_one =
        workforce->has_place[PG_PLACE_DIVISION] && workforce->has_place[PG_PLACE_LEVEL];
    size_t n = is_one ? division->n_groups * level->n_groups : 0;

    if (n > MOST_CELLS)
        pg_workforce_say_warning(workforce, "Division and level",
                                 pg_arena_printf(&workforce->arena,
                                                 "left out: %zu cells are more than %d", n,
                                                 MOST_CELLS));
    if (n == 0 || n > MOST_CELLS)
        return true;
    if (!begin_place(workforce, PG_PLACE_DIVISION_LEVEL, n))
        return false;
    for (size_t s = 0; s < workforce->n_snapshots; s++)
        place->is_there[s] = division->is_there[s] && level->is_there[s];
    for (size_t g = 0; g < n; g++)
        place->groups[g] = pg_arena_printf(&workforce->arena, "%s, %s",
                                           division->groups[g / level->n_groups],
                                           level->groups[g % level->n_groups]);
    for (size_t i = 0; i < workforce->n_people; i++)
        place->group_of[i] =
            (uint16_t)(division->group_of[i] * level->n_groups + level->group_of[i]);
    workforce->has_place[PG_PLACE_DIVISION_LEVEL] = true;
    return true;
}

bool pg_workforce_people_add_places(struct pg_workforce *workforce)
{
    for (int role = 0; role < PG_PLACE_SERVICE; role++) {
        if (!add_place(workforce, (enum pg_place_role)role))
            return false;
    }
    return add_service(workforce) && add_division_level(workforce);
}
