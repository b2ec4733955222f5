// SPDX-License-Identifier: GPL-3.0-or-later
/* Who was counted, and by which rules and choices. */
#include "xlsx_sheets.h"

#include <stdlib.h>

struct people_rows {
    struct pg_book_cell cells[4 * (3 * PG_MAX_LEFT_OUT + 6)];
    size_t n;
};

static void add_people_row(struct people_rows *rows, const char *figures, const char *what,
                           const char *why, struct pg_book_cell n)
{
    struct pg_book_cell *cells = rows->cells + 4 * rows->n++;

    cells[0] = pg_text_cell(figures);
    cells[1] = pg_text_cell(what);
    cells[2] = pg_text_cell(why);
    cells[3] = n;
}

static void add_left_out_rows(const struct pg_book *book, struct people_rows *rows,
                              const char *figures, struct pg_book_cell counted,
                              const char *who, const struct pg_left_out_list *list)
{
    add_people_row(rows, figures, "Counted", who, counted);
    for (size_t i = 0; i < list->n; i++)
        add_people_row(rows, figures,
                       list->items[i].is_provisional
                           ? "Left out (information missing or unreadable)"
                           : "Left out",
                       list->items[i].text,
                       book->audience == PG_PUBLISH && list->items[i].hidden != PG_SHOWN
                           ? pg_text_cell("[c]")
                           : pg_count_cell(list->items[i].n));
}

void pg_add_people(struct pg_book *book, const struct pg_report *report)
{
    static const struct pg_book_column columns[] = {
        {"Figures", PG_ROLE_TEXT, 26},
        {"Counted or left out", PG_ROLE_TEXT, 30},
        {"Who", PG_ROLE_TEXT, 60},
        {"People", PG_ROLE_COUNT, 12}};
    struct people_rows rows = {.n = 0};

    add_people_row(&rows, "Payroll", "Rows", "Rows of the payroll, blank ones left aside",
                   pg_total_cell(book, report, PG_TOTAL_ROWS, report->n_rows));
    if (report->n_merged > 0)
        add_people_row(&rows, "Payroll", "Merged",
                       "Rows counted with another post of the same employee",
                       pg_total_cell(book, report, PG_TOTAL_MERGED, report->n_merged));
    add_people_row(&rows, "Payroll", "Employees",
                   "Counted in or left out of the figures below",
                   pg_total_cell(book, report, PG_TOTAL_PEOPLE, report->n_people));
    add_left_out_rows(book, &rows, "All figures",
                      pg_total_cell(book, report, PG_TOTAL_RELEVANT, report->n_relevant),
                      "Relevant employees of known sex", &report->left_out_of_all);
    add_left_out_rows(book, &rows, "Hourly pay and quarters",
                      pg_total_cell(book, report, PG_TOTAL_FULL_PAY, report->n_full_pay),
                      "Full-pay relevant employees", &report->left_out_of_hourly);
    add_left_out_rows(book, &rows, "Bonus pay",
                      pg_total_cell(book, report, PG_TOTAL_IN_BONUS, report->n_in_bonus),
                      "Relevant employees whose bonus is known",
                      &report->left_out_of_bonus);
    struct pg_sheet sheet = pg_begin_sheet(
        book, report, "People", "Who was counted and who was left out", pg_one_table);
    pg_sheet_text(&sheet, PG_ROLE_LINE,
                  "Those left out of all figures are not listed again below them.");
    if (pg_has_hidden(book, report))
        pg_sheet_text(&sheet, PG_ROLE_LINE, pg_c_meaning);
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
                             bool is_published, struct pg_buffer texts[N_COUNTED])
{
    if (is_published && report->n_known_rates > 0 && report->n_known_rates < 5)
        pg_buffer_printf(&texts[0], "fewer than 5 people");
    else
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

// How the people were grouped by each characteristic.
static void add_characteristic_rows(struct method_rows *rows,
                                    const struct pg_report *report, struct pg_buffer *texts)
{
    for (size_t i = 0; i < report->n_characteristics; i++) {
        const struct pg_characteristic_report *of = &report->characteristics[i];
        bool is_planned = of->subject == PG_SUBJECT_DISABILITY;
        pg_buffer_printf(&texts[2 * i], "Groups by %s", of->title);
        pg_buffer_printf(&texts[2 * i + 1], "%s%s%s. Compared with: %s%s%s%s%s", of->scheme,
                         of->levels[0] != '\0' ? "; levels: " : "", of->levels,
                         of->comparator, of->merged[0] != '\0' ? ". Merged: " : "",
                         of->merged, of->planned[0] != '\0' ? ". Note: " : "", of->planned);
        add_method_row(rows, texts[2 * i].ptr != NULL ? texts[2 * i].ptr : "",
                       texts[2 * i + 1].ptr != NULL ? texts[2 * i + 1].ptr : "",
                       of->is_ethnicity
                           ? "Voluntary guidance of 2023; reporting is planned law"
                       : is_planned ? "Planned law, not yet in force"
                                    : of->source);
    }
    if (report->interval_note != NULL)
        add_method_row(rows, "95% intervals", report->interval_note,
                       "Shows how much a few people could move a figure");
}

void pg_add_method(struct pg_book *book, const struct pg_report *report)
{
    size_t n_groups = report->n_characteristics;
    struct method_rows rows = {
        .cells = calloc(3 * (N_RULES + report->choices.n + N_COUNTED + n_groups + 1),
                        sizeof *rows.cells)};
    struct pg_buffer *group_texts = calloc(2 * n_groups + 1, sizeof *group_texts);
    struct pg_buffer texts[N_COUNTED] = {{0}};

    if (rows.cells == NULL || group_texts == NULL) {
        free(rows.cells);
        free(group_texts);
        book->failed = true;
        return;
    }
    for (size_t i = 0; i < N_RULES; i++)
        add_method_row(&rows, rules[i][0], rules[i][1], rules[i][2]);
    for (size_t i = 0; i < report->choices.n; i++)
        add_method_row(&rows, report->choices.items[i].name, report->choices.items[i].text,
                       report->choices.items[i].why);
    add_characteristic_rows(&rows, report, group_texts);
    add_counted_rows(&rows, report, book->audience == PG_PUBLISH, texts);
    write_method(book, report, &rows);
    for (size_t i = 0; i < N_COUNTED; i++)
        pg_buffer_free(&texts[i]);
    for (size_t i = 0; i < 2 * n_groups; i++)
        pg_buffer_free(&group_texts[i]);
    free(group_texts);
    free(rows.cells);
}
