// SPDX-License-Identifier: GPL-3.0-or-later
/* Rows of a report that are no employees. */
#include "reader.h"

bool pg_row_is_blank(const struct pg_row *row)
{
    for (size_t i = 0; i < row->n_cells; i++) {
        if (pg_str_trim(row->cells[i]).len > 0)
            return false;
    }
    return true;
}

// The line below a report: "Count: 41" and nothing else, or next to nothing.
bool pg_row_is_footer(const struct pg_row *row)
{
    static const char *const words[] = {"count",   "total",  "end of",   "page",
                                        "printed", "report", "produced", "number of",
                                        "rows",    "records"};
    const struct pg_str *first = NULL;
    size_t n_filled = 0;

    for (size_t i = 0; i < row->n_cells && n_filled <= 2; i++) {
        bool is_filled = pg_str_trim(row->cells[i]).len > 0;
        first = is_filled && first == NULL ? &row->cells[i] : first;
        n_filled += is_filled;
    }
    if (n_filled == 0 || n_filled > 2)
        return false;
    struct pg_str text = pg_str_trim(*first);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t len = strlen(words[i]);
        if (text.len >= len && pg_str_same((struct pg_str){text.ptr, len}, words[i]) &&
            (text.len == len || strchr(" :=", text.ptr[len]) != NULL))
            return true;
    }
    return false;
}

// The header again, as reports print it at the top of each page.
bool pg_row_is_header_again(const struct reader *reader, const struct pg_row *row)
{
    size_t column = pg_column_of(reader->table, PG_NO_ROW, PG_FIELD_SEX);

    if (column == 0 || column > row->n_cells)
        return false;
    struct pg_str text = pg_str_trim(row->cells[column - 1]);
    return text.len > 1 && pg_str_same(text, reader->table->headers[column - 1]);
}

// A last row with the totals of the columns, told by its id or employer.
bool pg_row_is_total(const struct reader *reader, const struct pg_row *row)
{
    static const char *const words[] = {"total", "totals", "grand total", "subtotal",
                                        "sum"};
    static const enum pg_field fields[] = {PG_FIELD_EMPLOYEE_ID, PG_FIELD_EMPLOYER};

    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        size_t column = pg_column_of(reader->table, PG_NO_ROW, fields[i]);
        if (column == 0 || column > row->n_cells)
            continue;
        struct pg_str text = pg_str_trim(row->cells[column - 1]);
        if (text.len < 3 || strchr("tTgGsS", *text.ptr) == NULL) // nearly every row
            continue;
        for (size_t j = 0; j < sizeof words / sizeof words[0]; j++) {
            if (pg_str_same(text, words[j]))
                return true;
        }
    }
    return false;
}
