// SPDX-License-Identifier: GPL-3.0-or-later
#include <paygap/verify.h>

#include "pg_filed.h"

static paygap_status print(const struct pg_filed *filed,
                           const paygap_filed_options *options, FILE *stream,
                           paygap_error *error)
{
    if (options->employer != NULL) {
        size_t n = pg_filed_print_history(filed, options->employer, stream);
        if (n == 0)
            return pg_fail(
                error, PAYGAP_USAGE,
                "no return in these files is of that employer; give its name, its "
                "number with the service or with Companies House");
        return n == SIZE_MAX ? pg_no_memory(error) : PAYGAP_OK;
    }
    switch (options->format) {
    case PAYGAP_FORMAT_CSV:
        pg_filed_print_csv(filed, stream);
        return PAYGAP_OK;
    case PAYGAP_FORMAT_JSON:
        return pg_filed_print_json(filed, stream) ? PAYGAP_OK : pg_no_memory(error);
    case PAYGAP_FORMAT_TEXT:
    default:
        pg_filed_print(filed, stream);
        return PAYGAP_OK;
    }
}

paygap_status paygap_verify_filed(const paygap_filed_options *options, FILE *stream,
                                  paygap_error *error)
{
    struct pg_filed filed = {.n = 0};
    size_t failures = pg_buffer_failures();
    paygap_status status = PAYGAP_OK;

    if (error != NULL)
        *error = (paygap_error){.status = PAYGAP_OK};
    for (size_t i = 0; i < options->n_files && status == PAYGAP_OK; i++)
        status = pg_filed_read(&filed, options->files[i], error);
    if (status == PAYGAP_OK)
        status = pg_filed_judge(&filed, error);
    if (status == PAYGAP_OK && pg_buffer_failures() != failures)
        status = pg_no_memory(error);
    if (status == PAYGAP_OK)
        status = print(&filed, options, stream, error);
    pg_filed_free(&filed);
    return status;
}
