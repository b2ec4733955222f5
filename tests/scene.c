// SPDX-License-Identifier: GPL-3.0-or-later
#define _XOPEN_SOURCE 700
#include "scene.h"

#include "pg_platform.h"

#include <dirent.h>
#include <math.h>
#include <stdarg.h>
#include <sys/stat.h>

void text_add(struct text *text, const char *format, ...)
{
    va_list arguments, again;

    va_start(arguments, format);
    va_copy(again, arguments);
    int len = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    ck_assert_int_ge(len, 0);
    text->ptr = realloc(text->ptr, text->len + (size_t)len + 1);
    ck_assert_ptr_nonnull(text->ptr);
    vsnprintf(text->ptr + text->len, (size_t)len + 1, format, again);
    va_end(again);
    text->len += (size_t)len;
}

// ---------------------------------------------------------------- the folder

static char *joined(const char *folder, const char *file)
{
    struct text path = {NULL, 0};

    text_add(&path, "%s/%s", folder, file);
    return path.ptr;
}

static char *text_of_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct text text = {NULL, 0};
    char part[4096];
    size_t n;

    ck_assert_msg(file != NULL, "cannot read %s", path);
    text_add(&text, "%s", "");
    while ((n = fread(part, 1, sizeof part, file)) > 0)
        text_add(&text, "%.*s", (int)n, part);
    fclose(file);
    return text.ptr;
}

static void copy_all(const char *from, const struct scene *scene)
{
    DIR *folder = opendir(from);
    const struct dirent *entry;

    ck_assert_msg(folder != NULL, "cannot read the folder %s", from);
    while ((entry = readdir(folder)) != NULL) {
        struct stat of;
        char *path = joined(from, entry->d_name);
        if (stat(path, &of) == 0 && S_ISREG(of.st_mode)) {
            char *text = text_of_file(path);
            scene_put(scene, entry->d_name, text);
            free(text);
        }
        free(path);
    }
    closedir(folder);
}

struct scene scene_open(const char *name)
{
    struct scene scene = {.folder = strdup("/tmp/paygap-scene-XXXXXX")};

    ck_assert_ptr_nonnull(mkdtemp(scene.folder));
    if (name != NULL) {
        char *data = source_path("tests/data"), *from = joined(data, name);
        copy_all(from, &scene);
        free(data);
        free(from);
    }
    return scene;
}

void scene_close(struct scene *scene)
{
    pg_platform_remove_tree(scene->folder);
    free(scene->folder);
    scene->folder = NULL;
}

void scene_put(const struct scene *scene, const char *name, const char *text)
{
    char *path = joined(scene->folder, name);
    FILE *file = fopen(path, "wb");

    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(text, 1, strlen(text), file), strlen(text));
    ck_assert_int_eq(fclose(file), 0);
    free(path);
}

char *scene_path(const struct scene *scene, const char *file)
{
    return joined(scene->folder, file);
}

char *scene_text(const struct scene *scene, const char *file)
{
    char *path = joined(scene->folder, file), *text = text_of_file(path);

    free(path);
    return text;
}

char *scene_named(const struct scene *scene, char *text)
{
    struct text named = {NULL, 0};
    size_t len = strlen(scene->folder);
    const char *rest = text;

    text_add(&named, "%s", "");
    for (const char *at; (at = strstr(rest, scene->folder)) != NULL; rest = at + len)
        text_add(&named, "%.*sDIR", (int)(at - rest), rest);
    text_add(&named, "%s", rest);
    free(text);
    return named.ptr;
}

// ---------------------------------------------------------------- lines

// The next line of a text, without its end; false after the last.
static bool next_line(const char **text, const char **line, size_t *len)
{
    if (**text == '\0')
        return false;
    *line = *text;
    *len = strcspn(*text, "\n");
    *text += *len + ((*text)[*len] == '\n');
    return true;
}

// The next expected line: not one that says where the others come from.
static bool next_expected(const char **text, const char **line, size_t *len)
{
    while (next_line(text, line, len)) {
        if (**line != '#')
            return true;
    }
    return false;
}

// Whether two words are the same number, but for what adding up in another order makes.
static bool is_same_number(const char *word, size_t len, const char *expected, size_t n)
{
    char text[2][40], *end[2];

    if (len == 0 || n == 0 || len >= sizeof text[0] || n >= sizeof text[1])
        return false;
    snprintf(text[0], sizeof text[0], "%.*s", (int)len, word);
    snprintf(text[1], sizeof text[1], "%.*s", (int)n, expected);
    double is = strtod(text[0], &end[0]), wanted = strtod(text[1], &end[1]);
    return *end[0] == '\0' && *end[1] == '\0' && strchr(text[1], '.') != NULL &&
           fabs(is - wanted) <= 1e-12 * fmax(1, fabs(wanted));
}

