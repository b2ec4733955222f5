// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The download format of the GOV.UK service: 27 columns, every field quoted, lines ended by
 * LF, a figure that does not apply left blank. It has no column for "provisional", so the
 * name says it.
 */
#include "pg_emit.h"
#include "pg_law.h"
#include "pg_sentences.h"
#include "pg_writers.h"

// The columns before the fourteen figures, and after them.
static const char *const columns_before[] = {"EmployerName", "EmployerId",    "Address",
                                             "PostCode",     "CompanyNumber", "SicCodes"};
static const char *const columns_after[] = {
    "CompanyLinkToGPGInfo",      "ResponsiblePerson", "EmployerSize", "CurrentName",
    "SubmittedAfterTheDeadline", "DueDate",           "DateSubmitted"};

enum {
    N_BEFORE = sizeof columns_before / sizeof columns_before[0],
    N_AFTER = sizeof columns_after / sizeof columns_after[0]
};
_Static_assert(N_BEFORE + PG_N_STATUTORY + N_AFTER == 27, "the download has 27 columns");

static void put_header(const struct pg_regime *regime, FILE *file)
{
    for (size_t i = 0; i < N_BEFORE; i++)
        fprintf(file, "\"%s\",", columns_before[i]);
    for (size_t i = 0; i < regime->n_figures; i++)
        fprintf(file, "\"%s\",", pg_law_regime_figure(regime, i)->column);
    for (size_t i = 0; i < N_AFTER; i++)
        fprintf(file, "\"%s\"%c", columns_after[i], i + 1 < N_AFTER ? ',' : '\n');
}

static void put(FILE *file, const char *text)
{
    pg_writers_csv_quoted(file, text);
    fputc(',', file);
}

// The numbers are ours and may be negative: they are not guarded as text is.
static void put_figures(const struct pg_report *report, FILE *file)
{
    for (size_t i = 0; i < report->regime->n_figures; i++) {
        const struct pg_form_figure *asked = pg_law_regime_figure(report->regime, i);
        const struct pg_statutory_figure *figure =
            &pg_statutory_figures[pg_law_statutory_place(asked->figure)];
        fprintf(file, "\"%s\",",
                pg_results_report_text(report, figure->sex, figure->measure));
    }
}

// The first moment of a day, as the download writes it.
static void date_time(struct pg_date date, char text[static 64])
{
    snprintf(text, 64, "%04d/%02d/%02d 00:00:00", date.year, date.month, date.day);
}

static void put_dates(const struct pg_report *report, FILE *file)
{
    const struct pg_filing *filing = &report->filing;
    struct pg_date due = pg_date_of_days(pg_date_days(filing->deadline) + 1);
    bool submitted = filing->date_submitted.year != 0;
    bool is_due = pg_law_regime_is_due(report->regime, report->n_employees);
    bool is_enforced =
        pg_law_in_force(PG_SERIES_NOT_ENFORCED, report->snapshot_date) == NULL;
    bool late = submitted && is_due && is_enforced &&
                pg_date_compare(filing->date_submitted, filing->deadline) > 0;
    char due_text[64], submitted_text[64] = "";

    date_time(due, due_text);
    if (submitted)
        date_time(filing->date_submitted, submitted_text);
    fprintf(file, "\"%s\",\"%s\",\"%s\"\n", late ? "True" : "False", due_text,
            submitted_text);
}

static bool put_employer(const struct pg_report *report, FILE *file)
{
    const struct pg_filing *filing = &report->filing;
    struct pg_buffer name = {0}, person = {0};

    pg_buffer_printf(&name, "%s%s", report->employer,
                     report->is_provisional ? " (provisional)" : "");
    if (report->regime->has_signatory && filing->responsible_person[0] != '\0')
        pg_buffer_printf(&person, "%s%s%s%s", filing->responsible_person,
                         filing->job_title[0] != '\0' ? " (" : "", filing->job_title,
                         filing->job_title[0] != '\0' ? ")" : "");
    put(file, name.ptr != NULL ? name.ptr : "");
    put(file, filing->employer_id);
    put(file, filing->address);
    put(file, filing->postcode);
    put(file, filing->company_number);
    put(file, filing->sic_codes);
    put_figures(report, file);
    put(file, filing->link);
    put(file, person.ptr != NULL ? person.ptr : "");
    put(file, filing->size_band);
    put(file, filing->current_name);
    put_dates(report, file);
    bool whole = !name.failed && !person.failed;
    pg_buffer_free(&name);
    pg_buffer_free(&person);
    return whole;
}

static bool write_statutory(const struct paygap_results *results,
                            const struct pg_report *report, FILE *file)
{
    (void)results;
    put_header(report->regime, file);
    return put_employer(report, file);
}

bool pg_emit_statutory_all(const struct paygap_results *results, FILE *file)
{
    bool whole = true;

    if (results->n_reports > 0)
        put_header(results->reports[0].regime, file);
    for (size_t i = 0; i < results->n_reports; i++)
        whole = put_employer(&results->reports[i], file) && whole;
    return whole;
}

const struct pg_emitter pg_emit_statutory = {"publish/statutory.csv", false,
                                             write_statutory};
