// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * verify: published gender pay gap figures put to the test.
 */
#ifndef PAYGAP_VERIFY_H
#define PAYGAP_VERIFY_H

#include <stdio.h>

#include <paygap/error.h>
#include <paygap/export.h>
#include <paygap/io.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum paygap_format {
    PAYGAP_FORMAT_TEXT, /**< for people */
    PAYGAP_FORMAT_CSV,
    PAYGAP_FORMAT_JSON
} paygap_format;

typedef struct paygap_filed_options {
    size_t struct_size;       /**< PAYGAP_FILED_OPTIONS_INIT sets it */
    const char *const *files; /**< paths of downloads of the GOV.UK service, of any years */
    size_t n_files;           /**< 1 or more */
    const char *employer;     /**< print the history of this one alone; NULL = all */
    paygap_format format;     /**< of what is printed about all */
    const paygap_io *const *inputs; /**< what is called like one of them is no file */
    size_t n_inputs;
} paygap_filed_options;

#define PAYGAP_FILED_OPTIONS_INIT PAYGAP_SIZED(paygap_filed_options)

/**
 * Tests every return in downloads of the GOV.UK gender pay gap service: whether any
 * workforce can have its figures, whether they keep the rules of the service, whether they
 * are likely. docs/verify.md lists the checks and proves those that call a return
 * impossible. PAYGAP_COLUMN if a file is no such download, PAYGAP_USAGE if no return is of
 * `employer`; other errors as paygap_run(). Check ferror(stream) after.
 */
PAYGAP_API paygap_status paygap_verify_filed(const paygap_filed_options *options,
                                             FILE *stream, paygap_error *error);

#ifdef __cplusplus
}
#endif

#endif
