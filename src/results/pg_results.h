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
    const char *code, *text;
    size_t n;
    bool is_provisional;
};

enum { PG_MAX_LEFT_OUT = 32 };

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

struct pg_finding_row {
    uint32_t line;
    uint16_t column;
    const char *header; /**< of the column in the file, "" if none */
    const char *rule, *problem, *action;
};

/** A name with a text, or a choice with its reason. */
struct pg_pair {
    const char *name, *text, *why;
};

struct pg_pairs {
    struct pg_pair *items;
    size_t n, capacity;
};

/** Details the filing format asks for; "" where not given. */
struct pg_filing {
    const char *employer_id, *address, *postcode, *company_number, *sic_codes, *link;
    const char *responsible_person, *job_title, *current_name;
    struct pg_date date_submitted; /**< year 0: not given */
    struct pg_date deadline;       /**< last day to publish */
    const char *size_band;
};

/** One legal employer. */
struct pg_report {
    const char *employer;
    const char *folder; /**< "" or the employer's own folder with a / at its end */
    bool is_public, is_provisional, snapshot_is_default, has_bonus_column;
    struct pg_date snapshot_date;
    struct pg_filing filing;

    size_t n_rows;        /**< of the file, blank rows left aside */
    size_t n_merged;      /**< rows counted with another post of the same employee */
    size_t n_people;      /**< n_rows - n_merged: used + left out of all figures */
    size_t n_employees;   /**< n_people without those whose employer is not known */
    size_t n_relevant;    /**< relevant employees of known sex */
    size_t n_full_pay;    /**< of them in the hourly figures */
    size_t n_known_rates; /**< of them with a known hourly rate */
    const char *moved_by_other_ties; /**< which men's shares, in words; "" if none */
    size_t
        n_moved_by_other_ties; /**< quarter shares that differ under the other tie rule */
    struct pg_left_out_list left_out_of_all, left_out_of_hourly, left_out_of_bonus;
    struct pg_quarter_counts quarters[PG_N_QUARTERS];
    struct pg_boundary boundaries[PG_N_QUARTERS - 1];

    paygap_figure *figures;
    size_t n_figures, figures_capacity;
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
    struct pg_pairs columns;  /**< header in the file and what it was read as */
    struct pg_pairs warnings; /**< about the file as a whole */
    bool is_provisional;
    bool out_of_memory;
    const char *not_over;       /**< path of the input: no output may replace it */
    const char **warning_lines; /**< all warnings, made for the public interface */
    size_t n_warning_lines;
};

/** Adds a figure without a value. The caller may set its fields after; NULL: no memory. */
paygap_figure *pg_report_add(struct paygap_results *results, struct pg_report *report,
                             const char *group, const char *comparator, const char *measure,
                             enum pg_unit unit);

/** Gives a figure its value and rounded text. */
void pg_figure_set(struct paygap_results *results, paygap_figure *figure, double value,
                   const char *published, size_t count);

/** A figure that cannot be formed, why, and the people it would be formed from. */
void pg_figure_not_applicable(paygap_figure *figure, const char *reason, size_t count);

/** Marks every figure of a provisional report. */
void pg_report_mark_provisional(struct pg_report *report);

/** The figure of a report; NULL if there is none. */
const paygap_figure *pg_report_find(const struct pg_report *report, const char *group,
                                    const char *measure);

/** Text of a figure for people: its rounded text, or "" when it has no value. */
const char *pg_report_text(const struct pg_report *report, const char *group,
                           const char *measure);

void pg_pairs_add(struct paygap_results *results, struct pg_pairs *pairs, const char *name,
                  const char *text, const char *why);

void pg_left_out_add(struct pg_left_out_list *list, const char *code, const char *text,
                     bool is_provisional, size_t n);

/** "lower", "lower_middle", ... and "Lower", "Lower middle", ... */
const char *pg_quarter_code(enum pg_quarter quarter);
const char *pg_quarter_name(enum pg_quarter quarter);

const char *pg_unit_name(enum pg_unit unit);
const char *pg_figure_status_name(paygap_figure_status status);

/** "2026-27" for the snapshot dates of 2026. */
const char *pg_reporting_year(struct pg_date snapshot, char text[static 32]);

/**
 * Puts the point into digits: ("-123", 1) is "-12.3". Never "-0.0".
 * `text` must hold the digits and 4 more.
 */
void pg_published(const char *digits, int decimals, char *text);

#endif
