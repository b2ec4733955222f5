// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The payslip of one employee in the pay period: basic pay as a council works it out,
 * allowances, shift premium, bonuses, and leave that reduces them. Whole pence throughout.
 * The rates and chances are made up; what they are for is that every rule about pay meets
 * somebody.
 */
#include "pay.h"

#include <stddef.h>

#include "prng.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static uint64_t basic_pay(const struct job *job);
static void add_extras(struct payslip *payslip, const struct job *job, struct prng *prng);
static void add_bonuses(struct payslip *payslip, const struct job *job, struct prng *prng);
static void apply_leave(struct payslip *payslip, const struct employee *employee,
                        struct prng *prng);

struct payslip pay_employee(uint64_t seed, const struct employee *employee)
{
    struct prng prng;
    prng_start(&prng, seed, employee->number, PRNG_STREAM_PAY);

    struct payslip payslip = {.is_full_pay = true};
    // A casual who had no work in the period: employed, on full pay, paid nothing.
    if (employee->job.contract == CONTRACT_CASUAL && prng_chance(&prng, 120))
        return payslip;

    payslip.basic_pence = basic_pay(&employee->job);
    add_extras(&payslip, &employee->job, &prng);
    add_bonuses(&payslip, &employee->job, &prng);
    apply_leave(&payslip, employee, &prng);
    return payslip;
}

/** Half a penny up, as payroll offices do; `divisor` is not zero. */
static uint64_t divide_rounded(uint64_t dividend, uint64_t divisor)
{
    return (dividend + divisor / 2) / divisor;
}

/** The share of a full-time amount that somebody's hours earn. */
static uint64_t by_hours(uint64_t full_time_pence, const struct job *job)
{
    return divide_rounded(full_time_pence * job->weekly_hundredths, FULL_TIME_HUNDREDTHS);
}

/**
 * Monthly: a twelfth of the salary, by hours. Weekly and four-weekly: hours at the hourly
 * rate, which local government takes as salary / 52.143 / 37 to the penny.
 */
static uint64_t basic_pay(const struct job *job)
{
    const uint64_t salary_pence = UINT64_C(100) * spine_salaries[job->spine_point];
    if (job->post->pay_period == PAY_MONTHLY)
        return divide_rounded(salary_pence * job->weekly_hundredths,
                              UINT64_C(12) * FULL_TIME_HUNDREDTHS);

    const uint64_t hourly_pence = divide_rounded(salary_pence * 1000, UINT64_C(52143) * 37);
    const uint64_t week_pence = divide_rounded(hourly_pence * job->weekly_hundredths, 100);
    return job->post->pay_period == PAY_WEEKLY ? week_pence : 4 * week_pence;
}

/** A flat amount a month, as the pay period in question pays it. */
static uint64_t per_pay_period(uint64_t monthly_pence, enum pay_period pay_period)
{
    switch (pay_period) {
    case PAY_WEEKLY:
        return divide_rounded(monthly_pence * 12, 52);
    case PAY_LUNAR:
        return divide_rounded(monthly_pence * 12, 13);
    default:
        return monthly_pence;
    }
}

/** First aid, standby, essential car user; shift premium as a percentage of basic pay. */
static void add_extras(struct payslip *payslip, const struct job *job, struct prng *prng)
{
    static const uint16_t monthly_allowances_pence[] = {1250, 4500, 7025, 10325};
    static const uint16_t allowance_weights[] = {40, 20, 25, 15};
    static const uint16_t shift_percent[] = {10, 15, 20, 33};
    static const uint16_t shift_weights[] = {40, 25, 25, 10};

    if (prng_chance(prng, job->contract == CONTRACT_PERMANENT ? 90 : 20)) {
        const size_t kind = prng_pick(prng, allowance_weights, COUNT_OF(allowance_weights));
        payslip->allowances_pence = per_pay_period(monthly_allowances_pence[kind],
                                                   (enum pay_period)job->post->pay_period);
    }
    if (prng_chance(prng, job->post->on_shifts)) {
        const size_t rate = prng_pick(prng, shift_weights, COUNT_OF(shift_weights));
        payslip->shift_premium_pence =
            divide_rounded(payslip->basic_pence * shift_percent[rate], 100);
    }
}

static void pay_bonus_now(struct payslip *payslip, uint64_t pence, enum bonus_period period)
{
    payslip->bonus_pence = pence;
    payslip->bonus_period = period;
    payslip->bonus_12_months_pence += pence;
}

/** Retainer for the winter rota, for one or two quarters, the last paid in March. */
static void add_gritting(struct payslip *payslip, struct prng *prng)
{
    const uint64_t quarter_pence = 35000 + 7500 * prng_below(prng, 7);

    if (prng_chance(prng, 800))
        pay_bonus_now(payslip, quarter_pence, BONUS_QUARTERLY);
    if (payslip->bonus_pence == 0 || prng_chance(prng, 700))
        payslip->bonus_12_months_pence += quarter_pence;
}

