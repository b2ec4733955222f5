// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The search for the mistakes behind published figures.
 *
 * Each mistake is made alone. Those of the data take a whole run each; while its workings
 * are there, all others are made of them too, which gives the pairs of a mistake of the
 * data with another. If nothing alone explains every figure, pairs of the others are tried
 * on the right workings, and pairs of mistakes of the data, a run each: n x n / 2 runs of
 * the n that change some figure at all, which is why a large payroll goes without.
 */
#include "verify_parts.h"

#include "pg_sentences.h"

#include <stdlib.h>

enum { MOST_ROWS_FOR_PAIRS = 20000 };

/** Figures of a basis after each mistake that is not one of the data. */
struct made {
    struct pg_fourteen right;
    struct pg_fourteen after[PG_MOST_MISTAKES];
};

static bool is_of_data(const struct pg_mistake *mistake)
{
    return mistake->make == NULL && mistake->turn == NULL;
}

static bool is_same_figure(const struct pg_fourteen *a, const struct pg_fourteen *b,
                           size_t i)
{
    bool has_a = a->text[i][0] != '\0', has_b = b->text[i][0] != '\0';

    return has_a == has_b && (!has_a || a->value[i] == b->value[i]);
}

// One mistake after others have given `before`: what it works out replaces what was there.
static struct pg_fourteen apply(const struct made *made, size_t mistake,
                                const struct pg_fourteen *before)
{
    const struct pg_mistake *one = &pg_mistakes[mistake];
    const struct pg_fourteen *after = &made->after[mistake];
    struct pg_fourteen figures = *before;

    if (one->turn != NULL) {
        one->turn(&figures, one);
        return figures;
    }
    for (size_t i = 0; i < PG_N_STATUTORY; i++) {
        if (is_same_figure(after, &made->right, i))
            continue;
        figures.text[i] = after->text[i];
        figures.value[i] = after->value[i];
    }
    for (int j = 0; j < PG_N_QUARTERS; j++) {
        if (after->sizes[j] != made->right.sizes[j])
            figures.sizes[j] = after->sizes[j];
    }
    return figures;
}

static void make_all(const struct pg_basis *basis, struct made *made)
{
    made->right = basis->right;
    for (size_t i = 0; i < pg_n_mistakes; i++) {
        made->after[i] = basis->right;
        if (pg_mistakes[i].make != NULL)
            pg_mistakes[i].make(basis, &made->after[i]);
        else if (pg_mistakes[i].turn != NULL)
            pg_mistakes[i].turn(&made->after[i], &pg_mistakes[i]);
    }
}

// ---------------------------------------------------------------- what is found

static void note(struct pg_verification *verification, size_t mistake,
                 const struct pg_fourteen *figures)
{
    for (size_t i = 0; i < PG_N_STATUTORY; i++) {
        bool is_explained = verification->is_given[i] &&
                            pg_audit_verified_as_written(verification, i, figures);
        verification->explains[mistake][i] = is_explained;
        verification->can_be[mistake] |= is_explained && verification->differs[i];
    }
}

static bool explains_everything(const struct pg_verification *verification,
                                const struct pg_fourteen *figures)
{
    for (size_t i = 0; i < PG_N_STATUTORY; i++) {
        if (verification->is_given[i] &&
            !pg_audit_verified_as_written(verification, i, figures))
            return false;
    }
    return true;
}

// Whether two rows of the list are ways of one mistake.
static bool is_one_mistake(size_t a, size_t b)
{
    return pg_audit_mistake_first(a) == pg_audit_mistake_first(b);
}

// A pair is noted once, whichever of its mistakes comes first and however it is made.
static void note_pair(struct pg_verification *verification, size_t first, size_t second,
                      const struct pg_fourteen *figures)
{
    if (is_one_mistake(first, second) || !explains_everything(verification, figures))
        return;
    for (size_t i = 0; i < verification->n_pairs; i++) {
        struct pg_mistake_pair pair = verification->pairs[i];
        if ((is_one_mistake(pair.first, first) && is_one_mistake(pair.second, second)) ||
            (is_one_mistake(pair.first, second) && is_one_mistake(pair.second, first)))
            return;
    }
    if (verification->n_pairs < PG_MOST_PAIRS)
        verification->pairs[verification->n_pairs++] =
            (struct pg_mistake_pair){(uint8_t)first, (uint8_t)second};
}

