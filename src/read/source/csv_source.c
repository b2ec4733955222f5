// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CSV as one of the formats of reading.h, parsed by libcsv. A piece of the file goes
 * through four steps: decoded to UTF-8 (encoding.c), backslashes before quotes made into
 * doubled ones, damaged quotes repaired where the file is only shown (repair.c), parsed.
 * libcsv gives one cell at a time; cells are gathered into a row, the row goes to the
 * taker, and its memory is used again.
 *
 * Invariant: rows do not depend on where pieces end. A row's line is the one it begins on,
 * quoted line ends counted. Every limit (cell, row, columns) is checked before memory is
 * asked for. A column that nobody reads is not copied: a stand-in takes the place of its
 * cell, so personal data that no figure needs goes no further than the parser. Memory: the
 * largest row.
 */
#include "encoding.h"
#include "reading.h"
#include "repair.h"

#include <csv.h>
#include <stdlib.h>

/*
 * libcsv gives one cell at a time in a buffer it uses again, and no line numbers. Cells are
 * gathered here into one row; lines are counted from the row ends it reports and from the
 * line ends inside quoted cells.
 */
struct csv_reader {
    struct csv_parser parser;
    const struct pg_layout *layout;
    const struct pg_source *source;
    struct pg_reading *reading;

    char *bytes; /**< the cells of the row, one after another */
    size_t n_bytes, bytes_capacity;
    struct pg_str *cells;
    size_t n_cells, cells_capacity;

    size_t line; /**< lines ended so far, so the current line is line + 1 */
    bool after_cr;
    bool holds_backslash; /**< the last piece ended with one; what follows tells its meaning
                           */
    struct pg_repair
        *repair; /**< NULL unless damaged quotes are to be read as they can be */
};

static void fail_at_line(struct csv_reader *reader, const char *what)
{
    pg_source_reading_fail(reader->reading, reader->line + 1, reader->n_cells + 1, what);
}

