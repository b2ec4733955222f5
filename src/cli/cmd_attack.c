// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli.h"

#include <stdio.h>

static const char usage[] =
    "Usage: paygap attack DIR... [options]\n"
    "\n"
    "Attacks what is published, with nothing but the files: results.csv and\n"
    "workforce.csv of DIR/publish, or of DIR. Prints what can be learnt of few people\n"
    "although it is withheld, and the sums that show it. Several DIR are publications\n"
    "of one employer, attacked together: those of one date as one system, those of\n"
    "different dates for small changes.\n"
    "\n"
    "Examples:\n"
    "  paygap attack out\n"
    "  paygap attack out-2025 out-2026 workforce-2026\n";

static const char notes[] =
    "\n"
    "Exit status: 0 nothing is learnt; 1 something is; 2 wrong usage; 3 a folder\n"
    "holds no publication, or a file cannot be read; 4 could not write; 5 out of\n"
    "memory or a fault of the program.\n";

static int run(struct arguments *arguments)
{
    paygap_attack_options options = PAYGAP_ATTACK_OPTIONS_INIT;
    paygap_error error;

    if (arguments->n_names == 0)
        return usage_error("give the folder of a report; see paygap help attack");
    options.folders = (const char *const *)arguments->names;
    options.n_folders = (size_t)arguments->n_names;
    options.minimum_count = (unsigned)arguments->minimum_count;
    options.minimum_publish = (unsigned)arguments->minimum_publish;
    return paygap_attack(&options, stdout, &error) == PAYGAP_OK ? 0 : fail(&error);
}

const struct command attack_command = {"attack", "attack what is published", usage, notes,
                                       run};
