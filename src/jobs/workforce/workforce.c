// SPDX-License-Identifier: GPL-3.0-or-later
/* The workforce equality report on one screen: people in, tables out, and all files. */
#include "pg_workforce.h"

#include "pg_attack.h"

#include "pg_document_data.h"
#include "pg_platform.h"
#include "pg_run.h"
#include "pg_stats.h"
#include "pg_writers.h"

#include <stdlib.h>

size_t pg_workforce_latest(const struct pg_workforce *workforce)
{
    return workforce->n_snapshots - 1;
}

size_t pg_workforce_axis_called(const struct pg_workforce *workforce, const char *name)
{
    for (size_t a = 0; a < workforce->n_axes; a++) {
        if (pg_str_same(pg_str_of(name), workforce->axes[a].name))
            return a;
    }
    return SIZE_MAX;
}

size_t pg_workforce_group_called(const struct pg_axis *axis, struct pg_str name)
{
    for (size_t g = 0; g < axis->n_groups; g++) {
        if (pg_str_same(name, axis->groups[g]))
            return g;
    }
    return SIZE_MAX;
}

// ---------------------------------------------------------------- the report

static paygap_status configure(struct pg_workforce *workforce, paygap_error *err)
{
    const paygap_workforce_options *options = workforce->options;

    workforce->config.inputs =
        (struct pg_inputs){options->inputs, options->n_inputs, false};
    PG_TRY(pg_inputs_check(workforce->config.inputs, err));
    if (options->n_people == 0)
        return pg_fail(err, PAYGAP_USAGE, "no people table is given");
    if (options->n_people > PG_MAX_SNAPSHOTS)
        return pg_fail(err, PAYGAP_USAGE, "at most %d people tables can be compared",
                       PG_MAX_SNAPSHOTS);
    if (options->config != NULL)
        PG_TRY(pg_config_read(&workforce->config, options->config, err));
    workforce->employer = options->employer != NULL ? options->employer
                          : workforce->config.employer.name != NULL
                              ? workforce->config.employer.name
                              : "Unnamed employer";
    workforce->has_name =
        options->employer != NULL || workforce->config.employer.name != NULL;
    pg_workforce_take_settings(workforce);
    pg_workforce_warn_of_minima(workforce);
    return PAYGAP_OK;
}

static paygap_status form(struct pg_workforce *workforce, paygap_error *err)
{
    size_t failures = pg_buffer_failures();

    PG_TRY(configure(workforce, err));
    PG_TRY(pg_workforce_people_read(workforce, err));
    PG_TRY(pg_workforce_check_names(workforce, err));
    if (!pg_workforce_people_count(workforce))
        return pg_no_memory(err);
    PG_TRY(pg_workforce_events_read(workforce, err));
    pg_workforce_add_trends(workforce);
    pg_workforce_add_profile(workforce);
    pg_workforce_add_disclosure_rates(workforce);
    pg_workforce_add_leadership(workforce);
    PG_TRY(pg_workforce_add_representation(workforce, err));
    PG_TRY(pg_workforce_add_targets(workforce, err));
    pg_workforce_add_lifecycle(workforce);
    PG_TRY(pg_workforce_add_wres(workforce, err));
    PG_TRY(pg_workforce_add_pay_over_time(workforce, err));
    PG_TRY(pg_workforce_add_actions(workforce, err));
    PG_TRY(pg_workforce_people_protect(workforce, err));
    pg_workforce_withhold_all(workforce);
    PG_TRY(pg_document_end(&workforce->document, err));
    bool failed = workforce->out_of_memory || workforce->arena.failed ||
                  workforce->texts.out_of_memory || workforce->texts.arena.failed ||
                  pg_buffer_failures() != failures;
    return failed ? pg_no_memory(err) : PAYGAP_OK;
}

