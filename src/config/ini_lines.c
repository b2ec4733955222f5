// SPDX-License-Identifier: GPL-3.0-or-later
#include "config_parts.h"

#include <errno.h>
#include <ini.h>
#include <stdio.h>

/*
 * libinih takes = and : alike, joins indented lines to the one above and cuts long lines.
 * Spellings and headers may hold a colon, and people indent; so the lines are handed to it
 * without leading spaces, with the colons of a key masked, and long ones are refused.
 */
enum { MASK = 0x1F };

struct ini_lines {
    FILE *file;
    const char *path;
    size_t number;
    paygap_status (*take)(void *context, const struct pg_ini_line *line, paygap_error *err);
    void *context;
    paygap_status status;
    paygap_error *err;
};

static void swap_bytes(char *text, size_t n, char from, char to)
{
    for (size_t i = 0; i < n; i++) {
        if (text[i] == from)
            text[i] = to;
    }
}

static void refuse(struct ini_lines *lines, const char *what)
{
    if (lines->status == PAYGAP_OK)
        lines->status = pg_fail_at(lines->err, PAYGAP_CONFIG, lines->path, lines->number, 0,
                                   "%s", what);
}

static char *next_line(char *line, int size, void *stream)
{
    struct ini_lines *lines = stream;

    if (lines->status != PAYGAP_OK || fgets(line, size, lines->file) == NULL)
        return NULL;
    lines->number++;
    size_t len = strlen(line);
    if (len + 1 == (size_t)size && line[len - 1] != '\n' && !feof(lines->file)) {
        refuse(lines, "the line is too long; at most 198 bytes");
        return NULL;
    }
    if (!pg_utf8_valid((struct pg_str){line, len})) {
        refuse(lines, "the line is not UTF-8 text; save the file as UTF-8");
        return NULL;
    }
    size_t indent = strspn(line, " \t");
    memmove(line, line + indent, len - indent + 1);
    if (line[0] == '[' && strcspn(line, "]") > 48) { // libinih would cut it
        refuse(lines, "the name of a section is longer than 47 bytes");
        return NULL;
    }
    const char *equals = strchr(line, '=');
    if (equals != NULL && line[0] != '[')
        swap_bytes(line, (size_t)(equals - line), ':', MASK);
    return line;
}

static int take_line(void *user, const char *section, const char *name, const char *value)
{
    struct ini_lines *lines = user;
    char key[256];

    if (lines->status != PAYGAP_OK)
        return 1;
    snprintf(key, sizeof key, "%s", name);
    swap_bytes(key, strlen(key), MASK, ':');
    struct pg_ini_line line = {lines->path, section, key, value, lines->number};
    lines->status = lines->take(lines->context, &line, lines->err);
    return 1;
}

paygap_status pg_ini_read(const char *path,
                          paygap_status (*take)(void *context,
                                                const struct pg_ini_line *line,
                                                paygap_error *err),
                          void *context, paygap_error *err)
{
    struct ini_lines lines = {.file = fopen(path, "r"),
                              .path = path,
                              .take = take,
                              .context = context,
                              .err = err};

    if (lines.file == NULL)
        return pg_fail_at(err, PAYGAP_CONFIG, path, 0, 0,
                          "could not open the configuration: %s", strerror(errno));
    int first_bad = ini_parse_stream(next_line, &lines, take_line, &lines);
    bool unread = ferror(lines.file);
    int reason = errno;
    fclose(lines.file);
    if (lines.status != PAYGAP_OK)
        return lines.status;
    if (unread)
        return pg_fail_at(err, PAYGAP_CONFIG, path, 0, 0,
                          "could not read the configuration: %s", strerror(reason));
    if (first_bad != 0)
        return pg_fail_at(err, PAYGAP_CONFIG, path, first_bad > 0 ? (size_t)first_bad : 0,
                          0, "the line is neither [section] nor key = value");
    return PAYGAP_OK;
}
