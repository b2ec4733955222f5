// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * From a number to the digits that are published: rounding half to even, never wrong in the
 * last digit. A mean or a median is a double with a proven bound on its error. If no number
 * within that bound rounds otherwise, the double decides; if one does, the exact value is
 * formed from the fractions with GMP and decides instead. So a figure is the same on every
 * machine.
 *
 *     One decimal, error 10^-12:  12.345 x 10 = 123.45, far from 123.5              12.3
 *                                 12.35 x 10 = 123.5, in doubt. Exactly
 *                                 1235/100 x 10 = 123 1/2: to the even neighbour    12.4
 *
 *     Two shares, 13/80 and 67/80: 16.25 and 83.75 give 16.2 and 83.8, together 100.0. Half
 *     away from zero would give 16.3 and 83.8, which the GOV.UK service refuses.
 *
 * Invariant: pg_stats_round_if_safe() says yes only if every value within the error gives
 * the digits it wrote; the margin holds the rounding of its own arithmetic too. Digits are
 * a whole number in units of the scale, without a point; results/published.c sets it. There
 * is no "-0".
 *
 * measures/ calls the functions for averages and ratios; gap.c, split.c and
 * measures/bounds.c take the same two steps for what they form.
 *
 * Worst case: the exact mean of n people on n different rates, whose common denominator may
 * have as many digits as all of them together; mean.c adds by halves, so that numbers of
 * equal size meet. Memory: those digits.
 */
#include "exact.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

bool pg_stats_round_if_safe(double value, double error, double scale,
                            struct pg_digits *digits)
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

void pg_stats_round_exact(const mpq_t exact, unsigned long scale, struct pg_digits *digits)
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

void pg_stats_round_ratio(uint64_t num, uint64_t den, unsigned scale,
                          struct pg_digits *digits)
{
    pg_int128 rounded = pg_divide_half_even((pg_int128)num * scale, (pg_int128)den);

    snprintf(digits->text, sizeof digits->text, "%lld", (long long)rounded);
}

void pg_stats_round_average(const struct pg_average *average, unsigned scale,
                            struct pg_digits *digits)
{
    mpq_t exact;

    if (pg_stats_round_if_safe(average->value, average->error, scale, digits))
        return;
    mpq_init(exact);
    pg_stats_average_exact(average, exact);
    pg_stats_round_exact(exact, scale, digits);
    mpq_clear(exact);
}
