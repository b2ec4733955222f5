// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The means of one kind of pay: which cells there are, and the classes of people that they
 * are made of. Two people are in one class if they are in the same cells; nothing printed
 * tells them apart.
 */
#include "pay.h"

#include "pg_solver.h"

#include "pg_law.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static enum pg_measure mean_of(enum pg_paid paid)
{
    return paid == PG_PAID_HOURLY ? PG_MEASURE_MEAN_HOURLY_PAY : PG_MEASURE_MEAN_BONUS_PAY;
}

static bool has_means(const struct pg_breakdown *breakdown, enum pg_paid paid)
{
    return breakdown->kind != PG_ANSWERS &&
           (paid == PG_PAID_HOURLY || breakdown->kind == PG_GROUPS);
}

static double people_of(const struct pg_part_of *part, enum pg_paid paid)
{
    return (double)(paid == PG_PAID_HOURLY ? part->full_pay : part->bonus);
}

// Few people, one or two of whom make up most of the sum, or a group whose number of people
// is left so uncertain that it may not reach the minimum.
static enum pg_hidden primary(const struct pg_pay_system *pay,
                              const struct pg_pay_cell *cell)
{
    const struct pg_part_of *part = &cell->breakdown->parts[cell->part];
    double least =
        (double)pg_disclosure_pay_minimum(pay->policy, PG_PUBLISH, cell->breakdown);
    bool is_dominated =
        pay->paid == PG_PAID_HOURLY ? part->is_hourly_dominated : part->is_bonus_dominated;

    if (cell->n < least)
        return PG_HIDDEN_SMALL;
    if (pay->counts->system.quantities[cell->quantity].lost_minimum)
        return PG_HIDDEN_MINIMUM;
    return is_dominated ? PG_HIDDEN_DOMINANCE : PG_SHOWN;
}

static double worth_of(const struct pg_pay_system *pay,
                       const struct pg_breakdown *breakdown)
{
    enum { OF_SEXES = 1000, OF_HOURLY = 90, OF_BONUS = 30 };
    const double by_sex = 0.1;

    if (breakdown == &pay->report->breakdowns[PG_SEXES])
        return OF_SEXES;
    double worth = pay->paid == PG_PAID_HOURLY ? OF_HOURLY : OF_BONUS;
    return breakdown->kind == PG_GROUPS_BY_SEX ? by_sex * worth : worth;
}

// Where few people joined or left since an earlier publication, both means give their pay
// unless the mean leaves a tenth of it open: n x 0.05 of some 20 pounds, or n x 0.50.
static enum pg_step first_step(const struct pg_pay_system *pay,
                               const struct pg_pay_cell *cell)
{
    enum { MANY = 40 };
    size_t count = pg_results_thing_of_figure(&cell->breakdown->parts[cell->part],
                                              pay->paid == PG_PAID_HOURLY
                                                  ? PG_MEASURE_FULL_PAY_HEADCOUNT
                                                  : PG_MEASURE_BONUS_HEADCOUNT);

    if (count == PG_NOTHING || !pay->report->places[count].has_earlier)
        return PG_STEP_PENNY;
    return cell->n >= MANY ? PG_STEP_TEN_PENCE : PG_STEP_POUND;
}

static void add_cell(struct pg_pay_system *pay, const struct pg_breakdown *breakdown,
                     size_t index)
{
    const struct pg_part_of *part = &breakdown->parts[index];
    const paygap_figure *mean =
        pg_results_part_figure(pay->report, part, mean_of(pay->paid));
    const struct part_of_system *of =
        pg_disclosure_report_part(pay->counts, pay->report, breakdown, index);

    struct pg_pay_cell *cell = &pay->cells[pay->n_cells++];
    *cell = (struct pg_pay_cell){.breakdown = breakdown,
                                 .part = index,
                                 .quantity =
                                     pay->paid == PG_PAID_HOURLY ? of->full_pay : of->bonus,
                                 .n = people_of(part, pay->paid),
                                 .mean = mean != NULL && mean->has_value ? mean->value : 0,
                                 .worth = worth_of(pay, breakdown),
                                 .step = PG_STEP_NOT};
    if (mean == NULL || !mean->has_value)
        return;
    cell->why = primary(pay, cell);
    cell->step = cell->why == PG_SHOWN ? first_step(pay, cell) : PG_STEP_NOT;
    if (cell->step == PG_STEP_TEN_PENCE || cell->step == PG_STEP_POUND)
        cell->why = PG_HIDDEN_CHANGE;
}

