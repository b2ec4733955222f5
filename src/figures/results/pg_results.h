// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * results: what was found, ready for the emitters: figures with unit, count and state, and
 * everything a reader needs to judge them. Knows measures and units, not people.
 *
 * run makes a struct paygap_results, measures and run fill one struct pg_report for each
 * employer, emitters read. Texts live in the results' arena; constants may be pointed to.
 */
#ifndef PG_RESULTS_H
#define PG_RESULTS_H

#include "pg_base.h"

#include <paygap/results.h>

enum pg_unit { PG_UNIT_PEOPLE, PG_UNIT_POUNDS, PG_UNIT_PERCENT };

enum pg_quarter { PG_LOWER, PG_LOWER_MIDDLE, PG_UPPER_MIDDLE, PG_UPPER, PG_N_QUARTERS };

/** People left out for one reason. */
struct pg_left_out {
    int reason; /**< enum pg_reason of the table */
    const char *code, *text;
    size_t n;
    bool is_provisional;
    bool is_of_sex; /**< what their sex is, is not known or said in two ways */
};

enum { PG_MAX_LEFT_OUT = 32 };

/** Which figures people are left out of. */
enum pg_left_out_of {
    PG_LEFT_OUT_OF_ALL,
    PG_LEFT_OUT_OF_HOURLY,
    PG_LEFT_OUT_OF_BONUS,
    PG_N_LEFT_OUT
};

struct pg_left_out_list {
    struct pg_left_out items[PG_MAX_LEFT_OUT];
    size_t n;
};

struct pg_quarter_counts {
    size_t size, men, women;
};

/** People on one hourly rate across the boundary between two quarters. */
struct pg_boundary {
    size_t men, women;             /**< on the rate; 0 and 0 if nobody is */
    size_t men_below, women_below; /**< of them, placed in the quarters below */
};

enum pg_family {
    PG_FAMILY_HEADCOUNT,
    PG_FAMILY_FULL_PAY,
    PG_FAMILY_BONUS,
    PG_FAMILY_HOURLY_PAY,
    PG_FAMILY_HOURLY_GAP,
    PG_FAMILY_BONUS_PAY,
    PG_FAMILY_BONUS_GAP,
    PG_FAMILY_QUARTERS,
    PG_FAMILY_HOURLY_BOUND,
    PG_FAMILY_BONUS_BOUND,
    PG_FAMILY_DISCLOSURE,
    PG_FAMILY_SPLIT
};

enum pg_measure {
#define PAYGAP_MEASURE(name, text, unit, family) PG_MEASURE_##name = PAYGAP_MEASURE_##name,
#include <paygap/measures.def>
#undef PAYGAP_MEASURE
    PG_N_MEASURES
};

enum pg_part { PG_PART_NAMED, PG_PART_DECLINED, PG_PART_NOT_KNOWN };

/** Why a figure is not told exactly in a set of outputs. */
enum pg_hidden {
    PG_SHOWN,
    PG_HIDDEN_SMALL,     /**< primary: the group is below the minimum */
    PG_HIDDEN_DOMINANCE, /**< primary: one or two people make up most of the sum */
    PG_HIDDEN_SECONDARY, /**< it would give away another hidden figure */
    PG_HIDDEN_MINIMUM,   /**< it would tell that a count reaches the minimum */
    PG_HIDDEN_CHANGE,    /**< with an earlier publication it would tell of few people */
    PG_HIDDEN_ONE_PERSON /**< it is, or rests on, the pay of one person */
};

/** Who sees a set of outputs; each has its own minima. */
enum pg_audience { PG_PUBLISH, PG_INTERNAL, PG_N_AUDIENCES };

/** The breakdown by sex is the first of every report. */
enum { PG_SEXES = 0, PG_WHOLE_BREAKDOWN = UINT16_MAX };

