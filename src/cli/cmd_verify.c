// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "Usage: paygap verify PAYROLL... --published FILE.csv [options]\n"
    "       paygap verify PAYROLL... --figures LIST [options]\n"
    "       paygap verify --filed FILE.csv... [options]\n"
    "\n"
    "Puts published gender pay gap figures to the test. With a payroll: works them out "
    "again,\n"
    "compares them at the precision published and, where they differ, looks for the "
    "mistake\n"
    "that gives them. --filed needs no payroll: it takes downloads of the GOV.UK service, "
    "of\n"
    "any years, and says of each return whether any workforce can have its figures, "
    "whether\n"
    "it keeps the rules of the service, and whether it is likely.\n"
    "\n"
    "Examples:\n"
    "  paygap verify payroll.csv -c paygap.ini --published statutory.csv\n"
    "  paygap verify payroll.csv --figures "
    "7.6,8.4,,,0,0,20.3,79.7,31.3,68.7,38.1,61.9,39.7,60.3\n"
    "  paygap verify --filed \"UK Gender Pay Gap Data - 2023 to 2024.csv\"\n"
    "  paygap verify --filed 2022.csv 2023.csv --employer \"ANYTOWN COUNCIL\"\n"
    "\n"
    "Options with a payroll:\n"
    "      --published FILE      a statutory.csv, or a download of the service\n"
    "      --figures LIST        the fourteen figures with commas between, as the "
    "download\n"
    "                            has them: mean and median hourly gap, mean and median "
    "bonus\n"
    "                            gap, men and women paid a bonus, then men and women in "
    "the\n"
    "                            lower, lower middle, upper middle and upper quarter; "
    "with\n"
    "                            decimal commas, semicolons between\n"
    "  -c, --config FILE         read columns, values and choices from FILE (paygap.ini)\n"
    "  -s, --snapshot-date DATE  such as 2026-04-05; else the latest of the sector\n"
    "      --sector SECTOR       private (default) or public\n"
    "      --sheet NAME          of a workbook\n"
    "  -y, --yes                 what would be asked is right\n"
    "\n"
    "Options with --filed:\n"
    "      --filed               the files are downloads of the service\n"
    "      --format FORMAT       text (default), csv or json\n"
    "\n"
    "Options with either:\n"
    "      --employer NAME       whose figures, as the file has the name; with --filed "
    "the\n"
    "                            history of one employer, by name or number\n"
    "  -h, --help                show this help\n"
    "  -V, --version             show the version\n"
    "\n"
    "Exit status: 0 the figures agree, or --filed is done, whatever the verdicts; 1 "
    "figures\n"
    "differ; 2 wrong usage, configuration or columns; 3 a file cannot be read; 4 could "
    "not\n"
    "write; 5 out of memory or a fault of the program.\n";

enum {
    OPTION_FILED = OPTION_OF_COMMAND,
    OPTION_FORMAT,
    OPTION_PUBLISHED,
    OPTIOPAYGAP_N_STATUTORY
};

static const struct option long_options[] = {
    {"filed", no_argument, NULL, OPTION_FILED},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"published", required_argument, NULL, OPTION_PUBLISHED},
    {"figures", required_argument, NULL, OPTIOPAYGAP_N_STATUTORY},
    RUN_OPTIONS,
    {NULL, 0, NULL, 0},
};

struct arguments {
    struct run_options run;
    paygap_filed_options filed;
    const char *published_file;
    char *list;                 /**< of --figures, cut into its pieces */
    paygap_published published; /**< the pieces, or from the file */
    bool is_filed, is_bad_format;
};

static bool take_format(paygap_format *format, const char *name)
{
    static const char *const names[] = {"text", "csv", "json"};

    for (int i = 0; i < 3; i++) {
        if (strcmp(name, names[i]) == 0) {
            *format = (paygap_format)i;
            return true;
        }
    }
    return false;
}

