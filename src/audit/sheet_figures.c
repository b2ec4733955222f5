// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Every statutory figure as a formula over the employees, beside what paygap computed and
 * published. Names such as Hourly_pay stand for columns of the sheet Employees.
 */
#include "audit_sheets.h"

#include "pg_sentences.h"

#include <math.h>

/** A figure and the formula that gives it; rows are referred to by what they hold. */
struct formula_row {
    const char *title;
    enum pg_sex sex;
    enum pg_measure measure; /**< PG_N_MEASURES: no figure of the report */
    const char *rule;
    const char *formula; /**< "@NAME" is the live cell of the row called NAME */
    const char *name;    /**< for other rows' formulas */
    bool is_array, is_percent;
};

#define MEN_HOURLY   "Sex,\"M\",In_hourly,1"
#define WOMEN_HOURLY "Sex,\"F\",In_hourly,1"
#define MEN_PAID     "Sex,\"M\",Paid_bonus,1"
#define WOMEN_PAID   "Sex,\"F\",Paid_bonus,1"

static const struct formula_row rows[] = {
    {"Relevant employees, men", PG_MEN, PG_MEASURE_HEADCOUNT, "reg 1(2)",
     "=COUNTIFS(Sex,\"M\",Relevant,1)", "rm", false, false},
    {"Relevant employees, women", PG_WOMEN, PG_MEASURE_HEADCOUNT, "reg 1(2)",
     "=COUNTIFS(Sex,\"F\",Relevant,1)", "rw", false, false},
    {"In the hourly figures, men", PG_MEN, PG_MEASURE_FULL_PAY_HEADCOUNT, "reg 1(2)",
     "=COUNTIFS(" MEN_HOURLY ")", "hm", false, false},
    {"In the hourly figures, women", PG_WOMEN, PG_MEASURE_FULL_PAY_HEADCOUNT, "reg 1(2)",
     "=COUNTIFS(" WOMEN_HOURLY ")", "hw", false, false},
    {"Mean hourly pay, men (\xC2\xA3)", PG_MEN, PG_MEASURE_MEAN_HOURLY_PAY, "reg 8",
     "=IF(@hm=0,\"\",SUMIFS(Hourly_pay," MEN_HOURLY ")/@hm)", "mm", false, false},
    {"Mean hourly pay, women (\xC2\xA3)", PG_WOMEN, PG_MEASURE_MEAN_HOURLY_PAY, "reg 8",
     "=IF(@hw=0,\"\",SUMIFS(Hourly_pay," WOMEN_HOURLY ")/@hw)", "mw", false, false},
    {"Median hourly pay, men (\xC2\xA3)", PG_MEN, PG_MEASURE_MEDIAN_HOURLY_PAY, "reg 9",
     "=IF(@hm=0,\"\",MEDIAN(IF((Sex=\"M\")*(In_hourly=1),Hourly_pay)))", "dm", true, false},
    {"Median hourly pay, women (\xC2\xA3)", PG_WOMEN, PG_MEASURE_MEDIAN_HOURLY_PAY, "reg 9",
     "=IF(@hw=0,\"\",MEDIAN(IF((Sex=\"F\")*(In_hourly=1),Hourly_pay)))", "dw", true, false},
    {"Mean hourly gap (%)", PG_WOMEN, PG_MEASURE_MEAN_HOURLY_GAP, "reg 8",
     "=IF(OR(@hm=0,@hw=0),\"\",IF(@mm=0,\"\",(@mm-@mw)/@mm*100))", NULL, false, true},
    {"Median hourly gap (%)", PG_WOMEN, PG_MEASURE_MEDIAN_HOURLY_GAP, "reg 9",
     "=IF(OR(@hm=0,@hw=0),\"\",IF(@dm=0,\"\",(@dm-@dw)/@dm*100))", NULL, false, true},
    {"In the bonus figures, men", PG_MEN, PG_N_MEASURES, "reg 12",
     "=COUNTIFS(Sex,\"M\",In_bonus,1)", "bm", false, false},
    {"In the bonus figures, women", PG_WOMEN, PG_N_MEASURES, "reg 12",
     "=COUNTIFS(Sex,\"F\",In_bonus,1)", "bw", false, false},
    {"Paid a bonus, men", PG_MEN, PG_MEASURE_BONUS_HEADCOUNT, "reg 12",
     "=COUNTIFS(" MEN_PAID ")", "pm", false, false},
    {"Paid a bonus, women", PG_WOMEN, PG_MEASURE_BONUS_HEADCOUNT, "reg 12",
     "=COUNTIFS(" WOMEN_PAID ")", "pw", false, false},
    {"Share paid a bonus, men (%)", PG_MEN, PG_MEASURE_BONUS_SHARE, "reg 12",
     "=IF(@bm=0,\"\",@pm/@bm*100)", NULL, false, true},
    {"Share paid a bonus, women (%)", PG_WOMEN, PG_MEASURE_BONUS_SHARE, "reg 12",
     "=IF(@bw=0,\"\",@pw/@bw*100)", NULL, false, true},
    {"Mean bonus, men (\xC2\xA3)", PG_MEN, PG_MEASURE_MEAN_BONUS_PAY, "reg 10",
     "=IF(@pm=0,\"\",SUMIFS(Bonus_12," MEN_PAID ")/@pm)", "am", false, false},
    {"Mean bonus, women (\xC2\xA3)", PG_WOMEN, PG_MEASURE_MEAN_BONUS_PAY, "reg 10",
     "=IF(@pw=0,\"\",SUMIFS(Bonus_12," WOMEN_PAID ")/@pw)", "aw", false, false},
    {"Median bonus, men (\xC2\xA3)", PG_MEN, PG_MEASURE_MEDIAN_BONUS_PAY, "reg 11",
     "=IF(@pm=0,\"\",MEDIAN(IF((Sex=\"M\")*(Paid_bonus=1),Bonus_12)))", "em", true, false},
    {"Median bonus, women (\xC2\xA3)", PG_WOMEN, PG_MEASURE_MEDIAN_BONUS_PAY, "reg 11",
     "=IF(@pw=0,\"\",MEDIAN(IF((Sex=\"F\")*(Paid_bonus=1),Bonus_12)))", "ew", true, false},
    {"Mean bonus gap (%)", PG_WOMEN, PG_MEASURE_MEAN_BONUS_GAP, "reg 10",
     "=IF(@pm=0,\"\",IF(@pw=0,100,(@am-@aw)/@am*100))", NULL, false, true},
    {"Median bonus gap (%)", PG_WOMEN, PG_MEASURE_MEDIAN_BONUS_GAP, "reg 11",
     "=IF(@pm=0,\"\",IF(@pw=0,100,(@em-@ew)/@em*100))", NULL, false, true},
    {"Lower quarter, men (%)", PG_MEN, PG_MEASURE_LOWER_SHARE, "reg 13",
     "=IF(Quarter_size_1=0,\"\",Quarter_men_1/Quarter_size_1*100)", NULL, false, true},
    {"Lower quarter, women (%)", PG_WOMEN, PG_MEASURE_LOWER_SHARE, "reg 13",
     "=IF(Quarter_size_1=0,\"\",(Quarter_size_1-Quarter_men_1)/Quarter_size_1*100)", NULL,
     false, true},
    {"Lower middle quarter, men (%)", PG_MEN, PG_MEASURE_LOWER_MIDDLE_SHARE, "reg 13",
     "=IF(Quarter_size_2=0,\"\",Quarter_men_2/Quarter_size_2*100)", NULL, false, true},
    {"Lower middle quarter, women (%)", PG_WOMEN, PG_MEASURE_LOWER_MIDDLE_SHARE, "reg 13",
     "=IF(Quarter_size_2=0,\"\",(Quarter_size_2-Quarter_men_2)/Quarter_size_2*100)", NULL,
     false, true},
    {"Upper middle quarter, men (%)", PG_MEN, PG_MEASURE_UPPER_MIDDLE_SHARE, "reg 13",
     "=IF(Quarter_size_3=0,\"\",Quarter_men_3/Quarter_size_3*100)", NULL, false, true},
    {"Upper middle quarter, women (%)", PG_WOMEN, PG_MEASURE_UPPER_MIDDLE_SHARE, "reg 13",
     "=IF(Quarter_size_3=0,\"\",(Quarter_size_3-Quarter_men_3)/Quarter_size_3*100)", NULL,
     false, true},
    {"Upper quarter, men (%)", PG_MEN, PG_MEASURE_UPPER_SHARE, "reg 13",
     "=IF(Quarter_size_4=0,\"\",Quarter_men_4/Quarter_size_4*100)", NULL, false, true},
    {"Upper quarter, women (%)", PG_WOMEN, PG_MEASURE_UPPER_SHARE, "reg 13",
     "=IF(Quarter_size_4=0,\"\",(Quarter_size_4-Quarter_men_4)/Quarter_size_4*100)", NULL,
     false, true}};