// Where groups are compared with everybody else, a mean and its gap tell the sum of all who
// disclosed.
static bool are_compared_with_others(const struct pg_breakdown *breakdown)
{
    return breakdown->kind == PG_GROUPS && breakdown->comparator == PG_NO_PART;
}

static void add_disclosed(struct pg_pay_system *pay, const struct pg_breakdown *breakdown)
{
    size_t first = pay->n_cells - breakdown->n_parts;
    struct pg_pay_cell all = {.breakdown = breakdown,
                              .part = PG_NO_PART,
                              .quantity = PG_NOTHING,
                              .worth = worth_of(pay, breakdown),
                              .step = PG_STEP_NOT};

    for (size_t i = 0; i < breakdown->n_parts; i++) {
        const struct pg_pay_cell *cell = &pay->cells[first + i];
        if (breakdown->parts[i].kind != PG_PART_NAMED)
            continue;
        all.n += cell->n;
        all.mean += cell->n * cell->mean;
        if (cell->step != PG_STEP_NOT)
            all.step = PG_STEP_PENNY;
    }
    all.mean = all.n > 0 ? all.mean / all.n : 0;
    pay->cells[pay->n_cells++] = all;
}

static void list_cells(struct pg_pay_system *pay)
{
    for (size_t i = 0; i < pay->report->n_breakdowns; i++) {
        const struct pg_breakdown *breakdown = &pay->report->breakdowns[i];
        if (!has_means(breakdown, pay->paid))
            continue;
        for (size_t k = 0; k < breakdown->n_parts; k++)
            add_cell(pay, breakdown, k);
        if (i != PG_SEXES && are_compared_with_others(breakdown))
            add_disclosed(pay, breakdown);
    }
}

// The pounds of both sexes are printed, or those of none: with the statutory gap those of
// one are those of the other.
static void hide_both_sexes(struct pg_pay_system *pay)
{
    for (enum pg_sex sex = PG_MEN; sex < PG_N_SEXES; sex++) {
        struct pg_pay_cell *other = &pay->cells[1 - sex];
        if (pay->cells[sex].step == PG_STEP_NOT && pay->cells[sex].n > 0 &&
            other->step != PG_STEP_NOT) {
            other->step = PG_STEP_NOT;
            other->why = PG_HIDDEN_SECONDARY;
        }
    }
}

static enum pg_measure gap_of(enum pg_paid paid)
{
    return paid == PG_PAID_HOURLY ? PG_MEASURE_MEAN_HOURLY_GAP : PG_MEASURE_MEAN_BONUS_GAP;
}

static void note_gap(struct pg_pay_system *pay, size_t base, size_t group)
{
    const struct pg_pay_cell *cell = &pay->cells[group];
    const paygap_figure *figure = pg_results_part_figure(
        pay->report, &cell->breakdown->parts[cell->part], gap_of(pay->paid));
    const double half = 0.05, tolerance = 1e-9;

    if (figure == NULL || !figure->has_value || pay->cells[base].n == 0 || cell->n == 0)
        return;
    double printed = rint(figure->value * 10) / 10;
    pay->gaps[pay->n_gaps++] =
        (struct pg_pay_gap){.base = base,
                            .group = group,
                            .slopes = {1 - (printed + half + tolerance) / 100,
                                       1 - (printed - half - tolerance) / 100},
                            .is_statutory = group == PG_WOMEN};
}

// Where the difference of the sexes is divided, it is printed to the penny.
static void note_difference(struct pg_pay_system *pay)
{
    const double half = 0.005, tolerance = 1e-9;

    for (size_t i = 0; i < pay->report->n_breakdowns && pay->paid == PG_PAID_HOURLY; i++) {
        const paygap_figure *figure = pg_results_part_figure(
            pay->report, &pay->report->breakdowns[i].whole, PG_MEASURE_MEAN_DIFFERENCE);
        if (figure == NULL || !figure->has_value)
            continue;
        double printed = rint(figure->value * 100) / 100; // men's less women's
        pay->gaps[pay->n_gaps++] = (struct pg_pay_gap){
            .base = PG_MEN,
            .group = PG_WOMEN,
            .slopes = {1, 1},
            .pounds = {-printed - half - tolerance, -printed + half + tolerance}};
        return;
    }
}

