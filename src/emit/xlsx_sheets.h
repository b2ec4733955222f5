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

extern const char pg_c_meaning[]; /**< explains the shorthand [c] */

/** Some figure by sex or count of people is hidden from the audience of the book. */
bool pg_has_hidden(const struct pg_book *book, const struct pg_report *report);

/** A number of people that belongs to no group, [c] if it is hidden. */
struct pg_book_cell pg_total_cell(const struct pg_book *book,
                                  const struct pg_report *report, enum pg_total total,
                                  size_t n);

/** The worksheets of a book, in order. */
enum pg_sheet_kind {
    PG_SHEET_FIXED, /**< by its name; one of those every book has */
    PG_SHEET_PEOPLE,
    PG_SHEET_PAY,
    PG_SHEET_INTERVALS,
    PG_SHEET_BONUS,
    PG_SHEET_QUARTERS,
    PG_SHEET_SHARES,
    PG_SHEET_RANGE,
    PG_SHEET_BY_SEX,
    PG_SHEET_GAPS,
    PG_SHEET_CHART,
    PG_N_SHEET_KINDS
};

struct pg_planned_sheet {
    char name[32], holds[128];
    enum pg_sheet_kind kind;
    size_t characteristic;
};

struct pg_plan {
    struct pg_planned_sheet *sheets;
    size_t n;
};

/** What sheets the book of a report has; false when out of memory. */
bool pg_plan_make(struct pg_plan *plan, const struct pg_book *book,
                  const struct pg_report *report);

/** Adds the sheet of a characteristic. */
void pg_add_characteristic_sheet(struct pg_book *book, const struct pg_report *report,
                                 const struct pg_planned_sheet *planned);

/** Disclosure rates, and how the labels of the file were read. */
void pg_add_disclosure(struct pg_book *book, const struct pg_report *report);
void pg_add_data_quality(struct pg_book *book, const struct pg_report *report);

/** What each pay element adds; internal only. */
void pg_add_elements(struct pg_book *book, const struct pg_report *report);

/** The sentence of statutory figure `index`. */
void pg_sheet_say(struct pg_sheet *sheet, enum pg_role role, const struct pg_report *report,
                  size_t index);

void pg_add_cover(struct pg_book *book, const struct pg_report *report);
void pg_add_contents(struct pg_book *book, const struct pg_report *report,
                     const struct pg_plan *plan);
void pg_add_notes(struct pg_book *book, const struct pg_report *report);

/** Statutory figures, quarters, hourly and bonus pay, gaps and the two charts. */
void pg_add_figures(struct pg_book *book, const struct pg_report *report);

void pg_add_people(struct pg_book *book, const struct pg_report *report);
void pg_add_method(struct pg_book *book, const struct pg_report *report);
void pg_add_statement(struct pg_book *book, const struct pg_report *report);

#endif
