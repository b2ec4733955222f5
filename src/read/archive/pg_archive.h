// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * archive: ZIP files and the XML in them. Workbooks are read through it, and one that was
 * just written is read back: the library that writes it reports success even when its disk
 * was full.
 */
#ifndef PG_ARCHIVE_H
#define PG_ARCHIVE_H

#include "pg_base.h"

struct pg_zip;

enum pg_zip_status {
    PG_ZIP_OK,
    PG_ZIP_STOPPED,   /**< the taker had enough */
    PG_ZIP_DAMAGED,   /**< cut off, not a ZIP file, or a checksum is wrong */
    PG_ZIP_TOO_LARGE, /**< a part passes 1 GiB, or is packed more than 200 to 1 */
    PG_ZIP_UNREAD,    /**< reading failed; pg_bytes_check() says why */
    PG_ZIP_NO_MEMORY
};

/** Opens a ZIP file and reads its directory; the caller closes it. At most 4,096 entries;
 *  *zip is NULL unless the result is PG_ZIP_OK. */
enum pg_zip_status pg_archive_zip_open(const char *path, struct pg_zip **zip);

/** The same of bytes that are being read, whose size is known; borrowed until the archive
 * is closed, and read at other places than pg_bytes_read() goes on. */
enum pg_zip_status pg_archive_zip_open_bytes(struct pg_bytes *bytes, struct pg_zip **zip);
size_t pg_archive_zip_n_entries(const struct pg_zip *zip);

/** Name of an entry, borrowed from the archive. */
struct pg_str pg_archive_zip_name(const struct pg_zip *zip, size_t entry);

/** The entry of that name, ASCII case and the direction of slashes ignored; SIZE_MAX if
 *  there is none. */
size_t pg_archive_zip_find(const struct pg_zip *zip, struct pg_str name);

/** Takes the bytes of an entry piece by piece; false to have no more. */
typedef bool (*pg_zip_taker)(void *context, const char *bytes, size_t n);

/** Inflates an entry, never holding more than a piece of it, and checks its length and
 *  checksum; the taker has seen the pieces before the check. */
enum pg_zip_status pg_archive_zip_stream(struct pg_zip *zip, size_t entry,
                                         pg_zip_taker taker, void *context);
void pg_archive_zip_close(struct pg_zip *zip);

/** What is done with the elements of an XML part. Names come without their prefix; a
 *  handler may be NULL. */
struct pg_xml_handlers {
    void (*start)(void *context, const char *name, const char **attributes, int depth);
    void (*end)(void *context, const char *name, int depth);
    void (*text)(void *context, const char *text, size_t n);
    bool (*is_over)(const void *context); /**< true to read no more */
};

enum pg_xml_status {
    PG_XML_OK,
    PG_XML_STOPPED,
    PG_XML_DAMAGED,
    PG_XML_TOO_LARGE, /**< as pg_archive_zip_stream() has it, or nested more than 64 deep */
    PG_XML_UNREAD,
    PG_XML_UNSAFE, /**< has a document type, which no workbook needs */
    PG_XML_NO_MEMORY
};

/** Reads an entry of an archive as XML, piece by piece. `depth` is 1 for the root. */
enum pg_xml_status pg_archive_xml_read(struct pg_zip *zip, size_t entry,
                                       const struct pg_xml_handlers *handlers,
                                       void *context);

/** Value of the attribute of that name, whatever its prefix; NULL if it is not there. */
const char *pg_archive_xml_attribute(const char **attributes, const char *name);

/** What a sheet must hold. */
struct pg_sheet_facts {
    size_t n_cells;
};

/**
 * Reads a workbook back: every part is whole and well-formed XML, and each sheet has as
 * many cells, and the workbook as much text, as was written. PAYGAP_OUTPUT if not.
 *
 * @unit text_bytes: UTF-8 bytes of the distinct strings written, tables' headers included
 */
paygap_status pg_archive_workbook_check(const char *path,
                                        const struct pg_sheet_facts *sheets,
                                        size_t n_sheets, uint64_t text_bytes,
                                        paygap_error *err);

#endif
