// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Whole runs on tiny inputs: a folder of files, what a run prints, what its workbooks and
 * tables hold, compared line by line with what was worked out by hand.
 */
#ifndef TESTS_SCENE_H
#define TESTS_SCENE_H

#include "testing.h"

#include <paygap/error.h>

/** A folder of its own for the files of one test; scene_close() removes it. */
struct scene {
    char *folder;
};

/** A new folder with copies of the files of tests/data/NAME; NULL = an empty one. */
struct scene scene_open(const char *name);
void scene_close(struct scene *scene);

/** Puts a text into a file of the folder. */
void scene_put(const struct scene *scene, const char *file, const char *text);

/** Path of a file of the folder, to be freed. */
char *scene_path(const struct scene *scene, const char *file);

/** The bytes of a file of the folder as a text, to be freed. */
char *scene_text(const struct scene *scene, const char *file);

/** The text with every path of the folder called DIR; takes the text over. */
char *scene_named(const struct scene *scene, char *text);

/**
 * Fails at the first line in which a text is not as tests/data/NAME has it. Lines of that
 * file that begin with # say where the lines below come from. "*" at the end of a line
 * stands for the rest of it.
 */
void expect_lines(const char *text, const char *name);

/**
 * Fails at the first line of what is published that is not among the lines of `truth`, in
 * their order: equal word by word, but that a number may be told as a range that holds it,
 * or "[c]", and a text as "[c]". What comes before the first ": " or " | "
 * says which line it is.
 */
void expect_told(const char *published, const char *truth);

/** The same of expected lines given as they are. */
void expect_text(const char *text, const char *expected);

/**
 * The cells of a worksheet, to be freed: a line for each row that has some, such as
 * `5: Men | 3 | =SUM(A1:A2) -> 3`, after a line of the widths of its columns. `sheet`:
 * name.
 */
char *sheet_text(const struct scene *scene, const char *file, const char *sheet);

/** Names and what they stand for, and what the charts draw; to be freed. */
char *names_of_workbook(const struct scene *scene, const char *file);

/** A text that grows. */
struct text {
    char *ptr;
    size_t len;
};
void text_add(struct text *text, const char *format, ...);

#endif
