// SPDX-License-Identifier: GPL-3.0-or-later
/** The options of every command, from the one table of options.def. */
#ifndef PAYGAP_CLI_OPTIONS_H
#define PAYGAP_CLI_OPTIONS_H

#include <paygap/paygap.h>
#include <stdbool.h>

enum { MAX_BY = 32 };

/** Headers, pieces of the arguments of --by. */
struct columns {
    const char *headers[MAX_BY];
    size_t n;
};

/** What a command line says. Texts are pieces of it. */
struct arguments {
    char **names; /**< of files, after the options */
    int n_names;
    bool wants_help, wants_version, is_quiet;
    const char *output; /**< folder, or NULL */
    paygap_options run;
    struct columns by;
    uint64_t seed, replicates; /**< 0 = not given, as the next */
    uint64_t row;              /**< the employee to explain, by line or by id */
    const char *employee;
    const char *pseudonyms; /**< file of a key, or NULL */
    const char *inputs;     /**< folder, or NULL */
    const char *published;  /**< file, or NULL */
    char *figures;          /**< a list that may be cut into its pieces, or NULL */
    bool is_filed;          /**< the files are downloads, no payrolls */
    paygap_filed_options filed;
    const char *write_to; /**< a new configuration, or NULL */
    bool wants_cells;
    uint64_t minimum_count, minimum_publish; /**< of an attack; 0 = not given */
};

/** Takes all options of the command line of a command; 0, or an exit status with what is
 *  wrong said. */
int read_options(struct arguments *arguments, const char *command, int argc, char **argv);

/** Prints the options of a command as its help lists them. */
void print_options(const char *command);

#endif
