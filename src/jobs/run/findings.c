// SPDX-License-Identifier: GPL-3.0-or-later
/* The findings of one employer's rows, each with the name of its file and its column. */
#include "run_parts.h"

#include <stdlib.h>

static bool belongs(const struct pg_run *run, const struct pg_finding *finding,
                    const struct pg_slice *slice)
{
    if (slice->rows == NULL || finding->row == PG_NO_ROW)
        return true;
    uint32_t code =
        pg_table_label_code(&run->table.labels[run->table.employer], finding->row);
    return code == slice->employer || code == 0;
}

static const char *header_of(struct pg_run *run, const struct pg_finding *finding)
{
    const struct pg_survey *survey = finding->source < run->n_files
                                         ? &run->files[finding->source].survey
                                         : &run->lines.survey;
    size_t index = (size_t)finding->column - 1;

    if (finding->column == 0 || finding->source == PG_IN_HOURS ||
        index >= survey->n_columns)
        return "";
    return pg_arena_text(&run->results->arena, survey->columns[index].header);
}

const char *pg_run_file_of(const struct pg_run *run, const struct pg_finding *finding)
{
    return finding->source == PG_IN_HOURS      ? run->hours_name
           : finding->source == PG_IN_PAYMENTS ? run->lines.name
                                               : run->files[finding->source].name;
}

bool pg_run_list_findings(struct pg_run *run, struct pg_report *report,
                          const struct pg_slice *slice)
{
    const struct pg_findings *findings = &run->table.findings;

    report->findings = malloc((findings->n + 1) * sizeof *report->findings);
    if (report->findings == NULL)
        return false;
    for (size_t i = 0; i < findings->n; i++) {
        const struct pg_finding *finding = &findings->items[i];
        if (!belongs(run, finding, slice))
            continue;
        report->findings[report->n_findings++] = (struct pg_finding_row){
            .file = pg_run_file_of(run, finding),
            .line = finding->line,
            .column = finding->column,
            .header = header_of(run, finding),
            .rule = pg_table_finding_rule((enum pg_finding_code)finding->code),
            .problem = pg_table_finding_problem((enum pg_finding_code)finding->code),
            .action = pg_table_action_text((enum pg_action)finding->action)};
    }
    return true;
}
