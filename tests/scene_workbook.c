// SPDX-License-Identifier: GPL-3.0-or-later
#define _XOPEN_SOURCE 700
/* What a workbook holds, read with the archive of the project and nothing of its writer. */
#include "scene.h"

#include "pg_archive.h"

enum { MOST_STRINGS = 4000 };

/** The parts of a workbook while they are read. */
struct reading {
    char *strings[MOST_STRINGS];
    size_t n_strings;
    struct text now, out, formula, value;
    char name[64], id[32], type[8];
    const char *wanted;
    char part[64];
    bool is_in_string, is_first;
};

static void restart(struct text *text)
{
    free(text->ptr);
    *text = (struct text){NULL, 0};
    text_add(text, "%s", "");
}

static void take_text(void *context, const char *text, size_t n)
{
    struct reading *reading = context;

    text_add(&reading->now, "%.*s", (int)n, text);
}

static const char *attribute_or(const char **attributes, const char *name, const char *none)
{
    const char *value = pg_archive_xml_attribute(attributes, name);

    return value != NULL ? value : none;
}

static void read_part(struct reading *reading, struct pg_zip *zip, const char *part,
                      const struct pg_xml_handlers *handlers)
{
    size_t entry = pg_archive_zip_find(zip, (struct pg_str){part, strlen(part)});

    restart(&reading->now);
    if (entry != SIZE_MAX)
        ck_assert_int_eq(pg_archive_xml_read(zip, entry, handlers, reading), PG_XML_OK);
}

// ---------------------------------------------------------------- shared strings

static void begin_string(void *context, const char *name, const char **attributes,
                         int depth)
{
    struct reading *reading = context;

    (void)attributes;
    (void)depth;
    if (strcmp(name, "si") == 0)
        restart(&reading->now);
}

static void end_string(void *context, const char *name, int depth)
{
    struct reading *reading = context;

    (void)depth;
    if (strcmp(name, "si") != 0)
        return;
    ck_assert_uint_lt(reading->n_strings, MOST_STRINGS);
    reading->strings[reading->n_strings++] = strdup(reading->now.ptr);
}

// ---------------------------------------------------------------- which sheet is where

static void begin_sheets(void *context, const char *name, const char **attributes,
                         int depth)
{
    struct reading *reading = context;

    (void)depth;
    restart(&reading->now);
    if (strcmp(name, "definedName") == 0)
        snprintf(reading->name, sizeof reading->name, "%s",
                 attribute_or(attributes, "name", ""));
    if (strcmp(name, "sheet") != 0)
        return;
    bool is_it = reading->wanted != NULL &&
                 strcmp(attribute_or(attributes, "name", ""), reading->wanted) == 0;
    if (is_it)
        snprintf(reading->part, sizeof reading->part, "xl/worksheets/sheet%s.xml",
                 attribute_or(attributes, "sheetId", ""));
}

static void end_sheets(void *context, const char *name, int depth)
{
    struct reading *reading = context;

    (void)depth;
    if (strcmp(name, "definedName") == 0)
        text_add(&reading->out, "%s = %s\n", reading->name, reading->now.ptr);
}

static void end_chart(void *context, const char *name, int depth)
{
    struct reading *reading = context;

    (void)depth;
    bool is_said = strcmp(name, "f") == 0 || strcmp(name, "t") == 0;
    if (is_said && strspn(reading->now.ptr, " \n") < strlen(reading->now.ptr))
        text_add(&reading->out, "chart: %s\n", reading->now.ptr);
    restart(&reading->now);
}

// ---------------------------------------------------------------- cells

