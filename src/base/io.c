// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Inputs as bytes: the files and blocks of memory of paygap_io, and the one way in which
 * the stages read either. What is wanted is always filled to the last byte, so that pieces
 * end at the same places whatever a callback gives at a time: then the figures of a file
 * and of the same bytes in memory are the same.
 */
#include "pg_base.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

/** An input made here. */
struct made_io {
    paygap_io io; /**< first, so that one pointer stands for both */
    const unsigned char *bytes;
    size_t n_bytes;
    FILE *file;    /**< NULL: a block of memory */
    uint64_t next; /**< where the file stands */
    char name[];
};

static int64_t read_memory(void *context, uint64_t at, void *bytes, size_t n)
{
    const struct made_io *made = context;
    const size_t start = at < made->n_bytes ? (size_t)at : made->n_bytes;
    const size_t n_left = made->n_bytes - start;
    const size_t n_read = n < n_left ? n : n_left;

    if (n_read > 0)
        memcpy(bytes, made->bytes + start, n_read);
    return (int64_t)n_read;
}

static int64_t size_of_memory(void *context)
{
    const struct made_io *made = context;

    return (int64_t)made->n_bytes;
}

// A pipe is read from its beginning to its end and never asked to go elsewhere.
static int64_t read_file(void *context, uint64_t at, void *bytes, size_t n)
{
    struct made_io *made = context;

    if (at != made->next && fseek(made->file, (long)at, SEEK_SET) != 0)
        return -1;
    made->next = at;
    const size_t n_read = fread(bytes, 1, n, made->file);
    made->next += n_read;
    if (n_read == 0 && ferror(made->file))
        return -1;
    return (int64_t)n_read;
}

// Files of the system say 0 and have bytes all the same: their size is not known.
static int64_t size_of_file(void *context)
{
    struct made_io *made = context;

    if (made->file == stdin || fseek(made->file, 0, SEEK_END) != 0)
        return -1;
    const long size = ftell(made->file);
    made->next = UINT64_MAX; // whatever is read next is elsewhere
    return size > 0 ? size : -1;
}

static struct made_io *make(const char *name)
{
    const size_t len = strlen(name) + 1;
    struct made_io *made = calloc(1, sizeof *made + len);

    if (made == NULL)
        return NULL;
    made->io = (paygap_io)PAYGAP_IO_INIT;
    memcpy(made->name, name, len);
    made->io.name = made->name;
    made->io.context = made;
    return made;
}

paygap_status paygap_io_from_memory(paygap_io **out, const char *name, const void *bytes,
                                    size_t n_bytes, paygap_error *error)
{
    struct made_io *made = make(name);

    *out = NULL;
    if (error != NULL)
        *error = (paygap_error){.status = PAYGAP_OK};
    if (made == NULL)
        return pg_no_memory(error);
    made->bytes = bytes;
    made->n_bytes = n_bytes;
    made->io.read = read_memory;
    made->io.size = size_of_memory;
    *out = &made->io;
    return PAYGAP_OK;
}

// Of `file`, standard input or one that is taken over; NULL: it is opened here.
static paygap_status open_file(paygap_io **out, const char *path, FILE *file,
                               paygap_error *err)
{
    struct made_io *made = make(path);

    *out = NULL;
    if (made == NULL)
        return pg_no_memory(err);
    made->file = file != NULL ? file : fopen(path, "rb");
    if (made->file == NULL) {
        const int reason = errno;
        free(made);
        errno = reason; // for callers with words of their own
        return reason == ENOMEM
                   ? pg_no_memory(err)
                   : pg_fail_at(err, PAYGAP_OPEN, path, 0, 0, "could not open the file: %s",
                                strerror(reason));
    }
    setvbuf(made->file, NULL, _IONBF, 0); // pieces are large; a buffer would only copy
    made->io.read = read_file;
    made->io.size = size_of_file;
    *out = &made->io;
    return PAYGAP_OK;
}

paygap_status pg_io_from_stream(paygap_io **out, const char *name, FILE *file,
                                paygap_error *err)
{
    paygap_status status = open_file(out, name, file, err);

    if (status != PAYGAP_OK)
        fclose(file);
    return status;
}

paygap_status paygap_io_from_file(paygap_io **out, const char *path, paygap_error *error)
{
    if (error != NULL)
        *error = (paygap_error){.status = PAYGAP_OK};
    return open_file(out, path, NULL, error);
}

void paygap_io_free(paygap_io *io)
{
    struct made_io *made = (struct made_io *)(void *)io;

    if (made != NULL && made->file != NULL && made->file != stdin)
        fclose(made->file);
    free(made);
}

// ---------------------------------------------------------------- given inputs

const paygap_io *pg_inputs_find(struct pg_inputs inputs, const char *path)
{
    for (size_t i = 0; path != NULL && i < inputs.n; i++) {
        if (strcmp(inputs.items[i]->name, path) == 0)
            return inputs.items[i];
    }
    return NULL;
}

static const char *fault_of(struct pg_inputs inputs, size_t index)
{
    const paygap_io *io = inputs.items[index];

    if (io == NULL || io->struct_size != sizeof *io)
        return "is not initialised with PAYGAP_IO_INIT, or is of another version of paygap";
    if (io->name == NULL || io->name[0] == '\0' || strcmp(io->name, "-") == 0)
        return "has no name, or that of standard input";
    if (io->read == NULL)
        return "has no callback to read it";
    inputs.n = index; // those before it
    return pg_inputs_find(inputs, io->name) != NULL ? "has the name of another" : NULL;
}

