// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Sets of people, and what follows from the sums of some of them. People who are in the
 * same groups are one atom; a set is a row of bits, one an atom. The sum of pay of a set
 * follows from the published sums exactly if its row is a combination of theirs, that is if
 * it lies in their linear span.
 *
 *     Atoms p, q, r. Published are the sums of      p    q    r
 *                                      first        1    1    0
 *                                      second       0    1    1
 *                                      third        1    0    1
 *
 *     No set lies inside another, yet p = (first - second + third) / 2: elimination turns
 *     the rows into (1 1 0), (0 1 1), (0 0 1), and (1 0 0) reduces to nothing. Without the
 *     third row it does not, and p is safe.
 *
 * Halves occur, so the arithmetic is that of whole numbers modulo the prime 2^61 - 1, which
 * can be divided without rounding; pg_disclosure.h says how sure that is. Atoms that are in
 * the same published sets are one column, since no sum tells them apart; a set that holds
 * one of them without the others cannot follow.
 *
 * Invariant: rows of the echelon start with 1 at their pivot and have 0 at the pivots of
 * the rows before them, so one pass over the rows reduces a target.
 *
 * pg_disclosure_small_pair() and pg_disclosure_small_residual() look for plain differences,
 * a set less others inside it, that leave few people. pay_sets.c calls both.
 *
 * Worst case, with S published sets and P columns: S x S x P multiplications to make a span
 * and S x P for a question; S x P words of memory. P is at most the number of atoms. Pairs
 * take S x S passes over the words of a set.
 */
#include "pg_disclosure.h"

#include <stdlib.h>

#define PRIME ((UINT64_C(1) << 61) - 1)

static uint64_t add_mod(uint64_t a, uint64_t b)
{
    uint64_t sum = a + b;

    return sum >= PRIME ? sum - PRIME : sum;
}

static uint64_t multiply_mod(uint64_t a, uint64_t b)
{
    pg_uint128 product = (pg_uint128)a * b;
    uint64_t sum = ((uint64_t)product & PRIME) + (uint64_t)(product >> 61);

    return sum >= PRIME ? sum - PRIME : sum;
}

// a^(PRIME - 2), the inverse of a by Fermat.
static uint64_t inverse_mod(uint64_t a)
{
    uint64_t result = 1;

    for (uint64_t power = PRIME - 2; power > 0; power >>= 1) {
        if (power & 1)
            result = multiply_mod(result, a);
        a = multiply_mod(a, a);
    }
    return result;
}

bool pg_disclosure_sets_make(struct pg_people_sets *sets, size_t n_sets, size_t n_atoms,
                             const uint32_t *n_people)
{
    size_t n_words = n_atoms / 64 + 1;

    *sets = (struct pg_people_sets){.n_atoms = n_atoms,
                                    .n_sets = n_sets,
                                    .n_words = n_words,
                                    .n_people = n_people,
                                    .bits = calloc(n_sets * n_words + 1, sizeof(uint64_t)),
                                    .size = calloc(n_sets + 1, sizeof(size_t))};
    return sets->bits != NULL && sets->size != NULL;
}

void pg_disclosure_sets_free(struct pg_people_sets *sets)
{
    free(sets->bits);
    free(sets->size);
    *sets = (struct pg_people_sets){0};
}

void pg_disclosure_sets_put(struct pg_people_sets *sets, size_t set, size_t atom)
{
    if (sets->n_people[atom] == 0)
        return; // nobody of the atom is among the people counted here
    sets->bits[set * sets->n_words + atom / 64] |= UINT64_C(1) << (atom % 64);
    sets->size[set] += sets->n_people[atom];
}

/** Rows of a matrix in echelon form, one after another. */
struct echelon {
    uint64_t *rows;
    size_t *pivots;
    size_t n_rows, n_columns;
};

// Takes the multiples of the rows there are out of `row`; its first entry left, n_columns
// if there is none.
static size_t reduce(const struct echelon *echelon, uint64_t *row)
{
    size_t n = echelon->n_columns;

    for (size_t k = 0; k < echelon->n_rows; k++) {
        const uint64_t *other = echelon->rows + k * n;
        uint64_t factor = row[echelon->pivots[k]];
        if (factor == 0)
            continue;
        factor = PRIME - factor;
        for (size_t i = echelon->pivots[k]; i < n; i++)
            row[i] = add_mod(row[i], multiply_mod(factor, other[i]));
    }
    size_t first = 0;
    while (first < n && row[first] == 0)
        first++;
    return first;
}

