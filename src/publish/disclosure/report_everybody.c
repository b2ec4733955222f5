// SPDX-License-Identifier: GPL-3.0-or-later
/* Everybody, the sexes, and those who were left out: how their counts add up. */
#include "report_system.h"

/** What a person of these counts is worth; those by sex are fixed. */
enum { TOTAL = 80, LEFT_OUT = 10 };

static void add_left_out(struct making *making, enum pg_total whole, enum pg_total counted,
                         enum pg_left_out_of of)
{
    struct pg_system *system = making->system;
    const struct pg_left_out_list *list = &making->report->left_out[of];

    pg_disclosure_system_begin_relation(system);
    pg_disclosure_system_add_term(system, making->totals[whole], 1);
    pg_disclosure_system_add_term(system, making->totals[counted], -1);
    for (size_t i = 0; i < list->n; i++) {
        size_t reason = pg_disclosure_making_thing(
            making, (double)list->items[i].n,
            pg_results_thing_of_left_out(making->report, of, i), LEFT_OUT);
        bool is_sex = list->items[i].is_of_sex;
        if (!system->failed)
            system->quantities[reason].may_be_certain = true;
        pg_disclosure_system_add_term(system, reason, -1);
        if (is_sex && making->n_unknown_sex < 2)
            making->unknown_sex[making->n_unknown_sex++] = reason;
    }
}

static void add_totals(struct making *making)
{
    const struct pg_report *report = making->report;
    struct pg_system *system = making->system;
    const size_t values[PG_N_TOTALS] = {report->n_rows,     report->n_merged,
                                        report->n_people,   report->n_relevant,
                                        report->n_full_pay, report->n_in_bonus};

    for (int i = 0; i < PG_N_TOTALS; i++)
        making->totals[i] = pg_disclosure_making_thing(
            making, (double)values[i], pg_results_thing_of_total(report, (enum pg_total)i),
            TOTAL);
    pg_disclosure_system_fix(making->system, making->totals[PG_TOTAL_RELEVANT]);
    pg_disclosure_system_fix(making->system, making->totals[PG_TOTAL_FULL_PAY]);
    pg_disclosure_system_begin_relation(system);
    pg_disclosure_system_add_term(system, making->totals[PG_TOTAL_ROWS], 1);
    pg_disclosure_system_add_term(system, making->totals[PG_TOTAL_MERGED], -1);
    pg_disclosure_system_add_term(system, making->totals[PG_TOTAL_PEOPLE], -1);
    add_left_out(making, PG_TOTAL_PEOPLE, PG_TOTAL_RELEVANT, PG_LEFT_OUT_OF_ALL);
    add_left_out(making, PG_TOTAL_RELEVANT, PG_TOTAL_FULL_PAY, PG_LEFT_OUT_OF_HOURLY);
    add_left_out(making, PG_TOTAL_RELEVANT, PG_TOTAL_IN_BONUS, PG_LEFT_OUT_OF_BONUS);
}

void pg_disclosure_making_sum(struct making *making, size_t whole, size_t a, size_t b)
{
    pg_disclosure_system_begin_relation(making->system);
    pg_disclosure_system_add_term(making->system, whole, 1);
    pg_disclosure_system_add_term(making->system, a, -1);
    pg_disclosure_system_add_term(making->system, b, -1);
}

// The statutory shares give away, or nearly so, how many of a sex there are, on full pay,
// in each quarter and with a bonus: these are taken to be known.
static void add_sex(struct making *making, const struct pg_part_of *part,
                    struct part_of_system *made)
{
    struct pg_system *system = making->system;
    const double counts[] = {(double)part->headcount, (double)part->full_pay,
                             (double)part->bonus};
    size_t *const quantities[] = {&made->headcount, &made->full_pay, &made->bonus};

    for (int i = 0; i < 3; i++) {
        *quantities[i] = pg_disclosure_system_add(system, counts[i], PG_NOTHING, 0);
        pg_disclosure_system_fix(system, *quantities[i]);
    }
    pg_disclosure_system_pay(system, made->full_pay, PG_PAID_HOURLY);
    pg_disclosure_system_pay(system, made->bonus, PG_PAID_BONUS);
    made->not_full_pay =
        pg_disclosure_system_add(system, counts[0] - counts[1], PG_NOTHING, 0);
    pg_disclosure_system_fix(system, made->not_full_pay);
}

