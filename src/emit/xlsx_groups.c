// SPDX-License-Identifier: GPL-3.0-or-later
/* A table of groups, from its first cell to its sheet. */
#include "xlsx_groups.h"

#include <stdlib.h>

void pg_groups_cell(struct group_table *table, struct pg_book_cell cell)
{
    if (cell.text != NULL && strcmp(cell.text, "[c]") == 0)
        table->has_hidden = true;
    if (cell.text != NULL && strcmp(cell.text, "[z]") == 0)
        table->has_missing = true;
    table->cells[table->n_cells++] = cell;
}

void pg_groups_figure(struct group_table *table, const struct pg_part_of *part,
                      enum pg_measure measure)
{
    pg_groups_cell(table, pg_shown_cell(table->book, table->report,
                                        pg_part_figure(table->report, part, measure)));
}

const char *pg_groups_level(const struct pg_breakdown *breakdown)
{
    return breakdown->level[0] != '\0' ? breakdown->level : "all groups";
}

bool pg_groups_is_row(const struct pg_breakdown *breakdown, const struct pg_part_of *part)
{
    return breakdown->kind == PG_GROUPS && part->headcount > 0 && !part->is_repeated;
}

size_t pg_groups_most_rows(const struct pg_report *report,
                           const struct pg_characteristic_report *of)
{
    size_t n = 0;

    for (size_t i = 0; i < of->n_breakdowns; i++)
        n += report->breakdowns[of->first_breakdown + i].n_parts;
    return n;
}

bool pg_groups_fill(struct group_table *table, pg_row_filler fill,
                    bool (*is_wanted)(const struct group_table *table,
                                      const struct pg_part_of *part))
{
    table->cells =
        calloc(pg_groups_most_rows(table->report, table->of) * PG_GROUPS_MAX_COLUMNS + 1,
               sizeof *table->cells);
    for (size_t i = 0; table->cells != NULL && i < table->of->n_breakdowns; i++) {
        const struct pg_breakdown *breakdown =
            &table->report->breakdowns[table->of->first_breakdown + i];
        for (size_t k = 0; k < breakdown->n_parts; k++) {
            const struct pg_part_of *part = &breakdown->parts[k];
            if (!pg_groups_is_row(breakdown, part) ||
                (is_wanted != NULL && !is_wanted(table, part)))
                continue;
            table->n_rows++;
            pg_groups_cell(table, pg_text_cell(pg_groups_level(breakdown)));
            pg_groups_cell(table, pg_text_cell(part->name));
            fill(table, breakdown, part);
        }
    }
    return table->cells != NULL;
}

struct pg_sheet pg_groups_begin(const struct group_table *table, const char *name,
                                const char *title, const char *contains)
{
    struct pg_buffer full = {0};

    pg_buffer_printf(&full, "%s: %s", table->of->title, title);
    struct pg_sheet sheet = pg_begin_sheet(table->book, table->report, name,
                                           full.ptr != NULL ? full.ptr : title, contains);
    pg_buffer_free(&full);
    return sheet;
}

void pg_groups_say_status(struct pg_sheet *sheet, const struct pg_characteristic_report *of)
{
    if (of->is_ethnicity)
        pg_sheet_text(
            sheet, PG_ROLE_LINE,
            "Voluntary figures by the guidance of 2023; reporting by ethnicity is "
            "planned law, not yet in force.");
    else if (of->subject == PG_SUBJECT_DISABILITY)
        pg_sheet_text(
            sheet, PG_ROLE_LINE,
            "Voluntary figures; reporting by disability is planned law, not yet in "
            "force.");
    else
        pg_sheet_text(sheet, PG_ROLE_LINE, "Voluntary figures of the employer.");
}

void pg_groups_end(struct group_table *table, struct pg_sheet *sheet, const char *name)
{
    char table_name[64];

    pg_groups_say_status(sheet, table->of);
    pg_sheet_text(sheet, PG_ROLE_LINE, pg_notes_place);
    if (table->has_missing)
        pg_sheet_text(sheet, PG_ROLE_LINE, pg_z_meaning);
    if (table->has_hidden)
        pg_sheet_text(sheet, PG_ROLE_LINE, pg_c_meaning);
    if (table->n_rows == 0) {
        // A table needs a row; a book must say that there is none.
        pg_groups_cell(table, pg_text_cell("none"));
        for (size_t i = 1; i < table->n_columns; i++)
            pg_groups_cell(table, pg_text_cell("[z]"));
        table->n_rows = 1;
    }
    snprintf(table_name, sizeof table_name, "%s_table", name);
    pg_sheet_table(sheet, table_name, table->columns, table->n_columns, table->cells,
                   table->n_rows);
}
