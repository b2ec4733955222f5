// SPDX-License-Identifier: GPL-3.0-or-later
#define _XOPEN_SOURCE 700
#include "testing.h"

#include <unistd.h>

char *temporary_bytes(const char *bytes, size_t n)
{
    char *path = strdup("/tmp/paygap-check-XXXXXX");
    int handle = mkstemp(path);

    ck_assert_int_ge(handle, 0);
    ck_assert_int_eq(write(handle, bytes, n), (ssize_t)n);
    ck_assert_int_eq(close(handle), 0);
    return path;
}

char *temporary_file(const char *text)
{
    return temporary_bytes(text, strlen(text));
}

char *source_path(const char *name)
{
    size_t len = strlen(PAYGAP_SOURCE_DIR) + strlen(name) + 2;
    char *path = malloc(len);

    ck_assert_ptr_nonnull(path);
    snprintf(path, len, "%s/%s", PAYGAP_SOURCE_DIR, name);
    return path;
}

int main(void)
{
    Suite *suite = suite_create("paygap");
    SRunner *runner;

    suite_add_tcase(suite, tests());
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
