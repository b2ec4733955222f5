// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Tests of platform: a set of files appears together or leaves everything as it was, when
 * it is abandoned, when a move fails and when another run has the folder; work in a child
 * that crashes is an error. Each test has a folder of its own.
 */
#define _XOPEN_SOURCE 700
#include "pg_platform.h"
#include "testing.h"

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];

static void make_folder(void)
{
    snprintf(folder, sizeof folder, "/tmp/paygap-check-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void remove_folder(void)
{
    char command[128];

    snprintf(command, sizeof command, "rm -rf %s", folder);
    ck_assert_int_eq(system(command), 0);
}

static bool exists(const char *name)
{
    char path[256];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    return access(path, F_OK) == 0;
}

static struct pg_outputs *begin(const char *below)
{
    char path[128];
    struct pg_outputs *outputs;

    snprintf(path, sizeof path, "%s/%s", folder, below);
    ck_assert_int_eq(pg_platform_outputs_begin(&outputs, path, NULL), PAYGAP_OK);
    return outputs;
}

static void add(struct pg_outputs *outputs, const char *name, bool is_private,
                const char *text)
{
    const char *path;

    ck_assert_int_eq(pg_platform_outputs_add(outputs, name, is_private, NULL, &path, NULL),
                     PAYGAP_OK);
    FILE *file = pg_platform_outputs_open(path);
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    ck_assert_int_eq(pg_platform_outputs_close(outputs, file, path, NULL), PAYGAP_OK);
}

START_TEST(test_files_appear_together)
{
    struct stat status;
    char path[128];
    struct pg_outputs *outputs = begin("a/b");

    add(outputs, "publish/x", false, "1");
    add(outputs, "internal/y", true, "2");
    ck_assert(!exists("a/b/publish/x"));
    ck_assert_int_eq(pg_platform_outputs_commit(outputs, NULL), PAYGAP_OK);
    ck_assert(exists("a/b/publish/x"));
    ck_assert(!exists("a/b/.paygap-unfinished"));
    snprintf(path, sizeof path, "%s/a/b/internal/y", folder);
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_uint_eq(status.st_mode & 0777, 0600);
    snprintf(path, sizeof path, "%s/a/b/internal", folder);
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_uint_eq(status.st_mode & 0777, 0700);
}
END_TEST

START_TEST(test_an_abandoned_set_leaves_nothing)
{
    struct pg_outputs *outputs = begin("a/b");

    add(outputs, "publish/x", false, "1");
    pg_platform_outputs_abandon(outputs);
    ck_assert(!exists("a"));
}
END_TEST

START_TEST(test_an_abandoned_set_leaves_the_old_one)
{
    struct pg_outputs *outputs = begin("out");
    char path[128], old[8] = "";

    add(outputs, "x", false, "old");
    ck_assert_int_eq(pg_platform_outputs_commit(outputs, NULL), PAYGAP_OK);
    outputs = begin("out");
    add(outputs, "x", false, "new");
    pg_platform_outputs_abandon(outputs);
    snprintf(path, sizeof path, "%s/out/x", folder);
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(fgets(old, sizeof old, file));
    fclose(file);
    ck_assert_str_eq(old, "old");
}
END_TEST

/* The second of two files cannot be replaced, because a folder has taken its place: the
 * first, which was already in place, goes back to the old one. */
START_TEST(test_a_failed_replacement_brings_the_old_set_back)
{
    struct pg_outputs *outputs = begin("out");
    char path[128], old[8] = "";
    paygap_error error = {.status = PAYGAP_OK};

    add(outputs, "a", false, "old");
    ck_assert_int_eq(pg_platform_outputs_commit(outputs, NULL), PAYGAP_OK);
    outputs = begin("out");
    add(outputs, "a", false, "new");
    add(outputs, "b", false, "new");
    snprintf(path, sizeof path, "%s/out/b", folder);
    ck_assert_int_eq(mkdir(path, 0700), 0);
    ck_assert_int_eq(pg_platform_outputs_commit(outputs, &error), PAYGAP_OUTPUT);
    snprintf(path, sizeof path, "%s/out/a", folder);
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(fgets(old, sizeof old, file));
    fclose(file);
    ck_assert_str_eq(old, "old");
    ck_assert(!exists("out/.paygap-unfinished"));
}
END_TEST

/** Writes a file below the folder of the test. */
static void put(const char *name, const char *text)
{
    char path[256];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

static void expect_file(const char *name, const char *text)
{
    char path[256], found[32] = "";

    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "r");
    ck_assert_msg(file != NULL, "there is no %s", name);
    ck_assert_ptr_nonnull(fgets(found, sizeof found, file));
    fclose(file);
    ck_assert_str_eq(found, text);
}

/* A run that was killed after the first of three renames: publish/a is new, publish/b and
 * internal/c are old, and the new ones lie in the scratch folder under their flat names. */
static void put_killed(const char *journal)
{
    static const char *const folders[] = {"", "/publish", "/internal",
                                          "/.paygap-unfinished"};
    char path[256];

    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        snprintf(path, sizeof path, "%s/out%s", folder, folders[i]);
        ck_assert_int_eq(mkdir(path, 0700), 0);
    }
    put("out/publish/a", "new");
    put("out/publish/b", "old");
    put("out/internal/c", "old");
    put("out/.paygap-unfinished/publish-a.old", "old");
    put("out/.paygap-unfinished/publish-b", "new");
    put("out/.paygap-unfinished/internal-c", "new");
    if (journal != NULL)
        put("out/.paygap-unfinished/journal", journal);
}

#define WHOLE_JOURNAL "paygap journal 1\no publish/a\no publish/b\np internal/c\nend\n"

START_TEST(test_a_set_that_a_killed_run_left_is_completed)
{
    paygap_error error = {.status = PAYGAP_OK};

    put_killed(WHOLE_JOURNAL);
    pg_platform_outputs_abandon(begin("out"));
    expect_file("out/publish/a", "new");
    expect_file("out/publish/b", "new");
    expect_file("out/internal/c", "new");
    ck_assert(!exists("out/.paygap-unfinished"));
    struct pg_outputs *outputs = begin("out"); // nothing is left to be said
    ck_assert_int_eq(pg_platform_outputs_commit(outputs, &error), PAYGAP_OK);
    ck_assert_str_eq(error.text, "");
}
END_TEST

START_TEST(test_that_a_set_was_completed_is_said)
{
    paygap_error error = {.status = PAYGAP_OK};

    put_killed(WHOLE_JOURNAL);
    struct pg_outputs *outputs = begin("out");
    add(outputs, "publish/a", false, "newer");
    ck_assert_int_eq(pg_platform_outputs_commit(outputs, &error), PAYGAP_OK);
    ck_assert_str_eq(error.text,
                     "an earlier run was stopped while it put its files in place; its "
                     "other 2 were put there before those of this run");
    expect_file("out/publish/a", "newer");
    expect_file("out/publish/b", "new");
}
END_TEST

/* No journal, one that was not finished, one of another kind, and ones that name files
 * elsewhere: nothing is moved, and the scratch folder goes. */
static const char *const no_journals[] = {
    NULL,
    "",
    "paygap journal 1\no publish/b\n",
    "paygap journal 1\no publish/b\nen",
    "paygap journal 2\no publish/b\nend\n",
    "o publish/b\nend\n",
    "paygap journal 1\npublish/b\nend\n",
    "paygap journal 1\nend\no publish/b\nend\n",
    "paygap journal 1\no ../publish/b\nend\n",
    "paygap journal 1\no /publish/b\nend\n",
    "paygap journal 1\no publish//b\nend\n",
    "paygap journal 1\no \nend\n",
};

START_TEST(test_what_is_no_journal_moves_nothing)
{
    put_killed(no_journals[_i]);
    pg_platform_outputs_abandon(begin("out"));
    expect_file("out/publish/b", "old");
    expect_file("out/internal/c", "old");
    ck_assert(!exists("out/.paygap-unfinished"));
}
END_TEST

/* A folder has taken the place of a file: the rest of the set stays to be put in place. */
START_TEST(test_a_set_that_cannot_be_completed_stays)
{
    paygap_error error = {.status = PAYGAP_OK};
    struct pg_outputs *outputs;
    char path[128];

    put_killed(WHOLE_JOURNAL);
    snprintf(path, sizeof path, "%s/out/publish/b", folder);
    ck_assert_int_eq(remove(path), 0);
    ck_assert_int_eq(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/out", folder);
    ck_assert_int_eq(pg_platform_outputs_begin(&outputs, path, &error), PAYGAP_OUTPUT);
    ck_assert_ptr_nonnull(strstr(error.text, "and b cannot be put there now"));
    snprintf(path, sizeof path, "%s/out/publish/b", folder);
    ck_assert_int_eq(rmdir(path), 0);
    pg_platform_outputs_abandon(begin("out"));
    expect_file("out/publish/b", "new");
    expect_file("out/internal/c", "new");
}
END_TEST

START_TEST(test_only_regular_files_are_opened)
{
    char path[128];
    FILE *file;
    paygap_error error = {.status = PAYGAP_OK};

    snprintf(path, sizeof path, "%s/pipe", folder);
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    ck_assert_int_eq(pg_platform_regular_open(&file, path, &error), PAYGAP_OPEN);
    ck_assert_str_eq(error.text,
                     "this is a folder, a pipe or a device; give a regular file");
    ck_assert_int_eq(pg_platform_regular_open(&file, folder, NULL), PAYGAP_OPEN);
    ck_assert_int_eq(pg_platform_regular_open(&file, "/dev/null", NULL), PAYGAP_OPEN);
    put("file", "text");
    snprintf(path, sizeof path, "%s/file", folder);
    ck_assert_int_eq(pg_platform_regular_open(&file, path, NULL), PAYGAP_OK);
    fclose(file);
}
END_TEST

START_TEST(test_two_runs_do_not_write_to_one_folder)
{
    struct pg_outputs *first = begin("out"), *second;
    char path[128];
    paygap_error error = {.status = PAYGAP_OK};

    snprintf(path, sizeof path, "%s/out", folder);
    ck_assert_int_eq(pg_platform_outputs_begin(&second, path, &error), PAYGAP_OUTPUT);
    ck_assert_ptr_nonnull(strstr(error.text, "another run"));
    pg_platform_outputs_abandon(first);
}
END_TEST

static paygap_status crash(void *context, paygap_error *err)
{
    (void)context;
    (void)err;
    raise(SIGKILL);
    return PAYGAP_OK;
}

static paygap_status complain(void *context, paygap_error *err)
{
    return pg_fail(err, PAYGAP_OUTPUT, "%s", (const char *)context);
}

START_TEST(test_a_crash_in_guarded_work_is_an_error)
{
    paygap_error error = {.status = PAYGAP_OK};

    ck_assert_int_eq(pg_platform_guarded(crash, NULL, &error), PAYGAP_FAULT);
    error.status = PAYGAP_OK;
    ck_assert_int_eq(pg_platform_guarded(complain, (void *)"the disk is full", &error),
                     PAYGAP_OUTPUT);
    ck_assert_str_eq(error.text, "the disk is full");
}
END_TEST

TCase *tests(void)
{
    TCase *tc = tcase_create("platform");

    tcase_add_checked_fixture(tc, make_folder, remove_folder);
    tcase_add_test(tc, test_files_appear_together);
    tcase_add_test(tc, test_an_abandoned_set_leaves_nothing);
    tcase_add_test(tc, test_an_abandoned_set_leaves_the_old_one);
    tcase_add_test(tc, test_a_failed_replacement_brings_the_old_set_back);
    tcase_add_test(tc, test_a_set_that_a_killed_run_left_is_completed);
    tcase_add_test(tc, test_that_a_set_was_completed_is_said);
    add_loop(tc, test_what_is_no_journal_moves_nothing, no_journals);
    tcase_add_test(tc, test_a_set_that_cannot_be_completed_stays);
    tcase_add_test(tc, test_only_regular_files_are_opened);
    tcase_add_test(tc, test_two_runs_do_not_write_to_one_folder);
    tcase_add_test(tc, test_a_crash_in_guarded_work_is_an_error);
    return tc;
}
