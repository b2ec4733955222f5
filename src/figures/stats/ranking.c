// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Puts members in order of their exact values, with hardly any exact arithmetic. Each
 * member comes with a double near its value (the key) and can be asked for the value
 * itself, a fraction. The keys are sorted as whole numbers, by radix. Neighbours further
 * apart than the errors of both keys are in the right order for certain. Neighbours that
 * are nearer form a run; the members of a run are compared with its first one as fractions,
 * and only a run that holds different values is sorted exactly.
 *
 *     member     0       1      2       3                          key error 2^-51
 *     value    10/3     1/2   20/6    3333333333333333334 / 10^18
 *     key      3.33..   0.5   3.33..  3.33.., the same double as 0 and 2
 *
 *     Runs: 1, then 0 2 3. Member 2 equals member 0 and member 3 does not: that run is
 *     split. order = 1 0 2 3, first = 0 1 3 4: three distinct values, 10/3 with two
 *     members.
 *
 * So people who are paid at different frequencies share a rank exactly when their rates are
 * equal, and a person a millionth of a penny above does not.
 *
 * Invariant: exact values ascend with the rank, and the members of rank i are
 * order[first[i]] to order[first[i + 1] - 1]. The value of a rank is the least key on it,
 * so that nothing depends on the order of the members.
 *
 * run/members.c calls it, for hourly pay and for bonuses; all else in stats works on ranks.
 *
 * Worst case: the sort is linear. A run of n members with k distinct values costs n log k
 * comparisons of fractions and, for the insertions, k x k moves: quadratic if all rates
 * differed but none by more than the error of a double. Memory: 24 bytes a member while
 * sorting, 4 afterwards, and 12 a distinct value.
 */
#include "pg_stats.h"

#include <stdlib.h>

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

struct ranker {
    struct pg_ranking *ranking;
    struct pg_keyed entries;
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
    uint32_t *members = calloc(n, sizeof *members);
    size_t *next = calloc(n + 1, sizeof *next);
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

// Divides the sorted members into runs of near keys: first[] and value[] of the ranking.
static void find_runs(struct ranker *ranker)
{
    size_t n = ranker->ranking->n;
    const uint64_t *keys = ranker->entries.keys;

    for (size_t i = 0; i < n; i++) {
        if (i == 0 || !is_near(ranker, keys[i - 1], keys[i]))
            add_value(ranker, i, keys[i]);
    }
    ranker->ranking->first[ranker->ranking->n_values] = (uint32_t)n;
}

/*
 * Marks the runs that hold more than one exact value. Members are visited in their own
 * order, not in that of their values, because their exact values lie in memory that way;
 * each is compared with the first member of its run.
 */
static bool mark_mixed(const struct ranker *ranker, bool *is_mixed, bool *any)
{
    const struct pg_ranking *ranking = ranker->ranking;
    uint32_t *run_of = calloc(ranking->n + 1, sizeof *run_of);

    if (run_of == NULL)
        return false;
    for (size_t run = 0; run < ranking->n_values; run++) {
        for (uint32_t i = ranking->first[run]; i < ranking->first[run + 1]; i++)
            run_of[ranker->entries.members[i]] = (uint32_t)run;
    }
    for (uint32_t member = 0; member < ranking->n; member++) {
        uint32_t run = run_of[member];
        uint32_t leader = ranker->entries.members[ranking->first[run]];
        if (leader == member || is_mixed[run] ||
            pg_fraction_compare(exact_at(ranker, member), exact_at(ranker, leader)) == 0)
            continue;
        is_mixed[run] = *any = true;
    }
    free(run_of);
    return true;
}

// Makes the ranking again from the runs, the mixed ones split by exact value.
static bool split_mixed(struct ranker *ranker, const bool *is_mixed)
{
    struct pg_ranking *ranking = ranker->ranking;
    size_t n_runs = ranking->n_values;
    uint32_t *runs = ranking->first;

    ranking->first = calloc(ranking->n + 1, sizeof *ranking->first);
    ranking->n_values = 0;
    bool done = ranking->first != NULL;
    for (size_t run = 0; done && run < n_runs; run++) {
        if (is_mixed[run])
            done = split_near(ranker, runs[run], runs[run + 1]);
        else
            add_value(ranker, runs[run], ranker->entries.keys[runs[run]]);
    }
    if (done)
        ranking->first[ranking->n_values] = (uint32_t)ranking->n;
    free(runs);
    return done;
}

static bool find_values(struct ranker *ranker)
{
    find_runs(ranker);
    bool any_mixed = false;
    bool *is_mixed = calloc(ranker->ranking->n_values + 1, sizeof *is_mixed);
    bool done = is_mixed != NULL && mark_mixed(ranker, is_mixed, &any_mixed) &&
                (!any_mixed || split_mixed(ranker, is_mixed));
    free(is_mixed);
    return done;
}

// Gives back what the distinct values do not need.
static void trim(struct pg_ranking *ranking)
{
    uint32_t *first = realloc(ranking->first, (ranking->n_values + 1) * sizeof *first);
    double *value = realloc(ranking->value, (ranking->n_values + 1) * sizeof *value);

    ranking->first = first != NULL ? first : ranking->first;
    ranking->value = value != NULL ? value : ranking->value;
}

bool pg_stats_rank(struct pg_ranking *ranking, double *keys, size_t n, double key_error,
                   struct pg_exact exact)
{
    struct ranker ranker = {.ranking = ranking};
    bool made = pg_keyed_make(&ranker.entries, n);

    *ranking = (struct pg_ranking){.n = n, .key_error = key_error, .exact = exact};
    for (size_t i = 0; made && i < n; i++) {
        ranker.entries.keys[i] = ordered_bits(keys[i]);
        ranker.entries.members[i] = (uint32_t)i;
    }
    bool ranked = made && pg_keyed_sort(&ranker.entries, n, 64);
    if (ranked) {
        ranking->first = calloc(n + 1, sizeof *ranking->first);
        ranking->value = calloc(n + 1, sizeof *ranking->value);
        ranked = ranking->first != NULL && ranking->value != NULL && find_values(&ranker);
    }
    free(ranker.entries.keys);
    ranking->order = ranker.entries.members;
    if (!ranked) {
        pg_stats_ranking_free(ranking);
        return false;
    }
    trim(ranking);
    return true;
}

void pg_stats_ranking_free(struct pg_ranking *ranking)
{
    free(ranking->order);
    free(ranking->first);
    free(ranking->value);
    *ranking = (struct pg_ranking){0};
}

struct pg_fraction pg_stats_ranking_exact(const struct pg_ranking *ranking, size_t index)
{
    return ranking->exact.at(ranking->exact.context, ranking->order[ranking->first[index]]);
}
