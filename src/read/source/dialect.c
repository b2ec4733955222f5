// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The delimiter and the quote of a text. libcsv itself reads the beginning with each of the
 * candidates; the right ones cut most rows into the same number of cells, one of those rows
 * being a header: words only.
 *
 *     name;pay;hours     comma: 1, 3 and 2 cells, so a third of the rows agree, and the row
 *     Ann;1,5;37,5       of three is no header: 1/3 x 1/2
 *     Bob;2,5;37         semicolon: 3, 3 and 3 cells, the first row words only: 1
 *
 * Of two scores within 0.02 the one with more cells wins. A space must do better than the
 * others, because words have spaces between them. Single quotes quote only where they stand
 * around cells and no double one does.
 *
 * Invariant: only the first 64 KiB and 400 rows are looked at, so a long file costs no
 * more; a row that this cuts does not count. csv_source.c calls pg_source_dialect_find()
 * when it opens a file.
 *
 * Worst case: five readings of 64 KiB, each with 400 x 400 comparisons of row lengths.
 */
#include "reading.h"

#include <csv.h>

enum { LOOKED_AT = 1 << 16, MAX_ROWS = 400, MAX_SHAPE_CELLS = 512 };

/** How a candidate cuts the text. */
struct shape {
    uint16_t cells[MAX_ROWS]; /**< of each row that is not blank */
    bool is_words[MAX_ROWS];  /**< no cell of the row looks like a number */
    size_t n_rows;
    size_t n_cells; /**< of the row being read */
    bool has_number, is_filled;
};

static bool begins_like_number(const char *cell, size_t len)
{
    size_t at = len > 1 && (*cell == '-' || *cell == '(') ? 1 : 0;

    if (len > at + 2 && memcmp(cell + at, "\xC2\xA3", 2) == 0)
        at += 2;
    return at < len && cell[at] >= '0' && cell[at] <= '9';
}

static void note_cell(void *cell, size_t len, void *context)
{
    struct shape *shape = context;

    shape->n_cells++;
    shape->is_filled = shape->is_filled || len > 0;
    shape->has_number = shape->has_number || begins_like_number(cell, len);
}

static void note_row(int terminator, void *context)
{
    struct shape *shape = context;

    (void)terminator;
    if (shape->is_filled && shape->n_rows < MAX_ROWS) {
        shape->cells[shape->n_rows] =
            (uint16_t)(shape->n_cells < MAX_SHAPE_CELLS ? shape->n_cells : MAX_SHAPE_CELLS);
        shape->is_words[shape->n_rows++] = !shape->has_number;
    }
    shape->n_cells = 0;
    shape->has_number = shape->is_filled = false;
}

/** A candidate, and how good it is. */
struct dialect {
    char delimiter, quote;
    size_t n_cells; /**< of most rows */
    double score;   /**< share of rows that have so many, less without a header */
};

static void judge(struct dialect *dialect, const struct shape *shape)
{
    size_t most = 0;
    bool has_header = false;

    for (size_t i = 0; i < shape->n_rows; i++) {
        size_t n = 0;
        for (size_t j = 0; j < shape->n_rows; j++)
            n += shape->cells[j] == shape->cells[i];
        if (n > most || (n == most && shape->cells[i] > dialect->n_cells)) {
            most = n;
            dialect->n_cells = shape->cells[i];
        }
    }
    for (size_t i = 0; i < shape->n_rows; i++)
        has_header =
            has_header || (shape->is_words[i] && shape->cells[i] == dialect->n_cells);
    dialect->score = dialect->n_cells < 2 || shape->n_rows == 0
                         ? 0
                         : (double)most / (double)shape->n_rows * (has_header ? 1 : 0.5);
}

static bool try_dialect(struct dialect *dialect, struct pg_str text)
{
    struct csv_parser parser;
    struct shape shape = {.n_rows = 0};

    csv_init(&parser, 0);
    csv_set_delim(&parser, (unsigned char)dialect->delimiter);
    csv_set_quote(&parser, (unsigned char)dialect->quote);
    size_t n = csv_parse(&parser, text.ptr, text.len, note_cell, note_row, &shape);
    bool has_memory = n == text.len;
    // The last row may be cut off; it counts if there is no other.
    if (has_memory && shape.n_rows == 0)
        has_memory = csv_fini(&parser, note_cell, note_row, &shape) == 0;
    csv_free(&parser);
    judge(dialect, &shape);
    return has_memory;
}

// Times that `quote` stands at the beginning and at the end of cells.
static void count_quotes(struct pg_str text, char delimiter, char quote, size_t *opening,
                         size_t *closing)
{
    *opening = *closing = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != quote)
            continue;
        char before = '\n', after = '\n';
        if (i > 0)
            before = text.ptr[i - 1];
        if (i + 1 < text.len)
            after = text.ptr[i + 1];
        *opening += before == delimiter || before == '\n' || before == '\r';
        *closing += after == delimiter || after == '\n' || after == '\r';
    }
}

