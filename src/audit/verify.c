// SPDX-License-Identifier: GPL-3.0-or-later
/* Published figures against a payroll, and the mistake that explains those that differ. */
#include "mistakes.h"

#include "pg_filed.h"
#include "phrases.h"

#include <math.h>
#include <paygap/paygap.h>
#include <stdlib.h>

// Figures are numbered in the order of the download; the place of one in
// pg_statutory_figures.
static size_t statutory_of(size_t figure)
{
    return pg_download_figures[figure].statutory;
}

/** Figures that a mistake touches together. */
enum { FAMILY_HOURLY, FAMILY_BONUS_GAP, FAMILY_BONUS_SHARE, FAMILY_QUARTERS, N_FAMILIES };

static int family_of(size_t figure)
{
    return figure < 2   ? FAMILY_HOURLY
           : figure < 4 ? FAMILY_BONUS_GAP
           : figure < 6 ? FAMILY_BONUS_SHARE
                        : FAMILY_QUARTERS;
}

/** What is published, and what could explain it; figures in the order of the download. */
struct verification {
    FILE *stream;
    const char *const *published;
    struct pg_written written[PG_N_STATUTORY];
    bool is_given[PG_N_STATUTORY], differs[PG_N_STATUTORY];
    size_t n_given, n_different;
    struct pg_fourteen right;
    bool explains[PG_MOST_MISTAKES][PG_N_STATUTORY]; /**< a mistake gives that figure */
    bool can_be[PG_MOST_MISTAKES]; /**< the mistake changes something at all */
};

// Whether a value is what is written, at the precision that is written. One decimal is
// half to even, as this program publishes; fewer or more decimals leave halves open.
static bool is_as_written(const struct pg_written *written, const char *text, double value)
{
    if (written->is_blank || text[0] == '\0')
        return written->is_blank && text[0] == '\0';
    if (written->decimals != 1)
        return fabs(value - written->value) <= written->half + 1e-9;
    double tenths = value * 10, below = floor(tenths);
    bool is_half = fabs(tenths - below - 0.5) < 1e-9;
    double rounded = !is_half              ? floor(tenths + 0.5)
                     : fmod(below, 2) == 0 ? below
                                           : below + 1;
    return fabs(rounded / 10 - written->value) < 1e-6;
}

static bool matches(const struct verification *verification, size_t figure,
                    const struct pg_fourteen *figures)
{
    size_t index = statutory_of(figure);

    return is_as_written(&verification->written[figure], figures->text[index],
                         figures->value[index]);
}

static paygap_status take_published(struct verification *verification, paygap_error *err)
{
    for (size_t i = 0; i < PG_N_STATUTORY; i++) {
        verification->is_given[i] = verification->published[i] != NULL;
        if (!verification->is_given[i])
            continue;
        verification->n_given++;
        verification->written[i] = pg_written_of(pg_str_of(verification->published[i]));
        if (verification->written[i].is_bad)
            return pg_fail(err, PAYGAP_USAGE, "what is published for \"%s\" is no number",
                           pg_statutory_figures[statutory_of(i)].title);
    }
    return verification->n_given > 0
               ? PAYGAP_OK
               : pg_fail(err, PAYGAP_USAGE, "no published figure is given");
}

static void compare(struct verification *verification)
{
    for (size_t i = 0; i < PG_N_STATUTORY; i++) {
        verification->differs[i] =
            verification->is_given[i] && !matches(verification, i, &verification->right);
        verification->n_different += verification->differs[i];
    }
}

// ---------------------------------------------------------------- mistakes

static void note_mistake(struct verification *verification, size_t index,
                         const struct pg_fourteen *figures)
{
    for (size_t i = 0; i < PG_N_STATUTORY; i++) {
        bool is_explained = verification->is_given[i] && matches(verification, i, figures);
        verification->explains[index][i] = is_explained;
        verification->can_be[index] |= is_explained && verification->differs[i];
    }
}

