// SPDX-License-Identifier: GPL-3.0-or-later
/** An audit made again from its manifest. */
#ifndef PG_AUDIT_REPRODUCE_H
#define PG_AUDIT_REPRODUCE_H

#include "pg_audit.h"

/** What the first time was otherwise than the options say. */
struct pg_audit_again {
    struct pg_date today;
    const char *command;      /**< as the manifest has it */
    const char *const *names; /**< of the inputs, as the manifest has them */
    size_t n_names;
};

/** paygap_audit() as the first time (NULL), or again. */
paygap_status pg_audit_make(const paygap_audit_options *options,
                            const struct pg_audit_again *again, const char *folder,
                            paygap_error *err);

#endif
