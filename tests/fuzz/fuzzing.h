// SPDX-License-Identifier: GPL-3.0-or-later
/** What the fuzz targets share: inputs from memory, and what must hold. */
#ifndef TESTS_FUZZING_H
#define TESTS_FUZZING_H

#define _GNU_SOURCE
#include "pg_base.h"

#include <paygap/io.h>
#include <paygap/workforce.h>

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** The inputs of a call. */
struct fuzz_inputs {
    const paygap_io *items[8];
    paygap_io *made[8];
    size_t n;
};

static inline void fuzz_require(bool holds)
{
    if (!holds)
        abort();
}

static inline void fuzz_give(struct fuzz_inputs *inputs, const char *name,
                             const void *bytes, size_t n)
{
    paygap_io **made = &inputs->made[inputs->n];

    fuzz_require(paygap_io_from_memory(made, name, bytes, n, NULL) == PAYGAP_OK);
    inputs->items[inputs->n++] = *made;
}

static inline void fuzz_give_text(struct fuzz_inputs *inputs, const char *name,
                                  const char *text)
{
    fuzz_give(inputs, name, text, strlen(text));
}

/** Bytes below a header, as one input; what is returned is freed after it is taken back. */
static inline char *fuzz_give_below(struct fuzz_inputs *inputs, const char *name,
                                    const char *header, const uint8_t *data, size_t size)
{
    size_t len = strlen(header);
    char *bytes = malloc(len + size + 1);

    fuzz_require(bytes != NULL);
    memcpy(bytes, header, len);
    memcpy(bytes + len, data, size);
    fuzz_give(inputs, name, bytes, len + size);
    return bytes;
}

/** Holds nothing that a terminal would obey, nor what nobody sees. */
static inline void fuzz_require_visible(const char *text)
{
    fuzz_require(pg_utf8_valid(pg_str_of(text)) && !pg_utf8_has_unseen(pg_str_of(text)));
    for (const char *p = text; *p != '\0'; p++)
        fuzz_require(((unsigned char)*p >= 0x20 && *p != 0x7F) || *p == '\n');
}

/** A report of a workforce, printed: done, or an error that says something. */
static inline void fuzz_workforce(const paygap_workforce_options *options)
{
    char *text = NULL;
    size_t n;
    paygap_error error;
    FILE *stream = open_memstream(&text, &n);
    paygap_status status = paygap_workforce(options, NULL, stream, &error);

    fclose(stream);
    if (status == PAYGAP_OK || status == PAYGAP_PROVISIONAL)
        fuzz_require_visible(text);
    else
        fuzz_require(error.text[0] != '\0');
    free(text);
}

static inline void fuzz_take_back(struct fuzz_inputs *inputs)
{
    for (size_t i = 0; i < inputs->n; i++)
        paygap_io_free(inputs->made[i]);
}

#endif