// Gaps against a group; where it is everybody else, the mean of all who disclosed tells it.
static void note_gaps(struct pg_pay_system *pay)
{
    note_gap(pay, PG_MEN, PG_WOMEN);
    note_difference(pay);
    for (size_t i = PG_N_SEXES; i < pay->n_cells; i++) {
        const struct pg_breakdown *breakdown = pay->cells[i].breakdown;
        size_t part = pay->cells[i].part;
        if (part == PG_NO_PART)
            continue;
        if (breakdown->kind == PG_GROUPS_BY_SEX && part % PG_N_SEXES == PG_WOMEN)
            note_gap(pay, i - 1, i);
        else if (breakdown->kind == PG_GROUPS && breakdown->comparator != PG_NO_PART &&
                 part != breakdown->comparator)
            note_gap(pay, i - part + breakdown->comparator, i);
    }
}

bool pg_disclosure_pay_has_gap(const struct pg_pay_system *pay, size_t gap)
{
    const struct pg_pay_gap *asked = &pay->gaps[gap];

    return asked->is_statutory || (pay->cells[asked->base].step == PG_STEP_PENNY &&
                                   pay->cells[asked->group].step == PG_STEP_PENNY);
}

// ---------------------------------------------------------------- classes

// Whether an atom of the report is in a cell.
static bool is_in(const struct pg_pay_system *pay, const struct pg_pay_cell *cell,
                  size_t atom)
{
    const struct pg_atoms *atoms = &pay->report->atoms;
    const uint16_t *codes = atoms->codes + atom * atoms->n_axes;
    size_t group = cell->breakdown->of_finest[codes[cell->breakdown->axis]];

    if (cell->breakdown == &pay->report->breakdowns[PG_SEXES])
        return codes[0] == cell->part;
    if (cell->part == PG_NO_PART)
        return group < cell->breakdown->n_parts &&
               cell->breakdown->parts[group].kind == PG_PART_NAMED;
    if (cell->breakdown->kind == PG_GROUPS_BY_SEX)
        return group == cell->part / PG_N_SEXES && codes[0] == cell->part % PG_N_SEXES;
    return group == cell->part;
}

/** An atom with the cells that it is in, as bits. */
struct pattern {
    size_t atom;
    size_t n_words;
    const uint64_t *bits;
};

static int by_bits(const void *left, const void *right)
{
    const struct pattern *a = left, *b = right;
    int order = memcmp(a->bits, b->bits, a->n_words * sizeof *a->bits);

    return order != 0 ? order : a->atom < b->atom ? -1 : a->atom > b->atom;
}

static bool put_into_cells(struct pg_pay_system *pay, const uint64_t *bits, size_t class)
{
    for (size_t c = 0; c < pay->n_cells; c++) {
        struct pg_pay_cell *cell = &pay->cells[c];
        if ((bits[c / 64] >> (c % 64) & 1) == 0)
            continue;
        size_t n = cell->n_classes;
        if (n == 0 || (n & (n - 1)) == 0) { // grown at each power of 2
            size_t *grown =
                realloc(cell->classes, (n == 0 ? 1 : 2 * n) * sizeof *cell->classes);
            if (grown == NULL)
                return false;
            cell->classes = grown;
        }
        cell->classes[cell->n_classes++] = class;
    }
    return true;
}

static bool make_classes(struct pg_pay_system *pay, struct pattern *patterns, size_t n)
{
    const struct pg_atoms *atoms = &pay->report->atoms;
    const uint32_t *people = pay->paid == PG_PAID_HOURLY ? atoms->full_pay : atoms->bonus;
    const double *sums = pay->paid == PG_PAID_HOURLY ? atoms->hourly_sum : atoms->bonus_sum;

    pay->classes = calloc(n + 1, sizeof *pay->classes);
    if (pay->classes == NULL)
        return false;
    if (n > 0)
        qsort(patterns, n, sizeof *patterns, by_bits);
    for (size_t i = 0; i < n; i++) {
        size_t atom = patterns[i].atom;
        bool is_new = i == 0 || memcmp(patterns[i].bits, patterns[i - 1].bits,
                                       patterns[i].n_words * sizeof(uint64_t)) != 0;
        if (is_new && !put_into_cells(pay, patterns[i].bits, pay->n_classes++))
            return false;
        pay->classes[pay->n_classes - 1].n += people[atom];
        pay->classes[pay->n_classes - 1].sum += sums[atom];
    }
    return true;
}

