// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_measures.h"

static void add_counts(struct paygap_results *results, struct pg_report *report,
                       const struct pg_breakdown *breakdown, struct pg_part_of *part)
{
    const size_t counts[] = {part->disclosed, part->declined, part->not_known};

    for (unsigned k = 0; k < 3; k++)
        pg_measures_set_count(
            results,
            pg_results_breakdown_add(results, report, breakdown, part, "",
                                     (enum pg_measure)(PG_MEASURE_DISCLOSED + k)),
            counts[k]);
}

void pg_measures_disclosure(struct paygap_results *results, struct pg_report *report,
                            struct pg_breakdown *breakdown)
{
    for (size_t i = 0; i < breakdown->n_parts; i++) {
        struct pg_part_of *part = &breakdown->parts[i];
        part->comparator = "";
        if (part->headcount == 0)
            continue;
        add_counts(results, report, breakdown, part);
        paygap_figure *rate = pg_results_breakdown_add(results, report, breakdown, part, "",
                                                       PG_MEASURE_DISCLOSURE_RATE);
        pg_measures_set_share(results, rate, part->disclosed, part->headcount, "");
        if (rate == NULL)
            return;
        struct pg_interval wilson = pg_stats_wilson(part->disclosed, part->headcount);
        rate->has_interval = true;
        rate->interval_lower = 100 * wilson.lower;
        rate->interval_upper = 100 * wilson.upper;
    }
}
