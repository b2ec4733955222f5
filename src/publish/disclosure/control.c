// SPDX-License-Identifier: GPL-3.0-or-later
/* The order of disclosure control: counts, pay, how each thing is told. */
#include "parts.h"

static paygap_status control_pay(const struct pg_marking *marking,
                                 struct pg_report_system *counts,
                                 const struct pg_witnesses *witnesses, enum pg_paid paid,
                                 paygap_error *err)
{
    struct pg_pay_system pay;
    bool begun =
        pg_disclosure_pay_begin(&pay, marking->report, marking->policy, counts, paid);
    paygap_status status =
        begun ? pg_disclosure_pay(&pay, witnesses, err) : pg_no_memory(err);

    if (status == PAYGAP_OK && !pg_disclosure_mark_pay(marking, &pay))
        status = pg_no_memory(err);
    pg_disclosure_pay_free(&pay);
    return status;
}

static paygap_status control(const struct pg_marking *marking,
                             struct pg_report_system *counts,
                             struct pg_witnesses *witnesses, paygap_error *err)
{
    PG_TRY(pg_disclosure_ranges(&counts->system, witnesses, err));
    PG_TRY(pg_disclosure_witnesses_check(witnesses, err));
    if (!pg_disclosure_mark_counts(marking))
        return pg_no_memory(err);
    PG_TRY(control_pay(marking, counts, witnesses, PG_PAID_HOURLY, err));
    return control_pay(marking, counts, witnesses, PG_PAID_BONUS, err);
}

paygap_status pg_disclosure_control(struct paygap_results *results,
                                    struct pg_report *report,
                                    const struct pg_policy *policy, paygap_error *err)
{
    struct pg_report_system counts;
    struct pg_witnesses witnesses = {0};
    const struct pg_marking marking = {results, report, policy, &counts};
    bool made = pg_disclosure_report_make(&counts, report, policy);
    paygap_status status =
        made ? control(&marking, &counts, &witnesses, err) : pg_no_memory(err);

    if (status == PAYGAP_OK)
        pg_disclosure_mark_internally(report, policy);
    pg_disclosure_witnesses_free(&witnesses);
    pg_disclosure_report_free(&counts);
    return status;
}
