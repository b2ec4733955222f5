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

// Hides what the quantity's interval rests on, step by step. *protects = it then becomes
// uncertain, so that more should have been hidden; if not, it rests on nothing but what is
// known by sex, as the law has it published.
static paygap_status would_hiding_protect(struct pg_system *system, size_t quantity,
                                          size_t first, bool *protects, paygap_error *err)
{
    size_t *hidden = calloc(system->n_quantities + 1, sizeof *hidden), n = 0;
    struct pg_attacker *attacker = pg_disclosure_attacker_make(system);
    struct pg_attack attack = {.to_hide = first};
    paygap_status status = PAYGAP_OK;

    *protects = false;
    if (hidden == NULL || attacker == NULL) {
        pg_disclosure_attacker_free(attacker);
        free(hidden);
        return pg_no_memory(err);
    }
    while (status == PAYGAP_OK && !*protects && attack.to_hide != SIZE_MAX) {
        hidden[n++] = attack.to_hide;
        pg_disclosure_system_hide(system, attack.to_hide, PG_HIDDEN_SECONDARY);
        pg_disclosure_attacker_renew(attacker);
        status = pg_disclosure_attack_quantity(attacker, quantity, &attack, err);
        *protects =
            status == PAYGAP_OK && pg_disclosure_is_uncertain(system, quantity, &attack);
    }
    while (n > 0)
        system->quantities[hidden[--n]].hidden = PG_SHOWN;
    pg_disclosure_attacker_free(attacker);
    free(hidden);
    return status;
}

static paygap_status prove_quantity(struct pg_system *system, struct pg_attacker *attacker,
                                    size_t quantity, paygap_error *err)
{
    struct pg_attack attack = pg_disclosure_attacker_seen(attacker, quantity);
    bool protects;

    if (!system->quantities[quantity].is_protected ||
        pg_disclosure_is_uncertain(system, quantity, &attack))
        return PAYGAP_OK;
    if (pg_disclosure_is_quantity_shown(system, quantity))
        return not_safe(err, "a small count");
    PG_TRY(pg_disclosure_attack_quantity(attacker, quantity, &attack, err));
    if (pg_disclosure_is_uncertain(system, quantity, &attack) || attack.to_hide == SIZE_MAX)
        return PAYGAP_OK;
    PG_TRY(would_hiding_protect(system, quantity, attack.to_hide, &protects, err));
    pg_disclosure_attacker_renew(attacker);
    return protects ? not_safe(err, "a hidden count") : PAYGAP_OK;
}

static paygap_status prove_counts(const struct pg_report *report,
                                  const struct pg_policy *policy, paygap_error *err)
{
    struct pg_system system;
    bool made = pg_disclosure_system_make(&system, report, policy);
    struct pg_attacker *attacker = made ? pg_disclosure_attacker_make(&system) : NULL;
    paygap_status status = attacker != NULL ? PAYGAP_OK : pg_no_memory(err);

    for (size_t i = 0; status == PAYGAP_OK && i < system.n_quantities; i++)
        status = prove_quantity(&system, attacker, i, err);
    pg_disclosure_attacker_free(attacker);
    pg_disclosure_system_free(&system);
    pg_disclosure_attackers_end();
    return status;
}

// A mean is published if its figure is; a gap gives no more than two means that are.
static void read_published(const struct pg_report *report, struct pg_pay_sets *made,
                           bool is_bonus)
{
    enum pg_measure mean =
        is_bonus ? PG_MEASURE_MEAN_BONUS_PAY : PG_MEASURE_MEAN_HOURLY_PAY;
    enum pg_measure gap = is_bonus ? PG_MEASURE_MEAN_BONUS_GAP : PG_MEASURE_MEAN_HOURLY_GAP;

    for (size_t set = 0; set < made->n_listed; set++) {
        bool by_mean = pg_results_is_part_published(report, made->parts[set], mean);
        bool by_gap = set >= made->first[1] &&
                      pg_results_is_part_published(report, made->parts[set], gap);
        made->is_chosen[set] = (by_mean || by_gap) && made->sets.size[set] > 0;
        if (made->is_chosen[set]) // the same people under another name
            made->is_chosen[made->twin[set]] = true;
    }
}

static paygap_status prove_pay(const struct pg_report *report,
                               const struct pg_policy *policy, bool is_bonus,
                               paygap_error *err)
{
    struct pg_pay_sets made;
    struct pg_pay_leak leak = {.found = false};
    paygap_status status = PAYGAP_MEMORY;

    if (pg_disclosure_pay_sets_make(&made, report, policy, PG_PUBLISH, is_bonus)) {
        read_published(report, &made, is_bonus);
        status = PAYGAP_OK;
        for (size_t set = 0; set < made.n_listed; set++) {
            if (made.is_chosen[set] && made.sets.size[set] < made.thresholds[set])
                status = not_safe(err, "the pay of a small group");
        }
        if (status == PAYGAP_OK)
            status = pg_disclosure_find_pay_leak(&made, &leak, err);
        if (status == PAYGAP_OK && leak.found)
            status = not_safe(err, "the pay of a small group");
    }
    pg_disclosure_pay_sets_free(&made);
    return status == PAYGAP_MEMORY ? pg_no_memory(err) : status;
}

paygap_status pg_disclosure_prove(const struct pg_report *report,
                                  const struct pg_policy *policy, paygap_error *err)
{
    PG_TRY(prove_counts(report, policy, err));
    PG_TRY(prove_pay(report, policy, false, err));
    PG_TRY(prove_pay(report, policy, true, err));
    return PAYGAP_OK;
}