// A column that looks like overtime and is read by nothing.
static const char *overtime_column(const struct pg_run *run)
{
    const struct pg_survey *survey = &run->files[0].survey;

    for (size_t i = 0; i < survey->n_columns; i++) {
        bool is_one = !survey->columns[i].is_used &&
                      pg_element_propose(survey->header[i]).class == PG_PAY_OVERTIME &&
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

static paygap_status suppose(struct verification *verification, size_t index,
                             const struct pg_run *run, size_t report,
                             struct pg_arena *arena, paygap_error *err)
{
    struct pg_supposition supposed = {.what = pg_mistakes[index].supposed};
    size_t n_reports = run->results->n_reports;
    struct pg_fourteen *figures = calloc(n_reports, sizeof *figures);
    paygap_error refused = {.status = PAYGAP_OK};

    if (figures == NULL)
        return pg_no_memory(err);
    if (supposed.what == PG_SUPPOSE_OVERTIME)
        supposed.element = overtime_column(run);
    paygap_status status =
        pg_scenario_run(run, supposed, figures, n_reports, arena, &refused);
    if (status == PAYGAP_OK)
        note_mistake(verification, index, &figures[report]);
    free(figures);
    if (status == PAYGAP_OK || paygap_exit_status(status) == 2)
        return PAYGAP_OK; // what cannot be tried explains nothing
    if (err != NULL)
        *err = refused;
    return status;
}

static paygap_status try_mistakes(struct verification *verification,
                                  const struct pg_workings *workings, size_t report,
                                  paygap_error *err)
{
    struct pg_basis basis;
    struct pg_arena arena = {.blocks = NULL};
    paygap_status status = pg_basis_make(&basis, workings) ? PAYGAP_OK : pg_no_memory(err);

    for (size_t i = 0; i < pg_n_mistakes && status == PAYGAP_OK; i++) {
        const struct pg_mistake *mistake = &pg_mistakes[i];
        struct pg_fourteen figures = basis.right;
        if (mistake->make != NULL) {
            mistake->make(&basis, &figures);
            note_mistake(verification, i, &figures);
        } else if (is_possible(workings->run, mistake->supposed)) {
            status = suppose(verification, i, workings->run, report, &arena, err);
        }
    }
    pg_basis_free(&basis);
    pg_arena_free(&arena);
    return status;
}

// ---------------------------------------------------------------- what is said

static void print_comparison(const struct verification *verification)
{
    fprintf(verification->stream, "%-46s %10s %11s\n", "Figure (%)", "published",
            "recomputed");
    for (size_t i = 0; i < PG_N_STATUTORY; i++) {
        const char *text = verification->right.text[statutory_of(i)];
        const struct pg_written *written = &verification->written[i];
        char precise[48];
        if (!verification->is_given[i])
            continue;
        if (text[0] != '\0' && !written->is_blank && written->decimals != 1) {
            snprintf(precise, sizeof precise, "%.*f",
                     written->decimals < 9 ? written->decimals : 9,
                     verification->right.value[statutory_of(i)]);
            text = precise;
        }
        fprintf(verification->stream, "%-46s %10s %11s  %s\n",
                pg_statutory_figures[statutory_of(i)].title,
                verification->published[i][0] != '\0' ? verification->published[i]
                                                      : "(blank)",
                text[0] != '\0' ? text : "(none)",
                verification->differs[i] ? "DIFFERS" : "agrees");
    }
}

// Whether a mistake explains every figure that differs in a family (N_FAMILIES = all), and
// takes none away that agrees.
static bool explains_all(const struct verification *verification, size_t mistake,
                         int family)
{
    bool is_some = false;

    for (size_t i = 0; i < PG_N_STATUTORY; i++) {
        if (!verification->is_given[i] || (family != N_FAMILIES && family_of(i) != family))
            continue;
        if (!verification->explains[mistake][i])
            return false;
        is_some |= verification->differs[i];
    }
    return is_some;
}

static size_t explaining(const struct verification *verification, int family, size_t *first)
{
    size_t n = 0;

    for (size_t k = 0; k < pg_n_mistakes; k++) {
        if (!verification->can_be[k] || !explains_all(verification, k, family))
            continue;
        *first = n == 0 ? k : *first;
        n++;
    }
    return n;
}

static void print_mistakes(const struct verification *verification, int family)
{
    for (size_t k = 0; k < pg_n_mistakes; k++) {
        if (verification->can_be[k] && explains_all(verification, k, family))
            fprintf(verification->stream, "  - %s (%s)\n", pg_mistakes[k].what,
                    pg_mistakes[k].rule);
    }
}

// The figures of a family one by one: some may be explained though not all are.
static void explain_figures(const struct verification *verification, int family)
{
    for (size_t i = 0; i < PG_N_STATUTORY; i++) {
        size_t n = 0;
        if (!verification->differs[i] || family_of(i) != family)
            continue;
        fprintf(verification->stream, "  %s:", pg_statutory_figures[statutory_of(i)].title);
        for (size_t k = 0; k < pg_n_mistakes; k++) {
            if (verification->explains[k][i] && verification->can_be[k])
                fprintf(verification->stream, "%s %s", n++ > 0 ? "; or" : " perhaps",
                        pg_mistakes[k].what);
        }
        fputs(n > 0 ? "\n" : " no mistake that is known here gives it\n",
              verification->stream);
    }
}

static bool family_differs(const struct verification *verification, int family)
{
    for (size_t i = 0; i < PG_N_STATUTORY; i++) {
        if (verification->differs[i] && family_of(i) == family)
            return true;
    }
    return false;
}

static void explain_family(const struct verification *verification, int family)
{
    static const char *const names[N_FAMILIES] = {"Hourly gaps", "Bonus gaps",
                                                  "Bonus shares", "Quarters"};
    size_t first = 0, n = explaining(verification, family, &first);

    if (!family_differs(verification, family))
        return;
    if (n == 1)
        fprintf(verification->stream, "%s, the mistake: %s (%s)\n", names[family],
                pg_mistakes[first].what, pg_mistakes[first].rule);
    else if (n > 1) {
        fprintf(verification->stream, "%s, any of these mistakes:\n", names[family]);
        print_mistakes(verification, family);
    } else {
        fprintf(verification->stream, "%s: no single mistake explains all of them\n",
                names[family]);
        explain_figures(verification, family);
    }
}

static void print_verdict(const struct verification *verification)
{
    size_t first = 0, n = explaining(verification, N_FAMILIES, &first);

    if (verification->n_different == 0) {
        fprintf(verification->stream, "\nAll %zu figures agree.\n", verification->n_given);
        return;
    }
    fprintf(verification->stream, "\n%zu of %zu figures %s.\n\n", verification->n_different,
            verification->n_given, verification->n_different == 1 ? "differs" : "differ");
    if (n == 1) {
        fprintf(verification->stream, "One mistake explains every figure: %s (%s).\n",
                pg_mistakes[first].what, pg_mistakes[first].rule);
        return;
    }
    if (n > 1) {
        fputs("Any of these mistakes explains every figure:\n", verification->stream);
        print_mistakes(verification, N_FAMILIES);
        return;
    }
    for (int family = 0; family < N_FAMILIES; family++)
        explain_family(verification, family);
}

// ---------------------------------------------------------------- the run

/** The report to be verified: that of the employer named, or the only one. */
struct choice {
    struct pg_workings workings;
    const char *employer;
    size_t n_reports, index;
    bool is_found;
};

static paygap_status take_report(void *context, const struct pg_run *run,
                                 const struct pg_report *report,
                                 const struct pg_slice *slice, paygap_error *err)
{
    struct choice *choice = context;
    bool is_only = run->results->n_reports == 1;
    bool is_named = choice->employer != NULL &&
                    pg_is_employer(pg_str_of(report->employer), choice->employer);
    size_t index = choice->n_reports++;

    if (choice->is_found || (!is_only && !is_named))
        return PAYGAP_OK;
    choice->is_found = true;
    choice->index = index;
    return pg_workings_make(&choice->workings, run, report, slice) ? PAYGAP_OK
                                                                   : pg_no_memory(err);
}

static paygap_status verify(struct verification *verification, struct pg_run *run,
                            struct choice *choice, paygap_error *err)
{
    PG_TRY(take_published(verification, err));
    PG_TRY(pg_run_make(run, err));
    pg_audit_say(run);
    if (!choice->is_found)
        return pg_fail_at(err, PAYGAP_USAGE, run->options->payroll, 0, 0,
                          "the payroll has several employers: say with --employer whose "
                          "figures are published");
    pg_fourteen_of(&verification->right, choice->workings.report);
    compare(verification);
    if (verification->n_different > 0)
        PG_TRY(try_mistakes(verification, &choice->workings, choice->index, err));
    print_comparison(verification);
    print_verdict(verification);
    return verification->n_different == 0
               ? PAYGAP_OK
               : pg_fail(err, PAYGAP_DIFFERENT, "%zu published %s",
                         verification->n_different,
                         verification->n_different == 1
                             ? "figure is not what the payroll gives"
                             : "figures are not what the payroll gives");
}

paygap_status paygap_verify(const paygap_options *options, const char *const figures[14],
                            FILE *stream, paygap_error *error)
{
    struct verification *verification = calloc(1, sizeof *verification);
    struct choice choice = {.employer = options->employer};
    struct pg_examination examination = {.take = take_report, .context = &choice};
    struct pg_run run = {.options = options, .examination = &examination};

    if (error != NULL)
        *error = (paygap_error){.status = PAYGAP_OK};
    if (verification == NULL)
        return pg_no_memory(error);
    verification->stream = stream;
    verification->published = figures;
    paygap_status status =
        strcmp(options->payroll, "-") == 0
            ? pg_fail(error, PAYGAP_USAGE,
                      "verifying reads the payroll several times: give a "
                      "file, not standard input")
            : verify(verification, &run, &choice, error);
    pg_workings_free(&choice.workings);
    pg_run_free(&run);
    free(verification);
    return status;
}
