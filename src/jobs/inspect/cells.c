// SPDX-License-Identifier: GPL-3.0-or-later
/* The cells of a file as read, for people and programs that want to see them. */
#include <paygap/inspect.h>

#include "pg_source.h"

struct printing {
    FILE *stream;
    bool has_rows;
};

// A character that stands for itself in a JSON string.
static bool is_plain(char c, bool is_valid)
{
    unsigned char byte = (unsigned char)c;

    return byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7F &&
           (byte < 0x80 || is_valid);
}

// A JSON string; bytes that are not UTF-8 become U+FFFD.
static void put_string(struct pg_str text, FILE *stream)
{
    bool is_valid = pg_utf8_valid(text);

    fputc('"', stream);
    for (size_t i = 0, plain; i < text.len; i++) {
        for (plain = i; plain < text.len && is_plain(text.ptr[plain], is_valid);)
            plain++;
        fwrite(text.ptr + i, 1, plain - i, stream);
        if ((i = plain) == text.len)
            break;
        unsigned char c = (unsigned char)text.ptr[i];
        if (c == '"' || c == '\\')
            fprintf(stream, "\\%c", c);
        else if (c < 0x20 || c == 0x7F)
            fprintf(stream, "\\u%04x", c);
        else
            fputs("\xEF\xBF\xBD", stream);
    }
    fputc('"', stream);
}

static paygap_status print_row(void *context, const struct pg_row *row, paygap_error *err)
{
    struct printing *printing = context;

    (void)err;
    fputs(printing->has_rows ? ",\n[" : "[", printing->stream);
    printing->has_rows = true;
    for (size_t i = 0; i < row->n_cells; i++) {
        if (i > 0)
            fputc(',', printing->stream);
        put_string(row->cells[i], printing->stream);
    }
    fputc(']', printing->stream);
    return PAYGAP_OK;
}

paygap_status paygap_print_cells(const paygap_inspect_options *options, FILE *stream,
                                 paygap_error *error)
{
    struct pg_source source = {.path = options->payroll,
                               .inputs = {options->inputs, options->n_inputs, false},
                               .sheet = options->sheet,
                               .is_raw = true};
    struct printing printing = {.stream = stream};
    struct pg_source_facts facts;

    if (error != NULL)
        *error = (paygap_error){.status = PAYGAP_OK};
    PG_TRY(pg_options_check(options->struct_size, sizeof *options,
                            "PAYGAP_INSPECT_OPTIONS_INIT", error));
    PG_TRY(pg_inputs_check(source.inputs, error));
    fputc('[', stream);
    paygap_status status = pg_source_read(&source, print_row, &printing, &facts, error);
    fputs("]\n", stream);
    return status;
}
