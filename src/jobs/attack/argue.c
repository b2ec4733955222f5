// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The sums that show an end, as a reader can check them. The largest value of an unknown is
 * that of a linear programme over what is printed alone. Its dual values say how often each
 * relation and each printed figure was used: the end is the sum of them, and whatever the
 * unknowns are, none is larger. For the largest A/disabled below 36 = A/disabled + 27 + 6
 *
 *     36 (A) - 27 (A, not disabled) - 6 (A, not known) = 3
 *
 * The programme begins with the relations of the unknown itself and grows by their
 * neighbours until it reaches what is claimed, so that the sums are as short as they can
 * be.
 */
#include "linear.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_SHOWN = 30, N_RADII = 4 };

static const size_t radii[N_RADII] = {1, 2, 4, SIZE_MAX};

/** Unknowns around one, in the order in which they were reached. */
struct around {
    size_t *members;
    bool *is_in;
    size_t n;
};

static void reach(struct around *around, size_t unknown)
{
    if (around->is_in[unknown])
        return;
    around->is_in[unknown] = true;
    around->members[around->n++] = unknown;
}

// Adds what stands in a relation with an unknown that is not printed exactly.
static void reach_neighbours(struct around *around, const struct pg_attack_system *system,
                             const struct pg_attack_index *index, size_t unknown)
{
    const struct pg_attack_unknown *at = &system->unknowns[unknown];

    if (at->known_lo == at->known_hi)
        return;
    for (size_t k = index->first[unknown]; k < index->first[unknown + 1]; k++) {
        const struct pg_attack_relation *relation = &system->relations[index->relations[k]];
        for (size_t i = relation->first; i < relation->first + relation->n; i++)
            reach(around, system->terms[i].unknown);
    }
}

static void reach_around(struct around *around, const struct pg_attack_system *system,
                         const struct pg_attack_index *index, size_t unknown, size_t radius)
{
    memset(around->is_in, 0, system->n * sizeof *around->is_in);
    around->n = 0;
    reach(around, unknown);
    for (size_t step = 0, first = 0; step < radius && first < around->n; step++) {
        size_t end = around->n;
        for (; first < end; first++)
            reach_neighbours(around, system, index, around->members[first]);
    }
}

// ---------------------------------------------------------------- words

// A number with the digits that a reader needs to do the sum again, without the zeros
// behind them, whatever the locale.
static void add_number(struct pg_buffer *text, double number)
{
    double size = fabs(number);
    bool is_whole = fabs(size - round(size)) < 1e-9 * fmax(1, size);
    int n_decimals = is_whole ? 0 : size >= 10 ? 4 : 6;
    int64_t scale = is_whole ? 1 : size >= 10 ? 10000 : 1000000;
    int64_t units = (int64_t)llround(fmin(size, 1e12) * (double)scale);

    for (; n_decimals > 0 && units % 10 == 0; n_decimals--) {
        units /= 10;
        scale /= 10;
    }
    pg_buffer_printf(text, "%s%lld", number < 0 && units > 0 ? "-" : "",
                     (long long)(units / scale));
    if (n_decimals > 0)
        pg_buffer_printf(text, ".%0*lld", n_decimals, (long long)(units % scale));
}

/** A sum while it is written. */
struct sum {
    struct pg_buffer *text;
    double total;
    size_t n;
};

static void add_term(struct sum *sum, double factor, double value, const char *name)
{
    bool is_negative = factor * value < 0;
    bool is_once = fabs(fabs(factor) - 1) < 1e-6;

    if (fabs(factor * value) < 1e-7)
        return;
    sum->total += factor * value;
    sum->n++;
    if (sum->n > MOST_SHOWN)
        return;
    pg_buffer_printf(sum->text, "%s",
                     sum->n == 1   ? is_negative ? "-" : ""
                     : is_negative ? " - "
                                   : " + ");
    if (!is_once) {
        add_number(sum->text, fabs(factor));
        pg_buffer_printf(sum->text, " x ");
    }
    add_number(sum->text, fabs(value));
    pg_buffer_printf(sum->text, " (%s)", name);
}

