// SPDX-License-Identifier: GPL-3.0-or-later
/* The sheets of one characteristic: groups, pay, gaps, quarters, ranges and both sexes. */
#include "xlsx_sheets.h"

#include <stdlib.h>

#define POUND "\xC2\xA3"

enum { MAX_COLUMNS = 12 };

/** A table of a characteristic while it is put together: one row a group. */
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

static void add_cell(struct group_table *table, struct pg_book_cell cell)
{
    if (cell.text != NULL && strcmp(cell.text, "[c]") == 0)
        table->has_hidden = true;
    if (cell.text != NULL && strcmp(cell.text, "[z]") == 0)
        table->has_missing = true;
    table->cells[table->n_cells++] = cell;
}

static void add_figure(struct group_table *table, const struct pg_part_of *part,
                       enum pg_measure measure)
{
    add_cell(table, pg_shown_cell(table->book, table->report,
                                  pg_part_figure(table->report, part, measure)));
}

static const char *level_of(const struct pg_breakdown *breakdown)
{
    return breakdown->level[0] != '\0' ? breakdown->level : "all groups";
}

static bool is_row(const struct pg_breakdown *breakdown, const struct pg_part_of *part)
{
    return !breakdown->is_by_sex && !breakdown->is_disclosure && part->headcount > 0 &&
           !part->is_repeated;
}

static size_t most_rows(const struct pg_report *report,
                        const struct pg_characteristic_report *of)
{
    size_t n = 0;

    for (size_t i = 0; i < of->n_breakdowns; i++)
        n += report->breakdowns[of->first_breakdown + i].n_parts;
    return n;
}

static const char *compared_with(const struct pg_part_of *part)
{
    return part->comparator[0] != '\0'   ? part->comparator
           : part->kind == PG_PART_NAMED ? "the comparator itself"
                                         : "not compared";
}

/** Fills the cells of one row behind level and group. */
typedef void (*row_filler)(struct group_table *table, const struct pg_breakdown *breakdown,
                           const struct pg_part_of *part);

static bool fill_table(struct group_table *table, row_filler fill,
                       bool (*is_wanted)(const struct group_table *table,
                                         const struct pg_part_of *part))
{
    table->cells =
        calloc(most_rows(table->report, table->of) * MAX_COLUMNS + 1, sizeof *table->cells);
    for (size_t i = 0; table->cells != NULL && i < table->of->n_breakdowns; i++) {
        const struct pg_breakdown *breakdown =
            &table->report->breakdowns[table->of->first_breakdown + i];
        for (size_t k = 0; k < breakdown->n_parts; k++) {
            const struct pg_part_of *part = &breakdown->parts[k];
            if (!is_row(breakdown, part) || (is_wanted != NULL && !is_wanted(table, part)))
                continue;
            table->n_rows++;
            add_cell(table, pg_text_cell(level_of(breakdown)));
            add_cell(table, pg_text_cell(part->name));
            fill(table, breakdown, part);
        }
    }
    return table->cells != NULL;
}

static struct pg_sheet begin(const struct group_table *table, const char *name,
                             const char *title, const char *contains)
{
    struct pg_buffer full = {0};

    pg_buffer_printf(&full, "%s: %s", table->of->title, title);
    struct pg_sheet sheet = pg_begin_sheet(table->book, table->report, name,
                                           full.ptr != NULL ? full.ptr : title, contains);
    pg_buffer_free(&full);
    return sheet;
}

static void say_status(struct pg_sheet *sheet, const struct pg_characteristic_report *of)
{
    if (of->is_ethnicity)
        pg_sheet_text(
            sheet, PG_ROLE_LINE,
            "Voluntary figures by the guidance of 2023; reporting by ethnicity is "
            "planned law, not yet in force.");
    else if (strcmp(of->name, "disability") == 0)
        pg_sheet_text(
            sheet, PG_ROLE_LINE,
            "Voluntary figures; reporting by disability is planned law, not yet in "
            "force.");
    else
        pg_sheet_text(sheet, PG_ROLE_LINE, "Voluntary figures of the employer.");
}

