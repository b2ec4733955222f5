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

static const struct pg_document_column quarter_columns[] = {
    SHEET_COLUMN(TEXT, "Quarter", 16),
    SHEET_COLUMN(NUMBER, "People", 10),
    SHEET_COLUMN(NUMBER, "From place", 10),
    SHEET_COLUMN(NUMBER, "To place", 10),
    SHEET_COLUMN(NUMBER, "Men on rates within the quarter", 16),
    SHEET_COLUMN(NUMBER, "Men from rates across a boundary", 16),
    SHEET_COLUMN(NUMBER, "Men", 10),
    SHEET_COLUMN(NUMBER, "Women", 10),
    SHEET_COLUMN(NUMBER, "Men (%)", 14),
    SHEET_COLUMN(NUMBER, "Men by paygap", 10),
    SHEET_COLUMN(WORD, "Check", 12),
    SHEET_COLUMN(PERCENT, "Lowest share of men any order of the tied could give (%)", 22),
    SHEET_COLUMN(PERCENT, "Highest share of men any order of the tied could give (%)", 22)};

static const struct pg_document_column tie_columns[] = {
    SHEET_COLUMN(TEXT, "Boundary", 34),
    SHEET_COLUMN(TEXT, "Quarter", 16),
    SHEET_COLUMN(NUMBER, "Last place below the boundary", 12),
    SHEET_COLUMN(NUMBER, "Number of the rate across it (0 = none)", 14),
    SHEET_COLUMN(NUMBER, "Hourly pay (\xC2\xA3)", 16),
    SHEET_COLUMN(NUMBER, "Men on it", 9),
    SHEET_COLUMN(NUMBER, "Women on it", 9),
    SHEET_COLUMN(NUMBER, "First place", 9),
    SHEET_COLUMN(NUMBER, "Last place", 9),
    SHEET_COLUMN(NUMBER, "Shared here (1) or above (0)", 11),
    SHEET_COLUMN(NUMBER, "Places in this quarter", 11),
    SHEET_COLUMN(NUMBER, "Men in proportion, whole", 11),
    SHEET_COLUMN(NUMBER, "Remainder", 11),
    SHEET_COLUMN(NUMBER, "Order of the remainder", 11),
    SHEET_COLUMN(NUMBER, "Men placed", 9),
    SHEET_COLUMN(NUMBER, "Women placed", 9),
    SHEET_COLUMN(NUMBER, "Fewest men another order could place", 14),
    SHEET_COLUMN(NUMBER, "Most men another order could place", 14)};

enum { N_BOUNDARIES = PG_N_QUARTERS - 1 };

