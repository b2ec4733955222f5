// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * law: the law as data. Each number stands once, in params.def, with its unit, its source,
 * the dates on which it was in force and the day on which it was last checked. A number
 * that has not changed is the constant PG_LAW_NAME. One that changes is a series: ask
 * pg_law_in_force() for the row of a day.
 *
 * A regime is one set of rules under which employers report: a row of such facts. Ask for
 * it once, with pg_law_regime_find(), and then read its fields or hand it to the functions
 * below; no code asks which regime it is. Another regime is another file like uk.c.
 *
 * Nothing here is to be freed.
 */
#ifndef PG_LAW_H
#define PG_LAW_H

#include "pg_base.h"

#include <paygap/statutory.h>

// ---------------------------------------------------------------- numbers

/** The numbers that have not changed, in the units of params.def. */
enum pg_law_number {
#define PG_PARAM(name, value, unit, from, until, what, source, checked)                    \
    PG_LAW_##name = (value),
#define PG_SERIES(name, what)
#define PG_DATED(series, value, unit, from, until, source, checked)
#include "params.def"
#undef PG_PARAM
#undef PG_SERIES
#undef PG_DATED
};

/** The numbers that change. */
enum pg_law_series {
#define PG_PARAM(name, value, unit, from, until, what, source, checked)
#define PG_SERIES(name, what) PG_SERIES_##name,
#define PG_DATED(series, value, unit, from, until, source, checked)
#include "params.def"
#undef PG_PARAM
#undef PG_SERIES
#undef PG_DATED
    PG_N_LAW_SERIES /**< and no series */
};

enum pg_law_unit {
#define PG_LAW_UNIT(name) PG_LAW_UNIT_##name,
#include "law_units.def"
#undef PG_LAW_UNIT
    PG_N_LAW_UNITS
};

/** A number while it was in force; days are 20170406 for 6 April 2017. */
struct pg_law_row {
    enum pg_law_series series;
    int value;
    enum pg_law_unit unit;
    int from, until; /**< first and last day; until 0 = still in force */
    const char *source;
};

/** The row of a series on a day; NULL if none was in force then. */
const struct pg_law_row *pg_law_in_force(enum pg_law_series series, struct pg_date day);

/** A number of the unit DATE, such as 20211005, as a day. */
struct pg_date pg_law_date(int number);

/** A number in millionths as it is written: 365250000 is "365.25". Returns `text`. */
const char *pg_law_millionths(int number, char text[static 32]);

// ---------------------------------------------------------------- statutory figures

enum { PG_N_STATUTORY = PAYGAP_N_STATUTORY };

/** Places of the statutory figures on the form of the service. */
enum pg_form_place {
#define PAYGAP_STATUTORY_FIGURE(name, form, sex, measure, title, column)                   \
    PG_FORM_##name = (form),
#include <paygap/statutory_figures.def>
#undef PAYGAP_STATUTORY_FIGURE
};

/** A figure as a form asks for it. */
struct pg_form_figure {
    enum paygap_statutory_figure figure; /**< its place in the download, too */
    const char *title, *column;          /**< of the form, of the download */
};

/** The figures in the order in which the form of the GOV.UK service asks for them. */
extern const struct pg_form_figure pg_form_figures[PG_N_STATUTORY];

/** The place on the form of a figure of the download. */
size_t pg_law_statutory_place(enum paygap_statutory_figure figure);

// ---------------------------------------------------------------- regimes

/** The days that may be a snapshot date: MONTH_AND_DAY, the same twice where the law names
 *  the day, 0 where there is none. */
struct pg_snapshot_rule {
    int first, last;
};

/** The last day to publish: that of every year, or months after the snapshot date. */
struct pg_deadline_rule {
    int day_next_year;      /**< MONTH_AND_DAY; 0 = counted from the snapshot date */
    int months;             /**< after the snapshot date */
    int days_less;          /**< 1 where the months begin with the snapshot date */
    enum pg_law_series set; /**< days that were set instead; PG_N_LAW_SERIES = none */
};

