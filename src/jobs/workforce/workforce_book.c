// SPDX-License-Identifier: GPL-3.0-or-later
/* The document that a council puts before its members: a cover, contents, and a section for
 * each table of which the audience sees a row. */
#include "pg_workforce.h"

static const struct pg_document_table *table_in(const struct pg_section *section)
{
    for (size_t i = 0; i < section->n_blocks; i++) {
        if (section->blocks[i].kind == PG_BLOCK_TABLE)
            return section->blocks[i].table;
    }
    return NULL;
}

// Paragraphs before the table, whatever their order; the chart after it.
static void add_part(struct pg_document *book, const struct pg_section *part,
                     const struct pg_document_table *table)
{
    size_t n = pg_document_rows_shown(book, table), n_rows = pg_document_rows(table);

    if (n == 0)
        return;
    pg_document_section(book, part->name, part->title, part->title);
    pg_document_say(book, PG_PARAGRAPH_NOTE,
                    "This sheet has one table. Meaning of [c] and [z]: see the cover "
                    "sheet.");
    for (size_t i = 0; i < part->n_blocks; i++) {
        if (part->blocks[i].kind == PG_BLOCK_PARAGRAPH)
            pg_document_say(book, part->blocks[i].role, part->blocks[i].text);
    }
    if (table->leaves_out && n < n_rows)
        pg_document_say(book, PG_PARAGRAPH_NOTE,
                        pg_document_printf(book,
                                           "Rows left out, since all that they would say "
                                           "is of few people or would give few away: %zu.",
                                           n_rows - n));
    pg_document_place(book, table);
    for (size_t i = 0; i < part->n_blocks; i++) {
        if (part->blocks[i].kind == PG_BLOCK_CHART)
            pg_document_draw(book, *part->blocks[i].chart);
    }
}

paygap_status pg_workforce_book(const struct pg_workforce *workforce, bool is_published,
                                struct pg_document *book, paygap_error *err)
{
    static const struct pg_document_column columns[] = {
        {.header = "Worksheet", .kind = PG_VALUE_LINK, .width = 28},
        {.header = "What it shows", .kind = PG_VALUE_TEXT, .width = 90}};
    const struct pg_document *parts = &workforce->document;

    pg_document_begin(book);
    book->title = "Workforce equality report";
    book->author = workforce->employer;
    book->subject = "Workforce equality information";
    book->keywords = "workforce, equality, representation";
    book->date = workforce->snapshots[pg_workforce_latest(workforce)].date;
    book->is_published = is_published;
    book->is_rounded = true; // more digits would tell the counts behind a share
    pg_workforce_cover(workforce, book);
    pg_document_section(book, "Contents", "Contents", NULL);
    pg_document_say(book, PG_PARAGRAPH_NOTE,
                    "This sheet has one table, with a link to each sheet.");
    pg_document_add_contents(book, columns);
    for (size_t i = 0; i < parts->n_sections; i++) {
        const struct pg_document_table *table = table_in(&parts->sections[i]);
        if (table != NULL)
            add_part(book, &parts->sections[i], table);
    }
    return pg_document_end(book, err);
}
