// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The way from an archive to its sheets: the relationships of the package lead to the
 * workbook part, which names the sheets; its relationships lead to their parts.
 */
#include "workbook.h"

#include <stdio.h>
#include <stdlib.h>

/* More than any workbook has in earnest: the rest is not looked at. */
enum { MOST_SHEETS = 1000, MOST_FORMATS = 4096, MOST_STYLES = 65536 };

paygap_status pg_source_workbook_fail(enum pg_xml_status status, const char *path,
                                      const char *what, paygap_error *err)
{
    static const char *const texts[] = {
        [PG_XML_DAMAGED] =
            "is damaged or cut off; open it in Excel, save it again, and give "
            "that file",
        [PG_XML_TOO_LARGE] = "is too large (1 GB unpacked, 200 times its packed size, "
                             "256 MB of texts or 64 levels); save the sheet as \"CSV "
                             "UTF-8\" and give that file",
        [PG_XML_UNSAFE] = "has a document type, which workbooks must not have"};

    if (status == PG_XML_OK || status == PG_XML_STOPPED)
        return PAYGAP_OK;
    if (status == PG_XML_NO_MEMORY)
        return pg_no_memory(err);
    if (status == PG_XML_UNREAD)
        return pg_fail_at(err, PAYGAP_OPEN, path, 0, 0,
                          "could not read the workbook (%s): reading it failed, or it has "
                          "fewer bytes than its size callback says",
                          what);
    return pg_fail_at(err, PAYGAP_NOT_A_TABLE, path, 0, 0, "the workbook (%s) %s", what,
                      texts[status]);
}

static char *copy_of(const char *text)
{
    return pg_strdup(pg_str_of(text != NULL ? text : ""));
}

static bool ends_in(const char *text, const char *suffix)
{
    size_t len = strlen(text), n = strlen(suffix);

    return len >= n && strcmp(text + len - n, suffix) == 0;
}

// ---------------------------------------------------------------- relationships

/** What is wanted of a part with relationships. */
struct relationships {
    struct pg_workbook *workbook;
    char folder[256]; /**< that targets are relative to, with a slash at its end, or "" */
    size_t package_workbook; /**< entry of the workbook part */
    bool is_package;
};

// Entry of a target: absolute, "./" or relative to the folder.
static size_t entry_of(const struct relationships *reading, const char *target)
{
    char path[1024];

    bool is_absolute = *target == '/' || *target == '\\';
    while (*target == '/' || *target == '\\')
        target++;
    while (target[0] == '.' && (target[1] == '/' || target[1] == '\\'))
        target += 2;
    int n = snprintf(path, sizeof path, "%s%s", is_absolute ? "" : reading->folder, target);
    if (n < 0 || (size_t)n >= sizeof path)
        return SIZE_MAX;
    size_t entry = pg_archive_zip_find(reading->workbook->zip, pg_str_of(path));
    return entry != SIZE_MAX || is_absolute
               ? entry
               : pg_archive_zip_find(reading->workbook->zip, pg_str_of(target));
}

static void take_relationship(struct relationships *reading, const char *type,
                              const char *id, size_t entry)
{
    struct pg_workbook *workbook = reading->workbook;

    if (reading->is_package) {
        if (ends_in(type, "/officeDocument"))
            reading->package_workbook = entry;
        return;
    }
    if (ends_in(type, "/sharedStrings"))
        workbook->strings_entry = entry;
    else if (ends_in(type, "/styles"))
        workbook->styles_entry = entry;
    for (size_t i = 0; ends_in(type, "/worksheet") && i < workbook->n_sheets; i++) {
        if (strcmp(workbook->sheets[i].id, id) == 0)
            workbook->sheets[i].entry = entry;
    }
}

static void start_relationship(void *context, const char *name, const char **attributes,
                               int depth)
{
    struct relationships *reading = context;
    const char *type = pg_archive_xml_attribute(attributes, "Type");
    const char *target = pg_archive_xml_attribute(attributes, "Target");
    const char *id = pg_archive_xml_attribute(attributes, "Id");

    (void)depth;
    if (strcmp(name, "Relationship") == 0 && type != NULL && target != NULL && id != NULL)
        take_relationship(reading, type, id, entry_of(reading, target));
}

