// SPDX-License-Identifier: GPL-3.0-or-later
/** Options that every command takes which works out the figures of a payroll. */
#ifndef PAYGAP_CLI_RUN_OPTIONS_H
#define PAYGAP_CLI_RUN_OPTIONS_H

#include "cli.h"

#include <getopt.h>

enum {
    OPTION_SECTOR = 256,
    OPTION_EMPLOYER,
    OPTION_BY,
    OPTION_INTERVALS,
    OPTION_SEED,
    OPTION_REPLICATES,
    OPTION_PREVIOUS,
    OPTION_SHEET,
    OPTION_OF_COMMAND /**< and above: the command's own */
};

#define RUN_LETTERS "c:s:yhV"

#define RUN_OPTIONS                                                                        \
    {"config", required_argument, NULL, 'c'},                                              \
        {"snapshot-date", required_argument, NULL, 's'},                                   \
        {"sector", required_argument, NULL, OPTION_SECTOR},                                \
        {"employer", required_argument, NULL, OPTION_EMPLOYER},                            \
        {"sheet", required_argument, NULL, OPTION_SHEET}, {"yes", no_argument, NULL, 'y'}, \
        {"help", no_argument, NULL, 'h'},                                                  \
    {                                                                                      \
        "version", no_argument, NULL, 'V'                                                  \
    }

#define WRITING_LETTERS "o:q"

#define WRITING_OPTIONS                                                                    \
    {"output", required_argument, NULL, 'o'}, {"quiet", no_argument, NULL, 'q'},           \
        {"by", required_argument, NULL, OPTION_BY},                                        \
        {"intervals", no_argument, NULL, OPTION_INTERVALS},                                \
        {"seed", required_argument, NULL, OPTION_SEED},                                    \
        {"replicates", required_argument, NULL, OPTION_REPLICATES},                        \
    {                                                                                      \
        "previous", required_argument, NULL, OPTION_PREVIOUS                               \
    }

enum { MAX_BY = 32 };

struct run_options {
    paygap_options options;
    const char *output; /**< folder, or NULL */
    bool is_quiet;
    const char *by[MAX_BY]; /**< headers, pieces of the arguments of --by */
    const char *bad_number; /**< option whose number cannot be read */
    bool has_too_many;      /**< more columns than MAX_BY */
    bool wants_help, wants_version;
};

/** Take one option of getopt_long(); false if it is not among RUN_OPTIONS, or not among
 *  WRITING_OPTIONS, of commands that write all figures. */
bool take_run_option(struct run_options *run, int option);
bool take_writing_option(struct run_options *run, int option);

/** The options of a command, and what takes each of them. */
struct option_list {
    const char *command, *letters;
    const struct option *long_options;
    bool (*take)(void *arguments, int option);
};

/** Takes all options of the command line; 0, or an exit status with what is wrong said. */
int read_options(const struct option_list *list, int argc, char **argv, void *arguments);

/** A whole number from 1 up to `most`; 0 if the argument of `option` is none, and noted. */
unsigned long long take_number(struct run_options *run, const char *option,
                               unsigned long long most);

/** After the last option: the payroll files, and what was wrong. 0, or an exit status. */
int take_payrolls(struct run_options *run, int argc, char **argv, const char *command);

bool is_help_wanted(const struct run_options *run);

/** Prints the help, or the version; the exit status. */
int show_help(const struct run_options *run, const char *usage);

/** 4, said to be so, if the output folder is a file; else 0. */
int check_output(const char *output);

/** The exit status once the files are written and what there is to say is printed: that
 *  given, or 4 if it could not be printed, with a message that the files are there. */
int exit_after_writing(const char *output, int exit_status);

/** Calls `work`, and once more if it asks whether what it found is right and somebody at
 *  the terminal says so. Shows how far reading has come. */
paygap_status run_and_ask(struct run_options *run,
                          paygap_status (*work)(void *context, paygap_error *error),
                          void *context, paygap_error *error);

#endif
