// SPDX-License-Identifier: GPL-3.0-or-later
/** What the readers of the formats share. A format is one table of functions; another is
 *  one more file. */
#ifndef PG_SOURCE_READING_H
#define PG_SOURCE_READING_H

#include "pg_source.h"

/** Rows on their way to the taker. */
struct pg_reading {
    const struct pg_source *source;
    pg_row_taker taker;
    void *context;
    paygap_error *err;
    const struct pg_unread_columns *unread; /**< may be NULL */
    size_t n_above;                         /**< rows that are left out */
    size_t max_rows;                        /**< of a sample; 0 = all rows */
    size_t n_seen, n_given;
    paygap_status status; /**< first failure; rows are ignored after it */
};

/** No more rows are wanted: a failure, or the sample is complete. */
static inline bool pg_source_reading_is_over(const struct pg_reading *reading)
{
    return reading->status != PAYGAP_OK ||
           (reading->max_rows > 0 && reading->n_given >= reading->max_rows);
}

/** Gives the taker the row, unless it stands above the header. */
static inline void pg_source_reading_give(struct pg_reading *reading,
                                          const struct pg_row *row)
{
    if (reading->n_seen++ < reading->n_above || pg_source_reading_is_over(reading))
        return;
    reading->status = reading->taker(reading->context, row, reading->err);
    reading->n_given++;
}

/** Fails at a line of the file (0 = none) and column (0 = none). */
void pg_source_reading_fail(struct pg_reading *reading, size_t line, size_t column,
                            const char *what);
void pg_source_reading_no_memory(struct pg_reading *reading);

/** A format of files. */
struct pg_format {
    /** Makes input->state and the layout, but for what stands above the header. */
    paygap_status (*open)(struct pg_input *input, paygap_error *err);

    /** Gives rows; `facts` is NULL for a sample. */
    void (*read)(struct pg_input *input, struct pg_reading *reading,
                 struct pg_source_facts *facts);
    void (*close)(struct pg_input *input);
};

struct pg_input {
    const struct pg_source *source;
    const struct pg_format *format;
    struct pg_layout layout;
    const struct pg_unread_columns *unread;
    void *state; /**< of the format */
    struct pg_bytes bytes;
    unsigned char *head; /**< the first bytes of the file */
    size_t n_head;
    bool is_whole; /**< they are the whole file */
};

enum { PG_HEAD = 1 << 18 };

extern const struct pg_format pg_csv_format, pg_workbook_format;

/** Printable ASCII only, the commonest of cells. */
bool pg_source_is_plain(const char *bytes, size_t n);

/** Finds delimiter, quote, escape and sep= line of a text; sets them in `layout`. */
bool pg_source_dialect_find(struct pg_str text, const struct pg_source *source,
                            struct pg_layout *layout);

/** Looks at the first rows for the header: those above it are counted. */
struct pg_preamble {
    struct pg_preamble_row {
        size_t line, n_cells, n_filled;
        bool
            has_number; /**< some cell begins with a digit, or is a negative or an amount */
    } rows[64];
    size_t n;
};
paygap_status pg_source_preamble_take(void *preamble, const struct pg_row *row,
                                      paygap_error *err);

/** Rows above the header. */
size_t pg_source_preamble_above(const struct pg_preamble *preamble);

#endif
