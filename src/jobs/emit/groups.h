// SPDX-License-Identifier: GPL-3.0-or-later
/** Tables of a characteristic while they are put together: one row a group. */
#ifndef PG_EMIT_GROUPS_H
#define PG_EMIT_GROUPS_H

#include "telling.h"

/** The first two columns of every such table. */
#define PG_LEVEL_AND_GROUP                                                                 \
    {.header = "Level", .kind = PG_VALUE_TEXT, .width = 13},                               \
    {                                                                                      \
        .header = "Group", .kind = PG_VALUE_TEXT, .width = 44                              \
    }

/** A table of the groups of a characteristic; its sections are named BASE_SUFFIX. */
struct pg_grouped_table {
    const struct pg_telling *telling;
    const struct pg_characteristic_report *of;
    const char *base; /**< letters of the name of the characteristic */
    struct pg_document_table *table;
};

/** The next cell with a figure of a part, and the next ones with several measures. */
void pg_emit_groups_figure(const struct pg_grouped_table *grouped,
                           const struct pg_part_of *part, enum pg_measure measure);
void pg_emit_groups_figures(const struct pg_grouped_table *grouped,
                            const struct pg_part_of *part, const enum pg_measure *measures,
                            size_t n);
/** The next cell, of words. */
void pg_emit_groups_words(const struct pg_grouped_table *grouped, const char *text);

/** Name of the level of a breakdown. */
const char *pg_emit_groups_level(const struct pg_breakdown *breakdown);

/** The breakdown of this number of the characteristic. */
const struct pg_breakdown *pg_emit_groups_breakdown(const struct pg_grouped_table *grouped,
                                                    size_t index);

/** Whether a part has a row: somebody is in it, and it is not the group of another level.
 */
bool pg_emit_groups_is_row(const struct pg_breakdown *breakdown,
                           const struct pg_part_of *part);

/** Fills the cells of one row behind level and group. */
typedef void (*pg_row_filler)(const struct pg_grouped_table *grouped,
                              const struct pg_part_of *part);

/** A row for each group, or for those that are wanted. */
void pg_emit_groups_fill(const struct pg_grouped_table *grouped, pg_row_filler fill,
                         bool (*is_wanted)(const struct pg_grouped_table *grouped,
                                           const struct pg_part_of *part));

/** Begins the section; says by what law its figures are; ends it with the table. */
void pg_emit_groups_begin(const struct pg_grouped_table *grouped, const char *suffix,
                          const char *title, const char *holds, const char *contains);
void pg_emit_groups_say_status(const struct pg_grouped_table *grouped);
void pg_emit_groups_end(const struct pg_grouped_table *grouped);

/* Sections of a characteristic that are not one table of groups. */
void pg_emit_by_sex(struct pg_grouped_table *grouped);
/** The gaps that can be shown, and the chart of them. */
void pg_emit_gaps(struct pg_grouped_table *grouped);

#endif
