// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_options.h"

#include <stdio.h>

static const char usage[] =
    "Usage: paygap workforce PEOPLE... [-o DIR] [options]\n"
    "\n"
    "The workforce equality report: who works here, at which level and in which division, "
    "at\n"
    "each snapshot date; how complete the records are; under-representation, targets,\n"
    "recruitment and other events, WRES and WDES metrics, pay gaps over time, actions.\n"
    "PEOPLE is a table of people for each date, named by it: people-2026-03-31.csv, or\n"
    "people-2026.csv for the snapshot date of that year. Pay is not needed. FILE names all "
    "else.\n"
    "  DIR/publish/   workforce.xlsx, workforce.csv: small numbers withheld\n"
    "  DIR/internal/  workforce.xlsx, workforce.csv, workforce.json: complete, for you "
    "alone\n"
    "\n"
    "Example:\n"
    "  paygap workforce people-2023.csv people-2024.csv people-2025.csv people-2026.csv "
    "\\\n"
    "      -c workforce.ini -o out\n"
    "\n"
    "Options:\n"
    "  -o, --output DIR          write the two folders into DIR\n"
    "  -c, --config FILE         read [workforce], [targets] and the rest from FILE\n"
    "  -s, --snapshot-date DATE  of a single table whose name does not say\n"
    "      --sheet NAME          of people tables that are workbooks\n"
    "      --employer NAME       name of the employer\n"
    "  -q, --quiet               print nothing but errors\n"
    "  -h, --help                show this help\n"
    "\n"
    "Whatever part has no data is listed, not an error. Exit status as paygap report: 1 "
    "if\n"
    "rows of events could not be read and were left out.\n";

static const struct option long_options[] = {
    {"output", required_argument, NULL, 'o'},
    {"config", required_argument, NULL, 'c'},
    {"snapshot-date", required_argument, NULL, 's'},
    {"sheet", required_argument, NULL, OPTION_SHEET},
    {"employer", required_argument, NULL, OPTION_EMPLOYER},
    {"quiet", no_argument, NULL, 'q'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

struct arguments {
    paygap_workforce_options options;
    const char *output;
    bool is_quiet, wants_help;
};

static bool take_option(void *context, int option)
{
    struct arguments *arguments = context;

    switch (option) {
    case 'o':
        arguments->output = optarg;
        return true;
    case 'c':
        arguments->options.config = optarg;
        return true;
    case 's':
        arguments->options.snapshot_date = optarg;
        return true;
    case OPTION_SHEET:
        arguments->options.sheet = optarg;
        return true;
    case OPTION_EMPLOYER:
        arguments->options.employer = optarg;
        return true;
    case 'q':
        arguments->is_quiet = true;
        return true;
    case 'h':
        arguments->wants_help = true;
        return true;
    default:
        return false;
    }
}

static const struct option_list list = {"workforce", ":o:c:s:qh", long_options,
                                        take_option};

static int run(int argc, char **argv)
{
    struct arguments arguments = {.options = PAYGAP_WORKFORCE_OPTIONS_INIT};
    paygap_error error;
    int exit_status = read_options(&list, argc, argv, &arguments);

    if (exit_status != 0)
        return exit_status;
    if (arguments.wants_help) {
        fputs(usage, stdout);
        return 0;
    }
    if (optind == argc)
        return usage_error("no people table is given; see paygap help workforce");
    exit_status = check_output(arguments.output);
    if (exit_status != 0)
        return exit_status;
    arguments.options.people = (const char *const *)argv + optind;
    arguments.options.n_people = (size_t)(argc - optind);
    paygap_status status = paygap_workforce(&arguments.options, arguments.output,
                                            arguments.is_quiet ? NULL : stdout, &error);
    if (status != PAYGAP_OK && status != PAYGAP_PROVISIONAL)
        return fail(&error);
    if (arguments.output != NULL && !arguments.is_quiet)
        printf(
            "\nFiles\n  To publish:    %s/publish/workforce.xlsx, workforce.csv\n"
            "  For you alone: %s/internal/workforce.xlsx, workforce.csv, workforce.json\n",
            arguments.output, arguments.output);
    return arguments.output != NULL
               ? exit_after_writing(arguments.output, paygap_exit_status(status))
               : paygap_exit_status(status);
}

const struct command workforce_command = {
    "workforce", "write the workforce equality report", usage, run};
