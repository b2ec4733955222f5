// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Small counts that are sums of groups: those who gave an answer, those who gave none, the
 * two groups that are compared and all others. Tables show some of them, and whoever knows
 * all of a place knows of each what the other leaves. Each is protected like the count of a
 * group.
 */
#include "pg_workforce.h"

#include "pg_disclosure.h"

#include <stdlib.h>

/** Which groups of an axis are added up. */
enum which { DISCLOSED, UNDISCLOSED, COMPARED, OTHERS, N_WHICH };

static bool is_among(const struct pg_axis *axis, size_t g, enum which which)
{
    switch (which) {
    case DISCLOSED:
        return axis->kinds[g] == PG_GROUP_NAMED;
    case UNDISCLOSED:
        return axis->kinds[g] != PG_GROUP_NAMED;
    case COMPARED:
        return g == axis->watched || g == axis->against;
    default:
        return g != axis->watched && g != axis->against;
    }
}

static size_t number_of(const struct pg_axis *axis, enum which which)
{
    size_t n = 0;

    for (size_t g = 0; g < axis->n_groups; g++)
        n += is_among(axis, g, which);
    return n;
}

// Whether a sum is one that no group and no total is, nor another sum.
static bool is_of_its_own(const struct pg_axis *axis, enum which which)
{
    size_t n = number_of(axis, which);

    if (n < 2 || n == axis->n_groups)
        return false;
    return which < COMPARED ||
           n != number_of(axis, which == COMPARED ? DISCLOSED : UNDISCLOSED);
}

static void add_sum(struct pg_counts *counts, const struct pg_axis *axis,
                    const struct pg_group_counts *of, enum which which, unsigned threshold,
                    size_t *parts)
{
    size_t n = 0;
    uint32_t sum = 0;

    for (size_t g = 0; g < axis->n_groups; g++) {
        if (!is_among(axis, g, which))
            continue;
        if (of->numbers[g] == SIZE_MAX)
            return;
        parts[n++] = of->numbers[g];
        sum += of->values[g];
    }
    // What is not small needs no protection, and what bounds it follows from its parts.
    if (sum > 0 && sum < threshold)
        pg_disclosure_counts_sum(counts, pg_disclosure_counts_derive(counts, sum), parts,
                                 n);
}

bool pg_workforce_protect_sums(struct pg_counts *counts, const struct pg_axis *axis,
                               const struct pg_group_counts *of, unsigned threshold)
{
    size_t *parts = malloc((axis->n_groups + 1) * sizeof *parts);

    for (int which = 0; parts != NULL && which < N_WHICH; which++) {
        if (is_of_its_own(axis, (enum which)which))
            add_sum(counts, axis, of, (enum which)which, threshold, parts);
    }
    free(parts);
    return parts != NULL;
}

bool pg_workforce_group_counts_make(struct pg_group_counts *of, const struct pg_axis *axis)
{
    *of = (struct pg_group_counts){calloc(axis->n_groups + 1, sizeof *of->numbers),
                                   calloc(axis->n_groups + 1, sizeof *of->values)};
    if (of->numbers != NULL && of->values != NULL)
        return true;
    pg_workforce_group_counts_free(of);
    return false;
}

void pg_workforce_group_counts_free(struct pg_group_counts *of)
{
    free(of->numbers);
    free(of->values);
    *of = (struct pg_group_counts){NULL, NULL};
}