// ---------------------------------------------------------------- mistakes of the data

/** A run with something supposed, while its reports are taken. */
struct supposing {
    struct pg_verification *verification;
    size_t wanted, n_reports; /**< number of the report verified; reports taken so far */
    size_t mistakes[2], n;    /**< what is supposed */
    const struct pg_fourteen *right;
    bool has_changed; /**< some figure is another than the right one */
    struct made *made;
};

static paygap_status take_report(void *context, const struct pg_run *run,
                                 const struct pg_report *report,
                                 const struct pg_slice *slice, paygap_error *err)
{
    struct supposing *supposing = context;
    struct pg_verification *verification = supposing->verification;
    struct pg_workings workings = {.run = NULL};
    struct pg_basis basis = {.pay = NULL};

    if (supposing->n_reports++ != supposing->wanted)
        return PAYGAP_OK;
    bool made = pg_audit_workings_make(&workings, run, report, slice) &&
                pg_audit_basis_make(&basis, &workings);
    for (size_t i = 0; made && i < PG_N_STATUTORY; i++)
        supposing->has_changed |= !is_same_figure(&basis.right, supposing->right, i);
    if (made && supposing->n == 2)
        note_pair(verification, supposing->mistakes[0], supposing->mistakes[1],
                  &basis.right);
    if (made && supposing->n == 1) {
        note(verification, supposing->mistakes[0], &basis.right);
        make_all(&basis, supposing->made);
        for (size_t i = 0; i < pg_n_mistakes; i++) {
            if (!is_of_data(&pg_mistakes[i]))
                note_pair(verification, supposing->mistakes[0], i,
                          &supposing->made->after[i]);
        }
    }
    pg_audit_basis_free(&basis);
    pg_audit_workings_free(&workings);
    return made ? PAYGAP_OK : pg_no_memory(err);
}

// A column that looks like overtime and is read by nothing.
static const char *overtime_column(const struct pg_run *run)
{
    const struct pg_survey *survey = &run->files[0].survey;

    for (size_t i = 0; i < survey->n_columns; i++) {
        bool is_one =
            !survey->columns[i].is_used &&
            pg_payments_element_propose(survey->header[i]).class == PG_PAY_OVERTIME &&
            survey->columns[i].n_amounts + survey->columns[i].n_commas > 0;
        if (is_one)
            return survey->columns[i].header;
    }
    return NULL;
}

static bool is_possible(const struct pg_run *run, enum pg_suppose what)
{
    const struct pg_element_map *map = &run->config.payments.elements;
    enum pg_pay_class class =
        what == PG_SUPPOSE_OVERTIME ? PG_PAY_OVERTIME : PG_PAY_SALARY_SACRIFICE;

    if (what == PG_SUPPOSE_OTHER_CONTRACTS)
        return run->table.n_repeated > 0;
    if (what != PG_SUPPOSE_OVERTIME && what != PG_SUPPOSE_NO_SACRIFICE)
        return true;
    for (size_t i = 0; i < map->n; i++) {
        if (map->items[i].class == class)
            return true;
    }
    return what == PG_SUPPOSE_OVERTIME && overtime_column(run) != NULL;
}

// Runs again with the mistakes of `supposing`; what cannot be tried explains nothing.
static paygap_status suppose(struct supposing *supposing, const struct pg_run *run,
                             paygap_error *err)
{
    struct pg_suppositions supposed = {.n = supposing->n};
    const struct pg_examination examination = {.take = take_report, .context = supposing};
    paygap_error refused = {.status = PAYGAP_OK};

    for (size_t i = 0; i < supposing->n; i++) {
        enum pg_suppose what = pg_mistakes[supposing->mistakes[i]].supposed;
        supposed.items[i] = (struct pg_supposition){
            .what = what,
            .element = what == PG_SUPPOSE_OVERTIME ? overtime_column(run) : NULL};
    }
    supposing->n_reports = 0;
    paygap_status status = pg_audit_suppose_run(run, &supposed, &examination, &refused);
    if (status == PAYGAP_OK || paygap_exit_status(status) == 2)
        return PAYGAP_OK;
    if (err != NULL)
        *err = refused;
    return status;
}

