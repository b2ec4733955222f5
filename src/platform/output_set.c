// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * A set of files that appear together or not at all. pg_platform_outputs_begin() makes and
 * locks the folder and a scratch folder inside it; every file is written there under a
 * temporary name; pg_platform_outputs_commit() moves them to their places one by one,
 * keeping a link to each old file, and puts the old ones back if a move fails. Until then
 * pg_platform_outputs_abandon() leaves everything as it was, with the folders that this set
 * made taken away.
 *
 * Invariant: a reader sees old files or new ones, each whole. Signals that would end the
 * program are held from begin to end, so that Ctrl-C cannot leave half a set. A run that
 * was killed leaves its scratch folder, which the next run clears; the lock says that
 * nobody is using it. If it was killed among the moves, its journal (journal.c) is there,
 * and the next run makes the others first. run/write.c and the audit and workforce reports
 * write through it.
 */
#include "journal.h"

#include <stdlib.h>

// Temporary files of a run, the library's among them; what a killed run left in it is
// removed by the next.
#define SCRATCH ".paygap-unfinished"

struct output {
    char *temporary, *final;
    char *name; /**< inside the folder */
    bool is_private;
    char
        *kept; /**< the old file, while new ones are put in place; NULL if there was none */
};

struct pg_outputs {
    char *folder, *scratch;
    char *spare, *journal; /**< paths in the scratch folder */
    struct output *files;
    size_t n_files;
    char **made_folders; /**< those this set made, outermost first */
    size_t n_made;
    int lock;
    bool has_scratch; /**< the folder for temporary files is ours */
    size_t n_mended;  /**< files of an earlier set that were put in place */
    struct pg_signals *held;
};

static char *joined(const char *folder, const char *name, size_t name_len)
{
    struct pg_buffer path = {0};

    pg_buffer_printf(&path, "%s/%.*s", folder, (int)name_len, name);
    if (path.failed)
        pg_buffer_free(&path);
    return path.ptr;
}

static void free_output(struct output *file)
{
    free(file->temporary);
    free(file->final);
    free(file->name);
    if (file->kept != NULL)
        (void)pg_platform_remove_file(file->kept);
    free(file->kept);
}

static void free_set(struct pg_outputs *outputs)
{
    // By name first: listing a folder takes memory, which may be what is missing.
    for (size_t i = 0; i < outputs->n_files; i++) {
        (void)pg_platform_remove_file(outputs->files[i].temporary);
        free_output(&outputs->files[i]);
    }
    if (outputs->has_scratch) {
        (void)pg_platform_remove_file(outputs->spare);
        (void)pg_platform_remove_file(outputs->journal);
        pg_platform_remove_scratch(outputs->scratch);
    }
    free(outputs->files);
    free(outputs->spare);
    free(outputs->journal);
    free(outputs->scratch);
}

static void end_set(struct pg_outputs *outputs)
{
    pg_platform_unlock(outputs->lock);
    pg_platform_resume_signals(outputs->held);
    for (size_t i = 0; i < outputs->n_made; i++)
        free(outputs->made_folders[i]);
    free(outputs->made_folders);
    free(outputs->folder);
    free(outputs);
}

void pg_platform_outputs_abandon(struct pg_outputs *outputs)
{
    if (outputs == NULL)
        return;
    free_set(outputs);
    for (size_t i = outputs->n_made; i-- > 0;)
        (void)pg_platform_remove_folder(outputs->made_folders[i]);
    end_set(outputs);
}

static bool remember_made(struct pg_outputs *outputs, char *path)
{
    char **grown = realloc(outputs->made_folders,
                           (outputs->n_made + 1) * sizeof *outputs->made_folders);

    if (grown == NULL)
        return false;
    outputs->made_folders = grown;
    grown[outputs->n_made++] = path;
    return true;
}

// Makes one folder; takes `path` over and remembers it if the folder was not there.
static paygap_status make_folder(struct pg_outputs *outputs, char *path,
                                 enum pg_folder_kind kind, paygap_error *err)
{
    bool made = false;

    if (path == NULL)
        return pg_no_memory(err);
    if (!pg_platform_make_folder(path, kind, &made)) {
        paygap_status status =
            pg_fail_at(err, PAYGAP_OUTPUT, path, 0, 0,
                       "cannot make or use this output folder: %s", pg_platform_reason());
        free(path);
        return status;
    }
    if (made && remember_made(outputs, path))
        return PAYGAP_OK;
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
        PG_TRY(make_folder(outputs, pg_strdup(part), PG_FOLDER_ANY, err));
    }
    return make_folder(outputs, pg_strdup(pg_str_of(path)), PG_FOLDER_ANY, err);
}

