// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * How counts are told, and what is made of them: a share beside a range is a range, from
 * the ends of its counts, the lower end rounded down and the upper up. Nothing is made from
 * an exact count that is not told.
 */
#include "parts.h"

#include <math.h>

/** What is told of a number of people. */
struct ends {
    double lower, upper;
};

static struct ends ends_of(const struct pg_quantity *quantity)
{
    return (struct ends){quantity->lower, quantity->upper};
}

static bool is_exact(struct ends ends)
{
    return ends.lower == ends.upper;
}

static const char *words(const struct pg_marking *marking, struct ends ends)
{
    struct pg_arena *arena = &marking->results->arena;

    return ends.lower <= 0 ? pg_arena_printf(arena, "%.0f or fewer", ends.upper)
                           : pg_arena_printf(arena, "%.0f to %.0f", ends.lower, ends.upper);
}

static bool print(const struct pg_marking *marking, size_t thing, struct pg_printed printed)
{
    return pg_results_report_print(marking->report, thing, printed);
}

static bool print_ends(const struct pg_marking *marking, size_t thing, struct ends ends,
                       bool is_small)
{
    if (thing == PG_NOTHING || is_exact(ends))
        return true;
    if (!isfinite(ends.upper)) // nothing bounds it
        return print(marking, thing,
                     (struct pg_printed){.as = PG_PRINT_NOT, .why = PG_HIDDEN_SECONDARY});
    return print(
        marking, thing,
        (struct pg_printed){.as = PG_PRINT_RANGE,
                            .why = is_small ? PG_HIDDEN_SMALL : PG_HIDDEN_SECONDARY,
                            .lower = ends.lower,
                            .upper = ends.upper,
                            .text = words(marking, ends)});
}

static bool is_small(const struct pg_system *system, const struct pg_quantity *quantity)
{
    return quantity->value > 0 && quantity->value < (double)system->threshold;
}

// Full pay is told by its complement: the headcount less those who are not on it. Beside a
// range it is told in blocks, like any count, so that the two do not tell the complement;
// but not where everybody knows that there is nobody of the sex.
static struct ends full_pay_of(const struct pg_marking *marking,
                               const struct pg_breakdown *breakdown, size_t part)
{
    const struct pg_report *report = marking->report;
    const struct pg_system *system = &marking->counts->system;
    const struct part_of_system *of =
        pg_disclosure_report_part(marking->counts, report, breakdown, part);
    const struct pg_quantity *all = &system->quantities[of->headcount];
    const struct pg_quantity *not = &system->quantities[of->not_full_pay];
    struct ends ends = {all->lower - not ->upper, all->upper - not ->lower}, block;

    bool is_one = all->lower == all->upper && not ->lower == not ->upper;
    if (!is_one && (!pg_disclosure_is_exact(all) || ends.lower < 0)) {
        pg_disclosure_blocks((double)system->threshold, ends.lower > 0 ? ends.lower : 0,
                             ends.upper, &block.lower, &block.upper);
        ends = block;
    }
    if (breakdown->kind == PG_GROUPS_BY_SEX) {
        double most =
            (double)pg_results_report_sex(report, (enum pg_sex)(part % PG_N_SEXES))
                ->full_pay;
        ends.upper = most > 0 ? ends.upper : 0;
    }
    return (struct ends){ends.lower > 0 ? ends.lower : 0, ends.upper};
}

static bool mark_full_pay(const struct pg_marking *marking,
                          const struct pg_breakdown *breakdown, size_t part,
                          struct ends ends)
{
    const struct pg_system *system = &marking->counts->system;
    const struct part_of_system *of =
        pg_disclosure_report_part(marking->counts, marking->report, breakdown, part);

    return print_ends(
        marking,
        pg_results_thing_of_figure(&breakdown->parts[part], PG_MEASURE_FULL_PAY_HEADCOUNT),
        ends,
        is_small(system, &system->quantities[of->not_full_pay]) ||
            is_small(system, &system->quantities[of->full_pay]));
}

// ---------------------------------------------------------------- shares