paygap_status pg_workforce_make(struct pg_workforce *workforce,
                                const paygap_workforce_options *options, paygap_error *err)
{
    *workforce = (struct pg_workforce){.options = options};
    pg_document_begin(&workforce->document);
    pg_stats_exact_begin();
    return form(workforce, err);
}

void pg_workforce_free(struct pg_workforce *workforce)
{
    for (size_t s = 0; s < PG_MAX_SNAPSHOTS; s++)
        pg_workforce_rows_free(&workforce->files[s]);
    for (size_t a = 0; a < workforce->n_axes; a++) {
        free(workforce->axes[a].groups);
        free(workforce->axes[a].kinds);
        free(workforce->axes[a].group_of);
        free(workforce->axes[a].inside);
    }
    for (int d = 0; d < PG_N_PLACES; d++) {
        free(workforce->is_sex_only[d]);
        free(workforce->places[d].groups);
        free(workforce->places[d].group_of);
    }
    pg_document_free(&workforce->document);
    free(workforce->abouts);
    free(workforce->tests);
    free(workforce->is_regulated);
    free(workforce->counts);
    free(workforce->hidden);
    free(workforce->told);
    free(workforce->made);
    free(workforce->rests);
    free(workforce->unions);
    free(workforce->events);
    free(workforce->missing.items);
    free(workforce->warnings.items);
    pg_config_free(&workforce->config);
    pg_arena_free(&workforce->arena);
    pg_arena_free(&workforce->texts.arena);
    pg_stats_exact_end();
}

// ---------------------------------------------------------------- files

static paygap_status emit(void *context, const char *path, const char *scratch,
                          struct pg_workbook_facts *facts, paygap_error *err)
{
    return pg_writers_workbook(context, path, scratch, facts, err);
}

static paygap_status write_workbook(struct pg_workforce *workforce,
                                    struct pg_outputs *outputs, bool is_published,
                                    const char **written, paygap_error *err)
{
    struct pg_document book;
    struct pg_workbook_job job = {emit, &book};
    const char *path = NULL;
    paygap_status status = pg_workforce_book(workforce, is_published, &book, err);

    if (status == PAYGAP_OK)
        status = pg_platform_outputs_add(
            outputs, is_published ? "publish/workforce.xlsx" : "internal/workforce.xlsx",
            !is_published, NULL, &path, err);
    if (status == PAYGAP_OK)
        status = pg_run_write_workbook(outputs, path, &job, err);
    pg_document_free(&book);
    *written = path;
    return status;
}

enum text_file { TIDY_PUBLISHED, TIDY_INTERNAL, JSON_INTERNAL };

static paygap_status write_text(struct pg_workforce *workforce, struct pg_outputs *outputs,
                                const char *name, enum text_file kind, const char **written,
                                paygap_error *err)
{
    const char *path = NULL;

    PG_TRY(
        pg_platform_outputs_add(outputs, name, kind != TIDY_PUBLISHED, NULL, &path, err));
    FILE *file = pg_platform_outputs_open(path);
    if (file == NULL)
        return pg_platform_outputs_fail(outputs, path, pg_platform_reason(), err);
    bool is_written = true;
    if (kind == JSON_INTERNAL)
        is_written = pg_workforce_write_json(workforce, file);
    workforce->document.is_published = kind == TIDY_PUBLISHED;
    if (kind != JSON_INTERNAL)
        is_written = pg_writers_tidy(&workforce->document, file);
    PG_TRY(pg_platform_outputs_close(outputs, file, path, err));
    *written = path;
    return is_written ? PAYGAP_OK : pg_no_memory(err);
}

// The files as they will be published, read back by somebody who knows nothing else, with
// the report on pay that is published there already.
static paygap_status attack(const struct pg_workforce *workforce,
                            struct pg_attack_files files, const char *folder,
                            paygap_error *err)
{
    const struct pg_policy *policy = &workforce->config.policy;
    struct pg_buffer beside = {0};

    files.results = pg_run_published_beside(&beside, folder, "publish/results.csv");
    paygap_status status =
        pg_run_attack(&files, pg_policy_minimum(policy, PG_MINIMUM_COUNT),
                      pg_policy_minimum(policy, PG_MINIMUM_PUBLISH), err);
    pg_buffer_free(&beside);
    return status;
}

