// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * workforce: the equality report of a workforce. People of several dates, counted by
 * characteristic and by where they work; events, surveys, benchmarks, targets, actions.
 *
 * pg_workforce_make() reads everything and forms the tables; what would give people away is
 * marked in all of them together; emitters write the tables.
 */
#ifndef PG_WORKFORCE_H
#define PG_WORKFORCE_H

#include <paygap/workforce.h>

#include "pg_base.h"
#include "pg_characteristics.h"
#include "pg_config.h"
#include "pg_disclosure.h"
#include "pg_document.h"
#include "pg_results.h"
#include "pg_stats.h"

#include <stdio.h>

// ---------------------------------------------------------------- files of rows

/** A file of rows, every cell a number of a text of its column. */
struct pg_rows {
    const char *name; /**< of the file, as it may be shown */
    const char *path;
    size_t n, n_columns, capacity;
    char **headers;
    struct pg_intern *texts; /**< of each column */
    uint32_t **codes;        /**< of each column, of each row */
    uint32_t *lines;         /**< of the file */
    size_t n_ragged,
        first_ragged; /**< rows with more cells than headers; line of the first */
    char sha256[65];
};

/** Reads a CSV file or workbook, whose path must outlive the rows. As pg_source_read(); the
 *  caller frees in either case. */
struct pg_source;
paygap_status pg_workforce_rows_read(struct pg_rows *rows, const struct pg_source *source,
                                     paygap_error *err);
void pg_workforce_rows_free(struct pg_rows *rows);

/** The column of one of these headers (NULL-terminated); SIZE_MAX if there is none. */
size_t pg_workforce_rows_find(const struct pg_rows *rows, const char *const *headers);

/** A cell; "" where `column` is SIZE_MAX. */
struct pg_str pg_workforce_rows_cell(const struct pg_rows *rows, size_t row, size_t column);

// ---------------------------------------------------------------- people

enum {
    PG_MAX_AXES = 24,
    PG_MAX_SNAPSHOTS = 12,
    PG_MAX_UNION = 24,
    PG_NO_GROUP_INSIDE = UINT16_MAX
};

/** What people are: sex, ethnicity at one level, disability ... */
struct pg_axis {
    const char *name, *title;
    const char *base;                /**< the characteristic: "ethnicity" */
    enum pg_subject subject;         /**< of it */
    enum pg_level_kind level;        /**< of its scheme */
    bool is_first_level;             /**< the finest of its characteristic */
    bool is_asked;                   /**< people are asked and may decline */
    bool is_there[PG_MAX_SNAPSHOTS]; /**< whether the table of the date has the column */
    size_t n_groups;
    const char **groups;
    uint8_t *kinds;     /**< enum pg_group_kind of each */
    uint16_t *group_of; /**< of each person */
    size_t watched;     /**< the group whose representation is looked at; SIZE_MAX = none */
    size_t against;     /**< the group it is compared with */
    size_t coarser;     /**< axis that this one refines; SIZE_MAX = none */
    uint16_t *inside;   /**< group of the coarser axis of each group */
};

enum pg_place_role {
    PG_PLACE_GRADE,
    PG_PLACE_DIVISION,
    PG_PLACE_LEVEL,
    PG_PLACE_CONTRACT,
    PG_PLACE_COHORT,
    PG_PLACE_SERVICE, /**< starters of the last year and others */
    PG_N_PLACE_ROLES,
    PG_PLACE_DIVISION_LEVEL = PG_N_PLACE_ROLES,
    PG_N_PLACES
};

/** The first group of PG_PLACE_SERVICE: who started in the year before the date. */
enum { PG_STARTED = 0 };

/** Where people work: grade, division, level ... */
struct pg_place {
    const char *name, *title;
    bool is_there[PG_MAX_SNAPSHOTS]; /**< whether the table of the date has the column */
    size_t n_groups;
    const char **groups; /**< "" = not given */
    uint16_t *group_of;
};

struct pg_snapshot {
    struct pg_date date;
    const char *label; /**< "31 March 2026" */
    size_t first, n;   /**< people */
};

// ---------------------------------------------------------------- what comes out

/** The tables that the cover and the terminal speak of. */
enum pg_workforce_part {
    PG_PART_TRENDS, /**< the shares of watched groups at every date */
    PG_PART_LEADERSHIP,
    PG_PART_UNDER_BY_DIVISION,
    PG_PART_UNDER_BY_DIVISION_LEVEL,
    PG_PART_TARGETS,
    PG_PART_SC_WRES,
    PG_PART_ACTIONS,
    PG_N_WORKFORCE_PARTS
};

