// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Which counts are printed as ranges.
 *
 *     1  counts from 1 to T - 1 are printed as 0 to T; T is minimum_count;
 *     2  for each small count, printed or not, a witness is looked for in which it is at
 *        most 1, and one in which it is T or more (programme.c): what must differ for it
 *        is printed in blocks that hold both values. One witness serves many counts;
 *     3  what is now printed as 0 to T without being small, a 0 or a T, is protected too;
 *     4  what was widened in vain is shown again, most worth first: a range is printed
 *        exactly, or as one block, and stays so if all witnesses fit or others are found
 *        that fit.
 *
 *     T = 5; groups by answer, all lines and columns adding up:
 *
 *              disabled   not disabled   not known   all
 *     A           3            27            6        36
 *     B           7            41           12        60
 *     C           0            18            5        23
 *     D           8            30            9        47
 *     all        18           116           32       166
 *
 *     A/disabled is printed as 0 to 5. It may be 5 if the row A is 5, 25, 6 and the row B
 * 5, 43, 12; and 1 if A is 1, 27, 8 and B 9, 41, 10. Whatever differs in the witnesses that
 *     are found is printed in blocks that hold both values: "5 or fewer", 25 to 29, 5 to 9
 *     and so on; all totals are printed exactly.
 *
 * Invariant: what is printed holds the truth and every witness. Steps 1 to 3 only widen; 4
 * narrows where witnesses are left for every small count.
 *
 * Worst case: two programmes for each small count, and in step 4 one for each witness that
 * a range shown again would cost; at most MOST_AGAIN in all. Components of the system are
 * looked at alone; in large ones the programme is over a neighbourhood of the count, which
 * is enlarged while the goal is out of reach. All limits are numbers of programmes, so that
 * what is printed does not depend on the machine.
 */
#include "ranges.h"

#include "near.h"

#include <math.h>
#include <stdlib.h>

enum {
    LARGE = 250, /**< quantities of a component from which neighbourhoods are taken */
    MOST_REACHES_WITHIN = 3, /**< neighbourhoods tried to show again */
    MOST_AGAIN = 6000,       /**< programmes of step 4 */
    MOST_PER_RANGE = 60      /**< of them, for one range */
};

/** While ranges are chosen. */
struct choosing {
    struct pg_system *system;
    struct pg_witnesses *witnesses;
    struct pg_programmes shared;
    size_t *component_of, *members, *first; /**< of components; PG_NOTHING = fixed */
    size_t n_components;
    struct pg_programme **programmes[2]; /**< of each component, by kind */
    struct pg_near near;
    size_t n_again;
};

bool pg_disclosure_is_sensitive(const struct pg_system *system, size_t quantity)
{
    const struct pg_quantity *of = &system->quantities[quantity];
    double threshold = (double)system->threshold;
    bool looks_small = of->thing != PG_NOTHING && !pg_disclosure_is_exact(of) &&
                       of->lower <= 1 && of->upper == threshold;

    if (of->rest != PG_NOTHING) {
        const struct pg_quantity *whole = &system->quantities[of->whole];
        const struct pg_quantity *rest = &system->quantities[of->rest];
        looks_small = whole->upper - rest->lower <= threshold &&
                      !(pg_disclosure_is_exact(whole) && pg_disclosure_is_exact(rest));
    }

    if (!of->is_protected || of->is_fixed)
        return false;
    return (of->value > 0 && of->value < threshold) || looks_small ||
           (of->tells_all && of->value == 0);
}

struct pg_goals pg_disclosure_goals(const struct pg_system *system, size_t quantity)
{
    const struct pg_quantity *of = &system->quantities[quantity];
    double threshold = (double)system->threshold;
    double high = of->value > threshold ? of->value : threshold;
    // Where no more than less than T is possible, all of that: from 0.
    double low = of->value < 1 || of->cap < threshold ? 0 : 1;

    return (struct pg_goals){low > of->base ? low : of->base,
                             high < of->cap ? high : of->cap};
}

