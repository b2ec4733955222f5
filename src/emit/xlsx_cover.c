// SPDX-License-Identifier: GPL-3.0-or-later
/* The sheets of text around the figures: cover, contents, notes and statement. */
#include "xlsx_sheets.h"

#include <stdlib.h>

const char pg_one_table[] = "This worksheet contains one table.";
const char pg_z_meaning[] =
    "The shorthand [z] in a table means not applicable: the figure cannot be formed.";
const char pg_notes_place[] =
    "Notes are marked [note 1] and so on; their text is in the worksheet Notes.";

const char pg_c_meaning[] = "The shorthand [c] in a table means confidential: the figure "
                            "is withheld so that nothing "
                            "about few people can be worked out.";

struct pg_sheet pg_begin_sheet(struct pg_book *book, const struct pg_report *report,
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
            "The figures are provisional: people were left out because information about "
            "them is missing or unreadable.");
    pg_buffer_free(&full);
    return sheet;
}

bool pg_has_shorthand(const struct pg_report *report)
{
    for (size_t i = 0; i < report->n_figures; i++) {
        if (!report->figures[i].has_value && report->places[i].breakdown == PG_SEXES)
            return true;
    }
    return false;
}

static bool has_hidden_reason(const struct pg_left_out_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        if (list->items[i].hidden != PG_SHOWN)
            return true;
    }
    return false;
}

bool pg_has_hidden(const struct pg_book *book, const struct pg_report *report)
{
    if (book->audience == PG_PUBLISH) {
        if (has_hidden_reason(&report->left_out_of_all) ||
            has_hidden_reason(&report->left_out_of_hourly) ||
            has_hidden_reason(&report->left_out_of_bonus))
            return true;
        for (int i = 0; i < PG_N_TOTALS; i++) {
            if (report->hidden[i] != PG_SHOWN)
                return true;
        }
    }
    for (size_t i = 0; i < report->n_figures; i++) {
        if (report->places[i].hidden[book->audience] != PG_SHOWN &&
            report->places[i].breakdown == PG_SEXES)
            return true;
    }
    return false;
}

struct pg_book_cell pg_total_cell(const struct pg_book *book,
                                  const struct pg_report *report, enum pg_total total,
                                  size_t n)
{
    bool is_hidden = book->audience == PG_PUBLISH && report->hidden[total] != PG_SHOWN;

    return is_hidden ? pg_text_cell("[c]") : pg_count_cell(n);
}

void pg_sheet_say(struct pg_sheet *sheet, enum pg_role role, const struct pg_report *report,
                  size_t index)
{
    struct pg_buffer sentence = {0};

    pg_say_figure(&sentence, report, index);
    pg_sheet_text(sheet, role, sentence.ptr != NULL ? sentence.ptr : "");
    pg_buffer_free(&sentence);
}

static void say_about(struct pg_sheet *sheet, const struct pg_report *report)
{
    bool is_hidden =
        sheet->book->audience == PG_PUBLISH && report->hidden[PG_TOTAL_PEOPLE] != PG_SHOWN;
    struct pg_buffer text = {0};
    struct pg_date next = report->snapshot_date;
    char snapshot[32], deadline[32], year[32], following[32], people[32];

    next.year++;
    pg_buffer_printf(&text, "%s. Reporting year %s, snapshot date %s. Employees: %s.",
                     pg_sector_phrase(report),
                     pg_reporting_year(report->snapshot_date, year),
                     pg_date_long(report->snapshot_date, snapshot),
                     is_hidden ? "[c]" : pg_grouped(report->n_people, people));
    pg_sheet_text(sheet, PG_ROLE_PROSE, text.ptr != NULL ? text.ptr : "");
    text.len = 0;
    pg_buffer_printf(
        &text, "Last day to publish: %s. Next update: figures for the snapshot date %s.",
        pg_date_long(report->filing.deadline, deadline), pg_date_long(next, following));
    pg_sheet_text(sheet, PG_ROLE_PROSE, text.ptr != NULL ? text.ptr : "");
    pg_buffer_free(&text);
}

void pg_add_cover(struct pg_book *book, const struct pg_report *report)
{
    static const size_t points[] = {9, 8, 11, 10, 12, 13}; // of the fourteen
    struct pg_sheet sheet =
        pg_begin_sheet(book, report, "Cover", "Gender pay gap report",
                       "This worksheet contains the cover: text only, no table.");
    struct pg_buffer contact = {0};

    pg_sheet_prose(&sheet);
    pg_sheet_text(&sheet, PG_ROLE_HEADING, "Main points");
    for (size_t i = 0; i < sizeof points / sizeof points[0]; i++)
        pg_sheet_say(&sheet, PG_ROLE_PROSE, report, points[i]);
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
    pg_sheet_text(&sheet, PG_ROLE_HEADING, "Contact");
    pg_buffer_printf(&contact, "%s%s%s", report->employer,
                     report->filing.link[0] != '\0' ? ". More on this report: " : "",
                     report->filing.link);
    pg_sheet_text(&sheet, PG_ROLE_PROSE, contact.ptr != NULL ? contact.ptr : "");
    pg_sheet_text(&sheet, PG_ROLE_HEADING, "How to read this workbook");
    pg_sheet_text(
        &sheet, PG_ROLE_PROSE,
        "A gap is the difference between men's and women's pay as a percentage of "
        "men's pay. A positive gap means that women's pay is lower, a negative gap "
        "that it is higher.");
    if (pg_has_shorthand(report) || report->n_characteristics > 0)
        pg_sheet_text(&sheet, PG_ROLE_PROSE, pg_z_meaning);
    pg_sheet_text(&sheet, PG_ROLE_PROSE, pg_c_meaning);
    if (report->n_characteristics > 0)
        pg_sheet_text(
            &sheet, PG_ROLE_PROSE,
            "Only the figures by sex are statutory. Figures by ethnicity follow the "
            "voluntary guidance of 2023; reporting by ethnicity and by disability is "
            "planned law, not yet in force. Other breakdowns are the employer's own.");
    if (book->audience == PG_INTERNAL)
        pg_sheet_text(
            &sheet, PG_ROLE_PROSE,
            "This workbook is for internal use: its groups are smaller than those "
            "that may be published. Do not pass it on.");
    pg_sheet_text(&sheet, PG_ROLE_PROSE, pg_notes_place);
    pg_buffer_free(&contact);
}