static void append(struct echelon *echelon, const uint64_t *row, size_t pivot)
{
    uint64_t *kept = echelon->rows + echelon->n_rows * echelon->n_columns;
    uint64_t scale = inverse_mod(row[pivot]);

    for (size_t i = 0; i < echelon->n_columns; i++)
        kept[i] = multiply_mod(row[i], scale);
    echelon->pivots[echelon->n_rows++] = pivot;
}

// Atoms in the same published sets count alike, so each pattern is one column; a target
// that divides such a pattern does not follow from the sets.
struct patterns {
    size_t *of_atom, *representative;
    size_t n;
};

static bool same_pattern(const struct pg_people_sets *sets, const bool *is_published,
                         size_t a, size_t b)
{
    for (size_t set = 0; set < sets->n_sets; set++) {
        if (is_published[set] &&
            pg_disclosure_sets_has(sets, set, a) != pg_disclosure_sets_has(sets, set, b))
            return false;
    }
    return true;
}

static uint64_t pattern_hash(const struct pg_people_sets *sets, const bool *is_published,
                             size_t atom)
{
    uint64_t hash = 1;

    for (size_t set = 0; set < sets->n_sets; set++) {
        if (is_published[set])
            hash = hash * UINT64_C(0x9E3779B97F4A7C15) +
                   pg_disclosure_sets_has(sets, set, atom) + (hash >> 47);
    }
    return hash;
}

static bool find_patterns(struct patterns *patterns, const struct pg_people_sets *sets,
                          const bool *is_published)
{
    struct pg_keyed keyed;
    bool made = pg_keyed_make(&keyed, sets->n_atoms);
    size_t n = 0;

    patterns->of_atom = calloc(sets->n_atoms + 1, sizeof *patterns->of_atom);
    patterns->representative = calloc(sets->n_atoms + 1, sizeof *patterns->representative);
    patterns->n = 0;
    made = made && patterns->of_atom != NULL && patterns->representative != NULL;
    for (size_t atom = 0; made && atom < sets->n_atoms; atom++) {
        if (sets->n_people[atom] == 0)
            continue;
        keyed.keys[n] = pattern_hash(sets, is_published, atom);
        keyed.members[n++] = (uint32_t)atom;
    }
    made = made && pg_keyed_sort(&keyed, n, 64);
    for (size_t i = 0; made && i < n; i++) {
        size_t atom = keyed.members[i];
        bool is_new = i == 0 || keyed.keys[i] != keyed.keys[i - 1] ||
                      !same_pattern(sets, is_published, atom, keyed.members[i - 1]);
        if (is_new)
            patterns->representative[patterns->n++] = atom;
        patterns->of_atom[atom] = patterns->n - 1;
    }
    pg_keyed_free(&keyed);
    return made;
}

static bool divides_a_pattern(const struct pg_people_sets *sets,
                              const struct patterns *patterns, size_t target)
{
    for (size_t atom = 0; atom < sets->n_atoms; atom++) {
        size_t other = patterns->representative[patterns->of_atom[atom]];
        if (sets->n_people[atom] > 0 && pg_disclosure_sets_has(sets, target, atom) !=
                                            pg_disclosure_sets_has(sets, target, other))
            return true;
    }
    return false;
}

static void fill(const struct pg_people_sets *sets, const struct patterns *patterns,
                 size_t set, uint64_t *row)
{
    for (size_t i = 0; i < patterns->n; i++)
        row[i] = pg_disclosure_sets_has(sets, set, patterns->representative[i]);
}

struct pg_span {
    const struct pg_people_sets *sets;
    struct patterns patterns;
    struct echelon echelon;
    uint64_t *row;
};

