// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_source.h"

#include <csv.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { CHUNK = 1 << 18 };

/*
 * libcsv gives one cell at a time in a buffer it uses again, and no line numbers. Cells are
 * gathered here into one row; lines are counted from the row ends it reports and from the
 * line ends inside quoted cells.
 */
struct csv_reader {
    struct csv_parser parser;
    const struct pg_source *source;
    pg_row_taker taker;
    void *context;
    paygap_error *err;
    paygap_status status; /**< first failure; rows are ignored after it */

    char *bytes; /**< the cells of the row, one after another */
    size_t n_bytes, bytes_capacity;
    struct pg_str *cells;
    size_t n_cells, cells_capacity;

    size_t line; /**< lines ended so far, so the current line is line + 1 */
    bool after_cr;
    size_t n_rows;
};

static void fail_memory(struct csv_reader *reader)
{
    if (reader->status == PAYGAP_OK)
        reader->status = pg_no_memory(reader->err);
}

static void fail_at_line(struct csv_reader *reader, const char *what)
{
    if (reader->status == PAYGAP_OK)
        reader->status = pg_fail_at(reader->err, PAYGAP_NOT_A_TABLE, reader->source->path,
                                    reader->line + 1, reader->n_cells + 1, "%s", what);
}

// Makes room for `len` more bytes; the cells of the row so far move along.
static bool room_for_bytes(struct csv_reader *reader, size_t len)
{
    size_t capacity = reader->bytes_capacity > 0 ? reader->bytes_capacity : 4096;
    size_t offset = 0;

    while (capacity < reader->n_bytes + len)
        capacity *= 2;
    if (capacity == reader->bytes_capacity)
        return true;
    char *grown = realloc(reader->bytes, capacity);
    if (grown == NULL)
        return false;
    for (size_t i = 0; i < reader->n_cells; offset += reader->cells[i++].len)
        reader->cells[i].ptr = grown + offset;
    reader->bytes = grown;
    reader->bytes_capacity = capacity;
    return true;
}

static bool room_for_cell(struct csv_reader *reader)
{
    struct pg_str *cells =
        pg_grown(reader->cells, reader->n_cells, &reader->cells_capacity, sizeof *cells);

    reader->cells = cells != NULL ? cells : reader->cells;
    return cells != NULL;
}

// Makes room for one more cell; false if it passes a limit or there is no memory.
static bool make_room(struct csv_reader *reader, size_t len)
{
    if (reader->status != PAYGAP_OK)
        return false;
    if (len > PG_MAX_CELL)
        fail_at_line(reader, "a cell is longer than 1 MB");
    else if (reader->n_bytes + len > PG_MAX_ROW)
        fail_at_line(reader, "a row is longer than 16 MB; is a quote in it not closed?");
    else if (reader->n_cells == PG_MAX_COLUMNS)
        fail_at_line(reader, "a row has more than 16,384 cells");
    else if (!room_for_bytes(reader, len) || !room_for_cell(reader))
        fail_memory(reader);
    return reader->status == PAYGAP_OK;
}

// Cells are short: copies of fixed lengths that may overlap spare a call for most.
static void copy(char *to, const char *from, size_t len)
{
    if (len > 16) {
        memcpy(to, from, len);
    } else if (len >= 8) {
        memcpy(to, from, 8);
        memcpy(to + len - 8, from + len - 8, 8);
    } else if (len >= 4) {
        memcpy(to, from, 4);
        memcpy(to + len - 4, from + len - 4, 4);
    } else {
        for (size_t i = 0; i < len; i++)
            to[i] = from[i];
    }
}

// Bytes of `word` that are not printable ASCII have their high bit set in the result.
static uint64_t unprintable(uint64_t word)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);

    return word | (word + ones) | (word - ones * 0x20);
}

// Printable ASCII only, eight bytes at a time; the last eight may overlap those before.
static bool is_plain(const char *bytes, size_t n)
{
    const uint64_t high = UINT64_C(0x8080808080808080);
    uint64_t found = 0, word;

    if (n < 8) {
        for (size_t i = 0; i < n; i++)
            found |= (uint64_t)((unsigned char)(bytes[i] - 0x20) >= 0x5F);
        return found == 0;
    }
    for (size_t i = 0; i + 8 < n; i += 8) {
        memcpy(&word, bytes + i, 8);
        found |= unprintable(word);
    }
    memcpy(&word, bytes + n - 8, 8);
    found |= unprintable(word);
    return (found & high) == 0;
}