// Word by word; "*" at the end of the expected line stands for the rest.
static bool is_as_expected(const char *line, size_t len, const char *expected, size_t n)
{
    bool has_star = n > 0 && expected[n - 1] == '*';

    n -= has_star;
    for (;;) {
        size_t word = 0, of = 0;
        while (word < len && line[word] != ' ')
            word++;
        while (of < n && expected[of] != ' ')
            of++;
        bool is_last = has_star && of == n;
        bool is_same = is_last ? word >= of && memcmp(line, expected, of) == 0
                               : word == of && memcmp(line, expected, of) == 0;
        if (is_last || (!is_same && !is_same_number(line, word, expected, of)))
            return is_same;
        if (word == len || of == n)
            return word == len && of == n;
        line += word + 1;
        len -= word + 1;
        expected += of + 1;
        n -= of + 1;
    }
}

static void compare(const char *text, const char *expected, const char *name)
{
    const char *rest = text, *wanted = expected, *line = "", *of = "";
    size_t len = 0, n = 0, number = 0;

    for (;;) {
        bool is_line = next_line(&rest, &line, &len);
        bool is_wanted = next_expected(&wanted, &of, &n);
        number++;
        if (!is_line && !is_wanted)
            return;
        ck_assert_msg(is_line && is_wanted && is_as_expected(line, len, of, n),
                      "%s, line %zu:\n  is     %.*s\n  not    %.*s\n", name, number,
                      is_line ? (int)len : 7, is_line ? line : "the end",
                      is_wanted ? (int)n : 7, is_wanted ? of : "the end");
    }
}

void expect_lines(const char *text, const char *name)
{
    char *data = source_path("tests/data"), *path = joined(data, name);
    char *expected = text_of_file(path);
    compare(text, expected, name);
    free(expected);
    free(path);
    free(data);
}

// Where the cell that `text` stands in ends: before " | ", or at the end of the line.
static size_t cell_end(const char *text, size_t len)
{
    for (size_t i = 0; i + 2 < len; i++) {
        if (memcmp(text + i, " | ", 3) == 0)
            return i;
    }
    return len;
}

// Whether a published cell, "20 to 24" or "5 or fewer", holds a number; both may begin with
// the letter of a column.
static bool holds(const char *cell, size_t len, const char *truth, size_t n)
{
    char told[64], is[64], *end;
    double lower = 0, upper, value;

    if (len >= 3 && memcmp(cell + len - 3, "[c]", 3) == 0)
        return len <= 5;
    if (len >= sizeof told || n >= sizeof is)
        return false;
    snprintf(told, sizeof told, "%.*s", (int)len, cell);
    snprintf(is, sizeof is, "%.*s", (int)n, truth);
    size_t skip = is[0] >= 'A' && is[0] <= 'Z' && is[1] == ' ' && told[0] == is[0] ? 2 : 0;
    value = strtod(is + skip, &end);
    if (*end != '\0' || end == is + skip)
        return false;
    if (sscanf(told + skip, "%lf to %lf", &lower, &upper) == 2)
        return lower <= value && value <= upper;
    if (strstr(told, " or fewer") != NULL && sscanf(told + skip, "%lf", &upper) == 1)
        return value <= upper;
    double shown = strtod(told + skip, &end);
    return *end == '\0' && end != told + skip && fabs(shown - value) < 1e-12;
}

static bool is_told(const char *line, size_t len, const char *truth, size_t n)
{
    for (;;) {
        size_t end = cell_end(line, len), of = cell_end(truth, n);
        if ((end != of || memcmp(line, truth, of) != 0) && !holds(line, end, truth, of))
            return false;
        if (end == len || of == n)
            return end == len && of == n;
        line += end + 3;
        len -= end + 3;
        truth += of + 3;
        n -= of + 3;
    }
}

// What says which line it is: all up to ": ", or the first cell.
static size_t label_end(const char *line, size_t len)
{
    for (size_t i = 0; i + 1 < len && i < cell_end(line, len); i++) {
        if (line[i] == ':' && line[i + 1] == ' ')
            return i + 2;
    }
    return cell_end(line, len);
}

void expect_told(const char *published, const char *truth)
{
    const char *line = "", *of = "";
    size_t len = 0, n = 0;

    while (next_line(&published, &line, &len)) {
        size_t label = label_end(line, len);
        size_t first = label >= 2 && line[label - 1] == ' ' ? label : 0;
        bool is_found = false;
        while (!is_found && next_expected(&truth, &of, &n))
            is_found =
                n >= label && memcmp(line, of, label) == 0 && label_end(of, n) == label;
        ck_assert_msg(is_found, "published, but nowhere in truth: %.*s", (int)len, line);
        ck_assert_msg(is_told(line + first, len - first, of + first, n - first),
                      "  published %.*s\n  in truth  %.*s\n", (int)len, line, (int)n, of);
    }
}

void expect_text(const char *text, const char *expected)
{
    compare(text, expected, "text");
}
