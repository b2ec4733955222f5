// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_emit.h"
#include "phrases.h"

static void put_row(const struct pg_report *report, const paygap_figure *figure,
                    bool is_published, FILE *file)
{
    char date[32], number[40];

    pg_put_text(file, report->employer);
    fprintf(file, ",%s,", pg_date_iso(report->snapshot_date, date));
    pg_put_text(file, figure->characteristic);
    fputc(',', file);
    pg_put_text(file, figure->group);
    fputc(',', file);
    pg_put_text(file, figure->comparator);
    fprintf(file, ",%s,", figure->measure);
    if (figure->has_value)
        fputs(is_published ? figure->published : pg_number_text(figure->value, number),
              file);
    fprintf(file, ",%s,%s,", figure->published, figure->unit);
    fprintf(file, "%zu,,,%s,", figure->count, pg_figure_status_name(figure->status));
    pg_put_text(file, figure->reason);
    fputc('\n', file);
}

static void put_rows(const struct pg_report *report, bool is_published, FILE *file)
{
    fputs("employer,snapshot_date,characteristic,group,comparator,measure,value,published,"
          "unit,"
          "count,interval_lower,interval_upper,status,reason\n",
          file);
    for (size_t i = 0; i < report->n_figures; i++)
        put_row(report, &report->figures[i], is_published, file);
}

static bool write_published(const struct paygap_results *results,
                            const struct pg_report *report, FILE *file)
{
    (void)results;
    put_rows(report, true, file);
    return true;
}

static bool write_internal(const struct paygap_results *results,
                           const struct pg_report *report, FILE *file)
{
    (void)results;
    put_rows(report, false, file);
    return true;
}

static bool write_findings(const struct paygap_results *results,
                           const struct pg_report *report, FILE *file)
{
    fputs("file,row,column,rule,problem,action\n", file);
    for (size_t i = 0; i < report->n_findings; i++) {
        const struct pg_finding_row *finding = &report->findings[i];
        pg_put_text(file, results->file_name);
        fprintf(file, ",%u,", (unsigned)finding->line);
        pg_put_text(file, finding->header);
        fprintf(file, ",%s,", finding->rule);
        pg_put_text(file, finding->problem);
        fputc(',', file);
        pg_put_text(file, finding->action);
        fputc('\n', file);
    }
    return true;
}

const struct pg_emitter pg_emit_results_published = {"publish/results.csv", false,
                                                     write_published};
const struct pg_emitter pg_emit_results_internal = {"internal/results.csv", true,
                                                    write_internal};
const struct pg_emitter pg_emit_findings = {"internal/findings.csv", true, write_findings};
