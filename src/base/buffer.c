// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Texts and arrays that grow, and the name that somebody may have meant.
 *
 * A buffer that has failed once stays failed, keeps what it holds and takes nothing more.
 * So a caller adds many pieces and looks at `failed` once. Failures are also counted for
 * the thread (pg_buffer_failures()), so that a run can tell at its end that some text was
 * cut short. pg_grown() doubles an array, so an element costs a constant time on average;
 * without memory the array is what it was. pg_nearest() counts the letters to change
 * (Levenshtein) in names of at most 63 bytes: one may differ, and one more for every three
 * in a word of more than three.
 */
#include "pg_base.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static _Thread_local size_t n_failures;

size_t pg_buffer_failures(void)
{
    return n_failures;
}

static bool give_up(struct pg_buffer *buffer)
{
    buffer->failed = true;
    n_failures++;
    return false;
}

static bool make_room(struct pg_buffer *buffer, size_t len)
{
    size_t needed = buffer->len + len + 1;
    size_t capacity = buffer->capacity > 0 ? buffer->capacity : 64;

    if (buffer->failed || needed < len)
        return false;
    if (needed <= buffer->capacity)
        return true;
    while (capacity < needed)
        capacity *= 2;
    char *grown = realloc(buffer->ptr, capacity);
    if (grown == NULL)
        return give_up(buffer);
    buffer->ptr = grown;
    buffer->capacity = capacity;
    return true;
}

void pg_buffer_add(struct pg_buffer *buffer, const char *ptr, size_t len)
{
    if (!make_room(buffer, len))
        return;
    memcpy(buffer->ptr + buffer->len, ptr, len);
    buffer->len += len;
    buffer->ptr[buffer->len] = '\0';
}

void pg_buffer_printf(struct pg_buffer *buffer, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    int needed = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (needed < 0 || !make_room(buffer, (size_t)needed))
        return;
    va_start(arguments, format);
    vsnprintf(buffer->ptr + buffer->len, (size_t)needed + 1, format, arguments);
    va_end(arguments);
    buffer->len += (size_t)needed;
}

void pg_buffer_free(struct pg_buffer *buffer)
{
    free(buffer->ptr);
    *buffer = (struct pg_buffer){0};
}

void *pg_grown(void *array, size_t n, size_t *capacity, size_t size)
{
    if (n < *capacity)
        return array;
    size_t doubled = *capacity > 0 ? *capacity * 2 : 16;
    void *grown = doubled <= SIZE_MAX / size ? realloc(array, doubled * size) : NULL;
    if (grown != NULL)
        *capacity = doubled;
    return grown;
}

char *pg_strdup(struct pg_str text)
{
    char *copy = malloc(text.len + 1);

    if (copy == NULL)
        return NULL;
    memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    return copy;
}

const char *pg_grouped(uint64_t n, char text[static 32])
{
    char digits[24];
    size_t len = (size_t)snprintf(digits, sizeof digits, "%llu", (unsigned long long)n);
    size_t used = 0;

    for (size_t i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            text[used++] = ',';
        text[used++] = digits[i];
    }
    text[used] = '\0';
    return text;
}

// `word` in lower case without spaces, _ and -, at most 63 bytes of it.
static size_t fold(const char *word, char folded[static 64])
{
    size_t len = 0;

    for (; *word != '\0' && len < 63; word++) {
        if (*word == '_' || *word == '-' || *word == ' ')
            continue;
        folded[len++] = (char)(*word >= 'A' && *word <= 'Z' ? *word + ('a' - 'A') : *word);
    }
    folded[len] = '\0';
    return len;
}

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t ab = a < b ? a : b;

    return ab < c ? ab : c;
}

// Levenshtein distance, one row of the table at a time.
static size_t edit_distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t row[64];

    for (size_t j = 0; j <= b_len; j++)
        row[j] = j;
    for (size_t i = 1; i <= a_len; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b_len; j++) {
            size_t changed = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = smallest(row[j] + 1, row[j - 1] + 1, changed);
        }
    }
    return row[b_len];
}

const char *pg_nearest(const char *word, const char *const *names, size_t n_names)
{
    char folded[64], candidate[64];
    size_t len = fold(word, folded);
    size_t best = 1 + (len > 3 ? len / 3 : 0);
    const char *nearest = NULL;

    for (size_t i = 0; i < n_names; i++) {
        size_t candidate_len = fold(names[i], candidate);
        size_t distance = edit_distance(folded, len, candidate, candidate_len);
        if (distance < best || (distance == best && nearest == NULL)) {
            best = distance;
            nearest = names[i];
        }
    }
    return nearest;
}
