// SPDX-License-Identifier: GPL-3.0-or-later
/** The tables of a workforce report, read from workforce.csv: the one way to their cells.
 */
#ifndef TESTS_TABLES_H
#define TESTS_TABLES_H

#include "scene.h"

#include <paygap/workforce.h>
#include <stdbool.h>

/** A report made in the folder `out` of a scene. */
struct made_report {
    struct scene scene;
    paygap_status status;
    paygap_error error;
    char *printed; /**< what it prints */
    char *tidy;    /**< internal/workforce.csv */
    char *shown;   /**< publish/workforce.csv */
};

/**
 * Makes the report of the people tables called people-*.csv of a scene, which it takes
 * over, with its workforce.ini if there is one. Texts are NULL after an error.
 * `has_folder`: by paygap_workforce(), which writes all files; else there are the texts
 * alone.
 */
struct made_report make_report(struct scene scene, bool has_folder);
void free_report(struct made_report *report);

/**
 * A table as text, to be freed: a line of its measures with their units, then one for each
 * row: what it is about, and what is published under each measure, with "!" behind what is
 * not to be published. NULL = all tables, each below its name.
 */
char *table_text(const char *tidy, const char *part);

/** What is published of one cell, to be freed; NULL if there is none. `about` are the texts
 *  that say what the row is about, with " / " between. */
char *cell_text(const char *tidy, const char *part, const char *about, const char *measure);

#endif
