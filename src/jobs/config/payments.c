// SPDX-License-Identifier: GPL-3.0-or-later
/* [payments], [elements] and [hours]: pay and hours that come as lines. */
#include "keys.h"

#include <stdlib.h>

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

static paygap_status take_window(void *into, const struct pg_ini_line *line,
                                 paygap_error *err)
{
    struct pg_payments_wish *wish = into;
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
    (void)pg_schema_duration_parse(pg_str_of(line->key), PG_MAX_PAY_PERIOD_DAYS,
                                   &added.days);
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

// ---------------------------------------------------------------- keys

#define AT(member) offsetof(struct pg_payments_wish, member)
#define NAME(key, member)                                                                  \
    {                                                                                      \
        .name = (key), .kind = PG_KEY_TEXT, .offset = AT(member),                          \
        .expected = "the name of a file or column"                                         \
    }
#define COLUMN(key, column) NAME(key, header_of[column])
#define PERIOD(key)                                                                        \
    {                                                                                      \
        .name = (key), .kind = PG_KEY_TAKEN, .take = take_window                           \
    }
#define PERIODS                                                                            \
    PERIOD("weekly"), PERIOD("fortnightly"), PERIOD("four-weekly"), PERIOD("monthly"),     \
        PERIOD("quarterly"), PERIOD("annual")

static const struct pg_key payment_rows[] = {
    NAME("file", file),
    COLUMN("employee_id", PG_PAYMENT_EMPLOYEE_ID),
    COLUMN("element", PG_PAYMENT_ELEMENT),
    COLUMN("amount", PG_PAYMENT_AMOUNT),
    COLUMN("date_paid", PG_PAYMENT_DATE_PAID),
    COLUMN("period_start", PG_PAYMENT_PERIOD_START),
    COLUMN("period_end", PG_PAYMENT_PERIOD_END),
    COLUMN("bonus_period", PG_PAYMENT_BONUS_PERIOD),
    PERIODS,
};

static const struct pg_keys payment_keys = PG_KEYS(payment_rows);

// The hours of weeks need to know when a relevant pay period ends, with payment lines or
// without.
static const struct pg_key hours_rows[] = {NAME("file", hours_file), PERIODS};

static const struct pg_keys hours_keys = PG_KEYS(hours_rows);

// Pay periods are written as in the payroll: "Four weekly", "four_weekly".
static paygap_status take(const struct pg_keys *keys, struct pg_config *config,
                          const struct pg_ini_line *line, paygap_error *err)
{
    for (size_t i = 0; i < keys->n; i++) {
        bool is_period = keys->rows[i].kind == PG_KEY_TAKEN;
        if (is_period && pg_schema_same_header(pg_str_of(line->key), keys->rows[i].name))
            return take_window(&config->payments, line, err);
    }
    return pg_config_keys_take(keys, &config->payments, line, err);
}

paygap_status pg_config_payments_take(struct pg_config *config,
                                      const struct pg_ini_line *line, paygap_error *err)
{
    return take(&payment_keys, config, line, err);
}

paygap_status pg_config_hours_take(struct pg_config *config, const struct pg_ini_line *line,
                                   paygap_error *err)
{
    return take(&hours_keys, config, line, err);
}

paygap_status pg_config_element_take(struct pg_config *config,
                                     const struct pg_ini_line *line, paygap_error *err)
{
    bool no_memory;

    if (pg_payments_element_map_add(&config->payments.elements, line->key,
                                    pg_str_of(line->value), &no_memory))
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

bool pg_config_bind_elements(struct pg_config *config)
{
    const struct pg_element_map *map = &config->payments.elements;
    struct pg_mapping *mapping = &config->mapping;

    mapping->elements = calloc(map->n + 1, sizeof *mapping->elements);
    if (mapping->elements == NULL)
        return false;
    for (; mapping->n_elements < map->n; mapping->n_elements++) {
        const struct pg_element *element = &map->items[mapping->n_elements];
        mapping->elements[mapping->n_elements] = (struct pg_element_column){
            .header = element->name,
            .field = pg_payments_pay_class_field(element->class),
            .is_unpaid_leave =
                pg_payments_element_is_unpaid_leave(pg_str_of(element->name)),
            .is_deducted =
                pg_payments_pay_class_effect(element->class) == PG_EFFECT_DEDUCTED,
            .bonus_period = element->bonus_period};
    }
    return true;
}
