// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_base.h"

// Length of the UTF-8 sequence at `p`, its code point in *code; 0 if it is not valid.
static size_t sequence(const unsigned char *p, size_t len, uint32_t *code)
{
    static const uint32_t lowest[5] = {0, 0, 0x80, 0x800, 0x10000};
    size_t n = p[0] < 0x80 ? 1 : p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : p[0] >= 0xC2 ? 2 : 0;

    if (n == 0 || n > len || p[0] > 0xF4)
        return 0;
    if (n == 1) {
        *code = p[0];
        return 1;
    }
    *code = p[0] & (0x7Fu >> n);
    for (size_t i = 1; i < n; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0;
        *code = *code << 6 | (p[i] & 0x3Fu);
    }
    bool surrogate = *code >= 0xD800 && *code <= 0xDFFF;
    return *code < lowest[n] || *code > 0x10FFFF || surrogate ? 0 : n;
}

bool pg_utf8_valid(struct pg_str text)
{
    const unsigned char *p = (const unsigned char *)text.ptr;
    uint32_t code;

    for (size_t i = 0; i < text.len;) {
        size_t n = sequence(p + i, text.len - i, &code);
        if (n == 0)
            return false;
        i += n;
    }
    return true;
}

// Characters that nobody sees: zero-width and bidirectional ones, soft hyphens, fillers,
// variation selectors and tags (Default_Ignorable_Code_Point of Unicode, and U+FFF9 to B).
static bool is_unseen(uint32_t code)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {{0x00AD, 0x00AD},   {0x034F, 0x034F},  {0x061C, 0x061C},
                  {0x115F, 0x1160},   {0x17B4, 0x17B5},  {0x180B, 0x180F},
                  {0x200B, 0x200F},   {0x202A, 0x202E},  {0x2060, 0x206F},
                  {0x3164, 0x3164},   {0xFE00, 0xFE0F},  {0xFEFF, 0xFEFF},
                  {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFB},  {0x1BCA0, 0x1BCA3},
                  {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}};

    if (code < ranges[0].first) // as most are
        return false;
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    }
    return false;
}

// Spaces that look like the one of ASCII, or nearly.
static bool is_wide_space(uint32_t code)
{
    return code == 0xA0 || (code >= 0x2000 && code <= 0x200A) || code == 0x202F ||
           code == 0x205F || code == 0x3000;
}

void pg_buffer_add_label(struct pg_buffer *buffer, struct pg_str text)
{
    const unsigned char *p = (const unsigned char *)text.ptr;
    uint32_t code;

    pg_buffer_add(buffer, "", 0);
    for (size_t i = 0, n; i < text.len; i += n) {
        n = sequence(p + i, text.len - i, &code);
        if (n == 0)
            pg_buffer_add(buffer, text.ptr + i, n = 1);
        else if (is_wide_space(code))
            pg_buffer_add(buffer, " ", 1);
        else if (!is_unseen(code))
            pg_buffer_add(buffer, text.ptr + i, n);
    }
}

bool pg_utf8_has_unseen(struct pg_str text)
{
    const unsigned char *p = (const unsigned char *)text.ptr;
    uint32_t code;

    for (size_t i = 0, n; i<text.len; i += n> 0 ? n : 1) {
        n = sequence(p + i, text.len - i, &code);
        if (n > 0 && is_unseen(code))
            return true;
    }
    return false;
}

// Characters that could move the cursor, recolour the screen, reorder what is shown or hide
// in it.
static bool is_unsafe(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 ||
           code == 0x2029 || is_unseen(code);
}

// A line break in a cell, of one character or two, is a space to its reader.
static size_t line_break_at(const char *p, size_t len)
{
    if (len >= 2 && p[0] == '\r' && p[1] == '\n')
        return 2;
    return *p == '\r' || *p == '\n';
}

void pg_buffer_add_visible(struct pg_buffer *buffer, struct pg_str text, size_t max_columns)
{
    const unsigned char *p = (const unsigned char *)text.ptr;
    size_t shown = 0;

    for (size_t i = 0; i < text.len; shown++) {
        uint32_t code = 0;
        size_t n = sequence(p + i, text.len - i, &code);
        size_t n_break = line_break_at(text.ptr + i, text.len - i);
        if (shown == max_columns) {
            pg_buffer_add(buffer, "...", 3);
            return;
        }
        if (n_break > 0) {
            pg_buffer_add(buffer, " ", 1);
            i += n_break;
            continue;
        }
        if (n == 0 || is_unsafe(code))
            pg_buffer_add(buffer, "?", 1);
        else
            pg_buffer_add(buffer, text.ptr + i, n);
        i += n > 0 ? n : 1;
    }
}

// Length of the space at `p`: ASCII space and tab, or U+00A0 in UTF-8.
static size_t space_at(const char *p, size_t len)
{
    if (len >= 1 && (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n'))
        return 1;
    return len >= 2 && (unsigned char)p[0] == 0xC2 && (unsigned char)p[1] == 0xA0 ? 2 : 0;
}

struct pg_str pg_str_trim(struct pg_str text)
{
    size_t n;

    while ((n = space_at(text.ptr, text.len)) > 0) {
        text.ptr += n;
        text.len -= n;
    }
    while (text.len > 0) {
        if (space_at(text.ptr + text.len - 1, 1) > 0)
            text.len -= 1;
        else if (text.len >= 2 && space_at(text.ptr + text.len - 2, 2) == 2)
            text.len -= 2;
        else
            break;
    }
    return text;
}

char pg_lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

bool pg_str_same(struct pg_str a, const char *b)
{
    for (size_t i = 0; i < a.len; i++) {
        if (b[i] == '\0' || pg_lower(a.ptr[i]) != pg_lower(b[i]))
            return false;
    }
    return b[a.len] == '\0';
}
