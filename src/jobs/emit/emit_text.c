// SPDX-License-Identifier: GPL-3.0-or-later
/* A report as a person reads it on a terminal: what it says there is a document. */
#include "pg_emit.h"
#include "pg_sentences.h"
#include "pg_text.h"

#include <paygap/paygap.h>

struct screen {
    const struct pg_report *report;
    struct pg_document *document;
    bool is_ascii;
};

static const char *shown(const struct screen *screen, enum pg_sex sex,
                         enum pg_measure measure)
{
    const char *text = pg_results_report_text(screen->report, sex, measure);

    return text[0] != '\0' ? text : "-";
}

// A section that is one table.
static struct pg_document_table *begin(const struct screen *screen, const char *title,
                                       const struct pg_document_column *columns, size_t n)
{
    pg_writers_text_section(screen->document, title);
    return pg_writers_text_table(screen->document, columns, n);
}

static const struct pg_document_column by_sex[] = {
    {.header = "", .width = 23},
    {.header = "Men %", .kind = PG_VALUE_PERCENT, .width = 8},
    {.header = "Women %", .kind = PG_VALUE_PERCENT, .width = 8}};

static void put_quarters(const struct screen *screen)
{
    struct pg_document_table *table = begin(screen, "Hourly pay quarters", by_sex, 3);

    for (int j = PG_N_QUARTERS - 1; j >= 0; j--) {
        const struct pg_quarter_counts *quarter = &screen->report->quarters[j];
        enum pg_measure share = (enum pg_measure)(PG_MEASURE_LOWER_SHARE + j);
        struct pg_document_cell men = pg_document_words(shown(screen, PG_MEN, share));
        men.exact = (struct pg_fraction){(pg_int128)quarter->men * 100, quarter->size};
        pg_writers_text_put(table, pg_results_quarter_name((enum pg_quarter)j));
        pg_document_put(table, men);
        pg_writers_text_put(table, shown(screen, PG_WOMEN, share));
    }
    pg_document_draw(screen->document, (struct pg_document_chart){.table = table,
                                                                  .columns = {1, 2},
                                                                  .names = {"men", "women"},
                                                                  .is_stacked = true});
}

// What a gap means, or why there is none.
static const char *meaning_of(const struct screen *screen, const paygap_figure *gap)
{
    struct pg_buffer pence = {0};

    if (gap == NULL)
        return "";
    if (!gap->has_value)
        return pg_document_printf(screen->document, "cannot be formed: %s", gap->reason);
    pg_emit_say_pence(&pence, gap->published, screen->is_ascii ? "GBP " : "\xC2\xA3");
    screen->document->failed |= pence.failed;
    const char *text =
        pg_document_printf(screen->document, "women are paid %s for every %s men are paid",
                           pence.ptr != NULL ? pence.ptr : "",
                           screen->is_ascii ? "pound"
                                            : "\xC2\xA3"
                                              "1");
    pg_buffer_free(&pence);
    return text;
}

static void put_gaps(const struct screen *screen)
{
    static const struct pg_document_column columns[] = {
        {.header = "", .width = 23},
        {.header = "Gap %", .kind = PG_VALUE_PERCENT, .width = 8},
        {.header = ""}};
    static const struct {
        const char *name;
        enum pg_measure measure;
    } gaps[] = {{"Mean hourly pay", PG_MEASURE_MEAN_HOURLY_GAP},
                {"Median hourly pay", PG_MEASURE_MEDIAN_HOURLY_GAP},
                {"Mean bonus pay", PG_MEASURE_MEAN_BONUS_GAP},
                {"Median bonus pay", PG_MEASURE_MEDIAN_BONUS_GAP}};
    struct pg_document_table *table = begin(screen, "Pay gaps", columns, 3);

    for (size_t i = 0; i < sizeof gaps / sizeof gaps[0]; i++) {
        pg_writers_text_put(table, gaps[i].name);
        pg_writers_text_put(table, shown(screen, PG_WOMEN, gaps[i].measure));
        pg_writers_text_put(
            table, meaning_of(screen, pg_results_report_find(screen->report, PG_WOMEN,
                                                             gaps[i].measure)));
    }
}

