// SPDX-License-Identifier: GPL-3.0-or-later
/* The sections of figures by sex, and the two charts drawn from them. */
#include "telling.h"

static void say_shorthand(const struct pg_telling *telling)
{
    if (pg_emit_has_shorthand(telling->report))
        pg_emit_note(telling, pg_z_meaning);
    pg_emit_say_printed(telling);
}

// A section of one table: where its notes are, what its shorthand means, the table.
static void tell(const struct pg_telling *telling, const char *name, const char *title,
                 const char *holds, const struct pg_document_table *table)
{
    pg_emit_section(telling, name, title, holds, pg_one_table);
    pg_emit_note(telling, pg_notes_place);
    say_shorthand(telling);
    pg_document_place(telling->document, table);
}

static void tell_statutory(const struct pg_telling *telling)
{
    static const struct pg_document_column columns[] = {
        {.header = "Figure", .kind = PG_VALUE_TEXT, .width = 48},
        {.header = "In words [note 1] [note 3]", .kind = PG_VALUE_TEXT, .width = 76},
        {.header = "Percentage (%)", .kind = PG_VALUE_PERCENT, .width = 18}};
    struct pg_document_table *table = pg_emit_table(telling, columns, 3);

    for (size_t i = 0; i < PG_N_STATUTORY; i++) {
        const struct pg_statutory_figure *named = &pg_statutory_figures[i];
        pg_document_put(
            table, pg_document_words(PG_TELL(telling, "%zu. %s", i + 1, named->title)));
        pg_document_put(table, pg_document_words(pg_emit_figure(telling, i)));
        pg_document_put(table, pg_emit_cell_by_sex(telling, named->sex, named->measure));
    }
    pg_emit_section(telling, "Statutory_figures", "The fourteen statutory figures",
                    "The fourteen figures to report, in the order of the GOV.UK form",
                    pg_one_table);
    pg_emit_note(telling, pg_notes_place);
    pg_emit_note(telling,
                 "The figures stand in the order in which the GOV.UK form asks for them.");
    say_shorthand(telling);
    pg_document_place(telling->document, table);
}

static void put_quarter(const struct pg_telling *telling, struct pg_document_table *table,
                        enum pg_quarter quarter)
{
    enum pg_measure count = (enum pg_measure)(PG_MEASURE_LOWER_COUNT + quarter);
    enum pg_measure share = (enum pg_measure)(PG_MEASURE_LOWER_SHARE + quarter);

    pg_document_put(table, pg_document_words(pg_results_quarter_name(quarter)));
    pg_document_put(table, pg_emit_cell_by_sex(telling, PG_MEN, count));
    pg_document_put(table, pg_emit_cell_by_sex(telling, PG_WOMEN, count));
    pg_document_put(table, pg_emit_cell_of_total(telling, PG_TOTAL_FULL_PAY,
                                                 telling->report->quarters[quarter].size));
    pg_document_put(table, pg_emit_cell_by_sex(telling, PG_MEN, share));
    pg_document_put(table, pg_emit_cell_by_sex(telling, PG_WOMEN, share));
}

static void draw_quarters(const struct pg_telling *telling,
                          const struct pg_document_table *table)
{
    pg_emit_section(telling, "Quarters_chart", "Chart of the hourly pay quarters",
                    "Chart of the hourly pay quarters",
                    "This worksheet contains one chart. Its numbers are in the worksheet "
                    "Pay_quarters.");
    pg_emit_note(telling, pg_emit_figure(telling, 1));
    pg_document_draw(
        telling->document,
        (struct pg_document_chart){
            .table = table,
            .columns = {4, 5},
            .names = {"Men", "Women"},
            .title = "Men and women in each hourly pay quarter",
            .axis_title = "Percentage of the people in the quarter",
            .category_title = "Hourly pay quarter",
            .description = "Bar chart of the percentage of men and of women in each hourly "
                           "pay quarter. The same numbers are in the table of the "
                           "worksheet Pay_quarters.",
            .is_stacked = true});
}

