// SPDX-License-Identifier: GPL-3.0-or-later
/* The people of every snapshot date in one list. */
#include "people_parts.h"

#include "pg_law.h"
#include "pg_run.h"
#include "pg_source.h"

#include <stdlib.h>

// ---------------------------------------------------------------- files and dates

// Whether ten characters look like a date, 2026-03-31, whatever the day.
static bool is_like_date(const char *text)
{
    for (int i = 0; i < 10; i++) {
        bool is_dash = i == 4 || i == 7;
        if (is_dash ? text[i] != '-' : text[i] < '0' || text[i] > '9')
            return false;
    }
    return true;
}

// The date in the name of a file, or the snapshot date of the year in it.
static bool date_in(const char *name, const struct pg_regime *regime, struct pg_date *date)
{
    for (const char *p = name; *p != '\0'; p++) {
        bool begins = p == name || p[-1] < '0' || p[-1] > '9';
        size_t digits = strspn(p, "0123456789");
        if (!begins || digits != 4 || strncmp(p, "20", 2) != 0)
            continue;
        if (strlen(p) >= 10 && pg_date_parse((struct pg_str){p, 10}, date))
            return true;
        if (is_like_date(p)) // of no day
            return false;
        *date = pg_law_regime_snapshot_date(regime, (int)strtol(p, NULL, 10));
        return true;
    }
    return false;
}

static paygap_status date_of(const struct pg_workforce *workforce, const char *path,
                             struct pg_date *date, paygap_error *err)
{
    const paygap_workforce_options *options = workforce->options;
    bool is_only = options->n_people == 1;

    if (options->snapshot_date != NULL && !is_only)
        return pg_fail(err, PAYGAP_USAGE,
                       "--snapshot-date is for a single people table; the names of several "
                       "say their dates");
    if (options->snapshot_date != NULL)
        return pg_date_parse(pg_str_of(options->snapshot_date), date)
                   ? PAYGAP_OK
                   : pg_fail(err, PAYGAP_USAGE,
                             "the snapshot date must be a date such as 2026-03-31");
    if (date_in(pg_file_name(path), pg_policy_regime(&workforce->config.policy), date))
        return PAYGAP_OK;
    *date = workforce->config.snapshot_date;
    if (is_only && date->year != 0)
        return PAYGAP_OK;
    return pg_fail_at(err, PAYGAP_USAGE, path, 0, 0,
                      "the name of a people table says its snapshot date, such as "
                      "people-2026-03-31.csv or people-2026.csv; for a single one "
                      "--snapshot-date does too");
}

/** A file of people with its date, while they are put in order. */
struct dated {
    const char *path;
    struct pg_date date;
};

static int by_date(const void *a, const void *b)
{
    return pg_date_compare(((const struct dated *)a)->date,
                           ((const struct dated *)b)->date);
}

static paygap_status read_files(struct pg_workforce *workforce, paygap_error *err)
{
    const paygap_workforce_options *options = workforce->options;
    struct dated files[PG_MAX_SNAPSHOTS];
    char text[32];

    for (size_t i = 0; i < options->n_people; i++) {
        files[i].path = options->people[i];
        PG_TRY(date_of(workforce, files[i].path, &files[i].date, err));
    }
    qsort(files, options->n_people, sizeof *files, by_date);
    for (size_t i = 0; i < options->n_people; i++) {
        if (i > 0 && pg_date_compare(files[i - 1].date, files[i].date) == 0)
            return pg_fail_at(err, PAYGAP_USAGE, files[i].path, 0, 0,
                              "two people tables have the snapshot date %s",
                              pg_date_iso(files[i].date, text));
        struct pg_rows *rows = &workforce->files[i];
        struct pg_source source =
            pg_config_source(&workforce->config, options->sheet, files[i].path);
        PG_TRY(pg_workforce_rows_read(rows, &source, err));
        pg_workforce_warn_of_ragged(workforce, rows);
        if (rows->n == 0)
            return pg_fail_at(err, PAYGAP_NOT_A_TABLE, files[i].path, 0, 0,
                              "there is nobody below the header");
        workforce->snapshots[i] = (struct pg_snapshot){
            .date = files[i].date,
            .label = pg_arena_text(&workforce->arena, pg_date_long(files[i].date, text)),
            .first = workforce->n_people,
            .n = rows->n};
        workforce->date_labels[i] = workforce->snapshots[i].label;
        workforce->dates[i] =
            pg_arena_text(&workforce->arena, pg_date_iso(files[i].date, text));
        workforce->n_snapshots++;
        workforce->n_people += rows->n;
    }
    workforce->document.dates = workforce->dates;
    workforce->document.date_labels = workforce->date_labels;
    workforce->document.n_dates = workforce->n_snapshots;
    return PAYGAP_OK;
}

