// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * config: reads paygap.ini into the mapping, the policy, the employer's details and what
 * the workforce report is asked for. Every key is optional; an unknown section, key or
 * column is an error that names the nearest, and a wrong value one that says what it must
 * be, both with their line. A new key is a row of the table of its section (keys.h).
 */
#ifndef PG_CONFIG_H
#define PG_CONFIG_H

#include "pg_base.h"
#include "pg_characteristics.h"
#include "pg_payments.h"
#include "pg_policy.h"
#include "pg_schema.h"
#include "pg_source.h"

/** What the filing format says of an employer; NULL where nothing was given. */
struct pg_employer {
    char *section_name; /**< NAME of [employer.NAME]; NULL for [employer] */
#define PG_EMPLOYER_KEY(member, key, longest, column) char *member;
#include "employer_keys.def"
#undef PG_EMPLOYER_KEY
};

/** Names of a list with commas between: without spaces around them, blank ones left out. */
struct pg_name_list {
    char **names;
    size_t n;
    size_t line; /**< of the file, for messages; 0 = the list is not given */
    char *text;  /**< what the names are pieces of */
};

/** Who a target or a measure is about, "GROUP of CHARACTERISTIC[ at PLACE]": slices of the
 *  text that was read. Whether there are such people is not known here. */
struct pg_target_whom {
    struct pg_str group, characteristic;
    struct pg_str place; /**< len 0 = everybody */
};

/** A line of [targets]: a level by a date, or a change a year. */
struct pg_target_wish {
    char *name;
    struct pg_target_whom whom;
    bool is_most;              /**< the share is to be no more than the level, or to fall */
    struct pg_fraction level;  /**< percent; only of a level by a date */
    struct pg_fraction change; /**< points a year; den 0 = a level by a date */
    struct pg_date date;       /**< by which; of a change: from which, year 0 = the first */
    size_t line;
    char *text; /**< what the slices are pieces of */
};

/** [workforce] and [targets]. NULL, and an empty list, where nothing was given. */
struct pg_workforce_settings {
    char *division, *grade, *level, *contract, *cohort, *regulated; /**< headers */
    struct pg_name_list leadership, senior, board, open_levels;     /**< names of levels */
    char *events, *survey, *benchmarks, *actions, *plan_narrative,
        *indicators;             /**< files */
    struct pg_date actions_on;   /**< year 0 = the latest snapshot date */
    struct pg_name_list results; /**< files */
    char *payroll, *payroll_config, *earlier_payroll, *earlier_payroll_config; /**< files */
    char *payroll_grade;         /**< header */
    double false_discovery_rate; /**< as a part of 1; 0 = not given */
    bool four_fifths;
    bool indicators_are_not_people;
    struct pg_target_wish *targets; /**< in the order of the file */
    size_t n_targets, targets_capacity;
};

struct pg_config {
    struct pg_inputs inputs; /**< of the call; set before anything is read */
    struct pg_config_input {
        char *sheet;
        char delimiter;            /**< 0 = found out */
        enum pg_encoding encoding; /**< PG_ENCODING_FIND = found out */
        unsigned header_row;       /**< 0 = found out */
    } input;
    struct pg_payments_wish payments;
    struct pg_mapping mapping;
    struct pg_policy policy;
    struct pg_date snapshot_date; /**< year 0: not given */
    bool has_sector;
    struct pg_employer employer;   /**< [employer] */
    struct pg_employer *employers; /**< [employer.NAME], for files with several employers */
    size_t n_employers;
    struct pg_characteristic *characteristics; /**< [characteristic.NAME] and --by */
    size_t n_characteristics, characteristics_capacity;
    struct pg_value_section {
        char *name;
        size_t line;
    } * value_sections; /**< the NAMEs of [values.NAME] that are no canonical column */
    size_t n_value_sections, value_sections_capacity;
    struct pg_workforce_settings workforce;
    struct pg_config_entry {
        char *section, *key, *value;
    } * entries; /**< as given, in order, for the record of the run */
    size_t n_entries;
};

/** Reads `path`; `config` is zero-initialised but for its inputs, the caller frees it, also
 *  after an error. */
paygap_status pg_config_read(struct pg_config *config, const char *path, paygap_error *err);

/** The details under [employer.NAME]; NULL if there is no such section. */
const struct pg_employer *pg_config_employer(const struct pg_config *config,
                                             const char *name);

/** The characteristic of that name, added if it is not there; NULL when out of memory. */
struct pg_characteristic *pg_config_characteristic(struct pg_config *config,
                                                   const char *name);

/** Asks for a column by its header, as --by does: a usual header of ethnicity or disability
 *  means that characteristic. False when out of memory. */
bool pg_config_ask_for(struct pg_config *config, const char *header);

/** Adds ethnicity and disability, which are analysed wherever the file has them, and checks
 *  that every [values.NAME] is about a column or a characteristic. */
paygap_status pg_config_complete(struct pg_config *config, const char *path,
                                 paygap_error *err);

/** Turns [elements] into columns of the payroll, for a file without payment lines. False:
 *  out of memory. */
bool pg_config_bind_elements(struct pg_config *config);

/** A file read as [input] says; `sheet`: rather this one (NULL = as it says). */
struct pg_source pg_config_source(const struct pg_config *config, const char *sheet,
                                  const char *path);

/** Whether a name is in the list, but for case. */
bool pg_config_name_list_has(const struct pg_name_list *list, const char *name);

/** Reads "GROUP of CHARACTERISTIC[ at PLACE]"; false if the text does not begin so. */
bool pg_config_target_whom_read(struct pg_target_whom *whom, struct pg_str text);

/** PAYGAP_CONFIG at the line of the target: what of it cannot be, and how targets are
 *  written. */
paygap_status pg_config_target_refuse(const struct pg_target_wish *wish, const char *path,
                                      const char *why, paygap_error *err);

void pg_config_free(struct pg_config *config);

#endif
