// SPDX-License-Identifier: GPL-3.0-or-later
#include "phrases.h"
#include "xlsx_book.h"

#include <stdlib.h>

static const char one_table[] = "This worksheet contains one table.";
static const char z_meaning[] =
    "The shorthand [z] in a table means not applicable: the figure cannot be formed.";
static const char notes_place[] =
    "Notes are marked [note 1] and so on; their text is in the worksheet Notes.";

#define POUND "\xC2\xA3"

struct sheet_entry {
    const char *name, *holds;
};

static const struct sheet_entry entries[] = {
    {"Cover", "Main points, source and how to read this workbook"},
    {"Contents", "The worksheets of this workbook"},
    {"Notes", "Notes to the tables"},
    {"Statutory_figures",
     "The fourteen figures to report, in the order of the GOV.UK form"},
    {"Pay_quarters", "Men and women in each hourly pay quarter"},
    {"Quarters_chart", "Chart of the hourly pay quarters"},
    {"Hourly_pay", "Mean and median hourly pay and the gaps between men and women"},
    {"Bonus_pay", "Mean and median bonus pay and the gaps between men and women"},
    {"Bonus_share", "Men and women who were paid a bonus"},
    {"Gaps_chart", "Chart of the pay gaps"},
    {"People", "Who was counted and who was left out, and why"},
    {"Method", "Method, rules and the choices in force"},
    {"Written_statement", "The statement of regulation 14, ready to sign"},
};

enum { N_ENTRIES = sizeof entries / sizeof entries[0] };

static size_t n_sheets(const struct pg_report *report)
{
    return report->is_public ? N_ENTRIES - 1 : N_ENTRIES; // no statement is asked of them
}

static struct pg_sheet begin(struct pg_book *book, const struct pg_report *report,
                             const char *name, const char *title, const char *contains)
{
    struct pg_buffer full = {0};
    char date[32];

    pg_buffer_printf(&full, "%s: %s, %s%s", title, report->employer,
                     pg_date_long(report->snapshot_date, date),
                     report->is_provisional ? " (provisional)" : "");
    struct pg_sheet sheet = pg_sheet_begin(book, name, full.ptr != NULL ? full.ptr : title);
    pg_sheet_text(&sheet, PG_ROLE_LINE, contains);
    if (report->is_provisional)
        pg_sheet_text(
            &sheet, PG_ROLE_LINE,
            "The figures are provisional: people were left out because their data is "
            "bad.");
    pg_buffer_free(&full);
    return sheet;
}

static void say_main_point(struct pg_sheet *sheet, const struct pg_report *report,
                           size_t index)
{
    struct pg_buffer sentence = {0};

    pg_say_figure(&sentence, report, index);
    pg_sheet_text(sheet, PG_ROLE_PROSE, sentence.ptr != NULL ? sentence.ptr : "");
    pg_buffer_free(&sentence);
}

static void say_about(struct pg_sheet *sheet, const struct pg_report *report)
{
    struct pg_buffer text = {0};
    struct pg_date next = report->snapshot_date;
    char snapshot[32], deadline[32], year[32], following[32], people[32];

    next.year++;
    pg_buffer_printf(&text, "%s. Reporting year %s, snapshot date %s. %s employees.",
                     pg_sector_phrase(report),
                     pg_reporting_year(report->snapshot_date, year),
                     pg_date_long(report->snapshot_date, snapshot),
                     pg_grouped(report->n_people, people));
    pg_sheet_text(sheet, PG_ROLE_PROSE, text.ptr != NULL ? text.ptr : "");
    text.len = 0;
    pg_buffer_printf(
        &text, "Last day to publish: %s. Next update: figures for the snapshot date %s.",
        pg_date_long(report->filing.deadline, deadline), pg_date_long(next, following));
    pg_sheet_text(sheet, PG_ROLE_PROSE, text.ptr != NULL ? text.ptr : "");
    pg_buffer_free(&text);
}

