// SPDX-License-Identifier: GPL-3.0-or-later
/* Pay that comes as payment lines: in the payroll file itself, or in one beside it. */
#include "run_parts.h"

// A file that the configuration names is sought beside the configuration.
const char *pg_run_beside(const struct pg_run *run, const char *name)
{
    struct pg_arena *arena = &run->results->arena;
    const char *path = pg_arena_beside(arena, run->options->config, name);

    return arena->failed ? NULL : path;
}

static paygap_status read_lines(struct pg_run *run, const struct pg_source *source,
                                paygap_error *err)
{
    struct pg_mapping mapping = {.month_first = run->config.mapping.month_first};
    struct pg_source_facts facts;
    struct pg_input *input;
    paygap_status status = pg_source_input_open(source, &input, err);

    if (status == PAYGAP_OK)
        status = pg_schema_survey_make(&run->lines.survey, input, err);
    if (status == PAYGAP_OK && !pg_schema_survey_guess(&run->lines.survey, &mapping))
        status = pg_no_memory(err);
    if (status == PAYGAP_OK)
        status =
            pg_payments_read(&run->payments, &mapping, input, source->path, &facts, err);
    if (status == PAYGAP_OK)
        pg_results_pairs_add(run->results, &run->results->layout, "payments",
                             run->lines.name,
                             pg_arena_text(&run->results->arena, facts.sha256));
    pg_source_input_close(input);
    pg_schema_mapping_free(&mapping);
    return status;
}

static paygap_status read_payments(struct pg_run *run, paygap_error *err)
{
    const struct pg_payments_wish *wish = &run->config.payments;
    struct pg_source source = pg_run_source(run, run->options->payroll);

    if (wish->file != NULL) {
        source = (struct pg_source){.path = pg_run_beside(run, wish->file),
                                    .inputs = run->config.inputs};
        if (source.path == NULL)
            return pg_no_memory(err);
    }
    run->table.reading = wish->file != NULL ? PG_IN_PAYMENTS : 0;
    run->lines.name = pg_run_name_of(run->results, source.path);
    return read_lines(run, &source, err);
}

// Up to which day the weeks of hours were looked at.
static void say_weeks_ends(struct pg_run *run)
{
    struct pg_arena *arena = &run->results->arena;
    char date[32];

    for (size_t i = 0; i < run->payments.n_weeks_ends; i++) {
        const struct pg_weeks_end *end = &run->payments.weeks_ends[i];
        const char *key = pg_payments_period_key(end->days);
        pg_date_iso(pg_date_of_days(end->last), date);
        if (end->is_known)
            pg_results_pairs_add(run->results, &run->results->layout,
                                 pg_arena_printf(arena, "hours, %s pay", key),
                                 pg_arena_printf(arena,
                                                 "weeks to %s, the end of the relevant pay "
                                                 "period",
                                                 date),
                                 "");
        else
            pg_results_pairs_add(
                run->results, &run->results->warnings, "hours",
                pg_arena_printf(
                    arena,
                    "weekly hours of people paid %s are worked out from weeks to "
                    "the snapshot date, %s, since nothing says when their "
                    "relevant pay period ends; say it under [hours] %s",
                    key, date, key),
                "");
    }
}

static paygap_status read_hours(struct pg_run *run, paygap_error *err)
{
    if (run->config.payments.hours_file == NULL)
        return PAYGAP_OK;
    const struct pg_source source = {
        .path = pg_run_beside(run, run->config.payments.hours_file),
        .inputs = run->config.inputs};
    if (source.path == NULL)
        return pg_no_memory(err);
    run->table.reading = PG_IN_HOURS;
    run->hours_name = pg_run_name_of(run->results, source.path);
    PG_TRY(pg_payments_weeks_read(&run->payments, &run->config.mapping, &source, err));
    say_weeks_ends(run);
    return PAYGAP_OK;
}

paygap_status pg_run_payments(struct pg_run *run, paygap_error *err)
{
    const struct pg_payments_wish *wish = &run->config.payments;
    const char *payroll = run->options->payroll;

    if (!wish->is_wanted && wish->hours_file == NULL)
        return pg_payments_windows_check(wish, pg_date_days(run->config.snapshot_date),
                                         run->options->config, err);
    if (!run->table.has_ids)
        return pg_fail_at(err, PAYGAP_COLUMN, payroll, 0, 0,
                          "payment lines and hours of weeks need a column employee_id");
    PG_TRY(pg_payments_begin(&run->payments, wish, &run->table, run->config.snapshot_date,
                             run->options->config, err));
    if (run->examination != NULL) {
        uint32_t row =
            pg_run_find_row(run, run->examination->employee, run->examination->line);
        run->payments.is_watching = row != PG_NO_ROW;
        run->payments.watched_row =
            row != PG_NO_ROW ? pg_payments_row_of(&run->payments, row) : row;
    }
    if (wish->is_wanted) {
        if (wish->file == NULL && run->n_files > 1)
            return pg_fail_at(
                err, PAYGAP_CHOICE, payroll, 0, 0,
                "payrolls with a row for each payment are read one at a time; "
                "put their lines into one file: [payments] file = lines.csv");
        if (wish->file == NULL && strcmp(payroll, "-") == 0)
            return pg_fail_at(err, PAYGAP_CHOICE, payroll, 0, 0,
                              "a payroll with a row for each payment is read twice; give a "
                              "file, not standard input");
        PG_TRY(read_payments(run, err));
        PG_TRY(pg_payments_settle(&run->payments, run->config.policy.default_bonus_period,
                                  payroll, err));
    }
    PG_TRY(read_hours(run, err));
    run->table.reading = 0;
    return PAYGAP_OK;
}
