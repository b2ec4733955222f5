// SPDX-License-Identifier: GPL-3.0-or-later
/** The register of actions while it is read. */
#ifndef PG_WORKFORCE_ACTIONS_H
#define PG_WORKFORCE_ACTIONS_H

#include "pg_workforce.h"

enum progress { ACHIEVED, PROGRESSING, NO_PROGRESS };

/** Rows, and the columns that are there. */
struct register_of_actions {
    struct pg_workforce *workforce;
    struct pg_rows rows;
    size_t objective, action, deliverable, owner, due, status, measure, rag, form, text;
    struct pg_date on;
    struct pg_document_table *table;
};

/** Reads a status, without case, spaces and dashes; a blank one has not progressed. False
 *  if it is none that is known. */
bool pg_workforce_read_progress(struct pg_str status, enum progress *progress);

/** A cell, kept with the workforce. */
const char *pg_workforce_kept_of_row(struct register_of_actions *reg, size_t row,
                                     size_t column);

void pg_workforce_warn_of_action(const struct register_of_actions *reg, size_t row,
                                 const char *what);

/** The form of the GOV.UK service, and which of its rules the register meets. */
paygap_status pg_workforce_add_plan_form(struct register_of_actions *reg,
                                         paygap_error *err);

#endif
