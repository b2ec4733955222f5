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
paygap_status pg_config_ini_read(struct pg_inputs inputs, const char *path,
                                 paygap_status (*take)(void *context,
                                                       const struct pg_ini_line *line,
                                                       paygap_error *err),
                                 void *context, paygap_error *err);

/* What takes a line of a section: PAYGAP_OK, PAYGAP_CONFIG with the line, or out of memory.
 * pg_..._begin() takes the line that begins the section. */
paygap_status pg_config_employer_take(struct pg_config *config,
                                      const struct pg_ini_line *line, paygap_error *err);
paygap_status pg_config_named_employer_take(struct pg_config *config,
                                            const struct pg_ini_line *line,
                                            paygap_error *err);
paygap_status pg_config_input_take(struct pg_config *config, const struct pg_ini_line *line,
                                   paygap_error *err);
paygap_status pg_config_payments_take(struct pg_config *config,
                                      const struct pg_ini_line *line, paygap_error *err);
paygap_status pg_config_element_take(struct pg_config *config,
                                     const struct pg_ini_line *line, paygap_error *err);
paygap_status pg_config_hours_take(struct pg_config *config, const struct pg_ini_line *line,
                                   paygap_error *err);
paygap_status pg_config_column_take(struct pg_config *config,
                                    const struct pg_ini_line *line, paygap_error *err);
paygap_status pg_config_constant_take(struct pg_config *config,
                                      const struct pg_ini_line *line, paygap_error *err);
/** Notes a section [values.NAME]: whether there is such a column is known at the end. */
paygap_status pg_config_value_begin(struct pg_config *config,
                                    const struct pg_ini_line *line, paygap_error *err);
paygap_status pg_config_value_take(struct pg_config *config, const struct pg_ini_line *line,
                                   paygap_error *err);
paygap_status pg_config_policy_take(struct pg_config *config,
                                    const struct pg_ini_line *line, paygap_error *err);
paygap_status pg_config_workforce_take(struct pg_config *config,
                                       const struct pg_ini_line *line, paygap_error *err);
paygap_status pg_config_target_take(struct pg_config *config,
                                    const struct pg_ini_line *line, paygap_error *err);
paygap_status pg_config_characteristic_begin(struct pg_config *config,
                                             const struct pg_ini_line *line,
                                             paygap_error *err);
paygap_status pg_config_characteristic_take(struct pg_config *config,
                                            const struct pg_ini_line *line,
                                            paygap_error *err);

void pg_config_input_free(struct pg_config *config);
void pg_config_employers_free(struct pg_config *config);
void pg_config_characteristics_free(struct pg_config *config);
void pg_config_workforce_settings_free(struct pg_workforce_settings *settings);
void pg_config_name_list_free(struct pg_name_list *list);

/** "KEY must be ..." */
paygap_status pg_config_refuse(const struct pg_ini_line *line, paygap_error *err,
                               const char *expected);

/** "unknown key ...; did you mean ...?" */
paygap_status pg_config_unknown(const struct pg_ini_line *line, const char *what,
                                const char *name, const char *nearest, paygap_error *err);

#endif
