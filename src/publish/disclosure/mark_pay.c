// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * How pay figures are told, from the step of each mean (pay.h). A median is told as finely
 * as the mean of its group, and to 10p where it is one person's pay: of as many people as a
 * mean needs, nobody knows whose it is. A gap is worked out from its two sides as they are
 * told: exactly if both are, else to a whole percent, or as a range of them. What rests on
 * both sexes or on all groups is told if everything beneath it is.
 */
#include "parts.h"

#include <math.h>

/** The measures of one kind of pay. */
struct kind {
    enum pg_measure mean, median, mean_gap, median_gap, first_bound;
};

static const struct kind hourly = {PG_MEASURE_MEAN_HOURLY_PAY, PG_MEASURE_MEDIAN_HOURLY_PAY,
                                   PG_MEASURE_MEAN_HOURLY_GAP, PG_MEASURE_MEDIAN_HOURLY_GAP,
                                   PG_MEASURE_MEAN_HOURLY_GAP_LOWEST};
static const struct kind bonus = {PG_MEASURE_MEAN_BONUS_PAY, PG_MEASURE_MEDIAN_BONUS_PAY,
                                  PG_MEASURE_MEAN_BONUS_GAP, PG_MEASURE_MEDIAN_BONUS_GAP,
                                  PG_MEASURE_MEAN_BONUS_GAP_LOWEST};

enum { N_BOUNDS = 8 };

static const struct kind *kind_of(const struct pg_pay_system *pay)
{
    return pay->paid == PG_PAID_HOURLY ? &hourly : &bonus;
}

static bool withhold(const struct pg_marking *marking, const struct pg_part_of *part,
                     enum pg_measure measure, enum pg_hidden why)
{
    size_t thing = pg_results_thing_of_figure(part, measure);

    return thing == PG_NOTHING || !marking->report->figures[thing].has_value ||
           pg_results_report_print(marking->report, thing,
                                   (struct pg_printed){.as = PG_PRINT_NOT, .why = why});
}

// That a figure cannot be formed tells that nobody is there: where the number of people is
// not told exactly, nor is that.
static bool conceal(const struct pg_marking *marking, const struct pg_part_of *part,
                    enum pg_measure measure)
{
    size_t thing = pg_results_thing_of_figure(part, measure);

    return thing == PG_NOTHING || marking->report->figures[thing].has_value ||
           pg_results_report_print(
               marking->report, thing,
               (struct pg_printed){.as = PG_PRINT_NOT, .why = PG_HIDDEN_SECONDARY});
}

static const paygap_figure *figure_of(const struct pg_marking *marking,
                                      const struct pg_part_of *part,
                                      enum pg_measure measure)
{
    const paygap_figure *figure = pg_results_part_figure(marking->report, part, measure);

    return figure != NULL && figure->has_value ? figure : NULL;
}

// ---------------------------------------------------------------- pounds

static bool print_pounds(const struct pg_marking *marking, const struct pg_part_of *part,
                         enum pg_measure measure, enum pg_step step, enum pg_hidden why)
{
    const paygap_figure *figure = figure_of(marking, part, measure);
    struct pg_arena *arena = &marking->results->arena;

    if (figure == NULL || step == PG_STEP_PENNY)
        return true;
    if (step == PG_STEP_NOT)
        return withhold(marking, part, measure, why);
    return pg_results_report_print(
        marking->report, pg_results_thing_of_figure(part, measure),
        (struct pg_printed){.as = PG_PRINT_ROUNDED,
                            .why = why,
                            .text = step == PG_STEP_POUND
                                        ? pg_arena_printf(arena, "%.0f", figure->value)
                                        : pg_arena_printf(arena, "%.1f0", figure->value)});
}

static bool is_one_person(const struct pg_marking *marking, const struct pg_part_of *part,
                          enum pg_measure measure)
{
    const paygap_figure *figure = figure_of(marking, part, measure);

    return figure != NULL &&
           pg_results_report_place(marking->report, figure)->is_one_person;
}

// Whether the number of people behind a cell is told, and exactly.
static bool is_counted(const struct pg_marking *marking, const struct pg_pay_system *pay,
                       const struct pg_pay_cell *cell)
{
    const struct pg_quantity *n = &marking->counts->system.quantities[cell->quantity];
    size_t count = pg_results_thing_of_figure(&cell->breakdown->parts[cell->part],
                                              pay->paid == PG_PAID_HOURLY
                                                  ? PG_MEASURE_FULL_PAY_HEADCOUNT
                                                  : PG_MEASURE_BONUS_HEADCOUNT);

    return n->is_fixed ||
           pg_results_report_printed(marking->report, count, PG_PUBLISH).as ==
               PG_PRINT_EXACTLY;
}

