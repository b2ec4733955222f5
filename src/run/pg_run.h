// SPDX-License-Identifier: GPL-3.0-or-later
/** What the files of run share: one run from the payroll to the results. */
#ifndef PG_RUN_H
#define PG_RUN_H

#include <paygap/paygap.h>

#include "pg_config.h"
#include "pg_pay.h"
#include "pg_payments.h"
#include "pg_population.h"
#include "pg_results.h"
#include "pg_source.h"
#include "pg_survey.h"

struct pg_run;
struct pg_slice;

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
    bool is_begun;                            /**< by pg_run_make() */
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
    struct pg_people people;
    struct pg_pay pay;
    uint32_t *part_rows; /**< who started or left within the pay period, in order */
    size_t n_part_rows;
    bool has_open_parts; /**< of some it is not known, since nobody says where the period is
                          */
    struct paygap_results *results;
    struct pg_label_wish *wishes; /**< one for each characteristic of the configuration */
    struct pg_class {
        struct pg_classified labels;
        const struct pg_label_column *column;
        const struct pg_characteristic *asked;
        uint16_t *finest;   /**< of each row of the table that stands for a person */
        size_t n_differing; /**< people whose posts have different labels */
    } * classes;            /**< the characteristics that the file has */
    size_t n_classes;
    struct pg_interval_maker *intervals; /**< NULL unless they are wanted */
};

/** The rows of one employer. */
struct pg_slice {
    const uint32_t *rows; /**< NULL: every row of the table */
    size_t n;
    uint32_t employer; /**< label code */
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

/** Forms one report: counts, figures, findings, choices. */
paygap_status pg_run_report(struct pg_run *run, struct pg_report *report,
                            const struct pg_slice *slice, paygap_error *err);

/** Warns where a report published earlier and this one together give people away. */
paygap_status pg_run_compare_previous(struct pg_run *run, struct pg_report *report,
                                      paygap_error *err);

/** Prepares the intervals, if they are wanted. False: out of memory. */
bool pg_run_prepare_intervals(struct pg_run *run);

struct pg_members;

/** Adds the figures by ethnicity and every other characteristic to a report. */
paygap_status pg_run_breakdowns(struct pg_run *run, struct pg_report *report,
                                const struct pg_slice *slice, struct pg_members *hourly,
                                struct pg_members *bonus, paygap_error *err);

/** Adds what each pay element of payment lines does to the figures. */
bool pg_run_element_audit(struct pg_run *run, struct pg_report *report,
                          const struct pg_slice *slice);

/** Counts the people of each pattern of groups, for disclosure control. */
bool pg_run_atoms(struct pg_run *run, struct pg_report *report,
                  const struct pg_slice *slice);

/** What the characteristics are in this file, once it is read. */
paygap_status pg_run_classify(struct pg_run *run, paygap_error *err);
void pg_run_free_classes(struct pg_run *run);

/** Fills in what the filing format asks for. */
void pg_run_filing(struct pg_run *run, struct pg_report *report);

/** Forms the report of each employer from what the stages have decided. */
paygap_status pg_run_reports(struct pg_run *run, paygap_error *err);

/** Reads all payroll files, payment lines and hours of weeks into the table. */
paygap_status pg_run_read(struct pg_run *run, paygap_error *err);
void pg_run_free_files(struct pg_run *run);

/** A payroll file, as options and configuration have it. */
struct pg_source pg_run_source(const struct pg_run *run, const char *path);

/** Adds payment lines and hours of weeks, if the configuration has them. */
paygap_status pg_run_payments(struct pg_run *run, paygap_error *err);

/** The name of a file as outputs may show it; borrowed from the results. */
const char *pg_run_name_of(struct paygap_results *results, const char *path);

/** PAYGAP_CHOICE if the file has a row for each payment and nobody said what they are. */
paygap_status pg_run_check_lines(const struct pg_run *run, const struct pg_run_file *file,
                                 paygap_error *err);

/** Asks about people with a deduction for unpaid leave: PAYGAP_CHOICE if nothing says who
 * is on full pay; a warning if something does, and says that they are. */
paygap_status pg_run_check_full_pay(struct pg_run *run, paygap_error *err);

/** PAYGAP_CHOICE if a column looks like pay or a bonus and would not be read. */
paygap_status pg_run_check_unread(const struct pg_run *run, const struct pg_run_file *file,
                                  paygap_error *err);

/** Warns of columns that mark rows to leave out, or values to replace others. */
void pg_run_warn_marks(struct pg_run *run, const struct pg_run_file *file);

/** Records how a file is laid out. PAYGAP_MEMORY when out of memory. */
paygap_status pg_run_describe_layout(struct pg_run *run, const struct pg_layout *layout);

/** Records the columns in the order of a file and what each was read as. */
void pg_run_describe_columns(struct pg_run *run, const struct pg_run_file *file);

/** Records input, configuration and columns, and warns about what was taken for granted. */
paygap_status pg_run_describe(struct pg_run *run, paygap_error *err);

/** Puts the days that pay covers in the place of the pay period, and notes who started or
 *  left within it. False: out of memory. */
bool pg_run_settle_days(struct pg_run *run);

/** Adds the findings about these people, once it is known who counts. False: out of memory.
 */
bool pg_run_find_part_periods(struct pg_run *run);

/** Warns of such people in the hourly figures, and of what the gaps would be without them.
 *  False: out of memory. */
bool pg_run_warn_part_periods(struct pg_run *run, struct pg_report *report,
                              struct pg_members *hourly);

/** The name of the file that a finding is about. */
const char *pg_run_file_of(const struct pg_run *run, const struct pg_finding *finding);

/** Marks the columns of a file that look like pay or a date of leaving, are not read and
 * have no value in the rows that were looked at; whether there are any. */
bool pg_run_watch(const struct pg_run *run, const struct pg_run_file *file,
                  bool *is_watched);

/** PAYGAP_CHOICE if one of them had a value further down. */
paygap_status pg_run_check_watched(const struct pg_run *run, const struct pg_run_file *file,
                                   const struct pg_watch *watch, paygap_error *err);

/** Warns of payments that are of nobody in the list: the report is provisional. */
void pg_run_warn_unclaimed(struct pg_run *run, struct pg_report *report);

/** The published figures of an earlier report that a report is compared with, in the folder
 *  of --previous; NULL when out of memory. */
const char *pg_run_previous_path(const struct pg_run *run, const struct pg_report *report,
                                 struct pg_arena *arena);

/** Warns about people left out whom somebody should look at. */
void pg_run_warn_left_out(struct paygap_results *results, struct pg_report *report);

/** Makes the lines of paygap_results_warning(). */
void pg_run_warning_lines(struct paygap_results *results);

#endif
