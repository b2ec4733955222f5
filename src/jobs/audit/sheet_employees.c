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

static const struct pg_document_column columns[N_COLUMNS] = {
    [LINE] = SHEET_COLUMN(NUMBER, "Line of the file", 9),
    [FILE_NAME] = SHEET_COLUMN(WORD, "File", 16),
    [ID] = SHEET_COLUMN(WORD, "Employee", 14),
    [SEX] = SHEET_COLUMN(WORD, "Sex", 6),
    [PERIOD] = SHEET_COLUMN(NUMBER, "Pay period (days)", 10),
    [FIRST_PART] = SHEET_COLUMN(NUMBER, "Basic pay (\xC2\xA3)", 12),
    [FIRST_PART + 1] = SHEET_COLUMN(NUMBER, "Allowances (\xC2\xA3)", 12),
    [FIRST_PART + 2] = SHEET_COLUMN(NUMBER, "Pay for piecework (\xC2\xA3)", 12),
    [FIRST_PART + 3] = SHEET_COLUMN(NUMBER, "Pay for leave (\xC2\xA3)", 12),
    [FIRST_PART + 4] = SHEET_COLUMN(NUMBER, "Shift premium (\xC2\xA3)", 12),
    [FIRST_PART + 5] = SHEET_COLUMN(NUMBER, "Ordinary pay given as a total (\xC2\xA3)", 14),
    [ORDINARY] = SHEET_COLUMN(NUMBER, "Ordinary pay (\xC2\xA3)", 12),
    [BONUS] = SHEET_COLUMN(NUMBER, "Bonus paid in the pay period (\xC2\xA3)", 14),
    [BONUS_PERIOD] = SHEET_COLUMN(NUMBER, "Bonus period (days)", 10),
    [BONUS_IN_PROPORTION] = SHEET_COLUMN(NUMBER, "Bonus in proportion (\xC2\xA3)", 14),
    [PAY] = SHEET_COLUMN(NUMBER, "Pay of the period (\xC2\xA3)", 14),
    [WEEK] = SHEET_COLUMN(NUMBER, "Pay of a week (\xC2\xA3)", 14),
    [HOURS] = SHEET_COLUMN(NUMBER, "Weekly hours", 10),
    [KNOWN_RATE] = SHEET_COLUMN(NUMBER, "Known hourly rate (\xC2\xA3)", 12),
    [EMPLOYEE] = SHEET_COLUMN(NUMBER, "Posts of one employee: number", 12),
    [COUNTS_AS_POST] = SHEET_COLUMN(NUMBER, "Post adds pay and hours", 10),
    [HOURLY] = SHEET_COLUMN(NUMBER, "Hourly pay (\xC2\xA3)", 18),
    [COMPUTED] = SHEET_COLUMN(NUMBER, "Hourly pay by paygap (\xC2\xA3)", 18),
    [FRACTION] = SHEET_COLUMN(WORD, "Exactly", 22),
    [CHECK] = SHEET_COLUMN(WORD, "Check", 9),
    [OUT_OF_ALL] = SHEET_COLUMN(WORD, "Left out of all figures because", 40),
    [OUT_OF_HOURLY] = SHEET_COLUMN(WORD, "Left out of the hourly figures because", 40),
    [OUT_OF_BONUS] = SHEET_COLUMN(WORD, "Left out of the bonus figures because", 40),
    [RELEVANT] = SHEET_COLUMN(NUMBER, "Relevant employee", 10),
    [IN_HOURLY] = SHEET_COLUMN(NUMBER, "In the hourly figures", 10),
    [IN_BONUS] = SHEET_COLUMN(NUMBER, "In the bonus figures", 10),
    [BONUS_12] = SHEET_COLUMN(NUMBER, "Bonus in the twelve months (\xC2\xA3)", 14),
    [PAID_BONUS] = SHEET_COLUMN(NUMBER, "Paid a bonus", 9),
    [PLACE] = SHEET_COLUMN(NUMBER, "Place in order of pay", 10),
    [SAME_RATE] = SHEET_COLUMN(NUMBER, "Number of the rate", 10),
    [QUARTER] = SHEET_COLUMN(WORD, "Quarter", 26),
    [ORDER] = SHEET_COLUMN(WORD, "Order check", 9),
};

