// SPDX-License-Identifier: GPL-3.0-or-later
/** The mistakes that published figures are searched for. */
#ifndef PG_AUDIT_MISTAKES_H
#define PG_AUDIT_MISTAKES_H

#include "pg_audit.h"

/** What a mistake makes of the figures is worked out from this. */
struct pg_basis {
    const struct pg_workings *workings;
    struct pg_fourteen right;
    double mean[2], median[2]; /**< hourly pay of men and women */
    double mean_bonus[2], median_bonus[2];
    size_t n_hourly[2], n_in_bonus[2], n_paid[2];
    double *pay; /**< hourly, in the order of the workings */
};

enum { PG_MOST_MISTAKES = 40 };

struct pg_mistake {
    const char *what;         /**< as it goes on after "The mistake: " */
    const char *rule;         /**< that it breaks */
    enum pg_suppose supposed; /**< made again with this, or ... */
    void (*make)(const struct pg_basis *basis, struct pg_fourteen *figures);
};

extern const struct pg_mistake pg_mistakes[];
extern const size_t pg_n_mistakes;

/** False when out of memory; the caller frees in either case. */
bool pg_basis_make(struct pg_basis *basis, const struct pg_workings *workings);
void pg_basis_free(struct pg_basis *basis);

#endif
