// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Events: a row for each application, leaver, grievance and so on, with what the person is
 * or the number of the employee; or counts. Those of the twelve months to the latest
 * snapshot date are counted by group and division.
 */
#include "people_parts.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

static const struct {
    const char *title, *spellings;
} events[PG_N_EVENTS] = {
#define PG_EVENT(name, title, spellings) {title, spellings},
#include "events.def"
#undef PG_EVENT
};

const char *pg_event_title(enum pg_event event)
{
    return events[event].title;
}

// The event of a text; PG_N_EVENTS if it is none.
static enum pg_event event_of(struct pg_str text)
{
    for (int i = 0; i < PG_N_EVENTS; i++) {
        const char *rest = events[i].spellings;
        while (*rest != '\0') {
            char word[48] = "";
            size_t len = strcspn(rest, "|"), end = len;
            while (end > 0 && rest[end - 1] == ' ')
                end--;
            snprintf(word, sizeof word, "%.*s", (int)end, rest);
            if (pg_schema_same_header(text, word))
                return (enum pg_event)i;
            rest += len + strspn(rest + len, "| ");
        }
    }
    return PG_N_EVENTS;
}

// ---------------------------------------------------------------- counts

static size_t n_divisions(const struct pg_workforce *workforce)
{
    return workforce->has_place[PG_PLACE_DIVISION]
               ? workforce->places[PG_PLACE_DIVISION].n_groups
               : 1;
}

static bool lay_out(struct pg_workforce *workforce)
{
    struct pg_event_counts *counts = calloc(1, sizeof *counts);
    size_t next = 0;

    if (counts == NULL)
        return false;
    workforce->events = counts;
    counts->first = workforce->n_counts;
    counts->n_columns = n_divisions(workforce) + 1;
    for (size_t a = 0; a < workforce->n_axes; a++) {
        counts->of_axis[a] = pg_is_watched(&workforce->axes[a]) ? next : SIZE_MAX;
        if (counts->of_axis[a] != SIZE_MAX)
            next += PG_N_EVENTS * (workforce->axes[a].n_groups + 1) * counts->n_columns;
    }
    counts->n = next;
    for (size_t i = 0; i < next; i++)
        (void)pg_count_add(workforce, 0);
    return !workforce->out_of_memory;
}

size_t pg_event_count(const struct pg_workforce *workforce, enum pg_event event,
                      size_t axis, size_t group, size_t division)
{
    const struct pg_event_counts *counts = workforce->events;
    size_t n_groups = workforce->axes[axis].n_groups;
    size_t row = group == PG_ALL ? n_groups : group;
    size_t column = division == PG_ALL ? counts->n_columns - 1 : division;

    return counts->first + counts->of_axis[axis] +
           ((size_t)event * (n_groups + 1) + row) * counts->n_columns + column;
}

size_t pg_all_leavers(const struct pg_workforce *workforce)
{
    const struct pg_event_counts *counts = workforce->events;

    for (size_t a = 0; counts != NULL && a < workforce->n_axes; a++) {
        if (counts->of_axis[a] != SIZE_MAX)
            return pg_event_count(workforce, PG_EVENT_LEAVER, a, PG_ALL, PG_ALL);
    }
    return SIZE_MAX;
}

bool pg_event_is_told(const struct pg_workforce *workforce, enum pg_event event,
                      size_t axis)
{
    const struct pg_axis *of = &workforce->axes[axis];

    for (size_t g = 0; g < of->n_groups; g++) {
        if (of->kinds[g] == PG_GROUP_NAMED &&
            workforce->counts[pg_event_count(workforce, event, axis, g, PG_ALL)] > 0)
            return true;
    }
    return workforce->counts[pg_event_count(workforce, event, axis, PG_ALL, PG_ALL)] == 0;
}

