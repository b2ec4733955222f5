// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli.h"

#include <stdio.h>

static const char usage[] =
    "Usage: paygap reproduce MANIFEST.json [options]\n"
    "\n"
    "Makes again what paygap audit has written, in a folder of its own, and says of\n"
    "each file whether it is the same to the byte. Says too whether an input has\n"
    "changed.\n"
    "\n"
    "Example:\n"
    "  paygap reproduce out/internal/manifest.json\n";

static const char notes[] =
    "\n"
    "Exit status: 0 everything is the same; 1 something differs; 2 to 5 as paygap\n"
    "report.\n";

static int run(struct arguments *arguments)
{
    paygap_error error;

    if (arguments->n_names != 1)
        return usage_error("give one manifest.json; see paygap help reproduce");
    paygap_status status =
        paygap_reproduce(arguments->names[0], arguments->inputs, stdout, &error);
    return status == PAYGAP_OK ? 0 : fail(&error);
}

const struct command reproduce_command = {
    "reproduce", "make an audit again and compare it to the byte", usage, notes, run};
