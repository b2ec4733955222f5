// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The file of events: a row for each application, leaver, grievance and so on, with what
 * the person is or the number of the employee; or counts.
 */
#include "events.h"

#include <stdlib.h>

// ---------------------------------------------------------------- employees by id

static bool index_ids(const struct pg_workforce *workforce, struct ids *ids)
{
    bool is_new;

    *ids = (struct ids){.person = calloc(workforce->n_people + 1, sizeof *ids->person)};
    for (size_t s = 0; ids->person != NULL && s < workforce->n_snapshots; s++) {
        size_t column =
            pg_workforce_rows_wished(workforce, &workforce->files[s], PG_FIELD_EMPLOYEE_ID);
        for (size_t row = 0; column != SIZE_MAX && row < workforce->files[s].n; row++) {
            struct pg_str id = pg_workforce_rows_cell(&workforce->files[s], row, column);
            uint32_t number = pg_intern_add(&ids->names, id, &is_new);
            if (number == PG_INTERN_FULL)
                return false;
            ids->person[number] = workforce->snapshots[s].first + row;
        }
    }
    return ids->person != NULL;
}

static size_t person_of(const struct ids *ids, struct pg_str id)
{
    uint32_t number = id.len > 0 ? pg_intern_find(&ids->names, id) : PG_INTERN_FULL;

    return number != PG_INTERN_FULL ? ids->person[number] : SIZE_MAX;
}

// ---------------------------------------------------------------- the file

// What says which application or case a row is about.
static const char *const case_headers[] = {"application",
                                           "application id",
                                           "application number",
                                           "application ref",
                                           "application reference",
                                           "applicant",
                                           "applicant id",
                                           "candidate",
                                           "candidate id",
                                           "case",
                                           "case id",
                                           "case number",
                                           "case ref",
                                           "case reference",
                                           "event id",
                                           "reference",
                                           "reference number",
                                           NULL};

static paygap_status find_columns(struct reading *reading, paygap_error *err)
{
    static const char *const event[] = {"event", "stage", "type", "event type", NULL};
    static const char *const date[] = {"date", "event date", "date of event", NULL};
    static const char *const year[] = {"year", "reporting year", "financial year", NULL};
    static const char *const count[] = {"count", "number", "n", "people", NULL};
    static const char *const division[] = {"division",     "directorate", "department",
                                           "service area", "service",     NULL};
    struct pg_workforce *workforce = reading->workforce;

    reading->event = pg_workforce_rows_find(&reading->rows, event);
    reading->date = pg_workforce_rows_find(&reading->rows, date);
    reading->year = pg_workforce_rows_find(&reading->rows, year);
    reading->count = pg_workforce_rows_find(&reading->rows, count);
    reading->of_case = pg_workforce_rows_find(&reading->rows, case_headers);
    const char *const named_division[] = {workforce->config.workforce.division, NULL};
    reading->division = pg_workforce_rows_find(&reading->rows, named_division);
    if (reading->division == SIZE_MAX)
        reading->division = pg_workforce_rows_find(&reading->rows, division);
    reading->id = pg_workforce_rows_wished(workforce, &reading->rows, PG_FIELD_EMPLOYEE_ID);
    if (reading->event == SIZE_MAX)
        return pg_fail_at(
            err, PAYGAP_COLUMN, reading->rows.path, 1, 0,
            "no column event, which says what happened: applied, shortlisted, "
            "appointed, leaver ...");
    for (size_t a = 0; a < workforce->n_axes; a++) {
        const struct pg_axis *axis = &workforce->axes[a];
        const char *header = pg_workforce_header_of_axis(workforce, axis);
        const char *const named[] = {header != NULL ? header : axis->base, axis->base,
                                     NULL};
        const char *const *usual = pg_characteristics_usual_headers(axis->base);
        reading->of_axis[a] = pg_workforce_rows_find(&reading->rows, named);
        if (reading->of_axis[a] == SIZE_MAX)
            reading->of_axis[a] =
                axis->subject == PG_SUBJECT_SEX
                    ? pg_workforce_rows_wished(workforce, &reading->rows, PG_FIELD_SEX)
                    : pg_workforce_rows_find(&reading->rows, usual);
        if (reading->of_axis[a] == SIZE_MAX || !pg_workforce_is_watched(axis))
            continue;
        reading->groups[a] = pg_workforce_groups_of_column(workforce, axis, &reading->rows,
                                                           reading->of_axis[a], err);
        if (reading->groups[a] == NULL)
            return err != NULL && err->status != PAYGAP_OK ? err->status
                                                           : pg_no_memory(err);
    }
    return PAYGAP_OK;
}

