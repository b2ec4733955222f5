// SPDX-License-Identifier: GPL-3.0-or-later
#include "workbook.h"

#include <stdlib.h>

static const size_t most_bytes = (size_t)1 << 28, most_strings = 10000000;

struct strings_reading {
    struct pg_strings *strings;
    size_t begin; /**< of the string being read */
    bool in_text, in_phonetic, has_no_memory, is_too_large;
};

static void start(void *context, const char *name, const char **attributes, int depth)
{
    struct strings_reading *reading = context;

    (void)attributes, (void)depth;
    if (strcmp(name, "si") == 0)
        reading->begin = reading->strings->bytes.len;
    else if (strcmp(name, "rPh") == 0)
        reading->in_phonetic = true;
    else if (strcmp(name, "t") == 0)
        reading->in_text = !reading->in_phonetic;
}

static void end_string(struct strings_reading *reading)
{
    struct pg_strings *strings = reading->strings;
    uint32_t *ends = pg_grown(strings->ends, strings->n, &strings->capacity, sizeof *ends);

    pg_source_unescape(&strings->bytes, reading->begin);
    reading->is_too_large = strings->bytes.len > most_bytes || strings->n >= most_strings;
    reading->has_no_memory = ends == NULL || strings->bytes.failed;
    if (ends == NULL)
        return;
    strings->ends = ends;
    strings->ends[strings->n++] = (uint32_t)strings->bytes.len;
}

static void end(void *context, const char *name, int depth)
{
    struct strings_reading *reading = context;

    (void)depth;
    if (strcmp(name, "t") == 0)
        reading->in_text = false;
    else if (strcmp(name, "rPh") == 0)
        reading->in_phonetic = false;
    else if (strcmp(name, "si") == 0)
        end_string(reading);
}

static void text(void *context, const char *bytes, size_t n)
{
    struct strings_reading *reading = context;

    if (reading->in_text)
        pg_buffer_add(&reading->strings->bytes, bytes, n);
    reading->is_too_large =
        reading->is_too_large || reading->strings->bytes.len > most_bytes;
}

static bool is_over(const void *context)
{
    const struct strings_reading *reading = context;

    return reading->has_no_memory || reading->is_too_large;
}

paygap_status pg_source_strings_read(struct pg_workbook *workbook, const char *path,
                                     paygap_error *err)
{
    static const struct pg_xml_handlers handlers = {start, end, text, is_over};
    struct strings_reading reading = {.strings = &workbook->strings};

    if (workbook->strings_entry == SIZE_MAX)
        return PAYGAP_OK;
    enum pg_xml_status status =
        pg_archive_xml_read(workbook->zip, workbook->strings_entry, &handlers, &reading);
    if (reading.has_no_memory || workbook->strings.bytes.failed)
        return pg_no_memory(err);
    if (reading.is_too_large)
        status = PG_XML_TOO_LARGE;
    return pg_source_workbook_fail(status, path, "its texts", err);
}

static int hexadecimal(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

// The code in _xHHHH_ at `p`; -1 if there is no such escape.
static int escaped_at(const char *p, size_t n)
{
    int code = 0;

    if (n < 7 || p[0] != '_' || p[1] != 'x' || p[6] != '_')
        return -1;
    for (int i = 2; i < 6; i++) {
        int digit = hexadecimal(p[i]);
        if (digit < 0)
            return -1;
        code = code * 16 + digit;
    }
    return code;
}

void pg_source_unescape(struct pg_buffer *buffer, size_t begin)
{
    if (buffer->ptr == NULL || buffer->len - begin < 7 ||
        memchr(buffer->ptr + begin, '_', buffer->len - begin) == NULL)
        return;
    size_t to = begin;
    for (size_t i = begin; i < buffer->len;) {
        int code = escaped_at(buffer->ptr + i, buffer->len - i);
        if (code < 0 || (code >= 0xD800 && code <= 0xDFFF)) {
            buffer->ptr[to++] = buffer->ptr[i++];
            continue;
        }
        i += 7;
        if (code < 0x80) {
            buffer->ptr[to++] = (char)code;
        } else if (code < 0x800) {
            buffer->ptr[to++] = (char)(0xC0 | code >> 6);
            buffer->ptr[to++] = (char)(0x80 | (code & 0x3F));
        } else {
            buffer->ptr[to++] = (char)(0xE0 | code >> 12);
            buffer->ptr[to++] = (char)(0x80 | (code >> 6 & 0x3F));
            buffer->ptr[to++] = (char)(0x80 | (code & 0x3F));
        }
    }
    buffer->len = to;
    buffer->ptr[to] = '\0';
}
