// SPDX-License-Identifier: GPL-3.0-or-later
/** Sentences about figures that several forms use, and the list of the statutory ones. */
#ifndef PG_SENTENCES_H
#define PG_SENTENCES_H

#include "pg_law.h"
#include "pg_results.h"

/** What a statutory figure is of. */
struct pg_statutory_figure {
    enum pg_sex sex;
    enum pg_measure measure;
    const char *title;
};

/** The figures in the order in which the form asks for them. */
extern const struct pg_statutory_figure pg_statutory_figures[PG_N_STATUTORY];

/** A plain sentence about statutory figure `index`, with its full stop. */
void pg_emit_say_figure(struct pg_buffer *text, const struct pg_report *report,
                        size_t index);

/** "92p" or "GBP 1.14" style: what women earn for every pound men earn, from a published
 *  gap; `pound` is the sign to use. */
void pg_emit_say_pence(struct pg_buffer *text, const char *published_gap,
                       const char *pound);

/** "Private or voluntary sector" or "Public authority". */
const char *pg_emit_sector_phrase(const struct pg_report *report);

#endif
