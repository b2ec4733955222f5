// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_parts.h"

#include "pg_law.h"

static const char *text_or_empty(struct pg_run *run, const char *text)
{
    return text != NULL ? pg_arena_text(&run->results->arena, text) : "";
}

void pg_run_filing(struct pg_run *run, struct pg_report *report)
{
    static const struct pg_employer nothing_given = {.section_name = NULL};
    const struct pg_employer *named = pg_config_employer(&run->config, report->employer);
    // Details of one employer are not another's: of several, each has a section of its own.
    const struct pg_employer *common =
        report->folder[0] == '\0' ? &run->config.employer : &nothing_given;
    const struct pg_employer *employer = named != NULL ? named : common;
    struct pg_date submitted = {0};

    if (employer->date_submitted != NULL)
        (void)pg_date_parse(pg_str_of(employer->date_submitted), &submitted);
    report->filing = (struct pg_filing){
        .employer_id = text_or_empty(run, employer->employer_id),
        .address = text_or_empty(run, employer->address),
        .postcode = text_or_empty(run, employer->postcode),
        .company_number = text_or_empty(run, employer->company_number),
        .sic_codes = text_or_empty(run, employer->sic_codes),
        .link = text_or_empty(run, employer->link),
        .responsible_person = text_or_empty(run, employer->responsible_person),
        .job_title = text_or_empty(run, employer->job_title),
        .current_name = employer->current_name != NULL
                            ? text_or_empty(run, employer->current_name)
                            : report->employer,
        .date_submitted = submitted,
        .deadline = pg_law_regime_deadline(report->regime, report->snapshot_date),
        .size_band = pg_law_regime_size_band(report->regime, report->n_employees)->name,
    };
}