// Every mistake of the data alone; `changing` gets those that change a figure.
static paygap_status suppose_each(struct supposing *supposing, const struct pg_run *run,
                                  size_t *changing, size_t *n_changing, paygap_error *err)
{
    for (size_t i = 0; i < pg_n_mistakes; i++) {
        if (!is_of_data(&pg_mistakes[i]) || !is_possible(run, pg_mistakes[i].supposed))
            continue;
        supposing->mistakes[0] = i;
        supposing->n = 1;
        supposing->has_changed = false;
        PG_TRY(suppose(supposing, run, err));
        if (supposing->has_changed)
            changing[(*n_changing)++] = i;
    }
    return PAYGAP_OK;
}

static paygap_status suppose_pairs(struct supposing *supposing, const struct pg_run *run,
                                   const size_t *changing, size_t n, paygap_error *err)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = i + 1; k < n; k++) {
            if (is_one_mistake(changing[i], changing[k]))
                continue;
            supposing->mistakes[0] = changing[i];
            supposing->mistakes[1] = changing[k];
            supposing->n = 2;
            PG_TRY(suppose(supposing, run, err));
        }
    }
    return PAYGAP_OK;
}

// ---------------------------------------------------------------- the search

static void turn_pairs(struct pg_verification *verification, const struct made *made)
{
    for (size_t i = 0; i < pg_n_mistakes; i++) {
        for (size_t k = 0; k < pg_n_mistakes; k++) {
            if (i == k || is_of_data(&pg_mistakes[i]) || is_of_data(&pg_mistakes[k]) ||
                pg_mistakes[i].is_last)
                continue;
            struct pg_fourteen figures = apply(made, k, &made->after[i]);
            note_pair(verification, i, k, &figures);
        }
    }
}

static bool is_explained(const struct pg_verification *verification)
{
    for (size_t k = 0; k < pg_n_mistakes; k++) {
        if (pg_audit_verified_explains(verification, k, PG_N_FIGURE_FAMILIES))
            return true;
    }
    return false;
}

static paygap_status search(struct supposing *supposing, const struct pg_basis *basis,
                            paygap_error *err)
{
    struct pg_verification *verification = supposing->verification;
    const struct pg_run *run = basis->workings->run;
    size_t changing[PG_MOST_MISTAKES], n_changing = 0;

    make_all(basis, supposing->made);
    for (size_t i = 0; i < pg_n_mistakes; i++) {
        if (!is_of_data(&pg_mistakes[i]))
            note(verification, i, &supposing->made->after[i]);
    }
    PG_TRY(suppose_each(supposing, run, changing, &n_changing, err));
    if (is_explained(verification))
        return PAYGAP_OK;
    make_all(basis, supposing->made);
    turn_pairs(verification, supposing->made);
    verification->is_too_large = run->table.n_rows > MOST_ROWS_FOR_PAIRS;
    return verification->is_too_large
               ? PAYGAP_OK
               : suppose_pairs(supposing, run, changing, n_changing, err);
}

paygap_status pg_audit_verify_search(struct pg_verification *verification,
                                     const struct pg_workings *workings, size_t report,
                                     paygap_error *err)
{
    struct pg_basis basis = {.pay = NULL};
    struct supposing supposing = {.verification = verification,
                                  .wanted = report,
                                  .right = &basis.right,
                                  .made = malloc(sizeof *supposing.made)};

    bool made = supposing.made != NULL && pg_audit_basis_make(&basis, workings);
    paygap_status status = made ? search(&supposing, &basis, err) : pg_no_memory(err);
    free(supposing.made);
    pg_audit_basis_free(&basis);
    return status;
}
