// SPDX-License-Identifier: GPL-3.0-or-later
/** Comparing headers and names of elements the way people write them. */
#ifndef PG_SCHEMA_HEADER_WORDS_H
#define PG_SCHEMA_HEADER_WORDS_H

#include "pg_base.h"

/** Equal but for case and all that is neither letter nor digit, signs of a currency too. */
bool pg_same_letters(struct pg_str header, const char *name);

/** Whether the header has all (or any) of the words, separated by spaces, as whole words.
 *  True for no words if all are asked for. */
bool pg_has_words(struct pg_str header, const char *words, bool all);

/** Whether the last word of the header, which says what its numbers are, is one of the
 * words, separated by spaces. */
bool pg_has_last_word(struct pg_str header, const char *words);

#endif