// The step of the median of a cell.
static enum pg_step median_step(const struct pg_marking *marking,
                                const struct pg_pay_system *pay,
                                const struct pg_pay_cell *cell)
{
    const struct pg_part_of *part = &cell->breakdown->parts[cell->part];

    if (cell->step == PG_STEP_PENNY && is_one_person(marking, part, kind_of(pay)->median))
        return PG_STEP_TEN_PENCE;
    return cell->step;
}

static bool mark_cell(const struct pg_marking *marking, const struct pg_pay_system *pay,
                      const struct pg_pay_cell *cell)
{
    const struct pg_part_of *part = &cell->breakdown->parts[cell->part];
    enum pg_step step = median_step(marking, pay, cell);

    if (!is_counted(marking, pay, cell) && (!conceal(marking, part, kind_of(pay)->mean) ||
                                            !conceal(marking, part, kind_of(pay)->median)))
        return false;
    return print_pounds(marking, part, kind_of(pay)->mean, cell->step, cell->why) &&
           print_pounds(marking, part, kind_of(pay)->median, step,
                        step != cell->step ? PG_HIDDEN_ONE_PERSON : cell->why);
}

// ---------------------------------------------------------------- gaps

/** One side of a comparison: its value and how finely it is told. */
struct side {
    double value;
    enum pg_step step;
};

static bool print_gap(const struct pg_marking *marking, const struct pg_part_of *part,
                      enum pg_measure measure, struct side base, struct side group,
                      enum pg_hidden why)
{
    const paygap_figure *figure = figure_of(marking, part, measure);
    struct pg_arena *arena = &marking->results->arena;
    double base_lower, base_upper, lower, upper;

    if (figure == NULL || (base.step == PG_STEP_PENNY && group.step == PG_STEP_PENNY &&
                           !is_one_person(marking, part, measure)))
        return true;
    if (base.step == PG_STEP_NOT || group.step == PG_STEP_NOT)
        return withhold(marking, part, measure, why);
    pg_disclosure_pay_interval(base.value, base.step, &base_lower, &base_upper);
    pg_disclosure_pay_interval(group.value, group.step, &lower, &upper);
    double low = 100 * (1 - upper / base_lower), high = 100 * (1 - lower / base_upper);
    struct pg_printed printed = {.as = PG_PRINT_ROUNDED, .why = why};
    if (rint(low) == rint(high)) {
        printed.text = pg_arena_printf(arena, "%.0f", rint(low) + 0.0);
    } else {
        printed.as = PG_PRINT_RANGE;
        printed.lower = floor(low + 1e-9);
        printed.upper = ceil(high - 1e-9);
        printed.text = pg_arena_printf(arena, "%.0f to %.0f", printed.lower + 0.0,
                                       printed.upper + 0.0);
    }
    if (base_lower <= 0)
        return withhold(marking, part, measure, why);
    return pg_results_report_print(marking->report,
                                   pg_results_thing_of_figure(part, measure), printed);
}

static struct side median_side(const struct pg_marking *marking,
                               const struct pg_pay_system *pay,
                               const struct pg_pay_cell *cell)
{
    const paygap_figure *median =
        figure_of(marking, &cell->breakdown->parts[cell->part], kind_of(pay)->median);

    return (struct side){median != NULL ? median->value : 0,
                         median_step(marking, pay, cell)};
}

// The median of everybody else is not printed: it follows from the gap, as finely.
static struct side median_of_others(const struct pg_marking *marking,
                                    const struct pg_pay_system *pay,
                                    const struct pg_pay_cell *cell, enum pg_step step)
{
    const struct pg_part_of *part = &cell->breakdown->parts[cell->part];
    const paygap_figure *gap = figure_of(marking, part, kind_of(pay)->median_gap);
    const paygap_figure *own = figure_of(marking, part, kind_of(pay)->median);
    struct side side = {0, step};

    if (gap != NULL && own != NULL && gap->value < 100)
        side.value = own->value / (1 - gap->value / 100);
    return side;
}

