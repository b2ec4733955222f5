// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What C17 does not have, by POSIX: folders, locks, links, signals, syncing and child
 * processes. The only file of the library that would be written anew for another system.
 * Functions say true or false and leave the reason in errno, which pg_platform_reason()
 * puts into words.
 *
 * pg_platform_guarded() does work in a child process and brings its status and message back
 * through a pipe, because the library that writes workbooks may crash when memory runs out.
 * The child closes what it inherited, the lock above all, is silent, uses the decimal point
 * whatever the locale, and on Linux ends when its parent does. Where no child can be had
 * the work is done here.
 */
#define _XOPEN_SOURCE   700
#define _DEFAULT_SOURCE // flock, mkdtemp
#include "pg_platform.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/file.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

const char *pg_platform_reason(void)
{
    return strerror(errno);
}

uint64_t pg_platform_file_size(const char *path)
{
    struct stat status;

    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return 0;
    return (uint64_t)status.st_size;
}

bool pg_platform_is_regular(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

// Looked at before it is opened, because opening may wait or start a device, and after,
// because the name may stand for another file by then.
paygap_status pg_platform_regular_open(FILE **out, const char *path, paygap_error *err)
{
    struct stat status;
    int handle = -1;

    *out = NULL;
    bool is_there = stat(path, &status) == 0;
    if (is_there && S_ISREG(status.st_mode))
        handle = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (handle >= 0 && fstat(handle, &status) == 0 && S_ISREG(status.st_mode))
        *out = fdopen(handle, "rb");
    if (*out != NULL)
        return PAYGAP_OK;
    int reason = errno;
    if (handle >= 0)
        close(handle);
    if (is_there && !S_ISREG(status.st_mode))
        return pg_fail_at(err, PAYGAP_OPEN, path, 0, 0,
                          "this is a folder, a pipe or a device; give a regular file");
    return pg_fail_at(err, PAYGAP_OPEN, path, 0, 0, "could not read the file: %s",
                      strerror(reason));
}

paygap_status pg_platform_input_open(paygap_io **out, const char *name, const char *path,
                                     paygap_error *err)
{
    FILE *file = NULL;

    *out = NULL;
    PG_TRY(pg_platform_regular_open(&file, path, err));
    return pg_io_from_stream(out, name, file, err);
}

bool pg_platform_is_own_folder(const char *path)
{
    struct stat status;

    return lstat(path, &status) == 0 && S_ISDIR(status.st_mode) &&
           status.st_uid == geteuid();
}

bool pg_platform_make_folder(const char *path, enum pg_folder_kind kind, bool *made)
{
    struct stat status;

    *made = mkdir(path, kind == PG_FOLDER_PRIVATE ? 0700 : 0777) == 0;
    if (*made)
        return true;
    if (errno != EEXIST ||
        (kind == PG_FOLDER_ANY ? stat(path, &status) : lstat(path, &status)) != 0)
        return false;
    if (!S_ISDIR(status.st_mode)) {
        errno = ENOTDIR;
        return false;
    }
    return kind != PG_FOLDER_PRIVATE || chmod(path, 0700) == 0;
}

void pg_platform_remove_scratch(const char *path)
{
    struct stat status;
    const struct dirent *entry;

    if (lstat(path, &status) != 0 || !S_ISDIR(status.st_mode))
        return;
    if (rmdir(path) == 0)
        return;
    DIR *folder = opendir(path);
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            (void)unlinkat(dirfd(folder), entry->d_name, 0);
    }
    if (folder != NULL)
        closedir(folder);
    (void)rmdir(path);
}

bool pg_platform_remove_folder(const char *path)
{
    return rmdir(path) == 0;
}

// A temporary file left by a run that was killed is removed first; the lock on the folder
// says that no other run is using it.
bool pg_platform_create_file(const char *path, bool is_private)
{
    if (unlink(path) != 0 && errno != ENOENT)
        return false;
    int handle = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                      is_private ? 0600 : 0666);
    return handle >= 0 && close(handle) == 0;
}

bool pg_platform_may_replace(const char *path, const char *not_over)
{
    struct stat old, input;

    if (lstat(path, &old) != 0)
        return errno == ENOENT;
    if (!S_ISREG(old.st_mode)) {
        errno = EEXIST;
        return false;
    }
    if (not_over != NULL && stat(not_over, &input) == 0 && input.st_dev == old.st_dev &&
        input.st_ino == old.st_ino) {
        errno = EEXIST;
        return false;
    }
    return true;
}

bool pg_platform_replace(const char *from, const char *to)
{
    return rename(from, to) == 0;
}

bool pg_platform_remove_file(const char *path)
{
    return unlink(path) == 0;
}

bool pg_platform_same_contents(const char *a, const char *b)
{
    FILE *left = fopen(a, "rb"), *right = fopen(b, "rb");
    bool same = left != NULL && right != NULL;
    int byte = 0;

    while (same && byte != EOF) {
        byte = getc(left);
        same = byte == getc(right);
    }
    same = same && !ferror(left) && !ferror(right);
    if (left != NULL)
        fclose(left);
    if (right != NULL)
        fclose(right);
    return same;
}

bool pg_platform_sync(const char *path)
{
    int handle = open(path, O_RDONLY | O_CLOEXEC);

    if (handle < 0)
        return false;
    bool synced = fsync(handle) == 0;
    return close(handle) == 0 && synced;
}

