// SPDX-License-Identifier: GPL-3.0-or-later
/** What a set of files that is being put in place writes down beforehand. */
#ifndef PG_PLATFORM_JOURNAL_H
#define PG_PLATFORM_JOURNAL_H

#include "pg_platform.h"

/** Path in the scratch folder of what goes to `name`; NULL when out of memory. */
char *pg_journal_temporary(const char *scratch, const char *name);

/** Adds the line of a file: `name` inside the output folder, / between its parts. */
void pg_journal_add(struct pg_buffer *lines, const char *name, bool is_private);

/** Writes the file `journal` of the scratch folder, and the entries of that folder, to the
 *  disk. False: it could not be written, with errno set; nothing may be put in place. */
bool pg_journal_write(const char *journal, const struct pg_buffer *lines);

/** Takes the journal away: the set is in place, or nothing of it. */
void pg_journal_remove(const char *journal);

/** Puts in place what a killed run has left of a set, if its journal is there and whole;
 *  *n_moved files. PAYGAP_OUTPUT if one cannot be put in place: it stays where it is. */
paygap_status pg_journal_mend(const char *journal, const char *folder, const char *scratch,
                              size_t *n_moved, paygap_error *err);

#endif
