// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * filed: published gender pay gap returns put to the test, without a payroll. Reads
 * downloads of the GOV.UK service, and finds out for each return whether any workforce can
 * have its figures, whether the service would take them, and whether they are likely.
 *
 * Call pg_filed_read() for each file, pg_filed_judge() once, then print.
 */
#ifndef PG_FILED_H
#define PG_FILED_H

#include "pg_base.h"

#include <paygap/statutory.h>
#include <stdio.h>

/** The statutory figures by shorter names; those of a quarter by men, then women, from the
 * lower quarter. */
enum pg_filed_figure {
    PG_FILED_MEAN_HOURLY = PAYGAP_STATUTORY_MEAN_HOURLY_GAP,
    PG_FILED_MEDIAN_HOURLY = PAYGAP_STATUTORY_MEDIAN_HOURLY_GAP,
    PG_FILED_MEAN_BONUS = PAYGAP_STATUTORY_MEAN_BONUS_GAP,
    PG_FILED_MEDIAN_BONUS = PAYGAP_STATUTORY_MEDIAN_BONUS_GAP,
    PG_FILED_MEN_BONUS = PAYGAP_STATUTORY_MEN_BONUS_SHARE,
    PG_FILED_WOMEN_BONUS = PAYGAP_STATUTORY_WOMEN_BONUS_SHARE,
    PG_FILED_MEN_LOWER = PAYGAP_STATUTORY_MEN_LOWER_QUARTER,
    PG_FILED_WOMEN_LOWER = PAYGAP_STATUTORY_WOMEN_LOWER_QUARTER,
    PG_FILED_WOMEN_UPPER = PAYGAP_STATUTORY_WOMEN_UPPER_QUARTER,
    PG_N_FILED_FIGURES = PAYGAP_N_STATUTORY
};

enum { PG_FILED_QUARTERS = 4 };

/** A figure as the return writes it: the true one lies within `half` of `value`. */
struct pg_written {
    double value;
    double half;           /**< half a unit of the last digit that counts */
    uint8_t decimals;      /**< that count: those written, unless they are padding */
    bool is_blank, is_bad; /**< bad: something that is no number */
    char text[40];         /**< as written, less padding, percent sign and comma */
};

/**
 * Reads a figure with any number of decimals: 12.3, -3, 13.0%, 13,0, 1,234.5. NA, N/A, NULL
 * and the like are blank, as they are in copies that other programs have made. A comma
 * before three digits alone (1,234) could be either and is no number.
 */
struct pg_written pg_filed_written_of(struct pg_str text);

/** Of a return the first that one of its checks earns. */
enum pg_filed_verdict {
    PG_FILED_IMPOSSIBLE,
    PG_FILED_RULE,
    PG_FILED_IMPLAUSIBLE,
    PG_FILED_CONSISTENT,
    PG_FILED_REMARK, /**< of a check alone: worth saying, and no reproach */
    PG_N_FILED_VERDICTS
};

enum pg_filed_check {
#define PG_CHECK(name, verdict, code, title) PG_CHECK_##name,
#include "checks.def"
#undef PG_CHECK
    PG_N_CHECKS
};

enum pg_filed_verdict pg_filed_check_verdict(enum pg_filed_check check);
const char *pg_filed_check_code(enum pg_filed_check check);
const char *pg_filed_check_title(enum pg_filed_check check);
const char *pg_filed_verdict_name(enum pg_filed_verdict verdict);

/** Where the year of a return comes from. No verdict rests on the name of a file. */
enum pg_year_from { PG_YEAR_UNKNOWN, PG_YEAR_FILE_NAME, PG_YEAR_DUE_DATE };

struct pg_return {
    const char *employer, *employer_id, *company_number, *current_name;
    struct pg_written figures[PG_N_FILED_FIGURES];
    int year; /**< of the snapshot date; 0 = not known */
    enum pg_year_from year_from;
    uint32_t most;       /**< employees, by the size band; 0 = no limit */
    uint8_t band;        /**< of size, 0 = not known */
    bool is_womens_only; /**< the file gives quarters by women alone */
    uint16_t file;
    uint32_t line;
    uint32_t failed; /**< bits: enum pg_filed_check */
    uint32_t before; /**< the employer's return of the year before, index + 1 */
    enum pg_filed_verdict verdict;
};

