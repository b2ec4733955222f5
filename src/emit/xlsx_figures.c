// SPDX-License-Identifier: GPL-3.0-or-later
/* The sheets of figures and the charts drawn from them. */
#include "xlsx_sheets.h"

#define POUND "\xC2\xA3"

static void say_shorthand(struct pg_sheet *sheet, const struct pg_report *report)
{
    if (pg_has_shorthand(report))
        pg_sheet_text(sheet, PG_ROLE_LINE, pg_z_meaning);
    if (pg_has_hidden(sheet->book, report))
        pg_sheet_text(sheet, PG_ROLE_LINE, pg_c_meaning);
}

static void add_statutory(struct pg_book *book, const struct pg_report *report)
{
    static const struct pg_book_column columns[] = {
        {"Figure", PG_ROLE_TEXT, 48},
        {"In words [note 1] [note 3]", PG_ROLE_TEXT, 76},
        {"Percentage (%)", PG_ROLE_PERCENT, 18}};
    struct pg_book_cell cells[3 * PG_N_STATUTORY];
    struct pg_buffer titles[PG_N_STATUTORY] = {{0}}, sentences[PG_N_STATUTORY] = {{0}};

    for (size_t i = 0; i < PG_N_STATUTORY; i++) {
        const struct pg_statutory_figure *named = &pg_statutory_figures[i];
        pg_buffer_printf(&titles[i], "%zu. %s", i + 1, named->title);
        pg_say_figure(&sentences[i], report, i);
        cells[3 * i] = pg_text_cell(titles[i].ptr != NULL ? titles[i].ptr : "");
        cells[3 * i + 1] = pg_text_cell(sentences[i].ptr != NULL ? sentences[i].ptr : "");
        cells[3 * i + 2] = pg_figure_cell(book, report, named->sex, named->measure);
    }
    struct pg_sheet sheet = pg_begin_sheet(book, report, "Statutory_figures",
                                           "The fourteen statutory figures", pg_one_table);
    pg_sheet_text(&sheet, PG_ROLE_LINE, pg_notes_place);
    pg_sheet_text(&sheet, PG_ROLE_LINE,
                  "The figures stand in the order in which the GOV.UK form asks for them.");
    say_shorthand(&sheet, report);
    pg_sheet_table(&sheet, "Statutory_figures_table", columns, 3, cells, PG_N_STATUTORY);
    for (size_t i = 0; i < PG_N_STATUTORY; i++) {
        pg_buffer_free(&titles[i]);
        pg_buffer_free(&sentences[i]);
    }
}

static void quarter_row(const struct pg_book *book, const struct pg_report *report,
                        enum pg_quarter quarter, struct pg_book_cell cells[6])
{
    const struct pg_quarter_counts *counts = &report->quarters[quarter];
    enum pg_measure count = (enum pg_measure)(PG_MEASURE_LOWER_COUNT + quarter);
    enum pg_measure share = (enum pg_measure)(PG_MEASURE_LOWER_SHARE + quarter);

    cells[0] = pg_text_cell(pg_quarter_name(quarter));
    cells[1] = pg_figure_cell(book, report, PG_MEN, count);
    cells[2] = pg_figure_cell(book, report, PG_WOMEN, count);
    cells[3] = pg_total_cell(book, report, PG_TOTAL_FULL_PAY, counts->size);
    cells[4] = pg_figure_cell(book, report, PG_MEN, share);
    cells[5] = pg_figure_cell(book, report, PG_WOMEN, share);
}

// Rows of the tables that charts are drawn from, to hand on to them.
struct chart_rows {
    lxw_row_t first, last;
};

static struct chart_rows add_quarters(struct pg_book *book, const struct pg_report *report)
{
    static const struct pg_book_column columns[] = {
        {"Hourly pay quarter [note 1]", PG_ROLE_TEXT, 32},
        {"Men", PG_ROLE_COUNT, 14},
        {"Women", PG_ROLE_COUNT, 14},
        {"Men and women", PG_ROLE_COUNT, 16},
        {"Men (%)", PG_ROLE_PERCENT, 14},
        {"Women (%)", PG_ROLE_PERCENT, 14}};
    struct pg_book_cell cells[6 * PG_N_QUARTERS];

    for (int i = 0; i < PG_N_QUARTERS; i++)
        quarter_row(book, report, (enum pg_quarter)(PG_N_QUARTERS - 1 - i),
                    &cells[6 * (size_t)i]);
    struct pg_sheet sheet =
        pg_begin_sheet(book, report, "Pay_quarters",
                       "Men and women in each hourly pay quarter", pg_one_table);
    pg_sheet_text(&sheet, PG_ROLE_LINE, pg_notes_place);
    say_shorthand(&sheet, report);
    pg_sheet_table(&sheet, "Pay_quarters_table", columns, 6, cells, PG_N_QUARTERS);
    return (struct chart_rows){sheet.row - PG_N_QUARTERS, sheet.row - 1};
}