/** Employers by their number of employees, as the service names them. */
struct pg_size_band {
    size_t from; /**< employees; the next band ends it */
    const char *name;
};

/** A usual length of a pay or bonus period. */
struct pg_period {
    uint32_t days;    /**< millionths of a day */
    const char *key;  /**< of the configuration: "monthly"; NULL = none */
    const char *name; /**< "a month" */
};

enum { PG_MOST_BANDS = 8 };

/** Pay bands, lowest first, as equal in number as can be. */
struct pg_bands {
    size_t n; /**< up to PG_MOST_BANDS */
    struct pg_band_name {
        /** "lower_middle", "lower middle", "Lower middle" */
        const char *code, *words, *name;
    } names[PG_MOST_BANDS];
    /** Which bands take one more when as many people are left over: bit 0 is the lowest. */
    uint8_t takes_one_more[PG_MOST_BANDS];
};

/** One set of rules under which employers report. */
struct pg_regime {
    const char *key;  /**< value of sector in the configuration */
    const char *name; /**< "Public authority" */
    const char *law;  /**< "SI 2017/353" */
    const char
        *in_short;     /**< law, snapshot date and who is left out, for the method page */
    const char *cited; /**< how regulations are cited, in whole lines */
    const char *currency; /**< ISO 4217 */
    const char *currency_sign;
    struct pg_snapshot_rule snapshot;
    struct pg_deadline_rule deadline;
    const struct pg_size_band *size_bands; /**< the first is below the duty to report */
    size_t n_size_bands;
    const struct pg_period *periods; /**< in rising order */
    size_t n_periods;
    const struct pg_bands *bands;
    const struct pg_form_figure *figures; /**< in the order of the form */
    size_t n_figures;
    int decimals;             /**< of a published figure */
    bool counts_partners;     /**< partners in a firm are in the figures */
    bool is_public_authority; /**< its employers are public authorities */
    bool has_signatory;       /**< somebody responsible signs, and is named in the return */
};

extern const struct pg_regime pg_uk_private, pg_uk_public;

/** The regime of that key, whatever its case; NULL if there is none. */
const struct pg_regime *pg_law_regime_find(struct pg_str key);

/** The regime where none is named: that of the private and voluntary sector. */
const struct pg_regime *pg_law_regime_default(void);

/**
 * The snapshot date of a year, the first where several days may be; year 0 where there is
 * none.
 *
 * @rule gpg/snapshot-date (SI 2017/172 reg 1(2); SI 2017/353 Sch 1 para 1)
 */
struct pg_date pg_law_regime_snapshot_date(const struct pg_regime *regime, int year);

/**
 * The last day to publish the figures of a snapshot date. A month that has no such day
 * gives the first of the next.
 *
 * @rule gpg/deadline (SI 2017/172 reg 2(2); SI 2017/353 Sch 1)
 */
struct pg_date pg_law_regime_deadline(const struct pg_regime *regime,
                                      struct pg_date snapshot);

/** The size band of an employer of so many employees. */
const struct pg_size_band *pg_law_regime_size_band(const struct pg_regime *regime,
                                                   size_t employees);

/** Whether an employer of so many employees has the duty to report. */
bool pg_law_regime_is_due(const struct pg_regime *regime, size_t employees);

/** The figure of that place in the download; NULL if there is none. */
const struct pg_form_figure *pg_law_regime_figure(const struct pg_regime *regime,
                                                  size_t place);

/** The period of that length in millionths of a day; NULL if it is no usual one. */
const struct pg_period *pg_law_regime_period(const struct pg_regime *regime, uint32_t days);

/**
 * Sizes of the bands for `n` people, lowest first.
 *
 * @rule   gpg/quarters/sizes (SI 2017/172 reg 13(1)): equal so far as possible
 * @choice which bands take those left over is guidance
 */
void pg_law_bands_sizes(const struct pg_bands *bands, size_t n, size_t sizes[]);

#endif
