// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Options that several commands have, what they do before a run and what they ask
 * afterwards. Each command gives read_options() its own list; take_run_option() and
 * take_writing_option() know the common ones. run_and_ask() makes the run, and where that
 * stops with PAYGAP_CONFIRM asks the person at the terminal and makes it again, confirmed;
 * without a terminal the question is the error.
 */
#include "run_options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Adds the headers of one --by, which commas separate.
static void take_by(struct run_options *run, char *list)
{
    for (char *header = strtok(list, ","); header != NULL; header = strtok(NULL, ",")) {
        header += strspn(header, " ");
        if (run->options.n_by < MAX_BY)
            run->by[run->options.n_by++] = header;
        else
            run->has_too_many = true;
    }
}

unsigned long long take_number(struct run_options *run, const char *option,
                               unsigned long long most)
{
    char *end = NULL;
    unsigned long long number = optarg[0] == '-' ? 0 : strtoull(optarg, &end, 10);

    if (number >= 1 && number <= most && end != optarg && *end == '\0')
        return number;
    run->bad_number = option;
    return 0;
}

bool take_writing_option(struct run_options *run, int option)
{
    paygap_options *options = &run->options;

    switch (option) {
    case 'o':
        run->output = optarg;
        return true;
    case 'q':
        run->is_quiet = true;
        return true;
    case OPTION_BY:
        take_by(run, optarg);
        return true;
    case OPTION_INTERVALS:
        options->wants_intervals = true;
        return true;
    case OPTION_SEED:
        options->seed = take_number(run, "--seed", UINT32_MAX);
        return true;
    case OPTION_REPLICATES:
        options->replicates = (unsigned)take_number(run, "--replicates", 1000000);
        return true;
    case OPTION_PREVIOUS:
        options->previous = optarg;
        return true;
    default:
        return false;
    }
}

bool take_run_option(struct run_options *run, int option)
{
    switch (option) {
    case 'c':
        run->options.config = optarg;
        return true;
    case 's':
        run->options.snapshot_date = optarg;
        return true;
    case OPTION_SECTOR:
        run->options.sector = optarg;
        return true;
    case OPTION_EMPLOYER:
        run->options.employer = optarg;
        return true;
    case OPTION_SHEET:
        run->options.sheet = optarg;
        return true;
    case 'y':
        run->options.is_confirmed = true;
        return true;
    case 'h':
        run->wants_help = true;
        return true;
    case 'V':
        run->wants_version = true;
        return true;
    default:
        return false;
    }
}

// Complains about what getopt_long() returned last; the exit status.
static int bad_option(int option, char **argv, const char *command)
{
    const char *word = argv[optind - 1];
    bool is_long = strncmp(word, "--", 2) == 0;
    char letter[3] = {'-', (char)optopt, '\0'};

    if (option == ':')
        return usage_error("%s needs a value; see paygap help %s", is_long ? word : letter,
                           command);
    if (is_long && optopt != 0)
        return usage_error("%s: the option takes no value", word);
    return usage_error("unknown option %s; see paygap help %s", is_long ? word : letter,
                       command);
}

int read_options(const struct option_list *list, int argc, char **argv, void *arguments)
{
    int option;

    while ((option = getopt_long(argc, argv, list->letters, list->long_options, NULL)) !=
           -1) {
        if (!list->take(arguments, option))
            return bad_option(option, argv, list->command);
    }
    return 0;
}

int check_output(const char *output)
{
    if (output == NULL || !is_file(output))
        return 0;
    fputs("paygap: error: the output folder given with -o is a file\n", stderr);
    return 4;
}

int take_payrolls(struct run_options *run, int argc, char **argv, const char *command)
{
    if (is_help_wanted(run))
        return 0;
    if (optind == argc)
        return usage_error("no payroll file is given; see paygap help %s", command);
    if (run->bad_number != NULL)
        return usage_error("%s needs a whole number from 1", run->bad_number);
    if (run->has_too_many)
        return usage_error("--by takes at most %d columns", MAX_BY);
    run->options.by = run->by;
    run->options.payroll = argv[optind];
    run->options.more = (const char *const *)argv + optind + 1;
    run->options.n_more = (size_t)(argc - optind - 1);
    return 0;
}

bool is_help_wanted(const struct run_options *run)
{
    return run->wants_help || run->wants_version;
}

int show_help(const struct run_options *run, const char *usage)
{
    if (run->wants_help)
        fputs(usage, stdout);
    else
        printf("paygap %s\n", paygap_version());
    return 0;
}

paygap_status run_and_ask(struct run_options *run,
                          paygap_status (*work)(void *context, paygap_error *error),
                          void *context, paygap_error *error)
{
    struct progress_bar bar = progress_bar_begin(run->is_quiet);

    run->options.messages = run->is_quiet ? NULL : stderr;
    run->options.progress = progress_bar_show;
    run->options.progress_context = &bar;
    paygap_status status = work(context, error);
    progress_bar_end(&bar);
    if (status != PAYGAP_CONFIRM || !can_ask(run->options.payroll))
        return status;
    (void)fail(error);
    if (!is_confirmed()) {
        error->text[0] = '\0'; // it was said
        return PAYGAP_CONFIRM;
    }
    run->options.is_confirmed = true;
    return work(context, error);
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
