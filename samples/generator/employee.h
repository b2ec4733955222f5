// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * One invented employee: a person, and the job they hold. Nothing here is money; pay.h
 * works out what somebody with this job is paid.
 *
 * employee_make() gives employee `number` of the council with seed `seed`; the same two
 * numbers always give the same employee, however many others are made and in what order.
 */
#ifndef COUNCIL_EMPLOYEE_H
#define COUNCIL_EMPLOYEE_H

#include <stdint.h>

#include "workforce.h"

/** What stays with somebody whatever they work as. */
struct person {
    enum sex sex;
    enum age_band age_band;
    uint8_t ethnicity;  /**< index into ethnicity_names */
    uint8_t disability; /**< index into disability_names */
};

/** What changes when somebody moves, is promoted or changes hours. */
struct job {
    const struct post *post;
    enum contract contract;
    uint8_t spine_point;        /**< index into spine_salaries */
    uint16_t weekly_hundredths; /**< hours a week, in hundredths of an hour */
};

struct employee {
    uint64_t number; /**< from 0 */
    struct person person;
    struct job job;
};

struct employee employee_make(uint64_t seed, uint64_t number);

#endif
