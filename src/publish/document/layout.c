// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Where the parts of a section stand when they are written one below the other in rows, as
 * sheets have them. Formulas refer to cells by row before anything is written, so the rows
 * are counted here, and writers keep to them.
 */
#include "pg_document.h"

enum { LINE_WIDTH = 110 };

size_t pg_document_line(const char *note)
{
    size_t len = strlen(note);

    if (len <= LINE_WIDTH)
        return len;
    for (len = LINE_WIDTH; len > 0 && note[len] != ' '; len--) {
        // back to a space
    }
    return len > 0 ? len : strlen(note);
}

static size_t lines_of_note(const char *note)
{
    size_t n = 0;

    while (*note != '\0') {
        size_t len = pg_document_line(note);
        note += len + (note[len] == ' ');
        n++;
    }
    return n;
}

bool pg_document_is_apart(const struct pg_section *section, size_t block)
{
    const struct pg_document_block *blocks = section->blocks;

    if (blocks[block].kind == PG_BLOCK_TABLE)
        return block > 0 && blocks[block - 1].kind == PG_BLOCK_TABLE;
    for (size_t i = 0; blocks[block].kind == PG_BLOCK_CHART && i < block; i++) {
        if (blocks[i].kind == PG_BLOCK_TABLE &&
            blocks[i].table == blocks[block].chart->table)
            return true;
    }
    return false;
}

static size_t rows_of_block(const struct pg_document *document,
                            const struct pg_document_block *block)
{
    if (block->kind == PG_BLOCK_PARAGRAPH)
        return block->role == PG_PARAGRAPH_NOTE ? lines_of_note(block->text) : 1;
    if (block->kind == PG_BLOCK_TABLE)
        return !block->table->has_no_header +
               pg_document_rows_shown(document, block->table);
    return 0; // charts lie over the rows
}

// As pg_document_first_row(), in one section.
static size_t first_row_in(const struct pg_document *document,
                           const struct pg_section *section,
                           const struct pg_document_table *table)
{
    size_t row = 2; // below the title

    for (size_t i = 0; i < section->n_blocks; i++) {
        const struct pg_document_block *block = &section->blocks[i];
        row += pg_document_is_apart(section, i);
        if (block->kind == PG_BLOCK_TABLE && block->table == table)
            return row + !table->has_no_header;
        row += rows_of_block(document, block);
    }
    return 0;
}

size_t pg_document_first_row(const struct pg_document *document,
                             const struct pg_document_table *table)
{
    size_t row = 0;

    for (size_t i = 0; i < document->n_sections && row == 0; i++)
        row = first_row_in(document, &document->sections[i], table);
    return row;
}
