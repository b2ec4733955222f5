// SPDX-License-Identifier: GPL-3.0-or-later
/** Words that several emitters use: sentences about figures, guarded CSV cells. */
#ifndef PG_EMIT_PHRASES_H
#define PG_EMIT_PHRASES_H

#include "pg_law.h"
#include "pg_results.h"

#include <stdio.h>

/** What a statutory figure is of. */
struct pg_statutory_figure {
    enum pg_sex sex;
    enum pg_measure measure;
    const char *title;
};

/** The figures in the order in which the form asks for them. */
extern const struct pg_statutory_figure pg_statutory_figures[PG_N_STATUTORY];

/** A plain sentence about statutory figure `index`, with its full stop. */
void pg_say_figure(struct pg_buffer *text, const struct pg_report *report, size_t index);

/** "92p" or "GBP 1.14" style: what women earn for every pound men earn, from a published
 *  gap; `pound` is the sign to use. */
void pg_say_pence(struct pg_buffer *text, const char *published_gap, const char *pound);

/** A double as C would print it with %.17g whatever the locale; returns `text`. */
const char *pg_number_text(double value, char text[static 40]);

/** A number with one decimal, whatever the locale; returns `text`. */
const char *pg_one_decimal(double value, char text[static 40]);

/** The number a published text stands for, e.g. 12.3 for "12.3". */
double pg_published_value(const char *published);

/** Writes a text cell: quoted unless it is plain, with an apostrophe before anything a
 *  spreadsheet would take for a formula. */
void pg_put_text(FILE *file, const char *text);

/** The same, always quoted. */
void pg_put_quoted(FILE *file, const char *text);

/** "Private or voluntary sector" or "Public authority". */
const char *pg_sector_phrase(const struct pg_report *report);

/** "1 person" or "12 people". */
void pg_say_people(struct pg_buffer *text, size_t n);

#endif
