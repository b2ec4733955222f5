// SPDX-License-Identifier: GPL-3.0-or-later
/* General indicators: whatever else is counted, beside its target. */
#include "pg_workforce.h"

// The numbers of an indicator: how many, of how many, and the target.
enum { OF_NUMBER, OF_ALL, OF_TARGET, N_NUMBERS };

static const struct pg_fraction none = {0, 0};

// Blank cells are no data; what is no number is said.
static struct pg_fraction number_in(struct pg_workforce *workforce,
                                    const struct pg_rows *rows, size_t row, size_t column)
{
    int64_t millionths;
    struct pg_str text = pg_workforce_rows_cell(rows, row, column);

    if (text.len > 0 && pg_decimal_parse(text, &millionths) == PG_CELL_VALUE)
        return (struct pg_fraction){millionths, PG_MILLION};
    if (text.len > 0)
        pg_workforce_say_warning(
            workforce, rows->name,
            pg_arena_printf(&workforce->arena,
                            "line %u, column %zu: no number, so it is taken as not "
                            "given",
                            (unsigned)rows->lines[row], column + 1));
    return none;
}

static struct pg_fraction share_of(struct pg_fraction n, struct pg_fraction of)
{
    bool is_there = n.den > 0 && of.den > 0 && pg_workforce_fraction_sign(of) > 0;

    return is_there ? (struct pg_fraction){100 * n.num, of.num}
                    : none; // both in millionths
}

static enum pg_verdict finding_of(struct pg_fraction measured, struct pg_fraction target)
{
    return measured.den == 0                            ? PG_VERDICT_NO_DATA
           : target.den == 0                            ? PG_VERDICT_NO_TARGET
           : pg_fraction_compare(measured, target) >= 0 ? PG_VERDICT_REACHED
                                                        : PG_VERDICT_NOT_REACHED;
}

// A whole number is taken to be one of people, unless the configuration says that none is:
// it is protected like any other. PG_ALL: it is none.
static size_t count_of(struct pg_workforce *workforce, struct pg_fraction number)
{
    bool is_whole = number.den > 0 && number.num >= 0 && number.num % number.den == 0 &&
                    number.num / number.den <= UINT32_MAX;

    return is_whole && !workforce->config.workforce.indicators_are_not_people
               ? pg_workforce_count_add(workforce, (size_t)(number.num / number.den))
               : PG_ALL;
}

// What is counted is whole; what is measured has two decimals.
static void put_number(struct pg_workforce *workforce, struct pg_document_table *table,
                       struct pg_fraction number, size_t count)
{
    pg_workforce_put_fraction(workforce, table, number, PG_ON(count));
    if (count != PG_ALL)
        pg_workforce_made_of(workforce, table, PG_MADE_COUNT, count, PG_ALL, PG_ALL);
    if (number.den > 0 && number.num % number.den != 0)
        pg_workforce_as(table, PG_VALUE_RATIO);
}

static void put_indicator(struct pg_workforce *workforce, struct pg_document_table *table,
                          const struct pg_rows *rows, size_t row, const size_t columns[4])
{
    struct pg_str name = pg_workforce_rows_cell(rows, row, columns[0]);
    struct pg_fraction number[N_NUMBERS];

    for (int i = 0; i < N_NUMBERS; i++)
        number[i] = number_in(workforce, rows, row, columns[i + 1]);
    struct pg_fraction n = number[OF_NUMBER], of = number[OF_ALL];
    struct pg_fraction share = share_of(n, of);
    if (n.den > 0 && of.den > 0 && pg_fraction_compare(n, of) > 0)
        pg_workforce_warn_of_row(workforce, rows, row, "more than there are");
    pg_workforce_put_text(
        workforce, table,
        pg_arena_printf(&workforce->arena, "%.*s", (int)name.len, name.ptr));
    size_t count = count_of(workforce, n), all = count_of(workforce, of);
    bool are_counts = count != PG_ALL && all != PG_ALL;
    size_t rest = are_counts ? pg_workforce_count_add_rest(workforce, count, all) : PG_ALL;
    put_number(workforce, table, n, count);
    put_number(workforce, table, of, all);
    pg_workforce_put_fraction(workforce, table, share, PG_ON(count, all, rest));
    if (are_counts)
        pg_workforce_made_of(workforce, table, PG_MADE_SHARE, count, all, PG_ALL);
    pg_workforce_put_fraction(workforce, table, number[OF_TARGET], NULL);
    pg_workforce_put_verdict(workforce, table,
                             finding_of(of.den == 0 ? n : share, number[OF_TARGET]), NULL,
                             PG_ON(count, all, rest));
}

paygap_status pg_workforce_add_indicators(struct pg_workforce *workforce, paygap_error *err)
{
    static const char *const names[][5] = {{"indicator", "name", "measure", NULL},
                                           {"value", "count", "n", NULL},
                                           {"of", "out of", "total", NULL},
                                           {"target", NULL}};
    struct pg_rows rows;
    size_t columns[4];

    paygap_status status = pg_workforce_rows_of_key(
        workforce, &rows, "indicators", workforce->config.workforce.indicators, err);
    if (status == PAYGAP_OK && rows.n_columns > 0) {
        struct pg_document_table *table =
            pg_workforce_table(workforce, "Indicators", "General indicators, as given");
        for (size_t i = 0; i < 4; i++)
            columns[i] = pg_workforce_rows_find(&rows, names[i]);
        pg_workforce_note(
            table, "A target is a share in percent where there is an \"of\", otherwise a "
                   "number; it is reached at or above it.");
        pg_workforce_named_by(table, "Indicator", PG_COLUMN_ITEM, 60);
        pg_workforce_column(table, "Number", "n", PG_VALUE_COUNT, 10, PG_ALL);
        pg_workforce_column(table, "Of", "of", PG_VALUE_COUNT, 10, PG_ALL);
        pg_workforce_column(table, "Share (%)", "share", PG_VALUE_PERCENT, 10, PG_ALL);
        pg_workforce_column(table, "Target", "target", PG_VALUE_PERCENT, 10, PG_ALL);
        pg_workforce_column(table, "Finding", "finding", PG_VALUE_TEXT, 14, PG_ALL);
        for (size_t row = 0; row < rows.n; row++)
            put_indicator(workforce, table, &rows, row, columns);
    }
    pg_workforce_rows_free(&rows);
    return status;
}
