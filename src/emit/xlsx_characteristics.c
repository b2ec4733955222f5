// SPDX-License-Identifier: GPL-3.0-or-later
/* The sheets of one characteristic: groups, pay, bonus, quarters, ranges and intervals. */
#include "xlsx_groups.h"

#include <stdlib.h>

#define POUND "\xC2\xA3"

static const char *compared_with(const struct pg_part_of *part)
{
    return part->comparator[0] != '\0'   ? part->comparator
           : part->kind == PG_PART_NAMED ? "the comparator itself"
                                         : "not compared";
}

static void fill_people(struct group_table *table, const struct pg_breakdown *breakdown,
                        const struct pg_part_of *part)
{
    static const enum pg_measure measures[] = {
        PG_MEASURE_HEADCOUNT, PG_MEASURE_WORKFORCE_SHARE, PG_MEASURE_FULL_PAY_HEADCOUNT,
        PG_MEASURE_BONUS_HEADCOUNT, PG_MEASURE_BONUS_SHARE};

    (void)breakdown;
    for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++)
        pg_groups_figure(table, part, measures[i]);
}

static void fill_pay(struct group_table *table, const struct pg_breakdown *breakdown,
                     const struct pg_part_of *part)
{
    static const enum pg_measure measures[] = {
        PG_MEASURE_FULL_PAY_HEADCOUNT, PG_MEASURE_MEAN_HOURLY_PAY,
        PG_MEASURE_MEDIAN_HOURLY_PAY, PG_MEASURE_MEAN_HOURLY_GAP,
        PG_MEASURE_MEDIAN_HOURLY_GAP};

    (void)breakdown;
    pg_groups_cell(table, pg_text_cell(compared_with(part)));
    for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++)
        pg_groups_figure(table, part, measures[i]);
}

static void fill_bonus(struct group_table *table, const struct pg_breakdown *breakdown,
                       const struct pg_part_of *part)
{
    (void)breakdown;
    pg_groups_cell(table, pg_text_cell(compared_with(part)));
    pg_groups_figure(table, part, PG_MEASURE_BONUS_HEADCOUNT);
    pg_groups_figure(table, part, PG_MEASURE_MEAN_BONUS_PAY);
    pg_groups_figure(table, part, PG_MEASURE_MEDIAN_BONUS_PAY);
    pg_groups_figure(table, part, PG_MEASURE_MEAN_BONUS_GAP);
    pg_groups_figure(table, part, PG_MEASURE_MEDIAN_BONUS_GAP);
}

static void fill_quarters(struct group_table *table, const struct pg_breakdown *breakdown,
                          const struct pg_part_of *part)
{
    (void)breakdown;
    for (unsigned j = 0; j < PG_N_QUARTERS; j++)
        pg_groups_figure(table, part, (enum pg_measure)(PG_MEASURE_LOWER_COUNT + j));
    for (unsigned j = 0; j < PG_N_QUARTERS; j++)
        pg_groups_figure(table, part, (enum pg_measure)(PG_MEASURE_LOWER_OF_GROUP + j));
}

static void fill_shares(struct group_table *table, const struct pg_breakdown *breakdown,
                        const struct pg_part_of *part)
{
    (void)breakdown;
    for (unsigned j = 0; j < PG_N_QUARTERS; j++)
        pg_groups_figure(table, part, (enum pg_measure)(PG_MEASURE_LOWER_SHARE + j));
    pg_groups_figure(table, part, PG_MEASURE_WORKFORCE_SHARE);
}

static bool has_range(const struct group_table *table, const struct pg_part_of *part)
{
    return pg_part_figure(table->report, part, PG_MEASURE_MEAN_HOURLY_GAP_LOWEST) != NULL;
}

static void fill_range(struct group_table *table, const struct pg_breakdown *breakdown,
                       const struct pg_part_of *part)
{
    (void)breakdown;
    for (unsigned median = 0; median < 2; median++) {
        unsigned first = PG_MEASURE_MEAN_HOURLY_GAP_LOWEST + 4 * median;
        pg_groups_figure(table, part,
                         (enum pg_measure)(PG_MEASURE_MEAN_HOURLY_GAP + median));
        for (unsigned k = 0; k < 4; k++)
            pg_groups_figure(table, part, (enum pg_measure)(first + k));
    }
}

static bool has_gap(const struct group_table *table, const struct pg_part_of *part)
{
    const paygap_figure *gap =
        pg_part_figure(table->report, part, PG_MEASURE_MEAN_HOURLY_GAP);

    return gap != NULL && gap->has_interval;
}