enum { N_ROWS = sizeof rows / sizeof rows[0] };

static const struct pg_book_column columns[] = {
    {"Figure", PG_ROLE_TEXT, 34},
    {"By formula over the rows", PG_ROLE_NUMBER, 22},
    {"By paygap", PG_ROLE_NUMBER, 22},
    {"Do they agree?", PG_ROLE_WORD, 14},
    {"Formula, to one decimal, half to even", PG_ROLE_PERCENT, 18},
    {"Published", PG_ROLE_PERCENT, 12},
    {"Check", PG_ROLE_WORD, 12},
    {"Rule (SI 2017/172)", PG_ROLE_WORD, 20}};

enum { FIGURE, LIVE, COMPUTED, AGREES, ROUNDED, PUBLISHED, CHECK, RULE };

struct pg_book_cell pg_published_cell(const char *text)
{
    return text[0] == '\0' ? pg_text_cell("")
                           : (struct pg_book_cell){.number = pg_number_of_text(text)};
}

// Row of the sheet, from 1, of the row called by the letters at `name`.
static unsigned long row_called(const char *name, size_t first)
{
    for (size_t i = 0; i < N_ROWS; i++) {
        if (rows[i].name != NULL && strncmp(rows[i].name, name, 2) == 0)
            return (unsigned long)(first + i);
    }
    return 0;
}