static void add_cover(struct pg_book *book, const struct pg_report *report)
{
    static const size_t points[] = {9, 8, 11, 10, 12, 13}; // of the fourteen
    struct pg_sheet sheet =
        begin(book, report, "Cover", "Gender pay gap report",
              "This worksheet contains the cover: text only, no table.");
    struct pg_buffer contact = {0};

    pg_sheet_prose(&sheet);
    pg_sheet_text(&sheet, PG_ROLE_HEADING, "Main points");
    for (size_t i = 0; i < sizeof points / sizeof points[0]; i++)
        say_main_point(&sheet, report, points[i]);
    pg_sheet_text(&sheet, PG_ROLE_HEADING, "About these figures");
    say_about(&sheet, report);
    pg_sheet_text(&sheet, PG_ROLE_HEADING, "Source");
    pg_sheet_text(
        &sheet, PG_ROLE_PROSE,
        report->is_public
            ? "The employer's payroll, by the method of Schedule 1 to the Equality Act "
              "2010 (Specific Duties and Public Authorities) Regulations 2017 "
              "(SI 2017/353)."
            : "The employer's payroll, by the method of the Equality Act 2010 (Gender "
              "Pay Gap Information) Regulations 2017 (SI 2017/172).");
    pg_buffer_printf(&contact, "Contact: %s.", report->employer);
    pg_sheet_text(&sheet, PG_ROLE_PROSE, contact.ptr != NULL ? contact.ptr : "");
    pg_sheet_text(&sheet, PG_ROLE_HEADING, "How to read this workbook");
    pg_sheet_text(
        &sheet, PG_ROLE_PROSE,
        "A gap is the difference between men's and women's pay as a percentage of "
        "men's pay. A positive gap means that women's pay is lower, a negative gap "
        "that it is higher.");
    pg_sheet_text(&sheet, PG_ROLE_PROSE, z_meaning);
    pg_sheet_text(&sheet, PG_ROLE_PROSE, notes_place);
    pg_buffer_free(&contact);
}

static void add_contents(struct pg_book *book, const struct pg_report *report)
{
    static const struct pg_book_column columns[] = {{"Worksheet", PG_ROLE_LINK, 24},
                                                    {"What it contains", PG_ROLE_TEXT, 70}};
    struct pg_book_cell cells[2 * N_ENTRIES];
    size_t n = 0;

    for (size_t i = 0; i < n_sheets(report); i++) {
        if (strcmp(entries[i].name, "Contents") == 0)
            continue;
        cells[2 * n] = pg_text_cell(entries[i].name);
        cells[2 * n++ + 1] = pg_text_cell(entries[i].holds);
    }
    struct pg_sheet sheet = begin(book, report, "Contents", "Contents", one_table);
    pg_sheet_text(&sheet, PG_ROLE_LINE, "Each name is a link to its worksheet.");
    pg_sheet_table(&sheet, "Table_of_contents", columns, 2, cells, n);
}

static void add_notes(struct pg_book *book, const struct pg_report *report)
{
    static const struct pg_book_column columns[] = {{"Note", PG_ROLE_TEXT, 12},
                                                    {"Text", PG_ROLE_TEXT, 90}};
    static const char *const notes[] = {
        "All full-pay relevant employees are ranked by hourly pay and divided into four "
        "quarters, as equal as possible. People on one rate across a boundary are shared "
        "so "
        "that each quarter has the same proportion of men and women among them (regulation "
        "13).",
        "The gap is (men's figure minus women's figure) divided by the men's figure, times "
        "100, "
        "rounded to one decimal place, half to even, on the exact value.",
        "Hourly pay is that of full-pay relevant employees: ordinary pay in the pay period "
        "that "
        "includes the snapshot date, with bonus pay of that period in proportion, for one "
        "hour "
        "of weekly working hours (regulation 6).",
        "Bonus pay is all bonus paid in the twelve months that end with the snapshot date, "
        "for "
        "the relevant employees who were paid one.",
        "Relevant employees are those employed on the snapshot date whose sex is known; in "
        "the "
        "private sector partners are left out."};
    enum { N_NOTES = sizeof notes / sizeof notes[0] };
    static const char *const numbers[N_NOTES] = {"[note 1]", "[note 2]", "[note 3]",
                                                 "[note 4]", "[note 5]"};
    struct pg_book_cell cells[2 * N_NOTES];

    for (size_t i = 0; i < N_NOTES; i++) {
        cells[2 * i] = pg_text_cell(numbers[i]);
        cells[2 * i + 1] = pg_text_cell(notes[i]);
    }
    struct pg_sheet sheet = begin(book, report, "Notes", "Notes", one_table);
    pg_sheet_table(&sheet, "Notes_table", columns, 2, cells, N_NOTES);
}

