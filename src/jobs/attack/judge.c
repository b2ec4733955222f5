// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What of all that follows is more than a reader may learn. A count is learnt if
 *
 *     it is printed and small: 1 to 4 where the minimum is 5;
 *     its interval is within 1 to 4: there is somebody, and they are few;
 *     its interval is 0 to 4 or less, unless the total that the law gives is no more;
 *     it is printed as "5 or fewer" and is at least 2.
 *
 * Counts by sex alone are given by law, and nothing is learnt by them. Pay is learnt of 1
 * to 9 people if the highest that it can add up to is less than 1.1 / 0.9 of the lowest. Of
 * a group of fewer than 20 it is learnt if all of them have one answer.
 */
#include "facts.h"

#include <math.h>
#include <stdlib.h>

/** Of fewer people one answer of all is theirs alone. */
enum { SMALL_GROUP = 20 };

static const double pay_ratio = 1.1 / 0.9;

/** A question, and whose it is. */
struct asked {
    size_t cell;
    enum pg_attack_quantity quantity;
};

struct judging {
    struct pg_attack_cells *cells;
    struct pg_attack_findings *findings;
    struct pg_attack_question *questions;
    struct asked *asked;
    size_t n, capacity, asked_capacity;
    paygap_error *err;
    bool failed;
};

static void ask_about(struct judging *judging, size_t unknown, struct asked of,
                      double low_enough, double high_enough)
{
    struct pg_attack_question *questions =
        pg_grown(judging->questions, judging->n, &judging->capacity, sizeof *questions);
    struct asked *asked =
        pg_grown(judging->asked, judging->n, &judging->asked_capacity, sizeof *asked);

    if (questions != NULL)
        judging->questions = questions;
    if (asked != NULL)
        judging->asked = asked;
    judging->failed |= questions == NULL || asked == NULL;
    if (judging->failed)
        return;
    questions[judging->n] =
        (struct pg_attack_question){unknown, low_enough, high_enough, 0, 0, false};
    asked[judging->n++] = of;
}

static void ask(struct judging *judging, size_t cell, enum pg_attack_quantity quantity,
                double low_enough, double high_enough)
{
    ask_about(judging, judging->cells->cells[cell].unknowns[quantity] - 1,
              (struct asked){cell, quantity}, low_enough, high_enough);
}

// ---------------------------------------------------------------- arguments

static void add_side(struct judging *judging, size_t unknown, bool is_upper, double claimed,
                     const char *word, struct pg_buffer *text)
{
    struct pg_buffer sums = {0};
    bool is_reached = false;
    paygap_status status = pg_attack_argue(&judging->cells->system, unknown, is_upper,
                                           claimed, &sums, &is_reached, judging->err);

    judging->failed |= status != PAYGAP_OK || sums.failed;
    pg_buffer_printf(text, "%s%s%s", text->len > 0 ? "\n" : "", word,
                     is_reached && sums.ptr != NULL
                         ? sums.ptr
                         : "no other whole numbers fit all that is printed");
    pg_buffer_free(&sums);
}

// Whether a sum of printed counts is the count itself, so that it shows both ends.
static bool is_plain(const struct pg_buffer *text)
{
    return text->ptr != NULL && strstr(text->ptr, " x ") == NULL &&
           strstr(text->ptr, ", with ") == NULL && strstr(text->ptr, "no other") == NULL;
}

static void learn(struct judging *judging, enum pg_attack_kind kind,
                  const struct pg_attack_question *question)
{
    struct pg_buffer text = {0}, upper = {0};
    const char *what = judging->cells->system.unknowns[question->unknown].name;

    add_side(judging, question->unknown, true, question->most, "", &upper);
    if (question->least == question->most && is_plain(&upper)) {
        pg_buffer_printf(&text, "%s", upper.ptr);
    } else {
        pg_buffer_printf(&text, "at most: %s", upper.ptr != NULL ? upper.ptr : "");
        if (question->least > 0)
            add_side(judging, question->unknown, false, question->least,
                     "at least: ", &text);
    }
    pg_attack_learn(judging->findings, kind, what, question->least, question->most,
                    text.ptr != NULL ? text.ptr : "");
    judging->failed |= text.failed || upper.failed;
    pg_buffer_free(&text);
    pg_buffer_free(&upper);
}

