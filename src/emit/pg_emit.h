// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * emit: results out, one emitter for each file format. Emitters read results and nothing
 * else, so none can reach an individual's pay.
 */
#ifndef PG_EMIT_H
#define PG_EMIT_H

#include "pg_results.h"

#include <stdio.h>

/** Writes one file for one report. False: out of memory; failed writes stay in `file`. */
struct pg_emitter {
    const char *name; /**< path of the file inside the report's folder */
    bool is_private;  /**< readable by its owner only */
    bool (*write)(const struct paygap_results *results, const struct pg_report *report,
                  FILE *file);
};

extern const struct pg_emitter pg_emit_results_published; /**< publish/results.csv */
extern const struct pg_emitter pg_emit_results_internal;  /**< internal/results.csv */
extern const struct pg_emitter pg_emit_statutory;         /**< publish/statutory.csv */
extern const struct pg_emitter pg_emit_findings;          /**< internal/findings.csv */
extern const struct pg_emitter pg_emit_json;              /**< internal/results.json */

/** publish/statutory.csv with a line for every employer of the run. */
bool pg_emit_statutory_all(const struct paygap_results *results, FILE *file);

/** What a workbook must hold when it is read back. */
enum { PG_MAX_SHEETS = 255 };

struct pg_workbook_facts {
    size_t n_sheets;
    size_t n_cells[PG_MAX_SHEETS]; /**< of each sheet */
    uint64_t text_bytes;           /**< of the distinct strings */
};

#define PG_WORKBOOK_NAME          "publish/report.xlsx"
#define PG_INTERNAL_WORKBOOK_NAME "internal/report.xlsx"

/**
 * Writes the workbook for an audience to `path`; temporary files of the library go to
 * `scratch_folder`. PAYGAP_OUTPUT if the library says it failed; it does not always say so,
 * which is why the caller reads the file back and compares it with `facts`.
 */
paygap_status pg_emit_workbook(const struct paygap_results *results,
                               const struct pg_report *report, enum pg_audience audience,
                               const char *path, const char *scratch_folder,
                               struct pg_workbook_facts *facts, paygap_error *err);

/** Prints every report as a person reads it on a terminal; flags as paygap_print(). */
bool pg_emit_mapping(const struct paygap_results *results, FILE *stream);
bool pg_emit_text(const struct paygap_results *results, FILE *stream, unsigned flags);

#endif
