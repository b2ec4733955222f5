// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Which means give somebody's pay away. A published mean with its headcount is the sum of
 * pay of a set of people: the men, a department, the women of a grade. Sums can be added
 * and taken from each other, so the sum of a hidden set may follow from others. This file
 * lists the sets of one kind of pay and finds the first leak of a choice of them;
 * pay_control.c hides what the leak names and asks again, and prove.c asks once more when
 * everything is marked.
 *
 *     Departments A and B have 12 and 30 people. Of these 42, grade 1 has 25, grade 2 has
 *     15 and grade 3 has 2; it is hidden, because 2 is below the minimum of 10. But A and B
 *     less grades 1 and 2 is 42 - 40 = 2 people, with their sum of pay. So A, the smallest
 *     of the four sets, is hidden too.
 *
 * Three kinds of leak are looked for, cheapest first. A difference: a set less one inside
 * it, or less disjoint sets of one table inside it, leaves few people. A union: sets of two
 * tables that overlap, one after another, hang together, and one side lacks few people of
 * the other (the example). A follower: a hidden set of few people lies in the linear span
 * of the published ones (people_sets.c), or the people of unknown sex in some set do.
 *
 * Invariant: sets of the same people are one set, the first of them (`twin`): all are
 * hidden if one is. is_published also holds for a large hidden set that follows, since it
 * is as good as printed.
 *
 * Worst case, with S sets, B tables and A atoms: pairs and residuals compare S x S sets of
 * A / 64 words; unions look at up to B times as many; the span costs S x S x A
 * multiplications. A leak hides one set, so there are at most S rounds. Memory: S x A
 * words, for the span.
 */
#include "parts.h"

#include <stdlib.h>

size_t pg_disclosure_pay_minimum(const struct pg_policy *policy, enum pg_audience audience,
                                 const struct pg_breakdown *breakdown)
{
    bool is_ethnicity = breakdown != NULL && breakdown->is_ethnicity;

    if (audience == PG_PUBLISH)
        return pg_policy_minimum(policy, is_ethnicity ? PG_MINIMUM_PUBLISH_ETHNICITY
                                                      : PG_MINIMUM_PUBLISH);
    return pg_policy_minimum(policy, is_ethnicity ? PG_MINIMUM_INTERNAL_ETHNICITY
                                                  : PG_MINIMUM_INTERNAL);
}

static void add_set(struct pg_pay_sets *made, const struct pg_part_of *part,
                    const struct pg_breakdown *breakdown)
{
    size_t set = made->first[made->n_blocks]++;

    made->parts[set] = part;
    made->breakdowns[set] = breakdown;
}

// The parts of every breakdown, the sexes of everybody whose sex is known first.
static void list_sets(struct pg_pay_sets *made, const struct pg_report *report,
                      bool is_bonus)
{
    for (size_t i = 0; i < report->n_breakdowns; i++) {
        const struct pg_breakdown *breakdown = &report->breakdowns[i];
        if (breakdown->kind == PG_ANSWERS ||
            (is_bonus && breakdown->kind == PG_GROUPS_BY_SEX))
            continue;
        made->n_blocks++;
        made->first[made->n_blocks] = made->first[made->n_blocks - 1];
        for (size_t k = 0; k < breakdown->n_parts; k++)
            add_set(made, &breakdown->parts[k], breakdown);
    }
}

static void fill_set(struct pg_pay_sets *made, const struct pg_report *report, size_t set)
{
    const struct pg_breakdown *breakdown = made->breakdowns[set];
    const struct pg_atoms *atoms = &report->atoms;
    size_t index = (size_t)(made->parts[set] - breakdown->parts);

    for (size_t atom = 0; atom < atoms->n; atom++) {
        const uint16_t *codes = atoms->codes + atom * atoms->n_axes;
        size_t group = breakdown->of_finest[codes[breakdown->axis]];
        bool is_in = breakdown->kind == PG_GROUPS_BY_SEX
                         ? group == index / PG_N_SEXES && codes[0] == index % PG_N_SEXES
                         : group == index;
        if (is_in)
            pg_disclosure_sets_put(&made->sets, set, atom);
    }
}

// People of a part whose sex is not known: no figure is theirs, and none must follow.
static void fill_unknown_sex(struct pg_pay_sets *made, const struct pg_report *report,
                             size_t set)
{
    const struct pg_atoms *atoms = &report->atoms;

    for (size_t atom = 0; atom < atoms->n; atom++) {
        if (atoms->codes[atom * atoms->n_axes] == PG_SEX_UNKNOWN &&
            pg_disclosure_sets_has(&made->sets, set, atom))
            pg_disclosure_sets_put(&made->sets, made->n_listed + 1 + set, atom);
    }
}

