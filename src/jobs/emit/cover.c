// SPDX-License-Identifier: GPL-3.0-or-later
/* The sections of text around the figures: cover, contents, notes and statement. */
#include "telling.h"

const char pg_one_table[] = "This worksheet contains one table.";
const char pg_z_meaning[] =
    "The shorthand [z] in a table means not applicable: the figure cannot be formed.";
const char pg_notes_place[] =
    "Notes are marked [note 1] and so on; their text is in the worksheet Notes.";

const char pg_c_meaning[] =
    "The shorthand [c] in a table means confidential: the figure is withheld so that "
    "nothing about few people can be worked out.";

const char pg_range_meaning[] =
    "Numbers such as 20 to 24, and figures that are rounded more than others, are given so "
    "that nothing about few people can be worked out.";

static void say_about(const struct pg_telling *telling)
{
    const struct pg_report *report = telling->report;
    struct pg_printed n_people = pg_results_report_printed(
        report, pg_results_thing_of_total(report, PG_TOTAL_PEOPLE), telling->audience);
    struct pg_date next = report->snapshot_date;
    char snapshot[32], deadline[32], year[32], following[32], people[32];

    next.year++;
    pg_emit_prose(
        telling,
        PG_TELL(telling, "%s. Reporting year %s, snapshot date %s. Employees: %s.",
                pg_emit_sector_phrase(report),
                pg_results_reporting_year(report->snapshot_date, year),
                pg_date_long(report->snapshot_date, snapshot),
                n_people.as == PG_PRINT_EXACTLY ? pg_grouped(report->n_people, people)
                : n_people.as == PG_PRINT_NOT   ? pg_document_shorthand(PG_VALUE_WITHHELD)
                                                : n_people.text));
    pg_emit_prose(telling,
                  PG_TELL(telling,
                          "Last day to publish: %s. Next update: figures for the snapshot "
                          "date %s.",
                          pg_date_long(report->filing.deadline, deadline),
                          pg_date_long(next, following)));
}

static void say_main_points(const struct pg_telling *telling)
{
    static const size_t points[] = {9, 8, 11, 10, 12, 13}; // of the fourteen

    pg_emit_heading(telling, "Main points");
    for (size_t i = 0; i < sizeof points / sizeof points[0]; i++)
        pg_emit_prose(telling, pg_emit_figure(telling, points[i]));
    pg_emit_heading(telling, "About these figures");
    say_about(telling);
}

static void say_source(const struct pg_telling *telling)
{
    const struct pg_report *report = telling->report;

    pg_emit_heading(telling, "Source");
    pg_emit_prose(
        telling,
        report->is_public
            ? "The employer's payroll, by the method of Schedule 1 to the Equality Act "
              "2010 (Specific Duties and Public Authorities) Regulations 2017 "
              "(SI 2017/353)."
            : "The employer's payroll, by the method of the Equality Act 2010 (Gender "
              "Pay Gap Information) Regulations 2017 (SI 2017/172).");
    pg_emit_heading(telling, "Contact");
    pg_emit_prose(telling,
                  PG_TELL(telling, "%s%s%s", report->employer,
                          report->filing.link[0] != '\0' ? ". More on this report: " : "",
                          report->filing.link));
}

static void say_how_to_read(const struct pg_telling *telling)
{
    const struct pg_report *report = telling->report;
    bool has_groups = report->n_characteristics > 0;

    pg_emit_heading(telling, "How to read this workbook");
    pg_emit_prose(telling,
                  "A gap is the difference between men's and women's pay as a percentage "
                  "of men's pay. A positive gap means that women's pay is lower, a "
                  "negative gap that it is higher.");
    if (pg_emit_has_shorthand(report) || has_groups)
        pg_emit_prose(telling, pg_z_meaning);
    pg_emit_prose(telling, pg_c_meaning);
    pg_emit_prose(telling, pg_range_meaning);
    if (has_groups)
        pg_emit_prose(telling,
                      "Only the figures by sex are statutory. Figures by ethnicity follow "
                      "the voluntary guidance of 2023; reporting by ethnicity and by "
                      "disability is planned law, not yet in force. Other breakdowns are "
                      "the employer's own.");
    if (telling->audience == PG_INTERNAL)
        pg_emit_prose(telling,
                      "This workbook is for internal use: its groups are smaller than "
                      "those that may be published. Do not pass it on.");
    pg_emit_prose(telling, pg_notes_place);
}

