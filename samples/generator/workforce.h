// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What the council is made of: its pay spine, grades, departments, posts, and the words
 * used for ethnicity, disability and so on. Only tables; employee.c draws people from them
 * and pay.c pays them.
 *
 * Every salary, share and name is invented. The shapes (twelve grades of four points, care
 * and schools mostly part-time and mostly women, trades mostly men and paid weekly) are
 * those of English councils in general and of none in particular.
 */
#ifndef COUNCIL_WORKFORCE_H
#define COUNCIL_WORKFORCE_H

#include <stddef.h>
#include <stdint.h>

enum sex { SEX_MALE, SEX_FEMALE };

enum pay_period { PAY_WEEKLY, PAY_LUNAR, PAY_MONTHLY }; // lunar: four weeks

enum contract {
    CONTRACT_PERMANENT,
    CONTRACT_FIXED_TERM,
    CONTRACT_CASUAL,
    CONTRACT_APPRENTICE,
};

enum age_band {
    AGE_16_TO_24,
    AGE_25_TO_34,
    AGE_35_TO_44,
    AGE_45_TO_54,
    AGE_55_TO_64,
    AGE_65_AND_OVER,
    N_AGE_BANDS
};

enum department {
    DEPARTMENT_ADULTS,
    DEPARTMENT_CHILDREN,
    DEPARTMENT_SCHOOLS,
    DEPARTMENT_FACILITIES,
    DEPARTMENT_HIGHWAYS,
    DEPARTMENT_WASTE,
    DEPARTMENT_PLANNING,
    DEPARTMENT_HOUSING,
    DEPARTMENT_CORPORATE,
    DEPARTMENT_LIBRARIES,
    N_DEPARTMENTS
};

/** The payment a post may attract that this council's payroll books as bonus. */
enum bonus_scheme {
    BONUS_NONE,
    BONUS_GRITTING, /**< winter gritting, paid at the end of a quarter */
    BONUS_MARKET,   /**< a twelfth every month */
    BONUS_MERIT,    /**< once a year, senior managers */
};

enum {
    POINTS_PER_GRADE = 4,
    N_GRADES = 12,
    N_SPINE_POINTS = N_GRADES * POINTS_PER_GRADE,
    FULL_TIME_HUNDREDTHS = 3700, /**< weekly hours are held in hundredths of an hour */
    N_ETHNICITIES = 21,          /**< 19 groups, "Prefer not to say", and blank */
    ETHNICITY_N_WHITE = 5,       /**< the first five groups */
    ETHNICITY_N_GROUPS = 19,
    ETHNICITY_DECLINED = 19,
    ETHNICITY_BLANK = 20,
    N_DISABILITIES = 4,
};

/** One kind of job; the shares are per mille unless said otherwise. */
struct post {
    uint8_t department;
    uint8_t grade;   /**< 1 to N_GRADES */
    uint16_t weight; /**< how common the post is, against the sum of all weights */
    uint16_t women;  /**< share of holders who are women */
    uint16_t women_part_time;
    uint16_t men_part_time;
    uint8_t pay_period;
    uint16_t casual;    /**< share of holders on casual contracts */
    uint16_t on_shifts; /**< share of holders who work shifts */
    uint8_t bonus_scheme;
    uint16_t in_scheme; /**< share of holders in the bonus scheme */
};

extern const struct post council_posts[];
extern const size_t n_council_posts;

/** Full-time annual salaries in pounds, lowest first, four to a grade. */
extern const uint32_t spine_salaries[N_SPINE_POINTS];

extern const char *const pay_period_names[];
extern const char *const contract_names[];
extern const char *const age_band_names[N_AGE_BANDS];
extern const char *const department_names[N_DEPARTMENTS];
extern const char *const ethnicity_names[N_ETHNICITIES];
extern const char *const disability_names[N_DISABILITIES];

#endif