static void expand(struct pg_buffer *formula, const char *pattern, size_t first)
{
    for (const char *p = pattern; *p != '\0'; p++) {
        if (*p == '@') {
            pg_buffer_printf(formula, "B%lu", row_called(p + 1, first));
            p += 2;
        } else {
            pg_buffer_add(formula, p, 1);
        }
    }
}

static struct pg_book_cell computed(const struct pg_report *report,
                                    const struct formula_row *row)
{
    if (row->measure == PG_N_MEASURES)
        return pg_count_cell(pg_report_sex(report, row->sex)->in_bonus);
    const paygap_figure *figure = pg_report_find(report, row->sex, row->measure);
    return figure != NULL && figure->has_value
               ? (struct pg_book_cell){.number = figure->value}
               : pg_text_cell("");
}

static void put_checks(struct pg_sheet *sheet, unsigned long at, const char *published,
                       bool is_percent)
{
    char formula[400];
    struct pg_book_cell agrees = pg_text_cell("agrees");

    // Both may be empty; a comparison of texts and numbers is an error otherwise.
    snprintf(
        formula, sizeof formula,
        "=IF(AND(B%lu=\"\",C%lu=\"\"),\"agrees\",IF(OR(B%lu=\"\",C%lu=\"\"),\"differs\","
        "IF(ABS(B%lu-C%lu)<=0.00000001*MAX(1,ABS(C%lu)),\"agrees\",\"differs\")))",
        at, at, at, at, at, at, at);
    pg_sheet_formula(sheet, AGREES, PG_ROLE_WORD, formula, agrees);
    if (!is_percent)
        return;
    // Half to even: 16.25 is 16.2. What is a half to within a millionth of a tenth is one.
    snprintf(formula, sizeof formula,
             "=IF(B%lu=\"\",\"\",IF(ABS(ABS(B%lu)*10-INT(ABS(B%lu)*10)-0.5)<0.000001,"
             "SIGN(B%lu)*2*ROUND(ABS(B%lu)*5,0)/10,ROUND(B%lu,1)))",
             at, at, at, at, at, at);
    pg_sheet_formula(sheet, ROUNDED, PG_ROLE_PERCENT, formula,
                     pg_published_cell(published));
    pg_sheet_cell(sheet, PUBLISHED, PG_ROLE_PERCENT, pg_published_cell(published));
    snprintf(
        formula, sizeof formula,
        "=IF(AND(E%lu=\"\",F%lu=\"\"),\"agrees\",IF(OR(E%lu=\"\",F%lu=\"\"),\"differs\","
        "IF(ABS(E%lu-F%lu)<0.000001,\"agrees\",\"differs\")))",
        at, at, at, at, at, at);
    pg_sheet_formula(sheet, CHECK, PG_ROLE_WORD, formula, agrees);
}

