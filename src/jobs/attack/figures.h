// SPDX-License-Identifier: GPL-3.0-or-later
/** The figures of published files, row by row, as they stand there. */
#ifndef PG_ATTACK_FIGURES_H
#define PG_ATTACK_FIGURES_H

#include "pg_attack.h"

/** What a row says of its value. */
enum pg_attack_state {
    PG_ATTACK_ABSENT, /**< nothing: not applicable, or words */
    PG_ATTACK_HIDDEN, /**< withheld */
    PG_ATTACK_RANGE,  /**< between two ends, which are possible */
    PG_ATTACK_EXACT   /**< a number, rounded by up to `half` */
};

/** The columns that are read, by their names in the header. */
enum pg_attack_column {
#define PG_ATTACK_COLUMN(name, header) PG_ATTACK_COLUMN_##name,
#include "columns.def"
#undef PG_ATTACK_COLUMN
    PG_N_ATTACK_COLUMNS
};

struct pg_attack_figure {
    const char *texts[PG_N_ATTACK_COLUMNS]; /**< visible characters only; "" = blank */
    size_t line;
    uint16_t file;
    enum pg_attack_state state;
    double value, half; /**< of PG_ATTACK_EXACT */
    double lo, hi;      /**< of PG_ATTACK_RANGE, and of an exact value with its half */
    double count;       /**< people behind it; -1 = not said */
    bool is_provisional;
};

struct pg_attack_source {
    const char *path;
    size_t publication;
    bool is_workforce;
};

/** The rows of all files. */
struct pg_attack_reading {
    struct pg_arena arena;
    struct pg_attack_figure *figures;
    size_t n, capacity;
    struct pg_attack_source *sources;
    size_t n_sources, sources_capacity;
    struct pg_intern texts; /**< each text once: `kept` has its copy */
    const char **kept;
    size_t n_kept, kept_capacity;
    bool failed;
};

/** Reads one file. PAYGAP_NOT_A_TABLE if it is not in the tidy form. */
paygap_status pg_attack_read(struct pg_attack_reading *reading, const char *path,
                             size_t publication, bool is_workforce, paygap_error *err);
void pg_attack_reading_free(struct pg_attack_reading *reading);

/** A copy of the visible characters of a text, one for all that are equal. */
const char *pg_attack_keep(struct pg_attack_reading *reading, struct pg_str text);

#endif
