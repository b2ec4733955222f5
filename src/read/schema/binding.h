// SPDX-License-Identifier: GPL-3.0-or-later
/** How the columns of one file are read: made from its header by header_match.c, used for
 *  each row by reader.c. */
#ifndef PG_SCHEMA_BINDING_H
#define PG_SCHEMA_BINDING_H

#include "pg_schema.h"
#include "pg_source.h"

/** One column of the file, or one constant. */
struct pg_binding {
    enum pg_field field;                     /**< PG_FIELD_NONE: a column of labels */
    size_t column;                           /**< 1-based; 0 for a constant */
    const struct pg_element_column *element; /**< NULL unless it holds a pay element */
    size_t labels;                           /**< index of the label column, if it is one */
    struct pg_str constant;
    bool has_comma;  /**< amounts have a decimal comma */
    bool has_values; /**< [values] of the configuration apply */
    // The cell read last and what it meant: pay periods repeat from row to row.
    char last[32];
    size_t last_len;
    uint32_t last_days;
    enum pg_cell_state last_state;
};

struct pg_bindings {
    struct pg_binding *read; /**< the columns that are read, in the order of the file */
    size_t n_read;
    size_t n_columns;       /**< of the file */
    bool has_element_bonus; /**< bonuses stand in columns of their own */
    bool has_hours_basis;   /**< hours are worked out from something else */
    bool has_leave;         /**< leave decides full pay; there is no yes or no */
    bool *is_unread;        /**< of each column of the file */
    struct pg_binding constants[PG_N_FIELDS];
    size_t n_constants;
};

/** Matches the header with the mapping and prepares the columns of `table`. */
paygap_status pg_schema_bind_header(struct pg_bindings *bindings, struct pg_table *table,
                                    const struct pg_mapping *mapping, const char *path,
                                    const struct pg_row *header, paygap_error *err);

void pg_schema_bindings_free(struct pg_bindings *bindings);

#endif
