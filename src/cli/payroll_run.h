// SPDX-License-Identifier: GPL-3.0-or-later
/** What commands share that work out the figures of a payroll, or write files. */
#ifndef PAYGAP_CLI_PAYROLL_RUN_H
#define PAYGAP_CLI_PAYROLL_RUN_H

#include "cli.h"

/** The payroll files, and what the options say besides, into arguments->run. 0, or an exit
 *  status with what is wrong said. */
int take_payrolls(struct arguments *arguments, const char *command);

/** 0 if files can be written into the output folder, or none are to be; else an exit status
 *  with the reason said: it has no name, or is a file. */
int check_output(const char *output);

/** Prints a remark on files that are written, if there is one, as a warning. */
void say_remark(const paygap_error *error, bool is_quiet);

/** The exit status once the files are written and what there is to say is printed: that
 *  given, or 4 if it could not be printed, with a message that the files are there. */
int exit_after_writing(const char *output, int exit_status);

/** Calls `work`, and once more if it asks whether what it found is right and somebody at
 *  the terminal says so. Shows how far reading has come. */
paygap_status run_and_ask(struct arguments *arguments,
                          paygap_status (*work)(void *context, paygap_error *error),
                          void *context, paygap_error *error);

#endif
