// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Which encoding a text is in, and its bytes as UTF-8. A byte-order mark decides. Without
 * one, NULs in every other place mean UTF-16; bytes that form characters of UTF-8, more of
 * them than not, mean UTF-8. Else it is a code page, Windows-1252 or the CP850 of DOS, and
 * each byte beyond ASCII is weighed by what it would be in an export from Britain, between
 * its neighbours.
 *
 *     "Pay ", byte A3, "1,200"   Windows-1252: a pound sign before a digit, 8 points.
 *                                CP850: a letter with an accent outside any word, none.
 *     "Pay ", byte 9C, "1,200"   Windows-1252: a ligature, minus 1. CP850: the pound sign.
 *
 * Invariant: a file that is ASCII so far has no encoding yet; it is decided at the first
 * piece that has another byte, and stays. Bytes with no character become U+FFFD. A UTF-16
 * unit that a piece cuts is kept for the next. csv_source.c calls both halves. Linear; at
 * most three bytes of text for each byte of a piece.
 */
#include "encoding.h"

#include <stdlib.h>

// Code points of the bytes 80 to 9F of Windows-1252; 0 = none.
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// Code points of the bytes 80 to FF of CP850.
static const uint16_t cp850[128] = {
    0x00C7, 0x00FC, 0x00E9, 0x00E2, 0x00E4, 0x00E0, 0x00E5, 0x00E7, 0x00EA, 0x00EB, 0x00E8,
    0x00EF, 0x00EE, 0x00EC, 0x00C4, 0x00C5, 0x00C9, 0x00E6, 0x00C6, 0x00F4, 0x00F6, 0x00F2,
    0x00FB, 0x00F9, 0x00FF, 0x00D6, 0x00DC, 0x00F8, 0x00A3, 0x00D8, 0x00D7, 0x0192, 0x00E1,
    0x00ED, 0x00F3, 0x00FA, 0x00F1, 0x00D1, 0x00AA, 0x00BA, 0x00BF, 0x00AE, 0x00AC, 0x00BD,
    0x00BC, 0x00A1, 0x00AB, 0x00BB, 0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x00C1, 0x00C2,
    0x00C0, 0x00A9, 0x2563, 0x2551, 0x2557, 0x255D, 0x00A2, 0x00A5, 0x2510, 0x2514, 0x2534,
    0x252C, 0x251C, 0x2500, 0x253C, 0x00E3, 0x00C3, 0x255A, 0x2554, 0x2569, 0x2566, 0x2560,
    0x2550, 0x256C, 0x00A4, 0x00F0, 0x00D0, 0x00CA, 0x00CB, 0x00C8, 0x0131, 0x00CD, 0x00CE,
    0x00CF, 0x2518, 0x250C, 0x2588, 0x2584, 0x00A6, 0x00CC, 0x2580, 0x00D3, 0x00DF, 0x00D4,
    0x00D2, 0x00F5, 0x00D5, 0x00B5, 0x00FE, 0x00DE, 0x00DA, 0x00DB, 0x00D9, 0x00FD, 0x00DD,
    0x00AF, 0x00B4, 0x00AD, 0x00B1, 0x2017, 0x00BE, 0x00B6, 0x00A7, 0x00F7, 0x00B8, 0x00B0,
    0x00A8, 0x00B7, 0x00B9, 0x00B3, 0x00B2, 0x25A0, 0x00A0};

static const uint32_t replacement = 0xFFFD;

static uint32_t code_of(enum pg_encoding encoding, unsigned char byte)
{
    if (byte < 0x80)
        return byte;
    if (encoding == PG_ENCODING_CP850)
        return cp850[byte - 0x80];
    if (byte >= 0xA0)
        return byte;
    uint32_t code = windows_1252[byte - 0x80];
    return code != 0 ? code : replacement;
}

// ---------------------------------------------------------------- evidence

// UTF-16 without a mark: text in Latin letters has a NUL in every other place.
static enum pg_encoding utf16_by_nuls(const unsigned char *bytes, size_t n)
{
    size_t nuls[2] = {0, 0};
    size_t looked_at = n < 4096 ? n & ~(size_t)1 : 4096;

    for (size_t i = 0; i < looked_at; i++)
        nuls[i % 2] += bytes[i] == 0;
    if (nuls[1] * 5 > looked_at && nuls[0] * 20 < nuls[1])
        return PG_ENCODING_UTF16LE;
    if (nuls[0] * 5 > looked_at && nuls[1] * 20 < nuls[0])
        return PG_ENCODING_UTF16BE;
    return PG_ENCODING_FIND;
}