static void put_bonus(const struct screen *screen)
{
    struct pg_document_table *table = begin(screen, "Bonus pay", by_sex, 3);

    pg_writers_text_put(table, "Paid a bonus");
    pg_writers_text_put(table, shown(screen, PG_MEN, PG_MEASURE_BONUS_SHARE));
    pg_writers_text_put(table, shown(screen, PG_WOMEN, PG_MEASURE_BONUS_SHARE));
}

// ---------------------------------------------------------------- people

static void put_left_out(const struct screen *screen, struct pg_document_table *table,
                         const char *title, size_t counted,
                         const struct pg_left_out_list *list)
{
    pg_writers_text_put(table, title);
    pg_document_put(table, pg_document_count(counted));
    pg_writers_text_put(table, "counted");
    for (size_t i = 0; i < list->n; i++) {
        pg_writers_text_put(table, "");
        pg_document_put(table, pg_document_count(list->items[i].n));
        pg_writers_text_put(
            table,
            pg_document_printf(screen->document, "left out: %s%s", list->items[i].text,
                               list->items[i].is_provisional ? " (bad data)" : ""));
    }
}

static size_t bonus_people(const struct pg_report *report)
{
    size_t n = report->n_relevant;

    for (size_t i = 0; i < report->left_out[PG_LEFT_OUT_OF_BONUS].n; i++)
        n -= report->left_out[PG_LEFT_OUT_OF_BONUS].items[i].n;
    return n;
}

static void put_people(const struct screen *screen)
{
    static const struct pg_document_column columns[] = {
        {.header = "", .width = 23},
        {.header = "", .kind = PG_VALUE_COUNT, .width = 9},
        {.header = "", .kind = PG_VALUE_WORD}};
    const struct pg_report *report = screen->report;
    struct pg_document_table *table = begin(screen, "People", columns, 3);

    put_left_out(screen, table, "All figures", report->n_relevant,
                 &report->left_out[PG_LEFT_OUT_OF_ALL]);
    put_left_out(screen, table, "Hourly pay and quarters", report->n_full_pay,
                 &report->left_out[PG_LEFT_OUT_OF_HOURLY]);
    put_left_out(screen, table, "Bonus pay", bonus_people(report),
                 &report->left_out[PG_LEFT_OUT_OF_BONUS]);
}

// ---------------------------------------------------------------- characteristics

static const char *internal_text(const struct pg_report *report,
                                 const struct pg_part_of *part, enum pg_measure measure)
{
    const paygap_figure *figure = pg_results_part_figure(report, part, measure);

    if (figure == NULL)
        return "";
    struct pg_shown seen = pg_results_figure_shown(report, figure, PG_INTERNAL);
    return seen.as == PG_PRINT_NOT ? pg_document_shorthand(PG_VALUE_WITHHELD)
           : seen.text[0] != '\0'  ? seen.text
                                   : "-";
}

static void put_breakdown(const struct screen *screen, struct pg_document_table *table,
                          const struct pg_breakdown *breakdown)
{
    for (size_t i = 0; i < breakdown->n_parts; i++) {
        const struct pg_part_of *part = &breakdown->parts[i];
        bool is_compared = part->comparator[0] != '\0';
        if (part->headcount == 0 || part->is_repeated)
            continue;
        pg_writers_text_put(table, part->name);
        pg_document_put(table, pg_document_count(part->headcount));
        pg_writers_text_put(table, is_compared ? internal_text(screen->report, part,
                                                               PG_MEASURE_MEAN_HOURLY_GAP)
                                   : i == breakdown->comparator ? "comparator"
                                                                : "");
        pg_writers_text_put(table, is_compared ? internal_text(screen->report, part,
                                                               PG_MEASURE_MEDIAN_HOURLY_GAP)
                                               : "");
    }
}