// Nobody reads the column, and nothing in the cell matters to the row as a whole.
static bool is_unread(const struct csv_reader *reader, const char *ptr, size_t len)
{
    const struct pg_unread_columns *unread = reader->source->unread;

    return unread != NULL && reader->n_cells < unread->n &&
           unread->is_unread[reader->n_cells] && len > sizeof PG_UNREAD_CELL &&
           is_plain(ptr, len);
}

static void take_cell(void *ptr, size_t len, void *context)
{
    struct csv_reader *reader = context;

    if (is_unread(reader, ptr, len)) {
        ptr = PG_UNREAD_CELL;
        len = sizeof PG_UNREAD_CELL - 1;
    }
    bool is_room = len <= reader->bytes_capacity - reader->n_bytes && len <= PG_MAX_CELL &&
                   reader->n_cells < reader->cells_capacity &&
                   reader->n_bytes < PG_MAX_ROW / 2 && reader->status == PAYGAP_OK;

    reader->after_cr = false;
    if (!is_room && !make_room(reader, len))
        return;
    char *to = reader->bytes + reader->n_bytes;
    copy(to, ptr, len);
    reader->cells[reader->n_cells++] = (struct pg_str){to, len};
    reader->n_bytes += len;
}

// Line ends inside the quoted cells of the row.
static size_t lines_within(const struct csv_reader *reader)
{
    size_t n = 0;

    for (size_t i = 0; i < reader->n_bytes; i++) {
        bool cr = reader->bytes[i] == '\r';
        bool crlf = cr && i + 1 < reader->n_bytes && reader->bytes[i + 1] == '\n';
        n += reader->bytes[i] == '\n' || (cr && !crlf);
    }
    return n;
}

static void give_row(struct csv_reader *reader)
{
    struct pg_row row = {.line = reader->line + 1,
                         .n_cells = reader->n_cells,
                         .cells = reader->cells,
                         .is_plain = is_plain(reader->bytes, reader->n_bytes)};

    reader->status = reader->taker(reader->context, &row, reader->err);
    reader->n_rows++;
    if (!row.is_plain)
        reader->line += lines_within(reader);
}

static void take_row_end(int terminator, void *context)
{
    struct csv_reader *reader = context;

    if (reader->n_cells > 0 && reader->status == PAYGAP_OK)
        give_row(reader);
    reader->n_cells = 0;
    reader->n_bytes = 0;
    if (terminator != CSV_LF || !reader->after_cr)
        reader->line++;
    reader->after_cr = terminator == CSV_CR;
}

// A quote in the middle of an unquoted cell stands for itself.
static void pass_stray_quote(struct csv_reader *reader, const char *quote)
{
    csv_set_opts(&reader->parser, CSV_REPALL_NL);
    csv_parse(&reader->parser, quote, 1, take_cell, take_row_end, reader);
    csv_set_opts(&reader->parser, CSV_REPALL_NL | CSV_STRICT);
}

static void parse_chunk(struct csv_reader *reader, const char *chunk, size_t n)
{
    size_t at = 0;

    while (at < n && reader->status == PAYGAP_OK) {
        at +=
            csv_parse(&reader->parser, chunk + at, n - at, take_cell, take_row_end, reader);
        if (at == n || reader->status != PAYGAP_OK)
            break;
        if (csv_error(&reader->parser) != CSV_EPARSE) {
            fail_memory(reader);
        } else if (reader->parser.quoted) {
            fail_at_line(reader,
                         "text follows a closing quote: a quoted cell that begins on "
                         "this line or below is not closed, or a quote inside it is "
                         "not doubled");
        } else {
            pass_stray_quote(reader, chunk + at);
            at++;
        }
    }
    if (reader->parser.entry_pos > PG_MAX_CELL)
        fail_at_line(reader, reader->parser.quoted
                                 ? "a cell is longer than 1 MB; is the quote "
                                   "at its start not closed?"
                                 : "a cell is longer than 1 MB");
}

