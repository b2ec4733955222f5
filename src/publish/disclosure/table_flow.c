// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * How far one hidden count of a table can move while every shown count stays as it is.
 *
 * The table is a network. Each row, each column, the row of totals and the column of totals
 * is a node; each cell is an arc between its row and its column. A change of a cell by d
 * moves d along its arc, and what enters a node must leave it through other hidden cells,
 * because the sums hold. So a hidden cell can grow by as much as the other hidden cells can
 * carry back from the end of its arc to its start. That is a largest flow. Growing has no
 * limit; shrinking ends at zero, since a count is never negative.
 *
 *     Shown are the totals:              x = 3 can grow to 9 and shrink to 0.
 *
 *              a    b   total            Growing by 6 takes 6 from (y, a), which is then 0,
 *         x    3    7     10             gives 6 to (y, b), and takes 6 from (x, b).
 *         y    6    9     15             Shrinking by 3 goes the same way round in reverse.
 *     total    9   16     25             Were row y shown, x would be 3 and nothing else.
 *
 * The flow is found by shortest ways (Edmonds and Karp): look for a way with room, push as
 * much as it holds, repeat. After the last search `is_reached` holds the near side of a
 * smallest cut: hiding more can help only with a cell that crosses it, which is what
 * table_protect.c branches on.
 *
 * Invariant: count + moved is never below 0, and every node but the two ends of the cell
 * that is asked about gets as much as it gives.
 *
 * Worst case, with N rows and columns and C cells, totals included: N x C searches of C
 * steps. Each search moves at least one person, so a caller who asks for `enough` waits for
 * no more searches than that; table_protect.c asks for T and the count. Memory: some 40
 * bytes a cell.
 */
#include "table_flow.h"

#include <stdlib.h>

/*
 * Equations: each row's cells less its total are 0, each column's too, the total row's and
 * the total column's less the grand total. Every cell stands in one row and one column
 * equation; with the signs of the columns and of the total row turned, once as + and once
 * as -. So a change of a cell is a flow from one equation to the other.
 */
static struct pg_flow_arc arc_of(const struct pg_count_table *table, size_t row,
                                 size_t column)
{
    size_t row_node = row, column_node = table->n_rows + 1 + column;
    bool total_row = row == table->n_rows, total_column = column == table->n_columns;
    // + in the row and - in the column equation, unless just one of them is a total's
    bool from_row = total_row == total_column;

    return from_row ? (struct pg_flow_arc){row_node, column_node}
                    : (struct pg_flow_arc){column_node, row_node};
}

static void index_arcs(struct pg_flow *flow)
{
    for (size_t i = 0; i < flow->n_cells; i++) {
        flow->first_of[flow->arcs[i].from + 1]++;
        flow->first_of[flow->arcs[i].to + 1]++;
    }
    for (size_t i = 0; i < flow->n_nodes; i++)
        flow->first_of[i + 1] += flow->first_of[i];
    size_t *next = flow->queue; // scratch until the first flow
    memcpy(next, flow->first_of, flow->n_nodes * sizeof *next);
    for (size_t i = 0; i < flow->n_cells; i++) {
        flow->arcs_of[next[flow->arcs[i].from]++] = i;
        flow->arcs_of[next[flow->arcs[i].to]++] = i;
    }
}

bool pg_disclosure_flow_make(struct pg_flow *flow, const struct pg_count_table *table)
{
    size_t rows = table->n_rows + 1, columns = table->n_columns + 1;
    size_t n_cells = rows * columns, n_nodes = rows + columns;

    *flow = (struct pg_flow){.table = table,
                             .n_cells = n_cells,
                             .n_nodes = n_nodes,
                             .arcs = calloc(n_cells, sizeof *flow->arcs),
                             .arcs_of = calloc(2 * n_cells, sizeof *flow->arcs_of),
                             .first_of = calloc(n_nodes + 1, sizeof *flow->first_of),
                             .moved = calloc(n_cells, sizeof *flow->moved),
                             .queue = calloc(n_nodes + 1, sizeof *flow->queue),
                             .reached_by = calloc(n_nodes, sizeof *flow->reached_by),
                             .is_reached = calloc(n_nodes, sizeof *flow->is_reached)};
    if (flow->arcs == NULL || flow->arcs_of == NULL || flow->first_of == NULL ||
        flow->moved == NULL || flow->queue == NULL || flow->reached_by == NULL ||
        flow->is_reached == NULL)
        return false;
    for (size_t i = 0; i < n_cells; i++)
        flow->arcs[i] = arc_of(table, i / columns, i % columns);
    index_arcs(flow);
    return true;
}

