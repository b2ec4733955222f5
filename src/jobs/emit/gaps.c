// SPDX-License-Identifier: GPL-3.0-or-later
/* The hourly pay gaps of a characteristic that can be shown, and the chart of them. */
#include "groups.h"

static bool is_charted(const struct pg_grouped_table *grouped,
                       const struct pg_breakdown *breakdown, const struct pg_part_of *part)
{
    static const enum pg_measure measures[] = {PG_MEASURE_MEAN_HOURLY_GAP,
                                               PG_MEASURE_MEDIAN_HOURLY_GAP};
    const struct pg_telling *telling = grouped->telling;

    for (size_t i = 0; i < 2; i++) {
        const paygap_figure *gap =
            pg_results_part_figure(telling->report, part, measures[i]);
        if (!pg_emit_groups_is_row(breakdown, part) || gap == NULL || !gap->has_value ||
            pg_results_figure_shown(telling->report, gap, telling->audience).as !=
                PG_PRINT_EXACTLY)
            return false;
    }
    return true;
}

static void fill(const struct pg_grouped_table *grouped)
{
    for (size_t i = 0; i < grouped->of->n_breakdowns; i++) {
        const struct pg_breakdown *breakdown = pg_emit_groups_breakdown(grouped, i);
        for (size_t k = 0; k < breakdown->n_parts; k++) {
            const struct pg_part_of *part = &breakdown->parts[k];
            if (!is_charted(grouped, breakdown, part))
                continue;
            pg_emit_groups_words(grouped, part->name);
            pg_emit_groups_figure(grouped, part, PG_MEASURE_MEAN_HOURLY_GAP);
            pg_emit_groups_figure(grouped, part, PG_MEASURE_MEDIAN_HOURLY_GAP);
        }
    }
}

enum { MOST_CHARTED = 24 };

static void draw(const struct pg_grouped_table *grouped, size_t n)
{
    pg_emit_groups_begin(
        grouped, "chart", "chart of the hourly pay gaps", "chart of the hourly pay gaps",
        n > 0 ? "This worksheet contains one chart. Its numbers are in the worksheet "
                "before it."
              : "This worksheet contains text only: there is no chart, because no gap "
                "can be shown.");
    pg_emit_groups_say_status(grouped);
    if (n > MOST_CHARTED)
        pg_emit_note(grouped->telling, "The chart shows the first 24 groups.");
    if (n == 0)
        return;
    pg_document_draw(
        grouped->telling->document,
        (struct pg_document_chart){
            .table = grouped->table,
            .columns = {1, 2},
            .names = {"Mean gap", "Median gap"},
            .title = "Hourly pay gaps by group",
            .axis_title = "Gap (%): above 0 the group is paid less than its comparator",
            .category_title = "Group",
            .description = "Bar chart of the mean and median hourly pay gaps of each "
                           "group. The same numbers are in the table of the worksheet "
                           "before this one.",
            .most_rows = MOST_CHARTED,
            .is_tall = true});
}

void pg_emit_gaps(struct pg_grouped_table *grouped)
{
    static const struct pg_document_column columns[] = {
        {.header = "Group", .kind = PG_VALUE_TEXT, .width = 50},
        {.header = "Mean gap (%) [note 7]", .kind = PG_VALUE_PERCENT, .width = 16},
        {.header = "Median gap (%)", .kind = PG_VALUE_PERCENT, .width = 14}};

    grouped->table = pg_emit_table(grouped->telling, columns, 3);
    fill(grouped);
    size_t n = grouped->table != NULL ? pg_document_rows(grouped->table) : 0;
    pg_emit_groups_begin(grouped, "gaps", "hourly pay gaps that the chart shows",
                         "the gaps that the chart shows", pg_one_table);
    pg_emit_note(grouped->telling,
                 "Groups whose gap is withheld or cannot be formed are not listed.");
    pg_emit_groups_end(grouped);
    draw(grouped, n);
}
