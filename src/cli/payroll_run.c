// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What several commands do before a run and what they ask afterwards. run_and_ask() makes
 * the run, and where that stops with PAYGAP_CONFIRM asks the person at the terminal and
 * makes it again, confirmed; without a terminal the question is the error.
 */
#include "payroll_run.h"

#include <stdio.h>

int take_payrolls(struct arguments *arguments, const char *command)
{
    paygap_options *run = &arguments->run;

    if (arguments->n_names == 0)
        return usage_error("no payroll file is given; see paygap help %s", command);
    run->payroll = arguments->names[0];
    run->more = (const char *const *)arguments->names + 1;
    run->n_more = (size_t)arguments->n_names - 1;
    run->by = arguments->by.headers;
    run->n_by = arguments->by.n;
    run->seed = arguments->seed;
    run->replicates = (unsigned)arguments->replicates;
    return 0;
}

int check_output(const char *output)
{
    if (output != NULL && output[0] == '\0')
        return usage_error("--output needs the name of a folder");
    if (output == NULL || !is_file(output))
        return 0;
    fputs("paygap: error: the output folder given with -o is a file\n", stderr);
    return 4;
}

paygap_status run_and_ask(struct arguments *arguments,
                          paygap_status (*work)(void *context, paygap_error *error),
                          void *context, paygap_error *error)
{
    struct progress_bar bar = progress_bar_begin(arguments->is_quiet);

    arguments->run.messages = arguments->is_quiet ? NULL : stderr;
    arguments->run.progress = progress_bar_show;
    arguments->run.progress_context = &bar;
    paygap_status status = work(context, error);
    progress_bar_end(&bar);
    if (status != PAYGAP_CONFIRM || !can_ask(arguments->run.payroll))
        return status;
    (void)fail(error);
    if (!is_confirmed()) {
        error->text[0] = '\0'; // it was said
        return PAYGAP_CONFIRM;
    }
    arguments->run.is_confirmed = true;
    return work(context, error);
}

void say_remark(const paygap_error *error, bool is_quiet)
{
    if (error->status == PAYGAP_OK && error->text[0] != '\0' && !is_quiet)
        fprintf(stderr, "paygap: warning: in the output folder: %s\n", error->text);
}

int exit_after_writing(const char *output, int exit_status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return exit_status;
    fprintf(stderr,
            "paygap: error: could not write to standard output; the files are in %s, "
            "complete\n",
            output);
    return 4;
}
