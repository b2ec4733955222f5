// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * figures: what is said of the people of one employer. The stages before have judged who
 * counts and what an hour is paid; here people are put into groups, ranked, counted and
 * measured. What was judged is only read (struct pg_judged), what is formed goes into the
 * report and the results that the caller gives.
 *
 * First pg_figures_classify() for each characteristic that the file has, then
 * pg_figures_report() for each slice of rows. Which figures may be published is decided
 * afterwards, by disclosure.
 */
#ifndef PG_FIGURES_H
#define PG_FIGURES_H

#include "pg_base.h"
#include "pg_characteristics.h"
#include "pg_pay.h"
#include "pg_payments.h"
#include "pg_policy.h"
#include "pg_population.h"
#include "pg_results.h"
#include "pg_schema.h"
#include "pg_stats.h"
#include "pg_table.h"

/** A characteristic that the file has: its labels in groups, and the group of everybody. */
struct pg_class {
    const struct pg_label_column *column;
    const struct pg_characteristic *asked;
    struct pg_classified labels;
    uint16_t *finest;   /**< of each row of the table that stands for a person */
    size_t n_differing; /**< people whose posts have different labels */
};

struct pg_classes {
    struct pg_class *items;
    size_t n;
};

/** Who started or left within the pay period, and is in the hourly figures. */
struct pg_part_periods {
    uint32_t *rows; /**< of the table, in order */
    size_t n;
    bool has_open; /**< of some it is not known, since nobody says where the period is */
};

/** What figures are formed from. All of it is only read, and must outlive the calls; the
 *  classes may still be made while people are classified. */
struct pg_judged {
    const struct pg_policy *policy;
    const struct pg_mapping *mapping; /**< meanings that were given to labels */
    struct pg_date snapshot_date;
    const char *config_path; /**< for messages; NULL = no configuration */
    const struct pg_table *table;
    const struct pg_people *people;
    const struct pg_pay *pay;
    const struct pg_payments *payments;
    const struct pg_part_periods *part_periods;
    const struct pg_classes *classes;
    struct pg_interval_maker *intervals; /**< keeps its own scratch; NULL = not wanted */
};

/** The rows of one employer. */
struct pg_slice {
    const uint32_t *rows; /**< NULL: every row of the table */
    size_t n;
    uint32_t employer; /**< label code */
};

static inline uint32_t pg_figures_row_at(const struct pg_slice *slice, size_t i)
{
    return slice->rows != NULL ? slice->rows[i] : (uint32_t)i;
}

/**
 * Puts the labels of a column into groups, and every person into one. `class` has its
 * column and what was asked, the rest is zero; texts go to `arena`. Posts of one employee
 * whose labels differ make the group not known; a post without an answer has no say.
 * PAYGAP_CONFIG, naming the configuration, if groups or comparators cannot be as asked.
 * pg_figures_free_classes() in either case.
 */
paygap_status pg_figures_classify(struct pg_class *class, const struct pg_judged *judged,
                                  struct pg_arena *arena, paygap_error *err);
void pg_figures_free_classes(struct pg_classes *classes);

/**
 * Forms the report of a slice: counts, atoms, figures by sex and by every characteristic,
 * the choices made and the warnings of people with a part of the pay period. `report` has
 * its name and folder, the rest is zero; texts and warnings go to `results`. Fails only
 * when out of memory.
 */
paygap_status pg_figures_report(struct pg_report *report, struct paygap_results *results,
                                const struct pg_judged *judged,
                                const struct pg_slice *slice, paygap_error *err);

/** People of a slice, ranked by an exact amount: hourly pay or bonus. */
struct pg_members {
    const struct pg_judged *judged;
    uint32_t *rows; /**< of the table, one a member */
    size_t n;
    double *keys; /**< until they are ranked */
    struct pg_ranking ranking;
    uint16_t *group_of; /**< scratch: the group of each member */
};

/** Relevant employees (of any sex if `judged->people` says so) in the hourly figures,
 *  ranked by hourly pay. False: out of memory. pg_figures_free_members() in either case. */
bool pg_figures_rank_hourly(struct pg_members *members, const struct pg_judged *judged,
                            const struct pg_slice *slice);

/** The same of those paid a bonus in the twelve months, ranked by it. */
bool pg_figures_rank_bonus(struct pg_members *members, const struct pg_judged *judged,
                           const struct pg_slice *slice);

void pg_figures_free_members(struct pg_members *members);

/** Divides members into men and women, leaving out those of unknown sex. */
bool pg_figures_divide_by_sex(struct pg_groups *groups, struct pg_members *members);

#endif