// Whether anybody is of the group, in post or among those of the event.
static bool has_people(const struct pg_workforce *workforce, size_t axis, size_t group,
                       size_t n_events)
{
    size_t latest = workforce->n_snapshots - 1;

    return n_events > 0 ||
           workforce->counts[pg_count_of(workforce, latest, axis, group, 0, PG_ALL)] > 0;
}

bool pg_event_is_published(const struct pg_workforce *workforce, enum pg_event event,
                           size_t axis)
{
    const struct pg_axis *of = &workforce->axes[axis];
    unsigned least = pg_policy_minimum(&workforce->config.policy, PG_MINIMUM_COUNT);

    if (event <= PG_EVENT_LEAVER || of->subject == PG_SUBJECT_SEX)
        return true;
    for (size_t g = 0; g < of->n_groups; g++) {
        size_t n = workforce->counts[pg_event_count(workforce, event, axis, g, PG_ALL)];
        if (n < least && has_people(workforce, axis, g, n))
            return false;
    }
    return true;
}

const char *pg_say_not_told(struct pg_workforce *workforce, size_t axis)
{
    return pg_arena_printf(&workforce->arena, "no data: the events do not say the %s",
                           workforce->axes[axis].base);
}

// An event of `n` people counts in its cell and in the totals.
static void count_event(struct pg_workforce *workforce, enum pg_event event, size_t axis,
                        size_t group, size_t division, uint32_t n)
{
    workforce->counts[pg_event_count(workforce, event, axis, group, division)] += n;
    workforce->counts[pg_event_count(workforce, event, axis, group, PG_ALL)] += n;
    workforce->counts[pg_event_count(workforce, event, axis, PG_ALL, division)] += n;
    workforce->counts[pg_event_count(workforce, event, axis, PG_ALL, PG_ALL)] += n;
}

// ---------------------------------------------------------------- employees by id

/** Persons by id, of the latest table that has them. */
struct ids {
    struct pg_intern names;
    size_t *person;
};

