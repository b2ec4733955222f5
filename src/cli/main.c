// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

const struct command *const commands[] = {
    &report_command,    &inspect_command,   &audit_command,
    &explain_command,   &reproduce_command, &verify_command,
    &workforce_command, &attack_command,    &help_command};
const int n_commands = sizeof commands / sizeof commands[0];

static bool is_one_of(const char *word, const char *a, const char *b)
{
    return strcmp(word, a) == 0 || strcmp(word, b) == 0;
}

static void show_version(void)
{
    printf("paygap %s\n", paygap_version());
}

void show_help(const struct command *command)
{
    fputs(command->usage, stdout);
    print_options(command->name);
    fputs(command->notes, stdout);
}

int run_command(const struct command *command, int argc, char **argv)
{
    struct arguments arguments = {.run = PAYGAP_OPTIONS_INIT,
                                  .filed = PAYGAP_FILED_OPTIONS_INIT};
    int exit_status = read_options(&arguments, command->name, argc, argv);

    if (exit_status != 0)
        return exit_status;
    if (!arguments.wants_help && !arguments.wants_version)
        return command->run(&arguments);
    if (arguments.wants_help)
        show_help(command);
    else
        show_version();
    return 0;
}

// Pay must not rest in a core dump.
static void forbid_core_dumps(void)
{
    const struct rlimit none = {0, 0};

    (void)setrlimit(RLIMIT_CORE, &none);
}

static int dispatch(int argc, char **argv)
{
    if (argc < 2)
        return usage_error("no command is given; see paygap help");
    if (is_one_of(argv[1], "--help", "-h"))
        return run_command(&help_command, 1, argv);
    if (is_one_of(argv[1], "--version", "-V")) {
        show_version();
        return 0;
    }
    for (int i = 0; i < n_commands; i++) {
        if (strcmp(argv[1], commands[i]->name) == 0)
            return run_command(commands[i], argc - 1, argv + 1);
    }
    return usage_error("there is no command %s; see paygap help", argv[1]);
}

int main(int argc, char **argv)
{
    forbid_core_dumps();
    int exit_status = dispatch(argc, argv);
    if ((fflush(stdout) != 0 || ferror(stdout)) && exit_status < 2) {
        fputs("paygap: error: could not write to standard output\n", stderr);
        exit_status = 4;
    }
    return exit_status;
}
