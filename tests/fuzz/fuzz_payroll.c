// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Any bytes as a payroll: read, decided and measured under each policy, which the first
 * byte chooses. Seven of eight times they stand below a header that is right, so that they
 * come to be judged, and are printed. The others have a header of their own, and figures by
 * sex only: to try the schemes of ethnicity, which their columns may ask for, costs ten
 * times as much as all else, and fuzz_people does.
 */
#include "fuzzing.h"

#include "pg_run.h"
#include "pg_suppose.h"

#include <paygap/paygap.h>

static const char *const policies[] = {
    "[policy]\nmultiple_contracts = merge\ndefault_bonus_period = annual\n",
    "[policy]\nmultiple_contracts = separate\ntie_precision = penny\n"};

static const char header[] =
    "employee_id,sex,pay_period,basic_pay,allowances,weekly_hours,bonus_in_pay_period,"
    "bonus_period,bonus_12_months,full_pay,start_date,end_date,Grade\n";

static void print(const paygap_results *results)
{
    char *text = NULL;
    size_t n;
    FILE *stream = open_memstream(&text, &n);

    paygap_print(results, stream, PAYGAP_PRINT_PLAIN);
    fclose(stream);
    free(text);
}

static void run_and_print(const paygap_options *options)
{
    paygap_results *results;
    paygap_error error;
    paygap_status status = paygap_run(&results, options, &error);

    if (status == PAYGAP_OK || status == PAYGAP_PROVISIONAL)
        print(results);
    else
        fuzz_require(results == NULL && error.text[0] != '\0');
    paygap_results_free(results);
}

static void run_by_sex(const paygap_options *options)
{
    static const struct pg_suppositions none = {.n = 0};
    struct pg_run run = {.options = options, .supposed = &none};
    paygap_error error = {.status = PAYGAP_OK};
    paygap_status status = pg_run_make(&run, &error);

    fuzz_require(status == PAYGAP_OK || error.text[0] != '\0');
    pg_run_free(&run);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const by[] = {"Grade"};
    paygap_options options = PAYGAP_OPTIONS_INIT;
    struct fuzz_inputs inputs = {.n = 0};

    if (size < 1)
        return 0;
    bool has_header = data[0] % 8 != 7;
    char configuration[256];
    snprintf(configuration, sizeof configuration, "%s%s", policies[data[0] % 2],
             has_header ? "[input]\nheader_row = 1\n" : "");
    fuzz_give_text(&inputs, "p.ini", configuration);
    char *bytes =
        fuzz_give_below(&inputs, "p.csv", has_header ? header : "", data + 1, size - 1);
    options.payroll = "p.csv";
    options.config = "p.ini";
    options.snapshot_date = "2026-04-05";
    options.by = by;
    options.n_by = data[0] % 8 == 0; // groups to be withheld
    options.is_confirmed = data[0] % 16 < 8;
    options.inputs = inputs.items;
    options.n_inputs = inputs.n;
    if (has_header)
        run_and_print(&options);
    else
        run_by_sex(&options);
    fuzz_take_back(&inputs);
    free(bytes);
    return 0;
}
