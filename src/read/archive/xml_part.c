// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_archive.h"

#include <expat.h>

enum { MAX_DEPTH = 64 };

struct xml_reading {
    XML_Parser parser;
    const struct pg_xml_handlers *handlers;
    void *context;
    int depth;
    uint64_t n_bytes; /**< given to the parser */
    enum pg_xml_status status;
};

static const uint64_t longest_token = 4 << 20;

static const char *local_name(const char *name)
{
    const char *colon = strchr(name, ':');

    return colon != NULL ? colon + 1 : name;
}

static void stop(struct xml_reading *reading, enum pg_xml_status status)
{
    if (reading->status == PG_XML_OK) {
        reading->status = status;
        XML_StopParser(reading->parser, XML_FALSE);
    }
}

static void XMLCALL start_element(void *user, const XML_Char *name,
                                  const XML_Char **attributes)
{
    struct xml_reading *reading = user;

    if (++reading->depth > MAX_DEPTH)
        stop(reading, PG_XML_TOO_LARGE);
    if (reading->status == PG_XML_OK && reading->handlers->start != NULL)
        reading->handlers->start(reading->context, local_name(name), attributes,
                                 reading->depth);
}

static void XMLCALL end_element(void *user, const XML_Char *name)
{
    struct xml_reading *reading = user;

    if (reading->status == PG_XML_OK && reading->handlers->end != NULL)
        reading->handlers->end(reading->context, local_name(name), reading->depth);
    reading->depth--;
    if (reading->handlers->is_over != NULL && reading->handlers->is_over(reading->context))
        stop(reading, PG_XML_STOPPED);
}

static void XMLCALL characters(void *user, const XML_Char *text, int n)
{
    struct xml_reading *reading = user;

    if (reading->status == PG_XML_OK)
        reading->handlers->text(reading->context, text, (size_t)n);
    if (reading->handlers->is_over != NULL && reading->handlers->is_over(reading->context))
        stop(reading, PG_XML_STOPPED);
}

// A document type can define entities that grow without bound.
static void XMLCALL document_type(void *user, const XML_Char *name, const XML_Char *system,
                                  const XML_Char *public, int has_subset)
{
    (void)name, (void)system, (void)public, (void)has_subset;
    stop(user, PG_XML_UNSAFE);
}

static bool take_piece(void *context, const char *bytes, size_t n)
{
    struct xml_reading *reading = context;
    bool is_parsed = XML_Parse(reading->parser, bytes, (int)n, 0) == XML_STATUS_OK;

    // A token that does not end is looked through again with each piece.
    reading->n_bytes += n;
    XML_Index parsed = XML_GetCurrentByteIndex(reading->parser);
    if (is_parsed && parsed >= 0 && reading->n_bytes - (uint64_t)parsed > longest_token)
        reading->status = PG_XML_TOO_LARGE;

    if (!is_parsed && reading->status == PG_XML_OK)
        reading->status = XML_GetErrorCode(reading->parser) == XML_ERROR_NO_MEMORY
                              ? PG_XML_NO_MEMORY
                              : PG_XML_DAMAGED;
    return reading->status == PG_XML_OK;
}

static enum pg_xml_status status_of(enum pg_zip_status status)
{
    return status == PG_ZIP_TOO_LARGE   ? PG_XML_TOO_LARGE
           : status == PG_ZIP_NO_MEMORY ? PG_XML_NO_MEMORY
           : status == PG_ZIP_UNREAD    ? PG_XML_UNREAD
                                        : PG_XML_DAMAGED;
}

enum pg_xml_status pg_archive_xml_read(struct pg_zip *zip, size_t entry,
                                       const struct pg_xml_handlers *handlers,
                                       void *context)
{
    struct xml_reading reading = {
        .parser = XML_ParserCreate(NULL), .handlers = handlers, .context = context};

    if (reading.parser == NULL)
        return PG_XML_NO_MEMORY;
    XML_SetUserData(reading.parser, &reading);
    XML_SetElementHandler(reading.parser, start_element, end_element);
    if (handlers->text != NULL)
        XML_SetCharacterDataHandler(reading.parser, characters);
    XML_SetStartDoctypeDeclHandler(reading.parser, document_type);
    enum pg_zip_status status = pg_archive_zip_stream(zip, entry, take_piece, &reading);
    if (status == PG_ZIP_OK)
        (void)(XML_Parse(reading.parser, "", 0, 1) == XML_STATUS_OK ||
               (reading.status = PG_XML_DAMAGED));
    else if (reading.status == PG_XML_OK)
        reading.status = status_of(status);
    XML_ParserFree(reading.parser);
    return reading.status;
}

const char *pg_archive_xml_attribute(const char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i] != NULL; i += 2) {
        if (strcmp(local_name(attributes[i]), name) == 0)
            return attributes[i + 1];
    }
    return NULL;
}
