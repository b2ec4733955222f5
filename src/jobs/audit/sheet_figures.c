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

static const struct pg_document_column columns[] = {
    SHEET_COLUMN(TEXT, "Figure", 34),
    SHEET_COLUMN(NUMBER, "By formula over the rows", 22),
    SHEET_COLUMN(NUMBER, "By paygap", 22),
    SHEET_COLUMN(WORD, "Do they agree?", 14),
    SHEET_COLUMN(PERCENT, "Formula, to one decimal, half to even", 18),
    SHEET_COLUMN(PERCENT, "Published", 12),
    SHEET_COLUMN(WORD, "Check", 12),
    SHEET_COLUMN(WORD, "Rule (SI 2017/172)", 20)};

enum { ROUNDED = 4, CHECK = 6 };

// Row of the sheet, from 1, of the row called by the letters at `name`.
static size_t row_called(const char *name, size_t first)
{
    for (size_t i = 0; i < N_ROWS; i++) {
        if (rows[i].name != NULL && strncmp(rows[i].name, name, 2) == 0)
            return first + i;
    }
    return 0;
}

static const char *expand(struct pg_document *document, const char *pattern, size_t first)
{
    struct pg_buffer formula = {0};

    for (const char *p = pattern; *p != '\0'; p++) {
        if (*p == '@') {
            pg_buffer_printf(&formula, "B%zu", row_called(p + 1, first));
            p += 2;
        } else {
            pg_buffer_add(&formula, p, 1);
        }
    }
    document->failed |= formula.failed;
    const char *text = pg_arena_text(&document->arena, formula.failed ? "" : formula.ptr);
    pg_buffer_free(&formula);
    return text;
}

static struct pg_document_cell computed(const struct pg_report *report,
                                        const struct formula_row *row)
{
    if (row->measure == PG_N_MEASURES)
        return pg_document_count(pg_results_report_sex(report, row->sex)->in_bonus);
    const paygap_figure *figure = pg_results_report_find(report, row->sex, row->measure);
    return figure != NULL && figure->has_value ? pg_document_number(figure->value)
                                               : pg_document_words("");
}

// Whether columns B and C of a row agree. Both may be empty; a comparison of texts and
// numbers is an error otherwise.
static const char *agreement(struct pg_document *document, size_t at)
{
    return pg_document_printf(
        document,
        "=IF(AND(B%zu=\"\",C%zu=\"\"),\"agrees\",IF(OR(B%zu=\"\",C%zu=\"\"),\"differs\","
        "IF(ABS(B%zu-C%zu)<=0.00000001*MAX(1,ABS(C%zu)),\"agrees\",\"differs\")))",
        at, at, at, at, at, at, at);
}

// Half to even: 16.25 is 16.2. What is a half to within a millionth of a tenth is one.
static const char *rounding(struct pg_document *document, size_t at)
{
    return pg_document_printf(
        document,
        "=IF(B%zu=\"\",\"\",IF(ABS(ABS(B%zu)*10-INT(ABS(B%zu)*10)-0.5)<0.000001,"
        "SIGN(B%zu)*2*ROUND(ABS(B%zu)*5,0)/10,ROUND(B%zu,1)))",
        at, at, at, at, at, at);
}

static const char *rounded_agreement(struct pg_document *document, size_t at)
{
    return pg_document_printf(
        document,
        "=IF(AND(E%zu=\"\",F%zu=\"\"),\"agrees\",IF(OR(E%zu=\"\",F%zu=\"\"),\"differs\","
        "IF(ABS(E%zu-F%zu)<0.000001,\"agrees\",\"differs\")))",
        at, at, at, at, at, at);
}

// What is published, of figures that are.
static void put_published(struct pg_document_table *table, size_t at, const char *text)
{
    struct pg_document_cell published = pg_audit_published_cell(text);
    struct pg_document_cell agrees = pg_document_words("agrees");

    pg_document_put(table, pg_document_formula(published, rounding(table->document, at)));
    pg_document_put(table, published);
    pg_document_put(table,
                    pg_document_formula(agrees, rounded_agreement(table->document, at)));
}

static void put_row(const struct pg_report *report, struct pg_document_table *table,
                    size_t index, size_t first)
{
    const struct formula_row *row = &rows[index];
    struct pg_document *document = table->document;
    struct pg_document_cell value = computed(report, row), live = value;
    size_t at = first + index;

    live.formula = expand(document, row->formula, first);
    live.is_array = row->is_array;
    pg_document_put(table, pg_document_words(row->title));
    pg_document_put(table, live);
    pg_document_put(table, value);
    pg_document_put(
        table, pg_document_formula(pg_document_words("agrees"), agreement(document, at)));
    if (row->is_percent)
        put_published(table, at, pg_results_report_text(report, row->sex, row->measure));
    for (size_t i = ROUNDED; !row->is_percent && i <= CHECK; i++)
        pg_document_put(table, pg_document_words(""));
    pg_document_put(table, pg_document_words(row->rule));
}

// Below the figures: one cell that says whether anything in the workbook differs.
static void add_summary(struct pg_audit_book *audit, size_t first)
{
    static const struct pg_document_column parts[] = {SHEET_COLUMN(TEXT, "Figure", 34),
                                                      SHEET_COLUMN(TEXT, "Checks", 22)};
    struct pg_document_table *table = pg_audit_table(audit, parts, 2);
    size_t last = first + N_ROWS - 1;
    const char *formula = pg_document_printf(
        audit->document,
        "=IF(COUNTIF(D%zu:D%zu,\"differs\")+COUNTIF(G%zu:G%zu,\"differs\")+"
        "COUNTIF(Hourly_check,\"differs\")+COUNTIF(Order_check,\"differs\")=0,"
        "\"every check agrees\",\"some check differs\")",
        first, last, first, last);

    if (table == NULL)
        return;
    table->has_no_header = true;
    pg_document_put(table, pg_document_words("All checks of this workbook"));
    pg_document_put(table,
                    pg_document_formula(pg_document_words("every check agrees"), formula));
}

void pg_audit_sheet_figures(struct pg_audit_book *audit)
{
    const struct pg_report *report = audit->workings->report;

    pg_document_section(audit->document, "Figures",
                        "Figures: each by a formula over the rows of employees", NULL);
    pg_audit_note(
        audit,
        "Column B recomputes each figure from the sheet Employees, with the quarters "
        "from the sheet Quarters; column C is what paygap computed.");
    if (report->is_provisional)
        pg_audit_note(audit, "Provisional: people are left out because their data is bad.");
    struct pg_document_table *table =
        pg_audit_table(audit, columns, sizeof columns / sizeof columns[0]);
    if (table == NULL)
        return;
    size_t first = pg_document_first_row(audit->document, table);
    for (size_t i = 0; i < N_ROWS; i++)
        put_row(report, table, i, first);
    add_summary(audit, first);
}