/** A test of representation, a row of its table: so few of a group among all who
 *  disclosed. */
struct pg_test {
    struct pg_document_table *table;
    size_t row, watched, against;    /**< counts */
    size_t all, all_against;         /**< counts of the own workforce it is held against */
    struct pg_fraction of_community; /**< or this share, in percent; den 0: none */
};

/** A count that is what another leaves of a third, such as people without a grievance. */
struct pg_rest {
    size_t rest, n, of;
};

/** What the number of a cell is made of, so that it can be told from what is told of that.
 */
struct pg_made {
    enum pg_made_as {
        PG_MADE_COUNT,        /**< a */
        PG_MADE_SUM,          /**< a + b */
        PG_MADE_REST,         /**< a - b - c */
        PG_MADE_SHARE,        /**< a in percent of b */
        PG_MADE_SHARE_OF_SUM, /**< a in percent of a + b */
        PG_MADE_SHARE_OF_REST /**< a - b - c in percent of a */
    } as;
    size_t a, b, c; /**< counts; PG_ALL = none */
    struct pg_document_table *table;
    size_t row, column;
};

/** Whom a row of a table is about: an axis in a group of a place. */
struct pg_row_about {
    struct pg_document_table *table;
    size_t row, axis, place, of_place;
};

// ---------------------------------------------------------------- all of it

/** A count of people that is the sum of others of the latest snapshot, such as those of all
 *  senior levels. */
struct pg_union {
    size_t whole, n_parts;
    size_t among; /**< its number among the counts that are protected with it */
    size_t parts[PG_MAX_UNION];
    enum pg_withholding {
        PG_PUBLISHED,
        PG_WITHHELD_IF_SMALL, /**< also if 0: some part is never published */
        PG_WITHHELD           /**< no part ever is */
    } withholding;
};

struct pg_workforce {
    const paygap_workforce_options *options;
    struct pg_config config;
    struct pg_arena arena;
    const char *employer;
    bool has_name;         /**< the employer's name is given */
    double discovery_rate; /**< false discoveries among all, as a part of 1 */
    bool has_four_fifths;
    bool is_provisional; /**< rows were left out because their data is bad */
    struct pg_snapshot snapshots[PG_MAX_SNAPSHOTS]; /**< in order of date */
    size_t n_snapshots;
    struct pg_rows files[PG_MAX_SNAPSHOTS]; /**< of people */
    size_t n_people;
    struct pg_axis axes[PG_MAX_AXES];
    size_t n_axes;
    struct pg_place places[PG_N_PLACES];
    bool has_place[PG_N_PLACES];
    bool *is_regulated; /**< of each person; NULL = nobody says */
    bool
        *is_sex_only[PG_N_PLACES]; /**< of each group; see pg_workforce_is_published_at() */
    bool is_left_out[PG_MAX_AXES]; /**< wherever there are such groups */

    struct pg_event_counts *events; /**< NULL = none */
    uint32_t *counts;               /**< see pg_workforce_count_at() */
    uint8_t *hidden;                /**< enum pg_hidden: why a count is not told exactly */
    struct pg_count_range *told;    /**< what is told of each */
    size_t n_counts, n_counts_fixed, counts_capacity;
    struct pg_union *unions;
    size_t n_unions, unions_capacity;
    size_t per_snapshot, of_axis[PG_MAX_AXES], of_place[PG_N_PLACES];
    size_t of_cell[PG_MAX_AXES][PG_N_PLACES];

    struct pg_document document; /**< a section for each table, of everything there is */
    struct pg_document_table *parts[PG_N_WORKFORCE_PARTS]; /**< NULL = there is none */
    struct pg_test *tests; /**< those of a table one after another */
    size_t n_tests, tests_capacity;
    struct pg_rest *rests;
    size_t n_rests, rests_capacity;
    struct pg_made *made;
    size_t n_made, made_capacity;
    struct pg_row_about *abouts;
    size_t n_abouts, abouts_capacity;
    const char *date_labels[PG_MAX_SNAPSHOTS], *dates[PG_MAX_SNAPSHOTS];
    struct pg_pairs missing; /**< part, and what it needs */
    struct pg_pairs warnings;
    struct paygap_results texts; /**< whose arena pg_results_pairs_add() uses */
    bool out_of_memory;
};