// ---------------------------------------------------------------- counts

// The total of the law that no count of the cell passes; INFINITY if it is not known.
static double total_by_law(const struct pg_attack_cells *cells,
                           const struct pg_attack_cell *cell,
                           enum pg_attack_quantity quantity)
{
    struct pg_attack_condition condition = {cells->sex,
                                            pg_attack_group_in(cell, cells->sex)};
    size_t total = pg_attack_cell_find(cells, cell->population, &condition,
                                       condition.group == PG_ATTACK_ALL ? 0 : 1);
    size_t unknown = total != SIZE_MAX ? cells->cells[total].unknowns[quantity] : 0;

    return unknown > 0 ? cells->system.unknowns[unknown - 1].hi : INFINITY;
}

// Printed as the minimum or fewer: whatever it is, it might be one or the minimum. A wider
// range from 0 may be of a count that is not small.
static bool is_few(const struct pg_attack_cells *cells, enum pg_attack_print print,
                   size_t unknown)
{
    return print == PG_ATTACK_OR_FEWER &&
           cells->system.unknowns[unknown].known_hi <= cells->rule.minimum_count;
}

static bool is_learnt(const struct judging *judging, const struct asked *of,
                      const struct pg_attack_question *question)
{
    const struct pg_attack_cells *cells = judging->cells;
    const struct pg_attack_cell *cell = &cells->cells[of->cell];
    enum pg_attack_print print = (enum pg_attack_print)cell->print[of->quantity];
    double most_small = cells->rule.minimum_count - 1;
    bool is_small = question->most >= 1 && question->most <= most_small;

    if (is_few(cells, print, cell->unknowns[of->quantity] - 1) && question->least >= 2)
        return true;
    // That an unprinted count is small or 0 is not to know that anybody is there.
    double of_law = total_by_law(cells, cell, of->quantity);
    // As much as the law leaves may be as little as the rows that are there need.
    if (is_small && question->least == 1 && question->most > 1 && question->most >= of_law)
        return false;
    if (!is_small || question->least >= 1)
        return is_small;
    return print != PG_ATTACK_UNPRINTED && question->most < of_law;
}

// The most people there may be in all; INFINITY if no count of them is known.
static double most_people(const struct pg_attack_cells *cells, uint32_t population)
{
    size_t all = pg_attack_cell_find(cells, population, NULL, 0);
    double most = 0;

    if (all != SIZE_MAX && cells->cells[all].unknowns[PG_ATTACK_PEOPLE] > 0)
        return cells->system.unknowns[cells->cells[all].unknowns[PG_ATTACK_PEOPLE] - 1].hi;
    if (cells->populations[population].has_unknown_sex)
        return INFINITY;
    for (int i = 0; i < 2; i++) {
        struct pg_attack_condition sex = {cells->sex, i == 0 ? cells->men : cells->women};
        size_t cell = pg_attack_cell_find(cells, population, &sex, 1);
        size_t unknown =
            cell != SIZE_MAX ? cells->cells[cell].unknowns[PG_ATTACK_PEOPLE] : 0;
        most += unknown > 0 ? cells->system.unknowns[unknown - 1].hi : INFINITY;
    }
    return most;
}

// Whether a group is known to be everybody, of whom the law tells the counts.
static bool is_everybody_there(const struct pg_attack_cells *cells, uint32_t population,
                               struct pg_attack_condition condition)
{
    size_t cell = pg_attack_cell_find(cells, population, &condition, 1);
    size_t unknown = cell != SIZE_MAX ? cells->cells[cell].unknowns[PG_ATTACK_PEOPLE] : 0;

    return unknown > 0 &&
           cells->system.unknowns[unknown - 1].lo >= most_people(cells, population);
}

