// SPDX-License-Identifier: GPL-3.0-or-later
/** The command line: a client of the library like any other. One file a command. */
#ifndef PAYGAP_CLI_H
#define PAYGAP_CLI_H

#include "options.h"

#include <paygap/paygap.h>
#include <stdbool.h>

struct command {
    const char *name, *summary;
    const char *usage; /**< what `paygap help NAME` prints before the options */
    const char *notes; /**< and after them */
    int (*run)(struct arguments *arguments); /**< the exit status */
};

extern const struct command report_command;
extern const struct command inspect_command;
extern const struct command audit_command;
extern const struct command reproduce_command;
extern const struct command explain_command;
extern const struct command verify_command;
extern const struct command workforce_command;
extern const struct command attack_command;
extern const struct command help_command;

extern const struct command *const commands[];
extern const int n_commands;

/** Takes the options, shows the help or the version if that is asked for, and else runs the
 *  command; the exit status. */
int run_command(const struct command *command, int argc, char **argv);

/** Prints what `paygap help NAME` shows. */
void show_help(const struct command *command);

/** Prints the error to standard error, unless standard output says it already (a text that
 *  is empty, PAYGAP_DIFFERENT), and returns its exit status. */
int fail(const paygap_error *error);

/** Prints a complaint about the command line and returns 2. */
int usage_error(const char *format, ...);

/** Whether there is somebody at the terminal to be asked. */
bool can_ask(const char *payroll);

/** Asks whether what was said is right. */
bool is_confirmed(void);

/** Whether the path is there and no folder. */
bool is_file(const char *path);

/** Flags for paygap_print() that suit standard output and the environment. */
unsigned print_flags(void);

/** A progress bar on standard error, shown once a run takes long; see paygap_progress. */
struct progress_bar {
    double started, last;
    bool is_wanted, is_shown;
};

struct progress_bar progress_bar_begin(bool is_quiet);
void progress_bar_show(void *bar, double done);
void progress_bar_end(struct progress_bar *bar);

#endif
