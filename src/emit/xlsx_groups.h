// SPDX-License-Identifier: GPL-3.0-or-later
/** Tables of a characteristic while they are put together: one row a group. */
#ifndef PG_EMIT_XLSX_GROUPS_H
#define PG_EMIT_XLSX_GROUPS_H

#include "xlsx_sheets.h"

enum { PG_GROUPS_MAX_COLUMNS = 12 };

/** The first two columns of every such table. */
#define PG_LEVEL_AND_GROUP                                                                 \
    {"Level", PG_ROLE_TEXT, 13},                                                           \
    {                                                                                      \
        "Group", PG_ROLE_TEXT, 44                                                          \
    }

/** The cells of a table, row by row; the caller frees them. */
struct group_table {
    struct pg_book *book;
    const struct pg_report *report;
    const struct pg_characteristic_report *of;
    const struct pg_book_column *columns;
    size_t n_columns, n_rows;
    struct pg_book_cell *cells;
    size_t n_cells;
    bool has_hidden, has_missing;
};

/** The next cell, and the next one with a figure of a part. */
void pg_groups_cell(struct group_table *table, struct pg_book_cell cell);
void pg_groups_figure(struct group_table *table, const struct pg_part_of *part,
                      enum pg_measure measure);

/** Name of the level of a breakdown. */
const char *pg_groups_level(const struct pg_breakdown *breakdown);

/** Whether a part has a row: somebody is in it, and it is not the group of another level.
 */
bool pg_groups_is_row(const struct pg_breakdown *breakdown, const struct pg_part_of *part);
size_t pg_groups_most_rows(const struct pg_report *report,
                           const struct pg_characteristic_report *of);

/** Fills the cells of one row behind level and group. */
typedef void (*pg_row_filler)(struct group_table *table,
                              const struct pg_breakdown *breakdown,
                              const struct pg_part_of *part);

/** A row for each group, or for those that are wanted; false when out of memory. */
bool pg_groups_fill(struct group_table *table, pg_row_filler fill,
                    bool (*is_wanted)(const struct group_table *table,
                                      const struct pg_part_of *part));

/** Begins the sheet; says by what law its figures are; ends it with the table. */
struct pg_sheet pg_groups_begin(const struct group_table *table, const char *name,
                                const char *title, const char *contains);
void pg_groups_say_status(struct pg_sheet *sheet,
                          const struct pg_characteristic_report *of);
void pg_groups_end(struct group_table *table, struct pg_sheet *sheet, const char *name);

/* Sheets of a characteristic that are not one table of groups. */
void pg_add_by_sex_sheet(struct group_table *table, const struct pg_planned_sheet *planned);
void pg_add_gaps_sheet(struct group_table *table, const struct pg_planned_sheet *planned);
void pg_add_chart_sheet(struct group_table *table, const struct pg_planned_sheet *planned,
                        const char *data_sheet, lxw_row_t last_row, size_t n);

#endif
