// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Memory for GMP. GMP cannot report a failed allocation: it aborts the process, and with it
 * a program that uses the library. What malloc refuses comes from a reserve instead; the
 * result is exact all the same, and the next allocation that fails outside GMP ends the run
 * in the usual way. Blocks of the reserve are used once, until no run holds any.
 *
 * These functions are the process's. They are set while there are runs, on whatever
 * threads, and what they replaced is put back when the last of these ends.
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
static atomic_size_t reserve_used, n_reserved; /**< bytes, ever; blocks, now */

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
    atomic_fetch_add(&n_reserved, 1);
    return reserve + at;
}

static void *allocate(size_t n_bytes)
{
    void *block = malloc(n_bytes);

    return block != NULL ? block : from_reserve(n_bytes);
}

static void release(void *block, size_t n_bytes)
{
    (void)n_bytes;
    if (is_reserved(block))
        atomic_fetch_sub(&n_reserved, 1);
    else
        free(block);
}

static void *reallocate(void *block, size_t n_before, size_t n_bytes)
{
    void *moved = is_reserved(block) ? NULL : realloc(block, n_bytes);

    if (moved != NULL)
        return moved;
    moved = from_reserve(n_bytes);
    memcpy(moved, block, n_before < n_bytes ? n_before : n_bytes);
    release(block, n_before);
    return moved;
}

// ---------------------------------------------------------------- for the time of runs

/** GMP's functions for memory. */
struct functions {
    void *(*make)(size_t);
    void *(*resize)(void *, size_t, size_t);
    void (*end)(void *, size_t);
};

// Held for a few instructions, by whoever begins or ends a run.
static atomic_flag is_busy = ATOMIC_FLAG_INIT;
static size_t n_users;
static struct functions before, usual; /**< the host's; GMP's own */

static void lock(void)
{
    while (atomic_flag_test_and_set_explicit(&is_busy, memory_order_acquire)) {
    }
}

static void unlock(void)
{
    atomic_flag_clear_explicit(&is_busy, memory_order_release);
}

static struct functions current(void)
{
    struct functions now;

    mp_get_memory_functions(&now.make, &now.resize, &now.end);
    return now;
}

static void set(struct functions functions)
{
    mp_set_memory_functions(functions.make, functions.resize, functions.end);
}

void pg_stats_exact_begin(void)
{
    static const struct functions bearing = {allocate, reallocate, release};

    lock();
    if (n_users++ == 0) {
        before = current();
        if (usual.make == NULL) {
            mp_set_memory_functions(NULL, NULL, NULL);
            usual = current();
        }
        set(before.make == usual.make ? bearing : before);
    }
    unlock();
}

// A host that has set functions of its own meanwhile keeps them.
void pg_stats_exact_end(void)
{
    lock();
    if (--n_users == 0) {
        if (current().make == allocate)
            set(before);
        if (atomic_load(&n_reserved) == 0)
            atomic_store(&reserve_used, 0);
    }
    unlock();
}
