// SPDX-License-Identifier: GPL-3.0-or-later
/* The gaps of a characteristic as a table for the chart, and the chart. */
#include "xlsx_groups.h"

#include <stdlib.h>

static bool is_charted(const struct group_table *table,
                       const struct pg_breakdown *breakdown, const struct pg_part_of *part)
{
    static const enum pg_measure measures[] = {PG_MEASURE_MEAN_HOURLY_GAP,
                                               PG_MEASURE_MEDIAN_HOURLY_GAP};

    for (size_t i = 0; i < 2; i++) {
        const paygap_figure *gap = pg_part_figure(table->report, part, measures[i]);
        if (!pg_groups_is_row(breakdown, part) || gap == NULL || !gap->has_value ||
            pg_figure_shown(table->report, gap, table->book->audience).is_hidden)
            return false;
    }
    return true;
}

// Groups whose gaps are shown: the numbers of the chart.
void pg_add_gaps_sheet(struct group_table *table, const struct pg_planned_sheet *planned)
{
    static const struct pg_book_column columns[] = {
        {"Group", PG_ROLE_TEXT, 50},
        {"Mean gap (%) [note 7]", PG_ROLE_PERCENT, 16},
        {"Median gap (%)", PG_ROLE_PERCENT, 14}};

    table->columns = columns;
    table->n_columns = 3;
    table->cells =
        calloc(pg_groups_most_rows(table->report, table->of) * PG_GROUPS_MAX_COLUMNS + 3,
               sizeof *table->cells);
    for (size_t i = 0; table->cells != NULL && i < table->of->n_breakdowns; i++) {
        const struct pg_breakdown *breakdown =
            &table->report->breakdowns[table->of->first_breakdown + i];
        for (size_t k = 0; k < breakdown->n_parts; k++) {
            const struct pg_part_of *part = &breakdown->parts[k];
            if (breakdown->kind != PG_GROUPS || !is_charted(table, breakdown, part))
                continue;
            table->n_rows++;
            pg_groups_cell(table, pg_text_cell(part->name));
            pg_groups_figure(table, part, PG_MEASURE_MEAN_HOURLY_GAP);
            pg_groups_figure(table, part, PG_MEASURE_MEDIAN_HOURLY_GAP);
        }
    }
    if (table->cells == NULL) {
        table->book->failed = true;
        return;
    }
    struct pg_sheet sheet = pg_groups_begin(
        table, planned->name, "hourly pay gaps that the chart shows", pg_one_table);
    pg_sheet_text(&sheet, PG_ROLE_LINE,
                  "Groups whose gap is withheld or cannot be formed are not listed.");
    pg_groups_end(table, &sheet, planned->name);
}

enum { MAX_CHARTED = 24 };

void pg_add_chart_sheet(struct group_table *table, const struct pg_planned_sheet *planned,
                        const char *data_sheet, lxw_row_t last, size_t n)
{
    struct pg_sheet sheet = pg_groups_begin(
        table, planned->name, "chart of the hourly pay gaps",
        n > 0 ? "This worksheet contains one chart. Its numbers are in the worksheet "
                "before it."
              : "This worksheet contains text only: there is no chart, because no gap "
                "can be shown.");
    struct pg_book_chart chart = {
        .data_sheet = data_sheet,
        .first = last + 1 - (lxw_row_t)n,
        .last = last - (lxw_row_t)(n > MAX_CHARTED ? n - MAX_CHARTED : 0),
        .columns = {1, 2},
        .names = {"Mean gap", "Median gap"},
        .title = "Hourly pay gaps by group",
        .axis_title = "Gap (%): above 0 the group is paid less than its comparator",
        .category_title = "Group",
        .description =
            "Bar chart of the mean and median hourly pay gaps of each group. The "
            "same numbers are in the table of the worksheet before this one.",
        .is_tall = true};

    pg_groups_say_status(&sheet, table->of);
    if (n > MAX_CHARTED)
        pg_sheet_text(&sheet, PG_ROLE_LINE, "The chart shows the first 24 groups.");
    if (n > 0)
        pg_sheet_chart(&sheet, &chart);
}
