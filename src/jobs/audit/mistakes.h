// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The mistakes that published figures are searched for. One is made in one of three ways:
 * the whole run is made again with something supposed, figures are worked out otherwise
 * from the right workings, or the figures that are there are turned into others. The last
 * two can be made of the figures of a mistaken run as well: that is how two mistakes go
 * together.
 */
#ifndef PG_AUDIT_MISTAKES_H
#define PG_AUDIT_MISTAKES_H

#include "pg_audit.h"

/** What a mistake makes of the figures is worked out from this. */
struct pg_basis {
    const struct pg_workings *workings;
    struct pg_fourteen right;
    double mean[2], median[2]; /**< hourly pay of men and women */
    double mean_bonus[2], median_bonus[2];
    size_t n_hourly[2], n_in_bonus[2], n_paid[2];
    double *pay; /**< hourly, in the order of the workings */
};

enum { PG_MOST_MISTAKES = 80 };

enum pg_lawful {
    PG_UNLAWFUL,          /**< a mistake */
    PG_LAWFUL,            /**< a choice that the law leaves open */
    PG_LAWFUL_OF_ONE_OVER /**< lawful where one person is left over from equal quarters */
};

/** A mistake that can be made in several ways has a row for each, one after the other. */
struct pg_mistake {
    const char *what;         /**< as it goes on after "The mistake: " */
    const char *rule;         /**< that it breaks */
    enum pg_suppose supposed; /**< made again with this, or ... */
    void (*make)(const struct pg_basis *basis, struct pg_fourteen *figures);
    void (*turn)(struct pg_fourteen *figures, const struct pg_mistake *mistake);
    enum pg_quarter quarters[2]; /**< what `turn` exchanges */
    enum pg_lawful lawful;
    bool is_last;        /**< about rounding, which comes after all else */
    bool is_another_way; /**< in which the mistake of the row before is made */
};

extern const struct pg_mistake pg_mistakes[];
extern const size_t pg_n_mistakes;

/** The first of the rows for the same mistake. */
size_t pg_audit_mistake_first(size_t way);

/** False when out of memory; the caller frees in either case. */
bool pg_audit_basis_make(struct pg_basis *basis, const struct pg_workings *workings);
void pg_audit_basis_free(struct pg_basis *basis);

/** The place on the form of the share of men in a quarter; that of women follows. */
size_t pg_audit_at_quarter(int quarter);

/** Gives a figure a value; its text only says that it has one. */
void pg_audit_fourteen_set(struct pg_fourteen *figures, size_t index, double value);
/** A figure that cannot be formed. */
void pg_audit_fourteen_clear(struct pg_fourteen *figures, size_t index);
/** A gap between averages that are there; none where the men's is 0. */
void pg_audit_fourteen_set_gap(struct pg_fourteen *figures, size_t index, double men,
                               double women);

/* Ways to work figures out otherwise; mistakes_bonus.c. */
void pg_audit_mistake_bonus_of_everybody(const struct pg_basis *basis,
                                         struct pg_fourteen *figures);
void pg_audit_mistake_bonus_of_period(const struct pg_basis *basis,
                                      struct pg_fourteen *figures);
void pg_audit_mistake_bonus_of_full_pay(const struct pg_basis *basis,
                                        struct pg_fourteen *figures);
void pg_audit_mistake_share_of_full_pay(const struct pg_basis *basis,
                                        struct pg_fourteen *figures);
void pg_audit_mistake_share_within_full_pay(const struct pg_basis *basis,
                                            struct pg_fourteen *figures);
void pg_audit_mistake_share_of_receivers(const struct pg_basis *basis,
                                         struct pg_fourteen *figures);

/* The same of the quarters; mistakes_quarters.c. */
void pg_audit_mistake_file_order(const struct pg_basis *basis, struct pg_fourteen *figures);
void pg_audit_mistake_men_first(const struct pg_basis *basis, struct pg_fourteen *figures);
void pg_audit_mistake_women_first(const struct pg_basis *basis,
                                  struct pg_fourteen *figures);
void pg_audit_mistake_cut_points(const struct pg_basis *basis, struct pg_fourteen *figures);
void pg_audit_mistake_equal_ranges(const struct pg_basis *basis,
                                   struct pg_fourteen *figures);
void pg_audit_mistake_equal_ranges_below(const struct pg_basis *basis,
                                         struct pg_fourteen *figures);
void pg_audit_mistake_rounded_up(const struct pg_basis *basis, struct pg_fourteen *figures);
void pg_audit_mistake_rounded_up_in_order(const struct pg_basis *basis,
                                          struct pg_fourteen *figures);
void pg_audit_mistake_rounded_up_from_top(const struct pg_basis *basis,
                                          struct pg_fourteen *figures);
void pg_audit_mistake_rounded_up_from_top_in_order(const struct pg_basis *basis,
                                                   struct pg_fourteen *figures);
void pg_audit_mistake_remainder_at_top(const struct pg_basis *basis,
                                       struct pg_fourteen *figures);
void pg_audit_mistake_remainder_from_below(const struct pg_basis *basis,
                                           struct pg_fourteen *figures);
void pg_audit_mistake_remainder_all_at_top(const struct pg_basis *basis,
                                           struct pg_fourteen *figures);

#endif
