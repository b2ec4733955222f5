// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * paygap: a payroll file in, the statutory gender pay gap figures out.
 *
 *     paygap_options options = PAYGAP_OPTIONS_INIT;
 *     options.payroll = "payroll.csv";
 *     paygap_results *results;
 *     paygap_error error;
 *     paygap_status status = paygap_run(&results, &options, &error);
 *     if (status != PAYGAP_OK && status != PAYGAP_PROVISIONAL) ... error.text says why
 *     paygap_write(results, "out", &error);   // the two folders, if wanted
 *     paygap_results_free(results);
 *
 * The library never prints, never exits and keeps no state between calls; calls on
 * different results may run on different threads. paygap_write() makes the workbook in a
 * child process where the system has fork(), so that no fault there can reach its caller.
 */
#ifndef PAYGAP_PAYGAP_H
#define PAYGAP_PAYGAP_H

#include <stdint.h>
#include <stdio.h>

#include <paygap/attack.h>
#include <paygap/audit.h>
#include <paygap/document.h>
#include <paygap/error.h>
#include <paygap/export.h>
#include <paygap/inspect.h>
#include <paygap/io.h>
#include <paygap/results.h>
#include <paygap/verify.h>
#include <paygap/workforce.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Told now and then how far a long read has come: `done` from 0 to 1, or below 0 when the
 *  size of the input is not known. */
typedef void (*paygap_progress)(void *context, double done);

/** What to run. Begin with PAYGAP_OPTIONS_INIT; PAYGAP_USAGE otherwise, as with all
 *  options. Members that are NULL take the configuration's value, then the default. */
typedef struct paygap_options {
    size_t struct_size; /**< PAYGAP_OPTIONS_INIT sets it */
    const char
        *payroll; /**< path of the CSV file or workbook, "-" for standard input; required */
    const char *const *more; /**< paths of further payroll files of the same employer */
    size_t n_more;
    const char *config;        /**< path of paygap.ini */
    const char *employer;      /**< name of the employer */
    const char *sector;        /**< "private" or "public" */
    const char *snapshot_date; /**< 2026-04-05, 05/04/2026 or 5 April 2026 */
    const char *const *by;     /**< headers of columns to group people by, besides sex */
    size_t n_by;
    bool wants_intervals; /**< 95 % intervals beside gaps and medians */
    bool is_confirmed;    /**< columns recognised by little are right; see PAYGAP_CONFIRM */
    unsigned replicates;  /**< without effect */
    uint64_t seed;        /**< without effect: intervals are worked out without sampling */
    const char *sheet;    /**< name of the sheet, if the payroll is a workbook */
    const char *previous; /**< folder of an earlier report, to compare counts with */
    FILE *messages; /**< audit, explain and verify print there how columns were read and
                         every warning; NULL = nowhere */
    paygap_progress progress;
    void *progress_context;
    const paygap_io *const *inputs; /**< what is called like one of them is no file */
    size_t n_inputs;
} paygap_options;

#define PAYGAP_OPTIONS_INIT PAYGAP_SIZED(paygap_options)

/**
 * Reads the payroll and forms the figures. Returns PAYGAP_OK, or PAYGAP_PROVISIONAL when
 * people had to be left out because their data is bad; *out is then the caller's, to be
 * freed with paygap_results_free(). Anything else is an error and *out is NULL.
 *
 * Depends on nothing but the two files, the options and, if no snapshot date is given,
 * today's date (UTC; the environment variable SOURCE_DATE_EPOCH replaces it).
 */
PAYGAP_API paygap_status paygap_run(paygap_results **out, const paygap_options *options,
                                    paygap_error *error);

/**
 * Writes the folders `publish` and `internal` into `folder`, which is made if missing; with
 * several employers, into one folder for each. All files appear, each whole, or none does.
 */
PAYGAP_API paygap_status paygap_write(const paygap_results *results, const char *folder,
                                      paygap_error *error);

/** How paygap_print() may draw. */
typedef enum paygap_print_flags {
    PAYGAP_PRINT_PLAIN = 0,
    PAYGAP_PRINT_COLOUR = 1, /**< terminal colours */
    PAYGAP_PRINT_ASCII = 2   /**< bars of ASCII characters only */
} paygap_print_flags;

/** Prints the figures as a person reads them on a terminal. Check ferror(stream) after.
 *  False: out of memory, so that some text is missing. */
PAYGAP_API bool paygap_print(const paygap_results *results, FILE *stream, unsigned flags);

/** Prints how the file was read: its layout and what each column was taken to be; nothing
 *  if every column in use has its canonical header. False: out of memory. */
PAYGAP_API bool paygap_print_mapping(const paygap_results *results, FILE *stream);

/** "0.1.0" */
PAYGAP_API const char *paygap_version(void);

#ifdef __cplusplus
}
#endif

#endif
