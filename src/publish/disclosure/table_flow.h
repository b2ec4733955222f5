// SPDX-License-Identifier: GPL-3.0-or-later
/** The network that a table of counts is: rows and columns are its nodes, cells its arcs.
 */
#ifndef PG_TABLE_FLOW_H
#define PG_TABLE_FLOW_H

#include "pg_disclosure.h"

#define PG_FLOW_UNBOUNDED (UINT64_MAX / 4)

/** A change of a cell by d moves d from node `from` to node `to`. */
struct pg_flow_arc {
    size_t from, to;
};

struct pg_flow {
    const struct pg_count_table *table;
    size_t n_cells, n_nodes;
    struct pg_flow_arc *arcs; /**< of each cell */
    size_t *arcs_of;          /**< cells at each node, in turn */
    size_t *first_of;         /**< n_nodes + 1 offsets into arcs_of */
    // Scratch of one flow:
    int64_t *moved; /**< change of each cell */
    size_t *queue, *reached_by;
    bool *is_reached;
};

bool pg_disclosure_flow_make(struct pg_flow *flow, const struct pg_count_table *table);
void pg_disclosure_flow_free(struct pg_flow *flow);

/**
 * How much cell `cell` can grow (`up`) or shrink through changes of the other hidden cells,
 * but no more than `enough`. Afterwards `flow->is_reached` has the nodes on the near side
 * of a smallest cut, when the flow stopped before `enough`.
 */
uint64_t pg_disclosure_flow_most(struct pg_flow *flow, const bool *is_hidden, size_t cell,
                                 bool up, uint64_t enough);

#endif
