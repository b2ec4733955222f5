// SPDX-License-Identifier: GPL-3.0-or-later
/* The section that says how the labels of each characteristic were read. */
#include "telling.h"

static void put_row(struct pg_document_table *table, const char *title, const char *point,
                    const char *what, struct pg_document_cell n)
{
    pg_document_put(table, pg_document_words(title));
    pg_document_put(table, pg_document_words(point));
    pg_document_put(table, pg_document_words(what));
    pg_document_put(table, n);
}

static void put_characteristic(const struct pg_telling *telling,
                               struct pg_document_table *table,
                               const struct pg_characteristic_report *of)
{
    struct pg_document_cell none = pg_document_state(PG_VALUE_NOT_APPLICABLE);

    put_row(table, of->title, "Scheme", of->scheme, pg_document_count(of->n_spellings));
    put_row(table, of->title, "Compared with", of->comparator, none);
    if (of->merged[0] != '\0')
        put_row(table, of->title, "Merged by level = auto", of->merged, none);
    if (telling->audience != PG_INTERNAL) {
        put_row(table, of->title, "Labels not recognised", "Count as not known",
                of->n_unrecognised_labels > 0 ? pg_document_state(PG_VALUE_WITHHELD)
                                              : pg_document_count(0));
        return;
    }
    for (size_t i = 0; i < of->n_unrecognised_labels; i++)
        put_row(table, of->title, "Label not recognised", of->unrecognised[i],
                pg_document_count(of->n_unrecognised[i]));
}

void pg_emit_data_quality(const struct pg_telling *telling)
{
    static const struct pg_document_column columns[] = {
        {.header = "Characteristic", .kind = PG_VALUE_TEXT, .width = 22},
        {.header = "Point", .kind = PG_VALUE_TEXT, .width = 28},
        {.header = "What", .kind = PG_VALUE_TEXT, .width = 70},
        {.header = "Spellings or rows", .kind = PG_VALUE_COUNT, .width = 14}};
    struct pg_document_table *table = pg_emit_table(telling, columns, 4);

    for (size_t i = 0; i < telling->report->n_characteristics; i++)
        put_characteristic(telling, table, &telling->report->characteristics[i]);
    pg_emit_section(telling, "Data_quality", "How the labels were read",
                    "How the labels of each characteristic were read", pg_one_table);
    pg_emit_note(telling, pg_z_meaning);
    if (telling->audience == PG_PUBLISH)
        pg_emit_note(telling, pg_c_meaning);
    pg_document_place(telling->document, table);
}
