// SPDX-License-Identifier: GPL-3.0-or-later
#include "payroll_run.h"

#include <stdio.h>

static const char usage[] =
    "Usage: paygap audit PAYROLL... -o DIR [options]\n"
    "\n"
    "Writes all that paygap report writes and, for those who check the figures:\n"
    "  DIR/internal/audit.xlsx     every employee's workings, and each statutory\n"
    "                              figure as a formula over them; ties, other\n"
    "                              choices, influence\n"
    "  DIR/internal/manifest.json  what went in and came out, with SHA-256; see\n"
    "                              paygap help reproduce\n"
    "Both hold or rest on everybody's pay and are readable by their owner only.\n"
    "\n"
    "Examples:\n"
    "  paygap audit payroll.csv -c paygap.ini -o out\n"
    "  paygap audit payroll.csv -o out --pseudonyms key.bin\n";

static const char notes[] = "\n"
                            "Exit status as paygap report.\n";

static paygap_status work_out(void *context, paygap_error *error)
{
    const struct arguments *arguments = context;
    paygap_audit_options options = PAYGAP_AUDIT_OPTIONS_INIT;

    options.report = &arguments->run;
    options.pseudonym_key = arguments->pseudonyms;

    return paygap_audit(&options, arguments->output, error);
}

static int run(struct arguments *arguments)
{
    const char *output = arguments->output;
    paygap_error error;
    int exit_status = take_payrolls(arguments, "audit");

    if (exit_status == 0 && output == NULL)
        exit_status = usage_error("give the folder to write into with -o DIR");
    if (exit_status == 0)
        exit_status = check_output(output);
    if (exit_status != 0)
        return exit_status;
    paygap_status status = run_and_ask(arguments, work_out, arguments, &error);
    if (status != PAYGAP_OK && status != PAYGAP_PROVISIONAL)
        return fail(&error);
    say_remark(&error, arguments->is_quiet);
    if (!arguments->is_quiet)
        printf("Wrote %s: audit.xlsx and manifest.json are in internal, which holds "
               "everybody's pay.\n%s"
               "Check it again later: paygap reproduce %s/internal/manifest.json\n",
               output,
               status == PAYGAP_PROVISIONAL
                   ? "Provisional: people were left out because their data is bad; see "
                     "internal/findings.csv.\n"
                   : "",
               output);
    return exit_after_writing(output, paygap_exit_status(status));
}

const struct command audit_command = {
    "audit", "write the workings of every figure, to be recomputed in a spreadsheet", usage,
    notes, run};