static paygap_status write_all(struct pg_workforce *workforce, struct pg_outputs *outputs,
                               const char *folder, paygap_error *err)
{
    struct pg_attack_files published = {0};
    const char *other;

    PG_TRY(write_text(workforce, outputs, "publish/workforce.csv", TIDY_PUBLISHED,
                      &published.workforce, err));
    PG_TRY(write_text(workforce, outputs, "internal/workforce.csv", TIDY_INTERNAL, &other,
                      err));
    PG_TRY(write_text(workforce, outputs, "internal/workforce.json", JSON_INTERNAL, &other,
                      err));
    PG_TRY(write_workbook(workforce, outputs, true, &published.workforce_book, err));
    PG_TRY(attack(workforce, published, folder, err));
    return write_workbook(workforce, outputs, false, &other, err);
}

static paygap_status write_folder(struct pg_workforce *workforce, const char *folder,
                                  paygap_error *err)
{
    struct pg_outputs *outputs = NULL;

    PG_TRY(pg_platform_outputs_begin(&outputs, folder, err));
    paygap_status status = write_all(workforce, outputs, folder, err);
    if (status != PAYGAP_OK) {
        pg_platform_outputs_abandon(outputs);
        return status;
    }
    return pg_platform_outputs_commit(outputs, err);
}

static void release(void *owned)
{
    if (owned != NULL)
        pg_workforce_free(owned);
    free(owned);
}

// A workforce of its own, which the caller releases, also after an error; NULL if there is
// none.
static paygap_status make(struct pg_workforce **workforce,
                          const paygap_workforce_options *options, paygap_error *error)
{
    if (error != NULL)
        *error = (paygap_error){.status = PAYGAP_OK};
    PG_TRY(pg_options_check(options->struct_size, sizeof *options,
                            "PAYGAP_WORKFORCE_OPTIONS_INIT", error));
    *workforce = malloc(sizeof **workforce);
    return *workforce != NULL ? pg_workforce_make(*workforce, options, error)
                              : pg_no_memory(error);
}

paygap_status paygap_workforce(const paygap_workforce_options *options, const char *folder,
                               FILE *stream, paygap_error *error)
{
    struct pg_workforce *workforce = NULL;
    paygap_status status = make(&workforce, options, error);

    // The summary first: once the files are in place nothing may fail any more.
    if (status == PAYGAP_OK && stream != NULL && !pg_workforce_print(workforce, stream))
        status = pg_no_memory(error);
    if (status == PAYGAP_OK && folder != NULL)
        status = write_folder(workforce, folder, error);
    if (status == PAYGAP_OK && workforce->is_provisional)
        status = PAYGAP_PROVISIONAL;
    release(workforce);
    return status;
}

paygap_status paygap_workforce_document(paygap_document **out,
                                        const paygap_workforce_options *options,
                                        paygap_audience audience, paygap_error *error)
{
    struct pg_document book = {.failed = false};
    struct pg_workforce *workforce = NULL;

    *out = NULL;
    paygap_status status = make(&workforce, options, error);
    if (status == PAYGAP_OK)
        status = pg_workforce_book(workforce, audience == PAYGAP_TO_PUBLISH, &book, error);
    if (status != PAYGAP_OK) {
        pg_document_free(&book);
        release(workforce);
        return status;
    }
    bool is_provisional = workforce->is_provisional;
    status =
        pg_document_give(out, &book, (struct pg_document_owner){workforce, release}, error);
    return status == PAYGAP_OK && is_provisional ? PAYGAP_PROVISIONAL : status;
}
