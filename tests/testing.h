// SPDX-License-Identifier: GPL-3.0-or-later
/** What every check_<stage>.c shares: each gives its tests, testing.c runs them. */
#ifndef TESTING_H
#define TESTING_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** The tests of one file. */
TCase *tests(void);

/** One test for each row of a table, each in a process of its own. */
#define add_loop(tc, test, table)                                                          \
    tcase_add_loop_test(tc, test, 0, (int)(sizeof(table) / sizeof((table)[0])))

/** Writes `text` to a new temporary file; its path, to be freed. */
char *temporary_file(const char *text);
char *temporary_bytes(const char *bytes, size_t n);

/** Path of a file of the source tree, to be freed. */
char *source_path(const char *name);

#endif
