// SPDX-License-Identifier: GPL-3.0-or-later
/** The quantities near one in a large system: those that would have to move with it. */
#ifndef PG_DISCLOSURE_NEAR_H
#define PG_DISCLOSURE_NEAR_H

#include "programme.h"

/** Scratch of neighbourhoods of one system. */
struct pg_near {
    const struct pg_programmes *shared;
    size_t *quantities; /**< those found last */
    bool *is_near;      /**< of each quantity */
    size_t *n_of;       /**< of each relation: those of its quantities that are near */
    size_t *emptied;    /**< relations that only one of them is left in */
};

/** False: out of memory. End it in either case. */
bool pg_disclosure_near_begin(struct pg_near *near, const struct pg_programmes *shared);
void pg_disclosure_near_end(struct pg_near *near);

/**
 * Finds about `most` quantities around `target`, the `breadth` cheapest to move of each
 * relation; of kind PG_PROGRAMME_WITHIN only those that what is printed lets move. Returns
 * their number: none if the target cannot move among so few.
 */
size_t pg_disclosure_near_find(struct pg_near *near, size_t target,
                               enum pg_programme_kind kind, size_t breadth, size_t most);

#endif