/** One row being filled. */
struct row {
    const struct pg_audit_book *audit;
    const struct pg_working *working;
    uint32_t of_table;
    size_t number; /**< of the sheet, from 1 */
    struct pg_document_cell *cells;
    struct pg_arena *texts; /**< that live as long as the row */
};

static const struct pg_table *table_of(const struct row *row)
{
    return &row->audit->workings->run->table;
}

static void put_number(const struct row *row, int column, double value)
{
    row->cells[column] = pg_document_number(value);
}

static void put_text(const struct row *row, int column, const char *text)
{
    row->cells[column] = pg_document_words(text);
}

// A formula in which every "@" stands for the number of the row and "^" for that of the row
// above; or its value, where rows are too many for formulas.
static void put_formula(const struct row *row, int column, const char *pattern,
                        struct pg_document_cell value)
{
    struct pg_buffer formula = {0};

    row->cells[column] = value;
    if (!row->audit->is_live)
        return;
    for (const char *p = pattern; *p != '\0'; p++) {
        if (*p == '@')
            pg_buffer_printf(&formula, "%zu", row->number);
        else if (*p == '^')
            pg_buffer_printf(&formula, "%zu", row->number - 1);
        else
            pg_buffer_add(&formula, p, 1);
    }
    row->texts->failed |= formula.failed;
    if (!formula.failed)
        row->cells[column].formula = pg_arena_text(row->texts, formula.ptr);
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
        return pg_audit_pseudonym(row->audit, id, table_of(row)->line[row->of_table], text);
    pg_buffer_add_visible(&visible, id, 60);
    snprintf(text, 80, "%.79s", visible.ptr != NULL ? visible.ptr : "");
    row->texts->failed |= visible.failed;
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
    put_text(row, FILE_NAME, run->files[pg_table_file_of(&run->table, row->of_table)].name);
    put_text(row, ID, pg_arena_text(row->texts, shown_id(row, text)));
    put_text(row, SEX, sexes[run->table.sex[row->of_table]]);
}

static void put_ordinary(const struct row *row)
{
    const struct pg_table *table = table_of(row);

    if (pg_table_has(table, row->of_table, PG_ITEM_PAY_PERIOD))
        put_number(row, PERIOD, table->pay_period[row->of_table] / 1e6);
    for (int part = 0; part < PG_N_PAY_PARTS; part++) {
        if (table->parts[part] != NULL && table->parts[part][row->of_table] != 0)
            put_number(row, FIRST_PART + part, pounds(table->parts[part][row->of_table]));
    }
    put_formula(row, ORDINARY, "=SUM(F@:K@)",
                pg_document_number(
                    pounds(pg_table_amount(table, row->of_table, PG_ITEM_ORDINARY_PAY))));
}

static double bonus_days(const struct row *row)
{
    const struct pg_table *table = table_of(row);

    return (pg_table_has(table, row->of_table, PG_ITEM_BONUS_PERIOD)
                ? table->bonus_period[row->of_table]
                : row->audit->workings->run->pay.default_bonus_period) /
           1e6;
}

// The bonus as it counts in the period; 0 where there is none, or no period to count by.
static double put_bonus(const struct row *row)
{
    const struct pg_table *table = table_of(row);
    const struct pg_fraction *several =
        pg_table_row_fraction_get(&table->exact_bonus, row->of_table);
    double bonus = pounds(pg_table_amount(table, row->of_table, PG_ITEM_BONUS));
    double period = pg_table_has(table, row->of_table, PG_ITEM_PAY_PERIOD)
                        ? table->pay_period[row->of_table] / 1e6
                        : 0;

    if (!pg_table_has(table, row->of_table, PG_ITEM_BONUS) ||
        (bonus == 0 && several == NULL))
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
                pg_document_number(bonus / days * period));
    return bonus / days * period;
}

// ---------------------------------------------------------------- steps to hourly pay