void pg_disclosure_flow_free(struct pg_flow *flow)
{
    free(flow->arcs);
    free(flow->arcs_of);
    free(flow->first_of);
    free(flow->moved);
    free(flow->queue);
    free(flow->reached_by);
    free(flow->is_reached);
    *flow = (struct pg_flow){0};
}

// What more can be moved from `node` across `cell`: growing has no limit, shrinking ends at
// zero.
static uint64_t room(const struct pg_flow *flow, size_t cell, size_t node)
{
    if (flow->arcs[cell].from == node)
        return PG_FLOW_UNBOUNDED;
    return (uint64_t)((int64_t)flow->table->counts[cell] + flow->moved[cell]);
}

static size_t other_end(const struct pg_flow *flow, size_t cell, size_t node)
{
    return flow->arcs[cell].from == node ? flow->arcs[cell].to : flow->arcs[cell].from;
}

// Finds a shortest way from `source` to `target` over hidden cells with room.
static bool find_way(struct pg_flow *flow, const bool *is_hidden, size_t without,
                     size_t source, size_t target)
{
    size_t begin = 0, end = 0;

    memset(flow->is_reached, 0, flow->n_nodes * sizeof *flow->is_reached);
    flow->is_reached[source] = true;
    flow->queue[end++] = source;
    while (begin < end && !flow->is_reached[target]) {
        size_t node = flow->queue[begin++];
        for (size_t i = flow->first_of[node]; i < flow->first_of[node + 1]; i++) {
            size_t cell = flow->arcs_of[i], next = other_end(flow, cell, node);
            if (!is_hidden[cell] || cell == without || flow->is_reached[next] ||
                room(flow, cell, node) == 0)
                continue;
            flow->is_reached[next] = true;
            flow->reached_by[next] = cell;
            flow->queue[end++] = next;
        }
    }
    return flow->is_reached[target];
}

static uint64_t push(struct pg_flow *flow, size_t source, size_t target, uint64_t most)
{
    for (size_t node = target; node != source;) {
        size_t cell = flow->reached_by[node], before = other_end(flow, cell, node);
        uint64_t space = room(flow, cell, before);
        most = space < most ? space : most;
        node = before;
    }
    for (size_t node = target; node != source;) {
        size_t cell = flow->reached_by[node], before = other_end(flow, cell, node);
        int64_t change = (int64_t)most;
        flow->moved[cell] += flow->arcs[cell].from == before ? change : -change;
        node = before;
    }
    return most;
}

uint64_t pg_disclosure_flow_most(struct pg_flow *flow, const bool *is_hidden, size_t cell,
                                 bool up, uint64_t enough)
{
    // What the cell moves one way must come back through the others.
    size_t source = up ? flow->arcs[cell].to : flow->arcs[cell].from;
    size_t target = up ? flow->arcs[cell].from : flow->arcs[cell].to;
    uint64_t total = 0;

    memset(flow->moved, 0, flow->n_cells * sizeof *flow->moved);
    while (total < enough && find_way(flow, is_hidden, cell, source, target))
        total += push(flow, source, target, enough - total);
    return total;
}

bool pg_disclosure_table_interval(const struct pg_count_table *table, const bool *is_hidden,
                                  size_t cell, struct pg_count_interval *interval)
{
    struct pg_flow flow;
    bool made = pg_disclosure_flow_make(&flow, table);
    uint64_t value = table->counts[cell];

    if (made) {
        uint64_t up =
            pg_disclosure_flow_most(&flow, is_hidden, cell, true, PG_FLOW_UNBOUNDED);
        interval->lowest =
            value - pg_disclosure_flow_most(&flow, is_hidden, cell, false, value);
        interval->highest = up >= PG_FLOW_UNBOUNDED ? UINT64_MAX : value + up;
    }
    pg_disclosure_flow_free(&flow);
    return made;
}
