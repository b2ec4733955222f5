// SPDX-License-Identifier: GPL-3.0-or-later
#include "pg_platform.h"

#include <stdlib.h>

struct output {
    char *temporary, *final;
    bool in_place;
};

struct pg_outputs {
    char *folder;
    struct output *files;
    size_t n_files;
    char **made_folders; /**< those this set made, outermost first */
    size_t n_made;
    int lock;
    struct pg_signals *held;
};

static char *joined(const char *folder, const char *name, size_t name_len,
                    const char *suffix)
{
    struct pg_buffer path = {0};

    pg_buffer_printf(&path, "%s/%.*s%s", folder, (int)name_len, name, suffix);
    if (path.failed)
        pg_buffer_free(&path);
    return path.ptr;
}

static const char unfinished[] = ".unfinished";

paygap_status pg_outputs_fail(const char *path, const char *reason, paygap_error *err)
{
    size_t len = strlen(path), suffix = strlen(unfinished);
    bool is_temporary = len > suffix && strcmp(path + len - suffix, unfinished) == 0;
    char *name = pg_strdup((struct pg_str){path, is_temporary ? len - suffix : len});

    if (name == NULL)
        return pg_no_memory(err);
    paygap_status status =
        pg_fail_at(err, PAYGAP_OUTPUT, name, 0, 0, "could not write the file: %s", reason);
    free(name);
    return status;
}

static void free_set(struct pg_outputs *outputs)
{
    for (size_t i = 0; i < outputs->n_files; i++) {
        free(outputs->files[i].temporary);
        free(outputs->files[i].final);
    }
    for (size_t i = 0; i < outputs->n_made; i++)
        free(outputs->made_folders[i]);
    pg_platform_unlock(outputs->lock);
    pg_platform_resume_signals(outputs->held);
    free(outputs->made_folders);
    free(outputs->files);
    free(outputs->folder);
    free(outputs);
}

void pg_outputs_abandon(struct pg_outputs *outputs)
{
    if (outputs == NULL)
        return;
    for (size_t i = 0; i < outputs->n_files; i++) {
        if (!outputs->files[i].in_place)
            (void)pg_platform_remove_file(outputs->files[i].temporary);
    }
    for (size_t i = outputs->n_made; i-- > 0;)
        (void)pg_platform_remove_folder(outputs->made_folders[i]);
    free_set(outputs);
}

// Makes one folder; takes `path` over and remembers it if the folder was not there.
static paygap_status make_folder(struct pg_outputs *outputs, char *path, bool is_private,
                                 paygap_error *err)
{
    bool made = false;

    if (path == NULL)
        return pg_no_memory(err);
    if (!pg_platform_make_folder(path, is_private, &made)) {
        paygap_status status =
            pg_fail_at(err, PAYGAP_OUTPUT, path, 0, 0,
                       "cannot make or use this output folder: %s", pg_platform_reason());
        free(path);
        return status;
    }
    char **grown = made ? realloc(outputs->made_folders,
                                  (outputs->n_made + 1) * sizeof *outputs->made_folders)
                        : NULL;
    if (made && grown != NULL) {
        outputs->made_folders = grown;
        grown[outputs->n_made++] = path;
        return PAYGAP_OK;
    }
    if (made)
        (void)pg_platform_remove_folder(path);
    free(path);
    return made ? pg_no_memory(err) : PAYGAP_OK;
}

// Makes every folder on the way to `path`, which may begin with /.
static paygap_status make_folders_to(struct pg_outputs *outputs, const char *path,
                                     paygap_error *err)
{
    for (const char *slash = strchr(path + 1, '/'); slash != NULL;
         slash = strchr(slash + 1, '/')) {
        if (slash[-1] == '/')
            continue;
        struct pg_str part = {path, (size_t)(slash - path)};
        PG_TRY(make_folder(outputs, pg_strdup(part), false, err));
    }
    return make_folder(outputs, pg_strdup(pg_str_of(path)), false, err);
}

