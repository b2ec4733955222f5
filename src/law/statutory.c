// SPDX-License-Identifier: GPL-3.0-or-later
/* The statutory figures in the order of the form, and where each column of the download is.
 */
#include "pg_law.h"

const struct pg_form_figure pg_form_figures[PG_N_STATUTORY] = {
#define PAYGAP_STATUTORY_FIGURE(name, form, sex, measure, title, column)                   \
    [form] = {PAYGAP_STATUTORY_##name, title, column},
#include <paygap/statutory_figures.def>
#undef PAYGAP_STATUTORY_FIGURE
};

size_t pg_law_statutory_place(enum paygap_statutory_figure figure)
{
    static const size_t places[PG_N_STATUTORY] = {
#define PAYGAP_STATUTORY_FIGURE(name, form, sex, measure, title, column) form,
#include <paygap/statutory_figures.def>
#undef PAYGAP_STATUTORY_FIGURE
    };

    return places[figure];
}