struct pg_span *pg_disclosure_span_make(const struct pg_people_sets *sets,
                                        const bool *is_published)
{
    struct pg_span *span = calloc(1, sizeof *span);

    if (span == NULL)
        return NULL;
    span->sets = sets;
    bool made = find_patterns(&span->patterns, sets, is_published);
    struct echelon *echelon = &span->echelon;
    echelon->n_columns = span->patterns.n;
    echelon->rows =
        calloc((sets->n_sets + 1) * (echelon->n_columns + 1), sizeof *echelon->rows);
    echelon->pivots = calloc(sets->n_sets + 1, sizeof *echelon->pivots);
    span->row = calloc(echelon->n_columns + 1, sizeof *span->row);
    if (!made || echelon->rows == NULL || echelon->pivots == NULL || span->row == NULL) {
        pg_disclosure_span_free(span);
        return NULL;
    }
    for (size_t set = 0; set < sets->n_sets; set++) {
        if (!is_published[set])
            continue;
        fill(sets, &span->patterns, set, span->row);
        size_t pivot = reduce(echelon, span->row);
        if (pivot < echelon->n_columns)
            append(echelon, span->row, pivot);
    }
    return span;
}

void pg_disclosure_span_free(struct pg_span *span)
{
    if (span == NULL)
        return;
    free(span->echelon.rows);
    free(span->echelon.pivots);
    free(span->patterns.of_atom);
    free(span->patterns.representative);
    free(span->row);
    free(span);
}

bool pg_disclosure_span_has(struct pg_span *span, size_t target)
{
    if (divides_a_pattern(span->sets, &span->patterns, target))
        return false;
    fill(span->sets, &span->patterns, target, span->row);
    return reduce(&span->echelon, span->row) == span->echelon.n_columns;
}

static const uint64_t *bits_of(const struct pg_people_sets *sets, size_t set)
{
    return sets->bits + set * sets->n_words;
}

static bool is_inside(const struct pg_people_sets *sets, const uint64_t *inner,
                      const uint64_t *outer)
{
    for (size_t i = 0; i < sets->n_words; i++) {
        if (inner[i] & ~outer[i])
            return false;
    }
    return true;
}

bool pg_disclosure_small_pair(const struct pg_people_sets *sets, const bool *is_published,
                              const size_t *thresholds, struct pg_small_difference *found)
{
    for (size_t a = 0; a < sets->n_sets; a++) {
        for (size_t b = 0; is_published[a] && b < sets->n_sets; b++) {
            if (!is_published[b] || sets->size[b] == 0 || sets->size[b] >= sets->size[a])
                continue;
            size_t left = sets->size[a] - sets->size[b];
            if (left >= thresholds[b] ||
                !is_inside(sets, bits_of(sets, b), bits_of(sets, a)))
                continue;
            *found = (struct pg_small_difference){a, left, b};
            return true;
        }
    }
    return false;
}

// Takes the published sets of first..last-1 that lie inside what is left out of it, which
// makes them disjoint; the people they have, and the smallest of them.
static size_t take_out(const struct pg_people_sets *sets, const bool *is_published,
                       size_t first, size_t last, size_t outer, uint64_t *rest,
                       size_t *smallest)
{
    size_t n = 0, least = SIZE_MAX;

    for (size_t set = first; set < last; set++) {
        const uint64_t *inner = bits_of(sets, set);
        if (!is_published[set] || set == outer || sets->size[set] == 0 ||
            !is_inside(sets, inner, rest))
            continue;
        for (size_t i = 0; i < sets->n_words; i++)
            rest[i] &= ~inner[i];
        n += sets->size[set];
        if (sets->size[set] < least) {
            least = sets->size[set];
            *smallest = set;
        }
    }
    return n;
}

bool pg_disclosure_small_residual(const struct pg_people_sets *sets,
                                  const bool *is_published, size_t first, size_t last,
                                  size_t threshold, struct pg_small_difference *found)
{
    uint64_t *rest = malloc((sets->n_words + 1) * sizeof *rest);
    bool is_found = false;

    for (size_t a = 0; rest != NULL && !is_found && a < sets->n_sets; a++) {
        size_t smallest = a;
        if (!is_published[a])
            continue;
        memcpy(rest, bits_of(sets, a), sets->n_words * sizeof *rest);
        size_t taken = take_out(sets, is_published, first, last, a, rest, &smallest);
        size_t left = sets->size[a] - taken;
        if (taken == 0 || left == 0 || left >= threshold)
            continue;
        *found = (struct pg_small_difference){a, left, smallest};
        is_found = true;
    }
    free(rest);
    return is_found;
}
