// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Errors. A call that cannot go on returns a status other than PAYGAP_OK and fills the
 * paygap_error its caller passed as the last argument (NULL if the caller does not want
 * it). The first error wins: the message comes from where the fault was found.
 */
#ifndef PAYGAP_ERROR_H
#define PAYGAP_ERROR_H

#include <stddef.h>

#include <paygap/export.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum paygap_status {
#define PAYGAP_STATUS(name, exit_status, meaning, example) PAYGAP_##name,
#include <paygap/error_codes.def>
#undef PAYGAP_STATUS
    PAYGAP_N_STATUSES
} paygap_status;

/** What went wrong and where. Holds no pay and no names. */
typedef struct paygap_error {
    paygap_status status;
    char source[96]; /**< file name without its folder; "" if not about a file */
    size_t row;      /**< 1-based line of the file; 0 = not about a row */
    size_t column;   /**< 1-based column; 0 = not about a column */
    char text[1000]; /**< one line, lower case, no full stop: what is wrong, what to do;
                          beside PAYGAP_OK "", or a remark on the files written */
} paygap_error;

/** The exit status (0 to 5) a program should end with after `status`. */
PAYGAP_API int paygap_exit_status(paygap_status status);

/** What `status` means, as one line; never NULL. */
PAYGAP_API const char *paygap_status_meaning(paygap_status status);

/** Frees a text that the library made and gave away; NULL is allowed. Wherever a text is
 * the caller's, its function says so; all others are borrowed. */
PAYGAP_API void paygap_free(void *text);

#ifdef __cplusplus
}
#endif

#endif
