// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What outputs say of a run: the file with its hash, the settings and where each came from,
 * and the warnings. A warning is something that somebody should look at, in one sentence;
 * each is printed on the terminal and written into the files. Warnings of the run stand in
 * the results, those of one employer in its report, and pg_run_warning_lines() makes one
 * list of both. No text names a person or holds pay of one; files are named without their
 * folders.
 */
#include "run_parts.h"

#include "pg_law.h"
#include "pg_platform.h"

#include <stdlib.h>

// What outputs may say of a path: the name of the file, made safe to show.
const char *pg_run_name_of(struct paygap_results *results, const char *path)
{
    struct pg_buffer name = {0};

    if (path == NULL)
        return "";
    if (strcmp(path, "-") == 0)
        return "standard input";
    pg_buffer_add_visible(&name, pg_str_of(pg_file_name(path)), 100);
    results->out_of_memory = results->out_of_memory || name.failed;
    const char *kept = pg_arena_text(&results->arena, name.ptr != NULL ? name.ptr : "");
    pg_buffer_free(&name);
    return kept;
}

static paygap_status describe_input(struct pg_run *run, paygap_error *err)
{
    struct paygap_results *results = run->results;
    const char *config = run->options->config;
    char hexadecimal[65] = "";

    results->file_name = pg_run_name_of(results, run->options->payroll);
    if (pg_inputs_find(run->config.inputs, run->options->payroll) == NULL)
        results->not_over = pg_arena_text(&results->arena, run->options->payroll);
    results->sha256 = pg_arena_text(&results->arena, run->files[0].facts.sha256);
    results->n_bytes = run->files[0].facts.n_bytes;
    results->n_lines_blank = run->table.n_blank_rows;
    results->config_name = pg_run_name_of(results, config);
    const bool is_given = pg_inputs_find(run->config.inputs, config) != NULL;
    if (is_given ||
        (config != NULL && pg_platform_file_size(config) > 0)) // no pipe, read once only
        PG_TRY(pg_source_digest_input(run->config.inputs, config, hexadecimal, err));
    results->config_sha256 = pg_arena_text(&results->arena, hexadecimal);
    return PAYGAP_OK;
}

// Options that say what is analysed; what is not given takes its default, which
// `intervals` in results.json states.
static void describe_analysis(struct pg_run *run)
{
    struct paygap_results *results = run->results;
    const paygap_options *options = run->options;

    for (size_t i = 0; i < options->n_by; i++)
        pg_results_pairs_add(results, &results->settings, "by", options->by[i], "option");
    if (options->wants_intervals)
        pg_results_pairs_add(results, &results->settings, "intervals", "yes", "option");
    if (options->previous != NULL)
        pg_results_pairs_add(results, &results->settings, "previous",
                             pg_run_name_of(results, options->previous), "option");
}

static void describe_settings(struct pg_run *run)
{
    struct paygap_results *results = run->results;
    const paygap_options *options = run->options;

    for (size_t i = 0; i < run->config.n_entries; i++) {
        const struct pg_config_entry *entry = &run->config.entries[i];
        pg_results_pairs_add(
            results, &results->settings,
            pg_arena_printf(&results->arena, "%s.%s", entry->section, entry->key),
            entry->value, "configuration");
    }
    if (options->employer != NULL)
        pg_results_pairs_add(results, &results->settings, "employer.name",
                             options->employer, "option");
    if (options->sector != NULL)
        pg_results_pairs_add(results, &results->settings, "employer.sector",
                             options->sector, "option");
    if (options->snapshot_date != NULL)
        pg_results_pairs_add(results, &results->settings, "employer.snapshot_date",
                             options->snapshot_date, "option");
    describe_analysis(run);
}

static void warn(struct paygap_results *results, const char *what, const char *text)
{
    pg_results_pairs_add(results, &results->warnings, what, text, "");
}

