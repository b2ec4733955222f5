// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * paygap verify: published figures put to the test, against a payroll (paygap_verify()) or
 * without one (--filed, paygap_verify_filed()). The two have different options;
 * verify_filed() refuses those of the one with the other. Figures come as a list of
 * fourteen or from a file; a list with decimal commas has semicolons between its figures.
 */
#include "payroll_run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "Usage: paygap verify PAYROLL... --published FILE.csv [options]\n"
    "       paygap verify PAYROLL... --figures LIST [options]\n"
    "       paygap verify --filed FILE.csv... [options]\n"
    "\n"
    "Puts published gender pay gap figures to the test. With a payroll: works them\n"
    "out again, compares them at the precision published and, where they differ,\n"
    "looks for the mistake that gives them. --filed needs no payroll: it takes\n"
    "downloads of the GOV.UK service, of any years, and says of each return whether\n"
    "any workforce can have its figures, whether it keeps the rules of the service,\n"
    "and whether it is likely.\n"
    "\n"
    "Examples:\n"
    "  paygap verify payroll.csv -c paygap.ini --published statutory.csv\n"
    "  paygap verify payroll.csv \\\n"
    "      --figures 7.6,8.4,,,0,0,20.3,79.7,31.3,68.7,38.1,61.9,39.7,60.3\n"
    "  paygap verify --filed \"UK Gender Pay Gap Data - 2023 to 2024.csv\"\n"
    "  paygap verify --filed 2022.csv 2023.csv --employer \"ANYTOWN COUNCIL\"\n";

static const char notes[] =
    "\n"
    "Exit status: 0 the figures agree, or --filed is done, whatever the verdicts;\n"
    "1 figures differ; 2 wrong usage, configuration or columns; 3 a file cannot be\n"
    "read; 4 could not write; 5 out of memory or a fault of the program.\n";

/** A payroll, and what is published of it. */
struct verifying {
    const paygap_options *options;
    paygap_published published; /**< pieces of --figures, or from the file */
};

// Fourteen pieces with commas between, or semicolons where commas are decimal ones; blank
// ones too.
static bool cut_list(char *list, paygap_published *published)
{
    char *piece = list;
    int separator = strchr(piece, ';') != NULL ? ';' : ',';

    for (int i = 0; i < PAYGAP_N_STATUTORY; i++) {
        char *end = strchr(piece, separator);
        published->text[i] = piece;
        if ((end == NULL) != (i == PAYGAP_N_STATUTORY - 1))
            return false;
        if (end != NULL) {
            *end = '\0';
            piece = end + 1;
        }
    }
    return true;
}

static int verify_filed(struct arguments *arguments)
{
    paygap_filed_options *filed = &arguments->filed;
    const paygap_options *run = &arguments->run;
    paygap_error error;

    if (run->config != NULL || arguments->published != NULL || arguments->figures != NULL)
        return usage_error("--filed needs no payroll, and takes none of its options");
    if (run->employer != NULL && filed->format != PAYGAP_FORMAT_TEXT)
        return usage_error("--format is of all returns; one employer's history is text");
    if (arguments->n_names == 0)
        return usage_error("give a file with --filed; see paygap help verify");
    filed->files = (const char *const *)arguments->names;
    filed->n_files = (size_t)arguments->n_names;
    filed->employer = run->employer;
    return paygap_verify_filed(filed, stdout, &error) == PAYGAP_OK ? 0 : fail(&error);
}

static paygap_status work_out(void *context, paygap_error *error)
{
    const struct verifying *verifying = context;

    return paygap_verify(verifying->options, &verifying->published, stdout, error);
}

static int verify(struct arguments *arguments, struct verifying *verifying)
{
    paygap_error error;
    paygap_status status = PAYGAP_OK;

    if (arguments->published != NULL)
        status = paygap_read_published(&verifying->published, arguments->published,
                                       arguments->run.employer, &error);
    if (status == PAYGAP_OK)
        status = run_and_ask(arguments, work_out, verifying, &error);
    if (arguments->published != NULL)
        paygap_published_free(&verifying->published);
    return status == PAYGAP_OK ? 0 : fail(&error);
}

static int run(struct arguments *arguments)
{
    struct verifying verifying = {.options = &arguments->run};

    if (arguments->is_filed)
        return verify_filed(arguments);
    int exit_status = take_payrolls(arguments, "verify");
    if (exit_status != 0)
        return exit_status;
    if ((arguments->published == NULL) == (arguments->figures == NULL))
        return usage_error(
            "say what is published, with either --published FILE or --figures LIST");
    if (arguments->figures != NULL && !cut_list(arguments->figures, &verifying.published))
        return usage_error(
            "--figures needs fourteen figures with commas (or semicolons) between; see "
            "paygap help verify");
    return verify(arguments, &verifying);
}

const struct command verify_command = {"verify", "put published figures to the test", usage,
                                       notes, run};
