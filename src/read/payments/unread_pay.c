// SPDX-License-Identifier: GPL-3.0-or-later
/* Columns of a payroll that nobody reads, though their name is that of pay. */
#include "pg_payments.h"

#include "pg_survey.h"

bool pg_payments_says_pay(const struct pg_column_survey *column, struct pg_str header)
{
    struct pg_element_proposal proposal = pg_payments_element_propose(header);
    bool is_pay = proposal.class != PG_PAY_NONE
                      ? pg_payments_pay_class_effect(proposal.class) != PG_EFFECT_LEFT_OUT
                      : proposal.why[0] != '\0';

    // Leave in small numbers is days, not money.
    bool is_small = column->n_nonzero > 0 && column->n_hours == column->n_nonzero;
    bool is_days =
        proposal.class == PG_PAY_LEAVE && (is_small || pg_schema_says_leave_left(header));

    return !column->is_used && column->meaning == PG_MEANING_NONE && is_pay && !is_days &&
           !pg_schema_says_no_money(header) && !pg_schema_text_has(header, "o/r");
}

bool pg_payments_is_unread_pay(const struct pg_column_survey *column, struct pg_str header)
{
    return pg_payments_says_pay(column, header) && pg_schema_has_amounts(column);
}
