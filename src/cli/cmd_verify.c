// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

static const char usage[] =
    "Usage: paygap verify --filed FILE.csv... [options]\n"
    "\n"
    "Puts published gender pay gap figures to the test. --filed takes downloads of the\n"
    "GOV.UK service, of any years, and says of each return whether any workforce can have\n"
    "its figures, whether it keeps the rules of the service, and whether it is likely.\n"
    "\n"
    "Examples:\n"
    "  paygap verify --filed \"UK Gender Pay Gap Data - 2023 to 2024.csv\"\n"
    "  paygap verify --filed 2022.csv 2023.csv --employer \"ANYTOWN COUNCIL\"\n"
    "\n"
    "Options:\n"
    "      --filed          the files are downloads of the service\n"
    "      --format FORMAT  text (default), csv or json\n"
    "      --employer NAME  the history of one employer, by name or number\n"
    "  -h, --help           show this help\n"
    "\n"
    "Exit status: 0 done, whatever the verdicts; 2 wrong usage or columns; 3 a file cannot "
    "be\n"
    "read; 4 could not write; 5 out of memory or a fault of the program.\n";

enum { OPTION_FILED = 256, OPTION_FORMAT, OPTION_EMPLOYER };

static const struct option long_options[] = {
    {"filed", no_argument, NULL, OPTION_FILED},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"employer", required_argument, NULL, OPTION_EMPLOYER},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

struct arguments {
    paygap_filed_options filed;
    bool is_filed, wants_help, is_bad_format;
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

static bool take_option(struct arguments *arguments, int option)
{
    switch (option) {
    case OPTION_FILED:
        arguments->is_filed = true;
        return true;
    case OPTION_FORMAT:
        arguments->is_bad_format = !take_format(&arguments->filed.format, optarg);
        return true;
    case OPTION_EMPLOYER:
        arguments->filed.employer = optarg;
        return true;
    case 'h':
        arguments->wants_help = true;
        return true;
    default:
        return false;
    }
}

static int run(int argc, char **argv)
{
    struct arguments arguments = {.is_filed = false};
    paygap_error error;
    int option;

    while ((option = getopt_long(argc, argv, ":h", long_options, NULL)) != -1) {
        if (!take_option(&arguments, option))
            return usage_error("unknown option, or one without its value: %s; see paygap "
                               "help verify",
                               argv[optind - 1]);
    }
    if (arguments.wants_help) {
        fputs(usage, stdout);
        return 0;
    }
    if (arguments.is_bad_format)
        return usage_error("--format is text, csv or json");
    if (!arguments.is_filed || optind >= argc)
        return usage_error("give --filed and a file; see paygap help verify");
    arguments.filed.files = (const char *const *)argv + optind;
    arguments.filed.n_files = (size_t)(argc - optind);
    if (paygap_verify_filed(&arguments.filed, stdout, &error) != PAYGAP_OK)
        return fail(&error);
    return 0;
}

const struct command verify_command = {"verify", "put published figures to the test", usage,
                                       run};
