// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The questions about a system, component by component: two unknowns are in one component
 * if a relation ties them that are not yet known. Each component is one programme.
 *
 * A solution answers more than the question it was made for: of every other unknown it
 * shows a value that is possible, provided that its counts are whole numbers. With A + B =
 * 9 the largest A is 9; the same solution shows that B can be 0. So whoever asks only
 * whether B may be 1 or less is answered without a programme.
 *
 * Where the largest value of a count comes with fractions of people, a search among whole
 * numbers follows if the answer hangs on it. Where it finds no end, that of the linear
 * programme stands: it is never narrower than the truth.
 */
#include "linear.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_NODES = 25, MOST_SEARCHES = 8, LARGEST_SEARCHED = 1500 };

/** Components as a forest: each unknown names another of its own, in the end the root. */
struct forest {
    size_t *parent;
};

static size_t root_of(struct forest forest, size_t i)
{
    while (forest.parent[i] != i) {
        forest.parent[i] = forest.parent[forest.parent[i]];
        i = forest.parent[i];
    }
    return i;
}

static bool is_open(const struct pg_attack_unknown *at)
{
    return at->lo < at->hi;
}

static void tie(struct forest forest, const struct pg_attack_system *system)
{
    for (size_t r = 0; r < system->n_relations; r++) {
        const struct pg_attack_relation *relation = &system->relations[r];
        size_t first = SIZE_MAX;
        for (size_t i = relation->first; i < relation->first + relation->n; i++) {
            size_t unknown = system->terms[i].unknown;
            if (!is_open(&system->unknowns[unknown]))
                continue;
            if (first == SIZE_MAX)
                first = root_of(forest, unknown);
            else
                forest.parent[root_of(forest, unknown)] = first;
            first = root_of(forest, first);
        }
    }
}

/** A component while its questions are answered. */
struct component {
    struct pg_attack_linear programme;
    struct pg_attack_question *questions; /**< of all components */
    const size_t *asked;                  /**< those of this one, by number */
    double *seen_lo, *seen_hi;            /**< of each question, by solutions */
    size_t n;
    int searches_left;
};

static struct pg_attack_question *question_of(const struct component *component, size_t i)
{
    return &component->questions[component->asked[i]];
}

// What the last solution shows of every question: of the linear one, or of a search.
static void look(struct component *component, bool is_searched)
{
    const struct pg_attack_linear *programme = &component->programme;

    if (!is_searched && !pg_attack_linear_is_whole(programme))
        return;
    for (size_t i = 0; i < component->n; i++) {
        int column = (int)programme->column_of[question_of(component, i)->unknown];
        double value = is_searched ? glp_mip_col_val(programme->problem, column)
                                   : glp_get_col_prim(programme->problem, column);
        component->seen_lo[i] = fmin(component->seen_lo[i], value);
        component->seen_hi[i] = fmax(component->seen_hi[i], value);
    }
}

// Whether the end that a linear programme gave may still hide one that is not enough.
static bool needs_search(const struct component *component, double end, double enough,
                         bool is_upper)
{
    bool is_near = isinf(enough) || (is_upper ? end < enough + 2.5 : end > enough - 2.5);
    bool is_possible =
        isinf(enough) || (is_upper ? end >= enough - 1e-6 : end <= enough + 1e-6);

    return is_near && is_possible && component->searches_left > 0 &&
           glp_get_num_cols(component->programme.problem) <= LARGEST_SEARCHED;
}

static double rounded(double end, bool is_upper, bool is_whole)
{
    if (!is_whole || isinf(end))
        return end;
    return is_upper ? pg_attack_whole_down(end) : pg_attack_whole_up(end);
}

// One end of one question.
static double find_end(struct component *component, size_t i, bool is_upper)
{
    struct pg_attack_question *question = question_of(component, i);
    struct pg_attack_linear *programme = &component->programme;
    const struct pg_attack_unknown *at = &programme->system->unknowns[question->unknown];
    double enough = is_upper ? question->high_enough : question->low_enough;
    double known = is_upper ? at->hi : at->lo, end;

    if (!pg_attack_linear_end(programme, question->unknown, is_upper, &end))
        return known;
    look(component, false);
    double rounded_end = rounded(end, is_upper, at->is_whole);
    if (!pg_attack_linear_is_whole(programme) &&
        needs_search(component, rounded_end, enough, is_upper)) {
        bool is_found;
        double searched;
        component->searches_left--;
        bool is_proved = pg_attack_linear_search(programme, question->unknown, is_upper,
                                                 enough, MOST_NODES, &searched, &is_found);
        if (is_found)
            look(component, true);
        searched = rounded(searched, is_upper, at->is_whole);
        rounded_end = is_proved ? searched : rounded_end;
    }
    return is_upper ? fmin(known, rounded_end) : fmax(known, rounded_end);
}

