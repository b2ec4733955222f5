// SPDX-License-Identifier: GPL-3.0-or-later
/** What the sheets of the audit workbook share. */
#ifndef PG_AUDIT_SHEETS_H
#define PG_AUDIT_SHEETS_H

#include "pg_audit.h"
#include "pg_sheets.h"

/** What stands for an id (for a row without one, its line): the first 16 digits of a keyed
 *  hash of it. */
const char *pg_pseudonym(const struct pg_audit_book *audit, struct pg_str id, uint32_t line,
                         char text[static 80]);

/** A cell of a text that may be empty, as formulas give it. */
struct pg_book_cell pg_published_cell(const char *text);

#endif
