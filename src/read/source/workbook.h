// SPDX-License-Identifier: GPL-3.0-or-later
/** The parts of an Excel workbook (ECMA-376) that hold cells. */
#ifndef PG_SOURCE_WORKBOOK_H
#define PG_SOURCE_WORKBOOK_H

#include "pg_archive.h"
#include "reading.h"

/** What the number format of a cell makes of a number. */
enum pg_number_kind { PG_KIND_NUMBER, PG_KIND_DATE, PG_KIND_TIME, PG_KIND_DURATION };

struct pg_sheet {
    char *name;
    char *id;     /**< of the relationship that leads to its part */
    size_t entry; /**< of the archive; SIZE_MAX if it has no cells (a chart) */
    bool is_hidden;
};

/** The shared strings, one after another. */
struct pg_strings {
    struct pg_buffer bytes;
    uint32_t *ends;
    size_t n, capacity;
};

struct pg_workbook {
    struct pg_zip *zip;
    struct pg_sheet *sheets;
    size_t n_sheets, sheets_capacity;
    size_t strings_entry, styles_entry; /**< SIZE_MAX if there is no such part */
    bool is_1904;
    uint8_t *kinds; /**< enum pg_number_kind of each style of cells */
    size_t n_kinds, kinds_capacity;
    struct pg_strings strings;
    char *others; /**< names of the sheets that are not read, for people */
};

/** Finds the parts; `bytes` is borrowed until the caller frees, also after an error. */
paygap_status pg_source_workbook_open(struct pg_workbook *workbook, struct pg_bytes *bytes,
                                      paygap_error *err);
void pg_source_workbook_free(struct pg_workbook *workbook);

/** The failure that `status` of reading the part `what` is. */
paygap_status pg_source_workbook_fail(enum pg_xml_status status, const char *path,
                                      const char *what, paygap_error *err);

/** Reads the shared strings; at most 256 MiB of them. */
paygap_status pg_source_strings_read(struct pg_workbook *workbook, const char *path,
                                     paygap_error *err);
static inline struct pg_str pg_source_strings_get(const struct pg_strings *strings,
                                                  size_t index)
{
    size_t begin = index > 0 ? strings->ends[index - 1] : 0;

    if (strings->ends[index] == begin)
        return (struct pg_str){"", 0};
    return (struct pg_str){strings->bytes.ptr + begin, strings->ends[index] - begin};
}

/** Decodes the escapes _xHHHH_ of the text from `begin` on, in place. */
void pg_source_unescape(struct pg_buffer *text, size_t begin);

/** What a number format shows, by its code or, if that is NULL, its built-in number. */
enum pg_number_kind pg_source_number_kind_of(const char *code, unsigned number);

/**
 * Adds a number as people see it: a plain decimal of at most 15 significant digits, as
 * Excel has it, or an ISO date, date and time, time, or hours, minutes and seconds.
 */
void pg_source_add_number(struct pg_buffer *text, struct pg_str number,
                          enum pg_number_kind kind, bool is_1904);

#endif
