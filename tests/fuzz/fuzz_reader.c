// SPDX-License-Identifier: GPL-3.0-or-later
/* Any bytes as a file, a workbook or text: laid out, sampled and read twice, raw and not.
 */
#define _GNU_SOURCE
#include "pg_source.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// Every byte of every cell is looked at, so that a sanitizer sees it.
static paygap_status take(void *context, const struct pg_row *row, paygap_error *err)
{
    size_t *sum = context;

    (void)err;
    for (size_t i = 0; i < row->n_cells; i++) {
        for (size_t j = 0; j < row->cells[i].len; j++)
            *sum += (unsigned char)row->cells[i].ptr[j];
    }
    return PAYGAP_OK;
}

static void read_as(const char *path, bool is_raw)
{
    struct pg_source source = {.path = path, .is_raw = is_raw};
    struct pg_source_facts facts;
    struct pg_input *input;
    paygap_error error = {.status = PAYGAP_OK};
    size_t sampled = 0, read = 0;
    paygap_status status = pg_source_input_open(&source, &input, &error);

    if (status == PAYGAP_OK)
        status = pg_source_input_sample(input, 20, take, &sampled, &error);
    if (status == PAYGAP_OK)
        status = pg_source_input_read(input, take, &read, &facts, &error);
    if (status != PAYGAP_OK && error.text[0] == '\0')
        abort(); // an error must say something
    pg_source_input_close(input);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[32];
    int handle = memfd_create("file", 0);

    if (handle < 0 || write(handle, data, size) != (ssize_t)size)
        abort();
    snprintf(path, sizeof path, "/proc/self/fd/%d", handle);
    read_as(path, false);
    read_as(path, true);
    close(handle);
    return 0;
}
