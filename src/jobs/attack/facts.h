// SPDX-License-Identifier: GPL-3.0-or-later
/** What published figures say of the unknowns, and what ties the unknowns to each other. */
#ifndef PG_ATTACK_FACTS_H
#define PG_ATTACK_FACTS_H

#include "cells.h"

enum pg_attack_what {
    PG_ATTACK_IS_COUNT,
    PG_ATTACK_IS_SHARE_OF_ALL,
    PG_ATTACK_IS_SHARE_OF_GROUP,
    PG_ATTACK_IS_SHARE_OF_DISCLOSED,
    PG_ATTACK_IS_MEAN,
    PG_ATTACK_IS_MEDIAN,
    PG_ATTACK_IS_MEAN_GAP,
    PG_ATTACK_IS_MEDIAN_GAP,
    PG_ATTACK_IS_DIFFERENCE,
    PG_ATTACK_IS_ANSWER,
    PG_ATTACK_IS_RATE
};

struct pg_attack_measure {
    const char *name;
    enum pg_attack_what what;
    enum pg_attack_quantity quantity, base;
};

/** The measure of that name; NULL if it is none that is read. */
const struct pg_attack_measure *pg_attack_measure_of(const char *name);

/** A figure, with the people it is of. */
struct pg_attack_fact {
    const struct pg_attack_figure *figure;
    const struct pg_attack_measure *measure;
    uint32_t population;
    struct pg_attack_condition conditions[PG_ATTACK_MOST_CONDITIONS];
    size_t n;
    uint32_t characteristic; /**< whose group it is of; PG_ATTACK_ALL = of nobody's */
    uint32_t group;
    size_t cell, comparator; /**< SIZE_MAX = none */
};

struct pg_attack_facts {
    struct pg_attack_fact *items;
    size_t n, capacity;
    struct pg_attack_findings *findings; /**< for notes */
};

/** Gives every figure its people; population by population. */
paygap_status pg_attack_place_figures(struct pg_attack_facts *facts,
                                      struct pg_attack_cells *cells,
                                      const struct pg_attack_reading *reading,
                                      paygap_error *err);

/** Finds the groups that make up a whole. */
paygap_status pg_attack_find_splits(struct pg_attack_cells *cells,
                                    const struct pg_attack_facts *facts, paygap_error *err);

/** Narrows the unknowns by what is printed, and relates them by printed shares. */
paygap_status pg_attack_take_facts(struct pg_attack_cells *cells,
                                   struct pg_attack_facts *facts, paygap_error *err);

/** Relates the unknowns of each cell, and those of cells that others make up. */
paygap_status pg_attack_relate_cells(struct pg_attack_cells *cells, paygap_error *err);

/** Counts of what happened to people, and of those to whom it did not happen. */
paygap_status pg_attack_take_events(struct pg_attack_cells *cells,
                                    const struct pg_attack_reading *reading,
                                    struct pg_attack_findings *findings, paygap_error *err);

/** Relates sums of pay by printed means, and by gaps where the numbers are known. */
paygap_status pg_attack_relate_pay(struct pg_attack_cells *cells,
                                   const struct pg_attack_facts *facts, paygap_error *err);

/** Tells what is learnt. */
paygap_status pg_attack_judge(struct pg_attack_cells *cells,
                              struct pg_attack_findings *findings, paygap_error *err);

/** Small changes of exact counts between publications of different dates. */
paygap_status pg_attack_compare_releases(struct pg_attack_cells *cells,
                                         struct pg_attack_findings *findings,
                                         paygap_error *err);

/** Looks for numbers in the workbook of a publication that its file withholds. */
paygap_status pg_attack_read_book(struct pg_attack_cells *cells, const char *path,
                                  size_t publication, struct pg_attack_findings *findings,
                                  paygap_error *err);

/** Notes what is wrong with the publication; keeps the text. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void
pg_attack_note(struct pg_attack_findings *findings, const char *format, ...);

/** Adds a finding; texts are kept. */
void pg_attack_learn(struct pg_attack_findings *findings, enum pg_attack_kind kind,
                     const char *what, double least, double most, const char *argument);

#endif
