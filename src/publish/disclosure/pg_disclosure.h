// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * disclosure: what may be published. Works on what would be published and on who is in
 * which group, never on how a figure was computed.
 *
 * pg_disclosure_control() marks the figures of a report that are hidden from each audience;
 * pg_disclosure_prove() then attacks what is left, knowing only what would be published.
 * The other functions are the pieces they are made of.
 */
#ifndef PG_DISCLOSURE_H
#define PG_DISCLOSURE_H

#include "pg_base.h"
#include "pg_policy.h"
#include "pg_results.h"

/**
 * Marks what is hidden from each audience. Primary: groups below the minimum of the policy,
 * counts from 1 to the smallest but one, sums that one or two people dominate; medians that
 * are one person's pay get a coarser text. Secondary: whatever would give those away. The
 * fourteen statutory figures are never hidden. PAYGAP_FAULT if no safe set is found.
 */
paygap_status pg_disclosure_control(struct paygap_results *results,
                                    struct pg_report *report,
                                    const struct pg_policy *policy, paygap_error *err);

/**
 * Attacks the published figures of a report, all files together: the interval of every
 * hidden count by linear programming, the linear span and the differences of the published
 * means and sums. Knows which figures are hidden, but reads only the values that are shown.
 * PAYGAP_FAULT if something hidden can be worked out.
 */
paygap_status pg_disclosure_prove(const struct pg_report *report,
                                  const struct pg_policy *policy, paygap_error *err);

// ---------------------------------------------------------------- tables of counts

/** How well a hidden count must be protected. */
enum pg_protection {
    PG_PROTECT_EXACT,   /**< it cannot be worked out: lowest < highest */
    PG_PROTECT_INTERVAL /**< highest >= T and highest - lowest >= T - 1 */
};

/**
 * A two-way table of counts with its totals: (rows + 1) x (columns + 1) cells, row by row,
 * the totals last in each row and in the last row.
 */
struct pg_count_table {
    size_t n_rows, n_columns; /**< without the totals */
    const uint32_t *counts;
    const bool *is_fixed;   /**< cells that must stay as they are; NULL = none */
    const uint32_t *costs;  /**< of hiding each; NULL = the counts */
    const bool *is_primary; /**< hidden cells to be protected; NULL = all that are hidden */
    uint32_t threshold;     /**< T: counts from 1 to T - 1 are hidden */
    enum pg_protection protection;
    bool is_quick; /**< the fewest cells need not be looked for */
};

/** Interval of one count that an attacker can work out; `highest` may be UINT64_MAX. */
struct pg_count_interval {
    uint64_t lowest, highest;
};

/**
 * What the shown cells say of a hidden one, if counts are at least 0: value - f to value +
 * g, with f and g the largest flows through the other hidden cells (the table is a network:
 * each cell stands in one row and one column equation). False: out of memory.
 */
bool pg_disclosure_table_interval(const struct pg_count_table *table, const bool *is_hidden,
                                  size_t cell, struct pg_count_interval *interval);

enum pg_table_outcome {
    PG_TABLE_SAFE,       /**< protected by the fewest cells */
    PG_TABLE_SAFE_LARGE, /**< protected, but the fewest cells were not looked for */
    PG_TABLE_IMPOSSIBLE, /**< no hiding of cells that may be hidden protects the counts */
    PG_TABLE_NO_MEMORY
};

/**
 * Hides cells in addition to the primary ones marked in `is_hidden` until every primary
 * cell is protected: fewest cells, then smallest sum, then lowest place. Zeros are never
 * hidden. Exact up to 20 x 20 and 12 cells; beyond, or when the search grows too long, the
 * cheapest cell is taken step by step and what proves needless is shown again.
 */
enum pg_table_outcome pg_disclosure_table_protect(const struct pg_count_table *table,
                                                  bool *is_hidden);

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

/** A count that is in no table and adds up to nothing that is. */
void pg_disclosure_counts_ignore(struct pg_counts *counts, size_t count);