/** What the formulas should give, and where they stand. */
struct expected {
    size_t first_quarter, first_tie; /**< rows of the sheets, from 1 */
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

static unsigned tie_row(const struct expected *expected, int boundary, int quarter)
{
    return (unsigned)expected->first_tie + (unsigned)(boundary * PG_N_QUARTERS + quarter);
}

static unsigned quarter_row(const struct expected *expected, int quarter)
{
    return (unsigned)expected->first_quarter + (unsigned)quarter;
}

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
        pg_measures_share_tied(tie->men, tie->places, tie->placed);
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
__attribute__((format(printf, 3, 4)))
#endif
static void
put(struct pg_document_table *table, struct pg_document_cell value, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    value.formula = pg_arena_vprintf(&table->document->arena, format, arguments);
    va_end(arguments);
    pg_document_put(table, value);
}

static void put_tie_rate(struct pg_document_table *table, const struct expected *expected,
                         int boundary, unsigned at)
{
    const struct tie *tie = &expected->ties[boundary];
    unsigned above = at - PG_N_QUARTERS; // the same quarter in the block above

    put(table, pg_document_count(expected->begin[boundary + 1]), "=Quarters!D%u",
        quarter_row(expected, boundary));
    put(table, pg_document_count(tie->rate),
        "=IF(OR(C%u=0,C%u>=SUM(Quarters!B%u:B%u)),0,IF(INDEX(Rate_number,C%u)="
        "INDEX(Rate_number,C%u+1),INDEX(Rate_number,C%u),0))",
        at, at, quarter_row(expected, 0), quarter_row(expected, 3), at, at, at);
    if (tie->rate > 0)
        put(table, pg_document_number(tie->pay), "=INDEX(Hourly_pay,C%u)", at);
    else
        pg_document_put(table, pg_document_words(""));
    put(table, pg_document_count(tie->men),
        "=IF(D%u=0,0,COUNTIFS(Rate_number,D%u,Sex,\"M\"))", at, at);
    put(table, pg_document_count(tie->women),
        "=IF(D%u=0,0,COUNTIFS(Rate_number,D%u,Sex,\"F\"))", at, at);
    put(table, pg_document_count(tie->first), "=IF(D%u=0,0,MATCH(D%u,Rate_number,0))", at,
        at);
    put(table, pg_document_count(tie->last), "=IF(D%u=0,0,H%u+F%u+G%u-1)", at, at, at, at);
    if (boundary == 0)
        put(table, pg_document_count(tie->is_first), "=IF(D%u=0,0,1)", at);
    else
        put(table, pg_document_count(tie->is_first), "=IF(OR(D%u=0,D%u=D%u),0,1)", at, at,
            above);
}

static void put_tie_share(struct pg_document_table *table, const struct expected *expected,
                          int boundary, int quarter)
{
    const struct tie *tie = &expected->ties[boundary];
    unsigned at = tie_row(expected, boundary, quarter),
             first = tie_row(expected, boundary, 0), last = tie_row(expected, boundary, 3),
             of_quarter = quarter_row(expected, quarter);
    size_t places = tie->places[quarter], order = 1;
    size_t women = tie->women, fewest = places > women ? places - women : 0;

    for (int k = 0; k < PG_N_QUARTERS; k++)
        order += tie->rest[k] > tie->rest[quarter] ||
                 (tie->rest[k] == tie->rest[quarter] && k < quarter);
    put(table, pg_document_count(places),
        "=IF(J%u=0,0,MAX(0,MIN(I%u,Quarters!D%u)-MAX(H%u,Quarters!C%u)+1))", at, at,
        of_quarter, at, of_quarter);
    put(table, pg_document_count(tie->whole[quarter]),
        "=IF(J%u=0,0,INT(F%u*K%u/(F%u+G%u)))", at, at, at, at, at);
    put(table, pg_document_count(tie->rest[quarter]), "=IF(J%u=0,0,F%u*K%u-L%u*(F%u+G%u))",
        at, at, at, at, at, at);
    if (quarter == 0)
        put(table, pg_document_count(order), "=1+COUNTIF(M%u:M%u,\">\"&M%u)", first, last,
            at);
    else
        put(table, pg_document_count(order),
            "=1+COUNTIF(M%u:M%u,\">\"&M%u)+COUNTIF(M%u:M%u,M%u)", first, last, at, first,
            at - 1, at);
    put(table, pg_document_count(tie->placed[quarter]),
        "=IF(J%u=0,0,L%u+IF(N%u<=F%u-SUM(L%u:L%u),1,0))", at, at, at, at, first, last);
    put(table, pg_document_count(places - tie->placed[quarter]), "=K%u-O%u", at, at);
    put(table, pg_document_count(fewest), "=MAX(0,K%u-IF(J%u=0,0,G%u))", at, at, at);
    put(table, pg_document_count(least(places, tie->men)), "=MIN(K%u,F%u)", at, at);
}

static void put_ties(struct pg_document_table *table, const struct expected *expected)
{
    static const char *const boundaries[] = {
        "Lower to lower middle", "Lower middle to upper middle", "Upper middle to upper"};

    for (int boundary = 0; boundary < N_BOUNDARIES; boundary++) {
        for (int quarter = 0; quarter < PG_N_QUARTERS; quarter++) {
            pg_document_put(table, pg_document_words(boundaries[boundary]));
            pg_document_put(table, pg_document_words(
                                       pg_results_quarter_name((enum pg_quarter)quarter)));
            put_tie_rate(table, expected, boundary, tie_row(expected, boundary, quarter));
            put_tie_share(table, expected, boundary, quarter);
        }
    }
}

// ---------------------------------------------------------------- Quarters

static void put_size(struct pg_document_table *table,
                     const struct pg_quarter_counts *counts, int quarter)
{
    static const char *const one_more[] = {"IF(MOD(%s,4)>=1,1,0)", "IF(MOD(%s,4)=3,1,0)",
                                           "IF(MOD(%s,4)>=2,1,0)", "0*%s"};
    char extra[80];

    snprintf(extra, sizeof extra, one_more[quarter], "SUM(In_hourly)");
    put(table, pg_document_count(counts->size), "=INT(SUM(In_hourly)/4)+%s", extra);
}

static size_t men_across(const struct expected *expected, int quarter)
{
    size_t n = 0;

    for (int boundary = 0; boundary < N_BOUNDARIES; boundary++)
        n += expected->ties[boundary].placed[quarter];
    return n;
}

// Percent; nothing of a quarter without people.
static struct pg_document_cell share_of(size_t men, size_t people)
{
    return people == 0 ? pg_document_words("")
                       : pg_document_number(100.0 * (double)men / (double)people);
}

static void put_range(struct pg_document_table *table, const struct expected *expected,
                      const struct pg_quarter_counts *counts, int quarter)
{
    static const char letters[] = {'Q', 'R'};
    unsigned at = quarter_row(expected, quarter);
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
        put(table, share_of(men, counts->size),
            "=IF(B%u=0,\"\",(E%u+Ties!%c%u+Ties!%c%u+Ties!%c%u)/B%u*100)", at, at,
            letters[i], tie_row(expected, 0, quarter), letters[i],
            tie_row(expected, 1, quarter), letters[i], tie_row(expected, 2, quarter), at);
    }
}