// Headcounts and hourly gaps of each group; the rest is in the files.
static void put_characteristic(const struct screen *screen,
                               const struct pg_characteristic_report *of)
{
    const struct pg_document_column columns[] = {
        {.header = of->title, .kind = PG_VALUE_WORD, .width = 43},
        {.header = "People", .kind = PG_VALUE_COUNT, .width = 8},
        {.header = "Mean gap", .kind = PG_VALUE_PERCENT, .width = 8},
        {.header = "Median gap", .kind = PG_VALUE_PERCENT, .width = 8}};
    struct pg_document_table *table = begin(screen, "", columns, 4);

    for (size_t i = 0; i < of->n_breakdowns; i++) {
        const struct pg_breakdown *breakdown =
            &screen->report->breakdowns[of->first_breakdown + i];
        if (breakdown->kind == PG_GROUPS)
            put_breakdown(screen, table, breakdown);
    }
}

static void put_characteristics(const struct screen *screen)
{
    const struct pg_report *report = screen->report;

    for (size_t i = 0; i < report->n_characteristics; i++)
        put_characteristic(screen, &report->characteristics[i]);
    if (report->n_characteristics == 0)
        return;
    pg_writers_text_section(screen->document, "");
    pg_text_note(
        screen->document,
        "Gaps are %% of the comparator's hourly pay; [c] = too few people, also for internal use");
}

// ---------------------------------------------------------------- the report

static void put_title(const struct screen *screen)
{
    struct pg_buffer name = {0};

    pg_buffer_add_visible(&name, pg_str_of(screen->report->employer), 60);
    screen->document->title = pg_document_printf(
        screen->document, "Gender pay gap figures: %s", name.ptr != NULL ? name.ptr : "");
    screen->document->failed |= name.failed;
    pg_buffer_free(&name);
}

static void put_opening(const struct screen *screen)
{
    const struct pg_report *report = screen->report;
    struct pg_document *document = screen->document;
    char date[32], people[32];

    pg_writers_text_section(document, "");
    pg_text_say(document, "%s, snapshot date %s, %s %s", pg_emit_sector_phrase(report),
                pg_date_long(report->snapshot_date, date),
                pg_grouped(report->n_people, people),
                report->n_people == 1 ? "employee" : "employees");
    if (report->n_merged > 0)
        pg_text_say(document,
                    "%s of the rows counted with another post of the same employee",
                    pg_grouped(report->n_merged, people));
    if (report->is_provisional)
        pg_text_say(document,
                    "PROVISIONAL: people were left out because their data is bad");
}

static bool print_report(const struct pg_report *report, FILE *stream, unsigned flags)
{
    const struct pg_text_look look = {.is_coloured = (flags & PAYGAP_PRINT_COLOUR) != 0,
                                      .is_ascii = (flags & PAYGAP_PRINT_ASCII) != 0,
                                      .inset = 2,
                                      .gaps = {[PG_VALUE_TEXT] = 3,
                                               [PG_VALUE_WORD] = 1,
                                               [PG_VALUE_COUNT] = 1,
                                               [PG_VALUE_PERCENT] = 2}};
    struct pg_document document;
    const struct screen screen = {report, &document, look.is_ascii};

    pg_document_begin(&document);
    put_title(&screen);
    put_opening(&screen);
    put_quarters(&screen);
    put_gaps(&screen);
    put_bonus(&screen);
    put_characteristics(&screen);
    put_people(&screen);
    return pg_writers_text_finish(&document, &look, stream);
}

bool pg_emit_text(const struct paygap_results *results, FILE *stream, unsigned flags)
{
    bool is_whole = true;

    for (size_t i = 0; i < results->n_reports; i++) {
        if (i > 0)
            fputs("\n----\n\n", stream);
        is_whole = print_report(&results->reports[i], stream, flags) && is_whole;
    }
    return is_whole;
}
