// SPDX-License-Identifier: GPL-3.0-or-later
/* One row an employee: what the payroll says, each step to hourly pay, who counts and why.
 */
#include "audit_sheets.h"

#include "pg_measures.h"

#include <math.h>

enum {
    LINE,
    FILE_NAME,
    ID,
    SEX,
    PERIOD,
    FIRST_PART,
    ORDINARY = FIRST_PART + PG_N_PAY_PARTS,
    BONUS,
    BONUS_PERIOD,
    BONUS_IN_PROPORTION,
    PAY,
    WEEK,
    HOURS,
    KNOWN_RATE,
    EMPLOYEE,
    COUNTS_AS_POST,
    HOURLY,
    COMPUTED,
    FRACTION,
    CHECK,
    OUT_OF_ALL,
    OUT_OF_HOURLY,
    OUT_OF_BONUS,
    RELEVANT,
    IN_HOURLY,
    IN_BONUS,
    BONUS_12,
    PAID_BONUS,
    PLACE,
    SAME_RATE,
    QUARTER,
    ORDER,
    N_COLUMNS
};

static const struct pg_book_column columns[N_COLUMNS] = {
    [LINE] = {"Line of the file", PG_ROLE_NUMBER, 9},
    [FILE_NAME] = {"File", PG_ROLE_WORD, 16},
    [ID] = {"Employee", PG_ROLE_WORD, 14},
    [SEX] = {"Sex", PG_ROLE_WORD, 6},
    [PERIOD] = {"Pay period (days)", PG_ROLE_NUMBER, 10},
    [FIRST_PART] = {"Basic pay (\xC2\xA3)", PG_ROLE_NUMBER, 12},
    [FIRST_PART + 1] = {"Allowances (\xC2\xA3)", PG_ROLE_NUMBER, 12},
    [FIRST_PART + 2] = {"Pay for piecework (\xC2\xA3)", PG_ROLE_NUMBER, 12},
    [FIRST_PART + 3] = {"Pay for leave (\xC2\xA3)", PG_ROLE_NUMBER, 12},
    [FIRST_PART + 4] = {"Shift premium (\xC2\xA3)", PG_ROLE_NUMBER, 12},
    [FIRST_PART + 5] = {"Ordinary pay given as a total (\xC2\xA3)", PG_ROLE_NUMBER, 14},
    [ORDINARY] = {"Ordinary pay (\xC2\xA3)", PG_ROLE_NUMBER, 12},
    [BONUS] = {"Bonus paid in the pay period (\xC2\xA3)", PG_ROLE_NUMBER, 14},
    [BONUS_PERIOD] = {"Bonus period (days)", PG_ROLE_NUMBER, 10},
    [BONUS_IN_PROPORTION] = {"Bonus in proportion (\xC2\xA3)", PG_ROLE_NUMBER, 14},
    [PAY] = {"Pay of the period (\xC2\xA3)", PG_ROLE_NUMBER, 14},
    [WEEK] = {"Pay of a week (\xC2\xA3)", PG_ROLE_NUMBER, 14},
    [HOURS] = {"Weekly hours", PG_ROLE_NUMBER, 10},
    [KNOWN_RATE] = {"Known hourly rate (\xC2\xA3)", PG_ROLE_NUMBER, 12},
    [EMPLOYEE] = {"Posts of one employee: number", PG_ROLE_NUMBER, 12},
    [COUNTS_AS_POST] = {"Post adds pay and hours", PG_ROLE_NUMBER, 10},
    [HOURLY] = {"Hourly pay (\xC2\xA3)", PG_ROLE_NUMBER, 18},
    [COMPUTED] = {"Hourly pay by paygap (\xC2\xA3)", PG_ROLE_NUMBER, 18},
    [FRACTION] = {"Exactly", PG_ROLE_WORD, 22},
    [CHECK] = {"Check", PG_ROLE_WORD, 9},
    [OUT_OF_ALL] = {"Left out of all figures because", PG_ROLE_WORD, 40},
    [OUT_OF_HOURLY] = {"Left out of the hourly figures because", PG_ROLE_WORD, 40},
    [OUT_OF_BONUS] = {"Left out of the bonus figures because", PG_ROLE_WORD, 40},
    [RELEVANT] = {"Relevant employee", PG_ROLE_NUMBER, 10},
    [IN_HOURLY] = {"In the hourly figures", PG_ROLE_NUMBER, 10},
    [IN_BONUS] = {"In the bonus figures", PG_ROLE_NUMBER, 10},
    [BONUS_12] = {"Bonus in the twelve months (\xC2\xA3)", PG_ROLE_NUMBER, 14},
    [PAID_BONUS] = {"Paid a bonus", PG_ROLE_NUMBER, 9},
    [PLACE] = {"Place in order of pay", PG_ROLE_NUMBER, 10},
    [SAME_RATE] = {"Number of the rate", PG_ROLE_NUMBER, 10},
    [QUARTER] = {"Quarter", PG_ROLE_WORD, 26},
    [ORDER] = {"Order check", PG_ROLE_WORD, 9},
};

