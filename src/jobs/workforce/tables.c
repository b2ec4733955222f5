// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The tables of the report while they are put together: cells of counts, of what is formed
 * of them, and which counts each rests on. A table has a section of its own in the
 * document; whom a row is about is noted beside it, since what may be published of whom is
 * known only when all counts are protected.
 */
#include "pg_workforce.h"

#include "pg_stats.h"

#include <math.h>
#include <stdlib.h>

struct pg_document_table *pg_workforce_table(struct pg_workforce *workforce,
                                             const char *name, const char *title)
{
    struct pg_document *document = &workforce->document;

    pg_document_section(document, name, title, title);
    struct pg_document_table *table = pg_document_new_table(document);
    pg_document_place(document, table);
    return table;
}

void pg_workforce_note(struct pg_document_table *table, const char *note)
{
    if (table != NULL)
        pg_document_say(table->document, PG_PARAGRAPH_NOTE, note);
}

void pg_workforce_note_open_levels(struct pg_workforce *workforce,
                                   struct pg_document_table *table)
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
        pg_workforce_note(
            table,
            pg_arena_printf(&workforce->arena,
                            "Of %s nothing but sex is published: everybody knows who is "
                            "there, and there were fewer than %zu. Nor is it of other "
                            "parts of the workforce of which they are the half.",
                            names, pg_workforce_few_people(workforce)));
}

void pg_workforce_column(struct pg_document_table *table, const char *header,
                         const char *key, enum pg_value_kind kind, double width,
                         size_t snapshot)
{
    double room = pg_document_value_is_number(kind) ? 2 : 0; // between numbers

    pg_document_add_column(table, (struct pg_document_column){.header = header,
                                                              .key = key,
                                                              .kind = kind,
                                                              .width = width + room,
                                                              .use = PG_COLUMN_MEASURE,
                                                              .date = snapshot});
}

void pg_workforce_named_by(struct pg_document_table *table, const char *header,
                           enum pg_column_use use, double width)
{
    pg_document_add_column(table,
                           (struct pg_document_column){.header = header,
                                                       .key = pg_document_use_name(use),
                                                       .kind = PG_VALUE_TEXT,
                                                       .width = width,
                                                       .use = use,
                                                       .date = PG_NO_DATE});
}

enum { MOST_ON = 16 };

// PG_ALL stands for counts that there are not.
static void put(struct pg_document_table *table, struct pg_document_cell cell,
                const size_t *on)
{
    size_t counts[MOST_ON], n = 0;

    for (; on != NULL && *on != PG_END; on++) {
        cell.is_withheld |= n == MOST_ON; // nothing is shown whose ground is not noted
        if (*on != PG_ALL && n < MOST_ON)
            counts[n++] = *on;
    }
    pg_document_put_on(table, cell, counts, n);
}

void pg_workforce_put_finding(struct pg_workforce *workforce,
                              struct pg_document_table *table, const char *text,
                              const size_t *on)
{
    (void)workforce;
    put(table, pg_document_words(text), on);
}

void pg_workforce_put_verdict(struct pg_workforce *workforce,
                              struct pg_document_table *table, enum pg_verdict verdict,
                              const char *text, const size_t *on)
{
    struct pg_document_cell cell =
        pg_document_words(text != NULL ? text : pg_document_verdict(verdict));

    (void)workforce;
    cell.verdict = verdict;
    put(table, cell, on);
}

void pg_workforce_put_text(struct pg_workforce *workforce, struct pg_document_table *table,
                           const char *text)
{
    pg_workforce_put_finding(workforce, table, text, NULL);
}

void pg_workforce_put_none(struct pg_document_table *table)
{
    put(table, pg_document_state(PG_VALUE_NOT_APPLICABLE), NULL);
}

void pg_workforce_put_number(struct pg_workforce *workforce,
                             struct pg_document_table *table, double number,
                             const size_t *on)
{
    (void)workforce;
    put(table, pg_document_number(number), on);
}

void pg_workforce_put_fraction(struct pg_workforce *workforce,
                               struct pg_document_table *table, struct pg_fraction value,
                               const size_t *on)
{
    struct pg_document_cell cell = pg_document_number(pg_workforce_fraction_number(value));

    (void)workforce;
    cell.exact = value;
    put(table, cell, on);
}

void pg_workforce_as(struct pg_document_table *table, enum pg_value_kind kind)
{
    if (pg_document_last(table) != NULL)
        pg_document_last(table)->kind = kind;
}

void pg_workforce_exactly(struct pg_document_table *table, struct pg_fraction value)
{
    if (pg_document_last(table) != NULL)
        pg_document_last(table)->exact = value;
}

void pg_workforce_background(struct pg_document_table *table)
{
    if (pg_document_last(table) != NULL)
        pg_document_last(table)->is_background = true;
}

void pg_workforce_withhold(struct pg_document_table *table)
{
    if (pg_document_last(table) != NULL)
        pg_document_last(table)->is_withheld = true;
}