// Whether no other group of its characteristic has anybody.
static bool is_alone(const struct pg_attack_cells *cells, uint32_t population,
                     struct pg_attack_condition condition)
{
    for (size_t i = 0; i < cells->n; i++) {
        const struct pg_attack_cell *other = &cells->cells[i];
        if (other->n == 1 && other->population == population &&
            other->conditions[0].characteristic == condition.characteristic &&
            other->conditions[0].group != condition.group &&
            other->conditions[0].group != cells->disclosed &&
            other->is_seen[PG_ATTACK_PEOPLE] &&
            cells->system.unknowns[other->unknowns[PG_ATTACK_PEOPLE] - 1].known_hi > 0)
            return false;
    }
    return true;
}

// Whether nothing but the sex tells the people of a cell from everybody.
static bool is_only_group(const struct pg_attack_cells *cells,
                          const struct pg_attack_cell *cell)
{
    for (size_t i = 0; i < cell->n; i++) {
        if (cell->conditions[i].characteristic != cells->sex &&
            !is_alone(cells, cell->population, cell->conditions[i]) &&
            !is_everybody_there(cells, cell->population, cell->conditions[i]))
            return false;
    }
    return true;
}

// Whether a count is small as it stands there.
static bool is_small_printed(const struct pg_attack_cells *cells,
                             const struct pg_attack_cell *cell, int quantity)
{
    if (cell->print[quantity] != PG_ATTACK_PRINTED_EXACTLY)
        return false;
    const struct pg_attack_unknown *at =
        &cells->system.unknowns[cell->unknowns[quantity] - 1];
    return at->known_lo >= 1 && at->known_lo < cells->rule.minimum_count;
}

// Places of a workforce report, and the sexes there: levels may be open, whose holders
// everybody knows, and the file does not say which are.
static bool may_be_open(const struct pg_attack_cells *cells,
                        const struct pg_attack_cell *cell)
{
    bool is_of_places = !cell->is_in_report;

    for (size_t i = 0; i < cell->n; i++) {
        uint32_t characteristic = cell->conditions[i].characteristic;
        is_of_places &=
            characteristic >= cells->n_asked || !cells->is_asked[characteristic];
    }
    return is_of_places;
}

// Who disclosed is no group that an answer tells of, but where it is printed as one.
static bool is_of_interest(const struct pg_attack_cells *cells,
                           const struct pg_attack_cell *cell, int quantity)
{
    for (size_t i = 0; i < cell->n; i++) {
        if (cell->conditions[i].group == cells->disclosed && !cell->is_seen[quantity])
            return false;
    }
    return cell->unknowns[quantity] > 0;
}

static void ask_counts(struct judging *judging, size_t cell)
{
    struct pg_attack_cells *cells = judging->cells;
    double enough = cells->rule.minimum_count;

    for (int q = 0; q < PG_N_ATTACK_COUNTS; q++) {
        const struct pg_attack_cell *at = &cells->cells[cell];
        bool has_sum =
            (q == PG_ATTACK_FULL_PAY && at->unknowns[PG_ATTACK_HOURLY_SUM] > 0) ||
            (q == PG_ATTACK_BONUS && at->unknowns[PG_ATTACK_BONUS_SUM] > 0);
        enum pg_attack_print print = (enum pg_attack_print)at->print[q];
        if (!is_of_interest(cells, at, q))
            continue;
        if (is_small_printed(cells, at, q) &&
            (may_be_open(cells, at) || is_only_group(cells, at)))
            continue;
        if (is_small_printed(cells, at, q)) {
            double n = cells->system.unknowns[at->unknowns[q] - 1].known_lo;
            pg_attack_learn(judging->findings, PG_ATTACK_PRINTED,
                            pg_attack_name(cells, cell, (enum pg_attack_quantity)q), n, n,
                            "");
        } else if (print != PG_ATTACK_PRINTED_EXACTLY || has_sum) {
            ask(judging, cell, (enum pg_attack_quantity)q,
                print == PG_ATTACK_OR_FEWER ? 1 : INFINITY,
                has_sum ? fmax(enough, PG_ATTACK_FEW_PAID + 1) : enough);
        }
    }
}

static void note_impossible(struct judging *judging)
{
    for (size_t i = 0; i < judging->n; i++) {
        bool is_first = i == 0 || !judging->questions[i - 1].is_impossible;
        judging->cells->is_contradicted |= judging->questions[i].is_impossible;
        if (judging->questions[i].is_impossible && is_first)
            pg_attack_note(judging->findings,
                           "no numbers fit all figures about %s; what goes with them was "
                           "not attacked",
                           pg_attack_name(judging->cells, judging->asked[i].cell,
                                          judging->asked[i].quantity));
    }
}

