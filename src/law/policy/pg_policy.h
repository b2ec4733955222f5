// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * policy: the choices the Regulations leave to the employer, with the defaults this program
 * takes. The configuration fills a struct pg_policy; pay, population and measures read it.
 */
#ifndef PG_POLICY_H
#define PG_POLICY_H

#include "pg_base.h"

struct pg_regime;

enum pg_tie_precision { PG_TIES_EXACT, PG_TIES_PENNY };

enum pg_multiple_contracts {
    PG_CONTRACTS_ERROR,
    PG_CONTRACTS_MERGE,
    PG_CONTRACTS_SEPARATE
};

/** The smallest groups that figures are shown of. */
enum pg_minimum {
    PG_MINIMUM_PUBLISH_ETHNICITY, /**< people behind a pay statistic, published */
    PG_MINIMUM_PUBLISH,
    PG_MINIMUM_INTERNAL_ETHNICITY, /**< the same in the internal workbook */
    PG_MINIMUM_INTERNAL,
    PG_MINIMUM_COUNT, /**< smallest count in a published table but 0 */
    PG_N_MINIMA
};

struct pg_policy {
    const struct pg_regime *regime; /**< NULL = the default; see pg_policy_regime() */
    enum pg_tie_precision tie_precision;
    enum pg_multiple_contracts multiple_contracts;
    uint32_t default_bonus_period; /**< millionths of a day; 0 = none given */
    unsigned minimum[PG_N_MINIMA]; /**< 0 = the default; see pg_policy_minimum() */
};

/** One choice as the method page prints it. */
struct pg_choice {
    const char *key, *point, *choice, *why;
};

/** Number of choices in force under any policy, and choice `index` of `policy`. The texts
 *  are constants, or are put together in `number`. */
size_t pg_policy_n_choices(void);
struct pg_choice pg_policy_choice(const struct pg_policy *policy, size_t index,
                                  char number[static 32]);

/** A minimum in force: 50, 10, 20, 5 and 5 people unless the policy says otherwise. */
unsigned pg_policy_minimum(const struct pg_policy *policy, enum pg_minimum minimum);

/** What may come of a minimum in force that is below the default; NULL if it is not. The
 *  text is put together in `text`. */
const char *pg_policy_minimum_warning(const struct pg_policy *policy,
                                      enum pg_minimum minimum, char text[static 256]);

/** "minimum_publish_ethnicity" and so on. */
const char *pg_policy_minimum_key(enum pg_minimum minimum);

/** Sets the regime from the sector of the employer; false if no regime has that key. */
bool pg_policy_set_sector(struct pg_policy *policy, struct pg_str value);

/** The regime in force: the default unless a sector was set. Never NULL. */
const struct pg_regime *pg_policy_regime(const struct pg_policy *policy);

#endif
