// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_emit.h"
#include "pg_sentences.h"

#include <paygap/paygap.h>

struct look {
    FILE *stream;
    bool colour, ascii;
    bool *failed; /**< out of memory */
};

// Prints a text that was put together, if there was memory for it.
static void put(const struct look *look, const struct pg_buffer *text)
{
    if (text->failed)
        *look->failed = true;
    else if (text->ptr != NULL)
        fputs(text->ptr, look->stream);
}

enum { BAR_WIDTH = 30 };

static void style(const struct look *look, const char *code)
{
    if (look->colour)
        fputs(code, look->stream);
}

#define BOLD  "\033[1m"
#define NAVY  "\033[34m"
#define TEAL  "\033[36m"
#define PLAIN "\033[0m"

static void heading(const struct look *look, const char *text)
{
    style(look, BOLD);
    fprintf(look->stream, "\n%s\n", text);
    style(look, PLAIN);
}

static void repeat(const struct look *look, const char *text, int n)
{
    for (int i = 0; i < n; i++)
        fputs(text, look->stream);
}

// A bar of BAR_WIDTH cells: men, then women.
static void bar(const struct look *look, const struct pg_quarter_counts *quarter)
{
    if (quarter->size == 0)
        return;
    int men = (int)((quarter->men * BAR_WIDTH + quarter->size / 2) / quarter->size);
    fputs("  ", look->stream);
    style(look, NAVY);
    repeat(look, look->ascii ? "#" : "\xE2\x96\x88", men);
    style(look, TEAL);
    repeat(look, look->ascii ? "." : "\xE2\x96\x92", BAR_WIDTH - men);
    style(look, PLAIN);
}

static const char *shown(const struct pg_report *report, enum pg_sex sex,
                         enum pg_measure measure)
{
    const char *text = pg_report_text(report, sex, measure);

    return text[0] != '\0' ? text : "-";
}

static void print_quarters(const struct look *look, const struct pg_report *report)
{
    heading(look, "Hourly pay quarters           Men %   Women %");
    for (int j = PG_N_QUARTERS - 1; j >= 0; j--) {
        enum pg_measure share = (enum pg_measure)(PG_MEASURE_LOWER_SHARE + j);
        fprintf(look->stream, "  %-24s %8s  %8s", pg_quarter_name((enum pg_quarter)j),
                shown(report, PG_MEN, share), shown(report, PG_WOMEN, share));
        bar(look, &report->quarters[j]);
        fputc('\n', look->stream);
    }
    fprintf(look->stream, "  %45s  %s men  %s women\n", "",
            look->ascii ? "#" : "\xE2\x96\x88", look->ascii ? "." : "\xE2\x96\x92");
}

static void print_gap(const struct look *look, const struct pg_report *report,
                      const char *title, enum pg_measure measure)
{
    const paygap_figure *gap = pg_report_find(report, PG_WOMEN, measure);
    struct pg_buffer pence = {0};

    fprintf(look->stream, "  %-24s %8s", title, shown(report, PG_WOMEN, measure));
    if (gap != NULL && gap->has_value) {
        pg_say_pence(&pence, gap->published, look->ascii ? "GBP " : "\xC2\xA3");
        fputs("   women are paid ", look->stream);
        put(look, &pence);
        fprintf(look->stream, " for every %s men are paid",
                look->ascii ? "pound"
                            : "\xC2\xA3"
                              "1");
    } else if (gap != NULL) {
        fprintf(look->stream, "   cannot be formed: %s", gap->reason);
    }
    fputc('\n', look->stream);
    pg_buffer_free(&pence);
}

static void print_figures(const struct look *look, const struct pg_report *report)
{
    print_quarters(look, report);
    heading(look, "Pay gaps                      Gap %");
    print_gap(look, report, "Mean hourly pay", PG_MEASURE_MEAN_HOURLY_GAP);
    print_gap(look, report, "Median hourly pay", PG_MEASURE_MEDIAN_HOURLY_GAP);
    print_gap(look, report, "Mean bonus pay", PG_MEASURE_MEAN_BONUS_GAP);
    print_gap(look, report, "Median bonus pay", PG_MEASURE_MEDIAN_BONUS_GAP);
    heading(look, "Bonus pay                     Men %   Women %");
    fprintf(look->stream, "  %-24s %8s  %8s\n", "Paid a bonus",
            shown(report, PG_MEN, PG_MEASURE_BONUS_SHARE),
            shown(report, PG_WOMEN, PG_MEASURE_BONUS_SHARE));
}

static void print_left_out(const struct look *look, const char *title, size_t counted,
                           const struct pg_left_out_list *list)
{
    char n[32];

    fprintf(look->stream, "  %-24s %8s counted\n", title, pg_grouped(counted, n));
    for (size_t i = 0; i < list->n; i++)
        fprintf(look->stream, "  %-24s %8s left out: %s%s\n", "",
                pg_grouped(list->items[i].n, n), list->items[i].text,
                list->items[i].is_provisional ? " (bad data)" : "");
}

static size_t bonus_people(const struct pg_report *report)
{
    size_t n = report->n_relevant;

    for (size_t i = 0; i < report->left_out[PG_LEFT_OUT_OF_BONUS].n; i++)
        n -= report->left_out[PG_LEFT_OUT_OF_BONUS].items[i].n;
    return n;
}