static void add_statutory(struct pg_book *book, const struct pg_report *report)
{
    static const struct pg_book_column columns[] = {{"Number", PG_ROLE_COUNT, 10},
                                                    {"Figure", PG_ROLE_TEXT, 46},
                                                    {"Percentage (%)", PG_ROLE_PERCENT, 16},
                                                    {"In words", PG_ROLE_TEXT, 70}};
    struct pg_book_cell cells[4 * PG_N_STATUTORY];
    struct pg_buffer sentences[PG_N_STATUTORY] = {{0}};

    for (size_t i = 0; i < PG_N_STATUTORY; i++) {
        const struct pg_statutory_figure *named = &pg_statutory_figures[i];
        pg_say_figure(&sentences[i], report, i);
        cells[4 * i] = pg_count_cell(i + 1);
        cells[4 * i + 1] = pg_text_cell(named->title);
        cells[4 * i + 2] = pg_figure_cell(report, named->group, named->measure);
        cells[4 * i + 3] = pg_text_cell(sentences[i].ptr != NULL ? sentences[i].ptr : "");
    }
    struct pg_sheet sheet = begin(book, report, "Statutory_figures",
                                  "The fourteen statutory figures", one_table);
    pg_sheet_text(&sheet, PG_ROLE_LINE,
                  "The figures stand in the order in which the GOV.UK form asks for them.");
    pg_sheet_text(&sheet, PG_ROLE_LINE, z_meaning);
    pg_sheet_table(&sheet, "Statutory_figures_table", columns, 4, cells, PG_N_STATUTORY);
    for (size_t i = 0; i < PG_N_STATUTORY; i++)
        pg_buffer_free(&sentences[i]);
}

static void quarter_row(const struct pg_report *report, enum pg_quarter quarter,
                        struct pg_book_cell cells[6])
{
    const struct pg_quarter_counts *counts = &report->quarters[quarter];
    char measure[48];

    snprintf(measure, sizeof measure, "%s_quarter_share", pg_quarter_code(quarter));
    cells[0] = pg_text_cell(pg_quarter_name(quarter));
    cells[1] = pg_count_cell(counts->men);
    cells[2] = pg_count_cell(counts->women);
    cells[3] = pg_count_cell(counts->size);
    cells[4] = pg_figure_cell(report, "men", measure);
    cells[5] = pg_figure_cell(report, "women", measure);
}

// Rows of the tables that charts are drawn from, to hand on to them.
struct chart_rows {
    lxw_row_t first, last;
};

static struct chart_rows add_quarters(struct pg_book *book, const struct pg_report *report)
{
    static const struct pg_book_column columns[] = {
        {"Hourly pay quarter [note 1]", PG_ROLE_TEXT, 26},
        {"Men", PG_ROLE_COUNT, 14},
        {"Women", PG_ROLE_COUNT, 14},
        {"Men and women", PG_ROLE_COUNT, 16},
        {"Men (%)", PG_ROLE_PERCENT, 14},
        {"Women (%)", PG_ROLE_PERCENT, 14}};
    struct pg_book_cell cells[6 * PG_N_QUARTERS];

    for (int i = 0; i < PG_N_QUARTERS; i++)
        quarter_row(report, (enum pg_quarter)(PG_N_QUARTERS - 1 - i), cells + 6 * i);
    struct pg_sheet sheet = begin(book, report, "Pay_quarters",
                                  "Men and women in each hourly pay quarter", one_table);
    pg_sheet_text(&sheet, PG_ROLE_LINE, notes_place);
    pg_sheet_text(&sheet, PG_ROLE_LINE, z_meaning);
    pg_sheet_table(&sheet, "Pay_quarters_table", columns, 6, cells, PG_N_QUARTERS);
    return (struct chart_rows){sheet.row - PG_N_QUARTERS, sheet.row - 1};
}

