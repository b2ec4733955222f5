// SPDX-License-Identifier: GPL-3.0-or-later
/* Who was counted, and by which rules and choices. */
#include "telling.h"

static void put_people(struct pg_document_table *table, const char *figures,
                       const char *what, const char *who, struct pg_document_cell n)
{
    pg_document_put(table, pg_document_words(figures));
    pg_document_put(table, pg_document_words(what));
    pg_document_put(table, pg_document_words(who));
    pg_document_put(table, n);
}

static void put_left_out(const struct pg_telling *telling, struct pg_document_table *table,
                         const char *figures, enum pg_left_out_of of)
{
    const struct pg_left_out_list *list = &telling->report->left_out[of];

    for (size_t i = 0; i < list->n; i++) {
        const struct pg_left_out *left_out = &list->items[i];
        size_t thing = pg_results_thing_of_left_out(telling->report, of, i);
        put_people(table, figures,
                   left_out->is_provisional ? "Left out (information missing or unreadable)"
                                            : "Left out",
                   left_out->text, pg_emit_cell_of_thing(telling, thing, left_out->n));
    }
}

static void put_rows(const struct pg_telling *telling, struct pg_document_table *table)
{
    const struct pg_report *report = telling->report;

    put_people(table, "Payroll", "Rows", "Rows of the payroll, blank ones left aside",
               pg_emit_cell_of_total(telling, PG_TOTAL_ROWS, report->n_rows));
    if (report->n_merged > 0)
        put_people(table, "Payroll", "Merged",
                   "Rows counted with another post of the same employee",
                   pg_emit_cell_of_total(telling, PG_TOTAL_MERGED, report->n_merged));
    put_people(table, "Payroll", "Employees", "Counted in or left out of the figures below",
               pg_emit_cell_of_total(telling, PG_TOTAL_PEOPLE, report->n_people));
    put_people(table, "All figures", "Counted", "Relevant employees of known sex",
               pg_emit_cell_of_total(telling, PG_TOTAL_RELEVANT, report->n_relevant));
    put_left_out(telling, table, "All figures", PG_LEFT_OUT_OF_ALL);
    put_people(table, "Hourly pay and quarters", "Counted", "Full-pay relevant employees",
               pg_emit_cell_of_total(telling, PG_TOTAL_FULL_PAY, report->n_full_pay));
    put_left_out(telling, table, "Hourly pay and quarters", PG_LEFT_OUT_OF_HOURLY);
    put_people(table, "Bonus pay", "Counted", "Relevant employees whose bonus is known",
               pg_emit_cell_of_total(telling, PG_TOTAL_IN_BONUS, report->n_in_bonus));
    put_left_out(telling, table, "Bonus pay", PG_LEFT_OUT_OF_BONUS);
}

void pg_emit_people(const struct pg_telling *telling)
{
    static const struct pg_document_column columns[] = {
        {.header = "Figures", .kind = PG_VALUE_TEXT, .width = 26},
        {.header = "Counted or left out", .kind = PG_VALUE_TEXT, .width = 30},
        {.header = "Who", .kind = PG_VALUE_TEXT, .width = 60},
        {.header = "People", .kind = PG_VALUE_COUNT, .width = 12}};
    struct pg_document_table *table = pg_emit_table(telling, columns, 4);

    put_rows(telling, table);
    pg_emit_section(telling, "People", "Who was counted and who was left out",
                    "Who was counted and who was left out, and why", pg_one_table);
    pg_emit_note(telling, "Those left out of all figures are not listed again below them.");
    pg_emit_say_states(telling, table);
    pg_document_place(telling->document, table);
}

// ---------------------------------------------------------------- the method

