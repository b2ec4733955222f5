// SPDX-License-Identifier: GPL-3.0-or-later
/** An audit made again from its manifest. */
#ifndef PG_AUDIT_REPRODUCE_H
#define PG_AUDIT_REPRODUCE_H

#include "pg_audit.h"

/** What the first time was otherwise than the options say. Made again, only the inputs of
 *  the options are read. */
struct pg_audit_again {
    struct pg_date today;
    const char *command; /**< as the manifest has it */
    /** Gives the folder to write into, once everything is read. */
    paygap_status (*make_folder)(void *context, const char **folder, paygap_error *err);
    void *context;
};

/** paygap_audit() into `folder` as the first time (`again` NULL), or again, when `folder`
 * is not looked at. */
paygap_status pg_audit_make(const paygap_audit_options *options,
                            const struct pg_audit_again *again, const char *folder,
                            paygap_error *err);

#endif
