// SPDX-License-Identifier: GPL-3.0-or-later
/** The encodings of exports: which one a text is in, by evidence, and its way to UTF-8. */
#ifndef PG_SOURCE_ENCODING_H
#define PG_SOURCE_ENCODING_H

#include "pg_source.h"

/**
 * By evidence, in this order: a byte-order mark; NUL bytes in every other place; bytes that
 * are UTF-8; which of Windows-1252 and CP850 makes letters and pound signs of the others.
 * PG_ENCODING_FIND if all bytes are ASCII. If they are not the `is_whole` file, the last
 * character may be cut. `*mark` is the length of a byte-order mark.
 */
enum pg_encoding pg_source_encoding_find(const unsigned char *bytes, size_t n,
                                         bool is_whole, size_t *mark);

/** Decodes piece by piece. Zero-initialise but for `encoding`. */
struct pg_decoder {
    enum pg_encoding encoding; /**< PG_ENCODING_FIND: not known yet, all was ASCII so far */
    unsigned char left[4];     /**< bytes of a character that the last piece cut */
    size_t n_left;
    char *text; /**< what was decoded last */
    size_t capacity;
};

/** The piece as UTF-8, borrowed until the next call (it may be `bytes` itself); false when
 *  out of memory. At the end of the file, `is_last`, a cut character reads as U+FFFD. */
bool pg_source_decode(struct pg_decoder *decoder, const unsigned char *bytes, size_t n,
                      bool is_last, struct pg_str *text);
void pg_source_decoder_free(struct pg_decoder *decoder);

#endif