static paygap_status judge_counts(struct judging *judging, paygap_error *err)
{
    struct pg_attack_cells *cells = judging->cells;

    for (size_t i = 0; i < cells->n && !judging->failed; i++) {
        if (!pg_attack_is_by_law(cells, &cells->cells[i]))
            ask_counts(judging, i);
    }
    if (judging->failed)
        return pg_no_memory(err);
    PG_TRY(pg_attack_solve(&cells->system, judging->questions, judging->n, err));
    judging->findings->n_counts += judging->n;
    note_impossible(judging);
    for (size_t i = 0; i < judging->n && !judging->failed; i++) {
        const struct asked *of = &judging->asked[i];
        if (!judging->questions[i].is_impossible &&
            cells->cells[of->cell].print[of->quantity] != PG_ATTACK_PRINTED_EXACTLY &&
            is_learnt(judging, of, &judging->questions[i]) &&
            !is_only_group(cells, &cells->cells[of->cell]))
            learn(judging, PG_ATTACK_COUNT, &judging->questions[i]);
    }
    return judging->failed ? pg_no_memory(err) : PAYGAP_OK;
}

// ---------------------------------------------------------------- what happened

static bool is_extra_learnt(const struct pg_attack_cells *cells,
                            const struct pg_attack_extra *extra,
                            const struct pg_attack_question *question)
{
    if (question->is_impossible)
        return false;
    if (is_few(cells, extra->print, extra->unknown) && question->least >= 2)
        return true;
    return question->most >= 1 && question->most < cells->rule.minimum_count;
}

static bool is_extra_printed(const struct pg_attack_cells *cells,
                             const struct pg_attack_extra *extra)
{
    const struct pg_attack_unknown *at = &cells->system.unknowns[extra->unknown];

    if (extra->print != PG_ATTACK_PRINTED_EXACTLY)
        return false;
    return at->known_lo >= 1 && at->known_lo < cells->rule.minimum_count;
}

// All of a small group.
static bool is_everybody(const struct pg_attack_cells *cells,
                         const struct pg_attack_extra *extra)
{
    const struct pg_attack_unknown *at = &cells->system.unknowns[extra->unknown];
    const struct pg_attack_unknown *all =
        extra->of > 0 ? &cells->system.unknowns[extra->of - 1] : NULL;

    return all != NULL && !extra->is_by_law && all->lo == all->hi && at->lo == all->lo &&
           at->hi == all->hi && all->lo >= 1 && all->lo < SMALL_GROUP;
}

// Counts of those to whom something happened, and of those to whom it did not.
static paygap_status judge_extras(struct judging *judging, paygap_error *err)
{
    struct pg_attack_cells *cells = judging->cells;
    struct judging extras = {.cells = cells, .findings = judging->findings, .err = err};

    for (size_t i = 0; i < cells->n_extras; i++) {
        const struct pg_attack_extra *extra = &cells->extras[i];
        const char *name = cells->system.unknowns[extra->unknown].name;
        double n = cells->system.unknowns[extra->unknown].known_lo;
        if (extra->is_by_law)
            continue;
        if (is_everybody(cells, extra))
            pg_attack_learn(judging->findings, PG_ATTACK_EVERYBODY, name, n, n,
                            "these are all of the group");
        if (is_extra_printed(cells, extra))
            pg_attack_learn(judging->findings, PG_ATTACK_PRINTED, name, n, n, "");
        else if (extra->print != PG_ATTACK_PRINTED_EXACTLY)
            ask_about(&extras, extra->unknown, (struct asked){i, PG_ATTACK_PEOPLE},
                      extra->print == PG_ATTACK_OR_FEWER ? 1 : INFINITY,
                      cells->rule.minimum_count);
    }
    paygap_status status =
        extras.failed ? pg_no_memory(err)
                      : pg_attack_solve(&cells->system, extras.questions, extras.n, err);
    judging->findings->n_counts += extras.n;
    for (size_t i = 0; i < extras.n && status == PAYGAP_OK; i++) {
        if (is_extra_learnt(cells, &cells->extras[extras.asked[i].cell],
                            &extras.questions[i]))
            learn(&extras, PG_ATTACK_COUNT, &extras.questions[i]);
    }
    judging->failed |= extras.failed;
    free(extras.questions);
    free(extras.asked);
    return status;
}

