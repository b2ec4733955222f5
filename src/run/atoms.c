// SPDX-License-Identifier: GPL-3.0-or-later
/* People by pattern of groups: who is in which group of every characteristic at once. */
#include "members.h"

#include <stdlib.h>

struct counting {
    const struct pg_run *run;
    const struct pg_slice *slice;
    struct pg_atoms *atoms;
    size_t capacity;
    struct pg_keyed people; /**< pattern as a number, row */
    size_t n;
};

// Sex and the finest group of every class, as one number; patterns that do not fit 64 bits
// are told apart by a hash.
static uint64_t pattern(const struct pg_run *run, uint32_t row)
{
    bool known = pg_is_relevant(&run->people, row);
    uint64_t key = known ? run->table.sex[row] : PG_SEX_UNKNOWN;

    for (size_t i = 0; i < run->n_classes; i++)
        key = key * UINT64_C(0x9E3779B97F4A7C15) + run->classes[i].finest[row] +
              (key >> 47);
    return key;
}

static bool start_atom(struct counting *counting, uint32_t row)
{
    struct pg_atoms *atoms = counting->atoms;
    const struct pg_run *run = counting->run;

    if (atoms->n == counting->capacity) {
        size_t capacity = counting->capacity > 0 ? 2 * counting->capacity : 1024;
        uint16_t *codes =
            realloc(atoms->codes, capacity * atoms->n_axes * sizeof *atoms->codes);
        if (codes != NULL)
            atoms->codes = codes;
        uint32_t *counts[3] = {atoms->headcount, atoms->full_pay, atoms->bonus};
        uint32_t **members[3] = {&atoms->headcount, &atoms->full_pay, &atoms->bonus};
        for (int i = 0; i < 3; i++) {
            uint32_t *grown = realloc(counts[i], capacity * sizeof *grown);
            if (grown == NULL)
                return false;
            *members[i] = grown;
        }
        if (codes == NULL)
            return false;
        counting->capacity = capacity;
    }
    uint16_t *codes = atoms->codes + atoms->n * atoms->n_axes;
    codes[0] = pg_is_relevant(&run->people, row) ? run->table.sex[row] : PG_SEX_UNKNOWN;
    for (size_t i = 0; i < run->n_classes; i++)
        codes[i + 1] = run->classes[i].finest[row];
    atoms->headcount[atoms->n] = atoms->full_pay[atoms->n] = atoms->bonus[atoms->n] = 0;
    atoms->n++;
    return true;
}

static void count(struct counting *counting, uint32_t row)
{
    const struct pg_run *run = counting->run;
    struct pg_atoms *atoms = counting->atoms;
    size_t at = atoms->n - 1;

    atoms->headcount[at]++;
    atoms->full_pay[at] += run->people.out_of_hourly[row] == PG_REASON_NONE;
    atoms->bonus[at] += run->people.out_of_bonus[row] == PG_REASON_NONE &&
                        pg_amount(&run->table, row, PG_ITEM_BONUS_12) > 0;
}

static bool count_sorted(struct counting *counting)
{
    for (size_t i = 0; i < counting->n; i++) {
        uint32_t row = counting->people.members[i];
        bool is_new = i == 0 || counting->people.keys[i] != counting->people.keys[i - 1];
        if (is_new && !start_atom(counting, row))
            return false;
        count(counting, row);
    }
    return true;
}

bool pg_run_atoms(struct pg_run *run, struct pg_report *report,
                  const struct pg_slice *slice)
{
    struct counting counting = {.run = run, .slice = slice, .atoms = &report->atoms};
    bool counted = pg_keyed_make(&counting.people, slice->n);

    report->atoms.n_axes = run->n_classes + 1;
    for (size_t i = 0; counted && i < slice->n; i++) {
        uint32_t row = pg_row_at(slice, i);
        if (!pg_is_relevant_of_any_sex(&run->people, row))
            continue;
        counting.people.keys[counting.n] = pattern(run, row);
        counting.people.members[counting.n++] = row;
    }
    counted = counted && pg_keyed_sort(&counting.people, counting.n, 64) &&
              count_sorted(&counting);
    pg_keyed_free(&counting.people);
    return counted;
}
