// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * run: one payroll from the file to the results, and the outputs in their folder. What
 * others look at closer (audit, workforce) is a run that is still whole: its table, who
 * counts, the pay of everybody, the characteristics.
 *
 * First pg_run_make(), last pg_run_free(). Members are filled in the order in which they
 * stand; what is judged stays in its place while the run lives.
 */
#ifndef PG_RUN_H
#define PG_RUN_H

#include <paygap/paygap.h>

#include "pg_config.h"
#include "pg_figures.h"
#include "pg_source.h"
#include "pg_survey.h"

struct pg_run;

/** What somebody who looks closer wants of a run besides its figures. */
struct pg_examination {
    /** Told of each report once it is formed; the run is whole, `slice` valid for the call.
     */
    paygap_status (*take)(void *context, const struct pg_run *run,
                          const struct pg_report *report, const struct pg_slice *slice,
                          paygap_error *err);
    void *context;
    const char *employee; /**< whose payment lines are kept: an id; NULL = by line */
    size_t line;          /**< of the payroll file; 0 = nobody's */
    struct pg_date today; /**< instead of the clock; year 0 = the clock */
};

struct pg_run {
    const paygap_options *options;
    const struct pg_examination *examination; /**< ids and parts of pay are kept; or NULL */
    const struct pg_suppositions *supposed;   /**< figures by sex only; or NULL */
    bool reads_inputs_only; /**< of the options; a file that is none of them is an error */
    bool is_begun;          /**< by pg_run_make() */
    struct pg_config config;
    bool snapshot_is_default;
    struct pg_run_file {
        const char *path, *name;
        struct pg_survey survey;
        struct pg_source_facts facts;
    } * files; /**< of payroll, in order */
    size_t n_files;
    struct pg_run_file lines; /**< of payments, if they are apart */
    const char *hours_name;
    struct pg_payments payments;
    struct pg_table table;
    struct pg_part_periods part_periods;
    struct pg_people people;
    struct pg_pay pay;
    struct paygap_results *results;
    struct pg_label_wish *wishes; /**< one for each characteristic of the configuration */
    struct pg_classes classes;    /**< the characteristics that the file has */
    struct pg_interval_maker *intervals; /**< NULL unless they are wanted */
    struct pg_judged judged;             /**< of the above, once pay is decided */
};

/** Makes a run: `run` has its options, the rest is zero. Its results are in run->results.
 *  pg_run_free() in either case; it frees the results unless they were taken out. */
paygap_status pg_run_make(struct pg_run *run, paygap_error *err);
void pg_run_free(struct pg_run *run);

struct pg_outputs;

/** Files that are written with those of paygap_write(), in the same set. */
struct pg_more_outputs {
    paygap_status (*write)(void *context, struct pg_outputs *outputs, paygap_error *err);
    void *context;
};
paygap_status pg_run_write(const struct paygap_results *results, const char *folder,
                           const struct pg_more_outputs *more, paygap_error *error);

/** Attacks files that are to be published, as anybody could who has them and nothing else.
 *  PAYGAP_FAULT if something of few people can be learnt. */
struct pg_attack_files;
paygap_status pg_run_attack(const struct pg_attack_files *files, double minimum_count,
                            double minimum_publish, paygap_error *err);

/** The path of a file of another command that stands published in a folder already, with
 *  which new files are one publication; NULL if there is none. `path` is the caller's. */
const char *pg_run_published_beside(struct pg_buffer *path, const char *folder,
                                    const char *name);

/** Writes a workbook where no fault can reach the caller, and reads it back. */
struct pg_workbook_facts;
struct pg_workbook_job {
    paygap_status (*emit)(void *context, const char *path, const char *scratch_folder,
                          struct pg_workbook_facts *facts, paygap_error *err);
    void *context;
};
paygap_status pg_run_write_workbook(struct pg_outputs *outputs, const char *path,
                                    const struct pg_workbook_job *job, paygap_error *err);

/** Path of a file that the configuration names, sought beside the configuration; NULL when
 *  out of memory. Lives as long as the results. */
const char *pg_run_beside(const struct pg_run *run, const char *name);

/** Row of the employee with that id, or of that line of the first file (0 = by id);
 *  PG_NO_ROW if there is none. */
uint32_t pg_run_find_row(const struct pg_run *run, const char *employee, size_t line);

/** A payroll file, as options and configuration have it. */
struct pg_source pg_run_source(const struct pg_run *run, const char *path);

/** The name of the file that a finding is about. */
const char *pg_run_file_of(const struct pg_run *run, const struct pg_finding *finding);

/** The published figures of an earlier report that a report is compared with, in the folder
 *  of --previous; NULL when out of memory. */
const char *pg_run_previous_path(const struct pg_run *run, const struct pg_report *report,
                                 struct pg_arena *arena);

#endif