static void add_quarters_chart(struct pg_book *book, const struct pg_report *report,
                               struct chart_rows rows)
{
    struct pg_sheet sheet = pg_begin_sheet(
        book, report, "Quarters_chart", "Chart of the hourly pay quarters",
        "This worksheet contains one chart. Its numbers are in the worksheet "
        "Pay_quarters.");
    struct pg_book_chart chart = {
        .data_sheet = "Pay_quarters",
        .first = rows.first,
        .last = rows.last,
        .columns = {4, 5},
        .names = {"Men", "Women"},
        .title = "Men and women in each hourly pay quarter",
        .axis_title = "Percentage of the people in the quarter",
        .category_title = "Hourly pay quarter",
        .description = "Bar chart of the percentage of men and of women in each hourly pay "
                       "quarter. The same numbers are in the table of the worksheet "
                       "Pay_quarters.",
        .is_stacked = true};

    pg_sheet_say(&sheet, PG_ROLE_LINE, report, 1);
    pg_sheet_chart(&sheet, &chart);
}

static void pay_row(const struct pg_book *book, const struct pg_report *report,
                    const char *title, enum pg_measure pay, enum pg_measure gap,
                    struct pg_book_cell cells[4])
{
    cells[0] = pg_text_cell(title);
    cells[1] = pg_figure_cell(book, report, PG_MEN, pay);
    cells[2] = pg_figure_cell(book, report, PG_WOMEN, pay);
    cells[3] = pg_figure_cell(book, report, PG_WOMEN, gap);
}

static const struct pg_book_column pay_columns[] = {
    {"Measure", PG_ROLE_TEXT, 26},
    {"Men (" POUND ")", PG_ROLE_POUNDS, 16},
    {"Women (" POUND ")", PG_ROLE_POUNDS, 16},
    {"Gap (%) [note 3]", PG_ROLE_PERCENT, 18}};

static void add_hourly_pay(struct pg_book *book, const struct pg_report *report)
{
    struct pg_book_cell cells[8];

    pay_row(book, report, "Mean hourly pay", PG_MEASURE_MEAN_HOURLY_PAY,
            PG_MEASURE_MEAN_HOURLY_GAP, cells);
    pay_row(book, report, "Median hourly pay", PG_MEASURE_MEDIAN_HOURLY_PAY,
            PG_MEASURE_MEDIAN_HOURLY_GAP, cells + 4);
    struct pg_sheet sheet = pg_begin_sheet(
        book, report, "Hourly_pay", "Hourly pay of men and women [note 2]", pg_one_table);
    pg_sheet_text(&sheet, PG_ROLE_LINE, pg_notes_place);
    say_shorthand(&sheet, report);
    pg_sheet_table(&sheet, "Hourly_pay_table", pay_columns, 4, cells, 2);
}

static void add_bonus_pay(struct pg_book *book, const struct pg_report *report)
{
    struct pg_book_cell cells[8];

    pay_row(book, report, "Mean bonus pay", PG_MEASURE_MEAN_BONUS_PAY,
            PG_MEASURE_MEAN_BONUS_GAP, cells);
    pay_row(book, report, "Median bonus pay", PG_MEASURE_MEDIAN_BONUS_PAY,
            PG_MEASURE_MEDIAN_BONUS_GAP, cells + 4);
    struct pg_sheet sheet = pg_begin_sheet(
        book, report, "Bonus_pay", "Bonus pay of men and women [note 4]", pg_one_table);
    pg_sheet_text(&sheet, PG_ROLE_LINE, pg_notes_place);
    say_shorthand(&sheet, report);
    pg_sheet_table(&sheet, "Bonus_pay_table", pay_columns, 4, cells, 2);
}

static void share_row(const struct pg_book *book, const struct pg_report *report,
                      const char *title, enum pg_sex sex, struct pg_book_cell cells[4])
{
    const paygap_figure *share = pg_report_find(report, sex, PG_MEASURE_BONUS_SHARE);

    cells[0] = pg_text_cell(title);
    bool is_known = share != NULL && share->has_value;
    cells[1] = is_known && pg_figure_shown(report, share, book->audience).has_count
                   ? pg_count_cell(share->count)
                   : pg_text_cell(is_known ? "[c]" : "[z]");
    cells[2] = pg_figure_cell(book, report, sex, PG_MEASURE_BONUS_HEADCOUNT);
    cells[3] = pg_figure_cell(book, report, sex, PG_MEASURE_BONUS_SHARE);
}