void pg_disclosure_cover(struct pg_system *system, size_t quantity, double value)
{
    struct pg_quantity *of = &system->quantities[quantity];
    double lower, upper;

    if (of->thing == PG_NOTHING || of->is_fixed ||
        (value >= of->lower && value <= of->upper))
        return;
    pg_disclosure_blocks((double)system->threshold, of->value, value, &lower, &upper);
    bool was_exact = pg_disclosure_is_exact(of);
    of->lower = was_exact || lower < of->lower ? lower : of->lower;
    of->upper = was_exact || upper > of->upper ? upper : of->upper;
}

// ---------------------------------------------------------------- components

static size_t root_of(size_t *parents, size_t i)
{
    while (parents[i] != i)
        i = parents[i] = parents[parents[i]];
    return i;
}

static void join(const struct pg_system *system, size_t *parents)
{
    for (size_t row = 0; row < system->n_relations; row++) {
        size_t with = PG_NOTHING;
        for (size_t t = system->relations[row]; t < system->relations[row + 1]; t++) {
            size_t quantity = system->terms[t].quantity;
            if (system->quantities[quantity].is_fixed)
                continue;
            if (with != PG_NOTHING)
                parents[root_of(parents, quantity)] = root_of(parents, with);
            with = quantity;
        }
    }
}

// The quantities that are not fixed, by what hangs together.
static bool find_components(struct choosing *choosing)
{
    const struct pg_system *system = choosing->system;
    size_t n = system->n_quantities, at = 0;
    size_t *parents = calloc(n + 1, sizeof *parents);

    choosing->component_of = calloc(n + 1, sizeof *choosing->component_of);
    choosing->members = calloc(n + 1, sizeof *choosing->members);
    choosing->first = calloc(n + 2, sizeof *choosing->first);
    bool has_memory = parents != NULL && choosing->component_of != NULL &&
                      choosing->members != NULL && choosing->first != NULL;
    for (size_t i = 0; has_memory && i < n; i++)
        parents[i] = i;
    if (has_memory)
        join(system, parents);
    for (size_t i = 0; has_memory && i < n; i++) {
        size_t root = root_of(parents, i);
        choosing->component_of[i] = PG_NOTHING;
        if (!system->quantities[i].is_fixed && root == i)
            choosing->component_of[i] = choosing->n_components++;
    }
    for (size_t i = 0; has_memory && i < n; i++) {
        if (!system->quantities[i].is_fixed)
            choosing->component_of[i] = choosing->component_of[root_of(parents, i)];
        if (choosing->component_of[i] != PG_NOTHING)
            choosing->first[choosing->component_of[i] + 1]++;
    }
    for (size_t c = 0; has_memory && c < choosing->n_components; c++)
        choosing->first[c + 1] += choosing->first[c];
    size_t *next = parents; // of each component, from now on
    for (size_t c = 0; has_memory && c < choosing->n_components; c++)
        next[c] = choosing->first[c];
    for (size_t i = 0; has_memory && i < n; i++) {
        if (choosing->component_of[i] != PG_NOTHING) {
            choosing->members[next[choosing->component_of[i]]++] = i;
            at++;
        }
    }
    free(parents);
    return has_memory;
}

static size_t size_of(const struct choosing *choosing, size_t component)
{
    return choosing->first[component + 1] - choosing->first[component];
}

// ---------------------------------------------------------------- beginning and end

static bool begin(struct choosing *choosing, struct pg_system *system,
                  struct pg_witnesses *witnesses)
{
    *choosing = (struct choosing){.system = system, .witnesses = witnesses};
    if (!pg_disclosure_programmes_begin(&choosing->shared, system) ||
        !find_components(choosing))
        return false;
    for (int i = 0; i < 2; i++) {
        choosing->programmes[i] = calloc(choosing->n_components + 1, sizeof(void *));
    }
    return choosing->programmes[0] != NULL && choosing->programmes[1] != NULL &&
           pg_disclosure_near_begin(&choosing->near, &choosing->shared);
}

