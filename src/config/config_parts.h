// SPDX-License-Identifier: GPL-3.0-or-later
/** Parts of config that its own files share. */
#ifndef PG_CONFIG_PARTS_H
#define PG_CONFIG_PARTS_H

#include "pg_config.h"

/** One line of the file: `key = value` under `section`; key and value are "" for the line
 *  that begins a section. */
struct pg_ini_line {
    const char *path;
    const char *section, *key, *value;
    size_t number;
};

/** Calls `take` for every line with a key. PAYGAP_OPEN, PAYGAP_CONFIG or what it returned.
 */
paygap_status pg_ini_read(struct pg_inputs inputs, const char *path,
                          paygap_status (*take)(void *context,
                                                const struct pg_ini_line *line,
                                                paygap_error *err),
                          void *context, paygap_error *err);

/** Takes a key of [payments], [elements] or [hours]. */
paygap_status pg_payments_set(struct pg_config *config, const struct pg_ini_line *line,
                              paygap_error *err);

/** Takes a key of [input]. */
paygap_status pg_input_set(struct pg_config *config, const struct pg_ini_line *line,
                           paygap_error *err);

/** Takes a key of [employer] or [employer.NAME] that is text. */
paygap_status pg_employer_set(struct pg_employer *employer, const struct pg_ini_line *line,
                              bool is_named, paygap_error *err);
void pg_employer_free(struct pg_employer *employer);

/** Takes a line of [characteristic.NAME], also the one that begins the section. */
paygap_status pg_characteristic_set(struct pg_config *config,
                                    const struct pg_ini_line *line, paygap_error *err);

/** Notes a section [values.NAME]: whether there is such a column is known at the end. */
paygap_status pg_value_section(struct pg_config *config, const struct pg_ini_line *line,
                               paygap_error *err);

void pg_characteristics_free(struct pg_config *config);

paygap_status pg_config_refuse(const struct pg_ini_line *line, paygap_error *err,
                               const char *expected);

/** "unknown key ...; did you mean ...?" */
paygap_status pg_config_unknown(const struct pg_ini_line *line, const char *what,
                                const char *name, const char *nearest, paygap_error *err);

#endif
