// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * How lines with a quote out of place are read, for files that are only shown (paygap
 * inspect --cells); repair.h says why. For each line the first of these that holds: it
 * reads as it stands, alone or with lines that follow; it has as many cells as other rows
 * if one of its opening quotes is a letter; it is read as well as it can be. A line that is
 * damaged is passed on with every cell in quotes, so that libcsv reads it as it was read
 * here.
 *
 * Invariant: no byte of a cell is lost and no line swallows another. Text waits only until
 * it is known whether a quoted cell goes on: at most 64 lines or 64 KiB. Worst case: each
 * line read once for each of its quotes, 256 at most.
 */
#include "repair.h"

enum { MOST_LINES = 64, MOST_BYTES = 1 << 16, MOST_OPENERS = 256, LONGEST_LINE = 1 << 20 };

/** One reading of a line. */
struct reading {
    size_t n_cells, n_openers;
    bool is_open;   /**< it ends inside a quoted cell */
    bool has_stray; /**< a quoted cell has a quote that is neither doubled nor its end */
    size_t openers[MOST_OPENERS]; /**< places of the quotes that open cells */
};

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/*
 * Reads cells from `line`. A quote at `literal` is a letter. With `out` the cells are
 * written there, each in quotes.
 */
static struct reading read_line(const struct pg_repair *repair, struct pg_str line,
                                size_t literal, struct pg_buffer *out)
{
    struct reading reading = {.n_cells = 1};
    bool is_quoted = false, at_start = true;

    if (out != NULL)
        pg_buffer_add(out, &repair->quote, 1);
    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];
        char next = '\n';
        if (i + 1 < line.len)
            next = line.ptr[i + 1];
        bool is_quote = c == repair->quote && i != literal;
        if (!is_quoted && c == repair->delimiter) {
            reading.n_cells++;
            at_start = true;
            if (out != NULL) {
                pg_buffer_add(out, &repair->quote, 1);
                pg_buffer_add(out, &c, 1);
                pg_buffer_add(out, &repair->quote, 1);
            }
            continue;
        }
        if (is_quote && at_start) {
            if (reading.n_openers < MOST_OPENERS)
                reading.openers[reading.n_openers++] = i;
            is_quoted = true;
            at_start = false;
            continue;
        }
        at_start = false;
        bool is_doubled =
            is_quote && is_quoted && next == repair->quote && i + 1 != literal;
        bool ends =
            is_quote && is_quoted && (next == repair->delimiter || is_line_end(next));
        if (ends) {
            is_quoted = false;
            continue;
        }
        i += is_doubled;
        reading.has_stray = reading.has_stray || (is_quote && is_quoted && !is_doubled);
        if (out != NULL && c == repair->quote)
            pg_buffer_add(out, &c, 1);
        if (out != NULL)
            pg_buffer_add(out, &c, 1);
    }
    if (out != NULL)
        pg_buffer_add(out, &repair->quote, 1);
    reading.is_open = is_quoted;
    return reading;
}

// Length of the line at `at`, without its end; `*end` is that of its end, 0 if there is
// none.
static size_t line_length(struct pg_str text, size_t at, size_t *end)
{
    size_t i = at;

    while (i < text.len && !is_line_end(text.ptr[i]))
        i++;
    bool is_crlf = i + 1 < text.len && text.ptr[i] == '\r' && text.ptr[i + 1] == '\n';
    *end = i == text.len ? 0 : is_crlf ? 2 : 1;
    return i - at;
}

enum verdict { CLEAN, DAMAGED, UNDECIDED };

// Whether the line at `at` begins a row with line ends inside its cells: `*len` is then the
// length of the row.
static enum verdict try_lines(const struct pg_repair *repair, struct pg_str text, size_t at,
                              bool is_last, size_t *len)
{
    size_t end;

    for (size_t n = 0, to = at; n < MOST_LINES && to - at < MOST_BYTES; n++) {
        to += line_length(text, to, &end);
        if (end == 0 && !is_last)
            return UNDECIDED;
        struct reading reading =
            read_line(repair, (struct pg_str){text.ptr + at, to - at}, SIZE_MAX, NULL);
        if (reading.has_stray)
            return DAMAGED;
        if (!reading.is_open && n > 0 && reading.n_cells != repair->n_cells)
            return DAMAGED;
        if (!reading.is_open) {
            *len = to - at;
            return CLEAN;
        }
        if (end == 0)
            return DAMAGED;
        to += end;
    }
    return DAMAGED;
}

// Which quote, read as a letter, makes the line have as many cells as the others; SIZE_MAX
// if none is, or none needs to.
static size_t misplaced_quote(const struct pg_repair *repair, struct pg_str line)
{
    struct reading plain = read_line(repair, line, SIZE_MAX, NULL);

    if (!plain.is_open && plain.n_cells == repair->n_cells)
        return SIZE_MAX;
    for (size_t i = 0; i < plain.n_openers; i++) {
        struct reading other = read_line(repair, line, plain.openers[i], NULL);
        if (!other.is_open && other.n_cells == repair->n_cells)
            return plain.openers[i];
    }
    return SIZE_MAX;
}

// Passes the line on; false if what follows must be known first.
static bool pass_line(struct pg_repair *repair, struct pg_str text, size_t *at,
                      bool is_last)
{
    size_t end, len = line_length(text, *at, &end);
    struct pg_str line = {text.ptr + *at, len};
    bool is_quoted = memchr(line.ptr, repair->quote, line.len) != NULL;

    if (end == 0 && !is_last && len > LONGEST_LINE) { // no line to be read otherwise
        pg_buffer_add(&repair->out, line.ptr, len);
        *at += len;
        return true;
    }
    if (end == 0 && !is_last)
        return false;
    enum verdict verdict = is_quoted ? try_lines(repair, text, *at, is_last, &len) : CLEAN;
    if (verdict == UNDECIDED)
        return false;
    if (verdict == CLEAN) {
        (void)line_length(text, *at + len, &end);
        pg_buffer_add(&repair->out, text.ptr + *at, len + end);
    } else {
        (void)read_line(repair, line, misplaced_quote(repair, line), &repair->out);
        pg_buffer_add(&repair->out, line.ptr + line.len, end);
    }
    *at += len + end;
    return true;
}

bool pg_source_repair_feed(struct pg_repair *repair, struct pg_str text, bool is_last,
                           struct pg_str *repaired)
{
    size_t at = 0;

    repair->out.len = 0;
    if (text.len > 0)
        pg_buffer_add(&repair->pending, text.ptr, text.len);
    struct pg_str all = {repair->pending.ptr, repair->pending.len};
    while (at < all.len && !repair->pending.failed && pass_line(repair, all, &at, is_last))
        continue;
    if (at > 0) {
        memmove(repair->pending.ptr, repair->pending.ptr + at, all.len - at);
        repair->pending.len = all.len - at;
    }
    *repaired =
        (struct pg_str){repair->out.ptr != NULL ? repair->out.ptr : "", repair->out.len};
    return !repair->pending.failed && !repair->out.failed;
}

void pg_source_repair_free(struct pg_repair *repair)
{
    pg_buffer_free(&repair->pending);
    pg_buffer_free(&repair->out);
}
