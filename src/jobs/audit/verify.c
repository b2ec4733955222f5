// SPDX-License-Identifier: GPL-3.0-or-later
/* Published figures against a payroll: which differ, and what explains those that do. */
#include "verify_parts.h"

#include "pg_sentences.h"
#include "pg_text.h"

#include <math.h>
#include <paygap/paygap.h>
#include <stdlib.h>

size_t pg_audit_verified_place(size_t figure)
{
    return pg_law_statutory_place((enum paygap_statutory_figure)figure);
}

enum pg_figure_family pg_audit_verified_family(size_t figure)
{
    switch (figure) {
    case PAYGAP_STATUTORY_MEAN_HOURLY_GAP:
    case PAYGAP_STATUTORY_MEDIAN_HOURLY_GAP:
        return PG_FIGURES_HOURLY;
    case PAYGAP_STATUTORY_MEAN_BONUS_GAP:
    case PAYGAP_STATUTORY_MEDIAN_BONUS_GAP:
        return PG_FIGURES_BONUS_GAP;
    case PAYGAP_STATUTORY_MEN_BONUS_SHARE:
    case PAYGAP_STATUTORY_WOMEN_BONUS_SHARE:
        return PG_FIGURES_BONUS_SHARE;
    default:
        return PG_FIGURES_QUARTERS;
    }
}

// Whether a value is what is written, at the precision that is written. With as many
// as are published it is half to even, as this program publishes; fewer or more decimals
// leave halves open.
static bool is_as_written(const struct pg_written *written, int decimals, const char *text,
                          double value)
{
    if (written->is_blank || text[0] == '\0')
        return written->is_blank && text[0] == '\0';
    if (written->decimals != decimals)
        return fabs(value - written->value) <= written->half + 1e-9;
    double scale = pow(10, decimals), scaled = value * scale, below = floor(scaled);
    bool is_half = fabs(scaled - below - 0.5) < 1e-9;
    double rounded = !is_half              ? floor(scaled + 0.5)
                     : fmod(below, 2) == 0 ? below
                                           : below + 1;
    return fabs(rounded / scale - written->value) < 1e-6;
}

bool pg_audit_verified_as_written(const struct pg_verification *verification, size_t figure,
                                  const struct pg_fourteen *figures)
{
    size_t index = pg_audit_verified_place(figure);

    return is_as_written(&verification->written[figure], verification->regime->decimals,
                         figures->text[index], figures->value[index]);
}

bool pg_audit_verified_explains(const struct pg_verification *verification, size_t mistake,
                                enum pg_figure_family family)
{
    bool is_some = false;

    for (size_t i = 0; i < PG_N_STATUTORY && verification->can_be[mistake]; i++) {
        if (!verification->is_given[i] ||
            (family != PG_N_FIGURE_FAMILIES && pg_audit_verified_family(i) != family))
            continue;
        if (!verification->explains[mistake][i])
            return false;
        is_some |= verification->differs[i];
    }
    return is_some;
}

static paygap_status take_published(struct pg_verification *verification, paygap_error *err)
{
    for (size_t i = 0; i < PG_N_STATUTORY; i++) {
        verification->is_given[i] = verification->published->text[i] != NULL;
        if (!verification->is_given[i])
            continue;
        verification->n_given++;
        verification->written[i] =
            pg_filed_written_of(pg_str_of(verification->published->text[i]));
        if (verification->written[i].is_bad)
            return pg_fail(err, PAYGAP_USAGE,
                           "the published value for \"%s\" is not a number",
                           pg_statutory_figures[pg_audit_verified_place(i)].title);
    }
    return verification->n_given > 0
               ? PAYGAP_OK
               : pg_fail(err, PAYGAP_USAGE, "no published figure is given");
}

static void compare(struct pg_verification *verification)
{
    for (size_t i = 0; i < PG_N_STATUTORY; i++) {
        verification->differs[i] =
            verification->is_given[i] &&
            !pg_audit_verified_as_written(verification, i, &verification->right);
        verification->n_different += verification->differs[i];
    }
}

// The figure with as many decimals as it was published with.
static const char *recomputed(const struct pg_verification *verification, size_t figure,
                              struct pg_document *document)
{
    const char *text = verification->right.text[pg_audit_verified_place(figure)];
    const struct pg_written *written = &verification->written[figure];

