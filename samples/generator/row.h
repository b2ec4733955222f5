// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Writes the payroll as CSV with LF line ends. First row_write_header(), then one
 * row_write_employee() per employee, then output_flush(), whose answer is the only one that
 * needs checking: a failed write is remembered until then.
 */
#ifndef COUNCIL_ROW_H
#define COUNCIL_ROW_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "employee.h"
#include "pay.h"

enum { OUTPUT_BYTES = 1 << 16 };

struct output {
    FILE *file;
    size_t n_used;
    bool has_failed;
    char bytes[OUTPUT_BYTES];
};

/** Writes out what is held back; false if this or any earlier write failed. */
bool output_flush(struct output *output);

/** `is_wide` adds a name column and puts every stated ethnicity in quotes. */
void row_write_header(struct output *output, bool is_wide);

void row_write_employee(struct output *output, uint64_t seed, bool is_wide,
                        const struct employee *employee, const struct payslip *payslip);

#endif
