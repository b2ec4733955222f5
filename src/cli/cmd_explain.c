// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_options.h"

#include <stdio.h>

static const char usage[] =
    "Usage: paygap explain PAYROLL... --employee ID [options]\n"
    "       paygap explain PAYROLL... --row N [options]\n"
    "\n"
    "Tells how one employee counts: each part of pay and why it is kept or dropped, "
    "bonuses\n"
    "in proportion, hours, hourly pay as an exact fraction, the populations, the quarter, "
    "each\n"
    "with its regulation. What is printed is that person's pay: show it to nobody else.\n"
    "\n"
    "Examples:\n"
    "  paygap explain payroll.csv -c paygap.ini --employee 100017\n"
    "  paygap explain payroll.csv --row 18\n"
    "\n"
    "Options:\n"
    "      --employee ID         the employee with that id\n"
    "      --row N               or the one in that line of the (first) payroll file\n"
    "  -c, --config FILE         read columns, values and choices from FILE (paygap.ini)\n"
    "  -s, --snapshot-date DATE  such as 2026-04-05; else the latest of the sector\n"
    "      --sector SECTOR       private (default) or public\n"
    "      --employer NAME       name of the employer\n"
    "      --sheet NAME          of a workbook\n"
    "  -y, --yes                 what would be asked is right\n"
    "  -h, --help                show this help\n"
    "  -V, --version             show the version\n";

enum { OPTION_EMPLOYEE = OPTION_OF_COMMAND, OPTION_ROW };

struct arguments {
    struct run_options run;
    const char *employee;
    size_t line;
};

static const struct option long_options[] = {
    {"employee", required_argument, NULL, OPTION_EMPLOYEE},
    {"row", required_argument, NULL, OPTION_ROW},
    RUN_OPTIONS,
    {NULL, 0, NULL, 0},
};

static bool take_option(void *context, int option)
{
    struct arguments *arguments = context;

    switch (option) {
    case OPTION_EMPLOYEE:
        arguments->employee = optarg;
        return true;
    case OPTION_ROW:
        arguments->line = (size_t)take_number(&arguments->run, "--row", UINT32_MAX);
        return true;
    default:
        return take_run_option(&arguments->run, option);
    }
}

static const struct option_list list = {"explain", ":" RUN_LETTERS, long_options,
                                        take_option};

static int parse(struct arguments *arguments, int argc, char **argv)
{
    int exit_status = read_options(&list, argc, argv, arguments);

    if (exit_status == 0)
        exit_status = take_payrolls(&arguments->run, argc, argv, "explain");
    if (exit_status != 0 || is_help_wanted(&arguments->run))
        return exit_status;
    if ((arguments->employee == NULL) == (arguments->line == 0))
        return usage_error("say who, with --employee ID or --row N");
    return 0;
}

static paygap_status work_out(void *context, paygap_error *error)
{
    const struct arguments *arguments = context;

    return paygap_explain(&arguments->run.options, arguments->employee, arguments->line,
                          stdout, error);
}

static int run(int argc, char **argv)
{
    struct arguments arguments = {.run.options = PAYGAP_OPTIONS_INIT};
    paygap_error error;
    int exit_status = parse(&arguments, argc, argv);

    if (exit_status != 0)
        return exit_status;
    if (is_help_wanted(&arguments.run))
        return show_help(&arguments.run, usage);
    paygap_status status = run_and_ask(&arguments.run, work_out, &arguments, &error);
    return status == PAYGAP_OK ? 0 : fail(&error);
}

const struct command explain_command = {
    "explain", "tell how one employee counts, step by step", usage, run};
