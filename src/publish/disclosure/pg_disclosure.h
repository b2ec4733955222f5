// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * disclosure: what may be published. Works on what would be published and on who is in
 * which group, never on how a figure was computed.
 *
 * pg_disclosure_control() decides how each thing of a report is told: exactly, as a range,
 * rounded, or not at all. pg_disclosure_counts_...() does the same for other tables of
 * counts.
 */
#ifndef PG_DISCLOSURE_H
#define PG_DISCLOSURE_H

#include "pg_base.h"
#include "pg_policy.h"
#include "pg_results.h"

/**
 * Decides how each thing of a report is told in publication, and which pay figures the
 * internal workbook withholds. Counts from 1 to T - 1 are told as a range, and so is
 * whatever would give them away; means of few people are not told, and others as finely as
 * tells no count and no pay of few people. The fourteen statutory figures are always told.
 * PAYGAP_FAULT if the result cannot be proved; PAYGAP_MEMORY.
 */
paygap_status pg_disclosure_control(struct paygap_results *results,
                                    struct pg_report *report,
                                    const struct pg_policy *policy, paygap_error *err);

/** Of fewer people it tells too much that all of them have given one answer. */
enum { PG_DISCLOSURE_FEW = 20 };

// ---------------------------------------------------------------- many tables together

/**
 * Counts that are published in several tables, and how they add up. Make, say how they add
 * up, protect, free. Counts that are the same in two tables are one count.
 */
struct pg_counts;

/** `n` counts, by their numbers. NULL when out of memory; they must outlive it. */
struct pg_counts *pg_disclosure_counts_make(const uint32_t *counts, size_t n,
                                            unsigned threshold);

/** A table whose rows and columns add up to their totals: (rows + 1) x (columns + 1)
 * numbers of counts, totals last; SIZE_MAX is a cell that is not published. False: no
 * memory. */
bool pg_disclosure_counts_table(struct pg_counts *counts, const size_t *cells,
                                size_t n_rows, size_t n_columns);

/** One more count, which is published by itself, and its number for
 * pg_disclosure_counts_sum(). */
size_t pg_disclosure_counts_add(struct pg_counts *counts, uint32_t count);

/** A count that everybody knows, so that it is shown whatever it is. */
void pg_disclosure_counts_know(struct pg_counts *counts, size_t count);

/** A count that no table shows but that follows from those that are, such as people who
 *  were not appointed; its number. It is protected like the others. */
size_t pg_disclosure_counts_derive(struct pg_counts *counts, uint32_t count);

/** A count that readers would miss: a person of it is worth `weight` times as much. */
void pg_disclosure_counts_prefer(struct pg_counts *counts, size_t count, double weight);

/** A count that is told elsewhere, between these; its number. Nothing is decided about it.
 */
size_t pg_disclosure_counts_told(struct pg_counts *counts, uint32_t count, double lower,
                                 double upper);

/** What is told of a count holds another value too, such as that of an earlier date. */
void pg_disclosure_counts_also(struct pg_counts *counts, size_t count, double value);

/** A count that would tell something of everybody in a small group if it were known to be
 *  0, such as those of other answers. */
void pg_disclosure_counts_tells_all(struct pg_counts *counts, size_t count);

/** A count of which nothing is published; it is known to be no more than `most` (INFINITY:
 * nothing is known), and where that is less than T nobody is to learn more. */
void pg_disclosure_counts_withhold(struct pg_counts *counts, size_t count, double most);

/** A count that is the sum of others. */
void pg_disclosure_counts_sum(struct pg_counts *counts, size_t whole, const size_t *parts,
                              size_t n);

/** Decides how each is told, so that no count from 1 to T - 1 can be worked out. */
paygap_status pg_disclosure_counts_protect(struct pg_counts *counts, paygap_error *err);

/** What is told of a count: it lies between these; equal if it is told exactly. */
struct pg_count_range {
    double lower, upper; /**< INFINITY: nothing is told */
    enum pg_hidden why;  /**< it is not exact */
};
/** Whether it is told exactly. */
static inline bool pg_disclosure_counts_is_exact(struct pg_count_range range)
{
    return range.lower == range.upper;
}
struct pg_count_range pg_disclosure_counts_range(const struct pg_counts *counts,
                                                 size_t count);

/** Whether a small count could not be protected, since it rests on what is known anyway. */
bool pg_disclosure_counts_is_exposed(const struct pg_counts *counts, size_t count);
void pg_disclosure_counts_free(struct pg_counts *counts);

#endif
