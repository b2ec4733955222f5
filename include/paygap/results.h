// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Results: what paygap_run() found, one report for each legal employer, each a list of
 * figures. Everything returned here is borrowed from the results and lives until
 * paygap_results_free().
 */
#ifndef PAYGAP_RESULTS_H
#define PAYGAP_RESULTS_H

#include <stdbool.h>
#include <stddef.h>

#include <paygap/export.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct paygap_results paygap_results;

/** PAYGAP_MEASURE_MEAN_HOURLY_GAP and so on; docs/output.md says what each is. */
typedef enum paygap_measure {
#define PAYGAP_MEASURE(name, text, unit, family) PAYGAP_MEASURE_##name,
#include <paygap/measures.def>
#undef PAYGAP_MEASURE
    PAYGAP_N_MEASURES
} paygap_measure;

/** The name of a measure in results.csv, such as "mean_hourly_gap"; a constant. */
PAYGAP_API const char *paygap_measure_name(paygap_measure measure);

typedef enum paygap_figure_status {
    PAYGAP_FIGURE_OK,
    PAYGAP_FIGURE_PROVISIONAL,    /**< people were left out because their data is bad */
    PAYGAP_FIGURE_NOT_APPLICABLE, /**< it cannot be formed; see `reason` */
    PAYGAP_FIGURE_SUPPRESSED      /**< withheld to protect people */
} paygap_figure_status;

/** One figure of one report: a row of results.csv. */
typedef struct paygap_figure {
    const char *characteristic; /**< "sex", "ethnicity", "sex x grade", ... */
    const char *group;          /**< "men", "women", or a group of the characteristic */
    const char *comparator;     /**< the group a gap is measured against, otherwise "" */
    paygap_measure what;        /**< its measure */
    const char *measure;        /**< the name of that: "mean_hourly_gap" */
    const char *unit;           /**< "people", "pounds" or "percent" (0 to 100) */
    const char *published;      /**< the rounded text; "" when there is no value */
    const char *reason;         /**< why there is no value, or why it is provisional */
    double value;               /**< meaningless unless `has_value` */
    double interval_lower;      /**< 95 % interval; meaningless unless `has_interval` */
    double interval_upper;
    size_t count; /**< people behind the value */
    paygap_figure_status status;
    bool has_value, has_interval;
} paygap_figure;

/** Number of reports: 1, or one for each legal employer in the file. */
PAYGAP_API size_t paygap_results_n_reports(const paygap_results *results);

/** Name of the employer of report `report` (0-based). */
PAYGAP_API const char *paygap_results_employer(const paygap_results *results,
                                               size_t report);

/** Folder of report `report` below the one given to paygap_write(): "", or the employer's
 *  own with a / at its end when there are several. */
PAYGAP_API const char *paygap_results_folder(const paygap_results *results, size_t report);

/** Number of figures in report `report`. */
PAYGAP_API size_t paygap_results_n_figures(const paygap_results *results, size_t report);

/** Figure `index` (0-based) of report `report`; both must be in range. */
PAYGAP_API paygap_figure paygap_results_figure(const paygap_results *results, size_t report,
                                               size_t index);

/** The figure of that group and measure: "women", PAYGAP_MEASURE_MEAN_HOURLY_GAP.
 *  Returns false and leaves *out alone if there is none. */
PAYGAP_API bool paygap_results_find(const paygap_results *results, size_t report,
                                    const char *group, paygap_measure measure,
                                    paygap_figure *out);

/** The same of any characteristic, such as "ethnicity", and a group of it, "Indian". */
PAYGAP_API bool paygap_results_find_in(const paygap_results *results, size_t report,
                                       const char *characteristic, const char *group,
                                       paygap_measure measure, paygap_figure *out);

/** Warnings worth showing to a person, one line each, about every report together. */
PAYGAP_API size_t paygap_results_n_warnings(const paygap_results *results);
PAYGAP_API const char *paygap_results_warning(const paygap_results *results, size_t index);

/** Frees the results; NULL is allowed. */
PAYGAP_API void paygap_results_free(paygap_results *results);

/** Whether paygap_write() writes internal/report.xlsx: people are grouped by more than sex,
 *  or pay came as payment lines. */
PAYGAP_API bool paygap_results_has_internal_workbook(const paygap_results *results,
                                                     size_t report);

#ifdef __cplusplus
}
#endif

#endif