static paygap_status lock_folder(struct pg_outputs *outputs, paygap_error *err)
{
    outputs->lock = pg_platform_lock(outputs->folder);
    if (outputs->lock < 0)
        return pg_fail_at(
            err, PAYGAP_OUTPUT, outputs->folder, 0, 0,
            "cannot use this output folder (is another run writing to it?): %s",
            pg_platform_reason());
    PG_TRY(pg_journal_mend(outputs->journal, outputs->folder, outputs->scratch,
                           &outputs->n_mended, err));
    pg_platform_remove_scratch(outputs->scratch); // of a run that was killed
    bool made;
    if (!pg_platform_make_folder(outputs->scratch, PG_FOLDER_PRIVATE, &made))
        return pg_fail_at(err, PAYGAP_OUTPUT, outputs->folder, 0, 0,
                          "could not write to this output folder: %s",
                          pg_platform_reason());
    outputs->has_scratch = true;
    return PAYGAP_OK;
}

paygap_status pg_platform_outputs_begin(struct pg_outputs **out, const char *folder,
                                        paygap_error *err)
{
    struct pg_outputs *outputs = calloc(1, sizeof *outputs);

    *out = NULL;
    if (outputs == NULL)
        return pg_no_memory(err);
    outputs->lock = -1;
    outputs->held = pg_platform_hold_signals();
    outputs->folder = pg_strdup(pg_str_of(folder[0] != '\0' ? folder : "."));
    if (outputs->folder != NULL)
        outputs->scratch = joined(outputs->folder, SCRATCH, strlen(SCRATCH));
    if (outputs->scratch != NULL)
        outputs->spare = joined(outputs->scratch, "spare", strlen("spare"));
    if (outputs->spare != NULL)
        outputs->journal = joined(outputs->scratch, "journal", strlen("journal"));
    paygap_status status = outputs->journal == NULL || outputs->held == NULL
                               ? pg_no_memory(err)
                               : make_folders_to(outputs, outputs->folder, err);
    if (status == PAYGAP_OK)
        status = lock_folder(outputs, err);
    if (status != PAYGAP_OK) {
        pg_platform_outputs_abandon(outputs);
        return status;
    }
    *out = outputs;
    return PAYGAP_OK;
}

const char *pg_platform_outputs_scratch(const struct pg_outputs *outputs)
{
    return outputs->scratch;
}

const char *pg_platform_outputs_spare(const struct pg_outputs *outputs)
{
    return outputs->spare;
}

paygap_status pg_platform_outputs_fail(const struct pg_outputs *outputs, const char *path,
                                       const char *reason, paygap_error *err)
{
    for (size_t i = 0; i < outputs->n_files; i++) {
        if (strcmp(outputs->files[i].temporary, path) == 0)
            return pg_fail(err, PAYGAP_OUTPUT,
                           "could not write %s in the output folder: %s",
                           outputs->files[i].name, reason);
    }
    return pg_fail(err, PAYGAP_OUTPUT, "could not write to the output folder: %s", reason);
}

static paygap_status make_folders_of_name(struct pg_outputs *outputs, const char *name,
                                          bool is_private, paygap_error *err)
{
    for (const char *slash = strchr(name, '/'); slash != NULL;
         slash = strchr(slash + 1, '/')) {
        bool innermost = strchr(slash + 1, '/') == NULL;
        char *path = joined(outputs->folder, name, (size_t)(slash - name));
        PG_TRY(make_folder(outputs, path,
                           is_private && innermost ? PG_FOLDER_PRIVATE : PG_FOLDER_OWN,
                           err));
    }
    return PAYGAP_OK;
}

static paygap_status create(struct pg_outputs *outputs, struct output *file,
                            bool is_private, const char *not_over, paygap_error *err)
{
    if (file->final == NULL || file->temporary == NULL || file->name == NULL)
        return pg_no_memory(err);
    if (!pg_platform_may_replace(file->final, not_over))
        return pg_fail(err, PAYGAP_OUTPUT,
                       "%s in the output folder is the input or not a regular file; choose "
                       "another output folder",
                       file->name);
    if (!pg_platform_create_file(file->temporary, is_private))
        return pg_platform_outputs_fail(outputs, file->temporary, pg_platform_reason(),
                                        err);
    return PAYGAP_OK;
}

