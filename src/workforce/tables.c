// SPDX-License-Identifier: GPL-3.0-or-later
/* The tables of the report while they are put together, cell by cell. */
#include "pg_workforce.h"

#include "pg_stats.h"

#include <math.h>
#include <stdlib.h>

struct pg_out_table *pg_out_begin(struct pg_workforce *workforce, const char *name,
                                  const char *title)
{
    struct pg_out_table *grown = pg_grown(workforce->tables, workforce->n_tables,
                                          &workforce->tables_capacity, sizeof *grown);

    if (grown == NULL) {
        workforce->out_of_memory = true;
        return NULL;
    }
    workforce->tables = grown;
    grown[workforce->n_tables] = (struct pg_out_table){.name = name, .title = title};
    return &grown[workforce->n_tables++];
}

void pg_out_note(struct pg_out_table *table, const char *note)
{
    if (table != NULL && table->n_notes < sizeof table->notes / sizeof table->notes[0])
        table->notes[table->n_notes++] = note;
}

void pg_out_note_open_levels(struct pg_workforce *workforce, struct pg_out_table *table)
{
    const struct pg_place *level = &workforce->places[PG_PLACE_LEVEL];
    const bool *is_sex_only = workforce->is_sex_only[PG_PLACE_LEVEL];
    const char *names = "";

    for (size_t e = 0; is_sex_only != NULL && e < level->n_groups; e++) {
        if (is_sex_only[e])
            names = pg_arena_printf(&workforce->arena, "%s%s%s", names,
                                    names[0] != '\0' ? ", " : "", level->groups[e]);
    }
    if (names[0] != '\0')
        pg_out_note(table, pg_arena_printf(
                               &workforce->arena,
                               "Of %s nothing but sex is published: everybody knows who is "
                               "there, and there were fewer than %zu. Nor is it of other "
                               "parts of the workforce of which they are the half.",
                               names, pg_few_people(workforce)));
}

void pg_out_column(struct pg_out_table *table, const char *header, const char *key,
                   enum pg_cell_kind kind, double width, size_t snapshot)
{
    if (table != NULL && table->n_columns < PG_MAX_OUT_COLUMNS)
        table->columns[table->n_columns++] =
            (struct pg_out_column){header, key, kind, width, snapshot};
}

// Adds a cell, once it is known what it rests on.
static void put(struct pg_workforce *workforce, struct pg_out_table *table,
                struct pg_out_cell cell, const size_t *on)
{
    cell.first_on = workforce->n_rests_on;

    for (; on != NULL && *on != PG_END; on++) {
        size_t *grown = pg_grown(workforce->rests_on, workforce->n_rests_on,
                                 &workforce->rests_on_capacity, sizeof *grown);
        workforce->out_of_memory |= grown == NULL;
        if (grown == NULL)
            return;
        workforce->rests_on = grown;
        if (*on != PG_ALL)
            grown[workforce->n_rests_on++] = *on;
    }
    if (table == NULL)
        return;
    cell.n_on = workforce->n_rests_on - cell.first_on;
    if (table->n_columns > 0)
        cell.kind = table->columns[table->n_cells % table->n_columns].kind;
    struct pg_out_cell *grown =
        pg_grown(table->cells, table->n_cells, &table->capacity, sizeof *grown);
    workforce->out_of_memory |= grown == NULL;
    if (grown == NULL)
        return;
    table->cells = grown;
    grown[table->n_cells++] = cell;
}

void pg_out_finding(struct pg_workforce *workforce, struct pg_out_table *table,
                    const char *text, const size_t *on)
{
    put(workforce, table, (struct pg_out_cell){.text = text != NULL ? text : ""}, on);
}

void pg_out_text(struct pg_workforce *workforce, struct pg_out_table *table,
                 const char *text)
{
    pg_out_finding(workforce, table, text, NULL);
}

void pg_out_number(struct pg_workforce *workforce, struct pg_out_table *table,
                   double number, const size_t *on)
{
    put(workforce, table,
        (struct pg_out_cell){.text = isfinite(number) ? NULL : "[z]", .number = number},
        on);
}

void pg_out_fraction(struct pg_workforce *workforce, struct pg_out_table *table,
                     struct pg_fraction value, const size_t *on)
{
    put(workforce, table,
        (struct pg_out_cell){.text = value.den > 0 ? NULL : "[z]",
                             .number = pg_fraction_number(value),
                             .exact = value},
        on);
}

void pg_out_as(struct pg_out_table *table, enum pg_cell_kind kind)
{
    if (table != NULL && table->n_cells > 0)
        table->cells[table->n_cells - 1].kind = kind;
}

void pg_out_exactly(struct pg_out_table *table, struct pg_fraction value)
{
    if (table != NULL && table->n_cells > 0)
        table->cells[table->n_cells - 1].exact = value;
}

void pg_out_background(struct pg_out_table *table)
{
    if (table != NULL && table->n_cells > 0)
        table->cells[table->n_cells - 1].is_background = true;
}

void pg_out_withhold(struct pg_out_table *table)
{
    if (table != NULL && table->n_cells > 0)
        table->cells[table->n_cells - 1].is_withheld = true;
}

void pg_out_withhold_last(struct pg_out_table *table, size_t n)
{
    for (size_t i = 0; table != NULL && i < n && i < table->n_cells; i++)
        table->cells[table->n_cells - 1 - i].is_withheld |=
            table->cells[table->n_cells - 1 - i].n_on > 0;
}

