// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * attack: what a reader can work out from published files, who has nothing but them. Knows
 * the form of the files and what adds up to what; shares no code with the control of what
 * is published, so that a fault there is not repeated here.
 *
 * Zero-initialise findings, then pg_attack_folder() with the folder that holds results.csv
 * or workforce.csv, or pg_attack_files() with files that are not yet in their place; look
 * at the findings; pg_attack_findings_free().
 */
#ifndef PG_ATTACK_H
#define PG_ATTACK_H

#include "pg_base.h"

#include <stdio.h>

/** The minima that the publication is held to. */
struct pg_attack_rule {
    double minimum_count;   /**< counts from 1 to one less are not to be learnt */
    double minimum_publish; /**< people behind a published pay figure */
};

#define PG_ATTACK_RULE ((struct pg_attack_rule){5, 10})

/** The files of one publication; NULL where there is none. */
struct pg_attack_files {
    const char *results, *workforce;           /**< in the tidy form, CSV */
    const char *results_book, *workforce_book; /**< the workbooks beside them */
};

enum pg_attack_kind {
    PG_ATTACK_PRINTED,   /**< a small count that stands there */
    PG_ATTACK_COUNT,     /**< a small count that follows */
    PG_ATTACK_PAY,       /**< the pay of so few that it tells theirs */
    PG_ATTACK_EVERYBODY, /**< all of a small group have one answer */
    PG_ATTACK_SHEET,     /**< a workbook shows what the file withholds */
    PG_ATTACK_CHANGE,    /**< a small change between two releases */
    PG_N_ATTACK_KINDS
};

/** Something learnt. */
struct pg_attack_finding {
    enum pg_attack_kind kind;
    const char *what;     /**< "A, disabled: people (2026-03-31)" */
    double least, most;   /**< people, or pounds in all */
    const char *argument; /**< the sums that show it; "" = it stands there */
};

struct pg_attack_findings {
    struct pg_arena arena;
    struct pg_attack_finding *items;
    size_t n, capacity;
    const char **notes; /**< what was not attacked, and why */
    size_t n_notes, notes_capacity;
    size_t n_counts; /**< counts that were asked about */
    bool failed;     /**< memory has run out */
};

/**
 * Attacks publications of one employer together: of one date they are one system.
 * PAYGAP_NOT_A_TABLE if one has no file in the tidy form; PAYGAP_OPEN, PAYGAP_MEMORY.
 */
paygap_status pg_attack_publications(const struct pg_attack_files *publications, size_t n,
                                     struct pg_attack_rule rule,
                                     struct pg_attack_findings *findings,
                                     paygap_error *err);

/** The same of one publication by its files, wherever they are. */
paygap_status pg_attack_files(const struct pg_attack_files *files,
                              struct pg_attack_rule rule,
                              struct pg_attack_findings *findings, paygap_error *err);

/** The same of a folder: DIR, or DIR/publish if that holds the files. */
paygap_status pg_attack_folder(const char *folder, struct pg_attack_rule rule,
                               struct pg_attack_findings *findings, paygap_error *err);

/** Finds the files of a folder; their paths live in the arena. PAYGAP_NOT_A_TABLE if there
 *  are none. */
paygap_status pg_attack_find_files(struct pg_attack_files *files, struct pg_arena *arena,
                                   const char *folder, paygap_error *err);

/** What was learnt, as a person reads it. False: out of memory. */
bool pg_attack_print(const struct pg_attack_findings *findings, struct pg_attack_rule rule,
                     FILE *stream);
void pg_attack_findings_free(struct pg_attack_findings *findings);

#endif