static struct side mean_of_others(const struct pg_pay_cell *cell,
                                  const struct pg_pay_cell *all)
{
    double n = all->n - cell->n;

    return (struct side){n > 0 ? (all->n * all->mean - cell->n * cell->mean) / n : 0,
                         all->step > cell->step ? all->step : cell->step};
}

/** The cells of one breakdown. */
struct table {
    const struct pg_pay_cell *cells; /**< of its parts, in turn */
    const struct pg_pay_cell *all;   /**< who disclosed; NULL: no gap is against others */
};

static bool are_all_counted(const struct pg_marking *marking,
                            const struct pg_pay_system *pay, struct table table)
{
    bool are_counted = true;

    for (size_t i = 0; i < table.cells->breakdown->n_parts; i++)
        are_counted = are_counted && is_counted(marking, pay, &table.cells[i]);
    return are_counted;
}

static bool mark_gaps(const struct pg_marking *marking, const struct pg_pay_system *pay,
                      struct table table, size_t index)
{
    const struct pg_pay_cell *cell = &table.cells[index];
    const struct pg_breakdown *breakdown = cell->breakdown;
    const struct pg_part_of *part = &breakdown->parts[index];
    const struct kind *kind = kind_of(pay);
    struct side mean = {cell->mean, cell->step}, median = median_side(marking, pay, cell);
    const struct pg_pay_cell *base = NULL;

    if (breakdown->kind == PG_GROUPS_BY_SEX)
        base = index % PG_N_SEXES == PG_WOMEN ? cell - 1 : NULL;
    else if (breakdown->comparator != PG_NO_PART)
        base = &table.cells[breakdown->comparator];
    struct side mean_base = base != NULL        ? (struct side){base->mean, base->step}
                            : table.all != NULL ? mean_of_others(cell, table.all)
                                                : mean;
    struct side median_base = base != NULL ? median_side(marking, pay, base)
                              : table.all != NULL
                                  ? median_of_others(marking, pay, cell, mean_base.step)
                                  : median;
    enum pg_hidden why = cell->why != PG_SHOWN ? cell->why : PG_HIDDEN_SECONDARY;
    if ((!is_counted(marking, pay, cell) ||
         (base != NULL && !is_counted(marking, pay, base)) ||
         (base == NULL && !are_all_counted(marking, pay, table))) &&
        (!conceal(marking, part, kind->mean_gap) ||
         !conceal(marking, part, kind->median_gap)))
        return false;
    return print_gap(marking, part, kind->mean_gap, mean_base, mean, why) &&
           print_gap(marking, part, kind->median_gap, median_base, median, why);
}

// ---------------------------------------------------------------- ends over all answers

static bool are_undisclosed_told(struct table table)
{
    const struct pg_breakdown *breakdown = table.cells->breakdown;

    for (size_t i = 0; i < breakdown->n_parts; i++) {
        if (breakdown->parts[i].kind != PG_PART_NAMED && table.cells[i].n > 0 &&
            table.cells[i].step != PG_STEP_PENNY)
            return false;
    }
    return true;
}

// They rest on the pay of the undisclosed, and their ends on that of as few as are moved.
static bool mark_bounds(const struct pg_marking *marking, const struct pg_pay_system *pay,
                        struct table table, size_t index)
{
    const struct pg_breakdown *breakdown = table.cells->breakdown;
    const struct pg_part_of *part = &breakdown->parts[index];
    const struct pg_pay_cell *base = breakdown->comparator != PG_NO_PART
                                         ? &table.cells[breakdown->comparator]
                                         : table.all;
    size_t least = pg_disclosure_pay_minimum(marking->policy, PG_PUBLISH, breakdown);
    bool is_told = table.cells[index].step == PG_STEP_PENNY && base != NULL &&
                   base->step == PG_STEP_PENNY && are_undisclosed_told(table) &&
                   are_all_counted(marking, pay, table);
    bool marked = true;

    for (unsigned k = 0; marked && k < N_BOUNDS; k++) {
        enum pg_measure measure = (enum pg_measure)(kind_of(pay)->first_bound + k);
        const paygap_figure *figure = figure_of(marking, part, measure);
        if (figure == NULL)
            continue;
        const struct pg_figure_place *place =
            pg_results_report_place(marking->report, figure);
        if (!is_told || (place->fewest_moved > 0 && place->fewest_moved < least))
            marked = withhold(marking, part, measure, PG_HIDDEN_SECONDARY);
        else if (place->is_one_person)
            marked = pg_results_report_print(
                marking->report, pg_results_thing_of_figure(part, measure),
                (struct pg_printed){.as = PG_PRINT_ROUNDED,
                                    .why = PG_HIDDEN_ONE_PERSON,
                                    .text =
                                        pg_arena_printf(&marking->results->arena, "%.0f",
                                                        rint(figure->value) + 0.0)});
    }
    return marked;
}

