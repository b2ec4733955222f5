// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * source: a file in, rows of text out, each row with its place. Knows files, not employees.
 *
 * Call pg_source_read() with a function that takes rows one by one; the first row is the
 * header. Cells are valid during that call only.
 */
#ifndef PG_SOURCE_H
#define PG_SOURCE_H

#include "pg_base.h"

struct pg_row {
    size_t line;                /**< 1-based physical line on which the row begins */
    size_t n_cells;             /**< 1 or more */
    const struct pg_str *cells; /**< without the spaces around unquoted text */
    bool is_plain;              /**< printable ASCII in every cell */
};

typedef paygap_status (*pg_row_taker)(void *context, const struct pg_row *row,
                                      paygap_error *err);

/** Columns whose cells the taker does not read; it may set them when it has the header.
 *  Such a cell reads as PG_UNREAD_CELL if it is not blank (or as it is). */
struct pg_unread_columns {
    const bool *is_unread;
    size_t n;
};

#define PG_UNREAD_CELL "..."

/** What is to be read and who is told how far it has come. */
struct pg_source {
    const char *path; /**< "-" is standard input */
    uint64_t size;    /**< bytes, 0 if not known; for `progress` only */
    void (*progress)(void *context, double done); /**< may be NULL */
    void *progress_context;
    const struct pg_unread_columns *unread; /**< may be NULL */
};

/** What was read. */
struct pg_source_facts {
    char sha256[65]; /**< of the bytes of the file, in hexadecimal */
    uint64_t n_bytes;
    size_t n_rows; /**< rows given to the taker, the header included */
};

/** Limits; what passes them is refused with a message that names the limit. */
enum {
    PG_MAX_CELL = 1 << 20, /**< bytes */
    PG_MAX_ROW = 1 << 24,  /**< bytes */
    PG_MAX_COLUMNS = 16384
};

/**
 * Reads a CSV file: UTF-8 with or without a byte-order mark, comma, double quotes, lines
 * ended by CR, LF or both, blank lines skipped. Cells may hold bytes that are not UTF-8.
 * PAYGAP_OPEN if it cannot be read; PAYGAP_NOT_A_TABLE if it is empty or binary or a quote
 * is not closed; or what `taker` returned.
 */
paygap_status pg_source_read(const struct pg_source *source, pg_row_taker taker,
                             void *context, struct pg_source_facts *facts,
                             paygap_error *err);

/** SHA-256 over several pieces; the caller frees with pg_digest_finish(). */
struct pg_digest;
struct pg_digest *pg_digest_begin(void);
void pg_digest_add(struct pg_digest *digest, const void *bytes, size_t n);
void pg_digest_finish(struct pg_digest *digest, char hexadecimal[static 65]);

/** SHA-256 of a file; PAYGAP_OPEN if it cannot be read. */
paygap_status pg_digest_file(const char *path, char hexadecimal[static 65],
                             paygap_error *err);

#endif