static void begin_cell(void *context, const char *name, const char **attributes, int depth)
{
    struct reading *reading = context;

    (void)depth;
    restart(&reading->now);
    if (strcmp(name, "col") == 0)
        text_add(&reading->out, "%s%s", reading->is_first ? "widths: " : " ",
                 attribute_or(attributes, "width", ""));
    if (strcmp(name, "sheetData") == 0)
        text_add(&reading->out, "%s", reading->is_first ? "" : "\n");
    if (strcmp(name, "col") == 0)
        reading->is_first = false;
    if (strcmp(name, "row") == 0) {
        text_add(&reading->out, "%s:", attribute_or(attributes, "r", ""));
        reading->is_first = true;
    }
    if (strcmp(name, "c") == 0) {
        snprintf(reading->id, sizeof reading->id, "%s", attribute_or(attributes, "r", ""));
        snprintf(reading->type, sizeof reading->type, "%s",
                 attribute_or(attributes, "t", ""));
        restart(&reading->formula);
        restart(&reading->value);
    }
}

static void end_of_cell(struct reading *reading)
{
    const char *value = reading->value.ptr;

    if (strcmp(reading->type, "s") == 0)
        value = reading->strings[strtoul(value, NULL, 10)];
    if (reading->formula.len + reading->value.len > 0) {
        reading->id[strcspn(reading->id, "0123456789")] = '\0';
        text_add(&reading->out, "%s %s ", reading->is_first ? "" : " |", reading->id);
        if (reading->formula.len > 0)
            text_add(&reading->out, "=%s -> ", reading->formula.ptr);
        text_add(&reading->out, "%s", value);
        reading->is_first = false;
    }
}

static void end_cell(void *context, const char *name, int depth)
{
    struct reading *reading = context;

    (void)depth;
    if (strcmp(name, "f") == 0)
        text_add(&reading->formula, "%s", reading->now.ptr);
    if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
        text_add(&reading->value, "%s", reading->now.ptr);
    if (strcmp(name, "c") == 0)
        end_of_cell(reading);
    if (strcmp(name, "row") == 0)
        text_add(&reading->out, "\n");
}

// ---------------------------------------------------------------- the whole

static struct reading *open_workbook(const struct scene *scene, const char *file,
                                     const char *wanted, struct pg_zip **zip)
{
    static const struct pg_xml_handlers strings = {begin_string, end_string, take_text,
                                                   NULL};
    static const struct pg_xml_handlers sheets = {begin_sheets, end_sheets, take_text,
                                                  NULL};
    struct reading *reading = calloc(1, sizeof *reading);
    char *path = scene_path(scene, file);

    ck_assert_ptr_nonnull(reading);
    ck_assert_int_eq(pg_archive_zip_open(path, zip), PG_ZIP_OK);
    free(path);
    reading->wanted = wanted;
    text_add(&reading->out, "%s", "");
    read_part(reading, *zip, "xl/sharedStrings.xml", &strings);
    read_part(reading, *zip, "xl/workbook.xml", &sheets);
    return reading;
}

static char *close_workbook(struct reading *reading, struct pg_zip *zip)
{
    char *text = reading->out.ptr;

    for (size_t i = 0; i < reading->n_strings; i++)
        free(reading->strings[i]);
    free(reading->now.ptr);
    free(reading->formula.ptr);
    free(reading->value.ptr);
    free(reading);
    pg_archive_zip_close(zip);
    return text;
}

char *sheet_text(const struct scene *scene, const char *file, const char *sheet)
{
    static const struct pg_xml_handlers cells = {begin_cell, end_cell, take_text, NULL};
    struct pg_zip *zip;
    struct reading *reading = open_workbook(scene, file, sheet, &zip);

    ck_assert_msg(reading->part[0] != '\0', "there is no sheet %s", sheet);
    restart(&reading->out);
    reading->is_first = true;
    read_part(reading, zip, reading->part, &cells);
    return close_workbook(reading, zip);
}

char *names_of_workbook(const struct scene *scene, const char *file)
{
    static const struct pg_xml_handlers chart = {begin_string, end_chart, take_text, NULL};
    struct pg_zip *zip;
    struct reading *reading = open_workbook(scene, file, NULL, &zip);

    read_part(reading, zip, "xl/charts/chart1.xml", &chart);
    return close_workbook(reading, zip);
}
