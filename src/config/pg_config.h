// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * config: reads paygap.ini into the mapping, the policy and the employer's details. Every
 * key is optional; an unknown section, key or column is an error that names the nearest.
 */
#ifndef PG_CONFIG_H
#define PG_CONFIG_H

#include "pg_base.h"
#include "pg_policy.h"
#include "pg_schema.h"

/** What the filing format says of an employer; NULL where nothing was given. */
struct pg_employer {
    char *section_name; /**< NAME of [employer.NAME]; NULL for [employer] */
#define PG_EMPLOYER_KEY(member, key, longest, column) char *member;
#include "employer_keys.def"
#undef PG_EMPLOYER_KEY
};

struct pg_config {
    struct pg_mapping mapping;
    struct pg_policy policy;
    struct pg_date snapshot_date; /**< year 0: not given */
    bool has_sector;
    struct pg_employer employer;   /**< [employer] */
    struct pg_employer *employers; /**< [employer.NAME], for files with several employers */
    size_t n_employers;
    struct pg_config_entry {
        char *section, *key, *value;
    } * entries; /**< as given, in order, for the record of the run */
    size_t n_entries;
};

/** Reads `path`; `config` is zero-initialised, the caller frees it, also after an error. */
paygap_status pg_config_read(struct pg_config *config, const char *path, paygap_error *err);

/** The details under [employer.NAME]; NULL if there is no such section. */
const struct pg_employer *pg_config_employer(const struct pg_config *config,
                                             const char *name);

void pg_config_free(struct pg_config *config);

#endif
