// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * audit: every figure explained. From a run that is still whole come the workings of each
 * employee, a workbook whose formulas recompute the figures, what the figures would be
 * under other choices or with a mistake, the story of one employee, and the record from
 * which the same files can be made again. Nothing here is to be published.
 */
#ifndef PG_AUDIT_H
#define PG_AUDIT_H

#include <paygap/audit.h>

#include "pg_law.h"
#include "pg_run.h"
#include "pg_suppose.h"

/** Prints what report prints on standard error: how columns were read, and the warnings. */
void pg_audit_say(const struct pg_run *run);

// ---------------------------------------------------------------- workings

/** How one row of the payroll comes to count. */
struct pg_working {
    uint32_t row;   /**< of the table */
    uint32_t place; /**< in order of hourly pay, from 1; 0 = not in the hourly figures */
    uint32_t same_rate; /**< number of the rate, from 1; the tied have one number */
    uint8_t first_quarter, last_quarter; /**< they differ where a tie lies across */
    uint32_t
        employee; /**< 1-based number shared by the posts of one employee; 0 = one post */
};

/** The rows of one report: those in the hourly figures in order of pay, then the others in
 *  order of the file. */
struct pg_workings {
    const struct pg_run *run;
    const struct pg_report *report;
    struct pg_working *items;
    size_t n, n_hourly;
};

/** False when out of memory; the caller frees in either case. */
bool pg_audit_workings_make(struct pg_workings *workings, const struct pg_run *run,
                            const struct pg_report *report, const struct pg_slice *slice);
void pg_audit_workings_free(struct pg_workings *workings);

/** "12.5" of a fraction of whole numbers, or "175000/11431": num and den in full. */
const char *pg_audit_say_fraction(struct pg_fraction value, char text[static 96]);

// ---------------------------------------------------------------- other choices

/** The statutory figures in the order of the form; "" is none. */
struct pg_fourteen {
    const char *text[PG_N_STATUTORY];
    double value[PG_N_STATUTORY]; /**< where `text` is not "" */
    double sizes[4];              /**< people in each quarter, lowest first */
};

struct pg_scenario {
    struct pg_supposition supposed;
    const char *title;
    const char *note; /**< why it cannot be tried; NULL = it was */
    bool is_absent;   /**< nobody of this report is concerned */
    struct pg_fourteen figures;
};

/** What the figures of each report would be otherwise. */
struct pg_scenarios {
    struct pg_scenario *items; /**< those of the first report, then of the next */
    size_t n;                  /**< of one report */
    size_t capacity;
};

/** The figures of a report as published. */
void pg_audit_fourteen_of(struct pg_fourteen *figures, const struct pg_report *report);

/** Runs again with something otherwise; who looks closer is told of each report. As
 *  paygap_run(). */
paygap_status pg_audit_suppose_run(const struct pg_run *run,
                                   const struct pg_suppositions *supposed,
                                   const struct pg_examination *examination,
                                   paygap_error *err);

/** Every choice in force tried the other way. As paygap_run(). */
paygap_status pg_audit_scenarios_make(struct pg_scenarios *scenarios,
                                      const struct pg_run *run, struct pg_arena *arena,
                                      paygap_error *err);

/** What the mean gap would be without one person. */
struct pg_influence {
    uint32_t row;
    double gap, change; /**< percent, percentage points */
};

enum { PG_MOST_INFLUENTIAL = 20 };

/** The people whose removal moves the mean gap most, in falling order; their number. */
size_t pg_audit_influence_find(const struct pg_workings *workings,
                               struct pg_influence found[static PG_MOST_INFLUENTIAL]);

// ---------------------------------------------------------------- the workbook

/** What the sheets of the workbook share. */
struct pg_audit_book {
    struct pg_document *document;
    const struct pg_workings *workings;
    const struct pg_scenario *scenarios; /**< of this report */
    size_t n_scenarios;
    const struct pg_manifest *manifest;
    const char *key; /**< of the pseudonyms; NULL = ids as they are */
    size_t key_len;
    size_t first_row; /**< of the employees: row of the sheet, from 1 */
    bool is_live;     /**< rows of employees have formulas */
};

/** Above so many rows the workings of each row are values, not formulas. */
enum { PG_MOST_LIVE_ROWS = 20000, PG_MOST_ROWS = 1000000 };

void pg_audit_sheet_guide(struct pg_audit_book *audit);
void pg_audit_sheet_figures(struct pg_audit_book *audit);
/** And the ties across their boundaries: the formulas of either refer to the other. */
void pg_audit_sheet_quarters(struct pg_audit_book *audit);
void pg_audit_sheet_employees(struct pg_audit_book *audit);
void pg_audit_sheet_sensitivity(struct pg_audit_book *audit);
void pg_audit_sheet_influence(struct pg_audit_book *audit);
void pg_audit_sheet_provenance(struct pg_audit_book *audit);

/** Writes the workbook of one report to `path`. As pg_writers_workbook(). */
struct pg_workbook_facts;
paygap_status pg_audit_workbook(struct pg_audit_book *audit, const char *path,
                                const char *scratch_folder, struct pg_workbook_facts *facts,
                                paygap_error *err);

// ---------------------------------------------------------------- provenance

/** A file that went in or came out. */
struct pg_manifest_file {
    const char *name, *role; /**< input, configuration, payment lines, hours; output */
    char sha256[65];
};

struct pg_manifest {
    const struct pg_run *run;
    const paygap_audit_options *options;
    struct pg_manifest_file *inputs, *outputs;
    size_t n_inputs, n_outputs;
    const char *command; /**< that makes the same files again */
};

/** Notes what went in. PAYGAP_OPEN if a file is no longer there. */
paygap_status pg_audit_manifest_begin(struct pg_manifest *manifest,
                                      const struct pg_run *run,
                                      const paygap_audit_options *options,
                                      struct pg_arena *arena, paygap_error *err);
struct pg_outputs;
/** Notes the outputs that are written so far. */
paygap_status pg_audit_manifest_note_outputs(struct pg_manifest *manifest,
                                             const struct pg_outputs *outputs,
                                             paygap_error *err);
bool pg_audit_manifest_write(const struct pg_manifest *manifest, FILE *file);
void pg_audit_manifest_free(struct pg_manifest *manifest);

#endif