static void warn_defaults(struct pg_run *run)
{
    struct paygap_results *results = run->results;
    char date[32];

    if (!run->config.has_sector)
        pg_results_warn_anybody(
            results, "sector",
            "no sector is given: private is taken; say --sector public for a public "
            "authority");
    if (run->snapshot_is_default)
        pg_results_warn_anybody(
            results, "snapshot_date",
            pg_arena_printf(
                &results->arena,
                "no snapshot date is given: %s is taken, the latest of the sector",
                pg_date_long(run->config.snapshot_date, date)));
    const struct pg_regime *regime = pg_policy_regime(&run->config.policy);
    struct pg_date usual =
        pg_law_regime_snapshot_date(regime, run->config.snapshot_date.year);
    if (pg_date_compare(usual, run->config.snapshot_date) != 0)
        pg_results_warn_anybody(
            results, "snapshot_date",
            pg_arena_printf(&results->arena,
                            "the snapshot date is not that of the %s sector (%s)",
                            regime->key, pg_date_long(usual, date)));
}

// The minima protect people; who lowers one is told what that means.
static void warn_minima(struct pg_run *run)
{
    char text[256];

    for (int i = 0; i < PG_N_MINIMA; i++) {
        const char *said =
            pg_policy_minimum_warning(&run->config.policy, (enum pg_minimum)i, text);
        if (said != NULL)
            warn(run->results, "minima", pg_arena_text(&run->results->arena, said));
    }
}

static void warn_names(struct pg_run *run)
{
    const struct pg_table *table = &run->table;
    bool several =
        table->employer < table->n_labels && table->labels[table->employer].labels.n > 2;

    bool is_named = run->config.employer.name != NULL || table->employer < table->n_labels;

    if (!is_named)
        warn(run->results, "employer",
             "no name of the employer is given: \"Unnamed employer\" is printed; say "
             "--employer "
             "NAME");
    if (several && run->config.employer.name != NULL)
        warn(run->results, "employer",
             "the file has several employers: the name given for one is not used; details "
             "of "
             "each go under [employer.NAME]");
}

// A system's own rate, or a known one, beside pay and hours: how far they are apart.
static void warn_rates(struct pg_run *run, enum pg_item item, const char *name,
                       const char *use)
{
    struct paygap_results *results = run->results;
    struct pg_rate_comparison found = pg_pay_compare(&run->pay, item);
    char n[32], of[32];

    if (found.n_different == 0)
        return;
    warn(results, "hourly rates",
         pg_arena_printf(&results->arena,
                         "%s differs from pay / hours by the Regulations for %s of %s "
                         "employees, by %+.2f %% on average; %s",
                         name, pg_grouped(found.n_different, n),
                         pg_grouped(found.n_compared, of), found.mean_percent, use));
}

static void warn_columns(struct pg_run *run)
{
    warn_rates(run, PG_ITEM_SYSTEM_RATE, "the payroll system's own hourly rate",
               "the figures use pay and hours");
    warn_rates(run, PG_ITEM_HOURLY_PAY, "the known hourly rate",
               "the figures use the known rate");

    struct paygap_results *results = run->results;
    const struct pg_table *table = &run->table;

    if (!table->has_ids)
        warn(results, "employee_id",
             "no column employee_id: every row counts as one employee, named by its row "
             "number");
    if (!table->has_full_pay)
        pg_results_warn_anybody(
            results, "full_pay",
            "no column full_pay: everybody is taken to be on full pay, nobody on reduced "
            "pay "
            "because of leave");
    if (!table->has_bonus_12)
        pg_results_warn_anybody(
            results, "bonus_12_months",
            "no column bonus_12_months: nobody is taken to have been paid a bonus");
}

static size_t count_findings(const struct pg_table *table, enum pg_finding_code code)
{
    size_t n = 0;

    for (size_t i = 0; i < table->findings.n; i++)
        n += table->findings.items[i].code == code;
    return n;
}