void pg_emit_cover(const struct pg_telling *telling)
{
    pg_emit_section(telling, "Cover", "Gender pay gap report",
                    "Main points, source and how to read this workbook",
                    "This worksheet contains the cover: text only, no table.");
    say_main_points(telling);
    say_source(telling);
    say_how_to_read(telling);
}

void pg_emit_contents(const struct pg_telling *telling)
{
    static const struct pg_document_column columns[] = {
        {.header = "Worksheet", .kind = PG_VALUE_LINK, .width = 34},
        {.header = "What it contains", .kind = PG_VALUE_TEXT, .width = 76}};

    pg_emit_section(telling, "Contents", "Contents", NULL, pg_one_table);
    pg_emit_note(telling, "Each name is a link to its worksheet.");
    pg_document_add_contents(telling->document, columns);
    if (telling->document->contents != NULL)
        telling->document->contents->name = "Table_of_contents";
}

static const char *const notes[] = {
    "All full-pay relevant employees are ranked by hourly pay and divided into four "
    "quarters, as equal as possible. People on one rate across a boundary are shared so "
    "that each quarter has the same proportion of men and women among them (regulation "
    "13).",
    "Hourly pay is that of full-pay relevant employees: ordinary pay in the pay period "
    "that includes the snapshot date, with bonus pay of that period in proportion, for "
    "one hour of weekly working hours (regulation 6).",
    "The gap is (men's figure minus women's figure) divided by the men's figure, times "
    "100, rounded to one decimal place, half to even, on the exact value.",
    "Bonus pay is all bonus paid in the twelve months that end with the snapshot date, "
    "for the relevant employees who were paid one.",
    "Relevant employees are those employed on the snapshot date whose sex is known; in "
    "the private sector partners are left out.",
    "Regulations are those of SI 2017/172. For public authorities the rules are those of "
    "Schedule 1 to SI 2017/353, which are the same but for the snapshot date, partners "
    "and the written statement.",
    "A gap by ethnicity or another characteristic is (comparator's figure minus group's "
    "figure) divided by the comparator's figure, times 100. Positive: the group is paid "
    "less. People who did not disclose are in no gap, but in headcounts and quarters.",
    "A 95% interval says how far a gap could lie from the one shown if the people had "
    "been drawn by chance from a larger number like them. The payroll is everybody, so "
    "it is a guide to how much a few people could move the figure, not to an error."};

void pg_emit_notes(const struct pg_telling *telling)
{
    static const struct pg_document_column columns[] = {
        {.header = "Note", .kind = PG_VALUE_TEXT, .width = 12},
        {.header = "Text", .kind = PG_VALUE_TEXT, .width = 90}};
    struct pg_document_table *table = pg_emit_table(telling, columns, 2);

    for (size_t i = 0; i < sizeof notes / sizeof notes[0]; i++) {
        pg_document_put(table, pg_document_words(PG_TELL(telling, "[note %zu]", i + 1)));
        pg_document_put(table, pg_document_words(notes[i]));
    }
    pg_emit_section(telling, "Notes", "Notes", "Notes to the tables", pg_one_table);
    pg_document_place(telling->document, table);
}

void pg_emit_statement(const struct pg_telling *telling)
{
    const struct pg_report *report = telling->report;
    char date[32];

    pg_emit_section(telling, "Written_statement", "Written statement",
                    "The statement of regulation 14, ready to sign",
                    "This worksheet contains the statement of regulation 14: text only, no "
                    "table.");
    if (report->is_provisional)
        pg_emit_prose(telling,
                      "Do not sign while the figures are provisional: mend the data and "
                      "run the report again.");
    pg_emit_prose(
        telling,
        PG_TELL(telling,
                "I confirm that the gender pay gap figures of %s for the snapshot date %s "
                "in this workbook are accurate. They were calculated by the method of the "
                "Equality Act 2010 (Gender Pay Gap Information) Regulations 2017 "
                "(SI 2017/172).",
                report->employer, pg_date_long(report->snapshot_date, date)));
    pg_emit_prose(telling, PG_TELL(telling, "Name: %s", report->filing.responsible_person));
    pg_emit_prose(telling, PG_TELL(telling, "Job title: %s", report->filing.job_title));
    pg_emit_prose(telling, "Signature:");
    pg_emit_prose(telling, "Date:");
    pg_emit_heading(telling, "Who signs");
    pg_emit_prose(
        telling,
        "A company: a director or the equivalent. A limited liability partnership: a "
        "designated member. A limited partnership: a general partner. Another "
        "partnership: a partner. An unincorporated association: a member of its "
        "governing body or a senior officer. Any other body: its most senior employee.");
}
