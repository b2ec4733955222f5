// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What is published of a number where a count that it is made of is not told exactly: a
 * range, from the ends of what is told. The lower end is rounded down and the upper up, so
 * that nothing is told that the counts do not tell.
 */
#include "pg_workforce.h"

#include <math.h>

static struct pg_count_range told_of(const struct pg_workforce *workforce, size_t count)
{
    return count != PG_ALL ? workforce->told[count]
                           : (struct pg_count_range){0, 0, PG_SHOWN};
}

static struct pg_count_range rest_of(struct pg_count_range a, struct pg_count_range b,
                                     struct pg_count_range c)
{
    double lower = a.lower - b.upper - c.upper, upper = a.upper - b.lower - c.lower;

    return (struct pg_count_range){lower > 0 ? lower : 0, upper, PG_HIDDEN_SECONDARY};
}

// Percents: of nothing at the least, of all at the most.
static struct pg_count_range share_of(double lower, double of_upper, double upper,
                                      double of_lower)
{
    const double tolerance = 1e-9;
    double low = of_upper > 0 ? floor(100 * lower / of_upper + tolerance) : 0;
    double high = of_lower > 0 ? ceil(100 * upper / of_lower - tolerance)
                  : upper > 0  ? 100
                               : 0;

    return (struct pg_count_range){low > 0 ? low : 0, high < 100 ? high + 0.0 : 100,
                                   PG_HIDDEN_SECONDARY};
}

// What is added up or taken away is told in blocks like any count.
static struct pg_count_range in_blocks(const struct pg_workforce *workforce,
                                       struct pg_count_range range)
{
    double size = pg_policy_minimum(&workforce->config.policy, PG_MINIMUM_COUNT);

    if (pg_disclosure_counts_is_exact(range) || !isfinite(range.upper) || size < 1)
        return range;
    range.lower = floor(range.lower / size) * size;
    range.upper = range.upper <= size ? size : floor(range.upper / size) * size + size - 1;
    return range;
}

static struct pg_count_range told_of_made(const struct pg_workforce *workforce,
                                          const struct pg_made *made)
{
    struct pg_count_range a = told_of(workforce, made->a), b = told_of(workforce, made->b);
    struct pg_count_range rest = rest_of(a, b, told_of(workforce, made->c));

    switch (made->as) {
    case PG_MADE_SUM:
        return in_blocks(workforce, (struct pg_count_range){a.lower + b.lower,
                                                            a.upper + b.upper, a.why});
    case PG_MADE_REST:
        return in_blocks(workforce, rest);
    case PG_MADE_SHARE:
        // There may be more events than people.
        if (workforce->counts[made->a] > workforce->counts[made->b])
            return (struct pg_count_range){0, INFINITY, PG_HIDDEN_SECONDARY};
        return share_of(a.lower, b.upper, a.upper, b.lower);
    case PG_MADE_SHARE_OF_SUM:
        return share_of(a.lower, a.lower + b.upper, a.upper, a.upper + b.lower);
    case PG_MADE_SHARE_OF_REST:
        return share_of(rest.lower, a.upper, rest.upper, a.lower);
    default:
        return a;
    }
}

static bool is_share(const struct pg_made *made)
{
    return made->as >= PG_MADE_SHARE;
}

// A range that says nothing is not told.
static bool says_something(const struct pg_made *made, struct pg_count_range range)
{
    return isfinite(range.upper) &&
           (!is_share(made) || range.lower > 0 || range.upper < 100);
}

void pg_workforce_tell_ranges(struct pg_workforce *workforce)
{
    for (size_t i = 0; i < workforce->n_made; i++) {
        const struct pg_made *made = &workforce->made[i];
        struct pg_document_cell *cell =
            pg_document_at(made->table, made->row, made->column);
        bool are_exact = pg_disclosure_counts_is_exact(told_of(workforce, made->a)) &&
                         pg_disclosure_counts_is_exact(told_of(workforce, made->b)) &&
                         pg_disclosure_counts_is_exact(told_of(workforce, made->c));
        struct pg_count_range range = told_of_made(workforce, made);
        if (are_exact || cell->state != PG_VALUE_SHOWN || cell->is_withheld ||
            !says_something(made, range))
            continue;
        pg_document_tell_range(&workforce->document, cell, range.lower, range.upper);
    }
}
