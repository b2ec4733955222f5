// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * inspect: what a file is and how it would be read, before anything is made of it. A survey
 * of its first rows is guessed at with the mapping of the configuration, and the pay
 * elements of payment lines are added up; inspect.c shows what was found to people,
 * inspect_ini.c writes it down as a configuration, cells.c shows the cells themselves.
 * First pg_inspect(), then the questions, at last pg_inspect_free().
 */
#ifndef PG_INSPECT_H
#define PG_INSPECT_H

#include <paygap/inspect.h>

#include "pg_config.h"
#include "pg_survey.h"

/** A pay element of payment lines. */
struct pg_inspected_element {
    size_t n;
    int64_t total; /**< millionths of a pound */
};

struct pg_inspection {
    const char *payroll; /**< the caller's */
    struct pg_config config;
    struct pg_survey survey;
    struct pg_layout layout;
    char *sheet, *others;   /**< names of the sheet and, for people, of the others */
    bool has_lines;         /**< a row for each payment */
    size_t n_wide;          /**< columns that look like pay elements */
    struct pg_intern names; /**< of the elements */
    struct pg_inspected_element *elements;
    size_t elements_capacity;
};

paygap_status pg_inspect(struct pg_inspection *inspection,
                         const paygap_inspect_options *options, paygap_error *err);
void pg_inspect_free(struct pg_inspection *inspection);

/** Writes a commented paygap.ini. PAYGAP_OUTPUT if it is there already or cannot be
 *  written. */
paygap_status pg_inspect_write(const struct pg_inspection *inspection, const char *path,
                               paygap_error *err);

bool pg_inspect_has(const struct pg_inspection *inspection, enum pg_field field);
bool pg_inspect_has_pay(const struct pg_inspection *inspection);

/** Whether a column of a wide file is proposed as a pay element. */
bool pg_inspect_is_element(const struct pg_inspection *inspection, size_t index);

/** Payments only: the employees are in another file. */
bool pg_inspect_is_lines_only(const struct pg_inspection *inspection);
bool pg_inspect_has_digits(struct pg_str text);

/** The class proposed for an element, as [elements] has it, "?" if none is; and why. */
void pg_inspect_propose(struct pg_str name, char text[static 40], const char **why);

#endif
