// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * archive: ZIP files and the XML in them. Used to read back a workbook that was just
 * written: the library that writes it reports success even when its disk was full.
 */
#ifndef PG_ARCHIVE_H
#define PG_ARCHIVE_H

#include "pg_base.h"

struct pg_zip;

/** Opens a ZIP file and reads its directory; NULL if it is none, or out of memory. */
struct pg_zip *pg_zip_open(const char *path);
size_t pg_zip_n_entries(const struct pg_zip *zip);

/** Name of an entry, borrowed from the archive. */
struct pg_str pg_zip_name(const struct pg_zip *zip, size_t entry);

/** Inflates an entry and checks its length and checksum. `*bytes` is the caller's to
 *  free(); false if the entry is damaged or larger than 1 GiB. */
bool pg_zip_extract(const struct pg_zip *zip, size_t entry, char **bytes, size_t *n);
void pg_zip_close(struct pg_zip *zip);

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
paygap_status pg_workbook_check(const char *path, const struct pg_sheet_facts *sheets,
                                size_t n_sheets, uint64_t text_bytes, paygap_error *err);

#endif
