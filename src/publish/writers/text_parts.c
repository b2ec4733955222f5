// SPDX-License-Identifier: GPL-3.0-or-later
/* What documents for a screen are put together with. */
#include "pg_text.h"

bool pg_writers_text_finish(struct pg_document *document, const struct pg_text_look *look,
                            FILE *stream)
{
    bool is_whole = pg_document_end(document, NULL) == PAYGAP_OK &&
                    pg_writers_text(document, look, stream);

    pg_document_free(document);
    return is_whole;
}

void pg_writers_text_section(struct pg_document *document, const char *title)
{
    pg_document_section(document, "", title, NULL);
}

void pg_text_say(struct pg_document *document, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    pg_document_say(document, PG_PARAGRAPH_PROSE,
                    pg_arena_vprintf(&document->arena, format, arguments));
    va_end(arguments);
}

void pg_text_note(struct pg_document *document, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    pg_document_say(document, PG_PARAGRAPH_NOTE,
                    pg_arena_vprintf(&document->arena, format, arguments));
    va_end(arguments);
}

struct pg_document_table *pg_writers_text_table(struct pg_document *document,
                                                const struct pg_document_column *columns,
                                                size_t n)
{
    struct pg_document_table *table = pg_document_new_table(document);

    pg_document_add_columns(table, columns, n);
    pg_document_place(document, table);
    return table;
}

void pg_writers_text_put(struct pg_document_table *table, const char *text)
{
    pg_document_put(table, pg_document_words(text));
}

void pg_writers_text_put_row(struct pg_document_table *table, const char *const texts[])
{
    for (size_t i = 0; table != NULL && i < table->n_columns; i++)
        pg_writers_text_put(table, texts[i]);
}
