// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli.h"

#include <stdio.h>
#include <string.h>

static const char usage[] = "Usage: paygap help [COMMAND]\n"
                            "\n"
                            "Shows what a command does, its options and examples.\n";

static void list_commands(void)
{
    fputs("Usage: paygap COMMAND ...\n"
          "\n"
          "Turns a payroll export into gender pay gap figures as UK law asks for them.\n"
          "\n"
          "Commands:\n",
          stdout);
    for (int i = 0; i < n_commands; i++)
        printf("  %-8s %s\n", commands[i]->name, commands[i]->summary);
    fputs("\n"
          "Start with:  paygap report payroll.csv -o out\n"
          "Then see:    paygap help report\n",
          stdout);
}

static int run(struct arguments *arguments)
{
    const char *name = arguments->names[0];

    if (arguments->n_names == 0) {
        list_commands();
        return 0;
    }
    for (int i = 0; i < n_commands; i++) {
        if (strcmp(name, commands[i]->name) == 0) {
            show_help(commands[i]);
            return 0;
        }
    }
    return usage_error("there is no command %s; see paygap help", name);
}

const struct command help_command = {"help", "show help on a command", usage, "", run};
