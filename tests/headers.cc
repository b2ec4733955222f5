// SPDX-License-Identifier: GPL-3.0-or-later
/* Each public header compiles alone, in any order, twice. */
#include <paygap/results.h>

#include <paygap/error.h>
#include <paygap/export.h>
#include <paygap/paygap.h>
#include <paygap/results.h>
#include <paygap/statutory.h>

extern int headers_cc;
int headers_cc = PAYGAP_OK;