/** What the bytes beyond ASCII look like. */
struct evidence {
    size_t n_sequences; /**< characters of UTF-8 beyond ASCII */
    size_t n_strays;    /**< bytes that are in none */
    int windows, dos;   /**< points for Windows-1252 and CP850 */
};

static bool is_letter(uint32_t code)
{
    return code >= 0xC0 && code <= 0xFF && code != 0xD7 && code != 0xF7;
}

// How likely `code` is in an export from Britain, between `before` and `after`.
static int likelihood(uint32_t code, unsigned char before, unsigned char after)
{
    bool near_digit = after >= '0' && after <= '9';
    bool in_word = (before | 0x20) >= 'a' && (before | 0x20) <= 'z';

    bool before_word = (after | 0x20) >= 'a' && (after | 0x20) <= 'z';

    if (code == 0xA3)
        return near_digit || !in_word ? 8 : 3;
    if (is_letter(code) && !in_word && !before_word)
        return 0;
    if (is_letter(code)) // capitals inside words are rare
        return code >= 0xE0 ? 4 : in_word ? 0 : 2;
    if (code == 0x2013 || code == 0x2014 || (code >= 0x2018 && code <= 0x201D) ||
        code == 0x20AC || code == 0x2026 || code == 0xA0 || code == 0xBD)
        return 2;
    return code == replacement || code >= 0x2500 ? -6 : -1;
}

static void weigh(struct evidence *evidence, const unsigned char *bytes, size_t n, size_t i)
{
    unsigned char before = i > 0 ? bytes[i - 1] : ' ', after = i + 1 < n ? bytes[i + 1] : 0;

    evidence->windows +=
        likelihood(code_of(PG_ENCODING_WINDOWS_1252, bytes[i]), before, after);
    evidence->dos += likelihood(code_of(PG_ENCODING_CP850, bytes[i]), before, after);
}

// Length of the character of UTF-8 beyond ASCII that begins at `p`; 0 if none does.
static size_t sequence_length(const unsigned char *p, size_t n)
{
    size_t len = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;

    return p[0] >= 0xC2 && len <= n && pg_utf8_valid((struct pg_str){(const char *)p, len})
               ? len
               : 0;
}

// The piece may end inside a character of UTF-8 that begins at `p`.
static bool may_be_cut(const unsigned char *p, size_t n)
{
    size_t len = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;

    for (size_t i = 1; i < n; i++) {
        if (n >= len || (p[i] & 0xC0) != 0x80)
            return false;
    }
    return p[0] >= 0xC2 && n < len;
}

static struct evidence evidence_in(const unsigned char *bytes, size_t n, bool is_whole)
{
    struct evidence evidence = {0};

    for (size_t i = 0; i < n;) {
        size_t len = bytes[i] < 0x80 ? 0 : sequence_length(bytes + i, n - i);
        if (len > 0) {
            evidence.n_sequences++;
        } else if (bytes[i] >= 0x80) {
            bool is_cut = !is_whole && may_be_cut(bytes + i, n - i);
            evidence.n_strays += !is_cut;
            evidence.n_sequences += is_cut;
            if (is_cut)
                break;
            weigh(&evidence, bytes, n, i);
        }
        i += len > 0 ? len : 1;
    }
    return evidence;
}

enum pg_encoding pg_source_encoding_find(const unsigned char *bytes, size_t n,
                                         bool is_whole, size_t *mark)
{
    *mark = 0;
    if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        *mark = 3;
        return PG_ENCODING_UTF8;
    }
    if (n >= 2 &&
        (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0)) {
        *mark = 2;
        return bytes[0] == 0xFF ? PG_ENCODING_UTF16LE : PG_ENCODING_UTF16BE;
    }
    enum pg_encoding wide = utf16_by_nuls(bytes, n);
    if (wide != PG_ENCODING_FIND)
        return wide;
    struct evidence evidence = evidence_in(bytes, n, is_whole);
    if (evidence.n_sequences + evidence.n_strays == 0)
        return PG_ENCODING_FIND;
    if (evidence.n_sequences >= evidence.n_strays) // some of it may be damaged
        return PG_ENCODING_UTF8;
    return evidence.dos > evidence.windows ? PG_ENCODING_CP850 : PG_ENCODING_WINDOWS_1252;
}

// ---------------------------------------------------------------- decoding