// Of a relation that is no plain sum: that it was used, and what it adds.
static void add_row(struct sum *sum, const struct pg_attack_linear *programme, int row,
                    struct pg_buffer *used)
{
    double factor = glp_get_row_dual(programme->problem, row);
    const struct pg_attack_relation *relation =
        &programme->system->relations[programme->relations[row]];

    if (fabs(factor) < 1e-9 || relation->text == NULL)
        return;
    add_term(sum, factor, glp_get_row_prim(programme->problem, row), relation->text);
    if (used->ptr == NULL || strstr(used->ptr, relation->text) == NULL)
        pg_buffer_printf(used, "%s%s", used->len > 0 ? "; " : "", relation->text);
}

static void write_sums(const struct pg_attack_linear *programme, struct pg_buffer *text)
{
    glp_prob *problem = programme->problem;
    struct pg_buffer used = {0};
    struct sum sum = {.text = text};

    for (int pass = 0; pass < 2; pass++) {
        for (int i = 1; i <= glp_get_num_cols(problem); i++) {
            double factor = glp_get_col_dual(problem, i);
            if ((factor > 0) == (pass == 0))
                add_term(&sum, factor, glp_get_col_prim(problem, i),
                         programme->system->unknowns[programme->unknowns[i]].name);
        }
    }
    for (int i = 1; i <= glp_get_num_rows(problem); i++)
        add_row(&sum, programme, i, &used);
    if (sum.n > MOST_SHOWN)
        pg_buffer_printf(text, " ... (%zu more)", sum.n - MOST_SHOWN);
    if (sum.n > 0)
        pg_buffer_printf(text, " = ");
    add_number(text, sum.total);
    if (used.len > 0)
        pg_buffer_printf(text, ", with %s", used.ptr);
    text->failed |= used.failed;
    pg_buffer_free(&used);
}

// One try; *is_reached once the end is as near as it was claimed to be.
static paygap_status try_radius(struct pg_attack_system *system,
                                const struct around *around, size_t unknown, bool is_upper,
                                double claimed, struct pg_buffer *text, bool *is_reached,
                                paygap_error *err)
{
    struct pg_attack_linear programme;
    bool is_whole = system->unknowns[unknown].is_whole;
    double end;
    paygap_status status =
        pg_attack_linear_make(&programme, system, around->members, around->n, true, err);

    if (status == PAYGAP_OK && pg_attack_linear_begin(&programme) &&
        pg_attack_linear_end(&programme, unknown, is_upper, &end)) {
        double slack = is_whole ? 1e-6 : 10 * pg_attack_tolerance(claimed);
        double rounded = !is_whole  ? end
                         : is_upper ? pg_attack_whole_down(end)
                                    : pg_attack_whole_up(end);
        *is_reached = is_upper ? rounded <= claimed + slack : rounded >= claimed - slack;
        if (*is_reached) {
            // The dual values stay those of the end that was found.
            write_sums(&programme, text);
        }
    }
    if (programme.is_lost)
        status = pg_no_memory(err);
    pg_attack_linear_free(&programme);
    return status;
}

paygap_status pg_attack_argue(struct pg_attack_system *system, size_t unknown,
                              bool is_upper, double claimed, struct pg_buffer *text,
                              bool *is_reached, paygap_error *err)
{
    const struct pg_attack_index *index = pg_attack_index_of(system);
    struct around around = {calloc(system->n + 1, sizeof(size_t)),
                            calloc(system->n + 1, sizeof(bool)), 0};
    bool has_memory = index != NULL && around.members != NULL && around.is_in != NULL;
    paygap_status status = has_memory ? PAYGAP_OK : pg_no_memory(err);

    *is_reached = false;
    for (size_t i = 0; i < N_RADII && has_memory && status == PAYGAP_OK && !*is_reached;
         i++) {
        size_t before = around.n;
        reach_around(&around, system, index, unknown, radii[i]);
        if (i > 0 && around.n == before)
            break;
        status =
            try_radius(system, &around, unknown, is_upper, claimed, text, is_reached, err);
    }
    free(around.members);
    free(around.is_in);
    return status;
}
