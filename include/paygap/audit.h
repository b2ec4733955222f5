// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * audit: every figure explained and recomputable.
 */
#ifndef PAYGAP_AUDIT_H
#define PAYGAP_AUDIT_H

#include <stdio.h>

#include <paygap/error.h>
#include <paygap/export.h>
#include <paygap/io.h>
#include <paygap/statutory.h>

#ifdef __cplusplus
extern "C" {
#endif

struct paygap_options;

typedef struct paygap_audit_options {
    size_t struct_size;                  /**< PAYGAP_AUDIT_OPTIONS_INIT sets it */
    const struct paygap_options *report; /**< as for paygap_run(); the payroll is a file */
    const char
        *pseudonym_key; /**< path of a key file; ids become keyed hashes. NULL = ids */
} paygap_audit_options;

#define PAYGAP_AUDIT_OPTIONS_INIT PAYGAP_SIZED(paygap_audit_options)

/**
 * Writes what paygap_write() writes, and for each employer internal/audit.xlsx: the
 * workings of every employee, and every statutory figure as a formula over them; and
 * internal/manifest.json: what went in, what came out, and how to make it again.
 * PAYGAP_USAGE if the payroll is standard input; PAYGAP_PROVISIONAL as paygap_run(); other
 * errors as paygap_run() and paygap_write().
 */
PAYGAP_API paygap_status paygap_audit(const paygap_audit_options *options,
                                      const char *folder, paygap_error *error);

/**
 * Makes again what the manifest at `path` describes, and prints to `stream` whether every
 * file is the same to the byte. `inputs` is a folder to look for the input files in (NULL =
 * where they were, then beside the manifest). PAYGAP_DIFFERENT if something differs.
 */
PAYGAP_API paygap_status paygap_reproduce(const char *path, const char *inputs,
                                          FILE *stream, paygap_error *error);

/**
 * Prints how the figures of one employee came about, step by step with the regulations: of
 * the employee with that id, or of that line of the payroll file (employee = NULL).
 * PAYGAP_USAGE if there is none; other errors as paygap_run().
 */
PAYGAP_API paygap_status paygap_explain(const struct paygap_options *options,
                                        const char *employee, size_t line, FILE *stream,
                                        paygap_error *error);

/**
 * Recomputes the figures and compares them with those published. Prints each comparison
 * and, for those that differ, the mistakes that explain them. PAYGAP_DIFFERENT if one
 * differs; PAYGAP_USAGE if none is given, or one is no number.
 */
PAYGAP_API paygap_status paygap_verify(const struct paygap_options *options,
                                       const paygap_published *published, FILE *stream,
                                       paygap_error *error);

/**
 * Reads the figures of an employer (NULL = the only one) from a download of the service or
 * a statutory.csv. The caller frees them with paygap_published_free(), also after an error.
 * Errors as paygap_verify_filed().
 */
PAYGAP_API paygap_status paygap_read_published(paygap_published *published,
                                               const char *path, const char *employer,
                                               paygap_error *error);

/** Frees what paygap_read_published() has filled; its texts are NULL after. */
PAYGAP_API void paygap_published_free(paygap_published *published);

#ifdef __cplusplus
}
#endif

#endif
