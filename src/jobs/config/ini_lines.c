// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Lines of an .ini file to sections, keys and values, through libinih.
 *
 * libinih takes = and : alike and " ;" for a comment, joins indented lines to the one above
 * and cuts long lines and section names. Spellings, headers and addresses may hold a colon
 * or a semicolon, and people indent. So the lines are handed to it without leading spaces,
 * with the colons of a key and all semicolons masked; sections are noted here; long lines
 * are refused.
 *
 * Invariant: what reaches config.c is what stands in the file, with the number of its line;
 * a line that libinih would change in silence is an error instead.
 */
#include "config_parts.h"

#include <errno.h>
#include <ini.h>
#include <stdio.h>

enum { COLON_MASK = 0x1F, SEMICOLON_MASK = 0x1E };

static const char not_a_line[] = "the line is neither [section] nor key = value";

struct ini_lines {
    struct pg_bytes bytes;
    char piece[4096]; /**< of the bytes, from `at` on not looked at yet */
    size_t at, n_piece;
    bool is_at_end; /**< the end was reached while the last line was read */
    const char *path;
    size_t number;
    char section[256];
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

// A section is noted; of it libinih sees only a short stand-in.
static void note_section(struct ini_lines *lines, char *line)
{
    const char *end = strchr(line, ']');

    if (end == NULL) {
        refuse(lines, not_a_line);
        return;
    }
    snprintf(lines->section, sizeof lines->section, "%.*s", (int)(end - line - 1),
             line + 1);
    memcpy(line, "[x]", end - line >= 2 ? 4 : 1);
    struct pg_ini_line start = {lines->path, lines->section, "", "", lines->number};
    lines->status = lines->take(lines->context, &start, lines->err);
}

static void mask(struct ini_lines *lines, char *line)
{
    const char *equals = strchr(line, '=');

    if (line[0] == ';' || line[0] == '#')
        return;
    if (line[0] == '[') {
        note_section(lines, line);
        return;
    }
    swap_bytes(line, strlen(line), ';', SEMICOLON_MASK);
    if (equals != NULL)
        swap_bytes(line, (size_t)(equals - line), ':', COLON_MASK);
}

// Anything but tabs and the end of the line. fgets() hides a NUL: the line then ends early.
static bool has_control_character(const char *line, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)line[i];
        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F)
            return true;
    }
    return len == 0;
}

static bool has_byte(struct ini_lines *lines)
{
    if (lines->at == lines->n_piece) {
        lines->at = 0;
        lines->n_piece = pg_bytes_read(&lines->bytes, lines->piece, sizeof lines->piece);
        lines->is_at_end = lines->n_piece == 0;
    }
    return lines->n_piece > 0;
}

// As fgets() has it: up to the end of the line, and no more than there is room for.
static bool get_line(struct ini_lines *lines, char *line, size_t size)
{
    size_t n = 0;
    bool is_over = false;

    while (!is_over && n + 1 < size && has_byte(lines)) {
        line[n] = lines->piece[lines->at++];
        is_over = line[n++] == '\n';
    }
    line[n] = '\0';
    return n > 0 && lines->bytes.fault == PG_BYTES_WHOLE;
}

static char *next_line(char *line, int size, void *stream)
{
    struct ini_lines *lines = stream;

    if (lines->status != PAYGAP_OK || !get_line(lines, line, (size_t)size))
        return NULL;
    lines->number++;
    size_t len = strlen(line);
    if (len + 1 == (size_t)size && line[len - 1] != '\n' && !lines->is_at_end) {
        refuse(lines, "the line is too long; at most 198 bytes");
        return NULL;
    }
    if (has_control_character(line, len) || (line[len - 1] != '\n' && !lines->is_at_end)) {
        refuse(lines, "the line has a control character");
        return NULL;
    }
    if (!pg_utf8_valid((struct pg_str){line, len})) {
        refuse(lines, "the line is not UTF-8 text; save the file as UTF-8");
        return NULL;
    }
    bool has_mark = lines->number == 1 && strncmp(line, "\xEF\xBB\xBF", 3) == 0;
    size_t indent = has_mark ? 3 : strspn(line, " \t");
    memmove(line, line + indent, len - indent + 1);
    mask(lines, line);
    return line;
}

static void unmask(char *text)
{
    swap_bytes(text, strlen(text), COLON_MASK, ':');
    swap_bytes(text, strlen(text), SEMICOLON_MASK, ';');
}

static int take_line(void *user, const char *section, const char *name, const char *value)
{
    struct ini_lines *lines = user;
    char key[256], meaning[256];

    (void)section;
    if (lines->status != PAYGAP_OK)
        return 1;
    snprintf(key, sizeof key, "%s", name);
    snprintf(meaning, sizeof meaning, "%s", value);
    unmask(key);
    unmask(meaning);
    struct pg_ini_line line = {lines->path, lines->section, key, meaning, lines->number};
    lines->status = lines->take(lines->context, &line, lines->err);
    return 1;
}

paygap_status pg_config_ini_read(struct pg_inputs inputs, const char *path,
                                 paygap_status (*take)(void *context,
                                                       const struct pg_ini_line *line,
                                                       paygap_error *err),
                                 void *context, paygap_error *err)
{
    struct ini_lines lines = {.path = path, .take = take, .context = context, .err = err};

    if (pg_bytes_open(&lines.bytes, inputs, path, NULL) != PAYGAP_OK)
        return errno == ENOMEM
                   ? pg_no_memory(err)
                   : pg_fail_at(err, PAYGAP_CONFIG, path, 0, 0,
                                "could not open the configuration: %s", strerror(errno));
    int first_bad = ini_parse_stream(next_line, &lines, take_line, &lines);
    pg_bytes_close(&lines.bytes);
    if (lines.status != PAYGAP_OK)
        return lines.status;
    if (lines.bytes.fault == PG_BYTES_FAILED && pg_inputs_find(inputs, path) == NULL)
        return pg_fail_at(err, PAYGAP_CONFIG, path, 0, 0,
                          "could not read the configuration: %s",
                          strerror(lines.bytes.reason));
    PG_TRY(pg_bytes_check(&lines.bytes, err));
    if (first_bad != 0)
        return pg_fail_at(err, PAYGAP_CONFIG, path, first_bad > 0 ? (size_t)first_bad : 0,
                          0, "%s", not_a_line);
    return PAYGAP_OK;
}
