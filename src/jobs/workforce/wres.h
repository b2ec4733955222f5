// SPDX-License-Identifier: GPL-3.0-or-later
/** The metrics of the standards, and how they are put into their tables. */
#ifndef PG_WORKFORCE_WRES_H
#define PG_WORKFORCE_WRES_H

#include "pg_workforce.h"

enum standard { STANDARD_SC_WRES, STANDARD_NHS_WRES, STANDARD_WDES, N_STANDARDS };
enum metric_kind { KIND_BANDS, KIND_EVENT, KIND_SURVEY, KIND_SENIOR, KIND_BOARD };

/** A metric of a standard. */
struct metric {
    const char *number, *title;
    const char *what;    /**< the question of the survey, or the setting of the levels */
    enum pg_event event; /**< of the kind EVENT */
    enum standard standard;
    enum metric_kind kind;
    bool is_reversed;
};

/** What the metrics of one standard are worked out from. */
struct standard_of {
    struct pg_workforce *workforce;
    const struct pg_rows *survey;
    size_t axis;
    struct pg_document_table *table;
};

enum { PG_WRES_N_CELLS = 9 }; /**< of a row after its words, the finding among them */

/** The first cells of a metric's row: number, what it measures, direction. */
void pg_workforce_wres_put_words(const struct standard_of *of, const struct metric *metric,
                                 const char *title, const char *direction);

/** The others, if there is no data: why. */
void pg_workforce_wres_put_nothing(const struct standard_of *of, const char *why);

/** The value of a metric, in what unit, and the interval if there is one. */
void pg_workforce_wres_put_value(const struct standard_of *of, struct pg_fraction value,
                                 enum pg_value_kind kind, const struct pg_likelihood *found,
                                 const size_t *on);

/** "20.1 % against 18.0 %", of two shares whose den is above 0. */
const char *pg_workforce_wres_against(struct pg_workforce *workforce,
                                      struct pg_fraction share, struct pg_fraction other);

/** A metric of events: the relative likelihood of both groups. */
void pg_workforce_wres_put_event(const struct standard_of *of, const struct metric *metric);

/** Whether some metric is worked out from a question of the survey. */
bool pg_workforce_wres_has_question(struct pg_str text);

/** Every row must have its two counts, also of questions that no metric uses; those are
 *  said. */
paygap_status pg_workforce_wres_check_survey(struct pg_workforce *workforce,
                                             const struct pg_rows *rows, paygap_error *err);
void pg_workforce_wres_put_survey(const struct standard_of *of,
                                  const struct metric *metric);

#endif