static void add_sexes(struct making *making)
{
    const struct pg_report *report = making->report;

    for (enum pg_sex sex = PG_MEN; sex < PG_N_SEXES; sex++)
        add_sex(making, pg_results_report_sex(report, sex), &making->parts[sex]);
    for (unsigned j = 0; j < PG_N_QUARTERS; j++) {
        making->known_sizes[j] = pg_disclosure_system_add(
            making->system, (double)report->quarters[j].size, PG_NOTHING, 0);
        pg_disclosure_system_fix(making->system, making->known_sizes[j]);
    }
}

static size_t count_unknown_sex(const struct pg_report *report)
{
    size_t n = 0;

    for (size_t i = 0; i < report->atoms.n; i++)
        n += report->atoms.codes[i * report->atoms.n_axes] == PG_SEX_UNKNOWN
                 ? report->atoms.headcount[i]
                 : 0;
    return n;
}

static double bonus_of_sexes(const struct pg_report *report)
{
    return (double)(pg_results_report_sex(report, PG_MEN)->bonus +
                    pg_results_report_sex(report, PG_WOMEN)->bonus);
}

// Everybody of known sex is men and women, and so are their sums of pay.
static void add_sums_of_sexes(struct making *making, size_t bonus)
{
    size_t full_pay = making->totals[PG_TOTAL_FULL_PAY];

    pg_disclosure_system_pay(making->system, full_pay, PG_PAID_HOURLY);
    pg_disclosure_system_pay(making->system, bonus, PG_PAID_BONUS);
    pg_disclosure_making_sum(making, full_pay, making->parts[PG_MEN].full_pay,
                             making->parts[PG_WOMEN].full_pay);
    pg_disclosure_making_sum(making, bonus, making->parts[PG_MEN].bonus,
                             making->parts[PG_WOMEN].bonus);
}

// All are of known sex, which the list of those left out shows: everybody is men and women.
static void add_known_everybody(struct making *making)
{
    struct pg_system *system = making->system;
    double bonus = bonus_of_sexes(making->report);

    making->headcount = making->totals[PG_TOTAL_RELEVANT];
    making->full_pay = making->totals[PG_TOTAL_FULL_PAY];
    making->bonus = pg_disclosure_system_add(system, bonus, PG_NOTHING, 0);
    pg_disclosure_system_fix(system, making->bonus);
    add_sums_of_sexes(making, making->bonus);
    memcpy(making->sizes, making->known_sizes, sizeof making->sizes);
}

// everybody = those of known sex + the rest, who are among those left out for their sex.
static void add_unknown(struct making *making, size_t everybody, size_t known,
                        enum pg_paid paid)
{
    struct pg_system *system = making->system;

    if (system->failed)
        return;
    double n = system->quantities[everybody].value - system->quantities[known].value;
    double left = 0;
    for (size_t i = 0; i < making->n_unknown_sex; i++)
        left += system->quantities[making->unknown_sex[i]].value;
    size_t unknown = pg_disclosure_system_add(system, n, PG_NOTHING, 0);
    if (system->failed)
        return;
    system->quantities[unknown].paid = paid;
    pg_disclosure_system_begin_relation(system);
    pg_disclosure_system_add_term(system, everybody, 1);
    pg_disclosure_system_add_term(system, known, -1);
    pg_disclosure_system_add_term(system, unknown, -1);
    if (left < n) // others are counted in groups as well
        return;
    size_t others = pg_disclosure_system_add(system, left - n, PG_NOTHING, 0);
    pg_disclosure_system_begin_relation(system);
    for (size_t i = 0; i < making->n_unknown_sex; i++)
        pg_disclosure_system_add_term(system, making->unknown_sex[i], 1);
    pg_disclosure_system_add_term(system, unknown, -1);
    pg_disclosure_system_add_term(system, others, -1);
}