static bool find_classes(struct pg_pay_system *pay)
{
    const struct pg_atoms *atoms = &pay->report->atoms;
    const uint32_t *people = pay->paid == PG_PAID_HOURLY ? atoms->full_pay : atoms->bonus;
    size_t n_words = pay->n_cells / 64 + 1, n = 0;
    uint64_t *bits = calloc(atoms->n * n_words + 1, sizeof *bits);
    struct pattern *patterns = calloc(atoms->n + 1, sizeof *patterns);
    bool made = bits != NULL && patterns != NULL;

    for (size_t atom = 0; made && atom < atoms->n; atom++) {
        if (people[atom] == 0)
            continue;
        uint64_t *own = bits + n * n_words;
        for (size_t c = 0; c < pay->n_cells; c++) {
            if (is_in(pay, &pay->cells[c], atom))
                own[c / 64] |= UINT64_C(1) << (c % 64);
        }
        patterns[n++] = (struct pattern){atom, n_words, own};
    }
    made = made && make_classes(pay, patterns, n);
    free(bits);
    free(patterns);
    return made;
}

// ---------------------------------------------------------------- beginning and end

// The lowest minimum wage in force; less if somebody's pay is less.
static double lowest_wage(const struct pg_pay_system *pay)
{
    const struct pg_law_row *row =
        pg_law_in_force(PG_SERIES_MINIMUM_WAGE_APPRENTICE, pay->report->snapshot_date);
    double lowest = row != NULL ? row->value / 100.0 : 0;

    if (pay->paid == PG_PAID_BONUS)
        return 0;
    for (size_t i = 0; i < pay->n_classes; i++) {
        const struct pg_pay_class *class = &pay->classes[i];
        if (class->sum < lowest * class->n)
            lowest = 0;
    }
    return lowest;
}

bool pg_disclosure_pay_begin(struct pg_pay_system *pay, const struct pg_report *report,
                             const struct pg_policy *policy,
                             struct pg_report_system *counts, enum pg_paid paid)
{
    size_t most = 1;

    for (size_t i = 0; i < report->n_breakdowns; i++)
        most += report->breakdowns[i].n_parts + 1;
    *pay = (struct pg_pay_system){.report = report,
                                  .policy = policy,
                                  .counts = counts,
                                  .paid = paid,
                                  .cells = calloc(most, sizeof *pay->cells)};
    if (pay->cells == NULL)
        return false;
    list_cells(pay);
    hide_both_sexes(pay);
    pay->gaps = calloc(pay->n_cells + 2, sizeof *pay->gaps);
    if (pay->gaps == NULL)
        return false;
    note_gaps(pay);
    if (!find_classes(pay))
        return false;
    pay->floor = lowest_wage(pay);
    return true;
}

void pg_disclosure_pay_free(struct pg_pay_system *pay)
{
    for (size_t i = 0; i < pay->n_cells; i++)
        free(pay->cells[i].classes);
    free(pay->cells);
    free(pay->classes);
    free(pay->gaps);
    *pay = (struct pg_pay_system){0};
}

// A value as it is printed to so many decimals: near a tie, as printf() rounds the double.
static double as_printed(double value, double size, int decimals)
{
    const double near = 1e-6;
    double steps = value / size;
    char text[64];

    if (fabs(steps - floor(steps) - 0.5) > near)
        return rint(steps) * size;
    snprintf(text, sizeof text, "%.*f", decimals, value);
    return strtod(text, NULL);
}

void pg_disclosure_pay_interval(double mean, enum pg_step step, double *lower,
                                double *upper)
{
    static const double sizes[] = {0.01, 0.1, 1};
    const double tolerance = 1e-6;

    if (step == PG_STEP_NOT) {
        *lower = 0;
        *upper = INFINITY;
        return;
    }
    double printed = as_printed(mean, sizes[step], PG_STEP_POUND - (int)step);
    *lower = printed - sizes[step] / 2 - tolerance;
    *upper = printed + sizes[step] / 2 + tolerance;
    // A tie of pennies is printed by the exact fraction: both ways hold the tie alone.
    if (step == PG_STEP_PENNY && mean - *lower < 3 * tolerance)
        *upper = mean + tolerance;
    if (step == PG_STEP_PENNY && *upper - mean < 3 * tolerance)
        *lower = mean - tolerance;
}

// ---------------------------------------------------------------- choosing

/** A loosened cell, and what it is worth. */
struct loosened {
    size_t cell;
    double worth;
};