static void tell_quarters(const struct pg_telling *telling)
{
    static const struct pg_document_column columns[] = {
        {.header = "Hourly pay quarter [note 1]", .kind = PG_VALUE_TEXT, .width = 32},
        {.header = "Men", .kind = PG_VALUE_COUNT, .width = 14},
        {.header = "Women", .kind = PG_VALUE_COUNT, .width = 14},
        {.header = "Men and women", .kind = PG_VALUE_COUNT, .width = 16},
        {.header = "Men (%)", .kind = PG_VALUE_PERCENT, .width = 14},
        {.header = "Women (%)", .kind = PG_VALUE_PERCENT, .width = 14}};
    struct pg_document_table *table = pg_emit_table(telling, columns, 6);

    for (int j = PG_N_QUARTERS - 1; j >= 0; j--)
        put_quarter(telling, table, (enum pg_quarter)j);
    tell(telling, "Pay_quarters", "Men and women in each hourly pay quarter",
         "Men and women in each hourly pay quarter", table);
    if (table != NULL)
        draw_quarters(telling, table);
}

static void put_pay(const struct pg_telling *telling, struct pg_document_table *table,
                    const char *title, enum pg_measure pay, enum pg_measure gap)
{
    pg_document_put(table, pg_document_words(title));
    pg_document_put(table, pg_emit_cell_by_sex(telling, PG_MEN, pay));
    pg_document_put(table, pg_emit_cell_by_sex(telling, PG_WOMEN, pay));
    pg_document_put(table, pg_emit_cell_by_sex(telling, PG_WOMEN, gap));
}

static const struct pg_document_column pay_columns[] = {
    {.header = "Measure", .kind = PG_VALUE_TEXT, .width = 26},
    {.header = "Men (" PG_POUND ")", .kind = PG_VALUE_POUNDS, .width = 16},
    {.header = "Women (" PG_POUND ")", .kind = PG_VALUE_POUNDS, .width = 16},
    {.header = "Gap (%) [note 3]", .kind = PG_VALUE_PERCENT, .width = 18}};

static void tell_pay(const struct pg_telling *telling)
{
    struct pg_document_table *hourly = pg_emit_table(telling, pay_columns, 4);
    struct pg_document_table *bonus = pg_emit_table(telling, pay_columns, 4);

    put_pay(telling, hourly, "Mean hourly pay", PG_MEASURE_MEAN_HOURLY_PAY,
            PG_MEASURE_MEAN_HOURLY_GAP);
    put_pay(telling, hourly, "Median hourly pay", PG_MEASURE_MEDIAN_HOURLY_PAY,
            PG_MEASURE_MEDIAN_HOURLY_GAP);
    tell(telling, "Hourly_pay", "Hourly pay of men and women [note 2]",
         "Mean and median hourly pay and the gaps between men and women", hourly);
    put_pay(telling, bonus, "Mean bonus pay", PG_MEASURE_MEAN_BONUS_PAY,
            PG_MEASURE_MEAN_BONUS_GAP);
    put_pay(telling, bonus, "Median bonus pay", PG_MEASURE_MEDIAN_BONUS_PAY,
            PG_MEASURE_MEDIAN_BONUS_GAP);
    tell(telling, "Bonus_pay", "Bonus pay of men and women [note 4]",
         "Mean and median bonus pay and the gaps between men and women", bonus);
}

static void put_bonus_share(const struct pg_telling *telling,
                            struct pg_document_table *table, const char *title,
                            enum pg_sex sex)
{
    const paygap_figure *share =
        pg_results_report_find(telling->report, sex, PG_MEASURE_BONUS_SHARE);
    bool is_known = share != NULL && share->has_value;
    bool is_shown =
        is_known &&
        pg_results_figure_shown(telling->report, share, telling->audience).has_count;