static void end(struct choosing *choosing)
{
    for (int i = 0; i < 2; i++) {
        for (size_t c = 0; choosing->programmes[i] != NULL && c < choosing->n_components;
             c++)
            pg_disclosure_programme_free(choosing->programmes[i][c]);
        free((void *)choosing->programmes[i]);
    }
    free(choosing->component_of);
    free(choosing->members);
    free(choosing->first);
    pg_disclosure_near_end(&choosing->near);
    pg_disclosure_programmes_end(&choosing->shared);
}

// ---------------------------------------------------------------- one question

static void renew(struct choosing *choosing, size_t quantity)
{
    for (int i = 0; i < 2; i++) {
        struct pg_programme *programme =
            choosing->programmes[i][choosing->component_of[quantity]];
        if (programme != NULL)
            pg_disclosure_programme_renew(programme, quantity);
    }
}

static paygap_status ask_whole(struct choosing *choosing, size_t target, double goal,
                               enum pg_programme_kind kind, struct pg_witness *witness,
                               paygap_error *err)
{
    size_t component = choosing->component_of[target];
    struct pg_programme **programme = &choosing->programmes[kind][component];

    if (*programme == NULL)
        *programme = pg_disclosure_programme_make(
            &choosing->shared, choosing->members + choosing->first[component],
            size_of(choosing, component), kind);
    if (*programme == NULL)
        return pg_no_memory(err);
    return pg_disclosure_programme_solve(*programme, target, goal, witness, err);
}

static bool reaches(const struct pg_witness *witness, size_t target, double goal,
                    double truth)
{
    for (size_t k = 0; k < witness->n; k++) {
        if (witness->quantities[k] == target)
            return goal > truth ? witness->values[k] >= goal : witness->values[k] <= goal;
    }
    return false;
}

/** Neighbourhoods that are tried one after another: quantities of a long relation, and how
 *  many in all are enough. */
static const struct {
    size_t breadth, most;
} reaches_of[] = {{3, 100}, {4, 200}, {5, 400}, {7, 900}, {12, 3500}};

// A neighbourhood, then larger ones, then all.
static paygap_status ask_near(struct choosing *choosing, size_t target, double goal,
                              enum pg_programme_kind kind, struct pg_witness *witness,
                              paygap_error *err)
{
    double truth = choosing->system->quantities[target].value;

    for (size_t i = 0; i < sizeof reaches_of / sizeof reaches_of[0]; i++) {
        size_t n = pg_disclosure_near_find(&choosing->near, target, kind,
                                           reaches_of[i].breadth, reaches_of[i].most);
        if (n == 0)
            continue;
        struct pg_programme *programme = pg_disclosure_programme_make(
            &choosing->shared, choosing->near.quantities, n, kind);
        if (programme == NULL)
            return pg_no_memory(err);
        pg_disclosure_witness_free(witness);
        paygap_status status =
            pg_disclosure_programme_solve(programme, target, goal, witness, err);
        pg_disclosure_programme_free(programme);
        if (status != PAYGAP_OK || reaches(witness, target, goal, truth))
            return status;
        if (kind == PG_PROGRAMME_WITHIN && i + 1 >= MOST_REACHES_WITHIN)
            return PAYGAP_OK;
    }
    pg_disclosure_witness_free(witness);
    return ask_whole(choosing, target, goal, kind, witness, err);
}

static paygap_status ask(struct choosing *choosing, size_t target, double goal,
                         enum pg_programme_kind kind, struct pg_witness *witness,
                         paygap_error *err)
{
    size_t component = choosing->component_of[target];

    *witness = (struct pg_witness){0};
    return size_of(choosing, component) > LARGE
               ? ask_near(choosing, target, goal, kind, witness, err)
               : ask_whole(choosing, target, goal, kind, witness, err);
}

// ---------------------------------------------------------------- widening

static bool is_reached(const struct choosing *choosing, size_t target, bool is_up)
{
    struct pg_goals goals = pg_disclosure_goals(choosing->system, target);

    return is_up ? choosing->witnesses->highest[target].value >= goals.high
                 : choosing->witnesses->lowest[target].value <= goals.low;
}

