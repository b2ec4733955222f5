// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Any bytes as a manifest.json that is made again. The folder of the inputs holds one file,
 * which is no payroll, so that no run gets as far as to write files; no word of it may be
 * shown, nor anything that a terminal would obey.
 */
#include "fuzzing.h"

#include <paygap/audit.h>
#include <sys/mman.h>
#include <unistd.h>

static const char secret[] = "swordfish:x:0\nswordfish\n";

// The folder that --inputs names, made once, in the folder for temporary files.
static const char *inputs_folder(void)
{
    static char folder[200], path[220];
    const char *parent = getenv("TMPDIR");

    if (folder[0] != '\0')
        return folder;
    snprintf(folder, sizeof folder, "%.150s/paygap-XXXXXX",
             parent != NULL ? parent : "/tmp");
    fuzz_require(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/p.csv", folder);
    FILE *file = fopen(path, "w");
    fuzz_require(file != NULL);
    fputs(secret, file);
    fclose(file);
    return folder;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[32], *text = NULL;
    size_t n;
    paygap_error error;
    int handle = memfd_create("manifest", 0);
    FILE *stream = open_memstream(&text, &n);

    fuzz_require(handle >= 0 && write(handle, data, size) == (ssize_t)size);
    snprintf(path, sizeof path, "/proc/self/fd/%d", handle);
    paygap_status status = paygap_reproduce(path, inputs_folder(), stream, &error);
    fclose(stream);
    fuzz_require(status != PAYGAP_OK && error.text[0] != '\0');
    fuzz_require_visible(text);
    fuzz_require_visible(error.text);
    if (memmem(data, size, "wordfish", 8) == NULL) // a manifest may say so of itself
        fuzz_require(strstr(text, "swordfish") == NULL &&
                     strstr(error.text, "swordfish") == NULL);
    free(text);
    close(handle);
    return 0;
}
