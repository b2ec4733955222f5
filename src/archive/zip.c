// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_archive.h"

#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

enum {
    END_SIGNATURE = 0x06054B50,
    END_SIZE = 22,
    ENTRY_SIGNATURE = 0x02014B50,
    ENTRY_SIZE = 46,
    LOCAL_SIGNATURE = 0x04034B50,
    LOCAL_SIZE = 30
};

static const size_t largest_part = (size_t)1 << 30;

struct entry {
    struct pg_str name;
    size_t offset, packed, size;
    uint32_t checksum;
    unsigned method;
};

struct pg_zip {
    unsigned char *bytes;
    size_t n;
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

static bool load(struct pg_zip *zip, const char *path)
{
    FILE *file = fopen(path, "rb");
    size_t capacity = 1 << 16, n;

    zip->bytes = file != NULL ? malloc(capacity) : NULL;
    while (zip->bytes != NULL &&
           (n = fread(zip->bytes + zip->n, 1, capacity - zip->n, file)) > 0) {
        zip->n += n;
        if (zip->n < capacity)
            continue;
        unsigned char *grown =
            capacity < largest_part ? realloc(zip->bytes, capacity *= 2) : NULL;
        if (grown == NULL)
            break;
        zip->bytes = grown;
    }
    bool loaded = zip->bytes != NULL && feof(file) && !ferror(file);
    if (file != NULL)
        fclose(file);
    return loaded;
}

// The end record is the last thing in the file but for a comment.
static const unsigned char *find_end(const struct pg_zip *zip)
{
    for (size_t back = END_SIZE; back <= zip->n && back <= END_SIZE + 0xFFFF; back++) {
        const unsigned char *p = zip->bytes + zip->n - back;
        if (u32(p) == END_SIGNATURE)
            return p;
    }
    return NULL;
}

static bool read_entry(struct pg_zip *zip, size_t *at, struct entry *entry)
{
    const unsigned char *p = zip->bytes + *at;

    if (*at + ENTRY_SIZE > zip->n || u32(p) != ENTRY_SIGNATURE)
        return false;
    size_t name_len = u16(p + 28), rest = (size_t)u16(p + 30) + u16(p + 32);
    if (*at + ENTRY_SIZE + name_len + rest > zip->n)
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

static bool read_directory(struct pg_zip *zip)
{
    const unsigned char *end = find_end(zip);

    if (end == NULL)
        return false;
    size_t n = u16(end + 10), at = u32(end + 16);
    zip->entries = calloc(n + 1, sizeof *zip->entries);
    if (zip->entries == NULL)
        return false;
    for (; zip->n_entries < n; zip->n_entries++) {
        if (!read_entry(zip, &at, &zip->entries[zip->n_entries]))
            return false;
    }
    return true;
}

struct pg_zip *pg_zip_open(const char *path)
{
    struct pg_zip *zip = calloc(1, sizeof *zip);

    if (zip == NULL || (load(zip, path) && read_directory(zip)))
        return zip;
    pg_zip_close(zip);
    return NULL;
}

void pg_zip_close(struct pg_zip *zip)
{
    if (zip == NULL)
        return;
    free(zip->bytes);
    free(zip->entries);
    free(zip);
}

size_t pg_zip_n_entries(const struct pg_zip *zip)
{
    return zip->n_entries;
}

struct pg_str pg_zip_name(const struct pg_zip *zip, size_t entry)
{
    return zip->entries[entry].name;
}

static bool inflate_to(const unsigned char *packed, size_t n, char *bytes, size_t size)
{
    z_stream stream = {.next_in = (unsigned char *)packed,
                       .avail_in = (uInt)n,
                       .next_out = (unsigned char *)bytes,
                       .avail_out = (uInt)size};

    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        return false;
    int result = inflate(&stream, Z_FINISH);
    bool whole = result == Z_STREAM_END && stream.total_out == size;
    inflateEnd(&stream);
    return whole;
}

bool pg_zip_extract(const struct pg_zip *zip, size_t index, char **bytes, size_t *n)
{
    const struct entry *entry = &zip->entries[index];
    const unsigned char *local = zip->bytes + entry->offset;

    *bytes = NULL;
    if (entry->offset + LOCAL_SIZE > zip->n || u32(local) != LOCAL_SIGNATURE ||
        entry->size > largest_part)
        return false;
    size_t start = entry->offset + LOCAL_SIZE + u16(local + 26) + u16(local + 28);
    if (start + entry->packed > zip->n)
        return false;
    char *out = malloc(entry->size + 1);
    if (out == NULL)
        return false;
    bool stored = entry->method == 0 && entry->packed == entry->size;
    if (stored)
        memcpy(out, zip->bytes + start, entry->size);
    bool whole =
        stored || (entry->method == Z_DEFLATED &&
                   inflate_to(zip->bytes + start, entry->packed, out, entry->size));
    if (!whole ||
        crc32(0, (const unsigned char *)out, (uInt)entry->size) != entry->checksum) {
        free(out);
        return false;
    }
    out[entry->size] = '\0';
    *bytes = out;
    *n = entry->size;
    return true;
}
