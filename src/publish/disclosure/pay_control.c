// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Which means, medians and gaps of hourly or bonus pay are hidden from an audience. First
 * those of few people and those that one or two people dominate; then, as long as
 * pay_sets.c finds a leak, the set that it names, with all sets of the same people. Then
 * the marks are written: a gap is hidden with either of its sides, bounds also with the
 * undisclosed, and the split of a difference with any of its groups.
 *
 * Invariant: sets are only hidden, never shown again, so the loop ends. Pounds of both
 * sexes go together, because the statutory gap beside the pay of one would give that of the
 * other. control.c calls it for each audience and each kind of pay, before the counts.
 */
#include "parts.h"

#include <stdlib.h>

/** The measures of one kind of pay. */
struct kind {
    enum pg_measure mean_pay, median_pay, mean_gap, median_gap, first_bound;
};

static const struct kind hourly = {PG_MEASURE_MEAN_HOURLY_PAY, PG_MEASURE_MEDIAN_HOURLY_PAY,
                                   PG_MEASURE_MEAN_HOURLY_GAP, PG_MEASURE_MEDIAN_HOURLY_GAP,
                                   PG_MEASURE_MEAN_HOURLY_GAP_LOWEST};
static const struct kind bonus = {PG_MEASURE_MEAN_BONUS_PAY, PG_MEASURE_MEDIAN_BONUS_PAY,
                                  PG_MEASURE_MEAN_BONUS_GAP, PG_MEASURE_MEDIAN_BONUS_GAP,
                                  PG_MEASURE_MEAN_BONUS_GAP_LOWEST};

enum { N_BOUNDS = 8 };

static void hide(struct pg_report *report, const struct pg_part_of *part,
                 enum pg_measure measure, enum pg_audience audience, enum pg_hidden why)
{
    pg_results_report_hide(report, pg_results_thing_of_figure(part, measure), audience,
                           why);
}

static enum pg_hidden primary(const struct pg_pay_sets *made, size_t set, bool is_bonus)
{
    const struct pg_part_of *part = made->parts[set];

    if (made->sets.size[set] < made->thresholds[set])
        return PG_HIDDEN_SMALL;
    return (is_bonus ? part->is_bonus_dominated : part->is_hourly_dominated)
               ? PG_HIDDEN_DOMINANCE
               : PG_SHOWN;
}

// The bounds rest on the undisclosed as well, and tell nothing new if their pay is shown.
static bool are_undisclosed_shown(const struct pg_breakdown *breakdown,
                                  const enum pg_hidden *hidden, const size_t *sizes)
{
    for (size_t i = 0; i < breakdown->n_parts; i++) {
        if (breakdown->parts[i].kind != PG_PART_NAMED && sizes[i] > 0 &&
            hidden[i] != PG_SHOWN)
            return false;
    }
    return true;
}

// Gaps rest on both sides.
static void hide_gaps(struct pg_report *report, const struct pg_breakdown *breakdown,
                      const enum pg_hidden *hidden, const size_t *sizes,
                      const struct kind *kind, enum pg_audience audience)
{
    bool is_base_hidden =
        breakdown->comparator != PG_NO_PART && hidden[breakdown->comparator] != PG_SHOWN;
    bool shows_undisclosed = are_undisclosed_shown(breakdown, hidden, sizes);

    for (size_t i = 0; i < breakdown->n_parts; i++) {
        const struct pg_part_of *part = &breakdown->parts[i];
        bool hides_men = breakdown->kind == PG_GROUPS_BY_SEX && i % 2 == PG_WOMEN &&
                         hidden[i - 1] != PG_SHOWN;
        enum pg_hidden why = hidden[i] != PG_SHOWN ? hidden[i] : PG_HIDDEN_SECONDARY;
        bool is_hidden = hidden[i] != PG_SHOWN || is_base_hidden || hides_men;
        if (is_hidden) {
            hide(report, part, kind->mean_gap, audience, why);
            hide(report, part, kind->median_gap, audience, why);
        }
        for (unsigned k = 0; k < N_BOUNDS && (is_hidden || !shows_undisclosed); k++)
            hide(report, part, (enum pg_measure)(kind->first_bound + k), audience, why);
    }
}

