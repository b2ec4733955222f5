// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What an employee was paid in the pay period in which the snapshot date, 31 March, falls,
 * and the bonuses of the twelve months up to it. Amounts are whole pence.
 */
#ifndef COUNCIL_PAY_H
#define COUNCIL_PAY_H

#include <stdbool.h>
#include <stdint.h>

#include "employee.h"

enum bonus_period { BONUS_PERIOD_NONE, BONUS_MONTHLY, BONUS_QUARTERLY, BONUS_ANNUAL };

struct payslip {
    uint64_t basic_pence;
    uint64_t allowances_pence;
    uint64_t shift_premium_pence;
    uint64_t leave_pay_pence;
    uint64_t bonus_pence;           /**< paid in the pay period */
    enum bonus_period bonus_period; /**< the length that bonus relates to */
    uint64_t bonus_12_months_pence; /**< never less than bonus_pence */
    bool is_full_pay;               /**< false: paid less, or nothing, because of leave */
};

struct payslip pay_employee(uint64_t seed, const struct employee *employee);

#endif