// What a file that begins like this is, if it is not CSV; NULL if it may be.
static const char *known_as(const char *bytes, size_t n)
{
    if (n >= 4 && memcmp(bytes, "PK\3\4", 4) == 0)
        return "this is an Excel workbook or another ZIP file; save the sheet as "
               "\"CSV UTF-8\" and give that file";
    if (n >= 4 && memcmp(bytes, "\xD0\xCF\x11\xE0", 4) == 0)
        return "this is an old Excel workbook (.xls) or a password-protected one; save the "
               "sheet as \"CSV UTF-8\" and give that file";
    if (n >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
        return "this file is in UTF-16; save it as \"CSV UTF-8\" and give that file";
    return NULL;
}

static void check_start(struct csv_reader *reader, const char *chunk, size_t n)
{
    const char *known = known_as(chunk, n);

    if (known != NULL)
        reader->status = pg_fail_at(reader->err, PAYGAP_NOT_A_TABLE, reader->source->path,
                                    0, 0, "%s", known);
}

static void check_binary(struct csv_reader *reader, const char *chunk, size_t n)
{
    const char *nul = memchr(chunk, '\0', n);
    size_t line = reader->line + 1;

    if (nul == NULL || reader->status != PAYGAP_OK)
        return;
    for (const char *p = chunk; (p = memchr(p, '\n', (size_t)(nul - p))) != NULL; p++)
        line++;
    reader->status =
        pg_fail_at(reader->err, PAYGAP_NOT_A_TABLE, reader->source->path, line, 0,
                   "there is a NUL byte near this line: this is not a text file, "
                   "or it is damaged; export it again as \"CSV UTF-8\"");
}

static void report_progress(const struct pg_source *source, uint64_t done)
{
    if (source->progress != NULL)
        source->progress(source->progress_context,
                         source->size > 0 ? (double)done / (double)source->size : -1);
}

static void read_chunks(struct csv_reader *reader, FILE *file, char *chunk,
                        struct pg_digest *digest, struct pg_source_facts *facts)
{
    size_t n;

    while (reader->status == PAYGAP_OK && (n = fread(chunk, 1, CHUNK, file)) > 0) {
        bool has_mark =
            facts->n_bytes == 0 && n >= 3 && memcmp(chunk, "\xEF\xBB\xBF", 3) == 0;
        size_t skipped = has_mark ? 3 : 0;
        if (facts->n_bytes == 0)
            check_start(reader, chunk, n);
        check_binary(reader, chunk, n);
        pg_digest_add(digest, chunk, n);
        facts->n_bytes += n;
        parse_chunk(reader, chunk + skipped, n - skipped);
        report_progress(reader->source, facts->n_bytes);
    }
    if (reader->status == PAYGAP_OK && ferror(file))
        reader->status = pg_fail_at(reader->err, PAYGAP_OPEN, reader->source->path, 0, 0,
                                    "could not read the file: %s", strerror(errno));
}

static void finish(struct csv_reader *reader)
{
    if (reader->status != PAYGAP_OK)
        return;
    csv_set_opts(&reader->parser, CSV_REPALL_NL | CSV_STRICT | CSV_STRICT_FINI);
    if (csv_fini(&reader->parser, take_cell, take_row_end, reader) != 0) {
        if (csv_error(&reader->parser) == CSV_EPARSE)
            fail_at_line(reader, "a quoted cell that begins on this line is never closed");
        else
            fail_memory(reader);
    }
    if (reader->status == PAYGAP_OK && reader->n_rows == 0)
        reader->status = pg_fail_at(reader->err, PAYGAP_NOT_A_TABLE, reader->source->path,
                                    0, 0, "the file is empty");
}

static paygap_status read_open(struct csv_reader *reader, FILE *file,
                               struct pg_source_facts *facts)
{
    struct pg_digest *digest = pg_digest_begin();
    char *chunk = malloc(CHUNK);

    if (digest == NULL || chunk == NULL) {
        free(digest);
        free(chunk);
        return pg_no_memory(reader->err);
    }
    setvbuf(file, NULL, _IONBF, 0); // chunks are large; a second buffer would only copy
    read_chunks(reader, file, chunk, digest, facts);
    finish(reader);
    pg_digest_finish(digest, facts->sha256);
    facts->n_rows = reader->n_rows;
    free(chunk);
    return reader->status;
}

paygap_status pg_source_read(const struct pg_source *source, pg_row_taker taker,
                             void *context, struct pg_source_facts *facts,
                             paygap_error *err)
{
    struct csv_reader reader = {
        .source = source, .taker = taker, .context = context, .err = err};
    bool is_standard_input = strcmp(source->path, "-") == 0;

    *facts = (struct pg_source_facts){0};
    FILE *file = is_standard_input ? stdin : fopen(source->path, "rb");
    if (file == NULL && errno == ENOMEM)
        return pg_no_memory(err);
    if (file == NULL)
        return pg_fail_at(err, PAYGAP_OPEN, source->path, 0, 0,
                          "could not open the file: %s", strerror(errno));
    csv_init(&reader.parser, CSV_REPALL_NL | CSV_STRICT);
    csv_set_blk_size(&reader.parser, 4096);
    paygap_status status = read_open(&reader, file, facts);
    csv_free(&reader.parser);
    free(reader.bytes);
    free(reader.cells);
    if (!is_standard_input)
        fclose(file);
    return status;
}
