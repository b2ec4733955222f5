// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * platform: the only place that may call what C17 itself does not have.
 *
 * Output set: a group of files that appear together. Steps: pg_platform_outputs_begin() on
 * the folder; pg_platform_outputs_add() for each file, which gives the path of an empty
 * temporary file on the same disk; write to that path; pg_platform_outputs_commit() puts
 * all of them in place, pg_platform_outputs_abandon() removes every trace. Both free the
 * set. From begin to the end, interrupting signals wait, so that a run leaves the whole old
 * set or the whole new one.
 */
#ifndef PG_PLATFORM_H
#define PG_PLATFORM_H

#include "pg_base.h"

#include <stdio.h>

struct pg_outputs;

/** Makes `folder` (and the folders above it) if missing and locks it against other runs. A
 *  set that a killed run has put in place by half is completed first. */
paygap_status pg_platform_outputs_begin(struct pg_outputs **out, const char *folder,
                                        paygap_error *err);

/**
 * Adds the file `name`, a path inside the folder with / between its parts; missing folders
 * are made. A private file and its folder are readable by their owner only. `*path` is
 * where to write, borrowed from the set. Refuses to replace anything but a regular file,
 * and the file `not_over` (the input; NULL if none).
 */
paygap_status pg_platform_outputs_add(struct pg_outputs *outputs, const char *name,
                                      bool is_private, const char *not_over,
                                      const char **path, paygap_error *err);

/** Opens a temporary file given by pg_platform_outputs_add() for writing. */
FILE *pg_platform_outputs_open(const char *path);

/** Flushes `file` to the disk and closes it; PAYGAP_OUTPUT if anything failed since it was
 *  opened. Always closes. */
paygap_status pg_platform_outputs_close(const struct pg_outputs *outputs, FILE *file,
                                        const char *path, paygap_error *err);

/** If an earlier set was completed, `err` says so in its text, beside PAYGAP_OK. */
paygap_status pg_platform_outputs_commit(struct pg_outputs *outputs, paygap_error *err);
void pg_platform_outputs_abandon(struct pg_outputs *outputs);

/** Flushes a finished file, written by a library, to the disk. */
bool pg_platform_sync(const char *path);

/**
 * Runs `work` where a crash in it cannot reach the caller (a child process, if the system
 * has them) and returns its status. Only files written by `work` outlive it.
 */
paygap_status pg_platform_guarded(paygap_status (*work)(void *context, paygap_error *err),
                                  void *context, paygap_error *err);

/** Size of the file in bytes, 0 if not known. */
uint64_t pg_platform_file_size(const char *path);

/** Whether it is a file that can be read without waiting: no folder, pipe or device. */
bool pg_platform_is_regular(const char *path);

/** Opens such a file to be read; PAYGAP_OPEN if it is another or cannot be opened. */
paygap_status pg_platform_regular_open(FILE **out, const char *path, paygap_error *err);

/** The same as an input called `name`, to be freed by paygap_io_free(). */
paygap_status pg_platform_input_open(paygap_io **out, const char *name, const char *path,
                                     paygap_error *err);

/** Fails about the file that a temporary path stands for, with the reason. */
paygap_status pg_platform_outputs_fail(const struct pg_outputs *outputs, const char *path,
                                       const char *reason, paygap_error *err);

/** A private folder for temporary files, removed with all in it at the end of the set. */
const char *pg_platform_outputs_scratch(const struct pg_outputs *outputs);

/** Path for one temporary file in it. */
const char *pg_platform_outputs_spare(const struct pg_outputs *outputs);

/** Number of files added so far; name inside the folder and where file `index` is being
 *  written. */
size_t pg_platform_outputs_n(const struct pg_outputs *outputs);
const char *pg_platform_outputs_name(const struct pg_outputs *outputs, size_t index);
const char *pg_platform_outputs_path(const struct pg_outputs *outputs, size_t index);

/** Makes a private folder for temporary files; its path, to be freed, or NULL. */
char *pg_platform_temporary_folder(void);
/** Removes a folder of ours with everything below it. */
void pg_platform_remove_tree(const char *path);

/** Reason of the last failed call, e.g. "No space left on device". */
const char *pg_platform_reason(void);

/* Primitives of the output set; each returns false with errno set. */

enum pg_folder_kind {
    PG_FOLDER_ANY,    /**< the user's: may be a link to a folder */
    PG_FOLDER_OWN,    /**< ours: must be a folder */
    PG_FOLDER_PRIVATE /**< ours, readable by the owner only */
};
/** Whether it is a folder, no link to one, that belongs to this user. */
bool pg_platform_is_own_folder(const char *path);
bool pg_platform_make_folder(const char *path, enum pg_folder_kind kind, bool *made);
/** Removes a folder of ours and the files in it, if it is there. */
void pg_platform_remove_scratch(const char *path);
/** Whether two files have the same contents. */
bool pg_platform_same_contents(const char *a, const char *b);
bool pg_platform_remove_folder(const char *path);
bool pg_platform_create_file(const char *path, bool is_private);
bool pg_platform_may_replace(const char *path, const char *not_over);
bool pg_platform_replace(const char *from, const char *to);
bool pg_platform_remove_file(const char *path);
/** Keeps the file `path` under a second name too; false if it is not there. */
bool pg_platform_keep(const char *path, const char *kept);
/** Flushes the folder of a file to the disk, where that can be done. */
void pg_platform_sync_folder_of(const char *path);
/** Returns a handle for pg_platform_unlock(), or -1. */
int pg_platform_lock(const char *folder);
void pg_platform_unlock(int handle);
/** Holds interrupting signals back; pg_platform_resume_signals() lets them through. */
struct pg_signals *pg_platform_hold_signals(void);
void pg_platform_resume_signals(struct pg_signals *held);

#endif