/** One row being written. */
struct row {
    struct pg_audit_book *audit;
    struct pg_sheet *sheet;
    const struct pg_working *working;
    uint32_t of_table;
    unsigned long number; /**< of the sheet, from 1 */
};

static const struct pg_table *table_of(const struct row *row)
{
    return &row->audit->workings->run->table;
}

static void put_number(const struct row *row, int column, double value)
{
    pg_sheet_cell(row->sheet, (size_t)column, columns[column].role,
                  (struct pg_book_cell){.number = value});
}

static void put_text(const struct row *row, int column, const char *text)
{
    pg_sheet_cell(row->sheet, (size_t)column, columns[column].role, pg_text_cell(text));
}

// A formula in which every "@" stands for the number of the row; or its value, where rows
// are too many for formulas.
static void put_formula(const struct row *row, int column, const char *pattern,
                        struct pg_book_cell value)
{
    struct pg_buffer formula = {0};

    if (!row->audit->is_live) {
        pg_sheet_cell(row->sheet, (size_t)column, columns[column].role, value);
        return;
    }
    for (const char *p = pattern; *p != '\0'; p++) {
        if (*p == '@')
            pg_buffer_printf(&formula, "%lu", row->number);
        else if (*p == '^')
            pg_buffer_printf(&formula, "%lu", row->number - 1);
        else
            pg_buffer_add(&formula, p, 1);
    }
    if (formula.failed)
        row->sheet->book->failed = true;
    else
        pg_sheet_formula(row->sheet, (size_t)column, columns[column].role, formula.ptr,
                         value);
    pg_buffer_free(&formula);
}

static double pounds(int64_t millionths)
{
    return (double)millionths / 1e6;
}

static double value_of(struct pg_fraction fraction)
{
    return pg_fraction_double(fraction);
}

// ---------------------------------------------------------------- what the payroll says

static const char *shown_id(const struct row *row, char text[static 80])
{
    struct pg_str id = pg_table_id(table_of(row), row->of_table);
    struct pg_buffer visible = {0};

    if (row->audit->key != NULL)
        return pg_pseudonym(row->audit, id, table_of(row)->line[row->of_table], text);
    pg_buffer_add_visible(&visible, id, 60);
    snprintf(text, 80, "%.79s", visible.ptr != NULL ? visible.ptr : "");
    row->sheet->book->failed |= visible.failed;
    pg_buffer_free(&visible);
    return text;
}

static void put_place(const struct row *row)
{
    static const char *const sexes[] = {
        [PG_MEN] = "M", [PG_WOMEN] = "F", [PG_SEX_UNKNOWN] = ""};
    const struct pg_run *run = row->audit->workings->run;
    char text[80];

    put_number(row, LINE, run->table.line[row->of_table]);
    put_text(row, FILE_NAME, run->files[pg_file_of(&run->table, row->of_table)].name);
    put_text(row, ID, shown_id(row, text));
    put_text(row, SEX, sexes[run->table.sex[row->of_table]]);
}

static void put_ordinary(const struct row *row)
{
    const struct pg_table *table = table_of(row);

    if (pg_has(table, row->of_table, PG_ITEM_PAY_PERIOD))
        put_number(row, PERIOD, table->pay_period[row->of_table] / 1e6);
    for (int part = 0; part < PG_N_PAY_PARTS; part++) {
        if (table->parts[part] != NULL && table->parts[part][row->of_table] != 0)
            put_number(row, FIRST_PART + part, pounds(table->parts[part][row->of_table]));
    }
    put_formula(row, ORDINARY, "=SUM(F@:K@)",
                (struct pg_book_cell){.number = pounds(pg_amount(table, row->of_table,
                                                                 PG_ITEM_ORDINARY_PAY))});
}

static double bonus_days(const struct row *row)
{
    const struct pg_table *table = table_of(row);

    return (pg_has(table, row->of_table, PG_ITEM_BONUS_PERIOD)
                ? table->bonus_period[row->of_table]
                : row->audit->workings->run->pay.default_bonus_period) /
           1e6;
}

