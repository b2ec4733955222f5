// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * characteristics: who belongs to which group. Turns the spellings of a column into the
 * groups of a classification (a census, the NHS codes, or the labels as they are), at one
 * or more levels of detail.
 *
 * The configuration fills a struct pg_characteristic; pg_characteristics_classify() makes a
 * struct pg_classified from it and the labels of the file, with one struct pg_level for
 * each level asked for. Every level has the groups "Prefer not to say" (asked and declined)
 * and "Not known" (not asked, blank or unreadable) at its end.
 */
#ifndef PG_CHARACTERISTICS_H
#define PG_CHARACTERISTICS_H

#include "pg_base.h"

enum pg_level_kind {
    PG_LEVEL_DETAILED,
    PG_LEVEL_BROAD,
    PG_LEVEL_BINARY, /**< White British against all other disclosed */
    PG_LEVEL_WRES,   /**< minority ethnic against white, as the WRES counts */
    PG_N_LEVEL_KINDS
};

enum pg_comparator_kind {
    PG_COMPARE_DEFAULT, /**< White British where the scheme has it, else the largest group
                         */
    PG_COMPARE_LARGEST,
    PG_COMPARE_OTHERS, /**< everybody else who disclosed */
    PG_COMPARE_NAMED
};

/** One characteristic as the configuration or the command line asks for it. */
struct pg_characteristic {
    char *name;   /**< "ethnicity" */
    char *column; /**< header in the file; NULL = the name, or a usual one */
    char *scheme; /**< key of a scheme, "none", or NULL = found out from the labels */
    enum pg_comparator_kind comparison;
    char *comparator; /**< name of a group when PG_COMPARE_NAMED */
    unsigned levels;  /**< one bit for each pg_level_kind; 0 = detailed and broad */
    bool is_auto;     /**< the most detailed level whose groups all reach the minimum */
    bool is_planned;  /**< the levels are those of the planned law, as it is read */
    bool is_asked;    /**< by name: its column must be there */
    size_t line;      /**< of the configuration, for messages; 0 = none */
};

enum pg_group_kind { PG_GROUP_NAMED, PG_GROUP_DECLINED, PG_GROUP_NOT_KNOWN };

struct pg_named_group {
    const char *name; /**< constant, or in the arena */
    enum pg_group_kind kind;
    bool is_not_given; /**< named, but no group of its own: one of a broad group's */
    size_t name_id; /**< equal names in any levels of one characteristic have one number */
};

/** One level: `of_finest[f]` is the group of those in group f of the finest level. */
struct pg_level {
    const char *name; /**< "detailed", "broad", "binary", "wres"; "" if there is one only */
    struct pg_named_group *groups;
    size_t n_groups;
    uint16_t *of_finest;
    size_t comparator; /**< group; PG_EVERYBODY_ELSE; PG_NO_COMPARATOR = the largest */
    bool is_comparator_named; /**< by the configuration: it stands, whoever is in it */
};

#define PG_EVERYBODY_ELSE SIZE_MAX
#define PG_NO_COMPARATOR  (SIZE_MAX - 1)

/** A label that no group of the scheme has. */
struct pg_unrecognised {
    const char *label;
    size_t n; /**< rows */
};

struct pg_classified {
    const char *name, *title; /**< "ethnicity", "Ethnicity" */
    const char *scheme_title, *scheme_source;
    enum pg_subject subject;
    bool is_ethnicity;
    bool has_chinese_among_others; /**< as in 2001: not to be compared with later schemes */
    uint16_t *finest_of_label;     /**< group of the finest level for each label code */
    size_t n_finest;
    struct pg_level levels[PG_N_LEVEL_KINDS]; /**< those that make sense, by kind */
    bool has_level[PG_N_LEVEL_KINDS];
    bool *is_unrecognised; /**< of each label code */
    struct pg_unrecognised *unrecognised;
    size_t n_unrecognised;
    size_t n_spellings; /**< distinct labels of the file */
};

/** A spelling and the label, code or answer it stands for: [values.ethnicity]. */
struct pg_spelling {
    const char *spelling, *meaning;
};

/** The labels of a column: texts by code (0 is blank) and the rows that have each. */
struct pg_labels {
    const struct pg_intern *texts;
    const size_t *n_rows;
};

/**
 * Classifies the labels. Labels of an ethnicity that no scheme knows, and spellings whose
 * [values] meaning is none of its groups, are not known and listed as unrecognised.
 * PAYGAP_CONFIG if the comparator is no group (the nearest is named). Texts live in
 * `arena`; the caller frees `out`, also after an error.
 */
paygap_status pg_characteristics_classify(struct pg_classified *out, struct pg_arena *arena,
                                          const struct pg_characteristic *characteristic,
                                          const struct pg_labels *labels,
                                          const struct pg_spelling *spellings,
                                          size_t n_spellings, const char *config_path,
                                          paygap_error *err);
void pg_characteristics_classified_free(struct pg_classified *classified);

/** Groups recognised by a scheme in one step: for tests and messages. "" if none. */
const char *pg_characteristics_scheme_recognise(const char *scheme, const char *label,
                                                const char **broad);

bool pg_characteristics_scheme_is_known(const char *key);
/** Key nearest to `word`, or NULL. */
const char *pg_characteristics_scheme_nearest(const char *word);
/** All keys, for messages. */
const char *pg_characteristics_scheme_keys(void);

/** Bit of a level's name; 0 if there is no such level. */
unsigned pg_characteristics_level_bit(struct pg_str name);
const char *pg_characteristics_level_name(enum pg_level_kind kind);

/** Headers that mean the characteristic of that name, the name first; NULL-terminated. */
const char *const *pg_characteristics_usual_headers(const char *name);

/** Whether a characteristic is one that people are asked about, so that it may be withheld;
 *  grade, department and the like are known to the employer. */
bool pg_characteristics_is_personal(const char *name);

/** Whether an answer is "asked and declined" or "not known"; PG_GROUP_NAMED if neither. */
enum pg_group_kind pg_characteristics_answer_kind(struct pg_str label);

/** Lower-case letters and digits of a label, "&" and "+" read as "and". */
void pg_characteristics_normalise_label(struct pg_str label, struct pg_buffer *out);

#endif