static void add_interval(struct group_table *table, const struct pg_part_of *part,
                         enum pg_measure measure)
{
    const paygap_figure *figure = pg_part_figure(table->report, part, measure);
    struct pg_book_cell cell = pg_shown_cell(table->book, table->report, figure);
    bool is_rounded = table->book->audience == PG_PUBLISH && figure != NULL &&
                      pg_report_place(table->report, figure)->rounded != NULL;
    char lower[40], upper[40];

    pg_groups_cell(table, cell);
    if (figure == NULL || cell.text != NULL || !figure->has_interval || is_rounded) {
        const char *mark = cell.text != NULL ? cell.text : is_rounded ? "[c]" : "[z]";
        pg_groups_cell(table, pg_text_cell(mark));
        pg_groups_cell(table, pg_text_cell(mark));
        pg_groups_cell(table, pg_text_cell(mark));
        return;
    }
    double ends[] = {pg_published_value(pg_one_decimal(figure->interval_lower, lower)),
                     pg_published_value(pg_one_decimal(figure->interval_upper, upper))};
    pg_groups_cell(table, (struct pg_book_cell){.number = ends[0]});
    pg_groups_cell(table, (struct pg_book_cell){.number = ends[1]});
    pg_groups_cell(table,
                   pg_text_cell(figure->interval_lower <= 0 && figure->interval_upper >= 0
                                    ? "could be chance"
                                    : "unlikely to be chance"));
}

static void fill_intervals(struct group_table *table, const struct pg_breakdown *breakdown,
                           const struct pg_part_of *part)
{
    (void)breakdown;
    add_interval(table, part, PG_MEASURE_MEAN_HOURLY_GAP);
    add_interval(table, part, PG_MEASURE_MEDIAN_HOURLY_GAP);
}

/** How the table of each kind of sheet is made. */
struct table_kind {
    const char *title;
    pg_row_filler fill;
    bool (*is_wanted)(const struct group_table *table, const struct pg_part_of *part);
    struct pg_book_column columns[PG_GROUPS_MAX_COLUMNS];
    size_t n_columns;
};

