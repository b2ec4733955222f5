// SPDX-License-Identifier: GPL-3.0-or-later
/* Any bytes as a payroll: read, decided, measured and printed under each policy. */
#define _GNU_SOURCE
#include <paygap/paygap.h>

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int file_of(const void *bytes, size_t n, char path[static 32])
{
    int handle = memfd_create("payroll", 0);

    if (handle < 0 || write(handle, bytes, n) != (ssize_t)n)
        abort();
    snprintf(path, 32, "/proc/self/fd/%d", handle);
    return handle;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const policies[] = {
        "[policy]\nmultiple_contracts = merge\ndefault_bonus_period = annual\n",
        "[policy]\nmultiple_contracts = separate\ntie_precision = penny\n"};
    char payroll[32], config[32];

    if (size < 1)
        return 0;
    const char *policy = policies[data[0] % 2];
    int policy_file = file_of(policy, __builtin_strlen(policy), config);
    int payroll_file = file_of(data + 1, size - 1, payroll);
    paygap_options options = PAYGAP_OPTIONS_INIT;
    options.payroll = payroll;
    options.config = config;
    options.snapshot_date = "2026-04-05";
    paygap_results *results;
    paygap_error error;
    paygap_status status = paygap_run(&results, &options, &error);
    if (status == PAYGAP_OK || status == PAYGAP_PROVISIONAL) {
        char *text = NULL;
        size_t n;
        FILE *stream = open_memstream(&text, &n);
        paygap_print(results, stream, PAYGAP_PRINT_PLAIN);
        fclose(stream);
        free(text);
    } else if (results != NULL || error.text[0] == '\0') {
        abort(); // an error must say something and give nothing
    }
    paygap_results_free(results);
    close(payroll_file);
    close(policy_file);
    return 0;
}
