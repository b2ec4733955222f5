// SPDX-License-Identifier: GPL-3.0-or-later
/** What people are, while it is read. */
#ifndef PG_WORKFORCE_AXES_H
#define PG_WORKFORCE_AXES_H

#include "people_parts.h"

/** A new axis: nobody's group is set yet and no group is looked at. The texts must last as
 *  long as the workforce. NULL when out of memory. */
struct pg_axis *pg_workforce_axes_add(struct pg_workforce *workforce, const char *name,
                                      const char *title, size_t n_groups);

/** Women, men and not known, if there is a column of sex. False when out of memory. */
bool pg_workforce_axes_add_sex(struct pg_workforce *workforce);

/** The group of that axis that a text means. */
size_t pg_workforce_axes_sex_group(const struct pg_workforce *workforce,
                                   struct pg_str text);

/** The characteristic as it is asked for: by the configuration, else at the usual levels.
 */
struct pg_characteristic pg_workforce_axes_asked_for(const struct pg_workforce *workforce,
                                                     const char *name, unsigned levels);

/** Classifies texts by the configuration's spellings of the characteristic. As
 *  pg_characteristics_classify(). */
paygap_status pg_workforce_axes_classify(struct pg_workforce *workforce,
                                         struct pg_classified *classified,
                                         const struct pg_characteristic *asked,
                                         const struct pg_intern *texts,
                                         const size_t *n_rows, paygap_error *err);

#endif