/** How a thing is told in a publication. */
enum pg_print {
    PG_PRINT_EXACTLY,
    PG_PRINT_RANGE,   /**< its lowest and highest value */
    PG_PRINT_ROUNDED, /**< more coarsely than usual */
    PG_PRINT_NOT
};

struct pg_printed {
    enum pg_print as;
    enum pg_hidden why;  /**< it is not exact */
    double lower, upper; /**< of a range */
    const char *text; /**< of a range, or the coarser value; a constant or the results' */
};

/** What is known of one figure besides its value. */
struct pg_figure_place {
    uint8_t measure;           /**< enum pg_measure */
    uint16_t breakdown, part;  /**< PG_WHOLE_BREAKDOWN: of no single part */
    uint8_t hidden_internally; /**< enum pg_hidden, from the internal workbook */
    bool is_one_person;        /**< a median that is one person's pay */
    bool has_earlier; /**< the number of people was published before, as one that few joined
                           or left since */
    uint32_t earlier;
    uint32_t fewest_moved; /**< of the undisclosed of a bound: the smallest number, but 0,
                                that is put on one side */
};

/** One group of a breakdown; its figures by measure. */
struct pg_part_of {
    const char *name;       /**< as figures give it */
    const char *group;      /**< by sex: the group that the men or women are in */
    size_t name_id;         /**< the same for parts of one name in one characteristic */
    const char *comparator; /**< of its gaps; "" if it has none */
    enum pg_part kind;
    bool is_not_given;      /**< of people whose group of this level is not given */
    size_t headcount;       /**< relevant employees */
    size_t in_bonus;        /**< of them, those whose bonus is known */
    size_t full_pay, bonus; /**< people in the hourly figures, people paid a bonus */
    size_t quarters[PG_N_QUARTERS];
    size_t disclosed, declined, not_known; /**< where disclosure is what is broken down */
    bool is_repeated; /**< the same people under the same name are a part above */
    bool is_hourly_dominated, is_bonus_dominated;
    uint32_t figures[PG_N_MEASURES]; /**< index of the figure + 1; 0 = none */
};

enum pg_breakdown_kind {
    PG_GROUPS,        /**< the groups of one level: the sexes, ethnic groups, grades */
    PG_GROUPS_BY_SEX, /**< men and women inside each of them: two parts a group */
    PG_ANSWERS        /**< inside each group, who has answered a question */
};

/** One level of a characteristic, its groups crossed with sex, or the answers inside them.
 */
struct pg_breakdown {
    enum pg_breakdown_kind kind;
    const char *characteristic; /**< as figures give it: "ethnicity", "sex x grade" */
    const char *title, *level;  /**< "Ethnicity", "detailed" ("" = the only one) */
    size_t axis;                /**< of the atoms: 0 sex, then the characteristics */
    size_t of_answers;          /**< axis whose answers are counted; 0 = none are */
    const char *within; /**< of answers: name of the groups; NULL = everybody together */
    bool is_ethnicity;
    bool has_split; /**< by sex: the difference of the means is split over its groups */
    size_t n_finest;
    struct pg_part_of *parts; /**< by sex: men and women of each group in turn */
    size_t n_parts;
    size_t comparator;       /**< part; PG_NO_PART = everybody else, or by sex the men */
    uint16_t *of_finest;     /**< part (by sex: group) of each finest group of the axis */
    struct pg_part_of whole; /**< figures about all groups together */
};

#define PG_NO_PART SIZE_MAX

/** One characteristic: its name and how its labels were read. */
struct pg_characteristic_report {
    const char *name, *title, *scheme, *source, *comparator, *levels;
    const char *planned; /**< what is said where the levels are the planned law's; or "" */
    const char *merged;  /**< what auto merged, in words; "" if it was not asked for */
    enum pg_subject subject;
    bool is_ethnicity;
    size_t n_spellings, n_unrecognised_people;
    const char **unrecognised;
    size_t *n_unrecognised;
    size_t n_unrecognised_labels;
    size_t first_breakdown, n_breakdowns;
};

