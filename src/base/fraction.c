// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Exact fractions of 128-bit numbers: hourly rates. They are compared, added and rounded,
 * never approximated; a denominator is above 0. A rate is pay x 7 x 10^6 over days x hours,
 * all in millionths, which is why 64 bits are not enough.
 *
 * Comparing a/b with c/d by a x d and c x b may need 256 bits. Where both fit 64 bits that
 * is what is done. Otherwise whole parts are compared and then the reciprocals of what is
 * left, as in Euclid's algorithm, each time the other way round:
 *
 *     17/5, 24/7     whole parts 3 and 3, left 2/5 and 3/7
 *     5/2, 7/3       reversed; whole parts 2 and 2, left 1/2 and 1/3
 *     2/1, 3/1       reversed twice, so as at first: 2 is less than 3, 17/5 less than 24/7
 *
 * Invariant: the sign says whether the order is reversed, and both fractions shrink from
 * step to step. Worst case: fewer than 190 steps for 127 bits. pg_fraction_add() says so
 * where a sum does not fit; sums in stats are formed with GMP instead.
 */
#include "pg_base.h"

static pg_int128 floor_divide(pg_int128 num, pg_int128 den, pg_int128 *rest)
{
    pg_int128 quotient = num / den;

    *rest = num % den;
    if (*rest < 0) {
        *rest += den;
        quotient--;
    }
    return quotient;
}

static bool fits_64(struct pg_fraction a)
{
    return a.num == (int64_t)a.num && a.den == (int64_t)a.den;
}

/*
 * Cross-multiplying may need 256 bits. If it does, compare the whole parts instead; if they
 * are equal compare what is left, rest_a/den_a with rest_b/den_b, by their reciprocals: the
 * steps of Euclid's algorithm on both sides, each smaller than the one before.
 */
int pg_fraction_compare(struct pg_fraction a, struct pg_fraction b)
{
    int sign = 1;

    if (a.num == b.num && a.den == b.den)
        return 0;
    if (fits_64(a) && fits_64(b)) {
        pg_int128 left = a.num * b.den, right = b.num * a.den;
        return left < right ? -1 : left > right;
    }
    for (;;) {
        pg_int128 rest_a, rest_b;
        pg_int128 whole_a = floor_divide(a.num, a.den, &rest_a);
        pg_int128 whole_b = floor_divide(b.num, b.den, &rest_b);
        if (whole_a != whole_b)
            return whole_a < whole_b ? -sign : sign;
        if (rest_a == 0 || rest_b == 0)
            return rest_a == rest_b ? 0 : rest_a == 0 ? -sign : sign;
        a = (struct pg_fraction){a.den, rest_a};
        b = (struct pg_fraction){b.den, rest_b};
        sign = -sign;
    }
}

double pg_fraction_double(struct pg_fraction a)
{
    return (double)a.num / (double)a.den;
}

static pg_int128 greatest_common_divisor(pg_int128 a, pg_int128 b)
{
    if (a < 0)
        a = -a;
    while (b != 0) {
        pg_int128 rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

struct pg_fraction pg_fraction_reduce(struct pg_fraction a)
{
    pg_int128 divisor = greatest_common_divisor(a.num, a.den);

    return (struct pg_fraction){a.num / divisor, a.den / divisor};
}

bool pg_fraction_add(struct pg_fraction a, struct pg_fraction b, struct pg_fraction *sum)
{
    pg_int128 common = greatest_common_divisor(a.den, b.den);
    pg_int128 left, right, den, num;

    if (__builtin_mul_overflow(a.num, b.den / common, &left) ||
        __builtin_mul_overflow(b.num, a.den / common, &right) ||
        __builtin_mul_overflow(a.den, b.den / common, &den) ||
        __builtin_add_overflow(left, right, &num))
        return false;
    *sum = pg_fraction_reduce((struct pg_fraction){num, den});
    return true;
}

pg_int128 pg_divide_half_even(pg_int128 num, pg_int128 den)
{
    pg_int128 rest;
    pg_int128 quotient = floor_divide(num, den, &rest);
    pg_int128 other = den - rest;

    if (rest > other || (rest == other && quotient % 2 != 0))
        quotient++;
    return quotient;
}
