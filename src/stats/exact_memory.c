// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Memory for GMP. GMP cannot report a failed allocation: it aborts the process, and with it
 * a program that uses the library. What malloc refuses comes from a reserve instead; the
 * result is exact all the same, and the next allocation that fails outside GMP ends the run
 * in the usual way. Blocks of the reserve are used once.
 */
#include "exact.h"

#include <stdalign.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { RESERVE_BYTES = 1 << 20 };

// Never touched, so never resident, unless memory has run out.
static alignas(max_align_t) unsigned char reserve[RESERVE_BYTES];
static atomic_size_t reserve_used;

static bool is_reserved(const void *block)
{
    uintptr_t at = (uintptr_t)block, start = (uintptr_t)reserve;

    return at >= start && at < start + RESERVE_BYTES;
}

static void *from_reserve(size_t n_bytes)
{
    size_t step = alignof(max_align_t);
    size_t rounded = (n_bytes + step - 1) / step * step;
    size_t at = atomic_fetch_add(&reserve_used, rounded);

    if (rounded < n_bytes || at > RESERVE_BYTES || rounded > RESERVE_BYTES - at)
        abort(); // as GMP itself would have done
    return reserve + at;
}

static void *allocate(size_t n_bytes)
{
    void *block = malloc(n_bytes);

    return block != NULL ? block : from_reserve(n_bytes);
}

static void *reallocate(void *block, size_t n_before, size_t n_bytes)
{
    void *moved = is_reserved(block) ? NULL : realloc(block, n_bytes);

    if (moved != NULL)
        return moved;
    moved = from_reserve(n_bytes);
    memcpy(moved, block, n_before < n_bytes ? n_before : n_bytes);
    if (!is_reserved(block))
        free(block);
    return moved;
}

static void release(void *block, size_t n_bytes)
{
    (void)n_bytes;
    if (!is_reserved(block))
        free(block);
}

void pg_bear_failed_allocations(void)
{
    static atomic_flag is_done = ATOMIC_FLAG_INIT;
    void *(*make)(size_t), *(*usual)(size_t);
    void *(*resize)(void *, size_t, size_t);
    void (*end)(void *, size_t);

    if (atomic_flag_test_and_set(&is_done))
        return;
    mp_get_memory_functions(&make, &resize, &end);
    mp_set_memory_functions(NULL, NULL, NULL); // GMP's own
    mp_get_memory_functions(&usual, NULL, NULL);
    if (make == usual)
        mp_set_memory_functions(allocate, reallocate, release);
    else
        mp_set_memory_functions(make, resize, end);
}