/** One check that one return fails. */
struct pg_failed_check {
    uint32_t of_return;
    enum pg_filed_check check;
    const char *argument; /**< a sentence, with its full stop */
};

struct pg_filed {
    struct pg_inputs inputs; /**< of the call; set before a file is read */
    struct pg_arena arena;
    struct pg_return *returns;
    size_t n, capacity;
    size_t n_without; /**< rows without any figure: employers that have not reported */
    struct pg_failed_check *failed;
    size_t n_failed, failed_capacity;
    size_t n_with[PG_N_CHECKS], n_verdict[PG_N_FILED_VERDICTS];
    const char **files;
    bool *never_blank; /**< of each file: many returns, and no bonus gap is blank */
    size_t n_files;
    bool out_of_memory;
};

/** Reads one download, of whatever year. PAYGAP_COLUMN if it is none; else as
 *  pg_source_read(). */
paygap_status pg_filed_read(struct pg_filed *filed, const char *path, paygap_error *err);

/** Gives every return its verdict and its failed checks. PAYGAP_MEMORY. */
paygap_status pg_filed_judge(struct pg_filed *filed, paygap_error *err);
void pg_filed_free(struct pg_filed *filed);

/** As text, CSV or JSON. False when out of memory. */
bool pg_filed_print(const struct pg_filed *filed, FILE *stream);
bool pg_filed_print_csv(const struct pg_filed *filed, FILE *stream);
bool pg_filed_print_json(const struct pg_filed *filed, FILE *stream);

/** Prints the returns of employers whose name or number is `wanted`, year by year; the
 *  number of returns printed; SIZE_MAX when out of memory. */
size_t pg_filed_print_history(const struct pg_filed *filed, const char *wanted,
                              FILE *stream);

/* Shared inside filed. */

/** Notes that return `index` fails a check, with the argument. */
#if defined(__GNUC__)
__attribute__((format(printf, 4, 5)))
#endif
void
pg_filed_fail(struct pg_filed *filed, size_t index, enum pg_filed_check check,
              const char *format, ...);

/** Whether two names are of one employer: case and " (provisional)" aside. */
bool pg_filed_is_employer(struct pg_str name, const char *wanted);

/** Whether the figure has a number. */
bool pg_filed_is_written(const struct pg_written *figure);

/** Year of the snapshot date if the return itself says it; 0 if it does not. */
int pg_filed_certain_year(const struct pg_return *filed);

/** Whether all eight quarter shares (or the four of women) have one. */
bool pg_filed_has_quarters(const struct pg_return *filed);

/** What no workforce can have. */
void pg_filed_judge_possible(struct pg_filed *filed, size_t index);

/** What the service asks of a return. */
void pg_filed_judge_rules(struct pg_filed *filed, size_t index);

/** What is unlikely. */
void pg_filed_judge_likely(struct pg_filed *filed, size_t index);

/** Finds each return's return of the year before, and changes that are unusual. */
paygap_status pg_filed_judge_history(struct pg_filed *filed, paygap_error *err);

/** Shares of men in the quarters, in parts of 1, between which the true ones lie. */
struct pg_share_range {
    double low, high;
};
bool pg_filed_share_ranges(const struct pg_return *filed,
                           struct pg_share_range ranges[static PG_FILED_QUARTERS]);

/**
 * Whether the quarters part the medians: whatever the workforce, each of the two middle men
 * (the one, if men are odd in number) is in a lower quarter than the middle woman of the
 * same rank. Of `of_women` shares, the other way about. 0 = no; else the number of quarters
 * below the boundary between them.
 */
int pg_filed_medians_are_apart(const struct pg_share_range ranges[static PG_FILED_QUARTERS],
                               bool of_women);

/** The largest gap (a part of 1) between the mean of the sex whose shares are given and the
 *  mean of the other that quarters without that sex at the top allow; INFINITY if any. */
double
pg_filed_largest_mean_gap(const struct pg_share_range ranges[static PG_FILED_QUARTERS],
                          size_t most_people);

/** Whether some number of people up to `most` can have all four shares. */
bool pg_filed_some_workforce_has(
    const struct pg_share_range ranges[static PG_FILED_QUARTERS], size_t most);

/** Whether nobody of the sex whose shares are given can be among up to `most` people. */
bool pg_filed_is_absent(const struct pg_share_range ranges[static PG_FILED_QUARTERS],
                        size_t most);

#endif
