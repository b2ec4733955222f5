// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_archive.h"

#include <expat.h>

/** What is seen in one XML part. */
struct part {
    size_t n_cells;
    uint64_t text_bytes; /**< inside <t>: the shared strings */
    bool in_text;
};

static void XMLCALL start_element(void *context, const XML_Char *name,
                                  const XML_Char **attributes)
{
    struct part *part = context;

    (void)attributes;
    if (strcmp(name, "c") == 0)
        part->n_cells++;
    part->in_text = strcmp(name, "t") == 0;
}

static void XMLCALL end_element(void *context, const XML_Char *name)
{
    struct part *part = context;

    if (strcmp(name, "t") == 0)
        part->in_text = false;
}

static void XMLCALL characters(void *context, const XML_Char *text, int len)
{
    struct part *part = context;

    (void)text;
    if (part->in_text)
        part->text_bytes += (uint64_t)len;
}

static bool parse_piece(void *context, const char *bytes, size_t n)
{
    return XML_Parse(context, bytes, (int)n, 0) == XML_STATUS_OK;
}

static bool pass_over(void *context, const char *bytes, size_t n)
{
    (void)context, (void)bytes, (void)n;
    return true;
}

// NULL if the XML part is whole, otherwise what is wrong with it.
static const char *parse(struct pg_zip *zip, size_t entry, struct part *part)
{
    XML_Parser parser = XML_ParserCreate(NULL);

    if (parser == NULL)
        return "out of memory";
    XML_SetUserData(parser, part);
    XML_SetElementHandler(parser, start_element, end_element);
    XML_SetCharacterDataHandler(parser, characters);
    enum pg_zip_status status = pg_archive_zip_stream(zip, entry, parse_piece, parser);
    bool is_whole = status == PG_ZIP_OK && XML_Parse(parser, "", 0, 1) == XML_STATUS_OK;
    XML_ParserFree(parser);
    return is_whole                                          ? NULL
           : status == PG_ZIP_OK || status == PG_ZIP_STOPPED ? "a part of it is cut off"
                                                             : "a part of it is damaged";
}

static bool ends_in(struct pg_str name, const char *suffix)
{
    size_t len = strlen(suffix);

    return name.len >= len && memcmp(name.ptr + name.len - len, suffix, len) == 0;
}

// Number of the sheet in "xl/worksheets/sheet3.xml", 0 if it is another part.
static size_t sheet_number(struct pg_str name)
{
    static const char folder[] = "xl/worksheets/sheet";
    size_t number = 0;

    if (name.len < sizeof folder || memcmp(name.ptr, folder, sizeof folder - 1) != 0)
        return 0;
    for (size_t i = sizeof folder - 1;
         i < name.len && name.ptr[i] >= '0' && name.ptr[i] <= '9'; i++)
        number = number * 10 + (size_t)(name.ptr[i] - '0');
    return number;
}

struct check {
    const struct pg_sheet_facts *sheets;
    size_t n_sheets, n_seen;
    uint64_t text_seen;
};

// NULL if the part is as it should be, otherwise what is wrong with it.
static const char *check_part(struct check *check, struct pg_zip *zip, size_t entry)
{
    struct pg_str name = pg_archive_zip_name(zip, entry);
    struct part part = {0};
    const char *fault = NULL;

    if (ends_in(name, ".xml") || ends_in(name, ".rels"))
        fault = parse(zip, entry, &part);
    else if (pg_archive_zip_stream(zip, entry, pass_over, NULL) != PG_ZIP_OK)
        fault = "a part of it is damaged";
    if (fault != NULL)
        return fault;
    size_t sheet = sheet_number(name);
    if (sheet > 0) {
        if (sheet > check->n_sheets || part.n_cells != check->sheets[sheet - 1].n_cells)
            return "a sheet of it lacks cells";
        check->n_seen++;
    }
    if (ends_in(name, "sharedStrings.xml"))
        check->text_seen = part.text_bytes;
    return NULL;
}

paygap_status pg_archive_workbook_check(const char *path,
                                        const struct pg_sheet_facts *sheets,
                                        size_t n_sheets, uint64_t text_bytes,
                                        paygap_error *err)
{
    struct check check = {sheets, n_sheets, 0, 0};
    struct pg_zip *zip;
    const char *fault =
        pg_archive_zip_open(path, &zip) != PG_ZIP_OK ? "it is cut off" : NULL;

    for (size_t i = 0; fault == NULL && i < pg_archive_zip_n_entries(zip); i++)
        fault = check_part(&check, zip, i);
    pg_archive_zip_close(zip);
    if (fault == NULL && check.n_seen != n_sheets)
        fault = "a sheet of it is missing";
    if (fault == NULL && check.text_seen < text_bytes) // escapes may add to it
        fault = "some of its text is missing";
    if (fault == NULL)
        return PAYGAP_OK;
    return pg_fail(err, PAYGAP_OUTPUT,
                   "the workbook was not written whole (%s); is the disk full?", fault);
}
