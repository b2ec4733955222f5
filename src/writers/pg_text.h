// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * A document as a screen of text. The writer knows no document: how a line looks follows
 * from the kinds and widths of columns.
 */
#ifndef PG_TEXT_H
#define PG_TEXT_H

#include "pg_document.h"

#include <stdio.h>

/** What the screen can show, and how tables are spaced on it. */
struct pg_text_look {
    bool is_coloured;               /**< bold headings, bars in colours */
    bool is_ascii;                  /**< bars of characters that every terminal has */
    size_t inset;                   /**< spaces before notes and the rows of tables */
    uint8_t gaps[PG_N_VALUE_KINDS]; /**< spaces before a column of a kind, if not first */
};

/**
 * Writes the title, then the sections, a blank line before each but the first. Prose begins
 * at the margin. A table that opens its section has the section's title above its first
 * column, which then needs no header. Columns are as wide as they say, in characters; 0 =
 * as wide as each cell. What is too long for a column of words (PG_VALUE_WORD) ends in
 * "..."; other columns make room for it. Of charts only those are drawn that stack two
 * columns and follow their table at once: as a bar at the end of each row, from the exact
 * value of the first column, a percentage; rows without one have no bar. False: out of
 * memory.
 */
bool pg_writers_text(const struct pg_document *document, const struct pg_text_look *look,
                     FILE *stream);

#endif