/** A count that no table shows but that follows from those that are, such as people who
 *  were not appointed; its number. It is protected like the others. */
size_t pg_disclosure_counts_derive(struct pg_counts *counts, uint32_t count);

/** A count that readers would miss: it is hidden as if it were `weight` times as large. */
void pg_disclosure_counts_prefer(struct pg_counts *counts, size_t count, double weight);

/** A count of which nothing is published, not even that it is 0; it is known to be no more
 * than `most` (INFINITY: nothing is known), and where that is less than T nobody is to
 * learn more. */
void pg_disclosure_counts_withhold(struct pg_counts *counts, size_t count, double most);

/** A count that is the sum of others. */
void pg_disclosure_counts_sum(struct pg_counts *counts, size_t whole, const size_t *parts,
                              size_t n);

/** Hides counts from 1 to T - 1 and what would give them away: table by table, then all
 *  together against an attacker by linear programming. */
paygap_status pg_disclosure_counts_protect(struct pg_counts *counts, paygap_error *err);

/** Whether a count is hidden, and why, once all are protected. */
enum pg_hidden pg_disclosure_counts_hidden(const struct pg_counts *counts, size_t count);

/** Whether a small count could not be protected, since it rests on what is known anyway. */
bool pg_disclosure_counts_is_exposed(const struct pg_counts *counts, size_t count);
void pg_disclosure_counts_free(struct pg_counts *counts);

// ---------------------------------------------------------------- sets of people

/**
 * Sets of people as atoms: people in the same sets are one atom. What can be worked out
 * from published sums of some sets is their linear span: the sum of another set follows
 * from them exactly if its indicator does.
 */
struct pg_people_sets {
    size_t n_atoms, n_sets, n_words;
    const uint32_t *n_people; /**< of each atom; borrowed */
    uint64_t *bits;           /**< n_sets rows of n_words: 1 = the atom is in the set */
    size_t *size;             /**< people in each set */
};

/** Empty sets. False: out of memory. Free in either case. */
bool pg_disclosure_sets_make(struct pg_people_sets *sets, size_t n_sets, size_t n_atoms,
                             const uint32_t *n_people);
void pg_disclosure_sets_free(struct pg_people_sets *sets);

/** Puts an atom into a set; once. */
void pg_disclosure_sets_put(struct pg_people_sets *sets, size_t set, size_t atom);

static inline bool pg_disclosure_sets_has(const struct pg_people_sets *sets, size_t set,
                                          size_t atom)
{
    return sets->bits[set * sets->n_words + atom / 64] >> (atom % 64) & 1;
}

/**
 * The span of the published sets. Whether the sum of another set follows from theirs is
 * found by elimination modulo 2^61 - 1, where a true relation always shows and a false one
 * cannot but by a chance of one in 10^15.
 */
struct pg_span;

/** NULL when out of memory; the sets must outlive it. */
struct pg_span *pg_disclosure_span_make(const struct pg_people_sets *sets,
                                        const bool *is_published);
bool pg_disclosure_span_has(struct pg_span *span, size_t target);
void pg_disclosure_span_free(struct pg_span *span);

/** A published set that others cut down to fewer than T people. */
struct pg_small_difference {
    size_t set;      /**< the larger one */
    size_t n_people; /**< left of it */
    size_t smallest; /**< the smallest of the sets taken away */
};

/** The first pair A, B with B inside A and fewer than T, but not 0, people in A alone. The
 *  threshold is that of B. */
bool pg_disclosure_small_pair(const struct pg_people_sets *sets, const bool *is_published,
                              const size_t *thresholds, struct pg_small_difference *found);

/** The first set of which published disjoint sets among first..last-1 leave fewer than T.
 */
bool pg_disclosure_small_residual(const struct pg_people_sets *sets,
                                  const bool *is_published, size_t first, size_t last,
                                  size_t threshold, struct pg_small_difference *found);

#endif
