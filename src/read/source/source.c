// SPDX-License-Identifier: GPL-3.0-or-later
/* What a file is, by its first bytes, and the way from opening it to its rows. */
#include "reading.h"

#include "encoding.h"

#include <stdlib.h>

void pg_source_reading_fail(struct pg_reading *reading, size_t line, size_t column,
                            const char *what)
{
    if (reading->status == PAYGAP_OK)
        reading->status = pg_fail_at(reading->err, PAYGAP_NOT_A_TABLE,
                                     reading->source->path, line, column, "%s", what);
}

void pg_source_reading_no_memory(struct pg_reading *reading)
{
    if (reading->status == PAYGAP_OK)
        reading->status = pg_no_memory(reading->err);
}

bool pg_source_encoding_of(struct pg_str name, enum pg_encoding *encoding)
{
    static const struct {
        const char *name;
        enum pg_encoding encoding;
    } names[] = {{"auto", PG_ENCODING_FIND},
                 {"utf-8", PG_ENCODING_UTF8},
                 {"utf8", PG_ENCODING_UTF8},
                 {"utf-16", PG_ENCODING_UTF16LE},
                 {"utf-16le", PG_ENCODING_UTF16LE},
                 {"utf-16be", PG_ENCODING_UTF16BE},
                 {"windows-1252", PG_ENCODING_WINDOWS_1252},
                 {"cp1252", PG_ENCODING_WINDOWS_1252},
                 {"cp850", PG_ENCODING_CP850}};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (pg_str_same(name, names[i].name)) {
            *encoding = names[i].encoding;
            return true;
        }
    }
    return false;
}

static paygap_status read_head(struct pg_input *input, paygap_error *err)
{
    const struct pg_source *source = input->source;

    PG_TRY(strcmp(source->path, "-") == 0
               ? pg_bytes_open_standard_input(&input->bytes, err)
               : pg_bytes_open(&input->bytes, source->inputs, source->path, err));
    input->head = malloc(PG_HEAD);
    if (input->head == NULL)
        return pg_no_memory(err);
    input->n_head = pg_bytes_read(&input->bytes, input->head, PG_HEAD);
    input->is_whole = input->n_head < PG_HEAD;
    return pg_bytes_check(&input->bytes, err);
}

static bool begins(const struct pg_input *input, const char *bytes, size_t n)
{
    return input->n_head >= n && memcmp(input->head, bytes, n) == 0;
}

// Rows above the header, unless it is said which row that is.
static paygap_status find_header(struct pg_input *input, paygap_error *err)
{
    struct pg_preamble preamble = {0};
    size_t wanted = input->source->header_line;
    size_t n_rows = sizeof preamble.rows / sizeof preamble.rows[0];

    if (input->source->is_raw && input->layout.kind == PG_SOURCE_WORKBOOK)
        return PAYGAP_OK;
    PG_TRY(
        pg_source_input_sample(input, n_rows - 1, pg_source_preamble_take, &preamble, err));
    size_t above = wanted == 0 ? pg_source_preamble_above(&preamble) : 0;
    while (wanted > 0 && above < preamble.n && preamble.rows[above].line < wanted)
        above++;
    if (wanted > 0 && (above == preamble.n || preamble.rows[above].line != wanted))
        return pg_fail_at(err, PAYGAP_COLUMN, input->source->path, wanted, 0,
                          "[input] header_row: no row begins there among the first %zu",
                          n_rows);
    input->layout.n_above = above;
    input->layout.header_line = above < preamble.n ? preamble.rows[above].line : 0;
    return PAYGAP_OK;
}

static paygap_status open_input(struct pg_input *input, paygap_error *err)
{
    PG_TRY(read_head(input, err));
    if (begins(input, "\xD0\xCF\x11\xE0", 4))
        return pg_fail_at(err, PAYGAP_NOT_A_TABLE, input->source->path, 0, 0,
                          "this is an old Excel workbook (.xls) or a password-protected "
                          "one; remove the password, or save it as \"Excel Workbook "
                          "(.xlsx)\", and give that file");
    input->format = begins(input, "PK\3\4", 4) ? &pg_workbook_format : &pg_csv_format;
    PG_TRY(input->format->open(input, err));
    return find_header(input, err);
}

paygap_status pg_source_input_open(const struct pg_source *source, struct pg_input **out,
                                   paygap_error *err)
{
    struct pg_input *input = calloc(1, sizeof *input);

    *out = input;
    if (input == NULL)
        return pg_no_memory(err);
    input->source = source;
    return open_input(input, err);
}

const struct pg_layout *pg_source_input_layout(const struct pg_input *input)
{
    return &input->layout;
}

paygap_status pg_source_input_sample(struct pg_input *input, size_t max_rows,
                                     pg_row_taker taker, void *context, paygap_error *err)
{
    struct pg_reading reading = {.source = input->source,
                                 .taker = taker,
                                 .context = context,
                                 .err = err,
                                 .n_above = input->layout.n_above,
                                 .max_rows = max_rows + 1};

    input->format->read(input, &reading, NULL);
    return reading.status;
}

paygap_status pg_source_input_read(struct pg_input *input, pg_row_taker taker,
                                   void *context, struct pg_source_facts *facts,
                                   paygap_error *err)
{
    struct pg_reading reading = {.source = input->source,
                                 .taker = taker,
                                 .context = context,
                                 .err = err,
                                 .unread = input->unread,
                                 .n_above = input->layout.n_above};

    *facts = (struct pg_source_facts){0};
    if (input->format == NULL)
        return pg_fail(err, PAYGAP_FAULT, "the file was not opened");
    input->format->read(input, &reading, facts);
    facts->n_rows = reading.n_given;
    if (reading.n_given == 0 && !input->source->is_raw)
        pg_source_reading_fail(&reading, 0, 0,
                               input->layout.kind == PG_SOURCE_CSV ? "the file is empty"
                                                                   : "the sheet is empty");
    return reading.status;
}

void pg_source_input_leave_unread(struct pg_input *input,
                                  const struct pg_unread_columns *unread)
{
    input->unread = unread;
}

void pg_source_input_close(struct pg_input *input)
{
    if (input == NULL)
        return;
    if (input->format != NULL)
        input->format->close(input);
    pg_bytes_close(&input->bytes);
    free(input->head);
    free(input);
}

paygap_status pg_source_read(const struct pg_source *source, pg_row_taker taker,
                             void *context, struct pg_source_facts *facts,
                             paygap_error *err)
{
    struct pg_input *input;
    paygap_status status = pg_source_input_open(source, &input, err);

    if (status == PAYGAP_OK)
        status = pg_source_input_read(input, taker, context, facts, err);
    pg_source_input_close(input);
    return status;
}
