// SPDX-License-Identifier: GPL-3.0-or-later
/* Rows of a report that are no employees. */
#include "reader.h"

bool pg_schema_row_is_blank(const struct pg_row *row)
{
    for (size_t i = 0; i < row->n_cells; i++) {
        if (pg_str_trim(row->cells[i]).len > 0)
            return false;
    }
    return true;
}

// The line below a report: "Count: 41" and nothing else, or next to nothing.
bool pg_schema_row_is_footer(const struct pg_row *row)
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

// The header again, as reports print it at the top of each page: the cell of sex and
// another one at least are their headers. One alone may be somebody in a column called
// Female.
bool pg_schema_row_is_header_again(const struct reader *reader, const struct pg_row *row)
{
    const struct pg_table *table = reader->table;
    size_t sex = pg_table_column_of(table, PG_NO_ROW, PG_FIELD_SEX), n_same = 0;
    bool is_sex_same = false;

    for (size_t i = 0; i < row->n_cells && i < table->n_headers; i++) {
        struct pg_str text = pg_str_trim(row->cells[i]);
        bool is_same = text.len > 1 && pg_str_same(text, table->headers[i]);
        n_same += is_same;
        is_sex_same |= is_same && i + 1 == sex;
    }
    return is_sex_same && n_same >= 2;
}

// Totals of the columns: nobody's sex, and a cell that begins or ends with "total".
bool pg_schema_row_is_total(const struct reader *reader, const struct pg_row *row)
{
    static const char *const words[] = {"total", "totals", "subtotal", "sum"};
    size_t sex = pg_table_column_of(reader->table, PG_NO_ROW, PG_FIELD_SEX);
    bool has_sex =
        sex > 0 && sex <= row->n_cells && pg_str_trim(row->cells[sex - 1]).len > 0;

    for (size_t i = 0; i < row->n_cells && !has_sex; i++) {
        struct pg_str text = pg_str_trim(row->cells[i]);
        while (text.len > 0 && strchr(" :.", text.ptr[text.len - 1]) != NULL)
            text.len--;
        for (size_t j = 0; j < sizeof words / sizeof words[0]; j++) {
            size_t len = strlen(words[j]);
            bool is_word = text.len == len && pg_str_same(text, words[j]);
            bool ends =
                text.len > len && text.ptr[text.len - len - 1] == ' ' &&
                pg_str_same((struct pg_str){text.ptr + text.len - len, len}, words[j]);
            bool begins = text.len > len && text.ptr[len] == ' ' &&
                          pg_str_same((struct pg_str){text.ptr, len}, words[j]);
            if (is_word || ends || begins)
                return true;
        }
    }
    return false;
}
