// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * results.csv and workforce.csv, row by row. Columns are found by their headers, so files
 * of other programs and of earlier versions are read too: value_lower and value_upper may
 * be missing, other columns are left aside. Of
 *
 *     Anytown,2026-03-31,Site,A,,mean_hourly_pay,17.3,,,17.30,pounds,,,,rounded,
 *
 * the value is 17.30, known to half of 10p because its status is rounded.
 */
#include "figures.h"

#include "pg_source.h"

#include <math.h>
#include <stdlib.h>

static const char *const headers[PG_N_ATTACK_COLUMNS] = {
#define PG_ATTACK_COLUMN(name, header) header,
#include "columns.def"
#undef PG_ATTACK_COLUMN
};

/** A file while it is read. */
struct taking {
    struct pg_attack_reading *reading;
    const char *path;
    size_t column_of[PG_N_ATTACK_COLUMNS]; /**< from 1; 0 = missing */
    bool has_header;
};

const char *pg_attack_keep(struct pg_attack_reading *reading, struct pg_str text)
{
    enum { MOST_CHARACTERS = 200 };
    struct pg_buffer shown = {0};
    bool is_new;

    text = pg_str_trim(text);
    // An apostrophe that guards a formula is no part of the text.
    if (text.len > 1 && text.ptr[0] == '\'' && strchr("=@+-", text.ptr[1]) != NULL) {
        text.ptr++;
        text.len--;
    }
    pg_buffer_add_visible(&shown, text, MOST_CHARACTERS);
    struct pg_str clean = {shown.ptr != NULL ? shown.ptr : "", shown.len};
    uint32_t number = pg_intern_add(&reading->texts, clean, &is_new);
    const char **grown =
        pg_grown(reading->kept, reading->n_kept, &reading->kept_capacity, sizeof *grown);
    reading->failed |= shown.failed || number == PG_INTERN_FULL || grown == NULL;
    if (grown != NULL)
        reading->kept = grown;
    if (!reading->failed && is_new)
        grown[reading->n_kept++] = pg_arena_text(&reading->arena, clean.ptr);
    pg_buffer_free(&shown);
    return reading->failed ? "" : reading->kept[number];
}

// ---------------------------------------------------------------- values

// A number as these files write it; false if it is none.
static bool number_of(const char *text, double *number)
{
    int64_t millionths;
    enum pg_cell_state state = pg_decimal_parse(pg_str_of(text), &millionths);

    if (state != PG_CELL_VALUE && state != PG_CELL_ROUNDED)
        return false;
    *number = (double)millionths / (double)PG_MILLION;
    return true;
}

// Half a unit of the last digit; of what is rounded further, half of what it says.
static double half_of(const char *text, bool is_people, bool is_rounded)
{
    const char *point = strchr(text, '.');
    size_t n_decimals = point != NULL ? strspn(point + 1, "0123456789") : 0;
    double half = 0.5;

    if (is_people && n_decimals == 0)
        return 0;
    for (size_t i = 0; i < n_decimals; i++)
        half /= 10;
    return is_rounded && n_decimals == 2 ? 0.05 : half;
}

static bool is_one_of(const char *text, const char *a, const char *b)
{
    return pg_str_same(pg_str_of(text), a) || pg_str_same(pg_str_of(text), b);
}

static void read_value(struct pg_attack_figure *figure)
{
    const char *const *texts = figure->texts;
    const char *published = texts[PG_ATTACK_COLUMN_PUBLISHED];
    const char *status = texts[PG_ATTACK_COLUMN_STATUS];
    const char *shown = published[0] != '\0' ? published : texts[PG_ATTACK_COLUMN_VALUE];
    bool is_people =
        strncmp(texts[PG_ATTACK_COLUMN_UNIT], "people", sizeof "people" - 1) == 0;

    figure->is_provisional = is_one_of(status, "provisional", "provisional");
    if (!number_of(texts[PG_ATTACK_COLUMN_COUNT], &figure->count))
        figure->count = -1;
    if (is_one_of(status, "suppressed", "suppressed") || is_one_of(shown, "[c]", "[c]")) {
        figure->state = PG_ATTACK_HIDDEN;
    } else if (number_of(texts[PG_ATTACK_COLUMN_VALUE_LOWER], &figure->lo) &&
               number_of(texts[PG_ATTACK_COLUMN_VALUE_UPPER], &figure->hi) &&
               figure->lo <= figure->hi) {
        figure->state = PG_ATTACK_RANGE;
    } else if (number_of(shown, &figure->value)) {
        figure->state = PG_ATTACK_EXACT;
        figure->half = half_of(shown, is_people, is_one_of(status, "rounded", "rounded"));
        figure->lo = figure->value - figure->half;
        figure->hi = figure->value + figure->half;
    }
}

