// SPDX-License-Identifier: GPL-3.0-or-later
/** The sections of a report's document, and what they share. */
#ifndef PG_EMIT_TELLING_H
#define PG_EMIT_TELLING_H

#include "pg_document.h"
#include "pg_emit.h"
#include "pg_sentences.h"

#define PG_POUND "\xC2\xA3"

/** A report while its document is made for an audience. */
struct pg_telling {
    struct pg_document *document;
    const struct pg_report *report;
    enum pg_audience audience;
};

/** What every section says in the same words. */
extern const char pg_one_table[];     /**< the sheet has one table */
extern const char pg_z_meaning[];     /**< explains the shorthand [z] */
extern const char pg_c_meaning[];     /**< explains the shorthand [c] */
extern const char pg_range_meaning[]; /**< explains ranges and rounded figures */
extern const char pg_notes_place[];   /**< where the notes are */

/** A text of the document. */
#define PG_TELL(telling, ...) pg_document_printf((telling)->document, __VA_ARGS__)

/** A note, a paragraph of a page, a heading. */
void pg_emit_note(const struct pg_telling *telling, const char *text);
void pg_emit_prose(const struct pg_telling *telling, const char *text);
void pg_emit_heading(const struct pg_telling *telling, const char *text);

/** The sentence of statutory figure `index`, as the document keeps it. */
const char *pg_emit_figure(const struct pg_telling *telling, size_t index);

/** Begins a section with its title (employer, date, "provisional"), what the contents say
 *  of it and what kind of section it is. */
void pg_emit_section(const struct pg_telling *telling, const char *name, const char *title,
                     const char *holds, const char *contains);

/** A table with these columns that stands nowhere yet. */
struct pg_document_table *pg_emit_table(const struct pg_telling *telling,
                                        const struct pg_document_column *columns, size_t n);

/** A row that says that there is none, in a table without any. */
void pg_emit_nothing(struct pg_document_table *table);

/** Whether some figure by sex cannot be formed. */
bool pg_emit_has_shorthand(const struct pg_report *report);

/** Notes what stands in place of numbers: of figures by sex and counts of no group; in the
 *  cells of a table. */
void pg_emit_say_printed(const struct pg_telling *telling);
void pg_emit_say_states(const struct pg_telling *telling,
                        const struct pg_document_table *table);

/** A figure; NULL is not applicable. By sex, and a number of people of no group, `n` in
 *  truth. */
struct pg_document_cell pg_emit_cell_of(const struct pg_telling *telling,
                                        const paygap_figure *figure);
struct pg_document_cell pg_emit_cell_by_sex(const struct pg_telling *telling,
                                            enum pg_sex sex, enum pg_measure measure);
struct pg_document_cell pg_emit_cell_of_thing(const struct pg_telling *telling,
                                              size_t thing, size_t n);
struct pg_document_cell pg_emit_cell_of_total(const struct pg_telling *telling,
                                              enum pg_total total, size_t n);

/* The sections, in the order in which they stand. */

void pg_emit_cover(const struct pg_telling *telling);
void pg_emit_contents(const struct pg_telling *telling);
void pg_emit_notes(const struct pg_telling *telling);

/** Statutory figures, quarters, hourly and bonus pay, gaps and the two charts. */
void pg_emit_figures(const struct pg_telling *telling);

/** All sections of one characteristic. */
void pg_emit_characteristic(const struct pg_telling *telling, size_t index);

/** Disclosure rates, and how the labels of the file were read. */
void pg_emit_disclosure(const struct pg_telling *telling);
void pg_emit_data_quality(const struct pg_telling *telling);

/** What each pay element adds; internal only. */
void pg_emit_elements(const struct pg_telling *telling);

void pg_emit_people(const struct pg_telling *telling);
void pg_emit_method(const struct pg_telling *telling);
void pg_emit_statement(const struct pg_telling *telling);

#endif