// Everybody, whatever the sex: those of known sex and the rest.
static void add_everybody(struct making *making)
{
    struct pg_system *system = making->system;
    const struct pg_atoms *atoms = &making->report->atoms;
    size_t headcount = 0, full_pay = 0, bonus = 0;

    for (size_t i = 0; i < atoms->n; i++) {
        headcount += atoms->headcount[i];
        full_pay += atoms->full_pay[i];
        bonus += atoms->bonus[i];
    }
    making->headcount = pg_disclosure_system_add(system, (double)headcount, PG_NOTHING, 0);
    making->full_pay = pg_disclosure_system_add(system, (double)full_pay, PG_NOTHING, 0);
    making->bonus = pg_disclosure_system_add(system, (double)bonus, PG_NOTHING, 0);
    if (system->failed)
        return;
    system->quantities[making->headcount].is_protected = false;
    system->quantities[making->full_pay].is_protected = false;
    system->quantities[making->bonus].is_protected = false;
    // headcount = of known sex + those left out for their sex
    pg_disclosure_system_begin_relation(system);
    pg_disclosure_system_add_term(system, making->headcount, 1);
    pg_disclosure_system_add_term(system, making->totals[PG_TOTAL_RELEVANT], -1);
    for (size_t i = 0; i < making->n_unknown_sex; i++)
        pg_disclosure_system_add_term(system, making->unknown_sex[i], -1);
    size_t known_bonus =
        pg_disclosure_system_add(system, bonus_of_sexes(making->report), PG_NOTHING, 0);
    pg_disclosure_system_fix(system, known_bonus);
    add_sums_of_sexes(making, known_bonus);
    pg_disclosure_system_pay(system, making->full_pay, PG_PAID_HOURLY);
    pg_disclosure_system_pay(system, making->bonus, PG_PAID_BONUS);
    add_unknown(making, making->full_pay, making->totals[PG_TOTAL_FULL_PAY],
                PG_PAID_HOURLY);
    add_unknown(making, making->bonus, known_bonus, PG_PAID_BONUS);
}

// People in a quarter, whatever their group.
static double size_of_quarter(const struct pg_report *report, unsigned quarter)
{
    const struct pg_breakdown *first = &report->breakdowns[PG_SEXES + 1];
    size_t n = 0;

    for (size_t i = 0; i < first->n_parts; i++)
        n += first->parts[i].quarters[quarter];
    return (double)n;
}

// a - b, which is known to be 0 or 1.
static void add_step(struct making *making, size_t a, size_t b)
{
    struct pg_system *system = making->system;

    if (system->failed)
        return;
    size_t step = pg_disclosure_system_add(
        system, system->quantities[a].value - system->quantities[b].value, PG_NOTHING, 0);
    if (system->failed)
        return;
    system->quantities[step].is_protected = false;
    system->quantities[step].most = 1;
    pg_disclosure_making_sum(making, a, b, step);
}

// Four sizes as equal as possible: lower, upper middle, lower middle, upper, each as large
// as the next or one larger, and the first at most one larger than the last.
static void add_sizes(struct making *making)
{
    struct pg_system *system = making->system;
    size_t *sizes = making->sizes;

    pg_disclosure_system_begin_relation(system);
    pg_disclosure_system_add_term(system, making->full_pay, 1);
    for (unsigned j = 0; j < PG_N_QUARTERS && !system->failed; j++) {
        sizes[j] = pg_disclosure_system_add(system, size_of_quarter(making->report, j),
                                            PG_NOTHING, 0);
        pg_disclosure_system_add_term(system, sizes[j], -1);
        if (!system->failed)
            system->quantities[sizes[j]].is_protected = false;
    }
    add_step(making, sizes[PG_LOWER], sizes[PG_UPPER_MIDDLE]);
    add_step(making, sizes[PG_UPPER_MIDDLE], sizes[PG_LOWER_MIDDLE]);
    add_step(making, sizes[PG_LOWER_MIDDLE], sizes[PG_UPPER]);
    add_step(making, sizes[PG_LOWER], sizes[PG_UPPER]);
}

bool pg_disclosure_making_everybody(struct making *making)
{
    const struct pg_report *report = making->report;

    add_totals(making);
    add_sexes(making);
    bool has_groups = report->n_breakdowns > PG_SEXES + 1;
    if (has_groups && count_unknown_sex(report) == 0) {
        add_known_everybody(making);
    } else if (has_groups) {
        add_everybody(making);
        add_sizes(making);
        return true;
    }
    return false;
}