static const struct table_kind kinds[PG_N_SHEET_KINDS] = {
    [PG_SHEET_PEOPLE] = {"employees in each group",
                         fill_people,
                         NULL,
                         {PG_LEVEL_AND_GROUP,
                          {"Employees [note 5]", PG_ROLE_COUNT, 15},
                          {"Share of employees (%)", PG_ROLE_PERCENT, 16},
                          {"On full pay", PG_ROLE_COUNT, 12},
                          {"Paid a bonus [note 4]", PG_ROLE_COUNT, 14},
                          {"Paid a bonus (%)", PG_ROLE_PERCENT, 14}},
                         7},
    [PG_SHEET_PAY] = {"hourly pay and gaps",
                      fill_pay,
                      NULL,
                      {PG_LEVEL_AND_GROUP,
                       {"Compared with", PG_ROLE_TEXT, 34},
                       {"On full pay", PG_ROLE_COUNT, 10},
                       {"Mean hourly pay (" POUND ") [note 2]", PG_ROLE_POUNDS, 16},
                       {"Median hourly pay (" POUND ")", PG_ROLE_POUNDS, 16},
                       {"Mean gap (%) [note 7]", PG_ROLE_PERCENT, 14},
                       {"Median gap (%)", PG_ROLE_PERCENT, 12}},
                      8},
    [PG_SHEET_INTERVALS] = {"95% intervals of the hourly pay gaps",
                            fill_intervals,
                            has_gap,
                            {PG_LEVEL_AND_GROUP,
                             {"Mean gap (%) [note 7]", PG_ROLE_PERCENT, 14},
                             {"Mean gap from (%) [note 8]", PG_ROLE_PERCENT, 14},
                             {"Mean gap to (%)", PG_ROLE_PERCENT, 12},
                             {"Mean gap: chance?", PG_ROLE_COUNT, 22},
                             {"Median gap (%)", PG_ROLE_PERCENT, 12},
                             {"Median gap from (%)", PG_ROLE_PERCENT, 14},
                             {"Median gap to (%)", PG_ROLE_PERCENT, 12},
                             {"Median gap: chance?", PG_ROLE_COUNT, 22}},
                            10},
    [PG_SHEET_BONUS] = {"bonus pay and gaps",
                        fill_bonus,
                        NULL,
                        {PG_LEVEL_AND_GROUP,
                         {"Compared with", PG_ROLE_TEXT, 34},
                         {"Paid a bonus [note 4]", PG_ROLE_COUNT, 14},
                         {"Mean bonus pay (" POUND ")", PG_ROLE_POUNDS, 14},
                         {"Median bonus pay (" POUND ")", PG_ROLE_POUNDS, 14},
                         {"Mean gap (%) [note 7]", PG_ROLE_PERCENT, 14},
                         {"Median gap (%)", PG_ROLE_PERCENT, 12}},
                        8},
    [PG_SHEET_QUARTERS] = {"each group over the pay quarters",
                           fill_quarters,
                           NULL,
                           {PG_LEVEL_AND_GROUP,
                            {"Lower [note 1]", PG_ROLE_COUNT, 11},
                            {"Lower middle", PG_ROLE_COUNT, 11},
                            {"Upper middle", PG_ROLE_COUNT, 11},
                            {"Upper", PG_ROLE_COUNT, 11},
                            {"Lower (% of group)", PG_ROLE_PERCENT, 14},
                            {"Lower middle (% of group)", PG_ROLE_PERCENT, 14},
                            {"Upper middle (% of group)", PG_ROLE_PERCENT, 14},
                            {"Upper (% of group)", PG_ROLE_PERCENT, 14}},
                           10},
    [PG_SHEET_SHARES] = {"groups within each pay quarter",
                         fill_shares,
                         NULL,
                         {PG_LEVEL_AND_GROUP,
                          {"Lower quarter (%) [note 1]", PG_ROLE_PERCENT, 15},
                          {"Lower middle quarter (%)", PG_ROLE_PERCENT, 15},
                          {"Upper middle quarter (%)", PG_ROLE_PERCENT, 15},
                          {"Upper quarter (%)", PG_ROLE_PERCENT, 15},
                          {"All employees (%)", PG_ROLE_PERCENT, 15}},
                         7},
    [PG_SHEET_RANGE] = {"how far gaps could move if everybody had disclosed",
                        fill_range,
                        has_range,
                        {PG_LEVEL_AND_GROUP,
                         {"Mean gap (%) [note 7]", PG_ROLE_PERCENT, 12},
                         {"Mean gap, lowest (%)", PG_ROLE_PERCENT, 12},
                         {"Mean gap, highest (%)", PG_ROLE_PERCENT, 12},
                         {"Mean gap if all are in the comparator (%)", PG_ROLE_PERCENT, 16},
                         {"Mean gap if all are in the group (%)", PG_ROLE_PERCENT, 16},
                         {"Median gap (%)", PG_ROLE_PERCENT, 12},
                         {"Median gap, lowest (%)", PG_ROLE_PERCENT, 12},
                         {"Median gap, highest (%)", PG_ROLE_PERCENT, 12},
                         {"Median gap if all are in the comparator (%)", PG_ROLE_PERCENT,
                          16},
                         {"Median gap if all are in the group (%)", PG_ROLE_PERCENT, 16}},
                        12},
};

static void add_groups_sheet(struct group_table *table,
                             const struct pg_planned_sheet *planned)
{
    const struct table_kind *kind = &kinds[planned->kind];

    table->columns = kind->columns;
    table->n_columns = kind->n_columns;
    if (!pg_groups_fill(table, kind->fill, kind->is_wanted)) {
        table->book->failed = true;
        return;
    }
    struct pg_sheet sheet =
        pg_groups_begin(table, planned->name, kind->title, pg_one_table);
    if (planned->kind == PG_SHEET_RANGE)
        pg_sheet_text(
            &sheet, PG_ROLE_LINE,
            "Lowest and highest: over every way in which those who did not disclose "
            "could belong to the groups.");
    pg_groups_end(table, &sheet, planned->name);
}

void pg_add_characteristic_sheet(struct pg_book *book, const struct pg_report *report,
                                 const struct pg_planned_sheet *planned)
{
    struct group_table table = {.book = book,
                                .report = report,
                                .of = &report->characteristics[planned->characteristic]};

    if (planned->kind == PG_SHEET_BY_SEX)
        pg_add_by_sex_sheet(&table, planned);
    else if (planned->kind == PG_SHEET_GAPS)
        pg_add_gaps_sheet(&table, planned);
    else if (planned->kind == PG_SHEET_CHART)
        pg_add_chart_sheet(&table, planned, book->chart_sheet, book->chart_last,
                           book->chart_n);
    else
        add_groups_sheet(&table, planned);
    if (planned->kind == PG_SHEET_GAPS) { // for the chart, which is the next sheet
        bool is_empty = table.n_cells > 1 && table.cells[1].text != NULL;
        book->chart_sheet = planned->name;
        book->chart_last = book->last_row;
        book->chart_n = is_empty ? 0 : table.n_rows;
    }
    free(table.cells);
}
