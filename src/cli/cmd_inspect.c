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
    "Options:\n"
    "      --cells         print the cells as read, as a JSON array of rows\n"
    "      --sheet NAME    of a workbook; else the visible sheet that holds most\n"
    "  -h, --help          show this help\n";

enum { OPTION_CELLS = 256, OPTION_SHEET };

static const struct option long_options[] = {
    {"cells", no_argument, NULL, OPTION_CELLS},
    {"sheet", required_argument, NULL, OPTION_SHEET},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static int run(int argc, char **argv)
{
    paygap_inspect_options options = {0};
    bool wants_cells = false;
    paygap_error error;
    int option;

    while ((option = getopt_long(argc, argv, ":h", long_options, NULL)) != -1) {
        switch (option) {
        case OPTION_CELLS:
            wants_cells = true;
            break;
        case OPTION_SHEET:
            options.sheet = optarg;
            break;
        case 'h':
            fputs(usage, stdout);
            return 0;
        default:
            return usage_error("unknown option %s; see paygap help inspect",
                               argv[optind - 1]);
        }
    }
    if (optind + 1 != argc)
        return usage_error("give one file; see paygap help inspect");
    options.payroll = argv[optind];
    paygap_status status =
        wants_cells ? paygap_print_cells(&options, stdout, &error) : PAYGAP_OK;
    return status == PAYGAP_OK ? 0 : fail(&error);
}

const struct command inspect_command = {"inspect", "show how a file is read", usage, run};
