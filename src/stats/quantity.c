// SPDX-License-Identifier: GPL-3.0-or-later
#include "exact.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

bool pg_round_if_safe(double value, double error, double scale, struct pg_digits *digits)
{
    double scaled = value * scale;
    double margin = error * scale + fabs(scaled) * 0x1p-52;
    double whole = floor(scaled);
    double to_half = fabs(scaled - whole - 0.5);

    if (!(fabs(scaled) < 1e15) || !(to_half > margin * 1.01))
        return false;
    double rounded = scaled - whole > 0.5 ? whole + 1 : whole;
    snprintf(digits->text, sizeof digits->text, "%.0f", rounded + 0.0); // never "-0"
    return true;
}

static void put(const mpz_t integer, struct pg_digits *digits)
{
    digits->text[0] = '\0';
    if (mpz_sizeinbase(integer, 10) <= 150)
        mpz_get_str(digits->text, 10, integer);
}

void pg_round_exact(const mpq_t exact, unsigned long scale, struct pg_digits *digits)
{
    mpz_t whole, rest, doubled;

    mpz_inits(whole, rest, doubled, NULL);
    mpz_mul_ui(rest, mpq_numref(exact), scale);
    mpz_fdiv_qr(whole, rest, rest, mpq_denref(exact));
    mpz_mul_2exp(doubled, rest, 1);
    int order = mpz_cmp(doubled, mpq_denref(exact));
    if (order > 0 || (order == 0 && mpz_odd_p(whole)))
        mpz_add_ui(whole, whole, 1);
    put(whole, digits);
    mpz_clears(whole, rest, doubled, NULL);
}

void pg_round_ratio(uint64_t num, uint64_t den, unsigned scale, struct pg_digits *digits)
{
    pg_int128 rounded = pg_divide_half_even((pg_int128)num * scale, (pg_int128)den);

    snprintf(digits->text, sizeof digits->text, "%lld", (long long)rounded);
}

void pg_round_average(const struct pg_average *average, unsigned scale,
                      struct pg_digits *digits)
{
    mpq_t exact;

    if (pg_round_if_safe(average->value, average->error, scale, digits))
        return;
    mpq_init(exact);
    pg_average_exact(average, exact);
    pg_round_exact(exact, scale, digits);
    mpq_clear(exact);
}