static void answer(struct component *component, size_t i)
{
    struct pg_attack_question *question = question_of(component, i);

    if (component->seen_hi[i] < question->high_enough - 1e-6)
        question->most = find_end(component, i, true);
    bool is_low = question->most < question->high_enough - 1e-6;
    // The lower end of what is learnt is wanted as it is.
    if (is_low || component->seen_lo[i] > question->low_enough + 1e-6)
        question->least = find_end(component, i, false);
    if (!is_low && question->least > question->low_enough + 1e-6)
        question->most = find_end(component, i, true);
}

// Answers the questions of one component, whose unknowns are `members`.
static paygap_status answer_component(struct pg_attack_system *system,
                                      const size_t *members, size_t n_members,
                                      struct pg_attack_question *questions,
                                      const size_t *asked, size_t n, paygap_error *err)
{
    struct component component = {.questions = questions,
                                  .asked = asked,
                                  .n = n,
                                  .seen_lo = calloc(n, sizeof(double)),
                                  .seen_hi = calloc(n, sizeof(double)),
                                  .searches_left = MOST_SEARCHES};
    paygap_status status =
        pg_attack_linear_make(&component.programme, system, members, n_members, false, err);

    bool has_memory = component.seen_lo != NULL && component.seen_hi != NULL;
    if (status == PAYGAP_OK && !has_memory)
        status = pg_no_memory(err);
    bool is_possible =
        status == PAYGAP_OK && has_memory && pg_attack_linear_begin(&component.programme);
    for (size_t i = 0; i < n; i++)
        questions[asked[i]].is_impossible = !is_possible;
    if (is_possible) {
        for (size_t i = 0; i < n; i++) {
            component.seen_lo[i] = INFINITY;
            component.seen_hi[i] = -INFINITY;
        }
        look(&component, false);
        for (size_t i = 0; i < n; i++)
            answer(&component, i);
    }
    if (component.programme.is_lost)
        status = pg_no_memory(err);
    pg_attack_linear_free(&component.programme);
    free(component.seen_lo);
    free(component.seen_hi);
    return status;
}

/** Unknowns and questions in the order of their components. */
struct sorting {
    size_t root, unknown;
    size_t question; /**< from 1; 0: it is an unknown alone */
};

static int compare(const void *a, const void *b)
{
    const struct sorting *x = a, *y = b;

    if (x->root != y->root)
        return x->root < y->root ? -1 : 1;
    if (x->unknown != y->unknown)
        return x->unknown < y->unknown ? -1 : 1;
    return 0;
}

static size_t sort_unknowns(const struct pg_attack_system *system, struct forest forest,
                            struct pg_attack_question *questions, size_t n,
                            struct sorting *sorted)
{
    size_t n_sorted = 0;

    for (size_t i = 0; i < system->n; i++) {
        if (is_open(&system->unknowns[i]))
            sorted[n_sorted++] = (struct sorting){root_of(forest, i), i, 0};
    }
    for (size_t i = 0; i < n; i++) {
        const struct pg_attack_unknown *at = &system->unknowns[questions[i].unknown];
        questions[i].least = at->lo;
        questions[i].most = at->hi;
        questions[i].is_impossible = false;
        if (is_open(at))
            sorted[n_sorted++] = (struct sorting){root_of(forest, questions[i].unknown),
                                                  system->n + i, i + 1};
    }
    qsort(sorted, n_sorted, sizeof *sorted, compare);
    return n_sorted;
}

// Cuts the sorted unknowns into components and answers those that are asked about.
static paygap_status answer_all(struct pg_attack_system *system,
                                const struct sorting *sorted, size_t n_sorted,
                                size_t *members, struct pg_attack_question *questions,
                                size_t *asked, paygap_error *err)
{
    for (size_t first = 0, end; first < n_sorted; first = end) {
        size_t n_members = 0, n_questions = 0;
        for (end = first; end < n_sorted && sorted[end].root == sorted[first].root; end++) {
            if (sorted[end].question == 0)
                members[n_members++] = sorted[end].unknown;
            else
                asked[n_questions++] = sorted[end].question - 1;
        }
        if (n_questions > 0)
            PG_TRY(answer_component(system, members, n_members, questions, asked,
                                    n_questions, err));
    }
    return PAYGAP_OK;
}

paygap_status pg_attack_solve(struct pg_attack_system *system,
                              struct pg_attack_question *questions, size_t n,
                              paygap_error *err)
{
    struct forest forest = {calloc(system->n + 1, sizeof(size_t))};
    struct sorting *sorted = calloc(system->n + n + 1, sizeof *sorted);
    size_t *members = calloc(system->n + 1, sizeof *members);
    size_t *asked = calloc(n + 1, sizeof *asked);
    bool has_memory =
        forest.parent != NULL && sorted != NULL && members != NULL && asked != NULL;
    paygap_status status = has_memory ? PAYGAP_OK : pg_no_memory(err);

    if (has_memory) {
        for (size_t i = 0; i < system->n; i++)
            forest.parent[i] = i;
        tie(forest, system);
        size_t n_sorted = sort_unknowns(system, forest, questions, n, sorted);
        status = answer_all(system, sorted, n_sorted, members, questions, asked, err);
    }
    free(forest.parent);
    free(sorted);
    free(members);
    free(asked);
    return status;
}
