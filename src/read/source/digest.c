// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_source.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>

struct pg_digest {
    struct sha256_ctx context;
};

struct pg_digest *pg_source_digest_begin(void)
{
    struct pg_digest *digest = malloc(sizeof *digest);

    if (digest != NULL)
        sha256_init(&digest->context);
    return digest;
}

void pg_source_digest_add(struct pg_digest *digest, const void *bytes, size_t n)
{
    sha256_update(&digest->context, n, bytes);
}

void pg_source_digest_finish(struct pg_digest *digest, char hexadecimal[static 65])
{
    uint8_t bytes[SHA256_DIGEST_SIZE];

    sha256_digest(&digest->context, sizeof bytes, bytes);
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(hexadecimal + 2 * i, 3, "%02x", (unsigned)bytes[i]);
    free(digest);
}

paygap_status pg_source_digest_file(const char *path, char hexadecimal[static 65],
                                    paygap_error *err)
{
    unsigned char bytes[4096];
    size_t n;
    struct pg_digest *digest = pg_source_digest_begin();
    FILE *file = fopen(path, "rb");

    hexadecimal[0] = '\0';
    while (digest != NULL && file != NULL && (n = fread(bytes, 1, sizeof bytes, file)) > 0)
        pg_source_digest_add(digest, bytes, n);
    bool unread = file == NULL || ferror(file);
    int reason = errno;
    if (file != NULL)
        fclose(file);
    if (digest == NULL || (file == NULL && reason == ENOMEM)) {
        free(digest);
        return pg_no_memory(err);
    }
    pg_source_digest_finish(digest, hexadecimal);
    if (unread)
        return pg_fail_at(err, PAYGAP_OPEN, path, 0, 0, "could not read the file: %s",
                          strerror(reason));
    return PAYGAP_OK;
}

paygap_status pg_source_digest_input(struct pg_inputs inputs, const char *path,
                                     char hexadecimal[static 65], paygap_error *err)
{
    unsigned char piece[4096];
    struct pg_bytes bytes;
    size_t n;

    if (pg_inputs_find(inputs, path) == NULL && !inputs.are_all)
        return pg_source_digest_file(path, hexadecimal, err);
    hexadecimal[0] = '\0';
    struct pg_digest *digest = pg_source_digest_begin();
    if (digest == NULL)
        return pg_no_memory(err);
    paygap_status status = pg_bytes_open(&bytes, inputs, path, err);
    while (status == PAYGAP_OK && (n = pg_bytes_read(&bytes, piece, sizeof piece)) > 0)
        pg_source_digest_add(digest, piece, n);
    pg_source_digest_finish(digest, hexadecimal);
    return status == PAYGAP_OK ? pg_bytes_check(&bytes, err) : status;
}
