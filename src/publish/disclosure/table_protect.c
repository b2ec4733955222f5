// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Which further cells to hide. A primary cell that is not protected has a smallest cut: a
 * division of the network that too little can cross. Whatever set of cells protects it must
 * hold a cell that crosses this cut, so the search branches on those, one more cell at a
 * time, until some number of cells is enough.
 */
#include "table_flow.h"

#include <stdlib.h>

enum { MAX_CELLS_SEARCHED = 12, MAX_SIDE_SEARCHED = 20, MAX_NODES = 60000 };

struct search {
    struct pg_flow flow;
    const struct pg_count_table *table;
    const bool *is_primary;
    bool *is_hidden;    /**< as the search goes */
    bool *is_forbidden; /**< tried already on the way down */
    size_t chosen[MAX_CELLS_SEARCHED], best[MAX_CELLS_SEARCHED];
    size_t n_chosen, n_allowed;
    uint64_t sum, best_sum;
    bool has_best, is_cut_off;
    size_t n_nodes;
};

static bool may_hide(const struct search *search, size_t cell)
{
    const struct pg_count_table *table = search->table;

    return !search->is_hidden[cell] && !search->is_forbidden[cell] &&
           table->counts[cell] > 0 && (table->is_fixed == NULL || !table->is_fixed[cell]);
}

/** Cells that could let more across a cut. */
struct candidates {
    size_t *cells;
    size_t n;
    bool *is_listed;
};

// Adds the cells that cross the cut the last flow found; growing or shrinking carries flow
// out of the reached side.
static void add_crossing(struct search *search, struct candidates *candidates)
{
    const bool *reached = search->flow.is_reached;

    for (size_t cell = 0; cell < search->flow.n_cells; cell++) {
        const struct pg_flow_arc *arc = &search->flow.arcs[cell];
        if (reached[arc->from] == reached[arc->to] || candidates->is_listed[cell] ||
            !may_hide(search, cell))
            continue;
        candidates->is_listed[cell] = true;
        candidates->cells[candidates->n++] = cell;
    }
}

// Whether a primary cell is protected; if not, the cells one of which must be hidden.
static bool is_protected(struct search *search, size_t cell, struct candidates *candidates)
{
    const struct pg_count_table *table = search->table;
    uint64_t value = table->counts[cell], threshold = table->threshold;
    bool wants_interval = table->protection == PG_PROTECT_INTERVAL;
    uint64_t enough = wants_interval ? threshold + value : 1;
    uint64_t up =
        pg_disclosure_flow_most(&search->flow, search->is_hidden, cell, true, enough);
    bool high_enough = !wants_interval || value + up >= threshold;

    if (!high_enough || up < enough)
        add_crossing(search, candidates);
    if (!high_enough)
        return false;
    uint64_t down =
        pg_disclosure_flow_most(&search->flow, search->is_hidden, cell, false, value);
    if (down < value)
        add_crossing(search, candidates);
    uint64_t wanted = wants_interval ? threshold - 1 : 1;
    return up + down >= wanted;
}

// The first primary cell that is not protected; n_cells if all are.
static size_t first_open(struct search *search, struct candidates *candidates)
{
    for (size_t cell = 0; cell < search->flow.n_cells; cell++) {
        if (!search->is_primary[cell])
            continue;
        candidates->n = 0;
        memset(candidates->is_listed, 0,
               search->flow.n_cells * sizeof *candidates->is_listed);
        if (!is_protected(search, cell, candidates))
            return cell;
    }
    return search->flow.n_cells;
}

static int by_place(const void *left, const void *right)
{
    const size_t *a = left, *b = right;

    return (*a > *b) - (*a < *b);
}

static void keep_if_better(struct search *search)
{
    size_t sorted[MAX_CELLS_SEARCHED];
    bool better = !search->has_best || search->sum < search->best_sum;

    memcpy(sorted, search->chosen, sizeof sorted);
    qsort(sorted, search->n_chosen, sizeof *sorted, by_place);
    for (size_t i = 0; !better && search->sum == search->best_sum && i < search->n_chosen;
         i++) {
        if (sorted[i] == search->best[i])
            continue;
        better = sorted[i] < search->best[i];
        break;
    }
    if (!better)
        return;
    memcpy(search->best, sorted, sizeof sorted);
    search->best_sum = search->sum;
    search->has_best = true;
}

static bool candidates_make(struct candidates *candidates, size_t n_cells)
{
    *candidates = (struct candidates){.cells = calloc(n_cells, sizeof(size_t)),
                                      .is_listed = calloc(n_cells, sizeof(bool))};
    return candidates->cells != NULL && candidates->is_listed != NULL;
}

static void candidates_free(struct candidates *candidates)
{
    free(candidates->cells);
    free(candidates->is_listed);
}