paygap_status pg_platform_outputs_add(struct pg_outputs *outputs, const char *name,
                                      bool is_private, const char *not_over,
                                      const char **path, paygap_error *err)
{
    PG_TRY(make_folders_of_name(outputs, name, is_private, err));
    struct output *grown =
        realloc(outputs->files, (outputs->n_files + 1) * sizeof *outputs->files);
    if (grown == NULL)
        return pg_no_memory(err);
    outputs->files = grown;
    struct output file = {.name = pg_strdup(pg_str_of(name)),
                          .final = joined(outputs->folder, name, strlen(name)),
                          .temporary = pg_journal_temporary(outputs->scratch, name),
                          .is_private = is_private};
    paygap_status status = create(outputs, &file, is_private, not_over, err);
    if (status != PAYGAP_OK) {
        free_output(&file);
        return status;
    }
    outputs->files[outputs->n_files++] = file;
    *path = file.temporary;
    return PAYGAP_OK;
}

// Path in the scratch folder under which the old file is kept until all new ones are there.
static char *kept_path(const struct output *file)
{
    struct pg_buffer path = {0};

    pg_buffer_printf(&path, "%s.old", file->temporary);
    if (path.failed)
        pg_buffer_free(&path);
    return path.ptr;
}

// Undoes the first n replacements: each old file goes back, or what was not there goes.
static void put_back(struct pg_outputs *outputs, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct output *file = &outputs->files[i];
        if (file->kept == NULL || !pg_platform_replace(file->kept, file->final))
            (void)pg_platform_remove_file(file->final);
    }
}

static bool replace(struct output *file)
{
    file->kept = kept_path(file);
    if (file->kept == NULL)
        return false;
    if (!pg_platform_keep(file->final, file->kept)) {
        free(file->kept);
        file->kept = NULL;
    }
    return pg_platform_replace(file->temporary, file->final);
}

// What is about to be put in place, on the disk before anything is.
static paygap_status write_journal(const struct pg_outputs *outputs, paygap_error *err)
{
    struct pg_buffer lines = {0};

    for (size_t i = 0; i < outputs->n_files; i++)
        pg_journal_add(&lines, outputs->files[i].name, outputs->files[i].is_private);
    paygap_status status = PAYGAP_OK;
    if (lines.failed)
        status = pg_no_memory(err);
    else if (!pg_journal_write(outputs->journal, &lines))
        status = pg_platform_outputs_fail(outputs, "", pg_platform_reason(), err);
    pg_buffer_free(&lines);
    return status;
}

// A remark beside PAYGAP_OK.
static void say_mended(const struct pg_outputs *outputs, paygap_error *err)
{
    if (outputs->n_mended > 0 && err != NULL && err->status == PAYGAP_OK)
        snprintf(err->text, sizeof err->text,
                 "an earlier run was stopped while it put its files in place; its other "
                 "%zu %s put there before those of this run",
                 outputs->n_mended, outputs->n_mended == 1 ? "was" : "were");
}

paygap_status pg_platform_outputs_commit(struct pg_outputs *outputs, paygap_error *err)
{
    paygap_status status = write_journal(outputs, err);

    if (status != PAYGAP_OK) {
        pg_platform_outputs_abandon(outputs);
        return status;
    }
    for (size_t i = 0; i < outputs->n_files; i++) {
        if (replace(&outputs->files[i]))
            continue;
        status = pg_platform_outputs_fail(outputs, outputs->files[i].temporary,
                                          pg_platform_reason(), err);
        pg_journal_remove(outputs->journal);
        put_back(outputs, i);
        pg_platform_outputs_abandon(outputs);
        return status;
    }
    for (size_t i = 0; i < outputs->n_files; i++)
        pg_platform_sync_folder_of(outputs->files[i].final);
    pg_journal_remove(outputs->journal);
    say_mended(outputs, err);
    free_set(outputs);
    end_set(outputs);
    return PAYGAP_OK;
}

size_t pg_platform_outputs_n(const struct pg_outputs *outputs)
{
    return outputs->n_files;
}

const char *pg_platform_outputs_name(const struct pg_outputs *outputs, size_t index)
{
    return outputs->files[index].name;
}

const char *pg_platform_outputs_path(const struct pg_outputs *outputs, size_t index)
{
    return outputs->files[index].temporary;
}
