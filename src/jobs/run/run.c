// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The whole run on one screen: a payroll file in, results out. New readers start here and
 * follow a call into the stage it belongs to.
 */
#include "run_parts.h"

#include "pg_law.h"
#include "pg_measures.h"
#include "pg_platform.h"
#include "pg_schema.h"

#include <stdlib.h>
#include <time.h>

const char *paygap_version(void)
{
    return PAYGAP_VERSION;
}

static paygap_status option_error(paygap_error *err, const char *option,
                                  const char *expected)
{
    return pg_fail(err, PAYGAP_USAGE, "%s must be %s", option, expected);
}

// Options of the call go before the configuration.
static paygap_status apply_options(struct pg_run *run, paygap_error *err)
{
    const paygap_options *options = run->options;
    struct pg_config *config = &run->config;

    if (options->sector != NULL) {
        config->has_sector =
            pg_policy_set_sector(&config->policy, pg_str_of(options->sector));
        if (!config->has_sector)
            return option_error(err, "the sector", "private or public");
    }
    if (options->snapshot_date != NULL &&
        !pg_date_parse(pg_str_of(options->snapshot_date), &config->snapshot_date))
        return option_error(err, "the snapshot date", "a date such as 2026-04-05");
    if (options->employer != NULL) {
        struct pg_buffer shown = {0};
        pg_buffer_add_visible(&shown, pg_str_of(options->employer), 190);
        bool is_name = shown.len > 0 && strcmp(shown.ptr, options->employer) == 0;
        pg_buffer_free(&shown);
        if (!is_name)
            return option_error(err, "the employer",
                                "a name in UTF-8 on one line, of at most 190 characters");
        free(config->employer.name);
        config->employer.name = pg_strdup(pg_str_of(options->employer));
        if (config->employer.name == NULL)
            return pg_no_memory(err);
    }
    return PAYGAP_OK;
}

// Today in UTC; SOURCE_DATE_EPOCH replaces the clock, so that a run can be made again.
static struct pg_date today(void)
{
    static const long long latest = 32503680000; // the year 3000
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end = NULL;
    long long seconds = epoch != NULL ? strtoll(epoch, &end, 10) : 0;

    if (epoch == NULL || end == epoch || *end != '\0' || seconds < 0 || seconds > latest)
        seconds = (long long)time(NULL);
    return pg_date_of_days(seconds / 86400);
}

// No date given: the latest snapshot date of the sector that is not after today.
static void choose_snapshot_date(struct pg_run *run)
{
    struct pg_config *config = &run->config;

    if (config->snapshot_date.year != 0)
        return;
    struct pg_date given = {0, 0, 0};
    if (run->examination != NULL)
        given = run->examination->today;
    struct pg_date now = given.year != 0 ? given : today();
    const struct pg_regime *regime = pg_policy_regime(&config->policy);
    config->snapshot_date = pg_law_regime_snapshot_date(regime, now.year);
    if (pg_date_compare(config->snapshot_date, now) > 0)
        config->snapshot_date = pg_law_regime_snapshot_date(regime, now.year - 1);
    run->snapshot_is_default = true;
}

// Columns of labels: those asked for, and ethnicity and disability wherever they are.
static paygap_status wish_for_columns(struct pg_run *run, paygap_error *err)
{
    struct pg_config *config = &run->config;

    for (size_t i = 0; i < run->options->n_by; i++) {
        const char *header = run->options->by[i];
        enum pg_field field = pg_schema_field(pg_str_of(header));
        if (header[0] == '\0' || strlen(header) > 60 || !pg_utf8_valid(pg_str_of(header)) ||
            pg_utf8_has_unseen(pg_str_of(header)))
            return option_error(err, "a column to group people by",
                                "a header of at most 60 bytes, all of which can be seen");
        if (field != PG_FIELD_NONE)
            return pg_fail(
                err, PAYGAP_USAGE,
                "people cannot be grouped by %s, which is a column of the payroll "
                "table",
                pg_table_field_name(field));
        if (!pg_config_ask_for(config, header))
            return pg_no_memory(err);
    }
    PG_TRY(pg_config_complete(config, run->options->config, err));
    run->wishes = calloc(config->n_characteristics, sizeof *run->wishes);
    if (run->wishes == NULL)
        return pg_no_memory(err);
    for (size_t i = 0; i < config->n_characteristics; i++) {
        const struct pg_characteristic *characteristic = &config->characteristics[i];
        run->wishes[i] = (struct pg_label_wish){
            .name = characteristic->name,
            .header = characteristic->column,
            .usual = pg_characteristics_usual_headers(characteristic->name),
            .is_required = characteristic->is_asked};
    }
    config->mapping.wishes = run->wishes;
    config->mapping.n_wishes = run->supposed == NULL ? config->n_characteristics : 0;
    return PAYGAP_OK;
}

