// SPDX-License-Identifier: GPL-3.0-or-later
/* Any bytes as paygap.ini: read or refused with a message. */
#define _GNU_SOURCE
#include "pg_config.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pg_config config = {.has_sector = false};
    paygap_error error = {.status = PAYGAP_OK};
    char path[32];
    int handle = memfd_create("config", 0);

    if (handle < 0 || write(handle, data, size) != (ssize_t)size)
        abort();
    snprintf(path, sizeof path, "/proc/self/fd/%d", handle);
    paygap_status status = pg_config_read(&config, path, &error);
    if (status != PAYGAP_OK && error.text[0] == '\0')
        abort();
    pg_config_free(&config);
    close(handle);
    return 0;
}