static bool adds_as_post(const struct row *row)
{
    const struct pg_run *run = row->audit->workings->run;
    bool needs_choice = false;
    enum pg_reason reason =
        pg_pay_post_reason(&run->pay, row->of_table, true, &needs_choice);

    return reason == PG_REASON_NONE && !needs_choice &&
           pg_table_has(&run->table, row->of_table, PG_ITEM_WEEKLY_HOURS);
}

static void put_week(const struct row *row)
{
    const struct pg_run *run = row->audit->workings->run;
    const struct pg_table *table = &run->table;
    double bonus = put_bonus(row), hours = 0;
    double pay =
        pounds(pg_table_amount(table, row->of_table, PG_ITEM_ORDINARY_PAY)) + bonus;
    bool has_period = pg_table_has(table, row->of_table, PG_ITEM_PAY_PERIOD);
    bool is_post = row->working->employee > 0;
    bool is_known = pg_pay_has_known_rate(table, row->of_table);

    put_formula(row, PAY, "=L@+N(O@)", pg_document_number(pay));
    if (pg_table_has(table, row->of_table, PG_ITEM_WEEKLY_HOURS)) {
        hours = value_of(pg_pay_hours(table, row->of_table)) / 1e6;
        put_number(row, HOURS, hours);
    }
    if (is_known)
        put_number(row, KNOWN_RATE,
                   pounds(pg_table_amount(table, row->of_table, PG_ITEM_HOURLY_PAY)));
    if (is_known && is_post && hours > 0) // a known rate is paid for the post's hours
        put_formula(
            row, WEEK, "=S@*R@",
            pg_document_number(
                hours * pounds(pg_table_amount(table, row->of_table, PG_ITEM_HOURLY_PAY))));
    else if (has_period)
        put_formula(row, WEEK, "=P@*7/E@",
                    pg_document_number(pay * 7 / (table->pay_period[row->of_table] / 1e6)));
    if (is_post) {
        put_number(row, EMPLOYEE, row->working->employee);
        put_number(row, COUNTS_AS_POST, adds_as_post(row));
    }
}

