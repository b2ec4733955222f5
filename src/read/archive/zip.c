// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Reads ZIP archives, which is what .xlsx workbooks are. pg_archive_zip_open() finds the
 * end record in the last 64 KiB of the file, reads the directory it points to and keeps
 * that; pg_archive_zip_stream() unpacks one entry in pieces of 64 KiB and hands each on, so
 * that no entry is ever whole in memory. xml_part.c reads the parts of a workbook through
 * it.
 *
 * What a file says of itself is a claim. Each offset and size is compared with the length
 * of the file before it is used, and the length and checksum of what came out with the
 * directory afterwards. The taker has seen the pieces by then: only PG_ZIP_OK says that
 * they were right.
 *
 *     A part made to explode, 10 KiB that unpack to 10 MiB: after the first 2 MB more than
 *     200 bytes have come out for each byte read, and it is refused as PG_ZIP_TOO_LARGE.
 *     The first MiB is free, because small parts of honest workbooks are packed that
 *     tightly.
 *
 * Invariant: what has been handed on is at most 1 GiB an entry, and at most 200 times what
 * was read, or 1 MiB. An archive that needs ZIP64, or another method than stored and
 * deflated, is refused. Worst case: one pass over an entry; 16 MiB for the directory, 128
 * KiB for a stream.
 */
#include "pg_archive.h"

#include <stdlib.h>
#include <zlib.h>

enum {
    END_SIGNATURE = 0x06054B50,
    END_SIZE = 22,
    ENTRY_SIGNATURE = 0x02014B50,
    ENTRY_SIZE = 46,
    LOCAL_SIGNATURE = 0x04034B50,
    LOCAL_SIZE = 30,
    MAX_ENTRIES = 4096,
    MAX_DIRECTORY = 1 << 24,
    PIECE = 1 << 16,
    MAX_RATIO = 200,
    FREE_BYTES = 1 << 20 // may be packed at any ratio
};

static const uint64_t largest_part = UINT64_C(1) << 30;

struct entry {
    struct pg_str name;
    size_t offset, packed, size;
    uint32_t checksum;
    unsigned method;
};

struct pg_zip {
    struct pg_bytes *bytes; /**< borrowed, or `own` */
    struct pg_bytes own;
    size_t n_bytes;
    unsigned char *directory;
    size_t directory_size;
    struct entry *entries;
    size_t n_entries;
};

static uint32_t u32(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
           (uint32_t)p[3] << 24;
}

static unsigned u16(const unsigned char *p)
{
    return (unsigned)p[0] | (unsigned)p[1] << 8;
}

static bool read_at(struct pg_zip *zip, size_t offset, void *bytes, size_t n)
{
    return offset <= zip->n_bytes && n <= zip->n_bytes - offset &&
           pg_bytes_read_at(zip->bytes, offset, bytes, n) == n;
}

// What is wrong with an archive that could not be read may be its reading.
static enum pg_zip_status damaged(const struct pg_zip *zip)
{
    return zip->bytes->fault == PG_BYTES_WHOLE ? PG_ZIP_DAMAGED : PG_ZIP_UNREAD;
}

// The end record is the last thing in the file but for a comment.
static enum pg_zip_status find_end(struct pg_zip *zip, unsigned char end[static END_SIZE])
{
    size_t n = zip->n_bytes < END_SIZE + 0xFFFF ? zip->n_bytes : END_SIZE + 0xFFFF;
    unsigned char *tail = malloc(n + 1);
    enum pg_zip_status status = PG_ZIP_DAMAGED;

    if (tail == NULL)
        return PG_ZIP_NO_MEMORY;
    bool is_read = n >= END_SIZE && read_at(zip, zip->n_bytes - n, tail, n);
    for (size_t at = is_read ? n - END_SIZE + 1 : 0; at-- > 0;) {
        if (u32(tail + at) != END_SIGNATURE)
            continue;
        memcpy(end, tail + at, END_SIZE);
        status = PG_ZIP_OK;
        break;
    }
    free(tail);
    return status;
}

static bool read_entry(struct pg_zip *zip, size_t *at, struct entry *entry)
{
    const unsigned char *p = zip->directory + *at;

    if (*at + ENTRY_SIZE > zip->directory_size || u32(p) != ENTRY_SIGNATURE)
        return false;
    size_t name_len = u16(p + 28), rest = (size_t)u16(p + 30) + u16(p + 32);
    if (*at + ENTRY_SIZE + name_len + rest > zip->directory_size)
        return false;
    *entry = (struct entry){.name = {(const char *)p + ENTRY_SIZE, name_len},
                            .method = u16(p + 10),
                            .checksum = u32(p + 16),
                            .packed = u32(p + 20),
                            .size = u32(p + 24),
                            .offset = u32(p + 42)};
    *at += ENTRY_SIZE + name_len + rest;
    return true;
}