// Sets of the same people are one, whatever their names: the first of them.
static size_t twin_of(const struct pg_pay_sets *made, size_t set)
{
    const struct pg_people_sets *sets = &made->sets;

    for (size_t other = 0; other < set && sets->size[set] > 0; other++) {
        if (sets->size[other] == sets->size[set] &&
            memcmp(sets->bits + other * sets->n_words, sets->bits + set * sets->n_words,
                   sets->n_words * sizeof *sets->bits) == 0)
            return made->twin[other];
    }
    return set;
}

bool pg_disclosure_pay_sets_make(struct pg_pay_sets *made, const struct pg_report *report,
                                 const struct pg_policy *policy, enum pg_audience audience,
                                 bool is_bonus)
{
    size_t most = 3; // twice, as everybody and those of unknown sex are sets as well

    for (size_t i = 0; i < report->n_breakdowns; i++)
        most += report->breakdowns[i].n_parts;
    most *= 2;
    // NOLINTBEGIN(bugprone-sizeof-expression): arrays of pointers
    *made = (struct pg_pay_sets){.parts = calloc(most, sizeof *made->parts),
                                 .breakdowns = calloc(most, sizeof *made->breakdowns),
                                 .thresholds = calloc(most, sizeof *made->thresholds),
                                 .twin = calloc(most, sizeof *made->twin),
                                 .is_chosen = calloc(most, sizeof *made->is_chosen),
                                 .is_published = calloc(most, sizeof *made->is_published),
                                 .first =
                                     calloc(report->n_breakdowns + 3, sizeof *made->first)};
    // NOLINTEND(bugprone-sizeof-expression)
    if (made->parts == NULL || made->breakdowns == NULL || made->thresholds == NULL ||
        made->twin == NULL || made->is_chosen == NULL || made->is_published == NULL ||
        made->first == NULL)
        return false;
    list_sets(made, report, is_bonus);
    made->n_listed = made->first[made->n_blocks];
    if (!pg_disclosure_sets_make(&made->sets, 2 * made->n_listed + 1, report->atoms.n,
                                 is_bonus ? report->atoms.bonus : report->atoms.full_pay))
        return false;
    for (size_t atom = 0; atom < report->atoms.n; atom++)
        pg_disclosure_sets_put(&made->sets, made->n_listed, atom);
    made->thresholds[made->n_listed] = pg_disclosure_pay_minimum(policy, audience, NULL);
    for (size_t set = 0; set < made->n_listed; set++) {
        made->thresholds[set] =
            pg_disclosure_pay_minimum(policy, audience, made->breakdowns[set]);
        fill_set(made, report, set);
        made->twin[set] = twin_of(made, set);
        fill_unknown_sex(made, report, set);
    }
    return true;
}

void pg_disclosure_pay_sets_free(struct pg_pay_sets *made)
{
    pg_disclosure_sets_free(&made->sets);
    free(made->parts);
    free(made->breakdowns);
    free(made->thresholds);
    free(made->twin);
    free(made->is_chosen);
    free(made->is_published);
    free(made->first);
    *made = (struct pg_pay_sets){0};
}

static size_t block_of(const struct pg_pay_sets *made, size_t set)
{
    size_t block = 0;

    while (set >= made->first[block + 1])
        block++;
    return block;
}

// The smallest published set of a block, or of any block if that has none; SIZE_MAX if
// none.
static size_t smallest_published(const struct pg_pay_sets *made, size_t block)
{
    size_t best = SIZE_MAX;

    for (size_t set = made->first[block]; set < made->first[block + 1]; set++) {
        if (made->is_chosen[made->twin[set]] &&
            (best == SIZE_MAX || made->sets.size[set] < made->sets.size[best]))
            best = set;
    }
    for (size_t set = 0; best == SIZE_MAX && set < made->n_listed; set++) {
        if (made->is_chosen[made->twin[set]])
            best = set;
    }
    return best;
}

// Few, but not nobody, whose sum follows from the published ones.
static bool is_few_and_follows(const struct pg_pay_sets *made, struct pg_span *span,
                               size_t set, size_t threshold)
{
    return !made->is_published[set] && made->sets.size[set] > 0 &&
           made->sets.size[set] < threshold && pg_disclosure_span_has(span, set);
}

// A hidden set whose sum follows, or those of unknown sex in some part.
static bool find_follower(const struct pg_pay_sets *made, struct pg_span *span,
                          struct pg_pay_leak *leak)
{
    for (size_t set = 0; set < made->n_listed; set++) {
        size_t threshold = made->thresholds[set];
        if (!is_few_and_follows(made, span, set, threshold) &&
            !is_few_and_follows(made, span, made->n_listed + 1 + set, threshold))
            continue;
        leak->set = set;
        leak->block = block_of(made, set);
        leak->to_hide = smallest_published(made, leak->block);
        return true;
    }
    return false;
}