static bool index_ids(const struct pg_workforce *workforce, struct ids *ids)
{
    bool is_new;

    *ids = (struct ids){.person = calloc(workforce->n_people + 1, sizeof *ids->person)};
    for (size_t s = 0; ids->person != NULL && s < workforce->n_snapshots; s++) {
        size_t column =
            pg_rows_wished(workforce, &workforce->files[s], PG_FIELD_EMPLOYEE_ID);
        for (size_t row = 0; column != SIZE_MAX && row < workforce->files[s].n; row++) {
            struct pg_str id = pg_rows_cell(&workforce->files[s], row, column);
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

/** Rows of which something cannot be read, and the line of the first. */
struct unread {
    size_t n, line;
};

struct reading {
    struct pg_workforce *workforce;
    struct pg_rows rows;
    struct ids ids;
    size_t event, date, year, count, id, division;
    size_t of_axis[PG_MAX_AXES];   /**< column of each axis */
    uint16_t *groups[PG_MAX_AXES]; /**< of each text of that column */
    struct unread not_known, bad_dates, undated, bad_counts,
        not_regulated;               /**< not counted */
    struct unread elsewhere, nobody; /**< counted, but of no division or person */
};

static paygap_status find_columns(struct reading *reading, paygap_error *err)
{
    static const char *const event[] = {"event", "stage", "type", "event type", NULL};
    static const char *const date[] = {"date", "event date", "date of event", NULL};
    static const char *const year[] = {"year", "reporting year", "financial year", NULL};
    static const char *const count[] = {"count", "number", "n", "people", NULL};
    static const char *const division[] = {"division",     "directorate", "department",
                                           "service area", "service",     NULL};
    struct pg_workforce *workforce = reading->workforce;

    reading->event = pg_rows_find(&reading->rows, event);
    reading->date = pg_rows_find(&reading->rows, date);
    reading->year = pg_rows_find(&reading->rows, year);
    reading->count = pg_rows_find(&reading->rows, count);
    const char *const named_division[] = {workforce->config.workforce.division, NULL};
    reading->division = pg_rows_find(&reading->rows, named_division);
    if (reading->division == SIZE_MAX)
        reading->division = pg_rows_find(&reading->rows, division);
    reading->id = pg_rows_wished(workforce, &reading->rows, PG_FIELD_EMPLOYEE_ID);
    if (reading->event == SIZE_MAX)
        return pg_fail_at(
            err, PAYGAP_COLUMN, reading->rows.path, 1, 0,
            "no column event, which says what happened: applied, shortlisted, "
            "appointed, leaver ...");
    for (size_t a = 0; a < workforce->n_axes; a++) {
        const struct pg_axis *axis = &workforce->axes[a];
        const char *header = pg_header_of_axis(workforce, axis);
        const char *const named[] = {header != NULL ? header : axis->base, axis->base,
                                     NULL};
        const char *const *usual = pg_usual_headers(axis->base);
        reading->of_axis[a] = pg_rows_find(&reading->rows, named);
        if (reading->of_axis[a] == SIZE_MAX)
            reading->of_axis[a] =
                axis->subject == PG_SUBJECT_SEX
                    ? pg_rows_wished(workforce, &reading->rows, PG_FIELD_SEX)
                    : pg_rows_find(&reading->rows, usual);
        if (reading->of_axis[a] == SIZE_MAX || !pg_is_watched(axis))
            continue;
        reading->groups[a] =
            pg_groups_of_column(workforce, axis, &reading->rows, reading->of_axis[a], err);
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
    struct pg_date latest = workforce->snapshots[workforce->n_snapshots - 1].date;

    return pg_date_days(date) <= pg_date_days(latest) &&
           pg_date_days(date) > pg_date_anniversary(latest, -1);
}

static size_t division_of(struct reading *reading, size_t row, size_t person)
{
    const struct pg_workforce *workforce = reading->workforce;
    const struct pg_place *place = &workforce->places[PG_PLACE_DIVISION];
    struct pg_str text = pg_rows_cell(&reading->rows, row, reading->division);

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

// How many a row stands for: a blank one for the person whose id it gives. False if that is
// no count.
static bool number_in(const struct reading *reading, size_t row, uint32_t *number)
{
    struct pg_str text = pg_rows_cell(&reading->rows, row, reading->count);
    int64_t n;

    *number = 1;
    if (reading->count == SIZE_MAX ||
        (text.len == 0 && pg_rows_cell(&reading->rows, row, reading->id).len > 0))
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
        person_of(&reading->ids, pg_rows_cell(&reading->rows, row, reading->id));
    size_t division = division_of(reading, row, person);

    if (person == SIZE_MAX && pg_rows_cell(&reading->rows, row, reading->id).len > 0)
        note_row(&reading->rows, &reading->nobody, row);
    workforce->events->n_of[event] += n;
    for (size_t a = 0; a < workforce->n_axes; a++) {
        const struct pg_axis *axis = &workforce->axes[a];
        if (!pg_is_watched(axis))
            continue;
        size_t column = reading->of_axis[a], group = pg_not_known_of(axis);
        bool has_text =
            column != SIZE_MAX && pg_rows_cell(&reading->rows, row, column).len > 0;
        if (has_text)
            group = reading->groups[a][reading->rows.codes[column][row]];
        else if (person != SIZE_MAX)
            group = axis->group_of[person];
        count_event(workforce, event, a, group, division, n);
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
    struct pg_str text = pg_rows_cell(&reading->rows, row, reading->year);
    int year = end_of_year(text);

    if (text.len == 0 || pg_rows_cell(&reading->rows, row, reading->count).len == 0)
        return NOT_SAID;
    if (year < 0)
        return NO_SUCH_DAY;
    return year == workforce->snapshots[workforce->n_snapshots - 1].date.year
               ? IN_THE_YEAR
               : OUTSIDE_THE_YEAR;
}

static enum when when_was(const struct reading *reading, size_t row)
{
    const struct pg_workforce *workforce = reading->workforce;
    struct pg_str text = pg_rows_cell(&reading->rows, row, reading->date);
    struct pg_date date;

    if (text.len == 0)
        return year_was(reading, row);
    if (pg_day_parse(text, workforce->config.mapping.month_first, &date) != PG_CELL_VALUE)
        return NO_SUCH_DAY;
    return is_in_year(workforce, date) ? IN_THE_YEAR : OUTSIDE_THE_YEAR;
}

// Whether the row gives an employee who is in no profession that has a regulator.
static bool is_unregulated(const struct reading *reading, size_t row)
{
    size_t person =
        person_of(&reading->ids, pg_rows_cell(&reading->rows, row, reading->id));

    return reading->workforce->is_regulated != NULL && person != SIZE_MAX &&
           !reading->workforce->is_regulated[person];
}

static void take_row(struct reading *reading, size_t row)
{
    enum pg_event event = event_of(pg_rows_cell(&reading->rows, row, reading->event));
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

// Events of which it is not said whose they are, group by group, belong to neither of the
// groups that are compared.
static void warn_of_untold(const struct reading *reading)
{
    struct pg_workforce *workforce = reading->workforce;

    for (size_t a = 0; a < workforce->n_axes; a++) {
        struct pg_buffer list = {0};
        for (int event = 0; event < PG_N_EVENTS && pg_is_watched(&workforce->axes[a]);
             event++) {
            enum pg_event of = (enum pg_event)event;
            size_t unknown = pg_not_known_of(&workforce->axes[a]);
            uint32_t n =
                workforce->counts[pg_event_count(workforce, of, a, unknown, PG_ALL)];
            uint32_t all =
                workforce->counts[pg_event_count(workforce, of, a, PG_ALL, PG_ALL)];
            if (n > 0 && n < all)
                pg_buffer_printf(&list, "%s%s, %u of %u", list.len > 0 ? "; " : "",
                                 pg_event_title(of), n, all);
        }
        if (list.ptr != NULL && !list.failed)
            pg_say_warning(
                workforce, "events",
                pg_arena_printf(&workforce->arena,
                                "some do not say the %s and are in neither group: "
                                "%s",
                                workforce->axes[a].base, list.ptr));
        workforce->out_of_memory |= list.failed;
        pg_buffer_free(&list);
    }
}

static void warn_of_uncertain(const struct reading *reading, const struct unread *unread,
                              const char *why, const char *what)
{
    struct pg_workforce *workforce = reading->workforce;

    if (unread->n > 0)
        pg_say_warning(workforce, "events",
                       pg_arena_printf(&workforce->arena,
                                       "%zu %s of %.60s %s, the first in line %zu; %s",
                                       unread->n, unread->n == 1 ? "row" : "rows",
                                       reading->rows.name, why, unread->line, what));
}

static void warn_of_unread(const struct reading *reading, const struct unread *unread,
                           const char *why)
{
    reading->workforce->is_provisional |= unread->n > 0;
    warn_of_uncertain(reading, unread, why, "not counted");
}

// Kinds of event that are not known, and how many rows have each.
static void warn_of_kinds(const struct reading *reading)
{
    const struct pg_rows *rows = &reading->rows;
    struct pg_workforce *workforce = reading->workforce;

    if (reading->not_known.n == 0)
        return;
    const struct pg_intern *texts = &rows->texts[reading->event];
    size_t *n_rows = calloc(texts->n + 1, sizeof *n_rows);
    for (size_t row = 0; n_rows != NULL && row < rows->n; row++) {
        uint32_t code = rows->codes[reading->event][row];
        n_rows[code] += event_of(pg_intern_get(texts, code)) == PG_N_EVENTS;
    }
    if (n_rows != NULL)
        warn_of_unread(reading, &reading->not_known,
                       pg_arena_printf(&workforce->arena,
                                       "with no event that is known here (%s)",
                                       pg_quoted(workforce, texts, n_rows, NULL)));
    workforce->out_of_memory |= n_rows == NULL;
    free(n_rows);
}

paygap_status pg_events_read(struct pg_workforce *workforce, paygap_error *err)
{
    struct reading reading = {.workforce = workforce};
    const char *name = workforce->config.workforce.events;

    if (name == NULL) {
        pg_say_missing(workforce, "Recruitment, leavers, grievances and other events",
                       "[workforce] events = a file with a row for each event, or counts");
        return PAYGAP_OK;
    }
    paygap_status status = pg_rows_of_key(workforce, &reading.rows, "events", name, err);
    if (status == PAYGAP_OK && (!lay_out(workforce) || !index_ids(workforce, &reading.ids)))
        status = pg_no_memory(err);
    if (status == PAYGAP_OK)
        status = find_columns(&reading, err);
    for (size_t row = 0; status == PAYGAP_OK && row < reading.rows.n; row++)
        take_row(&reading, row);
    if (status == PAYGAP_OK)
        warn_of_untold(&reading);
    if (status == PAYGAP_OK && reading.rows.n == 0)
        pg_say_warning(workforce, "events",
                       pg_arena_printf(&workforce->arena,
                                       "there is no row below the header of %.60s",
                                       reading.rows.name));
    warn_of_kinds(&reading);
    warn_of_unread(&reading, &reading.bad_dates,
                   "with a date or a year that is none (a year is written 2026 or "
                   "2025-26)");
    warn_of_unread(&reading, &reading.undated,
                   "without a date (where there is a count, a year will do)");
    warn_of_unread(&reading, &reading.not_regulated,
                   "with a fitness to practise process of somebody who is not regulated");
    warn_of_unread(&reading, &reading.bad_counts,
                   "with a count that is blank or no whole number");
    warn_of_uncertain(&reading, &reading.elsewhere,
                      "with a division that no people table has",
                      "counted as of no division");
    warn_of_uncertain(&reading, &reading.nobody,
                      "with an employee id that no people table has",
                      "counted by what else the row says");
    for (size_t a = 0; a < workforce->n_axes; a++)
        free(reading.groups[a]);
    pg_rows_free(&reading.rows);
    pg_intern_free(&reading.ids.names);
    free(reading.ids.person);
    return status;
}

// ---------------------------------------------------------------- relative likelihood

struct pg_likelihood pg_relative_likelihood(size_t a, size_t of_a, size_t b, size_t of_b)
{
    struct pg_likelihood found = {{0, 0}, NAN, NAN, false, NULL};
    double z = gsl_cdf_ugaussian_Pinv(0.975);
    double x = (double)a, n = (double)of_a, y = (double)b, m = (double)of_b;

    if (of_a == 0 || of_b == 0 || b == 0) {
        found.lacks = of_a == 0 || of_b == 0
                          ? "cannot be formed: nobody in one of the groups"
                          : "cannot be formed: none in the group it is divided by";
        return found;
    }
    found.value = (struct pg_fraction){(pg_int128)a * (pg_int128)of_b,
                                       (pg_int128)of_a * (pg_int128)b};
    if (a > of_a || b > of_b) { // what can happen twice to somebody is no part of a whole
        found.lacks = "no interval: more events than people";
        return found;
    }
    if (a == 0 || a == of_a || b == of_b) { // no spread, or an infinite one
        found.is_adjusted = true;
        x += 0.5;
        y += 0.5;
        n += 1;
        m += 1;
    }
    double error = z * sqrt(1 / x - 1 / n + 1 / y - 1 / m);
    double centre = log(x / n / (y / m));
    found.lower = a == 0 ? 0 : exp(centre - error);
    found.upper = exp(centre + error);
    return found;
}

const char *pg_say_likelihood(const struct pg_likelihood *found)
{
    if (found->lacks != NULL)
        return found->lacks;
    if (found->lower > 1 || found->upper < 1)
        return "unlikely to be chance";
    return "could be chance";
}