static enum pg_zip_status read_directory(struct pg_zip *zip)
{
    unsigned char end[END_SIZE];
    enum pg_zip_status status = find_end(zip, end);

    if (status != PG_ZIP_OK)
        return status;
    size_t n = u16(end + 10), at = 0;
    zip->directory_size = u32(end + 12);
    if (n > MAX_ENTRIES || zip->directory_size > MAX_DIRECTORY)
        return PG_ZIP_TOO_LARGE;
    zip->entries = calloc(n + 1, sizeof *zip->entries);
    zip->directory = malloc(zip->directory_size + 1);
    if (zip->entries == NULL || zip->directory == NULL)
        return PG_ZIP_NO_MEMORY;
    if (!read_at(zip, u32(end + 16), zip->directory, zip->directory_size))
        return PG_ZIP_DAMAGED;
    for (; zip->n_entries < n; zip->n_entries++) {
        if (!read_entry(zip, &at, &zip->entries[zip->n_entries]))
            return PG_ZIP_DAMAGED;
    }
    return PG_ZIP_OK;
}

static enum pg_zip_status open_bytes(struct pg_zip *zip, struct pg_bytes *bytes)
{
    const uint64_t size = pg_bytes_size(bytes);

    zip->bytes = bytes;
    if (size > SIZE_MAX / 2) // not known, or none that can be
        return PG_ZIP_DAMAGED;
    zip->n_bytes = (size_t)size;
    const enum pg_zip_status status = read_directory(zip);
    return status == PG_ZIP_DAMAGED ? damaged(zip) : status;
}

static enum pg_zip_status open_file(struct pg_zip *zip, const char *path)
{
    const struct pg_inputs none = {.n = 0};

    return pg_bytes_open(&zip->own, none, path, NULL) == PAYGAP_OK
               ? open_bytes(zip, &zip->own)
               : PG_ZIP_DAMAGED;
}

static enum pg_zip_status kept(enum pg_zip_status status, struct pg_zip *zip,
                               struct pg_zip **out)
{
    *out = status == PG_ZIP_OK ? zip : NULL;
    if (status != PG_ZIP_OK)
        pg_archive_zip_close(zip);
    return status;
}

enum pg_zip_status pg_archive_zip_open(const char *path, struct pg_zip **out)
{
    struct pg_zip *zip = calloc(1, sizeof *zip);

    return kept(zip != NULL ? open_file(zip, path) : PG_ZIP_NO_MEMORY, zip, out);
}

enum pg_zip_status pg_archive_zip_open_bytes(struct pg_bytes *bytes, struct pg_zip **out)
{
    struct pg_zip *zip = calloc(1, sizeof *zip);

    return kept(zip != NULL ? open_bytes(zip, bytes) : PG_ZIP_NO_MEMORY, zip, out);
}

void pg_archive_zip_close(struct pg_zip *zip)
{
    if (zip == NULL)
        return;
    pg_bytes_close(&zip->own);
    free(zip->directory);
    free(zip->entries);
    free(zip);
}

size_t pg_archive_zip_n_entries(const struct pg_zip *zip)
{
    return zip->n_entries;
}

struct pg_str pg_archive_zip_name(const struct pg_zip *zip, size_t entry)
{
    return zip->entries[entry].name;
}