/** Published sets of two blocks that overlap, one after another, hang together. */
struct component {
    uint64_t *a, *b; /**< people in the sets of either block */
    size_t n_a, n_b, smallest;
    bool *is_taken; /**< sets that are in it */
};

static bool overlaps(const struct pg_people_sets *sets, const uint64_t *bits, size_t set)
{
    const uint64_t *other = sets->bits + set * sets->n_words;

    for (size_t i = 0; i < sets->n_words; i++) {
        if (bits[i] & other[i])
            return true;
    }
    return false;
}

// Adds the published sets of a block that overlap `seen` to `bits`; whether any was new.
static bool extend(const struct pg_pay_sets *made, struct component *component,
                   size_t block, const uint64_t *seen, uint64_t *bits, size_t *n)
{
    const struct pg_people_sets *sets = &made->sets;
    bool any = false;

    for (size_t set = made->first[block]; set < made->first[block + 1]; set++) {
        if (!made->is_published[set] || component->is_taken[set] || sets->size[set] == 0 ||
            !overlaps(sets, seen, set))
            continue;
        component->is_taken[set] = any = true;
        *n += sets->size[set];
        for (size_t i = 0; i < sets->n_words; i++)
            bits[i] |= sets->bits[set * sets->n_words + i];
        if (made->is_chosen[made->twin[set]] &&
            (component->smallest == SIZE_MAX ||
             sets->size[set] < sets->size[component->smallest]))
            component->smallest = set;
    }
    return any;
}

// What of either side the other side lacks, if it lacks nothing the other way round.
static bool is_small_rest(const struct pg_pay_sets *made, const struct component *component,
                          size_t threshold)
{
    size_t more = component->n_a > component->n_b ? component->n_a : component->n_b;
    size_t less = component->n_a > component->n_b ? component->n_b : component->n_a;
    const uint64_t *outer = component->n_a > component->n_b ? component->a : component->b;
    const uint64_t *inner = outer == component->a ? component->b : component->a;

    if (less == 0 || more == less || more - less >= threshold)
        return false;
    for (size_t i = 0; i < made->sets.n_words; i++) {
        if (inner[i] & ~outer[i])
            return false;
    }
    return true;
}

static bool component_make(struct component *component, const struct pg_pay_sets *made)
{
    *component =
        (struct component){.a = calloc(made->sets.n_words + 1, sizeof(uint64_t)),
                           .b = calloc(made->sets.n_words + 1, sizeof(uint64_t)),
                           .is_taken = calloc(made->sets.n_sets + 1, sizeof(bool))};
    return component->a != NULL && component->b != NULL && component->is_taken != NULL;
}

static void component_free(struct component *component)
{
    free(component->a);
    free(component->b);
    free(component->is_taken);
}

// Unions of sets of two blocks that differ by few people: departments and grades, say.
static bool find_union_difference(const struct pg_pay_sets *made, size_t a, size_t b,
                                  struct component *component, struct pg_pay_leak *leak)
{
    size_t bytes = made->sets.n_words * sizeof(uint64_t);
    size_t threshold = made->thresholds[made->first[a]];

    if (made->thresholds[made->first[b]] < threshold)
        threshold = made->thresholds[made->first[b]];
    memset(component->is_taken, 0, made->sets.n_sets * sizeof *component->is_taken);
    for (size_t set = made->first[a]; set < made->first[a + 1]; set++) {
        if (!made->is_published[set] || component->is_taken[set])
            continue;
        memset(component->a, 0, bytes);
        memset(component->b, 0, bytes);
        component->n_a = component->n_b = 0;
        component->smallest = SIZE_MAX;
        bool any = extend(made, component, a, made->sets.bits + set * made->sets.n_words,
                          component->a, &component->n_a);
        while (any) {
            any = extend(made, component, b, component->a, component->b, &component->n_b);
            any = extend(made, component, a, component->b, component->a, &component->n_a) ||
                  any;
        }
        if (!is_small_rest(made, component, threshold) || component->smallest == SIZE_MAX)
            continue;
        leak->set = set;
        leak->to_hide = component->smallest;
        leak->block = block_of(made, component->smallest);
        return true;
    }
    return false;
}

static bool find_union_leak(const struct pg_pay_sets *made, struct pg_pay_leak *leak,
                            bool *failed)
{
    struct component component;
    bool is_found = false;

    if (!component_make(&component, made))
        *failed = true;
    for (size_t a = 0; a < made->n_blocks && !*failed && !is_found; a++) {
        for (size_t b = a + 1; b < made->n_blocks && !is_found; b++)
            is_found = find_union_difference(made, a, b, &component, leak);
    }
    component_free(&component);
    return is_found;
}