static bool take_option(void *context, int option)
{
    struct arguments *arguments = context;

    switch (option) {
    case OPTION_FILED:
        arguments->is_filed = true;
        return true;
    case OPTION_FORMAT:
        arguments->is_bad_format = !take_format(&arguments->filed.format, optarg);
        return true;
    case OPTION_PUBLISHED:
        arguments->published_file = optarg;
        return true;
    case OPTIOPAYGAP_N_STATUTORY:
        arguments->list = optarg;
        return true;
    default:
        return take_run_option(&arguments->run, option);
    }
}

// Fourteen pieces with commas between, or semicolons where commas are decimal ones; blank
// ones too.
static bool cut_list(struct arguments *arguments)
{
    char *piece = arguments->list;
    int separator = strchr(piece, ';') != NULL ? ';' : ',';

    for (int i = 0; i < PAYGAP_N_STATUTORY; i++) {
        char *end = strchr(piece, separator);
        arguments->published.text[i] = piece;
        if ((end == NULL) != (i == PAYGAP_N_STATUTORY - 1))
            return false;
        if (end != NULL) {
            *end = '\0';
            piece = end + 1;
        }
    }
    return true;
}

static const struct option_list list = {"verify", ":" RUN_LETTERS, long_options,
                                        take_option};

static int parse(struct arguments *arguments, int argc, char **argv)
{
    int exit_status = read_options(&list, argc, argv, arguments);

    if (exit_status != 0 || is_help_wanted(&arguments->run))
        return exit_status;
    if (arguments->is_bad_format)
        return usage_error("--format is text, csv or json");
    if (arguments->is_filed) {
        if (arguments->run.options.config != NULL || arguments->published_file != NULL ||
            arguments->list != NULL)
            return usage_error("--filed needs no payroll, and takes none of its options");
        if (arguments->run.options.employer != NULL &&
            arguments->filed.format != PAYGAP_FORMAT_TEXT)
            return usage_error(
                "--format is of all returns; one employer's history is text");
        arguments->filed.files = (const char *const *)argv + optind;
        arguments->filed.n_files = (size_t)(argc - optind);
        arguments->filed.employer = arguments->run.options.employer;
        return optind < argc
                   ? 0
                   : usage_error("give a file with --filed; see paygap help verify");
    }
    exit_status = take_payrolls(&arguments->run, argc, argv, "verify");
    if (exit_status != 0)
        return exit_status;
    if ((arguments->published_file == NULL) == (arguments->list == NULL))
        return usage_error(
            "say what is published, with either --published FILE or --figures LIST");
    if (arguments->list != NULL && !cut_list(arguments))
        return usage_error(
            "--figures needs fourteen figures with commas (or semicolons) between; see "
            "paygap help verify");
    return 0;
}

static paygap_status work_out(void *context, paygap_error *error)
{
    const struct arguments *arguments = context;

    return paygap_verify(&arguments->run.options, &arguments->published, stdout, error);
}

static int verify(struct arguments *arguments)
{
    paygap_error error;
    paygap_status status = PAYGAP_OK;

    if (arguments->published_file != NULL)
        status = paygap_read_published(&arguments->published, arguments->published_file,
                                       arguments->run.options.employer, &error);
    if (status == PAYGAP_OK)
        status = run_and_ask(&arguments->run, work_out, arguments, &error);
    paygap_published_free(&arguments->published);
    return status == PAYGAP_OK ? 0 : fail(&error);
}

static int run(int argc, char **argv)
{
    struct arguments arguments = {.is_filed = false};
    paygap_error error;
    int exit_status = parse(&arguments, argc, argv);

    if (exit_status != 0)
        return exit_status;
    if (is_help_wanted(&arguments.run))
        return show_help(&arguments.run, usage);
    if (!arguments.is_filed)
        return verify(&arguments);
    if (paygap_verify_filed(&arguments.filed, stdout, &error) != PAYGAP_OK)
        return fail(&error);
    return 0;
}

const struct command verify_command = {"verify", "put published figures to the test", usage,
                                       run};