// The parts of the difference are sums over all groups: they tell something of hidden ones.
static bool mark_split(const struct pg_marking *marking, const struct pg_pay_system *pay,
                       struct table table)
{
    const struct pg_breakdown *breakdown = table.cells->breakdown;
    bool are_sexes_told = pay->cells[PG_MEN].step == PG_STEP_PENNY &&
                          pay->cells[PG_WOMEN].step == PG_STEP_PENNY;
    bool is_told = are_sexes_told && are_all_counted(marking, pay, table);

    for (size_t i = 0; i < breakdown->n_parts; i++)
        is_told =
            is_told && (table.cells[i].n == 0 || table.cells[i].step == PG_STEP_PENNY);
    return (are_sexes_told || withhold(marking, &breakdown->whole,
                                       PG_MEASURE_MEAN_DIFFERENCE, PG_HIDDEN_SECONDARY)) &&
           (is_told || (withhold(marking, &breakdown->whole, PG_MEASURE_BETWEEN_GROUPS,
                                 PG_HIDDEN_SECONDARY) &&
                        withhold(marking, &breakdown->whole, PG_MEASURE_WITHIN_GROUPS,
                                 PG_HIDDEN_SECONDARY)));
}

static bool mark_table(const struct pg_marking *marking, const struct pg_pay_system *pay,
                       struct table table)
{
    const struct pg_breakdown *breakdown = table.cells->breakdown;
    bool is_of_sexes = breakdown == &marking->report->breakdowns[PG_SEXES];

    for (size_t k = 0; k < breakdown->n_parts; k++) {
        if (!mark_cell(marking, pay, &table.cells[k]) ||
            (!is_of_sexes && !mark_gaps(marking, pay, table, k)) ||
            (breakdown->kind == PG_GROUPS && !is_of_sexes &&
             !mark_bounds(marking, pay, table, k)))
            return false;
    }
    return breakdown->kind != PG_GROUPS_BY_SEX || mark_split(marking, pay, table);
}

bool pg_disclosure_mark_pay(const struct pg_marking *marking,
                            const struct pg_pay_system *pay)
{
    for (size_t first = 0; first < pay->n_cells;) {
        const struct pg_breakdown *breakdown = pay->cells[first].breakdown;
        size_t next = first + breakdown->n_parts;
        bool has_all = next < pay->n_cells && pay->cells[next].breakdown == breakdown;
        struct table table = {&pay->cells[first], has_all ? &pay->cells[next] : NULL};
        if (!mark_table(marking, pay, table))
            return false;
        first = next + has_all;
    }
    return true;
}

// ---------------------------------------------------------------- within the firm

void pg_disclosure_mark_internally(struct pg_report *report, const struct pg_policy *policy)
{
    for (size_t i = 0; i < report->n_figures; i++) {
        struct pg_figure_place *place = &report->places[i];
        enum pg_measure measure = (enum pg_measure)place->measure;
        enum pg_family family = pg_results_measure_family(measure);
        bool is_bonus = family == PG_FAMILY_BONUS_PAY || family == PG_FAMILY_BONUS_GAP ||
                        family == PG_FAMILY_BONUS_BOUND;
        bool is_hourly = family == PG_FAMILY_HOURLY_PAY || family == PG_FAMILY_HOURLY_GAP ||
                         family == PG_FAMILY_HOURLY_BOUND;
        if ((!is_bonus && !is_hourly) || place->part == PG_WHOLE_BREAKDOWN)
            continue;
        const struct pg_breakdown *breakdown = &report->breakdowns[place->breakdown];
        const struct pg_part_of *part = &breakdown->parts[place->part];
        size_t n = is_bonus ? part->bonus : part->full_pay;
        bool is_dominated = is_bonus ? part->is_bonus_dominated : part->is_hourly_dominated;
        if (n < pg_disclosure_pay_minimum(policy, PG_INTERNAL, breakdown))
            place->hidden_internally = PG_HIDDEN_SMALL;
        else if (is_dominated)
            place->hidden_internally = PG_HIDDEN_DOMINANCE;
    }
}
