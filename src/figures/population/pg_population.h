// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * population: who counts. Decides for every row whether it is a relevant employee and, as
 * far as leave and bonus go, a full-pay relevant employee and a bonus receiver, each with
 * the reason when not. pay decides who is in the hourly figures.
 */
#ifndef PG_POPULATION_H
#define PG_POPULATION_H

#include "pg_base.h"
#include "pg_policy.h"
#include "pg_table.h"

struct pg_people {
    size_t n_rows;
    uint8_t *out_of_all;      /**< enum pg_reason, PG_REASON_NONE = relevant employee */
    uint8_t *out_by_leave;    /**< the same for the hourly figures, as far as leave goes */
    uint8_t *out_of_bonus;    /**< the same for the bonus figures */
    size_t n_full_pay_doubts; /**< on full pay, yet with a deduction for unpaid leave */
    bool with_unknown_sex;    /**< set before deciding: pay and bonus of people whose sex is
                                   not known are judged too, for figures not by sex */
    uint32_t *next_post;      /**< next post of the employee, PG_NO_ROW at the end; NULL if
                                   posts are not merged */
    uint32_t *held_post;      /**< of a post that is over, the first post that the employee
                                   holds; else PG_NO_ROW. NULL if posts are not merged */
};

/**
 * Decides who counts. Adds findings to the table. PAYGAP_CHOICE, naming lines, if an
 * employee id repeats within one employer and the policy does not say what to do.
 *
 * When posts are merged, the first row of an employee stands for all: its bonus becomes the
 * sum and its sex the one the posts agree on; the other rows have PG_REASON_MERGED. Of a
 * post that is over only the bonus of the twelve months is added: it was paid to somebody
 * who is still employed (regs 10, 12).
 *
 * @rule   gpg/relevant-employee (reg 1(2)), gpg/partner (reg 1(4)), gpg/full-pay (reg 1(2))
 * @choice a blank partner cell is no; no full-pay column means everybody is on full pay
 */
paygap_status pg_population_decide(struct pg_people *people, struct pg_table *table,
                                   const struct pg_policy *policy, const char *path,
                                   paygap_error *err);

void pg_population_free(struct pg_people *people);

/** Relevant employee whose sex is known. */
static inline bool pg_population_is_relevant(const struct pg_people *people, size_t row)
{
    return people->out_of_all[row] == PG_REASON_NONE;
}

/** Relevant employee, of whatever sex, known or not. */
static inline bool pg_population_is_relevant_of_any_sex(const struct pg_people *people,
                                                        size_t row)
{
    uint8_t reason = people->out_of_all[row];

    return reason == PG_REASON_NONE ||
           (people->with_unknown_sex &&
            (reason == PG_REASON_SEX || reason == PG_REASON_SEX_CONFLICT));
}

static inline bool pg_population_is_in_bonus_figures(const struct pg_people *people,
                                                     size_t row)
{
    return pg_population_is_relevant(people, row) &&
           people->out_of_bonus[row] == PG_REASON_NONE;
}

/** The row that stands for the employee of a row: of a merged row, the first of those it is
 *  counted with; else the row itself. */
uint32_t pg_population_main_post(const struct pg_people *people,
                                 const struct pg_table *table, uint32_t row);

/** Links the posts that each employee holds within each employer; all ends PG_NO_ROW if
 *  none has two. Of posts that are over, `held` gets the first one held. NULL when out of
 *  memory. The caller frees what is returned. */
uint32_t *pg_population_posts_link(const struct pg_table *table, uint32_t *held);

#endif