static void note_row(const struct pg_rows *rows, struct unread *unread, size_t row)
{
    if (unread->n++ == 0)
        unread->line = rows->lines[row];
}

// Whether a date is in the twelve months to the latest snapshot date.
static bool is_in_year(const struct pg_workforce *workforce, struct pg_date date)
{
    struct pg_date latest = workforce->snapshots[pg_workforce_latest(workforce)].date;

    return pg_date_days(date) <= pg_date_days(latest) &&
           pg_date_days(date) > pg_date_anniversary(latest, -1);
}

static size_t division_of(struct reading *reading, size_t row, size_t person)
{
    const struct pg_workforce *workforce = reading->workforce;
    const struct pg_place *place = &workforce->places[PG_PLACE_DIVISION];
    struct pg_str text = pg_workforce_rows_cell(&reading->rows, row, reading->division);

    if (!workforce->has_place[PG_PLACE_DIVISION])
        return 0;
    for (size_t e = 0; text.len > 0 && e < place->n_groups; e++) {
        if (pg_schema_same_header(text, place->groups[e]))
            return e;
    }
    if (text.len > 0)
        note_row(&reading->rows, &reading->elsewhere, row);
    return text.len == 0 && person != SIZE_MAX ? place->group_of[person]
                                               : place->n_groups - 1;
}

// Whether a row says which person, application or case it is about.
static bool is_of_one(const struct reading *reading, size_t row)
{
    return pg_workforce_rows_cell(&reading->rows, row, reading->id).len > 0 ||
           pg_workforce_rows_cell(&reading->rows, row, reading->of_case).len > 0;
}

// How many a row stands for: one where it says which. False if that is no count.
static bool number_in(const struct reading *reading, size_t row, uint32_t *number)
{
    struct pg_str text = pg_workforce_rows_cell(&reading->rows, row, reading->count);
    int64_t n;

    *number = 1;
    if (reading->count == SIZE_MAX || (text.len == 0 && is_of_one(reading, row)))
        return true;
    bool is_count = pg_decimal_parse(text, &n) == PG_CELL_VALUE && n >= 0 &&
                    n % PG_MILLION == 0 && n < 1000000000 * PG_MILLION;
    *number = is_count ? (uint32_t)(n / PG_MILLION) : 0;
    return is_count;
}

static void count_row(struct reading *reading, size_t row, enum pg_event event, uint32_t n)
{
    struct pg_workforce *workforce = reading->workforce;
    size_t person =
        person_of(&reading->ids, pg_workforce_rows_cell(&reading->rows, row, reading->id));
    size_t division = division_of(reading, row, person);

    if (person == SIZE_MAX &&
        pg_workforce_rows_cell(&reading->rows, row, reading->id).len > 0)
        note_row(&reading->rows, &reading->nobody, row);
    workforce->events->n_of[event] += n;
    for (size_t a = 0; a < workforce->n_axes; a++) {
        const struct pg_axis *axis = &workforce->axes[a];
        if (!pg_workforce_is_watched(axis))
            continue;
        size_t column = reading->of_axis[a], group = pg_workforce_not_known_of(axis);
        bool has_text = column != SIZE_MAX &&
                        pg_workforce_rows_cell(&reading->rows, row, column).len > 0;
        if (has_text)
            group = reading->groups[a][reading->rows.codes[column][row]];
        else if (person != SIZE_MAX)
            group = axis->group_of[person];
        pg_workforce_events_count(
            workforce,
            (struct pg_event_where){.event = event,
                                    .axis = a,
                                    .group = pg_workforce_only(group),
                                    .division = pg_workforce_only(division)},
            n);
    }
}

enum when { IN_THE_YEAR, OUTSIDE_THE_YEAR, NO_SUCH_DAY, NOT_SAID };

// Up to `n` digits; -1 if there are none.
static int digits_at(struct pg_str text, size_t first, size_t n)
{
    int number = -1;

    for (size_t i = first; i < text.len && i < first + n; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return -1;
        number = (number < 0 ? 0 : number * 10) + text.ptr[i] - '0';
    }
    return number;
}