void pg_workforce_made_of(struct pg_workforce *workforce, struct pg_document_table *table,
                          enum pg_made_as as, size_t a, size_t b, size_t c)
{
    struct pg_made *grown = pg_grown(workforce->made, workforce->n_made,
                                     &workforce->made_capacity, sizeof *grown);

    if (grown == NULL) {
        workforce->out_of_memory = true;
        return;
    }
    workforce->made = grown;
    if (table == NULL || table->n_cells == 0)
        return;
    size_t last = table->n_cells - 1;
    grown[workforce->n_made++] = (struct pg_made){
        as, a, b, c, table, last / table->n_columns, last % table->n_columns};
}

void pg_workforce_put_count(struct pg_workforce *workforce, struct pg_document_table *table,
                            size_t count)
{
    pg_workforce_put_number(workforce, table, workforce->counts[count], PG_ON(count));
    pg_workforce_made_of(workforce, table, PG_MADE_COUNT, count, PG_ALL, PG_ALL);
}

void pg_workforce_put_share(struct pg_workforce *workforce, struct pg_document_table *table,
                            size_t count, size_t of)
{
    pg_workforce_put_fraction(
        workforce, table,
        pg_workforce_percent(workforce->counts[count], workforce->counts[of]),
        PG_ON(count, of));
    pg_workforce_made_of(workforce, table, PG_MADE_SHARE, count, of, PG_ALL);
}

void pg_workforce_put_wilson(struct pg_workforce *workforce,
                             struct pg_document_table *table, size_t n, size_t other)
{
    size_t of = workforce->counts[n] + (size_t)workforce->counts[other];
    struct pg_interval interval = pg_stats_wilson(workforce->counts[n], of);

    pg_workforce_put_number(workforce, table, of > 0 ? 100 * interval.lower : NAN,
                            PG_ON(n, other));
    pg_workforce_put_number(workforce, table, of > 0 ? 100 * interval.upper : NAN,
                            PG_ON(n, other));
}

void pg_workforce_wilson_columns(struct pg_document_table *table)
{
    pg_workforce_column(table, "95 % interval of the share, from", "share_lower",
                        PG_VALUE_PERCENT, 12, PG_ALL);
    pg_workforce_column(table, "to", "share_upper", PG_VALUE_PERCENT, 8, PG_ALL);
}

void pg_workforce_about(struct pg_workforce *workforce, struct pg_document_table *table,
                        size_t axis, size_t place, size_t of_place)
{
    if (table == NULL || pg_document_rows(table) == 0)
        return;
    struct pg_row_about *grown = pg_grown(workforce->abouts, workforce->n_abouts,
                                          &workforce->abouts_capacity, sizeof *grown);
    if (grown == NULL) {
        workforce->out_of_memory = true;
        return;
    }
    workforce->abouts = grown;
    grown[workforce->n_abouts++] =
        (struct pg_row_about){table, pg_document_rows(table) - 1, axis, place, of_place};
}

void pg_workforce_withhold_all(struct pg_workforce *workforce)
{
    for (size_t i = 0; i < workforce->n_abouts; i++) {
        const struct pg_row_about *about = &workforce->abouts[i];
        if (!pg_workforce_is_published_at(workforce, about->axis, about->place,
                                          about->of_place))
            pg_document_at(about->table, about->row, 0)->is_row_withheld = true;
    }
    pg_workforce_tell_ranges(workforce);
    pg_document_withhold(&workforce->document, workforce->hidden);
    workforce->out_of_memory |= !pg_workforce_withhold_findings(workforce);
}

void pg_workforce_say_missing(struct pg_workforce *workforce, const char *part,
                              const char *needs)
{
    const struct pg_pairs *said = &workforce->missing;

    for (size_t i = 0; i < said->n; i++) {
        if (strcmp(said->items[i].name, part) == 0 &&
            strcmp(said->items[i].text, needs) == 0)
            return;
    }
    pg_results_pairs_add(&workforce->texts, &workforce->missing,
                         pg_arena_text(&workforce->arena, part),
                         pg_arena_text(&workforce->arena, needs), "");
}

void pg_workforce_say_warning(struct pg_workforce *workforce, const char *what,
                              const char *text)
{
    pg_results_pairs_add(&workforce->texts, &workforce->warnings,
                         pg_arena_text(&workforce->arena, what),
                         pg_arena_text(&workforce->arena, text), "");
}

void pg_workforce_warn_of_row(struct pg_workforce *workforce, const struct pg_rows *rows,
                              size_t row, const char *what)
{
    pg_workforce_say_warning(workforce, rows->name,
                             pg_arena_printf(&workforce->arena, "line %u: %s",
                                             (unsigned)rows->lines[row], what));
}

void pg_workforce_warn_of_ragged(struct pg_workforce *workforce, const struct pg_rows *rows)
{
    if (rows->n_ragged > 0)
        pg_workforce_say_warning(
            workforce, rows->name,
            pg_arena_printf(&workforce->arena,
                            "%zu %s more cells than the header, the first in line "
                            "%zu: a quote or a separator may be missing",
                            rows->n_ragged, rows->n_ragged == 1 ? "row has" : "rows have",
                            rows->first_ragged));
}