// The parts of the difference are sums over all groups: they tell something of hidden ones.
static void hide_split(struct pg_report *report, const struct pg_breakdown *breakdown,
                       const enum pg_hidden *hidden, const size_t *sizes,
                       bool are_sexes_hidden, enum pg_audience audience)
{
    bool is_hidden = are_sexes_hidden;

    for (size_t i = 0; i < breakdown->n_parts; i++)
        is_hidden = is_hidden || (sizes[i] > 0 && hidden[i] != PG_SHOWN);
    if (are_sexes_hidden)
        hide(report, &breakdown->whole, PG_MEASURE_MEAN_DIFFERENCE, audience,
             PG_HIDDEN_SECONDARY);
    if (!is_hidden)
        return;
    hide(report, &breakdown->whole, PG_MEASURE_BETWEEN_GROUPS, audience,
         PG_HIDDEN_SECONDARY);
    hide(report, &breakdown->whole, PG_MEASURE_WITHIN_GROUPS, audience,
         PG_HIDDEN_SECONDARY);
}

static void mark(struct pg_report *report, const struct pg_pay_sets *made,
                 const enum pg_hidden *hidden, enum pg_audience audience, bool is_bonus)
{
    const struct kind *kind = is_bonus ? &bonus : &hourly;

    for (size_t set = 0; set < made->n_listed; set++) {
        if (hidden[set] == PG_SHOWN)
            continue;
        hide(report, made->parts[set], kind->mean_pay, audience, hidden[set]);
        hide(report, made->parts[set], kind->median_pay, audience, hidden[set]);
    }
    for (size_t block = 1; block < made->n_blocks; block++) {
        size_t first = made->first[block];
        const struct pg_breakdown *breakdown = made->breakdowns[first];
        const size_t *sizes = made->sets.size + first;
        hide_gaps(report, breakdown, hidden + first, sizes, kind, audience);
        if (breakdown->kind == PG_GROUPS_BY_SEX)
            hide_split(report, breakdown, hidden + first, sizes,
                       hidden[0] != PG_SHOWN || hidden[1] != PG_SHOWN, audience);
    }
}

// Hides a set with all those of the same people.
static void hide_set(struct pg_pay_sets *made, enum pg_hidden *hidden, size_t which)
{
    made->is_chosen[which] = false;
    for (size_t set = 0; set < made->n_listed; set++) {
        if (made->twin[set] == which && hidden[set] == PG_SHOWN)
            hidden[set] = PG_HIDDEN_SECONDARY;
    }
}

// The statutory gap is published, and with the pay of one sex it gives that of the other.
static void hide_both_sexes(struct pg_pay_sets *made, enum pg_hidden *hidden)
{
    for (size_t sex = 0; sex < 2; sex++) {
        if (hidden[sex] != PG_SHOWN && made->sets.size[sex] > 0)
            hide_set(made, hidden, made->twin[1 - sex]);
    }
}

static paygap_status protect(struct pg_pay_sets *made, enum pg_hidden *hidden,
                             paygap_error *err)
{
    for (;;) {
        struct pg_pay_leak leak;
        PG_TRY(pg_disclosure_find_pay_leak(made, &leak, err));
        if (!leak.found)
            return PAYGAP_OK;
        if (leak.to_hide == SIZE_MAX)
            return pg_fail(err, PAYGAP_FAULT,
                           "no set of published means protects a small group; please "
                           "report this");
        hide_set(made, hidden, leak.to_hide);
        hide_both_sexes(made, hidden);
    }
}

paygap_status pg_disclosure_control_pay(struct pg_report *report,
                                        const struct pg_policy *policy,
                                        enum pg_audience audience, bool is_bonus,
                                        paygap_error *err)
{
    struct pg_pay_sets made;
    paygap_status status = PAYGAP_MEMORY;
    enum pg_hidden *hidden = NULL;

    if (pg_disclosure_pay_sets_make(&made, report, policy, audience, is_bonus))
        hidden = calloc(made.sets.n_sets + 1, sizeof *hidden);
    if (hidden != NULL) {
        for (size_t set = 0; set < made.n_listed; set++) {
            hidden[set] = primary(&made, set, is_bonus);
            // Of sets of the same people all are hidden if one is.
            if (hidden[made.twin[set]] == PG_SHOWN)
                hidden[made.twin[set]] = hidden[set];
        }
        for (size_t set = 0; set < made.n_listed; set++) {
            hidden[set] = hidden[set] != PG_SHOWN ? hidden[set] : hidden[made.twin[set]];
            made.is_chosen[set] = hidden[set] == PG_SHOWN;
        }
        hide_both_sexes(&made, hidden);
        status = protect(&made, hidden, err);
        if (status == PAYGAP_OK)
            mark(report, &made, hidden, audience, is_bonus);
    }
    free(hidden);
    pg_disclosure_pay_sets_free(&made);
    return status == PAYGAP_MEMORY ? pg_no_memory(err) : status;
}
