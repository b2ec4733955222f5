// SPDX-License-Identifier: GPL-3.0-or-later
#include "prng.h"

static uint64_t splitmix64_next(uint64_t *state);
static uint64_t xoshiro256_next(struct prng *prng);

void prng_start(struct prng *prng, uint64_t seed, uint64_t thing_number,
                enum prng_stream stream)
{
    // Each number is mixed before the next is added, so that neighbouring people and seeds
    // begin far apart.
    uint64_t mixed = seed;
    mixed = splitmix64_next(&mixed) + thing_number;
    mixed = splitmix64_next(&mixed) + (uint64_t)stream;
    for (size_t word = 0; word < 4; word++)
        prng->state[word] = splitmix64_next(&mixed);
}

uint64_t prng_below(struct prng *prng, uint64_t limit)
{
    // Multiply and shift the upper half: at the limits used here its bias is below one in a
    // million, and it needs neither division nor a loop.
    return ((xoshiro256_next(prng) >> 32) * limit) >> 32;
}

bool prng_chance(struct prng *prng, uint64_t per_mille)
{
    return prng_below(prng, 1000) < per_mille;
}

size_t prng_pick(struct prng *prng, const uint16_t *weights, size_t n_weights)
{
    uint64_t total = 0;
    for (size_t index = 0; index < n_weights; index++)
        total += weights[index];

    uint64_t left = prng_below(prng, total);
    size_t index = 0;
    while (left >= weights[index])
        left -= weights[index++];
    return index;
}

static uint64_t splitmix64_next(uint64_t *state)
{
    *state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t mixed = *state;
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94d049bb133111eb);
    return mixed ^ (mixed >> 31);
}

static uint64_t rotate_left(uint64_t word, unsigned bits)
{
    return (word << bits) | (word >> (64 - bits));
}

static uint64_t xoshiro256_next(struct prng *prng)
{
    uint64_t *const state = prng->state;
    const uint64_t result = rotate_left(state[1] * 5, 7) * 9;
    const uint64_t shifted = state[1] << 17;

    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotate_left(state[3], 45);
    return result;
}
