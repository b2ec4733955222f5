// SPDX-License-Identifier: GPL-3.0-or-later
/* Any bytes as a table of people: classified, counted, protected and printed. In every
 * other run they stand below a header that is right. */
#include "fuzzing.h"

#include <paygap/workforce.h>

static const char header[] =
    "employee_id,sex,ethnicity,disability,division,level,start_date,religion\n";
static const char configuration[] =
    "[characteristic.ethnicity]\nscheme = nhs\n[characteristic.disability]\n"
    "scheme = none\n[workforce]\nlevel = level\nleadership = Directors\nsenior = Directors\n"
    "open_levels = Directors\n[policy]\nminimum_count = 3\n"
    "[values.ethnicity]\nMartian = Irish\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const people[] = {"people-2026.csv"};
    paygap_workforce_options options = PAYGAP_WORKFORCE_OPTIONS_INIT;
    struct fuzz_inputs inputs = {.n = 0};

    if (size < 1)
        return 0;
    bool has_header = data[0] % 8 != 7;
    char *bytes =
        fuzz_give_below(&inputs, people[0], has_header ? header : "", data + 1, size - 1);
    fuzz_give_text(&inputs, "w.ini", configuration);
    options.people = people;
    options.n_people = 1;
    options.config = has_header ? "w.ini" : NULL;
    options.inputs = inputs.items;
    options.n_inputs = inputs.n;
    fuzz_workforce(&options);
    fuzz_take_back(&inputs);
    free(bytes);
    return 0;
}
