// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * paygap report: works out the figures of a payroll, prints them and, with -o, writes them.
 * A client of the public library like any other program. Order matters: the figures are
 * printed before files are written, so that a full terminal fails first, and warnings and
 * the mapping go to standard error, so that standard output holds figures alone.
 */
#include "payroll_run.h"

#include <stdio.h>

static const char usage[] =
    "Usage: paygap report PAYROLL... [-o DIR] [options]\n"
    "\n"
    "Reads a payroll (CSV or .xlsx), one row an employee, and works out the\n"
    "statutory gender pay gap figures. Prints them; with -o also writes two folders:\n"
    "  DIR/publish/   statutory.csv, report.xlsx, results.csv: may leave the team\n"
    "  DIR/internal/  results.csv, results.json, findings.csv: for you alone;\n"
    "                 report.xlsx too where people are grouped by more than sex\n"
    "\n"
    "Several files, such as a monthly and a weekly payroll, are read as one.\n"
    "\n"
    "Examples:\n"
    "  paygap report payroll.csv -o out\n"
    "  paygap report payroll.csv -c paygap.ini -o out\n"
    "  paygap report payroll.csv --sector public --employer \"Anytown Council\" -o out\n";

static const char notes[] =
    "\n"
    "PAYROLL needs the columns sex, pay_period, basic_pay (or its parts) and\n"
    "weekly_hours, or hourly_pay; employee_id, full_pay and bonus_12_months belong to\n"
    "a complete one. Usual headers of exports are recognised; others are named in\n"
    "FILE: [columns] sex = Gender. paygap inspect PAYROLL shows how a file would be\n"
    "read.\n"
    "\n"
    "PAYROLL may be - for standard input. Exit status: 0 done; 1 done, but people\n"
    "were left out because their data is bad; 2 wrong usage, configuration or\n"
    "columns; 3 the input cannot be read or is not a payroll table; 4 an output\n"
    "cannot be written; 5 out of memory or a fault of the program.\n";

static int print(const paygap_results *results, bool is_quiet)
{
    if (!is_quiet && !paygap_print_mapping(results, stderr)) {
        fputs("paygap: error: out of memory\n", stderr);
        return 5;
    }
    for (size_t i = 0; !is_quiet && i < paygap_results_n_warnings(results); i++)
        fprintf(stderr, "paygap: warning: %s\n", paygap_results_warning(results, i));
    if (!is_quiet && !paygap_print(results, stdout, print_flags())) {
        fputs("paygap: error: out of memory\n", stderr);
        return 5;
    }
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fputs("paygap: error: could not write to standard output\n", stderr);
        return 4;
    }
    return 0;
}

static int write_files(const paygap_results *results, const struct arguments *arguments,
                       bool is_provisional)
{
    paygap_error error;
    const char *output = arguments->output;

    if (output == NULL) {
        if (!arguments->is_quiet)
            puts("\nNo files were written; give a folder with -o DIR.");
        return 0;
    }
    if (paygap_write(results, output, &error) != PAYGAP_OK)
        return fail(&error);
    say_remark(&error, arguments->is_quiet);
    if (arguments->is_quiet)
        return 0;
    printf("\nFiles\n");
    for (size_t i = 0; i < paygap_results_n_reports(results); i++) {
        const char *folder = paygap_results_folder(results, i);
        printf("  %s %s/%spublish/report.xlsx, statutory.csv, results.csv\n",
               is_provisional ? "Provisional:  " : "To publish:   ", output, folder);
        printf("  For you alone: %s/%sinternal/results.csv, results.json, findings.csv%s\n",
               output, folder,
               paygap_results_has_internal_workbook(results, i) ? ", report.xlsx" : "");
    }
    if (paygap_results_n_reports(results) > 1)
        printf("  All employers: %s/publish/statutory.csv\n", output);
    return exit_after_writing(output, 0);
}

/** A run and what it found. */
struct running {
    const paygap_options *options;
    paygap_results *results;
};

static paygap_status work_out(void *context, paygap_error *error)
{
    struct running *running = context;

    return paygap_run(&running->results, running->options, error);
}

static int run(struct arguments *arguments)
{
    struct running running = {.options = &arguments->run};
    paygap_error error;
    int exit_status = take_payrolls(arguments, "report");

    if (exit_status == 0)
        exit_status = check_output(arguments->output);
    if (exit_status != 0)
        return exit_status;
    paygap_status status = run_and_ask(arguments, work_out, &running, &error);
    if (status != PAYGAP_OK && status != PAYGAP_PROVISIONAL)
        return fail(&error);
    exit_status = print(running.results, arguments->is_quiet);
    if (exit_status == 0)
        exit_status = write_files(running.results, arguments, status == PAYGAP_PROVISIONAL);
    paygap_results_free(running.results);
    return exit_status != 0 ? exit_status : paygap_exit_status(status);
}

const struct command report_command = {
    "report", "work out the statutory figures of a payroll and write them", usage, notes,
    run};
