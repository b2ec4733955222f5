// SPDX-License-Identifier: GPL-3.0-or-later
/* Any bytes as publish/results.csv of an earlier report, beside one payroll. In three of
 * four runs they stand below a header that is right. */
#include "fuzzing.h"

#include <paygap/paygap.h>

static const char payroll[] = "employee_id,sex,hourly_pay,full_pay,bonus_12_months,Grade\n"
                              "1,F,15,yes,0,G1\n2,M,15,yes,10,G1\n3,F,16,yes,0,G1\n"
                              "4,M,17,yes,0,G1\n5,F,15,yes,0,G1\n6,M,18,yes,0,G2\n"
                              "7,F,15,yes,20,G2\n8,M,15,no,0,G2\n";

static const char *const headers[] = {
    "characteristic,group,comparator,measure,value,published,unit,status\n",
    "characteristic,group,measure,value,value_lower,value_upper,published,unit,status\n",
    "status,published,value_upper,value_lower,measure,group,characteristic\n", ""};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const by[] = {"Grade"};
    paygap_options options = PAYGAP_OPTIONS_INIT;
    struct fuzz_inputs inputs = {.n = 0};
    paygap_results *results;
    paygap_error error;

    if (size < 1)
        return 0;
    fuzz_give_text(&inputs, "p.csv", payroll);
    char *bytes = fuzz_give_below(&inputs, "before/publish/results.csv",
                                  headers[data[0] % 4], data + 1, size - 1);
    options.payroll = "p.csv";
    options.snapshot_date = "2026-04-05";
    options.previous = "before";
    options.by = by;
    options.n_by = data[0] % 16 < 4; // to withhold groups costs most of the time
    options.inputs = inputs.items;
    options.n_inputs = inputs.n;
    paygap_status status = paygap_run(&results, &options, &error);
    fuzz_require(status == PAYGAP_OK || (results == NULL && error.text[0] != '\0'));
    for (size_t i = 0; status == PAYGAP_OK && i < paygap_results_n_warnings(results); i++)
        fuzz_require_visible(paygap_results_warning(results, i));
    paygap_results_free(results);
    fuzz_take_back(&inputs);
    free(bytes);
    return 0;
}
