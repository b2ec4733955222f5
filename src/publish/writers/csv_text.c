// SPDX-License-Identifier: GPL-3.0-or-later
/* Text cells of CSV files, guarded against spreadsheets that would take them for formulas.
 */
#include "pg_writers.h"

#include <csv.h>

// What spreadsheets take for the start of a formula, full-width twins included.
static bool starts_formula(const char *text)
{
    static const char *const wide[] = {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
                                       "\xEF\xBC\xA0"};
    const char *p = text + strspn(text, " \"");

    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++) {
        if (strncmp(p, wide[i], 3) == 0)
            return true;
    }
    return *p != '\0' && strchr("=+-@\t\r\n|%", *p) != NULL;
}

void pg_writers_csv_quoted(FILE *file, const char *text)
{
    if (!starts_formula(text)) {
        csv_fwrite(file, text, strlen(text));
        return;
    }
    fputs("\"'", file); // libcsv writes whole fields only, and this one has a guard
    for (; *text != '\0'; text++) {
        if (*text == '"')
            fputc('"', file);
        fputc(*text, file);
    }
    fputc('"', file);
}

void pg_writers_csv_text(FILE *file, const char *text)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _.";

    if (text[strspn(text, plain)] == '\0')
        fputs(text, file);
    else
        pg_writers_csv_quoted(file, text);
}
