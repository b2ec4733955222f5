// SPDX-License-Identifier: GPL-3.0-or-later
/* [payments], [elements] and [hours]: pay and hours that come as lines. */
#include "config_parts.h"

#include <stdlib.h>

static const char *const periods[] = {"weekly",  "fortnightly", "four-weekly",
                                      "monthly", "quarterly",   "annual"};
enum { N_PERIODS = sizeof periods / sizeof periods[0] };

static paygap_status set_text(char **member, const struct pg_ini_line *line,
                              paygap_error *err)
{
    free(*member);
    *member = NULL;
    if (line->value[0] == '\0')
        return pg_config_refuse(line, err, "the name of a file or column");
    *member = pg_strdup(pg_str_of(line->value));
    return *member != NULL ? PAYGAP_OK : pg_no_memory(err);
}

// "2026-03-30 to 2026-04-05"
static bool read_window(const char *text, struct pg_window *window)
{
    const char *to = strstr(text, " to ");
    struct pg_date first, last;

    if (to == NULL || !pg_date_parse((struct pg_str){text, (size_t)(to - text)}, &first) ||
        !pg_date_parse(pg_str_of(to + 4), &last))
        return false;
    *window = (struct pg_window){pg_date_days(first), pg_date_days(last)};
    return window->first <= window->last;
}

static paygap_status add_window(struct pg_payments_wish *wish,
                                const struct pg_ini_line *line, paygap_error *err)
{
    struct pg_period_window added;
    struct pg_period_window *grown =
        realloc(wish->windows, (wish->n_windows + 1) * sizeof *grown);

    if (grown == NULL)
        return pg_no_memory(err);
    wish->windows = grown;
    if (!read_window(line->value, &added.window))
        return pg_config_refuse(line, err,
                                "the first and the last day of the relevant pay period, "
                                "such as 2026-03-30 to 2026-04-05");
    (void)pg_duration_parse(pg_str_of(line->key), PG_MAX_PAY_PERIOD_DAYS, &added.days);
    for (size_t i = 0; i < wish->n_windows; i++) {
        if (grown[i].days == added.days && (grown[i].window.first != added.window.first ||
                                            grown[i].window.last != added.window.last))
            return pg_fail_at(err, PAYGAP_CONFIG, line->path, line->number, 0,
                              "another relevant pay period for %s is given above",
                              line->key);
    }
    grown[wish->n_windows++] = added;
    return PAYGAP_OK;
}

static paygap_status set_payments(struct pg_config *config, const struct pg_ini_line *line,
                                  paygap_error *err)
{
    const char *keys[1 + PG_N_PAYMENT_COLUMNS + N_PERIODS] = {"file"};

    if (strcmp(line->key, "file") == 0)
        return set_text(&config->payments.file, line, err);
    for (int i = 0; i < PG_N_PAYMENT_COLUMNS; i++) {
        keys[1 + i] = pg_payment_column_name((enum pg_payment_column)i);
        if (strcmp(line->key, keys[1 + i]) == 0)
            return set_text(&config->payments.header_of[i], line, err);
    }
    for (int i = 0; i < N_PERIODS; i++) {
        keys[1 + PG_N_PAYMENT_COLUMNS + i] = periods[i];
        if (pg_schema_same_header(pg_str_of(line->key), periods[i]))
            return add_window(&config->payments, line, err);
    }
    return pg_config_unknown(
        line, "key", line->key,
        pg_nearest(line->key, keys, 1 + PG_N_PAYMENT_COLUMNS + N_PERIODS), err);
}

static paygap_status set_element(struct pg_config *config, const struct pg_ini_line *line,
                                 paygap_error *err)
{
    bool no_memory;

    if (pg_element_map_add(&config->payments.elements, line->key, pg_str_of(line->value),
                           &no_memory))
        return PAYGAP_OK;
    if (no_memory)
        return pg_no_memory(err);
    return pg_fail_at(
        err, PAYGAP_CONFIG, line->path, line->number, 0,
        "%.60s must be basic, allowance, piecework, leave, shift premium, "
        "bonus, bonus annual (or another period), overtime, expenses, benefit "
        "in kind, redundancy, pay in lieu, salary sacrifice, arrears or ignore",
        line->key);
}

// The hours of weeks need to know when a relevant pay period ends, with payment lines or
// without.
static paygap_status set_hours(struct pg_config *config, const struct pg_ini_line *line,
                               paygap_error *err)
{
    const char *keys[1 + N_PERIODS] = {"file"};

    if (strcmp(line->key, "file") == 0)
        return set_text(&config->payments.hours_file, line, err);
    for (int i = 0; i < N_PERIODS; i++) {
        keys[1 + i] = periods[i];
        if (pg_schema_same_header(pg_str_of(line->key), periods[i]))
            return add_window(&config->payments, line, err);
    }
    return pg_config_unknown(line, "key", line->key,
                             pg_nearest(line->key, keys, 1 + N_PERIODS), err);
}

paygap_status pg_payments_set(struct pg_config *config, const struct pg_ini_line *line,
                              paygap_error *err)
{
    if (strcmp(line->section, "payments") == 0)
        return set_payments(config, line, err);
    if (strcmp(line->section, "elements") == 0)
        return set_element(config, line, err);
    return set_hours(config, line, err);
}