    if (text[0] == '\0')
        return "(none)";
    if (written->is_blank || written->decimals == verification->regime->decimals)
        return text;
    return pg_document_printf(document, "%.*f",
                              written->decimals < 9 ? written->decimals : 9,
                              verification->right.value[pg_audit_verified_place(figure)]);
}

static bool print_comparison(const struct pg_verification *verification)
{
    static const struct pg_document_column columns[] = {
        {.header = "Figure (%)", .width = 46},
        {.header = "published", .kind = PG_VALUE_PERCENT, .width = 10},
        {.header = "recomputed", .kind = PG_VALUE_PERCENT, .width = 11},
        {.header = "", .kind = PG_VALUE_VERDICT}};
    static const struct pg_text_look look = {
        .gaps = {[PG_VALUE_PERCENT] = 1, [PG_VALUE_VERDICT] = 2}};
    struct pg_document document;

    pg_document_begin(&document);
    pg_writers_text_section(&document, "");
    struct pg_document_table *table = pg_writers_text_table(&document, columns, 4);
    for (size_t i = 0; i < PG_N_STATUTORY; i++) {
        if (!verification->is_given[i])
            continue;
        const char *published = verification->published->text[i];
        pg_writers_text_put_row(
            table,
            (const char *const[]){pg_statutory_figures[pg_audit_verified_place(i)].title,
                                  published[0] != '\0' ? published : "(blank)",
                                  recomputed(verification, i, &document),
                                  verification->differs[i] ? "DIFFERS" : "agrees"});
    }
    return pg_writers_text_finish(&document, &look, verification->stream);
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
                    pg_filed_is_employer(pg_str_of(report->employer), choice->employer);
    size_t index = choice->n_reports++;

    if (choice->is_found || (!is_only && !is_named))
        return PAYGAP_OK;
    choice->is_found = true;
    choice->index = index;
    return pg_audit_workings_make(&choice->workings, run, report, slice)
               ? PAYGAP_OK
               : pg_no_memory(err);
}

static paygap_status verify(struct pg_verification *verification, struct pg_run *run,
                            struct choice *choice, paygap_error *err)
{
    PG_TRY(take_published(verification, err));
    PG_TRY(pg_run_make(run, err));
    pg_audit_say(run);
    if (!choice->is_found)
        return pg_fail_at(err, PAYGAP_USAGE, run->options->payroll, 0, 0,
                          "the payroll has several employers: say with --employer whose "
                          "figures are published");
    pg_audit_fourteen_of(&verification->right, choice->workings.report);
    verification->regime = pg_policy_regime(&run->config.policy);
    verification->n_hourly = choice->workings.n_hourly;
    compare(verification);
    if (verification->n_different > 0)
        PG_TRY(pg_audit_verify_search(verification, &choice->workings, choice->index, err));
    if (!print_comparison(verification))
        return pg_no_memory(err);
    pg_audit_verify_print_verdict(verification);
    return verification->n_different == 0
               ? PAYGAP_OK
               : pg_fail(err, PAYGAP_DIFFERENT, "%zu published %s",
                         verification->n_different,
                         verification->n_different == 1
                             ? "figure is not what the payroll gives"
                             : "figures are not what the payroll gives");
}

paygap_status paygap_verify(const paygap_options *options,
                            const paygap_published *published, FILE *stream,
                            paygap_error *error)
{
    struct choice choice = {.employer = options->employer};
    struct pg_examination examination = {.take = take_report, .context = &choice};
    struct pg_run run = {.options = options, .examination = &examination};

    if (error != NULL)
        *error = (paygap_error){.status = PAYGAP_OK};
    PG_TRY(pg_options_check(options->struct_size, sizeof *options, "PAYGAP_OPTIONS_INIT",
                            error));
    struct pg_verification *verification = calloc(1, sizeof *verification);
    if (verification == NULL)
        return pg_no_memory(error);
    verification->stream = stream;
    verification->published = published;
    paygap_status status =
        options->payroll != NULL && strcmp(options->payroll, "-") == 0
            ? pg_fail(error, PAYGAP_USAGE,
                      "verifying reads the payroll several times: give a "
                      "file, not standard input")
            : verify(verification, &run, &choice, error);
    pg_audit_workings_free(&choice.workings);
    pg_run_free(&run);
    free(verification);
    return status;
}