static int by_worth(const void *left, const void *right)
{
    const struct loosened *a = left, *b = right;

    if (a->worth != b->worth)
        return a->worth > b->worth ? -1 : 1;
    return a->cell < b->cell ? -1 : a->cell > b->cell;
}

/** While steps are chosen. */
struct choosing {
    struct pg_pay_system *pay;
    struct pg_pay_extension *extension;
    struct pg_pay_people *people;
    enum pg_step *before; /**< of each cell */
};

static void note_steps(struct choosing *choosing)
{
    for (size_t i = 0; i < choosing->pay->n_cells; i++)
        choosing->before[i] = choosing->pay->cells[i].step;
}

// A mean a step finer, if all stays safe.
static paygap_status tighten_one(struct choosing *choosing, struct pg_pay_cell *cell,
                                 paygap_error *err)
{
    bool are_safe;

    cell->step--;
    PG_TRY(pg_disclosure_pay_extension_check(choosing->extension, &are_safe, err));
    if (are_safe)
        PG_TRY(pg_disclosure_pay_people_check(choosing->people, &are_safe, err));
    if (!are_safe)
        cell->step++;
    return PAYGAP_OK;
}

// Each loosened mean a step finer, most worth first.
static paygap_status tighten(struct choosing *choosing, paygap_error *err)
{
    enum { MOST_TRIES = 24 };
    struct pg_pay_system *pay = choosing->pay;
    struct loosened *list = calloc(pay->n_cells + 1, sizeof *list);
    paygap_status status = list != NULL ? PAYGAP_OK : pg_no_memory(err);
    size_t n = 0;

    for (size_t i = 0; list != NULL && i < pay->n_cells; i++) {
        if (pay->cells[i].why == PG_HIDDEN_SECONDARY && pay->cells[i].step > PG_STEP_PENNY)
            list[n++] = (struct loosened){i, pay->cells[i].worth};
    }
    if (n > 0)
        qsort(list, n, sizeof *list, by_worth);
    for (size_t i = 0; i < n && i < MOST_TRIES && status == PAYGAP_OK; i++)
        status = tighten_one(choosing, &pay->cells[list[i].cell], err);
    free(list);
    return status;
}

static void print_none(struct pg_pay_system *pay)
{
    for (size_t i = 0; i < pay->n_cells; i++) {
        if (pay->cells[i].step != PG_STEP_NOT)
            pay->cells[i].why = PG_HIDDEN_SECONDARY;
        pay->cells[i].step = PG_STEP_NOT;
    }
}

static paygap_status choose(struct choosing *choosing, paygap_error *err)
{
    enum { MOST_ROUNDS = 8 };
    struct pg_pay_system *pay = choosing->pay;
    bool are_safe = false;

    for (int rounds = 0; rounds < MOST_ROUNDS && !are_safe; rounds++) {
        PG_TRY(pg_disclosure_pay_extension_loosen(choosing->extension, err));
        PG_TRY(pg_disclosure_pay_people_loosen(choosing->people, &are_safe, err));
        note_steps(choosing);
        PG_TRY(pg_disclosure_pay_extension_loosen(choosing->extension, err));
        for (size_t i = 0; i < pay->n_cells; i++)
            are_safe = are_safe && pay->cells[i].step == choosing->before[i];
    }
    if (!are_safe) // what is not known to be safe is not printed
        print_none(pay);
    PG_TRY(tighten(choosing, err));
    hide_both_sexes(pay);
    return PAYGAP_OK;
}

paygap_status pg_disclosure_pay(struct pg_pay_system *pay,
                                const struct pg_witnesses *witnesses, paygap_error *err)
{
    struct choosing choosing = {
        .pay = pay,
        .extension = pg_disclosure_pay_extension_make(pay, witnesses),
        .people = pg_disclosure_pay_people_make(pay),
        .before = calloc(pay->n_cells + 1, sizeof *choosing.before)};
    bool has_memory =
        choosing.extension != NULL && choosing.people != NULL && choosing.before != NULL;
    paygap_status status = has_memory ? choose(&choosing, err) : pg_no_memory(err);

    pg_disclosure_pay_people_free(choosing.people);
    pg_disclosure_pay_extension_free(choosing.extension);
    // The problems of both go with it: when memory runs out in one, the other's is gone
    // too.
    pg_solver_end();
    free(choosing.before);
    return status;
}
