// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_measures.h"

void pg_quarter_sizes(size_t n, size_t sizes[static PG_N_QUARTERS])
{
    static const size_t extra[4][PG_N_QUARTERS] = {
        {0, 0, 0, 0}, {1, 0, 0, 0}, {1, 0, 1, 0}, {1, 1, 1, 0}};

    for (size_t quarter = 0; quarter < PG_N_QUARTERS; quarter++)
        sizes[quarter] = n / 4 + extra[n % 4][quarter];
}

void pg_share_tied(size_t men, const size_t places[static PG_N_QUARTERS],
                   size_t men_placed[static PG_N_QUARTERS])
{
    size_t total = 0, left = men;
    pg_uint128 remainder[PG_N_QUARTERS];

    for (int j = 0; j < PG_N_QUARTERS; j++)
        total += places[j];
    for (int j = 0; j < PG_N_QUARTERS; j++) {
        pg_uint128 ideal = (pg_uint128)men * places[j]; // in parts of `total`
        men_placed[j] = total > 0 ? (size_t)(ideal / total) : 0;
        remainder[j] = total > 0 ? ideal % total : 0;
        left -= men_placed[j];
    }
    while (left > 0) {
        int most = 0;
        for (int j = 1; j < PG_N_QUARTERS; j++) {
            if (remainder[j] > remainder[most])
                most = j;
        }
        men_placed[most]++;
        remainder[most] = 0;
        left--;
    }
}

struct placing {
    size_t sizes[PG_N_QUARTERS];
    size_t begins[PG_N_QUARTERS + 1]; /**< place at which each quarter begins */
    size_t place;                     /**< people placed so far */
    struct pg_quarter_counts *quarters;
    struct pg_boundary *boundaries;
};

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

// Places each quarter has for the next `n` people.
static void places_for(const struct placing *placing, size_t n,
                       size_t places[PG_N_QUARTERS])
{
    for (int j = 0; j < PG_N_QUARTERS; j++) {
        size_t from =
            placing->place > placing->begins[j] ? placing->place : placing->begins[j];
        size_t to = least(placing->place + n, placing->begins[j + 1]);
        places[j] = to > from ? to - from : 0;
    }
}

static void note_boundaries(struct placing *placing, size_t men, size_t women,
                            const size_t places[PG_N_QUARTERS],
                            const size_t men_placed[PG_N_QUARTERS])
{
    size_t men_below = 0, women_below = 0;

    for (int j = 0; j + 1 < PG_N_QUARTERS; j++) {
        size_t boundary = placing->begins[j + 1];
        men_below += men_placed[j];
        women_below += places[j] - men_placed[j];
        if (boundary > placing->place && boundary < placing->place + men + women)
            placing->boundaries[j] =
                (struct pg_boundary){men, women, men_below, women_below};
    }
}

// Everybody on the next rate.
static void place_rate(struct placing *placing, size_t men, size_t women)
{
    size_t places[PG_N_QUARTERS], men_placed[PG_N_QUARTERS];

    places_for(placing, men + women, places);
    pg_share_tied(men, places, men_placed);
    for (int j = 0; j < PG_N_QUARTERS; j++) {
        placing->quarters[j].men += men_placed[j];
        placing->quarters[j].women += places[j] - men_placed[j];
    }
    note_boundaries(placing, men, women, places, men_placed);
    placing->place += men + women;
}

static pg_int128 pennies(const struct pg_ranking *ranking, size_t rank)
{
    // Rates of merged posts may fill 127 bits: the whole pounds are taken out first, and
    // what is left is halved until a hundred times it fits; a rate is far from needing
    // those bits.
    struct pg_fraction rate = pg_ranking_exact(ranking, rank);
    pg_int128 pounds = rate.num / rate.den, rest = rate.num % rate.den;

    while (rate.den > (((pg_int128)1) << 119)) {
        rate.den /= 2;
        rest /= 2;
    }
    return pounds * 100 + pg_divide_half_even(rest * 100, rate.den);
}

// First rank after `rank` that is another rate.
static size_t next_rate(const struct pg_ranking *ranking, size_t rank,
                        enum pg_tie_precision ties)
{
    size_t next = rank + 1;

    if (ties == PG_TIES_EXACT)
        return next;
    pg_int128 penny = pennies(ranking, rank);
    while (next < ranking->n_values &&
           ranking->value[next] - ranking->value[rank] < 0.011 &&
           pennies(ranking, next) == penny)
        next++;
    return next;
}

static size_t sum(const uint32_t *counts, size_t from, size_t to)
{
    size_t total = 0;

    for (size_t i = from; i < to; i++)
        total += counts[i];
    return total;
}

void pg_quarters(const struct pg_sexes *sexes, enum pg_tie_precision ties,
                 struct pg_quarter_counts quarters[static PG_N_QUARTERS],
                 struct pg_boundary boundaries[static PG_N_QUARTERS - 1])
{
    const struct pg_ranking *ranking = sexes->ranking;
    struct placing placing = {.quarters = quarters, .boundaries = boundaries};

    pg_quarter_sizes(ranking->n, placing.sizes);
    for (int j = 0; j < PG_N_QUARTERS; j++) {
        quarters[j] = (struct pg_quarter_counts){.size = placing.sizes[j]};
        placing.begins[j + 1] = placing.begins[j] + placing.sizes[j];
        if (j + 1 < PG_N_QUARTERS)
            boundaries[j] = (struct pg_boundary){0};
    }
    for (size_t rank = 0, next; rank < ranking->n_values; rank = next) {
        next = next_rate(ranking, rank, ties);
        place_rate(&placing, sum(sexes->men, rank, next), sum(sexes->women, rank, next));
    }
}
