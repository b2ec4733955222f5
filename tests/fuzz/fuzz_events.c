// SPDX-License-Identifier: GPL-3.0-or-later
/* Any bytes as a table of events beside a table of people: read, counted, protected and
 * printed. In three of four runs they stand below a header that is right. */
#include "fuzzing.h"

#include <paygap/workforce.h>

static const char people[] = "employee_id,sex,disability,division,level,start_date\n"
                             "1,F,Yes,Care,Directors,2019-01-01\n"
                             "2,M,No,Care,Directors,2025-09-01\n"
                             "3,F,No,Care,Heads,2026-01-05\n"
                             "4,M,No,Parks,Heads,\n"
                             "5,F,,Parks,Heads,2020-02-29\n"
                             "6,M,No,Parks,Heads,2025-04-01\n";

static const char *const headers[] = {"employee_id,date,event,sex,count,level\n",
                                      "employee_id,date,event,reason,division\n",
                                      "event,year,sex,disability,count\n", ""};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"people-2026.csv"};
    paygap_workforce_options options = PAYGAP_WORKFORCE_OPTIONS_INIT;
    struct fuzz_inputs inputs = {.n = 0};

    if (size < 1)
        return 0;
    fuzz_give_text(&inputs, names[0], people);
    fuzz_give_text(&inputs, "w.ini",
                   "[workforce]\nevents = events.csv\n[characteristic.disability]\n"
                   "scheme = disability\n");
    char *bytes =
        fuzz_give_below(&inputs, "events.csv", headers[data[0] % 4], data + 1, size - 1);
    options.people = names;
    options.n_people = 1;
    options.config = "w.ini";
    options.inputs = inputs.items;
    options.n_inputs = inputs.n;
    fuzz_workforce(&options);
    fuzz_take_back(&inputs);
    free(bytes);
    return 0;
}
