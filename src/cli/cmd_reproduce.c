// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli.h"

#include <getopt.h>
#include <stdio.h>

static const char usage[] =
    "Usage: paygap reproduce MANIFEST.json [options]\n"
    "\n"
    "Makes again what paygap audit has written, in a folder of its own, and says of each\n"
    "file whether it is the same to the byte. Says too whether an input has changed.\n"
    "\n"
    "Example:\n"
    "  paygap reproduce out/internal/manifest.json\n"
    "\n"
    "Options:\n"
    "      --inputs DIR  look for the inputs in DIR; else where they were, then beside "
    "the\n"
    "                    manifest\n"
    "  -h, --help        show this help\n"
    "\n"
    "Exit status: 0 everything is the same; 1 something differs; 2 to 5 as paygap "
    "report.\n";

enum { OPTION_INPUTS = 256 };

static const struct option long_options[] = {
    {"inputs", required_argument, NULL, OPTION_INPUTS},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static int run(int argc, char **argv)
{
    const char *inputs = NULL;
    paygap_error error;
    int option;

    while ((option = getopt_long(argc, argv, ":h", long_options, NULL)) != -1) {
        if (option == 'h') {
            fputs(usage, stdout);
            return 0;
        }
        if (option != OPTION_INPUTS)
            return usage_error("unknown option, or one without its value: %s; see paygap "
                               "help reproduce",
                               argv[optind - 1]);
        inputs = optarg;
    }
    if (optind + 1 != argc)
        return usage_error("give one manifest.json; see paygap help reproduce");
    paygap_status status = paygap_reproduce(argv[optind], inputs, stdout, &error);
    return status == PAYGAP_OK ? 0 : fail(&error);
}

const struct command reproduce_command = {
    "reproduce", "make an audit again and compare it to the byte", usage, run};
