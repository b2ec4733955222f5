// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_schema.h"

// No-break spaces and signs of a currency are no part of a word.
static bool is_sign(struct pg_str text, size_t i)
{
    static const char *const signs[] = {"\xC2\xA0", "\xC2\xA3", "\xE2\x82\xAC"};

    for (size_t k = 0; k < sizeof signs / sizeof signs[0]; k++) {
        size_t len = strlen(signs[k]);
        for (size_t at = 0; at < len && at <= i; at++) {
            if (i - at + len <= text.len && memcmp(text.ptr + i - at, signs[k], len) == 0)
                return true;
        }
    }
    return false;
}

static bool is_letter_or_digit(struct pg_str text, size_t i)
{
    char c = pg_lower(text.ptr[i]);

    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           ((c & 0x80) != 0 && !is_sign(text, i));
}

bool pg_schema_same_letters(struct pg_str header, const char *name)
{
    struct pg_str other = pg_str_of(name);

    for (size_t i = 0, j = 0;; i++, j++) {
        while (i < header.len && !is_letter_or_digit(header, i))
            i++;
        while (j < other.len && !is_letter_or_digit(other, j))
            j++;
        if (i == header.len || j == other.len)
            return i == header.len && j == other.len;
        if (pg_lower(header.ptr[i]) != pg_lower(other.ptr[j]))
            return false;
    }
}

// Whether the header has the word as a whole.
static bool has_word(struct pg_str header, const char *word, size_t len)
{
    for (size_t i = 0; i + len <= header.len; i++) {
        if (pg_lower(header.ptr[i]) != word[0]) // most places end here, at little cost
            continue;
        bool begins = i == 0 || !is_letter_or_digit(header, i - 1);
        bool ends = i + len == header.len || !is_letter_or_digit(header, i + len);
        size_t n = 0;
        while (begins && ends && n < len && pg_lower(header.ptr[i + n]) == word[n])
            n++;
        if (n == len)
            return true;
    }
    return false;
}

bool pg_schema_has_words(struct pg_str header, const char *words, bool all)
{
    while (*words != '\0') {
        size_t len = strcspn(words, " ");
        bool found = has_word(header, words, len);
        if (found != all)
            return found;
        words += len;
        words += strspn(words, " ");
    }
    return all;
}

bool pg_schema_has_last_word(struct pg_str header, const char *words)
{
    size_t begin;

    while (header.len > 0 && !is_letter_or_digit(header, header.len - 1))
        header.len--;
    for (begin = header.len; begin > 0 && is_letter_or_digit(header, begin - 1);)
        begin--;
    return pg_schema_has_words((struct pg_str){header.ptr + begin, header.len - begin},
                               words, false);
}