// Prints what a witness needs, and keeps it.
static paygap_status take(struct choosing *choosing, struct pg_witness *witness,
                          paygap_error *err)
{
    for (size_t k = 0; k < witness->n; k++) {
        size_t quantity = witness->quantities[k];
        pg_disclosure_cover(choosing->system, quantity, witness->values[k]);
        renew(choosing, quantity);
    }
    if (witness->n == 0) {
        pg_disclosure_witness_free(witness);
        return PAYGAP_OK;
    }
    return pg_disclosure_witnesses_add(choosing->witnesses, witness) ? PAYGAP_OK
                                                                     : pg_no_memory(err);
}

// A shown mean says that its group reaches a minimum. Where that stands in the way of a
// small count, the means near it are given up.
static bool release_minima(struct choosing *choosing, size_t component)
{
    bool released = false;

    for (size_t k = choosing->first[component]; k < choosing->first[component + 1]; k++) {
        struct pg_quantity *of = &choosing->system->quantities[choosing->members[k]];
        if (!of->has_minimum || of->lost_minimum ||
            of->value - of->least >= (double)choosing->system->threshold)
            continue;
        of->least = 0;
        of->lower = of->thing == PG_NOTHING ? 0 : of->lower;
        of->lost_minimum = released = true;
        renew(choosing, choosing->members[k]);
    }
    return released;
}

// All that what is fixed leaves: the programme proves that nothing goes beyond. Where it
// would, but no whole numbers were found, nothing is proved, and nothing must be published.
static paygap_status limit(struct choosing *choosing, size_t target, bool is_up,
                           double bound, paygap_error *err)
{
    const double nearly_one = 1 - 1e-6;
    struct pg_quantity *of = &choosing->system->quantities[target];
    double seen = is_up ? choosing->witnesses->highest[target].value
                        : choosing->witnesses->lowest[target].value;

    if (fabs(bound - seen) >= nearly_one)
        return pg_fail(err, PAYGAP_FAULT,
                       "a small count cannot be proved to be safe, so nothing is written; "
                       "fewer groups, levels or columns help; please report this");
    if (is_up)
        of->cap = seen;
    else
        of->base = seen;
    return PAYGAP_OK;
}

static paygap_status reach(struct choosing *choosing, size_t target, bool is_up,
                           paygap_error *err)
{
    struct pg_goals goals = pg_disclosure_goals(choosing->system, target);
    struct pg_witness witness;

    if (is_reached(choosing, target, is_up))
        return PAYGAP_OK;
    PG_TRY(ask(choosing, target, is_up ? goals.high : goals.low, PG_PROGRAMME_WIDENING,
               &witness, err));
    double bound = witness.bound;
    PG_TRY(take(choosing, &witness, err));
    if (!is_reached(choosing, target, is_up) &&
        release_minima(choosing, choosing->component_of[target]))
        return reach(choosing, target, is_up, err);
    return is_reached(choosing, target, is_up) ? PAYGAP_OK
                                               : limit(choosing, target, is_up, bound, err);
}

static void print_small(struct choosing *choosing)
{
    struct pg_system *system = choosing->system;
    double threshold = (double)system->threshold;

    for (size_t i = 0; i < system->n_quantities; i++) {
        struct pg_quantity *of = &system->quantities[i];
        if (of->thing != PG_NOTHING && !of->is_fixed && of->is_protected && of->value > 0 &&
            of->value < threshold)
            pg_disclosure_cover(system, i, threshold);
        pg_disclosure_cover(system, i, of->also);
    }
}

// Those that have furthest to go first; until nothing new is printed as small.
static paygap_status widen(struct choosing *choosing, paygap_error *err)
{
    struct pg_system *system = choosing->system;
    size_t n_before;

    print_small(choosing);
    do {
        n_before = choosing->witnesses->n;
        for (size_t value = 0; value <= system->threshold; value++) {
            for (size_t i = 0; i < system->n_quantities; i++) {
                if (system->quantities[i].value != (double)value ||
                    !pg_disclosure_is_sensitive(system, i))
                    continue;
                PG_TRY(reach(choosing, i, true, err));
                PG_TRY(reach(choosing, i, false, err));
            }
        }
    } while (choosing->witnesses->n > n_before);
    return PAYGAP_OK;
}