static void put_row(struct pg_audit_book *audit, struct pg_sheet *sheet, size_t index,
                    size_t first)
{
    const struct formula_row *row = &rows[index];
    const struct pg_report *report = audit->workings->report;
    struct pg_book_cell value = computed(report, row);
    struct pg_buffer formula = {0};

    expand(&formula, row->formula, first);
    pg_sheet_cell(sheet, FIGURE, PG_ROLE_TEXT, pg_text_cell(row->title));
    if (formula.failed)
        audit->book->failed = true;
    else if (row->is_array && value.text == NULL) // its value can be given as a number only
        pg_sheet_array_formula(sheet, LIVE, PG_ROLE_NUMBER, formula.ptr, value);
    else
        pg_sheet_formula(sheet, LIVE, PG_ROLE_NUMBER, formula.ptr, value);
    pg_buffer_free(&formula);
    pg_sheet_cell(sheet, COMPUTED, PG_ROLE_NUMBER, value);
    put_checks(
        sheet, (unsigned long)(first + index),
        row->measure != PG_N_MEASURES ? pg_report_text(report, row->sex, row->measure) : "",
        row->is_percent);
    pg_sheet_cell(sheet, RULE, PG_ROLE_WORD, pg_text_cell(row->rule));
    pg_sheet_next_row(sheet);
}

static void put_summary(struct pg_sheet *sheet, size_t first)
{
    char formula[200];
    size_t last = first + N_ROWS - 1;

    snprintf(formula, sizeof formula,
             "=IF(COUNTIF(D%zu:D%zu,\"differs\")+COUNTIF(G%zu:G%zu,\"differs\")+"
             "COUNTIF(Hourly_check,\"differs\")+COUNTIF(Order_check,\"differs\")=0,"
             "\"every check agrees\",\"some check differs\")",
             first, last, first, last);
    pg_sheet_cell(sheet, FIGURE, PG_ROLE_TEXT, pg_text_cell("All checks of this workbook"));
    pg_sheet_formula(sheet, LIVE, PG_ROLE_TEXT, formula,
                     pg_text_cell("every check agrees"));
    pg_sheet_next_row(sheet);
}

void pg_audit_sheet_figures(struct pg_audit_book *audit)
{
    struct pg_sheet sheet = pg_sheet_begin(
        audit->book, "Figures", "Figures: each by a formula over the rows of employees");

    pg_sheet_text(
        &sheet, PG_ROLE_LINE,
        "Column B recomputes each figure from the sheet Employees, with the quarters "
        "from the sheet Quarters; column C is what paygap computed.");
    if (audit->workings->report->is_provisional)
        pg_sheet_text(&sheet, PG_ROLE_LINE,
                      "Provisional: people are left out because their data is bad.");
    pg_sheet_header(&sheet, columns, sizeof columns / sizeof columns[0], 0);
    size_t first = sheet.row + 1;
    for (size_t i = 0; i < N_ROWS && !audit->book->failed; i++)
        put_row(audit, &sheet, i, first);
    pg_sheet_next_row(&sheet);
    put_summary(&sheet, first);
}
