// SPDX-License-Identifier: GPL-3.0-or-later
/** What is published, what the payroll gives, and what could explain the difference. */
#ifndef PG_AUDIT_VERIFY_PARTS_H
#define PG_AUDIT_VERIFY_PARTS_H

#include "mistakes.h"

#include "pg_filed.h"

#include <stdio.h>

/** Figures that a mistake touches together. */
enum pg_figure_family {
    PG_FIGURES_HOURLY,
    PG_FIGURES_BONUS_GAP,
    PG_FIGURES_BONUS_SHARE,
    PG_FIGURES_QUARTERS,
    PG_N_FIGURE_FAMILIES
};

enum { PG_MOST_PAIRS = 400 };

/** Figures are in the order of the download. */
struct pg_verification {
    FILE *stream;
    const struct pg_regime *regime;
    const paygap_published *published;
    struct pg_written written[PG_N_STATUTORY];
    bool is_given[PG_N_STATUTORY], differs[PG_N_STATUTORY];
    size_t n_given, n_different;
    struct pg_fourteen right;
    size_t n_hourly;                                 /**< people in the hourly figures */
    bool explains[PG_MOST_MISTAKES][PG_N_STATUTORY]; /**< a mistake gives that figure */
    bool can_be[PG_MOST_MISTAKES]; /**< the mistake changes something at all */
    struct pg_mistake_pair {
        uint8_t first, second;
    } pairs[PG_MOST_PAIRS]; /**< two that together explain every figure */
    size_t n_pairs;
    bool is_too_large; /**< pairs of mistakes of the data were not tried */
};

/** Place of a figure of the download in pg_statutory_figures. */
size_t pg_audit_verified_place(size_t figure);
enum pg_figure_family pg_audit_verified_family(size_t figure);

/** Whether figure number `figure` is what is published, at the precision of that. */
bool pg_audit_verified_as_written(const struct pg_verification *verification, size_t figure,
                                  const struct pg_fourteen *figures);

/** Whether a mistake explains every figure given of a family (PG_N_FIGURE_FAMILIES: of
 * all), and some that differs. */
bool pg_audit_verified_explains(const struct pg_verification *verification, size_t mistake,
                                enum pg_figure_family family);

/** Makes each mistake with the payroll and compares; if none alone explains every figure,
 *  two after each other. PAYGAP_MEMORY, or what a run ended with that cannot be told. */
paygap_status pg_audit_verify_search(struct pg_verification *verification,
                                     const struct pg_workings *workings, size_t report,
                                     paygap_error *err);

/** Prints what explains the difference. */
void pg_audit_verify_print_verdict(const struct pg_verification *verification);

#endif
