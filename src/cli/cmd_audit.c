// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_options.h"

#include <stdio.h>

static const char usage[] =
    "Usage: paygap audit PAYROLL... -o DIR [options]\n"
    "\n"
    "Writes all that paygap report writes and, for those who check the figures:\n"
    "  DIR/internal/audit.xlsx     every employee's workings, and each statutory figure as "
    "a\n"
    "                              formula over them; ties, other choices, influence\n"
    "  DIR/internal/manifest.json  what went in and came out, with SHA-256; see paygap "
    "help\n"
    "                              reproduce\n"
    "Both hold or rest on everybody's pay and are readable by their owner only.\n"
    "\n"
    "Examples:\n"
    "  paygap audit payroll.csv -c paygap.ini -o out\n"
    "  paygap audit payroll.csv -o out --pseudonyms key.bin\n"
    "\n"
    "Options:\n"
    "  -o, --output DIR          write into DIR\n"
    "      --pseudonyms KEY      instead of ids: the first 16 digits of a hash keyed with "
    "the\n"
    "                            bytes of the file KEY\n"
    "  -c, --config FILE         read columns, values and choices from FILE (paygap.ini)\n"
    "  -s, --snapshot-date DATE  such as 2026-04-05; else the latest of the sector\n"
    "      --sector SECTOR       private (default) or public\n"
    "      --employer NAME       name of the employer\n"
    "      --by COLUMN[,COLUMN]  also break the figures down by these columns\n"
    "      --intervals           95 % intervals beside gaps and medians\n"
    "      --seed N              without effect: no random numbers are drawn\n"
    "      --replicates N        without effect\n"
    "      --previous DIR        compare with the report in DIR\n"
    "      --sheet NAME          of a workbook\n"
    "  -y, --yes                 what would be asked is right\n"
    "  -q, --quiet               print nothing but errors\n"
    "  -h, --help                show this help\n"
    "  -V, --version             show the version\n"
    "\n"
    "Exit status as paygap report.\n";

enum { OPTION_PSEUDONYMS = OPTION_OF_COMMAND };

struct arguments {
    struct run_options run;
    paygap_audit_options audit;
    const char *output;
    bool is_quiet;
};

static const struct option long_options[] = {
    {"pseudonyms", required_argument, NULL, OPTION_PSEUDONYMS},
    RUN_OPTIONS,
    WRITING_OPTIONS,
    {NULL, 0, NULL, 0},
};

static bool take_option(void *context, int option)
{
    struct arguments *arguments = context;

    switch (option) {
    case OPTION_PSEUDONYMS:
        arguments->audit.pseudonym_key = optarg;
        return true;
    default:
        return take_run_option(&arguments->run, option) ||
               take_writing_option(&arguments->run, option);
    }
}

static const struct option_list list = {"audit", ":" WRITING_LETTERS RUN_LETTERS,
                                        long_options, take_option};

static int parse(struct arguments *arguments, int argc, char **argv)
{
    int exit_status = read_options(&list, argc, argv, arguments);

    if (exit_status == 0)
        exit_status = take_payrolls(&arguments->run, argc, argv, "audit");
    if (exit_status != 0 || is_help_wanted(&arguments->run))
        return exit_status;
    if (arguments->run.output == NULL || arguments->run.output[0] == '\0')
        return usage_error("give the folder to write into with -o DIR");
    arguments->audit.report = &arguments->run.options;
    return 0;
}

static paygap_status work_out(void *context, paygap_error *error)
{
    const struct arguments *arguments = context;

    return paygap_audit(&arguments->audit, arguments->run.output, error);
}

static int run(int argc, char **argv)
{
    struct arguments arguments = {.run.options = PAYGAP_OPTIONS_INIT,
                                  .audit = PAYGAP_AUDIT_OPTIONS_INIT};
    paygap_error error;
    int exit_status = parse(&arguments, argc, argv);

    if (exit_status != 0)
        return exit_status;
    if (is_help_wanted(&arguments.run))
        return show_help(&arguments.run, usage);
    exit_status = check_output(arguments.run.output);
    if (exit_status != 0)
        return exit_status;
    paygap_status status = run_and_ask(&arguments.run, work_out, &arguments, &error);
    if (status != PAYGAP_OK && status != PAYGAP_PROVISIONAL)
        return fail(&error);
    if (!arguments.run.is_quiet)
        printf("Wrote %s: audit.xlsx and manifest.json are in internal, which holds "
               "everybody's pay.\n%s"
               "Check it again later: paygap reproduce %s/internal/manifest.json\n",
               arguments.run.output,
               status == PAYGAP_PROVISIONAL
                   ? "Provisional: people were left out because their data is bad; see "
                     "internal/findings.csv.\n"
                   : "",
               arguments.run.output);
    return exit_after_writing(arguments.run.output, paygap_exit_status(status));
}

const struct command audit_command = {
    "audit", "write the workings of every figure, to be recomputed in a spreadsheet", usage,
    run};
