// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_payments.h"

#include "pg_survey.h"

static size_t by_header(const struct pg_row *header, const char *name)
{
    for (size_t i = 0; i < header->n_cells; i++) {
        if (pg_schema_same_header(pg_str_trim(header->cells[i]), name))
            return i + 1;
    }
    return 0;
}

// The column that exports usually call so; the best-ranked of several.
static size_t by_meaning(const struct pg_row *header, int meaning)
{
    unsigned best_rank = UINT32_MAX;
    size_t best = 0;

    for (size_t i = 0; i < header->n_cells; i++) {
        struct pg_header_reading reading =
            pg_schema_header_read(pg_str_trim(header->cells[i]));
        if ((int)reading.meaning != meaning || reading.rank >= best_rank)
            continue;
        best = i + 1;
        best_rank = reading.rank;
    }
    return best;
}

paygap_status pg_payments_line_columns_find(const struct pg_line_columns *wanted,
                                            const struct pg_row *header, const char *path,
                                            const char *section, paygap_error *err)
{
    for (size_t i = 0; i < wanted->n; i++) {
        const char *named = wanted->headers != NULL ? wanted->headers[i] : NULL;
        wanted->columns[i] = by_header(header, named != NULL ? named : wanted->names[i]);
        if (wanted->columns[i] == 0 && named != NULL)
            return pg_fail_at(err, PAYGAP_COLUMN, path, header->line, 0,
                              "no column \"%.60s\", which [%s] names as %s", named, section,
                              wanted->names[i]);
        if (wanted->columns[i] == 0)
            wanted->columns[i] = by_meaning(header, wanted->meanings[i]);
    }
    return PAYGAP_OK;
}
