// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What published figures are about: people who meet conditions (a group of a
 * characteristic, a sex, a grade), at one date, and how many they are. A condition is a
 * characteristic and its group, wherever it stands in a file: `ethnicity`, Irish;
 * `sex x ethnicity`, women: Irish; Profile_by_grade, G1, Ethnicity, Irish.
 */
#ifndef PG_ATTACK_CELLS_H
#define PG_ATTACK_CELLS_H

#include "figures.h"
#include "pg_attack_system.h"

/** What is counted of the people of a cell, or added up over them. */
enum pg_attack_quantity {
    PG_ATTACK_PEOPLE,
    PG_ATTACK_FULL_PAY,
    PG_ATTACK_BONUS,
    PG_ATTACK_NOT_FULL_PAY,
    PG_ATTACK_NO_BONUS,
    PG_ATTACK_QUARTER_1,
    PG_ATTACK_QUARTER_2,
    PG_ATTACK_QUARTER_3,
    PG_ATTACK_QUARTER_4,
    PG_N_ATTACK_COUNTS,
    PG_ATTACK_HOURLY_SUM = PG_N_ATTACK_COUNTS,
    PG_ATTACK_BONUS_SUM,
    PG_N_ATTACK_QUANTITIES
};

/** Groups that a file does not name as such. */
#define PG_ATTACK_DISCLOSED   "who disclosed"
#define PG_ATTACK_DECLINED    "Prefer not to say"
#define PG_ATTACK_NOT_KNOWN   "Not known"
#define PG_ATTACK_SEX_UNKNOWN "of unknown sex"

enum { PG_ATTACK_MOST_CONDITIONS = 4 };

/** The pay of up to so many people is theirs alone. */
enum { PG_ATTACK_FEW_PAID = 9 };

struct pg_attack_condition {
    uint32_t characteristic, group;
};

/** How a count stands in the files. */
enum pg_attack_print {
    PG_ATTACK_UNPRINTED,
    PG_ATTACK_WITHHELD,
    PG_ATTACK_AS_RANGE,
    PG_ATTACK_OR_FEWER,
    PG_ATTACK_PRINTED_EXACTLY
};

struct pg_attack_cell {
    uint32_t population;
    struct pg_attack_condition conditions[PG_ATTACK_MOST_CONDITIONS]; /**< sorted */
    size_t n;
    size_t unknowns[PG_N_ATTACK_QUANTITIES]; /**< from 1; 0 = not asked about */
    bool is_seen[PG_N_ATTACK_QUANTITIES];    /**< a file speaks of it */
    uint8_t print[PG_N_ATTACK_QUANTITIES];   /**< enum pg_attack_print */
    bool is_in_report;                       /**< not in a workforce report alone */
    bool has_mean[2];                        /**< printed: of hourly pay, of bonuses */
    double mean[2], half[2];
};

/** Groups of a characteristic that make up a whole: everybody, or one of its groups. */
struct pg_attack_split {
    uint32_t population, characteristic;
    uint32_t whole; /**< group; PG_ATTACK_ALL = all whom the other conditions hold of */
    uint32_t *groups;
    size_t n;
};

#define PG_ATTACK_ALL UINT32_MAX

/** The pay of the few people of a cell who are not of a group in it. */
struct pg_attack_rest {
    size_t sum; /**< unknown */
};

/** A count that is of no cell: of those to whom something happened, or did not. */
struct pg_attack_extra {
    size_t unknown;
    enum pg_attack_print print;
    bool is_by_law; /**< by sex */
    size_t of; /**< from 1: the unknown that all of the group are; 0 = not asked about */
};

/** People of one date and kind of file; equal ones are one. */
struct pg_attack_population {
    const char *date;
    size_t publication;
    bool is_workforce;
    uint32_t same_as;   /**< its own number, or that of an equal one */
    bool has_workforce; /**< it, or one that is equal, is of a workforce report */
    bool has_unknown_sex;
};

/** Names by number; equal but for case is equal. */
struct pg_attack_names {
    struct pg_intern keys;
    const char **shown;
    size_t n, capacity;
};

struct pg_attack_cells {
    struct pg_arena arena;
    struct pg_attack_system system;
    struct pg_attack_names characteristics, groups;
    struct pg_attack_cell *cells;
    size_t n, capacity;
    struct pg_intern keys;
    struct pg_attack_population *populations;
    size_t n_populations, populations_capacity;
    struct pg_attack_split *splits;
    size_t n_splits, splits_capacity;
    struct pg_attack_rest *rests;
    size_t n_rests, rests_capacity;
    struct pg_attack_extra *extras;
    size_t n_extras, extras_capacity;
    struct pg_attack_rule rule;
    bool shows_dates; /**< several are attacked: names say of which date they are */
    uint32_t sex;     /**< the characteristic */
    uint32_t men, women, unknown_sex, disclosed, declined, not_known; /**< groups */
    uint32_t minority;       /**< all but one group of ethnicity: a level of two */
    bool may_be_unknown_sex; /**< without it the figures contradict each other */
    bool is_contradicted;    /**< some figures do */
    bool *is_asked;          /**< of each characteristic: people are asked about it */
    size_t n_asked;
    bool failed;
};

void pg_attack_cells_begin(struct pg_attack_cells *cells, struct pg_attack_rule rule);
void pg_attack_cells_free(struct pg_attack_cells *cells);
uint32_t pg_attack_characteristic(struct pg_attack_cells *cells, const char *name);
uint32_t pg_attack_group(struct pg_attack_cells *cells, const char *name);

/** Adds a condition to others, in order; false if there are too many. */
bool pg_attack_condition_add(struct pg_attack_condition *conditions, size_t *n,
                             uint32_t characteristic, uint32_t group);

/** The cell with these conditions, which need be in no order; made if it is new. SIZE_MAX:
 *  out of memory. */
size_t pg_attack_cell_of(struct pg_attack_cells *cells, uint32_t population,
                         const struct pg_attack_condition *conditions, size_t n);
/** The same; SIZE_MAX if there is none. */
size_t pg_attack_cell_find(const struct pg_attack_cells *cells, uint32_t population,
                           const struct pg_attack_condition *conditions, size_t n);

/** The unknown of a quantity of a cell, made from 0 to INFINITY if it is new. */
size_t pg_attack_unknown_of(struct pg_attack_cells *cells, size_t cell,
                            enum pg_attack_quantity quantity);

/** Whether every condition of a cell is a sex: what the law gives. */
bool pg_attack_is_by_law(const struct pg_attack_cells *cells,
                         const struct pg_attack_cell *cell);

/** The group of a characteristic among the conditions; PG_ATTACK_ALL if there is none. */
uint32_t pg_attack_group_in(const struct pg_attack_cell *cell, uint32_t characteristic);

/** "G1, Irish, women: people". Borrowed. */
const char *pg_attack_name(struct pg_attack_cells *cells, size_t cell,
                           enum pg_attack_quantity quantity);

/** "G1, Irish, women". Borrowed. */
const char *pg_attack_people_of(struct pg_attack_cells *cells, size_t cell);

#endif
