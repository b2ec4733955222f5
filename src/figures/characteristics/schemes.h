// SPDX-License-Identifier: GPL-3.0-or-later
/** The classifications built in, as tables made from their .def files. */
#ifndef PG_SCHEMES_H
#define PG_SCHEMES_H

#include "pg_characteristics.h"

enum pg_scheme_id {
#define PG_SCHEME(id, key, title, source) PG_SCHEME_##id,
#define PG_BROAD(scheme, id, is_white, label, prefixes)
#define PG_GROUP(scheme, broad, is_white_british, label, code, variants)
#include "schemes.def"
#include "disability.def"
#undef PG_SCHEME
#undef PG_BROAD
#undef PG_GROUP
    PG_N_SCHEMES,
    PG_SCHEME_NONE = PG_N_SCHEMES
};

struct pg_scheme {
    const char *key, *title, *source;
    bool is_ethnicity;
};

struct pg_scheme_broad {
    enum pg_scheme_id scheme;
    int id; /**< unique over all schemes */
    bool is_white;
    const char *label, *prefixes;
};

struct pg_scheme_group {
    enum pg_scheme_id scheme;
    int broad;
    bool is_base; /**< White British, or the usual comparator of another scheme */
    const char *label, *code, *variants;
};

extern const struct pg_scheme pg_schemes[PG_N_SCHEMES];
extern const struct pg_scheme_broad pg_scheme_broads[];
extern const size_t pg_n_scheme_broads;
extern const struct pg_scheme_group pg_scheme_groups[];
extern const size_t pg_n_scheme_groups;

enum { PG_MAX_SCHEME_GROUPS = 40, PG_MAX_SCHEME_BROADS = 16 };

/** One scheme, ready to recognise labels. */
struct pg_recogniser {
    enum pg_scheme_id scheme;
    const struct pg_scheme_group *groups[PG_MAX_SCHEME_GROUPS];
    size_t n_groups;
    const struct pg_scheme_broad *broads[PG_MAX_SCHEME_BROADS];
    size_t n_broads;
    struct pg_intern spellings;
    uint16_t *finest_of; /**< for each spelling: group, or n_groups + broad */
    size_t capacity;
    struct pg_buffer scratch;
};

enum { PG_NOT_RECOGNISED = UINT16_MAX, PG_DECLINED_ANSWER = UINT16_MAX - 1 };
enum { PG_UNKNOWN_ANSWER = UINT16_MAX - 2 };

/** False: out of memory. The caller frees in either case. */
bool pg_characteristics_recogniser_make(struct pg_recogniser *recogniser,
                                        enum pg_scheme_id scheme);
void pg_characteristics_recogniser_free(struct pg_recogniser *recogniser);

/** Group (below n_groups), n_groups + broad group, or one of the answers above. */
uint16_t pg_characteristics_recognise(struct pg_recogniser *recogniser,
                                      struct pg_str label);

enum pg_scheme_id pg_characteristics_scheme_of(const char *key);

/** Index of the broad group of group `group` in `broads`. */
size_t pg_characteristics_broad_of(const struct pg_recogniser *recogniser, size_t group);

#endif
