// SPDX-License-Identifier: GPL-3.0-or-later
/* People by pattern of groups: who is in which group of every characteristic at once. */
#include "figures_parts.h"

#include <stdlib.h>

/** Patterns few enough to have a place each are counted there; others are sorted first. */
enum { MOST_PLACES = 1 << 21 };

struct counting {
    const struct pg_judged *judged;
    const struct pg_slice *slice;
    struct pg_atoms *atoms;
    size_t capacity;
    uint32_t *atom_at; /**< atom + 1 of each pattern, 0 = none yet; NULL = sorted */
    struct pg_keyed people;
    size_t n;
};

static enum pg_sex sex_of(const struct pg_judged *judged, uint32_t row)
{
    return pg_population_is_relevant(judged->people, row)
               ? (enum pg_sex)judged->table->sex[row]
               : PG_SEX_UNKNOWN;
}

// Number of patterns that there could be; SIZE_MAX if too many to give each a place.
static size_t n_places(const struct pg_judged *judged)
{
    size_t places = 3;

    for (size_t i = 0; i < judged->classes->n; i++) {
        if (places > MOST_PLACES / judged->classes->items[i].labels.n_finest)
            return SIZE_MAX;
        places *= judged->classes->items[i].labels.n_finest;
    }
    return places;
}

static size_t place_of(const struct pg_judged *judged, uint32_t row)
{
    size_t place = sex_of(judged, row);

    for (size_t i = 0; i < judged->classes->n; i++)
        place = place * judged->classes->items[i].labels.n_finest +
                judged->classes->items[i].finest[row];
    return place;
}

// A number that tells patterns apart, all but surely, where there are very many.
static uint64_t pattern_hash(const struct pg_judged *judged, uint32_t row)
{
    uint64_t key = sex_of(judged, row);

    for (size_t i = 0; i < judged->classes->n; i++)
        key = (key ^ key >> 29) * UINT64_C(0x9E3779B97F4A7C15) +
              judged->classes->items[i].finest[row];
    return key;
}

static bool grow(struct counting *counting)
{
    struct pg_atoms *atoms = counting->atoms;
    size_t capacity = counting->capacity > 0 ? 2 * counting->capacity : 256;
    uint32_t **counts[] = {&atoms->headcount, &atoms->full_pay, &atoms->in_bonus,
                           &atoms->bonus};
    double **sums[] = {&atoms->hourly_sum, &atoms->bonus_sum};
    uint16_t *codes =
        realloc(atoms->codes, capacity * atoms->n_axes * sizeof *atoms->codes);

    if (codes == NULL)
        return false;
    atoms->codes = codes;
    for (int i = 0; i < 4; i++) {
        uint32_t *grown = realloc(*counts[i], capacity * sizeof *grown);
        if (grown == NULL)
            return false;
        *counts[i] = grown;
    }
    for (int i = 0; i < 2; i++) {
        double *grown = realloc(*sums[i], capacity * sizeof *grown);
        if (grown == NULL)
            return false;
        *sums[i] = grown;
    }
    counting->capacity = capacity;
    return true;
}

static bool start_atom(struct counting *counting, uint32_t row)
{
    struct pg_atoms *atoms = counting->atoms;
    const struct pg_judged *judged = counting->judged;

    if (atoms->n == counting->capacity && !grow(counting))
        return false;
    uint16_t *codes = atoms->codes + atoms->n * atoms->n_axes;
    codes[0] = (uint16_t)sex_of(judged, row);
    for (size_t i = 0; i < judged->classes->n; i++)
        codes[i + 1] = judged->classes->items[i].finest[row];
    atoms->headcount[atoms->n] = atoms->full_pay[atoms->n] = 0;
    atoms->in_bonus[atoms->n] = atoms->bonus[atoms->n] = 0;
    atoms->hourly_sum[atoms->n] = atoms->bonus_sum[atoms->n] = 0;
    atoms->n++;
    return true;
}

static void count(struct counting *counting, size_t atom, uint32_t row)
{
    const struct pg_judged *judged = counting->judged;
    struct pg_atoms *atoms = counting->atoms;

    atoms->headcount[atom]++;
    if (judged->pay->out_of_hourly[row] == PG_REASON_NONE) {
        atoms->full_pay[atom]++;
        atoms->hourly_sum[atom] += pg_pay_rate_double(judged->pay, row);
    }
    if (judged->people->out_of_bonus[row] != PG_REASON_NONE)
        return;
    atoms->in_bonus[atom]++;
    int64_t bonus = pg_table_amount(judged->table, row, PG_ITEM_BONUS_12);
    if (bonus > 0) {
        atoms->bonus[atom]++;
        atoms->bonus_sum[atom] += (double)bonus / 1e6;
    }
}

static bool count_in_places(struct counting *counting)
{
    for (size_t i = 0; i < counting->slice->n; i++) {
        uint32_t row = pg_figures_row_at(counting->slice, i);
        if (!pg_population_is_relevant_of_any_sex(counting->judged->people, row))
            continue;
        uint32_t *atom = &counting->atom_at[place_of(counting->judged, row)];
        if (*atom == 0) {
            if (!start_atom(counting, row))
                return false;
            *atom = (uint32_t)counting->atoms->n;
        }
        count(counting, *atom - 1, row);
    }
    return true;
}

static bool count_sorted(struct counting *counting)
{
    struct pg_keyed *people = &counting->people;

    if (!pg_keyed_make(people, counting->slice->n))
        return false;
    for (size_t i = 0; i < counting->slice->n; i++) {
        uint32_t row = pg_figures_row_at(counting->slice, i);
        if (!pg_population_is_relevant_of_any_sex(counting->judged->people, row))
            continue;
        people->keys[counting->n] = pattern_hash(counting->judged, row);
        people->members[counting->n++] = row;
    }
    if (!pg_keyed_sort(people, counting->n, 64))
        return false;
    for (size_t i = 0; i < counting->n; i++) {
        bool is_new = i == 0 || people->keys[i] != people->keys[i - 1];
        if (is_new && !start_atom(counting, people->members[i]))
            return false;
        count(counting, counting->atoms->n - 1, people->members[i]);
    }
    return true;
}

bool pg_figures_count_atoms(const struct pg_forming *forming)
{
    struct pg_atoms *atoms = &forming->report->atoms;
    struct counting counting = {
        .judged = forming->judged, .slice = forming->slice, .atoms = atoms};
    size_t places = n_places(forming->judged);
    bool counted;

    atoms->n_axes = forming->judged->classes->n + 1;
    if (places != SIZE_MAX) {
        counting.atom_at = calloc(places, sizeof *counting.atom_at);
        counted = counting.atom_at != NULL && count_in_places(&counting);
    } else {
        counted = count_sorted(&counting);
    }
    free(counting.atom_at);
    pg_keyed_free(&counting.people);
    return counted;
}
