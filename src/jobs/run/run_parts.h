// SPDX-License-Identifier: GPL-3.0-or-later
/** What only the files of run share: the steps of one run, in the order of run.c. */
#ifndef PG_RUN_PARTS_H
#define PG_RUN_PARTS_H

#include "pg_run.h"

/** Reads all payroll files, payment lines and hours of weeks into the table. */
paygap_status pg_run_read(struct pg_run *run, paygap_error *err);
void pg_run_free_files(struct pg_run *run);

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

/** Marks the columns of a file that look like pay or a date of leaving, are not read and
 * have no value in the rows that were looked at; whether there are any. */
bool pg_run_watch(const struct pg_run *run, const struct pg_run_file *file,
                  bool *is_watched);

/** PAYGAP_CHOICE if one of them had a value further down. */
paygap_status pg_run_check_watched(const struct pg_run *run, const struct pg_run_file *file,
                                   const struct pg_watch *watch, paygap_error *err);

/** Warns of payments that are of nobody in the list: the report is provisional. */
void pg_run_warn_unclaimed(struct pg_run *run, struct pg_report *report);

/** Warns about people left out whom somebody should look at. */
void pg_run_warn_left_out(struct paygap_results *results, struct pg_report *report);

/** Makes the lines of paygap_results_warning(). */
void pg_run_warning_lines(struct paygap_results *results);

/** Finds the characteristics that the file has and puts everybody into their groups. Adds
 *  the rows whose labels are in no group to the findings. */
paygap_status pg_run_classify(struct pg_run *run, paygap_error *err);

/** Forms the report of each employer from what the stages have decided, and withholds from
 *  it what may not be published. */
paygap_status pg_run_reports(struct pg_run *run, paygap_error *err);

/** Lists the findings that are about the rows of an employer. False: out of memory. */
bool pg_run_list_findings(struct pg_run *run, struct pg_report *report,
                          const struct pg_slice *slice);

/** Fills in what the filing format asks for. */
void pg_run_filing(struct pg_run *run, struct pg_report *report);

/** Warns where a report published earlier and this one together give people away. */
paygap_status pg_run_compare_previous(struct pg_run *run, struct pg_report *report,
                                      paygap_error *err);

/** What is supposed of policy and elements, before reading. False: out of memory. */
bool pg_run_suppose_config(struct pg_run *run);

/** What is supposed of the table, after reading. False: out of memory. */
bool pg_run_suppose_table(struct pg_run *run);

#endif
