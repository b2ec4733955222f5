// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The four quarters by formula: sizes, who lies whole in each, and the people tied across a
 * boundary, shared as regulation 13(2) asks. On Ties each boundary has a block of rows, one
 * for each quarter; a rate that lies across several boundaries is shared in the first
 * block.
 */
#include "audit_sheets.h"

#include "pg_measures.h"

#include <stdarg.h>

static const struct pg_book_column quarter_columns[] = {
    {"Quarter", PG_ROLE_TEXT, 16},
    {"People", PG_ROLE_NUMBER, 10},
    {"From place", PG_ROLE_NUMBER, 10},
    {"To place", PG_ROLE_NUMBER, 10},
    {"Men on rates within the quarter", PG_ROLE_NUMBER, 16},
    {"Men from rates across a boundary", PG_ROLE_NUMBER, 16},
    {"Men", PG_ROLE_NUMBER, 10},
    {"Women", PG_ROLE_NUMBER, 10},
    {"Men (%)", PG_ROLE_NUMBER, 14},
    {"Men by paygap", PG_ROLE_NUMBER, 10},
    {"Check", PG_ROLE_WORD, 12},
    {"Lowest share of men any order of the tied could give (%)", PG_ROLE_PERCENT, 22},
    {"Highest share of men any order of the tied could give (%)", PG_ROLE_PERCENT, 22}};

static const struct pg_book_column tie_columns[] = {
    {"Boundary", PG_ROLE_TEXT, 34},
    {"Quarter", PG_ROLE_TEXT, 16},
    {"Last place below the boundary", PG_ROLE_NUMBER, 12},
    {"Number of the rate across it (0 = none)", PG_ROLE_NUMBER, 14},
    {"Hourly pay (\xC2\xA3)", PG_ROLE_NUMBER, 16},
    {"Men on it", PG_ROLE_NUMBER, 9},
    {"Women on it", PG_ROLE_NUMBER, 9},
    {"First place", PG_ROLE_NUMBER, 9},
    {"Last place", PG_ROLE_NUMBER, 9},
    {"Shared here (1) or above (0)", PG_ROLE_NUMBER, 11},
    {"Places in this quarter", PG_ROLE_NUMBER, 11},
    {"Men in proportion, whole", PG_ROLE_NUMBER, 11},
    {"Remainder", PG_ROLE_NUMBER, 11},
    {"Order of the remainder", PG_ROLE_NUMBER, 11},
    {"Men placed", PG_ROLE_NUMBER, 9},
    {"Women placed", PG_ROLE_NUMBER, 9},
    {"Fewest men another order could place", PG_ROLE_NUMBER, 14},
    {"Most men another order could place", PG_ROLE_NUMBER, 14}};

enum { N_BOUNDARIES = PG_N_QUARTERS - 1, FIRST_TIE_ROW = 6, FIRST_QUARTER_ROW = 5 };

// Rows of the sheets, from 1.
static unsigned tie_row(int boundary, int quarter)
{
    return (unsigned)(FIRST_TIE_ROW + boundary * PG_N_QUARTERS + quarter);
}

static unsigned quarter_row(int quarter)
{
    return (unsigned)(FIRST_QUARTER_ROW + quarter);
}

/** What the formulas should give. */
struct expected {
    size_t begin[PG_N_QUARTERS + 1]; /**< people below each quarter */
    struct tie {
        uint32_t rate; /**< number; 0 = no tie across */
        double pay;
        size_t men, women, first, last;
        bool is_first;
        size_t places[PG_N_QUARTERS], whole[PG_N_QUARTERS], rest[PG_N_QUARTERS];
        size_t placed[PG_N_QUARTERS];
    } ties[N_BOUNDARIES];
};