/**
 * People of one pattern of groups: each axis (sex, then every characteristic at its finest)
 * has one code. What disclosure control needs to know of who is in which group.
 */
struct pg_atoms {
    size_t n, n_axes;
    uint16_t *codes; /**< n x n_axes */
    uint32_t *headcount, *full_pay, *in_bonus, *bonus;
    double *hourly_sum, *bonus_sum; /**< pounds: of hourly pay, of bonuses */
};

/** Numbers of people of a report that belong to no group; each may be hidden. */
enum pg_total {
    PG_TOTAL_ROWS,
    PG_TOTAL_MERGED,
    PG_TOTAL_PEOPLE,
    PG_TOTAL_RELEVANT,
    PG_TOTAL_FULL_PAY,
    PG_TOTAL_IN_BONUS,
    PG_N_TOTALS
};

struct pg_finding_row {
    const char *file; /**< name of the file it is about */
    uint32_t line;
    uint16_t column;
    const char *header; /**< of the column in the file, "" if none */
    const char *rule, *problem, *action;
};

/** A name with a text, or a choice with its reason. */
struct pg_pair {
    const char *name, *text, *why;
    bool is_for_anybody; /**< a warning that bears on the pay of everybody */
};

struct pg_pairs {
    struct pg_pair *items;
    size_t n, capacity;
};

/** A pay element of payment lines; gaps in percent, NaN where they cannot be formed. */
struct pg_element_row {
    const char *name, *class, *rule;
    size_t n_lines, men, women;
    double in_period, in_year; /**< pounds */
    bool is_basic;
    double gap_as_ordinary, gap_as_bonus, gap_left_out;
    double bonus_gap_as_bonus, bonus_gap_otherwise;
};

/** Details the filing format asks for; "" where not given. */
struct pg_filing {
    const char *employer_id, *address, *postcode, *company_number, *sic_codes, *link;
    const char *responsible_person, *job_title, *current_name;
    struct pg_date date_submitted; /**< year 0: not given */
    struct pg_date deadline;       /**< last day to publish */
    const char *size_band;
};

struct pg_regime;

/** One legal employer. */
struct pg_report {
    const char *employer;
    const char *folder; /**< "" or the employer's own folder with a / at its end */
    const struct pg_regime *regime;
    bool is_public, is_provisional, snapshot_is_default, has_bonus_column;
    struct pg_date snapshot_date;
    struct pg_filing filing;

    size_t minimum_count, minimum_publish; /**< that publication was protected with */
    size_t n_rows;                         /**< of the file, blank rows left aside */
    size_t n_merged;      /**< rows counted with another post of the same employee */
    size_t n_people;      /**< n_rows - n_merged: used + left out of all figures */
    size_t n_employees;   /**< n_people without those whose employer is not known */
    size_t n_relevant;    /**< relevant employees of known sex */
    size_t n_full_pay;    /**< of them in the hourly figures */
    size_t n_known_rates; /**< of them with a known hourly rate */
    const char *moved_by_other_ties; /**< which men's shares, in words; "" if none */
    size_t
        n_moved_by_other_ties; /**< quarter shares that differ under the other tie rule */
    size_t n_in_bonus;         /**< relevant employees whose bonus is known */
    bool are_sizes_hidden;     /**< sizes of the quarters, from publication */
    struct pg_left_out_list left_out[PG_N_LEFT_OUT];
    struct pg_quarter_counts quarters[PG_N_QUARTERS];
    struct pg_boundary boundaries[PG_N_QUARTERS - 1];

    struct pg_characteristic_report *characteristics;
    size_t n_characteristics;
    struct pg_breakdown *breakdowns;
    size_t n_breakdowns, breakdowns_capacity;
    struct pg_atoms atoms;
    const char *interval_note; /**< how intervals were made; NULL if there are none */

