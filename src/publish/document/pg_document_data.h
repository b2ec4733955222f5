// SPDX-License-Identifier: GPL-3.0-or-later
/** Documents that the library gives away (include/paygap/document.h). */
#ifndef PG_DOCUMENT_DATA_H
#define PG_DOCUMENT_DATA_H

#include <paygap/document.h>

#include "pg_document.h"

/** What a document rests on, freed after it. */
struct pg_document_owner {
    void *owned;
    void (*release)(void *owned);
};

/**
 * Makes a document into data. It is taken over in either case, with its owner. *out is the
 * caller's; NULL after an error. PAYGAP_MEMORY.
 */
paygap_status pg_document_give(paygap_document **out, struct pg_document *document,
                               struct pg_document_owner owner, paygap_error *err);

#endif