// Who is in a profession with a regulator, which may find them unfit to practise.
static bool read_regulated(struct pg_workforce *workforce)
{
    static const char *const usual_headers[] = {"regulated", "regulated professional",
                                                "registered professional", NULL};
    const char *header = workforce->config.workforce.regulated;
    const char *const named[] = {header, NULL};
    size_t columns[PG_MAX_SNAPSHOTS], person = 0;

    if (!pg_workforce_find_columns(workforce, header != NULL ? named : usual_headers,
                                   columns)) {
        if (header != NULL)
            pg_workforce_say_missing(
                workforce, "Who is regulated",
                pg_workforce_column_needed(workforce, "regulated", header));
        return true;
    }
    workforce->is_regulated =
        calloc(workforce->n_people + 1, sizeof *workforce->is_regulated);
    if (workforce->is_regulated == NULL)
        return false;
    for (size_t s = 0; s < workforce->n_snapshots; s++) {
        for (size_t row = 0; row < workforce->files[s].n; row++, person++) {
            bool yes = false;
            (void)pg_schema_yes_no_parse(
                pg_workforce_rows_cell(&workforce->files[s], row, columns[s]), &yes);
            workforce->is_regulated[person] = yes;
        }
    }
    return true;
}

// An id that stands twice in a table is one person counted twice.
static bool warn_of_repeated_ids(struct pg_workforce *workforce)
{
    size_t columns[PG_MAX_SNAPSHOTS];

    (void)pg_workforce_find_field(workforce, PG_FIELD_EMPLOYEE_ID, columns);
    for (size_t s = 0; s < workforce->n_snapshots; s++) {
        struct pg_intern ids = {0};
        size_t n_repeated = 0;
        bool is_new = true, has_memory = true;
        for (size_t row = 0; has_memory && row < workforce->files[s].n; row++) {
            struct pg_str id =
                pg_workforce_rows_cell(&workforce->files[s], row, columns[s]);
            has_memory = id.len == 0 || pg_intern_add(&ids, id, &is_new) != PG_INTERN_FULL;
            n_repeated += id.len > 0 && !is_new;
        }
        pg_intern_free(&ids);
        if (!has_memory)
            return false;
        if (n_repeated > 0)
            pg_workforce_say_warning(
                workforce, workforce->files[s].name,
                pg_arena_printf(&workforce->arena,
                                "%zu rows repeat an employee id; each row counts as a "
                                "person, so keep one row of each, such as the main post",
                                n_repeated));
    }
    return true;
}

paygap_status pg_workforce_people_read(struct pg_workforce *workforce, paygap_error *err)
{
    PG_TRY(read_files(workforce, err));
    PG_TRY(pg_workforce_people_add_axes(workforce, err));
    if (workforce->n_axes == 0)
        return pg_fail_at(
            err, PAYGAP_COLUMN, workforce->options->people[0], 0, 0,
            "no column says what people are: sex, ethnicity, disability, or one "
            "that [characteristic.NAME] names");
    return pg_workforce_people_add_places(workforce) && read_regulated(workforce) &&
                   warn_of_repeated_ids(workforce)
               ? PAYGAP_OK
               : pg_no_memory(err);
}
