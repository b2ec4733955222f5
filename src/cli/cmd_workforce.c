// SPDX-License-Identifier: GPL-3.0-or-later
#include "payroll_run.h"

#include <stdio.h>

static const char usage[] =
    "Usage: paygap workforce PEOPLE... [-o DIR] [options]\n"
    "\n"
    "The workforce equality report: who works here, at which level and in which\n"
    "division, at each snapshot date; how complete the records are;\n"
    "under-representation, targets, recruitment and other events, WRES and WDES\n"
    "metrics, pay gaps over time, actions. PEOPLE is a table of people for each\n"
    "date, named by it: people-2026-03-31.csv, or people-2026.csv for the snapshot\n"
    "date of that year. Pay is not needed. FILE names all else.\n"
    "  DIR/publish/   workforce.xlsx, workforce.csv: small numbers withheld\n"
    "  DIR/internal/  workforce.xlsx, workforce.csv, workforce.json: complete, for\n"
    "                 you alone\n"
    "\n"
    "Example:\n"
    "  paygap workforce people-2024.csv people-2025.csv people-2026.csv \\\n"
    "      -c workforce.ini -o out\n";

static const char notes[] =
    "\n"
    "Whatever part has no data is listed, not an error. Exit status as paygap report:\n"
    "1 if rows of events could not be read and were left out.\n";

static int run(struct arguments *arguments)
{
    const char *output = arguments->output;
    paygap_workforce_options options = PAYGAP_WORKFORCE_OPTIONS_INIT;
    paygap_error error;

    options.people = (const char *const *)arguments->names;
    options.n_people = (size_t)arguments->n_names;
    options.config = arguments->run.config;
    options.employer = arguments->run.employer;
    options.snapshot_date = arguments->run.snapshot_date;
    options.sheet = arguments->run.sheet;
    if (arguments->n_names == 0)
        return usage_error("no people table is given; see paygap help workforce");
    int exit_status = check_output(output);
    if (exit_status != 0)
        return exit_status;
    paygap_status status =
        paygap_workforce(&options, output, arguments->is_quiet ? NULL : stdout, &error);
    if (status != PAYGAP_OK && status != PAYGAP_PROVISIONAL)
        return fail(&error);
    say_remark(&error, arguments->is_quiet);
    if (output != NULL && !arguments->is_quiet)
        printf(
            "\nFiles\n  To publish:    %s/publish/workforce.xlsx, workforce.csv\n"
            "  For you alone: %s/internal/workforce.xlsx, workforce.csv, workforce.json\n",
            output, output);
    return output != NULL ? exit_after_writing(output, paygap_exit_status(status))
                          : paygap_exit_status(status);
}

const struct command workforce_command = {
    "workforce", "write the workforce equality report", usage, notes, run};