static size_t put(char *to, uint32_t code)
{
    if (code < 0x80) {
        to[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        to[0] = (char)(0xC0 | code >> 6);
        to[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        to[0] = (char)(0xE0 | code >> 12);
        to[1] = (char)(0x80 | (code >> 6 & 0x3F));
        to[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    to[0] = (char)(0xF0 | code >> 18);
    to[1] = (char)(0x80 | (code >> 12 & 0x3F));
    to[2] = (char)(0x80 | (code >> 6 & 0x3F));
    to[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}

static uint32_t unit(const unsigned char *p, bool is_big)
{
    return is_big ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
}

// Decodes the UTF-16 unit or pair at `p`; 0 if the piece cuts it.
static size_t take_utf16(const unsigned char *p, size_t n, bool is_big, uint32_t *code)
{
    if (n < 2)
        return 0;
    *code = unit(p, is_big);
    if (*code < 0xD800 || *code > 0xDFFF)
        return 2;
    if (*code <= 0xDBFF && n < 4)
        return 0;
    uint32_t low = *code <= 0xDBFF ? unit(p + 2, is_big) : 0;
    if (low < 0xDC00 || low > 0xDFFF) {
        *code = replacement;
        return 2;
    }
    *code = 0x10000 + ((*code - 0xD800) << 10) + (low - 0xDC00);
    return 4;
}

// Every byte becomes at most three; so does half of a pair, cut or not.
static bool make_room(struct pg_decoder *decoder, size_t n)
{
    size_t needed = 3 * (n + sizeof decoder->left) + 4;

    if (needed <= decoder->capacity)
        return true;
    char *grown = realloc(decoder->text, needed);
    if (grown == NULL)
        return false;
    decoder->text = grown;
    decoder->capacity = needed;
    return true;
}

static size_t decode_bytes(struct pg_decoder *decoder, const unsigned char *bytes, size_t n)
{
    size_t len = 0;

    for (size_t i = 0; i < n; i++)
        len += put(decoder->text + len, code_of(decoder->encoding, bytes[i]));
    return len;
}

static size_t decode_utf16(struct pg_decoder *decoder, const unsigned char *bytes, size_t n,
                           bool is_last)
{
    bool is_big = decoder->encoding == PG_ENCODING_UTF16BE;
    size_t len = 0, at = 0, used;
    uint32_t code = 0;

    while (decoder->n_left > 0 && at < n) { // finish what the last piece cut
        decoder->left[decoder->n_left++] = bytes[at++];
        used = take_utf16(decoder->left, decoder->n_left, is_big, &code);
        if (used == 0)
            continue;
        len += put(decoder->text + len, code);
        decoder->n_left -= used;
        memmove(decoder->left, decoder->left + used, decoder->n_left);
    }
    while ((used = take_utf16(bytes + at, n - at, is_big, &code)) > 0) {
        len += put(decoder->text + len, code);
        at += used;
    }
    memcpy(decoder->left + decoder->n_left, bytes + at, n - at);
    decoder->n_left += n - at;
    if (is_last && decoder->n_left > 0)
        len += put(decoder->text + len, replacement);
    return len;
}

static bool is_ascii(const unsigned char *bytes, size_t n)
{
    const uint64_t high = UINT64_C(0x8080808080808080);
    uint64_t found = 0, word;
    size_t i = 0;

    for (; i + 8 <= n; i += 8) {
        memcpy(&word, bytes + i, 8);
        found |= word;
    }
    for (; i < n; i++)
        found |= bytes[i] >= 0x80 ? high : 0;
    return (found & high) == 0;
}

bool pg_source_decode(struct pg_decoder *decoder, const unsigned char *bytes, size_t n,
                      bool is_last, struct pg_str *text)
{
    size_t mark;

    *text = (struct pg_str){(const char *)bytes, n};
    if (decoder->encoding == PG_ENCODING_FIND && !is_ascii(bytes, n))
        decoder->encoding = pg_source_encoding_find(bytes, n, is_last, &mark);
    if (decoder->encoding == PG_ENCODING_FIND || decoder->encoding == PG_ENCODING_UTF8)
        return true;
    if (!make_room(decoder, n))
        return false;
    bool is_wide = decoder->encoding == PG_ENCODING_UTF16LE ||
                   decoder->encoding == PG_ENCODING_UTF16BE;
    text->ptr = decoder->text;
    text->len = is_wide ? decode_utf16(decoder, bytes, n, is_last)
                        : decode_bytes(decoder, bytes, n);
    return true;
}

void pg_source_decoder_free(struct pg_decoder *decoder)
{
    free(decoder->text);
    *decoder = (struct pg_decoder){0};
}

const char *pg_source_encoding_name(enum pg_encoding encoding)
{
    static const char *const names[] = {
        "ASCII",        "UTF-8", "UTF-16 (little endian)", "UTF-16 (big endian)",
        "Windows-1252", "CP850"};

    return names[encoding];
}
