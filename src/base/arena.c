// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_base.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

struct pg_arena_block {
    struct pg_arena_block *next;
    size_t used, capacity;
    char bytes[];
};

enum { BLOCK = 8192 };

static char *take(struct pg_arena *arena, size_t n)
{
    struct pg_arena_block *block = arena->blocks;

    if (block == NULL || block->capacity - block->used < n) {
        size_t capacity = n > BLOCK ? n : BLOCK;
        block = malloc(sizeof *block + capacity);
        if (block == NULL) {
            arena->failed = true;
            return NULL;
        }
        *block = (struct pg_arena_block){.next = arena->blocks, .capacity = capacity};
        arena->blocks = block;
    }
    char *taken = block->bytes + block->used;
    block->used += n;
    return taken;
}

const char *pg_arena_text(struct pg_arena *arena, const char *text)
{
    size_t n = strlen(text) + 1;
    char *copy = take(arena, n);

    return copy != NULL ? memcpy(copy, text, n) : "";
}

const char *pg_arena_vprintf(struct pg_arena *arena, const char *format, va_list arguments)
{
    va_list again;

    va_copy(again, arguments);
    int len = vsnprintf(NULL, 0, format, arguments);
    char *text = len >= 0 ? take(arena, (size_t)len + 1) : NULL;
    if (text != NULL)
        vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    return text != NULL ? text : "";
}

const char *pg_arena_printf(struct pg_arena *arena, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    const char *text = pg_arena_vprintf(arena, format, arguments);
    va_end(arguments);
    return text;
}

const char *pg_arena_beside(struct pg_arena *arena, const char *of, const char *name)
{
    const char *slash = of != NULL && name[0] != '/' ? strrchr(of, '/') : NULL;
    int folder = slash != NULL ? (int)(slash - of) + 1 : 0;

    return pg_arena_printf(arena, "%.*s%s", folder, of != NULL ? of : "", name);
}

void pg_arena_free(struct pg_arena *arena)
{
    while (arena->blocks != NULL) {
        struct pg_arena_block *next = arena->blocks->next;
        free(arena->blocks);
        arena->blocks = next;
    }
}
