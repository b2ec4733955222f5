// SPDX-License-Identifier: GPL-3.0-or-later
/** Reads a small payroll given as text, as far as people and pay. */
#ifndef TESTS_PAYROLL_H
#define TESTS_PAYROLL_H

#include "pg_config.h"
#include "pg_pay.h"
#include "pg_population.h"
#include "pg_schema.h"
#include "pg_source.h"
#include "testing.h"

struct payroll {
    struct pg_config config;
    struct pg_table table;
    struct pg_people people;
    struct pg_pay pay;
    paygap_error error;
};

/** PAYGAP_OK, or the first failure. Free with payroll_free() in either case. */
static inline paygap_status payroll_read(struct payroll *payroll, const char *text)
{
    char *path = temporary_file(text);
    struct pg_source source = {.path = path};
    struct pg_source_facts facts;
    paygap_error *error = &payroll->error;
    paygap_status status =
        pg_schema_read(&payroll->table, &payroll->config.mapping, &source, &facts, error);

    if (status == PAYGAP_OK)
        status = pg_population_decide(&payroll->people, &payroll->table,
                                      &payroll->config.policy, path, error);
    if (status == PAYGAP_OK)
        status = pg_pay_decide(&payroll->pay, &payroll->people, &payroll->table,
                               &payroll->config.policy, path, error);
    if (status == PAYGAP_OK)
        pg_pay_settle_findings(&payroll->pay, &payroll->table);
    remove(path);
    free(path);
    return status;
}

static inline void payroll_free(struct payroll *payroll)
{
    pg_pay_free(&payroll->pay);
    pg_population_free(&payroll->people);
    pg_table_free(&payroll->table);
    pg_config_free(&payroll->config);
}

#endif
