// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * source: a file in, rows of text out, each row with its place. Knows files, not employees.
 *
 * pg_source_input_open() finds out what a file is and how it is laid out;
 * pg_source_input_sample() gives the first rows, as often as wanted, and
 * pg_source_input_read() all of them. Rows go one by one to a function; the first is the
 * header, what stands above it is left out. Cells are valid during that call only, and
 * always UTF-8 unless the file claims to be and is not.
 */
#ifndef PG_SOURCE_H
#define PG_SOURCE_H

#include "pg_base.h"

struct pg_row {
    size_t line;                /**< 1-based physical line, or row of the sheet */
    size_t n_cells;             /**< 1 or more; 0 for a blank row of a sheet */
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

enum pg_encoding {
    PG_ENCODING_FIND, /**< found out from the bytes; as a finding: all are ASCII */
    PG_ENCODING_UTF8,
    PG_ENCODING_UTF16LE,
    PG_ENCODING_UTF16BE,
    PG_ENCODING_WINDOWS_1252,
    PG_ENCODING_CP850
};

/** What is to be read, how far that is already known, and who is told how far it has come.
 */
struct pg_source {
    const char *path;        /**< "-" is standard input */
    struct pg_inputs inputs; /**< if one of them is called `path`, it is read: no file */
    uint64_t size;           /**< bytes, 0 if not known; for `progress` only */
    void (*progress)(void *context, double done); /**< may be NULL */
    void *progress_context;
    const char *sheet; /**< of a workbook; NULL = the one with data */
    char delimiter;    /**< 0 = found out */
    enum pg_encoding encoding;
    size_t header_line; /**< line or row of the header; 0 = found out */
    bool is_raw; /**< every cell as it stands: spaces kept, damaged quotes read as they
                      can be, blank rows and titles of a sheet given too */
};

enum pg_source_kind { PG_SOURCE_CSV, PG_SOURCE_WORKBOOK };

/** How a file is laid out. */
struct pg_layout {
    enum pg_source_kind kind;
    size_t n_above;     /**< rows above the header */
    size_t header_line; /**< line or row of the header; 0 if there is no row */
    // CSV
    enum pg_encoding encoding;
    char delimiter, quote;
    bool has_backslash; /**< quotes inside cells are escaped by a backslash */
    bool is_spaced;     /**< spaces after delimiters are no part of cells */
    size_t n_cells;     /**< of most rows */
    bool has_separator; /**< the first line is sep=; */
    // Workbooks
    const char *sheet;  /**< name of the sheet that is read */
    const char *others; /**< names of the other sheets, "" if there are none */
};

const char *pg_source_encoding_name(enum pg_encoding encoding);

/** comma, semicolon, tab ... */
const char *pg_source_delimiter_name(char delimiter);

/** The encoding called `name` (utf-8, utf-16, windows-1252, cp850, ...); false if none. */
bool pg_source_encoding_of(struct pg_str name, enum pg_encoding *encoding);

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

struct pg_input;

/**
 * Opens a CSV file or an Excel workbook (.xlsx, .xlsm) and finds out how it is laid out.
 * `source` is borrowed until pg_source_input_close(), which the caller calls, also after an
 * error. PAYGAP_OPEN if the file cannot be read; PAYGAP_NOT_A_TABLE if it is empty, binary
 * or damaged, an old or a password-protected workbook, or has no such sheet.
 *
 * CSV: UTF-8, UTF-16, Windows-1252 or CP850; comma, semicolon, tab, vertical bar or space;
 * double or single quotes; lines ended by CR, LF or both; blank lines are skipped.
 */
paygap_status pg_source_input_open(const struct pg_source *source, struct pg_input **input,
                                   paygap_error *err);
const struct pg_layout *pg_source_input_layout(const struct pg_input *input);

/** Gives the taker the header and up to `max_rows` rows below it, from the beginning of the
 *  file (of a text file, from its first 256 KiB). */
paygap_status pg_source_input_sample(struct pg_input *input, size_t max_rows,
                                     pg_row_taker taker, void *context, paygap_error *err);

/** Gives the taker all rows; once only. PAYGAP_NOT_A_TABLE if there is none or a quote is
 *  not closed; or what `taker` returned. */
paygap_status pg_source_input_read(struct pg_input *input, pg_row_taker taker,
                                   void *context, struct pg_source_facts *facts,
                                   paygap_error *err);

/** Names the columns that pg_source_input_read()'s taker does not read; borrowed. */
void pg_source_input_leave_unread(struct pg_input *input,
                                  const struct pg_unread_columns *unread);
void pg_source_input_close(struct pg_input *input);

/** Opens, reads and closes. */
paygap_status pg_source_read(const struct pg_source *source, pg_row_taker taker,
                             void *context, struct pg_source_facts *facts,
                             paygap_error *err);

/** SHA-256 over several pieces; the caller frees with pg_source_digest_finish(). */
struct pg_digest;
struct pg_digest *pg_source_digest_begin(void);
void pg_source_digest_add(struct pg_digest *digest, const void *bytes, size_t n);
void pg_source_digest_finish(struct pg_digest *digest, char hexadecimal[static 65]);

/** SHA-256 of a file; PAYGAP_OPEN if it cannot be read. */
paygap_status pg_source_digest_file(const char *path, char hexadecimal[static 65],
                                    paygap_error *err);

/** The same of an input, which may be one of those given. */
paygap_status pg_source_digest_input(struct pg_inputs inputs, const char *path,
                                     char hexadecimal[static 65], paygap_error *err);

#endif