void pg_out_withhold_row(struct pg_out_table *table)
{
    for (size_t i = 0; table != NULL && i < table->n_columns && i < table->n_cells; i++)
        table->cells[table->n_cells - 1 - i].is_withheld = true;
}

void pg_out_count(struct pg_workforce *workforce, struct pg_out_table *table, size_t count)
{
    pg_out_number(workforce, table, workforce->counts[count], PG_ON(count));
}

void pg_out_share(struct pg_workforce *workforce, struct pg_out_table *table, size_t count,
                  size_t of)
{
    pg_out_fraction(workforce, table,
                    pg_percent(workforce->counts[count], workforce->counts[of]),
                    PG_ON(count, of));
}

void pg_out_wilson(struct pg_workforce *workforce, struct pg_out_table *table, size_t n,
                   size_t other)
{
    size_t of = workforce->counts[n] + (size_t)workforce->counts[other];
    struct pg_interval interval = pg_wilson(workforce->counts[n], of);

    pg_out_number(workforce, table, of > 0 ? 100 * interval.lower : NAN, PG_ON(n, other));
    pg_out_number(workforce, table, of > 0 ? 100 * interval.upper : NAN, PG_ON(n, other));
}

void pg_out_wilson_columns(struct pg_out_table *table)
{
    pg_out_column(table, "95 % interval of the share, from", "share_lower", PG_CELL_PERCENT,
                  12, PG_ALL);
    pg_out_column(table, "to", "share_upper", PG_CELL_PERCENT, 8, PG_ALL);
}

size_t pg_out_rows(const struct pg_out_table *table)
{
    return table->n_columns > 0 ? table->n_cells / table->n_columns : 0;
}

const struct pg_out_table *pg_out_called(const struct pg_workforce *workforce,
                                         const char *name)
{
    for (size_t t = 0; t < workforce->n_tables; t++) {
        if (strcmp(workforce->tables[t].name, name) == 0)
            return &workforce->tables[t];
    }
    return NULL;
}

struct pg_out_cell *pg_out_under(const struct pg_out_table *table, size_t row,
                                 const char *key)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        if (strcmp(table->columns[i].key, key) == 0)
            return &table->cells[row * table->n_columns + i];
    }
    return NULL;
}

void pg_out_about(struct pg_out_table *table, size_t axis, size_t place, size_t of_place)
{
    if (table != NULL && table->n_columns > 0 && table->n_cells >= table->n_columns)
        table->cells[table->n_cells - table->n_columns].about =
            (struct pg_about){true, axis, place, of_place};
}

bool pg_is_cell_hidden(const struct pg_workforce *workforce, const struct pg_out_cell *cell)
{
    for (size_t i = 0; i < cell->n_on; i++) {
        if (workforce->hidden[workforce->rests_on[cell->first_on + i]] != PG_SHOWN)
            return true;
    }
    return cell->is_withheld;
}

static bool is_told(const struct pg_workforce *workforce, const struct pg_about *about)
{
    return !about->is_set ||
           pg_is_published_at(workforce, about->axis, about->place, about->of_place);
}

// Whether some cell that rests on counts is shown, but for those that say nothing alone; or
// none does, where the row says why there is nothing.
static bool says_something(const struct pg_workforce *workforce,
                           const struct pg_out_cell *cells, size_t n)
{
    bool rests = false;

    for (size_t i = 0; i < n; i++) {
        rests |= cells[i].n_on > 0;
        if (cells[i].n_on > 0 && !cells[i].is_background &&
            !pg_is_cell_hidden(workforce, &cells[i]))
            return true;
    }
    return !rests;
}

bool pg_is_row_published(const struct pg_workforce *workforce,
                         const struct pg_out_table *table, size_t row)
{
    const struct pg_out_cell *cells = &table->cells[row * table->n_columns];

    return !cells[0].is_withheld && is_told(workforce, &cells[0].about) &&
           (!table->leaves_out || says_something(workforce, cells, table->n_columns));
}

void pg_say_missing(struct pg_workforce *workforce, const char *part, const char *needs)
{
    const struct pg_pairs *said = &workforce->missing;

    for (size_t i = 0; i < said->n; i++) {
        if (strcmp(said->items[i].name, part) == 0 &&
            strcmp(said->items[i].text, needs) == 0)
            return;
    }
    pg_pairs_add(&workforce->texts, &workforce->missing,
                 pg_arena_text(&workforce->arena, part),
                 pg_arena_text(&workforce->arena, needs), "");
}

void pg_say_warning(struct pg_workforce *workforce, const char *what, const char *text)
{
    pg_pairs_add(&workforce->texts, &workforce->warnings,
                 pg_arena_text(&workforce->arena, what),
                 pg_arena_text(&workforce->arena, text), "");
}

void pg_warn_of_row(struct pg_workforce *workforce, const struct pg_rows *rows, size_t row,
                    const char *what)
{
    pg_say_warning(workforce, rows->name,
                   pg_arena_printf(&workforce->arena, "line %u: %s",
                                   (unsigned)rows->lines[row], what));
}

void pg_warn_of_ragged(struct pg_workforce *workforce, const struct pg_rows *rows)
{
    if (rows->n_ragged > 0)
        pg_say_warning(
            workforce, rows->name,
            pg_arena_printf(&workforce->arena,
                            "%zu %s more cells than the header, the first in line "
                            "%zu: a quote or a separator may be missing",
                            rows->n_ragged, rows->n_ragged == 1 ? "row has" : "rows have",
                            rows->first_ragged));
}