/** From 1,200 to 4,800 pounds a year, by hours; paid monthly for 3 to 12 months so far. */
static void add_market_supplement(struct payslip *payslip, const struct job *job,
                                  struct prng *prng)
{
    const uint64_t month_pence = by_hours(10000 + 5000 * prng_below(prng, 7), job);
    const uint64_t earlier_months = prng_chance(prng, 750) ? 11 : 2 + prng_below(prng, 9);

    pay_bonus_now(payslip, month_pence, BONUS_MONTHLY);
    payslip->bonus_12_months_pence += earlier_months * month_pence;
}

/** Two to five per cent of salary for the year, paid in March or the autumn before. */
static void add_merit_pay(struct payslip *payslip, const struct job *job, struct prng *prng)
{
    const uint64_t percent = 2 + prng_below(prng, 4);
    const uint64_t pence = by_hours(percent * spine_salaries[job->spine_point], job);

    if (prng_chance(prng, 500))
        pay_bonus_now(payslip, pence, BONUS_ANNUAL);
    else
        payslip->bonus_12_months_pence += pence;
}

/** An ex gratia payment for extra duties, rarely in the pay period itself. */
static void add_honorarium(struct payslip *payslip, const struct job *job,
                           struct prng *prng)
{
    const uint64_t pence = by_hours(15000 + 5000 * prng_below(prng, 16), job);

    if (payslip->bonus_pence != 0 || !prng_chance(prng, 350))
        payslip->bonus_12_months_pence += pence;
    else
        pay_bonus_now(payslip, pence,
                      (enum bonus_period)(BONUS_MONTHLY + prng_below(prng, 3)));
}

static void add_bonuses(struct payslip *payslip, const struct job *job, struct prng *prng)
{
    if (prng_chance(prng, job->post->in_scheme)) {
        switch ((enum bonus_scheme)job->post->bonus_scheme) {
        case BONUS_GRITTING:
            add_gritting(payslip, prng);
            break;
        case BONUS_MARKET:
            add_market_supplement(payslip, job, prng);
            break;
        case BONUS_MERIT:
            add_merit_pay(payslip, job, prng);
            break;
        case BONUS_NONE:
            break;
        }
    }
    if (job->contract == CONTRACT_PERMANENT &&
        prng_chance(prng, job->post->grade < 5 ? 8 : 25))
        add_honorarium(payslip, job, prng);
    // A voucher for twenty-five years of service.
    if (job->contract == CONTRACT_PERMANENT && prng_chance(prng, 6))
        payslip->bonus_12_months_pence += 25000;
}

/** Nothing but a flat statutory amount, or nine tenths of pay where that is less. */
static void take_maternity_leave(struct payslip *payslip, enum pay_period pay_period)
{
    const uint64_t statutory_pence = per_pay_period(81000, pay_period);
    const uint64_t nine_tenths_pence = payslip->basic_pence * 9 / 10;

    payslip->leave_pay_pence =
        statutory_pence < nine_tenths_pence ? statutory_pence : nine_tenths_pence;
    payslip->basic_pence = 0;
    payslip->shift_premium_pence = 0;
    payslip->is_full_pay = false;
}

static void take_sick_leave_on_half_pay(struct payslip *payslip)
{
    payslip->leave_pay_pence = divide_rounded(payslip->basic_pence, 2);
    payslip->basic_pence = 0;
    payslip->shift_premium_pence = 0;
    payslip->is_full_pay = false;
}

/** From one tenth of the period to all of it. */
static void take_unpaid_leave(struct payslip *payslip, struct prng *prng)
{
    const uint64_t tenths_worked = prng_below(prng, 10);

    payslip->basic_pence = payslip->basic_pence * tenths_worked / 10;
    payslip->shift_premium_pence = payslip->shift_premium_pence * tenths_worked / 10;
    payslip->is_full_pay = false;
}

/** Annual leave is a line of its own on a weekly payslip; both lines are full pay. */
static void take_annual_leave(struct payslip *payslip, struct prng *prng)
{
    const uint64_t days = 1 + prng_below(prng, 4);

    payslip->leave_pay_pence = divide_rounded(payslip->basic_pence * days, 5);
    payslip->basic_pence -= payslip->leave_pay_pence;
}

static void apply_leave(struct payslip *payslip, const struct employee *employee,
                        struct prng *prng)
{
    const enum pay_period pay_period = (enum pay_period)employee->job.post->pay_period;
    const bool may_be_mother =
        employee->person.sex == SEX_FEMALE && employee->person.age_band <= AGE_35_TO_44;

    if (employee->job.contract == CONTRACT_CASUAL)
        return;
    if (may_be_mother && prng_chance(prng, 40))
        take_maternity_leave(payslip, pay_period);
    else if (prng_chance(prng, 12))
        take_sick_leave_on_half_pay(payslip);
    else if (prng_chance(prng, 8))
        take_unpaid_leave(payslip, prng);
    else if (pay_period == PAY_WEEKLY && prng_chance(prng, 150))
        take_annual_leave(payslip, prng);
}