paygap_status pg_inputs_check(struct pg_inputs inputs, paygap_error *err)
{
    for (size_t i = 0; i < inputs.n; i++) {
        const char *fault = fault_of(inputs, i);
        if (fault != NULL)
            return pg_fail(err, PAYGAP_USAGE, "input %zu %s", i + 1, fault);
    }
    return PAYGAP_OK;
}

paygap_status pg_options_check(size_t struct_size, size_t expected, const char *initialiser,
                               paygap_error *err)
{
    return struct_size == expected
               ? PAYGAP_OK
               : pg_fail(err, PAYGAP_USAGE,
                         "the options are not initialised with %s, or are of another "
                         "version of paygap",
                         initialiser);
}

void paygap_free(void *text)
{
    free(text);
}

// ---------------------------------------------------------------- reading

paygap_status pg_bytes_open(struct pg_bytes *bytes, struct pg_inputs inputs,
                            const char *path, paygap_error *err)
{
    const paygap_io *given = pg_inputs_find(inputs, path);

    // That a file of its own grows or shrinks meanwhile is no lie of a callback.
    *bytes = (struct pg_bytes){.path = path, .io = given, .size = UINT64_MAX};
    if (given != NULL) {
        bytes->size = pg_bytes_size(bytes);
        return PAYGAP_OK;
    }
    if (inputs.are_all) {
        errno = ENOENT; // for callers with words of their own
        return pg_fail_at(err, PAYGAP_OPEN, path, 0, 0,
                          "this file is not among the inputs");
    }
    PG_TRY(open_file(&bytes->own, path, NULL, err));
    bytes->io = bytes->own;
    return PAYGAP_OK;
}

paygap_status pg_bytes_open_standard_input(struct pg_bytes *bytes, paygap_error *err)
{
    *bytes = (struct pg_bytes){.path = "-", .size = UINT64_MAX};
    PG_TRY(open_file(&bytes->own, bytes->path, stdin, err));
    bytes->io = bytes->own;
    return PAYGAP_OK;
}

uint64_t pg_bytes_size(const struct pg_bytes *bytes)
{
    const int64_t size = bytes->io->size != NULL ? bytes->io->size(bytes->io->context) : -1;

    return size >= 0 ? (uint64_t)size : UINT64_MAX;
}

// One call of the callback; what it says is not believed.
static size_t read_piece(struct pg_bytes *bytes, uint64_t at, void *to, size_t n)
{
    errno = 0;
    const int64_t n_read = bytes->io->read(bytes->io->context, at, to, n);
    const int reason = errno;

    if (n_read < 0) {
        bytes->fault = PG_BYTES_FAILED;
        bytes->reason = reason;
    } else if ((uint64_t)n_read > n) {
        bytes->fault = PG_BYTES_TOO_MANY;
    } else if (bytes->size != UINT64_MAX &&
               (n_read == 0 ? at < bytes->size : at + (uint64_t)n_read > bytes->size)) {
        bytes->fault = n_read == 0 ? PG_BYTES_SHORT : PG_BYTES_LONG;
    }
    bytes->fault_at = at;
    return bytes->fault == PG_BYTES_WHOLE ? (size_t)n_read : 0;
}

size_t pg_bytes_read_at(struct pg_bytes *bytes, uint64_t at, void *to, size_t n)
{
    size_t n_read = 0, piece = 1;

    for (; n_read < n && piece > 0 && bytes->fault == PG_BYTES_WHOLE; n_read += piece)
        piece = read_piece(bytes, at + n_read, (char *)to + n_read, n - n_read);
    return n_read;
}

size_t pg_bytes_read(struct pg_bytes *bytes, void *to, size_t n)
{
    const size_t n_read = pg_bytes_read_at(bytes, bytes->next, to, n);

    bytes->next += n_read;
    return n_read;
}

paygap_status pg_bytes_check(const struct pg_bytes *bytes, paygap_error *err)
{
    const char *path = bytes->path;
    const unsigned long long at = bytes->fault_at, size = bytes->size;

    switch (bytes->fault) {
    case PG_BYTES_FAILED:
        if (bytes->own != NULL)
            return pg_fail_at(err, PAYGAP_OPEN, path, 0, 0, "could not read the file: %s",
                              strerror(bytes->reason));
        return pg_fail_at(err, PAYGAP_OPEN, path, 0, 0,
                          "could not read the input at byte %llu: its read callback "
                          "failed%s%s",
                          at, bytes->reason != 0 ? ": " : "",
                          bytes->reason != 0 ? strerror(bytes->reason) : "");
    case PG_BYTES_TOO_MANY:
        return pg_fail_at(err, PAYGAP_OPEN, path, 0, 0,
                          "the read callback of the input gave more bytes at byte %llu "
                          "than were asked for",
                          at);
    case PG_BYTES_SHORT:
    case PG_BYTES_LONG:
        return pg_fail_at(
            err, PAYGAP_OPEN, path, 0, 0,
            "the input has %s bytes than the %llu that its size callback says",
            bytes->fault == PG_BYTES_SHORT ? "fewer" : "more", size);
    case PG_BYTES_WHOLE:
    default:
        return PAYGAP_OK;
    }
}

void pg_bytes_close(struct pg_bytes *bytes)
{
    paygap_io_free(bytes->own);
    bytes->own = NULL;
}
