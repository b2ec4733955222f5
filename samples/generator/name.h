// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Names for the wide rows, "Surname, Forename", put together at random from common names:
 * an agreement with a living person is chance. They exist to make the benchmark read what
 * real exports hold, quoted fields with commas in them.
 */
#ifndef COUNCIL_NAME_H
#define COUNCIL_NAME_H

#include <stdint.h>

#include "employee.h"

enum { NAME_BYTES = 48 };

void name_make(char name[static NAME_BYTES], uint64_t seed,
               const struct employee *employee);

#endif
