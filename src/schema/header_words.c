// SPDX-License-Identifier: GPL-3.0-or-later
#include "header_words.h"

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
}

bool pg_same_letters(struct pg_str header, const char *name)
{
    size_t i = 0;

    for (;;) {
        while (i < header.len && !is_letter_or_digit(lower(header.ptr[i])))
            i++;
        while (*name != '\0' && !is_letter_or_digit(lower(*name)))
            name++;
        if (i == header.len || *name == '\0')
            return i == header.len && *name == '\0';
        if (lower(header.ptr[i++]) != lower(*name++))
            return false;
    }
}

// Whether the header has the word as a whole.
static bool has_word(struct pg_str header, const char *word, size_t len)
{
    for (size_t i = 0; i + len <= header.len; i++) {
        bool begins = i == 0 || !is_letter_or_digit(lower(header.ptr[i - 1]));
        bool ends =
            i + len == header.len || !is_letter_or_digit(lower(header.ptr[i + len]));
        size_t n = 0;
        while (begins && ends && n < len && lower(header.ptr[i + n]) == word[n])
            n++;
        if (n == len)
            return true;
    }
    return false;
}

bool pg_has_words(struct pg_str header, const char *words, bool all)
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
