// SPDX-License-Identifier: GPL-3.0-or-later
/* A table of groups, from its first cell to its section. */
#include "groups.h"

void pg_emit_groups_figure(const struct pg_grouped_table *grouped,
                           const struct pg_part_of *part, enum pg_measure measure)
{
    const struct pg_telling *telling = grouped->telling;

    pg_document_put(
        grouped->table,
        pg_emit_cell_of(telling, pg_results_part_figure(telling->report, part, measure)));
}

void pg_emit_groups_figures(const struct pg_grouped_table *grouped,
                            const struct pg_part_of *part, const enum pg_measure *measures,
                            size_t n)
{
    for (size_t i = 0; i < n; i++)
        pg_emit_groups_figure(grouped, part, measures[i]);
}

void pg_emit_groups_words(const struct pg_grouped_table *grouped, const char *text)
{
    pg_document_put(grouped->table, pg_document_words(text));
}

const char *pg_emit_groups_level(const struct pg_breakdown *breakdown)
{
    return breakdown->level[0] != '\0' ? breakdown->level : "all groups";
}

const struct pg_breakdown *pg_emit_groups_breakdown(const struct pg_grouped_table *grouped,
                                                    size_t index)
{
    return &grouped->telling->report->breakdowns[grouped->of->first_breakdown + index];
}

bool pg_emit_groups_is_row(const struct pg_breakdown *breakdown,
                           const struct pg_part_of *part)
{
    return breakdown->kind == PG_GROUPS && part->headcount > 0 && !part->is_repeated;
}

void pg_emit_groups_fill(const struct pg_grouped_table *grouped, pg_row_filler fill,
                         bool (*is_wanted)(const struct pg_grouped_table *grouped,
                                           const struct pg_part_of *part))
{
    for (size_t i = 0; i < grouped->of->n_breakdowns; i++) {
        const struct pg_breakdown *breakdown = pg_emit_groups_breakdown(grouped, i);
        for (size_t k = 0; k < breakdown->n_parts; k++) {
            const struct pg_part_of *part = &breakdown->parts[k];
            if (!pg_emit_groups_is_row(breakdown, part) ||
                (is_wanted != NULL && !is_wanted(grouped, part)))
                continue;
            pg_emit_groups_words(grouped, pg_emit_groups_level(breakdown));
            pg_emit_groups_words(grouped, part->name);
            fill(grouped, part);
        }
    }
}

void pg_emit_groups_begin(const struct pg_grouped_table *grouped, const char *suffix,
                          const char *title, const char *holds, const char *contains)
{
    const struct pg_telling *telling = grouped->telling;

    pg_emit_section(telling, PG_TELL(telling, "%s_%s", grouped->base, suffix),
                    PG_TELL(telling, "%s: %s", grouped->of->title, title),
                    PG_TELL(telling, "%.40s: %s", grouped->of->title, holds), contains);
}

void pg_emit_groups_say_status(const struct pg_grouped_table *grouped)
{
    enum pg_subject subject = grouped->of->subject;

    pg_emit_note(grouped->telling,
                 subject == PG_SUBJECT_ETHNICITY
                     ? "Voluntary figures by the guidance of 2023; reporting by ethnicity "
                       "is planned law, not yet in force."
                 : subject == PG_SUBJECT_DISABILITY
                     ? "Voluntary figures; reporting by disability is planned law, not yet "
                       "in force."
                     : "Voluntary figures of the employer.");
}

void pg_emit_groups_end(const struct pg_grouped_table *grouped)
{
    const struct pg_telling *telling = grouped->telling;
    struct pg_document_table *table = grouped->table;

    pg_emit_nothing(table);
    pg_emit_groups_say_status(grouped);
    pg_emit_note(telling, pg_notes_place);
    pg_emit_say_states(telling, table);
    pg_document_place(telling->document, table);
}
