// SPDX-License-Identifier: GPL-3.0-or-later
/* Who was counted, and by which rules and choices. */
#include "xlsx_sheets.h"

#include <stdlib.h>

struct people_rows {
    struct pg_book_cell cells[4 * (3 * PG_MAX_LEFT_OUT + 6)];
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
                       list->items[i].is_provisional
                           ? "Left out (information missing or unreadable)"
                           : "Left out",
                       list->items[i].text, list->items[i].n);
}

void pg_add_people(struct pg_book *book, const struct pg_report *report)
{
    static const struct pg_book_column columns[] = {
        {"Figures", PG_ROLE_TEXT, 26},
        {"Counted or left out", PG_ROLE_TEXT, 30},
        {"Who", PG_ROLE_TEXT, 60},
        {"People", PG_ROLE_COUNT, 12}};
    struct people_rows rows = {.n = 0};
    const paygap_figure *men = pg_report_find(report, "men", "bonus_share");
    const paygap_figure *women = pg_report_find(report, "women", "bonus_share");
    size_t in_bonus = (men != NULL && men->has_value ? men->count : 0) +
                      (women != NULL && women->has_value ? women->count : 0);

    add_people_row(&rows, "Payroll", "Rows", "Rows of the payroll, blank ones left aside",
                   report->n_rows);
    if (report->n_merged > 0)
        add_people_row(&rows, "Payroll", "Merged",
                       "Rows counted with another post of the same employee",
                       report->n_merged);
    add_people_row(&rows, "Payroll", "Employees",
                   "Counted in or left out of the figures below", report->n_people);
    add_left_out_rows(&rows, "All figures", report->n_relevant,
                      "Relevant employees of known sex", &report->left_out_of_all);
    add_left_out_rows(&rows, "Hourly pay and quarters", report->n_full_pay,
                      "Full-pay relevant employees", &report->left_out_of_hourly);
    add_left_out_rows(&rows, "Bonus pay", in_bonus,
                      "Relevant employees whose bonus is known",
                      &report->left_out_of_bonus);
    struct pg_sheet sheet = pg_begin_sheet(
        book, report, "People", "Who was counted and who was left out", pg_one_table);
    pg_sheet_text(&sheet, PG_ROLE_LINE,
                  "Those left out of all figures are not listed again below them.");
    pg_sheet_table(&sheet, "People_table", columns, 4, rows.cells, rows.n);
}

static const char *const rules[][3] = {
    {"Full-pay relevant employees",
     "Relevant employees who were not paid less or nothing because of leave in the pay "
     "period",
     "Regulation 1(2)"},
    {"Hourly pay",
     "Ordinary pay and bonus pay in the pay period, a bonus in proportion to the period it "
     "relates to, times 7, divided by the days of the pay period and by weekly hours",
     "Regulation 6"},
    {"Days in a pay period", "Week 7, month 30.44, year 365.25, others by their days",
     "Regulation 6(2) and (3)"},
    {"Weekly hours", "As the payroll gives them, overtime left out", "Regulation 7"},
    {"Mean gap and median gap",
     "(men's figure - women's figure) / men's figure x 100; a positive gap means that "
     "women "
     "are paid less",
     "Regulations 8 to 11"},
    {"Mean", "Of the hourly pay, or of the bonus pay, of each person",
     "Regulations 8 and 10"},
    {"Median", "The middle value; with an even number the mean of the two middle values",
     "Regulations 9 and 11"},
    {"Bonus pay", "All bonus paid in the twelve months that end with the snapshot date",
     "Regulations 10 to 12"},
    {"Share paid a bonus", "People paid a bonus above zero among all relevant employees",
     "Regulation 12"},
    {"Quarters",
     "Full-pay relevant employees in order of hourly pay, in four parts as equal as "
     "possible",
     "Regulation 13"}};

enum { N_RULES = sizeof rules / sizeof rules[0], N_COUNTED = 2 };

/** The rows of the method table while they are put together. */
struct method_rows {
    struct pg_book_cell *cells; /**< three a row */
    size_t n;
};

static void add_method_row(struct method_rows *rows, const char *point, const char *rule,
                           const char *reason)
{
    struct pg_book_cell *cells = rows->cells + 3 * rows->n++;

    cells[0] = pg_text_cell(point);
    cells[1] = pg_text_cell(rule);
    cells[2] = pg_text_cell(reason);
}

// What the choices came to in this payroll.
static void add_counted_rows(struct method_rows *rows, const struct pg_report *report,
                             struct pg_buffer texts[N_COUNTED])
{
    pg_say_people(&texts[0], report->n_known_rates);
    pg_buffer_printf(&texts[1], "%zu of the eight%s%s", report->n_moved_by_other_ties,
                     report->moved_by_other_ties[0] != '\0' ? ": " : "",
                     report->moved_by_other_ties);
    add_method_row(rows, "Known hourly rate used instead of pay and hours",
                   texts[0].ptr != NULL ? texts[0].ptr : "",
                   "Pay divided by variable hours is not an hourly rate");
    add_method_row(rows,
                   "Quarter shares that would differ if rates were compared the other way "
                   "(exactly or to the penny)",
                   texts[1].ptr != NULL ? texts[1].ptr : "",
                   "Shows whether the choice matters");
}

static void write_method(struct pg_book *book, const struct pg_report *report,
                         const struct method_rows *rows)
{
    static const struct pg_book_column columns[] = {
        {"Point", PG_ROLE_TEXT, 40},
        {"Rule or choice in force", PG_ROLE_TEXT, 60},
        {"Reason or source", PG_ROLE_TEXT, 50}};
    struct pg_sheet sheet =
        pg_begin_sheet(book, report, "Method", "Method and choices in force", pg_one_table);

    pg_sheet_text(&sheet, PG_ROLE_LINE,
                  report->is_public ? "Regulations are those of SI 2017/172; Schedule 1 to "
                                      "SI 2017/353 has the same "
                                      "rules."
                                    : "Regulations are those of SI 2017/172.");
    pg_sheet_table(&sheet, "Method_table", columns, 3, rows->cells, rows->n);
}

void pg_add_method(struct pg_book *book, const struct pg_report *report)
{
    struct method_rows rows = {
        .cells = calloc(3 * (N_RULES + report->choices.n + N_COUNTED), sizeof *rows.cells)};
    struct pg_buffer texts[N_COUNTED] = {{0}};

    if (rows.cells == NULL) {
        book->failed = true;
        return;
    }
    for (size_t i = 0; i < N_RULES; i++)
        add_method_row(&rows, rules[i][0], rules[i][1], rules[i][2]);
    for (size_t i = 0; i < report->choices.n; i++)
        add_method_row(&rows, report->choices.items[i].name, report->choices.items[i].text,
                       report->choices.items[i].why);
    add_counted_rows(&rows, report, texts);
    write_method(book, report, &rows);
    for (size_t i = 0; i < N_COUNTED; i++)
        pg_buffer_free(&texts[i]);
    free(rows.cells);
}
