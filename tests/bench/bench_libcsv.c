// SPDX-License-Identifier: GPL-3.0-or-later
/* The measure of speed: libcsv parsing a file into callbacks that do nothing. */
#include <csv.h>
#include <stdio.h>

static void take_cell(void *ptr, size_t len, void *context)
{
    (void)ptr;
    (void)len;
    (void)context;
}

static void take_row(int terminator, void *context)
{
    (void)terminator;
    (void)context;
}

int main(int argc, char **argv)
{
    static char chunk[1 << 18];
    struct csv_parser parser;
    size_t n;
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;

    if (file == NULL || csv_init(&parser, 0) != 0)
        return 1;
    setvbuf(file, NULL, _IONBF, 0);
    while ((n = fread(chunk, 1, sizeof chunk, file)) > 0)
        csv_parse(&parser, chunk, n, take_cell, take_row, NULL);
    csv_fini(&parser, take_cell, take_row, NULL);
    csv_free(&parser);
    return fclose(file);
}
