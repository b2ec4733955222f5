// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Pseudo-random numbers that are the same on every machine: xoshiro256** seeded by
 * splitmix64 (both by Blackman and Vigna, public domain algorithms), integers only.
 *
 * First call prng_start() with the seed, the number of a thing and a stream, then draw.
 * Every person has streams of their own, so person 17 is the same whether 100 or a million
 * are made, and a new kind of draw in one stream leaves the others as they were.
 */
#ifndef COUNCIL_PRNG_H
#define COUNCIL_PRNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct prng {
    uint64_t state[4];
};

/** What a stream of draws is for. Append only: the number is part of the sample's bytes. */
enum prng_stream {
    PRNG_STREAM_PERSON = 1,
    PRNG_STREAM_JOB = 2,
    PRNG_STREAM_PAY = 3,
    PRNG_STREAM_NAME = 4,
};

/** Begins the stream of draws that belongs to `thing_number`. */
void prng_start(struct prng *prng, uint64_t seed, uint64_t thing_number,
                enum prng_stream stream);

/** An integer from 0 to `limit` - 1; `limit` is from 1 to 2^32. */
uint64_t prng_below(struct prng *prng, uint64_t limit);

/** True `per_mille` times in a thousand. */
bool prng_chance(struct prng *prng, uint64_t per_mille);

/** An index below `n_weights`, drawn in proportion to the weights. */
size_t prng_pick(struct prng *prng, const uint16_t *weights, size_t n_weights);

#endif