// The part with the relationships of `part`: folder/_rels/name.rels.
static paygap_status read_relationships(struct relationships *reading, struct pg_str part,
                                        const char *path, paygap_error *err)
{
    static const struct pg_xml_handlers handlers = {.start = start_relationship};
    char name[512];
    size_t folder_len = part.len;

    while (folder_len > 0 && part.ptr[folder_len - 1] != '/' &&
           part.ptr[folder_len - 1] != '\\')
        folder_len--;
    if (part.len + 16 > sizeof name || folder_len >= sizeof reading->folder)
        return pg_source_workbook_fail(PG_XML_DAMAGED, path, "its parts", err);
    memcpy(reading->folder, part.ptr, folder_len);
    reading->folder[folder_len] = '\0';
    snprintf(name, sizeof name, "%s_rels/%.*s.rels", reading->folder,
             (int)(part.len - folder_len), part.ptr + folder_len);
    size_t entry = pg_archive_zip_find(reading->workbook->zip, pg_str_of(name));
    if (entry == SIZE_MAX)
        return PAYGAP_OK;
    return pg_source_workbook_fail(
        pg_archive_xml_read(reading->workbook->zip, entry, &handlers, reading), path,
        "its parts", err);
}

// ---------------------------------------------------------------- sheets

struct sheets_reading {
    struct pg_workbook *workbook;
    bool has_no_memory;
};