// The bonus as it counts in the period; 0 where there is none, or no period to count by.
static double put_bonus(const struct row *row)
{
    const struct pg_table *table = table_of(row);
    const struct pg_fraction *several =
        pg_row_fraction_get(&table->exact_bonus, row->of_table);
    double bonus = pounds(pg_amount(table, row->of_table, PG_ITEM_BONUS));
    double period = pg_has(table, row->of_table, PG_ITEM_PAY_PERIOD)
                        ? table->pay_period[row->of_table] / 1e6
                        : 0;

    if (!pg_has(table, row->of_table, PG_ITEM_BONUS) || (bonus == 0 && several == NULL))
        return 0;
    put_number(row, BONUS, bonus);
    if (several != NULL) { // bonuses of several periods: paygap explain has each
        double counted = value_of(*several) * period;
        put_text(row, BONUS_PERIOD, "several");
        put_number(row, BONUS_IN_PROPORTION, counted);
        return counted;
    }
    double days = bonus_days(row);
    if (days <= 0)
        return 0;
    put_number(row, BONUS_PERIOD, days);
    put_formula(row, BONUS_IN_PROPORTION, "=M@/N@*E@",
                (struct pg_book_cell){.number = bonus / days * period});
    return bonus / days * period;
}

// ---------------------------------------------------------------- steps to hourly pay

static bool adds_as_post(const struct row *row)
{
    const struct pg_run *run = row->audit->workings->run;
    bool needs_choice = false;
    enum pg_reason reason = pg_post_reason(&run->pay, row->of_table, true, &needs_choice);

    return reason == PG_REASON_NONE && !needs_choice &&
           pg_has(&run->table, row->of_table, PG_ITEM_WEEKLY_HOURS);
}

static void put_week(const struct row *row)
{
    const struct pg_run *run = row->audit->workings->run;
    const struct pg_table *table = &run->table;
    double bonus = put_bonus(row), hours = 0;
    double pay = pounds(pg_amount(table, row->of_table, PG_ITEM_ORDINARY_PAY)) + bonus;
    bool has_period = pg_has(table, row->of_table, PG_ITEM_PAY_PERIOD);
    bool is_post = row->working->employee > 0;
    bool is_known = pg_has_known_rate(table, row->of_table);

    put_formula(row, PAY, "=L@+N(O@)", (struct pg_book_cell){.number = pay});
    if (pg_has(table, row->of_table, PG_ITEM_WEEKLY_HOURS)) {
        hours = value_of(pg_pay_hours(table, row->of_table)) / 1e6;
        put_number(row, HOURS, hours);
    }
    if (is_known)
        put_number(row, KNOWN_RATE,
                   pounds(pg_amount(table, row->of_table, PG_ITEM_HOURLY_PAY)));
    if (is_known && is_post && hours > 0) // a known rate is paid for the post's hours
        put_formula(
            row, WEEK, "=S@*R@",
            (struct pg_book_cell){.number = hours * pounds(pg_amount(table, row->of_table,
                                                                     PG_ITEM_HOURLY_PAY))});
    else if (has_period)
        put_formula(row, WEEK, "=P@*7/E@",
                    (struct pg_book_cell){
                        .number = pay * 7 / (table->pay_period[row->of_table] / 1e6)});
    if (is_post) {
        put_number(row, EMPLOYEE, row->working->employee);
        put_number(row, COUNTS_AS_POST, adds_as_post(row));
    }
}

static void put_hourly(const struct row *row)
{
    const struct pg_run *run = row->audit->workings->run;
    bool is_hourly = row->working->place > 0;
    bool is_merged = pg_row_fraction_get(&run->pay.merged, row->of_table) != NULL;
    char text[96];

    if (!is_hourly)
        return;
    struct pg_fraction rate = pg_pay_rate(&run->pay, row->of_table);
    struct pg_book_cell value = {.number = value_of(rate)};
    bool same_known =
        is_merged && pg_has_known_rate(&run->table, row->of_table) &&
        pg_fraction_compare(rate, (struct pg_fraction){pg_amount(&run->table, row->of_table,
                                                                 PG_ITEM_HOURLY_PAY),
                                                       PG_MILLION}) == 0;
    if (is_merged && !same_known)
        put_formula(row, HOURLY,
                    "=SUMIFS(Week_pay,Post_of,T@,Post_counts,1)/"
                    "SUMIFS(Weekly_hours,Post_of,T@,Post_counts,1)",
                    value);
    else
        put_formula(row, HOURLY, "=IF(N(S@)<>0,S@,Q@/R@)", value);
    put_number(row, COMPUTED, value.number);
    put_text(row, FRACTION, pg_say_fraction(rate, text));
    put_formula(row, CHECK, "=IF(ABS(V@-W@)<=0.000000001*ABS(W@),\"agrees\",\"differs\")",
                pg_text_cell("agrees"));
}

// ---------------------------------------------------------------- who counts

static const char *reason_text(enum pg_reason reason)
{
    return reason == PG_REASON_NONE ? "" : pg_reason_text(reason);
}

