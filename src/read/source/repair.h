// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Lines with a quote out of place. A cell may hold line ends inside quotes, so one stray
 * quote can swallow the lines below it; here each line that cannot be right as it stands is
 * read again with one of its quotes as a letter, and kept that way if it then has as many
 * cells as the others.
 */
#ifndef PG_SOURCE_REPAIR_H
#define PG_SOURCE_REPAIR_H

#include "pg_base.h"

/** Zero-initialise but for the first three. */
struct pg_repair {
    char delimiter, quote;
    size_t n_cells;           /**< of most rows */
    struct pg_buffer pending; /**< text that waits for what follows */
    struct pg_buffer out;
};

/** What can be said of the text so far, as CSV in which every quote is in place; borrowed
 *  until the next call. False when out of memory. */
bool pg_source_repair_feed(struct pg_repair *repair, struct pg_str text, bool is_last,
                           struct pg_str *repaired);
void pg_source_repair_free(struct pg_repair *repair);

#endif