    paygap_figure *figures;
    struct pg_figure_place *places; /**< of each figure */
    size_t n_figures, figures_capacity, places_capacity;
    struct pg_printed *printed;      /**< of each thing; NULL: everything exactly */
    struct pg_element_row *elements; /**< of payment lines */
    size_t n_elements;
    struct pg_finding_row *findings;
    size_t n_findings;
    struct pg_pairs warnings; /**< name = what is implausible or missing */
    struct pg_pairs choices;  /**< choices in force: key and point in name */
};

struct paygap_results {
    struct pg_arena arena;
    struct pg_report *reports;
    size_t n_reports;
    const char *file_name;
    const char *sha256;
    uint64_t n_bytes;
    size_t n_lines_blank;
    const char *config_name; /**< "" if there was none */
    const char *config_sha256;
    struct pg_pairs settings; /**< configuration in force: "section.key" and value */
    struct pg_pairs layout;   /**< of the file: format, encoding, sheet ... */
    bool has_guesses;         /**< some column was recognised, not named */
    struct pg_pairs columns;  /**< header in the file and what it was read as */
    struct pg_pairs warnings; /**< about the file as a whole */
    bool is_provisional;
    bool out_of_memory;
    const char *not_over;       /**< path of the input: no output may replace it */
    const char **warning_lines; /**< all warnings, made for the public interface */
    size_t n_warning_lines;
};

/** Makes the breakdown by sex, which a report begins with. False: no memory. */
bool pg_results_report_begin(struct pg_report *report);

/** The men, or the women, of a report. */
struct pg_part_of *pg_results_report_sex(const struct pg_report *report, enum pg_sex sex);

/** Adds a figure by sex without a value; a gap is the women's, against the men. The caller
 *  may set its fields after; it may move when the next is added. NULL: no memory. */
paygap_figure *pg_results_report_add(struct paygap_results *results,
                                     struct pg_report *report, enum pg_sex sex,
                                     enum pg_measure measure);

/** Adds a figure of a part of a breakdown; `comparator` is "" unless it is a gap. */
paygap_figure *pg_results_breakdown_add(struct paygap_results *results,
                                        struct pg_report *report,
                                        const struct pg_breakdown *breakdown,
                                        struct pg_part_of *part, const char *comparator,
                                        enum pg_measure measure);

/** The figure of a part; NULL if there is none. */
paygap_figure *pg_results_part_figure(const struct pg_report *report,
                                      const struct pg_part_of *part,
                                      enum pg_measure measure);

/** Whether every part of `finer` lies inside one part of `coarser`, of the same axis. */
bool pg_results_breakdown_refines(const struct pg_breakdown *finer,
                                  const struct pg_breakdown *coarser);

/** The part of `coarser` that part `part` of `finer` lies in; PG_NO_PART if it is empty. */
size_t pg_results_part_inside(const struct pg_breakdown *finer, size_t part,
                              const struct pg_breakdown *coarser);

/** What else is known of a figure of the report. */
struct pg_figure_place *pg_results_report_place(const struct pg_report *report,
                                                const paygap_figure *figure);

// What may be withheld: figures, totals, numbers of people left out. A thing is a number.
#define PG_NOTHING SIZE_MAX

/** The thing that a figure of a part is (PG_NOTHING if there is none), a total, a number of
 *  people left out; and how many there are, once all figures are added. */
size_t pg_results_thing_of_figure(const struct pg_part_of *part, enum pg_measure measure);
size_t pg_results_thing_of_total(const struct pg_report *report, enum pg_total total);
size_t pg_results_thing_of_left_out(const struct pg_report *report, enum pg_left_out_of of,
                                    size_t index);
size_t pg_results_report_n_things(const struct pg_report *report);

/** How a thing is told to an audience; a statutory figure is always told exactly. Within
 *  the firm only pay figures of few people are not. */
struct pg_printed pg_results_report_printed(const struct pg_report *report, size_t thing,
                                            enum pg_audience audience);

