// SPDX-License-Identifier: GPL-3.0-or-later
/** What the sheets of the audit workbook share. */
#ifndef PG_AUDIT_SHEETS_H
#define PG_AUDIT_SHEETS_H

#include "pg_audit.h"
#include "pg_document.h"

/** What stands for an id (for a row without one, its line): the first 16 digits of a keyed
 *  hash of it. */
const char *pg_audit_pseudonym(const struct pg_audit_book *audit, struct pg_str id,
                               uint32_t line, char text[static 80]);

/** A column of values of a kind, so many characters wide. */
#define SHEET_COLUMN(of_kind, text, characters)                                            \
    {                                                                                      \
        .header = (text), .kind = PG_VALUE_##of_kind, .width = (characters)                \
    }

/** A new table below what its section has so far; NULL when out of memory. */
struct pg_document_table *pg_audit_table(struct pg_audit_book *audit,
                                         const struct pg_document_column *columns,
                                         size_t n);

/** A line of text above the table of a section. */
void pg_audit_note(struct pg_audit_book *audit, const char *text);

/** The number that a text is; a cell of nothing of a text that is empty, as formulas give
 *  it. */
struct pg_document_cell pg_audit_published_cell(const char *text);

#endif
