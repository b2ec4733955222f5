// SPDX-License-Identifier: GPL-3.0-or-later
/* How a file was read, for people: one line a column. */
#include "pg_emit.h"

enum { WIDEST = 40 };

// Characters of a text in UTF-8.
static size_t width_of(const char *text)
{
    size_t n = 0;

    for (; *text != '\0'; text++)
        n += ((unsigned char)*text & 0xC0) != 0x80;
    return n;
}

static bool put_cell(FILE *stream, const char *text, size_t width)
{
    struct pg_buffer shown = {0};

    pg_buffer_add_visible(&shown, pg_str_of(text), WIDEST);
    size_t used = shown.ptr != NULL ? width_of(shown.ptr) : 0;
    fputs(shown.ptr != NULL ? shown.ptr : "", stream);
    fprintf(stream, "%*s", used < width ? (int)(width - used) : 0, "");
    bool is_put = !shown.failed;
    pg_buffer_free(&shown);
    return is_put;
}

static void put_layout(const struct paygap_results *results, FILE *stream)
{
    fprintf(stream, "How %s was read: ", results->file_name);
    for (size_t i = 0; i < results->layout.n; i++) {
        const struct pg_pair *pair = &results->layout.items[i];
        fprintf(stream, "%s%s %s", i > 0 ? ", " : "", pair->name, pair->text);
    }
    fputs("\n\n", stream);
}

bool pg_emit_mapping(const struct paygap_results *results, FILE *stream)
{
    size_t widest = strlen("Column");
    bool is_put = true;

    for (size_t i = 0; i < results->columns.n; i++) {
        size_t width = width_of(results->columns.items[i].name);
        widest = width > widest ? width : widest;
    }
    widest = widest < WIDEST ? widest : WIDEST;
    put_layout(results, stream);
    fprintf(stream, "  %-*s  %-20s  %s\n", (int)widest, "Column", "Read as", "Why");
    for (size_t i = 0; i < results->columns.n; i++) {
        const struct pg_pair *column = &results->columns.items[i];
        fputs("  ", stream);
        is_put = put_cell(stream, column->name, widest) && is_put;
        fprintf(stream, "  %-20s  %s\n", column->text[0] != '\0' ? column->text : "-",
                column->why[0] != '\0' ? column->why : "canonical header");
    }
    fputc('\n', stream);
    return is_put;
}
