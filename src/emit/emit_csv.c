// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_emit.h"
#include "pg_writers.h"
#include "pg_sentences.h"

// What a figure belongs to, up to the measure.
static void put_key(const struct pg_report *report, const paygap_figure *figure, FILE *file)
{
    const char *const texts[] = {figure->characteristic, figure->group, figure->comparator};
    char date[32];

    pg_writers_csv_text(file, report->employer);
    fprintf(file, ",%s", pg_date_iso(report->snapshot_date, date));
    for (size_t i = 0; i < 3; i++) {
        fputc(',', file);
        pg_writers_csv_text(file, texts[i]);
    }
    fprintf(file, ",%s,", figure->measure);
}

static void put_interval(const paygap_figure *figure, bool is_published, FILE *file)
{
    char lower[40], upper[40];

    if (figure->has_interval && is_published)
        fprintf(file, "%s,%s,", pg_one_decimal(figure->interval_lower, lower),
                pg_one_decimal(figure->interval_upper, upper));
    else if (figure->has_interval)
        fprintf(file, "%s,%s,", pg_number_text(figure->interval_lower, lower),
                pg_number_text(figure->interval_upper, upper));
    else
        fputs(",,", file);
}

// Complete, whatever is hidden from publication; the reason, put together in `reason`, says
// so.
static void put_internal_row(const struct pg_report *report, const paygap_figure *figure,
                             struct pg_buffer *reason, FILE *file)
{
    const char *hidden = pg_hidden_reason(
        pg_report_hidden(report, (size_t)(figure - report->figures), PG_PUBLISH));
    char number[40];

    put_key(report, figure, file);
    if (figure->has_value)
        fputs(pg_number_text(figure->value, number), file);
    fprintf(file, ",%s,%s,%zu,", figure->published, figure->unit, figure->count);
    put_interval(figure, false, file);
    fprintf(file, "%s,", pg_figure_status_name(figure->status));
    reason->len = 0;
    pg_buffer_printf(reason, "%s%s%s", figure->reason,
                     figure->reason[0] != '\0' && hidden[0] != '\0' ? "; " : "", hidden);
    pg_writers_csv_text(file, reason->ptr != NULL ? reason->ptr : "");
    fputc('\n', file);
}

// A hidden figure is [c], whatever the reason: telling reasons apart would help an
// attacker.
static void put_published_row(const struct pg_report *report, const paygap_figure *figure,
                              FILE *file)
{
    struct pg_shown shown = pg_figure_shown(report, figure, PG_PUBLISH);
    const struct pg_figure_place *place = pg_report_place(report, figure);
    // The ends of the interval of a median in pounds are two people's pay.
    bool has_interval = figure->has_interval && place->rounded == NULL &&
                        pg_measure_unit((enum pg_measure)place->measure) != PG_UNIT_POUNDS;

    put_key(report, figure, file);
    if (shown.is_hidden) {
        fprintf(file, ",[c],%s,,,,suppressed,\n", figure->unit);
        return;
    }
    fprintf(file, "%s,%s,%s,", shown.text, shown.text, figure->unit);
    if (shown.has_count)
        fprintf(file, "%zu", figure->count);
    fputc(',', file);
    if (has_interval)
        put_interval(figure, true, file);
    else
        fputs(",,", file);
    fprintf(file, "%s,", pg_figure_status_name(figure->status));
    pg_writers_csv_text(file, figure->reason);
    fputc('\n', file);
}

static void put_header(FILE *file)
{
    fputs("employer,snapshot_date,characteristic,group,comparator,measure,value,published,"
          "unit,"
          "count,interval_lower,interval_upper,status,reason\n",
          file);
}

static bool write_published(const struct paygap_results *results,
                            const struct pg_report *report, FILE *file)
{
    (void)results;
    put_header(file);
    for (size_t i = 0; i < report->n_figures; i++)
        put_published_row(report, &report->figures[i], file);
    return true;
}

static bool write_internal(const struct paygap_results *results,
                           const struct pg_report *report, FILE *file)
{
    struct pg_buffer reason = {0};

    (void)results;
    put_header(file);
    for (size_t i = 0; i < report->n_figures; i++)
        put_internal_row(report, &report->figures[i], &reason, file);
    bool is_whole = !reason.failed;
    pg_buffer_free(&reason);
    return is_whole;
}

static bool write_findings(const struct paygap_results *results,
                           const struct pg_report *report, FILE *file)
{
    (void)results;
    fputs("file,row,column,rule,problem,action\n", file);
    for (size_t i = 0; i < report->n_findings; i++) {
        const struct pg_finding_row *finding = &report->findings[i];
        pg_writers_csv_text(file, finding->file);
        fprintf(file, ",%u,", (unsigned)finding->line);
        pg_writers_csv_text(file, finding->header);
        fprintf(file, ",%s,", finding->rule);
        pg_writers_csv_text(file, finding->problem);
        fputc(',', file);
        pg_writers_csv_text(file, finding->action);
        fputc('\n', file);
    }
    return true;
}

const struct pg_emitter pg_emit_results_published = {"publish/results.csv", false,
                                                     write_published};
const struct pg_emitter pg_emit_results_internal = {"internal/results.csv", true,
                                                    write_internal};
const struct pg_emitter pg_emit_findings = {"internal/findings.csv", true, write_findings};
