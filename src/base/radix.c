// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_base.h"

#include <stdlib.h>

enum { DIGIT_BITS = 11, MAX_DIGITS = 6, N_BUCKETS = 1 << DIGIT_BITS };

static size_t digit(uint64_t key, int pass)
{
    return (size_t)(key >> (pass * DIGIT_BITS)) & (N_BUCKETS - 1);
}

// Turns counts into the place where each bucket begins; false if all are in one bucket.
static bool to_offsets(uint32_t *counts, size_t n)
{
    uint32_t offset = 0;

    for (size_t i = 0; i < N_BUCKETS; i++) {
        uint32_t count = counts[i];
        if (count == n)
            return false;
        counts[i] = offset;
        offset += count;
    }
    return true;
}

// Least digit first. A pass in which all keys agree is left out.
static void sort(struct pg_keyed *entries, struct pg_keyed *spare, size_t n, int n_digits,
                 uint32_t (*counts)[N_BUCKETS])
{
    for (size_t i = 0; i < n; i++) {
        for (int pass = 0; pass < n_digits; pass++)
            counts[pass][digit(entries->keys[i], pass)]++;
    }
    for (int pass = 0; pass < n_digits; pass++) {
        if (!to_offsets(counts[pass], n))
            continue;
        for (size_t i = 0; i < n; i++) {
            uint32_t at = counts[pass][digit(entries->keys[i], pass)]++;
            spare->keys[at] = entries->keys[i];
            spare->members[at] = entries->members[i];
        }
        struct pg_keyed swapped = *entries;
        *entries = *spare;
        *spare = swapped;
    }
}

bool pg_keyed_sort(struct pg_keyed *entries, size_t n, int n_bits)
{
    struct pg_keyed spare;
    int n_digits = (n_bits + DIGIT_BITS - 1) / DIGIT_BITS;
    uint32_t(*counts)[N_BUCKETS] = calloc(MAX_DIGITS, sizeof *counts);
    bool sorted = pg_keyed_make(&spare, n) && counts != NULL;

    if (sorted)
        sort(entries, &spare, n, n_digits, counts);
    pg_keyed_free(&spare);
    free(counts);
    return sorted;
}

bool pg_keyed_make(struct pg_keyed *entries, size_t n)
{
    entries->keys = calloc(n + 1, sizeof *entries->keys);
    entries->members = calloc(n + 1, sizeof *entries->members);
    return entries->keys != NULL && entries->members != NULL;
}

void pg_keyed_free(struct pg_keyed *entries)
{
    free(entries->keys);
    free(entries->members);
    *entries = (struct pg_keyed){0};
}
