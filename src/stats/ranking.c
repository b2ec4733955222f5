// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_stats.h"

#include <stdlib.h>

enum { DIGIT_BITS = 11, N_DIGITS = 6, N_BUCKETS = 1 << DIGIT_BITS };

struct entry_arrays {
    uint64_t *keys;
    uint32_t *members;
};

// Bits of a double that order as unsigned numbers.
static uint64_t ordered_bits(double value)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof bits);
    return bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
}

static double value_of_bits(uint64_t bits)
{
    double value;

    bits = bits >> 63 ? bits & ~(UINT64_C(1) << 63) : ~bits;
    memcpy(&value, &bits, sizeof value);
    return value;
}

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

// Radix sort, least digit first. A pass in which all keys agree is left out.
static void sort(struct entry_arrays *entries, struct entry_arrays *spare, size_t n,
                 uint32_t (*counts)[N_BUCKETS])
{
    for (size_t i = 0; i < n; i++) {
        for (int pass = 0; pass < N_DIGITS; pass++)
            counts[pass][digit(entries->keys[i], pass)]++;
    }
    for (int pass = 0; pass < N_DIGITS; pass++) {
        if (!to_offsets(counts[pass], n))
            continue;
        for (size_t i = 0; i < n; i++) {
            uint32_t at = counts[pass][digit(entries->keys[i], pass)]++;
            spare->keys[at] = entries->keys[i];
            spare->members[at] = entries->members[i];
        }
        struct entry_arrays swapped = *entries;
        *entries = *spare;
        *spare = swapped;
    }
}

static bool sort_keys(struct entry_arrays *entries, size_t n)
{
    struct entry_arrays spare = {malloc((n + 1) * sizeof *spare.keys),
                                 malloc((n + 1) * sizeof *spare.members)};
    uint32_t(*counts)[N_BUCKETS] = calloc(N_DIGITS, sizeof *counts);
    bool sorted = spare.keys != NULL && spare.members != NULL && counts != NULL;

    if (sorted)
        sort(entries, &spare, n, counts);
    free(spare.keys);
    free(spare.members);
    free(counts);
    return sorted;
}

struct ranker {
    struct pg_ranking *ranking;
    struct entry_arrays entries;
};

static struct pg_fraction exact_at(const struct ranker *ranker, uint32_t member)
{
    const struct pg_exact *exact = &ranker->ranking->exact;

    return exact->at(exact->context, member);
}

static void add_value(struct ranker *ranker, size_t first, uint64_t key)
{
    struct pg_ranking *ranking = ranker->ranking;

    ranking->first[ranking->n_values] = (uint32_t)first;
    ranking->value[ranking->n_values++] = value_of_bits(key);
}

static bool all_equal(const struct ranker *ranker, size_t from, size_t to)
{
    struct pg_fraction first = exact_at(ranker, ranker->entries.members[from]);

    for (size_t i = from + 1; i < to; i++) {
        if (pg_fraction_compare(first, exact_at(ranker, ranker->entries.members[i])) != 0)
            return false;
    }
    return true;
}

/** One distinct value among keys that are too near to tell apart. */
struct near_value {
    struct pg_fraction exact;
    uint64_t least_key; /**< so that the value does not depend on the order of members */
    size_t count;
};

struct near_values {
    struct near_value *sorted;
    size_t n;
};

// Index of `exact` in the sorted values, inserted if it is new.
static size_t place(struct near_values *values, struct pg_fraction exact, uint64_t key)
{
    size_t low = 0, high = values->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = pg_fraction_compare(values->sorted[middle].exact, exact);
        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    memmove(values->sorted + low + 1, values->sorted + low,
            (values->n - low) * sizeof *values->sorted);
    values->sorted[low] = (struct near_value){.exact = exact, .least_key = key};
    values->n++;
    return low;
}

static size_t find(const struct near_values *values, struct pg_fraction exact)
{
    return place((struct near_values *)values, exact, 0);
}

