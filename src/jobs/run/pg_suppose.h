// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What the figures would be if one thing were otherwise: a choice the employer has, or a
 * mistake that is often made. The run is made again with that one thing changed.
 */
#ifndef PG_SUPPOSE_H
#define PG_SUPPOSE_H

#include "pg_base.h"

enum pg_suppose {
    PG_SUPPOSE_NOTHING,
    // choices
    PG_SUPPOSE_OTHER_TIES,      /**< exact instead of penny, or the reverse */
    PG_SUPPOSE_NO_KNOWN_RATES,  /**< pay and hours go before known hourly rates */
    PG_SUPPOSE_OTHER_CONTRACTS, /**< posts apart instead of merged, or the reverse */
    PG_SUPPOSE_LEAVE_COUNTS,    /**< reduced pay because of leave leaves nobody out */
    PG_SUPPOSE_BLANK_IS_FULL,   /**< a blank full-pay cell means full pay */
    PG_SUPPOSE_PARTNERS,        /**< partners count */
    PG_SUPPOSE_NO_SACRIFICE,    /**< salary sacrifice is not deducted */
    PG_SUPPOSE_NO_ELEMENT,      /**< a pay element is left out altogether */
    // mistakes
    PG_SUPPOSE_OVERTIME,       /**< overtime counts as ordinary pay */
    PG_SUPPOSE_WHOLE_BONUS,    /**< bonuses of the period are taken whole */
    PG_SUPPOSE_NO_BONUS,       /**< bonuses of the period are left out of hourly pay */
    PG_SUPPOSE_WEEKS_52,       /**< a year is 52 weeks, a month a twelfth of it */
    PG_SUPPOSE_QUARTER_121_76, /**< a quarter is 121.76 days */
    PG_SUPPOSE_MONTH_4,        /**< a month is 4 weeks, a year what it is */
    PG_SUPPOSE_MONTH_4_33,
    PG_SUPPOSE_MONTH_4_345,
    PG_SUPPOSE_MONTH_4_OF_52, /**< a month is 4 weeks, a year 52 */
    PG_SUPPOSE_MONTH_4_33_OF_52,
    PG_SUPPOSE_MONTH_4_345_OF_52,
    PG_SUPPOSE_SAME_HOURS,   /**< everybody works the same number of hours */
    PG_SUPPOSE_SEXES_SWAPPED /**< men are taken for women and women for men */
};

struct pg_supposition {
    enum pg_suppose what;
    const char *element; /**< of PG_SUPPOSE_NO_ELEMENT; of PG_SUPPOSE_OVERTIME, a column
                              that is not read otherwise, or NULL */
};

/** What is supposed at once. */
struct pg_suppositions {
    struct pg_supposition items[2];
    size_t n;
};

#endif
