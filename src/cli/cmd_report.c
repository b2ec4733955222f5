// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * paygap report: works out the figures of a payroll, prints them and, with -o, writes them.
 * A client of the public library like any other program. Order matters: the figures are
 * printed before files are written, so that a full terminal fails first, and warnings and
 * the mapping go to standard error, so that standard output holds figures alone.
 */
#include "run_options.h"

#include <getopt.h>
#include <stdio.h>

static const char usage[] =
    "Usage: paygap report PAYROLL... [-o DIR] [options]\n"
    "\n"
    "Reads a payroll (CSV or .xlsx), one row an employee, and works out the statutory "
    "gender pay gap\n"
    "figures. Prints them; with -o also writes two folders:\n"
    "  DIR/publish/   statutory.csv, report.xlsx, results.csv: may leave the team\n"
    "  DIR/internal/  results.csv, results.json, findings.csv: for you alone; report.xlsx\n"
    "                 too where people are grouped by more than sex\n"
    "\n"
    "Several files, such as a monthly and a weekly payroll, are read as one.\n"
    "\n"
    "Examples:\n"
    "  paygap report payroll.csv -o out\n"
    "  paygap report payroll.csv -c paygap.ini -o out\n"
    "  paygap report payroll.csv --sector public --employer \"Anytown Council\" -o out\n"
    "\n"
    "Options:\n"
    "  -o, --output DIR          write the two folders into DIR\n"
    "  -c, --config FILE         read columns, values and choices from FILE (paygap.ini)\n"
    "  -s, --snapshot-date DATE  such as 2026-04-05; else the latest of the sector\n"
    "      --sector SECTOR       private (default) or public\n"
    "      --employer NAME       name of the employer\n"
    "      --by COLUMN[,COLUMN]  also break the figures down by these columns\n"
    "      --intervals           95 % intervals beside gaps and medians\n"
    "      --seed N              without effect: no random numbers are drawn\n"
    "      --replicates N        without effect\n"
    "      --previous DIR        warn where figures published last year, in DIR, and this\n"
    "                            year's together would give somebody away\n"
    "      --sheet NAME          of a workbook; else the visible sheet that holds most\n"
    "  -y, --yes                 what would be asked is right: columns recognised by "
    "little,\n"
    "                            columns that look like pay and are not read\n"
    "  -q, --quiet               print nothing but errors\n"
    "  -h, --help                show this help\n"
    "  -V, --version             show the version\n"
    "\n"
    "PAYROLL needs the columns sex, pay_period, basic_pay (or its parts) and "
    "weekly_hours,\n"
    "or hourly_pay; employee_id, full_pay and bonus_12_months belong to a complete one.\n"
    "Usual headers of exports are recognised; others are named in FILE: [columns]\n"
    "sex = Gender. paygap inspect PAYROLL shows how a file would be read.\n"
    "\n"
    "PAYROLL may be - for standard input. Exit status: 0 done; 1 done, but people "
    "were\n"
    "left out because their data is bad; 2 wrong usage, configuration or columns; 3 the\n"
    "input cannot be read or is not a payroll table; 4 an output cannot be written;\n"
    "5 out of memory or a fault of the program.\n";

static const struct option long_options[] = {
    RUN_OPTIONS,
    WRITING_OPTIONS,
    {NULL, 0, NULL, 0},
};

static bool take_option(void *context, int option)
{
    return take_run_option(context, option) || take_writing_option(context, option);
}

static const struct option_list list = {"report", ":" WRITING_LETTERS RUN_LETTERS,
                                        long_options, take_option};

// Returns 0, or the exit status for a wrong command line.
static int parse(struct run_options *run, int argc, char **argv)
{
    int exit_status = read_options(&list, argc, argv, run);

    if (exit_status == 0)
        exit_status = take_payrolls(run, argc, argv, "report");
    if (exit_status != 0 || is_help_wanted(run))
        return exit_status;
    if (run->output != NULL && run->output[0] == '\0')
        return usage_error("--output needs the name of a folder");
    return 0;
}

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

static int write_files(const paygap_results *results, const struct run_options *run,
                       bool is_provisional)
{
    paygap_error error;
    const char *output = run->output;

    if (output == NULL) {
        if (!run->is_quiet)
            puts("\nNo files were written; give a folder with -o DIR.");
        return 0;
    }
    if (paygap_write(results, output, &error) != PAYGAP_OK)
        return fail(&error);
    if (run->is_quiet)
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

static int report(int argc, char **argv)
{
    struct run_options run = {.options = PAYGAP_OPTIONS_INIT};
    struct running running = {.options = &run.options};
    paygap_error error;
    int exit_status = parse(&run, argc, argv);

    if (exit_status != 0)
        return exit_status;
    if (is_help_wanted(&run))
        return show_help(&run, usage);
    exit_status = check_output(run.output);
    if (exit_status != 0)
        return exit_status;
    paygap_status status = run_and_ask(&run, work_out, &running, &error);
    if (status != PAYGAP_OK && status != PAYGAP_PROVISIONAL)
        return fail(&error);
    exit_status = print(running.results, run.is_quiet);
    if (exit_status == 0)
        exit_status = write_files(running.results, &run, status == PAYGAP_PROVISIONAL);
    paygap_results_free(running.results);
    return exit_status != 0 ? exit_status : paygap_exit_status(status);
}

const struct command report_command = {
    "report", "work out the statutory figures of a payroll and write them", usage, report};
