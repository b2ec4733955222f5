// SPDX-License-Identifier: GPL-3.0-or-later
/** PAYGAP_API marks what the shared library promises; everything else stays hidden. */
#ifndef PAYGAP_EXPORT_H
#define PAYGAP_EXPORT_H

#if defined(__GNUC__)
#define PAYGAP_API __attribute__((visibility("default")))
#else
#define PAYGAP_API
#endif

#endif
