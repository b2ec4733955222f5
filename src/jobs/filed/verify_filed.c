// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Published returns through the public interface: paygap_verify_filed() reads files of
 * returns, judges each return and prints all of them or one employer's history;
 * paygap_read_published() takes the figures of one return out of a file, to be compared
 * with a payroll. A file given twice, or an employer who is not there once, is an error.
 *
 * Invariant: a figure that cannot be read becomes "?", not a blank; a blank means that the
 * employer gave none. A text that was cut short for want of memory fails the call before
 * anything is printed.
 */
#include <paygap/audit.h>
#include <paygap/verify.h>

#include "pg_filed.h"

#include <stdlib.h>

static paygap_status print(const struct pg_filed *filed,
                           const paygap_filed_options *options, FILE *stream,
                           paygap_error *error)
{
    if (options->employer != NULL) {
        size_t n = pg_filed_print_history(filed, options->employer, stream);
        if (n == 0)
            return pg_fail(
                error, PAYGAP_USAGE,
                "no return in these files is of that employer; give its name, its "
                "number with the service or with Companies House");
        return n == SIZE_MAX ? pg_no_memory(error) : PAYGAP_OK;
    }
    bool is_whole = options->format == PAYGAP_FORMAT_CSV ? pg_filed_print_csv(filed, stream)
                    : options->format == PAYGAP_FORMAT_JSON
                        ? pg_filed_print_json(filed, stream)
                        : pg_filed_print(filed, stream);
    return is_whole ? PAYGAP_OK : pg_no_memory(error);
}

paygap_status paygap_verify_filed(const paygap_filed_options *options, FILE *stream,
                                  paygap_error *error)
{
    struct pg_filed filed = {.inputs = {options->inputs, options->n_inputs, false}};
    size_t failures = pg_buffer_failures();
    paygap_status status = PAYGAP_OK;

    if (error != NULL)
        *error = (paygap_error){.status = PAYGAP_OK};
    PG_TRY(pg_options_check(options->struct_size, sizeof *options,
                            "PAYGAP_FILED_OPTIONS_INIT", error));
    PG_TRY(pg_inputs_check(filed.inputs, error));
    for (size_t i = 1; i < options->n_files && status == PAYGAP_OK; i++) {
        for (size_t k = 0; k < i && status == PAYGAP_OK; k++) {
            if (strcmp(options->files[i], options->files[k]) == 0)
                status = pg_fail_at(error, PAYGAP_USAGE, options->files[i], 0, 0,
                                    "this file is given twice");
        }
    }
    for (size_t i = 0; i < options->n_files && status == PAYGAP_OK; i++)
        status = pg_filed_read(&filed, options->files[i], error);
    if (status == PAYGAP_OK)
        status = pg_filed_judge(&filed, error);
    if (status == PAYGAP_OK && pg_buffer_failures() != failures)
        status = pg_no_memory(error);
    if (status == PAYGAP_OK)
        status = print(&filed, options, stream, error);
    pg_filed_free(&filed);
    return status;
}

static struct pg_str without_note(struct pg_str name)
{
    static const char note[] = " (provisional)";
    size_t len = sizeof note - 1;

    if (name.len > len &&
        pg_str_same((struct pg_str){name.ptr + name.len - len, len}, note))
        name.len -= len;
    return name;
}

bool pg_filed_is_employer(struct pg_str name, const char *wanted)
{
    struct pg_str a = without_note(name), b = without_note(pg_str_of(wanted));
    char text[220];

    snprintf(text, sizeof text, "%.*s", (int)b.len, b.ptr);
    return pg_str_same(a, text);
}

// The return of the employer, or the only one; SIZE_MAX if there is none, or not one.
static size_t return_of(const struct pg_filed *filed, const char *employer)
{
    size_t found = SIZE_MAX;

    for (size_t i = 0; i < filed->n; i++) {
        bool is_one = employer == NULL || filed->n == 1 ||
                      pg_filed_is_employer(pg_str_of(filed->returns[i].employer), employer);
        if (is_one && found != SIZE_MAX)
            return SIZE_MAX;
        found = is_one ? i : found;
    }
    return found;
}

// Whether a return of that kind gives the figure: some copies have women's shares alone.
static bool is_given(const struct pg_return *filed, int figure)
{
    return !filed->is_womens_only || figure < PG_FILED_MEN_LOWER ||
           (figure - PG_FILED_MEN_LOWER) % 2 == 1;
}

// The texts of a return in one piece of memory of their own; false when there is none.
static bool keep(paygap_published *published, const struct pg_return *filed)
{
    enum { LONGEST = sizeof filed->figures[0].text };
    char(*texts)[LONGEST] = calloc(PG_N_FILED_FIGURES, LONGEST);

    if (texts == NULL)
        return false;
    published->owned = texts;
    for (int i = 0; i < PG_N_FILED_FIGURES; i++) {
        const struct pg_written *figure = &filed->figures[i];
        if (!is_given(filed, i))
            continue;
        memcpy(texts[i], figure->is_bad ? "?" : figure->text,
               figure->is_bad ? sizeof "?" : LONGEST);
        published->text[i] = texts[i];
    }
    return true;
}

paygap_status paygap_read_published(paygap_published *published, const char *path,
                                    const char *employer, paygap_error *error)
{
    struct pg_filed filed = {.n = 0};

    if (error != NULL)
        *error = (paygap_error){.status = PAYGAP_OK};
    *published = (paygap_published){.owned = NULL};
    paygap_status status = pg_filed_read(&filed, path, error);
    size_t index = status == PAYGAP_OK ? return_of(&filed, employer) : SIZE_MAX;
    if (status == PAYGAP_OK && index == SIZE_MAX)
        status = pg_fail_at(
            error, PAYGAP_USAGE, path, 0, 0,
            employer != NULL ? "the file has no return of the employer given with "
                               "--employer, or several"
                             : "the file has the returns of several employers: say whose "
                               "with --employer");
    if (status == PAYGAP_OK && !keep(published, &filed.returns[index]))
        status = pg_no_memory(error);
    pg_filed_free(&filed);
    return status;
}

void paygap_published_free(paygap_published *published)
{
    if (published == NULL)
        return;
    free(published->owned);
    *published = (paygap_published){.owned = NULL};
}