static void print_people(const struct look *look, const struct pg_report *report)
{
    heading(look, "People");
    print_left_out(look, "All figures", report->n_relevant,
                   &report->left_out[PG_LEFT_OUT_OF_ALL]);
    print_left_out(look, "Hourly pay and quarters", report->n_full_pay,
                   &report->left_out[PG_LEFT_OUT_OF_HOURLY]);
    print_left_out(look, "Bonus pay", bonus_people(report),
                   &report->left_out[PG_LEFT_OUT_OF_BONUS]);
}

// A group's name cut to fit its column; two bytes of UTF-8 may be one character.
static void print_name(const struct look *look, const char *name)
{
    struct pg_buffer shown = {0};
    size_t columns = 0;

    pg_buffer_add_visible(&shown, pg_str_of(name), 40);
    for (size_t i = 0; i < shown.len; i++)
        columns += ((unsigned char)shown.ptr[i] & 0xC0) != 0x80;
    fputs("  ", look->stream);
    put(look, &shown);
    fprintf(look->stream, "%*s", columns < 44 ? (int)(44 - columns) : 0, "");
    pg_buffer_free(&shown);
}

static const char *internal_text(const struct pg_report *report,
                                 const struct pg_part_of *part, enum pg_measure measure)
{
    const paygap_figure *figure = pg_part_figure(report, part, measure);

    if (figure == NULL)
        return "";
    struct pg_shown seen = pg_figure_shown(report, figure, PG_INTERNAL);
    return seen.is_hidden ? "[c]" : seen.text[0] != '\0' ? seen.text : "-";
}

static void print_breakdown(const struct look *look, const struct pg_report *report,
                            const struct pg_breakdown *breakdown)
{
    char people[32];

    for (size_t i = 0; i < breakdown->n_parts; i++) {
        const struct pg_part_of *part = &breakdown->parts[i];
        if (part->headcount == 0 || part->is_repeated)
            continue;
        print_name(look, part->name);
        fprintf(look->stream, "%8s", pg_grouped(part->headcount, people));
        if (part->comparator[0] != '\0')
            fprintf(look->stream, "  %8s  %8s",
                    internal_text(report, part, PG_MEASURE_MEAN_HOURLY_GAP),
                    internal_text(report, part, PG_MEASURE_MEDIAN_HOURLY_GAP));
        else if (i == breakdown->comparator)
            fputs("  comparator", look->stream);
        fputc('\n', look->stream);
    }
}

// Headcounts and hourly gaps of each group; the rest is in the files.
static void print_characteristic(const struct look *look, const struct pg_report *report,
                                 const struct pg_characteristic_report *of)
{
    style(look, BOLD);
    fputs("\n", look->stream);
    print_name(look, of->title);
    fputs("  People  Mean gap  Median gap\n", look->stream);
    style(look, PLAIN);
    for (size_t i = 0; i < of->n_breakdowns; i++) {
        const struct pg_breakdown *breakdown = &report->breakdowns[of->first_breakdown + i];
        if (breakdown->kind == PG_GROUPS)
            print_breakdown(look, report, breakdown);
    }
}

static void print_characteristics(const struct look *look, const struct pg_report *report)
{
    for (size_t i = 0; i < report->n_characteristics; i++)
        print_characteristic(look, report, &report->characteristics[i]);
    if (report->n_characteristics > 0)
        fputs(
            "\n  Gaps are % of the comparator's hourly pay; [c] = too few people, also for "
            "internal use\n",
            look->stream);
}

static void print_report(const struct look *look, const struct pg_report *report)
{
    struct pg_buffer name = {0};
    char date[32], people[32];

    pg_buffer_add_visible(&name, pg_str_of(report->employer), 60);
    style(look, BOLD);
    fputs("Gender pay gap figures: ", look->stream);
    put(look, &name);
    fputc('\n', look->stream);
    style(look, PLAIN);
    fprintf(look->stream, "%s, snapshot date %s, %s %s\n", pg_sector_phrase(report),
            pg_date_long(report->snapshot_date, date), pg_grouped(report->n_people, people),
            report->n_people == 1 ? "employee" : "employees");
    if (report->n_merged > 0)
        fprintf(look->stream,
                "%s of the rows counted with another post of the same employee\n",
                pg_grouped(report->n_merged, people));
    if (report->is_provisional)
        fputs("PROVISIONAL: people were left out because their data is bad\n",
              look->stream);
    print_figures(look, report);
    print_characteristics(look, report);
    print_people(look, report);
    pg_buffer_free(&name);
}

bool pg_emit_text(const struct paygap_results *results, FILE *stream, unsigned flags)
{
    bool failed = false;
    struct look look = {.stream = stream,
                        .failed = &failed,
                        .colour = (flags & PAYGAP_PRINT_COLOUR) != 0,
                        .ascii = (flags & PAYGAP_PRINT_ASCII) != 0};

    for (size_t i = 0; i < results->n_reports; i++) {
        if (i > 0)
            fputs("\n----\n\n", stream);
        print_report(&look, &results->reports[i]);
    }
    return !failed;
}