// The year that "2026", "2025-26", "2025/26" and "2025 to 2026" end in; -1 if it is none.
static int end_of_year(struct pg_str text)
{
    static const char *const between[] = {"-", "/", "\xE2\x80\x93", "to"};
    int start = digits_at(text, 0, 4);

    if (text.len <= 4)
        return text.len == 4 ? start : -1;
    struct pg_str rest = pg_str_trim((struct pg_str){text.ptr + 4, text.len - 4});
    for (size_t i = 0; i < sizeof between / sizeof between[0]; i++) {
        size_t len = strlen(between[i]);
        if (rest.len <= len || !pg_str_same((struct pg_str){rest.ptr, len}, between[i]))
            continue;
        rest = pg_str_trim((struct pg_str){rest.ptr + len, rest.len - len});
        int end = digits_at(rest, 0, rest.len);
        bool is_next = (rest.len == 4 && end == start + 1) ||
                       (rest.len == 2 && end == (start + 1) % 100);
        return start > 0 && is_next ? start + 1 : -1;
    }
    return -1;
}

// Counts may have a year in place of a date: the one that ends with the latest snapshot's.
static enum when year_was(const struct reading *reading, size_t row)
{
    const struct pg_workforce *workforce = reading->workforce;
    struct pg_str text = pg_workforce_rows_cell(&reading->rows, row, reading->year);
    int year = end_of_year(text);

    if (text.len == 0 ||
        pg_workforce_rows_cell(&reading->rows, row, reading->count).len == 0)
        return NOT_SAID;
    if (year < 0)
        return NO_SUCH_DAY;
    return year == workforce->snapshots[pg_workforce_latest(workforce)].date.year
               ? IN_THE_YEAR
               : OUTSIDE_THE_YEAR;
}

static enum when when_was(const struct reading *reading, size_t row)
{
    const struct pg_workforce *workforce = reading->workforce;
    struct pg_str text = pg_workforce_rows_cell(&reading->rows, row, reading->date);
    struct pg_date date;

    if (text.len == 0)
        return year_was(reading, row);
    if (pg_schema_day_parse(text, workforce->config.mapping.month_first, &date) !=
        PG_CELL_VALUE)
        return NO_SUCH_DAY;
    return is_in_year(workforce, date) ? IN_THE_YEAR : OUTSIDE_THE_YEAR;
}

// Whether the row gives an employee who is in no profession that has a regulator.
static bool is_unregulated(const struct reading *reading, size_t row)
{
    size_t person =
        person_of(&reading->ids, pg_workforce_rows_cell(&reading->rows, row, reading->id));

    return reading->workforce->is_regulated != NULL && person != SIZE_MAX &&
           !reading->workforce->is_regulated[person];
}

static void take_row(struct reading *reading, size_t row)
{
    enum pg_event event =
        pg_workforce_event_of(pg_workforce_rows_cell(&reading->rows, row, reading->event));
    enum when when = when_was(reading, row);
    uint32_t n;

    if (event == PG_N_EVENTS)
        note_row(&reading->rows, &reading->not_known, row);
    else if (!number_in(reading, row, &n))
        note_row(&reading->rows, &reading->bad_counts, row);
    else if (when == NO_SUCH_DAY)
        note_row(&reading->rows, &reading->bad_dates, row);
    else if (when == NOT_SAID)
        note_row(&reading->rows, &reading->undated, row);
    else if (when == OUTSIDE_THE_YEAR)
        reading->workforce->events->n_outside += n;
    else if (event == PG_EVENT_FITNESS && is_unregulated(reading, row))
        note_row(&reading->rows, &reading->not_regulated, row);
    else
        count_row(reading, row, event, n);
}

paygap_status pg_workforce_events_read(struct pg_workforce *workforce, paygap_error *err)
{
    struct reading reading = {.workforce = workforce};
    const char *name = workforce->config.workforce.events;

    if (name == NULL) {
        pg_workforce_say_missing(
            workforce, "Recruitment, leavers, grievances and other events",
            "[workforce] events = a file with a row for each event, or counts");
        return PAYGAP_OK;
    }
    paygap_status status =
        pg_workforce_rows_of_key(workforce, &reading.rows, "events", name, err);
    if (status == PAYGAP_OK &&
        (!pg_workforce_events_lay_out(workforce) || !index_ids(workforce, &reading.ids)))
        status = pg_no_memory(err);
    if (status == PAYGAP_OK)
        status = find_columns(&reading, err);
    for (size_t row = 0; status == PAYGAP_OK && row < reading.rows.n; row++)
        take_row(&reading, row);
    pg_workforce_events_say(&reading, status == PAYGAP_OK);
    for (size_t a = 0; a < workforce->n_axes; a++)
        free(reading.groups[a]);
    pg_workforce_rows_free(&reading.rows);
    pg_intern_free(&reading.ids.names);
    free(reading.ids.person);
    return status;
}