// A share in percent whose counts are not both told exactly.
static bool print_share(const struct pg_marking *marking, const struct pg_part_of *part,
                        enum pg_measure measure, struct ends count, struct ends whole)
{
    size_t thing = pg_results_thing_of_figure(part, measure);

    if (thing == PG_NOTHING || (is_exact(count) && is_exact(whole)))
        return true;
    // That a share cannot be formed would tell that nobody is there.
    if (!marking->report->figures[thing].has_value)
        return print(marking, thing,
                     (struct pg_printed){.as = PG_PRINT_NOT, .why = PG_HIDDEN_SECONDARY});
    double lower = whole.upper > 0 ? floor(100 * count.lower / whole.upper + 1e-9) : 0;
    double upper = whole.lower > 0   ? ceil(100 * count.upper / whole.lower - 1e-9)
                   : count.upper > 0 ? 100
                                     : 0;
    struct ends ends = {lower, upper < 100 ? upper : 100};
    if (ends.lower > 0 || ends.upper < 100)
        return print_ends(marking, thing, ends, false);
    return print(marking, thing,
                 (struct pg_printed){.as = PG_PRINT_NOT, .why = PG_HIDDEN_SECONDARY});
}

// A share of everybody tells how many there are, and so how many of no known sex, beside an
// exact count: where that is open, it is not told.
static bool print_share_of_all(const struct pg_marking *marking,
                               const struct pg_part_of *part, enum pg_measure measure,
                               struct ends count, size_t all)
{
    size_t thing = pg_results_thing_of_figure(part, measure);

    if (!marking->counts->is_everybody_open)
        return print_share(marking, part, measure, count,
                           (struct ends){(double)all, (double)all});
    return thing == PG_NOTHING ||
           print(marking, thing,
                 (struct pg_printed){.as = PG_PRINT_NOT, .why = PG_HIDDEN_SECONDARY});
}

static size_t headcount_of(const struct pg_breakdown *breakdown)
{
    size_t n = 0;

    for (size_t i = 0; i < breakdown->n_parts; i++)
        n += breakdown->parts[i].headcount;
    return n;
}

static size_t size_of_quarter(const struct pg_breakdown *breakdown, unsigned quarter)
{
    size_t n = 0;

    for (size_t i = 0; i < breakdown->n_parts; i++)
        n += breakdown->parts[i].quarters[quarter];
    return n;
}

// The base of a bonus share has those whose bonus is known: it would tell who is not.
static bool mark_bonus_share(const struct pg_marking *marking,
                             const struct pg_part_of *part, struct ends bonus,
                             struct ends headcount)
{
    size_t thing = pg_results_thing_of_figure(part, PG_MEASURE_BONUS_SHARE);

    if (part->in_bonus == part->headcount)
        return print_share(marking, part, PG_MEASURE_BONUS_SHARE, bonus, headcount);
    return thing == PG_NOTHING || !marking->report->figures[thing].has_value ||
           print(marking, thing,
                 (struct pg_printed){.as = PG_PRINT_NOT, .why = PG_HIDDEN_SECONDARY});
}

static bool mark_quarters(const struct pg_marking *marking,
                          const struct pg_breakdown *breakdown, size_t index,
                          struct ends full_pay)
{
    const struct pg_system *system = &marking->counts->system;
    const struct pg_part_of *part = &breakdown->parts[index];
    const struct part_of_system *of =
        pg_disclosure_report_part(marking->counts, marking->report, breakdown, index);
    bool marked = true;

    for (unsigned j = 0; marked && j < PG_N_QUARTERS; j++) {
        const struct pg_quantity *quantity = &system->quantities[of->quarters[j]];
        struct ends count = ends_of(quantity);
        size_t thing =
            pg_results_thing_of_figure(part, (enum pg_measure)(PG_MEASURE_LOWER_COUNT + j));
        if (thing == PG_NOTHING)
            continue;
        marked =
            print_ends(marking, thing, count, is_small(system, quantity)) &&
            print_share_of_all(marking, part, (enum pg_measure)(PG_MEASURE_LOWER_SHARE + j),
                               count, size_of_quarter(breakdown, j)) &&
            print_share(marking, part, (enum pg_measure)(PG_MEASURE_LOWER_OF_GROUP + j),
                        count, full_pay);
    }
    return marked;
}