// The smallest published set inside another; SIZE_MAX if there is none.
static size_t smallest_inside(const struct pg_pay_sets *made, size_t outer)
{
    const struct pg_people_sets *sets = &made->sets;
    size_t best = SIZE_MAX;

    for (size_t set = 0; set < made->n_listed; set++) {
        const uint64_t *a = sets->bits + set * sets->n_words;
        const uint64_t *b = sets->bits + outer * sets->n_words;
        bool is_candidate = made->is_chosen[made->twin[set]] && sets->size[set] > 0 &&
                            sets->size[set] < sets->size[outer] &&
                            (best == SIZE_MAX || sets->size[set] < sets->size[best]);
        for (size_t i = 0; is_candidate && i < sets->n_words; i++)
            is_candidate = (a[i] & ~b[i]) == 0;
        if (is_candidate)
            best = set;
    }
    return best;
}

// The sexes are the first block.
static bool is_of_sexes(const struct pg_pay_sets *made, size_t set)
{
    return set < made->first[1];
}

// What to hide when `set`, which is not published itself, follows from others: its sibling
// of the other sex, the smallest set inside it, the larger set it is taken from, or else
// the smallest of its table.
static size_t chosen_instead(const struct pg_pay_sets *made, size_t set, size_t outer)
{
    const struct pg_breakdown *breakdown = made->breakdowns[set];

    if (made->is_chosen[made->twin[set]])
        return set;
    if (breakdown->kind == PG_GROUPS_BY_SEX) {
        size_t sibling = made->first[block_of(made, set)] +
                         ((set - made->first[block_of(made, set)]) ^ 1);
        if (made->is_chosen[made->twin[sibling]])
            return sibling;
    }
    size_t inner = smallest_inside(made, set);
    if (inner != SIZE_MAX)
        return inner;
    bool is_outer_chosen = outer < made->n_listed && !is_of_sexes(made, outer) &&
                           made->is_chosen[made->twin[outer]];
    return is_outer_chosen ? outer : smallest_published(made, block_of(made, set));
}

static bool find_difference(const struct pg_pay_sets *made, struct pg_pay_leak *leak)
{
    struct pg_small_difference found;
    bool is_found =
        pg_disclosure_small_pair(&made->sets, made->is_published, made->thresholds, &found);

    for (size_t block = 0; !is_found && block < made->n_blocks; block++)
        is_found = pg_disclosure_small_residual(
            &made->sets, made->is_published, made->first[block], made->first[block + 1],
            made->thresholds[made->first[block]], &found);
    if (!is_found)
        return false;
    leak->set = found.set;
    leak->to_hide = chosen_instead(made, found.smallest, found.set);
    leak->block = block_of(made, found.smallest);
    return true;
}

// What is published as another set, and whether the sum over everybody follows: from both
// sexes, or from all parts of a breakdown.
static void note_implied(struct pg_pay_sets *made, struct pg_span *span)
{
    size_t everybody = made->n_listed;

    made->is_published[everybody] = false;
    for (size_t set = 0; set < made->n_listed; set++) {
        // A hidden set whose sum follows is as good as published; small ones are leaks.
        if (!made->is_published[set] && made->sets.size[set] >= made->thresholds[set] &&
            pg_disclosure_span_has(span, set))
            made->is_published[set] = true;
    }
    for (size_t block = 0; block < made->n_blocks; block++) {
        const struct pg_breakdown *breakdown = made->breakdowns[made->first[block]];
        size_t n = 0;
        if (breakdown->kind == PG_GROUPS_BY_SEX)
            continue;
        for (size_t set = made->first[block]; set < made->first[block + 1]; set++)
            n += made->is_published[set] ? made->sets.size[set] : 0;
        if (n > 0 && n == made->sets.size[everybody])
            made->is_published[everybody] = true;
    }
}

paygap_status pg_disclosure_find_pay_leak(struct pg_pay_sets *made,
                                          struct pg_pay_leak *leak, paygap_error *err)
{
    bool failed = false;

    *leak = (struct pg_pay_leak){.found = false};
    for (size_t set = 0; set < made->n_listed; set++)
        made->is_published[set] = made->is_chosen[made->twin[set]];
    made->is_published[made->n_listed] = false;
    struct pg_span *span = pg_disclosure_span_make(&made->sets, made->is_published);
    if (span == NULL)
        return pg_no_memory(err);
    note_implied(made, span);
    leak->found = find_difference(made, leak) || find_union_leak(made, leak, &failed) ||
                  find_follower(made, span, leak);
    if (leak->found && leak->to_hide != SIZE_MAX)
        leak->to_hide = made->twin[leak->to_hide];
    pg_disclosure_span_free(span);
    return failed ? pg_no_memory(err) : PAYGAP_OK;
}