static void add_quarters_chart(struct pg_book *book, const struct pg_report *report,
                               struct chart_rows rows)
{
    struct pg_sheet sheet =
        begin(book, report, "Quarters_chart", "Chart of the hourly pay quarters",
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

    say_main_point(&sheet, report, 1);
    pg_sheet_chart(&sheet, &chart);
}

static void pay_row(const struct pg_report *report, const char *title, const char *pay,
                    const char *gap, struct pg_book_cell cells[4])
{
    cells[0] = pg_text_cell(title);
    cells[1] = pg_figure_cell(report, "men", pay);
    cells[2] = pg_figure_cell(report, "women", pay);
    cells[3] = pg_figure_cell(report, "women", gap);
}

static const struct pg_book_column pay_columns[] = {
    {"Measure", PG_ROLE_TEXT, 26},
    {"Men (" POUND ")", PG_ROLE_POUNDS, 16},
    {"Women (" POUND ")", PG_ROLE_POUNDS, 16},
    {"Gap (%) [note 2]", PG_ROLE_PERCENT, 18}};

static void add_hourly_pay(struct pg_book *book, const struct pg_report *report)
{
    struct pg_book_cell cells[8];

    pay_row(report, "Mean hourly pay", "mean_hourly_pay", "mean_hourly_gap", cells);
    pay_row(report, "Median hourly pay", "median_hourly_pay", "median_hourly_gap",
            cells + 4);
    struct pg_sheet sheet = begin(book, report, "Hourly_pay",
                                  "Hourly pay of men and women [note 3]", one_table);
    pg_sheet_text(&sheet, PG_ROLE_LINE, notes_place);
    pg_sheet_text(&sheet, PG_ROLE_LINE, z_meaning);
    pg_sheet_table(&sheet, "Hourly_pay_table", pay_columns, 4, cells, 2);
}

static void add_bonus_pay(struct pg_book *book, const struct pg_report *report)
{
    struct pg_book_cell cells[8];

    pay_row(report, "Mean bonus pay", "mean_bonus_pay", "mean_bonus_gap", cells);
    pay_row(report, "Median bonus pay", "median_bonus_pay", "median_bonus_gap", cells + 4);
    struct pg_sheet sheet =
        begin(book, report, "Bonus_pay", "Bonus pay of men and women [note 4]", one_table);
    pg_sheet_text(&sheet, PG_ROLE_LINE, notes_place);
    pg_sheet_text(&sheet, PG_ROLE_LINE, z_meaning);
    pg_sheet_table(&sheet, "Bonus_pay_table", pay_columns, 4, cells, 2);
}

static void share_row(const struct pg_report *report, const char *title, const char *group,
                      struct pg_book_cell cells[4])
{
    const paygap_figure *share = pg_report_find(report, group, "bonus_share");

