// SPDX-License-Identifier: GPL-3.0-or-later
/* The options of a command: a table of rows, read by getopt_long() and printed as help. */
#include "options.h"

#include "cli.h"

#include <getopt.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** What the argument of an option is, and how its member keeps it. */
enum kind {
    FLAG,     /**< none; bool */
    TEXT,     /**< const char * */
    LIST,     /**< char *, to be cut into pieces */
    NEW_FILE, /**< const char *; paygap.ini where no name is given */
    NUMBER,   /**< uint64_t: whole, from 1 */
    COLUMNS,  /**< struct columns: headers with commas between */
    FORMAT    /**< paygap_format */
};

enum {
#define PG_OPTION_GROUP(group, command, title) PLACE_OF_##group,
#include "options.def"
    N_GROUPS
};

// Groups and sets are bits, so that an option can belong to several.
enum {
#define PG_OPTION_GROUP(group, command, title) group = 1 << PLACE_OF_##group,
#define PG_OPTION_SET(set, groups)             set = (groups),
#include "options.def"
};

static const struct group {
    const char *command, *title;
} groups[N_GROUPS] = {
#define PG_OPTION_GROUP(group, command, title) {command, title},
#include "options.def"
};

static const struct row {
    char letter; /**< 0 = none */
    const char *name, *argument;
    unsigned groups;
    enum kind kind;
    size_t offset; /**< of the member of struct arguments */
    const char *help;
} rows[] = {
#define PG_OPTION(letter, name, argument, groups, kind, member, help, more)                \
    {letter, name, argument, groups, kind, offsetof(struct arguments, member), help},
#include "options.def"
};

enum { N_ROWS = sizeof rows / sizeof rows[0], FIRST_WITHOUT_LETTER = 256 };

static unsigned groups_of(const char *command)
{
    unsigned found = 0;

    for (unsigned i = 0; i < N_GROUPS; i++)
        found |= strcmp(groups[i].command, command) == 0 ? 1U << i : 0;
    return found;
}

// ---------------------------------------------------------------- members

static int take_number(uint64_t *number, const char *name)
{
    char *end = NULL;

    *number = optarg[0] == '-' ? 0 : strtoull(optarg, &end, 10);
    if (*number >= 1 && *number <= UINT32_MAX && end != optarg && *end == '\0')
        return 0;
    return usage_error("--%s needs a whole number from 1", name);
}

// Adds the headers of one --by, which commas separate.
static int take_columns(struct columns *columns)
{
    for (char *header = strtok(optarg, ","); header != NULL; header = strtok(NULL, ",")) {
        header += strspn(header, " ");
        if (columns->n == MAX_BY)
            return usage_error("--by takes at most %d columns", MAX_BY);
        columns->headers[columns->n++] = header;
    }
    return 0;
}

static int take_format(paygap_format *format)
{
    static const char *const names[] = {"text", "csv", "json"};

    for (int i = 0; i < 3; i++) {
        if (strcmp(optarg, names[i]) == 0) {
            *format = (paygap_format)i;
            return 0;
        }
    }
    return usage_error("--format is text, csv or json");
}

// Takes the option that getopt_long() has just read; 0, or an exit status.
static int take(struct arguments *arguments, const struct row *row)
{
    void *member = (char *)arguments + row->offset;

    switch (row->kind) {
    case FLAG:
        *(bool *)member = true;
        return 0;
    case TEXT:
        *(const char **)member = optarg;
        return 0;
    case LIST:
        *(char **)member = optarg;
        return 0;
    case NEW_FILE:
        *(const char **)member = optarg != NULL ? optarg : "paygap.ini";
        return 0;
    case NUMBER:
        return take_number(member, row->name);
    case COLUMNS:
        return take_columns(member);
    case FORMAT:
        return take_format(member);
    }
    return 0;
}

// ---------------------------------------------------------------- the command line

/** A command's rows as getopt_long() wants them. */
struct wanted {
    char letters[1 + 2 * N_ROWS + 1];
    struct option options[N_ROWS + 1];
};

static int value_of(const struct row *row)
{
    return row->letter != 0 ? row->letter : FIRST_WITHOUT_LETTER + (int)(row - rows);
}

static struct wanted wanted_of(unsigned command)
{
    struct wanted wanted = {.letters = ":"};
    size_t n_letters = 1, n = 0;

    for (const struct row *row = rows; row < rows + N_ROWS; row++) {
        if ((row->groups & command) == 0)
            continue;
        int has_argument = row->argument[0] == '\0'  ? no_argument
                           : row->argument[0] == '[' ? optional_argument
                                                     : required_argument;
        wanted.options[n++] = (struct option){row->name, has_argument, NULL, value_of(row)};
        if (row->letter != 0)
            wanted.letters[n_letters++] = row->letter;
        if (row->letter != 0 && has_argument == required_argument)
            wanted.letters[n_letters++] = ':';
    }
    return wanted;
}

static const struct row *row_of(unsigned command, int value)
{
    for (const struct row *row = rows; row < rows + N_ROWS; row++) {
        if ((row->groups & command) != 0 && value_of(row) == value)
            return row;
    }
    return NULL;
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

int read_options(struct arguments *arguments, const char *command, int argc, char **argv)
{
    const unsigned its = groups_of(command);
    const struct wanted wanted = wanted_of(its);
    int option, exit_status = 0;

    while (exit_status == 0 &&
           (option = getopt_long(argc, argv, wanted.letters, wanted.options, NULL)) != -1) {
        const struct row *row = row_of(its, option);
        exit_status =
            row != NULL ? take(arguments, row) : bad_option(option, argv, command);
    }
    arguments->names = argv + optind;
    arguments->n_names = argc - optind;
    return exit_status;
}

// ---------------------------------------------------------------- help

enum { MOST_HEAD = 40, WIDTH = 80 };

// "  -o, --output DIR"; the number of characters.
static int head_of(const struct row *row, char head[static MOST_HEAD])
{
    char letter[4] = {'-', row->letter, ',', '\0'};

    return snprintf(head, MOST_HEAD, "  %3s --%s%s%s", row->letter != 0 ? letter : "",
                    row->name, row->argument[0] != '\0' ? " " : "", row->argument);
}

// Prints words, and goes on below `indent` where a line is full.
static void print_words(const char *text, int indent)
{
    int column = indent;

    while (*text != '\0') {
        int len = (int)strcspn(text, " ");
        bool is_first = column == indent;
        if (!is_first && column + 1 + len > WIDTH) {
            printf("\n%*s", indent, "");
            column = indent;
            is_first = true;
        }
        printf("%s%.*s", is_first ? "" : " ", len, text);
        column += len + !is_first;
        text += len + (text[len] == ' ');
    }
    puts("");
}

static void print_group(unsigned group, int indent)
{
    char head[MOST_HEAD];

    for (const struct row *row = rows; row < rows + N_ROWS; row++) {
        if ((row->groups & group) == 0)
            continue;
        (void)head_of(row, head);
        printf("%-*s", indent, head);
        print_words(row->help, indent);
    }
}

void print_options(const char *command)
{
    const unsigned its = groups_of(command);
    char head[MOST_HEAD];
    int longest = 0;

    for (const struct row *row = rows; row < rows + N_ROWS; row++) {
        int len = (row->groups & its) != 0 ? head_of(row, head) : 0;
        longest = len > longest ? len : longest;
    }
    for (unsigned i = 0; i < N_GROUPS; i++) {
        if ((its & 1U << i) == 0)
            continue;
        printf("\n%s:\n", groups[i].title);
        print_group(1U << i, longest + 2);
    }
}
