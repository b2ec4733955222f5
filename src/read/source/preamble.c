// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Reports put titles, prompts and blank rows above the header. A row is only taken for the
 * header if all above it are sparse and it holds words only, while what follows fills as
 * many cells: a first row that looks like any other is the header.
 */
#include "reading.h"

static bool is_number_like(struct pg_str cell)
{
    cell = pg_str_trim(cell);
    if (cell.len > 2 && memcmp(cell.ptr, "\xC2\xA3", 2) == 0)
        return true;
    if (cell.len > 1 && (*cell.ptr == '-' || *cell.ptr == '('))
        cell = (struct pg_str){cell.ptr + 1, cell.len - 1};
    return cell.len > 0 && *cell.ptr >= '0' && *cell.ptr <= '9';
}

paygap_status pg_source_preamble_take(void *context, const struct pg_row *row,
                                      paygap_error *err)
{
    struct pg_preamble *preamble = context;
    struct pg_preamble_row *of;

    (void)err;
    if (preamble->n == sizeof preamble->rows / sizeof preamble->rows[0])
        return PAYGAP_OK;
    of = &preamble->rows[preamble->n++];
    *of = (struct pg_preamble_row){.line = row->line, .n_cells = row->n_cells};
    for (size_t i = 0; i < row->n_cells; i++) {
        of->n_filled += pg_str_trim(row->cells[i]).len > 0;
        of->has_number = of->has_number || is_number_like(row->cells[i]);
    }
    return PAYGAP_OK;
}

// Filled cells of most rows below `above`: the middle one of their numbers.
static size_t typical_below(const struct pg_preamble *preamble, size_t above)
{
    size_t counts[sizeof preamble->rows / sizeof preamble->rows[0]];
    size_t n = 0;

    for (size_t i = above; i < preamble->n; i++) {
        if (preamble->rows[i].n_filled == 0)
            continue;
        size_t at = n++;
        for (; at > 0 && counts[at - 1] > preamble->rows[i].n_filled; at--)
            counts[at] = counts[at - 1];
        counts[at] = preamble->rows[i].n_filled;
    }
    return n > 0 ? counts[n / 2] : 0;
}

static bool may_be_header(const struct pg_preamble *preamble, size_t i)
{
    const struct pg_preamble_row *row = &preamble->rows[i];
    size_t typical = typical_below(preamble, i + 1);

    return row->n_filled >= 2 && !row->has_number && typical >= 2 &&
           2 * row->n_filled >= typical;
}

size_t pg_source_preamble_above(const struct pg_preamble *preamble)
{
    size_t most = 0;

    for (size_t i = 0; i < preamble->n; i++) {
        const struct pg_preamble_row *row = &preamble->rows[i];
        bool above_are_sparse = i == 0 || 2 * most <= row->n_filled;
        if (i == 0 && row->n_filled >= 2 && 2 * row->n_filled > typical_below(preamble, 1))
            return 0;
        if (above_are_sparse && row->n_filled > most && may_be_header(preamble, i))
            return i;
        most = row->n_filled > most ? row->n_filled : most;
    }
    return 0;
}
