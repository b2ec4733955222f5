// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * inspect: what a file is and how paygap reads it, before any figure is formed.
 */
#ifndef PAYGAP_INSPECT_H
#define PAYGAP_INSPECT_H

#include <stdio.h>

#include <paygap/error.h>
#include <paygap/export.h>
#include <paygap/io.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What to look at. Members that are NULL take the configuration's value, then the
 *  default. */
typedef struct paygap_inspect_options {
    size_t struct_size;   /**< PAYGAP_INSPECT_OPTIONS_INIT sets it */
    const char *payroll;  /**< path of the file, "-" for standard input; required */
    const char *config;   /**< path of paygap.ini */
    const char *sheet;    /**< name of the sheet, if it is a workbook */
    const char *write_to; /**< path of a new paygap.ini to be written; NULL = none */
    const paygap_io *const *inputs; /**< what is called like one of them is no file */
    size_t n_inputs;
} paygap_inspect_options;

#define PAYGAP_INSPECT_OPTIONS_INIT PAYGAP_SIZED(paygap_inspect_options)

/**
 * Prints what a file is and how it would be read: layout, columns with what they seem to be
 * and why, pay elements, what is missing. Nothing printed identifies a person. With
 * `write_to` also writes a configuration with remarks, whole or not at all: PAYGAP_OUTPUT
 * if the file is there already. Other errors as paygap_run(). Check ferror(stream) after.
 */
PAYGAP_API paygap_status paygap_inspect(const paygap_inspect_options *options, FILE *stream,
                                        paygap_error *error);

/**
 * Prints the cells of a file as they are read, as a JSON array of rows: for a text file
 * from the header on, for a workbook from the first row of the sheet on, blank rows as [].
 * Text is kept as it is; dates of a workbook are in ISO form, numbers plain decimals. Check
 * ferror(stream) after. Errors as paygap_run().
 */
PAYGAP_API paygap_status paygap_print_cells(const paygap_inspect_options *options,
                                            FILE *stream, paygap_error *error);

#ifdef __cplusplus
}
#endif

#endif
