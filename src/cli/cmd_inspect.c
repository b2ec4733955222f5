// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli.h"

#include <stdio.h>
#include <string.h>

static const char usage[] = "Usage: paygap inspect FILE [options]\n"
                            "\n"
                            "Shows what a payroll export is and how it would be read.\n"
                            "\n"
                            "Examples:\n"
                            "  paygap inspect payroll.xlsx\n"
                            "  paygap inspect payroll.csv --write paygap.ini\n";

// "--write FILE" as well as "--write=FILE": a second name is the file to write.
static bool take_names(const struct arguments *arguments, paygap_inspect_options *options)
{
    char *const *names = arguments->names;
    bool is_apart = arguments->write_to != NULL && arguments->n_names == 2;
    const char *end = strrchr(names[0], '.');
    bool is_first = is_apart && end != NULL && strcmp(end, ".ini") == 0;

    options->write_to = is_apart ? names[is_first ? 0 : 1] : arguments->write_to;
    options->payroll = names[is_first ? 1 : 0];
    return arguments->n_names == 1 || is_apart;
}

static int run(struct arguments *arguments)
{
    paygap_inspect_options options = PAYGAP_INSPECT_OPTIONS_INIT;
    paygap_error error;

    options.config = arguments->run.config;
    options.sheet = arguments->run.sheet;

    if (arguments->n_names == 0 || !take_names(arguments, &options))
        return usage_error("give one file; see paygap help inspect");
    paygap_status status = arguments->wants_cells
                               ? paygap_print_cells(&options, stdout, &error)
                               : paygap_inspect(&options, stdout, &error);
    return status == PAYGAP_OK ? 0 : fail(&error);
}

const struct command inspect_command = {"inspect", "show how a file is read", usage, "",
                                        run};