paygap_status pg_outputs_begin(struct pg_outputs **out, const char *folder,
                               paygap_error *err)
{
    struct pg_outputs *outputs = calloc(1, sizeof *outputs);

    *out = NULL;
    if (outputs == NULL)
        return pg_no_memory(err);
    outputs->lock = -1;
    outputs->held = pg_platform_hold_signals();
    outputs->folder = pg_strdup(pg_str_of(folder[0] != '\0' ? folder : "."));
    paygap_status status = outputs->folder == NULL || outputs->held == NULL
                               ? pg_no_memory(err)
                               : make_folders_to(outputs, outputs->folder, err);
    if (status == PAYGAP_OK && (outputs->lock = pg_platform_lock(outputs->folder)) < 0)
        status =
            pg_fail_at(err, PAYGAP_OUTPUT, folder, 0, 0,
                       "cannot use this output folder (is another run writing to it?): %s",
                       pg_platform_reason());
    if (status != PAYGAP_OK) {
        pg_outputs_abandon(outputs);
        return status;
    }
    *out = outputs;
    return PAYGAP_OK;
}

static paygap_status make_folders_of_name(struct pg_outputs *outputs, const char *name,
                                          bool is_private, paygap_error *err)
{
    for (const char *slash = strchr(name, '/'); slash != NULL;
         slash = strchr(slash + 1, '/')) {
        bool innermost = strchr(slash + 1, '/') == NULL;
        char *path = joined(outputs->folder, name, (size_t)(slash - name), "");
        PG_TRY(make_folder(outputs, path, is_private && innermost, err));
    }
    return PAYGAP_OK;
}

paygap_status pg_outputs_add(struct pg_outputs *outputs, const char *name, bool is_private,
                             const char *not_over, const char **path, paygap_error *err)
{
    PG_TRY(make_folders_of_name(outputs, name, is_private, err));
    struct output *grown =
        realloc(outputs->files, (outputs->n_files + 1) * sizeof *outputs->files);
    if (grown == NULL)
        return pg_no_memory(err);
    outputs->files = grown;
    struct output file = {.final = joined(outputs->folder, name, strlen(name), ""),
                          .temporary =
                              joined(outputs->folder, name, strlen(name), unfinished)};
    if (file.final == NULL || file.temporary == NULL) {
        free(file.final);
        free(file.temporary);
        return pg_no_memory(err);
    }
    bool free_to_use = pg_platform_may_replace(file.final, not_over);
    if (!free_to_use || !pg_platform_create_file(file.temporary, is_private)) {
        paygap_status status =
            free_to_use
                ? pg_fail_at(err, PAYGAP_OUTPUT, name, 0, 0,
                             "could not create the file: %s", pg_platform_reason())
                : pg_fail_at(err, PAYGAP_OUTPUT, name, 0, 0,
                             "this name is taken by the input or by something that is "
                             "not a regular file; choose another output folder");
        free(file.final);
        free(file.temporary);
        return status;
    }
    outputs->files[outputs->n_files++] = file;
    *path = file.temporary;
    return PAYGAP_OK;
}

// A rename on one file system can hardly fail now: the files and folders are there.
paygap_status pg_outputs_commit(struct pg_outputs *outputs, paygap_error *err)
{
    for (size_t i = 0; i < outputs->n_files; i++) {
        struct output *file = &outputs->files[i];
        if (!pg_platform_replace(file->temporary, file->final)) {
            paygap_status status =
                pg_fail_at(err, PAYGAP_OUTPUT, file->final, 0, 0,
                           "could not put the file in place: %s", pg_platform_reason());
            pg_outputs_abandon(outputs);
            return status;
        }
        file->in_place = true;
    }
    pg_platform_sync_folder(outputs->folder);
    free_set(outputs);
    return PAYGAP_OK;
}
