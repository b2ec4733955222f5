// SPDX-License-Identifier: GPL-3.0-or-later
/* Mistakes about bonuses: of whom, which, and out of how many. */
#include "mistakes.h"

#include "pg_measures.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <stdlib.h>

/** Whose bonuses are taken, and which. */
struct bonus_choice {
    bool of_full_pay; /**< people in the hourly figures alone */
    bool with_none;   /**< also of people who had none */
    enum pg_item item;
};

// Bonuses of one sex in pounds, lowest first.
static size_t bonuses_of(const struct pg_basis *basis, enum pg_sex sex,
                         const struct bonus_choice *choice, double *bonus)
{
    const struct pg_workings *workings = basis->workings;
    const struct pg_table *table = &workings->run->table;
    size_t n = 0;

    for (size_t i = 0; i < (choice->of_full_pay ? workings->n_hourly : workings->n); i++) {
        uint32_t row = workings->items[i].row;
        int64_t amount = pg_table_amount(table, row, choice->item);
        if (table->sex[row] == sex &&
            pg_population_is_in_bonus_figures(&workings->run->people, row) &&
            (amount > 0 || choice->with_none))
            bonus[n++] = (double)amount / 1e6;
    }
    gsl_sort(bonus, 1, n);
    return n;
}

/** What such bonuses come to, for men and women. */
struct bonus_averages {
    double mean[2], median[2];
    size_t n[2];
};

static bool average(const struct pg_basis *basis, const struct bonus_choice *choice,
                    struct bonus_averages *found)
{
    double *bonus = malloc((basis->workings->n + 1) * sizeof *bonus);

    *found = (struct bonus_averages){.n = {0}};
    for (enum pg_sex sex = PG_MEN; bonus != NULL && sex < PG_N_SEXES; sex++) {
        size_t n = found->n[sex] = bonuses_of(basis, sex, choice, bonus);
        if (n > 0) {
            found->mean[sex] = gsl_stats_mean(bonus, 1, n);
            found->median[sex] = gsl_stats_median_from_sorted_data(bonus, 1, n);
        }
    }
    free(bonus);
    return bonus != NULL;
}

// A gap is there if the men's average is, whether or not there is a right one.
static void set_gap(struct pg_fourteen *figures, size_t index, const double average[2])
{
    if (average[0] == 0)
        pg_audit_fourteen_clear(figures, index);
    else
        pg_audit_fourteen_set(figures, index, 100 * (average[0] - average[1]) / average[0]);
}

static void set_gaps(struct pg_fourteen *figures, const struct bonus_averages *found)
{
    set_gap(figures, PG_FORM_MEAN_BONUS_GAP, found->mean);
    set_gap(figures, PG_FORM_MEDIAN_BONUS_GAP, found->median);
}

static void set_shares(struct pg_fourteen *figures, const size_t n[static 2],
                       const size_t of[static 2])
{
    for (size_t sex = 0; sex < 2; sex++) {
        if (of[sex] > 0)
            pg_audit_fourteen_set(figures, PG_FORM_MEN_BONUS_SHARE + sex,
                                  100 * (double)n[sex] / (double)of[sex]);
    }
}

void pg_audit_mistake_bonus_of_everybody(const struct pg_basis *basis,
                                         struct pg_fourteen *figures)
{
    const struct bonus_choice choice = {.with_none = true, .item = PG_ITEM_BONUS_12};
    struct bonus_averages found;

    if (average(basis, &choice, &found) && found.n[0] > 0 && found.n[1] > 0)
        set_gaps(figures, &found);
}

void pg_audit_mistake_bonus_of_period(const struct pg_basis *basis,
                                      struct pg_fourteen *figures)
{
    const struct bonus_choice choice = {.item = PG_ITEM_BONUS};
    struct bonus_averages found;

    if (!average(basis, &choice, &found))
        return;
    set_gaps(figures, &found);
    set_shares(figures, found.n, basis->n_in_bonus);
}

void pg_audit_mistake_bonus_of_full_pay(const struct pg_basis *basis,
                                        struct pg_fourteen *figures)
{
    const struct bonus_choice choice = {.of_full_pay = true, .item = PG_ITEM_BONUS_12};
    struct bonus_averages found;

    if (!average(basis, &choice, &found))
        return;
    set_gaps(figures, &found);
    set_shares(figures, found.n, basis->n_hourly);
}

void pg_audit_mistake_share_of_full_pay(const struct pg_basis *basis,
                                        struct pg_fourteen *figures)
{
    set_shares(figures, basis->n_paid, basis->n_hourly);
}

// The sheet filtered to full pay, then counted: receivers and all of the hourly figures.
void pg_audit_mistake_share_within_full_pay(const struct pg_basis *basis,
                                            struct pg_fourteen *figures)
{
    const struct bonus_choice choice = {.of_full_pay = true, .item = PG_ITEM_BONUS_12};
    struct bonus_averages found;

    if (average(basis, &choice, &found))
        set_shares(figures, found.n, basis->n_hourly);
}

void pg_audit_mistake_share_of_receivers(const struct pg_basis *basis,
                                         struct pg_fourteen *figures)
{
    size_t all = basis->n_paid[0] + basis->n_paid[1];

    set_shares(figures, basis->n_paid, (const size_t[2]){all, all});
}