static bool is_true(const char *value)
{
    return value != NULL && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

static void add_sheet(struct sheets_reading *reading, const char **attributes)
{
    struct pg_workbook *workbook = reading->workbook;
    const char *state = pg_archive_xml_attribute(attributes, "state");
    const char *id = NULL;
    struct pg_sheet *sheets;

    for (size_t i = 0; attributes[i] != NULL; i += 2) { // r:id, not sheetId
        if (ends_in(attributes[i], ":id") || strcmp(attributes[i], "id") == 0)
            id = attributes[i + 1];
    }
    if (workbook->n_sheets == MOST_SHEETS)
        return;
    sheets = pg_grown(workbook->sheets, workbook->n_sheets, &workbook->sheets_capacity,
                      sizeof *sheets);
    reading->has_no_memory = reading->has_no_memory || sheets == NULL;
    if (sheets == NULL)
        return;
    workbook->sheets = sheets;
    struct pg_sheet *sheet = &sheets[workbook->n_sheets++];
    *sheet =
        (struct pg_sheet){.name = copy_of(pg_archive_xml_attribute(attributes, "name")),
                          .id = copy_of(id),
                          .entry = SIZE_MAX,
                          .is_hidden = state != NULL && strcmp(state, "visible") != 0};
    if (sheet->name == NULL || sheet->id == NULL)
        reading->has_no_memory = true;
}

static void start_workbook(void *context, const char *name, const char **attributes,
                           int depth)
{
    struct sheets_reading *reading = context;

    if (strcmp(name, "sheet") == 0 && depth == 3)
        add_sheet(reading, attributes);
    else if (strcmp(name, "workbookPr") == 0 && depth == 2) // deeper ones are extensions
        reading->workbook->is_1904 =
            is_true(pg_archive_xml_attribute(attributes, "date1904"));
}

static paygap_status read_sheets(struct pg_workbook *workbook, size_t entry,
                                 const char *path, paygap_error *err)
{
    static const struct pg_xml_handlers handlers = {.start = start_workbook};
    struct sheets_reading reading = {.workbook = workbook};
    enum pg_xml_status status =
        pg_archive_xml_read(workbook->zip, entry, &handlers, &reading);

    return reading.has_no_memory
               ? pg_no_memory(err)
               : pg_source_workbook_fail(status, path, "its list of sheets", err);
}

// ---------------------------------------------------------------- styles

struct format {
    unsigned number;
    enum pg_number_kind kind;
};

struct styles_reading {
    struct pg_workbook *workbook;
    struct format *formats;
    size_t n_formats, formats_capacity;
    bool in_cell_styles, has_no_memory;
};

static void add_format(struct styles_reading *reading, const char **attributes)
{
    const char *number = pg_archive_xml_attribute(attributes, "numFmtId");
    const char *code = pg_archive_xml_attribute(attributes, "formatCode");
    struct format *formats;

    if (reading->n_formats == MOST_FORMATS)
        return;
    formats = pg_grown(reading->formats, reading->n_formats, &reading->formats_capacity,
                       sizeof *formats);
    reading->has_no_memory = reading->has_no_memory || formats == NULL;
    if (formats == NULL)
        return;
    reading->formats = formats;
    formats[reading->n_formats++] =
        (struct format){number != NULL ? (unsigned)strtoul(number, NULL, 10) : 0,
                        pg_source_number_kind_of(code != NULL ? code : "", 0)};
}

static void add_style(struct styles_reading *reading, const char **attributes)
{
    struct pg_workbook *workbook = reading->workbook;
    const char *text = pg_archive_xml_attribute(attributes, "numFmtId");
    unsigned number = text != NULL ? (unsigned)strtoul(text, NULL, 10) : 0;
    uint8_t *kinds;

    if (workbook->n_kinds == MOST_STYLES)
        return;
    kinds = pg_grown(workbook->kinds, workbook->n_kinds, &workbook->kinds_capacity,
                     sizeof *kinds);
    reading->has_no_memory = reading->has_no_memory || kinds == NULL;
    if (kinds == NULL)
        return;
    workbook->kinds = kinds;
    enum pg_number_kind kind = pg_source_number_kind_of(NULL, number);
    for (size_t i = 0; i < reading->n_formats; i++) {
        if (reading->formats[i].number == number)
            kind = reading->formats[i].kind;
    }
    kinds[workbook->n_kinds++] = (uint8_t)kind;
}

static void start_style(void *context, const char *name, const char **attributes, int depth)
{
    struct styles_reading *reading = context;

    (void)depth;
    if (strcmp(name, "numFmt") == 0)
        add_format(reading, attributes);
    else if (strcmp(name, "cellXfs") == 0)
        reading->in_cell_styles = true;
    else if (strcmp(name, "xf") == 0 && reading->in_cell_styles)
        add_style(reading, attributes);
}

static void end_style(void *context, const char *name, int depth)
{
    struct styles_reading *reading = context;

    (void)depth;
    if (strcmp(name, "cellXfs") == 0)
        reading->in_cell_styles = false;
}

static paygap_status read_styles(struct pg_workbook *workbook, const char *path,
                                 paygap_error *err)
{
    static const struct pg_xml_handlers handlers = {.start = start_style, .end = end_style};
    struct styles_reading reading = {.workbook = workbook};

    if (workbook->styles_entry == SIZE_MAX)
        return PAYGAP_OK;
    enum pg_xml_status status =
        pg_archive_xml_read(workbook->zip, workbook->styles_entry, &handlers, &reading);
    free(reading.formats);
    return reading.has_no_memory
               ? pg_no_memory(err)
               : pg_source_workbook_fail(status, path, "its formats", err);
}

// ---------------------------------------------------------------- the whole

static paygap_status open_archive(struct pg_workbook *workbook, struct pg_bytes *bytes,
                                  paygap_error *err)
{
    enum pg_zip_status status = pg_archive_zip_open_bytes(bytes, &workbook->zip);

    return pg_source_workbook_fail(status == PG_ZIP_OK          ? PG_XML_OK
                                   : status == PG_ZIP_NO_MEMORY ? PG_XML_NO_MEMORY
                                   : status == PG_ZIP_TOO_LARGE ? PG_XML_TOO_LARGE
                                   : status == PG_ZIP_UNREAD    ? PG_XML_UNREAD
                                                                : PG_XML_DAMAGED,
                                   bytes->path, "its archive", err);
}

paygap_status pg_source_workbook_open(struct pg_workbook *workbook, struct pg_bytes *bytes,
                                      paygap_error *err)
{
    const char *path = bytes->path;
    struct relationships reading = {
        .workbook = workbook, .is_package = true, .package_workbook = SIZE_MAX};

    workbook->strings_entry = workbook->styles_entry = SIZE_MAX;
    PG_TRY(open_archive(workbook, bytes, err));
    PG_TRY(read_relationships(&reading, pg_str_of(""), path, err));
    size_t entry = reading.package_workbook;
    if (entry == SIZE_MAX)
        entry = pg_archive_zip_find(workbook->zip, pg_str_of("xl/workbook.xml"));
    if (entry == SIZE_MAX)
        return pg_fail_at(err, PAYGAP_NOT_A_TABLE, path, 0, 0,
                          "this is a ZIP file, but not an Excel workbook (.xlsx)");
    PG_TRY(read_sheets(workbook, entry, path, err));
    reading.is_package = false;
    PG_TRY(
        read_relationships(&reading, pg_archive_zip_name(workbook->zip, entry), path, err));
    return read_styles(workbook, path, err);
}

void pg_source_workbook_free(struct pg_workbook *workbook)
{
    pg_archive_zip_close(workbook->zip);
    for (size_t i = 0; i < workbook->n_sheets; i++) {
        free(workbook->sheets[i].name);
        free(workbook->sheets[i].id);
    }
    free(workbook->sheets);
    free(workbook->kinds);
    pg_buffer_free(&workbook->strings.bytes);
    free(workbook->strings.ends);
    free(workbook->others);
    *workbook = (struct pg_workbook){0};
}
