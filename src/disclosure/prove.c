// SPDX-License-Identifier: GPL-3.0-or-later
/* The proof: an attack on the finished marks, with nothing but what they let through. */
#include "parts.h"

#include <stdlib.h>

static paygap_status not_safe(paygap_error *err, const char *what)
{
    return pg_fail(err, PAYGAP_FAULT,
                   "the published files would let %s be worked out; nothing is written; "
                   "please report this",
                   what);
}

static bool is_safe(const struct pg_system *system, size_t quantity,
                    const struct pg_attack *attack)
{
    // A count that is large is hidden for the sake of others: it must not be certain.
    return system->quantities[quantity].is_protected
               ? pg_is_uncertain(system, attack)
               : attack->highest - attack->lowest >= 1 - 1e-6;
}

static paygap_status prove_quantity(struct pg_system *system, struct pg_attacker *attacker,
                                    size_t quantity, paygap_error *err)
{
    const struct pg_quantity *proved = &system->quantities[quantity];
    bool is_shown = pg_is_quantity_shown(system, quantity);
    struct pg_attack attack = pg_attacker_seen(attacker, quantity);

    if (is_shown || (!proved->is_protected && proved->hidden == NULL))
        return proved->is_protected ? not_safe(err, "a small count") : PAYGAP_OK;
    if (is_safe(system, quantity, &attack))
        return PAYGAP_OK;
    PG_TRY(pg_attack_quantity(attacker, quantity, &attack, err));
    return is_safe(system, quantity, &attack) ? PAYGAP_OK : not_safe(err, "a hidden count");
}

static paygap_status prove_counts(struct pg_report *report, const struct pg_policy *policy,
                                  paygap_error *err)
{
    struct pg_system system;
    bool made = pg_system_make(&system, report, pg_policy_minimum(policy, PG_MINIMUM_COUNT));
    struct pg_attacker *attacker = made ? pg_attacker_make(&system) : NULL;
    paygap_status status = attacker != NULL ? PAYGAP_OK : pg_no_memory(err);

    for (size_t i = 0; status == PAYGAP_OK && i < system.n_quantities; i++)
        status = prove_quantity(&system, attacker, i, err);
    pg_attacker_free(attacker);
    pg_system_free(&system);
    return status;
}

// A mean is published if its figure is; a gap gives no more than two means that are.
static void read_published(const struct pg_report *report, struct pg_pay_sets *made,
                           bool is_bonus)
{
    enum pg_measure mean =
        is_bonus ? PG_MEASURE_MEAN_BONUS_PAY : PG_MEASURE_MEAN_HOURLY_PAY;
    enum pg_measure gap =
        is_bonus ? PG_MEASURE_MEAN_BONUS_GAP : PG_MEASURE_MEAN_HOURLY_GAP;

    for (size_t set = 0; set < made->n_listed; set++) {
        const uint8_t *mean_flag =
            pg_hidden_flag(report, made->parts[set], mean, PG_PUBLISH);
        const uint8_t *gap_flag = pg_hidden_flag(report, made->parts[set], gap, PG_PUBLISH);
        bool by_mean = mean_flag != NULL && *mean_flag == PG_SHOWN;
        bool by_gap = made->breakdowns[set] != NULL && gap_flag != NULL &&
                      *gap_flag == PG_SHOWN;
        made->is_published[set] = (by_mean || by_gap) && made->sets.size[set] > 0;
    }
}

static paygap_status prove_pay(struct pg_report *report, const struct pg_policy *policy,
                               bool is_bonus, paygap_error *err)
{
    struct pg_pay_sets made;
    struct pg_pay_leak leak = {.found = false};
    paygap_status status = PAYGAP_MEMORY;

    if (pg_pay_sets_make(&made, report, policy, PG_PUBLISH, is_bonus)) {
        read_published(report, &made, is_bonus);
        status = PAYGAP_OK;
        for (size_t set = 0; set < made.n_listed; set++) {
            if (made.is_published[set] && made.sets.size[set] < made.thresholds[set])
                status = not_safe(err, "the pay of a small group");
        }
        if (status == PAYGAP_OK)
            status = pg_find_pay_leak(&made, &leak, err);
        if (status == PAYGAP_OK && leak.found)
            status = not_safe(err, "the pay of a small group");
    }
    pg_pay_sets_free(&made);
    return status == PAYGAP_MEMORY ? pg_no_memory(err) : status;
}

paygap_status pg_disclosure_prove(const struct pg_report *report,
                                  const struct pg_policy *policy, paygap_error *err)
{
    // The flags the system points to are only read.
    struct pg_report *read = (struct pg_report *)report;

    PG_TRY(prove_counts(read, policy, err));
    PG_TRY(prove_pay(read, policy, false, err));
    PG_TRY(prove_pay(read, policy, true, err));
    return PAYGAP_OK;
}
