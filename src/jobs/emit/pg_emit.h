// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * emit: results out, one emitter for each file format. Emitters read results and nothing
 * else, so none can reach an individual's pay.
 */
#ifndef PG_EMIT_H
#define PG_EMIT_H

#include "pg_results.h"
#include "pg_writers.h"

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

#define PG_WORKBOOK_NAME          "publish/report.xlsx"
#define PG_INTERNAL_WORKBOOK_NAME "internal/report.xlsx"

/**
 * The document of a report for an audience. The report must outlive it; the caller frees it
 * in either case. PAYGAP_MEMORY.
 */
paygap_status pg_emit_document(const struct pg_report *report, enum pg_audience audience,
                               struct pg_document *document, paygap_error *err);

/** Prints every report as a person reads it on a terminal; flags as paygap_print(). */
bool pg_emit_mapping(const struct paygap_results *results, FILE *stream);
bool pg_emit_text(const struct paygap_results *results, FILE *stream, unsigned flags);

#endif
