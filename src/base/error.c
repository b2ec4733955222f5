// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_base.h"

#include <stdarg.h>
#include <stdio.h>

static const struct {
    int exit_status;
    const char *meaning;
} statuses[] = {
#define PAYGAP_STATUS(name, exit_status, meaning, example) {exit_status, meaning},
#include <paygap/error_codes.def>
#undef PAYGAP_STATUS
};

int paygap_exit_status(paygap_status status)
{
    return (unsigned)status < PAYGAP_N_STATUSES ? statuses[status].exit_status : 5;
}

const char *paygap_status_meaning(paygap_status status)
{
    return (unsigned)status < PAYGAP_N_STATUSES ? statuses[status].meaning
                                                : "unknown status";
}

static void fill(paygap_error *err, paygap_status status, const char *path, size_t row,
                 size_t column, const char *format, va_list arguments)
{
    struct pg_buffer name = {0};

    if (err == NULL || err->status != PAYGAP_OK)
        return;
    err->status = status;
    err->row = row;
    err->column = column;
    pg_buffer_add_visible(&name, pg_str_of(pg_file_name(path)), 90);
    snprintf(err->source, sizeof err->source, "%s", name.ptr != NULL ? name.ptr : "");
    pg_buffer_free(&name);
    vsnprintf(err->text, sizeof err->text, format, arguments);
}

paygap_status pg_fail(paygap_error *err, paygap_status status, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    fill(err, status, "", 0, 0, format, arguments);
    va_end(arguments);
    return status;
}

paygap_status pg_fail_at(paygap_error *err, paygap_status status, const char *path,
                         size_t row, size_t column, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    fill(err, status, path, row, column, format, arguments);
    va_end(arguments);
    return status;
}

paygap_status pg_no_memory(paygap_error *err)
{
    return pg_fail(err, PAYGAP_MEMORY, "out of memory");
}

const char *pg_file_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL ? slash + 1 : path;
}