static void put_quarter(struct pg_document_table *table, const struct pg_report *report,
                        const struct expected *expected, int quarter)
{
    const struct pg_quarter_counts *counts = &report->quarters[quarter];
    unsigned at = quarter_row(expected, quarter);
    size_t across = men_across(expected, quarter);

    pg_document_put(table,
                    pg_document_words(pg_results_quarter_name((enum pg_quarter)quarter)));
    put_size(table, counts, quarter);
    if (quarter == 0)
        put(table, pg_document_count(1), "=%d", 1);
    else
        put(table, pg_document_count(expected->begin[quarter] + 1), "=D%u+1", at - 1);
    put(table, pg_document_count(expected->begin[quarter + 1]), "=C%u+B%u-1", at, at);
    put(table, pg_document_count(counts->men - across),
        "=COUNTIFS(Place,\">=\"&C%u,Place,\"<=\"&D%u,Sex,\"M\",Rate_number,\"<>\"&Ties!D%u,"
        "Rate_number,\"<>\"&Ties!D%u,Rate_number,\"<>\"&Ties!D%u)",
        at, at, tie_row(expected, 0, 0), tie_row(expected, 1, 0), tie_row(expected, 2, 0));
    put(table, pg_document_count(across), "=Ties!O%u+Ties!O%u+Ties!O%u",
        tie_row(expected, 0, quarter), tie_row(expected, 1, quarter),
        tie_row(expected, 2, quarter));
    put(table, pg_document_count(counts->men), "=E%u+F%u", at, at);
    put(table, pg_document_count(counts->women), "=B%u-G%u", at, at);
    put(table, share_of(counts->men, counts->size), "=IF(B%u=0,\"\",G%u/B%u*100)", at, at,
        at);
    pg_document_put(table, pg_document_count(counts->men));
    put(table, pg_document_words("agrees"), "=IF(G%u=J%u,\"agrees\",\"differs\")", at, at);
    put_range(table, expected, counts, quarter);
}

static void name_quarter(struct pg_audit_book *audit, const struct pg_document_table *table,
                         size_t quarter)
{
    enum { SIZE = 1, MEN = 6 };
    struct pg_document *document = audit->document;

    pg_document_name_cell(document,
                          pg_document_printf(document, "Quarter_size_%zu", quarter + 1),
                          table, quarter, SIZE);
    pg_document_name_cell(document,
                          pg_document_printf(document, "Quarter_men_%zu", quarter + 1),
                          table, quarter, MEN);
}

static struct pg_document_table *begin_quarters(struct pg_audit_book *audit)
{
    pg_document_section(audit->document, "Quarters",
                        "Quarters: how many men and women each of the four has", NULL);
    pg_audit_note(
        audit,
        "Sizes: as equal as possible, the remainder placed as GOV.UK guidance places "
        "it. The sheet Ties shares people on one rate across a boundary.");
    return pg_audit_table(audit, quarter_columns,
                          sizeof quarter_columns / sizeof quarter_columns[0]);
}

static struct pg_document_table *begin_ties(struct pg_audit_book *audit)
{
    pg_document_section(audit->document, "Ties",
                        "Ties: people on one rate across a boundary", NULL);
    pg_audit_note(
        audit,
        "Regulation 13(2): men and women on one rate are shared between the quarters "
        "in the same proportion, so far as possible.");
    pg_audit_note(
        audit, "Men by the largest remainder, equal remainders to the lower quarter; women "
               "take the places left.");
    return pg_audit_table(audit, tie_columns, sizeof tie_columns / sizeof tie_columns[0]);
}

void pg_audit_sheet_quarters(struct pg_audit_book *audit)
{
    struct expected expected;
    struct pg_document_table *quarters = begin_quarters(audit), *ties = begin_ties(audit);

    if (quarters == NULL || ties == NULL)
        return;
    expect(audit->workings, &expected);
    expected.first_quarter = pg_document_first_row(audit->document, quarters);
    expected.first_tie = pg_document_first_row(audit->document, ties);
    for (int quarter = 0; quarter < PG_N_QUARTERS; quarter++) {
        put_quarter(quarters, audit->workings->report, &expected, quarter);
        name_quarter(audit, quarters, (size_t)quarter);
    }
    put_ties(ties, &expected);
}
