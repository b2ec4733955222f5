// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

static const char usage[] =
    "Usage: paygap inspect FILE [options]\n"
    "\n"
    "Shows what a payroll export is and how it would be read.\n"
    "\n"
    "Examples:\n"
    "  paygap inspect payroll.xlsx\n"
    "  paygap inspect payroll.csv --write paygap.ini\n"
    "\n"
    "Options:\n"
    "  -c, --config FILE   read columns, values and choices from FILE (paygap.ini)\n"
    "      --write [FILE]  write what is found as a configuration (paygap.ini)\n"
    "      --cells         print the cells as read, as a JSON array of rows\n"
    "      --sheet NAME    of a workbook; else the visible sheet that holds most\n"
    "  -h, --help          show this help\n";

enum { OPTION_CELLS = 256, OPTION_SHEET, OPTION_WRITE };

static const struct option long_options[] = {
    {"cells", no_argument, NULL, OPTION_CELLS},
    {"sheet", required_argument, NULL, OPTION_SHEET},
    {"write", optional_argument, NULL, OPTION_WRITE},
    {"config", required_argument, NULL, 'c'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

struct arguments {
    paygap_inspect_options options;
    bool wants_cells, wants_help;
};

static bool take_option(struct arguments *arguments, int option)
{
    switch (option) {
    case OPTION_CELLS:
        arguments->wants_cells = true;
        return true;
    case OPTION_SHEET:
        arguments->options.sheet = optarg;
        return true;
    case OPTION_WRITE:
        arguments->options.write_to = optarg != NULL ? optarg : "paygap.ini";
        return true;
    case 'c':
        arguments->options.config = optarg;
        return true;
    case 'h':
        arguments->wants_help = true;
        return true;
    default:
        return false;
    }
}

// "--write FILE" as well as "--write=FILE": a second name is the file to write.
static bool take_names(struct arguments *arguments, int argc, char **argv)
{
    bool is_apart = arguments->options.write_to != NULL && optind + 2 == argc;
    const char *end = strrchr(argv[optind], '.');
    bool is_first = is_apart && end != NULL && strcmp(end, ".ini") == 0;

    if (is_apart)
        arguments->options.write_to = argv[is_first ? optind : optind + 1];
    arguments->options.payroll = argv[is_first ? optind + 1 : optind];
    return optind + 1 == argc || is_apart;
}

static int inspect(const struct arguments *arguments)
{
    const paygap_inspect_options *options = &arguments->options;
    paygap_error error;
    paygap_status status = arguments->wants_cells
                               ? paygap_print_cells(options, stdout, &error)
                               : paygap_inspect(options, stdout, &error);

    if (status != PAYGAP_OK)
        return fail(&error);
    return 0;
}

static int run(int argc, char **argv)
{
    struct arguments arguments = {.options = PAYGAP_INSPECT_OPTIONS_INIT};
    int option;

    while ((option = getopt_long(argc, argv, ":c:h", long_options, NULL)) != -1) {
        if (!take_option(&arguments, option))
            return usage_error("unknown option, or one without its value: %s; see paygap "
                               "help inspect",
                               argv[optind - 1]);
    }
    if (arguments.wants_help) {
        fputs(usage, stdout);
        return 0;
    }
    if (optind >= argc || !take_names(&arguments, argc, argv))
        return usage_error("give one file; see paygap help inspect");
    return inspect(&arguments);
}

const struct command inspect_command = {"inspect", "show how a file is read", usage, run};
