// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Interned texts: each distinct text gets a number, in the order in which it was first
 * seen. The bytes lie one after another, ends[] says where each text stops, and slots[] is
 * a hash table with open addressing: the upper half of an entry is the hash, the lower half
 * the number plus one, 0 is a free slot. Labels, pay elements and the ids of payments are
 * numbered here.
 *
 * Invariant: at most seven tenths of the slots are used, so a search ends at a free one
 * soon. A larger table is filled from the entries alone, without reading a text again. At
 * most 4 GiB of texts. The hash has no secret: a file made on purpose can make it slow, but
 * not wrong.
 */
#include "pg_base.h"

#include <stdlib.h>

static uint64_t mix(uint64_t a, uint64_t b)
{
    pg_uint128 product = (pg_uint128)a * b;

    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t eight_at(const char *p)
{
    uint64_t word;

    memcpy(&word, p, 8);
    return word;
}

// Up to 8 bytes as one word; a copy of a fixed length needs no call.
static uint64_t word_at(const char *p, size_t n)
{
    uint32_t first, last;

    if (n == 8)
        return eight_at(p);
    if (n >= 4) {
        memcpy(&first, p, 4);
        memcpy(&last, p + n - 4, 4);
        return (uint64_t)first << 32 | last;
    }
    if (n == 0)
        return 0;
    return (uint64_t)(unsigned char)p[0] << 16 | (uint64_t)(unsigned char)p[n / 2] << 8 |
           (unsigned char)p[n - 1];
}

static bool same_bytes(struct pg_str a, struct pg_str b)
{
    if (a.len != b.len)
        return false;
    if (a.len <= 8)
        return word_at(a.ptr, a.len) == word_at(b.ptr, b.len);
    if (a.len <= 16)
        return eight_at(a.ptr) == eight_at(b.ptr) &&
               eight_at(a.ptr + a.len - 8) == eight_at(b.ptr + b.len - 8);
    return memcmp(a.ptr, b.ptr, a.len) == 0;
}

// Texts of up to 16 bytes are two words that may overlap; longer ones 8 bytes at a time.
uint64_t pg_hash(struct pg_str text)
{
    static const uint64_t odd = UINT64_C(0xD6E8FEB86659FD93);
    uint64_t state = UINT64_C(0x9E3779B97F4A7C15) ^ (text.len * odd);
    const char *p = text.ptr;
    size_t left = text.len;

    for (; left > 16; left -= 8, p += 8)
        state = mix(state ^ eight_at(p), odd);
    uint64_t first = word_at(p, left >= 8 ? 8 : left);
    uint64_t last = left >= 8 ? eight_at(p + left - 8) : 0;
    return mix(state ^ first, odd ^ last);
}

static uint32_t hash(struct pg_str text)
{
    uint64_t state = pg_hash(text);

    return (uint32_t)(state ^ state >> 32);
}

static void place(uint64_t *slots, size_t mask, uint64_t entry)
{
    size_t at = (size_t)(entry >> 32) & mask;

    while (slots[at] != 0)
        at = (at + 1) & mask;
    slots[at] = entry;
}

static bool grow_slots(struct pg_intern *intern)
{
    size_t n_slots = intern->n_slots > 0 ? intern->n_slots * 2 : 64;
    uint64_t *slots = calloc(n_slots, sizeof *slots);

    if (slots == NULL)
        return false;
    for (size_t i = 0; i < intern->n_slots; i++) {
        if (intern->slots[i] != 0)
            place(slots, n_slots - 1, intern->slots[i]);
    }
    free(intern->slots);
    intern->slots = slots;
    intern->n_slots = n_slots;
    return true;
}

static bool grow_bytes(struct pg_intern *intern, size_t len)
{
    size_t capacity = intern->bytes_capacity > 0 ? intern->bytes_capacity : 1024;

    if (intern->bytes_used + len > UINT32_MAX)
        return false;
    while (capacity < intern->bytes_used + len)
        capacity *= 2;
    if (capacity == intern->bytes_capacity)
        return true;
    char *grown = realloc(intern->bytes, capacity);
    if (grown == NULL)
        return false;
    intern->bytes = grown;
    intern->bytes_capacity = capacity;
    return true;
}

static bool grow_ends(struct pg_intern *intern)
{
    size_t capacity = intern->capacity > 0 ? intern->capacity * 2 : 64;

    if (intern->n < intern->capacity)
        return true;
    uint32_t *grown = realloc(intern->ends, capacity * sizeof *grown);
    if (grown == NULL)
        return false;
    intern->ends = grown;
    intern->capacity = capacity;
    return true;
}

static uint32_t append(struct pg_intern *intern, struct pg_str text, uint32_t hashed)
{
    if (intern->n >= PG_INTERN_FULL - 1 || !grow_bytes(intern, text.len) ||
        !grow_ends(intern))
        return PG_INTERN_FULL;
    if (text.len > 0)
        memcpy(intern->bytes + intern->bytes_used, text.ptr, text.len);
    intern->bytes_used += text.len;
    intern->ends[intern->n] = (uint32_t)intern->bytes_used;
    place(intern->slots, intern->n_slots - 1, (uint64_t)hashed << 32 | (intern->n + 1));
    return (uint32_t)intern->n++;
}

static uint32_t find(const struct pg_intern *intern, struct pg_str text, uint32_t hashed)
{
    size_t mask = intern->n_slots - 1;

    for (size_t at = hashed & mask; intern->slots[at] != 0; at = (at + 1) & mask) {
        if (intern->slots[at] >> 32 != hashed)
            continue;
        uint32_t number = (uint32_t)(intern->slots[at] & UINT32_MAX) - 1;
        if (same_bytes(pg_intern_get(intern, number), text))
            return number;
    }
    return PG_INTERN_FULL;
}

uint32_t pg_intern_find(const struct pg_intern *intern, struct pg_str text)
{
    return intern->n > 0 ? find(intern, text, hash(text)) : PG_INTERN_FULL;
}

uint32_t pg_intern_add(struct pg_intern *intern, struct pg_str text, bool *is_new)
{
    uint32_t hashed = hash(text);

    *is_new = false;
    if (intern->n * 10 >= intern->n_slots * 7 && !grow_slots(intern))
        return PG_INTERN_FULL;
    uint32_t number = find(intern, text, hashed);
    if (number != PG_INTERN_FULL)
        return number;
    number = append(intern, text, hashed);
    *is_new = number != PG_INTERN_FULL;
    return number;
}

struct pg_str pg_intern_get(const struct pg_intern *intern, uint32_t number)
{
    uint32_t start = number > 0 ? intern->ends[number - 1] : 0;

    return (struct pg_str){intern->bytes + start, intern->ends[number] - start};
}

void pg_intern_free(struct pg_intern *intern)
{
    free(intern->bytes);
    free(intern->ends);
    free(intern->slots);
    *intern = (struct pg_intern){0};
}
