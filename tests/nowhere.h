// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef NOWHERE_H
#define NOWHERE_H

#include "pg_law.h"

/*
 * A regime that is nowhere in force, put together of rules of others: as in British
 * Columbia (B.C. Reg. 225/2023, the tool of its government) one person over goes to the
 * lower band, two to the lower and the upper, three to all but the upper middle; as in
 * Ireland (S.I. 264/2022) the snapshot date is a day of June and figures are due five
 * months after it; 50 or more employees have the duty.
 */
static const struct pg_size_band few_sizes[] = {{0, "Less than 50"}, {50, "50 or more"}};
static const struct pg_period few_periods[] = {{365000000, "annual", "a year of 365 days"}};
static const struct pg_bands other_bands = {
    .n = 4, .takes_one_more = {0, 1U << 0, 1U << 0 | 1U << 3, 1U << 0 | 1U << 1 | 1U << 3}};
static const struct pg_form_figure few_figures[] = {
    {PAYGAP_STATUTORY_MEDIAN_HOURLY_GAP, "Median", "Second"},
    {PAYGAP_STATUTORY_MEAN_HOURLY_GAP, "Mean", "First"}};
static const struct pg_regime nowhere = {.key = "nowhere",
                                         .name = "Nowhere",
                                         .law = "no law",
                                         .in_short = "Nowhere: a day of June",
                                         .cited = "No law is cited.\n",
                                         .currency = "GBP",
                                         .currency_sign = "\xC2\xA3",
                                         .decimals = 1,
                                         .snapshot = {601, 630},
                                         .deadline = {.months = 5, .set = PG_N_LAW_SERIES},
                                         .size_bands = few_sizes,
                                         .n_size_bands = 2,
                                         .periods = few_periods,
                                         .n_periods = 1,
                                         .bands = &other_bands,
                                         .figures = few_figures,
                                         .n_figures = 2};

#endif