static bool mark_figure(const struct pg_marking *marking, const struct pg_part_of *part,
                        enum pg_measure measure, size_t quantity)
{
    const struct pg_system *system = &marking->counts->system;
    const struct pg_quantity *of = &system->quantities[quantity];

    return print_ends(marking, pg_results_thing_of_figure(part, measure), ends_of(of),
                      is_small(system, of));
}

static bool mark_group(const struct pg_marking *marking,
                       const struct pg_breakdown *breakdown, size_t index)
{
    const struct pg_system *system = &marking->counts->system;
    const struct pg_part_of *part = &breakdown->parts[index];
    const struct part_of_system *of =
        pg_disclosure_report_part(marking->counts, marking->report, breakdown, index);
    struct ends headcount = ends_of(&system->quantities[of->headcount]);
    struct ends full_pay = full_pay_of(marking, breakdown, index);

    if (pg_results_thing_of_figure(part, PG_MEASURE_HEADCOUNT) == PG_NOTHING)
        return true; // it stands elsewhere
    if (!mark_figure(marking, part, PG_MEASURE_HEADCOUNT, of->headcount) ||
        !mark_full_pay(marking, breakdown, index, full_pay))
        return false;
    if (breakdown->kind == PG_GROUPS_BY_SEX)
        return true;
    struct ends bonus = ends_of(&system->quantities[of->bonus]);
    return mark_figure(marking, part, PG_MEASURE_BONUS_HEADCOUNT, of->bonus) &&
           print_share_of_all(marking, part, PG_MEASURE_WORKFORCE_SHARE, headcount,
                              headcount_of(breakdown)) &&
           mark_bonus_share(marking, part, bonus, headcount) &&
           mark_quarters(marking, breakdown, index, full_pay);
}

static bool mark_answers(const struct pg_marking *marking, const struct pg_part_of *part,
                         const struct part_of_system *of)
{
    const struct pg_system *system = &marking->counts->system;
    const size_t counts[] = {of->disclosed, of->declined, of->not_known};
    struct ends parts[3], whole = {0, 0};

    if (pg_results_thing_of_figure(part, PG_MEASURE_DISCLOSED) == PG_NOTHING)
        return true;
    for (unsigned k = 0; k < 3; k++) {
        parts[k] = ends_of(&system->quantities[counts[k]]);
        whole.lower += parts[k].lower;
        whole.upper += parts[k].upper;
        if (!mark_figure(marking, part, (enum pg_measure)(PG_MEASURE_DISCLOSED + k),
                         counts[k]))
            return false;
    }
    return print_share(marking, part, PG_MEASURE_DISCLOSURE_RATE, parts[0], whole);
}

static bool mark_totals(const struct pg_marking *marking)
{
    const struct pg_system *system = &marking->counts->system;
    bool marked = true;

    for (size_t i = 0; marked && i < system->n_quantities; i++) {
        const struct pg_quantity *quantity = &system->quantities[i];
        if (quantity->thing != PG_NOTHING && quantity->thing >= marking->report->n_figures)
            marked = print_ends(marking, quantity->thing, ends_of(quantity),
                                is_small(system, quantity));
    }
    return marked;
}

bool pg_disclosure_mark_counts(const struct pg_marking *marking)
{
    const struct pg_report *report = marking->report;

    for (size_t i = PG_SEXES + 1; i < report->n_breakdowns; i++) {
        const struct pg_breakdown *breakdown = &report->breakdowns[i];
        for (size_t k = 0; k < breakdown->n_parts; k++) {
            bool marked = breakdown->kind == PG_ANSWERS
                              ? mark_answers(marking, &breakdown->parts[k],
                                             pg_disclosure_report_part(
                                                 marking->counts, report, breakdown, k))
                              : mark_group(marking, breakdown, k);
            if (!marked)
                return false;
        }
    }
    return mark_totals(marking);
}
