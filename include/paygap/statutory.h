// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The statutory figures by name, and a return of them as it was published.
 */
#ifndef PAYGAP_STATUTORY_H
#define PAYGAP_STATUTORY_H

#ifdef __cplusplus
extern "C" {
#endif

/** PAYGAP_STATUTORY_MEAN_HOURLY_GAP and so on, in the order of the GOV.UK download. */
typedef enum paygap_statutory_figure {
#define PAYGAP_STATUTORY_FIGURE(name, form, sex, measure, title, column)                   \
    PAYGAP_STATUTORY_##name,
#include <paygap/statutory_figures.def>
#undef PAYGAP_STATUTORY_FIGURE
    PAYGAP_N_STATUTORY
} paygap_statutory_figure;

/**
 * Published figures, each as it is written: "7.6"; "" = published blank; NULL = not given.
 * Who fills it keeps the texts; what paygap_read_published() has filled is to be freed with
 * paygap_published_free().
 */
typedef struct paygap_published {
    const char *text[PAYGAP_N_STATUTORY]; /**< by paygap_statutory_figure */
    void *owned; /**< of paygap_read_published(); NULL where the caller fills it */
} paygap_published;

#ifdef __cplusplus
}
#endif

#endif