paygap_status pg_workforce_make(struct pg_workforce *workforce,
                                const paygap_workforce_options *options, paygap_error *err);
void pg_workforce_free(struct pg_workforce *workforce);

/** The number of the latest snapshot, of which there is always one. */
size_t pg_workforce_latest(const struct pg_workforce *workforce);

/* Shared inside workforce. */

#define PG_ALL SIZE_MAX

/** One of several, by its number; where nothing is said of it, all of them. */
struct pg_which {
    size_t number; /**< from 1; 0 = all */
};

/** Just the one at `index`, or all of them: PG_ALL. */
static inline struct pg_which pg_workforce_only(size_t index)
{
    return (struct pg_which){index == PG_ALL ? 0 : index + 1};
}

/** Whom a count is of. What is left out of an initialiser is all there is: `{.snapshot =
 * s}` is everybody at a date, `{.snapshot = s, .place = d, .of_place =
 * pg_workforce_only(e)}` everybody in a group of a place. */
struct pg_where {
    size_t snapshot;
    size_t axis;
    struct pg_which group; /**< of the axis */
    size_t place;
    struct pg_which of_place; /**< group of the place */
};

/** The same place and date, of one group of the axis (PG_ALL: of everybody). */
static inline struct pg_where pg_workforce_where_of(struct pg_where where, size_t group)
{
    where.group = pg_workforce_only(group);
    return where;
}

/** The same people and date, in one group of a place (PG_ALL: everywhere). */
static inline struct pg_where pg_workforce_where_at(struct pg_where where, size_t place,
                                                    size_t of_place)
{
    where.place = place;
    where.of_place = pg_workforce_only(of_place);
    return where;
}

/** The count of people somewhere: its number among `counts`. */
size_t pg_workforce_count_at(const struct pg_workforce *workforce, struct pg_where where);

/** The counts of the group that is watched and of the one it is compared with. */
struct pg_two_counts {
    size_t watched, against; /**< numbers among `counts` */
};

/** The counts of both groups of the axis of `where`, somewhere; its group is not read. */
struct pg_two_counts pg_workforce_two_at(const struct pg_workforce *workforce,
                                         struct pg_where where);

/** The people somewhere: that count itself. */
uint32_t pg_workforce_people_at(const struct pg_workforce *workforce,
                                struct pg_where where);

/** Whether people are counted by group of an axis at a place: by division and level only
 *  those axes whose representation is looked at. */
bool pg_workforce_is_counted_at(const struct pg_workforce *workforce, size_t axis,
                                size_t place);

/** Whether anything is published of an axis in a group of a place: but for their sex not
 * where few people hold a level that [workforce] open_levels names, nor where such people
 * are the half of a grade, a division and so on; nor, where there are such groups, of an
 * axis whose other groups would tell of them. */
bool pg_workforce_is_published_at(const struct pg_workforce *workforce, size_t axis,
                                  size_t place, size_t of_place);

/** How many people are few there. */
size_t pg_workforce_few_people(const struct pg_workforce *workforce);

/** Whether the table of a date has the columns of an axis (where all groups are meant none
 * is needed) and of a place. */
bool pg_workforce_is_there(const struct pg_workforce *workforce, struct pg_where where);

/** Adds a count that belongs to no people table, such as applicants; its number. */
size_t pg_workforce_count_add(struct pg_workforce *workforce, size_t n);

/** Adds the count of the rest: of `of` (a count) people less `n` (a count); PG_ALL if there
 * are more than there are people. */
size_t pg_workforce_count_add_rest(struct pg_workforce *workforce, size_t n, size_t of);

/** Adds the sum of up to PG_MAX_UNION counts of the latest snapshot, protected together
 * with them; its number. */
size_t pg_workforce_count_add_sum(struct pg_workforce *workforce, const size_t *parts,
                                  size_t n, enum pg_withholding withholding);

/** Whether the representation of one of its groups is looked at, against another. */
bool pg_workforce_is_watched(const struct pg_axis *axis);

/** The axis called `name` (or by its title); SIZE_MAX if there is none. */
size_t pg_workforce_axis_called(const struct pg_workforce *workforce, const char *name);
size_t pg_workforce_group_called(const struct pg_axis *axis, struct pg_str name);

/** Path of a file that the configuration names; freed with the arena. */
const char *pg_workforce_path(struct pg_workforce *workforce, const char *name);

