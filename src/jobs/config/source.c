// SPDX-License-Identifier: GPL-3.0-or-later
/* An input as [input] says it is laid out. */
#include "pg_config.h"

#include "pg_platform.h"

// Bytes of an input; 0 if that is not known.
static uint64_t size_of(const struct pg_config *config, const char *path)
{
    const paygap_io *given = pg_inputs_find(config->inputs, path);

    if (given == NULL)
        return pg_platform_file_size(path);
    const int64_t size = given->size != NULL ? given->size(given->context) : 0;
    return size > 0 ? (uint64_t)size : 0;
}

struct pg_source pg_config_source(const struct pg_config *config, const char *sheet,
                                  const char *path)
{
    return (struct pg_source){.path = path,
                              .inputs = config->inputs,
                              .size = size_of(config, path),
                              .sheet = sheet != NULL ? sheet : config->input.sheet,
                              .delimiter = config->input.delimiter,
                              .encoding = config->input.encoding,
                              .header_line = config->input.header_row};
}
