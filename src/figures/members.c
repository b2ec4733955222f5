// SPDX-License-Identifier: GPL-3.0-or-later
/* People of a slice in the order of an exact amount. */
#include "pg_figures.h"

#include "pg_measures.h"

#include <stdlib.h>

static struct pg_fraction exact_rate(const void *context, uint32_t member)
{
    const struct pg_members *members = context;

    return pg_pay_rate(members->judged->pay, members->rows[member]);
}

static struct pg_fraction exact_bonus(const void *context, uint32_t member)
{
    const struct pg_members *members = context;

    return (struct pg_fraction){
        pg_table_amount(members->judged->table, members->rows[member], PG_ITEM_BONUS_12),
        PG_MILLION};
}

static bool start(struct pg_members *members, const struct pg_judged *judged, size_t most)
{
    *members = (struct pg_members){.judged = judged,
                                   .rows = malloc((most + 1) * sizeof *members->rows),
                                   .keys = malloc((most + 1) * sizeof *members->keys)};
    return members->rows != NULL && members->keys != NULL;
}

static void add(struct pg_members *members, uint32_t row, double key)
{
    members->rows[members->n] = row;
    members->keys[members->n++] = key;
}

static bool rank(struct pg_members *members,
                 struct pg_fraction (*at)(const void *, uint32_t))
{
    struct pg_exact exact = {.at = at, .context = members};

    if (!pg_stats_rank(&members->ranking, members->keys, members->n, PG_RATE_ERROR, exact))
        return false;
    free(members->keys);
    members->keys = NULL;
    members->group_of = malloc((members->n + 1) * sizeof *members->group_of);
    return members->group_of != NULL;
}

bool pg_figures_rank_hourly(struct pg_members *members, const struct pg_judged *judged,
                            const struct pg_slice *slice)
{
    const struct pg_people *people = judged->people;

    if (!start(members, judged, slice->n))
        return false;
    for (size_t i = 0; i < slice->n; i++) {
        uint32_t row = pg_figures_row_at(slice, i);
        if (pg_population_is_relevant_of_any_sex(people, row) &&
            judged->pay->out_of_hourly[row] == PG_REASON_NONE)
            add(members, row, pg_pay_rate_double(judged->pay, row));
    }
    return rank(members, exact_rate);
}

bool pg_figures_rank_bonus(struct pg_members *members, const struct pg_judged *judged,
                           const struct pg_slice *slice)
{
    const struct pg_people *people = judged->people;

    if (!start(members, judged, slice->n))
        return false;
    for (size_t i = 0; i < slice->n; i++) {
        uint32_t row = pg_figures_row_at(slice, i);
        int64_t bonus = pg_table_amount(judged->table, row, PG_ITEM_BONUS_12);
        if (bonus > 0 && pg_population_is_relevant_of_any_sex(people, row) &&
            people->out_of_bonus[row] == PG_REASON_NONE)
            add(members, row, (double)bonus / 1e6);
    }
    return rank(members, exact_bonus);
}

void pg_figures_free_members(struct pg_members *members)
{
    free(members->rows);
    free(members->keys);
    free(members->group_of);
    pg_stats_ranking_free(&members->ranking);
    *members = (struct pg_members){0};
}

bool pg_figures_divide_by_sex(struct pg_groups *groups, struct pg_members *members)
{
    const struct pg_judged *judged = members->judged;

    for (size_t i = 0; i < members->n; i++) {
        uint32_t row = members->rows[i];
        members->group_of[i] = pg_population_is_relevant(judged->people, row)
                                   ? judged->table->sex[row]
                                   : PG_NO_GROUP;
    }
    return pg_stats_groups_make(groups, &members->ranking, members->group_of, PG_N_SEXES);
}