/** Reads the file `name` that a key of [workforce] names; no rows if it is NULL. As
 * pg_workforce_rows_read(). */
paygap_status pg_workforce_rows_of_key(struct pg_workforce *workforce, struct pg_rows *rows,
                                       const char *key, const char *name,
                                       paygap_error *err);

/** Takes the numbers of [workforce], or what holds without them. */
void pg_workforce_take_settings(struct pg_workforce *workforce);

/** Warns of minima of [policy] that are below their defaults. */
void pg_workforce_warn_of_minima(struct pg_workforce *workforce);

/** Checks, once people are read, that the levels which [workforce] names are there.
 * PAYGAP_CONFIG with what is wrong. */
paygap_status pg_workforce_check_names(const struct pg_workforce *workforce,
                                       paygap_error *err);

/** What column is missing where no people table has the header that a key gives, or (NULL)
 * one of the usual headers: for pg_workforce_say_missing(). */
const char *pg_workforce_column_needed(struct pg_workforce *workforce, const char *key,
                                       const char *header);

paygap_status pg_workforce_people_read(struct pg_workforce *workforce, paygap_error *err);
bool pg_workforce_people_count(struct pg_workforce *workforce);
/** Sets what is told of a count. */
void pg_workforce_count_told(struct pg_workforce *workforce, size_t count,
                             struct pg_count_range range);
paygap_status pg_workforce_people_protect(struct pg_workforce *workforce,
                                          paygap_error *err);
paygap_status pg_workforce_events_protect(struct pg_workforce *workforce,
                                          unsigned threshold, paygap_error *err);

/** The counts of each group of an axis, in one place or of one event. */
struct pg_group_counts {
    size_t *numbers; /**< among the counts that are protected together; SIZE_MAX = none */
    uint32_t *values;
};
/** Freed with pg_workforce_group_counts_free(). False: no memory. */
bool pg_workforce_group_counts_make(struct pg_group_counts *of, const struct pg_axis *axis);
void pg_workforce_group_counts_free(struct pg_group_counts *of);
/** Protects those who gave an answer, those who gave none, the two groups that are
 *  compared and all others, where they are fewer than `threshold` people. False: no memory.
 */
bool pg_workforce_protect_sums(struct pg_counts *counts, const struct pg_axis *axis,
                               const struct pg_group_counts *of, unsigned threshold);

/** Says that a part could not be made, and what it needs. */
void pg_workforce_say_missing(struct pg_workforce *workforce, const char *part,
                              const char *needs);
/** Warns of a row of a file: "line 3: ..." */
void pg_workforce_warn_of_row(struct pg_workforce *workforce, const struct pg_rows *rows,
                              size_t row, const char *what);
/** Warns of rows with more cells than the header. */
void pg_workforce_warn_of_ragged(struct pg_workforce *workforce,
                                 const struct pg_rows *rows);
void pg_workforce_say_warning(struct pg_workforce *workforce, const char *what,
                              const char *text);

/** Begins a table in a section of its own; NULL when out of memory, which all that follow
 *  bear. */
struct pg_document_table *pg_workforce_table(struct pg_workforce *workforce,
                                             const char *name, const char *title);
/** A note to the table begun last. */
void pg_workforce_note(struct pg_document_table *table, const char *note);
/** Names the levels of which only sex is published, if there are any. */
void pg_workforce_note_open_levels(struct pg_workforce *workforce,
                                   struct pg_document_table *table);

/** A column of numbers or findings, by its name in files of data; and one that says what a
 *  row is of. */
void pg_workforce_column(struct pg_document_table *table, const char *header,
                         const char *key, enum pg_value_kind kind, double width,
                         size_t snapshot);
void pg_workforce_named_by(struct pg_document_table *table, const char *header,
                           enum pg_column_use use, double width);

void pg_workforce_put_text(struct pg_workforce *workforce, struct pg_document_table *table,
                           const char *text);
/** There is no such figure. */
void pg_workforce_put_none(struct pg_document_table *table);
/** Gives every number that is made of counts the range that is told of it. */
void pg_workforce_tell_ranges(struct pg_workforce *workforce);

/** Notes what the number put last is made of, so that it is published as a range where that
 *  is not told exactly. PG_ALL for counts that there are not. */
void pg_workforce_made_of(struct pg_workforce *workforce, struct pg_document_table *table,
                          enum pg_made_as as, size_t a, size_t b, size_t c);
