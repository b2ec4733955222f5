// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * A run that is killed between two renames leaves some files of a set new and some old. So
 * before the first rename the set is written down, in the scratch folder:
 *
 *     paygap journal 1
 *     o publish/results.csv
 *     p internal/results.csv
 *     end
 *
 * o is a file for anybody, p a private one. All new files are whole and on the disk by
 * then, and a file that still has its temporary name has not been put in place. The next
 * run goes through the list and does so; a journal without its last line was not finished,
 * so that nothing had been put in place. A journal is believed only in a folder of this
 * user, and names no file outside the output folder.
 */
#include "journal.h"

#include <stdio.h>
#include <stdlib.h>

#define FIRST_LINE "paygap journal 1\n"
#define LAST_LINE  "end\n"

enum { MOST_BYTES = 1 << 20 };

static char *in_folder(const char *folder, const char *name)
{
    struct pg_buffer path = {0};

    pg_buffer_printf(&path, "%s/%s", folder, name);
    if (path.failed)
        pg_buffer_free(&path);
    return path.ptr;
}

// The temporary file has the name of the final one with its folders in it.
char *pg_journal_temporary(const char *scratch, const char *name)
{
    char *path = in_folder(scratch, name);

    for (char *p = path != NULL ? path + strlen(scratch) + 1 : NULL;
         p != NULL && *p != '\0'; p++) {
        if (*p == '/')
            *p = '-';
    }
    return path;
}

// ---------------------------------------------------------------- writing

void pg_journal_add(struct pg_buffer *lines, const char *name, bool is_private)
{
    pg_buffer_printf(lines, "%c %s\n", is_private ? 'p' : 'o', name);
}

bool pg_journal_write(const char *journal, const struct pg_buffer *lines)
{
    FILE *file =
        pg_platform_create_file(journal, true) ? pg_platform_outputs_open(journal) : NULL;

    if (file == NULL)
        return false;
    fprintf(file, FIRST_LINE "%s" LAST_LINE, lines->ptr != NULL ? lines->ptr : "");
    bool is_written = fflush(file) == 0 && !ferror(file);
    is_written = fclose(file) == 0 && is_written && pg_platform_sync(journal);
    if (is_written)
        pg_platform_sync_folder_of(journal);
    return is_written;
}

void pg_journal_remove(const char *journal)
{
    if (pg_platform_remove_file(journal))
        pg_platform_sync_folder_of(journal);
}

// ---------------------------------------------------------------- mending

static bool is_whole(const char *text, size_t len)
{
    size_t last = strlen(LAST_LINE);

    return strlen(text) == len && len >= last &&
           strcmp(text + len - last, LAST_LINE) == 0 &&
           strncmp(text, FIRST_LINE, strlen(FIRST_LINE)) == 0;
}

// The text of a whole journal, to be freed; NULL if there is none.
static paygap_status read_whole(const char *journal, char **text, paygap_error *err)
{
    FILE *file = NULL;

    *text = NULL;
    if (pg_platform_regular_open(&file, journal, NULL) != PAYGAP_OK)
        return PAYGAP_OK;
    *text = malloc(MOST_BYTES + 1);
    size_t len = *text != NULL ? fread(*text, 1, MOST_BYTES, file) : 0;
    fclose(file);
    if (*text == NULL)
        return pg_no_memory(err);
    (*text)[len] = '\0';
    if (!is_whole(*text, len)) {
        free(*text);
        *text = NULL;
    }
    return PAYGAP_OK;
}

static bool is_inside(const char *name)
{
    return name[0] != '\0' && name[0] != '/' && strstr(name, "..") == NULL &&
           strstr(name, "//") == NULL;
}

/** A line of the journal. */
struct line {
    const char *name;
    bool is_private;
};

// Folders of a name are made again if they are gone; none may be a link.
static bool make_folders(const char *folder, const struct line *file)
{
    bool made, is_made = true;

    for (const char *slash = strchr(file->name, '/'); slash != NULL && is_made;
         slash = strchr(slash + 1, '/')) {
        bool is_innermost = strchr(slash + 1, '/') == NULL;
        char *path = in_folder(folder, file->name);
        is_made = path != NULL;
        if (is_made) {
            path[strlen(folder) + 1 + (size_t)(slash - file->name)] = '\0';
            is_made = pg_platform_make_folder(
                path, file->is_private && is_innermost ? PG_FOLDER_PRIVATE : PG_FOLDER_OWN,
                &made);
        }
        free(path);
    }
    return is_made;
}

static bool put_in_place(const char *folder, const char *scratch, const struct line *file,
                         size_t *n_moved)
{
    char *from = pg_journal_temporary(scratch, file->name);
    char *to = in_folder(folder, file->name);
    bool is_done = from != NULL && to != NULL;

    if (is_done && pg_platform_is_regular(from)) {
        is_done = make_folders(folder, file) && pg_platform_replace(from, to);
        *n_moved += is_done;
        pg_platform_sync_folder_of(to);
    }
    free(from);
    free(to);
    return is_done;
}

// Each line in turn; `text` is cut into them.
static paygap_status mend(const char *folder, const char *scratch, char *text,
                          size_t *n_moved, paygap_error *err)
{
    for (char *line = strchr(text, '\n') + 1; strcmp(line, LAST_LINE) != 0;) {
        char *end = strchr(line, '\n');
        struct line file = {line + 2, line[0] == 'p'};
        *end = '\0';
        if (strncmp(line, "p ", 2) != 0 && strncmp(line, "o ", 2) != 0)
            return PAYGAP_OK; // none of ours
        if (!is_inside(file.name))
            return PAYGAP_OK;
        if (!put_in_place(folder, scratch, &file, n_moved))
            return pg_fail_at(err, PAYGAP_OUTPUT, folder, 0, 0,
                              "an earlier run was stopped while it put its files in place, "
                              "and %.100s cannot be put there now: %s; mend that, or "
                              "remove the folder .paygap-unfinished",
                              pg_file_name(file.name), pg_platform_reason());
        line = end + 1;
    }
    return PAYGAP_OK;
}

paygap_status pg_journal_mend(const char *journal, const char *folder, const char *scratch,
                              size_t *n_moved, paygap_error *err)
{
    char *text = NULL;

    *n_moved = 0;
    if (!pg_platform_is_own_folder(scratch))
        return PAYGAP_OK;
    PG_TRY(read_whole(journal, &text, err));
    paygap_status status =
        text != NULL ? mend(folder, scratch, text, n_moved, err) : PAYGAP_OK;
    free(text);
    return status;
}