// Findings that leave nobody out, but that somebody should look at.
static void warn_findings(struct pg_run *run)
{
    static const struct {
        enum pg_finding_code code;
        const char *one, *several;
    } shown[] = {
        {PG_FINDING_ROW_BLANK, "blank row was skipped", "blank rows were skipped"},
        {PG_FINDING_ROW_TOTAL, "row looks like a total and was skipped",
         "rows look like totals and were skipped"},
        {PG_FINDING_ROW_SHORT, "row has fewer cells than the header",
         "rows have fewer cells than the header"},
        {PG_FINDING_NOT_UTF8, "cell is not UTF-8 text; save the file as \"CSV UTF-8\"",
         "cells are not UTF-8 text; save the file as \"CSV UTF-8\""},
        {PG_FINDING_ID_BLANK, "row has no employee id; it counts as one employee",
         "rows have no employee id; each counts as one employee"},
        {PG_FINDING_HOURS_HIGH, "person works more than 80 hours a week",
         "people work more than 80 hours a week"},
        {PG_FINDING_RATE_LOW, "person has an hourly pay under 1 pound",
         "people have an hourly pay under 1 pound"},
        {PG_FINDING_RATE_HIGH, "person has an hourly pay over 1,000 pounds",
         "people have an hourly pay over 1,000 pounds"},
    };
    struct paygap_results *results = run->results;
    char text[32];

    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
        size_t n = count_findings(&run->table, shown[i].code);
        if (n > 0)
            warn(results, "findings",
                 pg_arena_printf(&results->arena, "%s %s; see internal/findings.csv",
                                 pg_grouped(n, text),
                                 n == 1 ? shown[i].one : shown[i].several));
    }
    if (run->table.n_rounded > 0)
        warn(results, "amounts",
             pg_arena_printf(
                 &results->arena,
                 run->table.n_rounded == 1
                     ? "%s amount with more than six decimals was rounded to six"
                     : "%s amounts with more than six decimals were rounded to six",
                 pg_grouped(run->table.n_rounded, text)));
}

paygap_status pg_run_describe(struct pg_run *run, paygap_error *err)
{
    PG_TRY(describe_input(run, err));
    describe_settings(run);
    warn_defaults(run);
    warn_minima(run);
    warn_names(run);
    warn_columns(run);
    warn_findings(run);
    return PAYGAP_OK;
}

static void warn_one_reason(struct paygap_results *results, struct pg_report *report,
                            const struct pg_left_out *left_out)
{
    static const struct {
        enum pg_reason reason;
        const char *text;
    } warnings[] = {
        {PG_REASON_SEX, "left out, because sex is not male or female, or not stated; "
                        "guidance from 21 May 2026 "
                        "expects every employee to be counted by biological sex"},
        {PG_REASON_PAY_BLANK,
         "with blank pay, taken as nothing paid in the pay period; if it is "
         "only missing from "
         "the file, the hourly figures are not complete"},
        {PG_REASON_LEAVE,
         "left out of the hourly figures as on reduced pay because of leave, more than a "
         "quarter; is the column full_pay the right way round (no = reduced)?"},
    };
    bool is_little_leave =
        left_out->reason == PG_REASON_LEAVE && left_out->n * 4 <= report->n_relevant;
    char n[32];

    for (size_t i = 0; i < sizeof warnings / sizeof warnings[0] && !is_little_leave; i++) {
        if (left_out->reason != (int)warnings[i].reason)
            continue;
        const char *text = pg_arena_printf(
            &results->arena, "%s %s %s", pg_grouped(left_out->n, n),
            left_out->n == 1 ? "person is" : "people are", warnings[i].text);
        pg_results_pairs_add(results, &report->warnings, left_out->code, text, "");
    }
}

// Whole pounds of an amount in millionths, without sign.
static const char *pounds_of(int64_t amount, char text[static 32])
{
    uint64_t size = amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;

    return pg_grouped((size + PG_MILLION / 2) / PG_MILLION, text);
}

