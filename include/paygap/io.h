// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * io: inputs that are bytes, wherever they come from.
 *
 * Options name their inputs by path. Where a program has the bytes of an input rather than
 * a file, it makes a paygap_io, gives it a name, and lists it in `inputs`: whatever in the
 * options or in the configuration has that name is then read from it, and no file is
 * opened.
 *
 *     paygap_io *payroll;
 *     paygap_io_from_memory(&payroll, "payroll.csv", bytes, n_bytes, NULL);
 *     const paygap_io *inputs[] = {payroll};
 *     paygap_options options = PAYGAP_OPTIONS_INIT;
 *     options.payroll = "payroll.csv";
 *     options.inputs = inputs;
 *     options.n_inputs = 1;
 *     ... paygap_run(&results, &options, &error) ...
 *     paygap_io_free(payroll);
 *
 * An input of another kind (a database, an encrypted file) is a paygap_io that the program
 * fills itself, from PAYGAP_IO_INIT: name, read and, if it is known, size. Inputs are
 * borrowed for the time of a call and may be given to any number of calls.
 */
#ifndef PAYGAP_IO_H
#define PAYGAP_IO_H

#include <stddef.h>
#include <stdint.h>

#include <paygap/error.h>
#include <paygap/export.h>

/* An initialiser for a struct whose first member is its size. C++ has no designators before
 * C++20, so that there a function makes it. */
#ifdef __cplusplus
#define PAYGAP_SIZED(type)                                                                 \
    ([] {                                                                                  \
        type made = {};                                                                    \
        made.struct_size = sizeof(type);                                                   \
        return made;                                                                       \
    }())
#else
#define PAYGAP_SIZED(type)                                                                 \
    {                                                                                      \
        .struct_size = sizeof(type)                                                        \
    }
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** An input. The program that fills one owns it, its name and its context, and keeps them
 *  for the time of each call it is given to. */
typedef struct paygap_io {
    size_t struct_size; /**< PAYGAP_IO_INIT sets it */
    const char *name; /**< required; what messages and outputs call it, and what options and
                           the configuration name it by. Neither "" nor "-" */
    void *context;    /**< handed to the callbacks */

    /**
     * Required. Puts up to `n` bytes from position `at` on into `bytes` and returns how
     * many they are; 0 at the end and only there. Below 0 is a failure, which ends the call
     * with PAYGAP_OPEN: `errno` may say why. Positions mostly follow one another, but a
     * workbook is read here and there, and payment lines, an audit and a comparison read
     * again from 0. Called on the thread of the call that the input was given to.
     */
    int64_t (*read)(void *context, uint64_t at, void *bytes, size_t n);

    /** The number of bytes in all; below 0, or a NULL here, if it is not known. A workbook
     *  needs it. A failure if `read` gives fewer or more. */
    int64_t (*size)(void *context);
} paygap_io;

#define PAYGAP_IO_INIT PAYGAP_SIZED(paygap_io)

/** Makes an input of a block of memory. `name` is copied; `bytes` stay the caller's,
 * unchanged until paygap_io_free(). May be read by several threads at once. */
PAYGAP_API paygap_status paygap_io_from_memory(paygap_io **out, const char *name,
                                               const void *bytes, size_t n_bytes,
                                               paygap_error *error);

/** Makes an input of a file, which is open until paygap_io_free() and named by its path.
 *  PAYGAP_OPEN if it cannot be opened, and *out is NULL. For one thread at a time. */
PAYGAP_API paygap_status paygap_io_from_file(paygap_io **out, const char *path,
                                             paygap_error *error);

/** Frees an input that one of these functions made; NULL is allowed. */
PAYGAP_API void paygap_io_free(paygap_io *io);

#ifdef __cplusplus
}
#endif

#endif