static void find_tie(const struct pg_workings *workings, struct expected *expected,
                     int boundary)
{
    const struct pg_run *run = workings->run;
    struct tie *tie = &expected->ties[boundary];
    size_t place = expected->begin[boundary + 1];

    if (place == 0 || place >= workings->n_hourly ||
        workings->items[place - 1].same_rate != workings->items[place].same_rate)
        return;
    tie->rate = workings->items[place].same_rate;
    tie->is_first = boundary == 0 || expected->ties[boundary - 1].rate != tie->rate;
    tie->pay = pg_fraction_double(pg_pay_rate(&run->pay, workings->items[place - 1].row));
    tie->first = place;
    while (tie->first > 1 && workings->items[tie->first - 2].same_rate == tie->rate)
        tie->first--;
    for (size_t i = tie->first - 1;
         i < workings->n_hourly && workings->items[i].same_rate == tie->rate; i++) {
        ++*(run->table.sex[workings->items[i].row] == PG_MEN ? &tie->men : &tie->women);
        tie->last = i + 1;
    }
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void share_tie(struct expected *expected, struct tie *tie)
{
    size_t total = tie->men + tie->women;

    for (int j = 0; tie->is_first && j < PG_N_QUARTERS; j++) {
        size_t from =
            tie->first > expected->begin[j] + 1 ? tie->first : expected->begin[j] + 1;
        size_t to = least(tie->last, expected->begin[j + 1]);
        tie->places[j] = to >= from ? to - from + 1 : 0;
        tie->whole[j] = tie->men * tie->places[j] / total;
        tie->rest[j] = tie->men * tie->places[j] % total;
    }
    if (tie->is_first)
        pg_share_tied(tie->men, tie->places, tie->placed);
}

static void expect(const struct pg_workings *workings, struct expected *expected)
{
    *expected = (struct expected){.begin = {0}};
    for (int j = 0; j < PG_N_QUARTERS; j++)
        expected->begin[j + 1] = expected->begin[j] + workings->report->quarters[j].size;
    for (int boundary = 0; boundary < N_BOUNDARIES; boundary++) {
        find_tie(workings, expected, boundary);
        if (expected->ties[boundary].rate > 0)
            share_tie(expected, &expected->ties[boundary]);
    }
}

// ---------------------------------------------------------------- Ties

#if defined(__GNUC__)
__attribute__((format(printf, 4, 5)))
#endif
static void
put(struct pg_sheet *sheet, size_t column, struct pg_book_cell value, const char *format,
    ...)
{
    char formula[600];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(formula, sizeof formula, format, arguments);
    va_end(arguments);
    pg_sheet_formula(sheet, column, value.text != NULL ? PG_ROLE_WORD : PG_ROLE_NUMBER,
                     formula, value);
}

static void put_tie_rate(struct pg_sheet *sheet, const struct expected *expected,
                         int boundary, unsigned at)
{
    const struct tie *tie = &expected->ties[boundary];
    unsigned above = at - PG_N_QUARTERS; // the same quarter in the block above

    put(sheet, 2, pg_count_cell(expected->begin[boundary + 1]), "=Quarters!D%u",
        quarter_row(boundary));
    put(sheet, 3, pg_count_cell(tie->rate),
        "=IF(OR(C%u=0,C%u>=SUM(Quarters!B%u:B%u)),0,IF(INDEX(Rate_number,C%u)="
        "INDEX(Rate_number,C%u+1),INDEX(Rate_number,C%u),0))",
        at, at, quarter_row(0), quarter_row(3), at, at, at);
    if (tie->rate > 0)
        put(sheet, 4, (struct pg_book_cell){.number = tie->pay}, "=INDEX(Hourly_pay,C%u)",
            at);
    put(sheet, 5, pg_count_cell(tie->men),
        "=IF(D%u=0,0,COUNTIFS(Rate_number,D%u,Sex,\"M\"))", at, at);
    put(sheet, 6, pg_count_cell(tie->women),
        "=IF(D%u=0,0,COUNTIFS(Rate_number,D%u,Sex,\"F\"))", at, at);
    put(sheet, 7, pg_count_cell(tie->first), "=IF(D%u=0,0,MATCH(D%u,Rate_number,0))", at,
        at);
    put(sheet, 8, pg_count_cell(tie->last), "=IF(D%u=0,0,H%u+F%u+G%u-1)", at, at, at, at);
    if (boundary == 0)
        put(sheet, 9, pg_count_cell(tie->is_first), "=IF(D%u=0,0,1)", at);
    else
        put(sheet, 9, pg_count_cell(tie->is_first), "=IF(OR(D%u=0,D%u=D%u),0,1)", at, at,
            above);
}

static void put_tie_share(struct pg_sheet *sheet, const struct tie *tie, int boundary,
                          int quarter)
{
    unsigned at = tie_row(boundary, quarter), first = tie_row(boundary, 0),
             last = tie_row(boundary, 3), of_quarter = quarter_row(quarter);
    size_t places = tie->places[quarter], order = 1;
    size_t women = tie->women, fewest = places > women ? places - women : 0;

    for (int k = 0; k < PG_N_QUARTERS; k++)
        order += tie->rest[k] > tie->rest[quarter] ||
                 (tie->rest[k] == tie->rest[quarter] && k < quarter);
    put(sheet, 10, pg_count_cell(places),
        "=IF(J%u=0,0,MAX(0,MIN(I%u,Quarters!D%u)-MAX(H%u,Quarters!C%u)+1))", at, at,
        of_quarter, at, of_quarter);
    put(sheet, 11, pg_count_cell(tie->whole[quarter]),
        "=IF(J%u=0,0,INT(F%u*K%u/(F%u+G%u)))", at, at, at, at, at);
    put(sheet, 12, pg_count_cell(tie->rest[quarter]), "=IF(J%u=0,0,F%u*K%u-L%u*(F%u+G%u))",
        at, at, at, at, at, at);
    if (quarter == 0)
        put(sheet, 13, pg_count_cell(order), "=1+COUNTIF(M%u:M%u,\">\"&M%u)", first, last,
            at);
    else
        put(sheet, 13, pg_count_cell(order),
            "=1+COUNTIF(M%u:M%u,\">\"&M%u)+COUNTIF(M%u:M%u,M%u)", first, last, at, first,
            at - 1, at);
    put(sheet, 14, pg_count_cell(tie->placed[quarter]),
        "=IF(J%u=0,0,L%u+IF(N%u<=F%u-SUM(L%u:L%u),1,0))", at, at, at, at, first, last);
    put(sheet, 15, pg_count_cell(places - tie->placed[quarter]), "=K%u-O%u", at, at);
    put(sheet, 16, pg_count_cell(fewest), "=MAX(0,K%u-IF(J%u=0,0,G%u))", at, at, at);
    put(sheet, 17, pg_count_cell(least(places, tie->men)), "=MIN(K%u,F%u)", at, at);
}

void pg_audit_sheet_ties(struct pg_audit_book *audit)
{
    static const char *const boundaries[] = {
        "Lower to lower middle", "Lower middle to upper middle", "Upper middle to upper"};
    struct expected expected;
    struct pg_sheet sheet =
        pg_sheet_begin(audit->book, "Ties", "Ties: people on one rate across a boundary");

    expect(audit->workings, &expected);
    pg_sheet_text(
        &sheet, PG_ROLE_LINE,
        "Regulation 13(2): men and women on one rate are shared between the quarters "
        "in the same proportion, so far as possible.");
    pg_sheet_text(
        &sheet, PG_ROLE_LINE,
        "Men by the largest remainder, equal remainders to the lower quarter; women "
        "take the places left.");
    pg_sheet_header(&sheet, tie_columns, sizeof tie_columns / sizeof tie_columns[0], 0);
    audit->book->failed |= sheet.row + 1 != FIRST_TIE_ROW;
    for (int boundary = 0; boundary < N_BOUNDARIES; boundary++) {
        for (int quarter = 0; quarter < PG_N_QUARTERS; quarter++) {
            pg_sheet_cell(&sheet, 0, PG_ROLE_TEXT, pg_text_cell(boundaries[boundary]));
            pg_sheet_cell(&sheet, 1, PG_ROLE_TEXT,
                          pg_text_cell(pg_quarter_name((enum pg_quarter)quarter)));
            put_tie_rate(&sheet, &expected, boundary, tie_row(boundary, quarter));
            put_tie_share(&sheet, &expected.ties[boundary], boundary, quarter);
            pg_sheet_next_row(&sheet);
        }
    }
}

// ---------------------------------------------------------------- Quarters

static void put_size(struct pg_sheet *sheet, const struct pg_quarter_counts *counts,
                     int quarter)
{
    static const char *const one_more[] = {"IF(MOD(%s,4)>=1,1,0)", "IF(MOD(%s,4)=3,1,0)",
                                           "IF(MOD(%s,4)>=2,1,0)", "0*%s"};
    char extra[80];

    snprintf(extra, sizeof extra, one_more[quarter], "SUM(In_hourly)");
    put(sheet, 1, pg_count_cell(counts->size), "=INT(SUM(In_hourly)/4)+%s", extra);
}

static size_t men_across(const struct expected *expected, int quarter)
{
    size_t n = 0;

    for (int boundary = 0; boundary < N_BOUNDARIES; boundary++)
        n += expected->ties[boundary].placed[quarter];
    return n;
}

static void put_range(struct pg_sheet *sheet, const struct expected *expected,
                      const struct pg_quarter_counts *counts, int quarter)
{
    static const char letters[] = {'Q', 'R'};
    unsigned at = quarter_row(quarter);
    size_t whole = counts->men - men_across(expected, quarter);

    for (int i = 0; i < 2; i++) {
        size_t men = whole;
        for (int b = 0; b < N_BOUNDARIES; b++) {
            const struct tie *tie = &expected->ties[b];
            size_t places = tie->places[quarter];
            men += i == 1                ? least(places, tie->men)
                   : places > tie->women ? places - tie->women
                                         : 0;
        }
        struct pg_book_cell value =
            counts->size == 0 ? pg_text_cell("")
                              : (struct pg_book_cell){.number = 100.0 * (double)men /
                                                                (double)counts->size};
        char formula[200];
        snprintf(formula, sizeof formula,
                 "=IF(B%u=0,\"\",(E%u+Ties!%c%u+Ties!%c%u+Ties!%c%u)/B%u*100)", at, at,
                 letters[i], tie_row(0, quarter), letters[i], tie_row(1, quarter),
                 letters[i], tie_row(2, quarter), at);
        pg_sheet_formula(sheet, (size_t)i + 11, PG_ROLE_PERCENT, formula, value);
    }
}

static void put_quarter(struct pg_sheet *sheet, const struct pg_report *report,
                        const struct expected *expected, int quarter)
{
    const struct pg_quarter_counts *counts = &report->quarters[quarter];
    unsigned at = quarter_row(quarter);
    size_t across = men_across(expected, quarter);

    pg_sheet_cell(sheet, 0, PG_ROLE_TEXT,
                  pg_text_cell(pg_quarter_name((enum pg_quarter)quarter)));
    put_size(sheet, counts, quarter);
    if (quarter == 0)
        put(sheet, 2, pg_count_cell(1), "=%d", 1);
    else
        put(sheet, 2, pg_count_cell(expected->begin[quarter] + 1), "=D%u+1", at - 1);
    put(sheet, 3, pg_count_cell(expected->begin[quarter + 1]), "=C%u+B%u-1", at, at);
    put(sheet, 4, pg_count_cell(counts->men - across),
        "=COUNTIFS(Place,\">=\"&C%u,Place,\"<=\"&D%u,Sex,\"M\",Rate_number,\"<>\"&Ties!D%u,"
        "Rate_number,\"<>\"&Ties!D%u,Rate_number,\"<>\"&Ties!D%u)",
        at, at, tie_row(0, 0), tie_row(1, 0), tie_row(2, 0));
    put(sheet, 5, pg_count_cell(across), "=Ties!O%u+Ties!O%u+Ties!O%u", tie_row(0, quarter),
        tie_row(1, quarter), tie_row(2, quarter));
    put(sheet, 6, pg_count_cell(counts->men), "=E%u+F%u", at, at);
    put(sheet, 7, pg_count_cell(counts->women), "=B%u-G%u", at, at);
    put(sheet, 8,
        counts->size == 0 ? pg_text_cell("")
                          : (struct pg_book_cell){.number = 100.0 * (double)counts->men /
                                                            (double)counts->size},
        "=IF(B%u=0,\"\",G%u/B%u*100)", at, at, at);
    pg_sheet_cell(sheet, 9, PG_ROLE_NUMBER, pg_count_cell(counts->men));
    put(sheet, 10, pg_text_cell("agrees"), "=IF(G%u=J%u,\"agrees\",\"differs\")", at, at);
    put_range(sheet, expected, counts, quarter);
    pg_sheet_next_row(sheet);
}

void pg_audit_sheet_quarters(struct pg_audit_book *audit)
{
    struct expected expected;
    struct pg_sheet sheet = pg_sheet_begin(
        audit->book, "Quarters", "Quarters: how many men and women each of the four has");

    expect(audit->workings, &expected);
    pg_sheet_text(
        &sheet, PG_ROLE_LINE,
        "Sizes: as equal as possible, the remainder placed as GOV.UK guidance places "
        "it. The sheet Ties shares people on one rate across a boundary.");
    pg_sheet_header(&sheet, quarter_columns,
                    sizeof quarter_columns / sizeof quarter_columns[0], 0);
    audit->book->failed |= sheet.row + 1 != FIRST_QUARTER_ROW;
    for (int quarter = 0; quarter < PG_N_QUARTERS; quarter++) {
        char name[32], range[48];
        put_quarter(&sheet, audit->workings->report, &expected, quarter);
        snprintf(name, sizeof name, "Quarter_size_%d", quarter + 1);
        snprintf(range, sizeof range, "=Quarters!$B$%u", quarter_row(quarter));
        pg_book_define(audit->book, name, range);
        snprintf(name, sizeof name, "Quarter_men_%d", quarter + 1);
        snprintf(range, sizeof range, "=Quarters!$G$%u", quarter_row(quarter));
        pg_book_define(audit->book, name, range);
    }
}
