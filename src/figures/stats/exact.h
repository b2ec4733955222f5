// SPDX-License-Identifier: GPL-3.0-or-later
/** Exact rational arithmetic of stats, with GMP. Callers initialise and clear the mpq_t. */
#ifndef PG_STATS_EXACT_H
#define PG_STATS_EXACT_H

#include "pg_stats.h"

#include <gmp.h>

void pg_stats_fraction_to_mpq(struct pg_fraction fraction, mpq_t exact);

/** The exact average, n above 0. */
void pg_stats_average_exact(const struct pg_average *average, mpq_t exact);
void pg_stats_mean_exact(const struct pg_average *mean, mpq_t exact);

/** exact x scale rounded half to even. Numbers have at most 150 digits. */
void pg_stats_round_exact(const mpq_t exact, unsigned long scale, struct pg_digits *digits);

#endif