static void end_with_table(struct group_table *table, struct pg_sheet *sheet,
                           const char *name)
{
    char table_name[64];

    say_status(sheet, table->of);
    pg_sheet_text(sheet, PG_ROLE_LINE, pg_notes_place);
    if (table->has_missing)
        pg_sheet_text(sheet, PG_ROLE_LINE, pg_z_meaning);
    if (table->has_hidden)
        pg_sheet_text(sheet, PG_ROLE_LINE, pg_c_meaning);
    if (table->n_rows == 0) {
        // A table needs a row; a book must say that there is none.
        add_cell(table, pg_text_cell("none"));
        for (size_t i = 1; i < table->n_columns; i++)
            add_cell(table, pg_text_cell("[z]"));
        table->n_rows = 1;
    }
    snprintf(table_name, sizeof table_name, "%s_table", name);
    pg_sheet_table(sheet, table_name, table->columns, table->n_columns, table->cells,
                   table->n_rows);
}

// ---------------------------------------------------------------- one table each

static void fill_people(struct group_table *table, const struct pg_breakdown *breakdown,
                        const struct pg_part_of *part)
{
    static const enum pg_measure measures[] = {
        PG_MEASURE_HEADCOUNT, PG_MEASURE_WORKFORCE_SHARE, PG_MEASURE_FULL_PAY_HEADCOUNT,
        PG_MEASURE_BONUS_HEADCOUNT, PG_MEASURE_BONUS_SHARE};

    (void)breakdown;
    for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++)
        add_figure(table, part, measures[i]);
}

static void fill_pay(struct group_table *table, const struct pg_breakdown *breakdown,
                     const struct pg_part_of *part)
{
    static const enum pg_measure measures[] = {
        PG_MEASURE_FULL_PAY_HEADCOUNT, PG_MEASURE_MEAN_HOURLY_PAY,
        PG_MEASURE_MEDIAN_HOURLY_PAY, PG_MEASURE_MEAN_HOURLY_GAP,
        PG_MEASURE_MEDIAN_HOURLY_GAP};

    (void)breakdown;
    add_cell(table, pg_text_cell(compared_with(part)));
    for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++)
        add_figure(table, part, measures[i]);
}

static void fill_bonus(struct group_table *table, const struct pg_breakdown *breakdown,
                       const struct pg_part_of *part)
{
    (void)breakdown;
    add_cell(table, pg_text_cell(compared_with(part)));
    add_figure(table, part, PG_MEASURE_BONUS_HEADCOUNT);
    add_figure(table, part, PG_MEASURE_MEAN_BONUS_PAY);
    add_figure(table, part, PG_MEASURE_MEDIAN_BONUS_PAY);
    add_figure(table, part, PG_MEASURE_MEAN_BONUS_GAP);
    add_figure(table, part, PG_MEASURE_MEDIAN_BONUS_GAP);
}

static void fill_quarters(struct group_table *table, const struct pg_breakdown *breakdown,
                          const struct pg_part_of *part)
{
    (void)breakdown;
    for (unsigned j = 0; j < PG_N_QUARTERS; j++)
        add_figure(table, part, (enum pg_measure)(PG_MEASURE_LOWER_COUNT + j));
    for (unsigned j = 0; j < PG_N_QUARTERS; j++)
        add_figure(table, part, (enum pg_measure)(PG_MEASURE_LOWER_OF_GROUP + j));
}