void pg_add_contents(struct pg_book *book, const struct pg_report *report,
                     const struct pg_plan *plan)
{
    static const struct pg_book_column columns[] = {{"Worksheet", PG_ROLE_LINK, 34},
                                                    {"What it contains", PG_ROLE_TEXT, 76}};
    struct pg_book_cell *cells = calloc(2 * plan->n + 1, sizeof *cells);
    size_t n = 0;

    if (cells == NULL) {
        book->failed = true;
        return;
    }
    for (size_t i = 0; i < plan->n; i++) {
        if (strcmp(plan->sheets[i].name, "Contents") == 0)
            continue;
        cells[2 * n] = pg_text_cell(plan->sheets[i].name);
        cells[2 * n++ + 1] = pg_text_cell(plan->sheets[i].holds);
    }
    struct pg_sheet sheet =
        pg_begin_sheet(book, report, "Contents", "Contents", pg_one_table);
    pg_sheet_text(&sheet, PG_ROLE_LINE, "Each name is a link to its worksheet.");
    pg_sheet_table(&sheet, "Table_of_contents", columns, 2, cells, n);
    free(cells);
}

void pg_add_notes(struct pg_book *book, const struct pg_report *report)
{
    static const struct pg_book_column columns[] = {{"Note", PG_ROLE_TEXT, 12},
                                                    {"Text", PG_ROLE_TEXT, 90}};
    static const char *const notes[] = {
        "All full-pay relevant employees are ranked by hourly pay and divided into four "
        "quarters, as equal as possible. People on one rate across a boundary are shared "
        "so "
        "that each quarter has the same proportion of men and women among them (regulation "
        "13).",
        "Hourly pay is that of full-pay relevant employees: ordinary pay in the pay period "
        "that "
        "includes the snapshot date, with bonus pay of that period in proportion, for one "
        "hour "
        "of weekly working hours (regulation 6).",
        "The gap is (men's figure minus women's figure) divided by the men's figure, times "
        "100, "
        "rounded to one decimal place, half to even, on the exact value.",
        "Bonus pay is all bonus paid in the twelve months that end with the snapshot date, "
        "for "
        "the relevant employees who were paid one.",
        "Relevant employees are those employed on the snapshot date whose sex is known; in "
        "the "
        "private sector partners are left out.",
        "Regulations are those of SI 2017/172. For public authorities the rules are those "
        "of "
        "Schedule 1 to SI 2017/353, which are the same but for the snapshot date, partners "
        "and "
        "the written statement.",
        "A gap by ethnicity or another characteristic is (comparator's figure minus "
        "group's "
        "figure) divided by the comparator's figure, times 100. Positive: the group is "
        "paid "
        "less. People who did not disclose are in no gap, but in headcounts and quarters.",
        "A 95% interval says how far a gap could lie from the one shown if the people had "
        "been drawn by chance from a larger number like them. The payroll is everybody, so "
        "it is a guide to how much a few people could move the figure, not to an error."};
    enum { N_NOTES = sizeof notes / sizeof notes[0] };
    static const char *const numbers[N_NOTES] = {"[note 1]", "[note 2]", "[note 3]",
                                                 "[note 4]", "[note 5]", "[note 6]",
                                                 "[note 7]", "[note 8]"};
    struct pg_book_cell cells[2 * N_NOTES];

    for (size_t i = 0; i < N_NOTES; i++) {
        cells[2 * i] = pg_text_cell(numbers[i]);
        cells[2 * i + 1] = pg_text_cell(notes[i]);
    }
    struct pg_sheet sheet = pg_begin_sheet(book, report, "Notes", "Notes", pg_one_table);
    pg_sheet_table(&sheet, "Notes_table", columns, 2, cells, N_NOTES);
}

void pg_add_statement(struct pg_book *book, const struct pg_report *report)
{
    struct pg_sheet sheet =
        pg_begin_sheet(book, report, "Written_statement", "Written statement",
                       "This worksheet contains the statement of regulation 14: text "
                       "only, no table.");
    struct pg_buffer text = {0};
    char date[32];

    pg_sheet_prose(&sheet);
    if (report->is_provisional)
        pg_sheet_text(
            &sheet, PG_ROLE_PROSE,
            "Do not sign while the figures are provisional: mend the data and run the "
            "report again.");
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
    pg_buffer_free(&text);
}
