// SPDX-License-Identifier: GPL-3.0-or-later
/** People of a slice, ranked by an exact amount: hourly pay or bonus. */
#ifndef PG_RUN_MEMBERS_H
#define PG_RUN_MEMBERS_H

#include "pg_run.h"
#include "pg_stats.h"

struct pg_members {
    const struct pg_run *run;
    uint32_t *rows; /**< of the table, one a member */
    size_t n;
    double *keys; /**< until they are ranked */
    struct pg_ranking ranking;
    uint16_t *group_of; /**< scratch: the group of each member */
};

/** Relevant employees (of any sex if `run->people` says so) in the hourly figures, ranked
 * by hourly pay. False: out of memory. Free in either case. */
bool pg_members_hourly(struct pg_members *members, const struct pg_run *run,
                       const struct pg_slice *slice);

/** The same of those paid a bonus in the twelve months, ranked by it. */
bool pg_members_bonus(struct pg_members *members, const struct pg_run *run,
                      const struct pg_slice *slice);

void pg_members_free(struct pg_members *members);

/** Divides members into men and women, leaving out those of unknown sex. */
bool pg_members_by_sex(struct pg_groups *groups, struct pg_members *members);

static inline uint32_t pg_row_at(const struct pg_slice *slice, size_t i)
{
    return slice->rows != NULL ? slice->rows[i] : (uint32_t)i;
}

#endif