static char folded(char c)
{
    return (char)(c == '\\' ? '/' : c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static bool same_name(struct pg_str a, struct pg_str b)
{
    for (size_t i = 0; a.len == b.len && i < a.len; i++) {
        if (folded(a.ptr[i]) != folded(b.ptr[i]))
            return false;
    }
    return a.len == b.len;
}

size_t pg_archive_zip_find(const struct pg_zip *zip, struct pg_str name)
{
    for (size_t i = 0; i < zip->n_entries; i++) {
        if (same_name(zip->entries[i].name, name))
            return i;
    }
    return SIZE_MAX;
}

/** An entry on its way out. */
struct unpacking {
    struct pg_zip *zip;
    const struct entry *entry;
    size_t at;   /**< of the next packed byte */
    size_t left; /**< packed bytes not read yet */
    size_t n_in; /**< packed bytes read */
    uint64_t n_out;
    uLong checksum;
    pg_zip_taker taker;
    void *context;
    unsigned char in[PIECE], out[PIECE];
};

static enum pg_zip_status hand_on(struct unpacking *unpacking, const unsigned char *bytes,
                                  size_t n)
{
    unpacking->n_out += n;
    if (unpacking->n_out > largest_part ||
        (unpacking->n_out > FREE_BYTES && unpacking->n_out / MAX_RATIO > unpacking->n_in))
        return PG_ZIP_TOO_LARGE;
    unpacking->checksum = crc32(unpacking->checksum, bytes, (uInt)n);
    return unpacking->taker(unpacking->context, (const char *)bytes, n) ? PG_ZIP_OK
                                                                        : PG_ZIP_STOPPED;
}

// The next packed bytes; 0 at the end of the entry or of the file.
static size_t next_piece(struct unpacking *unpacking)
{
    size_t n = unpacking->left < PIECE ? unpacking->left : PIECE;

    n = pg_bytes_read_at(unpacking->zip->bytes, unpacking->at, unpacking->in, n);
    unpacking->at += n;
    unpacking->left -= n;
    unpacking->n_in += n;
    return n;
}

static enum pg_zip_status copy_stored(struct unpacking *unpacking)
{
    enum pg_zip_status status = PG_ZIP_OK;
    size_t n;

    while (status == PG_ZIP_OK && (n = next_piece(unpacking)) > 0)
        status = hand_on(unpacking, unpacking->in, n);
    return status;
}

// All that one piece of packed bytes gives.
static enum pg_zip_status inflate_piece(struct unpacking *unpacking, z_stream *stream,
                                        int *result)
{
    do {
        stream->next_out = unpacking->out;
        stream->avail_out = PIECE;
        *result = inflate(stream, Z_NO_FLUSH);
        if (*result == Z_MEM_ERROR)
            return PG_ZIP_NO_MEMORY;
        if (*result != Z_OK && *result != Z_STREAM_END && *result != Z_BUF_ERROR)
            return PG_ZIP_DAMAGED;
        size_t n = PIECE - stream->avail_out;
        enum pg_zip_status status =
            n > 0 ? hand_on(unpacking, unpacking->out, n) : PG_ZIP_OK;
        if (status != PG_ZIP_OK)
            return status;
    } while (stream->avail_out == 0 && *result != Z_STREAM_END);
    return PG_ZIP_OK;
}

static enum pg_zip_status inflate_all(struct unpacking *unpacking)
{
    z_stream stream = {0};
    enum pg_zip_status status = PG_ZIP_OK;
    int result = Z_OK;

    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        return PG_ZIP_NO_MEMORY;
    while (status == PG_ZIP_OK && result != Z_STREAM_END) {
        size_t n = next_piece(unpacking);
        stream.next_in = unpacking->in;
        stream.avail_in = (uInt)n;
        status = n == 0 ? PG_ZIP_DAMAGED : inflate_piece(unpacking, &stream, &result);
    }
    inflateEnd(&stream);
    return status;
}

// Finds the packed bytes, which follow the entry's own header.
static bool find_start(struct pg_zip *zip, const struct entry *entry, size_t *start)
{
    unsigned char local[LOCAL_SIZE];

    if (!read_at(zip, entry->offset, local, LOCAL_SIZE) || u32(local) != LOCAL_SIGNATURE)
        return false;
    *start = entry->offset + LOCAL_SIZE + u16(local + 26) + u16(local + 28);
    return *start <= zip->n_bytes && entry->packed <= zip->n_bytes - *start;
}

enum pg_zip_status pg_archive_zip_stream(struct pg_zip *zip, size_t index,
                                         pg_zip_taker taker, void *context)
{
    const struct entry *entry = &zip->entries[index];
    bool is_stored = entry->method == 0;
    size_t start = 0;

    if (!find_start(zip, entry, &start) || (!is_stored && entry->method != Z_DEFLATED))
        return damaged(zip);
    struct unpacking *unpacking = malloc(sizeof *unpacking);
    if (unpacking == NULL)
        return PG_ZIP_NO_MEMORY;
    unpacking->zip = zip;
    unpacking->entry = entry;
    unpacking->at = start;
    unpacking->left = entry->packed;
    unpacking->n_in = 0;
    unpacking->n_out = 0;
    unpacking->checksum = crc32(0, NULL, 0);
    unpacking->taker = taker;
    unpacking->context = context;
    enum pg_zip_status status = is_stored ? copy_stored(unpacking) : inflate_all(unpacking);
    if (status == PG_ZIP_OK &&
        (unpacking->n_out != entry->size || unpacking->checksum != entry->checksum))
        status = PG_ZIP_DAMAGED;
    free(unpacking);
    return status == PG_ZIP_DAMAGED ? damaged(zip) : status;
}