static paygap_status configure(struct pg_run *run, paygap_error *err)
{
    run->config.inputs = (struct pg_inputs){run->options->inputs, run->options->n_inputs,
                                            run->reads_inputs_only};
    PG_TRY(pg_inputs_check(run->config.inputs, err));
    if (run->options->config != NULL)
        PG_TRY(pg_config_read(&run->config, run->options->config, err));
    PG_TRY(apply_options(run, err));
    choose_snapshot_date(run);
    if (run->supposed != NULL && !pg_run_suppose_config(run))
        return pg_no_memory(err);
    run->config.mapping.snapshot_date = run->config.snapshot_date;
    run->config.mapping.pays_lines = run->config.payments.is_wanted;
    run->config.mapping.has_weeks = run->config.payments.hours_file != NULL;
    run->config.mapping.rows_are_lines =
        run->config.payments.is_wanted && run->config.payments.file == NULL;
    if (!run->config.payments.is_wanted && !pg_config_bind_elements(&run->config))
        return pg_no_memory(err);
    return wish_for_columns(run, err);
}

static bool prepare_intervals(struct pg_run *run)
{
    if (run->options->wants_intervals)
        run->intervals = pg_measures_interval_maker_make();
    return run->intervals != NULL || !run->options->wants_intervals;
}

// What figures read from now on; nobody changes it but who classifies.
static void hand_over(struct pg_run *run)
{
    run->judged = (struct pg_judged){.policy = &run->config.policy,
                                     .mapping = &run->config.mapping,
                                     .snapshot_date = run->config.snapshot_date,
                                     .config_path = run->options->config,
                                     .table = &run->table,
                                     .people = &run->people,
                                     .pay = &run->pay,
                                     .payments = &run->payments,
                                     .part_periods = &run->part_periods,
                                     .classes = &run->classes,
                                     .intervals = run->intervals};
}

static paygap_status run_stages(struct pg_run *run, paygap_error *err)
{
    const char *payroll = run->options->payroll;
    const struct pg_policy *policy = &run->config.policy;
    size_t failures = pg_buffer_failures();

    PG_TRY(configure(run, err));
    run->table.keeps_parts = run->examination != NULL;
    PG_TRY(pg_run_read(run, err));
    if (!pg_run_settle_days(run))
        return pg_no_memory(err);
    if (run->supposed != NULL && !pg_run_suppose_table(run))
        return pg_no_memory(err);
    for (size_t i = 0; i < run->config.n_characteristics; i++)
        run->people.with_unknown_sex |= run->wishes[i].has_labels;
    PG_TRY(pg_population_decide(&run->people, &run->table, policy, payroll, err));
    if (run->examination == NULL)
        pg_table_ids_free(&run->table.ids); // the ids have served their purpose
    PG_TRY(pg_pay_decide(&run->pay, &run->people, &run->table, policy, payroll, err));
    pg_pay_settle_findings(&run->pay, &run->table);
    PG_TRY(pg_run_check_full_pay(run, err));
    if (!pg_run_find_part_periods(run) || !prepare_intervals(run))
        return pg_no_memory(err);
    hand_over(run);
    PG_TRY(pg_run_classify(run, err));
    PG_TRY(pg_run_describe(run, err));
    PG_TRY(pg_run_reports(run, err));
    pg_run_warning_lines(run->results);
    bool failed = run->results->out_of_memory || run->results->arena.failed ||
                  pg_buffer_failures() != failures;
    return failed ? pg_no_memory(err) : PAYGAP_OK;
}

paygap_status pg_run_make(struct pg_run *run, paygap_error *err)
{
    pg_stats_exact_begin();
    run->is_begun = true;
    run->results = calloc(1, sizeof *run->results);
    if (run->results == NULL)
        return pg_no_memory(err);
    if (run->options->payroll == NULL)
        return pg_fail(err, PAYGAP_USAGE, "no payroll file is given");
    return run_stages(run, err);
}

void pg_run_free(struct pg_run *run)
{
    pg_measures_interval_maker_free(run->intervals);
    pg_figures_free_classes(&run->classes);
    pg_pay_free(&run->pay);
    pg_population_free(&run->people);
    free(run->part_periods.rows);
    pg_table_free(&run->table);
    pg_config_free(&run->config);
    pg_run_free_files(run);
    pg_payments_free(&run->payments);
    free(run->wishes);
    paygap_results_free(run->results);
    if (run->is_begun)
        pg_stats_exact_end();
}

paygap_status paygap_run(paygap_results **out, const paygap_options *options,
                         paygap_error *error)
{
    struct pg_run run = {.options = options};

    *out = NULL;
    if (error != NULL)
        *error = (paygap_error){.status = PAYGAP_OK};
    PG_TRY(pg_options_check(options->struct_size, sizeof *options, "PAYGAP_OPTIONS_INIT",
                            error));
    paygap_status status = pg_run_make(&run, error);
    if (status == PAYGAP_OK) {
        *out = run.results;
        run.results = NULL;
    }
    pg_run_free(&run);
    return status == PAYGAP_OK && (*out)->is_provisional ? PAYGAP_PROVISIONAL : status;
}