static void put_hourly(const struct row *row)
{
    const struct pg_run *run = row->audit->workings->run;
    bool is_hourly = row->working->place > 0;
    bool is_merged = pg_table_row_fraction_get(&run->pay.merged, row->of_table) != NULL;
    char text[96];

    if (!is_hourly)
        return;
    struct pg_fraction rate = pg_pay_rate(&run->pay, row->of_table);
    struct pg_document_cell value = pg_document_number(value_of(rate));
    bool same_known =
        is_merged && pg_pay_has_known_rate(&run->table, row->of_table) &&
        pg_fraction_compare(rate,
                            (struct pg_fraction){pg_table_amount(&run->table, row->of_table,
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
    put_text(row, FRACTION, pg_arena_text(row->texts, pg_audit_say_fraction(rate, text)));
    put_formula(row, CHECK, "=IF(ABS(V@-W@)<=0.000000001*ABS(W@),\"agrees\",\"differs\")",
                pg_document_words("agrees"));
}

// ---------------------------------------------------------------- who counts

static const char *reason_text(enum pg_reason reason)
{
    return reason == PG_REASON_NONE ? "" : pg_table_reason_text(reason);
}

static void put_populations(const struct row *row)
{
    const struct pg_run *run = row->audit->workings->run;
    const struct pg_people *people = &run->people;
    bool is_relevant = pg_population_is_relevant(people, row->of_table);
    bool is_bonus = pg_population_is_in_bonus_figures(people, row->of_table);
    double bonus = pounds(pg_table_amount(&run->table, row->of_table, PG_ITEM_BONUS_12));

    put_text(row, OUT_OF_ALL,
             reason_text((enum pg_reason)people->out_of_all[row->of_table]));
    if (is_relevant) {
        put_text(row, OUT_OF_HOURLY,
                 reason_text((enum pg_reason)run->pay.out_of_hourly[row->of_table]));
        put_text(row, OUT_OF_BONUS,
                 reason_text((enum pg_reason)people->out_of_bonus[row->of_table]));
    }
    put_formula(row, RELEVANT, "=IF(Z@=\"\",1,0)", pg_document_number(is_relevant));
    put_formula(row, IN_HOURLY, "=IF(AND(Z@=\"\",AA@=\"\"),1,0)",
                pg_document_number(pg_pay_is_hourly(&run->pay, row->of_table)));
    put_formula(row, IN_BONUS, "=IF(AND(Z@=\"\",AB@=\"\"),1,0)",
                pg_document_number(is_bonus));
    if (bonus != 0 ||
        pg_table_has(&run->table, row->of_table, PG_ITEM_BONUS_12)) // posts add up
        put_number(row, BONUS_12, bonus);
    put_formula(row, PAID_BONUS, "=IF(AND(AE@=1,N(AF@)>0),1,0)",
                pg_document_number(is_bonus && bonus > 0));
}

static void put_rank(const struct row *row)
{
    const struct pg_working *working = row->working;
    bool is_across = working->first_quarter != working->last_quarter;

    if (working->place == 0)
        return;
    const char *quarter = pg_results_quarter_name((enum pg_quarter)working->first_quarter);
    if (is_across)
        quarter = pg_arena_printf(
            row->texts, "%s to %s", quarter,
            pg_results_quarter_name((enum pg_quarter)working->last_quarter));
    put_formula(row, PLACE, "=IF(AD@=1,N(AH^)+1,\"\")", pg_document_number(working->place));
    put_number(row, SAME_RATE, working->same_rate);
    put_text(row, QUARTER, quarter);
    put_formula(row, ORDER, "=IF(V@>=N(V^)*0.999999999,\"agrees\",\"differs\")",
                pg_document_words("agrees"));
}

// ---------------------------------------------------------------- the sheet

// The names by which the formulas of the workbook call the columns.
static void name_columns(const struct pg_audit_book *audit,
                         const struct pg_document_table *table)
{
    static const struct {
        const char *name;
        int column;
    } names[] = {{"Sex", SEX},
                 {"Week_pay", WEEK},
                 {"Weekly_hours", HOURS},
                 {"Post_of", EMPLOYEE},
                 {"Post_counts", COUNTS_AS_POST},
                 {"Hourly_pay", HOURLY},
                 {"Hourly_check", CHECK},
                 {"Relevant", RELEVANT},
                 {"In_hourly", IN_HOURLY},
                 {"In_bonus", IN_BONUS},
                 {"Bonus_12", BONUS_12},
                 {"Paid_bonus", PAID_BONUS},
                 {"Place", PLACE},
                 {"Rate_number", SAME_RATE},
                 {"Order_check", ORDER},
                 {"Left_out", OUT_OF_ALL}};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        pg_document_name_column(audit->document, names[i].name, table,
                                (size_t)names[i].column);
}

static void fill(void *context, size_t index, struct pg_document_cell *cells,
                 struct pg_arena *texts)
{
    const struct pg_audit_book *audit = context;
    const struct pg_working *working = &audit->workings->items[index];
    const struct row row = {audit, working, working->row, audit->first_row + index,
                            cells, texts};

    put_place(&row);
    put_ordinary(&row);
    put_week(&row);
    put_hourly(&row);
    put_populations(&row);
    put_rank(&row);
}

void pg_audit_sheet_employees(struct pg_audit_book *audit)
{
    pg_document_section(audit->document, "Employees", "Employees: the workings of each row",
                        NULL);
    pg_audit_note(audit, "In order of hourly pay, then those who are not in the hourly "
                         "figures. Every row of the payroll is here.");
    pg_audit_note(audit,
                  audit->is_live
                      ? "Formulas are live: change an input and what rests on it follows "
                        "(the order of the rows does not)."
                      : "There are too many rows for a formula in each: the steps are "
                        "values here; the figures are formulas over them.");
    struct pg_document_table *table = pg_audit_table(audit, columns, N_COLUMNS);
    if (table == NULL)
        return;
    table->source = (struct pg_row_source){audit->workings->n, fill, audit};
    table->has_filters = true;
    audit->first_row = pg_document_first_row(audit->document, table);
    name_columns(audit, table);
}