// ---------------------------------------------------------------- pay

// The ends of the number of people that a sum is of, as far as they were found.
static void people_of(const struct judging *judging, size_t cell,
                      enum pg_attack_quantity quantity, double *least, double *most)
{
    const struct pg_attack_unknown *at =
        &judging->cells->system
             .unknowns[judging->cells->cells[cell].unknowns[quantity] - 1];

    *least = at->lo;
    *most = at->hi;
    for (size_t i = 0; i < judging->n; i++) {
        if (judging->asked[i].cell == cell && judging->asked[i].quantity == quantity) {
            *least = judging->questions[i].least;
            *most = judging->questions[i].most;
        }
    }
}

static void ask_pay(struct judging *judging, struct judging *pay, size_t cell, int kind)
{
    struct pg_attack_cells *cells = judging->cells;
    const struct pg_attack_cell *at = &cells->cells[cell];
    enum pg_attack_quantity people = kind == 0 ? PG_ATTACK_FULL_PAY : PG_ATTACK_BONUS;
    enum pg_attack_quantity sum = (enum pg_attack_quantity)(PG_ATTACK_HOURLY_SUM + kind);
    double least, most;

    if (at->unknowns[sum] == 0 || at->unknowns[people] == 0)
        return;
    people_of(judging, cell, people, &least, &most);
    if (least < 1 || most > PG_ATTACK_FEW_PAID)
        return;
    if (at->has_mean[kind]) {
        struct pg_buffer text = {0};
        pg_buffer_printf(&text, "the mean of %g to %g people is printed", least, most);
        pg_attack_learn(judging->findings, PG_ATTACK_PAY, pg_attack_name(cells, cell, sum),
                        (at->mean[kind] - at->half[kind]) * least,
                        (at->mean[kind] + at->half[kind]) * most,
                        text.ptr != NULL ? text.ptr : "");
        judging->failed |= text.failed;
        pg_buffer_free(&text);
        return;
    }
    ask(pay, cell, sum, -INFINITY, INFINITY);
}

static paygap_status judge_pay(struct judging *judging, paygap_error *err)
{
    struct judging pay = {
        .cells = judging->cells, .findings = judging->findings, .err = err};

    for (size_t i = 0; i < judging->cells->n; i++) {
        ask_pay(judging, &pay, i, 0);
        ask_pay(judging, &pay, i, 1);
    }
    for (size_t i = 0; i < judging->cells->n_rests; i++)
        ask_about(&pay, judging->cells->rests[i].sum, (struct asked){0}, -INFINITY,
                  INFINITY);
    paygap_status status =
        pay.failed ? pg_no_memory(err)
                   : pg_attack_solve(&pay.cells->system, pay.questions, pay.n, err);
    for (size_t i = 0; i < pay.n && status == PAYGAP_OK; i++) {
        const struct pg_attack_question *question = &pay.questions[i];
        if (!question->is_impossible && question->least > 0 &&
            question->most < pay_ratio * question->least)
            learn(&pay, PG_ATTACK_PAY, question);
    }
    judging->failed |= pay.failed;
    free(pay.questions);
    free(pay.asked);
    return status;
}

// ---------------------------------------------------------------- one answer for all

static bool is_asked(const struct pg_attack_cells *cells,
                     const struct pg_attack_condition *condition)
{
    return condition->characteristic < cells->n_asked &&
           cells->is_asked[condition->characteristic] &&
           condition->group != cells->disclosed && condition->group != cells->declined &&
           condition->group != cells->not_known;
}

static bool is_exact(const struct pg_attack_cells *cells, size_t cell, double *n)
{
    size_t unknown = cell != SIZE_MAX ? cells->cells[cell].unknowns[PG_ATTACK_PEOPLE] : 0;

    if (unknown == 0)
        return false;
    *n = cells->system.unknowns[unknown - 1].lo;
    return *n == cells->system.unknowns[unknown - 1].hi;
}