// Point, rule (NULL: the days of periods, from the law) and its source.
static const char *const rules[][3] = {
    {"Full-pay relevant employees",
     "Relevant employees who were not paid less or nothing because of leave in the pay "
     "period",
     "Regulation 1(2)"},
    {"Hourly pay",
     "Ordinary pay and bonus pay in the pay period, a bonus in proportion to the period it "
     "relates to, times 7, divided by the days of the pay period and by weekly hours",
     "Regulation 6"},
    {"Days in a pay period", NULL, "Regulation 6(2) and (3)"},
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

static void put_method(struct pg_document_table *table, const char *point, const char *rule,
                       const char *reason)
{
    pg_document_put(table, pg_document_words(point));
    pg_document_put(table, pg_document_words(rule));
    pg_document_put(table, pg_document_words(reason));
}

enum { FEWEST_SAID = 5 };

// What the choices came to in this payroll.
static void put_counted(const struct pg_telling *telling, struct pg_document_table *table)
{
    const struct pg_report *report = telling->report;
    bool are_few = telling->audience == PG_PUBLISH && report->n_known_rates > 0 &&
                   report->n_known_rates < FEWEST_SAID;
    char grouped[32];

    put_method(table, "Known hourly rate used instead of pay and hours",
               are_few
                   ? "fewer than 5 people"
                   : PG_TELL(telling, "%s %s", pg_grouped(report->n_known_rates, grouped),
                             report->n_known_rates == 1 ? "person" : "people"),
               "Pay divided by variable hours is not an hourly rate");
    put_method(table,
               "Quarter shares that would differ if rates were compared the other way "
               "(exactly or to the penny)",
               PG_TELL(telling, "%zu of the eight%s%s", report->n_moved_by_other_ties,
                       report->moved_by_other_ties[0] != '\0' ? ": " : "",
                       report->moved_by_other_ties),
               "Shows whether the choice matters");
}

// How the people were grouped by a characteristic.
static void put_characteristic(const struct pg_telling *telling,
                               struct pg_document_table *table,
                               const struct pg_characteristic_report *of)
{
    put_method(table, PG_TELL(telling, "Groups by %s", of->title),
               PG_TELL(telling, "%s%s%s. Compared with: %s%s%s%s%s", of->scheme,
                       of->levels[0] != '\0' ? "; levels: " : "", of->levels,
                       of->comparator, of->merged[0] != '\0' ? ". Merged: " : "",
                       of->merged, of->planned[0] != '\0' ? ". Note: " : "", of->planned),
               of->subject == PG_SUBJECT_ETHNICITY
                   ? "Voluntary guidance of 2023; reporting is planned law"
               : of->subject == PG_SUBJECT_DISABILITY ? "Planned law, not yet in force"
                                                      : of->source);
}

static const char *days_of_periods(const struct pg_telling *telling)
{
    char week[32], month[32], year[32];

    return PG_TELL(telling, "Week %s, month %s, year %s, others by their days",
                   pg_law_millionths(PG_LAW_WEEK, week),
                   pg_law_millionths(PG_LAW_MONTH, month),
                   pg_law_millionths(PG_LAW_YEAR, year));
}

static void put_all(const struct pg_telling *telling, struct pg_document_table *table)
{
    const struct pg_report *report = telling->report;

    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        put_method(table, rules[i][0],
                   rules[i][1] != NULL ? rules[i][1] : days_of_periods(telling),
                   rules[i][2]);
    for (size_t i = 0; i < report->choices.n; i++)
        put_method(table, report->choices.items[i].name, report->choices.items[i].text,
                   report->choices.items[i].why);
    for (size_t i = 0; i < report->n_characteristics; i++)
        put_characteristic(telling, table, &report->characteristics[i]);
    if (report->interval_note != NULL)
        put_method(table, "95% intervals", report->interval_note,
                   "Shows how much a few people could move a figure");
    put_counted(telling, table);
}

void pg_emit_method(const struct pg_telling *telling)
{
    static const struct pg_document_column columns[] = {
        {.header = "Point", .kind = PG_VALUE_TEXT, .width = 40},
        {.header = "Rule or choice in force", .kind = PG_VALUE_TEXT, .width = 60},
        {.header = "Reason or source", .kind = PG_VALUE_TEXT, .width = 50}};
    struct pg_document_table *table = pg_emit_table(telling, columns, 3);

    put_all(telling, table);
    pg_emit_section(telling, "Method", "Method and choices in force",
                    "Method, rules and the choices in force", pg_one_table);
    pg_emit_note(
        telling,
        telling->report->is_public
            ? "Regulations are those of SI 2017/172; Schedule 1 to SI 2017/353 has "
              "the same rules."
            : "Regulations are those of SI 2017/172.");
    pg_document_place(telling->document, table);
}