// Single quotes quote if they stand around cells, and double ones do not.
static bool may_be_single(struct pg_str text, char delimiter)
{
    size_t opening, closing, doubles, ends;

    count_quotes(text, delimiter, '"', &doubles, &ends);
    count_quotes(text, delimiter, '\'', &opening, &closing);
    return doubles == 0 && opening > 1 && 10 * closing >= 9 * opening &&
           10 * opening >= 9 * closing;
}

static bool is_better(const struct dialect *a, const struct dialect *b)
{
    if (a->score <= 0)
        return false;
    if (a->delimiter == ' ') // words have spaces between them
        return a->score >= 0.9 && a->n_cells >= 3 && b->score < 0.6;
    if (a->score > b->score + 0.02 || a->score < b->score - 0.02)
        return a->score > b->score;
    return a->n_cells > b->n_cells || (a->n_cells == b->n_cells && a->score > b->score);
}

static bool find_best(struct dialect *best, struct pg_str text, char given)
{
    static const char delimiters[] = {',', ';', '\t', '|', ' '};

    *best = (struct dialect){.delimiter = ',', .quote = '"'};
    for (size_t i = 0; i < sizeof delimiters; i++) {
        char delimiter = delimiters[i];
        if (given != 0)
            delimiter = given;
        struct dialect found = {.delimiter = delimiter,
                                .quote = may_be_single(text, delimiter) ? '\'' : '"'};
        if (!try_dialect(&found, text))
            return false;
        if (given != 0 || is_better(&found, best))
            *best = found;
        if (given != 0)
            break;
    }
    return true;
}

// A backslash before quotes inside cells, and no doubled quotes there.
static bool has_backslash(struct pg_str text, char delimiter, char quote)
{
    size_t inside = 0, at_end = 0;

    for (size_t i = 1; i + 1 < text.len; i++) {
        char before = text.ptr[i - 1], after = text.ptr[i + 1];
        if (text.ptr[i] != quote)
            continue;
        bool ends = after == delimiter || after == '\n' || after == '\r';
        if (before == quote && !ends && i > 1 && text.ptr[i - 2] != delimiter &&
            text.ptr[i - 2] != '\n')
            return false;
        inside += before == '\\' && !ends;
        at_end += before == '\\' && ends;
    }
    return inside > 0 && inside >= at_end;
}

// Nearly every delimiter has a space after it.
static bool is_spaced(struct pg_str text, char delimiter)
{
    size_t n = 0, spaced = 0;

    for (size_t i = 0; i + 1 < text.len; i++) {
        n += text.ptr[i] == delimiter;
        spaced += text.ptr[i] == delimiter && text.ptr[i + 1] == ' ';
    }
    return delimiter != ' ' && n > 1 && 10 * spaced >= 9 * n;
}

// Excel's first line "sep=;": its length with the line end, 0 if there is none.
static size_t separator_line(struct pg_str text, char *delimiter)
{
    static const char words[] = "sep=";
    size_t n = sizeof words - 1;

    if (text.len < n + 2 || !pg_str_same((struct pg_str){text.ptr, n}, words) ||
        text.ptr[n] == '\r' || text.ptr[n] == '\n' ||
        (text.ptr[n + 1] != '\r' && text.ptr[n + 1] != '\n'))
        return 0;
    *delimiter = text.ptr[n];
    return n + 2;
}

bool pg_source_dialect_find(struct pg_str text, const struct pg_source *source,
                            struct pg_layout *layout)
{
    char given = source->delimiter;
    struct dialect best;
    size_t skipped = separator_line(text, given == 0 ? &given : &(char){0});

    layout->has_separator = skipped > 0;
    text = (struct pg_str){text.ptr + skipped, text.len - skipped};
    text.len = text.len < LOOKED_AT ? text.len : LOOKED_AT;
    if (!find_best(&best, text, given))
        return false;
    layout->delimiter = best.delimiter;
    layout->quote = best.quote;
    layout->n_cells = best.n_cells;
    layout->has_backslash = has_backslash(text, best.delimiter, best.quote);
    layout->is_spaced = is_spaced(text, best.delimiter);
    return true;
}

const char *pg_source_delimiter_name(char delimiter)
{
    return delimiter == ','    ? "comma"
           : delimiter == ';'  ? "semicolon"
           : delimiter == '\t' ? "tab"
           : delimiter == '|'  ? "vertical bar"
           : delimiter == ' '  ? "space"
                               : "another character";
}