/** Sets how a thing is told in publication; a statutory figure stays as it is, and so does
 *  what is not told at all. False: out of memory. */
bool pg_results_report_print(struct pg_report *report, size_t thing,
                             struct pg_printed printed);

/** Whether a figure of a part is there and published in some form. */
bool pg_results_is_part_published(const struct pg_report *report,
                                  const struct pg_part_of *part, enum pg_measure measure);

/** How a figure stands in a set of outputs. */
struct pg_shown {
    enum pg_print as;
    bool has_count;      /**< whether the people behind it may be seen */
    double lower, upper; /**< of a range */
    const char *text;    /**< "" if it is not told or has no value */
};
struct pg_shown pg_results_figure_shown(const struct pg_report *report,
                                        const paygap_figure *figure,
                                        enum pg_audience audience);

/** Whether the interval of a figure is as good as a point: all people of its groups are
 *  paid alike, which nobody is to know. */
bool pg_results_has_narrow_interval(const paygap_figure *figure);

/** Why a thing is not told exactly in publication: for internal use, and in words that a
 *  reader of it may have; "" if it is. */
const char *pg_results_printed_reason(const struct pg_printed *printed,
                                      enum pg_audience audience);

/** Name, family and unit of a measure. */
const char *pg_results_measure_name(enum pg_measure measure);
enum pg_family pg_results_measure_family(enum pg_measure measure);
enum pg_unit pg_results_measure_unit(enum pg_measure measure);

/** "men" or "women", as figures have it. */
const char *pg_results_sex_name(enum pg_sex sex);

/** Gives a figure its value and rounded text. */
void pg_results_figure_set(struct paygap_results *results, paygap_figure *figure,
                           double value, const char *published, size_t count);

/** A figure that cannot be formed, why, and the people it would be formed from. */
void pg_results_figure_not_applicable(paygap_figure *figure, const char *reason,
                                      size_t count);

/** Marks every figure of a provisional report. */
void pg_results_report_mark_provisional(struct pg_report *report);

/** A figure by sex; NULL if there is none. */
const paygap_figure *pg_results_report_find(const struct pg_report *report, enum pg_sex sex,
                                            enum pg_measure measure);

/** Text of a figure for people: its rounded text, or "" when it has no value. */
const char *pg_results_report_text(const struct pg_report *report, enum pg_sex sex,
                                   enum pg_measure measure);

/** Whether a figure is one of those by sex that the law asks for: a gap, a share of a
 *  quarter or the share paid a bonus. */
bool pg_results_figure_is_statutory(const struct pg_report *report,
                                    const paygap_figure *figure);

void pg_results_pairs_add(struct paygap_results *results, struct pg_pairs *pairs,
                          const char *name, const char *text, const char *why);

/** Adds a warning about the file of what was taken for granted of everybody's pay: the
 *  workings of one person's pay give it too. */
void pg_results_warn_anybody(struct paygap_results *results, const char *name,
                             const char *text);

/** Adds people left out, if there are any. */
void pg_results_left_out_add(struct pg_left_out_list *list, struct pg_left_out left_out);

/** "lower", "lower_middle", ... of files; "Lower", "Lower middle", ... of tables; and the
 *  same in the middle of a sentence. */
const char *pg_results_quarter_code(enum pg_quarter quarter);
const char *pg_results_quarter_name(enum pg_quarter quarter);
const char *pg_results_quarter_words(enum pg_quarter quarter);

const char *pg_results_unit_name(enum pg_unit unit);
const char *pg_results_figure_status_name(paygap_figure_status status);

/** "2026-27" for the snapshot dates of 2026. */
const char *pg_results_reporting_year(struct pg_date snapshot, char text[static 32]);

/**
 * Puts the point into digits: ("-123", 1) is "-12.3". Never "-0.0".
 * `text` must hold the digits and 4 more.
 */
void pg_results_published(const char *digits, int decimals, char *text);

#endif