// ---------------------------------------------------------------- showing again

// Whether all that had witnesses has some again, within what is printed now.
static paygap_status find_others(struct choosing *choosing, bool *found, paygap_error *err)
{
    struct pg_system *system = choosing->system;
    size_t n = 0;

    for (size_t i = 0; i < system->n_quantities && *found; i++) {
        if (!pg_disclosure_is_sensitive(system, i))
            continue;
        for (int is_up = 0; is_up < 2 && *found; is_up++) {
            struct pg_goals goals = pg_disclosure_goals(system, i);
            struct pg_witness witness;
            if (is_reached(choosing, i, is_up))
                continue;
            if (++n > MOST_PER_RANGE || ++choosing->n_again > MOST_AGAIN) {
                *found = false;
                return PAYGAP_OK;
            }
            PG_TRY(ask(choosing, i, is_up ? goals.high : goals.low, PG_PROGRAMME_WITHIN,
                       &witness, err));
            PG_TRY(take(choosing, &witness, err));
            *found = is_reached(choosing, i, is_up);
        }
    }
    return PAYGAP_OK;
}

/** What is needed to go back when a range cannot be narrowed. */
struct kept {
    struct pg_witness *items;
    size_t n;
};

static void kept_free(struct kept *kept)
{
    for (size_t i = 0; i < kept->n; i++)
        pg_disclosure_witness_free(&kept->items[i]);
    free(kept->items);
}

static bool copy_witness(struct pg_witness *copy, const struct pg_witness *witness)
{
    *copy = (struct pg_witness){.n = witness->n,
                                .quantities = calloc(witness->n, sizeof *copy->quantities),
                                .values = calloc(witness->n, sizeof *copy->values)};
    if (copy->quantities == NULL || copy->values == NULL)
        return false;
    memcpy(copy->quantities, witness->quantities, witness->n * sizeof *copy->quantities);
    memcpy(copy->values, witness->values, witness->n * sizeof *copy->values);
    return true;
}

// Copies of the witnesses that move a quantity.
static bool keep(struct kept *kept, const struct pg_witnesses *witnesses, size_t quantity)
{
    *kept = (struct kept){.items = calloc(witnesses->n + 1, sizeof *kept->items)};
    if (kept->items == NULL)
        return false;
    for (size_t i = 0; i < witnesses->n; i++) {
        const struct pg_witness *witness = &witnesses->items[i];
        bool moves = false;
        for (size_t k = 0; k < witness->n && !moves; k++)
            moves = witness->quantities[k] == quantity;
        if (moves && !copy_witness(&kept->items[kept->n++], witness))
            return false;
    }
    return true;
}

// Prints a narrower range if every small count stays as uncertain as it was.
static paygap_status narrow(struct choosing *choosing, size_t quantity, double lower,
                            double upper, bool *is_narrower, paygap_error *err)
{
    struct pg_quantity *of = &choosing->system->quantities[quantity];
    double was_lower = of->lower, was_upper = of->upper;
    struct kept kept;
    bool found = keep(&kept, choosing->witnesses, quantity);
    paygap_status status = found ? PAYGAP_OK : pg_no_memory(err);

    if (status == PAYGAP_OK) {
        of->lower = lower;
        of->upper = upper;
        renew(choosing, quantity);
        // What looks small from now on needs witnesses as well, whether or not one was
        // dropped.
        (void)pg_disclosure_witnesses_drop(choosing->witnesses, quantity);
        status = find_others(choosing, &found, err);
    }
    if (status == PAYGAP_OK && !found) {
        of->lower = was_lower;
        of->upper = was_upper;
        renew(choosing, quantity);
        (void)pg_disclosure_witnesses_drop(choosing->witnesses, quantity);
        for (size_t i = 0; i < kept.n && status == PAYGAP_OK; i++)
            status = pg_disclosure_witnesses_add(choosing->witnesses, &kept.items[i])
                         ? PAYGAP_OK
                         : pg_no_memory(err);
    }
    *is_narrower = found;
    kept_free(&kept);
    return status;
}