// "3 payments, 7,100 pounds of pay and 3,000 pounds of bonus"
static const char *payments_of(struct pg_run *run, const struct pg_unclaimed *of)
{
    char n[32], pay[32], bonus[32];

    return pg_arena_printf(
        &run->results->arena, "%s %s, %s%s pounds of pay and %s%s pounds of bonus",
        pg_grouped(of->n, n), of->n == 1 ? "payment" : "payments", of->pay < 0 ? "-" : "",
        pounds_of(of->pay, pay), of->bonus < 0 ? "-" : "", pounds_of(of->bonus, bonus));
}

static void warn_of_payments(struct pg_run *run, struct pg_report *report, const char *text)
{
    pg_results_pairs_add(run->results, &report->warnings, "payments", text, "");
}

void pg_run_warn_unclaimed(struct pg_run *run, struct pg_report *report)
{
    const struct pg_unclaimed *without = &run->payments.without_id;
    struct pg_arena *arena = &run->results->arena;
    struct pg_unclaimed open, former;
    char n[32];

    pg_payments_unclaimed(&run->payments, &open, &former);
    report->is_provisional |= open.n > 0 || without->n > 0;
    if (open.n > 0)
        warn_of_payments(
            run, report,
            pg_arena_printf(arena,
                            "%s %s not in the list of employees %s paid in the pay "
                            "period or may have been: %s, not counted; add them "
                            "to the list, with a leaving date if they have left",
                            pg_grouped(open.n_people, n),
                            open.n_people == 1 ? "person" : "people",
                            open.n_people == 1 ? "was" : "were", payments_of(run, &open)));
    if (without->n > 0)
        warn_of_payments(
            run, report,
            pg_arena_printf(arena,
                            "payments without an employee id are not counted: %s; "
                            "internal/findings.csv, written with -o, lists them",
                            payments_of(run, without)));
    if (former.n > 0)
        warn_of_payments(
            run, report,
            pg_arena_printf(arena,
                            "%s %s not in the list of employees and paid nothing "
                            "in the pay period, so likely %s left: %s, not counted",
                            pg_grouped(former.n_people, n),
                            former.n_people == 1 ? "person is" : "people are",
                            former.n_people == 1 ? "has" : "have",
                            payments_of(run, &former)));
}

void pg_run_warn_left_out(struct paygap_results *results, struct pg_report *report)
{
    for (size_t i = 0; i < report->left_out[PG_LEFT_OUT_OF_ALL].n; i++)
        warn_one_reason(results, report, &report->left_out[PG_LEFT_OUT_OF_ALL].items[i]);
    for (size_t i = 0; i < report->left_out[PG_LEFT_OUT_OF_HOURLY].n; i++)
        warn_one_reason(results, report, &report->left_out[PG_LEFT_OUT_OF_HOURLY].items[i]);
    if (report->is_provisional)
        pg_results_pairs_add(
            results, &report->warnings, "provisional",
            "the figures are provisional: people were left out because their data is "
            "bad; internal/findings.csv, written with -o, lists the rows",
            "");
}

void pg_run_warning_lines(struct paygap_results *results)
{
    size_t n = results->warnings.n, at = 0;

    for (size_t i = 0; i < results->n_reports; i++)
        n += results->reports[i].warnings.n;
    results->warning_lines = malloc((n + 1) * sizeof *results->warning_lines);
    if (results->warning_lines == NULL) {
        results->out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < results->warnings.n; i++)
        results->warning_lines[at++] = results->warnings.items[i].text;
    for (size_t i = 0; i < results->n_reports; i++) {
        const struct pg_report *report = &results->reports[i];
        for (size_t j = 0; j < report->warnings.n; j++)
            results->warning_lines[at++] =
                results->n_reports == 1
                    ? report->warnings.items[j].text
                    : pg_arena_printf(&results->arena, "%s: %s", report->employer,
                                      report->warnings.items[j].text);
    }
    results->n_warning_lines = n;
}
