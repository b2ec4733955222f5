// SPDX-License-Identifier: GPL-3.0-or-later
/* Every figure, and every finding, as a row of a CSV file. */
#include "pg_emit.h"
#include "pg_text.h"

/** A report whose rows are written one after the other. */
struct progress {
    const struct pg_report *report;
    enum pg_audience audience;
    size_t next;
};

/** What a row says of a figure; NULL = the cell is blank. */
struct said {
    const char *value, *value_lower, *value_upper, *published, *count, *lower, *upper,
        *status, *reason;
};

static const char *all_digits(struct pg_arena *arena, double value)
{
    char text[40];

    return pg_arena_text(arena, pg_number_text(value, text));
}

static const char *one_decimal(struct pg_arena *arena, double value)
{
    char text[40];

    return pg_arena_text(arena, pg_one_decimal(value, text));
}

// Complete, whatever is hidden from publication; the reason says so.
static struct said said_internally(const struct pg_report *report,
                                   const paygap_figure *figure, struct pg_arena *arena)
{
    struct pg_printed printed =
        pg_results_report_printed(report, (size_t)(figure - report->figures), PG_PUBLISH);
    const char *hidden = pg_results_printed_reason(&printed, PG_INTERNAL);
    bool is_range = printed.as == PG_PRINT_RANGE;
    bool has_both = figure->reason[0] != '\0' && hidden[0] != '\0';
    bool has_interval = figure->has_interval;

    return (struct said){
        .value = figure->has_value ? all_digits(arena, figure->value) : NULL,
        .value_lower = is_range ? pg_arena_printf(arena, "%.0f", printed.lower) : NULL,
        .value_upper = is_range ? pg_arena_printf(arena, "%.0f", printed.upper) : NULL,
        .published = figure->published,
        .count = pg_arena_printf(arena, "%zu", figure->count),
        .lower = has_interval ? all_digits(arena, figure->interval_lower) : NULL,
        .upper = has_interval ? all_digits(arena, figure->interval_upper) : NULL,
        .status = pg_results_figure_status_name(figure->status),
        .reason =
            pg_arena_printf(arena, "%s%s%s", figure->reason, has_both ? "; " : "", hidden)};
}

static const char *status_of(const paygap_figure *figure, enum pg_print as)
{
    return as == PG_PRINT_RANGE     ? "range"
           : as == PG_PRINT_ROUNDED ? "rounded"
           : as == PG_PRINT_NOT     ? "suppressed"
                                    : pg_results_figure_status_name(figure->status);
}

static struct said said_inexactly(const paygap_figure *figure, struct pg_shown shown,
                                  const struct pg_printed *printed, struct pg_arena *arena)
{
    bool is_range = shown.as == PG_PRINT_RANGE;

    return (struct said){
        .value = shown.as == PG_PRINT_ROUNDED ? shown.text : NULL,
        .value_lower = is_range ? pg_arena_printf(arena, "%.0f", shown.lower) : NULL,
        .value_upper = is_range ? pg_arena_printf(arena, "%.0f", shown.upper) : NULL,
        .published = shown.as == PG_PRINT_NOT ? pg_document_shorthand(PG_VALUE_WITHHELD)
                                              : shown.text,
        .count = shown.has_count && shown.as != PG_PRINT_RANGE
                     ? pg_arena_printf(arena, "%zu", figure->count)
                     : NULL,
        .status = status_of(figure, shown.as),
        .reason = pg_results_printed_reason(printed, PG_PUBLISH)};
}

// The reason says nothing that tells a small group from what protects it.
static struct said said_publicly(const struct pg_report *report,
                                 const paygap_figure *figure, struct pg_arena *arena)
{
    struct pg_shown shown = pg_results_figure_shown(report, figure, PG_PUBLISH);
    const struct pg_figure_place *place = pg_results_report_place(report, figure);
    struct pg_printed printed =
        pg_results_report_printed(report, (size_t)(figure - report->figures), PG_PUBLISH);
    // The ends of the interval of a median in pounds are two people's pay.
    bool has_interval =
        figure->has_interval && !pg_results_has_narrow_interval(figure) &&
        pg_results_measure_unit((enum pg_measure)place->measure) != PG_UNIT_POUNDS;

    if (shown.as != PG_PRINT_EXACTLY)
        return said_inexactly(figure, shown, &printed, arena);
    return (struct said){
        .value = shown.text,
        .published = shown.text,
        .count = shown.has_count ? pg_arena_printf(arena, "%zu", figure->count) : NULL,
        .lower = has_interval ? one_decimal(arena, figure->interval_lower) : NULL,
        .upper = has_interval ? one_decimal(arena, figure->interval_upper) : NULL,
        .status = status_of(figure, shown.as),
        .reason = figure->reason};
}