void pg_workforce_put_count(struct pg_workforce *workforce, struct pg_document_table *table,
                            size_t count);
/** 100 x one count / another; none where the other is 0. */
void pg_workforce_put_share(struct pg_workforce *workforce, struct pg_document_table *table,
                            size_t count, size_t of);
/** The counts that a cell rests on, for pg_workforce_put_number(); PG_ALL among them is
 *  none. */
#define PG_ON(...) ((const size_t[]){__VA_ARGS__, PG_END})
#define PG_END     (SIZE_MAX - 1)

/** A number that rests on counts (PG_END-terminated; NULL = none). */
void pg_workforce_put_number(struct pg_workforce *workforce,
                             struct pg_document_table *table, double number,
                             const size_t *on);
/** The same of a number that is known exactly, and rounded once; none where den is 0. */
void pg_workforce_put_fraction(struct pg_workforce *workforce,
                               struct pg_document_table *table, struct pg_fraction value,
                               const size_t *on);
/** A text that rests on counts. */
void pg_workforce_put_finding(struct pg_workforce *workforce,
                              struct pg_document_table *table, const char *text,
                              const size_t *on);
/** A verdict that rests on counts, in its words or in longer ones (NULL = its own). */
void pg_workforce_put_verdict(struct pg_workforce *workforce,
                              struct pg_document_table *table, enum pg_verdict verdict,
                              const char *text, const size_t *on);
/** The last cell is of another kind than its column. */
void pg_workforce_as(struct pg_document_table *table, enum pg_value_kind kind);
/** The last cell is shown as this fraction is rounded, if den is above 0. */
void pg_workforce_exactly(struct pg_document_table *table, struct pg_fraction value);
/** The last cell alone is no reason to publish its row. */
void pg_workforce_background(struct pg_document_table *table);
/** The last cell is not published. */
void pg_workforce_withhold(struct pg_document_table *table);
/** Whom the last row is about; it is published only if pg_workforce_is_published_at(). */
void pg_workforce_about(struct pg_workforce *workforce, struct pg_document_table *table,
                        size_t axis, size_t place, size_t of_place);

/** Wilson's 95 % interval of the share n / (n + other), counts, in percent: two cells. */
void pg_workforce_put_wilson(struct pg_workforce *workforce,
                             struct pg_document_table *table, size_t n, size_t other);
void pg_workforce_wilson_columns(struct pg_document_table *table);

/** Withholds findings of tests that would tell of others which are not published. False: no
 *  memory. */
bool pg_workforce_withhold_findings(struct pg_workforce *workforce);

/** Marks in all tables what must not be published, once counts are protected. */
void pg_workforce_withhold_all(struct pg_workforce *workforce);

/** What happens to people: PG_EVENT(name, word, ...) */
enum pg_event {
#define PG_EVENT(name, title, spellings) PG_EVENT_##name,
#include "events.def"
#undef PG_EVENT
    PG_N_EVENTS
};
const char *pg_workforce_event_title(enum pg_event event);

/** The counts of events, a table of groups and divisions for each event and axis. */
struct pg_event_counts {
    size_t first;                /**< of the counts */
    size_t n;                    /**< of all */
    size_t of_axis[PG_MAX_AXES]; /**< offset of an axis's tables; SIZE_MAX = none */
    size_t n_columns;            /**< divisions, and the total */
    size_t n_of[PG_N_EVENTS];    /**< events counted */
    size_t n_outside;            /**< dated before or after the twelve months */
};

/** Reads [workforce] events. */
paygap_status pg_workforce_events_read(struct pg_workforce *workforce, paygap_error *err);

/** Whom a count of events is of; what is left out of an initialiser is all of them. */
struct pg_event_where {
    enum pg_event event;
    size_t axis; /**< always said: each has a table of its own */
    struct pg_which group, division;
};

/** The same events, of one group of the axis (PG_ALL: of everybody). */
static inline struct pg_event_where pg_workforce_event_where_of(struct pg_event_where where,
                                                                size_t group)
{
    where.group = pg_workforce_only(group);
    return where;
}

/** The count of an event by group of an axis and division: its number among `counts`. */
size_t pg_workforce_events_at(const struct pg_workforce *workforce,
                              struct pg_event_where where);

/** The people of those events: that count itself. */
uint32_t pg_workforce_people_of_events(const struct pg_workforce *workforce,
                                       struct pg_event_where where);

