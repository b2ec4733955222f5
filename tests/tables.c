// SPDX-License-Identifier: GPL-3.0-or-later
#define _XOPEN_SOURCE 700
#include "tables.h"

#include "pg_workforce.h"
#include "pg_writers.h"

#include <dirent.h>

// ---------------------------------------------------------------- making a report

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

// Paths of the people tables of a scene, in the order of their names.
static size_t people_of(const struct scene *scene, char *paths[], size_t most)
{
    DIR *folder = opendir(scene->folder);
    const struct dirent *entry;
    size_t n = 0;

    ck_assert_ptr_nonnull(folder);
    while ((entry = readdir(folder)) != NULL) {
        if (strncmp(entry->d_name, "people", 6) == 0 && n < most)
            paths[n++] = scene_path(scene, entry->d_name);
    }
    closedir(folder);
    if (n > 0)
        qsort(paths, n, sizeof *paths, by_name);
    return n;
}

// As paygap_workforce() without a folder, with the tables as texts.
static paygap_status make_texts(struct made_report *report,
                                const paygap_workforce_options *options, FILE *stream)
{
    struct pg_workforce workforce;
    size_t n;
    paygap_status status = pg_workforce_make(&workforce, options, &report->error);

    if (status == PAYGAP_OK) {
        FILE *tidy = open_memstream(&report->tidy, &n);
        workforce.document.is_published = false;
        pg_writers_tidy(&workforce.document, tidy);
        fclose(tidy);
        FILE *shown = open_memstream(&report->shown, &n);
        workforce.document.is_published = true;
        pg_writers_tidy(&workforce.document, shown);
        fclose(shown);
        pg_workforce_print(&workforce, stream);
        status = workforce.is_provisional ? PAYGAP_PROVISIONAL : PAYGAP_OK;
    }
    pg_workforce_free(&workforce);
    return status;
}

static void make_files(struct made_report *report, const paygap_workforce_options *options,
                       FILE *stream)
{
    char *out = scene_path(&report->scene, "out");

    report->status = paygap_workforce(options, out, stream, &report->error);
    if (report->status == PAYGAP_OK || report->status == PAYGAP_PROVISIONAL) {
        report->tidy = scene_text(&report->scene, "out/internal/workforce.csv");
        report->shown = scene_text(&report->scene, "out/publish/workforce.csv");
    }
    free(out);
}

struct made_report make_report(struct scene scene, bool has_folder)
{
    struct made_report report = {.scene = scene};
    char *people[16], *config = scene_path(&scene, "workforce.ini");
    FILE *has_config = fopen(config, "rb");
    size_t n = people_of(&scene, people, 16), len;
    FILE *stream = open_memstream(&report.printed, &len);
    paygap_workforce_options options = {.struct_size = sizeof(paygap_workforce_options),
                                        .people = (const char *const *)people,
                                        .n_people = n,
                                        .config = has_config != NULL ? config : NULL};

    if (has_config != NULL)
        fclose(has_config);
    if (has_folder)
        make_files(&report, &options, stream);
    else
        report.status = make_texts(&report, &options, stream);
    fclose(stream);
    report.printed = scene_named(&scene, report.printed);
    for (size_t i = 0; i < n; i++)
        free(people[i]);
    free(config);
    return report;
}

void free_report(struct made_report *report)
{
    free(report->printed);
    free(report->tidy);
    free(report->shown);
    scene_close(&report->scene);
}

// ---------------------------------------------------------------- rows of the file

enum {
    PART,
    DATE,
    CATEGORY,
    N_ABOUT = 8,
    MEASURE = 8,
    VALUE,
    VALUE_LOWER,
    VALUE_UPPER,
    PUBLISHED,
    UNIT,
    STATUS,
    N_CELLS
};

/** A line of workforce.csv. */
struct line {
    char cells[N_CELLS][400];
};

// The next line, taken apart; false after the last.
static bool next_cells(const char **rest, struct line *line)
{
    size_t cell = 0, len = 0;
    bool is_quoted = false;

    if (**rest == '\0')
        return false;
    *line = (struct line){.cells = {""}};
    for (const char *p = *rest;; p++) {
        bool is_end = *p == '\0' || (*p == '\n' && !is_quoted);
        if (is_end || (*p == ',' && !is_quoted)) {
            cell++;
            len = 0;
        } else if (*p == '"') {
            is_quoted = !is_quoted;
        } else if (cell < N_CELLS && *p != '\r' && len + 1 < sizeof line->cells[0]) {
            line->cells[cell][len++] = *p;
        }
        if (is_end) {
            *rest = *p == '\n' ? p + 1 : p;
            ck_assert_uint_eq(cell, N_CELLS);
            return true;
        }
    }
}

// What a row is about: its texts with " / " between.
static char *about_of(const struct line *line)
{
    struct text about = {NULL, 0};

    text_add(&about, "%s", "");
    for (int i = DATE; i < N_ABOUT; i++) {
        if (line->cells[i][0] != '\0')
            text_add(&about, "%s%s", about.len > 0 ? " / " : "", line->cells[i]);
    }
    return about.ptr;
}

// Dates stand in the columns of a row that has several; the rest is what it is about.
static bool is_row_of(const struct line *a, const struct line *b)
{
    for (int i = CATEGORY; i < N_ABOUT; i++) {
        if (strcmp(a->cells[i], b->cells[i]) != 0)
            return false;
    }
    return strcmp(a->cells[PART], b->cells[PART]) == 0;
}

static void add_measures(struct text *text, const char *rest, const struct line *first)
{
    struct line line = *first;

    text_add(text, "measures:");
    do {
        if (!is_row_of(&line, first))
            break;
        text_add(text, " %s (%s)", line.cells[MEASURE], line.cells[UNIT]);
    } while (next_cells(&rest, &line));
    text_add(text, "\n");
}

char *table_text(const char *tidy, const char *part)
{
    struct text text = {NULL, 0};
    struct line line, before = {.cells = {""}};
    const char *rest = tidy;

    text_add(&text, "%s", "");
    (void)next_cells(&rest, &line); // the header
    while (next_cells(&rest, &line)) {
        if (part != NULL && strcmp(line.cells[PART], part) != 0)
            continue;
        bool is_new = strcmp(line.cells[PART], before.cells[PART]) != 0;
        if (is_new && part == NULL)
            text_add(&text, "%s[%s]\n", text.len > 0 ? "\n" : "", line.cells[PART]);
        else if (!is_row_of(&line, &before))
            text_add(&text, "\n");
        if (is_new)
            add_measures(&text, rest, &line);
        if (is_row_of(&line, &before)) {
            text_add(&text, " | ");
        } else {
            char *about = about_of(&line);
            text_add(&text, "%s: ", about);
            free(about);
        }
        text_add(&text, "%s", line.cells[PUBLISHED]);
        before = line;
    }
    text_add(&text, "\n");
    return text.ptr;
}

char *cell_text(const char *tidy, const char *part, const char *about, const char *measure)
{
    struct line line;

    while (next_cells(&tidy, &line)) {
        if (strcmp(line.cells[PART], part) != 0 ||
            strcmp(line.cells[MEASURE], measure) != 0)
            continue;
        char *of = about_of(&line);
        bool is_it = strcmp(of, about) == 0;
        free(of);
        if (is_it)
            return strdup(line.cells[PUBLISHED]);
    }
    return NULL;
}
