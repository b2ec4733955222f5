// SPDX-License-Identifier: GPL-3.0-or-later
#include "payroll_run.h"

#include <stdio.h>

static const char usage[] =
    "Usage: paygap explain PAYROLL... --employee ID [options]\n"
    "       paygap explain PAYROLL... --row N [options]\n"
    "\n"
    "Tells how one employee counts: each part of pay and why it is kept or dropped,\n"
    "bonuses in proportion, hours, hourly pay as an exact fraction, the populations,\n"
    "the quarter, each with its regulation. What is printed is that person's pay:\n"
    "show it to nobody else.\n"
    "\n"
    "Examples:\n"
    "  paygap explain payroll.csv -c paygap.ini --employee 100017\n"
    "  paygap explain payroll.csv --row 18\n";

static paygap_status work_out(void *context, paygap_error *error)
{
    const struct arguments *arguments = context;

    return paygap_explain(&arguments->run, arguments->employee, (size_t)arguments->row,
                          stdout, error);
}

static int run(struct arguments *arguments)
{
    paygap_error error;
    int exit_status = take_payrolls(arguments, "explain");

    if (exit_status != 0)
        return exit_status;
    if ((arguments->employee == NULL) == (arguments->row == 0))
        return usage_error("say who, with --employee ID or --row N");
    paygap_status status = run_and_ask(arguments, work_out, arguments, &error);
    return status == PAYGAP_OK ? 0 : fail(&error);
}

const struct command explain_command = {
    "explain", "tell how one employee counts, step by step", usage, "", run};