bool pg_platform_keep(const char *path, const char *kept)
{
    return link(path, kept) == 0;
}

// Some file systems cannot sync a folder; the files in it were synced one by one.
void pg_platform_sync_folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder =
        slash != NULL ? pg_strdup((struct pg_str){path, (size_t)(slash - path)}) : NULL;

    if (folder != NULL)
        (void)pg_platform_sync(folder);
    free(folder);
}

// A run that was killed a moment ago may hold the lock a moment longer: try for a second.
int pg_platform_lock(const char *folder)
{
    const struct timespec pause = {0, 50000000};
    int handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    for (int tries = 0; handle >= 0 && flock(handle, LOCK_EX | LOCK_NB) != 0; tries++) {
        if (errno != EWOULDBLOCK)
            break; // a file system without locks
        if (tries == 20) {
            close(handle);
            errno = EBUSY;
            return -1;
        }
        (void)nanosleep(&pause, NULL);
    }
    return handle;
}

void pg_platform_unlock(int handle)
{
    if (handle >= 0)
        close(handle);
}

FILE *pg_platform_outputs_open(const char *path)
{
    return fopen(path, "wb");
}

paygap_status pg_platform_outputs_close(const struct pg_outputs *outputs, FILE *file,
                                        const char *path, paygap_error *err)
{
    bool written = fflush(file) == 0 && !ferror(file) && fsync(fileno(file)) == 0;
    int reason = errno;

    if (fclose(file) != 0 && written) {
        written = false;
        reason = errno;
    }
    return written ? PAYGAP_OK
                   : pg_platform_outputs_fail(outputs, path, strerror(reason), err);
}

struct pg_signals {
    sigset_t before;
};

struct pg_signals *pg_platform_hold_signals(void)
{
    struct pg_signals *held = malloc(sizeof *held);
    sigset_t interrupting;

    if (held == NULL)
        return NULL;
    sigemptyset(&interrupting);
    sigaddset(&interrupting, SIGINT);
    sigaddset(&interrupting, SIGTERM);
    sigaddset(&interrupting, SIGHUP);
    sigaddset(&interrupting, SIGXFSZ); // a file size limit: report it, do not die of it
    pthread_sigmask(SIG_BLOCK, &interrupting, &held->before);
    return held;
}

void pg_platform_resume_signals(struct pg_signals *held)
{
    const struct timespec at_once = {0, 0};
    sigset_t file_size;

    if (held == NULL)
        return;
    sigemptyset(&file_size);
    sigaddset(&file_size, SIGXFSZ);
    while (sigtimedwait(&file_size, NULL, &at_once) > 0) {
        // taken back: the write that caused it was reported as failed
    }
    pthread_sigmask(SIG_SETMASK, &held->before, NULL);
    free(held);
}

// In the child: does the work and sends its status and message through the pipe.
static void work_and_exit(int to_parent, paygap_status (*work)(void *, paygap_error *),
                          void *context)
{
    paygap_error message = {0};
    for (int handle = 3; handle < 256; handle++) { // the lock on the folder among them
        if (handle != to_parent)
            close(handle);
    }
    int silence = open("/dev/null", O_WRONLY | O_CLOEXEC);

#ifdef __linux__
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL); // no writer without a run
#endif
    if (silence >= 0)
        (void)dup2(silence,
                   STDERR_FILENO); // libraries print; the message below says it all
    (void)setlocale(LC_ALL, "C");  // libraries print numbers with the locale's point
    message.status = work(context, &message);
    bool sent = write(to_parent, &message, sizeof message) == (ssize_t)sizeof message;
    _exit(sent ? 0 : 1);
}

static bool receive(int from_child, paygap_error *message)
{
    size_t got = 0;

    while (got < sizeof *message) {
        ssize_t n = read(from_child, (char *)message + got, sizeof *message - got);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        got += (size_t)n;
    }
    return true;
}

paygap_status pg_platform_guarded(paygap_status (*work)(void *context, paygap_error *err),
                                  void *context, paygap_error *err)
{
    int ends[2];
    paygap_error message = {0};

    if (pipe(ends) != 0)
        return work(context, err);
    pid_t child = fork();
    if (child == 0)
        work_and_exit(ends[1], work, context);
    close(ends[1]);
    if (child < 0) {
        close(ends[0]);
        return work(context, err);
    }
    bool received = receive(ends[0], &message);
    close(ends[0]);
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {
        // interrupted; wait on
    }
    if (!received)
        return pg_fail(err, PAYGAP_FAULT,
                       "the part that writes workbooks stopped; is there enough memory?");
    if (message.status != PAYGAP_OK && err != NULL && err->status == PAYGAP_OK)
        *err = message;
    return message.status;
}

char *pg_platform_temporary_folder(void)
{
    const char *parent = getenv("TMPDIR");
    struct pg_buffer path = {0};

    pg_buffer_printf(&path, "%s/paygap-XXXXXX",
                     parent != NULL && parent[0] != '\0' ? parent : "/tmp");
    if (path.failed || mkdtemp(path.ptr) == NULL)
        pg_buffer_free(&path);
    return path.ptr;
}

static int remove_one(const char *path, const struct stat *status, int kind,
                      struct FTW *place)
{
    (void)status, (void)kind, (void)place;
    return remove(path);
}

void pg_platform_remove_tree(const char *path)
{
    (void)nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}