// Groups the members from..to by exact value, in ascending order.
static bool split_near(struct ranker *ranker, size_t from, size_t to)
{
    size_t n = to - from;
    struct near_values values = {malloc((n + 1) * sizeof *values.sorted), 0};
    uint32_t *members = malloc(n * sizeof *members);
    size_t *next = malloc((n + 1) * sizeof *next);
    bool done = values.sorted != NULL && members != NULL && next != NULL;

    for (size_t i = from; done && i < to; i++) { // ascending keys: the first is the least
        uint32_t member = ranker->entries.members[i];
        size_t at = place(&values, exact_at(ranker, member), ranker->entries.keys[i]);
        values.sorted[at].count++;
        members[i - from] = member;
    }
    for (size_t v = 0, offset = from; done && v < values.n; v++) {
        next[v] = offset;
        add_value(ranker, offset, values.sorted[v].least_key);
        offset += values.sorted[v].count;
    }
    for (size_t i = 0; done && i < n; i++)
        ranker->entries.members[next[find(&values, exact_at(ranker, members[i]))]++] =
            members[i];
    free(values.sorted);
    free(members);
    free(next);
    return done;
}

// Keys this near may stand for equal values, or for values in the other order.
static bool is_near(const struct ranker *ranker, uint64_t lower, uint64_t upper)
{
    double a = value_of_bits(lower), b = value_of_bits(upper);
    double size = (a < 0 ? -a : a) > (b < 0 ? -b : b) ? (a < 0 ? -a : a) : (b < 0 ? -b : b);

    return b - a <= 4 * ranker->ranking->key_error * size;
}

static bool find_values(struct ranker *ranker)
{
    size_t n = ranker->ranking->n;
    const uint64_t *keys = ranker->entries.keys;

    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && is_near(ranker, keys[to - 1], keys[to]); to++) {
            // members of one run of near keys
        }
        if (to == from + 1 || all_equal(ranker, from, to))
            add_value(ranker, from, keys[from]);
        else if (!split_near(ranker, from, to))
            return false;
    }
    ranker->ranking->first[ranker->ranking->n_values] = (uint32_t)n;
    return true;
}

// Gives back what the distinct values do not need.
static void trim(struct pg_ranking *ranking)
{
    uint32_t *first = realloc(ranking->first, (ranking->n_values + 1) * sizeof *first);
    double *value = realloc(ranking->value, (ranking->n_values + 1) * sizeof *value);

    ranking->first = first != NULL ? first : ranking->first;
    ranking->value = value != NULL ? value : ranking->value;
}

bool pg_rank(struct pg_ranking *ranking, double *keys, size_t n, double key_error,
             struct pg_exact exact)
{
    struct ranker ranker = {.ranking = ranking};
    uint64_t *bits = malloc((n + 1) * sizeof *bits);
    uint32_t *members = malloc((n + 1) * sizeof *members);

    *ranking = (struct pg_ranking){.n = n, .key_error = key_error, .exact = exact};
    ranker.entries = (struct entry_arrays){bits, members};
    for (size_t i = 0; bits != NULL && members != NULL && i < n; i++) {
        bits[i] = ordered_bits(keys[i]);
        members[i] = (uint32_t)i;
    }
    bool ranked = bits != NULL && members != NULL && sort_keys(&ranker.entries, n);
    if (ranked) {
        ranking->first = malloc((n + 1) * sizeof *ranking->first);
        ranking->value = malloc((n + 1) * sizeof *ranking->value);
        ranked = ranking->first != NULL && ranking->value != NULL && find_values(&ranker);
    }
    free(ranker.entries.keys);
    ranking->order = ranker.entries.members;
    if (!ranked) {
        pg_ranking_free(ranking);
        return false;
    }
    trim(ranking);
    return true;
}

void pg_ranking_free(struct pg_ranking *ranking)
{
    free(ranking->order);
    free(ranking->first);
    free(ranking->value);
    *ranking = (struct pg_ranking){0};
}

struct pg_fraction pg_ranking_exact(const struct pg_ranking *ranking, size_t index)
{
    return ranking->exact.at(ranking->exact.context, ranking->order[ranking->first[index]]);
}
