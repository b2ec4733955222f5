// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * config: reads paygap.ini into the mapping, the policy and the employer's details. Every
 * key is optional; an unknown section, key or column is an error that names the nearest.
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

struct pg_config {
    struct pg_inputs inputs; /**< of the call; set before anything is read */
    struct pg_config_input {
        char *sheet;
        char delimiter;            /**< 0 = found out */
        enum pg_encoding encoding; /**< PG_ENCODING_FIND = found out */
        size_t header_row;         /**< 0 = found out */
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

void pg_config_free(struct pg_config *config);

#endif