// Whether the people of a place all are of the group that the condition names.
static void judge_answer(struct judging *judging, size_t i, size_t condition)
{
    struct pg_attack_cells *cells = judging->cells;
    const struct pg_attack_cell cell = cells->cells[i];
    struct pg_attack_condition others[PG_ATTACK_MOST_CONDITIONS];
    size_t n_others = 0;
    double n, n_all;

    for (size_t k = 0; k < cell.n; k++) {
        if (k != condition)
            others[n_others++] = cell.conditions[k];
    }
    size_t whole = pg_attack_cell_find(cells, cell.population, others, n_others);
    if (!is_exact(cells, i, &n) || !is_exact(cells, whole, &n_all) || n != n_all || n < 1 ||
        n >= SMALL_GROUP)
        return;
    pg_attack_learn(judging->findings, PG_ATTACK_EVERYBODY,
                    pg_attack_name(cells, i, PG_ATTACK_PEOPLE), n, n,
                    "these are all people there");
}

// Whether a group that people of a cell belong to is known not to be on full pay, and
// large: of its men and women it tells the same.
static bool is_of_many_on_leave(const struct pg_attack_cells *cells,
                                const struct pg_attack_cell *cell)
{
    for (size_t without = 0; without < cell->n; without++) {
        struct pg_attack_condition others[PG_ATTACK_MOST_CONDITIONS];
        size_t n_others = 0;
        double n;
        for (size_t k = 0; k < cell->n; k++) {
            if (k != without)
                others[n_others++] = cell->conditions[k];
        }
        size_t whole = pg_attack_cell_find(cells, cell->population, others, n_others);
        size_t unknown =
            whole != SIZE_MAX ? cells->cells[whole].unknowns[PG_ATTACK_FULL_PAY] : 0;
        if (unknown > 0 && cells->system.unknowns[unknown - 1].hi == 0 &&
            is_exact(cells, whole, &n) && n >= SMALL_GROUP)
            return true;
    }
    return false;
}

// Nobody of a group is on full pay: all of them are on leave.
static void judge_leave(struct judging *judging, size_t i)
{
    struct pg_attack_cells *cells = judging->cells;
    size_t unknown = cells->cells[i].unknowns[PG_ATTACK_FULL_PAY];
    double n;

    if (unknown == 0 || cells->system.unknowns[unknown - 1].hi > 0 ||
        !is_exact(cells, i, &n) || n < 1 || n >= SMALL_GROUP ||
        is_of_many_on_leave(cells, &cells->cells[i]))
        return;
    pg_attack_learn(judging->findings, PG_ATTACK_EVERYBODY,
                    pg_attack_name(cells, i, PG_ATTACK_NOT_FULL_PAY), n, n,
                    "nobody of them is on full pay");
}

static void judge_answers(struct judging *judging)
{
    const struct pg_attack_cells *cells = judging->cells;

    for (size_t i = 0; i < cells->n && !judging->failed; i++) {
        const struct pg_attack_cell cell = cells->cells[i];
        if (pg_attack_is_by_law(cells, &cell))
            continue;
        for (size_t k = 0; k < cell.n && cell.n > 1; k++) {
            bool is_of_place = pg_attack_group_in(&cell, cells->sex) == PG_ATTACK_ALL;
            if (is_of_place && is_asked(cells, &cell.conditions[k]))
                judge_answer(judging, i, k);
        }
        judge_leave(judging, i);
    }
}

paygap_status pg_attack_judge(struct pg_attack_cells *cells,
                              struct pg_attack_findings *findings, paygap_error *err)
{
    struct judging judging = {.cells = cells, .findings = findings, .err = err};
    paygap_status status = judge_counts(&judging, err);

    if (status == PAYGAP_OK)
        status = judge_extras(&judging, err);
    if (status == PAYGAP_OK)
        status = judge_pay(&judging, err);
    if (status == PAYGAP_OK)
        judge_answers(&judging);
    if (status == PAYGAP_OK && (judging.failed || findings->failed || cells->failed))
        status = pg_no_memory(err);
    free(judging.questions);
    free(judging.asked);
    return status;
}
