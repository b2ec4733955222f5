// SPDX-License-Identifier: GPL-3.0-or-later
#include "name.h"

#include <stdio.h>

#include "prng.h"

enum { N_SURNAMES = 40, N_FORENAMES = 24 };

static const char *const surnames[N_SURNAMES] = {
    "Smith",    "Jones",   "Taylor",  "Brown",    "Williams", "Wilson",   "Johnson",
    "Davies",   "Patel",   "Wright",  "Walker",   "White",    "Edwards",  "Green",
    "Hall",     "Thomas",  "Clarke",  "Jackson",  "Wood",     "Harris",   "Khan",
    "Cooper",   "Ward",    "Turner",  "Hill",     "Begum",    "Morris",   "Okafor",
    "Campbell", "Baker",   "Murphy",  "Allen",    "Mitchell", "Anderson", "Kowalska",
    "Bennett",  "Hussain", "Griffin", "Richards", "Thompson",
};

static const char *const forenames[2][N_FORENAMES] = {
    [SEX_MALE] = {"David",    "Paul",  "Mark",  "John",   "Andrew", "Michael",
                  "Stephen",  "James", "Peter", "Robert", "Daniel", "Thomas",
                  "Mohammed", "Imran", "Kwame", "Marcus", "Liam",   "Owen",
                  "Ravi",     "Adam",  "Simon", "Joseph", "Piotr",  "Gareth"},
    [SEX_FEMALE] = {"Susan",  "Sarah",  "Karen", "Julie",  "Helen",  "Joanne",
                    "Amanda", "Emma",   "Laura", "Rachel", "Fatima", "Priya",
                    "Grace",  "Ngozi",  "Sian",  "Megan",  "Chloe",  "Amina",
                    "Agata",  "Nicola", "Donna", "Alison", "Bethan", "Yasmin"},
};

void name_make(char name[static NAME_BYTES], uint64_t seed, const struct employee *employee)
{
    struct prng prng;
    prng_start(&prng, seed, employee->number, PRNG_STREAM_NAME);

    const char *const surname = surnames[prng_below(&prng, N_SURNAMES)];
    const char *const forename =
        forenames[employee->person.sex][prng_below(&prng, N_FORENAMES)];
    snprintf(name, NAME_BYTES, "%s, %s", surname, forename);
}
