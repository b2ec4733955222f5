// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * workforce: the workforce equality report: representation, disclosure, targets, WRES
 * metrics, pay gaps over time and actions.
 */
#ifndef PAYGAP_WORKFORCE_H
#define PAYGAP_WORKFORCE_H

#include <stddef.h>
#include <stdio.h>

#include <paygap/error.h>
#include <paygap/export.h>
#include <paygap/io.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct paygap_workforce_options {
    size_t struct_size;        /**< PAYGAP_WORKFORCE_OPTIONS_INIT sets it */
    const char *const *people; /**< paths of people tables, one for each snapshot date */
    size_t n_people;           /**< 1 to 12 */
    const char *config;        /**< path of paygap.ini; names every other file */
    const char *employer;      /**< name of the employer */
    const char *snapshot_date; /**< of a single table whose name does not say */
    const char *sheet;         /**< of people tables that are workbooks; NULL = found out */
    const paygap_io *const *inputs; /**< what is called like one of them is no file */
    size_t n_inputs;
} paygap_workforce_options;

#define PAYGAP_WORKFORCE_OPTIONS_INIT PAYGAP_SIZED(paygap_workforce_options)

/**
 * Forms the workforce equality report and prints a summary to `stream` (NULL = none). With
 * `folder` also writes publish/workforce.xlsx, publish/workforce.csv and, complete,
 * internal/workforce.xlsx, workforce.csv and workforce.json: all of them or none. Counts
 * from 1 to the minimum of the policy, and what would give them away, are withheld from
 * publish. PAYGAP_PROVISIONAL if rows of events were left out because they cannot be read;
 * errors as paygap_run() and paygap_write().
 */
PAYGAP_API paygap_status paygap_workforce(const paygap_workforce_options *options,
                                          const char *folder, FILE *stream,
                                          paygap_error *error);

#ifdef __cplusplus
}
#endif

#endif