static void add_bonus_share(struct pg_book *book, const struct pg_report *report)
{
    static const struct pg_book_column columns[] = {
        {"Sex", PG_ROLE_TEXT, 16},
        {"Relevant employees [note 5]", PG_ROLE_COUNT, 36},
        {"Paid a bonus [note 4]", PG_ROLE_COUNT, 28},
        {"Paid a bonus (%)", PG_ROLE_PERCENT, 18}};
    struct pg_book_cell cells[8];

    share_row(book, report, "Men", PG_MEN, cells);
    share_row(book, report, "Women", PG_WOMEN, cells + 4);
    struct pg_sheet sheet = pg_begin_sheet(
        book, report, "Bonus_share", "Men and women who were paid a bonus", pg_one_table);
    pg_sheet_text(&sheet, PG_ROLE_LINE, pg_notes_place);
    say_shorthand(&sheet, report);
    pg_sheet_table(&sheet, "Bonus_share_table", columns, 4, cells, 2);
}

static struct chart_rows add_gaps(struct pg_book *book, const struct pg_report *report)
{
    static const struct pg_book_column columns[] = {
        {"Pay", PG_ROLE_TEXT, 26}, {"Gap (%) [note 3]", PG_ROLE_PERCENT, 18}};
    static const struct {
        const char *title;
        enum pg_measure measure;
    } gaps[] = {{"Mean hourly pay", PG_MEASURE_MEAN_HOURLY_GAP},
                {"Median hourly pay", PG_MEASURE_MEDIAN_HOURLY_GAP},
                {"Mean bonus pay", PG_MEASURE_MEAN_BONUS_GAP},
                {"Median bonus pay", PG_MEASURE_MEDIAN_BONUS_GAP}};
    struct pg_book_cell cells[8];

    for (size_t i = 0; i < 4; i++) {
        cells[2 * i] = pg_text_cell(gaps[i].title);
        cells[2 * i + 1] = pg_figure_cell(book, report, PG_WOMEN, gaps[i].measure);
    }
    struct pg_sheet sheet = pg_begin_sheet(book, report, "Pay_gaps",
                                           "Pay gaps between men and women", pg_one_table);
    pg_sheet_text(&sheet, PG_ROLE_LINE, pg_notes_place);
    say_shorthand(&sheet, report);
    pg_sheet_table(&sheet, "Pay_gaps_table", columns, 2, cells, 4);
    return (struct chart_rows){sheet.row - 4, sheet.row - 1};
}

static bool has_any_gap(const struct pg_report *report)
{
    static const enum pg_measure gaps[] = {
        PG_MEASURE_MEAN_HOURLY_GAP, PG_MEASURE_MEDIAN_HOURLY_GAP, PG_MEASURE_MEAN_BONUS_GAP,
        PG_MEASURE_MEDIAN_BONUS_GAP};

    for (size_t i = 0; i < 4; i++) {
        if (pg_report_text(report, PG_WOMEN, gaps[i])[0] != '\0')
            return true;
    }
    return false;
}

static void add_gaps_chart(struct pg_book *book, const struct pg_report *report,
                           struct chart_rows rows)
{
    struct pg_sheet sheet =
        pg_begin_sheet(book, report, "Gaps_chart", "Chart of the pay gaps",
                       has_any_gap(report) ? "This worksheet contains one chart. Its "
                                             "numbers are in the worksheet Pay_gaps."
                                           : "This worksheet contains text only: there is "
                                             "no chart, because no gap can be calculated.");
    struct pg_book_chart chart = {
        .data_sheet = "Pay_gaps",
        .first = rows.first,
        .last = rows.last,
        .columns = {1, 1},
        .names = {"Gap", NULL},
        .title = "Pay gaps between men and women",
        .axis_title = "Gap (%): above 0 women are paid less than men, below 0 more",
        .category_title = "Mean and median",
        .description =
            "Bar chart of the mean and median gaps in hourly pay and bonus pay. The "
            "same numbers are in the table of the worksheet Pay_gaps."};

    pg_sheet_say(&sheet, PG_ROLE_LINE, report, 9);
    if (has_any_gap(report))
        pg_sheet_chart(&sheet, &chart);
}

void pg_add_figures(struct pg_book *book, const struct pg_report *report)
{
    add_statutory(book, report);
    struct chart_rows rows = add_quarters(book, report);
    add_quarters_chart(book, report, rows);
    add_hourly_pay(book, report);
    add_bonus_pay(book, report);
    add_bonus_share(book, report);
    rows = add_gaps(book, report);
    add_gaps_chart(book, report, rows);
}
