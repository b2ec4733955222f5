// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The keys of a section as a table of rows. A row says what a value must be and which
 * member of a struct it goes to; pg_config_keys_take() reads a line by it, and a wrong
 * value is told with the line. What is no plain value has a function of its own in its row.
 */
#ifndef PG_CONFIG_KEYS_H
#define PG_CONFIG_KEYS_H

#include "config_parts.h"

/** What a value is, and what member keeps it. */
enum pg_key_kind {
    PG_KEY_TEXT,   /**< char *, owned; blank only if nothing is expected */
    PG_KEY_NUMBER, /**< unsigned: a whole number from `least` to `most` */
    PG_KEY_YES_NO, /**< bool */
    PG_KEY_WORD,   /**< an enum: one of `words` */
    PG_KEY_DATE,   /**< struct pg_date */
    PG_KEY_LIST,   /**< struct pg_name_list */
    PG_KEY_PARSED, /**< whatever `parse` makes of it */
    PG_KEY_TAKEN   /**< `take` does everything */
};

/** A word that a value can be, whatever its case. */
struct pg_key_word {
    const char *word; /**< NULL after the last */
    unsigned value;   /**< of the enum */
};

struct pg_key {
    const char *name;
    enum pg_key_kind kind;
    size_t offset;        /**< of the member */
    const char *expected; /**< "NAME must be ..." */
    unsigned least, most; /**< of a text: most characters, 0 = any number */
    const struct pg_key_word *words;
    /** Puts the value into the member; false if it is none. */
    bool (*parse)(void *member, struct pg_str value);
    /** Takes the line into the whole struct. */
    paygap_status (*take)(void *into, const struct pg_ini_line *line, paygap_error *err);
};

/** All keys of a section. */
struct pg_keys {
    const struct pg_key *rows;
    size_t n;
    const char *prefix; /**< before the key in messages; NULL = nothing */
};

#define PG_KEYS(rows)                                                                      \
    {                                                                                      \
        (rows), sizeof(rows) / sizeof(rows)[0], NULL                                       \
    }

/** The most keys that a section can have. */
enum { PG_MOST_KEYS = 40 };

/** The row of a key, whose case does not matter; NULL if there is none. */
const struct pg_key *pg_config_keys_find(const struct pg_keys *keys, const char *name);

/** The key that was probably meant; NULL if none is near enough. */
const char *pg_config_keys_nearest(const struct pg_keys *keys, const char *name);

/** Takes the line into the struct that the offsets are of. PAYGAP_CONFIG, with the line,
 *  where there is no such key or the value is not what is expected. */
paygap_status pg_config_keys_take(const struct pg_keys *keys, void *into,
                                  const struct pg_ini_line *line, paygap_error *err);

/** Frees the texts and lists that were taken. */
void pg_config_keys_free(const struct pg_keys *keys, void *into);

#endif
