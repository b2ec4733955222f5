// SPDX-License-Identifier: GPL-3.0-or-later
/** The sheets of the workbook, one function each, and what they share. */
#ifndef PG_EMIT_XLSX_SHEETS_H
#define PG_EMIT_XLSX_SHEETS_H

#include "phrases.h"
#include "xlsx_book.h"

extern const char pg_one_table[];   /**< says that the sheet has one table */
extern const char pg_z_meaning[];   /**< explains the shorthand [z] */
extern const char pg_notes_place[]; /**< says where the notes are */

/** Begins a sheet with its title (employer, date, "provisional") and what it contains. */
struct pg_sheet pg_begin_sheet(struct pg_book *book, const struct pg_report *report,
                               const char *name, const char *title, const char *contains);

/** Some figure cannot be formed, so that [z] stands in a table. */
bool pg_has_shorthand(const struct pg_report *report);

/** The sentence of statutory figure `index`. */
void pg_sheet_say(struct pg_sheet *sheet, enum pg_role role, const struct pg_report *report,
                  size_t index);

void pg_add_cover(struct pg_book *book, const struct pg_report *report);
void pg_add_contents(struct pg_book *book, const struct pg_report *report);
void pg_add_notes(struct pg_book *book, const struct pg_report *report);

/** Statutory figures, quarters, hourly and bonus pay, gaps and the two charts. */
void pg_add_figures(struct pg_book *book, const struct pg_report *report);

void pg_add_people(struct pg_book *book, const struct pg_report *report);
void pg_add_method(struct pg_book *book, const struct pg_report *report);
void pg_add_statement(struct pg_book *book, const struct pg_report *report);

#endif