static bool is_over(const struct csv_reader *reader)
{
    return pg_source_reading_is_over(reader->reading);
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
    if (is_over(reader))
        return false;
    if (len > PG_MAX_CELL)
        fail_at_line(reader, "a cell is longer than 1 MB");
    else if (reader->n_bytes + len > PG_MAX_ROW)
        fail_at_line(reader, "a row is longer than 16 MB; is a quote in it not closed?");
    else if (reader->n_cells == PG_MAX_COLUMNS)
        fail_at_line(reader, "a row has more than 16,384 cells");
    else if (!room_for_bytes(reader, len) || !room_for_cell(reader))
        pg_source_reading_no_memory(reader->reading);
    return reader->reading->status == PAYGAP_OK;
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
bool pg_source_is_plain(const char *bytes, size_t n)
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
    const struct pg_unread_columns *unread = reader->reading->unread;

    return unread != NULL && reader->n_cells < unread->n &&
           unread->is_unread[reader->n_cells] && len > sizeof PG_UNREAD_CELL &&
           pg_source_is_plain(ptr, len);
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
                   reader->n_bytes < PG_MAX_ROW / 2 && reader->reading->status == PAYGAP_OK;

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

// Whether a cell holds a whole line with as many delimiters as a row: then a quote at its
// start is not closed, and it has swallowed rows.
static bool has_swallowed_rows(const struct csv_reader *reader, struct pg_str cell)
{
    size_t n_delimiters = 0, n_lines = 0;

    for (size_t i = 0; i < cell.len; i++) {
        if (cell.ptr[i] == '\n' || cell.ptr[i] == '\r') {
            if (n_lines > 0 && n_delimiters + 1 >= reader->layout->n_cells)
                return true;
            n_lines++;
            n_delimiters = 0;
        }
        n_delimiters += cell.ptr[i] == reader->layout->delimiter;
    }
    return false;
}

static void check_quotes(struct csv_reader *reader)
{
    for (size_t i = 0; i < reader->n_cells && reader->layout->n_cells > 2; i++) {
        if (has_swallowed_rows(reader, reader->cells[i]))
            pg_source_reading_fail(
                reader->reading, reader->line + 1, i + 1,
                "a quoted cell begins here and holds lines that look like rows: "
                "a quote is not closed, or one inside a cell is not doubled");
    }
}

static void give_row(struct csv_reader *reader)
{
    struct pg_row row = {.line = reader->line + 1,
                         .n_cells = reader->n_cells,
                         .cells = reader->cells,
                         .is_plain = pg_source_is_plain(reader->bytes, reader->n_bytes)};

    if (!row.is_plain && !reader->source->is_raw)
        check_quotes(reader);
    pg_source_reading_give(reader->reading, &row);
    if (!row.is_plain)
        reader->line += lines_within(reader);
}

static void take_row_end(int terminator, void *context)
{
    struct csv_reader *reader = context;

    if (reader->n_cells > 0 && !is_over(reader))
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

    while (at < n && !is_over(reader)) {
        at +=
            csv_parse(&reader->parser, chunk + at, n - at, take_cell, take_row_end, reader);
        if (at == n || is_over(reader))
            break;
        if (csv_error(&reader->parser) != CSV_EPARSE) {
            pg_source_reading_no_memory(reader->reading);
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
    if (reader->parser.entry_pos > PG_MAX_CELL && !is_over(reader))
        fail_at_line(reader, reader->parser.quoted
                                 ? "a cell is longer than 1 MB; is the quote "
                                   "at its start not closed?"
                                 : "a cell is longer than 1 MB");
}

static void check_binary(struct csv_reader *reader, struct pg_str text)
{
    const char *nul = memchr(text.ptr, '\0', text.len);
    size_t line = reader->line + 1;

    if (nul == NULL)
        return;
    for (const char *p = text.ptr; (p = memchr(p, '\n', (size_t)(nul - p))) != NULL; p++)
        line++;
    pg_source_reading_fail(reader->reading, line, 0,
                           "there is a NUL byte near this line: this is not a text file, "
                           "or it is damaged; export it again as \"CSV UTF-8\"");
}

// A backslash before a quote becomes a second quote, the escape that libcsv knows.
static void double_quotes(const struct csv_reader *reader, char *text, size_t n)
{
    for (size_t i = 0; i + 1 < n; i++) {
        if (text[i] != '\\')
            continue;
        if (text[i + 1] == reader->layout->quote)
            text[i] = text[i + 1];
        i++;
    }
}

/** What is kept of a text file between its opening and its closing. */
struct csv_state {
    size_t mark; /**< bytes of the byte-order mark */
    enum pg_encoding encoding;
    struct pg_digest *digest; /**< of the head; the rest is added as it is read */
};

static void feed(struct csv_reader *reader, struct pg_str text, bool is_last)
{
    if (reader->repair != NULL &&
        !pg_source_repair_feed(reader->repair, text, is_last, &text)) {
        pg_source_reading_no_memory(reader->reading);
        return;
    }
    parse_chunk(reader, text.ptr, text.len);
}

// Feeds what the last piece ended with, and takes off what this one does.
static void feed_held(struct csv_reader *reader, struct pg_str *text, bool is_last)
{
    size_t n_backslashes = 0;

    if (reader->holds_backslash && text->len > 0) {
        bool is_escape = *text->ptr == reader->layout->quote;
        feed(reader, (struct pg_str){is_escape ? text->ptr : "\\", 1}, false);
        reader->holds_backslash = false;
    }
    while (n_backslashes < text->len && text->ptr[text->len - 1 - n_backslashes] == '\\')
        n_backslashes++;
    if (n_backslashes % 2 == 1 && !is_last) {
        reader->holds_backslash = true;
        text->len--;
    }
}

static void parse_text(struct csv_reader *reader, struct pg_str text, bool is_last)
{
    if (is_over(reader))
        return;
    if (reader->layout->has_backslash) {
        feed_held(reader, &text, is_last);
        double_quotes(reader, (char *)text.ptr, text.len);
    }
    feed(reader, text, is_last);
}

static void parse_bytes(struct csv_reader *reader, struct pg_decoder *decoder,
                        unsigned char *bytes, size_t n, bool is_last)
{
    struct pg_str text;

    if (!pg_source_decode(decoder, bytes, n, is_last, &text)) {
        pg_source_reading_no_memory(reader->reading);
        return;
    }
    check_binary(reader, text);
    parse_text(reader, text, is_last);
}

// The head, without mark and sep= line.
static void parse_head(struct csv_reader *reader, struct pg_decoder *decoder,
                       const struct pg_input *input, bool is_last)
{
    const struct csv_state *state = input->state;
    struct pg_str text;

    if (!pg_source_decode(decoder, input->head + state->mark, input->n_head - state->mark,
                          is_last, &text)) {
        pg_source_reading_no_memory(reader->reading);
        return;
    }
    check_binary(reader, text);
    size_t skipped = reader->layout->has_separator ? strlen("sep=;") : 0;
    reader->line = 0;
    if (skipped > 0 && skipped < text.len) { // and its line end, which makes no row
        bool is_crlf = text.ptr[skipped] == '\r' && skipped + 1 < text.len &&
                       text.ptr[skipped + 1] == '\n';
        skipped += is_crlf ? 2 : 1;
        reader->line = 1;
    }
    parse_text(reader, (struct pg_str){text.ptr + skipped, text.len - skipped}, is_last);
}

static void report_progress(const struct pg_source *source, uint64_t done)
{
    if (source->progress != NULL)
        source->progress(source->progress_context,
                         source->size > 0 ? (double)done / (double)source->size : -1);
}

static void read_rest(struct csv_reader *reader, struct pg_decoder *decoder,
                      struct pg_input *input, struct pg_source_facts *facts)
{
    struct csv_state *state = input->state;
    unsigned char *chunk = malloc(PG_HEAD);
    size_t n;

    if (chunk == NULL) {
        pg_source_reading_no_memory(reader->reading);
        return;
    }
    while (!is_over(reader) && (n = pg_bytes_read(&input->bytes, chunk, PG_HEAD)) > 0) {
        pg_source_digest_add(state->digest, chunk, n);
        facts->n_bytes += n;
        parse_bytes(reader, decoder, chunk, n, false);
        report_progress(reader->source, facts->n_bytes);
    }
    if (reader->reading->status == PAYGAP_OK)
        reader->reading->status = pg_bytes_check(&input->bytes, reader->reading->err);
    if (!is_over(reader))
        parse_bytes(reader, decoder, chunk, 0, true);
    free(chunk);
}

static void finish(struct csv_reader *reader)
{
    if (is_over(reader))
        return;
    csv_set_opts(&reader->parser, reader->source->is_raw
                                      ? CSV_REPALL_NL
                                      : CSV_REPALL_NL | CSV_STRICT | CSV_STRICT_FINI);
    if (csv_fini(&reader->parser, take_cell, take_row_end, reader) != 0) {
        if (csv_error(&reader->parser) == CSV_EPARSE)
            fail_at_line(reader, "a quoted cell that begins on this line is never closed");
        else
            pg_source_reading_no_memory(reader->reading);
    }
}

static int is_no_space(unsigned char c)
{
    (void)c;
    return 0;
}

static void begin_parser(struct csv_reader *reader)
{
    bool is_raw = reader->source->is_raw;

    csv_init(&reader->parser, is_raw ? CSV_REPALL_NL : CSV_REPALL_NL | CSV_STRICT);
    csv_set_blk_size(&reader->parser, 4096);
    csv_set_delim(&reader->parser, (unsigned char)reader->layout->delimiter);
    csv_set_quote(&reader->parser, (unsigned char)reader->layout->quote);
    // Whoever takes cells for figures trims them; libcsv does it faster when it may.
    if (is_raw && !reader->layout->is_spaced)
        csv_set_space_func(&reader->parser, is_no_space);
}

static void read_csv(struct pg_input *input, struct pg_reading *reading,
                     struct pg_source_facts *facts)
{
    struct csv_state *state = input->state;
    struct csv_reader reader = {
        .layout = &input->layout, .source = input->source, .reading = reading};
    struct pg_decoder decoder = {.encoding = state->encoding};

    struct pg_repair repair = {.delimiter = input->layout.delimiter,
                               .quote = input->layout.quote,
                               .n_cells = input->layout.n_cells};

    if (input->source->is_raw && !input->layout.is_spaced && repair.n_cells > 1)
        reader.repair = &repair;
    begin_parser(&reader);
    parse_head(&reader, &decoder, input, input->is_whole);
    if (facts != NULL) {
        facts->n_bytes = input->n_head;
        report_progress(input->source, facts->n_bytes);
        if (!input->is_whole)
            read_rest(&reader, &decoder, input, facts);
    }
    if (facts != NULL || input->is_whole)
        finish(&reader);
    if (facts != NULL) {
        pg_source_digest_finish(state->digest, facts->sha256);
        state->digest = NULL;
        if (decoder.encoding != PG_ENCODING_FIND)
            input->layout.encoding = decoder.encoding;
    }
    csv_free(&reader.parser);
    pg_source_repair_free(&repair);
    pg_source_decoder_free(&decoder);
    free(reader.bytes);
    free(reader.cells);
}

static paygap_status find_layout(struct pg_input *input, struct csv_state *state,
                                 paygap_error *err)
{
    enum pg_encoding given = input->source->encoding;
    struct pg_decoder decoder = {0};
    struct pg_str text;

    decoder.encoding =
        pg_source_encoding_find(input->head, input->n_head, input->is_whole, &state->mark);
    if (given != PG_ENCODING_FIND && state->mark == 0)
        decoder.encoding = given;
    state->encoding = decoder.encoding;
    input->layout.encoding = decoder.encoding;
    bool has_memory =
        pg_source_decode(&decoder, input->head + state->mark, input->n_head - state->mark,
                         input->is_whole, &text) &&
        pg_source_dialect_find(text, input->source, &input->layout);
    pg_source_decoder_free(&decoder);
    return has_memory ? PAYGAP_OK : pg_no_memory(err);
}

static paygap_status open_csv(struct pg_input *input, paygap_error *err)
{
    struct csv_state *state = calloc(1, sizeof *state);

    input->state = state;
    input->layout.kind = PG_SOURCE_CSV;
    if (state == NULL || (state->digest = pg_source_digest_begin()) == NULL)
        return pg_no_memory(err);
    pg_source_digest_add(state->digest, input->head, input->n_head);
    return find_layout(input, state, err);
}

static void close_csv(struct pg_input *input)
{
    struct csv_state *state = input->state;

    if (state != NULL)
        free(state->digest);
    free(state);
}

const struct pg_format pg_csv_format = {open_csv, read_csv, close_csv};
