// SPDX-License-Identifier: GPL-3.0-or-later
/* The element audit, for internal use only. */
#include "telling.h"

#include <math.h>

// Nobody would class basic pay otherwise.
static void put_if(struct pg_document_table *table, bool is_there, double value)
{
    pg_document_put(table, pg_document_number(is_there ? value : NAN));
}

static void put_row(struct pg_document_table *table, const struct pg_element_row *row)
{
    bool is_open = !row->is_basic;

    pg_document_put(table, pg_document_words(row->name));
    pg_document_put(table, pg_document_words(row->class));
    pg_document_put(table, pg_document_words(row->rule));
    pg_document_put(table, pg_document_count(row->n_lines));
    pg_document_put(table, pg_document_count(row->women));
    pg_document_put(table, pg_document_count(row->men));
    put_if(table, true, row->in_period);
    put_if(table, is_open, row->in_year);
    put_if(table, true, row->gap_as_ordinary);
    put_if(table, is_open, row->gap_as_bonus);
    put_if(table, is_open, row->gap_left_out);
    put_if(table, is_open, row->bonus_gap_as_bonus);
    put_if(table, is_open, row->bonus_gap_otherwise);
}

void pg_emit_elements(const struct pg_telling *telling)
{
    static const struct pg_document_column columns[] = {
        {.header = "Pay element", .kind = PG_VALUE_TEXT, .width = 28},
        {.header = "Class", .kind = PG_VALUE_TEXT, .width = 16},
        {.header = "Rule", .kind = PG_VALUE_TEXT, .width = 40},
        {.header = "Payments in the file", .kind = PG_VALUE_COUNT, .width = 12},
        {.header = "Women paid it", .kind = PG_VALUE_COUNT, .width = 10},
        {.header = "Men paid it", .kind = PG_VALUE_COUNT, .width = 10},
        {.header = "In the pay period (" PG_POUND ")",
         .kind = PG_VALUE_POUNDS,
         .width = 16},
        {.header = "In the twelve months (" PG_POUND ")",
         .kind = PG_VALUE_POUNDS,
         .width = 16},
        {.header = "Mean hourly gap if ordinary pay (%)",
         .kind = PG_VALUE_PERCENT,
         .width = 16},
        {.header = "Mean hourly gap if bonus pay (%)",
         .kind = PG_VALUE_PERCENT,
         .width = 16},
        {.header = "Mean hourly gap if left out (%)",
         .kind = PG_VALUE_PERCENT,
         .width = 16},
        {.header = "Mean bonus gap if bonus pay (%)",
         .kind = PG_VALUE_PERCENT,
         .width = 16},
        {.header = "Mean bonus gap if no bonus (%)",
         .kind = PG_VALUE_PERCENT,
         .width = 16}};
    struct pg_document_table *table =
        pg_emit_table(telling, columns, sizeof columns / sizeof columns[0]);

    for (size_t i = 0; i < telling->report->n_elements; i++)
        put_row(table, &telling->report->elements[i]);
    pg_emit_section(
        telling, "Element_audit",
        "What each pay element adds, and what the gaps would be were it classed "
        "otherwise",
        "what each pay element adds to the figures", pg_one_table);
    pg_emit_note(telling, pg_z_meaning);
    pg_emit_note(telling,
                 "One element at a time; who is in the figures stays as it is. A bonus "
                 "without a period counts as annual here. Women and men: relevant "
                 "employees with such a payment in the pay period or the twelve months.");
    pg_document_place(telling->document, table);
}