    pg_document_put(table, pg_document_words(title));
    pg_document_put(table, is_shown
                               ? pg_document_count(share->count)
                               : pg_document_state(is_known ? PG_VALUE_WITHHELD
                                                            : PG_VALUE_NOT_APPLICABLE));
    pg_document_put(table, pg_emit_cell_by_sex(telling, sex, PG_MEASURE_BONUS_HEADCOUNT));
    pg_document_put(table, pg_emit_cell_by_sex(telling, sex, PG_MEASURE_BONUS_SHARE));
}

static void tell_bonus_share(const struct pg_telling *telling)
{
    static const struct pg_document_column columns[] = {
        {.header = "Sex", .kind = PG_VALUE_TEXT, .width = 16},
        {.header = "Relevant employees [note 5]", .kind = PG_VALUE_COUNT, .width = 36},
        {.header = "Paid a bonus [note 4]", .kind = PG_VALUE_COUNT, .width = 28},
        {.header = "Paid a bonus (%)", .kind = PG_VALUE_PERCENT, .width = 18}};
    struct pg_document_table *table = pg_emit_table(telling, columns, 4);

    put_bonus_share(telling, table, "Men", PG_MEN);
    put_bonus_share(telling, table, "Women", PG_WOMEN);
    tell(telling, "Bonus_share", "Men and women who were paid a bonus",
         "Men and women who were paid a bonus", table);
}

static const struct {
    const char *title;
    enum pg_measure measure;
} gaps[] = {{"Mean hourly pay", PG_MEASURE_MEAN_HOURLY_GAP},
            {"Median hourly pay", PG_MEASURE_MEDIAN_HOURLY_GAP},
            {"Mean bonus pay", PG_MEASURE_MEAN_BONUS_GAP},
            {"Median bonus pay", PG_MEASURE_MEDIAN_BONUS_GAP}};

enum { N_GAPS = sizeof gaps / sizeof gaps[0] };

static bool has_any_gap(const struct pg_report *report)
{
    for (size_t i = 0; i < N_GAPS; i++) {
        if (pg_results_report_text(report, PG_WOMEN, gaps[i].measure)[0] != '\0')
            return true;
    }
    return false;
}

static void draw_gaps(const struct pg_telling *telling,
                      const struct pg_document_table *table)
{
    bool has_gap = has_any_gap(telling->report);

    pg_emit_section(telling, "Gaps_chart", "Chart of the pay gaps", "Chart of the pay gaps",
                    has_gap ? "This worksheet contains one chart. Its numbers are in the "
                              "worksheet Pay_gaps."
                            : "This worksheet contains text only: there is no chart, "
                              "because no gap can be calculated.");
    pg_emit_note(telling, pg_emit_figure(telling, 9));
    if (!has_gap)
        return;
    pg_document_draw(
        telling->document,
        (struct pg_document_chart){
            .table = table,
            .columns = {1, 1},
            .names = {"Gap", NULL},
            .title = "Pay gaps between men and women",
            .axis_title = "Gap (%): above 0 women are paid less than men, below 0 more",
            .category_title = "Mean and median",
            .description = "Bar chart of the mean and median gaps in hourly pay and bonus "
                           "pay. The same numbers are in the table of the worksheet "
                           "Pay_gaps."});
}

static void tell_gaps(const struct pg_telling *telling)
{
    static const struct pg_document_column columns[] = {
        {.header = "Pay", .kind = PG_VALUE_TEXT, .width = 26},
        {.header = "Gap (%) [note 3]", .kind = PG_VALUE_PERCENT, .width = 18}};
    struct pg_document_table *table = pg_emit_table(telling, columns, 2);

    for (size_t i = 0; i < N_GAPS; i++) {
        pg_document_put(table, pg_document_words(gaps[i].title));
        pg_document_put(table, pg_emit_cell_by_sex(telling, PG_WOMEN, gaps[i].measure));
    }
    tell(telling, "Pay_gaps", "Pay gaps between men and women",
         "The four pay gaps side by side", table);
    if (table != NULL)
        draw_gaps(telling, table);
}

void pg_emit_figures(const struct pg_telling *telling)
{
    tell_statutory(telling);
    tell_quarters(telling);
    tell_pay(telling);
    tell_bonus_share(telling);
    tell_gaps(telling);
}
