// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "Usage: paygap report PAYROLL... [-o DIR] [options]\n"
    "\n"
    "Reads a payroll (CSV or .xlsx), one row an employee, and works out the statutory "
    "gender pay gap\n"
    "figures. Prints them; with -o also writes two folders:\n"
    "  DIR/publish/   statutory.csv, report.xlsx, results.csv: may leave the team\n"
    "  DIR/internal/  results.csv, results.json, findings.csv: for you alone; report.xlsx\n"
    "                 too where people are grouped by more than sex\n"
    "\n"
    "Several files, such as a monthly and a weekly payroll, are read as one.\n"
    "\n"
    "Examples:\n"
    "  paygap report payroll.csv -o out\n"
    "  paygap report payroll.csv -c paygap.ini -o out\n"
    "  paygap report payroll.csv --sector public --employer \"Anytown Council\" -o out\n"
    "\n"
    "Options:\n"
    "  -o, --output DIR          write the two folders into DIR\n"
    "  -c, --config FILE         read columns, values and choices from FILE (paygap.ini)\n"
    "  -s, --snapshot-date DATE  such as 2026-04-05; else the latest of the sector\n"
    "      --sector SECTOR       private (default) or public\n"
    "      --employer NAME       name of the employer\n"
    "      --by COLUMN[,COLUMN]  also break the figures down by these columns\n"
    "      --intervals           95 % intervals beside gaps and medians\n"
    "      --seed N              of the random numbers behind them; the same unless given\n"
    "      --replicates N        samples behind them (2,000)\n"
    "      --previous DIR        warn where figures published last year, in DIR, and this\n"
    "                            year's together would give somebody away\n"
    "      --sheet NAME          of a workbook; else the visible sheet that holds most\n"
    "  -y, --yes                 what would be asked is right: columns recognised by "
    "little,\n"
    "                            columns that look like pay and are not read\n"
    "  -q, --quiet               print nothing but errors\n"
    "  -h, --help                show this help\n"
    "  -V, --version             show the version\n"
    "\n"
    "PAYROLL needs the columns sex, pay_period, basic_pay (or its parts) and "
    "weekly_hours,\n"
    "or hourly_pay; employee_id, full_pay and bonus_12_months belong to a complete one.\n"
    "Usual headers of exports are recognised; others are named in FILE: [columns]\n"
    "sex = Gender. paygap inspect PAYROLL shows how a file would be read.\n"
    "\n"
    "PAYROLL may be - for standard input. Exit status: 0 done; 1 done, but people "
    "were\n"
    "left out because their data is bad; 2 wrong usage, configuration or columns; 3 the\n"
    "input cannot be read or is not a payroll table; 4 an output cannot be written;\n"
    "5 out of memory or a fault of the program.\n";

enum {
    OPTION_SECTOR = 256,
    OPTION_EMPLOYER,
    OPTION_BY,
    OPTION_INTERVALS,
    OPTION_SEED,
    OPTION_REPLICATES,
    OPTION_PREVIOUS,
    OPTION_SHEET
};

static const struct option long_options[] = {
    {"output", required_argument, NULL, 'o'},
    {"config", required_argument, NULL, 'c'},
    {"snapshot-date", required_argument, NULL, 's'},
    {"sector", required_argument, NULL, OPTION_SECTOR},
    {"employer", required_argument, NULL, OPTION_EMPLOYER},
    {"by", required_argument, NULL, OPTION_BY},
    {"intervals", no_argument, NULL, OPTION_INTERVALS},
    {"seed", required_argument, NULL, OPTION_SEED},
    {"replicates", required_argument, NULL, OPTION_REPLICATES},
    {"previous", required_argument, NULL, OPTION_PREVIOUS},
    {"sheet", required_argument, NULL, OPTION_SHEET},
    {"yes", no_argument, NULL, 'y'},
    {"quiet", no_argument, NULL, 'q'},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {NULL, 0, NULL, 0},
};

enum { MAX_BY = 32 };

struct arguments {
    paygap_options options;
    const char *by[MAX_BY]; /**< headers, pieces of the arguments of --by */
    const char *bad_number; /**< option whose number cannot be read */
    bool has_too_many;      /**< more columns than MAX_BY */
    const char *output;
    bool is_quiet, wants_help, wants_version;
};

// Adds the headers of one --by, which commas separate.
static void take_by(struct arguments *arguments, char *list)
{
    for (char *header = strtok(list, ","); header != NULL; header = strtok(NULL, ",")) {
        header += strspn(header, " ");
        if (arguments->options.n_by < MAX_BY)
            arguments->by[arguments->options.n_by++] = header;
        else
            arguments->has_too_many = true;
    }
}

// A whole number from 1 up to `most`; 0 if the text is none, and noted.
static unsigned long long take_number(struct arguments *arguments, const char *option,
                                      unsigned long long most)
{
    char *end = NULL;
    unsigned long long number = optarg[0] == '-' ? 0 : strtoull(optarg, &end, 10);

    if (number >= 1 && number <= most && end != optarg && *end == '\0')
        return number;
    arguments->bad_number = option;
    return 0;
}

static bool take_analysis_option(struct arguments *arguments, int option)
{
    paygap_options *options = &arguments->options;

    switch (option) {
    case OPTION_BY:
        take_by(arguments, optarg);
        return true;
    case OPTION_INTERVALS:
        options->wants_intervals = true;
        return true;
    case OPTION_SEED:
        options->seed = take_number(arguments, "--seed", UINT32_MAX);
        return true;
    case OPTION_REPLICATES:
        options->replicates = (unsigned)take_number(arguments, "--replicates", 1000000);
        return true;
    case OPTION_PREVIOUS:
        options->previous = optarg;
        return true;
    default:
        return false;
    }
}

