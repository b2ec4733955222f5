// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The report of one employer, in order: count people, form atoms, measure, copy findings,
 * mark what is hidden, prove that the marks hold, compare with the earlier report. What is
 * measured is done in measures/; here people are chosen and results are carried from stage
 * to stage.
 *
 * Invariant: disclosure comes after the last figure, and the proof after the last mark. A
 * report that cannot be proved safe fails the run, so nothing is written. If somebody was
 * left out because of bad data, all figures are provisional. With an examination (audit,
 * verify) the run is handed over at the end while it is still whole.
 */
#include "pg_run.h"

#include "members.h"
#include "pg_disclosure.h"
#include "pg_law.h"
#include "pg_measures.h"

#include <stdlib.h>

// On any post of the employee, so that the order of rows does not matter.
static bool has_known_rate(const struct pg_run *run, uint32_t row)
{
    const uint32_t *next = run->people.next_post;
    bool known = pg_has_known_rate(&run->table, row);

    for (uint32_t post = next != NULL ? next[row] : PG_NO_ROW; post != PG_NO_ROW && !known;
         post = next[post])
        known = pg_has_known_rate(&run->table, post);
    return known;
}

static void count_known_rates(struct pg_report *report, const struct pg_members *hourly)
{
    for (size_t i = 0; i < hourly->n; i++) {
        uint32_t row = hourly->rows[i];
        report->n_known_rates +=
            pg_is_relevant(&hourly->run->people, row) && has_known_rate(hourly->run, row);
    }
}

static bool measure_sexes(struct pg_run *run, struct pg_report *report,
                          struct pg_members *hourly, struct pg_members *bonus)
{
    struct pg_groups sexes = {.n = 0}, receivers = {.n = 0};
    struct pg_bonus_people people = {pg_report_sex(report, PG_MEN)->in_bonus,
                                     pg_report_sex(report, PG_WOMEN)->in_bonus};
    bool made = pg_members_by_sex(&sexes, hourly) && pg_members_by_sex(&receivers, bonus);

    if (made) {
        count_known_rates(report, hourly);
        pg_measure_hourly_pay(run->results, report, &sexes,
                              run->config.policy.tie_precision, run->intervals);
        pg_measure_bonus_pay(run->results, report, &receivers, people, run->intervals);
    }
    pg_groups_free(&sexes);
    pg_groups_free(&receivers);
    return made;
}

static paygap_status measure(struct pg_run *run, struct pg_report *report,
                             const struct pg_slice *slice, paygap_error *err)
{
    struct pg_members hourly, bonus = {.n = 0};
    bool measured = pg_members_hourly(&hourly, run, slice) &&
                    pg_members_bonus(&bonus, run, slice) &&
                    measure_sexes(run, report, &hourly, &bonus);
    measured = measured && pg_run_warn_part_periods(run, report, &hourly) &&
               pg_run_element_audit(run, report, slice);
    paygap_status status = measured
                               ? pg_run_breakdowns(run, report, slice, &hourly, &bonus, err)
                               : pg_no_memory(err);

    pg_members_free(&hourly);
    pg_members_free(&bonus);
    return status;
}

_Static_assert((int)PG_N_REASONS <= (int)PG_MAX_LEFT_OUT, "every reason can be listed");

static void list_left_out(struct pg_left_out_list *list, const size_t counts[PG_N_REASONS],
                          struct pg_report *report)
{
    for (int reason = PG_REASON_PARTNER; reason < PG_N_REASONS; reason++) {
        bool provisional = pg_reason_is_provisional((enum pg_reason)reason);
        pg_left_out_add(
            list, (struct pg_left_out){.reason = reason,
                                       .code = pg_reason_code((enum pg_reason)reason),
                                       .text = pg_reason_text((enum pg_reason)reason),
                                       .n = counts[reason],
                                       .is_provisional = provisional,
                                       .is_of_sex = reason == PG_REASON_SEX ||
                                                    reason == PG_REASON_SEX_CONFLICT});
        if (provisional && counts[reason] > 0)
            report->is_provisional = true;
    }
}

// Whoever is not employed on the snapshot date is nobody's to count: neither an employee
// nor left out of the figures.
static void leave_to_others(struct pg_run *run, struct pg_report *report, size_t n)
{
    char text[32];

    if (n > 0)
        pg_pairs_add(run->results, &report->warnings, "not employed",
                     pg_arena_printf(&run->results->arena,
                                     "%s %s of people who are not employed on the snapshot "
                                     "date and %s not counted",
                                     pg_grouped(n, text), n == 1 ? "row is" : "rows are",
                                     n == 1 ? "is" : "are"),
                     "");
}