static bool put_figure(void *context, struct pg_document_table *table)
{
    struct progress *at = context;
    const struct pg_report *report = at->report;
    struct pg_arena *arena = &table->document->arena;
    char date[32];

    if (at->next == report->n_figures)
        return false;
    const paygap_figure *figure = &report->figures[at->next++];
    const struct said said = at->audience == PG_PUBLISH
                                 ? said_publicly(report, figure, arena)
                                 : said_internally(report, figure, arena);
    pg_writers_text_put_row(
        table,
        (const char *const[]){
            report->employer,
            pg_arena_text(arena, pg_date_iso(report->snapshot_date, date)),
            figure->characteristic, figure->group, figure->comparator, figure->measure,
            said.value, said.value_lower, said.value_upper, said.published, figure->unit,
            said.count, said.lower, said.upper, said.status, said.reason});
    return true;
}

static bool write_figures(const struct pg_report *report, enum pg_audience audience,
                          FILE *file)
{
    static const struct pg_document_column columns[] = {
        {.header = "employer"},
        {.header = "snapshot_date", .kind = PG_VALUE_WORD},
        {.header = "characteristic"},
        {.header = "group"},
        {.header = "comparator"},
        {.header = "measure", .kind = PG_VALUE_WORD},
        {.header = "value", .kind = PG_VALUE_NUMBER},
        {.header = "value_lower", .kind = PG_VALUE_NUMBER},
        {.header = "value_upper", .kind = PG_VALUE_NUMBER},
        {.header = "published", .kind = PG_VALUE_NUMBER},
        {.header = "unit", .kind = PG_VALUE_WORD},
        {.header = "count", .kind = PG_VALUE_COUNT},
        {.header = "interval_lower", .kind = PG_VALUE_NUMBER},
        {.header = "interval_upper", .kind = PG_VALUE_NUMBER},
        {.header = "status", .kind = PG_VALUE_WORD},
        {.header = "reason"}};
    struct progress progress = {report, audience, 0};

    return pg_writers_csv(&(struct pg_csv_rows){columns, sizeof columns / sizeof columns[0],
                                                put_figure, &progress},
                          file);
}

static bool write_published(const struct paygap_results *results,
                            const struct pg_report *report, FILE *file)
{
    (void)results;
    return write_figures(report, PG_PUBLISH, file);
}

static bool write_internal(const struct paygap_results *results,
                           const struct pg_report *report, FILE *file)
{
    (void)results;
    return write_figures(report, PG_INTERNAL, file);
}

static bool put_finding(void *context, struct pg_document_table *table)
{
    struct progress *at = context;

    if (at->next == at->report->n_findings)
        return false;
    const struct pg_finding_row *finding = &at->report->findings[at->next++];
    const char *line =
        pg_arena_printf(&table->document->arena, "%zu", (size_t)finding->line);
    pg_writers_text_put_row(
        table, (const char *const[]){finding->file, line, finding->header, finding->rule,
                                     finding->problem, finding->action});
    return true;
}

static bool write_findings(const struct paygap_results *results,
                           const struct pg_report *report, FILE *file)
{
    static const struct pg_document_column columns[] = {
        {.header = "file"},    {.header = "row", .kind = PG_VALUE_COUNT},
        {.header = "column"},  {.header = "rule", .kind = PG_VALUE_WORD},
        {.header = "problem"}, {.header = "action"}};
    struct progress progress = {report, PG_INTERNAL, 0};

    (void)results;
    return pg_writers_csv(&(struct pg_csv_rows){columns, sizeof columns / sizeof columns[0],
                                                put_finding, &progress},
                          file);
}

const struct pg_emitter pg_emit_results_published = {"publish/results.csv", false,
                                                     write_published};
const struct pg_emitter pg_emit_results_internal = {"internal/results.csv", true,
                                                    write_internal};
const struct pg_emitter pg_emit_findings = {"internal/findings.csv", true, write_findings};
