// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * How means of pay are printed: to the penny, to 10p, to the pound or not at all, so that
 * nobody's pay can be told, and so that they tell no count that is kept uncertain.
 */
#ifndef PG_DISCLOSURE_PAY_H
#define PG_DISCLOSURE_PAY_H

#include "report_system.h"
#include "witnesses.h"

/** How finely the mean of a group is printed. */
enum pg_step { PG_STEP_PENNY, PG_STEP_TEN_PENCE, PG_STEP_POUND, PG_STEP_NOT, PG_N_STEPS };

/** A mean of a part of a breakdown, or one that gaps tell: of everybody who disclosed. */
struct pg_pay_cell {
    const struct pg_breakdown *breakdown;
    size_t part;     /**< PG_NO_PART: all who disclosed */
    size_t quantity; /**< the number of people, in the system; PG_NOTHING = none is */
    double n, mean;  /**< people, pounds; the true ones */
    double worth;
    enum pg_step step;
    enum pg_hidden why; /**< the step is not the first */
    size_t *classes;    /**< of people: those in it */
    size_t n_classes;
};

/** People who are in the same cells. */
struct pg_pay_class {
    double n, sum;
};

struct pg_pay_gap;

/** One kind of pay of a report. */
struct pg_pay_system {
    const struct pg_report *report;
    const struct pg_policy *policy;
    struct pg_report_system *counts;
    enum pg_paid paid;
    double floor;              /**< nobody is paid less, as everybody knows */
    struct pg_pay_cell *cells; /**< the men and the women first */
    size_t n_cells;
    struct pg_pay_class *classes;
    size_t n_classes;
    struct pg_pay_gap *gaps;
    size_t n_gaps;
};

/** A printed gap or difference: the mean of one cell lies between these parts of that of
 *  another, plus these pounds. */
struct pg_pay_gap {
    size_t base, group; /**< cells */
    double slopes[2];   /**< least, most */
    double pounds[2];
    bool is_statutory;
};

/** Whether a gap is printed to a decimal: the statutory one is, others if both means are
 *  printed to the penny. */
bool pg_disclosure_pay_has_gap(const struct pg_pay_system *pay, size_t gap);

/** Lists the cells and classes. False: out of memory. Free in either case. */
bool pg_disclosure_pay_begin(struct pg_pay_system *pay, const struct pg_report *report,
                             const struct pg_policy *policy,
                             struct pg_report_system *counts, enum pg_paid paid);
void pg_disclosure_pay_free(struct pg_pay_system *pay);

/** Chooses the step of each cell. PAYGAP_MEMORY. */
paygap_status pg_disclosure_pay(struct pg_pay_system *pay,
                                const struct pg_witnesses *witnesses, paygap_error *err);

/** The interval that a printed mean tells: [*lower, *upper] holds the true one. */
void pg_disclosure_pay_interval(double mean, enum pg_step step, double *lower,
                                double *upper);

/** Sums of pay for every witness of counts. */
struct pg_pay_extension;

/** NULL when out of memory. Both must outlive it. */
struct pg_pay_extension *
pg_disclosure_pay_extension_make(struct pg_pay_system *pay,
                                 const struct pg_witnesses *witnesses);
void pg_disclosure_pay_extension_free(struct pg_pay_extension *extension);

/** Loosens the means that would tell counts: every witness gets sums that fit. */
paygap_status pg_disclosure_pay_extension_loosen(struct pg_pay_extension *extension,
                                                 paygap_error *err);

/** Only asks whether every witness has some, of means that are now printed more finely. */
paygap_status pg_disclosure_pay_extension_check(struct pg_pay_extension *extension,
                                                bool *are_safe, paygap_error *err);

/** The people whose pay must not be told, and the payrolls that show that it is not. */
struct pg_pay_people;

/** NULL when out of memory. The system must outlive it. */
struct pg_pay_people *pg_disclosure_pay_people_make(struct pg_pay_system *pay);
void pg_disclosure_pay_people_free(struct pg_pay_people *people);

/** Loosens the means that would tell the pay of few people. *are_safe: none is told now. */
paygap_status pg_disclosure_pay_people_loosen(struct pg_pay_people *people, bool *are_safe,
                                              paygap_error *err);

/** Only asks whether none is told, of means that are now printed more finely; if some is,
 *  all is forgotten of that. */
paygap_status pg_disclosure_pay_people_check(struct pg_pay_people *people, bool *are_safe,
                                             paygap_error *err);

#endif