static void count_people(struct pg_run *run, struct pg_report *report,
                         const struct pg_slice *slice)
{
    const struct pg_people *people = &run->people;
    size_t all[PG_N_REASONS] = {0}, hourly[PG_N_REASONS] = {0}, bonus[PG_N_REASONS] = {0};
    size_t n_of[PG_N_SEXES] = {0};

    for (size_t i = 0; i < slice->n; i++) {
        uint32_t row = pg_row_at(slice, i);
        all[people->out_of_all[row]]++;
        if (!pg_is_relevant(people, row))
            continue;
        hourly[people->out_of_hourly[row]]++;
        bonus[people->out_of_bonus[row]]++;
        n_of[run->table.sex[row]]++;
    }
    leave_to_others(run, report, all[PG_REASON_NOT_EMPLOYED]);
    report->n_rows = slice->n - all[PG_REASON_NOT_EMPLOYED];
    all[PG_REASON_NOT_EMPLOYED] = 0;
    report->n_merged = all[PG_REASON_MERGED];
    report->n_people = report->n_rows - report->n_merged;
    report->n_employees = report->n_people - all[PG_REASON_EMPLOYER_BLANK];
    report->n_relevant = n_of[PG_MEN] + n_of[PG_WOMEN];
    list_left_out(&report->left_out[PG_LEFT_OUT_OF_ALL], all, report);
    list_left_out(&report->left_out[PG_LEFT_OUT_OF_HOURLY], hourly, report);
    list_left_out(&report->left_out[PG_LEFT_OUT_OF_BONUS], bonus, report);
    for (enum pg_sex sex = PG_MEN; sex < PG_N_SEXES; sex++) {
        pg_report_sex(report, sex)->headcount = n_of[sex];
        pg_measure_count(run->results, report, sex, PG_MEASURE_HEADCOUNT, n_of[sex]);
    }
}

static bool belongs(const struct pg_run *run, const struct pg_finding *finding,
                    const struct pg_slice *slice)
{
    if (slice->rows == NULL || finding->row == PG_NO_ROW)
        return true;
    uint32_t code = pg_label_code(&run->table.labels[run->table.employer], finding->row);
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

static bool copy_findings(struct pg_run *run, struct pg_report *report,
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
            .rule = pg_finding_rule((enum pg_finding_code)finding->code),
            .problem = pg_finding_problem((enum pg_finding_code)finding->code),
            .action = pg_action_text((enum pg_action)finding->action)};
    }
    return true;
}

static void add_choices(struct pg_run *run, struct pg_report *report)
{
    for (size_t i = 0; i < pg_policy_n_choices(); i++) {
        char number[32];
        struct pg_choice choice = pg_policy_choice(&run->config.policy, i, number);
        pg_pairs_add(run->results, &report->choices, choice.point, choice.choice,
                     choice.why);
    }
}

// Relevant employees of each sex whose bonus is known.
static void count_in_bonus(struct pg_report *report)
{
    for (size_t i = 0; i < report->atoms.n; i++) {
        uint16_t sex = report->atoms.codes[i * report->atoms.n_axes];
        if (sex == PG_SEX_UNKNOWN)
            continue;
        pg_report_sex(report, (enum pg_sex)sex)->in_bonus += report->atoms.in_bonus[i];
        report->n_in_bonus += report->atoms.in_bonus[i];
    }
}

bool pg_run_prepare_intervals(struct pg_run *run)
{
    if (run->options->wants_intervals)
        run->intervals = pg_interval_maker_make();
    return run->intervals != NULL || !run->options->wants_intervals;
}

paygap_status pg_run_report(struct pg_run *run, struct pg_report *report,
                            const struct pg_slice *slice, paygap_error *err)
{
    if (!pg_report_begin(report))
        return pg_no_memory(err);
    report->regime = pg_policy_regime(&run->config.policy);
    report->is_public = report->regime->is_public_authority;
    report->snapshot_date = run->config.snapshot_date;
    report->snapshot_is_default = run->snapshot_is_default;
    if (run->intervals != NULL)
        report->interval_note =
            "Bootstrap of people within each group, its law worked out without sampling: "
            "BCa "
            "for mean gaps, percentile for median gaps; medians in pounds by their order "
            "statistics";
    count_people(run, report, slice);
    pg_run_filing(run, report);
    if (!pg_run_atoms(run, report, slice))
        return pg_no_memory(err);
    count_in_bonus(report);
    PG_TRY(measure(run, report, slice, err));
    if (pg_interval_maker_failed(run->intervals))
        return pg_no_memory(err);
    if (!copy_findings(run, report, slice))
        return pg_no_memory(err);
    add_choices(run, report);
    report->has_bonus_column = run->table.has_bonus_12;
    pg_measure_plausible(run->results, report, report->n_employees);
    pg_run_warn_unclaimed(run, report);
    pg_run_warn_left_out(run->results, report);
    PG_TRY(pg_disclosure_control(run->results, report, &run->config.policy, err));
    PG_TRY(pg_disclosure_prove(report, &run->config.policy, err));
    PG_TRY(pg_run_compare_previous(run, report, err));
    if (report->is_provisional) {
        pg_report_mark_provisional(report);
        run->results->is_provisional = true;
    }
    const struct pg_examination *examination = run->examination;
    return examination != NULL && examination->take != NULL
               ? examination->take(examination->context, run, report, slice, err)
               : PAYGAP_OK;
}
