// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef PG_CLASSIFIER_H
#define PG_CLASSIFIER_H

#include "schemes.h"

/** One column while its labels are sorted into groups. */
struct pg_classifier {
    struct pg_classified *out;
    struct pg_arena *arena;
    const struct pg_characteristic *characteristic;
    const struct pg_labels *labels;
    const struct pg_spelling *spellings;
    size_t n_spellings;
    struct pg_recogniser recogniser;
    bool failed; /**< out of memory */
};

/** What label `code` of the column says, as the file has it. */
struct pg_str pg_characteristics_label_at(const struct pg_classifier *classifier,
                                          size_t code);

/** What [values.NAME] makes of a label; the label itself if it says nothing. */
struct pg_str pg_characteristics_label_meaning(const struct pg_classifier *classifier,
                                               struct pg_str label);

/** A copy of the text that lives as long as the arena. */
const char *pg_characteristics_label_kept(struct pg_classifier *classifier,
                                          struct pg_str text);

/**
 * Starts a level of `n_named` groups and, behind them, those who declined and those not
 * known; `n_finest` of the result is set before. NULL when out of memory.
 */
struct pg_level *pg_characteristics_start_level(struct pg_classifier *classifier,
                                                enum pg_level_kind kind, size_t n_named);

/** One group for all labels that differ in case and spaces only. */
void pg_characteristics_classify_as_given(struct pg_classifier *classifier);

#endif