static paygap_status show(struct choosing *choosing, size_t quantity, paygap_error *err)
{
    const struct pg_quantity *of = &choosing->system->quantities[quantity];
    double threshold = (double)choosing->system->threshold, lower, upper;
    bool is_narrower = false;

    if (of->also == of->value)
        PG_TRY(narrow(choosing, quantity, of->value, of->value, &is_narrower, err));
    pg_disclosure_blocks(threshold, of->value, of->also, &lower, &upper);
    bool is_within = lower >= of->lower && upper <= of->upper;
    if (is_narrower || !is_within || (lower == of->lower && upper == of->upper))
        return PAYGAP_OK;
    return narrow(choosing, quantity, lower, upper, &is_narrower, err);
}

/** A range that may be shown again, and what for. */
struct candidate {
    size_t quantity;
    double worth;
};

static int by_worth(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;

    if (a->worth != b->worth)
        return a->worth > b->worth ? -1 : 1;
    return a->quantity < b->quantity ? -1 : a->quantity > b->quantity;
}

static paygap_status show_again(struct choosing *choosing, paygap_error *err)
{
    const struct pg_system *system = choosing->system;
    struct candidate *candidates = calloc(system->n_quantities + 1, sizeof *candidates);
    paygap_status status = candidates != NULL ? PAYGAP_OK : pg_no_memory(err);
    size_t n = 0;

    for (size_t i = 0; candidates != NULL && i < system->n_quantities; i++) {
        const struct pg_quantity *of = &system->quantities[i];
        bool is_small =
            of->is_protected && of->value > 0 && of->value < (double)system->threshold;
        if (of->thing != PG_NOTHING && !pg_disclosure_is_exact(of) && !is_small)
            candidates[n++] = (struct candidate){i, of->worth};
    }
    if (n > 0)
        qsort(candidates, n, sizeof *candidates, by_worth);
    for (size_t i = 0; i < n && status == PAYGAP_OK && choosing->n_again < MOST_AGAIN; i++)
        status = show(choosing, candidates[i].quantity, err);
    free(candidates);
    return status;
}

// What is fixed tells it: a range would be a mark that the page itself gives away. Not if
// a witness found later moves it after all.
static void show_certain(const struct choosing *choosing)
{
    for (size_t i = 0; i < choosing->system->n_quantities; i++) {
        struct pg_quantity *of = &choosing->system->quantities[i];
        bool is_moved = choosing->witnesses->highest[i].value > of->value ||
                        choosing->witnesses->lowest[i].value < of->value;
        if (of->may_be_certain && of->cap == of->value && of->base == of->value &&
            !is_moved)
            of->lower = of->upper = of->value;
    }
}

// Whether every count that must be uncertain has a witness at either end.
static bool are_all_uncertain(const struct choosing *choosing)
{
    for (size_t i = 0; i < choosing->system->n_quantities; i++) {
        if (pg_disclosure_is_sensitive(choosing->system, i) &&
            (!is_reached(choosing, i, true) || !is_reached(choosing, i, false)))
            return false;
    }
    return true;
}

paygap_status pg_disclosure_ranges(struct pg_system *system, struct pg_witnesses *witnesses,
                                   paygap_error *err)
{
    struct choosing choosing = {.system = system, .witnesses = witnesses};
    bool begun = pg_disclosure_witnesses_begin(witnesses, system) &&
                 begin(&choosing, system, witnesses);
    paygap_status status = PAYGAP_MEMORY;

    if (begun) {
        status = widen(&choosing, err);
        if (status == PAYGAP_OK)
            status = show_again(&choosing, err);
    } else {
        (void)pg_no_memory(err);
    }
    if (status == PAYGAP_OK)
        show_certain(&choosing);
    if (status == PAYGAP_OK && !are_all_uncertain(&choosing))
        status = pg_fail(err, PAYGAP_FAULT,
                         "a small count cannot be proved to be safe, so nothing is "
                         "written; please report this");
    end(&choosing);
    return status;
}
