// SPDX-License-Identifier: GPL-3.0-or-later
/* Each public header compiles alone, in any order, twice. */
#include <paygap/results.h>

#include <paygap/attack.h>
#include <paygap/audit.h>
#include <paygap/document.h>
#include <paygap/error.h>
#include <paygap/export.h>
#include <paygap/inspect.h>
#include <paygap/io.h>
#include <paygap/paygap.h>
#include <paygap/results.h>
#include <paygap/statutory.h>
#include <paygap/verify.h>
#include <paygap/workforce.h>

extern size_t headers_c(void);

/* Every struct of options has an initialiser, which both languages take. */
size_t headers_c(void)
{
    paygap_options options = PAYGAP_OPTIONS_INIT;
    paygap_audit_options audit = PAYGAP_AUDIT_OPTIONS_INIT;
    paygap_inspect_options inspect = PAYGAP_INSPECT_OPTIONS_INIT;
    paygap_filed_options filed = PAYGAP_FILED_OPTIONS_INIT;
    paygap_workforce_options workforce = PAYGAP_WORKFORCE_OPTIONS_INIT;
    paygap_attack_options attack = PAYGAP_ATTACK_OPTIONS_INIT;
    paygap_io io = PAYGAP_IO_INIT;

    return options.struct_size + audit.struct_size + inspect.struct_size +
           filed.struct_size + workforce.struct_size + attack.struct_size + io.struct_size;
}