static void fill_shares(struct group_table *table, const struct pg_breakdown *breakdown,
                        const struct pg_part_of *part)
{
    (void)breakdown;
    for (unsigned j = 0; j < PG_N_QUARTERS; j++)
        add_figure(table, part, (enum pg_measure)(PG_MEASURE_LOWER_SHARE + j));
    add_figure(table, part, PG_MEASURE_WORKFORCE_SHARE);
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
        add_figure(table, part, (enum pg_measure)(PG_MEASURE_MEAN_HOURLY_GAP + median));
        for (unsigned k = 0; k < 4; k++)
            add_figure(table, part, (enum pg_measure)(first + k));
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

    add_cell(table, cell);
    if (figure == NULL || cell.text != NULL || !figure->has_interval || is_rounded) {
        const char *mark = cell.text != NULL ? cell.text : is_rounded ? "[c]" : "[z]";
        add_cell(table, pg_text_cell(mark));
        add_cell(table, pg_text_cell(mark));
        add_cell(table, pg_text_cell(mark));
        return;
    }
    double ends[] = {pg_published_value(pg_one_decimal(figure->interval_lower, lower)),
                     pg_published_value(pg_one_decimal(figure->interval_upper, upper))};
    add_cell(table, (struct pg_book_cell){.number = ends[0]});
    add_cell(table, (struct pg_book_cell){.number = ends[1]});
    add_cell(table, pg_text_cell(figure->interval_lower <= 0 && figure->interval_upper >= 0
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
    row_filler fill;
    bool (*is_wanted)(const struct group_table *table, const struct pg_part_of *part);
    struct pg_book_column columns[MAX_COLUMNS];
    size_t n_columns;
};

#define LEVEL_AND_GROUP                                                                    \
    {"Level", PG_ROLE_TEXT, 13},                                                           \
    {                                                                                      \
        "Group", PG_ROLE_TEXT, 44                                                          \
    }

static const struct table_kind kinds[PG_N_SHEET_KINDS] = {
    [PG_SHEET_PEOPLE] = {"employees in each group",
                         fill_people,
                         NULL,
                         {LEVEL_AND_GROUP,
                          {"Employees [note 5]", PG_ROLE_COUNT, 15},
                          {"Share of employees (%)", PG_ROLE_PERCENT, 16},
                          {"On full pay", PG_ROLE_COUNT, 12},
                          {"Paid a bonus [note 4]", PG_ROLE_COUNT, 14},
                          {"Paid a bonus (%)", PG_ROLE_PERCENT, 14}},
                         7},
    [PG_SHEET_PAY] = {"hourly pay and gaps",
                      fill_pay,
                      NULL,
                      {LEVEL_AND_GROUP,
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
                            {LEVEL_AND_GROUP,
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
                        {LEVEL_AND_GROUP,
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
                           {LEVEL_AND_GROUP,
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
                         {LEVEL_AND_GROUP,
                          {"Lower quarter (%) [note 1]", PG_ROLE_PERCENT, 15},
                          {"Lower middle quarter (%)", PG_ROLE_PERCENT, 15},
                          {"Upper middle quarter (%)", PG_ROLE_PERCENT, 15},
                          {"Upper quarter (%)", PG_ROLE_PERCENT, 15},
                          {"All employees (%)", PG_ROLE_PERCENT, 15}},
                         7},
    [PG_SHEET_RANGE] = {"how far gaps could move if everybody had disclosed",
                        fill_range,
                        has_range,
                        {LEVEL_AND_GROUP,
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
    if (!fill_table(table, kind->fill, kind->is_wanted)) {
        table->book->failed = true;
        return;
    }
    struct pg_sheet sheet = begin(table, planned->name, kind->title, pg_one_table);
    if (planned->kind == PG_SHEET_RANGE)
        pg_sheet_text(
            &sheet, PG_ROLE_LINE,
            "Lowest and highest: over every way in which those who did not disclose "
            "could belong to the groups.");
    end_with_table(table, &sheet, planned->name);
}

// ---------------------------------------------------------------- both sexes

static const struct pg_breakdown *sexes_of(const struct group_table *table, size_t level)
{
    const struct pg_characteristic_report *of = table->of;

    for (size_t i = 0, n = 0; i < of->n_breakdowns; i++) {
        const struct pg_breakdown *breakdown =
            &table->report->breakdowns[of->first_breakdown + i];
        if (breakdown->is_by_sex && n++ == level)
            return breakdown;
    }
    return NULL;
}

static void add_sexes_row(struct group_table *table, const struct pg_breakdown *breakdown,
                          size_t part)
{
    const struct pg_part_of *men = &breakdown->parts[part], *women = men + 1;
    const char *group = strstr(men->name, ": ");

    table->n_rows++;
    add_cell(table, pg_text_cell(level_of(breakdown)));
    add_cell(table, pg_text_cell(group != NULL ? group + 2 : men->name));
    add_figure(table, men, PG_MEASURE_FULL_PAY_HEADCOUNT);
    add_figure(table, women, PG_MEASURE_FULL_PAY_HEADCOUNT);
    add_figure(table, men, PG_MEASURE_MEAN_HOURLY_PAY);
    add_figure(table, women, PG_MEASURE_MEAN_HOURLY_PAY);
    add_figure(table, women, PG_MEASURE_MEAN_HOURLY_GAP);
    add_figure(table, men, PG_MEASURE_MEDIAN_HOURLY_PAY);
    add_figure(table, women, PG_MEASURE_MEDIAN_HOURLY_PAY);
    add_figure(table, women, PG_MEASURE_MEDIAN_HOURLY_GAP);
}

// How the difference of the means divides; nothing if it is hidden.
static void say_split(struct group_table *table, struct pg_sheet *sheet)
{
    const struct pg_breakdown *breakdown = sexes_of(table, 0);
    const char *texts[3];
    struct pg_buffer text = {0};

    for (unsigned k = 0; breakdown != NULL && k < 3; k++) {
        const paygap_figure *figure =
            pg_part_figure(table->report, &breakdown->whole,
                           (enum pg_measure)(PG_MEASURE_MEAN_DIFFERENCE + k));
        texts[k] = figure == NULL
                       ? ""
                       : pg_figure_shown(table->report, figure, table->book->audience).text;
    }
    if (breakdown == NULL || texts[0][0] == '\0' || texts[1][0] == '\0')
        return;
    pg_buffer_printf(&text,
                     "Men's mean hourly pay less women's is " POUND "%s: " POUND
                     "%s because men and women are in different groups, " POUND
                     "%s because of the differences inside them (Kitagawa's split).",
                     texts[0], texts[1], texts[2]);
    pg_sheet_text(sheet, PG_ROLE_LINE, text.ptr != NULL ? text.ptr : "");
    pg_buffer_free(&text);
}

static void add_by_sex_sheet(struct group_table *table,
                             const struct pg_planned_sheet *planned)
{
    static const struct pg_book_column columns[] = {
        LEVEL_AND_GROUP,
        {"Men on full pay", PG_ROLE_COUNT, 12},
        {"Women on full pay", PG_ROLE_COUNT, 12},
        {"Men, mean (" POUND ") [note 2]", PG_ROLE_POUNDS, 13},
        {"Women, mean (" POUND ")", PG_ROLE_POUNDS, 13},
        {"Mean gap (%) [note 3]", PG_ROLE_PERCENT, 13},
        {"Men, median (" POUND ")", PG_ROLE_POUNDS, 13},
        {"Women, median (" POUND ")", PG_ROLE_POUNDS, 13},
        {"Median gap (%)", PG_ROLE_PERCENT, 12}};
    const struct pg_breakdown *breakdown;

    table->columns = columns;
    table->n_columns = sizeof columns / sizeof columns[0];
    table->cells =
        calloc(most_rows(table->report, table->of) * MAX_COLUMNS + 1, sizeof *table->cells);
    if (table->cells == NULL) {
        table->book->failed = true;
        return;
    }
    for (size_t level = 0; (breakdown = sexes_of(table, level)) != NULL; level++) {
        for (size_t i = 0; i < breakdown->n_parts; i += 2) {
            const struct pg_part_of *men = &breakdown->parts[i];
            if (men->headcount + men[1].headcount > 0 && !men->is_repeated)
                add_sexes_row(table, breakdown, i);
        }
    }
    struct pg_sheet sheet =
        begin(table, planned->name, "men and women inside each group", pg_one_table);
    say_split(table, &sheet);
    end_with_table(table, &sheet, planned->name);
}

// ---------------------------------------------------------------- chart

static bool is_charted(const struct group_table *table,
                       const struct pg_breakdown *breakdown, const struct pg_part_of *part)
{
    static const enum pg_measure measures[] = {PG_MEASURE_MEAN_HOURLY_GAP,
                                               PG_MEASURE_MEDIAN_HOURLY_GAP};

    for (size_t i = 0; i < 2; i++) {
        const paygap_figure *gap = pg_part_figure(table->report, part, measures[i]);
        if (!is_row(breakdown, part) || gap == NULL || !gap->has_value ||
            pg_figure_shown(table->report, gap, table->book->audience).is_hidden)
            return false;
    }
    return true;
}

// Groups whose gaps are shown: the numbers of the chart.
static void add_gaps_sheet(struct group_table *table,
                           const struct pg_planned_sheet *planned)
{
    static const struct pg_book_column columns[] = {
        {"Group", PG_ROLE_TEXT, 50},
        {"Mean gap (%) [note 7]", PG_ROLE_PERCENT, 16},
        {"Median gap (%)", PG_ROLE_PERCENT, 14}};

    table->columns = columns;
    table->n_columns = 3;
    table->cells =
        calloc(most_rows(table->report, table->of) * MAX_COLUMNS + 3, sizeof *table->cells);
    for (size_t i = 0; table->cells != NULL && i < table->of->n_breakdowns; i++) {
        const struct pg_breakdown *breakdown =
            &table->report->breakdowns[table->of->first_breakdown + i];
        for (size_t k = 0; k < breakdown->n_parts; k++) {
            const struct pg_part_of *part = &breakdown->parts[k];
            if (breakdown->is_by_sex || breakdown->is_disclosure ||
                !is_charted(table, breakdown, part))
                continue;
            table->n_rows++;
            add_cell(table, pg_text_cell(part->name));
            add_figure(table, part, PG_MEASURE_MEAN_HOURLY_GAP);
            add_figure(table, part, PG_MEASURE_MEDIAN_HOURLY_GAP);
        }
    }
    if (table->cells == NULL) {
        table->book->failed = true;
        return;
    }
    struct pg_sheet sheet =
        begin(table, planned->name, "hourly pay gaps that the chart shows", pg_one_table);
    pg_sheet_text(&sheet, PG_ROLE_LINE,
                  "Groups whose gap is withheld or cannot be formed are not listed.");
    end_with_table(table, &sheet, planned->name);
}

enum { MAX_CHARTED = 24 };

static void add_chart_sheet(struct group_table *table,
                            const struct pg_planned_sheet *planned, const char *data_sheet,
                            lxw_row_t last, size_t n)
{
    struct pg_sheet sheet = begin(
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

    say_status(&sheet, table->of);
    if (n > MAX_CHARTED)
        pg_sheet_text(&sheet, PG_ROLE_LINE, "The chart shows the first 24 groups.");
    if (n > 0)
        pg_sheet_chart(&sheet, &chart);
}

void pg_add_characteristic_sheet(struct pg_book *book, const struct pg_report *report,
                                 const struct pg_planned_sheet *planned)
{
    struct group_table table = {.book = book,
                                .report = report,
                                .of = &report->characteristics[planned->characteristic]};

    if (planned->kind == PG_SHEET_BY_SEX)
        add_by_sex_sheet(&table, planned);
    else if (planned->kind == PG_SHEET_GAPS)
        add_gaps_sheet(&table, planned);
    else if (planned->kind == PG_SHEET_CHART)
        add_chart_sheet(&table, planned, book->chart_sheet, book->chart_last,
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

// ---------------------------------------------------------------- disclosure

static void add_disclosure_row(struct group_table *table,
                               const struct pg_breakdown *breakdown,
                               const struct pg_part_of *part)
{
    const paygap_figure *rate =
        pg_part_figure(table->report, part, PG_MEASURE_DISCLOSURE_RATE);
    struct pg_book_cell cell = pg_shown_cell(table->book, table->report, rate);
    char lower[40], upper[40];

    table->n_rows++;
    add_cell(table, pg_text_cell(breakdown->title));
    const char *within = strstr(breakdown->characteristic, " x ");
    add_cell(table, pg_text_cell(within != NULL ? within + 3 : "everybody"));
    add_cell(table, pg_text_cell(part->name));
    add_figure(table, part, PG_MEASURE_DISCLOSED);
    add_figure(table, part, PG_MEASURE_DECLINED);
    add_figure(table, part, PG_MEASURE_NOT_KNOWN);
    add_cell(table, cell);
    if (cell.text != NULL) {
        add_cell(table, cell);
        add_cell(table, cell);
        return;
    }
    double ends[] = {pg_published_value(pg_one_decimal(rate->interval_lower, lower)),
                     pg_published_value(pg_one_decimal(rate->interval_upper, upper))};
    add_cell(table, (struct pg_book_cell){.number = ends[0]});
    add_cell(table, (struct pg_book_cell){.number = ends[1]});
}

void pg_add_disclosure(struct pg_book *book, const struct pg_report *report)
{
    static const struct pg_book_column columns[] = {
        {"Characteristic", PG_ROLE_TEXT, 20},
        {"Within", PG_ROLE_TEXT, 18},
        {"Group", PG_ROLE_TEXT, 34},
        {"Disclosed", PG_ROLE_COUNT, 12},
        {"Prefer not to say", PG_ROLE_COUNT, 12},
        {"Not known", PG_ROLE_COUNT, 12},
        {"Disclosure rate (%)", PG_ROLE_PERCENT, 14},
        {"Rate from (%) [note 8]", PG_ROLE_PERCENT, 14},
        {"Rate to (%)", PG_ROLE_PERCENT, 12}};
    struct group_table table = {.book = book,
                                .report = report,
                                .columns = columns,
                                .n_columns = sizeof columns / sizeof columns[0]};
    size_t n = 0;

    for (size_t i = 0; i < report->n_breakdowns; i++)
        n += report->breakdowns[i].n_parts;
    table.cells = calloc((n + 1) * MAX_COLUMNS, sizeof *table.cells);
    for (size_t i = 0; table.cells != NULL && i < report->n_breakdowns; i++) {
        const struct pg_breakdown *breakdown = &report->breakdowns[i];
        for (size_t k = 0; breakdown->is_disclosure && k < breakdown->n_parts; k++) {
            if (breakdown->parts[k].headcount > 0)
                add_disclosure_row(&table, breakdown, &breakdown->parts[k]);
        }
    }
    if (table.cells == NULL) {
        book->failed = true;
        return;
    }
    struct pg_sheet sheet =
        pg_begin_sheet(book, report, "Disclosure", "Disclosure rates", pg_one_table);
    pg_sheet_text(
        &sheet, PG_ROLE_LINE,
        "Prefer not to say: asked and declined. Not known: not asked, blank, or not "
        "recognised. The 95% interval is Wilson's.");
    pg_sheet_text(&sheet, PG_ROLE_LINE, pg_notes_place);
    if (table.n_rows == 0)
        pg_sheet_text(&sheet, PG_ROLE_LINE, pg_z_meaning);
    if (table.has_hidden)
        pg_sheet_text(&sheet, PG_ROLE_LINE, pg_c_meaning);
    if (table.n_rows == 0) {
        table.n_rows = 1;
        add_cell(&table, pg_text_cell("none"));
        for (size_t i = 1; i < table.n_columns; i++)
            add_cell(&table, pg_text_cell("[z]"));
    }
    pg_sheet_table(&sheet, "Disclosure_table", columns, table.n_columns, table.cells,
                   table.n_rows);
    free(table.cells);
}