/** Whether the events of a kind say what the people are: there are none, or some have a
 *  group of the axis that is named. */
bool pg_workforce_event_is_told(const struct pg_workforce *workforce, enum pg_event event,
                                size_t axis);
/** "no data: the events do not say the sex" */
const char *pg_workforce_say_not_told(struct pg_workforce *workforce, size_t axis);

/** The count of all leavers, which targets rest on; SIZE_MAX if there is none. */
size_t pg_workforce_all_leavers(const struct pg_workforce *workforce);

/** Group of each text of a column of events, as an axis has it; says which texts are of
 *  none. NULL when out of memory. */
uint16_t *pg_workforce_groups_of_column(struct pg_workforce *workforce,
                                        const struct pg_axis *axis,
                                        const struct pg_rows *rows, size_t column,
                                        paygap_error *err);

/** "unlikely to be chance", "could be chance" or why there is none. */
const char *pg_workforce_say_likelihood(const struct pg_likelihood *found);

/** A share of people who disclosed, in percent: n of `of` people, and the counts it rests
 * on, PG_END-terminated. */
struct pg_measured {
    uint64_t n, of;
    struct pg_fraction share; /**< den 0 where nobody disclosed */
    size_t rests_on[5];
};

/** "GROUP of CHARACTERISTIC[ at PLACE]" at a snapshot; false if there is no such measure.
 */
bool pg_workforce_measure_called(const struct pg_workforce *workforce, struct pg_str text,
                                 size_t snapshot, struct pg_measured *measured);

void pg_workforce_add_trends(struct pg_workforce *workforce);
void pg_workforce_add_profile(struct pg_workforce *workforce);
void pg_workforce_add_disclosure_rates(struct pg_workforce *workforce);
void pg_workforce_add_leadership(struct pg_workforce *workforce);
paygap_status pg_workforce_add_representation(struct pg_workforce *workforce,
                                              paygap_error *err);
/** Reads and checks the file of shares of a community; the caller frees it in either case.
 */
paygap_status pg_workforce_benchmarks_read(struct pg_workforce *workforce,
                                           struct pg_rows *rows, paygap_error *err);

/** The community's share of the watched group of an axis, in percent; den 0 if the file has
 * none. */
struct pg_fraction pg_workforce_benchmark_of(const struct pg_rows *rows,
                                             const struct pg_axis *axis);

paygap_status pg_workforce_add_targets(struct pg_workforce *workforce, paygap_error *err);
void pg_workforce_add_lifecycle(struct pg_workforce *workforce);
paygap_status pg_workforce_add_wres(struct pg_workforce *workforce, paygap_error *err);
paygap_status pg_workforce_add_pay_over_time(struct pg_workforce *workforce,
                                             paygap_error *err);
paygap_status pg_workforce_add_actions(struct pg_workforce *workforce, paygap_error *err);
paygap_status pg_workforce_add_indicators(struct pg_workforce *workforce,
                                          paygap_error *err);

/** What a reader looks for first, as text. False: out of memory. */
bool pg_workforce_print(const struct pg_workforce *workforce, FILE *stream);
bool pg_workforce_write_json(const struct pg_workforce *workforce, FILE *file);

/** The document of the workbook for an audience: cover, contents, a section for each table
 *  of which something is seen. The caller frees it in either case. */
paygap_status pg_workforce_book(const struct pg_workforce *workforce, bool is_published,
                                struct pg_document *book, paygap_error *err);
/** Its cover. */
void pg_workforce_cover(const struct pg_workforce *workforce, struct pg_document *book);

/* Shares are fractions of counts of fewer than 2^32 people, den 0 where there is none, so
 * that they and what is formed of them are compared exactly and rounded once. */

/** 100 x n / of. */
struct pg_fraction pg_workforce_percent(uint64_t n, uint64_t of);

/** The share of one count among both, in percent. */
struct pg_fraction pg_workforce_share_of_two(const struct pg_workforce *workforce,
                                             size_t count, size_t other);

/** a - b, of two shares. */
struct pg_fraction pg_workforce_apart(struct pg_fraction a, struct pg_fraction b);

/** -1, 0 or 1 as a is below, equal to or above 0. */
int pg_workforce_fraction_sign(struct pg_fraction a);

/** The nearest double; NaN where den is 0. */
double pg_workforce_fraction_number(struct pg_fraction a);

#endif