// ---------------------------------------------------------------- rows

static paygap_status take_header(struct taking *taking, const struct pg_row *row,
                                 paygap_error *err)
{
    static const enum pg_attack_column needed[] = {
        PG_ATTACK_COLUMN_CHARACTERISTIC, PG_ATTACK_COLUMN_GROUP, PG_ATTACK_COLUMN_MEASURE};

    taking->has_header = true;
    for (size_t i = 0; i < row->n_cells; i++) {
        for (int column = 0; column < PG_N_ATTACK_COLUMNS; column++) {
            if (taking->column_of[column] == 0 &&
                pg_str_same(pg_str_trim(row->cells[i]), headers[column]))
                taking->column_of[column] = i + 1;
        }
    }
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        if (taking->column_of[needed[i]] == 0)
            return pg_fail_at(err, PAYGAP_NOT_A_TABLE, taking->path, row->line, 0,
                              "no column %s: this is no publication in the tidy form, one "
                              "figure a line",
                              headers[needed[i]]);
    }
    if (taking->column_of[PG_ATTACK_COLUMN_VALUE] == 0 &&
        taking->column_of[PG_ATTACK_COLUMN_PUBLISHED] == 0)
        return pg_fail_at(err, PAYGAP_NOT_A_TABLE, taking->path, row->line, 0,
                          "no column value and no column published: there are no figures");
    return PAYGAP_OK;
}

static paygap_status take_row(void *context, const struct pg_row *row, paygap_error *err)
{
    struct taking *taking = context;
    struct pg_attack_reading *reading = taking->reading;

    if (!taking->has_header)
        return take_header(taking, row, err);
    struct pg_attack_figure *grown = pg_grown(reading->figures, reading->n,
                                              &reading->capacity, sizeof *reading->figures);
    if (grown == NULL)
        return pg_no_memory(err);
    reading->figures = grown;
    struct pg_attack_figure *figure = &grown[reading->n++];
    *figure = (struct pg_attack_figure){.line = row->line,
                                        .file = (uint16_t)(reading->n_sources - 1)};
    for (int column = 0; column < PG_N_ATTACK_COLUMNS; column++) {
        size_t at = taking->column_of[column];
        bool is_there = at > 0 && at <= row->n_cells;
        figure->texts[column] = is_there ? pg_attack_keep(reading, row->cells[at - 1]) : "";
    }
    read_value(figure);
    return reading->failed ? pg_no_memory(err) : PAYGAP_OK;
}

paygap_status pg_attack_read(struct pg_attack_reading *reading, const char *path,
                             size_t publication, bool is_workforce, paygap_error *err)
{
    struct taking taking = {.reading = reading, .path = path};
    const struct pg_source source = {.path = path, .header_line = 1};
    struct pg_source_facts facts;
    struct pg_attack_source *grown = pg_grown(reading->sources, reading->n_sources,
                                              &reading->sources_capacity, sizeof *grown);

    if (grown == NULL)
        return pg_no_memory(err);
    reading->sources = grown;
    grown[reading->n_sources++] =
        (struct pg_attack_source){path, publication, is_workforce};
    paygap_error own = {.status = PAYGAP_OK};
    paygap_status status = pg_source_read(&source, take_row, &taking, &facts, &own);
    // The header is in the first line, which an empty file has not: nobody configured that.
    if (paygap_exit_status(status) == paygap_exit_status(PAYGAP_CONFIG))
        return pg_fail_at(err, PAYGAP_NOT_A_TABLE, path, 1, 0,
                          "this is no publication in the tidy form: the first line is no "
                          "header");
    if (status != PAYGAP_OK && err != NULL && err->status == PAYGAP_OK)
        *err = own;
    return status;
}

void pg_attack_reading_free(struct pg_attack_reading *reading)
{
    pg_arena_free(&reading->arena);
    pg_intern_free(&reading->texts);
    free(reading->figures);
    free(reading->sources);
    free(reading->kept);
    *reading = (struct pg_attack_reading){.n = 0};
}