static void put_populations(const struct row *row)
{
    const struct pg_run *run = row->audit->workings->run;
    const struct pg_people *people = &run->people;
    bool is_relevant = pg_is_relevant(people, row->of_table);
    bool is_bonus = pg_is_in_bonus_figures(people, row->of_table);
    double bonus = pounds(pg_amount(&run->table, row->of_table, PG_ITEM_BONUS_12));

    put_text(row, OUT_OF_ALL,
             reason_text((enum pg_reason)people->out_of_all[row->of_table]));
    if (is_relevant) {
        put_text(row, OUT_OF_HOURLY,
                 reason_text((enum pg_reason)people->out_of_hourly[row->of_table]));
        put_text(row, OUT_OF_BONUS,
                 reason_text((enum pg_reason)people->out_of_bonus[row->of_table]));
    }
    put_formula(row, RELEVANT, "=IF(Z@=\"\",1,0)",
                (struct pg_book_cell){.number = is_relevant});
    put_formula(row, IN_HOURLY, "=IF(AND(Z@=\"\",AA@=\"\"),1,0)",
                (struct pg_book_cell){.number = pg_is_hourly(people, row->of_table)});
    put_formula(row, IN_BONUS, "=IF(AND(Z@=\"\",AB@=\"\"),1,0)",
                (struct pg_book_cell){.number = is_bonus});
    if (bonus != 0 || pg_has(&run->table, row->of_table, PG_ITEM_BONUS_12)) // posts add up
        put_number(row, BONUS_12, bonus);
    put_formula(row, PAID_BONUS, "=IF(AND(AE@=1,N(AF@)>0),1,0)",
                (struct pg_book_cell){.number = is_bonus && bonus > 0});
}

static void put_rank(const struct row *row)
{
    const struct pg_working *working = row->working;
    char quarter[64];

    if (working->place == 0)
        return;
    snprintf(quarter, sizeof quarter, "%s%s%s",
             pg_quarter_name((enum pg_quarter)working->first_quarter),
             working->first_quarter != working->last_quarter ? " to " : "",
             working->first_quarter != working->last_quarter
                 ? pg_quarter_name((enum pg_quarter)working->last_quarter)
                 : "");
    put_formula(row, PLACE, "=IF(AD@=1,N(AH^)+1,\"\")",
                (struct pg_book_cell){.number = working->place});
    put_number(row, SAME_RATE, working->same_rate);
    put_text(row, QUARTER, quarter);
    put_formula(row, ORDER, "=IF(V@>=N(V^)*0.999999999,\"agrees\",\"differs\")",
                pg_text_cell("agrees"));
}

// ---------------------------------------------------------------- the sheet

static void define(struct pg_audit_book *audit, const char *name, const char *column)
{
    char range[80];
    size_t n = audit->workings->n > 0 ? audit->workings->n : 1;

    snprintf(range, sizeof range, "=Employees!$%s$%zu:$%s$%zu", column, audit->first_row,
             column, audit->first_row + n - 1);
    pg_book_define(audit->book, name, range);
}

static void define_all(struct pg_audit_book *audit)
{
    static const char *const names[][2] = {
        {"Sex", "D"},          {"Week_pay", "Q"},     {"Weekly_hours", "R"},
        {"Post_of", "T"},      {"Post_counts", "U"},  {"Hourly_pay", "V"},
        {"Hourly_check", "Y"}, {"Relevant", "AC"},    {"In_hourly", "AD"},
        {"In_bonus", "AE"},    {"Bonus_12", "AF"},    {"Paid_bonus", "AG"},
        {"Place", "AH"},       {"Rate_number", "AI"}, {"Order_check", "AK"},
        {"Left_out", "Z"}};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        define(audit, names[i][0], names[i][1]);
}

void pg_audit_sheet_employees(struct pg_audit_book *audit)
{
    const struct pg_workings *workings = audit->workings;
    struct pg_sheet sheet =
        pg_sheet_begin(audit->book, "Employees", "Employees: the workings of each row");

    pg_sheet_text(&sheet, PG_ROLE_LINE,
                  "In order of hourly pay, then those who are not in the hourly figures. "
                  "Every row of the payroll is here.");
    pg_sheet_text(&sheet, PG_ROLE_LINE,
                  audit->is_live
                      ? "Formulas are live: change an input and what rests on it follows "
                        "(the order of the rows does not)."
                      : "There are too many rows for a formula in each: the steps are "
                        "values here; the figures are formulas over them.");
    pg_sheet_header(&sheet, columns, N_COLUMNS, workings->n);
    audit->first_row = sheet.row + 1;
    for (size_t i = 0; i < workings->n && !audit->book->failed; i++) {
        struct row row = {audit, &sheet, &workings->items[i], workings->items[i].row,
                          (unsigned long)sheet.row + 1};
        put_place(&row);
        put_ordinary(&row);
        put_week(&row);
        put_hourly(&row);
        put_populations(&row);
        put_rank(&row);
        pg_sheet_next_row(&sheet);
    }
    define_all(audit);
}