// Depth first, n_allowed cells deep; false when out of memory. Each level of the search has
// candidates of its own, so its depth bounds the memory.
static bool descend(struct search *search)
{
    struct candidates candidates;
    bool made = candidates_make(&candidates, search->flow.n_cells);

    if (made && ++search->n_nodes > MAX_NODES)
        search->is_cut_off = true;
    if (made && !search->is_cut_off) {
        if (first_open(search, &candidates) == search->flow.n_cells) {
            keep_if_better(search);
            candidates.n = 0;
        } else if (search->n_chosen == search->n_allowed) {
            candidates.n = 0;
        }
        for (size_t i = 0; made && i < candidates.n; i++) {
            size_t cell = candidates.cells[i];
            uint32_t value = search->table->counts[cell];
            if (search->has_best && search->sum + value > search->best_sum)
                continue;
            search->is_hidden[cell] = true;
            search->chosen[search->n_chosen++] = cell;
            search->sum += value;
            made = descend(search);
            search->sum -= value;
            search->n_chosen--;
            search->is_hidden[cell] = false;
            search->is_forbidden[cell] = true; // the branches below it have been seen
        }
        for (size_t i = 0; i < candidates.n; i++)
            search->is_forbidden[candidates.cells[i]] = false;
    }
    candidates_free(&candidates);
    return made;
}

// The cheapest cell across the cut of the first open cell, until none is open; then what
// proves needless is shown again, the dearest first.
static enum pg_table_outcome protect_greedily(struct search *search)
{
    struct candidates candidates;
    const struct pg_count_table *table = search->table;
    const uint32_t *costs = table->costs != NULL ? table->costs : table->counts;
    enum pg_table_outcome outcome = PG_TABLE_SAFE_LARGE;
    size_t n = search->flow.n_cells;
    bool *was_hidden = calloc(n, sizeof *was_hidden);
    bool made = candidates_make(&candidates, n) && was_hidden != NULL;

    if (made)
        memcpy(was_hidden, search->is_hidden, n * sizeof *was_hidden);
    while (made && outcome == PG_TABLE_SAFE_LARGE && first_open(search, &candidates) < n) {
        size_t best = n;
        for (size_t i = 0; i < candidates.n; i++) {
            if (best == n || costs[candidates.cells[i]] < costs[best])
                best = candidates.cells[i];
        }
        if (best == n)
            outcome = PG_TABLE_IMPOSSIBLE;
        else
            search->is_hidden[best] = true;
    }
    for (size_t round = 0; made && outcome == PG_TABLE_SAFE_LARGE && round < n; round++) {
        size_t dearest = n;
        for (size_t cell = 0; cell < n; cell++) {
            if (search->is_hidden[cell] && !was_hidden[cell] &&
                (dearest == n || costs[cell] > costs[dearest]))
                dearest = cell;
        }
        if (dearest == n)
            break;
        search->is_hidden[dearest] = false;
        if (first_open(search, &candidates) < n)
            search->is_hidden[dearest] = was_hidden[dearest] = true; // needed: leave it
    }
    free(was_hidden);
    candidates_free(&candidates);
    return made ? outcome : PG_TABLE_NO_MEMORY;
}

static enum pg_table_outcome protect_best(struct search *search)
{
    size_t most = MAX_CELLS_SEARCHED;

    if (search->table->is_quick || search->table->n_rows > MAX_SIDE_SEARCHED ||
        search->table->n_columns > MAX_SIDE_SEARCHED)
        return protect_greedily(search);
    for (search->n_allowed = 0; search->n_allowed <= most; search->n_allowed++) {
        if (!descend(search))
            return PG_TABLE_NO_MEMORY;
        if (search->has_best && !search->is_cut_off) {
            for (size_t i = 0; i < search->n_allowed; i++)
                search->is_hidden[search->best[i]] = true;
            return PG_TABLE_SAFE;
        }
        if (search->is_cut_off)
            break;
    }
    return protect_greedily(search);
}

enum pg_table_outcome pg_disclosure_table_protect(const struct pg_count_table *table,
                                                  bool *is_hidden)
{
    struct search search = {.table = table, .is_hidden = is_hidden};
    enum pg_table_outcome outcome = PG_TABLE_NO_MEMORY;
    bool made = pg_disclosure_flow_make(&search.flow, table);
    bool *primary = calloc(search.flow.n_cells + 1, sizeof *primary);

    search.is_forbidden = calloc(search.flow.n_cells + 1, sizeof *search.is_forbidden);
    if (made && primary != NULL && search.is_forbidden != NULL) {
        memcpy(primary, table->is_primary != NULL ? table->is_primary : is_hidden,
               search.flow.n_cells * sizeof *primary);
        search.is_primary = primary;
        outcome = protect_best(&search);
    }
    free(primary);
    free(search.is_forbidden);
    pg_disclosure_flow_free(&search.flow);
    return outcome;
}