    cells[0] = pg_text_cell(title);
    cells[1] = pg_count_cell(share != NULL && share->has_value ? share->count : 0);
    cells[2] = pg_figure_cell(report, group, "bonus_headcount");
    cells[3] = pg_figure_cell(report, group, "bonus_share");
}

static void add_bonus_share(struct pg_book *book, const struct pg_report *report)
{
    static const struct pg_book_column columns[] = {
        {"Sex", PG_ROLE_TEXT, 16},
        {"Relevant employees [note 5]", PG_ROLE_COUNT, 22},
        {"Paid a bonus [note 4]", PG_ROLE_COUNT, 18},
        {"Paid a bonus (%)", PG_ROLE_PERCENT, 18}};
    struct pg_book_cell cells[8];

    share_row(report, "Men", "men", cells);
    share_row(report, "Women", "women", cells + 4);
    struct pg_sheet sheet = begin(book, report, "Bonus_share",
                                  "Men and women who were paid a bonus", one_table);
    pg_sheet_text(&sheet, PG_ROLE_LINE, notes_place);
    pg_sheet_text(&sheet, PG_ROLE_LINE, z_meaning);
    pg_sheet_table(&sheet, "Bonus_share_table", columns, 4, cells, 2);
}

static void add_gaps_chart(struct pg_book *book, const struct pg_report *report)
{
    static const struct pg_book_column columns[] = {
        {"Pay", PG_ROLE_TEXT, 26}, {"Gap (%) [note 2]", PG_ROLE_PERCENT, 18}};
    static const struct {
        const char *title, *measure;
    } gaps[] = {{"Mean hourly pay", "mean_hourly_gap"},
                {"Median hourly pay", "median_hourly_gap"},
                {"Mean bonus pay", "mean_bonus_gap"},
                {"Median bonus pay", "median_bonus_gap"}};
    struct pg_book_cell cells[8];

    for (size_t i = 0; i < 4; i++) {
        cells[2 * i] = pg_text_cell(gaps[i].title);
        cells[2 * i + 1] = pg_figure_cell(report, "women", gaps[i].measure);
    }
    struct pg_sheet sheet =
        begin(book, report, "Gaps_chart", "Chart of the pay gaps",
              "This worksheet contains one table and, beside it, one chart "
              "of the same numbers.");
    pg_sheet_text(&sheet, PG_ROLE_LINE, notes_place);
    pg_sheet_text(&sheet, PG_ROLE_LINE, z_meaning);
    pg_sheet_table(&sheet, "Gaps_table", columns, 2, cells, 4);
    struct pg_book_chart chart = {
        .data_sheet = "Gaps_chart",
        .first = sheet.row - 4,
        .last = sheet.row - 1,
        .columns = {1, 1},
        .names = {"Gap", NULL},
        .title = "Pay gaps between men and women",
        .axis_title = "Women's pay below men's, % of men's pay",
        .category_title = "Pay",
        .description =
            "Bar chart of the mean and median gaps in hourly pay and bonus pay. The "
            "same numbers are in the table of this worksheet."};
    pg_sheet_chart(&sheet, &chart);
}

struct people_rows {
    struct pg_book_cell cells[4 * (3 * PG_MAX_LEFT_OUT + 3)];
    size_t n;
};

static void add_people_row(struct people_rows *rows, const char *figures, const char *what,
                           const char *why, size_t n)
{
    struct pg_book_cell *cells = rows->cells + 4 * rows->n++;

    cells[0] = pg_text_cell(figures);
    cells[1] = pg_text_cell(what);
    cells[2] = pg_text_cell(why);
    cells[3] = pg_count_cell(n);
}

static void add_left_out_rows(struct people_rows *rows, const char *figures, size_t counted,
                              const char *who, const struct pg_left_out_list *list)
{
    add_people_row(rows, figures, "Counted", who, counted);
    for (size_t i = 0; i < list->n; i++)
        add_people_row(rows, figures,
                       list->items[i].is_provisional ? "Left out (bad data)" : "Left out",
                       list->items[i].text, list->items[i].n);
}

static void add_people(struct pg_book *book, const struct pg_report *report)
{
    static const struct pg_book_column columns[] = {
        {"Figures", PG_ROLE_TEXT, 26},
        {"Counted or left out", PG_ROLE_TEXT, 22},
        {"Who", PG_ROLE_TEXT, 60},
        {"People", PG_ROLE_COUNT, 12}};
    struct people_rows rows = {.n = 0};
    const paygap_figure *men = pg_report_find(report, "men", "bonus_share");
    const paygap_figure *women = pg_report_find(report, "women", "bonus_share");
    size_t in_bonus = (men != NULL && men->has_value ? men->count : 0) +
                      (women != NULL && women->has_value ? women->count : 0);

    add_left_out_rows(&rows, "All figures", report->n_relevant,
                      "relevant employees of known sex", &report->left_out_of_all);
    add_left_out_rows(&rows, "Hourly pay and quarters", report->n_full_pay,
                      "full-pay relevant employees", &report->left_out_of_hourly);
    add_left_out_rows(&rows, "Bonus pay", in_bonus,
                      "relevant employees whose bonus is known",
                      &report->left_out_of_bonus);
    struct pg_sheet sheet =
        begin(book, report, "People", "Who was counted and who was left out", one_table);
    pg_sheet_text(&sheet, PG_ROLE_LINE,
                  "Those left out of all figures are not listed again below them.");
    pg_sheet_table(&sheet, "People_table", columns, 4, rows.cells, rows.n);
}

static void add_method(struct pg_book *book, const struct pg_report *report)
{
    static const struct pg_book_column columns[] = {
        {"Point", PG_ROLE_TEXT, 40},
        {"Rule or choice in force", PG_ROLE_TEXT, 60},
        {"Reason or source", PG_ROLE_TEXT, 50}};
    static const char *const rules[][3] = {
        {"Hourly pay",
         "Ordinary pay and bonus pay in the pay period, a bonus in proportion to the "
         "period it "
         "relates to, times 7, divided by the days of the pay period and by weekly hours",
         "Regulation 6"},
        {"Days in a pay period", "Week 7, month 30.44, year 365.25, others by their days",
         "Regulation 6(2) and (3)"},
        {"Median",
         "The middle value; with an even number the mean of the two middle values",
         "Regulations 9 and 11"},
        {"Share paid a bonus",
         "People paid a bonus above zero among all relevant employees", "Regulation 12"}};
    enum { N_RULES = sizeof rules / sizeof rules[0] };
    struct pg_book_cell *cells =
        calloc(3 * (N_RULES + report->choices.n + 2), sizeof *cells);
    struct pg_buffer known = {0}, moved = {0};
    size_t n = 0;

    if (cells == NULL) {
        book->failed = true;
        return;
    }
    for (; n < N_RULES; n++) {
        for (size_t i = 0; i < 3; i++)
            cells[3 * n + i] = pg_text_cell(rules[n][i]);
    }
    for (size_t i = 0; i < report->choices.n; i++, n++) {
        cells[3 * n] = pg_text_cell(report->choices.items[i].name);
        cells[3 * n + 1] = pg_text_cell(report->choices.items[i].text);
        cells[3 * n + 2] = pg_text_cell(report->choices.items[i].why);
    }
    pg_say_people(&known, report->n_known_rates);
    cells[3 * n] = pg_text_cell("Known hourly rate used instead of pay and hours");
    cells[3 * n + 1] = pg_text_cell(known.ptr != NULL ? known.ptr : "");
    cells[3 * n++ + 2] =
        pg_text_cell("Pay divided by variable hours is not an hourly rate");
    pg_buffer_printf(&moved, "%zu of the eight", report->n_moved_by_other_ties);
    cells[3 * n] =
        pg_text_cell("Quarter shares that differ if rates are compared the other way "
                     "(exactly or to the penny)");
    cells[3 * n + 1] = pg_text_cell(moved.ptr != NULL ? moved.ptr : "");
    cells[3 * n++ + 2] = pg_text_cell("Shows whether the choice of tie precision matters");
    struct pg_sheet sheet =
        begin(book, report, "Method", "Method and choices in force", one_table);
    pg_sheet_table(&sheet, "Method_table", columns, 3, cells, n);
    pg_buffer_free(&known);
    pg_buffer_free(&moved);
    free(cells);
}

static void add_statement(struct pg_book *book, const struct pg_report *report)
{
    struct pg_sheet sheet =
        begin(book, report, "Written_statement", "Written statement",
              "This worksheet contains the statement of regulation 14: text "
              "only, no table.");
    struct pg_buffer text = {0};
    char date[32];

    pg_sheet_prose(&sheet);
    pg_buffer_printf(
        &text,
        "I confirm that the gender pay gap figures of %s for the snapshot date %s in "
        "this workbook are accurate. They were calculated by the method of the "
        "Equality Act 2010 (Gender Pay Gap Information) Regulations 2017 "
        "(SI 2017/172).",
        report->employer, pg_date_long(report->snapshot_date, date));
    pg_sheet_text(&sheet, PG_ROLE_PROSE, text.ptr != NULL ? text.ptr : "");
    text.len = 0;
    pg_buffer_printf(&text, "Name: %s", report->filing.responsible_person);
    pg_sheet_text(&sheet, PG_ROLE_PROSE, text.ptr != NULL ? text.ptr : "");
    text.len = 0;
    pg_buffer_printf(&text, "Job title: %s", report->filing.job_title);
    pg_sheet_text(&sheet, PG_ROLE_PROSE, text.ptr != NULL ? text.ptr : "");
    pg_sheet_text(&sheet, PG_ROLE_PROSE, "Signature:");
    pg_sheet_text(&sheet, PG_ROLE_PROSE, "Date:");
    pg_sheet_text(&sheet, PG_ROLE_HEADING, "Who signs");
    pg_sheet_text(
        &sheet, PG_ROLE_PROSE,
        "A company: a director or the equivalent. A limited liability partnership: a "
        "designated member. A limited partnership: a general partner. Another "
        "partnership: a partner. An unincorporated association: a member of its "
        "governing body or a senior officer. Any other body: its most senior employee.");
    if (report->is_provisional)
        pg_sheet_text(
            &sheet, PG_ROLE_PROSE,
            "Do not sign while the figures are provisional: mend the data and run the "
            "report again.");
    pg_buffer_free(&text);
}

void pg_report_sheets(struct pg_book *book, const struct pg_report *report)
{
    add_cover(book, report);
    add_contents(book, report);
    add_notes(book, report);
    add_statutory(book, report);
    struct chart_rows rows = add_quarters(book, report);
    add_quarters_chart(book, report, rows);
    add_hourly_pay(book, report);
    add_bonus_pay(book, report);
    add_bonus_share(book, report);
    add_gaps_chart(book, report);
    add_people(book, report);
    add_method(book, report);
    if (!report->is_public)
        add_statement(book, report);
}
