// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * writers: documents in the forms that people and programs read. A writer renders any
 * document and knows none of them: a sheet for each section, a line of data for each value,
 * an object for each table, a screen of text.
 */
#ifndef PG_WRITERS_H
#define PG_WRITERS_H

#include "pg_document.h"

#include <stdio.h>

// ---------------------------------------------------------------- workbooks

/** What a workbook must hold when it is read back. */
enum { PG_MAX_SHEETS = 255 };

struct pg_workbook_facts {
    size_t n_sheets;
    size_t n_cells[PG_MAX_SHEETS]; /**< of each sheet */
    uint64_t text_bytes;           /**< of the distinct strings */
};

/**
 * Writes a workbook to `path`, a sheet for each section; temporary files of the library go
 * to `scratch_folder`. PAYGAP_OUTPUT if the library says it failed; it does not always say
 * so, which is why the caller reads the file back and compares it with `facts`.
 */
paygap_status pg_writers_workbook(const struct pg_document *document, const char *path,
                                  const char *scratch_folder,
                                  struct pg_workbook_facts *facts, paygap_error *err);

// ---------------------------------------------------------------- files of data

/** The tidy file: one line a value, with what it is of. What is withheld from publication
 *  is [c] in a published document, and marked as not published in another. False when out
 *  of memory, which only rows that have a source can need. */
bool pg_writers_tidy(const struct pg_document *document, FILE *file);

/** Every table with its rows, of the columns that have a key. NULL: out of memory. */
struct json_t;
struct json_t *pg_writers_json_tables(const struct pg_document *document);

/** Writes a text cell of a CSV file: quoted unless it is plain, with an apostrophe before
 *  anything that a spreadsheet would take for a formula. */
void pg_writers_csv_text(FILE *file, const char *text);

/** The same, always quoted. */
void pg_writers_csv_quoted(FILE *file, const char *text);

#endif