static bool take_option(struct arguments *arguments, int option)
{
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
    case OPTION_SECTOR:
        arguments->options.sector = optarg;
        return true;
    case OPTION_EMPLOYER:
        arguments->options.employer = optarg;
        return true;
    case OPTION_SHEET:
        arguments->options.sheet = optarg;
        return true;
    case 'y':
        arguments->options.is_confirmed = true;
        return true;
    case 'q':
        arguments->is_quiet = true;
        return true;
    case 'h':
        arguments->wants_help = true;
        return true;
    case 'V':
        arguments->wants_version = true;
        return true;
    default:
        return take_analysis_option(arguments, option);
    }
}

static int bad_option(int option, char **argv)
{
    const char *word = argv[optind - 1];
    bool is_long = strncmp(word, "--", 2) == 0;
    char letter[3] = {'-', (char)optopt, '\0'};

    if (option == ':')
        return usage_error("%s needs a value; see paygap help report",
                           is_long ? word : letter);
    if (is_long && optopt != 0)
        return usage_error("%s: the option takes no value", word);
    return usage_error("unknown option %s; see paygap help report",
                       is_long ? word : letter);
}

// Returns 0, or the exit status for a wrong command line.
static int parse(struct arguments *arguments, int argc, char **argv)
{
    int option;

    while ((option = getopt_long(argc, argv, ":o:c:s:yqhV", long_options, NULL)) != -1) {
        if (!take_option(arguments, option))
            return bad_option(option, argv);
    }
    if (arguments->wants_help || arguments->wants_version)
        return 0;
    if (optind == argc)
        return usage_error("no payroll file is given; see paygap help report");
    if (arguments->bad_number != NULL)
        return usage_error("%s needs a whole number from 1", arguments->bad_number);
    if (arguments->has_too_many)
        return usage_error("--by takes at most %d columns", MAX_BY);
    arguments->options.by = arguments->by;
    arguments->options.payroll = argv[optind];
    arguments->options.more = (const char *const *)argv + optind + 1;
    arguments->options.n_more = (size_t)(argc - optind - 1);
    if (arguments->output != NULL && arguments->output[0] == '\0')
        return usage_error("--output needs the name of a folder");
    return 0;
}

static int print(const paygap_results *results, bool is_quiet)
{
    if (!is_quiet && !paygap_print_mapping(results, stderr)) {
        fputs("paygap: error: out of memory\n", stderr);
        return 5;
    }
    for (size_t i = 0; !is_quiet && i < paygap_results_n_warnings(results); i++)
        fprintf(stderr, "paygap: warning: %s\n", paygap_results_warning(results, i));
    if (!is_quiet && !paygap_print(results, stdout, print_flags())) {
        fputs("paygap: error: out of memory\n", stderr);
        return 5;
    }
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fputs("paygap: error: could not write to standard output\n", stderr);
        return 4;
    }
    return 0;
}

static int write_files(const paygap_results *results, const struct arguments *arguments,
                       bool is_provisional)
{
    paygap_error error;
    const char *output = arguments->output;

    if (output == NULL) {
        if (!arguments->is_quiet)
            puts("\nNo files were written; give a folder with -o DIR.");
        return 0;
    }
    if (paygap_write(results, output, &error) != PAYGAP_OK)
        return fail(&error);
    if (arguments->is_quiet)
        return 0;
    printf("\nFiles\n");
    for (size_t i = 0; i < paygap_results_n_reports(results); i++) {
        const char *folder = paygap_results_folder(results, i);
        printf("  %s %s/%spublish/report.xlsx, statutory.csv, results.csv\n",
               is_provisional ? "Provisional:  " : "To publish:   ", output, folder);
        printf("  For you alone: %s/%sinternal/results.csv, results.json, findings.csv%s\n",
               output, folder,
               paygap_results_has_internal_workbook(results, i) ? ", report.xlsx" : "");
    }
    if (paygap_results_n_reports(results) > 1)
        printf("  All employers: %s/publish/statutory.csv\n", output);
    return 0;
}

static int run(int argc, char **argv)
{
    struct arguments arguments = {.options = {.payroll = NULL}};
    paygap_results *results;
    paygap_error error;
    int exit_status = parse(&arguments, argc, argv);

    if (exit_status != 0)
        return exit_status;
    if (arguments.wants_help || arguments.wants_version) {
        if (arguments.wants_help)
            fputs(usage, stdout);
        else
            printf("paygap %s\n", paygap_version());
        return 0;
    }
    if (arguments.output != NULL && is_file(arguments.output)) {
        fprintf(stderr, "paygap: error: the output folder given with -o is a file\n");
        return 4;
    }
    struct progress_bar bar = progress_bar_begin(arguments.is_quiet);
    arguments.options.progress = progress_bar_show;
    arguments.options.progress_context = &bar;
    paygap_status status = paygap_run(&results, &arguments.options, &error);
    progress_bar_end(&bar);
    if (status == PAYGAP_CONFIRM && can_ask(arguments.options.payroll)) {
        (void)fail(&error);
        if (!is_confirmed())
            return paygap_exit_status(status);
        arguments.options.is_confirmed = true;
        status = paygap_run(&results, &arguments.options, &error);
    }
    if (status != PAYGAP_OK && status != PAYGAP_PROVISIONAL)
        return fail(&error);
    exit_status = print(results, arguments.is_quiet);
    if (exit_status == 0)
        exit_status = write_files(results, &arguments, status == PAYGAP_PROVISIONAL);
    paygap_results_free(results);
    return exit_status != 0 ? exit_status : paygap_exit_status(status);
}

const struct command report_command = {
    "report", "work out the statutory figures of a payroll and write them", usage, run};
